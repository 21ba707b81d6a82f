//! `object.name`.

use std::rc::Rc;

use super::super::error::{PyError, PyResult};
use super::super::session::Session;
use super::super::value::*;
use super::Frame;
use super::compare::find_in_mro;
use crate::frontend::ast::Name;
use crate::ids::FuncRef;
use crate::types::Number;

/// What looking an attribute up without running code finds.
pub(in crate::host) enum Attr {
    Found(Value),
    /// A property whose getter must be called with the object.
    Call(Value),
    /// Not there.
    Missing,
}

/// Methods that every class inherits from `object`, or that its decorator gives it.
const OF_OBJECT: &[&str] = &[
    "__init__",
    "__new__",
    "__repr__",
    "__str__",
    "__format__",
    "__hash__",
    "__eq__",
    "__ne__",
    "__lt__",
    "__le__",
    "__gt__",
    "__ge__",
    "__getattribute__",
    "__setattr__",
    "__delattr__",
    "__dir__",
    "__sizeof__",
    "__reduce__",
    "__reduce_ex__",
    "__getstate__",
    "__init_subclass__",
    "__subclasshook__",
    "__subclasses__",
    "__class__",
];

impl Session {
    /// `getattr(object, name)`.
    pub(in crate::host) fn get_attr(&mut self, f: &mut Frame, object: &Value, name: &str) -> PyResult<Value> {
        if let Value::Module(m) = object {
            return self.module_attr(f, m, name);
        }
        match self.attr(object, name) {
            Attr::Found(v) => Ok(v),
            Attr::Call(getter) => {
                let value = self.call(f, &getter, vec![object.clone()], Vec::new())?;
                if let Value::Instance(i) = object
                    && let Some(Value::Descriptor(d)) = find_in_mro(&i.class, name)
                    && d.kind == DescriptorKind::CachedProperty
                {
                    i.dict.borrow_mut().insert(name.into(), value.clone());
                }
                Ok(value)
            }
            Attr::Missing => {
                if let Value::Instance(i) = object
                    && let Some(getter) = find_in_mro(&i.class, "__getattr__")
                {
                    return self.call(f, &getter, vec![object.clone(), Value::str(name)], Vec::new());
                }
                let class = self.class_name(object);
                Err(PyError::new("AttributeError", format!("'{class}' object has no attribute '{name}'")))
            }
        }
    }

    fn module_attr(&mut self, f: &mut Frame, m: &Rc<PyModule>, name: &str) -> PyResult<Value> {
        if let Attr::Found(v) = self.attr(&Value::Module(m.clone()), name) {
            return Ok(v);
        }
        if let Some(v) = self.late_module_attr(m, name)? {
            return Ok(v);
        }
        if let Some(getter) = m.global("__getattr__") {
            return self.call(f, &getter, vec![Value::str(name)], Vec::new());
        }
        if !m.done.get() && m.facade.is_none() {
            return Ok(self.unknown(format!("'{name}' of the partially imported module '{}'", m.name)));
        }
        Err(PyError::new("AttributeError", format!("module '{}' has no attribute '{name}'", m.name)))
    }

    /// Attribute lookup that runs no user code.
    pub(in crate::host) fn attr(&self, object: &Value, name: &str) -> Attr {
        match object {
            Value::Unknown(u) => {
                let reason = super::super::limits::shortened(format!("'{name}' of {}", u.reason));
                let class = u.class.and_then(|class| super::super::facade::objects::member(class, name));
                Attr::Found(Value::Unknown(Rc::new(Unknown { class, ..Unknown::new(reason, u.at.clone()) })))
            }
            Value::Module(m) => {
                if let Some(v) = m.global(name) {
                    return Attr::Found(v);
                }
                if name == "__dict__" {
                    let dict = Dict { namespace: Some(m.clone()), ..Dict::default() };
                    return Attr::Found(Value::Dict(Rc::new(dict)));
                }
                if let Some(v) = m.facade.and_then(|facade| self.facade_attr(facade, name)) {
                    return Attr::Found(v);
                }
                let sub = format!("{}.{name}", m.name);
                match self.python_modules.get(&*sub) {
                    Some(sub) => Attr::Found(Value::Module(sub.clone())),
                    None => m.open_value(name).map_or(Attr::Missing, Attr::Found),
                }
            }
            Value::Instance(i) => self.instance_attr(i, object, name),
            Value::Class(c) => self.class_attr(c, name),
            Value::EnumMember(m) => self.enum_attr(m, object, name),
            Value::PyFunction(p) => self.function_attr(p, name),
            Value::Type(ty) => self.type_attr(*ty, name),
            Value::Composite(c) => {
                let c = c.borrow();
                self.composite_attr(&c, object, name)
            }
            Value::StructInstance(s) => match s.fields.borrow().get(name) {
                Some(v) => Attr::Found(v.clone()),
                None if name == "_cls" => Attr::Found(Value::Type(s.ty)),
                None => self.type_attr(s.ty, name),
            },
            Value::Function(r) => self.warp_function_attr(*r, name),
            Value::Kernel(k) => self.kernel_attr(k, name),
            Value::WarpModule(m) => self.warp_module_attr(*m, name),
            Value::BoundMethod(b) => match name {
                "__self__" => Attr::Found(b.0.clone()),
                "__func__" => Attr::Found(b.1.clone()),
                _ => self.attr(&b.1, name),
            },
            Value::Descriptor(d) => match (d.kind, name) {
                (DescriptorKind::Property, "setter" | "getter" | "deleter") => {
                    found_bound("property.setter", vec![object.clone()])
                }
                (DescriptorKind::Property, "fget") | (_, "__func__" | "__wrapped__") => {
                    Attr::Found(d.func.clone())
                }
                _ => self.attr(&d.func, name),
            },
            Value::Bound(b) => self.bound_attr(b, object, name),
            Value::Native(n) => super::super::facade::native_attr(n.0, name).map_or_else(
                || match super::super::facade::native_is_open(n.0) {
                    true => Attr::Found(self.unknown(format!("{}.{name}", n.0))),
                    false => Attr::Missing,
                },
                Attr::Found,
            ),
            Value::Scalar(s) if name == "value" => Attr::Found(super::iter::number_value(s.number, false)),
            Value::Numpy(s) => match name {
                "dtype" => Attr::Found(Value::Native(Native(super::super::facade::numpy_name(s.scalar)))),
                "item" => found_bound("numpy.item", vec![object.clone()]),
                _ => Attr::Missing,
            },
            Value::Alias(a) => match name {
                "__args__" => Attr::Found(Value::tuple(a.args.clone())),
                "__origin__" => Attr::Found(a.class.clone().unwrap_or_else(|| Value::str(&a.origin))),
                _ => match &a.class {
                    Some(c) => self.attr(c, name),
                    None => Attr::Missing,
                },
            },
            other => self.method_of(other, name),
        }
    }

    /// Methods of built-in containers and strings.
    fn method_of(&self, object: &Value, name: &str) -> Attr {
        match (object, name) {
            (_, "__class__") => Attr::Found(self.type_of(object)),
            (Value::Float(_), "real") | (Value::Int(_) | Value::Bool(_), "real" | "numerator") => {
                Attr::Found(object.clone())
            }
            (Value::Range(r), "start") => Attr::Found(Value::Int(r.start)),
            (Value::Range(r), "stop") => Attr::Found(Value::Int(r.stop)),
            (Value::Range(r), "step") => Attr::Found(Value::Int(r.step)),
            (Value::Slice(s), "start") => Attr::Found(s[0].clone()),
            (Value::Slice(s), "stop") => Attr::Found(s[1].clone()),
            (Value::Slice(s), "step") => Attr::Found(s[2].clone()),
            _ => match super::containers::method_name(object, name) {
                Some(method) => found_bound(method, vec![object.clone()]),
                None => Attr::Missing,
            },
        }
    }

    fn instance_attr(&self, i: &Rc<Instance>, object: &Value, name: &str) -> Attr {
        let in_class = find_in_mro(&i.class, name);
        if let Some(Value::Descriptor(d)) = &in_class
            && d.kind == DescriptorKind::Property
        {
            return Attr::Call(d.func.clone());
        }
        if let Some(v) = i.dict.borrow().get(name) {
            return Attr::Found(v.clone());
        }
        match name {
            "__class__" => return Attr::Found(Value::Class(i.class.clone())),
            "__dict__" => {
                let dict = Dict::default();
                i.dict.borrow().iter().for_each(|(k, v)| dict.set(Value::str(k), v.clone()));
                return Attr::Found(Value::Dict(Rc::new(dict)));
            }
            "_fields" if i.class.kind.get() == ClassKind::NamedTuple => {
                let names = i.dict.borrow().keys().map(|k| Value::str(k)).collect();
                return Attr::Found(Value::tuple(names));
            }
            "_replace" | "_asdict" if i.class.kind.get() == ClassKind::NamedTuple => {
                let method = if name == "_replace" { "namedtuple._replace" } else { "namedtuple._asdict" };
                return found_bound(method, vec![object.clone()]);
            }
            _ => {}
        }
        match in_class {
            Some(v) => bind_descriptor(v, object, &Value::Class(i.class.clone())),
            None if i.class.open => {
                Attr::Found(self.unknown(format!("attribute '{name}' of a {}", i.class.name)))
            }
            None => Attr::Missing,
        }
    }

    pub(super) fn class_attr(&self, c: &Rc<ClassObj>, name: &str) -> Attr {
        match name {
            "__name__" => return Attr::Found(Value::Str(c.name.clone())),
            "__qualname__" => return Attr::Found(Value::Str(c.qualname.clone())),
            "__module__" => return Attr::Found(Value::Str(c.module.clone())),
            "__bases__" => return Attr::Found(Value::tuple(c.bases.clone())),
            "__mro__" => {
                let classes = c.mro.borrow().iter().cloned().map(Value::Class).collect();
                return Attr::Found(Value::tuple(classes));
            }
            "__dict__" => {
                let dict = Dict::default();
                c.ns.borrow().iter().for_each(|(k, v)| dict.set(Value::str(k), v.clone()));
                return Attr::Found(Value::Dict(Rc::new(dict)));
            }
            "__members__" if c.kind.get() == ClassKind::Enum => {
                let dict = Dict::default();
                for m in c.members.borrow().iter() {
                    dict.set(Value::Str(m.name.clone()), Value::EnumMember(m.clone()));
                }
                return Attr::Found(Value::Dict(Rc::new(dict)));
            }
            "_fields" if c.kind.get() == ClassKind::NamedTuple => {
                return Attr::Found(Value::tuple(
                    super::class::annotated_names(c).iter().map(|n| Value::str(n)).collect(),
                ));
            }
            _ => {}
        }
        if let Some(v) = find_in_mro(c, name) {
            let class = Value::Class(c.clone());
            return match &v {
                Value::Descriptor(d) if d.kind == DescriptorKind::Static => Attr::Found(d.func.clone()),
                Value::Descriptor(d) if d.kind == DescriptorKind::Class => {
                    Attr::Found(Value::BoundMethod(Rc::new((class, d.func.clone()))))
                }
                _ => Attr::Found(v),
            };
        }
        if let Some(ty) = c.ty.get() {
            return self.type_attr(ty, name);
        }
        match c.open {
            true => Attr::Found(self.unknown(format!("attribute '{name}' of class {}", c.name))),
            false if name == "__doc__" => Attr::Found(Value::None),
            false if OF_OBJECT.contains(&name) => {
                Attr::Found(self.unknown(format!("{}.{name}, which it inherits from object", c.name)))
            }
            false => Attr::Missing,
        }
    }

    fn enum_attr(&self, m: &Rc<EnumMember>, object: &Value, name: &str) -> Attr {
        match name {
            "value" | "_value_" => return Attr::Found(m.value.clone()),
            "name" | "_name_" => return Attr::Found(Value::Str(m.name.clone())),
            _ => {}
        }
        if let Some(class) = m.class.upgrade() {
            match name {
                "__class__" => return Attr::Found(Value::Class(class)),
                _ => {
                    if let Some(v) = find_in_mro(&class, name) {
                        if let Value::Descriptor(d) = &v
                            && d.kind == DescriptorKind::Property
                        {
                            return Attr::Call(d.func.clone());
                        }
                        return bind_descriptor(v, object, &Value::Class(class));
                    }
                }
            }
        }
        if m.is_int || m.is_str { self.attr(&m.value, name) } else { Attr::Missing }
    }

    pub(super) fn function_attr(&self, p: &Rc<PyFunction>, name: &str) -> Attr {
        if let Some(v) = p.attr(name) {
            return Attr::Found(v);
        }
        match name {
            "__globals__" => {
                let dict = Dict { namespace: Some(p.module.clone()), ..Dict::default() };
                Attr::Found(Value::Dict(Rc::new(dict)))
            }
            "__defaults__" if p.defaults.is_empty() => Attr::Found(Value::None),
            "__annotations__" => found_bound("function.__annotations__", vec![Value::PyFunction(p.clone())]),
            "__code__" | "__closure__" | "__defaults__" | "__kwdefaults__" | "__dict__" | "__call__"
            | "__get__" => Attr::Found(self.unknown(format!("{}.{name}", p.qualname))),
            _ => Attr::Missing,
        }
    }

    fn bound_attr(&self, b: &Rc<BoundNative>, object: &Value, name: &str) -> Attr {
        match (b.name, name) {
            ("functools.partial", "func") => Attr::Found(b.args.first().cloned().unwrap_or(Value::None)),
            ("functools.partial", "args") => {
                Attr::Found(Value::tuple(b.args.get(1..).unwrap_or(&[]).to_vec()))
            }
            ("functools.partial", "keywords") => {
                let dict = Dict::default();
                b.kwargs.iter().for_each(|(k, v)| dict.set(Value::str(k), v.clone()));
                Attr::Found(Value::Dict(Rc::new(dict)))
            }
            ("memo", "cache_clear" | "cache_info" | "cache_parameters") => {
                found_bound("functools.cache_clear", vec![object.clone()])
            }
            ("memo", "__wrapped__") => Attr::Found(b.args.first().cloned().unwrap_or(Value::None)),
            ("memo", _) => match b.args.first() {
                Some(inner) => self.attr(inner, name),
                None => Attr::Missing,
            },
            ("warp.Module.options", _) => self.module_options_attr(b, name),
            ("super", _) => self.super_attr(b, name),
            _ => match super::super::facade::bound_attribute(b, object, name) {
                Some(v) => Attr::Found(v),
                None => Attr::Found(self.unknown(format!("{}.{name}", b.name))),
            },
        }
    }

    fn module_options_attr(&self, b: &Rc<BoundNative>, name: &str) -> Attr {
        let Some(Value::WarpModule(m)) = b.args.first() else { return Attr::Missing };
        let dict = Dict::default();
        for (n, v) in &self.modules[m.index()].options {
            dict.set(Value::Str(n.clone()), v.clone());
        }
        let dict = Value::Dict(Rc::new(dict));
        match name {
            "update" => found_bound("warp.Module.options.update", vec![Value::WarpModule(*m)]),
            _ => self.attr(&dict, name),
        }
    }

    fn super_attr(&self, b: &Rc<BoundNative>, name: &str) -> Attr {
        let [Value::Class(owner), this] = &b.args[..] else { return Attr::Missing };
        let mro = match this {
            Value::Instance(i) => i.class.mro.borrow().clone(),
            Value::Class(c) => c.mro.borrow().clone(),
            _ => return Attr::Missing,
        };
        let after = mro.iter().position(|c| Rc::ptr_eq(c, owner)).map_or(0, |p| p + 1);
        for class in &mro[after.min(mro.len())..] {
            if let Some(v) = class.ns.borrow().get(name) {
                if let Value::Descriptor(d) = v
                    && d.kind == DescriptorKind::Property
                {
                    return found_bound("super.property", vec![d.func.clone(), this.clone()]);
                }
                return bind_descriptor(v.clone(), this, &Value::Class(owner.clone()));
            }
        }
        match name {
            "__init__" | "__init_subclass__" | "__post_init__" | "__setattr__" | "__enter__" | "__exit__" => {
                found_bound("object.__init__", vec![this.clone()])
            }
            "__new__" => found_bound("object.__new__", Vec::new()),
            _ => Attr::Found(self.unknown(format!("super().{name}"))),
        }
    }

    /// `setattr(object, name, value)`.
    pub(in crate::host) fn set_attr(
        &mut self,
        f: &mut Frame,
        object: &Value,
        name: &str,
        value: Value,
    ) -> PyResult<()> {
        match object {
            Value::Module(m) => m.set_global(name, value),
            Value::Instance(i) => {
                if let Some(Value::Descriptor(d)) = find_in_mro(&i.class, name)
                    && d.kind == DescriptorKind::Property
                {
                    let setter = find_in_mro(&i.class, &format!("{name}.setter"));
                    if let Some(setter) = setter {
                        self.call(f, &setter, vec![object.clone(), value], Vec::new())?;
                        return Ok(());
                    }
                }
                if let Some(setter) = find_in_mro(&i.class, "__setattr__") {
                    self.call(f, &setter, vec![object.clone(), Value::str(name), value], Vec::new())?;
                    return Ok(());
                }
                i.dict.borrow_mut().insert(Name::from(name), value);
            }
            Value::Class(c) => {
                c.ns.borrow_mut().insert(Name::from(name), value);
            }
            Value::PyFunction(p) => self.set_function_attr(p, name, value),
            Value::Function(FuncRef::User(id)) => {
                self.function_attrs[id.index()].insert(Name::from(name), value);
            }
            Value::Kernel(k) => {
                // The key is an ordinary attribute of Warp's object, read when the module is built.
                if let ("key", Value::Str(key)) = (name, &value) {
                    self.kernels[k.id().index()].key = key.clone();
                }
                self.kernel_states[k.id().index()].attrs.insert(Name::from(name), value);
            }
            Value::StructInstance(s) => return self.set_struct_field(s, name, value),
            Value::Composite(c) => self.set_component(c, name, &value),
            Value::BoundMethod(b) => {
                let inner = b.1.clone();
                return self.set_attr(f, &inner, name, value);
            }
            _ => {}
        }
        Ok(())
    }

    fn set_function_attr(&mut self, p: &Rc<PyFunction>, name: &str, value: Value) {
        if name == "__annotations__" {
            if let Value::Dict(d) = &value {
                let entries = d.entries().into_iter().filter_map(|(k, v)| match k {
                    Value::Str(s) => Some((Name::from(&*s), Annotation::Value(v))),
                    _ => None,
                });
                *p.annotations.borrow_mut() = entries.collect();
            }
            return;
        }
        p.attrs.borrow_mut().insert(Name::from(name), value);
    }

    fn set_component(
        &mut self,
        c: &Rc<std::cell::RefCell<crate::types::CompositeValue>>,
        name: &str,
        value: &Value,
    ) {
        let Some(at) = ["x", "y", "z", "w"].iter().position(|n| *n == name) else { return };
        let ty = c.borrow().ty;
        let Some(scalar) = self.types.composite_dtype(ty).and_then(|d| self.types.as_scalar(d)) else {
            return;
        };
        let number = match super::compare::number(value) {
            Some(super::compare::Num::Int(i)) => Number::Int(i),
            Some(super::compare::Num::Float(x)) => Number::Float(x),
            None => return,
        };
        if let Some(slot) = c.borrow_mut().elements.get_mut(at) {
            *slot = crate::types::store_number(scalar, number);
        }
    }
}

/// A native method.
pub(in crate::host) fn bound(name: &'static str, args: Vec<Value>) -> Value {
    Value::Bound(Rc::new(BoundNative { name, args, kwargs: Vec::new(), cache: Default::default() }))
}

pub(super) fn found_bound(name: &'static str, args: Vec<Value>) -> Attr {
    Attr::Found(bound(name, args))
}

/// What a class attribute gives when read through an instance.
fn bind_descriptor(value: Value, object: &Value, class: &Value) -> Attr {
    match &value {
        Value::PyFunction(_) => Attr::Found(Value::BoundMethod(Rc::new((object.clone(), value)))),
        Value::Bound(b) if b.name == "memo" => {
            Attr::Found(Value::BoundMethod(Rc::new((object.clone(), value))))
        }
        Value::Descriptor(d) => match d.kind {
            DescriptorKind::Static => Attr::Found(d.func.clone()),
            DescriptorKind::Class => {
                Attr::Found(Value::BoundMethod(Rc::new((class.clone(), d.func.clone()))))
            }
            DescriptorKind::Property | DescriptorKind::CachedProperty => Attr::Call(d.func.clone()),
        },
        _ => Attr::Found(value),
    }
}
