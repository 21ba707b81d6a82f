//! What is there already: exact copies, renamed copies, equal shapes, near-duplicates.
//!
//! Near-duplicates are found by MinHash (256 permutations of word 5-grams) and locality-sensitive hashing: 42 bands of 6
//! rows, which at a similarity of 0.7 miss one pair in two hundred. Candidates are compared by their whole signatures.

use rustc_hash::{FxHashMap, FxHashSet};

use super::generate::mix;
use crate::frontend::ast::Module;

/// Permutations in a signature.
pub const PERMUTATIONS: usize = 256;
/// Words in a shingle.
pub const SHINGLE: usize = 5;
/// Similarity from which two texts count as near-duplicates.
pub const THRESHOLD: f64 = 0.7;
const BANDS: usize = 42;
const ROWS: usize = 6;

/// A MinHash signature.
pub type Signature = [u32; PERMUTATIONS];

/// The words of a text: runs of letters, digits and underscores.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|w| !w.is_empty())
}

fn fnv(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// The hashes of the text's word 5-grams (of all its words, if it has fewer).
#[must_use]
pub fn shingles(text: &str) -> Vec<u64> {
    let hashes: Vec<u64> = words(text).map(fnv).collect();
    let size = SHINGLE.min(hashes.len().max(1));
    let mut found: Vec<u64> =
        hashes.windows(size).map(|w| w.iter().fold(0, |h: u64, x| mix(h.rotate_left(7) ^ x))).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The signature of a text.
#[must_use]
pub fn signature(text: &str) -> Signature {
    let mut least = [u32::MAX; PERMUTATIONS];
    for shingle in shingles(text) {
        // Two 64-bit hashes stretched by multiplication: one permutation per step.
        let (a, b) = (mix(shingle), mix(shingle ^ 0x5851_f42d_4c95_7f2d) | 1);
        let mut h = a;
        for slot in &mut least {
            h = h.wrapping_add(b);
            let value = (h ^ (h >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32;
            *slot = (*slot).min(value as u32);
        }
    }
    least
}

/// The similarity that two signatures estimate.
#[must_use]
pub fn similarity(a: &Signature, b: &Signature) -> f64 {
    let same = a.iter().zip(b).filter(|(x, y)| x == y).count();
    same as f64 / PERMUTATIONS as f64
}

/// Signatures by band.
#[derive(Debug, Default)]
pub struct Index {
    signatures: Vec<Signature>,
    bands: Vec<FxHashMap<u64, Vec<u32>>>,
}

impl Index {
    /// An empty index.
    #[must_use]
    pub fn new() -> Self {
        Self { signatures: Vec::new(), bands: vec![FxHashMap::default(); BANDS] }
    }

    fn band(signature: &Signature, band: usize) -> u64 {
        signature[band * ROWS..(band + 1) * ROWS].iter().fold(band as u64, |h, x| mix(h ^ u64::from(*x)))
    }

    /// Those at least as similar as the threshold, by number.
    #[must_use]
    pub fn similar(&self, signature: &Signature, threshold: f64) -> Vec<u32> {
        let mut seen = FxHashSet::default();
        let mut found = Vec::new();
        for (at, band) in self.bands.iter().enumerate() {
            for &id in band.get(&Self::band(signature, at)).into_iter().flatten() {
                if seen.insert(id) && similarity(&self.signatures[id as usize], signature) >= threshold {
                    found.push(id);
                }
            }
        }
        found.sort_unstable();
        found
    }

    /// Add a signature and give its number.
    pub fn insert(&mut self, signature: Signature) -> u32 {
        let id = self.signatures.len() as u32;
        for (at, band) in self.bands.iter_mut().enumerate() {
            band.entry(Self::band(&signature, at)).or_default().push(id);
        }
        self.signatures.push(signature);
        id
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.signatures.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.signatures.is_empty()
    }
}

/// Single-linkage clusters of signatures: for each, the smallest member of its cluster.
#[must_use]
pub fn clusters(signatures: &[Signature], threshold: f64) -> Vec<u32> {
    let mut parent: Vec<u32> = (0..signatures.len() as u32).collect();
    fn root(parent: &mut [u32], mut at: u32) -> u32 {
        while parent[at as usize] != at {
            parent[at as usize] = parent[parent[at as usize] as usize];
            at = parent[at as usize];
        }
        at
    }
    let mut index = Index::new();
    for (at, signature) in signatures.iter().enumerate() {
        for other in index.similar(signature, threshold) {
            let (a, b) = (root(&mut parent, at as u32), root(&mut parent, other));
            parent[a.max(b) as usize] = a.min(b);
        }
        index.insert(*signature);
    }
    (0..signatures.len() as u32).map(|at| root(&mut parent, at)).collect()
}

/// What a program is compared by.
#[derive(Clone, Debug)]
pub struct Fingerprint {
    /// Hash of the tree with names made canonical.
    pub renamed: u64,
    /// Hash of the tree without names and constants.
    pub shape: u64,
    /// Signature of the text.
    pub signature: Signature,
}

impl Fingerprint {
    /// Of a program, by its tree and its text.
    #[must_use]
    pub fn of(module: &Module, text: &str) -> Self {
        let (renamed, shape) = super::shape::hashes(module);
        Self { renamed, shape, signature: signature(text) }
    }
}

/// Everything accepted so far.
#[derive(Debug, Default)]
pub struct Accepted {
    renamed: FxHashSet<u64>,
    shapes: FxHashSet<u64>,
    index: Index,
}

/// Why a program is not new.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Duplicate {
    /// Equal up to names.
    Renamed,
    /// Of equal shape.
    Shape,
    /// Similar text.
    Near,
}

impl Duplicate {
    /// Its name in the ledger.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Duplicate::Renamed => "exact or renamed duplicate",
            Duplicate::Shape => "equal shape",
            Duplicate::Near => "near-duplicate",
        }
    }
}

impl Accepted {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self { index: Index::new(), ..Self::default() }
    }

    /// Whether something like it is there.
    #[must_use]
    pub fn duplicate(&self, print: &Fingerprint) -> Option<Duplicate> {
        if self.renamed.contains(&print.renamed) {
            return Some(Duplicate::Renamed);
        }
        if self.shapes.contains(&print.shape) {
            return Some(Duplicate::Shape);
        }
        (!self.index.similar(&print.signature, THRESHOLD).is_empty()).then_some(Duplicate::Near)
    }

    /// Take it in.
    pub fn insert(&mut self, print: &Fingerprint) {
        self.renamed.insert(print.renamed);
        self.shapes.insert(print.shape);
        self.index.insert(print.signature);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn similar_texts_are_found_and_others_are_not() {
        let base: String = (0..200).map(|k| format!("word{k} ")).collect();
        let close = base.replace("word100 ", "other ");
        let far: String = (0..200).map(|k| format!("thing{k} ")).collect();
        let mut index = Index::new();
        index.insert(signature(&base));
        assert_eq!(index.similar(&signature(&close), THRESHOLD), [0]);
        assert!(index.similar(&signature(&far), THRESHOLD).is_empty());
        assert!((similarity(&signature(&base), &signature(&close)) - 0.95).abs() < 0.06);
    }

    #[test]
    fn clusters_link_through_a_common_neighbour() {
        let text = |skip: usize| {
            (0..60).map(|k| if k < skip { format!("a{k} ") } else { format!("b{k} ") }).collect::<String>()
        };
        let signatures: Vec<Signature> = [0, 5, 10, 60].iter().map(|&k| signature(&text(k))).collect();
        let found = clusters(&signatures, THRESHOLD);
        assert_eq!(found[..3], [0, 0, 0]);
        assert_eq!(found[3], 3);
    }
}
