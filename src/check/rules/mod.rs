//! The rules behind warnings, a file per family. A rule sees lowered bodies and syntax trees, and adds diagnostics.

mod arithmetic;
mod gradients;
mod loops;
mod undefined;

use std::sync::Arc;

use super::flow::{Callees, Flow};
use crate::diag::{Code, Diagnostic, Label};
use crate::host::Session;
use crate::host::model::{Decl, FunctionSource};
use crate::ir::Body;
use crate::lower::{Facts, Subject};
use crate::pipeline::{Survey, SurveyedModule};

/// One function or kernel that was lowered without errors.
pub(super) struct Unit<'a> {
    pub(super) session: &'a Session,
    pub(super) decl: &'a Decl,
    pub(super) body: &'a Body,
    /// What lowering decided about its statements.
    pub(super) facts: &'a Facts,
    /// A kernel's key.
    pub(super) kernel: Option<&'a str>,
    /// Its adjoint is generated from its code and wanted.
    pub(super) differentiated: bool,
    /// The most rounds of a loop that is unrolled.
    pub(super) max_unroll: i64,
    /// What functions do with their arguments.
    pub(super) callees: &'a Callees,
}

impl Unit<'_> {
    /// A warning at bytes of the unit's file.
    pub(super) fn warning(&self, code: Code, message: impl Into<String>, at: (u32, u32)) -> Diagnostic {
        Diagnostic::new(code, message).at(self.label(at)).concerning(None, self.kernel)
    }

    /// A place in the unit's file.
    pub(super) fn label(&self, at: (u32, u32)) -> Label {
        Label::new(Arc::clone(&self.source().file), at.0, at.1)
    }

    /// The source.
    pub(super) fn source(&self) -> &FunctionSource {
        &self.decl.source
    }

    /// The text of a place, on one line.
    pub(super) fn text(&self, at: (u32, u32)) -> String {
        let text = self.source().file.text.get(at.0 as usize..at.1 as usize).unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Runs all rules over what a survey lowered.
pub(super) fn run(survey: &Survey, found: &mut Vec<Diagnostic>) {
    for module in &survey.modules {
        of_module(survey, module, found);
    }
}

fn of_module(survey: &Survey, surveyed: &SurveyedModule, found: &mut Vec<Diagnostic>) {
    let (session, module) = (&survey.session, &surveyed.module);
    let callees = callees_of(session, surveyed);
    let unit = |decl, body, kernel, differentiated| Unit {
        session,
        decl,
        body,
        facts: &surveyed.findings.facts,
        kernel,
        differentiated,
        max_unroll: module.options.max_unroll,
        callees: &callees,
    };
    for kernel in &module.kernels {
        if surveyed.findings.failed.contains(&Subject::Kernel(kernel.plan.id)) {
            continue;
        }
        let own = &session.kernels[kernel.plan.id.index()];
        of_unit(&unit(&own.decl, &kernel.body, Some(&own.key), kernel.enable_backward), found);
    }
    for function in &module.functions {
        if surveyed.findings.failed.contains(&Subject::Function(function.id)) {
            continue;
        }
        let own = &session.functions[function.id.index()];
        if own.snippet.is_some() || is_installed(session, &own.decl.source) {
            continue;
        }
        let differentiated =
            function.used_by_backward && own.custom_grad.is_none() && !own.decl.custom_reverse_mode;
        of_unit(&unit(&own.decl, &function.body, None, differentiated), found);
    }
}

/// Functions of Warp itself, which nobody who calls them can change.
fn is_installed(session: &Session, source: &FunctionSource) -> bool {
    session.is_installed_file(&source.file.name)
}

fn of_unit(unit: &Unit<'_>, found: &mut Vec<Diagnostic>) {
    undefined::check(unit, found);
    loops::check(unit, found);
    arithmetic::check(unit, found);
    if unit.differentiated {
        let flow = Flow::new(unit.body, &unit.session.types, unit.callees, unit.kernel.is_some());
        gradients::check(unit, &flow, found);
    }
}

/// What each function does with its arguments: callees come first in a module.
fn callees_of(session: &Session, surveyed: &SurveyedModule) -> Callees {
    let mut callees = Callees::default();
    if !surveyed.module.kernels.iter().any(|kernel| kernel.enable_backward) {
        return callees;
    }
    for function in &surveyed.module.functions {
        let flow = Flow::new(&function.body, &session.types, &callees, false);
        let (writes, linear) = (flow.written_params(), flow.is_linear());
        callees.add(function.id, writes, linear);
    }
    callees
}
