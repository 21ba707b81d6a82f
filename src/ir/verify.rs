//! Structural checks of the SSA. All violations are collected, not only the first.

use std::collections::BTreeSet;

use super::{
    ArraySlot, Block, Body, Call, Inst, Label, Loop, LoopKind, LoopLabel, ModuleIr, Op, Operand, Origin,
    Place, Replay, SlotAccess, SlotAdjoint, StepKind,
};
use crate::ids::VarId;

/// Checks every body of a module. An empty list means that the module is well formed.
#[must_use]
pub fn verify_module(module: &ModuleIr) -> Vec<String> {
    let mut errors = Vec::new();
    for (i, function) in module.functions.iter().enumerate() {
        errors.extend(verify_body(&function.body).into_iter().map(|e| format!("function {i}: {e}")));
    }
    for kernel in &module.kernels {
        errors
            .extend(verify_body(&kernel.body).into_iter().map(|e| format!("kernel {}: {e}", kernel.mangled)));
    }
    errors
}

/// Checks one body:
///
/// * every variable that is mentioned exists and has a label;
/// * temporaries are numbered in order, parameters are parameters;
/// * conditionals are balanced within their block, and depth follows them;
/// * labels are used once, jumps go to a loop around them;
/// * loop headers hold what their kind says.
#[must_use]
pub fn verify_body(body: &Body) -> Vec<String> {
    let mut verifier = Verifier { body, errors: Vec::new(), labels: BTreeSet::new(), loops: Vec::new() };
    for (number, &var) in body.temps.iter().enumerate() {
        verifier.var(var, "declaration");
        if verifier.label(var).is_some_and(|label| *label != Label::Temp(number as u32)) {
            verifier.error(format!("temporary {number} has another label"));
        }
    }
    for &arg in &body.args {
        if verifier.label(arg).is_some_and(|label| !matches!(label, Label::Param(_))) {
            verifier.error(format!("parameter {arg:?} has another label"));
        }
    }
    verifier.vars(body.returns.as_deref().unwrap_or(&[]), "return type");
    verifier.block(&body.root, 0, "body");
    verifier.errors
}

struct Verifier<'a> {
    body: &'a Body,
    errors: Vec<String>,
    labels: BTreeSet<u32>,
    loops: Vec<LoopLabel>,
}

impl<'a> Verifier<'a> {
    fn error(&mut self, text: String) {
        self.errors.push(text);
    }

    fn label(&self, id: VarId) -> Option<&'a Label> {
        self.body.vars.get(id).map(|var| &var.label)
    }

    /// Checks a mentioned variable and everything that its name mentions.
    fn var(&mut self, id: VarId, context: &str) {
        match self.label(id) {
            None => self.error(format!("{context}: {id:?} does not exist")),
            Some(Label::Detached) => self.error(format!("{context}: {id:?} was never registered")),
            Some(Label::Member(base, _)) => self.var(*base, context),
            Some(Label::Place(place)) => self.place(place, context),
            Some(Label::Temp(number)) => {
                if self.body.temps.get(*number as usize) != Some(&id) {
                    self.error(format!("{context}: {id:?} is called {number}, which is another variable"));
                }
            }
            Some(Label::Param(_)) => {}
        }
    }

    fn vars(&mut self, ids: &[VarId], context: &str) {
        for &id in ids {
            self.var(id, context);
        }
    }

    fn place(&mut self, place: &Place, context: &str) {
        match place {
            Place::Pointer { origin, views, .. } | Place::Lvalue { origin, views, .. } => {
                self.origin(origin, context);
                for (step, _) in views {
                    if !matches!(origin.steps.get(*step).map(|s| &s.kind), Some(StepKind::View(_))) {
                        self.error(format!("{context}: step {step} is named but is no view"));
                    }
                }
            }
            Place::AdjointName(id) => self.var(*id, context),
            Place::Text(_) => {}
        }
    }

    fn origin(&mut self, origin: &Origin, context: &str) {
        self.var(origin.root, context);
        for step in &origin.steps {
            match &step.kind {
                StepKind::Array(indices) | StepKind::View(indices) | StepKind::Index(indices) => {
                    self.vars(indices, context);
                }
                StepKind::Field(_) => {}
            }
        }
    }

    fn slot(&mut self, slot: &ArraySlot, context: &str) {
        self.var(slot.root, context);
        self.vars(&slot.indices, context);
        for access in &slot.access {
            match access {
                SlotAccess::Component(i) | SlotAccess::Row(i) => self.var(*i, context),
                SlotAccess::Element(i, j) => self.vars(&[*i, *j], context),
                SlotAccess::Field(_) => {}
            }
        }
    }

    fn block(&mut self, block: &Block, depth: u32, context: &str) {
        let mut open: Vec<(bool, u32)> = Vec::new();
        for (i, inst) in block.insts.iter().enumerate() {
            let at = format!("{context}[{i}]");
            match inst.op {
                Op::IfBegin { negate, .. } => open.push((negate, inst.depth)),
                Op::IfEnd { negate, .. } => match open.pop() {
                    None => self.error(format!("{at}: a conditional ends that never began")),
                    Some((began, began_depth)) => {
                        if began != negate {
                            self.error(format!("{at}: a conditional ends with another sign"));
                        }
                        if began_depth != inst.depth {
                            self.error(format!("{at}: a conditional ends at another depth"));
                        }
                    }
                },
                _ => {
                    let expected = depth + open.len() as u32;
                    if inst.depth != expected {
                        self.error(format!("{at}: depth is {}, not {expected}", inst.depth));
                    }
                }
            }
            self.inst(inst, &at);
        }
        if !open.is_empty() {
            self.error(format!("{context}: {} conditionals never end", open.len()));
        }
        self.vars(&block.vars, context);
    }

    fn inst(&mut self, inst: &Inst, at: &str) {
        match &inst.op {
            Op::Source if inst.line == u32::MAX => self.error(format!("{at}: a comment without a line")),
            Op::Source | Op::ReturnDefault | Op::Det(_) => {}
            Op::Call(call) => self.call(call, at),
            Op::Literal { dst, .. } | Op::ZeroInit(dst) | Op::SeedOne { dst, .. } => self.var(*dst, at),
            Op::Compare { dst, first, links } => {
                self.vars(&[*dst, *first], at);
                if links.is_empty() {
                    self.error(format!("{at}: a comparison with nothing"));
                }
                for (_, left, right) in links {
                    self.vars(&[*left, *right], at);
                }
            }
            Op::BoolSet { dst, src } | Op::BoolFold { dst, src, .. } => self.vars(&[*dst, *src], at),
            Op::IfBegin { cond, .. } | Op::IfEnd { cond, .. } | Op::Assert { cond, .. } => {
                self.var(*cond, at)
            }
            Op::Loop(lp) => self.lp(lp, inst, at),
            Op::Jump { target, .. } => {
                if self.loops.last() != Some(target) {
                    self.error(format!("{at}: a jump out of a loop that is not the innermost"));
                }
            }
            Op::Return { values, label } => {
                self.vars(values, at);
                self.number(*label, at);
            }
            Op::FieldRef(field) => {
                self.vars(&[field.dst, field.base], at);
                if let Some(origin) = &field.origin {
                    self.origin(origin, at);
                }
            }
            Op::SlotRef { dst, slot } => {
                self.var(*dst, at);
                self.slot(slot, at);
            }
            Op::SlotUpdate { slot, value, adjoint, .. } => {
                self.var(*value, at);
                self.slot(slot, at);
                if let SlotAdjoint::Origin(origin) = adjoint {
                    self.origin(origin, at);
                }
            }
            Op::FieldStore { base, value, .. } => self.vars(&[*base, *value], at),
            Op::RefStore { target, value } | Op::AdjointStore { target, value } => {
                self.vars(&[*target, *value], at);
            }
            Op::AddressOf { dst, pointer } => self.vars(&[*dst, *pointer], at),
            Op::NativeInit { dst, args, .. } => {
                self.var(*dst, at);
                self.vars(args, at);
            }
            Op::GradForward { args, outs, .. } => {
                self.vars(args, at);
                self.vars(outs, at);
            }
            Op::GradCall { args, .. } => self.vars(args, at),
            Op::GradTuple { dst, items } => {
                self.var(*dst, at);
                self.vars(items, at);
            }
        }
    }

    fn call(&mut self, call: &Call, at: &str) {
        for operand in call.args.iter().chain(&call.adj_args) {
            if let Operand::Var(id) = operand {
                self.var(*id, at);
            }
        }
        self.vars(&call.outs, at);
        for (_, place) in &call.reverse_prelude {
            self.place(place, at);
        }
        if call.outs.len() > 1 && !call.many {
            self.error(format!("{at}: several outputs that are not passed by reference"));
        }
        if call.many && matches!(call.replay, Replay::Custom | Replay::CustomComment) {
            self.error(format!("{at}: a call with several outputs cannot have a custom replay"));
        }
    }

    fn lp(&mut self, lp: &Loop, inst: &Inst, at: &str) {
        self.number(lp.label, at);
        let is_while = matches!(lp.kind, LoopKind::While { .. });
        let mut header_depth = inst.depth + 1;
        match lp.kind {
            LoopKind::For { iter } => {
                self.var(iter, at);
                if lp.header.insts.is_empty() {
                    self.error(format!("{at}: a loop that never takes its next value"));
                }
            }
            LoopKind::Range { iter, value, range } => {
                self.vars(&[iter, value], at);
                if range.step == 0 {
                    self.error(format!("{at}: a range with step 0"));
                }
                if !lp.header.insts.is_empty() {
                    self.error(format!("{at}: a constant range evaluates something"));
                }
            }
            LoopKind::While { cond } => {
                self.var(cond, at);
                header_depth = inst.depth;
            }
        }
        self.block(&lp.header, header_depth, &format!("{at}.header"));
        self.loops.push(LoopLabel { is_while, label: lp.label });
        self.block(&lp.body, inst.depth + 1, &format!("{at}.body"));
        self.loops.pop();
    }

    /// Registers a label number.
    fn number(&mut self, label: u32, at: &str) {
        if !self.labels.insert(label) {
            self.error(format!("{at}: label {label} is used twice"));
        }
    }
}
