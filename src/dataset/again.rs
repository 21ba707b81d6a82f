//! Making a whole set again, by the program itself in a process of its own: with other numbers of threads, and killed on
//! the way. Every shard must come out the same.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::checkpoint::SetOptions;
use super::forms::{Compression, Format};
use super::manifest::Manifest;
use super::verification::Rerun;
use super::{DatasetError, Result};

/// One way to make the set again.
#[derive(Clone, Copy, Debug)]
pub struct Way {
    /// Threads.
    pub jobs: usize,
    /// Kill it (as SIGKILL does) when that share of the bytes is written, and resume.
    pub kill_at: Option<f64>,
}

/// Make the set of a manifest again and compare. `program` is this executable.
///
/// # Errors
/// It cannot be started, or fails.
pub fn again(manifest: &Manifest, program: &Path, way: Way) -> Result<Rerun> {
    let folder = super::temporary_folder()?;
    let out = folder.path().join("set");
    let start = |resume: bool| -> Result<Child> {
        let mut command = Command::new(program);
        command.arg("bulk").args(arguments(&manifest.options)).arg("--out").arg(&out);
        command.args(["--jobs", &way.jobs.to_string(), "--no-progress", "--no-stats"]);
        if resume {
            command.arg("--resume");
        }
        let spawned = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
        spawned.map_err(|e| DatasetError(format!("cannot start {}: {e}", program.display())))
    };
    let mut killed_at = None;
    if let Some(share) = way.kill_at {
        let whole: u64 = manifest.bytes.values().sum();
        let mut child = start(false)?;
        loop {
            let written = written(&out);
            if written as f64 >= whole as f64 * share {
                // The signal that cannot be caught: nothing is tidied up.
                let _ = child.kill();
                let _ = child.wait();
                killed_at = Some(written);
                break;
            }
            if child.try_wait().is_ok_and(|status| status.is_some()) {
                break;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
    let output = start(killed_at.is_some())?
        .wait_with_output()
        .map_err(|e| DatasetError(format!("cannot wait for {}: {e}", program.display())))?;
    let made = Manifest::read(&out)?.ok_or_else(|| {
        let why = String::from_utf8_lossy(&output.stderr);
        DatasetError(format!("the set could not be made again: {}", why.trim()))
    })?;
    Ok(Rerun { jobs: way.jobs, killed_at, same: made.digest() == manifest.digest() })
}

/// The arguments that ask for a set with these options.
pub(super) fn arguments(options: &SetOptions) -> Vec<String> {
    let device = match options.devices.as_slice() {
        [one] => one.as_str(),
        _ => "both",
    };
    let mut list = vec![
        "--target-mb".to_owned(),
        options.target_mb.to_string(),
        "--device".to_owned(),
        device.to_owned(),
        "--seed".to_owned(),
        options.seed.to_string(),
    ];
    if let Some(count) = options.count {
        list.extend(["--count".to_owned(), count.to_string()]);
    }
    if options.form.format == Format::Parquet {
        list.extend(["--format".to_owned(), "parquet".to_owned()]);
    }
    if options.form.compress == Compression::Zstd {
        list.extend(["--compress".to_owned(), "zstd".to_owned()]);
    }
    list
}

/// Bytes of all files of a set.
fn written(out: &Path) -> u64 {
    ["cpu", "cuda"]
        .iter()
        .flat_map(|device| super::shards::files_in(&out.join(device)).unwrap_or_default())
        .filter_map(|path| path.metadata().ok())
        .map(|data| data.len())
        .sum()
}
