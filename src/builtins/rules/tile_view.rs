//! Views of tiles: slices, squeezes, reshapes, transposes, broadcasts; index tiles.

use super::call::{
    Call, RuleResult, count, dims, py_tuple, runtime_error, shape_not_constant, type_error, value_error,
};
use crate::builtins::context::{Dispatch, Value, error};
use crate::diag::{ErrorClass, WarpError};
use crate::ir::{Arg, Ret, TemplateArg};
use crate::types::{Const, SliceBound, SliceType, Storage, TileData, Ty, TyKind, row_major_strides};

/// `_tile_slice_length`.
fn slice_length(start: i64, stop: i64, step: i64) -> i64 {
    let (start, stop, step) = (i128::from(start), i128::from(stop), i128::from(step));
    let count = if step > 0 {
        (stop - start + step - 1).div_euclid(step)
    } else {
        (start - stop - step - 1).div_euclid(-step)
    };
    count.max(0) as i64
}

/// `_tile_slice_bound`.
fn slice_bound(c: &Call, bound: SliceBound) -> Result<i64, WarpError> {
    match bound {
        SliceBound::Int(i) => Ok(i),
        SliceBound::Var(id) => match &c.cx.vars[id].constant {
            None => Err(value_error("tile_view() slice bounds must be compile-time constants.")),
            Some(Const::Int(i)) => Ok(*i as i64),
            Some(Const::Bool(b)) => Ok(i64::from(*b)),
            Some(_) => Err(value_error(format!(
                "tile_view() slice bounds must be integers, got {}.",
                c.types().repr(c.cx.vars[id].ty)
            ))),
        },
    }
}

/// `_normalize_tile_slice_type`: start, stop and step against an axis length.
fn normalize(c: &Call, slice: &SliceType, length: i64) -> Result<(i64, i64, i64), WarpError> {
    let (start, stop, step) =
        (slice_bound(c, slice.start)?, slice_bound(c, slice.stop)?, slice_bound(c, slice.step)?);
    if step == 0 {
        return Err(value_error("tile_view() slice step cannot be zero."));
    }
    let (lower, upper) = if step > 0 { (0, length) } else { (-1, length - 1) };
    let resolve = |value: i64, default: i64, omitted: bool| {
        if omitted {
            default
        } else if value < 0 {
            value.saturating_add(length).max(lower)
        } else {
            value.min(upper)
        }
    };
    let (first, last) = if step > 0 { (lower, upper) } else { (upper, lower) };
    Ok((resolve(start, first, slice.start_omitted), resolve(stop, last, slice.stop_omitted), step))
}

/// `_tile_slice_index_type`.
fn index_type(c: &Call, arg: &Arg) -> Ty {
    c.cx.type_of(arg)
}

fn as_slice(c: &Call, ty: Ty) -> Option<SliceType> {
    match *c.types().kind(ty) {
        TyKind::Slice(slice) => Some(slice),
        _ => None,
    }
}

/// A shared view that does not own its memory.
fn view_of(c: &Call, parent: &TileData, shape: &[i64], strides: &[i64]) -> RuleResult {
    if shape.is_empty() {
        return Err(runtime_error("Empty shape specified, must have at least 1 dimension"));
    }
    Ok(c.new_tile(TileData {
        dtype: parent.dtype,
        shape: Some(shape.into()),
        storage: Storage::Shared,
        row_major: parent.row_major,
        strides: strides.into(),
        owner: false,
    }))
}

/// The offsets of a `tile_view` are integers within bounds, or slices.
fn check_offsets(c: &Call, offset: &[Arg], shape: &[i64]) -> Result<(), WarpError> {
    for (dim, arg) in offset.iter().enumerate() {
        let ty = index_type(c, arg);
        if c.types().is_slice(ty) {
            continue;
        }
        if !c.types().is_int(ty) {
            return Err(value_error(format!(
                "tile_view() offset entries must be integers or slices, got {}",
                c.types().repr(ty)
            )));
        }
        // Warp scalars are not Python ints and are not checked.
        let constant = match c.cx.value_of(arg) {
            Value::Const(Const::Int(i)) => Some(i),
            _ => None,
        };
        if let Some(value) = constant.filter(|&i| i < 0 || i >= i128::from(shape[dim])) {
            return Err(value_error(format!(
                "tile_view() integer offset {value} is out of bounds for axis {dim} with size {}; negative offsets are \
                 only wrapped for subscript indexing (e.g. t[-1, :]), not explicit tile_view() calls.",
                shape[dim]
            )));
        }
    }
    Ok(())
}

/// `tile_view_value_func`.
pub fn tile_view(c: &Call) -> RuleResult {
    let tile = c.tile("t")?;
    let parent = dims(&tile);
    let offset = c.named_elements("offset")?;
    if offset.len() > parent.len() {
        return Err(value_error(format!(
            "tile_view() specified too many indices {} > {}",
            offset.len(),
            parent.len()
        )));
    }
    check_offsets(c, &offset, &parent)?;
    c.force_shared("t")?;
    if offset.iter().any(|arg| c.types().is_slice(index_type(c, arg))) {
        if c.arg("shape").is_some() {
            return Err(value_error(
                "tile_view() does not support specifying 'shape' together with a slice-containing 'offset'; the view shape \
                 is inferred from the slice bounds.",
            ));
        }
        return sliced_view(c, &tile, &offset);
    }
    if c.arg("shape").is_some() {
        let shape = c
            .constant_shape("shape")
            .map_err(|_| type_error("unsupported operand type(s) for *=: 'int' and 'NoneType'"))?;
        if shape.len() != parent.len() {
            return Err(value_error(format!(
                "tile_view() if shape is specified it must have same number of dimensions as source tile, expected {}, \
                 got {}",
                parent.len(),
                shape.len()
            )));
        }
        return view_of(c, &tile, &shape, &tile.strides);
    }
    view_of(c, &tile, &parent[offset.len()..], &tile.strides[offset.len()..])
}

fn sliced_view(c: &Call, tile: &TileData, offset: &[Arg]) -> RuleResult {
    let (mut shape, mut strides) = (Vec::new(), Vec::new());
    for (dim, (&size, &stride)) in dims(tile).iter().zip(tile.strides.iter()).enumerate() {
        let Some(arg) = offset.get(dim) else {
            shape.push(size);
            strides.push(stride);
            continue;
        };
        if let Some(slice) = as_slice(c, index_type(c, arg)) {
            let (start, stop, step) = normalize(c, &slice, size)?;
            shape.push(slice_length(start, stop, step));
            strides.push(stride.saturating_mul(step));
        }
    }
    if shape.contains(&0) {
        return Err(value_error(format!(
            "tile_view() slice produced an empty tile with shape {}; zero-length tile dimensions are not supported.",
            py_tuple(&shape)
        )));
    }
    view_of(c, tile, &shape, &strides)
}

/// `tile_view_dispatch_func`: coordinates padded with zeros, slices replaced by their start.
pub fn tile_view_dispatch(c: &mut Call, ret: &Ret) -> Result<Dispatch, WarpError> {
    let shape = dims(&c.tile("t")?);
    let mut args = vec![c.need("t")?.clone()];
    let offset = c.named_elements("offset")?;
    for (dim, &size) in shape.iter().enumerate() {
        args.push(match offset.get(dim) {
            None => Arg::Int(0),
            Some(arg) => match as_slice(c, index_type(c, arg)) {
                None => arg.clone(),
                Some(slice) => {
                    let (start, ..) = normalize(c, &slice, size)?;
                    c.cx.constant(Ty::INT32, Const::Int(start.into()))
                }
            },
        });
    }
    Ok(Dispatch { args, template: result_template(c, ret), ..Dispatch::default() })
}

/// The result's type as template argument, spelled now.
fn result_template(c: &Call, ret: &Ret) -> Vec<TemplateArg> {
    match ret {
        Ret::One(ty) => vec![c.template_type(*ty)],
        _ => Vec::new(),
    }
}

/// `tile_squeeze_dispatch_func`, `tile_reshape_dispatch_func`, `tile_astype_dispatch_func`.
pub fn result_template_dispatch(c: &Call, ret: &Ret) -> Result<Dispatch, WarpError> {
    Ok(Dispatch {
        args: vec![c.need("t")?.clone()],
        template: result_template(c, ret),
        ..Dispatch::default()
    })
}

/// `_tile_slice_indexed_axis`: the axis with the index tile, and that tile.
fn indexed_axis(c: &Call, indices: &[Arg], shape: &[i64]) -> Result<(usize, Arg), WarpError> {
    let mut found = None;
    for (dim, arg) in indices.iter().enumerate() {
        let ty = index_type(c, arg);
        if let Some(tile) = c.types().as_tile(ty) {
            if found.is_some() {
                return Err(value_error("Tile indexing supports exactly one 1D integer index tile."));
            }
            let rank = dims(&tile).len();
            if rank != 1 {
                return Err(value_error(format!(
                    "Tile indexing requires a 1D integer index tile, got {rank} dimensions."
                )));
            }
            if !c.types().is_int(tile.dtype) {
                return Err(value_error(format!(
                    "Tile indexing requires an integer index tile, got dtype {}.",
                    c.types().type_name(tile.dtype)
                )));
            }
            found = Some((dim, arg.clone()));
        } else if let Some(slice) = as_slice(c, ty) {
            let (start, stop, step) = normalize(c, &slice, shape[dim])?;
            if !(start == 0 && step == 1 && slice_length(start, stop, step) == shape[dim]) {
                return Err(value_error(
                    "Tile indexing with an integer index tile requires ':' on all other axes, e.g. `t[indices, :]`.",
                ));
            }
        } else {
            return Err(value_error(
                "Tile indexing entries must be a 1D integer index tile or full slices ':'.",
            ));
        }
    }
    found.ok_or_else(|| value_error("Tile indexing requires an integer index tile."))
}

/// `tile_slice_indexed_value_func`.
pub fn tile_slice_indexed(c: &Call) -> RuleResult {
    let tile = c.tile("t")?;
    let parent = dims(&tile);
    let indices = c.named_elements("indices")?;
    if indices.len() > parent.len() {
        return Err(value_error(format!(
            "tile indexing specified too many indices {} > {}",
            indices.len(),
            parent.len()
        )));
    }
    let (axis, index) = indexed_axis(c, &indices, &parent)?;
    let index_ty = index_type(c, &index);
    c.force_shared("t")?;
    c.types().set_storage(index_ty, Storage::Shared);
    let count = c.types().as_tile(index_ty).and_then(|t| dims(&t).first().copied()).unwrap_or(0);
    if count == 0 {
        return Err(value_error("tile indexing requires a non-empty index tile."));
    }
    let mut shape = parent.to_vec();
    shape[axis] = count;
    c.register(tile.dtype, &shape)
}

/// `tile_slice_indexed_dispatch_func`.
pub fn tile_slice_indexed_dispatch(c: &mut Call, ret: &Ret) -> Result<Dispatch, WarpError> {
    let shape = dims(&c.tile("t")?);
    let indices = c.named_elements("indices")?;
    let (axis, index) = indexed_axis(c, &indices, &shape)?;
    let source = c.need("t")?.clone();
    let args = vec![source, index, c.cx.constant(Ty::INT32, Const::Int(axis as i128))];
    Ok(Dispatch { args, template: result_dims(c, ret), ..Dispatch::default() })
}

/// The dimensions of a result that is a tile.
fn result_dims(c: &Call, ret: &Ret) -> Vec<TemplateArg> {
    match ret {
        Ret::One(ty) => {
            c.types().as_tile(*ty).map(|t| dims(&t).iter().map(|&n| TemplateArg::Int(n)).collect())
        }
        _ => None,
    }
    .unwrap_or_default()
}

/// `tile_squeeze_value_func`.
pub fn tile_squeeze(c: &Call) -> RuleResult {
    let tile = c.tile("t")?;
    let shape = dims(&tile);
    let rank = shape.len() as i64;
    let dropped: Vec<i64> = if let Some(arg) = c.arg("axis") {
        let mut axes = Vec::new();
        for element in c.elements(arg) {
            let axis = c
                .int_of(element.as_ref())
                .ok_or_else(|| type_error("'<' not supported between instances of 'Var' and 'int'"))?;
            if axis < -rank || axis >= rank {
                return Err(value_error(format!(
                    "tile_squeeze() axis {axis} is out of bounds for tile with {rank} dimensions"
                )));
            }
            axes.push(axis);
        }
        let axes: Vec<i64> = axes.into_iter().map(|a| if a >= 0 { a } else { a + rank }).collect();
        if let Some(&axis) = axes.iter().find(|&&a| shape[a as usize] != 1) {
            return Err(value_error(format!(
                "Cannot select an axis to squeeze out which has size not equal to one, axis={axis}, size={}",
                shape[axis as usize]
            )));
        }
        axes
    } else {
        (0..rank).filter(|&i| shape[i as usize] == 1).collect()
    };
    let keep = |items: &[i64]| -> Vec<i64> {
        items.iter().enumerate().filter(|(i, _)| !dropped.contains(&(*i as i64))).map(|(_, &n)| n).collect()
    };
    let (shape, strides) = (keep(&shape), keep(&tile.strides));
    c.force_shared("t")?;
    view_of(c, &tile, &shape, &strides)
}

/// Strides of a dense tile in its layout.
pub fn dense_strides(shape: &[i64], row_major: bool) -> Vec<i64> {
    if row_major {
        return row_major_strides(shape);
    }
    let mut strides = vec![1i64; shape.len()];
    for i in 1..shape.len() {
        strides[i] = strides[i - 1].saturating_mul(shape[i - 1]);
    }
    strides
}

/// `tile_reshape_value_func`.
pub fn tile_reshape(c: &Call) -> RuleResult {
    let tile = c.tile("t")?;
    let parent = dims(&tile);
    if *tile.strides != *dense_strides(&parent, tile.row_major) {
        return Err(value_error(format!(
            "tile_reshape() requires a contiguous tile; a tile view with shape {} and strides {} cannot be reshaped in \
             place. Copy the view into a new tile first, e.g. with wp.tile_assign().",
            py_tuple(&parent),
            py_tuple(&tile.strides)
        )));
    }
    let size = count(&parent);
    let mut shape = c.constant_shape("shape").map_err(|_| shape_not_constant())?;
    let unknown: Vec<usize> = (0..shape.len()).filter(|&i| shape[i] == -1).collect();
    if unknown.len() > 1 {
        return Err(runtime_error("Cannot infer shape if more than one index is -1."));
    }
    if let [index] = *unknown {
        let known = shape.iter().filter(|&&d| d != -1).fold(1, |n: i64, &dim| n.saturating_mul(dim));
        if known == 0 {
            return Err(error(ErrorClass::RuntimeError, "division by zero"));
        }
        shape[index] = size / known;
    }
    let total = count(&shape);
    if total != size {
        return Err(value_error(format!(
            "New shape {} has total size {total} which does not match original size {size}",
            py_tuple(&shape)
        )));
    }
    c.force_shared("t")?;
    view_of(c, &tile, &shape, &row_major_strides(&shape))
}

/// `tile_astype_value_func`.
pub fn tile_astype(c: &Call) -> RuleResult {
    let tile = c.tile("t")?;
    let dtype = c.dtype()?.ok_or_else(|| error(ErrorClass::KeyError, "'dtype'"))?;
    c.register(dtype, &dims(&tile))
}

/// `tile_transpose_value_func`: shape, strides and layout reversed.
pub fn tile_transpose(c: &Call) -> RuleResult {
    if c.bound.len() != 1 {
        return Err(type_error(format!(
            "tile_transpose() takes exactly 1 positional argument but {} were given",
            c.bound.len()
        )));
    }
    let ty = c.ty("a")?;
    let Some(tile) = c.types().as_tile(ty) else {
        return Err(type_error(format!("tile_transpose() argument must be a tile, got {}", c.repr(ty))));
    };
    c.force_shared("a")?;
    let reversed = |items: &[i64]| -> Vec<i64> { items.iter().rev().copied().collect() };
    let flipped = TileData { row_major: !tile.row_major, ..tile.clone() };
    view_of(c, &flipped, &reversed(&dims(&tile)), &reversed(&tile.strides))
}

/// `tile_broadcast_value_func`.
pub fn tile_broadcast(c: &Call) -> RuleResult {
    let tile = c.tile("a")?;
    let shape = dims(&tile);
    let target = c.constant_shape("shape")?;
    if !(1..=4).contains(&target.len()) {
        return Err(value_error(format!(
            "tile_broadcast() output must have between one and four dimensions, got {}",
            target.len()
        )));
    }
    let mut strides = vec![0; target.len()];
    for i in (0..target.len()).rev() {
        // Dimensions are aligned at the right.
        let Some(j) = (i + shape.len()).checked_sub(target.len()) else { continue };
        if shape[j] == 1 {
            continue;
        }
        if shape[j] != target[i] {
            return Err(value_error(format!(
                "tile_broadcast() cannot broadcast dimension {} into {} at index {i}",
                shape[j], target[i]
            )));
        }
        strides[i] = tile.strides[j];
    }
    c.force_shared("a")?;
    view_of(c, &TileData { row_major: true, ..tile }, &target, &strides)
}

/// `tile_broadcast_dispatch_func`.
pub fn tile_broadcast_dispatch(c: &Call, ret: &Ret) -> Result<Dispatch, WarpError> {
    let mut template = result_dims(c, ret);
    if let Ret::One(ty) = ret
        && let Some(tile) = c.types().as_tile(*ty)
    {
        template.extend(tile.strides.iter().map(|&n| TemplateArg::Int(n)));
    }
    Ok(Dispatch { args: vec![c.need("a")?.clone()], template, ..Dispatch::default() })
}
