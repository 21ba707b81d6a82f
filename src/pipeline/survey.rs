//! A file looked at as a whole: every module lowered as far as it goes, every error collected.
//!
//! `check` stands on this. Nothing is printed, digests are computed only for what they decide, and modules share
//! one import, so what a survey leaves behind is not what [`super::run`] would print.

use super::{Importer, Request, options, report, rounds};
use crate::diag::{Diagnostic, Label, Severity, WarpError};
use crate::emit::{self, Device, EmitOptions};
use crate::hash::{self, Options};
use crate::host::Session;
use crate::ids::{KernelId, ModuleId};
use crate::ir::{Body, ModuleIr};
use crate::lower::{self, Findings, Subject};
use crate::types::{Const, TyKind};

/// A module as lowered for one device.
pub struct SurveyedModule {
    /// What it is lowered for.
    pub device: Device,
    /// Its SSA; bodies named in [`Findings::failed`] are incomplete.
    pub module: ModuleIr,
    /// What lowering met.
    pub findings: Findings,
}

/// A file looked at as a whole.
pub struct Survey {
    /// The import.
    pub session: Session,
    /// Its modules, the same one once per device where that matters.
    pub modules: Vec<SurveyedModule>,
    /// Everything that was wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Imports a file, lowers all of its modules for the devices, and goes on after errors.
///
/// # Errors
/// The file cannot be read or parsed.
pub fn survey(
    importer: &mut Importer,
    request: &Request,
    devices: &[Device],
) -> Result<Survey, Box<Diagnostic>> {
    let session = importer.import(request)?;
    let report = report::import_report(&session, rounds::unnamed());
    let mut survey = Survey { session, modules: Vec::new(), diagnostics: report.diagnostics };
    survey.diagnostics.extend(report.kernels);
    let named = survey.session.named_modules();
    for module in survey.session.owned_modules().into_iter().chain(named) {
        survey.module(module, request, devices);
    }
    Ok(survey)
}

impl Survey {
    fn module(&mut self, module: ModuleId, request: &Request, devices: &[Device]) {
        options::apply(&mut self.session, module, &request.options);
        let name = self.session.modules[module.index()].name.to_string();
        let mut passes: Vec<Pass> = Vec::new();
        for &device in devices {
            let repeats = !passes.is_empty() && !self.depends_on_block_size(module);
            let pass = if repeats {
                let index = self.modules.len() - 1;
                Pass { device, lowered: None, printed: self.printed(index, device, request) }
            } else {
                self.pass(module, request, device, true)
            };
            passes.push(pass);
        }
        let [only] = devices else { return self.merge(&passes, passes.len(), &name) };
        let failed = passes.iter().any(|pass| pass.lowered.as_ref().is_some_and(|list| !list.is_empty()));
        if failed && self.depends_on_block_size(module) {
            // The other block size tells whether an error hangs on it.
            let other = if *only == Device::Cpu { Device::Cuda } else { Device::Cpu };
            let probe = self.pass(module, request, other, false);
            passes.push(probe);
        }
        self.merge(&passes, 1, &name);
    }

    /// Lowers and prints a module for one device.
    fn pass(&mut self, module: ModuleId, request: &Request, device: Device, keep: bool) -> Pass {
        let mut lowered = Vec::new();
        let mut printed = Vec::new();
        match self.lower(module, request, device, &mut lowered) {
            Ok(surveyed) if keep => {
                self.modules.push(surveyed);
                printed = self.printed(self.modules.len() - 1, device, request);
            }
            Ok(_) => {}
            Err(error) => lowered.push(Diagnostic::from_warp(&error)),
        }
        Pass { device, lowered: Some(lowered), printed }
    }

    /// Collects what was found in the passes that were asked for.
    ///
    /// Passes lower for different block sizes. Block sizes are those of a launch, so an error that hangs on one may
    /// not show in real use: it becomes a warning.
    fn merge(&mut self, passes: &[Pass], wanted: usize, module: &str) {
        let lowered: Vec<(Device, &Vec<Diagnostic>)> =
            passes.iter().filter_map(|pass| Some((pass.device, pass.lowered.as_ref()?))).collect();
        let mut out: Vec<Diagnostic> = Vec::new();
        for (device, found) in &lowered[..lowered.len().min(wanted)] {
            for diagnostic in *found {
                let certain = lowered.iter().all(|(_, list)| list.iter().any(|d| same(d, diagnostic)));
                let mut diagnostic = diagnostic.clone();
                if !certain {
                    diagnostic.severity = Severity::Warning;
                    let size = super::launch_block_dim(*device);
                    let threads = if size == 1 { "1 thread".to_owned() } else { format!("{size} threads") };
                    diagnostic = diagnostic.note(format!(
                        "with blocks of {threads}, as launches have them on {} unless they say otherwise",
                        device.name()
                    ));
                }
                if !out.iter().any(|known| same(known, &diagnostic)) {
                    out.push(diagnostic);
                }
            }
        }
        let printed = &passes[..passes.len().min(wanted)];
        for pass in printed {
            for diagnostic in &pass.printed {
                if out.iter().any(|known| same(known, diagnostic)) {
                    continue;
                }
                let everywhere = printed.iter().all(|p| p.printed.iter().any(|d| same(d, diagnostic)));
                let mut diagnostic = diagnostic.clone();
                if !everywhere {
                    diagnostic = diagnostic.note(format!("on {} only", pass.device.name()));
                }
                out.push(diagnostic);
            }
        }
        self.diagnostics.extend(out.into_iter().map(|d| d.concerning(Some(module), None)));
    }

    /// Hashes and lowers a module for one device.
    fn lower(
        &mut self,
        module: ModuleId,
        request: &Request,
        device: Device,
        found: &mut Vec<Diagnostic>,
    ) -> Result<SurveyedModule, WarpError> {
        let block_dim = request.block_dim_on(device);
        let resolved = options::resolve(&self.session, module, block_dim)?;
        let build = options::build_options(&resolved);
        let traces = rounds::declared_traces(module).unwrap_or_default();
        let (plans, errors) = hash::plan_kernels(&mut self.session, module, &resolved, &traces);
        found.extend(errors.iter().map(|error| report::hash_error(&self.session, error)));
        let (output, findings) = lower::build_module_tolerantly(&mut self.session, module, &build, plans);
        found.extend(findings.errors.iter().map(|error| report::found(&self.session, error)));
        Ok(SurveyedModule { device, module: output.module, findings })
    }

    /// Whether the module last lowered would come out differently for another block size.
    fn depends_on_block_size(&self, module: ModuleId) -> bool {
        let Some(last) = self.modules.last().filter(|last| last.module.module == module) else { return true };
        let types = &self.session.types;
        let uses_tiles = |body: &Body| {
            let mut vars = body.args.iter().chain(&body.temps);
            vars.any(|&var| {
                matches!(*types.kind(body.vars[var].ty), TyKind::Tile(_) | TyKind::TileStack { .. })
            })
        };
        !last.findings.failed.is_empty()
            || last.module.kernels.iter().any(|kernel| uses_tiles(&kernel.body))
            || last.module.functions.iter().any(|function| uses_tiles(&function.body))
    }

    /// What is refused only when a module is printed. Bodies with errors are left out.
    fn printed(&self, index: usize, device: Device, request: &Request) -> Vec<Diagnostic> {
        let Some(surveyed) = self.modules.get(index) else { return Vec::new() };
        let module = &surveyed.module;
        let block_dim = request.block_dim_on(device);
        let Ok(resolved) = options::resolve(&self.session, module.module, block_dim) else {
            return Vec::new();
        };
        if !self.may_be_refused(module) {
            return Vec::new();
        }
        let failed = &surveyed.findings.failed;
        let whole = failed.is_empty();
        if whole && self.print(module, &resolved, device, None).is_ok() {
            return Vec::new();
        }
        let mut found: Vec<Diagnostic> = Vec::new();
        for kernel in &module.kernels {
            let id = kernel.plan.id;
            let broken =
                |body: &Body| body.callees.iter().any(|&callee| failed.contains(&Subject::Function(callee)));
            if failed.contains(&Subject::Kernel(id)) || broken(&kernel.body) {
                continue;
            }
            if !whole && module.functions.iter().any(|function| broken(&function.body)) {
                continue;
            }
            if let Err(error) = self.print(module, &resolved, device, Some(id)) {
                let diagnostic = self.print_error(surveyed, id, &error);
                if !found.iter().any(|known| known.message == diagnostic.message) {
                    found.push(diagnostic);
                }
            }
        }
        found
    }

    /// Whether printing could refuse a module: for constants that are no numbers, slots without an adjoint, or kernel
    /// attributes. Others need not be printed to know.
    fn may_be_refused(&self, module: &ModuleIr) -> bool {
        let plain = |constant: &Const| {
            !matches!(constant, Const::Struct(_) | Const::NullArray | Const::Type(_) | Const::Tuple(_))
        };
        let odd = |body: &Body| {
            body.slot_augassign_error.is_some()
                || body.temps.iter().any(|&var| body.vars[var].constant.as_ref().is_some_and(|c| !plain(c)))
        };
        let attributes = ["launch_bounds", "entry_point_abi"];
        let set =
            |table: &crate::host::model::OptionTable| attributes.iter().any(|name| table.contains_key(*name));
        set(&self.session.modules[module.module.index()].options)
            || module
                .kernels
                .iter()
                .any(|kernel| set(&self.session.kernels[kernel.plan.id.index()].options) || odd(&kernel.body))
            || module.functions.iter().any(|function| odd(&function.body))
    }

    fn print(
        &self,
        module: &ModuleIr,
        resolved: &Options,
        device: Device,
        kernel: Option<KernelId>,
    ) -> Result<(), WarpError> {
        let program = super::SessionProgram::new(&self.session, resolved, device);
        emit::emit_module(&program, module, EmitOptions { device, kernel, only: None }).map(|_| ())
    }

    fn print_error(&self, surveyed: &SurveyedModule, kernel: KernelId, error: &WarpError) -> Diagnostic {
        let place = surveyed.findings.places.iter().find(|(message, ..)| *message == error.message);
        let kernel = &self.session.kernels[kernel.index()];
        let source = &kernel.decl.source;
        let label = match place {
            Some((_, source, span)) => Label::new(source.file.clone(), span.start, span.end),
            None => Label::line(source.file.clone(), source.def.span.line),
        };
        Diagnostic::from_warp(error).at(label).concerning(None, Some(&kernel.key))
    }
}

/// What one device's pass over a module found.
struct Pass {
    device: Device,
    /// While it was lowered; `None` where the lowering of an earlier pass served.
    lowered: Option<Vec<Diagnostic>>,
    /// While it was printed.
    printed: Vec<Diagnostic>,
}

/// Whether two diagnostics say the same of the same place.
fn same(a: &Diagnostic, b: &Diagnostic) -> bool {
    let place = |d: &Diagnostic| d.primary.as_ref().map(|l| (l.file.name.clone(), l.start, l.end));
    a.message == b.message && place(a) == place(b)
}
