//! Built-ins of the group `tile_primitives`.
//!
//! Written by `tests/oracle/gen_builtins_table.py` from Warp 1.19.0; do not edit.

use super::super::row::{DefaultTerm as D, Overload as O, OVERLOAD as O0, opt, p, star};
use super::super::rule::{DispatchRule, LtoRule, Returns as R, ValueRule as V};
use super::terms::{ANY, ARRAY_ANY, BOOL, CALLABLE, FLOAT, FLOAT32, INT32, O_BVH_QUERY_TILED, O_MESH_QUERY_AABBTILED, PY_FLOAT, SCALAR, STR, TILE_ANY, TILE_ANY_TUPLE_INT, TILE_ANY_TUPLE_INT_INT, TILE_ANY_TUPLE_INT_INT_INT_INT, TILE_FLOAT, TILE_FLOAT_TUPLE_INT_INT, TILE_INT32_TUPLE_INT, TILE_SCALAR, TILE_VEC2_FLOAT, TILE_VEC2_FLOAT_TUPLE_INT_INT, TUPLE, TUPLE_PY_INT_ELLIPSIS, UINT32, UINT64, VEC3_FLOAT32};

const B_TILE_ZEROS_0: O = O { key: "tile_zeros", native: "tile_zeros", group: "Tile Primitives", differentiable: false, dispatch: Some(DispatchRule::TileDtypeShape), exported: false, generic: true, value: V::TileFill("tile_zeros"), ..O0 };
pub(super) static B_TILE_ZEROS: [O; 2] = [
    O { params: &[p("shape", TUPLE_PY_INT_ELLIPSIS), opt("dtype", ANY, D::Type(PY_FLOAT)), opt("storage", STR, D::Str("register"))], ..B_TILE_ZEROS_0 },
    O { params: &[p("shape", INT32), opt("dtype", ANY, D::Type(PY_FLOAT)), opt("storage", STR, D::Str("register"))], ..B_TILE_ZEROS_0 },
];

const B_TILE_ONES_0: O = O { key: "tile_ones", native: "tile_ones", group: "Tile Primitives", differentiable: false, dispatch: Some(DispatchRule::TileDtypeShape), exported: false, generic: true, value: V::TileFill("tile_ones"), ..O0 };
pub(super) static B_TILE_ONES: [O; 2] = [
    O { params: &[p("shape", TUPLE_PY_INT_ELLIPSIS), opt("dtype", ANY, D::Type(PY_FLOAT)), opt("storage", STR, D::Str("register"))], ..B_TILE_ONES_0 },
    O { params: &[p("shape", INT32), opt("dtype", ANY, D::Type(PY_FLOAT)), opt("storage", STR, D::Str("register"))], ..B_TILE_ONES_0 },
];

const B_TILE_EMPTY_0: O = O { key: "tile_empty", native: "tile_empty", group: "Tile Primitives", differentiable: false, dispatch: Some(DispatchRule::TileDtypeShape), exported: false, generic: true, value: V::TileFill("tile_empty"), ..O0 };
pub(super) static B_TILE_EMPTY: [O; 2] = [
    O { params: &[p("shape", TUPLE_PY_INT_ELLIPSIS), opt("dtype", ANY, D::Type(PY_FLOAT)), opt("storage", STR, D::Str("register"))], ..B_TILE_EMPTY_0 },
    O { params: &[p("shape", INT32), opt("dtype", ANY, D::Type(PY_FLOAT)), opt("storage", STR, D::Str("register"))], ..B_TILE_EMPTY_0 },
];

const B_TILE_FULL_0: O = O { key: "tile_full", native: "tile_full", group: "Tile Primitives", differentiable: false, dispatch: Some(DispatchRule::TileFull), exported: false, generic: true, value: V::TileFull, ..O0 };
pub(super) static B_TILE_FULL: [O; 2] = [
    O { params: &[p("shape", TUPLE_PY_INT_ELLIPSIS), p("value", ANY), opt("dtype", ANY, D::None), opt("storage", STR, D::Str("register"))], ..B_TILE_FULL_0 },
    O { params: &[p("shape", INT32), p("value", ANY), opt("dtype", ANY, D::None), opt("storage", STR, D::Str("register"))], ..B_TILE_FULL_0 },
];

const B_TILE_FROM_THREAD_0: O = O { key: "tile_from_thread", native: "tile_from_thread", group: "Tile Primitives", differentiable: false, dispatch: Some(DispatchRule::TileFromThread), exported: false, generic: true, value: V::TileFromThread, ..O0 };
pub(super) static B_TILE_FROM_THREAD: [O; 2] = [
    O { params: &[p("shape", TUPLE_PY_INT_ELLIPSIS), p("value", ANY), p("thread_idx", INT32), opt("storage", STR, D::Str("register"))], ..B_TILE_FROM_THREAD_0 },
    O { params: &[p("shape", INT32), p("value", ANY), p("thread_idx", INT32), opt("storage", STR, D::Str("register"))], ..B_TILE_FROM_THREAD_0 },
];

const B_TILE_RANDI_0: O = O { key: "tile_randi", native: "tile_randi", group: "Tile Primitives", differentiable: false, dispatch: Some(DispatchRule::TileRand { float: false }), exported: false, value: V::TileRand { float: false }, ..O0 };
pub(super) static B_TILE_RANDI: [O; 4] = [
    O { generic: true, params: &[p("shape", TUPLE_PY_INT_ELLIPSIS), p("rng", UINT32), opt("storage", STR, D::Str("register"))], ..B_TILE_RANDI_0 },
    O { params: &[p("shape", INT32), p("rng", UINT32), opt("storage", STR, D::Str("register"))], ..B_TILE_RANDI_0 },
    O { generic: true, params: &[p("shape", TUPLE_PY_INT_ELLIPSIS), p("rng", UINT32), p("min", INT32), p("max", INT32), opt("storage", STR, D::Str("register"))], ..B_TILE_RANDI_0 },
    O { params: &[p("shape", INT32), p("rng", UINT32), p("min", INT32), p("max", INT32), opt("storage", STR, D::Str("register"))], ..B_TILE_RANDI_0 },
];

const B_TILE_RANDF_0: O = O { key: "tile_randf", native: "tile_randf", group: "Tile Primitives", differentiable: false, dispatch: Some(DispatchRule::TileRand { float: true }), exported: false, value: V::TileRand { float: true }, ..O0 };
pub(super) static B_TILE_RANDF: [O; 4] = [
    O { generic: true, params: &[p("shape", TUPLE_PY_INT_ELLIPSIS), p("rng", UINT32), opt("storage", STR, D::Str("register"))], ..B_TILE_RANDF_0 },
    O { params: &[p("shape", INT32), p("rng", UINT32), opt("storage", STR, D::Str("register"))], ..B_TILE_RANDF_0 },
    O { generic: true, params: &[p("shape", TUPLE_PY_INT_ELLIPSIS), p("rng", UINT32), p("min", FLOAT32), p("max", FLOAT32), opt("storage", STR, D::Str("register"))], ..B_TILE_RANDF_0 },
    O { params: &[p("shape", INT32), p("rng", UINT32), p("min", FLOAT32), p("max", FLOAT32), opt("storage", STR, D::Str("register"))], ..B_TILE_RANDF_0 },
];

const B_TILE_ARANGE_0: O = O { key: "tile_arange", native: "tile_arange", group: "Tile Primitives", differentiable: false, dispatch: Some(DispatchRule::TileArange), exported: false, generic: true, value: V::TileArange, variadic: true, ..O0 };
pub(super) static B_TILE_ARANGE: [O; 1] = [
    O { params: &[star("args", SCALAR), opt("dtype", SCALAR, D::None), opt("storage", STR, D::Str("register"))], ..B_TILE_ARANGE_0 },
];

const B_TILE_LOAD_0: O = O { key: "tile_load", native: "tile_load", group: "Tile Primitives", dispatch: Some(DispatchRule::TileLoadTuple), exported: false, generic: true, value: V::TileLoadTuple, ..O0 };
pub(super) static B_TILE_LOAD: [O; 2] = [
    O { params: &[p("a", ARRAY_ANY), p("shape", TUPLE_PY_INT_ELLIPSIS), opt("offset", TUPLE_PY_INT_ELLIPSIS, D::None), opt("storage", STR, D::Str("register")), opt("bounds_check", BOOL, D::Bool(true)), opt("aligned", BOOL, D::Bool(false))], ..B_TILE_LOAD_0 },
    O { params: &[p("a", ARRAY_ANY), p("shape", INT32), opt("offset", INT32, D::None), opt("storage", STR, D::Str("register")), opt("bounds_check", BOOL, D::Bool(true)), opt("aligned", BOOL, D::Bool(false))], ..B_TILE_LOAD_0 },
];

const B_TILE_LOAD_INDEXED_0: O = O { key: "tile_load_indexed", native: "tile_load_indexed", group: "Tile Primitives", dispatch: Some(DispatchRule::TileLoadIndexedTuple), exported: false, generic: true, value: V::TileLoadIndexedTuple, ..O0 };
pub(super) static B_TILE_LOAD_INDEXED: [O; 1] = [
    O { params: &[p("a", ARRAY_ANY), p("indices", TILE_INT32_TUPLE_INT), p("shape", TUPLE_PY_INT_ELLIPSIS), opt("offset", TUPLE_PY_INT_ELLIPSIS, D::None), opt("axis", INT32, D::Int(0)), opt("storage", STR, D::Str("register"))], ..B_TILE_LOAD_INDEXED_0 },
];

const B_TILE_STORE_0: O = O { key: "tile_store", native: "tile_store", group: "Tile Primitives", dispatch: Some(DispatchRule::TileStore), exported: false, generic: true, skip_replay: true, value: V::TileStore, ..O0 };
pub(super) static B_TILE_STORE: [O; 2] = [
    O { params: &[p("a", ARRAY_ANY), p("t", TILE_ANY), opt("offset", TUPLE_PY_INT_ELLIPSIS, D::None), opt("bounds_check", BOOL, D::Bool(true)), opt("aligned", BOOL, D::Bool(false))], ..B_TILE_STORE_0 },
    O { params: &[p("a", ARRAY_ANY), p("t", TILE_ANY), opt("offset", INT32, D::None), opt("bounds_check", BOOL, D::Bool(true)), opt("aligned", BOOL, D::Bool(false))], ..B_TILE_STORE_0 },
];

const B_TILE_STORE_INDEXED_0: O = O { key: "tile_store_indexed", native: "tile_store_indexed", group: "Tile Primitives", dispatch: Some(DispatchRule::TileStoreIndexed), exported: false, generic: true, skip_replay: true, value: V::TileStoreIndexed, ..O0 };
pub(super) static B_TILE_STORE_INDEXED: [O; 1] = [
    O { params: &[p("a", ARRAY_ANY), p("indices", TILE_INT32_TUPLE_INT), p("t", TILE_ANY), opt("offset", TUPLE_PY_INT_ELLIPSIS, D::None), opt("axis", INT32, D::Int(0))], ..B_TILE_STORE_INDEXED_0 },
];

const B_TILE_ATOMIC_ADD_0: O = O { key: "tile_atomic_add", native: "tile_atomic_add", group: "Tile Primitives", dispatch: Some(DispatchRule::TileAtomicAdd), exported: false, generic: true, skip_replay: true, value: V::TileAtomicAdd, ..O0 };
pub(super) static B_TILE_ATOMIC_ADD: [O; 2] = [
    O { params: &[p("a", ARRAY_ANY), p("t", TILE_ANY), opt("offset", TUPLE_PY_INT_ELLIPSIS, D::None), opt("bounds_check", BOOL, D::Bool(true))], ..B_TILE_ATOMIC_ADD_0 },
    O { params: &[p("a", ARRAY_ANY), p("t", TILE_ANY), opt("offset", INT32, D::None), opt("bounds_check", BOOL, D::Bool(true))], ..B_TILE_ATOMIC_ADD_0 },
];

const B_TILE_ATOMIC_ADD_INDEXED_0: O = O { key: "tile_atomic_add_indexed", native: "tile_atomic_add_indexed", group: "Tile Primitives", dispatch: Some(DispatchRule::TileAtomicAddIndexed), exported: false, generic: true, skip_replay: true, value: V::TileAtomicAddIndexed, ..O0 };
pub(super) static B_TILE_ATOMIC_ADD_INDEXED: [O; 1] = [
    O { params: &[p("a", ARRAY_ANY), p("indices", TILE_INT32_TUPLE_INT), p("t", TILE_ANY), opt("offset", TUPLE_PY_INT_ELLIPSIS, D::None), opt("axis", INT32, D::Int(0))], ..B_TILE_ATOMIC_ADD_INDEXED_0 },
];

const B_TILE_VIEW_0: O = O { key: "tile_view", native: "tile_view", group: "Tile Primitives", differentiable: false, dispatch: Some(DispatchRule::TileView), exported: false, generic: true, value: V::TileView, ..O0 };
pub(super) static B_TILE_VIEW: [O; 1] = [
    O { params: &[p("t", TILE_ANY), p("offset", TUPLE), opt("shape", TUPLE_PY_INT_ELLIPSIS, D::None)], ..B_TILE_VIEW_0 },
];

const B_TILE_SLICE_INDEXED_0: O = O { key: "tile_slice_indexed", native: "tile_slice_indexed", group: "Tile Primitives", dispatch: Some(DispatchRule::TileSliceIndexed), exported: false, value: V::TileSliceIndexed, ..O0 };
pub(super) static B_TILE_SLICE_INDEXED: [O; 1] = [
    O { params: &[p("t", TILE_ANY), p("indices", TUPLE)], ..B_TILE_SLICE_INDEXED_0 },
];

const B_TILE_SQUEEZE_0: O = O { key: "tile_squeeze", native: "tile_squeeze", group: "Tile Primitives", dispatch: Some(DispatchRule::TileResultTemplate), exported: false, generic: true, value: V::TileSqueeze, ..O0 };
pub(super) static B_TILE_SQUEEZE: [O; 1] = [
    O { params: &[p("t", TILE_ANY), opt("axis", TUPLE_PY_INT_ELLIPSIS, D::None)], ..B_TILE_SQUEEZE_0 },
];

const B_TILE_RESHAPE_0: O = O { key: "tile_reshape", native: "tile_reshape", group: "Tile Primitives", dispatch: Some(DispatchRule::TileResultTemplate), exported: false, generic: true, value: V::TileReshape, ..O0 };
pub(super) static B_TILE_RESHAPE: [O; 1] = [
    O { params: &[p("t", TILE_ANY), p("shape", TUPLE_PY_INT_ELLIPSIS)], ..B_TILE_RESHAPE_0 },
];

const B_TILE_ASTYPE_0: O = O { key: "tile_astype", native: "tile_astype", group: "Tile Primitives", dispatch: Some(DispatchRule::TileResultTemplate), exported: false, generic: true, value: V::TileAstype, ..O0 };
pub(super) static B_TILE_ASTYPE: [O; 1] = [
    O { params: &[p("t", TILE_SCALAR), p("dtype", SCALAR)], ..B_TILE_ASTYPE_0 },
];

const B_TILE_ASSIGN_0: O = O { key: "tile_assign", native: "tile_assign", group: "Tile Primitives", dispatch: Some(DispatchRule::TileAssign), exported: false, generic: true, value: V::TileAssign, ..O0 };
pub(super) static B_TILE_ASSIGN: [O; 1] = [
    O { params: &[p("dst", TILE_ANY), p("src", TILE_ANY), opt("offset", TUPLE_PY_INT_ELLIPSIS, D::None)], ..B_TILE_ASSIGN_0 },
];

const B_ASSIGN_0: O = O { key: "assign", native: "assign", group: "Tile Primitives", exported: false, generic: true, hidden: true, ..O0 };
pub(super) static B_ASSIGN: [O; 7] = [
    O { value: V::TileAssign, params: &[p("dst", TILE_ANY_TUPLE_INT), p("i", INT32), p("src", ANY)], ..B_ASSIGN_0 },
    O { value: V::TileAssign, params: &[p("dst", TILE_ANY), p("i", INT32), p("j", INT32), p("src", ANY)], ..B_ASSIGN_0 },
    O { value: V::TileAssign, params: &[p("dst", TILE_ANY), p("i", INT32), p("j", INT32), p("k", INT32), p("src", ANY)], ..B_ASSIGN_0 },
    O { value: V::TileAssign, params: &[p("dst", TILE_ANY), p("i", INT32), p("j", INT32), p("k", INT32), p("l", INT32), p("src", ANY)], ..B_ASSIGN_0 },
    O { value: V::TileAssign, params: &[p("dst", TILE_ANY), p("i", INT32), p("j", INT32), p("k", INT32), p("l", INT32), p("m", INT32), p("src", ANY)], ..B_ASSIGN_0 },
    O { value: V::TileAssign, params: &[p("dst", TILE_ANY_TUPLE_INT_INT_INT_INT), p("i", INT32), p("j", INT32), p("k", INT32), p("l", INT32), p("m", INT32), p("n", INT32), p("src", ANY)], ..B_ASSIGN_0 },
    O { group: "Utility", value: V::Fixed(R::None), params: &[p("dest", ANY), p("src", ANY)], ..B_ASSIGN_0 },
];

const B_TILE_0: O = O { key: "tile", native: "tile", group: "Tile Primitives", dispatch: Some(DispatchRule::Tile), exported: false, generic: true, value: V::Tile, variadic: true, ..O0 };
pub(super) static B_TILE: [O; 1] = [
    O { params: &[p("x", ANY), opt("preserve_type", BOOL, D::Bool(false))], ..B_TILE_0 },
];

const B_UNTILE_0: O = O { key: "untile", native: "untile", group: "Tile Primitives", exported: false, value: V::Untile, variadic: true, ..O0 };
pub(super) static B_UNTILE: [O; 1] = [
    O { params: &[p("a", TILE_ANY)], ..B_UNTILE_0 },
];

const B_TILE_EXTRACT_0: O = O { key: "tile_extract", native: "tile_extract", group: "Tile Primitives", exported: false, value: V::TileExtract, ..O0 };
pub(super) static B_TILE_EXTRACT: [O; 6] = [
    O { params: &[p("a", TILE_ANY_TUPLE_INT), p("i", INT32)], ..B_TILE_EXTRACT_0 },
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("j", INT32)], ..B_TILE_EXTRACT_0 },
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("j", INT32), p("k", INT32)], ..B_TILE_EXTRACT_0 },
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("j", INT32), p("k", INT32), p("l", INT32)], ..B_TILE_EXTRACT_0 },
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("j", INT32), p("k", INT32), p("l", INT32), p("m", INT32)], ..B_TILE_EXTRACT_0 },
    O { params: &[p("a", TILE_ANY_TUPLE_INT_INT_INT_INT), p("i", INT32), p("j", INT32), p("k", INT32), p("l", INT32), p("m", INT32), p("n", INT32)], ..B_TILE_EXTRACT_0 },
];

const B_TILE_SCATTER_ADD_0: O = O { key: "tile_scatter_add", native: "tile_scatter_add", group: "Tile Primitives", dispatch: Some(DispatchRule::TileScatterAdd), exported: false, generic: true, value: V::TileScatterAdd, ..O0 };
pub(super) static B_TILE_SCATTER_ADD: [O; 4] = [
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("value", ANY), p("has_value", BOOL), opt("atomic", BOOL, D::Bool(true))], ..B_TILE_SCATTER_ADD_0 },
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("j", INT32), p("value", ANY), p("has_value", BOOL), opt("atomic", BOOL, D::Bool(true))], ..B_TILE_SCATTER_ADD_0 },
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("j", INT32), p("k", INT32), p("value", ANY), p("has_value", BOOL), opt("atomic", BOOL, D::Bool(true))], ..B_TILE_SCATTER_ADD_0 },
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("j", INT32), p("k", INT32), p("l", INT32), p("value", ANY), p("has_value", BOOL), opt("atomic", BOOL, D::Bool(true))], ..B_TILE_SCATTER_ADD_0 },
];

const B_TILE_SCATTER_MASKED_0: O = O { key: "tile_scatter_masked", native: "tile_scatter_masked", group: "Tile Primitives", exported: false, generic: true, value: V::TileScatterMasked, ..O0 };
pub(super) static B_TILE_SCATTER_MASKED: [O; 4] = [
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("value", ANY), p("has_value", BOOL)], ..B_TILE_SCATTER_MASKED_0 },
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("j", INT32), p("value", ANY), p("has_value", BOOL)], ..B_TILE_SCATTER_MASKED_0 },
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("j", INT32), p("k", INT32), p("value", ANY), p("has_value", BOOL)], ..B_TILE_SCATTER_MASKED_0 },
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("j", INT32), p("k", INT32), p("l", INT32), p("value", ANY), p("has_value", BOOL)], ..B_TILE_SCATTER_MASKED_0 },
];

const B_TILE_ADD_INPLACE_0: O = O { key: "tile_add_inplace", native: "tile_add_inplace", group: "Tile Primitives", exported: false, generic: true, hidden: true, value: V::TileElementInplace { bitwise: false }, ..O0 };
pub(super) static B_TILE_ADD_INPLACE: [O; 4] = [
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("value", ANY)], ..B_TILE_ADD_INPLACE_0 },
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("j", INT32), p("value", ANY)], ..B_TILE_ADD_INPLACE_0 },
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("j", INT32), p("k", INT32), p("value", ANY)], ..B_TILE_ADD_INPLACE_0 },
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("j", INT32), p("k", INT32), p("l", INT32), p("value", ANY)], ..B_TILE_ADD_INPLACE_0 },
];

const B_TILE_SUB_INPLACE_0: O = O { key: "tile_sub_inplace", native: "tile_sub_inplace", group: "Tile Primitives", exported: false, generic: true, hidden: true, value: V::TileElementInplace { bitwise: false }, ..O0 };
pub(super) static B_TILE_SUB_INPLACE: [O; 4] = [
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("value", ANY)], ..B_TILE_SUB_INPLACE_0 },
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("j", INT32), p("value", ANY)], ..B_TILE_SUB_INPLACE_0 },
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("j", INT32), p("k", INT32), p("value", ANY)], ..B_TILE_SUB_INPLACE_0 },
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("j", INT32), p("k", INT32), p("l", INT32), p("value", ANY)], ..B_TILE_SUB_INPLACE_0 },
];

const B_TILE_BIT_AND_INPLACE_0: O = O { key: "tile_bit_and_inplace", native: "tile_bit_and_inplace", group: "Tile Primitives", differentiable: false, exported: false, generic: true, hidden: true, value: V::TileElementInplace { bitwise: true }, ..O0 };
pub(super) static B_TILE_BIT_AND_INPLACE: [O; 4] = [
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("value", ANY)], ..B_TILE_BIT_AND_INPLACE_0 },
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("j", INT32), p("value", ANY)], ..B_TILE_BIT_AND_INPLACE_0 },
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("j", INT32), p("k", INT32), p("value", ANY)], ..B_TILE_BIT_AND_INPLACE_0 },
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("j", INT32), p("k", INT32), p("l", INT32), p("value", ANY)], ..B_TILE_BIT_AND_INPLACE_0 },
];

const B_TILE_BIT_OR_INPLACE_0: O = O { key: "tile_bit_or_inplace", native: "tile_bit_or_inplace", group: "Tile Primitives", differentiable: false, exported: false, generic: true, hidden: true, value: V::TileElementInplace { bitwise: true }, ..O0 };
pub(super) static B_TILE_BIT_OR_INPLACE: [O; 4] = [
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("value", ANY)], ..B_TILE_BIT_OR_INPLACE_0 },
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("j", INT32), p("value", ANY)], ..B_TILE_BIT_OR_INPLACE_0 },
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("j", INT32), p("k", INT32), p("value", ANY)], ..B_TILE_BIT_OR_INPLACE_0 },
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("j", INT32), p("k", INT32), p("l", INT32), p("value", ANY)], ..B_TILE_BIT_OR_INPLACE_0 },
];

const B_TILE_BIT_XOR_INPLACE_0: O = O { key: "tile_bit_xor_inplace", native: "tile_bit_xor_inplace", group: "Tile Primitives", differentiable: false, exported: false, generic: true, hidden: true, value: V::TileElementInplace { bitwise: true }, ..O0 };
pub(super) static B_TILE_BIT_XOR_INPLACE: [O; 4] = [
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("value", ANY)], ..B_TILE_BIT_XOR_INPLACE_0 },
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("j", INT32), p("value", ANY)], ..B_TILE_BIT_XOR_INPLACE_0 },
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("j", INT32), p("k", INT32), p("value", ANY)], ..B_TILE_BIT_XOR_INPLACE_0 },
    O { params: &[p("a", TILE_ANY), p("i", INT32), p("j", INT32), p("k", INT32), p("l", INT32), p("value", ANY)], ..B_TILE_BIT_XOR_INPLACE_0 },
];

const B_TILE_TRANSPOSE_0: O = O { key: "tile_transpose", native: "tile_transpose", group: "Tile Primitives", exported: false, value: V::TileTranspose, variadic: true, ..O0 };
pub(super) static B_TILE_TRANSPOSE: [O; 1] = [
    O { params: &[p("a", TILE_ANY_TUPLE_INT_INT)], ..B_TILE_TRANSPOSE_0 },
];

const B_TILE_BROADCAST_0: O = O { key: "tile_broadcast", native: "tile_broadcast", group: "Tile Primitives", dispatch: Some(DispatchRule::TileBroadcast), exported: false, generic: true, value: V::TileBroadcast, ..O0 };
pub(super) static B_TILE_BROADCAST: [O; 1] = [
    O { params: &[p("a", TILE_ANY), p("shape", TUPLE_PY_INT_ELLIPSIS)], ..B_TILE_BROADCAST_0 },
];

const B_TILE_SUM_0: O = O { key: "tile_sum", group: "Tile Primitives", exported: false, ..O0 };
pub(super) static B_TILE_SUM: [O; 2] = [
    O { native: "tile_sum_axis", dispatch: Some(DispatchRule::TileSumAxis), adjoint_uses_template_args: true, value: V::TileSumAxis, params: &[p("a", TILE_ANY), p("axis", INT32)], ..B_TILE_SUM_0 },
    O { native: "tile_sum", variadic: true, value: V::TileWhole("tile_sum"), params: &[p("a", TILE_ANY)], ..B_TILE_SUM_0 },
];

const B_TILE_DOT_0: O = O { key: "tile_dot", native: "tile_dot", group: "Tile Primitives", exported: false, value: V::TileDot, ..O0 };
pub(super) static B_TILE_DOT: [O; 1] = [
    O { params: &[p("a", TILE_ANY), p("b", TILE_ANY)], ..B_TILE_DOT_0 },
];

const B_TILE_AXPY_0: O = O { key: "tile_axpy", native: "tile_axpy", group: "Tile Primitives", exported: false, generic: true, value: V::TileAxpy, ..O0 };
pub(super) static B_TILE_AXPY: [O; 1] = [
    O { params: &[p("alpha", ANY), p("src", TILE_ANY), p("dest", TILE_ANY)], ..B_TILE_AXPY_0 },
];

const B_TILE_SORT_0: O = O { key: "tile_sort", native: "tile_sort", group: "Tile Primitives", differentiable: false, exported: false, value: V::TileSort, variadic: true, ..O0 };
pub(super) static B_TILE_SORT: [O; 1] = [
    O { params: &[p("keys", TILE_ANY), p("values", TILE_ANY)], ..B_TILE_SORT_0 },
];

const B_TILE_MIN_0: O = O { key: "tile_min", native: "tile_min", group: "Tile Primitives", differentiable: false, exported: false, value: V::TileWhole("tile_min"), variadic: true, ..O0 };
pub(super) static B_TILE_MIN: [O; 1] = [
    O { params: &[p("a", TILE_SCALAR)], ..B_TILE_MIN_0 },
];

const B_TILE_ARGMIN_0: O = O { key: "tile_argmin", native: "tile_argmin", group: "Tile Primitives", differentiable: false, exported: false, value: V::TileWhole("tile_argmin"), variadic: true, ..O0 };
pub(super) static B_TILE_ARGMIN: [O; 1] = [
    O { params: &[p("a", TILE_SCALAR)], ..B_TILE_ARGMIN_0 },
];

const B_TILE_MAX_0: O = O { key: "tile_max", native: "tile_max", group: "Tile Primitives", differentiable: false, exported: false, value: V::TileWhole("tile_max"), ..O0 };
pub(super) static B_TILE_MAX: [O; 1] = [
    O { params: &[p("a", TILE_SCALAR)], ..B_TILE_MAX_0 },
];

const B_TILE_ARGMAX_0: O = O { key: "tile_argmax", native: "tile_argmax", group: "Tile Primitives", differentiable: false, exported: false, value: V::TileWhole("tile_argmax"), ..O0 };
pub(super) static B_TILE_ARGMAX: [O; 1] = [
    O { params: &[p("a", TILE_SCALAR)], ..B_TILE_ARGMAX_0 },
];

const B_TILE_REDUCE_0: O = O { key: "tile_reduce", group: "Tile Primitives", differentiable: false, exported: false, ..O0 };
pub(super) static B_TILE_REDUCE: [O; 2] = [
    O { native: "tile_reduce", value: V::TileReduce, params: &[p("op", CALLABLE), p("a", TILE_ANY)], ..B_TILE_REDUCE_0 },
    O { native: "tile_reduce_axis", dispatch: Some(DispatchRule::TileReduceAxis), value: V::TileReduceAxis, params: &[p("op", CALLABLE), p("a", TILE_SCALAR), p("axis", INT32)], ..B_TILE_REDUCE_0 },
];

const B_TILE_SCAN_INCLUSIVE_0: O = O { key: "tile_scan_inclusive", native: "tile_scan_inclusive", group: "Tile Primitives", differentiable: false, exported: false, value: V::TileScan("tile_scan_inclusive"), ..O0 };
pub(super) static B_TILE_SCAN_INCLUSIVE: [O; 1] = [
    O { params: &[p("a", TILE_SCALAR)], ..B_TILE_SCAN_INCLUSIVE_0 },
];

const B_TILE_SCAN_EXCLUSIVE_0: O = O { key: "tile_scan_exclusive", native: "tile_scan_exclusive", group: "Tile Primitives", differentiable: false, exported: false, value: V::TileScan("tile_scan_exclusive"), ..O0 };
pub(super) static B_TILE_SCAN_EXCLUSIVE: [O; 1] = [
    O { params: &[p("a", TILE_SCALAR)], ..B_TILE_SCAN_EXCLUSIVE_0 },
];

const B_TILE_SCAN_MAX_INCLUSIVE_0: O = O { key: "tile_scan_max_inclusive", native: "tile_scan_max_inclusive", group: "Tile Primitives", differentiable: false, exported: false, value: V::TileScan("tile_scan_max_inclusive"), ..O0 };
pub(super) static B_TILE_SCAN_MAX_INCLUSIVE: [O; 1] = [
    O { params: &[p("a", TILE_SCALAR)], ..B_TILE_SCAN_MAX_INCLUSIVE_0 },
];

const B_TILE_SCAN_MIN_INCLUSIVE_0: O = O { key: "tile_scan_min_inclusive", native: "tile_scan_min_inclusive", group: "Tile Primitives", differentiable: false, exported: false, value: V::TileScan("tile_scan_min_inclusive"), ..O0 };
pub(super) static B_TILE_SCAN_MIN_INCLUSIVE: [O; 1] = [
    O { params: &[p("a", TILE_SCALAR)], ..B_TILE_SCAN_MIN_INCLUSIVE_0 },
];

const B_TILE_MAP_0: O = O { key: "tile_map", group: "Tile Primitives", exported: false, ..O0 };
pub(super) static B_TILE_MAP: [O; 3] = [
    O { native: "tile_unary_map", dispatch: Some(DispatchRule::TileUnaryMap), value: V::TileUnaryMap, params: &[p("op", CALLABLE), p("a", TILE_ANY)], ..B_TILE_MAP_0 },
    O { native: "tile_binary_map", dispatch: Some(DispatchRule::TileBinaryMap), generic: true, value: V::TileBinaryMap { bitwise: false }, params: &[p("op", CALLABLE), p("a", TILE_ANY), p("b", ANY)], ..B_TILE_MAP_0 },
    O { native: "tile_map", dispatch: Some(DispatchRule::TileNMap), variadic: true, generic: true, value: V::TileNMap, params: &[p("op", CALLABLE), p("a", TILE_ANY), star("args", ANY)], ..B_TILE_MAP_0 },
];

const B_TILE_BVH_QUERY_AABB_0: O = O { key: "tile_bvh_query_aabb", native: "tile_bvh_query_aabb", group: "Tile Primitives", differentiable: false, exported: false, value: V::Fixed(R::One(O_BVH_QUERY_TILED)), ..O0 };
pub(super) static B_TILE_BVH_QUERY_AABB: [O; 1] = [
    O { params: &[p("id", UINT64), p("low", VEC3_FLOAT32), p("high", VEC3_FLOAT32)], ..B_TILE_BVH_QUERY_AABB_0 },
];

const B_TILE_BVH_QUERY_RAY_0: O = O { key: "tile_bvh_query_ray", native: "tile_bvh_query_ray", group: "Tile Primitives", differentiable: false, exported: false, value: V::Fixed(R::One(O_BVH_QUERY_TILED)), ..O0 };
pub(super) static B_TILE_BVH_QUERY_RAY: [O; 1] = [
    O { params: &[p("id", UINT64), p("start", VEC3_FLOAT32), p("dir", VEC3_FLOAT32)], ..B_TILE_BVH_QUERY_RAY_0 },
];

const B_TILE_BVH_QUERY_NEXT_0: O = O { key: "tile_bvh_query_next", native: "tile_bvh_query_next", group: "Tile Primitives", differentiable: false, dispatch: Some(DispatchRule::First), exported: false, value: V::QueryNextTiled, ..O0 };
pub(super) static B_TILE_BVH_QUERY_NEXT: [O; 1] = [
    O { params: &[p("query", O_BVH_QUERY_TILED)], ..B_TILE_BVH_QUERY_NEXT_0 },
];

const B_TILE_QUERY_VALID_0: O = O { key: "tile_query_valid", native: "tile_query_valid", group: "Tile Primitives", differentiable: false, exported: false, value: V::Fixed(R::One(BOOL)), ..O0 };
pub(super) static B_TILE_QUERY_VALID: [O; 2] = [
    O { params: &[p("query", O_BVH_QUERY_TILED)], ..B_TILE_QUERY_VALID_0 },
    O { params: &[p("query", O_MESH_QUERY_AABBTILED)], ..B_TILE_QUERY_VALID_0 },
];

const B_TILE_STACK_0: O = O { key: "tile_stack", native: "tile_stack_init", group: "Tile Primitives", differentiable: false, dispatch: Some(DispatchRule::TileStack), exported: false, generic: true, value: V::TileStack, ..O0 };
pub(super) static B_TILE_STACK: [O; 1] = [
    O { params: &[p("capacity", INT32), p("dtype", ANY)], ..B_TILE_STACK_0 },
];

const B_TILE_STACK_PUSH_0: O = O { key: "tile_stack_push", native: "tile_stack_push", group: "Tile Primitives", differentiable: false, dispatch: Some(DispatchRule::AllArgs), exported: false, generic: true, value: V::TileStackPush, ..O0 };
pub(super) static B_TILE_STACK_PUSH: [O; 1] = [
    O { params: &[p("s", ANY), p("value", ANY), p("has_value", BOOL)], ..B_TILE_STACK_PUSH_0 },
];

const B_TILE_STACK_POP_0: O = O { key: "tile_stack_pop", native: "tile_stack_pop", group: "Tile Primitives", differentiable: false, dispatch: Some(DispatchRule::First), exported: false, generic: true, none_arity: Some(2), value: V::TileStackPop, ..O0 };
pub(super) static B_TILE_STACK_POP: [O; 1] = [
    O { params: &[p("s", ANY)], ..B_TILE_STACK_POP_0 },
];

const B_TILE_STACK_CLEAR_0: O = O { key: "tile_stack_clear", native: "tile_stack_clear", group: "Tile Primitives", differentiable: false, dispatch: Some(DispatchRule::First), exported: false, generic: true, value: V::TileStackClear, ..O0 };
pub(super) static B_TILE_STACK_CLEAR: [O; 1] = [
    O { params: &[p("s", ANY)], ..B_TILE_STACK_CLEAR_0 },
];

const B_TILE_STACK_COUNT_0: O = O { key: "tile_stack_count", native: "tile_stack_count", group: "Tile Primitives", differentiable: false, dispatch: Some(DispatchRule::First), exported: false, generic: true, value: V::TileStackCount, ..O0 };
pub(super) static B_TILE_STACK_COUNT: [O; 1] = [
    O { params: &[p("s", ANY)], ..B_TILE_STACK_COUNT_0 },
];

const B_TILE_MESH_QUERY_AABB_0: O = O { key: "tile_mesh_query_aabb", native: "tile_mesh_query_aabb", group: "Tile Primitives", differentiable: false, exported: false, value: V::Fixed(R::One(O_MESH_QUERY_AABBTILED)), ..O0 };
pub(super) static B_TILE_MESH_QUERY_AABB: [O; 1] = [
    O { params: &[p("id", UINT64), p("low", VEC3_FLOAT32), p("high", VEC3_FLOAT32)], ..B_TILE_MESH_QUERY_AABB_0 },
];

const B_TILE_MESH_QUERY_AABB_NEXT_0: O = O { key: "tile_mesh_query_aabb_next", native: "tile_mesh_query_aabb_next", group: "Tile Primitives", differentiable: false, dispatch: Some(DispatchRule::First), exported: false, value: V::QueryNextTiled, ..O0 };
pub(super) static B_TILE_MESH_QUERY_AABB_NEXT: [O; 1] = [
    O { params: &[p("query", O_MESH_QUERY_AABBTILED)], ..B_TILE_MESH_QUERY_AABB_NEXT_0 },
];

const B_TILE_DIAG_ADD_0: O = O { key: "tile_diag_add", native: "tile_diag_add", group: "Tile Primitives", differentiable: false, exported: false, lto: Some(LtoRule::TileDiagAdd), value: V::TileDiagAdd, ..O0 };
pub(super) static B_TILE_DIAG_ADD: [O; 1] = [
    O { params: &[p("a", TILE_ANY_TUPLE_INT_INT), p("d", TILE_ANY_TUPLE_INT)], ..B_TILE_DIAG_ADD_0 },
];

const B_TILE_MATMUL_0: O = O { key: "tile_matmul", group: "Tile Primitives", exported: false, generic: true, ..O0 };
pub(super) static B_TILE_MATMUL: [O; 4] = [
    O { native: "tile_matmul_acc", lto: Some(LtoRule::TileMatmul), value: V::TileMatmulOut, params: &[p("a", TILE_FLOAT_TUPLE_INT_INT), p("b", TILE_FLOAT_TUPLE_INT_INT), p("out", TILE_FLOAT_TUPLE_INT_INT), opt("alpha", FLOAT, D::Float(1.0)), opt("beta", FLOAT, D::Float(1.0)), opt("precision", STR, D::Str("default"))], ..B_TILE_MATMUL_0 },
    O { native: "tile_matmul", lto: Some(LtoRule::TileMatmul), value: V::TileMatmul, params: &[p("a", TILE_FLOAT_TUPLE_INT_INT), p("b", TILE_FLOAT_TUPLE_INT_INT), opt("alpha", FLOAT, D::Float(1.0)), opt("precision", STR, D::Str("default"))], ..B_TILE_MATMUL_0 },
    O { native: "tile_matmul", hidden: true, value: V::TileMatmulComplex, params: &[p("a", TILE_VEC2_FLOAT_TUPLE_INT_INT), p("b", TILE_VEC2_FLOAT_TUPLE_INT_INT), p("out", TILE_VEC2_FLOAT_TUPLE_INT_INT), opt("alpha", FLOAT, D::Float(1.0)), opt("beta", FLOAT, D::Float(1.0)), opt("precision", STR, D::Str("default"))], ..B_TILE_MATMUL_0 },
    O { native: "tile_matmul", hidden: true, value: V::TileMatmulComplex, params: &[p("a", TILE_VEC2_FLOAT_TUPLE_INT_INT), p("b", TILE_VEC2_FLOAT_TUPLE_INT_INT), opt("alpha", FLOAT, D::Float(1.0)), opt("precision", STR, D::Str("default"))], ..B_TILE_MATMUL_0 },
];

const B_TILE_FFT_0: O = O { key: "tile_fft", native: "tile_fft", group: "Tile Primitives", exported: false, lto: Some(LtoRule::TileFft { forward: true }), namespace: "", value: V::TileFft("tile_fft"), variadic: true, ..O0 };
pub(super) static B_TILE_FFT: [O; 1] = [
    O { params: &[p("inout", TILE_VEC2_FLOAT)], ..B_TILE_FFT_0 },
];

const B_TILE_IFFT_0: O = O { key: "tile_ifft", native: "tile_ifft", group: "Tile Primitives", exported: false, lto: Some(LtoRule::TileFft { forward: false }), namespace: "", value: V::TileFft("tile_ifft"), variadic: true, ..O0 };
pub(super) static B_TILE_IFFT: [O; 1] = [
    O { params: &[p("inout", TILE_VEC2_FLOAT)], ..B_TILE_IFFT_0 },
];

const B_TILE_CHOLESKY_0: O = O { key: "tile_cholesky", native: "tile_cholesky", group: "Tile Primitives", exported: false, lto: Some(LtoRule::TileCholesky { inplace: false }), value: V::TileCholesky { inplace: false }, variadic: true, ..O0 };
pub(super) static B_TILE_CHOLESKY: [O; 1] = [
    O { params: &[p("A", TILE_FLOAT_TUPLE_INT_INT), opt("fill_mode", STR, D::Str("lower"))], ..B_TILE_CHOLESKY_0 },
];

const B_TILE_CHOLESKY_INPLACE_0: O = O { key: "tile_cholesky_inplace", native: "tile_cholesky_inplace", group: "Tile Primitives", differentiable: false, exported: false, lto: Some(LtoRule::TileCholesky { inplace: true }), value: V::TileCholesky { inplace: true }, variadic: true, ..O0 };
pub(super) static B_TILE_CHOLESKY_INPLACE: [O; 1] = [
    O { params: &[p("A", TILE_FLOAT_TUPLE_INT_INT), opt("fill_mode", STR, D::Str("lower"))], ..B_TILE_CHOLESKY_INPLACE_0 },
];

const B_TILE_CHOLESKY_SOLVE_0: O = O { key: "tile_cholesky_solve", native: "tile_cholesky_solve", group: "Tile Primitives", differentiable: false, exported: false, lto: Some(LtoRule::TileCholeskySolve { inplace: false }), value: V::TileCholeskySolve { inplace: false }, variadic: true, ..O0 };
pub(super) static B_TILE_CHOLESKY_SOLVE: [O; 1] = [
    O { params: &[p("L", TILE_FLOAT_TUPLE_INT_INT), p("y", TILE_FLOAT), opt("fill_mode", STR, D::Str("lower"))], ..B_TILE_CHOLESKY_SOLVE_0 },
];

const B_TILE_CHOLESKY_SOLVE_INPLACE_0: O = O { key: "tile_cholesky_solve_inplace", native: "tile_cholesky_solve_inplace", group: "Tile Primitives", differentiable: false, exported: false, lto: Some(LtoRule::TileCholeskySolve { inplace: true }), value: V::TileCholeskySolve { inplace: true }, variadic: true, ..O0 };
pub(super) static B_TILE_CHOLESKY_SOLVE_INPLACE: [O; 1] = [
    O { params: &[p("L", TILE_FLOAT_TUPLE_INT_INT), p("y", TILE_FLOAT), opt("fill_mode", STR, D::Str("lower"))], ..B_TILE_CHOLESKY_SOLVE_INPLACE_0 },
];

const B_TILE_LOWER_SOLVE_0: O = O { key: "tile_lower_solve", native: "tile_lower_solve", group: "Tile Primitives", exported: false, lto: Some(LtoRule::TileLowerSolve { inplace: false }), namespace: "", value: V::TileLowerSolve { inplace: false }, variadic: true, ..O0 };
pub(super) static B_TILE_LOWER_SOLVE: [O; 1] = [
    O { params: &[p("L", TILE_FLOAT_TUPLE_INT_INT), p("y", TILE_FLOAT)], ..B_TILE_LOWER_SOLVE_0 },
];

const B_TILE_LOWER_SOLVE_INPLACE_0: O = O { key: "tile_lower_solve_inplace", native: "tile_lower_solve_inplace", group: "Tile Primitives", differentiable: false, exported: false, lto: Some(LtoRule::TileLowerSolve { inplace: true }), namespace: "", value: V::TileLowerSolve { inplace: true }, variadic: true, ..O0 };
pub(super) static B_TILE_LOWER_SOLVE_INPLACE: [O; 1] = [
    O { params: &[p("L", TILE_FLOAT_TUPLE_INT_INT), p("y", TILE_FLOAT)], ..B_TILE_LOWER_SOLVE_INPLACE_0 },
];

const B_TILE_UPPER_SOLVE_0: O = O { key: "tile_upper_solve", native: "tile_upper_solve", group: "Tile Primitives", differentiable: false, exported: false, lto: Some(LtoRule::TileUpperSolve { inplace: false }), namespace: "", value: V::TileUpperSolve { inplace: false }, variadic: true, ..O0 };
pub(super) static B_TILE_UPPER_SOLVE: [O; 1] = [
    O { params: &[p("U", TILE_FLOAT_TUPLE_INT_INT), p("z", TILE_FLOAT)], ..B_TILE_UPPER_SOLVE_0 },
];

const B_TILE_UPPER_SOLVE_INPLACE_0: O = O { key: "tile_upper_solve_inplace", native: "tile_upper_solve_inplace", group: "Tile Primitives", differentiable: false, exported: false, lto: Some(LtoRule::TileUpperSolve { inplace: true }), namespace: "", value: V::TileUpperSolve { inplace: true }, variadic: true, ..O0 };
pub(super) static B_TILE_UPPER_SOLVE_INPLACE: [O; 1] = [
    O { params: &[p("U", TILE_FLOAT_TUPLE_INT_INT), p("z", TILE_FLOAT)], ..B_TILE_UPPER_SOLVE_INPLACE_0 },
];
