//! Call expressions: what is called, and with which arguments.

use std::rc::Rc;
use std::sync::Arc;

use super::call::ArgNodes;
use super::{Lower, Obj, Result, nearest};
use crate::builtins;
use crate::diag::{ErrorClass, WarpError};
use crate::frontend::ast::{Expr, ExprKind, Keyword};
use crate::ids::{FuncRef, NativeId, StructId, VarId};
use crate::ir::{Arg, Op};
use crate::types::{Const, TyKind};

/// What a call expression calls.
enum Callee {
    Func(FuncRef, Vec<(&'static str, Const)>),
    Struct(StructId),
    Native(NativeId),
}

impl Lower<'_, '_> {
    /// A call as a statement.
    pub(super) fn emit_expr_stmt(&mut self, value: &Expr) -> Result<()> {
        if let ExprKind::Call { func, args, keywords } = &value.kind
            && !self.decl.static_nodes.contains_key(&value.id)
        {
            // Warp skips `eval` here, so the call's own line is not commented again.
            self.emit_call(value, func, args, keywords, None, false)?;
            return Ok(());
        }
        self.eval(value).map(|_| ())
    }

    /// A call; a build that goes on after errors keeps track of where it is.
    pub(super) fn emit_call(
        &mut self,
        node: &Expr,
        func: &Expr,
        args: &[Expr],
        keywords: &[Keyword],
        expects: Option<usize>,
        result_used: bool,
    ) -> Result<Obj> {
        if self.mb.recovery.is_none() {
            return self.emit_call_node(node, func, args, keywords, expects, result_used);
        }
        self.tracked(node.span, |this| this.emit_call_node(node, func, args, keywords, expects, result_used))
    }

    /// Warp's `emit_Call`. `expects` is the number of names on the left of a tuple assignment.
    fn emit_call_node(
        &mut self,
        node: &Expr,
        func: &Expr,
        args: &[Expr],
        keywords: &[Keyword],
        expects: Option<usize>,
        result_used: bool,
    ) -> Result<Obj> {
        let (target, path) = self.call_target(func)?;
        if let Obj::Value(value) = &target {
            if self.mb.session.is_address_of(value) {
                return self.emit_address_of(args, !keywords.is_empty());
            }
            if self.mb.session.is_static_fn(value) {
                return self.emit_static(node, args, keywords);
            }
            if self.mb.session.is_grad_fn(value) {
                return self.emit_grad_wrapper(args, keywords);
            }
        }
        if let Obj::Grad(func) = target {
            let (args, _) = self.call_args(args)?;
            let kwargs = self.call_kwargs(keywords)?;
            return self.add_grad_call(func, args, kwargs);
        }
        let callee = match &target {
            Obj::Type(ty) if let TyKind::Native(id) = *self.types.kind(*ty) => Callee::Native(id),
            Obj::Func(func) => Callee::Func(*func, Vec::new()),
            other if !path.is_empty() => self.resolve_callee(other, &path)?,
            other => return Err(self.not_callable(other)),
        };
        let (func, type_args) = match callee {
            Callee::Native(id) => return self.emit_native_constructor(id, args, keywords),
            Callee::Struct(id) => {
                self.mb.build_struct_recursive(id);
                let (args, _) = self.call_args(args)?;
                let kwargs = self.call_kwargs(keywords)?;
                return self.add_struct_call(id, args, kwargs);
            }
            Callee::Func(func, type_args) => (func, type_args),
        };
        self.note_tid(func, expects)?;
        let (arg_values, arg_nodes) = self.call_args(args)?;
        let kwargs = self.call_kwargs(keywords)?;
        let kwarg_nodes: Vec<(Rc<str>, &Expr)> =
            keywords.iter().filter_map(|k| Some((Rc::from(k.name.as_deref()?), &k.value))).collect();
        let nodes = ArgNodes { args: &arg_nodes, kwargs: &kwarg_nodes };
        self.add_call(func, arg_values, kwargs, &type_args, expects, result_used, Some(nodes))
    }

    /// The object called and the dotted path it was found by.
    fn call_target(&mut self, func: &Expr) -> Result<(Obj, Vec<Arc<str>>)> {
        if let Some(value) = self.decl.static_nodes.get(&func.id)
            && let Some(func) = self.mb.session.as_func(value)
        {
            return Ok((Obj::Func(func), Vec::new()));
        }
        let (value, path) = self.resolve_static(func, true)?;
        match value {
            Some(value) => {
                if let Some(func) = self.mb.session.as_func(&value) {
                    return Ok((Obj::Func(func), path));
                }
                if let Some(ty) = self.mb.session.as_class(&value) {
                    return Ok((Obj::Type(ty), path));
                }
                Ok((Obj::Value(value), path))
            }
            None => {
                let obj = self.eval(func)?;
                Ok((obj, path))
            }
        }
    }

    fn not_callable(&self, obj: &Obj) -> WarpError {
        match obj {
            Obj::Type(_) | Obj::Value(_) | Obj::None => self.no_attribute(obj, "is_builtin"),
            other => self.no_attribute(other, "is_builtin"),
        }
    }

    /// The lookup order of `emit_Call` for what is not a function object: module attribute, built-in by
    /// last path component, value type constructor, scalar cast, struct.
    fn resolve_callee(&mut self, caller: &Obj, path: &[Arc<str>]) -> Result<Callee> {
        let attr = path.last().cloned().unwrap_or_else(|| Arc::from(""));
        let mut caller = caller.clone();
        if let Obj::Value(module) = &caller
            && self.mb.session.is_module(module)
        {
            match self.mb.session.getattr(module, &attr) {
                Some(found) => {
                    if let Some(func) = self.mb.session.as_func(&found) {
                        return Ok(Callee::Func(func, Vec::new()));
                    }
                    caller = match self.mb.session.as_class(&found) {
                        Some(ty) => Obj::Type(ty),
                        None => Obj::Value(found),
                    };
                }
                None if self.mb.session.is_warp_module(module) => {
                    if let Some(func) = self.find_builtin(&attr) {
                        return Ok(Callee::Func(func, Vec::new()));
                    }
                    let error = self.missing_function(path);
                    self.advise(&error, |_| nearest::builtin_advice(&attr));
                    return Err(error);
                }
                None => return Err(self.missing_function(path)),
            }
        }
        // It may be a function of the user's that has the name of a built-in.
        if let Obj::Value(value) = &caller
            && let Some(reason) = self.mb.session.unknown_reason(value)
        {
            let path = path.iter().map(|p| &**p).collect::<Vec<_>>().join(".");
            return Err(WarpError::unsupported(format!("the function `{path}`: {reason}")));
        }
        let type_args = match &caller {
            Obj::Type(ty) => builtins::type_args(&self.types, *ty),
            _ => Vec::new(),
        };
        if let Some(func) = self.find_builtin(&attr) {
            return Ok(Callee::Func(func, type_args));
        }
        if let Obj::Type(ty) = caller {
            if let Some(id) = builtins::constructor_of(&self.types, ty) {
                return Ok(Callee::Func(FuncRef::Builtin(id), type_args));
            }
            match *self.types.kind(ty) {
                TyKind::Struct(id) => return Ok(Callee::Struct(id)),
                TyKind::Native(id) => return Ok(Callee::Native(id)),
                _ => {}
            }
            let name = self.types.type_name(ty);
            if let Some(func) = self.find_builtin(&name) {
                return Ok(Callee::Func(func, type_args));
            }
        }
        if let Obj::Value(value) = &caller
            && let Some(name) = self.mb.session.python_name(value)
        {
            if let Some(func) = self.find_builtin(&name) {
                return Ok(Callee::Func(func, type_args));
            }
            if name == "<lambda>" {
                return Err(WarpError::new(
                    ErrorClass::NotImplementedError,
                    "Lambda expressions are not yet supported",
                ));
            }
        }
        Err(WarpError::codegen(format!(
            "Could not find function {} as a built-in or user-defined function. Note that user functions must be \
             annotated with a @wp.func decorator to be called from a kernel.",
            path.iter().map(|p| &**p).collect::<Vec<_>>().join(".")
        )))
    }

    fn missing_function(&self, path: &[Arc<str>]) -> WarpError {
        WarpError::new(
            ErrorClass::WarpCodegenAttributeError,
            format!(
                "Could not find function {} as a built-in or user-defined function. Note that user functions must be \
                 annotated with a @wp.func decorator to be called from a kernel.",
                path.iter().map(|p| &**p).collect::<Vec<_>>().join(".")
            ),
        )
    }

    /// `wp.tid` bookkeeping and Warp's `check_tid_in_func_error`.
    fn note_tid(&mut self, func: FuncRef, expects: Option<usize>) -> Result<()> {
        let FuncRef::Builtin(id) = func else { return Ok(()) };
        if builtins::name(id) != "tid" {
            return Ok(());
        }
        if self.decl.is_user_function {
            let line = self.source_line();
            return Err(WarpError::codegen(format!(
                "tid() may only be called from a Warp kernel, not a Warp function. Instead, obtain the indices from a \
                 @wp.kernel and pass them as arguments to the function {}, {}:{}:\n{line}\n",
                self.fun_name(),
                self.filename(),
                self.message_line(),
            )));
        }
        self.uses_tid = true;
        self.uses_scalar_tid |= expects.is_none_or(|n| n <= 1);
        Ok(())
    }

    /// Positional arguments, with starred ones unpacked, and their nodes.
    pub(super) fn call_args<'a>(&mut self, args: &'a [Expr]) -> Result<(Vec<Arg>, Vec<Option<&'a Expr>>)> {
        let mut values = Vec::with_capacity(args.len());
        let mut nodes = Vec::with_capacity(args.len());
        for node in args {
            if let ExprKind::Starred { value, .. } = &node.kind {
                for element in self.unpack_starred(value)? {
                    values.push(Arg::Var(element));
                    nodes.push(None);
                }
            } else {
                values.push(self.resolve_arg(node)?);
                nodes.push(Some(node));
            }
        }
        Ok((values, nodes))
    }

    /// Keyword arguments.
    pub(super) fn call_kwargs(&mut self, keywords: &[Keyword]) -> Result<Vec<(Rc<str>, Arg)>> {
        let mut out = Vec::with_capacity(keywords.len());
        for keyword in keywords {
            let Some(name) = keyword.name.as_deref() else {
                return Err(WarpError::unsupported("`**kwargs` in a call"));
            };
            let value = self.resolve_arg(&keyword.value)?;
            out.push((Rc::from(name), value));
        }
        Ok(out)
    }

    /// Warp's `emit_native_type_constructor`.
    fn emit_native_constructor(&mut self, id: NativeId, args: &[Expr], keywords: &[Keyword]) -> Result<Obj> {
        let data = self.types.native_data(id);
        let ty = self.types.intern(TyKind::Native(id));
        let name = data.native_name.clone();
        if args.is_empty() && keywords.is_empty() {
            let dst = self.add_var(ty, None);
            self.push(Op::NativeInit { dst, args: Vec::new(), aggregate: false });
            return Ok(Obj::Var(dst));
        }
        if !data.aggregate {
            return Err(WarpError::codegen(format!(
                "Native type '{name}' only supports default construction; register it with initializer='aggregate' to \
                 expose field construction"
            )));
        }
        if args.len() > data.fields.len() {
            return Err(WarpError::codegen(format!(
                "Native type '{name}' expects {} constructor arguments, got {}",
                data.fields.len(),
                args.len()
            )));
        }
        let mut values: Vec<Option<Arg>> = vec![None; data.fields.len()];
        for (slot, node) in values.iter_mut().zip(args) {
            *slot = Some(self.resolve_arg(node)?);
        }
        for keyword in keywords {
            let Some(key) = keyword.name.as_deref() else {
                return Err(WarpError::codegen("Native type constructors do not support **kwargs"));
            };
            let Some(index) = data.fields.iter().position(|f| &*f.name == key) else {
                return Err(WarpError::codegen(format!("Native type '{name}' has no exposed field '{key}'")));
            };
            if values[index].is_some() {
                return Err(WarpError::codegen(format!(
                    "Native type constructor got multiple values for field '{key}'"
                )));
            }
            values[index] = Some(self.resolve_arg(&keyword.value)?);
        }
        let missing: Vec<&str> =
            data.fields.iter().zip(&values).filter(|(_, v)| v.is_none()).map(|(f, _)| &*f.name).collect();
        if !missing.is_empty() {
            return Err(WarpError::codegen(format!(
                "Native type '{name}' aggregate construction requires all exposed fields; missing {}",
                missing.join(", ")
            )));
        }
        let mut operands: Vec<VarId> = Vec::new();
        for (field, value) in data.fields.iter().zip(values.into_iter().flatten()) {
            let Arg::Var(var) = value else {
                return Err(WarpError::unsupported("a non-value native field"));
            };
            let var = self.load(var)?;
            let actual = self.types.canonical(self.value_ty(var));
            if !self.types.equal(actual, field.ty) {
                return Err(WarpError::type_error(format!(
                    "Native field '{}' expects {}, got {}",
                    field.name,
                    self.types.repr(field.ty),
                    self.types.repr(actual)
                )));
            }
            operands.push(var);
        }
        let dst = self.add_var(ty, None);
        self.push(Op::NativeInit { dst, args: operands, aggregate: true });
        Ok(Obj::Var(dst))
    }

    /// The function's name, as messages print it.
    pub(super) fn fun_name(&self) -> Arc<str> {
        self.decl.source.def.name.clone()
    }

    /// The file name, as messages print it.
    pub(super) fn filename(&self) -> Arc<str> {
        self.decl.source.file.name.clone()
    }

    /// The source line being evaluated, with its indentation.
    pub(super) fn source_line(&self) -> Rc<str> {
        let index = self.line.unwrap_or(0) as usize;
        self.decl.source.lines().get(index).cloned().unwrap_or_else(|| Rc::from(""))
    }
}
