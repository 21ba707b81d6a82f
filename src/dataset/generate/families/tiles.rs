//! Cooperative tiles: loads and stores, arithmetic, maps, reductions, products, scans, sorting, factorisations.

use super::Family;
use crate::dataset::generate::core::Gen;
use crate::dataset::generate::names::Vocab;
use crate::dataset::generate::types::{F32, I32, Sc, Ty, VEC3};

static TILES: Vocab = Vocab {
    floats: &["alpha", "scale", "eps", "temperature", "bias_v", "gain", "beta", "lam"],
    ints: &["n", "num_tiles", "count", "blocks", "k_tiles", "rows", "offset"],
    float_locals: &["s", "v", "m", "norm", "total", "x0", "w"],
    vec_locals: &["p", "d", "center", "v"],
    int_locals: &["k", "start", "row", "blk", "off"],
    float_arrays: &["x", "src", "a", "b", "input", "weights", "signal", "data"],
    vec_arrays: &["points", "vectors", "positions"],
    int_arrays: &["indices", "ids", "keys", "perm"],
    verbs: &[
        "reduce",
        "load",
        "map",
        "compute",
        "accumulate",
        "normalize",
        "multiply",
        "scale",
        "block",
        "sort",
        "transpose",
    ],
    nouns: &[
        "tile",
        "tiles",
        "softmax",
        "block_sum",
        "rows",
        "gemm",
        "row_norm",
        "blocks",
        "columns",
        "dot_products",
        "attention",
        "prefix",
        "mean_var",
        "outer",
        "convolution",
    ],
    helpers: &["gelu", "relu", "square", "clip", "swish", "affine", "soft_sign"],
};

pub(super) static FAMILIES: &[Family] = &[
    Family { name: "tiles", weight: 1.3, vocab: &TILES, make: tiles },
    Family { name: "tile_products", weight: 0.7, vocab: &TILES, make: products },
];

/// A tile in scope.
#[derive(Clone)]
struct Tile {
    name: String,
    elem: Ty,
    shape: Vec<String>,
    shared: bool,
}

fn shape_text(shape: &[String]) -> String {
    if shape.len() == 1 { shape[0].clone() } else { format!("({})", shape.join(", ")) }
}

fn size_name(g: &mut Gen) -> String {
    let n = *g.rng.pick(&[4, 8, 16, 32, 64, 128]);
    if g.chance(0.5) {
        let base = g.rng.word(&["TILE", "TILE_SIZE", "BLOCK", "TILE_M", "TILE_N", "N", "WIDTH"]);
        let name = g.fresh_global(base);
        let line = if g.chance(0.6) { format!("{name} = wp.constant({n})") } else { format!("{name} = {n}") };
        g.file.const_lines.push(line);
        name
    } else {
        n.to_string()
    }
}

fn offset(g: &mut Gen, names: &[String], shape: &[String]) -> String {
    let parts: Vec<String> = shape
        .iter()
        .enumerate()
        .map(|(axis, n)| match names.get(axis) {
            Some(i) if g.chance(0.9) => format!("{i} * {n}"),
            Some(i) => i.clone(),
            None => "0".to_owned(),
        })
        .collect();
    shape_text(&parts)
}

fn load(g: &mut Gen, names: &[String], elem: &Ty, shape: &[String]) -> Tile {
    let base = g.array_base(elem);
    let a = g.param(base, &elem.clone().array(shape.len() as u8), false);
    g.hide(&a);
    let off = offset(g, names, shape);
    let shared = g.chance(0.25);
    let storage = if shared {
        ", storage=\"shared\""
    } else if g.chance(0.1) {
        ", storage=\"register\""
    } else {
        ""
    };
    let bounds = if g.chance(0.1) { ", bounds_check=False" } else { "" };
    let base = g.rng.word(&["t", "x_tile", "a", "tile_a", "q", "blk", "row_t"]);
    let name = g.fresh(base);
    if g.chance(0.15) {
        line!(g, "{name} = wp.tile_load({a}, shape={}{storage})", shape_text(shape));
    } else {
        line!(g, "{name} = wp.tile_load({a}, shape={}, offset={off}{storage}{bounds})", shape_text(shape));
    }
    Tile { name, elem: elem.clone(), shape: shape.to_vec(), shared }
}

fn tiles(g: &mut Gen) {
    g.usual_options();
    g.kernel_args.retain(|a| !a.starts_with("launch"));
    let elem = g.rng.pick(&[F32, F32, F32, F32, I32, Ty::S(Sc::F64), Ty::S(Sc::F16), VEC3]).clone();
    let float = elem.is_float();
    g.real = elem.scalar().filter(|s| s.is_float()).unwrap_or(Sc::F32);
    let mapped = (float && g.swarm.helpers > 0.0).then(|| {
        let base = g.rng.word(TILES.helpers);
        let e = elem.clone();
        let helpers = std::mem::replace(&mut g.swarm.components, 0.0);
        let f = g.func(base, &[("x", e.clone())], std::slice::from_ref(&e), |g, _| {
            if g.chance(0.3) {
                let v = g.value(&e);
                g.bind("u", &e, &v);
            }
            let d = g.swarm.depth + 1;
            vec![g.expr(&e, d)]
        });
        g.swarm.components = helpers;
        f
    });
    let name = g.kernel_name();
    let rank = 1 + usize::from(g.chance(0.45));
    let sizes: Vec<String> = (0..rank).map(|_| size_name(g)).collect();
    g.kernel(&name, |g| {
        let dims = 1 + usize::from(g.chance(0.4));
        let names = g.thread(dims);
        let mut live = vec![load(g, &names, &elem, &sizes)];
        if g.chance(0.5) {
            let t = load(g, &names, &elem, &sizes);
            live.push(t);
        }
        let steps = 1 + g.rng.below(4);
        for _ in 0..steps {
            step(g, &names, &mut live, mapped.as_ref().map(|f| f.name.as_str()), float);
        }
        let Some(last) = live.last().cloned() else { return };
        finish(g, &names, &last, float);
        if g.chance(0.25)
            && let Some(first) = live.first().cloned()
        {
            finish(g, &names, &first, float);
        }
    });
}

fn step(g: &mut Gen, names: &[String], live: &mut Vec<Tile>, f: Option<&str>, float: bool) {
    let a = live[live.len() - 1].clone();
    let b = live[g.rng.below(live.len())].clone();
    let same = a.shape == b.shape && a.elem == b.elem;
    let scalar = match a.elem.scalar() {
        Some(s) => Ty::S(s),
        None => F32,
    };
    let base = g.rng.word(&["y", "z", "r", "t_out", "s_tile", "h"]);
    let push = |g: &mut Gen, text: String, elem: Ty, shape: Vec<String>, live: &mut Vec<Tile>| {
        let name = g.fresh(base);
        line!(g, "{name} = {text}");
        live.push(Tile { name, elem, shape, shared: false });
    };
    match g.rng.below(15) {
        0 | 1 if same => {
            let op = if matches!(a.elem, Ty::Vec(..)) {
                g.rng.word(&["+", "-"])
            } else if float {
                g.rng.word(&["+", "-", "*", "/"])
            } else {
                g.rng.word(&["+", "-", "*", "&", "|", "^"])
            };
            push(g, format!("{} {op} {}", a.name, b.name), a.elem, a.shape, live);
        }
        2 | 3 => {
            let k = g.leaf(&scalar, true).s;
            let text = if g.chance(0.6) { format!("{} * {k}", a.name) } else { format!("{k} * {}", a.name) };
            push(g, text, a.elem, a.shape, live);
        }
        4 | 5 => match f {
            Some(f) if a.elem == b.elem => {
                push(g, format!("wp.tile_map({f}, {})", a.name), a.elem, a.shape, live)
            }
            _ if float => {
                let f = g.rng.word(&["sin", "exp", "abs", "sqrt", "cos", "tanh", "log", "floor"]);
                push(g, format!("wp.tile_map(wp.{f}, {})", a.name), a.elem, a.shape, live);
            }
            _ => push(g, format!("-{}", a.name), a.elem, a.shape, live),
        },
        6 if same && float => {
            let f = g.rng.word(&["max", "min", "mul", "add", "atan2"]);
            push(g, format!("wp.tile_map(wp.{f}, {}, {})", a.name, b.name), a.elem, a.shape, live);
        }
        7 if a.shape.len() == 2 => {
            let axis = g.rng.below(2);
            let shape = vec![a.shape[1 - axis].clone()];
            push(g, format!("wp.tile_sum({}, axis={axis})", a.name), a.elem, shape, live);
        }
        8 if a.shape.len() == 2 => {
            let shape = vec![a.shape[1].clone(), a.shape[0].clone()];
            push(g, format!("wp.tile_transpose({})", a.name), a.elem, shape, live);
        }
        9 if same => {
            let z = g.fresh("acc");
            let dtype = g.type_name(&a.elem);
            let kind = g.rng.word(&["tile_zeros", "tile_ones"]);
            let kind = if matches!(a.elem, Ty::Vec(..)) { "tile_zeros" } else { kind };
            line!(g, "{z} = wp.{kind}(shape={}, dtype={dtype})", shape_text(&a.shape));
            let op = g.rng.word(&["+=", "-="]);
            line!(g, "{z} {op} {}", b.name);
            live.push(Tile { name: z, elem: a.elem, shape: a.shape, shared: false });
        }
        10 if a.shape.len() == 1 && matches!(a.elem, F32 | I32) => {
            let f = g.rng.word(&[
                "tile_scan_inclusive",
                "tile_scan_exclusive",
                "tile_scan_max_inclusive",
                "tile_scan_min_inclusive",
            ]);
            push(g, format!("wp.{f}({})", a.name), a.elem, a.shape, live);
        }
        11 if !names.is_empty() && g.swarm.loops > 0.0 => {
            let n = g.pi(&["num_tiles", "blocks", "k_tiles"]);
            let acc = g.fresh("acc");
            let dtype = g.type_name(&a.elem);
            line!(g, "{acc} = wp.tile_zeros(shape={}, dtype={dtype})", shape_text(&a.shape));
            let k = g.fresh("k");
            block!(g, ["for {k} in range({n}):"], |g| {
                let t = load(g, std::slice::from_ref(&k), &a.elem, &a.shape);
                match f {
                    Some(f) if g.chance(0.5) => line!(g, "{acc} += wp.tile_map({f}, {})", t.name),
                    _ => line!(g, "{acc} += {}", t.name),
                }
            });
            live.push(Tile { name: acc, elem: a.elem, shape: a.shape, shared: false });
        }
        12 => {
            let at: Vec<String> = a.shape.iter().map(|_| g.rng.below(4).to_string()).collect();
            let v = g.fresh("v");
            line!(g, "{v} = {}[{}]", a.name, at.join(", "));
            g.declare(&v, &a.elem, true, false, false);
            if g.chance(0.5) && a.elem == scalar {
                push(g, format!("{} * {v}", a.name), a.elem, a.shape, live);
                g.used(&v);
            }
        }
        13 if g.chance(0.35) => {
            let n = a.shape[0].clone();
            let r = g.rng_state();
            let ints = g.chance(0.4);
            let f = if ints { "tile_randi" } else { "tile_randf" };
            let limits = match (ints, g.chance(0.5)) {
                (true, true) => ", min=0, max=10",
                (false, true) => ", min=-1.0, max=1.0",
                _ => "",
            };
            let t = g.fresh("noise_t");
            line!(g, "{t} = wp.{f}(shape={n}, rng={r}{limits})");
            let elem = if ints { I32 } else { F32 };
            let out = g.out(&["noise_out", "samples_out"], &elem, 1);
            line!(g, "wp.tile_store({out}, {t}, offset={} * {n})", names[0]);
        }
        14 if a.shape.len() == 1 && g.chance(0.6) => {
            let e = if a.elem == scalar { g.leaf(&scalar, true).s } else { g.literal_value(&a.elem).s };
            let op = if float || matches!(a.elem, Ty::Vec(..)) {
                g.rng.word(&["+=", "-=", "="])
            } else {
                g.rng.word(&["+=", "-=", "&=", "|=", "^="])
            };
            line!(g, "{}[{}] {op} {e}", a.name, g.rng.below(4));
        }
        13 if a.elem == F32 => {
            let to = g.rng.pick(&[Ty::S(Sc::F64), Ty::S(Sc::F16), I32]).clone();
            let n = g.type_name(&to);
            let name = g.fresh("cast_t");
            line!(g, "{name} = wp.tile_astype({}, dtype={n})", a.name);
            let total = g.fresh("sum_t");
            line!(g, "{total} = wp.tile_sum({name})");
            let out = g.out(&["sums_cast", "total_cast"], &to, 1);
            line!(g, "wp.tile_store({out}, {total}, offset={})", names[0]);
        }
        _ => {
            if a.shape.len() == 1 && a.shared && float {
                let k = g.rng.below(4);
                let e = g.leaf(&scalar, true).s;
                line!(g, "{}[{k}] = {e}", a.name);
            } else {
                push(g, format!("{} + {}", a.name, a.name), a.elem, a.shape, live);
            }
        }
    }
}

fn finish(g: &mut Gen, names: &[String], t: &Tile, float: bool) {
    let vector = matches!(t.elem, Ty::Vec(..));
    match g.rng.below(6) {
        0 | 1 => {
            let out = g.out(&["out", "dst", "y", "result"], &t.elem, t.shape.len() as u8);
            let off = offset(g, names, &t.shape);
            line!(g, "wp.tile_store({out}, {}, offset={off})", t.name);
        }
        2 => {
            let out = g.out(&["total", "sums", "loss"], &t.elem, 1);
            let at = if g.chance(0.4) { format!(", offset={}", names[0]) } else { String::new() };
            line!(g, "wp.tile_atomic_add({out}, wp.tile_sum({}){at})", t.name);
        }
        3 if !vector => {
            let f = g.rng.word(&["tile_min", "tile_max", "tile_argmin", "tile_argmax"]);
            let ty = if f.contains("arg") { I32 } else { t.elem.clone() };
            let r = g.fresh("m");
            line!(g, "{r} = wp.{f}({})", t.name);
            let out = g.out(&["extrema", "best", "peaks"], &ty, 1);
            line!(g, "wp.tile_store({out}, {r}, offset={})", names[0]);
        }
        4 if float || t.elem == I32 => {
            let r = g.fresh("r");
            let f = g.rng.word(&["wp.add", "wp.max", "wp.min", "wp.mul"]);
            line!(g, "{r} = wp.tile_reduce({f}, {})", t.name);
            let out = g.out(&["reduced", "totals"], &t.elem, 1);
            line!(g, "wp.tile_store({out}, {r}, offset={})", names[0]);
        }
        _ => {
            let r = g.fresh("s");
            line!(g, "{r} = wp.tile_sum({})", t.name);
            let out = g.out(&["out_sums", "sums"], &t.elem, 1);
            line!(g, "wp.tile_store({out}, {r}, offset={})", names[0]);
        }
    }
}

fn products(g: &mut Gen) {
    g.usual_options();
    g.kernel_args.retain(|a| !a.starts_with("launch"));
    let elem = g.rng.pick(&[F32, F32, F32, Ty::S(Sc::F64), Ty::S(Sc::F16)]).clone();
    g.real = elem.scalar().unwrap_or(Sc::F32);
    let dims: Vec<String> = (0..3)
        .map(|k| {
            let n = *g.rng.pick(&[4, 8, 16, 32]);
            if g.chance(0.6) {
                let name = g.fresh_global(["TILE_M", "TILE_N", "TILE_K"][k]);
                g.file.const_lines.push(format!("{name} = wp.constant({n})"));
                name
            } else {
                n.to_string()
            }
        })
        .collect();
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let names = g.thread(2);
        let (i, j) = (names[0].clone(), names[1].clone());
        let (m, n, k) = (dims[0].clone(), dims[1].clone(), dims[2].clone());
        let kind = g.rng.below(5);
        let kind = if kind == 3 && matches!(elem, Ty::S(Sc::F16)) { 4 } else { kind };
        let dtype = g.type_name(&elem);
        match kind {
            0..=2 => {
                let a = g.arr(&["A", "a", "lhs", "Q"], &elem, 2);
                let b = g.arr(&["B", "b", "rhs", "K"], &elem, 2);
                let out = g.out(&["C", "c", "out", "S"], &elem, 2);
                let acc = g.fresh("acc");
                line!(g, "{acc} = wp.tile_zeros(shape=({m}, {n}), dtype={dtype})");
                let count = g.fresh("count");
                line!(g, "{count} = {a}.shape[1] {} {k}", g.rng.word(&["/", "//"]));
                let kk = g.fresh("kk");
                let scale = g.leaf(&elem, true).s;
                block!(g, ["for {kk} in range({count}):"], |g| {
                    let (ta, tb) = (g.fresh("ta"), g.fresh("tb"));
                    line!(g, "{ta} = wp.tile_load({a}, shape=({m}, {k}), offset=({i} * {m}, {kk} * {k}))");
                    line!(g, "{tb} = wp.tile_load({b}, shape=({k}, {n}), offset=({kk} * {k}, {j} * {n}))");
                    match g.rng.below(4) {
                        0 => line!(g, "{acc} += wp.tile_matmul({ta}, {tb})"),
                        1 if elem == F32 => line!(g, "wp.tile_matmul({ta} * {scale}, {tb}, {acc})"),
                        2 => line!(
                            g,
                            "wp.tile_matmul({ta}, {tb}, {acc}, alpha={}, beta={})",
                            g.rng.word(&["1.0", "2.0", "0.5"]),
                            g.rng.word(&["1.0", "0.5"])
                        ),
                        _ => line!(g, "wp.tile_matmul({ta}, {tb}, {acc})"),
                    }
                });
                let store = if elem == F32 && g.chance(0.5) {
                    format!("wp.tile_map(wp.{}, {acc})", g.rng.word(&["tanh", "exp", "abs", "sin"]))
                } else {
                    acc
                };
                line!(g, "wp.tile_store({out}, {store}, offset=({i} * {m}, {j} * {n}))");
            }
            3 => {
                let a = g.arr(&["A", "spd", "gram"], &elem, 2);
                let y = g.arr(&["y", "rhs", "b"], &elem, 1);
                let x = g.out(&["x", "solution", "out"], &elem, 1);
                let (t, l) = (g.fresh("t"), g.fresh("L"));
                line!(
                    g,
                    "{t} = wp.tile_load({a}, shape=({m}, {m}), offset=({i} * {m}, 0), storage=\"shared\")"
                );
                if g.chance(0.5) {
                    let d = g.fresh("d");
                    let dv = g.arr(&["diag", "reg"], &elem, 1);
                    line!(g, "{d} = wp.tile_load({dv}, shape={m}, storage=\"shared\")");
                    line!(g, "{t} = wp.tile_diag_add({t}, {d})");
                }
                line!(g, "{l} = wp.tile_cholesky({t})");
                let r = g.fresh("r");
                line!(g, "{r} = wp.tile_load({y}, shape={m}, offset={i} * {m}, storage=\"shared\")");
                match g.rng.below(3) {
                    0 => line!(g, "{r} = wp.tile_cholesky_solve({l}, {r})"),
                    1 => line!(g, "{r} = wp.tile_lower_solve({l}, {r})"),
                    _ => line!(g, "{r} = wp.tile_upper_solve(wp.tile_transpose({l}), {r})"),
                }
                line!(g, "wp.tile_store({x}, {r}, offset={i} * {m})");
            }
            _ => {
                let a = g.arr(&["x", "a", "embeddings"], &elem, 2);
                let idx = g.arr(&["indices", "rows", "ids"], &I32, 1);
                let (rows, t) = (g.fresh("rows_t"), g.fresh("t"));
                line!(g, "{rows} = wp.tile_load({idx}, shape={m}, offset={i} * {m})");
                let axis = g.rng.below(2);
                let shape = if axis == 0 { format!("({m}, {n})") } else { format!("({n}, {m})") };
                line!(g, "{t} = wp.tile_load_indexed({a}, indices={rows}, shape={shape}, axis={axis})");
                let out = g.out(&["out", "gathered", "accum"], &elem, 2);
                match g.rng.below(3) {
                    0 => line!(g, "wp.tile_store({out}, {t}, offset=({i} * {m}, {j}))"),
                    1 => line!(g, "wp.tile_store_indexed({out}, indices={rows}, t={t}, axis={axis})"),
                    _ => line!(g, "wp.tile_atomic_add_indexed({out}, indices={rows}, t={t}, axis={axis})"),
                }
            }
        }
    });
}
