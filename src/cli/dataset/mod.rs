//! The subcommands `bulk`, `stats` and `verify`.

mod bulk;
mod progress;
mod stats;
mod verify;

use std::path::Path;

use super::Status;
use crate::dataset::manifest::Manifest;
use crate::dataset::state::{self, State};
use crate::dataset::stats::{Observed, Outcome, Stats};
use crate::dataset::{DatasetError, Result, card, report};

pub use bulk::{BulkArgs, run as run_bulk};
pub use stats::{StatsArgs, run as run_stats};
pub use verify::{VerifyArgs, run as run_verify};

fn finish(result: Result<bool>) -> Status {
    match result {
        Ok(true) => Status::Success,
        Ok(false) => Status::Rejected,
        Err(error) => {
            eprintln!("error: {error}");
            Status::Usage
        }
    }
}

fn in_pool<T: Send>(jobs: Option<usize>, work: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    // The pipeline recurses over expressions: give its threads the main thread's room.
    let mut pool = rayon::ThreadPoolBuilder::new().stack_size(16 << 20);
    if let Some(jobs) = jobs {
        pool = pool.num_threads(jobs);
    }
    let pool = pool.build().map_err(|e| DatasetError(format!("cannot start threads: {e}")))?;
    pool.install(work)
}

/// Note in the state file of a finished set what was done, and what comes next.
fn note(out: &Path, manifest: &Manifest, [task, status, next]: [&str; 3], event: &str) -> Result<()> {
    let state = State {
        options: &manifest.options,
        phase: "done",
        task,
        status,
        sizes: manifest.bytes.clone().into_iter().collect(),
        records: (manifest.records.values().copied().max().unwrap_or(0), manifest.programs_made),
        next,
    };
    state::write(out, &state, Some(event))
}

/// What a set still misses, in words: the gates of its measures, or what was not run.
fn standing(stats: &Stats) -> [&'static str; 3] {
    let open = stats.measures.iter().any(|m| m.outcome == Outcome::NotRun);
    let next = if open {
        "`warpgen verify` with --against-warp, --compile and --again, then `warpgen stats --report`"
    } else {
        "none: `scripts/make-data.sh` after a change to the generator"
    };
    if stats.failed().is_empty() {
        ["all gates passed", "complete", next]
    } else {
        ["gates missed", "written, but not complete: see the measures", next]
    }
}

/// Bring everything that describes a set up to date with its measures.
fn describe(
    out: &Path,
    manifest: &mut Manifest,
    measured: (Stats, Observed),
    to: Option<&Path>,
) -> Result<Stats> {
    let (stats, observed) = measured;
    manifest.stats = Some(stats.clone());
    manifest.write(out)?;
    card::write(out, manifest)?;
    if let Some(path) = to {
        report::write(out, path, manifest, &stats, &observed)?;
    }
    Ok(stats)
}
