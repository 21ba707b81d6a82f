//! The three walks over an instruction tree: forward, replay, reverse.

use super::printer::Printer;
use crate::adjoint::{ReplayForm, ReverseForm, for_each_reverse, is_comment, replay};
use crate::ids::VarId;
use crate::ir::names::Side;
use crate::ir::{Block, Call, Inst, Loop, LoopKind, LoopLabel, Op};
use crate::types::{TyKind, Types};

impl Printer<'_> {
    /// Warp's `body_forward` of a block.
    pub(super) fn forward(&mut self, block: &Block) {
        for inst in &block.insts {
            match &inst.op {
                Op::Loop(lp) => self.forward_loop(inst, lp),
                _ => self.forward_inst(inst),
            }
        }
    }

    /// Warp's `body_replay` of a block: nested loops are left out.
    pub(super) fn replay(&mut self, block: &Block) {
        for inst in &block.insts {
            self.replay_inst(inst);
        }
    }

    fn replay_inst(&mut self, inst: &Inst) {
        match replay(&inst.op) {
            ReplayForm::Absent => {}
            ReplayForm::Forward => self.forward_inst(inst),
            ReplayForm::Unguarded => {
                if let Op::Call(call) = &inst.op {
                    self.begin(inst.line, inst.depth);
                    self.unguarded_call(call);
                    self.end("");
                }
            }
            ReplayForm::Commented => {
                self.begin(inst.line, inst.depth);
                self.text("// ");
                self.statement(&inst.op);
                self.end("");
            }
            ReplayForm::Custom { commented } => {
                if let Op::Call(call) = &inst.op {
                    self.custom_replay(inst, call, commented);
                }
            }
            ReplayForm::Goto(label) => self.goto_label(inst, label),
            ReplayForm::ReturnMany(label) => {
                if let Op::Return { values, .. } = &inst.op {
                    self.return_values(inst, values);
                }
                self.goto_label(inst, label);
            }
            ReplayForm::Text(text) => {
                let has_directive = matches!(&inst.op, Op::Det(det) if det.forward.is_some());
                if has_directive && !is_comment(&inst.op) {
                    self.directive(inst.line);
                }
                self.indent(inst.depth);
                self.end(text);
            }
            ReplayForm::LoopStart => {
                if let Op::Loop(lp) = &inst.op {
                    self.loop_start(inst, lp);
                }
            }
        }
    }

    fn custom_replay(&mut self, inst: &Inst, call: &Call, commented: bool) {
        self.begin(inst.line, inst.depth);
        if commented {
            self.text("// ");
        }
        self.replay_call(call);
        self.end("");
    }

    fn goto_label(&mut self, inst: &Inst, label: u32) {
        self.begin(inst.line, inst.depth);
        self.text("goto label");
        self.number(label);
        self.end(";");
    }

    /// Warp's `body_reverse` of a block, as it is printed: reversed.
    pub(super) fn reverse(&mut self, block: &Block) {
        for inst in block.insts.iter().rev() {
            if let Op::Loop(lp) = &inst.op {
                self.reverse_loop(inst, lp);
                continue;
            }
            for_each_reverse(&inst.op, |form| self.reverse_inst(inst, form));
        }
    }

    fn reverse_inst(&mut self, inst: &Inst, form: ReverseForm<'_>) {
        if !matches!(form, ReverseForm::Source) {
            self.directive(inst.line);
        }
        self.indent(inst.depth);
        match form {
            ReverseForm::Source => return self.source_comment("// adj: ", inst, "  <L "),
            ReverseForm::Call(call) => self.adjoint_call(call),
            ReverseForm::NameView(number, place) => {
                self.text("auto _wp_ref_view_");
                self.number(number);
                self.text(" = ");
                self.names.place(self.out, place);
                self.text(";");
            }
            ReverseForm::CloseIf => self.text("}"),
            ReverseForm::OpenIf { cond, negate } => self.if_open(cond, negate),
            ReverseForm::Label(label) => {
                self.text("label");
                self.number(label);
                self.text(":;");
            }
            ReverseForm::ReturnSeed { value, index } => {
                self.text("adj_");
                self.names.label(self.out, value);
                self.text(" += adj_ret");
                if let Some(index) = index {
                    self.text("_");
                    self.number(index as u32);
                }
                self.text(";");
            }
            ReverseForm::FieldRef(field) => {
                self.field(Side::Adjoint, field.base, &field.field);
                self.text(if field.accumulate { " += " } else { " = " });
                self.names.pointer_cast(self.out, field.pointer_dtype, true);
                self.adj(field.dst);
                self.text(";");
            }
            ReverseForm::FieldFlow { base, field, value } => {
                self.adj(value);
                self.text(" += ");
                self.field(Side::Adjoint, base, field);
                self.text(";");
            }
            ReverseForm::FieldClear { base, field } => {
                self.field(Side::Adjoint, base, field);
                self.text(" = {};");
            }
            ReverseForm::Slot { slot, value, atomic, adjoint } => {
                self.slot_reverse(slot, value, atomic, adjoint);
            }
            ReverseForm::Text(text) => self.text(text),
        }
        self.end("");
    }
}

/// Loops.
impl Printer<'_> {
    /// `var_i = start;` of a rolled constant loop: a statement of the block around the loop.
    fn loop_start(&mut self, inst: &Inst, lp: &Loop) {
        if let LoopKind::Range { iter, range, .. } = lp.kind {
            self.begin(self.start_line(inst, lp), inst.depth);
            self.var(iter);
            self.text(" = ");
            crate::ir::text::integer(self.out, i128::from(range.start));
            self.end(";");
        }
    }

    /// The source line on which a `for` loop began: that of the statement which takes its next value. The
    /// instruction itself is made when the loop ends.
    fn start_line(&self, inst: &Inst, lp: &Loop) -> u32 {
        match lp.kind {
            LoopKind::Range { value, .. } => self.body.vars[value].line.unwrap_or(inst.line),
            LoopKind::For { .. } => lp.header.insts.first().map_or(inst.line, |first| first.line),
            LoopKind::While { .. } => inst.line,
        }
    }

    /// The forward text of a loop (`Adjoint.begin_for`, `end_for`, `begin_while`, `end_while`).
    fn forward_loop(&mut self, inst: &Inst, lp: &Loop) {
        self.loop_start(inst, lp);
        self.loop_header(inst, lp);
        self.forward(&lp.body);
        let label = loop_label(lp);
        if label.is_while {
            self.raw_label_line("goto start_", label, ";");
            self.raw_label_line("end_", label, ":;");
        } else {
            self.begin(lp.end_line, inst.depth + 1);
            self.label_line("goto start_", label, ";");
            self.begin(lp.end_line, inst.depth);
            self.label_line("end_", label, ":;");
        }
    }

    /// Label, exit test and what is evaluated before the body: the forward list of the loop's condition block.
    fn loop_header(&mut self, inst: &Inst, lp: &Loop) {
        let label = loop_label(lp);
        let line = self.start_line(inst, lp);
        match lp.kind {
            LoopKind::For { iter } => {
                self.begin(line, inst.depth);
                self.label_line("start_", label, ":;");
                self.begin(line, inst.depth + 1);
                self.text("if (iter_cmp(");
                self.var(iter);
                self.text(") == 0) ");
                self.label_line("goto end_", label, ";");
                self.forward(&lp.header);
            }
            LoopKind::Range { iter, value, range } => {
                self.begin(line, inst.depth);
                self.label_line("start_", label, ":;");
                self.begin(line, inst.depth + 1);
                self.exit_test(iter, if range.step > 0 { ">=" } else { "<=" }, range.stop, label);
                self.begin(line, inst.depth + 1);
                self.var(value);
                self.text(" = ");
                self.var(iter);
                self.end(";");
                self.begin(line, inst.depth + 1);
                self.step(iter, " += ", range.step);
            }
            LoopKind::While { cond } => {
                self.raw_label_line("start_", label, ":;");
                self.forward(&lp.header);
                self.indent(0);
                self.text("if ((");
                self.var(cond);
                self.text(") == false) ");
                self.label_line("goto end_", label, ";");
            }
        }
    }

    fn exit_test(&mut self, iter: VarId, comparison: &str, bound: i64, label: LoopLabel) {
        self.text("if (");
        self.var(iter);
        self.text(" ");
        self.text(comparison);
        self.text(" ");
        crate::ir::text::integer(self.out, i128::from(bound));
        self.text(") ");
        self.label_line("goto end_", label, ";");
    }

    fn step(&mut self, iter: VarId, operator: &str, step: i64) {
        self.var(iter);
        self.text(operator);
        crate::ir::text::integer(self.out, i128::from(step));
        self.end(";");
    }

    fn label_line(&mut self, open: &str, label: LoopLabel, close: &str) {
        self.text(open);
        self.loop_label(label);
        self.end(close);
    }

    /// A line that Warp appends without indentation or directive.
    fn raw_label_line(&mut self, open: &str, label: LoopLabel, close: &str) {
        self.indent(0);
        self.label_line(open, label, close);
    }

    /// The reverse text of a loop: its header again, zeroed adjoints, the replayed body, the reversed body.
    fn reverse_loop(&mut self, inst: &Inst, lp: &Loop) {
        let label = loop_label(lp);
        // Scaffolding of `for` loops stands behind a tab, that of `while` loops behind nothing.
        let (depth, tab) = if label.is_while { (0, "") } else { (inst.depth, "\t") };
        match lp.kind {
            LoopKind::For { iter } => {
                self.indent(depth);
                self.var(iter);
                self.text(" = wp::iter_reverse(");
                self.var(iter);
                self.end(");");
                self.loop_header(inst, lp);
            }
            LoopKind::Range { iter, value, range } => {
                self.indent(depth);
                self.var(iter);
                self.text(" = ");
                crate::ir::text::integer(self.out, i128::from(range.last()));
                self.end(";");
                self.indent(depth);
                self.label_line("start_", label, ":;");
                self.indent(depth);
                self.text(tab);
                self.exit_test(iter, if range.step > 0 { "<" } else { ">" }, range.start, label);
                self.indent(depth);
                self.text(tab);
                self.var(value);
                self.text(" = ");
                self.var(iter);
                self.end(";");
                self.indent(depth);
                self.text(tab);
                self.step(iter, " -= ", range.step);
            }
            LoopKind::While { .. } => self.loop_header(inst, lp),
        }
        for &var in &lp.body.vars {
            self.zero_adjoint(depth, tab, var);
        }
        self.replay(&lp.body);
        self.reverse(&lp.body);
        self.indent(depth);
        self.text(tab);
        self.label_line("goto start_", label, ";");
        self.indent(depth);
        self.label_line("end_", label, ":;");
    }

    /// `adj_3 = {};`. Tiles that own their memory clear it; others are handles to memory of somebody else's.
    fn zero_adjoint(&mut self, depth: u32, tab: &str, var: VarId) {
        let owner = tile_owner(self.scope.types, self.body.vars[var].ty);
        if owner == Some(false) {
            return;
        }
        self.indent(depth);
        self.text(tab);
        self.adj(var);
        self.end(if owner.is_some() { ".grad_zero();" } else { " = {};" });
    }
}

fn loop_label(lp: &Loop) -> LoopLabel {
    LoopLabel { is_while: matches!(lp.kind, LoopKind::While { .. }), label: lp.label }
}

/// Whether a tile owns its memory; `None` for other types.
fn tile_owner(types: &Types, ty: crate::types::Ty) -> Option<bool> {
    match *types.kind(ty) {
        TyKind::Tile(id) => Some(types.tile_data(id).owner),
        _ => None,
    }
}
