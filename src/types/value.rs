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
    /// The class of that.
    pub held: Held,
}

impl ScalarValue {
    /// One that holds a Python `int` or `float`.
    #[must_use]
    pub const fn new(scalar: Scalar, number: Number) -> Self {
        ScalarValue { scalar, number, held: Held::Plain }
    }
}

/// What a Warp scalar was made from. `wp.float32(x)` keeps `x` itself, and prints it as its class does: of
/// `np.float32(0.1)` that is `0.1`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Held {
    /// A Python `int` or `float`.
    #[default]
    Plain,
    /// A Python `bool`.
    Bool,
    /// A NumPy scalar.
    Numpy(Scalar),
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

/// A NumPy float of a narrow type as NumPy 2.4 prints it: the shortest digits that read back, with an exponent below
/// 1e-4 and from where it has more digits before the point than the type holds. `None` for other types, which print as
/// Python's numbers do, and for what is not finite.
#[must_use]
pub fn numpy_float(scalar: Scalar, value: f64) -> Option<String> {
    let (digits, first_large) = match scalar {
        Scalar::Float32 => (format!("{:e}", value as f32), 1e6),
        Scalar::Float16 => (shortest_half(value)?, 1e3),
        _ => return None,
    };
    let shown: f64 = digits.parse().ok()?;
    let (mantissa, exponent) = digits.split_once('e')?;
    if !value.is_finite() {
        return None;
    }
    if value == 0.0 || (1e-4..first_large).contains(&shown.abs()) {
        let text = shown.to_string();
        return Some(if text.contains('.') { text } else { format!("{text}.0") });
    }
    let exponent: i32 = exponent.parse().ok()?;
    let sign = if exponent < 0 { '-' } else { '+' };
    Some(format!("{mantissa}e{sign}{:02}", exponent.unsigned_abs()))
}

/// The shortest digits that read back as a half, in scientific form.
fn shortest_half(value: f64) -> Option<String> {
    let reads_back =
        |text: &String| text.parse().is_ok_and(|read| f16::from_f64(read) == f16::from_f64(value));
    let text = (0..5).map(|digits| format!("{value:.digits$e}")).find(reads_back)?;
    let (mantissa, exponent) = text.split_once('e')?;
    Some(format!("{}e{exponent}", mantissa.trim_end_matches(".0")))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrow_floats_print_as_numpy_prints_them() {
        // What NumPy 2.4.6 prints.
        let singles = [
            (0.1, "0.1"),
            (1.0, "1.0"),
            (-0.0, "-0.0"),
            (999_999.0, "999999.0"),
            (1e6, "1e+06"),
            (9_999_999.0, "9.999999e+06"),
            (16_777_216.0, "1.6777216e+07"),
            (3.402_823_466_385_288_6e38, "3.4028235e+38"),
            (f64::from(f32::EPSILON), "1.1920929e-07"),
            (9.9e-5, "9.9e-05"),
            (1e-4, "0.0001"),
        ];
        for (value, text) in singles {
            assert_eq!(numpy_float(Scalar::Float32, f64::from(value as f32)).as_deref(), Some(text));
        }
        let halves =
            [(0.1, "0.1"), (999.0, "999.0"), (1000.0, "1e+03"), (1024.0, "1.024e+03"), (65504.0, "6.55e+04")];
        for (value, text) in halves {
            assert_eq!(numpy_float(Scalar::Float16, f16::from_f64(value).to_f64()).as_deref(), Some(text));
        }
        assert_eq!(
            (numpy_float(Scalar::Float64, 0.1), numpy_float(Scalar::Float32, f64::INFINITY)),
            (None, None)
        );
    }
}
