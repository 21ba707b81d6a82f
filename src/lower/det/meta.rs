//! What deterministic mode knows about a function: its targets and the arrays it touches directly
//! (Warp's `DeterministicMeta` and `DeterministicRegistry`).

use std::rc::Rc;

use rustc_hash::FxHashSet;

use crate::diag::{ErrorClass, WarpError};
use crate::types::Ty;

/// An array as a parameter's field path; `adjoint` means its gradient.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(in crate::lower) struct ArrayKey {
    pub root: Rc<str>,
    pub path: Vec<Rc<str>>,
    pub adjoint: bool,
}

impl ArrayKey {
    /// `target_label`.
    pub fn label(&self) -> String {
        let mut out = self.root.to_string();
        for part in &self.path {
            out.push('.');
            out.push_str(part);
        }
        out
    }

    /// The label helper names are made of.
    fn helper_label(&self) -> String {
        if self.adjoint { format!("adj_{}", self.label()) } else { self.label() }
    }

    /// The label in messages about accesses.
    pub fn shown(&self) -> String {
        if self.adjoint { format!("adjoint({})", self.label()) } else { self.label() }
    }
}

/// How atomics on a target combine.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::lower) enum Reduce {
    Add,
    Min,
    Max,
}

impl Reduce {
    fn family(self) -> &'static str {
        match self {
            Reduce::Add => "add",
            Reduce::Min => "min",
            Reduce::Max => "max",
        }
    }
}

/// A scatter or counter target.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::lower) struct Target {
    pub key: ArrayKey,
    pub helper: Rc<str>,
    pub value_ctype: Rc<str>,
    pub index: u32,
    /// Scatter targets: element type, its scalar, and how they combine. `None` for counters.
    pub scatter: Option<(Ty, Ty, Reduce)>,
    pub use_forward: bool,
}

/// What a scatter target is made with.
pub(in crate::lower) struct ScatterSpec {
    pub value: Ty,
    pub value_ctype: Rc<str>,
    pub scalar: Ty,
    pub reduce: Reduce,
    pub use_forward: bool,
}

/// Warp's `DeterministicMeta`, with the registry that numbers its targets.
#[derive(Clone, Default, Debug)]
pub(in crate::lower) struct Meta {
    pub scatters: Vec<Target>,
    pub counters: Vec<Target>,
    pub next_index: u32,
    pub loads: FxHashSet<ArrayKey>,
    pub stores: FxHashSet<ArrayKey>,
    pub side_effects: FxHashSet<ArrayKey>,
    pub needs_context: bool,
    pub has_consumed_atomic: bool,
    pub has_side_effect_store: bool,
    pub unsupported_counter_backward: bool,
    /// First untransformed side effect whose value is used, and the line that uses it.
    pub consumed_return: Option<(String, u32)>,
}

impl Meta {
    /// `needs_deterministic`.
    pub fn is_active(&self) -> bool {
        self.needs_context || !self.scatters.is_empty() || !self.counters.is_empty()
    }

    /// `needs_store_guard`.
    pub fn needs_store_guard(&self) -> bool {
        !self.counters.is_empty() || self.has_consumed_atomic || self.has_side_effect_store
    }

    fn find<'a>(targets: &'a [Target], key: &ArrayKey) -> Option<&'a Target> {
        targets.iter().find(|t| t.key == *key)
    }

    /// `_deterministic_find_target` over counters.
    pub fn counter(&self, key: &ArrayKey) -> Option<&Target> {
        Self::find(&self.counters, key)
    }

    /// `_deterministic_find_target` over scatters.
    pub fn scatter(&self, key: &ArrayKey) -> Option<&Target> {
        Self::find(&self.scatters, key)
    }

    /// `_reject_deterministic_target_access`.
    pub fn reject_access(&self, key: &ArrayKey, operation: &str) -> Result<(), WarpError> {
        let deferred = self.scatters.iter().chain(&self.counters).any(|t| t.use_forward && t.key == *key);
        if deferred { Err(direct_access(&key.shown(), operation)) } else { Ok(()) }
    }

    /// `_reject_side_effect_atomic_target`.
    pub fn reject_side_effect(&self, key: &ArrayKey) -> Result<(), WarpError> {
        if self.counter(key).is_some() {
            return Err(counter_conflict(&key.shown()));
        }
        self.reject_access(key, "updated by another atomic operation")
    }

    /// `_reject_seen_direct_access`.
    fn reject_seen(&self, key: &ArrayKey) -> Result<(), WarpError> {
        if self.loads.contains(key) {
            return Err(direct_access(&key.helper_label(), "read directly"));
        }
        if self.stores.contains(key) {
            return Err(direct_access(&key.helper_label(), "written directly"));
        }
        Ok(())
    }

    /// `get_or_create_scatter_target`.
    pub fn add_scatter(&mut self, key: &ArrayKey, spec: &ScatterSpec) -> Result<Target, WarpError> {
        let label = key.helper_label();
        if spec.use_forward {
            self.reject_seen(key)?;
            if self.side_effects.contains(key) {
                return Err(direct_access(&label, "updated by another atomic operation"));
            }
        }
        if self.counter(key).is_some() {
            return Err(both_uses(&label));
        }
        let data = (spec.value, spec.scalar, spec.reduce);
        if let Some(target) = self.scatters.iter_mut().find(|t| t.key == *key) {
            if let Some((_, _, reduce)) = target.scatter
                && reduce != spec.reduce
            {
                return Err(rejected(format!(
                    "array '{label}' receives both '{}' and '{}' atomic operations. Fix: write each operation to a \
                     separate array, or split them into separate kernel launches.",
                    reduce.family(),
                    spec.reduce.family()
                )));
            }
            if target.scatter != Some(data) || target.value_ctype != spec.value_ctype {
                return Err(rejected(format!(
                    "atomic operations treat array '{}' as different value layouts. Fix: use one value type for that \
                     array, or pass separate arrays for the different layouts.",
                    key.label()
                )));
            }
            target.use_forward |= spec.use_forward;
            return Ok(target.clone());
        }
        let target = Target {
            key: key.clone(),
            helper: format!("det_scatter_{}_{}", self.next_index, sanitize(&label)).into(),
            value_ctype: spec.value_ctype.clone(),
            index: self.next_index,
            scatter: Some(data),
            use_forward: spec.use_forward,
        };
        self.next_index += 1;
        self.scatters.push(target.clone());
        Ok(target)
    }

    /// `get_or_create_counter_target`.
    pub fn add_counter(
        &mut self,
        key: &ArrayKey,
        value_ctype: &Rc<str>,
        use_forward: bool,
    ) -> Result<Target, WarpError> {
        let label = key.helper_label();
        if use_forward {
            self.reject_seen(key)?;
        }
        if self.scatter(key).is_some() {
            return Err(both_uses(&label));
        }
        if self.side_effects.contains(key) {
            return Err(counter_conflict(&key.shown()));
        }
        if let Some(target) = self.counters.iter_mut().find(|t| t.key == *key) {
            target.use_forward |= use_forward;
            return Ok(target.clone());
        }
        let target = Target {
            key: key.clone(),
            helper: format!("det_counter_{}_{}", self.next_index, sanitize(&label)).into(),
            value_ctype: value_ctype.clone(),
            index: self.next_index,
            scatter: None,
            use_forward,
        };
        self.next_index += 1;
        self.counters.push(target.clone());
        Ok(target)
    }
}

/// `sanitize_det_name`.
fn sanitize(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut gap = false;
    for c in name.chars() {
        if c.is_alphanumeric() || c == '_' {
            out.push(c);
            gap = false;
        } else if !gap {
            out.push('_');
            gap = true;
        }
    }
    let trimmed = out.trim_matches('_');
    if trimmed.is_empty() { "target".to_owned() } else { trimmed.to_owned() }
}

/// A `WarpDeterminismError` about a kernel that cannot be compiled.
pub(in crate::lower) fn rejected(cause: String) -> WarpError {
    WarpError::new(
        ErrorClass::WarpDeterminismError,
        format!("Deterministic mode cannot compile this kernel. Cause: {cause}"),
    )
}

/// `_internal_error`.
pub(in crate::lower) fn internal(context: &str, cause: &str) -> WarpError {
    WarpError::new(
        ErrorClass::WarpDeterminismError,
        format!(
            "Internal Warp error while {context}. Cause: {cause}. Fix: please report this as a Warp bug and include the \
             kernel source and complete exception."
        ),
    )
}

fn direct_access(label: &str, operation: &str) -> WarpError {
    rejected(format!(
        "array '{label}' receives deterministic atomic updates and is also {operation}. Warp would change the operation \
         order. Fix: use separate input and output arrays, or split the direct access and atomic update into separate \
         kernel launches."
    ))
}

fn counter_conflict(label: &str) -> WarpError {
    rejected(format!(
        "array '{label}' is used both to assign slots from the return value of atomic_add() and by another atomic \
         operation. Fix: use separate arrays or split the operations into separate kernel launches."
    ))
}

fn both_uses(label: &str) -> WarpError {
    rejected(format!(
        "array '{label}' is used both for deterministic accumulation and for atomic_add() slot assignment. Fix: use \
         separate arrays or split the operations into separate kernel launches."
    ))
}

/// `unsupported_consumed_counter_backward_error`.
pub(in crate::lower) fn counter_backward() -> WarpError {
    WarpError::new(
        ErrorClass::WarpDeterminismError,
        "Deterministic mode cannot differentiate this kernel automatically. Cause: the forward kernel uses the value \
         returned by atomic_add() as a slot, but the counter has changed by the time the backward kernel runs. Fix: save \
         the forward slot mapping and return it from @wp.func_replay, set enable_backward=False when the kernel is not \
         differentiable, or disable deterministic mode for this kernel.",
    )
}
