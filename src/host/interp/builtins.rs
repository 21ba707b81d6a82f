//! Python's built-in functions and the dispatch of native calls.

use std::cell::RefCell;
use std::rc::Rc;

use super::super::error::{PyError, PyResult};
use super::super::facade;
use super::super::limits::bound_cost;
use super::super::session::Session;
use super::super::value::*;
use super::attr::bound;
use super::compare::find_in_mro;
use super::{Frame, Kwargs};
use crate::frontend::ast::Name;
use crate::types::Ty;

/// Arguments of a native call, by position or keyword.
pub(in crate::host) struct Args {
    pub(in crate::host) positional: Vec<Value>,
    pub(in crate::host) keywords: Kwargs,
}

impl Args {
    /// An argument by keyword or position, removed.
    pub(in crate::host) fn take(&mut self, position: usize, name: &str) -> Option<Value> {
        if let Some(at) = self.keywords.iter().position(|(n, _)| &**n == name) {
            return Some(self.keywords.remove(at).1);
        }
        self.positional.get(position).cloned()
    }

    /// The first unknown argument.
    pub(in crate::host) fn unknown(&self) -> Option<&Value> {
        self.positional.iter().chain(self.keywords.iter().map(|(_, v)| v)).find(|v| v.is_unknown())
    }
}

impl Session {
    /// Calls a named native function or class.
    pub(in crate::host) fn call_native(
        &mut self,
        f: &mut Frame,
        name: &'static str,
        args: Vec<Value>,
        kwargs: Kwargs,
    ) -> PyResult<Value> {
        if !super::arity::is_understood(name, args.len(), &kwargs) {
            return Ok(self.unknown(format!("{name}(...) with other arguments")));
        }
        if !name.contains('.') {
            return self.call_python_builtin(f, name, args, kwargs);
        }
        for value in args.iter().chain(kwargs.iter().map(|(_, v)| v)) {
            self.work_on(value)?;
        }
        facade::call(self, f, name, Args { positional: args, keywords: kwargs })
    }

    /// Calls a native function with state.
    pub(super) fn call_bound(
        &mut self,
        f: &mut Frame,
        b: &Rc<BoundNative>,
        args: Vec<Value>,
        kwargs: Kwargs,
    ) -> PyResult<Value> {
        match b.name {
            "memo" => self.call_memo(f, b, args, kwargs),
            "functools.partial" => {
                let Some(inner) = b.args.first() else { return Ok(Value::None) };
                let mut all = b.args[1..].to_vec();
                all.extend(args);
                let mut keywords = b.kwargs.clone();
                for (name, value) in kwargs {
                    keywords.retain(|(n, _)| *n != name);
                    keywords.push((name, value));
                }
                self.call(f, inner, all, keywords)
            }
            "property.setter" => {
                // Remembered under a name of its own; the descriptor stays.
                if let (Some(descriptor), Some(Value::PyFunction(p))) = (b.args.first(), args.first()) {
                    let key = Name::from(format!("{}.setter", p.str_attr("__name__").unwrap_or_default()));
                    f.locals.insert(key, Value::PyFunction(p.clone()));
                    return Ok(descriptor.clone());
                }
                Ok(b.args.first().cloned().unwrap_or(Value::None))
            }
            "function.__annotations__" => Ok(self.unknown("__annotations__")),
            "object.__init__" => Ok(Value::None),
            "object.__new__" => match args.first() {
                Some(Value::Class(c)) => {
                    Ok(Value::Instance(Rc::new(Instance { class: c.clone(), dict: RefCell::default() })))
                }
                _ => Ok(self.unknown("object.__new__")),
            },
            name => match b.args.first() {
                Some(this) if is_method(name) => {
                    let this = this.clone();
                    self.call_method(f, name, &this, args, kwargs)
                }
                _ => {
                    self.work(bound_cost(b))?;
                    for value in &args {
                        self.work_on(value)?;
                    }
                    facade::call_bound(self, f, b, Args { positional: args, keywords: kwargs })
                }
            },
        }
    }

    fn call_python_builtin(
        &mut self,
        f: &mut Frame,
        name: &'static str,
        args: Vec<Value>,
        kwargs: Kwargs,
    ) -> PyResult<Value> {
        let arg = |i: usize| args.get(i).cloned();
        let first = arg(0).unwrap_or(Value::None);
        match name {
            "print" => Ok(Value::None),
            "len" => {
                if let Value::Str(_) | Value::Composite(_) = &first {
                    self.work_on(&first)?;
                }
                self.builtin_len(f, &first)
            }
            "list" | "tuple" | "set" | "frozenset" | "dict" | "enumerate" | "zip" | "map" | "filter"
            | "reversed" | "sorted" | "iter" => self.builtin_sequence(f, name, args, kwargs),
            "range" => self.builtin_range(&args),
            "slice" => {
                let parts = match args.len() {
                    1 => [Value::None, first, Value::None],
                    _ => [first, arg(1).unwrap_or(Value::None), arg(2).unwrap_or(Value::None)],
                };
                Ok(Value::Slice(Rc::new(parts)))
            }
            "isinstance" => Ok(self
                .is_instance(&first, &arg(1).unwrap_or(Value::None))
                .map_or_else(|| self.unknown("isinstance()"), Value::Bool)),
            "issubclass" => Ok(self.is_subclass(&first, &arg(1).unwrap_or(Value::None))),
            "callable" => Ok(match &first {
                Value::Unknown(_) => self.unknown("callable()"),
                Value::Instance(i) => Value::Bool(find_in_mro(&i.class, "__call__").is_some()),
                Value::PyFunction(_)
                | Value::Native(_)
                | Value::Bound(_)
                | Value::BoundMethod(_)
                | Value::Class(_)
                | Value::Type(_)
                | Value::Function(_)
                | Value::Kernel(_) => Value::Bool(true),
                _ => Value::Bool(false),
            }),
            "getattr" => self.builtin_getattr(f, &first, &arg(1).unwrap_or(Value::None), arg(2)),
            "hasattr" => {
                let Some(attribute) = arg(1).and_then(|v| v.as_str().map(str::to_owned)) else {
                    return Ok(self.unknown("hasattr()"));
                };
                if first.is_unknown() {
                    return Ok(self.unknown("hasattr() of an unknown value"));
                }
                Ok(Value::Bool(match self.get_attr(f, &first, &attribute) {
                    Err(e) if e.is_limit() => return Err(e),
                    other => other.is_ok(),
                }))
            }
            "setattr" => {
                if let Some(attribute) = arg(1).and_then(|v| v.as_str().map(str::to_owned)) {
                    self.set_attr(f, &first, &attribute, arg(2).unwrap_or(Value::None))?;
                }
                Ok(Value::None)
            }
            "delattr" => Ok(Value::None),
            "staticmethod" => Ok(descriptor(DescriptorKind::Static, first)),
            "classmethod" => Ok(descriptor(DescriptorKind::Class, first)),
            "property" => Ok(descriptor(DescriptorKind::Property, first)),
            "type" if args.len() == 1 => Ok(if first.is_unknown() { first } else { self.type_of(&first) }),
            "type" => self.make_type(f, &args),
            "object" => Ok(self.unknown("object()")),
            "globals" => {
                let dict = Dict { namespace: Some(f.module.clone()), ..Dict::default() };
                Ok(Value::Dict(Rc::new(dict)))
            }
            "locals" | "vars" => Ok(self.builtin_vars(f, args.first())),
            "min" | "max" | "sum" | "any" | "all" | "next" => self.builtin_reduce(f, name, args, kwargs),
            "abs" | "round" | "pow" | "divmod" | "ord" | "chr" | "bin" | "hex" | "oct" => {
                self.builtin_number(f, name, &args)
            }
            "repr" | "ascii" => Ok(match self.repr_of(f, &first) {
                Some(s) if name == "repr" || s.is_ascii() => Value::Str(s.into()),
                _ => self.unknown("repr()"),
            }),
            "format" => {
                let spec = arg(1).and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
                Ok(match self.format_value(f, &first, &spec)? {
                    Some(s) => Value::Str(s.into()),
                    None => self.unknown("format()"),
                })
            }
            "hash" => Ok(match &first {
                Value::Int(i) if i.unsigned_abs() < (1 << 60) => Value::Int(*i),
                Value::Bool(b) => Value::Int(i128::from(*b)),
                _ => self.unknown("hash()"),
            }),
            "dir" => Ok(self.builtin_dir(f, args.first())),
            "bytes" | "bytearray" => Ok(match &first {
                Value::Bytes(_) => first,
                Value::Str(s) => Value::Bytes(Rc::from(s.as_bytes())),
                _ => self.unknown("bytes()"),
            }),
            _ => Ok(self.unknown(format!("{name}(...)"))),
        }
    }

    fn builtin_vars(&mut self, f: &Frame, object: Option<&Value>) -> Value {
        match object {
            Some(object) => match self.attr(object, "__dict__") {
                super::attr::Attr::Found(v) => v,
                _ => self.unknown("vars()"),
            },
            None => {
                let dict = Dict::default();
                if f.kind == super::FrameKind::Module {
                    return Value::Dict(Rc::new(Dict { namespace: Some(f.module.clone()), ..dict }));
                }
                f.locals.iter().for_each(|(k, v)| dict.set(Value::str(k), v.clone()));
                for (k, cell) in &f.cells {
                    if let Some(v) = cell.borrow().clone() {
                        dict.set(Value::str(k), v);
                    }
                }
                Value::Dict(Rc::new(dict))
            }
        }
    }

    fn builtin_dir(&mut self, f: &Frame, object: Option<&Value>) -> Value {
        let mut names: Vec<String> = match object {
            None => f.module.globals.borrow().keys().map(|k| k.to_string()).collect(),
            Some(Value::Module(m)) => {
                let own = m.globals.borrow().keys().map(|k| k.to_string()).collect::<Vec<_>>();
                let facade = m.facade.map(facade::public_names).unwrap_or_default();
                own.into_iter().chain(facade.iter().map(|n| (*n).to_owned())).collect()
            }
            Some(_) => return self.unknown("dir()"),
        };
        names.sort();
        names.dedup();
        Value::list(names.into_iter().map(|n| Value::Str(n.into())).collect())
    }

    fn make_type(&mut self, f: &Frame, args: &[Value]) -> PyResult<Value> {
        let [Value::Str(name), bases, Value::Dict(ns)] = args else { return Ok(self.unknown("type(...)")) };
        let Value::Tuple(bases) = bases else { return Ok(self.unknown("type(...)")) };
        let mut namespace = Namespace::default();
        for (k, v) in ns.entries() {
            if let Value::Str(s) = k {
                namespace.insert(Name::from(&*s), v);
            }
        }
        let module: Rc<str> = match namespace.get("__module__") {
            Some(Value::Str(s)) => s.clone(),
            _ => f.module.name.clone(),
        };
        let qualname: Rc<str> = match namespace.get("__qualname__") {
            Some(Value::Str(s)) => s.clone(),
            _ => name.clone(),
        };
        Ok(Value::Class(self.build_class(name, &qualname, &module, bases.to_vec(), namespace, None)?))
    }

    fn builtin_len(&mut self, f: &mut Frame, value: &Value) -> PyResult<Value> {
        Ok(Value::Int(match value {
            Value::Str(s) => s.chars().count() as i128,
            Value::Bytes(b) => b.len() as i128,
            Value::Tuple(t) => t.len() as i128,
            Value::List(l) => l.borrow().len() as i128,
            Value::Dict(d) => d.len() as i128,
            Value::Set(s) => s.items.borrow().len() as i128,
            Value::Range(r) => r.len() as i128,
            Value::Composite(_) => self.composite_rows(value).map_or(0, |r| r.len()) as i128,
            Value::Class(c) if c.kind.get() == ClassKind::Enum => c.members.borrow().len() as i128,
            Value::Instance(i) if i.class.kind.get() == ClassKind::NamedTuple => {
                i.dict.borrow().len() as i128
            }
            Value::Instance(i) if find_in_mro(&i.class, "__len__").is_some() => {
                let m = self.get_attr(f, value, "__len__")?;
                return self.call(f, &m, Vec::new(), Vec::new());
            }
            Value::Bound(b) if b.name == "numpy.ndarray" => {
                let a = facade::ndarray::Array::of(value);
                return Ok(match a.and_then(|a| a.shape.first().copied()) {
                    Some(n) => Value::Int(n as i128),
                    None => self.unknown("len() of an array"),
                });
            }
            Value::Unknown(_) | Value::Instance(_) | Value::Bound(_) | Value::Iter(_) => {
                return Ok(self.unknown("len() of an unknown value"));
            }
            other => {
                let name = self.class_name(other);
                return Err(PyError::new("TypeError", format!("object of type '{name}' has no len()")));
            }
        }))
    }

    fn builtin_range(&mut self, args: &[Value]) -> PyResult<Value> {
        let mut numbers = Vec::new();
        for a in args {
            match a {
                Value::Unknown(_) => return Ok(self.unknown("range() with unknown bounds")),
                other => match other.as_int() {
                    Some(i) => numbers.push(i),
                    None => {
                        let name = self.class_name(other);
                        return Err(PyError::new(
                            "TypeError",
                            format!("'{name}' object cannot be interpreted as an integer"),
                        ));
                    }
                },
            }
        }
        let (start, stop, step) = match numbers[..] {
            [stop] => (0, stop, 1),
            [start, stop] => (start, stop, 1),
            [start, stop, step] => (start, stop, step),
            _ => return Err(PyError::new("TypeError", "range expected 1 to 3 arguments")),
        };
        if step == 0 {
            return Err(PyError::new("ValueError", "range() arg 3 must not be zero"));
        }
        Ok(Value::Range(Rc::new(RangeObj { start, stop, step })))
    }

    fn builtin_sequence(
        &mut self,
        f: &mut Frame,
        name: &'static str,
        args: Vec<Value>,
        kwargs: Kwargs,
    ) -> PyResult<Value> {
        let first = args.first().cloned();
        let unknown = |s: &Session| Ok(s.unknown(format!("{name}() of an unknown iterable")));
        match name {
            "dict" => {
                let dict = Dict::default();
                match first {
                    Some(Value::Dict(d)) => {
                        self.reserve(d.len().saturating_mul(4))?;
                        d.entries().into_iter().for_each(|(k, v)| dict.set(k, v));
                    }
                    Some(other) => {
                        let Some(pairs) = self.collect(f, &other)? else { return unknown(self) };
                        for pair in pairs {
                            if let Some([k, v]) = self.collect(f, &pair)?.as_deref() {
                                dict.set(k.clone(), v.clone());
                            }
                        }
                    }
                    None => {}
                }
                kwargs.into_iter().for_each(|(k, v)| dict.set(Value::str(&k), v));
                return Ok(Value::Dict(Rc::new(dict)));
            }
            "map" => return self.builtin_map(f, args),
            "zip" => {
                let mut iterators = Vec::new();
                for a in &args {
                    match self.iterate(f, a)? {
                        Some(it) => iterators.push(it),
                        None => return unknown(self),
                    }
                }
                let mut rows = Vec::new();
                'rows: while !iterators.is_empty() {
                    let mut row = Vec::new();
                    for it in &mut iterators {
                        match self.next_item(it)? {
                            Some(v) => row.push(v),
                            None => break 'rows,
                        }
                    }
                    self.step()?;
                    self.reserve(row.len())?;
                    rows.push(Value::tuple(row));
                }
                return Ok(Value::iter(rows));
            }
            "filter" => {
                let Some(items) = self.collect(f, args.get(1).unwrap_or(&Value::None))? else {
                    return unknown(self);
                };
                let mut kept = Vec::new();
                for item in items {
                    let test = match &first {
                        Some(Value::None) | None => item.clone(),
                        Some(function) => self.call(f, function, vec![item.clone()], Vec::new())?,
                    };
                    match self.truth(f, &test)? {
                        Some(true) => kept.push(item),
                        Some(false) => {}
                        None => return unknown(self),
                    }
                }
                return Ok(Value::iter(kept));
            }
            "iter" if args.len() == 1 => {
                if let Some(v @ Value::Iter(_)) = first {
                    return Ok(v);
                }
            }
            _ => {}
        }
        let items = match &first {
            Some(v) => match self.collect(f, v)? {
                Some(items) => items,
                None => return unknown(self),
            },
            None => Vec::new(),
        };
        Ok(match name {
            "list" => Value::list(items),
            "tuple" => Value::tuple(items),
            "set" => return self.make_set(items, false),
            "frozenset" => return self.make_set(items, true),
            "reversed" => Value::iter(items.into_iter().rev().collect()),
            "iter" => Value::iter(items),
            "sorted" => match self.sort_values(f, items, &kwargs)? {
                Some(items) => Value::list(items),
                None => return unknown(self),
            },
            _ => {
                let start = args
                    .get(1)
                    .or_else(|| kwargs.iter().find(|(n, _)| &**n == "start").map(|(_, v)| v))
                    .and_then(Value::as_int)
                    .unwrap_or(0);
                let rows = items.into_iter().enumerate();
                Value::iter(rows.map(|(i, v)| Value::tuple(vec![Value::Int(start + i as i128), v])).collect())
            }
        })
    }

    fn builtin_map(&mut self, f: &mut Frame, args: Vec<Value>) -> PyResult<Value> {
        let mut columns = Vec::new();
        for a in args.iter().skip(1) {
            match self.collect(f, a)? {
                Some(items) => columns.push(items),
                None => return Ok(self.unknown("map() over an unknown iterable")),
            }
        }
        let rows = columns.iter().map(Vec::len).min().unwrap_or(0);
        let mut out = Vec::new();
        for i in 0..rows {
            let row = columns.iter().map(|c| c[i].clone()).collect();
            out.push(self.call(f, &args[0], row, Vec::new())?);
        }
        Ok(Value::iter(out))
    }

    fn builtin_getattr(
        &mut self,
        f: &mut Frame,
        object: &Value,
        name: &Value,
        default: Option<Value>,
    ) -> PyResult<Value> {
        let Some(attribute) = name.as_str() else {
            return Ok(self.unknown("getattr() with an unknown name"));
        };
        match (self.get_attr(f, object, attribute), default) {
            (Err(e), Some(default)) if e.class() == "AttributeError" => Ok(default),
            (result, _) => result,
        }
    }

    fn is_subclass(&mut self, class: &Value, parents: &Value) -> Value {
        match (class, parents) {
            (_, Value::Tuple(options)) => {
                let mut unknown = None;
                for option in options.iter() {
                    match self.is_subclass(class, option) {
                        Value::Bool(true) => return Value::Bool(true),
                        Value::Bool(false) => {}
                        other => unknown = Some(other),
                    }
                }
                unknown.unwrap_or(Value::Bool(false))
            }
            (Value::Type(t), Value::Class(p)) if p.factory_type().is_some() => {
                Value::Bool(p.factory_type() == Some(*t))
            }
            (Value::Class(c), Value::Class(p)) => {
                let found = c.mro.borrow().iter().any(|m| Rc::ptr_eq(m, p));
                if !found && c.open { self.unknown("issubclass()") } else { Value::Bool(found) }
            }
            (Value::Class(c), Value::Native(n)) => {
                let named =
                    |k: &Rc<ClassObj>| k.bases.iter().any(|b| matches!(b, Value::Native(m) if m == n));
                let is_enum = n.0 == "enum.Enum" && c.kind.get() == ClassKind::Enum;
                let found = n.0 == "object" || is_enum || c.mro.borrow().iter().any(named);
                if !found && c.open { self.unknown("issubclass()") } else { Value::Bool(found) }
            }
            (Value::Class(c), Value::Type(t)) => {
                Value::Bool(c.ty.get() == Some(*t) || (*t == Ty::PY_INT && c.int_enum))
            }
            (Value::Type(a), Value::Type(b)) => {
                Value::Bool(a == b || (*a == Ty::PY_BOOL && *b == Ty::PY_INT))
            }
            (Value::Type(_), Value::Class(_)) => Value::Bool(false),
            (Value::Native(a), Value::Native(b)) if a == b => Value::Bool(true),
            _ => self.unknown("issubclass()"),
        }
    }

    /// `type(value)`.
    pub(in crate::host) fn type_of(&self, value: &Value) -> Value {
        match value {
            Value::None => Value::Type(Ty::NONE),
            Value::Bool(_) => Value::Type(Ty::PY_BOOL),
            Value::Int(_) | Value::BigInt(_) => Value::Type(Ty::PY_INT),
            Value::Float(_) => Value::Type(Ty::PY_FLOAT),
            Value::Str(_) => Value::Type(Ty::STR),
            Value::Tuple(_) => Value::Type(Ty::TUPLE_ANY),
            Value::Scalar(s) => Value::Type(self.types.scalar(s.scalar)),
            Value::Composite(c) => Value::Type(c.borrow().ty),
            Value::Instance(i) => Value::Class(i.class.clone()),
            Value::EnumMember(m) => {
                m.class.upgrade().map_or_else(|| self.unknown("a class that is gone"), Value::Class)
            }
            Value::List(_) => Value::Native(Native("list")),
            Value::Dict(_) => Value::Native(Native("dict")),
            Value::Set(s) => Value::Native(Native(if s.frozen { "frozenset" } else { "set" })),
            Value::Range(_) => Value::Native(Native("range")),
            Value::Slice(_) => Value::Native(Native("slice")),
            Value::Bytes(_) => Value::Native(Native("bytes")),
            Value::Numpy(s) => Value::Native(Native(facade::numpy_name(s.scalar))),
            Value::Function(_) => Value::Type(Ty::WARP_FUNCTION),
            Value::Kernel(_) => Value::Native(Native("warp.Kernel")),
            Value::Class(_) | Value::Type(_) => Value::Native(Native("type")),
            Value::PyFunction(_) => Value::Native(Native("types.FunctionType")),
            _ => self.unknown("type()"),
        }
    }

    /// `type(value).__name__`.
    pub(in crate::host) fn class_name(&self, value: &Value) -> String {
        match self.type_of(value) {
            Value::Type(Ty::NONE) => "NoneType".into(),
            Value::Type(ty) => self.type_py_name(ty),
            Value::Class(c) => c.name.to_string(),
            Value::Native(n) => n.0.rsplit('.').next().unwrap_or(n.0).to_owned(),
            _ => match value {
                Value::Module(_) => "module".into(),
                Value::StructInstance(_) => "NewStructInstance".into(),
                Value::Native(_) | Value::Bound(_) => "builtin_function_or_method".into(),
                _ => "object".into(),
            },
        }
    }
}

fn descriptor(kind: DescriptorKind, func: Value) -> Value {
    Value::Descriptor(Rc::new(Descriptor { kind, func }))
}

/// Methods of built-in values are named after their class.
fn is_method(name: &str) -> bool {
    let class = name.split('.').next().unwrap_or_default();
    matches!(class, "list" | "dict" | "set" | "tuple" | "str" | "bytes" | "iter" | "int" | "float")
}

/// A native function with state, for the facades.
pub(in crate::host) fn native_with(name: &'static str, args: Vec<Value>, kwargs: Kwargs) -> Value {
    if kwargs.is_empty() {
        return bound(name, args);
    }
    Value::Bound(Rc::new(BoundNative { name, args, kwargs, cache: RefCell::default() }))
}
