//! Work on many files at once, on threads with room for deep nesting; a panic costs only its own file.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use super::files::Input;
use super::queue::Queue;
use crate::diag::{Diagnostic, code};
use crate::pipeline::Importer;

/// Virtual stack of the threads that read files: nesting is bounded, but frames can be large.
const STACK_SIZE: usize = 256 << 20;

/// Calls `work` for each input (with its position), up to `jobs` at the same time (one per core by default), and `failed`
/// for those over which it panics. Results are in the order of the inputs.
///
/// # Errors
/// Threads cannot be started.
pub fn each<T: Send>(
    inputs: &[Input],
    jobs: Option<u16>,
    work: impl Fn(&mut Importer, usize, &Input) -> T + Sync,
    failed: impl Fn(&Input, Diagnostic) -> T + Sync,
) -> Result<Vec<T>, Box<Diagnostic>> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let jobs = jobs.map_or(cores, usize::from).min(inputs.len()).max(1);
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .stack_size(STACK_SIZE)
        .build()
        .map_err(|error| Diagnostic::new(code::USAGE, format!("cannot start {jobs} threads: {error}")))?;
    let panics = PanicLog::install();
    let queue = Queue::new(inputs, jobs);
    // What a thread keeps between its files cannot leave it.
    let by_thread = pool.broadcast(|thread| {
        let start = || if inputs.len() > 1 { Importer::for_many_files() } else { Importer::new() };
        let mut importer = start();
        let mut done = Vec::new();
        while let Some(at) = queue.next(thread.index()) {
            let input = &inputs[at];
            importer.keep_only_after(queue.partings(at));
            let attempt = catch_unwind(AssertUnwindSafe(|| work(&mut importer, at, input)));
            let result = attempt.unwrap_or_else(|_| {
                importer = start();
                failed(input, panics.diagnostic(input))
            });
            done.push((at, result));
        }
        // The program is about to end: taking thousands of objects apart would only keep it from that.
        std::mem::forget(importer);
        done
    });
    let mut done: Vec<(usize, T)> = by_thread.into_iter().flatten().collect();
    done.sort_by_key(|(at, _)| *at);
    // What panics from here on says so itself.
    drop(std::panic::take_hook());
    Ok(done.into_iter().map(|(_, result)| result).collect())
}

/// Keeps what panicking threads say, instead of letting each print it.
#[derive(Clone)]
struct PanicLog {
    last: Arc<Mutex<Vec<(std::thread::ThreadId, String)>>>,
}

impl PanicLog {
    fn install() -> Self {
        let log = PanicLog { last: Arc::default() };
        let writer = log.clone();
        std::panic::set_hook(Box::new(move |info| {
            let payload = info.payload();
            let message = payload
                .downcast_ref::<&str>()
                .map(|s| (*s).to_owned())
                .or_else(|| payload.downcast_ref::<String>().cloned())
                .unwrap_or_default();
            let place = info.location().map(|l| format!(" at {}:{}", l.file(), l.line())).unwrap_or_default();
            let entry = (std::thread::current().id(), format!("{message}{place}"));
            writer.last.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
        }));
        log
    }

    /// What is reported of an input over which this thread has panicked.
    fn diagnostic(&self, input: &Input) -> Diagnostic {
        let what = self.take().unwrap_or_else(|| "unknown panic".to_owned());
        Diagnostic::new(code::INTERNAL, format!("internal error: please report ({what})"))
            .in_file(input.path.display().to_string())
            .help("the report should hold this message and the file")
    }

    /// What this thread said last.
    fn take(&self) -> Option<String> {
        let mut entries = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let thread = std::thread::current().id();
        let index = entries.iter().rposition(|(id, _)| *id == thread)?;
        Some(entries.remove(index).1)
    }
}
