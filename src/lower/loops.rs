//! Loops: unrolled, rolled over a constant range, dynamic, `while`.

use std::sync::Arc;

use super::recover::Unrolling;
use super::symbols::{Sym, Symbols};
use super::{Lower, Obj, Result};
use crate::diag::WarpError;
use crate::frontend::ast::{Constant, Expr, ExprContext, ExprKind, For, Stmt, StmtKind, UnaryOp};
use crate::frontend::walk::{self, NodeRef};
use crate::ids::VarId;
use crate::ir::{Arg, Block, ConstRange, Loop, LoopKind, LoopLabel, Op};
use crate::types::{Const, Ty};

/// How a `for` loop's iterator was resolved.
enum Range {
    Unroll(ConstRange),
    Rolled(ConstRange),
    Dynamic(VarId),
    Iterable,
}

/// An argument of `range(...)`.
enum RangeArg {
    Int(i128),
    Var(VarId),
}

/// A statement of an unrolled body whose `continue`s have been turned into guards.
enum Guarded<'a> {
    Plain(&'a Stmt),
    /// The `continue` itself: clears the flag.
    Clear(&'a Stmt),
    /// An `if` holding a `continue`.
    If {
        stmt: &'a Stmt,
        test: &'a Expr,
        body: Vec<Guarded<'a>>,
        orelse: Vec<Guarded<'a>>,
    },
    /// The rest of the iteration, run while the flag is set.
    Guard {
        at: &'a Stmt,
        body: Vec<Guarded<'a>>,
    },
}

impl Lower<'_, '_> {
    /// Warp's `materialize_redefinitions`: writes changed names back to the variables the loop was
    /// entered with, in the order they were bound.
    pub(super) fn materialize_redefinitions(&mut self, entry: &Symbols) -> Result<()> {
        for (name, &before) in entry {
            let now = self.symbols.get(name).copied().unwrap_or(before);
            if before == now {
                continue;
            }
            let (Some(var), Ok(new)) = (before.var(), self.arg_of(now.obj())) else {
                return Err(self.no_attribute(&before.obj(), "constant"));
            };
            if self.vars[var].constant.is_some() {
                if self.const_iters.contains(name) {
                    continue;
                }
                return Err(WarpError::codegen(format!(
                    "Error mutating a constant {name} inside a dynamic loop, use the following syntax: pi = float(3.141) \
                     to declare a dynamic variable"
                )));
            }
            self.add_builtin("assign", vec![Arg::Var(var), new])?;
            self.symbols.insert(name.clone(), before);
        }
        Ok(())
    }

    fn materialize_innermost(&mut self) -> Result<()> {
        let Some(entry) = self.loop_symbols.pop() else { return Ok(()) };
        let result = self.materialize_redefinitions(&entry);
        self.loop_symbols.push(entry);
        result
    }

    /// Warp's `_promote_mutated_iter_constants`.
    fn promote_mutated_iter_constants(&mut self, body: &[Stmt]) -> Result<()> {
        if self.const_iters.is_empty() {
            return Ok(());
        }
        let mut mutated: Vec<Arc<str>> = Vec::new();
        for stmt in body {
            exprs_in_stmt(stmt, &mut |expr| {
                if let ExprKind::Name { id, ctx: ExprContext::Store } = &expr.kind
                    && !mutated.contains(id)
                {
                    mutated.push(id.clone());
                }
            });
        }
        // Warp iterates a Python set here, whose order is not fixed; the order of first writing is used.
        for name in mutated {
            if let Some(Sym::Var(var)) = self.symbols.get(&name).copied()
                && self.const_iters.contains(&name)
                && self.vars[var].constant.is_some()
            {
                let copy = self.add_builtin_var("copy", vec![Arg::Var(var)])?;
                self.symbols.insert(name, Sym::Var(copy));
            }
        }
        Ok(())
    }

    // ---- while ----------------------------------------------------------------------------------

    /// Warp's `emit_While`.
    pub(super) fn emit_while(&mut self, test: &Expr, body: &[Stmt]) -> Result<()> {
        self.promote_mutated_iter_constants(body)?;
        let label = self.begin_loop(true);
        let cond = self.eval_var(test)?;
        let cond = self.load(cond)?;
        self.begin_loop_body();
        self.depth += 1;
        self.loop_symbols.push(self.symbols.clone());
        self.eval_body(body)?;
        self.materialize_innermost()?;
        self.loop_symbols.pop();
        self.depth -= 1;
        self.end_loop(label, LoopKind::While { cond }, false);
        Ok(())
    }

    /// Opens a loop's header block.
    fn begin_loop(&mut self, is_while: bool) -> u32 {
        let label = self.label_count;
        self.label_count += 1;
        self.blocks.push(Block::default());
        self.loop_labels.push(LoopLabel { is_while, label });
        label
    }

    /// Opens a loop's body block, which takes a label number of its own.
    fn begin_loop_body(&mut self) {
        self.label_count += 1;
        self.blocks.push(Block::default());
    }

    fn end_loop(&mut self, label: u32, kind: LoopKind, hoist_vars: bool) {
        let body = self.blocks.pop().unwrap_or_default();
        let header = self.blocks.pop().unwrap_or_default();
        self.loop_labels.pop();
        let hoisted: Vec<VarId> = header.vars.iter().chain(&body.vars).copied().collect();
        let end_line = self.line.unwrap_or(u32::MAX);
        self.push(Op::Loop(Box::new(Loop { label, kind, header, body, end_line })));
        if hoist_vars && let Some(block) = self.blocks.last_mut() {
            // An enclosing loop zeroes these adjoints as well.
            block.vars.extend(hoisted);
        }
    }

    /// `break` and `continue` of a loop that was not unrolled.
    pub(super) fn emit_jump(&mut self, leave: bool) -> Result<()> {
        let Some(&target) = self.loop_labels.last() else {
            return Err(WarpError::new(crate::diag::ErrorClass::IndexError, "list index out of range"));
        };
        self.materialize_innermost()?;
        self.push(Op::Jump { target, leave });
        Ok(())
    }

    // ---- for ------------------------------------------------------------------------------------

    /// Warp's `emit_For`.
    pub(super) fn emit_for(&mut self, node: &For) -> Result<()> {
        let range = self.unroll_range(node)?;
        self.note_loop(&node.iter, None);
        match range {
            Range::Unroll(range) => self.emit_unrolled(node, range),
            Range::Rolled(range) => {
                let iter = self.add_var(Ty::INT32, None);
                self.emit_dynamic_for(node, iter, Some(range))
            }
            Range::Dynamic(iter) => self.emit_dynamic_for(node, iter, None),
            Range::Iterable => {
                let iter = self.eval_var(&node.iter)?;
                self.emit_dynamic_for(node, iter, None)
            }
        }
    }

    fn target_name(&self, node: &For) -> Result<Arc<str>> {
        match &node.target.kind {
            ExprKind::Name { id, .. } => Ok(id.clone()),
            other => Err(WarpError::new(
                crate::diag::ErrorClass::AttributeError,
                format!("'{}' object has no attribute 'id'", super::errors::expr_name(other)),
            )),
        }
    }

    fn emit_dynamic_for(&mut self, node: &For, iter: VarId, range: Option<ConstRange>) -> Result<()> {
        self.promote_mutated_iter_constants(&node.body)?;
        let label = self.begin_loop(false);
        self.depth += 1;
        let (value, kind) = match range {
            None => {
                let value = self.add_builtin_var("iter_next", vec![Arg::Var(iter)])?;
                (value, LoopKind::For { iter })
            }
            Some(range) => {
                let value = self.add_var(Ty::INT32, None);
                (value, LoopKind::Range { iter, value, range })
            }
        };
        self.begin_loop_body();
        let target = self.target_name(node)?;
        self.symbols.insert(target, Sym::Var(value));
        self.loop_symbols.push(self.symbols.clone());
        self.eval_body(&node.body)?;
        self.materialize_innermost()?;
        self.loop_symbols.pop();
        self.depth -= 1;
        self.end_loop(label, kind, true);
        Ok(())
    }

    fn emit_unrolled(&mut self, node: &For, range: ConstRange) -> Result<()> {
        let target = self.target_name(node)?;
        if !range.is_empty() {
            self.const_iters.insert(target.clone());
        }
        let mut active: Option<Arc<str>> = None;
        let mut guarded: Option<Vec<Guarded<'_>>> = None;
        if !range.is_empty() && contains_loop_control(&node.body, false, true) {
            let name = self.fresh_continue_name(node);
            guarded = Some(guard_continues(&node.body).0);
            active = Some(name);
        }
        for i in 0..range.len() {
            let value = self.add_int(i128::from(range.start + i * range.step));
            self.symbols.insert(target.clone(), Sym::Var(value));
            let result = match (&active, &guarded) {
                (Some(name), Some(body)) => {
                    let flag = self.add_constant(Const::Bool(true));
                    self.symbols.insert(name.clone(), Sym::Var(flag));
                    self.eval_guarded(body, name)
                }
                _ => self.eval_body(&node.body),
            };
            result?;
        }
        if let Some(name) = active {
            self.symbols.shift_remove(&name);
        }
        Ok(())
    }

    /// A name for the flag that stands for `continue`, used nowhere in the loop.
    fn fresh_continue_name(&mut self, node: &For) -> Arc<str> {
        let mut names: Vec<Arc<str>> = Vec::new();
        exprs_in_for(node, &mut |expr| {
            if let ExprKind::Name { id, .. } = &expr.kind {
                names.push(id.clone());
            }
        });
        loop {
            let name: Arc<str> = format!("_wp_continue_{}", self.label_count).into();
            self.label_count += 1;
            if !names.contains(&name) && !self.symbols.contains_key(&name) {
                return name;
            }
        }
    }

    fn eval_guarded(&mut self, body: &[Guarded<'_>], active: &Arc<str>) -> Result<()> {
        for item in body {
            match item {
                Guarded::Plain(stmt) => self.eval_stmt(stmt)?,
                Guarded::Clear(stmt) => {
                    self.set_line(stmt.span.line);
                    self.at = stmt.span;
                    let flag = self.add_constant(Const::Bool(false));
                    self.symbols.insert(active.clone(), Sym::Var(flag));
                }
                Guarded::If { stmt, test, body, orelse } => {
                    self.set_line(stmt.span.line);
                    self.at = stmt.span;
                    let cond = self.eval_var(test)?;
                    let constant = self.vars[cond].constant.as_ref().map(Const::truthy);
                    self.note_condition(test, constant);
                    self.branch(
                        cond,
                        |this| this.eval_guarded(body, active),
                        |this| this.eval_guarded(orelse, active),
                        !orelse.is_empty(),
                    )?;
                }
                Guarded::Guard { at, body } => {
                    self.set_line(at.span.line);
                    self.at = at.span;
                    let cond = self.emit_name(active)?;
                    let cond = self.expect_var(cond)?;
                    self.branch(cond, |this| this.eval_guarded(body, active), |_| Ok(()), false)?;
                }
            }
        }
        Ok(())
    }

    // ---- range ----------------------------------------------------------------------------------

    /// Warp's `eval_num`.
    fn eval_num(&mut self, node: &Expr) -> Result<RangeArg> {
        if !self.decl.static_nodes.contains_key(&node.id) {
            match &node.kind {
                ExprKind::Constant(value) => return literal_range_arg(value, false),
                ExprKind::UnaryOp { op: UnaryOp::USub, operand }
                    if matches!(operand.kind, ExprKind::Constant(_)) =>
                {
                    if let ExprKind::Constant(value) = &operand.kind {
                        return literal_range_arg(value, true);
                    }
                }
                _ => {}
            }
        } else if let Some(value) = self.decl.static_nodes.get(&node.id)
            && let Some(int) = self.mb.session.as_const(value).and_then(|c| c.as_int())
        {
            return Ok(RangeArg::Int(int));
        }
        let (value, _) = self.resolve_static(node, true)?;
        let constant = match value {
            Some(value) => match self.mb.session.as_const(&value) {
                Some(constant) => constant,
                None => return Err(WarpError::unsupported("this argument of `range`")),
            },
            None => {
                let obj = self.eval(node)?;
                // A number read off a type (`v.length`) is no variable.
                let number = match &obj {
                    Obj::Value(value) => self.mb.session.as_const(value),
                    _ => None,
                };
                match number {
                    Some(number) => number,
                    None => {
                        let var = self.expect_var(obj)?;
                        match &self.vars[var].constant {
                            Some(constant) if constant.as_int().is_some() => constant.clone(),
                            _ => return Ok(RangeArg::Var(var)),
                        }
                    }
                }
            }
        };
        match constant.as_int() {
            Some(int) => Ok(RangeArg::Int(int)),
            None => Ok(RangeArg::Var(
                self.vars.detached(self.types.canonical(self.const_type(&constant)), Some(constant)),
            )),
        }
    }

    /// Warp's `get_unroll_range`.
    fn unroll_range(&mut self, node: &For) -> Result<Range> {
        let ExprKind::Call { func, args, .. } = &node.iter.kind else { return Ok(Range::Iterable) };
        let ExprKind::Name { id, .. } = &func.kind else { return Ok(Range::Iterable) };
        if &**id != "range" || args.is_empty() || args.len() > 3 {
            return Ok(Range::Iterable);
        }
        let values = args.iter().map(|a| self.eval_num(a)).collect::<Result<Vec<_>>>()?;
        let ints: Vec<i64> = values
            .iter()
            .filter_map(|v| match v {
                RangeArg::Int(i) => i64::try_from(*i).ok(),
                RangeArg::Var(_) => None,
            })
            .collect();
        if ints.len() == values.len() {
            let range = const_range(&ints)?;
            if self.contains_static(node) {
                self.note_loop(&node.iter, Some((Unrolling::Unrolled, range.len())));
                return Ok(Range::Unroll(range));
            }
            if range.len() > self.mb.options.max_unroll {
                self.note_loop(&node.iter, Some((Unrolling::TooLong, range.len())));
                self.has_non_unrolled_constant_loop = true;
            } else if !contains_loop_control(&node.body, true, false) {
                self.note_loop(&node.iter, Some((Unrolling::Unrolled, range.len())));
                return Ok(Range::Unroll(range));
            }
            self.note_loop(&node.iter, Some((Unrolling::Break, range.len())));
            if !contains_loop_control(&node.body, true, true) {
                return Ok(Range::Rolled(range));
            }
        }
        let args = values
            .into_iter()
            .map(|value| match value {
                RangeArg::Int(i) => Arg::Var(self.add_int(i)),
                RangeArg::Var(var) => Arg::Var(var),
            })
            .collect();
        let obj = self.add_builtin("range", args)?;
        Ok(Range::Dynamic(self.expect_var(obj)?))
    }

    /// Whether the loop holds a `wp.static` call that is still a call.
    fn contains_static(&mut self, node: &For) -> bool {
        let mut callees: Vec<&Expr> = Vec::new();
        let statics = &self.decl.static_nodes;
        exprs_in_for(node, &mut |expr| {
            if let ExprKind::Call { func, .. } = &expr.kind
                && !statics.contains_key(&expr.id)
            {
                callees.push(func);
            }
        });
        callees.into_iter().any(|func| match self.resolve_static(func, false) {
            Ok((Some(value), _)) => self.mb.session.is_static_fn(&value),
            _ => false,
        })
    }
}

fn literal_range_arg(value: &Constant, negate: bool) -> Result<RangeArg> {
    let sign = if negate { -1 } else { 1 };
    match value {
        Constant::Int(i) => Ok(RangeArg::Int(sign * i)),
        Constant::Bool(b) => Ok(RangeArg::Int(sign * i128::from(*b))),
        _ => Err(WarpError::new(
            crate::diag::ErrorClass::TypeError,
            "'float' object cannot be interpreted as an integer",
        )),
    }
}

fn const_range(args: &[i64]) -> Result<ConstRange> {
    let range = match *args {
        [stop] => ConstRange { start: 0, stop, step: 1 },
        [start, stop] => ConstRange { start, stop, step: 1 },
        [start, stop, step] => ConstRange { start, stop, step },
        _ => ConstRange { start: 0, stop: 0, step: 1 },
    };
    if range.step == 0 {
        return Err(WarpError::new(crate::diag::ErrorClass::ValueError, "range() arg 3 must not be zero"));
    }
    Ok(range)
}

/// Warp's `contains_loop_control`: a jump of this loop, outside nested loops.
fn contains_loop_control(body: &[Stmt], breaks: bool, continues: bool) -> bool {
    body.iter().any(|stmt| match &stmt.kind {
        StmtKind::Break => breaks,
        StmtKind::Continue => continues,
        StmtKind::If { body, orelse, .. } => {
            contains_loop_control(body, breaks, continues) || contains_loop_control(orelse, breaks, continues)
        }
        _ => false,
    })
}

/// Warp's `lower_unrolled_continues`: what follows a possible `continue` runs under the flag.
fn guard_continues(body: &[Stmt]) -> (Vec<Guarded<'_>>, bool) {
    let mut out = Vec::new();
    for (i, stmt) in body.iter().enumerate() {
        match &stmt.kind {
            StmtKind::Continue => {
                out.push(Guarded::Clear(stmt));
                return (out, true);
            }
            StmtKind::If { test, body: then, orelse } => {
                let (then, c1) = guard_continues(then);
                let (orelse, c2) = guard_continues(orelse);
                out.push(Guarded::If { stmt, test, body: then, orelse });
                if c1 || c2 {
                    let (tail, _) = guard_continues(&body[i + 1..]);
                    if !tail.is_empty() {
                        out.push(Guarded::Guard { at: &body[i + 1], body: tail });
                    }
                    return (out, true);
                }
            }
            _ => out.push(Guarded::Plain(stmt)),
        }
    }
    (out, false)
}

/// Visits every expression below a statement.
fn exprs_in_stmt<'a>(stmt: &'a Stmt, visit: &mut impl FnMut(&'a Expr)) {
    walk::bfs_stmt(stmt, |node| {
        if let NodeRef::Expr(expr) = node {
            visit(expr);
        }
    });
}

/// Visits every expression of a loop.
fn exprs_in_for<'a>(node: &'a For, visit: &mut impl FnMut(&'a Expr)) {
    for expr in [&node.target, &node.iter] {
        walk::bfs_expr(expr, |node| {
            if let NodeRef::Expr(expr) = node {
                visit(expr);
            }
        });
    }
    for stmt in node.body.iter().chain(&node.orelse) {
        exprs_in_stmt(stmt, visit);
    }
}
