//! The declaration-time part of Warp's `Adjoint`.

use std::rc::Rc;

use indexmap::IndexMap;
use rustc_hash::FxHashMap;

use super::super::error::{PyError, PyResult};
use super::super::interp::describe;
use super::super::model::Decl;
use super::super::session::{Session, rc};
use super::super::value::*;
use crate::types::Ty;

/// How an adjoint is made.
#[derive(Default)]
pub(super) struct DeclSpec {
    /// Types given instead of the annotations (overloads and instances).
    pub(super) overload: Option<Vec<(Rc<str>, Ty)>>,
    /// Return type that comes with them.
    pub(super) overload_return: Option<Ty>,
    /// The source is given, so `fun_lineno` is 0.
    pub(super) explicit_source: bool,
    pub(super) is_user_function: bool,
    pub(super) skip_forward: bool,
    pub(super) skip_reverse: bool,
    pub(super) custom_reverse_mode: bool,
    pub(super) custom_reverse_args: Option<i32>,
}

impl Session {
    /// Warp's `Adjoint.__init__`. `Ok(Err(reason))`: something in it is unknown.
    pub(super) fn declare(&mut self, p: &Rc<PyFunction>, spec: DeclSpec) -> PyResult<Result<Decl, String>> {
        let inner = self.unwrap_function(p);
        let FunctionCode::Def(def) = &inner.code else {
            return Err(PyError::warp(
                "RuntimeError",
                "Directly evaluating Warp code defined as a string using `exec()` is not supported, please save it to a \
                 file and use `importlib` if needed.",
            ));
        };
        let def = def.clone();
        let Some(source) = self.function_source(&inner, &def) else {
            return Ok(Err("the source of the function".to_owned()));
        };
        let (args, returns) = match spec.overload {
            Some(args) => (args, spec.overload_return),
            None => match self.annotated_types(p, &def.name)? {
                Ok(types) => types,
                Err(reason) => return Ok(Err(reason)),
            },
        };
        let mut decl = Decl {
            fun_lineno: if spec.explicit_source { 0 } else { source.first_line },
            source,
            env: p.env(),
            args,
            returns,
            statics: IndexMap::new(),
            static_nodes: FxHashMap::default(),
            has_unresolved_statics: false,
            callable_args: Vec::new(),
            is_user_function: spec.is_user_function,
            custom_reverse_mode: spec.custom_reverse_mode,
            custom_reverse_num_input_args: spec.custom_reverse_args.unwrap_or(-1),
            skip_forward_codegen: spec.skip_forward,
            skip_reverse_codegen: spec.skip_reverse,
        };
        if decl.source.raw().contains("static") {
            self.replace_statics(&mut decl)?;
        }
        Ok(Ok(decl))
    }

    /// `inspect.unwrap`.
    fn unwrap_function(&self, p: &Rc<PyFunction>) -> Rc<PyFunction> {
        let mut current = p.clone();
        for _ in 0..64 {
            let wrapped = current.attrs.borrow().get("__wrapped__").cloned();
            match wrapped {
                Some(Value::PyFunction(next)) => current = next,
                Some(Value::Function(crate::ids::FuncRef::User(id))) => {
                    current = self.function_objects[id.index()].clone();
                }
                Some(Value::Kernel(k)) => current = self.kernel_states[k.id().index()].func.clone(),
                _ => break,
            }
        }
        current
    }

    /// Parameter types and return type from the annotations.
    #[allow(clippy::type_complexity)]
    fn annotated_types(
        &mut self,
        p: &Rc<PyFunction>,
        name: &str,
    ) -> PyResult<Result<(Vec<(Rc<str>, Ty)>, Option<Ty>), String>> {
        let annotations = self.annotations_of(p)?;
        let positional = match &p.code {
            FunctionCode::Def(def) => def.args.posonly.len() + def.args.args.len(),
            FunctionCode::Lambda(lambda) => lambda.args.args.len(),
        };
        if annotations.len() < positional {
            return Err(PyError::warp(
                "WarpCodegenError",
                format!("Incomplete argument annotations on function {name}"),
            ));
        }
        let mut args = Vec::new();
        let mut returns = None;
        for annotation in annotations {
            let is_return = &*annotation.name == "return";
            if is_return && annotation.value.is_none() {
                continue;
            }
            let ty = match self.annotation_type(&annotation.value) {
                Ok(ty) => ty,
                Err(reason) => {
                    let what = if is_return {
                        "the return annotation".into()
                    } else {
                        format!("the annotation of '{}'", annotation.name)
                    };
                    return Ok(Err(format!("{what} depends on {reason}")));
                }
            };
            if is_return {
                returns = Some(ty);
            } else {
                args.push((rc(&annotation.name), ty));
            }
        }
        Ok(Ok((args, returns)))
    }

    /// `inspect.signature(func).parameters[...].default` for those that have one.
    pub(super) fn parameter_defaults(&self, p: &PyFunction) -> Vec<(Rc<str>, Value)> {
        p.defaults.iter().map(|(n, v)| (rc(n), v.clone())).collect()
    }

    /// Whether some parameter is annotated as an array.
    pub(in crate::host) fn has_array_parameter(&mut self, p: &Rc<PyFunction>) -> bool {
        match self.annotated_types(p, "") {
            Ok(Ok((args, _))) => args.iter().any(|(_, ty)| self.types.as_array(*ty).is_some()),
            _ => false,
        }
    }

    /// Records that something could not be declared, and why.
    pub(in crate::host) fn cannot_declare(&mut self, what: &str, p: &PyFunction, reason: &str) -> Value {
        let span = match &p.code {
            FunctionCode::Def(def) => def.span,
            FunctionCode::Lambda(lambda) => lambda.span,
        };
        if let Some(file) = p.module.source() {
            self.unresolved(what.to_owned(), reason.to_owned(), file, span);
        }
        self.unknown(format!("{what}, because {reason}"))
    }

    /// A phrase for the first unknown among values.
    pub(super) fn first_unknown<'a>(&self, values: impl IntoIterator<Item = &'a Value>) -> Option<String> {
        values.into_iter().find(|v| v.is_unknown()).map(describe)
    }
}
