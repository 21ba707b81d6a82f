//! Which replay and reverse forms each instruction has.
//!
//! Warp appends formatted statements to three lists while it walks the Python tree. Here the
//! instruction is kept and its forms follow from it: [`replay`] says what stands in the forward
//! section of an adjoint body, [`for_each_reverse`] what stands in the reverse section. Both answer
//! with data; `emit` turns the answers into text, `ir::print` could show them.
//!
//! Loops have no entry here: they nest, so `emit` walks them (`Adjoint.end_for`, `Adjoint.end_while`).

use std::rc::Rc;

use crate::ids::VarId;
use crate::ir::{ArraySlot, Call, FieldRef, Op, Place, Replay, SlotAdjoint};

/// The replayed form of an instruction: its entry in Warp's `body_replay`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReplayForm<'a> {
    /// Nothing (`skip_replay=True`, or not a statement of its own).
    Absent,
    /// The forward statement.
    Forward,
    /// The forward statement without the guard that deterministic mode put around a store.
    Unguarded,
    /// The forward statement as a comment.
    Commented,
    /// The call of the custom replay function, possibly as a comment.
    Custom {
        /// Behind `// `.
        commented: bool,
    },
    /// `goto label<N>;`: a return.
    Goto(u32),
    /// Each value but the last statement as in forward, then `goto label<N>;`: a return of several values.
    ReturnMany(u32),
    /// Its own text.
    Text(&'a str),
    /// The start value of a rolled constant loop; the loop itself is not replayed in its parent.
    LoopStart,
}

/// The replayed form of an instruction (`Adjoint.add_forward`'s `replay` and `skip_replay` arguments at
/// every place where Warp calls it).
#[must_use]
pub fn replay(op: &Op) -> ReplayForm<'_> {
    match op {
        // _add_deterministic_array_store
        Op::Call(call) if call.det.as_ref().is_some_and(|det| det.guard_store) => ReplayForm::Unguarded,
        // Adjoint.add_call
        Op::Call(call) => match (call.replay, call.many) {
            (Replay::Same, _) | (Replay::Custom, true) => ReplayForm::Forward,
            (Replay::Comment, _) | (Replay::CustomComment, true) => ReplayForm::Commented,
            (Replay::Custom, false) => ReplayForm::Custom { commented: false },
            (Replay::CustomComment, false) => ReplayForm::Custom { commented: true },
        },
        // Adjoint.add_return
        Op::Return { values, label } if values.len() > 1 => ReplayForm::ReturnMany(*label),
        Op::Return { label, .. } => ReplayForm::Goto(*label),
        // Adjoint.emit_FunctionDef
        Op::ReturnDefault => ReplayForm::Absent,
        // Adjoint.emit_array_slot
        Op::SlotUpdate { .. } => ReplayForm::Commented,
        // Adjoint.begin_for
        Op::Loop(_) => ReplayForm::LoopStart,
        // deterministic.py
        Op::Det(det) => det.replay.as_deref().map_or(ReplayForm::Absent, ReplayForm::Text),
        // Everything else is replayed as it is.
        _ => ReplayForm::Forward,
    }
}

/// One statement of the reverse section.
#[derive(Clone, Copy, Debug)]
pub enum ReverseForm<'a> {
    /// `// adj: <source line>` (`Adjoint.set_lineno`).
    Source,
    /// The adjoint call (`Adjoint.add_call`).
    Call(&'a Call),
    /// `auto _wp_ref_view_N = …;` (`_LValueOrigin._emit_materialized_view`).
    NameView(u32, &'a Place),
    /// `}`: where a conditional begins (`Adjoint.begin_if`, `begin_else`, `emit_BoolOp`).
    CloseIf,
    /// `if (c) {`: where a conditional ends (`Adjoint.end_if`, `end_else`, `emit_BoolOp`).
    OpenIf {
        /// Condition.
        cond: VarId,
        /// `if (!c) {`.
        negate: bool,
    },
    /// `label<N>:;` (`Adjoint.add_return`).
    Label(u32),
    /// `adj_v += adj_ret;`, or `adj_ret_<i>` where there are several values (`Adjoint.add_return`).
    ReturnSeed {
        /// Returned value.
        value: VarId,
        /// Its position among several.
        index: Option<usize>,
    },
    /// `adj_base.field += adj_var;` or `=` (`Adjoint.emit_Attribute`).
    FieldRef(&'a FieldRef),
    /// `adj_value += adj_base.field;` (`Adjoint._store_attribute`).
    FieldFlow {
        /// Struct variable.
        base: VarId,
        /// Field.
        field: &'a str,
        /// Value that was stored.
        value: VarId,
    },
    /// `adj_base.field = {};` (`Adjoint._store_attribute`).
    FieldClear {
        /// Struct variable.
        base: VarId,
        /// Field.
        field: &'a str,
    },
    /// `wp::adj_array_store_slot(…);` and its atomic siblings (`Adjoint.emit_array_slot`).
    Slot {
        /// Location.
        slot: &'a Rc<ArraySlot>,
        /// Value.
        value: VarId,
        /// Atomic operation, or a store.
        atomic: Option<&'static str>,
        /// Adjoint array.
        adjoint: &'a SlotAdjoint,
    },
    /// Its own text (deterministic.py).
    Text(&'a str),
}

/// Calls `visit` with each reverse statement of an instruction in the order in which they are printed: the
/// opposite of the order in which Warp appends them.
pub fn for_each_reverse<'a>(op: &'a Op, mut visit: impl FnMut(ReverseForm<'a>)) {
    match op {
        Op::Source => visit(ReverseForm::Source),
        Op::Call(call) if has_reverse_call(call) => {
            for (number, place) in &call.reverse_prelude {
                visit(ReverseForm::NameView(*number, place));
            }
            visit(ReverseForm::Call(call));
        }
        Op::IfBegin { .. } => visit(ReverseForm::CloseIf),
        Op::IfEnd { cond, negate } => visit(ReverseForm::OpenIf { cond: *cond, negate: *negate }),
        Op::Return { values, label } => {
            visit(ReverseForm::Label(*label));
            let many = values.len() > 1;
            for (i, &value) in values.iter().enumerate().rev() {
                visit(ReverseForm::ReturnSeed { value, index: many.then_some(i) });
            }
        }
        Op::FieldRef(field) => visit(ReverseForm::FieldRef(field)),
        Op::FieldStore { base, field, value, differentiable } => {
            if *differentiable {
                visit(ReverseForm::FieldFlow { base: *base, field, value: *value });
            }
            visit(ReverseForm::FieldClear { base: *base, field });
        }
        Op::SlotUpdate { slot, value, atomic, adjoint, .. } => {
            visit(ReverseForm::Slot { slot, value: *value, atomic: *atomic, adjoint });
        }
        Op::Det(det) => {
            if let Some(text) = &det.reverse {
                visit(ReverseForm::Text(text));
            }
        }
        _ => {}
    }
}

/// Whether a call has a reverse statement: it is wanted and has something to differentiate
/// (`format_reverse_call_args` gives `None` otherwise).
#[must_use]
pub fn has_reverse_call(call: &Call) -> bool {
    call.reverse && !(call.adj_args.is_empty() && call.outs.is_empty())
}

/// Whether the forward statement is a comment, so that no `#line` directive goes with it.
#[must_use]
pub fn is_comment(op: &Op) -> bool {
    match op {
        Op::Source => true,
        Op::Det(det) => det.forward.as_deref().is_some_and(|text| text.trim_start().starts_with("//")),
        _ => false,
    }
}
