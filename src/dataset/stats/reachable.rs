//! The built-in overloads that a program can use.

use crate::builtins::{self, Overload, TyTerm, ValueRule};
use crate::types::Scalar;

const INTS: &[Scalar] = &[
    Scalar::Int8,
    Scalar::Int16,
    Scalar::Int32,
    Scalar::Int64,
    Scalar::UInt8,
    Scalar::UInt16,
    Scalar::UInt32,
    Scalar::UInt64,
];
const FLOATS: &[Scalar] = &[Scalar::Float16, Scalar::BFloat16, Scalar::Float32, Scalar::Float64];

/// Overloads by `name/ordinal` that a program can use: without those that need a math library of the device, those that
/// Warp has only to say that they are gone, and those that an earlier overload always comes before.
#[must_use]
pub fn reachable_overloads() -> Vec<String> {
    let mut names = Vec::new();
    for id in builtins::all() {
        let overloads = builtins::overloads(id);
        for (ordinal, overload) in overloads.iter().enumerate() {
            let gone = matches!(overload.value, ValueRule::Select);
            if overload.lto.is_none() && !gone && !shadowed(overload, &overloads[..ordinal]) {
                names.push(format!("{}/{ordinal}", builtins::name(id)));
            }
        }
    }
    names
}

/// Whether for every scalar type that its parameters may stand for (all for the same) an earlier overload has exactly
/// these parameters: Warp takes the first that matches.
fn shadowed(overload: &Overload, earlier: &[Overload]) -> bool {
    let types: Vec<TyTerm> = overload.params.iter().map(|p| p.ty).collect();
    let generic = |t: &TyTerm| matches!(t, TyTerm::Scalar | TyTerm::Float | TyTerm::Int);
    let Some(first) = types.iter().find(|t| generic(t)).copied() else {
        return exact(&types, earlier);
    };
    // Parameters of different kinds are not bound to each other.
    if types.iter().any(|t| generic(t) && *t != first) {
        return false;
    }
    let scalars: Vec<Scalar> = match first {
        TyTerm::Int => INTS.to_vec(),
        TyTerm::Float => FLOATS.to_vec(),
        _ => INTS.iter().chain(FLOATS).copied().collect(),
    };
    scalars.into_iter().all(|scalar| {
        let concrete: Vec<TyTerm> =
            types.iter().map(|t| if generic(t) { TyTerm::Num(scalar) } else { *t }).collect();
        exact(&concrete, earlier)
    })
}

fn exact(types: &[TyTerm], earlier: &[Overload]) -> bool {
    earlier.iter().any(|o| {
        o.params.len() == types.len() && o.params.iter().zip(types).all(|(p, t)| p.ty == *t && !p.star)
    })
}

#[cfg(test)]
mod tests {
    use rustc_hash::FxHashSet;

    use super::*;

    #[test]
    fn what_real_warp_resolves_calls_to_is_reachable() {
        let reachable: FxHashSet<String> = reachable_overloads().into_iter().collect();
        let table = crate::dataset::generate::calls();
        let missing: Vec<&String> = table.places.keys().filter(|o| !reachable.contains(*o)).collect();
        assert_eq!(missing, [] as [&String; 0]);
        assert!(reachable.contains("min/0"));
        assert!(!reachable.contains("min/12"), "the generic one, after one for each scalar type");
    }
}
