//! The families: domains with words and structures of their own.

mod array_families;
mod data;
mod elements;
mod functions;
mod geometry;
mod grids;
mod images;
mod language;
mod language2;
mod learning;
mod linalg;
mod mechanics;
mod physics;
mod queries;
mod random;
mod tiles;
mod walks;

use super::Program;
use super::core::Gen;
use super::mixins::MIXINS;
use super::names::Vocab;

/// A family of programs.
pub(super) struct Family {
    /// Name, as records have it.
    pub name: &'static str,
    /// Share of the set, relative to the others.
    pub weight: f64,
    /// Its words.
    pub vocab: &'static Vocab,
    /// Writes the file's definitions.
    pub make: fn(&mut Gen),
}

fn all() -> impl Iterator<Item = &'static Family> {
    physics::FAMILIES
        .iter()
        .chain(mechanics::FAMILIES)
        .chain(grids::FAMILIES)
        .chain(images::FAMILIES)
        .chain(linalg::FAMILIES)
        .chain(geometry::FAMILIES)
        .chain(queries::FAMILIES)
        .chain(data::FAMILIES)
        .chain(random::FAMILIES)
        .chain(learning::FAMILIES)
        .chain(language::FAMILIES)
        .chain(functions::FAMILIES)
        .chain(language2::FAMILIES)
        .chain(array_families::FAMILIES)
        .chain(elements::FAMILIES)
        .chain(tiles::FAMILIES)
        .chain(walks::FAMILIES)
}

/// The names of all families.
#[must_use]
pub fn family_names() -> Vec<&'static str> {
    all().map(|f| f.name).collect()
}

impl Gen {
    /// Make the program.
    #[must_use]
    pub fn run(mut self, wanted: Option<&str>) -> Program {
        let families: Vec<&Family> = all().filter(|f| wanted.is_none_or(|w| w == f.name)).collect();
        let weights: Vec<f64> = families.iter().map(|f| f.weight).collect();
        let at = self.rng.weighted(&weights);
        let Some(family) = families.get(at) else {
            return self.finish("none");
        };
        self.vocab = family.vocab;
        self.want_unmet(family.name);
        (family.make)(&mut self);
        if self.chance(0.13) {
            // A second kernel in the same file, of another domain more often than not.
            self.swarm.size *= 0.4;
            let at = if self.chance(0.85) { self.companion(&families, family.name) } else { at };
            if let Some(other) = families.get(at) {
                self.vocab = other.vocab;
                self.file.funcs.clear();
                self.real = super::types::Sc::F32;
                (other.make)(&mut self);
            }
        }
        self.finish(family.name)
    }

    /// Now and then, ask for a feature that this family's programs never had beside their own.
    fn want_unmet(&mut self, family: &str) {
        if self.chance(0.3) {
            let unmet = self.feedback.unmet(family, MIXINS);
            if !unmet.is_empty() {
                let feature = *self.rng.pick(&unmet);
                self.wanted.push(feature);
            }
        }
    }

    /// A second family: of a few, the one that promises most new pairs of features.
    fn companion(&mut self, families: &[&Family], first: &str) -> usize {
        let feedback = self.feedback.clone();
        let mut best = (self.rng.below(families.len()), 0.0);
        for _ in 0..8 {
            let at = self.rng.below(families.len());
            let promise = families.get(at).map_or(0.0, |f| feedback.promise(first, f.name));
            if promise > best.1 {
                best = (at, promise);
            }
        }
        best.0
    }
}
