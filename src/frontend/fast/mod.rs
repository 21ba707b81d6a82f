//! The fast reader: builds our tree straight from the text of ordinary files.
//!
//! rustpython-parser decides what Python is. This reader knows the constructs that kernel files are made of, and declines
//! (`None`) everything else and everything that is wrong; the file then goes through rustpython-parser, which either reads it
//! or says what is wrong. Where this reader accepts a text, its tree equals the other's; `frontend/tests.rs` and
//! `tests/property.rs` hold that on the fixtures and on mutations of them.

mod displays;
mod expr;
mod formatted;
mod lexer;
mod number;
mod params;
mod stmt;
mod strings;
mod token;
mod with;

use std::sync::Arc;

use rustc_hash::FxHashMap;
use token::{Kind, Token};

use super::Bodies;
use super::ast::{Expr, ExprKind, Module, Name, Span, Stmt, StmtKind};
use super::body::Unread;
use crate::ids::NodeId;
use crate::source::SourceFile;

/// Recursion that is left to the other parser.
const DEPTH: u32 = 100;
/// Operators, calls, subscripts and attributes of one statement: each can be a level of the tree.
const CHAIN: u32 = 20_000;
/// `elif`s of one `if`, each a level of the tree.
const ELIFS: usize = 2_900;

/// A file's tree, or `None` where the text needs the other parser.
pub(super) fn module(source: &Arc<SourceFile>, bodies: Bodies) -> Option<Module> {
    let tokens = lexer::lex(&source.text, bodies)?;
    let mut reader = Reader::new(source, tokens, 0);
    let mut body = Vec::new();
    while reader.kind() != Kind::End {
        reader.statement(&mut body)?;
    }
    Some(Module { body, node_count: reader.next_id })
}

/// The statements of a body that was left unread, or `None` where the text needs the other parser.
pub(super) fn body(body: &Unread) -> Option<Vec<Stmt>> {
    let tokens = lexer::lex_body(&body.source.text, body)?;
    let mut reader = Reader::new(&body.source, tokens, body.first_id);
    reader.expect(Kind::Indent)?;
    let statements = reader.block()?;
    (reader.kind() == Kind::End).then_some(statements)
}

/// Adds to a list that is mostly short: `Vec` would begin with room for four, and the items are large.
fn append<T>(list: &mut Vec<T>, item: T) {
    if list.len() == list.capacity() {
        list.reserve_exact(list.len().max(1));
    }
    list.push(item);
}

struct Reader<'s> {
    source: &'s Arc<SourceFile>,
    text: &'s str,
    tokens: Vec<Token>,
    /// The next token.
    at: usize,
    next_id: u32,
    depth: u32,
    /// Levels that the current statement has grown without recursion.
    chain: u32,
    names: FxHashMap<&'s str, Name>,
}

impl<'s> Reader<'s> {
    fn new(source: &'s Arc<SourceFile>, tokens: Vec<Token>, next_id: u32) -> Self {
        let names = FxHashMap::default();
        Reader { source, text: &source.text, tokens, at: 0, next_id, depth: 0, chain: 0, names }
    }

    fn kind(&self) -> Kind {
        self.tokens[self.at].kind
    }

    /// The kind of the token after the next; the end repeats.
    fn second(&self) -> Kind {
        self.tokens.get(self.at + 1).map_or(Kind::End, |t| t.kind)
    }

    fn bump(&mut self) -> Token {
        let token = self.tokens[self.at];
        if token.kind != Kind::End {
            self.at += 1;
        }
        token
    }

    fn eat(&mut self, kind: Kind) -> bool {
        let found = self.kind() == kind;
        if found {
            self.bump();
        }
        found
    }

    fn expect(&mut self, kind: Kind) -> Option<Token> {
        (self.kind() == kind).then(|| self.bump())
    }

    fn slice(&self, token: Token) -> &'s str {
        &self.text[token.start as usize..token.end as usize]
    }

    fn intern(&mut self, text: &'s str) -> Name {
        self.names.entry(text).or_insert_with(|| Name::from(text)).clone()
    }

    fn name(&mut self) -> Option<Name> {
        let token = self.expect(Kind::Name)?;
        Some(self.intern(self.slice(token)))
    }

    fn id(&mut self) -> NodeId {
        self.next_id += 1;
        NodeId(self.next_id - 1)
    }

    /// From the token at index `first` to the last one that was read.
    fn span(&self, first: usize) -> Span {
        let (first, last) = (self.tokens[first], self.tokens[self.at - 1]);
        let end_line = if last.kind == Kind::Str { self.source.line_of(last.end) } else { last.line };
        Span { start: first.start, end: last.end, line: first.line, end_line }
    }

    fn expr_from(&mut self, first: usize, kind: ExprKind) -> Expr {
        let span = self.span(first);
        Expr { id: self.id(), span, kind }
    }

    fn stmt_from(&mut self, first: usize, kind: StmtKind) -> Stmt {
        let span = self.span(first);
        Stmt { id: self.id(), span, kind }
    }

    /// Counts an operator or suffix that makes the tree deeper without recursion here.
    fn longer(&mut self) -> Option<()> {
        self.chain += 1;
        (self.chain <= CHAIN).then_some(())
    }

    /// Runs `read` one level deeper.
    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        self.depth += 1;
        if self.depth > DEPTH {
            return None;
        }
        let result = read(self);
        self.depth -= 1;
        result
    }
}
