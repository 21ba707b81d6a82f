//! Warp's `get_references`: the constants, types and functions a function's tree refers to, and the
//! launch dimensions it implies (map, 2.1).

use std::collections::VecDeque;
use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::resolve::{Resolved, Resolver, is_tid};
use super::{Hasher, Lost, Trace};
use crate::builtins;
use crate::diag::WarpError;
use crate::frontend::ast::{Expr, ExprKind, FunctionDef, Name, StmtKind};
use crate::frontend::walk::{NodeRef, children};
use crate::host::model::Decl;
use crate::host::value::{Unknown, Value};
use crate::ids::{FuncRef, NodeId};
use crate::types::{Ty, TyKind};

/// What a function refers to, each kind in the order Warp hashes it.
#[derive(Debug, Default)]
pub struct References {
    /// Values by the name (or dotted path) they were reached by.
    pub constants: IndexMap<Name, Value, FxBuildHasher>,
    /// Types whose constructors are called, one for each class object: `wp.vec3` and `wp.types.vector(3, float)`
    /// are two.
    pub types: IndexMap<ClassKey, Ty, FxBuildHasher>,
    /// Functions called, bound or passed.
    pub functions: IndexSet<FuncRef, FxBuildHasher>,
    /// Largest arity `wp.tid()` is unpacked into; at least 1.
    pub kernel_dim: u32,
}

/// Tells class objects apart: the type, and the address of the class where it has an object of its own.
pub type ClassKey = (Ty, usize);

fn class_key(class: &Value, ty: Ty) -> ClassKey {
    let address = match class {
        Value::Class(object) => Rc::as_ptr(object).cast::<()>() as usize,
        _ => 0,
    };
    (ty, address)
}

/// The tree of a function, scanned once.
struct Tree<'t> {
    /// Names, attributes, calls and assignments in breadth-first order.
    nodes: Vec<NodeRef<'t>>,
    /// Names that are targets of assignments anywhere.
    locals: FxHashSet<&'t str>,
    /// Calls whose result is assigned directly, and into how many targets.
    call_dims: FxHashMap<NodeId, u32>,
    /// A local name is called on the right of an assignment.
    calls_local: bool,
}

impl<'t> Tree<'t> {
    fn new(def: &'t FunctionDef, statics: &FxHashMap<NodeId, Value>) -> Self {
        let nodes = reference_nodes(def, statics);
        let (mut locals, mut call_dims) = (FxHashSet::default(), FxHashMap::default());
        let mut called: Vec<&str> = Vec::new();
        for node in &nodes {
            let NodeRef::Stmt(stmt) = node else { continue };
            let StmtKind::Assign { targets, value } = &stmt.kind else { continue };
            targets.iter().for_each(|target| assigned_names(target, &mut locals));
            if let ExprKind::Call { func, .. } = &value.kind
                && !statics.contains_key(&value.id)
            {
                let arity = match targets.first().map(|target| &target.kind) {
                    Some(ExprKind::Tuple { elts, .. }) => elts.len() as u32,
                    _ => 1,
                };
                call_dims.insert(value.id, arity);
                if let ExprKind::Name { id, .. } = &func.kind
                    && !statics.contains_key(&func.id)
                {
                    called.push(id);
                }
            }
        }
        let calls_local = called.iter().any(|name| locals.contains(name));
        Tree { nodes, locals, call_dims, calls_local }
    }
}

/// Warp's `reference_nodes`. What `wp.static` was replaced by has no children.
fn reference_nodes<'t>(def: &'t FunctionDef, statics: &FxHashMap<NodeId, Value>) -> Vec<NodeRef<'t>> {
    let mut out = Vec::new();
    let mut todo = VecDeque::from([NodeRef::FunctionDef(def)]);
    while let Some(node) = todo.pop_front() {
        match node {
            NodeRef::Expr(expr) => {
                if statics.contains_key(&expr.id) {
                    continue;
                }
                if matches!(
                    expr.kind,
                    ExprKind::Name { .. } | ExprKind::Attribute { .. } | ExprKind::Call { .. }
                ) {
                    out.push(node);
                }
            }
            NodeRef::Stmt(stmt) if matches!(stmt.kind, StmtKind::Assign { .. }) => out.push(node),
            _ => {}
        }
        children(node, &mut |child| todo.push_back(child));
    }
    out
}

fn assigned_names<'t>(target: &'t Expr, names: &mut FxHashSet<&'t str>) {
    match &target.kind {
        ExprKind::Name { id, .. } => {
            names.insert(id);
        }
        ExprKind::Tuple { elts, .. } | ExprKind::List { elts, .. } => {
            elts.iter().for_each(|e| assigned_names(e, names));
        }
        _ => {}
    }
}

impl Hasher<'_> {
    /// Scans a declaration under the current globals.
    pub(super) fn references(&mut self, decl: &Decl, trace: Option<&Trace>) -> Result<References, WarpError> {
        let mut resolver = Resolver { session: self.session, decl, trace };
        let tree = Tree::new(decl.def(), &decl.static_nodes);
        let aliases = match tree.calls_local {
            true => resolver.tid_aliases(&tree.nodes, &tree.locals),
            false => FxHashSet::default(),
        };
        let mut found = References::default();
        for node in &tree.nodes {
            match node {
                NodeRef::Expr(expr) => match &expr.kind {
                    ExprKind::Name { id, .. } if !tree.locals.contains(&**id) => {
                        if let Some(value) = resolver.external(id)
                            && let Err(unknown) = resolver.record_value(id.clone(), value, &mut found)
                        {
                            return Err(self.lose(decl, expr, id, unknown));
                        }
                    }
                    ExprKind::Attribute { .. } => {
                        let Resolved { value, path } = resolver.resolve(expr);
                        if let Some(value) = value
                            && let Err(unknown) = resolver.record_value(dotted(&path), value, &mut found)
                        {
                            return Err(self.lose(decl, expr, &dotted(&path), unknown));
                        }
                    }
                    ExprKind::Call { func, .. } => {
                        let target = resolver.scan_call(func, &tree.locals, &aliases);
                        resolver.record_call(expr, target, &tree.call_dims, &mut found)?;
                    }
                    _ => {}
                },
                NodeRef::Stmt(stmt) => {
                    if let StmtKind::Assign { value, .. } = &stmt.kind {
                        resolver.record_bound_functions(value, &mut found);
                    }
                }
                _ => {}
            }
        }
        found.kernel_dim = found.kernel_dim.max(1);
        Ok(found)
    }
}

impl Hasher<'_> {
    /// Notes down which expression has a value that is not known.
    fn lose(&mut self, decl: &Decl, expr: &Expr, name: &str, unknown: Rc<Unknown>) -> WarpError {
        let error = WarpError::unsupported(format!("the value of `{name}`: {}", unknown.reason));
        self.lost = Some(Lost { file: decl.source.file.clone(), span: expr.span, unknown });
        error
    }
}

fn dotted(path: &[Name]) -> Name {
    path.join(".").into()
}

/// Whether a referenced function is part of the digest. Built-ins are covered by Warp's version,
/// except those whose reverse call depends on template arguments and those that the program added.
fn is_hashed(func: FuncRef) -> bool {
    match func {
        FuncRef::User(_) | FuncRef::External(_) => true,
        FuncRef::Builtin(id) => builtins::has_external_contract_or_template_adjoint(id),
    }
}

impl Resolver<'_> {
    /// Fails with a value of which nothing is known.
    fn record_value(&self, name: Name, value: Value, found: &mut References) -> Result<(), Rc<Unknown>> {
        let inner = match &value {
            Value::EnumMember(member) => &member.value,
            other => other,
        };
        if let Value::Unknown(unknown) = inner {
            return if unknown.class.is_some() { Ok(()) } else { Err(unknown.clone()) };
        }
        if matches!(value, Value::BigInt(_)) || self.session.as_const(&value).is_some() {
            found.constants.insert(name, value);
        }
        Ok(())
    }

    /// What a call calls; a local name can only be a callable parameter or an alias of `wp.tid`.
    fn scan_call(&self, func: &Expr, locals: &FxHashSet<&str>, aliases: &FxHashSet<&str>) -> Option<Value> {
        if let ExprKind::Name { id, .. } = &func.kind
            && locals.contains(&**id)
        {
            return match self.callable_arg(id) {
                Some(callable) => Some(Value::Function(callable)),
                None if aliases.contains(&**id) => {
                    builtins::find("tid").map(|tid| Value::Function(FuncRef::Builtin(tid)))
                }
                None => None,
            };
        }
        self.call_target(func)
    }

    fn record_call(
        &mut self,
        call: &Expr,
        target: Option<Value>,
        call_dims: &FxHashMap<NodeId, u32>,
        found: &mut References,
    ) -> Result<(), WarpError> {
        let Some(target) = target else { return Ok(()) };
        if let Some(func) = target.as_function() {
            if is_tid(func)
                && let Some(&dim) = call_dims.get(&call.id)
            {
                found.kernel_dim = found.kernel_dim.max(dim);
            }
            if is_hashed(func) {
                found.functions.insert(func);
            }
            if let (FuncRef::User(id), ExprKind::Call { args, keywords, .. }) = (func, &call.kind) {
                found.functions.extend(self.callable_targets(id, args, keywords)?);
            }
        } else if let Some(ty) = target.as_type() {
            let types = &self.session.types;
            if types.is_struct(ty) || types.is_value(ty) || matches!(*types.kind(ty), TyKind::Native(_)) {
                found.types.insert(class_key(&target, ty), ty);
            }
        }
        Ok(())
    }

    /// Functions bound to local names: afterwards they are only reached through those.
    fn record_bound_functions(&self, value: &Expr, found: &mut References) {
        let values = match &value.kind {
            ExprKind::Tuple { elts, .. } => elts.as_slice(),
            _ => std::slice::from_ref(value),
        };
        for value in values {
            let func = self.resolve_function(value).and_then(|v| v.as_function());
            if let Some(func) = func
                && is_hashed(func)
            {
                found.functions.insert(func);
            }
        }
    }
}
