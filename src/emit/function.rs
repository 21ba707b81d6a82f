//! User functions (Warp's `codegen_func`).

use super::body::{BodyKind, BodyText};
use super::printer::Directives;
use super::program::FunctionView;
use super::template as t;
use super::{Device, Direction, Scope};
use crate::diag::WarpError;
use crate::ids::VarId;
use crate::ir::FunctionIr;
use crate::ir::text::{Lines, number};
use crate::types::{Family, Ty, TyKind};

/// One function being printed.
pub(super) struct Function<'a> {
    pub(super) scope: &'a Scope<'a>,
    pub(super) view: FunctionView<'a>,
    pub(super) ir: &'a FunctionIr,
}

impl Function<'_> {
    /// Appends the function, or its adjoint.
    ///
    /// # Errors
    /// See [`BodyText`].
    pub(super) fn write(&self, out: &mut String, direction: Direction) -> Result<(), WarpError> {
        let decl = &self.view.decl;
        let skipped = match direction {
            Direction::Forward => decl.skip_forward_codegen,
            Direction::Backward => decl.skip_reverse_codegen,
        };
        if skipped {
            return Ok(());
        }
        let directives = Directives::new(self.scope, decl);
        self.template_prefix(out, true);
        let template = match (self.scope.device, direction) {
            (Device::Cpu, Direction::Forward) => &*t::CPU_FUNCTION_FORWARD,
            (Device::Cpu, Direction::Backward) => &*t::CPU_FUNCTION_REVERSE,
            (Device::Cuda, Direction::Forward) => &*t::CUDA_FUNCTION_FORWARD,
            (Device::Cuda, Direction::Backward) => &*t::CUDA_FUNCTION_REVERSE,
        };
        template.render(out, |slot, out| {
            match slot {
                "filename" => out.push_str(decl.file),
                "lineno" => number(out, decl.fun_lineno),
                "inline_attr" => out.push_str(inline_attribute(self.view.inline_hint)),
                "return_type" => self.return_type(out),
                "name" => out.push_str(self.view.native),
                "args" if direction == Direction::Forward => self.forward_args(out),
                "args" => self.reverse_args(out),
                "body" => self.body(out, direction, directives.as_ref())?,
                "line_directive" => {
                    if let Some(directives) = &directives {
                        directives.write(out, decl.def_line);
                    }
                }
                _ => {}
            }
            Ok(())
        })
    }

    fn body(
        &self,
        out: &mut String,
        direction: Direction,
        directives: Option<&Directives>,
    ) -> Result<(), WarpError> {
        let text = BodyText {
            scope: self.scope,
            body: &self.ir.body,
            decl: &self.view.decl,
            directives,
            kind: BodyKind::Function,
        };
        if direction == Direction::Forward {
            return text.forward(out);
        }
        if self.view.decl.custom_reverse_mode {
            out.push_str("\t// user-defined adjoint code\n");
            return text.forward(out);
        }
        let wanted = self.ir.used_by_backward || self.view.force_adjoint_codegen;
        if wanted && !self.view.uses_grad_call {
            return text.reverse(out);
        }
        out.push_str("\t// reverse mode disabled (no backward-enabled kernel depends on this function)\n");
        Ok(())
    }

    /// `template<typename tile_a, typename tile_b>`: tile parameters take any storage.
    pub(super) fn template_prefix(&self, out: &mut String, stacks: bool) {
        let mut first = true;
        for &arg in &self.ir.body.args {
            if self.is_tile(arg, stacks) {
                out.push_str(if first { "template<typename tile_" } else { ", typename tile_" });
                self.label(out, arg);
                first = false;
            }
        }
        if !first {
            out.push_str(">\n");
        }
    }

    /// The single return value's type, else `void`.
    pub(super) fn return_type(&self, out: &mut String) {
        match self.single_return() {
            Some(ty) => self.scope.ctype(ty, out),
            None => out.push_str("void"),
        }
    }

    /// Type of the value that the C++ function returns.
    pub(super) fn single_return(&self) -> Option<Ty> {
        match self.ir.body.returns.as_deref() {
            Some(&[value]) => Some(self.ty(value)),
            _ => None,
        }
    }

    /// Values returned through references.
    fn reference_returns(&self) -> &[VarId] {
        match self.ir.body.returns.as_deref() {
            Some(values) if values.len() != 1 => values,
            _ => &[],
        }
    }

    fn forward_args(&self, out: &mut String) {
        let mut list = Lines::new();
        for &arg in &self.ir.body.args {
            self.primal_arg(out, &mut list, arg);
        }
        self.deterministic_args(out, &mut list);
        self.return_args(out, &mut list, " & ret_");
    }

    /// Primals, deterministic helpers, results, adjoints, adjoints of results, and a custom gradient's own arguments.
    fn reverse_args(&self, out: &mut String) {
        let mut list = Lines::new();
        let args = &self.ir.body.args;
        let inputs = self.inputs();
        for &arg in &args[..inputs] {
            self.primal_arg(out, &mut list, arg);
        }
        self.deterministic_args(out, &mut list);
        self.return_args(out, &mut list, " & ret_");
        for &arg in &args[..inputs] {
            if self.ty(arg) == Ty::WARP_FUNCTION {
                continue;
            }
            let out = list.item(out);
            self.adjoint_type(out, arg);
            out.push_str(if self.scope.types.is_ref(self.ty(arg)) { " adj_" } else { " & adj_" });
            self.label(out, arg);
        }
        if let Some(ty) = self.single_return() {
            let out = list.item(out);
            self.scope.ctype(ty, out);
            out.push_str(" & adj_ret");
        } else {
            self.return_args(out, &mut list, " & adj_ret_");
        }
        for &arg in &args[inputs..] {
            let out = list.item(out);
            if self.is_tile(arg, true) {
                out.push_str("tile_");
                self.label(out, arg);
            } else {
                self.scope.ctype(self.ty(arg), out);
            }
            out.push_str(if self.scope.types.is_ref(self.ty(arg)) { " " } else { " & " });
            self.var(out, arg);
        }
    }

    /// How many arguments belong to the forward function.
    fn inputs(&self) -> usize {
        let args = self.ir.body.args.len();
        let decl = &self.view.decl;
        if !decl.custom_reverse_mode {
            return args;
        }
        match usize::try_from(decl.custom_reverse_num_input_args) {
            Ok(count) => count.min(args),
            // A negative count is a Python slice from the end.
            Err(_) => 0,
        }
    }

    fn primal_arg(&self, out: &mut String, list: &mut Lines, arg: VarId) {
        if self.ty(arg) == Ty::WARP_FUNCTION {
            return;
        }
        let out = list.item(out);
        if self.is_tile(arg, true) {
            out.push_str("tile_");
            self.label(out, arg);
            out.push_str("& ");
        } else {
            self.scope.ctype(self.ty(arg), out);
            out.push(' ');
        }
        self.var(out, arg);
    }

    fn deterministic_args(&self, out: &mut String, list: &mut Lines) {
        if let Some(det) = &self.ir.body.det {
            super::deterministic::function_args(det, |arg| list.item(out).push_str(arg));
        }
    }

    fn return_args(&self, out: &mut String, list: &mut Lines, name: &str) {
        for (i, &value) in self.reference_returns().iter().enumerate() {
            let out = list.item(out);
            self.scope.ctype(self.ty(value), out);
            out.push_str(name);
            number(out, i as u32);
        }
    }

    /// The type of an argument's adjoint: gradients of indexed arrays are regular arrays.
    pub(super) fn adjoint_type(&self, out: &mut String, arg: VarId) {
        if self.is_tile(arg, true) {
            out.push_str("tile_");
            self.label(out, arg);
        } else {
            self.scope.adjoint_ctype(self.ty(arg), out);
        }
    }

    pub(super) fn is_tile(&self, arg: VarId, stacks: bool) -> bool {
        match *self.scope.types.kind(self.ty(arg)) {
            TyKind::Tile(_) => true,
            TyKind::TileStack { .. } => stacks,
            _ => false,
        }
    }

    pub(super) fn ty(&self, var: VarId) -> Ty {
        self.ir.body.vars[var].ty
    }

    pub(super) fn var(&self, out: &mut String, var: VarId) {
        self.scope.names(&self.ir.body).var(out, var);
    }

    pub(super) fn label(&self, out: &mut String, var: VarId) {
        self.scope.names(&self.ir.body).label(out, var);
    }
}

/// Warp's `_INLINE_ATTRS`.
fn inline_attribute(hint: Option<&str>) -> &'static str {
    match hint {
        Some("noinline") => "WP_NOINLINE ",
        Some("forceinline") => "WP_FORCEINLINE ",
        _ => "",
    }
}

impl Scope<'_> {
    /// Appends the C++ type of an argument's adjoint: gradients of indexed arrays are regular arrays.
    pub(super) fn adjoint_ctype(&self, ty: Ty, out: &mut String) {
        match *self.types.kind(ty) {
            TyKind::Array { family: Family::Indexed, dtype, .. } => {
                out.push_str("wp::array_t<");
                self.types.write_dtype(dtype, out);
                out.push('>');
            }
            _ => self.ctype(ty, out),
        }
    }
}
