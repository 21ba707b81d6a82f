//! Truth, identity, equality, order, membership.

use std::cmp::Ordering;
use std::rc::Rc;

use super::super::error::{PyError, PyResult};
use super::super::keys::key;
use super::super::session::Session;
use super::super::value::*;
use super::Frame;
use crate::frontend::ast::{CmpOp, Expr};
use crate::types::Number;

/// A number as Python compares it.
#[derive(Clone, Copy)]
pub(in crate::host) enum Num {
    Int(i128),
    Float(f64),
}

/// The number behind any numeric value.
pub(in crate::host) fn number(value: &Value) -> Option<Num> {
    Some(match value {
        Value::Bool(b) => Num::Int(i128::from(*b)),
        Value::Int(i) => Num::Int(*i),
        Value::Float(x) => Num::Float(*x),
        Value::Scalar(s) | Value::Numpy(s) => match s.number {
            Number::Int(i) => Num::Int(i),
            Number::Float(x) => Num::Float(x),
        },
        Value::EnumMember(m) if m.is_int => return number(&m.value),
        _ => return None,
    })
}

fn compare_numbers(a: Num, b: Num) -> Option<Ordering> {
    match (a, b) {
        (Num::Int(a), Num::Int(b)) => Some(a.cmp(&b)),
        (a, b) => as_f64(a).partial_cmp(&as_f64(b)),
    }
}

pub(in crate::host) fn as_f64(n: Num) -> f64 {
    match n {
        Num::Int(i) => i as f64,
        Num::Float(x) => x,
    }
}

/// Whether two containers or objects are one, cheaply.
fn same_object(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::List(x), Value::List(y)) => Rc::ptr_eq(x, y),
        (Value::Tuple(x), Value::Tuple(y)) => Rc::ptr_eq(x, y),
        (Value::Dict(x), Value::Dict(y)) => Rc::ptr_eq(x, y),
        (Value::Instance(x), Value::Instance(y)) => Rc::ptr_eq(x, y),
        _ => false,
    }
}

/// `a is b`, as far as values have identity here.
pub(in crate::host) fn identical(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::List(x), Value::List(y)) => Rc::ptr_eq(x, y),
        (Value::Dict(x), Value::Dict(y)) => Rc::ptr_eq(x, y),
        (Value::Set(x), Value::Set(y)) => Rc::ptr_eq(x, y),
        (Value::Slice(x), Value::Slice(y)) => Rc::ptr_eq(x, y),
        (Value::Instance(x), Value::Instance(y)) => Rc::ptr_eq(x, y),
        (Value::Tuple(x), Value::Tuple(y)) => Rc::ptr_eq(x, y) || (x.is_empty() && y.is_empty()),
        (Value::Bool(x), Value::Bool(y)) => x == y,
        (Value::Int(x), Value::Int(y)) => x == y,
        (Value::Float(x), Value::Float(y)) => x.to_bits() == y.to_bits(),
        (Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Scalar(_) | Value::Numpy(_), _)
        | (_, Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Scalar(_) | Value::Numpy(_)) => false,
        (Value::EnumMember(x), Value::EnumMember(y)) => Rc::ptr_eq(x, y),
        (Value::EnumMember(_), _) | (_, Value::EnumMember(_)) => false,
        _ => key(a).is_some_and(|k| Some(k) == key(b)),
    }
}

impl Session {
    /// Python truth; `None` if unknown.
    pub(in crate::host) fn truth(&mut self, f: &mut Frame, value: &Value) -> PyResult<Option<bool>> {
        Ok(Some(match value {
            Value::None => false,
            Value::Bool(b) => *b,
            Value::Str(s) => !s.is_empty(),
            Value::Bytes(b) => !b.is_empty(),
            Value::Tuple(t) => !t.is_empty(),
            Value::List(l) => !l.borrow().is_empty(),
            Value::Dict(d) => !d.is_empty(),
            Value::Set(s) => !s.items.borrow().is_empty(),
            Value::Range(r) => !r.is_empty(),
            Value::Unknown(_) => return Ok(None),
            Value::Composite(_) => true,
            Value::EnumMember(m) if m.is_int || m.is_str => return self.truth(f, &m.value.clone()),
            Value::Instance(i) if i.class.kind.get() == ClassKind::NamedTuple => !i.dict.borrow().is_empty(),
            Value::Instance(i) => {
                for method in ["__bool__", "__len__"] {
                    if find_in_mro(&i.class, method).is_some() {
                        let m = self.get_attr(f, value, method)?;
                        let result = self.call(f, &m, Vec::new(), Vec::new())?;
                        return self.truth(f, &result);
                    }
                }
                if i.class.open {
                    return Ok(None);
                }
                true
            }
            other => match number(other) {
                Some(Num::Int(i)) => i != 0,
                Some(Num::Float(x)) => x != 0.0,
                None => true,
            },
        }))
    }

    /// `a == b`; `None` if unknown.
    pub(in crate::host) fn equal(&mut self, f: &mut Frame, a: &Value, b: &Value) -> PyResult<Option<bool>> {
        if a.is_unknown() || b.is_unknown() {
            return Ok(None);
        }
        if let (Some(x), Some(y)) = (number(a), number(b)) {
            return Ok(Some(compare_numbers(x, y) == Some(Ordering::Equal)));
        }
        match (a, b) {
            (Value::Str(x), Value::Str(y)) => {
                self.work_on(a)?;
                return Ok(Some(x == y));
            }
            (Value::Tuple(x), Value::Tuple(y)) if Rc::ptr_eq(x, y) => return Ok(Some(true)),
            (Value::Tuple(x), Value::Tuple(y)) => return self.equal_sequences(f, x, y),
            (Value::List(x), Value::List(y)) => {
                if Rc::ptr_eq(x, y) {
                    return Ok(Some(true));
                }
                if x.borrow().len() != y.borrow().len() {
                    return Ok(Some(false));
                }
                self.work_on(a)?;
                let (x, y) = (x.borrow().clone(), y.borrow().clone());
                return self.equal_sequences(f, &x, &y);
            }
            (Value::Dict(x), Value::Dict(y)) => {
                if Rc::ptr_eq(x, y) {
                    return Ok(Some(true));
                }
                if x.len() != y.len() {
                    return Ok(Some(false));
                }
                if self.depth >= self.options.limits.depth {
                    return Err(PyError::new(
                        "RecursionError",
                        "maximum recursion depth exceeded in comparison",
                    ));
                }
                for (k, v) in x.entries() {
                    let Some(other) = y.get(&k) else { return Ok(Some(false)) };
                    match self.equal(f, &v, &other)? {
                        Some(true) => {}
                        other => return Ok(other),
                    }
                }
                return Ok(Some(true));
            }
            (Value::Set(x), Value::Set(y)) => {
                self.work_on(a)?;
                let (x, y) = (x.items.borrow(), y.items.borrow());
                return Ok(Some(x.len() == y.len() && x.keys().all(|k| y.contains_key(k))));
            }
            (Value::Composite(x), Value::Composite(y)) => {
                return Ok(Some(*x.borrow() == *y.borrow()));
            }
            (Value::Instance(x), Value::Instance(y)) => return self.equal_instances(f, a, b, x, y),
            (Value::Instance(x), _) if find_in_mro(&x.class, "__eq__").is_some() => {
                return self.call_eq(f, a, b);
            }
            _ => {}
        }
        Ok(Some(identical(a, b)))
    }

    fn call_eq(&mut self, f: &mut Frame, a: &Value, b: &Value) -> PyResult<Option<bool>> {
        let method = self.get_attr(f, a, "__eq__")?;
        let result = self.call(f, &method, vec![b.clone()], Vec::new())?;
        if matches!(result, Value::NotImplemented) {
            return Ok(Some(identical(a, b)));
        }
        self.truth(f, &result)
    }

    fn equal_instances(
        &mut self,
        f: &mut Frame,
        a: &Value,
        b: &Value,
        x: &Rc<Instance>,
        y: &Rc<Instance>,
    ) -> PyResult<Option<bool>> {
        if Rc::ptr_eq(x, y) {
            return Ok(Some(true));
        }
        if find_in_mro(&x.class, "__eq__").is_some() {
            return self.call_eq(f, a, b);
        }
        let by_value = matches!(x.class.kind.get(), ClassKind::Dataclass | ClassKind::NamedTuple);
        if by_value && Rc::ptr_eq(&x.class, &y.class) {
            let left: Vec<Value> = x.dict.borrow().values().cloned().collect();
            let right: Vec<Value> = y.dict.borrow().values().cloned().collect();
            return self.equal_sequences(f, &left, &right);
        }
        Ok(if x.class.open { None } else { Some(false) })
    }

    fn equal_sequences(&mut self, f: &mut Frame, x: &[Value], y: &[Value]) -> PyResult<Option<bool>> {
        if x.len() != y.len() {
            return Ok(Some(false));
        }
        let mut unknown = false;
        if self.depth >= self.options.limits.depth {
            return Err(PyError::new("RecursionError", "maximum recursion depth exceeded in comparison"));
        }
        self.depth += 1;
        let mut result = Ok(true);
        for (a, b) in x.iter().zip(y) {
            // Containers compare elements by identity first.
            if !a.is_unknown() && same_object(a, b) {
                continue;
            }
            result = self.step().and_then(|()| self.equal(f, a, b)).map(|e| {
                unknown |= e.is_none();
                e != Some(false)
            });
            if !matches!(result, Ok(true)) {
                break;
            }
        }
        self.depth -= 1;
        if !result? {
            return Ok(Some(false));
        }
        Ok(if unknown { None } else { Some(true) })
    }

    /// Order of two values; `None` if unknown.
    pub(super) fn order(
        &mut self,
        f: &mut Frame,
        a: &Value,
        b: &Value,
        op: &str,
    ) -> PyResult<Option<Option<Ordering>>> {
        if a.is_unknown() || b.is_unknown() {
            return Ok(None);
        }
        if let (Some(x), Some(y)) = (number(a), number(b)) {
            return Ok(Some(compare_numbers(x, y)));
        }
        self.step()?;
        self.work_on(a)?;
        match (a, b) {
            (Value::Str(x), Value::Str(y)) => return Ok(Some(Some(x.cmp(y)))),
            (Value::Tuple(x), Value::Tuple(y)) => return self.order_sequences(f, x, y, op),
            (Value::List(x), Value::List(y)) => {
                let (x, y) = (x.borrow().clone(), y.borrow().clone());
                return self.order_sequences(f, &x, &y, op);
            }
            // Natives that hold a value, such as arrays, compare as what they stand for would.
            (Value::Instance(_) | Value::Composite(_) | Value::Set(_) | Value::Bound(_), _)
            | (_, Value::Instance(_) | Value::Composite(_) | Value::Set(_) | Value::Bound(_)) => {
                return Ok(None);
            }
            _ => {}
        }
        let (x, y) = (self.class_name(a), self.class_name(b));
        Err(PyError::new("TypeError", format!("'{op}' not supported between instances of '{x}' and '{y}'")))
    }

    fn order_sequences(
        &mut self,
        f: &mut Frame,
        x: &[Value],
        y: &[Value],
        op: &str,
    ) -> PyResult<Option<Option<Ordering>>> {
        for (a, b) in x.iter().zip(y) {
            match self.equal(f, a, b)? {
                None => return Ok(None),
                Some(true) => {}
                Some(false) => return self.order(f, a, b, op),
            }
        }
        Ok(Some(Some(x.len().cmp(&y.len()))))
    }

    pub(super) fn eval_compare(
        &mut self,
        f: &mut Frame,
        left: &Expr,
        ops: &[CmpOp],
        comparators: &[Expr],
    ) -> PyResult<Value> {
        let mut left = self.eval(f, left)?;
        let mut result = Value::Bool(true);
        for (op, right) in ops.iter().zip(comparators) {
            let right = self.eval(f, right)?;
            let one = self.compare_op(f, *op, &left, &right)?;
            match self.truth(f, &one)? {
                Some(false) => return Ok(one),
                Some(true) if !result.is_unknown() => result = one,
                Some(true) => {}
                None => result = one,
            }
            left = right;
        }
        Ok(result)
    }

    /// One comparison.
    pub(super) fn compare_op(&mut self, f: &mut Frame, op: CmpOp, a: &Value, b: &Value) -> PyResult<Value> {
        let unknown = |s: &Session| {
            s.unknown(format!(
                "a comparison of {} and {}",
                super::stmt::describe(a),
                super::stmt::describe(b)
            ))
        };
        let known = match op {
            CmpOp::Is | CmpOp::IsNot => {
                if a.is_unknown() || b.is_unknown() {
                    None
                } else {
                    Some(identical(a, b) == (op == CmpOp::Is))
                }
            }
            CmpOp::In | CmpOp::NotIn => self.contains(f, b, a)?.map(|c| c == (op == CmpOp::In)),
            CmpOp::Eq => self.equal(f, a, b)?,
            CmpOp::NotEq => self.equal(f, a, b)?.map(|e| !e),
            CmpOp::Lt | CmpOp::LtE | CmpOp::Gt | CmpOp::GtE => {
                if let Some(result) = self.compare_method(f, op, a, b)? {
                    return Ok(result);
                }
                let (text, test): (&str, fn(Ordering) -> bool) = match op {
                    CmpOp::Lt => ("<", Ordering::is_lt),
                    CmpOp::LtE => ("<=", Ordering::is_le),
                    CmpOp::Gt => (">", Ordering::is_gt),
                    _ => (">=", Ordering::is_ge),
                };
                self.order(f, a, b, text)?.map(|o| o.is_some_and(test))
            }
        };
        Ok(known.map_or_else(|| unknown(self), Value::Bool))
    }

    fn compare_method(&mut self, f: &mut Frame, op: CmpOp, a: &Value, b: &Value) -> PyResult<Option<Value>> {
        let Value::Instance(i) = a else { return Ok(None) };
        let method = match op {
            CmpOp::Lt => "__lt__",
            CmpOp::LtE => "__le__",
            CmpOp::Gt => "__gt__",
            _ => "__ge__",
        };
        if find_in_mro(&i.class, method).is_none() {
            return Ok(None);
        }
        let m = self.get_attr(f, a, method)?;
        self.call(f, &m, vec![b.clone()], Vec::new()).map(Some)
    }

    /// `item in container`; `None` if unknown.
    pub(super) fn contains(
        &mut self,
        f: &mut Frame,
        container: &Value,
        item: &Value,
    ) -> PyResult<Option<bool>> {
        if !matches!(container, Value::Dict(_) | Value::Set(_)) {
            self.work_on(container)?;
        }
        match container {
            Value::Unknown(_) => Ok(None),
            Value::Str(s) => match item {
                Value::Unknown(_) => Ok(None),
                other => match other.as_str() {
                    Some(part) => Ok(Some(s.contains(part))),
                    None => Err(PyError::new("TypeError", "'in <string>' requires string as left operand")),
                },
            },
            Value::Dict(d) => Ok(if item.is_unknown() { None } else { Some(d.get(item).is_some()) }),
            Value::Set(s) => match key(item) {
                Some(k) => Ok(Some(s.items.borrow().contains_key(&k))),
                None => Ok(None),
            },
            Value::Range(r) => Ok(item.as_int().map(|i| {
                let inside = if r.step > 0 { i >= r.start && i < r.stop } else { i <= r.start && i > r.stop };
                inside && r.step != 0 && (i - r.start) % r.step == 0
            })),
            Value::Instance(i) if find_in_mro(&i.class, "__contains__").is_some() => {
                let m = self.get_attr(f, container, "__contains__")?;
                let result = self.call(f, &m, vec![item.clone()], Vec::new())?;
                self.truth(f, &result)
            }
            _ => {
                let Some(mut it) = self.iterate(f, container)? else { return Ok(None) };
                let mut unknown = false;
                while let Some(candidate) = self.next_item(&mut it)? {
                    self.step()?;
                    if !candidate.is_unknown() && identical(&candidate, item) {
                        return Ok(Some(true));
                    }
                    match self.equal(f, &candidate, item)? {
                        Some(true) => return Ok(Some(true)),
                        Some(false) => {}
                        None => unknown = true,
                    }
                }
                Ok(if unknown { None } else { Some(false) })
            }
        }
    }
}

/// A class attribute by method resolution order.
#[must_use]
pub(in crate::host) fn find_in_mro(class: &Rc<ClassObj>, name: &str) -> Option<Value> {
    if let Some(v) = class.ns.borrow().get(name) {
        return Some(v.clone());
    }
    class.mro.borrow().iter().skip(1).find_map(|c| c.ns.borrow().get(name).cloned())
}
