//! Methods of `str`.

use std::rc::Rc;

use super::super::error::{PyError, PyResult};
use super::super::session::Session;
use super::super::value::*;
use super::{Frame, Kwargs};
use crate::frontend::text::{is_space, splitlines};

impl Session {
    pub(super) fn str_method(
        &mut self,
        f: &mut Frame,
        name: &'static str,
        s: &Rc<str>,
        args: Vec<Value>,
        kwargs: Kwargs,
    ) -> PyResult<Value> {
        if args.iter().chain(kwargs.iter().map(|(_, v)| v)).any(Value::is_unknown) && name != "str.format" {
            return Ok(self.unknown(format!("{name} of an unknown value")));
        }
        let text = |i: usize| args.get(i).and_then(|v| v.as_str().map(str::to_owned));
        let string = |s: String| Value::Str(s.into());
        let strings =
            |parts: Vec<String>| Value::list(parts.into_iter().map(|p| Value::Str(p.into())).collect());
        Ok(match name {
            "str.join" => {
                let Some(items) = self.collect(f, args.first().unwrap_or(&Value::None))? else {
                    return Ok(self.unknown("joining an unknown iterable"));
                };
                let mut parts: Vec<&str> = Vec::new();
                for item in &items {
                    match item.as_str() {
                        Some(p) => parts.push(p),
                        None if item.is_unknown() => return Ok(item.clone()),
                        None => {
                            let class = self.class_name(item);
                            return Err(PyError::new(
                                "TypeError",
                                format!("sequence item: expected str instance, {class} found"),
                            ));
                        }
                    }
                }
                let length: usize = parts.iter().map(|p| p.len()).sum();
                self.reserve_text(length.saturating_add(s.len().saturating_mul(parts.len())))?;
                string(parts.join(s))
            }
            "str.format" => return self.str_format(f, s, &args, &kwargs),
            "str.split" | "str.rsplit" => {
                let separator = text(0).or_else(|| keyword_text(&kwargs, "sep"));
                let limit = args.get(1).and_then(Value::as_int).or_else(|| keyword_int(&kwargs, "maxsplit"));
                self.reserve(s.len() / 2 + 1)?;
                strings(split(s, separator.as_deref(), limit, name == "str.rsplit"))
            }
            "str.strip" | "str.lstrip" | "str.rstrip" => {
                let set = text(0);
                let cut = |c: char| set.as_ref().map_or_else(|| is_space(c), |set| set.contains(c));
                string(
                    match name {
                        "str.strip" => s.trim_matches(cut),
                        "str.lstrip" => s.trim_start_matches(cut),
                        _ => s.trim_end_matches(cut),
                    }
                    .to_owned(),
                )
            }
            "str.replace" => {
                let (Some(from), Some(to)) = (text(0), text(1)) else { return Ok(self.unknown(name)) };
                let longest = (s.len() + 1).saturating_mul(to.len()).saturating_add(s.len());
                let found = if longest > 4096 { s.matches(&*from).count() } else { s.len() + 1 };
                self.reserve_text(found.saturating_mul(to.len()).saturating_add(s.len()))?;
                match args.get(2).and_then(Value::as_int) {
                    Some(n) if n >= 0 => string(s.replacen(&from, &to, n as usize)),
                    _ => string(s.replace(&from, &to)),
                }
            }
            "str.lower" | "str.casefold" => string(s.to_lowercase()),
            "str.upper" => string(s.to_uppercase()),
            "str.title" => string(title(s)),
            "str.capitalize" => {
                let mut chars = s.chars();
                let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
                string(first + &chars.as_str().to_lowercase())
            }
            "str.startswith" | "str.endswith" => {
                let test = |p: &str| if name == "str.startswith" { s.starts_with(p) } else { s.ends_with(p) };
                Value::Bool(match args.first() {
                    Some(Value::Tuple(options)) => options.iter().filter_map(Value::as_str).any(test),
                    Some(v) => v.as_str().is_some_and(test),
                    None => false,
                })
            }
            "str.removeprefix" => string(text(0).and_then(|p| s.strip_prefix(&*p)).unwrap_or(s).to_owned()),
            "str.removesuffix" => string(text(0).and_then(|p| s.strip_suffix(&*p)).unwrap_or(s).to_owned()),
            "str.find" | "str.index" | "str.rfind" => {
                let part = text(0).unwrap_or_default();
                let at = if name == "str.rfind" { s.rfind(&*part) } else { s.find(&*part) };
                match at {
                    Some(at) => Value::Int(s[..at].chars().count() as i128),
                    None if name == "str.index" => {
                        return Err(PyError::new("ValueError", "substring not found"));
                    }
                    None => Value::Int(-1),
                }
            }
            "str.count" => Value::Int(text(0).map_or(0, |p| s.matches(&*p).count()) as i128),
            "str.isdigit" => Value::Bool(!s.is_empty() && s.chars().all(|c| c.is_ascii_digit())),
            "str.isalpha" => Value::Bool(!s.is_empty() && s.chars().all(char::is_alphabetic)),
            "str.isalnum" => Value::Bool(!s.is_empty() && s.chars().all(char::is_alphanumeric)),
            "str.isspace" => Value::Bool(!s.is_empty() && s.chars().all(is_space)),
            "str.isupper" => {
                Value::Bool(s.chars().any(char::is_uppercase) && !s.chars().any(char::is_lowercase))
            }
            "str.islower" => {
                Value::Bool(s.chars().any(char::is_lowercase) && !s.chars().any(char::is_uppercase))
            }
            "str.isidentifier" => Value::Bool(is_identifier(s)),
            "str.splitlines" => strings(self.lines_of(s)?.into_iter().map(str::to_owned).collect()),
            "str.encode" => Value::Bytes(Rc::from(s.as_bytes())),
            "str.zfill" => {
                let width = self.width_argument(args.first())?;
                let (sign, digits) = match s.strip_prefix(['-', '+']) {
                    Some(rest) => s.split_at(s.len() - rest.len()),
                    None => ("", &**s),
                };
                let missing = width.saturating_sub(s.chars().count());
                self.reserve_text(missing.saturating_add(s.len()))?;
                string(format!("{sign}{}{digits}", "0".repeat(missing)))
            }
            "str.ljust" | "str.rjust" | "str.center" => {
                let width = self.width_argument(args.first())?;
                let fill = text(1).unwrap_or_else(|| " ".into());
                if fill.chars().count() != 1 {
                    let message = "The fill character must be exactly one character long";
                    return Err(PyError::new("TypeError", message));
                }
                let missing = width.saturating_sub(s.chars().count());
                self.reserve_text(missing.saturating_mul(fill.len()).saturating_add(s.len()))?;
                let left = match name {
                    "str.ljust" => 0,
                    "str.rjust" => missing,
                    _ => missing / 2 + (missing & width & 1),
                };
                string(format!("{}{s}{}", fill.repeat(left), fill.repeat(missing - left)))
            }
            "str.partition" | "str.rpartition" => {
                let part = text(0).unwrap_or_default();
                let found =
                    if name == "str.partition" { s.split_once(&*part) } else { s.rsplit_once(&*part) };
                let parts = match found {
                    Some((a, b)) => [a.to_owned(), part, b.to_owned()],
                    None if name == "str.partition" => [s.to_string(), String::new(), String::new()],
                    None => [String::new(), String::new(), s.to_string()],
                };
                Value::tuple(parts.into_iter().map(|p| Value::Str(p.into())).collect())
            }
            "str.__len__" => Value::Int(s.chars().count() as i128),
            "str.__contains__" => Value::Bool(text(0).is_some_and(|p| s.contains(&*p))),
            _ => self.unknown(name),
        })
    }

    fn width_argument(&self, value: Option<&Value>) -> PyResult<usize> {
        let width = value.and_then(Value::as_int).unwrap_or(0).max(0);
        let width = usize::try_from(width).unwrap_or(usize::MAX);
        self.check_width(width)?;
        Ok(width)
    }

    fn lines_of<'s>(&mut self, s: &'s str) -> PyResult<Vec<&'s str>> {
        let lines = splitlines(s);
        self.reserve(lines.len())?;
        Ok(lines)
    }

    /// `"...".format(...)`.
    fn str_format(&mut self, f: &mut Frame, s: &str, args: &[Value], kwargs: &Kwargs) -> PyResult<Value> {
        let mut out = String::new();
        let mut chars = s.chars().peekable();
        let mut next = 0;
        while let Some(c) = chars.next() {
            match c {
                '{' if chars.peek() == Some(&'{') => {
                    chars.next();
                    out.push('{');
                }
                '}' => {
                    chars.next();
                    out.push('}');
                }
                '{' => {
                    let field: String = chars.by_ref().take_while(|c| *c != '}').collect();
                    let (name, spec) = field.split_once(':').unwrap_or((&field, ""));
                    let (name, conversion) = name.split_once('!').unwrap_or((name, ""));
                    let mut parts = name.split('.');
                    let root = parts.next().unwrap_or("");
                    let mut value = if root.is_empty() {
                        next += 1;
                        args.get(next - 1).cloned()
                    } else if let Ok(i) = root.parse::<usize>() {
                        args.get(i).cloned()
                    } else {
                        kwargs.iter().find(|(n, _)| &**n == root).map(|(_, v)| v.clone())
                    };
                    for part in parts {
                        value = match value {
                            Some(v) => Some(self.get_attr(f, &v, part)?),
                            None => None,
                        };
                    }
                    let Some(value) = value else {
                        return Err(PyError::new("IndexError", "Replacement index out of range"));
                    };
                    if value.is_unknown() {
                        return Ok(value);
                    }
                    let formatted = match conversion {
                        "r" => self.repr_of(f, &value),
                        _ => self.format_value(f, &value, spec)?,
                    };
                    match formatted {
                        Some(t) => {
                            self.reserve_text(t.len())?;
                            out.push_str(&t);
                        }
                        None => return Ok(self.unknown("the text of an object")),
                    }
                }
                c => out.push(c),
            }
        }
        Ok(Value::Str(out.into()))
    }
}

fn keyword_text(kwargs: &Kwargs, name: &str) -> Option<String> {
    kwargs.iter().find(|(n, _)| &**n == name)?.1.as_str().map(str::to_owned)
}

fn keyword_int(kwargs: &Kwargs, name: &str) -> Option<i128> {
    kwargs.iter().find(|(n, _)| &**n == name)?.1.as_int()
}

/// Whether a string is a Python identifier.
#[must_use]
pub fn is_identifier(s: &str) -> bool {
    let mut chars = s.chars();
    chars.next().is_some_and(|c| c == '_' || c.is_alphabetic())
        && chars.all(|c| c == '_' || c.is_alphanumeric())
}

fn title(s: &str) -> String {
    let mut out = String::new();
    let mut start = true;
    for c in s.chars() {
        if start {
            out.extend(c.to_uppercase());
        } else {
            out.extend(c.to_lowercase());
        }
        start = !c.is_alphabetic();
    }
    out
}

fn split(s: &str, separator: Option<&str>, limit: Option<i128>, from_right: bool) -> Vec<String> {
    let limit = limit.filter(|n| *n >= 0).map(|n| n as usize);
    match (separator, limit) {
        (Some(sep), Some(n)) if from_right => {
            let mut parts: Vec<String> = s.rsplitn(n + 1, sep).map(str::to_owned).collect();
            parts.reverse();
            parts
        }
        (Some(sep), Some(n)) => s.splitn(n + 1, sep).map(str::to_owned).collect(),
        (Some(sep), None) => s.split(sep).map(str::to_owned).collect(),
        (None, Some(n)) if n > 0 => {
            let mut rest = s.trim_start_matches(is_space);
            let mut parts = Vec::new();
            while parts.len() < n {
                match rest.find(is_space) {
                    Some(at) => {
                        parts.push(rest[..at].to_owned());
                        rest = rest[at..].trim_start_matches(is_space);
                    }
                    None => break,
                }
            }
            if !rest.is_empty() {
                parts.push(rest.trim_end_matches(is_space).to_owned());
            }
            parts
        }
        (None, _) => s.split(is_space).filter(|p| !p.is_empty()).map(str::to_owned).collect(),
    }
}
