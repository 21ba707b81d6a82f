//! Functions as values, statics, references, several results.

use super::Family;
use crate::dataset::generate::core::{E, Gen};
use crate::dataset::generate::expr::wrap;
use crate::dataset::generate::names::GENERAL;
use crate::dataset::generate::types::{F32, I32, MAT33, Ty, VEC2, VEC3};
use crate::dataset::generate::values::atom;

pub(super) static FAMILIES: &[Family] = &[
    Family { name: "callables", weight: 0.6, vocab: &GENERAL, make: callables },
    Family { name: "statics", weight: 0.7, vocab: &GENERAL, make: statics },
    Family { name: "references", weight: 0.6, vocab: &GENERAL, make: references },
    Family { name: "tuple_functions", weight: 0.6, vocab: &GENERAL, make: tuples },
];

fn callables(g: &mut Gen) {
    g.usual_options();
    let count = 1 + g.rng.below(3);
    let mut fs = Vec::new();
    for _ in 0..count {
        let base =
            g.rng.word(&["square", "ramp", "soft", "decay", "bump", "wave", "cubic", "hinge", "gain_fn"]);
        fs.push(g.func(base, &[("x", F32)], &[F32], |g, _| {
            g.fill(0.15);
            let d = g.swarm.depth + 1;
            vec![g.expr(&F32, d)]
        }));
    }
    let base = g.rng.word(&[
        "apply",
        "integrate",
        "newton",
        "derivative",
        "compose",
        "iterate",
        "bisect",
        "trapezoid",
        "fixed_point",
        "average",
    ]);
    let f = Ty::Named("wp.Function");
    let two = g.chance(0.3);
    let mut args = vec![("f", f.clone()), ("a", F32), ("b", F32)];
    if two {
        args.push(("h", f));
    }
    let looped = g.swarm.loops > 0.0 || g.chance(0.4);
    let high = g.func(base, &args, &[F32], |g, n| {
        let (f, a, b) = (n[0].clone(), n[1].clone(), n[2].clone());
        let second = n.get(3).cloned().unwrap_or_else(|| f.clone());
        g.fill(0.15);
        if looped {
            let acc = set!(g, &["x", "total", "s"], &F32, "{a} + {}", g.f_float(1));
            let k = g.fresh("_k");
            let n = g.rng.pick(&[3, 5, 8, 20, 32]);
            let n = *n;
            g.f().loops += 1;
            block!(g, ["for {k} in range({n}):"], |g| {
                let e = g.f_float(2);
                match g.rng.below(4) {
                    0 => line!(g, "{acc} = {acc} - {f}({acc}) / ({second}({acc} + {b}) + {e})"),
                    1 => line!(g, "{acc} += {f}({a} + {b} * float({k})) * {e}"),
                    2 => line!(g, "{acc} = {second}({f}({acc}) * {e})"),
                    _ => {
                        let m = g.fresh("mid");
                        line!(g, "{m} = 0.5 * ({acc} + {b})");
                        block!(g, ["if {f}({m}) > {e}:"], |g| line!(g, "{acc} = {m}"));
                    }
                }
            });
            g.f().loops -= 1;
            vec![atom(acc)]
        } else {
            let e = g.f_float(2);
            vec![match g.rng.below(3) {
                0 => atom(format!("{f}({second}({a}) + {e}) - {b}")),
                1 => atom(format!("({f}({a} + {b}) - {second}({a} - {b})) / (2.0 * {b}) + {e}")),
                _ => atom(format!("{f}({a}) * {second}({b}) + {e}")),
            }]
        }
    });
    let high_name = high.name.clone();
    g.file.funcs.retain(|f| f.name != high_name);
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let i = g.thread(1)[0].clone();
        g.maybe_guard(std::slice::from_ref(&i));
        g.fill(0.4);
        for _ in 0..1 + g.rng.below(3) {
            let target = |g: &mut Gen| {
                if g.chance(0.25) {
                    format!("wp.{}", g.rng.word(&["sin", "cos", "exp", "abs", "sqrt"]))
                } else {
                    g.rng.pick(&fs).name.clone()
                }
            };
            let (t1, t2) = (target(g), target(g));
            let tail = if two { format!(", {t2}") } else { String::new() };
            set!(
                g,
                &["r", "val", "root", "area"],
                &F32,
                "{high_name}({t1}, {}, {}{tail})",
                g.x(&F32),
                g.x(&F32)
            );
        }
        g.fill(0.3);
        g.maybe_leftovers();
    });
}

fn statics(g: &mut Gen) {
    g.usual_options();
    g.swarm.statics = 1.0;
    let n = g.rng.range(2, 9);
    let base = g.rng.word(&["ORDER", "N", "TAPS", "DEGREE", "DIM"]);
    let size = g.fresh_global(base);
    g.file.const_lines.push(format!("{size} = {n}"));
    let mut tables = Vec::new();
    if g.chance(0.6) {
        let base = g.rng.word(&["WEIGHTS", "COEFFS", "OFFSETS", "NODES"]);
        let t = g.fresh_global(base);
        let values: Vec<String> = (0..n).map(|_| g.number()).collect();
        g.file.const_lines.push(format!("{t} = [{}]", values.join(", ")));
        tables.push(t);
    }
    let flag = g.fresh_global("USE_CLAMP");
    g.file.const_lines.push(format!("{flag} = {}", g.rng.word(&["True", "False"])));
    g.maybe_helpers(&[F32]);
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let i = g.thread(1)[0].clone();
        let x = g.arr(&["x", "data", "signal", "samples"], &F32, 1);
        g.maybe_guard(std::slice::from_ref(&i));
        let acc = set!(g, &["acc", "total", "y"], &F32, "float(0.0)");
        g.fill(0.3);
        let k = g.fresh("k");
        let range = g
            .rng
            .word(&["wp.static({n})", "{n}", "wp.static({n} - 1)", "wp.static({n} * 2)"])
            .replace("{n}", &size);
        g.f().loops += 1;
        block!(g, ["for {k} in range({range}):"], |g| {
            let w = match tables.first() {
                Some(t) if !range.contains("* 2") => format!("wp.static({t}[{k}])"),
                _ => format!("wp.static(float({k}) * {})", g.number()),
            };
            let e = g.f_float(2);
            match g.rng.below(4) {
                0 => line!(g, "{acc} += {x}[{i} + {k}] * {w}"),
                1 => line!(g, "{acc} = {acc} * {e} + {w}"),
                2 => line!(g, "{acc} += wp.pow({x}[{i}], float({k})) * {w} * {e}"),
                _ => line!(g, "{acc} += {w} * {e}"),
            }
        });
        g.f().loops -= 1;
        if g.chance(0.6) {
            block!(g, ["if wp.static({flag}):"], |g| line!(
                g,
                "{acc} = wp.clamp({acc}, {}, {})",
                "-1.0",
                g.number()
            ));
            if g.chance(0.4) {
                g.block("else:", |g| line!(g, "{acc} *= {}", g.number()));
            }
        }
        if g.chance(0.5) {
            let text = match g.rng.below(3) {
                0 => format!("wp.static(1.0 / float({size}))"),
                1 => format!("wp.static(math.sqrt({}))", g.number()),
                _ => format!("wp.static({size} * 0.5)"),
            };
            if text.contains("math") {
                g.file.imports.push("import math");
            }
            let c = g.fresh("c");
            line!(g, "{c} = {acc} * {text}");
            g.declare(&c, &F32, true, false, false);
        }
        g.fill(0.4);
        g.maybe_leftovers();
    });
}

fn references(g: &mut Gen) {
    g.kernel_args.push("enable_backward=False".to_owned());
    let ty = g.rng.pick(&[F32, I32, VEC3]).clone();
    let ref_ty = match ty {
        F32 => Ty::Named("wp.ref[wp.float32]"),
        I32 => Ty::Named("wp.ref[wp.int32]"),
        _ => Ty::Named("wp.ref[wp.vec3]"),
    };
    let base =
        g.rng.word(&["bump", "advance", "relax", "push", "accumulate_into", "clamp_in_place", "step_state"]);
    let by = if ty == I32 { I32 } else { F32 };
    let swap = g.chance(0.4).then(|| {
        g.func("swap", &[("a", ref_ty.clone()), ("b", ref_ty.clone())], &[], |g, n| {
            line!(g, "{}, {} = {}, {}", n[0], n[1], n[1], n[0]);
            vec![]
        })
    });
    let f = g.func(base, &[("x", ref_ty.clone()), ("by", by.clone())], &[], |g, n| {
        for _ in 0..1 + g.rng.below(3) {
            let e = if ty == VEC3 {
                format!("{} * {}", g.literal_value(&VEC3).s, n[1])
            } else {
                let e = g.expr(&by, 2);
                wrap(&e, 10)
            };
            match g.rng.below(3) {
                0 => line!(g, "{x} = {x} + {e}", x = n[0]),
                1 => line!(g, "{} += {e}", n[0]),
                _ => {
                    let c = g.condition(0);
                    block!(g, ["if {}:", c.s], |g| line!(g, "{x} = {x} - {e}", x = n[0]));
                }
            }
        }
        vec![]
    });
    g.file.funcs.clear();
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let i = g.thread(1)[0].clone();
        g.maybe_guard(std::slice::from_ref(&i));
        let a = g.arr(&["values", "state", "cells"], &ty, 1);
        g.written(&a);
        g.fill(0.3);
        let v = set!(g, &["v", "cur", "s"], &ty, "{a}[{i}]");
        let e = g.value(&by);
        if g.swarm.loops > 0.0 {
            let k = g.fresh("k");
            let n = g.pi(&["n", "steps"]);
            g.f().loops += 1;
            block!(g, ["for {k} in range({n}):"], |g| line!(g, "{}({v}, {})", f.name, e.s));
            g.f().loops -= 1;
        } else {
            line!(g, "{}({v}, {})", f.name, e.s);
        }
        if g.chance(0.5) {
            line!(g, "{}({a}[{i} + 1], {})", f.name, g.x(&by));
        }
        if let Some(s) = &swap {
            let c = g.condition(1);
            block!(g, ["if {}:", c.s], |g| line!(g, "{}({a}[{i}], {a}[{i} + 2])", s.name));
        }
        line!(g, "{a}[{i}] = {v}");
        g.used(&v);
        g.fill(0.3);
        g.maybe_leftovers();
    });
}

fn tuples(g: &mut Gen) {
    g.usual_options();
    let mut results = vec![];
    for _ in 0..2 + usize::from(g.chance(0.25)) {
        results.push(g.rng.pick(&[F32, F32, VEC3, VEC2, I32, MAT33]).clone());
    }
    let base = g.rng.word(&[
        "split",
        "decompose",
        "min_max",
        "polar",
        "mean_var",
        "project",
        "value_and_grad",
        "closest",
        "solve_quadratic",
        "basis_pair",
        "clip_range",
    ]);
    let default = g.chance(0.3);
    let mut second = "t".to_owned();
    let f = g.func(base, &[("p", VEC3), ("t", F32)], &results.clone(), |g, n| {
        second.clone_from(&n[1]);
        if default {
            let number = g.number();
            if let Some(p) = g.f().params.get_mut(1) {
                p.default = Some(number);
            }
        }
        g.fill(0.3);
        if g.swarm.branches > 0.0 && g.chance(0.5) {
            let c = g.condition(1);
            let early: Vec<E> = results.iter().map(|t| g.expr(t, 1)).collect();
            let text: Vec<String> = early.into_iter().map(|e| e.s).collect();
            block!(g, ["if {}:", c.s], |g| line!(g, "return {}", text.join(", ")));
        }
        let d = g.swarm.depth;
        results.iter().map(|t| g.expr(t, d)).collect()
    });
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let i = g.thread(1)[0].clone();
        g.maybe_guard(std::slice::from_ref(&i));
        g.fill(0.3);
        let args = if default && g.chance(0.5) {
            g.x(&VEC3)
        } else if g.chance(0.2) {
            format!("{}, {second}={}", g.x(&VEC3), g.x(&F32))
        } else {
            format!("{}, {}", g.x(&VEC3), g.x(&F32))
        };
        let names: Vec<String> = results
            .iter()
            .map(|t| {
                let base = g.local_base(t);
                g.fresh(base)
            })
            .collect();
        line!(g, "{} = {}({args})", names.join(", "), f.name);
        for (n, t) in names.iter().zip(&results) {
            g.declare(n, t, true, false, false);
        }
        g.fill(0.5);
        g.maybe_leftovers();
    });
}
