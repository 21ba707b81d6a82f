//! One pass over the shards.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::dataset::dedup::{Fingerprint, Signature, signature};
use crate::dataset::forms::{for_each_line, name_parts};
use crate::dataset::record::Record;
use crate::dataset::shards::files_in;
use crate::dataset::splits::SPLITS;
use crate::dataset::{DatasetError, Result, features, shape};

/// What a pass has seen. Per-record columns are those of the first device, in the order of the shards.
#[derive(Debug, Default)]
#[allow(missing_docs)]
pub struct Observed {
    pub records: BTreeMap<String, u64>,
    pub bytes: BTreeMap<String, u64>,
    pub splits: BTreeMap<String, u64>,
    pub families: BTreeMap<String, u64>,
    pub ids: BTreeMap<String, BTreeSet<String>>,
    pub python_lengths: Vec<u32>,
    pub kernel_lengths: Vec<u32>,
    pub code_lengths: BTreeMap<String, Vec<u32>>,
    pub shapes: Vec<u64>,
    pub renamed: Vec<u64>,
    pub split_of: Vec<u8>,
    pub signatures: Vec<Signature>,
    pub flags: Vec<u64>,
    pub warp_names: BTreeSet<String>,
    pub kinds: BTreeSet<&'static str>,
    pub annotations: BTreeSet<String>,
    pub overloads: BTreeMap<String, u64>,
    pub builtin_names: BTreeMap<String, u64>,
    pub types: BTreeSet<String>,
    pub with_backward: u64,
    pub unparsed: u64,
    pub python: Vec<u8>,
}

impl Observed {
    /// Records of the first device.
    #[must_use]
    pub fn count(&self) -> usize {
        self.shapes.len()
    }

    /// Share of records with each flag, in percent.
    #[must_use]
    pub fn feature_shares(&self) -> BTreeMap<String, f64> {
        let total = self.flags.len().max(1) as f64;
        features::FLAGS
            .iter()
            .enumerate()
            .map(|(bit, name)| {
                let count = self.flags.iter().filter(|f| **f >> bit & 1 == 1).count();
                ((*name).to_owned(), (count as f64 / total * 1e4).round() / 100.0)
            })
            .collect()
    }
}

/// The shards of a set: device, split, path; sorted.
///
/// # Errors
/// The folder cannot be read.
pub fn shard_paths(out: &Path) -> Result<Vec<(String, String, PathBuf)>> {
    let mut found = Vec::new();
    for device in ["cpu", "cuda"] {
        for path in files_in(&out.join(device))? {
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            let split = name_parts(&name).and_then(|(split, _)| SPLITS.iter().find(|s| **s == split));
            if let Some(split) = split {
                found.push((device.to_owned(), (*split).to_owned(), path));
            }
        }
    }
    found.sort();
    if found.is_empty() {
        return Err(DatasetError(format!("{} holds no shards", out.display())));
    }
    Ok(found)
}

/// Read every line of a shard.
fn for_each_record(path: &Path, mut visit: impl FnMut(&[u8], Record) -> Result<()>) -> Result<()> {
    let mut number = 0;
    for_each_line(path, |line| {
        number += 1;
        let record: Record = serde_json::from_slice(line)
            .map_err(|e| DatasetError(format!("{}:{number}: not a record: {e}", path.display())))?;
        visit(line, record)?;
        Ok(true)
    })
}

/// Read every record of a shard.
///
/// # Errors
/// It cannot be read, or a line is not a record.
pub fn read_records(path: &Path, mut visit: impl FnMut(Record)) -> Result<()> {
    for_each_record(path, |_, record| {
        visit(record);
        Ok(())
    })
}

/// Read the whole set.
///
/// # Errors
/// It cannot be read, or holds something that is no record.
pub fn observe(out: &Path) -> Result<Observed> {
    let paths = shard_paths(out)?;
    let first = paths[0].0.clone();
    let parts: Vec<Result<Observed>> = paths
        .par_iter()
        .map(|(device, split, path)| one_shard(device, split, path, *device == first))
        .collect();
    let mut all = Observed::default();
    for part in parts {
        all.merge(part?);
    }
    Ok(all)
}

fn one_shard(device: &str, split: &str, path: &Path, first: bool) -> Result<Observed> {
    let mut seen = Observed::default();
    let split_number = SPLITS.iter().position(|s| *s == split).unwrap_or(0) as u8;
    for_each_record(path, |line, record| {
        *seen.records.entry(device.to_owned()).or_default() += 1;
        *seen.bytes.entry(device.to_owned()).or_default() += line.len() as u64;
        seen.ids.entry(device.to_owned()).or_default().insert(record.id.clone());
        seen.code_lengths.entry(device.to_owned()).or_default().push(record.code.len() as u32);
        types_in(&record.code, &mut seen.types);
        if first {
            seen.program(&record, split, split_number);
        }
        Ok(())
    })?;
    Ok(seen)
}

impl Observed {
    fn program(&mut self, record: &Record, split: &str, split_number: u8) {
        *self.splits.entry(split.to_owned()).or_default() += 1;
        *self.families.entry(record.family.clone()).or_default() += 1;
        self.python_lengths.push(record.python.chars().count() as u32);
        self.split_of.push(split_number);
        self.with_backward += u64::from(record.has_backward);
        self.python.extend_from_slice(record.python.as_bytes());
        let mut names = BTreeSet::new();
        for overload in &record.builtins {
            *self.overloads.entry(overload.clone()).or_default() += 1;
            names.insert(overload.split('/').next().unwrap_or(overload));
        }
        for name in names {
            *self.builtin_names.entry(name.to_owned()).or_default() += 1;
        }
        match shape::parse(&record.python) {
            Ok(parsed) => {
                let print = Fingerprint::of(&parsed.module, &record.python);
                self.renamed.push(print.renamed);
                self.shapes.push(print.shape);
                self.signatures.push(print.signature);
                let found = features::find(&parsed.module, &record.python);
                let bits = features::FLAGS
                    .iter()
                    .enumerate()
                    .filter(|(_, f)| found.flags.contains(*f))
                    .fold(0, |b, (at, _)| b | 1 << at);
                self.flags.push(bits);
                self.kinds.extend(found.kinds);
                self.warp_names.extend(found.warp_names);
                self.annotations.extend(found.annotations);
                self.kernel_lengths.extend(found.kernel_lengths);
            }
            Err(_) => {
                self.unparsed += 1;
                self.signatures.push(signature(&record.python));
                self.renamed.push(0);
                self.shapes.push(0);
                self.flags.push(0);
            }
        }
    }

    fn merge(&mut self, other: Observed) {
        fn add(into: &mut BTreeMap<String, u64>, from: BTreeMap<String, u64>) {
            for (key, value) in from {
                *into.entry(key).or_default() += value;
            }
        }
        add(&mut self.records, other.records);
        add(&mut self.bytes, other.bytes);
        add(&mut self.splits, other.splits);
        add(&mut self.families, other.families);
        add(&mut self.overloads, other.overloads);
        add(&mut self.builtin_names, other.builtin_names);
        for (device, ids) in other.ids {
            self.ids.entry(device).or_default().extend(ids);
        }
        for (device, lengths) in other.code_lengths {
            self.code_lengths.entry(device).or_default().extend(lengths);
        }
        self.python_lengths.extend(other.python_lengths);
        self.kernel_lengths.extend(other.kernel_lengths);
        self.shapes.extend(other.shapes);
        self.renamed.extend(other.renamed);
        self.split_of.extend(other.split_of);
        self.signatures.extend(other.signatures);
        self.flags.extend(other.flags);
        self.warp_names.extend(other.warp_names);
        self.kinds.extend(other.kinds);
        self.annotations.extend(other.annotations);
        self.types.extend(other.types);
        self.with_backward += other.with_backward;
        self.unparsed += other.unparsed;
        self.python.extend(other.python);
    }
}

/// The canonical types of arguments and locals: what stands before `var_` in declarations.
fn types_in(code: &str, types: &mut BTreeSet<String>) {
    let mut seen: FxHashMap<&str, ()> = FxHashMap::default();
    for line in code.lines() {
        let line = line.trim_start();
        let line = line.strip_prefix("const ").unwrap_or(line);
        let typed = line.starts_with("wp::")
            || line.starts_with("bool ")
            || line.starts_with("float ")
            || line.starts_with("int ");
        if !typed {
            continue;
        }
        if let Some(at) = line.find(" var_")
            && !line[..at].contains('(')
        {
            let ty = line[..at].trim_end_matches(['*', '&', ' ']);
            // Struct and tile types are the program's own.
            if !ty.contains("tile_") && seen.insert(ty, ()).is_none() && !types.contains(ty) {
                types.insert(ty.to_owned());
            }
        }
    }
}
