//! What a file loads before anything of it runs that could depend on the file: its packages, and what its first statements
//! import. That is the same for many files, and most of the work for some. A session that has loaded it can be copied
//! ([`Session::duplicate`]) instead of loading it again.

use std::rc::Rc;

use super::error::PyResult;
use super::facade;
use super::interp::is_in_warp;
use super::read::read_source;
use super::session::{MainFile, Session};
use crate::frontend::ast::{Alias, Constant, Expr, ExprKind, Stmt, StmtKind};

/// One step of a file's beginning.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Load {
    /// A package that the file lies in.
    Package(Rc<str>),
    /// A module that is read as Python: the user's or the installed Warp's.
    Module(Rc<str>),
    /// The built-ins that are implemented in Python.
    Math,
}

/// Whether importing a module reads no file, whoever imports it.
pub(crate) fn is_known_module(name: &str) -> bool {
    name == "warp" || facade::module(name).is_some_and(|_| !Session::is_interpreted_warp(name))
}

impl Session {
    /// What importing a file loads first, in order, up to the first thing that could depend on the file itself. For a
    /// session in which [`Session::open_main`] was called.
    pub(crate) fn first_loads(&self, main: &MainFile) -> Vec<Load> {
        let mut loads = Vec::new();
        let mut end = 0;
        while let Some(dot) = main.name[end..].find('.') {
            let parent = &main.name[..end + dot];
            end += dot + 1;
            let before = loads.len();
            if self.note_module(parent, &mut loads).is_none() {
                return loads;
            }
            if loads.len() > before {
                loads.truncate(before);
                loads.push(Load::Package(parent.into()));
            }
        }
        if main.parsed.mark(facade::mentions_math) {
            loads.push(Load::Math);
            if facade::mentions_quat_between_vectors(&main.parsed.source.text) {
                loads.push(Load::Module("warp._src.utils".into()));
            }
        }
        for stmt in &main.parsed.module.body {
            if self.note(stmt, &mut loads).is_none() {
                break;
            }
        }
        loads
    }

    /// Notes what a statement loads; `None` after the last one for which that is certain.
    fn note(&self, stmt: &Stmt, loads: &mut Vec<Load>) -> Option<()> {
        match &stmt.kind {
            StmtKind::Expr(Expr { kind: ExprKind::Constant(Constant::Str(_)), .. }) => Some(()),
            StmtKind::Import(names) => {
                names.iter().try_for_each(|alias| self.note_module(&alias.name, loads))
            }
            StmtKind::ImportFrom { module: Some(name), level: 0, .. } if &**name == "__future__" => Some(()),
            StmtKind::ImportFrom { module: Some(name), names, level: 0 } => {
                let is_warp = is_in_warp(name);
                let before = loads.len();
                if &**name != "warp" {
                    self.note_module(name, loads)?;
                }
                if !is_warp && loads.len() > before {
                    // What is taken from a package may be a module of it that is loaded only now.
                    return None;
                }
                // What is taken from a module of Warp's may have to be loaded.
                let is_plain = |alias: &Alias| {
                    let member = format!("{name}.{}", alias.name);
                    !matches!(&*alias.name, "*" | "utils" | "_src") && self.find_module(&member).is_none()
                };
                (!is_warp || (&**name != "warp" && names.iter().all(is_plain))).then_some(())
            }
            _ => None,
        }
    }

    /// Notes a module that is imported.
    fn note_module(&self, name: &str, loads: &mut Vec<Load>) -> Option<()> {
        if Self::is_interpreted_warp(name) {
            // It does not matter when a file without statements is read.
            if !self.is_empty_module(name) {
                loads.push(Load::Module(name.into()));
            }
            return Some(());
        }
        if facade::module(name).is_some() {
            return Some(());
        }
        if is_in_warp(name) {
            // What has been put into the package can do anything.
            return self.find_module(name).is_none().then_some(());
        }
        if self.find_module(name.split('.').next().unwrap_or(name)).is_some() {
            loads.push(Load::Module(name.into()));
        }
        Some(())
    }

    /// Whether a module's file holds nothing but comments, as that of many packages.
    fn is_empty_module(&self, name: &str) -> bool {
        let Some((Some(path), _)) = self.find_module(name) else { return false };
        let is_short = std::fs::metadata(&path).is_ok_and(|meta| meta.len() < 1024);
        let is_idle = |line: &str| line.trim_start().is_empty() || line.trim_start().starts_with('#');
        is_short && read_source(&path).is_ok_and(|text| text.lines().all(is_idle))
    }

    /// Loads what a file will load first.
    pub(crate) fn preload(&mut self, load: &Load) -> PyResult<()> {
        let result = match load {
            Load::Package(name) => self.load_module(name).map(|_| ()),
            Load::Module(name) => self.one_deeper(|session| session.load_module(name).map(|_| ())),
            Load::Math => self.one_deeper(Session::load_math),
        };
        self.current = None;
        result
    }

    /// As deep as the statement that would load it.
    fn one_deeper<T>(&mut self, load: impl FnOnce(&mut Self) -> T) -> T {
        self.depth += 1;
        let result = load(self);
        self.depth -= 1;
        result
    }

    /// How many steps evaluation has taken.
    pub(crate) fn steps(&self) -> u64 {
        self.steps
    }

    /// Whether the state is that of any file that begins with the same loads.
    pub(crate) fn is_common(&self) -> bool {
        self.is_at_rest() && !self.looked_around.get()
    }

    /// Forgets that somebody has asked what has been imported: the answer was the same for every file.
    pub(crate) fn forget_questions(&mut self) {
        self.looked_around.set(false);
    }

    /// Whether a file would have come to this state, with that session's search path.
    pub(crate) fn suits(&self, other: &Session) -> bool {
        self.warp_dir == other.warp_dir
            && (self.missing_modules.iter())
                .all(|name| name.contains('.') || other.find_module(name).is_none())
            && (self.found_modules.iter())
                .all(|(name, found)| other.find_module(name).as_ref() == Some(found))
    }

    /// Whether what a file imports has imported the file itself, or made a kernel in a Warp module of that name.
    pub(crate) fn has_touched(&self, main: &MainFile) -> bool {
        self.has_imported(main) || self.user_modules.contains_key(&main.name)
    }

    /// Whether what a file imports has imported the file itself.
    pub(crate) fn has_imported(&self, main: &MainFile) -> bool {
        self.python_modules.contains_key(&main.name)
    }

    /// Whether the file, imported by others, did what it would not have been allowed to do when imported for itself.
    pub(crate) fn was_laborious(&self, main: &MainFile) -> bool {
        self.laborious.contains(&main.name)
    }

    /// Gives a state that was reached for another file the settings of this one's.
    pub(crate) fn adopt(&mut self, other: &Session) {
        self.options.clone_from(&other.options);
        self.search.clone_from(&other.search);
        self.main_file.clone_from(&other.main_file);
        self.unique_hasher = other.unique_hasher;
    }
}
