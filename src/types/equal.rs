//! Type comparison: Warp's `types_equal`, `types_equal_generic`, `type_matches_template`.

use super::{Family, Scalar, Ty, TyKind, Types};

/// Whether a concrete query kind may bind where its erased parent is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Erasure {
    /// Exact types only (Warp's first resolution pass).
    Exact,
    /// Concrete kinds also match their parent (the second pass).
    Allow,
}

impl Types {
    /// Warp's `scalars_equal_generic`, for types that are neither sequences nor composites.
    fn scalars_equal(&self, a: Ty, b: Ty, generic: bool) -> bool {
        let (a, b) = (self.canonical(a), self.canonical(b));
        if generic {
            if a == Ty::ANY || b == Ty::ANY {
                return true;
            }
            for (pattern, other) in [(a, b), (b, a)] {
                let matched = match pattern {
                    Ty::GENERIC_INT => other == pattern || self.is_int(other),
                    Ty::GENERIC_FLOAT => other == pattern || self.is_float(other),
                    Ty::GENERIC_SCALAR => {
                        other == pattern || self.as_scalar(other).is_some_and(Scalar::is_scalar)
                    }
                    _ => false,
                };
                if matched {
                    return true;
                }
            }
        }
        // `handle` is an alias of `uint64`.
        matches!((a, b), (Ty::HANDLE, Ty::UINT64) | (Ty::UINT64, Ty::HANDLE))
            // References compare by object in Warp, and every reference is an object of its own.
            || (a == b && !self.is_ref(a))
    }

    fn dims_equal(a: u32, b: u32, generic: bool) -> bool {
        a == b || (generic && (a == 0 || b == 0))
    }

    /// The element types of a tuple-like type; empty for bare `tuple`.
    fn sequence(&self, ty: Ty) -> Option<Vec<Ty>> {
        match &*self.kind(ty) {
            TyKind::Tuple { types, .. } => Some(types.to_vec()),
            TyKind::TupleOf(types) => Some(types.to_vec()),
            TyKind::TupleAny => Some(Vec::new()),
            _ => None,
        }
    }

    /// Warp's `types_equal`.
    pub fn equal(&self, a: Ty, b: Ty) -> bool {
        a == b && !self.is_ref(a) || self.equal_generic(a, b, false)
    }

    /// Warp's `types_equal_generic`.
    pub fn equal_generic(&self, a: Ty, b: Ty, generic: bool) -> bool {
        if generic {
            match (self.sequence(a), self.sequence(b)) {
                (Some(sa), Some(sb)) => return self.sequences_match(&sa, &sb),
                (Some(_), None) | (None, Some(_)) => return false,
                (None, None) => {}
            }
        }
        let (a, b) = (self.canonical(a), self.canonical(b));
        let (ka, kb) = (self.kind(a), self.kind(b));
        match (&*ka, &*kb) {
            (TyKind::Vec { len: l1, dtype: d1 }, TyKind::Vec { len: l2, dtype: d2 }) => {
                Self::dims_equal(*l1, *l2, generic) && self.scalars_equal(*d1, *d2, generic)
            }
            (
                TyKind::Mat { rows: r1, cols: c1, dtype: d1 },
                TyKind::Mat { rows: r2, cols: c2, dtype: d2 },
            ) => {
                Self::dims_equal(*r1, *r2, generic)
                    && Self::dims_equal(*c1, *c2, generic)
                    && self.scalars_equal(*d1, *d2, generic)
            }
            (TyKind::Quat { dtype: d1 }, TyKind::Quat { dtype: d2 })
            | (TyKind::Transform { dtype: d1 }, TyKind::Transform { dtype: d2 }) => {
                self.scalars_equal(*d1, *d2, generic)
            }
            (TyKind::Array { .. } | TyKind::FixedArray { .. }, _) => {
                match (self.as_array(a), self.as_array(b)) {
                    (Some((f1, d1, _)), Some((f2, d2, _))) => f1 == f2 && self.equal_generic(d1, d2, generic),
                    _ => false,
                }
            }
            (TyKind::Tile(t1), TyKind::Tile(t2)) => {
                self.equal_generic(self.tile_data(*t1).dtype, self.tile_data(*t2).dtype, generic)
            }
            (TyKind::Tile(_), _) => false,
            (
                TyKind::TileStack { dtype: d1, capacity: c1 },
                TyKind::TileStack { dtype: d2, capacity: c2 },
            ) => c1 == c2 && self.equal_generic(*d1, *d2, generic),
            (TyKind::TileStack { .. }, _) => false,
            (TyKind::Slice(_), _) => self.is_slice(b),
            _ => self.scalars_equal(a, b, generic),
        }
    }

    fn sequences_match(&self, a: &[Ty], b: &[Ty]) -> bool {
        if a.is_empty() || b.is_empty() {
            return true;
        }
        let (ea, eb) = (a.last() == Some(&Ty::ELLIPSIS), b.last() == Some(&Ty::ELLIPSIS));
        if ea != eb {
            let (pattern, items) = if ea { (a, b) } else { (b, a) };
            return items.iter().all(|&x| self.equal_generic(x, pattern[0], true));
        }
        a.len() == b.len() && a.iter().zip(b).all(|(&x, &y)| self.equal_generic(x, y, true))
    }

    /// Whether an argument type binds to a parameter type (the type part of Warp's `func_match_args`;
    /// callables and `None` defaults are the caller's business).
    pub fn binds(&self, param: Ty, arg: Ty, erasure: Erasure) -> bool {
        if param == Ty::ANY {
            return true;
        }
        let (param, arg) = (self.strip(param), self.strip(arg));
        if let (Some((pf, pd, _)), Some((af, ad, _))) = (self.as_array(param), self.as_array(arg)) {
            // Dimensions are not compared here (trap 19).
            if pf.related(af) && self.equal_generic(pd, ad, true) {
                return true;
            }
        }
        self.equal_generic(param, arg, true)
            || (erasure == Erasure::Allow && self.erased_parent(arg) == Some(param))
    }

    /// Warp's `type_erased_parent`.
    pub fn erased_parent(&self, ty: Ty) -> Option<Ty> {
        match *self.kind(ty) {
            TyKind::Opaque(id) => {
                let parent = self.opaque_data(id).erase_to?;
                Some(self.intern(TyKind::Opaque(parent)))
            }
            _ => None,
        }
    }

    /// Warp's `type_erasure_join`: the type two query kinds merge to. As in Warp, two equal types of
    /// any kind join to themselves.
    pub fn erasure_join(&self, a: Ty, b: Ty) -> Option<Ty> {
        let pa = self.erased_parent(a).unwrap_or(a);
        let pb = self.erased_parent(b).unwrap_or(b);
        (pa == pb && !self.is_ref(pa)).then_some(pa)
    }

    /// Warp's `type_is_generic`.
    pub fn is_generic(&self, ty: Ty) -> bool {
        match &*self.kind(ty) {
            TyKind::Any | TyKind::GenericScalar | TyKind::GenericFloat | TyKind::GenericInt => true,
            TyKind::Array { dtype, .. } | TyKind::FixedArray { dtype, .. } => self.is_generic(*dtype),
            TyKind::TupleOf(_) => true,
            TyKind::Vec { len, dtype } => *len == 0 || self.is_generic(*dtype),
            TyKind::Mat { rows, cols, dtype } => *rows == 0 || *cols == 0 || self.is_generic(*dtype),
            TyKind::Quat { dtype } | TyKind::Transform { dtype } => self.is_generic(*dtype),
            _ => false,
        }
    }

    /// Warp's `type_matches_template`.
    pub fn matches_template(&self, arg: Ty, template: Ty) -> bool {
        let (arg, template) = (self.canonical(arg), self.canonical(template));
        if self.is_generic(arg) {
            return false;
        }
        if !self.is_generic(template) {
            if let (Some((af, ad, an)), Some((tf, td, tn))) = (self.as_array(arg), self.as_array(template))
                && af.is_subclass_of(tf)
            {
                return self.matches_template(ad, td) && an == tn;
            }
            return self.equal(arg, template);
        }
        match (&*self.kind(arg), &*self.kind(template)) {
            (_, TyKind::Any) => true,
            (_, TyKind::Array { .. } | TyKind::FixedArray { .. }) => {
                match (self.as_array(arg), self.as_array(template)) {
                    (Some((af, ad, an)), Some((tf, td, tn))) => {
                        af.is_subclass_of(tf) && self.matches_template(ad, td) && an == tn
                    }
                    _ => false,
                }
            }
            (_, TyKind::GenericFloat) => self.is_float(arg),
            (_, TyKind::GenericInt) => self.is_int(arg),
            (_, TyKind::GenericScalar) => self.as_scalar(arg).is_some_and(Scalar::is_scalar),
            _ => self.composite_matches_template(arg, template),
        }
    }

    fn composite_matches_template(&self, arg: Ty, template: Ty) -> bool {
        let Some(template_dtype) = self.composite_dtype(template) else {
            return true;
        };
        let Some(arg_dtype) = self.composite_dtype(arg) else {
            return false;
        };
        let shapes = (self.composite_shape(arg), self.composite_shape(template));
        let (Some(a), Some(t)) = shapes else { return false };
        self.matches_template(arg_dtype, template_dtype)
            && a.len() == t.len()
            && a.iter().zip(&t).all(|(x, y)| *y == 0 || x == y)
    }

    /// The family of an array type.
    pub fn family(&self, ty: Ty) -> Option<Family> {
        self.as_array(ty).map(|(family, ..)| family)
    }
}
