//! Results of vector and matrix arithmetic.

use super::call::{Call, RuleResult, py_tuple, runtime_error};
use super::core::{instantiate, scalar_infer_type};
use crate::builtins::rule::Returns;
use crate::diag::WarpError;
use crate::ir::Ret;
use crate::types::{Scalar, Ty, TyKind};

/// The element type of an argument (`_wp_scalar_type_`).
fn dtype(c: &Call, name: &str) -> Result<Ty, WarpError> {
    let ty = c.ty(name)?;
    c.types().composite_dtype(ty).ok_or_else(|| runtime_error(format!("{} has no scalar type", c.repr(ty))))
}

/// `_length_` of a vector.
fn length(c: &Call, name: &str) -> Result<u32, WarpError> {
    match *c.types().kind(c.ty(name)?) {
        TyKind::Vec { len, .. } => Ok(len),
        _ => Err(runtime_error(format!("'{name}' is not a vector"))),
    }
}

/// `_shape_` of a matrix.
fn shape(c: &Call, name: &str) -> Result<(u32, u32), WarpError> {
    match *c.types().kind(c.ty(name)?) {
        TyKind::Mat { rows, cols, .. } => Ok((rows, cols)),
        _ => Err(runtime_error(format!("'{name}' is not a matrix"))),
    }
}

fn shape_str((rows, cols): (u32, u32)) -> String {
    py_tuple(&[i64::from(rows), i64::from(cols)])
}

/// `svd3_value_func`, `svd2_value_func`, `qr3_value_func`, `eig3_value_func`, `quat_to_axis_angle_value_func`,
/// and the lambdas of `skew`, `spatial_top`, `spatial_bottom`.
pub fn over_dtype(c: &Call, returns: &Returns) -> RuleResult {
    let first = c.bound.first().map_or("", |(name, _)| name);
    instantiate(c, returns, dtype(c, first)?)
}

/// The lambdas with `float_infer_type(arg_types)`.
pub fn over_float(c: &Call, returns: &Returns) -> RuleResult {
    instantiate(c, returns, scalar_infer_type(c, &c.all_types())?)
}

/// `scalar_mul_create_value_func`.
pub fn scalar_mul(c: &Call) -> RuleResult {
    let types = c.all_types();
    let is_scalar = |&&t: &&Ty| matches!(*c.types().kind(t), TyKind::Scalar(s) if Scalar::is_scalar(s));
    let scalar = types.iter().find(is_scalar).copied();
    let compound = types.iter().find(|t| !is_scalar(t)).copied();
    match (scalar, compound) {
        (Some(scalar), Some(compound)) if c.types().composite_dtype(compound) == Some(scalar) => {
            Ok(Ret::One(compound))
        }
        _ => Err(runtime_error(
            "Object and coefficient must have the same scalar type when multiplying by scalar",
        )),
    }
}

/// `matvec_mul_value_func`.
pub fn matvec_mul(c: &Call) -> RuleResult {
    let (a, b) = (dtype(c, "a")?, dtype(c, "b")?);
    if a != b {
        return Err(runtime_error(format!(
            "Can't multiply matrix and vector with different types {}, {}",
            c.repr(a),
            c.repr(b)
        )));
    }
    let (shape, len) = (shape(c, "a")?, length(c, "b")?);
    if shape.1 != len {
        return Err(runtime_error(format!(
            "Can't multiply matrix of shape {} and vector with length {len}",
            shape_str(shape)
        )));
    }
    Ok(Ret::One(c.types().vector(shape.0, a)))
}

/// `mul_vecmat_value_func`.
pub fn mul_vecmat(c: &Call) -> RuleResult {
    let (a, b) = (dtype(c, "a")?, dtype(c, "b")?);
    if a != b {
        return Err(runtime_error(format!(
            "Can't multiply vector and matrix with different types {}, {}",
            c.repr(b),
            c.repr(a)
        )));
    }
    let (len, shape) = (length(c, "a")?, shape(c, "b")?);
    if shape.0 != len {
        return Err(runtime_error(format!(
            "Can't multiply vector with length {len} and matrix of shape {}",
            shape_str(shape)
        )));
    }
    Ok(Ret::One(c.types().vector(shape.1, b)))
}

/// `matmat_mul_value_func`.
pub fn matmat_mul(c: &Call) -> RuleResult {
    let (a, b) = (dtype(c, "a")?, dtype(c, "b")?);
    if a != b {
        return Err(runtime_error(format!(
            "Can't multiply matrices with different types {}, {}",
            c.repr(a),
            c.repr(b)
        )));
    }
    let (sa, sb) = (shape(c, "a")?, shape(c, "b")?);
    if sa.1 != sb.0 {
        return Err(runtime_error(format!(
            "Can't multiply matrix of shapes {} and {}",
            shape_str(sa),
            shape_str(sb)
        )));
    }
    Ok(Ret::One(c.types().matrix(sa.0, sb.1, a)))
}

/// `lerp_create_value_func`.
pub fn lerp(c: &Call) -> RuleResult {
    let (a, b, t) = (c.ty("a")?, c.ty("b")?, c.ty("t")?);
    if !c.types().equal(a, b) {
        return Err(runtime_error("Can't lerp between objects with different types"));
    }
    if c.types().composite_dtype(a) != Some(t) {
        return Err(runtime_error(
            "'t' parameter must have the same scalar type as objects you're lerping between",
        ));
    }
    Ok(Ret::One(a))
}

/// `outer_value_func`.
pub fn outer(c: &Call) -> RuleResult {
    let scalar = scalar_infer_type(c, &c.all_types())?;
    Ok(Ret::One(c.types().matrix(length(c, "a")?, length(c, "b")?, scalar)))
}

/// The lambda of `transpose`.
pub fn transpose(c: &Call) -> RuleResult {
    let (rows, cols) = shape(c, "a")?;
    Ok(Ret::One(c.types().matrix(cols, rows, dtype(c, "a")?)))
}

/// `determinant_value_func`.
pub fn determinant(c: &Call) -> RuleResult {
    dtype(c, "a").map(Ret::One)
}

/// `trace_value_func`.
pub fn trace(c: &Call) -> RuleResult {
    let shape = shape(c, "a")?;
    if shape.0 != shape.1 {
        return Err(runtime_error(format!(
            "Matrix shape is {}. Cannot find the trace of non square matrices",
            shape_str(shape)
        )));
    }
    dtype(c, "a").map(Ret::One)
}

/// `diag_value_func`.
pub fn diag(c: &Call) -> RuleResult {
    let len = length(c, "vec")?;
    Ok(Ret::One(c.types().matrix(len, len, dtype(c, "vec")?)))
}

/// `get_diag_value_func`.
pub fn get_diag(c: &Call) -> RuleResult {
    let shape = shape(c, "mat")?;
    if shape.0 != shape.1 {
        return Err(runtime_error(format!(
            "Matrix shape is {}; get_diag is only available for square matrices.",
            shape_str(shape)
        )));
    }
    Ok(Ret::One(c.types().vector(shape.0, dtype(c, "mat")?)))
}
