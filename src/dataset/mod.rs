//! The data set: programs like people's, their code on both devices, and the proof that the set is what it says.
//!
//! [`generate`] makes a program from a seed and an index; [`emitter`] turns it into code through the one pipeline;
//! [`dedup`] rejects what is there already; [`bulk`] writes shards, resumably; [`stats`] measures what was written;
//! [`verify`] checks it; [`report`] and [`card`] describe it. Everything is a function of the seed and the options:
//! programs are made in parallel, and decided on in the order of their indices.

pub mod again;
pub mod bulk;
pub mod card;
pub mod checkpoint;
mod columns;
pub mod compiles;
pub mod dedup;
pub mod emitter;
pub mod features;
pub mod forms;
pub mod generate;
pub mod manifest;
pub mod oracle;
pub mod plots;
mod ready;
pub mod record;
pub mod report;
pub mod shape;
pub mod shards;
pub mod splits;
pub mod state;
pub mod stats;
pub mod verification;
pub mod verify;

/// What went wrong while a set was made, read or checked: one clear sentence.
#[derive(Debug)]
pub struct DatasetError(pub String);

impl std::fmt::Display for DatasetError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for DatasetError {}

impl DatasetError {
    /// An error of the file system, with the path it concerns.
    #[must_use]
    pub fn io(doing: &str, path: &std::path::Path, error: &std::io::Error) -> Self {
        let hint = match error.kind() {
            std::io::ErrorKind::StorageFull => {
                ": the disk is full; free some space and run again with --resume"
            }
            std::io::ErrorKind::PermissionDenied => ": no permission to write there",
            _ => "",
        };
        Self(format!("cannot {doing} {}: {error}{hint}", path.display()))
    }
}

/// Results of this module.
pub type Result<T> = std::result::Result<T, DatasetError>;

/// A folder that vanishes when it is dropped.
///
/// # Errors
/// There is no room for one.
pub fn temporary_folder() -> Result<tempfile::TempDir> {
    tempfile::tempdir().map_err(|e| DatasetError(format!("cannot make a temporary folder: {e}")))
}

/// A digest in hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
