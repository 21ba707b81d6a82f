//! Array slots: stores and atomic updates of part of an array element.

use std::rc::Rc;

use super::{Lower, Result};
use crate::diag::WarpError;
use crate::frontend::ast::Operator;
use crate::ids::VarId;
use crate::ir::{ArraySlot, Op, Origin, SlotAccess, SlotAdjoint};
use crate::types::{Scalar, Ty, TyKind};

/// Warp's `_atomic_slot_augassign_op_name`.
pub(super) fn atomic_op_name(op: Operator) -> Option<&'static str> {
    Some(match op {
        Operator::Add => "add",
        Operator::Sub => "sub",
        Operator::BitAnd => "and",
        Operator::BitOr => "or",
        Operator::BitXor => "xor",
        _ => return None,
    })
}

impl Lower<'_, '_> {
    /// Warp's `_is_supported_atomic_slot_type`.
    pub(super) fn supports_atomic_slot(&self, ty: Ty, op: Operator) -> bool {
        let Some(scalar) = self.types.as_scalar(self.types.scalar_of(ty)) else { return false };
        let ints = matches!(
            scalar,
            Scalar::Int32 | Scalar::UInt32 | Scalar::Int64 | Scalar::UInt64 | Scalar::Handle
        );
        match atomic_op_name(op) {
            Some("add" | "sub") => ints || scalar.is_float(),
            Some(_) => ints,
            None => false,
        }
    }

    /// Warp's `array_slot_reference`.
    pub(super) fn slot_reference(&mut self, slot: ArraySlot, origin: Option<Rc<Origin>>) -> VarId {
        let dst = self.add_var(self.types.reference(self.types.canonical(slot.ty)), None);
        let slot = Rc::new(slot);
        self.vars[dst].slot = Some(slot.clone());
        self.vars[dst].origin = origin;
        self.push(Op::SlotRef { dst, slot });
        dst
    }

    /// The slot of a variable, unless its array's element type cannot be updated atomically.
    fn source_slot(&self, target: VarId) -> Option<Rc<ArraySlot>> {
        let slot = self.vars[target].slot.clone()?;
        let (_, dtype, _) = self.types.as_array(self.value_ty(slot.root))?;
        match *self.types.kind(dtype) {
            TyKind::Scalar(s) if s.is_non_atomic() => None,
            _ => Some(slot),
        }
    }

    fn narrowed(slot: &ArraySlot, access: SlotAccess, ty: Ty) -> ArraySlot {
        let mut steps = slot.access.clone();
        steps.push(access);
        ArraySlot { root: slot.root, indices: slot.indices.clone(), access: steps, ty }
    }

    /// Warp's `select_array_slot` with indices (`_composite_subscript_slot_access`).
    pub(super) fn select_slot_index(
        &mut self,
        target: VarId,
        indices: &[VarId],
    ) -> Result<Option<ArraySlot>> {
        let Some(slot) = self.source_slot(target) else { return Ok(None) };
        let Some(dtype) = self.types.composite_dtype(slot.ty) else { return Ok(None) };
        let is_matrix = self.types.is_matrix(slot.ty);
        let wanted = if is_matrix { matches!(indices.len(), 1 | 2) } else { indices.len() == 1 };
        if !wanted {
            return Ok(None);
        }
        let loaded = self.load_all(indices)?;
        if !loaded.iter().all(|&i| self.is_int_index(i)) {
            return Ok(None);
        }
        Ok(Some(match (is_matrix, loaded.as_slice()) {
            (true, &[row]) => {
                let cols = match *self.types.kind(slot.ty) {
                    TyKind::Mat { cols, .. } => cols,
                    _ => 0,
                };
                let row_type = self.types.vector(cols, dtype);
                Self::narrowed(&slot, SlotAccess::Row(row), row_type)
            }
            (true, &[i, j]) => Self::narrowed(&slot, SlotAccess::Element(i, j), dtype),
            (_, &[i, ..]) => Self::narrowed(&slot, SlotAccess::Component(i), dtype),
            _ => return Ok(None),
        }))
    }

    /// Warp's `select_array_slot` with an attribute (`_composite_attribute_slot_access`).
    pub(super) fn select_slot_attr(&mut self, target: VarId, attr: &str) -> Result<Option<ArraySlot>> {
        let Some(slot) = self.source_slot(target) else { return Ok(None) };
        let ty = slot.ty;
        if self.types.is_vector(ty) || self.types.is_quaternion(ty) {
            let index = self.vector_component_index(attr, ty)?;
            let dtype = self.types.scalar_of(ty);
            return Ok(Some(Self::narrowed(&slot, SlotAccess::Component(index), dtype)));
        }
        if self.types.is_transform(ty) {
            self.transform_component(attr)?;
            let dtype = self.types.scalar_of(ty);
            let part = if attr == "p" { self.types.vector(3, dtype) } else { self.types.quaternion(dtype) };
            return Ok(Some(Self::narrowed(&slot, SlotAccess::Field(attr.into()), part)));
        }
        let Some((_, data)) = self.types.as_struct(ty) else { return Ok(None) };
        let Some(field) = data.field(attr) else { return Ok(None) };
        if self.types.is_array(field.ty) {
            return Ok(None);
        }
        let field_ty = self.types.canonical(field.ty);
        Ok(Some(Self::narrowed(&slot, SlotAccess::Field(field.name.clone()), field_ty)))
    }

    /// Warp's `emit_array_slot`: a store, or an atomic update.
    pub(super) fn update_slot(
        &mut self,
        slot: ArraySlot,
        value: VarId,
        atomic: Option<&'static str>,
    ) -> Result<()> {
        let value = self.copy_if_ref(value)?;
        if !self.types.equal(self.value_ty(value), slot.ty) {
            return Err(WarpError::type_error(format!(
                "Composite slot assignment expects value of type {}, got {}",
                self.types.repr(slot.ty),
                self.types.repr(self.value_ty(value))
            )));
        }
        let slot = Rc::new(slot);
        let (handled, wrap) = self.det_slot_update(&slot, value, atomic)?;
        if handled {
            return Ok(());
        }
        let adjoint = self.slot_adjoint(slot.root);
        self.push(Op::SlotUpdate { slot, value, atomic, adjoint, wrap });
        Ok(())
    }

    /// Warp's `array_slot_adjoint`: where the gradient of an updated array lives.
    fn slot_adjoint(&self, root: VarId) -> SlotAdjoint {
        let Some(origin) = self.origin_of(root) else { return SlotAdjoint::Root };
        let mut current = self.value_ty(origin.root);
        for step in &origin.steps {
            use crate::ir::StepKind;
            match &step.kind {
                StepKind::Array(_) | StepKind::View(_) => {
                    if !self.types.is_regular_array(current) {
                        return SlotAdjoint::Root;
                    }
                    if matches!(step.kind, StepKind::Array(_))
                        && let Some((_, dtype, _)) = self.types.as_array(current)
                    {
                        current = dtype;
                    }
                }
                StepKind::Field(name) => match self.aggregate_field(current, name) {
                    Some((_, ty)) => current = self.types.strip(ty),
                    None => return SlotAdjoint::Root,
                },
                StepKind::Index(_) => return SlotAdjoint::Root,
            }
        }
        SlotAdjoint::Origin(origin)
    }
}
