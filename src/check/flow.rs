//! What flows where in one body: which values depend on differentiable input, which reach differentiable output,
//! and which the reverse pass cannot have.
//!
//! Warp's reverse pass first replays the forward statements without their loops, then walks back; a loop's body is
//! replayed once per round, from the state that is left. So values that a loop computes are lost after it, and
//! values it carries from round to round are those of another round.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::adjoint;
use crate::builtins;
use crate::ids::{FuncRef, FunctionId, VarId};
use crate::ir::{Block, Body, Call, Inst, Label, Loop, Op, Operand};
use crate::types::{Ty, TyKind, Types};

/// An instruction and where it stands.
pub(super) struct Step<'a> {
    pub(super) inst: &'a Inst,
    /// The innermost loop around it.
    pub(super) in_loop: Option<usize>,
}

/// A loop that was not unrolled: the steps it spans.
pub(super) struct LoopSpan<'a> {
    pub(super) node: &'a Loop,
    /// The bytes of its head.
    pub(super) at: (u32, u32),
    pub(super) parent: Option<usize>,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The instructions of a body in a row, and what is known of their values.
pub(super) struct Flow<'a> {
    pub(super) body: &'a Body,
    pub(super) types: &'a Types,
    callees: &'a Callees,
    pub(super) steps: Vec<Step<'a>>,
    pub(super) loops: Vec<LoopSpan<'a>>,
    varied: FxHashSet<VarId>,
    useful: FxHashSet<VarId>,
    /// The array a variable refers to, as a path from a parameter: `x`, `s.x`.
    roots: FxHashMap<VarId, Rc<str>>,
}

/// What user functions do with their arguments.
#[derive(Default)]
pub(super) struct Callees {
    /// The array parameters that a function writes to.
    writes: FxHashMap<FunctionId, Vec<usize>>,
    /// Functions whose adjoint needs no values of their arguments.
    linear: FxHashSet<FunctionId>,
}

impl Callees {
    /// Records what a function does.
    pub(super) fn add(&mut self, id: FunctionId, writes: Vec<usize>, linear: bool) {
        self.writes.insert(id, writes);
        if linear {
            self.linear.insert(id);
        }
    }
}

/// How an operation's adjoint uses the values of its operands.
enum Need {
    /// Only indices and conditions.
    Selectors,
    /// Each operand's adjoint uses the other operands.
    Others,
    /// Anything may be used.
    All,
}

/// What a call's adjoint needs, by C++ name.
fn need(call: &Call, callees: &Callees) -> Need {
    if let Some(FuncRef::User(id)) = call.callee {
        return if callees.linear.contains(&id) { Need::Selectors } else { Need::All };
    }
    match &*call.native {
        "mul" | "dot" | "cross" | "outer" | "tensordot" | "ddot" | "cw_mul" | "tile_matmul" => Need::Others,
        "add"
        | "sub"
        | "neg"
        | "pos"
        | "copy"
        | "assign"
        | "where"
        | "extract"
        | "address"
        | "view"
        | "load"
        | "index"
        | "indexref"
        | "array_store"
        | "store"
        | "atomic_add"
        | "atomic_sub"
        | "assign_inplace"
        | "assign_copy"
        | "float"
        | "float16"
        | "float32"
        | "float64"
        | "vec_t"
        | "mat_t"
        | "quat_t"
        | "transform_t"
        | "transpose"
        | "trace"
        | "transform_get_translation"
        | "transform_get_rotation"
        | "transform_set_translation"
        | "transform_set_rotation"
        | "tuple"
        | "tile_load"
        | "tile_store"
        | "tile_sum"
        | "tile_zeros"
        | "tile_ones"
        | "tile_full"
        | "tile_add"
        | "tile_sub"
        | "tile_neg"
        | "tile_broadcast"
        | "tile_reshape"
        | "tile_view"
        | "tile_assign"
        | "tile_extract"
        | "untile"
        | "tile"
        | "tile_transpose"
        | "tile_atomic_add"
        | "tile_squeeze"
        | "tile_astype"
        | "skew"
        | "diag"
        | "get_diag"
        | "matrix_from_cols"
        | "matrix_from_rows"
        | "spatial_top"
        | "spatial_bottom" => Need::Selectors,
        _ => Need::All,
    }
}

/// Whether a call stores into the array (or array element) that is its first argument.
pub(super) fn stores(call: &Call) -> bool {
    let name = &*call.native;
    matches!(call.callee, Some(FuncRef::Builtin(_)))
        && (matches!(name, "array_store" | "store" | "tile_store" | "tile_store_indexed")
            || name.starts_with("atomic_")
            || name.starts_with("tile_atomic_"))
}

/// The variables among operands.
pub(super) fn operand_vars(operands: &[Operand]) -> impl Iterator<Item = VarId> + '_ {
    operands.iter().filter_map(|operand| match operand {
        Operand::Var(var) => Some(*var),
        _ => None,
    })
}

/// What an instruction reads and what it gives a new value to.
fn reads_and_writes(op: &Op) -> (Vec<VarId>, Vec<VarId>) {
    match op {
        Op::Call(call) => {
            let reads: Vec<VarId> = operand_vars(&call.args).chain(operand_vars(&call.adj_args)).collect();
            let mut writes = call.outs.clone();
            if changes_first(call) {
                writes.extend(reads.first());
            }
            (reads, writes)
        }
        Op::Literal { dst, .. } => (Vec::new(), vec![*dst]),
        Op::Compare { dst, first, links } => {
            (links.iter().flat_map(|l| [l.1, l.2]).chain([*first]).collect(), vec![*dst])
        }
        Op::BoolSet { dst, src } | Op::BoolFold { dst, src, .. } => (vec![*src], vec![*dst]),
        Op::FieldRef(field) => (vec![field.base], vec![field.dst]),
        Op::SlotRef { dst, slot } => (slot.indices.iter().copied().chain([slot.root]).collect(), vec![*dst]),
        Op::FieldStore { base, value, .. } => (vec![*value], vec![*base]),
        Op::RefStore { target, value } => (vec![*value], vec![*target]),
        Op::NativeInit { dst, args, .. } => (args.clone(), vec![*dst]),
        Op::GradForward { args, outs, .. } => (args.clone(), outs.clone()),
        Op::GradTuple { dst, items } => (items.clone(), vec![*dst]),
        Op::AddressOf { dst, pointer } => (vec![*pointer], vec![*dst]),
        _ => (Vec::new(), Vec::new()),
    }
}

/// Calls that change the local variable that is their first argument.
fn changes_first(call: &Call) -> bool {
    matches!(call.callee, Some(FuncRef::Builtin(_)))
        && (matches!(&*call.native, "assign" | "assign_inplace" | "add_inplace" | "sub_inplace")
            || call.native.starts_with("transform_set_")
            || call.native.ends_with("_inplace"))
}

impl<'a> Flow<'a> {
    /// Analyses a body. `is_kernel`: scalars given to kernels have no gradient, those given to functions do.
    pub(super) fn new(body: &'a Body, types: &'a Types, callees: &'a Callees, is_kernel: bool) -> Self {
        let mut flow = Flow {
            body,
            types,
            callees,
            steps: Vec::new(),
            loops: Vec::new(),
            varied: FxHashSet::default(),
            useful: FxHashSet::default(),
            roots: FxHashMap::default(),
        };
        flow.flatten(&body.root, None);
        flow.find_roots();
        flow.find_varied(is_kernel);
        flow.find_useful();
        flow
    }

    fn flatten(&mut self, block: &'a Block, in_loop: Option<usize>) {
        for inst in &block.insts {
            if let Op::Loop(node) = &inst.op {
                let (index, start) = (self.loops.len(), self.steps.len());
                self.loops.push(LoopSpan { node, at: inst.at, parent: in_loop, start, end: start });
                self.flatten(&node.header, Some(index));
                self.flatten(&node.body, Some(index));
                self.loops[index].end = self.steps.len();
            } else {
                self.steps.push(Step { inst, in_loop });
            }
        }
    }

    fn find_roots(&mut self) {
        for &arg in &self.body.args {
            if let Label::Param(name) = &self.body.vars[arg].label {
                self.roots.insert(arg, name.clone());
            }
        }
        for index in 0..self.steps.len() {
            let (dst, root) = match &self.steps[index].inst.op {
                Op::FieldRef(field) => {
                    let Some(base) = self.roots.get(&field.base) else { continue };
                    (field.dst, Rc::from(format!("{base}.{}", field.field)))
                }
                Op::SlotRef { dst, slot } => match self.roots.get(&slot.root) {
                    Some(root) => (*dst, root.clone()),
                    None => continue,
                },
                Op::Call(call)
                    if matches!(&*call.native, "address" | "view" | "load" | "copy" | "indexref") =>
                {
                    let base = operand_vars(&call.args).next();
                    let Some(root) = base.and_then(|base| self.roots.get(&base)) else { continue };
                    let [out] = call.outs[..] else { continue };
                    let root = root.clone();
                    // A loaded element is a value of its own.
                    if !self.is_storage(self.body.vars[out].ty) {
                        continue;
                    }
                    (out, root)
                }
                _ => continue,
            };
            self.roots.insert(dst, root);
        }
    }

    /// Whether a variable of that type refers to memory: arrays and references.
    fn is_storage(&self, ty: Ty) -> bool {
        self.types.is_ref(ty) || self.types.is_array(ty)
    }

    /// The array behind a variable, by path.
    pub(super) fn root(&self, var: VarId) -> Option<&Rc<str>> {
        self.roots.get(&var)
    }

    /// Whether values of this type have gradients.
    pub(super) fn has_gradient(&self, ty: Ty) -> bool {
        let ty = self.types.strip(ty);
        if let Some((_, dtype, _)) = self.types.as_array(ty) {
            return self.has_gradient(dtype);
        }
        match &*self.types.kind(ty) {
            TyKind::Struct(id) => self.types.struct_data(*id).fields.iter().any(|f| self.has_gradient(f.ty)),
            TyKind::Tile(id) => self.has_gradient(self.types.tile_data(*id).dtype),
            TyKind::Tuple { types, .. } => types.iter().any(|&ty| self.has_gradient(ty)),
            _ => self.types.is_float(self.types.scalar_of(ty)),
        }
    }

    fn find_varied(&mut self, is_kernel: bool) {
        for &arg in &self.body.args {
            let ty = self.body.vars[arg].ty;
            let stored = self.types.is_array(ty) || self.types.is_struct(ty);
            if self.has_gradient(ty) && (stored || !is_kernel) {
                self.varied.insert(arg);
            }
        }
        // Twice: loops carry values back.
        for _ in 0..2 {
            for index in 0..self.steps.len() {
                let op = &self.steps[index].inst.op;
                if let Op::Call(call) = op
                    && !adjoint::has_reverse_call(call)
                    && &*call.native != "load"
                {
                    continue;
                }
                let (reads, writes) = reads_and_writes(op);
                if reads.iter().any(|var| self.varied.contains(var)) {
                    let gradient = |var: &VarId| self.has_gradient(self.body.vars[*var].ty);
                    let written: Vec<VarId> = writes.into_iter().filter(gradient).collect();
                    self.varied.extend(written);
                }
            }
        }
    }

    fn find_useful(&mut self) {
        for _ in 0..2 {
            for index in (0..self.steps.len()).rev() {
                let op = &self.steps[index].inst.op;
                let (reads, writes) = reads_and_writes(op);
                let mut wanted = writes.iter().any(|var| self.useful.contains(var));
                match op {
                    Op::Call(call) if stores(call) => {
                        let target = operand_vars(&call.args).next();
                        wanted |= target.is_some_and(|var| self.has_gradient(self.body.vars[var].ty));
                    }
                    // What a function does with an array is not looked at here.
                    Op::Call(call) if matches!(call.callee, Some(FuncRef::User(_))) => {
                        let mut args = operand_vars(&call.args);
                        wanted |= args.any(|var| {
                            let ty = self.body.vars[var].ty;
                            self.types.is_array(self.types.strip(ty)) && self.has_gradient(ty)
                        });
                    }
                    Op::SlotUpdate { slot, value, .. } if self.has_gradient(slot.ty) => {
                        self.useful.insert(*value);
                    }
                    Op::RefStore { value, .. } => {
                        self.useful.insert(*value);
                    }
                    Op::Return { values, .. } => self.useful.extend(values),
                    _ => {}
                }
                if wanted {
                    self.useful.extend(reads);
                }
            }
        }
    }

    /// Whether a value depends on differentiable input.
    pub(super) fn is_varied(&self, var: VarId) -> bool {
        self.varied.contains(&var)
    }

    /// Whether a value reaches differentiable output.
    pub(super) fn is_useful(&self, var: VarId) -> bool {
        self.useful.contains(&var)
    }

    /// Whether a call passes a gradient on: from an output that matters to an operand that varies.
    pub(super) fn is_active(&self, call: &Call) -> bool {
        // A store passes on the gradient of the value, not that of the array.
        let passed = usize::from(stores(call));
        adjoint::has_reverse_call(call)
            && operand_vars(&call.adj_args).skip(passed).any(|var| self.is_varied(var))
            && (stores(call) || call.outs.iter().any(|&out| self.is_useful(out)))
    }

    /// The lost value that makes a call's adjoint wrong.
    pub(super) fn spoiled_by(&self, call: &Call, lost: &dyn Fn(VarId) -> bool) -> Option<VarId> {
        if !self.is_active(call) {
            return None;
        }
        let values: Vec<VarId> = operand_vars(&call.args).collect();
        let adjoints: Vec<VarId> = operand_vars(&call.adj_args).collect();
        let selects = |var: VarId| {
            let scalar = self.types.scalar_of(self.types.strip(self.body.vars[var].ty));
            self.types.as_scalar(scalar).is_some_and(|s| !s.is_float())
                && !self.types.is_array(self.body.vars[var].ty)
        };
        let varied_but = |index: usize| {
            adjoints.iter().enumerate().any(|(other, &var)| other != index && self.is_varied(var))
        };
        let constant = |var: VarId| self.body.vars[var].constant.is_some();
        (0..values.len()).map(|index| (index, values[index])).find_map(|(index, var)| {
            if !lost(var) || constant(var) {
                return None;
            }
            let spoils = match need(call, self.callees) {
                Need::Selectors => selects(var),
                Need::Others => varied_but(index),
                Need::All => !self.types.is_array(self.types.strip(self.body.vars[var].ty)),
            };
            // A quotient by a known divisor is as good as a product with a constant.
            let scaled = &*call.native == "div" && index == 0 && !varied_but(0);
            (spoils && !scaled).then_some(var)
        })
    }

    /// What an instruction reads and what it gives a new value to.
    pub(super) fn effects(&self, index: usize) -> (Vec<VarId>, Vec<VarId>) {
        reads_and_writes(&self.steps[index].inst.op)
    }

    /// The arrays an instruction writes to, by path.
    pub(super) fn written_roots(&self, index: usize) -> Vec<Rc<str>> {
        let root = |var: VarId| self.root(var).cloned();
        match &self.steps[index].inst.op {
            Op::Call(call) if stores(call) => {
                let target = match &*call.native {
                    // The array comes first, the tile second.
                    _ if call.native.starts_with("tile_") => operand_vars(&call.args)
                        .find(|&var| self.types.is_array(self.types.strip(self.body.vars[var].ty))),
                    _ => operand_vars(&call.args).next(),
                };
                target.and_then(root).into_iter().collect()
            }
            Op::Call(call) => match call.callee {
                Some(FuncRef::User(id)) => {
                    let Some(params) = self.callees.writes.get(&id) else { return Vec::new() };
                    let args: Vec<VarId> = operand_vars(&call.args).collect();
                    params.iter().filter_map(|&p| args.get(p).copied().and_then(root)).collect()
                }
                _ => Vec::new(),
            },
            Op::SlotUpdate { slot, .. } => root(slot.root).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// The overload of a built-in that a call goes to.
    pub(super) fn overload(call: &Call) -> Option<&'static builtins::Overload> {
        let Some(FuncRef::Builtin(id)) = call.callee else { return None };
        builtins::overloads(id).get(usize::from(call.overload?))
    }

    /// Whether a loop is another one or around it.
    pub(super) fn encloses(&self, outer: usize, mut inner: Option<usize>) -> bool {
        while let Some(index) = inner {
            if index == outer {
                return true;
            }
            inner = self.loops[index].parent;
        }
        false
    }
    /// Which array parameters are written to.
    pub(super) fn written_params(&self) -> Vec<usize> {
        let mut out = Vec::new();
        for index in 0..self.steps.len() {
            for root in self.written_roots(index) {
                let name = root.split('.').next().unwrap_or_default();
                let is_param =
                    |&arg: &VarId| matches!(&self.body.vars[arg].label, Label::Param(l) if &**l == name);
                out.extend(self.body.args.iter().position(is_param).filter(|at| !out.contains(at)));
            }
        }
        out
    }

    /// Whether no adjoint in the body needs a value that comes from a parameter.
    pub(super) fn is_linear(&self) -> bool {
        let mut known: FxHashSet<VarId> = self.body.args.iter().copied().collect();
        let mut under_condition = 0;
        for (index, step) in self.steps.iter().enumerate() {
            let (reads, writes) = self.effects(index);
            match &step.inst.op {
                Op::IfBegin { .. } => under_condition += 1,
                Op::IfEnd { .. } => under_condition -= 1,
                Op::Call(call) => {
                    let active = self.is_active(call);
                    if active && (under_condition > 0 || step.in_loop.is_some()) {
                        return false;
                    }
                    if self.spoiled_by(call, &|var| known.contains(&var)).is_some() {
                        return false;
                    }
                }
                _ => {}
            }
            if reads.iter().any(|var| known.contains(var)) {
                known.extend(writes);
            }
        }
        true
    }
}
