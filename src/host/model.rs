//! What importing a file leaves behind: the objects later stages read.
//!
//! Mirrors of Warp's `Function`, `Kernel`, `Module` and the declaration-time part of `Adjoint`.

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::FxHashMap;

use super::value::{Env, Value};
use crate::frontend::ast::{Expr, FunctionDef};
use crate::frontend::text::{dedent, splitlines};
use crate::ids::{FunctionId, KernelId, ModuleId, NodeId};
use crate::source::SourceFile;
use crate::types::Ty;

/// The source of one function: what Warp's `Adjoint.extract_function_source` yields.
#[derive(Debug)]
pub struct FunctionSource {
    /// The file it stands in.
    pub file: Arc<SourceFile>,
    /// Its definition.
    pub def: Arc<FunctionDef>,
    /// File line of the first line of the text (1-based); subtract it from a node's line to get the
    /// index into [`FunctionSource::lines`]. This is where the snippet stands in `file`, whatever `fun_lineno` says.
    pub first_line: u32,
    /// Where the text stands in the file, in bytes.
    pub range: std::ops::Range<usize>,
    dedented: OnceCell<Dedented>,
}

/// A snippet without its common indentation. Most functions of imported files never need it.
#[derive(Debug)]
struct Dedented {
    text: Rc<str>,
    indent: usize,
    lines: OnceCell<Vec<Rc<str>>>,
}

impl FunctionSource {
    /// The source of a definition that stands at a place in a file.
    #[must_use]
    pub fn new(
        file: Arc<SourceFile>,
        def: Arc<FunctionDef>,
        first_line: u32,
        range: std::ops::Range<usize>,
    ) -> FunctionSource {
        FunctionSource { file, def, first_line, range, dedented: OnceCell::new() }
    }

    /// The text as it stands in the file.
    #[must_use]
    pub fn raw(&self) -> &str {
        &self.file.text[self.range.clone()]
    }

    fn dedented(&self) -> &Dedented {
        self.dedented.get_or_init(|| {
            let raw = self.raw();
            // Python reads files with universal newlines.
            let unified;
            let raw = if memchr::memchr(b'\r', raw.as_bytes()).is_some() {
                unified = raw.replace("\r\n", "\n").replace('\r', "\n");
                &unified
            } else {
                raw
            };
            let (text, indent) = dedent(raw);
            Dedented { text: text.into(), indent, lines: OnceCell::new() }
        })
    }

    /// The dedented source text that Warp hashes.
    #[must_use]
    pub fn text(&self) -> &Rc<str> {
        &self.dedented().text
    }

    /// `text.splitlines()`.
    #[must_use]
    pub fn lines(&self) -> &[Rc<str>] {
        let dedented = self.dedented();
        dedented.lines.get_or_init(|| splitlines(&dedented.text).into_iter().map(Rc::from).collect())
    }

    /// How many leading whitespace bytes dedenting removed from each line.
    #[must_use]
    pub fn indent(&self) -> usize {
        self.dedented().indent
    }
}

/// The declaration-time part of Warp's `Adjoint`.
#[derive(Clone, Debug)]
pub struct Decl {
    /// Source and tree, shared by all instances of one definition.
    pub source: Rc<FunctionSource>,
    /// `fun_lineno`: `source.first_line`, or 0 when Warp was given an explicit `source=` (trap 14).
    pub fun_lineno: u32,
    /// Closure cells and globals.
    pub env: Env,
    /// Parameters: name and type as annotated (not canonicalised), in order.
    pub args: Vec<(Rc<str>, Ty)>,
    /// The return annotation, `None` when absent or `-> None`.
    pub returns: Option<Ty>,
    /// `wp.static` expressions evaluated at declaration, by their source text.
    pub statics: IndexMap<Rc<str>, Value>,
    /// The call nodes those expressions replaced.
    pub static_nodes: FxHashMap<NodeId, Value>,
    /// Some `wp.static` is left for build time.
    pub has_unresolved_statics: bool,
    /// Callable parameters bound to functions (specialised clones only).
    pub callable_args: Vec<(Rc<str>, crate::ids::FuncRef)>,
    /// `is_user_function`: a `@wp.func`, not a kernel.
    pub is_user_function: bool,
    /// A custom gradient: forward text is the adjoint.
    pub custom_reverse_mode: bool,
    /// How many leading parameters belong to the forward function, for custom gradients; else -1.
    pub custom_reverse_num_input_args: i32,
    /// Forward text is suppressed.
    pub skip_forward_codegen: bool,
    /// Reverse text is suppressed.
    pub skip_reverse_codegen: bool,
}

impl Decl {
    /// The body of the definition.
    #[must_use]
    pub fn def(&self) -> &FunctionDef {
        &self.source.def
    }
}

/// A native snippet function's texts (`@wp.func_native`).
#[derive(Clone, Debug)]
pub struct Snippet {
    /// Forward body.
    pub forward: Rc<str>,
    /// Adjoint body.
    pub adjoint: Option<Rc<str>>,
    /// Replay body.
    pub replay: Option<Rc<str>>,
}

/// One user function object (Warp's `Function`): an overload, template or generic instance.
#[derive(Clone, Debug)]
pub struct Function {
    /// Key shared by all overloads.
    pub key: Rc<str>,
    /// C++ name (`key_0`).
    pub native_name: Rc<str>,
    /// Python `__qualname__`.
    pub qualname: Rc<str>,
    /// Namespace prefix of calls (empty for user functions).
    pub namespace: &'static str,
    /// The module it is registered in.
    pub module: ModuleId,
    /// Declaration. For snippets too (their body is `...`).
    pub decl: Decl,
    /// Parameter types as Warp's `input_types` (annotations, not canonicalised).
    /// Default values by parameter name, in parameter order.
    pub defaults: Vec<(Rc<str>, Value)>,
    /// Native snippet, if any.
    pub snippet: Option<Snippet>,
    /// `@wp.func_replay` function.
    pub custom_replay: Option<FunctionId>,
    /// `@wp.func_grad` function.
    pub custom_grad: Option<FunctionId>,
    /// Replay text set by `@wp.func_replay` on snippets or `replay_snippet`.
    /// `inline=` hint, spelled as the attribute to print (`WP_NOINLINE ` / `WP_FORCEINLINE `) is derived from it.
    pub inline_hint: Option<Rc<str>>,
    /// Concrete overloads by signature, in registration order; heads only.
    pub overloads: IndexMap<Rc<str>, FunctionId>,
    /// Generic overloads by signature; heads only.
    pub templates: IndexMap<Rc<str>, FunctionId>,
    /// Signature of this overload.
    pub signature: Rc<str>,
    /// The template this instance was made from (`generic_parent`).
    pub generic_parent: Option<FunctionId>,
    /// Sticky: `force_adjoint_codegen` (set by `wp.grad`).
    pub force_adjoint_codegen: bool,
    /// Sticky: `uses_grad_call`.
    pub uses_grad_call: bool,
    /// Sticky: `used_by_backward_kernel`.
    pub used_by_backward_kernel: bool,
    /// Set when Warp was told `is_differentiable=False`; user functions are differentiable.
    pub is_differentiable: bool,
}

/// Options by name, in insertion order.
pub type OptionTable = IndexMap<Rc<str>, Value>;

/// A kernel option value, with the exact text of Python's `str()` for hashing.
#[derive(Clone, Debug)]
pub struct Options {
    /// By name, in insertion order.
    pub values: IndexMap<Rc<str>, Value>,
}

/// A kernel, or one instance of a generic kernel.
#[derive(Clone, Debug)]
pub struct Kernel {
    /// Key (qualified name made an identifier, or `name=`).
    pub key: Rc<str>,
    /// Python `__qualname__`.
    pub qualname: Rc<str>,
    /// `__module__` of its Python function.
    pub python_module: Rc<str>,
    /// The module that owns it.
    pub module: ModuleId,
    /// Declaration.
    pub decl: Decl,
    /// Kernel-level options.
    pub options: IndexMap<Rc<str>, Value>,
    /// Signature of type codes.
    pub signature: Rc<str>,
    /// Has generic parameters: only its overloads are generated.
    pub is_generic: bool,
    /// Instances by signature, in registration order; generic kernels only.
    pub overloads: IndexMap<Rc<str>, KernelId>,
    /// The generic kernel this instance was made from.
    pub generic_parent: Option<KernelId>,
    /// No live reference is left: Warp's weak references have dropped it.
    pub dead: bool,
}

/// A Warp module.
#[derive(Clone, Debug)]
pub struct WarpModule {
    /// Name, as hashing and file names use it. Unique modules get `key_<hash8>`, set at declaration.
    pub name: Rc<str>,
    /// Kernels in registration order (replaced ones removed unless still referenced).
    pub kernels: Vec<KernelId>,
    /// Options set on the module (`wp.set_module_options`, `module_options=`), over the defaults.
    pub options: IndexMap<Rc<str>, Value>,
    /// Made by `module="unique"`.
    pub is_unique: bool,
    /// The Python module whose file it belongs to: that of its name, or of a unique module's kernel. Empty for one that was
    /// made by hand.
    pub owner: Rc<str>,
}

/// What kind of thing a diagnostic of host evaluation is about, kept until emission.
#[derive(Clone, Debug)]
pub struct Unresolved {
    /// What could not be had (`kernel f`, `struct S`, `module m`).
    pub what: String,
    /// Why, in one sentence.
    pub reason: String,
    /// File and position.
    pub file: Arc<SourceFile>,
    /// Position.
    pub span: crate::frontend::ast::Span,
}

/// A reference to an expression of a parsed file that outlives the walk.
#[derive(Clone, Copy, Debug)]
pub struct ExprRef<'a>(pub &'a Expr);
