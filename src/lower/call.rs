//! Calls once their arguments are known: Warp's `add_call`.

use std::rc::Rc;

use super::{Lower, Obj, Result};
use crate::builtins::{self, Overload};
use crate::diag::WarpError;
use crate::frontend::ast::Expr;
use crate::host::ArgType;
use crate::ids::{BuiltinId, FuncRef, FunctionId, StructId, VarId};
use crate::ir::{Arg, Call, Op, Operand, Replay, Ret};
use crate::types::{Const, Held, Number, Scalar, ScalarValue, Ty, TyKind};

/// Argument nodes of a call, for parameters passed by reference.
#[derive(Clone, Copy)]
pub struct ArgNodes<'a> {
    /// Positional; `None` where an argument came from unpacking.
    pub args: &'a [Option<&'a Expr>],
    /// By keyword.
    pub kwargs: &'a [(Rc<str>, &'a Expr)],
}

/// Arguments of a user function by parameter name.
pub type UserBound = Vec<(Rc<str>, Arg)>;

/// Keyword arguments of a call.
pub type Kwargs = Vec<(Rc<str>, Arg)>;

impl Lower<'_, '_> {
    /// Warp's `add_builtin_call`.
    pub(super) fn add_builtin(&mut self, name: &'static str, args: Vec<Arg>) -> Result<Obj> {
        let id = self.builtin(name)?;
        self.add_builtin_call(id, args, Vec::new(), &[], None, true)
    }

    /// A built-in call whose result must be a variable.
    pub(super) fn add_builtin_var(&mut self, name: &'static str, args: Vec<Arg>) -> Result<VarId> {
        let obj = self.add_builtin(name, args)?;
        self.expect_var(obj)
    }

    /// Warp's `add_call`.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn add_call(
        &mut self,
        func: FuncRef,
        args: Vec<Arg>,
        kwargs: Kwargs,
        type_args: &[(&'static str, Const)],
        min_outputs: Option<usize>,
        result_used: bool,
        nodes: Option<ArgNodes<'_>>,
    ) -> Result<Obj> {
        match func {
            FuncRef::Builtin(id) => {
                if let Some(target) = self.mb.session.python_builtin_function(id)? {
                    return self.add_user_call(target, args, kwargs, nodes);
                }
                self.add_builtin_call(id, args, kwargs, type_args, min_outputs, result_used)
            }
            FuncRef::User(id) => self.add_user_call(id, args, kwargs, nodes),
            FuncRef::External(id) => self.add_external_call(id, args, kwargs, min_outputs),
        }
    }

    // ---- built-ins ------------------------------------------------------------------------------

    fn add_builtin_call(
        &mut self,
        id: BuiltinId,
        args: Vec<Arg>,
        kwargs: Kwargs,
        type_args: &[(&'static str, Const)],
        min_outputs: Option<usize>,
        result_used: bool,
    ) -> Result<Obj> {
        self.check_function_arguments(&args, &kwargs)?;
        let resolved = self.with_rules(|cx| {
            let overload = builtins::resolve(cx, id, &args, &kwargs, min_outputs)?;
            Result::Ok((overload, builtins::bind(cx, overload, &args, &kwargs, type_args)?))
        });
        let (overload, bound) = match resolved {
            Ok(resolved) => resolved,
            Err(error) => {
                self.advise(&error, |this| this.builtin_overload_advice(id, &args, &kwargs));
                return Err(error);
            }
        };
        if let Some(var) = self.wide_constant(overload, &bound) {
            return Ok(Obj::Var(var));
        }
        let ret = match self.with_rules(|cx| builtins::return_type(cx, overload, &bound))? {
            Ret::Many(types) if types.len() == 1 => Ret::One(types[0]),
            Ret::Replace(var) => return Ok(Obj::Var(self.register(var))),
            other => other,
        };
        let outs: Vec<VarId> = match &ret {
            Ret::One(ty) => vec![self.add_var(*ty, None)],
            Ret::Many(types) => types.iter().map(|&ty| self.add_var(ty, None)).collect(),
            Ret::Void | Ret::Replace(_) => Vec::new(),
        };
        if let [out] = outs.as_slice() {
            self.vars[*out].factory_class = self.makes_factory_class(overload.key, &bound);
        }
        if let Some(obj) = self.det_intercept(overload, &bound, &ret, &outs, result_used)? {
            return Ok(obj);
        }
        let (dispatch, braces) = self.with_rules(|cx| {
            let dispatch = builtins::dispatch(cx, overload, &ret, &outs, &bound)?;
            Result::Ok((dispatch, builtins::use_initializer_list(cx, overload, &bound, &ret)))
        })?;
        let registered: Vec<Arg> = (dispatch.args.iter().enumerate())
            .map(|(i, arg)| match arg {
                Arg::Var(var) if dispatch.is_by_reference(i) => Ok(Arg::Unloaded(*var)),
                arg => self.register_arg(arg.clone()),
            })
            .collect::<Result<_>>()?;
        let mut call = Call {
            overload: builtins::overload_number(id, overload),
            template: dispatch.template,
            args: Vec::with_capacity(registered.len()),
            adj_args: Vec::with_capacity(registered.len()),
            many: matches!(ret, Ret::Many(_)),
            braces,
            replay: if overload.skip_replay { Replay::Comment } else { Replay::Same },
            reverse_template: overload.adjoint_uses_template_args || overload.lto.is_some(),
            ..Call::plain(Some(FuncRef::Builtin(id)), overload.namespace.into(), overload.native.into(), outs)
        };
        let mut callable_blocks_reverse = false;
        for arg in &registered {
            self.push_operand(arg, &mut call)?;
            if let Arg::Func(func) = arg {
                callable_blocks_reverse |= !self.is_differentiable_function(*func);
                self.build_function_argument(*func)?;
            }
        }
        let has_native = registered.iter().filter_map(arg_var).chain(call.outs.iter().copied());
        let has_native = has_native.into_iter().any(|var| self.contains_native(self.ty(var)));
        call.reverse_outputs = overload.require_original_output || call.outs.len() > 1;
        call.reverse =
            overload.differentiable && !registered.is_empty() && !callable_blocks_reverse && !has_native;
        call.det = self.det_builtin_call(overload, &call, result_used)?;
        let outs = call.outs.clone();
        let many = call.many;
        self.push(Op::Call(Box::new(call)));
        self.extra_shared = self.extra_shared.max(dispatch.extra_shared);
        self.extra_shared_backward = self.extra_shared_backward.max(dispatch.extra_shared * 2);
        Ok(result_obj(outs, many))
    }

    /// Whether a result's type object comes from a type factory: constructors, and what hands their result on.
    fn makes_factory_class(&self, key: &str, bound: &builtins::Bound) -> bool {
        match key {
            "vector" | "matrix" | "quaternion" | "transformation" => true,
            "copy" | "where" => bound.iter().any(|(_, arg)| match arg {
                Arg::Var(var) => self.vars[*var].factory_class,
                _ => false,
            }),
            _ => false,
        }
    }

    /// The 64-bit constant shortcut of `add_call`: the constant's own variable becomes the result, so a
    /// shared constant changes type for its earlier uses as well (trap 5).
    fn wide_constant(&mut self, overload: &Overload, bound: &builtins::Bound) -> Option<VarId> {
        let target = overload.value_type?;
        if !matches!(target, Scalar::Float64 | Scalar::Int64 | Scalar::UInt64)
            || overload.native != target.name()
            || bound.len() != 1
        {
            return None;
        }
        let Arg::Var(var) = bound[0].1 else { return None };
        let scalar = |number| Const::Scalar(ScalarValue::new(target, number));
        // Warp keeps the Python number: `wp.float64(-2)` prints `-2`.
        let value = match self.vars[var].constant.as_ref()? {
            Const::Bool(b) => Const::Bool(*b),
            Const::Int(i) => scalar(Number::Int(*i)),
            Const::Float(f) if !f.is_nan() => scalar(Number::Float(*f)),
            // NumPy's numbers are no Python numbers.
            Const::Scalar(s) if matches!(s.held, Held::Numpy(_)) => return None,
            Const::Scalar(s) if s.scalar != Scalar::Bool => match s.number {
                Number::Float(f) if f.is_nan() => return None,
                _ => Const::Scalar(ScalarValue { scalar: target, ..*s }),
            },
            _ => return None,
        };
        self.vars[var].ty = self.types.scalar(target);
        self.vars[var].constant = None;
        self.push(Op::Literal { dst: var, value });
        Some(var)
    }

    /// Warp's `register_var`: numbers a variable that has no label yet.
    pub(super) fn register(&mut self, var: VarId) -> VarId {
        if matches!(self.vars[var].label, crate::ir::Label::Detached) {
            let (ty, constant) = (self.vars[var].ty, self.vars[var].constant.clone());
            return self.add_var(ty, constant);
        }
        var
    }

    pub(super) fn register_arg(&mut self, arg: Arg) -> Result<Arg> {
        Ok(match arg {
            Arg::Var(var) => Arg::Var(self.register(var)),
            Arg::Int(i) => Arg::Var(self.add_int(i)),
            Arg::Float(f) => Arg::Var(self.add_constant(Const::Float(f))),
            Arg::Type(ty) => return Err(self.no_attribute(&Obj::Type(ty), "label")),
            Arg::Tuple(_) => return Err(self.no_attribute(&Obj::Many(Vec::new()), "label")),
            other => other,
        })
    }

    /// Adds one argument: loaded for the primal, as it came for the adjoint (trap 29).
    pub(super) fn push_operand(&mut self, arg: &Arg, call: &mut Call) -> Result<()> {
        match arg {
            Arg::Var(var) => {
                let loaded = self.load(*var)?;
                call.args.push(Operand::Var(loaded));
                call.adj_args.push(Operand::Var(*var));
            }
            Arg::Unloaded(var) => {
                call.args.push(Operand::Var(*var));
                call.adj_args.push(Operand::Var(*var));
            }
            Arg::Func(func) => {
                call.args.push(Operand::Func(*func));
                call.adj_args.push(Operand::Func(*func));
            }
            Arg::Text(text) => {
                call.args.push(Operand::Text(text.clone()));
                call.adj_args.push(Operand::Text(text.clone()));
            }
            Arg::Type(_) | Arg::Tuple(_) | Arg::Int(_) | Arg::Float(_) => {
                return Err(WarpError::type_error(
                    "Arguments must be variables or functions, got <class 'type'>",
                ));
            }
        }
        Ok(())
    }

    fn is_differentiable_function(&self, func: FuncRef) -> bool {
        match func {
            FuncRef::User(id) => self.mb.session.functions[id.index()].is_differentiable,
            // Warp asks the head of the overload list.
            FuncRef::Builtin(id) => builtins::overloads(id).first().is_none_or(|o| o.differentiable),
            FuncRef::External(_) => false,
        }
    }

    /// A function passed as an argument is built like a callee.
    fn build_function_argument(&mut self, func: FuncRef) -> Result<()> {
        let FuncRef::User(id) = func else { return Ok(()) };
        self.record_callee(id);
        self.mb.build_function(id)
    }

    /// Records a call-graph edge and passes the sticky flags on.
    fn record_callee(&mut self, id: FunctionId) {
        if !self.callees.contains(&id) {
            self.callees.push(id);
        }
        let function = &mut self.mb.session.functions[id.index()];
        function.used_by_backward_kernel |= self.used_by_backward;
        function.force_adjoint_codegen |= self.force_adjoint;
    }

    // ---- user functions -------------------------------------------------------------------------

    /// The type of an argument for overload resolution (Warp's `get_arg_type`).
    pub(super) fn arg_type(&self, arg: &Arg) -> Result<ArgType> {
        Ok(match arg {
            Arg::Var(var) | Arg::Unloaded(var) => match &*self.types.kind(self.value_ty(*var)) {
                TyKind::TupleOf(types) => ArgType::Ty(self.types.intern(TyKind::TupleOf(types.clone()))),
                _ => ArgType::Ty(self.value_ty(*var)),
            },
            Arg::Type(ty) => ArgType::Ty(*ty),
            Arg::Func(func) => ArgType::Func(*func),
            Arg::Int(_) => ArgType::Ty(Ty::PY_INT),
            Arg::Float(_) => ArgType::Ty(Ty::PY_FLOAT),
            Arg::Text(_) => ArgType::Ty(Ty::STR),
            Arg::Tuple(items) => {
                ArgType::Seq(items.iter().map(|item| self.arg_type(item)).collect::<Result<_>>()?)
            }
        })
    }

    /// Resolves a user function call to an overload and binds its arguments (Warp's `resolve_call`).
    pub(super) fn resolve_user_call(
        &mut self,
        head: FunctionId,
        args: &[Arg],
        kwargs: &Kwargs,
    ) -> Result<(FunctionId, UserBound)> {
        let arg_types = args.iter().map(|a| self.arg_type(a)).collect::<Result<Vec<_>>>()?;
        let kwarg_types =
            kwargs.iter().map(|(n, a)| Ok((n.clone(), self.arg_type(a)?))).collect::<Result<Vec<_>>>()?;
        let Some(id) = self.mb.session.get_overload(head, &arg_types, &kwarg_types)? else {
            let key = self.mb.session.functions[head.index()].key.clone();
            let error = self.no_overload(&key, args, kwargs)?;
            self.advise(&error, |this| this.user_overload_advice(head, args, kwargs));
            return Err(error);
        };
        let mut bound = self.bind_user(id, args, kwargs)?;
        let callables = self.callable_values(id, &bound)?;
        let id =
            if callables.is_empty() { id } else { self.mb.session.specialize_callable(id, &callables)? };
        bound.shrink_to_fit();
        Ok((id, bound))
    }

    pub(super) fn no_overload(&self, key: &str, args: &[Arg], kwargs: &Kwargs) -> Result<WarpError> {
        let mut reprs = Vec::new();
        for arg in args.iter().chain(kwargs.iter().map(|(_, a)| a)) {
            reprs.push(match arg {
                Arg::Func(_) => "function".to_owned(),
                Arg::Tuple(items) => match items.as_slice() {
                    [one] => self.arg_repr(one)?,
                    _ => {
                        return Err(WarpError::codegen(
                            "Argument must not be the result from a multi-valued function",
                        ));
                    }
                },
                other => self.arg_repr(other)?,
            });
        }
        Ok(WarpError::codegen(format!(
            "Couldn't find function overload for '{key}' that matched inputs with types: [{}]",
            reprs.join(", ")
        )))
    }

    fn arg_repr(&self, arg: &Arg) -> Result<String> {
        Ok(match self.arg_type(arg)? {
            ArgType::Ty(ty) => self.types.repr(ty),
            ArgType::Func(_) => "function".to_owned(),
            ArgType::Seq(_) | ArgType::None => "tuple".to_owned(),
        })
    }

    /// Binds arguments to parameters in signature order, with defaults (Python's `signature.bind`).
    fn bind_user(&mut self, id: FunctionId, args: &[Arg], kwargs: &Kwargs) -> Result<Vec<(Rc<str>, Arg)>> {
        let function = &self.mb.session.functions[id.index()];
        let params: Vec<(Rc<str>, Ty)> = function.decl.args.clone();
        let defaults = function.defaults.clone();
        let mut bound = Vec::with_capacity(params.len());
        for (i, (name, ty)) in params.iter().enumerate() {
            if let Some(arg) = args.get(i) {
                bound.push((name.clone(), arg.clone()));
            } else if let Some((_, arg)) = kwargs.iter().find(|(n, _)| n == name) {
                bound.push((name.clone(), arg.clone()));
            } else if let Some((_, value)) = defaults.iter().find(|(n, _)| n == name) {
                if let Some(func) = self.mb.session.as_func(value)
                    && *ty == Ty::WARP_FUNCTION
                {
                    bound.push((name.clone(), Arg::Func(func)));
                } else if let Some(constant) = self.mb.session.static_const(value) {
                    let ty = self.types.canonical(self.const_type(&constant));
                    let var = self.vars.detached(ty, Some(constant));
                    bound.push((name.clone(), Arg::Var(var)));
                }
            }
        }
        Ok(bound)
    }

    /// Warp's `get_callable_arg_values`.
    fn callable_values(&self, id: FunctionId, bound: &[(Rc<str>, Arg)]) -> Result<Vec<(Rc<str>, FuncRef)>> {
        let function = &self.mb.session.functions[id.index()];
        let mut values = Vec::new();
        for (name, arg) in bound {
            let is_callable = function.decl.args.iter().any(|(n, ty)| n == name && *ty == Ty::WARP_FUNCTION);
            let (true, Arg::Func(func)) = (is_callable, arg) else { continue };
            if let FuncRef::Builtin(target) = func
                && self.mb.session.python_builtin_function(*target)?.is_none()
                && !builtins::is_regular_callable_target(*target)
            {
                return Err(WarpError::codegen(format!(
                    "wp.Function parameters support user-defined Warp functions and simple built-in Warp functions \
                     such as wp.sin() and wp.min(), but parameter '{name}' of '{}' received unsupported built-in \
                     function '{}'.",
                    function.key,
                    builtins::name(*target)
                )));
            }
            values.push((name.clone(), *func));
        }
        Ok(values)
    }

    /// What a built user function returns (its `value_func`).
    pub(super) fn user_return_type(&self, id: FunctionId) -> Ret {
        let ret = self.mb.return_type(id);
        match ret {
            Ret::Many(types) if types.len() == 1 => Ret::One(types[0]),
            other => other,
        }
    }

    fn add_user_call(
        &mut self,
        head: FunctionId,
        args: Vec<Arg>,
        kwargs: Kwargs,
        nodes: Option<ArgNodes<'_>>,
    ) -> Result<Obj> {
        let (id, bound) = self.resolve_user_call(head, &args, &kwargs)?;
        self.record_callee(id);
        self.mb.build_callee(id)?;
        self.mb.lost_result(id)?;
        self.det_include_call(id, &bound)?;
        let ret = self.user_return_type(id);
        let outs: Vec<VarId> = match &ret {
            Ret::One(ty) => vec![self.add_var(*ty, None)],
            Ret::Many(types) => types.iter().map(|&ty| self.add_var(ty, None)).collect(),
            Ret::Void | Ret::Replace(_) => Vec::new(),
        };
        let function = &self.mb.session.functions[id.index()];
        let params: Vec<(Rc<str>, Ty)> = function.decl.args.clone();
        let (namespace, native) = (function.namespace, function.native_name.clone());
        let is_callable = |name: &str| params.iter().any(|(n, t)| &**n == name && *t == Ty::WARP_FUNCTION);
        let passed: Vec<(Rc<str>, Arg)> = bound
            .iter()
            .filter(|(name, _)| !is_callable(name))
            .map(|(name, arg)| (name.clone(), arg.clone()))
            .collect();
        let passed = passed
            .into_iter()
            .map(|(name, arg)| Ok((name, self.register_arg(arg)?)))
            .collect::<Result<Vec<(Rc<str>, Arg)>>>()?;
        let mut call = Call::plain(Some(FuncRef::User(id)), namespace.into(), native, outs);
        call.many = matches!(ret, Ret::Many(_));
        let mut has_ref_params = params.iter().any(|(_, ty)| self.types.is_ref(*ty));
        let mut blocked = false;
        for (name, arg) in &passed {
            let param = params.iter().find(|(n, _)| n == name).map(|(_, ty)| *ty);
            match param {
                Some(param) if self.types.is_ref(param) => {
                    has_ref_params = true;
                    self.push_reference_operand(name, arg, param, nodes, &params, &mut call)?;
                }
                _ => self.push_operand(arg, &mut call)?,
            }
            if let Arg::Func(func) = arg {
                blocked |= !self.is_differentiable_function(*func);
                self.build_function_argument(*func)?;
            }
        }
        self.finish_user_call(id, call, &ret, &bound, has_ref_params, blocked || passed.is_empty())
    }

    fn finish_user_call(
        &mut self,
        id: FunctionId,
        mut call: Call,
        ret: &Ret,
        bound: &[(Rc<str>, Arg)],
        has_ref_params: bool,
        blocked: bool,
    ) -> Result<Obj> {
        let function = &self.mb.session.functions[id.index()];
        let replay_snippet = function.snippet.as_ref().is_some_and(|s| s.replay.is_some());
        // A value-returning function with only a replay snippet replays its forward call.
        let custom_replay = function.custom_replay.is_some() || (*ret == Ret::Void && replay_snippet);
        if custom_replay && !call.many {
            call.replay = Replay::Custom;
        }
        let manual_ref_adjoint =
            function.custom_grad.is_some() || function.snippet.as_ref().is_some_and(|s| s.adjoint.is_some());
        let has_custom_grad = function.custom_grad.is_some();
        let uses_grad = function.uses_grad_call;
        let differentiable = function.is_differentiable;
        let operands = call.args.iter().chain(&call.adj_args);
        let has_native = operands
            .filter_map(|o| match o {
                Operand::Var(var) => Some(*var),
                _ => None,
            })
            .chain(call.outs.iter().copied())
            .any(|var| self.contains_native(self.ty(var)));
        call.reverse = differentiable && !blocked && !uses_grad && !has_native;
        if call.reverse && has_ref_params && !manual_ref_adjoint {
            self.unvalidated_ref_calls.push(id);
        }
        call.reverse_outputs = call.outs.len() > 1 && !has_custom_grad;
        call.det = self.det_user_call(id, bound);
        let (outs, many) = (call.outs.clone(), call.many);
        self.push(Op::Call(Box::new(call)));
        let shared = self.mb.total_required_shared(id);
        self.extra_shared = self.extra_shared.max(shared);
        Ok(result_obj(outs, many))
    }

    fn push_reference_operand(
        &mut self,
        name: &str,
        arg: &Arg,
        param: Ty,
        nodes: Option<ArgNodes<'_>>,
        params: &[(Rc<str>, Ty)],
        call: &mut Call,
    ) -> Result<()> {
        let node = nodes.and_then(|nodes| {
            nodes.kwargs.iter().find(|(n, _)| &**n == name).map(|(_, node)| *node).or_else(|| {
                let index = params.iter().position(|(n, _)| &**n == name)?;
                nodes.args.get(index).copied().flatten()
            })
        });
        let purpose = format!("wp.ref[{}] parameter", self.types.repr(self.types.strip(param)));
        let var = arg_var(arg);
        if var.is_none() {
            return Err(WarpError::codegen(format!(
                "{purpose} requires an addressable expression (local variable, array element, struct field, or \
                 wp.ref[T] parameter)"
            )));
        }
        let var = self.addressable_reference(node, var, Some(param), &purpose)?;
        let adjoint = self.adjoint_pointer(var, param, &mut call.reverse_prelude)?;
        call.args.push(Operand::Var(var));
        call.adj_args.push(Operand::Var(adjoint));
        Ok(())
    }

    // ---- struct constructors --------------------------------------------------------------------

    /// Calls a struct's default or value constructor.
    pub(super) fn add_struct_call(&mut self, id: StructId, args: Vec<Arg>, kwargs: Kwargs) -> Result<Obj> {
        let data = self.types.struct_data(id);
        let by_value = !args.is_empty() || !kwargs.is_empty();
        let mut bound: Vec<Option<Arg>> = vec![None; data.fields.len()];
        let mut ok = args.len() <= data.fields.len();
        if by_value && ok {
            for (slot, arg) in bound.iter_mut().zip(&args) {
                *slot = Some(arg.clone());
            }
            for (name, arg) in &kwargs {
                match data.fields.iter().position(|f| f.name == *name) {
                    Some(i) if bound[i].is_none() => bound[i] = Some(arg.clone()),
                    _ => ok = false,
                }
            }
            ok &= bound.iter().all(Option::is_some) && self.struct_args_match(&data, &bound)?;
        }
        if !ok {
            return Err(self.struct_overload_error(&data.native_name, &args, &kwargs)?);
        }
        let ty = self.types.intern(TyKind::Struct(id));
        let out = self.add_var(ty, None);
        let mut call = Call::plain(None, "".into(), data.native_name.clone(), vec![out]);
        if by_value {
            let registered: Vec<Arg> =
                bound.into_iter().flatten().map(|arg| self.register_arg(arg)).collect::<Result<_>>()?;
            for arg in &registered {
                self.push_operand(arg, &mut call)?;
            }
            let has_native = registered.iter().filter_map(arg_var).any(|v| self.contains_native(self.ty(v)));
            call.reverse = !registered.is_empty() && !has_native;
        }
        self.push(Op::Call(Box::new(call)));
        Ok(Obj::Var(out))
    }

    fn struct_args_match(&self, data: &crate::types::StructData, bound: &[Option<Arg>]) -> Result<bool> {
        for (field, arg) in data.fields.iter().zip(bound) {
            let Some(arg) = arg else { return Ok(false) };
            match self.arg_type(arg)? {
                ArgType::Ty(ty) => {
                    let exact = self.types.binds(field.ty, ty, crate::types::Erasure::Exact);
                    if !exact && !self.types.binds(field.ty, ty, crate::types::Erasure::Allow) {
                        return Ok(false);
                    }
                }
                _ => return Ok(false),
            }
        }
        Ok(true)
    }

    fn struct_overload_error(&mut self, native: &str, args: &[Arg], kwargs: &Kwargs) -> Result<WarpError> {
        let mut reprs = Vec::new();
        for arg in args.iter().chain(kwargs.iter().map(|(_, a)| a)) {
            reprs.push(self.arg_repr(arg)?);
        }
        Ok(WarpError::codegen(format!(
            "Couldn't find function overload for '{native}' that matched inputs with types: [{}]",
            reprs.join(", ")
        )))
    }
}

/// The variable of an argument.
pub(super) fn arg_var(arg: &Arg) -> Option<VarId> {
    match arg {
        Arg::Var(var) | Arg::Unloaded(var) => Some(*var),
        _ => None,
    }
}

fn result_obj(outs: Vec<VarId>, many: bool) -> Obj {
    match (many, outs.as_slice()) {
        (true, _) => Obj::Many(outs),
        (false, [out]) => Obj::Var(*out),
        (false, _) => Obj::None,
    }
}
