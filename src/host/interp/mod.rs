//! The interpreter of module-level Python: statements, expressions, calls, classes.
//!
//! It runs what determines kernels and lets everything else be [`Value::Unknown`].

mod arity;
mod attr;
mod bind;
pub(in crate::host) mod builtins_args {
    pub(in crate::host) use super::builtins::Args;
}
mod builtins;
mod call;
mod class;
mod compare;
mod containers;
mod exceptions;
mod expr;
mod format;
mod generic;
mod import;
mod iter;
mod ops;
mod reduce;
pub(in crate::host) mod skipped;
mod stmt;
pub(in crate::host) mod strings;
mod subscript;
mod targets;
mod type_attr;
mod warp_ops;

use std::rc::Rc;

pub(super) use import::is_in_warp;
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::error::{PyError, PyResult};
use super::scope::Scope;
use super::session::Session;
use super::value::*;
use crate::frontend::ast::Name;

/// Keyword arguments of a call, in order.
pub(super) type Kwargs = Vec<(Name, Value)>;

/// What a frame runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum FrameKind {
    Module,
    Class,
    Function,
    Comprehension,
}

/// One activation.
pub(super) struct Frame {
    pub(super) kind: FrameKind,
    pub(super) module: Rc<PyModule>,
    pub(super) scope: Rc<Scope>,
    pub(super) locals: Namespace,
    pub(super) captured: Rc<IndexMap<Name, Cell_, FxBuildHasher>>,
    pub(super) cells: IndexMap<Name, Cell_, FxBuildHasher>,
    pub(super) qualname: Rc<str>,
    pub(super) function: Option<Rc<PyFunction>>,
    /// What `yield` has produced.
    pub(super) yields: Vec<Value>,
    /// A `return` depended on an unknown condition.
    pub(super) maybe_returned: Option<Value>,
    /// The exception being handled, for bare `raise`.
    pub(super) handling: Option<PyError>,
}

impl Frame {
    pub(super) fn module(module: Rc<PyModule>) -> Frame {
        Frame {
            kind: FrameKind::Module,
            module,
            scope: Rc::default(),
            locals: Namespace::default(),
            captured: Rc::default(),
            cells: IndexMap::default(),
            qualname: "".into(),
            function: None,
            yields: Vec::new(),
            maybe_returned: None,
            handling: None,
        }
    }

    /// A frame in which a loose expression sees closure and globals.
    pub(super) fn for_env(env: &Env) -> Frame {
        let mut frame = Frame::module(env.globals.clone());
        frame.kind = FrameKind::Function;
        frame.captured = env.cells.clone();
        frame
    }

    /// Whether anything here could be captured.
    pub(super) fn has_cells(&self) -> bool {
        self.kind != FrameKind::Module && !(self.cells.is_empty() && self.captured.is_empty())
    }

    /// The cell of a name visible here.
    pub(super) fn cell(&self, name: &Name) -> Option<&Cell_> {
        self.cells.get(name).or_else(|| self.captured.get(name))
    }

    /// `__qualname__` of something defined here.
    pub(super) fn qualify(&self, name: &Name) -> Rc<str> {
        match self.kind {
            FrameKind::Module => Rc::from(&**name),
            _ if self.scope.globals.contains(name) => Rc::from(&**name),
            FrameKind::Class => format!("{}.{name}", self.qualname).into(),
            FrameKind::Function | FrameKind::Comprehension => {
                format!("{}.<locals>.{name}", self.qualname).into()
            }
        }
    }
}

/// How a statement ended.
#[derive(Debug)]
pub(super) enum Flow {
    Normal,
    Return(Value),
    Break,
    Continue,
}

impl Session {
    /// Reads a name.
    pub(super) fn load_name(&mut self, f: &Frame, name: &Name) -> PyResult<Value> {
        if f.kind == FrameKind::Module {
            if let Some(v) = f.module.globals.borrow().get(name) {
                return Ok(v.clone());
            }
        } else if !f.scope.globals.contains(name) {
            if let Some(v) = f.locals.get(name) {
                return Ok(v.clone());
            }
            if let Some(cell) = f.cell(name) {
                return cell.borrow().clone().ok_or_else(|| {
                    PyError::new("NameError", format!("cannot access free variable '{name}' where it is not associated with a value in enclosing scope"))
                });
            }
            if f.kind != FrameKind::Class && f.scope.locals.contains(name) {
                return Err(PyError::new(
                    "UnboundLocalError",
                    format!("cannot access local variable '{name}' where it is not associated with a value"),
                ));
            }
        }
        if let Some(v) = f.module.globals.borrow().get(name) {
            return Ok(v.clone());
        }
        super::facade::python_builtin(name)
            .or_else(|| self.exception_class(name).map(Value::Class))
            .or_else(|| f.module.open_value(name))
            .ok_or_else(|| PyError::new("NameError", format!("name '{name}' is not defined")))
    }

    /// Binds a name.
    pub(super) fn store_name(&mut self, f: &mut Frame, name: &Name, value: Value) {
        if f.kind == FrameKind::Module || f.scope.globals.contains(name) {
            f.module.globals.borrow_mut().insert(name.clone(), value);
        } else if f.kind == FrameKind::Class && !f.scope.nonlocals.contains(name) {
            f.locals.insert(name.clone(), value);
        } else if let Some(cell) = f.cell(name) {
            *cell.borrow_mut() = Some(value);
        } else if f.kind == FrameKind::Comprehension && !f.scope.locals.contains(name) {
            f.module.globals.borrow_mut().insert(name.clone(), value);
        } else {
            f.locals.insert(name.clone(), value);
        }
    }

    /// Unbinds a name.
    pub(super) fn delete_name(&mut self, f: &mut Frame, name: &Name) {
        if f.kind == FrameKind::Module || f.scope.globals.contains(name) {
            f.module.globals.borrow_mut().shift_remove(name);
        } else if let Some(cell) = f.cell(name) {
            *cell.borrow_mut() = None;
        } else {
            f.locals.shift_remove(name);
        }
    }

    /// Whether a name is bound in the frame itself (for names that become unknown).
    pub(super) fn local_value(&self, f: &Frame, name: &str) -> Option<Value> {
        match f.kind {
            FrameKind::Module => f.module.globals.borrow().get(name).cloned(),
            _ => f.locals.get(name).cloned().or_else(|| {
                let cell = f.cells.get(name).or_else(|| f.captured.get(name))?;
                cell.borrow().clone()
            }),
        }
    }

    /// Binds a name that some statement would have bound to something unknown.
    pub(super) fn poison_name(&mut self, f: &mut Frame, name: &Name, reason: &str) {
        let value = self.unknown(reason);
        self.store_name(f, name, value);
    }
}

/// A number as a float, for the facades.
pub(super) fn number_of(value: &Value) -> Option<f64> {
    compare::number(value).map(compare::as_f64)
}

pub(super) use attr::{Attr, bound};
pub(super) use builtins::native_with;
pub(super) use class::annotated_names_of;
pub(super) use compare::{Num, find_in_mro, number};
pub(super) use format::{float_repr, str_repr};
pub(super) use stmt::describe;
pub(super) use subscript::{position, slice_indices};
