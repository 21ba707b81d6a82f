//! Forward statements.

use super::printer::Printer;
use crate::ids::VarId;
use crate::ir::names::Side;
use crate::ir::text::{joined, python_strip, spaces};
use crate::ir::{CmpText, FieldRef, Inst, LoopLabel, Op};
use crate::types::{Const, Scalar, TyKind};

impl Printer<'_> {
    /// Writes the forward form of an instruction that is not a loop: directive, indentation, statement.
    pub(super) fn forward_inst(&mut self, inst: &Inst) {
        match &inst.op {
            Op::Source => {
                self.indent(inst.depth);
                self.source_comment("// ", inst, "       <L ");
            }
            Op::Return { values, .. } if values.len() > 1 => {
                self.return_values(inst, values);
                self.begin(inst.line, inst.depth);
                self.end("return;");
            }
            Op::Det(det) => {
                if let Some(text) = &det.forward {
                    if !crate::adjoint::is_comment(&inst.op) {
                        self.directive(inst.line);
                    }
                    self.indent(inst.depth);
                    self.end(text);
                }
            }
            op => {
                self.begin(inst.line, inst.depth);
                self.statement(op);
                self.end("");
            }
        }
    }

    /// `ret_0 = v;` and so on, one statement each.
    pub(super) fn return_values(&mut self, inst: &Inst, values: &[VarId]) {
        for (i, &value) in values.iter().enumerate() {
            self.begin(inst.line, inst.depth);
            self.text("ret_");
            self.number(i as u32);
            self.text(" = ");
            self.var(value);
            self.end(";");
        }
    }

    /// A source line as a comment, padded to 80 characters less its indentation (`Adjoint.set_lineno`).
    pub(super) fn source_comment(&mut self, open: &str, inst: &Inst, close: &str) {
        let line = self.decl.lines.get(inst.line as usize).map_or("", |line| &**line);
        let source = python_strip(line);
        let length = if source.is_ascii() { source.len() } else { source.chars().count() };
        let width = 80usize.saturating_sub(inst.depth as usize * 4);
        self.text(open);
        self.text(source);
        spaces(self.out, width.saturating_sub(length));
        self.text(close);
        self.number(inst.line + self.decl.fun_lineno);
        self.end(">");
    }

    /// The text of a forward statement that is one line.
    pub(super) fn statement(&mut self, op: &Op) {
        match op {
            Op::Source | Op::Loop(_) | Op::Det(_) => {}
            Op::Call(call) => self.forward_call(call),
            Op::Literal { dst, value } => {
                self.text("var_");
                self.names.label(self.out, *dst);
                self.text(" = ");
                match value {
                    // As Python spells it, with the suffix of a number, which no compiler takes: `wp.int64(True)` is broken in Warp.
                    Const::Bool(value) => {
                        self.text(if *value { "True" } else { "False" });
                        self.text(match *self.scope.types.kind(self.body.vars[*dst].ty) {
                            TyKind::Scalar(Scalar::Int64) => "ll",
                            TyKind::Scalar(Scalar::UInt64) => "ull",
                            _ => "",
                        });
                    }
                    // A number always prints.
                    _ => {
                        let _ = super::literal::constant(self.scope.types, value, self.out);
                    }
                }
                self.text(";");
            }
            Op::Compare { dst, first, links } => self.compare(*dst, *first, links),
            Op::BoolSet { dst, src } => self.assign(*dst, *src),
            Op::BoolFold { dst, src, is_and } => {
                self.var(*dst);
                self.text(" = ");
                self.var(*dst);
                self.text(if *is_and { " && " } else { " || " });
                self.var(*src);
                self.text(";");
            }
            Op::IfBegin { cond, negate } => self.if_open(*cond, *negate),
            Op::IfEnd { .. } => self.text("}"),
            Op::Jump { target, leave } => self.jump(*target, *leave),
            Op::Return { values, .. } => match values.first() {
                Some(&value) => {
                    self.text("return ");
                    self.var(value);
                    self.text(";");
                }
                None => self.text(if self.continues { "continue;" } else { "return;" }),
            },
            Op::ReturnDefault => self.text("return {};"),
            Op::Assert { text, cond } => {
                self.text("assert(((void)\"");
                self.text(text);
                self.text("\",");
                self.var(*cond);
                self.text("));");
            }
            Op::FieldRef(field) => self.field_ref(field),
            Op::SlotRef { dst, slot } => self.slot_ref(*dst, slot),
            Op::SlotUpdate { slot, value, atomic, wrap, .. } => {
                self.slot_update(slot, *value, *atomic, wrap.as_ref());
            }
            Op::FieldStore { base, field, value, .. } => {
                self.field(Side::Primal, *base, field);
                self.text(" = ");
                self.var(*value);
                self.text(";");
            }
            Op::RefStore { target, value } => {
                self.text("*");
                self.assign(*target, *value);
            }
            Op::AdjointStore { target, value } => self.assign(*target, *value),
            Op::AddressOf { .. } | Op::NativeInit { .. } => self.object_statement(op),
            Op::ZeroInit(_)
            | Op::SeedOne { .. }
            | Op::GradForward { .. }
            | Op::GradCall { .. }
            | Op::GradTuple { .. } => self.grad_statement(op),
        }
    }

    fn assign(&mut self, dst: VarId, src: VarId) {
        self.var(dst);
        self.text(" = ");
        self.var(src);
        self.text(";");
    }

    /// `Adjoint.emit_address_of` and `emit_native_type_constructor`.
    fn object_statement(&mut self, op: &Op) {
        match op {
            Op::AddressOf { dst, pointer } => {
                self.var(*dst);
                self.text(" = (wp::uint64)(");
                self.var(*pointer);
                self.text(");");
            }
            Op::NativeInit { dst, args, aggregate } => {
                self.var(*dst);
                self.text(" = ");
                self.scope.types.write_dtype(self.body.vars[*dst].ty, self.out);
                self.text(if *aggregate { "{" } else { "(" });
                self.vars(args);
                self.text(if *aggregate { "};" } else { ");" });
            }
            _ => {}
        }
    }

    /// The statements of `Adjoint.add_grad_call`.
    fn grad_statement(&mut self, op: &Op) {
        match op {
            Op::ZeroInit(dst) => {
                self.var(*dst);
                self.text(" = {};");
            }
            Op::SeedOne { dst, ty } => {
                self.var(*dst);
                self.text(" = ");
                self.scope.types.write_ctype(*ty, self.out);
                self.text("(1);");
            }
            Op::GradForward { callee, args, outs } => {
                if let [out] = outs[..] {
                    self.var(out);
                    self.text(" = ");
                }
                self.function(Side::Primal, *callee);
                self.text("(");
                self.vars(args);
                if outs.len() > 1 {
                    self.text(", ");
                    self.vars(outs);
                }
                self.text(");");
            }
            Op::GradCall { callee, args } => {
                self.function(Side::Adjoint, *callee);
                self.text("(");
                self.vars(args);
                self.text(");");
            }
            Op::GradTuple { dst, items } => {
                self.var(*dst);
                self.text(" = wp::tuple_t<");
                if let TyKind::Tuple { types, .. } = &*self.scope.types.kind(self.body.vars[*dst].ty) {
                    let all = self.scope.types;
                    joined(self.out, ", ", types.iter(), |out, &ty| all.write_ctype(ty, out));
                }
                self.text(">(");
                self.vars(items);
                self.text(");");
            }
            _ => {}
        }
    }

    /// `if (c) {` or `if (!c) {`.
    pub(super) fn if_open(&mut self, cond: VarId, negate: bool) {
        self.text(if negate { "if (!" } else { "if (" });
        self.var(cond);
        self.text(") {");
    }

    fn jump(&mut self, target: LoopLabel, leave: bool) {
        self.text(if leave { "goto end_" } else { "goto start_" });
        self.loop_label(target);
        self.text(";");
    }

    /// `for_3`
    pub(super) fn loop_label(&mut self, label: LoopLabel) {
        self.text(if label.is_while { "while_" } else { "for_" });
        self.number(label.label);
    }

    /// `Adjoint.add_comp`.
    fn compare(&mut self, dst: VarId, first: VarId, links: &[(CmpText, VarId, VarId)]) {
        self.var(dst);
        self.text(" = ");
        for _ in links {
            self.text("(");
        }
        self.var(first);
        for (i, (op, left, right)) in links.iter().enumerate() {
            self.text(" ");
            if i > 0 {
                self.text("&& (");
                self.var(*left);
                self.text(" ");
            }
            self.text(op);
            self.text(" ");
            self.var(*right);
            self.text(if i > 0 { "))" } else { ")" });
        }
        self.text(";");
    }

    /// The forward statement of `Adjoint.emit_Attribute`.
    fn field_ref(&mut self, field: &FieldRef) {
        self.var(field.dst);
        self.text(" = ");
        if let Some(origin) = &field.origin {
            self.names.pointer(self.out, origin, false, &[]);
            return self.text(";");
        }
        self.names.pointer_cast(self.out, field.pointer_dtype, false);
        self.text("&(");
        self.var(field.base);
        let is_ref = self.scope.types.is_ref(self.body.vars[field.base].ty);
        self.text(if is_ref { "->" } else { "." });
        self.text(&field.field);
        self.text(");");
    }

    /// `var_s.field`
    pub(super) fn field(&mut self, side: Side, base: VarId, field: &str) {
        self.name(side, base);
        self.text(".");
        self.text(field);
    }
}
