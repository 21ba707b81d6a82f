//! Small numpy arrays with known contents: tables that kernels take constants from.
//!
//! An array is a [`BoundNative`] named `numpy.ndarray` whose state is its elements, shape and dtype.

use std::rc::Rc;

use super::super::error::{PyError, PyResult};
use super::super::interp::builtins_args::Args;
use super::super::interp::{Frame, Num, bound, number};
use super::super::session::Session;
use super::super::value::*;
use super::numpy::{numpy_name, scalar_of};
use crate::frontend::ast::Operator;
use crate::types::{Number, Scalar, ScalarValue, store_number};

/// A known array, taken apart.
#[derive(Clone)]
pub(in crate::host) struct Array {
    pub(in crate::host) data: Vec<Number>,
    pub(in crate::host) shape: Vec<usize>,
    pub(in crate::host) dtype: Scalar,
}

impl Array {
    /// The array behind a value.
    pub(in crate::host) fn of(value: &Value) -> Option<Array> {
        let Value::Bound(b) = value else { return None };
        if b.name != "numpy.ndarray" {
            return None;
        }
        let [Value::List(data), Value::Tuple(shape), dtype] = &b.args[..] else { return None };
        let data = data.borrow().iter().map(|v| number(v).map(from_num)).collect::<Option<_>>()?;
        let shape = shape.iter().map(|v| v.as_int().map(|i| i as usize)).collect::<Option<_>>()?;
        Some(Array { data, shape, dtype: scalar_of(dtype)? })
    }

    /// As a value.
    pub(in crate::host) fn into_value(self) -> Value {
        let data = self.data.into_iter().map(|n| plain(store_number(self.dtype, n))).collect();
        let shape = self.shape.iter().map(|n| Value::Int(*n as i128)).collect();
        bound(
            "numpy.ndarray",
            vec![Value::list(data), Value::tuple(shape), Value::Native(Native(numpy_name(self.dtype)))],
        )
    }

    fn scalar(dtype: Scalar, n: Number) -> Value {
        match (dtype, store_number(dtype, n)) {
            (Scalar::Float64, Number::Float(x)) => Value::Float(x),
            (scalar, number) => Value::Numpy(ScalarValue::new(scalar, number)),
        }
    }

    /// `array[i]` for one leading index.
    fn leading(&self, i: usize) -> Value {
        let inner: usize = self.shape[1..].iter().product();
        if self.shape.len() == 1 {
            return Array::scalar(self.dtype, self.data[i]);
        }
        Array {
            data: self.data[i * inner..(i + 1) * inner].to_vec(),
            shape: self.shape[1..].to_vec(),
            dtype: self.dtype,
        }
        .into_value()
    }

    /// The items of an iteration.
    pub(in crate::host) fn items(&self) -> Vec<Value> {
        (0..self.shape.first().copied().unwrap_or(0)).map(|i| self.leading(i)).collect()
    }

    fn map(mut self, dtype: Scalar, f: impl Fn(Number) -> Number) -> Array {
        for n in &mut self.data {
            *n = store_number(dtype, f(*n));
        }
        self.dtype = dtype;
        self
    }
}

fn from_num(n: Num) -> Number {
    match n {
        Num::Int(i) => Number::Int(i),
        Num::Float(x) => Number::Float(x),
    }
}

fn plain(n: Number) -> Value {
    match n {
        Number::Int(i) => Value::Int(i),
        Number::Float(x) => Value::Float(x),
    }
}

/// Reads nested sequences of numbers.
fn read(session: &mut Session, f: &mut Frame, value: &Value) -> PyResult<Option<Array>> {
    if let Some(a) = Array::of(value) {
        return Ok(Some(a));
    }
    if let Some(n) = number(value) {
        let dtype = match value {
            Value::Bool(_) => Scalar::Bool,
            Value::Numpy(s) => s.scalar,
            _ => match n {
                Num::Int(_) => Scalar::Int64,
                Num::Float(_) => Scalar::Float64,
            },
        };
        return Ok(Some(Array { data: vec![from_num(n)], shape: Vec::new(), dtype }));
    }
    if !matches!(value, Value::List(_) | Value::Tuple(_) | Value::Range(_) | Value::Composite(_)) {
        return Ok(None);
    }
    let Some(items) = session.collect(f, value)? else { return Ok(None) };
    let mut out: Option<Array> = None;
    let count = items.len();
    for item in items {
        let Some(part) = read(session, f, &item)? else { return Ok(None) };
        match &mut out {
            None => out = Some(part),
            Some(a) if part.shape == a.shape[..] => {
                a.dtype = join(a.dtype, part.dtype);
                a.data.extend(part.data);
            }
            Some(_) => return Ok(None),
        }
    }
    let mut a = out.unwrap_or(Array { data: Vec::new(), shape: Vec::new(), dtype: Scalar::Float64 });
    a.shape.insert(0, count);
    Ok(Some(a))
}

/// The dtype that holds both.
fn join(a: Scalar, b: Scalar) -> Scalar {
    if a == b {
        return a;
    }
    match (a, b) {
        (Scalar::Bool, other) | (other, Scalar::Bool) => other,
        (a, b) if a.is_float() && b.is_float() => {
            if a.size() > b.size() {
                a
            } else {
                b
            }
        }
        (a, b) if a.is_float() || b.is_float() => {
            let (float, int) = if a.is_float() { (a, b) } else { (b, a) };
            if float.size() > int.size() { float } else { Scalar::Float64 }
        }
        (a, b) => {
            if a.size() > b.size() {
                a
            } else {
                b
            }
        }
    }
}

fn dims(value: Option<&Value>) -> Option<Vec<usize>> {
    let dim = |v: &Value| v.as_int().and_then(|i| usize::try_from(i).ok());
    Some(match value? {
        Value::Tuple(t) => t.iter().map(dim).collect::<Option<_>>()?,
        Value::List(l) => l.borrow().iter().map(dim).collect::<Option<_>>()?,
        other => vec![dim(other)?],
    })
}

/// Calls a numpy function that makes or reads arrays; `None` if it is not one of them or not known.
pub(super) fn call(
    session: &mut Session,
    f: &mut Frame,
    name: &str,
    args: &mut Args,
) -> PyResult<Option<Value>> {
    if args.unknown().is_some() {
        return Ok(None);
    }
    let dtype = args.take(usize::MAX, "dtype");
    let scalar = match &dtype {
        None | Some(Value::None) => None,
        Some(v) => match scalar_of(v) {
            Some(s) => Some(s),
            None => return Ok(None),
        },
    };
    if !is_understood(name, args, dtype.is_some()) {
        return Ok(None);
    }
    let first = args.positional.first().cloned().unwrap_or(Value::None);
    let float = |i: usize| args.positional.get(i).and_then(super::super::interp::number_of);
    let limit = session.options.limits.size;
    let made = |shape: Option<Vec<usize>>, scalar: Scalar, fill: &dyn Fn(usize) -> Number| {
        let shape = shape?;
        let n: usize = shape.iter().product();
        (n <= limit.min(100_000)).then(|| Array { data: (0..n).map(fill).collect(), shape, dtype: scalar })
    };
    let array = match name {
        "numpy.array" | "numpy.asarray" | "numpy.ascontiguousarray" => {
            let positional = args.positional.get(1).and_then(scalar_of);
            let Some(a) = read(session, f, &first)? else { return Ok(None) };
            let target = scalar.or(positional).unwrap_or(a.dtype);
            Some(a.map(target, |n| n))
        }
        "numpy.zeros" | "numpy.ones" => {
            let value = i128::from(name == "numpy.ones");
            let kind =
                scalar.or_else(|| args.positional.get(1).and_then(scalar_of)).unwrap_or(Scalar::Float64);
            made(dims(Some(&first)), kind, &|_| Number::Int(value))
        }
        "numpy.full" => {
            let Some(v) = args.positional.get(1) else { return Ok(None) };
            let Some(n) = number(v).map(from_num) else { return Ok(None) };
            let own = if matches!(n, Number::Int(_)) { Scalar::Int64 } else { Scalar::Float64 };
            let positional = args.positional.get(2).and_then(scalar_of);
            made(dims(Some(&first)), scalar.or(positional).unwrap_or(own), &|_| n)
        }
        "numpy.eye" | "numpy.identity" => {
            let Some(n) = first.as_int().and_then(|i| usize::try_from(i).ok()) else { return Ok(None) };
            let kind = scalar.unwrap_or(Scalar::Float64);
            made(Some(vec![n, n]), kind, &|i| Number::Int(i128::from(n > 0 && i / n == i % n)))
        }
        "numpy.linspace" => {
            let (Some(a), Some(b)) = (float(0), float(1)) else { return Ok(None) };
            let keyword = |name: &str| args.keywords.iter().find(|(n, _)| &**n == name).map(|(_, v)| v);
            let n = args.positional.get(2).or(keyword("num")).and_then(Value::as_int).unwrap_or(50).max(0);
            let n = n as usize;
            let is_last = match args.positional.get(3).or(keyword("endpoint")) {
                None | Some(Value::Bool(true)) => true,
                Some(Value::Bool(false)) => false,
                Some(_) => return Ok(None),
            };
            let parts = if is_last { n.max(2) - 1 } else { n.max(1) };
            let step = (b - a) / parts as f64;
            let point = |i: usize| {
                let is_end = is_last && i + 1 == n && n > 1;
                Number::Float(if is_end { b } else { a + i as f64 * step })
            };
            made(Some(vec![n]), scalar.unwrap_or(Scalar::Float64), &point)
        }
        "numpy.arange" => arange(args, scalar),
        _ => return reduce(session, f, name, &first, args),
    };
    Ok(array.map(Array::into_value))
}

fn arange(args: &Args, scalar: Option<Scalar>) -> Option<Array> {
    let numbers: Vec<Num> = args.positional.iter().map(number).collect::<Option<_>>()?;
    let as_float = |n: Num| from_num(n).as_f64();
    let (start, stop, step) = match numbers[..] {
        [stop] => (Num::Int(0), stop, Num::Int(1)),
        [start, stop] => (start, stop, Num::Int(1)),
        [start, stop, step, ..] => (start, stop, step),
        [] => return None,
    };
    let count = ((as_float(stop) - as_float(start)) / as_float(step)).ceil();
    if !(0.0..=100_000.0).contains(&count) {
        return None;
    }
    let ints = [start, stop, step].iter().all(|n| matches!(n, Num::Int(_)));
    let kind = scalar.unwrap_or(if ints { Scalar::Int64 } else { Scalar::Float64 });
    if !ints && !matches!(kind, Scalar::Float64 | Scalar::Float32) {
        return None;
    }
    // numpy goes on by the difference of the first two elements, in the array's own type.
    let first = as_float(start);
    let difference = (first + as_float(step)) - first;
    let narrow = first as f32;
    let narrow_difference = (first + as_float(step)) as f32 - narrow;
    let data = (0..count as usize).map(|i| match (start, step) {
        (Num::Int(a), Num::Int(s)) if ints => Number::Int(a + i as i128 * s),
        _ if kind == Scalar::Float32 => Number::Float(f64::from(narrow + i as f32 * narrow_difference)),
        _ => Number::Float(first + i as f64 * difference),
    });
    let data: Vec<Number> = data.map(|n| store_number(kind, n)).collect();
    Some(Array { shape: vec![data.len()], data, dtype: kind })
}

/// Whether a call has no arguments but those that are looked at.
fn is_understood(name: &str, args: &Args, has_dtype: bool) -> bool {
    let (positions, keywords): (usize, &[&str]) = match name {
        "numpy.array" | "numpy.asarray" | "numpy.ascontiguousarray" => (2, &["copy"]),
        "numpy.zeros" | "numpy.ones" => (2, &[]),
        "numpy.full" | "numpy.arange" => (3, &[]),
        "numpy.eye" | "numpy.identity" => (1, &[]),
        "numpy.linspace" => (4, &["num", "endpoint"]),
        "numpy.reshape" => (2, &[]),
        // These would compute in the type that is given.
        _ if has_dtype => return false,
        _ => (1, &[]),
    };
    args.positional.len() <= positions && args.keywords.iter().all(|(n, _)| keywords.contains(&&**n))
}

/// Reductions and element-wise functions, as functions or methods.
fn reduce(
    session: &mut Session,
    f: &mut Frame,
    name: &str,
    first: &Value,
    args: &Args,
) -> PyResult<Option<Value>> {
    let last = name.rsplit('.').next().unwrap_or(name);
    let is_array = matches!(first, Value::List(_) | Value::Tuple(_)) || Array::of(first).is_some();
    if !is_array {
        return Ok(None);
    }
    let Some(a) = read(session, f, first)? else { return Ok(None) };
    Ok(reduce_array(last, a, args.positional.get(1..).unwrap_or(&[])))
}

fn reduce_array(name: &str, a: Array, rest: &[Value]) -> Option<Value> {
    let float = a.dtype.is_float();
    let floats = || a.data.iter().map(|n| n.as_f64());
    let wide = if float { a.dtype } else { Scalar::Int64 };
    let ordered = |less: bool| {
        a.data.iter().copied().reduce(|x, y| if (y.as_f64() < x.as_f64()) == less { y } else { x })
    };
    Some(match name {
        // An axis, an order.
        _ if !rest.is_empty() && !matches!(name, "astype" | "reshape") => return None,
        // Half precision is summed in another type.
        "sum" | "prod" | "mean" | "norm" if a.dtype == Scalar::Float16 => return None,
        "norm" if a.dtype != Scalar::Float64 => return None,
        "sum" | "prod" | "mean" if a.dtype == Scalar::Float32 => {
            let x: Vec<f32> = floats().map(|x| x as f32).collect();
            let result = match name {
                "sum" => pairwise_sum(&x),
                "prod" => x.iter().product(),
                _ if x.is_empty() => return None,
                _ => pairwise_sum(&x) / x.len() as f32,
            };
            Array::scalar(Scalar::Float32, Number::Float(f64::from(result)))
        }
        "sum" if float => Value::Float(pairwise_sum(&floats().collect::<Vec<_>>())),
        "sum" => Array::scalar(wide, Number::Int(a.data.iter().map(|n| n.as_i128()).sum())),
        "prod" if float => Value::Float(floats().product()),
        "prod" => Array::scalar(wide, Number::Int(a.data.iter().map(|n| n.as_i128()).product())),
        "min" | "amin" => Array::scalar(a.dtype, ordered(true)?),
        "max" | "amax" => Array::scalar(a.dtype, ordered(false)?),
        "mean" if !a.data.is_empty() => {
            Value::Float(pairwise_sum(&floats().collect::<Vec<_>>()) / a.data.len() as f64)
        }
        "norm" => Value::Float(exact_square_sum(floats())?.sqrt()),
        "any" => Value::Bool(floats().any(|x| x != 0.0)),
        "all" => Value::Bool(floats().all(|x| x != 0.0)),
        "tolist" => to_list(&a, 0, 0),
        "flatten" | "ravel" | "copy" | "squeeze" => {
            let shape = match name {
                "copy" => a.shape.clone(),
                "squeeze" => a.shape.iter().copied().filter(|n| *n != 1).collect(),
                _ => vec![a.data.len()],
            };
            Array { shape, ..a }.into_value()
        }
        "item" if a.data.len() == 1 => plain(a.data[0]),
        "astype" => {
            let kind = scalar_of(rest.first()?)?;
            let truncate = !kind.is_float();
            a.map(kind, |n| if truncate { Number::Int(n.as_i128()) } else { n }).into_value()
        }
        "reshape" => {
            let wanted = if rest.len() == 1 { rest[0].clone() } else { Value::tuple(rest.to_vec()) };
            let wanted: Vec<i128> = match &wanted {
                Value::Tuple(t) => t.iter().map(Value::as_int).collect::<Option<_>>()?,
                other => vec![other.as_int()?],
            };
            let known: i128 = wanted.iter().filter(|n| **n >= 0).product();
            let free = if known > 0 { a.data.len() as i128 / known } else { 0 };
            let shape: Vec<usize> =
                wanted.iter().map(|n| (if *n < 0 { free } else { *n }) as usize).collect();
            if shape.iter().product::<usize>() != a.data.len() {
                return None;
            }
            Array { shape, ..a }.into_value()
        }
        "abs" | "absolute" | "fabs" => {
            let kind = a.dtype;
            let positive = |n: Number| match n {
                Number::Int(i) => Number::Int(i.abs()),
                Number::Float(x) => Number::Float(x.abs()),
            };
            a.map(kind, positive).into_value()
        }
        "sqrt" | "sin" | "cos" | "exp" | "log" if a.dtype == Scalar::Float64 || !float => {
            let known = |n: &Number| super::numpy::same_everywhere(name, n.as_f64()).is_some();
            if !a.data.iter().all(known) {
                return None;
            }
            let function = |n: Number| super::numpy::same_everywhere(name, n.as_f64()).unwrap_or(f64::NAN);
            a.map(Scalar::Float64, |n| Number::Float(function(n))).into_value()
        }
        _ => return None,
    })
}

/// The sum of the squares, if nothing is rounded: numpy leaves it to a library, which rounds as the processor does.
fn exact_square_sum(x: impl Iterator<Item = f64>) -> Option<f64> {
    let mut sum = 0.0_f64;
    for x in x {
        let square = x * x;
        let next = sum + square;
        let kept = next - sum;
        if x.mul_add(x, -square) != 0.0 || (sum - (next - kept)) + (square - kept) != 0.0 {
            return None;
        }
        sum = next;
    }
    Some(sum)
}

/// numpy adds in blocks of eight accumulators up to 128 elements, and halves beyond.
fn pairwise_sum<T: num_traits::Float>(x: &[T]) -> T {
    let n = x.len();
    if n < 8 {
        return x.iter().fold(T::neg_zero(), |a, b| a + *b);
    }
    if n <= 128 {
        let mut r = [T::zero(); 8];
        r.copy_from_slice(&x[..8]);
        let whole = n - n % 8;
        for block in x[8..whole].chunks(8) {
            for (a, b) in r.iter_mut().zip(block) {
                *a = *a + *b;
            }
        }
        let sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
        return x[whole..].iter().fold(sum, |a, b| a + *b);
    }
    let half = n / 2 - (n / 2) % 8;
    pairwise_sum(&x[..half]) + pairwise_sum(&x[half..])
}

fn to_list(a: &Array, axis: usize, offset: usize) -> Value {
    let Some(n) = a.shape.get(axis) else {
        return match (a.dtype, a.data[offset]) {
            (Scalar::Bool, Number::Int(i)) => Value::Bool(i != 0),
            (_, n) => plain(n),
        };
    };
    let inner: usize = a.shape[axis + 1..].iter().product();
    Value::list((0..*n).map(|i| to_list(a, axis + 1, offset + i * inner)).collect())
}

/// An attribute of an array.
pub(super) fn attribute(value: &Value, name: &str) -> Option<Value> {
    let a = Array::of(value)?;
    Some(match name {
        "shape" => Value::tuple(a.shape.iter().map(|n| Value::Int(*n as i128)).collect()),
        "ndim" => Value::Int(a.shape.len() as i128),
        "size" => Value::Int(a.data.len() as i128),
        "dtype" => bound("numpy.dtype", vec![Value::Native(Native(numpy_name(a.dtype)))]),
        "T" if a.shape.len() < 2 => value.clone(),
        "T" if a.shape.len() == 2 => {
            let (r, c) = (a.shape[0], a.shape[1]);
            let data = (0..r * c).map(|i| a.data[(i % r) * c + i / r]).collect();
            Array { data, shape: vec![c, r], dtype: a.dtype }.into_value()
        }
        _ => bound("numpy.ndarray.method", vec![value.clone(), Value::str(name)]),
    })
}

/// Calls a method of an array.
pub(super) fn call_method(b: &Rc<BoundNative>, args: &Args) -> Option<Value> {
    let [array, Value::Str(name)] = &b.args[..] else { return None };
    if args.unknown().is_some() || args.keywords.iter().any(|(n, _)| &**n != "copy") {
        return None;
    }
    reduce_array(name, Array::of(array)?, &args.positional)
}

/// `array[index]`; `None` if not known.
pub(in crate::host) fn item(value: &Value, index: &Value) -> PyResult<Option<Value>> {
    let Some(a) = Array::of(value) else { return Ok(None) };
    let indices: Vec<Value> = match index {
        Value::Tuple(t) => t.to_vec(),
        other => vec![other.clone()],
    };
    let mut current = value.clone();
    let mut array = Some(a);
    for index in indices {
        let Some(a) = array else { return Ok(None) };
        let n = a.shape.first().copied().unwrap_or(0);
        if let Value::Slice(s) = &index {
            let Some(picked) = super::super::interp::slice_indices(s, n) else { return Ok(None) };
            let inner: usize = a.shape[1..].iter().product();
            let data: Vec<Number> =
                picked.iter().flat_map(|i| a.data[i * inner..(i + 1) * inner].to_vec()).collect();
            let mut shape = a.shape.clone();
            shape[0] = picked.len();
            current = Array { data, shape, dtype: a.dtype }.into_value();
            // Later indices would apply to the next axis.
            array = None;
            continue;
        }
        let Some(i) = index.as_int() else { return Ok(None) };
        let Some(at) = super::super::interp::position(i, n) else {
            return Err(PyError::new(
                "IndexError",
                format!("index {i} is out of bounds for axis 0 with size {n}"),
            ));
        };
        current = a.leading(at);
        array = Array::of(&current);
    }
    Ok(Some(current))
}

/// Element-wise arithmetic; `None` if not known.
pub(in crate::host) fn arithmetic(
    session: &mut Session,
    op: Operator,
    a: &Value,
    b: &Value,
) -> PyResult<Option<Value>> {
    let operand = |v: &Value| match Array::of(v) {
        Some(a) => Some((a, false)),
        None => number(v).map(|n| {
            let dtype = match (v, n) {
                (Value::Numpy(s), _) => s.scalar,
                (_, Num::Int(_)) => Scalar::Int64,
                _ => Scalar::Float64,
            };
            let weak = !matches!(v, Value::Numpy(_));
            (Array { data: vec![from_num(n)], shape: Vec::new(), dtype }, weak)
        }),
    };
    let (Some((x, x_weak)), Some((y, y_weak))) = (operand(a), operand(b)) else { return Ok(None) };
    let joined = match (x_weak, y_weak) {
        (true, false) if y.dtype.is_float() || !x.dtype.is_float() => y.dtype,
        (false, true) if x.dtype.is_float() || !y.dtype.is_float() => x.dtype,
        _ => join(x.dtype, y.dtype),
    };
    let dtype = if op == Operator::Div && !joined.is_float() { Scalar::Float64 } else { joined };
    let shape = if x.shape.len() >= y.shape.len() { x.shape.clone() } else { y.shape.clone() };
    let fits = |a: &Array| a.shape.is_empty() || shape.ends_with(&a.shape);
    if !fits(&x) || !fits(&y) {
        return Ok(None);
    }
    let n: usize = shape.iter().product();
    let mut data = Vec::with_capacity(n);
    for i in 0..n {
        let convert = |a: &Array| match store_number(dtype, a.data[i % a.data.len().max(1)]) {
            Number::Int(i) => Num::Int(i),
            Number::Float(x) => Num::Float(x),
        };
        let Ok(v) = session.number_op(op, convert(&x), convert(&y), false) else { return Ok(None) };
        match number(&v) {
            Some(v) => data.push(store_number(dtype, from_num(v))),
            None => return Ok(None),
        }
    }
    Ok(Some(Array { data, shape, dtype }.into_value()))
}
