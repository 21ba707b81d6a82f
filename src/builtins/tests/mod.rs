//! Tests of the table and of the rules.

mod cases;

use std::collections::BTreeSet;

use super::rule::ValueRule;
use super::*;
use crate::ir::{Arg, BuildOptions, Ret, Vars};

/// Warp 1.19.0 has 3,446 native overloads under 337 names, and 18 names written in Python.
#[test]
fn the_table_is_complete() {
    assert_eq!(all().count(), 355);
    assert_eq!(all().map(|id| overloads(id).len()).sum::<usize>(), 3446);
    assert_eq!(all().filter(|&id| python_impl(id).is_some()).count(), 18);
    assert!(all().all(|id| overloads(id).is_empty() == python_impl(id).is_some()));
}

#[test]
fn names_are_sorted_and_found() {
    for id in all() {
        assert_eq!(find(name(id)), Some(id));
        assert!(overloads(id).iter().all(|o| o.key == name(id)));
    }
    assert_eq!(find("no_such_builtin"), None);
}

/// Variadic overloads come last, as in Warp.
#[test]
fn variadic_overloads_come_last() {
    for id in all() {
        assert!(overloads(id).is_sorted_by_key(|o| o.variadic), "{}", name(id));
    }
}

/// The name of a rule's variant.
fn variant(rule: &impl std::fmt::Debug) -> String {
    let text = format!("{rule:?}");
    text.split(['(', ' ', '{']).next().unwrap_or_default().to_owned()
}

/// The variants of an enum in `rule.rs`.
fn declared(name: &str) -> BTreeSet<String> {
    let source = include_str!("../rule.rs");
    let body = source.split(&format!("pub enum {name} {{")).nth(1).unwrap_or_default();
    let body = body.split("\n}\n").next().unwrap_or_default();
    let names = body.lines().filter_map(|line| {
        let line = line.strip_prefix("    ")?;
        line.starts_with(|c: char| c.is_ascii_uppercase())
            .then(|| line.split(['(', ' ', '{', ',']).next().unwrap_or_default().to_owned())
    });
    names.collect()
}

/// Every rule that exists is named by a row (that every rule named exists, the compiler checks).
#[test]
fn every_rule_is_used() {
    let rows = || all().flat_map(overloads);
    assert_eq!(declared("ValueRule"), rows().map(|o| variant(&o.value)).collect());
    assert_eq!(declared("DispatchRule"), rows().filter_map(|o| o.dispatch.as_ref().map(variant)).collect());
    assert_eq!(declared("LtoRule"), rows().filter_map(|o| o.lto.as_ref().map(variant)).collect());
    assert_eq!(declared("BracesRule"), rows().filter_map(|o| o.braces.as_ref().map(variant)).collect());
}

#[test]
fn fixed_results_are_types() {
    let types = Types::new();
    for overload in all().flat_map(overloads) {
        if let ValueRule::Fixed(Returns::One(term)) = &overload.value {
            assert!(terms::to_type(&types, term, Ty::ANY).is_some(), "{}", overload.key);
        }
    }
}

#[test]
fn opaque_classes_erase_to_their_parents() {
    let types = Types::new();
    for name in opaque_names() {
        assert!(opaque(&types, name).is_some(), "{name}");
    }
    let aabb = opaque(&types, "_BvhQueryAabb").expect("a query kind");
    assert_eq!(types.erased_parent(aabb), opaque(&types, "BvhQuery"));
}

#[test]
fn callable_targets_are_plain_builtins() {
    let is_target = |name| is_regular_callable_target(find(name).expect("a built-in"));
    assert!(is_target("sin") && is_target("min"));
    assert!(
        !is_target("vector") && !is_target("printf") && !is_target("atomic_add") && !is_target("norm_l1")
    );
}

/// Only `tile_sum` is hashed with its overloads.
#[test]
fn tile_sum_has_a_templated_adjoint() {
    let hashed: Vec<&str> =
        all().filter(|&id| has_external_contract_or_template_adjoint(id)).map(name).collect();
    assert_eq!(hashed, ["tile_sum"]);
    let parts = builtin_digest_parts(find("tile_sum").expect("a built-in"));
    assert_eq!(parts[3], b"(('tile_sum_axis', True), ('tile_sum', False))");
    assert_eq!(parts[2], b"tile_sum");
}

#[test]
fn a_call_without_an_overload_names_its_types() {
    let (types, options) = (Types::new(), BuildOptions::default());
    let (mut vars, mut lto) = (Vars::default(), LtoSink::default());
    let x = vars.detached(Ty::INT32, None);
    let mut cx = RuleCx {
        types: &types,
        vars: &mut vars,
        options: &options,
        lto: &mut lto,
        functions: &mut NoUserFunctions,
    };
    let error = resolve(&mut cx, find("sin").expect("a built-in"), &[Arg::Var(x)], &[], None)
        .expect_err("no overload");
    assert_eq!(
        error.message,
        "Couldn't find function overload for 'sin' that matched inputs with types: [int32]"
    );
    let id = find("add").expect("a built-in");
    let overload = resolve(&mut cx, id, &[Arg::Var(x), Arg::Var(x)], &[], None).expect("an overload");
    let bound = bind(&mut cx, overload, &[Arg::Var(x), Arg::Var(x)], &[], &[]).expect("bound");
    assert_eq!(return_type(&mut cx, overload, &bound), Ok(Ret::One(Ty::INT32)));
}

#[test]
#[ignore = "a measurement"]
fn resolution_is_quick() {
    let (types, options) = (Types::new(), BuildOptions::default());
    let (mut vars, mut lto) = (Vars::default(), LtoSink::default());
    let mat = types.matrix(5, 5, Ty::FLOAT64);
    let calls = [("mul", mat), ("add", Ty::FLOAT32), ("mul", Ty::FLOAT64), ("min", Ty::INT32)];
    for (key, ty) in calls {
        let args = [Arg::Var(vars.detached(ty, None)), Arg::Var(vars.detached(ty, None))];
        let id = find(key).expect("a built-in");
        let mut cx = RuleCx {
            types: &types,
            vars: &mut vars,
            options: &options,
            lto: &mut lto,
            functions: &mut NoUserFunctions,
        };
        let start = std::time::Instant::now();
        for _ in 0..100_000 {
            let overload = resolve(&mut cx, id, &args, &[], None).expect("an overload");
            std::hint::black_box(bind(&mut cx, overload, &args, &[], &[]).expect("bound"));
        }
        println!("{key}: {:?} per call", start.elapsed() / 100_000);
    }
}
