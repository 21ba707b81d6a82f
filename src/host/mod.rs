//! Module-level Python: what importing a file leaves behind, without running it in CPython.
//!
//! [`Session::import_main`] interprets a file's statements tolerantly. Values that cannot be known are
//! [`value::Value::Unknown`] and flow harmlessly; a kernel that depends on one is reported, never guessed.
//!
//! Layers: `scope` (symbol tables), `interp` (statements, expressions, classes), `facade` (what `warp`, the standard
//! library and numpy look like), `register` (what Warp's decorators do), `api` (what later stages ask).

mod api;
mod debug;
mod duplicate;
mod error;
mod external;
mod facade;
mod interp;
mod keys;
mod limits;
pub mod model;
mod prelude;
mod read;
mod register;
mod repr;
mod scope;
mod session;
#[cfg(test)]
mod tests;
pub mod value;

pub use api::python_number;
pub use error::{HostError, PyError, PyErrorData, PyResult};
pub use external::{External, ExternalOverload};
pub use facade::ctypes::NativeLayout;
pub(crate) use interp::skipped::MAYBE_KERNELS;
pub use limits::Limits;
pub(crate) use limits::is_cut_short;
pub(crate) use prelude::{Load, is_known_module};
pub use read::{decode, read_source};
pub use register::{ArgType, full_qualified_name};
pub(crate) use session::MainFile;
pub use session::{ImportProblem, MissingImport, Session, SessionOptions, UniqueHasher};
