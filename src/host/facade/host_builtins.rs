//! Warp's built-ins called at Python scope, as far as constants are made with them.

use super::super::interp::number_of;
use super::super::session::Session;
use super::super::value::*;
use crate::types::{CompositeValue, Number, Scalar, Ty, store_number};

impl Session {
    /// `wp.name(*args)` in Python; `None` where the result is not known.
    pub(in crate::host) fn call_builtin_on_host(&self, name: &str, args: &[Value]) -> Option<Value> {
        if args.iter().any(Value::is_unknown) {
            return None;
        }
        match (name, args) {
            ("quat_identity", []) => {
                Some(Value::composite(self.types.quaternion(Ty::FLOAT32), floats(&[0.0, 0.0, 0.0, 1.0])))
            }
            ("transform_identity", []) => Some(Value::composite(
                self.types.transformation(Ty::FLOAT32),
                floats(&[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]),
            )),
            ("quat_from_axis_angle", [Value::Composite(axis), angle]) => {
                let axis = axis.borrow();
                let x = f32s(&axis)?;
                if x.len() != 3 {
                    return None;
                }
                let half = number_of(angle)? as f32 * 0.5;
                let (s, c) = (half.sin(), half.cos());
                let q = [x[0] * s, x[1] * s, x[2] * s, c].map(f64::from);
                Some(Value::composite(self.types.quaternion(Ty::FLOAT32), floats(&q)))
            }
            ("length" | "length_sq" | "normalize", [Value::Composite(v)]) => {
                let v = v.borrow();
                let x = f32s(&v)?;
                let square: f32 = x.iter().map(|a| a * a).sum();
                Some(match name {
                    "length_sq" => Value::Float(f64::from(square)),
                    "length" => Value::Float(f64::from(square.sqrt())),
                    _ => {
                        let l = square.sqrt();
                        let n: Vec<f64> =
                            x.iter().map(|a| if l > 0.0 { f64::from(a / l) } else { 0.0 }).collect();
                        Value::composite(v.ty, floats(&n))
                    }
                })
            }
            ("dot", [Value::Composite(a), Value::Composite(b)]) => {
                let (a, b) = (a.borrow(), b.borrow());
                let (x, y) = (f32s(&a)?, f32s(&b)?);
                Some(Value::Float(f64::from(x.iter().zip(&y).map(|(p, q)| p * q).sum::<f32>())))
            }
            ("cross", [Value::Composite(a), Value::Composite(b)]) => {
                let (a, b) = (a.borrow(), b.borrow());
                let (x, y) = (f32s(&a)?, f32s(&b)?);
                if x.len() != 3 || y.len() != 3 {
                    return None;
                }
                let c = [x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]];
                Some(Value::composite(a.ty, floats(&c.map(f64::from))))
            }
            (_, [x]) => {
                let x = match x {
                    Value::Float(_) | Value::Int(_) => number_of(x)? as f32,
                    _ => return None,
                };
                let y = match name {
                    "sin" => x.sin(),
                    "cos" => x.cos(),
                    "tan" => x.tan(),
                    "sqrt" => x.sqrt(),
                    "exp" => x.exp(),
                    "log" => x.ln(),
                    "abs" => x.abs(),
                    "floor" => x.floor(),
                    "ceil" => x.ceil(),
                    "radians" => x * 0.017_453_292,
                    "degrees" => x * 57.295_78,
                    "asin" => x.asin(),
                    "acos" => x.acos(),
                    "atan" => x.atan(),
                    _ => return None,
                };
                Some(Value::Float(f64::from(y)))
            }
            _ => None,
        }
    }
}

fn floats(values: &[f64]) -> Vec<Number> {
    values.iter().map(|v| store_number(Scalar::Float32, Number::Float(*v))).collect()
}

fn f32s(value: &CompositeValue) -> Option<Vec<f32>> {
    Some(value.elements.iter().map(|n| n.as_f64() as f32).collect())
}
