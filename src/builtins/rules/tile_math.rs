//! Arithmetic operators on tiles and `tile_diag_add`.

use super::call::{Call, RuleResult, dims, py_tuple, type_error, value_error};
use super::tile_reduce::need_tile;
use crate::builtins::context::Dispatch;
use crate::diag::WarpError;
use crate::ids::VarId;
use crate::ir::Arg;
use crate::types::{Storage, TileData, Ty};

/// `tile_unary_value_func`.
pub fn tile_unary(c: &Call) -> RuleResult {
    let ty = c.ty("x")?;
    let Some(tile) = c.types().as_tile(ty) else {
        return Err(type_error(format!("Expected tile for unary expression, got {}", c.repr(ty))));
    };
    if c.types().is_struct(tile.dtype) {
        return Err(type_error("Tile unary operators do not support Warp struct tile elements"));
    }
    c.register(tile.dtype, &dims(&tile))
}

fn is_compound(c: &Call, ty: Ty) -> bool {
    c.types().is_vector(ty) || c.types().is_matrix(ty)
}

/// `tile_mul_value_func`, `tile_div_value_func`.
pub fn tile_mul_div(c: &Call, div: bool) -> RuleResult {
    let (a_ty, b_ty) = (c.ty("a")?, c.ty("b")?);
    let (a, b) = (c.types().as_tile(a_ty), c.types().as_tile(b_ty));
    match (a, b) {
        (Some(a), Some(b)) => two_tiles(c, &a, &b, div),
        (Some(tile), None) => tile_and_value(c, &tile, b_ty, true, div),
        (None, Some(tile)) => tile_and_value(c, &tile, a_ty, false, div),
        (None, None) => Err(type_error(format!(
            "tile {} requires at least one tile operand",
            if div { "div" } else { "mul" }
        ))),
    }
}

fn two_tiles(c: &Call, a: &TileData, b: &TileData, div: bool) -> RuleResult {
    let (sa, sb) = (dims(a), dims(b));
    if sa.len() != sb.len() {
        return Err(value_error(format!("Shapes must have same dimensions: {} vs {}", sa.len(), sb.len())));
    }
    if let Some(dim) = (0..sa.len()).find(|&i| sa[i] != sb[i]) {
        return Err(value_error(format!(
            "Shape mismatch on dim {dim}: {} vs {}",
            py_tuple(&sa),
            py_tuple(&sb)
        )));
    }
    let types = c.types();
    if !types.is_scalar(a.dtype) && !types.is_scalar(b.dtype) {
        return Err(type_error(format!(
            "Cannot {} tile<{}> by tile<{}>: at least one element type must be scalar",
            if div { "divide" } else { "multiply" },
            types.repr(a.dtype),
            types.repr(b.dtype)
        )));
    }
    let (x, y) = (types.scalar_of(a.dtype), types.scalar_of(b.dtype));
    if x != y {
        return Err(type_error(format!(
            "Underlying scalar types don't match: {} vs {}",
            types.repr(x),
            types.repr(y)
        )));
    }
    let dtype = if !is_compound(c, a.dtype) && is_compound(c, b.dtype) { b.dtype } else { a.dtype };
    c.register(dtype, &sa)
}

fn tile_and_value(c: &Call, tile: &TileData, value: Ty, tile_first: bool, div: bool) -> RuleResult {
    let types = c.types();
    if !(types.is_scalar(value) || is_compound(c, value)) {
        return Err(type_error(format!(
            "Non-tile operand must be scalar/vec/mat, got {}",
            types.repr(value)
        )));
    }
    let (x, y) = (types.scalar_of(tile.dtype), types.scalar_of(value));
    if x != y {
        return Err(type_error(format!(
            "Underlying scalar types don't match: tile={}, const={}",
            types.repr(x),
            types.repr(y)
        )));
    }
    if !types.is_scalar(tile.dtype) && !types.is_scalar(value) {
        let verb = if div { "divide" } else { "multiply" };
        let (tile, value) = (format!("tile<{}>", types.repr(tile.dtype)), types.repr(value));
        let (left, right) = if tile_first { (tile, value) } else { (value, tile) };
        return Err(type_error(format!(
            "Cannot {verb} {left} by {right}: at least one operand must be a scalar type"
        )));
    }
    let dtype = if is_compound(c, value) { value } else { tile.dtype };
    c.register(dtype, &dims(tile))
}

/// `tile_diag_add_value_func`.
pub fn tile_diag_add(c: &Call) -> RuleResult {
    let a = need_tile(c, "a", "tile_diag_add() 'a' argument")?;
    let d = need_tile(c, "d", "tile_diag_add() 'd' argument")?;
    if !c.types().equal(a.dtype, d.dtype) {
        return Err(type_error(format!(
            "tile_diag_add() arguments must have the same dtype, got {} and {}",
            c.repr(a.dtype),
            c.repr(d.dtype)
        )));
    }
    let (sa, sd) = (dims(&a), dims(&d));
    if sa.len() != 2 {
        return Err(type_error("tile_diag_add() argument 'a' must be a 2D tile"));
    }
    if sd.len() != 1 {
        return Err(type_error("tile_diag_add() argument 'd' must be a 1D tile"));
    }
    if sa[0] != sa[1] {
        return Err(value_error("tile_diag_add() 'a' argument must be square"));
    }
    if sa[0] != sd[0] {
        return Err(value_error(format!(
            "tile_diag_add() 'd' argument must have the same number of elements as the number of rows in 'a', got {} \
             elements in 'd' and {} rows in 'a'",
            sd[0], sa[0]
        )));
    }
    Ok(c.new_tile(TileData { storage: Storage::Shared, owner: true, ..a }))
}

/// `tile_diag_add_lto_dispatch_func`.
pub fn tile_diag_add_dispatch(c: &Call, outs: &[VarId]) -> Result<Dispatch, WarpError> {
    c.force_shared("a")?;
    c.force_shared("d")?;
    let mut args = vec![c.need("a")?.clone(), c.need("d")?.clone()];
    args.extend(outs.first().map(|&out| Arg::Var(out)));
    Ok(Dispatch { args, ..Dispatch::default() })
}
