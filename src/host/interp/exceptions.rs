//! `raise`, `try`, and the classes of exceptions.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::super::error::{PyError, PyResult};
use super::super::session::Session;
use super::super::value::*;
use super::{Flow, Frame};
use crate::frontend::ast::*;

/// Built-in exception classes and their bases.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("BaseException", ""),
    ("Exception", "BaseException"),
    ("KeyboardInterrupt", "BaseException"),
    ("SystemExit", "BaseException"),
    ("GeneratorExit", "BaseException"),
    ("ArithmeticError", "Exception"),
    ("AssertionError", "Exception"),
    ("AttributeError", "Exception"),
    ("BufferError", "Exception"),
    ("EOFError", "Exception"),
    ("ImportError", "Exception"),
    ("LookupError", "Exception"),
    ("MemoryError", "Exception"),
    ("NameError", "Exception"),
    ("OSError", "Exception"),
    ("ReferenceError", "Exception"),
    ("RuntimeError", "Exception"),
    ("StopIteration", "Exception"),
    ("SyntaxError", "Exception"),
    ("TypeError", "Exception"),
    ("ValueError", "Exception"),
    ("Warning", "Exception"),
    ("FloatingPointError", "ArithmeticError"),
    ("OverflowError", "ArithmeticError"),
    ("ZeroDivisionError", "ArithmeticError"),
    ("ModuleNotFoundError", "ImportError"),
    ("IndexError", "LookupError"),
    ("KeyError", "LookupError"),
    ("UnboundLocalError", "NameError"),
    ("FileExistsError", "OSError"),
    ("FileNotFoundError", "OSError"),
    ("PermissionError", "OSError"),
    ("TimeoutError", "OSError"),
    ("NotImplementedError", "RuntimeError"),
    ("RecursionError", "RuntimeError"),
    ("UnicodeError", "ValueError"),
    ("UnicodeDecodeError", "UnicodeError"),
    ("DeprecationWarning", "Warning"),
    ("FutureWarning", "Warning"),
    ("ImportWarning", "Warning"),
    ("RuntimeWarning", "Warning"),
    ("UserWarning", "Warning"),
    ("WarpCodegenError", "RuntimeError"),
    ("WarpCodegenTypeError", "TypeError"),
    ("WarpCodegenAttributeError", "AttributeError"),
    ("WarpCodegenIndexError", "IndexError"),
    ("WarpCodegenKeyError", "KeyError"),
    ("WarpCodegenValueError", "ValueError"),
    ("WarpDeterminismError", "RuntimeError"),
];

impl Session {
    /// A built-in exception class.
    pub(in crate::host) fn exception_class(&mut self, name: &str) -> Option<Rc<ClassObj>> {
        let (name, base) = EXCEPTIONS.iter().find(|(n, _)| *n == name)?;
        if let Some(c) = self.classes.get(name) {
            return Some(c.clone());
        }
        let base = self.exception_class(base);
        let mut mro: Vec<Rc<ClassObj>> = base.iter().flat_map(|b| b.mro.borrow().clone()).collect();
        let class = Rc::new(ClassObj {
            name: (*name).into(),
            qualname: (*name).into(),
            module: if name.starts_with("Warp") { "warp._src.codegen".into() } else { "builtins".into() },
            bases: base.into_iter().map(Value::Class).collect(),
            mro: RefCell::default(),
            ns: RefCell::default(),
            kind: Cell::new(ClassKind::Plain),
            ty: Cell::new(None),
            open: false,
            members: RefCell::default(),
            int_enum: false,
            str_enum: false,
            frozen: Cell::new(false),
            def: None,
        });
        mro.insert(0, class.clone());
        *class.mro.borrow_mut() = mro;
        self.classes.insert(name, class.clone());
        Some(class)
    }

    /// Whether a raised error is an instance of a class or tuple of classes.
    pub(super) fn exception_matches(&mut self, error: &PyError, class: &Value) -> bool {
        match class {
            Value::Tuple(items) => items.iter().any(|c| self.exception_matches(error, c)),
            Value::Class(c) => {
                let raised = match &error.0.value {
                    Some(Value::Instance(i)) => Some(i.class.clone()),
                    _ => self.exception_class(error.class()),
                };
                match raised {
                    Some(raised) => raised.mro.borrow().iter().any(|m| Rc::ptr_eq(m, c)),
                    None => true,
                }
            }
            // Unknown classes may match anything.
            _ => true,
        }
    }

    /// The exception object of an error.
    pub(super) fn exception_value(&mut self, error: &PyError) -> Value {
        if let Some(v) = &error.0.value {
            return v.clone();
        }
        let Some(class) = self.exception_class(error.class()) else {
            return self.unknown(format!("{error}"));
        };
        let mut dict = Namespace::default();
        dict.insert("args".into(), Value::tuple(vec![Value::str(error.message())]));
        Value::Instance(Rc::new(Instance { class, dict: RefCell::new(dict) }))
    }

    pub(super) fn exec_raise(&mut self, f: &mut Frame, exc: Option<&Expr>) -> PyResult<PyError> {
        let Some(exc) = exc else {
            return Ok(f
                .handling
                .clone()
                .unwrap_or_else(|| PyError::new("RuntimeError", "No active exception to reraise")));
        };
        let mut value = self.eval(f, exc)?;
        if matches!(value, Value::Class(_)) {
            value = self.call(f, &value, Vec::new(), Vec::new())?;
        }
        Ok(self.error_from_value(f, value))
    }

    /// The error that raising a value makes.
    pub(super) fn error_from_value(&mut self, f: &mut Frame, value: Value) -> PyError {
        let (class, message) = match &value {
            Value::Instance(i) => {
                let args = i.dict.borrow().get("args").cloned();
                let message = match args {
                    Some(Value::Tuple(t)) if t.len() == 1 => self.str_of(f, &t[0]).unwrap_or_default(),
                    Some(Value::Tuple(t)) if t.is_empty() => String::new(),
                    Some(other) => self.str_of(f, &other).unwrap_or_default(),
                    None => String::new(),
                };
                (i.class.name.to_string(), message)
            }
            Value::Unknown(u) => ("Exception".to_owned(), u.reason.clone()),
            _ => ("TypeError".to_owned(), "exceptions must derive from BaseException".to_owned()),
        };
        let mut error = PyError::new(&class, message);
        error.0.value = Some(value);
        error
    }

    pub(super) fn exec_try(&mut self, f: &mut Frame, stmt: &Stmt) -> PyResult<Flow> {
        let StmtKind::Try { body, handlers, orelse, finalbody, .. } = &stmt.kind else {
            return Ok(Flow::Normal);
        };
        let guards = handlers.iter().any(catches_import_error);
        self.guarded_imports += u32::from(guards);
        let tried = self.exec_body(f, body);
        self.guarded_imports -= u32::from(guards);
        let mut result = match tried {
            Ok(Flow::Normal) => self.exec_body(f, orelse),
            Err(error) if !error.is_limit() => self.handle_exception(f, error, handlers),
            other => other,
        };
        if result.as_ref().is_err_and(PyError::is_limit) {
            return result;
        }
        match self.exec_body(f, finalbody)? {
            Flow::Normal => {}
            other => result = Ok(other),
        }
        result
    }

    fn handle_exception(
        &mut self,
        f: &mut Frame,
        error: PyError,
        handlers: &[ExceptHandler],
    ) -> PyResult<Flow> {
        for handler in handlers {
            let matches = match &handler.exc {
                None => true,
                Some(e) => {
                    let class = self.eval(f, e)?;
                    self.exception_matches(&error, &class)
                }
            };
            if !matches {
                continue;
            }
            let value = self.exception_value(&error);
            if let Some(name) = &handler.name {
                self.store_name(f, name, value);
            }
            let outer = f.handling.replace(error);
            let result = self.exec_body(f, &handler.body);
            f.handling = outer;
            if let Some(name) = &handler.name {
                self.delete_name(f, name);
            }
            return result;
        }
        Err(error)
    }
}

/// Whether a handler is there for an import that fails.
fn catches_import_error(handler: &ExceptHandler) -> bool {
    let catches = |e: &Expr| match &e.kind {
        ExprKind::Name { id, .. } => {
            matches!(&**id, "ImportError" | "ModuleNotFoundError" | "Exception" | "BaseException")
        }
        _ => false,
    };
    match &handler.exc {
        None => true,
        Some(Expr { kind: ExprKind::Tuple { elts, .. }, .. }) => elts.iter().any(catches),
        Some(e) => catches(e),
    }
}
