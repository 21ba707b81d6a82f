//! `warpgen stats`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{describe, finish, in_pool, note, standing};
use crate::cli::Status;
use crate::dataset::manifest::Manifest;
use crate::dataset::stats::Outcome;
use crate::dataset::{DatasetError, Result, stats};

/// Measure a data set.
#[derive(Args, Clone, Debug)]
pub struct StatsArgs {
    /// Folder of the set
    #[arg(default_value = "jit/data", value_name = "DIR")]
    pub dir: PathBuf,
    /// How to print
    #[arg(long, value_enum, default_value_t = StatsFormat::Markdown)]
    pub format: StatsFormat,
    /// Write the technical report there, and bring manifest, data card and sample up to date
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Threads
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
}

/// How statistics are printed.
#[derive(Clone, Copy, ValueEnum, Debug, PartialEq, Eq)]
pub enum StatsFormat {
    /// A table
    Markdown,
    /// Everything
    Json,
}

/// Run `stats`: 1 if a gate is missed.
#[must_use]
pub fn run(args: &StatsArgs) -> Status {
    finish(in_pool(args.jobs, || show(args)))
}

fn show(args: &StatsArgs) -> Result<bool> {
    let measured = stats::compute(&args.dir)?;
    let stats = match &args.report {
        None => measured.0,
        Some(path) => {
            let mut manifest = Manifest::read(&args.dir)?
                .ok_or_else(|| DatasetError(format!("{} has no manifest.json", args.dir.display())))?;
            let stats = describe(&args.dir, &mut manifest, measured, Some(path))?;
            let at_goal = stats.measures.iter().filter(|m| m.outcome == Outcome::Goal).count();
            let standing = standing(&stats);
            let event = format!(
                "report, data card and sample written; {}; {at_goal} of {} measures at their goal",
                standing[0],
                stats.measures.len()
            );
            note(&args.dir, &manifest, standing, &event)?;
            stats
        }
    };
    match args.format {
        StatsFormat::Markdown => print!("{}", stats::markdown(&stats)),
        StatsFormat::Json => {
            println!("{}", serde_json::to_string_pretty(&stats).map_err(|e| DatasetError(e.to_string()))?);
        }
    }
    Ok(stats.failed().is_empty())
}
