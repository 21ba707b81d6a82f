//! Expressions.

use std::rc::Rc;

use super::super::error::{PyError, PyResult};
use super::super::scope::comprehension_scope;
use super::super::session::Session;
use super::super::value::*;
use super::{Frame, FrameKind, Kwargs};
use crate::frontend::ast::*;
use crate::frontend::walk::NodeRef;

impl Session {
    pub(in crate::host) fn eval(&mut self, f: &mut Frame, e: &Expr) -> PyResult<Value> {
        // Most expressions are leaves: they neither nest nor take room.
        if matches!(e.kind, ExprKind::Constant(_) | ExprKind::Name { .. }) {
            return self.eval_inner(f, e);
        }
        self.enter()?;
        let value = self.eval_inner(f, e);
        self.leave();
        value
    }

    fn eval_inner(&mut self, f: &mut Frame, e: &Expr) -> PyResult<Value> {
        self.step()?;
        match &e.kind {
            ExprKind::Constant(c) => Ok(constant_value(c)),
            ExprKind::Name { id, .. } => self.load_name(f, id),
            ExprKind::Attribute { value, attr, .. } => {
                let object = self.eval(f, value)?;
                self.get_attr(f, &object, attr)
            }
            ExprKind::Call { func, args, keywords } => self.eval_call(f, e, func, args, keywords),
            ExprKind::BinOp { left, op, right } => {
                let left = self.eval(f, left)?;
                let right = self.eval(f, right)?;
                self.binary_op(f, *op, &left, &right)
            }
            ExprKind::UnaryOp { op, operand } => {
                let value = self.eval(f, operand)?;
                self.unary_op(f, *op, &value)
            }
            ExprKind::BoolOp { is_and, values } => self.eval_bool_op(f, *is_and, values),
            ExprKind::Compare { left, ops, comparators } => self.eval_compare(f, left, ops, comparators),
            ExprKind::IfExp { test, body, orelse } => {
                let test = self.eval(f, test)?;
                match self.truth(f, &test)? {
                    Some(true) => self.eval(f, body),
                    Some(false) => self.eval(f, orelse),
                    None => {
                        let reason = format!("a choice on {}", super::stmt::describe(&test));
                        self.report_skipped(f, [body, orelse].into_iter().map(|e| NodeRef::Expr(e)), &reason);
                        Ok(self.unknown(reason))
                    }
                }
            }
            ExprKind::Subscript { value, slice, .. } => {
                let object = self.eval(f, value)?;
                let index = self.eval(f, slice)?;
                self.get_item(f, &object, &index)
            }
            ExprKind::Tuple { elts, .. } => {
                self.reserve_object()?;
                Ok(Value::tuple(self.eval_elements(f, elts)?))
            }
            ExprKind::List { elts, .. } => {
                self.reserve_object()?;
                Ok(Value::list(self.eval_elements(f, elts)?))
            }
            ExprKind::Set(elts) => {
                self.reserve_object()?;
                let items = self.eval_elements(f, elts)?;
                self.make_set(items, false)
            }
            ExprKind::Dict { keys, values } => self.eval_dict(f, keys, values),
            ExprKind::Slice { lower, upper, step } => {
                let mut part = |e: &Option<Box<Expr>>| match e {
                    Some(e) => self.eval(f, e),
                    None => Ok(Value::None),
                };
                let parts = [part(lower)?, part(upper)?, part(step)?];
                Ok(Value::Slice(Rc::new(parts)))
            }
            ExprKind::JoinedStr(parts) => self.eval_joined(f, parts),
            ExprKind::FormattedValue { value, conversion, format_spec } => {
                self.eval_formatted(f, value, *conversion, format_spec.as_deref())
            }
            ExprKind::NamedExpr { target, value } => {
                let value = self.eval(f, value)?;
                self.assign(f, target, value.clone())?;
                Ok(value)
            }
            ExprKind::Lambda(lambda) => self.make_lambda(f, lambda),
            ExprKind::ListComp { element, generators } => {
                let mut items = Vec::new();
                let known = self.comprehension(f, &[element], generators, "<listcomp>", &mut |s, cf| {
                    items.push(s.eval(cf, element)?);
                    Ok(())
                })?;
                Ok(if let Some(reason) = known { self.unknown(reason) } else { Value::list(items) })
            }
            ExprKind::GeneratorExp { element, generators } => {
                let mut items = Vec::new();
                let known = self.comprehension(f, &[element], generators, "<genexpr>", &mut |s, cf| {
                    items.push(s.eval(cf, element)?);
                    Ok(())
                })?;
                Ok(if let Some(reason) = known { self.unknown(reason) } else { Value::iter(items) })
            }
            ExprKind::SetComp { element, generators } => {
                let mut items = Vec::new();
                let known = self.comprehension(f, &[element], generators, "<setcomp>", &mut |s, cf| {
                    items.push(s.eval(cf, element)?);
                    Ok(())
                })?;
                if let Some(reason) = known { Ok(self.unknown(reason)) } else { self.make_set(items, false) }
            }
            ExprKind::DictComp { key, value, generators } => self.eval_dict_comp(f, key, value, generators),
            ExprKind::Yield(value) => {
                let value = match value {
                    Some(e) => self.eval(f, e)?,
                    None => Value::None,
                };
                self.reserve(1)?;
                f.yields.push(value);
                if f.yields.len() >= self.options.limits.yields {
                    f.yields.push(self.unknown("what a generator yields after very many values"));
                    return Err(super::call::endless_generator());
                }
                Ok(Value::None)
            }
            ExprKind::YieldFrom(value) => {
                let value = self.eval(f, value)?;
                match self.collect(f, &value)? {
                    Some(items) => f.yields.extend(items),
                    None => f.yields.push(self.unknown("yield from an unknown iterable")),
                }
                Ok(Value::None)
            }
            ExprKind::Await(_) => Ok(self.unknown("await")),
            ExprKind::Starred { .. } => Ok(self.unknown("a starred expression")),
        }
    }

    fn eval_call(
        &mut self,
        f: &mut Frame,
        call: &Expr,
        func: &Expr,
        args: &[Expr],
        keywords: &[Keyword],
    ) -> PyResult<Value> {
        if !self.overrides.is_empty()
            && let Some(value) = self.overrides.get(&call.id)
        {
            return Ok(value.clone());
        }
        let callee = self.eval(f, func)?;
        if matches!(callee, Value::Native(Native("super"))) && args.is_empty() {
            return Ok(self.make_super(f));
        }
        let args = self.eval_elements(f, args)?;
        let mut kwargs: Kwargs = Vec::new();
        for keyword in keywords {
            let value = self.eval(f, &keyword.value)?;
            match &keyword.name {
                Some(name) => kwargs.push((name.clone(), value)),
                None => match &value {
                    Value::Dict(d) => {
                        for (key, item) in d.entries() {
                            if let Value::Str(s) = key {
                                kwargs.push((Name::from(&*s), item));
                            }
                        }
                    }
                    _ => kwargs.push(("**".into(), self.unknown("unknown keyword arguments"))),
                },
            }
        }
        let here = self.current.clone();
        let result = self.call(f, &callee, args, kwargs);
        self.back_at(here, &result);
        result
    }

    /// Evaluates the elements of a display or argument list.
    pub(super) fn eval_elements(&mut self, f: &mut Frame, elts: &[Expr]) -> PyResult<Vec<Value>> {
        self.reserve(elts.len())?;
        let mut out = Vec::with_capacity(elts.len());
        for e in elts {
            if let ExprKind::Starred { value, .. } = &e.kind {
                let value = self.eval(f, value)?;
                match self.collect(f, &value)? {
                    Some(items) => out.extend(items),
                    None => out.push(self.unknown("unpacking an unknown iterable")),
                }
            } else {
                out.push(self.eval(f, e)?);
            }
        }
        Ok(out)
    }

    fn eval_bool_op(&mut self, f: &mut Frame, is_and: bool, values: &[Expr]) -> PyResult<Value> {
        let mut unknown = None;
        let mut last = Value::None;
        for e in values {
            let value = self.eval(f, e)?;
            match self.truth(f, &value)? {
                None => unknown = Some(value),
                Some(t) if t != is_and => return Ok(value),
                Some(_) => last = value,
            }
        }
        Ok(unknown.unwrap_or(last))
    }

    fn eval_dict(&mut self, f: &mut Frame, keys: &[Option<Expr>], values: &[Expr]) -> PyResult<Value> {
        self.reserve_object()?;
        self.reserve(keys.len().saturating_mul(4))?;
        let dict = Dict::default();
        for (key, value) in keys.iter().zip(values) {
            match key {
                Some(key) => {
                    let key = self.eval(f, key)?;
                    let value = self.eval(f, value)?;
                    if super::super::keys::key(&key).is_none() && !key.is_unknown() {
                        return Err(PyError::new("TypeError", "unhashable type"));
                    }
                    dict.set(key, value);
                }
                None => {
                    if let Value::Dict(other) = self.eval(f, value)? {
                        self.reserve(other.len().saturating_mul(4))?;
                        for (key, value) in other.entries() {
                            dict.set(key, value);
                        }
                    }
                }
            }
        }
        Ok(Value::Dict(Rc::new(dict)))
    }

    fn eval_dict_comp(
        &mut self,
        f: &mut Frame,
        key: &Expr,
        value: &Expr,
        generators: &[Comprehension],
    ) -> PyResult<Value> {
        let dict = Rc::new(Dict::default());
        let known = self.comprehension(f, &[key, value], generators, "<dictcomp>", &mut |s, cf| {
            let k = s.eval(cf, key)?;
            let v = s.eval(cf, value)?;
            s.reserve(3)?;
            dict.set(k, v);
            Ok(())
        })?;
        Ok(if let Some(reason) = known { self.unknown(reason) } else { Value::Dict(dict) })
    }

    /// Runs a comprehension. `Some(reason)` if some iterable or condition was unknown.
    fn comprehension(
        &mut self,
        f: &mut Frame,
        elements: &[&Expr],
        generators: &[Comprehension],
        name: &str,
        emit: &mut dyn FnMut(&mut Session, &mut Frame) -> PyResult<()>,
    ) -> PyResult<Option<String>> {
        let Some(first) = generators.first() else { return Ok(None) };
        self.reserve_object()?;
        let iterable = self.eval(f, &first.iter)?;
        let Some(iterator) = self.iterate(f, &iterable)? else {
            let reason = format!("a loop over {}", super::stmt::describe(&iterable));
            self.report_skipped(f, elements.iter().map(|e| NodeRef::Expr(e)), &reason);
            return Ok(Some(super::stmt::describe(&iterable)));
        };
        // The first element may be a lambda with a scope of its own under its id; targets have none.
        let module = f.module.clone();
        let scope = self.scope_of(&module, first.target.id, || comprehension_scope(elements, generators));
        let mut frame = Frame::module(f.module.clone());
        frame.kind = FrameKind::Comprehension;
        frame.qualname = match f.kind {
            FrameKind::Module => name.into(),
            FrameKind::Class => format!("{}.{name}", f.qualname).into(),
            _ => format!("{}.<locals>.{name}", f.qualname).into(),
        };
        frame.captured = Rc::new(self.capture(f, &scope));
        frame.function = f.function.clone();
        for cell in &scope.cells {
            frame.cells.insert(cell.clone(), Cell_::default());
        }
        frame.scope = scope;
        let mut unknown = None;
        self.comprehension_level(&mut frame, generators, 0, iterator, emit, &mut unknown)?;
        Ok(unknown)
    }

    fn comprehension_level(
        &mut self,
        frame: &mut Frame,
        generators: &[Comprehension],
        level: usize,
        mut iterator: super::iter::PyIter,
        emit: &mut dyn FnMut(&mut Session, &mut Frame) -> PyResult<()>,
        unknown: &mut Option<String>,
    ) -> PyResult<()> {
        let generator = &generators[level];
        while let Some(item) = self.next_item(&mut iterator)? {
            self.step()?;
            self.assign(frame, &generator.target, item)?;
            let mut keep = true;
            for condition in &generator.ifs {
                let value = self.eval(frame, condition)?;
                match self.truth(frame, &value)? {
                    Some(true) => {}
                    Some(false) => keep = false,
                    None => {
                        keep = false;
                        *unknown = Some(super::stmt::describe(&value));
                    }
                }
                if !keep {
                    break;
                }
            }
            if !keep {
                continue;
            }
            if level + 1 == generators.len() {
                self.reserve(1)?;
                emit(self, frame)?;
                continue;
            }
            let inner = self.eval(frame, &generators[level + 1].iter)?;
            match self.iterate(frame, &inner)? {
                Some(it) => self.comprehension_level(frame, generators, level + 1, it, emit, unknown)?,
                None => *unknown = Some(super::stmt::describe(&inner)),
            }
        }
        Ok(())
    }

    fn eval_joined(&mut self, f: &mut Frame, parts: &[Expr]) -> PyResult<Value> {
        let mut out = String::new();
        for part in parts {
            match self.eval(f, part)? {
                Value::Str(s) => {
                    self.reserve_text(s.len())?;
                    out.push_str(&s);
                }
                other => return Ok(self.unknown(super::stmt::describe(&other))),
            }
        }
        Ok(Value::Str(out.into()))
    }

    fn eval_formatted(
        &mut self,
        f: &mut Frame,
        value: &Expr,
        conversion: Option<char>,
        spec: Option<&Expr>,
    ) -> PyResult<Value> {
        let value = self.eval(f, value)?;
        if value.is_unknown() {
            return Ok(value);
        }
        let value = match conversion {
            Some('r' | 'a') => match self.repr_of(f, &value) {
                Some(text) => Value::Str(text.into()),
                None => return Ok(self.unknown("the text of an object")),
            },
            Some(_) => match self.str_of(f, &value) {
                Some(text) => Value::Str(text.into()),
                None => return Ok(self.unknown("the text of an object")),
            },
            None => value,
        };
        let spec = match spec {
            Some(e) => match self.eval(f, e)? {
                Value::Str(s) => s.to_string(),
                _ => return Ok(self.unknown("a format specification")),
            },
            None => String::new(),
        };
        match self.format_value(f, &value, &spec)? {
            Some(text) => Ok(Value::Str(text.into())),
            None => Ok(self.unknown("the text of an object")),
        }
    }
}

/// The value of a literal.
pub(super) fn constant_value(c: &Constant) -> Value {
    match c {
        Constant::None => Value::None,
        Constant::Bool(b) => Value::Bool(*b),
        Constant::Int(i) => Value::Int(*i),
        Constant::BigInt(digits) => {
            digits.parse().map_or_else(|_| Value::unknown("an integer"), |i| Value::BigInt(Rc::new(i)))
        }
        Constant::Float(x) => Value::Float(*x),
        Constant::Complex { .. } => Value::unknown("a complex number"),
        Constant::Str(s) => Value::str(s),
        Constant::Bytes(b) => Value::Bytes(Rc::from(&**b)),
        Constant::Ellipsis => Value::Ellipsis,
    }
}
