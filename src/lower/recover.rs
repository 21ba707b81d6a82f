//! Builds that go on after errors, for `warpgen check`: every statement that fails is recorded, names it would
//! have bound are poisoned so that nothing that follows from the first error is reported, and the next statement
//! is evaluated. What such a build makes of a function with errors is not fit to be printed.

use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::builder::value_return_in;
use super::builder::{BuildOutput, ModuleBuilder, Subject};
use super::{Lower, Result};
use crate::diag::WarpError;
use crate::frontend::ast::{Expr, ExprContext, ExprKind, Span, Stmt, StmtKind};
use crate::frontend::walk::{self, NodeRef};
use crate::host::Session;
use crate::host::model::{Decl, FunctionSource};
use crate::ids::{FunctionId, KernelId, ModuleId, NodeId};
use crate::ir::{BuildOptions, KernelIr, KernelPlan, LoopLabel, Ret};

/// What a follow-up error says; never reported.
const FOLLOW_UP: &str = "a value that an earlier error has taken away";

/// An error and where it is.
#[derive(Clone, Debug)]
pub struct Found {
    /// Warp's error without its `Error while parsing function` prefixes.
    pub error: WarpError,
    /// The function being built.
    pub source: Rc<FunctionSource>,
    /// The innermost node that failed.
    pub span: Span,
    /// The kernel it is built for.
    pub kernel: Option<KernelId>,
    /// What could be done.
    pub advice: Advice,
}

/// What goes with an error beyond Warp's own message.
#[derive(Clone, Debug, Default)]
pub struct Advice {
    /// Facts.
    pub notes: Vec<String>,
    /// Proposals.
    pub help: Vec<String>,
    /// A part of the failing node that is to blame, and why.
    pub blame: Option<(Span, String)>,
}

/// How a loop over a constant range was lowered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unrolling {
    /// Written out.
    Unrolled,
    /// Longer than `max_unroll`.
    TooLong,
    /// It holds a `break`.
    Break,
}

/// How the branches of an `if` are built, over all builds of the statement.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Branches {
    /// The condition was known and true at least once.
    pub taken: bool,
    /// The condition was known and false at least once.
    pub skipped: bool,
    /// The condition is evaluated at run time.
    pub dynamic: bool,
}

/// What lowering decided about a loop.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LoopFact {
    /// For constant ranges: how, and how many rounds.
    pub constant: Option<(Unrolling, i64)>,
}

/// What lowering decided that the tree does not show. Nodes are told apart by the file they stand in.
#[derive(Debug, Default)]
pub struct Facts {
    conditions: FxHashMap<(usize, NodeId), Branches>,
    loops: FxHashMap<(usize, NodeId), LoopFact>,
}

impl Facts {
    fn key(source: &FunctionSource, node: &Expr) -> (usize, NodeId) {
        (Arc::as_ptr(&source.file) as usize, node.id)
    }

    /// How an `if` is built, by its condition; `None` where it was never reached.
    #[must_use]
    pub fn branches(&self, source: &FunctionSource, test: &Expr) -> Option<Branches> {
        self.conditions.get(&Self::key(source, test)).copied()
    }

    /// What became of a `for`, by its iterator; `None` where it was never reached.
    #[must_use]
    pub fn for_loop(&self, source: &FunctionSource, iter: &Expr) -> Option<LoopFact> {
        self.loops.get(&Self::key(source, iter)).copied()
    }
}

/// What a build that goes on after errors found.
#[derive(Debug, Default)]
pub struct Findings {
    /// Errors in the order in which they were met, without repeats.
    pub errors: Vec<Found>,
    /// Functions and kernels that have errors of their own.
    pub failed: FxHashSet<Subject>,
    /// Decisions.
    pub facts: Facts,
    /// Where the causes stand of errors that are raised only when the module is printed, by message.
    pub places: Vec<(String, Rc<FunctionSource>, Span)>,
}

/// The state of such a build.
#[derive(Default)]
pub(super) struct Recovery {
    pub(super) findings: Findings,
    /// The kernel being built.
    pub(super) kernel: Option<KernelId>,
    /// Advice on an error that is under way, by its message.
    advice: Option<(String, Advice)>,
    seen: FxHashSet<(usize, u32, u32, String)>,
}

impl Recovery {
    /// Records an error unless it follows from another or has been met before.
    pub(super) fn record(
        &mut self,
        error: WarpError,
        source: &Rc<FunctionSource>,
        span: Span,
        subject: Option<Subject>,
    ) {
        self.findings.failed.extend(subject);
        let advice = self.advice.take();
        if error.message == FOLLOW_UP {
            return;
        }
        let key = (Arc::as_ptr(&source.file) as usize, span.start, span.end, error.message.clone());
        if !self.seen.insert(key) {
            return;
        }
        let advice =
            advice.filter(|(message, _)| *message == error.message).map(|(_, a)| a).unwrap_or_default();
        let found = Found { error, source: source.clone(), span, kernel: self.kernel, advice };
        self.findings.errors.push(found);
    }
}

/// An error that follows from one that has been reported.
pub(super) fn follow_up() -> WarpError {
    WarpError::unsupported(FOLLOW_UP)
}

/// Lowers a module and goes on after errors. Bodies of functions that have errors are incomplete.
pub fn build_module_tolerantly(
    session: &mut Session,
    module: ModuleId,
    options: &BuildOptions,
    plan: Vec<KernelPlan>,
) -> (BuildOutput, Findings) {
    let mut builder = ModuleBuilder::new(session, options);
    builder.recovery = Some(Box::default());
    let mut kernels = Vec::with_capacity(plan.len());
    for plan in plan {
        let id = plan.id;
        if let Some(recovery) = &mut builder.recovery {
            recovery.kernel = Some(id);
        }
        match builder.build_kernel(plan) {
            Ok(kernel) => kernels.push(kernel),
            Err(error) => builder.record_kernel_error(error, id),
        }
    }
    if let Err(error) = builder.finish(&mut kernels) {
        builder.record_module_error(error, &kernels);
    }
    let findings = builder.recovery.take().map(|recovery| recovery.findings).unwrap_or_default();
    (builder.into_output(module, [0; 32], kernels), findings)
}

impl ModuleBuilder<'_> {
    /// Records an error that concerns a kernel as a whole.
    fn record_kernel_error(&mut self, error: WarpError, id: KernelId) {
        let source = self.session.kernels[id.index()].decl.source.clone();
        let span = source.def.span;
        let span = Span { end: span.start, end_line: span.line, ..span };
        if let Some(recovery) = &mut self.recovery {
            recovery.record(error, &source, span, Some(Subject::Kernel(id)));
        }
    }

    /// Records an error that Warp finds once all kernels are built: it belongs to one of them, and says which.
    fn record_module_error(&mut self, error: WarpError, kernels: &[KernelIr]) {
        let named = kernels.iter().find(|kernel| {
            let name = &self.session.kernels[kernel.plan.id.index()].decl.def().name;
            error.message.contains(&format!("'{name}'"))
        });
        if let Some(kernel) = named.or(kernels.first()) {
            self.record_kernel_error(error, kernel.plan.id);
        }
    }

    /// A call of a function whose result an error has taken away.
    pub(super) fn lost_result(&self, id: FunctionId) -> Result<()> {
        let Some(recovery) = &self.recovery else { return Ok(()) };
        let lost = recovery.findings.failed.contains(&Subject::Function(id))
            && matches!(self.return_type(id), Ret::Void);
        if lost { Err(follow_up()) } else { Ok(()) }
    }
}

/// Where a statement began, to go back to when it fails.
struct Mark {
    blocks: usize,
    depth: u32,
    loop_symbols: usize,
    loop_labels: usize,
    trail: usize,
}

impl Lower<'_, '_> {
    /// The bytes of the node being evaluated.
    pub(super) fn node_range(&self) -> (u32, u32) {
        let span = self.trail.last().unwrap_or(&self.at);
        (span.start, span.end)
    }

    /// Keeps a node on the trail while it is evaluated, and after it has failed.
    pub(super) fn tracked<T>(&mut self, span: Span, run: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let depth = self.trail.len();
        self.trail.push(span);
        let result = run(self);
        if result.is_ok() {
            self.trail.truncate(depth);
        }
        result
    }

    /// Whether an earlier error took this name's value.
    pub(super) fn is_poisoned(&self, name: &str) -> bool {
        !self.poisoned.is_empty() && self.poisoned.contains(name)
    }

    /// Attaches advice to an error that is about to be returned.
    pub(super) fn advise(&mut self, error: &WarpError, make: impl FnOnce(&mut Self) -> Advice) {
        if self.mb.recovery.is_none() {
            return;
        }
        let advice = make(self);
        if let Some(recovery) = &mut self.mb.recovery {
            recovery.advice = Some((error.message.clone(), advice));
        }
    }

    /// Runs without recording errors: for attempts whose failure means something else.
    pub(super) fn attempt<T>(&mut self, run: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let recovery = self.mb.recovery.take();
        let result = run(self);
        self.mb.recovery = recovery;
        result
    }

    /// Records an error of this function at the node that failed.
    pub(super) fn record(&mut self, error: WarpError) {
        let span = self.trail.last().copied().unwrap_or(self.at);
        self.record_at(error, span);
    }

    /// Records an error of this function at a place of it.
    pub(super) fn record_at(&mut self, error: WarpError, span: Span) {
        let subject = self.subject;
        if let Some(recovery) = &mut self.mb.recovery {
            recovery.record(error, &self.decl.source, span, Some(subject));
        }
    }

    /// Evaluates a statement; what goes wrong is recorded.
    pub(super) fn eval_stmt_tolerantly(&mut self, stmt: &Stmt) -> Result<()> {
        let mark = Mark {
            blocks: self.blocks.len(),
            depth: self.depth,
            loop_symbols: self.loop_symbols.len(),
            loop_labels: self.loop_labels.len(),
            trail: self.trail.len(),
        };
        self.statements += 1;
        let before = self.statements;
        self.trail.push(header_span(stmt));
        let result = self.eval_stmt_strictly(stmt);
        if let Err(error) = result {
            self.record(error);
            self.rewind(&mark);
            if self.statements == before {
                self.eval_parts(stmt);
                self.rewind(&mark);
            }
            self.poison(stmt);
        }
        self.trail.truncate(mark.trail);
        Ok(())
    }

    fn rewind(&mut self, mark: &Mark) {
        self.blocks.truncate(mark.blocks);
        self.depth = mark.depth;
        self.loop_symbols.truncate(mark.loop_symbols);
        self.loop_labels.truncate(mark.loop_labels);
        self.trail.truncate(mark.trail + 1);
    }

    /// The statements below one whose head failed: they may have errors of their own.
    fn eval_parts(&mut self, stmt: &Stmt) {
        let (bodies, is_loop): ([&[Stmt]; 2], bool) = match &stmt.kind {
            StmtKind::If { body, orelse, .. } => ([body, orelse], false),
            StmtKind::While { body, .. } => ([body, &[]], true),
            StmtKind::For(node) => ([&node.body, &[]], true),
            // Warp knows neither of these, but what they hold can be looked at.
            StmtKind::With { body, .. } => ([body, &[]], false),
            StmtKind::Try { body, orelse, .. } => ([body, orelse], false),
            _ => return,
        };
        if is_loop {
            self.loop_labels.push(LoopLabel { is_while: true, label: u32::MAX });
            self.loop_symbols.push(self.symbols.clone());
        }
        if let StmtKind::For(f) = &stmt.kind {
            self.poison_targets(NodeRef::Expr(&f.target));
        }
        for stmt in bodies.into_iter().flatten() {
            // Cannot fail: errors are recorded.
            let _ = self.eval_stmt_tolerantly(stmt);
        }
    }

    fn poison(&mut self, stmt: &Stmt) {
        self.poison_targets(NodeRef::Stmt(stmt));
    }

    /// Takes away what is known of every name that is written below a node.
    fn poison_targets(&mut self, root: NodeRef<'_>) {
        let mut names: Vec<Arc<str>> = Vec::new();
        let mut visit = |node: NodeRef<'_>| {
            if let NodeRef::Expr(Expr { kind: ExprKind::Name { id, ctx: ExprContext::Store }, .. }) = node {
                names.push(id.clone());
            }
        };
        match root {
            NodeRef::Stmt(stmt) => walk::bfs_stmt(stmt, &mut visit),
            NodeRef::Expr(expr) => walk::bfs_expr(expr, &mut visit),
            _ => {}
        }
        for name in names {
            self.symbols.shift_remove(&name);
            self.poisoned.insert(name);
        }
    }

    /// Remembers where the cause of an error stands that is raised only when the module is printed.
    pub(super) fn note_place(&mut self, message: &str) {
        let span = self.trail.last().copied().unwrap_or(self.at);
        if let Some(recovery) = &mut self.mb.recovery {
            recovery.findings.places.push((message.to_owned(), self.decl.source.clone(), span));
        }
    }

    // ---- facts ----------------------------------------------------------------------------------

    /// Notes which branches of a condition are built.
    pub(super) fn note_condition(&mut self, test: &Expr, constant: Option<bool>) {
        let Some(recovery) = &mut self.mb.recovery else { return };
        let key = Facts::key(&self.decl.source, test);
        let entry = recovery.findings.facts.conditions.entry(key).or_default();
        match constant {
            Some(true) => entry.taken = true,
            Some(false) => entry.skipped = true,
            None => entry.dynamic = true,
        }
    }

    /// Notes how a `for` is built; the least favourable of several builds counts.
    pub(super) fn note_loop(&mut self, iter: &Expr, constant: Option<(Unrolling, i64)>) {
        let Some(recovery) = &mut self.mb.recovery else { return };
        let key = Facts::key(&self.decl.source, iter);
        let entry = recovery.findings.facts.loops.entry(key).or_insert(LoopFact { constant });
        let unrolled = |fact: Option<(Unrolling, i64)>| matches!(fact, Some((Unrolling::Unrolled, _)));
        if unrolled(entry.constant) && constant.is_some() && !unrolled(constant) {
            entry.constant = constant;
        }
    }
}

/// A statement's own text: of compound statements the head only.
fn header_span(stmt: &Stmt) -> Span {
    let end = match &stmt.kind {
        StmtKind::If { test, .. } | StmtKind::While { test, .. } => test.span,
        StmtKind::For(node) => node.iter.span,
        StmtKind::FunctionDef(_) | StmtKind::ClassDef(_) | StmtKind::With { .. } | StmtKind::Try { .. } => {
            return Span { end: stmt.span.start, end_line: stmt.span.line, ..stmt.span };
        }
        StmtKind::Match { subject, .. } => subject.span,
        _ => stmt.span,
    };
    Span { end: end.end, end_line: end.end_line, ..stmt.span }
}

/// Where a kernel says that it returns a value: its annotation, or the first `return` with one.
pub(super) fn value_return(decl: &Decl) -> Span {
    let def = decl.def();
    let annotation = def.returns.as_ref().map(|r| r.span).filter(|_| decl.returns.is_some());
    annotation.or_else(|| value_return_in(&def.body)).unwrap_or(def.span)
}
