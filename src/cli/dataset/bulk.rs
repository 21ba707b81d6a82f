//! `warpgen bulk`.

use std::path::PathBuf;
use std::time::Instant;

use clap::{Args, ValueEnum};

use super::progress::Progress;
use super::{describe, finish, in_pool, note, standing};
use crate::cli::Status;
use crate::dataset::bulk::{self, CHECKPOINT_EVERY, Plan, Times};
use crate::dataset::checkpoint::SetOptions;
use crate::dataset::emitter::{Devices, Emitter as _, WarpgenEmitter};
use crate::dataset::forms::{Compression, Form, Format};
use crate::dataset::generate::generate;
use crate::dataset::manifest::Manifest;
use crate::dataset::shards::SHARD_BYTES;
use crate::dataset::{DatasetError, Result, stats};

/// Make a data set of pairs.
#[derive(Args, Clone, Debug)]
pub struct BulkArgs {
    /// Megabytes (10^6 bytes of uncompressed JSON Lines) per device
    #[arg(long, default_value_t = 200.0, value_name = "MB", value_parser = megabytes)]
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
    /// Layout of the shards
    #[arg(long, value_enum, default_value_t = FormatChoice::Jsonl)]
    pub format: FormatChoice,
    /// Compression of the shards
    #[arg(long, value_enum, default_value_t = CompressionChoice::None)]
    pub compress: CompressionChoice,
    /// Go on with a run that was stopped
    #[arg(long)]
    pub resume: bool,
    /// Replace a set that is there
    #[arg(long, conflicts_with = "resume")]
    pub force: bool,
    /// Say what would be made, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// No progress on stderr
    #[arg(long)]
    pub no_progress: bool,
    /// Write the shards and their checksums only: no measures, data card or sample
    #[arg(long)]
    pub no_stats: bool,
    /// Write the technical report there as well
    #[arg(long, value_name = "FILE", conflicts_with = "no_stats")]
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

/// Layouts of shards.
#[derive(Clone, Copy, ValueEnum, Debug, PartialEq, Eq)]
pub enum FormatChoice {
    /// One JSON object per line
    Jsonl,
    /// Parquet, a column per field
    Parquet,
}

/// Compression of shards.
#[derive(Clone, Copy, ValueEnum, Debug, PartialEq, Eq)]
pub enum CompressionChoice {
    /// Not at all
    None,
    /// Zstandard
    Zstd,
}

fn form_of(args: &BulkArgs) -> Form {
    let format = match args.format {
        FormatChoice::Jsonl => Format::Jsonl,
        FormatChoice::Parquet => Format::Parquet,
    };
    let compress = match args.compress {
        CompressionChoice::None => Compression::None,
        CompressionChoice::Zstd => Compression::Zstd,
    };
    Form { format, compress }
}

fn megabytes(text: &str) -> std::result::Result<f64, String> {
    match text.parse::<f64>() {
        Ok(mb) if mb.is_finite() && mb > 0.0 => Ok(mb),
        _ => Err("not a positive number of megabytes".to_owned()),
    }
}

/// Run `bulk`: 0 complete, 1 a gate is missed, 2 it could not be made.
#[must_use]
pub fn run(args: &BulkArgs) -> Status {
    finish(in_pool(args.jobs, || make(args)))
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
        form: form_of(args),
    }
}

fn make(args: &BulkArgs) -> Result<bool> {
    let options = options_of(args);
    if args.dry_run {
        return dry_run(&options, args);
    }
    let plan = Plan {
        options,
        out: args.out.clone(),
        resume: args.resume,
        force: args.force,
        stop_after: None,
        checkpoint_every: CHECKPOINT_EVERY,
    };
    let mut progress = Progress::new(&plan.options, !args.no_progress);
    let outcome = bulk::run(&plan, &WarpgenEmitter, |tick| progress.tick(tick))?;
    progress.end();
    let mut manifest = Manifest::of(&outcome, None);
    // Measures include what checks found, and checks belong to the set that the manifest names.
    manifest.write(&args.out)?;
    if args.no_stats {
        return Ok(true);
    }
    let clock = Instant::now();
    let measured = stats::compute(&args.out)?;
    let stats = describe(&args.out, &mut manifest, measured, args.report.as_deref())?;
    let took = times(&outcome.times, clock.elapsed().as_secs_f64());
    eprintln!("{took}");
    print!("{}", stats::markdown(&stats));
    let missed = stats.failed();
    let standing = standing(&stats);
    let event = format!("manifest, data card and sample written; {}; {took}", standing[0]);
    note(&args.out, &manifest, standing, &event)?;
    for m in &missed {
        eprintln!("gate missed: {} is {}, should be {}", m.name, m.value, m.gate);
    }
    Ok(missed.is_empty())
}

fn times(t: &Times, statistics: f64) -> String {
    let memory = peak_memory().map_or(String::new(), |mb| format!(", {mb} MB of memory at most"));
    format!(
        "generate {:.1} s, dedup {:.1} s, lower and emit {:.1} s, write {:.1} s; {:.1} s in all, statistics {statistics:.1} s{memory}",
        t.generate, t.dedup, t.emit, t.write, t.wall
    )
}

/// The most memory that this process has had, in megabytes, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024 / 1_000_000)
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
        "would write about {records} records ({:.1} MB) for each of {} to {}, as {}",
        records as f64 * mean / 1e6,
        options.devices.join(", "),
        args.out.display(),
        options.form.extension()
    );
    println!("{good} of {SAMPLE} sampled programs can be emitted");
    Ok(true)
}
