//! Shards: lines are collected in a partial file, which becomes a shard when it is full, and is cut back to a known length
//! after a crash.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::forms::{Form, name_parts, partial};
use super::{DatasetError, Result, hex};

/// Bytes after which a shard is closed.
pub const SHARD_BYTES: u64 = 16_000_000;

/// A finished shard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shard {
    /// Device folder and file name, such as `cpu/train-00000.jsonl`.
    pub path: String,
    /// Split.
    pub split: String,
    /// Device.
    pub device: String,
    /// Bytes of JSON lines.
    pub bytes: u64,
    /// Records.
    pub records: u64,
    /// SHA-256 of the lines, whatever the form of the file.
    pub sha256: String,
    /// Bytes of the file.
    pub file_bytes: u64,
    /// SHA-256 of the file.
    pub file_sha256: String,
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
    form: Form,
    /// Partial files of shards that are there: needed until a checkpoint says so.
    spent: Vec<PathBuf>,
}

impl Writer {
    /// A writer that has written nothing.
    #[must_use]
    pub fn new(root: &Path, device: &str, split: &str, shard_bytes: u64, form: Form) -> Self {
        let progress = Progress {
            device: device.to_owned(),
            split: split.to_owned(),
            number: 0,
            bytes: 0,
            records: 0,
            done: Vec::new(),
        };
        Self::at(root, progress, shard_bytes, form)
    }

    fn at(root: &Path, progress: Progress, shard_bytes: u64, form: Form) -> Self {
        let folder = root.join(&progress.device);
        let hasher = Sha256::new();
        Self { folder, progress, file: None, hasher, shard_bytes, form, spent: Vec::new() }
    }

    /// A writer that goes on where another stopped: what was written after that point is cut off.
    ///
    /// # Errors
    /// The partial shard is missing, or shorter than it should be.
    pub fn resume(root: &Path, progress: Progress, shard_bytes: u64, form: Form) -> Result<Self> {
        let mut writer = Self::at(root, progress, shard_bytes, form);
        writer.drop_later_shards()?;
        if writer.progress.bytes == 0 {
            return Ok(writer);
        }
        let partial = writer.partial();
        let finished = writer.final_path();
        if !partial.exists() && form.is_plain() && finished.exists() {
            // It was closed after the last checkpoint.
            std::fs::rename(&finished, &partial).map_err(|e| DatasetError::io("rename", &finished, &e))?;
        }
        remove(&finished)?;
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
        let first = self.progress.number + u32::from(self.progress.bytes > 0);
        for path in files_in(&self.folder)? {
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            let shard = name.strip_suffix(".part").or(name.strip_suffix(".tmp")).unwrap_or(&name);
            let Some((split, number)) = name_parts(shard) else { continue };
            let spent = shard != name && number < self.progress.number;
            if split == self.progress.split && (number >= first || spent) {
                remove(&path)?;
            }
        }
        Ok(())
    }

    fn name(&self) -> String {
        format!("{}-{:05}.{}", self.progress.split, self.progress.number, self.form.extension())
    }

    fn final_path(&self) -> PathBuf {
        self.folder.join(self.name())
    }

    fn partial(&self) -> PathBuf {
        partial(&self.folder, &self.progress.split, self.progress.number)
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
        let sha256 = hex(&std::mem::take(&mut self.hasher).finalize());
        let (mut file_bytes, mut file_sha256) = (self.progress.bytes, sha256.clone());
        if self.form.is_plain() {
            std::fs::rename(&partial, &path).map_err(|e| DatasetError::io("rename", &partial, &e))?;
        } else {
            self.form.convert(&partial, &path)?;
            self.spent.push(partial);
            let content = std::fs::read(&path).map_err(|e| DatasetError::io("read", &path, &e))?;
            (file_bytes, file_sha256) = (content.len() as u64, hex(&Sha256::digest(&content)));
        }
        let path = format!("{}/{}", self.progress.device, self.name());
        let progress = &mut self.progress;
        progress.done.push(Shard {
            path,
            split: progress.split.clone(),
            device: progress.device.clone(),
            bytes: progress.bytes,
            records: progress.records,
            sha256,
            file_bytes,
            file_sha256,
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

    /// Remove what only a run that goes back to an earlier checkpoint would need.
    ///
    /// # Errors
    /// As for writing.
    pub fn forget_spent(&mut self) -> Result<()> {
        self.spent.drain(..).try_for_each(|path| remove(&path))
    }

    /// Bytes written in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.progress.bytes + self.progress.done.iter().map(|s| s.bytes).sum::<u64>()
    }
}

/// Remove a file, if it is there.
///
/// # Errors
/// It is there and stays.
pub fn remove(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(DatasetError::io("remove", path, &error))
        }
        _ => Ok(()),
    }
}

/// The files in a folder, sorted; none if there is no such folder.
///
/// # Errors
/// It cannot be read.
pub fn files_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(DatasetError::io("read", folder, &error)),
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
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
