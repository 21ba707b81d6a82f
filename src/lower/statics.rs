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
        let obj = self.static_obj(&value)?;
        self.deferred_statics.push((code, value));
        Ok(obj)
    }

    /// Warp's `evaluate_static_expression` with the constants and types in scope.
    fn evaluate_static(&mut self, args: &[Expr], keywords: &[Keyword]) -> Result<(Value, Rc<str>)> {
        let node = match (args, keywords) {
            ([node], _) => node,
            (_, [keyword]) => {
                // Warp evaluates the text of the keyword, its name included.
                let code = self.source_segment(keyword.span);
                return Err(evaluation_error("invalid syntax (<string>, line 1)", &code));
            }
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
            Ok(value) => {
                self.verify_static(&value, &code)?;
                Ok((value, code))
            }
            Err(error) if error.class == ErrorClass::NameError => Err(WarpError::codegen(format!(
                "Error evaluating static expression: {}. Make sure all variables used in the static expression are \
                 constant.",
                error.message
            ))),
            Err(error) if error.class == ErrorClass::Unsupported => Err(error),
            Err(error) => Err(evaluation_error(&error.message, &code)),
        }
    }

    /// Warp's `verify_static_return_value`.
    fn verify_static(&self, value: &Value, code: &str) -> Result<()> {
        let session = &self.mb.session;
        let reason = match value {
            Value::Unknown(_) | Value::StructInstance(_) => return Ok(()),
            Value::None => "None is returned".to_owned(),
            Value::Type(ty) if self.types.is_array(*ty) => {
                "a Warp array cannot be created inside Warp kernels".to_owned()
            }
            other if session.as_func(other).is_some() || session.static_const(other).is_some() => {
                return Ok(());
            }
            other => {
                let class = session.python_type_repr(other);
                format!("value of type {class} cannot be constructed inside Warp kernels")
            }
        };
        Err(WarpError::codegen(format!(
            "Static expression returns an unsupported value: {reason} while evaluating the following code generated from \
             the static expression:\n{code}"
        )))
    }
}

fn evaluation_error(reason: &str, code: &str) -> WarpError {
    WarpError::codegen(format!(
        "Error evaluating static expression: {reason} while evaluating the following code generated from the static \
         expression:\n{code}"
    ))
}
