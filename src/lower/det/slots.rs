//! Slot updates and stores to arrays (`a[i] += x`, `a[i] = x`).

use super::*;

impl Lower<'_, '_> {
    /// Slot updates: whether the update was emitted in full, and text around the plain one.
    pub(in crate::lower) fn det_slot_update(
        &mut self,
        slot: &Rc<ArraySlot>,
        value: VarId,
        atomic: Option<&'static str>,
    ) -> Result<(bool, Wrap)> {
        if !self.det_on() {
            return Ok((false, None));
        }
        let Some(operation) = atomic else {
            let Some(meta) = &mut self.det else { return Ok((false, None)) };
            let guard = meta.needs_store_guard();
            meta.needs_context |= guard;
            self.det_mark_store(slot.root)?;
            let wrap = guard.then(|| (Rc::from("WP_DET_SLOT_STORE_IF_ACTIVE(det_ctx, "), Rc::from(");")));
            return Ok((false, wrap));
        };
        if self.slot_scatter(slot, value, operation)? {
            return Ok((true, None));
        }
        let scalar = self.types.scalar_of(slot.ty);
        if matches!(operation, "add" | "sub") && self.types.is_float(scalar) {
            return Err(meta::rejected(
                "floating-point composite slot augmented assignment atomics are not supported. Fix: accumulate whole \
                 composite values with atomic_add(), use separate scalar arrays, or disable deterministic mode for this \
                 kernel."
                    .to_owned(),
            ));
        }
        let Some(meta) = &mut self.det else { return Ok((false, None)) };
        let guard = meta.needs_store_guard();
        meta.needs_context |= guard;
        let wrap = guard.then(|| (Rc::from("WP_DET_SIDE_EFFECT_IF_ACTIVE(det_ctx, "), Rc::from(");")));
        Ok((false, wrap))
    }

    /// `emit_adjoint_slot_scatter`.
    pub(super) fn slot_scatter(
        &mut self,
        slot: &ArraySlot,
        value: VarId,
        operation: &'static str,
    ) -> Result<bool> {
        if !matches!(operation, "add" | "sub") {
            return Ok(false);
        }
        let (root, prefix) = self.reduction_root(slot.root);
        let Some((key, ty)) = self.target_info(root) else { return Ok(false) };
        let Some((_, element, _)) = self.types.as_array(ty) else { return Ok(false) };
        let scalar = self.types.scalar_of(element);
        if !key.adjoint || !self.types.is_float(scalar) {
            return Ok(false);
        }
        let context = "compiling deterministic component gradient accumulation";
        if !self.has_argument(&key.root) {
            let cause = format!("array '{}' could not be mapped to a kernel argument", key.root);
            return Err(meta::internal(context, &cause));
        }
        let ctype: Rc<str> = self.dtype_text(element).into();
        let spec = ScatterSpec {
            value: element,
            value_ctype: ctype.clone(),
            scalar,
            reduce: Reduce::Add,
            use_forward: false,
        };
        let Some(meta) = &mut self.det else { return Ok(false) };
        let target = meta.add_scatter(&key, &spec)?;
        let Some(expr) = self.array_expr(&key, true) else { return Ok(false) };
        let mut indices = self.load_all(&prefix)?;
        indices.extend(self.load_all(&slot.indices)?);
        let name = format!("array_atomic_{operation}_slot");
        let flat = self.flat_index(&expr, &indices, &name, &ctype)?;
        let packed = self.add_var(element, None);
        let packed = self.text(Side::Primal, packed);
        let mut access = String::new();
        self.names().slot_access(&mut access, &slot.access);
        let update = self.text(Side::Primal, value);
        let fallback = self.slot_fallback(slot, &update, operation, &access);
        let update = if operation == "sub" { format!("-({update})") } else { update };
        self.push_det(format!("{packed} = {ctype}{{}};"), None);
        self.push_det(format!("{packed}{access} = {update};"), None);
        self.push_det(
            format!("WP_DET_SCATTER_OR_FALLBACK(det_ctx, {}, {flat}, {packed}, {fallback});", target.helper),
            Some(REPLAY_SKIPPED),
        );
        Ok(true)
    }

    /// The plain atomic statement of a slot.
    pub(super) fn slot_fallback(
        &self,
        slot: &ArraySlot,
        value: &str,
        operation: &str,
        access: &str,
    ) -> String {
        let mut out = format!("wp::array_atomic_{operation}_slot(");
        let root = self.text(Side::Primal, slot.root);
        if self.is_ref(slot.root) {
            let _ = write!(out, "*({root})");
        } else {
            out.push_str(&root);
        }
        let _ = write!(out, ", {value}, [&](auto& _e) -> auto& {{ return _e{access}; }}, ");
        self.names().list(&mut out, &slot.indices);
        out.push_str(");");
        out
    }

    /// Guarded array stores (`_add_deterministic_array_store`); true when the store was emitted.
    pub(in crate::lower) fn det_array_store(
        &mut self,
        target: VarId,
        indices: &[VarId],
        rhs: VarId,
    ) -> Result<bool> {
        let Some(meta) = &mut self.det else { return Ok(false) };
        if !meta.needs_store_guard() {
            return Ok(false);
        }
        meta.needs_context = true;
        let id = self.builtin("array_store")?;
        let mut args = vec![Arg::Var(target)];
        args.extend(indices.iter().map(|&i| Arg::Var(i)));
        args.push(Arg::Var(rhs));
        let overload = self.with_rules(|cx| {
            let overload = builtins::resolve(cx, id, &args, &[], None)?;
            let bound = builtins::bind(cx, overload, &args, &[], &[])?;
            builtins::return_type(cx, overload, &bound)?;
            Result::Ok(overload)
        })?;
        let callee = Some(crate::ids::FuncRef::Builtin(id));
        let mut call = Call::plain(callee, overload.namespace.into(), overload.native.into(), Vec::new());
        call.reverse = overload.differentiable;
        for arg in args {
            let Arg::Var(var) = arg else { continue };
            let var = self.register(var);
            let loaded = self.load(var)?;
            call.args.push(Operand::Var(loaded));
            call.adj_args.push(Operand::Var(var));
        }
        self.det_mark_store(target)?;
        call.det = Some(Box::new(DetCall { guard_store: true, ..DetCall::default() }));
        self.push(Op::Call(Box::new(call)));
        Ok(true)
    }
}
