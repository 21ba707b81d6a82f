//! Operators on numpy's scalars and on Warp's scalars, vectors and matrices.

use super::super::error::PyResult;
use super::super::session::Session;
use super::super::value::*;
use super::compare::{Num, number};
use super::ops::symbol;
use crate::frontend::ast::Operator;
use crate::types::{CompositeValue, Number, Scalar, ScalarValue, Ty, TyKind, store_number};

impl Session {
    /// Arithmetic on numpy scalars: the wider type wins, Python numbers are weak.
    pub(super) fn numpy_op(&mut self, op: Operator, a: &Value, b: &Value, x: Num, y: Num) -> PyResult<Value> {
        let scalar = match (a, b) {
            (Value::Numpy(s), Value::Numpy(t)) if s.scalar == t.scalar => s.scalar,
            (Value::Numpy(s), Value::Int(_) | Value::Bool(_)) => s.scalar,
            (Value::Int(_) | Value::Bool(_), Value::Numpy(s)) => s.scalar,
            (Value::Numpy(s), Value::Float(_)) | (Value::Float(_), Value::Numpy(s))
                if s.scalar.is_float() =>
            {
                s.scalar
            }
            _ => return Ok(self.unknown("arithmetic on mixed numpy scalars")),
        };
        match self.number_op(op, x, y, false)? {
            Value::Int(i) if !scalar.is_float() => {
                Ok(Value::Numpy(ScalarValue::new(scalar, store_number(scalar, Number::Int(i)))))
            }
            Value::Float(v) if scalar.is_float() => {
                Ok(Value::Numpy(ScalarValue::new(scalar, store_number(scalar, Number::Float(v)))))
            }
            other => Ok(other),
        }
    }

    /// Arithmetic on Warp scalars, vectors, matrices and quaternions at Python scope.
    pub(super) fn warp_op(&mut self, op: Operator, a: &Value, b: &Value) -> Value {
        self.try_warp_op(op, a, b).unwrap_or_else(|| {
            self.unknown(format!("{} {} {}", super::stmt::describe(a), symbol(op), super::stmt::describe(b)))
        })
    }

    fn try_warp_op(&self, op: Operator, a: &Value, b: &Value) -> Option<Value> {
        match (a, b) {
            (Value::Composite(x), Value::Composite(y)) => {
                let (x, y) = (x.borrow(), y.borrow());
                self.composite_op(op, &x, &y)
            }
            (Value::Composite(x), _) => {
                let x = x.borrow();
                let s = self.composite_scalar(x.ty)?;
                let y = number(b)?;
                matches!(op, Operator::Mult | Operator::Div).then_some(())?;
                let elements: Option<Vec<Number>> =
                    x.elements.iter().map(|e| scalar_op(s, op, *e, to_number(y))).collect();
                Some(Value::composite(x.ty, elements?))
            }
            (_, Value::Composite(y)) => {
                let y = y.borrow();
                let s = self.composite_scalar(y.ty)?;
                let x = number(a)?;
                matches!(op, Operator::Mult | Operator::Div).then_some(())?;
                let elements: Option<Vec<Number>> =
                    y.elements.iter().map(|e| scalar_op(s, op, to_number(x), *e)).collect();
                Some(Value::composite(y.ty, elements?))
            }
            _ => {
                let scalar = match (a, b) {
                    (Value::Scalar(s), _) | (_, Value::Scalar(s)) => s.scalar,
                    _ => return None,
                };
                if let (Value::Scalar(s), Value::Scalar(t)) = (a, b)
                    && s.scalar != t.scalar
                {
                    return None;
                }
                let result = scalar_op(scalar, op, to_number(number(a)?), to_number(number(b)?))?;
                Some(Value::scalar(scalar, result))
            }
        }
    }

    fn composite_scalar(&self, ty: Ty) -> Option<Scalar> {
        self.types.as_scalar(self.types.composite_dtype(ty)?)
    }

    fn composite_op(&self, op: Operator, x: &CompositeValue, y: &CompositeValue) -> Option<Value> {
        let s = self.composite_scalar(x.ty)?;
        let quat = matches!(*self.types.kind(x.ty), TyKind::Quat { .. });
        match op {
            Operator::Add | Operator::Sub if x.ty == y.ty => {
                let pairs = x.elements.iter().zip(&y.elements);
                let elements: Option<Vec<Number>> = pairs.map(|(a, b)| scalar_op(s, op, *a, *b)).collect();
                Some(Value::composite(x.ty, elements?))
            }
            Operator::Mult if quat && x.ty == y.ty => {
                let q = |i: usize| x.elements[i].as_f64() as f32;
                let p = |i: usize| y.elements[i].as_f64() as f32;
                if s != Scalar::Float32 {
                    return None;
                }
                let out = [
                    q(3) * p(0) + p(3) * q(0) + q(1) * p(2) - p(1) * q(2),
                    q(3) * p(1) + p(3) * q(1) + q(2) * p(0) - p(2) * q(0),
                    q(3) * p(2) + p(3) * q(2) + q(0) * p(1) - p(0) * q(1),
                    q(3) * p(3) - q(0) * p(0) - q(1) * p(1) - q(2) * p(2),
                ];
                Some(Value::composite(x.ty, out.iter().map(|v| Number::Float(f64::from(*v))).collect()))
            }
            Operator::Mult | Operator::MatMult => self.matrix_product(s, x, y),
            _ => None,
        }
    }

    fn matrix_product(&self, s: Scalar, x: &CompositeValue, y: &CompositeValue) -> Option<Value> {
        let (TyKind::Mat { rows, cols, dtype }, ky) = (&*self.types.kind(x.ty), self.types.kind(y.ty)) else {
            return None;
        };
        let (n, out_cols, ty) = match &*ky {
            TyKind::Vec { len, dtype: d } if len == cols && d == dtype => {
                (*len, 1, self.types.vector(*rows, *dtype))
            }
            TyKind::Mat { rows: r, cols: c, dtype: d } if r == cols && d == dtype => {
                (*r, *c, self.types.matrix(*rows, *c, *dtype))
            }
            _ => return None,
        };
        let mut out = Vec::new();
        for i in 0..*rows {
            for j in 0..out_cols {
                let mut sum = store_number(s, Number::Int(0));
                for k in 0..n {
                    let left = *x.elements.get((i * n + k) as usize)?;
                    let right = *y.elements.get((k * out_cols + j) as usize)?;
                    let product = scalar_op(s, Operator::Mult, left, right)?;
                    sum = scalar_op(s, Operator::Add, sum, product)?;
                }
                out.push(sum);
            }
        }
        Some(Value::composite(ty, out))
    }
}

fn to_number(n: Num) -> Number {
    match n {
        Num::Int(i) => Number::Int(i),
        Num::Float(x) => Number::Float(x),
    }
}

/// One operation in a Warp scalar type.
fn scalar_op(s: Scalar, op: Operator, a: Number, b: Number) -> Option<Number> {
    let raw = if s.is_float() {
        let (x, y) = (store_number(s, a).as_f64(), store_number(s, b).as_f64());
        Number::Float(match op {
            Operator::Add => x + y,
            Operator::Sub => x - y,
            Operator::Mult => x * y,
            Operator::Div => x / y,
            Operator::Mod => x % y,
            Operator::Pow if s == Scalar::Float64 => x.powf(y),
            Operator::Pow => f64::from((x as f32).powf(y as f32)),
            _ => return None,
        })
    } else {
        let (x, y) = (a.as_i128(), b.as_i128());
        Number::Int(match op {
            Operator::Add => x.checked_add(y)?,
            Operator::Sub => x.checked_sub(y)?,
            Operator::Mult => x.checked_mul(y)?,
            Operator::Div | Operator::FloorDiv => x.checked_div(y)?,
            Operator::Mod => x.checked_rem(y)?,
            _ => return None,
        })
    };
    Some(store_number(s, raw))
}
