//! Looking ahead in the tree: does a body consume an atomic's value, does it have side effects.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::frontend::ast::{Arguments, Expr, ExprKind, FunctionDef, StmtKind};
use crate::frontend::walk::{self, NodeRef};
use crate::host::Session;
use crate::host::model::Decl;
use crate::host::value::Value;
use crate::ids::{FuncRef, FunctionId};

/// Atomics that deterministic mode replaces.
pub(super) fn is_interceptable(name: &str) -> bool {
    matches!(name, "atomic_add" | "atomic_sub" | "atomic_min" | "atomic_max")
}

/// Atomics that it leaves as they are.
pub(super) fn is_plain_atomic(name: &str) -> bool {
    matches!(name, "atomic_cas" | "atomic_exch" | "atomic_xor" | "atomic_and" | "atomic_or")
}

/// Built-ins with visible effects that run in the execution pass only.
pub(super) fn is_side_effect(name: &str) -> bool {
    is_plain_atomic(name)
        || matches!(
            name,
            "printf"
                | "tile_atomic_add"
                | "tile_atomic_add_indexed"
                | "tile_store"
                | "tile_store_indexed"
                | "volume_store"
                | "volume_store_f"
                | "volume_store_i"
                | "volume_store_v"
        )
}

fn call_name(func: &Expr) -> Option<&str> {
    match &func.kind {
        ExprKind::Attribute { attr, .. } => Some(attr),
        ExprKind::Name { id, .. } => Some(id),
        _ => None,
    }
}

fn has_subscript_target(target: &Expr) -> bool {
    match &target.kind {
        ExprKind::Subscript { .. } => true,
        ExprKind::Attribute { value, .. } => has_subscript_target(value),
        ExprKind::Tuple { elts, .. } | ExprKind::List { elts, .. } => elts.iter().any(has_subscript_target),
        _ => false,
    }
}

/// `_deterministic_has_propagating_side_effect`.
pub(super) fn has_propagating_side_effect(def: &FunctionDef) -> bool {
    let mut found = false;
    walk::bfs_function(def, |node| match node {
        NodeRef::Stmt(stmt) => match &stmt.kind {
            StmtKind::Assign { targets, .. } => found |= targets.iter().any(has_subscript_target),
            StmtKind::AnnAssign { target, .. } | StmtKind::AugAssign { target, .. } => {
                found |= has_subscript_target(target);
            }
            _ => {}
        },
        NodeRef::Expr(Expr { kind: ExprKind::Call { func, .. }, .. }) => {
            found |= call_name(func).is_some_and(is_side_effect);
        }
        _ => {}
    });
    found
}

fn target_names(target: &Expr, names: &mut FxHashSet<Arc<str>>) {
    match &target.kind {
        ExprKind::Name { id, .. } => {
            names.insert(id.clone());
        }
        ExprKind::Tuple { elts, .. } | ExprKind::List { elts, .. } => {
            elts.iter().for_each(|e| target_names(e, names));
        }
        _ => {}
    }
}

fn argument_names(args: &Arguments, names: &mut FxHashSet<Arc<str>>) {
    let all = args
        .posonly
        .iter()
        .chain(&args.args)
        .chain(&args.kwonly)
        .chain(args.vararg.as_deref())
        .chain(args.kwarg.as_deref());
    names.extend(all.map(|a| a.name.clone()));
}

/// `_deterministic_local_names`.
fn local_names(def: &FunctionDef) -> FxHashSet<Arc<str>> {
    let mut names = FxHashSet::default();
    argument_names(&def.args, &mut names);
    walk::bfs_function(def, |node| match node {
        NodeRef::Stmt(stmt) => match &stmt.kind {
            StmtKind::FunctionDef(inner) => argument_names(&inner.args, &mut names),
            StmtKind::Assign { targets, .. } => targets.iter().for_each(|t| target_names(t, &mut names)),
            StmtKind::AnnAssign { target, .. } => target_names(target, &mut names),
            StmtKind::For(node) => target_names(&node.target, &mut names),
            StmtKind::With { items, .. } => {
                items.iter().filter_map(|i| i.target.as_ref()).for_each(|t| target_names(t, &mut names));
            }
            _ => {}
        },
        NodeRef::Expr(expr) => match &expr.kind {
            ExprKind::NamedExpr { target, .. } => target_names(target, &mut names),
            ExprKind::Lambda(lambda) => argument_names(&lambda.args, &mut names),
            _ => {}
        },
        _ => {}
    });
    names
}

/// The user function a dotted name stands for (`_deterministic_resolve_static_call`).
fn resolve_call(
    session: &Session,
    decl: &Decl,
    node: &Expr,
    locals: &FxHashSet<Arc<str>>,
    aliases: &FxHashMap<Arc<str>, FunctionId>,
) -> Option<FunctionId> {
    let mut path: Vec<&Arc<str>> = Vec::new();
    let mut node = node;
    while let ExprKind::Attribute { value, attr, .. } = &node.kind {
        path.push(attr);
        node = value;
    }
    let ExprKind::Name { id, .. } = &node.kind else { return None };
    let mut value = match aliases.get(id) {
        Some(function) => Value::Function(FuncRef::User(*function)),
        None if locals.contains(id) => return None,
        None => session
            .lookup(&decl.env, id)
            .filter(|v| !v.is_none())
            .or_else(|| session.warp_attr(id))
            .or_else(|| session.python_builtin(id))?,
    };
    for attr in path.into_iter().rev() {
        value = session.getattr(&value, attr)?;
    }
    match value.as_function()? {
        FuncRef::User(function) => Some(function),
        FuncRef::Builtin(_) | FuncRef::External(_) => None,
    }
}

/// `_deterministic_function_aliases`.
fn function_aliases(
    session: &Session,
    decl: &Decl,
    locals: &FxHashSet<Arc<str>>,
) -> FxHashMap<Arc<str>, FunctionId> {
    let mut aliases = FxHashMap::default();
    walk::bfs_function(decl.def(), |node| {
        let NodeRef::Stmt(stmt) = node else { return };
        let StmtKind::Assign { targets, value } = &stmt.kind else { return };
        let [target] = targets.as_slice() else { return };
        let targets = items(target);
        let values = items(value);
        if targets.len() != values.len() {
            return;
        }
        for (target, value) in targets.into_iter().zip(values) {
            if let ExprKind::Name { id, .. } = &target.kind
                && let Some(function) = resolve_call(session, decl, value, locals, &aliases)
            {
                aliases.insert(id.clone(), function);
            }
        }
    });
    aliases
}

fn items(node: &Expr) -> Vec<&Expr> {
    match &node.kind {
        ExprKind::Tuple { elts, .. } | ExprKind::List { elts, .. } => elts.iter().collect(),
        _ => vec![node],
    }
}

/// `_deterministic_has_consumed_atomic_impl`: here or in any function called by name.
pub(super) fn has_consumed_atomic(session: &Session, decl: &Decl, seen: &mut FxHashSet<FunctionId>) -> bool {
    let locals = local_names(decl.def());
    let aliases = function_aliases(session, decl, &locals);
    let mut discarded: FxHashSet<u32> = FxHashSet::default();
    let mut consumed = false;
    let mut callees: Vec<FunctionId> = Vec::new();
    walk::bfs_function(decl.def(), |node| match node {
        NodeRef::Stmt(stmt) => {
            if let StmtKind::Expr(value) = &stmt.kind {
                discarded.insert(value.id.0);
            }
        }
        NodeRef::Expr(expr) => {
            let ExprKind::Call { func, .. } = &expr.kind else { return };
            if call_name(func).is_some_and(is_interceptable) {
                consumed |= !discarded.contains(&expr.id.0);
            } else if let Some(function) = resolve_call(session, decl, func, &locals, &aliases) {
                callees.push(function);
            }
        }
        _ => {}
    });
    consumed
        || callees.into_iter().any(|function| {
            seen.insert(function)
                && has_consumed_atomic(session, &session.functions[function.index()].decl, seen)
        })
}
