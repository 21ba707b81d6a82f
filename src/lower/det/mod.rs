//! Deterministic mode: atomics become scatter records or two-pass counters, and everything with side
//! effects is guarded (Warp's `deterministic.py`). The texts composed here are its macros.
//!
//! Views and aliases are tracked whether the mode is on or not: `wp.adjoint[view]` needs them.

mod meta;
mod scan;

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
use crate::ir::{
    Arg, ArraySlot, Call, DetBody, DetCall, DetInfo, DetStmt, DetTarget, Op, Operand, Replay, Ret,
};
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

    /// `propagate_attribute_reference` and `apply_struct_array_field_metadata`.
    pub(super) fn det_field_reference(&mut self, out: VarId, base: VarId, field: &str) {
        if !self.det_on() {
            return;
        }
        let aggregate = self.info(base).cloned();
        let root = aggregate.as_ref().and_then(|i| i.root_label.clone()).unwrap_or_else(|| self.label(base));
        let mut path = aggregate.as_ref().map(|i| i.attr_path.clone()).unwrap_or_default();
        path.push(field.into());
        let ty = self.value_ty(out);
        let array = self.types.is_array(ty).then_some(ty);
        let targets = aggregate.map(|i| i.field_targets.clone()).unwrap_or_default();
        self.update_info(out, |info| {
            info.root_label = Some(root);
            info.attr_path = path;
            if array.is_some() {
                info.array_type = array;
            }
            for (field_path, (root, path, ty)) in targets {
                match field_path.as_slice() {
                    [only] if &**only == field => {
                        info.root_label = Some(root);
                        info.attr_path = path;
                        info.array_type = Some(ty);
                    }
                    [first, rest @ ..] if &**first == field => {
                        info.field_targets.push((rest.to_vec(), (root, path, ty)));
                    }
                    _ => {}
                }
            }
        });
    }

    /// The same for a field of an adjoint.
    pub(super) fn det_member(&mut self, member: VarId, base: VarId, field: &str) {
        self.det_field_reference(member, base, field);
    }

    /// `track_view`.
    pub(super) fn det_view(&mut self, out: VarId, target: VarId, indices: &[VarId]) {
        let ints = indices.iter().all(|&i| self.is_int_index(i));
        let parent = self.info(target).cloned();
        self.update_info(out, |info| {
            info.view_alias_source = Some(target);
            info.view_indices = indices.to_vec();
            if ints {
                info.view_parent = Some(target);
                if let Some(parent) = parent.filter(|p| p.adjoint_target) {
                    info.adjoint_target = true;
                    info.adjoint_root_label.clone_from(&parent.adjoint_root_label);
                }
            }
        });
    }

    /// `track_array_reference`.
    pub(super) fn det_array_reference(&mut self, out: VarId, target: VarId) {
        if !self.det_on() {
            return;
        }
        let target = self.alias_root(target);
        let Some((key, ty)) = self.target_info(target) else { return };
        let ty = self.types.strip(ty);
        if !self.types.is_array(ty) {
            return;
        }
        self.update_info(out, |info| {
            info.root_label = Some(key.root.clone());
            info.attr_path = key.path;
            info.array_type = Some(ty);
            if key.adjoint {
                info.adjoint_target = true;
                info.adjoint_root_label = Some(key.root);
            }
        });
    }

    fn alias_root(&self, var: VarId) -> VarId {
        let mut var = var;
        while let Some(source) = self.info(var).and_then(|i| i.view_alias_source) {
            var = source;
        }
        var
    }

    /// The deterministic part of `propagate_array_alias_metadata`.
    pub(super) fn det_array_alias(&mut self, out: VarId, source: VarId) {
        let info = self.info(source).cloned();
        let is_arg = self.args.contains(&source);
        let label = self.label(source);
        let ty = self.value_ty(source);
        let det_on = self.det_on();
        if info.is_none() && !(is_arg && det_on) {
            return;
        }
        self.update_info(out, |to| {
            if let Some(from) = info {
                let fields = std::mem::take(&mut to.field_targets);
                *to = (*from).clone();
                to.field_targets = fields;
            }
            if is_arg && det_on && to.root_label.is_none() && to.view_parent.is_none() && !to.adjoint_target {
                to.root_label = Some(label);
                to.attr_path = Vec::new();
                to.array_type = Some(ty);
            }
        });
    }

    /// `propagate_struct_array_alias_metadata`.
    pub(super) fn det_struct_alias(&mut self, out: VarId, source: VarId) {
        if !self.det_on() || out == source && !self.args.contains(&source) {
            return;
        }
        let info = self.info(source).cloned().unwrap_or_default();
        let root =
            info.root_label.clone().or_else(|| self.args.contains(&source).then(|| self.label(source)));
        let mut paths = Vec::new();
        self.array_field_paths(self.value_ty(out), &mut Vec::new(), &mut paths);
        let mut targets = Vec::new();
        for (path, ty) in paths {
            if let Some((_, target)) = info.field_targets.iter().find(|(p, _)| *p == path) {
                targets.push((path, target.clone()));
            } else if let Some(root) = &root {
                let full: Vec<Rc<str>> = info.attr_path.iter().chain(&path).cloned().collect();
                targets.push((path, (root.clone(), full, ty)));
            }
        }
        if !targets.is_empty() {
            self.update_info(out, |info| info.field_targets = targets);
        }
    }

    /// `_struct_array_field_paths`.
    fn array_field_paths(&self, ty: Ty, prefix: &mut Vec<Rc<str>>, out: &mut Vec<(Vec<Rc<str>>, Ty)>) {
        let Some((_, data)) = self.types.as_struct(ty) else { return };
        for field in &data.fields {
            prefix.push(field.name.clone());
            let ty = self.types.strip(field.ty);
            if self.types.is_array(ty) {
                out.push((prefix.clone(), ty));
            } else {
                self.array_field_paths(ty, prefix, out);
            }
            prefix.pop();
        }
    }

    /// The adjoint of a view is a view of the adjoint.
    pub(super) fn det_adjoint_view(&mut self, source: VarId) -> Result<Option<VarId>> {
        let Some(info) = self.info(source).cloned() else { return Ok(None) };
        let Some(alias) = info.view_alias_source else { return Ok(None) };
        let Some(base) = self.adjoint_target(Obj::Var(alias))? else { return Ok(None) };
        let indices = self.load_all(&info.view_indices)?;
        let mut args = vec![Arg::Var(base)];
        args.extend(indices.iter().map(|&i| Arg::Var(i)));
        let view = self.add_builtin_var("view", args)?;
        self.det_view(view, base, &indices);
        Ok(Some(view))
    }

    /// `mark_adjoint_target` and the root that `make_adjoint_target_var` copies.
    pub(super) fn det_mark_adjoint_target(&mut self, target: VarId, source: VarId, has_view: bool) {
        if !self.det_on() {
            return;
        }
        let info = self.info(source).cloned().unwrap_or_default();
        let label = self.label(source);
        let ty = self.value_ty(source);
        self.update_info(target, |to| match info.root_label.clone() {
            Some(root) => {
                to.adjoint_target = true;
                to.adjoint_root_label = Some(root);
                to.attr_path.clone_from(&info.attr_path);
                to.array_type = Some(ty);
            }
            None if !has_view => {
                to.adjoint_target = true;
                to.adjoint_root_label = Some(label);
            }
            None => {}
        });
    }

    // ---- direct accesses ------------------------------------------------------------------------

    /// `mark_store_target`.
    pub(super) fn det_mark_store(&mut self, target: VarId) -> Result<()> {
        if !self.det_on() {
            return Ok(());
        }
        let target = self.alias_root(target);
        let Some((key, ty)) = self.target_info(target) else { return Ok(()) };
        if !self.types.is_array(ty) {
            return Ok(());
        }
        let reverse = self.decl.custom_reverse_mode;
        if let Some(meta) = &mut self.det {
            if !reverse {
                meta.reject_access(&key, "written directly")?;
            }
            meta.stores.insert(key);
        }
        Ok(())
    }

    fn mark_side_effect_atomic(&mut self, array: VarId) -> Result<()> {
        if self.decl.custom_reverse_mode {
            return Ok(());
        }
        let Some((key, _)) = self.target_info(array) else { return Ok(()) };
        if let Some(meta) = &mut self.det {
            meta.reject_side_effect(&key)?;
            meta.side_effects.insert(key);
        }
        Ok(())
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

    /// Slot updates: whether the update was emitted in full, and text around the plain one.
    pub(super) fn det_slot_update(
        &mut self,
        slot: &Rc<ArraySlot>,
        value: VarId,
        atomic: Option<&'static str>,
    ) -> Result<(bool, Wrap)> {
        if !self.det_on() {
            return Ok((false, None));
        }
        let Some(operation) = atomic else {
            let Some(meta) = &mut self.det else { return Ok((false, None)) };
            let guard = meta.needs_store_guard();
            meta.needs_context |= guard;
            self.det_mark_store(slot.root)?;
            let wrap = guard.then(|| (Rc::from("WP_DET_SLOT_STORE_IF_ACTIVE(det_ctx, "), Rc::from(");")));
            return Ok((false, wrap));
        };
        if self.slot_scatter(slot, value, operation)? {
            return Ok((true, None));
        }
        let scalar = self.types.scalar_of(slot.ty);
        if matches!(operation, "add" | "sub") && self.types.is_float(scalar) {
            return Err(meta::rejected(
                "floating-point composite slot augmented assignment atomics are not supported. Fix: accumulate whole \
                 composite values with atomic_add(), use separate scalar arrays, or disable deterministic mode for this \
                 kernel."
                    .to_owned(),
            ));
        }
        let Some(meta) = &mut self.det else { return Ok((false, None)) };
        let guard = meta.needs_store_guard();
        meta.needs_context |= guard;
        let wrap = guard.then(|| (Rc::from("WP_DET_SIDE_EFFECT_IF_ACTIVE(det_ctx, "), Rc::from(");")));
        Ok((false, wrap))
    }

    /// `emit_adjoint_slot_scatter`.
    fn slot_scatter(&mut self, slot: &ArraySlot, value: VarId, operation: &'static str) -> Result<bool> {
        if !matches!(operation, "add" | "sub") {
            return Ok(false);
        }
        let (root, prefix) = self.reduction_root(slot.root);
        let Some((key, ty)) = self.target_info(root) else { return Ok(false) };
        let Some((_, element, _)) = self.types.as_array(ty) else { return Ok(false) };
        let scalar = self.types.scalar_of(element);
        if !key.adjoint || !self.types.is_float(scalar) {
            return Ok(false);
        }
        let context = "compiling deterministic component gradient accumulation";
        if !self.has_argument(&key.root) {
            let cause = format!("array '{}' could not be mapped to a kernel argument", key.root);
            return Err(meta::internal(context, &cause));
        }
        let ctype: Rc<str> = self.dtype_text(element).into();
        let spec = ScatterSpec {
            value: element,
            value_ctype: ctype.clone(),
            scalar,
            reduce: Reduce::Add,
            use_forward: false,
        };
        let Some(meta) = &mut self.det else { return Ok(false) };
        let target = meta.add_scatter(&key, &spec)?;
        let Some(expr) = self.array_expr(&key, true) else { return Ok(false) };
        let mut indices = self.load_all(&prefix)?;
        indices.extend(self.load_all(&slot.indices)?);
        let name = format!("array_atomic_{operation}_slot");
        let flat = self.flat_index(&expr, &indices, &name, &ctype)?;
        let packed = self.add_var(element, None);
        let packed = self.text(Side::Primal, packed);
        let mut access = String::new();
        self.names().slot_access(&mut access, &slot.access);
        let update = self.text(Side::Primal, value);
        let fallback = self.slot_fallback(slot, &update, operation, &access);
        let update = if operation == "sub" { format!("-({update})") } else { update };
        self.push_det(format!("{packed} = {ctype}{{}};"), None);
        self.push_det(format!("{packed}{access} = {update};"), None);
        self.push_det(
            format!("WP_DET_SCATTER_OR_FALLBACK(det_ctx, {}, {flat}, {packed}, {fallback});", target.helper),
            Some(REPLAY_SKIPPED),
        );
        Ok(true)
    }

    /// The plain atomic statement of a slot.
    fn slot_fallback(&self, slot: &ArraySlot, value: &str, operation: &str, access: &str) -> String {
        let mut out = format!("wp::array_atomic_{operation}_slot(");
        let root = self.text(Side::Primal, slot.root);
        if self.is_ref(slot.root) {
            let _ = write!(out, "*({root})");
        } else {
            out.push_str(&root);
        }
        let _ = write!(out, ", {value}, [&](auto& _e) -> auto& {{ return _e{access}; }}, ");
        self.names().list(&mut out, &slot.indices);
        out.push_str(");");
        out
    }

    /// Guarded array stores (`_add_deterministic_array_store`); true when the store was emitted.
    pub(super) fn det_array_store(&mut self, target: VarId, indices: &[VarId], rhs: VarId) -> Result<bool> {
        let Some(meta) = &mut self.det else { return Ok(false) };
        if !meta.needs_store_guard() {
            return Ok(false);
        }
        meta.needs_context = true;
        let id = self.builtin("array_store")?;
        let mut args = vec![Arg::Var(target)];
        args.extend(indices.iter().map(|&i| Arg::Var(i)));
        args.push(Arg::Var(rhs));
        let overload = self.with_rules(|cx| {
            let overload = builtins::resolve(cx, id, &args, &[], None)?;
            let bound = builtins::bind(cx, overload, &args, &[], &[])?;
            builtins::return_type(cx, overload, &bound)?;
            Result::Ok(overload)
        })?;
        let mut call = Call {
            callee: Some(crate::ids::FuncRef::Builtin(id)),
            overload: None,
            namespace: overload.namespace.into(),
            native: overload.native.into(),
            template: Vec::new(),
            args: Vec::new(),
            adj_args: Vec::new(),
            outs: Vec::new(),
            many: false,
            braces: false,
            replay: Replay::Same,
            reverse: overload.differentiable,
            reverse_outputs: false,
            reverse_template: false,
            reverse_prelude: Vec::new(),
            det: None,
        };
        for arg in args {
            let Arg::Var(var) = arg else { continue };
            let var = self.register(var);
            let loaded = self.load(var)?;
            call.args.push(Operand::Var(loaded));
            call.adj_args.push(Operand::Var(var));
        }
        self.det_mark_store(target)?;
        call.det = Some(Box::new(DetCall { guard_store: true, ..DetCall::default() }));
        self.push(Op::Call(Box::new(call)));
        Ok(true)
    }

    // ---- user functions -------------------------------------------------------------------------

    /// `include_function_call`.
    pub(super) fn det_include_call(&mut self, id: FunctionId, bound: &[(Rc<str>, Arg)]) -> Result<()> {
        if !self.det_on() {
            return Ok(());
        }
        if let Some(callee) = self.mb.det_metas.get(&id).cloned() {
            self.include_meta(&callee, bound, false)?;
        }
        let Some(grad) = self.mb.session.functions[id.index()].custom_grad else { return Ok(()) };
        if !self.mb.det_metas.contains_key(&grad) {
            // Warp builds the gradient on its own here; its metadata is all that is kept.
            self.mb.probe_function(grad)?;
        }
        let Some(meta) = self.mb.det_metas.get(&grad).cloned() else { return Ok(()) };
        if meta.unsupported_counter_backward {
            return Err(meta::counter_backward());
        }
        self.include_meta(&meta, bound, true)
    }

    /// `_deterministic_map_target`: a callee's array in the caller's terms.
    fn map_key(&self, key: &ArrayKey, bound: &[(Rc<str>, Arg)]) -> ArrayKey {
        let actual = bound.iter().find(|(n, _)| *n == key.root).and_then(|(_, a)| super::call::arg_var(a));
        let Some(actual) = actual else { return key.clone() };
        if let Some(info) = self.info(actual)
            && let Some(root) = &info.root_label
        {
            let path = info.attr_path.iter().chain(&key.path).cloned().collect();
            return ArrayKey { root: root.clone(), path, adjoint: key.adjoint };
        }
        if self.is_ref(actual) {
            return key.clone();
        }
        ArrayKey { root: self.label(actual), path: key.path.clone(), adjoint: key.adjoint }
    }

    /// `_include_deterministic_call_meta`.
    fn include_meta(&mut self, callee: &Meta, bound: &[(Rc<str>, Arg)], backward_only: bool) -> Result<()> {
        let mapped = |this: &Self, keys: &FxHashSet<ArrayKey>| -> Vec<ArrayKey> {
            keys.iter().map(|k| this.map_key(k, bound)).collect()
        };
        let (mut loads, mut stores) = (mapped(self, &callee.loads), mapped(self, &callee.stores));
        let mut effects = mapped(self, &callee.side_effects);
        for list in [&mut loads, &mut stores, &mut effects] {
            list.sort_by_key(ArrayKey::shown);
        }
        let targets: Vec<(ArrayKey, meta::Target)> = (callee.scatters.iter().chain(&callee.counters))
            .map(|t| (self.map_key(&t.key, bound), t.clone()))
            .collect();
        let line = self.line.unwrap_or(0);
        let Some(meta) = &mut self.det else { return Ok(()) };
        meta.needs_context |= callee.needs_context;
        if !backward_only {
            if let (None, Some((what, _))) = (&meta.consumed_return, &callee.consumed_return) {
                meta.consumed_return = Some((what.clone(), line));
            }
            for key in loads {
                meta.reject_access(&key, "read directly")?;
                meta.loads.insert(key);
            }
            for key in stores {
                meta.reject_access(&key, "written directly")?;
                meta.stores.insert(key);
            }
        }
        for (key, target) in targets {
            match target.scatter {
                Some((value, scalar, reduce)) => {
                    let spec = ScatterSpec {
                        value,
                        value_ctype: target.value_ctype.clone(),
                        scalar,
                        reduce,
                        use_forward: target.use_forward,
                    };
                    meta.add_scatter(&key, &spec)?;
                }
                None => {
                    meta.add_counter(&key, &target.value_ctype, target.use_forward)?;
                }
            }
        }
        if !backward_only {
            for key in effects {
                meta.reject_side_effect(&key)?;
                meta.side_effects.insert(key);
            }
        }
        Ok(())
    }

    /// `helper_args_for_meta`.
    fn helper_args(&self, callee: Option<FunctionId>, bound: &[(Rc<str>, Arg)]) -> Vec<Operand> {
        let (Some(own), Some(meta)) = (&self.det, callee.and_then(|id| self.mb.det_metas.get(&id))) else {
            return Vec::new();
        };
        if !meta.is_active() {
            return Vec::new();
        }
        let mut out = vec![Operand::Text("det_ctx".into())];
        for target in &meta.counters {
            let found = own.counter(&self.map_key(&target.key, bound));
            out.push(Operand::Text(found.unwrap_or(target).helper.clone()));
        }
        for target in &meta.scatters {
            let found = own.scatter(&self.map_key(&target.key, bound));
            out.push(Operand::Text(found.unwrap_or(target).helper.clone()));
        }
        out
    }

    /// Hidden arguments of a user function call.
    pub(super) fn det_user_call(&mut self, id: FunctionId, bound: &[(Rc<str>, Arg)]) -> Option<Box<DetCall>> {
        if !self.det_on() {
            return None;
        }
        let function = &self.mb.session.functions[id.index()];
        let (replay, grad) = (function.custom_replay, function.custom_grad);
        let args = self.helper_args(Some(id), bound);
        let replay_args = if replay.is_some() { self.helper_args(replay, bound) } else { args.clone() };
        let reverse_args = if grad.is_some() { self.helper_args(grad, bound) } else { args.clone() };
        Some(Box::new(DetCall { args, replay_args, reverse_args, ..DetCall::default() }))
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
