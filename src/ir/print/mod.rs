//! The SSA as text and as JSON.
//!
//! # Text
//!
//! ```text
//! module pkg.mod 1f2e3d4c block_dim=1
//!
//! struct Particle_0a1b2c3d { pos: vec3f, mass: float32 }
//!
//! func above_0(%x: array<float32, 1>, %n: int32) -> int32 adjoint
//!   %0: range_t
//!   %1: int32
//!   %2: int32 = -1
//! {
//!   # 7 for k in range(n):
//!   %0 = wp::range(%n) no_adj
//!   for_0 %0 {
//!     %1 = wp::iter_next(%0) no_adj
//!   } body {
//!     …
//!   } zero %1
//!   return %2 label3
//! }
//! ```
//!
//! * A module is its name, the first eight digits of its hash and its options, then structs, functions in build
//!   order, kernels in digest order. A function marked `adjoint` is used by a kernel with backward code; kernels say
//!   `dim`, `grid_stride` and `backward`.
//! * `%x` is a parameter, `%3` a temporary, `%3.a.b` a field named directly. `&p` is a pointer to a place, `adj p` a
//!   place on the adjoint side; steps of a place are `.field`, `[i, j]` (array element), `.view[i]`, `.index[i]`.
//! * Variables are declared with their types in numbering order, constants with their values.
//! * `# N text` is the Python line `N` (counted as in the file). Instructions follow, nested by two spaces.
//! * A call is `outs = function<template>(args)`; arguments in braces are a C++ initialiser list. After it, only where
//!   it differs from the usual: `no_adj` (no reverse call), `adj(…)` (operands that receive adjoints, if they are not
//!   the arguments), `replay=comment|custom|custom_comment`, `by_ref` (outputs are reference arguments), `adj_outs`
//!   (the reverse call repeats the outputs), `adj_template`, `view N = place`.
//! * `if c {` … `} c`: the condition is loaded again for the reverse pass, hence the second name; `!c` is negated.
//! * Loops: `for_N iterator {header} body {…} zero …`, `for_N %i = value in start..stop:step`, `while_N {header} cond`.
//!   `zero` lists the adjoints that the reverse loop clears.
//!
//! # JSON
//!
//! The same facts as objects: see [`module_json`].

mod json;
mod names;
mod ops;
mod text;

use std::rc::Rc;

use crate::ids::{BuiltinId, FuncRef, FunctionId, KernelId};
use crate::types::Types;

pub use json::module_json;
pub use text::module_text;

/// The source of a function or kernel.
#[derive(Clone, Copy, Debug)]
pub struct SourceLines<'a> {
    /// Lines.
    pub lines: &'a [Rc<str>],
    /// Number of the first (`fun_lineno`).
    pub first: u32,
}

/// What printing asks about a program.
pub trait Context {
    /// Its types.
    fn types(&self) -> &Types;
    /// The C++ name of a callable, with its namespace.
    fn callable(&self, func: FuncRef) -> String;
    /// The Python name of a built-in.
    fn builtin_name(&self, id: BuiltinId) -> &'static str;
    /// The C++ name of a function.
    fn function_name(&self, id: FunctionId) -> String;
    /// A function's source.
    fn function_source(&self, id: FunctionId) -> SourceLines<'_>;
    /// A kernel's source.
    fn kernel_source(&self, id: KernelId) -> SourceLines<'_>;
    /// The module's name.
    fn module_name(&self) -> &str;
}
