//! Addressable places: paths from a variable to a field, element or component.

use std::rc::Rc;

use crate::ids::VarId;
use crate::types::Ty;

/// One step of an [`Origin`] (Warp's `_LValueStep`).
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Which access.
    pub kind: StepKind,
    /// For pointer fields read as `uint64`: the pointer's element type.
    pub pointer_dtype: Option<Ty>,
}

/// Kinds of access.
#[derive(Clone, Debug, PartialEq)]
pub enum StepKind {
    /// `.field`
    Field(Rc<str>),
    /// `*wp::address(base, i...)`
    Array(Vec<VarId>),
    /// `wp::view(base, i...)`
    View(Vec<VarId>),
    /// `*wp::index(base, i...)`
    Index(Vec<VarId>),
}

/// A path from an addressable root to a nested place (Warp's `_LValueOrigin`).
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// Where the path starts.
    pub root: VarId,
    /// The root is a `wp.ref` parameter: a pointer.
    pub root_is_ref: bool,
    /// Accesses.
    pub steps: Vec<Step>,
}

impl Origin {
    /// A local variable.
    #[must_use]
    pub fn local(root: VarId) -> Self {
        Origin { root, root_is_ref: false, steps: Vec::new() }
    }

    /// A `wp.ref` parameter.
    #[must_use]
    pub fn ref_parameter(root: VarId) -> Self {
        Origin { root, root_is_ref: true, steps: Vec::new() }
    }

    /// The path extended by one access.
    #[must_use]
    pub fn extend(&self, kind: StepKind) -> Rc<Origin> {
        self.extend_with(kind, None)
    }

    /// The path extended by a field that is a pointer read as `uint64`.
    #[must_use]
    pub fn extend_with(&self, kind: StepKind, pointer_dtype: Option<Ty>) -> Rc<Origin> {
        let mut steps = self.steps.clone();
        steps.push(Step { kind, pointer_dtype });
        Rc::new(Origin { root: self.root, root_is_ref: self.root_is_ref, steps })
    }
}

/// An expression that stands where a variable's name would.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// A pointer to the place: `&((var_s).x)`.
    Pointer {
        /// The path.
        origin: Rc<Origin>,
        /// Start from the adjoint of the root.
        adjoint: bool,
        /// View steps (by index) that have been given a name `_wp_ref_view_N`.
        views: Vec<(usize, u32)>,
    },
    /// The place itself: `(var_s).x`.
    Lvalue {
        /// The path.
        origin: Rc<Origin>,
        /// Start from the adjoint of the root.
        adjoint: bool,
        /// View steps that have been given a name.
        views: Vec<(usize, u32)>,
    },
    /// `adj_<label>` used as a value.
    AdjointName(VarId),
    /// Verbatim.
    Text(Rc<str>),
}

/// An array element, or part of one, as a store target (Warp's `_ArraySlot`).
#[derive(Clone, Debug, PartialEq)]
pub struct ArraySlot {
    /// The array.
    pub root: VarId,
    /// Loaded indices.
    pub indices: Vec<VarId>,
    /// Accesses within the element.
    pub access: Vec<SlotAccess>,
    /// Type of the part.
    pub ty: Ty,
}

/// One access within an array element.
#[derive(Clone, Debug, PartialEq)]
pub enum SlotAccess {
    /// `.component_ref(i)`
    Component(VarId),
    /// `.row_ref(i)`
    Row(VarId),
    /// `.element_ref(i, j)`
    Element(VarId, VarId),
    /// `.field`
    Field(Rc<str>),
}
