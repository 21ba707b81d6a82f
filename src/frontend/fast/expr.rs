//! Expressions, in the order of Python's precedences.

use std::sync::Arc;

use super::token::Kind;
use super::{Reader, append, number};
use crate::frontend::ast::{
    CmpOp, Comprehension, Constant, Expr, ExprContext, ExprKind, Keyword, Lambda, Operator, UnaryOp,
};

impl Reader<'_> {
    /// `test` or `name := test`.
    pub(super) fn named_test(&mut self) -> Option<Expr> {
        if self.kind() != Kind::Name || self.second() != Kind::ColonEqual {
            return self.test();
        }
        let first = self.at;
        let id = self.name()?;
        let target = self.expr_from(first, ExprKind::Name { id, ctx: ExprContext::Store });
        self.bump();
        let value = self.test()?;
        let (end, end_line) = (value.span.end, value.span.end_line);
        let mut expr =
            self.expr_from(first, ExprKind::NamedExpr { target: Box::new(target), value: Box::new(value) });
        // The end of the value itself, before the brackets around it.
        (expr.span.end, expr.span.end_line) = (end, end_line);
        Some(expr)
    }

    fn star(&mut self) -> Option<Expr> {
        let first = self.at;
        self.expect(Kind::Star)?;
        let value = Box::new(self.bit_or()?);
        Some(self.expr_from(first, ExprKind::Starred { value, ctx: ExprContext::Load }))
    }

    pub(super) fn star_or_named(&mut self) -> Option<Expr> {
        if self.kind() == Kind::Star { self.star() } else { self.named_test() }
    }

    pub(super) fn star_or_test(&mut self) -> Option<Expr> {
        if self.kind() == Kind::Star { self.star() } else { self.test() }
    }

    fn star_or_bit_or(&mut self) -> Option<Expr> {
        if self.kind() == Kind::Star { self.star() } else { self.bit_or() }
    }

    /// One expression, or a tuple without brackets.
    pub(super) fn test_list(&mut self) -> Option<Expr> {
        self.list_of(Self::star_or_test)
    }

    /// The targets of a loop.
    pub(super) fn targets(&mut self) -> Option<Expr> {
        let mut expr = self.list_of(Self::star_or_bit_or)?;
        set_context(&mut expr, ExprContext::Store);
        Some(expr)
    }

    /// The targets of `del`.
    pub(super) fn deleted(&mut self) -> Option<Vec<Expr>> {
        let mut items = Vec::new();
        loop {
            let mut item = self.star_or_bit_or()?;
            set_context(&mut item, ExprContext::Del);
            append(&mut items, item);
            if !self.eat(Kind::Comma) || !self.starts_expression() {
                return Some(items);
            }
        }
    }

    fn list_of(&mut self, element: fn(&mut Self) -> Option<Expr>) -> Option<Expr> {
        let first = self.at;
        let expr = element(self)?;
        self.list_from(first, expr, element)
    }

    /// The rest of a list whose first element was read.
    pub(super) fn list_from(
        &mut self,
        first: usize,
        expr: Expr,
        element: fn(&mut Self) -> Option<Expr>,
    ) -> Option<Expr> {
        if self.kind() != Kind::Comma {
            return Some(expr);
        }
        let mut elts = vec![expr];
        while self.eat(Kind::Comma) && self.starts_expression() {
            append(&mut elts, element(self)?);
        }
        Some(self.expr_from(first, ExprKind::Tuple { elts, ctx: ExprContext::Load }))
    }

    fn starts_expression(&self) -> bool {
        matches!(
            self.kind(),
            Kind::Name
                | Kind::Int
                | Kind::Float
                | Kind::Complex
                | Kind::Str
                | Kind::Lpar
                | Kind::Lsqb
                | Kind::Lbrace
                | Kind::Ellipsis
                | Kind::Plus
                | Kind::Minus
                | Kind::Tilde
                | Kind::Star
                | Kind::Not
                | Kind::Lambda
                | Kind::Await
                | Kind::None
                | Kind::True
                | Kind::False
        )
    }

    /// `yield`, or a list of tests.
    pub(super) fn value(&mut self) -> Option<Expr> {
        if self.kind() == Kind::Yield { self.yield_expr() } else { self.test_list() }
    }

    pub(super) fn yield_expr(&mut self) -> Option<Expr> {
        let first = self.at;
        self.expect(Kind::Yield)?;
        if self.eat(Kind::From) {
            let value = Box::new(self.test()?);
            return Some(self.expr_from(first, ExprKind::YieldFrom(value)));
        }
        let value = if self.starts_expression() { Some(Box::new(self.test_list()?)) } else { None };
        Some(self.expr_from(first, ExprKind::Yield(value)))
    }

    /// A conditional expression or anything that binds tighter, or a lambda.
    pub(super) fn test(&mut self) -> Option<Expr> {
        if self.is_plain() {
            return self.postfix();
        }
        self.deeper(|r| {
            if r.kind() == Kind::Lambda {
                return r.lambda();
            }
            let first = r.at;
            let body = r.or_test()?;
            if !r.eat(Kind::If) {
                return Some(body);
            }
            let test = Box::new(r.or_test()?);
            r.expect(Kind::Else)?;
            let orelse = Box::new(r.test()?);
            Some(r.expr_from(first, ExprKind::IfExp { test, body: Box::new(body), orelse }))
        })
    }

    /// Whether a name, with or without attributes, or a number is all there is before the next bracket, comma or colon: what
    /// most arguments are, for which all the levels of precedence need not be gone through.
    fn is_plain(&self) -> bool {
        let kind_at = |at: usize| self.tokens.get(at).map_or(Kind::End, |token| token.kind);
        let mut end = self.at + 1;
        match self.kind() {
            Kind::Name => {
                while kind_at(end) == Kind::Dot && kind_at(end + 1) == Kind::Name {
                    end += 2;
                }
            }
            Kind::Int | Kind::Float | Kind::None | Kind::True | Kind::False => {}
            _ => return false,
        }
        matches!(
            kind_at(end),
            Kind::Comma
                | Kind::Rpar
                | Kind::Rsqb
                | Kind::Rbrace
                | Kind::Colon
                | Kind::Equal
                | Kind::Newline
                | Kind::Semi
        )
    }

    fn lambda(&mut self) -> Option<Expr> {
        let first = self.at;
        self.bump();
        let args = self.parameters(Kind::Colon, false)?;
        self.expect(Kind::Colon)?;
        let body = self.test()?;
        let span = self.span(first);
        let id = self.id();
        Some(Expr { id, span, kind: ExprKind::Lambda(Arc::new(Lambda { id, span, args, body })) })
    }

    pub(super) fn or_test(&mut self) -> Option<Expr> {
        self.bool_op(Kind::Or, |r| r.bool_op(Kind::And, Self::not_test))
    }

    fn bool_op(&mut self, op: Kind, operand: impl Fn(&mut Self) -> Option<Expr>) -> Option<Expr> {
        let first = self.at;
        let expr = operand(self)?;
        if self.kind() != op {
            return Some(expr);
        }
        let mut values = vec![expr];
        while self.eat(op) {
            append(&mut values, operand(self)?);
        }
        Some(self.expr_from(first, ExprKind::BoolOp { is_and: op == Kind::And, values }))
    }

    fn not_test(&mut self) -> Option<Expr> {
        if self.kind() != Kind::Not {
            return self.comparison();
        }
        let first = self.at;
        self.bump();
        let operand = Box::new(self.deeper(Self::not_test)?);
        Some(self.expr_from(first, ExprKind::UnaryOp { op: UnaryOp::Not, operand }))
    }

    fn comparison(&mut self) -> Option<Expr> {
        let first = self.at;
        let left = self.bit_or()?;
        let Some(op) = self.comparison_op() else { return Some(left) };
        let (mut ops, mut comparators) = (vec![op], vec![self.bit_or()?]);
        while let Some(op) = self.comparison_op() {
            append(&mut ops, op);
            append(&mut comparators, self.bit_or()?);
        }
        Some(self.expr_from(first, ExprKind::Compare { left: Box::new(left), ops, comparators }))
    }

    fn comparison_op(&mut self) -> Option<CmpOp> {
        let op = match self.kind() {
            Kind::EqEqual => CmpOp::Eq,
            Kind::NotEqual => CmpOp::NotEq,
            Kind::Less => CmpOp::Lt,
            Kind::LessEqual => CmpOp::LtE,
            Kind::Greater => CmpOp::Gt,
            Kind::GreaterEqual => CmpOp::GtE,
            Kind::In => CmpOp::In,
            Kind::Not if self.second() == Kind::In => {
                self.bump();
                CmpOp::NotIn
            }
            Kind::Is if self.second() == Kind::Not => {
                self.bump();
                CmpOp::IsNot
            }
            Kind::Is => CmpOp::Is,
            _ => return None,
        };
        self.bump();
        Some(op)
    }

    /// Bitwise or and everything that binds tighter.
    pub(super) fn bit_or(&mut self) -> Option<Expr> {
        self.binary(1)
    }

    /// Binary operators of at least this level, 1 (`|`) to 6 (`*`). All of them group to the left.
    fn binary(&mut self, level: u8) -> Option<Expr> {
        let first = self.at;
        let mut left = self.factor()?;
        while let Some((op, binds)) = binary_op(self.kind()).filter(|&(_, binds)| binds >= level) {
            self.bump();
            self.longer()?;
            let right = if binds == 6 { self.factor()? } else { self.binary(binds + 1)? };
            left =
                self.expr_from(first, ExprKind::BinOp { left: Box::new(left), op, right: Box::new(right) });
        }
        Some(left)
    }

    fn factor(&mut self) -> Option<Expr> {
        let op = match self.kind() {
            Kind::Plus => UnaryOp::UAdd,
            Kind::Minus => UnaryOp::USub,
            Kind::Tilde => UnaryOp::Invert,
            _ => return self.power(),
        };
        let first = self.at;
        self.bump();
        let operand = Box::new(self.deeper(Self::factor)?);
        Some(self.expr_from(first, ExprKind::UnaryOp { op, operand }))
    }

    fn power(&mut self) -> Option<Expr> {
        let first = self.at;
        let left = self.awaited()?;
        if !self.eat(Kind::DoubleStar) {
            return Some(left);
        }
        let right = Box::new(self.deeper(Self::factor)?);
        Some(self.expr_from(first, ExprKind::BinOp { left: Box::new(left), op: Operator::Pow, right }))
    }

    fn awaited(&mut self) -> Option<Expr> {
        let first = self.at;
        if !self.eat(Kind::Await) {
            return self.postfix();
        }
        self.longer()?;
        let value = Box::new(self.postfix()?);
        Some(self.expr_from(first, ExprKind::Await(value)))
    }

    /// An atom with calls, subscripts and attributes.
    fn postfix(&mut self) -> Option<Expr> {
        let first = self.at;
        let mut expr = self.atom()?;
        loop {
            let kind = match self.kind() {
                Kind::Lpar => {
                    self.bump();
                    let (args, keywords) = self.arguments()?;
                    ExprKind::Call { func: Box::new(expr), args, keywords }
                }
                Kind::Lsqb => {
                    self.bump();
                    let slice = Box::new(self.subscripts()?);
                    self.expect(Kind::Rsqb)?;
                    ExprKind::Subscript { value: Box::new(expr), slice, ctx: ExprContext::Load }
                }
                Kind::Dot => {
                    self.bump();
                    let attr = self.name()?;
                    ExprKind::Attribute { value: Box::new(expr), attr, ctx: ExprContext::Load }
                }
                _ => return Some(expr),
            };
            self.longer()?;
            expr = self.expr_from(first, kind);
        }
    }

    /// Arguments up to and with the closing bracket.
    pub(super) fn arguments(&mut self) -> Option<(Vec<Expr>, Vec<Keyword>)> {
        let (mut args, mut keywords) = (Vec::new(), Vec::<Keyword>::new());
        while !self.eat(Kind::Rpar) {
            let first = self.at;
            match self.kind() {
                Kind::Star => {
                    self.bump();
                    let value = Box::new(self.test()?);
                    if keywords.iter().any(|k| k.name.is_none()) {
                        return None;
                    }
                    let kind = ExprKind::Starred { value, ctx: ExprContext::Load };
                    append(&mut args, self.expr_from(first, kind));
                }
                Kind::DoubleStar => {
                    self.bump();
                    let value = self.test()?;
                    append(&mut keywords, Keyword { name: None, span: self.span(first), value });
                }
                Kind::Name if self.second() == Kind::Equal => {
                    let name = self.name()?;
                    self.bump();
                    let value = self.test()?;
                    if keywords.iter().any(|k| k.name.as_ref() == Some(&name)) {
                        return None;
                    }
                    append(&mut keywords, Keyword { name: Some(name), span: self.span(first), value });
                }
                _ => {
                    let mut value = self.named_test()?;
                    if self.at_generators() {
                        let generators = self.generators()?;
                        value = self.expr_from(
                            first,
                            ExprKind::GeneratorExp { element: Box::new(value), generators },
                        );
                    }
                    if !keywords.is_empty() {
                        return None;
                    }
                    append(&mut args, value);
                }
            }
            if !self.eat(Kind::Comma) {
                self.expect(Kind::Rpar)?;
                break;
            }
        }
        Some((args, keywords))
    }

    fn subscripts(&mut self) -> Option<Expr> {
        let first = self.at;
        let item = self.subscript()?;
        if self.kind() != Kind::Comma {
            return Some(item);
        }
        let mut elts = vec![item];
        while self.eat(Kind::Comma) && self.kind() != Kind::Rsqb {
            append(&mut elts, self.subscript()?);
        }
        Some(self.expr_from(first, ExprKind::Tuple { elts, ctx: ExprContext::Load }))
    }

    fn subscript(&mut self) -> Option<Expr> {
        let first = self.at;
        let lower = if self.kind() == Kind::Colon {
            None
        } else {
            let item = self.star_or_named()?;
            if self.kind() != Kind::Colon {
                return Some(item);
            }
            if matches!(item.kind, ExprKind::Starred { .. } | ExprKind::NamedExpr { .. }) {
                return None;
            }
            Some(Box::new(item))
        };
        self.bump();
        let upper = self.slice_part()?;
        let step = if self.eat(Kind::Colon) { self.slice_part()? } else { None };
        Some(self.expr_from(first, ExprKind::Slice { lower, upper, step }))
    }

    /// The outer `None` declines, the inner one is a part left out.
    #[expect(clippy::option_option, reason = "a part left out is not a text declined")]
    fn slice_part(&mut self) -> Option<Option<Box<Expr>>> {
        if matches!(self.kind(), Kind::Colon | Kind::Comma | Kind::Rsqb) {
            return Some(None);
        }
        Some(Some(Box::new(self.test()?)))
    }

    /// Whether `for` or `async for` stands here.
    pub(super) fn at_generators(&self) -> bool {
        self.kind() == Kind::For || self.kind() == Kind::Async && self.second() == Kind::For
    }

    pub(super) fn generators(&mut self) -> Option<Vec<Comprehension>> {
        let mut generators = Vec::new();
        while self.at_generators() {
            let is_async = self.eat(Kind::Async);
            self.bump();
            let target = self.targets()?;
            self.expect(Kind::In)?;
            let iter = self.or_test()?;
            let mut ifs = Vec::new();
            while self.eat(Kind::If) {
                append(&mut ifs, self.or_test()?);
            }
            append(&mut generators, Comprehension { target, iter, ifs, is_async });
        }
        Some(generators)
    }

    fn atom(&mut self) -> Option<Expr> {
        let first = self.at;
        let token = self.tokens[first];
        let constant = match token.kind {
            Kind::Name => {
                let id = self.name()?;
                return Some(self.expr_from(first, ExprKind::Name { id, ctx: ExprContext::Load }));
            }
            Kind::Str => return self.strings(),
            Kind::Lpar => return self.parenthesized(),
            Kind::Lsqb => return self.bracketed(),
            Kind::Lbrace => return self.braced(),
            kind @ (Kind::Int | Kind::Float | Kind::Complex) => number::value(kind, self.slice(token))?,
            Kind::True => Constant::Bool(true),
            Kind::False => Constant::Bool(false),
            Kind::None => Constant::None,
            Kind::Ellipsis => Constant::Ellipsis,
            _ => return None,
        };
        self.bump();
        Some(self.expr_from(first, ExprKind::Constant(constant)))
    }
}

/// Makes an expression a target.
pub(super) fn set_context(expr: &mut Expr, to: ExprContext) {
    match &mut expr.kind {
        ExprKind::Name { ctx, .. } | ExprKind::Attribute { ctx, .. } | ExprKind::Subscript { ctx, .. } => {
            *ctx = to
        }
        ExprKind::Tuple { elts, ctx } | ExprKind::List { elts, ctx } => {
            *ctx = to;
            elts.iter_mut().for_each(|e| set_context(e, to));
        }
        ExprKind::Starred { value, ctx } => {
            *ctx = to;
            set_context(value, to);
        }
        _ => {}
    }
}

fn binary_op(kind: Kind) -> Option<(Operator, u8)> {
    Some(match kind {
        Kind::Vbar => (Operator::BitOr, 1),
        Kind::Caret => (Operator::BitXor, 2),
        Kind::Amper => (Operator::BitAnd, 3),
        Kind::LeftShift => (Operator::LShift, 4),
        Kind::RightShift => (Operator::RShift, 4),
        Kind::Plus => (Operator::Add, 5),
        Kind::Minus => (Operator::Sub, 5),
        Kind::Star => (Operator::Mult, 6),
        Kind::Slash => (Operator::Div, 6),
        Kind::DoubleSlash => (Operator::FloorDiv, 6),
        Kind::Percent => (Operator::Mod, 6),
        Kind::At => (Operator::MatMult, 6),
        _ => return None,
    })
}
