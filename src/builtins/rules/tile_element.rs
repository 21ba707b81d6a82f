//! Elements of tiles: reading, assigning, in-place operators, scattering. All force shared storage.

use super::call::{Call, RuleResult, dims, index_error, py_tuple, type_error, value_error};
use super::component::row_type;
use crate::builtins::context::Dispatch;
use crate::diag::WarpError;
use crate::ir::{Arg, Ret, TemplateArg};
use crate::types::{Const, Ty, TyKind};

/// `_check_tile_matrix_row_value`.
fn check_row_value(c: &Call, value: Ty, matrix: Ty, what: &str) -> Result<(), WarpError> {
    let row = row_type(c, matrix)?;
    if c.types().is_vector(value) && c.types().equal(value, row) {
        return Ok(());
    }
    Err(type_error(format!(
        "{what}: expected a vector source of type {} for matrix-dtype tile row, got {}",
        c.types().repr(row),
        c.types().repr(value)
    )))
}

/// `tile_assign_value_func`, for `tile_assign` and for element assignment.
pub fn tile_assign(c: &Call) -> RuleResult {
    let dst = c.tile("dst")?;
    let shape = dims(&dst);
    if let Some(src) = c.opt_ty("src") {
        if let Some(source) = c.types().as_tile(src) {
            let given = dims(&source);
            if shape.len() != given.len() {
                return Err(value_error(format!(
                    "tile_assign() destination and source tiles must have the same rank, got {} and {}",
                    shape.len(),
                    given.len()
                )));
            }
            if c.arg("offset").is_none() && given.iter().zip(shape.iter()).any(|(s, d)| s > d) {
                return Err(value_error(format!(
                    "tile_assign() source tile of shape {} does not fit within destination tile of shape {}",
                    py_tuple(&given),
                    py_tuple(&shape)
                )));
            }
        } else if c.types().is_matrix(dst.dtype) && c.bound.len() == shape.len() + 3 {
            // One index more than the tile has dimensions: a row.
            check_row_value(c, src, dst.dtype, "tile row-assign")?;
        }
    }
    c.force_shared("dst")?;
    Ok(Ret::Void)
}

/// `tile_assign_dispatch_func`.
pub fn tile_assign_dispatch(c: &Call) -> Result<Dispatch, WarpError> {
    let rank = dims(&c.tile("dst")?).len();
    let mut args = vec![c.need("dst")?.clone(), c.need("src")?.clone()];
    if c.arg("offset").is_some() {
        args.extend(c.named_elements("offset")?);
    } else {
        args.extend(vec![Arg::Int(0); rank]);
    }
    Ok(Dispatch { args, ..Dispatch::default() })
}

/// `tile_extract_value_func`: an element of the tile, or a component of it.
pub fn tile_extract(c: &Call) -> RuleResult {
    let tile = c.tile("a")?;
    c.force_shared("a")?;
    let shape = dims(&tile);
    let count = c.bound.len() - 1;
    let element = match (*c.types().kind(tile.dtype)).clone() {
        TyKind::Vec { dtype, .. } => match count.checked_sub(shape.len()) {
            Some(0) => Some(tile.dtype),
            Some(1) => Some(dtype),
            _ => None,
        },
        TyKind::Mat { cols, dtype, .. } => match count.checked_sub(shape.len()) {
            Some(0) => Some(tile.dtype),
            Some(1) => Some(c.types().vector(cols, dtype)),
            Some(2) => Some(dtype),
            _ => {
                return Err(index_error(format!(
                    "tile_extract: incorrect number of indices ({count}) for matrix tile shape {}",
                    py_tuple(&shape)
                )));
            }
        },
        _ => (count == shape.len()).then_some(tile.dtype),
    };
    element.map(Ret::One).ok_or_else(|| {
        index_error(format!(
            "tile_extract: incorrect number of indices ({count}) for tile shape {}",
            py_tuple(&shape)
        ))
    })
}

/// The common checks of the scatter functions; `index_text` introduces the message about indices.
fn scatter(c: &Call, name: &str, count: usize, index_text: &str) -> RuleResult {
    let ty = c.ty("a")?;
    let Some(tile) = c.types().as_tile(ty) else {
        return Err(type_error(format!("{name}() 'a' argument must be a tile, got {}", c.repr(ty))));
    };
    c.force_shared("a")?;
    let shape = dims(&tile);
    if count != shape.len() {
        return Err(index_error(format!(
            "{index_text} incorrect number of indices ({count}) for tile shape {}",
            py_tuple(&shape)
        )));
    }
    let value = c.ty("value")?;
    if !c.types().equal(tile.dtype, value) {
        return Err(type_error(format!(
            "{name}() 'value' type must match tile dtype, got {} and tile dtype {}",
            c.repr(value),
            c.repr(tile.dtype)
        )));
    }
    Ok(Ret::Void)
}

/// `tile_scatter_add_value_func`.
pub fn tile_scatter_add(c: &Call) -> RuleResult {
    let count = ["i", "j", "k", "l"].iter().filter(|name| c.arg(name).is_some()).count();
    scatter(c, "tile_scatter_add", count, "tile_scatter_add:")
}

/// `tile_scatter_masked_value_func`.
pub fn tile_scatter_masked(c: &Call) -> RuleResult {
    scatter(c, "tile_scatter_masked", c.bound.len().saturating_sub(3), "tile_scatter_masked()")
}

/// `tile_scatter_add_dispatch_func`.
pub fn tile_scatter_add_dispatch(c: &Call) -> Result<Dispatch, WarpError> {
    let atomic = c.constant("atomic").ok_or_else(|| {
        value_error(
            "tile_scatter_add() 'atomic' must be a compile-time constant (True or False), not a runtime variable",
        )
    })?;
    let mut args = vec![c.need("a")?.clone()];
    args.extend(["i", "j", "k", "l"].iter().filter_map(|name| c.arg(name).cloned()));
    args.push(c.need("value")?.clone());
    args.push(c.need("has_value")?.clone());
    let template = if atomic == Const::Bool(false) { vec![TemplateArg::Bool(false)] } else { Vec::new() };
    Ok(Dispatch { args, template, ..Dispatch::default() })
}

fn check_not_struct(c: &Call, dtype: Ty) -> Result<(), WarpError> {
    if c.types().is_struct(dtype) {
        return Err(type_error("Tile bitwise inplace operators do not support Warp struct tile elements"));
    }
    Ok(())
}

/// `tile_inplace_value_func`, `tile_inplace_bitwise_value_func`.
pub fn tile_element_inplace(c: &Call, bitwise: bool) -> RuleResult {
    let tile = c.tile("a")?;
    if bitwise {
        check_not_struct(c, tile.dtype)?;
    }
    let value = c.ty("value")?;
    if !c.types().equal(tile.dtype, value) {
        return Err(type_error(format!(
            "'value' must have the same dtype as target tile for inplace ops, got {} and {}",
            c.repr(tile.dtype),
            c.repr(value)
        )));
    }
    c.force_shared("a")?;
    Ok(Ret::Void)
}

/// `tile_inplace_tile_value_func`, `tile_inplace_tile_bitwise_value_func`.
pub fn tile_inplace(c: &Call, bitwise: bool) -> RuleResult {
    let (a_ty, b_ty) = (c.ty("a")?, c.ty("b")?);
    let side = |side: &str, ty: Ty| {
        type_error(format!("Tile inplace operator {side}-hand side must be a tile, got {}", c.repr(ty)))
    };
    if bitwise && let Some(tile) = c.types().as_tile(a_ty) {
        check_not_struct(c, tile.dtype)?;
    }
    let a = c.types().as_tile(a_ty).ok_or_else(|| side("left", a_ty))?;
    let b = c.types().as_tile(b_ty).ok_or_else(|| side("right", b_ty))?;
    if a.shape != b.shape {
        return Err(value_error(format!(
            "Tile inplace arguments must have the same shape, got {} and {}",
            py_tuple(&dims(&a)),
            py_tuple(&dims(&b))
        )));
    }
    if !c.types().equal(a.dtype, b.dtype) {
        return Err(type_error(format!(
            "Tile inplace arguments must have the same dtype, got {} and {}",
            c.repr(a.dtype),
            c.repr(b.dtype)
        )));
    }
    Ok(Ret::Void)
}
