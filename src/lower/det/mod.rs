//! Deterministic mode: atomics become scatter records or two-pass counters, and everything with side
//! effects is guarded (Warp's `deterministic.py`). The texts composed here are its macros.
//!
//! Views and aliases are tracked whether the mode is on or not: `wp.adjoint[view]` needs them.

mod alias;
mod calls;
mod meta;
mod scan;
mod slots;

use std::fmt::Write as _;
use std::rc::Rc;

use rustc_hash::FxHashSet;

pub(in crate::lower) use meta::Meta;
use meta::{ArrayKey, Reduce, ScatterSpec};

use super::{Lower, Obj, Result, Subject};
use crate::builtins::{self, Bound, Overload};
use crate::diag::WarpError;
use crate::ids::{FunctionId, VarId};
use crate::ir::names::{Names, Side};
use crate::ir::{Arg, ArraySlot, Call, DetBody, DetCall, DetInfo, DetStmt, DetTarget, Op, Operand, Ret};
use crate::types::{Scalar, Ty};

/// Text around a forward statement.
pub(super) type Wrap = Option<(Rc<str>, Rc<str>)>;

const REPLAY_SKIPPED: &str = "// deterministic scatter replay (skipped)";

impl Lower<'_, '_> {
    /// Whether this build is deterministic.
    fn det_on(&self) -> bool {
        self.det.is_some()
    }

    /// `begin_build`.
    pub(super) fn det_begin(&mut self) {
        if self.mb.options.deterministic == 0 {
            return;
        }
        let has_consumed_atomic =
            scan::has_consumed_atomic(self.mb.session, &self.decl, &mut FxHashSet::default());
        let has_side_effect_store =
            self.decl.is_user_function && scan::has_propagating_side_effect(self.decl.def());
        self.det = Some(Box::new(Meta { has_consumed_atomic, has_side_effect_store, ..Meta::default() }));
    }

    /// `end_build`: rejects values that the counting pass of a kernel cannot reproduce.
    pub(super) fn det_end(&mut self) -> Result<()> {
        let Some(meta) = &self.det else { return Ok(()) };
        let (false, false, Some((what, line))) =
            (self.decl.is_user_function, meta.counters.is_empty(), &meta.consumed_return)
        else {
            return Ok(());
        };
        let error = meta::rejected(format!(
            "the kernel uses the value returned by {what} while also using atomic_add() to assign stable slots; Warp cannot \
             reproduce that return value when it determines the slots. Fix: move the operation to a separate kernel, do not \
             use its return value, or disable deterministic mode for this kernel."
        ));
        self.line = Some(*line);
        Err(error)
    }

    /// What the frames print, and what callers need to know of a function.
    pub(super) fn det_finish(&mut self) -> Option<Box<DetBody>> {
        let meta = self.det.take()?;
        let target =
            |t: &meta::Target| DetTarget { helper: t.helper.clone(), value_ctype: t.value_ctype.clone() };
        let body = DetBody {
            active: meta.is_active(),
            counters: meta.counters.iter().map(target).collect(),
            scatters: meta.scatters.iter().map(target).collect(),
        };
        if let Subject::Function(id) = self.subject {
            self.mb.det_metas.insert(id, *meta);
        }
        Some(Box::new(body))
    }

    // ---- names ----------------------------------------------------------------------------------

    fn names(&self) -> Names<'_> {
        Names { vars: &self.vars, types: &self.types }
    }

    fn text(&self, side: Side, var: VarId) -> String {
        let mut out = String::new();
        self.names().emit(&mut out, side, var);
        out
    }

    fn label(&self, var: VarId) -> Rc<str> {
        let mut out = String::new();
        self.names().label(&mut out, var);
        out.into()
    }

    // ---- provenance -----------------------------------------------------------------------------

    fn info(&self, var: VarId) -> Option<&Rc<DetInfo>> {
        self.vars[var].det.as_ref()
    }

    fn update_info(&mut self, var: VarId, change: impl FnOnce(&mut DetInfo)) {
        let mut info = self.vars[var].det.as_deref().cloned().unwrap_or_default();
        change(&mut info);
        self.vars[var].det = Some(Rc::new(info));
    }

    /// `_deterministic_target_info`: the array a variable stands for, and its type.
    fn target_info(&self, var: VarId) -> Option<(ArrayKey, Ty)> {
        let stripped = self.value_ty(var);
        if let Some(info) = self.info(var) {
            let ty = info.array_type.unwrap_or(stripped);
            if info.adjoint_target {
                let root = info.adjoint_root_label.clone()?;
                return Some((ArrayKey { root, path: info.attr_path.clone(), adjoint: true }, ty));
            }
            if let Some(root) = info.root_label.clone() {
                return Some((ArrayKey { root, path: info.attr_path.clone(), adjoint: false }, ty));
            }
        }
        if self.is_ref(var) {
            return None;
        }
        Some((ArrayKey { root: self.label(var), path: Vec::new(), adjoint: false }, self.ty(var)))
    }

    /// `track_array_access`.
    fn track_access(&mut self, key: &str, first: Option<VarId>) -> Result<()> {
        let Some(first) = first else { return Ok(()) };
        if self.decl.custom_reverse_mode || !self.det_on() {
            return Ok(());
        }
        if scan::is_plain_atomic(key) || matches!(key, "tile_atomic_add" | "tile_atomic_add_indexed") {
            return self.mark_side_effect_atomic(first);
        }
        if matches!(key, "tile_store" | "tile_store_indexed") {
            return self.det_mark_store(first);
        }
        if !matches!(key, "load" | "tile_load" | "tile_load_indexed")
            || key == "load" && self.types.is_array(self.value_ty(first))
        {
            return Ok(());
        }
        let Some((target, ty)) = self.target_info(first) else { return Ok(()) };
        if self.types.is_array(ty)
            && let Some(meta) = &mut self.det
        {
            meta.reject_access(&target, "read directly")?;
            meta.loads.insert(target);
        }
        Ok(())
    }

    // ---- atomics --------------------------------------------------------------------------------

    /// Replaces an atomic by its deterministic form (`emit_atomic_call`).
    pub(super) fn det_intercept(
        &mut self,
        overload: &Overload,
        bound: &Bound,
        ret: &Ret,
        outs: &[VarId],
        result_used: bool,
    ) -> Result<Option<Obj>> {
        if !self.det_on() {
            return Ok(None);
        }
        let vars: Vec<VarId> = bound.iter().filter_map(|(_, a)| super::call::arg_var(a)).collect();
        self.track_access(overload.key, vars.first().copied())?;
        if !scan::is_interceptable(overload.key) || vars.is_empty() {
            return Ok(None);
        }
        self.emit_atomic(overload, &vars, ret, outs.first().copied(), result_used)
    }

    /// The array behind integer-index views, and the indices of those views.
    fn reduction_root(&self, array: VarId) -> (VarId, Vec<VarId>) {
        let mut array = array;
        let mut prefix = Vec::new();
        while let Some(info) = self.info(array)
            && let Some(parent) = info.view_parent
        {
            prefix.splice(0..0, info.view_indices.iter().copied());
            array = parent;
        }
        (array, prefix)
    }

    fn has_argument(&self, label: &str) -> bool {
        self.args.iter().any(|&a| &*self.label(a) == label)
    }

    /// `_deterministic_array_expr`.
    fn array_expr(&self, key: &ArrayKey, adjoint: bool) -> Option<String> {
        let root = self.args.iter().copied().find(|&a| *self.label(a) == *key.root)?;
        let mut out = self.text(if adjoint { Side::Adjoint } else { Side::Primal }, root);
        for part in &key.path {
            out.push('.');
            out.push_str(part);
        }
        Some(out)
    }

    /// `_deterministic_flat_index_expr`.
    fn flat_index(&self, array: &str, indices: &[VarId], func: &str, value_ctype: &str) -> Result<String> {
        if indices.is_empty() || indices.len() > 4 {
            return Err(WarpError::new(
                crate::diag::ErrorClass::WarpDeterminismError,
                format!(
                    "Deterministic mode cannot compile wp.{func}() with {} array indices. Cause: transformed atomics \
                     currently support one- through four-dimensional indexing. Fix: flatten or reshape the array, or \
                     disable deterministic mode for this kernel.",
                    indices.len()
                ),
            ));
        }
        let mut out = String::from("((");
        for (k, &index) in indices.iter().enumerate() {
            if k > 0 {
                out.push_str(" + ");
            }
            // Warp prints the label behind `var_` whatever the variable is.
            let i = format!("var_{}", self.label(index));
            let _ = write!(out, "(({i} < 0) ? ({i} + {array}.shape[{k}]) : {i}) * {array}.strides[{k}]");
        }
        let _ = write!(out, ") / static_cast<int>(sizeof({value_ctype})))");
        Ok(out)
    }

    fn push_det(&mut self, forward: String, replay: Option<&str>) {
        let forward: Rc<str> = forward.into();
        let replay = replay.map_or_else(|| forward.clone(), Rc::from);
        self.push(Op::Det(Box::new(DetStmt { forward: Some(forward), replay: Some(replay), reverse: None })));
    }

    /// `emit_deterministic_atomic`.
    fn emit_atomic(
        &mut self,
        overload: &Overload,
        args: &[VarId],
        ret: &Ret,
        out: Option<VarId>,
        result_used: bool,
    ) -> Result<Option<Obj>> {
        let func = overload.key;
        let (array, prefix) = self.reduction_root(args[0]);
        let context = format!("compiling wp.{func}()");
        let Some((key, array_ty)) = self.target_info(array) else {
            return Err(meta::internal(&context, "Warp could not identify the target array"));
        };
        let Some((_, value, _)) = self.types.as_array(array_ty) else {
            let repr = self.types.repr(array_ty);
            return Err(meta::internal(
                &context,
                &format!("the atomic target resolved to {repr}, not an array"),
            ));
        };
        if !self.has_argument(&key.root) {
            return Err(meta::internal(
                &format!("{context} for array '{}'", key.root),
                "Warp could not map the atomic target to a kernel argument",
            ));
        }
        let loaded = self.load_all(args)?;
        let mut fallback = String::new();
        if let Some(out) = out {
            let _ = write!(fallback, "var_{} = ", self.label(out));
        }
        let _ = write!(fallback, "wp::{}(", overload.native);
        self.names().list(&mut fallback, &loaded);
        fallback.push_str(");");
        let scalar = self.types.scalar_of(value);
        let result = Ok(Some(out.map_or(Obj::None, Obj::Var)));
        if !self.types.is_float(scalar) && !result_used {
            self.mark_side_effect_atomic(array)?;
            let user = self.decl.is_user_function;
            let Some(meta) = &mut self.det else { return Ok(None) };
            if !meta.needs_store_guard() && !user {
                return Ok(None);
            }
            meta.needs_context = true;
            self.push_det(format!("WP_DET_SIDE_EFFECT_IF_ACTIVE(det_ctx, {fallback});"), None);
            return result;
        }
        let site = Site { func, native: overload.native, key, value, scalar, prefix, loaded, fallback };
        if result_used {
            self.emit_counter(&site, out)?;
        } else {
            self.emit_scatter(&site, args, ret, out)?;
        }
        result
    }

    fn flat_site(&mut self, site: &Site<'_>, value_ctype: &str) -> Result<(String, Vec<VarId>, String)> {
        let mut indices = self.load_all(&site.prefix)?;
        indices.extend(&site.loaded[1..site.loaded.len() - 1]);
        let Some(array) = self.array_expr(&site.key, false) else {
            return Err(meta::internal(
                &format!("compiling wp.{}() for array '{}'", site.func, site.key.root),
                "Warp could not generate the target address",
            ));
        };
        let flat = self.flat_index(&array, &indices, site.func, value_ctype)?;
        Ok((array, indices, flat))
    }

    fn emit_counter(&mut self, site: &Site<'_>, out: Option<VarId>) -> Result<()> {
        if site.func != "atomic_add" {
            return Err(meta::rejected(format!(
                "the kernel uses the value returned by wp.{}(), but stable slot assignment supports only the return value \
                 of wp.atomic_add(). Fix: do not use this atomic return value, replace the algorithm with atomic_add() \
                 slot assignment, or disable deterministic mode for this kernel.",
                site.func
            )));
        }
        if self.types.as_scalar(site.scalar) != Some(Scalar::Int32) {
            return Err(meta::rejected(
                "the kernel uses the return value of atomic_add() as a slot, but the counter is not an int32 array. Fix: \
                 use an int32 counter, do not use the atomic return value, or disable deterministic mode for this kernel."
                    .to_owned(),
            ));
        }
        let reverse = self.decl.custom_reverse_mode || site.key.adjoint;
        let ctype: Rc<str> = self.dtype_text(site.scalar).into();
        let Some(meta) = &mut self.det else { return Ok(()) };
        if reverse {
            meta.unsupported_counter_backward = true;
            return Err(meta::counter_backward());
        }
        let target = meta.add_counter(&site.key, &ctype, true)?;
        let (_, _, flat) = self.flat_site(site, &ctype)?;
        let value = site.loaded.last().map(|&v| self.text(Side::Primal, v)).unwrap_or_default();
        let out = out.map(|o| self.label(o)).unwrap_or_else(|| "None".into());
        self.push_det(
            format!(
                "WP_DET_COUNTER_OR_FALLBACK(var_{out}, det_ctx, {}, {flat}, {value}, {});",
                target.helper, site.fallback
            ),
            None,
        );
        Ok(())
    }

    fn dtype_text(&self, ty: Ty) -> String {
        let mut out = String::new();
        self.types.write_dtype(ty, &mut out);
        out
    }

    fn emit_scatter(&mut self, site: &Site<'_>, args: &[VarId], ret: &Ret, out: Option<VarId>) -> Result<()> {
        let reduce = match site.func {
            "atomic_min" => Reduce::Min,
            "atomic_max" => Reduce::Max,
            _ => Reduce::Add,
        };
        let ctype: Rc<str> = self.dtype_text(site.value).into();
        let spec = ScatterSpec {
            value: site.value,
            value_ctype: ctype.clone(),
            scalar: site.scalar,
            reduce,
            use_forward: !self.decl.custom_reverse_mode && !site.key.adjoint,
        };
        let Some(meta) = &mut self.det else { return Ok(()) };
        let target = meta.add_scatter(&site.key, &spec)?;
        let (array, indices, flat) = self.flat_site(site, &ctype)?;
        let Some(&value) = site.loaded.last() else { return Ok(()) };
        let mut value_text = self.text(Side::Primal, value);
        if site.func == "atomic_sub" {
            value_text = format!("(-{value_text})");
        }
        self.push_det(
            format!(
                "WP_DET_SCATTER_OR_FALLBACK(det_ctx, {}, {flat}, {value_text}, {});",
                target.helper, site.fallback
            ),
            Some(REPLAY_SKIPPED),
        );
        let zero = match ret {
            Ret::One(ty) => format!("{}{{}}", self.types.ctype(*ty)),
            _ => "{}".to_owned(),
        };
        if let Some(out) = out {
            self.push_det(format!("var_{} = {zero};", self.label(out)), None);
        }
        if site.key.adjoint {
            return Ok(());
        }
        let Some(adjoint) = self.array_expr(&site.key, true) else { return Ok(()) };
        let mut reverse = format!("wp::adj_{}({array}", site.native);
        for &index in &indices {
            let _ = write!(reverse, ", {}", self.text(Side::Primal, index));
        }
        let _ = write!(reverse, ", {}, {adjoint}", self.text(Side::Primal, value));
        for &index in &indices {
            let _ = write!(reverse, ", {}", self.text(Side::Adjoint, index));
        }
        let original = args.last().map(|&v| self.text(Side::Adjoint, v)).unwrap_or_default();
        let result = out.map_or(zero, |o| format!("adj_{}", self.label(o)));
        let _ = write!(reverse, ", {original}, {result});");
        self.push(Op::Det(Box::new(DetStmt { forward: None, replay: None, reverse: Some(reverse.into()) })));
        Ok(())
    }

    // ---- other built-ins ------------------------------------------------------------------------

    /// Wrapping of a built-in call: side-effect guards and the scatter of `address`'s adjoint.
    pub(super) fn det_builtin_call(
        &mut self,
        overload: &Overload,
        call: &Call,
        result_used: bool,
    ) -> Result<Option<Box<DetCall>>> {
        if !self.det_on() {
            return Ok(None);
        }
        let mut det = DetCall::default();
        if scan::is_side_effect(overload.key) {
            det.guard_side_effect = self.guard_side_effect(overload.key, result_used);
        }
        if overload.key == "address" && call.reverse {
            det.reverse_wrap = self.adjoint_address(call)?;
        }
        Ok((det.guard_side_effect || det.reverse_wrap.is_some()).then(|| Box::new(det)))
    }

    /// `wrap_unintercepted_side_effect_atomic`.
    fn guard_side_effect(&mut self, key: &str, result_used: bool) -> bool {
        let user = self.decl.is_user_function;
        let mut what = format!("wp.{key}()");
        if user {
            let _ = write!(what, " in {}() at {}:{}", self.fun_name(), self.filename(), self.message_line());
        }
        let line = self.line.unwrap_or(0);
        let Some(meta) = &mut self.det else { return false };
        meta.has_side_effect_store |= user;
        if result_used && meta.consumed_return.is_none() {
            meta.consumed_return = Some((what, line));
        }
        let guard = meta.needs_store_guard();
        meta.needs_context |= guard;
        guard
    }

    /// `adjoint_address_call`.
    fn adjoint_address(&mut self, call: &Call) -> Result<Wrap> {
        let (Some(Operand::Var(array)), Some(&out)) = (call.args.first(), call.outs.first()) else {
            return Ok(None);
        };
        if self.decl.custom_reverse_mode {
            return Ok(None);
        }
        let (array, prefix) = self.reduction_root(*array);
        let Some((key, ty)) = self.target_info(array) else { return Ok(None) };
        let Some((_, value, _)) = self.types.as_array(ty) else { return Ok(None) };
        let scalar = self.types.scalar_of(value);
        if !self.types.is_float(scalar) || !self.has_argument(&key.root) {
            return Ok(None);
        }
        let ctype: Rc<str> = self.dtype_text(value).into();
        let spec = ScatterSpec {
            value,
            value_ctype: ctype.clone(),
            scalar,
            reduce: Reduce::Add,
            use_forward: false,
        };
        let key = ArrayKey { adjoint: true, ..key };
        let Some(meta) = &mut self.det else { return Ok(None) };
        let target = meta.add_scatter(&key, &spec)?;
        let mut indices = self.load_all(&prefix)?;
        indices.extend(call.args[1..].iter().filter_map(|o| match o {
            Operand::Var(var) => Some(*var),
            _ => None,
        }));
        let Some(expr) = self.array_expr(&key, true) else { return Ok(None) };
        let flat = self.flat_index(&expr, &indices, "address", &ctype)?;
        let adj_out = self.text(Side::Adjoint, out);
        let before = format!("WP_DET_SCATTER_OR_FALLBACK(det_ctx, {}, {flat}, {adj_out}, ", target.helper);
        Ok(Some((before.into(), ");".into())))
    }
}

/// An intercepted atomic.
struct Site<'a> {
    func: &'a str,
    native: &'a str,
    key: ArrayKey,
    value: Ty,
    scalar: Ty,
    /// Indices of the views between the array and the operand.
    prefix: Vec<VarId>,
    loaded: Vec<VarId>,
    fallback: String,
}
