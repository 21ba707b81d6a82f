//! Stores into parts of array elements: Warp's array slots.

use std::rc::Rc;

use super::printer::Printer;
use crate::ids::VarId;
use crate::ir::names::Side;
use crate::ir::{ArraySlot, Origin, SlotAdjoint, StepKind};

impl Printer<'_> {
    /// `Adjoint.array_slot_reference`.
    pub(super) fn slot_ref(&mut self, dst: VarId, slot: &ArraySlot) {
        self.var(dst);
        self.text(" = &(");
        self.slot_place(slot);
        self.text(");");
    }

    /// `wp::index(arr, i)access`
    fn slot_place(&mut self, slot: &ArraySlot) {
        self.text("wp::index(");
        self.slot_root(slot.root);
        self.text(", ");
        self.vars(&slot.indices);
        self.text(")");
        self.names.slot_access(self.out, &slot.access);
    }

    /// `Adjoint._array_slot_root_expr`.
    fn slot_root(&mut self, root: VarId) {
        if self.scope.types.is_ref(self.body.vars[root].ty) {
            self.text("*(");
            self.var(root);
            self.text(")");
        } else {
            self.var(root);
        }
    }

    /// `[&](auto& _e) -> auto& { return _e.x; }`
    fn slot_accessor(&mut self, slot: &ArraySlot) {
        self.text("[&](auto& _e) -> auto& { return _e");
        self.names.slot_access(self.out, &slot.access);
        self.text("; }");
    }

    /// The forward statement of `Adjoint.emit_array_slot`. A deterministic store's wrapping takes the place and
    /// the value as arguments: `WP_DET_SLOT_STORE_IF_ACTIVE(det_ctx, place, value);`.
    pub(super) fn slot_update(
        &mut self,
        slot: &ArraySlot,
        value: VarId,
        atomic: Option<&'static str>,
        wrap: Option<&(Rc<str>, Rc<str>)>,
    ) {
        if let Some((before, _)) = wrap {
            self.text(before);
        }
        match (atomic, wrap) {
            (None, None) => {
                self.text("wp::store(&(");
                self.slot_place(slot);
                self.text("), ");
                self.var(value);
                self.text(");");
            }
            (None, Some(_)) => {
                self.slot_place(slot);
                self.text(", ");
                self.var(value);
            }
            (Some(operation), _) => {
                self.text("wp::array_atomic_");
                self.text(operation);
                self.text("_slot(");
                self.slot_root(slot.root);
                self.text(", ");
                self.var(value);
                self.text(", ");
                self.slot_accessor(slot);
                self.text(", ");
                self.vars(&slot.indices);
                self.text(");");
            }
        }
        if let Some((_, after)) = wrap {
            self.text(after);
        }
    }

    /// The reverse statement of `Adjoint.emit_array_slot`.
    pub(super) fn slot_reverse(
        &mut self,
        slot: &ArraySlot,
        value: VarId,
        atomic: Option<&'static str>,
        adjoint: &SlotAdjoint,
    ) {
        self.text("wp::adj_array_");
        match atomic {
            None => self.text("store"),
            Some(operation) => {
                self.text("atomic_");
                self.text(operation);
            }
        }
        self.text("_slot(");
        self.slot_root(slot.root);
        self.text(", ");
        match adjoint {
            SlotAdjoint::Root => self.adj(slot.root),
            SlotAdjoint::Origin(origin) => self.slot_adjoint(slot.root, origin),
        }
        self.text(", ");
        self.adj(value);
        self.text(", ");
        self.slot_accessor(slot);
        self.text(", ");
        self.vars(&slot.indices);
        self.text(");");
    }

    /// `Adjoint.array_slot_adjoint`: where the gradient of a slot's array is, found by walking the array's origin.
    /// Lowering has seen to it that every step can be taken on the adjoint side.
    fn slot_adjoint(&mut self, root: VarId, origin: &Origin) {
        if origin.steps.is_empty() {
            return self.slot_adjoint_root(origin);
        }
        self.text("([&]() -> ");
        let types = self.scope.types;
        types.write_ctype(types.strip(self.body.vars[root].ty), self.out);
        self.text(" { auto slot_adj_0 = ");
        self.slot_adjoint_root(origin);
        self.text(";");
        for (i, step) in origin.steps.iter().enumerate() {
            let source = |out: &mut String| {
                out.push_str("slot_adj_");
                crate::ir::text::number(out, i as u32);
            };
            if matches!(step.kind, StepKind::Array(_) | StepKind::View(_)) {
                self.text(" if (!");
                source(self.out);
                self.text(".data) return {};");
            }
            self.text(" auto slot_adj_");
            self.number(i as u32 + 1);
            self.text(" = ");
            self.names.step(self.out, step, source);
            self.text(";");
        }
        self.text(" return slot_adj_");
        self.number(origin.steps.len() as u32);
        self.text("; }())");
    }

    fn slot_adjoint_root(&mut self, origin: &Origin) {
        if origin.root_is_ref {
            self.text("*(");
        }
        self.name(Side::Adjoint, origin.root);
        if origin.root_is_ref {
            self.text(")");
        }
    }
}
