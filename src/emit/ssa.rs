//! The SSA of a module, printed with what emission knows of its program.

use super::program::Program;
use crate::builtins;
use crate::diag::WarpError;
use crate::ids::{BuiltinId, FuncRef, FunctionId, KernelId, ModuleId};
use crate::ir::ModuleIr;
use crate::ir::print::{Context, SourceLines, module_json, module_text};
use crate::types::Types;

struct SsaContext<'a> {
    program: &'a dyn Program,
    module: ModuleId,
}

impl Context for SsaContext<'_> {
    fn types(&self) -> &Types {
        self.program.types()
    }

    fn callable(&self, func: FuncRef) -> String {
        match func {
            FuncRef::User(id) => self.function_name(id),
            FuncRef::Builtin(id) => {
                let (namespace, native) = self.program.builtin(id);
                [namespace, native].concat()
            }
            FuncRef::External(id) => {
                let (namespace, native) = self.program.external(id);
                [namespace, native].concat()
            }
        }
    }

    fn builtin_name(&self, id: BuiltinId) -> &'static str {
        builtins::name(id)
    }

    fn function_name(&self, id: FunctionId) -> String {
        let view = self.program.function(id);
        [view.namespace, view.native].concat()
    }

    fn function_source(&self, id: FunctionId) -> SourceLines<'_> {
        let decl = self.program.function(id).decl;
        SourceLines { lines: decl.lines, first: decl.fun_lineno }
    }

    fn kernel_source(&self, id: KernelId) -> SourceLines<'_> {
        match self.program.kernel(id) {
            Ok(view) => SourceLines { lines: view.decl.lines, first: view.decl.fun_lineno },
            Err(_) => SourceLines { lines: &[], first: 0 },
        }
    }

    fn module_name(&self) -> &str {
        self.program.module_name(self.module)
    }
}

/// A module's SSA as text (see [`crate::ir::print`]).
#[must_use]
pub fn emit_ssa(program: &dyn Program, module: &ModuleIr) -> String {
    module_text(&SsaContext { program, module: module.module }, module)
}

/// A module's SSA as JSON, indented, ending in a newline.
///
/// # Errors
/// Never in practice: the value holds only strings, numbers and lists.
pub fn emit_ssa_json(program: &dyn Program, module: &ModuleIr) -> Result<String, WarpError> {
    let value = module_json(&SsaContext { program, module: module.module }, module);
    let mut text =
        serde_json::to_string_pretty(&value).map_err(|error| WarpError::runtime(error.to_string()))?;
    text.push('\n');
    Ok(text)
}
