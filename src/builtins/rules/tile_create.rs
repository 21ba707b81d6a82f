//! Tiles made from nothing, from a value, or from random numbers.

use super::call::{Call, RuleResult, shape_not_constant, type_error, value_error};
use crate::builtins::context::{Dispatch, error};
use crate::diag::{ErrorClass, WarpError};
use crate::ir::{Arg, Ret, TemplateArg};
use crate::types::{Const, Ty};

/// The message for a tile function called without an argument it needs.
fn missing(name: &str, argument: &str) -> WarpError {
    type_error(format!("{name}() missing required keyword argument '{argument}'"))
}

/// `tile_zeros_value_func`, `tile_ones_value_func`, `tile_empty_value_func`.
pub fn tile_fill(c: &Call, name: &str) -> RuleResult {
    let shape = c.constant_shape("shape")?;
    let dtype = c.dtype()?.ok_or_else(|| missing(name, "dtype"))?;
    let storage = c.storage()?;
    if name == "tile_ones" && c.types().is_struct(dtype) {
        return Err(type_error(
            "tile_ones() does not support Warp struct dtypes; use tile_full() with an explicit value",
        ));
    }
    c.tile_of(dtype, &shape, storage)
}

/// `tile_zeros_dispatch_func`, `tile_ones_dispatch_func`, `tile_empty_dispatch_func`.
pub fn dtype_shape_dispatch(c: &Call) -> Result<Dispatch, WarpError> {
    let shape = c.constant_shape("shape")?;
    let dtype = c.dtype()?.ok_or_else(|| error(ErrorClass::KeyError, "'dtype'"))?;
    Ok(Dispatch { template: c.dtype_and_dims(dtype, &shape), ..Dispatch::default() })
}

/// `tile_full_value_func`.
pub fn tile_full(c: &Call) -> RuleResult {
    let shape = c.constant_shape("shape")?;
    let value = c.opt_ty("value").ok_or_else(|| missing("tile_full", "value"))?;
    let storage = c.storage()?;
    let types = c.types();
    let dtype = c.dtype()?.unwrap_or(value);
    let same = types.equal(value, dtype);
    if types.is_struct(dtype) && !same {
        return Err(type_error(format!(
            "tile_full() value must have dtype {} when filling Warp struct tile elements, got {}",
            types.repr(dtype),
            types.repr(value)
        )));
    }
    if (types.is_composite(value) || types.is_struct(value)) && !same {
        return Err(type_error(format!(
            "tile_full() cannot convert a composite or Warp struct value of type {} to tile element type {}",
            types.repr(value),
            types.repr(dtype)
        )));
    }
    c.tile_of(dtype, &shape, storage)
}

/// The element type of a result that is a tile.
pub fn result_dtype(c: &Call, ret: &Ret) -> Ty {
    match ret {
        Ret::One(ty) => c.types().as_tile(*ty).map_or(Ty::ANY, |tile| tile.dtype),
        _ => Ty::ANY,
    }
}

/// `tile_full_dispatch_func`.
pub fn tile_full_dispatch(c: &Call, ret: &Ret) -> Result<Dispatch, WarpError> {
    let shape = c.constant_shape("shape")?;
    let template = c.dtype_and_dims(result_dtype(c, ret), &shape);
    Ok(Dispatch { args: vec![c.need("value")?.clone()], template, ..Dispatch::default() })
}

/// `tile_from_thread_value_func`.
pub fn tile_from_thread(c: &Call) -> RuleResult {
    let shape = c.constant_shape("shape")?;
    let value = c.opt_ty("value").ok_or_else(|| missing("tile_from_thread", "value"))?;
    c.opt_ty("thread_idx").ok_or_else(|| missing("tile_from_thread", "thread_idx"))?;
    c.tile_of(value, &shape, c.storage()?)
}

/// `tile_from_thread_dispatch_func`.
pub fn tile_from_thread_dispatch(c: &Call, ret: &Ret) -> Result<Dispatch, WarpError> {
    let shape = c.constant_shape("shape")?;
    let args = vec![c.need("value")?.clone(), c.need("thread_idx")?.clone()];
    Ok(Dispatch { args, template: c.dtype_and_dims(result_dtype(c, ret), &shape), ..Dispatch::default() })
}

/// `tile_randi_value_func`, `tile_randf_value_func`.
pub fn tile_rand(c: &Call, float: bool) -> RuleResult {
    let name = if float { "tile_randf" } else { "tile_randi" };
    let shape = c.constant_shape("shape")?;
    c.opt_ty("rng").ok_or_else(|| missing(name, "rng"))?;
    c.tile_of(if float { Ty::FLOAT32 } else { Ty::INT32 }, &shape, c.storage()?)
}

/// `tile_randi_dispatch_func`, `tile_randf_dispatch_func`: the bounds become constants of their own.
pub fn tile_rand_dispatch(c: &Call, float: bool) -> Result<Dispatch, WarpError> {
    let shape: Vec<i64> = c.constant_shape("shape").map_err(|_| shape_not_constant())?;
    let mut args = vec![c.need("rng")?.clone()];
    if c.arg("min").is_some() != c.arg("max").is_some() {
        return Err(error(ErrorClass::KeyError, "\"Both 'min' and 'max' must be provided together\""));
    }
    if c.arg("min").is_some() {
        let bounds = (c.constant("min"), c.constant("max"));
        args.extend(if float { float_bounds(bounds)? } else { int_bounds(bounds)? });
    }
    let template = shape.into_iter().map(TemplateArg::Int).collect();
    Ok(Dispatch { args, template, ..Dispatch::default() })
}

fn int_bounds(bounds: (Option<Const>, Option<Const>)) -> Result<[Arg; 2], WarpError> {
    let int = |c: Option<Const>| match c {
        Some(Const::Int(i)) => Some(i),
        Some(Const::Bool(b)) => Some(i128::from(b)),
        _ => None,
    };
    let (Some(min), Some(max)) = (int(bounds.0), int(bounds.1)) else {
        return Err(type_error("'min' and 'max' must both be integers"));
    };
    if [min, max].iter().any(|&v| i32::try_from(v).is_err()) {
        return Err(value_error("tile_randi() min and max must be representable as int32"));
    }
    if max <= min {
        return Err(value_error("tile_randi() max must be greater than min"));
    }
    Ok([Arg::Int(min), Arg::Int(max)])
}

fn float_bounds(bounds: (Option<Const>, Option<Const>)) -> Result<[Arg; 2], WarpError> {
    let (Some(Const::Float(min)), Some(Const::Float(max))) = bounds else {
        return Err(type_error("'min' and 'max' must both be floats"));
    };
    let (min, max) = (f64::from(min as f32), f64::from(max as f32));
    // A NaN bound fails this too.
    if max > min {
        return Ok([Arg::Float(min), Arg::Float(max)]);
    }
    Err(value_error("tile_randf() max must be greater than min"))
}
