//! What stands in brackets: tuples, lists, sets, dictionaries, comprehensions.

use super::token::Kind;
use super::{Reader, append};
use crate::frontend::ast::{Expr, ExprContext, ExprKind};

impl Reader<'_> {
    pub(super) fn parenthesized(&mut self) -> Option<Expr> {
        let first = self.at;
        self.bump();
        if self.kind() == Kind::Yield {
            let inner = self.yield_expr()?;
            self.expect(Kind::Rpar)?;
            return Some(inner);
        }
        let mut elts = Vec::new();
        let mut comma = self.kind() == Kind::Rpar;
        while self.kind() != Kind::Rpar {
            let item = self.star_or_named()?;
            if elts.is_empty() && self.at_generators() {
                if matches!(item.kind, ExprKind::Starred { .. }) {
                    return None;
                }
                let generators = self.generators()?;
                self.expect(Kind::Rpar)?;
                return Some(
                    self.expr_from(first, ExprKind::GeneratorExp { element: Box::new(item), generators }),
                );
            }
            append(&mut elts, item);
            if !self.eat(Kind::Comma) {
                break;
            }
            comma = true;
        }
        self.expect(Kind::Rpar)?;
        if comma {
            return Some(self.expr_from(first, ExprKind::Tuple { elts, ctx: ExprContext::Load }));
        }
        elts.pop().filter(|e| !matches!(e.kind, ExprKind::Starred { .. }))
    }

    pub(super) fn bracketed(&mut self) -> Option<Expr> {
        let first = self.at;
        self.bump();
        let mut elts = Vec::new();
        while self.kind() != Kind::Rsqb {
            let item = self.star_or_named()?;
            if elts.is_empty() && self.at_generators() {
                if matches!(item.kind, ExprKind::Starred { .. }) {
                    return None;
                }
                let generators = self.generators()?;
                self.expect(Kind::Rsqb)?;
                return Some(
                    self.expr_from(first, ExprKind::ListComp { element: Box::new(item), generators }),
                );
            }
            append(&mut elts, item);
            if !self.eat(Kind::Comma) {
                break;
            }
        }
        self.expect(Kind::Rsqb)?;
        Some(self.expr_from(first, ExprKind::List { elts, ctx: ExprContext::Load }))
    }

    /// A dictionary, a set, or a comprehension of either.
    pub(super) fn braced(&mut self) -> Option<Expr> {
        let first = self.at;
        self.bump();
        if self.eat(Kind::Rbrace) {
            return Some(self.expr_from(first, ExprKind::Dict { keys: Vec::new(), values: Vec::new() }));
        }
        if self.kind() == Kind::DoubleStar {
            return self.dict_from(first, Vec::new(), Vec::new());
        }
        let item = self.star_or_named()?;
        match self.kind() {
            Kind::Colon => {
                if matches!(item.kind, ExprKind::Starred { .. } | ExprKind::NamedExpr { .. }) {
                    return None;
                }
                self.bump();
                let value = self.test()?;
                if self.at_generators() {
                    let generators = self.generators()?;
                    self.expect(Kind::Rbrace)?;
                    let (key, value) = (Box::new(item), Box::new(value));
                    return Some(self.expr_from(first, ExprKind::DictComp { key, value, generators }));
                }
                if !self.eat(Kind::Comma) {
                    self.expect(Kind::Rbrace)?;
                    let kind = ExprKind::Dict { keys: vec![Some(item)], values: vec![value] };
                    return Some(self.expr_from(first, kind));
                }
                self.dict_from(first, vec![Some(item)], vec![value])
            }
            _ if self.at_generators() && !matches!(item.kind, ExprKind::Starred { .. }) => {
                let generators = self.generators()?;
                self.expect(Kind::Rbrace)?;
                Some(self.expr_from(first, ExprKind::SetComp { element: Box::new(item), generators }))
            }
            _ => {
                let mut elts = vec![item];
                while self.eat(Kind::Comma) && self.kind() != Kind::Rbrace {
                    append(&mut elts, self.star_or_named()?);
                }
                self.expect(Kind::Rbrace)?;
                Some(self.expr_from(first, ExprKind::Set(elts)))
            }
        }
    }

    /// The rest of a dictionary display.
    fn dict_from(
        &mut self,
        first: usize,
        mut keys: Vec<Option<Expr>>,
        mut values: Vec<Expr>,
    ) -> Option<Expr> {
        while self.kind() != Kind::Rbrace {
            if self.eat(Kind::DoubleStar) {
                append(&mut keys, None);
                append(&mut values, self.bit_or()?);
            } else {
                append(&mut keys, Some(self.test()?));
                self.expect(Kind::Colon)?;
                append(&mut values, self.test()?);
            }
            if !self.eat(Kind::Comma) {
                break;
            }
        }
        self.expect(Kind::Rbrace)?;
        Some(self.expr_from(first, ExprKind::Dict { keys, values }))
    }
}
