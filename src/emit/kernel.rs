//! Kernels (Warp's `codegen_kernel`).

use super::body::{BodyKind, BodyText};
use super::printer::Directives;
use super::program::{EntryPoint, KernelView};
use super::template as t;
use super::{Device, Direction, Scope};
use crate::diag::{ErrorClass, WarpError};
use crate::ids::VarId;
use crate::ir::text::{Lines, integer, number};
use crate::ir::{Body, KernelIr};
use crate::types::{Ty, py_tuple};

/// One kernel being printed.
pub(super) struct Kernel<'a> {
    pub(super) scope: &'a Scope<'a>,
    pub(super) view: KernelView<'a>,
    pub(super) ir: &'a KernelIr,
}

impl Kernel<'_> {
    /// Appends the argument struct and the kernel functions of the wanted directions.
    ///
    /// # Errors
    /// What Warp rejects while printing: combinations with external entry points, unprintable constants.
    pub(super) fn write(&self, out: &mut String) -> Result<(), WarpError> {
        let external = self.check_entry_point()?;
        self.check_launch_bounds()?;
        let directives = Directives::new(self.scope, &self.view.decl);
        if self.scope.device == Device::Cpu {
            t::CPU_ARGS_STRUCT.write(out, |slot, out| match slot {
                "name" => out.push_str(&self.ir.mangled),
                "fields" => self.struct_fields(out),
                _ => {}
            });
        }
        if self.scope.wants(Direction::Forward) {
            self.direction(out, Direction::Forward, external, directives.as_ref())?;
        }
        if self.ir.enable_backward && !external && self.scope.wants(Direction::Backward) {
            self.direction(out, Direction::Backward, false, directives.as_ref())?;
        }
        Ok(())
    }

    pub(super) fn body(&self) -> &Body {
        &self.ir.body
    }

    fn check_launch_bounds(&self) -> Result<(), WarpError> {
        let bounds = &self.view.attributes.launch_bounds;
        if self.scope.device == Device::Cpu || bounds.len() <= 2 {
            return Ok(());
        }
        let got = py_tuple(bounds);
        let text = format!("launch_bounds must be an int or a tuple/list of 1-2 ints, got {got}");
        Err(WarpError::new(ErrorClass::ValueError, text))
    }

    /// Whether the kernel has an external entry point, after the checks that Warp makes of it.
    fn check_entry_point(&self) -> Result<bool, WarpError> {
        if self.view.attributes.entry_point == EntryPoint::Warp {
            return Ok(false);
        }
        let key = self.view.key;
        let fail = |text: &str| {
            let abi = "entry_point_abi='external_constant_params'";
            Err(WarpError::codegen(format!("Kernel '{key}' {}", text.replace("{abi}", abi))))
        };
        if self.scope.device != Device::Cuda {
            return fail("uses {abi}, which is not supported by the CPU backend.");
        }
        if self.ir.enable_backward {
            return fail("with {abi} does not support backward code generation; set enable_backward=False.");
        }
        if self.body().det.as_ref().is_some_and(|det| det.active) {
            return fail("with {abi} does not support deterministic lowering.");
        }
        if self.body().uses_tid {
            return fail(
                "with {abi} cannot use wp.tid(); the external entry point does not define dim or _idx.",
            );
        }
        if self.body().total_shared(self.scope.types) != 0 {
            return fail(
                "with {abi} cannot use shared-memory tiles; external entry-point runtimes such as OptiX do \
                 not accept Warp's shared-memory allocator.",
            );
        }
        match self.body().args[..] {
            [arg] if self.scope.types.is_struct(self.ty(arg)) => Ok(true),
            _ => fail("with {abi} must take exactly one Warp struct argument."),
        }
    }

    fn direction(
        &self,
        out: &mut String,
        direction: Direction,
        external: bool,
        directives: Option<&Directives>,
    ) -> Result<(), WarpError> {
        let grid_stride = self.ir.plan.grid_stride && !external;
        let template = match (self.scope.device, direction) {
            (Device::Cpu, Direction::Forward) => &*t::CPU_KERNEL_FORWARD,
            (Device::Cpu, Direction::Backward) => &*t::CPU_KERNEL_BACKWARD,
            (Device::Cuda, _) if external => &*t::CUDA_KERNEL_EXTERNAL_PARAMS,
            (Device::Cuda, _) if grid_stride => &*t::CUDA_KERNEL_GRID_STRIDE,
            (Device::Cuda, _) => &*t::CUDA_KERNEL,
        };
        let text = BodyText {
            scope: self.scope,
            body: self.body(),
            decl: &self.view.decl,
            directives,
            kind: if external { BodyKind::Function } else { BodyKind::Kernel { grid_stride } },
        };
        template.render(out, |slot, out| {
            match slot {
                "name" => self.entry_name(out, direction),
                "args" => self.args(out, direction),
                "body" => {
                    if let Some(det) = &self.body().det {
                        super::deterministic::kernel_locals(det, self.scope.device, out);
                    }
                    match direction {
                        Direction::Forward => text.forward(out)?,
                        Direction::Backward => text.reverse(out)?,
                    }
                }
                "line_directive" => {
                    if let Some(directives) = directives {
                        directives.write(out, self.view.decl.def_line);
                    }
                }
                "array_setup" => self.array_setup(out, direction),
                "constant_params_alias" => self.constant_params_alias(out),
                "smem_spilling" => self.smem_spilling(out, direction),
                slot => self.attribute(out, slot),
            }
            Ok(())
        })
    }

    /// The C++ name; on CUDA with the suffix of the direction unless the entry point is external.
    fn entry_name(&self, out: &mut String, direction: Direction) {
        out.push_str(&self.ir.mangled);
        if self.scope.device == Device::Cuda {
            out.push_str(cuda_suffix(self.view.attributes.entry_point, direction));
        }
    }

    fn args(&self, out: &mut String, direction: Direction) {
        let mut list = Lines::new();
        let first = list.item(out);
        first.push_str("wp::launch_bounds_t<");
        number(first, self.ir.plan.dim);
        first.push_str("> dim");
        if self.scope.device == Device::Cpu {
            list.item(out).push_str("size_t task_index");
            return;
        }
        for &arg in &self.body().args {
            let out = list.item(out);
            self.scope.ctype(self.ty(arg), out);
            out.push_str(" var_");
            self.label(out, arg);
        }
        if direction == Direction::Backward {
            for &arg in &self.body().args {
                let out = list.item(out);
                self.scope.adjoint_ctype(self.ty(arg), out);
                out.push_str(" adj_");
                self.label(out, arg);
            }
        }
        if let Some(det) = &self.body().det {
            super::deterministic::kernel_args(det, |arg| list.item(out).push_str(arg));
        }
    }

    /// The slots before and after `__global__ void`.
    fn attribute(&self, out: &mut String, slot: &str) {
        let attributes = &self.view.attributes;
        match slot {
            "launch_bounds" => {
                if let Some((&first, rest)) = attributes.launch_bounds.split_first() {
                    out.push_str("__launch_bounds__(");
                    integer(out, i128::from(first));
                    for &bound in rest {
                        out.push_str(", ");
                        integer(out, i128::from(bound));
                    }
                    out.push_str(") ");
                }
            }
            "cluster_dims" => {
                if let Some(dim) = attributes.cluster_dim.filter(|&dim| dim != 1) {
                    out.push_str("WP_CLUSTER_DIMS(");
                    integer(out, i128::from(dim));
                    out.push_str(", 1, 1) ");
                }
            }
            "max_registers" => {
                if let Some(count) = attributes.max_registers
                    && !self.scope.module.options.llvm_cuda
                {
                    out.push_str("WP_MAXNREG(");
                    integer(out, i128::from(count));
                    out.push_str(") ");
                }
            }
            _ => {}
        }
    }

    fn smem_spilling(&self, out: &mut String, direction: Direction) {
        if !self.view.attributes.smem_spilling || self.scope.module.options.llvm_cuda {
            return;
        }
        let shared = match direction {
            Direction::Forward => self.body().total_shared(self.scope.types),
            Direction::Backward => self.body().total_shared_backward(self.scope.types),
        };
        if shared == 0 {
            out.push_str("    WP_ENABLE_SMEM_SPILLING();\n");
        }
    }

    /// `    S var_p = *reinterpret_cast<const S*>(params);`
    fn constant_params_alias(&self, out: &mut String) {
        for &arg in &self.body().args {
            out.push_str("    ");
            self.scope.ctype(self.ty(arg), out);
            out.push_str(" var_");
            self.label(out, arg);
            out.push_str(" = *reinterpret_cast<const ");
            self.scope.ctype(self.ty(arg), out);
            out.push_str("*>(params);\n");
        }
    }

    fn struct_fields(&self, out: &mut String) {
        for &arg in &self.body().args {
            out.push_str("    ");
            self.scope.ctype(self.ty(arg), out);
            out.push(' ');
            self.label(out, arg);
            out.push_str(";\n");
        }
    }

    pub(super) fn ty(&self, var: VarId) -> Ty {
        self.body().vars[var].ty
    }

    pub(super) fn label(&self, out: &mut String, var: VarId) {
        self.scope.names(self.body()).label(out, var);
    }
}

/// What follows a kernel's name on CUDA (Warp's `cuda_kernel_forward_name` and `cuda_kernel_backward_name`).
pub(super) fn cuda_suffix(entry_point: EntryPoint, direction: Direction) -> &'static str {
    match (direction, entry_point) {
        (Direction::Forward, EntryPoint::ExternalConstantParams) => "",
        (Direction::Forward, EntryPoint::Warp) => "_cuda_kernel_forward",
        (Direction::Backward, _) => "_cuda_kernel_backward",
    }
}
