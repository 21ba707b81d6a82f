//! Questions about types.

use super::*;

impl Types {
    /// Python `int`, `float` and `bool` become `int32`, `float32` and `wp.bool` (Warp's `type_to_warp`).
    #[must_use]
    pub fn canonical(&self, ty: Ty) -> Ty {
        match ty {
            Ty::PY_INT => Ty::INT32,
            Ty::PY_FLOAT => Ty::FLOAT32,
            Ty::PY_BOOL => Ty::BOOL,
            other => other,
        }
    }

    /// The pointee of a reference, else the type itself (Warp's `strip_reference`).
    pub fn strip(&self, ty: Ty) -> Ty {
        match *self.kind(ty) {
            TyKind::Ref(value) => value,
            _ => ty,
        }
    }

    /// Whether this is `Reference(T)`.
    pub fn is_ref(&self, ty: Ty) -> bool {
        matches!(*self.kind(ty), TyKind::Ref(_))
    }

    /// Whether this is an array of any family, `fixedarray` included.
    pub fn is_array(&self, ty: Ty) -> bool {
        matches!(*self.kind(ty), TyKind::Array { .. } | TyKind::FixedArray { .. })
    }

    /// Family, element type and dimensions of an array type.
    pub fn as_array(&self, ty: Ty) -> Option<(Family, Ty, Option<u8>)> {
        match &*self.kind(ty) {
            TyKind::Array { family, dtype, ndim } => Some((*family, *dtype, *ndim)),
            TyKind::FixedArray { dtype, shape } => Some((Family::Fixed, *dtype, Some(shape.len() as u8))),
            _ => None,
        }
    }

    /// Warp's `matches_array_class(t, array)`: a regular array, or a `fixedarray`, which derives from it.
    pub fn is_regular_array(&self, ty: Ty) -> bool {
        matches!(*self.kind(ty), TyKind::Array { family: Family::Array, .. } | TyKind::FixedArray { .. })
    }

    /// Whether this is a tile type.
    pub fn is_tile(&self, ty: Ty) -> bool {
        matches!(*self.kind(ty), TyKind::Tile(_))
    }

    /// Whether this is a tile stack type.
    pub fn is_tile_stack(&self, ty: Ty) -> bool {
        matches!(*self.kind(ty), TyKind::TileStack { .. })
    }

    /// Whether this is a `slice_t`.
    pub fn is_slice(&self, ty: Ty) -> bool {
        matches!(*self.kind(ty), TyKind::Slice(_))
    }

    /// Whether this is a struct.
    pub fn is_struct(&self, ty: Ty) -> bool {
        matches!(*self.kind(ty), TyKind::Struct(_))
    }

    /// Warp's `type_is_vector`.
    pub fn is_vector(&self, ty: Ty) -> bool {
        matches!(*self.kind(ty), TyKind::Vec { .. })
    }

    /// Warp's `type_is_matrix`.
    pub fn is_matrix(&self, ty: Ty) -> bool {
        matches!(*self.kind(ty), TyKind::Mat { .. })
    }

    /// Warp's `type_is_quaternion`.
    pub fn is_quaternion(&self, ty: Ty) -> bool {
        matches!(*self.kind(ty), TyKind::Quat { .. })
    }

    /// Warp's `type_is_transformation`.
    pub fn is_transform(&self, ty: Ty) -> bool {
        matches!(*self.kind(ty), TyKind::Transform { .. })
    }

    /// Warp's `type_is_composite`: vector, matrix, quaternion or transformation.
    pub fn is_composite(&self, ty: Ty) -> bool {
        self.composite_dtype(ty).is_some()
    }

    /// Warp's `type_is_int`, Python `int` included.
    pub fn is_int(&self, ty: Ty) -> bool {
        match *self.kind(ty) {
            TyKind::PyInt => true,
            TyKind::Scalar(s) => s.is_int(),
            _ => false,
        }
    }

    /// Warp's `type_is_float`, Python `float` included.
    pub fn is_float(&self, ty: Ty) -> bool {
        match *self.kind(ty) {
            TyKind::PyFloat => true,
            TyKind::Scalar(s) => s.is_float(),
            _ => false,
        }
    }

    /// Warp's `type_is_scalar`: int or float (not bool).
    pub fn is_scalar(&self, ty: Ty) -> bool {
        self.is_int(ty) || self.is_float(ty)
    }

    /// The scalar, after canonicalisation.
    pub fn as_scalar(&self, ty: Ty) -> Option<Scalar> {
        match *self.kind(self.canonical(ty)) {
            TyKind::Scalar(s) => Some(s),
            _ => None,
        }
    }

    /// Warp's `type_is_value`: a scalar, bool or composite type.
    pub fn is_value(&self, ty: Ty) -> bool {
        matches!(*self.kind(ty), TyKind::PyInt | TyKind::PyFloat | TyKind::PyBool | TyKind::Scalar(_))
            || self.is_composite(ty)
    }

    /// The element type of a vector, matrix, quaternion or transformation.
    pub fn composite_dtype(&self, ty: Ty) -> Option<Ty> {
        match *self.kind(ty) {
            TyKind::Vec { dtype, .. }
            | TyKind::Mat { dtype, .. }
            | TyKind::Quat { dtype }
            | TyKind::Transform { dtype } => Some(self.canonical(dtype)),
            _ => None,
        }
    }

    /// Warp's `_shape_` of a composite (quaternion `(4,)`, transformation `(7,)`).
    pub fn composite_shape(&self, ty: Ty) -> Option<Vec<i64>> {
        match *self.kind(ty) {
            TyKind::Vec { len, .. } => Some(vec![i64::from(len)]),
            TyKind::Mat { rows, cols, .. } => Some(vec![i64::from(rows), i64::from(cols)]),
            TyKind::Quat { .. } => Some(vec![4]),
            TyKind::Transform { .. } => Some(vec![7]),
            _ => None,
        }
    }

    /// Warp's `type_scalar_type`: a composite's element type, else the type itself.
    pub fn scalar_of(&self, ty: Ty) -> Ty {
        self.composite_dtype(ty).unwrap_or(ty)
    }

    /// Warp's `type_size`: number of scalars in a value.
    pub fn scalar_count(&self, ty: Ty) -> i64 {
        self.composite_shape(ty).map_or(1, |shape| shape.iter().product())
    }

    /// Warp's `type_size_in_bytes` for value types and structs.
    pub fn size_in_bytes(&self, ty: Ty) -> usize {
        self.layout(ty).0
    }

    /// Size and alignment in bytes as C lays the type out.
    pub fn layout(&self, ty: Ty) -> (usize, usize) {
        match &*self.kind(self.canonical(ty)) {
            TyKind::Scalar(s) => (s.size(), s.size()),
            TyKind::Struct(id) => {
                let data = self.struct_data(*id);
                let (mut size, mut align) = (0usize, 1usize);
                for field in &data.fields {
                    let (s, a) = self.layout(field.ty);
                    size = size.next_multiple_of(a) + s;
                    align = align.max(a);
                }
                (size.next_multiple_of(align), align)
            }
            TyKind::Array { family: Family::Array, .. } => (56, 8),
            TyKind::Array { family: Family::Indexed, .. } => (56 + 4 * 8 + 16, 8),
            TyKind::Array { family: Family::Fabric, .. } => (24, 8),
            TyKind::Array { family: Family::IndexedFabric, .. } => (40, 8),
            // Never the family of such a type.
            TyKind::Array { family: Family::Fixed, .. } => (56, 8),
            kind => {
                let _ = kind;
                match self.composite_dtype(ty) {
                    Some(dtype) => {
                        let (s, a) = self.layout(dtype);
                        (s * self.scalar_count(ty) as usize, a)
                    }
                    None => (0, 1),
                }
            }
        }
    }
}
