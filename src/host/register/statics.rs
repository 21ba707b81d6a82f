//! `wp.static` at declaration: Warp's `replace_static_expressions`.

use std::rc::Rc;

use super::super::error::{PyError, PyResult};
use super::super::interp::Frame;
use super::super::model::{Decl, FunctionSource};
use super::super::session::Session;
use super::super::value::*;
use crate::frontend::ast::{Expr, ExprKind, Keyword, Name, StmtKind};
use crate::frontend::walk::{NodeRef, bfs_expr, children};
use crate::types::Ty;

impl Session {
    /// Evaluates the `wp.static` calls that need nothing from the build.
    pub(super) fn replace_statics(&mut self, decl: &mut Decl) -> PyResult<()> {
        let def = decl.source.def.clone();
        let mut loops: Vec<Name> = Vec::new();
        self.walk_statics(decl, NodeRef::FunctionDef(&def), &mut loops)
    }

    /// Depth first over fields; replaced calls are not entered.
    fn walk_statics(&mut self, decl: &mut Decl, node: NodeRef<'_>, loops: &mut Vec<Name>) -> PyResult<()> {
        let mut found = Vec::new();
        children(node, &mut |child| found.push(child));
        for child in found {
            match child {
                NodeRef::Expr(call @ Expr { kind: ExprKind::Call { func, args, keywords }, .. }) => {
                    if self.visit_static(decl, call, func, args, keywords, loops)? {
                        continue;
                    }
                    self.walk_statics(decl, child, loops)?;
                }
                NodeRef::Stmt(stmt) => {
                    let target = match &stmt.kind {
                        StmtKind::For(f) => match &f.target.kind {
                            ExprKind::Name { id, .. } => Some(id.clone()),
                            _ => None,
                        },
                        _ => None,
                    };
                    let depth = loops.len();
                    loops.extend(target);
                    self.walk_statics(decl, child, loops)?;
                    loops.truncate(depth);
                }
                other => self.walk_statics(decl, other, loops)?,
            }
        }
        Ok(())
    }

    /// Tries one call; true if it was replaced by its value.
    fn visit_static(
        &mut self,
        decl: &mut Decl,
        call: &Expr,
        func: &Expr,
        args: &[Expr],
        keywords: &[Keyword],
        loops: &[Name],
    ) -> PyResult<bool> {
        let blocked = |name: &str| decl.args.iter().any(|(n, _)| &**n == name);
        if !self.resolve_dotted(&decl.env, func, &blocked).is_some_and(|v| v.is_wp_static()) {
            return Ok(false);
        }
        let Some(node) = args.first().or_else(|| keywords.first().map(|k| &k.value)) else {
            decl.has_unresolved_statics = true;
            return Ok(false);
        };
        let mut uses_loop = false;
        bfs_expr(node, |n| {
            if let NodeRef::Expr(Expr { kind: ExprKind::Name { id, .. }, .. }) = n {
                uses_loop |= loops.contains(id);
            }
        });
        let counted = args.len() == 1 || (args.len() != 1 && keywords.len() == 1);
        if uses_loop || !counted {
            decl.has_unresolved_statics = true;
            return Ok(false);
        }
        let (code, node) = if args.len() == 1 {
            (node_source(&decl.source, node.span.start, node.span.end), node)
        } else {
            // Warp takes the source of the keyword, name and all, which no `eval` accepts.
            let k = &keywords[0];
            (node_source(&decl.source, k.span.start, k.span.end), &k.value)
        };
        let types = decl.args.clone();
        match self.eval_static_with(&decl.env.clone(), node, &[], &types) {
            Ok(value) if keywords.is_empty() && self.static_value_ok(&value) => {
                decl.statics.insert(code, value.clone());
                decl.static_nodes.insert(call.id, value);
                Ok(true)
            }
            Err(e) if e.is_limit() => Err(e),
            Ok(value @ Value::Unknown(_)) => {
                decl.static_nodes.insert(call.id, value);
                decl.has_unresolved_statics = true;
                Ok(true)
            }
            _ => {
                decl.has_unresolved_statics = true;
                Ok(false)
            }
        }
    }

    /// Warp's `verify_static_return_value`.
    #[must_use]
    pub fn static_value_ok(&self, value: &Value) -> bool {
        if self.as_const(value).is_some() {
            return true;
        }
        match value {
            Value::Str(_) | Value::Function(_) => true,
            Value::EnumMember(m) => m.is_str,
            Value::StructInstance(s) => s.fields.borrow().values().all(|v| self.static_value_ok(v)),
            _ => false,
        }
    }

    /// Evaluates the argument of `wp.static` over globals, closure and the given constants; `len()` of anything with a
    /// known length is replaced by it.
    pub fn eval_static_with(
        &mut self,
        env: &Env,
        expr: &Expr,
        constants: &[(Rc<str>, Value)],
        types: &[(Rc<str>, Ty)],
    ) -> Result<Value, PyError> {
        let saved = std::mem::take(&mut self.overrides);
        let mut lengths = Vec::new();
        bfs_expr(expr, |node| {
            if let NodeRef::Expr(Expr { id, kind: ExprKind::Call { func, args, keywords }, .. }) = node
                && matches!(&func.kind, ExprKind::Name { id, .. } if &**id == "len")
                && let ([arg], []) = (&args[..], &keywords[..])
            {
                lengths.push((*id, arg));
            }
        });
        for (id, arg) in lengths {
            let mut frame = static_frame(env, constants);
            for (name, ty) in types {
                frame.locals.insert(Name::from(&**name), Value::Type(*ty));
            }
            if let Ok(value) = self.eval(&mut frame, arg)
                && let Some(length) = self.type_length(&value)
            {
                self.overrides.insert(id, length);
            }
        }
        let mut frame = static_frame(env, constants);
        let result = self.eval(&mut frame, expr);
        self.overrides = saved;
        Ok(match result? {
            Value::EnumMember(m) if m.is_int => m.value.clone(),
            other => other,
        })
    }
}

fn static_frame(env: &Env, constants: &[(Rc<str>, Value)]) -> Frame {
    let mut frame = Frame::for_env(env);
    for (name, value) in constants {
        frame.locals.insert(Name::from(&**name), value.clone());
    }
    frame
}

/// Warp's `extract_node_source_from_lines`: columns are bytes there but index characters, and lines of a longer
/// expression are joined without breaks.
pub(in crate::host) fn node_source(source: &FunctionSource, start: u32, end: u32) -> Rc<str> {
    let file = &source.file;
    let (first, last) = (file.line_of(start), file.line_of(end));
    let column = |offset: u32, line: u32| (offset - file.line_start(line)) as usize;
    let index = |line: u32| (line - source.first_line) as usize;
    let text = |line: u32| source.lines().get(index(line)).map_or("", |l| &**l);
    let indent = source.indent();
    let from = column(start, first).saturating_sub(indent);
    let to = column(end, last).saturating_sub(indent);
    if first == last {
        return char_slice(text(first), from, to).into();
    }
    let mut out = char_slice(text(first), from, usize::MAX);
    for line in first + 1..last {
        out.push_str(text(line));
    }
    out.push_str(&char_slice(text(last), 0, to));
    out.trim_matches(crate::frontend::text::is_space).into()
}

fn char_slice(text: &str, from: usize, to: usize) -> String {
    if text.is_ascii() {
        let end = to.min(text.len());
        return text.get(from.min(end)..end).unwrap_or("").to_owned();
    }
    text.chars().skip(from).take(to.saturating_sub(from)).collect()
}
