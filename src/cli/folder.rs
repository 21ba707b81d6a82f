//! A folder that gets a file for each module, as Warp's cache.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::output::{Staged, WriteError};
use crate::pipeline::{Emitted, FileOutput};

/// Where modules are written, by several threads.
pub struct Folder {
    path: PathBuf,
    extension: &'static str,
    /// Names without extension, and the position of the input that has each.
    owners: Mutex<HashMap<String, usize>>,
}

impl Folder {
    /// Nothing is written yet.
    pub fn new(path: &Path, extension: &'static str) -> Self {
        Folder { path: path.to_owned(), extension, owners: Mutex::default() }
    }

    /// Writes the modules of an input and lets go of their texts. Where two inputs have the same file, that of the first one
    /// (by `at`, the position of the input) is there in the end.
    pub fn write(&self, at: usize, output: &mut FileOutput) -> Result<(), WriteError> {
        for emitted in output.modules.iter_mut().filter_map(|module| module.emitted.as_mut()) {
            self.write_module(at, emitted)?;
            emitted.text = String::new();
        }
        Ok(())
    }

    fn write_module(&self, at: usize, emitted: &Emitted) -> Result<(), WriteError> {
        let mut owners = self.owners.lock().unwrap_or_else(PoisonError::into_inner);
        if *owners.entry(emitted.file_stem.clone()).and_modify(|owner| *owner = at.min(*owner)).or_insert(at)
            != at
        {
            return Ok(());
        }
        drop(owners);
        let path = |extension: &str| self.path.join(format!("{}.{extension}", emitted.file_stem));
        let text = Staged::new(&path(self.extension), &emitted.text)?;
        let meta = emitted.meta.as_ref().map(|meta| Staged::new(&path("meta"), meta)).transpose()?;
        // An earlier input may have come in the meantime.
        let owners = self.owners.lock().unwrap_or_else(PoisonError::into_inner);
        if owners.get(&emitted.file_stem) == Some(&at) {
            text.commit()?;
            meta.map_or(Ok(()), Staged::commit)?;
        }
        Ok(())
    }
}
