//! Module builds: which functions and structs a module needs, in which order.

use std::collections::BTreeMap;
use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::recover::{Recovery, value_return};
use super::symbols::{Sym, Symbols};
use super::{Lower, Result};
use crate::builtins::LtoSink;
use crate::diag::{ErrorClass, WarpError};
use crate::frontend::ast::{Span, Stmt, StmtKind};
use crate::host::Session;
use crate::host::model::Decl;
use crate::host::value::Value;
use crate::ids::{FuncRef, FunctionId, KernelId, ModuleId, NativeId, StructId};
use crate::ir::{
    Block, Body, BuildOptions, FunctionIr, KernelIr, KernelPlan, Label, ModuleIr, Origin, Ret, Var, Vars,
};
use crate::types::{Ty, TyKind, Types};

/// What is being lowered.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Subject {
    /// A kernel or generic instance.
    Kernel(KernelId),
    /// A user function.
    Function(FunctionId),
}

/// A module that Warp rejects, and where.
#[derive(Clone, Debug)]
pub struct BuildError {
    /// Warp's error, with its `Error while parsing function` prefixes.
    pub error: WarpError,
    /// The error without prefixes.
    pub cause: WarpError,
    /// The kernel being built.
    pub kernel: Option<KernelId>,
    /// The innermost function being built and the position of the last evaluated node.
    pub at: Option<(Rc<crate::host::model::FunctionSource>, Span)>,
}

/// `wp.static` values found while building, by what they stand in: they take part in the final hash.
pub type DeferredStatics = FxHashMap<Subject, Vec<(Rc<str>, Value)>>;

/// Local names of each function after a build: they block outer names when the module is hashed again.
pub type LocalSymbols = FxHashMap<Subject, Vec<Rc<str>>>;

/// Builds one module (Warp's `ModuleBuilder`).
pub struct ModuleBuilder<'s> {
    /// The session.
    pub session: &'s mut Session,
    /// Its types.
    pub types: Rc<Types>,
    /// Resolved options.
    pub options: Rc<BuildOptions>,
    /// LTO symbols and declarations.
    pub lto: LtoSink,
    functions: IndexMap<FunctionId, Body, FxBuildHasher>,
    building: FxHashSet<FunctionId>,
    structs: IndexSet<StructId, FxBuildHasher>,
    natives: IndexSet<NativeId, FxBuildHasher>,
    deferred: Vec<FunctionId>,
    /// `wp.static` values evaluated during this build.
    pub deferred_statics: DeferredStatics,
    /// Local names after this build.
    pub local_symbols: LocalSymbols,
    /// Deterministic-mode metadata of the functions built.
    pub(super) det_metas: FxHashMap<FunctionId, super::det::Meta>,
    failed_at: Option<(Rc<crate::host::model::FunctionSource>, Span, WarpError)>,
    /// Errors so far, where the build goes on after them.
    pub(super) recovery: Option<Box<Recovery>>,
    /// An error that Warp meets only when it prints the module: a constant that has no C++ form.
    pub(super) late_error: Option<WarpError>,
    /// Statements lowered so far, those of unrolled loops as often as they are repeated.
    pub(super) statements: usize,
}

/// Unrolled loops can be exponentially long; no C++ compiler reads so much either.
pub(super) const MAX_STATEMENTS: usize = 100_000;

/// Nested blocks, `elif`s among them. Each indents the text by one more level, and Warp's own recursion ends before.
pub(super) const MAX_DEPTH: u32 = 1_000;

/// What a build leaves besides the module: input of a second hash.
pub struct BuildOutput {
    /// The lowered module.
    pub module: ModuleIr,
    /// See [`DeferredStatics`].
    pub deferred_statics: DeferredStatics,
    /// See [`LocalSymbols`].
    pub local_symbols: LocalSymbols,
}

const KERNEL_RETURN_ERROR: &str = "Warp kernels cannot return values. Write results to output arguments, and omit the \
                                   return annotation or use `-> None`.";

/// Lowers a module whose kernels have been hashed and ordered.
pub fn build_module(
    session: &mut Session,
    module: ModuleId,
    hash: [u8; 32],
    options: &BuildOptions,
    plan: Vec<KernelPlan>,
) -> std::result::Result<BuildOutput, Box<BuildError>> {
    let mut builder = ModuleBuilder::new(session, options);
    let mut kernels = Vec::with_capacity(plan.len());
    for plan in plan {
        let id = plan.id;
        match builder.build_kernel(plan) {
            Ok(kernel) => kernels.push(kernel),
            Err(error) => return Err(builder.build_error(error, Some(id))),
        }
    }
    if let Err(error) = builder.finish(&mut kernels) {
        return Err(builder.build_error(error, None));
    }
    if let Some(error) = builder.late_error.take() {
        return Err(builder.build_error(error, None));
    }
    Ok(builder.into_output(module, hash, kernels))
}

impl<'s> ModuleBuilder<'s> {
    pub(super) fn new(session: &'s mut Session, options: &BuildOptions) -> Self {
        let types = session.types.clone();
        ModuleBuilder {
            session,
            types,
            options: Rc::new(options.clone()),
            lto: LtoSink::default(),
            functions: IndexMap::default(),
            building: FxHashSet::default(),
            structs: IndexSet::default(),
            natives: IndexSet::default(),
            deferred: Vec::new(),
            deferred_statics: FxHashMap::default(),
            local_symbols: FxHashMap::default(),
            det_metas: FxHashMap::default(),
            failed_at: None,
            recovery: None,
            late_error: None,
            statements: 0,
        }
    }
}

impl ModuleBuilder<'_> {
    fn build_error(&mut self, error: WarpError, kernel: Option<KernelId>) -> Box<BuildError> {
        let (at, cause) = match self.failed_at.take() {
            Some((source, span, cause)) => (Some((source, span)), cause),
            None => (
                kernel.map(|id| {
                    let source = self.session.kernels[id.index()].decl.source.clone();
                    let span = source.def.span;
                    (source, Span { end: span.start, end_line: span.line, ..span })
                }),
                error.clone(),
            ),
        };
        Box::new(BuildError { error, cause, kernel, at })
    }

    pub(super) fn into_output(self, module: ModuleId, hash: [u8; 32], kernels: Vec<KernelIr>) -> BuildOutput {
        let functions = self
            .functions
            .into_iter()
            .map(|(id, body)| FunctionIr {
                id,
                used_by_backward: self.session.functions[id.index()].used_by_backward_kernel,
                body,
            })
            .collect();
        let lto_decls: BTreeMap<String, String> = self.lto.decls.into_iter().collect();
        let module = ModuleIr {
            module,
            options: (*self.options).clone(),
            hash,
            kernels,
            functions,
            structs: self.structs.into_iter().collect(),
            native_types: self.natives.into_iter().collect(),
            has_link_inputs: !lto_decls.is_empty(),
            lto_decls,
        };
        BuildOutput { module, deferred_statics: self.deferred_statics, local_symbols: self.local_symbols }
    }

    // ---- kernels --------------------------------------------------------------------------------

    /// Warp's `build_kernel`.
    pub(super) fn build_kernel(&mut self, plan: KernelPlan) -> Result<KernelIr> {
        let kernel = &self.session.kernels[plan.id.index()];
        let key = kernel.key.clone();
        let decl = kernel.decl.clone();
        let enable_backward = match kernel.options.get("enable_backward") {
            Some(value) => value.as_int().is_some_and(|i| i != 0),
            None => self.options.enable_backward,
        };
        if decl.returns.is_some() || value_return_in(&decl.def().body).is_some() {
            let error = WarpError::type_error(format!("'{key}': {KERNEL_RETURN_ERROR}"));
            let Some(recovery) = &mut self.recovery else { return Err(error) };
            let span = value_return(&decl);
            recovery.record(error, &decl.source, span, Some(Subject::Kernel(plan.id)));
        }
        let mut body = self.build_body(Subject::Kernel(plan.id), decl, enable_backward, false)?;
        self.collect_body_natives(&body);
        // A kernel's `returns` is empty after a bare `return`; values are an error.
        if body.returns.is_some() && self.recovery.is_none() {
            return Err(WarpError::type_error(format!("'{key}': {KERNEL_RETURN_ERROR}")));
        }
        body.callees.shrink_to_fit();
        let mangled = if self.options.strip_hash {
            key.to_string()
        } else {
            let mut name = key.to_string();
            name.push('_');
            for byte in &plan.hash[..4] {
                use std::fmt::Write as _;
                let _ = write!(name, "{byte:02x}");
            }
            name
        };
        Ok(KernelIr { plan, mangled, enable_backward, body })
    }

    // ---- functions ------------------------------------------------------------------------------

    /// A call's target: built unless it was, and its custom gradient and replay queued.
    pub(super) fn build_callee(&mut self, id: FunctionId) -> Result<()> {
        if self.functions.contains_key(&id) {
            return Ok(());
        }
        self.build_function(id)?;
        let function = &self.session.functions[id.index()];
        self.deferred.extend(function.custom_grad);
        self.deferred.extend(function.custom_replay);
        Ok(())
    }

    /// Warp's `build_function`.
    pub(super) fn build_function(&mut self, id: FunctionId) -> Result<()> {
        if self.functions.contains_key(&id) {
            return Ok(());
        }
        if !self.building.insert(id) {
            // Warp has no guard: it recurses until Python gives up.
            return Err(WarpError::new(ErrorClass::RecursionError, "maximum recursion depth exceeded"));
        }
        let function = &self.session.functions[id.index()];
        let decl = function.decl.clone();
        let (backward, force) = (function.used_by_backward_kernel, function.force_adjoint_codegen);
        let result = self.build_body(Subject::Function(id), decl, backward, force);
        self.building.remove(&id);
        let body = result?;
        self.collect_body_natives(&body);
        self.functions.insert(id, body);
        Ok(())
    }

    /// Builds a body without registering anything: for type probes.
    pub(super) fn probe_function(&mut self, id: FunctionId) -> Result<Body> {
        let function = &self.session.functions[id.index()];
        let decl = function.decl.clone();
        let (backward, force) = (function.used_by_backward_kernel, function.force_adjoint_codegen);
        let before = (self.functions.len(), self.structs.len(), self.natives.len(), self.deferred.len());
        let failed_at = self.failed_at.take();
        let recovery = self.recovery.take();
        let result = self.build_body(Subject::Function(id), decl, backward, force);
        self.recovery = recovery;
        self.failed_at = failed_at;
        self.functions.truncate(before.0);
        self.structs.truncate(before.1);
        self.natives.truncate(before.2);
        self.deferred.truncate(before.3);
        result
    }

    /// What a built function returns.
    pub(super) fn return_type(&self, id: FunctionId) -> Ret {
        if let Some(annotation) = self.session.functions[id.index()].decl.returns {
            return match &*self.types.kind(annotation) {
                TyKind::TupleOf(types) => Ret::Many(types.to_vec()),
                _ => Ret::One(annotation),
            };
        }
        let Some(body) = self.functions.get(&id) else { return Ret::Void };
        match body.returns.as_deref() {
            None | Some([]) => Ret::Void,
            Some([one]) => Ret::One(body.vars[*one].ty),
            Some(many) => Ret::Many(many.iter().map(|&v| body.vars[v].ty).collect()),
        }
    }

    /// The built body of a function.
    pub(super) fn body(&self, id: FunctionId) -> Option<&Body> {
        self.functions.get(&id)
    }

    /// Warp's `get_total_required_shared`.
    pub(super) fn total_required_shared(&self, id: FunctionId) -> u64 {
        self.functions.get(&id).map_or(0, |body| body.total_shared(&self.types))
    }

    pub(super) fn mark_uses_grad(&mut self, subject: Subject) {
        if let Subject::Function(id) = subject {
            self.session.functions[id.index()].uses_grad_call = true;
        }
    }

    /// Lowers one function or kernel.
    fn build_body(
        &mut self,
        subject: Subject,
        decl: Decl,
        used_by_backward: bool,
        force_adjoint: bool,
    ) -> Result<Body> {
        let types = self.types.clone();
        let args = decl.args.clone();
        let callables = decl.callable_args.clone();
        let source = decl.source.clone();
        let mut lower = Lower {
            types,
            decl,
            subject,
            vars: Vars::default(),
            args: Vec::new(),
            temps: Vec::new(),
            blocks: vec![Block::default()],
            symbols: Symbols::default(),
            ref_params: Vec::new(),
            loop_symbols: Vec::new(),
            loop_labels: Vec::new(),
            const_iters: FxHashSet::default(),
            depth: 0,
            label_count: 0,
            line: None,
            at: source.def.span,
            returns: None,
            callees: Vec::new(),
            used_by_backward,
            force_adjoint,
            uses_grad_call: false,
            uses_tid: false,
            uses_scalar_tid: false,
            has_non_unrolled_constant_loop: false,
            extra_shared: 0,
            extra_shared_backward: 0,
            unvalidated_ref_calls: Vec::new(),
            slot_augassign_error: None,
            deferred_statics: Vec::new(),
            grad_ids: 0,
            det: None,
            poisoned: FxHashSet::default(),
            trail: Vec::new(),
            statements: 0,
            mb: self,
        };
        lower.bind_parameters(&args, &callables);
        lower.det_begin();
        let result = lower
            .emit_function(&source.def)
            .and_then(|()| lower.validate_return_type())
            .and_then(|()| lower.det_end());
        if let Err(error) = result {
            if lower.mb.recovery.is_none() {
                return Err(lower.with_context(error));
            }
            let span = lower.decl.source.def.span;
            lower.record_at(error, Span { end: span.start, end_line: span.line, ..span });
        }
        Ok(lower.finish())
    }

    // ---- structs and native types ---------------------------------------------------------------

    /// Warp's `build_struct_recursive`: nested structs before the structs that hold them.
    pub(super) fn build_struct_recursive(&mut self, id: StructId) {
        let mut order = Vec::new();
        let mut stack = vec![id];
        while let Some(id) = stack.pop() {
            order.push(id);
            for field in &self.types.struct_data(id).fields {
                let inner = match self.types.as_array(field.ty) {
                    Some((_, dtype, _)) => dtype,
                    None => field.ty,
                };
                if let TyKind::Struct(inner) = *self.types.kind(inner) {
                    stack.push(inner);
                }
            }
        }
        for id in order.into_iter().rev() {
            self.structs.insert(id);
            for field in &self.types.struct_data(id).fields {
                self.collect_natives(field.ty);
            }
        }
    }

    /// Warp's `_collect_native_types`.
    fn collect_natives(&mut self, ty: Ty) {
        let ty = self.types.strip(ty);
        match *self.types.kind(ty) {
            TyKind::Native(id) => {
                if self.natives.insert(id) {
                    for field in &self.types.native_data(id).fields {
                        self.collect_natives(field.ty);
                    }
                }
            }
            TyKind::Struct(id) => {
                for field in &self.types.struct_data(id).fields {
                    self.collect_natives(field.ty);
                }
            }
            _ => {
                if let Some((_, dtype, _)) = self.types.as_array(ty) {
                    self.collect_natives(dtype);
                }
            }
        }
    }

    fn collect_body_natives(&mut self, body: &Body) {
        if self.types.native_count() == 0 {
            return;
        }
        for &var in body.args.iter().chain(&body.temps) {
            self.collect_natives(body.vars[var].ty);
        }
    }

    // ---- after all kernels ----------------------------------------------------------------------

    /// The deferred functions and Warp's two passes over the call graph.
    pub(super) fn finish(&mut self, kernels: &mut [KernelIr]) -> Result<()> {
        let mut next = 0;
        while let Some(&id) = self.deferred.get(next) {
            next += 1;
            self.build_function(id)?;
        }
        self.propagate_used_by_backward(kernels)?;
        self.propagate_backward_shared(kernels)
    }

    /// Warp's `_propagate_used_by_backward_kernel`.
    fn propagate_used_by_backward(&mut self, kernels: &[KernelIr]) -> Result<()> {
        for id in self.functions.keys() {
            self.session.functions[id.index()].used_by_backward_kernel = false;
        }
        let mut work: Vec<FunctionId> = Vec::new();
        for kernel in kernels.iter().filter(|k| k.enable_backward) {
            work.extend(&kernel.body.callees);
        }
        while let Some(id) = work.pop() {
            let function = &mut self.session.functions[id.index()];
            if function.used_by_backward_kernel {
                continue;
            }
            function.used_by_backward_kernel = true;
            if let Some(body) = self.functions.get(&id) {
                work.extend(&body.callees);
            }
        }
        for kernel in kernels.iter().filter(|k| k.enable_backward) {
            let name = self.session.kernels[kernel.plan.id.index()].decl.def().name.clone();
            self.check_ref_calls(&kernel.body, "kernel", &name)?;
        }
        for (id, body) in &self.functions {
            let function = &self.session.functions[id.index()];
            if function.used_by_backward_kernel {
                self.check_ref_calls(body, "function", &function.decl.def().name)?;
            }
        }
        Ok(())
    }

    fn check_ref_calls(&self, body: &Body, scope: &str, name: &str) -> Result<()> {
        for &callee in &body.unvalidated_ref_calls {
            let function = &self.session.functions[callee.index()];
            let manual = function.custom_grad.is_some()
                || function.snippet.as_ref().is_some_and(|s| s.adjoint.is_some());
            if !manual {
                return Err(WarpError::codegen(format!(
                    "In {scope} '{name}': Cannot call '{}' with wp.ref[T] parameters from a backward-enabled kernel. Use \
                     enable_backward=False on the kernel, or switch to @wp.func_native with adj_snippet for a manually \
                     written adjoint.",
                    function.key
                )));
            }
        }
        Ok(())
    }

    /// Warp's `_propagate_backward_shared_memory`: in callees-first order, so one pass is enough.
    fn propagate_backward_shared(&mut self, kernels: &mut [KernelIr]) -> Result<()> {
        let callees: Vec<FunctionId> = self
            .functions
            .values()
            .flat_map(|b| b.callees.clone())
            .chain(kernels.iter().flat_map(|k| k.body.callees.clone()))
            .collect();
        for id in callees {
            let function = &self.session.functions[id.index()];
            for extra in [function.custom_grad, function.custom_replay].into_iter().flatten() {
                self.build_function(extra)?;
            }
        }
        for index in 0..self.functions.len() {
            let Some((_, body)) = self.functions.get_index(index) else { break };
            let required = self.backward_requirement(body);
            if let Some((_, body)) = self.functions.get_index_mut(index) {
                body.extra_shared_backward = required;
            }
        }
        for kernel in kernels {
            kernel.body.extra_shared_backward = self.backward_requirement(&kernel.body);
        }
        Ok(())
    }

    fn backward_requirement(&self, body: &Body) -> u64 {
        let mut required = body.extra_shared_backward;
        for &callee in &body.callees {
            let function = &self.session.functions[callee.index()];
            let replay = self.total_required_shared(function.custom_replay.unwrap_or(callee));
            let reverse = match function.custom_grad {
                Some(grad) => self.total_required_shared(grad),
                None => self.functions.get(&callee).map_or(0, |b| b.total_shared_backward(&self.types)),
            };
            required = required.max(replay).max(reverse);
        }
        required
    }
}

/// The first `return` with a value: Warp's `_kernel_has_value_return`.
pub(super) fn value_return_in(body: &[Stmt]) -> Option<Span> {
    let any = |bodies: &[&[Stmt]]| bodies.iter().find_map(|body| value_return_in(body));
    body.iter().find_map(|stmt| match &stmt.kind {
        StmtKind::Return(value) => value.as_ref().map(|_| stmt.span),
        StmtKind::If { body, orelse, .. } | StmtKind::While { body, orelse, .. } => any(&[body, orelse]),
        StmtKind::For(node) => any(&[&node.body, &node.orelse]),
        StmtKind::With { body, .. } => value_return_in(body),
        StmtKind::Try { body, handlers, orelse, finalbody, .. } => value_return_in(body)
            .or_else(|| handlers.iter().find_map(|handler| value_return_in(&handler.body)))
            .or_else(|| any(&[orelse, finalbody])),
        StmtKind::Match { cases, .. } => cases.iter().find_map(|case| value_return_in(&case.body)),
        _ => None,
    })
}

impl Lower<'_, '_> {
    /// Makes parameters the first symbols.
    fn bind_parameters(&mut self, args: &[(Rc<str>, Ty)], callables: &[(Rc<str>, FuncRef)]) {
        for (name, ty) in args {
            let ty = self.types.canonical(*ty);
            let mut var = Var::new(Label::Param(name.clone()), ty, None);
            var.is_parameter = true;
            let var = self.vars.push(var);
            if self.types.is_ref(ty) {
                self.vars[var].origin = Some(Rc::new(Origin::ref_parameter(var)));
                self.ref_params.push((self.name_arc(name), var));
            } else if self.types.is_array(ty) {
                self.vars[var].origin = Some(Rc::new(Origin::local(var)));
            }
            self.args.push(var);
            let sym = match callables.iter().find(|(n, _)| n == name) {
                Some((_, func)) => Sym::Func(*func),
                None => Sym::Var(var),
            };
            let name = self.name_arc(name);
            self.symbols.insert(name, sym);
        }
    }

    /// Adds Warp's prefix to an error, and remembers where it happened.
    fn with_context(&mut self, error: WarpError) -> WarpError {
        if self.mb.failed_at.is_none() {
            self.mb.failed_at = Some((self.decl.source.clone(), self.at, error.clone()));
        }
        if error.class == ErrorClass::Unsupported {
            return error;
        }
        let message = format!(
            "Error while parsing function \"{}\" at {}:{}:\n{}\n;{}",
            self.fun_name(),
            self.filename(),
            self.message_line(),
            self.source_line(),
            error.message
        );
        WarpError::new(error.class, message)
    }

    /// The finished body.
    fn finish(mut self) -> Body {
        let arg_types: Vec<Ty> = self.args.iter().map(|&a| self.vars[a].ty).collect();
        for ty in arg_types {
            let ty = match self.types.as_array(ty) {
                Some((_, dtype, _)) if self.types.is_regular_array(ty) => dtype,
                _ => ty,
            };
            if let TyKind::Struct(id) = *self.types.kind(ty) {
                self.mb.build_struct_recursive(id);
            }
        }
        if !self.deferred_statics.is_empty() {
            self.mb.deferred_statics.insert(self.subject, std::mem::take(&mut self.deferred_statics));
        }
        let det = self.det_finish();
        let locals = self.symbols.keys().map(|k| Rc::from(&**k)).collect();
        self.mb.local_symbols.insert(self.subject, locals);
        Body {
            root: self.blocks.pop().unwrap_or_default(),
            args: self.args,
            temps: self.temps,
            vars: self.vars,
            returns: self.returns,
            callees: self.callees,
            uses_tid: self.uses_tid,
            uses_scalar_tid: self.uses_scalar_tid,
            has_non_unrolled_constant_loop: self.has_non_unrolled_constant_loop,
            extra_shared: self.extra_shared,
            extra_shared_backward: self.extra_shared_backward,
            unvalidated_ref_calls: self.unvalidated_ref_calls,
            slot_augassign_error: self.slot_augassign_error,
            det,
        }
    }
}
