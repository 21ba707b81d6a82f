//! The source text of a function: Warp's `Adjoint.extract_function_source`.

use std::rc::Rc;
use std::sync::Arc;

use super::super::model::FunctionSource;
use super::super::session::Session;
use super::super::value::*;
use crate::frontend::ast::{Expr, ExprKind, FunctionDef, Stmt, StmtKind};
use crate::frontend::walk::{NodeRef, bfs_function};
use crate::source::SourceFile;

impl Session {
    /// The source of a definition, extracted once.
    pub(super) fn function_source(
        &mut self,
        p: &PyFunction,
        def: &Arc<FunctionDef>,
    ) -> Option<Rc<FunctionSource>> {
        let file = p.module.source()?;
        let key = (Arc::as_ptr(&file).cast::<()>() as usize, def.id.0);
        if let Some(source) = self.sources.get(&key) {
            return Some(source.clone());
        }
        let source = Rc::new(extract(&file, def));
        self.sources.insert(key, source.clone());
        Some(source)
    }
}

/// Slices the file as Warp does: from the first decorator line to the last line before the next one that is not
/// indented deeper, so that trailing comments of the body belong to it.
fn extract(file: &Arc<SourceFile>, def: &Arc<FunctionDef>) -> FunctionSource {
    let last = slice_end(file, def);
    let start = file.line_start(def.first_line) as usize;
    let end = file.line_start(last + 1) as usize;
    FunctionSource::new(file.clone(), def.clone(), def.first_line, start..end)
}

/// The last line (1-based) of the slice.
fn slice_end(file: &SourceFile, def: &FunctionDef) -> u32 {
    let width = |line: &str| line.len() - line.trim_start().len();
    let base = width(file.line(def.first_line));
    let body_end = def.span.end_line;
    let mut end = body_end;
    while end < file.line_count() {
        let line = file.line(end + 1);
        if !line.trim().is_empty() && width(line) <= base {
            break;
        }
        end += 1;
    }
    while end > body_end && file.line(end).trim().is_empty() {
        end -= 1;
    }
    end
}

/// How many values the `return` statements of a function give: a single expression may be a call with several results,
/// so 1 means one or more. `None` if they disagree.
pub(super) fn returned_values(def: &FunctionDef) -> Option<usize> {
    let mut counts: Vec<usize> = Vec::new();
    bfs_function(def, |node| {
        if let NodeRef::Stmt(Stmt { kind: StmtKind::Return(value), .. }) = node {
            counts.push(match value {
                None => 0,
                Some(Expr { kind: ExprKind::Tuple { elts, .. }, .. }) => elts.len(),
                Some(_) => 1,
            });
        }
    });
    let first = counts.first().copied().unwrap_or(0);
    counts.iter().all(|c| *c == first).then_some(first)
}
