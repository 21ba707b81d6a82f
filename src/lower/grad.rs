//! `wp.grad`: inline calls of a function's adjoint.

use super::{Lower, Obj, Result};
use crate::builtins;
use crate::diag::WarpError;
use crate::frontend::ast::{Expr, Keyword};
use crate::ids::{FuncRef, VarId};
use crate::ir::{Arg, Op, Ret};
use crate::types::Ty;

impl Lower<'_, '_> {
    /// `wp.grad(f)`: a wrapper that is called later.
    pub(super) fn emit_grad_wrapper(&mut self, args: &[Expr], keywords: &[Keyword]) -> Result<Obj> {
        let ([node], true) = (args, keywords.is_empty()) else {
            return Err(WarpError::codegen("grad() expects exactly one function argument"));
        };
        match self.resolve_arg(node)? {
            Arg::Func(func) => Ok(Obj::Grad(func)),
            other => {
                let class = match other {
                    Arg::Var(_) | Arg::Unloaded(_) => "Var",
                    Arg::Type(_) => "type",
                    _ => "tuple",
                };
                Err(WarpError::codegen(format!("grad() expects a Warp function, got {class}")))
            }
        }
    }

    /// Warp's `add_grad_call`.
    pub(super) fn add_grad_call(
        &mut self,
        func: FuncRef,
        args: Vec<Arg>,
        kwargs: super::call::Kwargs,
    ) -> Result<Obj> {
        let func = match func {
            FuncRef::Builtin(id) => match self.mb.session.python_builtin_function(id)? {
                Some(user) => FuncRef::User(user),
                None => func,
            },
            user => user,
        };
        // The callee, what it takes (name, declared type, value), what it returns.
        let (callee, inputs, ret, needs_output) = match func {
            FuncRef::Builtin(id) => {
                let (overload, bound) = self.with_rules(|cx| {
                    let overload = builtins::resolve(cx, id, &args, &kwargs, None)?;
                    Result::Ok((overload, builtins::bind(cx, overload, &args, &kwargs, &[])?))
                })?;
                if !overload.differentiable {
                    return Err(not_differentiable(overload.key));
                }
                self.mark_grad();
                let ret = self.with_rules(|cx| builtins::return_type(cx, overload, &bound))?;
                // A generic parameter is declared with the argument's type here; Warp declares it with the
                // generic one, which no C++ compiler accepts.
                let mut inputs: Vec<(Ty, Arg)> = Vec::new();
                for (name, arg) in &bound {
                    let declared = overload.params.iter().find(|p| p.name == *name);
                    let Some(declared) = declared else { continue };
                    let ty = builtins::concrete_type(&self.types, &declared.ty);
                    let ty = match (ty, arg) {
                        (Some(ty), _) => ty,
                        (None, Arg::Var(var)) => self.value_ty(*var),
                        (None, _) => continue,
                    };
                    inputs.push((ty, arg.clone()));
                }
                (FuncRef::Builtin(id), inputs, ret, overload.require_original_output)
            }
            FuncRef::External(id) => {
                let key = self.mb.session.external(id).key.clone();
                return Err(not_differentiable(&key));
            }
            FuncRef::User(head) => {
                let (id, bound) = self.resolve_user_call(head, &args, &kwargs)?;
                if !self.mb.session.functions[id.index()].is_differentiable {
                    let key = self.mb.session.functions[id.index()].key.clone();
                    return Err(not_differentiable(&key));
                }
                self.mark_grad();
                self.mb.session.functions[id.index()].force_adjoint_codegen = true;
                self.mb.build_function(id)?;
                let ret = self.user_return_type(id);
                let params = self.mb.session.functions[id.index()].decl.args.clone();
                let mut inputs = Vec::new();
                for (name, ty) in params {
                    if ty == Ty::WARP_FUNCTION {
                        continue;
                    }
                    if let Some((_, arg)) = bound.iter().find(|(n, _)| *n == name) {
                        inputs.push((ty, arg.clone()));
                    }
                }
                (FuncRef::User(id), inputs, ret, false)
            }
        };
        let returns: Vec<Ty> = match ret {
            Ret::Void | Ret::Replace(_) => {
                let key = self.func_key(callee);
                return Err(WarpError::codegen(format!("Cannot compute gradient of void function '{key}'")));
            }
            Ret::One(ty) => vec![ty],
            Ret::Many(types) => types,
        };
        self.emit_grad(callee, &inputs, &returns, needs_output)
    }

    fn mark_grad(&mut self) {
        if !self.decl.custom_reverse_mode {
            self.uses_grad_call = true;
            self.mb.mark_uses_grad(self.subject);
        }
    }

    fn emit_grad(
        &mut self,
        callee: FuncRef,
        inputs: &[(Ty, Arg)],
        returns: &[Ty],
        needs_output: bool,
    ) -> Result<Obj> {
        let mut loaded: Vec<VarId> = Vec::with_capacity(inputs.len());
        for (_, arg) in inputs {
            let Arg::Var(var) = arg else {
                return Err(WarpError::unsupported("this argument of a `wp.grad` call"));
            };
            loaded.push(self.load(*var)?);
        }
        let mut call_args = loaded.clone();
        if needs_output || returns.len() > 1 {
            let outs: Vec<VarId> = returns.iter().map(|&ty| self.add_var(ty, None)).collect();
            self.push(Op::GradForward { callee, args: loaded, outs: outs.clone() });
            call_args.extend(&outs);
        }
        let mut adjoints = Vec::with_capacity(inputs.len());
        for (ty, _) in inputs {
            let var = self.add_var(*ty, None);
            self.push(Op::ZeroInit(var));
            adjoints.push(var);
        }
        call_args.extend(&adjoints);
        for &ty in returns {
            let var = self.add_var(ty, None);
            self.push(Op::SeedOne { dst: var, ty });
            call_args.push(var);
        }
        self.push(Op::GradCall { callee, args: call_args });
        if let [only] = adjoints.as_slice() {
            return Ok(Obj::Var(*only));
        }
        let types: Vec<Ty> = inputs.iter().map(|(ty, _)| *ty).collect();
        let dst = self.add_var(self.types.tuple(&types), None);
        self.push(Op::GradTuple { dst, items: adjoints });
        Ok(Obj::Var(dst))
    }

    fn func_key(&self, func: FuncRef) -> String {
        match func {
            FuncRef::User(id) => self.mb.session.functions[id.index()].key.to_string(),
            FuncRef::Builtin(id) => builtins::name(id).to_owned(),
            FuncRef::External(id) => self.mb.session.external(id).key.to_string(),
        }
    }
}

fn not_differentiable(key: &str) -> WarpError {
    WarpError::codegen(format!("Cannot compute gradient of non-differentiable function '{key}'"))
}
