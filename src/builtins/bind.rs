//! Overload resolution and binding: Warp's `resolve_func` and the first half of `resolve_call`.

use std::rc::Rc;

use super::context::{RuleCx, Value};
use super::matching::{ArgType, binds};
use super::row::{DefaultTerm, Overload, Param};
use super::terms;
use crate::diag::{ErrorClass, WarpError};
use crate::ids::BuiltinId;
use crate::ir::{Arg, Label, Var};
use crate::types::{Const, Erasure, Number, ScalarValue, Ty, TyKind};

/// Arguments by parameter name, in signature order.
pub type Bound = Vec<(&'static str, Arg)>;

/// Where a parameter's value comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Slot {
    /// A positional argument.
    Pos(usize),
    /// A keyword argument.
    Key(usize),
    /// All positional arguments from here on.
    Rest(usize),
    /// Not given.
    Missing,
}

/// Python's `Signature.bind`. The error is Python's own message.
pub(super) fn assign<'k>(
    params: &[Param],
    positional: usize,
    keywords: impl Fn() -> KeywordNames<'k>,
    slots: &mut Vec<Slot>,
) -> Result<(), String> {
    slots.clear();
    let find = |name: &str| keywords().position(|k| k == name);
    let mut used = 0;
    let mut keyword_only = false;
    let missing = |name: &str| format!("missing a required argument: '{name}'");
    for param in params {
        if param.star {
            slots.push(if used < positional { Slot::Rest(used) } else { Slot::Missing });
            used = positional;
            keyword_only = true;
            continue;
        }
        let key = find(param.name);
        if !keyword_only && used < positional {
            if key.is_some() {
                return Err(format!("multiple values for argument '{}'", param.name));
            }
            slots.push(Slot::Pos(used));
            used += 1;
            continue;
        }
        match key {
            Some(index) => slots.push(Slot::Key(index)),
            None if param.default.is_some() => slots.push(Slot::Missing),
            None => {
                // Python notices a surplus of positional arguments first.
                return Err(if keyword_only && used < positional {
                    "too many positional arguments".to_owned()
                } else {
                    missing(param.name)
                });
            }
        }
    }
    if used < positional {
        return Err("too many positional arguments".to_owned());
    }
    match keywords().find(|k| !params.iter().any(|p| !p.star && p.name == *k)) {
        Some(name) => Err(format!("got an unexpected keyword argument '{name}'")),
        None => Ok(()),
    }
}

pub(super) type KeywordNames<'k> =
    std::iter::Map<std::slice::Iter<'k, (Rc<str>, Arg)>, fn(&'k (Rc<str>, Arg)) -> &'k str>;

pub(super) fn names(kwargs: &[(Rc<str>, Arg)]) -> KeywordNames<'_> {
    kwargs.iter().map(|(name, _)| &**name)
}

/// The type of a default value (`get_arg_type` of the Python object).
fn default_type(cx: &RuleCx, default: DefaultTerm) -> Option<Ty> {
    Some(match default {
        DefaultTerm::None => return None,
        DefaultTerm::Bool(_) => Ty::PY_BOOL,
        DefaultTerm::Int(_) => Ty::PY_INT,
        DefaultTerm::Float(_) => Ty::PY_FLOAT,
        DefaultTerm::Str(_) => Ty::STR,
        DefaultTerm::Type(term) => terms::to_type(cx.types, &term, Ty::ANY)?,
        DefaultTerm::Scalar(s, _) => cx.types.scalar(s),
    })
}

/// Warp's `resolve_func` for a built-in: the first overload that fits.
///
/// `min_outputs` is the number of names an unpacked call is assigned to.
pub fn resolve(
    cx: &mut RuleCx,
    id: BuiltinId,
    args: &[Arg],
    kwargs: &[(Rc<str>, Arg)],
    min_outputs: Option<usize>,
) -> Result<&'static Overload, WarpError> {
    let arg_types: Vec<ArgType> = args
        .iter()
        .chain(kwargs.iter().map(|(_, a)| a))
        .map(|a| ArgType::new(cx.types, cx.type_of(a)))
        .collect();
    let erases = arg_types.iter().any(|a| a.erases(cx.types));
    let passes: &[Erasure] = if erases { &[Erasure::Exact, Erasure::Allow] } else { &[Erasure::Exact] };
    let mut slots = Vec::with_capacity(8);
    for &erasure in passes {
        for overload in super::overloads(id) {
            if !overload.variadic
                && !matches(cx, overload, args.len(), kwargs, &arg_types, erasure, &mut slots)
            {
                continue;
            }
            if let Some(wanted) = min_outputs.filter(|&n| n > 0) {
                if let Some(message) = overload.none_error {
                    return Err(WarpError::new(ErrorClass::TypeError, message));
                }
                if overload.none_arity.map(usize::from) != Some(wanted) {
                    continue;
                }
            }
            return Ok(overload);
        }
    }
    Err(no_overload(cx, super::name(id), &arg_types))
}

/// The first overload that positional arguments of these types fit, variadic ones included
/// (Warp's `Function.get_overload` on a built-in).
pub(super) fn overload_for(cx: &RuleCx, id: BuiltinId, arg_types: &[Ty]) -> Option<&'static Overload> {
    let arg_types: Vec<ArgType> =
        arg_types.iter().map(|&ty| ArgType::new(cx.types, cx.types.strip(ty))).collect();
    let mut slots = Vec::new();
    [Erasure::Exact, Erasure::Allow].into_iter().find_map(|erasure| {
        super::overloads(id)
            .iter()
            .find(|o| matches(cx, o, arg_types.len(), &[], &arg_types, erasure, &mut slots))
    })
}

/// Warp's `func_match_args`.
fn matches(
    cx: &RuleCx,
    overload: &Overload,
    positional: usize,
    kwargs: &[(Rc<str>, Arg)],
    arg_types: &[ArgType],
    erasure: Erasure,
    slots: &mut Vec<Slot>,
) -> bool {
    let params = overload.params;
    if params.len() < arg_types.len() {
        return false;
    }
    if kwargs.is_empty() && !params.iter().any(|p| p.star) {
        // The common case needs no slots.
        return arg_types.iter().zip(params).all(|(arg, param)| binds(cx.types, &param.ty, arg, erasure))
            && params[positional..].iter().all(|p| default_fits(cx, p, erasure));
    }
    if assign(params, positional, || names(kwargs), slots).is_err() {
        return false;
    }
    slots.iter().zip(params).all(|(slot, param)| match *slot {
        Slot::Pos(i) => binds(cx.types, &param.ty, &arg_types[i], erasure),
        Slot::Key(i) => binds(cx.types, &param.ty, &arg_types[positional + i], erasure),
        Slot::Rest(_) => false,
        Slot::Missing => default_fits(cx, param, erasure),
    })
}

pub(super) fn default_fits(cx: &RuleCx, param: &Param, erasure: Erasure) -> bool {
    match param.default {
        None => false,
        Some(default) => default_type(cx, default)
            .is_none_or(|ty| binds(cx.types, &param.ty, &ArgType::new(cx.types, ty), erasure)),
    }
}

fn no_overload(cx: &RuleCx, name: &str, arg_types: &[ArgType]) -> WarpError {
    let mut reprs = Vec::with_capacity(arg_types.len());
    for arg in arg_types {
        match &*cx.types.kind(arg.ty) {
            TyKind::WarpFunction => reprs.push("function".to_owned()),
            TyKind::TupleOf(items) => {
                let [one] = **items else {
                    return WarpError::codegen(
                        "Argument must not be the result from a multi-valued function",
                    );
                };
                reprs.push(cx.types.repr(one));
            }
            _ => reprs.push(cx.types.repr(arg.ty)),
        }
    }
    WarpError::codegen(format!(
        "Couldn't find function overload for '{name}' that matched inputs with types: [{}]",
        reprs.join(", ")
    ))
}

/// Binds arguments to an overload's parameters: Python's `Signature.bind`, then the type arguments of a
/// constructor, then defaults other than `None`. Defaults and type arguments become detached constants.
pub fn bind(
    cx: &mut RuleCx,
    overload: &'static Overload,
    args: &[Arg],
    kwargs: &[(Rc<str>, Arg)],
    type_args: &[(&'static str, Const)],
) -> Result<Bound, WarpError> {
    let mut slots = Vec::with_capacity(overload.params.len());
    assign(overload.params, args.len(), || names(kwargs), &mut slots)
        .map_err(|message| WarpError::new(ErrorClass::TypeError, message))?;
    check_type_args(cx, overload, args, kwargs, type_args, &slots)?;
    let mut bound = Vec::with_capacity(overload.params.len());
    for (param, slot) in overload.params.iter().zip(&slots) {
        let arg = match *slot {
            Slot::Pos(i) => args[i].clone(),
            Slot::Key(i) => kwargs[i].1.clone(),
            Slot::Rest(i) => Arg::Tuple(args[i..].to_vec()),
            Slot::Missing => match missing_argument(cx, param, type_args) {
                Some(arg) => arg,
                None => continue,
            },
        };
        bound.push((param.name, arg));
    }
    Ok(bound)
}

fn check_type_args(
    cx: &RuleCx,
    overload: &Overload,
    args: &[Arg],
    kwargs: &[(Rc<str>, Arg)],
    type_args: &[(&'static str, Const)],
    slots: &[Slot],
) -> Result<(), WarpError> {
    for (name, wanted) in type_args {
        let Some(index) = overload.params.iter().position(|p| p.name == *name) else { continue };
        let given = match slots[index] {
            Slot::Pos(i) => cx.value_of(&args[i]),
            Slot::Key(i) => cx.value_of(&kwargs[i].1),
            Slot::Rest(_) | Slot::Missing => continue,
        };
        if !same_value(&given, wanted) {
            return Err(WarpError::runtime(format!(
                "Remove the extraneous `{name}` parameter when calling the templated version of `wp.{}()`",
                overload.native
            )));
        }
    }
    Ok(())
}

/// Warp's `values_check_equal`.
fn same_value(a: &Value, b: &Const) -> bool {
    match (a, b) {
        (Value::Tuple(items), Const::Tuple(wanted)) => {
            items.len() == wanted.len() && items.iter().zip(wanted.iter()).all(|(x, y)| same_value(x, y))
        }
        (Value::Const(x), y) => match (x.as_int(), y.as_int()) {
            (Some(x), Some(y)) => x == y,
            _ => x == y,
        },
        _ => false,
    }
}

/// The value of a parameter that was not given: a type argument, else the default.
fn missing_argument(cx: &mut RuleCx, param: &Param, type_args: &[(&'static str, Const)]) -> Option<Arg> {
    let (ty, value) = match type_args.iter().find(|(name, _)| *name == param.name) {
        Some((_, value)) => (const_type(cx, value), value.clone()),
        None => {
            let value = match param.default? {
                DefaultTerm::None => return None,
                DefaultTerm::Bool(b) => Const::Bool(b),
                DefaultTerm::Int(i) => Const::Int(i128::from(i)),
                DefaultTerm::Float(f) => Const::Float(f),
                DefaultTerm::Str(s) => Const::Str(s.into()),
                DefaultTerm::Type(term) => Const::Type(terms::to_type(cx.types, &term, Ty::ANY)?),
                DefaultTerm::Scalar(scalar, i) => {
                    Const::Scalar(ScalarValue::new(scalar, Number::Int(i128::from(i))))
                }
            };
            (const_type(cx, &value), value)
        }
    };
    let ty = cx.types.canonical(ty);
    Some(Arg::Var(cx.vars.push(Var::new(Label::Detached, ty, Some(value)))))
}

/// Python's `type(value)`.
fn const_type(cx: &RuleCx, value: &Const) -> Ty {
    match value {
        Const::Bool(_) => Ty::PY_BOOL,
        Const::Int(_) => Ty::PY_INT,
        Const::Float(_) => Ty::PY_FLOAT,
        Const::Str(_) => Ty::STR,
        Const::Scalar(s) => cx.types.scalar(s.scalar),
        Const::Composite(c) => c.ty,
        Const::Struct(s) => s.ty,
        Const::Tuple(_) => Ty::TUPLE_ANY,
        Const::Type(_) => cx.types.intern(TyKind::PyClass("builtins.type".into())),
        Const::NullArray => Ty::NONE,
    }
}
