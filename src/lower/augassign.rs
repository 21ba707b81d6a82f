//! Augmented assignments.

use std::sync::Arc;

use super::expr::operator_name;
use super::index::is_adjoint_base;
use super::slots::atomic_op_name;
use super::symbols::Sym;
use super::{Lower, Obj, Result};
use crate::diag::WarpError;
use crate::frontend::ast::{Expr, ExprKind, Operator};
use crate::host::ArgType;
use crate::ids::{FuncRef, FunctionId, VarId};
use crate::ir::{Arg, ArraySlot, Op};
use crate::types::{Scalar, Ty, TyKind};

/// The right side of an augmented assignment, evaluated once and only when it is needed: Python
/// evaluates the target and its indices first.
struct Rhs<'a> {
    node: &'a Expr,
    op: Operator,
    value: Option<VarId>,
}

impl Rhs<'_> {
    fn get(&mut self, lower: &mut Lower<'_, '_>) -> Result<VarId> {
        if let Some(value) = self.value {
            return Ok(value);
        }
        let value = lower.eval_var(self.node)?;
        self.value = Some(value);
        Ok(value)
    }
}

impl Lower<'_, '_> {
    /// Warp's `emit_AugAssign`.
    pub(super) fn emit_augassign(&mut self, target: &Expr, op: Operator, value: &Expr) -> Result<()> {
        let mut rhs = Rhs { node: value, op, value: None };
        match &target.kind {
            ExprKind::Name { id, .. } => self.augassign_name(target, id, op, value),
            ExprKind::Subscript { value: base, slice, .. } => {
                if is_adjoint_base(base) {
                    return self.augassign_adjoint(target, slice, &mut rhs);
                }
                self.augassign_subscript(target, base, slice, &mut rhs)
            }
            ExprKind::Attribute { value: base, attr, .. } => self.augassign_attribute(base, attr, &mut rhs),
            _ => Err(WarpError::codegen("Error, unsupported target for augmented assignment.")),
        }
    }

    fn augassign_name(&mut self, node: &Expr, name: &Arc<str>, op: Operator, value: &Expr) -> Result<()> {
        let rhs = self.eval(value)?;
        let target = self.eval(node)?;
        if let Obj::Grad(_) = target {
            return Err(WarpError::codegen(format!(
                "Cannot reassign local '{name}' after binding it to wp.grad(...). Warp treats wp.grad(...) results as \
                 static function handles; use a different local variable for the new value."
            )));
        }
        let target = self.expect_var(target)?;
        let rhs_arg = self.arg_of(rhs)?;
        if let Arg::Var(rhs) = rhs_arg
            && self.types.is_tile(self.ty(target))
            && self.types.is_tile(self.ty(rhs))
            && let Some(inplace) = inplace_name(op)
        {
            self.add_builtin(inplace, vec![Arg::Var(target), Arg::Var(rhs)])?;
            return Ok(());
        }
        let args = vec![Arg::Var(target), rhs_arg];
        if let Some(func) = self.user_operator(operator_name(op)) {
            match self.attempt(|this| this.add_call(func, args.clone(), Vec::new(), &[], None, true, None)) {
                Err(error) if error.class.is_codegen_error() => {}
                Err(error) => return Err(error),
                Ok(result) => {
                    if self.ref_param(name).is_some() {
                        return self.store_ref_param(name, result, true);
                    }
                    let result = self.expect_var(result)?;
                    self.symbols.insert(name.clone(), Sym::Var(result));
                    return Ok(());
                }
            }
        }
        let result = self.add_builtin(operator_name(op), args)?;
        if self.ref_param(name).is_some() {
            return self.store_ref_param(name, result, true);
        }
        let result = self.expect_var(result)?;
        if let Some(Sym::Var(old)) = self.symbols.get(name).copied()
            && !self.types.equal(self.value_ty(result), self.ty(old))
        {
            return Err(WarpError::type_error(format!(
                "Error, augmented assignment to `{name}` ({}) produces different type ({})",
                self.type_str(old),
                self.type_str(result)
            )));
        }
        self.symbols.insert(name.clone(), Sym::Var(result));
        Ok(())
    }

    /// `wp.adjoint[x] op= value` in a custom gradient.
    fn augassign_adjoint(&mut self, node: &Expr, slice: &Expr, rhs: &mut Rhs<'_>) -> Result<()> {
        let current = self.eval_var(node)?;
        let result = self.apply_operator(current, rhs)?;
        let source = self.eval_adjoint_source(slice)?;
        let Some(target) = self.adjoint_target(source)? else { return Ok(()) };
        self.push(Op::AdjointStore { target, value: result });
        Ok(())
    }

    // ---- user operators -------------------------------------------------------------------------

    fn find_user_operator(&self, op: Operator) -> Option<FuncRef> {
        self.user_operator(operator_name(op))
    }

    /// Warp's `resolve_user_operator`: the overload that matches the operands, if any.
    fn resolve_user_operator(&mut self, current: VarId, rhs: &mut Rhs<'_>) -> Result<Option<FunctionId>> {
        let Some(FuncRef::User(head)) = self.find_user_operator(rhs.op) else { return Ok(None) };
        let value = rhs.get(self)?;
        let types = [ArgType::Ty(self.value_ty(current)), ArgType::Ty(self.value_ty(value))];
        Ok(self.mb.session.get_overload(head, &types, &[])?)
    }

    fn apply_operator(&mut self, current: VarId, rhs: &mut Rhs<'_>) -> Result<VarId> {
        let value = rhs.get(self)?;
        let args = vec![Arg::Var(current), Arg::Var(value)];
        let obj = match self.resolve_user_operator(current, rhs)? {
            Some(func) => self.add_call(FuncRef::User(func), args, Vec::new(), &[], None, true, None)?,
            None => self.add_builtin(operator_name(rhs.op), args)?,
        };
        self.expect_var(obj)
    }

    /// Warp's `atomic_array_slot`.
    fn atomic_slot(&mut self, slot: Option<&ArraySlot>, rhs: &mut Rhs<'_>) -> Result<bool> {
        let Some(slot) = slot else { return Ok(false) };
        if !self.supports_atomic_slot(slot.ty, rhs.op) {
            return Ok(false);
        }
        let value = rhs.get(self)?;
        self.update_slot(slot.clone(), value, atomic_op_name(rhs.op))?;
        Ok(true)
    }

    /// Warp's `record_unsupported_slot_adjoint`.
    fn record_unsupported_slot(&mut self, result: VarId, target: VarId) -> Result<()> {
        if self.vars[target].slot.is_none() || !self.is_differentiable_value(self.value_ty(result)) {
            return Ok(());
        }
        let message = match &self.slot_augassign_error {
            Some(message) => message.clone(),
            None => {
                let message = format!(
                    "In function '{}' at {}:{}: Differentiable composite slot augmented assignments with this operator \
                     are not supported with backward code generation enabled. Write the result to a separate array, or \
                     use enable_backward=False for forward-only code.",
                    self.fun_name(),
                    self.filename(),
                    self.message_line()
                );
                self.slot_augassign_error = Some(message.clone());
                message
            }
        };
        self.note_place(&message);
        if self.decl.custom_reverse_mode {
            return Err(WarpError::codegen(message));
        }
        Ok(())
    }

    // ---- subscripts -----------------------------------------------------------------------------

    /// Warp's `lower_subscript_augassign`: atomic on the slot, or load, operate, store.
    fn subscript_load_op_store(
        &mut self,
        lhs: &Expr,
        target: VarId,
        indices: &[VarId],
        rhs: &mut Rhs<'_>,
    ) -> Result<()> {
        let indices = self.load_all(indices)?;
        let slot = self.select_slot_index(target, &indices)?;
        if self.find_user_operator(rhs.op).is_none() && self.atomic_slot(slot.as_ref(), rhs)? {
            return Ok(());
        }
        let ty = self.value_ty(target);
        let name = if self.is_ref(target) {
            "extract"
        } else if self.types.is_array(ty) {
            "address"
        } else if self.types.is_tile(ty) {
            "tile_extract"
        } else {
            "extract"
        };
        let mut args = vec![Arg::Var(target)];
        args.extend(indices.iter().map(|&i| Arg::Var(i)));
        let current = self.add_builtin_var(name, args)?;
        if self.resolve_user_operator(current, rhs)?.is_none() && self.atomic_slot(slot.as_ref(), rhs)? {
            return Ok(());
        }
        let result = self.apply_operator(current, rhs)?;
        self.record_unsupported_slot(result, target)?;
        match slot {
            Some(slot) => self.update_slot(slot, result, None),
            None => self.store_subscript(lhs, target, &indices, result),
        }
    }

    fn augassign_subscript(
        &mut self,
        lhs: &Expr,
        base: &Expr,
        slice: &Expr,
        rhs: &mut Rhs<'_>,
    ) -> Result<()> {
        let (target, nodes) = self.eval_subscript(base, slice, true)?;
        let ty = self.value_ty(target);
        let indices = self.eval_indices(ty, &nodes)?;
        if let Some((_, dtype, _)) = self.types.as_array(ty) {
            return self.augassign_array(lhs, target, dtype, &indices, rhs);
        }
        if self.types.is_composite(ty) {
            let name = match rhs.op {
                _ if self.is_ref(target) => None,
                op => inplace_name(op),
            };
            return self.augassign_inplace(lhs, target, &indices, rhs, name);
        }
        if self.types.is_tile(self.ty(target)) {
            let (has_slice, has_tile) = self.tile_index_kinds(&indices);
            let rank = self.types.as_tile(ty).and_then(|t| t.shape).map_or(0, |s| s.len());
            if has_slice || has_tile || indices.len() < rank {
                return Err(WarpError::codegen(
                    "Compound assignment to a tile view (e.g. `t[a:b, :] += x` or `t[i] += x`) is not supported. Read the \
                     view, update it, and assign it back explicitly.",
                ));
            }
            return self.augassign_inplace(lhs, target, &indices, rhs, tile_inplace_name(rhs.op));
        }
        Err(WarpError::codegen(
            "Can only subscript in-place assign array, vector, quaternion, and matrix types",
        ))
    }

    fn augassign_inplace(
        &mut self,
        lhs: &Expr,
        target: VarId,
        indices: &[VarId],
        rhs: &mut Rhs<'_>,
        name: Option<&'static str>,
    ) -> Result<()> {
        let Some(name) = name else {
            return self.subscript_load_op_store(lhs, target, indices, rhs);
        };
        let mut args = vec![Arg::Var(target)];
        args.extend(indices.iter().map(|&i| Arg::Var(i)));
        args.push(Arg::Var(rhs.get(self)?));
        self.add_builtin(name, args)?;
        Ok(())
    }

    fn augassign_array(
        &mut self,
        lhs: &Expr,
        target: VarId,
        dtype: Ty,
        indices: &[VarId],
        rhs: &mut Rhs<'_>,
    ) -> Result<()> {
        let scalar = match *self.types.kind(self.types.scalar_of(dtype)) {
            TyKind::Scalar(s) => Some(s),
            _ => None,
        };
        // 8- and 16-bit integers have no atomics.
        let atomic = match atomic_op_name(rhs.op) {
            _ if scalar.is_some_and(Scalar::is_non_atomic) => None,
            Some("add") => Some("atomic_add"),
            Some("sub") => Some("atomic_sub"),
            Some("and") => Some("atomic_and"),
            Some("or") => Some("atomic_or"),
            Some(_) => Some("atomic_xor"),
            None => None,
        };
        let Some(name) = atomic else {
            return self.subscript_load_op_store(lhs, target, indices, rhs);
        };
        let mut args = vec![Arg::Var(target)];
        args.extend(indices.iter().map(|&i| Arg::Var(i)));
        args.push(Arg::Var(rhs.get(self)?));
        let id = self.builtin(name)?;
        self.add_call(FuncRef::Builtin(id), args, Vec::new(), &[], None, false, None)?;
        Ok(())
    }

    // ---- attributes -----------------------------------------------------------------------------

    /// Warp's `lower_attribute_augassign`.
    fn augassign_attribute(&mut self, base: &Expr, attr: &Arc<str>, rhs: &mut Rhs<'_>) -> Result<()> {
        let aggregate = self.attribute_store_aggregate(base)?;
        let slot = self.select_slot_attr(aggregate, attr)?;
        if self.find_user_operator(rhs.op).is_none() && self.atomic_slot(slot.as_ref(), rhs)? {
            return Ok(());
        }
        let current = self.emit_attribute(base, attr, Some(Obj::Var(aggregate)), false)?;
        let current = self.expect_var(current)?;
        if self.resolve_user_operator(current, rhs)?.is_none() && self.atomic_slot(slot.as_ref(), rhs)? {
            return Ok(());
        }
        let result = self.apply_operator(current, rhs)?;
        self.record_unsupported_slot(result, aggregate)?;
        match slot {
            Some(slot) => self.update_slot(slot, result, None),
            None => self.store_attribute(base, attr, aggregate, result),
        }
    }
}

fn inplace_name(op: Operator) -> Option<&'static str> {
    Some(match op {
        Operator::Add => "add_inplace",
        Operator::Sub => "sub_inplace",
        Operator::BitAnd => "bit_and_inplace",
        Operator::BitOr => "bit_or_inplace",
        Operator::BitXor => "bit_xor_inplace",
        _ => return None,
    })
}

fn tile_inplace_name(op: Operator) -> Option<&'static str> {
    Some(match op {
        Operator::Add => "tile_add_inplace",
        Operator::Sub => "tile_sub_inplace",
        Operator::BitAnd => "tile_bit_and_inplace",
        Operator::BitOr => "tile_bit_or_inplace",
        Operator::BitXor => "tile_bit_xor_inplace",
        _ => return None,
    })
}
