//! `str`, `repr`, `format` and `%`.

use std::rc::Rc;

use super::super::error::{PyError, PyResult};
use super::super::session::Session;
use super::super::value::*;
use super::Frame;
use super::compare::{Num, as_f64, find_in_mro, number};
use crate::ids::FuncRef;
use crate::types::{Number, Scalar, ScalarValue, Ty, numpy_float};

/// `repr(float)`.
#[must_use]
pub fn float_repr(x: f64) -> String {
    if x.is_nan() {
        return "nan".into();
    }
    if x.is_infinite() {
        return if x > 0.0 { "inf".into() } else { "-inf".into() };
    }
    let shortest = format!("{x:e}");
    let (mantissa, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..16).contains(&exponent) {
        let plain = format!("{x}");
        return if plain.contains('.') { plain } else { format!("{plain}.0") };
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}e{sign}{:02}", exponent.abs())
}

/// `repr(str)`.
#[must_use]
pub fn str_repr(s: &str) -> String {
    let quote = if s.contains('\'') && !s.contains('"') { '"' } else { '\'' };
    let mut out = String::with_capacity(s.len() + 2);
    out.push(quote);
    for c in s.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => {
                out.push('\\');
                out.push(c);
            }
            c if (c as u32) < 32 || c as u32 == 127 => out.push_str(&format!("\\x{:02x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push(quote);
    out
}

impl Session {
    /// `str(value)`; `None` where the text cannot be known (addresses, unknown values).
    pub(in crate::host) fn str_of(&mut self, f: &mut Frame, value: &Value) -> Option<String> {
        match value {
            Value::Str(s) => Some(s.to_string()),
            Value::Numpy(s) => Some(numpy_text(*s)),
            Value::EnumMember(m) if m.is_int || m.is_str => match m.class.upgrade() {
                Some(c) if inherits_plain_mixin(&c) => Some(format!("{}.{}", m.class_name, m.name)),
                _ => self.str_of(f, &m.value.clone()),
            },
            Value::EnumMember(m) => Some(format!("{}.{}", m.class_name, m.name)),
            Value::Instance(i) => {
                if find_in_mro(&i.class, "__str__").is_some() {
                    let m = self.get_attr(f, value, "__str__").ok()?;
                    return match self.call(f, &m, Vec::new(), Vec::new()).ok()? {
                        Value::Str(s) => Some(s.to_string()),
                        _ => None,
                    };
                }
                if i.class.mro.borrow().iter().any(|c| &*c.name == "BaseException") {
                    let args = i.dict.borrow().get("args").cloned();
                    return match args {
                        Some(Value::Tuple(t)) if t.len() == 1 => self.str_of(f, &t[0]),
                        Some(Value::Tuple(t)) if t.is_empty() => Some(String::new()),
                        Some(other) => self.repr_of(f, &other),
                        None => Some(String::new()),
                    };
                }
                self.repr_of(f, value)
            }
            Value::Scalar(s) => Some(number_text(s.scalar, s.number)),
            Value::Composite(c) => {
                let c = c.borrow();
                if self.types.is_matrix(c.ty) {
                    return None;
                }
                let parts: Vec<String> = c.elements.iter().map(|n| element_text(*n)).collect();
                Some(format!("[{}]", parts.join(", ")))
            }
            other => self.repr_of(f, other),
        }
    }

    /// `repr(value)`.
    pub(in crate::host) fn repr_of(&mut self, f: &mut Frame, value: &Value) -> Option<String> {
        if self.depth >= self.options.limits.depth {
            return None;
        }
        self.depth += 1;
        let text = self.repr_inner(f, value);
        self.depth -= 1;
        // Nested values can print exponentially long.
        text.filter(|t| t.len() < 100_000)
    }

    fn repr_inner(&mut self, f: &mut Frame, value: &Value) -> Option<String> {
        Some(match value {
            Value::None => "None".into(),
            Value::Ellipsis => "Ellipsis".into(),
            Value::NotImplemented => "NotImplemented".into(),
            Value::Bool(b) => if *b { "True" } else { "False" }.into(),
            Value::Int(i) => i.to_string(),
            Value::BigInt(i) => i.to_string(),
            Value::Float(x) => float_repr(*x),
            Value::Str(s) => str_repr(s),
            Value::Tuple(items) => {
                let parts = self.reprs(f, items)?;
                if parts.len() == 1 { format!("({},)", parts[0]) } else { format!("({})", parts.join(", ")) }
            }
            Value::List(items) => {
                let items = items.borrow().clone();
                format!("[{}]", self.reprs(f, &items)?.join(", "))
            }
            Value::Set(s) => {
                let items: Vec<Value> = s.items.borrow().values().cloned().collect();
                // The order of a set with more than one element is not ours to know.
                if items.len() > 1 {
                    return None;
                }
                format!("{{{}}}", self.reprs(f, &items)?.join(", "))
            }
            Value::Dict(d) => {
                let mut parts = Vec::new();
                for (k, v) in d.entries() {
                    parts.push(format!("{}: {}", self.repr_of(f, &k)?, self.repr_of(f, &v)?));
                }
                format!("{{{}}}", parts.join(", "))
            }
            Value::Range(r) if r.step == 1 => format!("range({}, {})", r.start, r.stop),
            Value::Range(r) => format!("range({}, {}, {})", r.start, r.stop, r.step),
            Value::Type(ty) => self.type_repr_text(*ty),
            Value::Scalar(s) => format!("{}({})", s.scalar.name(), number_text(s.scalar, s.number)),
            Value::Numpy(s) => format!("np.{}({})", s.scalar.name(), numpy_text(*s)),
            Value::Class(c) => format!("<class '{}.{}'>", c.module, c.qualname),
            Value::EnumMember(m) => {
                let value = self.repr_of(f, &m.value.clone())?;
                format!("<{}.{}: {value}>", m.class_name, m.name)
            }
            Value::Instance(i) => return self.instance_repr(f, value, i),
            Value::Function(FuncRef::User(id)) => format!("<Function {}()>", self.functions[id.index()].key),
            Value::Native(n) => super::super::facade::native_repr(n.0)?,
            Value::Composite(_) => {
                let ty = match value {
                    Value::Composite(c) => c.borrow().ty,
                    _ => return None,
                };
                let name = self.type_py_name(ty);
                format!("{name}({})", self.str_of(f, value)?)
            }
            Value::Module(m) => format!("<module '{}'>", m.name),
            _ => return None,
        })
    }

    fn reprs(&mut self, f: &mut Frame, items: &[Value]) -> Option<Vec<String>> {
        items.iter().map(|v| self.repr_of(f, v)).collect()
    }

    fn instance_repr(&mut self, f: &mut Frame, value: &Value, i: &Rc<Instance>) -> Option<String> {
        if find_in_mro(&i.class, "__repr__").is_some() {
            let m = self.get_attr(f, value, "__repr__").ok()?;
            return match self.call(f, &m, Vec::new(), Vec::new()).ok()? {
                Value::Str(s) => Some(s.to_string()),
                _ => None,
            };
        }
        if !matches!(i.class.kind.get(), ClassKind::Dataclass | ClassKind::NamedTuple) {
            return None;
        }
        let fields: Vec<(String, Value)> =
            i.dict.borrow().iter().map(|(k, v)| (k.to_string(), v.clone())).collect();
        let mut parts = Vec::new();
        for (name, v) in fields {
            parts.push(format!("{name}={}", self.repr_of(f, &v)?));
        }
        Some(format!("{}({})", i.class.qualname, parts.join(", ")))
    }

    /// `format(value, spec)`; `None` where the text cannot be known.
    pub(in crate::host) fn format_value(
        &mut self,
        f: &mut Frame,
        value: &Value,
        spec: &str,
    ) -> PyResult<Option<String>> {
        if spec.is_empty() {
            if let Value::EnumMember(m) = value
                && (m.is_int || m.is_str)
            {
                // On Python 3.11 a plain mixin enum formats as Enum.__str__ does, IntEnum as its value.
                return Ok(self.str_of(f, value));
            }
            return Ok(self.str_of(f, value));
        }
        let Some(spec) = Spec::parse(spec) else {
            return Err(PyError::new("ValueError", "Invalid format specifier"));
        };
        self.check_width(spec.width.max(spec.precision.unwrap_or(0)))?;
        let value = match value {
            Value::EnumMember(m) => m.value.clone(),
            other => other.clone(),
        };
        if let Some(n) = number(&value)
            && !matches!(spec.kind, Some('s'))
        {
            return Ok(spec.format_number(n));
        }
        Ok(self.str_of(f, &value).map(|text| spec.format_text(&text)))
    }

    /// `format % args`.
    pub(super) fn percent_format(&mut self, f: &mut Frame, format: &str, args: &Value) -> PyResult<Value> {
        let mut items: Vec<Value> = match args {
            Value::Tuple(t) => t.to_vec(),
            other => vec![other.clone()],
        };
        items.reverse();
        let mut out = String::new();
        let mut chars = format.chars().peekable();
        while let Some(c) = chars.next() {
            if c != '%' {
                out.push(c);
                continue;
            }
            let mut spec = String::new();
            let conversion = loop {
                match chars.next() {
                    Some(c) if c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | ' ' | '#') => spec.push(c),
                    Some('(') => return Ok(self.unknown("a % format with names")),
                    Some(c) => break c,
                    None => return Err(PyError::new("ValueError", "incomplete format")),
                }
            };
            if conversion == '%' {
                out.push('%');
                continue;
            }
            let Some(item) = items.pop() else {
                return Err(PyError::new("TypeError", "not enough arguments for format string"));
            };
            if item.is_unknown() {
                return Ok(item);
            }
            let text = match conversion {
                's' | 'r' => {
                    let text = if conversion == 's' { self.str_of(f, &item) } else { self.repr_of(f, &item) };
                    match (text, spec.trim_start_matches(['-', '+', ' ', '#', '0'])) {
                        (text, "") => text,
                        (Some(text), width) => {
                            let side = if spec.contains('-') { '<' } else { '>' };
                            self.format_value(f, &Value::Str(text.into()), &format!("{side}{width}"))?
                        }
                        (None, _) => None,
                    }
                }
                'd' | 'i' | 'f' | 'g' | 'e' | 'x' | 'X' | 'o' => {
                    let kind = if conversion == 'i' { 'd' } else { conversion };
                    let item = match (kind, &item) {
                        ('d', Value::Float(x)) => Value::Int(*x as i128),
                        _ => item.clone(),
                    };
                    self.format_value(f, &item, &format!("{}{kind}", spec.replace('-', "<")))?
                }
                _ => None,
            };
            match text {
                Some(text) => {
                    self.reserve_text(text.len())?;
                    out.push_str(&text);
                }
                None => return Ok(self.unknown("the text of an object")),
            }
        }
        Ok(Value::Str(out.into()))
    }

    /// The Python name of a type object (`vec3f`, `float32`, `vec_t`).
    pub(in crate::host) fn type_py_name(&self, ty: Ty) -> String {
        super::super::facade::types::alias_name(&self.types, ty).unwrap_or_else(|| self.types.type_name(ty))
    }

    fn type_repr_text(&self, ty: Ty) -> String {
        if self.types.is_composite(ty) {
            return format!("<class 'warp._src.types.{}'>", self.type_py_name(ty));
        }
        self.types.python_repr(ty)
    }
}

/// Python 3.11: `class E(str, Enum)` prints `E.X`; `IntEnum` and `StrEnum` print their value.
fn inherits_plain_mixin(class: &Rc<ClassObj>) -> bool {
    let natives = |c: &Rc<ClassObj>, names: &[&str]| {
        c.bases.iter().any(|b| matches!(b, Value::Native(n) if names.contains(&n.0)))
    };
    !class.mro.borrow().iter().any(|c| natives(c, &["enum.IntEnum", "enum.StrEnum", "enum.IntFlag"]))
}

fn number_text(scalar: Scalar, n: Number) -> String {
    match n {
        Number::Int(i) if scalar == Scalar::Bool => if i != 0 { "True" } else { "False" }.into(),
        Number::Int(i) => i.to_string(),
        Number::Float(x) => float_repr(x),
    }
}

/// What NumPy prints: the shortest digits for the type.
fn numpy_text(s: ScalarValue) -> String {
    match s.number {
        Number::Float(x) => numpy_float(s.scalar, x).unwrap_or_else(|| float_repr(x)),
        number => number_text(s.scalar, number),
    }
}

fn element_text(n: Number) -> String {
    match n {
        Number::Int(i) => i.to_string(),
        Number::Float(x) => float_repr(x),
    }
}

/// A format specification.
struct Spec {
    fill: char,
    align: Option<char>,
    plus: bool,
    alternate: bool,
    zero: bool,
    width: usize,
    /// Between thousands.
    separator: Option<char>,
    /// A space where a sign could be.
    space: bool,
    precision: Option<usize>,
    kind: Option<char>,
}

impl Spec {
    fn parse(text: &str) -> Option<Spec> {
        let chars: Vec<char> = text.chars().collect();
        let mut spec = Spec {
            fill: ' ',
            align: None,
            plus: false,
            alternate: false,
            zero: false,
            width: 0,
            separator: None,
            space: false,
            precision: None,
            kind: None,
        };
        let is_align = |c: Option<&char>| c.is_some_and(|c| matches!(c, '<' | '>' | '^' | '='));
        let mut i = 0;
        if is_align(chars.get(1)) {
            spec.fill = *chars.first()?;
            spec.align = chars.get(1).copied();
            i = 2;
        } else if is_align(chars.first()) {
            spec.align = chars.first().copied();
            i = 1;
        }
        if matches!(chars.get(i), Some('+' | '-' | ' ')) {
            spec.plus = chars[i] == '+';
            spec.space = chars[i] == ' ';
            i += 1;
        }
        if chars.get(i) == Some(&'#') {
            spec.alternate = true;
            i += 1;
        }
        if chars.get(i) == Some(&'0') {
            spec.zero = true;
            i += 1;
        }
        while let Some(d) = chars.get(i).and_then(|c| c.to_digit(10)) {
            spec.width = spec.width.saturating_mul(10).saturating_add(d as usize);
            i += 1;
        }
        if let Some(&separator @ (',' | '_')) = chars.get(i) {
            spec.separator = Some(separator);
            i += 1;
        }
        if chars.get(i) == Some(&'.') {
            i += 1;
            let mut precision = 0;
            while let Some(d) = chars.get(i).and_then(|c| c.to_digit(10)) {
                precision = usize::saturating_mul(precision, 10).saturating_add(d as usize);
                i += 1;
            }
            spec.precision = Some(precision);
        }
        if let Some(c) = chars.get(i) {
            spec.kind = Some(*c);
            i += 1;
        }
        (i == chars.len()).then_some(spec)
    }

    fn pad(&self, sign: &str, body: &str, default: char) -> String {
        let used = sign.chars().count() + body.chars().count();
        let missing = self.width.saturating_sub(used);
        let align = self.align.unwrap_or(if self.zero { '=' } else { default });
        let fill = if self.zero && self.align.is_none() { '0' } else { self.fill };
        let fills = |n: usize| fill.to_string().repeat(n);
        match align {
            '<' => format!("{sign}{body}{}", fills(missing)),
            '^' => format!("{}{sign}{body}{}", fills(missing / 2), fills(missing - missing / 2)),
            '=' => format!("{sign}{}{body}", fills(missing)),
            _ => format!("{}{sign}{body}", fills(missing)),
        }
    }

    fn format_text(&self, text: &str) -> String {
        let cut: String = match self.precision {
            Some(n) => text.chars().take(n).collect(),
            None => text.to_owned(),
        };
        self.pad("", &cut, '<')
    }

    fn format_number(&self, n: Num) -> Option<String> {
        let negative = match n {
            Num::Int(i) => i < 0,
            Num::Float(x) => x.is_sign_negative() && !x.is_nan(),
        };
        let sign = if negative {
            "-"
        } else if self.plus {
            "+"
        } else if self.space {
            " "
        } else {
            ""
        };
        let is_grouped = matches!((n, self.kind), (Num::Int(_), None | Some('d')) | (_, Some('f' | 'F')));
        let has_prefix = matches!((n, self.kind), (Num::Int(_), Some('x' | 'X' | 'o' | 'b')));
        if (self.separator.is_some() && (!is_grouped || self.zero))
            || (self.alternate && !has_prefix)
            || as_f64(n).is_infinite()
            || as_f64(n).is_nan()
        {
            return None;
        }
        let body = match (n, self.kind) {
            (Num::Int(i), None | Some('d' | 'n')) => group(&i.unsigned_abs().to_string(), self.separator),
            (Num::Int(i), Some('x')) => self.prefixed("0x", format!("{:x}", i.unsigned_abs())),
            (Num::Int(i), Some('X')) => self.prefixed("0X", format!("{:X}", i.unsigned_abs())),
            (Num::Int(i), Some('o')) => self.prefixed("0o", format!("{:o}", i.unsigned_abs())),
            (Num::Int(i), Some('b')) => self.prefixed("0b", format!("{:b}", i.unsigned_abs())),
            (n, Some('f' | 'F')) => {
                let text = format!("{:.*}", self.precision.unwrap_or(6), as_f64(n).abs());
                match text.split_once('.') {
                    Some((whole, rest)) => format!("{}.{rest}", group(whole, self.separator)),
                    None => group(&text, self.separator),
                }
            }
            (n, Some('e')) => exponent_form(as_f64(n).abs(), self.precision.unwrap_or(6)),
            (n, Some('%')) => format!("{:.*}%", self.precision.unwrap_or(6), as_f64(n).abs() * 100.0),
            (n, Some('g')) => general_form(as_f64(n).abs(), self.precision.unwrap_or(6)),
            (Num::Float(x), None) => match self.precision {
                None => float_repr(x.abs()),
                Some(p) => general_form(x.abs(), p),
            },
            _ => return None,
        };
        Some(self.pad(sign, &body, '>'))
    }

    fn prefixed(&self, prefix: &str, digits: String) -> String {
        if self.alternate { format!("{prefix}{digits}") } else { digits }
    }
}

fn group(digits: &str, separator: Option<char>) -> String {
    let Some(separator) = separator else { return digits.to_owned() };
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(c);
    }
    out
}

fn exponent_form(x: f64, precision: usize) -> String {
    let text = format!("{x:.precision$e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}e{sign}{:02}", exponent.abs())
}

fn general_form(x: f64, precision: usize) -> String {
    if !x.is_finite() {
        return float_repr(x);
    }
    let precision = precision.max(1);
    let text = format!("{:.*e}", precision - 1, x);
    let exponent: i32 = text.split_once('e').and_then(|(_, e)| e.parse().ok()).unwrap_or(0);
    let trim = |s: String| {
        if s.contains('.') { s.trim_end_matches('0').trim_end_matches('.').to_owned() } else { s }
    };
    if exponent < -4 || exponent >= precision as i32 {
        let full = exponent_form(x, precision - 1);
        let (mantissa, rest) = full.split_once('e').unwrap_or((&full, "+00"));
        return format!("{}e{rest}", trim(mantissa.to_owned()));
    }
    trim(format!("{:.*}", (precision as i32 - 1 - exponent).max(0) as usize, x))
}
