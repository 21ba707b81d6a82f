//! Meshes, bounding volumes, hash grids, volumes and textures, through their built-ins.

use super::Family;
use crate::dataset::generate::core::Gen;
use crate::dataset::generate::names::Vocab;
use crate::dataset::generate::types::{F32, I32, Sc, Ty, U64, VEC2, VEC3, VEC4};

static QUERY: Vocab = Vocab {
    floats: &[
        "max_dist",
        "radius",
        "epsilon",
        "margin",
        "max_t",
        "ray_bias",
        "thickness",
        "threshold",
        "voxel_size",
    ],
    ints: &["n", "num_rays", "num_points", "max_hits", "width", "group", "max_iters"],
    float_locals: &["d", "dist", "t", "sign", "sdf", "best", "hit_t", "w", "depth", "occ", "s"],
    vec_locals: &["p", "q", "n", "dir", "hit_p", "closest", "origin", "lo", "hi", "delta", "grad"],
    int_locals: &["face", "hit", "count", "idx", "elem", "k"],
    float_arrays: &["distances", "depths", "sdf_values", "radii", "times", "occlusion", "signs"],
    vec_arrays: &["points", "origins", "directions", "queries", "positions", "centers", "samples"],
    int_arrays: &["hits", "faces", "counts", "neighbor_ids", "results", "groups"],
    verbs: &["query", "cast", "find", "sample", "project", "count", "trace", "compute"],
    nouns: &[
        "closest_points",
        "rays",
        "neighbors",
        "overlaps",
        "distances",
        "hits",
        "mesh_sdf",
        "occlusion",
        "contacts",
        "normals",
        "visibility",
        "ao",
    ],
    helpers: &["falloff", "shade", "weight_fn", "soft_contact", "attenuate", "lambert", "remap_dist"],
};

static VOLUMES: Vocab = Vocab {
    floats: &["step_size", "density_scale", "iso", "voxel_size", "absorption", "dt", "background"],
    ints: &["num_points", "max_steps", "nx", "ny", "n", "resolution"],
    float_locals: &["rho", "d", "sdf", "t", "trans", "value", "a", "phi"],
    vec_locals: &["uvw", "p", "grad", "vel", "pos", "n", "ijk"],
    int_locals: &["i", "voxel", "k", "idx"],
    float_arrays: &["densities", "values", "out_values", "transmittance", "samples"],
    vec_arrays: &["points", "positions", "velocities", "origins", "gradients", "rays"],
    int_arrays: &["voxels", "mask", "active"],
    verbs: &["sample", "march", "advect", "splat", "rasterize", "trace", "evaluate"],
    nouns: &[
        "volume",
        "density",
        "nanovdb",
        "level_set",
        "velocity_grid",
        "fog",
        "gradient",
        "smoke",
        "voxels",
        "isosurface",
    ],
    helpers: &["transfer", "opacity", "phase", "density_to_alpha", "clamp_density"],
};

static TEXTURES: Vocab = Vocab {
    floats: &["lod", "scale", "exposure", "u_offset", "v_offset", "strength", "roughness"],
    ints: &["width", "height", "n", "layers", "num_samples"],
    float_locals: &["u", "v", "value", "lum", "h", "w", "alpha"],
    vec_locals: &["uv", "color", "c", "texel", "coord", "n"],
    int_locals: &["px", "layer", "k"],
    float_arrays: &["heights", "values", "weights", "out_lum"],
    vec_arrays: &["uvs", "coords", "colors", "points", "pixels"],
    int_arrays: &["material_ids", "mask"],
    verbs: &["sample", "shade", "lookup", "filter", "blend", "displace", "fetch"],
    nouns: &[
        "texture",
        "albedo",
        "heightmap",
        "lut",
        "environment",
        "colors",
        "texels",
        "splat_map",
        "volume_texture",
    ],
    helpers: &["tint", "blend_layers", "height_weight", "gamma_fn", "parallax"],
};

pub(super) static FAMILIES: &[Family] = &[
    Family { name: "mesh_queries", weight: 1.0, vocab: &QUERY, make: mesh },
    Family { name: "bvh_queries", weight: 0.5, vocab: &QUERY, make: bvh },
    Family { name: "hash_grids", weight: 0.6, vocab: &QUERY, make: hash_grid },
    Family { name: "volumes", weight: 0.8, vocab: &VOLUMES, make: volumes },
    Family { name: "textures", weight: 0.6, vocab: &TEXTURES, make: textures },
];

const POINT_QUERIES: &[(&str, bool)] = &[
    ("mesh_query_point", true),
    ("mesh_query_point", true),
    ("mesh_query_point_no_sign", false),
    ("mesh_query_point_sign_normal", true),
    ("mesh_query_point_sign_winding_number", true),
    ("mesh_query_point_sign_parity", true),
    ("mesh_query_furthest_point_no_sign", false),
];

fn handle(g: &mut Gen, words: &[&'static str]) -> String {
    let base = g.rng.word(words);
    let id = g.param(base, &U64, false);
    g.hide(&id);
    id
}

fn mesh(g: &mut Gen) {
    g.usual_options();
    g.maybe_helpers(&[F32, VEC3]);
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let i = g.thread(1)[0].clone();
        let id = handle(g, &["mesh", "mesh_id", "mesh", "surface"]);
        let pts = g.arr(&["points", "queries", "origins", "x"], &VEC3, 1);
        g.hide(&pts);
        g.maybe_guard(std::slice::from_ref(&i));
        let p = set!(g, &["p", "pos", "point"], &VEC3, "{pts}[{i}]");
        g.used(&p);
        g.fill(0.2);
        for _ in 0..1 + g.rng.weighted(&[0.7, 0.25, 0.05]) {
            match g.rng.below(9) {
                0..=2 => mesh_point(g, &id, &p),
                3 | 4 => mesh_ray(g, &id, &p),
                5 => {
                    let r = g.operand(&F32);
                    let query = match g.rng.below(2) {
                        0 => format!("wp.mesh_query_aabb({id}, {p} - wp.vec3({r}), {p} + wp.vec3({r}))"),
                        _ => format!("wp.mesh_query_sphere({id}, {p}, {r})"),
                    };
                    query_loop(g, &query, &["face", "f", "tri"], |g, f| {
                        let n = set!(g, &["n", "fn", "face_n"], &VEC3, "wp.mesh_eval_face_normal({id}, {f})");
                        let _ = n;
                    });
                }
                6 => {
                    let m = g.fresh("m");
                    line!(g, "{m} = wp.mesh_get({id})");
                    let e = g.operand(&I32);
                    set!(g, &["a", "v0", "vert"], &VEC3, "{m}.points[{m}.indices[{i} * 3 + {e}]]");
                    if g.chance(0.5) {
                        set!(g, &["vel", "vv"], &VEC3, "{m}.velocities[{m}.indices[{i}]]");
                    }
                }
                7 => {
                    let e = g.rng.range(0, 2);
                    set!(g, &["a", "corner"], &VEC3, "wp.mesh_get_point({id}, {i} * 3 + {e})");
                    set!(
                        g,
                        &["vel", "v"],
                        &VEC3,
                        "wp.mesh_get_velocity({id}, wp.mesh_get_index({id}, {i} * 3))"
                    );
                }
                _ => {
                    let d = g.x(&VEC3);
                    if g.chance(0.5) {
                        let c = set!(
                            g,
                            &["crossings", "count"],
                            &I32,
                            "wp.mesh_query_ray_count_intersections({id}, {p}, {d})"
                        );
                        let _ = c;
                    } else {
                        let t = g.x(&F32);
                        set!(
                            g,
                            &["blocked", "shadowed", "hit_any"],
                            &Ty::S(Sc::Bool),
                            "wp.mesh_query_ray_anyhit({id}, {p}, {d}, {t})"
                        );
                    }
                }
            }
        }
        g.fill(0.4);
        g.maybe_leftovers();
    });
}

fn mesh_point(g: &mut Gen, id: &str, p: &str) {
    let (f, signed) = *g.rng.pick(POINT_QUERIES);
    let max = if g.chance(0.5) {
        g.pf(&["max_dist", "max_distance", "search_radius"])
    } else {
        (*g.rng.pick(&["1.0e6", "10.0", "1.0", "100.0", "0.5"])).to_owned()
    };
    let q = set!(g, &["query", "q", "res", "result"], &Ty::Named("query"), "wp.{f}({id}, {p}, {max})");
    block!(g, ["if {q}.result:"], |g| {
        let c = set!(
            g,
            &["cp", "closest", "hit_p"],
            &VEC3,
            "wp.mesh_eval_position({id}, {q}.face, {q}.u, {q}.v)"
        );
        let sign = if signed && g.chance(0.8) { format!(" * {q}.sign") } else { String::new() };
        let d = set!(g, &["d", "dist", "sdf"], &F32, "wp.length({p} - {c}){sign}");
        let _ = d;
        if g.chance(0.35) {
            set!(g, &["n", "nrm"], &VEC3, "wp.mesh_eval_face_normal({id}, {q}.face)");
        }
        if g.chance(0.2) {
            set!(g, &["vel", "surf_v"], &VEC3, "wp.mesh_eval_velocity({id}, {q}.face, {q}.u, {q}.v)");
        }
        g.fill(0.4);
        g.finish_stores();
        if g.chance(0.25) {
            let out = g.out(&["faces", "hit_face", "nearest"], &I32, 1);
            let at = g.own_index(1);
            line!(g, "{out}{at} = {q}.face");
        }
    });
}

fn mesh_ray(g: &mut Gen, id: &str, p: &str) {
    let dir = match g.rng.below(3) {
        0 => {
            let d = g.arr(&["dirs", "directions", "ray_dirs"], &VEC3, 1);
            let at = g.own_index(1);
            format!("{d}{at}")
        }
        1 => format!("wp.normalize({})", g.x(&VEC3)),
        _ => g.literal_value(&VEC3).s,
    };
    let d = set!(g, &["d", "dir", "rd"], &VEC3, "{dir}");
    let max = g.leaf(&F32, true).s;
    let q =
        set!(g, &["query", "hit", "ray"], &Ty::Named("query"), "wp.mesh_query_ray({id}, {p}, {d}, {max})");
    block!(g, ["if {q}.result:"], |g| {
        set!(g, &["t", "hit_t", "depth"], &F32, "{q}.t");
        if g.chance(0.6) {
            set!(g, &["hp", "hit_p"], &VEC3, "{p} + {d} * {q}.t");
        }
        if g.chance(0.6) {
            set!(g, &["ndl", "cos_i", "facing"], &F32, "wp.max(wp.dot({q}.normal, -{d}), 0.0)");
        }
        if g.chance(0.3) {
            set!(g, &["bary", "uv"], &VEC2, "wp.vec2({q}.u, {q}.v)");
        }
        g.fill(0.4);
        g.finish_stores();
    });
    if g.chance(0.4) {
        g.block("else:", |g| g.store(&F32));
    }
}

/// A loop over the results of a query, by `for` or by `next`.
fn query_loop(g: &mut Gen, query: &str, words: &[&'static str], body: impl FnOnce(&mut Gen, &str)) {
    let zero = g.zero(&I32);
    let count = g.bind("count", &I32, &zero);
    let zero = g.zero(&F32);
    let acc = g.bind("acc", &F32, &zero);
    let base = g.rng.word(words);
    let k = g.fresh(base);
    let next = if query.contains("mesh_query_aabb") && g.chance(0.5) {
        "mesh_query_aabb_next"
    } else if query.contains("mesh_") {
        "mesh_query_next"
    } else {
        "bvh_query_next"
    };
    let inside = |g: &mut Gen| {
        g.declare(&k, &I32, false, false, true);
        body(g, &k);
        g.fill(0.3);
        line!(g, "{count} += 1");
        let e = g.value(&F32);
        line!(g, "{acc} += {}", e.s);
        if g.swarm.breaks > 0.0 && g.chance(0.4) {
            let n = g.small() + 8;
            block!(g, ["if {count} >= {n}:"], |g| g.line("break"));
        }
    };
    g.f().loops += 1;
    // Only box queries of meshes can be iterated with `for`.
    if query.starts_with("wp.mesh_query_aabb") && g.chance(0.6) {
        block!(g, ["for {k} in {query}:"], inside);
    } else {
        let q = g.fresh("query");
        line!(g, "{q} = {query}");
        line!(g, "{k} = int(0)");
        block!(g, ["while wp.{next}({q}, {k}):"], inside);
    }
    g.f().loops -= 1;
}

fn bvh(g: &mut Gen) {
    g.usual_options();
    g.maybe_helpers(&[F32]);
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let i = g.thread(1)[0].clone();
        let id = handle(g, &["bvh", "bvh_id", "tree", "accel"]);
        let lo = g.arr(&["lowers", "lower_bounds", "points", "box_min"], &VEC3, 1);
        let hi = g.arr(&["uppers", "upper_bounds", "dirs", "box_max"], &VEC3, 1);
        g.maybe_guard(std::slice::from_ref(&i));
        let (a, b) =
            (set!(g, &["lo", "a", "p"], &VEC3, "{lo}[{i}]"), set!(g, &["hi", "b", "d"], &VEC3, "{hi}[{i}]"));
        g.hide(&lo);
        g.hide(&hi);
        g.fill(0.2);
        let root = g.chance(0.15).then(|| {
            let e = g.operand(&I32);
            set!(g, &["root", "group_root"], &I32, "wp.bvh_get_group_root({id}, {e})")
        });
        let tail = root.map_or(String::new(), |r| format!(", {r}"));
        let e = g.operand(&F32);
        let query = match g.rng.below(5) {
            0 | 1 => format!("wp.bvh_query_aabb({id}, {a}, {b}{tail})"),
            2 => format!("wp.bvh_query_ray({id}, {a}, {b}{tail})"),
            3 => format!("wp.bvh_query_sphere({id}, {a}, {e})"),
            _ => format!("wp.bvh_query_capsule({id}, {a}, {b}, {e})"),
        };
        query_loop(g, &query, &["k", "elem", "prim", "bounds_id"], |g, k| {
            if g.chance(0.6) {
                set!(g, &["other_lo", "q"], &VEC3, "{lo}[{k}]");
            }
            if g.chance(0.3) {
                block!(g, ["if {k} == {i}:"], |g| g.line("continue"));
            }
        });
        g.fill(0.3);
        g.maybe_leftovers();
    });
}

fn hash_grid(g: &mut Gen) {
    g.usual_options();
    let s = *g.rng.pick(&[Sc::F32, Sc::F32, Sc::F32, Sc::F64, Sc::F16]);
    g.real = s;
    let (real, v) = (g.real_ty(), Ty::Vec(3, s));
    g.maybe_helpers(std::slice::from_ref(&real));
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let id = handle(g, &["grid", "hash_grid", "grid_id"]);
        let sorted = g.chance(0.4);
        let i = g.fresh(if sorted { "i" } else { "tid" });
        if sorted {
            line!(g, "{i} = wp.hash_grid_point_id({id}, wp.tid())")
        } else {
            line!(g, "{i} = wp.tid()")
        }
        g.declare(&i, &I32, true, false, true);
        let x = g.arr(&["points", "x", "positions"], &v, 1);
        g.hide(&x);
        g.maybe_guard(std::slice::from_ref(&i));
        let p = set!(g, &["p", "xi"], &v, "{x}[{i}]");
        let ty = g.rng.pick(&[real.clone(), v.clone(), I32]).clone();
        let zero = g.zero(&ty);
        let acc = g.bind("acc", &ty, &zero);
        let r = g.pf(&["radius", "cutoff", "h"]);
        let j = g.fresh("j");
        let body = |g: &mut Gen| {
            g.declare(&j, &I32, false, false, true);
            let d = set!(g, &["d", "rel"], &v, "{p} - {x}[{j}]");
            let l = set!(g, &["l", "dist"], &real, "wp.length({d})");
            g.fill(0.3);
            let e = g.via_helper(&ty);
            block!(
                g,
                [
                    "if {l} < {r}{}:",
                    if g.swarm.boolops > 0.0 { format!(" and {j} != {i}") } else { String::new() }
                ],
                |g| line!(g, "{acc} += {e}")
            );
        };
        g.f().loops += 1;
        if g.chance(0.6) {
            block!(g, ["for {j} in wp.hash_grid_query({id}, {p}, {r}):"], body);
        } else {
            let q = g.fresh("query");
            line!(g, "{q} = wp.hash_grid_query({id}, {p}, {r})");
            line!(g, "{j} = int(0)");
            block!(g, ["while wp.hash_grid_query_next({q}, {j}):"], body);
        }
        g.f().loops -= 1;
        g.fill(0.3);
        g.maybe_leftovers();
    });
}

fn volumes(g: &mut Gen) {
    g.usual_options();
    g.maybe_helpers(&[F32, VEC3]);
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let grid = g.chance(0.4);
        let names = g.thread(if grid { 3 } else { 1 });
        let vol = handle(g, &["volume", "vol", "volume_id", "density_grid"]);
        let p = if grid {
            let t = names.clone();
            set!(g, &["p", "ijk", "pos"], &VEC3, "wp.vec3(float({}), float({}), float({}))", t[0], t[1], t[2])
        } else {
            let a = g.arr(&["points", "positions", "x"], &VEC3, 1);
            set!(g, &["p", "pos", "world_p"], &VEC3, "{a}[{}]", names[0])
        };
        g.maybe_guard(&names);
        let uvw = set!(g, &["uvw", "q", "local"], &VEC3, "wp.volume_world_to_index({vol}, {p})");
        g.used(&p);
        for _ in 0..1 + g.rng.below(3) {
            let mode = g.rng.word(&["wp.Volume.LINEAR", "wp.Volume.LINEAR", "wp.Volume.CLOSEST"]);
            let (i, j, k) = if grid {
                (names[0].clone(), names[1].clone(), names[2].clone())
            } else {
                let t = ["0", "1", "2"].map(|c| format!("int({uvw}[{c}])"));
                (t[0].clone(), t[1].clone(), t[2].clone())
            };
            g.used(&uvw);
            match g.rng.below(14) {
                0 | 1 => { set!(g, &["d", "rho", "value"], &F32, "wp.volume_sample_f({vol}, {uvw}, {mode})"); }
                2 => { set!(g, &["vel", "u"], &VEC3, "wp.volume_sample_v({vol}, {uvw}, {mode})"); }
                3 => { set!(g, &["label", "id_v"], &I32, "wp.volume_sample_i({vol}, {uvw})"); }
                4 => {
                    let ty = g.rng.pick(&[F32, VEC3, VEC4, Ty::S(Sc::F64), I32]).clone();
                    let n = g.type_name(&ty);
                    set!(g, &["s", "sampled"], &ty, "wp.volume_sample({vol}, {uvw}, {mode}, dtype={n})");
                }
                5 => {
                    let gr = set!(g, &["grad", "n"], &VEC3, "wp.vec3()");
                    set!(g, &["phi", "sdf"], &F32, "wp.volume_sample_grad_f({vol}, {uvw}, {mode}, {gr})");
                }
                6 => {
                    let gr = set!(g, &["grad2", "dn"], &VEC3, "wp.vec3()");
                    set!(g, &["phi2", "val"], &F32, "wp.volume_sample_grad({vol}, {uvw}, {mode}, {gr}, dtype=float)");
                }
                7 => {
                    let (ty, f) = g.rng.pick(&[(F32, "f"), (VEC3, "v"), (I32, "i")]).clone();
                    set!(g, &["cell", "voxel"], &ty, "wp.volume_lookup_{f}({vol}, {i}, {j}, {k})");
                }
                8 => {
                    let ty = g.rng.pick(&[F32, VEC4, VEC3]).clone();
                    let n = g.type_name(&ty);
                    set!(g, &["cell2", "raw"], &ty, "wp.volume_lookup({vol}, {i}, {j}, {k}, dtype={n})");
                }
                9 => {
                    let (ty, f) = g.rng.pick(&[(F32, "_f"), (VEC3, "_v"), (I32, "_i"), (VEC4, ""), (F32, "")]).clone();
                    let e = g.x(&ty);
                    let e = if e.parse::<f64>().is_ok() && f.is_empty() { format!("float({e})") } else { e };
                    line!(g, "wp.volume_store{f}({vol}, {i}, {j}, {k}, {e})");
                }
                10 => {
                    let data = g.param_like("voxel_data", &F32.array(1));
                    let bg = g.leaf(&F32, true).s;
                    set!(g, &["vi", "stored"], &F32, "wp.volume_sample_index({vol}, {uvw}, {mode}, {data}, {bg})");
                }
                11 => {
                    let x = set!(g, &["idx", "slot"], &I32, "wp.volume_lookup_index({vol}, {i}, {j}, {k})");
                    g.as_index(&x);
                }
                12 => { set!(g, &["w", "world_dir"], &VEC3, "wp.volume_index_to_world_dir({vol}, {})", g.x(&VEC3)); }
                _ => {
                    let f = g.rng.word(&["volume_index_to_world", "volume_world_to_index_dir"]);
                    set!(g, &["wpos", "back"], &VEC3, "wp.{f}({vol}, {})", g.x(&VEC3));
                }
            }
        }
        if g.swarm.loops > 0.0 {
            let t = set!(g, &["t", "dist"], &F32, "float(0.0)");
            let tr = set!(g, &["trans", "acc"], &F32, "float(1.0)");
            let dir = g.pv(&["dir", "ray_dir", "light_dir"]);
            let n = g.pi(&["max_steps", "steps"]);
            let k = g.fresh("_s");
            g.f().loops += 1;
            block!(g, ["for {k} in range({n}):"], |g| {
                let s = set!(g, &["s", "dens"], &F32, "wp.volume_sample_f({vol}, wp.volume_world_to_index({vol}, {p} + {dir} * {t}), wp.Volume.LINEAR)");
                g.fill(0.2);
                let e = g.operand(&F32);
                line!(g, "{tr} *= wp.exp(-{s} * {e})");
                if g.swarm.breaks > 0.0 {
                    block!(g, ["if {tr} < 0.01:"], |g| g.line("break"));
                }
                let st = g.operand(&F32);
                line!(g, "{t} += {st}");
            });
            g.f().loops -= 1;
        }
        g.fill(0.4);
        g.maybe_leftovers();
    });
}

fn textures(g: &mut Gen) {
    g.usual_options();
    g.maybe_helpers(&[F32, VEC3]);
    let name = g.kernel_name();
    let dim = g.rng.weighted(&[0.2, 0.6, 0.2]) + 1;
    let ty = Ty::Named(["wp.Texture1D", "wp.Texture2D", "wp.Texture3D"][dim - 1]);
    let in_struct = g.chance(0.2);
    let id = in_struct.then(|| {
        let field = g.rng.word(&["albedo", "tex", "heightmap", "lut"]);
        let base = g.rng.word(&["Material", "Layer", "Sampler", "Shader"]);
        g.structure(base, &[(field, ty.clone()), ("gain", F32), ("offset", VEC2)])
    });
    g.kernel(&name, |g| {
        let names = g.thread(1 + usize::from(g.style.tid > 2));
        let tex = match id {
            Some(id) => {
                let s = g.struct_value(&Ty::Struct(id));
                let field = g.file.structs[id].fields[0].0.clone();
                format!("{s}.{field}")
            }
            None => {
                let t = g.param("tex", &ty, false);
                g.hide(&t);
                t
            }
        };
        g.maybe_guard(&names);
        let coord = |g: &mut Gen| -> String {
            match dim {
                1 => g.x(&F32),
                2 => match g.rng.below(3) {
                    0 => format!("{}, {}", g.x(&F32), g.x(&F32)),
                    _ => g.x(&VEC2),
                },
                _ => {
                    if g.chance(0.3) {
                        format!("{}, {}, {}", g.x(&F32), g.x(&F32), g.x(&F32))
                    } else {
                        g.x(&VEC3)
                    }
                }
            }
        };
        for _ in 0..1 + g.rng.below(3) {
            let out = g.rng.pick(&[F32, VEC2, VEC4, VEC4]).clone();
            let n = if out == F32 { "float".to_owned() } else { g.type_name(&out) };
            let c = coord(g);
            let lod = if g.chance(0.2) { format!(", lod={}", g.leaf(&F32, true).s) } else { String::new() };
            let base = g.rng.word(&["c", "texel", "sample", "value", "layer"]);
            bind_text!(g, base, &out, "wp.texture_sample({tex}, {c}, dtype={n}{lod})");
        }
        if g.chance(0.25) {
            let attr = if dim > 1 { g.rng.word(&["width", "height"]) } else { "width" };
            set!(g, &["size", "res"], &I32, "{tex}.{attr}");
        }
        g.fill(0.6);
        g.maybe_leftovers();
    });
}
