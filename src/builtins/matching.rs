//! Whether an argument type fits a parameter: [`Types::binds`] with the parameter as a table term.

use super::row::TyTerm;
use super::terms;
use crate::types::{Erasure, Scalar, Ty, TyKind, Types};

/// An argument's type with what matching needs to know about it.
pub(super) struct ArgType {
    /// The type, references stripped.
    pub ty: Ty,
    kind: std::rc::Rc<TyKind>,
    /// The scalar it is.
    scalar: Option<Scalar>,
    /// The scalar its elements are, for composites.
    element: Option<Scalar>,
}

impl ArgType {
    pub fn new(types: &Types, ty: Ty) -> Self {
        let element = types.composite_dtype(ty).and_then(|dtype| types.as_scalar(dtype));
        ArgType { ty, kind: types.kind(ty), scalar: types.as_scalar(ty), element }
    }

    /// A concrete query kind, which the second pass lets bind to its parent.
    pub fn erases(&self, types: &Types) -> bool {
        matches!(*self.kind, TyKind::Opaque(id) if types.opaque_data(id).erase_to.is_some())
    }
}

/// The type part of Warp's `func_match_args` for one parameter.
pub(super) fn binds(types: &Types, param: &TyTerm, arg: &ArgType, erasure: Erasure) -> bool {
    if *param == TyTerm::Any {
        return true;
    }
    if let Some(fits) = binds_scalar_or_composite(param, arg) {
        return fits;
    }
    if arg.ty == Ty::WARP_FUNCTION {
        return *param == TyTerm::Callable;
    }
    if let TyTerm::Array(family, dtype, _) = param {
        // Dimensions are not compared (trap 19).
        return match types.as_array(arg.ty) {
            Some((f, d, _)) => family.related(f) && equal_generic(types, dtype, d),
            None => false,
        };
    }
    if equal_generic_kind(types, param, arg.ty, &arg.kind) {
        return true;
    }
    match (erasure, param, &*arg.kind) {
        (Erasure::Allow, TyTerm::Opaque(name), TyKind::Opaque(id)) => {
            types.opaque_data(*id).erase_to.is_some_and(|parent| &*types.opaque_data(parent).name == *name)
        }
        _ => false,
    }
}

/// The common cases, without looking types up: scalars and composites of scalars on both sides.
fn binds_scalar_or_composite(param: &TyTerm, arg: &ArgType) -> Option<bool> {
    let is_composite =
        matches!(param, TyTerm::Vec(..) | TyTerm::Mat(..) | TyTerm::Quat(_) | TyTerm::Transform(_));
    if let Some(scalar) = arg.scalar {
        return if is_composite { Some(false) } else { scalar_fits(param, scalar) };
    }
    let element = arg.element?;
    Some(match (param, &*arg.kind) {
        (TyTerm::Vec(n, d), TyKind::Vec { len, .. }) => dims_equal(*n, *len) && scalar_fits(d, element)?,
        (TyTerm::Mat(r, c, d), TyKind::Mat { rows, cols, .. }) => {
            dims_equal(*r, *rows) && dims_equal(*c, *cols) && scalar_fits(d, element)?
        }
        (TyTerm::Quat(d), TyKind::Quat { .. }) | (TyTerm::Transform(d), TyKind::Transform { .. }) => {
            scalar_fits(d, element)?
        }
        _ if is_composite || scalar_fits(param, element).is_some() => false,
        _ => return None,
    })
}

/// Whether a scalar fits a scalar term; `None` for other terms.
fn scalar_fits(term: &TyTerm, scalar: Scalar) -> Option<bool> {
    Some(match term {
        TyTerm::Any => true,
        TyTerm::Scalar => scalar.is_scalar(),
        TyTerm::Float => scalar.is_float(),
        TyTerm::Int => scalar.is_int(),
        TyTerm::Num(s) => {
            // `handle` is an alias of `uint64`.
            *s == scalar
                || matches!((s, scalar), (Scalar::Handle, Scalar::UInt64) | (Scalar::UInt64, Scalar::Handle))
        }
        _ => return None,
    })
}

/// Warp's `types_equal_generic` with a term on the left.
fn equal_generic(types: &Types, term: &TyTerm, ty: Ty) -> bool {
    equal_generic_kind(types, term, ty, &types.kind(ty))
}

fn dims_equal(a: u32, b: u32) -> bool {
    a == b || a == 0 || b == 0
}

fn equal_generic_kind(types: &Types, term: &TyTerm, ty: Ty, kind: &TyKind) -> bool {
    let sequence: Option<&[Ty]> = match kind {
        TyKind::Tuple { types, .. } => Some(types),
        TyKind::TupleOf(items) => Some(items),
        TyKind::TupleAny => Some(&[]),
        _ => None,
    };
    match (term, sequence) {
        (TyTerm::Tuple, Some(_)) => return true,
        (TyTerm::TupleOf(pattern), Some(items)) => return sequences_match(types, pattern, items),
        (TyTerm::Tuple | TyTerm::TupleOf(_), None) | (_, Some(_)) => return false,
        _ => {}
    }
    match (term, kind) {
        (TyTerm::Vec(n, d), TyKind::Vec { len, dtype }) => {
            dims_equal(*n, *len) && scalars_equal(types, d, *dtype)
        }
        (TyTerm::Mat(r, c, d), TyKind::Mat { rows, cols, dtype }) => {
            dims_equal(*r, *rows) && dims_equal(*c, *cols) && scalars_equal(types, d, *dtype)
        }
        (TyTerm::Quat(d), TyKind::Quat { dtype }) | (TyTerm::Transform(d), TyKind::Transform { dtype }) => {
            scalars_equal(types, d, *dtype)
        }
        (TyTerm::Array(family, d, _), TyKind::Array { .. } | TyKind::FixedArray { .. }) => {
            types.as_array(ty).is_some_and(|(f, dtype, _)| *family == f && equal_generic(types, d, dtype))
        }
        (TyTerm::Tile(d, _), TyKind::Tile(id)) => equal_generic(types, d, types.tile_data(*id).dtype),
        (TyTerm::TileStack(d), TyKind::TileStack { capacity, dtype }) => {
            capacity.is_none() && equal_generic(types, d, *dtype)
        }
        (TyTerm::Tile(..) | TyTerm::TileStack(_) | TyTerm::Array(..), _) => false,
        (TyTerm::Opaque(name), TyKind::Opaque(id)) => &*types.opaque_data(*id).name == *name,
        _ => scalars_equal(types, term, ty),
    }
}

fn sequences_match(types: &Types, pattern: &[TyTerm], items: &[Ty]) -> bool {
    if pattern.is_empty() || items.is_empty() {
        return true;
    }
    let repeated = pattern.last() == Some(&TyTerm::Ellipsis);
    match (repeated, items.last() == Some(&Ty::ELLIPSIS)) {
        (true, false) => items.iter().all(|&item| equal_generic(types, &pattern[0], item)),
        (false, true) => pattern.iter().all(|term| equal_generic(types, term, items[0])),
        _ => {
            pattern.len() == items.len()
                && pattern.iter().zip(items).all(|(term, &item)| equal_generic(types, term, item))
        }
    }
}

/// Warp's `scalars_equal_generic` with a term on the left.
fn scalars_equal(types: &Types, term: &TyTerm, ty: Ty) -> bool {
    let ty = types.canonical(ty);
    if *term == TyTerm::Any || ty == Ty::ANY {
        return true;
    }
    match term {
        TyTerm::Int => ty == Ty::GENERIC_INT || types.is_int(ty),
        TyTerm::Float => ty == Ty::GENERIC_FLOAT || types.is_float(ty),
        TyTerm::Scalar => ty == Ty::GENERIC_SCALAR || types.as_scalar(ty).is_some_and(Scalar::is_scalar),
        TyTerm::Str => ty == Ty::STR,
        TyTerm::Callable => ty == Ty::CALLABLE,
        TyTerm::Ellipsis => ty == Ty::ELLIPSIS,
        _ => match (terms::scalar(term), types.as_scalar(ty)) {
            (Some(a), Some(b)) => {
                a == b
                    || matches!((a, b), (Scalar::Handle, Scalar::UInt64) | (Scalar::UInt64, Scalar::Handle))
            }
            (Some(a), None) => match ty {
                Ty::GENERIC_INT => a.is_int(),
                Ty::GENERIC_FLOAT => a.is_float(),
                Ty::GENERIC_SCALAR => a.is_scalar(),
                _ => false,
            },
            _ => false,
        },
    }
}
