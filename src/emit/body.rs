//! Bodies of functions and kernels: declarations, then the statements of one direction
//! (Warp's `codegen_func_forward` and `codegen_func_reverse`).

use super::literal::constant;
use super::printer::{Directives, Printer};
use super::program::DeclView;
use super::{Device, Scope};
use crate::diag::WarpError;
use crate::ids::VarId;
use crate::ir::Body;
use crate::ir::names::Side;
use crate::types::{Storage, TyKind};

/// What a body belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum BodyKind {
    /// A function, or a kernel with an external entry point.
    Function,
    /// A kernel.
    Kernel {
        /// The CUDA frame has a grid-stride loop.
        grid_stride: bool,
    },
}

/// A body with what is needed to print it.
#[derive(Clone, Copy)]
pub(super) struct BodyText<'a> {
    pub(super) scope: &'a Scope<'a>,
    pub(super) body: &'a Body,
    pub(super) decl: &'a DeclView<'a>,
    pub(super) directives: Option<&'a Directives>,
    pub(super) kind: BodyKind,
}

impl<'a> BodyText<'a> {
    fn printer(&self, out: &'a mut String) -> Printer<'a> {
        let cuda = self.scope.device == Device::Cuda;
        let (indent, continues) = match self.kind {
            BodyKind::Kernel { grid_stride } if cuda => (8, grid_stride),
            _ => (4, false),
        };
        Printer {
            scope: self.scope,
            body: self.body,
            decl: self.decl,
            names: self.scope.names(self.body),
            directives: self.directives,
            out,
            indent,
            continues,
        }
    }

    fn unpacks_arguments(&self) -> bool {
        self.scope.device == Device::Cpu && matches!(self.kind, BodyKind::Kernel { .. })
    }

    /// Appends the forward body.
    ///
    /// # Errors
    /// Constants that cannot be printed.
    pub(super) fn forward(&self, out: &mut String) -> Result<(), WarpError> {
        let mut text = BodyText::printer(self, out);
        if self.unpacks_arguments() {
            text.section("// argument vars");
            text.unpack_arguments(Side::Primal, "_wp_args->");
        }
        text.section("// primal vars");
        text.primal_vars(false)?;
        text.section("// forward");
        text.forward(&self.body.root);
        Ok(())
    }

    /// Appends the adjoint body.
    ///
    /// # Errors
    /// Constants that cannot be printed; an augmented slot assignment that cannot be differentiated.
    pub(super) fn reverse(&self, out: &mut String) -> Result<(), WarpError> {
        if let Some(message) = &self.body.slot_augassign_error {
            return Err(WarpError::codegen(message.clone()));
        }
        let mut text = BodyText::printer(self, out);
        if self.unpacks_arguments() {
            text.section("// argument vars");
            text.unpack_arguments(Side::Primal, "_wp_args->");
            text.unpack_arguments(Side::Adjoint, "_wp_adj_args->");
        }
        text.section("// primal vars");
        text.primal_vars(true)?;
        text.section("// dual vars");
        text.dual_vars();
        text.section("// forward");
        text.replay(&self.body.root);
        text.section("// reverse");
        text.reverse(&self.body.root);
        text.indent(0);
        let continues = text.continues;
        text.end(if continues { "continue;" } else { "return;" });
        Ok(())
    }
}

impl Printer<'_> {
    fn section(&mut self, title: &str) {
        self.indent(0);
        self.end("//---------");
        self.indent(0);
        self.end(title);
    }

    /// `T var_x = _wp_args->x;`
    fn unpack_arguments(&mut self, side: Side, from: &str) {
        for &arg in &self.body.args {
            self.indent(0);
            self.ctype(arg);
            self.text(" ");
            self.name(side, arg);
            self.text(" = ");
            self.text(from);
            self.names.label(self.out, arg);
            self.end(";");
        }
    }

    fn ctype(&mut self, var: VarId) {
        self.scope.ctype(self.body.vars[var].ty, self.out);
    }

    fn primal_vars(&mut self, requires_grad: bool) -> Result<(), WarpError> {
        let types = self.scope.types;
        for &id in &self.body.temps {
            let var = &self.body.vars[id];
            self.begin(var.line.unwrap_or(u32::MAX), 0);
            let initial = self.scope.tile_init(var.ty, requires_grad);
            let literal = var.constant.as_ref().filter(|_| initial.is_none());
            if literal.is_some() {
                self.text("const ");
            }
            self.ctype(id);
            self.text(" ");
            self.var(id);
            if let Some(initial) = initial {
                self.text(" = ");
                self.text(&initial);
            } else if let Some(literal) = literal {
                self.text(" = ");
                constant(types, literal, self.out)?;
            }
            self.end(";");
        }
        Ok(())
    }

    fn dual_vars(&mut self) {
        let types = self.scope.types;
        for &id in &self.body.temps {
            let var = &self.body.vars[id];
            self.begin(var.line.unwrap_or(u32::MAX), 0);
            match *types.kind(var.ty) {
                TyKind::Tile(tile) => {
                    self.ctype(id);
                    let shared = types.tile_data(tile).storage == Storage::Shared;
                    self.text(if shared { "& " } else { " " });
                    self.adj(id);
                    // Shared tiles hold their gradients with their values.
                    self.text(if shared { " = " } else { "{}" });
                    if shared {
                        self.var(id);
                    }
                }
                TyKind::TileStack { .. } => {
                    self.ctype(id);
                    self.text(" ");
                    self.adj(id);
                }
                _ => {
                    self.scope.ctype(types.strip(var.ty), self.out);
                    self.text(" ");
                    self.adj(id);
                    self.text(" = {}");
                }
            }
            self.end(";");
        }
    }
}
