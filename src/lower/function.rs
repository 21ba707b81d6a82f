//! Function bodies and returns.

use super::{Lower, Obj, Result};
use crate::diag::WarpError;
use crate::frontend::ast::{Expr, ExprKind, FunctionDef, StmtKind};
use crate::ids::VarId;
use crate::ir::{Label, Op, Var};
use crate::types::{Family, Ty, TyKind};

impl Lower<'_, '_> {
    /// Warp's `emit_FunctionDef`.
    pub(super) fn emit_function(&mut self, def: &FunctionDef) -> Result<()> {
        self.set_line(def.span.line);
        if def.is_async {
            return Err(super::errors::unsupported_construct("AsyncFunctionDef"));
        }
        for stmt in def.body.iter() {
            if let StmtKind::Expr(value) = &stmt.kind
                && self.is_constant_node(value)
            {
                continue;
            }
            self.eval_stmt(stmt)?;
        }
        let falls_off = !matches!(def.body.last().map(|s| &s.kind), Some(StmtKind::Return(_)));
        if self.returns.as_ref().is_some_and(|r| r.len() == 1) && falls_off {
            self.push(Op::ReturnDefault);
        }
        self.native_return_type(def)
    }

    /// Whether a node is a constant, one that replaces a `wp.static` call included.
    fn is_constant_node(&self, node: &Expr) -> bool {
        match self.decl.static_nodes.get(&node.id) {
            Some(value) => self.mb.session.as_func(value).is_none(),
            None => matches!(node.kind, ExprKind::Constant(_)),
        }
    }

    /// A native snippet's annotation stands for its result.
    fn native_return_type(&mut self, def: &FunctionDef) -> Result<()> {
        let [decorator] = def.decorators.as_slice() else { return Ok(()) };
        let ExprKind::Call { func, .. } = &decorator.kind else { return Ok(()) };
        let ExprKind::Attribute { attr, .. } = &func.kind else { return Ok(()) };
        let (true, Some(ret)) = (&**attr == "func_native", self.decl.returns) else { return Ok(()) };
        let allowed = self.types.is_value(ret)
            || matches!(*self.types.kind(ret), TyKind::Native(_))
            || self.types.is_array(ret);
        if !allowed {
            return Err(WarpError::codegen(format!(
                "Native function '{}' has unsupported return type `{}`. Expected a Warp value, native value, array, or \
                 fixedarray type.",
                def.name,
                self.types.python_repr(ret)
            )));
        }
        let var = Var::new(Label::Param("return_type".into()), self.types.canonical(ret), None);
        let var = self.vars.push(var);
        self.returns = Some(vec![var]);
        Ok(())
    }

    /// Warp's `emit_Return`.
    pub(super) fn emit_return(&mut self, value: Option<&Expr>) -> Result<()> {
        let values: Option<Vec<VarId>> = match value {
            None => None,
            Some(Expr { kind: ExprKind::Tuple { elts, .. }, .. }) => {
                Some(elts.iter().map(|e| self.eval_var(e)).collect::<Result<_>>()?)
            }
            Some(node) => match self.eval(node)? {
                Obj::Many(vars) => Some(vars),
                obj => Some(vec![self.expect_var(obj)?]),
            },
        };
        if let Some(previous) = &self.returns {
            let old: Vec<String> = previous.iter().map(|&v| self.types.value_ctype(self.ty(v))).collect();
            let Some(values) = &values else {
                return Err(WarpError::new(
                    crate::diag::ErrorClass::TypeError,
                    "'NoneType' object is not iterable",
                ));
            };
            let new: Vec<String> = values.iter().map(|&v| self.types.value_ctype(self.ty(v))).collect();
            if old != new {
                return Err(WarpError::type_error(format!(
                    "Error, function returned different types, previous: [{}], new [{}]",
                    old.join(", "),
                    new.join(", ")
                )));
            }
        }
        if let Some(values) = values {
            let previous = self.returns.take();
            let mut out = Vec::with_capacity(values.len());
            for (i, value) in values.into_iter().enumerate() {
                let var = self.copy_if_ref(value)?;
                if let Some(previous) = previous.as_ref().and_then(|p| p.get(i))
                    && self.ty(*previous) != self.ty(var)
                    && let Some(joined) = self.types.erasure_join(self.ty(*previous), self.ty(var))
                {
                    // Paths may return sibling query kinds; callers see their erased parent.
                    self.vars[var].ty = joined;
                }
                out.push(var);
            }
            self.returns = Some(out);
        }
        let label = self.label_count;
        self.label_count += 1;
        self.push(Op::Return { values: self.returns.clone().unwrap_or_default(), label });
        Ok(())
    }

    /// Warp's `_validate_return_type`.
    pub(super) fn validate_return_type(&self) -> Result<()> {
        let (Some(returns), Some(annotation)) = (&self.returns, self.decl.returns) else { return Ok(()) };
        let name = self.fun_name();
        let annotated = |what: String| {
            WarpError::codegen(format!("The function `{name}` has its return type annotated as {what}"))
        };
        let type_str = |ty: Ty| self.mb.session.type_str(ty);
        if let TyKind::TupleOf(types) = &*self.types.kind(annotation) {
            if types.len() != returns.len() {
                return Err(annotated(format!(
                    "a tuple of {} elements but the code returns {} values.",
                    types.len(),
                    returns.len()
                )));
            }
            let actual: Vec<Ty> = returns.iter().map(|&v| self.ty(v)).collect();
            let actual_tuple = self.types.intern(TyKind::TupleOf(actual.clone().into()));
            if !self.types.equal_generic(annotation, actual_tuple, true) {
                let names: Vec<String> = actual.iter().map(|&t| type_str(t)).collect();
                return Err(annotated(format!(
                    "`{}` but the code returns a tuple with types `({})`.",
                    type_str(annotation),
                    names.join(", ")
                )));
            }
            return Ok(());
        }
        if returns.len() > 1 {
            return Err(annotated(format!(
                "`{}` but the code returns {} values.",
                type_str(annotation),
                returns.len()
            )));
        }
        let Some(&value) = returns.first() else { return Ok(()) };
        let actual = self.ty(value);
        if matches!(*self.types.kind(actual), TyKind::FixedArray { .. })
            && self.types.family(annotation) == Some(Family::Array)
        {
            return Err(WarpError::codegen(format!(
                "The function `{name}` returns a fixed-size array whereas it has its return type annotated as `{}`.",
                type_str(annotation)
            )));
        }
        if !self.types.equal(annotation, actual) && self.types.erased_parent(actual) != Some(annotation) {
            return Err(annotated(format!(
                "`{}` but the code returns a value of type `{}`.",
                type_str(annotation),
                type_str(actual)
            )));
        }
        Ok(())
    }
}
