//! Real Warp as a judge: the Python that has it, and the scripts of `tests/oracle` that ask it.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use super::{DatasetError, Result};

/// The scripts travel inside the program, so that an installed `warpgen` can compare as well.
const SCRIPTS: &[(&str, &str)] = &[
    ("check_records.py", include_str!("../../tests/oracle/check_records.py")),
    ("harness.py", include_str!("../../tests/oracle/harness.py")),
];

/// The file with all programs, as pairs of id and text, for CPython to parse.
pub const PROGRAMS: &str = "programs.json";

/// What the script counted: the last line it prints.
#[derive(Debug, Deserialize)]
pub struct Counts {
    /// Programs.
    pub files: u64,
    /// Those that CPython parses.
    pub parsed: u64,
    /// Texts compared.
    pub texts: u64,
    /// Those that equal real Warp's.
    pub equal: u64,
    /// The first differences, described.
    pub different: Vec<String>,
}

/// A Python in which real Warp is installed.
#[derive(Debug)]
pub struct Oracle {
    python: PathBuf,
}

impl Oracle {
    /// The interpreter that was named, or the first with real Warp: `.oracle` here or above (what `tests/oracle/setup.sh`
    /// makes), then an active virtual environment.
    ///
    /// # Errors
    /// None has it; the message says where one looked and how to make one.
    pub fn find(named: Option<&Path>) -> Result<Self> {
        let mut places: Vec<PathBuf> = Vec::new();
        if let Some(python) = named {
            places.push(python.to_owned());
        } else {
            let here = std::env::current_dir().unwrap_or_default();
            let roots = here.ancestors().chain([Path::new(env!("CARGO_MANIFEST_DIR"))]);
            places.extend(roots.map(|r| r.join(".oracle/venv/bin/python")).filter(|p| p.exists()));
            places.extend(
                std::env::var_os("VIRTUAL_ENV").map(|venv| PathBuf::from(venv).join("bin").join("python")),
            );
            places.dedup();
        }
        let mut tried = Vec::new();
        for python in places {
            match version(&python) {
                Ok(version) if version == super::record::WARP_VERSION => return Ok(Self { python }),
                Ok(version) => tried.push(format!("{} has warp-lang {version}", python.display())),
                Err(why) => tried.push(format!("{}: {why}", python.display())),
            }
        }
        let seen = if tried.is_empty() { String::new() } else { format!(" ({})", tried.join("; ")) };
        Err(DatasetError(format!(
            "comparing with real Warp needs a Python with warp-lang {}{seen}: make one with tests/oracle/setup.sh, or name one with --python",
            super::record::WARP_VERSION
        )))
    }

    /// Compare the records in a folder: `ID/kernels.py` with `ID/kernels.cpp` and `ID/kernels.cu`; and parse [`PROGRAMS`].
    ///
    /// # Errors
    /// Python cannot be run, or fails.
    pub fn compare(&self, records: &Path) -> Result<Counts> {
        let folder = super::temporary_folder()?;
        for (name, text) in SCRIPTS {
            let path = folder.path().join(name);
            std::fs::write(&path, text).map_err(|e| DatasetError::io("write", &path, &e))?;
        }
        let output = Command::new(&self.python)
            .arg(folder.path().join("check_records.py"))
            .arg(records)
            .output()
            .map_err(|e| DatasetError(format!("cannot run {}: {e}", self.python.display())))?;
        let text = String::from_utf8_lossy(&output.stdout);
        text.lines().last().and_then(|line| serde_json::from_str(line).ok()).ok_or_else(|| {
            DatasetError(format!(
                "the comparison with real Warp failed: {}",
                String::from_utf8_lossy(&output.stderr).trim()
            ))
        })
    }
}

/// The version of the Warp that a Python has.
fn version(python: &Path) -> std::result::Result<String, String> {
    let script = "import importlib.metadata as m; print(m.version('warp-lang'))";
    let output = Command::new(python).args(["-c", script]).output().map_err(|e| e.to_string())?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    } else {
        Err("has no warp-lang".to_owned())
    }
}
