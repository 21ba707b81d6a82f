//! Rules that are not tied to a kind of type: fixed results, same-type checks, tuples, slices, `where`.

use super::call::{Call, RuleResult, runtime_error};
use crate::builtins::context::{Dispatch, Value, error};
use crate::builtins::row::TyTerm;
use crate::builtins::rule::Returns;
use crate::builtins::terms;
use crate::diag::{ErrorClass, WarpError};
use crate::ir::{Arg, Ret, TemplateArg};
use crate::types::{Const, SliceBound, SliceType, Storage, TileData, Ty, TyKind};

/// A static row's result: `create_value_func` and `value_type`.
pub fn fixed(c: &Call, returns: &Returns) -> RuleResult {
    instantiate(c, returns, Ty::ANY)
}

/// Turns the terms of a result into types; [`TyTerm::Infer`] is `dtype`.
pub fn instantiate(c: &Call, returns: &Returns, dtype: Ty) -> RuleResult {
    let one = |term: &TyTerm| {
        terms::to_type(c.types(), term, dtype)
            .ok_or_else(|| WarpError::unsupported(format!("the result type of `{}`", c.overload.key)))
    };
    Ok(match returns {
        Returns::None => Ret::Void,
        Returns::One(term) => Ret::One(one(term)?),
        Returns::Many(items) => Ret::Many(items.iter().map(one).collect::<Result<_, _>>()?),
    })
}

/// Python's `str` of a list of type names.
fn repr_list(c: &Call, types: &[Ty]) -> String {
    let items: Vec<String> = types.iter().map(|&t| format!("'{}'", c.types().repr(t))).collect();
    format!("[{}]", items.join(", "))
}

/// Warp's `sametypes`.
pub fn are_sametypes(c: &Call, types: &[Ty]) -> bool {
    types.iter().skip(1).all(|&t| c.types().equal(types[0], t))
}

/// `sametypes_create_value_func`.
pub fn sametypes(c: &Call) -> RuleResult {
    let types = c.all_types();
    if !are_sametypes(c, &types) {
        return Err(runtime_error(format!("Input types must be the same, got {}", repr_list(c, &types))));
    }
    Ok(Ret::One(types[0]))
}

/// `scalar_sametypes_value_func`, `float_sametypes_value_func`.
pub fn scalar_sametypes(c: &Call) -> RuleResult {
    let types = c.all_types();
    if !are_sametypes(c, &types) {
        return Err(runtime_error(format!(
            "Input types must be exactly the same, got {}",
            repr_list(c, &types)
        )));
    }
    scalar_infer_type(c, &types).map(Ret::One)
}

/// `scalar_infer_type`: the one scalar type of all arguments that have one.
pub fn scalar_infer_type(c: &Call, types: &[Ty]) -> Result<Ty, WarpError> {
    let mut found: Vec<Ty> = Vec::new();
    for &ty in types {
        let scalar = match &*c.types().kind(ty) {
            TyKind::Scalar(s) if *s != crate::types::Scalar::Handle => ty,
            _ => match c.types().composite_dtype(ty) {
                Some(dtype) => dtype,
                None => continue,
            },
        };
        if !found.contains(&scalar) {
            found.push(scalar);
        }
    }
    match *found {
        [one] => Ok(one),
        [] => Err(runtime_error("")),
        _ => {
            let names: Vec<String> = found.iter().map(|&t| c.types().python_repr(t)).collect();
            Err(runtime_error(format!(
                "Couldn't figure out return type as arguments have multiple precisions: [{}]",
                names.join(", ")
            )))
        }
    }
}

/// `expect_eq_value_func`.
pub fn expect_eq(c: &Call) -> RuleResult {
    if c.types().equal(c.ty("a")?, c.ty("b")?) {
        Ok(Ret::Void)
    } else {
        Err(runtime_error("Can't test equality for objects with different types"))
    }
}

/// `copy_value_func`: a shared tile gets a type object of its own, everything else keeps its type.
pub fn copy(c: &Call) -> RuleResult {
    let ty = c.ty("a")?;
    Ok(match c.types().as_tile(ty) {
        Some(tile) if tile.storage == Storage::Shared => c.new_tile(TileData { owner: true, ..tile }),
        _ => Ret::One(ty),
    })
}

/// `where_value_func`.
pub fn where_(c: &Call) -> RuleResult {
    let (yes, no) = (c.ty("value_if_true")?, c.ty("value_if_false")?);
    let types = c.types();
    if !types.equal(yes, no) {
        if let Some(joined) = types.erasure_join(yes, no) {
            return Ok(Ret::One(joined));
        }
        return Err(runtime_error(format!(
            "where() true value type ({}) must be of the same type as the false type ({})",
            c.repr(yes),
            c.repr(no)
        )));
    }
    if let (Some(t), Some(f)) = (types.as_tile(yes), types.as_tile(no)) {
        if t.storage == Storage::Register {
            return Ok(Ret::One(yes));
        }
        if f.storage == Storage::Register {
            return Ok(Ret::One(no));
        }
        return Ok(c.new_tile(TileData { owner: true, ..t }));
    }
    Ok(Ret::One(yes))
}

/// `select_value_func`.
pub fn select() -> RuleResult {
    Err(runtime_error(
        "wp.select() has been removed. Use wp.where(cond, value_if_true, value_if_false) instead.",
    ))
}

/// `printf_value_func`.
pub fn printf(c: &Call) -> RuleResult {
    if c.rest().len() > 32 {
        return Err(runtime_error(
            "the maximum number of variadic arguments that can be passed to `printf` is 32",
        ));
    }
    Ok(Ret::Void)
}

/// `printf_dispatch_func`.
pub fn printf_dispatch(c: &Call) -> Result<Dispatch, WarpError> {
    let mut args = vec![c.need("fmt")?.clone()];
    args.extend_from_slice(c.rest());
    Ok(Dispatch { args, ..Dispatch::default() })
}

/// `static_len_value_func`: a constant replaces the call.
pub fn static_len(c: &mut Call) -> RuleResult {
    let ty = c.ty("a")?;
    let types = c.types();
    let length = match &*types.kind(ty) {
        TyKind::Tile(id) => types.tile_data(*id).shape.and_then(|s| s.first().copied()),
        TyKind::Tuple { types, .. } => Some(types.len() as i64),
        TyKind::TupleOf(items) => Some(items.len() as i64),
        _ => types.composite_shape(ty).and_then(|s| s.first().copied()),
    };
    let length = length.ok_or_else(|| error(ErrorClass::TypeError, "object has no len()"))?;
    let id = c.cx.vars.detached(Ty::INT32, Some(Const::Int(i128::from(length))));
    Ok(Ret::Replace(id))
}

/// `cast_value_func`.
pub fn cast(c: &Call) -> RuleResult {
    match c.dtype()? {
        Some(ty) => Ok(Ret::One(ty)),
        None => Err(WarpError::unsupported("`cast` to something that is not a type")),
    }
}

/// `cast_dispatch_func`.
pub fn cast_dispatch(c: &Call) -> Result<Dispatch, WarpError> {
    let template = c.dtype()?.map(|ty| c.template_type(ty)).into_iter().collect();
    Ok(Dispatch { args: vec![c.need("a")?.clone()], template, ..Dispatch::default() })
}

/// `tuple_value_func`: a `tuple_t` that remembers its elements.
pub fn tuple(c: &mut Call) -> RuleResult {
    if c.arg("args").is_none() {
        return Err(error(ErrorClass::KeyError, "'args'"));
    }
    let types = c.rest_types();
    let mut values = Vec::with_capacity(types.len());
    for arg in c.rest().to_vec() {
        values.push(match arg {
            Arg::Var(id) => Some(id),
            Arg::Int(i) => Some(c.cx.vars.detached(Ty::INT32, Some(Const::Int(i)))),
            Arg::Float(f) => Some(c.cx.vars.detached(Ty::FLOAT32, Some(Const::Float(f)))),
            _ => None,
        });
    }
    Ok(Ret::One(c.types().intern(TyKind::Tuple { types: types.into(), values: values.into() })))
}

/// `tuple_extract_value_func`.
pub fn tuple_extract(c: &Call) -> RuleResult {
    let not_constant = || runtime_error("Tuple index must be a compile time expression.");
    let ty = c.ty("a")?;
    let elements = match &*c.types().kind(ty) {
        TyKind::Tuple { types, .. } | TyKind::TupleOf(types) => types.clone(),
        _ => return Err(runtime_error(format!("{} is not a tuple", c.repr(ty)))),
    };
    let index = c.value("i").as_ref().and_then(Value::as_int).ok_or_else(not_constant)?;
    let length = elements.len() as i128;
    if index >= length {
        return Err(runtime_error(format!("Tuple index out of bounds, {index} >= {length}")));
    }
    // Python's negative indices.
    let position = if index < 0 { index + length } else { index };
    match usize::try_from(position).ok().and_then(|i| elements.get(i)) {
        Some(&element) => Ok(Ret::One(element)),
        None => Err(error(ErrorClass::IndexError, "tuple index out of range")),
    }
}

/// `tuple_extract_dispatch_func`.
pub fn tuple_extract_dispatch(c: &Call) -> Result<Dispatch, WarpError> {
    let template = c.int_of(c.arg("i")).map(TemplateArg::Int).into_iter().collect();
    Ok(Dispatch { args: vec![c.need("a")?.clone()], template, ..Dispatch::default() })
}

/// `slice_value_func`: a `slice_t` object.
pub fn slice(c: &Call) -> RuleResult {
    let bound = |name: &str| -> Result<SliceBound, WarpError> {
        Ok(match (c.int_of(c.arg(name)), c.need(name)?) {
            (Some(value), _) => SliceBound::Int(value),
            (None, Arg::Var(id)) => SliceBound::Var(*id),
            (None, _) => return Err(WarpError::unsupported("a slice bound that is not an integer")),
        })
    };
    Ok(Ret::One(c.types().intern(TyKind::Slice(SliceType {
        start: bound("start")?,
        stop: bound("stop")?,
        step: bound("step")?,
        start_omitted: false,
        stop_omitted: false,
    }))))
}
