//! Statements.

use std::sync::Arc;

use super::expr::set_context;
use super::token::{Kind, Token};
use super::{ELIFS, Reader, append};
use crate::frontend::ast::{
    Alias, Body, ClassDef, ExceptHandler, Expr, ExprContext, For, FunctionDef, Name, Operator, Span, Stmt,
    StmtKind,
};
use crate::frontend::body::Unread;

impl Reader<'_> {
    /// Reads a compound statement, or all simple statements of a line.
    pub(super) fn statement(&mut self, out: &mut Vec<Stmt>) -> Option<()> {
        self.chain = 0;
        let compound = match self.kind() {
            Kind::If => self.if_statement(),
            Kind::While => self.while_statement(),
            Kind::For => self.for_statement(self.at, false),
            Kind::Try => self.try_statement(),
            Kind::With => self.with_statement(self.at, false),
            Kind::Def => self.function(self.at, Vec::new(), false),
            Kind::Class => self.class(Vec::new()),
            Kind::At => self.decorated(),
            Kind::Async => self.async_statement(Vec::new()),
            Kind::Name if self.is_soft_keyword() => None,
            _ => return self.simple_statements(out),
        };
        append(out, compound?);
        Some(())
    }

    /// Whether the name that a line starts with is `match`, `case` or `type` as a keyword. The parser library decides by
    /// the line alone: by a colon outside brackets that is not right after `match` and no lambda's, and by a name right
    /// after `type`.
    fn is_soft_keyword(&self) -> bool {
        match self.slice(self.tokens[self.at]) {
            "type" => self.second() == Kind::Name,
            "match" | "case" => {
                let (mut depth, mut lambda) = (0u32, false);
                for (i, token) in self.tokens[self.at + 1..].iter().enumerate() {
                    match token.kind {
                        Kind::Newline | Kind::End => return false,
                        Kind::Lpar | Kind::Lsqb | Kind::Lbrace => depth += 1,
                        Kind::Rpar | Kind::Rsqb | Kind::Rbrace => depth = depth.saturating_sub(1),
                        Kind::Lambda if depth == 0 => lambda = true,
                        Kind::Colon if depth == 0 && lambda => lambda = false,
                        Kind::Colon if depth == 0 && i > 0 => return true,
                        _ => {}
                    }
                }
                false
            }
            _ => false,
        }
    }

    fn simple_statements(&mut self, out: &mut Vec<Stmt>) -> Option<()> {
        loop {
            append(out, self.simple_statement()?);
            let more = self.eat(Kind::Semi);
            if self.eat(Kind::Newline) {
                return Some(());
            }
            if !more {
                return None;
            }
        }
    }

    /// The block of a compound statement, from its colon on.
    pub(super) fn suite(&mut self) -> Option<Vec<Stmt>> {
        self.expect(Kind::Colon)?;
        let mut body = Vec::new();
        if !self.eat(Kind::Newline) {
            self.simple_statements(&mut body)?;
            return Some(body);
        }
        self.expect(Kind::Indent)?;
        self.block()
    }

    /// Statements up to the end of their indentation.
    pub(super) fn block(&mut self) -> Option<Vec<Stmt>> {
        let mut body = Vec::new();
        self.deeper(|r| {
            while r.kind() != Kind::Dedent {
                r.statement(&mut body)?;
            }
            Some(())
        })?;
        self.bump();
        Some(body)
    }

    /// The body of a function, and where it ends.
    fn function_body(&mut self) -> Option<(Body, (u32, u32))> {
        let is_unread = self.tokens.get(self.at + 2).is_some_and(|token| token.kind == Kind::Body);
        if !(is_unread && self.kind() == Kind::Colon) {
            let body = self.suite()?;
            let end = end_of(&body)?;
            return Some((body.into(), end));
        }
        self.bump();
        self.expect(Kind::Newline)?;
        let Token { start, end, line, .. } = self.bump();
        let first_id = self.next_id;
        self.next_id = first_id.checked_add(Unread::ids(end - start))?;
        let unread = Unread { source: self.source.clone(), start, end, line, first_id };
        Some((Body::unread(unread), (end, self.source.line_of(end - 1))))
    }

    fn simple_statement(&mut self) -> Option<Stmt> {
        let first = self.at;
        let kind = match self.kind() {
            Kind::Pass => self.lone(StmtKind::Pass),
            Kind::Break => self.lone(StmtKind::Break),
            Kind::Continue => self.lone(StmtKind::Continue),
            Kind::Return => {
                self.bump();
                let ends = matches!(self.kind(), Kind::Newline | Kind::Semi);
                StmtKind::Return(if ends { None } else { Some(self.test_list()?) })
            }
            Kind::Raise => self.raise()?,
            Kind::Global => StmtKind::Global(self.plain_names()?),
            Kind::Nonlocal => StmtKind::Nonlocal(self.plain_names()?),
            Kind::Del => {
                self.bump();
                StmtKind::Delete(self.deleted()?)
            }
            Kind::Assert => {
                self.bump();
                let test = Box::new(self.test()?);
                let msg = if self.eat(Kind::Comma) { Some(Box::new(self.test()?)) } else { None };
                StmtKind::Assert { test, msg }
            }
            Kind::Import => self.import()?,
            Kind::From => self.import_from()?,
            Kind::Yield => StmtKind::Expr(self.yield_expr()?),
            _ => self.expression_statement()?,
        };
        Some(self.stmt_from(first, kind))
    }

    fn lone(&mut self, kind: StmtKind) -> StmtKind {
        self.bump();
        kind
    }

    fn raise(&mut self) -> Option<StmtKind> {
        self.bump();
        if matches!(self.kind(), Kind::Newline | Kind::Semi) {
            return Some(StmtKind::Raise { exc: None, cause: None });
        }
        let exc = Some(Box::new(self.test()?));
        let cause = if self.eat(Kind::From) { Some(Box::new(self.test()?)) } else { None };
        Some(StmtKind::Raise { exc, cause })
    }

    fn plain_names(&mut self) -> Option<Vec<Name>> {
        self.bump();
        let mut names = vec![self.name()?];
        while self.eat(Kind::Comma) {
            append(&mut names, self.name()?);
        }
        Some(names)
    }

    fn dotted_name(&mut self) -> Option<Name> {
        let name = self.name()?;
        if self.kind() != Kind::Dot {
            return Some(name);
        }
        let mut dotted = name.to_string();
        while self.eat(Kind::Dot) {
            dotted.push('.');
            dotted.push_str(&self.name()?);
        }
        Some(dotted.into())
    }

    fn alias(&mut self, name: fn(&mut Self) -> Option<Name>) -> Option<Alias> {
        let first = self.at;
        let name = name(self)?;
        let asname = if self.eat(Kind::As) { Some(self.name()?) } else { None };
        Some(Alias { name, asname, span: self.span(first) })
    }

    fn import(&mut self) -> Option<StmtKind> {
        self.bump();
        let mut names = vec![self.alias(Self::dotted_name)?];
        while self.eat(Kind::Comma) {
            append(&mut names, self.alias(Self::dotted_name)?);
        }
        Some(StmtKind::Import(names))
    }

    fn import_from(&mut self) -> Option<StmtKind> {
        self.bump();
        let mut level = 0;
        loop {
            level += match self.kind() {
                Kind::Dot => 1,
                Kind::Ellipsis => 3,
                _ => break,
            };
            self.bump();
        }
        let module = if self.kind() == Kind::Name { Some(self.dotted_name()?) } else { None };
        if module.is_none() && level == 0 {
            return None;
        }
        self.expect(Kind::Import)?;
        let first = self.at;
        if self.eat(Kind::Star) {
            let names = vec![Alias { name: "*".into(), asname: None, span: self.span(first) }];
            return Some(StmtKind::ImportFrom { module, names, level });
        }
        let bracket = self.eat(Kind::Lpar);
        let mut names = vec![self.alias(Self::name)?];
        while self.eat(Kind::Comma) {
            if bracket && self.kind() == Kind::Rpar {
                break;
            }
            append(&mut names, self.alias(Self::name)?);
        }
        if bracket {
            self.expect(Kind::Rpar)?;
        }
        Some(StmtKind::ImportFrom { module, names, level })
    }

    /// An expression, an assignment, an augmented or an annotated one.
    fn expression_statement(&mut self) -> Option<StmtKind> {
        let first = self.at;
        let starred = self.kind() == Kind::Star;
        let mut expr = self.star_or_test()?;
        if !starred && self.eat(Kind::Colon) {
            set_context(&mut expr, ExprContext::Store);
            let annotation = Box::new(self.test()?);
            let value = if self.eat(Kind::Equal) { Some(Box::new(self.value()?)) } else { None };
            return Some(StmtKind::AnnAssign { target: Box::new(expr), annotation, value });
        }
        expr = self.list_from(first, expr, Self::star_or_test)?;
        if let Some(op) = augmented_op(self.kind()) {
            self.bump();
            set_context(&mut expr, ExprContext::Store);
            return Some(StmtKind::AugAssign { target: Box::new(expr), op, value: Box::new(self.value()?) });
        }
        match self.kind() {
            Kind::Equal => {
                let mut targets = Vec::with_capacity(1);
                while self.eat(Kind::Equal) {
                    set_context(&mut expr, ExprContext::Store);
                    append(&mut targets, expr);
                    expr = self.value()?;
                }
                Some(StmtKind::Assign { targets, value: expr })
            }
            _ => Some(StmtKind::Expr(expr)),
        }
    }

    /// A compound statement from the token at `first` to the end of its last block.
    pub(super) fn compound(&mut self, first: usize, end: (u32, u32), kind: StmtKind) -> Stmt {
        let span = self.block_span(first, end);
        Stmt { id: self.id(), span, kind }
    }

    fn block_span(&self, first: usize, (end, end_line): (u32, u32)) -> Span {
        let first = self.tokens[first];
        Span { start: first.start, end, line: first.line, end_line }
    }

    fn if_statement(&mut self) -> Option<Stmt> {
        // `if`, then every `elif`: where each starts, its test and its block.
        let mut branches = Vec::new();
        loop {
            let first = self.at;
            self.bump();
            let test = self.named_test()?;
            branches.push((first, test, self.suite()?));
            if branches.len() > ELIFS {
                return None;
            }
            if self.kind() != Kind::Elif {
                break;
            }
        }
        let mut orelse = if self.eat(Kind::Else) { self.suite()? } else { Vec::new() };
        let end = end_of(&orelse).or_else(|| end_of(&branches.last()?.2))?;
        let (first, test, body) = branches.remove(0);
        for (first, test, body) in branches.into_iter().rev() {
            orelse = vec![self.compound(first, end, StmtKind::If { test, body, orelse })];
        }
        Some(self.compound(first, end, StmtKind::If { test, body, orelse }))
    }

    fn while_statement(&mut self) -> Option<Stmt> {
        let first = self.at;
        self.bump();
        let test = self.named_test()?;
        let body = self.suite()?;
        let orelse = if self.eat(Kind::Else) { self.suite()? } else { Vec::new() };
        let end = end_of(&orelse).or_else(|| end_of(&body))?;
        Some(self.compound(first, end, StmtKind::While { test, body, orelse }))
    }

    /// A loop from the token at `first`, which is its `async` or its `for`.
    fn for_statement(&mut self, first: usize, is_async: bool) -> Option<Stmt> {
        self.bump();
        let target = self.targets()?;
        self.expect(Kind::In)?;
        let iter = self.test_list()?;
        let body = self.suite()?;
        let orelse = if self.eat(Kind::Else) { self.suite()? } else { Vec::new() };
        let end = end_of(&orelse).or_else(|| end_of(&body))?;
        Some(self.compound(first, end, StmtKind::For(Box::new(For { target, iter, body, orelse, is_async }))))
    }

    fn try_statement(&mut self) -> Option<Stmt> {
        let first = self.at;
        self.bump();
        let body = self.suite()?;
        let mut handlers = Vec::new();
        while self.kind() == Kind::Except {
            append(&mut handlers, self.handler()?);
        }
        let mut orelse = Vec::new();
        if !handlers.is_empty() && self.eat(Kind::Else) {
            orelse = self.suite()?;
        }
        let finalbody = if self.eat(Kind::Finally) { self.suite()? } else { Vec::new() };
        let end = end_of(&finalbody)
            .or_else(|| end_of(&orelse))
            .or_else(|| handlers.last().map(|h| (h.span.end, h.span.end_line)))?;
        let kind = StmtKind::Try { body, handlers, orelse, finalbody, is_star: false };
        Some(self.compound(first, end, kind))
    }

    fn handler(&mut self) -> Option<ExceptHandler> {
        let first = self.at;
        self.bump();
        let exc = if self.kind() == Kind::Colon { None } else { Some(self.test()?) };
        let name = if exc.is_some() && self.eat(Kind::As) { Some(self.name()?) } else { None };
        let body = self.suite()?;
        let span = self.block_span(first, end_of(&body)?);
        Some(ExceptHandler { span, exc, name, body })
    }

    fn decorated(&mut self) -> Option<Stmt> {
        let mut decorators = Vec::new();
        while self.eat(Kind::At) {
            append(&mut decorators, self.named_test()?);
            self.expect(Kind::Newline)?;
        }
        match self.kind() {
            Kind::Def => self.function(self.at, decorators, false),
            Kind::Async if self.second() == Kind::Def => self.async_statement(decorators),
            Kind::Class => self.class(decorators),
            _ => None,
        }
    }

    /// What `async` stands before.
    fn async_statement(&mut self, decorators: Vec<Expr>) -> Option<Stmt> {
        let first = self.at;
        self.bump();
        match self.kind() {
            Kind::Def => self.function(first, decorators, true),
            Kind::For => self.for_statement(first, true),
            Kind::With => self.with_statement(first, true),
            _ => None,
        }
    }

    /// A function from the token at `first`, which is its `async` or its `def`.
    fn function(&mut self, first: usize, decorators: Vec<Expr>, is_async: bool) -> Option<Stmt> {
        self.bump();
        let name = self.name()?;
        self.expect(Kind::Lpar)?;
        let args = self.parameters(Kind::Rpar, true)?;
        self.bump();
        let returns = if self.eat(Kind::Arrow) { Some(self.test()?) } else { None };
        let (body, end) = self.function_body()?;
        let span = self.block_span(first, end);
        let first_line = decorators.first().map_or(span.line, |d| d.span.line);
        let id = self.id();
        let def = FunctionDef { id, span, first_line, name, args, body, decorators, returns, is_async };
        Some(Stmt { id, span, kind: StmtKind::FunctionDef(Arc::new(def)) })
    }

    fn class(&mut self, decorators: Vec<Expr>) -> Option<Stmt> {
        let first = self.at;
        self.bump();
        let name = self.name()?;
        let (bases, keywords) = if self.eat(Kind::Lpar) { self.arguments()? } else { Default::default() };
        let body = self.suite()?;
        let span = self.block_span(first, end_of(&body)?);
        let first_line = decorators.first().map_or(span.line, |d| d.span.line);
        let id = self.id();
        let def = ClassDef { id, span, first_line, name, bases, keywords, body, decorators };
        Some(Stmt { id, span, kind: StmtKind::ClassDef(Arc::new(def)) })
    }
}

pub(super) fn end_of(body: &[Stmt]) -> Option<(u32, u32)> {
    body.last().map(|s| (s.span.end, s.span.end_line))
}

fn augmented_op(kind: Kind) -> Option<Operator> {
    Some(match kind {
        Kind::PlusEqual => Operator::Add,
        Kind::MinusEqual => Operator::Sub,
        Kind::StarEqual => Operator::Mult,
        Kind::SlashEqual => Operator::Div,
        Kind::PercentEqual => Operator::Mod,
        Kind::AtEqual => Operator::MatMult,
        Kind::AmperEqual => Operator::BitAnd,
        Kind::VbarEqual => Operator::BitOr,
        Kind::CaretEqual => Operator::BitXor,
        Kind::LeftShiftEqual => Operator::LShift,
        Kind::RightShiftEqual => Operator::RShift,
        Kind::DoubleStarEqual => Operator::Pow,
        Kind::DoubleSlashEqual => Operator::FloorDiv,
        _ => return None,
    })
}
