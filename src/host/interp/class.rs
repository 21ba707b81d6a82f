//! Classes, instances, enums, dataclasses, exceptions.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use super::super::error::{PyError, PyResult};
use super::super::scope::{class_scope, plain_class_scope};
use super::super::session::Session;
use super::super::value::*;
use super::compare::find_in_mro;
use super::{Frame, FrameKind, Kwargs};
use crate::frontend::ast::{ClassDef, Name};
use crate::types::Ty;

/// Bases whose attributes nobody reads: they do not make a class open.
const HARMLESS_BASES: &[&str] = &[
    "object",
    "abc.ABC",
    "typing.Generic",
    "typing.Protocol",
    "typing.NamedTuple",
    "typing.TypedDict",
    "ctypes.Structure",
    "enum.Enum",
    "enum.IntEnum",
    "enum.Flag",
    "enum.IntFlag",
    "enum.StrEnum",
];

impl Session {
    /// Runs a `class` statement.
    pub(super) fn exec_class_def(&mut self, f: &mut Frame, def: &Arc<ClassDef>) -> PyResult<()> {
        let mut decorators = Vec::new();
        for e in &def.decorators {
            decorators.push(self.eval(f, e)?);
        }
        let mut bases = self.eval_elements(f, &def.bases)?;
        let mut keywords: Kwargs = Vec::new();
        for keyword in &def.keywords {
            let value = self.eval(f, &keyword.value)?;
            if let Some(name) = &keyword.name {
                keywords.push((name.clone(), value));
            }
        }
        if let Some((_, metaclass)) = keywords.iter().find(|(n, _)| &**n == "metaclass")
            && !matches!(metaclass, Value::Native(n) if HARMLESS_METACLASSES.contains(&n.0))
        {
            // What a metaclass of one's own does to the class is not followed.
            bases.push(self.unknown(format!("what the metaclass of {} adds", def.name)));
        }
        let qualname = f.qualify(&def.name);
        let ns = self.class_namespace(f, def, &qualname)?;
        let class =
            self.build_class(&def.name, &qualname, &f.module.name.clone(), bases, ns, Some(def.clone()))?;
        for value in class.ns.borrow().values() {
            if let Value::PyFunction(p) = inner_function(value)
                && p.owner.borrow().is_none()
            {
                *p.owner.borrow_mut() = Some(class.clone());
            }
        }
        if class.kind.get() == ClassKind::Enum {
            self.make_members(&class)?;
        }
        let mut value = Value::Class(class);
        for decorator in decorators.iter().rev() {
            if decorator.is_unknown() {
                continue;
            }
            let result = self.call(f, decorator, vec![value.clone()], Vec::new())?;
            if !result.is_unknown() || matches!(decorator, Value::Native(n) if n.0.starts_with("warp.")) {
                value = result;
            }
        }
        self.store_name(f, &def.name, value);
        Ok(())
    }

    fn class_namespace(
        &mut self,
        f: &mut Frame,
        def: &Arc<ClassDef>,
        qualname: &Rc<str>,
    ) -> PyResult<Namespace> {
        let module = f.module.clone();
        let scope = if f.has_cells() {
            self.scope_of(&module, def.id, || class_scope(def))
        } else {
            plain_class_scope(def)
        };
        let mut frame = Frame::module(module);
        frame.kind = FrameKind::Class;
        frame.captured = Rc::new(self.capture(f, &scope));
        frame.scope = scope;
        frame.qualname = qualname.clone();
        frame.locals.insert("__module__".into(), Value::Str(f.module.name.clone()));
        frame.locals.insert("__qualname__".into(), Value::Str(qualname.clone()));
        for stmt in &def.body {
            match self.exec(&mut frame, stmt) {
                Ok(_) => {}
                Err(e) if e.is_limit() || f.kind != FrameKind::Module => return Err(e),
                Err(e) => self.statement_failed(&mut frame, stmt, e)?,
            }
        }
        Ok(frame.locals)
    }

    /// Makes a class from its parts.
    pub(in crate::host) fn build_class(
        &mut self,
        name: &str,
        qualname: &Rc<str>,
        module: &Rc<str>,
        bases: Vec<Value>,
        ns: Namespace,
        def: Option<Arc<ClassDef>>,
    ) -> PyResult<Rc<ClassObj>> {
        let mut kind = ClassKind::Plain;
        let (mut open, mut int_enum, mut str_enum, mut ty, mut frozen) = (false, false, false, None, false);
        for base in &bases {
            match base {
                Value::Class(c) => {
                    if c.kind.get() != ClassKind::Plain {
                        kind = c.kind.get();
                    }
                    open |= c.open;
                    int_enum |= c.int_enum;
                    str_enum |= c.str_enum;
                    frozen |= c.frozen.get();
                    ty = ty.or(c.ty.get());
                }
                Value::Native(n) => {
                    match n.0 {
                        "enum.Enum" | "enum.IntEnum" | "enum.Flag" | "enum.IntFlag" | "enum.StrEnum" => {
                            kind = ClassKind::Enum;
                            int_enum |= n.0.starts_with("enum.Int");
                            str_enum |= n.0 == "enum.StrEnum";
                        }
                        "typing.NamedTuple" => kind = ClassKind::NamedTuple,
                        _ => {}
                    }
                    open |= !HARMLESS_BASES.contains(&n.0);
                }
                Value::Type(Ty::PY_INT) => int_enum = true,
                Value::Type(Ty::STR) => str_enum = true,
                Value::Type(t) => ty = ty.or(Some(*t)),
                Value::Alias(a) if matches!(&*a.origin, "typing.Generic" | "typing.Protocol") => {}
                Value::Alias(a) if a.class.is_some() => {}
                _ => open = true,
            }
        }
        let bases: Vec<Value> = bases
            .into_iter()
            .map(|b| match b {
                Value::Alias(a) => a.class.clone().unwrap_or(Value::Native(Native("object"))),
                other => other,
            })
            .collect();
        if kind != ClassKind::Enum {
            (int_enum, str_enum) = (false, false);
        }
        let class = Rc::new(ClassObj {
            name: name.into(),
            qualname: qualname.clone(),
            module: module.clone(),
            mro: RefCell::default(),
            ns: RefCell::new(ns),
            kind: Cell::new(kind),
            ty: Cell::new(ty),
            open,
            members: RefCell::default(),
            int_enum,
            str_enum,
            frozen: Cell::new(frozen),
            def,
            bases,
        });
        let ancestors: usize = class.bases.iter().map(ancestors).sum();
        if ancestors > self.options.limits.ancestors {
            return Err(PyError::limit("a class has too many ancestors"));
        }
        *class.mro.borrow_mut() = linearize(&class);
        Ok(class)
    }

    /// Turns an enum class's plain attributes into members.
    fn make_members(&mut self, class: &Rc<ClassObj>) -> PyResult<()> {
        let is_flag = class.mro.borrow().iter().any(|c| {
            c.bases.iter().any(|b| matches!(b, Value::Native(Native("enum.Flag" | "enum.IntFlag"))))
        });
        let entries: Vec<(Name, Value)> =
            class.ns.borrow().iter().map(|(k, v)| (k.clone(), v.clone())).collect();
        let mut last: Option<Value> = None;
        for (name, value) in entries {
            if name.starts_with('_')
                || matches!(
                    value,
                    Value::PyFunction(_) | Value::Descriptor(_) | Value::Class(_) | Value::Bound(_)
                ) && !is_auto(&value)
                || matches!(value, Value::Function(_) | Value::Kernel(_))
            {
                continue;
            }
            let value = if is_auto(&value) {
                match (&last, class.str_enum) {
                    (_, true) => Value::Str(name.to_lowercase().into()),
                    (None, _) => Value::Int(1),
                    (Some(v), _) => match v.as_int() {
                        Some(i) if is_flag => Value::Int(1i128 << (128 - i.max(0).leading_zeros())),
                        Some(i) => Value::Int(i + 1),
                        None => self.unknown("enum.auto()"),
                    },
                }
            } else {
                value
            };
            last = Some(value.clone());
            let same =
                class.members.borrow().iter().find(|m| super::compare::identical(&m.value, &value)).cloned();
            let member = same.unwrap_or_else(|| {
                let member = Rc::new(EnumMember {
                    class: Rc::downgrade(class),
                    class_name: class.name.clone(),
                    name: Rc::from(&*name),
                    is_int: class.int_enum && value.as_int().is_some(),
                    is_str: class.str_enum && value.as_str().is_some(),
                    value,
                });
                class.members.borrow_mut().push(member.clone());
                member
            });
            class.ns.borrow_mut().insert(name, Value::EnumMember(member));
        }
        Ok(())
    }

    /// `Class(*args, **kwargs)`.
    pub(super) fn instantiate(
        &mut self,
        f: &mut Frame,
        class: &Rc<ClassObj>,
        args: Vec<Value>,
        kwargs: Kwargs,
    ) -> PyResult<Value> {
        match class.kind.get() {
            ClassKind::Enum => return self.enum_lookup(f, class, &args),
            ClassKind::NamedTuple => return self.make_fields(f, class, args, kwargs),
            _ => {}
        }
        if let Some(ty) = class.ty.get() {
            return self.call_type(f, ty, args, kwargs);
        }
        self.reserve_object()?;
        let mut object =
            Value::Instance(Rc::new(Instance { class: class.clone(), dict: RefCell::default() }));
        if let Some(new) = find_in_mro(class, "__new__") {
            let new = match &new {
                Value::Descriptor(d) => d.func.clone(),
                other => other.clone(),
            };
            let mut all = vec![Value::Class(class.clone())];
            all.extend(args.iter().cloned());
            let made = self.call(f, &new, all, kwargs.clone())?;
            if !matches!(&made, Value::Instance(i) if i.class.mro.borrow().iter().any(|c| Rc::ptr_eq(c, class)))
            {
                return Ok(made);
            }
            object = made;
        }
        if find_in_mro(class, "__init__").is_some() {
            let init = self.get_attr(f, &object, "__init__")?;
            self.call(f, &init, args, kwargs)?;
        } else if class.mro.borrow().iter().any(|c| c.kind.get() == ClassKind::Dataclass) {
            return self.make_fields(f, class, args, kwargs);
        } else if let Value::Instance(i) = &object {
            i.dict.borrow_mut().insert("args".into(), Value::tuple(args));
        }
        Ok(object)
    }

    fn enum_lookup(&mut self, f: &mut Frame, class: &Rc<ClassObj>, args: &[Value]) -> PyResult<Value> {
        let Some(wanted) = args.first() else { return Ok(self.unknown("an enum member")) };
        let members = class.members.borrow().clone();
        if let Value::EnumMember(m) = wanted
            && members.iter().any(|x| Rc::ptr_eq(x, m))
        {
            return Ok(wanted.clone());
        }
        for member in &members {
            match self.equal(f, &member.value, wanted)? {
                Some(true) => return Ok(Value::EnumMember(member.clone())),
                Some(false) => {}
                None => return Ok(self.unknown(super::stmt::describe(wanted))),
            }
        }
        let text = self.repr_of(f, wanted).unwrap_or_default();
        Err(PyError::new("ValueError", format!("{text} is not a valid {}", class.qualname)))
    }

    /// Makes an instance of a dataclass or named tuple from its fields.
    fn make_fields(
        &mut self,
        f: &mut Frame,
        class: &Rc<ClassObj>,
        args: Vec<Value>,
        mut kwargs: Kwargs,
    ) -> PyResult<Value> {
        let mut dict = Namespace::default();
        let mut positional = args.into_iter();
        for name in annotated_names(class) {
            let declared = find_in_mro(class, &name);
            let (default, init, kw_only) = self.field_default(f, declared)?;
            let keyword = kwargs.iter().position(|(n, _)| *n == name);
            let given = if !init {
                None
            } else if let Some(at) = keyword {
                Some(kwargs.remove(at).1)
            } else if kw_only {
                None
            } else {
                positional.next()
            };
            let value = match given.or(default) {
                Some(v) => v,
                None if !init => continue,
                None => {
                    return Err(PyError::new(
                        "TypeError",
                        format!("{}.__init__() missing 1 required positional argument: '{name}'", class.name),
                    ));
                }
            };
            dict.insert(name, value);
        }
        if let Some((extra, _)) = kwargs.first() {
            return Err(PyError::new(
                "TypeError",
                format!("{}.__init__() got an unexpected keyword argument '{extra}'", class.name),
            ));
        }
        let object = Value::Instance(Rc::new(Instance { class: class.clone(), dict: RefCell::new(dict) }));
        if find_in_mro(class, "__post_init__").is_some() {
            let post = self.get_attr(f, &object, "__post_init__")?;
            self.call(f, &post, Vec::new(), Vec::new())?;
        }
        Ok(object)
    }

    /// Default value of a field, whether `__init__` takes it, and whether by keyword only.
    fn field_default(
        &mut self,
        f: &mut Frame,
        declared: Option<Value>,
    ) -> PyResult<(Option<Value>, bool, bool)> {
        let Some(Value::Bound(b)) = &declared else { return Ok((declared, true, false)) };
        if b.name != "dataclasses.field" {
            return Ok((declared, true, false));
        }
        let get = |name: &str| b.kwargs.iter().find(|(n, _)| &**n == name).map(|(_, v)| v.clone());
        let init = !matches!(get("init"), Some(Value::Bool(false)));
        let kw_only = matches!(get("kw_only"), Some(Value::Bool(true)));
        if let Some(v) = get("default") {
            return Ok((Some(v), init, kw_only));
        }
        if let Some(factory) = get("default_factory") {
            return Ok((Some(self.call(f, &factory, Vec::new(), Vec::new())?), init, kw_only));
        }
        Ok((None, init, kw_only))
    }

    /// `isinstance(value, class)`; `None` if unknown.
    pub(in crate::host) fn is_instance(&mut self, value: &Value, class: &Value) -> Option<bool> {
        if value.is_unknown() {
            return None;
        }
        match class {
            Value::Tuple(classes) => {
                let mut unknown = false;
                for c in classes.iter() {
                    match self.is_instance(value, c) {
                        Some(true) => return Some(true),
                        Some(false) => {}
                        None => unknown = true,
                    }
                }
                if unknown { None } else { Some(false) }
            }
            Value::Alias(a) if &*a.origin == "Union" => {
                self.is_instance(value, &Value::tuple(a.args.clone()))
            }
            Value::Class(c) => match value {
                Value::Instance(i) => {
                    let found = i.class.mro.borrow().iter().any(|m| Rc::ptr_eq(m, c));
                    if !found && i.class.open { None } else { Some(found) }
                }
                Value::EnumMember(m) => {
                    Some(m.class.upgrade().is_some_and(|k| k.mro.borrow().iter().any(|x| Rc::ptr_eq(x, c))))
                }
                Value::Composite(v) => Some(c.factory_type() == Some(v.borrow().ty)),
                _ => Some(false),
            },
            Value::Type(ty) => Some(match (*ty, value) {
                (Ty::PY_INT, Value::Bool(_) | Value::Int(_) | Value::BigInt(_)) => true,
                (Ty::PY_INT, Value::EnumMember(m)) => m.is_int,
                (Ty::PY_BOOL, Value::Bool(_)) => true,
                (Ty::PY_FLOAT, Value::Float(_)) => true,
                (Ty::STR, Value::Str(_)) => true,
                (Ty::STR, Value::EnumMember(m)) => m.is_str,
                (Ty::TUPLE_ANY, Value::Tuple(_)) => true,
                (Ty::TUPLE_ANY, Value::Instance(i)) => i.class.kind.get() == ClassKind::NamedTuple,
                (Ty::WARP_FUNCTION, v) => matches!(v, Value::Function(_)),
                (Ty::NONE, v) => v.is_none(),
                (ty, Value::Scalar(s)) => self.types.scalar(s.scalar) == ty,
                (ty, Value::Composite(c)) => c.borrow().ty == ty,
                (ty, Value::StructInstance(s)) => s.ty == ty,
                _ => false,
            }),
            Value::Native(n) => super::super::facade::native_is_instance(self, value, n.0),
            _ => None,
        }
    }
}

fn is_auto(value: &Value) -> bool {
    matches!(value, Value::Bound(b) if b.name == "enum.auto")
}

/// The function inside a method wrapper.
fn inner_function(value: &Value) -> &Value {
    match value {
        Value::Descriptor(d) => &d.func,
        other => other,
    }
}

/// Names annotated in a class and its bases, in dataclass field order.
pub(in crate::host) fn annotated_names_of(class: &Rc<ClassObj>) -> Vec<Name> {
    annotated_names(class)
}

/// Names annotated in a class and its bases.
pub(super) fn annotated_names(class: &Rc<ClassObj>) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for c in class.mro.borrow().iter().rev() {
        let Some(Value::Dict(d)) = c.ns.borrow().get("__annotations__").cloned() else { continue };
        for (key, annotation) in d.entries() {
            let class_var = match &annotation {
                Value::Str(s) => s.contains("ClassVar"),
                Value::Alias(a) => a.origin.ends_with("ClassVar"),
                Value::Native(n) => n.0.ends_with("ClassVar"),
                _ => false,
            };
            if let (Value::Str(s), false) = (&key, class_var)
                && !names.iter().any(|n| **n == **s)
            {
                names.push(Name::from(&**s));
            }
        }
    }
    names
}

/// Metaclasses that leave attributes alone.
const HARMLESS_METACLASSES: &[&str] = &["abc.ABCMeta", "enum.EnumMeta", "enum.EnumType", "type"];

/// How many classes a base brings along.
fn ancestors(base: &Value) -> usize {
    match base {
        Value::Class(c) => c.mro.borrow().len(),
        _ => 1,
    }
}

/// C3 linearisation over interpreted classes.
fn linearize(class: &Rc<ClassObj>) -> Vec<Rc<ClassObj>> {
    let parents: Vec<Rc<ClassObj>> = class
        .bases
        .iter()
        .filter_map(|b| match b {
            Value::Class(c) => Some(c.clone()),
            _ => None,
        })
        .collect();
    let mut lists: Vec<Vec<Rc<ClassObj>>> = parents.iter().map(|p| p.mro.borrow().clone()).collect();
    lists.push(parents);
    let mut out = vec![class.clone()];
    loop {
        lists.retain(|l| !l.is_empty());
        let candidate = lists
            .iter()
            .map(|l| l[0].clone())
            .find(|c| !lists.iter().any(|l| l.iter().skip(1).any(|x| Rc::ptr_eq(x, c))));
        let Some(next) = candidate.or_else(|| lists.first().map(|l| l[0].clone())) else { return out };
        for list in &mut lists {
            list.retain(|c| !Rc::ptr_eq(c, &next));
        }
        out.push(next);
    }
}
