//! What statements bind: assignment, unpacking, `del`.

use super::super::error::{PyError, PyResult};
use super::super::session::Session;
use super::super::value::*;
use super::Frame;
use super::stmt::describe;
use crate::frontend::ast::*;
use crate::frontend::walk::{NodeRef, children};

impl Session {
    /// Assigns to any target.
    pub(super) fn assign(&mut self, f: &mut Frame, target: &Expr, value: Value) -> PyResult<()> {
        match &target.kind {
            ExprKind::Name { id, .. } => self.store_name(f, id, value),
            ExprKind::Tuple { elts, .. } | ExprKind::List { elts, .. } => self.unpack(f, elts, value)?,
            ExprKind::Starred { value: inner, .. } => self.assign(f, inner, value)?,
            ExprKind::Attribute { value: object, attr, .. } => {
                let object = self.eval(f, object)?;
                self.set_attr(f, &object, attr, value)?;
            }
            ExprKind::Subscript { value: object, slice, .. } if self.is_module_table(f, object)? => {
                // Only told, not asked what is there.
                if let (Value::Str(name), Value::Module(module)) = (self.eval(f, slice)?, value) {
                    self.python_modules.insert(name, module);
                }
            }
            ExprKind::Subscript { value: object, slice, .. } => {
                let object = self.eval(f, object)?;
                let index = self.eval(f, slice)?;
                self.set_item(f, &object, &index, value)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether an expression is `sys.modules`.
    fn is_module_table(&mut self, f: &mut Frame, expr: &Expr) -> PyResult<bool> {
        Ok(match &expr.kind {
            ExprKind::Attribute { value, attr, .. } if &**attr == "modules" => {
                matches!(self.eval(f, value)?, Value::Module(module) if module.facade == Some("sys"))
            }
            _ => false,
        })
    }

    fn unpack(&mut self, f: &mut Frame, targets: &[Expr], value: Value) -> PyResult<()> {
        let Some(mut iterator) = self.iterate(f, &value)? else {
            let reason = format!("unpacking {}", describe(&value));
            for target in targets {
                let part = self.unknown(reason.clone());
                self.assign(f, target, part)?;
            }
            return Ok(());
        };
        let mut items = Vec::new();
        let star = targets.iter().position(|t| matches!(t.kind, ExprKind::Starred { .. }));
        while let Some(item) = self.next_item(&mut iterator)? {
            self.step()?;
            self.reserve(1)?;
            items.push(item);
            if star.is_none() && items.len() > targets.len() {
                return Err(PyError::new(
                    "ValueError",
                    format!("too many values to unpack (expected {})", targets.len()),
                ));
            }
        }
        let needed = targets.len() - usize::from(star.is_some());
        if items.len() < needed {
            let at_least = if star.is_some() { "at least " } else { "" };
            return Err(PyError::new(
                "ValueError",
                format!("not enough values to unpack (expected {at_least}{needed}, got {})", items.len()),
            ));
        }
        if let Some(star) = star {
            let tail = items.split_off(items.len() - (targets.len() - star - 1));
            let middle = items.split_off(star);
            items.push(Value::list(middle));
            items.extend(tail);
        }
        for (target, item) in targets.iter().zip(items) {
            self.assign(f, target, item)?;
        }
        Ok(())
    }

    pub(super) fn delete_target(&mut self, f: &mut Frame, target: &Expr) -> PyResult<()> {
        match &target.kind {
            ExprKind::Name { id, .. } => self.delete_name(f, id),
            ExprKind::Tuple { elts, .. } | ExprKind::List { elts, .. } => {
                for e in elts {
                    self.delete_target(f, e)?;
                }
            }
            ExprKind::Subscript { value, slice, .. } => {
                let object = self.eval(f, value)?;
                let index = self.eval(f, slice)?;
                self.delete_item(&object, &index)?;
            }
            ExprKind::Attribute { value, attr, .. } => {
                let object = self.eval(f, value)?;
                if let Value::Instance(i) = object {
                    i.dict.borrow_mut().shift_remove(attr);
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// Names that statements bind in their own scope.
pub(super) fn bound_names(body: &[Stmt]) -> Vec<Name> {
    let mut names = Vec::new();
    let mut todo: Vec<NodeRef<'_>> = body.iter().rev().map(NodeRef::Stmt).collect();
    while let Some(node) = todo.pop() {
        match node {
            NodeRef::Stmt(s) => match &s.kind {
                StmtKind::FunctionDef(d) => {
                    names.push(d.name.clone());
                    continue;
                }
                StmtKind::ClassDef(d) => {
                    names.push(d.name.clone());
                    continue;
                }
                StmtKind::Import(aliases) => {
                    for a in aliases {
                        let top = a.name.split('.').next().unwrap_or("");
                        names.push(a.asname.clone().unwrap_or_else(|| top.into()));
                    }
                }
                StmtKind::ImportFrom { names: aliases, .. } => {
                    let bound = aliases.iter().map(|a| a.asname.as_ref().unwrap_or(&a.name));
                    names.extend(bound.filter(|n| &***n != "*").cloned());
                }
                _ => {}
            },
            NodeRef::Expr(Expr { kind: ExprKind::Name { id, ctx: ExprContext::Store }, .. }) => {
                names.push(id.clone());
            }
            NodeRef::Expr(Expr {
                kind:
                    ExprKind::Lambda(_)
                    | ExprKind::ListComp { .. }
                    | ExprKind::SetComp { .. }
                    | ExprKind::DictComp { .. }
                    | ExprKind::GeneratorExp { .. },
                ..
            }) => continue,
            _ => {}
        }
        children(node, &mut |child| todo.push(child));
    }
    names
}
