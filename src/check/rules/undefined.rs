//! Variables that have no value on some path. Warp declares a C++ variable without a value for them, and reads it.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Unit;
use crate::diag::{Diagnostic, code};
use crate::frontend::ast::{Constant, Expr, ExprContext, ExprKind, For, Span, Stmt, StmtKind};
use crate::frontend::walk::{self, NodeRef};

/// What is known at one point of a function.
#[derive(Clone, Default)]
struct State {
    /// Bound on every path that leads here.
    defined: FxHashSet<Arc<str>>,
    /// No path leads here.
    unreachable: bool,
}

impl State {
    fn dead() -> Self {
        State { defined: FxHashSet::default(), unreachable: true }
    }

    /// Both paths lead on.
    fn join(self, other: State) -> State {
        match (self.unreachable, other.unreachable) {
            (true, _) => other,
            (_, true) => self,
            _ => {
                let defined = self.defined.intersection(&other.defined).cloned().collect();
                State { defined, unreachable: false }
            }
        }
    }
}

/// Where the jumps of a loop lead from.
#[derive(Default)]
struct Jumps {
    breaks: Vec<State>,
    continues: Vec<State>,
}

struct Walk<'a, 'u> {
    unit: &'u Unit<'a>,
    /// Where names are bound so far, on whatever path.
    bound: FxHashMap<Arc<str>, (Span, &'static str)>,
    /// What a binding met now depends on.
    context: &'static str,
    loops: Vec<Jumps>,
    /// Iterators of the loops around, where those run over constants.
    rounds: Vec<Arc<str>>,
    reported: FxHashSet<Arc<str>>,
    found: Vec<Diagnostic>,
}

/// Reports reads of names that are bound on some paths only.
pub(super) fn check(unit: &Unit<'_>, found: &mut Vec<Diagnostic>) {
    let def = unit.decl.def();
    let mut walk = Walk {
        unit,
        bound: FxHashMap::default(),
        context: "",
        loops: Vec::new(),
        rounds: Vec::new(),
        reported: FxHashSet::default(),
        found: Vec::new(),
    };
    let state =
        State { defined: unit.decl.args.iter().map(|(n, _)| Arc::from(&**n)).collect(), unreachable: false };
    walk.body(&def.body, state);
    found.append(&mut walk.found);
}

impl Walk<'_, '_> {
    fn body(&mut self, body: &[Stmt], mut state: State) -> State {
        for stmt in body {
            if state.unreachable {
                break;
            }
            state = self.stmt(stmt, state);
        }
        state
    }

    fn stmt(&mut self, stmt: &Stmt, mut state: State) -> State {
        match &stmt.kind {
            StmtKind::If { test, body, orelse } => return self.conditional(test, body, orelse, state),
            StmtKind::For(node) => return self.for_loop(node, state),
            StmtKind::While { test, body, .. } => return self.while_loop(test, body, state),
            StmtKind::Return(value) => {
                if let Some(value) = value {
                    self.read(value, &state);
                }
                return State::dead();
            }
            StmtKind::Break | StmtKind::Continue => {
                if let Some(jumps) = self.loops.last_mut() {
                    let leaves = matches!(stmt.kind, StmtKind::Break);
                    if leaves { &mut jumps.breaks } else { &mut jumps.continues }.push(state);
                }
                return State::dead();
            }
            StmtKind::Assign { targets, value } => {
                self.read(value, &state);
                for target in targets {
                    self.read(target, &state);
                    self.bind(target, &mut state);
                }
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.read(value, &state);
                self.read(target, &state);
                if let ExprKind::Name { id, .. } = &target.kind {
                    self.check_name(id, target.span, &state);
                }
                self.bind(target, &mut state);
            }
            StmtKind::Expr(value) => self.read(value, &state),
            StmtKind::Assert { test, .. } => self.read(test, &state),
            _ => {}
        }
        state
    }

    fn conditional(&mut self, test: &Expr, body: &[Stmt], orelse: &[Stmt], state: State) -> State {
        self.read(test, &state);
        let built = self.unit.facts.branches(self.unit.source(), test).unwrap_or_default();
        let by_round = self.depends_on_round_only(test);
        if by_round || (!built.dynamic && (built.taken || built.skipped)) {
            // Decided at compile time, or by the round of a loop over constants, which takes each branch some time.
            let mut state = if built.taken || by_round { self.body(body, state) } else { state };
            if built.skipped || by_round {
                state = if state.unreachable { state } else { self.body(orelse, state) };
            }
            return state;
        }
        let context = std::mem::replace(&mut self.context, "in a branch that may not run");
        let then = self.body(body, state.clone());
        let otherwise = self.body(orelse, state);
        self.context = context;
        then.join(otherwise)
    }

    /// Whether a condition looks at nothing but iterators of loops over constants.
    fn depends_on_round_only(&self, test: &Expr) -> bool {
        let (mut iterators, mut others) = (0, 0);
        walk::bfs_expr(test, |node| match node {
            NodeRef::Expr(Expr { kind: ExprKind::Name { id, .. }, .. }) if self.rounds.contains(id) => {
                iterators += 1
            }
            NodeRef::Expr(Expr { kind: ExprKind::Name { .. } | ExprKind::Call { .. }, .. }) => others += 1,
            _ => {}
        });
        iterators > 0 && others == 0
    }

    fn for_loop(&mut self, node: &For, mut state: State) -> State {
        self.read(&node.iter, &state);
        let fact = self.unit.facts.for_loop(self.unit.source(), &node.iter);
        let runs = fact.and_then(|fact| fact.constant).is_some_and(|(_, rounds)| rounds > 0);
        let before = state.clone();
        let context = self.context;
        if !runs {
            self.context = "in a loop that may run no round";
        }
        self.bind(&node.target, &mut state);
        self.loops.push(Jumps::default());
        let rounds = self.rounds.len();
        if let (true, ExprKind::Name { id, .. }) = (runs, &node.target.kind) {
            self.rounds.push(id.clone());
        }
        let end = self.body(&node.body, state);
        self.rounds.truncate(rounds);
        let jumps = self.loops.pop().unwrap_or_default();
        self.context = context;
        let after = jumps.continues.into_iter().chain(jumps.breaks).fold(end, State::join);
        if runs { after } else { before }
    }

    fn while_loop(&mut self, test: &Expr, body: &[Stmt], state: State) -> State {
        self.read(test, &state);
        let endless = matches!(
            &test.kind,
            ExprKind::Constant(Constant::Bool(true)) | ExprKind::Constant(Constant::Int(1))
        );
        let before = state.clone();
        let context = self.context;
        if !endless {
            self.context = "in a loop that may run no round";
        }
        self.loops.push(Jumps::default());
        self.body(body, state);
        let jumps = self.loops.pop().unwrap_or_default();
        self.context = context;
        if endless { jumps.breaks.into_iter().fold(State::dead(), State::join) } else { before }
    }

    fn bind(&mut self, target: &Expr, state: &mut State) {
        match &target.kind {
            ExprKind::Name { id, .. } => {
                if !state.defined.contains(id) {
                    self.bound.insert(id.clone(), (target.span, self.context));
                }
                state.defined.insert(id.clone());
            }
            ExprKind::Tuple { elts, .. } => elts.iter().for_each(|elt| self.bind(elt, state)),
            _ => {}
        }
    }

    fn read(&mut self, expr: &Expr, state: &State) {
        let mut names: Vec<(Arc<str>, Span)> = Vec::new();
        walk::bfs_expr(expr, |node| {
            if let NodeRef::Expr(Expr { span, kind: ExprKind::Name { id, ctx: ExprContext::Load }, .. }) =
                node
            {
                names.push((id.clone(), *span));
            }
        });
        for (name, span) in names {
            self.check_name(&name, span, state);
        }
    }

    fn check_name(&mut self, name: &Arc<str>, span: Span, state: &State) {
        if state.defined.contains(name) {
            return;
        }
        let Some(&(bound, context)) = self.bound.get(name) else { return };
        if !self.reported.insert(name.clone()) {
            return;
        }
        let unit = self.unit;
        let message = format!("`{name}` may have no value here");
        let label =
            unit.label((bound.start, bound.end)).with_text(format!("its only value is given {context}"));
        self.found.push(
            unit.warning(code::MAYBE_UNDEFINED, message, (span.start, span.end))
                .and_at(label)
                .note("Warp does not notice, and reads a variable that was never set")
                .help(format!("give `{name}` a value before")),
        );
    }
}
