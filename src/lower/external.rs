//! Calls of C++ functions that the program added as built-ins.

use std::rc::Rc;

use super::call::Kwargs;
use super::{Lower, Obj, Result};
use crate::diag::WarpError;
use crate::ids::{ExternalId, FuncRef};
use crate::ir::{Arg, Call, Op};

impl Lower<'_, '_> {
    /// What Warp's `builtin_functions` has under a name.
    pub(super) fn find_builtin(&self, name: &str) -> Option<FuncRef> {
        let added = || self.mb.session.find_external(name).map(FuncRef::External);
        crate::builtins::find(name).map(FuncRef::Builtin).or_else(added)
    }

    /// Warp's `add_call` of a built-in without rules of its own. It has no adjoint.
    ///
    /// `min_outputs` is the number of names an unpacked call is assigned to; such a function returns one value.
    pub(super) fn add_external_call(
        &mut self,
        id: ExternalId,
        args: Vec<Arg>,
        kwargs: Kwargs,
        min_outputs: Option<usize>,
    ) -> Result<Obj> {
        let arg_types = args.iter().map(|a| self.arg_type(a)).collect::<Result<Vec<_>>>()?;
        let kwarg_types =
            kwargs.iter().map(|(n, a)| Ok((n.clone(), self.arg_type(a)?))).collect::<Result<Vec<_>>>()?;
        let overload = self.mb.session.external_overload(id, &arg_types, &kwarg_types);
        let Some(overload) = overload.filter(|_| min_outputs.is_none_or(|n| n == 0)).cloned() else {
            let key = self.mb.session.external(id).key.clone();
            return Err(self.no_overload(&key, &args, &kwargs)?);
        };
        let by_name = |name: &Rc<str>| kwargs.iter().find(|(n, _)| n == name).map(|(_, arg)| arg);
        let named = overload.params[args.len()..].iter().filter_map(|(name, _)| by_name(name));
        let bound: Vec<Arg> = args.iter().chain(named).cloned().collect();
        let out = overload.value.map(|ty| self.add_var(ty, None));
        let registered: Vec<Arg> =
            bound.into_iter().map(|arg| self.register_arg(arg)).collect::<Result<_>>()?;
        let callee = Some(FuncRef::External(id));
        let mut call = Call::plain(callee, overload.namespace, overload.native, out.into_iter().collect());
        for arg in &registered {
            self.push_operand(arg, &mut call)?;
        }
        self.push(Op::Call(Box::new(call)));
        Ok(out.map_or(Obj::None, Obj::Var))
    }

    /// Built-ins call functions of the user and built-ins of Warp's, as far as is known here.
    pub(super) fn check_function_arguments(&self, args: &[Arg], kwargs: &Kwargs) -> Result<()> {
        let added = args.iter().chain(kwargs.iter().map(|(_, arg)| arg)).find_map(|arg| match arg {
            Arg::Func(FuncRef::External(id)) => Some(*id),
            _ => None,
        });
        added.map_or(Ok(()), |id| {
            Err(WarpError::unsupported(format!(
                "`wp.{}`, added by wp.build_experimental.add_builtin, as an argument of a built-in",
                self.mb.session.external(id).key
            )))
        })
    }
}
