//! Annotations of functions: Warp's `get_full_arg_spec`.

use std::rc::Rc;

use super::super::error::{PyError, PyResult};
use super::super::interp::{Frame, describe};
use super::super::session::Session;
use super::super::value::*;
use crate::frontend::ast::{Expr, Name};
use crate::types::{Ty, TyKind};

/// An annotation that was evaluated.
pub(super) struct Annotated {
    pub(super) name: Name,
    pub(super) value: Value,
}

impl Session {
    /// `inspect.get_annotations(func, eval_str=True, locals=closure)`.
    pub(super) fn annotations_of(&mut self, p: &Rc<PyFunction>) -> PyResult<Vec<Annotated>> {
        let annotations = p.annotations.borrow().clone();
        let mut out = Vec::with_capacity(annotations.len());
        for (name, annotation) in annotations {
            let value = match annotation {
                Annotation::Value(Value::Str(text)) => self.eval_text(&p.env(), &text)?,
                Annotation::Value(v) => v,
                Annotation::Deferred(def, slot) => match slot.expr(&def) {
                    Some(e) => {
                        let v = self.eval_in(&p.env(), e)?;
                        // A quoted annotation under the future import is a string in a string.
                        v
                    }
                    None => continue,
                },
            };
            out.push(Annotated { name, value });
        }
        Ok(out)
    }

    /// Evaluates an expression over closure and globals.
    pub(in crate::host) fn eval_in(&mut self, env: &Env, e: &Expr) -> PyResult<Value> {
        let mut frame = Frame::for_env(env);
        self.eval(&mut frame, e)
    }

    /// Evaluates a text over closure and globals, as `eval(text)` would.
    pub(in crate::host) fn eval_text(&mut self, env: &Env, text: &Rc<str>) -> PyResult<Value> {
        let expr = self.parse_text(text)?;
        self.eval_in(env, &expr)
    }

    /// Parses an annotation's text, once.
    pub(in crate::host) fn parse_text(&mut self, text: &Rc<str>) -> PyResult<Rc<Expr>> {
        if let Some(e) = self.strings.get(text) {
            return Ok(e.clone());
        }
        let wrapped = format!("({text}\n)");
        let (_, expr) = crate::frontend::parse_expression(&wrapped)
            .map_err(|e| PyError::new("SyntaxError", e.message))?;
        let expr = Rc::new(expr);
        self.strings.insert(text.clone(), expr.clone());
        Ok(expr)
    }

    /// The type an annotation's value denotes. Values that are no types become a class that Warp rejects later; an
    /// unknown value is an error that names its origin.
    pub(super) fn annotation_type(&mut self, value: &Value) -> Result<Ty, String> {
        Ok(match value {
            Value::Unknown(_) => return Err(describe(value)),
            Value::None => Ty::NONE,
            Value::Class(c) => match c.ty.get() {
                Some(ty) => ty,
                None => self.types.intern(TyKind::PyClass(format!("{}.{}", c.module, c.qualname).into())),
            },
            Value::Type(ty) => *ty,
            Value::Native(n) => match super::super::facade::array_class(n.0) {
                Some(_) => {
                    self.types.intern(TyKind::PyClass(format!("warp._src.types.{}", &n.0[5..]).into()))
                }
                None => self.types.intern(TyKind::PyClass(n.0.into())),
            },
            Value::Alias(a)
                if &*a.origin == "Union"
                    || &*a.origin == "typing.Union"
                    || &*a.origin == "typing.Optional" =>
            {
                self.types.intern(TyKind::PyClass("typing.Union".into()))
            }
            Value::Alias(a) => self.types.intern(TyKind::PyClass(a.origin.clone())),
            other => {
                let name = self.class_name(other);
                self.types.intern(TyKind::PyClass(name.into()))
            }
        })
    }
}
