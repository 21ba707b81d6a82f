//! The measures of the specification, with their gates and goals.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::reachable::reachable_overloads;
use super::read::Observed;
use super::{Lengths, xz};
use crate::dataset::dedup::{THRESHOLD, clusters};
use crate::dataset::features::{FLAGS, PEOPLE};
use crate::dataset::generate::Rng;
use crate::dataset::verification::{Count, Verification};

/// How a measure came out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The goal is reached.
    Goal,
    /// The gate is passed, the goal is not reached.
    Passed,
    /// The gate is missed.
    Missed,
    /// Not measured.
    NotRun,
}

impl Outcome {
    /// For tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Goal => "goal reached",
            Outcome::Passed => "gate passed",
            Outcome::Missed => "**gate missed**",
            Outcome::NotRun => "not run",
        }
    }
}

/// One measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// Number in the specification.
    pub number: u8,
    /// What is measured.
    pub name: String,
    /// The value, for people.
    pub value: String,
    /// The value, for machines.
    pub number_value: Option<f64>,
    /// The gate.
    pub gate: String,
    /// The goal.
    pub goal: String,
    /// How it came out.
    pub outcome: Outcome,
}

struct Table(Vec<Measure>);

/// What a value should be at least, or at most.
struct Limits {
    gate: f64,
    goal: f64,
    least: bool,
    unit: &'static str,
}

fn least(gate: f64, goal: f64, unit: &'static str) -> Limits {
    Limits { gate, goal, least: true, unit }
}

fn most(gate: f64, goal: f64, unit: &'static str) -> Limits {
    Limits { gate, goal, least: false, unit }
}

impl Table {
    /// A measure that should be at least (or at most) something.
    fn add(&mut self, number: u8, name: &str, value: Option<f64>, text: String, limits: Limits) {
        let Limits { gate, goal, least, unit } = limits;
        let meets = |value: f64, limit: f64| if least { value >= limit } else { value <= limit };
        let outcome = match value {
            None => Outcome::NotRun,
            Some(v) if meets(v, goal) => Outcome::Goal,
            Some(v) if meets(v, gate) => Outcome::Passed,
            Some(_) => Outcome::Missed,
        };
        let sign = if least { "≥" } else { "≤" };
        let text = if value.is_none() { "not run".to_owned() } else { text };
        self.0.push(Measure {
            number,
            name: name.to_owned(),
            value: text,
            number_value: value,
            gate: format!("{sign} {gate}{unit}"),
            goal: format!("{sign} {goal}{unit}"),
            outcome,
        });
    }

    /// A share of what was tried that must be whole: the goal is that all were tried, the gate that a sample was, of at
    /// least that share of all in percent.
    fn checked(&mut self, number: u8, name: &str, count: Option<Count>, all: u64, sample: f64) {
        let count = count.filter(|c| c.tried > 0);
        let share = count.map(|c| percent(c.good as f64, c.tried as f64));
        let tried = count.map_or(0.0, |c| percent(c.tried as f64, all as f64));
        let text = count.map_or(String::new(), |c| {
            format!("{:.2} % of {} ({tried:.1} % of all)", share.unwrap_or(0.0), c.tried)
        });
        let limits = least(100.0, 100.0, " %");
        self.add(number, name, share, text, limits);
        let Some(measure) = self.0.last_mut() else { return };
        measure.gate = if sample > 0.0 {
            format!("100 % of a {sample} % sample")
        } else {
            "100 % of a sample".to_owned()
        };
        measure.goal = "100 % of all".to_owned();
        if measure.outcome == Outcome::Goal && tried < 100.0 {
            measure.outcome = if tried >= sample { Outcome::Passed } else { Outcome::NotRun };
        }
    }
}

fn percent(part: f64, whole: f64) -> f64 {
    if whole == 0.0 { 0.0 } else { part / whole * 100.0 }
}

/// Share of texts that are in a near-duplicate cluster with another, in percent.
fn near_share(found: &[u32]) -> f64 {
    let mut sizes: FxHashMap<u32, u32> = FxHashMap::default();
    for root in found {
        *sizes.entry(*root).or_default() += 1;
    }
    let linked = found.iter().filter(|root| sizes[root] > 1).count();
    percent(linked as f64, found.len() as f64)
}

/// All measures.
#[must_use]
pub fn measures(seen: &Observed, verified: &Verification) -> Vec<Measure> {
    let mut table = Table(Vec::new());
    let total = seen.count() as f64;
    // The slow ones side by side: compression, clusters.
    let (ratio, (linked, sampled)) = rayon::join(
        || xz::ratio(&seen.python),
        || rayon::join(|| clusters(&seen.signatures, THRESHOLD), || sample_clusters(seen)),
    );
    duplicates(&mut table, seen, &linked, &sampled);
    coverage(&mut table, seen);
    if seen.unparsed > 0 {
        let share = percent(total - seen.unparsed as f64, total);
        let text = format!("{share:.2} % with warpgen's own parser");
        table.add(10, "parses", Some(share), text, least(100.0, 100.0, " %"));
    }
    let texts = seen.records.values().sum::<u64>();
    table.checked(10, "parses with CPython", verified.python, seen.count() as u64, 0.0);
    table.checked(11, "byte-equal to real Warp", verified.warp, texts, 5.0);
    let of = |device: &str| seen.records.get(device).copied().unwrap_or(0);
    table.checked(12, "CPU compiles", verified.cpu, of("cpu"), 0.0);
    table.checked(13, "CUDA compiles with NVRTC (sm_80, sm_90)", verified.cuda, of("cuda"), 0.0);
    let backward = percent(seen.with_backward as f64, total);
    table.add(14, "backward present", Some(backward), format!("{backward:.1} %"), least(85.0, 90.0, " %"));
    table.add(
        15,
        "xz -6 ratio of the Python column",
        ratio,
        format!("{:.2}", ratio.unwrap_or(0.0)),
        most(12.0, 9.0, ""),
    );
    lengths(&mut table, seen);
    leakage(&mut table, seen, &linked);
    let both = match (seen.ids.get("cpu"), seen.ids.get("cuda")) {
        (Some(a), Some(b)) => Some(percent(a.intersection(b).count() as f64, a.union(b).count() as f64)),
        _ => None,
    };
    table.add(
        18,
        "ids present in both devices",
        both,
        format!("{:.2} %", both.unwrap_or(0.0)),
        least(100.0, 100.0, " %"),
    );
    repeatable(&mut table, verified);
    mix(&mut table, seen);
    table.0.sort_by_key(|m| m.number);
    table.0
}

/// Clusters of a random sample as large as the collection of people's kernels that near-duplicates were counted in.
fn sample_clusters(seen: &Observed) -> Vec<u32> {
    let mut order: Vec<usize> = (0..seen.count()).collect();
    Rng::new(4106, 0).shuffle(&mut order);
    let some: Vec<_> = order.iter().take(4106).map(|&k| seen.signatures[k]).collect();
    clusters(&some, THRESHOLD)
}

fn repeatable(table: &mut Table, verified: &Verification) {
    let same = verified.reruns.iter().filter(|run| run.same).count();
    let share = (!verified.reruns.is_empty()).then(|| percent(same as f64, verified.reruns.len() as f64));
    let runs: Vec<String> = verified
        .reruns
        .iter()
        .map(|run| {
            let threads = if run.jobs == 1 { "1 thread".to_owned() } else { format!("{} threads", run.jobs) };
            match run.killed_at {
                Some(at) => format!("{threads}, killed at {:.0} MB and resumed", at as f64 / 1e6),
                None => threads,
            }
        })
        .collect();
    let text = format!("{same} of {} runs again ({})", runs.len(), runs.join("; "));
    table.add(19, "same seed, same SHA-256 per shard", share, text, least(100.0, 100.0, " %"));
}

fn duplicates(table: &mut Table, seen: &Observed, linked: &[u32], sampled: &[u32]) {
    let total = seen.count();
    let distinct: FxHashSet<u64> = seen.renamed.iter().copied().collect();
    let copies = total - distinct.len();
    table.add(
        1,
        "exact and alpha-renamed duplicates",
        Some(copies as f64),
        copies.to_string(),
        most(0.0, 0.0, ""),
    );
    let (whole, part) = (near_share(linked), near_share(sampled));
    table.add(
        2,
        "near-duplicates (J ≥ 0.7, single linkage)",
        Some(whole),
        format!("{whole:.2} % (of a random {}: {part:.2} %)", sampled.len()),
        most(25.0, 10.0, " %"),
    );
    let mut shapes: FxHashMap<u64, u32> = FxHashMap::default();
    for shape in &seen.shapes {
        *shapes.entry(*shape).or_default() += 1;
    }
    let share = shapes.len() as f64 / total.max(1) as f64;
    table.add(3, "distinct AST shapes ÷ records", Some(share), format!("{share:.4}"), least(0.90, 0.98, ""));
    let mut counts: Vec<u32> = shapes.into_values().collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    let top = percent(f64::from(counts.iter().take(100).sum::<u32>()), total as f64);
    table.add(4, "share of the 100 commonest shapes", Some(top), format!("{top:.2} %"), most(5.0, 2.0, " %"));
}

fn coverage(table: &mut Table, seen: &Observed) {
    let names = seen.warp_names.len();
    table.add(5, "`wp.*` names used", Some(names as f64), names.to_string(), least(250.0, 330.0, ""));
    let reachable = reachable_overloads();
    let count =
        |least: u64| reachable.iter().filter(|o| seen.overloads.get(*o).is_some_and(|n| *n >= least)).count();
    let (used, often) = (count(1), count(20));
    let share = percent(used as f64, reachable.len() as f64);
    let enough = percent(often as f64, used as f64);
    let text = format!(
        "{share:.1} % ({used} of the {} that a program can reach); {enough:.1} % of those in ≥ 20 records ({often})",
        reachable.len()
    );
    table.add(6, "built-in overloads exercised", Some(share), text, least(60.0, 90.0, " %"));
    if let Some(measure) = table.0.last_mut() {
        measure.goal = "≥ 90 %, each in ≥ 20 records".to_owned();
        if measure.outcome == Outcome::Goal && often < used {
            measure.outcome = Outcome::Passed;
        }
    }
    let types = seen.types.len();
    table.add(
        7,
        "canonical argument and local types",
        Some(types as f64),
        types.to_string(),
        least(80.0, 150.0, ""),
    );
    let kinds = seen.kinds.len();
    table.add(8, "Python AST node kinds", Some(kinds as f64), kinds.to_string(), least(50.0, 58.0, ""));
    let mut pairs: FxHashSet<(usize, usize)> = FxHashSet::default();
    for bits in &seen.flags {
        let on: Vec<usize> = (0..FLAGS.len()).filter(|k| bits >> k & 1 == 1).collect();
        for (k, a) in on.iter().enumerate() {
            pairs.extend(on[k + 1..].iter().map(|b| (*a, *b)));
        }
    }
    let all = FLAGS.len() * (FLAGS.len() - 1) / 2;
    let share = percent(pairs.len() as f64, all as f64);
    table.add(
        9,
        "pairs of feature flags that occur",
        Some(share),
        format!("{share:.1} % ({} of {all})", pairs.len()),
        least(80.0, 95.0, " %"),
    );
}

/// Half of people's kernels are at most that long, in characters.
const PEOPLE_P50: f64 = 289.0;

fn lengths(table: &mut Table, seen: &Observed) {
    let kernel = Lengths::of(&seen.kernel_lengths);
    let python = Lengths::of(&seen.python_lengths);
    let mut text = format!(
        "kernels alone {}/{}/{}; files {}/{}/{}",
        kernel.p50, kernel.p90, kernel.p99, python.p50, python.p90, python.p99
    );
    let mut max = 0;
    for (device, values) in &seen.code_lengths {
        let l = Lengths::of(values);
        max = max.max(l.max);
        text.push_str(&format!("; {device} {}/{}/{}/{}", l.p50, l.p90, l.p99, l.max));
    }
    let near = (PEOPLE_P50 * 0.5..=PEOPLE_P50 * 1.5).contains(&(kernel.p50 as f64));
    table.0.push(Measure {
        number: 16,
        name: "lengths P50/P90/P99(/max), characters".to_owned(),
        value: text,
        number_value: Some(kernel.p50 as f64),
        gate: "code ≤ 256 kB".to_owned(),
        goal: format!("kernels' P50 {:.0} to {:.0}", PEOPLE_P50 * 0.5, PEOPLE_P50 * 1.5),
        outcome: match (max <= 256_000, near) {
            (false, _) => Outcome::Missed,
            (true, false) => Outcome::Passed,
            (true, true) => Outcome::Goal,
        },
    });
}

fn leakage(table: &mut Table, seen: &Observed, linked: &[u32]) {
    let mut by_shape: BTreeMap<u64, u8> = BTreeMap::new();
    let mut shared = 0usize;
    for (shape, split) in seen.shapes.iter().zip(&seen.split_of) {
        if *by_shape.entry(*shape).or_insert(*split) != *split {
            shared += 1;
        }
    }
    shared += linked
        .iter()
        .enumerate()
        .filter(|(at, root)| seen.split_of[*at] != seen.split_of[**root as usize])
        .count();
    table.add(
        17,
        "shapes or near-duplicates shared across splits",
        Some(shared as f64),
        shared.to_string(),
        most(0.0, 0.0, ""),
    );
}

fn mix(table: &mut Table, seen: &Observed) {
    let shares = seen.feature_shares();
    let mut outside = Vec::new();
    for (flag, low, high) in PEOPLE {
        let share = shares.get(*flag).copied().unwrap_or(0.0);
        if share < low / 2.0 || share > high * 2.0 {
            outside.push(format!("{flag} {share:.1} %"));
        }
    }
    let good = percent((PEOPLE.len() - outside.len()) as f64, PEOPLE.len() as f64);
    let text = if outside.is_empty() {
        format!("{good:.0} %")
    } else {
        format!("{good:.0} % (outside: {})", outside.join(", "))
    };
    table.add(
        20,
        "feature mix within a factor of two of people's",
        Some(good),
        text,
        least(80.0, 100.0, " %"),
    );
}
