//! The state of printing one body, and its lines: indentation and `#line` directives.

use super::Scope;
use super::program::DeclView;
use crate::ids::{FuncRef, VarId};
use crate::ir::Body;
use crate::ir::names::{Names, Side};
use crate::ir::text::{escaped_file_name, number, spaces};

/// Line directives of one declaration: Warp's `Adjoint.get_line_directive`.
pub(super) struct Directives {
    first: u32,
    /// ` "file"` and a newline.
    tail: String,
}

impl Directives {
    /// The directives of a declaration; none where they are off, or the function has no place in a file.
    pub(super) fn new(scope: &Scope<'_>, decl: &DeclView<'_>) -> Option<Directives> {
        let named = decl.fun_lineno != 0 && decl.file != "unknown source file";
        if !named || !scope.module.options.prints_lines() {
            return None;
        }
        let mut tail = String::from(" \"");
        escaped_file_name(&mut tail, decl.file);
        tail.push_str("\"\n");
        Some(Directives { first: decl.fun_lineno, tail })
    }

    /// Appends `#line N "file"`.
    pub(super) fn write(&self, out: &mut String, line: u32) {
        out.push_str("#line ");
        number(out, line + self.first);
        out.push_str(&self.tail);
    }
}

/// Prints the statements of one body into the output buffer.
pub(super) struct Printer<'a> {
    pub(super) scope: &'a Scope<'a>,
    pub(super) body: &'a Body,
    pub(super) decl: &'a DeclView<'a>,
    pub(super) names: Names<'a>,
    pub(super) directives: Option<&'a Directives>,
    pub(super) out: &'a mut String,
    /// Spaces before each line: 4, or 8 in CUDA kernels.
    pub(super) indent: usize,
    /// `return;` is written `continue;`: CUDA kernels with a grid-stride loop.
    pub(super) continues: bool,
}

impl<'a> Printer<'a> {
    /// Starts a line.
    pub(super) fn indent(&mut self, depth: u32) {
        spaces(self.out, self.indent + depth as usize * 4);
    }

    /// Writes the directive of a source line; none for `u32::MAX`.
    pub(super) fn directive(&mut self, line: u32) {
        if let Some(directives) = self.directives
            && line != u32::MAX
        {
            directives.write(self.out, line);
        }
    }

    /// Starts a statement: its directive and its indentation.
    pub(super) fn begin(&mut self, line: u32, depth: u32) {
        self.directive(line);
        self.indent(depth);
    }

    /// Ends a statement.
    pub(super) fn end(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// Text.
    pub(super) fn text(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// A number.
    pub(super) fn number(&mut self, value: u32) {
        number(self.out, value);
    }

    /// `var_x`
    pub(super) fn var(&mut self, id: VarId) {
        self.names.var(self.out, id);
    }

    /// `adj_x`
    pub(super) fn adj(&mut self, id: VarId) {
        self.names.adj(self.out, id);
    }

    /// `var_x` or `adj_x`.
    pub(super) fn name(&mut self, side: Side, id: VarId) {
        self.names.emit(self.out, side, id);
    }

    /// Names separated by `, `.
    pub(super) fn vars(&mut self, ids: &[VarId]) {
        self.names.list(self.out, ids);
    }

    /// A function's name with its namespace; on the adjoint side with the prefix between them.
    pub(super) fn function(&mut self, side: Side, func: FuncRef) {
        let (namespace, native) = self.scope.function_name(func);
        self.text(namespace);
        if side != Side::Primal {
            self.text(side.prefix());
            self.text("_");
        }
        self.text(native);
    }
}
