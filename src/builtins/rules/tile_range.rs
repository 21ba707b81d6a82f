//! `tile_arange`: a range computed while code is generated.

use super::call::{
    Call, RuleResult, count, number_of, number_str, py_float, runtime_error, type_error, value_error,
};
use super::tile_create::result_dtype;
use crate::builtins::context::{Dispatch, Value};
use crate::diag::WarpError;
use crate::ir::{Arg, Ret, TemplateArg};
use crate::types::{Const, Number, Scalar, Ty, store_number};

/// `_represent_float`: a number rounded to a float type. `None` is Python's `OverflowError`.
fn represent_float(value: Number, scalar: Scalar) -> Option<f64> {
    let value = match value {
        Number::Float(f) => f,
        // Warp goes through a 64-bit integer and then the float type.
        Number::Int(i) => {
            let wide = if i < 0 { i64::try_from(i).ok()? as f64 } else { u64::try_from(i).ok()? as f64 };
            if scalar == Scalar::Float64 { wide } else { f64::from(narrow(i)) }
        }
    };
    match store_number(scalar, Number::Float(value)) {
        Number::Float(f) => Some(f),
        Number::Int(_) => None,
    }
}

/// An integer as a float32, rounded once.
fn narrow(value: i128) -> f32 {
    value as f32
}

/// `_tile_arange_range_value`.
fn range_value(
    c: &Call,
    name: &str,
    written: Number,
    dtype: Ty,
    scalar: Scalar,
) -> Result<Number, WarpError> {
    let text = number_str(written);
    let repr = c.types().repr(dtype);
    let out_of_range =
        || value_error(format!("tile_arange() {name}={text} is out of range for the output type {repr}"));
    if scalar.is_int() {
        let value = match written {
            Number::Int(i) => i,
            Number::Float(f) if f.fract() == 0.0 && f.is_finite() => f as i128,
            Number::Float(_) => {
                return Err(value_error(format!(
                    "tile_arange() {name}={text} has a fractional part, which the integer output type {repr} cannot \
                     represent"
                )));
            }
        };
        if store_number(scalar, Number::Int(value)) != Number::Int(value) {
            return Err(out_of_range());
        }
        return Ok(Number::Int(value));
    }
    let was_finite = match written {
        Number::Float(f) => f.is_finite(),
        Number::Int(_) => true,
    };
    let Some(represented) = represent_float(written, scalar) else {
        return Err(value_error(format!(
            "tile_arange() {name}={text} is too wide to use as an integer bound; write it as a floating-point literal to \
             build a {repr} range"
        )));
    };
    if was_finite && !represented.is_finite() {
        return Err(out_of_range());
    }
    Ok(Number::Float(represented))
}

/// The written numbers: start, stop, step.
fn written_range(c: &Call) -> Result<[Number; 3], WarpError> {
    let args = c.rest();
    if args.is_empty() {
        return Err(type_error(
            "tile_arange() requires at least one positional argument specifying the range",
        ));
    }
    if args.len() > 3 {
        return Err(type_error(format!(
            "tile_arange() accepts at most 3 positional arguments, got {}",
            args.len()
        )));
    }
    let mut range = [Number::Int(0), Number::Int(0), Number::Int(1)];
    let first = usize::from(args.len() == 1);
    let mut given: Vec<(usize, Option<Number>)> = Vec::with_capacity(3);
    for (i, arg) in args.iter().enumerate() {
        let number = match c.cx.value_of(arg) {
            Value::Const(constant) => number_of(&constant),
            _ => None,
        };
        given.push((first + i, number));
    }
    for (index, number) in given {
        range[index] = number.ok_or_else(|| {
            runtime_error(format!(
                "tile_arange() arguments must be compile time constants, but {} is not",
                ["start", "stop", "step"][index]
            ))
        })?;
    }
    Ok(range)
}

/// `tile_arange_value_func`.
pub fn tile_arange(c: &Call) -> RuleResult {
    let [start, stop, step] = written_range(c)?;
    let dtype = c.types().canonical(c.dtype()?.unwrap_or(Ty::PY_FLOAT));
    let Some(scalar) = c.types().as_scalar(dtype).filter(|s| s.is_scalar()) else {
        return Err(type_error(format!(
            "tile_arange() requires a numeric scalar dtype, but got {}",
            c.types().repr(dtype)
        )));
    };
    let storage = c.storage()?;
    let start = range_value(c, "start", start, dtype, scalar)?;
    let stop = range_value(c, "stop", stop, dtype, scalar)?;
    let step = range_value(c, "step", step, dtype, scalar)?;
    let count = match (start, stop, step) {
        (Number::Int(start), Number::Int(stop), Number::Int(step)) => int_count(start, stop, step)?,
        _ => float_count(start.as_f64(), stop.as_f64(), step.as_f64(), scalar)?,
    };
    c.tile_of(dtype, &[count.max(1)], storage)
}

fn empty_range(start: &str, stop: &str, step: &str) -> WarpError {
    value_error(format!(
        "tile_arange() requires a non-empty range, but start={start}, stop={stop}, step={step} produces no elements; \
         zero-length tile dimensions are not supported."
    ))
}

fn int_count(start: i128, stop: i128, step: i128) -> Result<i64, WarpError> {
    if step == 0 {
        return Err(value_error("tile_arange() step cannot be zero"));
    }
    if (step > 0 && start >= stop) || (step < 0 && start <= stop) {
        return Err(empty_range(&start.to_string(), &stop.to_string(), &step.to_string()));
    }
    // Python's `-((stop - start) // -step)`: the quotient rounded up, with both of one sign here.
    Ok(((stop - start).abs() + step.abs() - 1).div_euclid(step.abs()) as i64)
}

fn float_count(start: f64, stop: f64, step: f64, scalar: Scalar) -> Result<i64, WarpError> {
    if step == 0.0 {
        return Err(value_error("tile_arange() step cannot be zero"));
    }
    if (step > 0.0 && start >= stop) || (step < 0.0 && start <= stop) {
        return Err(empty_range(&py_float(start), &py_float(stop), &py_float(step)));
    }
    let quotient = represent_float(Number::Float((stop - start) / step), scalar).unwrap_or(f64::NAN);
    if !quotient.is_finite() {
        return Err(value_error(format!(
            "tile_arange() start={}, stop={}, step={} spans more elements than can be counted; the step is too small for \
             the range.",
            py_float(start),
            py_float(stop),
            py_float(step)
        )));
    }
    Ok(quotient.ceil() as i64)
}

/// `tile_arange_dispatch_func`.
pub fn tile_arange_dispatch(c: &mut Call, ret: &Ret) -> Result<Dispatch, WarpError> {
    let dtype = result_dtype(c, ret);
    let size = match ret {
        Ret::One(ty) => c.types().as_tile(*ty).and_then(|t| t.shape).map_or(0, |s| count(&s)),
        _ => 0,
    };
    let args = c.rest().to_vec();
    let range: [Arg; 3] = match args.len() {
        1 => [c.cx.constant(dtype, Const::Int(0)), args[0].clone(), c.cx.constant(dtype, Const::Int(1))],
        2 => [args[0].clone(), args[1].clone(), c.cx.constant(dtype, Const::Int(1))],
        3 => [args[0].clone(), args[1].clone(), args[2].clone()],
        _ => {
            return Err(type_error(
                "tile_arange() requires at least one positional argument specifying the range",
            ));
        }
    };
    let args = range.iter().map(|arg| c.cast_scalar_constant(arg, dtype)).collect();
    Ok(Dispatch {
        args,
        template: vec![TemplateArg::Type(dtype), TemplateArg::Int(size)],
        ..Dispatch::default()
    })
}
