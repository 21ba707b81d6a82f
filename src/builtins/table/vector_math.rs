//! Built-ins of the group `vector_math`.
//!
//! Written by `tests/oracle/gen_builtins_table.py` from Warp 1.19.0; do not edit.

use super::super::row::{DefaultTerm as D, Overload as O, OVERLOAD as O0, opt, p, star};
use super::super::rule::{BracesRule, DispatchRule, Returns as R, ValueRule as V};
use super::terms::{FLOAT, FLOAT16, FLOAT32, FLOAT64, INT16, INT32, INT64, INT8, MAT22_FLOAT, MAT22_FLOAT16, MAT22_FLOAT32, MAT22_FLOAT64, MAT22_INFER, MAT33_FLOAT, MAT33_FLOAT16, MAT33_FLOAT32, MAT33_FLOAT64, MAT33_INFER, MAT44_FLOAT, MAT44_FLOAT16, MAT44_FLOAT32, MAT44_FLOAT64, MAT66_FLOAT16, MAT66_FLOAT32, MAT66_FLOAT64, MATXX_SCALAR, QUAT_FLOAT, QUAT_FLOAT16, QUAT_FLOAT32, QUAT_FLOAT64, SCALAR, TUPLE_PY_INT_PY_INT, UINT16, UINT32, UINT64, UINT8, VEC2_FLOAT, VEC2_FLOAT16, VEC2_FLOAT32, VEC2_FLOAT64, VEC2_INFER, VEC2_INT16, VEC2_INT32, VEC2_INT64, VEC2_INT8, VEC2_UINT16, VEC2_UINT32, VEC2_UINT64, VEC2_UINT8, VEC3_FLOAT, VEC3_FLOAT16, VEC3_FLOAT32, VEC3_FLOAT64, VEC3_INFER, VEC3_INT16, VEC3_INT32, VEC3_INT64, VEC3_INT8, VEC3_SCALAR, VEC3_UINT16, VEC3_UINT32, VEC3_UINT64, VEC3_UINT8, VEC4_FLOAT16, VEC4_FLOAT32, VEC4_FLOAT64, VEC4_INT16, VEC4_INT32, VEC4_INT64, VEC4_INT8, VEC4_UINT16, VEC4_UINT32, VEC4_UINT64, VEC4_UINT8, VEC6_FLOAT16, VEC6_FLOAT32, VEC6_FLOAT64, VECX_FLOAT, VECX_SCALAR};

const B_DOT_0: O = O { key: "dot", native: "dot", group: "Vector Math", hidden: true, ..O0 };
pub(super) static B_DOT: [O; 41] = [
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", VEC2_FLOAT16), p("b", VEC2_FLOAT16)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", VEC3_FLOAT16), p("b", VEC3_FLOAT16)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", VEC4_FLOAT16), p("b", VEC4_FLOAT16)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", VEC6_FLOAT16), p("b", VEC6_FLOAT16)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", VEC2_FLOAT32), p("b", VEC2_FLOAT32)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", VEC3_FLOAT32), p("b", VEC3_FLOAT32)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", VEC4_FLOAT32), p("b", VEC4_FLOAT32)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", VEC6_FLOAT32), p("b", VEC6_FLOAT32)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", VEC2_FLOAT64), p("b", VEC2_FLOAT64)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", VEC3_FLOAT64), p("b", VEC3_FLOAT64)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", VEC4_FLOAT64), p("b", VEC4_FLOAT64)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", VEC6_FLOAT64), p("b", VEC6_FLOAT64)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(INT16)), params: &[p("a", VEC2_INT16), p("b", VEC2_INT16)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(INT16)), params: &[p("a", VEC3_INT16), p("b", VEC3_INT16)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(INT16)), params: &[p("a", VEC4_INT16), p("b", VEC4_INT16)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(INT32)), params: &[p("a", VEC2_INT32), p("b", VEC2_INT32)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(INT32)), params: &[p("a", VEC3_INT32), p("b", VEC3_INT32)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(INT32)), params: &[p("a", VEC4_INT32), p("b", VEC4_INT32)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(INT64)), params: &[p("a", VEC2_INT64), p("b", VEC2_INT64)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(INT64)), params: &[p("a", VEC3_INT64), p("b", VEC3_INT64)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(INT64)), params: &[p("a", VEC4_INT64), p("b", VEC4_INT64)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(INT8)), params: &[p("a", VEC2_INT8), p("b", VEC2_INT8)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(INT8)), params: &[p("a", VEC3_INT8), p("b", VEC3_INT8)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(INT8)), params: &[p("a", VEC4_INT8), p("b", VEC4_INT8)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(UINT16)), params: &[p("a", VEC2_UINT16), p("b", VEC2_UINT16)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(UINT16)), params: &[p("a", VEC3_UINT16), p("b", VEC3_UINT16)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(UINT16)), params: &[p("a", VEC4_UINT16), p("b", VEC4_UINT16)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(UINT32)), params: &[p("a", VEC2_UINT32), p("b", VEC2_UINT32)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(UINT32)), params: &[p("a", VEC3_UINT32), p("b", VEC3_UINT32)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(UINT32)), params: &[p("a", VEC4_UINT32), p("b", VEC4_UINT32)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(UINT64)), params: &[p("a", VEC2_UINT64), p("b", VEC2_UINT64)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(UINT64)), params: &[p("a", VEC3_UINT64), p("b", VEC3_UINT64)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(UINT64)), params: &[p("a", VEC4_UINT64), p("b", VEC4_UINT64)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(UINT8)), params: &[p("a", VEC2_UINT8), p("b", VEC2_UINT8)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(UINT8)), params: &[p("a", VEC3_UINT8), p("b", VEC3_UINT8)], ..B_DOT_0 },
    O { value: V::Fixed(R::One(UINT8)), params: &[p("a", VEC4_UINT8), p("b", VEC4_UINT8)], ..B_DOT_0 },
    O { hidden: false, generic: true, value: V::ScalarSametypes, params: &[p("a", VECX_SCALAR), p("b", VECX_SCALAR)], ..B_DOT_0 },
    O { group: "Quaternion Math", value: V::Fixed(R::One(FLOAT16)), params: &[p("a", QUAT_FLOAT16), p("b", QUAT_FLOAT16)], ..B_DOT_0 },
    O { group: "Quaternion Math", value: V::Fixed(R::One(FLOAT32)), params: &[p("a", QUAT_FLOAT32), p("b", QUAT_FLOAT32)], ..B_DOT_0 },
    O { group: "Quaternion Math", value: V::Fixed(R::One(FLOAT64)), params: &[p("a", QUAT_FLOAT64), p("b", QUAT_FLOAT64)], ..B_DOT_0 },
    O { hidden: false, group: "Quaternion Math", generic: true, value: V::ScalarSametypes, params: &[p("a", QUAT_FLOAT), p("b", QUAT_FLOAT)], ..B_DOT_0 },
];

const B_DDOT_0: O = O { key: "ddot", native: "ddot", group: "Vector Math", hidden: true, ..O0 };
pub(super) static B_DDOT: [O; 13] = [
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", MAT22_FLOAT16), p("b", MAT22_FLOAT16)], ..B_DDOT_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", MAT33_FLOAT16), p("b", MAT33_FLOAT16)], ..B_DDOT_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", MAT44_FLOAT16), p("b", MAT44_FLOAT16)], ..B_DDOT_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", MAT66_FLOAT16), p("b", MAT66_FLOAT16)], ..B_DDOT_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", MAT22_FLOAT32), p("b", MAT22_FLOAT32)], ..B_DDOT_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", MAT33_FLOAT32), p("b", MAT33_FLOAT32)], ..B_DDOT_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", MAT44_FLOAT32), p("b", MAT44_FLOAT32)], ..B_DDOT_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", MAT66_FLOAT32), p("b", MAT66_FLOAT32)], ..B_DDOT_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", MAT22_FLOAT64), p("b", MAT22_FLOAT64)], ..B_DDOT_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", MAT33_FLOAT64), p("b", MAT33_FLOAT64)], ..B_DDOT_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", MAT44_FLOAT64), p("b", MAT44_FLOAT64)], ..B_DDOT_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", MAT66_FLOAT64), p("b", MAT66_FLOAT64)], ..B_DDOT_0 },
    O { hidden: false, generic: true, value: V::ScalarSametypes, params: &[p("a", MATXX_SCALAR), p("b", MATXX_SCALAR)], ..B_DDOT_0 },
];

const B_ARGMIN_0: O = O { key: "argmin", native: "argmin", group: "Vector Math", differentiable: false, hidden: true, value: V::Fixed(R::One(UINT32)), ..O0 };
pub(super) static B_ARGMIN: [O; 37] = [
    O { params: &[p("a", VEC2_FLOAT16)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC3_FLOAT16)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC4_FLOAT16)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC6_FLOAT16)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC2_FLOAT32)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC3_FLOAT32)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC4_FLOAT32)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC6_FLOAT32)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC2_FLOAT64)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC3_FLOAT64)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC4_FLOAT64)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC6_FLOAT64)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC2_INT16)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC3_INT16)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC4_INT16)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC2_INT32)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC3_INT32)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC4_INT32)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC2_INT64)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC3_INT64)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC4_INT64)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC2_INT8)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC3_INT8)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC4_INT8)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC2_UINT16)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC3_UINT16)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC4_UINT16)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC2_UINT32)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC3_UINT32)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC4_UINT32)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC2_UINT64)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC3_UINT64)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC4_UINT64)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC2_UINT8)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC3_UINT8)], ..B_ARGMIN_0 },
    O { params: &[p("a", VEC4_UINT8)], ..B_ARGMIN_0 },
    O { hidden: false, generic: true, params: &[p("a", VECX_SCALAR)], ..B_ARGMIN_0 },
];

const B_ARGMAX_0: O = O { key: "argmax", native: "argmax", group: "Vector Math", differentiable: false, hidden: true, value: V::Fixed(R::One(UINT32)), ..O0 };
pub(super) static B_ARGMAX: [O; 37] = [
    O { params: &[p("a", VEC2_FLOAT16)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC3_FLOAT16)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC4_FLOAT16)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC6_FLOAT16)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC2_FLOAT32)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC3_FLOAT32)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC4_FLOAT32)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC6_FLOAT32)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC2_FLOAT64)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC3_FLOAT64)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC4_FLOAT64)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC6_FLOAT64)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC2_INT16)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC3_INT16)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC4_INT16)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC2_INT32)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC3_INT32)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC4_INT32)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC2_INT64)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC3_INT64)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC4_INT64)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC2_INT8)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC3_INT8)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC4_INT8)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC2_UINT16)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC3_UINT16)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC4_UINT16)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC2_UINT32)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC3_UINT32)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC4_UINT32)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC2_UINT64)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC3_UINT64)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC4_UINT64)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC2_UINT8)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC3_UINT8)], ..B_ARGMAX_0 },
    O { params: &[p("a", VEC4_UINT8)], ..B_ARGMAX_0 },
    O { hidden: false, generic: true, params: &[p("a", VECX_SCALAR)], ..B_ARGMAX_0 },
];

const B_OUTER_0: O = O { key: "outer", native: "outer", group: "Vector Math", hidden: true, ..O0 };
pub(super) static B_OUTER: [O; 13] = [
    O { value: V::Fixed(R::One(MAT22_FLOAT16)), params: &[p("a", VEC2_FLOAT16), p("b", VEC2_FLOAT16)], ..B_OUTER_0 },
    O { value: V::Fixed(R::One(MAT33_FLOAT16)), params: &[p("a", VEC3_FLOAT16), p("b", VEC3_FLOAT16)], ..B_OUTER_0 },
    O { value: V::Fixed(R::One(MAT44_FLOAT16)), params: &[p("a", VEC4_FLOAT16), p("b", VEC4_FLOAT16)], ..B_OUTER_0 },
    O { value: V::Fixed(R::One(MAT66_FLOAT16)), params: &[p("a", VEC6_FLOAT16), p("b", VEC6_FLOAT16)], ..B_OUTER_0 },
    O { value: V::Fixed(R::One(MAT22_FLOAT32)), params: &[p("a", VEC2_FLOAT32), p("b", VEC2_FLOAT32)], ..B_OUTER_0 },
    O { value: V::Fixed(R::One(MAT33_FLOAT32)), params: &[p("a", VEC3_FLOAT32), p("b", VEC3_FLOAT32)], ..B_OUTER_0 },
    O { value: V::Fixed(R::One(MAT44_FLOAT32)), params: &[p("a", VEC4_FLOAT32), p("b", VEC4_FLOAT32)], ..B_OUTER_0 },
    O { value: V::Fixed(R::One(MAT66_FLOAT32)), params: &[p("a", VEC6_FLOAT32), p("b", VEC6_FLOAT32)], ..B_OUTER_0 },
    O { value: V::Fixed(R::One(MAT22_FLOAT64)), params: &[p("a", VEC2_FLOAT64), p("b", VEC2_FLOAT64)], ..B_OUTER_0 },
    O { value: V::Fixed(R::One(MAT33_FLOAT64)), params: &[p("a", VEC3_FLOAT64), p("b", VEC3_FLOAT64)], ..B_OUTER_0 },
    O { value: V::Fixed(R::One(MAT44_FLOAT64)), params: &[p("a", VEC4_FLOAT64), p("b", VEC4_FLOAT64)], ..B_OUTER_0 },
    O { value: V::Fixed(R::One(MAT66_FLOAT64)), params: &[p("a", VEC6_FLOAT64), p("b", VEC6_FLOAT64)], ..B_OUTER_0 },
    O { hidden: false, generic: true, value: V::Outer, params: &[p("a", VECX_SCALAR), p("b", VECX_SCALAR)], ..B_OUTER_0 },
];

const B_CROSS_0: O = O { key: "cross", native: "cross", group: "Vector Math", hidden: true, ..O0 };
pub(super) static B_CROSS: [O; 12] = [
    O { value: V::Fixed(R::One(VEC3_FLOAT16)), params: &[p("a", VEC3_FLOAT16), p("b", VEC3_FLOAT16)], ..B_CROSS_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT32)), params: &[p("a", VEC3_FLOAT32), p("b", VEC3_FLOAT32)], ..B_CROSS_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT64)), params: &[p("a", VEC3_FLOAT64), p("b", VEC3_FLOAT64)], ..B_CROSS_0 },
    O { value: V::Fixed(R::One(VEC3_INT16)), params: &[p("a", VEC3_INT16), p("b", VEC3_INT16)], ..B_CROSS_0 },
    O { value: V::Fixed(R::One(VEC3_INT32)), params: &[p("a", VEC3_INT32), p("b", VEC3_INT32)], ..B_CROSS_0 },
    O { value: V::Fixed(R::One(VEC3_INT64)), params: &[p("a", VEC3_INT64), p("b", VEC3_INT64)], ..B_CROSS_0 },
    O { value: V::Fixed(R::One(VEC3_INT8)), params: &[p("a", VEC3_INT8), p("b", VEC3_INT8)], ..B_CROSS_0 },
    O { value: V::Fixed(R::One(VEC3_UINT16)), params: &[p("a", VEC3_UINT16), p("b", VEC3_UINT16)], ..B_CROSS_0 },
    O { value: V::Fixed(R::One(VEC3_UINT32)), params: &[p("a", VEC3_UINT32), p("b", VEC3_UINT32)], ..B_CROSS_0 },
    O { value: V::Fixed(R::One(VEC3_UINT64)), params: &[p("a", VEC3_UINT64), p("b", VEC3_UINT64)], ..B_CROSS_0 },
    O { value: V::Fixed(R::One(VEC3_UINT8)), params: &[p("a", VEC3_UINT8), p("b", VEC3_UINT8)], ..B_CROSS_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("a", VEC3_SCALAR), p("b", VEC3_SCALAR)], ..B_CROSS_0 },
];

const B_SKEW_0: O = O { key: "skew", native: "skew", group: "Vector Math", hidden: true, ..O0 };
pub(super) static B_SKEW: [O; 4] = [
    O { value: V::Fixed(R::One(MAT33_FLOAT16)), params: &[p("vec", VEC3_FLOAT16)], ..B_SKEW_0 },
    O { value: V::Fixed(R::One(MAT33_FLOAT32)), params: &[p("vec", VEC3_FLOAT32)], ..B_SKEW_0 },
    O { value: V::Fixed(R::One(MAT33_FLOAT64)), params: &[p("vec", VEC3_FLOAT64)], ..B_SKEW_0 },
    O { hidden: false, generic: true, value: V::OverDtype(R::One(MAT33_INFER)), params: &[p("vec", VEC3_SCALAR)], ..B_SKEW_0 },
];

const B_LENGTH_0: O = O { key: "length", native: "length", group: "Vector Math", hidden: true, require_original_output: true, ..O0 };
pub(super) static B_LENGTH: [O; 17] = [
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", VEC2_FLOAT16)], ..B_LENGTH_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", VEC3_FLOAT16)], ..B_LENGTH_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", VEC4_FLOAT16)], ..B_LENGTH_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", VEC6_FLOAT16)], ..B_LENGTH_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", VEC2_FLOAT32)], ..B_LENGTH_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", VEC3_FLOAT32)], ..B_LENGTH_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", VEC4_FLOAT32)], ..B_LENGTH_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", VEC6_FLOAT32)], ..B_LENGTH_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", VEC2_FLOAT64)], ..B_LENGTH_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", VEC3_FLOAT64)], ..B_LENGTH_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", VEC4_FLOAT64)], ..B_LENGTH_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", VEC6_FLOAT64)], ..B_LENGTH_0 },
    O { hidden: false, generic: true, value: V::ScalarSametypes, params: &[p("a", VECX_FLOAT)], ..B_LENGTH_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", QUAT_FLOAT16)], ..B_LENGTH_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", QUAT_FLOAT32)], ..B_LENGTH_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", QUAT_FLOAT64)], ..B_LENGTH_0 },
    O { hidden: false, generic: true, value: V::ScalarSametypes, params: &[p("a", QUAT_FLOAT)], ..B_LENGTH_0 },
];

const B_LENGTH_SQ_0: O = O { key: "length_sq", native: "length_sq", group: "Vector Math", hidden: true, ..O0 };
pub(super) static B_LENGTH_SQ: [O; 41] = [
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", VEC2_FLOAT16)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", VEC3_FLOAT16)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", VEC4_FLOAT16)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", VEC6_FLOAT16)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", VEC2_FLOAT32)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", VEC3_FLOAT32)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", VEC4_FLOAT32)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", VEC6_FLOAT32)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", VEC2_FLOAT64)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", VEC3_FLOAT64)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", VEC4_FLOAT64)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", VEC6_FLOAT64)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(INT16)), params: &[p("a", VEC2_INT16)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(INT16)), params: &[p("a", VEC3_INT16)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(INT16)), params: &[p("a", VEC4_INT16)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(INT32)), params: &[p("a", VEC2_INT32)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(INT32)), params: &[p("a", VEC3_INT32)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(INT32)), params: &[p("a", VEC4_INT32)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(INT64)), params: &[p("a", VEC2_INT64)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(INT64)), params: &[p("a", VEC3_INT64)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(INT64)), params: &[p("a", VEC4_INT64)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(INT8)), params: &[p("a", VEC2_INT8)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(INT8)), params: &[p("a", VEC3_INT8)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(INT8)), params: &[p("a", VEC4_INT8)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(UINT16)), params: &[p("a", VEC2_UINT16)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(UINT16)), params: &[p("a", VEC3_UINT16)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(UINT16)), params: &[p("a", VEC4_UINT16)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(UINT32)), params: &[p("a", VEC2_UINT32)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(UINT32)), params: &[p("a", VEC3_UINT32)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(UINT32)), params: &[p("a", VEC4_UINT32)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(UINT64)), params: &[p("a", VEC2_UINT64)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(UINT64)), params: &[p("a", VEC3_UINT64)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(UINT64)), params: &[p("a", VEC4_UINT64)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(UINT8)), params: &[p("a", VEC2_UINT8)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(UINT8)), params: &[p("a", VEC3_UINT8)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(UINT8)), params: &[p("a", VEC4_UINT8)], ..B_LENGTH_SQ_0 },
    O { hidden: false, generic: true, value: V::ScalarSametypes, params: &[p("a", VECX_SCALAR)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", QUAT_FLOAT16)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", QUAT_FLOAT32)], ..B_LENGTH_SQ_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", QUAT_FLOAT64)], ..B_LENGTH_SQ_0 },
    O { hidden: false, generic: true, value: V::ScalarSametypes, params: &[p("a", QUAT_FLOAT)], ..B_LENGTH_SQ_0 },
];

const B_NORMALIZE_0: O = O { key: "normalize", native: "normalize", group: "Vector Math", hidden: true, ..O0 };
pub(super) static B_NORMALIZE: [O; 17] = [
    O { require_original_output: true, value: V::Fixed(R::One(VEC2_FLOAT16)), params: &[p("a", VEC2_FLOAT16)], ..B_NORMALIZE_0 },
    O { require_original_output: true, value: V::Fixed(R::One(VEC3_FLOAT16)), params: &[p("a", VEC3_FLOAT16)], ..B_NORMALIZE_0 },
    O { require_original_output: true, value: V::Fixed(R::One(VEC4_FLOAT16)), params: &[p("a", VEC4_FLOAT16)], ..B_NORMALIZE_0 },
    O { require_original_output: true, value: V::Fixed(R::One(VEC6_FLOAT16)), params: &[p("a", VEC6_FLOAT16)], ..B_NORMALIZE_0 },
    O { require_original_output: true, value: V::Fixed(R::One(VEC2_FLOAT32)), params: &[p("a", VEC2_FLOAT32)], ..B_NORMALIZE_0 },
    O { require_original_output: true, value: V::Fixed(R::One(VEC3_FLOAT32)), params: &[p("a", VEC3_FLOAT32)], ..B_NORMALIZE_0 },
    O { require_original_output: true, value: V::Fixed(R::One(VEC4_FLOAT32)), params: &[p("a", VEC4_FLOAT32)], ..B_NORMALIZE_0 },
    O { require_original_output: true, value: V::Fixed(R::One(VEC6_FLOAT32)), params: &[p("a", VEC6_FLOAT32)], ..B_NORMALIZE_0 },
    O { require_original_output: true, value: V::Fixed(R::One(VEC2_FLOAT64)), params: &[p("a", VEC2_FLOAT64)], ..B_NORMALIZE_0 },
    O { require_original_output: true, value: V::Fixed(R::One(VEC3_FLOAT64)), params: &[p("a", VEC3_FLOAT64)], ..B_NORMALIZE_0 },
    O { require_original_output: true, value: V::Fixed(R::One(VEC4_FLOAT64)), params: &[p("a", VEC4_FLOAT64)], ..B_NORMALIZE_0 },
    O { require_original_output: true, value: V::Fixed(R::One(VEC6_FLOAT64)), params: &[p("a", VEC6_FLOAT64)], ..B_NORMALIZE_0 },
    O { hidden: false, require_original_output: true, generic: true, value: V::Sametypes, params: &[p("a", VECX_FLOAT)], ..B_NORMALIZE_0 },
    O { value: V::Fixed(R::One(QUAT_FLOAT16)), params: &[p("a", QUAT_FLOAT16)], ..B_NORMALIZE_0 },
    O { value: V::Fixed(R::One(QUAT_FLOAT32)), params: &[p("a", QUAT_FLOAT32)], ..B_NORMALIZE_0 },
    O { value: V::Fixed(R::One(QUAT_FLOAT64)), params: &[p("a", QUAT_FLOAT64)], ..B_NORMALIZE_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("a", QUAT_FLOAT)], ..B_NORMALIZE_0 },
];

const B_TRANSPOSE_0: O = O { key: "transpose", native: "transpose", group: "Vector Math", hidden: true, ..O0 };
pub(super) static B_TRANSPOSE: [O; 13] = [
    O { value: V::Fixed(R::One(MAT22_FLOAT16)), params: &[p("a", MAT22_FLOAT16)], ..B_TRANSPOSE_0 },
    O { value: V::Fixed(R::One(MAT33_FLOAT16)), params: &[p("a", MAT33_FLOAT16)], ..B_TRANSPOSE_0 },
    O { value: V::Fixed(R::One(MAT44_FLOAT16)), params: &[p("a", MAT44_FLOAT16)], ..B_TRANSPOSE_0 },
    O { value: V::Fixed(R::One(MAT66_FLOAT16)), params: &[p("a", MAT66_FLOAT16)], ..B_TRANSPOSE_0 },
    O { value: V::Fixed(R::One(MAT22_FLOAT32)), params: &[p("a", MAT22_FLOAT32)], ..B_TRANSPOSE_0 },
    O { value: V::Fixed(R::One(MAT33_FLOAT32)), params: &[p("a", MAT33_FLOAT32)], ..B_TRANSPOSE_0 },
    O { value: V::Fixed(R::One(MAT44_FLOAT32)), params: &[p("a", MAT44_FLOAT32)], ..B_TRANSPOSE_0 },
    O { value: V::Fixed(R::One(MAT66_FLOAT32)), params: &[p("a", MAT66_FLOAT32)], ..B_TRANSPOSE_0 },
    O { value: V::Fixed(R::One(MAT22_FLOAT64)), params: &[p("a", MAT22_FLOAT64)], ..B_TRANSPOSE_0 },
    O { value: V::Fixed(R::One(MAT33_FLOAT64)), params: &[p("a", MAT33_FLOAT64)], ..B_TRANSPOSE_0 },
    O { value: V::Fixed(R::One(MAT44_FLOAT64)), params: &[p("a", MAT44_FLOAT64)], ..B_TRANSPOSE_0 },
    O { value: V::Fixed(R::One(MAT66_FLOAT64)), params: &[p("a", MAT66_FLOAT64)], ..B_TRANSPOSE_0 },
    O { hidden: false, generic: true, value: V::Transpose, params: &[p("a", MATXX_SCALAR)], ..B_TRANSPOSE_0 },
];

const B_INVERSE_0: O = O { key: "inverse", native: "inverse", group: "Vector Math", hidden: true, require_original_output: true, ..O0 };
pub(super) static B_INVERSE: [O; 12] = [
    O { value: V::Fixed(R::One(MAT22_FLOAT16)), params: &[p("a", MAT22_FLOAT16)], ..B_INVERSE_0 },
    O { value: V::Fixed(R::One(MAT22_FLOAT32)), params: &[p("a", MAT22_FLOAT32)], ..B_INVERSE_0 },
    O { value: V::Fixed(R::One(MAT22_FLOAT64)), params: &[p("a", MAT22_FLOAT64)], ..B_INVERSE_0 },
    O { hidden: false, generic: true, value: V::SameAsA, params: &[p("a", MAT22_FLOAT)], ..B_INVERSE_0 },
    O { value: V::Fixed(R::One(MAT33_FLOAT16)), params: &[p("a", MAT33_FLOAT16)], ..B_INVERSE_0 },
    O { value: V::Fixed(R::One(MAT33_FLOAT32)), params: &[p("a", MAT33_FLOAT32)], ..B_INVERSE_0 },
    O { value: V::Fixed(R::One(MAT33_FLOAT64)), params: &[p("a", MAT33_FLOAT64)], ..B_INVERSE_0 },
    O { hidden: false, generic: true, value: V::SameAsA, params: &[p("a", MAT33_FLOAT)], ..B_INVERSE_0 },
    O { value: V::Fixed(R::One(MAT44_FLOAT16)), params: &[p("a", MAT44_FLOAT16)], ..B_INVERSE_0 },
    O { value: V::Fixed(R::One(MAT44_FLOAT32)), params: &[p("a", MAT44_FLOAT32)], ..B_INVERSE_0 },
    O { value: V::Fixed(R::One(MAT44_FLOAT64)), params: &[p("a", MAT44_FLOAT64)], ..B_INVERSE_0 },
    O { hidden: false, generic: true, value: V::SameAsA, params: &[p("a", MAT44_FLOAT)], ..B_INVERSE_0 },
];

const B_INVERSE_APPROX_0: O = O { key: "inverse_approx", native: "approx_inverse", group: "Vector Math", exported: false, generic: true, require_original_output: true, value: V::SameAsA, ..O0 };
pub(super) static B_INVERSE_APPROX: [O; 3] = [
    O { params: &[p("a", MAT22_FLOAT)], ..B_INVERSE_APPROX_0 },
    O { params: &[p("a", MAT33_FLOAT)], ..B_INVERSE_APPROX_0 },
    O { params: &[p("a", MAT44_FLOAT)], ..B_INVERSE_APPROX_0 },
];

const B_DETERMINANT_0: O = O { key: "determinant", native: "determinant", group: "Vector Math", hidden: true, ..O0 };
pub(super) static B_DETERMINANT: [O; 12] = [
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", MAT22_FLOAT16)], ..B_DETERMINANT_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", MAT22_FLOAT32)], ..B_DETERMINANT_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", MAT22_FLOAT64)], ..B_DETERMINANT_0 },
    O { hidden: false, generic: true, value: V::Determinant, params: &[p("a", MAT22_FLOAT)], ..B_DETERMINANT_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", MAT33_FLOAT16)], ..B_DETERMINANT_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", MAT33_FLOAT32)], ..B_DETERMINANT_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", MAT33_FLOAT64)], ..B_DETERMINANT_0 },
    O { hidden: false, generic: true, value: V::Determinant, params: &[p("a", MAT33_FLOAT)], ..B_DETERMINANT_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", MAT44_FLOAT16)], ..B_DETERMINANT_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", MAT44_FLOAT32)], ..B_DETERMINANT_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", MAT44_FLOAT64)], ..B_DETERMINANT_0 },
    O { hidden: false, generic: true, value: V::Determinant, params: &[p("a", MAT44_FLOAT)], ..B_DETERMINANT_0 },
];

const B_TRACE_0: O = O { key: "trace", native: "trace", group: "Vector Math", hidden: true, ..O0 };
pub(super) static B_TRACE: [O; 13] = [
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", MAT22_FLOAT16)], ..B_TRACE_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", MAT33_FLOAT16)], ..B_TRACE_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", MAT44_FLOAT16)], ..B_TRACE_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", MAT66_FLOAT16)], ..B_TRACE_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", MAT22_FLOAT32)], ..B_TRACE_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", MAT33_FLOAT32)], ..B_TRACE_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", MAT44_FLOAT32)], ..B_TRACE_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", MAT66_FLOAT32)], ..B_TRACE_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", MAT22_FLOAT64)], ..B_TRACE_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", MAT33_FLOAT64)], ..B_TRACE_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", MAT44_FLOAT64)], ..B_TRACE_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", MAT66_FLOAT64)], ..B_TRACE_0 },
    O { hidden: false, generic: true, value: V::Trace, params: &[p("a", MATXX_SCALAR)], ..B_TRACE_0 },
];

const B_DIAG_0: O = O { key: "diag", native: "diag", group: "Vector Math", hidden: true, ..O0 };
pub(super) static B_DIAG: [O; 13] = [
    O { value: V::Fixed(R::One(MAT22_FLOAT16)), params: &[p("vec", VEC2_FLOAT16)], ..B_DIAG_0 },
    O { value: V::Fixed(R::One(MAT33_FLOAT16)), params: &[p("vec", VEC3_FLOAT16)], ..B_DIAG_0 },
    O { value: V::Fixed(R::One(MAT44_FLOAT16)), params: &[p("vec", VEC4_FLOAT16)], ..B_DIAG_0 },
    O { value: V::Fixed(R::One(MAT66_FLOAT16)), params: &[p("vec", VEC6_FLOAT16)], ..B_DIAG_0 },
    O { value: V::Fixed(R::One(MAT22_FLOAT32)), params: &[p("vec", VEC2_FLOAT32)], ..B_DIAG_0 },
    O { value: V::Fixed(R::One(MAT33_FLOAT32)), params: &[p("vec", VEC3_FLOAT32)], ..B_DIAG_0 },
    O { value: V::Fixed(R::One(MAT44_FLOAT32)), params: &[p("vec", VEC4_FLOAT32)], ..B_DIAG_0 },
    O { value: V::Fixed(R::One(MAT66_FLOAT32)), params: &[p("vec", VEC6_FLOAT32)], ..B_DIAG_0 },
    O { value: V::Fixed(R::One(MAT22_FLOAT64)), params: &[p("vec", VEC2_FLOAT64)], ..B_DIAG_0 },
    O { value: V::Fixed(R::One(MAT33_FLOAT64)), params: &[p("vec", VEC3_FLOAT64)], ..B_DIAG_0 },
    O { value: V::Fixed(R::One(MAT44_FLOAT64)), params: &[p("vec", VEC4_FLOAT64)], ..B_DIAG_0 },
    O { value: V::Fixed(R::One(MAT66_FLOAT64)), params: &[p("vec", VEC6_FLOAT64)], ..B_DIAG_0 },
    O { hidden: false, generic: true, value: V::Diag, params: &[p("vec", VECX_SCALAR)], ..B_DIAG_0 },
];

const B_GET_DIAG_0: O = O { key: "get_diag", native: "get_diag", group: "Vector Math", hidden: true, ..O0 };
pub(super) static B_GET_DIAG: [O; 13] = [
    O { value: V::Fixed(R::One(VEC2_FLOAT16)), params: &[p("mat", MAT22_FLOAT16)], ..B_GET_DIAG_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT16)), params: &[p("mat", MAT33_FLOAT16)], ..B_GET_DIAG_0 },
    O { value: V::Fixed(R::One(VEC4_FLOAT16)), params: &[p("mat", MAT44_FLOAT16)], ..B_GET_DIAG_0 },
    O { value: V::Fixed(R::One(VEC6_FLOAT16)), params: &[p("mat", MAT66_FLOAT16)], ..B_GET_DIAG_0 },
    O { value: V::Fixed(R::One(VEC2_FLOAT32)), params: &[p("mat", MAT22_FLOAT32)], ..B_GET_DIAG_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT32)), params: &[p("mat", MAT33_FLOAT32)], ..B_GET_DIAG_0 },
    O { value: V::Fixed(R::One(VEC4_FLOAT32)), params: &[p("mat", MAT44_FLOAT32)], ..B_GET_DIAG_0 },
    O { value: V::Fixed(R::One(VEC6_FLOAT32)), params: &[p("mat", MAT66_FLOAT32)], ..B_GET_DIAG_0 },
    O { value: V::Fixed(R::One(VEC2_FLOAT64)), params: &[p("mat", MAT22_FLOAT64)], ..B_GET_DIAG_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT64)), params: &[p("mat", MAT33_FLOAT64)], ..B_GET_DIAG_0 },
    O { value: V::Fixed(R::One(VEC4_FLOAT64)), params: &[p("mat", MAT44_FLOAT64)], ..B_GET_DIAG_0 },
    O { value: V::Fixed(R::One(VEC6_FLOAT64)), params: &[p("mat", MAT66_FLOAT64)], ..B_GET_DIAG_0 },
    O { hidden: false, generic: true, value: V::GetDiag, params: &[p("mat", MATXX_SCALAR)], ..B_GET_DIAG_0 },
];

const B_CW_MUL_0: O = O { key: "cw_mul", native: "cw_mul", group: "Vector Math", hidden: true, ..O0 };
pub(super) static B_CW_MUL: [O; 50] = [
    O { value: V::Fixed(R::One(VEC2_FLOAT16)), params: &[p("a", VEC2_FLOAT16), p("b", VEC2_FLOAT16)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT16)), params: &[p("a", VEC3_FLOAT16), p("b", VEC3_FLOAT16)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC4_FLOAT16)), params: &[p("a", VEC4_FLOAT16), p("b", VEC4_FLOAT16)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC6_FLOAT16)), params: &[p("a", VEC6_FLOAT16), p("b", VEC6_FLOAT16)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC2_FLOAT32)), params: &[p("a", VEC2_FLOAT32), p("b", VEC2_FLOAT32)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT32)), params: &[p("a", VEC3_FLOAT32), p("b", VEC3_FLOAT32)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC4_FLOAT32)), params: &[p("a", VEC4_FLOAT32), p("b", VEC4_FLOAT32)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC6_FLOAT32)), params: &[p("a", VEC6_FLOAT32), p("b", VEC6_FLOAT32)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC2_FLOAT64)), params: &[p("a", VEC2_FLOAT64), p("b", VEC2_FLOAT64)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT64)), params: &[p("a", VEC3_FLOAT64), p("b", VEC3_FLOAT64)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC4_FLOAT64)), params: &[p("a", VEC4_FLOAT64), p("b", VEC4_FLOAT64)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC6_FLOAT64)), params: &[p("a", VEC6_FLOAT64), p("b", VEC6_FLOAT64)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC2_INT16)), params: &[p("a", VEC2_INT16), p("b", VEC2_INT16)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC3_INT16)), params: &[p("a", VEC3_INT16), p("b", VEC3_INT16)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC4_INT16)), params: &[p("a", VEC4_INT16), p("b", VEC4_INT16)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC2_INT32)), params: &[p("a", VEC2_INT32), p("b", VEC2_INT32)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC3_INT32)), params: &[p("a", VEC3_INT32), p("b", VEC3_INT32)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC4_INT32)), params: &[p("a", VEC4_INT32), p("b", VEC4_INT32)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC2_INT64)), params: &[p("a", VEC2_INT64), p("b", VEC2_INT64)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC3_INT64)), params: &[p("a", VEC3_INT64), p("b", VEC3_INT64)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC4_INT64)), params: &[p("a", VEC4_INT64), p("b", VEC4_INT64)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC2_INT8)), params: &[p("a", VEC2_INT8), p("b", VEC2_INT8)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC3_INT8)), params: &[p("a", VEC3_INT8), p("b", VEC3_INT8)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC4_INT8)), params: &[p("a", VEC4_INT8), p("b", VEC4_INT8)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC2_UINT16)), params: &[p("a", VEC2_UINT16), p("b", VEC2_UINT16)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC3_UINT16)), params: &[p("a", VEC3_UINT16), p("b", VEC3_UINT16)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC4_UINT16)), params: &[p("a", VEC4_UINT16), p("b", VEC4_UINT16)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC2_UINT32)), params: &[p("a", VEC2_UINT32), p("b", VEC2_UINT32)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC3_UINT32)), params: &[p("a", VEC3_UINT32), p("b", VEC3_UINT32)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC4_UINT32)), params: &[p("a", VEC4_UINT32), p("b", VEC4_UINT32)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC2_UINT64)), params: &[p("a", VEC2_UINT64), p("b", VEC2_UINT64)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC3_UINT64)), params: &[p("a", VEC3_UINT64), p("b", VEC3_UINT64)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC4_UINT64)), params: &[p("a", VEC4_UINT64), p("b", VEC4_UINT64)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC2_UINT8)), params: &[p("a", VEC2_UINT8), p("b", VEC2_UINT8)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC3_UINT8)), params: &[p("a", VEC3_UINT8), p("b", VEC3_UINT8)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(VEC4_UINT8)), params: &[p("a", VEC4_UINT8), p("b", VEC4_UINT8)], ..B_CW_MUL_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("a", VECX_SCALAR), p("b", VECX_SCALAR)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(MAT22_FLOAT16)), params: &[p("a", MAT22_FLOAT16), p("b", MAT22_FLOAT16)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(MAT33_FLOAT16)), params: &[p("a", MAT33_FLOAT16), p("b", MAT33_FLOAT16)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(MAT44_FLOAT16)), params: &[p("a", MAT44_FLOAT16), p("b", MAT44_FLOAT16)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(MAT66_FLOAT16)), params: &[p("a", MAT66_FLOAT16), p("b", MAT66_FLOAT16)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(MAT22_FLOAT32)), params: &[p("a", MAT22_FLOAT32), p("b", MAT22_FLOAT32)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(MAT33_FLOAT32)), params: &[p("a", MAT33_FLOAT32), p("b", MAT33_FLOAT32)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(MAT44_FLOAT32)), params: &[p("a", MAT44_FLOAT32), p("b", MAT44_FLOAT32)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(MAT66_FLOAT32)), params: &[p("a", MAT66_FLOAT32), p("b", MAT66_FLOAT32)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(MAT22_FLOAT64)), params: &[p("a", MAT22_FLOAT64), p("b", MAT22_FLOAT64)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(MAT33_FLOAT64)), params: &[p("a", MAT33_FLOAT64), p("b", MAT33_FLOAT64)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(MAT44_FLOAT64)), params: &[p("a", MAT44_FLOAT64), p("b", MAT44_FLOAT64)], ..B_CW_MUL_0 },
    O { value: V::Fixed(R::One(MAT66_FLOAT64)), params: &[p("a", MAT66_FLOAT64), p("b", MAT66_FLOAT64)], ..B_CW_MUL_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("a", MATXX_SCALAR), p("b", MATXX_SCALAR)], ..B_CW_MUL_0 },
];

const B_CW_DIV_0: O = O { key: "cw_div", native: "cw_div", group: "Vector Math", hidden: true, require_original_output: true, ..O0 };
pub(super) static B_CW_DIV: [O; 50] = [
    O { value: V::Fixed(R::One(VEC2_FLOAT16)), params: &[p("a", VEC2_FLOAT16), p("b", VEC2_FLOAT16)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT16)), params: &[p("a", VEC3_FLOAT16), p("b", VEC3_FLOAT16)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC4_FLOAT16)), params: &[p("a", VEC4_FLOAT16), p("b", VEC4_FLOAT16)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC6_FLOAT16)), params: &[p("a", VEC6_FLOAT16), p("b", VEC6_FLOAT16)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC2_FLOAT32)), params: &[p("a", VEC2_FLOAT32), p("b", VEC2_FLOAT32)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT32)), params: &[p("a", VEC3_FLOAT32), p("b", VEC3_FLOAT32)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC4_FLOAT32)), params: &[p("a", VEC4_FLOAT32), p("b", VEC4_FLOAT32)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC6_FLOAT32)), params: &[p("a", VEC6_FLOAT32), p("b", VEC6_FLOAT32)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC2_FLOAT64)), params: &[p("a", VEC2_FLOAT64), p("b", VEC2_FLOAT64)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT64)), params: &[p("a", VEC3_FLOAT64), p("b", VEC3_FLOAT64)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC4_FLOAT64)), params: &[p("a", VEC4_FLOAT64), p("b", VEC4_FLOAT64)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC6_FLOAT64)), params: &[p("a", VEC6_FLOAT64), p("b", VEC6_FLOAT64)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC2_INT16)), params: &[p("a", VEC2_INT16), p("b", VEC2_INT16)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC3_INT16)), params: &[p("a", VEC3_INT16), p("b", VEC3_INT16)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC4_INT16)), params: &[p("a", VEC4_INT16), p("b", VEC4_INT16)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC2_INT32)), params: &[p("a", VEC2_INT32), p("b", VEC2_INT32)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC3_INT32)), params: &[p("a", VEC3_INT32), p("b", VEC3_INT32)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC4_INT32)), params: &[p("a", VEC4_INT32), p("b", VEC4_INT32)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC2_INT64)), params: &[p("a", VEC2_INT64), p("b", VEC2_INT64)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC3_INT64)), params: &[p("a", VEC3_INT64), p("b", VEC3_INT64)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC4_INT64)), params: &[p("a", VEC4_INT64), p("b", VEC4_INT64)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC2_INT8)), params: &[p("a", VEC2_INT8), p("b", VEC2_INT8)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC3_INT8)), params: &[p("a", VEC3_INT8), p("b", VEC3_INT8)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC4_INT8)), params: &[p("a", VEC4_INT8), p("b", VEC4_INT8)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC2_UINT16)), params: &[p("a", VEC2_UINT16), p("b", VEC2_UINT16)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC3_UINT16)), params: &[p("a", VEC3_UINT16), p("b", VEC3_UINT16)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC4_UINT16)), params: &[p("a", VEC4_UINT16), p("b", VEC4_UINT16)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC2_UINT32)), params: &[p("a", VEC2_UINT32), p("b", VEC2_UINT32)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC3_UINT32)), params: &[p("a", VEC3_UINT32), p("b", VEC3_UINT32)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC4_UINT32)), params: &[p("a", VEC4_UINT32), p("b", VEC4_UINT32)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC2_UINT64)), params: &[p("a", VEC2_UINT64), p("b", VEC2_UINT64)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC3_UINT64)), params: &[p("a", VEC3_UINT64), p("b", VEC3_UINT64)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC4_UINT64)), params: &[p("a", VEC4_UINT64), p("b", VEC4_UINT64)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC2_UINT8)), params: &[p("a", VEC2_UINT8), p("b", VEC2_UINT8)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC3_UINT8)), params: &[p("a", VEC3_UINT8), p("b", VEC3_UINT8)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(VEC4_UINT8)), params: &[p("a", VEC4_UINT8), p("b", VEC4_UINT8)], ..B_CW_DIV_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("a", VECX_SCALAR), p("b", VECX_SCALAR)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(MAT22_FLOAT16)), params: &[p("a", MAT22_FLOAT16), p("b", MAT22_FLOAT16)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(MAT33_FLOAT16)), params: &[p("a", MAT33_FLOAT16), p("b", MAT33_FLOAT16)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(MAT44_FLOAT16)), params: &[p("a", MAT44_FLOAT16), p("b", MAT44_FLOAT16)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(MAT66_FLOAT16)), params: &[p("a", MAT66_FLOAT16), p("b", MAT66_FLOAT16)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(MAT22_FLOAT32)), params: &[p("a", MAT22_FLOAT32), p("b", MAT22_FLOAT32)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(MAT33_FLOAT32)), params: &[p("a", MAT33_FLOAT32), p("b", MAT33_FLOAT32)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(MAT44_FLOAT32)), params: &[p("a", MAT44_FLOAT32), p("b", MAT44_FLOAT32)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(MAT66_FLOAT32)), params: &[p("a", MAT66_FLOAT32), p("b", MAT66_FLOAT32)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(MAT22_FLOAT64)), params: &[p("a", MAT22_FLOAT64), p("b", MAT22_FLOAT64)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(MAT33_FLOAT64)), params: &[p("a", MAT33_FLOAT64), p("b", MAT33_FLOAT64)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(MAT44_FLOAT64)), params: &[p("a", MAT44_FLOAT64), p("b", MAT44_FLOAT64)], ..B_CW_DIV_0 },
    O { value: V::Fixed(R::One(MAT66_FLOAT64)), params: &[p("a", MAT66_FLOAT64), p("b", MAT66_FLOAT64)], ..B_CW_DIV_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("a", MATXX_SCALAR), p("b", MATXX_SCALAR)], ..B_CW_DIV_0 },
];

const B_VECTOR_0: O = O { key: "vector", native: "vec_t", group: "Vector Math", braces: Some(BracesRule::MoreThan(4)), dispatch: Some(DispatchRule::Vector), exported: false, generic: true, value: V::Vector, variadic: true, ..O0 };
pub(super) static B_VECTOR: [O; 1] = [
    O { params: &[star("args", SCALAR), opt("length", INT32, D::None), opt("dtype", SCALAR, D::None)], ..B_VECTOR_0 },
];

const B_MATRIX_0: O = O { key: "matrix", native: "mat_t", group: "Vector Math", exported: false, generic: true, ..O0 };
pub(super) static B_MATRIX: [O; 2] = [
    O { value: V::MatrixTransform, params: &[p("pos", VEC3_FLOAT), p("rot", QUAT_FLOAT), p("scale", VEC3_FLOAT), opt("dtype", FLOAT, D::None)], ..B_MATRIX_0 },
    O { dispatch: Some(DispatchRule::Matrix), braces: Some(BracesRule::Matrix), variadic: true, value: V::Matrix, params: &[star("args", SCALAR), opt("shape", TUPLE_PY_INT_PY_INT, D::None), opt("dtype", SCALAR, D::None)], ..B_MATRIX_0 },
];

const B_MATRIX_FROM_COLS_0: O = O { key: "matrix_from_cols", native: "matrix_from_cols", group: "Vector Math", braces: Some(BracesRule::MatrixFromVecs), dispatch: Some(DispatchRule::MatrixFromVecs), exported: false, generic: true, value: V::MatrixFromVecs { cols: true }, variadic: true, ..O0 };
pub(super) static B_MATRIX_FROM_COLS: [O; 1] = [
    O { params: &[star("args", VECX_SCALAR)], ..B_MATRIX_FROM_COLS_0 },
];

const B_MATRIX_FROM_ROWS_0: O = O { key: "matrix_from_rows", native: "matrix_from_rows", group: "Vector Math", braces: Some(BracesRule::MatrixFromVecs), dispatch: Some(DispatchRule::MatrixFromVecs), exported: false, generic: true, value: V::MatrixFromVecs { cols: false }, variadic: true, ..O0 };
pub(super) static B_MATRIX_FROM_ROWS: [O; 1] = [
    O { params: &[star("args", VECX_SCALAR)], ..B_MATRIX_FROM_ROWS_0 },
];

const B_IDENTITY_0: O = O { key: "identity", native: "identity", group: "Vector Math", differentiable: false, dispatch: Some(DispatchRule::Identity), exported: false, value: V::Identity, ..O0 };
pub(super) static B_IDENTITY: [O; 1] = [
    O { params: &[p("n", INT32), p("dtype", SCALAR)], ..B_IDENTITY_0 },
];

const B_SVD3_0: O = O { key: "svd3", native: "svd3", group: "Vector Math", hidden: true, ..O0 };
pub(super) static B_SVD3: [O; 5] = [
    O { none_arity: Some(3), value: V::Fixed(R::Many(&[MAT33_FLOAT16, VEC3_FLOAT16, MAT33_FLOAT16])), params: &[p("A", MAT33_FLOAT16)], ..B_SVD3_0 },
    O { none_arity: Some(3), value: V::Fixed(R::Many(&[MAT33_FLOAT32, VEC3_FLOAT32, MAT33_FLOAT32])), params: &[p("A", MAT33_FLOAT32)], ..B_SVD3_0 },
    O { none_arity: Some(3), value: V::Fixed(R::Many(&[MAT33_FLOAT64, VEC3_FLOAT64, MAT33_FLOAT64])), params: &[p("A", MAT33_FLOAT64)], ..B_SVD3_0 },
    O { hidden: false, generic: true, none_arity: Some(3), value: V::OverDtype(R::Many(&[MAT33_INFER, VEC3_INFER, MAT33_INFER])), params: &[p("A", MAT33_FLOAT)], ..B_SVD3_0 },
    O { hidden: false, generic: true, exported: false, value: V::Fixed(R::None), params: &[p("A", MAT33_FLOAT), p("U", MAT33_FLOAT), p("sigma", VEC3_FLOAT), p("V", MAT33_FLOAT)], ..B_SVD3_0 },
];

const B_SVD2_0: O = O { key: "svd2", native: "svd2", group: "Vector Math", hidden: true, ..O0 };
pub(super) static B_SVD2: [O; 5] = [
    O { none_arity: Some(3), value: V::Fixed(R::Many(&[MAT22_FLOAT16, VEC2_FLOAT16, MAT22_FLOAT16])), params: &[p("A", MAT22_FLOAT16)], ..B_SVD2_0 },
    O { none_arity: Some(3), value: V::Fixed(R::Many(&[MAT22_FLOAT32, VEC2_FLOAT32, MAT22_FLOAT32])), params: &[p("A", MAT22_FLOAT32)], ..B_SVD2_0 },
    O { none_arity: Some(3), value: V::Fixed(R::Many(&[MAT22_FLOAT64, VEC2_FLOAT64, MAT22_FLOAT64])), params: &[p("A", MAT22_FLOAT64)], ..B_SVD2_0 },
    O { hidden: false, generic: true, none_arity: Some(3), value: V::OverDtype(R::Many(&[MAT22_INFER, VEC2_INFER, MAT22_INFER])), params: &[p("A", MAT22_FLOAT)], ..B_SVD2_0 },
    O { hidden: false, generic: true, exported: false, value: V::Fixed(R::None), params: &[p("A", MAT22_FLOAT), p("U", MAT22_FLOAT), p("sigma", VEC2_FLOAT), p("V", MAT22_FLOAT)], ..B_SVD2_0 },
];

const B_QR3_0: O = O { key: "qr3", native: "qr3", group: "Vector Math", hidden: true, ..O0 };
pub(super) static B_QR3: [O; 5] = [
    O { none_arity: Some(2), value: V::Fixed(R::Many(&[MAT33_FLOAT16, MAT33_FLOAT16])), params: &[p("A", MAT33_FLOAT16)], ..B_QR3_0 },
    O { none_arity: Some(2), value: V::Fixed(R::Many(&[MAT33_FLOAT32, MAT33_FLOAT32])), params: &[p("A", MAT33_FLOAT32)], ..B_QR3_0 },
    O { none_arity: Some(2), value: V::Fixed(R::Many(&[MAT33_FLOAT64, MAT33_FLOAT64])), params: &[p("A", MAT33_FLOAT64)], ..B_QR3_0 },
    O { hidden: false, generic: true, none_arity: Some(2), value: V::OverDtype(R::Many(&[MAT33_INFER, MAT33_INFER])), params: &[p("A", MAT33_FLOAT)], ..B_QR3_0 },
    O { hidden: false, generic: true, exported: false, value: V::Fixed(R::None), params: &[p("A", MAT33_FLOAT), p("Q", MAT33_FLOAT), p("R", MAT33_FLOAT)], ..B_QR3_0 },
];

const B_EIG3_0: O = O { key: "eig3", native: "eig3", group: "Vector Math", hidden: true, ..O0 };
pub(super) static B_EIG3: [O; 5] = [
    O { none_arity: Some(2), value: V::Fixed(R::Many(&[MAT33_FLOAT16, VEC3_FLOAT16])), params: &[p("A", MAT33_FLOAT16)], ..B_EIG3_0 },
    O { none_arity: Some(2), value: V::Fixed(R::Many(&[MAT33_FLOAT32, VEC3_FLOAT32])), params: &[p("A", MAT33_FLOAT32)], ..B_EIG3_0 },
    O { none_arity: Some(2), value: V::Fixed(R::Many(&[MAT33_FLOAT64, VEC3_FLOAT64])), params: &[p("A", MAT33_FLOAT64)], ..B_EIG3_0 },
    O { hidden: false, generic: true, none_arity: Some(2), value: V::OverDtype(R::Many(&[MAT33_INFER, VEC3_INFER])), params: &[p("A", MAT33_FLOAT)], ..B_EIG3_0 },
    O { hidden: false, generic: true, exported: false, value: V::Fixed(R::None), params: &[p("A", MAT33_FLOAT), p("Q", MAT33_FLOAT), p("d", VEC3_FLOAT)], ..B_EIG3_0 },
];
