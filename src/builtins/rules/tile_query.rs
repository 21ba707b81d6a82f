//! Tiles of one value per thread, tiled query iteration, tile stacks.

use super::call::{Call, RuleResult, dims, type_error, value_error};
use super::compose::check_scalar;
use crate::builtins::context::{Dispatch, Value, error};
use crate::diag::{ErrorClass, WarpError};
use crate::ir::{Ret, TemplateArg};
use crate::types::{Const, Number, Ty, TyKind};

fn block_dim(c: &Call) -> i64 {
    c.cx.options.block_dim.into()
}

/// `bvh_query_next_tiled_value_func`, `mesh_query_aabb_next_tiled_value_func`.
pub fn query_next_tiled(c: &Call) -> RuleResult {
    c.register(Ty::INT32, &[block_dim(c)])
}

fn preserve_type(c: &Call) -> bool {
    match c.value("preserve_type") {
        Some(Value::Const(value)) => value.truthy(),
        Some(_) => true,
        None => false,
    }
}

/// `tile_value_func`.
pub fn tile(c: &Call) -> RuleResult {
    let x = c.ty("x")?;
    let block = block_dim(c);
    if preserve_type(c) {
        return c.register(x, &[block]);
    }
    match *c.types().kind(x) {
        TyKind::Vec { len, dtype } => c.register(dtype, &[len.into(), block]),
        TyKind::Quat { dtype } => c.register(dtype, &[4, block]),
        TyKind::Mat { rows, cols, dtype } => c.register(dtype, &[rows.into(), cols.into(), block]),
        _ => c.register(x, &[block]),
    }
}

/// `tile_dispatch_func`.
pub fn tile_dispatch(c: &Call) -> Result<Dispatch, WarpError> {
    c.check_not_reference("x", "__name__")?;
    let x = c.ty("x")?;
    let int = |n: u32| TemplateArg::Int(n.into());
    let template = match *c.types().kind(x) {
        _ if preserve_type(c) => vec![c.template_type(x)],
        TyKind::Vec { len, dtype } => vec![TemplateArg::Type(dtype), int(len)],
        TyKind::Quat { dtype } => vec![TemplateArg::Type(dtype), int(4)],
        TyKind::Mat { rows, cols, dtype } => vec![int(rows), int(cols), TemplateArg::Type(dtype)],
        _ => vec![c.template_type(x)],
    };
    Ok(Dispatch { args: vec![c.need("x")?.clone()], template, ..Dispatch::default() })
}

/// `untile_value_func`.
pub fn untile(c: &Call) -> RuleResult {
    let ty = c.ty("a")?;
    let Some(tile) = c.types().as_tile(ty) else {
        return Err(type_error(format!("untile() argument must be a tile, got {}", c.repr(ty))));
    };
    let shape = dims(&tile);
    let block = block_dim(c);
    let last = shape.last().copied().unwrap_or(0);
    if last != block {
        return Err(value_error(format!(
            "untile() argument last dimension {last} does not match the expected block width {block}"
        )));
    }
    if shape.len() > 1 {
        check_scalar(c, tile.dtype)?;
    }
    Ok(Ret::One(match *shape {
        [_] => tile.dtype,
        [n, _] => c.types().vector(n as u32, tile.dtype),
        [rows, cols, _] => c.types().matrix(rows as u32, cols as u32, tile.dtype),
        _ => {
            return Err(value_error(format!(
                "untile() argument must have a positive size in dimension 0, but got {}",
                shape.first().copied().unwrap_or(0)
            )));
        }
    }))
}

fn bad_capacity(text: &str) -> WarpError {
    value_error(format!("tile_stack() requires capacity to be a positive integer, got {text}"))
}

/// The capacity argument of `tile_stack`.
fn capacity(c: &Call) -> Result<u32, WarpError> {
    let value = c.value("capacity");
    let number = match &value {
        Some(Value::Const(Const::Int(i))) => *i,
        Some(Value::Const(Const::Scalar(s))) => match s.number {
            Number::Int(i) => i,
            Number::Float(f) => f as i128,
        },
        Some(Value::Const(other)) => return Err(bad_capacity(&c.value_repr(&Value::Const(other.clone())))),
        _ => return Err(value_error("tile_stack() requires capacity to be a compile-time constant.")),
    };
    u32::try_from(number).ok().filter(|&n| n > 0).ok_or_else(|| bad_capacity(&number.to_string()))
}

/// `tile_stack_value_func`.
pub fn tile_stack(c: &Call) -> RuleResult {
    let dtype =
        c.dtype()?.ok_or_else(|| type_error("tile_stack() missing required keyword argument 'dtype'"))?;
    let capacity = capacity(c)?;
    let dtype = c.types().canonical(dtype);
    Ok(Ret::One(c.types().intern(TyKind::TileStack { dtype, capacity: Some(capacity) })))
}

/// `tile_stack_dispatch_func`.
pub fn tile_stack_dispatch(c: &Call) -> Result<Dispatch, WarpError> {
    let dtype = c.dtype()?.ok_or_else(|| error(ErrorClass::KeyError, "'dtype'"))?;
    let template = vec![c.template_type(dtype), TemplateArg::Int(capacity(c)?.into())];
    Ok(Dispatch { template, ..Dispatch::default() })
}

/// The element type of the stack argument `s`.
fn stack_dtype(c: &Call, name: &str, which: &str) -> Result<Ty, WarpError> {
    let ty = c.ty("s")?;
    match *c.types().kind(ty) {
        TyKind::TileStack { dtype, .. } => Ok(dtype),
        _ => Err(type_error(format!("{name}() {which} must be a tile_stack, got {}", c.repr(ty)))),
    }
}

/// `tile_stack_push_value_func`.
pub fn tile_stack_push(c: &Call) -> RuleResult {
    let dtype = stack_dtype(c, "tile_stack_push", "first argument")?;
    let value = c.ty("value")?;
    if !c.types().equal(value, dtype) {
        return Err(type_error(format!(
            "tile_stack_push() value type {} does not match stack dtype {}",
            c.repr(value),
            c.repr(dtype)
        )));
    }
    Ok(Ret::One(Ty::PY_INT))
}

/// `tile_stack_pop_value_func`.
pub fn tile_stack_pop(c: &Call) -> RuleResult {
    let dtype = stack_dtype(c, "tile_stack_pop", "argument")?;
    Ok(Ret::Many(vec![dtype, Ty::PY_INT]))
}

/// `tile_stack_clear_value_func`.
pub fn tile_stack_clear(c: &Call) -> RuleResult {
    stack_dtype(c, "tile_stack_clear", "argument").map(|_| Ret::Void)
}

/// `tile_stack_count_value_func`.
pub fn tile_stack_count(c: &Call) -> RuleResult {
    stack_dtype(c, "tile_stack_count", "argument").map(|_| Ret::One(Ty::PY_INT))
}
