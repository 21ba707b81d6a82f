//! Hashes of a file's tree: with names made canonical, and without names and constants.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::features::{compare_kind, expr_kind, operator_kind, stmt_kind};
use super::generate::mix;
use crate::frontend::ast::{Arguments, Constant, Expr, ExprKind, Module, Stmt, StmtKind};
use crate::frontend::walk::{NodeRef, children};
use crate::frontend::{ParsedFile, parse_file};
use crate::source::SourceFile;

/// Parse a program.
///
/// # Errors
/// It is not Python; the message says where.
pub fn parse(text: &str) -> Result<ParsedFile, String> {
    parse_file(Arc::new(SourceFile::new("kernels.py", text))).map_err(|error| error.to_string())
}

/// Both hashes of a tree: (renamed, shape).
#[must_use]
pub fn hashes(module: &Module) -> (u64, u64) {
    let mut hasher = Hasher { renamed: 1, shape: 2, names: FxHashMap::default() };
    for stmt in &module.body {
        hasher.stmt(stmt);
    }
    (hasher.renamed, hasher.shape)
}

struct Hasher<'a> {
    renamed: u64,
    shape: u64,
    names: FxHashMap<&'a str, u64>,
}

fn text_hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |h: u64, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

fn kind_hash<T: std::fmt::Debug>(value: &T) -> u64 {
    text_hash(&format!("{value:?}"))
}

impl<'a> Hasher<'a> {
    fn both(&mut self, value: u64) {
        self.renamed = mix(self.renamed ^ value);
        self.shape = mix(self.shape ^ value);
    }

    fn only_renamed(&mut self, value: u64) {
        self.renamed = mix(self.renamed ^ value);
    }

    /// Names that the file binds are numbered by first appearance; those of Warp keep their spelling.
    fn name(&mut self, name: &'a str) {
        if matches!(
            name,
            "wp" | "int"
                | "float"
                | "bool"
                | "range"
                | "len"
                | "min"
                | "max"
                | "abs"
                | "print"
                | "Any"
                | "math"
                | "round"
                | "pow"
                | "list"
                | "tuple"
        ) {
            return self.only_renamed(text_hash(name));
        }
        let next = self.names.len() as u64;
        let number = *self.names.entry(name).or_insert(next);
        self.only_renamed(number + 1000);
    }

    fn stmt(&mut self, stmt: &'a Stmt) {
        if let StmtKind::Expr(Expr { kind: ExprKind::Constant(Constant::Str(_)), .. }) = &stmt.kind {
            return; // A docstring.
        }
        self.both(text_hash(stmt_kind(&stmt.kind)));
        match &stmt.kind {
            StmtKind::FunctionDef(def) => {
                self.name(&def.name);
                self.arguments(&def.args);
                self.rest(NodeRef::Stmt(stmt));
            }
            StmtKind::ClassDef(def) => {
                self.name(&def.name);
                self.rest(NodeRef::Stmt(stmt));
            }
            StmtKind::AugAssign { op, .. } => {
                self.both(text_hash(operator_kind(*op)));
                self.rest(NodeRef::Stmt(stmt));
            }
            _ => self.rest(NodeRef::Stmt(stmt)),
        }
        self.both(3);
    }

    fn arguments(&mut self, args: &'a Arguments) {
        for arg in args.posonly.iter().chain(&args.args).chain(&args.kwonly) {
            self.name(&arg.name);
        }
    }

    fn rest(&mut self, node: NodeRef<'a>) {
        let mut below = Vec::new();
        children(node, &mut |child| below.push(child));
        for child in below {
            match child {
                NodeRef::Stmt(stmt) => self.stmt(stmt),
                NodeRef::Expr(expr) => self.expr(expr),
                NodeRef::Keyword(keyword) => {
                    self.both(5);
                    self.only_renamed(keyword.name.as_deref().map_or(0, text_hash));
                    self.expr(&keyword.value);
                }
                other => {
                    self.both(7);
                    self.rest(other);
                }
            }
        }
    }

    fn expr(&mut self, expr: &'a Expr) {
        self.both(text_hash(expr_kind(&expr.kind)) ^ 0x55);
        match &expr.kind {
            ExprKind::Name { id, .. } => self.name(id),
            ExprKind::Attribute { attr, .. } => self.only_renamed(text_hash(attr)),
            ExprKind::Constant(value) => self.only_renamed(kind_hash(value)),
            ExprKind::BinOp { op, .. } => self.both(text_hash(operator_kind(*op))),
            ExprKind::UnaryOp { op, .. } => self.both(kind_hash(op)),
            ExprKind::BoolOp { is_and, .. } => self.both(u64::from(*is_and)),
            ExprKind::Compare { ops, .. } => {
                ops.iter().for_each(|op| self.both(text_hash(compare_kind(*op))));
            }
            _ => {}
        }
        self.rest(NodeRef::Expr(expr));
        self.both(11);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (u64, u64) {
        hashes(&parse(text).map_err(|e| panic!("{e}")).unwrap().module)
    }

    #[test]
    fn names_and_comments_do_not_count() {
        let a = of(
            "import warp as wp\n@wp.kernel\ndef f(x: wp.array(dtype=float)):\n    i = wp.tid()\n    x[i] = 2.0\n",
        );
        let b = of(
            "import warp as wp\n@wp.kernel\ndef g(y: wp.array(dtype=float)):\n    \"\"\"Doc.\"\"\"\n    t = wp.tid()  # thread\n    y[t] = 2.0\n",
        );
        let c = of(
            "import warp as wp\n@wp.kernel\ndef g(y: wp.array(dtype=float)):\n    t = wp.tid()\n    y[t] = 3.0\n",
        );
        let d = of(
            "import warp as wp\n@wp.kernel\ndef g(y: wp.array(dtype=float)):\n    t = wp.tid()\n    y[t] = 3.0 + y[t]\n",
        );
        assert_eq!(a, b);
        assert_eq!(a.1, c.1);
        assert_ne!(a.0, c.0);
        assert_ne!(c.1, d.1);
    }
}
