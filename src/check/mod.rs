//! `warpgen check`: every problem of a file, and warnings where Warp is silently wrong or surprising.
//!
//! Errors come from [`pipeline::survey`], which lowers all kernels and goes on after errors. Warnings come from
//! [`rules`], one file per family, over the SSA and the syntax trees of what could be lowered. Then
//! [`classify`] gives errors their own codes, [`hints`] says how to rewrite what Warp cannot translate, and
//! [`suppress`] takes out what comments in the file ask to be left out.

mod classify;
mod explain;
mod flow;
mod hints;
mod rules;
mod selection;
mod suppress;

use std::sync::Arc;

pub use explain::{Explanation, explain, explanation_text};
pub use selection::Selection;

use crate::diag::{Code, Diagnostic, Severity, code};
use crate::emit::Device;
use crate::pipeline::{self, Importer, Request};
use crate::source::SourceFile;

/// What to look for, and for which devices.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Devices the kernels are meant for.
    pub devices: Vec<Device>,
    /// Codes to report.
    pub selection: Selection,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { devices: vec![Device::Cuda, Device::Cpu], selection: Selection::default() }
    }
}

/// Codes that say what warpgen could not do, not what is wrong with the file: warnings in a check.
const OUR_OWN: &[Code] = &[code::UNSUPPORTED, code::HOST_UNKNOWN, code::HOST_UNRESOLVED];

/// Checks one file: its problems, in the order of their places.
#[must_use]
pub fn check_file(request: &Request, settings: &Settings) -> Vec<Diagnostic> {
    check_file_with(&mut Importer::new(), request, settings)
}

/// The same for one of many files.
pub fn check_file_with(importer: &mut Importer, request: &Request, settings: &Settings) -> Vec<Diagnostic> {
    let mut survey = match pipeline::survey(importer, request, &settings.devices) {
        Ok(survey) => survey,
        Err(diagnostic) => return select(vec![*diagnostic], None, settings),
    };
    let mut found: Vec<Diagnostic> = Vec::new();
    for diagnostic in std::mem::take(&mut survey.diagnostics) {
        found.push(hints::add(classify::refine(diagnostic)));
    }
    rules::run(&survey, &mut found);
    select(found, survey.session.main_file(), settings)
}

/// Orders diagnostics, drops repeats and what is not asked for.
fn select(mut found: Vec<Diagnostic>, main: Option<Arc<SourceFile>>, settings: &Settings) -> Vec<Diagnostic> {
    for diagnostic in &mut found {
        if OUR_OWN.contains(&diagnostic.code) {
            diagnostic.severity = Severity::Warning;
        }
    }
    if let Some(main) = &main {
        suppress::unknown_codes(main, &mut found);
    }
    found.retain(|diagnostic| settings.selection.includes(diagnostic.code));
    suppress::apply(&mut found);
    // The file itself first, then what it imports.
    let rank = |d: &Diagnostic| match (&d.primary, &main) {
        (Some(label), Some(main)) => !Arc::ptr_eq(&label.file, main),
        _ => false,
    };
    let place = |d: &Diagnostic| d.primary.as_ref().map(|l| (l.file.name.clone(), l.start, l.end));
    found.sort_by_cached_key(|d| (rank(d), place(d), d.code.name, d.message.clone()));
    found.dedup_by(|a, b| a.code == b.code && place(a) == place(b) && a.message == b.message);
    // One report per place and code: instances of generic functions repeat an error with other types.
    found.dedup_by(|a, b| a.code == b.code && a.primary.is_some() && place(a) == place(b));
    found
}
