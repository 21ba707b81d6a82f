//! Bounds on what a file may make the interpreter do. They count work and elements, never time or bytes in use, so that a
//! file meets them at the same place on every machine.

use std::sync::Arc;

use super::error::{PyError, PyResult};
use super::session::Session;
use super::value::{BoundNative, Value};
use crate::frontend::ast::{Span, Stmt, StmtKind};
use crate::source::SourceFile;

/// Limits of evaluation.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Statements, expressions, calls, loop rounds and comparisons evaluated, and what counts as as many.
    pub steps: u64,
    /// The same for one module-level statement of the file itself that is neither an import nor a definition. It is
    /// cut short there, and the rest of the file goes on.
    pub statement: u64,
    /// The same once a statement has been cut short: such files run what they define, again and again.
    pub next_statements: u64,
    /// Nested Python calls.
    pub depth: u32,
    /// Nested statements and expressions, those of calling functions included.
    pub nesting: u32,
    /// Elements made by one operation.
    pub size: usize,
    /// Elements made altogether.
    pub total: usize,
    /// Characters that padding or a precision asks for.
    pub width: usize,
    /// Values that one generator yields; what follows is unknown.
    pub yields: usize,
    /// Module-level statements that fail.
    pub problems: usize,
    /// Bits of an integer.
    pub bits: u64,
    /// Classes in a line of inheritance.
    pub ancestors: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            steps: 10_000_000,
            statement: 1_000_000,
            next_statements: 10_000,
            depth: 400,
            nesting: 25_000,
            size: 500_000,
            total: 2_000_000,
            width: 100_000,
            yields: 50_000,
            problems: 200,
            bits: 1 << 16,
            ancestors: 200,
        }
    }
}

/// The class of the error that ends a statement which takes too many steps.
const CUT_SHORT: &str = "StatementTooLong";

/// Whether a module-level statement was cut short: the rest of the file goes on, without what it would have done.
pub(crate) fn is_cut_short(error: &PyError) -> bool {
    error.is_limit() && error.class() == CUT_SHORT
}

/// Bytes of text that are made or read in about the time of one step.
const TEXT_PER_STEP: usize = 32;
/// Elements that are copied or compared in about the time of one step.
const ELEMENTS_PER_STEP: usize = 4;
/// Bytes of text that take the room of one element.
const TEXT_PER_ELEMENT: usize = 32;
/// The room that a container or instance takes, in elements.
const OBJECT: usize = 6;
/// The room that a function takes.
const FUNCTION: usize = 18;

/// What a file's kernels come from: not limited but by what there is for the file.
fn is_definition(kind: &StmtKind) -> bool {
    matches!(
        kind,
        StmtKind::Import(_) | StmtKind::ImportFrom { .. } | StmtKind::FunctionDef(_) | StmtKind::ClassDef(_)
    )
}

impl Session {
    /// Counts work against the limits.
    pub(super) fn step(&mut self) -> PyResult<()> {
        self.work(1)
    }

    /// Counts several steps of work.
    pub(super) fn work(&mut self, steps: usize) -> PyResult<()> {
        self.steps = self.steps.saturating_add(steps as u64);
        if self.steps > self.steps_end {
            return Err(self.too_many_steps());
        }
        Ok(())
    }

    /// Counts what it takes to make a kernel. That is what files are evaluated for: it counts for the file, not for the
    /// statement.
    pub(super) fn work_on_kernel(&mut self, steps: usize) -> PyResult<()> {
        self.steps_end = self.steps_end.saturating_add(steps as u64).min(self.options.limits.steps);
        self.work(steps)
    }

    /// The limit that `steps_end` stands for.
    #[cold]
    fn too_many_steps(&self) -> PyError {
        if self.steps > self.options.limits.steps {
            return PyError::limit(
                "evaluation takes too many steps; is there an endless loop at module level?",
            );
        }
        let mut error = PyError::limit("this statement takes too many steps to evaluate");
        error.0.class = CUT_SHORT.into();
        error
    }

    /// Runs a module-level statement of the file itself, within what is allowed for one.
    pub(super) fn within_statement<T>(
        &mut self,
        stmt: &Stmt,
        run: impl FnOnce(&mut Session) -> PyResult<T>,
    ) -> PyResult<T> {
        let limits = &self.options.limits;
        let allowed = match &stmt.kind {
            kind if is_definition(kind) => limits.steps,
            _ if self.problems.iter().any(|problem| is_cut_short(&problem.error)) => limits.next_statements,
            _ => limits.statement,
        };
        self.steps_end = self.steps.saturating_add(allowed).min(limits.steps);
        let result = run(self);
        self.steps_end = self.options.limits.steps;
        result
    }

    /// Whether so many steps are more than a module-level statement may take in a file that is imported for itself.
    pub(super) fn is_too_long(&self, stmt: &Stmt, steps: u64) -> bool {
        steps > self.options.limits.statement && !is_definition(&stmt.kind)
    }

    /// Counts a native operation that reads all of a value.
    pub(super) fn work_on(&mut self, value: &Value) -> PyResult<()> {
        self.work(scan_cost(value))
    }

    /// Counts memory against the limits before it is taken.
    pub(super) fn reserve(&mut self, elements: usize) -> PyResult<()> {
        self.allocated = self.allocated.saturating_add(elements);
        if elements > self.options.limits.size || self.allocated > self.options.limits.total {
            return Err(PyError::limit("evaluation makes values that are too large"));
        }
        Ok(())
    }

    /// Counts a new container or instance.
    pub(super) fn reserve_object(&mut self) -> PyResult<()> {
        self.reserve(OBJECT)
    }

    /// Counts a new function, with its attributes, defaults and cells.
    pub(super) fn reserve_function(&mut self) -> PyResult<()> {
        self.reserve(FUNCTION)
    }

    /// Counts a text before it is made.
    pub(super) fn reserve_text(&mut self, bytes: usize) -> PyResult<()> {
        self.work(bytes / TEXT_PER_STEP)?;
        self.reserve(bytes / TEXT_PER_ELEMENT + 1)
    }

    /// A width or precision, unless it is too large to serve any purpose.
    pub(super) fn check_width(&self, width: usize) -> PyResult<()> {
        if width > self.options.limits.width {
            return Err(PyError::limit(format!("a text of {width} characters is too long")));
        }
        Ok(())
    }

    /// Goes one level deeper into statements and expressions; pair it with [`Session::leave`].
    pub(super) fn enter(&mut self) -> PyResult<()> {
        self.nesting += 1;
        if self.nesting > self.options.limits.nesting {
            self.nesting -= 1;
            return Err(PyError::new("RecursionError", "maximum recursion depth exceeded"));
        }
        Ok(())
    }

    /// Leaves a level.
    pub(super) fn leave(&mut self) {
        self.nesting -= 1;
    }

    /// Comes back from a call or an import. Where a limit ended it, that is the place to report.
    pub(super) fn back_at<T>(&mut self, place: Option<(Arc<SourceFile>, Span)>, result: &PyResult<T>) {
        if !matches!(result, Err(error) if error.is_limit()) {
            self.current = place;
        }
    }
}

/// Steps that an operation is worth which walks over a value once, without going into its elements.
fn scan_cost(value: &Value) -> usize {
    match value {
        Value::Str(s) => s.len() / TEXT_PER_STEP,
        Value::Bytes(b) => b.len() / TEXT_PER_STEP,
        Value::Tuple(t) => t.len() / ELEMENTS_PER_STEP,
        Value::List(l) => l.borrow().len() / ELEMENTS_PER_STEP,
        Value::Dict(d) => d.len() / ELEMENTS_PER_STEP,
        Value::Set(s) => s.items.borrow().len() / ELEMENTS_PER_STEP,
        Value::Composite(c) => c.borrow().elements.len() / ELEMENTS_PER_STEP,
        Value::Iter(_) => 1,
        Value::Bound(b) => bound_cost(b),
        _ => 0,
    }
}

/// The state of a native: the data of an array, the text of a hash.
pub(super) fn bound_cost(b: &BoundNative) -> usize {
    b.args
        .iter()
        .map(|v| match v {
            Value::Bound(_) => 0,
            other => scan_cost(other),
        })
        .sum()
}

/// Whether a method of a built-in value walks over all of it.
pub(super) fn is_scan(method: &str) -> bool {
    let Some((class, name)) = method.split_once('.') else { return false };
    match class {
        "str" | "bytes" => true,
        "list" | "tuple" => !matches!(name, "append" | "__len__" | "__getitem__" | "clear"),
        "dict" => matches!(name, "keys" | "values" | "items" | "copy" | "update" | "__iter__" | "pop"),
        "set" => !matches!(name, "add" | "discard" | "__len__" | "__contains__"),
        _ => false,
    }
}

/// The beginning of a text, for messages.
pub(super) fn shortened(mut text: String) -> String {
    const LONGEST: usize = 300;
    if text.len() > LONGEST {
        let end = (0..=LONGEST).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        text.truncate(end);
        text.push_str("...");
    }
    text
}
