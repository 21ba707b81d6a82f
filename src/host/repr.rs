//! Python's `repr()` and `str()` of values, without running code.

use super::interp::{float_repr, str_repr};
use super::session::Session;
use super::value::*;
use crate::types::{Number, ScalarValue, numpy_float};

impl Session {
    /// Python's `repr()` of simple values, without running code.
    #[must_use]
    pub fn py_repr(&self, value: &Value) -> String {
        self.py_repr_at(value, 0)
    }

    fn py_repr_at(&self, value: &Value, depth: u32) -> String {
        if depth > 20 {
            return "...".into();
        }
        match value {
            Value::None => "None".into(),
            Value::Ellipsis => "Ellipsis".into(),
            Value::Bool(b) => if *b { "True" } else { "False" }.into(),
            Value::Int(i) => i.to_string(),
            Value::BigInt(i) => i.to_string(),
            Value::Float(x) => float_repr(*x),
            Value::Str(s) => str_repr(s),
            Value::Tuple(items) => {
                let parts: Vec<String> = items.iter().map(|v| self.py_repr_at(v, depth + 1)).collect();
                if parts.len() == 1 { format!("({},)", parts[0]) } else { format!("({})", parts.join(", ")) }
            }
            Value::List(items) => {
                let parts: Vec<String> =
                    items.borrow().iter().map(|v| self.py_repr_at(v, depth + 1)).collect();
                format!("[{}]", parts.join(", "))
            }
            Value::Dict(d) => {
                let parts: Vec<String> = d
                    .entries()
                    .iter()
                    .map(|(k, v)| {
                        format!("{}: {}", self.py_repr_at(k, depth + 1), self.py_repr_at(v, depth + 1))
                    })
                    .collect();
                format!("{{{}}}", parts.join(", "))
            }
            Value::Type(ty) => self.types.python_repr(*ty),
            Value::Class(c) => format!("<class '{}.{}'>", c.module, c.qualname),
            Value::EnumMember(m) => {
                format!("<{}.{}: {}>", m.class_name, m.name, self.py_repr_at(&m.value, depth + 1))
            }
            Value::Scalar(s) | Value::Numpy(s) => {
                let number = match s.number {
                    Number::Int(i) => i.to_string(),
                    Number::Float(x) => float_repr(x),
                };
                format!("{}({number})", s.scalar.name())
            }
            Value::Composite(c) => {
                let c = c.borrow();
                let parts: Vec<String> = c
                    .elements
                    .iter()
                    .map(|n| match n {
                        Number::Int(i) => i.to_string(),
                        Number::Float(x) => float_repr(*x),
                    })
                    .collect();
                format!("{}([{}])", self.type_py_name(c.ty), parts.join(", "))
            }
            other => format!("{other:?}"),
        }
    }

    /// `repr()` of a module.
    #[must_use]
    pub fn module_repr(&self, module: &PyModule) -> String {
        const BUILT_IN: &[&str] = &["sys", "builtins", "time", "itertools", "gc", "atexit"];
        match module.source() {
            Some(source) => format!("<module '{}' from '{}'>", module.name, source.name),
            None if BUILT_IN.contains(&&*module.name) => format!("<module '{}' (built-in)>", module.name),
            None => format!("<module '{}'>", module.name),
        }
    }

    /// What `f"{value}"` prints, as option hashing does.
    #[must_use]
    pub fn py_str(&self, value: &Value) -> String {
        match value {
            Value::Str(s) => s.to_string(),
            Value::EnumMember(m) if m.is_int || m.is_str => self.py_str(&m.value),
            Value::EnumMember(m) => format!("{}.{}", m.class_name, m.name),
            Value::Composite(c) if !self.types.is_matrix(c.borrow().ty) => {
                let parts: Vec<String> = c.borrow().elements.iter().map(|n| number_text(*n)).collect();
                format!("[{}]", parts.join(", "))
            }
            Value::Numpy(ScalarValue { scalar, number: Number::Float(x), .. }) => {
                numpy_float(*scalar, *x).unwrap_or_else(|| float_repr(*x))
            }
            Value::Scalar(s) | Value::Numpy(s) => number_text(s.number),
            other => self.py_repr(other),
        }
    }
}

fn number_text(n: Number) -> String {
    match n {
        Number::Int(i) => i.to_string(),
        Number::Float(x) => float_repr(x),
    }
}
