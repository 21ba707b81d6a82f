//! `verification.json`: what checks of a set have found, kept beside it for its statistics and its report.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::manifest::Manifest;
use super::shards::write_atomic;
use super::{DatasetError, Result};

/// How many were tried, and how many were good.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Tried.
    pub tried: u64,
    /// Good.
    pub good: u64,
}

/// The set made once more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rerun {
    /// Threads.
    pub jobs: usize,
    /// Bytes that were written when the run was killed, before it was resumed; `None` if it was left alone.
    pub killed_at: Option<u64>,
    /// Every shard has the same SHA-256.
    pub same: bool,
}

/// Results of checks that outlive the check.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// The set that was checked: [`Manifest::digest`].
    pub set: String,
    /// Programs that CPython parses.
    pub python: Option<Count>,
    /// Texts equal to real Warp's, over both devices.
    pub warp: Option<Count>,
    /// Texts that a C++ compiler takes.
    pub cpu: Option<Count>,
    /// Texts that NVRTC takes, for every architecture asked.
    pub cuda: Option<Count>,
    /// Records that come out the same when their program is emitted again, over both devices.
    pub remade: Option<Count>,
    /// The whole set made once more.
    pub reruns: Vec<Rerun>,
}

fn path_in(out: &Path) -> PathBuf {
    out.join("verification.json")
}

impl Verification {
    /// What earlier checks of the set in this folder found; nothing if they were of another set.
    ///
    /// # Errors
    /// The manifest cannot be read.
    pub fn read(out: &Path) -> Result<Self> {
        let Some(set) = Manifest::read(out)?.map(|m| m.digest()) else { return Ok(Self::default()) };
        let old: Option<Self> =
            std::fs::read(path_in(out)).ok().and_then(|text| serde_json::from_slice(&text).ok());
        Ok(old.filter(|old| old.set == set).unwrap_or(Self { set, ..Self::default() }))
    }

    /// Keep it.
    ///
    /// # Errors
    /// As for writing.
    pub fn write(&self, out: &Path) -> Result<()> {
        let mut text = serde_json::to_vec_pretty(self).map_err(|e| DatasetError(e.to_string()))?;
        text.push(b'\n');
        write_atomic(&path_in(out), &text)
    }
}
