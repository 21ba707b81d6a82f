//! Reductions, scans and sorting of tiles.

use super::call::{Call, RuleResult, dims, py_tuple, type_error, value_error};
use crate::builtins::context::{Dispatch, error};
use crate::diag::{ErrorClass, WarpError};
use crate::ids::FuncRef;
use crate::ir::{Arg, Ret, TemplateArg};
use crate::types::{Const, Number, Scalar, ScalarValue, TileData, Ty};

/// The tile behind an argument, with the message `{prefix} must be a tile, got ...`.
pub fn need_tile(c: &Call, name: &str, prefix: &str) -> Result<TileData, WarpError> {
    let ty = c.ty(name)?;
    c.types().as_tile(ty).ok_or_else(|| type_error(format!("{prefix} must be a tile, got {}", c.repr(ty))))
}

/// `tile_sum_value_func`, `tile_min_value_func`, `tile_max_value_func`, `tile_argmin_value_func`,
/// `tile_argmax_value_func`.
pub fn tile_whole(c: &Call, name: &str) -> RuleResult {
    let tile = need_tile(c, "a", &format!("{name}() argument"))?;
    // Warp forgot this check in `tile_max` and `tile_argmax`, and `tile_sum` adds structs.
    if matches!(name, "tile_min" | "tile_argmin") && c.types().is_struct(tile.dtype) {
        return Err(type_error(format!("{name}() does not support Warp struct tile elements")));
    }
    let dtype = if name.starts_with("tile_arg") { Ty::INT32 } else { tile.dtype };
    c.register(dtype, &[1])
}

/// `tile_sum_axis_value_func`, `tile_reduce_axis_value_func`.
pub fn tile_axis(c: &Call, name: &str) -> RuleResult {
    let tile = need_tile(c, "a", &format!("{name}() 'a' argument"))?;
    c.force_shared("a")?;
    let shape = dims(&tile);
    let axis = c
        .int_of(c.arg("axis"))
        .ok_or_else(|| type_error("'<' not supported between instances of 'Var' and 'int'"))?;
    let Some(axis) = usize::try_from(axis).ok().filter(|&a| a < shape.len()) else {
        return Err(value_error(format!(
            "{name}() axis {axis} is out of bounds for tile with {} dimensions",
            shape.len()
        )));
    };
    if shape.len() == 1 {
        return c.register(tile.dtype, &[1]);
    }
    let mut shape = shape.to_vec();
    shape.remove(axis);
    c.register(tile.dtype, &shape)
}

/// `tile_sum_axis_dispatch_func`.
pub fn tile_sum_axis_dispatch(c: &Call) -> Result<Dispatch, WarpError> {
    let axis = c
        .int_of(c.arg("axis"))
        .ok_or_else(|| value_error("tile_sum() axis must be a compile-time constant"))?;
    Ok(Dispatch {
        args: vec![c.need("a")?.clone()],
        template: vec![TemplateArg::Int(axis)],
        ..Dispatch::default()
    })
}

/// The neutral element of a reduction.
fn identity(operator: Option<&str>, scalar: Scalar) -> Number {
    let (min, max): (i128, i128) = match scalar {
        Scalar::Int8 => (i8::MIN.into(), i8::MAX.into()),
        Scalar::UInt8 => (0, u8::MAX.into()),
        Scalar::Int16 => (i16::MIN.into(), i16::MAX.into()),
        Scalar::UInt16 => (0, u16::MAX.into()),
        Scalar::Int32 => (i32::MIN.into(), i32::MAX.into()),
        Scalar::UInt32 => (0, u32::MAX.into()),
        Scalar::Int64 => (i64::MIN.into(), i64::MAX.into()),
        _ => (0, u64::MAX.into()),
    };
    match operator {
        Some("mul") => Number::Int(1),
        Some("min") if scalar.is_float() => Number::Float(f64::INFINITY),
        Some("min") => Number::Int(max),
        Some("max") if scalar.is_float() => Number::Float(f64::NEG_INFINITY),
        Some("max") => Number::Int(min),
        _ => Number::Int(0),
    }
}

/// `tile_reduce_axis_dispatch_func`.
pub fn tile_reduce_axis_dispatch(c: &mut Call) -> Result<Dispatch, WarpError> {
    let op = c.need("op")?.clone();
    let tile = c.tile("a")?;
    c.int_of(c.arg("axis"))
        .ok_or_else(|| value_error("tile_reduce() axis must be a compile-time constant"))?;
    let operator = match op {
        Arg::Func(FuncRef::Builtin(id)) => Some(crate::builtins::head(id).native),
        _ => None,
    };
    let has_identity = matches!(operator, Some("add" | "mul" | "min" | "max"));
    let scalar =
        c.types().as_scalar(tile.dtype).ok_or_else(|| error(ErrorClass::KeyError, c.repr(tile.dtype)))?;
    let value = Const::Scalar(ScalarValue::new(scalar, identity(operator, scalar)));
    let (a, axis) = (c.need("a")?.clone(), c.need("axis")?.clone());
    let identity = c.cx.constant(tile.dtype, value);
    let valid = c.cx.constant(Ty::BOOL, Const::Bool(has_identity));
    Ok(Dispatch { args: vec![op, a, axis, identity, valid], ..Dispatch::default() })
}

/// `tile_dot_value_func`.
pub fn tile_dot(c: &Call) -> RuleResult {
    let a = need_tile(c, "a", "tile_dot() first argument")?;
    let b = need_tile(c, "b", "tile_dot() second argument")?;
    if a.shape != b.shape {
        return Err(type_error(format!(
            "tile_dot() arguments must have the same shape, got {} and {}",
            py_tuple(&dims(&a)),
            py_tuple(&dims(&b))
        )));
    }
    if !c.types().equal(a.dtype, b.dtype) {
        return Err(type_error(format!(
            "tile_dot() arguments must have the same dtype, got {} and {}",
            c.repr(a.dtype),
            c.repr(b.dtype)
        )));
    }
    if c.types().is_struct(a.dtype) {
        return Err(type_error("tile_dot() does not support Warp struct tile elements"));
    }
    c.register(c.types().scalar_of(a.dtype), &[1])
}

/// `tile_axpy_value_func`.
pub fn tile_axpy(c: &Call) -> RuleResult {
    let src = need_tile(c, "src", "tile_axpy() 'src' argument")?;
    let dest = need_tile(c, "dest", "tile_axpy() 'dest' argument")?;
    if dest.shape != src.shape {
        return Err(type_error(format!(
            "tile_axpy() 'dest' and 'src' must have the same shape, got {} and {}",
            py_tuple(&dims(&dest)),
            py_tuple(&dims(&src))
        )));
    }
    if !c.types().equal(dest.dtype, src.dtype) {
        return Err(type_error(format!(
            "tile_axpy() 'dest' and 'src' must have the same dtype, got {} and {}",
            c.repr(dest.dtype),
            c.repr(src.dtype)
        )));
    }
    if c.types().is_struct(dest.dtype) {
        return Err(type_error("tile_axpy() does not support Warp struct tile elements"));
    }
    let alpha = c.ty("alpha")?;
    if c.types().is_tile(alpha) {
        return Err(type_error(format!("tile_axpy() 'alpha' must be a scalar, got tile {}", c.repr(alpha))));
    }
    if !c.types().is_scalar(alpha) {
        return Err(type_error(format!("tile_axpy() 'alpha' must be a scalar type, got {}", c.repr(alpha))));
    }
    let scalar = c.types().scalar_of(dest.dtype);
    if !c.types().equal(scalar, alpha) {
        return Err(type_error(format!(
            "tile_axpy() 'alpha' must match the tile's scalar type, got {} for tile scalar type {}",
            c.repr(alpha),
            c.repr(scalar)
        )));
    }
    Ok(Ret::Void)
}

/// `tile_sort_value_func`.
pub fn tile_sort(c: &Call) -> RuleResult {
    let keys = need_tile(c, "keys", "First tile_sort() argument")?;
    let values = need_tile(c, "values", "Second tile_sort() argument")?;
    if !matches!(keys.dtype, Ty::FLOAT32 | Ty::INT32 | Ty::UINT32 | Ty::INT64 | Ty::UINT64) {
        return Err(type_error(format!(
            "First tile_sort() argument must be a tile of type float32, int32, uint32, int64, or uint64, got {}",
            c.repr(keys.dtype)
        )));
    }
    c.force_shared("keys")?;
    c.force_shared("values")?;
    let (a, b) = (dims(&keys), dims(&values));
    if a.len() != b.len() {
        return Err(value_error(format!(
            "tile_sort() shapes must have the same number of dimensions, got {} and {}",
            a.len(),
            b.len()
        )));
    }
    if let Some(dim) = (0..a.len()).find(|&i| a[i] != b[i]) {
        return Err(value_error(format!(
            "tile_sort() shapes do not match on dimension {dim}, got {} and {}",
            py_tuple(&a),
            py_tuple(&b)
        )));
    }
    Ok(Ret::Void)
}

/// `tile_scan_inclusive_value_func`, `tile_scan_exclusive_value_func`, `tile_scan_max_inclusive_value_func`,
/// `tile_scan_min_inclusive_value_func`.
pub fn tile_scan(c: &Call, name: &str) -> RuleResult {
    let tile = need_tile(c, "a", &format!("{name}() argument"))?;
    if !matches!(tile.dtype, Ty::FLOAT32 | Ty::INT32 | Ty::UINT32) {
        return Err(type_error(format!(
            "{name}() argument must be a tile of type float32, int32, or uint32, got {}",
            c.repr(tile.dtype)
        )));
    }
    c.register(tile.dtype, &dims(&tile))
}
