//! Operators that do not mean what they mean in Python.

use rustc_hash::FxHashSet;

use super::Unit;
use crate::check::flow::operand_vars;
use crate::diag::{Diagnostic, code};
use crate::ids::{FuncRef, VarId};
use crate::ir::{Block, Call, Inst, Op};
use crate::types::Const;

/// Reports quotients of integers and remainders of what may be negative.
pub(super) fn check(unit: &Unit<'_>, found: &mut Vec<Diagnostic>) {
    let mut differences: FxHashSet<VarId> = FxHashSet::default();
    block(unit, &unit.body.root, &mut differences, found);
}

fn block(unit: &Unit<'_>, block_: &Block, differences: &mut FxHashSet<VarId>, found: &mut Vec<Diagnostic>) {
    for inst in &block_.insts {
        match &inst.op {
            Op::Loop(node) => {
                block(unit, &node.header, differences, found);
                block(unit, &node.body, differences, found);
            }
            Op::Call(call) if matches!(call.callee, Some(FuncRef::Builtin(_))) => match &*call.native {
                "sub" | "neg" => differences.extend(call.outs.iter().copied()),
                "div" => quotient(unit, inst, call, found),
                "mod" => remainder(unit, inst, call, differences, found),
                _ => {}
            },
            _ => {}
        }
    }
}

fn is_int(unit: &Unit<'_>, var: VarId) -> bool {
    let types = &unit.session.types;
    types.is_int(types.scalar_of(types.strip(unit.body.vars[var].ty)))
}

fn quotient(unit: &Unit<'_>, inst: &Inst, call: &Call, found: &mut Vec<Diagnostic>) {
    let [out] = call.outs[..] else { return };
    if !is_int(unit, out) || !unit.text(inst.at).contains('/') || is_truncated(unit, inst) {
        return;
    }
    found.push(
        unit.warning(code::INTEGER_DIVISION, "`/` on integers drops the fraction: `1 / 2` is 0", inst.at)
            .note("Python's `/` gives a float; Warp divides as C++ does, towards zero")
            .help("convert first, `float(a) / float(b)`, or write `//` if a whole number is meant"),
    );
}

/// Whether the quotient is converted to an integer at once, so that a whole number is meant.
fn is_truncated(unit: &Unit<'_>, inst: &Inst) -> bool {
    let text = &unit.source().file.text;
    let before = text.get(..inst.at.0 as usize).unwrap_or_default().trim_end();
    let Some(callee) = before.strip_suffix('(') else { return false };
    let name = callee.rsplit(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default();
    matches!(name, "int" | "int8" | "int16" | "int32" | "int64" | "uint8" | "uint16" | "uint32" | "uint64")
}

fn remainder(
    unit: &Unit<'_>,
    inst: &Inst,
    call: &Call,
    differences: &FxHashSet<VarId>,
    found: &mut Vec<Diagnostic>,
) {
    let Some(left) = operand_vars(&call.args).next() else { return };
    let types = &unit.session.types;
    let scalar = types.as_scalar(types.scalar_of(types.strip(unit.body.vars[left].ty)));
    let negative = match &unit.body.vars[left].constant {
        Some(Const::Int(value)) => *value < 0,
        Some(Const::Float(value)) => *value < 0.0,
        Some(Const::Scalar(value)) => value.number.as_f64() < 0.0,
        _ => differences.contains(&left),
    };
    let signed = scalar.is_some_and(|s| s.is_float() || !s.name().starts_with('u'));
    if !negative || !signed || !unit.text(inst.at).contains('%') {
        return;
    }
    found.push(
        unit.warning(
            code::NEGATIVE_REMAINDER,
            "`%` keeps the sign of its left operand: `-1 % 3` is -1",
            inst.at,
        )
        .note("Python's `%` takes the sign of the right operand, and gives 2")
        .help("add the right operand first, `(a - b + n) % n`, where the left one may be negative"),
    );
}
