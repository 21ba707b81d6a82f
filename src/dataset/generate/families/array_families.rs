//! Arrays of other families: indexed, fabric, and fabric through an index.

use super::Family;
use crate::dataset::generate::core::Gen;
use crate::dataset::generate::names::GENERAL;
use crate::dataset::generate::types::{Family as Arrays, Sc, Ty};

pub(super) static FAMILIES: &[Family] =
    &[Family { name: "array_families", weight: 4.2, vocab: &GENERAL, make: families }];

/// Index types in the order of Warp's overloads; `int32` is what a plain index is.
const INDEX_TYPES: &[&str] = &["int16", "", "int64", "int8", "uint16", "uint32", "uint64", "uint8"];

/// An atomic operation and an index type, of a few the combination that the set has least of.
fn least_used(g: &mut Gen, family: Arrays, elem: &Ty, ndim: u8) -> (&'static str, &'static str) {
    let first = match family {
        Arrays::Regular => 0,
        Arrays::Indexed => 12,
        Arrays::Fabric => 24,
        Arrays::IndexedFabric => 36,
    };
    least_used_at(g, first, elem, ndim)
}

/// The same, for the arrays whose overloads begin at that ordinal.
pub(super) fn least_used_at(g: &mut Gen, first: usize, elem: &Ty, ndim: u8) -> (&'static str, &'static str) {
    let s = elem.scalar().unwrap_or(Sc::F32);
    let ops: &[&'static str] = match (elem.components() == 1, s.is_float()) {
        (_, true) if s == Sc::F16 => &["add", "sub"],
        (true, true) => &["add", "sub", "min", "max", "exch", "cas"],
        (true, false) => &["add", "sub", "min", "max", "exch", "cas", "and", "or", "xor"],
        (false, _) => &["add", "sub", "min", "max"],
    };
    let mut best = (u32::MAX, ("add", ""));
    for _ in 0..12 {
        let (op, at) = (g.rng.word(ops), g.rng.below(INDEX_TYPES.len()));
        // One-dimensional arrays have an overload for each index type, others one for each rank.
        let ordinal = if ndim == 1 { first + at } else { first + 7 + ndim as usize };
        let uses = g.feedback.count(&format!("atomic_{op}/{ordinal}"));
        if uses < best.0 {
            best = (uses, (op, INDEX_TYPES[at]));
        }
    }
    best.1
}

fn families(g: &mut Gen) {
    g.usual_options();
    let s = *g.rng.pick(&[
        Sc::F32,
        Sc::F32,
        Sc::F32,
        Sc::I32,
        Sc::I32,
        Sc::F64,
        Sc::U32,
        Sc::U32,
        Sc::I64,
        Sc::F16,
    ]);
    let elem = match g.rng.below(5) {
        0 if s.is_float() => Ty::Vec(3, s),
        1 if s.is_float() => Ty::Vec(2, s),
        _ => Ty::S(s),
    };
    if s.is_float() {
        g.real = s;
    }
    let family = *g.rng.pick(&[Arrays::Indexed, Arrays::Fabric, Arrays::Fabric, Arrays::IndexedFabric]);
    // Warp's headers have no index of fabric arrays in more than two dimensions.
    let plain = family == Arrays::Indexed;
    let nd = 1 + g.rng.weighted(if plain { &[0.5, 0.35, 0.1, 0.05] } else { &[0.65, 0.35] }) as u8;
    let atomics = if g.chance(0.7) { 6 + g.rng.below(9) } else { 0 };
    if atomics > 0 {
        // Warp's native adjoints of atomics want plain arrays.
        g.kernel_args.retain(|a| !a.contains("backward"));
        g.kernel_args.push("enable_backward=False".to_owned());
    }
    let name = g.kernel_name();
    g.kernel(&name, |g| {
        let names = g.thread((nd as usize).clamp(1, 4));
        let ty = Ty::Arr(family, Box::new(elem.clone()), nd);
        let base = g.array_base(&elem);
        let a = g.param(base, &ty, false);
        g.hide(&a);
        g.maybe_guard(&names);
        let index: Vec<String> = names
            .iter()
            .map(|n| match g.rng.below(8) {
                0 => format!("wp.{}({n})", g.rng.word(&["int64", "uint32", "uint64", "int16", "uint8"])),
                1 => format!("{n} + 1"),
                _ => n.clone(),
            })
            .collect();
        let same = if index.iter().any(|i| i.starts_with("wp.")) {
            let k =
                index.iter().find_map(|i| i.split_once('(').map(|(h, _)| h.to_owned())).unwrap_or_default();
            names.iter().map(|n| format!("{k}({n})")).collect()
        } else {
            index
        };
        let at = same.join(", ");
        let v = set!(g, &["v", "value", "x0"], &elem, "{a}[{at}]");
        g.fill(0.5);
        let e = g.value(&elem);
        g.used(&v);
        match if atomics > 0 { g.rng.below(4) } else { 0 } {
            0 | 1 => line!(g, "{a}[{at}] = {}", e.s),
            2 if s != Sc::F16 => line!(g, "{a}[{at}] {} {}", g.rng.word(&["+=", "-="]), e.s),
            _ => {
                let op = if elem.components() > 1 || s == Sc::F16 {
                    "add"
                } else {
                    g.rng.word(&["add", "sub", "min", "max"])
                };
                line!(g, "wp.atomic_{op}({a}, {at}, {})", e.s);
            }
        }
        for _ in 0..atomics {
            let (op, cast) = least_used(g, family, &elem, nd);
            let at: Vec<String> = names
                .iter()
                .map(|n| if cast.is_empty() { n.clone() } else { format!("wp.{cast}({n})") })
                .collect();
            let e = if s.is_float() { g.leaf(&elem, true) } else { g.literal(s) };
            let compare = if op == "cas" { format!("{}, ", g.literal(s).s) } else { String::new() };
            line!(g, "wp.atomic_{op}({a}, {}, {compare}{})", at.join(", "), e.s);
        }
        g.fill(0.3);
        if g.chance(0.6) {
            g.maybe_leftovers();
        }
    });
}
