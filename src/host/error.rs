//! Python exceptions and limits.

use std::fmt;
use std::rc::Rc;

use super::value::Value;

/// An exception that evaluation ended in, or a limit it ran into.
#[derive(Clone)]
pub struct PyError(pub Box<PyErrorData>);

/// The content of a [`PyError`].
#[derive(Clone)]
pub struct PyErrorData {
    /// Class name (`RuntimeError`, `WarpCodegenError`).
    pub class: Rc<str>,
    /// `str(exception)`.
    pub message: String,
    /// The exception object where one exists.
    pub value: Option<Value>,
    /// Raised on purpose by Warp's own rules, so real Warp raises it too.
    pub certain: bool,
    /// Not an exception: a limit was reached and evaluation must stop.
    pub limit: bool,
}

impl PyError {
    /// An exception of a built-in class.
    #[must_use]
    pub fn new(class: &str, message: impl Into<String>) -> PyError {
        PyError(Box::new(PyErrorData {
            class: class.into(),
            message: message.into(),
            value: None,
            certain: false,
            limit: false,
        }))
    }

    /// An exception that Warp raises.
    #[must_use]
    pub fn warp(class: &str, message: impl Into<String>) -> PyError {
        let mut error = PyError::new(class, message);
        error.0.certain = true;
        error
    }

    /// A limit.
    #[must_use]
    pub fn limit(message: impl Into<String>) -> PyError {
        let mut error = PyError::new("LimitExceeded", message);
        error.0.limit = true;
        error
    }

    /// Class name of the exception.
    #[must_use]
    pub fn class(&self) -> &str {
        &self.0.class
    }

    /// Text of the exception.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Whether a limit was reached.
    #[must_use]
    pub fn is_limit(&self) -> bool {
        self.0.limit
    }
}

impl fmt::Debug for PyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.class, self.0.message)
    }
}

impl fmt::Display for PyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_limit() {
            return f.write_str(self.message());
        }
        write!(f, "{}: {}", self.0.class, self.0.message)
    }
}

impl std::error::Error for PyError {}

/// Shorthand for evaluation results.
pub type PyResult<T> = Result<T, PyError>;

/// Why a file could not be read at all.
#[derive(Clone, Debug)]
pub enum HostError {
    /// Unreadable or not UTF-8.
    Io {
        /// The path.
        path: std::path::PathBuf,
        /// What the system said.
        message: String,
    },
    /// Not Python.
    Syntax {
        /// The path.
        path: std::path::PathBuf,
        /// Where and what.
        error: crate::frontend::ParseError,
    },
    /// A limit on steps, depth or memory.
    Limit(String),
}

impl fmt::Display for HostError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            HostError::Io { path, message } => write!(f, "cannot read {}: {message}", path.display()),
            HostError::Syntax { path, error } => {
                write!(f, "{}:{}:{}: {}", path.display(), error.line, error.column, error.message)
            }
            HostError::Limit(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for HostError {}
