//! numpy: dtypes, scalars, constants. Arrays are unknown.

use std::rc::Rc;

use super::super::error::PyResult;
use super::super::interp::builtins_args::Args;
use super::super::interp::{Frame, Num, bound, number, number_of};
use super::super::session::Session;
use super::super::value::*;
use crate::types::{Number, Scalar, ScalarValue, store_number};

/// Scalar classes.
const SCALARS: &[(&str, Scalar)] = &[
    ("numpy.bool_", Scalar::Bool),
    ("numpy.int8", Scalar::Int8),
    ("numpy.uint8", Scalar::UInt8),
    ("numpy.int16", Scalar::Int16),
    ("numpy.uint16", Scalar::UInt16),
    ("numpy.int32", Scalar::Int32),
    ("numpy.uint32", Scalar::UInt32),
    ("numpy.int64", Scalar::Int64),
    ("numpy.uint64", Scalar::UInt64),
    ("numpy.float16", Scalar::Float16),
    ("numpy.float32", Scalar::Float32),
    ("numpy.float64", Scalar::Float64),
];

/// Other spellings of scalar classes.
const ALIASES: &[(&str, &str)] = &[
    ("bool", "numpy.bool_"),
    ("byte", "numpy.int8"),
    ("ubyte", "numpy.uint8"),
    ("short", "numpy.int16"),
    ("ushort", "numpy.uint16"),
    ("intc", "numpy.int32"),
    ("uintc", "numpy.uint32"),
    ("int_", "numpy.int64"),
    ("uint", "numpy.uint64"),
    ("longlong", "numpy.int64"),
    ("intp", "numpy.int64"),
    ("half", "numpy.float16"),
    ("single", "numpy.float32"),
    ("double", "numpy.float64"),
    ("float_", "numpy.float64"),
];

/// Names for `from numpy import *`.
pub(super) const NAMES: &[&str] = &[
    "bool_", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float16", "float32",
    "float64", "pi", "e", "inf", "nan", "array", "dtype", "ndarray", "zeros", "ones", "arange", "linspace",
    "sqrt", "sin", "cos",
];

macro_rules! functions {
    ($($name:literal)*) => {
        fn function(name: &str) -> Option<&'static str> {
            match name { $($name => Some(concat!("numpy.", $name)),)* _ => None }
        }
    };
}

functions! {
    "sqrt" "sin" "cos" "tan" "exp" "log" "log2" "log10" "floor" "ceil" "abs" "fabs" "deg2rad" "radians" "rad2deg"
    "degrees" "arctan2" "asarray" "ascontiguousarray" "zeros" "ones" "full" "eye" "identity" "linspace" "arange" "sum" "prod"
    "min" "max" "amin" "amax" "mean" "any" "all" "absolute" "ravel" "reshape" "squeeze" "power" "dtype" "ndarray" "generic" "number" "integer" "signedinteger" "unsignedinteger"
    "inexact" "floating" "array" "issubdtype" "finfo" "iinfo" "arcsin" "arccos" "arctan" "isscalar" "random"
}

/// Functions of `numpy.random` of whose result the class is known.
static RANDOM: &[&str] = &[
    "numpy.random.default_rng",
    "numpy.random.RandomState",
    "numpy.random.rand",
    "numpy.random.randn",
    "numpy.random.random",
    "numpy.random.random_sample",
    "numpy.random.standard_normal",
    "numpy.random.choice",
    "numpy.random.uniform",
    "numpy.random.normal",
    "numpy.random.randint",
    "numpy.random.permutation",
];

/// The class of numpy scalars of that kind.
pub(in crate::host) fn numpy_name(scalar: Scalar) -> &'static str {
    SCALARS.iter().find(|(_, s)| *s == scalar).map_or("numpy.generic", |(n, _)| n)
}

fn named_scalar(class: &str) -> Option<Scalar> {
    SCALARS.iter().find(|(n, _)| *n == class).map(|(_, s)| *s)
}

/// An attribute of a numpy module.
pub(super) fn attribute(module: &str, name: &str) -> Option<Value> {
    if module == "numpy.linalg" && name == "norm" {
        return Some(Value::Native(Native("numpy.linalg.norm")));
    }
    if module == "numpy.random" {
        return RANDOM
            .iter()
            .find(|full| full.ends_with(&format!(".{name}")))
            .map(|full| Value::Native(Native(full)));
    }
    if module != "numpy" {
        return None;
    }
    let full = format!("numpy.{name}");
    if let Some((class, _)) = SCALARS.iter().find(|(n, _)| **n == full) {
        return Some(Value::Native(Native(class)));
    }
    if let Some((_, class)) = ALIASES.iter().find(|(n, _)| *n == name) {
        return Some(Value::Native(Native(class)));
    }
    Some(match name {
        "pi" => Value::Float(std::f64::consts::PI),
        "e" => Value::Float(std::f64::consts::E),
        "inf" | "Inf" | "infty" => Value::Float(f64::INFINITY),
        "nan" | "NaN" => Value::Float(f64::NAN),
        "newaxis" => Value::None,
        "random" => super::standard::facade_value("numpy.random"),
        "linalg" | "typing" => return None,
        _ => Value::Native(Native(function(name)?)),
    })
}

/// The scalar kind of a dtype-like value: a class, a `dtype` object, a name.
pub(super) fn scalar_of(value: &Value) -> Option<Scalar> {
    match value {
        Value::Native(n) => named_scalar(n.0),
        Value::Bound(b) if b.name == "numpy.dtype" => scalar_of(b.args.first()?),
        Value::Str(s) => named_scalar(&format!("numpy.{s}")),
        Value::Type(ty) => match *ty {
            crate::types::Ty::PY_FLOAT => Some(Scalar::Float64),
            crate::types::Ty::PY_INT => Some(Scalar::Int64),
            crate::types::Ty::PY_BOOL => Some(Scalar::Bool),
            _ => None,
        },
        _ => None,
    }
}

/// `np.dtype(scalar)`.
pub(super) fn dtype_value(scalar: Scalar) -> Value {
    // `dtype_to_numpy` gives scalar classes.
    Value::Native(Native(numpy_name(scalar)))
}

/// Attributes of numpy classes.
pub(super) fn dtype_attr(name: &str, attr: &str) -> Option<Value> {
    let scalar = named_scalar(name)?;
    Some(match attr {
        "itemsize" => Value::Int(scalar.size() as i128),
        "type" => Value::Native(Native(numpy_name(scalar))),
        _ => return None,
    })
}

/// `isinstance(value, numpy class)`.
pub(super) fn is_instance(value: &Value, class: &str) -> Option<bool> {
    let scalar = match value {
        Value::Numpy(s) => s.scalar,
        // A Python float may be a `numpy.float64`.
        Value::Unknown(_) => return None,
        _ => return Some(false),
    };
    Some(match class {
        "numpy.generic" | "numpy.number" => true,
        "numpy.integer" => !scalar.is_float(),
        "numpy.floating" | "numpy.inexact" => scalar.is_float(),
        _ => named_scalar(class) == Some(scalar),
    })
}

/// Calls a numpy function or class.
pub(super) fn call(
    session: &mut Session,
    f: &mut Frame,
    name: &'static str,
    mut args: Args,
) -> PyResult<Value> {
    let class = super::objects::of_numpy_call(name, &args);
    if let Some(v) = super::ndarray::call(session, f, name, &mut args)? {
        return Ok(v);
    }
    let unknown = |s: &Session| Ok(s.unknown_object(format!("{name}(...)"), class));
    if name.starts_with("numpy.random.") {
        return unknown(session);
    }
    let Some(first) = args.positional.first().cloned() else { return unknown(session) };
    if let Some(scalar) = named_scalar(name) {
        let n = match number(&first) {
            Some(Num::Int(i)) => Number::Int(i),
            Some(Num::Float(x)) => Number::Float(x),
            None => return unknown(session),
        };
        let n = store_number(scalar, n);
        return Ok(match (scalar, n) {
            (Scalar::Float64, Number::Float(x)) => Value::Float(x),
            (scalar, number) => Value::Numpy(ScalarValue::new(scalar, number)),
        });
    }
    match name {
        "numpy.dtype" => Ok(match scalar_of(&first) {
            Some(s) => bound("numpy.dtype", vec![Value::Native(Native(numpy_name(s)))]),
            None => session.unknown("numpy.dtype(...)"),
        }),
        "numpy.issubdtype" => {
            let class = match args.positional.get(1) {
                Some(Value::Native(n)) => n.0,
                _ => return unknown(session),
            };
            let Some(scalar) = scalar_of(&first) else { return unknown(session) };
            let value = Value::Numpy(ScalarValue::new(scalar, Number::Int(0)));
            Ok(is_instance(&value, class).map_or_else(|| session.unknown(name), Value::Bool))
        }
        "numpy.finfo" | "numpy.iinfo" => Ok(match scalar_of(&first) {
            Some(s) => bound(
                if name == "numpy.finfo" { "numpy.finfo" } else { "numpy.iinfo" },
                vec![Value::Native(Native(numpy_name(s)))],
            ),
            None => session.unknown(name),
        }),
        "numpy.abs" => session.call_native(f, "abs", vec![first], Vec::new()),
        _ => {
            if !matches!(first, Value::Float(_) | Value::Int(_) | Value::Bool(_)) {
                return unknown(session);
            }
            let Some(x) = number_of(&first) else { return unknown(session) };
            let function = name.strip_prefix("numpy.").unwrap_or(name);
            Ok(match function {
                // Integers stay integers.
                "floor" | "ceil" if !matches!(first, Value::Float(_)) => return unknown(session),
                "floor" => Value::Float(x.floor()),
                "ceil" => Value::Float(x.ceil()),
                "fabs" => Value::Float(x.abs()),
                "deg2rad" | "radians" => Value::Float(x * (std::f64::consts::PI / 180.0)),
                "rad2deg" | "degrees" => Value::Float(x * (180.0 / std::f64::consts::PI)),
                _ => match same_everywhere(function, x) {
                    Some(result) => Value::Float(result),
                    None => return unknown(session),
                },
            })
        }
    }
}

/// A function of a double, if that does not depend on the machine: for most, numpy has code of its own for some processors,
/// which does not give the last digit that C libraries give.
pub(super) fn same_everywhere(function: &str, x: f64) -> Option<f64> {
    Some(match (function, x) {
        ("sqrt", _) => x.sqrt(),
        ("sin", _) => x.sin(),
        ("cos", _) => x.cos(),
        ("exp", 0.0) => 1.0,
        ("tan" | "arcsin" | "arctan", 0.0) => x,
        ("log" | "log2" | "log10" | "arccos", 1.0) => 0.0,
        _ => return None,
    })
}

/// Calls a numpy native with state.
pub(super) fn call_bound(session: &mut Session, b: &Rc<BoundNative>, args: Args) -> PyResult<Value> {
    if b.name == "numpy.ndarray.method" {
        return Ok(
            super::ndarray::call_method(b, &args).unwrap_or_else(|| session.unknown("a method of an array"))
        );
    }
    if b.name == "numpy.item"
        && let Some(Value::Numpy(s)) = b.args.first()
    {
        return Ok(match s.number {
            Number::Int(i) if s.scalar == Scalar::Bool => Value::Bool(i != 0),
            Number::Int(i) => Value::Int(i),
            Number::Float(x) => Value::Float(x),
        });
    }
    Ok(session.unknown(format!("{}(...)", b.name)))
}

/// Attributes of `np.dtype(...)`, `np.finfo(...)`, `np.iinfo(...)`.
pub(in crate::host) fn bound_attribute(b: &Rc<BoundNative>, name: &str) -> Option<Value> {
    let scalar = scalar_of(b.args.first()?)?;
    Some(match (b.name, name) {
        ("numpy.dtype", "type") => Value::Native(Native(numpy_name(scalar))),
        ("numpy.dtype", "itemsize") => Value::Int(scalar.size() as i128),
        ("numpy.dtype", "name") => {
            Value::str(numpy_name(scalar).strip_prefix("numpy.")?.trim_end_matches('_'))
        }
        ("numpy.finfo", "eps" | "max" | "min" | "tiny") => {
            let (eps, max, tiny) = match scalar {
                Scalar::Float16 => (9.765_625e-4, 65504.0, 6.103_515_625e-5),
                Scalar::Float32 => {
                    (f64::from(f32::EPSILON), f64::from(f32::MAX), f64::from(f32::MIN_POSITIVE))
                }
                _ => (f64::EPSILON, f64::MAX, f64::MIN_POSITIVE),
            };
            let x = match name {
                "eps" => eps,
                "max" => max,
                "min" => -max,
                _ => tiny,
            };
            match scalar {
                Scalar::Float64 => Value::Float(x),
                _ => Value::Numpy(ScalarValue::new(scalar, Number::Float(x))),
            }
        }
        ("numpy.iinfo", "max" | "min") => {
            let bits = scalar.size() as u32 * 8;
            let signed = matches!(scalar, Scalar::Int8 | Scalar::Int16 | Scalar::Int32 | Scalar::Int64);
            Value::Int(match (name, signed) {
                ("max", true) => (1i128 << (bits - 1)) - 1,
                ("min", true) => -(1i128 << (bits - 1)),
                ("max", false) => (1i128 << bits) - 1,
                _ => 0,
            })
        }
        _ => return None,
    })
}

/// `np_dtype_to_warp_type` and its inverse.
pub(super) fn type_table(types: &crate::types::Types, from_numpy: bool) -> Value {
    let dict = Dict::default();
    for (class, scalar) in SCALARS {
        let (numpy, warp) = (Value::Native(Native(class)), Value::Type(types.scalar(*scalar)));
        if from_numpy {
            dict.set(numpy.clone(), warp.clone());
            dict.set(bound("numpy.dtype", vec![numpy]), warp);
        } else {
            dict.set(warp, numpy);
        }
    }
    Value::Dict(Rc::new(dict))
}
