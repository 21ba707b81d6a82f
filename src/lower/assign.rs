//! Assignments.

use std::sync::Arc;

use super::index::is_adjoint_base;
use super::symbols::Sym;
use super::{Lower, Obj, Result};
use crate::diag::WarpError;
use crate::frontend::ast::{Expr, ExprKind};
use crate::host::value::Value;
use crate::ids::VarId;
use crate::ir::{Arg, Label, Op, Place, Var};
use crate::types::{Ty, TyKind};

impl Lower<'_, '_> {
    /// Warp's `emit_Assign`.
    pub(super) fn emit_assign(&mut self, targets: &[Expr], value: &Expr) -> Result<()> {
        let [lhs] = targets else {
            return Err(WarpError::codegen(
                "Assigning the same value to multiple variables is not supported",
            ));
        };
        if matches!(value.kind, ExprKind::List { .. }) {
            return Err(WarpError::codegen(
                "List constructs are not supported in kernels. Use vectors like `wp.vec3()` for small fixed-size \
                 collections, or `wp.zeros(shape=N, dtype=...)` for stack-allocated arrays.",
            ));
        }
        if let ExprKind::Tuple { elts, .. } = &lhs.kind {
            return self.assign_tuple(elts, value);
        }
        let rhs = self.eval(value)?;
        match &lhs.kind {
            ExprKind::Subscript { value: base, slice, .. } => self.assign_subscript(lhs, base, slice, rhs),
            ExprKind::Name { id, .. } => self.assign_name(id, value, rhs),
            ExprKind::Attribute { value: base, attr, .. } => {
                let rhs = match rhs {
                    Obj::Var(var) => self.copy_if_ref(var)?,
                    other => self.expect_var(other)?,
                };
                let aggregate = self.attribute_store_aggregate(base)?;
                if let Some(slot) = self.select_slot_attr(aggregate, attr)? {
                    return self.update_slot(slot, rhs, None);
                }
                self.store_attribute(base, attr, aggregate, rhs)
            }
            _ => Err(WarpError::codegen("Error, unsupported assignment statement.")),
        }
    }

    fn eval_with_expects(&mut self, value: &Expr, expects: usize) -> Result<Obj> {
        if let ExprKind::Call { func, args, keywords } = &value.kind
            && !self.decl.static_nodes.contains_key(&value.id)
        {
            self.set_line(value.span.line);
            self.at = value.span;
            return self.emit_call(value, func, args, keywords, Some(expects), true);
        }
        self.eval(value)
    }

    fn assign_tuple(&mut self, elts: &[Expr], value: &Expr) -> Result<()> {
        let rhs: Vec<Obj> = if let ExprKind::Tuple { elts: values, .. } = &value.kind {
            values.iter().map(|v| self.eval(v)).collect::<Result<_>>()?
        } else {
            match self.eval_with_expects(value, elts.len())? {
                Obj::Many(vars) => vars.into_iter().map(Obj::Var).collect(),
                Obj::Var(var) => self.unpack_tuple(var, elts.len())?,
                other => return Err(self.not_a_sequence(&other)),
            }
        };
        let mut names = Vec::with_capacity(elts.len());
        for elt in elts {
            let ExprKind::Name { id, .. } = &elt.kind else {
                return Err(WarpError::codegen(
                    "Multiple return functions can only assign to simple variables, e.g.: x, y = func()",
                ));
            };
            names.push(id.clone());
        }
        if names.len() != rhs.len() {
            return Err(WarpError::codegen(format!(
                "Multiple return functions need to receive all their output values, incorrect number of values to unpack \
                 (expected {}, got {})",
                rhs.len(),
                names.len()
            )));
        }
        // With a reference parameter among the targets all references are read before any is written.
        let mut values = rhs;
        if names.iter().any(|n| self.ref_param(n).is_some()) {
            for value in &mut values {
                if let Obj::Var(var) = value
                    && self.is_ref(*var)
                {
                    *value = Obj::Var(self.load(*var)?);
                }
            }
        }
        for (name, value) in names.iter().zip(values) {
            if self.ref_param(name).is_some() {
                self.store_ref_param(name, value, false)?;
                continue;
            }
            self.bind_tuple_name(name, value)?;
        }
        Ok(())
    }

    fn bind_tuple_name(&mut self, name: &Arc<str>, value: Obj) -> Result<()> {
        let sym = match value {
            Obj::Var(var) => Sym::Var(var),
            Obj::Func(func) => Sym::Func(func),
            Obj::Value(Value::Int(number)) if !self.symbols.contains_key(name) => Sym::Number(number),
            other if self.symbols.contains_key(name) => Sym::Var(self.expect_var(other)?),
            // Warp binds whatever it is and goes on.
            _ => return Err(WarpError::unsupported("this value in a tuple assignment")),
        };
        match self.symbols.get(name).copied() {
            Some(Sym::Grad(..)) => return Err(rebound_grad(name)),
            Some(Sym::Var(old)) => {
                let Some(new) = sym.var() else {
                    return Err(self.no_attribute(&sym.obj(), "type"));
                };
                let same = old == new
                    || self.types.equal(self.ty(new), self.ty(old))
                    || self.types.erasure_join(self.ty(new), self.ty(old)).is_some();
                if !same {
                    return Err(self.changed_type(name, new, old));
                }
            }
            Some(other @ (Sym::Func(_) | Sym::Number(_))) => {
                return Err(self.no_attribute(&other.obj(), "type"));
            }
            None => {}
        }
        self.symbols.insert(name.clone(), sym);
        Ok(())
    }

    fn unpack_tuple(&mut self, var: VarId, count: usize) -> Result<Vec<Obj>> {
        let TyKind::Tuple { types, .. } = &*self.types.kind(self.ty(var)) else {
            return Err(self.not_a_sequence(&Obj::Var(var)));
        };
        if types.len() != count {
            return Err(WarpError::codegen(format!(
                "Invalid number of values to unpack (expected {count}, got {}).",
                types.len()
            )));
        }
        let mut out = Vec::with_capacity(count);
        for i in 0..count {
            let index = self.add_int(i as i128);
            out.push(Obj::Var(self.add_builtin_var("extract", vec![Arg::Var(var), Arg::Var(index)])?));
        }
        Ok(out)
    }

    /// The `TypeError` of Python's `len()` on something that has none.
    fn not_a_sequence(&self, obj: &Obj) -> WarpError {
        let class = match obj {
            Obj::Var(_) => "Var",
            Obj::Func(_) => "Function",
            Obj::None => "NoneType",
            _ => "object",
        };
        WarpError::new(crate::diag::ErrorClass::TypeError, format!("object of type '{class}' has no len()"))
    }

    fn changed_type(&self, name: &str, new: VarId, old: VarId) -> WarpError {
        WarpError::type_error(format!(
            "Error, assigning to existing symbol {name} ({}) with different type ({})",
            self.type_str(old),
            self.type_str(new)
        ))
    }

    fn assign_subscript(&mut self, lhs: &Expr, base: &Expr, slice: &Expr, rhs: Obj) -> Result<()> {
        if is_adjoint_base(base) {
            let source = self.eval_adjoint_source(slice)?;
            let Some(target) = self.adjoint_target(source)? else { return Ok(()) };
            let value = self.expect_var(rhs)?;
            self.push(Op::AdjointStore { target, value });
            return Ok(());
        }
        // Python reads the right side before it evaluates the target's indices.
        let rhs = self.expect_var(rhs)?;
        let rhs = self.copy_if_ref(rhs)?;
        let (target, nodes) = self.eval_subscript(base, slice, true)?;
        let ty = self.value_ty(target);
        let indices = self.eval_indices(ty, &nodes)?;
        if let Some(slot) = self.select_slot_index(target, &indices)? {
            return self.update_slot(slot, rhs, None);
        }
        self.store_subscript(lhs, target, &indices, rhs)
    }

    fn assign_name(&mut self, name: &Arc<str>, value: &Expr, rhs: Obj) -> Result<()> {
        if self.ref_param(name).is_some() {
            return self.store_ref_param(name, rhs, false);
        }
        let existing = self.symbols.get(name).copied();
        match rhs {
            Obj::Grad(func) => {
                self.grad_ids += 1;
                self.symbols.insert(name.clone(), Sym::Grad(func, self.grad_ids));
                return Ok(());
            }
            Obj::Func(func) => {
                if let Some(Sym::Func(old)) = existing
                    && old != func
                {
                    return Err(WarpError::codegen(format!(
                        "Error, rebinding function-valued local '{name}' to a different function is not supported. Warp \
                         does not have function pointers, so a local bound to a function must refer to the same function \
                         throughout the kernel."
                    )));
                }
                self.symbols.insert(name.clone(), Sym::Func(func));
                return Ok(());
            }
            _ => {}
        }
        if let Some(existing) = existing {
            self.check_rebinding(name, existing, &rhs)?;
        }
        let is_name = matches!(value.kind, ExprKind::Name { .. });
        let is_tuple = matches!(value.kind, ExprKind::Tuple { .. });
        let out = match rhs {
            Obj::Many(vars) => self.add_builtin_var("tuple", vars.into_iter().map(Arg::Var).collect())?,
            obj => {
                let var = self.expect_var(obj)?;
                if !is_tuple && (is_name || self.is_ref(var)) {
                    let out = self.add_builtin_var("copy", vec![Arg::Var(var)])?;
                    self.propagate_alias(out, var);
                    out
                } else {
                    self.propagate_alias(var, var);
                    var
                }
            }
        };
        self.symbols.insert(name.clone(), Sym::Var(out));
        Ok(())
    }

    fn check_rebinding(&mut self, name: &Arc<str>, existing: Sym, rhs: &Obj) -> Result<()> {
        let old = match existing {
            Sym::Func(_) => {
                return Err(WarpError::codegen(format!(
                    "Error, rebinding function-valued local '{name}' to a non-function value is not supported. Warp does \
                     not have function pointers, so a local bound to a function must refer to a function throughout the \
                     kernel."
                )));
            }
            Sym::Grad(..) => return Err(rebound_grad(name)),
            Sym::Number(_) => return Err(self.no_attribute(&existing.obj(), "type")),
            Sym::Var(old) => old,
        };
        let new = match rhs {
            Obj::Var(var) => *var,
            other => return Err(self.no_attribute(other, "type")),
        };
        let new_ty = self.value_ty(new);
        let same =
            self.types.equal(new_ty, self.ty(old)) || self.types.erasure_join(new_ty, self.ty(old)).is_some();
        if same { Ok(()) } else { Err(self.changed_type(name, new, old)) }
    }

    /// Array aliases keep the provenance of the storage they describe (Warp's
    /// `propagate_array_alias_metadata` and `propagate_struct_array_alias_metadata`).
    fn propagate_alias(&mut self, out: VarId, source: VarId) {
        if self.types.is_array(self.ty(out)) {
            let origin = self.vars[source].origin.clone();
            self.vars[out].origin = origin;
            self.det_array_alias(out, source);
        } else if self.types.is_struct(self.value_ty(out)) {
            self.det_struct_alias(out, source);
        }
    }

    // ---- stores ---------------------------------------------------------------------------------

    /// Warp's `_store_subscript`.
    pub(super) fn store_subscript(
        &mut self,
        lhs: &Expr,
        target: VarId,
        indices: &[VarId],
        rhs: VarId,
    ) -> Result<()> {
        let ty = self.value_ty(target);
        let with_indices = |first: VarId| {
            let mut args = vec![Arg::Var(first)];
            args.extend(indices.iter().map(|&i| Arg::Var(i)));
            args.push(Arg::Var(rhs));
            args
        };
        if self.types.is_array(ty) {
            if self.det_array_store(target, indices, rhs)? {
                return Ok(());
            }
            self.add_builtin("array_store", with_indices(target))?;
            return self.det_mark_store(target);
        }
        if self.types.is_tile(ty) {
            return self.store_tile(target, ty, indices, rhs);
        }
        if !self.types.is_composite(ty) {
            return Err(WarpError::codegen(format!(
                "Can only subscript assign array, vector, quaternion, transformation, and matrix types, got {}",
                self.types.python_repr(ty)
            )));
        }
        if is_adjoint_chain(lhs) || self.is_ref(target) {
            let name = if is_adjoint_chain(lhs) { "index" } else { "indexref" };
            let mut args = vec![Arg::Var(target)];
            args.extend(indices.iter().map(|&i| Arg::Var(i)));
            let attr = self.add_builtin_var(name, args)?;
            self.add_builtin("store", vec![Arg::Var(attr), Arg::Var(rhs)])?;
            return Ok(());
        }
        if self.mb.options.enable_vector_component_overwrites {
            let out = self.add_builtin_var("assign_copy", with_indices(target))?;
            self.repoint(target, out);
            return Ok(());
        }
        self.add_builtin("assign_inplace", with_indices(target))?;
        Ok(())
    }

    /// Points the first name bound to `old` at `new`.
    fn repoint(&mut self, old: VarId, new: VarId) {
        if let Some(sym) = self.symbols.values_mut().find(|sym| **sym == Sym::Var(old)) {
            *sym = Sym::Var(new);
        }
    }

    fn store_tile(&mut self, target: VarId, ty: Ty, indices: &[VarId], rhs: VarId) -> Result<()> {
        let (has_slice, has_tile) = self.tile_index_kinds(indices);
        if has_tile {
            return Err(WarpError::codegen(
                "Advanced-index assignment on tiles (e.g. `t[indices, :] = src`) is not supported. Use slice assignment \
                 (`t[a:b, :] = src`) or construct the tile explicitly.",
            ));
        }
        let rank = self.types.as_tile(ty).and_then(|t| t.shape).map_or(0, |s| s.len());
        let as_args: Vec<Arg> = indices.iter().map(|&i| Arg::Var(i)).collect();
        if !has_slice && indices.len() >= rank {
            let mut args = vec![Arg::Var(target)];
            args.extend(as_args);
            args.push(Arg::Var(rhs));
            self.add_builtin("assign", args)?;
            return Ok(());
        }
        let Some(source) = self.types.as_tile(self.value_ty(rhs)) else {
            return Err(WarpError::codegen(format!(
                "Tile view assignment requires a tile of matching shape on the right-hand side (e.g. `t[a:b, :] = src` or \
                 `t[0] = row`), but got a value of type {}.",
                self.types.repr(self.value_ty(rhs))
            )));
        };
        let view = self.add_builtin_var("tile_view", vec![Arg::Var(target), Arg::Tuple(as_args)])?;
        let view_shape =
            self.types.as_tile(self.value_ty(view)).and_then(|t| t.shape).unwrap_or_else(|| [].into());
        let source_shape = source.shape.unwrap_or_else(|| [].into());
        if view_shape != source_shape {
            return Err(WarpError::codegen(format!(
                "Tile view assignment shape mismatch: destination view has shape {} but source has shape {}.",
                crate::types::py_tuple(&view_shape),
                crate::types::py_tuple(&source_shape)
            )));
        }
        self.add_builtin("tile_assign", vec![Arg::Var(view), Arg::Var(rhs)])?;
        Ok(())
    }

    /// Warp's `resolve_attribute_store_aggregate`: nested fields of a local struct are named directly.
    pub(super) fn attribute_store_aggregate(&mut self, node: &Expr) -> Result<VarId> {
        if let Some(member) = self.struct_member_lvalue(node)?
            && self.types.is_struct(self.ty(member))
        {
            return Ok(member);
        }
        let obj = self.eval_store_target(node)?;
        self.expect_var(obj)
    }

    /// Warp's `_resolve_struct_member_lvalue`.
    fn struct_member_lvalue(&mut self, node: &Expr) -> Result<Option<VarId>> {
        let ExprKind::Attribute { value, attr, .. } = &node.kind else { return Ok(None) };
        let base = if matches!(value.kind, ExprKind::Name { .. }) {
            match self.eval(value)? {
                Obj::Var(var) => Some(var),
                _ => None,
            }
        } else {
            self.struct_member_lvalue(value)?
        };
        let Some(base) = base else { return Ok(None) };
        let Some((_, data)) = self.types.as_struct(self.ty(base)) else { return Ok(None) };
        let Some(field) = data.field(attr) else { return Ok(None) };
        let label = Label::Member(base, attr.as_ref().into());
        let var = Var::new(label, self.types.canonical(field.ty), None);
        Ok(Some(self.vars.push(var)))
    }

    /// Warp's `_store_attribute`.
    pub(super) fn store_attribute(
        &mut self,
        base: &Expr,
        attr: &Arc<str>,
        aggregate: VarId,
        rhs: VarId,
    ) -> Result<()> {
        let ty = self.value_ty(aggregate);
        if self.types.is_vector(ty) || self.types.is_quaternion(ty) {
            let index = self.vector_component_index(attr, ty)?;
            let args = vec![Arg::Var(aggregate), Arg::Var(index)];
            if self.is_ref(aggregate) {
                let part = self.add_builtin_var("indexref", args)?;
                self.add_builtin("store", vec![Arg::Var(part), Arg::Var(rhs)])?;
                return Ok(());
            }
            let mut args = args;
            args.push(Arg::Var(rhs));
            if self.mb.options.enable_vector_component_overwrites {
                let out = self.add_builtin_var("assign_copy", args)?;
                self.repoint(aggregate, out);
            } else {
                self.add_builtin("assign_inplace", args)?;
            }
            return Ok(());
        }
        if self.types.is_transform(ty) {
            self.transform_component(attr)?;
            if self.is_ref(aggregate) {
                return Err(WarpError::codegen(format!(
                    "Error, assigning transform attribute {attr} to an array element"
                )));
            }
            let name = if &**attr == "p" { "transform_set_translation" } else { "transform_set_rotation" };
            self.add_builtin(name, vec![Arg::Var(aggregate), Arg::Var(rhs)])?;
            return Ok(());
        }
        if self.types.is_struct(ty) && !self.is_ref(aggregate) {
            return self.store_struct_field(attr, aggregate, ty, rhs);
        }
        let attr_obj = self.emit_attribute(base, attr, Some(Obj::Var(aggregate)), false)?;
        let part = self.expect_var(attr_obj)?;
        let name = if self.is_ref(part) { "store" } else { "assign" };
        self.add_builtin(name, vec![Arg::Var(part), Arg::Var(rhs)])?;
        Ok(())
    }

    fn store_struct_field(&mut self, attr: &str, aggregate: VarId, ty: Ty, rhs: VarId) -> Result<()> {
        let Some((label, field_ty)) = self.aggregate_field(ty, attr) else {
            return Err(WarpError::new(crate::diag::ErrorClass::KeyError, attr));
        };
        let rhs = self.copy_if_ref(rhs)?;
        let field_ty = self.types.canonical(field_ty);
        if !self.types.equal(self.value_ty(rhs), field_ty) {
            return Err(WarpError::type_error(format!(
                "Error, assigning to struct field `{attr}` ({}) with different type ({})",
                self.types.python_repr(field_ty),
                self.type_str(rhs)
            )));
        }
        let differentiable = self.is_differentiable_value(field_ty);
        self.push(Op::FieldStore { base: aggregate, field: label, value: rhs, differentiable });
        Ok(())
    }

    /// Warp's `make_adjoint_target_var`: the storage `wp.adjoint[x]` stands for.
    pub(super) fn adjoint_target(&mut self, source: Obj) -> Result<Option<VarId>> {
        let Obj::Var(source) = source else { return Ok(None) };
        let ty = self.value_ty(source);
        if !self.types.is_array(ty) {
            let place = Place::AdjointName(source);
            let var = Var::new(Label::Place(place.into()), self.ty(source), None);
            return Ok(Some(self.vars.push(var)));
        }
        if let Some(target) = self.det_adjoint_view(source)? {
            return Ok(Some(target));
        }
        let origin = self.vars[source].origin.clone();
        let has_view = origin
            .as_ref()
            .is_some_and(|o| o.steps.iter().any(|s| matches!(s.kind, crate::ir::StepKind::View(_))));
        let place = match origin {
            Some(origin) => Place::Lvalue { origin, adjoint: true, views: Vec::new() },
            None => Place::AdjointName(source),
        };
        let target = self.vars.push(Var::new(Label::Place(place.into()), ty, None));
        self.det_mark_adjoint_target(target, source, has_view);
        Ok(Some(target))
    }
}

fn rebound_grad(name: &str) -> WarpError {
    WarpError::codegen(format!(
        "Cannot reassign local '{name}' after binding it to wp.grad(...). Warp treats wp.grad(...) results as static \
         function handles; use a different local variable for the new value."
    ))
}

/// Whether a store target's innermost base is `wp.adjoint`.
fn is_adjoint_chain(lhs: &Expr) -> bool {
    let mut node = lhs;
    loop {
        let next = match &node.kind {
            ExprKind::Subscript { value, .. } | ExprKind::Attribute { value, .. } => value,
            _ => return false,
        };
        if matches!(&next.kind, ExprKind::Attribute { attr, .. } if &**attr == "adjoint") {
            return true;
        }
        node = next;
    }
}
