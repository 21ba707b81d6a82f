//! Which names a scope binds, captures and shares: what CPython's symbol table computes.

use std::rc::Rc;

use rustc_hash::FxHashSet;

use crate::frontend::ast::*;
use crate::frontend::walk::{NodeRef, children};

/// The symbol table of one function, lambda, comprehension or class body.
#[derive(Debug, Default)]
pub struct Scope {
    /// Names bound here.
    pub locals: FxHashSet<Name>,
    /// Names declared `global`.
    pub globals: FxHashSet<Name>,
    /// Names declared `nonlocal`.
    pub nonlocals: FxHashSet<Name>,
    /// Local names that nested functions capture: they live in cells.
    pub cells: indexmap::IndexSet<Name, rustc_hash::FxBuildHasher>,
    /// Names used here or below that are not bound here, in first-use order: captured if an enclosing function
    /// binds them, else global.
    pub free: Vec<Name>,
    /// Has `yield`.
    pub is_generator: bool,
}

#[derive(Default)]
struct Builder {
    scope: Scope,
    used: Vec<Name>,
    seen: FxHashSet<Name>,
    /// Free names of nested scopes (class bodies pass theirs through).
    inner_free: Vec<Name>,
}

/// Analyses a function.
#[must_use]
pub fn function_scope(def: &FunctionDef) -> Rc<Scope> {
    let mut b = Builder::default();
    b.bind_arguments(&def.args);
    def.body.iter().for_each(|s| b.node(NodeRef::Stmt(s)));
    Rc::new(b.finish())
}

/// Analyses a lambda.
#[must_use]
pub fn lambda_scope(lambda: &Lambda) -> Rc<Scope> {
    let mut b = Builder::default();
    b.bind_arguments(&lambda.args);
    b.node(NodeRef::Expr(&lambda.body));
    Rc::new(b.finish())
}

/// Analyses a class body.
#[must_use]
pub fn class_scope(def: &ClassDef) -> Rc<Scope> {
    let mut b = Builder::default();
    def.body.iter().for_each(|s| b.node(NodeRef::Stmt(s)));
    // Names of a class body are invisible to the functions in it, so free names pass through.
    let mut scope = std::mem::take(&mut b.scope);
    let mut seen = FxHashSet::default();
    for name in b.used.iter().filter(|n| !scope.globals.contains(*n)).chain(&b.inner_free) {
        if seen.insert(name.clone()) {
            scope.free.push(name.clone());
        }
    }
    Rc::new(scope)
}

/// A class body that has nothing to capture: only its `global` declarations count.
#[must_use]
pub fn plain_class_scope(def: &ClassDef) -> Rc<Scope> {
    let mut scope = Scope::default();
    for stmt in &def.body {
        if let StmtKind::Global(names) = &stmt.kind {
            scope.globals.extend(names.iter().cloned());
        }
    }
    Rc::new(scope)
}

/// Analyses a comprehension: its elements and everything but the first iterable.
#[must_use]
pub fn comprehension_scope(elements: &[&Expr], generators: &[Comprehension]) -> Rc<Scope> {
    let mut b = Builder::default();
    for (i, g) in generators.iter().enumerate() {
        b.node(NodeRef::Expr(&g.target));
        if i > 0 {
            b.node(NodeRef::Expr(&g.iter));
        }
        g.ifs.iter().for_each(|e| b.node(NodeRef::Expr(e)));
    }
    elements.iter().for_each(|e| b.node(NodeRef::Expr(e)));
    // `:=` binds in the enclosing scope.
    for name in walrus_targets(elements, generators) {
        b.scope.locals.remove(&name);
        b.use_name(&name);
    }
    Rc::new(b.finish())
}

impl Builder {
    fn bind(&mut self, name: &Name) {
        self.scope.locals.insert(name.clone());
    }

    fn use_name(&mut self, name: &Name) {
        if self.seen.insert(name.clone()) {
            self.used.push(name.clone());
        }
    }

    fn bind_arguments(&mut self, args: &Arguments) {
        let all = args
            .posonly
            .iter()
            .chain(&args.args)
            .chain(args.vararg.as_deref())
            .chain(&args.kwonly)
            .chain(args.kwarg.as_deref());
        for arg in all {
            self.bind(&arg.name);
        }
    }

    /// Parts of a nested definition that are evaluated in this scope.
    fn outer_parts(&mut self, args: &Arguments) {
        let all = args
            .posonly
            .iter()
            .chain(&args.args)
            .chain(args.vararg.as_deref())
            .chain(&args.kwonly)
            .chain(args.kwarg.as_deref());
        for arg in all {
            for e in arg.annotation.iter().chain(&arg.default) {
                self.node(NodeRef::Expr(e));
            }
        }
    }

    fn nested(&mut self, scope: &Scope) {
        self.inner_free.extend(scope.free.iter().cloned());
        // `nonlocal` names of nested scopes are free in them by construction.
    }

    fn node(&mut self, node: NodeRef<'_>) {
        match node {
            NodeRef::Stmt(stmt) => return self.stmt(stmt),
            NodeRef::Expr(expr) => return self.expr(expr),
            NodeRef::ExceptHandler(handler) => {
                if let Some(name) = &handler.name {
                    self.bind(name);
                }
            }
            NodeRef::Pattern(pattern) => self.pattern(pattern),
            _ => {}
        }
        self.descend(node);
    }

    fn descend(&mut self, node: NodeRef<'_>) {
        let mut found = Vec::new();
        children(node, &mut |child| found.push(child));
        for child in found {
            self.node(child);
        }
    }

    fn pattern(&mut self, pattern: &Pattern) {
        match pattern {
            Pattern::Star(Some(name))
            | Pattern::As { name: Some(name), .. }
            | Pattern::Mapping { rest: Some(name), .. } => self.bind(name),
            _ => {}
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::FunctionDef(def) => {
                self.bind(&def.name);
                def.decorators.iter().chain(&def.returns).for_each(|e| self.node(NodeRef::Expr(e)));
                self.outer_parts(&def.args);
                self.nested(&function_scope(def));
            }
            StmtKind::ClassDef(def) => {
                self.bind(&def.name);
                def.decorators.iter().chain(&def.bases).for_each(|e| self.node(NodeRef::Expr(e)));
                def.keywords.iter().for_each(|k| self.node(NodeRef::Expr(&k.value)));
                self.nested(&class_scope(def));
            }
            StmtKind::Import(names) => {
                for alias in names {
                    let bound = alias.asname.clone().unwrap_or_else(|| first_part(&alias.name));
                    self.bind(&bound);
                }
            }
            StmtKind::ImportFrom { names, .. } => {
                for alias in names {
                    self.bind(alias.asname.as_ref().unwrap_or(&alias.name));
                }
            }
            StmtKind::Global(names) => self.scope.globals.extend(names.iter().cloned()),
            StmtKind::Nonlocal(names) => {
                names.iter().for_each(|n| self.use_name(n));
                self.scope.nonlocals.extend(names.iter().cloned());
            }
            _ => self.descend(NodeRef::Stmt(stmt)),
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Name { id, ctx: ExprContext::Load } => self.use_name(id),
            ExprKind::Name { id, .. } => self.bind(id),
            ExprKind::Lambda(lambda) => {
                self.outer_parts(&lambda.args);
                self.nested(&lambda_scope(lambda));
            }
            ExprKind::ListComp { element, generators }
            | ExprKind::SetComp { element, generators }
            | ExprKind::GeneratorExp { element, generators } => self.comprehension(&[element], generators),
            ExprKind::DictComp { key, value, generators } => self.comprehension(&[key, value], generators),
            ExprKind::Yield(_) | ExprKind::YieldFrom(_) => {
                self.scope.is_generator = true;
                self.descend(NodeRef::Expr(expr));
            }
            _ => self.descend(NodeRef::Expr(expr)),
        }
    }

    fn comprehension(&mut self, elements: &[&Expr], generators: &[Comprehension]) {
        if let Some(first) = generators.first() {
            self.node(NodeRef::Expr(&first.iter));
        }
        let scope = comprehension_scope(elements, generators);
        self.nested(&scope);
        // `:=` inside a comprehension binds in the enclosing function.
        for name in walrus_targets(elements, generators) {
            self.bind(&name);
        }
    }

    fn finish(mut self) -> Scope {
        let scope = &mut self.scope;
        scope.locals.retain(|n| !scope.globals.contains(n) && !scope.nonlocals.contains(n));
        let mut seen = FxHashSet::default();
        let used = self.used.iter().filter(|n| !scope.globals.contains(*n) && !scope.locals.contains(*n));
        let mut free = Vec::new();
        for name in used {
            if seen.insert(name.clone()) {
                free.push(name.clone());
            }
        }
        for name in &self.inner_free {
            if scope.locals.contains(name) {
                scope.cells.insert(name.clone());
            } else if !scope.globals.contains(name) && seen.insert(name.clone()) {
                free.push(name.clone());
            }
        }
        scope.free = free;
        self.scope
    }
}

fn first_part(dotted: &Name) -> Name {
    dotted.split('.').next().map_or_else(|| dotted.clone(), Name::from)
}

fn walrus_targets(elements: &[&Expr], generators: &[Comprehension]) -> Vec<Name> {
    let mut names = Vec::new();
    let mut visit = |e: &Expr| {
        crate::frontend::walk::bfs_expr(e, |node| {
            if let NodeRef::Expr(Expr { kind: ExprKind::NamedExpr { target, .. }, .. }) = node
                && let ExprKind::Name { id, .. } = &target.kind
            {
                names.push(id.clone());
            }
        });
    };
    elements.iter().for_each(|e| visit(e));
    for g in generators {
        g.ifs.iter().for_each(&mut visit);
    }
    names
}
