//! Work on many files at once, on threads with room for deep nesting; a panic costs only its own file.

use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::files::Input;
use crate::diag::{Diagnostic, code};

/// Virtual stack of the threads that read files: nesting is bounded, but frames can be large.
const STACK_SIZE: usize = 256 << 20;

/// Calls `work` for each input, up to `jobs` at the same time (one per core by default), and `failed` for those over
/// which it panics. Results are in the order of the inputs.
///
/// # Errors
/// Threads cannot be started.
pub fn each<T: Send>(
    inputs: &[Input],
    jobs: Option<u16>,
    work: impl Fn(&Input) -> T + Sync,
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
    let one = |input: &Input| {
        let attempt = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(input)));
        attempt.unwrap_or_else(|_| {
            let what = panics.take().unwrap_or_else(|| "unknown panic".to_owned());
            let message = format!("internal error: please report ({what})");
            let diagnostic = Diagnostic::new(code::INTERNAL, message)
                .in_file(input.path.display().to_string())
                .help("the report should hold this message and the file");
            failed(input, diagnostic)
        })
    };
    let done = pool.install(|| inputs.par_iter().map(one).collect());
    // What panics from here on says so itself.
    drop(std::panic::take_hook());
    Ok(done)
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

    /// What this thread said last.
    fn take(&self) -> Option<String> {
        let mut entries = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let thread = std::thread::current().id();
        let index = entries.iter().rposition(|(id, _)| *id == thread)?;
        Some(entries.remove(index).1)
    }
}
