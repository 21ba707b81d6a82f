//! `@wp.func`, `@wp.func_native`, `@wp.func_grad`, `@wp.func_replay`.

use std::rc::Rc;

use indexmap::IndexMap;

use super::super::error::{PyError, PyResult};
use super::super::interp::builtins_args::Args;
use super::super::interp::{Frame, native_with};
use super::super::model::{Decl, Function, Snippet};
use super::super::session::Session;
use super::super::value::*;
use super::decl::DeclSpec;
use super::full_qualified_name;
use crate::frontend::ast::Name;
use crate::ids::{FuncRef, FunctionId, ModuleId};

/// What makes a function besides its Python object.
#[derive(Default)]
struct FunctionSpec {
    key: String,
    native_name: Option<String>,
    module: ModuleSpec,
    snippet: Option<Snippet>,
    inline_hint: Option<Rc<str>>,
    decl: DeclSpec,
    skip_adding_overload: bool,
    defaults: Option<Vec<(Rc<str>, Value)>>,
}

#[derive(Default)]
enum ModuleSpec {
    #[default]
    Own,
    Is(ModuleId),
}

/// Warp's `is_generic_signature`.
fn is_generic_signature(signature: &str) -> bool {
    signature.contains('?')
}

impl Session {
    /// `wp.kernel`, `wp.func`, `wp.func_native` and `wp.struct`, applied or waiting to be.
    pub(in crate::host) fn warp_decorator(
        &mut self,
        f: &mut Frame,
        name: &'static str,
        mut args: Args,
    ) -> PyResult<Value> {
        let pending = match name {
            "warp.kernel" => "warp.kernel()",
            "warp.func" => "warp.func()",
            "warp.struct" => "warp.struct()",
            _ => "warp.func_native()",
        };
        if name == "warp.func_native" {
            return Ok(native_with(pending, args.positional, args.keywords));
        }
        let target = match name {
            "warp.struct" => args.take(0, "c"),
            _ => args.take(0, "f"),
        };
        match target {
            None | Some(Value::None) => Ok(native_with(pending, Vec::new(), args.keywords)),
            Some(target) => self.apply_decorator(f, pending, target, &[], &args.keywords),
        }
    }

    /// Applies a decorator that was made with arguments.
    pub(in crate::host) fn call_warp_bound(
        &mut self,
        f: &mut Frame,
        b: &Rc<BoundNative>,
        args: Args,
    ) -> PyResult<Value> {
        let target = args.positional.first().cloned().unwrap_or(Value::None);
        match b.name {
            "warp.Kernel.add_overload" => {
                let Some(Value::Kernel(k)) = b.args.first() else { return Ok(Value::None) };
                self.add_overload_value(k, &target)
            }
            "warp.Module.options.update" => {
                if let (Some(Value::WarpModule(m)), Value::Dict(d)) = (b.args.first(), &target) {
                    self.update_module_options(*m, d);
                }
                Ok(Value::None)
            }
            _ => self.apply_decorator(f, b.name, target, &b.args, &b.kwargs),
        }
    }

    fn apply_decorator(
        &mut self,
        f: &mut Frame,
        name: &'static str,
        target: Value,
        args: &[Value],
        kwargs: &[(Name, Value)],
    ) -> PyResult<Value> {
        if target.is_unknown() {
            return Ok(target);
        }
        if name == "warp.struct()" {
            return self.wp_struct(&target, kwargs);
        }
        let Value::PyFunction(p) = &target else {
            return Ok(
                self.unknown(format!("{} of something that is no function", name.trim_end_matches("()")))
            );
        };
        match name {
            "warp.kernel()" => self.wp_kernel(p, kwargs),
            "warp.func()" => self.wp_func(f, p, kwargs),
            "warp.func_native()" => self.wp_func_native(f, p, args, kwargs),
            "warp.func_grad()" => self.wp_func_grad(f, p, args.first()),
            "warp.func_replay()" => self.wp_func_replay(p, args.first()),
            _ => Ok(self.unknown(name)),
        }
    }

    fn wp_func(&mut self, f: &mut Frame, p: &Rc<PyFunction>, kwargs: &[(Name, Value)]) -> PyResult<Value> {
        let option = |name: &str| {
            kwargs.iter().find(|(n, _)| &**n == name).map(|(_, v)| v.clone()).filter(|v| !v.is_none())
        };
        let Some(qualname) = p.str_attr("__qualname__") else {
            return Ok(self.cannot_declare("a function", p, "its name is unknown"));
        };
        if let Some(reason) = self.first_unknown(kwargs.iter().map(|(_, v)| v)) {
            return Ok(self.cannot_declare(&format!("function {qualname}"), p, &reason));
        }
        let inline_hint: Option<Rc<str>> = match option("inline") {
            None => None,
            Some(Value::Bool(true)) => Some("forceinline".into()),
            Some(Value::Bool(false)) => Some("noinline".into()),
            Some(other) => {
                let class = self.class_name(&other);
                return Err(PyError::warp(
                    "TypeError",
                    format!("inline must be a bool or None, got {class}"),
                ));
            }
        };
        let module = match option("module") {
            None => ModuleSpec::Own,
            Some(Value::WarpModule(m)) => ModuleSpec::Is(m),
            Some(Value::Str(s)) if &*s == "unique" => {
                let name = p.str_attr("__name__").unwrap_or_default();
                ModuleSpec::Is(self.new_warp_module(&name))
            }
            Some(Value::Str(s)) => ModuleSpec::Is(self.module_of_python(&s)),
            Some(_) => {
                return Ok(self.cannot_declare(
                    &format!("function {qualname}"),
                    p,
                    "its module is not known",
                ));
            }
        };
        let key = match option("name") {
            Some(Value::Str(s)) => s.to_string(),
            _ => full_qualified_name(&qualname),
        };
        self.make_warp_function(f, p, FunctionSpec { key, module, inline_hint, ..FunctionSpec::default() })
    }

    /// `wp.Function(func=…, key=…, namespace="", module=…)`, as libraries make functions with names of their own.
    pub(in crate::host) fn wp_function(
        &mut self,
        f: &mut Frame,
        kwargs: &[(Name, Value)],
    ) -> PyResult<Value> {
        let (mut func, mut key, mut module, mut declined) = (None, None, None, None);
        for (name, value) in kwargs {
            match (&**name, value) {
                ("func", Value::PyFunction(p)) => func = Some(p),
                ("key", Value::Str(text)) => key = Some(text),
                ("module", Value::WarpModule(m)) => module = Some(*m),
                ("namespace", Value::Str(text)) if text.is_empty() => {}
                ("code_transformers", Value::None) => {}
                ("code_transformers", Value::List(list)) if list.borrow().is_empty() => {}
                _ => declined = Some(format!("the argument `{name}` of `wp.Function` is not supported")),
            }
        }
        let (Some(p), Some(key), Some(module)) = (func, key, module) else {
            return Ok(self.unknown("wp.Function(...)"));
        };
        // Warp forgets the older one; what its caller then does about that is not followed.
        if self.module_states[module.index()].functions.contains_key(key) {
            declined = Some("its module has a function of that name".to_owned());
        }
        if let Some(reason) = declined {
            return Ok(self.cannot_declare(&format!("function {key}"), p, &reason));
        }
        let module = ModuleSpec::Is(module);
        self.make_warp_function(
            f,
            p,
            FunctionSpec { key: key.to_string(), module, ..FunctionSpec::default() },
        )
    }

    fn wp_func_native(
        &mut self,
        f: &mut Frame,
        p: &Rc<PyFunction>,
        args: &[Value],
        kwargs: &[(Name, Value)],
    ) -> PyResult<Value> {
        let part = |i: usize, name: &str| {
            args.get(i).cloned().or_else(|| kwargs.iter().find(|(n, _)| &**n == name).map(|(_, v)| v.clone()))
        };
        let parts = [part(0, "snippet"), part(1, "adj_snippet"), part(2, "replay_snippet")];
        let qualname = p.str_attr("__qualname__").unwrap_or_default();
        if let Some(reason) = self.first_unknown(parts.iter().flatten()) {
            return Ok(self.cannot_declare(&format!("native function {qualname}"), p, &reason));
        }
        let text = |v: &Option<Value>| match v {
            Some(Value::Str(s)) => Some(s.clone()),
            _ => None,
        };
        let snippet = Snippet {
            forward: text(&parts[0]).unwrap_or_default(),
            adjoint: text(&parts[1]),
            replay: text(&parts[2]),
        };
        let key = full_qualified_name(&qualname);
        self.make_warp_function(f, p, FunctionSpec { key, snippet: Some(snippet), ..FunctionSpec::default() })
    }

    /// Makes a function, registers it and gives the head of its overload set.
    fn make_warp_function(
        &mut self,
        f: &mut Frame,
        p: &Rc<PyFunction>,
        spec: FunctionSpec,
    ) -> PyResult<Value> {
        let key: Rc<str> = spec.key.as_str().into();
        let id = match self.new_function(p, spec)? {
            Ok(id) => id,
            Err(unknown) => return Ok(unknown),
        };
        let module = self.functions[id.index()].module;
        let python_name = p.str_attr("__name__").unwrap_or_default();
        let existing = self.local_value(f, &python_name);
        self.register_function(id, existing, false)?;
        let head = self.module_states[module.index()].functions.get(&key).copied().unwrap_or(id);
        // `functools.update_wrapper(g, f)` makes the head look like its latest overload.
        let previous = std::mem::replace(&mut self.function_objects[head.index()], p.clone());
        if head != id {
            self.original_objects.entry(head).or_insert(previous);
        }
        Ok(Value::Function(FuncRef::User(head)))
    }

    /// Warp's `Function.__init__`, without registration.
    fn new_function(
        &mut self,
        p: &Rc<PyFunction>,
        spec: FunctionSpec,
    ) -> PyResult<Result<FunctionId, Value>> {
        let python_module = p.str_attr("__module__").unwrap_or_default();
        let module = match spec.module {
            ModuleSpec::Is(m) => m,
            ModuleSpec::Own => self.module_of_python(&python_module),
        };
        let native_name = match spec.native_name {
            Some(n) => n,
            None => self.native_function_name(&spec.key),
        };
        let decl_spec = DeclSpec { is_user_function: true, ..spec.decl };
        let mut decl = match self.declare(p, decl_spec)? {
            Ok(decl) => decl,
            Err(reason) => {
                return Ok(Err(self.cannot_declare(&format!("function {}", spec.key), p, &reason)));
            }
        };
        decl.is_user_function = true;
        let defaults = spec.defaults.unwrap_or_else(|| self.parameter_defaults(p));
        if let Some(reason) = self.first_unknown(defaults.iter().map(|(_, v)| v)) {
            let what = format!("function {}", spec.key);
            return Ok(Err(self.cannot_declare(&what, p, &format!("a default depends on {reason}"))));
        }
        let signature = self.function_signature(&spec.key, &decl)?;
        let id = FunctionId(self.functions.len() as u32);
        self.functions.push(Function {
            key: spec.key.as_str().into(),
            native_name: native_name.into(),
            qualname: p.str_attr("__qualname__").unwrap_or_default(),
            namespace: "",
            module,
            decl,
            defaults,
            snippet: spec.snippet,
            custom_replay: None,
            custom_grad: None,
            inline_hint: spec.inline_hint,
            overloads: IndexMap::new(),
            templates: IndexMap::new(),
            signature: signature.as_str().into(),
            generic_parent: None,
            force_adjoint_codegen: false,
            uses_grad_call: false,
            used_by_backward_kernel: false,
            is_differentiable: true,
        });
        self.function_objects.push(p.clone());
        self.function_attrs.push(Namespace::default());
        if !spec.skip_adding_overload {
            self.add_overload(id, id)?;
        }
        Ok(Ok(id))
    }

    /// Warp's `get_signature` of a function's parameters.
    fn function_signature(&self, key: &str, decl: &Decl) -> PyResult<String> {
        let mut codes = Vec::with_capacity(decl.args.len());
        for (name, ty) in &decl.args {
            codes.push(self.types.code(*ty).map_err(|e| {
                PyError::warp(
                    "RuntimeError",
                    format!("Failed to determine type code for argument '{name}' of function {key}: {e}"),
                )
            })?);
        }
        Ok(codes.join("_"))
    }

    fn signature_without_references(&self, id: FunctionId) -> PyResult<String> {
        let function = &self.functions[id.index()];
        let mut decl_args = function.decl.args.clone();
        for (_, ty) in &mut decl_args {
            *ty = self.types.strip(*ty);
        }
        let codes: Vec<String> =
            decl_args.iter().map(|(_, t)| self.types.code(*t).unwrap_or_default()).collect();
        Ok(codes.join("_"))
    }

    /// Warp's `Function.add_overload` on user functions.
    fn add_overload(&mut self, head: FunctionId, id: FunctionId) -> PyResult<()> {
        let signature = self.functions[id.index()].signature.clone();
        let bare = self.signature_without_references(id)?;
        let others: Vec<FunctionId> = {
            let h = &self.functions[head.index()];
            h.overloads.values().chain(h.templates.values()).copied().collect()
        };
        for other in others {
            if self.functions[other.index()].signature != signature
                && self.signature_without_references(other)? == bare
            {
                let key = &self.functions[head.index()].key;
                return Err(PyError::warp(
                    "RuntimeError",
                    format!(
                        "Cannot overload Warp function '{key}' with signatures that differ only by `wp.ref[T]`; use \
                         distinct value types or a different function name."
                    ),
                ));
            }
        }
        let h = &mut self.functions[head.index()];
        let table = if is_generic_signature(&signature) { &mut h.templates } else { &mut h.overloads };
        table.insert(signature, id);
        Ok(())
    }

    /// Warp's `Module.register_function`: `existing` is what the function's name is bound to in the defining scope.
    fn register_function(
        &mut self,
        id: FunctionId,
        existing: Option<Value>,
        skip_overload: bool,
    ) -> PyResult<()> {
        self.chain_overloads(id, existing, skip_overload)?;
        let decl = self.functions[id.index()].decl.clone();
        self.find_references(&decl)
    }

    fn chain_overloads(
        &mut self,
        id: FunctionId,
        existing: Option<Value>,
        skip_overload: bool,
    ) -> PyResult<()> {
        let (key, module, signature) = {
            let function = &self.functions[id.index()];
            (function.key.clone(), function.module, function.signature.clone())
        };
        let existing = match existing {
            Some(Value::Function(FuncRef::User(e))) => Some(e),
            _ => None,
        };
        let functions = &mut self.module_states[module.index()].functions;
        functions.insert(key.clone(), existing.unwrap_or(id));
        let Some(existing) = existing else { return Ok(()) };
        let generic = is_generic_signature(&signature);
        if self.functions[existing.index()].signature == signature {
            let templates = self.functions[existing.index()].templates.clone();
            let overloads: Vec<(Rc<str>, FunctionId)> = {
                let e = &self.functions[existing.index()];
                e.overloads
                    .iter()
                    .filter(|(_, f)| !generic || self.functions[f.index()].generic_parent != Some(existing))
                    .map(|(s, f)| (s.clone(), *f))
                    .collect()
            };
            let function = &mut self.functions[id.index()];
            function.templates = templates;
            if generic {
                function.overloads.extend(overloads);
                function.templates.insert(signature, id);
            } else {
                function.overloads = overloads.into_iter().collect();
                function.overloads.insert(signature, id);
            }
            self.module_states[module.index()].functions.insert(key, id);
        } else if !skip_overload {
            if generic && let Some(old) = self.functions[existing.index()].templates.get(&signature).copied()
            {
                let stale: Vec<Rc<str>> = {
                    let e = &self.functions[existing.index()];
                    let made = |f: &FunctionId| self.functions[f.index()].generic_parent == Some(old);
                    e.overloads.iter().filter(|(_, f)| made(f)).map(|(s, _)| s.clone()).collect()
                };
                for s in stale {
                    self.functions[existing.index()].overloads.shift_remove(&s);
                }
            }
            self.add_overload(existing, id)?;
        }
        Ok(())
    }

    fn wp_func_grad(
        &mut self,
        f: &mut Frame,
        p: &Rc<PyFunction>,
        forward: Option<&Value>,
    ) -> PyResult<Value> {
        let result = Value::PyFunction(p.clone());
        let Some(Value::Function(FuncRef::User(head))) = forward else { return Ok(result) };
        let head = *head;
        let (key, generic) = {
            let h = &self.functions[head.index()];
            (h.key.clone(), h.decl.args.iter().any(|(_, t)| self.types.is_generic(*t)))
        };
        if generic {
            return Err(PyError::warp(
                "RuntimeError",
                format!(
                    "Cannot define custom grad definition for {key} since functions with generic input arguments are not yet supported."
                ),
            ));
        }
        let probe = DeclSpec { skip_forward: true, ..DeclSpec::default() };
        let decl = match self.declare(p, probe)? {
            Ok(decl) => decl,
            Err(reason) => {
                self.cannot_declare(&format!("custom gradient of {key}"), p, &reason);
                return Ok(result);
            }
        };
        let grad_signature = self.function_signature(&key, &decl)?;
        if is_generic_signature(&grad_signature) && decl.args.iter().any(|(_, t)| self.types.is_generic(*t)) {
            return Err(PyError::warp(
                "RuntimeError",
                format!(
                    "Cannot define custom grad definition for {key} since the provided grad function has generic input arguments."
                ),
            ));
        }
        let candidates: Vec<FunctionId> = {
            let h = &self.functions[head.index()];
            h.overloads.iter().filter(|(s, _)| grad_signature.starts_with(&***s)).map(|(_, id)| *id).collect()
        };
        let grad_args: Vec<crate::types::Ty> = decl.args.iter().map(|(_, t)| *t).collect();
        let Some(target) = candidates.into_iter().find(|c| self.grad_matches(*c, &grad_args)) else {
            let qualname = p.str_attr("__qualname__").unwrap_or_default();
            return Err(PyError::warp(
                "RuntimeError",
                format!("No function overload found for gradient function {qualname} for function {key}"),
            ));
        };
        let (module, native_name, inline_hint, count) = {
            let t = &self.functions[target.index()];
            (t.module, t.native_name.to_string(), t.inline_hint.clone(), t.decl.args.len())
        };
        let spec = FunctionSpec {
            key: key.to_string(),
            native_name: Some(native_name),
            module: ModuleSpec::Is(module),
            inline_hint,
            decl: DeclSpec {
                skip_forward: true,
                custom_reverse_mode: true,
                custom_reverse_args: Some(count as i32),
                ..DeclSpec::default()
            },
            ..FunctionSpec::default()
        };
        let _ = f;
        if let Ok(grad) = self.new_function(p, spec)? {
            // The gradient is registered from inside Warp, where its name is not bound.
            self.register_function(grad, None, false)?;
            let t = &mut self.functions[target.index()];
            t.custom_grad = Some(grad);
            t.decl.skip_reverse_codegen = true;
        }
        Ok(result)
    }

    /// Whether a gradient's parameters are an overload's parameters followed by one adjoint per result. Results are
    /// taken from the annotation where there is one; what the body returns is only known to a build.
    fn grad_matches(&self, target: FunctionId, grad_args: &[crate::types::Ty]) -> bool {
        let decl = &self.functions[target.index()].decl;
        let n = decl.args.len();
        // References are equal where both annotations are one object, which cannot be told apart here.
        let same = |a: crate::types::Ty, b: crate::types::Ty| a == b || self.types.equal(a, b);
        if grad_args.len() < n || !decl.args.iter().zip(grad_args).all(|((_, a), b)| same(*a, *b)) {
            return false;
        }
        let rest = &grad_args[n..];
        match decl.returns {
            // What the body returns is only known to a build; how much it returns can be read off.
            None => match super::source::returned_values(decl.def()) {
                Some(0) => rest.is_empty(),
                Some(1) => !rest.is_empty(),
                Some(n) => rest.len() == n,
                None => true,
            },
            Some(ty) => match &*self.types.kind(ty) {
                crate::types::TyKind::TupleOf(items) => {
                    items.len() == rest.len() && items.iter().zip(rest).all(|(a, b)| self.types.equal(*a, *b))
                }
                _ => rest.len() == 1 && self.types.equal(ty, rest[0]),
            },
        }
    }

    fn wp_func_replay(&mut self, p: &Rc<PyFunction>, forward: Option<&Value>) -> PyResult<Value> {
        let result = Value::PyFunction(p.clone());
        let Some(Value::Function(FuncRef::User(head))) = forward else { return Ok(result) };
        let head = *head;
        let key = self.functions[head.index()].key.clone();
        let decl = match self.declare(p, DeclSpec::default())? {
            Ok(decl) => decl,
            Err(reason) => {
                self.cannot_declare(&format!("custom replay of {key}"), p, &reason);
                return Ok(result);
            }
        };
        // Warp passes all annotations, the one of the result included.
        let mut inputs: Vec<(Rc<str>, crate::types::Ty)> = decl.args.clone();
        inputs.extend(decl.returns.map(|ty| ("return".into(), ty)));
        let args: Vec<super::ArgType> = inputs.iter().map(|(_, t)| super::ArgType::Ty(*t)).collect();
        let Some(target) = self.get_overload(head, &args, &[])? else {
            let shown: Vec<String> =
                inputs.iter().map(|(n, t)| format!("{n}: {}", self.type_py_name(*t))).collect();
            return Err(PyError::warp(
                "RuntimeError",
                format!(
                    "Could not find forward definition of function {key} that matches custom replay definition with \
                     arguments:\n{}",
                    shown.join(", ")
                ),
            ));
        };
        let (module, inline_hint, target_key) = {
            let t = &self.functions[target.index()];
            (t.module, t.inline_hint.clone(), t.key.clone())
        };
        let spec = FunctionSpec {
            key: format!("replay_{target_key}"),
            module: ModuleSpec::Is(module),
            inline_hint,
            decl: DeclSpec { skip_reverse: true, ..DeclSpec::default() },
            skip_adding_overload: true,
            ..FunctionSpec::default()
        };
        if let Ok(replay) = self.new_function(p, spec)? {
            self.register_function(replay, None, true)?;
            self.functions[target.index()].custom_replay = Some(replay);
        }
        Ok(result)
    }
}
