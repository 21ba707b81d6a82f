//! Statements.

use std::rc::Rc;

use super::super::error::{PyError, PyResult};
use super::super::limits::is_cut_short;
use super::super::session::{ImportProblem, Session};
use super::super::value::*;
use super::targets::bound_names;
use super::{Flow, Frame, FrameKind};
use crate::frontend::ast::*;
use crate::frontend::walk::{NodeRef, children};

impl Session {
    /// Runs module-level statements; one that fails does not stop the rest.
    pub(in crate::host) fn exec_module(&mut self, f: &mut Frame, body: &[Stmt]) -> PyResult<()> {
        let is_main = f.module.name == self.main_module;
        for stmt in body {
            let outcome = match is_main {
                true => self.within_statement(stmt, |session| session.exec(f, stmt)),
                false => {
                    let before = self.steps;
                    let outcome = self.exec(f, stmt);
                    if self.is_too_long(stmt, self.steps - before) {
                        self.laborious.insert(f.module.name.clone());
                    }
                    outcome
                }
            };
            match outcome {
                Ok(_) => {}
                Err(error) if is_main && is_cut_short(&error) => self.statement_failed(f, stmt, error)?,
                Err(error) if error.is_limit() => return Err(error),
                // Some file up the chain expects that an import may fail.
                Err(error) if self.guarded_imports > 0 && error.class() == "ModuleNotFoundError" => {
                    return Err(error);
                }
                Err(error) => self.statement_failed(f, stmt, error)?,
            }
        }
        Ok(())
    }

    /// Records an exception and makes what the statement would have bound unknown.
    pub(super) fn statement_failed(&mut self, f: &mut Frame, stmt: &Stmt, error: PyError) -> PyResult<()> {
        if self.problems.len() >= self.options.limits.problems {
            return Err(PyError::limit("too many statements raise exceptions"));
        }
        let reason = format!("{error}");
        if !error.0.certain {
            self.current = f.module.source().map(|file| (file, stmt.span));
            self.report_skipped(f, std::iter::once(NodeRef::Stmt(stmt)), &reason);
        }
        if let Some(file) = f.module.source() {
            self.problems.push(ImportProblem { file, span: stmt.span, error });
        }
        for name in bound_names(std::slice::from_ref(stmt)) {
            let already = matches!(
                stmt.kind,
                StmtKind::FunctionDef(_)
                    | StmtKind::ClassDef(_)
                    | StmtKind::Import(_)
                    | StmtKind::ImportFrom { .. }
            ) && self.local_value(f, &name).is_some();
            if !already {
                self.poison_name(f, &name, &reason);
            }
        }
        Ok(())
    }

    pub(super) fn exec_body(&mut self, f: &mut Frame, body: &[Stmt]) -> PyResult<Flow> {
        for stmt in body {
            match self.exec(f, stmt)? {
                Flow::Normal => {}
                other => return Ok(other),
            }
        }
        Ok(Flow::Normal)
    }

    pub(super) fn exec(&mut self, f: &mut Frame, stmt: &Stmt) -> PyResult<Flow> {
        self.enter()?;
        let flow = self.exec_inner(f, stmt);
        self.leave();
        flow
    }

    fn exec_inner(&mut self, f: &mut Frame, stmt: &Stmt) -> PyResult<Flow> {
        self.step()?;
        if let Some(file) = f.module.file.as_ref() {
            self.current = Some((file.source.clone(), stmt.span));
        }
        match &stmt.kind {
            StmtKind::FunctionDef(def) => self.exec_function_def(f, def)?,
            StmtKind::ClassDef(def) => self.exec_class_def(f, def)?,
            StmtKind::Return(value) => {
                let value = match value {
                    Some(e) => self.eval(f, e)?,
                    None => Value::None,
                };
                return Ok(Flow::Return(value));
            }
            StmtKind::Delete(targets) => {
                for target in targets {
                    self.delete_target(f, target)?;
                }
            }
            StmtKind::Assign { targets, value } => {
                let value = self.eval(f, value)?;
                for target in targets {
                    self.assign(f, target, value.clone())?;
                }
            }
            StmtKind::AugAssign { target, op, value } => self.exec_aug_assign(f, target, *op, value)?,
            StmtKind::AnnAssign { target, annotation, value } => {
                self.exec_ann_assign(f, target, annotation, value.as_deref())?;
            }
            StmtKind::For(s) => return self.exec_for(f, s),
            StmtKind::While { test, body, orelse } => return self.exec_while(f, test, body, orelse),
            StmtKind::If { test, body, orelse } => return self.exec_if(f, test, body, orelse),
            StmtKind::With { items, body, .. } => return self.exec_with(f, items, body),
            StmtKind::Match { subject, cases } => return self.exec_match(f, subject, cases),
            StmtKind::Raise { exc, .. } => return Err(self.exec_raise(f, exc.as_deref())?),
            StmtKind::Try { .. } => return self.exec_try(f, stmt),
            StmtKind::Assert { .. } | StmtKind::Pass => {}
            StmtKind::Import(names) => self.exec_import(f, names)?,
            StmtKind::ImportFrom { module, names, level } => {
                self.exec_import_from(f, module.as_ref(), names, *level)?;
            }
            StmtKind::Global(_) | StmtKind::Nonlocal(_) => {}
            StmtKind::Expr(value) => {
                self.eval(f, value)?;
            }
            StmtKind::Break => return Ok(Flow::Break),
            StmtKind::Continue => return Ok(Flow::Continue),
            StmtKind::TypeAlias { name, value } => {
                let value = self.eval(f, value)?;
                self.assign(f, name, value)?;
            }
        }
        Ok(Flow::Normal)
    }

    fn exec_aug_assign(&mut self, f: &mut Frame, target: &Expr, op: Operator, value: &Expr) -> PyResult<()> {
        match &target.kind {
            ExprKind::Name { id, .. } => {
                let current = self.load_name(f, id)?;
                let right = self.eval(f, value)?;
                let result = self.inplace_op(f, op, current, right)?;
                self.store_name(f, id, result);
            }
            ExprKind::Attribute { value: object, attr, .. } => {
                let object = self.eval(f, object)?;
                let current = self.get_attr(f, &object, attr)?;
                let right = self.eval(f, value)?;
                let result = self.inplace_op(f, op, current, right)?;
                self.set_attr(f, &object, attr, result)?;
            }
            ExprKind::Subscript { value: object, slice, .. } => {
                let object = self.eval(f, object)?;
                let index = self.eval(f, slice)?;
                let current = self.get_item(f, &object, &index)?;
                let right = self.eval(f, value)?;
                let result = self.inplace_op(f, op, current, right)?;
                self.set_item(f, &object, &index, result)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn exec_ann_assign(
        &mut self,
        f: &mut Frame,
        target: &Expr,
        annotation: &Expr,
        value: Option<&Expr>,
    ) -> PyResult<()> {
        if let Some(e) = value {
            let v = self.eval(f, e)?;
            self.assign(f, target, v)?;
        }
        let ExprKind::Name { id, .. } = &target.kind else { return Ok(()) };
        if !matches!(f.kind, FrameKind::Class | FrameKind::Module) {
            return Ok(());
        }
        let deferred = f.module.file.as_ref().is_some_and(|p| p.future_annotations);
        let annotation_value = if deferred {
            let source = f.module.source();
            let text = source.as_ref().map_or("", |source| &source.text);
            Value::str(text.get(annotation.span.start as usize..annotation.span.end as usize).unwrap_or(""))
        } else {
            self.eval(f, annotation)?
        };
        let table: Name = "__annotations__".into();
        let dict = match self.local_value(f, &table) {
            Some(Value::Dict(d)) => d,
            _ => {
                let d = Rc::new(Dict::default());
                self.store_name(f, &table, Value::Dict(d.clone()));
                d
            }
        };
        dict.set(Value::str(id), annotation_value);
        Ok(())
    }

    fn exec_for(&mut self, f: &mut Frame, s: &For) -> PyResult<Flow> {
        let iterable = self.eval(f, &s.iter)?;
        let Some(mut iterator) = self.iterate(f, &iterable)? else {
            self.poison_block(f, &s.body, &format!("a loop over {}", describe(&iterable)));
            return Ok(Flow::Normal);
        };
        while let Some(item) = self.next_item(&mut iterator)? {
            self.step()?;
            self.assign(f, &s.target, item)?;
            match self.exec_body(f, &s.body)? {
                Flow::Break => return Ok(Flow::Normal),
                Flow::Return(v) => return Ok(Flow::Return(v)),
                Flow::Normal | Flow::Continue => {}
            }
        }
        self.exec_body(f, &s.orelse)
    }

    fn exec_while(&mut self, f: &mut Frame, test: &Expr, body: &[Stmt], orelse: &[Stmt]) -> PyResult<Flow> {
        loop {
            self.step()?;
            let condition = self.eval(f, test)?;
            match self.truth(f, &condition)? {
                None => {
                    self.poison_block(f, body, &format!("a loop while {}", describe(&condition)));
                    return Ok(Flow::Normal);
                }
                Some(false) => break,
                Some(true) => {}
            }
            match self.exec_body(f, body)? {
                Flow::Break => return Ok(Flow::Normal),
                Flow::Return(v) => return Ok(Flow::Return(v)),
                Flow::Normal | Flow::Continue => {}
            }
        }
        self.exec_body(f, orelse)
    }

    fn exec_if(&mut self, f: &mut Frame, test: &Expr, body: &[Stmt], orelse: &[Stmt]) -> PyResult<Flow> {
        let condition = self.eval(f, test)?;
        match self.truth(f, &condition)? {
            Some(true) => self.exec_body(f, body),
            Some(false) => self.exec_body(f, orelse),
            None => {
                let reason = format!("a branch on {}", describe(&condition));
                self.poison_block(f, body, &reason);
                self.poison_block(f, orelse, &reason);
                if may_return(body) || may_return(orelse) {
                    f.maybe_returned = Some(self.unknown(reason));
                }
                Ok(Flow::Normal)
            }
        }
    }

    /// Names that a block which may or may not run would bind become unknown; definitions keep an earlier binding.
    pub(super) fn poison_block(&mut self, f: &mut Frame, body: &[Stmt], reason: &str) {
        self.report_skipped(f, body.iter().map(NodeRef::Stmt), reason);
        for name in bound_names(body) {
            self.poison_name(f, &name, reason);
        }
    }

    fn exec_with(&mut self, f: &mut Frame, items: &[WithItem], body: &[Stmt]) -> PyResult<Flow> {
        let mut managers = Vec::new();
        for item in items {
            let manager = self.eval(f, &item.context)?;
            let entered = match &manager {
                Value::Instance(_) => match self.get_attr(f, &manager, "__enter__") {
                    Ok(enter) => self.call(f, &enter, Vec::new(), Vec::new())?,
                    Err(_) => self.unknown("a context manager"),
                },
                other if other.is_unknown() => other.clone(),
                _ => self.unknown("a context manager"),
            };
            if let Some(target) = &item.target {
                self.assign(f, target, entered)?;
            }
            managers.push(manager);
        }
        let mut result = self.exec_body(f, body);
        for manager in managers.iter().rev() {
            if let Value::Bound(b) = manager
                && b.name == "contextlib.suppress"
                && result.as_ref().is_err_and(|e| !e.is_limit())
            {
                result = Ok(Flow::Normal);
            }
            if matches!(manager, Value::Instance(_))
                && let Ok(exit) = self.get_attr(f, manager, "__exit__")
            {
                self.call(f, &exit, vec![Value::None, Value::None, Value::None], Vec::new())?;
            }
        }
        result
    }

    fn exec_match(&mut self, f: &mut Frame, subject: &Expr, cases: &[MatchCase]) -> PyResult<Flow> {
        let subject = self.eval(f, subject)?;
        for (i, case) in cases.iter().enumerate() {
            let mut matched = self.match_pattern(f, &case.pattern, &subject)?;
            if matched == Some(true)
                && let Some(guard) = &case.guard
            {
                let guard = self.eval(f, guard)?;
                matched = self.truth(f, &guard)?;
            }
            match matched {
                Some(true) => return self.exec_body(f, &case.body),
                Some(false) => {}
                None => {
                    for rest in &cases[i..] {
                        self.poison_block(f, &rest.body, &format!("a match on {}", describe(&subject)));
                    }
                    return Ok(Flow::Normal);
                }
            }
        }
        Ok(Flow::Normal)
    }

    fn match_pattern(&mut self, f: &mut Frame, pattern: &Pattern, subject: &Value) -> PyResult<Option<bool>> {
        Ok(match pattern {
            Pattern::Value(e) => {
                let value = self.eval(f, e)?;
                self.equal(f, subject, &value)?
            }
            Pattern::Singleton(c) => {
                if subject.is_unknown() {
                    return Ok(None);
                }
                let value = super::expr::constant_value(c);
                Some(super::compare::identical(subject, &value))
            }
            Pattern::Or(patterns) => {
                for p in patterns {
                    match self.match_pattern(f, p, subject)? {
                        Some(false) => {}
                        other => return Ok(other),
                    }
                }
                Some(false)
            }
            Pattern::As { pattern, name } => {
                if let Some(p) = pattern {
                    match self.match_pattern(f, p, subject)? {
                        Some(true) => {}
                        other => return Ok(other),
                    }
                }
                if let Some(name) = name {
                    self.store_name(f, name, subject.clone());
                }
                Some(true)
            }
            Pattern::Sequence(patterns) if !patterns.iter().any(|p| matches!(p, Pattern::Star(_))) => {
                let items: Vec<Value> = match subject {
                    Value::Tuple(t) => t.to_vec(),
                    Value::List(l) => l.borrow().clone(),
                    Value::Unknown(_) => return Ok(None),
                    _ => return Ok(Some(false)),
                };
                if items.len() != patterns.len() {
                    return Ok(Some(false));
                }
                for (p, item) in patterns.iter().zip(&items) {
                    match self.match_pattern(f, p, item)? {
                        Some(true) => {}
                        other => return Ok(other),
                    }
                }
                Some(true)
            }
            Pattern::Class { cls, patterns, kwd_patterns, .. }
                if patterns.is_empty() && kwd_patterns.is_empty() =>
            {
                let class = self.eval(f, cls)?;
                self.is_instance(subject, &class)
            }
            _ => None,
        })
    }
}

/// Whether a block has a `return` of its own.
fn may_return(body: &[Stmt]) -> bool {
    let mut todo: Vec<NodeRef<'_>> = body.iter().map(NodeRef::Stmt).collect();
    while let Some(node) = todo.pop() {
        if let NodeRef::Stmt(s) = node {
            match s.kind {
                StmtKind::Return(_) => return true,
                StmtKind::FunctionDef(_) | StmtKind::ClassDef(_) => continue,
                _ => {}
            }
        }
        children(node, &mut |child| {
            if !matches!(child, NodeRef::Expr(_)) {
                todo.push(child);
            }
        });
    }
    false
}

/// A phrase for a value in a reason.
pub(in crate::host) fn describe(value: &Value) -> String {
    match value {
        Value::Unknown(u) => u.reason.clone(),
        other => super::super::limits::shortened(format!("{other:?}")),
    }
}
