//! `PRODUCTION_STATE.md`: where the production of the set stands, for whoever looks next.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::Result;
use super::checkpoint::SetOptions;
use super::shards::write_atomic;

/// The state file of a set: beside the folder `data` if the set lies in one of that name, else in the set's folder.
#[must_use]
pub fn path_for(out: &Path) -> PathBuf {
    let in_data = out.file_name().is_some_and(|name| name == "data");
    let folder = if in_data { out.parent().unwrap_or(out) } else { out };
    folder.join("PRODUCTION_STATE.md")
}

/// What the file says.
#[derive(Clone, Debug)]
pub struct State<'a> {
    /// The options.
    pub options: &'a SetOptions,
    /// `P1 cpu`, `P2 cuda`, `P3 report` or `done`.
    pub phase: &'a str,
    /// What is being done.
    pub task: &'a str,
    /// `in progress`, `complete`, or why not.
    pub status: &'a str,
    /// Bytes per device.
    pub sizes: Vec<(String, u64)>,
    /// Records accepted, programs made.
    pub records: (u64, u64),
    /// What to do next.
    pub next: &'a str,
}

/// Write the state, keeping the log of earlier runs and adding a line if there is something to say.
///
/// # Errors
/// As for writing.
pub fn write(out: &Path, state: &State<'_>, event: Option<&str>) -> Result<()> {
    let path = path_for(out);
    let mut log = old_log(&path);
    if let Some(event) = event {
        log.push(format!("- {event}"));
    }
    let keep = log.len().saturating_sub(60);
    let o = state.options;
    let mut text =
        String::from("# Production state\n\nKept by `warpgen bulk`; what it says is what is on disk.\n\n");
    let target = match o.count {
        Some(count) => format!("{count} records"),
        None => format!("{} MB per device", o.target_mb),
    };
    let _ = writeln!(text, "| | |\n|---|---|");
    let _ = writeln!(
        text,
        "| Phase | {} |\n| Task | {} |\n| Status | {} |",
        state.phase, state.task, state.status
    );
    for (device, bytes) in &state.sizes {
        let share = if o.count.is_none() {
            format!(" ({:.1} %)", *bytes as f64 / (o.target_mb * 1e4))
        } else {
            String::new()
        };
        let _ = writeln!(text, "| Size {device} | {:.1} MB of {target}{share} |", *bytes as f64 / 1e6);
    }
    let _ = writeln!(text, "| Records | {} accepted of {} programs made |", state.records.0, state.records.1);
    let _ = writeln!(
        text,
        "| Options | seed {}, devices {}, warpgen {} |",
        o.seed,
        o.devices.join("+"),
        o.warpgen_version
    );
    let _ = writeln!(text, "| Next action | {} |\n\n## Log\n", state.next);
    for line in &log[keep..] {
        let _ = writeln!(text, "{line}");
    }
    write_atomic(&path, text.as_bytes())
}

fn old_log(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let log = text.split_once("## Log").map_or("", |(_, log)| log);
    log.lines().filter(|l| l.starts_with("- ")).map(str::to_owned).collect()
}
