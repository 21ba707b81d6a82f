//! Expressions: dispatch, literals, operators.

use std::sync::Arc;

use super::{Lower, Obj, Result, errors};
use crate::diag::{ErrorClass, WarpError};
use crate::frontend::ast::{CmpOp, Constant, Expr, ExprKind, Operator, Stmt, UnaryOp};
use crate::host::value::Value;
use crate::ids::{FuncRef, VarId};
use crate::ir::{Arg, Op};
use crate::types::{Const, Ty, TyKind};

/// Warp's `builtin_operators` for binary operators.
pub fn operator_name(op: Operator) -> &'static str {
    match op {
        Operator::Add => "add",
        Operator::Sub => "sub",
        Operator::Mult | Operator::MatMult => "mul",
        Operator::Div => "div",
        Operator::FloorDiv => "floordiv",
        Operator::Pow => "pow",
        Operator::Mod => "mod",
        Operator::BitAnd => "bit_and",
        Operator::BitOr => "bit_or",
        Operator::BitXor => "bit_xor",
        Operator::LShift => "lshift",
        Operator::RShift => "rshift",
    }
}

/// Warp's `builtin_operators` for unary operators.
pub fn unary_name(op: UnaryOp) -> &'static str {
    match op {
        UnaryOp::UAdd => "pos",
        UnaryOp::USub => "neg",
        UnaryOp::Not => "unot",
        UnaryOp::Invert => "invert",
    }
}

fn compare_text(op: CmpOp) -> Option<&'static str> {
    Some(match op {
        CmpOp::Gt => ">",
        CmpOp::Lt => "<",
        CmpOp::GtE => ">=",
        CmpOp::LtE => "<=",
        CmpOp::Eq => "==",
        CmpOp::NotEq => "!=",
        CmpOp::Is | CmpOp::IsNot | CmpOp::In | CmpOp::NotIn => return None,
    })
}

impl Lower<'_, '_> {
    /// Evaluates an expression; a build that goes on after errors keeps track of where it is.
    pub(super) fn eval(&mut self, node: &Expr) -> Result<Obj> {
        if self.mb.recovery.is_none() {
            return self.eval_node(node);
        }
        self.tracked(node.span, |this| this.eval_node(node))
    }

    /// Warp's `eval` for expressions.
    fn eval_node(&mut self, node: &Expr) -> Result<Obj> {
        self.set_line(node.span.line);
        self.at = node.span;
        if let Some(value) = self.decl.static_nodes.get(&node.id) {
            // `wp.static` evaluated at declaration: the node is a constant or a function now.
            let value = value.clone();
            return self.static_obj(&value);
        }
        match &node.kind {
            ExprKind::IfExp { test, body, orelse } => self.emit_ifexp(test, body, orelse),
            ExprKind::Compare { left, ops, comparators } => {
                self.emit_compare(left, ops, comparators).map(Obj::Var)
            }
            ExprKind::BoolOp { is_and, values } => self.emit_boolop(*is_and, values).map(Obj::Var),
            ExprKind::Name { id, .. } => self.emit_name(id),
            ExprKind::Attribute { value, attr, .. } => self.emit_attribute(value, attr, None, false),
            ExprKind::Constant(value) => self.emit_constant(value),
            ExprKind::BinOp { left, op, right } => self.emit_binop(left, *op, right),
            ExprKind::UnaryOp { op, operand } => self.emit_unary(*op, operand),
            ExprKind::Call { func, args, keywords } => self.emit_call(node, func, args, keywords, None, true),
            ExprKind::Subscript { value, slice, .. } => self.emit_subscript(value, slice),
            ExprKind::Slice { lower, upper, step } => {
                self.emit_slice(lower.as_deref(), upper.as_deref(), step.as_deref())
            }
            ExprKind::Tuple { elts, .. } => self.emit_tuple(elts),
            other => Err(errors::unsupported_construct(errors::expr_name(other))),
        }
    }

    /// A `wp.static` result in place of its call.
    pub(super) fn static_obj(&mut self, value: &Value) -> Result<Obj> {
        if let Some(func) = self.mb.session.as_func(value) {
            return Ok(Obj::Func(func));
        }
        let Some(constant) = self.mb.session.static_const(value) else {
            let why = self.mb.session.unknown_reason(value).map(|r| format!(": {r}")).unwrap_or_default();
            return Err(WarpError::unsupported(format!("the value of this `wp.static`{why}")));
        };
        Ok(Obj::Var(self.add_constant(constant)))
    }

    fn emit_constant(&mut self, value: &Constant) -> Result<Obj> {
        let constant = match value {
            Constant::None => return Err(WarpError::type_error("None type unsupported")),
            Constant::Bool(b) => Const::Bool(*b),
            Constant::Int(i) => Const::Int(*i),
            Constant::Float(f) => Const::Float(*f),
            Constant::Str(s) => Const::Str(s.as_ref().into()),
            Constant::BigInt(_) => return Err(WarpError::unsupported("an integer literal over 128 bits")),
            Constant::Complex { .. } => {
                return Ok(self.unprintable(
                    "complex",
                    ErrorClass::TypeError,
                    "must be real number, not complex",
                ));
            }
            Constant::Bytes(_) => {
                let message = "'tuple' object has no attribute '__name__'";
                return Ok(self.unprintable("bytes", ErrorClass::AttributeError, message));
            }
            Constant::Ellipsis => {
                let ty = self.types.intern(TyKind::PyClass("builtins.ellipsis".into()));
                return Ok(Obj::Var(self.add_var(ty, None)));
            }
        };
        Ok(Obj::Var(self.add_constant(constant)))
    }

    /// A constant that Warp accepts while it builds and fails on when it prints the module.
    fn unprintable(&mut self, class: &str, error: ErrorClass, message: &str) -> Obj {
        if self.mb.recovery.is_some() {
            self.record(WarpError::new(error, message));
        } else {
            self.mb.late_error.get_or_insert_with(|| WarpError::new(error, message));
        }
        let ty = self.types.intern(TyKind::PyClass(format!("builtins.{class}").into()));
        Obj::Var(self.add_var(ty, None))
    }

    /// A user function that overrides an operator: one of that name in scope (trap 7).
    pub(super) fn user_operator(&self, name: &str) -> Option<FuncRef> {
        let value = self.mb.session.lookup(&self.decl.env, name)?;
        self.mb.session.as_func(&value)
    }

    fn emit_binop(&mut self, left: &Expr, op: Operator, right: &Expr) -> Result<Obj> {
        let left = self.eval(left)?;
        let right = self.eval(right)?;
        let name = operator_name(op);
        let args = vec![self.arg_of(left)?, self.arg_of(right)?];
        if let Some(func) = self.user_operator(name) {
            match self.attempt(|this| this.add_call(func, args.clone(), Vec::new(), &[], None, true, None)) {
                Err(error) if error.class.is_codegen_error() => {}
                other => return other,
            }
        }
        self.add_builtin(name, args)
    }

    fn emit_unary(&mut self, op: UnaryOp, operand: &Expr) -> Result<Obj> {
        let arg = self.eval(operand)?;
        if let Obj::Var(var) = arg
            && op == UnaryOp::USub
            && let Some(negated) = self.vars[var].constant.as_ref().and_then(negate)
        {
            // A literal's variable is not shared, so it is negated in place; a name's is not touched.
            let is_literal = matches!(operand.kind, ExprKind::Constant(_))
                || self.decl.static_nodes.contains_key(&operand.id);
            if is_literal {
                self.vars[var].constant = Some(negated);
                return Ok(arg);
            }
            return Ok(Obj::Var(self.add_constant(negated)));
        }
        let arg = match arg {
            Obj::Var(_) => self.arg_of(arg)?,
            other => return Err(self.no_attribute(&other, "constant")),
        };
        self.add_builtin(unary_name(op), vec![arg])
    }

    fn emit_compare(&mut self, left: &Expr, ops: &[CmpOp], comparators: &[Expr]) -> Result<VarId> {
        let left = self.eval_var(left)?;
        let comps = comparators.iter().map(|c| self.eval_var(c)).collect::<Result<Vec<_>>>()?;
        let mut texts = Vec::with_capacity(ops.len());
        for &op in ops {
            // Warp looks the operator's class up in a table and lets the `KeyError` escape.
            texts.push(compare_text(op).ok_or_else(|| {
                WarpError::new(ErrorClass::KeyError, format!("<class 'ast.{}'>", compare_class(op)))
            })?);
        }
        self.add_comp(&texts, left, &comps)
    }

    /// Warp's `add_comp`: the output is numbered after its operands, before their loads.
    pub(super) fn add_comp(&mut self, ops: &[&'static str], left: VarId, comps: &[VarId]) -> Result<VarId> {
        let output = self.add_var(Ty::BOOL, None);
        let first = self.load(left)?;
        let mut links = Vec::with_capacity(comps.len());
        let mut previous: Option<VarId> = None;
        for (&op, &comp) in ops.iter().zip(comps) {
            match previous {
                Some(prev) => {
                    if self.ty(prev) != self.ty(comp) {
                        return Err(WarpError::type_error(format!(
                            "Cannot chain comparisons of unequal types: {} {op} {}.",
                            self.type_str(prev),
                            self.type_str(comp)
                        )));
                    }
                    let right = self.load(comp)?;
                    links.push((op, prev, right));
                    previous = Some(right);
                }
                None => {
                    let right = self.load(comp)?;
                    links.push((op, first, right));
                    previous = Some(right);
                }
            }
        }
        self.push(Op::Compare { dst: output, first, links });
        Ok(output)
    }

    fn emit_tuple(&mut self, elts: &[Expr]) -> Result<Obj> {
        let mut args = Vec::with_capacity(elts.len());
        for elt in elts {
            let obj = self.eval(elt)?;
            args.push(self.arg_of(obj)?);
        }
        self.add_builtin("tuple", args)
    }

    pub(super) fn emit_assert(&mut self, stmt: &Stmt, test: &Expr) -> Result<()> {
        let cond = self.eval_var(test)?;
        let cond = self.load(cond)?;
        let text = self.source_segment(stmt.span).replace('"', "\\\"");
        self.push(Op::Assert { text: text.into(), cond });
        Ok(())
    }

    /// Python's `ast.get_source_segment` over the dedented source.
    pub(super) fn source_segment(&self, span: crate::frontend::ast::Span) -> String {
        let source = &self.decl.source;
        let text = source.file.text.get(span.start as usize..span.end as usize).unwrap_or_default();
        if span.line == span.end_line {
            return text.to_owned();
        }
        // Later lines lose the indentation that dedenting removed.
        let indent = source.indent();
        let mut out = String::with_capacity(text.len());
        for (i, line) in text.split_inclusive('\n').enumerate() {
            let cut = if i == 0 { 0 } else { line.len() - line.trim_start_matches([' ', '\t']).len() };
            out.push_str(&line[cut.min(indent)..]);
        }
        out
    }

    /// An evaluated object as a call argument.
    pub(super) fn arg_of(&self, obj: Obj) -> Result<Arg> {
        Ok(match obj {
            Obj::Var(var) => Arg::Var(var),
            Obj::Many(vars) => Arg::Tuple(vars.into_iter().map(Arg::Var).collect()),
            Obj::Func(func) => Arg::Func(func),
            Obj::Type(ty) => Arg::Type(ty),
            Obj::None => Arg::Type(Ty::NONE),
            Obj::Value(Value::Int(i)) => Arg::Int(i),
            Obj::Value(Value::Float(f)) => Arg::Float(f),
            other @ (Obj::Grad(_) | Obj::Value(_)) => return Err(self.no_attribute(&other, "type")),
        })
    }

    pub(super) fn name_arc(&self, name: &str) -> Arc<str> {
        Arc::from(name)
    }
}

fn compare_class(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Is => "Is",
        CmpOp::IsNot => "IsNot",
        CmpOp::In => "In",
        _ => "NotIn",
    }
}

/// The negated constant where it is a Python int, bool or float (Warp scalars are not).
fn negate(value: &Const) -> Option<Const> {
    match value {
        Const::Bool(b) => Some(Const::Int(-i128::from(*b))),
        Const::Int(i) => Some(Const::Int(-*i)),
        Const::Float(f) => Some(Const::Float(-*f)),
        _ => None,
    }
}
