//! The part of Warp's `Module._find_references` that leaves traces: calls whose argument types are all known make
//! instances of generic functions when the caller is declared, before any build.

use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::super::error::PyResult;
use super::super::model::Decl;
use super::super::session::Session;
use super::super::value::*;
use super::ArgType;
use crate::frontend::ast::{Constant, Expr, ExprKind, Stmt, StmtKind, UnaryOp};
use crate::frontend::walk::{NodeRef, bfs_function};
use crate::ids::FuncRef;
use crate::types::{Ty, TyKind};

impl Session {
    /// Instantiates the generic functions that a declaration calls with known types.
    pub(super) fn find_references(&mut self, decl: &Decl) -> PyResult<()> {
        // Only functions with templates can be instantiated.
        if self.functions.iter().all(|f| f.templates.is_empty()) {
            return Ok(());
        }
        let blocked = |name: &str| decl.args.iter().any(|(n, _)| &**n == name);
        if !self.may_call_template(decl, &blocked) {
            return Ok(());
        }
        let def = decl.source.def.clone();
        let mut assigned: FxHashSet<&str> = FxHashSet::default();
        let mut calls = Vec::new();
        bfs_function(&def, |node| match node {
            NodeRef::Stmt(Stmt { kind: StmtKind::Assign { targets, .. }, .. }) => {
                targets.iter().for_each(|t| assigned_names(t, &mut assigned));
            }
            NodeRef::Expr(Expr { id, kind: ExprKind::Call { func, args, keywords }, .. }) => {
                calls.push((*id, func, args, keywords));
            }
            _ => {}
        });
        for (id, func, args, keywords) in calls {
            if decl.static_nodes.contains_key(&id) {
                continue;
            }
            if matches!(&func.kind, ExprKind::Name { id, .. } if assigned.contains(&**id)) {
                continue;
            }
            let Some(Value::Function(FuncRef::User(head))) = self.resolve_dotted(&decl.env, func, &blocked)
            else {
                continue;
            };
            if self.functions[head.index()].templates.is_empty() {
                continue;
            }
            let positional: Option<Vec<ArgType>> = args.iter().map(|a| self.call_arg_type(decl, a)).collect();
            let named: Option<Vec<(Rc<str>, ArgType)>> = keywords
                .iter()
                .map(|k| Some((Rc::from(&**k.name.as_ref()?), self.call_arg_type(decl, &k.value)?)))
                .collect();
            if let (Some(positional), Some(named)) = (positional, named) {
                match self.get_overload(head, &positional, &named) {
                    Err(e) if e.is_limit() => return Err(e),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// Whether the text holds what may be a call of a generic function. Most declarations need no closer look, so that
    /// nobody has to read their bodies.
    fn may_call_template(&self, decl: &Decl, blocked: &dyn Fn(&str) -> bool) -> bool {
        let text = decl.source.raw();
        memchr::memchr_iter(b'(', text.as_bytes()).any(|at| match callee(&text[..at]) {
            Callee::Names(path) => {
                let mut names = path.split('.');
                let name = names.next().unwrap_or_default();
                let value = self.resolve_names(&decl.env, name, names, blocked);
                matches!(value, Some(Value::Function(FuncRef::User(head)))
                    if !self.functions[head.index()].templates.is_empty())
            }
            Callee::Expression => false,
            Callee::Unclear => true,
        })
    }

    /// Warp's `resolve_call_arg_type`; `None` if only a build knows.
    fn call_arg_type(&self, decl: &Decl, e: &Expr) -> Option<ArgType> {
        match &e.kind {
            ExprKind::Name { id, .. } => {
                if let Some((_, ty)) = decl.args.iter().find(|(n, _)| **n == **id) {
                    return Some(self.symbol_type(*ty));
                }
                let value = self.lookup(&decl.env, id)?;
                (!value.is_none() && !value.is_unknown()).then(|| self.arg_type_of_value(&value))
            }
            ExprKind::Attribute { .. } => {
                let blocked = |name: &str| decl.args.iter().any(|(n, _)| &**n == name);
                let value = self.resolve_dotted(&decl.env, e, &blocked)?;
                (!value.is_unknown()).then(|| self.arg_type_of_value(&value))
            }
            _ => self.literal_type(e),
        }
    }

    fn symbol_type(&self, ty: Ty) -> ArgType {
        let ty = self.types.strip(self.types.canonical(ty));
        match &*self.types.kind(ty) {
            TyKind::TupleOf(items) => ArgType::Seq(items.iter().map(|t| ArgType::Ty(*t)).collect()),
            _ => ArgType::Ty(ty),
        }
    }

    fn literal_type(&self, e: &Expr) -> Option<ArgType> {
        Some(match &e.kind {
            ExprKind::Constant(c) => ArgType::Ty(match c {
                Constant::Bool(_) => Ty::PY_BOOL,
                Constant::Int(_) | Constant::BigInt(_) => Ty::PY_INT,
                Constant::Float(_) => Ty::PY_FLOAT,
                Constant::Str(_) => Ty::STR,
                Constant::None => Ty::NONE,
                _ => return None,
            }),
            ExprKind::UnaryOp { op: UnaryOp::USub | UnaryOp::UAdd, operand } => {
                match (&operand.kind, self.literal_type(operand)?) {
                    (ExprKind::Constant(_), number @ ArgType::Ty(Ty::PY_INT | Ty::PY_FLOAT)) => number,
                    _ => return None,
                }
            }
            ExprKind::Tuple { elts, .. } | ExprKind::List { elts, .. } => {
                ArgType::Seq(elts.iter().map(|e| self.literal_type(e)).collect::<Option<_>>()?)
            }
            _ => return None,
        })
    }
}

/// What stands before an opening parenthesis.
#[derive(Debug, PartialEq)]
enum Callee<'t> {
    /// A dotted name, or a keyword.
    Names(&'t str),
    /// Something that is no name, or nothing that can be called.
    Expression,
    /// A closer look is needed.
    Unclear,
}

fn callee(before: &str) -> Callee<'_> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let text = before.trim_end_matches([' ', '\t', '\n', '\r', '\\', '\x0c']);
    let between = &before[text.len()..];
    if between.contains('\n') && text.rsplit('\n').next().is_some_and(|line| line.contains('#')) {
        return Callee::Unclear;
    }
    let path = &text[text.trim_end_matches(|c: char| is_word(c) || c == '.').len()..];
    let ends_in_word = path.chars().next_back().is_some_and(is_word);
    match path.chars().next() {
        // `(name)(`.
        None if text.ends_with(')') => Callee::Unclear,
        None => Callee::Expression,
        // `).name(`, or a name that goes on before a blank.
        Some('.') if text[..text.len() - path.len()].ends_with([' ', '\n', '\\', '\t']) => Callee::Unclear,
        // `(name).attribute(`, or an attribute of a call.
        Some('.') if text[..text.len() - path.len()].ends_with(')') => Callee::Unclear,
        Some('.') => Callee::Expression,
        Some(_) if text[..text.len() - path.len()].trim_end().ends_with('.') || !ends_in_word => {
            Callee::Unclear
        }
        Some(_) => Callee::Names(path),
    }
}

fn assigned_names<'a>(target: &'a Expr, names: &mut FxHashSet<&'a str>) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callees() {
        let cases = [
            ("x = wp.f", Callee::Names("wp.f")),
            ("x = f ", Callee::Names("f")),
            ("x = (f\n    ", Callee::Names("f")),
            ("if ", Callee::Names("if")),
            ("x = (f)", Callee::Unclear),
            ("x = (m).f", Callee::Unclear),
            ("x = f(1).g", Callee::Unclear),
            ("x = ", Callee::Expression),
            ("x = a + ", Callee::Expression),
            ("x = a[0].b", Callee::Expression),
            ("x = a. b", Callee::Unclear),
            ("x = a .b", Callee::Unclear),
            ("x = (f # why\n", Callee::Unclear),
            ("x = a.", Callee::Unclear),
            ("", Callee::Expression),
        ];
        for (text, expected) in cases {
            assert_eq!(callee(text), expected, "{text}");
        }
    }
}
