//! From generated text to what a machine runs, and the answer to "does it compile?".
//!
//! This stage takes text and knows nothing of how it was made. It needs Warp's native headers, a C++ compiler for the
//! CPU and NVRTC for CUDA; [`sdk`] finds them, or says where it looked and what provides them. No Python, driver or GPU.
//!
//! ```text
//!            ┌─ check ── pack ──┐                       "does it compile?", thousands of modules in seconds
//! text ──────┤                  ├── cpu (cpp)           the system's compiler, through `cc`
//!            └─ build ─ layout ─┘   cuda (worker, nvrtc)  NVRTC, through `cudarc`, in processes of its own
//!                 └─ manifest, header, rust_ext          what others need to call the kernels
//! ```
//!
//! * [`check()`] answers for many modules at once. Modules share a translation unit ([`pack`]) and a precompiled header
//!   ([`cpp`]); the answers are those of compiling each by itself.
//! * [`build::build`] makes artefacts named and laid out as Warp's own ([`layout`], [`target`]), so that
//!   `wp.load_aot_module` and Warp's kernel cache take them.
//! * A program that compiles CUDA calls [`worker::serve_if_asked`] first thing in `main`.
//!
//! A module that does not compile is an answer ([`Verdict`]), not an [`Error`]; errors are about the machinery.

pub mod build;
pub mod check;
pub mod cpp;
pub mod cpu;
pub mod cuda;
pub mod elf;
pub mod error;
pub mod header;
pub mod layout;
pub mod manifest;
pub mod nvrtc;
pub mod pack;
pub mod rust_ext;
pub mod sdk;
pub mod target;
pub mod text;
pub mod worker;

pub use check::{CheckOptions, Unit, Verdict, check};
pub use error::{Error, Result};
pub use text::Device;
