//! What a run needs to go on after it was stopped: options, position, what was rejected, how far the shards are.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::forms::Form;
use super::generate::Feedback;
use super::shards::{Progress, write_atomic};
use super::{DatasetError, Result};

/// The options that decide what is in a set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetOptions {
    /// Seed.
    pub seed: u64,
    /// Megabytes (10^6 bytes) of JSON lines per device.
    pub target_mb: f64,
    /// Records, instead of bytes.
    pub count: Option<u64>,
    /// Devices, in order.
    pub devices: Vec<String>,
    /// Version of warpgen.
    pub warpgen_version: String,
    /// Bytes per shard.
    pub shard_bytes: u64,
    /// Form of the shards.
    pub form: Form,
}

/// A point from which a run can go on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// The options.
    pub options: SetOptions,
    /// The next index to generate.
    pub next_index: u64,
    /// Records accepted.
    pub accepted: u64,
    /// What later programs are made with.
    pub feedback: Feedback,
    /// Rejected programs by reason.
    pub ledger: BTreeMap<String, u64>,
    /// How far each writer is.
    pub writers: Vec<Progress>,
    /// Everything is written.
    pub complete: bool,
}

/// Where the checkpoint of a set lies.
#[must_use]
pub fn path_in(out: &Path) -> PathBuf {
    out.join(".checkpoint.json")
}

impl Checkpoint {
    /// Read the checkpoint of a folder, if it has one.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(out: &Path) -> Result<Option<Self>> {
        let path = path_in(out);
        let text = match std::fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(DatasetError::io("read", &path, &error)),
        };
        serde_json::from_slice(&text).map(Some).map_err(|error| {
            DatasetError(format!("{} is damaged ({error}); start again with --force", path.display()))
        })
    }

    /// Write it.
    ///
    /// # Errors
    /// As for writing.
    pub fn write(&self, out: &Path) -> Result<()> {
        let text = serde_json::to_vec(self)
            .map_err(|e| DatasetError(format!("cannot encode the checkpoint: {e}")))?;
        write_atomic(&path_in(out), &text)
    }
}
