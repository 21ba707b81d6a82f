//! `tile_map`, `tile_reduce` and the element-wise operators: built-ins that call a function per element.

use super::call::{Call, RuleResult, dims, py_tuple, runtime_error, type_error, value_error};
use super::tile_reduce::need_tile;
use crate::builtins::bind::{Bound, overload_for};
use crate::builtins::context::Dispatch;
use crate::builtins::row::Overload;
use crate::diag::WarpError;
use crate::ids::FuncRef;
use crate::ir::{Arg, Ret};
use crate::types::{TileData, Ty};

/// The function argument `op`.
fn operator(c: &Call) -> Option<FuncRef> {
    match c.arg("op") {
        Some(Arg::Func(f)) => Some(*f),
        _ => None,
    }
}

/// How messages print the function.
fn operator_repr(c: &Call, op: FuncRef) -> String {
    match op {
        FuncRef::User(id) => c.cx.functions.repr(id),
        FuncRef::Builtin(id) => crate::builtins::python_repr(c.types(), id),
        // Never an argument of a built-in: `Lower::check_function_arguments`.
        FuncRef::External(_) => "<Function>".to_owned(),
    }
}

/// `_is_tile_map_element_type_supported`.
fn is_element(c: &Call, ty: Ty) -> bool {
    let types = c.types();
    types.is_scalar(ty) || types.is_vector(ty) || types.is_matrix(ty) || types.is_struct(ty)
}

/// An overload of the operator.
enum Target {
    User(crate::ids::FunctionId),
    Builtin(crate::ids::BuiltinId, &'static Overload),
}

/// `_get_tile_map_overload`.
fn overload_of(c: &mut Call, op: FuncRef, dtypes: &[Ty], message: &str) -> Result<Target, WarpError> {
    let found = match op {
        FuncRef::User(id) => c.cx.functions.overload(id, dtypes)?.map(Target::User),
        FuncRef::Builtin(id) => overload_for(c.cx, id, dtypes).map(|o| Target::Builtin(id, o)),
        FuncRef::External(_) => None,
    };
    found.ok_or_else(|| runtime_error(message))
}

/// What the overload returns for element types.
fn result_of(c: &mut Call, target: &Target, dtypes: &[Ty]) -> Result<Ret, WarpError> {
    match target {
        Target::User(id) => c.cx.functions.return_type(*id),
        Target::Builtin(_, overload) => {
            let bound: Bound =
                overload.params.iter().zip(dtypes).map(|(p, &ty)| (p.name, Arg::Type(ty))).collect();
            crate::builtins::return_type(c.cx, overload, &bound)
        }
    }
}

/// The tile that applying the operator to elements of these types makes.
fn mapped(c: &mut Call, op: FuncRef, dtypes: &[Ty], tile: &TileData, message: &str) -> RuleResult {
    let target = overload_of(c, op, dtypes, message)?;
    let result = match result_of(c, &target, dtypes)? {
        Ret::One(ty) => ty,
        Ret::Void => Ty::NONE,
        Ret::Many(_) | Ret::Replace(_) => Ty::TUPLE_ANY,
    };
    if !is_element(c, result) {
        let text = if result == Ty::NONE { "None".to_owned() } else { c.types().repr(result) };
        return Err(type_error(format!(
            "Operator {} returns unsupported type {text} for a tile element",
            operator_repr(c, op)
        )));
    }
    c.register(result, &dims(tile))
}

/// `tile_unary_map_value_func`.
pub fn tile_unary_map(c: &mut Call) -> RuleResult {
    let a = need_tile(c, "a", "tile_map() 'a' argument")?;
    let Some(op) = operator(c) else { return c.register(a.dtype, &dims(&a)) };
    let message = format!(
        "No overload of {} found for tile element type {}",
        operator_repr(c, op),
        c.types().repr(a.dtype)
    );
    mapped(c, op, &[a.dtype], &a, &message)
}

/// Two tiles of one shape.
fn check_shapes(a: &[i64], b: &[i64], suffix: &str) -> Result<(), WarpError> {
    if a.len() != b.len() {
        return Err(value_error(format!(
            "tile_map() shapes must have the same number of dimensions, got {} and {}{suffix}",
            a.len(),
            b.len()
        )));
    }
    if let Some(dim) = (0..a.len()).find(|&i| a[i] != b[i]) {
        return Err(value_error(format!(
            "tile_map() shapes do not match on dimension {dim}, got {} and {}{suffix}",
            py_tuple(a),
            py_tuple(b)
        )));
    }
    Ok(())
}

/// `tile_binary_map_value_func`, `tile_binary_bitwise_value_func`.
pub fn tile_binary_map(c: &mut Call, bitwise: bool) -> RuleResult {
    let a = need_tile(c, "a", "tile_map() 'a' argument")?;
    let b_ty = c.ty("b")?;
    let b_dtype = match c.types().as_tile(b_ty) {
        Some(b) => {
            check_shapes(&dims(&a), &dims(&b), "")?;
            b.dtype
        }
        None if is_element(c, b_ty) => b_ty,
        None => {
            return Err(type_error(format!(
                "tile_map() 'b' argument must be a tile, scalar, vector, matrix, or Warp struct, got {}",
                c.repr(b_ty)
            )));
        }
    };
    let result = match operator(c) {
        Some(op) => {
            let message = format!(
                "No overload of {} found for tile element types {}, {}",
                operator_repr(c, op),
                c.types().repr(a.dtype),
                c.types().repr(b_dtype)
            );
            mapped(c, op, &[a.dtype, b_dtype], &a, &message)?
        }
        None if !c.types().equal(a.dtype, b_dtype) => {
            return Err(type_error(format!(
                "tile_map() arguments must have the same dtype for this operation, got {} and {}",
                c.repr(a.dtype),
                c.repr(b_dtype)
            )));
        }
        None => c.register(a.dtype, &dims(&a))?,
    };
    if bitwise && (c.types().is_struct(a.dtype) || c.types().is_struct(b_dtype)) {
        return Err(type_error("Tile bitwise operators do not support Warp struct tile elements"));
    }
    Ok(result)
}

/// Element types of the operands after the first: of a tile its own, else the type.
fn element_types(c: &Call) -> Vec<Ty> {
    c.rest_types().into_iter().map(|t| c.types().as_tile(t).map_or(t, |tile| tile.dtype)).collect()
}

/// `tile_n_map_value_func`.
pub fn tile_n_map(c: &mut Call) -> RuleResult {
    let a = need_tile(c, "a", "tile_map() 'a' argument")?;
    let rest = c.rest_types();
    if rest.len() < 2 {
        return Err(value_error(format!(
            "tile_map() with variadic args requires at least 3 arguments, got {}",
            rest.len() + 1
        )));
    }
    for (i, &ty) in rest.iter().enumerate() {
        match c.types().as_tile(ty) {
            Some(tile) => {
                check_shapes(&dims(&a), &dims(&tile), &format!(" for arguments 0 and {}", i + 1))?;
            }
            None if is_element(c, ty) => {}
            None => {
                return Err(type_error(format!(
                    "tile_map() argument {} must be a tile, scalar, vector, matrix, or Warp struct, got {}",
                    i + 1,
                    c.repr(ty)
                )));
            }
        }
    }
    let Some(op) = operator(c) else {
        return Err(value_error("tile_map() with variadic args requires an 'op' argument"));
    };
    let mut dtypes = vec![a.dtype];
    dtypes.extend(element_types(c));
    let names: Vec<String> = dtypes.iter().map(|&t| c.types().repr(t)).collect();
    let message =
        format!("No overload of {} found for tile element types {}", operator_repr(c, op), names.join(", "));
    mapped(c, op, &dtypes, &a, &message)
}

/// `tile_reduce_value_func`: an operator on structs must return the struct.
pub fn tile_reduce(c: &mut Call) -> RuleResult {
    let a = need_tile(c, "a", "tile_reduce() 'a' argument")?;
    if c.types().is_struct(a.dtype)
        && let Some(op) = operator(c)
    {
        let name = operator_repr(c, op);
        let repr = c.types().repr(a.dtype);
        let message = format!(
            "tile_reduce() operator {name} has no overload accepting Warp struct tile element type {repr}"
        );
        let dtypes = [a.dtype, a.dtype];
        let target = overload_of(c, op, &dtypes, &message)?;
        let result = match result_of(c, &target, &dtypes)? {
            Ret::One(ty) => ty,
            _ => Ty::NONE,
        };
        if !c.types().equal(result, a.dtype) {
            return Err(type_error(format!(
                "tile_reduce() operator {name} must return the tile element type {repr}, got {}",
                c.types().repr(result)
            )));
        }
    }
    c.register(a.dtype, &[1])
}

/// The operator's overload for these element types, then the operands.
fn map_dispatch(c: &mut Call, dtypes: &[Ty], operands: Vec<Arg>) -> Result<Dispatch, WarpError> {
    let op = operator(c).ok_or_else(|| type_error("tile_map() 'op' argument must be a function"))?;
    let target = overload_of(c, op, dtypes, "tile_map() operator has no overload")?;
    let (func, operator) = match target {
        Target::User(id) => (FuncRef::User(id), None),
        Target::Builtin(id, overload) => (FuncRef::Builtin(id), Some(overload)),
    };
    let args = std::iter::once(Arg::Func(func)).chain(operands).collect();
    Ok(Dispatch { args, operator, ..Dispatch::default() })
}

/// `tile_unary_map_dispatch_func`.
pub fn tile_unary_map_dispatch(c: &mut Call) -> Result<Dispatch, WarpError> {
    let dtype = c.tile("a")?.dtype;
    let operands = vec![c.need("a")?.clone()];
    map_dispatch(c, &[dtype], operands)
}

/// `tile_binary_map_dispatch_func`. Warp looks the overload up with the type in the signature, `Any`, for the
/// second operand, so the first overload that takes the first operand's element type is the one passed.
pub fn tile_binary_map_dispatch(c: &mut Call) -> Result<Dispatch, WarpError> {
    let dtype = c.tile("a")?.dtype;
    let operands = vec![c.need("a")?.clone(), c.need("b")?.clone()];
    map_dispatch(c, &[dtype, Ty::ANY], operands)
}

/// `tile_n_map_dispatch_func`.
pub fn tile_n_map_dispatch(c: &mut Call) -> Result<Dispatch, WarpError> {
    let mut dtypes = vec![c.tile("a")?.dtype];
    dtypes.extend(element_types(c));
    let mut operands = vec![c.need("a")?.clone()];
    operands.extend_from_slice(c.rest());
    map_dispatch(c, &dtypes, operands)
}
