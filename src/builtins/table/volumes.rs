//! Built-ins of the group `volumes`.
//!
//! Written by `tests/oracle/gen_builtins_table.py` from Warp 1.19.0; do not edit.

use super::super::row::{Overload as O, OVERLOAD as O0, p};
use super::super::rule::{DispatchRule, Returns as R, ValueRule as V};
use super::terms::{ANY, ARRAY_ANY, FLOAT32, INT32, PY_FLOAT, PY_INT, UINT64, VEC3_FLOAT32, VEC3_FLOAT64};

const B_VOLUME_SAMPLE_0: O = O { key: "volume_sample", native: "volume_sample", group: "Volumes", dispatch: Some(DispatchRule::DtypeTemplate), exported: false, value: V::VolumeDtype, ..O0 };
pub(super) static B_VOLUME_SAMPLE: [O; 1] = [
    O { params: &[p("id", UINT64), p("uvw", VEC3_FLOAT32), p("sampling_mode", INT32), p("dtype", ANY)], ..B_VOLUME_SAMPLE_0 },
];

const B_VOLUME_SAMPLE_GRAD_0: O = O { key: "volume_sample_grad", native: "volume_sample_grad", group: "Volumes", dispatch: Some(DispatchRule::DtypeTemplate), exported: false, generic: true, value: V::VolumeSampleGrad, ..O0 };
pub(super) static B_VOLUME_SAMPLE_GRAD: [O; 1] = [
    O { params: &[p("id", UINT64), p("uvw", VEC3_FLOAT32), p("sampling_mode", INT32), p("grad", ANY), p("dtype", ANY)], ..B_VOLUME_SAMPLE_GRAD_0 },
];

const B_VOLUME_LOOKUP_0: O = O { key: "volume_lookup", native: "volume_lookup", group: "Volumes", differentiable: false, dispatch: Some(DispatchRule::DtypeTemplate), exported: false, value: V::VolumeDtype, ..O0 };
pub(super) static B_VOLUME_LOOKUP: [O; 1] = [
    O { params: &[p("id", UINT64), p("i", INT32), p("j", INT32), p("k", INT32), p("dtype", ANY)], ..B_VOLUME_LOOKUP_0 },
];

const B_VOLUME_STORE_0: O = O { key: "volume_store", native: "volume_store", group: "Volumes", differentiable: false, exported: false, generic: true, value: V::VolumeStore, ..O0 };
pub(super) static B_VOLUME_STORE: [O; 1] = [
    O { params: &[p("id", UINT64), p("i", INT32), p("j", INT32), p("k", INT32), p("value", ANY)], ..B_VOLUME_STORE_0 },
];

const B_VOLUME_SAMPLE_F_0: O = O { key: "volume_sample_f", native: "volume_sample_f", group: "Volumes", value: V::Fixed(R::One(PY_FLOAT)), ..O0 };
pub(super) static B_VOLUME_SAMPLE_F: [O; 1] = [
    O { params: &[p("id", UINT64), p("uvw", VEC3_FLOAT32), p("sampling_mode", INT32)], ..B_VOLUME_SAMPLE_F_0 },
];

const B_VOLUME_SAMPLE_GRAD_F_0: O = O { key: "volume_sample_grad_f", native: "volume_sample_grad_f", group: "Volumes", value: V::Fixed(R::One(PY_FLOAT)), ..O0 };
pub(super) static B_VOLUME_SAMPLE_GRAD_F: [O; 1] = [
    O { params: &[p("id", UINT64), p("uvw", VEC3_FLOAT32), p("sampling_mode", INT32), p("grad", VEC3_FLOAT32)], ..B_VOLUME_SAMPLE_GRAD_F_0 },
];

const B_VOLUME_LOOKUP_F_0: O = O { key: "volume_lookup_f", native: "volume_lookup_f", group: "Volumes", differentiable: false, value: V::Fixed(R::One(PY_FLOAT)), ..O0 };
pub(super) static B_VOLUME_LOOKUP_F: [O; 1] = [
    O { params: &[p("id", UINT64), p("i", INT32), p("j", INT32), p("k", INT32)], ..B_VOLUME_LOOKUP_F_0 },
];

const B_VOLUME_STORE_F_0: O = O { key: "volume_store_f", native: "volume_store_f", group: "Volumes", differentiable: false, exported: false, value: V::Fixed(R::None), ..O0 };
pub(super) static B_VOLUME_STORE_F: [O; 1] = [
    O { params: &[p("id", UINT64), p("i", INT32), p("j", INT32), p("k", INT32), p("value", FLOAT32)], ..B_VOLUME_STORE_F_0 },
];

const B_VOLUME_SAMPLE_V_0: O = O { key: "volume_sample_v", native: "volume_sample_v", group: "Volumes", value: V::Fixed(R::One(VEC3_FLOAT32)), ..O0 };
pub(super) static B_VOLUME_SAMPLE_V: [O; 1] = [
    O { params: &[p("id", UINT64), p("uvw", VEC3_FLOAT32), p("sampling_mode", INT32)], ..B_VOLUME_SAMPLE_V_0 },
];

const B_VOLUME_LOOKUP_V_0: O = O { key: "volume_lookup_v", native: "volume_lookup_v", group: "Volumes", differentiable: false, value: V::Fixed(R::One(VEC3_FLOAT32)), ..O0 };
pub(super) static B_VOLUME_LOOKUP_V: [O; 1] = [
    O { params: &[p("id", UINT64), p("i", INT32), p("j", INT32), p("k", INT32)], ..B_VOLUME_LOOKUP_V_0 },
];

const B_VOLUME_STORE_V_0: O = O { key: "volume_store_v", native: "volume_store_v", group: "Volumes", differentiable: false, exported: false, value: V::Fixed(R::None), ..O0 };
pub(super) static B_VOLUME_STORE_V: [O; 1] = [
    O { params: &[p("id", UINT64), p("i", INT32), p("j", INT32), p("k", INT32), p("value", VEC3_FLOAT32)], ..B_VOLUME_STORE_V_0 },
];

const B_VOLUME_SAMPLE_I_0: O = O { key: "volume_sample_i", native: "volume_sample_i", group: "Volumes", differentiable: false, value: V::Fixed(R::One(PY_INT)), ..O0 };
pub(super) static B_VOLUME_SAMPLE_I: [O; 1] = [
    O { params: &[p("id", UINT64), p("uvw", VEC3_FLOAT32)], ..B_VOLUME_SAMPLE_I_0 },
];

const B_VOLUME_LOOKUP_I_0: O = O { key: "volume_lookup_i", native: "volume_lookup_i", group: "Volumes", differentiable: false, value: V::Fixed(R::One(PY_INT)), ..O0 };
pub(super) static B_VOLUME_LOOKUP_I: [O; 1] = [
    O { params: &[p("id", UINT64), p("i", INT32), p("j", INT32), p("k", INT32)], ..B_VOLUME_LOOKUP_I_0 },
];

const B_VOLUME_STORE_I_0: O = O { key: "volume_store_i", native: "volume_store_i", group: "Volumes", differentiable: false, exported: false, value: V::Fixed(R::None), ..O0 };
pub(super) static B_VOLUME_STORE_I: [O; 1] = [
    O { params: &[p("id", UINT64), p("i", INT32), p("j", INT32), p("k", INT32), p("value", INT32)], ..B_VOLUME_STORE_I_0 },
];

const B_VOLUME_SAMPLE_INDEX_0: O = O { key: "volume_sample_index", native: "volume_sample_index", group: "Volumes", exported: false, generic: true, value: V::VolumeSampleIndex, ..O0 };
pub(super) static B_VOLUME_SAMPLE_INDEX: [O; 1] = [
    O { params: &[p("id", UINT64), p("uvw", VEC3_FLOAT32), p("sampling_mode", INT32), p("voxel_data", ARRAY_ANY), p("background", ANY)], ..B_VOLUME_SAMPLE_INDEX_0 },
];

const B_VOLUME_SAMPLE_GRAD_INDEX_0: O = O { key: "volume_sample_grad_index", native: "volume_sample_grad_index", group: "Volumes", exported: false, generic: true, value: V::VolumeSampleGradIndex, ..O0 };
pub(super) static B_VOLUME_SAMPLE_GRAD_INDEX: [O; 1] = [
    O { params: &[p("id", UINT64), p("uvw", VEC3_FLOAT32), p("sampling_mode", INT32), p("voxel_data", ARRAY_ANY), p("background", ANY), p("grad", ANY)], ..B_VOLUME_SAMPLE_GRAD_INDEX_0 },
];

const B_VOLUME_LOOKUP_INDEX_0: O = O { key: "volume_lookup_index", native: "volume_lookup_index", group: "Volumes", differentiable: false, value: V::Fixed(R::One(INT32)), ..O0 };
pub(super) static B_VOLUME_LOOKUP_INDEX: [O; 1] = [
    O { params: &[p("id", UINT64), p("i", INT32), p("j", INT32), p("k", INT32)], ..B_VOLUME_LOOKUP_INDEX_0 },
];

const B_VOLUME_VOXEL_COUNT_0: O = O { key: "volume_voxel_count", native: "volume_voxel_count", group: "Volumes", differentiable: false, value: V::Fixed(R::One(INT32)), ..O0 };
pub(super) static B_VOLUME_VOXEL_COUNT: [O; 1] = [
    O { params: &[p("id", UINT64)], ..B_VOLUME_VOXEL_COUNT_0 },
];

const B_VOLUME_INDEX_TO_WORLD_0: O = O { key: "volume_index_to_world", native: "volume_index_to_world", group: "Volumes", ..O0 };
pub(super) static B_VOLUME_INDEX_TO_WORLD: [O; 2] = [
    O { value: V::Fixed(R::One(VEC3_FLOAT32)), params: &[p("id", UINT64), p("uvw", VEC3_FLOAT32)], ..B_VOLUME_INDEX_TO_WORLD_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT64)), params: &[p("id", UINT64), p("uvw", VEC3_FLOAT64)], ..B_VOLUME_INDEX_TO_WORLD_0 },
];

const B_VOLUME_WORLD_TO_INDEX_0: O = O { key: "volume_world_to_index", native: "volume_world_to_index", group: "Volumes", ..O0 };
pub(super) static B_VOLUME_WORLD_TO_INDEX: [O; 2] = [
    O { value: V::Fixed(R::One(VEC3_FLOAT32)), params: &[p("id", UINT64), p("xyz", VEC3_FLOAT32)], ..B_VOLUME_WORLD_TO_INDEX_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT64)), params: &[p("id", UINT64), p("xyz", VEC3_FLOAT64)], ..B_VOLUME_WORLD_TO_INDEX_0 },
];

const B_VOLUME_INDEX_TO_WORLD_DIR_0: O = O { key: "volume_index_to_world_dir", native: "volume_index_to_world_dir", group: "Volumes", ..O0 };
pub(super) static B_VOLUME_INDEX_TO_WORLD_DIR: [O; 2] = [
    O { value: V::Fixed(R::One(VEC3_FLOAT32)), params: &[p("id", UINT64), p("uvw", VEC3_FLOAT32)], ..B_VOLUME_INDEX_TO_WORLD_DIR_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT64)), params: &[p("id", UINT64), p("uvw", VEC3_FLOAT64)], ..B_VOLUME_INDEX_TO_WORLD_DIR_0 },
];

const B_VOLUME_WORLD_TO_INDEX_DIR_0: O = O { key: "volume_world_to_index_dir", native: "volume_world_to_index_dir", group: "Volumes", ..O0 };
pub(super) static B_VOLUME_WORLD_TO_INDEX_DIR: [O; 2] = [
    O { value: V::Fixed(R::One(VEC3_FLOAT32)), params: &[p("id", UINT64), p("xyz", VEC3_FLOAT32)], ..B_VOLUME_WORLD_TO_INDEX_DIR_0 },
    O { value: V::Fixed(R::One(VEC3_FLOAT64)), params: &[p("id", UINT64), p("xyz", VEC3_FLOAT64)], ..B_VOLUME_WORLD_TO_INDEX_DIR_0 },
];
