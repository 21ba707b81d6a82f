//! Built-ins of the group `code_generation`.
//!
//! Written by `tests/oracle/gen_builtins_table.py` from Warp 1.19.0; do not edit.

use super::super::row::{Overload as O, OVERLOAD as O0, p};
use super::super::rule::{Returns as R, ValueRule as V};
use super::terms::{ANY};

const B_STATIC_0: O = O { key: "static", native: "static", group: "Code Generation", differentiable: false, generic: true, value: V::Fixed(R::One(ANY)), ..O0 };
pub(super) static B_STATIC: [O; 1] = [
    O { params: &[p("expr", ANY)], ..B_STATIC_0 },
];
