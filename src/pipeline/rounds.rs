//! Hashing in rounds: where `wp.static` expressions are left for build time, Warp builds a module
//! once, throws the code away, and hashes what that build found (map, 2.3).

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::{options, report};
use crate::diag::Diagnostic;
use crate::hash::{self, Hash, ModulePlan, Options, Trace, Traces};
use crate::host::model::FunctionSource;
use crate::host::{PyError, PyResult, Session};
use crate::ids::{KernelId, ModuleId};
use crate::ir::BuildOptions;
use crate::lower::{self, BuildOutput, Subject};

thread_local! {
    static DECLARED: RefCell<Declared> = RefCell::default();
}

/// What unique modules left when they were named, during one import.
#[derive(Clone, Default)]
pub(super) struct Declared {
    /// What builds at declaration left on the kernels.
    traces: FxHashMap<ModuleId, Rc<Traces>>,
    /// Why some could not be named, where that is not Warp's doing.
    unnamed: Vec<Unnamed>,
}

/// A kernel whose unique module could not be named.
#[derive(Clone)]
pub(super) struct Unnamed {
    /// Why.
    pub(super) diagnostic: Diagnostic,
    /// Where it is defined.
    pub(super) source: Rc<FunctionSource>,
}

/// What the import that is under way has left.
pub(super) fn declared() -> Declared {
    DECLARED.with(|declared| declared.borrow().clone())
}

/// Goes on from there.
pub(super) fn set_declared(from: Declared) {
    DECLARED.with(|declared| *declared.borrow_mut() = from);
}

/// Forgets the builds of an earlier import.
pub(super) fn forget_declared() {
    set_declared(Declared::default());
}

/// Why unique modules of this import could not be named.
pub(super) fn unnamed() -> Vec<Unnamed> {
    DECLARED.with(|declared| std::mem::take(&mut declared.borrow_mut().unnamed))
}

/// What the build at declaration of a unique module left.
pub(super) fn declared_traces(module: ModuleId) -> Option<Traces> {
    DECLARED.with(|declared| declared.borrow().traces.get(&module).map(|traces| Traces::clone(traces)))
}

/// Hashes a module, with a throw-away build in between where deferred expressions ask for one.
pub(super) fn plan(
    session: &mut Session,
    module: ModuleId,
    resolved: &Options,
    build: &BuildOptions,
    traces: &mut Option<Traces>,
) -> Result<ModulePlan, Box<Diagnostic>> {
    let known = traces.take();
    let first = hash::plan_module(session, module, resolved, known.as_ref().unwrap_or(&Traces::default()));
    let first = first.map_err(|error| report::hash_error(session, &error))?;
    if known.is_some() || !has_unresolved_statics(session, module) {
        *traces = known;
        return Ok(first);
    }
    let output = lower::build_module(session, module, first.hash, build, first.kernels)
        .map_err(|error| report::build_error(session, &error))?;
    let left = traces_of(output);
    let second = hash::plan_module(session, module, resolved, &left);
    *traces = Some(left);
    Ok(second.map_err(|error| report::hash_error(session, &error))?)
}

/// Warp's `module.has_unresolved_static_expressions`: a kernel or function registered in the module
/// has some, whether or not the module's kernels call it.
fn has_unresolved_statics(session: &Session, module: ModuleId) -> bool {
    session.kernels.iter().any(|kernel| kernel.module == module && kernel.decl.has_unresolved_statics)
        || session.functions.iter().any(|function| {
            function.module == module
                && function.generic_parent.is_none()
                && function.decl.has_unresolved_statics
        })
}

fn traces_of(output: BuildOutput) -> Traces {
    let mut traces = Traces::default();
    // Keyed insertions: the order in which a hash map yields its items does not matter.
    output.local_symbols.into_iter().for_each(|(subject, names)| {
        of(&mut traces, subject).symbols = names.into_iter().collect();
    });
    output.deferred_statics.into_iter().for_each(|(subject, deferred)| {
        of(&mut traces, subject).deferred = deferred;
    });
    traces
}

fn of(traces: &mut Traces, subject: Subject) -> &mut Trace {
    match subject {
        Subject::Kernel(id) => traces.kernels.entry(id).or_default(),
        Subject::Function(id) => traces.functions.entry(id).or_default(),
    }
}

/// Names a unique module when its kernel is declared: the module's hash at Warp's default block size,
/// under the globals of that moment.
pub(super) fn unique_module_hash(session: &mut Session, kernel: KernelId) -> PyResult<Hash> {
    let (module, source) = {
        let kernel = &session.kernels[kernel.index()];
        (kernel.module, kernel.decl.source.clone())
    };
    let raise = |diagnostic: Diagnostic| match diagnostic.warp {
        Some((class, message)) => PyError::warp(&class, message),
        None => {
            let error = PyError::new("RuntimeError", diagnostic.message.clone());
            let unnamed = Unnamed { diagnostic, source: source.clone() };
            DECLARED.with(|declared| declared.borrow_mut().unnamed.push(unnamed));
            error
        }
    };
    let raise_warp = |error: crate::diag::WarpError| raise(Diagnostic::from_warp(&error));
    let block_dim = options::declared_block_dim(session, module);
    let resolved = options::resolve(session, module, block_dim).map_err(raise_warp)?;
    let build = options::build_options(&resolved);
    let mut traces = None;
    let plan = plan(session, module, &resolved, &build, &mut traces).map_err(|d| raise(*d))?;
    let digest =
        hash::unique_digest(session, kernel, plan.hash, traces.as_ref().unwrap_or(&Traces::default()));
    if let Some(traces) = traces {
        DECLARED.with(|declared| declared.borrow_mut().traces.insert(module, Rc::new(traces)));
    }
    digest.map_err(|error| raise(report::hash_error(session, &error)))
}

/// What a build may change in a session and a later build of another module would see.
pub(super) struct Snapshot {
    /// Overloads and instances per function.
    instances: Vec<usize>,
    /// `force_adjoint_codegen`, `uses_grad_call`, `used_by_backward_kernel` per function.
    flags: Vec<[bool; 3]>,
    tiles: u32,
}

impl Snapshot {
    pub(super) fn of(session: &Session) -> Self {
        let functions = &session.functions;
        Snapshot {
            instances: functions.iter().map(|f| f.overloads.len() + f.templates.len()).collect(),
            flags: functions
                .iter()
                .map(|f| [f.force_adjoint_codegen, f.uses_grad_call, f.used_by_backward_kernel])
                .collect(),
            tiles: session.types.tile_epoch(),
        }
    }

    /// Undoes what builds have changed since; false where that takes a new import.
    pub(super) fn restore(&self, session: &mut Session) -> bool {
        let now = Snapshot::of(session);
        if now.instances != self.instances || now.tiles != self.tiles {
            return false;
        }
        for (function, &[force, grad, backward]) in session.functions.iter_mut().zip(&self.flags) {
            function.force_adjoint_codegen = force;
            function.uses_grad_call = grad;
            function.used_by_backward_kernel = backward;
        }
        true
    }
}

/// A session as it is after an import.
pub(super) struct Mark {
    snapshot: Snapshot,
    counts: [usize; 7],
    steps: u64,
}

impl Mark {
    pub(super) fn of(session: &Session) -> Self {
        let counts = [
            session.functions.len(),
            session.kernels.len(),
            session.modules.len(),
            session.unresolved.len(),
            session.problems.len(),
            session.missing_imports.len(),
            session.kernels.iter().map(|kernel| kernel.overloads.len()).sum(),
        ];
        Mark { snapshot: Snapshot::of(session), counts, steps: session.steps() }
    }

    /// Whether the session is still so, or again once flags are set back. Any Python that was run could have changed
    /// anything.
    pub(super) fn holds(&self, session: &mut Session) -> bool {
        let now = Mark::of(session);
        now.steps == self.steps && now.counts == self.counts && self.snapshot.restore(session)
    }
}

/// The kernel keys of a module, for messages.
pub(super) fn kernel_key(session: &Session, kernel: Option<KernelId>) -> Option<Rc<str>> {
    kernel.map(|id| session.kernels[id.index()].key.clone())
}
