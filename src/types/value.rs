//! Compile-time values: what a constant Var holds.

use std::rc::Rc;

use half::{bf16, f16};

use super::{Scalar, Ty};

/// A Warp scalar instance such as `wp.float64(0.1)`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ScalarValue {
    /// Its type; Python `int`/`float`/`bool` values are [`Const`] variants of their own.
    pub scalar: Scalar,
    /// What Python holds in `.value`.
    pub number: Number,
}

/// The Python number inside a Warp scalar.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Number {
    /// An integer or bool.
    Int(i128),
    /// A float.
    Float(f64),
}

impl Number {
    /// The number as a float.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        match self {
            Number::Int(i) => i as f64,
            Number::Float(f) => f,
        }
    }
    /// The number as an integer, truncated toward zero as Python's `int()` does.
    #[must_use]
    pub fn as_i128(self) -> i128 {
        match self {
            Number::Int(i) => i,
            Number::Float(f) => f as i128,
        }
    }
}

/// A vector, matrix, quaternion or transformation instance, elements read back from its storage:
/// floats are rounded to the element type, integers wrapped.
#[derive(Clone, PartialEq, Debug)]
pub struct CompositeValue {
    /// Its type.
    pub ty: Ty,
    /// Elements in row-major order.
    pub elements: Vec<Number>,
}

/// A struct instance: field values in declaration order.
#[derive(Clone, PartialEq, Debug)]
pub struct StructValue {
    /// Its type.
    pub ty: Ty,
    /// Values; arrays are [`Const::NullArray`].
    pub fields: Vec<Const>,
}

/// A value known at code-generation time.
#[derive(Clone, PartialEq, Debug)]
pub enum Const {
    /// Python `bool`.
    Bool(bool),
    /// Python `int` (enum members count as ints).
    Int(i128),
    /// Python `float`.
    Float(f64),
    /// Python `str`.
    Str(Rc<str>),
    /// A Warp scalar.
    Scalar(ScalarValue),
    /// A vector, matrix, quaternion or transformation.
    Composite(Rc<CompositeValue>),
    /// A struct instance.
    Struct(Rc<StructValue>),
    /// A type passed as a value (`dtype=wp.float64` bound through type arguments).
    Type(Ty),
    /// A tuple or list of values (`shape=(2, 3)` bound through type arguments).
    Tuple(Rc<[Const]>),
    /// An array field that was never set.
    NullArray,
}

impl Const {
    /// Python truthiness, as a constant `if` condition needs it.
    #[must_use]
    pub fn truthy(&self) -> bool {
        match self {
            Const::Bool(b) => *b,
            Const::Int(i) => *i != 0,
            Const::Float(f) => *f != 0.0,
            Const::Str(s) => !s.is_empty(),
            Const::Scalar(s) => match s.number {
                Number::Int(i) => i != 0,
                Number::Float(f) => f != 0.0,
            },
            Const::Tuple(t) => !t.is_empty(),
            _ => true,
        }
    }

    /// The value as an integer, where Warp's `is_int` holds (Python int and bool, Warp integers).
    #[must_use]
    pub fn as_int(&self) -> Option<i128> {
        match self {
            Const::Bool(b) => Some(i128::from(*b)),
            Const::Int(i) => Some(*i),
            Const::Scalar(s) if s.scalar.is_int() => match s.number {
                Number::Int(i) => Some(i),
                Number::Float(_) => None,
            },
            _ => None,
        }
    }
}

/// The bits of a number rounded to IEEE half precision.
#[must_use]
pub fn f16_bits(value: f64) -> u16 {
    f16::from_f32(value as f32).to_bits()
}

/// The bits of a number rounded to bfloat16.
#[must_use]
pub fn bf16_bits(value: f64) -> u16 {
    bf16::from_f32(value as f32).to_bits()
}

/// Wraps an integer to an element type, or rounds a float to it, as storing into a ctypes field does.
#[must_use]
pub fn store_number(scalar: Scalar, number: Number) -> Number {
    match scalar {
        Scalar::Bool => Number::Int(i128::from(number.as_f64() != 0.0)),
        Scalar::Int8 => Number::Int(i128::from(number.as_i128() as i8)),
        Scalar::UInt8 => Number::Int(i128::from(number.as_i128() as u8)),
        Scalar::Int16 => Number::Int(i128::from(number.as_i128() as i16)),
        Scalar::UInt16 => Number::Int(i128::from(number.as_i128() as u16)),
        Scalar::Int32 => Number::Int(i128::from(number.as_i128() as i32)),
        Scalar::UInt32 => Number::Int(i128::from(number.as_i128() as u32)),
        Scalar::Int64 => Number::Int(i128::from(number.as_i128() as i64)),
        Scalar::UInt64 | Scalar::Handle => Number::Int(i128::from(number.as_i128() as u64)),
        Scalar::Float16 => Number::Float(f16::from_f32(number.as_f64() as f32).to_f64()),
        Scalar::BFloat16 => Number::Float(bf16::from_f32(number.as_f64() as f32).to_f64()),
        Scalar::Float32 => Number::Float(f64::from(number.as_f64() as f32)),
        Scalar::Float64 => Number::Float(number.as_f64()),
    }
}
