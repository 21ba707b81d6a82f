//! Module text: header, definitions, functions in three passes, kernels (Warp's `ModuleBuilder.codegen`).

use rustc_hash::FxHashSet;

use super::function::Function;
use super::kernel::Kernel;
use super::program::EntryPoint;
use super::template as t;
use super::{Device, Direction, Scope};
use crate::diag::{ErrorClass, WarpError};
use crate::ids::{FunctionId, VarId};
use crate::ir::text::integer;
use crate::ir::{Body, FunctionIr, KernelIr};
use crate::types::{Ty, TyKind};

/// What Warp prints first where a module has no bfloat16.
const NO_BFLOAT16: &str = "#define WP_NO_BFLOAT16\n";

impl Scope<'_> {
    /// Appends the module's text.
    ///
    /// # Errors
    /// What Warp rejects while it writes a module.
    pub(super) fn write_module(&self, out: &mut String) -> Result<(), WarpError> {
        let start = out.len();
        out.push_str(NO_BFLOAT16);
        self.write_header(out);
        let body = out.len();
        let constant_params = self.constant_params_type()?;
        self.write_native_types(out);
        self.write_lto_declarations(out);
        self.write_structs(out);
        if let Some(ty) = constant_params {
            t::CUDA_CONSTANT_PARAMS.write(out, |_, out| self.ctype(ty, out));
        }
        self.write_functions(out)?;
        for ir in self.kernels() {
            let kernel = Kernel { scope: self, view: self.program.kernel(ir.plan.id)?, ir };
            kernel.write(out)?;
            if self.device == Device::Cpu {
                kernel.write_cpu_wrappers(out);
            }
        }
        // Comments count: they echo the Python source.
        if memchr::memmem::find(&out.as_bytes()[body..], b"bfloat16").is_some() {
            out.replace_range(start..start + NO_BFLOAT16.len(), "");
        }
        Ok(())
    }

    fn write_header(&self, out: &mut String) {
        let (header, preamble) = match self.device {
            Device::Cpu => (&*t::CPU_MODULE_HEADER, &self.module.options.extra_cpu_preamble),
            Device::Cuda => (&*t::CUDA_MODULE_HEADER, &self.module.options.extra_cuda_preamble),
        };
        header.write(out, |_, out| integer(out, i128::from(self.module.options.block_dim)));
        out.push_str(preamble);
        t::CAST_MACROS.write(out, |_, _| {});
    }

    fn write_lto_declarations(&self, out: &mut String) {
        let declarations = &self.module.lto_decls;
        if self.module.has_link_inputs || !declarations.is_empty() {
            out.push_str("#define WP_LTO_LINK_INPUTS 1\n");
        }
        if declarations.is_empty() {
            return;
        }
        out.push_str("extern \"C\" {\n");
        for declaration in declarations.values() {
            out.push_str(declaration);
            out.push('\n');
        }
        out.push_str("}\n");
    }

    fn write_structs(&self, out: &mut String) {
        let tiles = self.tile_structs();
        let mut printed = FxHashSet::default();
        for &id in &self.module.structs {
            let data = self.types.struct_data(id);
            if printed.insert(data.hash) {
                self.write_struct(&data, tiles.contains(&data.hash), out);
            }
        }
    }

    /// Hashes of the structs that are elements of tiles (`_get_tile_helper_struct_hashes`).
    fn tile_structs(&self) -> FxHashSet<[u8; 32]> {
        let mut found = FxHashSet::default();
        if self.module.structs.is_empty() {
            return found;
        }
        let mut visit = |body: &Body, var: VarId| {
            let dtype = match *self.types.kind(self.types.strip(body.vars[var].ty)) {
                TyKind::Tile(id) => self.types.tile_data(id).dtype,
                TyKind::TileStack { dtype, .. } => dtype,
                _ => return,
            };
            self.struct_dependencies(dtype, &mut found);
        };
        let kernels = self.module.kernels.iter().map(|kernel| &kernel.body);
        let functions = self.module.functions.iter().map(|function| &function.body);
        for body in kernels.chain(functions) {
            for &var in body.temps.iter().chain(body.returns.iter().flatten()) {
                visit(body, var);
            }
        }
        found
    }

    fn struct_dependencies(&self, ty: Ty, found: &mut FxHashSet<[u8; 32]>) {
        let Some((_, data)) = self.types.as_struct(self.types.strip(ty)) else { return };
        if found.insert(data.hash) {
            for field in &data.fields {
                self.struct_dependencies(field.ty, found);
            }
        }
    }

    /// The type of the `params` symbol, if a kernel has an external entry point.
    fn constant_params_type(&self) -> Result<Option<Ty>, WarpError> {
        let mut declared: Option<Ty> = None;
        if self.device == Device::Cpu {
            return Ok(None);
        }
        for ir in &self.module.kernels {
            let view = self.program.kernel(ir.plan.id)?;
            if view.attributes.entry_point != EntryPoint::ExternalConstantParams {
                continue;
            }
            let type_error = |text: String| {
                WarpError::new(ErrorClass::WarpCodegenTypeError, format!("Kernel '{}' {text}", view.key))
            };
            let ty = match ir.body.args[..] {
                [arg] if self.types.is_struct(ir.body.vars[arg].ty) => ir.body.vars[arg].ty,
                _ => {
                    let text = "with entry_point_abi='external_constant_params' must take exactly one Warp \
                                struct argument.";
                    return Err(type_error(text.into()));
                }
            };
            match declared {
                Some(first) if self.types.ctype(first) != self.types.ctype(ty) => {
                    return Err(type_error(format!(
                        "uses constant params type {}, but this module already declared params with {}.",
                        self.types.ctype(ty),
                        self.types.ctype(first)
                    )));
                }
                Some(_) => {}
                None => declared = Some(ty),
            }
        }
        Ok(declared)
    }

    /// Pass 1: forward code of functions without `wp.grad`. Pass 2: adjoints, custom gradients first. Pass 3:
    /// forward code of functions that call `wp.grad`, which have no adjoints.
    fn write_functions(&self, out: &mut String) -> Result<(), WarpError> {
        let functions = self.functions();
        let (grad, plain): (Vec<&Function<'_>>, Vec<&Function<'_>>) =
            functions.iter().partition(|function| function.view.uses_grad_call);
        if self.wants(Direction::Forward) {
            self.write_each(&plain, Direction::Forward, out)?;
        }
        if self.wants(Direction::Backward) {
            let custom: FxHashSet<FunctionId> =
                plain.iter().filter_map(|function| function.view.custom_grad).collect();
            let (gradients, others): (Vec<&Function<'_>>, Vec<&Function<'_>>) =
                plain.iter().partition(|function| custom.contains(&function.ir.id));
            self.write_each(&gradients, Direction::Backward, out)?;
            self.write_each(&others, Direction::Backward, out)?;
        }
        if self.wants(Direction::Forward) {
            self.write_each(&grad, Direction::Forward, out)?;
        }
        Ok(())
    }

    fn write_each(
        &self,
        functions: &[&Function<'_>],
        direction: Direction,
        out: &mut String,
    ) -> Result<(), WarpError> {
        for function in functions {
            match &function.view.snippet {
                Some(snippet) => function.write_snippet(out, snippet, direction),
                None => function.write(out, direction)?,
            }
        }
        Ok(())
    }

    /// The functions to print: all, or those that the selected kernel reaches.
    fn functions(&self) -> Vec<Function<'_>> {
        let reached = self.selected.map(|_| self.reached_functions());
        self.module
            .functions
            .iter()
            .filter(|ir| reached.as_ref().is_none_or(|reached| reached.contains(&ir.id)))
            .map(|ir| Function { scope: self, view: self.program.function(ir.id), ir })
            .collect()
    }

    /// The kernels to print: all, or the one that was selected.
    fn kernels(&self) -> impl Iterator<Item = &KernelIr> {
        self.module.kernels.iter().filter(|ir| self.selected.is_none_or(|id| ir.plan.id == id))
    }

    /// Functions called by the selected kernel, with their custom gradients and replays.
    fn reached_functions(&self) -> FxHashSet<FunctionId> {
        let by_id = |id: FunctionId| self.module.functions.iter().find(|ir: &&FunctionIr| ir.id == id);
        let mut reached = FxHashSet::default();
        let mut open: Vec<FunctionId> =
            self.kernels().flat_map(|ir| ir.body.callees.iter().copied()).collect();
        while let Some(id) = open.pop() {
            if !reached.insert(id) {
                continue;
            }
            let view = self.program.function(id);
            open.extend(view.custom_grad);
            open.extend(view.custom_replay);
            if let Some(ir) = by_id(id) {
                open.extend(ir.body.callees.iter().copied());
            }
        }
        reached
    }
}
