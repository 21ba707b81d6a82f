//! Variables, places, types and constants in SSA text.

use std::fmt::Write as _;

use crate::ids::VarId;
use crate::ir::{ArraySlot, Label, Origin, Place, SlotAccess, StepKind, Vars};
use crate::types::{Const, Number, Storage, Ty, TyKind, Types};

/// One body's variables, with the types to name them.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub(super) vars: &'a Vars,
    pub(super) types: &'a Types,
}

impl Names<'_> {
    /// `%x`
    pub(super) fn var(&self, id: VarId) -> String {
        match &self.vars[id].label {
            Label::Detached => format!("%?{}", id.0),
            Label::Temp(n) => format!("%{n}"),
            Label::Param(name) => format!("%{name}"),
            Label::Member(base, path) => format!("{}.{path}", self.var(*base)),
            Label::Place(place) => self.place(place),
        }
    }

    /// `%x, %y`
    pub(super) fn list(&self, ids: &[VarId]) -> String {
        let names: Vec<String> = ids.iter().map(|&id| self.var(id)).collect();
        names.join(", ")
    }

    /// An expression in place of a name.
    pub(super) fn place(&self, place: &Place) -> String {
        match place {
            Place::Pointer { origin, adjoint, views } => {
                format!("&{}", self.path(origin, *adjoint, views))
            }
            Place::Lvalue { origin, adjoint, views } => self.path(origin, *adjoint, views),
            Place::AdjointName(id) => format!("adj {}", self.var(*id)),
            Place::Text(text) => format!("`{text}`"),
        }
    }

    /// `adj *%s.x[%1]`
    pub(super) fn path(&self, origin: &Origin, adjoint: bool, views: &[(usize, u32)]) -> String {
        let mut out = String::new();
        if adjoint {
            out.push_str("adj ");
        }
        if origin.root_is_ref {
            out.push('*');
        }
        out.push_str(&self.var(origin.root));
        for (i, step) in origin.steps.iter().enumerate() {
            match &step.kind {
                StepKind::Field(name) => {
                    out.push('.');
                    out.push_str(name);
                }
                StepKind::Array(indices) => self.indices(&mut out, "", indices),
                StepKind::View(indices) => self.indices(&mut out, ".view", indices),
                StepKind::Index(indices) => self.indices(&mut out, ".index", indices),
            }
            if let Some((_, number)) = views.iter().find(|(step, _)| *step == i) {
                let _ = write!(out, "@{number}");
            }
        }
        out
    }

    fn indices(&self, out: &mut String, open: &str, indices: &[VarId]) {
        let _ = write!(out, "{open}[{}]", self.list(indices));
    }

    /// `%a[%i].component(%1)`
    pub(super) fn slot(&self, slot: &ArraySlot) -> String {
        let mut out = format!("{}[{}]", self.var(slot.root), self.list(&slot.indices));
        for access in &slot.access {
            let _ = match access {
                SlotAccess::Component(i) => write!(out, ".component({})", self.var(*i)),
                SlotAccess::Row(i) => write!(out, ".row({})", self.var(*i)),
                SlotAccess::Element(i, j) => write!(out, ".element({}, {})", self.var(*i), self.var(*j)),
                SlotAccess::Field(name) => write!(out, ".{name}"),
            };
        }
        out
    }

    /// A variable's type.
    pub(super) fn type_of(&self, id: VarId) -> String {
        self.ty(self.vars[id].ty)
    }

    /// A type.
    pub(super) fn ty(&self, ty: Ty) -> String {
        type_text(self.types, ty)
    }
}

/// A type as SSA text names it: Warp's `type_repr`, shorter for references and opaque classes, longer for tiles.
pub(super) fn type_text(types: &Types, ty: Ty) -> String {
    match &*types.kind(ty) {
        TyKind::Ref(value) => format!("&{}", type_text(types, *value)),
        TyKind::Opaque(id) => types.opaque_data(*id).name.to_string(),
        TyKind::Struct(id) => types.struct_data(*id).native_name.to_string(),
        TyKind::Native(id) => types.native_data(*id).native_name.to_string(),
        TyKind::Str => "str".into(),
        TyKind::Scalar(scalar) => scalar.name().into(),
        TyKind::Array { family, dtype, ndim } => {
            format!("{}<{}, {}>", family.name(), type_text(types, *dtype), ndim.unwrap_or(0))
        }
        TyKind::FixedArray { dtype, shape } => format!("fixedarray<{}, {shape:?}>", type_text(types, *dtype)),
        TyKind::Tile(id) => {
            let tile = types.tile_data(*id);
            let storage = if tile.storage == Storage::Shared { "shared" } else { "register" };
            let owner = if tile.owner { "" } else { " view" };
            format!(
                "tile<{}, {:?}, {storage}{owner}>",
                type_text(types, tile.dtype),
                tile.shape.as_deref().unwrap_or(&[])
            )
        }
        TyKind::TileStack { dtype, capacity } => {
            format!("tile_stack<{}, {}>", type_text(types, *dtype), capacity.unwrap_or(0))
        }
        TyKind::Tuple { types: items, .. } | TyKind::TupleOf(items) => {
            let items: Vec<String> = items.iter().map(|&item| type_text(types, item)).collect();
            format!("tuple({})", items.join(", "))
        }
        TyKind::Slice(_) => "slice_t".to_owned(),
        _ => types.repr(ty),
    }
}

/// A constant.
pub(super) fn const_text(types: &Types, value: &Const) -> String {
    let number = |number: &Number| match number {
        Number::Int(i) => i.to_string(),
        Number::Float(f) => format!("{f:?}"),
    };
    match value {
        Const::Bool(b) => b.to_string(),
        Const::Int(i) => i.to_string(),
        Const::Float(f) => format!("{f:?}"),
        Const::Str(s) => format!("{s:?}"),
        Const::Scalar(s) => format!("{}({})", s.scalar.name(), number(&s.number)),
        Const::Composite(c) => {
            let items: Vec<String> = c.elements.iter().map(number).collect();
            format!("{}({})", type_text(types, c.ty), items.join(", "))
        }
        Const::Struct(s) => {
            let items: Vec<String> = s.fields.iter().map(|field| const_text(types, field)).collect();
            format!("{}({})", type_text(types, s.ty), items.join(", "))
        }
        Const::Type(ty) => format!("type {}", type_text(types, *ty)),
        Const::Tuple(items) => {
            let items: Vec<String> = items.iter().map(|item| const_text(types, item)).collect();
            format!("({})", items.join(", "))
        }
        Const::NullArray => "null".into(),
    }
}
