//! From type terms of the table to types.

use std::rc::Rc;

use super::row::TyTerm;
use super::table::OPAQUES;
use crate::types::{Family, Field, OpaqueData, Scalar, Ty, TyKind, Types};

/// The type that a term stands for. `infer` replaces [`TyTerm::Infer`]. `None` for terms that are
/// only patterns (tiles).
pub(super) fn to_type(types: &Types, term: &TyTerm, infer: Ty) -> Option<Ty> {
    let of = |t: &TyTerm| to_type(types, t, infer);
    Some(match *term {
        TyTerm::Any => Ty::ANY,
        TyTerm::Scalar => Ty::GENERIC_SCALAR,
        TyTerm::Float => Ty::GENERIC_FLOAT,
        TyTerm::Int => Ty::GENERIC_INT,
        TyTerm::Callable => Ty::CALLABLE,
        TyTerm::Str => Ty::STR,
        TyTerm::Tuple => Ty::TUPLE_ANY,
        TyTerm::Ellipsis => Ty::ELLIPSIS,
        TyTerm::PyInt => Ty::PY_INT,
        TyTerm::PyFloat => Ty::PY_FLOAT,
        TyTerm::PyBool => Ty::PY_BOOL,
        TyTerm::Num(s) => types.scalar(s),
        TyTerm::Infer => infer,
        TyTerm::Vec(len, d) => types.vector(len, of(d)?),
        TyTerm::Mat(rows, cols, d) => types.matrix(rows, cols, of(d)?),
        TyTerm::Quat(d) => types.quaternion(of(d)?),
        TyTerm::Transform(d) => types.transformation(of(d)?),
        TyTerm::Array(Family::Fixed, d, _) => types.fixed_array(of(d)?, &[]),
        TyTerm::Array(family, d, ndim) => types.array_of(family, of(d)?, ndim),
        TyTerm::TileStack(d) => types.intern(TyKind::TileStack { dtype: of(d)?, capacity: None }),
        TyTerm::TupleOf(items) => {
            let items: Option<Rc<[Ty]>> = items.iter().map(of).collect();
            types.intern(TyKind::TupleOf(items?))
        }
        TyTerm::Ref(d) => types.reference(of(d)?),
        TyTerm::Opaque(name) => opaque(types, name)?,
        TyTerm::Tile(..) => return None,
    })
}

/// The type of a parameter, `None` where it is generic.
#[must_use]
pub fn concrete_type(types: &Types, term: &TyTerm) -> Option<Ty> {
    to_type(types, term, Ty::ANY)
        .filter(|&ty| !types.is_generic(ty) && !matches!(ty, Ty::CALLABLE | Ty::TUPLE_ANY))
}

/// Warp's `type_repr` of a type in a signature.
pub(super) fn repr(types: &Types, term: &TyTerm) -> String {
    if let TyTerm::Tile(dtype, shape) = term {
        return format!("tile(shape={shape}, dtype={})", repr(types, dtype));
    }
    to_type(types, term, Ty::ANY).map_or_else(String::new, |ty| types.repr(ty))
}

/// An opaque class of the kernel language by its Python name, registered on first use.
pub fn opaque(types: &Types, name: &str) -> Option<Ty> {
    if let Some(ty) = types.opaque(name) {
        return Some(ty);
    }
    let row = OPAQUES.iter().find(|row| row.name == name)?;
    let erase_to = row.erase_to.and_then(|parent| match *types.kind(opaque(types, parent)?) {
        TyKind::Opaque(id) => Some(id),
        _ => None,
    });
    let fields = row
        .fields
        .iter()
        .filter_map(|(name, term)| Some(Field { name: (*name).into(), ty: to_type(types, term, Ty::ANY)? }))
        .collect();
    Some(types.add_opaque(OpaqueData {
        name: row.name.into(),
        qualified: row.qualified.into(),
        native: row.native.into(),
        code: row.code.into(),
        erase_to,
        fields,
    }))
}

/// The Python names of all opaque classes.
pub fn opaque_names() -> impl Iterator<Item = &'static str> {
    OPAQUES.iter().map(|row| row.name)
}

/// The scalar a term is, canonicalised as Warp does it.
pub(super) fn scalar(term: &TyTerm) -> Option<Scalar> {
    match term {
        TyTerm::Num(s) => Some(*s),
        TyTerm::PyInt => Some(Scalar::Int32),
        TyTerm::PyFloat => Some(Scalar::Float32),
        TyTerm::PyBool => Some(Scalar::Bool),
        _ => None,
    }
}
