//! Gradients that come out wrong, or not at all.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Unit;
use crate::adjoint;
use crate::check::flow::{Flow, operand_vars};
use crate::diag::{Diagnostic, code};
use crate::ids::{FuncRef, VarId};
use crate::ir::{Call, Inst, LoopKind, Op};

/// What to do when no gradient is needed.
const FORWARD_ONLY: &str =
    "if nobody differentiates this kernel, `@wp.kernel(enable_backward=False)` says so";

/// Reports what the reverse pass of a body gets wrong.
pub(super) fn check(unit: &Unit<'_>, flow: &Flow<'_>, found: &mut Vec<Diagnostic>) {
    let broken = breaks(unit, flow, found);
    lost_in_loops(unit, flow, &broken, found);
    overwritten_arrays(unit, flow, found);
    no_adjoint(unit, flow, found);
    overwritten_components(unit, flow, found);
}

fn warn(unit: &Unit<'_>, mut diagnostic: Diagnostic) -> Diagnostic {
    if unit.kernel.is_some() {
        diagnostic = diagnostic.help(FORWARD_ONLY);
    }
    diagnostic
}

// ---- loops --------------------------------------------------------------------------------------

/// `for` loops that are left early: the reverse pass walks their rounds backwards and meets the `break` first.
fn breaks(unit: &Unit<'_>, flow: &Flow<'_>, found: &mut Vec<Diagnostic>) -> FxHashSet<usize> {
    let mut broken = FxHashSet::default();
    for (index, span) in flow.loops.iter().enumerate() {
        if matches!(span.node.kind, LoopKind::While { .. }) {
            continue;
        }
        let steps = &flow.steps[span.start..span.end];
        let jump = steps.iter().find(|step| match step.inst.op {
            Op::Jump { target, leave: true } => !target.is_while && target.label == span.node.label,
            _ => false,
        });
        let Some(jump) = jump else { continue };
        let active = steps.iter().any(|step| match &step.inst.op {
            Op::Call(call) => flow.is_active(call),
            Op::SlotUpdate { value, .. } => flow.is_varied(*value),
            _ => false,
        });
        if !active {
            continue;
        }
        broken.insert(index);
        let diagnostic = unit
            .warning(code::BREAK_GRADIENT, "gradients through this loop are lost at its `break`", span.at)
            .and_at(unit.label(jump.inst.at).with_text("the reverse pass gets here first"))
            .note("the reverse pass runs the rounds of a `for` loop from the last to the first, and leaves at the `break`")
            .help("keep the rounds after the `break` from doing anything by a condition instead");
        found.push(warn(unit, diagnostic));
    }
    broken
}

/// For each variable, the loop that its value is lost to.
struct Lost {
    /// Variables that a loop gives another value, made before it.
    carried: Vec<FxHashSet<VarId>>,
    /// Variables made in a loop.
    made: Vec<FxHashSet<VarId>>,
}

impl Lost {
    fn new(flow: &Flow<'_>) -> Self {
        let mut lost = Lost { carried: Vec::new(), made: Vec::new() };
        for span in &flow.loops {
            let mut made: FxHashSet<VarId> = span.node.header.vars.iter().copied().collect();
            made.extend(&span.node.body.vars);
            let mut carried = FxHashSet::default();
            let mut written: Vec<VarId> = Vec::new();
            for index in span.start..span.end {
                written.extend(flow.effects(index).1);
            }
            for inner in flow.loops.iter().filter(|l| l.start >= span.start && l.end <= span.end) {
                made.extend(&inner.node.header.vars);
                made.extend(&inner.node.body.vars);
            }
            carried.extend(written.into_iter().filter(|var| !made.contains(var)));
            lost.carried.push(carried);
            lost.made.push(made);
        }
        lost
    }

    /// The loop that a variable's value is lost to at a step.
    fn at(&self, flow: &Flow<'_>, step: usize, var: VarId) -> Option<usize> {
        (0..flow.loops.len()).find(|&index| {
            let span = &flow.loops[index];
            let inside = flow.encloses(index, flow.steps[step].in_loop);
            (self.carried[index].contains(&var) && step >= span.start)
                || (self.made[index].contains(&var) && step >= span.end && !inside)
        })
    }
}

fn lost_in_loops(unit: &Unit<'_>, flow: &Flow<'_>, broken: &FxHashSet<usize>, found: &mut Vec<Diagnostic>) {
    if flow.loops.is_empty() {
        return;
    }
    let lost = Lost::new(flow);
    let mut derived: FxHashMap<VarId, usize> = FxHashMap::default();
    let mut conditions: Vec<Option<usize>> = Vec::new();
    let mut reported: FxHashSet<usize> = broken.clone();
    for step in 0..flow.steps.len() {
        let inst = flow.steps[step].inst;
        let cause = |var: VarId| lost.at(flow, step, var).or_else(|| derived.get(&var).copied());
        let mut report = |index: usize, inst: &Inst, how: &str| {
            if reported.insert(index) {
                found.push(lost_value(unit, flow, index, inst, how));
            }
        };
        match &inst.op {
            Op::IfBegin { cond, .. } => conditions.push(cause(*cond)),
            Op::IfEnd { .. } => {
                conditions.pop();
            }
            Op::Call(call) => {
                if let Some(var) = flow.spoiled_by(call, &|var| cause(var).is_some())
                    && let Some(index) = cause(var)
                {
                    report(index, inst, "needs a value that the loop has changed");
                } else if flow.is_active(call)
                    && let Some(index) = conditions.iter().flatten().next()
                {
                    report(*index, inst, "runs under a condition that the loop has changed");
                }
            }
            _ => {}
        }
        let (reads, writes) = flow.effects(step);
        if let Some(index) = reads.iter().find_map(|&var| cause(var)) {
            for var in writes {
                derived.entry(var).or_insert(index);
            }
        }
    }
}

fn lost_value(unit: &Unit<'_>, flow: &Flow<'_>, index: usize, inst: &Inst, how: &str) -> Diagnostic {
    let span = &flow.loops[index];
    let text = unit.text(inst.at);
    let message = match text.strip_prefix("if ") {
        Some(test) => format!("the reverse pass decides `{test}` by a value that the loop has changed"),
        None => format!("the gradient of `{text}` {how}"),
    };
    let diagnostic = unit
        .warning(code::LOOP_GRADIENT, message, inst.at)
        .and_at(unit.label(span.at).with_text("this loop is not unrolled"))
        .note("the reverse pass does not keep what a loop computes round by round: the gradient is wrong, often zero")
        .help(
            "loop over a constant range of at most `max_unroll` rounds, keep the values of each round in an array, \
             or continue in a second kernel",
        );
    warn(unit, diagnostic)
}

// ---- arrays -------------------------------------------------------------------------------------

fn overwritten_arrays(unit: &Unit<'_>, flow: &Flow<'_>, found: &mut Vec<Diagnostic>) {
    let mut stores: FxHashMap<Rc<str>, Vec<usize>> = FxHashMap::default();
    for step in 0..flow.steps.len() {
        for root in flow.written_roots(step) {
            stores.entry(root).or_default().push(step);
        }
    }
    if stores.is_empty() {
        return;
    }
    // Values read from an array before it is written, and what is computed from them.
    let mut stale: FxHashMap<VarId, (usize, Rc<str>)> = FxHashMap::default();
    let mut reported: FxHashSet<Rc<str>> = FxHashSet::default();
    for (step, at) in flow.steps.iter().enumerate() {
        if let Op::Call(call) = &at.inst.op {
            if &*call.native == "load"
                && let Some(source) = operand_vars(&call.args).next()
                && !unit.session.types.is_array(unit.session.types.strip(unit.body.vars[source].ty))
                && let Some(root) = flow.root(source)
                && let Some(&store) = stores.get(root).and_then(|list| {
                    list.iter().find(|&&store| {
                        store > step
                            || at
                                .in_loop
                                .is_some_and(|l| flow.encloses(outermost(flow, l), flow.steps[store].in_loop))
                    })
                })
            {
                stale.extend(call.outs.iter().map(|&out| (out, (store, root.clone()))));
            }
            if let Some(var) = flow.spoiled_by(call, &|var| stale.contains_key(&var))
                && let Some((store, root)) = stale.get(&var).cloned()
                && reported.insert(root.clone())
            {
                found.push(overwritten(unit, flow, at.inst, store, &root));
            }
        }
        let (reads, writes) = flow.effects(step);
        if let Some(cause) = reads.iter().find_map(|var| stale.get(var)).cloned() {
            for var in writes {
                stale.entry(var).or_insert_with(|| cause.clone());
            }
        }
    }
}

fn outermost(flow: &Flow<'_>, mut index: usize) -> usize {
    while let Some(parent) = flow.loops[index].parent {
        index = parent;
    }
    index
}

fn overwritten(unit: &Unit<'_>, flow: &Flow<'_>, inst: &Inst, store: usize, root: &str) -> Diagnostic {
    let text = unit.text(inst.at);
    let message = match text.strip_prefix("if ") {
        Some(test) => {
            format!("the reverse pass decides `{test}` by elements of `{root}` that are overwritten")
        }
        None => format!("the gradient of `{text}` needs elements of `{root}` that are overwritten"),
    };
    let diagnostic = unit
        .warning(code::OVERWRITTEN_ARRAY, message, inst.at)
        .and_at(unit.label(flow.steps[store].inst.at).with_text(format!("`{root}` is written here")))
        .note("the reverse pass reads arrays again, and finds the new values")
        .help(format!("write to another array than `{root}`"));
    warn(unit, diagnostic)
}

// ---- built-ins ----------------------------------------------------------------------------------

/// Built-ins without an adjoint whose derivative is zero wherever they have one.
const STEPS: &[&str] = &[
    "ceil", "floor", "nonzero", "rint", "round", "sign", "step", "trunc", "unot", "argmin", "argmax",
    "isfinite", "isnan", "isinf", "bit_and", "bit_or", "bit_xor", "invert", "lshift", "rshift", "floordiv",
];

fn no_adjoint(unit: &Unit<'_>, flow: &Flow<'_>, found: &mut Vec<Diagnostic>) {
    for step in &flow.steps {
        let Op::Call(call) = &step.inst.op else { continue };
        let Some(overload) = Flow::overload(call) else { continue };
        if overload.differentiable || STEPS.contains(&overload.key) || !cuts(flow, call) {
            continue;
        }
        let message = format!("`wp.{}` has no adjoint: no gradient passes through it", overload.key);
        let diagnostic = unit
            .warning(code::NO_ADJOINT, message, step.inst.at)
            .note("its result depends on differentiable input and reaches differentiable output")
            .help("compute it from differentiable built-ins, or write a `@wp.func` with a `@wp.func_grad`");
        found.push(warn(unit, diagnostic));
    }
}

/// Whether a call has a float that varies among its arguments and gives a float that matters.
fn cuts(flow: &Flow<'_>, call: &Call) -> bool {
    let float = |var: VarId| {
        let ty = flow.types.strip(flow.body.vars[var].ty);
        flow.types.is_float(flow.types.scalar_of(ty))
    };
    matches!(call.callee, Some(FuncRef::Builtin(_)))
        && &*call.native != "load"
        && !adjoint::has_reverse_call(call)
        && operand_vars(&call.args).any(|var| float(var) && reads_varied(flow, call, var))
        && call.outs.iter().any(|&out| float(out) && flow.is_useful(out))
}

fn reads_varied(flow: &Flow<'_>, call: &Call, var: VarId) -> bool {
    let at = operand_vars(&call.args).position(|v| v == var);
    let source = at.and_then(|at| operand_vars(&call.adj_args).nth(at));
    flow.is_varied(var) || source.is_some_and(|source| flow.is_varied(source))
}

// ---- components ---------------------------------------------------------------------------------

/// `v[i] = x` on a local vector that already has a gradient there: Warp adds the new one to the old.
fn overwritten_components(unit: &Unit<'_>, flow: &Flow<'_>, found: &mut Vec<Diagnostic>) {
    let mut made: FxHashMap<VarId, (usize, Vec<VarId>)> = FxHashMap::default();
    let mut assigned: FxHashMap<(VarId, Vec<i128>), usize> = FxHashMap::default();
    for (index, step) in flow.steps.iter().enumerate() {
        let Op::Call(call) = &step.inst.op else { continue };
        if &*call.native != "assign_inplace" {
            let sources: Vec<VarId> = operand_vars(&call.adj_args).collect();
            made.extend(call.outs.iter().map(|&out| (out, (index, sources.clone()))));
            continue;
        }
        let operands: Vec<VarId> = operand_vars(&call.args).collect();
        let [target, indices @ .., _value] = operands.as_slice() else { continue };
        let constants: Option<Vec<i128>> = indices
            .iter()
            .map(|&var| flow.body.vars[var].constant.as_ref().and_then(crate::types::Const::as_int))
            .collect();
        let Some(constants) = constants else { continue };
        let again = assigned.insert((*target, constants.clone()), index);
        let earlier = again.filter(|&at| assigns_varied(flow, at)).or_else(|| {
            let (at, sources) = made.get(target)?;
            component_varies(flow, *at, sources, &constants).then_some(*at)
        });
        let Some(earlier) = earlier else { continue };
        if !flow.is_useful(*target) {
            continue;
        }
        let diagnostic = unit
            .warning(
                code::OVERWRITTEN_COMPONENT,
                "the component that is overwritten here keeps receiving a gradient",
                step.inst.at,
            )
            .and_at(unit.label(flow.steps[earlier].inst.at).with_text("its earlier value comes from here"))
            .note("both the old and the new value get the gradient of the component")
            .help(
                "build a new vector with all components, or set the module option \
                 `enable_vector_component_overwrites`",
            );
        found.push(warn(unit, diagnostic));
    }
}

fn assigns_varied(flow: &Flow<'_>, step: usize) -> bool {
    match &flow.steps[step].inst.op {
        Op::Call(call) => operand_vars(&call.adj_args).last().is_some_and(|value| flow.is_varied(value)),
        _ => false,
    }
}

/// Whether the component that a variable was made with depends on differentiable input.
fn component_varies(flow: &Flow<'_>, step: usize, sources: &[VarId], index: &[i128]) -> bool {
    let Op::Call(call) = &flow.steps[step].inst.op else { return false };
    let by_component = &*call.native == "vec_t" && sources.len() > 1;
    match index {
        [at] if by_component => {
            let source = usize::try_from(*at).ok().and_then(|at| sources.get(at));
            source.is_some_and(|&source| flow.is_varied(source))
        }
        _ => adjoint::has_reverse_call(call) && sources.iter().any(|&source| flow.is_varied(source)),
    }
}
