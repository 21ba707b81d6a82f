//! Making a set: programs in parallel, decisions in order, shards to disk, a checkpoint now and then.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::checkpoint::{self, Checkpoint, SetOptions};
use super::dedup::{Accepted, Fingerprint};
use super::emitter::{Devices, Emitter, Rejection};
use super::forms::{for_each_line, name_parts, partial};
use super::generate::Feedback;
use super::ready::{Ready, candidate, make_ready, reason};
use super::record::Record;
use super::shards::{Shard, Writer, files_in, remove};
use super::splits::{HeldOut, SPLITS};
use super::state::{self, State};
use super::stats::shard_paths;
use super::{DatasetError, Result, shape};

/// Programs made at a time: the unit of parallel work, the same for every number of threads.
const BATCH: u64 = 512;
/// How often a checkpoint is written, unless a plan says otherwise.
pub const CHECKPOINT_EVERY: Duration = Duration::from_secs(2);

/// What to make.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What decides the content.
    pub options: SetOptions,
    /// Where.
    pub out: PathBuf,
    /// Go on with what is there.
    pub resume: bool,
    /// Throw away what is there.
    pub force: bool,
    /// Stop (as if killed, but tidily) after that many batches: for tests.
    pub stop_after: Option<u64>,
    /// How often a checkpoint is written.
    pub checkpoint_every: Duration,
}

/// How a run is going.
#[derive(Clone, Debug, Default)]
pub struct Tick {
    /// Bytes of the smallest device.
    pub bytes: u64,
    /// Records accepted.
    pub records: u64,
    /// Rejected in all.
    pub rejected: u64,
    /// Records that were there when the run began.
    pub resumed: u64,
}

/// Seconds spent on each part; parallel parts are summed over threads.
#[derive(Clone, Copy, Debug, Default)]
pub struct Times {
    /// Making programs, parsing and fingerprinting them.
    pub generate: f64,
    /// Looking for duplicates.
    pub dedup: f64,
    /// Lowering and printing.
    pub emit: f64,
    /// Encoding and writing.
    pub write: f64,
    /// In all, by the clock.
    pub wall: f64,
}

/// What a run has made.
#[derive(Debug)]
pub struct Outcome {
    /// The checkpoint at the end.
    pub checkpoint: Checkpoint,
    /// All shards.
    pub shards: Vec<Shard>,
    /// What was held out.
    pub held_out: HeldOut,
    /// Seconds.
    pub times: Times,
}

/// The state of a run.
struct Run<'e, E: Emitter> {
    plan: &'e Plan,
    emitter: &'e E,
    devices: Devices,
    held_out: HeldOut,
    accepted: Accepted,
    records: u64,
    resumed: u64,
    feedback: Arc<Feedback>,
    ledger: BTreeMap<String, u64>,
    writers: Vec<Writer>,
    next_index: u64,
    times: Times,
}

/// Make the set.
///
/// # Errors
/// The folder holds another set, the disk is full, nothing can be made any more.
pub fn run<E: Emitter>(plan: &Plan, emitter: &E, mut tick: impl FnMut(&Tick)) -> Result<Outcome> {
    let start = Instant::now();
    let old = prepare_folder(plan)?;
    let mut run = Run::new(plan, emitter);
    if let Some(checkpoint) = old {
        if checkpoint.complete {
            return Ok(run.outcome(checkpoint, start));
        }
        run.restore(&checkpoint)?;
        run.say("P1 cpu, P2 cuda", "resumed", "in progress", Some("resumed"))?;
    } else {
        // From here on the folder says what it holds, whenever the run is killed.
        run.checkpoint(false)?;
        run.say("P1 cpu, P2 cuda", "started", "in progress", Some("started"))?;
    }
    let mut last = Instant::now();
    let mut batches = 0;
    while !run.done() {
        run.batch()?;
        batches += 1;
        tick(&run.tick());
        if plan.stop_after.is_some_and(|limit| batches >= limit) {
            let checkpoint = run.checkpoint(false)?;
            return Ok(run.outcome(checkpoint, start));
        }
        if last.elapsed() > plan.checkpoint_every {
            run.checkpoint(false)?;
            run.say("P1 cpu, P2 cuda", "generating pairs", "in progress", None)?;
            last = Instant::now();
        }
    }
    for writer in &mut run.writers {
        writer.close()?;
    }
    let checkpoint = run.checkpoint(true)?;
    run.say("P3 report", "statistics and manifest", "in progress", Some("all shards written"))?;
    Ok(run.outcome(checkpoint, start))
}

/// Look at what is in the folder, and make room.
fn prepare_folder(plan: &Plan) -> Result<Option<Checkpoint>> {
    let out = &plan.out;
    if plan.force {
        clear(out)?;
        return Ok(None);
    }
    let old = Checkpoint::read(out)?;
    match old {
        Some(old) if old.options != plan.options => Err(DatasetError(format!(
            "{} holds a set made with other options (seed {}, {} MB, {}); choose another folder, or --force to replace it",
            out.display(),
            old.options.seed,
            old.options.target_mb,
            old.options.devices.join("+")
        ))),
        Some(old) if old.complete || plan.resume => Ok(Some(old)),
        Some(_) => Err(DatasetError(format!(
            "{} holds an unfinished set; go on with --resume, or replace it with --force",
            out.display()
        ))),
        // A manifest alone describes a set that lies elsewhere.
        None if shard_paths(out).is_ok() => Err(DatasetError(format!(
            "{} holds a set without a state file; choose another folder, or --force to replace it",
            out.display()
        ))),
        None => Ok(None),
    }
}

/// Remove the shards and manifests of an earlier set, and nothing else. The state goes first: without it nobody takes
/// what is left after a kill for a whole set.
fn clear(out: &Path) -> Result<()> {
    remove(&checkpoint::path_in(out))?;
    for device in ["cpu", "cuda"] {
        for path in files_in(&out.join(device))? {
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            let shard = name.strip_suffix(".part").or(name.strip_suffix(".tmp")).unwrap_or(&name);
            if name_parts(shard).is_some_and(|(split, _)| SPLITS.contains(&split)) {
                remove(&path)?;
            }
        }
    }
    let ours = ["manifest.json", "verification.json"].map(|name| out.join(name));
    ours.iter().try_for_each(|path| remove(path))
}

impl<'e, E: Emitter> Run<'e, E> {
    fn new(plan: &'e Plan, emitter: &'e E) -> Self {
        let has = |name: &str| plan.options.devices.iter().any(|d| d == name);
        let devices = Devices { cpu: has("cpu"), cuda: has("cuda") };
        let writers = devices
            .names()
            .flat_map(|d| SPLITS.iter().map(move |s| (d, *s)))
            .map(|(device, split)| {
                Writer::new(&plan.out, device, split, plan.options.shard_bytes, plan.options.form)
            })
            .collect();
        Self {
            plan,
            emitter,
            devices,
            held_out: HeldOut::of(plan.options.seed),
            accepted: Accepted::new(),
            records: 0,
            resumed: 0,
            feedback: Self::fresh(Feedback::default()),
            ledger: BTreeMap::new(),
            writers,
            next_index: 0,
            times: Times::default(),
        }
    }

    fn fresh(mut feedback: Feedback) -> Arc<Feedback> {
        feedback.refresh();
        Arc::new(feedback)
    }

    /// Go back to a checkpoint: the shards are cut to length, and read for what they are compared by.
    fn restore(&mut self, checkpoint: &Checkpoint) -> Result<()> {
        let options = &self.plan.options;
        self.writers = checkpoint
            .writers
            .iter()
            .map(|p| Writer::resume(&self.plan.out, p.clone(), options.shard_bytes, options.form))
            .collect::<Result<_>>()?;
        let mut files: Vec<PathBuf> = Vec::new();
        for progress in checkpoint.writers.iter().take(SPLITS.len()) {
            files.extend(progress.done.iter().map(|shard| self.plan.out.join(&shard.path)));
            if progress.bytes > 0 {
                let folder = self.plan.out.join(&progress.device);
                files.push(partial(&folder, &progress.split, progress.number));
            }
        }
        let prints: Vec<Result<Vec<Fingerprint>>> = files.par_iter().map(|path| prints_of(path)).collect();
        for prints in prints {
            prints?.iter().for_each(|print| self.accepted.insert(print));
        }
        self.records = checkpoint.accepted;
        self.resumed = self.records;
        self.ledger.clone_from(&checkpoint.ledger);
        self.feedback = Self::fresh(checkpoint.feedback.clone());
        self.next_index = checkpoint.next_index;
        Ok(())
    }

    fn sizes(&self) -> Vec<(String, u64)> {
        let of = |device: &str| -> u64 {
            self.devices
                .names()
                .flat_map(|d| SPLITS.iter().map(move |_| d))
                .zip(&self.writers)
                .filter(|(d, _)| *d == device)
                .map(|(_, w)| w.total())
                .sum()
        };
        self.devices.names().map(|d| (d.to_owned(), of(d))).collect()
    }

    fn done(&self) -> bool {
        match self.plan.options.count {
            Some(count) => self.records >= count,
            None => self.sizes().iter().all(|(_, bytes)| *bytes as f64 >= self.plan.options.target_mb * 1e6),
        }
    }

    fn reject(&mut self, reason: &str) {
        *self.ledger.entry(reason.to_owned()).or_default() += 1;
    }

    fn batch(&mut self) -> Result<()> {
        let (seed, first) = (self.plan.options.seed, self.next_index);
        let clock = Instant::now();
        let feedback = self.feedback.clone();
        let made: Vec<_> =
            (first..first + BATCH).into_par_iter().map(|index| candidate(seed, index, &feedback)).collect();
        self.times.generate += clock.elapsed().as_secs_f64();

        let clock = Instant::now();
        let mut fresh = Vec::new();
        // Within a batch the first of two likes wins, whether it can be emitted or not: the order is what counts.
        for (at, candidate) in made.into_iter().enumerate() {
            match candidate {
                Err(reason) => self.reject(&reason),
                Ok(candidate) => match self.accepted.duplicate(&candidate.print) {
                    Some(duplicate) => self.reject(duplicate.reason()),
                    None => fresh.push((first + at as u64, candidate)),
                },
            }
        }
        self.times.dedup += clock.elapsed().as_secs_f64();

        let clock = Instant::now();
        let (emitter, devices, held_out) = (self.emitter, self.devices, &self.held_out);
        let ready: Vec<(u64, std::result::Result<Ready, Rejection>)> = fresh
            .into_par_iter()
            .map(|(index, candidate)| (index, make_ready(emitter, devices, held_out, seed, candidate)))
            .collect();
        self.times.emit += clock.elapsed().as_secs_f64();

        let clock = Instant::now();
        let mut seen = Feedback::clone(&self.feedback);
        for (index, ready) in ready {
            if self.done() {
                self.next_index = index;
                self.times.write += clock.elapsed().as_secs_f64();
                return Ok(());
            }
            match ready {
                Err(rejection) => self.reject(&reason(&rejection)),
                Ok(ready) => {
                    if self.keep(&ready)? {
                        let record = &ready.candidate;
                        let flags = record.found.flags.iter().copied();
                        let builtins = ready.pair.builtins.iter().map(String::as_str);
                        seen.note(record.program.family, flags, builtins);
                    }
                }
            }
        }
        self.next_index = first + BATCH;
        self.feedback = Self::fresh(seen);
        self.times.write += clock.elapsed().as_secs_f64();
        if self.next_index > 2000 && self.records == 0 {
            return Err(DatasetError(format!(
                "none of {} programs could be emitted: {:?}",
                self.next_index, self.ledger
            )));
        }
        Ok(())
    }

    /// Write a record, unless something like it was written since it was looked at.
    fn keep(&mut self, ready: &Ready) -> Result<bool> {
        let print = &ready.candidate.print;
        if let Some(duplicate) = self.accepted.duplicate(print) {
            self.reject(duplicate.reason());
            return Ok(false);
        }
        self.accepted.insert(print);
        self.records += 1;
        let split = SPLITS.iter().position(|s| *s == ready.split).unwrap_or(0);
        for (device, line) in ready.lines.iter().enumerate() {
            if let Some(writer) = self.writers.get_mut(device * SPLITS.len() + split) {
                writer.line(line)?;
            }
        }
        Ok(true)
    }

    fn tick(&self) -> Tick {
        Tick {
            bytes: self.sizes().iter().map(|(_, b)| *b).min().unwrap_or(0),
            records: self.records,
            rejected: self.ledger.values().sum(),
            resumed: self.resumed,
        }
    }

    fn checkpoint(&mut self, complete: bool) -> Result<Checkpoint> {
        let writers = self.writers.iter_mut().map(Writer::sync).collect::<Result<Vec<_>>>()?;
        let checkpoint = Checkpoint {
            options: self.plan.options.clone(),
            next_index: self.next_index,
            accepted: self.records,
            feedback: Feedback::clone(&self.feedback),
            ledger: self.ledger.clone(),
            writers,
            complete,
        };
        checkpoint.write(&self.plan.out)?;
        self.writers.iter_mut().try_for_each(Writer::forget_spent)?;
        Ok(checkpoint)
    }

    fn say(&self, phase: &str, task: &str, status: &str, event: Option<&str>) -> Result<()> {
        let sizes = self.sizes();
        let event = event.map(|what| {
            let total: Vec<String> =
                sizes.iter().map(|(d, b)| format!("{d} {:.1} MB", *b as f64 / 1e6)).collect();
            format!("{what}: {} records, {}", self.records, total.join(", "))
        });
        let state = State {
            options: &self.plan.options,
            phase,
            task,
            status,
            sizes,
            records: (self.records, self.next_index),
            next: "`warpgen bulk --resume` with the same options goes on from here",
        };
        state::write(&self.plan.out, &state, event.as_deref())
    }

    fn outcome(self, checkpoint: Checkpoint, start: Instant) -> Outcome {
        let shards = checkpoint.writers.iter().flat_map(|w| w.done.iter().cloned()).collect();
        let times = Times { wall: start.elapsed().as_secs_f64(), ..self.times };
        Outcome { checkpoint, shards, held_out: self.held_out, times }
    }
}

/// What the programs of a shard are compared by.
fn prints_of(path: &Path) -> Result<Vec<Fingerprint>> {
    let mut prints = Vec::new();
    for_each_line(path, |line| {
        let bad = |e: &dyn std::fmt::Display| {
            DatasetError(format!("{} is damaged ({e}); start again with --force", path.display()))
        };
        let record: Record = serde_json::from_slice(line).map_err(|e| bad(&e))?;
        let parsed = shape::parse(&record.python).map_err(|e| bad(&e))?;
        prints.push(Fingerprint::of(&parsed.module, &record.python));
        Ok(true)
    })?;
    Ok(prints)
}
