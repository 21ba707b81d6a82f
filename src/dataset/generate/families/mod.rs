//! The families: domains with words and structures of their own.

mod data;
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
        (family.make)(&mut self);
        if self.chance(0.12) {
            // A second kernel in the same file, of another domain more often than not.
            self.swarm.size *= 0.4;
            let at = if self.chance(0.8) { self.rng.below(families.len()) } else { at };
            if let Some(other) = families.get(at) {
                self.vocab = other.vocab;
                self.file.funcs.clear();
                self.real = super::types::Sc::F32;
                (other.make)(&mut self);
            }
        }
        self.finish(family.name)
    }
}
