//! What Warp's decorators do: functions, kernels, structs, overloads.

mod annotations;
mod decl;
mod function;
mod kernel;
mod options;
mod overloads;
mod references;
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

/// Private modules that Warp registers under their public names, without `warp._src.`.
const REDIRECTED: &[&str] = &[
    "autograd",
    "fem.adaptivity",
    "fem.cache",
    "fem.dirichlet",
    "fem.domain",
    "fem.field.field",
    "fem.field.nodal_field",
    "fem.field.restriction",
    "fem.field.virtual",
    "fem.geometry.adaptive_nanogrid",
    "fem.geometry.closest_point",
    "fem.geometry.deformed_geometry",
    "fem.geometry.element",
    "fem.geometry.geometry",
    "fem.geometry.grid_2d",
    "fem.geometry.grid_3d",
    "fem.geometry.hexmesh",
    "fem.geometry.nanogrid",
    "fem.geometry.partition",
    "fem.geometry.quadmesh",
    "fem.geometry.tetmesh",
    "fem.geometry.trimesh",
    "fem.integrate",
    "fem.linalg",
    "fem.operator",
    "fem.polynomial",
    "fem.quadrature.pic_quadrature",
    "fem.quadrature.quadrature",
    "fem.space.basis_function_space",
    "fem.space.basis_space",
    "fem.space.dof_mapper",
    "fem.space.function_space",
    "fem.space.grid_2d_function_space",
    "fem.space.grid_3d_function_space",
    "fem.space.hexmesh_function_space",
    "fem.space.nanogrid_function_space",
    "fem.space.partition",
    "fem.space.quadmesh_function_space",
    "fem.space.restriction",
    "fem.space.shape.cube_shape_function",
    "fem.space.shape.shape_function",
    "fem.space.shape.square_shape_function",
    "fem.space.shape.tet_shape_function",
    "fem.space.shape.triangle_shape_function",
    "fem.space.tetmesh_function_space",
    "fem.space.topology",
    "fem.space.trimesh_function_space",
    "fem.types",
    "fem.utils",
    "geometry.marching_cubes",
    "geometry.sparse_marching_cubes",
    "geometry.surface_nets",
    "math",
    "optim.adam",
    "optim.linear",
    "optim.sgd",
    "render.imgui_manager",
    "render.render_opengl",
    "render.render_usd",
    "render.utils",
    "sparse",
    "utils",
];

/// Warp's `module_registry.resolve_module_name`: private modules register under their public names.
fn resolve_module_name(python_module: &str) -> String {
    let Some(rest) = python_module.strip_prefix("warp._src.") else { return python_module.to_owned() };
    if rest == "geometry.delaunay" {
        return "warp.geometry".to_owned();
    }
    let redirected = REDIRECTED.binary_search(&rest).is_ok();
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
            owner: name.into(),
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
