//! Built-ins of the group `quaternion_math`.
//!
//! Written by `tests/oracle/gen_builtins_table.py` from Warp 1.19.0; do not edit.

use super::super::row::{DefaultTerm as D, Overload as O, OVERLOAD as O0, opt, p};
use super::super::rule::{DispatchRule, Returns as R, ValueRule as V};
use super::terms::{FLOAT, FLOAT16, FLOAT32, FLOAT64, INFER, MAT33_FLOAT, MAT33_FLOAT16, MAT33_FLOAT32, MAT33_FLOAT64, MAT33_INFER, MAT44_FLOAT, MAT44_FLOAT16, MAT44_FLOAT32, MAT44_FLOAT64, QUAT_FLOAT, QUAT_FLOAT16, QUAT_FLOAT32, QUAT_FLOAT64, QUAT_INFER, VEC3_FLOAT, VEC3_FLOAT16, VEC3_FLOAT32, VEC3_FLOAT64, VEC3_INFER};

const B_QUATERNION_0: O = O { key: "quaternion", native: "quat_t", group: "Quaternion Math", dispatch: Some(DispatchRule::Quaternion), exported: false, value: V::Quaternion, ..O0 };
pub(super) static B_QUATERNION: [O; 4] = [
    O { params: &[opt("dtype", FLOAT, D::None)], ..B_QUATERNION_0 },
    O { generic: true, params: &[p("x", FLOAT), p("y", FLOAT), p("z", FLOAT), p("w", FLOAT), opt("dtype", FLOAT, D::None)], ..B_QUATERNION_0 },
    O { generic: true, params: &[p("ijk", VEC3_FLOAT), p("real", FLOAT), opt("dtype", FLOAT, D::None)], ..B_QUATERNION_0 },
    O { generic: true, params: &[p("quat", QUAT_FLOAT), opt("dtype", FLOAT, D::None)], ..B_QUATERNION_0 },
];

const B_QUAT_IDENTITY_0: O = O { key: "quat_identity", native: "quat_identity", group: "Quaternion Math", differentiable: false, dispatch: Some(DispatchRule::DtypeOnly), value: V::IdentityOverDtype { transform: false }, ..O0 };
pub(super) static B_QUAT_IDENTITY: [O; 1] = [
    O { params: &[opt("dtype", FLOAT, D::None)], ..B_QUAT_IDENTITY_0 },
];

const B_QUAT_FROM_AXIS_ANGLE_0: O = O { key: "quat_from_axis_angle", native: "quat_from_axis_angle", group: "Quaternion Math", hidden: true, ..O0 };
pub(super) static B_QUAT_FROM_AXIS_ANGLE: [O; 4] = [
    O { value: V::Fixed(R::One(QUAT_FLOAT16)), params: &[p("axis", VEC3_FLOAT16), p("angle", FLOAT16)], ..B_QUAT_FROM_AXIS_ANGLE_0 },
    O { value: V::Fixed(R::One(QUAT_FLOAT32)), params: &[p("axis", VEC3_FLOAT32), p("angle", FLOAT32)], ..B_QUAT_FROM_AXIS_ANGLE_0 },
    O { value: V::Fixed(R::One(QUAT_FLOAT64)), params: &[p("axis", VEC3_FLOAT64), p("angle", FLOAT64)], ..B_QUAT_FROM_AXIS_ANGLE_0 },
    O { hidden: false, generic: true, value: V::OverFloat(R::One(QUAT_INFER)), params: &[p("axis", VEC3_FLOAT), p("angle", FLOAT)], ..B_QUAT_FROM_AXIS_ANGLE_0 },
];

const B_QUAT_TO_AXIS_ANGLE_0: O = O { key: "quat_to_axis_angle", native: "quat_to_axis_angle", group: "Quaternion Math", hidden: true, ..O0 };
pub(super) static B_QUAT_TO_AXIS_ANGLE: [O; 5] = [
    O { none_arity: Some(2), value: V::Fixed(R::Many(&[VEC3_FLOAT16, FLOAT16])), params: &[p("quat", QUAT_FLOAT16)], ..B_QUAT_TO_AXIS_ANGLE_0 },
    O { none_arity: Some(2), value: V::Fixed(R::Many(&[VEC3_FLOAT32, FLOAT32])), params: &[p("quat", QUAT_FLOAT32)], ..B_QUAT_TO_AXIS_ANGLE_0 },
    O { none_arity: Some(2), value: V::Fixed(R::Many(&[VEC3_FLOAT64, FLOAT64])), params: &[p("quat", QUAT_FLOAT64)], ..B_QUAT_TO_AXIS_ANGLE_0 },
    O { hidden: false, generic: true, none_arity: Some(2), value: V::OverDtype(R::Many(&[VEC3_INFER, INFER])), params: &[p("quat", QUAT_FLOAT)], ..B_QUAT_TO_AXIS_ANGLE_0 },
    O { hidden: false, generic: true, exported: false, value: V::Fixed(R::None), params: &[p("quat", QUAT_FLOAT), p("axis", VEC3_FLOAT), p("angle", FLOAT)], ..B_QUAT_TO_AXIS_ANGLE_0 },
];

const B_QUAT_FROM_MATRIX_0: O = O { key: "quat_from_matrix", native: "quat_from_matrix", group: "Quaternion Math", hidden: true, ..O0 };
pub(super) static B_QUAT_FROM_MATRIX: [O; 8] = [
    O { value: V::Fixed(R::One(QUAT_FLOAT16)), params: &[p("mat", MAT33_FLOAT16)], ..B_QUAT_FROM_MATRIX_0 },
    O { value: V::Fixed(R::One(QUAT_FLOAT32)), params: &[p("mat", MAT33_FLOAT32)], ..B_QUAT_FROM_MATRIX_0 },
    O { value: V::Fixed(R::One(QUAT_FLOAT64)), params: &[p("mat", MAT33_FLOAT64)], ..B_QUAT_FROM_MATRIX_0 },
    O { hidden: false, generic: true, value: V::OverFloat(R::One(QUAT_INFER)), params: &[p("mat", MAT33_FLOAT)], ..B_QUAT_FROM_MATRIX_0 },
    O { value: V::Fixed(R::One(QUAT_FLOAT16)), params: &[p("mat", MAT44_FLOAT16)], ..B_QUAT_FROM_MATRIX_0 },
    O { value: V::Fixed(R::One(QUAT_FLOAT32)), params: &[p("mat", MAT44_FLOAT32)], ..B_QUAT_FROM_MATRIX_0 },
    O { value: V::Fixed(R::One(QUAT_FLOAT64)), params: &[p("mat", MAT44_FLOAT64)], ..B_QUAT_FROM_MATRIX_0 },
    O { hidden: false, generic: true, value: V::OverFloat(R::One(QUAT_INFER)), params: &[p("mat", MAT44_FLOAT)], ..B_QUAT_FROM_MATRIX_0 },
];

const B_QUAT_RPY_0: O = O { key: "quat_rpy", native: "quat_rpy", group: "Quaternion Math", hidden: true, ..O0 };
pub(super) static B_QUAT_RPY: [O; 4] = [
    O { value: V::Fixed(R::One(QUAT_FLOAT16)), params: &[p("roll", FLOAT16), p("pitch", FLOAT16), p("yaw", FLOAT16)], ..B_QUAT_RPY_0 },
    O { value: V::Fixed(R::One(QUAT_FLOAT32)), params: &[p("roll", FLOAT32), p("pitch", FLOAT32), p("yaw", FLOAT32)], ..B_QUAT_RPY_0 },
    O { value: V::Fixed(R::One(QUAT_FLOAT64)), params: &[p("roll", FLOAT64), p("pitch", FLOAT64), p("yaw", FLOAT64)], ..B_QUAT_RPY_0 },
    O { hidden: false, generic: true, value: V::OverFloat(R::One(QUAT_INFER)), params: &[p("roll", FLOAT), p("pitch", FLOAT), p("yaw", FLOAT)], ..B_QUAT_RPY_0 },
];

const B_QUAT_INVERSE_0: O = O { key: "quat_inverse", native: "quat_inverse", group: "Quaternion Math", hidden: true, ..O0 };
pub(super) static B_QUAT_INVERSE: [O; 4] = [
    O { value: V::Fixed(R::One(QUAT_FLOAT16)), params: &[p("quat", QUAT_FLOAT16)], ..B_QUAT_INVERSE_0 },
    O { value: V::Fixed(R::One(QUAT_FLOAT32)), params: &[p("quat", QUAT_FLOAT32)], ..B_QUAT_INVERSE_0 },
    O { value: V::Fixed(R::One(QUAT_FLOAT64)), params: &[p("quat", QUAT_FLOAT64)], ..B_QUAT_INVERSE_0 },
    O { hidden: false, generic: true, value: V::OverFloat(R::One(QUAT_INFER)), params: &[p("quat", QUAT_FLOAT)], ..B_QUAT_INVERSE_0 },
];

const B_QUAT_ROTATE_0: O = O { key: "quat_rotate", native: "quat_rotate", group: "Quaternion Math", hidden: true, ..O0 };
pub(super) static B_QUAT_ROTATE: [O; 4] = [
    O { value: V::Fixed(R::One(VEC3_FLOAT16)), params: &[p("quat", QUAT_FLOAT16), p("vec", VEC3_FLOAT16)], ..B_QUAT_ROTATE_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT32)), params: &[p("quat", QUAT_FLOAT32), p("vec", VEC3_FLOAT32)], ..B_QUAT_ROTATE_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT64)), params: &[p("quat", QUAT_FLOAT64), p("vec", VEC3_FLOAT64)], ..B_QUAT_ROTATE_0 },
    O { hidden: false, generic: true, value: V::OverFloat(R::One(VEC3_INFER)), params: &[p("quat", QUAT_FLOAT), p("vec", VEC3_FLOAT)], ..B_QUAT_ROTATE_0 },
];

const B_QUAT_ROTATE_INV_0: O = O { key: "quat_rotate_inv", native: "quat_rotate_inv", group: "Quaternion Math", hidden: true, ..O0 };
pub(super) static B_QUAT_ROTATE_INV: [O; 4] = [
    O { value: V::Fixed(R::One(VEC3_FLOAT16)), params: &[p("quat", QUAT_FLOAT16), p("vec", VEC3_FLOAT16)], ..B_QUAT_ROTATE_INV_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT32)), params: &[p("quat", QUAT_FLOAT32), p("vec", VEC3_FLOAT32)], ..B_QUAT_ROTATE_INV_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT64)), params: &[p("quat", QUAT_FLOAT64), p("vec", VEC3_FLOAT64)], ..B_QUAT_ROTATE_INV_0 },
    O { hidden: false, generic: true, value: V::OverFloat(R::One(VEC3_INFER)), params: &[p("quat", QUAT_FLOAT), p("vec", VEC3_FLOAT)], ..B_QUAT_ROTATE_INV_0 },
];

const B_QUAT_SLERP_0: O = O { key: "quat_slerp", native: "quat_slerp", group: "Quaternion Math", hidden: true, require_original_output: true, ..O0 };
pub(super) static B_QUAT_SLERP: [O; 4] = [
    O { value: V::Fixed(R::One(QUAT_FLOAT16)), params: &[p("a", QUAT_FLOAT16), p("b", QUAT_FLOAT16), p("t", FLOAT16)], ..B_QUAT_SLERP_0 },
    O { value: V::Fixed(R::One(QUAT_FLOAT32)), params: &[p("a", QUAT_FLOAT32), p("b", QUAT_FLOAT32), p("t", FLOAT32)], ..B_QUAT_SLERP_0 },
    O { value: V::Fixed(R::One(QUAT_FLOAT64)), params: &[p("a", QUAT_FLOAT64), p("b", QUAT_FLOAT64), p("t", FLOAT64)], ..B_QUAT_SLERP_0 },
    O { hidden: false, generic: true, value: V::OverFloat(R::One(QUAT_INFER)), params: &[p("a", QUAT_FLOAT), p("b", QUAT_FLOAT), p("t", FLOAT)], ..B_QUAT_SLERP_0 },
];

const B_QUAT_TO_MATRIX_0: O = O { key: "quat_to_matrix", native: "quat_to_matrix", group: "Quaternion Math", hidden: true, ..O0 };
pub(super) static B_QUAT_TO_MATRIX: [O; 4] = [
    O { value: V::Fixed(R::One(MAT33_FLOAT16)), params: &[p("quat", QUAT_FLOAT16)], ..B_QUAT_TO_MATRIX_0 },
    O { value: V::Fixed(R::One(MAT33_FLOAT32)), params: &[p("quat", QUAT_FLOAT32)], ..B_QUAT_TO_MATRIX_0 },
    O { value: V::Fixed(R::One(MAT33_FLOAT64)), params: &[p("quat", QUAT_FLOAT64)], ..B_QUAT_TO_MATRIX_0 },
    O { hidden: false, generic: true, value: V::OverFloat(R::One(MAT33_INFER)), params: &[p("quat", QUAT_FLOAT)], ..B_QUAT_TO_MATRIX_0 },
];
