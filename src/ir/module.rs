//! A lowered module: what emission prints.

use std::collections::BTreeMap;

use super::Body;
use crate::ids::{FunctionId, KernelId, ModuleId, NativeId, StructId};

/// The module options that lowering and emission read, after resolution against `wp.config`.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct BuildOptions {
    pub block_dim: u32,
    pub enable_backward: bool,
    pub max_unroll: i64,
    pub lineinfo: bool,
    /// `mode == "debug"`.
    pub debug: bool,
    pub line_directives: bool,
    pub default_grid_stride: bool,
    /// 0: not guaranteed, 1: run to run, 2: GPU to GPU.
    pub deterministic: u8,
    pub enable_vector_component_overwrites: bool,
    pub extra_cpu_preamble: String,
    pub extra_cuda_preamble: String,
    /// Target architecture (`90`), `None` as in a launch without one.
    pub output_arch: Option<u32>,
    pub enable_mathdx_gemm: bool,
    pub enable_mathdx_solver: bool,
    pub enable_mathdx_fft: bool,
    pub strip_hash: bool,
    pub llvm_cuda: bool,
}

impl Default for BuildOptions {
    fn default() -> Self {
        BuildOptions {
            block_dim: 256,
            enable_backward: true,
            max_unroll: 16,
            lineinfo: false,
            debug: false,
            line_directives: true,
            default_grid_stride: true,
            deterministic: 0,
            enable_vector_component_overwrites: false,
            extra_cpu_preamble: String::new(),
            extra_cuda_preamble: String::new(),
            output_arch: None,
            enable_mathdx_gemm: true,
            enable_mathdx_solver: true,
            enable_mathdx_fft: true,
            strip_hash: false,
            llvm_cuda: false,
        }
    }
}

impl BuildOptions {
    /// Whether `#line` directives are printed at all.
    #[must_use]
    pub fn prints_lines(&self) -> bool {
        (self.lineinfo || self.debug) && self.line_directives
    }
}

/// What hashing decides about a kernel before it is lowered.
#[derive(Clone, Debug)]
pub struct KernelPlan {
    /// The kernel or generic instance.
    pub id: KernelId,
    /// Its digest.
    pub hash: [u8; 32],
    /// Launch dimensions (`adj.kernel_dim`).
    pub dim: u32,
    /// Which CUDA template (`kernel.grid_stride`).
    pub grid_stride: bool,
}

/// A lowered kernel.
#[derive(Clone, Debug)]
pub struct KernelIr {
    /// From hashing.
    pub plan: KernelPlan,
    /// `key_<hash8>`, or the key when hashes are stripped.
    pub mangled: String,
    /// Backward code is wanted: module options overlaid with the kernel's.
    pub enable_backward: bool,
    /// Its code.
    pub body: Body,
}

/// A lowered user function.
#[derive(Clone, Debug)]
pub struct FunctionIr {
    /// The overload, instance or clone.
    pub id: FunctionId,
    /// `used_by_backward_kernel`, final.
    pub used_by_backward: bool,
    /// Its code.
    pub body: Body,
}

/// A lowered module.
#[derive(Clone, Debug)]
pub struct ModuleIr {
    /// Which module.
    pub module: ModuleId,
    /// Options.
    pub options: BuildOptions,
    /// SHA-256 of the module.
    pub hash: [u8; 32],
    /// Kernels in digest order.
    pub kernels: Vec<KernelIr>,
    /// Functions in build order.
    pub functions: Vec<FunctionIr>,
    /// Structs in registration order; may hold several with one hash (printed once).
    pub structs: Vec<StructId>,
    /// Native types in registration order.
    pub native_types: Vec<NativeId>,
    /// LTO declarations by symbol.
    pub lto_decls: BTreeMap<String, String>,
    /// An LTO or fatbin input was recorded.
    pub has_link_inputs: bool,
}
