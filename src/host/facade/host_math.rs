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
            return (rounded.abs() < 1e38).then_some(Value::Int(rounded as i128));
        }
        "gcd" => Value::Int(ints(args)?.into_iter().fold(0, gcd)),
        "lcm" => Value::Int(ints(args)?.into_iter().try_fold(1, lcm)?),
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
        "log" if args.positional.len() == 2 => known(x.ln() / float(1)?.ln(), x)?,
        "pow" => known(x.powf(float(1)?), x)?,
        "atan2" => Value::Float(x.atan2(float(1)?)),
        "hypot" => {
            let parts: Option<Vec<f64>> = args.positional.iter().map(number_of).collect();
            Value::Float(hypot(&parts?))
        }
        "fmod" => known(x % float(1)?, x)?,
        "copysign" => Value::Float(x.copysign(float(1)?)),
        _ => known(unary(function, x)?, x)?,
    })
}

/// A result, unless Python raises: a finite number has a finite result.
fn known(result: f64, of: f64) -> Option<Value> {
    (result.is_finite() || !of.is_finite()).then_some(Value::Float(result))
}

fn unary(function: &str, x: f64) -> Option<f64> {
    Some(match function {
        "sqrt" => x.sqrt(),
        // C libraries do not agree on its last bit.
        "cbrt" => return None,
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
        "asinh" => asinh(x),
        "acosh" => acosh(x),
        "atanh" => atanh(x),
        "fabs" => x.abs(),
        // CPython divides and multiplies by these constants.
        "radians" => x * (std::f64::consts::PI / 180.0),
        "degrees" => x * (180.0 / std::f64::consts::PI),
        _ => return None,
    })
}

// Rust's own inverse hyperbolic functions are other formulas than those of C libraries, which Python uses: these are
// fdlibm's, as glibc has them, to the last bit.

fn acosh(x: f64) -> f64 {
    const LARGE: f64 = (1_u64 << 28) as f64;
    if x >= LARGE {
        return x.ln() + std::f64::consts::LN_2;
    }
    if x > 2.0 {
        return (2.0 * x - 1.0 / (x + (x * x - 1.0).sqrt())).ln();
    }
    let t = x - 1.0;
    (t + (2.0 * t + t * t).sqrt()).ln_1p()
}

fn asinh(x: f64) -> f64 {
    let a = x.abs();
    // It is the upper half of the number that is compared.
    let upper = (a.to_bits() >> 32) as u32;
    let result = if upper < 0x3e30_0000 {
        a
    } else if upper > 0x41b0_0000 {
        a.ln() + std::f64::consts::LN_2
    } else if upper > 0x4000_0000 {
        (2.0 * a + 1.0 / ((a * a + 1.0).sqrt() + a)).ln()
    } else {
        let t = a * a;
        (a + t / (1.0 + (1.0 + t).sqrt())).ln_1p()
    };
    result.copysign(x)
}

fn atanh(x: f64) -> f64 {
    const SMALL: f64 = 1.0 / (1_u64 << 28) as f64;
    let a = x.abs();
    let result = if a < SMALL {
        a
    } else if a < 0.5 {
        let t = a + a;
        0.5 * (t + t * a / (1.0 - a)).ln_1p()
    } else {
        0.5 * ((a + a) / (1.0 - a)).ln_1p()
    };
    result.copysign(x)
}

/// `math.hypot`, which is CPython's own (`vector_norm`): squares in two halves, sums with what they lose, and one step of
/// Newton's method.
fn hypot(parts: &[f64]) -> f64 {
    let largest = parts.iter().fold(0.0, |max: f64, part| max.max(part.abs()));
    if largest.is_infinite() {
        return largest;
    }
    if parts.iter().any(|part| part.is_nan()) {
        return f64::NAN;
    }
    if largest == 0.0 || parts.len() == 1 {
        return largest;
    }
    if largest < f64::MIN_POSITIVE {
        // Too small to be scaled by a power of two.
        return f64::MIN_POSITIVE
            * hypot(&parts.iter().map(|part| part / f64::MIN_POSITIVE).collect::<Vec<_>>());
    }
    // A power of two that brings the largest part into [0.5, 1).
    let exponent = (largest.to_bits() >> 52) as i32 - 1022;
    let scale = f64::from_bits(match exponent {
        1024 => 1 << 50,
        1023 => 1 << 51,
        _ => ((1023 - exponent) as u64) << 52,
    });
    let halves = |x: f64| {
        const SPLIT: f64 = 134_217_729.0;
        let t = x * SPLIT;
        let high = t - (t - x);
        (high, x - high)
    };
    let (mut sum, mut lost) = (1.0_f64, [0.0_f64; 3]);
    let add = |sum: &mut f64, lost: &mut f64, x: f64| {
        let before = *sum;
        *sum += x;
        *lost += (before - *sum) + x;
    };
    for part in parts {
        let (high, low) = halves(part.abs() * scale);
        add(&mut sum, &mut lost[0], high * high);
        add(&mut sum, &mut lost[1], 2.0 * high * low);
        lost[2] += low * low;
    }
    let root = (sum - 1.0 + (lost[0] + lost[1] + lost[2])).sqrt();
    let (high, low) = halves(root);
    add(&mut sum, &mut lost[0], -high * high);
    add(&mut sum, &mut lost[1], -2.0 * high * low);
    add(&mut sum, &mut lost[2], -low * low);
    let rest = sum - 1.0 + (lost[0] + lost[1] + lost[2]);
    (root + rest / (2.0 * root)) / scale
}

fn ints(args: &Args) -> Option<Vec<i128>> {
    args.positional.iter().map(Value::as_int).collect()
}

fn lcm(a: i128, b: i128) -> Option<i128> {
    if a == 0 || b == 0 {
        return Some(0);
    }
    (a / gcd(a, b)).checked_mul(b)?.checked_abs()
}

fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
