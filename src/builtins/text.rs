//! Signatures as people read them.

use super::row::{Overload, TyTerm};

/// A rule's name: what stands before its parameters.
#[must_use]
pub fn rule_name(rule: &impl std::fmt::Debug) -> String {
    let text = format!("{rule:?}");
    text.split(['(', '{', ' ']).next().unwrap_or_default().to_owned()
}

/// A type as signatures show it.
#[must_use]
pub fn type_text(term: &TyTerm) -> String {
    let dim = |n: u32| if n == 0 { "Any".to_owned() } else { n.to_string() };
    match term {
        TyTerm::Num(scalar) => scalar.name().to_owned(),
        TyTerm::PyInt => "int".to_owned(),
        TyTerm::PyFloat => "float".to_owned(),
        TyTerm::PyBool => "bool".to_owned(),
        TyTerm::Str => "str".to_owned(),
        TyTerm::Vec(len, dtype) => format!("vector({}, {})", dim(*len), type_text(dtype)),
        TyTerm::Mat(rows, cols, dtype) => {
            format!("matrix({}, {}, {})", dim(*rows), dim(*cols), type_text(dtype))
        }
        TyTerm::Quat(dtype) => format!("quaternion({})", type_text(dtype)),
        TyTerm::Transform(dtype) => format!("transformation({})", type_text(dtype)),
        TyTerm::Array(family, dtype, ndim) => {
            let ndim = ndim.map_or_else(|| "Any".to_owned(), |n| n.to_string());
            format!("{}({}, ndim={ndim})", family.name(), type_text(dtype))
        }
        TyTerm::TupleOf(items) => {
            let items: Vec<String> = items.iter().map(type_text).collect();
            format!("tuple[{}]", items.join(", "))
        }
        TyTerm::Ref(value) => format!("ref[{}]", type_text(value)),
        TyTerm::Opaque(name) => (*name).to_owned(),
        other => rule_name(other),
    }
}

/// A signature as people read it: `clamp(x: Scalar, low: Scalar, high: Scalar)`.
#[must_use]
pub fn signature(overload: &Overload) -> String {
    let params: Vec<String> = overload
        .params
        .iter()
        .map(|p| {
            let star = if p.star { "*" } else { "" };
            let default = if p.default.is_some() { " = ..." } else { "" };
            format!("{star}{}: {}{default}", p.name, type_text(&p.ty))
        })
        .collect();
    format!("{}({})", overload.key, params.join(", "))
}
