//! Lowering: a function's syntax tree to SSA.
//!
//! [`ModuleBuilder`] mirrors Warp's class of that name; [`Lower`] mirrors the build-time half of
//! Warp's `Adjoint`. Everything Warp decides while it walks the tree is decided here: numbering,
//! which constants are dead, when references are loaded, how symbols merge. No text is composed here.

mod assign;
mod augassign;
mod builder;
mod call;
mod control;
mod det;
mod emit_call;
mod errors;
mod expr;
mod external;
mod function;
mod grad;
mod host_view;
mod index;
mod loops;
mod names;
mod nearest;
mod recover;
mod refs;
mod slots;
mod statics;
mod symbols;
mod tiles;

use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashSet;

pub use builder::{
    BuildError, BuildOutput, DeferredStatics, LocalSymbols, ModuleBuilder, Subject, build_module,
};
pub use recover::{Advice, Branches, Facts, Findings, Found, LoopFact, Unrolling, build_module_tolerantly};
use symbols::Symbols;

use crate::builtins::{self, RuleCx};
use crate::diag::WarpError;
use crate::frontend::ast::{Expr, Stmt, StmtKind};
use crate::host::model::Decl;
use crate::host::value::Value;
use crate::ids::{FuncRef, FunctionId, VarId};
use crate::ir::{Block, Inst, Label, LoopLabel, Op, Var, Vars};
use crate::types::{Const, Ty, Types};

/// What lowering calls return.
pub type Result<T> = std::result::Result<T, WarpError>;

/// What evaluating an expression yields: Warp's `adj.eval` returns any of these Python objects.
#[derive(Clone, Debug)]
pub enum Obj {
    /// A variable.
    Var(VarId),
    /// Several variables: a call with several outputs, or elements of an unpacked value.
    Many(Vec<VarId>),
    /// A function.
    Func(FuncRef),
    /// `wp.grad(f)`.
    Grad(FuncRef),
    /// A type.
    Type(Ty),
    /// Any other Python object.
    Value(Value),
    /// `None`: a call without a result.
    None,
}

/// One function or kernel being lowered.
pub struct Lower<'b, 's> {
    /// The module build it belongs to.
    pub mb: &'b mut ModuleBuilder<'s>,
    /// Types of the session.
    pub types: Rc<Types>,
    /// Declaration.
    pub decl: Decl,
    /// Function or kernel.
    pub subject: Subject,
    /// Variables.
    pub vars: Vars,
    args: Vec<VarId>,
    temps: Vec<VarId>,
    blocks: Vec<Block>,
    symbols: Symbols,
    /// `wp.ref` parameters by name.
    ref_params: Vec<(Arc<str>, VarId)>,
    loop_symbols: Vec<Symbols>,
    loop_labels: Vec<LoopLabel>,
    /// `loop_const_iter_symbols`: iterators of unrolled loops.
    const_iters: FxHashSet<Arc<str>>,
    depth: u32,
    label_count: u32,
    /// Index of the current source line (`adj.lineno`).
    line: Option<u32>,
    /// File position of the statement being evaluated, for diagnostics.
    pub(crate) at: crate::frontend::ast::Span,
    returns: Option<Vec<VarId>>,
    callees: Vec<FunctionId>,
    used_by_backward: bool,
    force_adjoint: bool,
    uses_grad_call: bool,
    uses_tid: bool,
    uses_scalar_tid: bool,
    has_non_unrolled_constant_loop: bool,
    extra_shared: u64,
    extra_shared_backward: u64,
    unvalidated_ref_calls: Vec<FunctionId>,
    slot_augassign_error: Option<String>,
    /// `deferred_static_expressions`.
    deferred_statics: Vec<(Rc<str>, Value)>,
    /// Numbers `wp.grad` wrappers, which compare by identity.
    grad_ids: u32,
    /// Deterministic-mode metadata, when the mode is on.
    det: Option<Box<det::Meta>>,
    /// Names whose value was lost to an error that has been reported; only where a build goes on after errors.
    poisoned: FxHashSet<Arc<str>>,
    /// The nodes being evaluated, outermost first; only where a build goes on after errors.
    trail: Vec<crate::frontend::ast::Span>,
    /// Statements evaluated; only where a build goes on after errors.
    statements: u64,
}

impl Lower<'_, '_> {
    // ---- variables ----------------------------------------------------------------------------

    /// Warp's `add_var`.
    pub(crate) fn add_var(&mut self, ty: Ty, constant: Option<Const>) -> VarId {
        let ty = self.types.canonical(ty);
        let mut var = Var::new(Label::Temp(self.temps.len() as u32), ty, constant);
        var.line = self.line;
        let id = self.vars.push(var);
        self.temps.push(id);
        if let Some(block) = self.blocks.last_mut() {
            block.vars.push(id);
        }
        id
    }

    /// Warp's `add_constant`.
    pub(crate) fn add_constant(&mut self, value: Const) -> VarId {
        let ty = self.const_type(&value);
        self.add_var(ty, Some(value))
    }

    /// A Python int constant.
    pub(crate) fn add_int(&mut self, value: i128) -> VarId {
        self.add_var(Ty::INT32, Some(Const::Int(value)))
    }

    /// The type of a compile-time value (Warp's `get_arg_type(value)`).
    pub(crate) fn const_type(&self, value: &Const) -> Ty {
        match value {
            Const::Bool(_) => Ty::PY_BOOL,
            Const::Int(_) => Ty::PY_INT,
            Const::Float(_) => Ty::PY_FLOAT,
            Const::Str(_) => Ty::STR,
            Const::Scalar(s) => self.types.scalar(s.scalar),
            Const::Composite(c) => c.ty,
            Const::Struct(s) => s.ty,
            Const::Type(ty) => *ty,
            Const::Tuple(items) => {
                let types: Vec<Ty> = items.iter().map(|c| self.const_type(c)).collect();
                self.types.tuple(&types)
            }
            Const::NullArray => Ty::NONE,
        }
    }

    /// The type of a variable.
    pub(crate) fn ty(&self, var: VarId) -> Ty {
        self.vars[var].ty
    }

    /// The type of a variable with any reference removed.
    pub(crate) fn value_ty(&self, var: VarId) -> Ty {
        self.types.strip(self.vars[var].ty)
    }

    /// Whether a variable is a reference.
    pub(crate) fn is_ref(&self, var: VarId) -> bool {
        self.types.is_ref(self.vars[var].ty)
    }

    // ---- instructions -------------------------------------------------------------------------

    /// Appends an instruction to the current block.
    pub(crate) fn push(&mut self, op: Op) {
        let at = self.node_range();
        let inst = Inst { line: self.line.unwrap_or(u32::MAX), depth: self.depth, at, op };
        if let Some(block) = self.blocks.last_mut() {
            block.insts.push(inst);
        }
    }

    /// Warp's `set_lineno`: comments each source line as evaluation reaches it.
    pub(crate) fn set_line(&mut self, file_line: u32) {
        let line = file_line.saturating_sub(self.decl.source.first_line);
        if self.line != Some(line) {
            // Warp appends the comment before it moves on, so the comment's own line for `#line`
            // purposes does not matter: comments never get a directive.
            let at = self.node_range();
            if let Some(block) = self.blocks.last_mut() {
                block.insts.push(Inst { line, depth: self.depth, at, op: Op::Source });
            }
            self.line = Some(line);
        }
    }

    /// Runs built-in rules on this build.
    pub(crate) fn with_rules<T>(&mut self, run: impl FnOnce(&mut RuleCx<'_>) -> T) -> T {
        let mut vars = std::mem::take(&mut self.vars);
        let mut lto = std::mem::take(&mut self.mb.lto);
        let options = self.mb.options.clone();
        let mut functions = host_view::BuildFunctions { mb: &mut *self.mb };
        let mut cx = RuleCx {
            types: &self.types,
            vars: &mut vars,
            options: &options,
            lto: &mut lto,
            functions: &mut functions,
        };
        let out = run(&mut cx);
        self.vars = vars;
        self.mb.lto = lto;
        out
    }

    /// The absolute line (as in messages) of the last evaluated node.
    pub(crate) fn message_line(&self) -> u32 {
        self.line.unwrap_or(0) + self.decl.fun_lineno
    }

    /// A built-in by name; names used by lowering itself always exist in the table.
    pub(crate) fn builtin(&self, name: &'static str) -> Result<crate::ids::BuiltinId> {
        builtins::find(name).ok_or_else(|| WarpError::unsupported(format!("built-in `{name}`")))
    }

    // ---- statements ---------------------------------------------------------------------------

    /// Evaluates statements in order.
    pub(crate) fn eval_body(&mut self, body: &[Stmt]) -> Result<()> {
        body.iter().try_for_each(|stmt| self.eval_stmt(stmt))
    }

    /// Evaluates a statement; a build that goes on after errors records them here.
    pub(crate) fn eval_stmt(&mut self, stmt: &Stmt) -> Result<()> {
        if self.mb.recovery.is_some() {
            self.eval_stmt_tolerantly(stmt)
        } else {
            self.eval_stmt_strictly(stmt)
        }
    }

    /// Ends a build that grows beyond what anybody can compile.
    fn check_limits(&mut self) -> Result<()> {
        self.mb.statements += 1;
        if self.mb.statements > builder::MAX_STATEMENTS {
            // A build that goes on after errors says this once, though every statement that follows fails.
            if self.mb.recovery.is_some() && self.mb.statements > builder::MAX_STATEMENTS + 1 {
                return Err(recover::follow_up());
            }
            return Err(WarpError::unsupported(format!(
                "a module of more than {} statements once its loops are unrolled",
                builder::MAX_STATEMENTS
            )));
        }
        if self.depth > builder::MAX_DEPTH {
            let what = format!("blocks nested more than {} deep", builder::MAX_DEPTH);
            return Err(WarpError::unsupported(what));
        }
        Ok(())
    }

    /// Warp's `eval` for statements.
    fn eval_stmt_strictly(&mut self, stmt: &Stmt) -> Result<()> {
        self.check_limits()?;
        self.set_line(stmt.span.line);
        self.at = stmt.span;
        match &stmt.kind {
            StmtKind::If { test, body, orelse } => self.emit_if(test, body, orelse),
            StmtKind::While { test, body, .. } => self.emit_while(test, body),
            StmtKind::For(node) => self.emit_for(node),
            StmtKind::Break => self.emit_jump(true),
            StmtKind::Continue => self.emit_jump(false),
            StmtKind::Expr(value) => self.emit_expr_stmt(value),
            StmtKind::Assign { targets, value } => self.emit_assign(targets, value),
            StmtKind::Return(value) => self.emit_return(value.as_ref()),
            StmtKind::AugAssign { target, op, value } => self.emit_augassign(target, *op, value),
            StmtKind::Pass => Ok(()),
            StmtKind::Assert { test, .. } => self.emit_assert(stmt, test),
            // Warp has one visitor for definitions, so a nested one is lowered where it stands.
            StmtKind::FunctionDef(def) if !def.is_async => self.emit_function(def),
            other => Err(errors::unsupported_construct(errors::stmt_name(other))),
        }
    }

    /// An expression that must be a variable.
    pub(crate) fn eval_var(&mut self, node: &Expr) -> Result<VarId> {
        let obj = self.eval(node)?;
        self.expect_var(obj)
    }

    /// The variable in an evaluated object; other objects have no `.type` in Warp either.
    pub(crate) fn expect_var(&self, obj: Obj) -> Result<VarId> {
        match obj {
            Obj::Var(var) => Ok(var),
            other => Err(self.no_attribute(&other, "type")),
        }
    }
}
