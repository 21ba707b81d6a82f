//! Shards: written line by line to a file that gets its name when it is full; cut back to a known length after a crash.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{DatasetError, Result, hex};

/// Bytes after which a shard is closed.
pub const SHARD_BYTES: u64 = 16_000_000;

/// A finished shard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shard {
    /// Device folder and file name: `cpu/train-00000.jsonl`.
    pub path: String,
    /// Split.
    pub split: String,
    /// Device.
    pub device: String,
    /// Bytes of JSON lines.
    pub bytes: u64,
    /// Records.
    pub records: u64,
    /// SHA-256 of the bytes.
    pub sha256: String,
}

/// How far a writer has come; enough to go on from there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Device.
    pub device: String,
    /// Split.
    pub split: String,
    /// Number of the open shard.
    pub number: u32,
    /// Bytes in it.
    pub bytes: u64,
    /// Records in it.
    pub records: u64,
    /// Finished shards.
    pub done: Vec<Shard>,
}

/// The writer of one split on one device.
pub struct Writer {
    folder: PathBuf,
    progress: Progress,
    file: Option<BufWriter<File>>,
    hasher: Sha256,
    shard_bytes: u64,
}

impl Writer {
    /// A writer that has written nothing.
    #[must_use]
    pub fn new(root: &Path, device: &str, split: &str, shard_bytes: u64) -> Self {
        let progress = Progress {
            device: device.to_owned(),
            split: split.to_owned(),
            number: 0,
            bytes: 0,
            records: 0,
            done: Vec::new(),
        };
        Self { folder: root.join(device), progress, file: None, hasher: Sha256::new(), shard_bytes }
    }

    /// A writer that goes on where another stopped: what was written after that point is cut off.
    ///
    /// # Errors
    /// The partial shard is missing, or shorter than it should be.
    pub fn resume(root: &Path, progress: Progress, shard_bytes: u64) -> Result<Self> {
        let mut writer = Self {
            folder: root.join(&progress.device),
            progress,
            file: None,
            hasher: Sha256::new(),
            shard_bytes,
        };
        writer.drop_later_shards()?;
        if writer.progress.bytes == 0 {
            return Ok(writer);
        }
        let partial = writer.partial();
        let finished = writer.final_path();
        if !partial.exists() && finished.exists() {
            // It was closed after the last checkpoint.
            std::fs::rename(&finished, &partial).map_err(|e| DatasetError::io("rename", &finished, &e))?;
        }
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .open(&partial)
            .map_err(|e| DatasetError::io("reopen", &partial, &e))?;
        let mut rest = writer.progress.bytes;
        let mut buffer = vec![0; 1 << 16];
        while rest > 0 {
            let want = buffer.len().min(rest as usize);
            let got = file.read(&mut buffer[..want]).map_err(|e| DatasetError::io("read", &partial, &e))?;
            if got == 0 {
                return Err(DatasetError(format!(
                    "{} is shorter than the state file says; start again with --force",
                    partial.display()
                )));
            }
            writer.hasher.update(&buffer[..got]);
            rest -= got as u64;
        }
        file.set_len(writer.progress.bytes).map_err(|e| DatasetError::io("cut", &partial, &e))?;
        file.seek(SeekFrom::End(0)).map_err(|e| DatasetError::io("seek in", &partial, &e))?;
        writer.file = Some(BufWriter::with_capacity(1 << 18, file));
        Ok(writer)
    }

    /// Shards that were begun after the checkpoint are made again.
    fn drop_later_shards(&self) -> Result<()> {
        let mut number = self.progress.number + u32::from(self.progress.bytes > 0);
        loop {
            let name = format!("{}-{number:05}.jsonl", self.progress.split);
            let mut any = false;
            for path in [self.folder.join(&name), self.folder.join(format!("{name}.part"))] {
                if path.exists() {
                    std::fs::remove_file(&path).map_err(|e| DatasetError::io("remove", &path, &e))?;
                    any = true;
                }
            }
            if !any && number > self.progress.number {
                return Ok(());
            }
            number += 1;
        }
    }

    fn name(&self) -> String {
        format!("{}-{:05}.jsonl", self.progress.split, self.progress.number)
    }

    fn final_path(&self) -> PathBuf {
        self.folder.join(self.name())
    }

    fn partial(&self) -> PathBuf {
        self.folder.join(format!("{}.part", self.name()))
    }

    /// Write one line, without its newline.
    ///
    /// # Errors
    /// The disk is full, or the folder cannot be written to.
    pub fn line(&mut self, line: &[u8]) -> Result<()> {
        let partial = self.partial();
        let file = match &mut self.file {
            Some(file) => file,
            None => {
                std::fs::create_dir_all(&self.folder)
                    .map_err(|e| DatasetError::io("create", &self.folder, &e))?;
                let file = File::create(&partial).map_err(|e| DatasetError::io("create", &partial, &e))?;
                self.file.insert(BufWriter::with_capacity(1 << 18, file))
            }
        };
        let wrote = file.write_all(line).and_then(|()| file.write_all(b"\n"));
        wrote.map_err(|e| DatasetError::io("write", &partial, &e))?;
        self.hasher.update(line);
        self.hasher.update(b"\n");
        self.progress.bytes += line.len() as u64 + 1;
        self.progress.records += 1;
        if self.progress.bytes >= self.shard_bytes {
            self.close()?;
        }
        Ok(())
    }

    /// Finish the open shard.
    ///
    /// # Errors
    /// As for writing.
    pub fn close(&mut self) -> Result<()> {
        let Some(mut file) = self.file.take() else { return Ok(()) };
        let (partial, path) = (self.partial(), self.final_path());
        file.flush().map_err(|e| DatasetError::io("write", &partial, &e))?;
        drop(file);
        std::fs::rename(&partial, &path).map_err(|e| DatasetError::io("rename", &partial, &e))?;
        let sha256 = hex(&std::mem::take(&mut self.hasher).finalize());
        let progress = &mut self.progress;
        progress.done.push(Shard {
            path: format!("{}/{}-{:05}.jsonl", progress.device, progress.split, progress.number),
            split: progress.split.clone(),
            device: progress.device.clone(),
            bytes: progress.bytes,
            records: progress.records,
            sha256,
        });
        progress.number += 1;
        (progress.bytes, progress.records) = (0, 0);
        Ok(())
    }

    /// Bring everything to the file system, and say how far that is.
    ///
    /// # Errors
    /// As for writing.
    pub fn sync(&mut self) -> Result<Progress> {
        let partial = self.partial();
        if let Some(file) = &mut self.file {
            file.flush().map_err(|e| DatasetError::io("write", &partial, &e))?;
        }
        Ok(self.progress.clone())
    }

    /// Bytes written in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.progress.bytes + self.progress.done.iter().map(|s| s.bytes).sum::<u64>()
    }
}

/// Write a file so that it is there whole or not at all.
///
/// # Errors
/// As for writing.
pub fn write_atomic(path: &Path, content: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|e| DatasetError::io("create", folder, &e))?;
    }
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".tmp");
    let temporary = path.with_file_name(name);
    std::fs::write(&temporary, content).map_err(|e| DatasetError::io("write", &temporary, &e))?;
    std::fs::rename(&temporary, path).map_err(|e| DatasetError::io("rename", &temporary, &e))
}
