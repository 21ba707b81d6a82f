//! A program of one function or kernel, and a builder of bodies.

use std::rc::Rc;

use crate::diag::WarpError;
use crate::emit::{
    DeclView, Device, EmitOptions, FunctionView, KernelAttributes, KernelView, Program, emit_module,
};
use crate::ids::{BuiltinId, ExternalId, FuncRef, FunctionId, KernelId, ModuleId, VarId};
use crate::ir::{
    Block, Body, BuildOptions, Call, FunctionIr, Inst, KernelIr, KernelPlan, Label, ModuleIr, Op, Operand,
    Replay, Var, Vars,
};
use crate::types::{Const, OpaqueData, Ty, Types};

/// A program whose only function is `native` and whose only kernel is `key`.
pub(super) struct TestProgram {
    pub(super) types: Types,
    pub(super) file: &'static str,
    pub(super) lineno: u32,
    pub(super) def_line: u32,
    pub(super) lines: Vec<Rc<str>>,
    pub(super) native: &'static str,
    pub(super) attributes: KernelAttributes,
}

impl TestProgram {
    /// A program over one declaration of a fixture: its lines from the decorator on.
    pub(super) fn new(file: &'static str, lineno: u32, text: &str) -> Self {
        let lines = text.lines().skip(lineno as usize - 1).map(Rc::from).collect();
        TestProgram {
            types: Types::new(),
            file,
            lineno,
            def_line: 1,
            lines,
            native: "f_0",
            attributes: KernelAttributes::default(),
        }
    }

    fn decl(&self) -> DeclView<'_> {
        DeclView {
            file: self.file,
            fun_lineno: self.lineno,
            def_line: self.def_line,
            lines: &self.lines,
            custom_reverse_mode: false,
            custom_reverse_num_input_args: -1,
            skip_forward_codegen: false,
            skip_reverse_codegen: false,
        }
    }

    pub(super) fn range_type(&self) -> Ty {
        self.types.add_opaque(OpaqueData {
            name: "range_t".into(),
            qualified: "warp._src.types.range_t".into(),
            native: "range_t".into(),
            code: "".into(),
            erase_to: None,
            fields: Vec::new(),
        })
    }

    /// The text of a module with this kernel.
    pub(super) fn kernel_text(
        &self,
        mangled: &str,
        body: Body,
        options: BuildOptions,
        device: Device,
    ) -> String {
        let module = self.kernel_module(mangled, body, options);
        emit_module(self, &module, EmitOptions::all(device)).expect("prints")
    }

    pub(super) fn kernel_module(&self, mangled: &str, body: Body, options: BuildOptions) -> ModuleIr {
        let kernel = KernelIr {
            plan: KernelPlan { id: KernelId(0), hash: [0; 32], dim: 1, grid_stride: true },
            mangled: mangled.to_owned(),
            enable_backward: true,
            body,
        };
        module(options, vec![kernel], Vec::new())
    }

    /// The text of a module with this function, used by a kernel with backward code.
    pub(super) fn function_text(&self, body: Body, options: BuildOptions, device: Device) -> String {
        let function = FunctionIr { id: FunctionId(0), used_by_backward: true, body };
        let module = module(options, Vec::new(), vec![function]);
        emit_module(self, &module, EmitOptions::all(device)).expect("prints")
    }
}

fn module(options: BuildOptions, kernels: Vec<KernelIr>, functions: Vec<FunctionIr>) -> ModuleIr {
    ModuleIr {
        module: ModuleId(0),
        options,
        hash: [0xab; 32],
        kernels,
        functions,
        structs: Vec::new(),
        native_types: Vec::new(),
        lto_decls: std::collections::BTreeMap::default(),
        has_link_inputs: false,
    }
}

impl Program for TestProgram {
    fn types(&self) -> &Types {
        &self.types
    }
    fn function(&self, _: FunctionId) -> FunctionView<'_> {
        FunctionView {
            decl: self.decl(),
            native: self.native,
            namespace: "",
            inline_hint: None,
            snippet: None,
            custom_grad: None,
            custom_replay: None,
            uses_grad_call: false,
            force_adjoint_codegen: false,
        }
    }
    fn kernel(&self, _: KernelId) -> Result<KernelView<'_>, WarpError> {
        Ok(KernelView { decl: self.decl(), key: "k", attributes: self.attributes.clone() })
    }
    fn builtin(&self, _: BuiltinId) -> (&str, &str) {
        ("wp::", "sin")
    }
    fn external(&self, _: ExternalId) -> (&str, &str) {
        ("ns::", "f")
    }
    fn module_name(&self, _: ModuleId) -> &str {
        "m"
    }
}

/// Builds a body as lowering does: numbered temporaries, blocks, the current line and depth.
pub(super) struct Builder {
    pub(super) vars: Vars,
    args: Vec<VarId>,
    temps: Vec<VarId>,
    blocks: Vec<Block>,
    pub(super) line: u32,
    pub(super) depth: u32,
    pub(super) returns: Option<Vec<VarId>>,
    pub(super) uses_scalar_tid: bool,
}

impl Builder {
    pub(super) fn new() -> Self {
        Builder {
            vars: Vars::default(),
            args: Vec::new(),
            temps: Vec::new(),
            blocks: vec![Block::default()],
            line: 0,
            depth: 0,
            returns: None,
            uses_scalar_tid: false,
        }
    }

    pub(super) fn arg(&mut self, name: &str, ty: Ty) -> VarId {
        let id = self.vars.push(Var::new(Label::Param(name.into()), ty, None));
        self.args.push(id);
        id
    }

    pub(super) fn temp(&mut self, ty: Ty, constant: Option<Const>) -> VarId {
        let mut var = Var::new(Label::Temp(self.temps.len() as u32), ty, constant);
        var.line = Some(self.line);
        let id = self.vars.push(var);
        self.temps.push(id);
        self.blocks.last_mut().expect("a block").vars.push(id);
        id
    }

    pub(super) fn push(&mut self, op: Op) {
        let inst = Inst { line: self.line, depth: self.depth, at: (0, 0), op };
        self.blocks.last_mut().expect("a block").insts.push(inst);
    }

    /// A comment with the source line of that index.
    pub(super) fn source(&mut self, line: u32) {
        self.line = line;
        self.push(Op::Source);
    }

    pub(super) fn begin_block(&mut self) {
        self.blocks.push(Block::default());
    }

    pub(super) fn end_block(&mut self) -> Block {
        self.blocks.pop().expect("a block")
    }

    /// Hands a loop's variables to the block around it.
    pub(super) fn hoist(&mut self, blocks: [&Block; 2]) {
        let parent = self.blocks.last_mut().expect("a block");
        for block in blocks {
            parent.vars.extend(&block.vars);
        }
    }

    /// An ordinary built-in call.
    pub(super) fn call(&mut self, native: &str, args: &[VarId], out: VarId) {
        self.push(Op::Call(Box::new(call(native, args, &[out]))));
    }

    /// `load`: a call without reverse.
    pub(super) fn load(&mut self, from: VarId, ty: Ty) -> VarId {
        let out = self.temp(ty, None);
        let mut load = call("load", &[from], &[out]);
        load.reverse = false;
        self.push(Op::Call(Box::new(load)));
        out
    }

    pub(super) fn finish(mut self) -> Body {
        Body {
            vars: self.vars,
            args: self.args,
            temps: self.temps,
            root: self.blocks.pop().expect("a block"),
            returns: self.returns,
            callees: Vec::new(),
            uses_tid: self.uses_scalar_tid,
            uses_scalar_tid: self.uses_scalar_tid,
            has_non_unrolled_constant_loop: false,
            extra_shared: 0,
            extra_shared_backward: 0,
            unvalidated_ref_calls: Vec::new(),
            slot_augassign_error: None,
            det: None,
        }
    }
}

/// A call with the usual forms.
pub(super) fn call(native: &str, args: &[VarId], outs: &[VarId]) -> Call {
    let operands: Vec<Operand> = args.iter().map(|&id| Operand::Var(id)).collect();
    let callee = Some(FuncRef::Builtin(BuiltinId(0)));
    Call {
        adj_args: operands.clone(),
        args: operands,
        many: outs.len() > 1,
        reverse: true,
        ..Call::plain(callee, "wp::".into(), native.into(), outs.to_vec())
    }
}

/// `builtin_tid1d()`: no namespace, no arguments.
pub(super) fn tid(out: VarId) -> Op {
    let mut call = call("builtin_tid1d", &[], &[out]);
    call.namespace = "".into();
    call.reverse = false;
    Op::Call(Box::new(call))
}

/// `array_store`: not replayed.
pub(super) fn array_store(args: &[VarId]) -> Op {
    let mut call = call("array_store", args, &[]);
    call.replay = Replay::Comment;
    Op::Call(Box::new(call))
}

/// Panics with the first line of `text` that does not follow its predecessor in `whole`.
pub(super) fn assert_contained(whole: &str, text: &str) {
    if whole.contains(text) {
        return;
    }
    let mut end = 0;
    for (at, _) in text.match_indices('\n') {
        if !whole.contains(&text[..=at]) {
            break;
        }
        end = at + 1;
    }
    let line = text[end..].lines().next().unwrap_or_default();
    let (before, _) = text.split_at(end);
    let next = whole.find(before).map_or("", |at| whole[at + end..].lines().next().unwrap_or_default());
    panic!("real Warp does not write this line:\n  {line}\nhere; it writes\n  {next}\nall of it:\n{text}");
}

/// The part of `text` from the first `from` to the end of the first `to` after it.
pub(super) fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let start = text.find(from).expect("starts");
    let length = text[start..].find(to).expect("ends") + to.len();
    &text[start..start + length]
}
