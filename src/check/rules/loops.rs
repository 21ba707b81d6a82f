//! Loops that are not what they look like.

use super::Unit;
use crate::diag::{Diagnostic, code};
use crate::frontend::ast::{ExprKind, For, Stmt, StmtKind};
use crate::frontend::walk::{self, NodeRef};
use crate::lower::Unrolling;

/// Reports `else` of loops, and loops over constants that stay loops.
pub(super) fn check(unit: &Unit<'_>, found: &mut Vec<Diagnostic>) {
    walk::bfs_function(unit.decl.def(), |node| {
        let NodeRef::Stmt(stmt) = node else { return };
        match &stmt.kind {
            StmtKind::For(node) => {
                loop_else(unit, &node.orelse, "for", found);
                not_unrolled(unit, stmt, node, found);
            }
            StmtKind::While { orelse, .. } => loop_else(unit, orelse, "while", found),
            _ => {}
        }
    });
}

fn loop_else(unit: &Unit<'_>, orelse: &[Stmt], kind: &str, found: &mut Vec<Diagnostic>) {
    let Some(first) = orelse.first() else { return };
    let message = format!("the `else` of this `{kind}` loop never runs");
    found.push(
        unit.warning(code::LOOP_ELSE, message, (first.span.start, first.span.end))
            .note("Warp reads the body of a loop and passes over its `else`")
            .help("set a flag in the loop and test it afterwards"),
    );
}

fn not_unrolled(unit: &Unit<'_>, stmt: &Stmt, node: &For, found: &mut Vec<Diagnostic>) {
    if !matches!(node.iter.kind, ExprKind::Call { .. }) {
        return;
    }
    let fact = unit.facts.for_loop(unit.source(), &node.iter);
    let Some((how, rounds)) = fact.and_then(|fact| fact.constant) else { return };
    let at = (stmt.span.start, node.iter.span.end);
    let (message, help) = match how {
        Unrolling::Unrolled => return,
        Unrolling::TooLong => (
            format!("this loop of {rounds} rounds is not unrolled: `max_unroll` is {}", unit.max_unroll),
            format!("`wp.set_module_options({{\"max_unroll\": {rounds}}})` unrolls it"),
        ),
        Unrolling::Break => (
            format!("this loop of {rounds} rounds is not unrolled: it holds a `break`"),
            "put what follows the `break` under a condition instead".to_owned(),
        ),
    };
    let note = "what it changes is lost to the reverse pass, and constants cannot be changed in it";
    found.push(unit.warning(code::NOT_UNROLLED, message, at).note(note).help(help));
}
