//! Built-ins of the group `scalar_math`.
//!
//! Written by `tests/oracle/gen_builtins_table.py` from Warp 1.19.0; do not edit.

use super::super::row::{Overload as O, OVERLOAD as O0, p};
use super::super::rule::{Returns as R, ValueRule as V};
use super::terms::{BFLOAT16, BOOL, FLOAT, FLOAT16, FLOAT32, FLOAT64, INT, INT16, INT32, INT64, INT8, MAT22_FLOAT16, MAT22_FLOAT32, MAT22_FLOAT64, MAT33_FLOAT16, MAT33_FLOAT32, MAT33_FLOAT64, MAT44_FLOAT16, MAT44_FLOAT32, MAT44_FLOAT64, MAT66_FLOAT16, MAT66_FLOAT32, MAT66_FLOAT64, MATXX_FLOAT, PY_BOOL, PY_FLOAT, PY_INT, QUAT_FLOAT, QUAT_FLOAT16, QUAT_FLOAT32, QUAT_FLOAT64, SCALAR, UINT16, UINT32, UINT64, UINT8, VEC2_FLOAT16, VEC2_FLOAT32, VEC2_FLOAT64, VEC2_INT16, VEC2_INT32, VEC2_INT64, VEC2_INT8, VEC2_UINT16, VEC2_UINT32, VEC2_UINT64, VEC2_UINT8, VEC3_FLOAT16, VEC3_FLOAT32, VEC3_FLOAT64, VEC3_INT16, VEC3_INT32, VEC3_INT64, VEC3_INT8, VEC3_UINT16, VEC3_UINT32, VEC3_UINT64, VEC3_UINT8, VEC4_FLOAT16, VEC4_FLOAT32, VEC4_FLOAT64, VEC4_INT16, VEC4_INT32, VEC4_INT64, VEC4_INT8, VEC4_UINT16, VEC4_UINT32, VEC4_UINT64, VEC4_UINT8, VEC6_FLOAT16, VEC6_FLOAT32, VEC6_FLOAT64, VECX_FLOAT, VECX_SCALAR};
use crate::types::Scalar;

const B_MIN_0: O = O { key: "min", native: "min", group: "Vector Math", hidden: true, ..O0 };
pub(super) static B_MIN: [O; 87] = [
    O { group: "Scalar Math", value: V::Fixed(R::One(BFLOAT16)), params: &[p("a", BFLOAT16), p("b", BFLOAT16)], ..B_MIN_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(FLOAT16)), params: &[p("a", FLOAT16), p("b", FLOAT16)], ..B_MIN_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(FLOAT32)), params: &[p("a", FLOAT32), p("b", FLOAT32)], ..B_MIN_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(FLOAT64)), params: &[p("a", FLOAT64), p("b", FLOAT64)], ..B_MIN_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(INT16)), params: &[p("a", INT16), p("b", INT16)], ..B_MIN_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(INT32)), params: &[p("a", INT32), p("b", INT32)], ..B_MIN_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(INT64)), params: &[p("a", INT64), p("b", INT64)], ..B_MIN_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(INT8)), params: &[p("a", INT8), p("b", INT8)], ..B_MIN_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(UINT16)), params: &[p("a", UINT16), p("b", UINT16)], ..B_MIN_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(UINT32)), params: &[p("a", UINT32), p("b", UINT32)], ..B_MIN_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(UINT64)), params: &[p("a", UINT64), p("b", UINT64)], ..B_MIN_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(UINT8)), params: &[p("a", UINT8), p("b", UINT8)], ..B_MIN_0 },
    O { hidden: false, group: "Scalar Math", generic: true, value: V::Sametypes, params: &[p("a", SCALAR), p("b", SCALAR)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC2_FLOAT16)), params: &[p("a", VEC2_FLOAT16), p("b", VEC2_FLOAT16)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT16)), params: &[p("a", VEC3_FLOAT16), p("b", VEC3_FLOAT16)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC4_FLOAT16)), params: &[p("a", VEC4_FLOAT16), p("b", VEC4_FLOAT16)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC6_FLOAT16)), params: &[p("a", VEC6_FLOAT16), p("b", VEC6_FLOAT16)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC2_FLOAT32)), params: &[p("a", VEC2_FLOAT32), p("b", VEC2_FLOAT32)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT32)), params: &[p("a", VEC3_FLOAT32), p("b", VEC3_FLOAT32)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC4_FLOAT32)), params: &[p("a", VEC4_FLOAT32), p("b", VEC4_FLOAT32)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC6_FLOAT32)), params: &[p("a", VEC6_FLOAT32), p("b", VEC6_FLOAT32)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC2_FLOAT64)), params: &[p("a", VEC2_FLOAT64), p("b", VEC2_FLOAT64)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT64)), params: &[p("a", VEC3_FLOAT64), p("b", VEC3_FLOAT64)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC4_FLOAT64)), params: &[p("a", VEC4_FLOAT64), p("b", VEC4_FLOAT64)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC6_FLOAT64)), params: &[p("a", VEC6_FLOAT64), p("b", VEC6_FLOAT64)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC2_INT16)), params: &[p("a", VEC2_INT16), p("b", VEC2_INT16)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC3_INT16)), params: &[p("a", VEC3_INT16), p("b", VEC3_INT16)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC4_INT16)), params: &[p("a", VEC4_INT16), p("b", VEC4_INT16)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC2_INT32)), params: &[p("a", VEC2_INT32), p("b", VEC2_INT32)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC3_INT32)), params: &[p("a", VEC3_INT32), p("b", VEC3_INT32)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC4_INT32)), params: &[p("a", VEC4_INT32), p("b", VEC4_INT32)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC2_INT64)), params: &[p("a", VEC2_INT64), p("b", VEC2_INT64)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC3_INT64)), params: &[p("a", VEC3_INT64), p("b", VEC3_INT64)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC4_INT64)), params: &[p("a", VEC4_INT64), p("b", VEC4_INT64)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC2_INT8)), params: &[p("a", VEC2_INT8), p("b", VEC2_INT8)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC3_INT8)), params: &[p("a", VEC3_INT8), p("b", VEC3_INT8)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC4_INT8)), params: &[p("a", VEC4_INT8), p("b", VEC4_INT8)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC2_UINT16)), params: &[p("a", VEC2_UINT16), p("b", VEC2_UINT16)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC3_UINT16)), params: &[p("a", VEC3_UINT16), p("b", VEC3_UINT16)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC4_UINT16)), params: &[p("a", VEC4_UINT16), p("b", VEC4_UINT16)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC2_UINT32)), params: &[p("a", VEC2_UINT32), p("b", VEC2_UINT32)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC3_UINT32)), params: &[p("a", VEC3_UINT32), p("b", VEC3_UINT32)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC4_UINT32)), params: &[p("a", VEC4_UINT32), p("b", VEC4_UINT32)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC2_UINT64)), params: &[p("a", VEC2_UINT64), p("b", VEC2_UINT64)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC3_UINT64)), params: &[p("a", VEC3_UINT64), p("b", VEC3_UINT64)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC4_UINT64)), params: &[p("a", VEC4_UINT64), p("b", VEC4_UINT64)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC2_UINT8)), params: &[p("a", VEC2_UINT8), p("b", VEC2_UINT8)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC3_UINT8)), params: &[p("a", VEC3_UINT8), p("b", VEC3_UINT8)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(VEC4_UINT8)), params: &[p("a", VEC4_UINT8), p("b", VEC4_UINT8)], ..B_MIN_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("a", VECX_SCALAR), p("b", VECX_SCALAR)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", VEC2_FLOAT16)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", VEC3_FLOAT16)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", VEC4_FLOAT16)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", VEC6_FLOAT16)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", VEC2_FLOAT32)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", VEC3_FLOAT32)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", VEC4_FLOAT32)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", VEC6_FLOAT32)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", VEC2_FLOAT64)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", VEC3_FLOAT64)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", VEC4_FLOAT64)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", VEC6_FLOAT64)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(INT16)), params: &[p("a", VEC2_INT16)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(INT16)), params: &[p("a", VEC3_INT16)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(INT16)), params: &[p("a", VEC4_INT16)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(INT32)), params: &[p("a", VEC2_INT32)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(INT32)), params: &[p("a", VEC3_INT32)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(INT32)), params: &[p("a", VEC4_INT32)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(INT64)), params: &[p("a", VEC2_INT64)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(INT64)), params: &[p("a", VEC3_INT64)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(INT64)), params: &[p("a", VEC4_INT64)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(INT8)), params: &[p("a", VEC2_INT8)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(INT8)), params: &[p("a", VEC3_INT8)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(INT8)), params: &[p("a", VEC4_INT8)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(UINT16)), params: &[p("a", VEC2_UINT16)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(UINT16)), params: &[p("a", VEC3_UINT16)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(UINT16)), params: &[p("a", VEC4_UINT16)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(UINT32)), params: &[p("a", VEC2_UINT32)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(UINT32)), params: &[p("a", VEC3_UINT32)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(UINT32)), params: &[p("a", VEC4_UINT32)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(UINT64)), params: &[p("a", VEC2_UINT64)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(UINT64)), params: &[p("a", VEC3_UINT64)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(UINT64)), params: &[p("a", VEC4_UINT64)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(UINT8)), params: &[p("a", VEC2_UINT8)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(UINT8)), params: &[p("a", VEC3_UINT8)], ..B_MIN_0 },
    O { value: V::Fixed(R::One(UINT8)), params: &[p("a", VEC4_UINT8)], ..B_MIN_0 },
    O { hidden: false, generic: true, value: V::ScalarSametypes, params: &[p("a", VECX_SCALAR)], ..B_MIN_0 },
];

const B_MAX_0: O = O { key: "max", native: "max", group: "Vector Math", hidden: true, ..O0 };
pub(super) static B_MAX: [O; 87] = [
    O { group: "Scalar Math", value: V::Fixed(R::One(BFLOAT16)), params: &[p("a", BFLOAT16), p("b", BFLOAT16)], ..B_MAX_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(FLOAT16)), params: &[p("a", FLOAT16), p("b", FLOAT16)], ..B_MAX_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(FLOAT32)), params: &[p("a", FLOAT32), p("b", FLOAT32)], ..B_MAX_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(FLOAT64)), params: &[p("a", FLOAT64), p("b", FLOAT64)], ..B_MAX_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(INT16)), params: &[p("a", INT16), p("b", INT16)], ..B_MAX_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(INT32)), params: &[p("a", INT32), p("b", INT32)], ..B_MAX_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(INT64)), params: &[p("a", INT64), p("b", INT64)], ..B_MAX_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(INT8)), params: &[p("a", INT8), p("b", INT8)], ..B_MAX_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(UINT16)), params: &[p("a", UINT16), p("b", UINT16)], ..B_MAX_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(UINT32)), params: &[p("a", UINT32), p("b", UINT32)], ..B_MAX_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(UINT64)), params: &[p("a", UINT64), p("b", UINT64)], ..B_MAX_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(UINT8)), params: &[p("a", UINT8), p("b", UINT8)], ..B_MAX_0 },
    O { hidden: false, group: "Scalar Math", generic: true, value: V::Sametypes, params: &[p("a", SCALAR), p("b", SCALAR)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC2_FLOAT16)), params: &[p("a", VEC2_FLOAT16), p("b", VEC2_FLOAT16)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT16)), params: &[p("a", VEC3_FLOAT16), p("b", VEC3_FLOAT16)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC4_FLOAT16)), params: &[p("a", VEC4_FLOAT16), p("b", VEC4_FLOAT16)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC6_FLOAT16)), params: &[p("a", VEC6_FLOAT16), p("b", VEC6_FLOAT16)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC2_FLOAT32)), params: &[p("a", VEC2_FLOAT32), p("b", VEC2_FLOAT32)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT32)), params: &[p("a", VEC3_FLOAT32), p("b", VEC3_FLOAT32)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC4_FLOAT32)), params: &[p("a", VEC4_FLOAT32), p("b", VEC4_FLOAT32)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC6_FLOAT32)), params: &[p("a", VEC6_FLOAT32), p("b", VEC6_FLOAT32)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC2_FLOAT64)), params: &[p("a", VEC2_FLOAT64), p("b", VEC2_FLOAT64)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT64)), params: &[p("a", VEC3_FLOAT64), p("b", VEC3_FLOAT64)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC4_FLOAT64)), params: &[p("a", VEC4_FLOAT64), p("b", VEC4_FLOAT64)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC6_FLOAT64)), params: &[p("a", VEC6_FLOAT64), p("b", VEC6_FLOAT64)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC2_INT16)), params: &[p("a", VEC2_INT16), p("b", VEC2_INT16)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC3_INT16)), params: &[p("a", VEC3_INT16), p("b", VEC3_INT16)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC4_INT16)), params: &[p("a", VEC4_INT16), p("b", VEC4_INT16)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC2_INT32)), params: &[p("a", VEC2_INT32), p("b", VEC2_INT32)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC3_INT32)), params: &[p("a", VEC3_INT32), p("b", VEC3_INT32)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC4_INT32)), params: &[p("a", VEC4_INT32), p("b", VEC4_INT32)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC2_INT64)), params: &[p("a", VEC2_INT64), p("b", VEC2_INT64)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC3_INT64)), params: &[p("a", VEC3_INT64), p("b", VEC3_INT64)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC4_INT64)), params: &[p("a", VEC4_INT64), p("b", VEC4_INT64)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC2_INT8)), params: &[p("a", VEC2_INT8), p("b", VEC2_INT8)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC3_INT8)), params: &[p("a", VEC3_INT8), p("b", VEC3_INT8)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC4_INT8)), params: &[p("a", VEC4_INT8), p("b", VEC4_INT8)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC2_UINT16)), params: &[p("a", VEC2_UINT16), p("b", VEC2_UINT16)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC3_UINT16)), params: &[p("a", VEC3_UINT16), p("b", VEC3_UINT16)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC4_UINT16)), params: &[p("a", VEC4_UINT16), p("b", VEC4_UINT16)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC2_UINT32)), params: &[p("a", VEC2_UINT32), p("b", VEC2_UINT32)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC3_UINT32)), params: &[p("a", VEC3_UINT32), p("b", VEC3_UINT32)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC4_UINT32)), params: &[p("a", VEC4_UINT32), p("b", VEC4_UINT32)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC2_UINT64)), params: &[p("a", VEC2_UINT64), p("b", VEC2_UINT64)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC3_UINT64)), params: &[p("a", VEC3_UINT64), p("b", VEC3_UINT64)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC4_UINT64)), params: &[p("a", VEC4_UINT64), p("b", VEC4_UINT64)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC2_UINT8)), params: &[p("a", VEC2_UINT8), p("b", VEC2_UINT8)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC3_UINT8)), params: &[p("a", VEC3_UINT8), p("b", VEC3_UINT8)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(VEC4_UINT8)), params: &[p("a", VEC4_UINT8), p("b", VEC4_UINT8)], ..B_MAX_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("a", VECX_SCALAR), p("b", VECX_SCALAR)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", VEC2_FLOAT16)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", VEC3_FLOAT16)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", VEC4_FLOAT16)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", VEC6_FLOAT16)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", VEC2_FLOAT32)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", VEC3_FLOAT32)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", VEC4_FLOAT32)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", VEC6_FLOAT32)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", VEC2_FLOAT64)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", VEC3_FLOAT64)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", VEC4_FLOAT64)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", VEC6_FLOAT64)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(INT16)), params: &[p("a", VEC2_INT16)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(INT16)), params: &[p("a", VEC3_INT16)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(INT16)), params: &[p("a", VEC4_INT16)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(INT32)), params: &[p("a", VEC2_INT32)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(INT32)), params: &[p("a", VEC3_INT32)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(INT32)), params: &[p("a", VEC4_INT32)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(INT64)), params: &[p("a", VEC2_INT64)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(INT64)), params: &[p("a", VEC3_INT64)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(INT64)), params: &[p("a", VEC4_INT64)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(INT8)), params: &[p("a", VEC2_INT8)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(INT8)), params: &[p("a", VEC3_INT8)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(INT8)), params: &[p("a", VEC4_INT8)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(UINT16)), params: &[p("a", VEC2_UINT16)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(UINT16)), params: &[p("a", VEC3_UINT16)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(UINT16)), params: &[p("a", VEC4_UINT16)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(UINT32)), params: &[p("a", VEC2_UINT32)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(UINT32)), params: &[p("a", VEC3_UINT32)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(UINT32)), params: &[p("a", VEC4_UINT32)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(UINT64)), params: &[p("a", VEC2_UINT64)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(UINT64)), params: &[p("a", VEC3_UINT64)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(UINT64)), params: &[p("a", VEC4_UINT64)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(UINT8)), params: &[p("a", VEC2_UINT8)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(UINT8)), params: &[p("a", VEC3_UINT8)], ..B_MAX_0 },
    O { value: V::Fixed(R::One(UINT8)), params: &[p("a", VEC4_UINT8)], ..B_MAX_0 },
    O { hidden: false, generic: true, value: V::ScalarSametypes, params: &[p("a", VECX_SCALAR)], ..B_MAX_0 },
];

const B_CLAMP_0: O = O { key: "clamp", native: "clamp", group: "Scalar Math", hidden: true, ..O0 };
pub(super) static B_CLAMP: [O; 13] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16), p("low", BFLOAT16), p("high", BFLOAT16)], ..B_CLAMP_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16), p("low", FLOAT16), p("high", FLOAT16)], ..B_CLAMP_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32), p("low", FLOAT32), p("high", FLOAT32)], ..B_CLAMP_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64), p("low", FLOAT64), p("high", FLOAT64)], ..B_CLAMP_0 },
    O { value: V::Fixed(R::One(INT16)), params: &[p("x", INT16), p("low", INT16), p("high", INT16)], ..B_CLAMP_0 },
    O { value: V::Fixed(R::One(INT32)), params: &[p("x", INT32), p("low", INT32), p("high", INT32)], ..B_CLAMP_0 },
    O { value: V::Fixed(R::One(INT64)), params: &[p("x", INT64), p("low", INT64), p("high", INT64)], ..B_CLAMP_0 },
    O { value: V::Fixed(R::One(INT8)), params: &[p("x", INT8), p("low", INT8), p("high", INT8)], ..B_CLAMP_0 },
    O { value: V::Fixed(R::One(UINT16)), params: &[p("x", UINT16), p("low", UINT16), p("high", UINT16)], ..B_CLAMP_0 },
    O { value: V::Fixed(R::One(UINT32)), params: &[p("x", UINT32), p("low", UINT32), p("high", UINT32)], ..B_CLAMP_0 },
    O { value: V::Fixed(R::One(UINT64)), params: &[p("x", UINT64), p("low", UINT64), p("high", UINT64)], ..B_CLAMP_0 },
    O { value: V::Fixed(R::One(UINT8)), params: &[p("x", UINT8), p("low", UINT8), p("high", UINT8)], ..B_CLAMP_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", SCALAR), p("low", SCALAR), p("high", SCALAR)], ..B_CLAMP_0 },
];

const B_ABS_0: O = O { key: "abs", native: "abs", group: "Vector Math", hidden: true, ..O0 };
pub(super) static B_ABS: [O; 50] = [
    O { group: "Scalar Math", value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_ABS_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_ABS_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_ABS_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_ABS_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(INT16)), params: &[p("x", INT16)], ..B_ABS_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(INT32)), params: &[p("x", INT32)], ..B_ABS_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(INT64)), params: &[p("x", INT64)], ..B_ABS_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(INT8)), params: &[p("x", INT8)], ..B_ABS_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(UINT16)), params: &[p("x", UINT16)], ..B_ABS_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(UINT32)), params: &[p("x", UINT32)], ..B_ABS_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(UINT64)), params: &[p("x", UINT64)], ..B_ABS_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(UINT8)), params: &[p("x", UINT8)], ..B_ABS_0 },
    O { hidden: false, group: "Scalar Math", generic: true, value: V::Sametypes, params: &[p("x", SCALAR)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC2_FLOAT16)), params: &[p("x", VEC2_FLOAT16)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT16)), params: &[p("x", VEC3_FLOAT16)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC4_FLOAT16)), params: &[p("x", VEC4_FLOAT16)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC6_FLOAT16)), params: &[p("x", VEC6_FLOAT16)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC2_FLOAT32)), params: &[p("x", VEC2_FLOAT32)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT32)), params: &[p("x", VEC3_FLOAT32)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC4_FLOAT32)), params: &[p("x", VEC4_FLOAT32)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC6_FLOAT32)), params: &[p("x", VEC6_FLOAT32)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC2_FLOAT64)), params: &[p("x", VEC2_FLOAT64)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT64)), params: &[p("x", VEC3_FLOAT64)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC4_FLOAT64)), params: &[p("x", VEC4_FLOAT64)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC6_FLOAT64)), params: &[p("x", VEC6_FLOAT64)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC2_INT16)), params: &[p("x", VEC2_INT16)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC3_INT16)), params: &[p("x", VEC3_INT16)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC4_INT16)), params: &[p("x", VEC4_INT16)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC2_INT32)), params: &[p("x", VEC2_INT32)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC3_INT32)), params: &[p("x", VEC3_INT32)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC4_INT32)), params: &[p("x", VEC4_INT32)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC2_INT64)), params: &[p("x", VEC2_INT64)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC3_INT64)), params: &[p("x", VEC3_INT64)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC4_INT64)), params: &[p("x", VEC4_INT64)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC2_INT8)), params: &[p("x", VEC2_INT8)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC3_INT8)), params: &[p("x", VEC3_INT8)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC4_INT8)), params: &[p("x", VEC4_INT8)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC2_UINT16)), params: &[p("x", VEC2_UINT16)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC3_UINT16)), params: &[p("x", VEC3_UINT16)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC4_UINT16)), params: &[p("x", VEC4_UINT16)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC2_UINT32)), params: &[p("x", VEC2_UINT32)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC3_UINT32)), params: &[p("x", VEC3_UINT32)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC4_UINT32)), params: &[p("x", VEC4_UINT32)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC2_UINT64)), params: &[p("x", VEC2_UINT64)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC3_UINT64)), params: &[p("x", VEC3_UINT64)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC4_UINT64)), params: &[p("x", VEC4_UINT64)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC2_UINT8)), params: &[p("x", VEC2_UINT8)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC3_UINT8)), params: &[p("x", VEC3_UINT8)], ..B_ABS_0 },
    O { value: V::Fixed(R::One(VEC4_UINT8)), params: &[p("x", VEC4_UINT8)], ..B_ABS_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", VECX_SCALAR)], ..B_ABS_0 },
];

const B_SIGN_0: O = O { key: "sign", native: "sign", group: "Vector Math", differentiable: false, hidden: true, ..O0 };
pub(super) static B_SIGN: [O; 50] = [
    O { group: "Scalar Math", value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_SIGN_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_SIGN_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_SIGN_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_SIGN_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(INT16)), params: &[p("x", INT16)], ..B_SIGN_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(INT32)), params: &[p("x", INT32)], ..B_SIGN_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(INT64)), params: &[p("x", INT64)], ..B_SIGN_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(INT8)), params: &[p("x", INT8)], ..B_SIGN_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(UINT16)), params: &[p("x", UINT16)], ..B_SIGN_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(UINT32)), params: &[p("x", UINT32)], ..B_SIGN_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(UINT64)), params: &[p("x", UINT64)], ..B_SIGN_0 },
    O { group: "Scalar Math", value: V::Fixed(R::One(UINT8)), params: &[p("x", UINT8)], ..B_SIGN_0 },
    O { hidden: false, group: "Scalar Math", generic: true, value: V::Sametypes, params: &[p("x", SCALAR)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC2_FLOAT16)), params: &[p("x", VEC2_FLOAT16)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT16)), params: &[p("x", VEC3_FLOAT16)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC4_FLOAT16)), params: &[p("x", VEC4_FLOAT16)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC6_FLOAT16)), params: &[p("x", VEC6_FLOAT16)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC2_FLOAT32)), params: &[p("x", VEC2_FLOAT32)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT32)), params: &[p("x", VEC3_FLOAT32)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC4_FLOAT32)), params: &[p("x", VEC4_FLOAT32)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC6_FLOAT32)), params: &[p("x", VEC6_FLOAT32)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC2_FLOAT64)), params: &[p("x", VEC2_FLOAT64)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT64)), params: &[p("x", VEC3_FLOAT64)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC4_FLOAT64)), params: &[p("x", VEC4_FLOAT64)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC6_FLOAT64)), params: &[p("x", VEC6_FLOAT64)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC2_INT16)), params: &[p("x", VEC2_INT16)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC3_INT16)), params: &[p("x", VEC3_INT16)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC4_INT16)), params: &[p("x", VEC4_INT16)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC2_INT32)), params: &[p("x", VEC2_INT32)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC3_INT32)), params: &[p("x", VEC3_INT32)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC4_INT32)), params: &[p("x", VEC4_INT32)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC2_INT64)), params: &[p("x", VEC2_INT64)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC3_INT64)), params: &[p("x", VEC3_INT64)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC4_INT64)), params: &[p("x", VEC4_INT64)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC2_INT8)), params: &[p("x", VEC2_INT8)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC3_INT8)), params: &[p("x", VEC3_INT8)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC4_INT8)), params: &[p("x", VEC4_INT8)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC2_UINT16)), params: &[p("x", VEC2_UINT16)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC3_UINT16)), params: &[p("x", VEC3_UINT16)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC4_UINT16)), params: &[p("x", VEC4_UINT16)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC2_UINT32)), params: &[p("x", VEC2_UINT32)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC3_UINT32)), params: &[p("x", VEC3_UINT32)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC4_UINT32)), params: &[p("x", VEC4_UINT32)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC2_UINT64)), params: &[p("x", VEC2_UINT64)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC3_UINT64)), params: &[p("x", VEC3_UINT64)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC4_UINT64)), params: &[p("x", VEC4_UINT64)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC2_UINT8)), params: &[p("x", VEC2_UINT8)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC3_UINT8)), params: &[p("x", VEC3_UINT8)], ..B_SIGN_0 },
    O { value: V::Fixed(R::One(VEC4_UINT8)), params: &[p("x", VEC4_UINT8)], ..B_SIGN_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", VECX_SCALAR)], ..B_SIGN_0 },
];

const B_COPYSIGN_0: O = O { key: "copysign", native: "copysign", group: "Scalar Math", hidden: true, ..O0 };
pub(super) static B_COPYSIGN: [O; 5] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16), p("y", BFLOAT16)], ..B_COPYSIGN_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16), p("y", FLOAT16)], ..B_COPYSIGN_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32), p("y", FLOAT32)], ..B_COPYSIGN_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64), p("y", FLOAT64)], ..B_COPYSIGN_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", FLOAT), p("y", FLOAT)], ..B_COPYSIGN_0 },
];

const B_STEP_0: O = O { key: "step", native: "step", group: "Scalar Math", differentiable: false, hidden: true, ..O0 };
pub(super) static B_STEP: [O; 13] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_STEP_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_STEP_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_STEP_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_STEP_0 },
    O { value: V::Fixed(R::One(INT16)), params: &[p("x", INT16)], ..B_STEP_0 },
    O { value: V::Fixed(R::One(INT32)), params: &[p("x", INT32)], ..B_STEP_0 },
    O { value: V::Fixed(R::One(INT64)), params: &[p("x", INT64)], ..B_STEP_0 },
    O { value: V::Fixed(R::One(INT8)), params: &[p("x", INT8)], ..B_STEP_0 },
    O { value: V::Fixed(R::One(UINT16)), params: &[p("x", UINT16)], ..B_STEP_0 },
    O { value: V::Fixed(R::One(UINT32)), params: &[p("x", UINT32)], ..B_STEP_0 },
    O { value: V::Fixed(R::One(UINT64)), params: &[p("x", UINT64)], ..B_STEP_0 },
    O { value: V::Fixed(R::One(UINT8)), params: &[p("x", UINT8)], ..B_STEP_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", SCALAR)], ..B_STEP_0 },
];

const B_NONZERO_0: O = O { key: "nonzero", native: "nonzero", group: "Scalar Math", differentiable: false, hidden: true, ..O0 };
pub(super) static B_NONZERO: [O; 13] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_NONZERO_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_NONZERO_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_NONZERO_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_NONZERO_0 },
    O { value: V::Fixed(R::One(INT16)), params: &[p("x", INT16)], ..B_NONZERO_0 },
    O { value: V::Fixed(R::One(INT32)), params: &[p("x", INT32)], ..B_NONZERO_0 },
    O { value: V::Fixed(R::One(INT64)), params: &[p("x", INT64)], ..B_NONZERO_0 },
    O { value: V::Fixed(R::One(INT8)), params: &[p("x", INT8)], ..B_NONZERO_0 },
    O { value: V::Fixed(R::One(UINT16)), params: &[p("x", UINT16)], ..B_NONZERO_0 },
    O { value: V::Fixed(R::One(UINT32)), params: &[p("x", UINT32)], ..B_NONZERO_0 },
    O { value: V::Fixed(R::One(UINT64)), params: &[p("x", UINT64)], ..B_NONZERO_0 },
    O { value: V::Fixed(R::One(UINT8)), params: &[p("x", UINT8)], ..B_NONZERO_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", SCALAR)], ..B_NONZERO_0 },
];

const B_BIT_COUNT_0: O = O { key: "bit_count", native: "bit_count", group: "Scalar Math", differentiable: false, hidden: true, value: V::Fixed(R::One(INT32)), ..O0 };
pub(super) static B_BIT_COUNT: [O; 9] = [
    O { params: &[p("x", INT16)], ..B_BIT_COUNT_0 },
    O { params: &[p("x", INT32)], ..B_BIT_COUNT_0 },
    O { params: &[p("x", INT64)], ..B_BIT_COUNT_0 },
    O { params: &[p("x", INT8)], ..B_BIT_COUNT_0 },
    O { params: &[p("x", UINT16)], ..B_BIT_COUNT_0 },
    O { params: &[p("x", UINT32)], ..B_BIT_COUNT_0 },
    O { params: &[p("x", UINT64)], ..B_BIT_COUNT_0 },
    O { params: &[p("x", UINT8)], ..B_BIT_COUNT_0 },
    O { hidden: false, generic: true, params: &[p("x", INT)], ..B_BIT_COUNT_0 },
];

const B_SIN_0: O = O { key: "sin", native: "sin", group: "Scalar Math", hidden: true, ..O0 };
pub(super) static B_SIN: [O; 5] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_SIN_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_SIN_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_SIN_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_SIN_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", FLOAT)], ..B_SIN_0 },
];

const B_COS_0: O = O { key: "cos", native: "cos", group: "Scalar Math", hidden: true, ..O0 };
pub(super) static B_COS: [O; 5] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_COS_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_COS_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_COS_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_COS_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", FLOAT)], ..B_COS_0 },
];

const B_ACOS_0: O = O { key: "acos", native: "acos", group: "Scalar Math", hidden: true, ..O0 };
pub(super) static B_ACOS: [O; 5] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_ACOS_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_ACOS_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_ACOS_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_ACOS_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", FLOAT)], ..B_ACOS_0 },
];

const B_ASIN_0: O = O { key: "asin", native: "asin", group: "Scalar Math", hidden: true, ..O0 };
pub(super) static B_ASIN: [O; 5] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_ASIN_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_ASIN_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_ASIN_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_ASIN_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", FLOAT)], ..B_ASIN_0 },
];

const B_SQRT_0: O = O { key: "sqrt", native: "sqrt", group: "Scalar Math", hidden: true, require_original_output: true, ..O0 };
pub(super) static B_SQRT: [O; 5] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_SQRT_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_SQRT_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_SQRT_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_SQRT_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", FLOAT)], ..B_SQRT_0 },
];

const B_CBRT_0: O = O { key: "cbrt", native: "cbrt", group: "Scalar Math", hidden: true, require_original_output: true, ..O0 };
pub(super) static B_CBRT: [O; 5] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_CBRT_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_CBRT_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_CBRT_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_CBRT_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", FLOAT)], ..B_CBRT_0 },
];

const B_TAN_0: O = O { key: "tan", native: "tan", group: "Scalar Math", hidden: true, ..O0 };
pub(super) static B_TAN: [O; 5] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_TAN_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_TAN_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_TAN_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_TAN_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", FLOAT)], ..B_TAN_0 },
];

const B_ATAN_0: O = O { key: "atan", native: "atan", group: "Scalar Math", hidden: true, ..O0 };
pub(super) static B_ATAN: [O; 5] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_ATAN_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_ATAN_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_ATAN_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_ATAN_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", FLOAT)], ..B_ATAN_0 },
];

const B_ATAN2_0: O = O { key: "atan2", native: "atan2", group: "Scalar Math", hidden: true, ..O0 };
pub(super) static B_ATAN2: [O; 5] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("y", BFLOAT16), p("x", BFLOAT16)], ..B_ATAN2_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("y", FLOAT16), p("x", FLOAT16)], ..B_ATAN2_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("y", FLOAT32), p("x", FLOAT32)], ..B_ATAN2_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("y", FLOAT64), p("x", FLOAT64)], ..B_ATAN2_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("y", FLOAT), p("x", FLOAT)], ..B_ATAN2_0 },
];

const B_SINH_0: O = O { key: "sinh", native: "sinh", group: "Scalar Math", hidden: true, ..O0 };
pub(super) static B_SINH: [O; 5] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_SINH_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_SINH_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_SINH_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_SINH_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", FLOAT)], ..B_SINH_0 },
];

const B_COSH_0: O = O { key: "cosh", native: "cosh", group: "Scalar Math", hidden: true, ..O0 };
pub(super) static B_COSH: [O; 5] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_COSH_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_COSH_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_COSH_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_COSH_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", FLOAT)], ..B_COSH_0 },
];

const B_TANH_0: O = O { key: "tanh", native: "tanh", group: "Scalar Math", hidden: true, require_original_output: true, ..O0 };
pub(super) static B_TANH: [O; 5] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_TANH_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_TANH_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_TANH_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_TANH_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", FLOAT)], ..B_TANH_0 },
];

const B_DEGREES_0: O = O { key: "degrees", native: "degrees", group: "Scalar Math", hidden: true, ..O0 };
pub(super) static B_DEGREES: [O; 5] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_DEGREES_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_DEGREES_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_DEGREES_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_DEGREES_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", FLOAT)], ..B_DEGREES_0 },
];

const B_RADIANS_0: O = O { key: "radians", native: "radians", group: "Scalar Math", hidden: true, ..O0 };
pub(super) static B_RADIANS: [O; 5] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_RADIANS_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_RADIANS_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_RADIANS_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_RADIANS_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", FLOAT)], ..B_RADIANS_0 },
];

const B_LOG_0: O = O { key: "log", native: "log", group: "Scalar Math", hidden: true, ..O0 };
pub(super) static B_LOG: [O; 5] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_LOG_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_LOG_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_LOG_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_LOG_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", FLOAT)], ..B_LOG_0 },
];

const B_LOG2_0: O = O { key: "log2", native: "log2", group: "Scalar Math", hidden: true, ..O0 };
pub(super) static B_LOG2: [O; 5] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_LOG2_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_LOG2_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_LOG2_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_LOG2_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", FLOAT)], ..B_LOG2_0 },
];

const B_LOG10_0: O = O { key: "log10", native: "log10", group: "Scalar Math", hidden: true, ..O0 };
pub(super) static B_LOG10: [O; 5] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_LOG10_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_LOG10_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_LOG10_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_LOG10_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", FLOAT)], ..B_LOG10_0 },
];

const B_EXP_0: O = O { key: "exp", native: "exp", group: "Scalar Math", hidden: true, require_original_output: true, ..O0 };
pub(super) static B_EXP: [O; 5] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_EXP_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_EXP_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_EXP_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_EXP_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", FLOAT)], ..B_EXP_0 },
];

const B_POW_0: O = O { key: "pow", native: "pow", group: "Scalar Math", hidden: true, require_original_output: true, ..O0 };
pub(super) static B_POW: [O; 5] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16), p("y", BFLOAT16)], ..B_POW_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16), p("y", FLOAT16)], ..B_POW_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32), p("y", FLOAT32)], ..B_POW_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64), p("y", FLOAT64)], ..B_POW_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", FLOAT), p("y", FLOAT)], ..B_POW_0 },
];

const B_ERF_0: O = O { key: "erf", native: "erf", group: "Scalar Math", hidden: true, ..O0 };
pub(super) static B_ERF: [O; 5] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_ERF_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_ERF_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_ERF_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_ERF_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", FLOAT)], ..B_ERF_0 },
];

const B_ERFC_0: O = O { key: "erfc", native: "erfc", group: "Scalar Math", hidden: true, ..O0 };
pub(super) static B_ERFC: [O; 5] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_ERFC_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_ERFC_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_ERFC_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_ERFC_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", FLOAT)], ..B_ERFC_0 },
];

const B_ERFINV_0: O = O { key: "erfinv", native: "erfinv", group: "Scalar Math", hidden: true, require_original_output: true, ..O0 };
pub(super) static B_ERFINV: [O; 5] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_ERFINV_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_ERFINV_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_ERFINV_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_ERFINV_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", FLOAT)], ..B_ERFINV_0 },
];

const B_ERFCINV_0: O = O { key: "erfcinv", native: "erfcinv", group: "Scalar Math", hidden: true, require_original_output: true, ..O0 };
pub(super) static B_ERFCINV: [O; 5] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_ERFCINV_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_ERFCINV_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_ERFCINV_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_ERFCINV_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", FLOAT)], ..B_ERFCINV_0 },
];

const B_ROUND_0: O = O { key: "round", native: "round", group: "Scalar Math", differentiable: false, hidden: true, ..O0 };
pub(super) static B_ROUND: [O; 5] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_ROUND_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_ROUND_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_ROUND_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_ROUND_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", FLOAT)], ..B_ROUND_0 },
];

const B_RINT_0: O = O { key: "rint", native: "rint", group: "Scalar Math", differentiable: false, hidden: true, ..O0 };
pub(super) static B_RINT: [O; 5] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_RINT_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_RINT_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_RINT_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_RINT_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", FLOAT)], ..B_RINT_0 },
];

const B_TRUNC_0: O = O { key: "trunc", native: "trunc", group: "Scalar Math", differentiable: false, hidden: true, ..O0 };
pub(super) static B_TRUNC: [O; 5] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_TRUNC_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_TRUNC_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_TRUNC_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_TRUNC_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", FLOAT)], ..B_TRUNC_0 },
];

const B_FLOOR_0: O = O { key: "floor", native: "floor", group: "Scalar Math", differentiable: false, hidden: true, ..O0 };
pub(super) static B_FLOOR: [O; 5] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_FLOOR_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_FLOOR_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_FLOOR_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_FLOOR_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", FLOAT)], ..B_FLOOR_0 },
];

const B_CEIL_0: O = O { key: "ceil", native: "ceil", group: "Scalar Math", differentiable: false, hidden: true, ..O0 };
pub(super) static B_CEIL: [O; 5] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_CEIL_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_CEIL_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_CEIL_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_CEIL_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", FLOAT)], ..B_CEIL_0 },
];

const B_FRAC_0: O = O { key: "frac", native: "frac", group: "Scalar Math", differentiable: false, hidden: true, ..O0 };
pub(super) static B_FRAC: [O; 5] = [
    O { value: V::Fixed(R::One(BFLOAT16)), params: &[p("x", BFLOAT16)], ..B_FRAC_0 },
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("x", FLOAT16)], ..B_FRAC_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("x", FLOAT32)], ..B_FRAC_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("x", FLOAT64)], ..B_FRAC_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("x", FLOAT)], ..B_FRAC_0 },
];

const B_ISFINITE_0: O = O { key: "isfinite", native: "isfinite", group: "Vector Math", differentiable: false, hidden: true, value: V::Fixed(R::One(PY_BOOL)), ..O0 };
pub(super) static B_ISFINITE: [O; 35] = [
    O { group: "Scalar Math", params: &[p("a", BFLOAT16)], ..B_ISFINITE_0 },
    O { group: "Scalar Math", params: &[p("a", FLOAT16)], ..B_ISFINITE_0 },
    O { group: "Scalar Math", params: &[p("a", FLOAT32)], ..B_ISFINITE_0 },
    O { group: "Scalar Math", params: &[p("a", FLOAT64)], ..B_ISFINITE_0 },
    O { hidden: false, group: "Scalar Math", generic: true, params: &[p("a", FLOAT)], ..B_ISFINITE_0 },
    O { params: &[p("a", VEC2_FLOAT16)], ..B_ISFINITE_0 },
    O { params: &[p("a", VEC3_FLOAT16)], ..B_ISFINITE_0 },
    O { params: &[p("a", VEC4_FLOAT16)], ..B_ISFINITE_0 },
    O { params: &[p("a", VEC6_FLOAT16)], ..B_ISFINITE_0 },
    O { params: &[p("a", VEC2_FLOAT32)], ..B_ISFINITE_0 },
    O { params: &[p("a", VEC3_FLOAT32)], ..B_ISFINITE_0 },
    O { params: &[p("a", VEC4_FLOAT32)], ..B_ISFINITE_0 },
    O { params: &[p("a", VEC6_FLOAT32)], ..B_ISFINITE_0 },
    O { params: &[p("a", VEC2_FLOAT64)], ..B_ISFINITE_0 },
    O { params: &[p("a", VEC3_FLOAT64)], ..B_ISFINITE_0 },
    O { params: &[p("a", VEC4_FLOAT64)], ..B_ISFINITE_0 },
    O { params: &[p("a", VEC6_FLOAT64)], ..B_ISFINITE_0 },
    O { hidden: false, generic: true, params: &[p("a", VECX_FLOAT)], ..B_ISFINITE_0 },
    O { params: &[p("a", QUAT_FLOAT16)], ..B_ISFINITE_0 },
    O { params: &[p("a", QUAT_FLOAT32)], ..B_ISFINITE_0 },
    O { params: &[p("a", QUAT_FLOAT64)], ..B_ISFINITE_0 },
    O { hidden: false, generic: true, params: &[p("a", QUAT_FLOAT)], ..B_ISFINITE_0 },
    O { params: &[p("a", MAT22_FLOAT16)], ..B_ISFINITE_0 },
    O { params: &[p("a", MAT33_FLOAT16)], ..B_ISFINITE_0 },
    O { params: &[p("a", MAT44_FLOAT16)], ..B_ISFINITE_0 },
    O { params: &[p("a", MAT66_FLOAT16)], ..B_ISFINITE_0 },
    O { params: &[p("a", MAT22_FLOAT32)], ..B_ISFINITE_0 },
    O { params: &[p("a", MAT33_FLOAT32)], ..B_ISFINITE_0 },
    O { params: &[p("a", MAT44_FLOAT32)], ..B_ISFINITE_0 },
    O { params: &[p("a", MAT66_FLOAT32)], ..B_ISFINITE_0 },
    O { params: &[p("a", MAT22_FLOAT64)], ..B_ISFINITE_0 },
    O { params: &[p("a", MAT33_FLOAT64)], ..B_ISFINITE_0 },
    O { params: &[p("a", MAT44_FLOAT64)], ..B_ISFINITE_0 },
    O { params: &[p("a", MAT66_FLOAT64)], ..B_ISFINITE_0 },
    O { hidden: false, generic: true, params: &[p("a", MATXX_FLOAT)], ..B_ISFINITE_0 },
];

const B_ISNAN_0: O = O { key: "isnan", native: "isnan", group: "Vector Math", differentiable: false, hidden: true, value: V::Fixed(R::One(PY_BOOL)), ..O0 };
pub(super) static B_ISNAN: [O; 35] = [
    O { group: "Scalar Math", params: &[p("a", BFLOAT16)], ..B_ISNAN_0 },
    O { group: "Scalar Math", params: &[p("a", FLOAT16)], ..B_ISNAN_0 },
    O { group: "Scalar Math", params: &[p("a", FLOAT32)], ..B_ISNAN_0 },
    O { group: "Scalar Math", params: &[p("a", FLOAT64)], ..B_ISNAN_0 },
    O { hidden: false, group: "Scalar Math", generic: true, params: &[p("a", FLOAT)], ..B_ISNAN_0 },
    O { params: &[p("a", VEC2_FLOAT16)], ..B_ISNAN_0 },
    O { params: &[p("a", VEC3_FLOAT16)], ..B_ISNAN_0 },
    O { params: &[p("a", VEC4_FLOAT16)], ..B_ISNAN_0 },
    O { params: &[p("a", VEC6_FLOAT16)], ..B_ISNAN_0 },
    O { params: &[p("a", VEC2_FLOAT32)], ..B_ISNAN_0 },
    O { params: &[p("a", VEC3_FLOAT32)], ..B_ISNAN_0 },
    O { params: &[p("a", VEC4_FLOAT32)], ..B_ISNAN_0 },
    O { params: &[p("a", VEC6_FLOAT32)], ..B_ISNAN_0 },
    O { params: &[p("a", VEC2_FLOAT64)], ..B_ISNAN_0 },
    O { params: &[p("a", VEC3_FLOAT64)], ..B_ISNAN_0 },
    O { params: &[p("a", VEC4_FLOAT64)], ..B_ISNAN_0 },
    O { params: &[p("a", VEC6_FLOAT64)], ..B_ISNAN_0 },
    O { hidden: false, generic: true, params: &[p("a", VECX_FLOAT)], ..B_ISNAN_0 },
    O { params: &[p("a", QUAT_FLOAT16)], ..B_ISNAN_0 },
    O { params: &[p("a", QUAT_FLOAT32)], ..B_ISNAN_0 },
    O { params: &[p("a", QUAT_FLOAT64)], ..B_ISNAN_0 },
    O { hidden: false, generic: true, params: &[p("a", QUAT_FLOAT)], ..B_ISNAN_0 },
    O { params: &[p("a", MAT22_FLOAT16)], ..B_ISNAN_0 },
    O { params: &[p("a", MAT33_FLOAT16)], ..B_ISNAN_0 },
    O { params: &[p("a", MAT44_FLOAT16)], ..B_ISNAN_0 },
    O { params: &[p("a", MAT66_FLOAT16)], ..B_ISNAN_0 },
    O { params: &[p("a", MAT22_FLOAT32)], ..B_ISNAN_0 },
    O { params: &[p("a", MAT33_FLOAT32)], ..B_ISNAN_0 },
    O { params: &[p("a", MAT44_FLOAT32)], ..B_ISNAN_0 },
    O { params: &[p("a", MAT66_FLOAT32)], ..B_ISNAN_0 },
    O { params: &[p("a", MAT22_FLOAT64)], ..B_ISNAN_0 },
    O { params: &[p("a", MAT33_FLOAT64)], ..B_ISNAN_0 },
    O { params: &[p("a", MAT44_FLOAT64)], ..B_ISNAN_0 },
    O { params: &[p("a", MAT66_FLOAT64)], ..B_ISNAN_0 },
    O { hidden: false, generic: true, params: &[p("a", MATXX_FLOAT)], ..B_ISNAN_0 },
];

const B_ISINF_0: O = O { key: "isinf", native: "isinf", group: "Vector Math", differentiable: false, hidden: true, value: V::Fixed(R::One(PY_BOOL)), ..O0 };
pub(super) static B_ISINF: [O; 35] = [
    O { group: "Scalar Math", params: &[p("a", BFLOAT16)], ..B_ISINF_0 },
    O { group: "Scalar Math", params: &[p("a", FLOAT16)], ..B_ISINF_0 },
    O { group: "Scalar Math", params: &[p("a", FLOAT32)], ..B_ISINF_0 },
    O { group: "Scalar Math", params: &[p("a", FLOAT64)], ..B_ISINF_0 },
    O { hidden: false, group: "Scalar Math", generic: true, params: &[p("a", FLOAT)], ..B_ISINF_0 },
    O { params: &[p("a", VEC2_FLOAT16)], ..B_ISINF_0 },
    O { params: &[p("a", VEC3_FLOAT16)], ..B_ISINF_0 },
    O { params: &[p("a", VEC4_FLOAT16)], ..B_ISINF_0 },
    O { params: &[p("a", VEC6_FLOAT16)], ..B_ISINF_0 },
    O { params: &[p("a", VEC2_FLOAT32)], ..B_ISINF_0 },
    O { params: &[p("a", VEC3_FLOAT32)], ..B_ISINF_0 },
    O { params: &[p("a", VEC4_FLOAT32)], ..B_ISINF_0 },
    O { params: &[p("a", VEC6_FLOAT32)], ..B_ISINF_0 },
    O { params: &[p("a", VEC2_FLOAT64)], ..B_ISINF_0 },
    O { params: &[p("a", VEC3_FLOAT64)], ..B_ISINF_0 },
    O { params: &[p("a", VEC4_FLOAT64)], ..B_ISINF_0 },
    O { params: &[p("a", VEC6_FLOAT64)], ..B_ISINF_0 },
    O { hidden: false, generic: true, params: &[p("a", VECX_FLOAT)], ..B_ISINF_0 },
    O { params: &[p("a", QUAT_FLOAT16)], ..B_ISINF_0 },
    O { params: &[p("a", QUAT_FLOAT32)], ..B_ISINF_0 },
    O { params: &[p("a", QUAT_FLOAT64)], ..B_ISINF_0 },
    O { hidden: false, generic: true, params: &[p("a", QUAT_FLOAT)], ..B_ISINF_0 },
    O { params: &[p("a", MAT22_FLOAT16)], ..B_ISINF_0 },
    O { params: &[p("a", MAT33_FLOAT16)], ..B_ISINF_0 },
    O { params: &[p("a", MAT44_FLOAT16)], ..B_ISINF_0 },
    O { params: &[p("a", MAT66_FLOAT16)], ..B_ISINF_0 },
    O { params: &[p("a", MAT22_FLOAT32)], ..B_ISINF_0 },
    O { params: &[p("a", MAT33_FLOAT32)], ..B_ISINF_0 },
    O { params: &[p("a", MAT44_FLOAT32)], ..B_ISINF_0 },
    O { params: &[p("a", MAT66_FLOAT32)], ..B_ISINF_0 },
    O { params: &[p("a", MAT22_FLOAT64)], ..B_ISINF_0 },
    O { params: &[p("a", MAT33_FLOAT64)], ..B_ISINF_0 },
    O { params: &[p("a", MAT44_FLOAT64)], ..B_ISINF_0 },
    O { params: &[p("a", MAT66_FLOAT64)], ..B_ISINF_0 },
    O { hidden: false, generic: true, params: &[p("a", MATXX_FLOAT)], ..B_ISINF_0 },
];

const B_INT8_0: O = O { key: "int8", native: "int8", group: "Scalar Math", differentiable: false, exported: false, hidden: true, value: V::Fixed(R::One(INT8)), ..O0 };
pub(super) static B_INT8: [O; 15] = [
    O { params: &[p("a", INT8)], ..B_INT8_0 },
    O { params: &[p("a", UINT8)], ..B_INT8_0 },
    O { params: &[p("a", INT16)], ..B_INT8_0 },
    O { params: &[p("a", UINT16)], ..B_INT8_0 },
    O { params: &[p("a", INT32)], ..B_INT8_0 },
    O { params: &[p("a", UINT32)], ..B_INT8_0 },
    O { params: &[p("a", INT64)], ..B_INT8_0 },
    O { params: &[p("a", UINT64)], ..B_INT8_0 },
    O { params: &[p("a", FLOAT16)], ..B_INT8_0 },
    O { params: &[p("a", BFLOAT16)], ..B_INT8_0 },
    O { params: &[p("a", FLOAT32)], ..B_INT8_0 },
    O { params: &[p("a", FLOAT64)], ..B_INT8_0 },
    O { params: &[p("a", BOOL)], ..B_INT8_0 },
    O { params: &[p("a", INT32)], ..B_INT8_0 },
    O { params: &[p("a", FLOAT32)], ..B_INT8_0 },
];

const B_UINT8_0: O = O { key: "uint8", native: "uint8", group: "Scalar Math", differentiable: false, exported: false, hidden: true, value: V::Fixed(R::One(UINT8)), ..O0 };
pub(super) static B_UINT8: [O; 15] = [
    O { params: &[p("a", INT8)], ..B_UINT8_0 },
    O { params: &[p("a", UINT8)], ..B_UINT8_0 },
    O { params: &[p("a", INT16)], ..B_UINT8_0 },
    O { params: &[p("a", UINT16)], ..B_UINT8_0 },
    O { params: &[p("a", INT32)], ..B_UINT8_0 },
    O { params: &[p("a", UINT32)], ..B_UINT8_0 },
    O { params: &[p("a", INT64)], ..B_UINT8_0 },
    O { params: &[p("a", UINT64)], ..B_UINT8_0 },
    O { params: &[p("a", FLOAT16)], ..B_UINT8_0 },
    O { params: &[p("a", BFLOAT16)], ..B_UINT8_0 },
    O { params: &[p("a", FLOAT32)], ..B_UINT8_0 },
    O { params: &[p("a", FLOAT64)], ..B_UINT8_0 },
    O { params: &[p("a", BOOL)], ..B_UINT8_0 },
    O { params: &[p("a", INT32)], ..B_UINT8_0 },
    O { params: &[p("a", FLOAT32)], ..B_UINT8_0 },
];

const B_INT16_0: O = O { key: "int16", native: "int16", group: "Scalar Math", differentiable: false, exported: false, hidden: true, value: V::Fixed(R::One(INT16)), ..O0 };
pub(super) static B_INT16: [O; 15] = [
    O { params: &[p("a", INT8)], ..B_INT16_0 },
    O { params: &[p("a", UINT8)], ..B_INT16_0 },
    O { params: &[p("a", INT16)], ..B_INT16_0 },
    O { params: &[p("a", UINT16)], ..B_INT16_0 },
    O { params: &[p("a", INT32)], ..B_INT16_0 },
    O { params: &[p("a", UINT32)], ..B_INT16_0 },
    O { params: &[p("a", INT64)], ..B_INT16_0 },
    O { params: &[p("a", UINT64)], ..B_INT16_0 },
    O { params: &[p("a", FLOAT16)], ..B_INT16_0 },
    O { params: &[p("a", BFLOAT16)], ..B_INT16_0 },
    O { params: &[p("a", FLOAT32)], ..B_INT16_0 },
    O { params: &[p("a", FLOAT64)], ..B_INT16_0 },
    O { params: &[p("a", BOOL)], ..B_INT16_0 },
    O { params: &[p("a", INT32)], ..B_INT16_0 },
    O { params: &[p("a", FLOAT32)], ..B_INT16_0 },
];

const B_UINT16_0: O = O { key: "uint16", native: "uint16", group: "Scalar Math", differentiable: false, exported: false, hidden: true, value: V::Fixed(R::One(UINT16)), ..O0 };
pub(super) static B_UINT16: [O; 15] = [
    O { params: &[p("a", INT8)], ..B_UINT16_0 },
    O { params: &[p("a", UINT8)], ..B_UINT16_0 },
    O { params: &[p("a", INT16)], ..B_UINT16_0 },
    O { params: &[p("a", UINT16)], ..B_UINT16_0 },
    O { params: &[p("a", INT32)], ..B_UINT16_0 },
    O { params: &[p("a", UINT32)], ..B_UINT16_0 },
    O { params: &[p("a", INT64)], ..B_UINT16_0 },
    O { params: &[p("a", UINT64)], ..B_UINT16_0 },
    O { params: &[p("a", FLOAT16)], ..B_UINT16_0 },
    O { params: &[p("a", BFLOAT16)], ..B_UINT16_0 },
    O { params: &[p("a", FLOAT32)], ..B_UINT16_0 },
    O { params: &[p("a", FLOAT64)], ..B_UINT16_0 },
    O { params: &[p("a", BOOL)], ..B_UINT16_0 },
    O { params: &[p("a", INT32)], ..B_UINT16_0 },
    O { params: &[p("a", FLOAT32)], ..B_UINT16_0 },
];

const B_INT32_0: O = O { key: "int32", native: "int32", group: "Scalar Math", differentiable: false, exported: false, hidden: true, value: V::Fixed(R::One(INT32)), ..O0 };
pub(super) static B_INT32: [O; 15] = [
    O { params: &[p("a", INT8)], ..B_INT32_0 },
    O { params: &[p("a", UINT8)], ..B_INT32_0 },
    O { params: &[p("a", INT16)], ..B_INT32_0 },
    O { params: &[p("a", UINT16)], ..B_INT32_0 },
    O { params: &[p("a", INT32)], ..B_INT32_0 },
    O { params: &[p("a", UINT32)], ..B_INT32_0 },
    O { params: &[p("a", INT64)], ..B_INT32_0 },
    O { params: &[p("a", UINT64)], ..B_INT32_0 },
    O { params: &[p("a", FLOAT16)], ..B_INT32_0 },
    O { params: &[p("a", BFLOAT16)], ..B_INT32_0 },
    O { params: &[p("a", FLOAT32)], ..B_INT32_0 },
    O { params: &[p("a", FLOAT64)], ..B_INT32_0 },
    O { params: &[p("a", BOOL)], ..B_INT32_0 },
    O { params: &[p("a", INT32)], ..B_INT32_0 },
    O { params: &[p("a", FLOAT32)], ..B_INT32_0 },
];

const B_UINT32_0: O = O { key: "uint32", native: "uint32", group: "Scalar Math", differentiable: false, exported: false, hidden: true, value: V::Fixed(R::One(UINT32)), ..O0 };
pub(super) static B_UINT32: [O; 15] = [
    O { params: &[p("a", INT8)], ..B_UINT32_0 },
    O { params: &[p("a", UINT8)], ..B_UINT32_0 },
    O { params: &[p("a", INT16)], ..B_UINT32_0 },
    O { params: &[p("a", UINT16)], ..B_UINT32_0 },
    O { params: &[p("a", INT32)], ..B_UINT32_0 },
    O { params: &[p("a", UINT32)], ..B_UINT32_0 },
    O { params: &[p("a", INT64)], ..B_UINT32_0 },
    O { params: &[p("a", UINT64)], ..B_UINT32_0 },
    O { params: &[p("a", FLOAT16)], ..B_UINT32_0 },
    O { params: &[p("a", BFLOAT16)], ..B_UINT32_0 },
    O { params: &[p("a", FLOAT32)], ..B_UINT32_0 },
    O { params: &[p("a", FLOAT64)], ..B_UINT32_0 },
    O { params: &[p("a", BOOL)], ..B_UINT32_0 },
    O { params: &[p("a", INT32)], ..B_UINT32_0 },
    O { params: &[p("a", FLOAT32)], ..B_UINT32_0 },
];

const B_INT64_0: O = O { key: "int64", native: "int64", group: "Scalar Math", differentiable: false, exported: false, hidden: true, value: V::Fixed(R::One(INT64)), value_type: Some(Scalar::Int64), ..O0 };
pub(super) static B_INT64: [O; 15] = [
    O { params: &[p("a", INT8)], ..B_INT64_0 },
    O { params: &[p("a", UINT8)], ..B_INT64_0 },
    O { params: &[p("a", INT16)], ..B_INT64_0 },
    O { params: &[p("a", UINT16)], ..B_INT64_0 },
    O { params: &[p("a", INT32)], ..B_INT64_0 },
    O { params: &[p("a", UINT32)], ..B_INT64_0 },
    O { params: &[p("a", INT64)], ..B_INT64_0 },
    O { params: &[p("a", UINT64)], ..B_INT64_0 },
    O { params: &[p("a", FLOAT16)], ..B_INT64_0 },
    O { params: &[p("a", BFLOAT16)], ..B_INT64_0 },
    O { params: &[p("a", FLOAT32)], ..B_INT64_0 },
    O { params: &[p("a", FLOAT64)], ..B_INT64_0 },
    O { params: &[p("a", BOOL)], ..B_INT64_0 },
    O { params: &[p("a", INT32)], ..B_INT64_0 },
    O { params: &[p("a", FLOAT32)], ..B_INT64_0 },
];

const B_UINT64_0: O = O { key: "uint64", native: "uint64", group: "Scalar Math", differentiable: false, exported: false, hidden: true, value: V::Fixed(R::One(UINT64)), value_type: Some(Scalar::UInt64), ..O0 };
pub(super) static B_UINT64: [O; 15] = [
    O { params: &[p("a", INT8)], ..B_UINT64_0 },
    O { params: &[p("a", UINT8)], ..B_UINT64_0 },
    O { params: &[p("a", INT16)], ..B_UINT64_0 },
    O { params: &[p("a", UINT16)], ..B_UINT64_0 },
    O { params: &[p("a", INT32)], ..B_UINT64_0 },
    O { params: &[p("a", UINT32)], ..B_UINT64_0 },
    O { params: &[p("a", INT64)], ..B_UINT64_0 },
    O { params: &[p("a", UINT64)], ..B_UINT64_0 },
    O { params: &[p("a", FLOAT16)], ..B_UINT64_0 },
    O { params: &[p("a", BFLOAT16)], ..B_UINT64_0 },
    O { params: &[p("a", FLOAT32)], ..B_UINT64_0 },
    O { params: &[p("a", FLOAT64)], ..B_UINT64_0 },
    O { params: &[p("a", BOOL)], ..B_UINT64_0 },
    O { params: &[p("a", INT32)], ..B_UINT64_0 },
    O { params: &[p("a", FLOAT32)], ..B_UINT64_0 },
];

const B_FLOAT16_0: O = O { key: "float16", native: "float16", group: "Scalar Math", exported: false, hidden: true, value: V::Fixed(R::One(FLOAT16)), ..O0 };
pub(super) static B_FLOAT16: [O; 15] = [
    O { params: &[p("a", INT8)], ..B_FLOAT16_0 },
    O { params: &[p("a", UINT8)], ..B_FLOAT16_0 },
    O { params: &[p("a", INT16)], ..B_FLOAT16_0 },
    O { params: &[p("a", UINT16)], ..B_FLOAT16_0 },
    O { params: &[p("a", INT32)], ..B_FLOAT16_0 },
    O { params: &[p("a", UINT32)], ..B_FLOAT16_0 },
    O { params: &[p("a", INT64)], ..B_FLOAT16_0 },
    O { params: &[p("a", UINT64)], ..B_FLOAT16_0 },
    O { params: &[p("a", FLOAT16)], ..B_FLOAT16_0 },
    O { params: &[p("a", BFLOAT16)], ..B_FLOAT16_0 },
    O { params: &[p("a", FLOAT32)], ..B_FLOAT16_0 },
    O { params: &[p("a", FLOAT64)], ..B_FLOAT16_0 },
    O { params: &[p("a", BOOL)], ..B_FLOAT16_0 },
    O { params: &[p("a", INT32)], ..B_FLOAT16_0 },
    O { params: &[p("a", FLOAT32)], ..B_FLOAT16_0 },
];

const B_BFLOAT16_0: O = O { key: "bfloat16", native: "bfloat16", group: "Scalar Math", exported: false, hidden: true, value: V::Fixed(R::One(BFLOAT16)), ..O0 };
pub(super) static B_BFLOAT16: [O; 15] = [
    O { params: &[p("a", INT8)], ..B_BFLOAT16_0 },
    O { params: &[p("a", UINT8)], ..B_BFLOAT16_0 },
    O { params: &[p("a", INT16)], ..B_BFLOAT16_0 },
    O { params: &[p("a", UINT16)], ..B_BFLOAT16_0 },
    O { params: &[p("a", INT32)], ..B_BFLOAT16_0 },
    O { params: &[p("a", UINT32)], ..B_BFLOAT16_0 },
    O { params: &[p("a", INT64)], ..B_BFLOAT16_0 },
    O { params: &[p("a", UINT64)], ..B_BFLOAT16_0 },
    O { params: &[p("a", FLOAT16)], ..B_BFLOAT16_0 },
    O { params: &[p("a", BFLOAT16)], ..B_BFLOAT16_0 },
    O { params: &[p("a", FLOAT32)], ..B_BFLOAT16_0 },
    O { params: &[p("a", FLOAT64)], ..B_BFLOAT16_0 },
    O { params: &[p("a", BOOL)], ..B_BFLOAT16_0 },
    O { params: &[p("a", INT32)], ..B_BFLOAT16_0 },
    O { params: &[p("a", FLOAT32)], ..B_BFLOAT16_0 },
];

const B_FLOAT32_0: O = O { key: "float32", native: "float32", group: "Scalar Math", exported: false, hidden: true, value: V::Fixed(R::One(FLOAT32)), ..O0 };
pub(super) static B_FLOAT32: [O; 15] = [
    O { params: &[p("a", INT8)], ..B_FLOAT32_0 },
    O { params: &[p("a", UINT8)], ..B_FLOAT32_0 },
    O { params: &[p("a", INT16)], ..B_FLOAT32_0 },
    O { params: &[p("a", UINT16)], ..B_FLOAT32_0 },
    O { params: &[p("a", INT32)], ..B_FLOAT32_0 },
    O { params: &[p("a", UINT32)], ..B_FLOAT32_0 },
    O { params: &[p("a", INT64)], ..B_FLOAT32_0 },
    O { params: &[p("a", UINT64)], ..B_FLOAT32_0 },
    O { params: &[p("a", FLOAT16)], ..B_FLOAT32_0 },
    O { params: &[p("a", BFLOAT16)], ..B_FLOAT32_0 },
    O { params: &[p("a", FLOAT32)], ..B_FLOAT32_0 },
    O { params: &[p("a", FLOAT64)], ..B_FLOAT32_0 },
    O { params: &[p("a", BOOL)], ..B_FLOAT32_0 },
    O { params: &[p("a", INT32)], ..B_FLOAT32_0 },
    O { params: &[p("a", FLOAT32)], ..B_FLOAT32_0 },
];

const B_FLOAT64_0: O = O { key: "float64", native: "float64", group: "Scalar Math", exported: false, hidden: true, value: V::Fixed(R::One(FLOAT64)), value_type: Some(Scalar::Float64), ..O0 };
pub(super) static B_FLOAT64: [O; 15] = [
    O { params: &[p("a", INT8)], ..B_FLOAT64_0 },
    O { params: &[p("a", UINT8)], ..B_FLOAT64_0 },
    O { params: &[p("a", INT16)], ..B_FLOAT64_0 },
    O { params: &[p("a", UINT16)], ..B_FLOAT64_0 },
    O { params: &[p("a", INT32)], ..B_FLOAT64_0 },
    O { params: &[p("a", UINT32)], ..B_FLOAT64_0 },
    O { params: &[p("a", INT64)], ..B_FLOAT64_0 },
    O { params: &[p("a", UINT64)], ..B_FLOAT64_0 },
    O { params: &[p("a", FLOAT16)], ..B_FLOAT64_0 },
    O { params: &[p("a", BFLOAT16)], ..B_FLOAT64_0 },
    O { params: &[p("a", FLOAT32)], ..B_FLOAT64_0 },
    O { params: &[p("a", FLOAT64)], ..B_FLOAT64_0 },
    O { params: &[p("a", BOOL)], ..B_FLOAT64_0 },
    O { params: &[p("a", INT32)], ..B_FLOAT64_0 },
    O { params: &[p("a", FLOAT32)], ..B_FLOAT64_0 },
];

const B_BOOL_0: O = O { key: "bool", native: "bool", group: "Scalar Math", differentiable: false, exported: false, hidden: true, namespace: "", value: V::Fixed(R::One(BOOL)), ..O0 };
pub(super) static B_BOOL: [O; 15] = [
    O { params: &[p("a", INT8)], ..B_BOOL_0 },
    O { params: &[p("a", UINT8)], ..B_BOOL_0 },
    O { params: &[p("a", INT16)], ..B_BOOL_0 },
    O { params: &[p("a", UINT16)], ..B_BOOL_0 },
    O { params: &[p("a", INT32)], ..B_BOOL_0 },
    O { params: &[p("a", UINT32)], ..B_BOOL_0 },
    O { params: &[p("a", INT64)], ..B_BOOL_0 },
    O { params: &[p("a", UINT64)], ..B_BOOL_0 },
    O { params: &[p("a", FLOAT16)], ..B_BOOL_0 },
    O { params: &[p("a", BFLOAT16)], ..B_BOOL_0 },
    O { params: &[p("a", FLOAT32)], ..B_BOOL_0 },
    O { params: &[p("a", FLOAT64)], ..B_BOOL_0 },
    O { params: &[p("a", BOOL)], ..B_BOOL_0 },
    O { params: &[p("a", INT32)], ..B_BOOL_0 },
    O { params: &[p("a", FLOAT32)], ..B_BOOL_0 },
];

const B_INT_0: O = O { key: "int", native: "int", group: "Scalar Math", differentiable: false, exported: false, hidden: true, value: V::Fixed(R::One(PY_INT)), ..O0 };
pub(super) static B_INT: [O; 15] = [
    O { params: &[p("a", INT8)], ..B_INT_0 },
    O { params: &[p("a", UINT8)], ..B_INT_0 },
    O { params: &[p("a", INT16)], ..B_INT_0 },
    O { params: &[p("a", UINT16)], ..B_INT_0 },
    O { params: &[p("a", INT32)], ..B_INT_0 },
    O { params: &[p("a", UINT32)], ..B_INT_0 },
    O { params: &[p("a", INT64)], ..B_INT_0 },
    O { params: &[p("a", UINT64)], ..B_INT_0 },
    O { params: &[p("a", FLOAT16)], ..B_INT_0 },
    O { params: &[p("a", BFLOAT16)], ..B_INT_0 },
    O { params: &[p("a", FLOAT32)], ..B_INT_0 },
    O { params: &[p("a", FLOAT64)], ..B_INT_0 },
    O { params: &[p("a", BOOL)], ..B_INT_0 },
    O { params: &[p("a", INT32)], ..B_INT_0 },
    O { params: &[p("a", FLOAT32)], ..B_INT_0 },
];

const B_FLOAT_0: O = O { key: "float", native: "float", group: "Scalar Math", exported: false, hidden: true, value: V::Fixed(R::One(PY_FLOAT)), ..O0 };
pub(super) static B_FLOAT: [O; 15] = [
    O { params: &[p("a", INT8)], ..B_FLOAT_0 },
    O { params: &[p("a", UINT8)], ..B_FLOAT_0 },
    O { params: &[p("a", INT16)], ..B_FLOAT_0 },
    O { params: &[p("a", UINT16)], ..B_FLOAT_0 },
    O { params: &[p("a", INT32)], ..B_FLOAT_0 },
    O { params: &[p("a", UINT32)], ..B_FLOAT_0 },
    O { params: &[p("a", INT64)], ..B_FLOAT_0 },
    O { params: &[p("a", UINT64)], ..B_FLOAT_0 },
    O { params: &[p("a", FLOAT16)], ..B_FLOAT_0 },
    O { params: &[p("a", BFLOAT16)], ..B_FLOAT_0 },
    O { params: &[p("a", FLOAT32)], ..B_FLOAT_0 },
    O { params: &[p("a", FLOAT64)], ..B_FLOAT_0 },
    O { params: &[p("a", BOOL)], ..B_FLOAT_0 },
    O { params: &[p("a", INT32)], ..B_FLOAT_0 },
    O { params: &[p("a", FLOAT32)], ..B_FLOAT_0 },
];
