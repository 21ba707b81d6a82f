//! `manifest.json`: what a set is made of, its checksums, and every measure.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::bulk::Outcome;
use super::checkpoint::SetOptions;
use super::record::{LICENSE, WARP_VERSION};
use super::shards::{Shard, write_atomic};
use super::stats::Stats;
use super::{DatasetError, Result, hex};

/// The manifest.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this form.
    pub format: u32,
    /// Options of the run.
    pub options: SetOptions,
    /// Version of Warp.
    pub warp_version: String,
    /// Licence.
    pub license: String,
    /// Records per device.
    pub records: BTreeMap<String, u64>,
    /// Bytes per device.
    pub bytes: BTreeMap<String, u64>,
    /// Programs made, and how many were rejected, by reason.
    pub programs_made: u64,
    /// Rejections by reason.
    pub rejected: BTreeMap<String, u64>,
    /// Held-out built-ins.
    pub heldout_builtins: Vec<String>,
    /// Held-out families.
    pub heldout_families: Vec<String>,
    /// Shards.
    pub shards: Vec<Shard>,
    /// The measures, as `warpgen stats` computes them.
    pub stats: Option<Stats>,
}

impl Manifest {
    /// The manifest of a finished run.
    #[must_use]
    pub fn of(outcome: &Outcome, stats: Option<Stats>) -> Self {
        let mut records = BTreeMap::new();
        let mut bytes = BTreeMap::new();
        for shard in &outcome.shards {
            *records.entry(shard.device.clone()).or_default() += shard.records;
            *bytes.entry(shard.device.clone()).or_default() += shard.bytes;
        }
        let owned = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect();
        Self {
            format: 1,
            options: outcome.checkpoint.options.clone(),
            warp_version: WARP_VERSION.to_owned(),
            license: LICENSE.to_owned(),
            records,
            bytes,
            programs_made: outcome.checkpoint.next_index,
            rejected: outcome.checkpoint.ledger.clone(),
            heldout_builtins: owned(&outcome.held_out.builtins),
            heldout_families: owned(&outcome.held_out.families),
            shards: outcome.shards.clone(),
            stats,
        }
    }

    /// What tells this set from others: a digest of its shards' digests.
    #[must_use]
    pub fn digest(&self) -> String {
        let mut hasher = Sha256::new();
        for shard in &self.shards {
            hasher.update(format!("{} {}\n", shard.path, shard.sha256));
        }
        hex(&hasher.finalize())
    }

    /// Read the manifest of a folder, if it has one.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(out: &Path) -> Result<Option<Self>> {
        let path = out.join("manifest.json");
        let text = match std::fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(DatasetError::io("read", &path, &error)),
        };
        serde_json::from_slice(&text).map(Some).map_err(|e| DatasetError(format!("{}: {e}", path.display())))
    }

    /// Write it.
    ///
    /// # Errors
    /// As for writing.
    pub fn write(&self, out: &Path) -> Result<()> {
        let mut text = serde_json::to_vec_pretty(self).map_err(|e| DatasetError(e.to_string()))?;
        text.push(b'\n');
        write_atomic(&out.join("manifest.json"), &text)
    }
}
