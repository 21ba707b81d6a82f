//! Warp's type names.

use std::rc::Rc;

use crate::types::{Field, OpaqueData, Scalar, Ty, TyKind, Types};

/// Suffixes of composite aliases.
const SUFFIXES: &[(&str, Scalar)] = &[
    ("h", Scalar::Float16),
    ("f", Scalar::Float32),
    ("d", Scalar::Float64),
    ("b", Scalar::Int8),
    ("ub", Scalar::UInt8),
    ("s", Scalar::Int16),
    ("us", Scalar::UInt16),
    ("i", Scalar::Int32),
    ("ui", Scalar::UInt32),
    ("l", Scalar::Int64),
    ("ul", Scalar::UInt64),
];

fn suffix_scalar(suffix: &str, floats_only: bool) -> Option<Scalar> {
    if suffix.is_empty() {
        return Some(Scalar::Float32);
    }
    let found = SUFFIXES.iter().find(|(s, _)| *s == suffix)?.1;
    (!floats_only || found.is_float()).then_some(found)
}

/// A type that `warp` exports under a name: scalars, composites and their aliases, opaque classes.
pub(in crate::host) fn named(types: &Types, name: &str) -> Option<Ty> {
    if let Some(s) = Scalar::from_name(name) {
        return Some(types.scalar(s));
    }
    let dtype = |suffix: &str, floats_only| suffix_scalar(suffix, floats_only).map(|s| types.scalar(s));
    if let Some(rest) = name.strip_prefix("vec") {
        let (digit, suffix) = rest.split_at_checked(1)?;
        let len = digit.parse().ok().filter(|n| (2..=4).contains(n))?;
        return Some(types.vector(len, dtype(suffix, false)?));
    }
    if let Some(rest) = name.strip_prefix("mat") {
        let (digits, suffix) = rest.split_at_checked(2)?;
        let n = match digits {
            "22" => 2,
            "33" => 3,
            "44" => 4,
            _ => return None,
        };
        return Some(types.matrix(n, n, dtype(suffix, true)?));
    }
    if let Some(suffix) = name.strip_prefix("quat") {
        return Some(types.quaternion(dtype(suffix, true)?));
    }
    if let Some(suffix) = name.strip_prefix("transform") {
        return Some(types.transformation(dtype(suffix, true)?));
    }
    if let Some(suffix) = name.strip_prefix("spatial_vector") {
        return Some(types.vector(6, dtype(suffix, true)?));
    }
    if let Some(suffix) = name.strip_prefix("spatial_matrix") {
        return Some(types.matrix(6, 6, dtype(suffix, true)?));
    }
    types.opaque(name)
}

/// The class name of a composite type (`vec3f`), where Warp has a class of that shape.
pub(in crate::host) fn alias_name(types: &Types, ty: Ty) -> Option<String> {
    let suffix = |dtype: Ty, floats_only: bool| {
        let s = types.as_scalar(dtype)?;
        if floats_only && !s.is_float() {
            return None;
        }
        SUFFIXES.iter().find(|(_, x)| *x == s).map(|(n, _)| *n)
    };
    match &*types.kind(ty) {
        TyKind::Vec { len: 6, dtype } => Some(format!("spatial_vector{}", suffix(*dtype, true)?)),
        TyKind::Vec { len: len @ 2..=4, dtype } => Some(format!("vec{len}{}", suffix(*dtype, false)?)),
        TyKind::Mat { rows: 6, cols: 6, dtype } => Some(format!("spatial_matrix{}", suffix(*dtype, true)?)),
        TyKind::Mat { rows: rows @ 2..=4, cols, dtype } if rows == cols => {
            Some(format!("mat{rows}{cols}{}", suffix(*dtype, true)?))
        }
        TyKind::Quat { dtype } => Some(suffix(*dtype, true).map_or("quat_t".into(), |s| format!("quat{s}"))),
        TyKind::Transform { dtype } => {
            Some(suffix(*dtype, true).map_or("transform_t".into(), |s| format!("transform{s}")))
        }
        TyKind::Vec { .. } => Some("vec_t".into()),
        TyKind::Mat { .. } => Some("mat_t".into()),
        _ => None,
    }
}

/// Python class, C++ name, type code, parent it erases to.
const OPAQUES: &[(&str, &str, &str, &str, &str)] = &[
    ("types", "range_t", "range_t", "rg", ""),
    ("types", "shape_t", "shape_t", "sh", ""),
    ("types", "_HashGridQueryH", "hash_grid_query_h", "hgqh", ""),
    ("types", "HashGridQuery", "hash_grid_query_f", "hgq", ""),
    ("types", "_HashGridQueryD", "hash_grid_query_d", "hgqd", ""),
    ("types", "MeshQuery", "mesh_query_aabb_t", "mqa", ""),
    ("types", "MeshQueryAABB", "mesh_query_aabb_t", "mqab", "MeshQuery"),
    ("types", "_MeshQuerySphere", "mesh_query_aabb_t", "mqs", "MeshQuery"),
    ("types", "MeshQueryAABBTiled", "mesh_query_aabb_thread_block_t", "", ""),
    ("types", "MeshQueryPoint", "mesh_query_point_t", "mqp", ""),
    ("types", "MeshQueryRay", "mesh_query_ray_t", "mqr", ""),
    ("types", "BvhQuery", "bvh_query_t", "bvhq", ""),
    ("types", "_BvhQueryAabb", "bvh_query_t", "bvhqa", "BvhQuery"),
    ("types", "_BvhQueryRay", "bvh_query_t", "bvhqr", "BvhQuery"),
    ("types", "_BvhQueryCapsule", "bvh_query_t", "bvhqc", "BvhQuery"),
    ("types", "_BvhQuerySphere", "bvh_query_t", "bvhqs", "BvhQuery"),
    ("types", "BvhQueryTiled", "bvh_query_thread_block_t", "", ""),
    ("texture", "Texture1D", "texture1d_t", "t1", ""),
    ("texture", "Texture2D", "texture2d_t", "t2", ""),
    ("texture", "Texture3D", "texture3d_t", "t3", ""),
];

/// Registers the opaque classes of the kernel language.
pub(in crate::host) fn register_opaques(types: &Types) {
    for (module, name, native, code, parent) in OPAQUES {
        if types.opaque(name).is_some() {
            continue;
        }
        let erase_to = types.opaque(parent).and_then(|ty| match *types.kind(ty) {
            TyKind::Opaque(id) => Some(id),
            _ => None,
        });
        let vec3 = types.vector(3, Ty::FLOAT32);
        let fields: &[(&str, Ty)] = match *name {
            "MeshQueryPoint" => &[
                ("result", Ty::BOOL),
                ("sign", Ty::FLOAT32),
                ("face", Ty::INT32),
                ("u", Ty::FLOAT32),
                ("v", Ty::FLOAT32),
            ],
            "MeshQueryRay" => &[
                ("result", Ty::BOOL),
                ("sign", Ty::FLOAT32),
                ("face", Ty::INT32),
                ("t", Ty::FLOAT32),
                ("u", Ty::FLOAT32),
                ("v", Ty::FLOAT32),
                ("normal", vec3),
            ],
            "Texture1D" => &[("width", Ty::INT32)],
            "Texture2D" => &[("width", Ty::INT32), ("height", Ty::INT32)],
            "Texture3D" => &[("width", Ty::INT32), ("height", Ty::INT32), ("depth", Ty::INT32)],
            _ => &[],
        };
        types.add_opaque(OpaqueData {
            name: Rc::from(*name),
            qualified: format!("warp._src.{module}.{name}").into(),
            native: Rc::from(*native),
            code: Rc::from(*code),
            erase_to,
            fields: fields.iter().map(|(n, t)| Field { name: Rc::from(*n), ty: *t }).collect(),
        });
    }
}
