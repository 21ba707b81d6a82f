//! Warp's built-ins: the table, overload resolution, and the rules for results and C++ arguments.
//!
//! A call goes through [`resolve`], [`bind`], [`return_type`] and [`dispatch`], which mirror the
//! steps of Warp's `add_call`. The table is static data generated from real Warp; a row names its
//! rules ([`ValueRule`], [`DispatchRule`], [`LtoRule`], [`BracesRule`]), written by hand in `rules`.

mod bind;
mod context;
pub mod coverage;
mod index;
mod matching;
mod nearest;
mod row;
mod rule;
mod rules;
#[rustfmt::skip]
mod table;
mod terms;
#[cfg(test)]
mod tests;
pub mod text;

pub use bind::{Bound, bind, resolve};
pub use context::{Dispatch, LtoSink, NoUserFunctions, RuleCx, UserFunctions, Value};
pub use nearest::{Candidate, nearest};
pub use row::{DefaultTerm, Overload, Param, PythonImpl, TyTerm};
pub use rule::{AtomicOp, BracesRule, DispatchRule, LtoRule, Returns, ValueRule};
pub use rules::{dispatch, return_type, use_initializer_list};
pub use terms::{concrete_type, opaque, opaque_names};

use sha2::{Digest as _, Sha256};

use crate::ids::BuiltinId;
use crate::types::{Const, Ty, TyKind, Types};
use table::ENTRIES;

/// The built-in of that name.
#[must_use]
pub fn find(name: &str) -> Option<BuiltinId> {
    index::find(name).map(|index| BuiltinId(index as u32))
}

/// Every built-in, by name.
pub fn all() -> impl Iterator<Item = BuiltinId> {
    (0..ENTRIES.len() as u32).map(BuiltinId)
}

/// Its name.
#[must_use]
pub fn name(id: BuiltinId) -> &'static str {
    ENTRIES[id.index()].name
}

/// Its overloads in the order of resolution; none where it is written in Python.
#[must_use]
pub fn overloads(id: BuiltinId) -> &'static [Overload] {
    ENTRIES[id.index()].overloads
}

/// The place of an overload in its list; `None` if it is not of that built-in.
#[must_use]
pub fn overload_number(id: BuiltinId, overload: &Overload) -> Option<u16> {
    let at = overloads(id).iter().position(|o| std::ptr::eq(o, overload))?;
    u16::try_from(at).ok()
}

/// The overload that was registered first: the object that the name is bound to in Warp. A blank one
/// where the built-in is written in Python.
#[must_use]
pub fn head(id: BuiltinId) -> &'static Overload {
    static BLANK: Overload = row::OVERLOAD;
    let entry = &ENTRIES[id.index()];
    entry.overloads.get(entry.head).unwrap_or(&BLANK)
}

/// Where a built-in that is written in Python is found.
#[must_use]
pub fn python_impl(id: BuiltinId) -> Option<&'static PythonImpl> {
    ENTRIES[id.index()].python.as_ref()
}

/// The built-in that constructs values of a composite type (Warp's `_wp_constructor_`).
#[must_use]
pub fn constructor_of(types: &Types, ty: Ty) -> Option<BuiltinId> {
    find(match *types.kind(ty) {
        TyKind::Vec { .. } => "vector",
        TyKind::Mat { .. } => "matrix",
        TyKind::Quat { .. } => "quaternion",
        TyKind::Transform { .. } => "transformation",
        _ => return None,
    })
}

/// Warp's `is_regular_builtin_callable_target`: no overload needs more than a plain call.
#[must_use]
pub fn is_regular_callable_target(id: BuiltinId) -> bool {
    let overloads = overloads(id);
    !overloads.is_empty()
        && overloads.iter().all(|o| !o.variadic && o.dispatch.is_none() && o.lto.is_none() && !o.skip_replay)
}

/// The compile-time arguments that a call through a type carries (Warp's `_wp_type_args_`).
#[must_use]
pub fn type_args(types: &Types, ty: Ty) -> Vec<(&'static str, Const)> {
    let int = |n: u32| Const::Int(i128::from(n));
    match *types.kind(ty) {
        TyKind::Vec { len, dtype } => vec![("length", int(len)), ("dtype", Const::Type(dtype))],
        TyKind::Mat { rows, cols, dtype } => {
            vec![("shape", Const::Tuple([int(rows), int(cols)].into())), ("dtype", Const::Type(dtype))]
        }
        TyKind::Quat { dtype } | TyKind::Transform { dtype } => vec![("dtype", Const::Type(dtype))],
        _ => Vec::new(),
    }
}

/// Whether a call of this built-in enters the hash of its caller: it has an overload whose adjoint takes
/// template arguments (no built-in of Warp's own has an external contract).
#[must_use]
pub fn has_external_contract_or_template_adjoint(id: BuiltinId) -> bool {
    overloads(id).iter().any(|o| o.adjoint_uses_template_args)
}

/// The byte strings that Warp's `hash_builtin` digests, in order.
#[must_use]
pub fn builtin_digest_parts(id: BuiltinId) -> Vec<Vec<u8>> {
    let mut parts = vec![b"builtin".to_vec(), name(id).into(), head(id).native.into()];
    if has_external_contract_or_template_adjoint(id) {
        let items: Vec<String> = overloads(id)
            .iter()
            .map(|o| {
                format!("('{}', {})", o.native, if o.adjoint_uses_template_args { "True" } else { "False" })
            })
            .collect();
        let comma = if items.len() == 1 { "," } else { "" };
        parts.push(format!("({}{comma})", items.join(", ")).into_bytes());
    }
    parts
}

/// Warp's `hash_builtin`.
#[must_use]
pub fn builtin_digest(id: BuiltinId) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in builtin_digest_parts(id) {
        hasher.update(part);
    }
    hasher.finalize().into()
}

/// How Python prints the object (`<Function sin(x: bfloat16)>`).
#[must_use]
pub fn python_repr(types: &Types, id: BuiltinId) -> String {
    let head = head(id);
    let params: Vec<String> = head
        .params
        .iter()
        .map(|p| format!("{}{}: {}", if p.star { "*" } else { "" }, p.name, terms::repr(types, &p.ty)))
        .collect();
    format!("<Function {}({})>", name(id), params.join(", "))
}
