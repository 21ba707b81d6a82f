//! `wp.static` calls left for build time: those that name an unrolled loop's iterator, or failed before.

use std::rc::Rc;

use super::symbols::Sym;
use super::{Lower, Obj, Result};
use crate::diag::{ErrorClass, WarpError};
use crate::frontend::ast::{Expr, Keyword};
use crate::host::value::Value;
use crate::types::Ty;

impl Lower<'_, '_> {
    /// Evaluates a `wp.static` call and records its result for hashing.
    pub(super) fn emit_static(&mut self, _node: &Expr, args: &[Expr], keywords: &[Keyword]) -> Result<Obj> {
        let (value, code) = self.evaluate_static(args, keywords)?;
        self.deferred_statics.push((code, value.clone()));
        if let Some(func) = self.mb.session.as_func(&value) {
            return Ok(Obj::Func(func));
        }
        let Some(constant) = self.mb.session.static_const(&value) else {
            return Err(WarpError::unsupported("this value of `wp.static`"));
        };
        Ok(Obj::Var(self.add_constant(constant)))
    }

    /// Warp's `evaluate_static_expression` with the constants and types in scope.
    fn evaluate_static(&mut self, args: &[Expr], keywords: &[Keyword]) -> Result<(Value, Rc<str>)> {
        let node = match (args, keywords) {
            ([node], _) => node,
            (_, [keyword]) => &keyword.value,
            _ => {
                return Err(WarpError::codegen("warp.static() requires a single argument or keyword"));
            }
        };
        let code = self.mb.session.static_source(&self.decl.source, node);
        let mut constants: Vec<(Rc<str>, Value)> = Vec::new();
        let mut types: Vec<(Rc<str>, Ty)> = Vec::new();
        for (name, sym) in &self.symbols {
            let Sym::Var(var) = *sym else { continue };
            if let Some(constant) = &self.vars[var].constant {
                constants.push((name.as_ref().into(), self.mb.session.from_const(constant)));
            }
            types.push((name.as_ref().into(), self.vars[var].ty));
        }
        match self.mb.session.eval_static_at_build(&self.decl.env, node, &constants, &types) {
            Ok(value) => Ok((value, code)),
            Err(error) if error.class == ErrorClass::NameError => Err(WarpError::codegen(format!(
                "Error evaluating static expression: {}. Make sure all variables used in the static expression are \
                 constant.",
                error.message
            ))),
            Err(error) if error.class == ErrorClass::Unsupported => Err(error),
            Err(error) => Err(WarpError::codegen(format!(
                "Error evaluating static expression: {} while evaluating the following code generated from the static \
                 expression:\n{code}",
                error.message
            ))),
        }
    }
}
