//! What a file leaves in Warp's registry, before anything is hashed or built.

use crate::host::Session;
use crate::host::model::{Kernel, Unresolved};
use crate::ids::ModuleId;

/// What a Warp module is to the file that was imported.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum ModuleKind {
    /// The module named after the file.
    #[default]
    Own,
    /// Made by `module="unique"` for one kernel of the file.
    Unique,
    /// Named by a kernel of the file (`module="x"`, a module object); other files may add kernels to it.
    Named,
}

impl ModuleKind {
    /// `own`, `unique` or `named`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            ModuleKind::Own => "own",
            ModuleKind::Unique => "unique",
            ModuleKind::Named => "named",
        }
    }
}

/// A module with at least one live kernel.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RegisteredModule {
    /// Name.
    pub name: String,
    /// Why it belongs to the file.
    pub kind: ModuleKind,
    /// Live kernels, in the order of their registration.
    pub kernels: Vec<RegisteredKernel>,
}

/// A kernel that is alive after the import.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RegisteredKernel {
    /// Key.
    pub key: String,
    /// Python's qualified name of its function.
    pub function: String,
    /// First line of its definition in its file (1-based), decorators included; 0 where Warp was given the source.
    pub line: u32,
    /// Has generic parameters, so that only its instances are generated.
    pub generic: bool,
    /// Signatures of the instances that exist, in the order they were made.
    pub overloads: Vec<String>,
}

/// Something that could not be evaluated.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnknownItem {
    /// `kernel f`, `an instance of kernel f`, `function g`, `struct S`.
    pub what: String,
    /// What it depends on.
    pub reason: String,
    /// File.
    pub file: String,
    /// Line (1-based).
    pub line: u32,
    /// A kernel of the file, so its module is incomplete.
    pub kernel: bool,
}

/// Modules with live kernels that belong to the imported file: its own, unique ones, then those that its kernels name.
pub(super) fn modules(session: &Session) -> Vec<RegisteredModule> {
    let owned = session.owned_modules();
    let kind = |id: ModuleId| match session.modules[id.index()].is_unique {
        true => ModuleKind::Unique,
        false => ModuleKind::Own,
    };
    let listed = |id: ModuleId, kind: ModuleKind| RegisteredModule {
        name: session.modules[id.index()].name.to_string(),
        kind,
        kernels: session.modules[id.index()]
            .kernels
            .iter()
            .map(|kernel| listed_kernel(&session.kernels[kernel.index()]))
            .collect(),
    };
    owned
        .iter()
        .map(|id| listed(*id, kind(*id)))
        .chain(session.named_modules().into_iter().map(|id| listed(id, ModuleKind::Named)))
        .collect()
}

fn listed_kernel(kernel: &Kernel) -> RegisteredKernel {
    RegisteredKernel {
        key: kernel.key.to_string(),
        function: kernel.qualname.to_string(),
        line: kernel.decl.fun_lineno,
        generic: kernel.is_generic,
        overloads: kernel.overloads.keys().map(ToString::to_string).collect(),
    }
}

/// Everything that stayed unknown and that Warp would have declared.
pub(super) fn unknown(session: &Session) -> Vec<UnknownItem> {
    let main = session.main_file();
    session
        .unresolved
        .iter()
        .map(|item| UnknownItem {
            what: item.what.clone(),
            reason: item.reason.clone(),
            file: item.file.name.to_string(),
            line: item.span.line,
            kernel: is_kernel_of(item, main.as_ref()),
        })
        .collect()
}

/// Whether a kernel of the main file is missing.
pub(super) fn is_kernel_of(
    item: &Unresolved,
    main: Option<&std::sync::Arc<crate::source::SourceFile>>,
) -> bool {
    let kernel =
        ["kernel", "a kernel", "an instance of kernel"].iter().any(|start| item.what.starts_with(start));
    kernel && main.is_some_and(|file| std::sync::Arc::ptr_eq(file, &item.file))
}
