//! References: loading them, and where values can be addressed.

use std::rc::Rc;

use super::symbols::Sym;
use super::{Lower, Obj, Result};
use crate::diag::WarpError;
use crate::frontend::ast::{Expr, ExprKind};
use crate::ids::VarId;
use crate::ir::{Arg, Label, Op, Origin, Place, StepKind, Var};
use crate::types::{Const, Ty, TyKind};

impl Lower<'_, '_> {
    /// Warp's `load`: each consumption of a reference loads it again.
    pub(super) fn load(&mut self, var: VarId) -> Result<VarId> {
        if self.is_ref(var) { self.add_builtin_var("load", vec![Arg::Var(var)]) } else { Ok(var) }
    }

    /// Loads every variable of a list.
    pub(super) fn load_all(&mut self, vars: &[VarId]) -> Result<Vec<VarId>> {
        vars.iter().map(|&v| self.load(v)).collect()
    }

    /// `copy`-s a reference, so that later writes do not change what was read.
    pub(super) fn copy_if_ref(&mut self, var: VarId) -> Result<VarId> {
        if self.is_ref(var) { self.add_builtin_var("copy", vec![Arg::Var(var)]) } else { Ok(var) }
    }

    /// Warp's `reference_origin_for_var`: `None` when the value is not addressable.
    pub(super) fn origin_of(&self, var: VarId) -> Option<Rc<Origin>> {
        let data = &self.vars[var];
        if self.types.is_ref(data.ty) {
            return data.origin.clone();
        }
        if self.types.is_array(data.ty) && data.origin.is_some() {
            return data.origin.clone();
        }
        // A named local is a copy: it is its own storage, wherever its value came from.
        if self.symbols.values().any(|sym| *sym == Sym::Var(var)) {
            return Some(Rc::new(Origin::local(var)));
        }
        data.origin.clone()
    }

    /// Warp's `emit_addressable_reference`: a `Reference(T)` variable for an argument passed by reference.
    pub(super) fn addressable_reference(
        &mut self,
        node: Option<&Expr>,
        var: Option<VarId>,
        expected: Option<Ty>,
        purpose: &str,
    ) -> Result<VarId> {
        let error = || {
            WarpError::codegen(format!(
                "{purpose} requires an addressable expression (local variable, array element, struct field, or \
                 wp.ref[T] parameter)"
            ))
        };
        let var = match (var, node) {
            (Some(var), _) => var,
            (None, Some(node)) => {
                let addressable = matches!(
                    node.kind,
                    ExprKind::Name { .. } | ExprKind::Subscript { .. } | ExprKind::Attribute { .. }
                );
                if !addressable {
                    return Err(error());
                }
                match self.eval(node)? {
                    Obj::Var(var) => var,
                    _ => return Err(error()),
                }
            }
            (None, None) => return Err(error()),
        };
        let name = match node.map(|n| &n.kind) {
            Some(ExprKind::Name { id, .. }) => Some(id.clone()),
            _ => None,
        };
        if let (Some(name), Some(constant)) = (&name, &self.vars[var].constant) {
            return Err(self.constant_reference_error(name, var, constant));
        }
        let reference = if self.is_ref(var) {
            if self.vars[var].origin.is_none() {
                return Err(error());
            }
            var
        } else if let (Some(origin), None) = (self.vars[var].origin.clone(), &name) {
            self.pointer_var(origin, self.ty(var))
        } else if name.is_some() {
            self.pointer_var(Rc::new(Origin::local(var)), self.ty(var))
        } else {
            return Err(error());
        };
        if let Some(expected) = expected {
            let (have, want) = (self.value_ty(reference), self.types.strip(expected));
            if !self.types.equal(have, want) {
                return Err(WarpError::type_error(format!(
                    "{purpose} expects {}, got {}",
                    self.types.repr(want),
                    self.types.repr(have)
                )));
            }
        }
        Ok(reference)
    }

    fn constant_reference_error(&self, name: &str, var: VarId, constant: &Const) -> WarpError {
        let mut constructor = self.types.repr(self.ty(var));
        if self.types.is_scalar(self.ty(var)) {
            constructor = format!("wp.{constructor}");
        }
        let value = self.mb.session.const_repr(constant);
        WarpError::codegen(format!(
            "Error taking a mutable reference to constant local '{name}', use the following syntax: {name} = \
             {constructor}({value}) to declare a dynamic variable"
        ))
    }

    /// A reference printed as the pointer to a place.
    fn pointer_var(&mut self, origin: Rc<Origin>, value: Ty) -> VarId {
        let place = Place::Pointer { origin: origin.clone(), adjoint: false, views: Vec::new() };
        let mut var = Var::new(Label::Place(Rc::new(place)), self.types.reference(value), None);
        var.origin = Some(origin);
        self.vars.push(var)
    }

    /// The adjoint pointer of a reference argument, naming the views on its path (Warp's
    /// `emit_ref_adjoint_pointer` with a prelude).
    pub(super) fn adjoint_pointer(
        &mut self,
        var: VarId,
        parameter: Ty,
        prelude: &mut Vec<(u32, Rc<Place>)>,
    ) -> Result<VarId> {
        let Some(origin) = self.vars[var].origin.clone() else {
            return Err(WarpError::codegen(
                "Internal error: missing adjoint storage expression for reference argument",
            ));
        };
        let mut views: Vec<(usize, u32)> = Vec::new();
        let last = origin.steps.len().saturating_sub(1);
        for (i, step) in origin.steps.iter().enumerate().take(last) {
            if !matches!(step.kind, StepKind::View(_)) {
                continue;
            }
            let number = self.label_count;
            self.label_count += 1;
            let mut prefix = (*origin).clone();
            prefix.steps.truncate(i + 1);
            let place = Place::Lvalue { origin: Rc::new(prefix), adjoint: true, views: views.clone() };
            prelude.push((number, Rc::new(place)));
            views.push((i, number));
        }
        let place = Place::Pointer { origin, adjoint: true, views };
        Ok(self.vars.push(Var::new(Label::Place(Rc::new(place)), parameter, None)))
    }

    /// Warp's `emit_address_of`.
    pub(super) fn emit_address_of(&mut self, args: &[Expr], has_keywords: bool) -> Result<Obj> {
        let ([node], false) = (args, has_keywords) else {
            return Err(WarpError::codegen("wp.address_of() takes exactly one positional argument"));
        };
        let pointer = self.addressable_reference(Some(node), None, None, "wp.address_of()")?;
        let dst = self.add_var(Ty::UINT64, None);
        self.push(Op::AddressOf { dst, pointer });
        Ok(Obj::Var(dst))
    }

    /// Warp's `store_ref_param_value`.
    pub(super) fn store_ref_param(&mut self, name: &str, value: Obj, augmented: bool) -> Result<()> {
        let Some(target) = self.ref_param(name) else { return Ok(()) };
        let value = self.expect_var(value)?;
        let value = self.load(value)?;
        let want = self.value_ty(target);
        let have = self.ty(value);
        if !self.types.equal(have, want) {
            let (have, want) = (self.types.python_repr(have), self.types.python_repr(want));
            return Err(WarpError::type_error(if augmented {
                format!(
                    "Error, augmented assignment to ref parameter `{name}` ({want}) produces different type \
                     ({have})"
                )
            } else {
                format!(
                    "Error, assigning to ref parameter '{name}' ({want}) with value of different type ({have})"
                )
            }));
        }
        self.push(Op::RefStore { target, value });
        Ok(())
    }

    /// The variable of a `wp.ref` parameter.
    pub(super) fn ref_param(&self, name: &str) -> Option<VarId> {
        self.ref_params.iter().find(|(n, _)| &**n == name).map(|(_, var)| *var)
    }

    /// Whether a type holds a native value (Warp's `type_contains_native_value`).
    pub(super) fn contains_native(&self, ty: Ty) -> bool {
        let ty = self.types.strip(ty);
        match *self.types.kind(ty) {
            TyKind::Native(_) => true,
            _ => match self.types.as_array(ty) {
                Some((_, dtype, _)) => self.contains_native(dtype),
                None => false,
            },
        }
    }
}
