//! Conditionals: `if`, conditional expressions, `and`/`or`.

use indexmap::IndexSet;

use super::symbols::{Sym, Symbols};
use super::{Lower, Obj, Result};
use crate::frontend::ast::{Expr, Stmt};
use crate::ids::VarId;
use crate::ir::{Arg, Op};
use crate::types::Ty;

impl Lower<'_, '_> {
    pub(super) fn begin_if(&mut self, cond: VarId, negate: bool) -> Result<()> {
        let cond = self.load(cond)?;
        self.push(Op::IfBegin { cond, negate });
        self.depth += 1;
        Ok(())
    }

    /// Closes a conditional. The condition is loaded again after the brace: a reference gives one more
    /// statement there.
    pub(super) fn end_if(&mut self, cond: VarId, negate: bool) -> Result<()> {
        self.depth -= 1;
        let at = self.blocks.last().map_or(0, |b| b.insts.len());
        let loaded = self.load(cond)?;
        let inst = crate::ir::Inst {
            line: self.line.unwrap_or(u32::MAX),
            depth: self.depth,
            at: self.node_range(),
            op: Op::IfEnd { cond: loaded, negate },
        };
        if let Some(block) = self.blocks.last_mut() {
            block.insts.insert(at, inst);
        }
        Ok(())
    }

    /// Warp's `emit_If`.
    pub(super) fn emit_if(&mut self, test: &Expr, body: &[Stmt], orelse: &[Stmt]) -> Result<()> {
        if body.is_empty() {
            return Ok(());
        }
        let cond = self.eval_var(test)?;
        let constant = self.vars[cond].constant.as_ref().map(crate::types::Const::truthy);
        self.note_condition(test, constant);
        self.branch(cond, |this| this.eval_body(body), |this| this.eval_body(orelse), !orelse.is_empty())
    }

    /// An `if` on an evaluated condition: branches, then a `where` per name that differs.
    pub(super) fn branch(
        &mut self,
        cond: VarId,
        then: impl FnOnce(&mut Self) -> Result<()>,
        otherwise: impl FnOnce(&mut Self) -> Result<()>,
        has_else: bool,
    ) -> Result<()> {
        if let Some(constant) = &self.vars[cond].constant {
            return if constant.truthy() { then(self) } else { otherwise(self) };
        }
        let before = self.symbols.clone();
        self.begin_if(cond, false)?;
        then(self)?;
        self.end_if(cond, false)?;
        let after_if = std::mem::replace(&mut self.symbols, before.clone());
        if has_else {
            self.begin_if(cond, true)?;
            otherwise(self)?;
            self.end_if(cond, true)?;
        }
        let after_else = std::mem::take(&mut self.symbols);
        self.symbols = self.merge_symbols(cond, before, &after_if, &after_else)?;
        Ok(())
    }

    /// Merges the two branches' symbols in key order: the if-branch's keys, then the else-branch's.
    fn merge_symbols(
        &mut self,
        cond: VarId,
        before: Symbols,
        after_if: &Symbols,
        after_else: &Symbols,
    ) -> Result<Symbols> {
        let mut merged = before.clone();
        // `where` calls look at the symbol map (operators, origins): Warp's is the else-branch's here.
        self.symbols = after_else.clone();
        let keys: IndexSet<_> = after_if.keys().chain(after_else.keys()).cloned().collect();
        for key in keys {
            let previous = before.get(&key).copied();
            let if_sym = after_if.get(&key).copied().or(previous);
            let else_sym = after_else.get(&key).copied().or(previous);
            let value = match (if_sym, else_sym) {
                (Some(a), Some(b)) if a == b => a,
                (Some(a), Some(b)) => {
                    let args = vec![Arg::Var(cond), self.arg_of(a.obj())?, self.arg_of(b.obj())?];
                    let obj = self.add_builtin("where", args)?;
                    Sym::Var(self.expect_var(obj)?)
                }
                (Some(a), None) => a,
                (None, Some(b)) => b,
                (None, None) => continue,
            };
            merged.insert(key, value);
        }
        Ok(merged)
    }

    /// Warp's `emit_IfExp`.
    pub(super) fn emit_ifexp(&mut self, test: &Expr, body: &Expr, orelse: &Expr) -> Result<Obj> {
        let cond = self.eval_var(test)?;
        if let Some(constant) = &self.vars[cond].constant {
            return if constant.truthy() { self.eval(body) } else { self.eval(orelse) };
        }
        self.begin_if(cond, false)?;
        let body = self.eval_var(body)?;
        let body = self.copy_if_ref(body)?;
        self.end_if(cond, false)?;
        self.begin_if(cond, true)?;
        let orelse = self.eval_var(orelse)?;
        let orelse = self.copy_if_ref(orelse)?;
        self.end_if(cond, true)?;
        self.add_builtin("where", vec![Arg::Var(cond), Arg::Var(body), Arg::Var(orelse)])
    }

    /// Warp's `emit_BoolOp`: the output is numbered before the first operand (trap 4).
    pub(super) fn emit_boolop(&mut self, is_and: bool, values: &[Expr]) -> Result<VarId> {
        let output = self.add_var(Ty::BOOL, None);
        let Some((first, rest)) = values.split_first() else { return Ok(output) };
        let src = self.eval_var(first)?;
        let src = self.load(src)?;
        self.push(Op::BoolSet { dst: output, src });
        for value in rest {
            self.push(Op::IfBegin { cond: output, negate: !is_and });
            self.depth += 1;
            let src = self.eval_var(value)?;
            let src = self.load(src)?;
            self.push(Op::BoolFold { dst: output, src, is_and });
            self.depth -= 1;
            self.push(Op::IfEnd { cond: output, negate: !is_and });
        }
        Ok(output)
    }
}
