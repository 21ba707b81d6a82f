//! One line of SSA text per instruction.

use std::fmt::Write as _;

use super::Context;
use super::names::{Names, const_text, type_text};
use crate::ids::VarId;
use crate::ir::{Call, DetStmt, FieldRef, LoopLabel, Op, Operand, Replay, SlotAdjoint, TemplateArg};

/// Prints instructions of one body.
pub(super) struct Ops<'a> {
    pub(super) context: &'a dyn Context,
    pub(super) names: Names<'a>,
}

impl Ops<'_> {
    /// The line of an instruction. Loops and source lines print nothing here.
    pub(super) fn line(&self, op: &Op) -> String {
        let n = |id: &VarId| self.names.var(*id);
        match op {
            Op::Source | Op::Loop(_) => String::new(),
            Op::Call(call) => self.call(call),
            Op::Literal { dst, value } => {
                format!("{} = literal {}", n(dst), const_text(self.names.types, value))
            }
            Op::Compare { dst, first, links } => {
                let mut out = format!("{} = cmp {}", n(dst), n(first));
                for (i, (op, left, right)) in links.iter().enumerate() {
                    if i > 0 {
                        let _ = write!(out, " and {}", n(left));
                    }
                    let _ = write!(out, " {op} {}", n(right));
                }
                out
            }
            Op::BoolSet { dst, src } => format!("{} = bool {}", n(dst), n(src)),
            Op::BoolFold { dst, src, is_and } => {
                format!("{} = {} {}", n(dst), if *is_and { "and" } else { "or" }, n(src))
            }
            Op::IfBegin { cond, negate } => format!("if {}{} {{", not(*negate), n(cond)),
            Op::IfEnd { cond, negate } => format!("}} {}{}", not(*negate), n(cond)),
            Op::Jump { target, leave } => {
                format!("{} {}", if *leave { "break" } else { "continue" }, loop_name(*target))
            }
            Op::Return { values, label } if values.is_empty() => format!("return label{label}"),
            Op::Return { values, label } => format!("return {} label{label}", self.names.list(values)),
            Op::ReturnDefault => "return default".into(),
            Op::Assert { text, cond } => format!("assert {} {text:?}", n(cond)),
            Op::FieldRef(field) => self.field_ref(field),
            Op::SlotRef { dst, slot } => format!("{} = &{}", n(dst), self.names.slot(slot)),
            Op::SlotUpdate { slot, value, atomic, adjoint, wrap } => {
                let mut out = match atomic {
                    Some(operation) => format!("atomic_{operation} "),
                    None => "store ".into(),
                };
                let _ = write!(out, "{}, {}", self.names.slot(slot), n(value));
                if let SlotAdjoint::Origin(origin) = adjoint {
                    let _ = write!(out, " adj {}", self.names.path(origin, false, &[]));
                }
                if let Some((before, after)) = wrap {
                    let _ = write!(out, " wrap {before:?} {after:?}");
                }
                out
            }
            Op::FieldStore { base, field, value, differentiable } => {
                let note = if *differentiable { "" } else { " no_adj" };
                format!("{}.{field} = {}{note}", n(base), n(value))
            }
            Op::RefStore { target, value } => format!("*{} = {}", n(target), n(value)),
            Op::AdjointStore { target, value } => format!("{} = {}", n(target), n(value)),
            Op::AddressOf { dst, pointer } => format!("{} = address_of {}", n(dst), n(pointer)),
            Op::NativeInit { dst, args, aggregate } => {
                let (open, close) = if *aggregate { ("{", "}") } else { ("(", ")") };
                let list = self.names.list(args);
                format!("{} = {}{open}{list}{close}", n(dst), self.names.type_of(*dst))
            }
            Op::ZeroInit(dst) => format!("{} = zero", n(dst)),
            Op::SeedOne { dst, .. } => format!("{} = one", n(dst)),
            Op::GradForward { callee, args, outs } => format!(
                "{} = grad forward {}({})",
                self.names.list(outs),
                self.context.callable(*callee),
                self.names.list(args)
            ),
            Op::GradCall { callee, args } => {
                format!("grad adjoint {}({})", self.context.callable(*callee), self.names.list(args))
            }
            Op::GradTuple { dst, items } => format!("{} = grad tuple({})", n(dst), self.names.list(items)),
            Op::Det(det) => det_line(det),
        }
    }

    fn operands(&self, operands: &[Operand]) -> String {
        let texts: Vec<String> = operands
            .iter()
            .map(|operand| match operand {
                Operand::Var(id) => self.names.var(*id),
                Operand::Func(func) => self.context.callable(*func),
                Operand::Text(text) => format!("`{text}`"),
            })
            .collect();
        texts.join(", ")
    }

    fn call(&self, call: &Call) -> String {
        let mut out = String::new();
        if !call.outs.is_empty() {
            let _ = write!(out, "{} = ", self.names.list(&call.outs));
        }
        let _ = write!(out, "{}{}", call.namespace, call.native);
        if !call.template.is_empty() {
            let args: Vec<String> = call.template.iter().map(|arg| self.template_arg(arg)).collect();
            let _ = write!(out, "<{}>", args.join(", "));
        }
        let (open, close) = if call.braces { ("({", "})") } else { ("(", ")") };
        let _ = write!(out, "{open}{}{close}", self.operands(&call.args));
        match call.replay {
            Replay::Same => {}
            Replay::Comment => out.push_str(" replay=comment"),
            Replay::Custom => out.push_str(" replay=custom"),
            Replay::CustomComment => out.push_str(" replay=custom_comment"),
        }
        if call.many {
            out.push_str(" by_ref");
        }
        self.reverse_notes(call, &mut out);
        if let Some(det) = &call.det {
            let _ = write!(
                out,
                " det({}; {}; {})",
                self.operands(&det.args),
                self.operands(&det.replay_args),
                self.operands(&det.reverse_args)
            );
            if det.guard_side_effect || det.guard_store {
                out.push_str(" guarded");
            }
            if let Some((before, after)) = &det.reverse_wrap {
                let _ = write!(out, " adj_wrap {before:?} {after:?}");
            }
        }
        out
    }

    fn reverse_notes(&self, call: &Call, out: &mut String) {
        if !call.reverse {
            out.push_str(" no_adj");
            return;
        }
        if call.adj_args != call.args {
            let _ = write!(out, " adj({})", self.operands(&call.adj_args));
        }
        if call.reverse_outputs {
            out.push_str(" adj_outs");
        }
        if call.reverse_template {
            out.push_str(" adj_template");
        }
        for (number, place) in &call.reverse_prelude {
            let _ = write!(out, " view {number} = {}", self.names.place(place));
        }
    }

    fn template_arg(&self, arg: &TemplateArg) -> String {
        match arg {
            TemplateArg::Bool(b) => b.to_string(),
            TemplateArg::Int(i) => i.to_string(),
            TemplateArg::Type(ty) => type_text(self.names.types, *ty),
            TemplateArg::Text(text) => format!("`{text}`"),
        }
    }

    fn field_ref(&self, field: &FieldRef) -> String {
        let mut out =
            format!("{} = &{}.{}", self.names.var(field.dst), self.names.var(field.base), field.field);
        if let Some(origin) = &field.origin {
            let _ = write!(out, " at {}", self.names.path(origin, false, &[]));
        }
        if let Some(dtype) = field.pointer_dtype {
            let _ = write!(out, " pointer {}", self.names.ty(dtype));
        }
        if !field.accumulate {
            out.push_str(" adj_set");
        }
        out
    }
}

fn det_line(det: &DetStmt) -> String {
    let mut out = String::from("det");
    for (name, text) in [("", &det.forward), (" replay", &det.replay), (" reverse", &det.reverse)] {
        if let Some(text) = text {
            let _ = write!(out, "{name} {text:?}");
        }
    }
    out
}

fn not(negate: bool) -> &'static str {
    if negate { "!" } else { "" }
}

/// `for_3`
pub(super) fn loop_name(label: LoopLabel) -> String {
    format!("{}_{}", if label.is_while { "while" } else { "for" }, label.label)
}
