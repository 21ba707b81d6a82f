//! Iteration.

use std::cell::RefCell;
use std::rc::Rc;

use super::super::error::{PyError, PyResult};
use super::super::session::Session;
use super::super::value::*;
use super::Frame;
use crate::types::Number;

/// An iteration in progress.
pub(in crate::host) enum PyIter {
    /// A list, which may change while it is walked.
    List(Rc<RefCell<Vec<Value>>>, usize),
    Items(std::vec::IntoIter<Value>),
    Range(RangeObj, i128),
    State(Rc<RefCell<IterState>>),
}

impl Session {
    /// Starts an iteration; `None` if the iterable is unknown.
    pub(in crate::host) fn iterate(&mut self, f: &mut Frame, value: &Value) -> PyResult<Option<PyIter>> {
        if !matches!(value, Value::List(_)) {
            self.work_on(value)?;
        }
        Ok(Some(match value {
            Value::List(items) => PyIter::List(items.clone(), 0),
            Value::Tuple(items) => PyIter::Items(Vec::from(&**items).into_iter()),
            Value::Range(r) => PyIter::Range(**r, r.start),
            Value::Iter(state) => PyIter::State(state.clone()),
            Value::Str(s) => {
                self.reserve(s.len())?;
                let chars: Vec<Value> = s.chars().map(|c| Value::Str(c.to_string().into())).collect();
                PyIter::Items(chars.into_iter())
            }
            Value::Bytes(b) => {
                PyIter::Items(b.iter().map(|b| Value::Int(i128::from(*b))).collect::<Vec<_>>().into_iter())
            }
            Value::Dict(d) => PyIter::Items(d.keys().into_iter()),
            Value::Set(s) => {
                PyIter::Items(s.items.borrow().values().cloned().collect::<Vec<_>>().into_iter())
            }
            Value::Composite(_) => match self.composite_rows(value) {
                Some(rows) => PyIter::Items(rows.into_iter()),
                None => return Ok(None),
            },
            Value::Class(c) if c.kind.get() == ClassKind::Enum => {
                let members: Vec<Value> = c.members.borrow().iter().cloned().map(Value::EnumMember).collect();
                PyIter::Items(members.into_iter())
            }
            Value::Instance(i) if i.class.kind.get() == ClassKind::NamedTuple => {
                PyIter::Items(i.dict.borrow().values().cloned().collect::<Vec<_>>().into_iter())
            }
            Value::Instance(_) => return self.iterate_instance(f, value),
            Value::Bound(b) if b.name == "numpy.ndarray" => {
                match super::super::facade::ndarray::Array::of(value) {
                    Some(a) => PyIter::Items(a.items().into_iter()),
                    None => return Ok(None),
                }
            }
            Value::Unknown(_)
            | Value::Bound(_)
            | Value::Native(_)
            | Value::Alias(_)
            | Value::Module(_)
            | Value::StructInstance(_) => return Ok(None),
            other => {
                let name = self.class_name(other);
                return Err(PyError::new("TypeError", format!("'{name}' object is not iterable")));
            }
        }))
    }

    fn iterate_instance(&mut self, f: &mut Frame, value: &Value) -> PyResult<Option<PyIter>> {
        let Ok(method) = self.get_attr(f, value, "__iter__") else {
            return match value {
                Value::Instance(i) if i.class.open => Ok(None),
                _ => Err(PyError::new("TypeError", "object is not iterable")),
            };
        };
        let inner = self.call(f, &method, Vec::new(), Vec::new())?;
        let Value::Instance(_) = &inner else { return self.iterate(f, &inner) };
        let Ok(next) = self.get_attr(f, &inner, "__next__") else { return Ok(None) };
        let mut items = Vec::new();
        loop {
            match self.call(f, &next, Vec::new(), Vec::new()) {
                Ok(Value::Unknown(_)) => return Ok(None),
                Ok(item) => {
                    self.reserve(1)?;
                    items.push(item);
                }
                Err(e) if e.class() == "StopIteration" => break,
                Err(e) => return Err(e),
            }
        }
        Ok(Some(PyIter::Items(items.into_iter())))
    }

    /// The next item.
    pub(in crate::host) fn next_item(&mut self, it: &mut PyIter) -> PyResult<Option<Value>> {
        Ok(match it {
            PyIter::List(items, at) => {
                let item = items.borrow().get(*at).cloned();
                *at += 1;
                item
            }
            PyIter::Items(items) => items.next(),
            PyIter::Range(r, next) => {
                let more = if r.step > 0 { *next < r.stop } else { *next > r.stop };
                more.then(|| {
                    let item = *next;
                    *next = next.saturating_add(r.step);
                    Value::Int(item)
                })
            }
            PyIter::State(state) => match &mut *state.borrow_mut() {
                IterState::Items(items) => items.pop_front(),
                IterState::Count { next, step } => {
                    let item = *next;
                    *next = next.saturating_add(*step);
                    Some(Value::Int(item))
                }
                IterState::Cycle { items, at } => {
                    let item = items.get(*at).cloned();
                    *at = if items.is_empty() { 0 } else { (*at + 1) % items.len() };
                    item
                }
                IterState::Repeat(v) => Some(v.clone()),
            },
        })
    }

    /// All items of an iterable; `None` if unknown.
    pub(in crate::host) fn collect(&mut self, f: &mut Frame, value: &Value) -> PyResult<Option<Vec<Value>>> {
        if let Value::Range(r) = value {
            self.reserve(usize::try_from(r.len()).unwrap_or(usize::MAX))?;
        }
        let Some(mut it) = self.iterate(f, value)? else { return Ok(None) };
        let mut items = Vec::new();
        while let Some(item) = self.next_item(&mut it)? {
            self.step()?;
            self.reserve(1)?;
            items.push(item);
        }
        Ok(Some(items))
    }

    /// The elements of a vector as numbers, the rows of a matrix as vectors.
    pub(in crate::host) fn composite_rows(&self, value: &Value) -> Option<Vec<Value>> {
        let Value::Composite(c) = value else { return None };
        let c = c.borrow();
        let shape = self.types.composite_shape(c.ty)?;
        if let [_, cols] = shape[..] {
            let row = self.types.vector(cols as u32, self.types.composite_dtype(c.ty)?);
            let chunk = usize::try_from(cols).ok().filter(|c| *c > 0)?;
            return Some(c.elements.chunks(chunk).map(|r| Value::composite(row, r.to_vec())).collect());
        }
        Some(c.elements.iter().map(|n| number_value(*n, self.element_is_bool(c.ty))).collect())
    }

    fn element_is_bool(&self, ty: crate::types::Ty) -> bool {
        self.types.composite_dtype(ty) == Some(crate::types::Ty::BOOL)
    }
}

/// The Python number for an element read back from storage.
pub(in crate::host) fn number_value(n: Number, is_bool: bool) -> Value {
    match n {
        Number::Int(i) if is_bool => Value::Bool(i != 0),
        Number::Int(i) => Value::Int(i),
        Number::Float(x) => Value::Float(x),
    }
}

impl Dict {
    /// Keys in order.
    #[must_use]
    pub fn keys(&self) -> Vec<Value> {
        if let Some(module) = &self.namespace {
            return module.globals.borrow().keys().map(|k| Value::str(k)).collect();
        }
        self.items.borrow().values().map(|(k, _)| k.clone()).collect()
    }

    /// Keys and values in order.
    #[must_use]
    pub fn entries(&self) -> Vec<(Value, Value)> {
        if let Some(module) = &self.namespace {
            return module.globals.borrow().iter().map(|(k, v)| (Value::str(k), v.clone())).collect();
        }
        self.items.borrow().values().cloned().collect()
    }

    /// Stores an entry; unknown and unhashable keys are dropped.
    pub fn set(&self, key: Value, value: Value) {
        if let (Some(module), Value::Str(s)) = (&self.namespace, &key) {
            module.set_global(&**s, value);
            return;
        }
        if let Some(k) = super::super::keys::key(&key) {
            let mut items = self.items.borrow_mut();
            match items.get_mut(&k) {
                Some(entry) => entry.1 = value,
                None => {
                    items.insert(k, (key, value));
                }
            }
        }
    }

    /// Reads an entry.
    #[must_use]
    pub fn get(&self, key: &Value) -> Option<Value> {
        if let (Some(module), Value::Str(s)) = (&self.namespace, key) {
            return module.global(s);
        }
        let k = super::super::keys::key(key)?;
        self.items.borrow().get(&k).map(|(_, v)| v.clone())
    }

    /// Removes an entry.
    pub fn remove(&self, key: &Value) -> Option<Value> {
        if let (Some(module), Value::Str(s)) = (&self.namespace, key) {
            return module.globals.borrow_mut().shift_remove(&**s);
        }
        let k = super::super::keys::key(key)?;
        self.items.borrow_mut().shift_remove(&k).map(|(_, v)| v)
    }

    /// Number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.namespace.as_ref().map_or_else(|| self.items.borrow().len(), |m| m.globals.borrow().len())
    }

    /// Whether it has no entries.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
