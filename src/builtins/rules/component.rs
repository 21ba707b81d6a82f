//! Components of vectors, matrices, quaternions and transformations: reading, addressing, assigning.

use super::call::{Call, RuleResult, runtime_error, value_error};
use crate::builtins::context::Dispatch;
use crate::diag::WarpError;
use crate::ir::{Arg, Ret, TemplateArg};
use crate::types::{SLICE_BEGIN, SLICE_END, SliceBound, SliceType, Ty, TyKind, py_tuple};

/// `slice_t.get_length`.
pub fn slice_length(slice: &SliceType, parent: i64) -> Result<i64, WarpError> {
    let (SliceBound::Int(start), SliceBound::Int(stop), SliceBound::Int(step)) =
        (slice.start, slice.stop, slice.step)
    else {
        return Err(runtime_error("Vector slice indices must be constant values."));
    };
    if step == 0 {
        return Err(runtime_error(format!("Vector slice step {step} is invalid.")));
    }
    let clamp = |value: i64| value.max(-parent).min(parent);
    let start = match start {
        SLICE_BEGIN if step < 0 => parent - 1,
        SLICE_BEGIN => 0,
        value => clamp(value),
    };
    let stop = match stop {
        SLICE_END if step < 0 => -1,
        SLICE_END => parent,
        value => clamp(value),
    };
    Ok(if step > 0 && start < stop {
        1 + (stop - start - 1) / step
    } else if step < 0 && start > stop {
        1 + (start - stop - 1) / step.saturating_neg()
    } else {
        0
    })
}

fn as_slice(c: &Call, ty: Ty) -> Option<SliceType> {
    match *c.types().kind(ty) {
        TyKind::Slice(slice) => Some(slice),
        _ => None,
    }
}

/// The element type of a composite argument.
fn element(c: &Call, ty: Ty) -> Result<Ty, WarpError> {
    c.types().composite_dtype(ty).ok_or_else(|| runtime_error(format!("{} has no elements", c.repr(ty))))
}

/// `_shape_` of a composite.
fn shape_of(c: &Call, ty: Ty) -> Vec<i64> {
    c.types().composite_shape(ty).unwrap_or_default()
}

/// `vector_extract_value_func`.
pub fn vector_extract(c: &Call) -> RuleResult {
    let (a, i) = (c.ty("a")?, c.ty("i")?);
    let dtype = element(c, a)?;
    let Some(slice) = as_slice(c, i) else { return Ok(Ret::One(dtype)) };
    let length = slice_length(&slice, shape_of(c, a).first().copied().unwrap_or(0))?;
    Ok(Ret::One(c.types().vector(length as u32, dtype)))
}

/// Types of the indices `i` and `j` as far as they are given.
fn index_types(c: &Call) -> Vec<Ty> {
    ["i", "j"].into_iter().filter_map(|name| c.opt_ty(name)).collect()
}

/// The shape that indices select from a matrix: -1 for a dimension that an integer removes.
fn selected_shape(c: &Call, mat: Ty, indices: &[Ty]) -> Result<Vec<i64>, WarpError> {
    let full = shape_of(c, mat);
    let mut shape = Vec::with_capacity(full.len());
    for (dim, &size) in full.iter().enumerate() {
        shape.push(match indices.get(dim) {
            None => size,
            Some(&index) => match as_slice(c, index) {
                Some(slice) => slice_length(&slice, size)?,
                None => -1,
            },
        });
    }
    Ok(shape)
}

/// `matrix_extract_value_func`.
pub fn matrix_extract(c: &Call) -> RuleResult {
    let mat = c.ty("a")?;
    let dtype = element(c, mat)?;
    let shape = selected_shape(c, mat, &index_types(c))?;
    let kept: Vec<i64> = shape.iter().copied().filter(|&n| n >= 0).collect();
    Ok(Ret::One(match *kept {
        [] => dtype,
        [length] => c.types().vector(length as u32, dtype),
        _ if shape.contains(&0) => c.types().matrix(0, 0, dtype),
        _ => c.types().matrix(shape[0] as u32, shape[1] as u32, dtype),
    }))
}

/// The dimensions of a composite result as template arguments.
fn shape_template(c: &Call, ret: &Ret) -> Vec<TemplateArg> {
    match ret {
        Ret::One(ty) => shape_of(c, *ty).into_iter().map(TemplateArg::Int).collect(),
        _ => Vec::new(),
    }
}

/// `vector_extract_dispatch_func`.
pub fn vector_extract_dispatch(c: &Call, ret: &Ret) -> Result<Dispatch, WarpError> {
    Ok(Dispatch { template: shape_template(c, ret), ..c.all_args() })
}

/// `matrix_extract_dispatch_func`.
pub fn matrix_extract_dispatch(c: &Call, ret: &Ret) -> Result<Dispatch, WarpError> {
    let has_slice = index_types(c).iter().any(|&t| c.types().is_slice(t));
    let template = if has_slice { shape_template(c, ret) } else { Vec::new() };
    Ok(Dispatch { template, ..c.all_args() })
}

/// `vector_index_value_func`, `matrix_index_value_func`, `matrix_ij_value_func`.
pub fn element_ref(c: &Call) -> RuleResult {
    let dtype = element(c, c.ty("a")?)?;
    Ok(Ret::One(c.types().reference(dtype)))
}

/// `matrix_index_row_value_func`.
pub fn matrix_index_row(c: &Call) -> RuleResult {
    let row = row_type(c, c.ty("a")?)?;
    Ok(Ret::One(c.types().reference(row)))
}

/// `_wp_row_type_` of a matrix.
pub fn row_type(c: &Call, mat: Ty) -> Result<Ty, WarpError> {
    match *c.types().kind(mat) {
        TyKind::Mat { cols, dtype, .. } => Ok(c.types().vector(cols, dtype)),
        _ => Err(runtime_error(format!("{} has no rows", c.repr(mat)))),
    }
}

/// `vector_index_dispatch_func`, `matrix_index_row_dispatch_func`, `matrix_ij_dispatch_func`: the value is
/// passed by reference.
pub fn index_dispatch(c: &Call, indices: &[&str]) -> Result<Dispatch, WarpError> {
    let mut args: Vec<Arg> = vec![c.need("a")?.clone()];
    for name in indices {
        args.push(c.need(name)?.clone());
    }
    Ok(Dispatch { args, by_reference: 1, ..Dispatch::default() })
}

/// `vector_assign_dispatch_func`.
pub fn vector_assign_dispatch(c: &Call) -> Result<Dispatch, WarpError> {
    let (vec, index, value) = (c.ty("a")?, c.ty("i")?, c.ty("value")?);
    let dtype = element(c, vec)?;
    let name = c.types().repr(dtype);
    let mut template = Vec::new();
    let slice = as_slice(c, index);
    c.check_not_reference("a", if slice.is_some() { "_length_" } else { "_wp_scalar_type_" })?;
    if let Some(slice) = slice {
        let length = slice_length(&slice, shape_of(c, vec).first().copied().unwrap_or(0))?;
        match check_vector(c, value, length, dtype, &name) {
            // Warp reads the length for its message from a type that may be a reference.
            Err(error) if error.message.starts_with("The length") => {
                c.check_not_reference("value", "_length_")?;
                return Err(error);
            }
            checked => checked?,
        }
        template.push(TemplateArg::Int(length));
    } else if !c.types().equal(value, dtype) {
        return Err(value_error(format!("The provided value is expected to be a scalar of type {name}.")));
    }
    Ok(Dispatch { template, ..c.all_args() })
}

/// The checks of a vector assigned to a slice.
fn check_vector(c: &Call, value: Ty, length: i64, dtype: Ty, name: &str) -> Result<(), WarpError> {
    let TyKind::Vec { len, dtype: own } = *c.types().kind(value) else {
        return Err(value_error(format!(
            "The provided value is expected to be a vector of length {length}, with dtype {name}."
        )));
    };
    if !c.types().equal(own, dtype) {
        return Err(value_error(format!(
            "The provided vector is expected to be of length {length} with dtype {name}."
        )));
    }
    check_length(len, length)
}

fn check_length(len: u32, length: i64) -> Result<(), WarpError> {
    if i64::from(len) == length {
        return Ok(());
    }
    Err(value_error(format!(
        "The length of the provided vector ({len}) isn't compatible with the given slice (expected {length})."
    )))
}

/// The checks of a matrix assigned to a slice.
fn check_matrix(c: &Call, value: Ty, shape: &[i64], dtype: Ty, name: &str) -> Result<(), WarpError> {
    let text = py_tuple(shape);
    let TyKind::Mat { rows, cols, dtype: own } = *c.types().kind(value) else {
        return Err(value_error(format!(
            "The provided value is expected to be a matrix of shape {text}, with dtype {name}."
        )));
    };
    if !c.types().equal(own, dtype) {
        return Err(value_error(format!(
            "The provided matrix is expected to be of shape {text} with dtype {name}."
        )));
    }
    let given = [i64::from(rows), i64::from(cols)];
    if given != *shape {
        return Err(value_error(format!(
            "The shape of the provided matrix ({}) isn't compatible with the given slice (expected {text}).",
            py_tuple(&given)
        )));
    }
    Ok(())
}

/// `matrix_assign_dispatch_func`.
pub fn matrix_assign_dispatch(c: &Call) -> Result<Dispatch, WarpError> {
    let (mat, value) = (c.ty("a")?, c.ty("value")?);
    let indices = index_types(c);
    let dtype = element(c, mat)?;
    let name = c.types().repr(dtype);
    let mut template = Vec::new();
    let has_slice = indices.iter().any(|&t| c.types().is_slice(t));
    let reads_shape = has_slice || (indices.len() == 1 && !c.types().is_vector(value));
    c.check_not_reference("a", if reads_shape { "_shape_" } else { "_wp_scalar_type_" })?;
    if has_slice {
        let mut shape = selected_shape(c, mat, &indices)?;
        let kept: Vec<i64> = shape.iter().copied().filter(|&n| n >= 0).collect();
        if let [length] = *kept {
            check_vector(c, value, length, dtype, &name)?;
            template.push(TemplateArg::Int(length));
        } else {
            if shape.contains(&0) {
                shape.fill(0);
            }
            check_matrix(c, value, &shape, dtype, &name)?;
            template.extend(shape.into_iter().map(TemplateArg::Int));
        }
    } else if indices.len() == 1 {
        let cols = shape_of(c, mat).get(1).copied().unwrap_or(0);
        match *c.types().kind(value) {
            TyKind::Vec { len, dtype: own } if c.types().equal(own, dtype) => check_length(len, cols)?,
            _ => {
                return Err(value_error(format!(
                    "The provided value is expected to be a vector of length {cols}, with dtype {name}."
                )));
            }
        }
    } else if !c.types().equal(value, dtype) {
        return Err(value_error(format!("The provided value is expected to be a scalar of type {name}.")));
    }
    Ok(Dispatch { template, ..c.all_args() })
}
