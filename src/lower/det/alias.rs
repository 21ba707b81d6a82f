//! What views, references and aliases of arrays stand for.

use super::*;

impl Lower<'_, '_> {
    /// `propagate_attribute_reference` and `apply_struct_array_field_metadata`.
    pub(in crate::lower) fn det_field_reference(&mut self, out: VarId, base: VarId, field: &str) {
        if !self.det_on() {
            return;
        }
        let aggregate = self.info(base).cloned();
        let root = aggregate.as_ref().and_then(|i| i.root_label.clone()).unwrap_or_else(|| self.label(base));
        let mut path = aggregate.as_ref().map(|i| i.attr_path.clone()).unwrap_or_default();
        path.push(field.into());
        let ty = self.value_ty(out);
        let array = self.types.is_array(ty).then_some(ty);
        let targets = aggregate.map(|i| i.field_targets.clone()).unwrap_or_default();
        self.update_info(out, |info| {
            info.root_label = Some(root);
            info.attr_path = path;
            if array.is_some() {
                info.array_type = array;
            }
            for (field_path, (root, path, ty)) in targets {
                match field_path.as_slice() {
                    [only] if &**only == field => {
                        info.root_label = Some(root);
                        info.attr_path = path;
                        info.array_type = Some(ty);
                    }
                    [first, rest @ ..] if &**first == field => {
                        info.field_targets.push((rest.to_vec(), (root, path, ty)));
                    }
                    _ => {}
                }
            }
        });
    }

    /// The same for a field of an adjoint.
    pub(in crate::lower) fn det_member(&mut self, member: VarId, base: VarId, field: &str) {
        self.det_field_reference(member, base, field);
    }

    /// `track_view`.
    pub(in crate::lower) fn det_view(&mut self, out: VarId, target: VarId, indices: &[VarId]) {
        let ints = indices.iter().all(|&i| self.is_int_index(i));
        let parent = self.info(target).cloned();
        self.update_info(out, |info| {
            info.view_alias_source = Some(target);
            info.view_indices = indices.to_vec();
            if ints {
                info.view_parent = Some(target);
                if let Some(parent) = parent.filter(|p| p.adjoint_target) {
                    info.adjoint_target = true;
                    info.adjoint_root_label.clone_from(&parent.adjoint_root_label);
                }
            }
        });
    }

    /// `track_array_reference`.
    pub(in crate::lower) fn det_array_reference(&mut self, out: VarId, target: VarId) {
        if !self.det_on() {
            return;
        }
        let target = self.alias_root(target);
        let Some((key, ty)) = self.target_info(target) else { return };
        let ty = self.types.strip(ty);
        if !self.types.is_array(ty) {
            return;
        }
        self.update_info(out, |info| {
            info.root_label = Some(key.root.clone());
            info.attr_path = key.path;
            info.array_type = Some(ty);
            if key.adjoint {
                info.adjoint_target = true;
                info.adjoint_root_label = Some(key.root);
            }
        });
    }

    pub(super) fn alias_root(&self, var: VarId) -> VarId {
        let mut var = var;
        while let Some(source) = self.info(var).and_then(|i| i.view_alias_source) {
            var = source;
        }
        var
    }

    /// The deterministic part of `propagate_array_alias_metadata`.
    pub(in crate::lower) fn det_array_alias(&mut self, out: VarId, source: VarId) {
        let info = self.info(source).cloned();
        let is_arg = self.args.contains(&source);
        let label = self.label(source);
        let ty = self.value_ty(source);
        let det_on = self.det_on();
        if info.is_none() && !(is_arg && det_on) {
            return;
        }
        self.update_info(out, |to| {
            if let Some(from) = info {
                let fields = std::mem::take(&mut to.field_targets);
                *to = (*from).clone();
                to.field_targets = fields;
            }
            if is_arg && det_on && to.root_label.is_none() && to.view_parent.is_none() && !to.adjoint_target {
                to.root_label = Some(label);
                to.attr_path = Vec::new();
                to.array_type = Some(ty);
            }
        });
    }

    /// `propagate_struct_array_alias_metadata`.
    pub(in crate::lower) fn det_struct_alias(&mut self, out: VarId, source: VarId) {
        if !self.det_on() || out == source && !self.args.contains(&source) {
            return;
        }
        let info = self.info(source).cloned().unwrap_or_default();
        let root =
            info.root_label.clone().or_else(|| self.args.contains(&source).then(|| self.label(source)));
        let mut paths = Vec::new();
        self.array_field_paths(self.value_ty(out), &mut Vec::new(), &mut paths);
        let mut targets = Vec::new();
        for (path, ty) in paths {
            if let Some((_, target)) = info.field_targets.iter().find(|(p, _)| *p == path) {
                targets.push((path, target.clone()));
            } else if let Some(root) = &root {
                let full: Vec<Rc<str>> = info.attr_path.iter().chain(&path).cloned().collect();
                targets.push((path, (root.clone(), full, ty)));
            }
        }
        if !targets.is_empty() {
            self.update_info(out, |info| info.field_targets = targets);
        }
    }

    /// `_struct_array_field_paths`.
    pub(super) fn array_field_paths(
        &self,
        ty: Ty,
        prefix: &mut Vec<Rc<str>>,
        out: &mut Vec<(Vec<Rc<str>>, Ty)>,
    ) {
        let Some((_, data)) = self.types.as_struct(ty) else { return };
        for field in &data.fields {
            prefix.push(field.name.clone());
            let ty = self.types.strip(field.ty);
            if self.types.is_array(ty) {
                out.push((prefix.clone(), ty));
            } else {
                self.array_field_paths(ty, prefix, out);
            }
            prefix.pop();
        }
    }

    /// The adjoint of a view is a view of the adjoint.
    pub(in crate::lower) fn det_adjoint_view(&mut self, source: VarId) -> Result<Option<VarId>> {
        let Some(info) = self.info(source).cloned() else { return Ok(None) };
        let Some(alias) = info.view_alias_source else { return Ok(None) };
        let Some(base) = self.adjoint_target(Obj::Var(alias))? else { return Ok(None) };
        let indices = self.load_all(&info.view_indices)?;
        let mut args = vec![Arg::Var(base)];
        args.extend(indices.iter().map(|&i| Arg::Var(i)));
        let view = self.add_builtin_var("view", args)?;
        self.det_view(view, base, &indices);
        Ok(Some(view))
    }

    /// `mark_adjoint_target` and the root that `make_adjoint_target_var` copies.
    pub(in crate::lower) fn det_mark_adjoint_target(&mut self, target: VarId, source: VarId, has_view: bool) {
        if !self.det_on() {
            return;
        }
        let info = self.info(source).cloned().unwrap_or_default();
        let label = self.label(source);
        let ty = self.value_ty(source);
        self.update_info(target, |to| match info.root_label.clone() {
            Some(root) => {
                to.adjoint_target = true;
                to.adjoint_root_label = Some(root);
                to.attr_path.clone_from(&info.attr_path);
                to.array_type = Some(ty);
            }
            None if !has_view => {
                to.adjoint_target = true;
                to.adjoint_root_label = Some(label);
            }
            None => {}
        });
    }

    // ---- direct accesses ------------------------------------------------------------------------

    /// `mark_store_target`.
    pub(in crate::lower) fn det_mark_store(&mut self, target: VarId) -> Result<()> {
        if !self.det_on() {
            return Ok(());
        }
        let target = self.alias_root(target);
        let Some((key, ty)) = self.target_info(target) else { return Ok(()) };
        if !self.types.is_array(ty) {
            return Ok(());
        }
        let reverse = self.decl.custom_reverse_mode;
        if let Some(meta) = &mut self.det {
            if !reverse {
                meta.reject_access(&key, "written directly")?;
            }
            meta.stores.insert(key);
        }
        Ok(())
    }

    pub(super) fn mark_side_effect_atomic(&mut self, array: VarId) -> Result<()> {
        if self.decl.custom_reverse_mode {
            return Ok(());
        }
        let Some((key, _)) = self.target_info(array) else { return Ok(()) };
        if let Some(meta) = &mut self.det {
            meta.reject_side_effect(&key)?;
            meta.side_effects.insert(key);
        }
        Ok(())
    }
}
