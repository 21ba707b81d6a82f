//! warpgen: the code generator of NVIDIA Warp 1.19.0, rebuilt in Rust.
//!
//! A Python file with `@wp.kernel` functions goes in; the CPU C++ and CUDA C that Warp writes for it
//! comes out, byte for byte, forward and backward, hashes and names included. No Python runs and no
//! GPU is needed.
//!
//! # The pipeline
//!
//! ```text
//! file.py ─▶ frontend ─▶ host ─▶ hash ─▶ lower ─▶ emit ─▶ text
//!            (parse)     (what    (names, (AST to  (SSA to
//!                        importing order)  SSA)     C++)
//!                        defines)
//! ```
//!
//! * [`frontend`] parses; it is the only place that knows the parser behind it.
//! * [`host`] interprets module-level Python, tolerantly: it finds kernels, functions, structs,
//!   constants and options as `import` would define them, and lets what it cannot know be unknown.
//! * [`hash`] computes Warp's digests: kernel names contain them, and kernels are printed in their order.
//! * [`lower`] turns a function's tree into the SSA of [`ir`], deciding everything that Warp decides
//!   while it walks the tree: numbering, load order, merges. [`builtins`] is the table of Warp's 3,446
//!   overloads and the rules that give their results and arguments.
//! * [`adjoint`] says which reverse and replay form an instruction has; [`emit`] prints.
//! * [`pipeline`] is the one path that the command line, tests and the data set share.
//!
//! # Invariants
//!
//! * A stage never uses a later one; `tests/layering.rs` checks it.
//! * Output is a function of source text, file name, options and version: no clock, environment,
//!   thread count or hash-map order is in it.
//! * One file is one fresh [`host::Session`], the state right after `import warp`.
//! * What Warp rejects is rejected with Warp's class and message; what warpgen does not support is a
//!   diagnostic that names the construct. Nothing is guessed.
//! * Kernels are lowered without composing text, printed without looking at Python. Deterministic
//!   mode is the exception: its macros wrap whole statements, so [`lower`] composes those.
//!
//! # Example
//!
//! ```
//! use warpgen::emit::Device;
//! use warpgen::pipeline::{self, Request, Source};
//!
//! let text = "
//! import warp as wp
//!
//! @wp.kernel
//! def scale(x: wp.array(dtype=float), s: float):
//!     i = wp.tid()
//!     x[i] = x[i] * s
//! ";
//! let mut request = Request::new("scale.py", Device::Cuda);
//! request.source = Source::Text { text: text.to_owned(), path: "scale.py".into() };
//! let output = pipeline::run(&request);
//! assert_eq!(output.diagnostics().count(), 0);
//! assert!(output.text().contains("_cuda_kernel_forward("));
//! ```

#![deny(missing_docs)]
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod adjoint;
pub mod builtins;
pub mod check;
pub mod cli;
pub mod compile;
pub mod dataset;
pub mod diag;
pub mod emit;
pub mod frontend;
pub mod hash;
pub mod host;
pub mod ids;
pub mod ir;
pub mod lower;
pub mod pipeline;
pub mod source;
pub mod types;
