//! Importing many files: what their first imports leave behind is kept, and copied for the next file that begins alike.

use super::rounds::{self, Declared, Mark};
use super::{Request, Source, report};
use crate::diag::Diagnostic;
use crate::host::{HostError, Load, MainFile, Session, SessionOptions};

/// Loads that take fewer steps than this are done anew for each file.
const WORTH_KEEPING: u64 = 5_000;
/// And those that take a smaller part than this of what came before.
const WORTH_COPYING: u64 = 16;
/// States that are kept, each a few megabytes.
const KEPT: usize = 4;

/// Imports files, one after the other.
///
/// A file is imported as in a fresh process, whatever was imported before it. But the files of a package all begin by
/// importing the package, many others by importing the same parts of the installed Warp, and the state after that is the
/// same for all of them.
#[derive(Default)]
pub struct Importer {
    keeps: bool,
    /// States that are worth keeping come after these modules, where that is known.
    worthy: Option<Vec<String>>,
    /// The last one was used last.
    kept: Vec<Kept>,
    /// How many were kept so far.
    count: usize,
    /// Loads that were of no use.
    useless: Vec<Vec<Load>>,
}

/// The state after some loads.
struct Kept {
    number: usize,
    loads: Vec<Load>,
    session: Session,
    declared: Declared,
    /// A copy that has been used, and not changed.
    spare: Option<Session>,
}

/// What must be so of a session for the next file to have it.
pub(super) struct Lent {
    /// That of the state that it is a copy of.
    number: usize,
    mark: Mark,
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

    /// Whether importing a module reads no file, whoever imports it.
    #[must_use]
    pub fn is_known(module: &str) -> bool {
        crate::host::is_known_module(module)
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
        self.import_for(request, false).map(|(session, _)| session)
    }

    /// The same, but if nothing of the file is left to be run, the session is one that other files had before, and is to
    /// be given back.
    pub(super) fn borrow(&mut self, request: &Request) -> Result<(Session, Option<Lent>), Box<Diagnostic>> {
        // These are set in the session.
        self.import_for(request, request.options.is_empty())
    }

    /// Takes back what was borrowed. It serves the next file if nothing has changed in it.
    pub(super) fn give_back(&mut self, lent: Lent, mut session: Session) {
        if !lent.mark.holds(&mut session) {
            return;
        }
        // One is enough: files of a package come one after the other.
        for kept in &mut self.kept {
            kept.spare = None;
        }
        if let Some(kept) = self.kept.iter_mut().find(|kept| kept.number == lent.number) {
            kept.spare = Some(session);
        }
    }

    fn import_for(
        &mut self,
        request: &Request,
        lends: bool,
    ) -> Result<(Session, Option<Lent>), Box<Diagnostic>> {
        rounds::forget_declared();
        let mut session = fresh(request);
        let main = match open(&mut session, request) {
            Ok(main) => main,
            Err(error) => return Err(Box::new(report::host_error(&session, &error, request))),
        };
        let mut lent = None;
        if self.keeps && request.source_path.is_none() {
            let loads = session.first_loads(&main);
            match self.after(&loads, &session, &main, lends) {
                Some((ready, from)) => (session, lent) = (ready, from),
                // What was built on the way is not part of this import.
                None => rounds::forget_declared(),
            }
        }
        if let Err(error) = session.run_main(&main) {
            return Err(Box::new(report::host_error(&session, &error, request)));
        }
        let lent = lent.map(|number| Lent { number, mark: Mark::of(&session) });
        Ok((session, lent))
    }

    /// A state in which the loads, or the first of them, are done, if that is what the file's own import would reach; and
    /// the number of the kept one, if it is lent.
    fn after(
        &mut self,
        loads: &[Load],
        fresh: &Session,
        main: &MainFile,
        lends: bool,
    ) -> Option<(Session, Option<usize>)> {
        if loads.is_empty() || self.useless.iter().any(|useless| loads.starts_with(useless)) {
            return None;
        }
        let (mut session, mut done, mut kept) = self.nearest(loads, fresh, main, lends);
        session.adopt(fresh);
        let mut before = session.steps();
        // A package may import the file that lies in it: then there is nothing left to do.
        while done < loads.len() && !session.has_imported(main) {
            let load = &loads[done];
            let is_done = session.preload(load).is_ok();
            done += 1;
            kept = None;
            if matches!(load, Load::Package(_)) {
                // Nothing of the file has run yet, so it does not matter what is asked about that.
                session.forget_questions();
            } else if session.has_touched(main) {
                return None;
            }
            // What went wrong is for the file's own import to find.
            if !is_done || !session.is_common() {
                self.useless.truncate(KEPT);
                self.useless.insert(0, loads[..done].to_vec());
                return None;
            }
            // What a copy takes depends on how much has been done.
            let worth = WORTH_KEEPING.max(before / WORTH_COPYING);
            if session.steps() - before >= worth && self.is_worthy(load) {
                kept = Some(self.keep(loads[..done].to_vec(), &session));
                before = session.steps();
            }
        }
        let lent = kept.filter(|_| lends && session.has_imported(main));
        (!session.was_laborious(main)).then_some((session, lent))
    }

    /// A copy of the kept state that is nearest to the end of the loads, how many of them are done in it, and its number.
    fn nearest(
        &mut self,
        loads: &[Load],
        fresh: &Session,
        main: &MainFile,
        lends: bool,
    ) -> (Session, usize, Option<usize>) {
        let suits = |kept: &Kept| {
            let is_package = |load: &Load| matches!(load, Load::Package(_));
            loads.starts_with(&kept.loads)
                && (kept.loads.iter().all(is_package) || !kept.session.has_touched(main))
                && kept.session.suits(fresh)
        };
        let best = (0..self.kept.len())
            .filter(|&i| suits(&self.kept[i]))
            .max_by_key(|&i| self.kept[i].loads.len())
            .map(|i| self.kept.remove(i));
        match best {
            Some(mut kept) => {
                let spare = kept.spare.take_if(|kept| lends && kept.has_imported(main));
                let (copy, done) = (spare.unwrap_or_else(|| kept.session.duplicate()), kept.loads.len());
                rounds::set_declared(kept.declared.clone());
                let number = Some(kept.number);
                self.kept.push(kept);
                (copy, done, number)
            }
            None => (fresh.duplicate(), 0, None),
        }
    }

    fn is_worthy(&self, load: &Load) -> bool {
        match (load, &self.worthy) {
            (Load::Module(name), Some(worthy)) => worthy.iter().any(|module| **module == **name),
            _ => true,
        }
    }

    fn keep(&mut self, loads: Vec<Load>, session: &Session) -> usize {
        if self.kept.len() >= KEPT {
            self.kept.remove(0);
        }
        self.count += 1;
        let (session, declared) = (session.duplicate(), rounds::declared());
        self.kept.push(Kept { number: self.count, loads, session, declared, spare: None });
        self.count
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
