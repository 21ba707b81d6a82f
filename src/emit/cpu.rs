//! CPU wrappers around kernels (Warp's `codegen_module`), and their specialisation for contiguous arrays.

use super::kernel::Kernel;
use super::template as t;
use super::{Device, Direction};
use crate::ids::VarId;
use crate::ir::text::{joined, number};

impl Kernel<'_> {
    /// Appends the wrappers that follow a CPU kernel.
    pub(super) fn write_cpu_wrappers(&self, out: &mut String) {
        for direction in [Direction::Forward, Direction::Backward] {
            let exists = direction == Direction::Forward || self.ir.enable_backward;
            if exists && self.scope.wants(direction) {
                self.cpu_wrapper(out, direction);
            }
        }
    }

    fn cpu_wrapper(&self, out: &mut String, direction: Direction) {
        let one_lane = self.scope.module.options.block_dim == 1;
        let (frame, entry) = match (direction, one_lane) {
            (Direction::Forward, true) => (&*t::CPU_TASKS_FORWARD, &*t::CPU_ENTRY_FORWARD),
            (Direction::Forward, false) => (&*t::CPU_BLOCK_FORWARD, &*t::CPU_ENTRY_FORWARD),
            (Direction::Backward, true) => (&*t::CPU_TASKS_BACKWARD, &*t::CPU_ENTRY_BACKWARD),
            (Direction::Backward, false) => (&*t::CPU_BLOCK_BACKWARD, &*t::CPU_ENTRY_BACKWARD),
        };
        for template in [frame, entry] {
            template.write(out, |slot, out| self.wrapper_slot(out, slot, direction));
        }
    }

    fn wrapper_slot(&self, out: &mut String, slot: &str, direction: Direction) {
        match slot {
            "name" => out.push_str(&self.ir.mangled),
            "launch_ndim" => number(out, self.ir.plan.dim),
            "dispatch" => self.dispatch(out, direction),
            "entry_body" => {
                let one_lane = self.scope.module.options.block_dim == 1;
                let template = match (direction, one_lane) {
                    (Direction::Forward, true) => &*t::CPU_ENTRY_CALL_FORWARD,
                    (Direction::Backward, true) => &*t::CPU_ENTRY_CALL_BACKWARD,
                    (Direction::Forward, false) => &*t::CPU_ENTRY_BLOCK_FORWARD,
                    (Direction::Backward, false) => &*t::CPU_ENTRY_BLOCK_BACKWARD,
                };
                template.write(out, |_, out| out.push_str(&self.ir.mangled));
            }
            _ => {}
        }
    }

    fn dispatch(&self, out: &mut String, direction: Direction) {
        let linear = self.is_linear_contiguous();
        let template = match (direction, linear) {
            (Direction::Forward, false) => &*t::CPU_DISPATCH_FORWARD,
            (Direction::Backward, false) => &*t::CPU_DISPATCH_BACKWARD,
            (Direction::Forward, true) => &*t::CPU_DISPATCH_LINEAR_FORWARD,
            (Direction::Backward, true) => &*t::CPU_DISPATCH_LINEAR_BACKWARD,
        };
        template.write(out, |slot, out| match slot {
            "name" => out.push_str(&self.ir.mangled),
            "conditions" => {
                let sides: &[&str] = match direction {
                    Direction::Forward => &["_wp_args"],
                    Direction::Backward => &["_wp_args", "_wp_adj_args"],
                };
                let conditions =
                    self.contiguous_args().flat_map(|arg| sides.iter().map(move |side| (arg, side)));
                joined(out, " & ", conditions, |out, (arg, side)| {
                    out.push('(');
                    out.push_str(side);
                    out.push_str("->");
                    self.label(out, arg);
                    out.push_str(".strides[0] == (int)sizeof(");
                    self.element_type(out, arg);
                    out.push_str("))");
                });
            }
            _ => {}
        });
    }

    /// The set-up text that pins the strides of contiguous arrays.
    pub(super) fn array_setup(&self, out: &mut String, direction: Direction) {
        if self.scope.device != Device::Cpu || !self.is_linear_contiguous() {
            return;
        }
        let (template, copies): (_, &[&str]) = match direction {
            Direction::Forward => (&*t::CPU_ARRAY_SETUP_FORWARD, &["wp_contiguous_args"]),
            Direction::Backward => {
                (&*t::CPU_ARRAY_SETUP_BACKWARD, &["wp_contiguous_args", "wp_contiguous_adj_args"])
            }
        };
        template.write(out, |slot, out| match slot {
            "name" => out.push_str(&self.ir.mangled),
            "strides" => {
                for arg in self.contiguous_args() {
                    for copy in copies {
                        out.push_str("        ");
                        out.push_str(copy);
                        out.push('.');
                        self.label(out, arg);
                        out.push_str(".strides[0] = sizeof(");
                        self.element_type(out, arg);
                        out.push_str(");\n");
                    }
                }
            }
            _ => {}
        });
    }

    /// Regular arrays of one dimension.
    fn contiguous_args(&self) -> impl Iterator<Item = VarId> + '_ {
        self.body().args.iter().copied().filter(|&arg| self.scope.types.is_regular_1d(self.ty(arg)))
    }

    fn element_type(&self, out: &mut String, arg: VarId) {
        if let Some((_, dtype, _)) = self.scope.types.as_array(self.ty(arg)) {
            self.scope.types.write_dtype(dtype, out);
        }
    }

    /// Warp's `cpu_linear_contiguous_specialization_candidate`.
    fn is_linear_contiguous(&self) -> bool {
        let types = self.scope.types;
        let body = self.body();
        if self.scope.module.options.block_dim != 1 || self.ir.plan.dim != 1 || !body.uses_scalar_tid {
            return false;
        }
        let mut arrays = body.args.iter().filter(|&&arg| types.is_regular_array(self.ty(arg)));
        let has_tiles = || {
            body.temps.iter().any(|&var| {
                let ty = self.ty(var);
                types.is_tile(ty) || types.is_tile_stack(ty)
            })
        };
        self.contiguous_args().next().is_some()
            && (body.has_non_unrolled_constant_loop
                || has_tiles()
                || arrays.all(|&arg| types.is_regular_1d(self.ty(arg))))
    }
}
