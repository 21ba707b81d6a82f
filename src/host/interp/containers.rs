//! Methods of `list`, `dict`, `set`, `tuple`, numbers.

use std::rc::Rc;

use super::super::error::{PyError, PyResult};
use super::super::keys::key;
use super::super::session::Session;
use super::super::value::*;
use super::{Frame, Kwargs};

macro_rules! methods {
    ($($class:literal: $($name:literal)*;)*) => {
        fn lookup(class: &str, name: &str) -> Option<&'static str> {
            match (class, name) {
                $($(($class, $name) => Some(concat!($class, ".", $name)),)*)*
                _ => None,
            }
        }
    };
}

methods! {
    "list": "append" "extend" "insert" "pop" "remove" "clear" "index" "count" "sort" "reverse" "copy" "__len__" "__iter__" "__contains__" "__getitem__";
    "dict": "get" "keys" "values" "items" "update" "pop" "setdefault" "copy" "clear" "popitem" "__contains__" "__getitem__" "__len__" "__setitem__" "__iter__" "move_to_end";
    "set": "add" "update" "discard" "remove" "union" "intersection" "difference" "copy" "clear" "pop" "issubset" "issuperset" "symmetric_difference" "__contains__" "__len__";
    "tuple": "index" "count" "__len__" "__iter__" "__contains__" "__getitem__";
    "int": "bit_length" "to_bytes" "is_integer" "conjugate" "__index__" "bit_count" "as_integer_ratio";
    "float": "is_integer" "hex" "conjugate" "as_integer_ratio";
    "str": "join" "format" "split" "rsplit" "strip" "lstrip" "rstrip" "replace" "lower" "upper" "title" "capitalize" "startswith" "endswith" "removeprefix" "removesuffix" "find" "rfind" "index" "count" "isdigit" "isidentifier" "isalpha" "isalnum" "isupper" "islower" "splitlines" "encode" "zfill" "ljust" "rjust" "center" "partition" "rpartition" "swapcase" "casefold" "format_map" "isspace" "expandtabs" "__len__" "__contains__";
    "bytes": "decode" "hex" "__len__" "join";
    "iter": "__next__" "__iter__" "send" "close";
}

/// The full name of a method of a built-in value.
pub(super) fn method_name(object: &Value, name: &str) -> Option<&'static str> {
    let class = match object {
        Value::List(_) => "list",
        Value::Dict(_) => "dict",
        Value::Set(_) => "set",
        Value::Tuple(_) => "tuple",
        Value::Int(_) | Value::Bool(_) | Value::BigInt(_) => "int",
        Value::Float(_) => "float",
        Value::Str(_) => "str",
        Value::Bytes(_) => "bytes",
        Value::Iter(_) => "iter",
        _ => return None,
    };
    lookup(class, name)
}

impl Session {
    /// Calls a method of a built-in value.
    pub(super) fn call_method(
        &mut self,
        f: &mut Frame,
        name: &'static str,
        this: &Value,
        args: Vec<Value>,
        kwargs: Kwargs,
    ) -> PyResult<Value> {
        if !super::arity::is_method_understood(name, args.len(), &kwargs) {
            return Ok(self.unknown(format!("{name}(...) with other arguments")));
        }
        if super::super::limits::is_scan(name) {
            self.work_on(this)?;
            args.iter().try_for_each(|a| self.work_on(a))?;
        }
        match this {
            Value::List(items) => self.list_method(f, name, &items.clone(), args, kwargs),
            Value::Dict(d) => self.dict_method(f, name, &d.clone(), args, kwargs),
            Value::Set(s) => self.set_method(f, name, &s.clone(), args),
            Value::Tuple(items) => self.tuple_method(f, name, &items.clone(), &args),
            Value::Str(s) => self.str_method(f, name, &s.clone(), args, kwargs),
            Value::Bytes(b) => Ok(match name {
                "bytes.decode" => String::from_utf8(b.to_vec())
                    .map_or_else(|_| self.unknown("bytes.decode()"), |s| Value::Str(s.into())),
                "bytes.hex" => Value::Str(b.iter().map(|x| format!("{x:02x}")).collect::<String>().into()),
                "bytes.__len__" => Value::Int(b.len() as i128),
                _ => self.unknown(name),
            }),
            Value::Iter(_) if name == "iter.__next__" => {
                self.call_native(f, "next", vec![this.clone()], Vec::new())
            }
            Value::Iter(_) if name == "iter.__iter__" => Ok(this.clone()),
            Value::Int(i) => Ok(match name {
                "int.bit_length" => Value::Int(i128::from(128 - i.unsigned_abs().leading_zeros())),
                "int.bit_count" => Value::Int(i128::from(i.unsigned_abs().count_ones())),
                "int.conjugate" | "int.__index__" => this.clone(),
                "int.is_integer" => Value::Bool(true),
                _ => self.unknown(name),
            }),
            Value::Float(x) if name == "float.is_integer" => Ok(Value::Bool(x.fract() == 0.0)),
            _ => Ok(self.unknown(name)),
        }
    }

    fn list_method(
        &mut self,
        f: &mut Frame,
        name: &'static str,
        items: &Rc<std::cell::RefCell<Vec<Value>>>,
        args: Vec<Value>,
        kwargs: Kwargs,
    ) -> PyResult<Value> {
        let arg = |i: usize| args.get(i).cloned().unwrap_or(Value::None);
        match name {
            "list.append" => {
                self.reserve(1)?;
                items.borrow_mut().push(arg(0));
            }
            "list.extend" => {
                let more = self.collect(f, &arg(0))?;
                match more {
                    Some(more) => items.borrow_mut().extend(more),
                    None => items.borrow_mut().push(self.unknown("extending by an unknown iterable")),
                }
            }
            "list.insert" => {
                self.reserve(1)?;
                let len = items.borrow().len() as i128;
                let at = arg(0).as_int().unwrap_or(len);
                let at = (if at < 0 { at + len } else { at }).clamp(0, len) as usize;
                items.borrow_mut().insert(at, arg(1));
            }
            "list.pop" => {
                let len = items.borrow().len();
                let at = if args.is_empty() { -1 } else { arg(0).as_int().unwrap_or(-1) };
                return match super::subscript::position(at, len) {
                    Some(at) => Ok(items.borrow_mut().remove(at)),
                    None => Err(PyError::new("IndexError", "pop from empty list")),
                };
            }
            "list.remove" => {
                let snapshot = items.borrow().clone();
                for (i, v) in snapshot.iter().enumerate() {
                    if self.equal(f, v, &arg(0))? == Some(true) {
                        items.borrow_mut().remove(i);
                        return Ok(Value::None);
                    }
                }
                return Err(PyError::new("ValueError", "list.remove(x): x not in list"));
            }
            "list.clear" => items.borrow_mut().clear(),
            "list.reverse" => items.borrow_mut().reverse(),
            "list.copy" => return Ok(Value::list(items.borrow().clone())),
            "list.sort" => {
                let snapshot = items.borrow().clone();
                if let Some(sorted) = self.sort_values(f, snapshot, &kwargs)? {
                    *items.borrow_mut() = sorted;
                }
            }
            "list.__len__" => return Ok(Value::Int(items.borrow().len() as i128)),
            "list.__iter__" => return Ok(Value::iter(items.borrow().clone())),
            "list.__getitem__" => return self.get_item(f, &Value::List(items.clone()), &arg(0)),
            _ => {
                let snapshot: Rc<[Value]> = items.borrow().clone().into();
                return self.tuple_method(f, name, &snapshot, &args);
            }
        }
        Ok(Value::None)
    }

    fn tuple_method(
        &mut self,
        f: &mut Frame,
        name: &'static str,
        items: &Rc<[Value]>,
        args: &[Value],
    ) -> PyResult<Value> {
        let wanted = args.first().cloned().unwrap_or(Value::None);
        match name.rsplit('.').next() {
            Some("__len__") => Ok(Value::Int(items.len() as i128)),
            Some("__iter__") => Ok(Value::iter(items.to_vec())),
            Some("__getitem__") => self.get_item(f, &Value::Tuple(items.clone()), &wanted),
            Some("__contains__") => {
                let found = self.contains(f, &Value::Tuple(items.clone()), &wanted)?;
                Ok(found.map_or_else(|| self.unknown("a membership test"), Value::Bool))
            }
            Some("index") => {
                for (i, v) in items.iter().enumerate() {
                    match self.equal(f, v, &wanted)? {
                        Some(true) => return Ok(Value::Int(i as i128)),
                        Some(false) => {}
                        None => return Ok(self.unknown("an index")),
                    }
                }
                Err(PyError::new("ValueError", "value is not in list"))
            }
            Some("count") => {
                let mut n = 0;
                for v in items.iter() {
                    if self.equal(f, v, &wanted)? == Some(true) {
                        n += 1;
                    }
                }
                Ok(Value::Int(n))
            }
            _ => Ok(self.unknown(name)),
        }
    }

    /// Sorted values by `key=` and `reverse=`; `None` if the order is unknown.
    pub(super) fn sort_values(
        &mut self,
        f: &mut Frame,
        items: Vec<Value>,
        kwargs: &Kwargs,
    ) -> PyResult<Option<Vec<Value>>> {
        let option = |name: &str| kwargs.iter().find(|(n, _)| &**n == name).map(|(_, v)| v.clone());
        let key_function = option("key").filter(|k| !k.is_none());
        let reverse = match option("reverse") {
            Some(v) => self.truth(f, &v)?.unwrap_or(false),
            None => false,
        };
        let mut keyed = Vec::with_capacity(items.len());
        for item in items {
            let k = match &key_function {
                Some(function) => self.call(f, function, vec![item.clone()], Vec::new())?,
                None => item.clone(),
            };
            keyed.push((k, item));
        }
        if reverse {
            keyed.reverse();
        }
        let Some(mut sorted) = self.merge_sort(f, keyed)? else { return Ok(None) };
        if reverse {
            sorted.reverse();
        }
        Ok(Some(sorted.into_iter().map(|(_, v)| v).collect()))
    }

    /// A stable sort that can stop at an unknown comparison.
    fn merge_sort(
        &mut self,
        f: &mut Frame,
        items: Vec<(Value, Value)>,
    ) -> PyResult<Option<Vec<(Value, Value)>>> {
        let mut runs: Vec<Vec<(Value, Value)>> = items.into_iter().map(|i| vec![i]).collect();
        while runs.len() > 1 {
            let mut merged = Vec::with_capacity(runs.len().div_ceil(2));
            let mut pairs = runs.into_iter();
            while let Some(left) = pairs.next() {
                let Some(right) = pairs.next() else {
                    merged.push(left);
                    break;
                };
                let mut out = Vec::with_capacity(left.len() + right.len());
                let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
                while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
                    self.step()?;
                    let Some(order) = self.order(f, &b.0, &a.0, "<")? else { return Ok(None) };
                    let from =
                        if order.is_some_and(std::cmp::Ordering::is_lt) { &mut right } else { &mut left };
                    out.extend(from.next());
                }
                out.extend(left);
                out.extend(right);
                merged.push(out);
            }
            runs = merged;
        }
        Ok(Some(runs.pop().unwrap_or_default()))
    }

    fn dict_method(
        &mut self,
        f: &mut Frame,
        name: &'static str,
        d: &Rc<Dict>,
        args: Vec<Value>,
        kwargs: Kwargs,
    ) -> PyResult<Value> {
        let arg = |i: usize| args.get(i).cloned();
        let wanted = arg(0).unwrap_or(Value::None);
        let key_unknown = key(&wanted).is_none() && !args.is_empty();
        Ok(match name {
            "dict.get" if key_unknown => self.unknown("a dict lookup"),
            "dict.get" => d.get(&wanted).or(arg(1)).unwrap_or(Value::None),
            "dict.__getitem__" => return self.get_item(f, &Value::Dict(d.clone()), &wanted),
            "dict.__setitem__" => {
                d.set(wanted, arg(1).unwrap_or(Value::None));
                Value::None
            }
            "dict.keys" => Value::list(d.keys()),
            "dict.__iter__" => Value::iter(d.keys()),
            "dict.values" => Value::list(d.entries().into_iter().map(|(_, v)| v).collect()),
            "dict.items" => {
                Value::list(d.entries().into_iter().map(|(k, v)| Value::tuple(vec![k, v])).collect())
            }
            "dict.update" => {
                match arg(0) {
                    Some(Value::Dict(other)) => other.entries().into_iter().for_each(|(k, v)| d.set(k, v)),
                    Some(other) => {
                        for pair in self.collect(f, &other)?.unwrap_or_default() {
                            if let Some([k, v]) = self.collect(f, &pair)?.as_deref() {
                                d.set(k.clone(), v.clone());
                            }
                        }
                    }
                    None => {}
                }
                kwargs.into_iter().for_each(|(k, v)| d.set(Value::str(&k), v));
                Value::None
            }
            "dict.pop" => match d.remove(&wanted).or(arg(1)) {
                Some(v) => v,
                None if key_unknown => self.unknown("a dict lookup"),
                None => {
                    let text = self.repr_of(f, &wanted).unwrap_or_default();
                    return Err(PyError::new("KeyError", text));
                }
            },
            "dict.setdefault" => match d.get(&wanted) {
                Some(v) => v,
                None => {
                    let v = arg(1).unwrap_or(Value::None);
                    d.set(wanted, v.clone());
                    v
                }
            },
            "dict.copy" => {
                let copy = Dict { default_factory: d.default_factory.clone(), ..Dict::default() };
                d.entries().into_iter().for_each(|(k, v)| copy.set(k, v));
                Value::Dict(Rc::new(copy))
            }
            "dict.clear" => {
                d.items.borrow_mut().clear();
                Value::None
            }
            "dict.popitem" => match d.items.borrow_mut().pop() {
                Some((_, (k, v))) => Value::tuple(vec![k, v]),
                None => return Err(PyError::new("KeyError", "'popitem(): dictionary is empty'")),
            },
            "dict.__contains__" if key_unknown => self.unknown("a dict lookup"),
            "dict.__contains__" => Value::Bool(d.get(&wanted).is_some()),
            "dict.__len__" => Value::Int(d.len() as i128),
            _ => Value::None,
        })
    }

    fn set_method(
        &mut self,
        f: &mut Frame,
        name: &'static str,
        s: &Rc<Set>,
        args: Vec<Value>,
    ) -> PyResult<Value> {
        let first = args.first().cloned().unwrap_or(Value::None);
        match name {
            "set.add" => {
                if let Some(k) = key(&first) {
                    s.items.borrow_mut().entry(k).or_insert(first);
                }
                return Ok(Value::None);
            }
            "set.discard" | "set.remove" => {
                let removed = key(&first).and_then(|k| s.items.borrow_mut().shift_remove(&k));
                if removed.is_none() && name == "set.remove" && !first.is_unknown() {
                    return Err(PyError::new("KeyError", format!("{first:?}")));
                }
                return Ok(Value::None);
            }
            "set.clear" => {
                s.items.borrow_mut().clear();
                return Ok(Value::None);
            }
            "set.__len__" => return Ok(Value::Int(s.items.borrow().len() as i128)),
            "set.__contains__" => {
                return Ok(match key(&first) {
                    Some(k) => Value::Bool(s.items.borrow().contains_key(&k)),
                    None => self.unknown("a membership test"),
                });
            }
            "set.pop" => {
                let item = s.items.borrow_mut().shift_remove_index(0);
                return item
                    .map(|(_, v)| v)
                    .ok_or_else(|| PyError::new("KeyError", "'pop from an empty set'"));
            }
            _ => {}
        }
        let mut others = Vec::new();
        for a in &args {
            let Some(items) = self.collect(f, a)? else { return Ok(self.unknown(name)) };
            others.push(items);
        }
        let keys_of = |items: &[Value]| items.iter().filter_map(key).collect::<Vec<_>>();
        let mut result: indexmap::IndexMap<_, _, rustc_hash::FxBuildHasher> = s.items.borrow().clone();
        for items in &others {
            let keys = keys_of(items);
            match name {
                "set.update" | "set.union" => {
                    for v in items {
                        if let Some(k) = key(v) {
                            result.entry(k).or_insert_with(|| v.clone());
                        }
                    }
                }
                "set.intersection" => result.retain(|k, _| keys.contains(k)),
                "set.difference" => result.retain(|k, _| !keys.contains(k)),
                "set.issubset" => return Ok(Value::Bool(result.keys().all(|k| keys.contains(k)))),
                "set.issuperset" => return Ok(Value::Bool(keys.iter().all(|k| result.contains_key(k)))),
                "set.copy" => {}
                _ => return Ok(self.unknown(name)),
            }
        }
        if name == "set.update" {
            *s.items.borrow_mut() = result;
            return Ok(Value::None);
        }
        Ok(Value::Set(Rc::new(Set { items: result.into(), frozen: s.frozen })))
    }

    /// `set(items)`.
    pub(super) fn make_set(&mut self, items: Vec<Value>, frozen: bool) -> PyResult<Value> {
        let set = Set { frozen, ..Set::default() };
        for item in items {
            match key(&item) {
                Some(k) => {
                    set.items.borrow_mut().entry(k).or_insert(item);
                }
                None if item.is_unknown() => return Ok(self.unknown("a set with unknown elements")),
                None => {
                    let name = self.class_name(&item);
                    return Err(PyError::new("TypeError", format!("unhashable type: '{name}'")));
                }
            }
        }
        Ok(Value::Set(Rc::new(set)))
    }
}
