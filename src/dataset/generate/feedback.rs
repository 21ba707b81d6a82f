//! What the set lacks so far. A batch of programs is made with what the batches before it gave: overloads that few records
//! use and pairs of features that none has are drawn more often. It is a function of the records, in their order, alone.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::calls::calls;
use super::rng::Rng;
use super::types::Sc;
use crate::dataset::features::FLAGS;

/// Records with an overload from which it is no longer rare: the goal.
const ENOUGH: u32 = 20;

/// How often a family came with each flag.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct FamilyFlags {
    records: u32,
    flags: Vec<u32>,
}

/// What the records so far have.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Feedback {
    /// Records that use each overload of the table of calls, by its place there.
    uses: Vec<u32>,
    /// Records that use each overload beyond the table, by `name/ordinal`.
    others: BTreeMap<String, u32>,
    /// For each flag, the flags it occurred with, as bits.
    pairs: Vec<u64>,
    families: BTreeMap<String, FamilyFlags>,
    /// The overloads that are rare, all and by scalar type.
    #[serde(skip)]
    rare: Vec<u32>,
    #[serde(skip)]
    rare_of: FxHashMap<Sc, Vec<u32>>,
}

impl Feedback {
    /// Take a record in.
    pub fn note<'a>(
        &mut self,
        family: &str,
        flags: impl Iterator<Item = &'a str>,
        builtins: impl Iterator<Item = &'a str>,
    ) {
        let table = calls();
        self.uses.resize(table.overloads.len(), 0);
        self.pairs.resize(FLAGS.len(), 0);
        for name in builtins {
            match table.places.get(name) {
                Some(&at) => self.uses[at as usize] += 1,
                None => *self.others.entry(name.to_owned()).or_default() += 1,
            }
        }
        let on: Vec<usize> = flags.filter_map(|f| FLAGS.iter().position(|known| *known == f)).collect();
        let bits = on.iter().fold(0u64, |bits, at| bits | 1 << at);
        let seen = self.families.entry(family.to_owned()).or_default();
        seen.flags.resize(FLAGS.len(), 0);
        seen.records += 1;
        for at in on {
            self.pairs[at] |= bits & !(1 << at);
            seen.flags[at] += 1;
        }
    }

    /// Bring up to date what is derived from the counts.
    pub fn refresh(&mut self) {
        self.rare.clear();
        self.rare_of.clear();
        for at in 0..calls().overloads.len() as u32 {
            if calls().is_counted(at) && self.uses(at) < ENOUGH {
                self.rare.push(at);
                self.rare_of.entry(calls().theme(at)).or_default().push(at);
            }
        }
    }

    /// A rare overload, of that scalar type if one is given.
    pub fn rare(&self, rng: &mut Rng, theme: Option<Sc>) -> Option<u32> {
        let from = match theme {
            Some(theme) => self.rare_of.get(&theme)?,
            None => &self.rare,
        };
        (!from.is_empty()).then(|| *rng.pick(from))
    }

    /// Records that use an overload.
    #[must_use]
    pub fn uses(&self, overload: u32) -> u32 {
        self.uses.get(overload as usize).copied().unwrap_or(0)
    }

    /// Records that use an overload, by `name/ordinal`.
    #[must_use]
    pub fn count(&self, name: &str) -> u32 {
        match calls().places.get(name) {
            Some(&at) => self.uses(at),
            None => self.others.get(name).copied().unwrap_or(0),
        }
    }

    /// The share of a family's records with each flag.
    fn shares(&self, family: &str) -> impl Iterator<Item = (usize, f64)> {
        let seen = self.families.get(family).filter(|f| f.records >= 5);
        seen.into_iter().flat_map(|f| {
            f.flags.iter().enumerate().map(|(at, n)| (at, f64::from(*n) / f64::from(f.records)))
        })
    }

    fn absent(&self, a: usize, b: usize) -> bool {
        a != b && self.pairs.get(a).is_some_and(|bits| bits >> b & 1 == 0)
    }

    /// How many new pairs of flags a program of both families can be expected to bring.
    #[must_use]
    pub fn promise(&self, one: &str, other: &str) -> f64 {
        let theirs: Vec<(usize, f64)> = self.shares(other).filter(|(_, p)| *p > 0.02).collect();
        let pairs = self.shares(one).filter(|(_, p)| *p > 0.02);
        pairs
            .flat_map(|(a, p)| theirs.iter().map(move |(b, q)| (a, *b, p * q)))
            .filter(|(a, b, _)| self.absent(*a, *b))
            .map(|(_, _, p)| p)
            .sum()
    }

    /// The flags of the list that a family's usual flags have not met yet.
    #[must_use]
    pub fn unmet(&self, family: &str, among: &[&'static str]) -> Vec<&'static str> {
        let usual: Vec<usize> = self.shares(family).filter(|(_, p)| *p >= 0.15).map(|(at, _)| at).collect();
        let unmet = |flag: &&str| {
            let Some(at) = FLAGS.iter().position(|f| f == flag) else { return false };
            usual.iter().any(|other| self.absent(*other, at))
        };
        among.iter().copied().filter(unmet).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_no_longer_rare_or_unmet() {
        let mut seen = Feedback::default();
        seen.refresh();
        let before = seen.rare.len();
        let first = format!("{}/{}", calls().rows[0].name, calls().rows[0].ordinal);
        for _ in 0..ENOUGH {
            seen.note("tiles", ["tiles", "for"].into_iter(), [first.as_str()].into_iter());
            seen.note("noise", ["noise", "if"].into_iter(), std::iter::empty());
        }
        seen.refresh();
        assert_eq!(seen.rare.len(), before - 1);
        assert_eq!(seen.unmet("tiles", &["for", "noise"]), ["noise"]);
        assert!(seen.promise("tiles", "noise") > 3.9, "tiles and for, each with noise and if");
        seen.note("tiles", ["tiles", "for", "noise", "if"].into_iter(), std::iter::empty());
        assert_eq!(seen.promise("tiles", "noise"), 0.0);
    }
}
