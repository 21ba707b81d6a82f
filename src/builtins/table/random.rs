//! Built-ins of the group `random`.
//!
//! Written by `tests/oracle/gen_builtins_table.py` from Warp 1.19.0; do not edit.

use super::super::row::{DefaultTerm as D, Overload as O, OVERLOAD as O0, opt, p};
use super::super::rule::{Returns as R, ValueRule as V};
use super::terms::{ARRAY_FLOAT32, FLOAT32, INT32, PY_FLOAT, PY_INT, UINT32, VEC2_FLOAT32, VEC3_FLOAT32, VEC4_FLOAT32};
use crate::types::Scalar;

const B_RAND_INIT_0: O = O { key: "rand_init", native: "rand_init", group: "Random", differentiable: false, value: V::Fixed(R::One(UINT32)), ..O0 };
pub(super) static B_RAND_INIT: [O; 2] = [
    O { params: &[p("seed", INT32)], ..B_RAND_INIT_0 },
    O { params: &[p("seed", INT32), p("offset", INT32)], ..B_RAND_INIT_0 },
];

const B_RANDI_0: O = O { key: "randi", native: "randi", group: "Random", differentiable: false, value: V::Fixed(R::One(PY_INT)), ..O0 };
pub(super) static B_RANDI: [O; 2] = [
    O { params: &[p("state", UINT32)], ..B_RANDI_0 },
    O { params: &[p("state", UINT32), p("low", INT32), p("high", INT32)], ..B_RANDI_0 },
];

const B_RANDU_0: O = O { key: "randu", native: "randu", group: "Random", differentiable: false, value: V::Fixed(R::One(UINT32)), ..O0 };
pub(super) static B_RANDU: [O; 2] = [
    O { params: &[p("state", UINT32)], ..B_RANDU_0 },
    O { params: &[p("state", UINT32), p("low", UINT32), p("high", UINT32)], ..B_RANDU_0 },
];

const B_RANDF_0: O = O { key: "randf", native: "randf", group: "Random", differentiable: false, value: V::Fixed(R::One(PY_FLOAT)), ..O0 };
pub(super) static B_RANDF: [O; 2] = [
    O { params: &[p("state", UINT32)], ..B_RANDF_0 },
    O { params: &[p("state", UINT32), p("low", FLOAT32), p("high", FLOAT32)], ..B_RANDF_0 },
];

const B_RANDN_0: O = O { key: "randn", native: "randn", group: "Random", differentiable: false, value: V::Fixed(R::One(PY_FLOAT)), ..O0 };
pub(super) static B_RANDN: [O; 1] = [
    O { params: &[p("state", UINT32)], ..B_RANDN_0 },
];

const B_SAMPLE_CDF_0: O = O { key: "sample_cdf", native: "sample_cdf", group: "Random", differentiable: false, value: V::Fixed(R::One(PY_INT)), ..O0 };
pub(super) static B_SAMPLE_CDF: [O; 1] = [
    O { params: &[p("state", UINT32), p("cdf", ARRAY_FLOAT32)], ..B_SAMPLE_CDF_0 },
];

const B_SAMPLE_TRIANGLE_0: O = O { key: "sample_triangle", native: "sample_triangle", group: "Random", differentiable: false, value: V::Fixed(R::One(VEC2_FLOAT32)), ..O0 };
pub(super) static B_SAMPLE_TRIANGLE: [O; 1] = [
    O { params: &[p("state", UINT32)], ..B_SAMPLE_TRIANGLE_0 },
];

const B_SAMPLE_UNIT_RING_0: O = O { key: "sample_unit_ring", native: "sample_unit_ring", group: "Random", differentiable: false, value: V::Fixed(R::One(VEC2_FLOAT32)), ..O0 };
pub(super) static B_SAMPLE_UNIT_RING: [O; 1] = [
    O { params: &[p("state", UINT32)], ..B_SAMPLE_UNIT_RING_0 },
];

const B_SAMPLE_UNIT_DISK_0: O = O { key: "sample_unit_disk", native: "sample_unit_disk", group: "Random", differentiable: false, value: V::Fixed(R::One(VEC2_FLOAT32)), ..O0 };
pub(super) static B_SAMPLE_UNIT_DISK: [O; 1] = [
    O { params: &[p("state", UINT32)], ..B_SAMPLE_UNIT_DISK_0 },
];

const B_SAMPLE_UNIT_SPHERE_SURFACE_0: O = O { key: "sample_unit_sphere_surface", native: "sample_unit_sphere_surface", group: "Random", differentiable: false, value: V::Fixed(R::One(VEC3_FLOAT32)), ..O0 };
pub(super) static B_SAMPLE_UNIT_SPHERE_SURFACE: [O; 1] = [
    O { params: &[p("state", UINT32)], ..B_SAMPLE_UNIT_SPHERE_SURFACE_0 },
];

const B_SAMPLE_UNIT_SPHERE_0: O = O { key: "sample_unit_sphere", native: "sample_unit_sphere", group: "Random", differentiable: false, value: V::Fixed(R::One(VEC3_FLOAT32)), ..O0 };
pub(super) static B_SAMPLE_UNIT_SPHERE: [O; 1] = [
    O { params: &[p("state", UINT32)], ..B_SAMPLE_UNIT_SPHERE_0 },
];

const B_SAMPLE_UNIT_HEMISPHERE_SURFACE_0: O = O { key: "sample_unit_hemisphere_surface", native: "sample_unit_hemisphere_surface", group: "Random", differentiable: false, value: V::Fixed(R::One(VEC3_FLOAT32)), ..O0 };
pub(super) static B_SAMPLE_UNIT_HEMISPHERE_SURFACE: [O; 1] = [
    O { params: &[p("state", UINT32)], ..B_SAMPLE_UNIT_HEMISPHERE_SURFACE_0 },
];

const B_SAMPLE_UNIT_HEMISPHERE_0: O = O { key: "sample_unit_hemisphere", native: "sample_unit_hemisphere", group: "Random", differentiable: false, value: V::Fixed(R::One(VEC3_FLOAT32)), ..O0 };
pub(super) static B_SAMPLE_UNIT_HEMISPHERE: [O; 1] = [
    O { params: &[p("state", UINT32)], ..B_SAMPLE_UNIT_HEMISPHERE_0 },
];

const B_SAMPLE_UNIT_SQUARE_0: O = O { key: "sample_unit_square", native: "sample_unit_square", group: "Random", differentiable: false, value: V::Fixed(R::One(VEC2_FLOAT32)), ..O0 };
pub(super) static B_SAMPLE_UNIT_SQUARE: [O; 1] = [
    O { params: &[p("state", UINT32)], ..B_SAMPLE_UNIT_SQUARE_0 },
];

const B_SAMPLE_UNIT_CUBE_0: O = O { key: "sample_unit_cube", native: "sample_unit_cube", group: "Random", differentiable: false, value: V::Fixed(R::One(VEC3_FLOAT32)), ..O0 };
pub(super) static B_SAMPLE_UNIT_CUBE: [O; 1] = [
    O { params: &[p("state", UINT32)], ..B_SAMPLE_UNIT_CUBE_0 },
];

const B_POISSON_0: O = O { key: "poisson", native: "poisson", group: "Random", differentiable: false, value: V::Fixed(R::One(UINT32)), ..O0 };
pub(super) static B_POISSON: [O; 1] = [
    O { params: &[p("state", UINT32), p("lam", FLOAT32)], ..B_POISSON_0 },
];

const B_NOISE_0: O = O { key: "noise", native: "noise", group: "Random", value: V::Fixed(R::One(PY_FLOAT)), ..O0 };
pub(super) static B_NOISE: [O; 4] = [
    O { params: &[p("state", UINT32), p("x", FLOAT32)], ..B_NOISE_0 },
    O { params: &[p("state", UINT32), p("xy", VEC2_FLOAT32)], ..B_NOISE_0 },
    O { params: &[p("state", UINT32), p("xyz", VEC3_FLOAT32)], ..B_NOISE_0 },
    O { params: &[p("state", UINT32), p("xyzt", VEC4_FLOAT32)], ..B_NOISE_0 },
];

const B_PNOISE_0: O = O { key: "pnoise", native: "pnoise", group: "Random", value: V::Fixed(R::One(PY_FLOAT)), ..O0 };
pub(super) static B_PNOISE: [O; 4] = [
    O { params: &[p("state", UINT32), p("x", FLOAT32), p("px", INT32)], ..B_PNOISE_0 },
    O { params: &[p("state", UINT32), p("xy", VEC2_FLOAT32), p("px", INT32), p("py", INT32)], ..B_PNOISE_0 },
    O { params: &[p("state", UINT32), p("xyz", VEC3_FLOAT32), p("px", INT32), p("py", INT32), p("pz", INT32)], ..B_PNOISE_0 },
    O { params: &[p("state", UINT32), p("xyzt", VEC4_FLOAT32), p("px", INT32), p("py", INT32), p("pz", INT32), p("pt", INT32)], ..B_PNOISE_0 },
];

const B_CURLNOISE_0: O = O { key: "curlnoise", native: "curlnoise", group: "Random", ..O0 };
pub(super) static B_CURLNOISE: [O; 3] = [
    O { value: V::Fixed(R::One(VEC2_FLOAT32)), params: &[p("state", UINT32), p("xy", VEC2_FLOAT32), opt("octaves", UINT32, D::Scalar(Scalar::UInt32, 1)), opt("lacunarity", FLOAT32, D::Float(2.0)), opt("gain", FLOAT32, D::Float(0.5))], ..B_CURLNOISE_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT32)), params: &[p("state", UINT32), p("xyz", VEC3_FLOAT32), opt("octaves", UINT32, D::Scalar(Scalar::UInt32, 1)), opt("lacunarity", FLOAT32, D::Float(2.0)), opt("gain", FLOAT32, D::Float(0.5))], ..B_CURLNOISE_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT32)), params: &[p("state", UINT32), p("xyzt", VEC4_FLOAT32), opt("octaves", UINT32, D::Scalar(Scalar::UInt32, 1)), opt("lacunarity", FLOAT32, D::Float(2.0)), opt("gain", FLOAT32, D::Float(0.5))], ..B_CURLNOISE_0 },
];
