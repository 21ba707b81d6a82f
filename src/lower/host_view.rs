//! How lowering sees Python objects.

use std::rc::Rc;

use super::Result;
use super::builder::ModuleBuilder;
use crate::builtins::UserFunctions;
use crate::diag::{ErrorClass, WarpError};
use crate::frontend::ast::Expr;
use crate::host::model::FunctionSource;
use crate::host::value::{Env, Value};
use crate::host::{ArgType, PyError, Session};
use crate::ids::{BuiltinId, FuncRef, FunctionId};
use crate::ir::Ret;
use crate::types::{Const, StructValue, Ty, TyKind};

impl From<PyError> for WarpError {
    fn from(error: PyError) -> Self {
        let class = ErrorClass::from_name(error.class()).unwrap_or(ErrorClass::RuntimeError);
        WarpError::new(class, error.message())
    }
}

impl Session {
    /// The Warp function an object is.
    pub(crate) fn as_func(&self, value: &Value) -> Option<FuncRef> {
        value.as_function()
    }

    /// The type an object is.
    pub(crate) fn as_class(&self, value: &Value) -> Option<Ty> {
        value.as_type()
    }

    /// Whether an object is a Python module.
    pub(crate) fn is_module(&self, value: &Value) -> bool {
        matches!(value, Value::Module(_))
    }

    /// Whether an object is the module `warp`.
    pub(crate) fn is_warp_module(&self, value: &Value) -> bool {
        value.is_warp()
    }

    /// Whether an object is `wp.static`.
    pub(crate) fn is_static_fn(&self, value: &Value) -> bool {
        value.is_wp_static()
    }

    /// Whether an object is `wp.grad`.
    pub(crate) fn is_grad_fn(&self, value: &Value) -> bool {
        value.is_wp_grad()
    }

    /// Whether an object is `wp.address_of`.
    pub(crate) fn is_address_of(&self, value: &Value) -> bool {
        value.is_wp_address_of()
    }

    /// `__name__` of a function or class.
    pub(crate) fn python_name(&self, value: &Value) -> Option<String> {
        Some(match value {
            Value::PyFunction(f) => f.str_attr("__name__")?.to_string(),
            Value::Class(c) => c.name.to_string(),
            Value::Native(n) => n.0.rsplit('.').next().unwrap_or_default().to_owned(),
            _ => return None,
        })
    }

    /// Qualified name of an object's class.
    pub(crate) fn python_type_name(&self, value: &Value) -> String {
        match value {
            Value::None => "NoneType".into(),
            Value::Ellipsis => "ellipsis".into(),
            Value::Int(_) | Value::BigInt(_) => "int".into(),
            Value::Float(_) => "float".into(),
            Value::Bool(_) => "bool".into(),
            Value::Str(_) => "str".into(),
            Value::Bytes(_) => "bytes".into(),
            Value::Tuple(_) => "tuple".into(),
            Value::List(_) => "list".into(),
            Value::Dict(_) => "dict".into(),
            Value::Set(set) => if set.frozen { "frozenset" } else { "set" }.into(),
            Value::Range(_) => "range".into(),
            Value::Slice(_) => "slice".into(),
            Value::Module(_) => "module".into(),
            Value::PyFunction(_) => "function".into(),
            Value::Class(_) => "type".into(),
            Value::Kernel(_) => "warp._src.context.Kernel".into(),
            Value::WarpModule(_) => "warp._src.context.Module".into(),
            Value::Function(_) => "warp._src.context.Function".into(),
            Value::Numpy(number) => format!("numpy.{}", number.scalar.name()),
            Value::Instance(instance) => {
                format!("{}.{}", instance.class.module, instance.class.qualname)
            }
            Value::EnumMember(member) => member.class_name.to_string(),
            Value::Unknown(unknown) => unknown
                .class
                .filter(|known| known.method.is_none())
                .map_or("object", |known| known.class)
                .into(),
            _ => "object".into(),
        }
    }

    /// Python's `str(type(object))`.
    pub(crate) fn python_type_repr(&self, value: &Value) -> String {
        format!("<class '{}'>", self.python_type_name(value))
    }

    /// Python's `str()` of a module, class or other object, for messages.
    pub(crate) fn python_repr(&self, value: &Value) -> String {
        match value {
            Value::Module(module) => self.module_repr(module),
            _ => self.py_repr(value),
        }
    }

    /// Warp's `extract_node_source_from_lines`: the text of an expression, lines joined without breaks.
    pub(crate) fn static_source(&self, source: &FunctionSource, node: &Expr) -> Rc<str> {
        let text = source.file.text.get(node.span.start as usize..node.span.end as usize).unwrap_or_default();
        if node.span.line == node.span.end_line {
            return text.into();
        }
        let mut out = String::with_capacity(text.len());
        for (i, line) in text.lines().enumerate() {
            let blank = line.len() - line.trim_start_matches([' ', '\t']).len();
            let cut = if i == 0 { 0 } else { blank.min(source.indent()) };
            out.push_str(&line[cut..]);
        }
        out.trim().into()
    }

    /// Evaluates a `wp.static` argument with the constants in scope; `len()` of a variable of known length
    /// is a constant too.
    pub(crate) fn eval_static_at_build(
        &mut self,
        env: &Env,
        node: &Expr,
        constants: &[(Rc<str>, Value)],
        types: &[(Rc<str>, Ty)],
    ) -> Result<Value> {
        Ok(self.eval_static_with(env, node, constants, types)?)
    }

    /// Why an object is not known.
    pub(crate) fn unknown_reason(&self, value: &Value) -> Option<String> {
        match value {
            Value::Unknown(unknown) => Some(unknown.reason.clone()),
            _ => None,
        }
    }

    /// Whether an object is an instance of a known class, though nothing else of it is known.
    pub(crate) fn is_known_object(&self, value: &Value) -> bool {
        matches!(value, Value::Unknown(unknown) if unknown.class.is_some_and(|class| class.method.is_none()))
    }

    /// A compile-time value: what `wp.static` may return and still be a constant.
    pub(crate) fn static_const(&self, value: &Value) -> Option<Const> {
        if let Some(constant) = self.as_const(value) {
            return Some(constant);
        }
        match value {
            Value::Str(text) => Some(Const::Str(text.clone())),
            Value::StructInstance(instance) => {
                let fields = instance.fields.borrow();
                let fields =
                    fields.values().map(|v| self.static_const(v).unwrap_or(Const::NullArray)).collect();
                Some(Const::Struct(Rc::new(StructValue { ty: instance.ty, fields })))
            }
            _ => None,
        }
    }

    /// Python's `repr()` of a constant.
    pub(crate) fn const_repr(&self, constant: &Const) -> String {
        self.py_repr(&self.from_const(constant))
    }

    /// The user function behind a built-in that Warp writes in Python.
    pub(crate) fn python_builtin_function(&self, id: BuiltinId) -> Result<Option<FunctionId>> {
        if crate::builtins::python_impl(id).is_none() {
            return Ok(None);
        }
        match self.math_function(id) {
            Some(FuncRef::User(function)) => Ok(Some(function)),
            _ => Err(WarpError::unsupported(format!(
                "built-in `{}` without an installed warp package",
                crate::builtins::name(id)
            ))),
        }
    }
}

/// User functions as rules of higher-order built-ins see them.
pub(super) struct BuildFunctions<'a, 's> {
    pub(super) mb: &'a mut ModuleBuilder<'s>,
}

impl UserFunctions for BuildFunctions<'_, '_> {
    fn overload(&mut self, function: FunctionId, args: &[Ty]) -> Result<Option<FunctionId>> {
        let args: Vec<ArgType> = args.iter().map(|&ty| ArgType::Ty(ty)).collect();
        Ok(self.mb.session.get_overload(function, &args, &[])?)
    }

    fn return_type(&mut self, overload: FunctionId) -> Result<Ret> {
        let annotated = self.mb.session.functions[overload.index()].decl.returns.is_some();
        if annotated || self.mb.body(overload).is_some() {
            return Ok(self.mb.return_type(overload));
        }
        let body = self.mb.probe_function(overload)?;
        Ok(match body.returns.as_deref() {
            None | Some([]) => Ret::Void,
            Some([one]) => Ret::One(body.vars[*one].ty),
            Some(many) => Ret::Many(many.iter().map(|&v| body.vars[v].ty).collect()),
        })
    }

    fn repr(&self, function: FunctionId) -> String {
        let function = &self.mb.session.functions[function.index()];
        let types = &self.mb.types;
        let params: Vec<String> =
            function.decl.args.iter().map(|(n, ty)| format!("{n}: {}", types.repr(*ty))).collect();
        format!("<Function {}({})>", function.key, params.join(", "))
    }
}

impl Session {
    /// Warp's `type_str`: a type as an annotation, for return-type errors.
    pub(crate) fn type_str(&self, ty: Ty) -> String {
        let types = &self.types;
        let wrap = |family: &str, dtype: Ty| format!("{family}[{}]", self.type_str(dtype));
        match &*types.kind(ty) {
            TyKind::Any => "Any".into(),
            TyKind::WarpFunction => "Function".into(),
            TyKind::Array { family, dtype, .. } => {
                use crate::types::Family as F;
                let name = match family {
                    F::Array | F::Fixed => "Array",
                    F::Indexed => "IndexedArray",
                    F::Fabric => "FabricArray",
                    F::IndexedFabric => "IndexedFabricArray",
                };
                wrap(name, *dtype)
            }
            TyKind::FixedArray { dtype, .. } => wrap("Array", *dtype),
            TyKind::TupleOf(items) => {
                let items: Vec<String> = items.iter().map(|&t| self.type_str(t)).collect();
                format!("tuple[{}]", items.join(", "))
            }
            TyKind::Vec { len, dtype } if *len > 4 => {
                format!("Vector[{}, Literal[{len}]]", self.type_str(*dtype))
            }
            TyKind::Mat { rows, cols, dtype } if rows != cols || *rows > 4 || *rows < 2 => {
                format!("Matrix[{}, Literal[{rows}], Literal[{cols}]]", self.type_str(*dtype))
            }
            TyKind::Struct(id) => types.struct_data(*id).key.to_string(),
            _ => types.repr(ty).rsplit('.').next().unwrap_or_default().to_owned(),
        }
    }
}
