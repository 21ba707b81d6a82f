//! Calls of anything callable, and function objects.

use std::cell::OnceCell;
use std::rc::Rc;

use super::super::error::{PyError, PyResult};
use super::super::keys::key;
use super::super::scope::{Scope, function_scope, lambda_scope};
use super::super::session::Session;
use super::super::value::*;
use super::compare::find_in_mro;
use super::{Flow, Frame, FrameKind, Kwargs};
use crate::frontend::ast::*;
use crate::frontend::walk::NodeRef;
use crate::ids::FuncRef;
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

impl Session {
    /// `callee(*args, **kwargs)`.
    pub(in crate::host) fn call(
        &mut self,
        f: &mut Frame,
        callee: &Value,
        args: Vec<Value>,
        kwargs: Kwargs,
    ) -> PyResult<Value> {
        self.step()?;
        match callee {
            Value::PyFunction(p) => self.call_function(p, args, kwargs),
            Value::BoundMethod(b) => {
                let mut all = vec![b.0.clone()];
                all.extend(args);
                self.call(f, &b.1, all, kwargs)
            }
            Value::Native(n) => self.call_native(f, n.0, args, kwargs),
            Value::Bound(b) => {
                let b = b.clone();
                self.call_bound(f, &b, args, kwargs)
            }
            Value::Class(c) => {
                let c = c.clone();
                self.instantiate(f, &c, args, kwargs)
            }
            Value::Type(ty) => self.call_type(f, *ty, args, kwargs),
            Value::Instance(i) => match find_in_mro(&i.class, "__call__") {
                Some(_) => {
                    let method = self.get_attr(f, callee, "__call__")?;
                    self.call(f, &method, args, kwargs)
                }
                None => Ok(self.unknown(format!("calling a {}", i.class.name))),
            },
            Value::Descriptor(d) => {
                let inner = d.func.clone();
                self.call(f, &inner, args, kwargs)
            }
            Value::Function(FuncRef::Builtin(id)) => {
                let name = crate::builtins::name(*id);
                Ok(self.call_builtin_on_host(name, &args).unwrap_or_else(|| {
                    let class = super::super::facade::objects::of_warp_call(&format!("warp.{name}"));
                    self.unknown_object(format!("wp.{name}(...)"), class)
                }))
            }
            Value::Function(FuncRef::External(id)) => {
                let key = self.external(*id).key.clone();
                Ok(self.unknown(format!("calling the C++ function wp.{key} in Python")))
            }
            Value::Function(FuncRef::User(id)) => {
                let function = &self.functions[id.index()];
                if function.snippet.is_some() {
                    return Ok(self.unknown(format!("calling {} in Python", function.key)));
                }
                let object = self.function_objects[id.index()].clone();
                self.call_function(&object, args, kwargs)
            }
            Value::Unknown(u) if u.hides_kernels => {
                let reason = u.reason.clone();
                self.report_kernels_lost(&reason);
                Ok(self.unknown(reason))
            }
            Value::Unknown(u) => {
                let reason = super::super::limits::shortened(format!("a call of {}", u.reason));
                let at = u.at.clone().or_else(|| self.current.clone());
                let class = u
                    .class
                    .and_then(|class| super::super::facade::objects::of_method_call(class, &args, &kwargs));
                Ok(Value::Unknown(Rc::new(Unknown { class, ..Unknown::new(reason, at) })))
            }
            Value::Alias(a) => match &a.class {
                Some(class) => {
                    let class = class.clone();
                    self.call(f, &class, args, kwargs)
                }
                None => Ok(self.unknown(format!("calling {}", a.origin))),
            },
            Value::Kernel(_) | Value::Grad(_) | Value::WarpModule(_) => {
                Ok(self.unknown("calling a kernel in Python"))
            }
            other => {
                let name = self.class_name(other);
                Err(PyError::new("TypeError", format!("'{name}' object is not callable")))
            }
        }
    }

    /// Calls an interpreted function.
    pub(in crate::host) fn call_function(
        &mut self,
        p: &Rc<PyFunction>,
        args: Vec<Value>,
        kwargs: Kwargs,
    ) -> PyResult<Value> {
        if self.depth >= self.options.limits.depth {
            return Err(PyError::new("RecursionError", "maximum recursion depth exceeded"));
        }
        let mut frame = Frame::module(p.module.clone());
        frame.kind = FrameKind::Function;
        frame.scope = self.scope_of_function(p);
        frame.captured = p.cells.clone();
        frame.qualname = p.qualname.clone();
        frame.function = Some(p.clone());
        for name in &frame.scope.cells {
            frame.cells.insert(name.clone(), Cell_::default());
        }
        self.bind_arguments(p, &mut frame, args, kwargs)?;
        let here = self.current.clone();
        self.depth += 1;
        let result = self.run_function(p, &mut frame);
        self.depth -= 1;
        self.back_at(here, &result);
        result
    }

    fn run_function(&mut self, p: &Rc<PyFunction>, frame: &mut Frame) -> PyResult<Value> {
        let def = match &p.code {
            FunctionCode::Lambda(lambda) => return self.eval(frame, &lambda.body),
            FunctionCode::Def(def) => def.clone(),
        };
        if def.is_async {
            return Ok(self.unknown("a coroutine"));
        }
        let flow = match self.exec_body(frame, &def.body) {
            Err(error) if frame.scope.is_generator && is_endless(&error) => Flow::Normal,
            other => other?,
        };
        if frame.scope.is_generator {
            return Ok(Value::iter(std::mem::take(&mut frame.yields)));
        }
        if let Some(reason) = frame.maybe_returned.take() {
            return Ok(reason);
        }
        Ok(match flow {
            Flow::Return(v) => v,
            _ => Value::None,
        })
    }

    /// The scope of a function's code.
    fn scope_of_code(&mut self, module: &Rc<PyModule>, code: &FunctionCode) -> Rc<Scope> {
        match code {
            FunctionCode::Def(def) => self.scope_of(module, def.id, || function_scope(def)),
            FunctionCode::Lambda(lambda) => self.scope_of(module, lambda.id, || lambda_scope(lambda)),
        }
    }

    fn scope_of_function(&mut self, p: &Rc<PyFunction>) -> Rc<Scope> {
        if let Some(scope) = p.scope.get() {
            return scope.clone();
        }
        let scope = self.scope_of_code(&p.module, &p.code);
        p.scope.get_or_init(|| scope).clone()
    }

    /// Scope and captured cells of a new function. Where there is nothing to capture, the analysis waits.
    #[allow(clippy::type_complexity)]
    fn capture_for(
        &mut self,
        f: &Frame,
        code: &FunctionCode,
    ) -> (OnceCell<Rc<Scope>>, Rc<IndexMap<Name, Cell_, FxBuildHasher>>) {
        if !f.has_cells() {
            return (OnceCell::new(), self.no_cells.clone());
        }
        let scope = self.scope_of_code(&f.module, code);
        let cells = Rc::new(self.capture(f, &scope));
        (OnceCell::from(scope), cells)
    }

    /// The cells a nested scope captures from a frame.
    pub(super) fn capture(&self, f: &Frame, scope: &Scope) -> IndexMap<Name, Cell_, FxBuildHasher> {
        if f.kind == FrameKind::Module {
            return IndexMap::default();
        }
        scope.free.iter().filter_map(|name| Some((name.clone(), f.cell(name)?.clone()))).collect()
    }

    pub(super) fn make_lambda(&mut self, f: &mut Frame, lambda: &std::sync::Arc<Lambda>) -> PyResult<Value> {
        self.reserve_function()?;
        let module = f.module.clone();
        let defaults = self.eval_defaults(f, &lambda.args)?;
        let qualname = f.qualify(&Name::from("<lambda>"));
        let code = FunctionCode::Lambda(lambda.clone());
        let (scope, cells) = self.capture_for(f, &code);
        Ok(Value::PyFunction(Rc::new(PyFunction {
            code,
            scope,
            cells,
            defaults,
            annotations: Default::default(),
            attrs: Default::default(),
            module,
            qualname,
            owner: Default::default(),
        })))
    }

    fn eval_defaults(&mut self, f: &mut Frame, args: &Arguments) -> PyResult<Vec<(Name, Value)>> {
        let mut defaults = Vec::new();
        for arg in args.posonly.iter().chain(&args.args).chain(&args.kwonly) {
            if let Some(e) = &arg.default {
                defaults.push((arg.name.clone(), self.eval(f, e)?));
            }
        }
        Ok(defaults)
    }

    /// Runs a `def` statement.
    pub(super) fn exec_function_def(
        &mut self,
        f: &mut Frame,
        def: &std::sync::Arc<FunctionDef>,
    ) -> PyResult<()> {
        let mut decorators = Vec::new();
        for e in &def.decorators {
            decorators.push(self.eval(f, e)?);
        }
        let mut value = Value::PyFunction(self.make_function(f, def)?);
        for decorator in decorators.iter().rev() {
            if decorator.is_unknown() {
                if self.is_kernel_like(&value) {
                    continue;
                }
                value = self.lose_function(f, def, &value, decorator);
                continue;
            }
            value = self.decorate(f, decorator, value)?;
        }
        self.store_name(f, &def.name, value);
        Ok(())
    }

    /// What an unknown decorator leaves of a function. If the function looks like a kernel it is one for all we know.
    fn lose_function(&mut self, f: &Frame, def: &FunctionDef, value: &Value, decorator: &Value) -> Value {
        let reason = format!("'{}' decorated by {}", def.name, super::stmt::describe(decorator));
        let makes = self.may_define_kernels(f, def.body.iter().map(NodeRef::Stmt));
        if let Value::PyFunction(p) = value
            && self.has_array_parameter(p)
        {
            let reason = format!("its decorator is {}", super::stmt::describe(decorator));
            self.cannot_declare(&format!("kernel {} (if it is one)", def.name), p, &reason);
        }
        let at = self.current.clone();
        Value::Unknown(Rc::new(Unknown { hides_kernels: makes, ..Unknown::new(reason, at) }))
    }

    fn is_kernel_like(&self, value: &Value) -> bool {
        matches!(value, Value::Kernel(_) | Value::Function(_))
    }

    /// Applies a decorator; one that gives back something unknown leaves kernels and functions in place.
    fn decorate(&mut self, f: &mut Frame, decorator: &Value, value: Value) -> PyResult<Value> {
        let result = self.call(f, decorator, vec![value.clone()], Vec::new())?;
        if result.is_unknown() && (self.is_kernel_like(&value)) {
            return Ok(value);
        }
        Ok(result)
    }

    /// Makes the function object of a `def`.
    fn make_function(
        &mut self,
        f: &mut Frame,
        def: &std::sync::Arc<FunctionDef>,
    ) -> PyResult<Rc<PyFunction>> {
        self.reserve_function()?;
        let module = f.module.clone();
        let defaults = self.eval_defaults(f, &def.args)?;
        let annotations = self.eval_annotations(f, def)?;
        let qualname = f.qualify(&def.name);
        let code = FunctionCode::Def(def.clone());
        let (scope, cells) = self.capture_for(f, &code);
        Ok(Rc::new(PyFunction {
            code,
            scope,
            cells,
            defaults,
            annotations: std::cell::RefCell::new(annotations),
            attrs: Default::default(),
            module,
            qualname,
            owner: Default::default(),
        }))
    }

    /// Annotations in CPython's order: ordinary, position-only, `*args`, keyword-only, `**kwargs`, return.
    fn eval_annotations(
        &mut self,
        f: &mut Frame,
        def: &std::sync::Arc<FunctionDef>,
    ) -> PyResult<Vec<(Name, Annotation)>> {
        use AnnotationSlot as S;
        let args = &def.args;
        let mut slots: Vec<(Name, S)> = Vec::new();
        slots.extend(args.args.iter().enumerate().map(|(i, a)| (a.name.clone(), S::Arg(i))));
        slots.extend(args.posonly.iter().enumerate().map(|(i, a)| (a.name.clone(), S::PosOnly(i))));
        slots.extend(args.vararg.iter().map(|a| (a.name.clone(), S::VarArg)));
        slots.extend(args.kwonly.iter().enumerate().map(|(i, a)| (a.name.clone(), S::KwOnly(i))));
        slots.extend(args.kwarg.iter().map(|a| (a.name.clone(), S::KwArg)));
        slots.push(("return".into(), S::Return));
        let deferred = f.module.file.as_ref().is_some_and(|p| p.future_annotations);
        let mut out = Vec::new();
        for (name, slot) in slots {
            let Some(e) = slot.expr(def) else { continue };
            let annotation = if deferred {
                Annotation::Deferred(def.clone(), slot)
            } else {
                Annotation::Value(self.eval(f, e)?)
            };
            out.push((name, annotation));
        }
        Ok(out)
    }

    /// `super()` without arguments.
    pub(super) fn make_super(&mut self, f: &Frame) -> Value {
        let Some(function) = &f.function else { return self.unknown("super()") };
        let owner = function.owner.borrow().clone();
        let first = match &function.code {
            FunctionCode::Def(def) => {
                def.args.posonly.iter().chain(&def.args.args).next().map(|a| a.name.clone())
            }
            FunctionCode::Lambda(_) => None,
        };
        let this = first.and_then(|name| self.local_value(f, &name));
        match (owner, this) {
            (Some(owner), Some(this)) => super::attr::bound("super", vec![Value::Class(owner), this]),
            _ => self.unknown("super()"),
        }
    }

    /// Calls a memoised function.
    pub(super) fn call_memo(
        &mut self,
        f: &mut Frame,
        b: &Rc<BoundNative>,
        args: Vec<Value>,
        kwargs: Kwargs,
    ) -> PyResult<Value> {
        let Some(inner) = b.args.first().cloned() else { return Ok(Value::None) };
        let mut parts: Option<Vec<_>> = args.iter().map(key).collect();
        for (name, value) in &kwargs {
            if let Some(list) = &mut parts {
                list.push(super::super::keys::Key::Str(Rc::from(&**name)));
                match key(value) {
                    Some(k) => list.push(k),
                    None => parts = None,
                }
            }
        }
        let Some(parts) = parts else { return self.call(f, &inner, args, kwargs) };
        let k = super::super::keys::Key::Tuple(parts);
        if let Some(v) = b.cache.borrow().get(&k) {
            return Ok(v.clone());
        }
        let value = self.call(f, &inner, args, kwargs)?;
        b.cache.borrow_mut().insert(k, value.clone());
        Ok(value)
    }
}

/// The error that ends a generator which yields without end.
const ENDLESS: &str = "EndlessGenerator";

/// Stops a generator: what it has yielded is used, what it would yield is unknown.
pub(super) fn endless_generator() -> PyError {
    let mut error = PyError::limit("a generator yields too many values");
    error.0.class = ENDLESS.into();
    error
}

fn is_endless(error: &PyError) -> bool {
    error.is_limit() && error.class() == ENDLESS
}
