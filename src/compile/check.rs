//! Does it compile? For many modules at once, with an answer for each.

use super::error::Result;
use super::pack::{PackLimits, mentioned, plan, render};
use super::text::Device;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// One text to check.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The name used in messages.
    pub name: String,
    /// A whole module.
    pub text: String,
}

/// What the compiler says about a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It compiles.
    Accepted,
    /// It does not; the compiler's messages.
    Rejected(String),
    /// The compiler could not be asked (it could not be started, died, or ran out of memory).
    Unknown(String),
}

impl Verdict {
    /// Whether it compiles.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        *self == Verdict::Accepted
    }
}

/// Something that can say whether one translation unit compiles. Called from several threads at once.
pub trait SyntaxChecker: Sync {
    /// Which text it takes.
    fn device(&self) -> Device;
    /// `Ok(None)` when the text compiles, `Ok(Some(messages))` when not.
    fn check(&self, name: &str, text: &str) -> Result<Option<String>>;
}

/// How to go about it.
#[derive(Clone, Copy, Debug)]
pub struct CheckOptions {
    /// Compilers at work at once; 0 means one for each core.
    pub jobs: usize,
    /// Size of packs; `None` compiles every module alone.
    pub packs: Option<PackLimits>,
}

impl Default for CheckOptions {
    fn default() -> CheckOptions {
        CheckOptions { jobs: 0, packs: Some(PackLimits::default()) }
    }
}

/// How much work a check took.
#[derive(Clone, Copy, Debug, Default)]
pub struct CheckStats {
    /// Translation units that held several modules.
    pub packs: usize,
    /// Modules compiled alone, at first or after their pack failed.
    pub singles: usize,
}

/// The number of cores, or `jobs` when it is not 0.
#[must_use]
pub fn job_count(jobs: usize) -> usize {
    if jobs > 0 { jobs } else { std::thread::available_parallelism().map_or(1, usize::from) }
}

enum Task {
    /// Members, and how often what is left of this pack has been tried again.
    Pack(Vec<usize>, usize),
    Single(usize),
}

/// Checks all units. Packs first; members of a pack that failed are compiled alone as far as needed to name the
/// culprits, so that every verdict is as if each module had been compiled by itself.
pub fn check(
    units: &[Unit],
    checker: &dyn SyntaxChecker,
    options: CheckOptions,
) -> Result<(Vec<Verdict>, CheckStats)> {
    let jobs = job_count(options.jobs);
    let verdicts: Vec<Mutex<Option<Verdict>>> = units.iter().map(|_| Mutex::new(None)).collect();
    let mut stats = CheckStats::default();
    let texts: Vec<&str> = units.iter().map(|u| u.text.as_str()).collect();
    let mut tasks: Vec<Task> = match options.packs {
        Some(limits) => {
            let plan = plan(texts.iter().copied().enumerate(), limits, jobs);
            let packs = plan.packs.into_iter().map(|p| Task::Pack(p.members, 0));
            packs.chain(plan.singles.into_iter().map(Task::Single)).collect()
        }
        None => (0..units.len()).map(Task::Single).collect(),
    };
    while !tasks.is_empty() {
        let next: Mutex<Vec<Task>> = Mutex::new(Vec::new());
        stats.packs += tasks.iter().filter(|t| matches!(t, Task::Pack(..))).count();
        stats.singles += tasks.iter().filter(|t| matches!(t, Task::Single(_))).count();
        parallel(jobs, &tasks, |task| match task {
            Task::Single(index) => {
                let verdict = single(&units[*index], checker);
                set(&verdicts[*index], verdict);
            }
            Task::Pack(members, tries) => {
                let follow = pack(units, members, *tries, checker, &verdicts);
                lock(&next).extend(follow);
            }
        });
        tasks = into_inner(next);
    }
    let unanswered = || Verdict::Unknown("not compiled".to_owned());
    Ok((verdicts.into_iter().map(|v| into_inner(v).unwrap_or_else(unanswered)).collect(), stats))
}

fn single(unit: &Unit, checker: &dyn SyntaxChecker) -> Verdict {
    match checker.check(&unit.name, &unit.text) {
        Ok(None) => Verdict::Accepted,
        Ok(Some(log)) => Verdict::Rejected(log),
        Err(error) => Verdict::Unknown(error.to_string()),
    }
}

fn pack(
    units: &[Unit],
    members: &[usize],
    tries: usize,
    checker: &dyn SyntaxChecker,
    verdicts: &[Mutex<Option<Verdict>>],
) -> Vec<Task> {
    let texts: Vec<&str> = members.iter().map(|i| units[*i].text.as_str()).collect();
    let log = match checker.check("pack", &render(&texts, checker.device())) {
        Ok(None) => {
            for index in members {
                set(&verdicts[*index], Verdict::Accepted);
            }
            return Vec::new();
        }
        Ok(Some(log)) => log,
        // A compiler that died over a pack may still do its members one at a time.
        Err(_) => String::new(),
    };
    let suspects = mentioned(&log, members.len());
    let alone = |index: &usize| Task::Single(*index);
    // Nobody named, or the rest fails again and again: ask about each.
    if suspects.is_empty() || tries >= 2 || suspects.len() * 2 > members.len() {
        return members.iter().map(alone).collect();
    }
    let mut tasks: Vec<Task> = suspects.iter().map(|p| alone(&members[*p])).collect();
    let rest: Vec<usize> = members
        .iter()
        .enumerate()
        .filter(|(p, _)| suspects.binary_search(p).is_err())
        .map(|(_, i)| *i)
        .collect();
    match rest.as_slice() {
        [] => {}
        [one] => tasks.push(Task::Single(*one)),
        _ => tasks.push(Task::Pack(rest, tries + 1)),
    }
    tasks
}

/// Runs `work` over `items` on up to `jobs` threads, in order of the list.
pub fn parallel<T: Sync>(jobs: usize, items: &[T], work: impl Fn(&T) + Sync) {
    let next = AtomicUsize::new(0);
    let run = || {
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            work(item);
        }
    };
    if jobs <= 1 || items.len() <= 1 {
        return run();
    }
    std::thread::scope(|scope| {
        for _ in 0..jobs.min(items.len()) {
            scope.spawn(run);
        }
    });
}

/// A poisoned lock only means that another thread panicked; the data is still whole here.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn into_inner<T>(mutex: Mutex<T>) -> T {
    mutex.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn set(slot: &Mutex<Option<Verdict>>, verdict: Verdict) {
    *lock(slot) = Some(verdict);
}

/// The first error line of a compiler's messages, for one-line reports and lists of known failures.
#[must_use]
pub fn first_error(log: &str) -> &str {
    let is_error = |line: &&str| {
        line.contains("error: ")
            || line.contains("Error: ")
            || line.contains("catastrophic error")
            || line.contains("error #")
    };
    log.lines().find(is_error).or_else(|| log.lines().find(|l| !l.trim().is_empty())).unwrap_or("").trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rejects every text that holds `BAD`, naming the member as a compiler would; counts calls.
    struct Fake {
        calls: AtomicUsize,
        silent: bool,
    }

    impl SyntaxChecker for Fake {
        fn device(&self) -> Device {
            Device::Cpu
        }
        fn check(&self, _name: &str, text: &str) -> Result<Option<String>> {
            self.calls.fetch_add(1, Ordering::Relaxed);
            let mut file = "x";
            let mut log = String::new();
            for line in text.lines() {
                if let Some(rest) = line.strip_prefix("#line ") {
                    file = rest.split('"').nth(1).unwrap_or("x");
                }
                if line.contains("BAD") {
                    log = format!("{}:1:1: error: bad", if self.silent { "?" } else { file });
                }
            }
            Ok((!log.is_empty()).then_some(log))
        }
    }

    fn units(n: usize, bad: &[usize]) -> Vec<Unit> {
        (0..n)
            .map(|i| {
                let body = if bad.contains(&i) { "int BAD;" } else { "int good;" };
                let text =
                    format!("#include \"builtin.h\"\n#define adj_int(x, adj_x, adj_ret) f()\n{body}\n");
                Unit { name: format!("m{i}"), text }
            })
            .collect()
    }

    fn run(n: usize, bad: &[usize], silent: bool) -> (usize, CheckStats) {
        let fake = Fake { calls: AtomicUsize::new(0), silent };
        let (verdicts, stats) =
            check(&units(n, bad), &fake, CheckOptions { jobs: 2, ..Default::default() }).unwrap();
        for (i, verdict) in verdicts.iter().enumerate() {
            assert_eq!(verdict.is_accepted(), !bad.contains(&i), "module {i}: {verdict:?}");
        }
        (fake.calls.into_inner(), stats)
    }

    #[test]
    fn a_good_pack_is_one_call() {
        assert_eq!(run(50, &[], false).0, 1);
    }

    #[test]
    fn culprits_are_found_with_few_calls() {
        let (calls, stats) = run(50, &[7, 30], false);
        assert!(calls <= 8, "{calls} calls, {stats:?}");
    }

    #[test]
    fn silent_compilers_cost_singles_but_answers_stay_exact() {
        assert_eq!(run(20, &[3], true).0, 21);
    }

    #[test]
    fn first_error_line() {
        assert_eq!(first_error("note\na.cpp:1:2: error: no\nb: error: later"), "a.cpp:1:2: error: no");
        assert_eq!(first_error("\nkilled\n"), "killed");
    }
}
