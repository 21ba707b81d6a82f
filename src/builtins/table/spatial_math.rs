//! Built-ins of the group `spatial_math`.
//!
//! Written by `tests/oracle/gen_builtins_table.py` from Warp 1.19.0; do not edit.

use super::super::row::{DefaultTerm as D, Overload as O, OVERLOAD as O0, opt, p};
use super::super::rule::{BracesRule, DispatchRule, Returns as R, ValueRule as V};
use super::terms::{FLOAT, FLOAT16, FLOAT32, FLOAT64, MAT33_FLOAT, MAT66_INFER, VEC3_FLOAT, VEC3_FLOAT16, VEC3_FLOAT32, VEC3_FLOAT64, VEC3_INFER, VEC6_FLOAT, VEC6_FLOAT16, VEC6_FLOAT32, VEC6_FLOAT64};

const B_SPATIAL_VECTOR_0: O = O { key: "spatial_vector", native: "vec_t", group: "Spatial Math", dispatch: Some(DispatchRule::SpatialVector), exported: false, value: V::SpatialVector, ..O0 };
pub(super) static B_SPATIAL_VECTOR: [O; 3] = [
    O { params: &[opt("dtype", FLOAT, D::None)], ..B_SPATIAL_VECTOR_0 },
    O { generic: true, params: &[p("w", VEC3_FLOAT), p("v", VEC3_FLOAT), opt("dtype", FLOAT, D::None)], ..B_SPATIAL_VECTOR_0 },
    O { braces: Some(BracesRule::Always), generic: true, params: &[p("wx", FLOAT), p("wy", FLOAT), p("wz", FLOAT), p("vx", FLOAT), p("vy", FLOAT), p("vz", FLOAT), opt("dtype", FLOAT, D::None)], ..B_SPATIAL_VECTOR_0 },
];

const B_SPATIAL_ADJOINT_0: O = O { key: "spatial_adjoint", native: "spatial_adjoint", group: "Spatial Math", exported: false, generic: true, value: V::OverFloat(R::One(MAT66_INFER)), ..O0 };
pub(super) static B_SPATIAL_ADJOINT: [O; 1] = [
    O { params: &[p("r", MAT33_FLOAT), p("s", MAT33_FLOAT)], ..B_SPATIAL_ADJOINT_0 },
];

const B_SPATIAL_DOT_0: O = O { key: "spatial_dot", native: "spatial_dot", group: "Spatial Math", hidden: true, ..O0 };
pub(super) static B_SPATIAL_DOT: [O; 4] = [
    O { value: V::Fixed(R::One(FLOAT16)), params: &[p("a", VEC6_FLOAT16), p("b", VEC6_FLOAT16)], ..B_SPATIAL_DOT_0 },
    O { value: V::Fixed(R::One(FLOAT32)), params: &[p("a", VEC6_FLOAT32), p("b", VEC6_FLOAT32)], ..B_SPATIAL_DOT_0 },
    O { value: V::Fixed(R::One(FLOAT64)), params: &[p("a", VEC6_FLOAT64), p("b", VEC6_FLOAT64)], ..B_SPATIAL_DOT_0 },
    O { hidden: false, generic: true, value: V::ScalarSametypes, params: &[p("a", VEC6_FLOAT), p("b", VEC6_FLOAT)], ..B_SPATIAL_DOT_0 },
];

const B_SPATIAL_CROSS_0: O = O { key: "spatial_cross", native: "spatial_cross", group: "Spatial Math", hidden: true, ..O0 };
pub(super) static B_SPATIAL_CROSS: [O; 4] = [
    O { value: V::Fixed(R::One(VEC6_FLOAT16)), params: &[p("a", VEC6_FLOAT16), p("b", VEC6_FLOAT16)], ..B_SPATIAL_CROSS_0 },
    O { value: V::Fixed(R::One(VEC6_FLOAT32)), params: &[p("a", VEC6_FLOAT32), p("b", VEC6_FLOAT32)], ..B_SPATIAL_CROSS_0 },
    O { value: V::Fixed(R::One(VEC6_FLOAT64)), params: &[p("a", VEC6_FLOAT64), p("b", VEC6_FLOAT64)], ..B_SPATIAL_CROSS_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("a", VEC6_FLOAT), p("b", VEC6_FLOAT)], ..B_SPATIAL_CROSS_0 },
];

const B_SPATIAL_CROSS_DUAL_0: O = O { key: "spatial_cross_dual", native: "spatial_cross_dual", group: "Spatial Math", hidden: true, ..O0 };
pub(super) static B_SPATIAL_CROSS_DUAL: [O; 4] = [
    O { value: V::Fixed(R::One(VEC6_FLOAT16)), params: &[p("a", VEC6_FLOAT16), p("b", VEC6_FLOAT16)], ..B_SPATIAL_CROSS_DUAL_0 },
    O { value: V::Fixed(R::One(VEC6_FLOAT32)), params: &[p("a", VEC6_FLOAT32), p("b", VEC6_FLOAT32)], ..B_SPATIAL_CROSS_DUAL_0 },
    O { value: V::Fixed(R::One(VEC6_FLOAT64)), params: &[p("a", VEC6_FLOAT64), p("b", VEC6_FLOAT64)], ..B_SPATIAL_CROSS_DUAL_0 },
    O { hidden: false, generic: true, value: V::Sametypes, params: &[p("a", VEC6_FLOAT), p("b", VEC6_FLOAT)], ..B_SPATIAL_CROSS_DUAL_0 },
];

const B_SPATIAL_TOP_0: O = O { key: "spatial_top", native: "spatial_top", group: "Spatial Math", hidden: true, ..O0 };
pub(super) static B_SPATIAL_TOP: [O; 4] = [
    O { value: V::Fixed(R::One(VEC3_FLOAT16)), params: &[p("svec", VEC6_FLOAT16)], ..B_SPATIAL_TOP_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT32)), params: &[p("svec", VEC6_FLOAT32)], ..B_SPATIAL_TOP_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT64)), params: &[p("svec", VEC6_FLOAT64)], ..B_SPATIAL_TOP_0 },
    O { hidden: false, generic: true, value: V::OverDtype(R::One(VEC3_INFER)), params: &[p("svec", VEC6_FLOAT)], ..B_SPATIAL_TOP_0 },
];

const B_SPATIAL_BOTTOM_0: O = O { key: "spatial_bottom", native: "spatial_bottom", group: "Spatial Math", hidden: true, ..O0 };
pub(super) static B_SPATIAL_BOTTOM: [O; 4] = [
    O { value: V::Fixed(R::One(VEC3_FLOAT16)), params: &[p("svec", VEC6_FLOAT16)], ..B_SPATIAL_BOTTOM_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT32)), params: &[p("svec", VEC6_FLOAT32)], ..B_SPATIAL_BOTTOM_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT64)), params: &[p("svec", VEC6_FLOAT64)], ..B_SPATIAL_BOTTOM_0 },
    O { hidden: false, generic: true, value: V::OverDtype(R::One(VEC3_INFER)), params: &[p("svec", VEC6_FLOAT)], ..B_SPATIAL_BOTTOM_0 },
];
