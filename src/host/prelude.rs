//! What a file loads from the installed Warp before anything else of it runs: the same for many files, and most of the
//! work for some. A session that has loaded it can be copied ([`Session::duplicate`]) instead of loading it again.

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
    /// A module of the installed Warp that is read as Python.
    Module(Rc<str>),
    /// The built-ins that are implemented in Python.
    Math,
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
            if self.note_module(parent, &mut loads).is_none() {
                return loads;
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
                if &**name != "warp" {
                    self.note_module(name, loads)?;
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
        // A module of the user's can do anything, and so can what has been put into the package.
        let searched = if is_in_warp(name) { name } else { name.split('.').next().unwrap_or(name) };
        self.find_module(searched).is_none().then_some(())
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
        // As deep as the statement that would load it.
        self.depth += 1;
        let result = match load {
            Load::Module(name) => self.load_module(name).map(|_| ()),
            Load::Math => self.load_math(),
        };
        self.depth -= 1;
        self.current = None;
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

    /// Whether a file can go on from this state, with that session's search path.
    pub(crate) fn suits(&self, other: &Session, main: &MainFile) -> bool {
        self.warp_dir == other.warp_dir
            && !self.has_imported(main)
            && (self.missing_modules.iter())
                .all(|name| name.contains('.') || other.find_module(name).is_none())
    }

    /// Whether what a file imports has imported the file itself, or a kernel of a Warp module of that name.
    pub(crate) fn has_imported(&self, main: &MainFile) -> bool {
        self.python_modules.contains_key(&main.name) || self.user_modules.contains_key(&main.name)
    }

    /// Gives a state that was reached for another file the settings of this one's.
    pub(crate) fn adopt(&mut self, other: &Session) {
        self.options.clone_from(&other.options);
        self.search.clone_from(&other.search);
        self.main_file.clone_from(&other.main_file);
        self.unique_hasher = other.unique_hasher;
    }
}
