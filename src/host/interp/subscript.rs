//! `object[index]`.

use std::rc::Rc;

use super::super::error::{PyError, PyResult};
use super::super::facade::ndarray;
use super::super::session::Session;
use super::super::value::*;
use super::Frame;
use super::compare::{find_in_mro, number};
use super::iter::number_value;
use crate::types::{Number, store_number};

impl Session {
    /// `object[index]`.
    pub(in crate::host) fn get_item(
        &mut self,
        f: &mut Frame,
        object: &Value,
        index: &Value,
    ) -> PyResult<Value> {
        match object {
            Value::Unknown(u) if u.class.is_none() || matches!(index, Value::Slice(_)) => {
                return Ok(object.clone());
            }
            Value::Unknown(u) => return Ok(self.unknown(format!("an item of {}", u.reason))),
            // Type objects accept unknown parts and say so themselves.
            Value::Type(_) | Value::Class(_) | Value::Native(_) | Value::Alias(_) => {
                return self.subscript_type(f, object, index);
            }
            Value::Bound(b) if b.name == "warp.Module.options" => {
                let Some(Value::WarpModule(m)) = b.args.first() else { return Ok(Value::None) };
                let option = index.as_str().and_then(|n| self.modules[m.index()].options.get(n).cloned());
                return option.ok_or_else(|| PyError::new("KeyError", self.py_repr(index)));
            }
            _ if index.is_unknown() => return Ok(self.unknown(super::stmt::describe(index))),
            Value::Dict(d) => return self.dict_item(f, d, index),
            Value::Bound(b) if b.name == "numpy.ndarray" => {
                let item = ndarray::item(object, index)?;
                return Ok(item.unwrap_or_else(|| self.unknown("an item of an array")));
            }
            Value::Instance(i) => return self.instance_item(f, object, i, index),
            _ => {}
        }
        if !matches!(object, Value::List(_) | Value::Tuple(_) | Value::Range(_)) {
            self.work_on(object)?;
        }
        if let Value::Slice(slice) = index {
            return self.slice_of(object, slice);
        }
        let Some(at) = index.as_int() else {
            if is_sequence(object) {
                let name = self.class_name(index);
                return Err(PyError::new(
                    "TypeError",
                    format!("indices must be integers or slices, not {name}"),
                ));
            }
            return Ok(self.unknown(format!("{object:?}[...]")));
        };
        let out_of_range = |what: &str| PyError::new("IndexError", format!("{what} index out of range"));
        match object {
            Value::List(items) => {
                let items = items.borrow();
                position(at, items.len()).map(|i| items[i].clone()).ok_or_else(|| out_of_range("list"))
            }
            Value::Tuple(items) => {
                position(at, items.len()).map(|i| items[i].clone()).ok_or_else(|| out_of_range("tuple"))
            }
            Value::Str(s) => {
                let chars: Vec<char> = s.chars().collect();
                position(at, chars.len())
                    .map(|i| Value::Str(chars[i].to_string().into()))
                    .ok_or_else(|| out_of_range("string"))
            }
            Value::Bytes(b) => position(at, b.len())
                .map(|i| Value::Int(i128::from(b[i])))
                .ok_or_else(|| out_of_range("index")),
            Value::Range(r) => {
                let len = r.len().min(usize::MAX as u128) as usize;
                position(at, len)
                    .map(|i| Value::Int(r.start + i as i128 * r.step))
                    .ok_or_else(|| out_of_range("range object"))
            }
            Value::Composite(_) => {
                let rows = self.composite_rows(object).unwrap_or_default();
                position(at, rows.len()).map(|i| rows[i].clone()).ok_or_else(|| out_of_range("vector"))
            }
            other => Ok(self.unknown(format!("{other:?}[...]"))),
        }
    }

    fn dict_item(&mut self, f: &mut Frame, d: &Rc<Dict>, index: &Value) -> PyResult<Value> {
        if let Some(v) = d.get(index) {
            return Ok(v);
        }
        if let Some(factory) = &d.default_factory {
            let value = self.call(f, factory, Vec::new(), Vec::new())?;
            d.set(index.clone(), value.clone());
            return Ok(value);
        }
        let text = self.repr_of(f, index).unwrap_or_default();
        Err(PyError::new("KeyError", text))
    }

    fn instance_item(
        &mut self,
        f: &mut Frame,
        object: &Value,
        i: &Rc<Instance>,
        index: &Value,
    ) -> PyResult<Value> {
        if i.class.kind.get() == ClassKind::NamedTuple {
            let items: Vec<Value> = i.dict.borrow().values().cloned().collect();
            return self.get_item(f, &Value::tuple(items), index);
        }
        if find_in_mro(&i.class, "__getitem__").is_none() {
            return Ok(self.unknown(format!("an item of a {}", i.class.name)));
        }
        let method = self.get_attr(f, object, "__getitem__")?;
        self.call(f, &method, vec![index.clone()], Vec::new())
    }

    fn slice_of(&mut self, object: &Value, slice: &[Value; 3]) -> PyResult<Value> {
        let len = match object {
            Value::List(l) => l.borrow().len(),
            Value::Tuple(t) => t.len(),
            Value::Str(s) => s.chars().count(),
            Value::Bytes(b) => b.len(),
            Value::Composite(c) => c.borrow().elements.len(),
            _ => return Ok(self.unknown(format!("a slice of {object:?}"))),
        };
        let Some(indices) = slice_indices(slice, len) else {
            return Ok(self.unknown("a slice with unknown bounds"));
        };
        self.work(len / 8 + indices.len() / 4)?;
        match object {
            Value::Str(_) | Value::Bytes(_) => self.reserve_text(indices.len())?,
            _ => self.reserve(indices.len() + 1)?,
        }
        Ok(match object {
            Value::List(l) => {
                let l = l.borrow();
                Value::list(indices.iter().map(|&i| l[i].clone()).collect())
            }
            Value::Tuple(t) => Value::tuple(indices.iter().map(|&i| t[i].clone()).collect()),
            Value::Str(s) => {
                let chars: Vec<char> = s.chars().collect();
                Value::Str(indices.iter().map(|&i| chars[i]).collect::<String>().into())
            }
            Value::Bytes(b) => Value::Bytes(indices.iter().map(|&i| b[i]).collect::<Vec<u8>>().into()),
            Value::Composite(c) => {
                let c = c.borrow();
                let is_bool = self.types.composite_dtype(c.ty) == Some(crate::types::Ty::BOOL);
                if self.types.is_matrix(c.ty) {
                    return Ok(self.unknown("a slice of a matrix"));
                }
                Value::list(indices.iter().map(|&i| number_value(c.elements[i], is_bool)).collect())
            }
            _ => Value::None,
        })
    }

    /// `object[index] = value`.
    pub(in crate::host) fn set_item(
        &mut self,
        f: &mut Frame,
        object: &Value,
        index: &Value,
        value: Value,
    ) -> PyResult<()> {
        match object {
            Value::Dict(d) => {
                self.reserve(4)?;
                d.set(index.clone(), value);
            }
            Value::List(items) => {
                if let Value::Slice(slice) = index {
                    return self.set_slice(f, items, slice, &value);
                }
                let Some(at) = index.as_int() else { return Ok(()) };
                let mut items = items.borrow_mut();
                let len = items.len();
                let at = position(at, len)
                    .ok_or_else(|| PyError::new("IndexError", "list assignment index out of range"))?;
                items[at] = value;
            }
            Value::Composite(c) => {
                let ty = c.borrow().ty;
                let scalar = self.types.composite_dtype(ty).and_then(|d| self.types.as_scalar(d));
                let shape = self.types.composite_shape(ty).unwrap_or_default();
                let flat = match (index, &shape[..]) {
                    (Value::Tuple(t), [_, cols]) => match (t.first(), t.get(1)) {
                        (Some(r), Some(k)) => {
                            r.as_int().zip(k.as_int()).map(|(r, k)| r * i128::from(*cols) + k)
                        }
                        _ => None,
                    },
                    (_, [_]) => index.as_int(),
                    _ => None,
                };
                let number = number(&value).map(|n| match n {
                    super::compare::Num::Int(i) => Number::Int(i),
                    super::compare::Num::Float(x) => Number::Float(x),
                });
                if let (Some(flat), Some(number), Some(scalar)) = (flat, number, scalar) {
                    let len = c.borrow().elements.len();
                    if let Some(at) = position(flat, len) {
                        c.borrow_mut().elements[at] = store_number(scalar, number);
                    }
                }
            }
            Value::Instance(i) if find_in_mro(&i.class, "__setitem__").is_some() => {
                let method = self.get_attr(f, object, "__setitem__")?;
                self.call(f, &method, vec![index.clone(), value], Vec::new())?;
            }
            Value::Bound(b) if b.name == "warp.Module.options" => {
                if let (Some(Value::WarpModule(m)), Value::Str(name)) = (b.args.first(), index) {
                    self.modules[m.index()].options.insert(name.clone(), value);
                }
            }
            Value::Tuple(_) | Value::Str(_) => {
                let name = self.class_name(object);
                return Err(PyError::new(
                    "TypeError",
                    format!("'{name}' object does not support item assignment"),
                ));
            }
            _ => {}
        }
        Ok(())
    }

    fn set_slice(
        &mut self,
        f: &mut Frame,
        items: &Rc<std::cell::RefCell<Vec<Value>>>,
        slice: &[Value; 3],
        value: &Value,
    ) -> PyResult<()> {
        let Some(new) = self.collect(f, value)? else { return Ok(()) };
        self.work(items.borrow().len() / 4)?;
        let mut items = items.borrow_mut();
        let Some(indices) = slice_indices(slice, items.len()) else { return Ok(()) };
        if slice[2].is_none() {
            let start = indices.first().copied().unwrap_or_else(|| {
                let at = slice[0].as_int().unwrap_or(0);
                let len = items.len() as i128;
                (if at < 0 { at + len } else { at }).clamp(0, len) as usize
            });
            items.splice(start..start + indices.len(), new);
        } else {
            for (at, v) in indices.into_iter().zip(new) {
                items[at] = v;
            }
        }
        Ok(())
    }

    /// `del object[index]`.
    pub(super) fn delete_item(&mut self, object: &Value, index: &Value) -> PyResult<()> {
        self.work_on(object)?;
        match object {
            Value::Dict(d) if d.remove(index).is_none() && !index.is_unknown() => {
                return Err(PyError::new("KeyError", format!("{index:?}")));
            }
            Value::List(items) => {
                if let Value::Slice(slice) = index {
                    let len = items.borrow().len();
                    let chosen = slice_indices(slice, len).unwrap_or_default();
                    let mut keep = vec![true; len];
                    chosen.into_iter().for_each(|at| keep[at] = false);
                    let mut keep = keep.into_iter();
                    items.borrow_mut().retain(|_| keep.next().unwrap_or(true));
                } else if let Some(at) = index.as_int() {
                    let len = items.borrow().len();
                    if let Some(at) = position(at, len) {
                        items.borrow_mut().remove(at);
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }
}

fn is_sequence(v: &Value) -> bool {
    matches!(v, Value::List(_) | Value::Tuple(_) | Value::Str(_))
}

/// A Python index made an offset.
pub(in crate::host) fn position(at: i128, len: usize) -> Option<usize> {
    let at = if at < 0 { at + len as i128 } else { at };
    usize::try_from(at).ok().filter(|i| *i < len)
}

/// The offsets a slice selects.
pub(in crate::host) fn slice_indices(slice: &[Value; 3], len: usize) -> Option<Vec<usize>> {
    let part = |v: &Value| match v {
        Value::None => Some(None),
        other => other.as_int().map(Some),
    };
    let (start, stop, step) = (part(&slice[0])?, part(&slice[1])?, part(&slice[2])?);
    let step = step.unwrap_or(1);
    if step == 0 {
        return None;
    }
    let n = len as i128;
    let clamp = |v: i128| {
        let v = if v < 0 { v + n } else { v };
        if step > 0 { v.clamp(0, n) } else { v.clamp(-1, n - 1) }
    };
    let start = start.map_or(if step > 0 { 0 } else { n - 1 }, clamp);
    let stop = stop.map_or(if step > 0 { n } else { -1 }, clamp);
    let mut out = Vec::new();
    let mut i = start;
    while if step > 0 { i < stop } else { i > stop } {
        out.push(usize::try_from(i).ok()?);
        i += step;
    }
    Some(out)
}
