//! Built-ins of the group `other`.
//!
//! Written by `tests/oracle/gen_builtins_table.py` from Warp 1.19.0; do not edit.

use super::super::row::{Overload as O, OVERLOAD as O0, p};
use super::super::rule::{Returns as R, ValueRule as V};
use super::terms::{ARRAY_SCALAR, BFLOAT16, FLOAT16, FLOAT32, FLOAT64, INT16, INT32, INT64, INT8, PY_INT, SCALAR, UINT16, UINT32, UINT64, UINT8};

const B_LOWER_BOUND_0: O = O { key: "lower_bound", native: "lower_bound", group: "Other", differentiable: false, generic: true, hidden: true, value: V::Fixed(R::One(PY_INT)), ..O0 };
pub(super) static B_LOWER_BOUND: [O; 26] = [
    O { params: &[p("arr", ARRAY_SCALAR), p("value", BFLOAT16)], ..B_LOWER_BOUND_0 },
    O { params: &[p("arr", ARRAY_SCALAR), p("value", FLOAT16)], ..B_LOWER_BOUND_0 },
    O { params: &[p("arr", ARRAY_SCALAR), p("value", FLOAT32)], ..B_LOWER_BOUND_0 },
    O { params: &[p("arr", ARRAY_SCALAR), p("value", FLOAT64)], ..B_LOWER_BOUND_0 },
    O { params: &[p("arr", ARRAY_SCALAR), p("value", INT16)], ..B_LOWER_BOUND_0 },
    O { params: &[p("arr", ARRAY_SCALAR), p("value", INT32)], ..B_LOWER_BOUND_0 },
    O { params: &[p("arr", ARRAY_SCALAR), p("value", INT64)], ..B_LOWER_BOUND_0 },
    O { params: &[p("arr", ARRAY_SCALAR), p("value", INT8)], ..B_LOWER_BOUND_0 },
    O { params: &[p("arr", ARRAY_SCALAR), p("value", UINT16)], ..B_LOWER_BOUND_0 },
    O { params: &[p("arr", ARRAY_SCALAR), p("value", UINT32)], ..B_LOWER_BOUND_0 },
    O { params: &[p("arr", ARRAY_SCALAR), p("value", UINT64)], ..B_LOWER_BOUND_0 },
    O { params: &[p("arr", ARRAY_SCALAR), p("value", UINT8)], ..B_LOWER_BOUND_0 },
    O { hidden: false, params: &[p("arr", ARRAY_SCALAR), p("value", SCALAR)], ..B_LOWER_BOUND_0 },
    O { params: &[p("arr", ARRAY_SCALAR), p("arr_begin", INT32), p("arr_end", INT32), p("value", BFLOAT16)], ..B_LOWER_BOUND_0 },
    O { params: &[p("arr", ARRAY_SCALAR), p("arr_begin", INT32), p("arr_end", INT32), p("value", FLOAT16)], ..B_LOWER_BOUND_0 },
    O { params: &[p("arr", ARRAY_SCALAR), p("arr_begin", INT32), p("arr_end", INT32), p("value", FLOAT32)], ..B_LOWER_BOUND_0 },
    O { params: &[p("arr", ARRAY_SCALAR), p("arr_begin", INT32), p("arr_end", INT32), p("value", FLOAT64)], ..B_LOWER_BOUND_0 },
    O { params: &[p("arr", ARRAY_SCALAR), p("arr_begin", INT32), p("arr_end", INT32), p("value", INT16)], ..B_LOWER_BOUND_0 },
    O { params: &[p("arr", ARRAY_SCALAR), p("arr_begin", INT32), p("arr_end", INT32), p("value", INT32)], ..B_LOWER_BOUND_0 },
    O { params: &[p("arr", ARRAY_SCALAR), p("arr_begin", INT32), p("arr_end", INT32), p("value", INT64)], ..B_LOWER_BOUND_0 },
    O { params: &[p("arr", ARRAY_SCALAR), p("arr_begin", INT32), p("arr_end", INT32), p("value", INT8)], ..B_LOWER_BOUND_0 },
    O { params: &[p("arr", ARRAY_SCALAR), p("arr_begin", INT32), p("arr_end", INT32), p("value", UINT16)], ..B_LOWER_BOUND_0 },
    O { params: &[p("arr", ARRAY_SCALAR), p("arr_begin", INT32), p("arr_end", INT32), p("value", UINT32)], ..B_LOWER_BOUND_0 },
    O { params: &[p("arr", ARRAY_SCALAR), p("arr_begin", INT32), p("arr_end", INT32), p("value", UINT64)], ..B_LOWER_BOUND_0 },
    O { params: &[p("arr", ARRAY_SCALAR), p("arr_begin", INT32), p("arr_end", INT32), p("value", UINT8)], ..B_LOWER_BOUND_0 },
    O { hidden: false, params: &[p("arr", ARRAY_SCALAR), p("arr_begin", INT32), p("arr_end", INT32), p("value", SCALAR)], ..B_LOWER_BOUND_0 },
];
