//! How variables and places are named in C++: Warp's `Var.emit` and `_LValueOrigin`.

use super::text::{joined, number};
use super::{Label, Origin, Place, SlotAccess, Step, StepKind, Vars};
use crate::ids::VarId;
use crate::types::{Ty, Types};

/// Which of a variable's two names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Side {
    /// `var_x`
    Primal,
    /// `adj_x`
    Adjoint,
    /// `&adj_x`, in calls with brace-wrapped arguments.
    AdjointAddress,
}

impl Side {
    fn of(adjoint: bool) -> Side {
        if adjoint { Side::Adjoint } else { Side::Primal }
    }

    /// The prefix without its underscore.
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            Side::Primal => "var",
            Side::Adjoint => "adj",
            Side::AdjointAddress => "&adj",
        }
    }
}

/// Names of one body's variables.
#[derive(Clone, Copy)]
pub(crate) struct Names<'a> {
    pub(crate) vars: &'a Vars,
    pub(crate) types: &'a Types,
}

impl Names<'_> {
    /// `Var.emit(prefix)`.
    pub(crate) fn emit(&self, out: &mut String, side: Side, id: VarId) {
        match &self.vars[id].label {
            Label::Place(place) => self.place(out, place),
            _ => {
                out.push_str(side.prefix());
                out.push('_');
                self.label(out, id);
            }
        }
    }

    /// `var_x`.
    pub(crate) fn var(&self, out: &mut String, id: VarId) {
        self.emit(out, Side::Primal, id);
    }

    /// `adj_x`.
    pub(crate) fn adj(&self, out: &mut String, id: VarId) {
        self.emit(out, Side::Adjoint, id);
    }

    /// `Var.label`.
    pub(crate) fn label(&self, out: &mut String, id: VarId) {
        match &self.vars[id].label {
            // Python prints a label that was never given as `None`.
            Label::Detached => out.push_str("None"),
            Label::Temp(n) => number(out, *n),
            Label::Param(name) => out.push_str(name),
            Label::Member(base, path) => {
                self.label(out, *base);
                out.push('.');
                out.push_str(path);
            }
            Label::Place(place) => self.place(out, place),
        }
    }

    /// Primal names separated by `, `.
    pub(crate) fn list(&self, out: &mut String, ids: &[VarId]) {
        joined(out, ", ", ids, |out, &id| self.var(out, id));
    }

    /// An expression in place of a name.
    pub(crate) fn place(&self, out: &mut String, place: &Place) {
        match place {
            Place::Pointer { origin, adjoint, views } => self.pointer(out, origin, *adjoint, views),
            Place::Lvalue { origin, adjoint, views } => {
                self.lvalue(out, origin, origin.steps.len(), *adjoint, views);
            }
            Place::AdjointName(id) => {
                out.push_str("adj_");
                self.label(out, *id);
            }
            Place::Text(text) => out.push_str(text),
        }
    }

    /// `_LValueOrigin.emit_pointer`.
    pub(crate) fn pointer(&self, out: &mut String, origin: &Origin, adjoint: bool, views: &[(usize, u32)]) {
        let Some((last, _)) = origin.steps.split_last() else {
            if origin.root_is_ref {
                return self.emit(out, Side::of(adjoint), origin.root);
            }
            out.push_str("&(");
            self.emit(out, Side::of(adjoint), origin.root);
            out.push(')');
            return;
        };
        let base = |out: &mut String| self.lvalue(out, origin, origin.steps.len() - 1, adjoint, views);
        self.pointer_cast(out, last.pointer_dtype, adjoint);
        // `_emit_step_pointer`
        match &last.kind {
            StepKind::Array(indices) => self.access(out, "wp::address(", base, indices),
            StepKind::Index(indices) => self.access(out, "wp::index(", base, indices),
            StepKind::Field(_) | StepKind::View(_) => {
                out.push_str("&(");
                self.step(out, last, base);
                out.push(')');
            }
        }
    }

    /// `_LValueOrigin.emit_lvalue` of the first `count` steps. View steps that have been given a name print that.
    fn lvalue(&self, out: &mut String, origin: &Origin, count: usize, adjoint: bool, views: &[(usize, u32)]) {
        let Some(last) = count.checked_sub(1) else {
            if origin.root_is_ref {
                out.push_str("*(");
                self.emit(out, Side::of(adjoint), origin.root);
                out.push(')');
            } else {
                self.emit(out, Side::of(adjoint), origin.root);
            }
            return;
        };
        if let Some((_, name)) = views.iter().find(|(step, _)| *step == last) {
            out.push_str("_wp_ref_view_");
            return number(out, *name);
        }
        self.step(out, &origin.steps[last], |out| self.lvalue(out, origin, last, adjoint, views));
    }

    /// `_LValueOrigin._emit_step_lvalue`.
    pub(crate) fn step(&self, out: &mut String, step: &Step, base: impl FnOnce(&mut String)) {
        match &step.kind {
            StepKind::Field(field) => {
                out.push('(');
                base(out);
                out.push_str(").");
                out.push_str(field);
            }
            StepKind::Array(indices) => {
                self.access(out, "(*wp::address(", base, indices);
                out.push(')');
            }
            StepKind::View(indices) => self.access(out, "wp::view(", base, indices),
            StepKind::Index(indices) => {
                self.access(out, "(*wp::index(", base, indices);
                out.push(')');
            }
        }
    }

    fn access(&self, out: &mut String, open: &str, base: impl FnOnce(&mut String), indices: &[VarId]) {
        out.push_str(open);
        base(out);
        out.push_str(", ");
        self.list(out, indices);
        out.push(')');
    }

    /// The cast of a pointer field: `(wp::uint64*)`, on the adjoint side to a pointer to its elements.
    pub(crate) fn pointer_cast(&self, out: &mut String, pointer_dtype: Option<Ty>, adjoint: bool) {
        let Some(dtype) = pointer_dtype else { return };
        out.push('(');
        self.types.write_dtype(if adjoint { dtype } else { Ty::UINT64 }, out);
        out.push_str("*)");
    }

    /// The accessors of an array slot: `.component_ref(var_1).x`.
    pub(crate) fn slot_access(&self, out: &mut String, access: &[SlotAccess]) {
        for part in access {
            match part {
                SlotAccess::Component(index) => self.accessor(out, ".component_ref(", &[*index]),
                SlotAccess::Row(index) => self.accessor(out, ".row_ref(", &[*index]),
                SlotAccess::Element(row, column) => self.accessor(out, ".element_ref(", &[*row, *column]),
                SlotAccess::Field(field) => {
                    out.push('.');
                    out.push_str(field);
                }
            }
        }
    }

    fn accessor(&self, out: &mut String, open: &str, indices: &[VarId]) {
        out.push_str(open);
        self.list(out, indices);
        out.push(')');
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::ir::Var;

    fn vars() -> Vars {
        let mut vars = Vars::default();
        for label in [Label::Param("s".into()), Label::Temp(3), Label::Temp(4)] {
            vars.push(Var::new(label, Ty::INT32, None));
        }
        vars
    }

    fn pointer(origin: &Origin, adjoint: bool, views: &[(usize, u32)]) -> String {
        let (vars, types) = (vars(), Types::new());
        let mut out = String::new();
        Names { vars: &vars, types: &types }.pointer(&mut out, origin, adjoint, views);
        out
    }

    #[test]
    fn pointers_print_as_warp_prints_them() {
        let root = VarId(0);
        assert_eq!(pointer(&Origin::local(root), false, &[]), "&(var_s)");
        assert_eq!(pointer(&Origin::ref_parameter(root), true, &[]), "adj_s");
        let field = Origin::ref_parameter(root).extend(StepKind::Field("x".into()));
        assert_eq!(pointer(&field, false, &[]), "&((*(var_s)).x)");
        let element = field.extend(StepKind::Array(vec![VarId(1), VarId(2)]));
        assert_eq!(pointer(&element, true, &[]), "wp::address((*(adj_s)).x, var_3, var_4)");
        let component = element.extend(StepKind::Index(vec![VarId(2)]));
        assert_eq!(
            pointer(&component, false, &[]),
            "wp::index((*wp::address((*(var_s)).x, var_3, var_4)), var_4)"
        );
        let cast = Origin::local(root).extend_with(StepKind::Field("ptr".into()), Some(Ty::FLOAT32));
        assert_eq!(pointer(&cast, false, &[]), "(wp::uint64*)&((var_s).ptr)");
        assert_eq!(pointer(&cast, true, &[]), "(wp::float32*)&((adj_s).ptr)");
    }

    #[test]
    fn named_views_replace_their_step() {
        let view = Origin::local(VarId(0)).extend(StepKind::View(vec![VarId(1)]));
        let element = view.extend(StepKind::Array(vec![VarId(2)]));
        assert_eq!(pointer(&element, true, &[]), "wp::address(wp::view(adj_s, var_3), var_4)");
        assert_eq!(pointer(&element, true, &[(0, 9)]), "wp::address(_wp_ref_view_9, var_4)");
    }

    #[test]
    fn members_and_places() {
        let mut vars = vars();
        let member = vars.push(Var::new(Label::Member(VarId(1), "inner.n".into()), Ty::INT32, None));
        let place = vars.push(Var::new(Label::Place(Rc::new(Place::AdjointName(member))), Ty::INT32, None));
        let types = Types::new();
        let names = Names { vars: &vars, types: &types };
        let mut out = String::new();
        names.var(&mut out, member);
        out.push(' ');
        names.adj(&mut out, place);
        out.push(' ');
        names.slot_access(
            &mut out,
            &[
                SlotAccess::Field("v".into()),
                SlotAccess::Element(VarId(1), VarId(2)),
                SlotAccess::Row(VarId(0)),
            ],
        );
        assert_eq!(out, "var_3.inner.n adj_3.inner.n .v.element_ref(var_3, var_4).row_ref(var_s)");
    }
}
