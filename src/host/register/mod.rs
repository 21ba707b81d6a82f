//! What Warp's decorators do: functions, kernels, structs, overloads.

mod annotations;
mod decl;
mod function;
mod kernel;
mod overloads;
mod source;
mod statics;
mod structs;

pub use overloads::ArgType;

use super::session::Session;
use crate::ids::{FunctionId, ModuleId};

/// Warp's `make_full_qualified_name`: dots become double underscores, anything else that is no identifier goes.
#[must_use]
pub fn full_qualified_name(qualname: &str) -> String {
    qualname.replace('.', "__").chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
}

/// Warp's `module_registry.resolve_module_name`: private modules register under their public names.
fn resolve_module_name(python_module: &str) -> String {
    let Some(rest) = python_module.strip_prefix("warp._src.") else { return python_module.to_owned() };
    if rest == "geometry.delaunay" {
        return "warp.geometry".to_owned();
    }
    const REDIRECTED: &[&str] =
        &["autograd", "geometry.", "math", "sparse", "utils", "optim.", "render.", "fem."];
    let redirected = REDIRECTED.iter().any(|p| if p.ends_with('.') { rest.starts_with(p) } else { rest == *p });
    if redirected { format!("warp.{rest}") } else { python_module.to_owned() }
}

impl Session {
    /// Warp's `generate_unique_function_identifier`.
    fn native_function_name(&mut self, key: &str) -> String {
        let count = self.function_counts.entry(key.into()).or_insert(0);
        let id = *count;
        *count += 1;
        format!("{key}_{id}")
    }

    /// The Warp module of a name, made if it does not exist.
    pub(super) fn warp_module(&mut self, name: &str) -> ModuleId {
        if let Some(id) = self.user_modules.get(name) {
            return *id;
        }
        let id = self.new_warp_module(name);
        self.user_modules.insert(name.into(), id);
        id
    }

    /// A Warp module that is not in the registry.
    pub(super) fn new_warp_module(&mut self, name: &str) -> ModuleId {
        let id = ModuleId(self.modules.len() as u32);
        self.modules.push(super::model::WarpModule {
            name: name.into(),
            kernels: Vec::new(),
            options: self.default_module_options(),
            is_unique: false,
            owned: name == &*self.main_module,
        });
        self.module_states.push(super::session::ModuleState::default());
        id
    }

    /// The module that a construct defined in a Python module registers in.
    pub(super) fn module_of_python(&mut self, python_module: &str) -> ModuleId {
        self.warp_module(&resolve_module_name(python_module))
    }

    /// The function object of a registered function.
    #[must_use]
    pub fn function_id(&self, index: usize) -> Option<FunctionId> {
        (index < self.functions.len()).then_some(FunctionId(index as u32))
    }
}
