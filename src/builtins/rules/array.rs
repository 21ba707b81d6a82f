//! Array elements, views and stores; references; arrays made in kernels.

use super::call::{Call, RuleResult, count, runtime_error};
use crate::builtins::context::{Dispatch, error};
use crate::diag::{ErrorClass, WarpError};
use crate::ir::{Arg, Ret, TemplateArg};
use crate::types::{Family, Ty, TyKind};

/// Types of the indices `i`, `j`, `k`, `l` as far as they are given.
pub fn index_types(c: &Call) -> Vec<Ty> {
    ["i", "j", "k", "l"].into_iter().filter_map(|name| c.opt_ty(name)).collect()
}

/// The array argument: element type and dimensions.
pub fn array_type(c: &Call, what: &str) -> Result<(Family, Ty, usize), WarpError> {
    match c.types().as_array(c.ty("arr")?) {
        Some((family, dtype, ndim)) => Ok((family, dtype, ndim.unwrap_or(1).into())),
        None => Err(runtime_error(format!("{what}() first argument must be an array"))),
    }
}

/// Every index is an integer.
pub fn check_integers(c: &Call, indices: &[Ty], what: &str) -> Result<(), WarpError> {
    match indices.iter().find(|&&t| !c.types().is_int(t)) {
        None => Ok(()),
        Some(&t) => Err(runtime_error(format!(
            "{what}() index arguments must be of integer type, got index of type {}",
            c.types().repr(t)
        ))),
    }
}

/// `address_value_func`.
pub fn address(c: &Call) -> RuleResult {
    let (_, dtype, ndim) = array_type(c, "address")?;
    let indices = index_types(c);
    if indices.len() != ndim {
        return Err(runtime_error(format!(
            "The number of indices provided ({}) does not match the array dimensions ({ndim}) for array load",
            indices.len()
        )));
    }
    check_integers(c, &indices, "address")?;
    Ok(Ret::One(c.types().reference(dtype)))
}

/// `view_value_func`.
pub fn view(c: &Call) -> RuleResult {
    let (family, dtype, ndim) = array_type(c, "view")?;
    let indices = index_types(c);
    let count = indices.len();
    if count > ndim {
        return Err(runtime_error(format!(
            "Trying to create an array view with {count} indices, but the array only has {ndim} dimension(s). Ensure \
             that the argument type on the function or kernel specifies the expected number of dimensions, e.g.: \
             def func(param: wp.array3d[float]): ..."
        )));
    }
    let types = c.types();
    let has_slice = indices.iter().any(|&t| types.is_slice(t));
    if !has_slice && count == ndim {
        return Err(runtime_error("Expected to call `address()` instead of `view()`"));
    }
    if let Some(&t) = indices.iter().find(|&&t| !(types.is_int(t) || (has_slice && types.is_slice(t)))) {
        return Err(runtime_error(format!(
            "view() index arguments must be of integer or slice types, got index of type {}",
            types.repr(t)
        )));
    }
    let removed = indices.iter().filter(|&&t| types.is_int(t)).count();
    let family = match family {
        Family::Indexed => Family::Indexed,
        _ => Family::Array,
    };
    Ok(Ret::One(types.array_of(family, dtype, Some((ndim - removed) as u8))))
}

/// `array_store_value_func`.
pub fn array_store(c: &Call) -> RuleResult {
    let (_, dtype, ndim) = array_type(c, "array_store")?;
    let indices = index_types(c);
    if indices.len() != ndim {
        return Err(runtime_error(format!(
            "The number of indices provided ({}) does not match the array dimensions ({ndim}) for array store",
            indices.len()
        )));
    }
    check_integers(c, &indices, "array_store")?;
    let value = c.ty("value")?;
    if !c.types().equal(dtype, value) {
        return Err(runtime_error(format!(
            "array_store() value argument type ({}) must be of the same type as the array ({})",
            c.types().repr(value),
            c.types().repr(dtype)
        )));
    }
    Ok(Ret::Void)
}

/// `store_value_func`.
pub fn store(c: &Call) -> RuleResult {
    let value = c.ty("value")?;
    if c.types().equal(c.ty("address")?, value) {
        return Ok(Ret::Void);
    }
    Err(runtime_error(format!(
        "store() value argument type ({}) must be of the same type as the reference",
        c.repr(value)
    )))
}

/// `store_dispatch_func`.
pub fn store_dispatch(c: &Call) -> Result<Dispatch, WarpError> {
    let args = vec![c.need("address")?.clone(), c.need("value")?.clone()];
    Ok(Dispatch { args, by_reference: 1, ..Dispatch::default() })
}

/// `load_dispatch_func`.
pub fn load_dispatch(c: &Call) -> Result<Dispatch, WarpError> {
    Ok(Dispatch { args: vec![c.need("address")?.clone()], by_reference: 1, ..Dispatch::default() })
}

fn dtype_argument(c: &Call) -> Result<Ty, WarpError> {
    c.dtype()?.ok_or_else(|| error(ErrorClass::KeyError, "'dtype'"))
}

/// `array_value_func`.
pub fn array(c: &Call) -> RuleResult {
    let dtype = c.types().canonical(dtype_argument(c)?);
    let ndim = c.elements(c.need("shape")?).len();
    Ok(Ret::One(c.types().array(dtype, ndim as u8)))
}

/// `array_dispatch_func`.
pub fn array_dispatch(c: &Call, ret: &Ret) -> Result<Dispatch, WarpError> {
    let mut args: Vec<Arg> = vec![c.need("ptr")?.clone()];
    args.extend(c.named_elements("shape")?);
    let template = match ret {
        Ret::One(ty) => {
            c.types().as_array(*ty).map(|(_, dtype, _)| TemplateArg::Type(dtype)).into_iter().collect()
        }
        _ => Vec::new(),
    };
    Ok(Dispatch { args, template, ..Dispatch::default() })
}

/// `zeros_value_func`: an array on the stack.
pub fn zeros(c: &Call) -> RuleResult {
    let shape = c.constant_shape("shape").map_err(|_| {
        runtime_error("the `shape` argument must be specified as a constant when zero-initializing an array")
    })?;
    let dtype = c.types().canonical(dtype_argument(c)?);
    Ok(Ret::One(c.types().fixed_array(dtype, &shape)))
}

/// `zeros_dispatch_func`.
pub fn zeros_dispatch(c: &Call, ret: &Ret) -> Result<Dispatch, WarpError> {
    let shape = c.constant_shape("shape")?;
    let template = match ret {
        Ret::One(ty) => match &*c.types().kind(*ty) {
            TyKind::FixedArray { dtype, .. } => {
                vec![TemplateArg::Int(count(&shape)), TemplateArg::Type(*dtype)]
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    let args = shape.into_iter().map(|n| Arg::Int(n.into())).collect();
    Ok(Dispatch { args, template, ..Dispatch::default() })
}
