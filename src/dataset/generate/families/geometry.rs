//! Triangles and meshes, distance fields and collision, curves, intersections, voxel grids.

use super::Family;
use crate::dataset::generate::core::Gen;
use crate::dataset::generate::names::Vocab;
use crate::dataset::generate::types::{F32, I32, MAT33, Sc, Ty, VEC2, VEC3};
use crate::dataset::generate::values::atom;

static MESHES: Vocab = Vocab {
    floats: &[
        "lam",
        "weight",
        "area_eps",
        "crease_angle",
        "target_len",
        "step_size",
        "mass_scale",
        "thickness",
        "time",
    ],
    ints: &["num_faces", "num_verts", "n", "valence", "ring", "iterations", "face_offset"],
    float_locals: &["area", "cot", "w", "angle", "vol", "len2", "cos_a", "h", "curv", "quality"],
    vec_locals: &["p", "q", "r", "e1", "e2", "n", "c", "centroid", "edge", "lap", "bary"],
    int_locals: &["face", "vert", "v0", "v1", "v2", "tri", "corner"],
    float_arrays: &["areas", "cot_weights", "mass", "curvature", "angles", "volumes", "lengths"],
    vec_arrays: &["verts", "points", "vertices", "normals", "positions", "centroids", "uvs", "tangents"],
    int_arrays: &["faces", "tri_indices", "indices", "boundary", "valences", "corner_ids"],
    verbs: &["compute", "smooth", "accumulate", "subdivide", "deform", "orient", "measure", "relax"],
    nouns: &[
        "face_normals",
        "vertex_normals",
        "areas",
        "laplacian",
        "curvature",
        "cot_weights",
        "centroids",
        "volumes",
        "edge_lengths",
        "tangents",
        "inertia",
    ],
    helpers: &[
        "tri_area",
        "tri_normal",
        "cotangent",
        "angle_between",
        "tet_volume",
        "aspect_ratio",
        "barycentric_weight",
    ],
};

static COLLISION: Vocab = Vocab {
    floats: &[
        "radius",
        "margin",
        "mu",
        "restitution",
        "thickness",
        "ke",
        "kd",
        "dt",
        "blend_k",
        "height",
        "half_extent",
    ],
    ints: &["num_shapes", "n", "num_points", "max_contacts", "shape_count"],
    float_locals: &["d", "depth", "dist", "t", "vn", "s", "phi", "best", "lam", "pen"],
    vec_locals: &["p", "n", "closest", "q", "rel", "hit_p", "local_p", "push", "contact", "grad"],
    int_locals: &["shape", "contact_id", "other", "feature", "slot"],
    float_arrays: &["radii", "sdf", "distances", "depths", "margins", "friction"],
    vec_arrays: &[
        "points",
        "centers",
        "positions",
        "velocities",
        "half_extents",
        "contact_points",
        "normals",
    ],
    int_arrays: &["shape_types", "contact_count", "pairs", "collision_mask", "shape_ids"],
    verbs: &["collide", "resolve", "detect", "evaluate", "project", "test", "push", "generate"],
    nouns: &[
        "spheres",
        "contacts",
        "sdf",
        "boxes",
        "capsules",
        "planes",
        "penetration",
        "collisions",
        "distances",
        "broadphase",
        "halfspace",
    ],
    helpers: &[
        "sdf_box",
        "sdf_sphere",
        "sdf_capsule",
        "smooth_union",
        "closest_on_segment",
        "plane_dist",
        "sdf_torus",
        "opSubtract",
    ],
};

static CURVES: Vocab = Vocab {
    floats: &["t", "tension", "width", "speed", "tau", "u", "eps", "alpha"],
    ints: &["num_points", "degree", "segments", "n", "samples_per_seg", "knots"],
    float_locals: &["t", "u", "w", "b0", "b1", "b2", "len", "arc", "curv", "s"],
    vec_locals: &["p0", "p1", "p2", "p3", "tangent", "pos", "m0", "m1", "normal_v", "d"],
    int_locals: &["seg", "span", "idx", "base"],
    float_arrays: &["params", "knots", "weights", "lengths", "out_len"],
    vec_arrays: &["control_points", "points", "curve", "path", "waypoints", "tangents"],
    int_arrays: &["segment_ids", "starts", "closed"],
    verbs: &["evaluate", "sample", "subdivide", "fit", "resample", "trace", "interpolate"],
    nouns: &[
        "bezier",
        "spline",
        "catmull_rom",
        "hermite",
        "curve",
        "path",
        "arc_length",
        "bspline",
        "trajectory",
        "polyline",
    ],
    helpers: &["basis", "bernstein", "hermite_basis", "catmull", "blend_fn", "ease", "curvature_at"],
};

pub(super) static FAMILIES: &[Family] = &[
    Family { name: "meshes", weight: 0.9, vocab: &MESHES, make: meshes },
    Family { name: "collision", weight: 0.9, vocab: &COLLISION, make: collision },
    Family { name: "curves", weight: 0.6, vocab: &CURVES, make: curves },
];

fn meshes(g: &mut Gen) {
    g.usual_options();
    let double = g.chance(0.07);
    if double {
        g.real = Sc::F64;
    }
    let (real, v) = (g.real_ty(), Ty::Vec(3, g.real));
    if g.swarm.helpers > 0.0 && g.chance(0.6) {
        let result = if g.chance(0.6) { real.clone() } else { v.clone() };
        let base = g.rng.word(MESHES.helpers);
        g.func(
            base,
            &[("a", v.clone()), ("b", v.clone()), ("c", v.clone())],
            std::slice::from_ref(&result),
            |g, n| {
                let e1 = set!(g, &["e1", "ab", "u"], &v, "{} - {}", n[1], n[0]);
                let e2 = set!(g, &["e2", "ac", "w"], &v, "{} - {}", n[2], n[0]);
                let n = set!(g, &["n", "nrm"], &v, "wp.cross({e1}, {e2})");
                g.used(&n);
                if g.chance(0.4) {
                    let l = set!(g, &["l", "len_n"], &real, "wp.length({n})");
                    let eps = g.real_text("1.0e-8");
                    let zero = g.zero(&result);
                    block!(g, ["if {l} < {eps}:"], |g| line!(
                        g,
                        "return {}",
                        if zero.s.starts_with("float(") { "0.0" } else { &zero.s }
                    ));
                }
                let d = g.swarm.depth + 1;
                vec![g.expr(&result, d)]
            },
        );
    }
    g.maybe_helpers(std::slice::from_ref(&real));
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let t = g.thread(1)[0].clone();
        let x = g.arr(&["verts", "points", "vertices", "x"], &v, 1);
        g.hide(&x);
        g.maybe_guard(std::slice::from_ref(&t));
        let one_ring = g.chance(0.35);
        if one_ring {
            let p = set!(g, &["p", "xi", "center"], &v, "{x}[{t}]");
            let zero = g.zero(&v);
            let acc = g.bind("lap", &v, &zero);
            let zero = g.zero(&real);
            let ws = g.bind("wsum", &real, &zero);
            g.adjacency_loop(&t, |g, j| {
                let d = set!(g, &["d", "e", "edge"], &v, "{x}[{j}] - {p}");
                g.fill(0.3);
                let w = g.via_helper(&real);
                let w = set!(g, &["w", "cot", "k"], &real, "{w}");
                g.used(&w);
                g.used(&d);
                line!(g, "{acc} += {d} * {w}");
                line!(g, "{ws} += {w}");
            });
            g.fill(0.3);
            let out = g.out(&["new_points", "laplacian", "out_verts"], &v, 1);
            let k = g.operand(&real);
            line!(g, "{out}[{t}] = {p} + {acc} * {k} / wp.max({ws}, {})", g.real_text("1.0e-6"));
            g.used(&acc);
            g.used(&ws);
        } else {
            let layout = g.rng.below(3);
            let f = match layout {
                0 => g.arr(&["faces", "tris"], &Ty::Vec(3, Sc::I32), 1),
                1 => g.arr(&["indices", "faces"], &I32, 2),
                _ => g.arr(&["indices", "tri_indices"], &I32, 1),
            };
            g.hide(&f);
            let ids: Vec<String> = ["i", "j", "k"]
                .iter()
                .enumerate()
                .map(|(c, base)| {
                    let n = g.fresh(base);
                    match layout {
                        0 => line!(g, "{n} = {f}[{t}][{c}]"),
                        1 => line!(g, "{n} = {f}[{t}, {c}]"),
                        _ => line!(g, "{n} = {f}[{t} * 3 + {c}]"),
                    }
                    g.declare(&n, &I32, true, false, true);
                    g.used(&n);
                    n
                })
                .collect();
            let p: Vec<String> = ids
                .iter()
                .zip([["a", "p"], ["b", "q"], ["c", "r"]])
                .map(|(id, w)| set!(g, &w, &v, "{x}[{id}]"))
                .collect();
            g.fill(0.3);
            let n = set!(g, &["n", "normal", "cr"], &v, "wp.cross({} - {}, {} - {})", p[1], p[0], p[2], p[0]);
            let area = set!(g, &["area", "A"], &real, "wp.length({n}) * {}", g.real_text("0.5"));
            let _ = area;
            g.fill(0.5);
            let per_vertex = g.chance(0.5);
            if per_vertex {
                let e = g.via_helper(&v);
                let w = set!(g, &["wn", "contrib", "f"], &v, "{e}");
                g.used(&w);
                let out = g.out(&["vertex_normals", "normals", "accum", "forces"], &v, 1);
                for id in &ids {
                    if g.swarm.aug > 0.0 && g.chance(0.3) {
                        line!(g, "{out}[{id}] += {w}")
                    } else {
                        line!(g, "wp.atomic_add({out}, {id}, {w})")
                    }
                }
            }
        }
        if g.chance(0.7) {
            g.maybe_leftovers();
        }
    });
}

fn collision(g: &mut Gen) {
    g.usual_options();
    let count = 1 + g.rng.below(3);
    let mut sdfs = Vec::new();
    for _ in 0..count {
        let base = g.rng.word(COLLISION.helpers);
        let arg2 = g.chance(0.5);
        let mut args = vec![("p", VEC3)];
        if arg2 {
            args.push(("half", VEC3))
        } else {
            args.push(("r", F32))
        }
        sdfs.push(g.func(base, &args, &[F32], |g, n| {
            let (p, k) = (n[0].clone(), n[1].clone());
            match (g.rng.below(4), arg2) {
                (0 | 1, true) => {
                    let q = set!(g, &["q", "d", "dq"], &VEC3, "wp.abs({p}) - {k}");
                    g.fill(0.15);
                    vec![atom(format!("wp.length(wp.max({q}, wp.vec3(0.0))) + wp.min(wp.max({q}[0], wp.max({q}[1], {q}[2])), {})", g.x(&F32)))]
                }
                (_, true) => {
                    let t = set!(g, &["t", "s"], &F32, "wp.clamp(wp.dot({p}, {k}) / wp.dot({k}, {k}), 0.0, 1.0)");
                    g.fill(0.15);
                    vec![atom(format!("wp.length({p} - {k} * {t}) - {}", g.o(&F32)))]
                }
                (0 | 1, false) => {
                    let xz = set!(g, &["xz", "l"], &F32, "wp.length(wp.vec2({p}[0], {p}[{}])) - {k}", g.rng.range(1, 2));
                    vec![atom(format!("wp.sqrt({xz} * {xz} + {p}[1] * {p}[1]) - {}", g.o(&F32)))]
                }
                _ => {
                    let d = set!(g, &["d", "l"], &F32, "wp.length({p}) - {k}");
                    let e = g.o(&F32);
                    vec![atom(format!("{d} + {e}"))]
                }
            }
        }));
    }
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let i = g.thread(1)[0].clone();
        let x = g.arr(&["points", "positions", "x"], &VEC3, 1);
        g.hide(&x);
        g.maybe_guard(std::slice::from_ref(&i));
        let p = set!(g, &["p", "pos", "xi"], &VEC3, "{x}[{i}]");
        g.fill(0.2);
        let d = set!(g, &["d", "dist", "phi"], &F32, "{}", g.far());
        for f in sdfs.clone() {
            let e = g.call_func(&f, 2);
            let e = if g.chance(0.5) { e.s } else { e.s.replacen('(', &format!("({p} - "), 1) };
            let op = g.rng.word(&["min", "min", "max"]);
            line!(g, "{d} = wp.{op}({d}, {e})");
        }
        g.used(&p);
        g.gap();
        if g.swarm.branches > 0.0 || g.chance(0.5) {
            let lim = g.operand(&F32);
            block!(g, ["if {d} < {lim}:"], |g| {
                let n = set!(
                    g,
                    &["n", "grad", "normal"],
                    &VEC3,
                    "wp.normalize({p} - {})",
                    g.leaf(&VEC3, false).s
                );
                g.used(&n);
                g.fill(0.4);
                match g.rng.below(3) {
                    0 => {
                        let c = g.out(&["contact_count", "num_contacts"], &I32, 1);
                        let s = set!(g, &["slot", "idx", "c"], &I32, "wp.atomic_add({c}, 0, 1)");
                        let out = g.out(&["contact_points", "contact_pos"], &VEC3, 1);
                        line!(g, "{out}[{s}] = {p} - {n} * {d}");
                        g.used(&s);
                    }
                    1 => {
                        let k = g.operand(&F32);
                        line!(g, "{x}[{i}] = {p} - {n} * ({d} * {k})");
                        g.written(&x);
                    }
                    _ => {
                        let f = g.out(&["forces", "impulses"], &VEC3, 1);
                        let k = g.o(&F32);
                        line!(g, "{f}[{i}] = {n} * ({k} - {d})");
                    }
                }
            });
        }
        g.fill(0.3);
        let out = g.out(&["sdf", "distances", "depths"], &F32, 1);
        line!(g, "{out}[{i}] = {d}");
        g.used(&d);
        if g.chance(0.4) {
            g.maybe_leftovers();
        }
    });
}

impl Gen {
    /// A large start value.
    pub fn far(&mut self) -> String {
        self.rng.word(&["float(1.0e6)", "float(1000.0)", "float(1e10)", "float(100.0)"]).to_owned()
    }
}

fn curves(g: &mut Gen) {
    g.usual_options();
    let v = if g.chance(0.6) { VEC3 } else { VEC2 };
    let basis = g.swarm.helpers > 0.0;
    let f = basis.then(|| {
        let base = g.rng.word(CURVES.helpers);
        g.func(
            base,
            &[("p0", v.clone()), ("p1", v.clone()), ("p2", v.clone()), ("t", F32)],
            std::slice::from_ref(&v),
            |g, n| {
                let t = n[3].clone();
                let t2 = set!(g, &["t2", "tt"], &F32, "{t} * {t}");
                let u = set!(g, &["u", "s", "mt"], &F32, "1.0 - {t}");
                g.used(&t2);
                g.used(&u);
                g.fill(0.15);
                let parts: Vec<String> = n[..3].iter().map(|p| format!("{p} * {}", g.f_float(2))).collect();
                vec![atom(parts.join(g.rng.word(&[" + ", " + ", " - "])))]
            },
        )
    });
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let i = g.thread(1)[0].clone();
        let pts = g.arr(&["control_points", "points", "cps", "path"], &v, 1);
        g.hide(&pts);
        g.maybe_guard(std::slice::from_ref(&i));
        let n =
            if g.chance(0.5) { format!("{pts}.shape[0]") } else { g.pi(&["num_points", "n", "segments"]) };
        let params = g.arr(&["params", "ts", "u"], &F32, 1);
        let s = set!(g, &["s", "u", "param"], &F32, "{params}[{i}] * float({n} - {})", g.rng.range(1, 4));
        let seg = set!(
            g,
            &["seg", "span", "k"],
            &I32,
            "{}(wp.floor({s}))",
            g.rng.word(&["int", "int", "wp.int32"])
        );
        g.as_index(&seg);
        let t = set!(g, &["t", "f", "local_t"], &F32, "{s} - float({seg})");
        g.used(&t);
        let taps: Vec<String> = (0..3)
            .map(|k| {
                let at = if k == 0 { seg.clone() } else { format!("wp.min({seg} + {k}, {n} - 1)") };
                set!(g, &[["p0", "a"][k % 2], ["q1", "b"][k % 2]], &v, "{pts}[{at}]")
            })
            .collect();
        g.fill(0.3);
        let e = match &f {
            Some(f) => format!("{}({}, {t})", f.name, taps.join(", ")),
            None => {
                let parts: Vec<String> = taps.iter().map(|p| format!("{p} * {}", g.f_float(2))).collect();
                parts.join(" + ")
            }
        };
        for p in &taps {
            g.used(p);
        }
        let r = set!(g, &["pos", "c", "pt"], &v, "{e}");
        let _ = r;
        if g.chance(0.3) {
            let m = Ty::Mat(2, 2, Sc::F32);
            let _ = (&m, MAT33);
        }
        g.fill(0.4);
        g.maybe_leftovers();
    });
}

impl Gen {
    /// A float expression in parentheses if need be.
    pub fn f_float(&mut self, depth: u32) -> String {
        let e = self.expr(&F32, depth);
        crate::dataset::generate::expr::wrap(&e, 11)
    }
}
