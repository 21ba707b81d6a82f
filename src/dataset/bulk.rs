//! Making a set: programs in parallel, decisions in order, shards to disk, a checkpoint now and then.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::checkpoint::{Checkpoint, SetOptions};
use super::dedup::{Accepted, Fingerprint, signature};
use super::emitter::{Devices, EmittedPair, Emitter, Rejection};
use super::features::{self, Found};
use super::generate::{Program, generate};
use super::record::{LICENSE, Record, WARP_VERSION, id_of, sections_of};
use super::shards::{Shard, Writer};
use super::splits::{HeldOut, SPLITS};
use super::state::{self, State};
use super::{DatasetError, Result, shape};

/// Programs made at a time: the unit of parallel work, the same for every number of threads.
const BATCH: u64 = 512;
/// The longest code that is kept.
const MAX_CODE: usize = 256_000;
/// How often a checkpoint is written.
const CHECKPOINT_EVERY: Duration = Duration::from_secs(2);

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
}

/// How a run is going.
#[derive(Clone, Debug, Default)]
pub struct Tick {
    /// Bytes of the smallest device.
    pub bytes: u64,
    /// Records accepted.
    pub records: u64,
    /// Programs made.
    pub made: u64,
    /// Rejected in all.
    pub rejected: u64,
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

/// A program that parsed, with what it is compared by.
struct Candidate {
    program: Program,
    found: Found,
    print: Fingerprint,
}

/// A record ready to be written.
struct Ready {
    id: String,
    candidate: Candidate,
    pair: EmittedPair,
    split: &'static str,
    lines: Vec<Vec<u8>>,
}

fn candidate(seed: u64, index: u64) -> std::result::Result<Candidate, String> {
    let program = generate(seed, index);
    let parsed = shape::parse(&program.python).map_err(|e| format!("does not parse: {e}"))?;
    let (renamed, shape) = shape::hashes(&parsed.module);
    let found = features::find(&parsed.module, &program.python);
    let print = Fingerprint { renamed, shape, signature: signature(&program.python) };
    Ok(Candidate { program, found, print })
}

/// The state of a run.
struct Run<'e, E: Emitter> {
    plan: &'e Plan,
    emitter: &'e E,
    devices: Devices,
    held_out: HeldOut,
    accepted: Accepted,
    indices: Vec<u64>,
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
        if last.elapsed() > CHECKPOINT_EVERY {
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
        None if out.join("manifest.json").exists() => Err(DatasetError(format!(
            "{} holds a set without a state file; choose another folder, or --force to replace it",
            out.display()
        ))),
        None => Ok(None),
    }
}

/// Remove the shards and manifests of an earlier set, and nothing else.
fn clear(out: &Path) -> Result<()> {
    for device in ["cpu", "cuda"] {
        let folder = out.join(device);
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(DatasetError::io("read", &folder, &error)),
        };
        for entry in entries.flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            let ours = SPLITS.iter().any(|s| name.starts_with(&format!("{s}-")))
                && (name.ends_with(".jsonl") || name.ends_with(".part"));
            if ours {
                std::fs::remove_file(&path).map_err(|e| DatasetError::io("remove", &path, &e))?;
            }
        }
    }
    for name in ["manifest.json", ".checkpoint.json"] {
        let path = out.join(name);
        match std::fs::remove_file(&path) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(DatasetError::io("remove", &path, &error)),
        }
    }
    Ok(())
}

impl<'e, E: Emitter> Run<'e, E> {
    fn new(plan: &'e Plan, emitter: &'e E) -> Self {
        let has = |name: &str| plan.options.devices.iter().any(|d| d == name);
        let devices = Devices { cpu: has("cpu"), cuda: has("cuda") };
        let writers = devices
            .names()
            .flat_map(|d| SPLITS.iter().map(move |s| (d, *s)))
            .map(|(device, split)| Writer::new(&plan.out, device, split, plan.options.shard_bytes))
            .collect();
        Self {
            plan,
            emitter,
            devices,
            held_out: HeldOut::of(plan.options.seed),
            accepted: Accepted::new(),
            indices: Vec::new(),
            ledger: BTreeMap::new(),
            writers,
            next_index: 0,
            times: Times::default(),
        }
    }

    /// Go back to a checkpoint: what was accepted is made again (but not emitted), the shards are cut to length.
    fn restore(&mut self, checkpoint: &Checkpoint) -> Result<()> {
        let mut at = 0u64;
        self.indices = checkpoint
            .accepted
            .iter()
            .map(|step| {
                at += u64::from(*step);
                at
            })
            .collect();
        let seed = self.plan.options.seed;
        for chunk in self.indices.chunks(4096) {
            let prints: Vec<_> =
                chunk.par_iter().map(|&index| candidate(seed, index).map(|c| c.print)).collect();
            for print in prints {
                self.accepted.insert(&print.map_err(DatasetError)?);
            }
        }
        self.ledger.clone_from(&checkpoint.ledger);
        self.next_index = checkpoint.next_index;
        self.writers = checkpoint
            .writers
            .iter()
            .map(|progress| Writer::resume(&self.plan.out, progress.clone(), self.plan.options.shard_bytes))
            .collect::<Result<_>>()?;
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
            Some(count) => self.indices.len() as u64 >= count,
            None => self.sizes().iter().all(|(_, bytes)| *bytes as f64 >= self.plan.options.target_mb * 1e6),
        }
    }

    fn reject(&mut self, reason: &str) {
        *self.ledger.entry(reason.to_owned()).or_default() += 1;
    }

    fn batch(&mut self) -> Result<()> {
        let (seed, first) = (self.plan.options.seed, self.next_index);
        let clock = Instant::now();
        let made: Vec<_> =
            (first..first + BATCH).into_par_iter().map(|index| candidate(seed, index)).collect();
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
        for (index, ready) in ready {
            if self.done() {
                self.next_index = index;
                self.times.write += clock.elapsed().as_secs_f64();
                return Ok(());
            }
            match ready {
                Err(rejection) => {
                    self.reject(&format!("{}: {}", rejection.code, summary(&rejection.message)))
                }
                Ok(ready) => self.keep(index, &ready)?,
            }
        }
        self.next_index = first + BATCH;
        self.times.write += clock.elapsed().as_secs_f64();
        if self.next_index > 2000 && self.indices.is_empty() {
            return Err(DatasetError(format!(
                "none of {} programs could be emitted: {:?}",
                self.next_index, self.ledger
            )));
        }
        Ok(())
    }

    /// Write a record, unless something like it was written since it was looked at.
    fn keep(&mut self, index: u64, ready: &Ready) -> Result<()> {
        let print = &ready.candidate.print;
        if let Some(duplicate) = self.accepted.duplicate(print) {
            self.reject(duplicate.reason());
            return Ok(());
        }
        self.accepted.insert(print);
        self.indices.push(index);
        let split = SPLITS.iter().position(|s| *s == ready.split).unwrap_or(0);
        for (device, line) in ready.lines.iter().enumerate() {
            if let Some(writer) = self.writers.get_mut(device * SPLITS.len() + split) {
                writer.line(line)?;
            }
        }
        Ok(())
    }

    fn tick(&self) -> Tick {
        Tick {
            bytes: self.sizes().iter().map(|(_, b)| *b).min().unwrap_or(0),
            records: self.indices.len() as u64,
            made: self.next_index,
            rejected: self.ledger.values().sum(),
        }
    }

    fn checkpoint(&mut self, complete: bool) -> Result<Checkpoint> {
        let writers = self.writers.iter_mut().map(Writer::sync).collect::<Result<Vec<_>>>()?;
        let mut last = 0;
        let accepted = self
            .indices
            .iter()
            .map(|&index| {
                let step = (index - last) as u32;
                last = index;
                step
            })
            .collect();
        let checkpoint = Checkpoint {
            options: self.plan.options.clone(),
            next_index: self.next_index,
            accepted,
            ledger: self.ledger.clone(),
            writers,
            complete,
        };
        checkpoint.write(&self.plan.out)?;
        Ok(checkpoint)
    }

    fn say(&self, phase: &str, task: &str, status: &str, event: Option<&str>) -> Result<()> {
        let sizes = self.sizes();
        let event = event.map(|what| {
            let total: Vec<String> =
                sizes.iter().map(|(d, b)| format!("{d} {:.1} MB", *b as f64 / 1e6)).collect();
            format!("{what}: {} records, {}", self.indices.len(), total.join(", "))
        });
        let state = State {
            options: &self.plan.options,
            phase,
            task,
            status,
            sizes,
            records: (self.indices.len() as u64, self.next_index),
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

/// A message without the particulars, for the ledger.
fn summary(message: &str) -> String {
    let line = message.lines().last().unwrap_or_default();
    let mut text = String::new();
    let mut quoted = false;
    for c in line.chars().take(160) {
        match c {
            '\'' | '`' | '"' => {
                quoted = !quoted;
                text.push(c);
            }
            _ if quoted => {}
            '0'..='9' => {
                if !text.ends_with('N') {
                    text.push('N');
                }
            }
            _ => text.push(c),
        }
    }
    text
}

fn make_ready<E: Emitter>(
    emitter: &E,
    devices: Devices,
    held_out: &HeldOut,
    seed: u64,
    candidate: Candidate,
) -> std::result::Result<Ready, Rejection> {
    let program = &candidate.program;
    let pair = emitter.emit(&program.python, devices)?;
    if pair.cpu.len().max(pair.cuda.len()) > MAX_CODE {
        return Err(Rejection {
            code: "size".to_owned(),
            message: "the code is longer than 256 kB".to_owned(),
        });
    }
    let options = serde_json::Map::new();
    let id = id_of(&program.python, &options);
    let split = held_out.split(seed, &id, program.family, &pair.builtins);
    let mut ready = Ready { id, candidate, pair, split, lines: Vec::new() };
    for device in devices.names() {
        let record = record_of(&ready, device, options.clone());
        let line = serde_json::to_vec(&record)
            .map_err(|e| Rejection { code: "encode".to_owned(), message: e.to_string() })?;
        ready.lines.push(line);
    }
    (ready.pair.cpu, ready.pair.cuda) = (String::new(), String::new());
    Ok(ready)
}

/// The record of a pair on one device.
fn record_of(ready: &Ready, device: &str, options: serde_json::Map<String, serde_json::Value>) -> Record {
    let program = &ready.candidate.program;
    let (code, hash) = if device == "cpu" {
        (&ready.pair.cpu, &ready.pair.cpu_hash)
    } else {
        (&ready.pair.cuda, &ready.pair.cuda_hash)
    };
    let sections = sections_of(code, device);
    Record {
        id: ready.id.clone(),
        device: device.to_owned(),
        family: program.family.to_owned(),
        kernel: program.kernel.clone(),
        features: ready.candidate.found.flags.iter().map(|f| (*f).to_owned()).collect(),
        builtins: ready.pair.builtins.clone(),
        python: program.python.clone(),
        code: code.clone(),
        has_backward: !sections.backward.is_empty(),
        sections,
        options,
        module_hash: hash.clone(),
        shape_hash: format!("{:016x}", ready.candidate.print.shape),
        cluster: ready.id.clone(),
        split: ready.split.to_owned(),
        warp_version: WARP_VERSION.to_owned(),
        warpgen_version: env!("CARGO_PKG_VERSION").to_owned(),
        license: LICENSE.to_owned(),
    }
}
