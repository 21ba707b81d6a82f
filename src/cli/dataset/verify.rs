//! `warpgen verify`.

use std::path::PathBuf;

use clap::Args;

use super::{finish, in_pool, note};
use crate::cli::Status;
use crate::dataset::again::{Way, again};
use crate::dataset::emitter::WarpgenEmitter;
use crate::dataset::generate::Rng;
use crate::dataset::manifest::Manifest;
use crate::dataset::verification::Verification;
use crate::dataset::verify::{self, Checks};
use crate::dataset::{DatasetError, Result};

/// Check a data set.
#[derive(Args, Clone, Debug)]
pub struct VerifyArgs {
    /// Folder of the set
    #[arg(default_value = "jit/data", value_name = "DIR")]
    pub dir: PathBuf,
    /// How many records to make again, or `all`
    #[arg(long, default_value = "all", value_name = "N|all")]
    pub sample: String,
    /// Compile that many records, drawn at random, on each device
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub compile: usize,
    /// Compare that many records with real Warp, on each device
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub against_warp: usize,
    /// Make the whole set again so many times: on one thread, on two, and killed on the way and resumed
    #[arg(long, default_value_t = 0, value_name = "N", value_parser = clap::value_parser!(u64).range(0..=3))]
    pub again: u64,
    /// A Python with real Warp, for --against-warp (default: that of tests/oracle/setup.sh)
    #[arg(long, value_name = "PYTHON")]
    pub python: Option<PathBuf>,
    /// Threads
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
}

/// Run `verify`: 1 if something is wrong.
#[must_use]
pub fn run(args: &VerifyArgs) -> Status {
    finish(check(args))
}

fn check(args: &VerifyArgs) -> Result<bool> {
    let sample = match args.sample.as_str() {
        "all" => None,
        number => Some(
            number
                .parse()
                .map_err(|_| DatasetError(format!("--sample takes a number or `all`, not `{number}`")))?,
        ),
    };
    let checks = Checks {
        sample,
        against_warp: args.against_warp,
        compile: args.compile,
        python: args.python.clone(),
    };
    let findings = in_pool(args.jobs, || verify::verify(&args.dir, &checks, &WarpgenEmitter))?;
    for problem in &findings.problems {
        eprintln!("{problem}");
    }
    let found = &findings.verification;
    let mut said = vec![format!("{} records read, {} made again", findings.records, findings.remade)];
    if let Some(count) = found.warp.filter(|_| args.against_warp > 0) {
        said.push(format!("{} of {} texts are those of real Warp", count.good, count.tried));
    }
    for (device, count) in [("cpu", found.cpu), ("cuda", found.cuda)] {
        if let Some(count) = count.filter(|_| args.compile > 0) {
            said.push(format!("{} of {} compile ({device})", count.good, count.tried));
        }
    }
    let bad = findings.problems.len();
    said.push(if bad == 0 { "no problems".to_owned() } else { format!("{bad} problems") });
    said.iter().for_each(|line| println!("{line}"));
    let same = make_again(args, &mut said)?;
    if let Some(manifest) = Manifest::read(&args.dir)? {
        let good = same && bad == 0;
        let status = if good { "complete" } else { "written, but checks found problems" };
        let next = "`warpgen stats --report REPORT.md` takes the results over";
        note(&args.dir, &manifest, ["checked", status, next], &format!("checked: {}", said.join(", ")))?;
    }
    Ok(same && bad == 0)
}

/// Make the set again, and keep what came of it.
fn make_again(args: &VerifyArgs, said: &mut Vec<String>) -> Result<bool> {
    if args.again == 0 {
        return Ok(true);
    }
    let manifest = Manifest::read(&args.dir)?
        .ok_or_else(|| DatasetError(format!("{} has no manifest.json", args.dir.display())))?;
    let program =
        std::env::current_exe().map_err(|e| DatasetError(format!("cannot find this program: {e}")))?;
    // Anywhere but the very ends; the point is random, and written down.
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let share = Rng::new(now.as_nanos() as u64, 0).unit() * 0.9 + 0.05;
    let ways = [
        Way { jobs: 1, kill_at: None },
        Way { jobs: 2, kill_at: None },
        Way { jobs: 2, kill_at: Some(share) },
    ];
    let mut verification = Verification::read(&args.dir)?;
    verification.reruns.clear();
    for way in ways.into_iter().take(args.again as usize) {
        let rerun = again(&manifest, &program, way)?;
        let killed = rerun
            .killed_at
            .map_or(String::new(), |at| format!(", killed at {:.1} MB and resumed", at as f64 / 1e6));
        let outcome = if rerun.same { "every shard is the same" } else { "SHARDS DIFFER" };
        let line = format!("made again with {} threads{killed}: {outcome}", rerun.jobs);
        println!("{line}");
        said.push(line);
        verification.reruns.push(rerun);
    }
    verification.write(&args.dir)?;
    Ok(verification.reruns.iter().all(|run| run.same))
}
