//! Overload resolution of user functions, generic instances and callable specialisations.

use std::rc::Rc;

use sha2::{Digest as _, Sha256};

use super::super::error::{PyError, PyResult};
use super::super::session::Session;
use super::super::value::*;
use super::decl::DeclSpec;
use crate::ids::{FuncRef, FunctionId};
use crate::types::{Erasure, Ty};

/// The type of a call argument, or the function that it is.
#[derive(Clone, Debug, PartialEq)]
pub enum ArgType {
    /// A type.
    Ty(Ty),
    /// A function passed as a value.
    Func(FuncRef),
    /// A sequence of types (a tuple argument).
    Seq(Vec<ArgType>),
    /// A default that is `None`: it matches anything.
    None,
}

impl Session {
    /// Warp's `get_arg_type` of a default value.
    #[must_use]
    pub fn arg_type_of_value(&self, value: &Value) -> ArgType {
        match value {
            Value::None => ArgType::None,
            Value::Function(r) => ArgType::Func(*r),
            Value::Type(ty) => ArgType::Ty(*ty),
            Value::Class(c) if c.ty.get().is_some() => ArgType::Ty(c.ty.get().unwrap_or(Ty::ANY)),
            Value::Str(_) => ArgType::Ty(Ty::STR),
            Value::StructInstance(s) => ArgType::Ty(s.ty),
            Value::Tuple(items) => ArgType::Seq(items.iter().map(|v| self.arg_type_of_value(v)).collect()),
            Value::List(items) => {
                ArgType::Seq(items.borrow().iter().map(|v| self.arg_type_of_value(v)).collect())
            }
            Value::EnumMember(m) if m.is_int => ArgType::Ty(Ty::PY_INT),
            other => match self.type_of(other).as_type() {
                Some(ty) => ArgType::Ty(ty),
                None => ArgType::Ty(
                    self.types.intern(crate::types::TyKind::PyClass(self.class_name(other).into())),
                ),
            },
        }
    }

    /// Warp's `func_match_args` on a user function.
    #[must_use]
    pub fn function_matches(
        &self,
        id: FunctionId,
        args: &[ArgType],
        kwargs: &[(Rc<str>, ArgType)],
        erasure: Erasure,
    ) -> bool {
        let function = &self.functions[id.index()];
        let parameters = &function.decl.args;
        if args.len() > parameters.len() {
            return false;
        }
        let mut seen = 0;
        for (i, (name, ty)) in parameters.iter().enumerate() {
            let keyword = kwargs.iter().find(|(n, _)| n == name).map(|(_, t)| t);
            let default;
            let bound = match (args.get(i), keyword) {
                (Some(_), Some(_)) => return false,
                (Some(t), None) => t,
                (None, Some(t)) => {
                    seen += 1;
                    t
                }
                (None, None) => match function.defaults.iter().find(|(n, _)| n == name) {
                    Some((_, v)) => {
                        default = self.arg_type_of_value(v);
                        &default
                    }
                    None => return false,
                },
            };
            if !self.argument_binds(*ty, bound, erasure) {
                return false;
            }
        }
        seen == kwargs.len()
    }

    pub(in crate::host) fn argument_binds(
        &self,
        parameter: Ty,
        argument: &ArgType,
        erasure: Erasure,
    ) -> bool {
        match argument {
            ArgType::None => true,
            _ if parameter == Ty::ANY => true,
            ArgType::Func(_) => parameter == Ty::WARP_FUNCTION,
            ArgType::Ty(ty) => self.types.binds(parameter, *ty, erasure),
            ArgType::Seq(items) => {
                let mut types = Vec::new();
                for item in items {
                    match item {
                        ArgType::Ty(t) => types.push(*t),
                        _ => return false,
                    }
                }
                let tuple = self.types.intern(crate::types::TyKind::TupleOf(types.into()));
                self.types.binds(parameter, tuple, erasure)
            }
        }
    }

    /// Warp's `Function.get_overload` on user functions: concrete overloads exactly, then with query kinds erased, then
    /// templates, which are instantiated.
    pub fn get_overload(
        &mut self,
        head: FunctionId,
        args: &[ArgType],
        kwargs: &[(Rc<str>, ArgType)],
    ) -> Result<Option<FunctionId>, PyError> {
        let concrete: Vec<FunctionId> = self.functions[head.index()].overloads.values().copied().collect();
        for erasure in [Erasure::Exact, Erasure::Allow] {
            if let Some(id) = concrete.iter().find(|id| self.function_matches(**id, args, kwargs, erasure)) {
                return Ok(Some(*id));
            }
        }
        let templates: Vec<FunctionId> = self.functions[head.index()].templates.values().copied().collect();
        for template in templates {
            if !self.function_matches(template, args, kwargs, Erasure::Exact) {
                continue;
            }
            if let Some(types) = self.template_types(template, args) {
                return self.instantiate_function(head, template, types).map(Some);
            }
        }
        Ok(None)
    }

    /// The types an instance of a template gets from positional arguments and defaults; `None` if they do not fit.
    fn template_types(&self, template: FunctionId, args: &[ArgType]) -> Option<Vec<(Rc<str>, Ty)>> {
        let function = &self.functions[template.index()];
        let parameters = &function.decl.args;
        let required = parameters.len().saturating_sub(function.defaults.len());
        if args.len() < required || args.len() > parameters.len() {
            return None;
        }
        let mut types: Vec<(Rc<str>, Ty)> = Vec::with_capacity(parameters.len());
        for (arg, (name, template_type)) in args.iter().zip(parameters) {
            let ty = match arg {
                ArgType::Func(_) if *template_type == Ty::WARP_FUNCTION => *template_type,
                ArgType::Ty(ty) if self.types.matches_template(*ty, *template_type) => *ty,
                ArgType::Seq(items) if *template_type == Ty::ANY || self.types.is_generic(*template_type) => {
                    let types: Option<Vec<Ty>> = items
                        .iter()
                        .map(|i| match i {
                            ArgType::Ty(t) => Some(*t),
                            _ => None,
                        })
                        .collect();
                    self.types.intern(crate::types::TyKind::TupleOf(types?.into()))
                }
                _ => return None,
            };
            types.push((name.clone(), ty));
        }
        for (name, value) in &function.defaults {
            if types.iter().any(|(n, _)| n == name) {
                continue;
            }
            let template_type = parameters.iter().find(|(n, _)| n == name).map(|(_, t)| *t)?;
            let ty = match self.arg_type_of_value(value) {
                ArgType::Func(_) if template_type == Ty::WARP_FUNCTION => template_type,
                ArgType::Ty(t) => self.types.strip(t),
                _ => Ty::NONE,
            };
            types.push((name.clone(), ty));
        }
        Some(types)
    }

    /// A new instance of a template: a shallow copy with a fresh adjoint.
    fn instantiate_function(
        &mut self,
        head: FunctionId,
        template: FunctionId,
        types: Vec<(Rc<str>, Ty)>,
    ) -> PyResult<FunctionId> {
        let object = self.function_object_of(template);
        let spec = DeclSpec { overload: Some(types), explicit_source: true, ..DeclSpec::default() };
        let decl = self.declare(&object, spec)?.map_err(|reason| {
            PyError::new("RuntimeError", format!("cannot instantiate a generic function: {reason}"))
        })?;
        let mut instance = self.functions[template.index()].clone();
        // `ovl = shallowcopy(f)` keeps `f`'s tables, but they are only read through the head.
        let mut decl = decl;
        decl.is_user_function = false;
        instance.decl = decl;
        instance.generic_parent = Some(template);
        let mut codes = Vec::new();
        for (name, ty) in &instance.decl.args {
            codes.push(self.types.code(*ty).map_err(|e| {
                PyError::warp(
                    "RuntimeError",
                    format!(
                        "Failed to determine type code for argument '{name}' of function {}: {e}",
                        instance.key
                    ),
                )
            })?);
        }
        let signature: Rc<str> = codes.join("_").into();
        instance.signature = signature.clone();
        let id = FunctionId(self.functions.len() as u32);
        self.functions.push(instance);
        self.function_objects.push(object);
        self.function_attrs.push(Namespace::default());
        self.functions[head.index()].overloads.insert(signature, id);
        Ok(id)
    }

    /// The Python function an overload was made from (a head may have been updated to wrap another).
    fn function_object_of(&self, id: FunctionId) -> Rc<PyFunction> {
        let object = &self.function_objects[id.index()];
        let def = &self.functions[id.index()].decl.source.def;
        match &object.code {
            FunctionCode::Def(d) if std::sync::Arc::ptr_eq(d, def) => object.clone(),
            _ => self.original_objects.get(&id).cloned().unwrap_or_else(|| object.clone()),
        }
    }

    /// Warp's `specialize_callable_func`.
    pub fn specialize_callable(
        &mut self,
        id: FunctionId,
        values: &[(Rc<str>, FuncRef)],
    ) -> Result<FunctionId, PyError> {
        let function = &self.functions[id.index()];
        if function.custom_grad.is_some() || function.custom_replay.is_some() {
            return Err(PyError::warp(
                "WarpCodegenError",
                format!(
                    "wp.Function parameters are not supported on functions with custom gradients or replay functions: \
                     '{}'",
                    function.key
                ),
            ));
        }
        let order =
            function.decl.args.iter().filter_map(|(n, _)| values.iter().find(|(v, _)| v == n).cloned());
        let key: Vec<(Rc<str>, FuncRef)> = order.collect();
        if let Some(done) = self.specializations.get(&(id, key.clone())) {
            return Ok(*done);
        }
        let mut hash = Sha256::new();
        hash.update(function.native_name.as_bytes());
        for (name, target) in &key {
            hash.update(name.as_bytes());
            let (target_key, native) = self.function_names(*target);
            hash.update(target_key.as_bytes());
            hash.update(native.as_bytes());
        }
        let suffix: String = hash.finalize().iter().map(|b| format!("{b:02x}")).collect();
        let object = self.function_object_of(id);
        let decl = &self.functions[id.index()].decl;
        let spec = DeclSpec {
            overload: Some(decl.args.clone()),
            overload_return: decl.returns,
            explicit_source: true,
            is_user_function: decl.is_user_function,
            skip_forward: decl.skip_forward_codegen,
            skip_reverse: decl.skip_reverse_codegen,
            custom_reverse_mode: decl.custom_reverse_mode,
            custom_reverse_args: Some(decl.custom_reverse_num_input_args),
        };
        let mut decl = self.declare(&object, spec)?.map_err(|reason| {
            PyError::new("RuntimeError", format!("cannot specialise a function: {reason}"))
        })?;
        decl.callable_args = values.to_vec();
        let mut clone = self.functions[id.index()].clone();
        clone.native_name = format!("{}_callable_{}", clone.native_name, &suffix[..12]).into();
        clone.decl = decl;
        let new = FunctionId(self.functions.len() as u32);
        self.functions.push(clone);
        self.function_objects.push(object);
        self.function_attrs.push(Namespace::default());
        self.specializations.insert((id, key), new);
        Ok(new)
    }

    /// Key and native name of a function.
    fn function_names(&self, target: FuncRef) -> (Rc<str>, Rc<str>) {
        match target {
            FuncRef::User(id) => {
                let f = &self.functions[id.index()];
                (f.key.clone(), f.native_name.clone())
            }
            FuncRef::Builtin(id) => {
                let name: Rc<str> = crate::builtins::name(id).into();
                (name.clone(), name)
            }
            FuncRef::External(id) => {
                let external = self.external(id);
                let native =
                    external.overloads.first().map_or_else(|| external.key.clone(), |o| o.native.clone());
                (external.key.clone(), native)
            }
        }
    }
}
