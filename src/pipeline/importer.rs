//! Importing many files: what their first imports leave behind is kept, and copied for the next file that begins alike.

use super::{Request, Source, report, rounds};
use crate::diag::Diagnostic;
use crate::host::{HostError, Load, MainFile, Session, SessionOptions};

/// Loads that take fewer steps than this are done anew for each file.
const WORTH_KEEPING: u64 = 5_000;
/// States that are kept, each a few megabytes.
const KEPT: usize = 8;

/// Imports files, one after the other.
///
/// A file is imported as in a fresh process, whatever was imported before it. But many files begin by importing the same
/// parts of the installed Warp, and the state after that is the same for all of them.
#[derive(Default)]
pub struct Importer {
    keeps: bool,
    /// States that are worth keeping come after these modules, where that is known.
    worthy: Option<Vec<String>>,
    /// The last one was used last.
    kept: Vec<Kept>,
    /// Loads that were of no use.
    useless: Vec<Vec<Load>>,
}

/// The state after some loads.
struct Kept {
    loads: Vec<Load>,
    session: Session,
}

impl Importer {
    /// For a single file.
    #[must_use]
    pub fn new() -> Self {
        Importer::default()
    }

    /// For many files: keeps a few states in memory.
    #[must_use]
    pub fn for_many_files() -> Self {
        Importer { keeps: true, ..Importer::default() }
    }

    /// Says for the next file after which modules' imports other files will go on from the same state; `None` if that is
    /// not known. What is kept in vain costs time, nothing else.
    pub fn keep_only_after(&mut self, modules: Option<Vec<String>>) {
        self.worthy = modules;
    }

    /// How many states are kept.
    #[must_use]
    pub fn states(&self) -> usize {
        self.kept.len()
    }

    /// Imports the file into a session of its own.
    ///
    /// # Errors
    /// The file cannot be read or parsed.
    pub fn import(&mut self, request: &Request) -> Result<Session, Box<Diagnostic>> {
        rounds::forget_declared();
        let mut session = fresh(request);
        let main = match open(&mut session, request) {
            Ok(main) => main,
            Err(error) => return Err(Box::new(report::host_error(&session, &error, request))),
        };
        if self.keeps && request.source_path.is_none() {
            let loads = session.first_loads(&main);
            match self.after(&loads, &session, &main) {
                Some(ready) => session = ready,
                // What was built on the way is not part of this import.
                None => rounds::forget_declared(),
            }
        }
        match session.run_main(&main) {
            Ok(()) => Ok(session),
            Err(error) => Err(Box::new(report::host_error(&session, &error, request))),
        }
    }

    /// A state in which the loads, or the first of them, are done, if that is what the file's own import would reach.
    fn after(&mut self, loads: &[Load], fresh: &Session, main: &MainFile) -> Option<Session> {
        if loads.is_empty() || self.useless.iter().any(|useless| loads.starts_with(useless)) {
            return None;
        }
        let suits = |kept: &Kept| loads.starts_with(&kept.loads) && kept.session.suits(fresh, main);
        let best = (0..self.kept.len())
            .filter(|&i| suits(&self.kept[i]))
            .max_by_key(|&i| self.kept[i].loads.len())
            .map(|i| self.kept.remove(i));
        let (mut session, mut done) = match best {
            Some(kept) => {
                let (copy, done) = (kept.session.duplicate(), kept.loads.len());
                self.kept.push(kept);
                (copy, done)
            }
            None => (fresh.duplicate(), 0),
        };
        session.adopt(fresh);
        let mut before = session.steps();
        for load in &loads[done..] {
            let is_done = session.preload(load).is_ok();
            done += 1;
            if session.has_imported(main) {
                return None;
            }
            // What went wrong, and what depends on the file, is for the file's own import to find.
            if !is_done || !session.is_common() || rounds::has_unnamed() {
                self.useless.truncate(KEPT);
                self.useless.insert(0, loads[..done].to_vec());
                return None;
            }
            if session.steps() - before >= WORTH_KEEPING && self.is_worthy(load) {
                self.keep(Kept { loads: loads[..done].to_vec(), session: session.duplicate() });
                before = session.steps();
            }
        }
        Some(session)
    }

    fn is_worthy(&self, load: &Load) -> bool {
        match (load, &self.worthy) {
            (Load::Module(name), Some(worthy)) => worthy.iter().any(|module| **module == **name),
            _ => true,
        }
    }

    fn keep(&mut self, kept: Kept) {
        if self.kept.len() >= KEPT {
            self.kept.remove(0);
        }
        self.kept.push(kept);
    }
}

/// The state right after `import warp`.
fn fresh(request: &Request) -> Session {
    let mut session = Session::new(SessionOptions {
        python_path: request.python_path.clone(),
        source_path: request.source_path.clone(),
        site_packages: request.site_packages.clone(),
        ..SessionOptions::default()
    });
    session.unique_hasher = Some(rounds::unique_module_hash);
    session
}

fn open(session: &mut Session, request: &Request) -> Result<MainFile, HostError> {
    match &request.source {
        Source::File(path) => session.open_main_file(path, &request.module_name),
        Source::Text { text, path } => {
            let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
            session.open_main(text.as_str().into(), &path, &request.module_name)
        }
    }
}
