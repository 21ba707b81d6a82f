//! Calls of user functions, whose atomics become those of the caller.

use super::*;

impl Lower<'_, '_> {
    // ---- user functions -------------------------------------------------------------------------

    /// `include_function_call`.
    pub(in crate::lower) fn det_include_call(
        &mut self,
        id: FunctionId,
        bound: &[(Rc<str>, Arg)],
    ) -> Result<()> {
        if !self.det_on() {
            return Ok(());
        }
        if let Some(callee) = self.mb.det_metas.get(&id).cloned() {
            self.include_meta(&callee, bound, false)?;
        }
        let Some(grad) = self.mb.session.functions[id.index()].custom_grad else { return Ok(()) };
        if !self.mb.det_metas.contains_key(&grad) {
            // Warp builds the gradient on its own here; its metadata is all that is kept.
            self.mb.probe_function(grad)?;
        }
        let Some(meta) = self.mb.det_metas.get(&grad).cloned() else { return Ok(()) };
        if meta.unsupported_counter_backward {
            return Err(meta::counter_backward());
        }
        self.include_meta(&meta, bound, true)
    }

    /// `_deterministic_map_target`: a callee's array in the caller's terms.
    pub(super) fn map_key(&self, key: &ArrayKey, bound: &[(Rc<str>, Arg)]) -> ArrayKey {
        let actual =
            bound.iter().find(|(n, _)| *n == key.root).and_then(|(_, a)| crate::lower::call::arg_var(a));
        let Some(actual) = actual else { return key.clone() };
        if let Some(info) = self.info(actual)
            && let Some(root) = &info.root_label
        {
            let path = info.attr_path.iter().chain(&key.path).cloned().collect();
            return ArrayKey { root: root.clone(), path, adjoint: key.adjoint };
        }
        if self.is_ref(actual) {
            return key.clone();
        }
        ArrayKey { root: self.label(actual), path: key.path.clone(), adjoint: key.adjoint }
    }

    /// `_include_deterministic_call_meta`.
    pub(super) fn include_meta(
        &mut self,
        callee: &Meta,
        bound: &[(Rc<str>, Arg)],
        backward_only: bool,
    ) -> Result<()> {
        let mapped = |this: &Self, keys: &FxHashSet<ArrayKey>| -> Vec<ArrayKey> {
            keys.iter().map(|k| this.map_key(k, bound)).collect()
        };
        let (mut loads, mut stores) = (mapped(self, &callee.loads), mapped(self, &callee.stores));
        let mut effects = mapped(self, &callee.side_effects);
        for list in [&mut loads, &mut stores, &mut effects] {
            list.sort_by_key(ArrayKey::shown);
        }
        let targets: Vec<(ArrayKey, meta::Target)> = (callee.scatters.iter().chain(&callee.counters))
            .map(|t| (self.map_key(&t.key, bound), t.clone()))
            .collect();
        let line = self.line.unwrap_or(0);
        let Some(meta) = &mut self.det else { return Ok(()) };
        meta.needs_context |= callee.needs_context;
        if !backward_only {
            if let (None, Some((what, _))) = (&meta.consumed_return, &callee.consumed_return) {
                meta.consumed_return = Some((what.clone(), line));
            }
            for key in loads {
                meta.reject_access(&key, "read directly")?;
                meta.loads.insert(key);
            }
            for key in stores {
                meta.reject_access(&key, "written directly")?;
                meta.stores.insert(key);
            }
        }
        for (key, target) in targets {
            match target.scatter {
                Some((value, scalar, reduce)) => {
                    let spec = ScatterSpec {
                        value,
                        value_ctype: target.value_ctype.clone(),
                        scalar,
                        reduce,
                        use_forward: target.use_forward,
                    };
                    meta.add_scatter(&key, &spec)?;
                }
                None => {
                    meta.add_counter(&key, &target.value_ctype, target.use_forward)?;
                }
            }
        }
        if !backward_only {
            for key in effects {
                meta.reject_side_effect(&key)?;
                meta.side_effects.insert(key);
            }
        }
        Ok(())
    }

    /// `helper_args_for_meta`.
    pub(super) fn helper_args(&self, callee: Option<FunctionId>, bound: &[(Rc<str>, Arg)]) -> Vec<Operand> {
        let (Some(own), Some(meta)) = (&self.det, callee.and_then(|id| self.mb.det_metas.get(&id))) else {
            return Vec::new();
        };
        if !meta.is_active() {
            return Vec::new();
        }
        let mut out = vec![Operand::Text("det_ctx".into())];
        for target in &meta.counters {
            let found = own.counter(&self.map_key(&target.key, bound));
            out.push(Operand::Text(found.unwrap_or(target).helper.clone()));
        }
        for target in &meta.scatters {
            let found = own.scatter(&self.map_key(&target.key, bound));
            out.push(Operand::Text(found.unwrap_or(target).helper.clone()));
        }
        out
    }

    /// Hidden arguments of a user function call.
    pub(in crate::lower) fn det_user_call(
        &mut self,
        id: FunctionId,
        bound: &[(Rc<str>, Arg)],
    ) -> Option<Box<DetCall>> {
        if !self.det_on() {
            return None;
        }
        let function = &self.mb.session.functions[id.index()];
        let (replay, grad) = (function.custom_replay, function.custom_grad);
        let args = self.helper_args(Some(id), bound);
        let replay_args = if replay.is_some() { self.helper_args(replay, bound) } else { args.clone() };
        let reverse_args = if grad.is_some() { self.helper_args(grad, bound) } else { args.clone() };
        Some(Box::new(DetCall { args, replay_args, reverse_args, ..DetCall::default() }))
    }
}
