//! `dataclasses`, `collections.namedtuple`, `copy`.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::super::error::PyResult;
use super::super::interp::builtins_args::Args;
use super::super::interp::{Frame, annotated_names_of, native_with};
use super::super::session::Session;
use super::super::value::*;
use crate::frontend::ast::Name;
use crate::types::Ty;

pub(super) fn mark_dataclass(class: Option<&Value>, kwargs: &[(Name, Value)]) {
    if let Some(Value::Class(c)) = class {
        c.kind.set(ClassKind::Dataclass);
        let flag = |n: &str| kwargs.iter().any(|(k, v)| &**k == n && matches!(v, Value::Bool(true)));
        if flag("frozen") || flag("unsafe_hash") {
            c.frozen.set(true);
        }
    }
}

pub(super) fn call_dataclasses(
    session: &mut Session,
    f: &mut Frame,
    function: &str,
    args: Args,
) -> PyResult<Value> {
    let first = args.positional.first().cloned();
    match (function, &first) {
        ("dataclass", Some(class)) => {
            mark_dataclass(Some(class), &args.keywords);
            Ok(class.clone())
        }
        ("dataclass", None) => Ok(native_with("dataclasses.dataclass()", Vec::new(), args.keywords)),
        ("field", _) => Ok(Value::Bound(Rc::new(BoundNative {
            name: "dataclasses.field",
            args: Vec::new(),
            kwargs: args.keywords,
            cache: Default::default(),
        }))),
        ("replace", Some(Value::Instance(i))) => {
            let mut dict = i.dict.borrow().clone();
            dict.extend(args.keywords);
            let copy = Value::Instance(Rc::new(Instance { class: i.class.clone(), dict: dict.into() }));
            if super::super::interp::find_in_mro(&i.class, "__post_init__").is_some() {
                let post = session.get_attr(f, &copy, "__post_init__")?;
                session.call(f, &post, Vec::new(), Vec::new())?;
            }
            Ok(copy)
        }
        ("fields", Some(Value::Instance(_) | Value::Class(_))) => {
            let class = match &first {
                Some(Value::Instance(i)) => i.class.clone(),
                Some(Value::Class(c)) => c.clone(),
                _ => return Ok(Value::None),
            };
            let field_class = simple_class(session, "Field")?;
            let names = annotated_names_of(&class);
            let fields = names.into_iter().map(|name| {
                let mut dict = Namespace::default();
                dict.insert("name".into(), Value::str(&name));
                dict.insert("default".into(), default_of(session, &class, &name));
                dict.insert("type".into(), session.unknown("the type of a dataclass field"));
                Value::Instance(Rc::new(Instance { class: field_class.clone(), dict: dict.into() }))
            });
            Ok(Value::tuple(fields.collect()))
        }
        ("asdict", Some(Value::Instance(i))) => {
            let dict = Dict::default();
            i.dict.borrow().iter().for_each(|(k, v)| dict.set(Value::str(k), v.clone()));
            Ok(Value::Dict(Rc::new(dict)))
        }
        ("is_dataclass", Some(Value::Class(c))) => Ok(Value::Bool(c.kind.get() == ClassKind::Dataclass)),
        _ => Ok(session.unknown(format!("dataclasses.{function}(...)"))),
    }
}

/// `Field.default`. Fields without one hold a marker that is of no use but to be compared with.
fn default_of(session: &Session, class: &Rc<ClassObj>, name: &str) -> Value {
    match super::super::interp::find_in_mro(class, name) {
        Some(value @ (Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Str(_) | Value::None)) => {
            value
        }
        Some(value @ (Value::Tuple(_) | Value::EnumMember(_) | Value::Type(_) | Value::Composite(_))) => {
            value
        }
        _ => session.unknown("the default of a dataclass field"),
    }
}

pub(super) fn simple_class(session: &mut Session, name: &'static str) -> PyResult<Rc<ClassObj>> {
    if let Some(c) = session.classes.get(name) {
        return Ok(c.clone());
    }
    let class =
        session.build_class(name, &name.into(), &"types".into(), Vec::new(), Namespace::default(), None)?;
    session.classes.insert(name, class.clone());
    Ok(class)
}

pub(super) fn named_tuple(session: &mut Session, f: &mut Frame, args: &Args) -> PyResult<Value> {
    let (Some(Value::Str(name)), Some(fields)) = (args.positional.first(), args.positional.get(1)) else {
        return Ok(session.unknown("collections.namedtuple(...)"));
    };
    let fields: Vec<String> = match fields {
        Value::Str(s) => s.replace(',', " ").split_whitespace().map(str::to_owned).collect(),
        other => match session.collect(f, other)? {
            Some(items) => items.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect(),
            None => return Ok(session.unknown("collections.namedtuple(...)")),
        },
    };
    let annotations = Dict::default();
    fields.iter().for_each(|n| annotations.set(Value::str(n), Value::Type(Ty::ANY)));
    let mut ns = Namespace::default();
    ns.insert("__annotations__".into(), Value::Dict(Rc::new(annotations)));
    let defaults = args.keywords.iter().find(|(n, _)| &**n == "defaults").map(|(_, v)| v.clone());
    if let Some(defaults) = defaults
        && let Some(values) = session.collect(f, &defaults)?
    {
        let skip = fields.len().saturating_sub(values.len());
        for (n, v) in fields.iter().skip(skip).zip(values) {
            ns.insert(Name::from(&**n), v);
        }
    }
    let module = f.module.name.clone();
    let class = session.build_class(
        name,
        name,
        &module,
        vec![Value::Native(Native("typing.NamedTuple"))],
        ns,
        None,
    )?;
    Ok(Value::Class(class))
}

/// `copy.copy` and `copy.deepcopy`; what was copied once is shared, as Python's memo shares it.
pub(super) fn copy_value(value: &Value, deep: bool, memo: &mut FxHashMap<usize, Value>, depth: u32) -> Value {
    if depth > 200 {
        return Value::unknown("a deep copy");
    }
    let identity = match value {
        Value::List(items) => Rc::as_ptr(items).cast::<()>() as usize,
        Value::Dict(d) => Rc::as_ptr(d).cast::<()>() as usize,
        Value::Instance(i) => Rc::as_ptr(i).cast::<()>() as usize,
        Value::Tuple(t) => Rc::as_ptr(t).cast::<()>() as usize,
        _ => 0,
    };
    if let Some(done) = memo.get(&identity) {
        return done.clone();
    }
    let inner = |v: &Value, memo: &mut FxHashMap<usize, Value>| {
        if deep { copy_value(v, true, memo, depth + 1) } else { v.clone() }
    };
    let copy = match value {
        Value::List(items) => {
            let copy = Rc::new(std::cell::RefCell::new(Vec::new()));
            memo.insert(identity, Value::List(copy.clone()));
            let items = items.borrow().clone();
            for item in &items {
                let item = inner(item, memo);
                copy.borrow_mut().push(item);
            }
            Value::List(copy)
        }
        Value::Tuple(items) if deep => Value::tuple(items.iter().map(|v| inner(v, memo)).collect()),
        Value::Dict(d) => {
            let copy = Rc::new(Dict { default_factory: d.default_factory.clone(), ..Dict::default() });
            memo.insert(identity, Value::Dict(copy.clone()));
            d.entries().into_iter().for_each(|(k, v)| copy.set(k, inner(&v, memo)));
            Value::Dict(copy)
        }
        Value::Set(s) => {
            Value::Set(Rc::new(Set { items: s.items.borrow().clone().into(), frozen: s.frozen }))
        }
        Value::Composite(c) => Value::Composite(Rc::new(c.borrow().clone().into())),
        Value::Instance(i) => {
            let copy = Rc::new(Instance { class: i.class.clone(), dict: Default::default() });
            memo.insert(identity, Value::Instance(copy.clone()));
            let fields: Vec<_> = i.dict.borrow().iter().map(|(k, v)| (k.clone(), v.clone())).collect();
            for (k, v) in fields {
                let v = inner(&v, memo);
                copy.dict.borrow_mut().insert(k, v);
            }
            Value::Instance(copy)
        }
        other => other.clone(),
    };
    if identity != 0 {
        memo.insert(identity, copy.clone());
    }
    copy
}
