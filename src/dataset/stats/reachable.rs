//! The built-in overloads that a program can use.

use crate::builtins::{self, coverage};

/// Overloads by `name/ordinal` that a program can use: those that a call in a kernel resolves to in real Warp, as its sweep
/// over the whole table found, without those that need a math library of the device.
#[must_use]
pub fn reachable_overloads() -> Vec<String> {
    let mut names = Vec::new();
    for id in builtins::all() {
        for (ordinal, overload) in builtins::overloads(id).iter().enumerate() {
            if overload.lto.is_none() && coverage::in_sweep(id, ordinal) == Some("compared") {
                names.push(format!("{}/{ordinal}", builtins::name(id)));
            }
        }
    }
    names
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
        assert!(table.places.len() > 2000);
        assert!(reachable.contains("min/0"));
        assert!(!reachable.contains("min/12"), "the generic one, after one for each scalar type");
    }
}
