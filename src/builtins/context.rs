//! What rules see of a call, and what they give back.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::row::Overload;
use crate::diag::{ErrorClass, WarpError};
use crate::ids::{FuncRef, FunctionId, VarId};
use crate::ir::{Arg, BuildOptions, Ret, TemplateArg, Vars};
use crate::types::{Const, Ty, TyKind, Types};

/// What mathdx built-ins record in the module builder (`ltoirs_decl` and the like).
#[derive(Clone, Debug, Default)]
pub struct LtoSink {
    /// Declarations by symbol.
    pub decls: BTreeMap<String, String>,
    /// An LTO or fatbin input was recorded.
    pub has_link_inputs: bool,
}

/// What `tile_map` and `tile_reduce` need to know of user functions.
pub trait UserFunctions {
    /// Warp's `Function.get_overload` for positional arguments of these types.
    fn overload(&mut self, function: FunctionId, args: &[Ty]) -> Result<Option<FunctionId>, WarpError>;
    /// What the overload returns; it is built without a module builder if it has not been built yet.
    fn return_type(&mut self, overload: FunctionId) -> Result<Ret, WarpError>;
    /// Python's `repr` of the function: `<Function f(x: float32)>`.
    fn repr(&self, function: FunctionId) -> String;
}

/// For callers that have none.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoUserFunctions;

impl UserFunctions for NoUserFunctions {
    fn overload(&mut self, _: FunctionId, _: &[Ty]) -> Result<Option<FunctionId>, WarpError> {
        Ok(None)
    }
    fn return_type(&mut self, _: FunctionId) -> Result<Ret, WarpError> {
        Ok(Ret::Void)
    }
    fn repr(&self, function: FunctionId) -> String {
        format!("<Function {}>", function.0)
    }
}

/// What rules read and change.
pub struct RuleCx<'a> {
    /// Types.
    pub types: &'a Types,
    /// Variables of the body being built. New ones are detached; the caller registers those that reach the call.
    pub vars: &'a mut Vars,
    /// Options of the module.
    pub options: &'a BuildOptions,
    /// What mathdx built-ins record.
    pub lto: &'a mut LtoSink,
    /// User functions.
    pub functions: &'a mut dyn UserFunctions,
}

/// An argument as value rules see it (Warp's `get_arg_value`).
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Known at compile time; types are [`Const::Type`].
    Const(Const),
    /// A variable without a constant.
    Var(VarId),
    /// A function.
    Func(FuncRef),
    /// Several values.
    Tuple(Vec<Value>),
    /// An element of a tuple about which nothing is known (Python `None`).
    Unknown,
}

impl Value {
    /// The type, where the value is one.
    #[must_use]
    pub fn as_type(&self) -> Option<Ty> {
        match self {
            Value::Const(Const::Type(ty)) => Some(*ty),
            _ => None,
        }
    }

    /// The integer, where the value is one.
    #[must_use]
    pub fn as_int(&self) -> Option<i128> {
        match self {
            Value::Const(c) => c.as_int(),
            _ => None,
        }
    }

    /// The string, where the value is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::Const(Const::Str(s)) => Some(s),
            _ => None,
        }
    }
}

/// The C++ side of a call.
#[derive(Clone, Debug, Default)]
pub struct Dispatch {
    /// Arguments in order. [`Arg::Int`] and [`Arg::Float`] become numbered constants, [`Arg::Text`] is printed as it is.
    pub args: Vec<Arg>,
    /// Arguments that are passed without being loaded (Warp's `Reference(...)`), as a bit set over `args`.
    pub by_reference: u64,
    /// Template arguments.
    pub template: Vec<TemplateArg>,
    /// Shared memory that the call needs beyond its tiles, in bytes.
    pub extra_shared: u64,
    /// The overload that a built-in passed as a function argument was resolved to (`tile_map`).
    pub operator: Option<&'static Overload>,
}

impl Dispatch {
    /// Whether that argument is passed without being loaded.
    #[must_use]
    pub fn is_by_reference(&self, index: usize) -> bool {
        index < 64 && self.by_reference & (1 << index) != 0
    }
}

impl RuleCx<'_> {
    /// Warp's `get_arg_type`, references stripped. A tuple of arguments is a `tuple[...]` of their types;
    /// a function is [`Ty::WARP_FUNCTION`].
    pub fn type_of(&self, arg: &Arg) -> Ty {
        match arg {
            Arg::Var(id) | Arg::Unloaded(id) => self.types.strip(self.vars[*id].ty),
            Arg::Type(ty) => self.types.strip(*ty),
            Arg::Func(_) => Ty::WARP_FUNCTION,
            Arg::Int(_) => Ty::PY_INT,
            Arg::Float(_) => Ty::PY_FLOAT,
            Arg::Text(_) => Ty::STR,
            Arg::Tuple(items) => {
                let items: Rc<[Ty]> = items.iter().map(|item| self.type_of(item)).collect();
                self.types.intern(TyKind::TupleOf(items))
            }
        }
    }

    /// Warp's `get_arg_value`.
    pub fn value_of(&self, arg: &Arg) -> Value {
        match arg {
            Arg::Var(id) | Arg::Unloaded(id) => self.value_of_var(*id),
            Arg::Type(ty) => Value::Const(Const::Type(*ty)),
            Arg::Func(f) => Value::Func(*f),
            Arg::Int(i) => Value::Const(Const::Int(*i)),
            Arg::Float(f) => Value::Const(Const::Float(*f)),
            Arg::Text(s) => Value::Const(Const::Str(s.clone())),
            Arg::Tuple(items) => Value::Tuple(items.iter().map(|item| self.value_of(item)).collect()),
        }
    }

    /// [`RuleCx::value_of`] for a variable.
    pub fn value_of_var(&self, id: VarId) -> Value {
        let var = &self.vars[id];
        if let TyKind::Tuple { values, .. } = &*self.types.kind(var.ty) {
            return Value::Tuple(
                values.iter().map(|v| v.map_or(Value::Unknown, |v| self.value_of_var(v))).collect(),
            );
        }
        match &var.constant {
            Some(c) => Value::Const(c.clone()),
            None => Value::Var(id),
        }
    }

    /// A detached constant.
    pub(super) fn constant(&mut self, ty: Ty, value: Const) -> Arg {
        let ty = self.types.canonical(ty);
        Arg::Var(self.vars.detached(ty, Some(value)))
    }
}

/// A plain Python error.
pub(super) fn error(class: ErrorClass, message: impl Into<String>) -> WarpError {
    WarpError::new(class, message)
}
