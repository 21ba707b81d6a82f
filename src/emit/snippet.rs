//! Native snippet functions (Warp's `codegen_snippet`): the CUDA frames on both devices, texts verbatim.

use super::Direction;
use super::function::Function;
use super::program::SnippetView;
use super::template as t;
use crate::ids::VarId;
use crate::ir::text::{Lines, number};
use crate::types::{Ty, TyKind};

impl Function<'_> {
    /// Appends a snippet function and its replay, or its adjoint.
    pub(super) fn write_snippet(&self, out: &mut String, snippet: &SnippetView<'_>, direction: Direction) {
        match direction {
            Direction::Forward => {
                self.snippet_frame(out, Direction::Forward, "", snippet.forward);
                if let Some(replay) = snippet.replay {
                    self.snippet_frame(out, Direction::Forward, "replay_", replay);
                }
            }
            Direction::Backward => {
                self.snippet_frame(out, Direction::Backward, "", snippet.adjoint.unwrap_or_default());
            }
        }
    }

    fn snippet_frame(&self, out: &mut String, direction: Direction, name_prefix: &str, text: &str) {
        let decl = &self.view.decl;
        self.template_prefix(out, false);
        let template = match direction {
            Direction::Forward => &*t::CUDA_FUNCTION_FORWARD,
            Direction::Backward => &*t::CUDA_FUNCTION_REVERSE,
        };
        template.write(out, |slot, out| match slot {
            "filename" => out.push_str(decl.file),
            "lineno" => number(out, decl.fun_lineno),
            "return_type" => self.return_type(out),
            "name" => {
                out.push_str(name_prefix);
                out.push_str(self.view.native);
            }
            "args" => self.snippet_args(out, direction),
            "body" => {
                self.reference_aliases(out, direction);
                out.push_str(text);
            }
            // A snippet has no inline hint and no line directives.
            _ => {}
        });
    }

    fn snippet_args(&self, out: &mut String, direction: Direction) {
        let mut list = Lines::new();
        for &arg in &self.ir.body.args {
            let out = list.item(out);
            if self.is_tile(arg, false) {
                out.push_str("tile_");
                self.label(out, arg);
                out.push_str("& ");
            } else {
                self.scope.ctype(self.ty(arg), out);
                out.push(' ');
            }
            if self.scope.types.is_ref(self.ty(arg)) {
                out.push_str("_wp_ref_");
            }
            self.bare_name(out, arg);
        }
        if direction == Direction::Forward {
            return;
        }
        for &arg in &self.ir.body.args {
            let out = list.item(out);
            if self.is_tile(arg, false) {
                out.push_str("tile_");
                self.label(out, arg);
            } else {
                self.scope.adjoint_ctype(self.ty(arg), out);
            }
            let is_ref = self.scope.types.is_ref(self.ty(arg));
            out.push_str(if is_ref { " _wp_ref_adj_" } else { " & adj_" });
            self.label(out, arg);
        }
        if let Some(ty) = self.single_return() {
            let out = list.item(out);
            self.scope.ctype(ty, out);
            out.push_str(" & adj_ret");
        }
    }

    /// `    T& r = *_wp_ref_r;`: reference parameters under their own names.
    fn reference_aliases(&self, out: &mut String, direction: Direction) {
        for &arg in &self.ir.body.args {
            let TyKind::Ref(value) = *self.scope.types.kind(self.ty(arg)) else { continue };
            let bare = |out: &mut String| self.bare_name(out, arg);
            self.alias(out, value, bare, bare);
        }
        if direction == Direction::Forward {
            return;
        }
        for &arg in &self.ir.body.args {
            let TyKind::Ref(value) = *self.scope.types.kind(self.ty(arg)) else { continue };
            let adjoint = |out: &mut String| {
                out.push_str("adj_");
                self.label(out, arg);
            };
            self.alias(out, value, adjoint, adjoint);
        }
    }

    fn alias(
        &self,
        out: &mut String,
        ty: Ty,
        name: impl FnOnce(&mut String),
        target: impl FnOnce(&mut String),
    ) {
        out.push_str("    ");
        self.scope.ctype(ty, out);
        out.push_str("& ");
        name(out);
        out.push_str(" = *_wp_ref_");
        target(out);
        out.push_str(";\n");
    }

    /// An argument's name with every `var_` taken out of it, as Warp does it.
    fn bare_name(&self, out: &mut String, arg: VarId) {
        let mut name = String::new();
        self.var(&mut name, arg);
        out.push_str(&name.replace("var_", ""));
    }
}
