//! `min`, `max`, `sum`, `any`, `all`, `next`, and the built-ins on numbers.

use super::super::error::{PyError, PyResult};
use super::super::session::Session;
use super::super::value::*;
use super::compare::{Num, as_f64, find_in_mro, number};
use super::{Frame, Kwargs};
use crate::frontend::ast::{CmpOp, Operator};

impl Session {
    pub(super) fn builtin_reduce(
        &mut self,
        f: &mut Frame,
        name: &'static str,
        args: Vec<Value>,
        kwargs: Kwargs,
    ) -> PyResult<Value> {
        let first = args.first().cloned().unwrap_or(Value::None);
        let option = |n: &str| kwargs.iter().find(|(k, _)| &**k == n).map(|(_, v)| v.clone());
        if name == "next" {
            let Some(mut it) = self.iterate(f, &first)? else {
                return Ok(self.unknown("next() of an unknown iterator"));
            };
            if let Value::Instance(i) = &first
                && find_in_mro(&i.class, "__next__").is_some()
            {
                let m = self.get_attr(f, &first, "__next__")?;
                return self.call(f, &m, Vec::new(), Vec::new());
            }
            return match (self.next_item(&mut it)?, args.get(1)) {
                (Some(v), _) => Ok(v),
                (None, Some(default)) => Ok(default.clone()),
                (None, None) => Err(PyError::new("StopIteration", "")),
            };
        }
        let several = matches!(name, "min" | "max") && args.len() > 1;
        let items = if several { Some(args.clone()) } else { self.collect(f, &first)? };
        let Some(items) = items else { return Ok(self.unknown(format!("{name}() of an unknown iterable"))) };
        match name {
            "any" | "all" => {
                let mut unknown = false;
                for item in &items {
                    match self.truth(f, item)? {
                        Some(t) if t == (name == "any") => return Ok(Value::Bool(t)),
                        Some(_) => {}
                        None => unknown = true,
                    }
                }
                Ok(if unknown { self.unknown(format!("{name}()")) } else { Value::Bool(name == "all") })
            }
            "sum" => {
                let mut total = args.get(1).cloned().or_else(|| option("start")).unwrap_or(Value::Int(0));
                for item in items {
                    total = self.binary_op(f, Operator::Add, &total, &item)?;
                }
                Ok(total)
            }
            _ => {
                let key_function = option("key");
                let mut best: Option<(Value, Value)> = None;
                for item in items {
                    let k = match &key_function {
                        Some(function) => self.call(f, function, vec![item.clone()], Vec::new())?,
                        None => item.clone(),
                    };
                    let better = match &best {
                        None => true,
                        Some((best_key, _)) => {
                            let op = if name == "min" { CmpOp::Lt } else { CmpOp::Gt };
                            let test = self.compare_op(f, op, &k, best_key)?;
                            match self.truth(f, &test)? {
                                Some(t) => t,
                                None => return Ok(self.unknown(format!("{name}()"))),
                            }
                        }
                    };
                    if better {
                        best = Some((k, item));
                    }
                }
                best.map(|(_, v)| v)
                    .or_else(|| option("default"))
                    .ok_or_else(|| PyError::new("ValueError", format!("{name}() arg is an empty sequence")))
            }
        }
    }

    pub(super) fn builtin_number(
        &mut self,
        f: &mut Frame,
        name: &'static str,
        args: &[Value],
    ) -> PyResult<Value> {
        let first = args.first().cloned().unwrap_or(Value::None);
        if let Some(v) = args.iter().find(|v| v.is_unknown()) {
            return Ok(v.clone());
        }
        let unknown = |s: &Session| Ok(s.unknown(format!("{name}()")));
        match name {
            "pow" if args.len() == 2 => return self.binary_op(f, Operator::Pow, &first, &args[1]),
            "divmod" if args.len() == 2 => {
                let q = self.binary_op(f, Operator::FloorDiv, &first, &args[1])?;
                let r = self.binary_op(f, Operator::Mod, &first, &args[1])?;
                return Ok(Value::tuple(vec![q, r]));
            }
            "ord" => {
                let mut chars = first.as_str().unwrap_or("").chars();
                return match (chars.next(), chars.next()) {
                    (Some(c), None) => Ok(Value::Int(i128::from(c as u32))),
                    _ => unknown(self),
                };
            }
            "chr" => {
                let c = first.as_int().and_then(|i| u32::try_from(i).ok()).and_then(char::from_u32);
                return c.map_or_else(|| unknown(self), |c| Ok(Value::Str(c.to_string().into())));
            }
            _ => {}
        }
        let Some(n) = number(&first) else { return unknown(self) };
        Ok(match (name, n) {
            ("abs", Num::Int(i)) => i.checked_abs().map_or_else(|| self.unknown("abs()"), Value::Int),
            ("abs", Num::Float(x)) => Value::Float(x.abs()),
            ("round", Num::Int(i)) if args.len() == 1 => Value::Int(i),
            ("round", Num::Float(x)) if args.len() == 1 || args[1].is_none() => {
                if !x.is_finite() {
                    return Err(PyError::new("OverflowError", "cannot convert float infinity to integer"));
                }
                Value::Int(x.round_ties_even() as i128)
            }
            ("round", n) => match args.get(1).and_then(Value::as_int) {
                Some(digits @ 0..=20) => {
                    let text = format!("{:.*}", digits as usize, as_f64(n));
                    text.parse().map_or_else(|_| self.unknown("round()"), Value::Float)
                }
                _ => return unknown(self),
            },
            ("bin", Num::Int(i)) => radix_text(i, "0b", format!("{:b}", i.unsigned_abs())),
            ("hex", Num::Int(i)) => radix_text(i, "0x", format!("{:x}", i.unsigned_abs())),
            ("oct", Num::Int(i)) => radix_text(i, "0o", format!("{:o}", i.unsigned_abs())),
            _ => return unknown(self),
        })
    }
}

fn radix_text(i: i128, prefix: &str, digits: String) -> Value {
    Value::Str(format!("{}{prefix}{digits}", if i < 0 { "-" } else { "" }).into())
}
