//! Distributions of lengths.

use serde::{Deserialize, Serialize};

/// A few numbers about many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Lengths {
    pub mean: f64,
    pub p10: u64,
    pub p50: u64,
    pub p90: u64,
    pub p99: u64,
    pub max: u64,
}

impl Lengths {
    /// Of these.
    #[must_use]
    pub fn of(values: &[u32]) -> Self {
        let mut sorted = values.to_vec();
        sorted.sort_unstable();
        let at = |share: f64| {
            let index = ((sorted.len() as f64 - 1.0).max(0.0) * share).round() as usize;
            sorted.get(index).copied().unwrap_or(0).into()
        };
        let total: u64 = sorted.iter().map(|v| u64::from(*v)).sum();
        Self {
            mean: total as f64 / sorted.len().max(1) as f64,
            p10: at(0.1),
            p50: at(0.5),
            p90: at(0.9),
            p99: at(0.99),
            max: at(1.0),
        }
    }
}
