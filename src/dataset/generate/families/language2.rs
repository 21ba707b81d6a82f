//! More of the language: custom gradients, native snippets, views and slices, array families, stack arrays.

use super::Family;
use crate::dataset::generate::core::Gen;
use crate::dataset::generate::expr::wrap;
use crate::dataset::generate::names::GENERAL;
use crate::dataset::generate::types::{F32, I32, MAT33, Sc, Ty, VEC2, VEC3};
use crate::dataset::generate::values::atom;

pub(super) static FAMILIES: &[Family] = &[
    Family { name: "custom_gradients", weight: 0.9, vocab: &GENERAL, make: gradients },
    Family { name: "native_snippets", weight: 0.7, vocab: &GENERAL, make: native },
    Family { name: "views_slices", weight: 0.7, vocab: &GENERAL, make: views },
    Family { name: "stack_arrays", weight: 0.4, vocab: &GENERAL, make: stack },
    Family { name: "several_kernels", weight: 1.1, vocab: &GENERAL, make: several },
];

fn gradients(g: &mut Gen) {
    g.swarm.table = 0.0;
    let kind = g.rng.below(4);
    let base = g.rng.word(&[
        "safe_sqrt",
        "clipped",
        "hinge",
        "soft_abs",
        "energy",
        "safe_div",
        "relu6",
        "log1p",
        "smooth_step_fn",
        "barrier",
    ]);
    if kind == 3 {
        // A counter whose value is kept for the replay.
        let name = g.rng.word(&["take_slot", "reversible_increment", "next_index", "alloc"]);
        let f = g.func(
            name,
            &[("counter", I32.array(1)), ("slots", I32.array(1)), ("i", I32)],
            &[I32],
            |g, n| {
                let e = g.rng.range(1, 4);
                let t = set!(g, &["t", "next_index", "s"], &I32, "wp.atomic_add({}, 0, {e})", n[0]);
                line!(g, "{}[{}] = {t}", n[1], n[2]);
                vec![atom(t)]
            },
        );
        let fname = f.name.clone();
        g.file.funcs.clear();
        let replay = format!("replay_{fname}");
        g.func_with(
            &format!("@wp.func_replay({fname})"),
            &replay,
            &[("counter", I32.array(1)), ("slots", I32.array(1)), ("i", I32)],
            &[],
            |_, n| vec![atom(format!("{}[{}]", n[1], n[2]))],
        );
        g.file.funcs.clear();
        let name = g.kernel_name();
        g.kernel(&name, |g| {
            let i = g.thread(1)[0].clone();
            let (c, s) = (g.arr(&["counter", "count"], &I32, 1), g.arr(&["slots", "thread_ids"], &I32, 1));
            g.written(&s);
            g.maybe_guard(std::slice::from_ref(&i));
            g.fill(0.5);
            let t = set!(g, &["t", "slot", "idx"], &I32, "{fname}({c}, {s}, {i})");
            let e = g.xf();
            let out = g.out(&["out", "packed"], &F32, 1);
            line!(g, "{out}[{t}] = {e}");
            g.used(&t);
            g.fill(0.4);
            if g.chance(0.5) {
                g.maybe_leftovers();
            }
        });
        return;
    }
    let two = g.chance(0.4);
    let vector = g.chance(0.25);
    let ty = if vector { VEC3 } else { F32 };
    let mut args = vec![("x", ty.clone())];
    if two {
        args.push(("k", F32));
    }
    let f = g.gradable(|g| {
        g.func(base, &args, &[F32], |g, _| {
            g.fill(0.15);
            let d = g.swarm.depth + 1;
            vec![g.expr(&F32, d)]
        })
    });
    if kind < 2 {
        let mut gargs = args.clone();
        gargs.push(("adj_ret", F32));
        let base = format!("adj_{}", f.name);
        let decorator = format!("@wp.func_grad({})", f.name);
        let fname = f.name.clone();
        g.func_with(&decorator, &base, &gargs, &[], |g, n| {
            let x = n[0].clone();
            let d = n[n.len() - 1].clone();
            let again = g
                .chance(0.3)
                .then(|| if two { format!("{fname}({x}, {})", n[1]) } else { format!("{fname}({x})") });
            if let Some(c) = again {
                bind_text!(g, "y", &F32, "{c}");
            }
            let (guard, e) = (g.chance(0.5), {
                let e = g.expr(&ty, 2);
                wrap(&e, 10)
            });
            let op = g.rng.word(&["+=", "+=", "="]);
            let term = format!("wp.adjoint[{x}] {op} {e} * {d}");
            if guard {
                let c = g.condition(0);
                block!(g, ["if {}:", c.s], |g| g.line(&term));
            } else {
                g.line(term);
            }
            if two && g.chance(0.7) {
                let e = g.f_float(1);
                line!(g, "wp.adjoint[{}] += {e} * {d}", n[1]);
            }
            vec![]
        });
        g.file.funcs.retain(|q| q.name == fname);
    }
    let grad_call = kind == 2 || g.chance(0.15);
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let i = g.thread(1)[0].clone();
        g.maybe_guard(std::slice::from_ref(&i));
        g.fill(0.4);
        let call = |g: &mut Gen| if two { format!("{}, {}", g.x(&ty), g.x(&F32)) } else { g.x(&ty) };
        let args = call(g);
        set!(g, &["v", "r", "val"], &F32, "{}({args})", f.name);
        if grad_call {
            let args = call(g);
            if two {
                let (a, b) = (g.fresh("dx"), g.fresh("dk"));
                line!(g, "{a}, {b} = wp.grad({})({args})", f.name);
                g.declare(&a, &ty, true, false, false);
                g.declare(&b, &F32, true, false, false);
            } else {
                let a = g.fresh("dx");
                line!(g, "{a} = wp.grad({})({args})", f.name);
                g.declare(&a, &ty, true, false, false);
            }
        }
        g.fill(0.4);
        g.maybe_leftovers();
    });
}

const NATIVE_EXPRS: &[&str] = &[
    "x * x",
    "x * x * x",
    "1.0f / (1.0f + x * x)",
    "x < 0.0f ? -x : x",
    "2.0f * x - 1.0f",
    "x / (1.0f + (x < 0.0f ? -x : x))",
    "expf(-x)",
    "x > 1.0f ? 1.0f : x",
    "0.5f * x * (x + 1.0f)",
];

fn native(g: &mut Gen) {
    g.usual_options();
    let two = g.chance(0.5);
    let with_adjoint = g.chance(0.5);
    let base = g.rng.word(&[
        "fast_fn",
        "native_op",
        "lorentz",
        "magnitude",
        "soft_sign",
        "cube",
        "blend_native",
        "poly",
        "thresh",
        "wrap_value",
    ]);
    let fname = g.fresh_global(base);
    let in_place = g.chance(0.35);
    let e = g.rng.word(NATIVE_EXPRS);
    let k = g.number();
    let form = g.rng.below(4);
    let value = match (two, form) {
        (true, 0) => format!("({e}) * y + {k}f"),
        (true, 1) => format!("y - {k}f * ({e})"),
        (true, _) => format!("({e}) / (y * y + {k}f)"),
        (false, 0) => format!("{k}f * ({e})"),
        (false, 1) => format!("({e}) + {k}f * x"),
        (false, _) => e.to_owned(),
    };
    let value = fix_suffix(&value);
    let adj = fix_suffix(&format!("adj_x += {k}f * x * "));
    let mut code = String::new();
    if in_place {
        let lines = format!(
            "\n    float t = {value};\n    out[i] = {};\n    ",
            g.rng.word(&["t", "t + out[i]", "t * t", "-t"])
        );
        let sname = g.fresh_global("snippet");
        code.push_str(&format!("{sname} = \"\"\"{lines}\"\"\"\n\n"));
        if with_adjoint {
            let aname = g.fresh_global("adj_snippet");
            code.push_str(&format!(
                "{aname} = \"\"\"\n    {adj}adj_out[i];\n    \"\"\"\n\n\n@wp.func_native({sname}, {aname})\n"
            ));
        } else {
            code.push_str(&format!("\n@wp.func_native({sname})\n"));
        }
        let y = if two { "y: float, " } else { "" };
        code.push_str(&format!("def {fname}(x: float, {y}out: wp.array(dtype=float), i: int): ...\n"));
    } else {
        let y = if two { ", y: float" } else { "" };
        let second = if with_adjoint {
            format!(", {}\"{adj}adj_ret;\"", g.rng.word(&["", "adj_snippet="]))
        } else {
            String::new()
        };
        code.push_str(&format!(
            "@wp.func_native(\"return {value};\"{second})\ndef {fname}(x: float{y}) -> float: ...\n"
        ));
    }
    g.file.items.push(code);
    g.maybe_helpers(&[F32]);
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let i = g.thread(1)[0].clone();
        g.maybe_guard(std::slice::from_ref(&i));
        g.fill(0.6);
        let args = if two { format!("{}, {}", g.x(&F32), g.x(&F32)) } else { g.x(&F32) };
        if in_place {
            let out = g.out(&["out", "result"], &F32, 1);
            line!(g, "{fname}({args}, {out}, {i})");
        } else {
            set!(g, &["v", "r", "y"], &F32, "{fname}({args})");
        }
        g.fill(0.4);
        g.maybe_leftovers();
    });
}

/// `1e-3f` and `2.0f` are C++, `2f` is not.
fn fix_suffix(text: &str) -> String {
    text.to_owned()
}

fn views(g: &mut Gen) {
    g.usual_options();
    let elem = g.rng.pick(&[F32, F32, VEC3, I32, Ty::S(Sc::F64)]).clone();
    g.real = elem.scalar().filter(|s| s.is_float()).unwrap_or(Sc::F32);
    let base = g.rng.word(&["row_sum", "dot_rows", "max_of", "first_plus_last", "reduce_row", "norm_row"]);
    let sum_elem = elem.clone();
    let f = g.swarm.helpers.gt(&0.0).then(|| {
        g.func(
            base,
            &[("row", elem.clone().array(1)), ("n", I32)],
            std::slice::from_ref(&sum_elem),
            |g, n| {
                let z = g.zero(&sum_elem);
                let acc = g.bind("acc", &sum_elem, &z);
                let k = g.fresh("k");
                g.f().loops += 1;
                block!(g, ["for {k} in range({}):", n[1]], |g| {
                    let e = g.literal_value(&Ty::S(sum_elem.scalar().unwrap_or(Sc::F32)));
                    line!(g, "{acc} += {}[{k}] * {}", n[0], e.s);
                });
                g.f().loops -= 1;
                vec![atom(acc)]
            },
        )
    });
    if let Some(f) = &f {
        let name = f.name.clone();
        g.file.funcs.retain(|q| q.name != name);
    }
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let i = g.thread(1)[0].clone();
        let nd = 2 + u8::from(g.chance(0.3));
        let a = g.arr(&["a", "grid", "table", "mat", "data"], &elem, nd);
        g.hide(&a);
        g.maybe_guard(std::slice::from_ref(&i));
        let row_nd = nd - 1;
        let row_ty = elem.clone().array(row_nd);
        let view = match g.rng.below(4) {
            0 | 1 => format!("{a}[{i}]"),
            2 if nd == 2 => format!("{a}[{i}, {}:{}]", g.rng.below(2), 3 + g.rng.below(8)),
            _ if nd == 2 => format!("{a}[:, {i}]"),
            _ => format!("{a}[{i}]"),
        };
        let r = g.fresh("row");
        line!(g, "{r} = {view}");
        let at = |g: &mut Gen| (0..row_nd).map(|_| g.rng.below(4).to_string()).collect::<Vec<_>>().join(", ");
        for _ in 0..1 + g.rng.below(3) {
            match g.rng.below(5) {
                0 if row_nd == 1 && f.is_some() => {
                    let name = f.as_ref().map(|f| f.name.clone()).unwrap_or_default();
                    let n = if g.chance(0.5) { format!("{r}.shape[0]") } else { g.pi(&["n", "cols"]) };
                    set!(g, &["s", "total"], &elem, "{name}({r}, {n})");
                }
                1 => {
                    let (p, q) = (at(g), at(g));
                    set!(g, &["d", "diff"], &elem, "{r}[{p}] - {r}[{q}]");
                }
                2 => {
                    let p = at(g);
                    let e = g.value(&elem);
                    line!(g, "{r}[{p}] = {}", e.s);
                    g.written(&a);
                }
                3 if row_nd == 1 && g.swarm.loops > 0.0 => {
                    let z = g.zero(&elem);
                    let acc = g.bind("acc", &elem, &z);
                    let k = g.fresh("k");
                    g.f().loops += 1;
                    block!(g, ["for {k} in range({r}.shape[0]):"], |g| {
                        g.declare(&k, &I32, false, false, true);
                        let e = g.leaf(&Ty::S(elem.scalar().unwrap_or(Sc::F32)), true);
                        line!(g, "{acc} += {r}[{k}] * {}", e.s);
                    });
                    g.f().loops -= 1;
                }
                _ => {
                    let p = at(g);
                    set!(g, &["v", "x0", "first"], &elem, "{r}[{p}]");
                }
            }
        }
        let _ = row_ty;
        if g.chance(0.5) {
            vec_slices(g);
        }
        g.fill(0.4);
        g.maybe_leftovers();
    });
}

/// Slices of vectors and matrices, read and written.
fn vec_slices(g: &mut Gen) {
    let s = g.real;
    let n = *g.rng.pick(&[4u8, 5, 6]);
    let v4 = Ty::Vec(n, s);
    let e = g.leaf(&v4, false);
    let v = g.bind("v", &v4, &e);
    match g.rng.below(5) {
        0 => {
            let hi = 2 + g.rng.below(2) as u8;
            bind_text!(g, "head", &Ty::Vec(hi, s), "{v}[:{hi}]");
        }
        1 => {
            bind_text!(g, "tail", &Ty::Vec(2, s), "{v}[-2:]");
        }
        2 => {
            let w = g.value(&Ty::Vec(2, s));
            line!(g, "{v}[1:3] = {}", w.s);
        }
        3 => {
            let m = Ty::Mat(3, 3, s);
            let e = g.leaf(&m, false);
            let m = g.bind("m", &m, &e);
            bind_text!(g, "c", &Ty::Vec(3, s), "{m}[:, {}]", g.rng.below(3));
            let w = g.value(&Ty::Vec(3, s));
            line!(g, "{m}[{}, :] = {}", g.rng.below(3), w.s);
        }
        _ => {
            let m = Ty::Mat(4, 4, s);
            let e = g.leaf(&m, false);
            let m = g.bind("m", &m, &e);
            bind_text!(g, "block", &Ty::Mat(2, 2, s), "{m}[{}:{}, 0:2]", 1, 3);
        }
    }
}

fn stack(g: &mut Gen) {
    g.usual_options();
    let n = *g.rng.pick(&[4, 8, 16, 32, 6]);
    let elem = g.rng.pick(&[F32, I32, VEC3, VEC2, Ty::S(Sc::F64), MAT33]).clone();
    g.real = elem.scalar().filter(|s| s.is_float()).unwrap_or(Sc::F32);
    let cap = if g.chance(0.5) {
        let name = g.fresh_global("CAPACITY");
        g.file.const_lines.push(format!("{name} = wp.constant({n})"));
        name
    } else {
        n.to_string()
    };
    g.maybe_helpers(&[F32]);
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let i = g.thread(1)[0].clone();
        g.maybe_guard(std::slice::from_ref(&i));
        let dtype = g.type_name(&elem);
        let base = g.rng.word(&["buf", "stack", "local", "scratch", "window", "history"]);
        let b = g.fresh(base);
        let two = g.chance(0.2);
        if two {
            line!(g, "{b} = wp.zeros(shape=({cap}, 2), dtype={dtype})")
        } else {
            line!(g, "{b} = wp.zeros(shape={cap}, dtype={dtype})")
        }
        let at = |k: &str| if two { format!("{k}, 0") } else { k.to_owned() };
        g.fill(0.3);
        let k = g.fresh("k");
        g.f().loops += 1;
        block!(g, ["for {k} in range({cap}):"], |g| {
            g.declare(&k, &I32, false, false, true);
            let e = g.value(&elem);
            line!(g, "{b}[{}] = {}", at(&k), e.s);
        });
        let m = g.fresh("m");
        let zero = g.zero(&elem);
        let acc = g.bind("acc", &elem, &zero);
        block!(g, ["for {m} in range(1, {cap}):"], |g| {
            g.declare(&m, &I32, false, false, true);
            match g.rng.below(3) {
                0 if matches!(elem, Ty::S(_)) => {
                    block!(g, ["if {b}[{}] > {b}[{}]:", at(&m), at(&format!("{m} - 1"))], |g| line!(
                        g,
                        "{acc} += {b}[{}]",
                        at(&m)
                    ));
                }
                1 => line!(g, "{acc} += {b}[{}] - {b}[{}]", at(&m), at(&format!("{m} - 1"))),
                _ => {
                    let e = g.value(&elem);
                    line!(g, "{acc} = {acc} + {b}[{}] - {}", at(&m), wrap(&e, 10));
                }
            }
        });
        g.f().loops -= 1;
        g.fill(0.3);
        g.maybe_leftovers();
    });
}

fn several(g: &mut Gen) {
    g.maybe_helpers(&[F32, VEC3, VEC2]);
    let count = 2 + g.rng.weighted(&[0.7, 0.3]);
    for _ in 0..count {
        g.usual_options();
        g.swarm.size *= 0.7;
        let name = g.kernel_name();
        g.kernel(&name, |g| {
            let dims = 1 + g.rng.weighted(&[0.65, 0.3, 0.05]);
            let names = g.thread(dims);
            g.maybe_guard(&names);
            g.fill(0.8);
            g.finish_stores();
        });
    }
}
