//! Calls of type objects: Python's casts, Warp's scalars, vectors, matrices, quaternions and transformations.

use super::super::error::{PyError, PyResult};
use super::super::interp::builtins_args::Args;
use super::super::interp::{Frame, Num, number};
use super::super::session::Session;
use super::super::value::*;
use crate::frontend::ast::Name;
use crate::types::{Held, Number, Scalar, ScalarValue, Ty, TyKind, store_number};

impl Session {
    /// Calls a type object: constructors of scalars, composites and structs, and Python's own types.
    pub(in crate::host) fn call_type(
        &mut self,
        f: &mut Frame,
        ty: Ty,
        args: Vec<Value>,
        kwargs: Vec<(Name, Value)>,
    ) -> PyResult<Value> {
        if let Some(v) = args.iter().chain(kwargs.iter().map(|(_, v)| v)).find(|v| v.is_unknown())
            && ty != Ty::TUPLE_ANY
        {
            return Ok(self.unknown(super::super::interp::describe(v)));
        }
        let types = self.types.clone();
        match (&*types.kind(ty), args.first()) {
            (TyKind::TupleAny, _) => self.call_native(f, "tuple", args, kwargs),
            (TyKind::PyInt | TyKind::PyFloat | TyKind::PyBool | TyKind::Str, _) => {
                self.python_cast(f, ty, args, kwargs)
            }
            (TyKind::Scalar(s), first) => Ok(self.scalar_cast(*s, first)),
            (TyKind::Struct(_), _) => Ok(self.make_struct_instance(ty)),
            (TyKind::Native(_), _) => Ok(self.make_native_instance(ty, &args, &kwargs)),
            (TyKind::WarpFunction, None) => self.wp_function(f, &kwargs),
            _ if types.is_composite(ty) => Ok(self.make_composite(f, ty, &args, &kwargs)?),
            _ => Ok(self.unknown(format!("{}(...)", self.type_py_name(ty)))),
        }
    }

    fn python_cast(
        &mut self,
        f: &mut Frame,
        ty: Ty,
        args: Vec<Value>,
        kwargs: Vec<(Name, Value)>,
    ) -> PyResult<Value> {
        let Some(first) = args.first() else {
            return Ok(match ty {
                Ty::PY_INT => Value::Int(0),
                Ty::PY_FLOAT => Value::Float(0.0),
                Ty::PY_BOOL => Value::Bool(false),
                _ => Value::str(""),
            });
        };
        let invalid = |text: &str, what: &str| {
            PyError::new("ValueError", format!("{what}: {}", super::super::interp::str_repr(text)))
        };
        match ty {
            Ty::PY_BOOL => Ok(self.truth(f, first)?.map_or_else(|| self.unknown("bool()"), Value::Bool)),
            Ty::STR => Ok(match self.str_of(f, first) {
                Some(s) => Value::Str(s.into()),
                None => self.unknown("the text of an object"),
            }),
            Ty::PY_FLOAT => match (first, number(first)) {
                (_, Some(Num::Int(i))) => Ok(Value::Float(i as f64)),
                (_, Some(Num::Float(x))) => Ok(Value::Float(x)),
                (Value::Str(s), _) => {
                    let text = s.trim().replace('_', "");
                    text.parse()
                        .map(Value::Float)
                        .map_err(|_| invalid(s, "could not convert string to float"))
                }
                _ => Ok(self.unknown("float()")),
            },
            _ => match (first, number(first)) {
                (_, Some(Num::Int(i))) => Ok(Value::Int(i)),
                (_, Some(Num::Float(x))) if x.is_finite() && x.abs() < 1e38 => Ok(Value::Int(x as i128)),
                (Value::Str(s), _) => {
                    let base = args
                        .get(1)
                        .or_else(|| kwargs.first().map(|(_, v)| v))
                        .and_then(Value::as_int)
                        .unwrap_or(10);
                    parse_int(s, base)
                        .map(Value::Int)
                        .ok_or_else(|| invalid(s, &format!("invalid literal for int() with base {base}")))
                }
                (Value::BigInt(_), _) => Ok(first.clone()),
                _ => Ok(self.unknown("int()")),
            },
        }
    }

    /// `wp.float32(x)`: the instance keeps the number it was given.
    fn scalar_cast(&mut self, scalar: Scalar, value: Option<&Value>) -> Value {
        let held = match value {
            Some(Value::Bool(_)) => Held::Bool,
            Some(Value::Numpy(s)) => Held::Numpy(s.scalar),
            Some(Value::Scalar(s)) => s.held,
            _ => Held::Plain,
        };
        let n = match value.map(|v| (v, number(v))) {
            None => Number::Int(0),
            Some((_, Some(Num::Int(i)))) => Number::Int(i),
            Some((_, Some(Num::Float(x)))) => Number::Float(x),
            Some((v, None)) => return self.unknown(super::super::interp::describe(v)),
        };
        Value::Scalar(ScalarValue { held, ..ScalarValue::new(scalar, n) })
    }

    /// A vector, matrix, quaternion or transformation from its arguments.
    fn make_composite(
        &mut self,
        f: &mut Frame,
        ty: Ty,
        args: &[Value],
        kwargs: &[(Name, Value)],
    ) -> PyResult<Value> {
        let unknown = |s: &Session| s.unknown(format!("{}(...)", s.type_py_name(ty)));
        let Some(scalar) = self.types.composite_dtype(ty).and_then(|d| self.types.as_scalar(d)) else {
            return Ok(unknown(self));
        };
        let count = self.types.scalar_count(ty) as usize;
        self.reserve(count)?;
        let is_transform = self.types.is_transform(ty);
        if !kwargs.is_empty() || (is_transform && args.len() <= 2 && !args.is_empty()) {
            return self.make_transform(f, ty, args, kwargs);
        }
        let mut flat = Vec::new();
        for a in args {
            if !self.flatten(f, a, &mut flat)? {
                return Ok(unknown(self));
            }
        }
        let numbers: Vec<Number> = match flat.len() {
            0 => vec![Number::Int(0); count],
            n if n == count => flat,
            1 => vec![flat[0]; count],
            n => {
                return Err(PyError::new(
                    "ValueError",
                    format!(
                        "Invalid number of arguments in vector constructor, expected {count} elements, got {n}"
                    ),
                ));
            }
        };
        let elements = numbers.into_iter().map(|n| store_number(scalar, n)).collect();
        Ok(Value::composite(ty, elements))
    }

    fn make_transform(
        &mut self,
        f: &mut Frame,
        ty: Ty,
        args: &[Value],
        kwargs: &[(Name, Value)],
    ) -> PyResult<Value> {
        let scalar = self.types.composite_dtype(ty).and_then(|d| self.types.as_scalar(d));
        let (Some(scalar), true) = (scalar, self.types.is_transform(ty)) else {
            return Ok(self.unknown(format!("{}(...)", self.type_py_name(ty))));
        };
        let part = |i: usize, name: &str| {
            args.get(i).cloned().or_else(|| kwargs.iter().find(|(n, _)| &**n == name).map(|(_, v)| v.clone()))
        };
        let mut flat = Vec::new();
        for (v, default) in
            [(part(0, "p"), [0.0, 0.0, 0.0].as_slice()), (part(1, "q"), &[0.0, 0.0, 0.0, 1.0])]
        {
            match v {
                Some(v) => {
                    if !self.flatten(f, &v, &mut flat)? {
                        return Ok(self.unknown("wp.transform(...)"));
                    }
                    if flat.len() == 7 {
                        break;
                    }
                }
                None => flat.extend(default.iter().map(|x| Number::Float(*x))),
            }
        }
        if flat.len() != 7 {
            return Ok(self.unknown("wp.transform(...)"));
        }
        Ok(Value::composite(ty, flat.into_iter().map(|n| store_number(scalar, n)).collect()))
    }

    /// Appends the numbers of a scalar, vector or nested sequence; false if one is unknown.
    fn flatten(&mut self, f: &mut Frame, value: &Value, out: &mut Vec<Number>) -> PyResult<bool> {
        match (value, number(value)) {
            (_, Some(Num::Int(i))) => out.push(Number::Int(i)),
            (_, Some(Num::Float(x))) => out.push(Number::Float(x)),
            (Value::Composite(c), _) => out.extend(c.borrow().elements.iter().copied()),
            (Value::Bound(_), _) => match super::ndarray::Array::of(value) {
                Some(a) => out.extend(a.data),
                None => return Ok(false),
            },
            (Value::Tuple(_) | Value::List(_) | Value::Iter(_) | Value::Range(_), _) => {
                let Some(items) = self.collect(f, value)? else { return Ok(false) };
                for item in items {
                    if !self.flatten(f, &item, out)? {
                        return Ok(false);
                    }
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    pub(super) fn matrix_from(&self, name: &str, args: &Args) -> Option<Value> {
        let mut vectors = Vec::new();
        for v in &args.positional {
            let Value::Composite(c) = v else { return None };
            vectors.push(c.borrow().clone());
        }
        let first = vectors.first()?;
        let dtype = self.types.composite_dtype(first.ty)?;
        let (n, len) = (vectors.len(), first.elements.len());
        if vectors.iter().any(|v| v.ty != first.ty) {
            return None;
        }
        if name == "warp.matrix_from_rows" {
            let elements = vectors.iter().flat_map(|v| v.elements.clone()).collect();
            return Some(Value::composite(self.types.matrix(n as u32, len as u32, dtype), elements));
        }
        let elements = (0..len).flat_map(|r| vectors.iter().map(move |v| v.elements[r])).collect();
        Some(Value::composite(self.types.matrix(len as u32, n as u32, dtype), elements))
    }
}

fn parse_int(text: &str, base: i128) -> Option<i128> {
    let text = text.trim().replace('_', "");
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(&text)),
    };
    let lower = digits.to_ascii_lowercase();
    let prefixed = |prefix: &str| lower.strip_prefix(prefix);
    let (radix, digits) = match base {
        16 => (16, prefixed("0x").unwrap_or(&lower)),
        2 => (2, prefixed("0b").unwrap_or(&lower)),
        8 => (8, prefixed("0o").unwrap_or(&lower)),
        n => (u32::try_from(n).ok().filter(|n| (2..=36).contains(n))?, &*lower),
    };
    i128::from_str_radix(digits, radix).ok().map(|n| n * sign)
}
