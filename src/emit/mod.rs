//! Printing lowered modules as the C++ and CUDA that Warp 1.19.0 writes.
//!
//! Everything textual is decided here: names, spacing, the order in which statements are printed
//! backwards, label lines, declarations. What a statement *is* comes from `ir`, which forms it has from
//! `adjoint`, and the fixed text around bodies from `codegen_templates/`.
//!
//! The whole module is appended to one buffer. Statements are written piece by piece; nothing is
//! formatted into a string of its own on the way.

mod body;
mod call;
mod cpu;
mod deterministic;
mod function;
mod kernel;
mod literal;
mod meta;
mod module;
mod native;
mod printer;
mod program;
mod reverse;
mod slot;
mod snippet;
mod ssa;
mod statement;
mod structs;
mod template;

#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::diag::WarpError;
use crate::ids::{FuncRef, KernelId};
use crate::ir::names::Names;
use crate::ir::{Body, ModuleIr};
use crate::types::{Ty, Types};

pub use literal::{constant as write_constant, float as write_python_float};
pub use meta::{emit_meta, module_file_stem};
pub use program::{
    DeclView, EntryPoint, FunctionView, KernelAttributes, KernelView, NativeLayout, Program, SnippetView,
};
pub use ssa::{emit_ssa, emit_ssa_json};

/// What code is generated for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Device {
    /// C++ for the host.
    Cpu,
    /// CUDA.
    Cuda,
}

impl Device {
    /// `cpu` or `cuda`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Device::Cpu => "cpu",
            Device::Cuda => "cuda",
        }
    }

    /// Extension of generated files.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Device::Cpu => "cpp",
            Device::Cuda => "cu",
        }
    }
}

/// A half of the generated code.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Direction {
    /// Kernels and functions.
    Forward,
    /// Their adjoints.
    Backward,
}

/// What to print of a module.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EmitOptions {
    /// Device.
    pub device: Device,
    /// Only this kernel, with the functions that it reaches.
    pub kernel: Option<KernelId>,
    /// Only one half.
    pub only: Option<Direction>,
}

impl EmitOptions {
    /// Everything, for one device.
    #[must_use]
    pub fn all(device: Device) -> Self {
        EmitOptions { device, kernel: None, only: None }
    }
}

/// A module's text.
///
/// # Errors
/// What Warp rejects only when it writes a module.
pub fn emit_module(
    program: &dyn Program,
    module: &ModuleIr,
    options: EmitOptions,
) -> Result<String, WarpError> {
    let mut out = String::with_capacity(capacity_hint(module));
    emit_module_into(program, module, options, &mut out)?;
    Ok(out)
}

/// Appends a module's text to a buffer.
///
/// # Errors
/// As [`emit_module`]; the buffer then holds what was written before.
pub fn emit_module_into(
    program: &dyn Program,
    module: &ModuleIr,
    options: EmitOptions,
    out: &mut String,
) -> Result<(), WarpError> {
    let scope = Scope {
        program,
        types: program.types(),
        module,
        device: options.device,
        selected: options.kernel,
        only: options.only,
        ctypes: RefCell::default(),
    };
    scope.write_module(out)
}

/// About how much text a module gives.
fn capacity_hint(module: &ModuleIr) -> usize {
    let bodies = module.kernels.iter().map(|k| &k.body).chain(module.functions.iter().map(|f| &f.body));
    4096 + bodies.map(|body| 4096 + body.temps.len() * 512).sum::<usize>()
}

/// What printing one module needs everywhere.
pub(crate) struct Scope<'a> {
    program: &'a dyn Program,
    types: &'a Types,
    module: &'a ModuleIr,
    device: Device,
    selected: Option<KernelId>,
    only: Option<Direction>,
    /// Spellings: types do not change any more when a module is printed.
    ctypes: RefCell<FxHashMap<Ty, Rc<str>>>,
}

impl Scope<'_> {
    fn wants(&self, direction: Direction) -> bool {
        self.only.is_none_or(|only| only == direction)
    }

    /// Appends the C++ spelling of a type.
    fn ctype(&self, ty: Ty, out: &mut String) {
        if let Some(text) = self.ctypes.borrow().get(&ty) {
            return out.push_str(text);
        }
        let start = out.len();
        self.types.write_ctype(ty, out);
        self.ctypes.borrow_mut().insert(ty, out[start..].into());
    }

    /// The initialiser of a tile or tile stack.
    fn tile_init(&self, ty: Ty, requires_grad: bool) -> Option<String> {
        if self.types.is_tile(ty) || self.types.is_tile_stack(ty) {
            self.types.tile_init(ty, requires_grad)
        } else {
            None
        }
    }

    fn names<'b>(&'b self, body: &'b Body) -> Names<'b> {
        Names { vars: &body.vars, types: self.types }
    }

    /// Namespace prefix and C++ name of a function.
    fn function_name(&self, func: FuncRef) -> (&str, &str) {
        match func {
            FuncRef::User(id) => {
                let view = self.program.function(id);
                (view.namespace, view.native)
            }
            FuncRef::Builtin(id) => self.program.builtin(id),
            FuncRef::External(id) => self.program.external(id),
        }
    }
}
