//! Measuring a set: everything is computed from the shards on disk.

mod lengths;
mod measures;
mod reachable;
mod read;
mod xz;

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

pub use lengths::Lengths;
pub use measures::{Measure, Outcome, measures};
pub use read::{Observed, observe, read_records, shard_paths};

use super::Result;
use super::verification::Verification;

/// What was measured.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Stats {
    /// The measures of the specification, in its order.
    pub measures: Vec<Measure>,
    /// Records per device.
    pub records: BTreeMap<String, u64>,
    /// Bytes of JSON lines per device.
    pub bytes: BTreeMap<String, u64>,
    /// Records per split.
    pub splits: BTreeMap<String, u64>,
    /// Records per family.
    pub families: BTreeMap<String, u64>,
    /// Share of records with each feature, in percent.
    pub features: BTreeMap<String, f64>,
    /// Lengths of the kernels alone, in characters.
    pub kernel_lengths: Lengths,
    /// Lengths of the programs, in characters.
    pub python_lengths: Lengths,
    /// Lengths of the code per device, in characters.
    pub code_lengths: BTreeMap<String, Lengths>,
    /// Records that use each built-in name.
    pub builtins: BTreeMap<String, u64>,
    /// Annotation spellings on parameters.
    pub annotation_spellings: u64,
}

impl Stats {
    /// Whether a gate is missed.
    #[must_use]
    pub fn failed(&self) -> Vec<&Measure> {
        self.measures.iter().filter(|m| m.outcome == Outcome::Missed).collect()
    }
}

/// Measure the set in a folder. What was seen on the way is given as well, for plots.
///
/// # Errors
/// It cannot be read.
pub fn compute(out: &Path) -> Result<(Stats, Observed)> {
    let observed = observe(out)?;
    let verified = Verification::read(out)?;
    let stats = Stats {
        measures: measures(&observed, &verified),
        records: observed.records.clone(),
        bytes: observed.bytes.clone(),
        splits: observed.splits.clone(),
        families: observed.families.clone(),
        features: observed.feature_shares(),
        kernel_lengths: Lengths::of(&observed.kernel_lengths),
        python_lengths: Lengths::of(&observed.python_lengths),
        code_lengths: observed.code_lengths.iter().map(|(d, l)| (d.clone(), Lengths::of(l))).collect(),
        builtins: observed.builtin_names.clone(),
        annotation_spellings: observed.annotations.len() as u64,
    };
    Ok((stats, observed))
}

/// As a table in Markdown.
#[must_use]
pub fn markdown(stats: &Stats) -> String {
    use std::fmt::Write as _;
    let mut text = String::from("| # | measure | value | gate | goal | |\n|---|---|---|---|---|---|\n");
    for m in &stats.measures {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} |",
            m.number,
            m.name,
            m.value,
            m.gate,
            m.goal,
            m.outcome.word()
        );
    }
    text
}
