//! SSA text: modules, declarations, regions.

use std::fmt::Write as _;

use super::names::{Names, const_text, type_text};
use super::ops::{Ops, loop_name};
use super::{Context, SourceLines};
use crate::ids::VarId;
use crate::ir::{Block, Body, Inst, Loop, LoopKind, LoopLabel, ModuleIr, Op};

/// A module as SSA text, ending in a newline.
#[must_use]
pub fn module_text(context: &dyn Context, module: &ModuleIr) -> String {
    let types = context.types();
    let mut out = String::new();
    let _ = write!(out, "module {} ", context.module_name());
    for byte in &module.hash[..4] {
        let _ = write!(out, "{byte:02x}");
    }
    let _ = writeln!(out, " block_dim={}", module.options.block_dim);
    for &id in &module.structs {
        let data = types.struct_data(id);
        let fields: Vec<String> =
            data.fields.iter().map(|f| format!("{}: {}", f.name, type_text(types, f.ty))).collect();
        let _ = write!(out, "\nstruct {} {{ {} }}\n", data.native_name, fields.join(", "));
    }
    for function in &module.functions {
        let notes = if function.used_by_backward { " adjoint" } else { "" };
        let name = context.function_name(function.id);
        let source = context.function_source(function.id);
        BodyPrinter::new(context, &function.body, source, &mut out).body("func", &name, notes);
    }
    for kernel in &module.kernels {
        let mut notes = format!(" dim={}", kernel.plan.dim);
        if kernel.plan.grid_stride {
            notes.push_str(" grid_stride");
        }
        if kernel.enable_backward {
            notes.push_str(" backward");
        }
        let source = context.kernel_source(kernel.plan.id);
        BodyPrinter::new(context, &kernel.body, source, &mut out).body("kernel", &kernel.mangled, &notes);
    }
    out
}

struct BodyPrinter<'a> {
    body: &'a Body,
    source: SourceLines<'a>,
    names: Names<'a>,
    ops: Ops<'a>,
    out: &'a mut String,
}

impl<'a> BodyPrinter<'a> {
    fn new(context: &'a dyn Context, body: &'a Body, source: SourceLines<'a>, out: &'a mut String) -> Self {
        let names = Names { vars: &body.vars, types: context.types() };
        BodyPrinter { body, source, names, ops: Ops { context, names }, out }
    }

    fn body(&mut self, what: &str, name: &str, notes: &str) {
        let params: Vec<String> = self
            .body
            .args
            .iter()
            .map(|&arg| format!("{}: {}", self.names.var(arg), self.names.type_of(arg)))
            .collect();
        let _ = write!(self.out, "\n{what} {name}({})", params.join(", "));
        if let Some(values) = &self.body.returns {
            let types: Vec<String> = values.iter().map(|&value| self.names.type_of(value)).collect();
            let _ = write!(self.out, " -> {}", types.join(", "));
        }
        let _ = writeln!(self.out, "{notes}");
        for &var in &self.body.temps {
            let _ = write!(self.out, "  {}: {}", self.names.var(var), self.names.type_of(var));
            if let Some(constant) = &self.body.vars[var].constant {
                let _ = write!(self.out, " = {}", const_text(self.names.types, constant));
            }
            self.out.push('\n');
        }
        self.out.push_str("{\n");
        self.block(&self.body.root, 1);
        self.out.push_str("}\n");
    }

    fn block(&mut self, block: &Block, depth: usize) {
        let mut depth = depth;
        for inst in &block.insts {
            if matches!(inst.op, Op::IfEnd { .. }) {
                depth = depth.saturating_sub(1).max(1);
            }
            self.inst(inst, depth);
            if matches!(inst.op, Op::IfBegin { .. }) {
                depth += 1;
            }
        }
    }

    fn inst(&mut self, inst: &Inst, depth: usize) {
        match &inst.op {
            Op::Source => {
                let line = self.source.lines.get(inst.line as usize).map_or("", |line| line.trim());
                self.indent(depth);
                let _ = writeln!(self.out, "# {} {line}", self.source.first + inst.line);
            }
            Op::Loop(lp) => self.lp(lp, depth),
            op => {
                let line = self.ops.line(op);
                self.indent(depth);
                let _ = writeln!(self.out, "{line}");
            }
        }
    }

    fn lp(&mut self, lp: &Loop, depth: usize) {
        let is_while = matches!(lp.kind, LoopKind::While { .. });
        self.indent(depth);
        self.out.push_str(&loop_name(LoopLabel { is_while, label: lp.label }));
        match lp.kind {
            LoopKind::For { iter } => {
                let _ = write!(self.out, " {}", self.names.var(iter));
            }
            LoopKind::Range { iter, value, range } => {
                let _ = write!(
                    self.out,
                    " {} = {} in {}..{}:{}",
                    self.names.var(value),
                    self.names.var(iter),
                    range.start,
                    range.stop,
                    range.step
                );
            }
            LoopKind::While { .. } => {}
        }
        if !lp.header.insts.is_empty() {
            self.out.push_str(" {\n");
            self.block(&lp.header, depth + 1);
            self.indent(depth);
            self.out.push('}');
        }
        if let LoopKind::While { cond } = lp.kind {
            let _ = write!(self.out, " {}", self.names.var(cond));
        }
        self.out.push_str(" body {\n");
        self.block(&lp.body, depth + 1);
        self.indent(depth);
        self.out.push('}');
        self.zeroed(&lp.body.vars);
        self.out.push('\n');
    }

    fn zeroed(&mut self, vars: &[VarId]) {
        if !vars.is_empty() {
            let _ = write!(self.out, " zero {}", self.names.list(vars));
        }
    }

    fn indent(&mut self, depth: usize) {
        for _ in 0..depth {
            self.out.push_str("  ");
        }
    }
}
