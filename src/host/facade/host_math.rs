//! The `math` module.

use super::super::interp::builtins_args::Args;
use super::super::interp::number_of;
use super::super::value::*;

/// `dir(math)`.
pub(super) const NAMES: &[&str] = &[
    "acos",
    "acosh",
    "asin",
    "asinh",
    "atan",
    "atan2",
    "atanh",
    "cbrt",
    "ceil",
    "comb",
    "copysign",
    "cos",
    "cosh",
    "degrees",
    "dist",
    "e",
    "erf",
    "erfc",
    "exp",
    "exp2",
    "expm1",
    "fabs",
    "factorial",
    "floor",
    "fmod",
    "frexp",
    "fsum",
    "gamma",
    "gcd",
    "hypot",
    "inf",
    "isclose",
    "isfinite",
    "isinf",
    "isnan",
    "isqrt",
    "lcm",
    "ldexp",
    "lgamma",
    "log",
    "log10",
    "log1p",
    "log2",
    "modf",
    "nan",
    "nextafter",
    "perm",
    "pi",
    "pow",
    "prod",
    "radians",
    "remainder",
    "sin",
    "sinh",
    "sqrt",
    "tan",
    "tanh",
    "tau",
    "trunc",
    "ulp",
];

/// A constant or function of the module.
pub(super) fn attribute(name: &str) -> Option<Value> {
    Some(match name {
        "pi" => Value::Float(std::f64::consts::PI),
        "e" => Value::Float(std::f64::consts::E),
        "tau" => Value::Float(std::f64::consts::TAU),
        "inf" => Value::Float(f64::INFINITY),
        "nan" => Value::Float(f64::NAN),
        _ => Value::Native(Native(full_name(name)?)),
    })
}

macro_rules! full_names {
    ($($name:literal)*) => {
        fn full_name(name: &str) -> Option<&'static str> {
            match name { $($name => Some(concat!("math.", $name)),)* _ => None }
        }
    };
}

full_names! {
    "acos" "acosh" "asin" "asinh" "atan" "atan2" "atanh" "cbrt" "ceil" "comb" "copysign" "cos" "cosh" "degrees" "dist"
    "erf" "erfc" "exp" "exp2" "expm1" "fabs" "factorial" "floor" "fmod" "frexp" "fsum" "gamma" "gcd" "hypot"
    "isclose" "isfinite" "isinf" "isnan" "isqrt" "lcm" "ldexp" "lgamma" "log" "log10" "log1p" "log2" "modf"
    "nextafter" "perm" "pow" "prod" "radians" "remainder" "sin" "sinh" "sqrt" "tan" "tanh" "trunc" "ulp"
}

/// Calls a function of the module; `None` where the result is not known.
pub(super) fn call(name: &str, args: &Args) -> Option<Value> {
    let float = |i: usize| args.positional.get(i).and_then(number_of);
    let int = |i: usize| args.positional.get(i).and_then(Value::as_int);
    let x = float(0)?;
    let function = name.strip_prefix("math.")?;
    Some(match function {
        "floor" | "ceil" | "trunc" => {
            if let Some(i) = int(0) {
                return Some(Value::Int(i));
            }
            let rounded = match function {
                "floor" => x.floor(),
                "ceil" => x.ceil(),
                _ => x.trunc(),
            };
            return rounded.is_finite().then_some(Value::Int(rounded as i128));
        }
        "gcd" => Value::Int(gcd(int(0)?, int(1)?)),
        "lcm" => {
            let (a, b) = (int(0)?, int(1)?);
            Value::Int(if a == 0 || b == 0 { 0 } else { (a / gcd(a, b) * b).abs() })
        }
        "factorial" => {
            let n = int(0).filter(|n| (0..=33).contains(n))?;
            Value::Int((1..=n).product())
        }
        "comb" => {
            let (n, k) = (int(0)?, int(1)?);
            if k < 0 || !(0..=60).contains(&n) {
                return None;
            }
            Value::Int((0..k.min(n - k).max(-1)).fold(i128::from(k <= n), |acc, i| acc * (n - i) / (i + 1)))
        }
        "isqrt" => Value::Int(num_bigint::BigInt::from(int(0)?).sqrt().try_into().ok()?),
        "isnan" => Value::Bool(x.is_nan()),
        "isinf" => Value::Bool(x.is_infinite()),
        "isfinite" => Value::Bool(x.is_finite()),
        "log" if args.positional.len() == 2 => Value::Float(x.ln() / float(1)?.ln()),
        "pow" => Value::Float(x.powf(float(1)?)),
        "atan2" => Value::Float(x.atan2(float(1)?)),
        "hypot" => Value::Float(x.hypot(float(1)?)),
        "fmod" => Value::Float(x % float(1)?),
        "copysign" => Value::Float(x.copysign(float(1)?)),
        _ => Value::Float(unary(function, x)?),
    })
}

fn unary(function: &str, x: f64) -> Option<f64> {
    let value = match function {
        "sqrt" => x.sqrt(),
        "cbrt" => x.cbrt(),
        "exp" => x.exp(),
        "exp2" => x.exp2(),
        "expm1" => x.exp_m1(),
        "log" => x.ln(),
        "log2" => x.log2(),
        "log10" => x.log10(),
        "log1p" => x.ln_1p(),
        "sin" => x.sin(),
        "cos" => x.cos(),
        "tan" => x.tan(),
        "asin" => x.asin(),
        "acos" => x.acos(),
        "atan" => x.atan(),
        "sinh" => x.sinh(),
        "cosh" => x.cosh(),
        "tanh" => x.tanh(),
        "asinh" => x.asinh(),
        "acosh" => x.acosh(),
        "atanh" => x.atanh(),
        "fabs" => x.abs(),
        // CPython divides and multiplies by these constants.
        "radians" => x * (std::f64::consts::PI / 180.0),
        "degrees" => x * (180.0 / std::f64::consts::PI),
        _ => return None,
    };
    (!value.is_nan() || x.is_nan()).then_some(value)
}

fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
