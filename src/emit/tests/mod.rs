//! Hand-built IR against text that real Warp wrote (`fixtures/`).

mod loops;
mod ssa;
mod statements;
mod support;
