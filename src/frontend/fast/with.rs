//! `with` statements. Brackets right after `with` may hold its items, or belong to the first one.

use super::expr::set_context;
use super::stmt::end_of;
use super::token::Kind;
use super::{Reader, append};
use crate::frontend::ast::{ExprContext, Stmt, StmtKind, WithItem};

impl Reader<'_> {
    /// A statement from the token at `first`, which is its `async` or its `with`.
    pub(super) fn with_statement(&mut self, first: usize, is_async: bool) -> Option<Stmt> {
        self.bump();
        let items = match self.items_in_brackets() {
            Some(items) => items,
            None => self.items(Kind::Colon)?,
        };
        let body = self.suite()?;
        let end = end_of(&body)?;
        Some(self.compound(first, end, StmtKind::With { items, body, is_async }))
    }

    /// Items in brackets of their own. `None`, with nothing read: what follows is an expression, or wrong.
    fn items_in_brackets(&mut self) -> Option<Vec<WithItem>> {
        if self.kind() != Kind::Lpar || !self.colon_follows_brackets() {
            return None;
        }
        let before = (self.at, self.next_id, self.depth, self.chain);
        self.bump();
        // Something starred or assigned, a generator or `yield` makes it a tuple or another expression.
        let items = self.items(Kind::Rpar).filter(|_| self.eat(Kind::Rpar));
        if items.is_none() {
            (self.at, self.next_id, self.depth, self.chain) = before;
        }
        items
    }

    /// Whether the brackets that open here end right before a colon.
    fn colon_follows_brackets(&self) -> bool {
        let mut depth = 0u32;
        for (i, token) in self.tokens[self.at..].iter().enumerate() {
            match token.kind {
                Kind::Lpar | Kind::Lsqb | Kind::Lbrace => depth += 1,
                Kind::Rpar | Kind::Rsqb | Kind::Rbrace => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return self.tokens.get(self.at + i + 1).is_some_and(|t| t.kind == Kind::Colon);
                    }
                }
                _ => {}
            }
        }
        false
    }

    /// Items up to, and without, the token `end`. A comma may stand before a bracket's end.
    fn items(&mut self, end: Kind) -> Option<Vec<WithItem>> {
        let mut items = Vec::new();
        loop {
            let context = self.test()?;
            let target = if self.eat(Kind::As) {
                let mut target = self.bit_or()?;
                set_context(&mut target, ExprContext::Store);
                Some(target)
            } else {
                None
            };
            append(&mut items, WithItem { context, target });
            if !self.eat(Kind::Comma) || (end == Kind::Rpar && self.kind() == end) {
                break;
            }
        }
        (self.kind() == end).then_some(items)
    }
}
