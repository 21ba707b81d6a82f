//! Graphs, sorting and scans, histograms, sampling and Monte Carlo, integer hashing and bit tricks, finance.

use super::Family;
use crate::dataset::generate::core::Gen;
use crate::dataset::generate::names::Vocab;
use crate::dataset::generate::types::{F32, I32, Sc, Ty, U32, VEC2, VEC3};

static GRAPH: Vocab = Vocab {
    floats: &["damping", "alpha", "tolerance", "teleport", "decay", "learning_rate", "threshold", "inv_n"],
    ints: &["n", "num_nodes", "num_edges", "level", "max_degree", "source", "iteration", "k"],
    float_locals: &["rank", "w", "total", "best", "dist", "score", "flow", "norm", "contrib", "cand"],
    vec_locals: &["pos", "delta", "force", "feat", "mean", "d"],
    int_locals: &["node", "u", "v", "deg", "label", "parent", "color", "root", "edge_id"],
    float_arrays: &[
        "ranks",
        "weights",
        "distances",
        "edge_weights",
        "scores",
        "values",
        "flow",
        "capacity",
        "node_values",
    ],
    vec_arrays: &["node_pos", "features", "embeddings", "layout"],
    int_arrays: &[
        "labels",
        "parents",
        "colors",
        "frontier",
        "visited",
        "degrees",
        "components",
        "dst",
        "src",
    ],
    verbs: &[
        "relax",
        "propagate",
        "expand",
        "update",
        "color",
        "rank",
        "aggregate",
        "hook",
        "count",
        "traverse",
    ],
    nouns: &[
        "edges",
        "pagerank",
        "labels",
        "frontier",
        "components",
        "distances",
        "neighbors",
        "messages",
        "degrees",
        "csr_rows",
        "triangles",
        "bfs",
    ],
    helpers: &[
        "edge_cost",
        "message",
        "activation_fn",
        "similarity",
        "attraction",
        "repulsion",
        "combine_messages",
    ],
};

static SORTS: Vocab = Vocab {
    floats: &["pivot", "threshold", "scale", "key", "lo_value", "range_scale"],
    ints: &[
        "n",
        "stage",
        "step_size",
        "offset",
        "num_bins",
        "shift",
        "pass_id",
        "mask_bits",
        "stride",
        "length",
    ],
    float_locals: &["x", "key", "a", "b", "sum_v", "carry", "value", "prev"],
    vec_locals: &["item", "pair", "p"],
    int_locals: &["j", "partner", "bin", "slot", "dst", "bit", "lo", "hi", "digit", "left", "right"],
    float_arrays: &["keys", "values", "data", "input", "scan", "sorted_keys", "samples"],
    vec_arrays: &["items", "payload", "points"],
    int_arrays: &["offsets", "histogram", "flags", "perm", "counts", "indices", "digits", "prefix"],
    verbs: &["sort", "scan", "compact", "scatter", "count", "merge", "search", "partition", "reorder", "bin"],
    nouns: &[
        "keys",
        "bitonic_step",
        "digits",
        "prefix_sum",
        "histogram",
        "flags",
        "segments",
        "odd_even",
        "buckets",
        "radix_pass",
        "elements",
        "bins",
    ],
    helpers: &["key_of", "bucket_of", "digit_of", "less_than", "quantize", "bin_index", "weight_of"],
};

pub(super) static FAMILIES: &[Family] = &[
    Family { name: "graphs", weight: 0.9, vocab: &GRAPH, make: graph },
    Family { name: "sorting_scans", weight: 0.8, vocab: &SORTS, make: sorts },
    Family { name: "histograms", weight: 0.6, vocab: &SORTS, make: histogram },
];

fn graph(g: &mut Gen) {
    g.usual_options();
    let ty = g.rng.pick(&[F32, F32, I32, VEC3, VEC2]).clone();
    g.maybe_helpers(&[F32, ty.clone()]);
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let i = g.thread(1)[0].clone();
        let values = g.arr(&["values", "ranks", "dist", "labels", "features", "x"], &ty, 1);
        g.hide(&values);
        g.maybe_guard(std::slice::from_ref(&i));
        let push = g.chance(0.35);
        if push {
            let (src, dst) =
                (g.arr(&["src", "edge_src", "rows"], &I32, 1), g.arr(&["dst", "edge_dst", "cols"], &I32, 1));
            let (u, v) = (
                set!(g, &["u", "s", "a"], &I32, "{src}[{i}]"),
                set!(g, &["v", "t", "b"], &I32, "{dst}[{i}]"),
            );
            g.as_index(&u);
            g.as_index(&v);
            g.fill(0.4);
            let cand = set!(g, &["cand", "msg", "new_value"], &ty, "{values}[{u}] + {}", g.o(&ty));
            g.used(&cand);
            let out = g.out(&["next_values", "accum", "out_values", "dist_out"], &ty, 1);
            let op = if matches!(ty, Ty::S(_)) { g.rng.word(&["min", "max", "add"]) } else { "add" };
            if g.swarm.branches > 0.0 && matches!(ty, Ty::S(_)) {
                block!(g, ["if {cand} < {values}[{v}]:"], |g| {
                    line!(g, "wp.atomic_{op}({out}, {v}, {cand})");
                    if g.chance(0.5) {
                        let flag = g.out(&["changed", "active", "updated"], &I32, 1);
                        line!(g, "{flag}[{}] = 1", if g.chance(0.5) { "0".to_owned() } else { v.clone() });
                    }
                });
            } else {
                line!(g, "wp.atomic_{op}({out}, {v}, {cand})");
            }
        } else {
            let start = g.zero(&ty);
            let acc = g.bind("acc", &ty, &start);
            let minimum = ty == F32 && g.chance(0.3);
            g.adjacency_loop(&i, |g, j| {
                g.fill(0.3);
                let w = g.via_helper(&F32);
                let w = g.f_operand(&w);
                if ty == I32 {
                    let e = g.operand(&I32);
                    line!(g, "{acc} += {values}[{j}] * {e}");
                } else if minimum {
                    line!(g, "{acc} = wp.min({acc}, {values}[{j}] + {w})");
                } else {
                    line!(g, "{acc} += {values}[{j}] * {w}");
                }
            });
            g.gap();
            g.fill(0.2);
            let e = g.value(&ty);
            let out = g.out(&["new_values", "result", "next_ranks"], &ty, 1);
            g.used(&acc);
            line!(g, "{out}[{i}] = {acc} + {}", if e.prec >= 10 { e.s } else { format!("({})", e.s) });
        }
        if g.chance(0.6) {
            g.maybe_leftovers();
        }
    });
}

fn sorts(g: &mut Gen) {
    g.usual_options();
    let ty = g.rng.pick(&[F32, F32, I32, U32, Ty::S(Sc::F64), Ty::S(Sc::I64)]).clone();
    g.maybe_helpers(&[F32, I32]);
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let i = g.thread(1)[0].clone();
        let keys = g.arr(&["keys", "data", "values", "a"], &ty, 1);
        g.hide(&keys);
        g.maybe_guard(std::slice::from_ref(&i));
        let n = if g.chance(0.5) { g.pi(&["n", "length", "count"]) } else { format!("{keys}.shape[0]") };
        match g.rng.below(5) {
            0 => {
                let (j, k) = (g.pi(&["j", "step_size", "distance"]), g.pi(&["k", "stage", "block_size"]));
                let ixj = set!(g, &["partner", "ixj", "other"], &I32, "{i} ^ {j}");
                g.as_index(&ixj);
                block!(
                    g,
                    [
                        "if {ixj} > {i}{}:",
                        if g.chance(0.5) { format!(" and {ixj} < {n}") } else { String::new() }
                    ],
                    |g| {
                        let (a, b) = (
                            set!(g, &["a", "x"], &ty, "{keys}[{i}]"),
                            set!(g, &["b", "y"], &ty, "{keys}[{ixj}]"),
                        );
                        let up = set!(g, &["up", "ascending"], &Ty::S(Sc::Bool), "({i} & {k}) == 0");
                        g.used(&up);
                        g.fill(0.3);
                        let test = g
                            .rng
                            .word(&[
                                "({up} and {a} > {b}) or (not {up} and {a} < {b})",
                                "{up} == ({a} > {b})",
                                "{up} and {a} > {b}",
                            ])
                            .replace("{up}", &up)
                            .replace("{a}", &a)
                            .replace("{b}", &b);
                        block!(g, ["if {test}:"], |g| {
                            line!(g, "{keys}[{i}] = {b}");
                            line!(g, "{keys}[{ixj}] = {a}");
                        });
                        g.used(&a);
                        g.used(&b);
                    }
                );
                g.written(&keys);
            }
            1 => {
                let key = set!(g, &["key", "x", "target"], &ty, "{keys}[{i}]");
                let table = g.arr(&["sorted_keys", "boundaries", "table"], &ty, 1);
                let pos = g.binary_search(&table, &n, &key, &ty);
                g.fill(0.4);
                let out = g.out(&["positions", "ranks", "slots", "dst"], &I32, 1);
                let e = g.short(&I32);
                line!(g, "{out}[{i}] = {pos} + {}", g.f_operand(&e));
            }
            2 => {
                let start = g.zero(&ty);
                let acc = g.bind("running", &ty, &start);
                let out = g.out(&["scan", "prefix", "out"], &ty, 1);
                let (lo, hi) = if g.chance(0.5) {
                    let seg = g.pi(&["chunk", "segment", "block"]);
                    (format!("{i} * {seg}"), format!("wp.min(({i} + 1) * {seg}, {n})"))
                } else {
                    ("0".to_owned(), format!("{i} + 1"))
                };
                let k = g.fresh("k");
                let exclusive = g.chance(0.4);
                g.f().loops += 1;
                block!(g, ["for {k} in range({lo}, {hi}):"], |g| {
                    g.declare(&k, &I32, false, false, true);
                    if exclusive {
                        line!(g, "{out}[{k}] = {acc}");
                    }
                    g.fill(0.2);
                    match g.rng.below(3) {
                        0 => line!(g, "{acc} = wp.max({acc}, {keys}[{k}])"),
                        _ => line!(g, "{acc} += {keys}[{k}]"),
                    }
                    if !exclusive {
                        line!(g, "{out}[{k}] = {acc}");
                    }
                });
                g.f().loops -= 1;
                g.used(&acc);
            }
            3 => {
                let flags = g.arr(&["flags", "keep", "mask"], &I32, 1);
                let offsets = g.arr(&["offsets", "prefix", "scan"], &I32, 1);
                g.fill(0.3);
                let extra = if g.chance(0.5) {
                    let c = g.condition(0);
                    format!(" and {}", crate::dataset::generate::expr::wrap(&c, 3))
                } else {
                    String::new()
                };
                block!(g, ["if {flags}[{i}] {} 0{extra}:", g.rng.word(&["!=", ">", "=="])], |g| {
                    let dst = set!(g, &["dst", "slot", "pos"], &I32, "{offsets}[{i}]");
                    let out = g.out(&["compacted", "out", "packed"], &ty, 1);
                    line!(g, "{out}[{dst}] = {keys}[{i}]");
                    g.used(&dst);
                    if g.chance(0.5) {
                        let map = g.out(&["index_map", "perm", "origin"], &I32, 1);
                        line!(g, "{map}[{dst}] = {i}");
                    }
                });
            }
            _ => {
                let start = g.pi(&["parity", "phase", "start"]);
                let a = set!(g, &["left", "lo", "j"], &I32, "2 * {i} + {start}");
                g.as_index(&a);
                block!(g, ["if {a} + 1 < {n}:"], |g| {
                    let (x, y) = (
                        set!(g, &["x", "a"], &ty, "{keys}[{a}]"),
                        set!(g, &["y", "b"], &ty, "{keys}[{a} + 1]"),
                    );
                    g.fill(0.3);
                    if g.chance(0.5) {
                        line!(g, "{keys}[{a}] = wp.min({x}, {y})");
                        line!(g, "{keys}[{a} + 1] = wp.max({x}, {y})");
                    } else {
                        block!(g, ["if {x} > {y}:"], |g| {
                            line!(g, "{keys}[{a}] = {y}");
                            line!(g, "{keys}[{a} + 1] = {x}");
                            let swaps = g.out(&["swaps", "changed"], &I32, 1);
                            line!(g, "wp.atomic_add({swaps}, 0, 1)");
                        });
                    }
                    g.used(&x);
                    g.used(&y);
                });
                g.written(&keys);
            }
        }
        g.fill(0.3);
        if g.chance(0.5) {
            g.maybe_leftovers();
        }
    });
}

impl Gen {
    /// Mark a parameter as written to.
    pub fn written(&mut self, name: &str) {
        for p in self.f().params.iter_mut().filter(|p| p.name == name) {
            p.out = true;
        }
    }
}

fn histogram(g: &mut Gen) {
    g.usual_options();
    g.maybe_helpers(&[F32]);
    let name = g.kernel_name();
    let count_ty = g.rng.pick(&[I32, I32, F32, U32]).clone();
    g.kernel(&name, |g| {
        let dims = 1 + usize::from(g.chance(0.3));
        let names = g.thread(dims);
        let values = g.arr(&["values", "samples", "data", "image", "x"], &F32, dims as u8);
        g.hide(&values);
        g.maybe_guard(&names);
        let bins = g.pi(&["num_bins", "bins", "n_bins"]);
        let x = set!(g, &["x", "v", "sample"], &F32, "{values}[{}]", names.join(", "));
        g.fill(0.5);
        let e = g.via_helper(&F32);
        let scale = g.leaf(&F32, true);
        let b = set!(
            g,
            &["b", "bin_id", "bucket"],
            &I32,
            "int(({x} - {}) * {} * float({bins}))",
            g.f_operand(&e),
            scale.s
        );
        g.as_index(&b);
        match g.rng.below(3) {
            0 => line!(g, "{b} = wp.clamp({b}, 0, {bins} - 1)"),
            1 => line!(g, "{b} = wp.min(wp.max({b}, 0), {bins} - 1)"),
            _ => block!(g, ["if {b} < 0 or {b} >= {bins}:"], |g| g.line("return")),
        }
        let out = g.out(&["histogram", "hist", "counts", "bins_out"], &count_ty, 1);
        let one = if count_ty == F32 {
            g.x(&F32)
        } else if count_ty == U32 {
            "wp.uint32(1)".to_owned()
        } else {
            "1".to_owned()
        };
        match g.rng.below(3) {
            0 if g.swarm.aug > 0.0 => line!(g, "{out}[{b}] += {one}"),
            1 => {
                let old = set!(g, &["slot", "old", "rank"], &count_ty, "wp.atomic_add({out}, {b}, {one})");
                if count_ty == I32 {
                    let list = g.out(&["bucket_items", "slots", "lists"], &I32, 2);
                    line!(g, "{list}[{b}, {old}] = {}", names[0]);
                    g.used(&old);
                }
            }
            _ => line!(g, "wp.atomic_add({out}, {b}, {one})"),
        }
        if g.chance(0.4) {
            let sums = g.out(&["bin_sums", "means", "weighted"], &F32, 1);
            let e = g.o(&F32);
            line!(g, "wp.atomic_add({sums}, {b}, {x} * {e})");
        }
        g.fill(0.3);
        if g.chance(0.4) {
            g.maybe_leftovers();
        }
    });
}
