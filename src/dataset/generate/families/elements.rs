//! Single elements: of tiles, of local arrays through atomics, of vectors and matrices that are overwritten.

use super::Family;
use crate::dataset::generate::core::Gen;
use crate::dataset::generate::expr::wrap;
use crate::dataset::generate::names::GENERAL;
use crate::dataset::generate::types::{F32, I32, Sc, Ty};

pub(super) static FAMILIES: &[Family] = &[
    Family { name: "tile_elements", weight: 0.8, vocab: &GENERAL, make: tile_elements },
    Family { name: "local_counters", weight: 1.1, vocab: &GENERAL, make: local_counters },
    Family { name: "component_writes", weight: 0.4, vocab: &GENERAL, make: component_writes },
];

fn comma(parts: &[usize]) -> String {
    parts.iter().map(usize::to_string).collect::<Vec<_>>().join(", ")
}

/// Elements of a tile, read, written and scattered to by single threads.
fn tile_elements(g: &mut Gen) {
    g.usual_options();
    let ints = g.chance(0.5);
    let elem = if ints { I32 } else { F32 };
    let rank = 1 + g.rng.weighted(&[0.2, 0.3, 0.25, 0.25]);
    let shape: Vec<usize> = (0..rank).map(|_| *g.rng.pick(&[2, 4, 4, 8])).collect();
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let i = g.thread(1)[0].clone();
        let base = g.array_base(&elem);
        let (a, out) = (g.param(base, &elem.clone().array(rank as u8), false), g.fresh("t"));
        g.hide(&a);
        let size = if rank == 1 { shape[0].to_string() } else { format!("({})", comma(&shape)) };
        let offset = format!(
            "offset={}",
            if rank == 1 { "0".to_owned() } else { format!("({})", comma(&vec![0; rank])) }
        );
        line!(g, "{out} = wp.tile_load({a}, shape={size}, {offset}, storage=\"shared\")");
        for _ in 0..3 + g.rng.below(5) {
            let at: Vec<usize> = shape.iter().map(|n| g.rng.below(*n)).collect();
            let at = comma(&at);
            let e = g.leaf(&elem, false).s;
            match g.rng.below(if ints { 10 } else { 7 }) {
                0 | 1 => line!(g, "{out}[{at}] = {e}"),
                2 => line!(g, "{out}[{at}] += {e}"),
                3 => line!(g, "{out}[{at}] -= {e}"),
                4 => {
                    bind_text!(g, "v", &elem, "wp.tile_extract({out}, {at})");
                }
                5 => {
                    let n = g.rng.range(1, 32);
                    line!(g, "wp.tile_scatter_add({out}, {at}, {e}, {i} < {n})");
                }
                6 => {
                    let n = g.rng.range(0, 31);
                    line!(g, "wp.tile_scatter_masked({out}, {at}, {e}, {i} == {n})");
                }
                kind => line!(g, "{out}[{at}] {} {e}", ["|=", "&=", "^="][kind - 7]),
            }
        }
        let result = g.param("result", &elem.clone().array(rank as u8), true);
        line!(g, "wp.tile_store({result}, {out}, {offset})");
        g.finish_stores();
    });
}

/// Counters in a local array, through atomics.
fn local_counters(g: &mut Gen) {
    g.usual_options();
    // Warp's native adjoints of atomics want plain arrays.
    g.kernel_args.retain(|a| !a.contains("backward"));
    g.kernel_args.push("enable_backward=False".to_owned());
    let s = *g.rng.pick(&[Sc::U32, Sc::I32, Sc::I64, Sc::U64, Sc::F32]);
    let elem = Ty::S(s);
    let rank = 1 + g.rng.weighted(&[0.55, 0.15, 0.15, 0.15]);
    let shape: Vec<usize> = (0..rank).map(|_| *g.rng.pick(&[2, 3, 4, 8])).collect();
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let names = g.thread(1);
        g.maybe_guard(&names);
        let base = g.rng.word(&["bins", "counts", "slots", "scratch", "local_hist", "votes"]);
        let local = g.fresh(base);
        let size = if rank == 1 { shape[0].to_string() } else { format!("({})", comma(&shape)) };
        line!(g, "{local} = wp.zeros(shape={size}, dtype=wp.{})", s.name());
        for _ in 0..3 + g.rng.below(6) {
            let (op, cast) = super::array_families::least_used_at(g, 48, &elem, rank as u8);
            let at: Vec<String> = shape
                .iter()
                .map(|n| {
                    let at = g.rng.below(*n);
                    if cast.is_empty() { at.to_string() } else { format!("wp.{cast}({at})") }
                })
                .collect();
            let e = if s.is_float() { g.leaf(&elem, true) } else { g.literal(s) };
            let compare = if op == "cas" { format!("{}, ", g.literal(s).s) } else { String::new() };
            line!(g, "wp.atomic_{op}({local}, {}, {compare}{})", at.join(", "), e.s);
        }
        g.fill(0.2);
        let at: Vec<usize> = shape.iter().map(|n| g.rng.below(*n)).collect();
        bind_text!(g, "kept", &elem, "{local}[{}]", comma(&at));
        g.finish_stores();
    });
}

/// Components that are overwritten, with adjoints; and integers as conditions.
fn component_writes(g: &mut Gen) {
    g.usual_options();
    g.file.options.push("\"enable_vector_component_overwrites\": True".to_owned());
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let names = g.thread(1);
        g.maybe_guard(&names);
        for _ in 0..1 + g.rng.below(3) {
            let kind = g.rng.below(5);
            let ty = match kind {
                0 => Ty::Vec(*g.rng.pick(&[2, 3, 4]), Sc::F32),
                1 => Ty::Quat(Sc::F32),
                2 => Ty::Xform(Sc::F32),
                _ => Ty::Mat(3, 3, Sc::F32),
            };
            let e = g.new_input(&ty);
            let name = g.bind("m", &ty, &e);
            let value = g.expr(&F32, 1).s;
            match kind {
                0 if g.chance(0.5) => line!(g, "{name}.{} = {value}", g.rng.word(&["x", "y"])),
                0 => line!(g, "{name}[{}] = {value}", g.rng.below(2)),
                1 => line!(g, "{name}[{}] = {value}", g.rng.below(4)),
                2 if g.chance(0.4) => {
                    let p = g.leaf(&Ty::Vec(3, Sc::F32), false).s;
                    line!(g, "{name}.p = {p}");
                }
                2 if g.chance(0.4) => {
                    let q = g.leaf(&Ty::Quat(Sc::F32), false).s;
                    line!(g, "{name}.q = {q}");
                }
                2 => line!(g, "{name}[{}] = {value}", g.rng.below(7)),
                3 => line!(g, "{name}[{}, {}] = {value}", g.rng.below(3), g.rng.below(3)),
                _ => {
                    let row = g.leaf(&Ty::Vec(3, Sc::F32), false).s;
                    line!(g, "{name}[{}] = {row}", g.rng.below(3));
                }
            }
        }
        if g.chance(0.5) {
            let s = *g.rng.pick(&[Sc::I8, Sc::U8, Sc::I16, Sc::U16, Sc::U32, Sc::I64, Sc::U64, Sc::I32]);
            let flag = g.leaf(&Ty::S(s), false);
            block!(g, ["if not {}:", wrap(&flag, 12)], |g| g.effects(1, 0));
        }
        g.finish_stores();
    });
}
