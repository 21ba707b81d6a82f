//! `@wp.kernel`, `wp.Kernel`, `wp.overload`, modules and their options.

use std::rc::Rc;

use indexmap::IndexMap;

use super::super::error::{PyError, PyResult};
use super::super::interp::builtins_args::Args;
use super::super::interp::{Frame, describe};
use super::super::model::Kernel;
use super::super::session::{KernelState, Session};
use super::super::value::*;
use super::decl::DeclSpec;
use super::full_qualified_name;
use crate::frontend::ast::{Constant, Expr, ExprKind, Name, StmtKind};
use crate::ids::{KernelId, ModuleId};
use crate::types::{Family, Ty, TyKind};

/// What declaring a kernel costs, in steps of evaluation.
const KERNEL_WORK: usize = 1_000;
/// What naming a unique module costs: all that the kernel refers to is hashed.
const UNIQUE_WORK: usize = 2_000;

impl Session {
    /// `wp.kernel(**kwargs)(p)`.
    pub(super) fn wp_kernel(&mut self, p: &Rc<PyFunction>, kwargs: &[(Name, Value)]) -> PyResult<Value> {
        let option = |name: &str| {
            kwargs.iter().find(|(n, _)| &**n == name).map(|(_, v)| v.clone()).filter(|v| !v.is_none())
        };
        let Some(qualname) = p.str_attr("__qualname__") else {
            return Ok(self.cannot_declare("a kernel", p, "its name is unknown"));
        };
        if let Some(reason) = self.first_unknown(kwargs.iter().map(|(_, v)| v)) {
            let reason = format!("an option depends on {reason}");
            return Ok(self.cannot_declare(&format!("kernel {qualname}"), p, &reason));
        }
        let name = match option("name") {
            None => None,
            Some(Value::Str(s)) => {
                if !is_cpp_identifier(&s) {
                    return Err(PyError::warp(
                        "ValueError",
                        "name must be a non-empty valid C++ identifier matching [A-Za-z_][A-Za-z0-9_]*",
                    ));
                }
                Some(s.to_string())
            }
            Some(other) => {
                let class = self.class_name(&other);
                return Err(PyError::warp("TypeError", format!("name must be a str, got <class '{class}'>")));
            }
        };
        let key = name.clone().unwrap_or_else(|| full_qualified_name(&qualname));
        let options = self.kernel_options(&option)?;
        let function_name = p.str_attr("__name__").unwrap_or_default();
        let unique = matches!(option("module"), Some(Value::Str(s)) if &*s == "unique");
        let module = match option("module") {
            None => {
                let python_module = p.str_attr("__module__").unwrap_or_default();
                self.module_of_python(&python_module)
            }
            Some(Value::Str(_)) if unique => self.new_warp_module(name.as_deref().unwrap_or(&function_name)),
            Some(Value::Str(s)) => self.module_of_python(&s),
            Some(Value::WarpModule(m)) => m,
            Some(other) => {
                let reason = format!("its module is {}", describe(&other));
                return Ok(self.cannot_declare(&format!("kernel {qualname}"), p, &reason));
            }
        };
        if let Some(module_options) = option("module_options") {
            self.apply_module_options(module, unique, &function_name, &module_options)?;
        }
        let kernel = match self.new_kernel(p, &key, module, options)? {
            Ok(k) => k,
            Err(unknown) => return Ok(unknown),
        };
        if !unique {
            self.scan_kernel(&kernel)?;
            return Ok(Value::Kernel(kernel));
        }
        let named = self.name_unique(kernel.clone())?;
        if named.id() == kernel.id() {
            self.scan_kernel(&named)?;
        }
        Ok(Value::Kernel(named))
    }

    fn scan_kernel(&mut self, kernel: &KernelRef) -> PyResult<()> {
        let decl = self.kernels[kernel.id().index()].decl.clone();
        self.find_references(&decl)
    }

    /// Warp's `Kernel.__init__`.
    fn new_kernel(
        &mut self,
        p: &Rc<PyFunction>,
        key: &str,
        module: ModuleId,
        options: IndexMap<Rc<str>, Value>,
    ) -> PyResult<Result<KernelRef, Value>> {
        self.work_on_kernel(KERNEL_WORK)?;
        let decl = match self.declare(p, DeclSpec::default())? {
            Ok(decl) => decl,
            Err(reason) => return Ok(Err(self.cannot_declare(&format!("kernel {key}"), p, &reason))),
        };
        let is_generic = decl.args.iter().any(|(_, t)| self.types.is_generic(*t));
        let qualname = p.str_attr("__qualname__").unwrap_or_default();
        let python_module = p.str_attr("__module__").unwrap_or_default();
        let kernel = Kernel {
            key: key.into(),
            qualname,
            python_module,
            module,
            decl,
            options,
            signature: "".into(),
            is_generic,
            overloads: IndexMap::new(),
            generic_parent: None,
            dead: false,
        };
        let handle = self.push_kernel(kernel, p, None);
        self.modules[module.index()].kernels.push(handle.id());
        self.module_states[module.index()].kernels.insert(key.into(), handle.clone());
        Ok(Ok(handle))
    }

    fn push_kernel(&mut self, kernel: Kernel, p: &Rc<PyFunction>, parent: Option<KernelRef>) -> KernelRef {
        let id = KernelId(self.kernels.len() as u32);
        self.kernels.push(kernel);
        let handle = KernelRef(Rc::new(KernelToken { id, parent }));
        self.kernel_states.push(KernelState {
            func: p.clone(),
            token: Rc::downgrade(&handle.0),
            attrs: Namespace::default(),
        });
        handle
    }

    /// Names a unique module by the hash of what it holds now; a module of that name made before is used instead.
    fn name_unique(&mut self, kernel: KernelRef) -> PyResult<KernelRef> {
        let id = kernel.id();
        let (key, module) = (self.kernels[id.index()].key.clone(), self.kernels[id.index()].module);
        let name: Rc<str> = match self.unique_hasher {
            Some(hasher) => {
                self.work_on_kernel(UNIQUE_WORK)?;
                let hash = hasher(self, id)?;
                let suffix: String = hash[..4].iter().map(|b| format!("{b:02x}")).collect();
                format!("{key}_{suffix}").into()
            }
            // Without a hasher every kernel keeps a module of its own.
            None => format!("{key}#{}", id.0).into(),
        };
        if let Some(existing) = self.user_modules.get(&name) {
            let state = &self.module_states[existing.index()];
            if let Some(same) = state.kernels.get(&key) {
                return Ok(same.clone());
            }
        }
        let owner = self.kernels[id.index()].python_module.clone();
        let m = &mut self.modules[module.index()];
        m.name = if self.unique_hasher.is_some() { name.clone() } else { key };
        m.is_unique = true;
        m.owner = owner;
        self.user_modules.insert(name, module);
        self.unique_modules.push(module);
        Ok(kernel)
    }

    /// `wp.Kernel(func, key, module, options, code_transformers, source)`.
    pub(in crate::host) fn wp_kernel_object(&mut self, f: &mut Frame, mut args: Args) -> PyResult<Value> {
        let _ = f;
        let func = args.take(0, "func");
        let key = args.take(1, "key");
        let module = args.take(2, "module");
        let options = args.take(3, "options");
        let p = match func {
            Some(Value::PyFunction(p)) => p,
            Some(v @ Value::Unknown(_)) => return Ok(v),
            _ => return Ok(self.unknown("wp.Kernel of something that is no function")),
        };
        let qualname = p.str_attr("__qualname__").unwrap_or_default();
        let given: Vec<Value> = [&key, &module, &options].into_iter().flatten().cloned().collect();
        if let Some(reason) = self.first_unknown(&given) {
            return Ok(self.cannot_declare(&format!("kernel {qualname}"), &p, &reason));
        }
        if args.keywords.iter().any(|(n, v)| matches!(&**n, "source" | "code_transformers") && !v.is_none()) {
            return Ok(self.cannot_declare(
                &format!("kernel {qualname}"),
                &p,
                "its source is made at run time",
            ));
        }
        let key = match key {
            Some(Value::Str(s)) => s.to_string(),
            _ => full_qualified_name(&qualname),
        };
        let module = match module {
            Some(Value::WarpModule(m)) => m,
            _ => {
                let python_module = p.str_attr("__module__").unwrap_or_default();
                self.module_of_python(&python_module)
            }
        };
        let mut table = IndexMap::new();
        if let Some(Value::Dict(d)) = options {
            for (k, v) in d.entries() {
                if let Value::Str(s) = k {
                    table.insert(s, v);
                }
            }
        }
        Ok(match self.new_kernel(&p, &key, module, table)? {
            Ok(k) => {
                self.scan_kernel(&k)?;
                Value::Kernel(k)
            }
            Err(unknown) => unknown,
        })
    }

    /// `wp.Module(name, loader)`.
    pub(in crate::host) fn wp_module_object(&mut self, args: &mut Args) -> PyResult<Value> {
        let name = match args.take(0, "name") {
            Some(Value::Str(s)) => s,
            Some(Value::None) | None => "None".into(),
            Some(other) => return Ok(self.unknown(describe(&other))),
        };
        let m = self.new_warp_module(&name);
        self.modules[m.index()].owner = "".into();
        Ok(Value::WarpModule(m))
    }

    /// `wp.get_module(name)`.
    pub(in crate::host) fn wp_get_module(&mut self, args: &mut Args) -> PyResult<Value> {
        match args.take(0, "name") {
            Some(Value::Str(s)) => Ok(Value::WarpModule(self.module_of_python(&s))),
            Some(other) => Ok(self.unknown(describe(&other))),
            None => {
                Err(PyError::new("TypeError", "get_module() missing 1 required positional argument: 'name'"))
            }
        }
    }

    /// `wp.overload(kernel, arg_types)`, and its decorator form.
    pub(in crate::host) fn wp_overload(&mut self, f: &mut Frame, mut args: Args) -> PyResult<Value> {
        let _ = f;
        let kernel = args.take(0, "kernel");
        let types = args.take(1, "arg_types").unwrap_or(Value::None);
        match kernel {
            Some(Value::Kernel(k)) => self.add_overload_value(&k, &types),
            Some(Value::PyFunction(p)) => self.overload_stub(&p),
            Some(v @ Value::Unknown(_)) => Ok(v),
            _ => Err(PyError::warp("RuntimeError", "wp.overload() called with invalid argument!")),
        }
    }

    /// Adds an instance of a generic kernel from a list or dict of types.
    pub(super) fn add_overload_value(&mut self, k: &KernelRef, types: &Value) -> PyResult<Value> {
        let kernel = &self.kernels[k.id().index()];
        let key = kernel.key.clone();
        if !kernel.is_generic {
            return Err(PyError::warp(
                "RuntimeError",
                format!("Only generic kernels can be overloaded.  Kernel {key} is not generic"),
            ));
        }
        let parameters = kernel.decl.args.clone();
        let unresolved = |s: &mut Session, reason: String| {
            let func = s.kernel_states[k.id().index()].func.clone();
            Ok(s.cannot_declare(&format!("an instance of kernel {key}"), &func, &reason))
        };
        let mut list: Vec<Ty> = Vec::new();
        match types {
            Value::None => {}
            Value::List(items) => {
                for v in items.borrow().clone() {
                    match self.overload_type(&v) {
                        Ok(ty) => list.push(ty),
                        Err(reason) => return unresolved(self, reason),
                    }
                }
            }
            Value::Dict(d) => {
                list = parameters.iter().map(|(_, t)| *t).collect();
                for (name, v) in d.entries() {
                    let name = name.as_str().unwrap_or_default().to_owned();
                    let Some(at) = parameters.iter().position(|(n, _)| **n == *name) else {
                        return Err(PyError::warp(
                            "RuntimeError",
                            format!("Invalid argument name '{name}' in overload of kernel {key}"),
                        ));
                    };
                    match self.overload_type(&v) {
                        Ok(ty) => list[at] = ty,
                        Err(reason) => return unresolved(self, reason),
                    }
                }
            }
            Value::Unknown(_) => return unresolved(self, describe(types)),
            _ => {
                return Err(PyError::warp(
                    "TypeError",
                    "Kernel overload types must be given in a list or dict",
                ));
            }
        }
        self.add_kernel_overload(k, &list).map(Value::Kernel)
    }

    fn overload_type(&mut self, value: &Value) -> Result<Ty, String> {
        self.annotation_type(value)
    }

    /// Warp's `Kernel.add_overload`.
    pub fn add_kernel_overload(&mut self, k: &KernelRef, types: &[Ty]) -> Result<KernelRef, PyError> {
        let id = k.id();
        let kernel = &self.kernels[id.index()];
        let key = kernel.key.clone();
        let parameters = kernel.decl.args.clone();
        if types.len() != parameters.len() {
            return Err(PyError::warp(
                "RuntimeError",
                format!("Invalid number of arguments for kernel {key}"),
            ));
        }
        let mut codes = Vec::new();
        for (i, ty) in types.iter().enumerate() {
            if matches!(&*self.types.kind(*ty), TyKind::FixedArray { .. })
                || self.types.as_array(*ty).is_some_and(|(f, ..)| f == Family::Fixed)
            {
                return Err(PyError::warp(
                    "TypeError",
                    format!(
                        "Kernel '{key}', argument '{}': Cannot use wp.fixedarray as a host argument or kernel overload type; \
                         it is a compiler-only stack array",
                        parameters[i].0
                    ),
                ));
            }
            codes.push(self.types.code(*ty).map_err(|e| {
                PyError::warp(
                    "RuntimeError",
                    format!("Failed to determine type code for argument {} of function {key}: {e}", i + 1),
                )
            })?);
        }
        let signature: Rc<str> = codes.join("_").into();
        if let Some(existing) = kernel.overloads.get(&signature) {
            return Ok(self.overload_handle(*existing, k));
        }
        for (ty, (name, template)) in types.iter().zip(&parameters) {
            if self.types.matches_template(*ty, *template) {
                continue;
            }
            let got = self.types.repr(*ty);
            return Err(PyError::warp(
                "TypeError",
                if self.types.is_generic(*ty) {
                    format!("Kernel {key} argument '{name}' cannot be generic, got {got}")
                } else {
                    let expected = self.types.repr(*template);
                    format!("Kernel {key} argument '{name}' type mismatch: expected {expected}, got {got}")
                },
            ));
        }
        self.work_on_kernel(KERNEL_WORK)?;
        let func = self.kernel_states[id.index()].func.clone();
        let annotations = parameters.iter().zip(types).map(|((n, _), t)| (n.clone(), *t)).collect();
        let spec = DeclSpec { overload: Some(annotations), explicit_source: true, ..DeclSpec::default() };
        let decl = self.declare(&func, spec)?.map_err(|reason| {
            PyError::new("RuntimeError", format!("cannot instantiate a kernel: {reason}"))
        })?;
        let mut instance = self.kernels[id.index()].clone();
        instance.decl = decl;
        instance.is_generic = false;
        instance.overloads = IndexMap::new();
        instance.signature = signature.clone();
        instance.generic_parent = Some(id);
        let handle = self.push_kernel(instance, &func, Some(k.clone()));
        self.kernels[id.index()].overloads.insert(signature, handle.id());
        Ok(handle)
    }

    /// A reference to an instance that was made before.
    fn overload_handle(&mut self, id: KernelId, parent: &KernelRef) -> KernelRef {
        let state = &mut self.kernel_states[id.index()];
        if let Some(token) = state.token.upgrade() {
            return KernelRef(token);
        }
        let handle = KernelRef(Rc::new(KernelToken { id, parent: Some(parent.clone()) }));
        state.token = Rc::downgrade(&handle.0);
        handle
    }

    /// `@wp.overload` on a stub: the kernel of that name gets an instance with the stub's types.
    fn overload_stub(&mut self, p: &Rc<PyFunction>) -> PyResult<Value> {
        let python_module = p.str_attr("__module__").unwrap_or_default();
        let qualname = full_qualified_name(&p.str_attr("__qualname__").unwrap_or_default());
        let name = p.str_attr("__name__").unwrap_or_default();
        let module = self.module_of_python(&python_module);
        let kernels = &self.module_states[module.index()].kernels;
        let kernel = kernels.get(&*qualname).cloned().or_else(|| {
            kernels
                .values()
                .find(|k| full_qualified_name(&self.kernels[k.id().index()].qualname) == qualname)
                .cloned()
        });
        let Some(kernel) = kernel else {
            return Err(PyError::warp(
                "RuntimeError",
                format!("Failed to find a kernel named '{name}' in module {python_module}"),
            ));
        };
        let key = self.kernels[kernel.id().index()].key.clone();
        if !self.kernels[kernel.id().index()].is_generic {
            return Err(PyError::warp(
                "RuntimeError",
                format!("Only generic kernels can be overloaded.  Kernel {key} is not generic"),
            ));
        }
        if let FunctionCode::Def(def) = &p.code {
            let allowed = |s: &crate::frontend::ast::Stmt| match &s.kind {
                StmtKind::Pass => true,
                StmtKind::Expr(Expr { kind: ExprKind::Constant(c), .. }) => {
                    matches!(c, Constant::Str(_) | Constant::Ellipsis)
                }
                _ => false,
            };
            if !def.body.iter().all(allowed) {
                return Err(PyError::warp(
                    "RuntimeError",
                    "Illegal statement in kernel overload definition.  Only pass, ellipsis (...), comments, or docstrings \
                     are allowed",
                ));
            }
        }
        let mut types = Vec::new();
        for annotation in self.annotations_of(p)? {
            if &*annotation.name == "return" {
                continue;
            }
            match self.annotation_type(&annotation.value) {
                Ok(ty) => types.push(ty),
                Err(reason) => {
                    self.cannot_declare(&format!("an instance of kernel {key}"), p, &reason);
                    return Ok(Value::Kernel(kernel));
                }
            }
        }
        self.add_kernel_overload(&kernel, &types)?;
        Ok(Value::Kernel(kernel))
    }
}

fn is_cpp_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c == '_' || c.is_ascii_alphabetic())
        && chars.all(|c| c == '_' || c.is_ascii_alphanumeric())
}
