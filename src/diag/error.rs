//! Errors that Warp itself raises while generating code: its exception class and its message.

use std::fmt;

/// The Python exception class Warp raises.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs)]
pub enum ErrorClass {
    WarpCodegenError,
    WarpCodegenTypeError,
    WarpCodegenAttributeError,
    WarpCodegenIndexError,
    WarpCodegenKeyError,
    WarpCodegenValueError,
    WarpDeterminismError,
    RuntimeError,
    TypeError,
    ValueError,
    IndexError,
    KeyError,
    AttributeError,
    NameError,
    NotImplementedError,
    SyntaxError,
    AssertionError,
    RecursionError,
    /// Not an error of Warp's: a construct warpgen does not support yet.
    Unsupported,
}

impl ErrorClass {
    /// The Python class name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            ErrorClass::WarpCodegenError => "WarpCodegenError",
            ErrorClass::WarpCodegenTypeError => "WarpCodegenTypeError",
            ErrorClass::WarpCodegenAttributeError => "WarpCodegenAttributeError",
            ErrorClass::WarpCodegenIndexError => "WarpCodegenIndexError",
            ErrorClass::WarpCodegenKeyError => "WarpCodegenKeyError",
            ErrorClass::WarpCodegenValueError => "WarpCodegenValueError",
            ErrorClass::WarpDeterminismError => "WarpDeterminismError",
            ErrorClass::RuntimeError => "RuntimeError",
            ErrorClass::TypeError => "TypeError",
            ErrorClass::ValueError => "ValueError",
            ErrorClass::IndexError => "IndexError",
            ErrorClass::KeyError => "KeyError",
            ErrorClass::AttributeError => "AttributeError",
            ErrorClass::NameError => "NameError",
            ErrorClass::NotImplementedError => "NotImplementedError",
            ErrorClass::SyntaxError => "SyntaxError",
            ErrorClass::AssertionError => "AssertionError",
            ErrorClass::RecursionError => "RecursionError",
            ErrorClass::Unsupported => "Unsupported",
        }
    }

    /// The class of that Python name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<ErrorClass> {
        use ErrorClass as E;
        [
            E::WarpCodegenError,
            E::WarpCodegenTypeError,
            E::WarpCodegenAttributeError,
            E::WarpCodegenIndexError,
            E::WarpCodegenKeyError,
            E::WarpCodegenValueError,
            E::WarpDeterminismError,
            E::RuntimeError,
            E::TypeError,
            E::ValueError,
            E::IndexError,
            E::KeyError,
            E::AttributeError,
            E::NameError,
            E::NotImplementedError,
            E::SyntaxError,
            E::AssertionError,
            E::RecursionError,
        ]
        .into_iter()
        .find(|class| class.name() == name)
    }

    /// `isinstance(error, WarpCodegenError)`: only the class itself; its siblings derive from other bases.
    #[must_use]
    pub fn is_codegen_error(self) -> bool {
        self == ErrorClass::WarpCodegenError
    }
}

/// An error with Warp's class and Warp's text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WarpError {
    /// Exception class.
    pub class: ErrorClass,
    /// What `str(error)` gives in Warp.
    pub message: String,
}

impl WarpError {
    /// An error of that class.
    #[must_use]
    pub fn new(class: ErrorClass, message: impl Into<String>) -> Self {
        WarpError { class, message: message.into() }
    }

    /// `WarpCodegenError`.
    #[must_use]
    pub fn codegen(message: impl Into<String>) -> Self {
        WarpError::new(ErrorClass::WarpCodegenError, message)
    }

    /// `WarpCodegenTypeError`.
    #[must_use]
    pub fn type_error(message: impl Into<String>) -> Self {
        WarpError::new(ErrorClass::WarpCodegenTypeError, message)
    }

    /// Plain `RuntimeError`, as value functions raise it.
    #[must_use]
    pub fn runtime(message: impl Into<String>) -> Self {
        WarpError::new(ErrorClass::RuntimeError, message)
    }

    /// Something warpgen does not support yet; `what` names the construct.
    #[must_use]
    pub fn unsupported(what: impl Into<String>) -> Self {
        WarpError::new(ErrorClass::Unsupported, what)
    }
}

impl fmt::Display for WarpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.class.name(), self.message)
    }
}

impl std::error::Error for WarpError {}
