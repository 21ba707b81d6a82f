//! The SSA that lowering builds and emission prints.
//!
//! A [`Body`] is one function or kernel: an arena of [`Var`]s and a tree of [`Block`]s holding
//! [`Inst`]s. Each instruction is a value from which its forward, replay and reverse text follow.
//! Blocks nest where Warp has blocks, at loops; conditionals are begin/end markers within a block,
//! because a merge may emit loads between them.

mod module;
pub(crate) mod names;
mod place;
pub mod print;
mod shared;
pub(crate) mod text;
pub mod verify;

use std::rc::Rc;

pub use module::{BuildOptions, FunctionIr, KernelIr, KernelPlan, ModuleIr};
pub use place::{ArraySlot, Origin, Place, SlotAccess, Step, StepKind};

use crate::ids::{FuncRef, FunctionId, VarId};
use crate::types::{Const, Ty};

/// How a variable is named.
#[derive(Clone, Debug, PartialEq)]
pub enum Label {
    /// Not registered: a value that may yet be thrown away (Warp's `label is None`).
    Detached,
    /// A temporary: `var_3`, `adj_3`.
    Temp(u32),
    /// A parameter: `var_x`, `adj_x`.
    Param(Rc<str>),
    /// A field of a struct variable by dotted path: `var_1.inner.n`.
    Member(VarId, Rc<str>),
    /// An expression used in place of a name, the same for primal and adjoint (`prefix=False`).
    Place(Rc<Place>),
}

/// A variable (Warp's `Var`).
#[derive(Clone, Debug)]
pub struct Var {
    /// Name.
    pub label: Label,
    /// Type; Python numbers are canonicalised.
    pub ty: Ty,
    /// Compile-time value.
    pub constant: Option<Const>,
    /// A parameter of the function or kernel.
    pub is_parameter: bool,
    /// Where the value can be addressed, for references and component reads.
    pub origin: Option<Rc<Origin>>,
    /// The array element this store target addresses.
    pub slot: Option<Rc<ArraySlot>>,
    /// Index of the source line that created it.
    pub line: Option<u32>,
    /// Its type is the class that a composite type's factory makes, not the one Warp declares for it: the two
    /// are equal types and differ in messages only.
    pub factory_class: bool,
    /// Provenance used by deterministic mode, by variable; see `lower::deterministic`.
    pub det: Option<Rc<DetInfo>>,
}

/// Where an array field's storage comes from: argument label, fields, type.
pub type FieldTarget = (Rc<str>, Vec<Rc<str>>, Ty);

/// Array provenance that deterministic mode tracks on a variable (Warp's `deterministic_*` attributes).
#[derive(Clone, Debug, Default)]
pub struct DetInfo {
    /// Label of the argument the storage comes from.
    pub root_label: Option<Rc<str>>,
    /// Fields leading from that argument to the array.
    pub attr_path: Vec<Rc<str>>,
    /// Type of the array.
    pub array_type: Option<Ty>,
    /// The view's parent array, its indices, and whether it may be reduced into.
    pub view_parent: Option<VarId>,
    /// `deterministic_view_alias_source`.
    pub view_alias_source: Option<VarId>,
    /// Indices of the view.
    pub view_indices: Vec<VarId>,
    /// `deterministic_adjoint_target`.
    pub adjoint_target: bool,
    /// `deterministic_adjoint_root_label`.
    pub adjoint_root_label: Option<Rc<str>>,
    /// Targets of array fields, by field path (`array_field_deterministic_targets`).
    pub field_targets: Vec<(Vec<Rc<str>>, FieldTarget)>,
}

/// The variables of one body.
#[derive(Clone, Debug, Default)]
pub struct Vars {
    items: Vec<Var>,
}

impl std::ops::Index<VarId> for Vars {
    type Output = Var;
    fn index(&self, id: VarId) -> &Var {
        &self.items[id.index()]
    }
}

impl std::ops::IndexMut<VarId> for Vars {
    fn index_mut(&mut self, id: VarId) -> &mut Var {
        &mut self.items[id.index()]
    }
}

impl Vars {
    /// Adds a variable. `ty` must be canonical already.
    pub fn push(&mut self, var: Var) -> VarId {
        self.items.push(var);
        VarId((self.items.len() - 1) as u32)
    }

    /// The variable, if there is one.
    #[must_use]
    pub fn get(&self, id: VarId) -> Option<&Var> {
        self.items.get(id.index())
    }

    /// Adds a variable that no label has been given to yet: Warp's `Var(None, type, constant=…)`.
    pub fn detached(&mut self, ty: Ty, constant: Option<Const>) -> VarId {
        self.push(Var::new(Label::Detached, ty, constant))
    }
}

impl Var {
    /// A variable without provenance.
    #[must_use]
    pub fn new(label: Label, ty: Ty, constant: Option<Const>) -> Self {
        Var {
            label,
            ty,
            constant,
            is_parameter: false,
            origin: None,
            slot: None,
            line: None,
            factory_class: false,
            det: None,
        }
    }
}

/// An argument of a call while it is being resolved: what Warp's `resolve_arg` returns.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// A variable.
    Var(VarId),
    /// A type object, struct types included.
    Type(Ty),
    /// A function.
    Func(FuncRef),
    /// A raw Python int (registered as a constant if it reaches the call).
    Int(i128),
    /// A raw Python float.
    Float(f64),
    /// A raw string that is printed as it is.
    Text(Rc<str>),
    /// Several values: a variadic tail, a shape, a multi-output result.
    Tuple(Vec<Arg>),
    /// A reference that a dispatch rule passes on without loading it: Warp wraps it in `Reference(...)`.
    Unloaded(VarId),
}

/// What a call returns.
#[derive(Clone, Debug, PartialEq)]
pub enum Ret {
    /// Nothing.
    Void,
    /// One value.
    One(Ty),
    /// Several values, as separate outputs.
    Many(Vec<Ty>),
    /// The call is replaced by this variable (`len`).
    Replace(VarId),
}

/// A C++ template argument.
#[derive(Clone, Debug, PartialEq)]
pub enum TemplateArg {
    /// `true` / `false`.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A type. Tiles are given as [`TemplateArg::Text`], spelled when the call is made (trap 17).
    Type(Ty),
    /// Text.
    Text(Rc<str>),
}

/// An operand of an emitted call.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// `var_x`.
    Var(VarId),
    /// A function passed by name: `wp::sin`, `f_0`.
    Func(FuncRef),
    /// Verbatim text.
    Text(Rc<str>),
}

/// How a call replays in the reverse pass.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Replay {
    /// The forward statement.
    Same,
    /// The forward statement as a comment (`skip_replay`).
    Comment,
    /// Its custom replay function: `replay_<name>`.
    Custom,
    /// The custom replay as a comment.
    CustomComment,
}

/// A call statement.
#[derive(Clone, Debug)]
pub struct Call {
    /// What is called: the resolved overload of a user function, a built-in; `None` for a struct constructor.
    pub callee: Option<FuncRef>,
    /// Which overload of a built-in was resolved, by its place in the table.
    pub overload: Option<u16>,
    /// Namespace prefix (`wp::` or nothing).
    pub namespace: Rc<str>,
    /// C++ function name.
    pub native: Rc<str>,
    /// Template arguments, printed on the forward name.
    pub template: Vec<TemplateArg>,
    /// Loaded operands.
    pub args: Vec<Operand>,
    /// Operands whose adjoints accumulate: before loading.
    pub adj_args: Vec<Operand>,
    /// Output variables.
    pub outs: Vec<VarId>,
    /// Outputs are passed by reference after the arguments; false for `out = f(...)`.
    pub many: bool,
    /// Arguments are wrapped in braces.
    pub braces: bool,
    /// Replay form.
    pub replay: Replay,
    /// A reverse call is emitted.
    pub reverse: bool,
    /// The reverse call names the original outputs.
    pub reverse_outputs: bool,
    /// The reverse call repeats the template arguments.
    pub reverse_template: bool,
    /// Views that must be named before the reverse call: `auto _wp_ref_view_N = …;`.
    pub reverse_prelude: Vec<(u32, Rc<Place>)>,
    /// Deterministic-mode wrapping.
    pub det: Option<Box<DetCall>>,
}

impl Call {
    /// A call without operands, as functions without rules of their own are called.
    #[must_use]
    pub fn plain(callee: Option<FuncRef>, namespace: Rc<str>, native: Rc<str>, outs: Vec<VarId>) -> Call {
        Call {
            callee,
            overload: None,
            namespace,
            native,
            template: Vec::new(),
            args: Vec::new(),
            adj_args: Vec::new(),
            outs,
            many: false,
            braces: false,
            replay: Replay::Same,
            reverse: false,
            reverse_outputs: false,
            reverse_template: false,
            reverse_prelude: Vec::new(),
            det: None,
        }
    }
}

/// What deterministic mode changes about a call: texts that surround or extend it.
#[derive(Clone, Debug, Default)]
pub struct DetCall {
    /// Extra forward operands (`det_ctx`, helpers).
    pub args: Vec<Operand>,
    /// Extra operands of a custom replay call.
    pub replay_args: Vec<Operand>,
    /// Extra reverse operands.
    pub reverse_args: Vec<Operand>,
    /// The forward and replay statements are wrapped in `WP_DET_SIDE_EFFECT_IF_ACTIVE(...)`.
    pub guard_side_effect: bool,
    /// The forward statement becomes `WP_DET_STORE_IF_ACTIVE(det_ctx, arguments);`.
    pub guard_store: bool,
    /// Replaces the reverse statement (`adj_address` scatter): text before and after the plain call.
    pub reverse_wrap: Option<(Rc<str>, Rc<str>)>,
}

/// A comparison operator, as C++ prints it.
pub type CmpText = &'static str;

/// The bounds of a rolled constant loop.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ConstRange {
    /// First value.
    pub start: i64,
    /// Exclusive end.
    pub stop: i64,
    /// Step, not zero.
    pub step: i64,
}

impl ConstRange {
    /// Trip count, as Python's `len(range(...))`.
    #[must_use]
    pub fn len(self) -> i64 {
        let (lo, hi, step) = if self.step > 0 {
            (self.start, self.stop, self.step)
        } else {
            (self.stop, self.start, -self.step)
        };
        if lo < hi { (hi - lo - 1) / step + 1 } else { 0 }
    }

    /// Whether the loop never runs.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The last value visited.
    #[must_use]
    pub fn last(self) -> i64 {
        self.start + (self.len() - 1) * self.step
    }
}

/// A `for` loop that was not unrolled, or a `while` loop.
#[derive(Clone, Debug)]
pub struct Loop {
    /// Number in its labels: `start_for_3`.
    pub label: u32,
    /// Which kind.
    pub kind: LoopKind,
    /// Iterator step (`for`), or evaluation of the condition (`while`).
    pub header: Block,
    /// Body.
    pub body: Block,
    /// Source line when the loop ended, for `#line`.
    pub end_line: u32,
}

/// Kinds of loops.
#[derive(Clone, Debug)]
pub enum LoopKind {
    /// `for` over an iterator object.
    For {
        /// The iterator.
        iter: VarId,
    },
    /// `for` over a constant range, rolled.
    Range {
        /// Counter.
        iter: VarId,
        /// The value seen by the body.
        value: VarId,
        /// Bounds.
        range: ConstRange,
    },
    /// `while`.
    While {
        /// The loaded condition.
        cond: VarId,
    },
}

/// What kind of loop a jump leaves or repeats.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LoopLabel {
    /// `while` rather than `for`.
    pub is_while: bool,
    /// Its number.
    pub label: u32,
}

/// One instruction and where it stands.
#[derive(Clone, Debug)]
pub struct Inst {
    /// Index into the function's source lines, for `#line`; `u32::MAX` when none applies.
    pub line: u32,
    /// Indentation steps.
    pub depth: u32,
    /// The Python node it comes from: first byte and one past the last, in the function's file.
    pub at: (u32, u32),
    /// What it does.
    pub op: Op,
}

/// Instructions. The forms they take are in `adjoint`.
#[derive(Clone, Debug)]
pub enum Op {
    /// A comment with the Python source line.
    Source,
    /// A call.
    Call(Box<Call>),
    /// `var = literal;`: a 64-bit constant written without passing through 32 bits.
    Literal {
        /// Target.
        dst: VarId,
        /// The value, already of the target type.
        value: Const,
    },
    /// `var = ((a < b) && (b < c));`
    Compare {
        /// Target.
        dst: VarId,
        /// First operand.
        first: VarId,
        /// Operator, left operand as loaded for this link, right operand.
        links: Vec<(CmpText, VarId, VarId)>,
    },
    /// `dst = src;`: the first operand of `and`/`or`.
    BoolSet {
        /// Result of the operator.
        dst: VarId,
        /// Operand.
        src: VarId,
    },
    /// `dst = dst && src;`
    BoolFold {
        /// Result of the operator.
        dst: VarId,
        /// Operand.
        src: VarId,
        /// `and` rather than `or`.
        is_and: bool,
    },
    /// Opens a conditional: `if (c) {` forward, `}` in reverse.
    IfBegin {
        /// Loaded condition.
        cond: VarId,
        /// `if (!c)`.
        negate: bool,
    },
    /// Closes a conditional: `}` forward, `if (c) {` in reverse.
    IfEnd {
        /// Condition as loaded for the reverse pass.
        cond: VarId,
        /// `if (!c)`.
        negate: bool,
    },
    /// A loop.
    Loop(Box<Loop>),
    /// `goto end_for_N;` (`break`) or `goto start_for_N;` (`continue`).
    Jump {
        /// Target loop.
        target: LoopLabel,
        /// `break`.
        leave: bool,
    },
    /// `return …;`
    Return {
        /// Values.
        values: Vec<VarId>,
        /// Number of its reverse label.
        label: u32,
    },
    /// `return {};`: a path that falls off the end of a function with a result. Forward only.
    ReturnDefault,
    /// `assert(...)`.
    Assert {
        /// Source of the whole statement, quotes escaped.
        text: Rc<str>,
        /// Loaded condition.
        cond: VarId,
    },
    /// `var = &(base.field);`
    FieldRef(Box<FieldRef>),
    /// `var = &(wp::index(array, i...)access);`
    SlotRef {
        /// The reference.
        dst: VarId,
        /// What it addresses.
        slot: Rc<ArraySlot>,
    },
    /// Store or atomic update of part of an array element.
    SlotUpdate {
        /// Location.
        slot: Rc<ArraySlot>,
        /// Value.
        value: VarId,
        /// Atomic operation, or a plain store.
        atomic: Option<&'static str>,
        /// The adjoint array descriptor.
        adjoint: SlotAdjoint,
        /// Deterministic-mode wrapping of the forward statement: text before and after.
        wrap: Option<(Rc<str>, Rc<str>)>,
    },
    /// `base.field = value;`
    FieldStore {
        /// Struct variable.
        base: VarId,
        /// Field.
        field: Rc<str>,
        /// Value.
        value: VarId,
        /// The field's adjoint flows back into the value.
        differentiable: bool,
    },
    /// `*ref = value;`
    RefStore {
        /// A `wp.ref` parameter.
        target: VarId,
        /// Loaded value.
        value: VarId,
    },
    /// `target = value;` where the target is an adjoint (`wp.adjoint[x] = …`). Forward and replay.
    AdjointStore {
        /// The adjoint's place.
        target: VarId,
        /// Value.
        value: VarId,
    },
    /// `var = (wp::uint64)(pointer);`
    AddressOf {
        /// Target.
        dst: VarId,
        /// A reference.
        pointer: VarId,
    },
    /// `var = Native(args);` or `Native{args}`.
    NativeInit {
        /// Target.
        dst: VarId,
        /// Arguments.
        args: Vec<VarId>,
        /// Braces rather than parentheses.
        aggregate: bool,
    },
    /// `var = {};`: a zero adjoint for `wp.grad`.
    ZeroInit(VarId),
    /// `var = T(1);`: the seed of `wp.grad`.
    SeedOne {
        /// The seed.
        dst: VarId,
        /// The return type as it is annotated: Python's `float` is spelled `float`.
        ty: Ty,
    },
    /// A forward call inside `wp.grad`: `out = f(args);` or `f(args, outs);`, forward and replay only.
    GradForward {
        /// Function.
        callee: FuncRef,
        /// Arguments.
        args: Vec<VarId>,
        /// Outputs.
        outs: Vec<VarId>,
    },
    /// `adj_f(args);` of `wp.grad`.
    GradCall {
        /// Function.
        callee: FuncRef,
        /// All arguments.
        args: Vec<VarId>,
    },
    /// `var = wp::tuple_t<…>(a, b);` of `wp.grad`.
    GradTuple {
        /// Target.
        dst: VarId,
        /// Adjoints.
        items: Vec<VarId>,
    },
    /// A statement of deterministic mode.
    Det(Box<DetStmt>),
}

/// A statement that deterministic mode adds; its text is composed in `lower::deterministic`.
#[derive(Clone, Debug)]
pub struct DetStmt {
    /// Forward text.
    pub forward: Option<Rc<str>>,
    /// Replay text.
    pub replay: Option<Rc<str>>,
    /// Reverse text.
    pub reverse: Option<Rc<str>>,
}

/// The adjoint side of a slot update (Warp's `array_slot_adjoint`).
#[derive(Clone, Debug)]
pub enum SlotAdjoint {
    /// `adj_<root>`.
    Root,
    /// The adjoint of the origin's root, or a lambda that walks the origin.
    Origin(Rc<Origin>),
}

/// A field access that yields a reference.
#[derive(Clone, Debug)]
pub struct FieldRef {
    /// The reference.
    pub dst: VarId,
    /// Aggregate.
    pub base: VarId,
    /// Field.
    pub field: Rc<str>,
    /// Pointers are read as `uint64`: element type of the pointer field.
    pub pointer_dtype: Option<Ty>,
    /// Print the pointer from this path instead of from `base`.
    pub origin: Option<Rc<Origin>>,
    /// The reverse statement adds; otherwise it assigns.
    pub accumulate: bool,
}

/// A straight run of instructions with the variables declared in it.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// Instructions in forward order.
    pub insts: Vec<Inst>,
    /// Variables created here and in nested `for` blocks; their adjoints are zeroed by an enclosing loop.
    pub vars: Vec<VarId>,
}

/// One built function or kernel.
#[derive(Clone, Debug)]
pub struct Body {
    /// All variables.
    pub vars: Vars,
    /// Parameters, in order.
    pub args: Vec<VarId>,
    /// Temporaries in numbering order.
    pub temps: Vec<VarId>,
    /// Instructions.
    pub root: Block,
    /// Returned values; `None` when nothing is returned.
    pub returns: Option<Vec<VarId>>,
    /// User functions called, in call order, without repeats (`called_user_functions`).
    pub callees: Vec<FunctionId>,
    /// `uses_tid`.
    pub uses_tid: bool,
    /// `uses_scalar_tid`.
    pub uses_scalar_tid: bool,
    /// A constant range exceeded `max_unroll`.
    pub has_non_unrolled_constant_loop: bool,
    /// `max_required_extra_shared_memory`.
    pub extra_shared: u64,
    /// `max_required_extra_shared_memory_backward`.
    pub extra_shared_backward: u64,
    /// Calls with `wp.ref` parameters that lack a manual adjoint.
    pub unvalidated_ref_calls: Vec<FunctionId>,
    /// An augmented slot assignment that cannot be differentiated.
    pub slot_augassign_error: Option<String>,
    /// Deterministic-mode metadata.
    pub det: Option<Box<DetBody>>,
}

/// Deterministic-mode metadata of a body: what the frames print. Owned by `lower::deterministic`.
#[derive(Clone, Debug, Default)]
pub struct DetBody {
    /// `needs_deterministic`: without it nothing is printed.
    pub active: bool,
    /// Counter targets in registration order.
    pub counters: Vec<DetTarget>,
    /// Scatter targets in registration order.
    pub scatters: Vec<DetTarget>,
}

/// A deterministic target, as hidden parameters and locals name it.
#[derive(Clone, Debug)]
pub struct DetTarget {
    /// `helper_name`.
    pub helper: Rc<str>,
    /// `value_ctype`.
    pub value_ctype: Rc<str>,
}
