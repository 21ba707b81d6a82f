//! What emission asks about functions and kernels: a narrow view of a `host::Session`.
//!
//! Emission looks at no Python. Everything that it prints about a declaration is in these views, so
//! that it can be tested with hand-built programs.

use std::rc::Rc;

use crate::diag::WarpError;
use crate::ids::{BuiltinId, ExternalId, FunctionId, KernelId, ModuleId, NativeId};
use crate::types::{Ty, TyKind, Types};

/// The declaration behind a function or kernel (the part of Warp's `Adjoint` that frames print).
#[derive(Clone, Copy, Debug)]
pub struct DeclView<'a> {
    /// `adj.filename`.
    pub file: &'a str,
    /// `adj.fun_lineno`.
    pub fun_lineno: u32,
    /// Index of the `def` line in `lines` (`adj.fun_def_lineno - 1`).
    pub def_line: u32,
    /// `adj.source_lines`.
    pub lines: &'a [Rc<str>],
    /// `adj.custom_reverse_mode`.
    pub custom_reverse_mode: bool,
    /// `adj.custom_reverse_num_input_args`.
    pub custom_reverse_num_input_args: i32,
    /// `adj.skip_forward_codegen`.
    pub skip_forward_codegen: bool,
    /// `adj.skip_reverse_codegen`.
    pub skip_reverse_codegen: bool,
}

/// A native snippet.
#[derive(Clone, Copy, Debug)]
pub struct SnippetView<'a> {
    /// Forward body.
    pub forward: &'a str,
    /// Adjoint body.
    pub adjoint: Option<&'a str>,
    /// Replay body.
    pub replay: Option<&'a str>,
}

/// A user function.
#[derive(Clone, Copy, Debug)]
pub struct FunctionView<'a> {
    /// Declaration.
    pub decl: DeclView<'a>,
    /// C++ name.
    pub native: &'a str,
    /// Namespace prefix.
    pub namespace: &'a str,
    /// `noinline` or `forceinline`.
    pub inline_hint: Option<&'a str>,
    /// Native snippet.
    pub snippet: Option<SnippetView<'a>>,
    /// Its custom gradient.
    pub custom_grad: Option<FunctionId>,
    /// Its custom replay.
    pub custom_replay: Option<FunctionId>,
    /// Calls `wp.grad`.
    pub uses_grad_call: bool,
    /// Adjoint code is wanted whoever calls it.
    pub force_adjoint_codegen: bool,
}

/// Which entry point a CUDA kernel has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum EntryPoint {
    /// Warp's own.
    #[default]
    Warp,
    /// `entry_point_abi="external_constant_params"`.
    ExternalConstantParams,
}

/// The options that only kernel frames print: module options overlaid with the kernel's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KernelAttributes {
    /// `launch_bounds`: one or two numbers, or none.
    pub launch_bounds: Vec<i64>,
    /// `cuda_max_registers`.
    pub max_registers: Option<i64>,
    /// `enable_cuda_smem_spilling`.
    pub smem_spilling: bool,
    /// `cluster_dim`, 1 when absent.
    pub cluster_dim: Option<i64>,
    /// `entry_point_abi`, which only the kernel itself can set.
    pub entry_point: EntryPoint,
}

/// A kernel.
#[derive(Clone, Debug)]
pub struct KernelView<'a> {
    /// Declaration.
    pub decl: DeclView<'a>,
    /// Key.
    pub key: &'a str,
    /// Attributes.
    pub attributes: KernelAttributes,
}

/// What the host knows about a registered native type beyond [`crate::types::NativeData`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NativeLayout {
    /// `sizeof`.
    pub size: usize,
    /// `alignof`.
    pub alignment: usize,
    /// Offsets of the exposed fields, in their order.
    pub offsets: Vec<usize>,
}

/// The program that a module belongs to.
pub trait Program {
    /// Its types.
    fn types(&self) -> &Types;
    /// A user function.
    fn function(&self, id: FunctionId) -> FunctionView<'_>;
    /// A kernel.
    ///
    /// # Errors
    /// An option of the wrong kind.
    fn kernel(&self, id: KernelId) -> Result<KernelView<'_>, WarpError>;
    /// Namespace prefix and C++ name of a built-in.
    fn builtin(&self, id: BuiltinId) -> (&str, &str);
    /// Namespace prefix and C++ name of a built-in that the program added.
    fn external(&self, id: ExternalId) -> (&str, &str);
    /// A module's name.
    fn module_name(&self, id: ModuleId) -> &str;
    /// Layout of a native type; by default as C lays out the exposed fields.
    fn native_layout(&self, id: NativeId) -> NativeLayout {
        let types = self.types();
        let (mut size, mut alignment) = (0usize, 1usize);
        let mut offsets = Vec::new();
        for field in &types.native_data(id).fields {
            let (s, a) = self.layout(field.ty);
            size = size.next_multiple_of(a);
            offsets.push(size);
            size += s;
            alignment = alignment.max(a);
        }
        NativeLayout { size: size.next_multiple_of(alignment), alignment, offsets }
    }

    /// Size and alignment of a field of a native type, which may be a native type itself.
    fn layout(&self, ty: Ty) -> (usize, usize) {
        match *self.types().kind(ty) {
            TyKind::Native(id) => {
                let layout = self.native_layout(id);
                (layout.size, layout.alignment)
            }
            _ => self.types().layout(ty),
        }
    }
}
