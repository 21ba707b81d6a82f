//! Copies of Python's objects.

use std::any::Any;
use std::cell::RefCell;
use std::rc::{Rc, Weak};

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::super::keys::Key;
use super::super::value::*;
use crate::frontend::ast::Name;

type Names<T> = IndexMap<Name, T, FxBuildHasher>;

/// The copy of each object, and its address, by the original's address.
type Made = FxHashMap<usize, (usize, Rc<dyn Any>)>;
type Rekey = Box<dyn FnOnce(&Made)>;

/// A copy under way.
#[derive(Default)]
pub(super) struct Copier {
    made: Made,
    /// Objects whose content is still to be copied: a queue, since objects can refer to each other in long chains.
    unfilled: Vec<Unfilled>,
    /// Tables whose keys hold addresses.
    keyed: Vec<Rekey>,
}

/// An original and its copy without content.
enum Unfilled {
    Module(Rc<PyModule>, Rc<PyModule>),
    Class(Rc<ClassObj>, Rc<ClassObj>),
    Function(Rc<PyFunction>, Rc<PyFunction>),
    Instance(Rc<Instance>, Rc<Instance>),
    Struct(Rc<StructInstance>, Rc<StructInstance>),
    List(Rc<RefCell<Vec<Value>>>, Rc<RefCell<Vec<Value>>>),
    Dict(Rc<Dict>, Rc<Dict>),
    Set(Rc<Set>, Rc<Set>),
    Iter(Rc<RefCell<IterState>>, Rc<RefCell<IterState>>),
    Cell(Cell_, Cell_),
    Bound(Rc<BoundNative>, Rc<BoundNative>),
}

fn moved_address(address: usize, made: &Made) -> Option<usize> {
    made.get(&address).map(|(place, _)| *place)
}

/// A key with the addresses of the copies.
fn moved(key: Key, made: &Made) -> Key {
    match key {
        // Of an object that is gone there is nothing that could be equal to it.
        Key::Object(address) => Key::Object(moved_address(address, made).unwrap_or_default()),
        Key::Tuple(keys) => Key::Tuple(keys.into_iter().map(|key| moved(key, made)).collect()),
        Key::Set(keys) => Key::set(keys.into_iter().map(|key| moved(key, made)).collect()),
        plain => plain,
    }
}

/// Whether a key holds an address.
fn is_placed(key: &Key) -> bool {
    match key {
        Key::Object(_) => true,
        Key::Tuple(keys) | Key::Set(keys) => keys.iter().any(is_placed),
        _ => false,
    }
}

fn address<T: ?Sized>(object: &Rc<T>) -> usize {
    Rc::as_ptr(object).cast::<()>() as usize
}

impl Copier {
    /// For about so many objects.
    pub(super) fn with_room(objects: usize) -> Self {
        let made = Made::with_capacity_and_hasher(objects, FxBuildHasher);
        Copier { made, ..Copier::default() }
    }

    /// The copy of an object, made by `make` when it is met first.
    fn once<T: 'static>(&mut self, object: &Rc<T>, make: impl FnOnce(&mut Self) -> Rc<T>) -> Rc<T> {
        let at = address(object);
        if let Some(known) = self.made.get(&at).and_then(|(_, copy)| copy.clone().downcast::<T>().ok()) {
            return known;
        }
        let copy = make(self);
        self.made.insert(at, (address(&copy), copy.clone()));
        copy
    }

    /// The same for an object whose content comes later.
    fn shell<T: 'static>(
        &mut self,
        object: &Rc<T>,
        later: fn(Rc<T>, Rc<T>) -> Unfilled,
        make: impl FnOnce(&mut Self) -> T,
    ) -> Rc<T> {
        self.once(object, |copier| {
            let copy = Rc::new(make(copier));
            copier.unfilled.push(later(object.clone(), copy.clone()));
            copy
        })
    }

    pub(super) fn value(&mut self, value: &Value) -> Value {
        match value {
            Value::None
            | Value::Ellipsis
            | Value::NotImplemented
            | Value::Bool(_)
            | Value::Int(_)
            | Value::BigInt(_)
            | Value::Float(_)
            | Value::Str(_)
            | Value::Bytes(_)
            | Value::Range(_)
            | Value::Type(_)
            | Value::Scalar(_)
            | Value::Numpy(_)
            | Value::Function(_)
            | Value::Grad(_)
            | Value::WarpModule(_)
            | Value::Native(_)
            | Value::Unknown(_) => value.clone(),
            Value::Tuple(items) => Value::Tuple(self.tuple(items)),
            Value::List(list) => Value::List(self.shell(list, Unfilled::List, |_| RefCell::new(Vec::new()))),
            Value::Dict(dict) => Value::Dict(self.dict(dict)),
            Value::Set(set) => Value::Set(self.shell(set, Unfilled::Set, |_| {
                let Set { items: _, frozen } = &**set;
                Set { items: RefCell::default(), frozen: *frozen }
            })),
            Value::Slice(parts) => {
                Value::Slice(self.once(parts, |c| Rc::new(parts.each_ref().map(|part| c.value(part)))))
            }
            Value::Iter(state) => {
                let empty = |_: &mut Self| RefCell::new(IterState::Items(Default::default()));
                Value::Iter(self.shell(state, Unfilled::Iter, empty))
            }
            Value::Composite(composite) => {
                Value::Composite(self.once(composite, |_| Rc::new((**composite).clone())))
            }
            Value::StructInstance(instance) => {
                Value::StructInstance(self.shell(instance, Unfilled::Struct, |_| {
                    let StructInstance { ty, fields: _ } = &**instance;
                    StructInstance { ty: *ty, fields: RefCell::default() }
                }))
            }
            Value::Kernel(kernel) => Value::Kernel(self.kernel_ref(kernel)),
            Value::Module(module) => Value::Module(self.module(module)),
            Value::PyFunction(function) => Value::PyFunction(self.py_function(function)),
            Value::Class(class) => Value::Class(self.class(class)),
            Value::Instance(instance) => Value::Instance(self.shell(instance, Unfilled::Instance, |c| {
                let Instance { class, dict: _ } = &**instance;
                Instance { class: c.class(class), dict: RefCell::default() }
            })),
            Value::EnumMember(member) => Value::EnumMember(self.member(member)),
            Value::BoundMethod(method) => {
                Value::BoundMethod(self.once(method, |c| Rc::new((c.value(&method.0), c.value(&method.1)))))
            }
            Value::Descriptor(descriptor) => Value::Descriptor(self.once(descriptor, |c| {
                let Descriptor { kind, func } = &**descriptor;
                Rc::new(Descriptor { kind: *kind, func: c.value(func) })
            })),
            Value::Bound(bound) => Value::Bound(self.bound(bound)),
            Value::Alias(alias) => Value::Alias(self.once(alias, |c| {
                let Alias { origin, class, args } = &**alias;
                let class = class.as_ref().map(|class| c.value(class));
                Rc::new(Alias { origin: origin.clone(), class, args: c.values(args) })
            })),
        }
    }

    fn values(&mut self, values: &[Value]) -> Vec<Value> {
        values.iter().map(|value| self.value(value)).collect()
    }

    fn tuple(&mut self, items: &Rc<[Value]>) -> Rc<[Value]> {
        // A slice has no type that `Any` can hold, so a tuple's copy is kept inside another pointer.
        let at = address(items);
        if let Some(known) = self.made.get(&at).and_then(|(_, copy)| copy.downcast_ref::<Rc<[Value]>>()) {
            return known.clone();
        }
        let copy: Rc<[Value]> = items.iter().map(|item| self.value(item)).collect();
        self.made.insert(at, (address(&copy), Rc::new(copy.clone())));
        copy
    }

    fn dict(&mut self, dict: &Rc<Dict>) -> Rc<Dict> {
        self.shell(dict, Unfilled::Dict, |c| {
            let Dict { items: _, default_factory, namespace } = &**dict;
            Dict {
                items: RefCell::default(),
                default_factory: default_factory.as_ref().map(|factory| c.value(factory)),
                namespace: namespace.as_ref().map(|module| c.module(module)),
            }
        })
    }

    fn bound(&mut self, bound: &Rc<BoundNative>) -> Rc<BoundNative> {
        self.shell(bound, Unfilled::Bound, |c| {
            let BoundNative { name, args, kwargs, cache: _ } = &**bound;
            let kwargs = kwargs.iter().map(|(name, value)| (name.clone(), c.value(value))).collect();
            BoundNative { name, args: c.values(args), kwargs, cache: RefCell::default() }
        })
    }

    pub(super) fn kernel_ref(&mut self, kernel: &KernelRef) -> KernelRef {
        KernelRef(self.once(&kernel.0, |c| {
            let KernelToken { id, parent } = &*kernel.0;
            Rc::new(KernelToken { id: *id, parent: parent.as_ref().map(|parent| c.kernel_ref(parent)) })
        }))
    }

    pub(super) fn module(&mut self, module: &Rc<PyModule>) -> Rc<PyModule> {
        self.shell(module, Unfilled::Module, |_| {
            let PyModule { name, globals: _, file, package_dir, facade, done, open } = &**module;
            PyModule {
                name: name.clone(),
                globals: RefCell::default(),
                file: file.clone(),
                package_dir: package_dir.clone(),
                facade: *facade,
                done: done.clone(),
                open: open.clone(),
            }
        })
    }

    pub(super) fn class(&mut self, class: &Rc<ClassObj>) -> Rc<ClassObj> {
        self.shell(class, Unfilled::Class, |c| {
            let ClassObj {
                name,
                qualname,
                module,
                bases,
                mro: _,
                ns: _,
                kind,
                ty,
                open,
                members: _,
                int_enum,
                str_enum,
                frozen,
                def,
            } = &**class;
            ClassObj {
                name: name.clone(),
                qualname: qualname.clone(),
                module: module.clone(),
                bases: c.values(bases),
                mro: RefCell::default(),
                ns: RefCell::default(),
                kind: kind.clone(),
                ty: ty.clone(),
                open: *open,
                members: RefCell::default(),
                int_enum: *int_enum,
                str_enum: *str_enum,
                frozen: frozen.clone(),
                def: def.clone(),
            }
        })
    }

    fn member(&mut self, member: &Rc<EnumMember>) -> Rc<EnumMember> {
        self.once(member, |c| {
            let EnumMember { class, class_name, name, value, is_int, is_str } = &**member;
            Rc::new(EnumMember {
                class: class.upgrade().map_or_else(Weak::new, |class| Rc::downgrade(&c.class(&class))),
                class_name: class_name.clone(),
                name: name.clone(),
                value: c.value(value),
                is_int: *is_int,
                is_str: *is_str,
            })
        })
    }

    pub(super) fn py_function(&mut self, function: &Rc<PyFunction>) -> Rc<PyFunction> {
        self.shell(function, Unfilled::Function, |c| {
            let PyFunction {
                code,
                scope,
                cells,
                module,
                defaults,
                annotations: _,
                attrs: _,
                qualname,
                owner: _,
            } = &**function;
            PyFunction {
                code: code.clone(),
                scope: scope.clone(),
                cells: c.cells(cells),
                module: c.module(module),
                defaults: defaults.iter().map(|(name, value)| (name.clone(), c.value(value))).collect(),
                annotations: RefCell::default(),
                attrs: RefCell::default(),
                qualname: qualname.clone(),
                owner: RefCell::default(),
            }
        })
    }

    pub(super) fn cells(&mut self, cells: &Rc<Names<Cell_>>) -> Rc<Names<Cell_>> {
        self.once(cells, |c| {
            let copied = cells
                .iter()
                .map(|(name, cell)| (name.clone(), c.shell(cell, Unfilled::Cell, |_| RefCell::new(None))));
            Rc::new(copied.collect())
        })
    }

    pub(super) fn names(&mut self, names: &Namespace) -> Namespace {
        names.iter().map(|(name, value)| (name.clone(), self.value(value))).collect()
    }

    /// Gives every object its content, and tables of keys with addresses those of the copies.
    pub(super) fn finish(mut self) -> Done {
        self.fill();
        for rekey in self.keyed.drain(..) {
            rekey(&self.made);
        }
        Done { made: self.made }
    }

    /// Gives every object that was made its content, and what that content refers to.
    fn fill(&mut self) {
        while let Some(next) = self.unfilled.pop() {
            match next {
                Unfilled::Module(from, to) => *to.globals.borrow_mut() = self.names(&from.globals.borrow()),
                Unfilled::Class(from, to) => self.fill_class(&from, &to),
                Unfilled::Function(from, to) => self.fill_function(&from, &to),
                Unfilled::Instance(from, to) => *to.dict.borrow_mut() = self.names(&from.dict.borrow()),
                Unfilled::Struct(from, to) => *to.fields.borrow_mut() = self.names(&from.fields.borrow()),
                Unfilled::List(from, to) => *to.borrow_mut() = self.values(&from.borrow()),
                Unfilled::Dict(from, to) => self.fill_dict(&from, to),
                Unfilled::Set(from, to) => self.fill_set(&from, to),
                Unfilled::Iter(from, to) => *to.borrow_mut() = self.iteration(&from.borrow()),
                Unfilled::Cell(from, to) => {
                    let content = from.borrow().as_ref().map(|value| self.value(value));
                    *to.borrow_mut() = content;
                }
                Unfilled::Bound(from, to) => self.fill_bound(&from, to),
            }
        }
    }

    fn fill_class(&mut self, from: &ClassObj, to: &ClassObj) {
        let mro = from.mro.borrow().iter().map(|class| self.class(class)).collect();
        let members = from.members.borrow().iter().map(|member| self.member(member)).collect();
        *to.mro.borrow_mut() = mro;
        *to.members.borrow_mut() = members;
        *to.ns.borrow_mut() = self.names(&from.ns.borrow());
    }

    fn fill_function(&mut self, from: &PyFunction, to: &PyFunction) {
        let annotations = from.annotations.borrow();
        let annotations = annotations.iter().map(|(name, annotation)| {
            let copied = match annotation {
                Annotation::Value(value) => Annotation::Value(self.value(value)),
                Annotation::Deferred(def, slot) => Annotation::Deferred(def.clone(), *slot),
            };
            (name.clone(), copied)
        });
        *to.annotations.borrow_mut() = annotations.collect();
        *to.attrs.borrow_mut() = self.names(&from.attrs.borrow());
        *to.owner.borrow_mut() = from.owner.borrow().as_ref().map(|owner| self.class(owner));
    }

    fn fill_dict(&mut self, from: &Dict, to: Rc<Dict>) {
        let mut is_keyed = false;
        let items = from.items.borrow();
        let copied = items.iter().map(|(key, (name, value))| {
            is_keyed |= is_placed(key);
            (key.clone(), (self.value(name), self.value(value)))
        });
        *to.items.borrow_mut() = copied.collect();
        if is_keyed {
            self.keyed.push(Box::new(move |made| rekey(&to.items, made)));
        }
    }

    fn fill_set(&mut self, from: &Set, to: Rc<Set>) {
        let items = from.items.borrow();
        *to.items.borrow_mut() = items.iter().map(|(key, value)| (key.clone(), self.value(value))).collect();
        if items.keys().any(is_placed) {
            self.keyed.push(Box::new(move |made| rekey(&to.items, made)));
        }
    }

    fn fill_bound(&mut self, from: &BoundNative, to: Rc<BoundNative>) {
        let cache = from.cache.borrow();
        *to.cache.borrow_mut() = cache.iter().map(|(key, value)| (key.clone(), self.value(value))).collect();
        if cache.keys().any(is_placed) {
            self.keyed.push(Box::new(move |made| rekey(&to.cache, made)));
        }
    }

    fn iteration(&mut self, state: &IterState) -> IterState {
        match state {
            IterState::Items(items) => {
                IterState::Items(items.iter().map(|value| self.value(value)).collect())
            }
            IterState::Count { next, step } => IterState::Count { next: *next, step: *step },
            IterState::Cycle { items, at } => IterState::Cycle { items: self.values(items), at: *at },
            IterState::Repeat(value) => IterState::Repeat(self.value(value)),
        }
    }
}

/// A copy whose objects are all there.
pub(super) struct Done {
    made: Made,
}

impl Done {
    /// Where an object's copy is, by the original's address, if one was made.
    pub(super) fn place(&self, address: usize) -> Option<usize> {
        moved_address(address, &self.made)
    }

    /// A key with the addresses of the copies.
    pub(super) fn key(&self, key: Key) -> Key {
        moved(key, &self.made)
    }

    /// The copy of an object, if one was made.
    pub(super) fn copy_of<T: 'static>(&self, object: &Rc<T>) -> Option<Weak<T>> {
        let copy = self.made.get(&address(object))?.1.clone().downcast::<T>().ok()?;
        Some(Rc::downgrade(&copy))
    }
}

/// Gives a table the keys of the copies.
fn rekey<V>(items: &RefCell<IndexMap<Key, V, FxBuildHasher>>, made: &Made) {
    let old = std::mem::take(&mut *items.borrow_mut());
    *items.borrow_mut() = old.into_iter().map(|(key, value)| (moved(key, made), value)).collect();
}
