//! `Class[parameters]`: annotations and generics.

use std::rc::Rc;

use super::super::error::{PyError, PyResult};
use super::super::facade::array_class;
use super::super::session::Session;
use super::super::value::*;
use super::Frame;
use super::compare::find_in_mro;
use crate::types::{Family, Scalar, Storage, Ty, TyKind};

impl Session {
    /// `Class[parameters]`.
    pub(super) fn subscript_type(&mut self, f: &mut Frame, object: &Value, index: &Value) -> PyResult<Value> {
        let parameters: Vec<Value> = match index {
            Value::Tuple(items) => items.to_vec(),
            other => vec![other.clone()],
        };
        match object {
            Value::Type(Ty::TUPLE_ANY) => Ok(self.tuple_annotation(parameters)),
            Value::Type(Ty::CALLABLE) => Ok(object.clone()),
            Value::Type(ty) => Ok(self.subscript_query(*ty, &parameters)),
            Value::Native(n) => self.subscript_native(n.0, object, parameters),
            Value::Class(c) => {
                if c.kind.get() == ClassKind::Enum {
                    let name = index.as_str().unwrap_or_default();
                    let member = c.members.borrow().iter().find(|m| &*m.name == name).cloned();
                    let alias = c.ns.borrow().get(name).cloned();
                    return match (member, alias) {
                        (Some(m), _) => Ok(Value::EnumMember(m)),
                        (None, Some(v @ Value::EnumMember(_))) => Ok(v),
                        _ if index.is_unknown() => Ok(index.clone()),
                        _ => Err(PyError::new("KeyError", format!("'{name}'"))),
                    };
                }
                if let Some(getter) = find_in_mro(c, "__class_getitem__") {
                    let getter = match getter {
                        Value::Descriptor(d) => d.func.clone(),
                        other => other,
                    };
                    return self.call(f, &getter, vec![object.clone(), index.clone()], Vec::new());
                }
                Ok(Value::Alias(Rc::new(Alias {
                    origin: c.qualname.clone(),
                    class: Some(object.clone()),
                    args: parameters,
                })))
            }
            Value::Alias(a) => Ok(Value::Alias(Rc::new(Alias {
                origin: a.origin.clone(),
                class: a.class.clone(),
                args: parameters,
            }))),
            _ => Ok(self.unknown(format!("{}[...]", super::stmt::describe(object)))),
        }
    }

    /// `wp.HashGridQuery[dtype]`.
    fn subscript_query(&self, ty: Ty, parameters: &[Value]) -> Value {
        let is_query = self.types.opaque("HashGridQuery") == Some(ty);
        let scalar = parameters.first().and_then(Value::as_type).and_then(|t| self.types.as_scalar(t));
        let name = match (is_query, scalar) {
            (true, Some(Scalar::Float16)) => "_HashGridQueryH",
            (true, Some(Scalar::Float32)) => "HashGridQuery",
            (true, Some(Scalar::Float64)) => "_HashGridQueryD",
            _ => return self.unknown("a subscripted type"),
        };
        self.types.opaque(name).map_or_else(|| self.unknown(name), Value::Type)
    }

    fn tuple_annotation(&self, parameters: Vec<Value>) -> Value {
        let mut types = Vec::new();
        for p in &parameters {
            match p {
                Value::Ellipsis => types.push(Ty::ELLIPSIS),
                Value::None => types.push(Ty::NONE),
                other => match other.as_type() {
                    Some(ty) => types.push(ty),
                    None => {
                        return Value::Alias(Rc::new(Alias {
                            origin: "tuple".into(),
                            class: Some(Value::Type(Ty::TUPLE_ANY)),
                            args: parameters,
                        }));
                    }
                },
            }
        }
        Value::Type(self.types.intern(TyKind::TupleOf(types.into())))
    }

    fn subscript_native(
        &mut self,
        name: &'static str,
        object: &Value,
        parameters: Vec<Value>,
    ) -> PyResult<Value> {
        if let Some((family, ndim)) = array_class(name) {
            return self.subscript_array(family, ndim, name, &parameters);
        }
        let unknown = parameters.iter().find(|p| p.is_unknown());
        let is_warp_type = matches!(
            name,
            "warp.ref"
                | "warp.tile"
                | "warp.Vector"
                | "warp.Matrix"
                | "warp.Quaternion"
                | "warp.Transformation"
        );
        if let Some(v) = unknown
            && is_warp_type
        {
            return Ok(v.clone());
        }
        let first = parameters.first().and_then(Value::as_type);
        let int = |i: usize| parameters.get(i).and_then(literal_int).and_then(|n| u32::try_from(n).ok());
        let value = match (name, first) {
            ("warp.ref", Some(ty)) => Value::Type(self.types.reference(ty)),
            ("warp.ref", None) => self.unknown("wp.ref[...]"),
            ("warp.Vector", Some(dtype)) => match int(1) {
                Some(n) => Value::Type(self.types.vector(n, dtype)),
                None => self.unknown("wp.Vector[...]"),
            },
            ("warp.Matrix", Some(dtype)) => match (int(1), int(2)) {
                (Some(r), Some(c)) => Value::Type(self.types.matrix(r, c, dtype)),
                _ => self.unknown("wp.Matrix[...]"),
            },
            ("warp.Quaternion", Some(dtype)) => Value::Type(self.types.quaternion(dtype)),
            ("warp.Transformation", Some(dtype)) => Value::Type(self.types.transformation(dtype)),
            ("warp.tile", Some(dtype)) => self.subscript_tile(dtype, &parameters[1..]),
            _ => Value::Alias(Rc::new(Alias {
                origin: name.into(),
                class: class_of(name, object),
                args: parameters,
            })),
        };
        Ok(value)
    }

    fn subscript_tile(&mut self, dtype: Ty, dims: &[Value]) -> Value {
        let dims: Vec<Value> = match dims {
            [Value::Tuple(t)] => t.to_vec(),
            other => other.to_vec(),
        };
        if dims.is_empty() {
            return Value::Type(self.make_tile(dtype, None, Storage::Register, true));
        }
        let shape: Option<Vec<i64>> = dims.iter().map(|v| literal_int(v).map(|n| n as i64)).collect();
        match shape {
            Some(shape) => Value::Type(self.make_tile(dtype, Some(shape), Storage::Register, true)),
            None => self.unknown("wp.tile[...] with unknown dimensions"),
        }
    }

    fn subscript_array(
        &mut self,
        family: Family,
        fixed: Option<u8>,
        name: &str,
        parameters: &[Value],
    ) -> PyResult<Value> {
        let Some(first) = parameters.first() else { return Ok(self.unknown("an array annotation")) };
        if first.is_unknown() {
            return Ok(first.clone());
        }
        let Some(dtype) = self.value_type(first) else {
            return Ok(self.unknown(format!(
                "{}[{}]",
                name.replace("warp.", "wp."),
                super::stmt::describe(first)
            )));
        };
        let ndim = match (fixed, parameters.get(1)) {
            (Some(n), _) => Some(n),
            (None, None) => Some(1),
            (None, Some(Value::Type(Ty::ANY))) => None,
            (None, Some(v)) => match literal_int(v).and_then(|n| u8::try_from(n).ok()) {
                Some(n @ 1..=4) => Some(n),
                Some(n) => {
                    return Err(PyError::warp(
                        "ValueError",
                        format!("ndim must be between 1 and 4, got {n}"),
                    ));
                }
                None => return Ok(self.unknown("an array's ndim")),
            },
        };
        let dtype = if dtype == Ty::ANY { dtype } else { self.types.canonical(dtype) };
        Ok(Value::Type(self.types.array_of(family, dtype, ndim)))
    }
}

/// The integer of a dimension, written plainly or as `Literal[n]`.
fn literal_int(value: &Value) -> Option<i128> {
    match value {
        Value::Alias(a) if &*a.origin == "typing.Literal" => a.args.first()?.as_int(),
        other => other.as_int(),
    }
}

/// The class behind a subscripted native, for those that can be instantiated or subclassed.
fn class_of(name: &str, object: &Value) -> Option<Value> {
    matches!(name, "list" | "dict" | "set" | "frozenset" | "type").then(|| object.clone())
}
