//! Built-ins of the group `transformations`.
//!
//! Written by `tests/oracle/gen_builtins_table.py` from Warp 1.19.0; do not edit.

use super::super::row::{DefaultTerm as D, Overload as O, OVERLOAD as O0, opt, p, star};
use super::super::rule::{BracesRule, DispatchRule, Returns as R, ValueRule as V};
use super::terms::{FLOAT, MAT44_FLOAT, MAT44_FLOAT16, MAT44_FLOAT32, MAT44_FLOAT64, QUAT_FLOAT, QUAT_FLOAT16, QUAT_FLOAT32, QUAT_FLOAT64, QUAT_INFER, TRANSFORM_FLOAT, TRANSFORM_FLOAT16, TRANSFORM_FLOAT32, TRANSFORM_FLOAT64, TRANSFORM_INFER, VEC3_FLOAT, VEC3_FLOAT16, VEC3_FLOAT32, VEC3_FLOAT64, VEC3_INFER};

const B_TRANSFORMATION_0: O = O { key: "transformation", native: "transform_t", group: "Transformations", dispatch: Some(DispatchRule::Transformation), exported: false, generic: true, ..O0 };
pub(super) static B_TRANSFORMATION: [O; 2] = [
    O { value: V::TransformationPq, params: &[p("p", VEC3_FLOAT), opt("q", QUAT_FLOAT, D::None), opt("dtype", FLOAT, D::None)], ..B_TRANSFORMATION_0 },
    O { group: "Spatial Math", braces: Some(BracesRule::MoreThan(1)), variadic: true, value: V::Transformation, params: &[star("args", FLOAT), opt("dtype", FLOAT, D::None)], ..B_TRANSFORMATION_0 },
];

const B_TRANSFORM_IDENTITY_0: O = O { key: "transform_identity", native: "transform_identity", group: "Transformations", differentiable: false, dispatch: Some(DispatchRule::DtypeOnly), value: V::IdentityOverDtype { transform: true }, ..O0 };
pub(super) static B_TRANSFORM_IDENTITY: [O; 1] = [
    O { params: &[opt("dtype", FLOAT, D::None)], ..B_TRANSFORM_IDENTITY_0 },
];

const B_TRANSFORM_GET_TRANSLATION_0: O = O { key: "transform_get_translation", native: "transform_get_translation", group: "Transformations", hidden: true, ..O0 };
pub(super) static B_TRANSFORM_GET_TRANSLATION: [O; 4] = [
    O { value: V::Fixed(R::One(VEC3_FLOAT16)), params: &[p("xform", TRANSFORM_FLOAT16)], ..B_TRANSFORM_GET_TRANSLATION_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT32)), params: &[p("xform", TRANSFORM_FLOAT32)], ..B_TRANSFORM_GET_TRANSLATION_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT64)), params: &[p("xform", TRANSFORM_FLOAT64)], ..B_TRANSFORM_GET_TRANSLATION_0 },
    O { hidden: false, generic: true, value: V::OverFloat(R::One(VEC3_INFER)), params: &[p("xform", TRANSFORM_FLOAT)], ..B_TRANSFORM_GET_TRANSLATION_0 },
];

const B_TRANSFORM_GET_ROTATION_0: O = O { key: "transform_get_rotation", native: "transform_get_rotation", group: "Transformations", hidden: true, ..O0 };
pub(super) static B_TRANSFORM_GET_ROTATION: [O; 4] = [
    O { value: V::Fixed(R::One(QUAT_FLOAT16)), params: &[p("xform", TRANSFORM_FLOAT16)], ..B_TRANSFORM_GET_ROTATION_0 },
    O { value: V::Fixed(R::One(QUAT_FLOAT32)), params: &[p("xform", TRANSFORM_FLOAT32)], ..B_TRANSFORM_GET_ROTATION_0 },
    O { value: V::Fixed(R::One(QUAT_FLOAT64)), params: &[p("xform", TRANSFORM_FLOAT64)], ..B_TRANSFORM_GET_ROTATION_0 },
    O { hidden: false, generic: true, value: V::OverFloat(R::One(QUAT_INFER)), params: &[p("xform", TRANSFORM_FLOAT)], ..B_TRANSFORM_GET_ROTATION_0 },
];

const B_TRANSFORM_SET_TRANSLATION_0: O = O { key: "transform_set_translation", native: "transform_set_translation", group: "Transformations", hidden: true, value: V::Fixed(R::None), ..O0 };
pub(super) static B_TRANSFORM_SET_TRANSLATION: [O; 4] = [
    O { params: &[p("xform", TRANSFORM_FLOAT16), p("p", VEC3_FLOAT16)], ..B_TRANSFORM_SET_TRANSLATION_0 },
    O { params: &[p("xform", TRANSFORM_FLOAT32), p("p", VEC3_FLOAT32)], ..B_TRANSFORM_SET_TRANSLATION_0 },
    O { params: &[p("xform", TRANSFORM_FLOAT64), p("p", VEC3_FLOAT64)], ..B_TRANSFORM_SET_TRANSLATION_0 },
    O { hidden: false, generic: true, params: &[p("xform", TRANSFORM_FLOAT), p("p", VEC3_FLOAT)], ..B_TRANSFORM_SET_TRANSLATION_0 },
];

const B_TRANSFORM_SET_ROTATION_0: O = O { key: "transform_set_rotation", native: "transform_set_rotation", group: "Transformations", hidden: true, value: V::Fixed(R::None), ..O0 };
pub(super) static B_TRANSFORM_SET_ROTATION: [O; 4] = [
    O { params: &[p("xform", TRANSFORM_FLOAT16), p("q", QUAT_FLOAT16)], ..B_TRANSFORM_SET_ROTATION_0 },
    O { params: &[p("xform", TRANSFORM_FLOAT32), p("q", QUAT_FLOAT32)], ..B_TRANSFORM_SET_ROTATION_0 },
    O { params: &[p("xform", TRANSFORM_FLOAT64), p("q", QUAT_FLOAT64)], ..B_TRANSFORM_SET_ROTATION_0 },
    O { hidden: false, generic: true, params: &[p("xform", TRANSFORM_FLOAT), p("q", QUAT_FLOAT)], ..B_TRANSFORM_SET_ROTATION_0 },
];

const B_TRANSFORM_SET_TRANSLATION_COPY_0: O = O { key: "transform_set_translation_copy", native: "transform_set_translation_copy", group: "Transformations", exported: false, generic: true, hidden: true, value: V::Fixed(R::One(TRANSFORM_FLOAT)), ..O0 };
pub(super) static B_TRANSFORM_SET_TRANSLATION_COPY: [O; 1] = [
    O { params: &[p("xform", TRANSFORM_FLOAT), p("p", VEC3_FLOAT)], ..B_TRANSFORM_SET_TRANSLATION_COPY_0 },
];

const B_TRANSFORM_SET_ROTATION_COPY_0: O = O { key: "transform_set_rotation_copy", native: "transform_set_rotation_copy", group: "Transformations", exported: false, generic: true, hidden: true, value: V::Fixed(R::One(TRANSFORM_FLOAT)), ..O0 };
pub(super) static B_TRANSFORM_SET_ROTATION_COPY: [O; 1] = [
    O { params: &[p("xform", TRANSFORM_FLOAT), p("q", QUAT_FLOAT)], ..B_TRANSFORM_SET_ROTATION_COPY_0 },
];

const B_TRANSFORM_MULTIPLY_0: O = O { key: "transform_multiply", native: "transform_multiply", group: "Transformations", hidden: true, ..O0 };
pub(super) static B_TRANSFORM_MULTIPLY: [O; 4] = [
    O { value: V::Fixed(R::One(TRANSFORM_FLOAT16)), params: &[p("a", TRANSFORM_FLOAT16), p("b", TRANSFORM_FLOAT16)], ..B_TRANSFORM_MULTIPLY_0 },
    O { value: V::Fixed(R::One(TRANSFORM_FLOAT32)), params: &[p("a", TRANSFORM_FLOAT32), p("b", TRANSFORM_FLOAT32)], ..B_TRANSFORM_MULTIPLY_0 },
    O { value: V::Fixed(R::One(TRANSFORM_FLOAT64)), params: &[p("a", TRANSFORM_FLOAT64), p("b", TRANSFORM_FLOAT64)], ..B_TRANSFORM_MULTIPLY_0 },
    O { hidden: false, generic: true, value: V::OverFloat(R::One(TRANSFORM_INFER)), params: &[p("a", TRANSFORM_FLOAT), p("b", TRANSFORM_FLOAT)], ..B_TRANSFORM_MULTIPLY_0 },
];

const B_TRANSFORM_POINT_0: O = O { key: "transform_point", native: "transform_point", group: "Transformations", hidden: true, ..O0 };
pub(super) static B_TRANSFORM_POINT: [O; 8] = [
    O { value: V::Fixed(R::One(VEC3_FLOAT16)), params: &[p("xform", TRANSFORM_FLOAT16), p("point", VEC3_FLOAT16)], ..B_TRANSFORM_POINT_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT32)), params: &[p("xform", TRANSFORM_FLOAT32), p("point", VEC3_FLOAT32)], ..B_TRANSFORM_POINT_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT64)), params: &[p("xform", TRANSFORM_FLOAT64), p("point", VEC3_FLOAT64)], ..B_TRANSFORM_POINT_0 },
    O { hidden: false, generic: true, value: V::OverFloat(R::One(VEC3_INFER)), params: &[p("xform", TRANSFORM_FLOAT), p("point", VEC3_FLOAT)], ..B_TRANSFORM_POINT_0 },
    O { group: "Vector Math", value: V::Fixed(R::One(VEC3_FLOAT16)), params: &[p("mat", MAT44_FLOAT16), p("point", VEC3_FLOAT16)], ..B_TRANSFORM_POINT_0 },
    O { group: "Vector Math", value: V::Fixed(R::One(VEC3_FLOAT32)), params: &[p("mat", MAT44_FLOAT32), p("point", VEC3_FLOAT32)], ..B_TRANSFORM_POINT_0 },
    O { group: "Vector Math", value: V::Fixed(R::One(VEC3_FLOAT64)), params: &[p("mat", MAT44_FLOAT64), p("point", VEC3_FLOAT64)], ..B_TRANSFORM_POINT_0 },
    O { hidden: false, group: "Vector Math", generic: true, value: V::OverFloat(R::One(VEC3_INFER)), params: &[p("mat", MAT44_FLOAT), p("point", VEC3_FLOAT)], ..B_TRANSFORM_POINT_0 },
];

const B_TRANSFORM_VECTOR_0: O = O { key: "transform_vector", native: "transform_vector", group: "Transformations", hidden: true, ..O0 };
pub(super) static B_TRANSFORM_VECTOR: [O; 8] = [
    O { value: V::Fixed(R::One(VEC3_FLOAT16)), params: &[p("xform", TRANSFORM_FLOAT16), p("vec", VEC3_FLOAT16)], ..B_TRANSFORM_VECTOR_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT32)), params: &[p("xform", TRANSFORM_FLOAT32), p("vec", VEC3_FLOAT32)], ..B_TRANSFORM_VECTOR_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT64)), params: &[p("xform", TRANSFORM_FLOAT64), p("vec", VEC3_FLOAT64)], ..B_TRANSFORM_VECTOR_0 },
    O { hidden: false, generic: true, value: V::OverFloat(R::One(VEC3_INFER)), params: &[p("xform", TRANSFORM_FLOAT), p("vec", VEC3_FLOAT)], ..B_TRANSFORM_VECTOR_0 },
    O { group: "Vector Math", value: V::Fixed(R::One(VEC3_FLOAT16)), params: &[p("mat", MAT44_FLOAT16), p("vec", VEC3_FLOAT16)], ..B_TRANSFORM_VECTOR_0 },
    O { group: "Vector Math", value: V::Fixed(R::One(VEC3_FLOAT32)), params: &[p("mat", MAT44_FLOAT32), p("vec", VEC3_FLOAT32)], ..B_TRANSFORM_VECTOR_0 },
    O { group: "Vector Math", value: V::Fixed(R::One(VEC3_FLOAT64)), params: &[p("mat", MAT44_FLOAT64), p("vec", VEC3_FLOAT64)], ..B_TRANSFORM_VECTOR_0 },
    O { hidden: false, group: "Vector Math", generic: true, value: V::OverFloat(R::One(VEC3_INFER)), params: &[p("mat", MAT44_FLOAT), p("vec", VEC3_FLOAT)], ..B_TRANSFORM_VECTOR_0 },
];

const B_TRANSFORM_INVERSE_0: O = O { key: "transform_inverse", native: "transform_inverse", group: "Transformations", hidden: true, ..O0 };
pub(super) static B_TRANSFORM_INVERSE: [O; 4] = [
    O { value: V::Fixed(R::One(TRANSFORM_FLOAT16)), params: &[p("xform", TRANSFORM_FLOAT16)], ..B_TRANSFORM_INVERSE_0 },
    O { value: V::Fixed(R::One(TRANSFORM_FLOAT32)), params: &[p("xform", TRANSFORM_FLOAT32)], ..B_TRANSFORM_INVERSE_0 },
    O { value: V::Fixed(R::One(TRANSFORM_FLOAT64)), params: &[p("xform", TRANSFORM_FLOAT64)], ..B_TRANSFORM_INVERSE_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("xform", TRANSFORM_FLOAT)], ..B_TRANSFORM_INVERSE_0 },
];
