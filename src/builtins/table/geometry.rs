//! Built-ins of the group `geometry`.
//!
//! Written by `tests/oracle/gen_builtins_table.py` from Warp 1.19.0; do not edit.

use super::super::row::{DefaultTerm as D, Overload as O, OVERLOAD as O0, opt, p};
use super::super::rule::{DispatchRule, Returns as R, ValueRule as V};
use super::terms::{FLOAT16, FLOAT32, FLOAT64, INT32, O_BVH_QUERY, O_BVH_QUERY_AABB, O_BVH_QUERY_CAPSULE, O_BVH_QUERY_RAY, O_BVH_QUERY_SPHERE, O_BVH_QUERY_TILED, O_HASH_GRID_QUERY, O_HASH_GRID_QUERY_D, O_HASH_GRID_QUERY_H, O_MESH, O_MESH_QUERY, O_MESH_QUERY_AABB, O_MESH_QUERY_AABBTILED, O_MESH_QUERY_POINT, O_MESH_QUERY_RAY, O_MESH_QUERY_SPHERE, PY_BOOL, PY_INT, UINT64, VEC3_FLOAT16, VEC3_FLOAT32, VEC3_FLOAT64};

const B_BVH_QUERY_AABB_0: O = O { key: "bvh_query_aabb", native: "bvh_query_aabb", group: "Geometry", differentiable: false, exported: false, value: V::Fixed(R::One(O_BVH_QUERY_AABB)), ..O0 };
pub(super) static B_BVH_QUERY_AABB: [O; 1] = [
    O { params: &[p("id", UINT64), p("low", VEC3_FLOAT32), p("high", VEC3_FLOAT32), opt("root", INT32, D::Int(-1))], ..B_BVH_QUERY_AABB_0 },
];

const B_BVH_QUERY_RAY_0: O = O { key: "bvh_query_ray", native: "bvh_query_ray", group: "Geometry", differentiable: false, exported: false, value: V::Fixed(R::One(O_BVH_QUERY_RAY)), ..O0 };
pub(super) static B_BVH_QUERY_RAY: [O; 1] = [
    O { params: &[p("id", UINT64), p("start", VEC3_FLOAT32), p("dir", VEC3_FLOAT32), opt("root", INT32, D::Int(-1))], ..B_BVH_QUERY_RAY_0 },
];

const B_BVH_QUERY_CAPSULE_0: O = O { key: "bvh_query_capsule", native: "bvh_query_capsule", group: "Geometry", differentiable: false, exported: false, value: V::Fixed(R::One(O_BVH_QUERY_CAPSULE)), ..O0 };
pub(super) static B_BVH_QUERY_CAPSULE: [O; 1] = [
    O { params: &[p("id", UINT64), p("start", VEC3_FLOAT32), p("dir", VEC3_FLOAT32), p("radius", FLOAT32), opt("root", INT32, D::Int(-1))], ..B_BVH_QUERY_CAPSULE_0 },
];

const B_BVH_QUERY_SPHERE_0: O = O { key: "bvh_query_sphere", native: "bvh_query_sphere", group: "Geometry", differentiable: false, exported: false, value: V::Fixed(R::One(O_BVH_QUERY_SPHERE)), ..O0 };
pub(super) static B_BVH_QUERY_SPHERE: [O; 1] = [
    O { params: &[p("id", UINT64), p("center", VEC3_FLOAT32), p("radius", FLOAT32), opt("root", INT32, D::Int(-1))], ..B_BVH_QUERY_SPHERE_0 },
];

const B_BVH_QUERY_NEXT_0: O = O { key: "bvh_query_next", group: "Geometry", differentiable: false, exported: false, value: V::Fixed(R::One(PY_BOOL)), ..O0 };
pub(super) static B_BVH_QUERY_NEXT: [O; 5] = [
    O { native: "bvh_query_next", params: &[p("query", O_BVH_QUERY_AABB), p("index", INT32), opt("max_dist", FLOAT32, D::Float(f64::INFINITY))], ..B_BVH_QUERY_NEXT_0 },
    O { native: "bvh_query_ray_next", params: &[p("query", O_BVH_QUERY_RAY), p("index", INT32), opt("max_dist", FLOAT32, D::Float(f64::INFINITY))], ..B_BVH_QUERY_NEXT_0 },
    O { native: "bvh_query_capsule_next", params: &[p("query", O_BVH_QUERY_CAPSULE), p("index", INT32), opt("max_dist", FLOAT32, D::Float(f64::INFINITY))], ..B_BVH_QUERY_NEXT_0 },
    O { native: "bvh_query_sphere_next", params: &[p("query", O_BVH_QUERY_SPHERE), p("index", INT32), opt("max_dist", FLOAT32, D::Float(f64::INFINITY))], ..B_BVH_QUERY_NEXT_0 },
    O { native: "bvh_query_next_dynamic", params: &[p("query", O_BVH_QUERY), p("index", INT32), opt("max_dist", FLOAT32, D::Float(f64::INFINITY))], ..B_BVH_QUERY_NEXT_0 },
];

const B_BVH_QUERY_AABB_TILED_0: O = O { key: "bvh_query_aabb_tiled", native: "tile_bvh_query_aabb", group: "Geometry", differentiable: false, exported: false, value: V::Fixed(R::One(O_BVH_QUERY_TILED)), ..O0 };
pub(super) static B_BVH_QUERY_AABB_TILED: [O; 1] = [
    O { params: &[p("id", UINT64), p("low", VEC3_FLOAT32), p("high", VEC3_FLOAT32)], ..B_BVH_QUERY_AABB_TILED_0 },
];

const B_BVH_QUERY_RAY_TILED_0: O = O { key: "bvh_query_ray_tiled", native: "tile_bvh_query_ray", group: "Geometry", differentiable: false, exported: false, value: V::Fixed(R::One(O_BVH_QUERY_TILED)), ..O0 };
pub(super) static B_BVH_QUERY_RAY_TILED: [O; 1] = [
    O { params: &[p("id", UINT64), p("start", VEC3_FLOAT32), p("dir", VEC3_FLOAT32)], ..B_BVH_QUERY_RAY_TILED_0 },
];

const B_BVH_QUERY_NEXT_TILED_0: O = O { key: "bvh_query_next_tiled", native: "tile_bvh_query_next", group: "Geometry", differentiable: false, dispatch: Some(DispatchRule::First), exported: false, value: V::QueryNextTiled, ..O0 };
pub(super) static B_BVH_QUERY_NEXT_TILED: [O; 1] = [
    O { params: &[p("query", O_BVH_QUERY_TILED)], ..B_BVH_QUERY_NEXT_TILED_0 },
];

const B_BVH_GET_GROUP_ROOT_0: O = O { key: "bvh_get_group_root", native: "bvh_get_group_root", group: "Geometry", differentiable: false, exported: false, value: V::Fixed(R::One(PY_INT)), ..O0 };
pub(super) static B_BVH_GET_GROUP_ROOT: [O; 1] = [
    O { params: &[p("id", UINT64), p("group", INT32)], ..B_BVH_GET_GROUP_ROOT_0 },
];

const B_MESH_GET_GROUP_ROOT_0: O = O { key: "mesh_get_group_root", native: "mesh_get_group_root", group: "Geometry", differentiable: false, exported: false, value: V::Fixed(R::One(PY_INT)), ..O0 };
pub(super) static B_MESH_GET_GROUP_ROOT: [O; 1] = [
    O { params: &[p("id", UINT64), p("group", INT32)], ..B_MESH_GET_GROUP_ROOT_0 },
];

const B_MESH_QUERY_POINT_0: O = O { key: "mesh_query_point", native: "mesh_query_point", group: "Geometry", exported: false, hidden: true, ..O0 };
pub(super) static B_MESH_QUERY_POINT: [O; 2] = [
    O { value: V::Fixed(R::One(PY_BOOL)), params: &[p("id", UINT64), p("point", VEC3_FLOAT32), p("max_dist", FLOAT32), p("inside", FLOAT32), p("face", INT32), p("bary_u", FLOAT32), p("bary_v", FLOAT32)], ..B_MESH_QUERY_POINT_0 },
    O { hidden: false, require_original_output: true, value: V::Fixed(R::One(O_MESH_QUERY_POINT)), params: &[p("id", UINT64), p("point", VEC3_FLOAT32), p("max_dist", FLOAT32)], ..B_MESH_QUERY_POINT_0 },
];

const B_MESH_QUERY_POINT_SIGN_PARITY_0: O = O { key: "mesh_query_point_sign_parity", native: "mesh_query_point_sign_parity", group: "Geometry", exported: false, hidden: true, ..O0 };
pub(super) static B_MESH_QUERY_POINT_SIGN_PARITY: [O; 2] = [
    O { value: V::Fixed(R::One(PY_BOOL)), params: &[p("id", UINT64), p("point", VEC3_FLOAT32), p("max_dist", FLOAT32), p("inside", FLOAT32), p("face", INT32), p("bary_u", FLOAT32), p("bary_v", FLOAT32), opt("n_sample", INT32, D::Int(1)), opt("perturbation_scale", FLOAT32, D::Float(0.1))], ..B_MESH_QUERY_POINT_SIGN_PARITY_0 },
    O { hidden: false, require_original_output: true, value: V::Fixed(R::One(O_MESH_QUERY_POINT)), params: &[p("id", UINT64), p("point", VEC3_FLOAT32), p("max_dist", FLOAT32), opt("n_sample", INT32, D::Int(1)), opt("perturbation_scale", FLOAT32, D::Float(0.1))], ..B_MESH_QUERY_POINT_SIGN_PARITY_0 },
];

const B_MESH_QUERY_POINT_NO_SIGN_0: O = O { key: "mesh_query_point_no_sign", native: "mesh_query_point_no_sign", group: "Geometry", exported: false, hidden: true, ..O0 };
pub(super) static B_MESH_QUERY_POINT_NO_SIGN: [O; 2] = [
    O { value: V::Fixed(R::One(PY_BOOL)), params: &[p("id", UINT64), p("point", VEC3_FLOAT32), p("max_dist", FLOAT32), p("face", INT32), p("bary_u", FLOAT32), p("bary_v", FLOAT32)], ..B_MESH_QUERY_POINT_NO_SIGN_0 },
    O { hidden: false, require_original_output: true, value: V::Fixed(R::One(O_MESH_QUERY_POINT)), params: &[p("id", UINT64), p("point", VEC3_FLOAT32), p("max_dist", FLOAT32)], ..B_MESH_QUERY_POINT_NO_SIGN_0 },
];

const B_MESH_QUERY_FURTHEST_POINT_NO_SIGN_0: O = O { key: "mesh_query_furthest_point_no_sign", native: "mesh_query_furthest_point_no_sign", group: "Geometry", exported: false, hidden: true, ..O0 };
pub(super) static B_MESH_QUERY_FURTHEST_POINT_NO_SIGN: [O; 2] = [
    O { value: V::Fixed(R::One(PY_BOOL)), params: &[p("id", UINT64), p("point", VEC3_FLOAT32), p("min_dist", FLOAT32), p("face", INT32), p("bary_u", FLOAT32), p("bary_v", FLOAT32)], ..B_MESH_QUERY_FURTHEST_POINT_NO_SIGN_0 },
    O { hidden: false, require_original_output: true, value: V::Fixed(R::One(O_MESH_QUERY_POINT)), params: &[p("id", UINT64), p("point", VEC3_FLOAT32), p("min_dist", FLOAT32)], ..B_MESH_QUERY_FURTHEST_POINT_NO_SIGN_0 },
];

const B_MESH_QUERY_POINT_SIGN_NORMAL_0: O = O { key: "mesh_query_point_sign_normal", native: "mesh_query_point_sign_normal", group: "Geometry", exported: false, hidden: true, ..O0 };
pub(super) static B_MESH_QUERY_POINT_SIGN_NORMAL: [O; 2] = [
    O { value: V::Fixed(R::One(PY_BOOL)), params: &[p("id", UINT64), p("point", VEC3_FLOAT32), p("max_dist", FLOAT32), p("inside", FLOAT32), p("face", INT32), p("bary_u", FLOAT32), p("bary_v", FLOAT32), opt("epsilon", FLOAT32, D::Float(0.001))], ..B_MESH_QUERY_POINT_SIGN_NORMAL_0 },
    O { hidden: false, require_original_output: true, value: V::Fixed(R::One(O_MESH_QUERY_POINT)), params: &[p("id", UINT64), p("point", VEC3_FLOAT32), p("max_dist", FLOAT32), opt("epsilon", FLOAT32, D::Float(0.001))], ..B_MESH_QUERY_POINT_SIGN_NORMAL_0 },
];

const B_MESH_QUERY_POINT_SIGN_WINDING_NUMBER_0: O = O { key: "mesh_query_point_sign_winding_number", native: "mesh_query_point_sign_winding_number", group: "Geometry", exported: false, hidden: true, ..O0 };
pub(super) static B_MESH_QUERY_POINT_SIGN_WINDING_NUMBER: [O; 2] = [
    O { value: V::Fixed(R::One(PY_BOOL)), params: &[p("id", UINT64), p("point", VEC3_FLOAT32), p("max_dist", FLOAT32), p("inside", FLOAT32), p("face", INT32), p("bary_u", FLOAT32), p("bary_v", FLOAT32), opt("accuracy", FLOAT32, D::Float(2.0)), opt("threshold", FLOAT32, D::Float(0.5))], ..B_MESH_QUERY_POINT_SIGN_WINDING_NUMBER_0 },
    O { hidden: false, require_original_output: true, value: V::Fixed(R::One(O_MESH_QUERY_POINT)), params: &[p("id", UINT64), p("point", VEC3_FLOAT32), p("max_dist", FLOAT32), opt("accuracy", FLOAT32, D::Float(2.0)), opt("threshold", FLOAT32, D::Float(0.5))], ..B_MESH_QUERY_POINT_SIGN_WINDING_NUMBER_0 },
];

const B_MESH_QUERY_RAY_0: O = O { key: "mesh_query_ray", native: "mesh_query_ray", group: "Geometry", exported: false, hidden: true, ..O0 };
pub(super) static B_MESH_QUERY_RAY: [O; 2] = [
    O { value: V::Fixed(R::One(PY_BOOL)), params: &[p("id", UINT64), p("start", VEC3_FLOAT32), p("dir", VEC3_FLOAT32), p("max_t", FLOAT32), p("t", FLOAT32), p("bary_u", FLOAT32), p("bary_v", FLOAT32), p("sign", FLOAT32), p("normal", VEC3_FLOAT32), p("face", INT32), opt("root", INT32, D::Int(-1))], ..B_MESH_QUERY_RAY_0 },
    O { hidden: false, require_original_output: true, value: V::Fixed(R::One(O_MESH_QUERY_RAY)), params: &[p("id", UINT64), p("start", VEC3_FLOAT32), p("dir", VEC3_FLOAT32), p("max_t", FLOAT32), opt("root", INT32, D::Int(-1))], ..B_MESH_QUERY_RAY_0 },
];

const B_MESH_QUERY_RAY_ANYHIT_0: O = O { key: "mesh_query_ray_anyhit", native: "mesh_query_ray_anyhit", group: "Geometry", differentiable: false, exported: false, value: V::Fixed(R::One(PY_BOOL)), ..O0 };
pub(super) static B_MESH_QUERY_RAY_ANYHIT: [O; 1] = [
    O { params: &[p("id", UINT64), p("start", VEC3_FLOAT32), p("dir", VEC3_FLOAT32), p("max_t", FLOAT32), opt("root", INT32, D::Int(-1))], ..B_MESH_QUERY_RAY_ANYHIT_0 },
];

const B_MESH_QUERY_RAY_COUNT_INTERSECTIONS_0: O = O { key: "mesh_query_ray_count_intersections", native: "mesh_query_ray_count_intersections", group: "Geometry", differentiable: false, exported: false, value: V::Fixed(R::One(PY_INT)), ..O0 };
pub(super) static B_MESH_QUERY_RAY_COUNT_INTERSECTIONS: [O; 1] = [
    O { params: &[p("id", UINT64), p("start", VEC3_FLOAT32), p("dir", VEC3_FLOAT32), opt("root", INT32, D::Int(-1))], ..B_MESH_QUERY_RAY_COUNT_INTERSECTIONS_0 },
];

const B_MESH_GET_BVH_0: O = O { key: "mesh_get_bvh", native: "mesh_get_bvh", group: "Geometry", differentiable: false, exported: false, value: V::Fixed(R::One(UINT64)), ..O0 };
pub(super) static B_MESH_GET_BVH: [O; 1] = [
    O { params: &[p("id", UINT64)], ..B_MESH_GET_BVH_0 },
];

const B_MESH_QUERY_AABB_0: O = O { key: "mesh_query_aabb", native: "mesh_query_aabb", group: "Geometry", differentiable: false, exported: false, value: V::Fixed(R::One(O_MESH_QUERY_AABB)), ..O0 };
pub(super) static B_MESH_QUERY_AABB: [O; 1] = [
    O { params: &[p("id", UINT64), p("low", VEC3_FLOAT32), p("high", VEC3_FLOAT32)], ..B_MESH_QUERY_AABB_0 },
];

const B_MESH_QUERY_SPHERE_0: O = O { key: "mesh_query_sphere", native: "mesh_query_sphere", group: "Geometry", differentiable: false, exported: false, value: V::Fixed(R::One(O_MESH_QUERY_SPHERE)), ..O0 };
pub(super) static B_MESH_QUERY_SPHERE: [O; 1] = [
    O { params: &[p("id", UINT64), p("center", VEC3_FLOAT32), p("radius", FLOAT32)], ..B_MESH_QUERY_SPHERE_0 },
];

const B_MESH_QUERY_NEXT_0: O = O { key: "mesh_query_next", group: "Geometry", differentiable: false, exported: false, value: V::Fixed(R::One(PY_BOOL)), ..O0 };
pub(super) static B_MESH_QUERY_NEXT: [O; 3] = [
    O { native: "mesh_query_aabb_next", params: &[p("query", O_MESH_QUERY_AABB), p("index", INT32)], ..B_MESH_QUERY_NEXT_0 },
    O { native: "mesh_query_sphere_next", params: &[p("query", O_MESH_QUERY_SPHERE), p("index", INT32)], ..B_MESH_QUERY_NEXT_0 },
    O { native: "mesh_query_next_dynamic", params: &[p("query", O_MESH_QUERY), p("index", INT32)], ..B_MESH_QUERY_NEXT_0 },
];

const B_MESH_QUERY_AABB_NEXT_0: O = O { key: "mesh_query_aabb_next", group: "Geometry", differentiable: false, exported: false, value: V::Fixed(R::One(PY_BOOL)), ..O0 };
pub(super) static B_MESH_QUERY_AABB_NEXT: [O; 3] = [
    O { native: "mesh_query_aabb_next", params: &[p("query", O_MESH_QUERY_AABB), p("index", INT32)], ..B_MESH_QUERY_AABB_NEXT_0 },
    O { native: "mesh_query_sphere_next", params: &[p("query", O_MESH_QUERY_SPHERE), p("index", INT32)], ..B_MESH_QUERY_AABB_NEXT_0 },
    O { native: "mesh_query_next_dynamic", params: &[p("query", O_MESH_QUERY), p("index", INT32)], ..B_MESH_QUERY_AABB_NEXT_0 },
];

const B_MESH_QUERY_AABB_TILED_0: O = O { key: "mesh_query_aabb_tiled", native: "tile_mesh_query_aabb", group: "Geometry", differentiable: false, exported: false, value: V::Fixed(R::One(O_MESH_QUERY_AABBTILED)), ..O0 };
pub(super) static B_MESH_QUERY_AABB_TILED: [O; 1] = [
    O { params: &[p("id", UINT64), p("low", VEC3_FLOAT32), p("high", VEC3_FLOAT32)], ..B_MESH_QUERY_AABB_TILED_0 },
];

const B_MESH_QUERY_AABB_NEXT_TILED_0: O = O { key: "mesh_query_aabb_next_tiled", native: "tile_mesh_query_aabb_next", group: "Geometry", differentiable: false, dispatch: Some(DispatchRule::First), exported: false, value: V::QueryNextTiled, ..O0 };
pub(super) static B_MESH_QUERY_AABB_NEXT_TILED: [O; 1] = [
    O { params: &[p("query", O_MESH_QUERY_AABBTILED)], ..B_MESH_QUERY_AABB_NEXT_TILED_0 },
];

const B_MESH_EVAL_POSITION_0: O = O { key: "mesh_eval_position", native: "mesh_eval_position", group: "Geometry", exported: false, value: V::Fixed(R::One(VEC3_FLOAT32)), ..O0 };
pub(super) static B_MESH_EVAL_POSITION: [O; 1] = [
    O { params: &[p("id", UINT64), p("face", INT32), p("bary_u", FLOAT32), p("bary_v", FLOAT32)], ..B_MESH_EVAL_POSITION_0 },
];

const B_MESH_EVAL_VELOCITY_0: O = O { key: "mesh_eval_velocity", native: "mesh_eval_velocity", group: "Geometry", exported: false, value: V::Fixed(R::One(VEC3_FLOAT32)), ..O0 };
pub(super) static B_MESH_EVAL_VELOCITY: [O; 1] = [
    O { params: &[p("id", UINT64), p("face", INT32), p("bary_u", FLOAT32), p("bary_v", FLOAT32)], ..B_MESH_EVAL_VELOCITY_0 },
];

const B_HASH_GRID_QUERY_0: O = O { key: "hash_grid_query", native: "hash_grid_query", group: "Geometry", differentiable: false, exported: false, ..O0 };
pub(super) static B_HASH_GRID_QUERY: [O; 6] = [
    O { value: V::Fixed(R::One(O_HASH_GRID_QUERY)), params: &[p("id", UINT64), p("point", VEC3_FLOAT32), p("max_dist", FLOAT32)], ..B_HASH_GRID_QUERY_0 },
    O { value: V::Fixed(R::One(O_HASH_GRID_QUERY)), params: &[p("id", UINT64), p("point", VEC3_FLOAT32), p("max_dist", FLOAT32), p("group", INT32)], ..B_HASH_GRID_QUERY_0 },
    O { value: V::Fixed(R::One(O_HASH_GRID_QUERY_H)), params: &[p("id", UINT64), p("point", VEC3_FLOAT16), p("max_dist", FLOAT16)], ..B_HASH_GRID_QUERY_0 },
    O { value: V::Fixed(R::One(O_HASH_GRID_QUERY_H)), params: &[p("id", UINT64), p("point", VEC3_FLOAT16), p("max_dist", FLOAT16), p("group", INT32)], ..B_HASH_GRID_QUERY_0 },
    O { value: V::Fixed(R::One(O_HASH_GRID_QUERY_D)), params: &[p("id", UINT64), p("point", VEC3_FLOAT64), p("max_dist", FLOAT64)], ..B_HASH_GRID_QUERY_0 },
    O { value: V::Fixed(R::One(O_HASH_GRID_QUERY_D)), params: &[p("id", UINT64), p("point", VEC3_FLOAT64), p("max_dist", FLOAT64), p("group", INT32)], ..B_HASH_GRID_QUERY_0 },
];

const B_HASH_GRID_QUERY_NEXT_0: O = O { key: "hash_grid_query_next", native: "hash_grid_query_next", group: "Geometry", differentiable: false, exported: false, value: V::Fixed(R::One(PY_BOOL)), ..O0 };
pub(super) static B_HASH_GRID_QUERY_NEXT: [O; 3] = [
    O { params: &[p("query", O_HASH_GRID_QUERY), p("index", INT32)], ..B_HASH_GRID_QUERY_NEXT_0 },
    O { params: &[p("query", O_HASH_GRID_QUERY_H), p("index", INT32)], ..B_HASH_GRID_QUERY_NEXT_0 },
    O { params: &[p("query", O_HASH_GRID_QUERY_D), p("index", INT32)], ..B_HASH_GRID_QUERY_NEXT_0 },
];

const B_HASH_GRID_POINT_ID_0: O = O { key: "hash_grid_point_id", native: "hash_grid_point_id", group: "Geometry", differentiable: false, exported: false, value: V::Fixed(R::One(PY_INT)), ..O0 };
pub(super) static B_HASH_GRID_POINT_ID: [O; 1] = [
    O { params: &[p("id", UINT64), p("index", INT32)], ..B_HASH_GRID_POINT_ID_0 },
];

const B_INTERSECT_TRI_TRI_0: O = O { key: "intersect_tri_tri", native: "intersect_tri_tri", group: "Geometry", differentiable: false, exported: false, value: V::Fixed(R::One(PY_INT)), ..O0 };
pub(super) static B_INTERSECT_TRI_TRI: [O; 2] = [
    O { params: &[p("v0", VEC3_FLOAT32), p("v1", VEC3_FLOAT32), p("v2", VEC3_FLOAT32), p("u0", VEC3_FLOAT32), p("u1", VEC3_FLOAT32), p("u2", VEC3_FLOAT32)], ..B_INTERSECT_TRI_TRI_0 },
    O { params: &[p("v0", VEC3_FLOAT64), p("v1", VEC3_FLOAT64), p("v2", VEC3_FLOAT64), p("u0", VEC3_FLOAT64), p("u1", VEC3_FLOAT64), p("u2", VEC3_FLOAT64)], ..B_INTERSECT_TRI_TRI_0 },
];

const B_MESH_GET_0: O = O { key: "mesh_get", native: "mesh_get", group: "Geometry", differentiable: false, exported: false, value: V::Fixed(R::One(O_MESH)), ..O0 };
pub(super) static B_MESH_GET: [O; 1] = [
    O { params: &[p("id", UINT64)], ..B_MESH_GET_0 },
];

const B_MESH_EVAL_FACE_NORMAL_0: O = O { key: "mesh_eval_face_normal", native: "mesh_eval_face_normal", group: "Geometry", differentiable: false, exported: false, value: V::Fixed(R::One(VEC3_FLOAT32)), ..O0 };
pub(super) static B_MESH_EVAL_FACE_NORMAL: [O; 1] = [
    O { params: &[p("id", UINT64), p("face", INT32)], ..B_MESH_EVAL_FACE_NORMAL_0 },
];

const B_MESH_GET_POINT_0: O = O { key: "mesh_get_point", native: "mesh_get_point", group: "Geometry", differentiable: false, exported: false, value: V::Fixed(R::One(VEC3_FLOAT32)), ..O0 };
pub(super) static B_MESH_GET_POINT: [O; 1] = [
    O { params: &[p("id", UINT64), p("index", INT32)], ..B_MESH_GET_POINT_0 },
];

const B_MESH_GET_VELOCITY_0: O = O { key: "mesh_get_velocity", native: "mesh_get_velocity", group: "Geometry", differentiable: false, exported: false, value: V::Fixed(R::One(VEC3_FLOAT32)), ..O0 };
pub(super) static B_MESH_GET_VELOCITY: [O; 1] = [
    O { params: &[p("id", UINT64), p("index", INT32)], ..B_MESH_GET_VELOCITY_0 },
];

const B_MESH_GET_INDEX_0: O = O { key: "mesh_get_index", native: "mesh_get_index", group: "Geometry", differentiable: false, exported: false, value: V::Fixed(R::One(PY_INT)), ..O0 };
pub(super) static B_MESH_GET_INDEX: [O; 1] = [
    O { params: &[p("id", UINT64), p("index", INT32)], ..B_MESH_GET_INDEX_0 },
];

const B_CLOSEST_POINT_EDGE_EDGE_0: O = O { key: "closest_point_edge_edge", native: "closest_point_edge_edge", group: "Geometry", exported: false, value: V::Fixed(R::One(VEC3_FLOAT32)), ..O0 };
pub(super) static B_CLOSEST_POINT_EDGE_EDGE: [O; 1] = [
    O { params: &[p("p1", VEC3_FLOAT32), p("q1", VEC3_FLOAT32), p("p2", VEC3_FLOAT32), p("q2", VEC3_FLOAT32), p("epsilon", FLOAT32)], ..B_CLOSEST_POINT_EDGE_EDGE_0 },
];
