//! What can go wrong around a compiler, as opposed to what a compiler says about a module.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A failure of the machinery: something is missing, cannot be run, read or written.
///
/// A module that does not compile is not an error in this sense; it is a [`super::Verdict::Rejected`].
pub enum Error {
    /// A part of the toolchain was not found.
    Missing {
        /// What was looked for, as in "Warp's native headers".
        what: &'static str,
        /// Where, in order, and why each place was not taken.
        searched: Vec<String>,
        /// The one command, or setting, that provides it.
        help: String,
    },
    /// A part was found but cannot be used.
    Unusable {
        /// What it is.
        what: String,
        /// Why it cannot be used.
        why: String,
        /// What to do about it.
        help: String,
    },
    /// A file or a process could not be handled.
    Io {
        /// What was being done, as in "write /x/y.o".
        action: String,
        /// The operating system's reason.
        source: io::Error,
    },
    /// The compiler rejects a module: its messages.
    Rejected(String),
    /// A worker process ended or spoke out of turn.
    Worker(String),
}

impl Error {
    /// An [`Error::Io`] about one path.
    #[must_use]
    pub fn io(verb: &str, path: &Path, source: io::Error) -> Error {
        Error::Io { action: format!("{verb} {}", path.display()), source }
    }

    /// An [`Error::Unusable`].
    #[must_use]
    pub fn unusable(what: impl Into<String>, why: impl Into<String>, help: impl Into<String>) -> Error {
        Error::Unusable { what: what.into(), why: why.into(), help: help.into() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Missing { what, searched, help } => {
                write!(f, "{what} not found")?;
                if !searched.is_empty() {
                    write!(f, "; searched:")?;
                    for place in searched {
                        write!(f, "\n  - {place}")?;
                    }
                }
                write!(f, "\nhelp: {help}")
            }
            Error::Unusable { what, why, help } => {
                write!(f, "cannot use {what}: {why}")?;
                if help.is_empty() { Ok(()) } else { write!(f, "\nhelp: {help}") }
            }
            Error::Io { action, source } => write!(f, "cannot {action}: {source}"),
            Error::Rejected(log) => write!(f, "the compiler rejects the module:\n{log}"),
            Error::Worker(why) => write!(f, "compiler process: {why}"),
        }
    }
}

/// As it is displayed, so that a `main` that returns it shows the user a message.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// Results of this stage.
pub type Result<T> = std::result::Result<T, Error>;

/// A path that is always printed with forward quoting in messages.
pub(crate) fn show(path: &Path) -> String {
    path.display().to_string()
}

/// Reads a whole file as text, naming it when that fails.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|e| Error::io("read", path, e))
}

/// Creates a folder and its parents, naming it when that fails.
pub(crate) fn make_dir(path: &Path) -> Result<PathBuf> {
    std::fs::create_dir_all(path).map_err(|e| Error::io("create folder", path, e))?;
    Ok(path.to_path_buf())
}
