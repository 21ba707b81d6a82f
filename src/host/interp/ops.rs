//! Operators.

use std::rc::Rc;

use num_bigint::BigInt;
use num_traits::{Pow as _, ToPrimitive as _};

use super::super::error::{PyError, PyResult};
use super::super::session::Session;
use super::super::value::*;
use super::Frame;
use super::compare::{Num, as_f64, find_in_mro, number};
use crate::frontend::ast::{Operator, UnaryOp};
use crate::types::{Number, store_number};

/// The special method of an operator and of its reflection.
fn methods(op: Operator) -> (&'static str, &'static str) {
    match op {
        Operator::Add => ("__add__", "__radd__"),
        Operator::Sub => ("__sub__", "__rsub__"),
        Operator::Mult => ("__mul__", "__rmul__"),
        Operator::MatMult => ("__matmul__", "__rmatmul__"),
        Operator::Div => ("__truediv__", "__rtruediv__"),
        Operator::Mod => ("__mod__", "__rmod__"),
        Operator::Pow => ("__pow__", "__rpow__"),
        Operator::LShift => ("__lshift__", "__rlshift__"),
        Operator::RShift => ("__rshift__", "__rrshift__"),
        Operator::BitOr => ("__or__", "__ror__"),
        Operator::BitXor => ("__xor__", "__rxor__"),
        Operator::BitAnd => ("__and__", "__rand__"),
        Operator::FloorDiv => ("__floordiv__", "__rfloordiv__"),
    }
}

pub(super) fn symbol(op: Operator) -> &'static str {
    match op {
        Operator::Add => "+",
        Operator::Sub => "-",
        Operator::Mult => "*",
        Operator::MatMult => "@",
        Operator::Div => "/",
        Operator::Mod => "%",
        Operator::Pow => "** or pow()",
        Operator::LShift => "<<",
        Operator::RShift => ">>",
        Operator::BitOr => "|",
        Operator::BitXor => "^",
        Operator::BitAnd => "&",
        Operator::FloorDiv => "//",
    }
}

impl Session {
    /// `a op b`.
    pub(in crate::host) fn binary_op(
        &mut self,
        f: &mut Frame,
        op: Operator,
        a: &Value,
        b: &Value,
    ) -> PyResult<Value> {
        if let Some(v) = self.operator_method(f, op, a, b)? {
            return Ok(v);
        }
        if let (Operator::Mod, Value::Str(format)) = (op, a) {
            return self.percent_format(f, &format.clone(), b);
        }
        if a.is_unknown() || b.is_unknown() {
            let which = if a.is_unknown() { a } else { b };
            // What is computed from a numpy array with axes is one, too.
            let array = [a, b].into_iter().find_map(|value| match value {
                Value::Unknown(u) => u.class.filter(|class| class.has_axes && class.class == "numpy.ndarray"),
                _ => None,
            });
            return Ok(self
                .unknown_object(super::stmt::describe(which), array.filter(|class| class.method.is_none())));
        }
        let is_array = |v: &Value| matches!(v, Value::Bound(x) if x.name == "numpy.ndarray");
        if is_array(a) || is_array(b) {
            let result = super::super::facade::ndarray::arithmetic(self, op, a, b)?;
            return Ok(result.unwrap_or_else(|| self.unknown("array arithmetic")));
        }
        if matches!(a, Value::Composite(_) | Value::Scalar(_))
            || matches!(b, Value::Composite(_) | Value::Scalar(_))
        {
            return Ok(self.warp_op(op, a, b));
        }
        if let (Some(x), Some(y)) = (number(a), number(b)) {
            if matches!(a, Value::Numpy(_)) || matches!(b, Value::Numpy(_)) {
                return self.numpy_op(op, a, b, x, y);
            }
            return self.number_op(op, x, y, matches!((a, b), (Value::Bool(_), Value::Bool(_))));
        }
        if op == Operator::Mult
            && let Some(v) = super::super::facade::ctypes::array_of(a, b)
        {
            return Ok(v);
        }
        if let Some(v) = self.sequence_op(op, a, b)? {
            return Ok(v);
        }
        if op == Operator::BitOr && (is_type_like(a) || is_type_like(b)) {
            return Ok(Value::Alias(Rc::new(Alias {
                origin: "Union".into(),
                class: None,
                args: vec![a.clone(), b.clone()],
            })));
        }
        if is_opaque(a) || is_opaque(b) {
            return Ok(self.unknown(format!(
                "{} {} {}",
                super::stmt::describe(a),
                symbol(op),
                super::stmt::describe(b)
            )));
        }
        let (x, y) = (self.class_name(a), self.class_name(b));
        Err(PyError::new(
            "TypeError",
            format!("unsupported operand type(s) for {}: '{x}' and '{y}'", symbol(op)),
        ))
    }

    fn operator_method(
        &mut self,
        f: &mut Frame,
        op: Operator,
        a: &Value,
        b: &Value,
    ) -> PyResult<Option<Value>> {
        let (forward, reflected) = methods(op);
        for (object, other, method) in [(a, b, forward), (b, a, reflected)] {
            let Value::Instance(i) = object else { continue };
            if find_in_mro(&i.class, method).is_none() {
                continue;
            }
            let m = self.get_attr(f, object, method)?;
            let result = self.call(f, &m, vec![other.clone()], Vec::new())?;
            if !matches!(result, Value::NotImplemented) {
                return Ok(Some(result));
            }
        }
        Ok(None)
    }

    /// `a op= b`: lists and sets change in place.
    pub(super) fn inplace_op(&mut self, f: &mut Frame, op: Operator, a: Value, b: Value) -> PyResult<Value> {
        match (&a, op) {
            (Value::List(list), Operator::Add) => {
                if let Some(items) = self.collect(f, &b)? {
                    self.reserve(items.len())?;
                    list.borrow_mut().extend(items);
                }
                Ok(a)
            }
            (Value::Set(set), Operator::BitOr) if !set.frozen => {
                self.work_on(&b)?;
                if let Value::Set(other) = &b {
                    let items: Vec<_> =
                        other.items.borrow().iter().map(|(k, v)| (k.clone(), v.clone())).collect();
                    set.items.borrow_mut().extend(items);
                }
                Ok(a)
            }
            (Value::Dict(d), Operator::BitOr) => {
                self.work_on(&b)?;
                if let Value::Dict(other) = &b {
                    other.entries().into_iter().for_each(|(k, v)| d.set(k, v));
                }
                Ok(a)
            }
            _ => self.binary_op(f, op, &a, &b),
        }
    }

    fn sequence_op(&mut self, op: Operator, a: &Value, b: &Value) -> PyResult<Option<Value>> {
        if matches!(a, Value::Dict(_) | Value::Set(_)) {
            self.work_on(a)?;
            self.work_on(b)?;
        }
        Ok(Some(match (op, a, b) {
            (Operator::Add, Value::Str(x), Value::Str(y)) => {
                self.reserve_text(x.len() + y.len())?;
                Value::Str(format!("{x}{y}").into())
            }
            (Operator::Add, Value::Tuple(x), Value::Tuple(y)) => {
                self.reserve(x.len() + y.len() + 1)?;
                Value::tuple(x.iter().chain(y.iter()).cloned().collect())
            }
            (Operator::Add, Value::List(x), Value::List(y)) => {
                self.reserve(x.borrow().len() + y.borrow().len())?;
                let mut items = x.borrow().clone();
                items.extend(y.borrow().iter().cloned());
                Value::list(items)
            }
            (Operator::Mult, Value::Str(_) | Value::Tuple(_) | Value::List(_) | Value::Bytes(_), _) => {
                let Some(n) = b.as_int() else { return Ok(None) };
                return self.repeat(a, n).map(Some);
            }
            (Operator::Mult, _, Value::Str(_) | Value::Tuple(_) | Value::List(_) | Value::Bytes(_)) => {
                let Some(n) = a.as_int() else { return Ok(None) };
                return self.repeat(b, n).map(Some);
            }
            (Operator::BitOr, Value::Dict(x), Value::Dict(y)) => {
                let d = Dict::default();
                x.entries().into_iter().chain(y.entries()).for_each(|(k, v)| d.set(k, v));
                Value::Dict(Rc::new(d))
            }
            (
                Operator::BitOr | Operator::BitAnd | Operator::Sub | Operator::BitXor,
                Value::Set(x),
                Value::Set(y),
            ) => {
                let (xi, yi) = (x.items.borrow(), y.items.borrow());
                let mut items = indexmap::IndexMap::default();
                for (k, v) in xi.iter() {
                    let keep = match op {
                        Operator::BitOr => true,
                        Operator::BitAnd => yi.contains_key(k),
                        _ => !yi.contains_key(k),
                    };
                    if keep {
                        items.insert(k.clone(), v.clone());
                    }
                }
                if matches!(op, Operator::BitOr | Operator::BitXor) {
                    for (k, v) in yi.iter() {
                        if op == Operator::BitOr || !xi.contains_key(k) {
                            items.insert(k.clone(), v.clone());
                        }
                    }
                }
                Value::Set(Rc::new(Set { items: items.into(), frozen: x.frozen }))
            }
            _ => return Ok(None),
        }))
    }

    fn repeat(&mut self, sequence: &Value, n: i128) -> PyResult<Value> {
        let n = usize::try_from(n.max(0)).unwrap_or(usize::MAX);
        let len = match sequence {
            Value::Str(s) => s.len(),
            Value::Bytes(b) => b.len(),
            Value::Tuple(t) => t.len(),
            Value::List(l) => l.borrow().len(),
            _ => 0,
        };
        let made = len.saturating_mul(n);
        match sequence {
            Value::Str(_) | Value::Bytes(_) => self.reserve_text(made)?,
            _ => self.reserve(made)?,
        }
        Ok(match sequence {
            Value::Str(s) => Value::Str(s.repeat(n).into()),
            Value::Bytes(b) => Value::Bytes(b.repeat(n).into()),
            Value::Tuple(t) => Value::tuple(repeat_items(t, n)),
            Value::List(l) => Value::list(repeat_items(&l.borrow(), n)),
            _ => Value::None,
        })
    }

    pub(super) fn unary_op(&mut self, f: &mut Frame, op: UnaryOp, value: &Value) -> PyResult<Value> {
        if op == UnaryOp::Not {
            return Ok(match self.truth(f, value)? {
                Some(t) => Value::Bool(!t),
                None => self.unknown(super::stmt::describe(value)),
            });
        }
        if let Value::Composite(c) = value {
            let c = c.borrow();
            if op == UnaryOp::USub {
                let elements = c.elements.iter().map(|n| negate(*n)).collect();
                return Ok(Value::composite(c.ty, elements));
            }
        }
        if let Value::Scalar(s) = value
            && op == UnaryOp::USub
        {
            return Ok(Value::scalar(s.scalar, store_number(s.scalar, negate(s.number))));
        }
        if let Value::Instance(i) = value {
            let method = match op {
                UnaryOp::USub => "__neg__",
                UnaryOp::UAdd => "__pos__",
                _ => "__invert__",
            };
            if find_in_mro(&i.class, method).is_some() {
                let m = self.get_attr(f, value, method)?;
                return self.call(f, &m, Vec::new(), Vec::new());
            }
        }
        Ok(match (op, number(value)) {
            (UnaryOp::USub, Some(Num::Int(i))) => int_result(i.checked_neg(), || -BigInt::from(i)),
            (UnaryOp::USub, Some(Num::Float(x))) => Value::Float(-x),
            (UnaryOp::UAdd, Some(Num::Int(i))) => Value::Int(i),
            (UnaryOp::UAdd, Some(Num::Float(x))) => Value::Float(x),
            (UnaryOp::Invert, Some(Num::Int(i))) => Value::Int(!i),
            _ => self.unknown(format!("an operator on {}", super::stmt::describe(value))),
        })
    }

    pub(in crate::host) fn number_op(
        &mut self,
        op: Operator,
        a: Num,
        b: Num,
        bools: bool,
    ) -> PyResult<Value> {
        if let (Num::Int(x), Num::Int(y)) = (a, b) {
            return self.int_op(op, x, y, bools);
        }
        let (x, y) = (as_f64(a), as_f64(b));
        let zero = || PyError::new("ZeroDivisionError", "float division by zero");
        Ok(Value::Float(match op {
            Operator::Add => x + y,
            Operator::Sub => x - y,
            Operator::Mult => x * y,
            Operator::Div if y == 0.0 => return Err(zero()),
            Operator::Div => x / y,
            Operator::FloorDiv if y == 0.0 => return Err(zero()),
            Operator::FloorDiv => py_floor_div(x, y),
            Operator::Mod if y == 0.0 => return Err(zero()),
            Operator::Mod => py_float_mod(x, y),
            Operator::Pow => {
                if x < 0.0 && y.fract() != 0.0 {
                    return Ok(self.unknown("a complex number"));
                }
                x.powf(y)
            }
            _ => {
                return Err(PyError::new(
                    "TypeError",
                    format!("unsupported operand type(s) for {}: 'float'", symbol(op)),
                ));
            }
        }))
    }

    fn int_op(&mut self, op: Operator, x: i128, y: i128, bools: bool) -> PyResult<Value> {
        let big = BigInt::from;
        let zero = |text: &str| Err(PyError::new("ZeroDivisionError", text));
        Ok(match op {
            Operator::Add => int_result(x.checked_add(y), || big(x) + big(y)),
            Operator::Sub => int_result(x.checked_sub(y), || big(x) - big(y)),
            Operator::Mult => int_result(x.checked_mul(y), || big(x) * big(y)),
            Operator::Div if y == 0 => return zero("division by zero"),
            Operator::Div => Value::Float(x as f64 / y as f64),
            Operator::FloorDiv if y == 0 => return zero("integer division or modulo by zero"),
            Operator::FloorDiv => Value::Int(floor_div(x, y)),
            Operator::Mod if y == 0 => return zero("integer modulo by zero"),
            Operator::Mod => Value::Int(x.wrapping_sub(floor_div(x, y).wrapping_mul(y))),
            Operator::Pow if y < 0 => Value::Float((x as f64).powf(y as f64)),
            Operator::Pow => {
                let exponent = u32::try_from(y).unwrap_or(u32::MAX);
                let bits = u64::from(128 - x.unsigned_abs().leading_zeros()).saturating_mul(exponent.into());
                match x.checked_pow(exponent) {
                    Some(v) => Value::Int(v),
                    None if bits > self.options.limits.bits => self.unknown("a very large integer"),
                    None => big_value(big(x).pow(exponent)),
                }
            }
            Operator::LShift => {
                if y < 0 {
                    return Err(PyError::new("ValueError", "negative shift count"));
                }
                match u32::try_from(y) {
                    _ if x == 0 => Value::Int(0),
                    Ok(shift) if u64::from(shift) <= self.options.limits.bits => big_value(big(x) << shift),
                    _ => self.unknown("a very large integer"),
                }
            }
            Operator::RShift => {
                if y < 0 {
                    return Err(PyError::new("ValueError", "negative shift count"));
                }
                Value::Int(x >> y.min(127))
            }
            Operator::BitOr if bools => Value::Bool(x | y != 0),
            Operator::BitAnd if bools => Value::Bool(x & y != 0),
            Operator::BitXor if bools => Value::Bool(x ^ y != 0),
            Operator::BitOr => Value::Int(x | y),
            Operator::BitAnd => Value::Int(x & y),
            Operator::BitXor => Value::Int(x ^ y),
            Operator::MatMult => {
                return Err(PyError::new("TypeError", "unsupported operand type(s) for @: 'int' and 'int'"));
            }
        })
    }
}

fn repeat_items(items: &[Value], n: usize) -> Vec<Value> {
    let mut out = Vec::with_capacity(items.len() * n);
    for _ in 0..n {
        out.extend(items.iter().cloned());
    }
    out
}

fn negate(n: Number) -> Number {
    match n {
        Number::Int(i) => Number::Int(-i),
        Number::Float(x) => Number::Float(-x),
    }
}

/// An `int`, from a checked result or computed big.
fn int_result(checked: Option<i128>, big: impl FnOnce() -> BigInt) -> Value {
    checked.map_or_else(|| big_value(big()), Value::Int)
}

fn big_value(value: BigInt) -> Value {
    value.to_i128().map_or_else(|| Value::BigInt(Rc::new(value)), Value::Int)
}

/// Python's `//` on integers.
pub(super) fn floor_div(x: i128, y: i128) -> i128 {
    let q = x.wrapping_div(y);
    if (x.wrapping_rem(y) != 0) && ((x < 0) != (y < 0)) { q - 1 } else { q }
}

fn py_float_mod(x: f64, y: f64) -> f64 {
    let r = x % y;
    if r != 0.0 && ((r < 0.0) != (y < 0.0)) {
        r + y
    } else if r == 0.0 {
        0.0f64.copysign(y)
    } else {
        r
    }
}

fn py_floor_div(x: f64, y: f64) -> f64 {
    let r = x % y;
    let mut div = (x - r) / y;
    if r != 0.0 && ((r < 0.0) != (y < 0.0)) {
        div -= 1.0;
    }
    if div == 0.0 {
        return 0.0f64.copysign(x / y);
    }
    let floor = div.floor();
    if div - floor > 0.5 { floor + 1.0 } else { floor }
}

fn is_type_like(v: &Value) -> bool {
    matches!(v, Value::Type(_) | Value::Class(_) | Value::Alias(_) | Value::Native(_) | Value::None)
}

fn is_opaque(v: &Value) -> bool {
    matches!(
        v,
        Value::Instance(_)
            | Value::PyFunction(_)
            | Value::Class(_)
            | Value::Kernel(_)
            | Value::Function(_)
            | Value::Native(_)
            | Value::Bound(_)
            | Value::Module(_)
            | Value::BigInt(_)
            | Value::Alias(_)
            | Value::Iter(_)
            | Value::Type(_)
            | Value::EnumMember(_)
    )
}
