//! The subcommands `bulk`, `stats` and `verify`.

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::time::Instant;

use clap::{Args, ValueEnum};

use super::Status;

use crate::dataset::bulk::{self, Plan, Tick};
use crate::dataset::checkpoint::SetOptions;
use crate::dataset::emitter::{Devices, Emitter as _, WarpgenEmitter};
use crate::dataset::generate::generate;
use crate::dataset::manifest::Manifest;
use crate::dataset::shards::SHARD_BYTES;
use crate::dataset::state::{self, State};
use crate::dataset::verify::{self, Checks};
use crate::dataset::{DatasetError, Result, card, report, stats};

/// Make a data set of pairs.
#[derive(Args, Clone, Debug)]
pub struct BulkArgs {
    /// Megabytes (10^6 bytes of uncompressed JSON Lines) per device
    #[arg(long, default_value_t = 200.0, value_name = "MB")]
    pub target_mb: f64,
    /// Which devices
    #[arg(long, value_enum, default_value_t = DeviceChoice::Both)]
    pub device: DeviceChoice,
    /// Folder to write to
    #[arg(long, default_value = "jit/data", value_name = "DIR")]
    pub out: PathBuf,
    /// Seed: the set is a function of it
    #[arg(long, default_value_t = 1, value_name = "S")]
    pub seed: u64,
    /// That many records instead of a number of megabytes
    #[arg(long, value_name = "N")]
    pub count: Option<u64>,
    /// Threads; does not change the result
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
    /// Form of the shards
    #[arg(long, value_enum, default_value_t = Form::Jsonl)]
    pub format: Form,
    /// Go on with a run that was stopped
    #[arg(long)]
    pub resume: bool,
    /// Replace a set that is there
    #[arg(long)]
    pub force: bool,
    /// Say what would be made, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// No progress on stderr
    #[arg(long)]
    pub no_progress: bool,
    /// Write the technical report there as well
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
}

/// Devices.
#[derive(Clone, Copy, ValueEnum, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum DeviceChoice {
    Cpu,
    Cuda,
    Both,
}

/// Forms of shards.
#[derive(Clone, Copy, ValueEnum, Debug, PartialEq, Eq)]
pub enum Form {
    /// One JSON object per line
    Jsonl,
}

/// Measure a data set.
#[derive(Args, Clone, Debug)]
pub struct StatsArgs {
    /// Folder of the set
    #[arg(default_value = "jit/data", value_name = "DIR")]
    pub dir: PathBuf,
    /// How to print
    #[arg(long, value_enum, default_value_t = StatsFormat::Markdown)]
    pub format: StatsFormat,
    /// Write the technical report there as well
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
}

/// How statistics are printed.
#[derive(Clone, Copy, ValueEnum, Debug, PartialEq, Eq)]
pub enum StatsFormat {
    /// A table
    Markdown,
    /// Everything
    Json,
}

/// Check a data set.
#[derive(Args, Clone, Debug)]
pub struct VerifyArgs {
    /// Folder of the set
    #[arg(default_value = "jit/data", value_name = "DIR")]
    pub dir: PathBuf,
    /// How many records to make again, or `all`
    #[arg(long, default_value = "all", value_name = "N|all")]
    pub sample: String,
    /// Compile that many, drawn at random, on each device
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub compile: usize,
    /// Compare that many with real Warp
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub against_warp: usize,
    /// A Python with real Warp, for --against-warp (default: that of tests/oracle/setup.sh)
    #[arg(long, value_name = "PYTHON")]
    pub python: Option<PathBuf>,
}

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

/// Run `bulk`: 0 complete, 1 a gate is missed, 2 it could not be made.
#[must_use]
pub fn run_bulk(args: &BulkArgs) -> Status {
    finish(in_pool(args.jobs, || make(args)))
}

/// Run `stats`: 1 if a gate is missed.
#[must_use]
pub fn run_stats(args: &StatsArgs) -> Status {
    finish(show_stats(args))
}

/// Run `verify`: 1 if something is wrong.
#[must_use]
pub fn run_verify(args: &VerifyArgs) -> Status {
    finish(check(args))
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

fn options_of(args: &BulkArgs) -> SetOptions {
    let devices: &[&str] = match args.device {
        DeviceChoice::Cpu => &["cpu"],
        DeviceChoice::Cuda => &["cuda"],
        DeviceChoice::Both => &["cpu", "cuda"],
    };
    SetOptions {
        seed: args.seed,
        target_mb: args.target_mb,
        count: args.count,
        devices: devices.iter().map(|d| (*d).to_owned()).collect(),
        warpgen_version: env!("CARGO_PKG_VERSION").to_owned(),
        shard_bytes: SHARD_BYTES,
    }
}

fn make(args: &BulkArgs) -> Result<bool> {
    let options = options_of(args);
    if args.dry_run {
        return dry_run(&options, args);
    }
    let plan =
        Plan { options, out: args.out.clone(), resume: args.resume, force: args.force, stop_after: None };
    let mut progress = Progress::new(&plan.options, !args.no_progress);
    let outcome = bulk::run(&plan, &WarpgenEmitter, |tick| progress.tick(tick))?;
    progress.end();
    let measured = Instant::now();
    let stats = stats::compute(&args.out)?;
    let manifest = Manifest::of(&outcome, Some(stats.clone()));
    manifest.write(&args.out)?;
    card::write(&args.out, &manifest)?;
    if let Some(path) = &args.report {
        report::write(&args.out, path)?;
    }
    let t = outcome.times;
    eprintln!(
        "generate {:.1} s, dedup {:.1} s, emit {:.1} s, write {:.1} s; {:.1} s in all, statistics {:.1} s",
        t.generate,
        t.dedup,
        t.emit,
        t.write,
        t.wall,
        measured.elapsed().as_secs_f64()
    );
    print!("{}", stats::markdown(&stats));
    let missed = stats.failed();
    let sizes: Vec<(String, u64)> = manifest.bytes.clone().into_iter().collect();
    let records = manifest.records.values().copied().max().unwrap_or(0);
    let task = if missed.is_empty() { "all gates passed" } else { "gates missed" };
    let state = State {
        options: &plan.options,
        phase: "done",
        task,
        status: if missed.is_empty() { "complete" } else { "written, but not complete: see the measures" },
        sizes,
        records: (records, manifest.programs_made),
        next: "`warpgen verify` with --against-warp and --compile",
    };
    state::write(&args.out, &state, Some(&format!("manifest, data card and sample written; {task}")))?;
    for m in &missed {
        eprintln!("gate missed: {} is {}, should be {}", m.name, m.value, m.gate);
    }
    Ok(missed.is_empty())
}

fn dry_run(options: &SetOptions, args: &BulkArgs) -> Result<bool> {
    let mut bytes = 0usize;
    let mut good = 0usize;
    const SAMPLE: u64 = 64;
    for index in 0..SAMPLE {
        let program = generate(options.seed, index);
        if let Ok(pair) = WarpgenEmitter.emit(&program.python, Devices::BOTH) {
            good += 1;
            // About a twelfth of the text is added by JSON's escapes and the other fields.
            bytes += (pair.cpu.len().min(pair.cuda.len()) + program.python.len()) * 13 / 12 + 900;
        }
    }
    if good == 0 {
        return Err(DatasetError("none of the sampled programs could be emitted".to_owned()));
    }
    let mean = bytes as f64 / good as f64;
    let records = options.count.unwrap_or((options.target_mb * 1e6 / mean) as u64);
    println!(
        "would write about {records} records ({:.1} MB) for each of {} to {}",
        records as f64 * mean / 1e6,
        options.devices.join(", "),
        args.out.display()
    );
    println!("{good} of {SAMPLE} sampled programs can be emitted");
    Ok(true)
}

/// Progress on stderr.
struct Progress {
    on: bool,
    fancy: bool,
    start: Instant,
    shown: Instant,
    target: f64,
    count: Option<u64>,
}

impl Progress {
    fn new(options: &SetOptions, on: bool) -> Self {
        let now = Instant::now();
        Self {
            on,
            fancy: std::io::stderr().is_terminal(),
            start: now,
            shown: now,
            target: options.target_mb,
            count: options.count,
        }
    }

    fn tick(&mut self, tick: &Tick) {
        let every = if self.fancy { 0.2 } else { 5.0 };
        if !self.on || self.shown.elapsed().as_secs_f64() < every {
            return;
        }
        self.shown = Instant::now();
        let seconds = self.start.elapsed().as_secs_f64();
        let share = match self.count {
            Some(count) => tick.records as f64 / count.max(1) as f64,
            None => tick.bytes as f64 / 1e6 / self.target.max(1e-9),
        };
        let left = if share > 0.0 { seconds / share - seconds } else { 0.0 };
        let line = format!(
            "{:.1} of {} MB  {} records  {:.0} records/s  {} rejected  about {:.0} s left",
            tick.bytes as f64 / 1e6,
            self.target,
            tick.records,
            tick.records as f64 / seconds.max(1e-9),
            tick.rejected,
            left.max(0.0)
        );
        if self.fancy {
            eprint!("\r\x1b[K{line}");
            let _ = std::io::stderr().flush();
        } else {
            eprintln!("{line}");
        }
    }

    fn end(&self) {
        if self.on && self.fancy {
            eprintln!();
        }
    }
}

fn show_stats(args: &StatsArgs) -> Result<bool> {
    let stats = stats::compute(&args.dir)?;
    match args.format {
        StatsFormat::Markdown => print!("{}", stats::markdown(&stats)),
        StatsFormat::Json => {
            println!("{}", serde_json::to_string_pretty(&stats).map_err(|e| DatasetError(e.to_string()))?);
        }
    }
    if let Some(path) = &args.report {
        report::write(&args.dir, path)?;
    }
    Ok(stats.failed().is_empty())
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
    let findings = in_pool(None, || verify::verify(&args.dir, &checks, &WarpgenEmitter))?;
    for problem in &findings.problems {
        eprintln!("{problem}");
    }
    println!("{} records read, {} made again", findings.records, findings.remade);
    if let Some((texts, equal)) = findings.verification.warp.filter(|_| args.against_warp > 0) {
        println!("{equal} of {texts} texts are those of real Warp");
    }
    if args.compile > 0 {
        for (device, result) in [("cpu", findings.verification.cpu), ("cuda", findings.verification.cuda)] {
            if let Some((tried, good)) = result {
                println!("{good} of {tried} compile ({device})");
            }
        }
    }
    let bad = findings.problems.len();
    println!("{}", if bad == 0 { "no problems".to_owned() } else { format!("{bad} problems") });
    Ok(bad == 0)
}
