//! Subscripts and slices.

use super::{Lower, Obj, Result};
use crate::diag::{ErrorClass, WarpError};
use crate::frontend::ast::{Expr, ExprKind};
use crate::ids::VarId;
use crate::ir::{Arg, ArraySlot, StepKind};
use crate::types::{Const, SLICE_BEGIN, SLICE_END, Ty, TyKind};

/// Indices of one bracket group.
pub(super) fn index_group(slice: &Expr) -> Vec<&Expr> {
    match &slice.kind {
        ExprKind::Tuple { elts, .. } => elts.iter().collect(),
        _ => vec![slice],
    }
}

/// Whether an expression is `….adjoint`, the base of `wp.adjoint[x]`.
pub(super) fn is_adjoint_base(value: &Expr) -> bool {
    matches!(&value.kind, ExprKind::Attribute { attr, .. } if &**attr == "adjoint")
}

fn value_error(message: impl Into<String>) -> WarpError {
    WarpError::new(ErrorClass::WarpCodegenValueError, message)
}

impl Lower<'_, '_> {
    /// Warp's `emit_Subscript`.
    pub(super) fn emit_subscript(&mut self, value: &Expr, slice: &Expr) -> Result<Obj> {
        if is_adjoint_base(value) {
            let source = self.eval_adjoint_source(slice)?;
            return match self.adjoint_target(source)? {
                Some(var) => Ok(Obj::Var(var)),
                None => Ok(Obj::None),
            };
        }
        let (target, indices) = self.eval_subscript(value, slice, false)?;
        self.emit_indexing(target, &indices, false).map(Obj::Var)
    }

    /// Evaluates `x` of `wp.adjoint[x]`, naming struct fields directly.
    pub(super) fn eval_adjoint_source(&mut self, node: &Expr) -> Result<Obj> {
        if let ExprKind::Attribute { value, attr, .. } = &node.kind {
            self.set_line(node.span.line);
            let base = self.eval_adjoint_source(value)?;
            return match base {
                Obj::Var(base) => self.adjoint_member(base, attr).map(Obj::Var),
                other => self.emit_attribute(value, attr, Some(other), false),
            };
        }
        self.eval(node)
    }

    /// Warp's `eval_subscript`: the object indexed, and all indices flattened.
    pub(super) fn eval_subscript<'a>(
        &mut self,
        value: &'a Expr,
        slice: &'a Expr,
        as_target: bool,
    ) -> Result<(VarId, Vec<&'a Expr>)> {
        let (mut target, mut groups) = self.recurse_subscript(value, slice, Vec::new(), as_target)?;
        // Chained brackets on a tile apply one group at a time where a group yields a view.
        while groups.len() > 1 && self.types.is_tile(self.value_ty(target)) {
            let rank = self.types.as_tile(self.value_ty(target)).and_then(|t| t.shape).map_or(0, |s| s.len());
            let produces_view = self.tile_group_produces_view(&groups[0])?;
            let partial = !produces_view && groups[0].len() < rank && {
                let mut later = false;
                for group in &groups[1..] {
                    if self.tile_group_produces_view(group)? {
                        later = true;
                        break;
                    }
                }
                later
            };
            if !(produces_view || partial) {
                break;
            }
            let group = groups.remove(0);
            target = self.emit_indexing(target, &group, false)?;
        }
        Ok((target, groups.into_iter().flatten().collect()))
    }

    /// Warp's `recurse_subscript`, entered at a subscript node.
    fn recurse_subscript<'a>(
        &mut self,
        value: &'a Expr,
        slice: &'a Expr,
        indices: Vec<Vec<&'a Expr>>,
        as_target: bool,
    ) -> Result<(VarId, Vec<Vec<&'a Expr>>)> {
        if is_adjoint_base(value) {
            let obj = self.emit_subscript(value, slice)?;
            return Ok((self.expect_var(obj)?, indices));
        }
        let mut groups = vec![index_group(slice)];
        groups.extend(indices);
        let (mut target, mut groups) = match &value.kind {
            ExprKind::Subscript { value: inner, slice: inner_slice, .. } => {
                self.recurse_subscript(inner, inner_slice, groups, as_target)?
            }
            ExprKind::Name { .. } => (self.eval_var(value)?, groups),
            _ => {
                let obj = if as_target { self.eval_store_target(value)? } else { self.eval(value)? };
                (self.expect_var(obj)?, groups)
            }
        };
        if let Some((_, _, Some(ndim))) = self.types.as_array(self.value_ty(target)) {
            let ndim = ndim as usize;
            let flat: Vec<&Expr> = groups.iter().flatten().copied().collect();
            if flat.len() > ndim {
                target = self.emit_indexing(target, &flat[..ndim], as_target)?;
                groups = strip_indices(groups, ndim)?;
            }
        }
        Ok((target, groups))
    }

    /// Warp's `eval_store_target`.
    pub(super) fn eval_store_target(&mut self, node: &Expr) -> Result<Obj> {
        match &node.kind {
            ExprKind::Attribute { value, attr, .. } => {
                let aggregate = self.eval_store_target(value)?;
                self.emit_attribute(value, attr, Some(aggregate), true)
            }
            ExprKind::Subscript { value, slice, .. } if !is_adjoint_base(value) => {
                let (target, indices) = self.eval_subscript(value, slice, true)?;
                self.emit_indexing(target, &indices, true).map(Obj::Var)
            }
            _ => self.eval(node),
        }
    }

    /// Warp's `eval_indices`.
    pub(super) fn eval_indices(&mut self, target: Ty, nodes: &[&Expr]) -> Result<Vec<VarId>> {
        if let Some(shape) = self.types.composite_shape(target) {
            let mut out = Vec::with_capacity(nodes.len());
            for (dim, node) in nodes.iter().enumerate() {
                if let ExprKind::Slice { .. } = &node.kind {
                    let Some(&length) = shape.get(dim) else {
                        return Err(WarpError::new(ErrorClass::IndexError, "tuple index out of range"));
                    };
                    let (start, stop, step) = self.eval_const_slice(node, Some(length))?;
                    out.push(self.add_slice(start, stop, step)?);
                } else {
                    out.push(self.eval_var(node)?);
                }
            }
            return Ok(out);
        }
        if let Some(tile) = self.types.as_tile(target) {
            let shape = tile.shape.unwrap_or_else(|| Vec::new().into());
            let mut out = Vec::with_capacity(nodes.len());
            for (dim, node) in nodes.iter().enumerate() {
                if let ExprKind::Slice { lower, upper, .. } = &node.kind {
                    let (start, stop, step) = self.eval_raw_const_slice(node)?;
                    let slice = self.add_slice(start, stop, step)?;
                    self.mark_omitted(slice, lower.is_none(), upper.is_none());
                    out.push(slice);
                } else {
                    let index = self.eval_var(node)?;
                    out.push(self.resolve_tile_int_index(index, &shape, dim)?);
                }
            }
            return Ok(out);
        }
        nodes.iter().map(|node| self.eval_var(node)).collect()
    }

    fn add_slice(&mut self, start: i128, stop: i128, step: i128) -> Result<VarId> {
        self.add_builtin_var("slice", vec![Arg::Int(start), Arg::Int(stop), Arg::Int(step)])
    }

    fn mark_omitted(&mut self, var: VarId, start: bool, stop: bool) {
        if let TyKind::Slice(mut slice) = *self.types.kind(self.ty(var)) {
            slice.start_omitted = start;
            slice.stop_omitted = stop;
            self.vars[var].ty = self.types.intern(TyKind::Slice(slice));
        }
    }

    /// Warp's `eval_const_slice_component`.
    fn const_slice_component(&mut self, node: &Expr) -> Result<i128> {
        let constant = match self.eval(node)? {
            Obj::Var(var) => self.vars[var].constant.clone(),
            _ => None,
        };
        match constant {
            None => Err(value_error("Slice component must be a compile-time constant.")),
            Some(Const::Int(i)) => Ok(i),
            Some(Const::Bool(b)) => Ok(i128::from(b)),
            Some(_) => Err(WarpError::type_error("Slice component must be an integer.")),
        }
    }

    /// Warp's `eval_const_slice`: CPython's `slice.indices` where the length is known. A stop that is open
    /// on an unknown length is `i128::MAX`.
    fn eval_const_slice(&mut self, node: &Expr, length: Option<i64>) -> Result<(i128, i128, i128)> {
        let ExprKind::Slice { lower, upper, step } = &node.kind else { return Ok((0, 0, 1)) };
        let step = match step {
            Some(node) => self.const_slice_component(node)?,
            None => 1,
        };
        if step == 0 {
            return Err(value_error("Slice step cannot be zero."));
        }
        let Some(length) = length else {
            if step < 0 && (lower.is_none() || upper.is_none()) {
                return Err(value_error(
                    "Reverse slices require explicit start and stop bounds when the sequence length is not known at \
                     compile time (e.g. slicing an array).",
                ));
            }
            let start = match lower {
                Some(node) => self.const_slice_component(node)?,
                None => 0,
            };
            let stop = match upper {
                Some(node) => self.const_slice_component(node)?,
                None => i128::MAX,
            };
            return Ok((start, stop, step));
        };
        let length = i128::from(length);
        let (low, high) = if step > 0 { (0, length) } else { (-1, length - 1) };
        let start = self.clamped(lower.as_deref(), if step > 0 { low } else { high }, length, low, high)?;
        let stop = self.clamped(upper.as_deref(), if step > 0 { high } else { low }, length, low, high)?;
        Ok((start, stop, step))
    }

    fn clamped(
        &mut self,
        node: Option<&Expr>,
        default: i128,
        length: i128,
        low: i128,
        high: i128,
    ) -> Result<i128> {
        let Some(node) = node else { return Ok(default) };
        let value = self.const_slice_component(node)?;
        Ok(if value < 0 { (value + length).max(low) } else { value.min(high) })
    }

    /// Warp's `eval_raw_const_slice`: bounds as written, open ones as markers.
    fn eval_raw_const_slice(&mut self, node: &Expr) -> Result<(i128, i128, i128)> {
        let ExprKind::Slice { lower, upper, step } = &node.kind else { return Ok((0, 0, 1)) };
        let step = match step {
            Some(node) => self.const_slice_component(node)?,
            None => 1,
        };
        if step == 0 {
            return Err(value_error("Slice step cannot be zero."));
        }
        let start = match lower {
            Some(node) => self.const_slice_component(node)?,
            None => i128::from(SLICE_BEGIN),
        };
        let stop = match upper {
            Some(node) => self.const_slice_component(node)?,
            None => i128::from(SLICE_END),
        };
        Ok((start, stop, step))
    }

    /// Warp's `emit_Slice`: array slices, whose bounds may be dynamic.
    pub(super) fn emit_slice(
        &mut self,
        lower: Option<&Expr>,
        upper: Option<&Expr>,
        step: Option<&Expr>,
    ) -> Result<Obj> {
        let start = self.slice_arg(lower, i128::from(SLICE_BEGIN))?;
        let stop = self.slice_arg(upper, i128::from(SLICE_END))?;
        let step = self.slice_arg(step, 1)?;
        if let Arg::Var(var) = step
            && self.vars[var].constant.as_ref().and_then(Const::as_int) == Some(0)
        {
            return Err(value_error("Slice step cannot be zero."));
        }
        self.add_builtin("slice", vec![start, stop, step])
    }

    fn slice_arg(&mut self, node: Option<&Expr>, default: i128) -> Result<Arg> {
        match node {
            Some(node) => {
                let obj = self.eval(node)?;
                self.arg_of(obj)
            }
            None => Ok(Arg::Int(default)),
        }
    }

    /// Warp's `_is_integer_index_var`.
    pub(super) fn is_int_index(&self, var: VarId) -> bool {
        self.types.is_int(self.value_ty(var))
    }

    /// Warp's `emit_indexing`.
    pub(super) fn emit_indexing(&mut self, target: VarId, nodes: &[&Expr], as_target: bool) -> Result<VarId> {
        let ty = self.value_ty(target);
        let indices = self.eval_indices(ty, nodes)?;
        if let Some((_, dtype, ndim)) = self.types.as_array(ty) {
            return self.index_array(target, ty, dtype, ndim, indices, as_target);
        }
        if let Some(tile) = self.types.as_tile(ty) {
            return self.index_tile(target, tile.shape.map_or(0, |s| s.len()), indices);
        }
        if as_target && let Some(slot) = self.select_slot_index(target, &indices)? {
            let origin = self.origin_of(target).map(|origin| {
                let steps = if self.types.is_matrix(ty) { indices.clone() } else { vec![indices[0]] };
                origin.extend(StepKind::Index(steps))
            });
            return Ok(self.slot_reference(slot, origin));
        }
        let mut args = vec![Arg::Var(target)];
        args.extend(indices.iter().map(|&i| Arg::Var(i)));
        let out = self.add_builtin_var("extract", args)?;
        if let Some(origin) = self.origin_of(target) {
            let ints = indices.iter().all(|&i| self.is_int_index(i));
            let is_matrix = self.types.is_matrix(ty);
            let fits = if is_matrix {
                matches!(indices.len(), 1 | 2)
            } else {
                self.types.is_composite(ty) && indices.len() == 1
            };
            if ints && fits {
                self.vars[out].origin = Some(origin.extend(StepKind::Index(indices)));
            }
        }
        Ok(out)
    }

    fn index_array(
        &mut self,
        target: VarId,
        ty: Ty,
        dtype: Ty,
        ndim: Option<u8>,
        indices: Vec<VarId>,
        as_target: bool,
    ) -> Result<VarId> {
        if as_target {
            let ok = indices.iter().all(|&i| self.is_int_index(i) || self.types.is_slice(self.value_ty(i)));
            if !ok {
                return Err(WarpError::type_error("Array slot write indices must be integers or slices"));
            }
        }
        let full =
            ndim.map(usize::from) == Some(indices.len()) && indices.iter().all(|&i| self.is_int_index(i));
        let indices = self.load_all(&indices)?;
        if full
            && as_target
            && self.types.is_regular_array(ty)
            && (self.types.is_composite(dtype) || self.types.is_struct(dtype))
        {
            let origin = self.origin_of(target).map(|o| o.extend(StepKind::Array(indices.clone())));
            let slot = ArraySlot { root: target, indices, access: Vec::new(), ty: dtype };
            return Ok(self.slot_reference(slot, origin));
        }
        let mut args = vec![Arg::Var(target)];
        args.extend(indices.iter().map(|&i| Arg::Var(i)));
        let out = self.add_builtin_var(if full { "address" } else { "view" }, args)?;
        if full {
            self.det_array_reference(out, target);
        } else {
            self.det_view(out, target, &indices);
        }
        if let Some(origin) = self.origin_of(target) {
            let kind = if full { StepKind::Array(indices) } else { StepKind::View(indices) };
            self.vars[out].origin = Some(origin.extend(kind));
        }
        Ok(out)
    }

    /// Whether evaluated tile indices hold a slice, and an index tile.
    pub(super) fn tile_index_kinds(&self, indices: &[VarId]) -> (bool, bool) {
        let slice = indices.iter().any(|&i| self.types.is_slice(self.value_ty(i)));
        let tile = indices.iter().any(|&i| self.types.is_tile(self.value_ty(i)));
        (slice, tile)
    }

    fn index_tile(&mut self, target: VarId, rank: usize, indices: Vec<VarId>) -> Result<VarId> {
        let (has_slice, has_tile) = self.tile_index_kinds(&indices);
        let as_args: Vec<Arg> = indices.iter().map(|&i| Arg::Var(i)).collect();
        if has_tile || has_slice || indices.len() < rank {
            let name = if has_tile { "tile_slice_indexed" } else { "tile_view" };
            return self.add_builtin_var(name, vec![Arg::Var(target), Arg::Tuple(as_args)]);
        }
        let mut args = vec![Arg::Var(target)];
        args.extend(as_args);
        self.add_builtin_var("tile_extract", args)
    }

    /// Warp's `resolve_tile_int_index`.
    fn resolve_tile_int_index(&mut self, index: VarId, shape: &[i64], dim: usize) -> Result<VarId> {
        let ty = self.value_ty(index);
        if self.types.is_tile(ty) {
            return Ok(index);
        }
        if !self.types.is_int(ty) {
            return Err(WarpError::type_error(format!(
                "Tile indices must be integers or slices, got {}.",
                self.types.repr(ty)
            )));
        }
        let Some(&length) = shape.get(dim) else { return Ok(index) };
        let Some(constant) = self.vars[index].constant.clone() else {
            // A run-time index wraps once: `i < 0 ? i + length : i`.
            let zero = self.add_var(ty, Some(Const::Int(0)));
            let length = self.add_var(ty, Some(Const::Int(i128::from(length))));
            let negative = self.add_comp(&["<"], index, &[zero])?;
            let wrapped = self.add_builtin_var("add", vec![Arg::Var(index), Arg::Var(length)])?;
            return self
                .add_builtin_var("where", vec![Arg::Var(negative), Arg::Var(wrapped), Arg::Var(index)]);
        };
        let value = constant.as_int().unwrap_or(0);
        let wrapped = if value < 0 { value + i128::from(length) } else { value };
        if wrapped < 0 || wrapped >= i128::from(length) {
            return Err(value_error(format!(
                "Tile index {value} is out of bounds for axis {dim} with size {length}."
            )));
        }
        if wrapped == value { Ok(index) } else { Ok(self.add_int(wrapped)) }
    }

    /// Warp's `unpack_starred`.
    pub(super) fn unpack_starred(&mut self, value: &Expr) -> Result<Vec<VarId>> {
        let (target, bounds) = match &value.kind {
            ExprKind::Subscript { value: base, slice, .. }
                if matches!(slice.kind, ExprKind::Slice { .. }) =>
            {
                self.starred_slice(base, slice)?
            }
            _ => {
                let target = self.eval_var(value)?;
                let ty = self.value_ty(target);
                match self.types.composite_shape(ty) {
                    Some(shape) => (target, (0, i128::from(shape[0]), 1)),
                    None if self.types.is_array(ty) => {
                        return Err(WarpError::type_error(
                            "Starred expressions apply to arrays only if they are sliced with bounds known at \
                             compile-time.",
                        ));
                    }
                    None => {
                        return Err(WarpError::type_error(format!(
                            "Starred expressions are only supported for arrays (with slice), vectors, quaternions, and \
                             matrices. Got {}.",
                            self.types.repr(ty)
                        )));
                    }
                }
            }
        };
        let name = if self.types.is_array(self.value_ty(target)) { "address" } else { "extract" };
        let mut elements = Vec::new();
        let (mut i, stop, step) = bounds;
        while (step > 0 && i < stop) || (step < 0 && i > stop) {
            let index = self.add_int(i);
            elements.push(self.add_builtin_var(name, vec![Arg::Var(target), Arg::Var(index)])?);
            i += step;
        }
        if elements.is_empty() {
            return Err(WarpError::codegen("Starred expression results in empty sequence."));
        }
        Ok(elements)
    }

    fn starred_slice(&mut self, base: &Expr, slice: &Expr) -> Result<(VarId, (i128, i128, i128))> {
        let target = self.eval_var(base)?;
        let ty = self.value_ty(target);
        if let Some(shape) = self.types.composite_shape(ty) {
            return Ok((target, self.eval_const_slice(slice, Some(shape[0]))?));
        }
        let Some((_, _, ndim)) = self.types.as_array(ty) else {
            return Err(WarpError::type_error(format!(
                "Starred expressions with slices are only supported for arrays, vectors, quaternions, and matrices. Got \
                 {}.",
                self.types.repr(ty)
            )));
        };
        if ndim != Some(1) {
            return Err(value_error(format!(
                "Starred expressions with slices are only supported for 1D arrays, got {}D array.",
                ndim.unwrap_or(0)
            )));
        }
        let bounds = self.eval_const_slice(slice, None)?;
        let open = matches!(&slice.kind, ExprKind::Slice { upper: None, .. });
        if open {
            return Err(value_error(
                "Starred expression on arrays requires explicit upper bound (e.g., *array[0:3], not *array[0:]).",
            ));
        }
        if bounds.0 < 0 || bounds.1 < 0 {
            return Err(value_error("Starred expression slice bounds cannot be negative for arrays."));
        }
        if bounds.2 < 0 {
            return Err(value_error("Starred expression slice step cannot be negative for arrays."));
        }
        Ok((target, bounds))
    }
}

/// Warp's `strip_indices`.
fn strip_indices(mut groups: Vec<Vec<&Expr>>, count: usize) -> Result<Vec<Vec<&Expr>>> {
    let mut left = count as i64;
    while left > 0 && !groups.is_empty() {
        left -= groups.remove(0).len() as i64;
    }
    if left < 0 {
        return Err(WarpError::codegen(format!(
            "Incorrect number of indices specified for array indexing, got {} indices for a {count} dimensional array.",
            count as i64 - left
        )));
    }
    Ok(groups)
}
