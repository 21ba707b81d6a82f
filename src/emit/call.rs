//! Calls: forward, replay and adjoint.

use super::printer::Printer;
use crate::ir::names::Side;
use crate::ir::text::integer;
use crate::ir::{Call, Operand, TemplateArg};

impl Printer<'_> {
    /// The forward statement of a call (`Adjoint.add_call`).
    pub(super) fn forward_call(&mut self, call: &Call) {
        let Some(det) = &call.det else { return self.call_statement(call, "", &[]) };
        if det.guard_store {
            self.text("WP_DET_STORE_IF_ACTIVE(det_ctx, ");
            self.call_args(call, &det.args);
            return self.text(");");
        }
        if det.guard_side_effect {
            self.text("WP_DET_SIDE_EFFECT_IF_ACTIVE(det_ctx, ");
            self.call_statement(call, "", &det.args);
            return self.text(");");
        }
        self.call_statement(call, "", &det.args);
    }

    /// The call of a custom replay function.
    pub(super) fn replay_call(&mut self, call: &Call) {
        let extra = call.det.as_ref().map_or(&[][..], |det| &det.replay_args);
        self.call_statement(call, "replay_", extra);
    }

    /// A guarded store, replayed without its guard.
    pub(super) fn unguarded_call(&mut self, call: &Call) {
        self.call_statement(call, "", &[]);
    }

    fn call_statement(&mut self, call: &Call, name_prefix: &str, extra: &[Operand]) {
        if let (&[out], false) = (&call.outs[..], call.many) {
            self.text("var_");
            self.names.label(self.out, out);
            self.text(" = ");
        }
        self.text(&call.namespace);
        self.text(name_prefix);
        self.text(&call.native);
        self.template_args(&call.template);
        self.text("(");
        self.call_args(call, extra);
        self.text(");");
    }

    /// `Adjoint.format_forward_call_args`.
    fn call_args(&mut self, call: &Call, extra: &[Operand]) {
        if call.braces {
            self.text("{");
        }
        let mut list = OperandList::new();
        list.operands(self, Side::Primal, &call.args);
        list.operands(self, Side::Primal, extra);
        if call.many {
            for &out in &call.outs {
                list.separate(self);
                self.var(out);
            }
        }
        if call.braces {
            self.text("}");
        }
    }

    /// The adjoint call (`Adjoint.format_reverse_call_args` and its caller).
    pub(super) fn adjoint_call(&mut self, call: &Call) {
        let det = call.det.as_deref();
        let wrap = det.and_then(|det| det.reverse_wrap.as_ref());
        if let Some((before, _)) = wrap {
            self.text(before);
        }
        self.text(&call.namespace);
        self.text("adj_");
        self.text(&call.native);
        if call.reverse_template {
            self.template_args(&call.template);
        }
        self.text("(");
        let extra = det.map_or(&[][..], |det| &det.reverse_args);
        if call.braces {
            self.adjoint_args_in_braces(call, extra);
        } else {
            let mut list = OperandList::new();
            list.operands(self, Side::Primal, &call.args);
            list.operands(self, Side::Primal, extra);
            if call.reverse_outputs {
                list.outputs(self, Side::Primal, call);
            }
            list.operands(self, Side::Adjoint, &call.adj_args);
            list.outputs(self, Side::Adjoint, call);
        }
        self.text(");");
        if let Some((_, after)) = wrap {
            self.text(after);
        }
    }

    /// `{vars}, extra, [{outs} if several], {&adjs}, adj_outs`
    fn adjoint_args_in_braces(&mut self, call: &Call, extra: &[Operand]) {
        self.text("{");
        OperandList::new().operands(self, Side::Primal, &call.args);
        self.text("}");
        if !extra.is_empty() {
            self.text(", ");
            OperandList::new().operands(self, Side::Primal, extra);
        }
        if call.outs.len() > 1 {
            self.text(", {");
            if call.reverse_outputs {
                OperandList::new().outputs(self, Side::Primal, call);
            }
            self.text("}");
        }
        self.text(", {");
        OperandList::new().operands(self, Side::AdjointAddress, &call.adj_args);
        self.text("}");
        if !call.outs.is_empty() {
            self.text(", ");
            OperandList::new().outputs(self, Side::Adjoint, call);
        }
    }

    /// `<a, b>` (Warp's `compute_type_str`).
    fn template_args(&mut self, args: &[TemplateArg]) {
        if args.is_empty() {
            return;
        }
        self.text("<");
        for (i, arg) in args.iter().enumerate() {
            if i > 0 {
                self.text(", ");
            }
            match arg {
                TemplateArg::Bool(value) => self.text(if *value { "true" } else { "false" }),
                TemplateArg::Int(value) => integer(self.out, i128::from(*value)),
                TemplateArg::Type(ty) => self.scope.types.write_template_arg(*ty, self.out),
                TemplateArg::Text(text) => self.text(text),
            }
        }
        self.text(">");
    }
}

/// A list of operands separated by `, `.
struct OperandList {
    empty: bool,
}

impl OperandList {
    fn new() -> Self {
        OperandList { empty: true }
    }

    fn separate(&mut self, printer: &mut Printer<'_>) {
        if !self.empty {
            printer.text(", ");
        }
        self.empty = false;
    }

    /// `Adjoint.format_args`.
    fn operands(&mut self, printer: &mut Printer<'_>, side: Side, operands: &[Operand]) {
        for operand in operands {
            self.separate(printer);
            match operand {
                Operand::Var(id) => printer.name(side, *id),
                Operand::Func(func) => printer.function(side, *func),
                Operand::Text(text) => printer.text(text),
            }
        }
    }

    fn outputs(&mut self, printer: &mut Printer<'_>, side: Side, call: &Call) {
        for &out in &call.outs {
            self.separate(printer);
            printer.name(side, out);
        }
    }
}
