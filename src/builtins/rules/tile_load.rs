//! Tiles and arrays: loading, storing, atomic addition, and the variants with an index tile.

use super::call::{
    Call, RuleResult, dims, index_error, no_attribute, runtime_error, shape_not_constant, type_error,
    value_error,
};
use super::tile_create::result_dtype;
use crate::builtins::context::Dispatch;
use crate::diag::WarpError;
use crate::ir::{Arg, Ret, TemplateArg};
use crate::types::{Family, Scalar, Storage, TileData, Ty};

/// Element type and dimensions of the array argument `a`.
fn array(c: &Call) -> Result<(Ty, usize), WarpError> {
    let ty = c.ty("a")?;
    match c.types().as_array(ty) {
        Some((_, dtype, ndim)) => Ok((dtype, ndim.unwrap_or(1).into())),
        None => Err(type_error(format!("{} is not an array", c.repr(ty)))),
    }
}

/// How many offsets there are: one per dimension unless they are given.
fn offset_count(c: &Call, ndim: usize) -> usize {
    c.arg("offset").map_or(ndim, |arg| c.elements(arg).len())
}

/// The offsets as arguments; zeros become constants of their own.
fn offsets(c: &Call, ndim: usize) -> Result<Vec<Arg>, WarpError> {
    if c.arg("offset").is_some() {
        return c.named_elements("offset");
    }
    c.check_not_reference("a", "ndim")?;
    Ok(vec![Arg::Int(0); ndim])
}

/// The array's element type as template argument. Warp cannot spell it where the array is a reference, such as a
/// struct's field.
fn array_dtype(c: &Call) -> Result<TemplateArg, WarpError> {
    let (dtype, _) = array(c)?;
    let family = c.types().family(c.ty("a")?).map_or("array", Family::name);
    c.check_not_reference("a", "__name__").map_err(|_| no_attribute(family, "__name__"))?;
    Ok(TemplateArg::Type(dtype))
}

fn check_load(name: &str, ndim: usize, shape: usize, offset: usize) -> Result<(), WarpError> {
    if ndim != shape {
        return Err(value_error(format!(
            "{name}() array argument must have same number of dimensions as the tile shape, trying to perform an {shape} \
             dimensional load from an array with {ndim} dimensions."
        )));
    }
    if ndim != offset {
        return Err(value_error(format!(
            "{name}() offset argument must have the same number of dimensions as the array to load from, got {offset} \
             indices for an array with {ndim} dimensions"
        )));
    }
    Ok(())
}

/// `tile_load_tuple_value_func`.
pub fn tile_load(c: &Call) -> RuleResult {
    let (dtype, ndim) = array(c)?;
    let shape = c.constant_shape("shape")?;
    check_load("tile_load", ndim, shape.len(), offset_count(c, ndim))?;
    c.tile_of(dtype, &shape, c.storage()?)
}

/// A flag that must be a constant.
fn flag(c: &Call, name: &str) -> Result<TemplateArg, WarpError> {
    let value = c.constant(name).ok_or_else(|| no_attribute("NoneType", "__name__"))?;
    Ok(TemplateArg::Bool(value.truthy()))
}

/// `tile_load_tuple_dispatch_func`. Register tiles are never aligned.
pub fn tile_load_dispatch(c: &Call, ret: &Ret) -> Result<Dispatch, WarpError> {
    let (_, ndim) = array(c)?;
    let shape = c.constant_shape("shape").map_err(|_| shape_not_constant())?;
    let mut args = vec![c.need("a")?.clone()];
    args.extend(offsets(c, ndim)?);
    let shared =
        matches!(ret, Ret::One(ty) if c.types().as_tile(*ty).is_some_and(|t| t.storage == Storage::Shared));
    let mut template = vec![TemplateArg::Type(result_dtype(c, ret)), flag(c, "bounds_check")?];
    template.push(if shared { flag(c, "aligned")? } else { TemplateArg::Bool(false) });
    template.extend(shape.into_iter().map(TemplateArg::Int));
    Ok(Dispatch { args, template, ..Dispatch::default() })
}

/// The axis argument, checked against the array; the index tile, forced into shared memory.
fn indexed(c: &Call, name: &str, ndim: usize) -> Result<(i64, i64), WarpError> {
    let tile = c.tile("indices")?;
    c.force_shared("indices")?;
    let axis = c
        .int_of(c.arg("axis"))
        .ok_or_else(|| type_error("'>=' not supported between instances of 'Var' and 'int'"))?;
    if axis >= ndim as i64 {
        return Err(value_error(format!(
            "{name}() axis argument must be valid axis of array array{}, got {axis}.",
            c.repr(array(c)?.0)
        )));
    }
    let shape = dims(&tile);
    if shape.len() != 1 {
        return Err(value_error(format!(
            "{name}() indices argument must be a 1D tile, got {} dimensions instead.",
            shape.len()
        )));
    }
    Ok((axis, shape[0]))
}

/// Python's `shape[axis]`.
fn extent(shape: &[i64], axis: i64) -> Result<i64, WarpError> {
    let index = if axis < 0 { axis + shape.len() as i64 } else { axis };
    match usize::try_from(index).ok().and_then(|i| shape.get(i)) {
        Some(&n) => Ok(n),
        None => Err(index_error("tuple index out of range")),
    }
}

/// `tile_load_indexed_tuple_value_func`.
pub fn tile_load_indexed(c: &Call) -> RuleResult {
    let (dtype, ndim) = array(c)?;
    let (axis, count) = indexed(c, "tile_load_indexed", ndim)?;
    let shape = c.constant_shape("shape")?;
    if extent(&shape, axis)? != count {
        return Err(value_error(
            "The number of elements in the 1D indices tile must match the output tile shape along the specified axis.",
        ));
    }
    check_load("tile_load_indexed", ndim, shape.len(), offset_count(c, ndim))?;
    c.tile_of(dtype, &shape, c.storage()?)
}

/// `tile_load_indexed_tuple_dispatch_func`.
pub fn tile_load_indexed_dispatch(c: &Call) -> Result<Dispatch, WarpError> {
    let (_, ndim) = array(c)?;
    let shape = c.constant_shape("shape")?;
    let mut args = vec![c.need("a")?.clone(), c.need("indices")?.clone(), c.need("axis")?.clone()];
    args.extend(offsets(c, ndim)?);
    Ok(Dispatch { args, template: shape.into_iter().map(TemplateArg::Int).collect(), ..Dispatch::default() })
}

/// Array and tile have as many dimensions as offsets, and one element type.
fn check_store(c: &Call, name: &str, dtype: Ty, ndim: usize, tile: &TileData) -> Result<(), WarpError> {
    let count = offset_count(c, ndim);
    if count != ndim {
        return Err(value_error(format!(
            "{name}() 'a' argument must have {count} dimensions, calculated based on the provided offset arguments, but \
             got {ndim} dimensions."
        )));
    }
    let rank = dims(tile).len();
    if rank != ndim {
        return Err(value_error(format!(
            "{name}() 'a' argument must have the same number of dimensions as the 't' argument, but got {ndim} \
             dimensions for 'a' and {rank} dimensions for 't'"
        )));
    }
    if !c.types().equal(dtype, tile.dtype) {
        return Err(type_error(format!(
            "{name}() 'a' and 't' arguments must have the same dtype, got {} and {}",
            c.repr(dtype),
            c.repr(tile.dtype)
        )));
    }
    Ok(())
}

/// `tile_store_value_func`.
pub fn tile_store(c: &Call) -> RuleResult {
    let (dtype, ndim) = array(c)?;
    check_store(c, "tile_store", dtype, ndim, &c.tile("t")?)?;
    Ok(Ret::Void)
}

/// `tile_store_dispatch_func`. Register tiles are never aligned.
pub fn tile_store_dispatch(c: &Call) -> Result<Dispatch, WarpError> {
    let (_, ndim) = array(c)?;
    let mut args = vec![c.need("a")?.clone()];
    args.extend(offsets(c, ndim)?);
    args.push(c.need("t")?.clone());
    let shared = c.tile("t")?.storage == Storage::Shared;
    let template = vec![
        array_dtype(c)?,
        flag(c, "bounds_check")?,
        if shared { flag(c, "aligned")? } else { TemplateArg::Bool(false) },
    ];
    Ok(Dispatch { args, template, ..Dispatch::default() })
}

/// The index tile of a store fits the tile that is stored.
fn check_indices(count: i64, axis: i64, tile: &TileData) -> Result<(), WarpError> {
    if extent(&dims(tile), axis)? == count {
        return Ok(());
    }
    Err(value_error(
        "The number of elements in the 1D indices tile must match the input tile shape along the specified axis.",
    ))
}

/// `tile_store_indexed_value_func`.
pub fn tile_store_indexed(c: &Call) -> RuleResult {
    let (dtype, ndim) = array(c)?;
    let (axis, count) = indexed(c, "tile_store_indexed", ndim)?;
    let tile = c.tile("t")?;
    check_indices(count, axis, &tile)?;
    check_store(c, "tile_store_indexed", dtype, ndim, &tile)?;
    Ok(Ret::Void)
}

/// `tile_store_indexed_dispatch_func`, `tile_atomic_add_indexed_dispatch_func`.
pub fn tile_store_indexed_dispatch(c: &Call) -> Result<Dispatch, WarpError> {
    let (_, ndim) = array(c)?;
    let mut args = vec![c.need("a")?.clone(), c.need("indices")?.clone(), c.need("axis")?.clone()];
    args.extend(offsets(c, ndim)?);
    args.push(c.need("t")?.clone());
    Ok(Dispatch { args, ..Dispatch::default() })
}

/// `check_tile_atomic_add_dtype`.
fn check_atomic(c: &Call, dtype: Ty, name: &str) -> Result<(), WarpError> {
    use Scalar as S;
    if c.types().is_struct(dtype) {
        return Ok(());
    }
    let supported = matches!(
        c.types().as_scalar(c.types().scalar_of(dtype)),
        Some(
            S::Int32
                | S::Int64
                | S::UInt32
                | S::UInt64
                | S::Handle
                | S::Float32
                | S::Float64
                | S::Float16
                | S::BFloat16
        )
    );
    if supported {
        return Ok(());
    }
    Err(runtime_error(format!(
        "{name}() only supports tiles with [u]int32, [u]int64, float16, bfloat16, float32, or float64 as the underlying \
         scalar type, but got {}",
        c.types().repr(dtype)
    )))
}

/// A tile like the one that is added.
fn like(c: &Call, tile: &TileData) -> RuleResult {
    c.tile_of(tile.dtype, &dims(tile), tile.storage)
}

/// `tile_atomic_add_value_func`.
pub fn tile_atomic_add(c: &Call) -> RuleResult {
    let (dtype, ndim) = array(c)?;
    let tile = c.tile("t")?;
    check_store(c, "tile_atomic_add", dtype, ndim, &tile)?;
    check_atomic(c, tile.dtype, "tile_atomic_add")?;
    like(c, &tile)
}

/// `tile_atomic_add_dispatch_func`.
pub fn tile_atomic_add_dispatch(c: &Call) -> Result<Dispatch, WarpError> {
    let (_, ndim) = array(c)?;
    let mut args = vec![c.need("a")?.clone()];
    args.extend(offsets(c, ndim)?);
    args.push(c.need("t")?.clone());
    let template = vec![array_dtype(c)?, flag(c, "bounds_check")?];
    Ok(Dispatch { args, template, ..Dispatch::default() })
}

/// `tile_atomic_add_indexed_value_func`.
pub fn tile_atomic_add_indexed(c: &Call) -> RuleResult {
    let (dtype, ndim) = array(c)?;
    let (axis, count) = indexed(c, "tile_atomic_add_indexed", ndim)?;
    let tile = c.tile("t")?;
    check_indices(count, axis, &tile)?;
    check_store(c, "tile_atomic_add_indexed", dtype, ndim, &tile)?;
    check_atomic(c, tile.dtype, "tile_atomic_add_indexed")?;
    like(c, &tile)
}
