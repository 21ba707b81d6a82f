//! Walks over the tree in CPython's orders.

use std::collections::VecDeque;

use super::ast::*;

/// A node of the tree, as CPython counts nodes (operators and contexts left out: they have no children
/// and nobody looks for them).
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub enum NodeRef<'a> {
    Stmt(&'a Stmt),
    /// The definition that a walk starts from.
    FunctionDef(&'a FunctionDef),
    Expr(&'a Expr),
    Arguments(&'a Arguments),
    Arg(&'a Arg),
    Keyword(&'a Keyword),
    Comprehension(&'a Comprehension),
    WithItem(&'a WithItem),
    ExceptHandler(&'a ExceptHandler),
    MatchCase(&'a MatchCase),
    Pattern(&'a Pattern),
}

/// Visits the nodes of `ast.walk(Module(body=[def]))` below the module node, in its breadth-first order.
pub fn bfs_function<'a>(def: &'a FunctionDef, mut visit: impl FnMut(NodeRef<'a>)) {
    bfs(NodeRef::FunctionDef(def), &mut visit);
}

/// Visits an expression and everything below it, breadth first.
pub fn bfs_expr<'a>(expr: &'a Expr, mut visit: impl FnMut(NodeRef<'a>)) {
    bfs(NodeRef::Expr(expr), &mut visit);
}

/// Visits a statement and everything below it, breadth first.
pub fn bfs_stmt<'a>(stmt: &'a Stmt, mut visit: impl FnMut(NodeRef<'a>)) {
    bfs(NodeRef::Stmt(stmt), &mut visit);
}

fn bfs<'a>(root: NodeRef<'a>, visit: &mut impl FnMut(NodeRef<'a>)) {
    let mut todo = VecDeque::from([root]);
    while let Some(node) = todo.pop_front() {
        visit(node);
        children(node, &mut |child| todo.push_back(child));
    }
}

/// The direct children of a node in the order of CPython's `_fields`.
pub fn children<'a>(node: NodeRef<'a>, push: &mut impl FnMut(NodeRef<'a>)) {
    match node {
        NodeRef::Stmt(stmt) => stmt_children(stmt, push),
        NodeRef::FunctionDef(def) => function_children(def, push),
        NodeRef::Expr(expr) => expr_children(expr, push),
        NodeRef::Arguments(args) => arguments_children(args, push),
        NodeRef::Arg(arg) => push_opt(arg.annotation.as_deref(), push),
        NodeRef::Keyword(keyword) => push(NodeRef::Expr(&keyword.value)),
        NodeRef::Comprehension(c) => {
            push(NodeRef::Expr(&c.target));
            push(NodeRef::Expr(&c.iter));
            push_all(&c.ifs, push);
        }
        NodeRef::WithItem(item) => {
            push(NodeRef::Expr(&item.context));
            push_opt(item.target.as_ref(), push);
        }
        NodeRef::ExceptHandler(handler) => {
            push_opt(handler.exc.as_ref(), push);
            push_body(&handler.body, push);
        }
        NodeRef::MatchCase(case) => {
            push(NodeRef::Pattern(&case.pattern));
            push_opt(case.guard.as_ref(), push);
            push_body(&case.body, push);
        }
        NodeRef::Pattern(pattern) => pattern_children(pattern, push),
    }
}

fn push_all<'a>(items: &'a [Expr], push: &mut impl FnMut(NodeRef<'a>)) {
    items.iter().for_each(|e| push(NodeRef::Expr(e)));
}

fn push_opt<'a>(item: Option<&'a Expr>, push: &mut impl FnMut(NodeRef<'a>)) {
    if let Some(e) = item {
        push(NodeRef::Expr(e));
    }
}

fn push_body<'a>(items: &'a [Stmt], push: &mut impl FnMut(NodeRef<'a>)) {
    items.iter().for_each(|s| push(NodeRef::Stmt(s)));
}

fn push_keywords<'a>(items: &'a [Keyword], push: &mut impl FnMut(NodeRef<'a>)) {
    items.iter().for_each(|k| push(NodeRef::Keyword(k)));
}

fn push_generators<'a>(items: &'a [Comprehension], push: &mut impl FnMut(NodeRef<'a>)) {
    items.iter().for_each(|c| push(NodeRef::Comprehension(c)));
}

/// `name, args, body, decorator_list, returns, type_comment`
fn function_children<'a>(def: &'a FunctionDef, push: &mut impl FnMut(NodeRef<'a>)) {
    push(NodeRef::Arguments(&def.args));
    push_body(&def.body, push);
    push_all(&def.decorators, push);
    push_opt(def.returns.as_ref(), push);
}

/// `posonlyargs, args, vararg, kwonlyargs, kw_defaults, kwarg, defaults`
fn arguments_children<'a>(args: &'a Arguments, push: &mut impl FnMut(NodeRef<'a>)) {
    args.posonly.iter().chain(&args.args).chain(args.vararg.as_deref()).for_each(|a| push(NodeRef::Arg(a)));
    args.kwonly.iter().for_each(|a| push(NodeRef::Arg(a)));
    args.kwonly.iter().for_each(|a| push_opt(a.default.as_deref(), push));
    args.kwarg.iter().for_each(|a| push(NodeRef::Arg(a)));
    args.posonly.iter().chain(&args.args).for_each(|a| push_opt(a.default.as_deref(), push));
}

fn stmt_children<'a>(stmt: &'a Stmt, push: &mut impl FnMut(NodeRef<'a>)) {
    match &stmt.kind {
        StmtKind::FunctionDef(def) => function_children(def, push),
        StmtKind::ClassDef(def) => {
            push_all(&def.bases, push);
            push_keywords(&def.keywords, push);
            push_body(&def.body, push);
            push_all(&def.decorators, push);
        }
        StmtKind::Return(value) => push_opt(value.as_ref(), push),
        StmtKind::Delete(targets) => push_all(targets, push),
        StmtKind::Assign { targets, value } => {
            push_all(targets, push);
            push(NodeRef::Expr(value));
        }
        StmtKind::AugAssign { target, value, .. } => {
            push(NodeRef::Expr(target));
            push(NodeRef::Expr(value));
        }
        StmtKind::AnnAssign { target, annotation, value } => {
            push(NodeRef::Expr(target));
            push(NodeRef::Expr(annotation));
            push_opt(value.as_deref(), push);
        }
        StmtKind::For(f) => {
            push(NodeRef::Expr(&f.target));
            push(NodeRef::Expr(&f.iter));
            push_body(&f.body, push);
            push_body(&f.orelse, push);
        }
        StmtKind::While { test, body, orelse } | StmtKind::If { test, body, orelse } => {
            push(NodeRef::Expr(test));
            push_body(body, push);
            push_body(orelse, push);
        }
        StmtKind::With { items, body, .. } => {
            items.iter().for_each(|i| push(NodeRef::WithItem(i)));
            push_body(body, push);
        }
        StmtKind::Match { subject, cases } => {
            push(NodeRef::Expr(subject));
            cases.iter().for_each(|c| push(NodeRef::MatchCase(c)));
        }
        StmtKind::Raise { exc, cause } => {
            push_opt(exc.as_deref(), push);
            push_opt(cause.as_deref(), push);
        }
        StmtKind::Try { body, handlers, orelse, finalbody, .. } => {
            push_body(body, push);
            handlers.iter().for_each(|h| push(NodeRef::ExceptHandler(h)));
            push_body(orelse, push);
            push_body(finalbody, push);
        }
        StmtKind::Assert { test, msg } => {
            push(NodeRef::Expr(test));
            push_opt(msg.as_deref(), push);
        }
        StmtKind::Expr(value) => push(NodeRef::Expr(value)),
        StmtKind::TypeAlias { name, value } => {
            push(NodeRef::Expr(name));
            push(NodeRef::Expr(value));
        }
        StmtKind::Import(_)
        | StmtKind::ImportFrom { .. }
        | StmtKind::Global(_)
        | StmtKind::Nonlocal(_)
        | StmtKind::Pass
        | StmtKind::Break
        | StmtKind::Continue => {}
    }
}

fn expr_children<'a>(expr: &'a Expr, push: &mut impl FnMut(NodeRef<'a>)) {
    match &expr.kind {
        ExprKind::BoolOp { values, .. } | ExprKind::JoinedStr(values) | ExprKind::Set(values) => {
            push_all(values, push);
        }
        ExprKind::NamedExpr { target, value } => {
            push(NodeRef::Expr(target));
            push(NodeRef::Expr(value));
        }
        ExprKind::BinOp { left, right, .. } => {
            push(NodeRef::Expr(left));
            push(NodeRef::Expr(right));
        }
        ExprKind::UnaryOp { operand, .. } => push(NodeRef::Expr(operand)),
        ExprKind::Lambda(lambda) => {
            push(NodeRef::Arguments(&lambda.args));
            push(NodeRef::Expr(&lambda.body));
        }
        ExprKind::IfExp { test, body, orelse } => {
            push(NodeRef::Expr(test));
            push(NodeRef::Expr(body));
            push(NodeRef::Expr(orelse));
        }
        ExprKind::Dict { keys, values } => {
            keys.iter().for_each(|k| push_opt(k.as_ref(), push));
            push_all(values, push);
        }
        ExprKind::ListComp { element, generators }
        | ExprKind::SetComp { element, generators }
        | ExprKind::GeneratorExp { element, generators } => {
            push(NodeRef::Expr(element));
            push_generators(generators, push);
        }
        ExprKind::DictComp { key, value, generators } => {
            push(NodeRef::Expr(key));
            push(NodeRef::Expr(value));
            push_generators(generators, push);
        }
        ExprKind::Await(value) | ExprKind::YieldFrom(value) => push(NodeRef::Expr(value)),
        ExprKind::Yield(value) => push_opt(value.as_deref(), push),
        ExprKind::Compare { left, comparators, .. } => {
            push(NodeRef::Expr(left));
            push_all(comparators, push);
        }
        ExprKind::Call { func, args, keywords } => {
            push(NodeRef::Expr(func));
            push_all(args, push);
            push_keywords(keywords, push);
        }
        ExprKind::FormattedValue { value, format_spec, .. } => {
            push(NodeRef::Expr(value));
            push_opt(format_spec.as_deref(), push);
        }
        ExprKind::Attribute { value, .. } | ExprKind::Starred { value, .. } => push(NodeRef::Expr(value)),
        ExprKind::Subscript { value, slice, .. } => {
            push(NodeRef::Expr(value));
            push(NodeRef::Expr(slice));
        }
        ExprKind::List { elts, .. } | ExprKind::Tuple { elts, .. } => push_all(elts, push),
        ExprKind::Slice { lower, upper, step } => {
            push_opt(lower.as_deref(), push);
            push_opt(upper.as_deref(), push);
            push_opt(step.as_deref(), push);
        }
        ExprKind::Constant(_) | ExprKind::Name { .. } => {}
    }
}

fn pattern_children<'a>(pattern: &'a Pattern, push: &mut impl FnMut(NodeRef<'a>)) {
    match pattern {
        Pattern::Value(value) => push(NodeRef::Expr(value)),
        Pattern::Sequence(patterns) | Pattern::Or(patterns) => {
            patterns.iter().for_each(|p| push(NodeRef::Pattern(p)));
        }
        Pattern::Mapping { keys, patterns, .. } => {
            push_all(keys, push);
            patterns.iter().for_each(|p| push(NodeRef::Pattern(p)));
        }
        Pattern::Class { cls, patterns, kwd_patterns, .. } => {
            push(NodeRef::Expr(cls));
            patterns.iter().chain(kwd_patterns).for_each(|p| push(NodeRef::Pattern(p)));
        }
        Pattern::As { pattern: Some(pattern), .. } => push(NodeRef::Pattern(pattern)),
        Pattern::As { pattern: None, .. } | Pattern::Singleton(_) | Pattern::Star(_) => {}
    }
}
