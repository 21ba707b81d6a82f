//! Side-effect-free type probing of tile subscripts.
//!
//! Chained brackets on a tile, `t[i][idx]`, apply one at a time where a group yields a view. Warp finds
//! that out without evaluating anything: from bound symbols, static references and overload metadata.

use super::{Lower, Result};
use crate::builtins;
use crate::frontend::ast::{Constant, Expr, ExprKind, UnaryOp};
use crate::ids::{FuncRef, VarId};
use crate::ir::{Arg, Ret};
use crate::types::{Const, Storage, Ty, TyKind};

use super::call::Kwargs;
use super::expr::{operator_name, unary_name};
use super::index::index_group;
use super::symbols::Sym;

impl Lower<'_, '_> {
    /// Warp's `_tile_group_produces_view`.
    pub(super) fn tile_group_produces_view(&mut self, group: &[&Expr]) -> Result<bool> {
        for node in group {
            if matches!(node.kind, ExprKind::Slice { .. }) {
                return Ok(true);
            }
            if let ExprKind::Name { id, .. } = &node.kind
                && let Some(Sym::Var(var)) = self.symbols.get(id).copied()
                && self.types.is_tile(self.value_ty(var))
            {
                return Ok(true);
            }
            if let Some(ty) = self.probe_type(node)
                && self.types.is_tile(self.types.strip(ty))
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Warp's `_tile_type_probe`.
    fn probe_type(&mut self, node: &Expr) -> Option<Ty> {
        match &node.kind {
            ExprKind::Slice { .. } => None,
            ExprKind::Call { func, args, keywords } => {
                let callee = self.probe_callee(func)?;
                let args = args.iter().map(|a| self.probe_value(a)).collect::<Option<Vec<_>>>()?;
                let mut kwargs: Kwargs = Vec::new();
                for keyword in keywords {
                    let value = self.probe_value(&keyword.value)?;
                    kwargs.push((keyword.name.as_deref()?.into(), value));
                }
                self.probe_call(callee, &args, &kwargs)
            }
            ExprKind::UnaryOp { op, operand } => {
                let arg = self.probe_value(operand)?;
                let id = builtins::find(unary_name(*op))?;
                self.probe_builtin(id, &[arg], &Vec::new())
            }
            ExprKind::BinOp { left, op, right } => {
                let args = [self.probe_value(left)?, self.probe_value(right)?];
                let id = builtins::find(operator_name(*op))?;
                self.probe_builtin(id, &args, &Vec::new())
            }
            ExprKind::Subscript { value, slice, .. } => self.probe_subscript(value, slice),
            _ => match self.probe_value(node)? {
                Arg::Var(var) => Some(self.value_ty(var)),
                Arg::Type(ty) => Some(ty),
                _ => None,
            },
        }
    }

    /// Warp's `_tile_type_probe_value`.
    fn probe_value(&mut self, node: &Expr) -> Option<Arg> {
        if let Some(arg) = self.probe_literal(node) {
            return Some(arg);
        }
        match &node.kind {
            ExprKind::Name { id, .. } => match self.symbols.get(id).copied() {
                Some(Sym::Var(var)) => Some(Arg::Var(self.probe_copy(var))),
                Some(Sym::Func(func)) => Some(Arg::Func(func)),
                Some(Sym::Grad(..) | Sym::Number(_)) => None,
                None => self.probe_static(node),
            },
            ExprKind::Attribute { .. } => self.probe_static(node),
            ExprKind::Tuple { elts, .. } => {
                let items = elts.iter().map(|e| self.probe_value(e)).collect::<Option<Vec<_>>>()?;
                Some(Arg::Tuple(items))
            }
            ExprKind::UnaryOp { .. }
            | ExprKind::BinOp { .. }
            | ExprKind::Call { .. }
            | ExprKind::Subscript { .. } => {
                let ty = self.probe_type(node)?;
                Some(Arg::Var(self.vars.detached(ty, None)))
            }
            _ => None,
        }
    }

    /// What `ast.literal_eval` accepts.
    fn probe_literal(&mut self, node: &Expr) -> Option<Arg> {
        let constant = match &node.kind {
            ExprKind::Constant(value) => literal(value)?,
            ExprKind::UnaryOp { op: UnaryOp::USub, operand } => match &operand.kind {
                ExprKind::Constant(value) => match literal(value)? {
                    Const::Int(i) => Const::Int(-i),
                    Const::Float(f) => Const::Float(-f),
                    _ => return None,
                },
                _ => return None,
            },
            ExprKind::Tuple { elts, .. } | ExprKind::List { elts, .. } => {
                let items = elts.iter().map(|e| self.probe_literal(e)).collect::<Option<Vec<_>>>()?;
                return Some(Arg::Tuple(items));
            }
            _ => return None,
        };
        let ty = self.types.canonical(self.const_type(&constant));
        Some(Arg::Var(self.vars.detached(ty, Some(constant))))
    }

    fn probe_static(&mut self, node: &Expr) -> Option<Arg> {
        let (value, _) = self.resolve_static(node, false).ok()?;
        let value = value?;
        if let Some(func) = self.mb.session.as_func(&value) {
            return Some(Arg::Func(func));
        }
        if let Some(ty) = self.mb.session.as_class(&value) {
            return Some(Arg::Type(ty));
        }
        let constant = self.mb.session.static_const(&value)?;
        let ty = self.types.canonical(self.const_type(&constant));
        Some(Arg::Var(self.vars.detached(ty, Some(constant))))
    }

    /// A copy of a variable whose tile type is an object of its own, so that rules may change it.
    fn probe_copy(&mut self, var: VarId) -> VarId {
        let ty = self.probe_copy_type(self.ty(var));
        let constant = self.vars[var].constant.clone();
        self.vars.detached(ty, constant)
    }

    fn probe_copy_type(&self, ty: Ty) -> Ty {
        match &*self.types.kind(ty) {
            TyKind::Tile(id) => self.types.new_tile(self.types.tile_data(*id)),
            TyKind::Ref(value) => self.types.reference(self.probe_copy_type(*value)),
            TyKind::Tuple { types, values } => {
                let types = types.iter().map(|&t| self.probe_copy_type(t)).collect();
                self.types.intern(TyKind::Tuple { types, values: values.clone() })
            }
            _ => ty,
        }
    }

    fn probe_callee(&mut self, func: &Expr) -> Option<(FuncRef, Vec<(&'static str, Const)>)> {
        let (value, path) = self.resolve_static(func, false).ok()?;
        let value = value?;
        if let Some(func) = self.mb.session.as_func(&value) {
            return Some((func, Vec::new()));
        }
        let attr = path.last()?;
        let type_args = match self.mb.session.as_class(&value) {
            Some(ty) => {
                let args = builtins::type_args(&self.types, ty);
                if let Some(func) = self.find_builtin(attr) {
                    return Some((func, args));
                }
                let id = builtins::constructor_of(&self.types, ty)
                    .or_else(|| builtins::find(&self.types.type_name(ty)))?;
                return Some((FuncRef::Builtin(id), args));
            }
            None => Vec::new(),
        };
        Some((self.find_builtin(attr)?, type_args))
    }

    fn probe_call(
        &mut self,
        callee: (FuncRef, Vec<(&'static str, Const)>),
        args: &[Arg],
        kwargs: &Kwargs,
    ) -> Option<Ty> {
        let (func, type_args) = callee;
        let user = match func {
            FuncRef::Builtin(id) => match self.mb.session.python_builtin_function(id).ok()? {
                Some(user) => user,
                None => return self.probe_builtin_with(id, args, kwargs, &type_args),
            },
            FuncRef::User(id) => id,
            FuncRef::External(id) => {
                let args = args.iter().map(|a| self.arg_type(a)).collect::<Result<Vec<_>>>().ok()?;
                return self.mb.session.external_overload(id, &args, &[])?.value;
            }
        };
        let (id, _) = self.resolve_user_call(user, args, kwargs).ok()?;
        if self.mb.session.functions[id.index()].decl.returns.is_some() || self.mb.body(id).is_some() {
            return self.single(&self.user_return_type(id));
        }
        let body = self.mb.probe_function(id).ok()?;
        match body.returns.as_deref()? {
            [one] => Some(self.types.strip(body.vars[*one].ty)),
            _ => None,
        }
    }

    fn single(&self, ret: &Ret) -> Option<Ty> {
        match ret {
            Ret::One(ty) => Some(self.types.strip(*ty)),
            _ => None,
        }
    }

    fn probe_builtin(&mut self, id: crate::ids::BuiltinId, args: &[Arg], kwargs: &Kwargs) -> Option<Ty> {
        self.probe_builtin_with(id, args, kwargs, &[])
    }

    fn probe_builtin_with(
        &mut self,
        id: crate::ids::BuiltinId,
        args: &[Arg],
        kwargs: &Kwargs,
        type_args: &[(&'static str, Const)],
    ) -> Option<Ty> {
        let ret = self
            .with_rules(|cx| {
                let overload = builtins::resolve(cx, id, args, kwargs, None)?;
                let bound = builtins::bind(cx, overload, args, kwargs, type_args)?;
                builtins::return_type(cx, overload, &bound)
            })
            .ok()?;
        self.single(&ret)
    }

    /// Warp's `_tile_subscript_type_probe`.
    fn probe_subscript(&mut self, value: &Expr, slice: &Expr) -> Option<Ty> {
        let target = self.probe_type(value)?;
        let tile = self.types.as_tile(self.types.strip(target))?;
        let shape = tile.shape?;
        let nodes = index_group(slice);
        let mut result: Vec<i64> = Vec::new();
        for (dim, node) in nodes.iter().enumerate() {
            if dim >= shape.len() {
                return None;
            }
            if matches!(node.kind, ExprKind::Slice { .. }) {
                result.push(1);
                continue;
            }
            if let Some(index) = self.probe_type(node)
                && let Some(index) = self.types.as_tile(index)
            {
                match index.shape.as_deref() {
                    Some([n]) => result.push(*n),
                    Some(_) => return None,
                    None => result.push(1),
                }
            }
        }
        result.extend(&shape[nodes.len()..]);
        if result.is_empty() {
            return Some(tile.dtype);
        }
        let storage = if tile.storage == Storage::Shared { Storage::Shared } else { Storage::Register };
        Some(self.types.tile(tile.dtype, &result, storage))
    }
}

fn literal(value: &Constant) -> Option<Const> {
    Some(match value {
        Constant::Bool(b) => Const::Bool(*b),
        Constant::Int(i) => Const::Int(*i),
        Constant::Float(f) => Const::Float(*f),
        Constant::Str(s) => Const::Str(s.as_ref().into()),
        _ => return None,
    })
}
