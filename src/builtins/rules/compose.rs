//! Constructors of vectors, matrices, quaternions and transformations.

use std::rc::Rc;

use super::call::{Call, RuleResult, class_of, count, no_attribute, runtime_error, type_error};
use super::core::scalar_infer_type;
use crate::builtins::context::{Dispatch, Value, error};
use crate::diag::{ErrorClass, WarpError};
use crate::ir::{Arg, Ret, TemplateArg};
use crate::types::{CompositeValue, Const, Number, Ty, TyKind, py_tuple};

/// `_check_vars_match_dtype`: arguments that are not compile-time constants must have the scalar type.
fn check_vars_match_dtype(
    c: &Call,
    args: &[Arg],
    dtype: Ty,
    message: impl FnOnce(&str) -> String,
) -> Result<(), WarpError> {
    for arg in args {
        if !matches!(c.cx.value_of(arg), Value::Var(_)) {
            continue;
        }
        let scalar = c.types().scalar_of(c.cx.type_of(arg));
        if !c.types().equal(scalar, dtype) {
            return Err(runtime_error(message(&type_name(c, dtype))));
        }
    }
    Ok(())
}

/// `__name__` of a type.
fn type_name(c: &Call, ty: Ty) -> String {
    let name = c.types().type_name(ty);
    if c.types().is_struct(ty) { name.rsplit('.').next().unwrap_or_default().to_owned() } else { name }
}

/// The scalar type of all values, with the message for a mixture.
fn common_dtype(c: &Call, types: &[Ty], what: &str) -> Result<Ty, WarpError> {
    scalar_infer_type(c, types).map_err(|_| {
        runtime_error(format!("all values given when constructing a {what} must have the same type"))
    })
}

/// The element type of a filling value, checked against the wanted one.
fn fill_dtype(c: &Call, value: Ty, dtype: Option<Ty>, what: &str) -> Result<Ty, WarpError> {
    match dtype {
        None => Ok(value),
        Some(dtype) => {
            if !c.types().equal(value, dtype) {
                check_vars_match_dtype(c, c.rest(), dtype, |name| {
                    format!("the value used to fill this {what} is expected to be of the type `{name}`")
                })?;
            }
            Ok(dtype)
        }
    }
}

/// The element type of several values, checked against the wanted one.
fn values_dtype(c: &Call, args: &[Arg], dtype: Option<Ty>, what: &str) -> Result<Ty, WarpError> {
    match dtype {
        Some(dtype) => {
            check_vars_match_dtype(c, args, dtype, |name| {
                format!("all values used to initialize this {what} are expected to be of the type `{name}`")
            })?;
            Ok(dtype)
        }
        None => {
            let types: Vec<Ty> = args.iter().map(|a| c.cx.type_of(a)).collect();
            common_dtype(c, &types, what)
        }
    }
}

/// A type whose elements have no C representation (`_type_`) cannot be made.
pub fn check_scalar(c: &Call, dtype: Ty) -> Result<(), WarpError> {
    let types = c.types();
    let generic = matches!(dtype, Ty::GENERIC_SCALAR | Ty::GENERIC_FLOAT | Ty::GENERIC_INT);
    if types.as_scalar(dtype).is_some() || types.is_composite(dtype) || generic {
        return Ok(());
    }
    let name = match &*types.kind(dtype) {
        TyKind::Array { family, .. } => family.name().to_owned(),
        TyKind::Tile(_) => "tile".to_owned(),
        TyKind::Struct(_) => "Struct".to_owned(),
        TyKind::Tuple { .. } => "tuple_t".to_owned(),
        _ => types.type_name(dtype),
    };
    Err(no_attribute(&name, "_type_"))
}

fn make_vector(c: &Call, length: i128, dtype: Ty) -> RuleResult {
    check_scalar(c, dtype)?;
    match u32::try_from(length) {
        Ok(length) => Ok(Ret::One(c.types().vector(length, dtype))),
        Err(_) => Err(error(ErrorClass::ValueError, "The '_length_' attribute must not be negative")),
    }
}

/// `vector_value_func`.
pub fn vector(c: &Call) -> RuleResult {
    let length = match c.value("length") {
        None => None,
        Some(value) => Some(value.as_int().ok_or_else(|| {
            type_error("slice indices must be integers or None or have an __index__ method")
        })?),
    };
    let dtype = c.dtype()?;
    let types = c.rest_types();
    match *types {
        [] => {
            let length = length.ok_or_else(|| {
                runtime_error("the `length` argument must be specified when zero-initializing a vector")
            })?;
            make_vector(c, length, dtype.unwrap_or(Ty::FLOAT32))
        }
        [value] => {
            if let TyKind::Vec { len, dtype: source } = *c.types().kind(value) {
                let len = i128::from(len);
                let length = length.unwrap_or(len);
                if len != length {
                    return Err(runtime_error(format!(
                        "incompatible vector of length {length} given when copy constructing a vector of length {len}"
                    )));
                }
                return make_vector(c, length, dtype.unwrap_or(source));
            }
            let length = length.ok_or_else(|| {
                runtime_error("the `length` argument must be specified when filling a vector with a value")
            })?;
            make_vector(c, length, fill_dtype(c, value, dtype, "vector")?)
        }
        _ => {
            let given = types.len() as i128;
            let length = length.unwrap_or(given);
            if length != given {
                return Err(runtime_error(format!(
                    "incompatible number of values given ({given}) when constructing a vector of length {length}"
                )));
            }
            make_vector(c, length, values_dtype(c, c.rest(), dtype, "vector")?)
        }
    }
}

/// The `shape` argument of `matrix`.
fn matrix_shape(c: &Call) -> Option<Vec<i64>> {
    c.arg("shape")?;
    c.constant_shape("shape").ok()
}

fn make_matrix(c: &Call, shape: &[i64], dtype: Ty) -> RuleResult {
    check_scalar(c, dtype)?;
    match *shape {
        [rows, cols] if rows >= 0 && cols >= 0 => {
            Ok(Ret::One(c.types().matrix(rows as u32, cols as u32, dtype)))
        }
        _ => Err(error(ErrorClass::AssertionError, "")),
    }
}

/// `matrix_value_func`.
pub fn matrix(c: &Call) -> RuleResult {
    let shape = matrix_shape(c);
    let dtype = c.dtype()?;
    let types = c.rest_types();
    let need = |what: &str| {
        shape
            .clone()
            .ok_or_else(|| runtime_error(format!("the `shape` argument must be specified when {what}")))
    };
    match *types {
        [] => make_matrix(c, &need("zero-initializing a matrix")?, dtype.unwrap_or(Ty::FLOAT32)),
        [value] => {
            if let TyKind::Mat { rows, cols, dtype: source } = *c.types().kind(value) {
                let own = vec![i64::from(rows), i64::from(cols)];
                let shape = shape.unwrap_or_else(|| own.clone());
                if own != shape {
                    return Err(runtime_error(format!(
                        "incompatible matrix of shape {} given when copy constructing a matrix of shape {}",
                        py_tuple(&shape),
                        py_tuple(&own)
                    )));
                }
                return make_matrix(c, &shape, dtype.unwrap_or(source));
            }
            let shape = need("filling a matrix with a value")?;
            make_matrix(c, &shape, fill_dtype(c, value, dtype, "matrix")?)
        }
        _ => {
            let shape = need("initializing a matrix by value")?;
            if types.iter().all(|&t| c.types().is_vector(t)) {
                return Err(type_error(
                    "Passing vectors to `wp.matrix()` isn't supported, use `wp.matrix_from_rows()` or \
                     `wp.matrix_from_cols()` instead.",
                ));
            }
            if count(shape.get(..2).unwrap_or(&shape)) != types.len() as i64 {
                return Err(runtime_error(format!(
                    "incompatible number of values given ({}) when constructing a matrix of shape {}",
                    types.len(),
                    py_tuple(&shape)
                )));
            }
            make_matrix(c, &shape, values_dtype(c, c.rest(), dtype, "matrix")?)
        }
    }
}

/// `matrix_transform_value_func`.
pub fn matrix_transform() -> RuleResult {
    Err(runtime_error(
        "the built-in `wp.types.matrix()` to construct a 4x4 matrix from a 3D position, quaternion, and 3D scale \
         vector has been removed in favor of `wp.transform_compose()`.",
    ))
}

/// `matrix_from_vecs_create_value_func`.
pub fn matrix_from_vecs(c: &Call, cols: bool) -> RuleResult {
    let vectors: Option<Vec<(u32, Ty)>> = c
        .rest_types()
        .iter()
        .map(|&t| match *c.types().kind(t) {
            TyKind::Vec { len, dtype } => Some((len, dtype)),
            _ => None,
        })
        .collect();
    let vectors = vectors.ok_or_else(|| runtime_error("all arguments are expected to be vectors"))?;
    let Some(&(length, dtype)) = vectors.first() else {
        return Err(error(ErrorClass::IndexError, "tuple index out of range"));
    };
    if vectors.iter().any(|v| v.0 != length) {
        return Err(runtime_error("all vectors are expected to have the same length"));
    }
    if vectors.iter().any(|v| v.1 != dtype) {
        return Err(runtime_error("all vectors are expected to have the same dtype"));
    }
    let count = vectors.len() as u32;
    let (rows, columns) = if cols { (length, count) } else { (count, length) };
    Ok(Ret::One(c.types().matrix(rows, columns, dtype)))
}

/// `identity_value_func`.
pub fn identity(c: &Call) -> RuleResult {
    let n = c
        .int_of(c.arg("n"))
        .ok_or_else(|| type_error("unsupported operand type(s) for *: 'Var' and 'Var'"))?;
    let dtype = c.dtype()?.ok_or_else(|| error(ErrorClass::KeyError, "'dtype'"))?;
    make_matrix(c, &[n, n], dtype)
}

/// `quaternion_value_func`.
pub fn quaternion(c: &Call) -> RuleResult {
    let types = c.types_but_dtype();
    let dtype = match *types {
        [] => match c.value("dtype") {
            None => Ty::FLOAT32,
            Some(Value::Const(Const::Type(t @ (Ty::FLOAT16 | Ty::BFLOAT16 | Ty::FLOAT32 | Ty::FLOAT64)))) => {
                t
            }
            Some(other) => {
                return Err(runtime_error(format!(
                    "a float type is expected when zero-initializing a quaternion but got `{}` instead",
                    class_of(&other)
                )));
            }
        },
        [value] => {
            let source = if c.types().is_quaternion(value) { c.types().composite_dtype(value) } else { None };
            c.dtype()?.or(source).ok_or_else(|| {
                runtime_error(
                    "could not infer the `dtype` argument when calling the `wp.types.quaternion()` function",
                )
            })?
        }
        _ => values_dtype(c, &c.args_but_dtype(), c.dtype()?, "quaternion")?,
    };
    Ok(Ret::One(c.types().intern(TyKind::Quat { dtype })))
}

/// `quat_identity_value_func`, `transform_identity_value_func`.
pub fn identity_over_dtype(c: &Call, transform: bool) -> RuleResult {
    // Python's `float` stays in the type: Warp spells it `wp::quat_t<float>`.
    let dtype = c.opt_ty("dtype").unwrap_or(Ty::FLOAT32);
    Ok(Ret::One(c.types().intern(if transform {
        TyKind::Transform { dtype }
    } else {
        TyKind::Quat { dtype }
    })))
}

/// `transformation_value_func`.
pub fn transformation(c: &Call) -> RuleResult {
    let dtype = c.dtype()?;
    let types = c.rest_types();
    let dtype = match *types {
        [] => dtype.unwrap_or(Ty::FLOAT32),
        [value] => match *c.types().kind(value) {
            TyKind::Transform { dtype: source } => match dtype {
                Some(dtype) if !c.types().equal(source, dtype) => {
                    return Err(runtime_error(format!(
                        "copy constructing a transform requires matching source and target dtypes, got `{}` and `{}`",
                        c.types().type_name(source),
                        c.types().type_name(dtype)
                    )));
                }
                Some(dtype) => dtype,
                None => source,
            },
            _ => fill_dtype(c, value, dtype, "transform")?,
        },
        [_, _, _, _, _, _, _] => values_dtype(c, c.rest(), dtype, "transform")?,
        _ => {
            return Err(runtime_error(format!(
                "incompatible number of values given ({}) when constructing a transform; expected 0, 1, or 7",
                types.len()
            )));
        }
    };
    check_scalar(c, dtype)?;
    Ok(Ret::One(c.types().intern(TyKind::Transform { dtype })))
}

/// `transformation_pq_value_func`.
pub fn transformation_pq(c: &Call) -> RuleResult {
    let value = common_dtype(c, &c.all_types(), "transformation matrix")?;
    exact_dtype(c, value, "transformation matrix")
        .map(|dtype| Ret::One(c.types().intern(TyKind::Transform { dtype })))
}

/// The wanted element type, which must be that of the values.
fn exact_dtype(c: &Call, value: Ty, what: &str) -> Result<Ty, WarpError> {
    match c.dtype()? {
        None => Ok(value),
        Some(dtype) if c.types().equal(value, dtype) => Ok(dtype),
        Some(dtype) => Err(runtime_error(format!(
            "all values used to initialize this {what} are expected to be of the type `{}`",
            c.types().type_name(dtype)
        ))),
    }
}

/// `spatial_vector_value_func`.
pub fn spatial_vector(c: &Call) -> RuleResult {
    let types = c.types_but_dtype();
    match *types {
        [] => return Ok(Ret::One(c.types().vector(6, c.dtype()?.unwrap_or(Ty::FLOAT32)))),
        [w, v] => {
            if [w, v].iter().any(|&t| !matches!(*c.types().kind(t), TyKind::Vec { len: 3, .. })) {
                return Err(runtime_error("arguments `w` and `v` are expected to be vectors of length 3"));
            }
        }
        [_, _, _, _, _, _] => {}
        _ => {
            return Err(runtime_error(
                "2 vectors or 6 scalar values are expected when constructing a spatial vector",
            ));
        }
    }
    let value = common_dtype(c, &types, "spatial vector")?;
    exact_dtype(c, value, "spatial vector").map(|dtype| Ret::One(c.types().vector(6, dtype)))
}

/// The type a constructor returns.
fn result(ret: &Ret) -> Ty {
    match ret {
        Ret::One(ty) => *ty,
        _ => Ty::ANY,
    }
}

/// Template arguments of a constructor: its shape unless it is implied, then its element type.
fn template(c: &Call, ret: &Ret) -> Vec<TemplateArg> {
    let int = |n: u32| TemplateArg::Int(i64::from(n));
    match *c.types().kind(result(ret)) {
        TyKind::Vec { len, dtype } => vec![int(len), TemplateArg::Type(dtype)],
        TyKind::Mat { rows, cols, dtype } => vec![int(rows), int(cols), TemplateArg::Type(dtype)],
        TyKind::Quat { dtype } | TyKind::Transform { dtype } => {
            vec![TemplateArg::Type(c.types().canonical(dtype))]
        }
        _ => Vec::new(),
    }
}

/// Constants among the arguments become constants of the result's element type.
fn cast_all(c: &mut Call, args: &[Arg], ret: &Ret) -> Dispatch {
    let dtype = c.types().scalar_of(result(ret));
    let args = args.iter().map(|a| c.cast_scalar_constant(a, dtype)).collect();
    Dispatch { args, template: template(c, ret), ..Dispatch::default() }
}

/// `vector_dispatch_func`.
pub fn vector_dispatch(c: &mut Call, ret: &Ret) -> Result<Dispatch, WarpError> {
    let args = c.rest().to_vec();
    Ok(cast_all(c, &args, ret))
}

/// `matrix_dispatch_func`.
pub fn matrix_dispatch(c: &mut Call, ret: &Ret) -> Result<Dispatch, WarpError> {
    vector_dispatch(c, ret)
}

/// `matrix_from_vecs_dispatch_func`.
pub fn matrix_from_vecs_dispatch(c: &Call, ret: &Ret) -> Result<Dispatch, WarpError> {
    let mut template = template(c, ret);
    if let TyKind::Mat { rows, cols, .. } = *c.types().kind(result(ret))
        && rows == cols
        && (2..=4).contains(&rows)
    {
        template.drain(..2);
    }
    Ok(Dispatch { args: c.rest().to_vec(), template, ..Dispatch::default() })
}

/// `identity_dispatch_func`.
pub fn identity_dispatch(c: &Call, ret: &Ret) -> Result<Dispatch, WarpError> {
    let mut template = template(c, ret);
    template.truncate(3);
    if template.len() == 3 {
        template.remove(0);
    }
    Ok(Dispatch { template, ..Dispatch::default() })
}

/// `quaternion_dispatch_func`.
pub fn quaternion_dispatch(c: &mut Call, ret: &Ret) -> Result<Dispatch, WarpError> {
    let args = c.args_but_dtype();
    Ok(cast_all(c, &args, ret))
}

/// `quat_identity_dispatch_func`, `transform_identity_dispatch_func`.
pub fn dtype_only(c: &Call, ret: &Ret) -> Result<Dispatch, WarpError> {
    Ok(Dispatch { template: template(c, ret), ..Dispatch::default() })
}

/// `transformation_dispatch_func`: a position without a rotation gets the identity.
pub fn transformation_dispatch(c: &mut Call, ret: &Ret) -> Result<Dispatch, WarpError> {
    if c.arg("args").is_some() {
        return vector_dispatch(c, ret);
    }
    let mut args = c.args_but_dtype();
    if c.arg("p").is_some() && c.arg("q").is_none() {
        let ty = c.types().quaternion(c.types().scalar_of(result(ret)));
        let elements = [0.0, 0.0, 0.0, 1.0].map(Number::Float).to_vec();
        args.push(c.cx.constant(ty, Const::Composite(Rc::new(CompositeValue { ty, elements }))));
    }
    Ok(Dispatch { args, template: template(c, ret), ..Dispatch::default() })
}

/// `spatial_vector_dispatch_func`.
pub fn spatial_vector_dispatch(c: &Call, ret: &Ret) -> Result<Dispatch, WarpError> {
    Ok(Dispatch { args: c.args_but_dtype(), template: template(c, ret), ..Dispatch::default() })
}
