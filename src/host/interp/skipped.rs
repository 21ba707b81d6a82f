//! Kernels in code that is not evaluated, because a condition, an iterable or a decorator is unknown: they are reported,
//! never just missing.

use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::super::session::Session;
use super::super::value::*;
use super::Frame;
use crate::frontend::ast::*;
use crate::frontend::walk::{NodeRef, children};

/// What such a report is about.
pub(crate) const MAYBE_KERNELS: &str = "kernels that this code may define";
/// How many nodes one question may look at. What is larger could define kernels.
const NODES: usize = 20_000;

/// Names as seen by code that is looked at.
enum Names<'f> {
    Frame(&'f Frame),
    Function(Env),
}

impl Session {
    /// Reports that code which will not run could define kernels.
    pub(super) fn report_skipped<'a>(
        &mut self,
        f: &Frame,
        nodes: impl Iterator<Item = NodeRef<'a>>,
        reason: &str,
    ) {
        if self.may_define_kernels(f, nodes) {
            self.report_kernels_lost(reason);
        }
    }

    /// Reports that the statement being evaluated could define kernels, and why they cannot be known.
    pub(super) fn report_kernels_lost(&mut self, reason: &str) {
        let Some((file, span)) = self.current.clone() else { return };
        let again = self.unresolved.last().is_some_and(|u| u.what == MAYBE_KERNELS && u.span == span);
        if !again {
            self.unresolved(MAYBE_KERNELS.to_owned(), reason.to_owned(), file, span);
        }
    }

    /// Whether running nodes in a frame could define kernels or instances of kernels, as far as names tell.
    pub(super) fn may_define_kernels<'a>(&self, f: &Frame, nodes: impl Iterator<Item = NodeRef<'a>>) -> bool {
        let mut search = Search { session: self, seen: FxHashSet::default(), left: NODES };
        search.nodes(&Names::Frame(f), nodes)
    }
}

struct Search<'s> {
    session: &'s Session,
    /// Functions that were looked into.
    seen: FxHashSet<usize>,
    left: usize,
}

impl Search<'_> {
    /// Looks at everything that would run. A definition's body runs when it is called, so it only counts with its calls.
    fn nodes<'a>(&mut self, names: &Names<'_>, nodes: impl Iterator<Item = NodeRef<'a>>) -> bool {
        let mut todo: Vec<NodeRef<'a>> = nodes.collect();
        let mut defined: Vec<&'a FunctionDef> = Vec::new();
        let mut called: Vec<&'a str> = Vec::new();
        while let Some(node) = todo.pop() {
            if self.left == 0 {
                return true;
            }
            self.left -= 1;
            match node {
                NodeRef::Stmt(Stmt { kind: StmtKind::FunctionDef(def), .. }) => {
                    if def.decorators.iter().any(|e| self.makes_kernels(names, e)) {
                        return true;
                    }
                    defined.push(def);
                    todo.extend(def.decorators.iter().map(NodeRef::Expr));
                    continue;
                }
                NodeRef::Expr(Expr { kind: ExprKind::Lambda(_), .. }) => continue,
                NodeRef::Expr(Expr { kind: ExprKind::Call { func, .. }, .. }) => {
                    if self.makes_kernels(names, func) {
                        return true;
                    }
                    if let ExprKind::Name { id, .. } = &func.kind {
                        called.push(id);
                    }
                }
                _ => {}
            }
            children(node, &mut |child| todo.push(child));
        }
        let bodies: Vec<&'a FunctionDef> =
            defined.into_iter().filter(|d| called.contains(&&*d.name)).collect();
        bodies.into_iter().any(|def| {
            let address = std::ptr::from_ref(def) as usize;
            self.seen.insert(address) && self.nodes(names, def.body.iter().map(NodeRef::Stmt))
        })
    }

    /// Whether calling (or decorating with) what an expression names makes kernels.
    fn makes_kernels(&mut self, names: &Names<'_>, callee: &Expr) -> bool {
        let callee = match &callee.kind {
            ExprKind::Call { func, .. } => func,
            _ => callee,
        };
        match self.value_of(names, callee) {
            Some(value) => self.value_makes_kernels(&value),
            // Something went wrong before, but the name says what it is.
            None => match &callee.kind {
                ExprKind::Name { id: name, .. } | ExprKind::Attribute { attr: name, .. } => {
                    matches!(&**name, "kernel" | "Kernel" | "overload")
                }
                _ => false,
            },
        }
    }

    fn value_makes_kernels(&mut self, value: &Value) -> bool {
        match value {
            Value::Native(n) => matches!(n.0, "warp.kernel" | "warp.Kernel" | "warp.overload" | "warp.map"),
            Value::Unknown(u) => u.hides_kernels,
            Value::PyFunction(p) => {
                let FunctionCode::Def(def) = &p.code else { return false };
                let address = Rc::as_ptr(p).cast::<()>() as usize;
                self.seen.insert(address) && {
                    let def = def.clone();
                    self.nodes(&Names::Function(p.env()), def.body.iter().map(NodeRef::Stmt))
                }
            }
            Value::BoundMethod(b) => self.value_makes_kernels(&b.1),
            Value::Descriptor(d) => self.value_makes_kernels(&d.func),
            Value::Bound(b) if matches!(b.name, "memo" | "functools.partial") => {
                b.args.first().is_some_and(|inner| self.value_makes_kernels(inner))
            }
            Value::Class(c) => {
                let init = c.ns.borrow().get("__init__").cloned();
                init.is_some_and(|init| self.value_makes_kernels(&init))
            }
            _ => false,
        }
    }

    /// The value of a dotted name.
    fn value_of(&self, names: &Names<'_>, e: &Expr) -> Option<Value> {
        match &e.kind {
            ExprKind::Name { id, .. } => match names {
                Names::Frame(f) => {
                    self.session.local_value(f, id).or_else(|| f.module.globals.borrow().get(id).cloned())
                }
                Names::Function(env) => self.session.lookup(env, id),
            },
            ExprKind::Attribute { value, attr, .. } => {
                let object = self.value_of(names, value)?;
                self.session.getattr(&object, attr)
            }
            _ => None,
        }
    }
}
