//! The SSA as JSON.

use serde_json::{Map, Value, json};

use super::names::{Names, const_text, type_text};
use super::ops::{Ops, loop_name};
use super::{Context, SourceLines};
use crate::ids::{FuncRef, VarId};
use crate::ir::{Block, Body, Call, Inst, LoopKind, LoopLabel, ModuleIr, Op, Operand, Replay, TemplateArg};

/// A module as JSON:
///
/// * `{"module", "hash", "block_dim", "structs", "functions", "kernels"}`;
/// * a struct is `{"name", "fields": [{"name", "type"}]}`;
/// * a function or kernel is `{"name", "params", "returns", "vars", "body"}` and its own facts (`adjoint`; `dim`,
///   `grid_stride`, `backward`); params and vars are `{"name", "type", "constant"?}`;
/// * a body is a list of instructions `{"op", "line", …}`: calls with their operands as lists (of a built-in also its name and the
///   overload's place in the table), loops with `header`, `body` and `zero`, everything else with the line of SSA text
///   as `text`.
#[must_use]
pub fn module_json(context: &dyn Context, module: &ModuleIr) -> Value {
    let types = context.types();
    let structs: Vec<Value> = module
        .structs
        .iter()
        .map(|&id| {
            let data = types.struct_data(id);
            let fields: Vec<Value> = data
                .fields
                .iter()
                .map(|field| json!({"name": &*field.name, "type": type_text(types, field.ty)}))
                .collect();
            json!({"name": &*data.native_name, "fields": fields})
        })
        .collect();
    let functions: Vec<Value> = module
        .functions
        .iter()
        .map(|function| {
            let source = context.function_source(function.id);
            let mut object = BodyJson::new(context, &function.body, source).body();
            object.insert("adjoint".into(), function.used_by_backward.into());
            named(context.function_name(function.id), object)
        })
        .collect();
    let kernels: Vec<Value> = module
        .kernels
        .iter()
        .map(|kernel| {
            let source = context.kernel_source(kernel.plan.id);
            let mut object = BodyJson::new(context, &kernel.body, source).body();
            object.insert("dim".into(), kernel.plan.dim.into());
            object.insert("grid_stride".into(), kernel.plan.grid_stride.into());
            object.insert("backward".into(), kernel.enable_backward.into());
            named(kernel.mangled.clone(), object)
        })
        .collect();
    let hash: String = module.hash.iter().map(|byte| format!("{byte:02x}")).collect();
    json!({
        "module": context.module_name(),
        "hash": hash,
        "block_dim": module.options.block_dim,
        "structs": structs,
        "functions": functions,
        "kernels": kernels,
    })
}

fn named(name: String, object: Map<String, Value>) -> Value {
    let mut out = Map::new();
    out.insert("name".into(), name.into());
    out.extend(object);
    Value::Object(out)
}

struct BodyJson<'a> {
    context: &'a dyn Context,
    body: &'a Body,
    source: SourceLines<'a>,
    names: Names<'a>,
}

impl<'a> BodyJson<'a> {
    fn new(context: &'a dyn Context, body: &'a Body, source: SourceLines<'a>) -> Self {
        BodyJson { context, body, source, names: Names { vars: &body.vars, types: context.types() } }
    }

    fn body(&self) -> Map<String, Value> {
        let mut object = Map::new();
        object.insert("params".into(), self.declarations(&self.body.args));
        if let Some(values) = &self.body.returns {
            let types: Vec<String> = values.iter().map(|&value| self.names.type_of(value)).collect();
            object.insert("returns".into(), types.into());
        }
        object.insert("vars".into(), self.declarations(&self.body.temps));
        object.insert("body".into(), self.block(&self.body.root));
        object
    }

    fn declarations(&self, vars: &[VarId]) -> Value {
        vars.iter()
            .map(|&id| {
                let mut object = Map::new();
                object.insert("name".into(), self.names.var(id).into());
                object.insert("type".into(), self.names.type_of(id).into());
                if let Some(constant) = &self.body.vars[id].constant {
                    object.insert("constant".into(), const_text(self.names.types, constant).into());
                }
                Value::Object(object)
            })
            .collect()
    }

    fn block(&self, block: &Block) -> Value {
        block.insts.iter().map(|inst| self.inst(inst)).collect()
    }

    fn inst(&self, inst: &Inst) -> Value {
        let line = (inst.line != u32::MAX).then(|| inst.line + self.source.first);
        let list = |ids: &[VarId]| ids.iter().map(|&id| self.names.var(id)).collect::<Vec<_>>();
        match &inst.op {
            Op::Source => {
                let text = self.source.lines.get(inst.line as usize).map_or("", |line| line.trim());
                json!({"op": "source", "line": line, "text": text})
            }
            Op::Call(call) => self.call(call, line),
            Op::Loop(lp) => {
                let is_while = matches!(lp.kind, LoopKind::While { .. });
                let kind = match lp.kind {
                    LoopKind::For { iter } => json!({"iter": self.names.var(iter)}),
                    LoopKind::Range { iter, value, range } => json!({
                        "iter": self.names.var(iter),
                        "value": self.names.var(value),
                        "range": [range.start, range.stop, range.step],
                    }),
                    LoopKind::While { cond } => json!({"cond": self.names.var(cond)}),
                };
                let mut object = json!({
                    "op": "loop",
                    "line": line,
                    "label": loop_name(LoopLabel { is_while, label: lp.label }),
                    "header": self.block(&lp.header),
                    "body": self.block(&lp.body),
                    "zero": list(&lp.body.vars),
                });
                if let (Value::Object(object), Value::Object(kind)) = (&mut object, kind) {
                    object.extend(kind);
                }
                object
            }
            op => {
                let text = Ops { context: self.context, names: self.names }.line(op);
                json!({"op": kind_name(op), "line": line, "text": text})
            }
        }
    }

    fn call(&self, call: &Call, line: Option<u32>) -> Value {
        let operands = |operands: &[Operand]| -> Vec<String> {
            operands
                .iter()
                .map(|operand| match operand {
                    Operand::Var(id) => self.names.var(*id),
                    Operand::Func(func) => self.context.callable(*func),
                    Operand::Text(text) => format!("`{text}`"),
                })
                .collect()
        };
        let outs: Vec<String> = call.outs.iter().map(|&id| self.names.var(id)).collect();
        let template: Vec<Value> = call
            .template
            .iter()
            .map(|arg| match arg {
                TemplateArg::Bool(b) => (*b).into(),
                TemplateArg::Int(i) => (*i).into(),
                TemplateArg::Type(ty) => type_text(self.names.types, *ty).into(),
                TemplateArg::Text(text) => (&**text).into(),
            })
            .collect();
        let mut object = json!({
            "op": "call",
            "line": line,
            "function": format!("{}{}", call.namespace, call.native),
            "outs": outs,
            "args": operands(&call.args),
        });
        let Value::Object(fields) = &mut object else { return object };
        if let (Some(FuncRef::Builtin(id)), Some(overload)) = (call.callee, call.overload) {
            fields.insert("builtin".into(), self.context.builtin_name(id).into());
            fields.insert("overload".into(), overload.into());
        }
        if !template.is_empty() {
            fields.insert("template".into(), template.into());
        }
        if call.braces {
            fields.insert("braces".into(), true.into());
        }
        let replay = match call.replay {
            Replay::Same => None,
            Replay::Comment => Some("comment"),
            Replay::Custom => Some("custom"),
            Replay::CustomComment => Some("custom_comment"),
        };
        if let Some(replay) = replay {
            fields.insert("replay".into(), replay.into());
        }
        fields.insert("adjoint".into(), call.reverse.into());
        if call.reverse && call.adj_args != call.args {
            fields.insert("adjoint_args".into(), operands(&call.adj_args).into());
        }
        if call.reverse_outputs {
            fields.insert("adjoint_outs".into(), true.into());
        }
        object
    }
}

/// The name of an instruction's kind.
fn kind_name(op: &Op) -> &'static str {
    match op {
        Op::Source => "source",
        Op::Call(_) => "call",
        Op::Literal { .. } => "literal",
        Op::Compare { .. } => "compare",
        Op::BoolSet { .. } => "bool_set",
        Op::BoolFold { .. } => "bool_fold",
        Op::IfBegin { .. } => "if_begin",
        Op::IfEnd { .. } => "if_end",
        Op::Loop(_) => "loop",
        Op::Jump { .. } => "jump",
        Op::Return { .. } => "return",
        Op::ReturnDefault => "return_default",
        Op::Assert { .. } => "assert",
        Op::FieldRef(_) => "field_ref",
        Op::SlotRef { .. } => "slot_ref",
        Op::SlotUpdate { .. } => "slot_update",
        Op::FieldStore { .. } => "field_store",
        Op::RefStore { .. } => "ref_store",
        Op::AdjointStore { .. } => "adjoint_store",
        Op::AddressOf { .. } => "address_of",
        Op::NativeInit { .. } => "native_init",
        Op::ZeroInit(_) => "zero_init",
        Op::SeedOne { .. } => "seed_one",
        Op::GradForward { .. } => "grad_forward",
        Op::GradCall { .. } => "grad_call",
        Op::GradTuple { .. } => "grad_tuple",
        Op::Det(_) => "det",
    }
}
