//! Digests: structs, functions, kernels, modules (map, section 2). All are SHA-256.
//!
//! Kernel names contain their digest and kernels are written in digest order, so nothing matches
//! Warp's text unless these do. Hashing also decides two things that the text depends on: a kernel's
//! launch dimensions and its grid-stride template.
//!
//! The digest of a module with deferred `wp.static` expressions is known only after a build: Warp
//! builds once, throws the code away, and hashes what that build left behind. A [`Traces`] carries
//! that from `lower` to the second [`plan_module`]; `pipeline` drives the two rounds.

mod bytes;
#[cfg(test)]
mod recipes;
mod references;
mod resolve;
mod structs;

use std::rc::Rc;
use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};

pub use bytes::constant_bytes;
pub use references::References;
pub use structs::{struct_digest, struct_native_name};

use crate::builtins;
use crate::diag::{ErrorClass, WarpError};
use crate::frontend::ast::Span;
use crate::host::Session;
use crate::host::model::{Decl, Kernel};
use crate::host::value::{Unknown, Value};
use crate::ids::{FuncRef, FunctionId, KernelId, ModuleId};
use crate::ir::KernelPlan;
use crate::source::SourceFile;
use crate::types::{Const, StructValue, Ty, TyKind};

/// A digest.
pub type Hash = [u8; 32];

/// Module options by name.
pub type Options = IndexMap<Rc<str>, Value>;

/// What one build of a function or kernel left on Warp's `Adjoint`.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// The names in `adj.symbols`: they hide outer names from the next hash.
    pub symbols: FxHashSet<Rc<str>>,
    /// `adj.deferred_static_expressions`.
    pub deferred: Vec<(Rc<str>, Value)>,
}

/// What earlier builds left behind. Empty before the first one.
#[derive(Clone, Debug, Default)]
pub struct Traces {
    /// By function (overload or instance).
    pub functions: FxHashMap<FunctionId, Trace>,
    /// By kernel (or instance).
    pub kernels: FxHashMap<KernelId, Trace>,
}

/// What hashing decides about a module.
#[derive(Clone, Debug)]
pub struct ModulePlan {
    /// Distinct kernels in ascending order of their digests.
    pub kernels: Vec<KernelPlan>,
    /// The module's digest.
    pub hash: Hash,
}

/// An error while hashing: real Warp raises it, or something is unknown to us.
#[derive(Clone, Debug)]
pub struct HashError {
    /// The kernel being hashed.
    pub kernel: Option<KernelId>,
    /// Class and text.
    pub error: WarpError,
    /// What is unknown, if that is the error.
    pub lost: Option<Lost>,
}

/// A value that a kernel needs and that is not known.
#[derive(Clone, Debug)]
pub struct Lost {
    /// The file of the expression that stands for it.
    pub file: Arc<SourceFile>,
    /// The expression.
    pub span: Span,
    /// Why it is unknown.
    pub unknown: Rc<Unknown>,
}

/// Lower-case hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0');
    bytes.iter().flat_map(|&b| [digit(b >> 4), digit(b & 15)]).collect()
}

/// Warp's `ModuleHasher`: hashes all live kernels of a module under resolved options.
pub fn plan_module(
    session: &mut Session,
    module: ModuleId,
    options: &Options,
    traces: &Traces,
) -> Result<ModulePlan, HashError> {
    let mut hasher = Hasher::new(session, traces);
    let mut plans: Vec<KernelPlan> = Vec::new();
    for id in hasher.live_instances(module) {
        plans.push(hasher.plan(id, options)?);
    }
    distinct(&mut plans);

    let mut state = Sha256::new();
    for plan in &plans {
        state.update(plan.hash);
    }
    hash_options(session, options, &mut state);
    Ok(ModulePlan { kernels: plans, hash: state.finalize().into() })
}

/// The kernels of a module that can be hashed, as [`plan_module`] orders them, and why the others cannot be.
pub fn plan_kernels(
    session: &mut Session,
    module: ModuleId,
    options: &Options,
    traces: &Traces,
) -> (Vec<KernelPlan>, Vec<HashError>) {
    let mut hasher = Hasher::new(session, traces);
    let (mut plans, mut errors) = (Vec::new(), Vec::new());
    for id in hasher.live_instances(module) {
        match hasher.plan(id, options) {
            Ok(plan) => plans.push(plan),
            Err(error) => errors.push(error),
        }
    }
    distinct(&mut plans);
    (plans, errors)
}

/// Sorts kernels by digest. Of equal digests, the kernel hashed last stands for all
/// (`unique_kernels[h] = kernel`).
fn distinct(plans: &mut Vec<KernelPlan>) {
    plans.reverse();
    plans.sort_by_key(|plan| plan.hash);
    plans.dedup_by_key(|plan| plan.hash);
}

/// The digest a `module="unique"` module is named after. A generic kernel without instances adds
/// nothing to its module's digest, so Warp salts that with the kernel's own identity.
pub fn unique_digest(
    session: &mut Session,
    kernel: KernelId,
    module_hash: Hash,
    traces: &Traces,
) -> Result<Hash, HashError> {
    let k = &session.kernels[kernel.index()];
    if !k.is_generic || !k.overloads.is_empty() {
        return Ok(module_hash);
    }
    let mut state = Sha256::new();
    state.update(module_hash);
    let mut hasher = Hasher::new(session, traces);
    let identity = hasher.kernel_identity(kernel, &mut state);
    identity.map_err(|error| hasher.error(kernel, error))?;
    Ok(state.finalize().into())
}

fn truthy(value: Option<&Value>) -> bool {
    match value {
        Some(Value::Bool(b)) => *b,
        Some(Value::Int(i)) => *i != 0,
        _ => false,
    }
}

/// `"{name}:{value}"` for every option, sorted by name.
fn hash_options(session: &Session, options: &Options, state: &mut Sha256) {
    let mut sorted: Vec<_> = options.iter().collect();
    sorted.sort_by(|a, b| a.0.cmp(b.0));
    for (name, value) in sorted {
        state.update(name.as_bytes());
        state.update(b":");
        state.update(session.py_str(value).as_bytes());
    }
}

/// What Warp says of `Union[...]` as an annotation.
const UNION_ERROR: &str =
    "Union type annotations are only supported at Python scope and are invalid in Warp kernels/functions";

struct KernelDigest {
    hash: Hash,
    dim: u32,
}

/// Hashes within one module: function digests are kept, and recursion is cut where it is met, so a
/// function's digest may depend on where a cycle of calls was entered.
pub(crate) struct Hasher<'s> {
    pub(crate) session: &'s mut Session,
    traces: &'s Traces,
    functions: FxHashMap<FunctionId, Hash>,
    in_progress: FxHashSet<FunctionId>,
    /// What is unknown, after an error because of that.
    lost: Option<Lost>,
}

impl<'s> Hasher<'s> {
    fn new(session: &'s mut Session, traces: &'s Traces) -> Self {
        let (functions, in_progress) = Default::default();
        Hasher { session, traces, functions, in_progress, lost: None }
    }

    /// The kernels of a module that have code: generic ones stand for their instances.
    fn live_instances(&self, module: ModuleId) -> Vec<KernelId> {
        let kernel = |id: KernelId| -> &Kernel { &self.session.kernels[id.index()] };
        let mut out = Vec::new();
        for &id in &self.session.modules[module.index()].kernels {
            if kernel(id).dead {
                continue;
            }
            if kernel(id).is_generic {
                out.extend(kernel(id).overloads.values().copied());
            } else {
                out.push(id);
            }
        }
        out
    }

    fn plan(&mut self, id: KernelId, options: &Options) -> Result<KernelPlan, HashError> {
        let digest = self.kernel(id).map_err(|error| self.error(id, error))?;
        let grid_stride = match self.session.kernels[id.index()].options.get("grid_stride") {
            None | Some(Value::None) => truthy(options.get("default_grid_stride")),
            explicit => truthy(explicit),
        };
        Ok(KernelPlan { id, hash: digest.hash, dim: digest.dim, grid_stride })
    }

    fn error(&mut self, kernel: KernelId, error: WarpError) -> HashError {
        HashError { kernel: Some(kernel), error, lost: self.lost.take() }
    }

    fn kernel(&mut self, id: KernelId) -> Result<KernelDigest, WarpError> {
        let mut state = Sha256::new();
        let dim = self.kernel_identity(id, &mut state)?;
        Ok(KernelDigest { hash: state.finalize().into(), dim })
    }

    /// Warp's `_hash_kernel_identity`; returns the kernel's launch dimensions.
    fn kernel_identity(&mut self, id: KernelId, state: &mut Sha256) -> Result<u32, WarpError> {
        let kernel = &self.session.kernels[id.index()];
        let decl = kernel.decl.clone();
        state.update(kernel.key.as_bytes());
        hash_options(self.session, &kernel.options, state);
        let traces = self.traces;
        let (hash, dim) = self.adjoint(&decl, traces.kernels.get(&id), false)?;
        state.update(hash);
        if let Some(ty) = decl.returns {
            let types = &self.session.types;
            let text = types.code(ty).unwrap_or_else(|_| types.python_repr(ty));
            state.update(format!("return:{text}").as_bytes());
        }
        Ok(dim)
    }

    /// Warp's `hash_function`: all overloads and templates that a call could resolve to.
    fn function(&mut self, id: FunctionId) -> Result<Hash, WarpError> {
        if let Some(&hash) = self.functions.get(&id) {
            return Ok(hash);
        }
        self.in_progress.insert(id);
        let mut state = Sha256::new();
        let head = &self.session.functions[id.index()];
        state.update(head.key.as_bytes());
        let mut overloads: FxHashMap<Rc<str>, FunctionId> = FxHashMap::default();
        overloads.extend(head.overloads.iter().map(|(sig, &f)| (sig.clone(), f)));
        overloads.extend(head.templates.iter().map(|(sig, &f)| (sig.clone(), f)));
        let mut overloads: Vec<_> = overloads.into_iter().collect();
        overloads.sort();
        for (_, overload) in overloads {
            self.overload(overload, &mut state)?;
        }
        let hash: Hash = state.finalize().into();
        self.functions.insert(id, hash);
        self.in_progress.remove(&id);
        Ok(hash)
    }

    fn overload(&mut self, id: FunctionId, state: &mut Sha256) -> Result<(), WarpError> {
        let function = &self.session.functions[id.index()];
        if function.generic_parent.is_some() {
            return Ok(());
        }
        let (grad, replay) = (function.custom_grad, function.custom_replay);
        for part in [Some(id), grad, replay].into_iter().flatten() {
            let decl = self.session.functions[part.index()].decl.clone();
            let traces = self.traces;
            let (hash, _) = self.adjoint(&decl, traces.functions.get(&part), true)?;
            state.update(hash);
        }
        let function = &self.session.functions[id.index()];
        if let Some(snippet) = &function.snippet {
            let texts = [snippet.replay.as_ref(), Some(&snippet.forward), snippet.adjoint.as_ref()];
            for text in texts.into_iter().flatten() {
                state.update(text.as_bytes());
            }
        }
        if let Some(hint) = &function.inline_hint {
            state.update(hint.as_bytes());
        }
        Ok(())
    }

    /// Warp's `hash_adjoint`, and the launch dimensions found on the way.
    fn adjoint(
        &mut self,
        decl: &Decl,
        trace: Option<&Trace>,
        with_return: bool,
    ) -> Result<(Hash, u32), WarpError> {
        let mut state = Sha256::new();
        state.update(decl.source.text().as_bytes());

        let args = decl.args.iter().map(|(name, ty)| (&**name, *ty));
        let returns = decl.returns.filter(|_| with_return).map(|ty| ("return", ty));
        for (name, ty) in args.chain(returns) {
            state.update(format!("{name}:{}", self.type_code(ty)?).as_bytes());
            if let Some(hash) = self.struct_hash(ty) {
                state.update(hash);
            }
        }

        let references = self.references(decl, trace)?;
        for (name, value) in &references.constants {
            state.update(name.as_bytes());
            state.update(self.value_bytes(value)?);
        }
        let deferred = trace.map_or(&[][..], |trace| &trace.deferred);
        for (text, value) in decl.statics.iter().chain(deferred.iter().map(|(text, value)| (text, value))) {
            state.update(text.as_bytes());
            match value.as_function() {
                Some(func) => self.reference(func, &mut state)?,
                None => state.update(self.value_bytes(value)?),
            }
        }
        for &ty in references.types.values() {
            state.update(self.type_code(ty)?.as_bytes());
        }
        for &func in &references.functions {
            self.reference(func, &mut state)?;
        }
        Ok((state.finalize().into(), references.kernel_dim))
    }

    /// A function that is called or passed; skipped while it is itself being hashed.
    fn reference(&mut self, func: FuncRef, state: &mut Sha256) -> Result<(), WarpError> {
        match func {
            FuncRef::Builtin(id) => state.update(builtins::builtin_digest(id)),
            FuncRef::External(id) => state.update(self.session.external_digest(id)),
            FuncRef::User(id) if self.in_progress.contains(&id) => {}
            FuncRef::User(id) => state.update(self.function(id)?),
        }
        Ok(())
    }

    fn type_code(&self, ty: Ty) -> Result<String, WarpError> {
        let types = &self.session.types;
        types.code(ty).map_err(|message| {
            let is_union = matches!(&*types.kind(ty), TyKind::PyClass(name) if &**name == "typing.Union");
            let message = if is_union { UNION_ERROR.to_owned() } else { message };
            WarpError::new(ErrorClass::TypeError, message)
        })
    }

    /// The digest of a struct, or of the struct an array holds.
    fn struct_hash(&self, ty: Ty) -> Option<Hash> {
        let types = &self.session.types;
        let ty = match *types.kind(ty) {
            TyKind::Array { dtype, .. } | TyKind::FixedArray { dtype, .. } => dtype,
            _ => ty,
        };
        types.as_struct(ty).map(|(_, data)| data.hash)
    }

    fn value_bytes(&self, value: &Value) -> Result<Vec<u8>, WarpError> {
        if let Value::BigInt(int) = value {
            return Ok(bytes::big_int_bytes(int));
        }
        match self.constant(value) {
            Some(constant) => constant_bytes(&self.session.types, &constant),
            None => Err(bytes::invalid("<class 'object'>")),
        }
    }

    /// A value that Warp can hash, or a string, which it refuses.
    fn constant(&self, value: &Value) -> Option<Const> {
        match value {
            Value::Str(text) => Some(Const::Str(text.clone())),
            Value::StructInstance(instance) => {
                let fields = instance.fields.borrow();
                let fields = fields.values().map(|v| self.constant(v).unwrap_or(Const::NullArray)).collect();
                Some(Const::Struct(Rc::new(StructValue { ty: instance.ty, fields })))
            }
            _ => self.session.as_const(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_digits() {
        assert_eq!(hex(&[0, 1, 0xab, 0xff]), "0001abff");
    }
}
