//! Checking a set: its schema, its checksums, every record made again, nothing shared across splits; and, when asked, that
//! it compiles and that real Warp writes the same.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::emitter::{Devices, Emitter, MODULE_NAME, SOURCE_PATH};
use super::forms::for_each_line;
use super::generate::Rng;
use super::manifest::Manifest;
use super::oracle::{Oracle, PROGRAMS};
use super::record::{Record, id_of, sections_of};
use super::stats::shard_paths;
use super::verification::{Count, Verification};
use super::{DatasetError, Result, compiles, hex, shape};

/// What to check.
#[derive(Clone, Debug, Default)]
pub struct Checks {
    /// Records to make again; `None` is all.
    pub sample: Option<usize>,
    /// Records to compare with real Warp.
    pub against_warp: usize,
    /// Records to compile, on each device.
    pub compile: usize,
    /// A Python that has real Warp; looked for when not given.
    pub python: Option<PathBuf>,
}

/// What the checks found: problems, at most a few of each kind, and how many records were looked at.
#[derive(Debug, Default)]
pub struct Findings {
    /// Records read.
    pub records: u64,
    /// Records made again.
    pub remade: u64,
    /// Problems.
    pub problems: Vec<String>,
    /// What outlives the check.
    pub verification: Verification,
}

impl Findings {
    fn problem(&mut self, text: String) {
        if self.problems.len() < 50 {
            self.problems.push(text);
        }
    }
}

/// Check a set.
///
/// # Errors
/// It cannot be read at all.
pub fn verify<E: Emitter>(out: &Path, checks: &Checks, emitter: &E) -> Result<Findings> {
    let mut findings = Findings { verification: Verification::read(out)?, ..Findings::default() };
    let manifest = Manifest::read(out)?;
    let paths = shard_paths(out)?;
    checksums(out, manifest.as_ref(), &paths, &mut findings);
    // What is missing shows before the work, not after it.
    let oracle = (checks.against_warp > 0).then(|| Oracle::find(checks.python.as_deref())).transpose()?;
    let draws = checks.sample.is_some() || oracle.is_some() || checks.compile > 0;
    let ids = if draws { ids_of(&paths)? } else { Vec::new() };
    let wanted = checks.sample.map(|count| drawn(&ids, count, 1));
    let results: Vec<Result<Shard>> = paths
        .par_iter()
        .map(|(device, split, path)| check_shard(device, split, path, wanted.as_deref(), emitter))
        .collect();
    let mut good = 0;
    for result in results {
        let Shard { records, remade, equal, problems } = result?;
        findings.records += records;
        findings.remade += remade;
        good += equal;
        problems.into_iter().for_each(|p| findings.problem(p));
    }
    findings.verification.remade = Some(Count { tried: findings.remade, good });
    if let Some(oracle) = oracle {
        against_warp(&paths, &oracle, &drawn(&ids, checks.against_warp, 2), &mut findings)?;
    }
    if checks.compile > 0 {
        compile(&paths, &drawn(&ids, checks.compile, 3), &mut findings)?;
    }
    findings.verification.write(out)?;
    Ok(findings)
}

fn checksums(
    out: &Path,
    manifest: Option<&Manifest>,
    paths: &[(String, String, PathBuf)],
    findings: &mut Findings,
) {
    let Some(manifest) = manifest else {
        findings.problem("there is no manifest.json: checksums cannot be checked".to_owned());
        return;
    };
    let sums: Vec<(String, Result<String>)> = manifest
        .shards
        .par_iter()
        .map(|shard| {
            let mut hasher = Sha256::new();
            let read = for_each_line(&out.join(&shard.path), |line| {
                hasher.update(line);
                Ok(true)
            });
            let sum = read.map(|()| hex(&hasher.finalize()));
            (shard.path.clone(), sum)
        })
        .collect();
    for ((path, sum), shard) in sums.into_iter().zip(&manifest.shards) {
        match sum {
            Ok(sum) if sum == shard.sha256 => {}
            Ok(_) => findings.problem(format!("{path}: SHA-256 differs from the manifest's")),
            Err(error) => findings.problem(error.to_string()),
        }
    }
    for (_, _, path) in paths {
        let known = manifest.shards.iter().any(|s| out.join(&s.path) == *path);
        if !known {
            findings.problem(format!("{} is not in the manifest", path.display()));
        }
    }
}

/// So many ids drawn at random, sorted; another `stream` draws others.
fn drawn(ids: &[String], count: usize, stream: u64) -> Vec<String> {
    let mut ids = ids.to_vec();
    Rng::new(count as u64, stream).shuffle(&mut ids);
    ids.truncate(count);
    ids.sort_unstable();
    ids
}

/// The ids of all records, which are the same on each device.
fn ids_of(paths: &[(String, String, PathBuf)]) -> Result<Vec<String>> {
    let first = paths.first().map(|p| p.0.clone()).unwrap_or_default();
    let mut ids = Vec::new();
    for (_, _, path) in paths.iter().filter(|p| p.0 == first) {
        for_each(path, |_, record| ids.push(record.id))?;
    }
    Ok(ids)
}

/// Visit the lines of a shard: the record, or what is wrong with the line.
fn for_each(path: &Path, mut visit: impl FnMut(usize, Record)) -> Result<Vec<String>> {
    let (mut bad, mut number) = (Vec::new(), 0);
    for_each_line(path, |line| {
        number += 1;
        match serde_json::from_slice::<Record>(line) {
            Ok(record) => visit(number, record),
            Err(error) => bad.push(format!("{}:{number}: not a record: {error}", path.display())),
        }
        Ok(true)
    })?;
    Ok(bad)
}

/// What was found in a shard.
struct Shard {
    records: u64,
    remade: u64,
    equal: u64,
    problems: Vec<String>,
}

fn check_shard<E: Emitter>(
    device: &str,
    split: &str,
    path: &Path,
    wanted: Option<&[String]>,
    emitter: &E,
) -> Result<Shard> {
    let mut records = Vec::new();
    let mut problems = for_each(path, |number, record| records.push((number, record)))?;
    let checked: Vec<(bool, Option<String>)> = records
        .par_iter()
        .map(|(number, record)| {
            let again = wanted.is_none_or(|ids| ids.binary_search(&record.id).is_ok());
            let problem = check_record(device, split, record, again, emitter);
            (again, problem.map(|p| format!("{}:{number}: {p}", path.display())))
        })
        .collect();
    let remade = checked.iter().filter(|(again, _)| *again).count() as u64;
    let equal = checked.iter().filter(|(again, problem)| *again && problem.is_none()).count() as u64;
    problems.extend(checked.into_iter().filter_map(|(_, p)| p).take(20));
    Ok(Shard { records: records.len() as u64, remade, equal, problems })
}

fn check_record<E: Emitter>(
    device: &str,
    split: &str,
    record: &Record,
    again: bool,
    emitter: &E,
) -> Option<String> {
    if record.device != device || record.split != split {
        return Some("its device or split is not that of its file".to_owned());
    }
    if record.id != id_of(&record.python, &record.options) {
        return Some(format!("{}: the id is not that of the program", record.id));
    }
    let inside = |list: &[(usize, usize)]| list.iter().all(|(a, b)| a <= b && *b <= record.code.len());
    let s = &record.sections;
    if ![&s.structs, &s.functions, &s.forward, &s.backward, &s.entry_points].into_iter().all(|l| inside(l))
        || *s != sections_of(&record.code, device)
    {
        return Some(format!("{}: its sections are wrong", record.id));
    }
    if !again {
        return None;
    }
    match shape::parse(&record.python) {
        Err(error) => return Some(format!("{}: {error}", record.id)),
        Ok(parsed) if format!("{:016x}", shape::hashes(&parsed.module).1) != record.shape_hash => {
            return Some(format!("{}: the shape hash differs", record.id));
        }
        Ok(_) => {}
    }
    let devices = Devices { cpu: device == "cpu", cuda: device == "cuda" };
    match emitter.emit(&record.python, devices) {
        Err(rejection) => Some(format!("{}: rejected: {}", record.id, rejection.message)),
        Ok(pair) => {
            let (code, hash) =
                if device == "cpu" { (&pair.cpu, &pair.cpu_hash) } else { (&pair.cuda, &pair.cuda_hash) };
            (*code != record.code || *hash != record.module_hash)
                .then(|| format!("{}: the code comes out differently", record.id))
        }
    }
}

/// Compile records on each device that the set has.
fn compile(paths: &[(String, String, PathBuf)], ids: &[String], findings: &mut Findings) -> Result<()> {
    for device in ["cpu", "cuda"] {
        let mut units = Vec::new();
        for (_, _, path) in paths.iter().filter(|p| p.0 == device) {
            for_each(path, |_, record| {
                if ids.binary_search(&record.id).is_ok() {
                    units.push((record.id, record.code));
                }
            })?;
        }
        if units.is_empty() {
            continue;
        }
        let tried = units.len() as u64;
        let bad = if device == "cpu" { compiles::cpu(units)? } else { compiles::cuda(units, &["80", "90"])? };
        let result = Some(Count { tried, good: tried - bad.len() as u64 });
        if device == "cpu" {
            findings.verification.cpu = result;
        } else {
            findings.verification.cuda = result;
        }
        bad.into_iter()
            .for_each(|(id, why)| findings.problem(format!("{id} ({device}) does not compile: {why}")));
    }
    Ok(())
}

/// Compare records with real Warp.
fn against_warp(
    paths: &[(String, String, PathBuf)],
    oracle: &Oracle,
    ids: &[String],
    findings: &mut Findings,
) -> Result<()> {
    let folder = super::temporary_folder()?;
    let mut programs: Vec<(String, String)> = Vec::new();
    for (device, _, path) in paths {
        let mut failed = None;
        let first = paths.first().is_some_and(|p| p.0 == *device);
        for_each(path, |_, record| {
            if first {
                programs.push((record.id.clone(), record.python.clone()));
            }
            if ids.binary_search(&record.id).is_ok() {
                let place = folder.path().join(&record.id);
                let extension = if record.device == "cpu" { "cpp" } else { "cu" };
                let write = std::fs::create_dir_all(&place)
                    .and_then(|()| std::fs::write(place.join(SOURCE_PATH), &record.python))
                    .and_then(|()| {
                        std::fs::write(place.join(format!("{MODULE_NAME}.{extension}")), &record.code)
                    });
                if let Err(error) = write {
                    failed = Some(DatasetError::io("write", &place, &error));
                }
            }
        })?;
        if let Some(error) = failed {
            return Err(error);
        }
    }
    // CPython parses all of them: that takes seconds.
    let list = folder.path().join(PROGRAMS);
    let text = serde_json::to_vec(&programs).map_err(|e| DatasetError(e.to_string()))?;
    std::fs::write(&list, text).map_err(|e| DatasetError::io("write", &list, &e))?;
    let counts = oracle.compare(folder.path())?;
    counts.different.iter().for_each(|d| findings.problem(format!("differs from real Warp: {d}")));
    findings.verification.warp = Some(Count { tried: counts.texts, good: counts.equal });
    findings.verification.python = Some(Count { tried: counts.files, good: counts.parsed });
    Ok(())
}
