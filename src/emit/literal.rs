//! Constants in C++: Warp's `constant_str`, with Python's number formatting.

use std::fmt::Write as _;

use crate::diag::{ErrorClass, WarpError};
use crate::ir::text::{integer, joined, number};
use crate::types::{
    CompositeValue, Const, Held, NativeData, Number, Scalar, ScalarValue, StructValue, TyKind, Types,
    numpy_float,
};

/// Appends a constant as Warp's `constant_str` prints it.
///
/// # Errors
/// Values that Python's formatting rejects: unset arrays, types, tuples.
pub fn constant(types: &Types, value: &Const, out: &mut String) -> Result<(), WarpError> {
    match value {
        Const::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Const::Int(value) => integer(out, *value),
        Const::Float(value) => special_or(*value, out, float),
        Const::Str(text) => string(text, out),
        Const::Scalar(value) => scalar(*value, out),
        Const::Composite(value) => composite(types, value, out),
        Const::Struct(value) => structure(types, value, out)?,
        Const::NullArray => return Err(not_a_number("NoneType")),
        Const::Type(_) => return Err(not_a_number("type")),
        Const::Tuple(_) => return Err(not_a_number("tuple")),
    }
    Ok(())
}

/// What `math.isnan` says to anything else.
fn not_a_number(class: &str) -> WarpError {
    WarpError::new(ErrorClass::TypeError, format!("must be real number, not {class}"))
}

/// `INFINITY`, `-INFINITY` and `NAN`, else the number.
fn special_or(value: f64, out: &mut String, print: impl FnOnce(f64, &mut String)) {
    if value.is_nan() {
        out.push_str("NAN");
    } else if value.is_infinite() {
        out.push_str(if value > 0.0 { "INFINITY" } else { "-INFINITY" });
    } else {
        print(value, out);
    }
}

fn scalar(value: ScalarValue, out: &mut String) {
    let suffix = match value.scalar {
        Scalar::UInt64 => "ull",
        Scalar::Int64 => "ll",
        Scalar::UInt32 => "u",
        _ => "",
    };
    let python_bool = |number: Number| if number.as_f64() == 0.0 { "False" } else { "True" };
    match (value.scalar, value.number, value.held) {
        (Scalar::Bool, number, _) => out.push_str(if number.as_f64() == 0.0 { "false" } else { "true" }),
        // Kept oddities of Warp: it prints what the scalar was made from, so that `wp.float32(True)` gives no C++, and
        // NumPy's numbers, which are no Python numbers to it, get neither a suffix nor `INFINITY`.
        (_, number, Held::Bool) => {
            out.push_str(python_bool(number));
            out.push_str(suffix);
        }
        (_, number, Held::Numpy(Scalar::Bool)) => out.push_str(python_bool(number)),
        (_, Number::Int(value), Held::Numpy(_)) => integer(out, value),
        (_, Number::Float(value), Held::Numpy(narrow @ (Scalar::Float16 | Scalar::Float32))) => {
            match numpy_float(narrow, value) {
                Some(text) => out.push_str(&text),
                None => float(value, out),
            }
        }
        (_, Number::Float(value), _) => special_or(value, out, float),
        (_, Number::Int(value), Held::Plain) => {
            integer(out, value);
            out.push_str(suffix);
        }
    }
}

/// `wp::initializer_array<3,wp::float32>{1.0, 2.0, 3.0}`; elements are lower-cased, so infinity is `inf`.
fn composite(types: &Types, value: &CompositeValue, out: &mut String) {
    let scalar = types.as_scalar(types.scalar_of(value.ty)).unwrap_or(Scalar::Float32);
    out.push_str("wp::initializer_array<");
    number(out, value.elements.len() as u32);
    out.push_str(if scalar == Scalar::Bool { "," } else { ",wp::" });
    out.push_str(scalar.name());
    out.push_str(">{");
    joined(out, ", ", &value.elements, |out, &element| match element {
        Number::Int(i) if scalar == Scalar::Bool => out.push_str(if i == 0 { "false" } else { "true" }),
        Number::Int(i) => integer(out, i),
        Number::Float(f) => float(f, out),
    });
    out.push('}');
}

fn structure(types: &Types, value: &StructValue, out: &mut String) -> Result<(), WarpError> {
    if let TyKind::Native(id) = *types.kind(value.ty) {
        return native(types, &types.native_data(id), value, out);
    }
    let Some((_, data)) = types.as_struct(value.ty) else {
        return Err(not_a_number("StructInstance"));
    };
    out.push_str(&data.native_name);
    out.push('(');
    for (i, (field, value)) in data.fields.iter().zip(&value.fields).enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        types.write_ctype(types.canonical(field.ty), out);
        out.push('(');
        constant(types, value, out)?;
        out.push(')');
    }
    out.push(')');
    Ok(())
}

/// A native value: `Color{1.0, 2.0}`.
fn native(types: &Types, data: &NativeData, value: &StructValue, out: &mut String) -> Result<(), WarpError> {
    if !data.aggregate {
        return Err(WarpError::codegen(format!(
            "Captured constants of opaque native type '{}' are not supported; pass the value as a kernel argument",
            data.native_name
        )));
    }
    out.push_str(&data.native_name);
    out.push('{');
    for (i, field) in value.fields.iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        constant(types, field, out)?;
    }
    out.push('}');
    Ok(())
}

/// A string literal: Python's `unicode-escape`, quotes left as they are.
fn string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            ' '..='~' => out.push(c),
            c if (c as u32) < 0x100 => {
                let _ = write!(out, "\\x{:02x}", c as u32);
            }
            c if (c as u32) < 0x1_0000 => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => {
                let _ = write!(out, "\\U{:08x}", c as u32);
            }
        }
    }
    out.push('"');
}

/// Appends a float as Python's `repr` prints it: the shortest digits that read back, with an exponent below
/// 1e-4 and from 1e16 on.
pub fn float(value: f64, out: &mut String) {
    if value.is_nan() {
        return out.push_str("nan");
    }
    if value.is_infinite() {
        return out.push_str(if value > 0.0 { "inf" } else { "-inf" });
    }
    let magnitude = value.abs();
    if value == 0.0 || (1e-4..1e16).contains(&magnitude) {
        let start = out.len();
        let _ = write!(out, "{value}");
        if !out[start..].contains('.') {
            out.push_str(".0");
        }
        return;
    }
    let start = out.len();
    let _ = write!(out, "{value:e}");
    let Some(at) = out[start..].find('e').map(|at| start + at) else { return };
    let exponent = out.split_off(at);
    let (sign, digits) = match exponent[1..].strip_prefix('-') {
        Some(digits) => ("e-", digits),
        None => ("e+", &exponent[1..]),
    };
    out.push_str(sign);
    if digits.len() < 2 {
        out.push('0');
    }
    out.push_str(digits);
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::types::Ty;

    fn printed(types: &Types, value: &Const) -> String {
        let mut out = String::new();
        constant(types, value, &mut out).expect("prints");
        out
    }

    #[test]
    fn floats_are_pythons() {
        for (value, text) in [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (0.1, "0.1"),
            (1e-4, "0.0001"),
            (9.999e-5, "9.999e-05"),
            (1e-7, "1e-07"),
            (1e16, "1e+16"),
            (9_999_999_999_999_998.0, "9999999999999998.0"),
            (1e300, "1e+300"),
            (5e-324, "5e-324"),
            (-1.5e-10, "-1.5e-10"),
            (123_456.789, "123456.789"),
            (0.100_000_001_490_116_12, "0.10000000149011612"),
        ] {
            let mut out = String::from("x");
            float(value, &mut out);
            assert_eq!(out, format!("x{text}"));
        }
    }

    #[test]
    fn scalars_have_suffixes() {
        let types = Types::new();
        let of = |scalar, number| Const::Scalar(ScalarValue::new(scalar, number));
        for (value, text) in [
            (Const::Bool(true), "true"),
            (Const::Int(-3), "-3"),
            (Const::Int(1 << 40), "1099511627776"),
            (Const::Float(f64::NEG_INFINITY), "-INFINITY"),
            (Const::Float(f64::NAN), "NAN"),
            (of(Scalar::UInt64, Number::Int(i128::from(u64::MAX))), "18446744073709551615ull"),
            (of(Scalar::Int64, Number::Int(-1)), "-1ll"),
            (of(Scalar::UInt32, Number::Int(7)), "7u"),
            (of(Scalar::UInt16, Number::Int(7)), "7"),
            (of(Scalar::Float64, Number::Float(f64::INFINITY)), "INFINITY"),
            (of(Scalar::Float32, Number::Float(2.5)), "2.5"),
        ] {
            assert_eq!(printed(&types, &value), text);
        }
    }

    #[test]
    fn strings_are_escaped_but_not_their_quotes() {
        let types = Types::new();
        let text = Const::Str("a\"b\\\n\té€\u{1f600}\u{7f}".into());
        assert_eq!(printed(&types, &text), "\"a\"b\\\\\\n\\t\\xe9\\u20ac\\U0001f600\\x7f\"");
    }

    #[test]
    fn composites_and_structs() {
        use crate::types::{Field, StructData};
        let types = Types::new();
        let vec2 = types.vector(2, Ty::FLOAT32);
        let value = Const::Composite(Rc::new(CompositeValue {
            ty: vec2,
            elements: vec![Number::Float(f64::from(0.1f32)), Number::Float(f64::INFINITY)],
        }));
        assert_eq!(printed(&types, &value), "wp::initializer_array<2,wp::float32>{0.10000000149011612, inf}");
        let bools = types.vector(2, Ty::BOOL);
        let flags = Const::Composite(Rc::new(CompositeValue {
            ty: bools,
            elements: vec![Number::Int(1), Number::Int(0)],
        }));
        assert_eq!(printed(&types, &flags), "wp::initializer_array<2,bool>{true, false}");
        let ty = types.add_struct(StructData {
            key: "P".into(),
            class_name: "m.P".into(),
            native_name: "P_12345678".into(),
            hash: [0; 32],
            fields: vec![Field { name: "v".into(), ty: vec2 }, Field { name: "n".into(), ty: Ty::PY_INT }],
        });
        let value = Const::Struct(Rc::new(StructValue { ty, fields: vec![value, Const::Int(4)] }));
        assert_eq!(
            printed(&types, &value),
            "P_12345678(wp::vec_t<2, wp::float32>(wp::initializer_array<2,wp::float32>{0.10000000149011612, \
             inf}), wp::int32(4))"
        );
    }
}
