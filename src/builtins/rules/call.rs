//! The call that a rule looks at: arguments by parameter name, and what rules have in common.

use std::rc::Rc;

use crate::builtins::bind::Bound;
use crate::builtins::context::{Dispatch, RuleCx, Value, error};
use crate::builtins::row::Overload;
use crate::diag::{ErrorClass, WarpError};
use crate::ids::VarId;
use crate::ir::{Arg, Ret, TemplateArg};
use crate::types::{
    CompositeValue, Const, Number, Scalar, ScalarValue, Storage, TileData, Ty, TyKind, Types, store_number,
};

/// What a value rule gives back.
pub type RuleResult = Result<Ret, WarpError>;

/// A bound call of an overload.
pub struct Call<'c, 'a, 'b> {
    /// Types, variables, options.
    pub cx: &'c mut RuleCx<'a>,
    /// Which overload.
    pub overload: &'static Overload,
    /// Arguments by parameter name.
    pub bound: &'b Bound,
}

/// A Python `TypeError`.
pub fn type_error(message: impl Into<String>) -> WarpError {
    error(ErrorClass::TypeError, message)
}

/// A Python `ValueError`.
pub fn value_error(message: impl Into<String>) -> WarpError {
    error(ErrorClass::ValueError, message)
}

/// A Python `IndexError`.
pub fn index_error(message: impl Into<String>) -> WarpError {
    error(ErrorClass::IndexError, message)
}

/// A Python `RuntimeError`.
pub fn runtime_error(message: impl Into<String>) -> WarpError {
    error(ErrorClass::RuntimeError, message)
}

/// Python's `AttributeError`.
pub fn no_attribute(class: &str, attribute: &str) -> WarpError {
    error(ErrorClass::AttributeError, format!("'{class}' object has no attribute '{attribute}'"))
}

/// `type(value).__name__` of a value; of a type that is `type`.
pub fn class_of(value: &Value) -> &'static str {
    match value {
        Value::Const(Const::Type(_)) => "type",
        Value::Const(Const::Bool(_)) => "bool",
        Value::Const(Const::Int(_)) => "int",
        Value::Const(Const::Float(_)) => "float",
        Value::Const(Const::Str(_)) => "str",
        Value::Const(Const::Scalar(s)) => s.scalar.name(),
        Value::Const(_) | Value::Tuple(_) => "tuple",
        Value::Var(_) => "Var",
        Value::Func(_) => "Function",
        Value::Unknown => "NoneType",
    }
}

/// The message of tile functions whose shape is not known.
pub fn shape_not_constant() -> WarpError {
    value_error("Tile functions require shape to be a compile time constant.")
}

/// Python's `str()` of a tuple of ints.
pub use crate::types::py_tuple;

impl<'a> Call<'_, 'a, '_> {
    /// Types.
    pub fn types(&self) -> &'a Types {
        self.cx.types
    }

    /// The argument of that name, if bound.
    pub fn arg(&self, name: &str) -> Option<&Arg> {
        self.bound.iter().find(|(n, _)| *n == name).map(|(_, arg)| arg)
    }

    /// The argument of that name; Python's `KeyError` without one.
    pub fn need(&self, name: &str) -> Result<&Arg, WarpError> {
        self.arg(name).ok_or_else(|| error(ErrorClass::KeyError, format!("'{name}'")))
    }

    /// `arg_types[name]`.
    pub fn ty(&self, name: &str) -> Result<Ty, WarpError> {
        Ok(self.cx.type_of(self.need(name)?))
    }

    /// `arg_types.get(name)`.
    pub fn opt_ty(&self, name: &str) -> Option<Ty> {
        Some(self.cx.type_of(self.arg(name)?))
    }

    /// `arg_values.get(name)`.
    pub fn value(&self, name: &str) -> Option<Value> {
        Some(self.cx.value_of(self.arg(name)?))
    }

    /// `arg_values.get("dtype")`; something that is not a type fails as it does when Warp spells it.
    pub fn dtype(&self) -> Result<Option<Ty>, WarpError> {
        match self.value("dtype") {
            None | Some(Value::Unknown) => Ok(None),
            Some(Value::Const(Const::Type(ty))) => Ok(Some(ty)),
            Some(other) => Err(no_attribute(class_of(&other), "__name__")),
        }
    }

    /// The variadic arguments.
    pub fn rest(&self) -> &[Arg] {
        match self.arg("args") {
            Some(Arg::Tuple(items)) => items,
            Some(one) => std::slice::from_ref(one),
            None => &[],
        }
    }

    /// Types of the variadic arguments.
    pub fn rest_types(&self) -> Vec<Ty> {
        self.rest().iter().map(|a| self.cx.type_of(a)).collect()
    }

    /// Types of all arguments in order.
    pub fn all_types(&self) -> Vec<Ty> {
        self.bound.iter().map(|(_, a)| self.cx.type_of(a)).collect()
    }

    /// Types of all arguments but `dtype`.
    pub fn types_but_dtype(&self) -> Vec<Ty> {
        self.bound.iter().filter(|(n, _)| *n != "dtype").map(|(_, a)| self.cx.type_of(a)).collect()
    }

    /// Arguments other than `dtype`.
    pub fn args_but_dtype(&self) -> Vec<Arg> {
        self.bound.iter().filter(|(n, _)| *n != "dtype").map(|(_, a)| a.clone()).collect()
    }

    /// The bound arguments as they are.
    pub fn all_args(&self) -> Dispatch {
        let mut args = Vec::with_capacity(self.bound.len());
        for (_, arg) in self.bound {
            match arg {
                Arg::Tuple(items) => args.extend(items.iter().cloned()),
                other => args.push(other.clone()),
            }
        }
        Dispatch { args, ..Dispatch::default() }
    }

    /// Python's error where Warp reads an attribute of an argument's type and the argument is a reference:
    /// dispatch functions do not strip them.
    pub fn check_not_reference(&self, name: &str, attribute: &str) -> Result<(), WarpError> {
        match self.arg(name) {
            Some(Arg::Var(id)) if self.types().is_ref(self.cx.vars[*id].ty) => {
                Err(no_attribute("Reference", attribute))
            }
            _ => Ok(()),
        }
    }

    /// The tile behind `arg_types[name]`.
    pub fn tile(&self, name: &str) -> Result<TileData, WarpError> {
        let ty = self.ty(name)?;
        self.types().as_tile(ty).ok_or_else(|| type_error(format!("'{name}' is not a tile")))
    }

    /// Sets `arg_types[name].storage = "shared"`.
    pub fn force_shared(&self, name: &str) -> Result<(), WarpError> {
        self.types().set_storage(self.ty(name)?, Storage::Shared);
        Ok(())
    }

    /// `_cast_scalar_constant`: a constant of another scalar type is replaced by a new one.
    pub fn cast_scalar_constant(&mut self, arg: &Arg, target: Ty) -> Arg {
        let Arg::Var(id) = *arg else { return arg.clone() };
        let var = &self.cx.vars[id];
        if var.ty == target {
            return arg.clone();
        }
        let castable = self.cx.types.as_scalar(var.ty).is_some_and(|s| s.is_scalar() || s == Scalar::Bool);
        let number = match (&var.constant, castable) {
            (Some(constant), true) => number_of(constant),
            _ => None,
        };
        let Some(number) = number else { return arg.clone() };
        let types = self.cx.types;
        let value = match types.as_scalar(target) {
            Some(scalar) => Const::Scalar(ScalarValue::new(scalar, number)),
            None => {
                // A composite is filled with the number.
                let Some(scalar) = types.as_scalar(types.scalar_of(target)) else { return arg.clone() };
                let elements = vec![store_number(scalar, number); types.scalar_count(target).max(0) as usize];
                Const::Composite(Rc::new(CompositeValue { ty: target, elements }))
            }
        };
        self.cx.constant(target, value)
    }

    /// `extract_tuple(arg)`: the elements of a tuple argument, or the argument alone. Elements known at
    /// compile time are raw values; `None` stands for an element about which nothing is known.
    pub fn elements(&self, arg: &Arg) -> Vec<Option<Arg>> {
        match arg {
            Arg::Var(id) => match &*self.types().kind(self.cx.vars[*id].ty) {
                TyKind::Tuple { values, .. } => values.iter().map(|v| v.map(|v| self.element(v))).collect(),
                TyKind::TupleOf(items) => vec![None; items.len()],
                _ => match &self.cx.vars[*id].constant {
                    // A type argument: `shape=(2, 3)`.
                    Some(Const::Tuple(items)) => items.iter().map(|c| Some(raw(c))).collect(),
                    _ => vec![Some(arg.clone())],
                },
            },
            Arg::Tuple(items) => items.iter().map(|a| Some(a.clone())).collect(),
            other => vec![Some(other.clone())],
        }
    }

    fn element(&self, id: VarId) -> Arg {
        match &self.cx.vars[id].constant {
            Some(Const::Int(i)) => Arg::Int(*i),
            Some(Const::Bool(b)) => Arg::Int(i128::from(*b)),
            Some(Const::Float(f)) => Arg::Float(*f),
            _ => Arg::Var(id),
        }
    }

    /// `extract_tuple(args[name])` for offsets and indices.
    pub fn named_elements(&self, name: &str) -> Result<Vec<Arg>, WarpError> {
        let elements = self.elements(self.need(name)?);
        elements
            .into_iter()
            .map(|e| {
                e.ok_or_else(|| {
                    error(ErrorClass::AttributeError, "'NoneType' object has no attribute 'label'")
                })
            })
            .collect()
    }

    /// `extract_tuple(args[name], as_constant=True)`, an error with an element that is not constant.
    pub fn constant_shape(&self, name: &str) -> Result<Vec<i64>, WarpError> {
        self.elements(self.need(name)?)
            .into_iter()
            .map(|e| self.int_of(e.as_ref()).ok_or_else(shape_not_constant))
            .collect()
    }

    /// The integer a constant argument holds.
    pub fn int_of(&self, arg: Option<&Arg>) -> Option<i64> {
        let value = match arg? {
            Arg::Int(i) => *i,
            Arg::Var(id) => self.cx.vars[*id].constant.as_ref()?.as_int()?,
            _ => return None,
        };
        i64::try_from(value).ok()
    }

    /// The constant of a bound argument that is a variable (`arg.constant`).
    pub fn constant(&self, name: &str) -> Option<Const> {
        match self.arg(name)? {
            Arg::Var(id) | Arg::Unloaded(id) => self.cx.vars[*id].constant.clone(),
            Arg::Int(i) => Some(Const::Int(*i)),
            Arg::Float(f) => Some(Const::Float(*f)),
            Arg::Text(s) => Some(Const::Str(s.clone())),
            Arg::Type(ty) => Some(Const::Type(*ty)),
            Arg::Func(_) | Arg::Tuple(_) => None,
        }
    }

    /// The `storage` argument, checked.
    pub fn storage(&self) -> Result<Storage, WarpError> {
        let value = self.value("storage");
        match value.as_ref().and_then(Value::as_str) {
            Some("shared") => Ok(Storage::Shared),
            Some("register") => Ok(Storage::Register),
            _ => Err(value_error(format!(
                "Invalid value for 'storage': {}. Expected 'shared' or 'register'.",
                value.map_or_else(|| "None".to_owned(), |v| self.value_repr(&v))
            ))),
        }
    }

    /// Python's `repr` of a value, for messages.
    pub fn value_repr(&self, value: &Value) -> String {
        match value {
            Value::Const(c) => self.const_repr(c),
            Value::Var(_) => "<Var>".to_owned(),
            Value::Func(_) => "<Function>".to_owned(),
            Value::Unknown => "None".to_owned(),
            Value::Tuple(items) => {
                let items: Vec<String> = items.iter().map(|v| self.value_repr(v)).collect();
                format!("({}{})", items.join(", "), if items.len() == 1 { "," } else { "" })
            }
        }
    }

    fn const_repr(&self, value: &Const) -> String {
        match value {
            Const::Bool(b) => if *b { "True" } else { "False" }.to_owned(),
            Const::Int(i) => i.to_string(),
            Const::Float(f) => py_float(*f),
            Const::Str(s) => format!("'{s}'"),
            Const::Scalar(s) => format!("{}({})", s.scalar.name(), number_str(s.number)),
            Const::Type(ty) => self.types().python_repr(*ty),
            Const::Tuple(items) => {
                self.value_repr(&Value::Tuple(items.iter().cloned().map(Value::Const).collect()))
            }
            Const::Composite(c) => self.types().repr(c.ty),
            Const::Struct(s) => self.types().repr(s.ty),
            Const::NullArray => "None".to_owned(),
        }
    }

    /// A type as a template argument. Tiles are spelled now, in their present state.
    pub fn template_type(&self, ty: Ty) -> TemplateArg {
        if self.types().is_tile(ty) {
            TemplateArg::Text(self.types().ctype(ty).into())
        } else {
            TemplateArg::Type(ty)
        }
    }

    /// Template arguments: a type, then dimensions.
    pub fn dtype_and_dims(&self, dtype: Ty, dims: &[i64]) -> Vec<TemplateArg> {
        std::iter::once(TemplateArg::Type(dtype)).chain(dims.iter().map(|&n| TemplateArg::Int(n))).collect()
    }

    /// A new tile with the layout of another.
    pub fn new_tile(&self, data: TileData) -> Ret {
        Ret::One(self.types().new_tile(data))
    }

    /// A new register tile.
    pub fn register(&self, dtype: Ty, shape: &[i64]) -> RuleResult {
        self.tile_of(dtype, shape, Storage::Register)
    }

    /// Warp's `tile(dtype, shape, storage)`.
    pub fn tile_of(&self, dtype: Ty, shape: &[i64], storage: Storage) -> RuleResult {
        if shape.is_empty() {
            return Err(runtime_error("Empty shape specified, must have at least 1 dimension"));
        }
        Ok(Ret::One(self.types().tile(dtype, shape, storage)))
    }

    /// Python's `repr` of a type object that turned up where a tile is wanted.
    pub fn repr(&self, ty: Ty) -> String {
        self.types().python_repr(ty)
    }
}

/// The number of elements of a shape.
pub fn count(shape: &[i64]) -> i64 {
    shape.iter().fold(1, |n: i64, &dim| n.saturating_mul(dim))
}

/// The dimensions of a tile; empty for `Any`.
pub fn dims(tile: &TileData) -> Rc<[i64]> {
    tile.shape.clone().unwrap_or_else(|| Rc::from([]))
}

/// A compile-time value as a raw argument.
fn raw(value: &Const) -> Arg {
    match value {
        Const::Float(f) => Arg::Float(*f),
        Const::Type(ty) => Arg::Type(*ty),
        Const::Str(s) => Arg::Text(s.clone()),
        other => Arg::Int(other.as_int().unwrap_or(0)),
    }
}

/// The number behind a constant: Warp scalars give their Python value.
pub fn number_of(value: &Const) -> Option<Number> {
    match value {
        Const::Bool(b) => Some(Number::Int(i128::from(*b))),
        Const::Int(i) => Some(Number::Int(*i)),
        Const::Float(f) => Some(Number::Float(*f)),
        Const::Scalar(s) => Some(s.number),
        _ => None,
    }
}

/// Python's `str()` of a number.
pub fn number_str(number: Number) -> String {
    match number {
        Number::Int(i) => i.to_string(),
        Number::Float(f) => py_float(f),
    }
}

/// Python's `repr` of a float.
pub fn py_float(value: f64) -> String {
    if value.is_nan() {
        return "nan".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let exponent = if value == 0.0 { 0 } else { scientific(value).1 };
    if (-4..16).contains(&exponent) {
        let text = format!("{value}");
        return if text.contains('.') { text } else { text + ".0" };
    }
    let (mantissa, exponent) = scientific(value);
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}e{sign}{:02}", exponent.abs())
}

/// Shortest mantissa and exponent of a finite float.
fn scientific(value: f64) -> (String, i32) {
    let text = format!("{value:e}");
    match text.split_once('e') {
        Some((mantissa, exponent)) => (mantissa.to_owned(), exponent.parse().unwrap_or(0)),
        None => (text, 0),
    }
}
