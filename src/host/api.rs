//! What later stages ask about Python objects.

use std::rc::Rc;

use super::error::PyError;
use super::interp::Attr;
use super::session::Session;
use super::value::*;
use crate::diag::WarpError;
use crate::frontend::ast::{Expr, ExprKind};
use crate::ids::{BuiltinId, FuncRef};
use crate::types::{Const, Number, StructValue, Ty, TyKind};

impl Session {
    /// `codegen.resolve_closure_or_global`.
    #[must_use]
    pub fn lookup(&self, env: &Env, name: &str) -> Option<Value> {
        if let Some(cell) = env.cells.get(name)
            && let Some(v) = cell.borrow().clone()
        {
            return Some(v);
        }
        env.globals.global(name)
    }

    /// What a global name may be that is not there: where a module that is not known could have defined it.
    #[must_use]
    pub fn open_name(&self, env: &Env, name: &str) -> Option<Value> {
        let value = env.globals.open_value(name)?;
        self.python_builtin(name).is_none().then_some(value)
    }

    /// `getattr(warp, name, None)`.
    #[must_use]
    pub fn warp_attr(&self, name: &str) -> Option<Value> {
        self.facade_attr("warp", name).filter(|v| !v.is_none())
    }

    /// `__builtins__.get(name)`.
    #[must_use]
    pub fn python_builtin(&self, name: &str) -> Option<Value> {
        super::facade::python_builtin(name).or_else(|| self.classes.get(name).cloned().map(Value::Class))
    }

    /// `getattr(value, attr)` without running user code; what only code could tell is unknown.
    #[must_use]
    pub fn getattr(&self, value: &Value, attr: &str) -> Option<Value> {
        match self.attr(value, attr) {
            Attr::Found(v) => Some(v),
            Attr::Call(_) => Some(self.unknown(format!("the property '{attr}'"))),
            Attr::Missing => None,
        }
    }

    /// Warp's `resolve_path` over a dotted expression: closure, globals, `warp`, built-ins; only the last attribute
    /// may be missing. `blocked` names are local symbols.
    #[must_use]
    pub fn resolve_dotted(&self, env: &Env, e: &Expr, blocked: &dyn Fn(&str) -> bool) -> Option<Value> {
        let mut attributes = Vec::new();
        let mut node = e;
        while let ExprKind::Attribute { value, attr, .. } = &node.kind {
            attributes.push(attr);
            node = value;
        }
        let ExprKind::Name { id, .. } = &node.kind else { return None };
        self.resolve_names(env, id, attributes.into_iter().rev().map(|attr| &**attr), blocked)
    }

    /// [`Session::resolve_dotted`] for a name and attributes of it.
    pub(super) fn resolve_names<'n>(
        &self,
        env: &Env,
        name: &str,
        attributes: impl Iterator<Item = &'n str>,
        blocked: &dyn Fn(&str) -> bool,
    ) -> Option<Value> {
        if blocked(name) {
            return None;
        }
        let mut value = self
            .lookup(env, name)
            .filter(|v| !v.is_none())
            .or_else(|| self.warp_attr(name))
            .or_else(|| self.python_builtin(name))?;
        let mut attributes = attributes.peekable();
        while let Some(attr) = attributes.next() {
            match self.getattr(&value, attr) {
                Some(v) => value = v,
                None if attributes.peek().is_some() => return None,
                None => {}
            }
        }
        Some(value)
    }

    /// Evaluates the argument of `wp.static` over globals, closure and extra names.
    pub fn eval_static(
        &mut self,
        env: &Env,
        expr: &Expr,
        extra: &[(Rc<str>, Value)],
    ) -> Result<Value, PyError> {
        self.eval_static_with(env, expr, extra, &[])
    }

    /// The constant behind a value, where Warp's `is_value` holds: Python numbers, Warp scalars, composites.
    #[must_use]
    pub fn as_const(&self, value: &Value) -> Option<Const> {
        Some(match value {
            Value::Bool(b) => Const::Bool(*b),
            Value::Int(i) => Const::Int(*i),
            Value::Float(x) => Const::Float(*x),
            Value::Scalar(s) => Const::Scalar(*s),
            Value::Composite(c) => Const::Composite(Rc::new(c.borrow().clone())),
            Value::EnumMember(m) if m.is_int => self.as_const(&m.value)?,
            Value::StructInstance(s) if matches!(*self.types.kind(s.ty), TyKind::Native(_)) => {
                let fields = s.fields.borrow().values().map(|v| self.as_const(v)).collect::<Option<_>>()?;
                Const::Struct(Rc::new(StructValue { ty: s.ty, fields }))
            }
            _ => return None,
        })
    }

    /// The value of a constant.
    #[must_use]
    pub fn from_const(&self, c: &Const) -> Value {
        match c {
            Const::Bool(b) => Value::Bool(*b),
            Const::Int(i) => Value::Int(*i),
            Const::Float(x) => Value::Float(*x),
            Const::Str(s) => Value::Str(s.clone()),
            Const::Scalar(s) => Value::Scalar(*s),
            Const::Composite(v) => Value::composite(v.ty, v.elements.clone()),
            Const::Struct(s) => self.struct_from_const(s),
            Const::Type(ty) => Value::Type(*ty),
            Const::Tuple(items) => Value::tuple(items.iter().map(|c| self.from_const(c)).collect()),
            Const::NullArray => Value::None,
        }
    }

    fn struct_from_const(&self, s: &StructValue) -> Value {
        let instance = self.make_struct_instance(s.ty);
        if let (TyKind::Native(id), Value::StructInstance(i)) = (&*self.types.kind(s.ty), &instance) {
            for field in &self.types.native_data(*id).fields {
                i.fields.borrow_mut().insert((&*field.name).into(), Value::None);
            }
        }
        if let Value::StructInstance(i) = &instance {
            for (slot, field) in i.fields.borrow_mut().values_mut().zip(&s.fields) {
                *slot = self.from_const(field);
            }
        }
        instance
    }

    /// The function behind a built-in that Warp implements in Python, once its module was read.
    #[must_use]
    pub fn math_function(&self, id: BuiltinId) -> Option<FuncRef> {
        self.math_functions.get(crate::builtins::name(id)).copied()
    }

    /// The member of `wp.config.DeterministicMode` of that name.
    #[must_use]
    pub fn deterministic_mode(&self, name: &str) -> Option<Value> {
        let class = self.config("DeterministicMode")?;
        let short = name.rsplit('.').next().unwrap_or(name).to_ascii_uppercase();
        self.getattr(&class, &short).filter(|v| matches!(v, Value::EnumMember(_)))
    }

    /// The member of `wp.config.DeterministicMode` of that number.
    #[must_use]
    pub fn deterministic_mode_number(&self, number: i128) -> Option<Value> {
        let Some(Value::Class(class)) = self.config("DeterministicMode") else { return None };
        let members = class.members.borrow();
        members.iter().find(|m| m.value.as_int() == Some(number)).cloned().map(Value::EnumMember)
    }

    /// `Module.resolve_options`'s checks of what a user may have set.
    pub(super) fn check_options(&self, options: &super::model::OptionTable) -> Result<(), WarpError> {
        use crate::diag::ErrorClass as E;
        let get = |name: &str| options.get(name).cloned().unwrap_or(Value::None);
        let deterministic = get("deterministic");
        if !matches!(&deterministic, Value::EnumMember(m) if &*m.class_name == "DeterministicMode") {
            return Err(WarpError::new(
                E::ValueError,
                format!(
                    "deterministic must be a warp.DeterministicMode value, got {}",
                    self.py_repr(&deterministic)
                ),
            ));
        }
        match get("deterministic_max_records") {
            Value::Bool(_) => Err(WarpError::new(
                E::TypeError,
                "deterministic_max_records must be a non-negative integer, got bool",
            )),
            Value::Int(i) if i < 0 => Err(WarpError::new(
                E::ValueError,
                format!("deterministic_max_records must be non-negative, got {i}"),
            )),
            Value::Int(_) => Ok(()),
            other if other.as_int().is_some() => Ok(()),
            other => Err(WarpError::new(
                E::TypeError,
                format!(
                    "deterministic_max_records must be a non-negative integer, got {}",
                    self.class_name(&other)
                ),
            )),
        }
    }
}

/// A number as a constant of a Python type, for callers that build values.
#[must_use]
pub fn python_number(ty: Ty, n: Number) -> Value {
    match (ty, n) {
        (Ty::PY_BOOL, Number::Int(i)) => Value::Bool(i != 0),
        (_, Number::Int(i)) => Value::Int(i),
        (_, Number::Float(x)) => Value::Float(x),
    }
}
