//! Volumes and textures: built-ins whose `dtype` argument picks the result.

use super::call::{Call, RuleResult, runtime_error};
use crate::builtins::context::{Dispatch, error};
use crate::diag::{ErrorClass, WarpError};
use crate::ir::Ret;
use crate::types::{Ty, TyKind};

/// `_check_volume_type_is_supported`.
fn check_volume_type(c: &Call, dtype: Ty) -> Result<(), WarpError> {
    let types = c.types();
    let supported = match *types.kind(types.canonical(dtype)) {
        TyKind::Vec { len: 3 | 4, dtype } => matches!(dtype, Ty::FLOAT32 | Ty::FLOAT64),
        _ => matches!(types.canonical(dtype), Ty::INT32 | Ty::INT64 | Ty::UINT32 | Ty::FLOAT32 | Ty::FLOAT64),
    };
    if supported {
        return Ok(());
    }
    Err(runtime_error(format!("unsupported volume type `{}`", types.repr(dtype))))
}

/// `check_volume_value_grad_compatibility`.
fn check_grad(c: &Call, dtype: Ty, grad: Ty) -> Result<(), WarpError> {
    let types = c.types();
    let expected = match *types.kind(dtype) {
        TyKind::Vec { len, dtype } => types.matrix(len, 3, dtype),
        _ => types.vector(3, dtype),
    };
    if types.equal(grad, expected) {
        return Ok(());
    }
    Err(runtime_error(format!(
        "Incompatible gradient type, expected {}, got {}",
        types.repr(expected),
        types.repr(grad)
    )))
}

fn dtype_value(c: &Call) -> Result<Ty, WarpError> {
    c.dtype()?.ok_or_else(|| error(ErrorClass::KeyError, "'dtype'"))
}

/// `volume_value_func`, `volume_lookup_value_func`.
pub fn volume_dtype(c: &Call) -> RuleResult {
    let dtype = dtype_value(c)?;
    check_volume_type(c, dtype)?;
    Ok(Ret::One(dtype))
}

/// `volume_sample_grad_value_func`.
pub fn volume_sample_grad(c: &Call) -> RuleResult {
    let dtype = dtype_value(c)?;
    check_volume_type(c, dtype)?;
    check_grad(c, dtype, c.ty("grad")?)?;
    Ok(Ret::One(dtype))
}

/// `volume_store_value_func`.
pub fn volume_store(c: &Call) -> RuleResult {
    check_volume_type(c, c.ty("value")?)?;
    Ok(Ret::Void)
}

/// `volume_sample_index_value_func`.
pub fn volume_sample_index(c: &Call) -> RuleResult {
    voxel_data_type(c).map(Ret::One)
}

/// `volume_sample_grad_index_value_func`.
pub fn volume_sample_grad_index(c: &Call) -> RuleResult {
    let dtype = voxel_data_type(c)?;
    check_grad(c, dtype, c.ty("grad")?)?;
    Ok(Ret::One(dtype))
}

fn voxel_data_type(c: &Call) -> Result<Ty, WarpError> {
    let array = c.ty("voxel_data")?;
    let (_, dtype, _) = c
        .types()
        .as_array(array)
        .ok_or_else(|| runtime_error(format!("{} is not an array", c.repr(array))))?;
    check_volume_type(c, dtype)?;
    if !c.types().equal(dtype, c.ty("background")?) {
        return Err(runtime_error(
            "the `voxel_data` array and the `background` value must have the same dtype",
        ));
    }
    Ok(dtype)
}

/// `texture_sample_1d_value_func`, `texture_sample_2d_value_func`, `texture_sample_3d_value_func`. Python's
/// `float` is meant literally: Warp rejects `wp.float32`.
pub fn texture_sample(c: &Call) -> RuleResult {
    let dtype = dtype_value(c)?;
    let supported = dtype == Ty::PY_FLOAT
        || matches!(*c.types().kind(dtype), TyKind::Vec { len: 2 | 4, dtype: Ty::FLOAT32 });
    if supported {
        return Ok(Ret::One(dtype));
    }
    Err(runtime_error(format!(
        "unsupported texture type `{}`. Supported types: float, vec2f, vec4f",
        c.types().repr(dtype)
    )))
}

/// `volume_dispatch_func`, `volume_sample_grad_dispatch_func`, `volume_lookup_dispatch_func`,
/// `texture_sample_{1,2,3}d_dispatch_func`.
pub fn dtype_template(c: &Call) -> Result<Dispatch, WarpError> {
    let template = vec![c.template_type(dtype_value(c)?)];
    Ok(Dispatch { args: c.args_but_dtype(), template, ..Dispatch::default() })
}
