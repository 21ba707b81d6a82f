//! Which records train, and which test: by cluster, with two tests of what training never saw.

use super::generate::{Rng, family_names, mix};

/// All splits, in the order of reports.
pub const SPLITS: &[&str] = &["train", "valid", "test", "test_heldout_builtin", "test_heldout_family"];

/// Built-ins from which the held-out ones are drawn: each is used now and then and can be told by its name.
const CANDIDATES: &[&str] = &[
    "cbrt",
    "erfc",
    "log2",
    "atan2",
    "smoothstep",
    "copysign",
    "frac",
    "trunc",
    "degrees",
    "ddot",
    "skew",
    "quat_slerp",
    "bit_count",
    "argmax",
    "curlnoise",
    "pnoise",
    "tile_argmin",
    "tile_scan_exclusive",
    "svd2",
    "qr3",
    "spatial_cross",
    "sample_unit_ring",
    "volume_lookup_v",
    "mesh_query_ray_anyhit",
];

/// Families from which the held-out ones are drawn.
const FAMILIES: &[&str] = &[
    "curves",
    "lattice_boltzmann",
    "nbody",
    "cellular_automata",
    "stack_arrays",
    "textures",
    "references",
    "signals",
];

/// What is held out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldOut {
    /// Built-ins, by name.
    pub builtins: Vec<&'static str>,
    /// Families.
    pub families: Vec<&'static str>,
}

impl HeldOut {
    /// What a set of that seed holds out.
    #[must_use]
    pub fn of(seed: u64) -> Self {
        let mut rng = Rng::new(seed, u64::MAX);
        let mut builtins = CANDIDATES.to_vec();
        rng.shuffle(&mut builtins);
        builtins.truncate(8);
        builtins.sort_unstable();
        let known = family_names();
        let mut families: Vec<&str> = FAMILIES.iter().copied().filter(|f| known.contains(f)).collect();
        rng.shuffle(&mut families);
        families.truncate(2);
        families.sort_unstable();
        Self { builtins, families }
    }

    /// The split of a record.
    #[must_use]
    pub fn split(&self, seed: u64, cluster: &str, family: &str, builtins: &[String]) -> &'static str {
        if self.families.contains(&family) {
            return "test_heldout_family";
        }
        let name = |b: &str| b.split('/').next().is_some_and(|n| self.builtins.contains(&n));
        if builtins.iter().any(|b| name(b)) {
            return "test_heldout_builtin";
        }
        let hash = cluster.bytes().fold(mix(seed), |h, b| mix(h ^ u64::from(b)));
        match hash % 100 {
            0..=4 => "valid",
            5..=9 => "test",
            _ => "train",
        }
    }
}
