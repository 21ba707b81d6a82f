//! What names stand for when Warp scans a function without building it: `resolve_static_expression`
//! with `eval_types=False`, and the helpers around calls.

use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::Trace;
use crate::builtins;
use crate::diag::{ErrorClass, WarpError};
use crate::frontend::ast::{Constant, Expr, ExprKind, Keyword, Name, Operator, StmtKind, UnaryOp};
use crate::frontend::walk::NodeRef;
use crate::host::model::Decl;
use crate::host::value::Value;
use crate::host::{ArgType, PyError, Session};
use crate::ids::{FuncRef, FunctionId};
use crate::types::{Ty, TyKind};

/// Name resolution inside one function or kernel.
pub(super) struct Resolver<'a> {
    pub(super) session: &'a mut Session,
    pub(super) decl: &'a Decl,
    pub(super) trace: Option<&'a Trace>,
}

/// A dotted name and what it resolves to.
pub(super) struct Resolved {
    pub(super) value: Option<Value>,
    pub(super) path: Vec<Name>,
}

/// An argument bound to a parameter: given, or the parameter's default.
#[derive(Clone, Copy)]
enum Bound<'a> {
    Node(&'a Expr),
    Default(FuncRef),
}

impl Resolver<'_> {
    /// Whether `adj.symbols` holds a name. Before the first build only parameters are in it.
    fn is_symbol(&self, name: &str) -> bool {
        match self.trace {
            Some(trace) => trace.symbols.contains(name),
            None => self.parameter(name).is_some(),
        }
    }

    /// The type of a parameter.
    fn parameter(&self, name: &str) -> Option<Ty> {
        let (_, ty) = self.decl.args.iter().find(|(arg, _)| &**arg == name)?;
        Some(self.session.types.canonical(*ty))
    }

    /// A closure variable or global that is not `None`.
    pub(super) fn external(&self, name: &str) -> Option<Value> {
        self.session.lookup(&self.decl.env, name).filter(|value| !matches!(value, Value::None))
    }

    /// Warp's `resolve_path`.
    fn path_value(&self, path: &[Name]) -> Option<Value> {
        let root = path.first()?;
        if self.is_symbol(root) {
            return None;
        }
        let (mut value, is_own) = match self.external(root) {
            Some(value) => (value, true),
            None => {
                let value = self.session.warp_attr(root).or_else(|| self.session.python_builtin(root))?;
                (value, false)
            }
        };
        for (i, attr) in path.iter().enumerate().skip(1) {
            match self.session.getattr(&value, attr) {
                // A local name before the first build, taken for a function or class of that name:
                // what is not known of those is not there (`view.shape`, `slice.start`).
                Some(Value::Unknown(_)) if !is_own && i + 1 == path.len() => {}
                Some(next) => value = next,
                // Only the last part may be missing: `wp.tid` is no attribute of the module.
                None if i + 1 < path.len() => return None,
                None => {}
            }
        }
        (!matches!(value, Value::None)).then_some(value)
    }

    /// Warp's `resolve_static_expression(node, eval_types=False)`.
    pub(super) fn resolve(&self, root: &Expr) -> Resolved {
        let mut attributes: Vec<&Name> = Vec::new();
        let mut node = root;
        while let ExprKind::Attribute { value, attr, .. } = &node.kind {
            attributes.push(attr);
            node = value;
        }
        let mut path: Vec<Name> = attributes.into_iter().rev().cloned().collect();
        // What `wp.static` was replaced by is a constant, or a name that stands for nothing.
        if let ExprKind::Name { id, .. } = &node.kind {
            path.insert(0, id.clone());
            let value = self.path_value(&path);
            return Resolved { value, path };
        }
        Resolved { value: None, path }
    }

    /// A resolved function, where names that are no attributes of `warp` may be built-ins.
    pub(super) fn resolve_function(&self, node: &Expr) -> Option<Value> {
        let Resolved { value, path } = self.resolve(node);
        let value = value?;
        if value.is_warp()
            && let Some(last) = path.last()
        {
            let added = || self.session.find_external(last).map(FuncRef::External);
            return builtins::find(last).map(FuncRef::Builtin).or_else(added).map(Value::Function);
        }
        Some(value)
    }

    /// A specialised clone's function for a callable parameter.
    pub(super) fn callable_arg(&self, name: &str) -> Option<FuncRef> {
        self.decl.callable_args.iter().find(|(arg, _)| &**arg == name).map(|&(_, func)| func)
    }

    /// Warp's `resolve_reference_call_func`: what a call calls.
    pub(super) fn call_target(&self, func: &Expr) -> Option<Value> {
        match self.resolve_function(func) {
            Some(Value::Grad(inner)) => Some(Value::Function(inner)),
            Some(value) => Some(value),
            None => {
                if let ExprKind::Name { id, .. } = &func.kind
                    && let Some(callable) = self.callable_arg(id)
                {
                    return Some(Value::Function(callable));
                }
                self.grad_target(func).map(Value::Function)
            }
        }
    }

    /// Warp's `resolve_grad_call_reference_func`: the `f` of `wp.grad(f)(...)`.
    fn grad_target(&self, func: &Expr) -> Option<FuncRef> {
        let ExprKind::Call { func: grad, args, keywords } = &func.kind else { return None };
        if self.decl.static_nodes.contains_key(&func.id) || !keywords.is_empty() {
            return None;
        }
        let [target] = args.as_slice() else { return None };
        if !self.resolve(grad).value.is_some_and(|value| value.is_wp_grad()) {
            return None;
        }
        self.callable_target(target)
    }

    /// Warp's `resolve_callable_arg_target`.
    fn callable_target(&self, node: &Expr) -> Option<FuncRef> {
        if let ExprKind::Name { id, .. } = &node.kind
            && let Some(callable) = self.callable_arg(id)
        {
            return Some(callable);
        }
        self.resolve(node).value.and_then(|value| value.as_function())
    }

    // ---- functions passed as arguments -----------------------------------------------------------

    /// Warp's `iter_call_callable_arg_targets`: functions passed for `wp.Function` parameters.
    /// Looking the overload up may instantiate a generic function, as it does in Warp.
    pub(super) fn callable_targets(
        &mut self,
        func: FunctionId,
        args: &[Expr],
        keywords: &[Keyword],
    ) -> Result<Vec<FuncRef>, WarpError> {
        let head = &self.session.functions[func.index()];
        let mut overloads: Vec<FunctionId> = head.overloads.values().copied().collect();
        overloads.extend(head.templates.values().copied());
        if overloads.is_empty() {
            overloads.push(func);
        }
        let takes_functions = overloads.iter().any(|&f| self.takes_functions(f));
        if !takes_functions && head.templates.is_empty() {
            return Ok(Vec::new());
        }
        let candidates = match self.argument_types(args, keywords) {
            Some((positional, named)) => {
                let overload = self.session.get_overload(func, &positional, &named).map_err(warp_error)?;
                vec![overload.unwrap_or(func)]
            }
            None => {
                let mut seen = FxHashSet::default();
                overloads.retain(|&f| seen.insert(f) && !self.bind(f, args, keywords).is_empty());
                overloads
            }
        };
        let mut found = Vec::new();
        for candidate in candidates {
            for (name, bound) in self.bind(candidate, args, keywords) {
                if !self.is_callable_param(candidate, &name) {
                    continue;
                }
                let target = match bound {
                    Bound::Node(node) => self.callable_target(node),
                    Bound::Default(func) => Some(func),
                };
                if let Some(target) = target
                    && !found.contains(&target)
                {
                    found.push(target);
                }
            }
        }
        Ok(found)
    }

    fn takes_functions(&self, func: FunctionId) -> bool {
        let args = &self.session.functions[func.index()].decl.args;
        args.iter().any(|(_, ty)| matches!(*self.session.types.kind(*ty), TyKind::WarpFunction))
    }

    fn is_callable_param(&self, func: FunctionId, name: &str) -> bool {
        let args = &self.session.functions[func.index()].decl.args;
        args.iter()
            .any(|(arg, ty)| &**arg == name && matches!(*self.session.types.kind(*ty), TyKind::WarpFunction))
    }

    /// Warp's `bind_call_arg_nodes`: arguments by parameter in parameter order, with defaults that
    /// are functions; empty when Python would not accept the call.
    fn bind<'e>(
        &self,
        func: FunctionId,
        args: &'e [Expr],
        keywords: &'e [Keyword],
    ) -> Vec<(Rc<str>, Bound<'e>)> {
        let function = &self.session.functions[func.index()];
        let params = &function.decl.args;
        if args.len() > params.len() {
            return Vec::new();
        }
        let mut slots: Vec<Option<&Expr>> = args.iter().map(Some).collect();
        slots.resize(params.len(), None);
        for keyword in keywords {
            let Some(name) = &keyword.name else { return Vec::new() };
            let Some(index) = params.iter().position(|(param, _)| **param == **name) else {
                return Vec::new();
            };
            if slots[index].replace(&keyword.value).is_some() {
                return Vec::new();
            }
        }
        let mut bound = Vec::with_capacity(params.len());
        for ((name, _), slot) in params.iter().zip(slots) {
            match slot {
                Some(node) => bound.push((name.clone(), Bound::Node(node))),
                None => match function.defaults.iter().find(|(param, _)| param == name) {
                    Some((_, value)) => {
                        if let Some(func) = value.as_function() {
                            bound.push((name.clone(), Bound::Default(func)));
                        }
                    }
                    None => return Vec::new(),
                },
            }
        }
        bound
    }

    /// Warp's `resolve_call_arg_types`; `None` unless every argument's type is known.
    #[allow(clippy::type_complexity)]
    fn argument_types(
        &self,
        args: &[Expr],
        keywords: &[Keyword],
    ) -> Option<(Vec<ArgType>, Vec<(Rc<str>, ArgType)>)> {
        let positional: Option<Vec<ArgType>> = args.iter().map(|node| self.argument_type(node)).collect();
        let named: Option<Vec<(Rc<str>, ArgType)>> = keywords
            .iter()
            .map(|keyword| {
                let name = keyword.name.as_ref()?;
                Some((Rc::from(&**name), self.argument_type(&keyword.value)?))
            })
            .collect();
        Some((positional?, named?))
    }

    /// Warp's `resolve_call_arg_type`.
    fn argument_type(&self, node: &Expr) -> Option<ArgType> {
        if let Some(value) = self.decl.static_nodes.get(&node.id) {
            // A replaced `wp.static`: a constant, or an anonymous name that resolves to nothing.
            return value.as_function().is_none().then(|| self.type_of(value));
        }
        match &node.kind {
            ExprKind::Name { id, .. } => {
                if let Some(callable) = self.callable_arg(id) {
                    return Some(ArgType::Func(callable));
                }
                if let Some(ty) = self.parameter(id) {
                    return Some(self.type_argument(self.session.types.strip(ty)));
                }
                // The type of a local of an earlier build is not known here: an argument like any
                // other that cannot be resolved.
                if self.is_symbol(id) {
                    return None;
                }
                self.external(id).map(|value| self.type_of(&value))
            }
            ExprKind::Attribute { .. } => self.resolve(node).value.map(|value| self.type_of(&value)),
            ExprKind::Starred { .. } => None,
            _ => self.literal_type(node),
        }
    }

    /// The type of what `ast.literal_eval` makes of a node.
    fn literal_type(&self, node: &Expr) -> Option<ArgType> {
        if self.decl.static_nodes.contains_key(&node.id) {
            return self.argument_type(node);
        }
        match &node.kind {
            ExprKind::Constant(constant) => Some(self.constant_type(constant)),
            ExprKind::UnaryOp { .. } => self.literal_number(node).map(ArgType::Ty),
            ExprKind::Tuple { elts, .. } | ExprKind::List { elts, .. } => {
                elts.iter().map(|e| self.literal_type(e)).collect::<Option<_>>().map(ArgType::Seq)
            }
            ExprKind::Set(elts) => {
                elts.iter().all(|e| self.literal_type(e).is_some()).then(|| self.class_argument("set"))
            }
            ExprKind::Dict { keys, values } => {
                let keys_known =
                    keys.iter().all(|key| key.as_ref().is_some_and(|k| self.literal_type(k).is_some()));
                let values_known = values.iter().all(|v| self.literal_type(v).is_some());
                (keys_known && values_known).then(|| self.class_argument("dict"))
            }
            ExprKind::BinOp { left, op: Operator::Add | Operator::Sub, right } => {
                self.literal_number(left)?;
                let is_complex = matches!(right.kind, ExprKind::Constant(Constant::Complex { .. }));
                is_complex.then(|| self.class_argument("complex"))
            }
            _ => None,
        }
    }

    /// A number with any signs before it, as `literal_eval` accepts them (not booleans).
    fn literal_number(&self, node: &Expr) -> Option<Ty> {
        match &node.kind {
            ExprKind::UnaryOp { op: UnaryOp::UAdd | UnaryOp::USub, operand } => match &operand.kind {
                ExprKind::UnaryOp { .. } => None,
                _ => self.literal_number(operand),
            },
            ExprKind::Constant(Constant::Int(_) | Constant::BigInt(_)) => Some(Ty::PY_INT),
            ExprKind::Constant(Constant::Float(_)) => Some(Ty::PY_FLOAT),
            ExprKind::Constant(Constant::Complex { .. }) => {
                Some(self.session.types.intern(TyKind::PyClass("complex".into())))
            }
            _ => None,
        }
    }

    fn constant_type(&self, constant: &Constant) -> ArgType {
        match constant {
            Constant::None => ArgType::Ty(Ty::NONE),
            Constant::Bool(_) => ArgType::Ty(Ty::PY_BOOL),
            Constant::Int(_) | Constant::BigInt(_) => ArgType::Ty(Ty::PY_INT),
            Constant::Float(_) => ArgType::Ty(Ty::PY_FLOAT),
            Constant::Complex { .. } => self.class_argument("complex"),
            Constant::Str(_) => ArgType::Ty(Ty::STR),
            Constant::Bytes(_) => self.class_argument("bytes"),
            Constant::Ellipsis => self.class_argument("ellipsis"),
        }
    }

    fn class_argument(&self, name: &str) -> ArgType {
        ArgType::Ty(self.session.types.intern(TyKind::PyClass(name.into())))
    }

    /// A type object as an argument: `tuple[...]` annotations stand for their elements.
    fn type_argument(&self, ty: Ty) -> ArgType {
        match &*self.session.types.kind(ty) {
            TyKind::TupleOf(types) => ArgType::Seq(types.iter().map(|&t| ArgType::Ty(t)).collect()),
            _ => ArgType::Ty(ty),
        }
    }

    /// Warp's `get_arg_type` of a Python object.
    fn type_of(&self, value: &Value) -> ArgType {
        match value.as_type() {
            Some(ty) => self.type_argument(ty),
            None => self.session.arg_type_of_value(value),
        }
    }

    // ---- aliases of wp.tid -----------------------------------------------------------------------

    /// Warp's `resolve_reference_tid_aliases`: local names that may stand for `wp.tid`.
    pub(super) fn tid_aliases<'t>(
        &self,
        nodes: &[NodeRef<'t>],
        locals: &FxHashSet<&'t str>,
    ) -> FxHashSet<&'t str> {
        let mut aliases: FxHashSet<&str> = FxHashSet::default();
        let mut edges: Vec<(&str, &str)> = Vec::new();
        let mut bindings = Vec::new();
        for node in nodes {
            if let NodeRef::Stmt(stmt) = node
                && let StmtKind::Assign { targets, value } = &stmt.kind
            {
                for target in targets {
                    self.bindings(target, value, &mut bindings);
                }
            }
        }
        for (name, value) in bindings {
            match &value.kind {
                ExprKind::Name { id, .. } if locals.contains(&**id) => edges.push((id, name)),
                _ => {
                    let func = self.resolve_function(value).and_then(|v| v.as_function());
                    if func.is_some_and(is_tid) {
                        aliases.insert(name);
                    }
                }
            }
        }
        let mut pending: Vec<&str> = aliases.iter().copied().collect();
        while let Some(source) = pending.pop() {
            for &(_, name) in edges.iter().filter(|(from, _)| *from == source) {
                if aliases.insert(name) {
                    pending.push(name);
                }
            }
        }
        aliases
    }

    /// Pairs targets with values through tuples.
    fn bindings<'t>(&self, target: &'t Expr, value: &'t Expr, out: &mut Vec<(&'t str, &'t Expr)>) {
        match (&target.kind, &value.kind) {
            (ExprKind::Name { id, .. }, _) => out.push((id, value)),
            (
                ExprKind::Tuple { elts: targets, .. } | ExprKind::List { elts: targets, .. },
                ExprKind::Tuple { elts: values, .. } | ExprKind::List { elts: values, .. },
            ) => {
                for (target, value) in targets.iter().zip(values) {
                    self.bindings(target, value, out);
                }
            }
            _ => {}
        }
    }
}

/// An exception of the host as Warp's.
fn warp_error(error: PyError) -> WarpError {
    let class = ErrorClass::from_name(error.class()).unwrap_or(ErrorClass::RuntimeError);
    WarpError::new(class, error.message())
}

/// Whether a function is `wp.tid`.
pub(super) fn is_tid(func: FuncRef) -> bool {
    matches!(func, FuncRef::Builtin(id) if builtins::name(id) == "tid")
}
