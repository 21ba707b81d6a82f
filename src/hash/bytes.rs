//! The bytes Warp hashes for a compile-time value (map, 2.2).

use num_bigint::BigInt;

use crate::diag::{ErrorClass, WarpError};
use crate::types::{
    CompositeValue, Const, Field, Held, Number, Scalar, ScalarValue, StructValue, Ty, TyKind, Types,
    bf16_bits, f16_bits,
};

/// Warp's `get_constant_bytes`.
pub fn constant_bytes(types: &Types, value: &Const) -> Result<Vec<u8>, WarpError> {
    Ok(match value {
        Const::Bool(b) => int_bytes(i128::from(*b)),
        Const::Int(i) => int_bytes(*i),
        Const::Float(f) => float_bytes(*f),
        Const::Scalar(value) => scalar_bytes(*value)?,
        Const::Composite(value) => composite_bytes(types, value),
        Const::Struct(value) => struct_bytes(types, value),
        Const::Str(_) => return Err(invalid("<class 'str'>")),
        Const::Type(_) => return Err(invalid("<class 'type'>")),
        Const::Tuple(_) => return Err(invalid("<class 'tuple'>")),
        Const::NullArray => return Err(invalid("<class 'NoneType'>")),
    })
}

/// Warp's complaint about a value it cannot hash; `class` is Python's `str()` of its class.
pub fn invalid(class: &str) -> WarpError {
    WarpError::new(ErrorClass::TypeError, format!("Invalid constant type: {class}"))
}

/// `ctypes.c_int(value)`: truncated to 32 bits.
fn int_bytes(value: i128) -> Vec<u8> {
    (value as u32).to_le_bytes().to_vec()
}

/// `ctypes.c_int(value)` of an integer beyond 128 bits.
pub fn big_int_bytes(value: &BigInt) -> Vec<u8> {
    let mut bytes = value.to_signed_bytes_le();
    let fill = if value.sign() == num_bigint::Sign::Minus { 0xff } else { 0 };
    bytes.resize(bytes.len().max(4), fill);
    bytes.truncate(4);
    bytes
}

/// `ctypes.c_float(value)`.
fn float_bytes(value: f64) -> Vec<u8> {
    (value as f32).to_le_bytes().to_vec()
}

fn scalar_bytes(value: ScalarValue) -> Result<Vec<u8>, WarpError> {
    // An integer type of `ctypes` takes no floats.
    if value.scalar.is_int()
        && let Number::Float(_) = value.number
    {
        let class = match value.held {
            Held::Numpy(scalar) => format!("numpy.{}", scalar.name()),
            Held::Plain | Held::Bool => "float".to_owned(),
        };
        let message = format!("'{class}' object cannot be interpreted as an integer");
        return Err(WarpError::new(ErrorClass::TypeError, message));
    }
    Ok(match value.scalar {
        // The value is hashed as a float32, not as its own 16 bits.
        Scalar::Float16 | Scalar::BFloat16 => float_bytes(value.number.as_f64()),
        scalar => {
            let mut out = vec![0; scalar.size()];
            write_number(scalar, value.number, &mut out);
            out
        }
    })
}

/// Writes a number as its C type; `out` has the type's size.
fn write_number(scalar: Scalar, number: Number, out: &mut [u8]) {
    let int = number.as_i128();
    match scalar {
        Scalar::Bool => out.copy_from_slice(&[u8::from(number.as_f64() != 0.0)]),
        Scalar::Int8 | Scalar::UInt8 => out.copy_from_slice(&(int as u8).to_le_bytes()),
        Scalar::Int16 | Scalar::UInt16 => out.copy_from_slice(&(int as u16).to_le_bytes()),
        Scalar::Int32 | Scalar::UInt32 => out.copy_from_slice(&(int as u32).to_le_bytes()),
        Scalar::Int64 | Scalar::UInt64 | Scalar::Handle => out.copy_from_slice(&(int as u64).to_le_bytes()),
        Scalar::Float16 => out.copy_from_slice(&f16_bits(number.as_f64()).to_le_bytes()),
        Scalar::BFloat16 => out.copy_from_slice(&bf16_bits(number.as_f64()).to_le_bytes()),
        Scalar::Float32 => out.copy_from_slice(&(number.as_f64() as f32).to_le_bytes()),
        Scalar::Float64 => out.copy_from_slice(&number.as_f64().to_le_bytes()),
    }
}

/// The raw buffer of a vector, matrix, quaternion or transformation.
fn composite_bytes(types: &Types, value: &CompositeValue) -> Vec<u8> {
    let scalar = types.as_scalar(types.canonical(types.scalar_of(value.ty))).unwrap_or(Scalar::Float32);
    let size = scalar.size();
    let mut out = vec![0; size * value.elements.len()];
    for (chunk, &element) in out.chunks_exact_mut(size).zip(&value.elements) {
        write_number(scalar, element, chunk);
    }
    out
}

/// The raw ctypes structure of a struct instance, padding included.
fn struct_bytes(types: &Types, value: &StructValue) -> Vec<u8> {
    let (size, _) = layout(types, value.ty);
    let mut out = vec![0; size];
    write_struct(types, value, &mut out);
    out
}

fn write_struct(types: &Types, value: &StructValue, out: &mut [u8]) {
    let mut offset = 0usize;
    for (field, field_value) in fields(types, value.ty).iter().zip(&value.fields) {
        let (size, align) = layout(types, field.ty);
        offset = offset.next_multiple_of(align);
        if let Some(place) = out.get_mut(offset..offset + size) {
            write_field(types, field.ty, field_value, place);
        }
        offset += size;
    }
}

fn write_field(types: &Types, ty: Ty, value: &Const, out: &mut [u8]) {
    let scalar = types.as_scalar(types.canonical(ty));
    let number = match value {
        Const::Bool(b) => Number::Int(i128::from(*b)),
        Const::Int(i) => Number::Int(*i),
        Const::Float(f) => Number::Float(*f),
        Const::Scalar(s) => s.number,
        Const::Composite(c) => {
            let bytes = composite_bytes(types, c);
            if bytes.len() == out.len() {
                out.copy_from_slice(&bytes);
            }
            return;
        }
        Const::Struct(s) => return write_struct(types, s, out),
        // Arrays that were never set are null descriptors: zeros.
        Const::Str(_) | Const::Type(_) | Const::Tuple(_) | Const::NullArray => return,
    };
    if let Some(scalar) = scalar
        && scalar.size() == out.len()
    {
        write_number(scalar, number, out);
    }
}

/// The fields of a struct, or the exposed ones of a native type.
fn fields(types: &Types, ty: Ty) -> Vec<Field> {
    match *types.kind(ty) {
        TyKind::Struct(id) => types.struct_data(id).fields.clone(),
        TyKind::Native(id) => types.native_data(id).fields.clone(),
        _ => Vec::new(),
    }
}

/// Size and alignment of a ctypes field. An empty struct holds one dummy byte.
fn layout(types: &Types, ty: Ty) -> (usize, usize) {
    use crate::types::Family;
    match &*types.kind(types.canonical(ty)) {
        TyKind::Struct(_) | TyKind::Native(_) => {
            let (mut size, mut align) = (0usize, 1usize);
            for field in &fields(types, ty) {
                let (s, a) = layout(types, field.ty);
                size = size.next_multiple_of(a) + s;
                align = align.max(a);
            }
            (size.max(1).next_multiple_of(align), align)
        }
        TyKind::Array { family: Family::Array | Family::Fixed, .. } => (56, 8),
        TyKind::Array { family: Family::Indexed, .. } => (104, 8),
        TyKind::Array { family: Family::Fabric, .. } => (24, 8),
        TyKind::Array { family: Family::IndexedFabric, .. } => (40, 8),
        _ => types.layout(ty),
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::types::StructData;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|b| format!("{b:02x}")).collect()
    }

    fn of(types: &Types, value: Const) -> String {
        hex(&constant_bytes(types, &value).expect("hashable"))
    }

    fn scalar(scalar: Scalar, number: Number) -> Const {
        Const::Scalar(ScalarValue::new(scalar, number))
    }

    // Expected bytes come from Warp 1.19.0's `ModuleHasher.get_constant_bytes`.
    #[test]
    fn python_numbers() {
        let types = Types::new();
        assert_eq!(of(&types, Const::Bool(true)), "01000000");
        assert_eq!(of(&types, Const::Int(-2)), "feffffff");
        assert_eq!(of(&types, Const::Int((1 << 40) + 5)), "05000000");
        assert_eq!(of(&types, Const::Float(0.1)), "cdcccc3d");
        assert_eq!(hex(&big_int_bytes(&(BigInt::from(-3) << 200u32))), "00000000");
        assert_eq!(hex(&big_int_bytes(&BigInt::from(-3))), "fdffffff");
    }

    #[test]
    fn warp_scalars() {
        let types = Types::new();
        // Warp scalars keep the Python number they were made from; nothing is rounded to half here.
        assert_eq!(of(&types, scalar(Scalar::Float16, Number::Float(0.1))), "cdcccc3d");
        assert_eq!(of(&types, scalar(Scalar::BFloat16, Number::Float(0.1))), "cdcccc3d");
        assert_eq!(of(&types, scalar(Scalar::Float64, Number::Float(0.1))), "9a9999999999b93f");
        assert_eq!(of(&types, scalar(Scalar::Bool, Number::Int(1))), "01");
        assert_eq!(of(&types, scalar(Scalar::UInt64, Number::Int(u64::MAX.into()))), "ffffffffffffffff");
        assert_eq!(of(&types, scalar(Scalar::Int16, Number::Int(-1))), "ffff");
    }

    #[test]
    fn composites() {
        let types = Types::new();
        let half = types.vector(2, Ty::FLOAT16);
        let value = CompositeValue { ty: half, elements: vec![Number::Float(1.0), Number::Float(-2.0)] };
        assert_eq!(of(&types, Const::Composite(Rc::new(value))), "003c00c0");
        let vec3 = types.vector(3, Ty::FLOAT32);
        let elements = [1.0, 2.0, 3.0].map(Number::Float).to_vec();
        let value = Const::Composite(Rc::new(CompositeValue { ty: vec3, elements }));
        assert_eq!(of(&types, value), "0000803f0000004000004040");
    }

    #[test]
    fn struct_instances_keep_their_padding() {
        let types = Types::new();
        let field = |name: &str, ty| Field { name: name.into(), ty };
        let ty = types.add_struct(StructData {
            key: "S".into(),
            class_name: "m.S".into(),
            native_name: "S_0".into(),
            hash: [0; 32],
            fields: vec![
                field("a", Ty::BOOL),
                field("b", Ty::FLOAT64),
                field("c", types.array(Ty::FLOAT32, 1)),
                field("d", Ty::PY_INT),
            ],
        });
        let value = StructValue {
            ty,
            fields: vec![Const::Bool(true), Const::Float(0.5), Const::NullArray, Const::Int(7)],
        };
        let expected = format!("0100000000000000{}{}0700000000000000", "000000000000e03f", "00".repeat(56));
        assert_eq!(of(&types, Const::Struct(Rc::new(value))), expected);
    }

    #[test]
    fn nested_and_empty_structs() {
        let types = Types::new();
        let data = |key: &str, fields| StructData {
            key: key.into(),
            class_name: key.into(),
            native_name: key.into(),
            hash: [0; 32],
            fields,
        };
        let empty = types.add_struct(data("E", vec![]));
        let no_fields = Const::Struct(Rc::new(StructValue { ty: empty, fields: vec![] }));
        assert_eq!(of(&types, no_fields.clone()), "00");
        let vec3h = types.vector(3, Ty::FLOAT16);
        let mat22d = types.matrix(2, 2, Ty::FLOAT64);
        let field = |name: &str, ty| Field { name: name.into(), ty };
        let ty = types.add_struct(data(
            "F",
            vec![field("e", empty), field("h", Ty::FLOAT16), field("v", vec3h), field("m", mat22d)],
        ));
        let composite = |ty, elements: &[f64]| {
            let elements = elements.iter().copied().map(Number::Float).collect();
            Const::Composite(Rc::new(CompositeValue { ty, elements }))
        };
        let fields = vec![
            no_fields,
            Const::Float(0.1),
            composite(vec3h, &[1.0, 2.0, 3.0]),
            composite(mat22d, &[0.0; 4]),
        ];
        let expected = format!("0000662e003c00400042{}", "00".repeat(38));
        assert_eq!(of(&types, Const::Struct(Rc::new(StructValue { ty, fields }))), expected);
    }

    #[test]
    fn strings_are_rejected() {
        let types = Types::new();
        let error = constant_bytes(&types, &Const::Str("x".into())).expect_err("Warp raises");
        assert_eq!(error.message, "Invalid constant type: <class 'str'>");
    }
}
