//! One import in one fresh process: the state right after `import warp`, and what the file adds to it.

use std::path::{Path, PathBuf};
use std::rc::{Rc, Weak};
use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::{FxHashMap, FxHashSet};

use super::error::{HostError, PyError, PyResult};
use super::keys::Key;
use super::limits::{Limits, shortened};
use super::model::{Function, FunctionSource, Kernel, Unresolved, WarpModule};
use super::scope::Scope;
use super::value::*;
use crate::frontend::ParsedFile;
use crate::frontend::ast::{Name, Span};
use crate::ids::{FuncRef, FunctionId, KernelId, ModuleId, NodeId};
use crate::source::SourceFile;
use crate::types::Types;

/// What a session needs to know from outside.
#[derive(Clone, Debug, Default)]
pub struct SessionOptions {
    /// Directories searched for imports, after the file's own.
    pub python_path: Vec<PathBuf>,
    /// The name that comments show instead of the file's absolute path.
    pub source_path: Option<String>,
    /// The directory that holds an installed `warp` package (its `site-packages`); guessed when absent.
    pub site_packages: Option<PathBuf>,
    /// Do not look for an installed `warp` package.
    pub no_installed_warp: bool,
    /// Limits.
    pub limits: Limits,
}

/// A function and what its callable parameters are bound to.
pub(super) type Specialization = (FunctionId, Vec<(Rc<str>, FuncRef)>);

/// Computes the hash that names a unique module.
pub type UniqueHasher = fn(&mut Session, KernelId) -> PyResult<[u8; 32]>;

/// Python's private side of a function or kernel.
pub(super) struct KernelState {
    pub(super) func: Rc<PyFunction>,
    pub(super) token: Weak<KernelToken>,
    pub(super) attrs: Namespace,
}

/// Python's private side of a Warp module.
#[derive(Default)]
pub(super) struct ModuleState {
    pub(super) functions: IndexMap<Rc<str>, FunctionId>,
    pub(super) kernels: IndexMap<Rc<str>, KernelRef>,
}

/// A problem met while importing.
#[derive(Clone, Debug)]
pub struct ImportProblem {
    /// The file.
    pub file: Arc<SourceFile>,
    /// The statement that failed.
    pub span: Span,
    /// The exception.
    pub error: PyError,
}

/// An import of a module that is not on the search path.
#[derive(Clone, Debug)]
pub struct MissingImport {
    /// Its dotted name.
    pub module: String,
    /// The file that imports it.
    pub file: Arc<SourceFile>,
    /// The statement.
    pub span: Span,
    /// It takes `*`, so that any name may come from it.
    pub star: bool,
}

/// The file being imported, parsed.
pub(crate) struct MainFile {
    /// Its absolute path.
    pub(super) path: PathBuf,
    /// The name it is imported under.
    pub(super) name: Rc<str>,
    pub(super) parsed: Arc<ParsedFile>,
}

/// The state of one import.
pub struct Session {
    /// Types.
    pub types: Rc<Types>,
    /// User functions: overloads, templates, instances, gradients, replays.
    pub functions: Vec<Function>,
    /// Kernels and overload instances.
    pub kernels: Vec<Kernel>,
    /// Warp modules.
    pub modules: Vec<WarpModule>,
    /// What could not be had, and why.
    pub unresolved: Vec<Unresolved>,
    /// Exceptions that ended a module-level statement.
    pub problems: Vec<ImportProblem>,
    /// Modules that were imported and not found; what comes from them is unknown.
    pub missing_imports: Vec<MissingImport>,
    /// Called when a unique kernel is declared, to name its module. Without it names are `KEY`.
    pub unique_hasher: Option<UniqueHasher>,
    /// Settings.
    pub options: SessionOptions,

    pub(super) main_module: Rc<str>,
    pub(super) main_file: Option<Arc<SourceFile>>,
    /// The file being imported, where it stands and its tree.
    pub(super) main_parsed: Option<(PathBuf, Arc<ParsedFile>)>,
    pub(super) config: Rc<PyModule>,
    pub(super) python_modules: FxHashMap<Rc<str>, Rc<PyModule>>,
    pub(super) missing_modules: FxHashSet<Rc<str>>,
    pub(super) warp_dir: Option<PathBuf>,
    /// The folder of the file being imported.
    pub(super) main_dir: PathBuf,
    pub(super) search: Vec<PathBuf>,
    pub(super) user_modules: IndexMap<Rc<str>, ModuleId>,
    pub(super) module_states: Vec<ModuleState>,
    pub(super) kernel_states: Vec<KernelState>,
    pub(super) function_objects: Vec<Rc<PyFunction>>,
    pub(super) function_attrs: Vec<Namespace>,
    /// Functions whose object `functools.update_wrapper` has replaced by that of a later overload.
    pub(super) original_objects: FxHashMap<FunctionId, Rc<PyFunction>>,
    pub(super) function_counts: FxHashMap<Rc<str>, u32>,
    /// Ids of functions that `import warp` itself has made, while their modules are read late.
    pub(super) preimport_counts: FxHashMap<Rc<str>, u32>,
    pub(super) struct_classes: FxHashMap<u32, Rc<ClassObj>>,
    pub(super) classes: FxHashMap<&'static str, Rc<ClassObj>>,
    /// Classes that `wp.types.vector(...)` and its like have made, by their arguments.
    pub(super) factory_classes: FxHashMap<Key, Rc<ClassObj>>,
    pub(super) scopes: FxHashMap<(usize, u32), Rc<Scope>>,
    pub(super) sources: FxHashMap<(usize, u32), Rc<FunctionSource>>,
    pub(super) specializations: FxHashMap<Specialization, FunctionId>,
    pub(super) overrides: FxHashMap<NodeId, Value>,
    pub(super) math_functions: FxHashMap<Rc<str>, FuncRef>,
    pub(super) strings: FxHashMap<Rc<str>, Rc<crate::frontend::ast::Expr>>,
    /// Nested `try` blocks that catch a failing import.
    pub(super) guarded_imports: u32,
    /// Somebody asked what has been imported.
    pub(super) looked_around: std::cell::Cell<bool>,
    /// Where top-level modules were found outside the installed Warp, whether or not they could be imported.
    pub(super) found_modules: FxHashMap<Rc<str>, FoundModule>,
    /// Modules with a statement that would have been too long in a file that is imported for itself.
    pub(super) laborious: FxHashSet<Rc<str>>,
    pub(super) native_layouts: Vec<super::facade::ctypes::NativeLayout>,
    /// What `wp.build_experimental.add_builtin` made.
    pub(super) externals: Vec<super::External>,
    /// Names of Warp's own built-ins to which it added an overload.
    pub(super) extended_builtins: FxHashSet<String>,
    pub(super) steps: u64,
    /// How many steps there may be, as far as what is being run is allowed.
    pub(super) steps_end: u64,
    pub(super) allocated: usize,
    pub(super) depth: u32,
    pub(super) nesting: u32,
    pub(super) no_cells: Rc<IndexMap<Name, Cell_, rustc_hash::FxBuildHasher>>,
    pub(super) unique_modules: Vec<ModuleId>,
    pub(super) current: Option<(Arc<SourceFile>, Span)>,
    /// Keeps trees alive that values point into.
    pub(super) files: Vec<Arc<ParsedFile>>,
}

/// The functions whose ids `import warp` takes: key and how many.
const PREIMPORT: &[(&str, u32)] = &[
    ("quat_between_vectors", 1),
    ("norm_l1", 1),
    ("norm_l2", 1),
    ("norm_huber", 1),
    ("norm_pseudo_huber", 1),
    ("smooth_normalize", 1),
    ("velocity_at_point", 1),
    ("quat_twist", 1),
    ("quat_twist_angle", 1),
    ("quat_twist_angle_signed", 1),
    ("quat_to_rpy", 1),
    ("quat_to_euler", 1),
    ("quat_from_euler", 1),
    ("transform_twist", 1),
    ("transform_wrench", 1),
    ("transform_from_matrix", 3),
    ("transform_to_matrix", 3),
    ("transform_compose", 3),
    ("transform_decompose", 3),
];

/// The file of a module and the folder of a package.
pub(super) type FoundModule = (Option<PathBuf>, Option<PathBuf>);

impl Session {
    /// The state right after `import warp`.
    #[must_use]
    pub fn new(options: SessionOptions) -> Session {
        let config = Rc::new(PyModule {
            name: "warp.config".into(),
            globals: Default::default(),
            file: None,
            package_dir: None,
            facade: Some("warp.config"),
            done: std::cell::Cell::new(true),
            open: Default::default(),
        });
        let warp_dir = if options.no_installed_warp { None } else { find_warp(&options) };
        let types = Rc::new(Types::new());
        super::facade::register_opaques(&types);
        let mut session = Session {
            types,
            functions: Vec::new(),
            kernels: Vec::new(),
            modules: Vec::new(),
            unresolved: Vec::new(),
            problems: Vec::new(),
            missing_imports: Vec::new(),
            guarded_imports: 0,
            looked_around: std::cell::Cell::new(false),
            found_modules: FxHashMap::default(),
            laborious: FxHashSet::default(),
            unique_hasher: None,
            steps_end: options.limits.steps,
            options,
            main_module: "".into(),
            main_file: None,
            main_parsed: None,
            config,
            python_modules: FxHashMap::default(),
            missing_modules: FxHashSet::default(),
            warp_dir,
            main_dir: PathBuf::new(),
            search: Vec::new(),
            user_modules: IndexMap::new(),
            module_states: Vec::new(),
            kernel_states: Vec::new(),
            function_objects: Vec::new(),
            function_attrs: Vec::new(),
            original_objects: FxHashMap::default(),
            function_counts: PREIMPORT.iter().map(|(k, n)| (Rc::from(*k), *n)).collect(),
            preimport_counts: FxHashMap::default(),
            struct_classes: FxHashMap::default(),
            classes: FxHashMap::default(),
            factory_classes: FxHashMap::default(),
            scopes: FxHashMap::default(),
            sources: FxHashMap::default(),
            specializations: FxHashMap::default(),
            overrides: FxHashMap::default(),
            math_functions: FxHashMap::default(),
            strings: FxHashMap::default(),
            native_layouts: Vec::new(),
            externals: Vec::new(),
            extended_builtins: FxHashSet::default(),
            steps: 0,
            allocated: 0,
            depth: 0,
            nesting: 0,
            no_cells: Rc::default(),
            unique_modules: Vec::new(),
            current: None,
            files: Vec::new(),
        };
        super::facade::config::fill(&mut session);
        // Kernels may name `wp.types.x`, and code generation looks attributes up without importing.
        let _ = session.load_module("warp.types");
        session
    }

    /// Imports the file as module `module_name`, as `import NAME` would. Exceptions of single statements do not
    /// end it: they are in [`Session::problems`].
    pub fn import_main(&mut self, file: &Path, module_name: &str) -> Result<(), HostError> {
        let main = self.open_main_file(file, module_name)?;
        self.run_main(&main)
    }

    /// Imports a text as if it stood in the file `path`.
    pub fn import_text(&mut self, text: &str, path: &Path, module_name: &str) -> Result<(), HostError> {
        let main = self.open_main(text.into(), path, module_name)?;
        self.run_main(&main)
    }

    /// Reads and parses a file, and says where its imports are searched.
    pub(crate) fn open_main_file(&mut self, file: &Path, module_name: &str) -> Result<MainFile, HostError> {
        let text = super::read::read_source(file)
            .map_err(|message| HostError::Io { path: file.to_owned(), message })?;
        self.open_main(text.into(), &absolute_path(file), module_name)
    }

    /// Parses a text that stands in the file `path`, and says where its imports are searched.
    pub(crate) fn open_main(
        &mut self,
        text: Box<str>,
        path: &Path,
        module_name: &str,
    ) -> Result<MainFile, HostError> {
        self.set_search_path(path, module_name);
        let shown = self.options.source_path.clone().unwrap_or_else(|| path.display().to_string());
        let source = Arc::new(SourceFile::new(shown, text));
        self.main_file = Some(source.clone());
        let parsed = match crate::frontend::parsed_before(&source) {
            Some(parsed) => parsed,
            None => crate::frontend::parse_file(source)
                .map(Arc::new)
                .map_err(|error| HostError::Syntax { path: path.to_owned(), error })?,
        };
        self.main_file = Some(parsed.source.clone());
        Ok(MainFile { path: path.to_owned(), name: module_name.into(), parsed })
    }

    /// Imports the file that was opened here, or in the session whose settings this one has adopted.
    pub(crate) fn run_main(&mut self, main: &MainFile) -> Result<(), HostError> {
        let MainFile { path, name, parsed } = main;
        self.main_module = name.clone();
        self.main_dir = absolute_path(path).parent().map(Path::to_owned).unwrap_or_default();
        self.main_parsed = Some((absolute_path(path), parsed.clone()));
        let is_package = path.file_stem().is_some_and(|s| s == "__init__");
        let dir = is_package.then(|| path.parent().map(Path::to_owned)).flatten();
        let result = self
            .import_parents(name)
            // Importing the package may have imported the file already.
            .and_then(|()| match self.python_modules.get(name) {
                Some(module) if module.file.as_ref().is_some_and(|file| is_same(file, parsed)) => {
                    self.main_file = module.file.as_ref().map(|file| file.source.clone());
                    Ok(())
                }
                _ => self.run_module(name.clone(), parsed.clone(), dir, path).map(|_| ()),
            });
        self.refresh_liveness();
        match result {
            Err(e) if e.is_limit() => Err(HostError::Limit(e.message().to_owned())),
            _ => Ok(()),
        }
    }

    /// How comments name an imported file: its absolute path, or with `--source-path` its place beside the main
    /// file; files of the installed package are then `warp/...`.
    pub(super) fn shown_name(&self, path: &Path) -> String {
        let absolute = absolute_path(path);
        if let Some(name) = &self.options.source_path {
            if let Ok(rest) = absolute.strip_prefix(&self.main_dir) {
                let beside = Path::new(name).parent().unwrap_or(Path::new("")).join(rest);
                return beside.to_string_lossy().replace('\\', "/");
            }
            let installed = self.warp_dir.as_ref().and_then(|dir| dir.parent());
            if let Some(Ok(rest)) = installed.map(|root| absolute.strip_prefix(root)) {
                return rest.to_string_lossy().replace('\\', "/");
            }
        }
        absolute.display().to_string()
    }

    /// Imports resolve beside the outermost package of the file, on the given paths, then beside Warp.
    fn set_search_path(&mut self, path: &Path, module_name: &str) {
        let levels = module_name.split('.').count();
        let mut root = path.parent().unwrap_or(Path::new(".")).to_owned();
        let is_package = path.file_stem().is_some_and(|s| s == "__init__");
        for _ in 1..levels + usize::from(is_package) {
            match root.parent() {
                Some(parent) => root = parent.to_owned(),
                None => break,
            }
        }
        // A file of Warp's own belongs to the Warp that it lies in.
        let absolute = absolute_path(path);
        let own = absolute.ancestors().skip(1).find(|dir| {
            dir.file_name().is_some_and(|name| name == "warp") && dir.parent().is_some_and(is_warp_root)
        });
        if let Some(dir) = own.filter(|_| !self.options.no_installed_warp) {
            self.warp_dir = Some(dir.to_owned());
        }
        let mut search = vec![root];
        if let Some(parent) = path.parent()
            && !search.contains(&parent.to_owned())
        {
            search.push(parent.to_owned());
        }
        search.extend(self.options.python_path.iter().cloned());
        self.search = search;
    }

    /// The file's own module, then its unique modules in definition order; only those with live kernels.
    #[must_use]
    pub fn owned_modules(&self) -> Vec<ModuleId> {
        let own = self.user_modules.get(&self.main_module).copied();
        own.into_iter()
            .chain(self.unique_modules.iter().copied())
            .filter(|m| self.modules[m.index()].owner == self.main_module && self.has_live_kernels(*m))
            .collect()
    }

    /// The other modules that the file's kernels name (`@wp.kernel(module="NAME")`).
    #[must_use]
    pub fn named_modules(&self) -> Vec<ModuleId> {
        let owned = self.owned_modules();
        let of_file = |kernel: &KernelId| {
            let kernel = &self.kernels[kernel.index()];
            !kernel.dead && kernel.python_module == self.main_module
        };
        self.registry()
            .filter(|id| !owned.contains(id) && self.modules[id.index()].kernels.iter().any(of_file))
            .collect()
    }

    /// The modules that Warp can find by name, in the order of their making.
    pub fn registry(&self) -> impl Iterator<Item = ModuleId> + '_ {
        self.user_modules.values().copied()
    }

    fn has_live_kernels(&self, module: ModuleId) -> bool {
        self.modules[module.index()].kernels.iter().any(|k| !self.kernels[k.index()].dead)
    }

    /// Marks kernels that nothing refers to any more, as Python's reference counts would have freed them.
    pub fn refresh_liveness(&mut self) {
        for (kernel, state) in self.kernels.iter_mut().zip(&self.kernel_states) {
            kernel.dead = state.token.strong_count() == 0;
        }
        for at in 0..self.kernels.len() {
            if let Some(parent) = self.kernels[at].generic_parent {
                self.kernels[at].dead = self.kernels[parent.index()].dead;
            }
        }
        let kernels = &self.kernels;
        for module in &mut self.modules {
            module.kernels.retain(|k| !kernels[k.index()].dead);
        }
    }

    /// A `wp.config` value.
    #[must_use]
    pub fn config(&self, name: &str) -> Option<Value> {
        self.config.global(name)
    }

    /// Where evaluation is, or stopped.
    #[must_use]
    pub fn position(&self) -> Option<(Arc<SourceFile>, Span)> {
        self.current.clone()
    }

    /// Name of the module being imported.
    #[must_use]
    pub fn main_module(&self) -> &str {
        &self.main_module
    }

    /// The file being imported.
    #[must_use]
    pub fn main_file(&self) -> Option<Arc<SourceFile>> {
        self.main_file.clone()
    }

    /// Whether a file, by the name that messages show, belongs to the installed Warp that this import uses. Not when
    /// the file being imported belongs to it as well.
    #[must_use]
    pub fn is_installed_file(&self, name: &str) -> bool {
        let Some(dir) = &self.warp_dir else { return false };
        // With a name of its own for the main file, those of the package begin with `warp/`.
        let renamed = self.options.source_path.is_some() && name.starts_with("warp/");
        (renamed || Path::new(name).starts_with(dir)) && !self.main_dir.starts_with(dir)
    }

    /// An unknown value born at the statement being evaluated.
    pub(super) fn unknown(&self, reason: impl Into<String>) -> Value {
        self.unknown_object(reason, None)
    }

    /// One whose class may be known.
    pub(super) fn unknown_object(&self, reason: impl Into<String>, class: Option<KnownClass>) -> Value {
        let unknown = Unknown::new(shortened(reason.into()), self.current.clone());
        Value::Unknown(Rc::new(Unknown { class, ..unknown }))
    }

    /// Records something that could not be had.
    pub(super) fn unresolved(&mut self, what: String, reason: String, file: Arc<SourceFile>, span: Span) {
        self.unresolved.push(Unresolved { what, reason, file, span });
    }

    /// The scope of a definition, analysed once.
    pub(super) fn scope_of(
        &mut self,
        file: &Rc<PyModule>,
        node: NodeId,
        make: impl FnOnce() -> Rc<Scope>,
    ) -> Rc<Scope> {
        let key = (Rc::as_ptr(file).cast::<()>() as usize, node.0);
        self.scopes.entry(key).or_insert_with(make).clone()
    }
}

impl Drop for Session {
    /// Modules and their functions refer to each other; a process that reads many files must let go of them.
    fn drop(&mut self) {
        let modules: Vec<Rc<PyModule>> = self.python_modules.drain().map(|(_, m)| m).collect();
        for module in &modules {
            let globals = std::mem::take(&mut *module.globals.borrow_mut());
            for value in globals.values() {
                if let Value::Class(class) = value {
                    release_class(class, 0);
                }
            }
        }
        for class in
            self.struct_classes.values().chain(self.classes.values()).chain(self.factory_classes.values())
        {
            release_class(class, 0);
        }
    }
}

/// Empties a class so that its methods no longer hold it.
fn release_class(class: &Rc<ClassObj>, depth: u32) {
    let namespace = std::mem::take(&mut *class.ns.borrow_mut());
    class.mro.borrow_mut().clear();
    class.members.borrow_mut().clear();
    for value in namespace.values() {
        match value {
            Value::Class(inner) if depth < 100 => release_class(inner, depth + 1),
            Value::PyFunction(p) => *p.owner.borrow_mut() = None,
            _ => {}
        }
    }
}

/// Whether a module was read from the file that is being imported.
fn is_same(file: &Arc<ParsedFile>, main: &Arc<ParsedFile>) -> bool {
    let (a, b) = (&file.source, &main.source);
    Arc::ptr_eq(file, main) || (a.name == b.name && a.text == b.text)
}

/// `os.path.abspath`: made absolute and normalised without touching links.
pub(super) fn absolute_path(path: &Path) -> PathBuf {
    let joined = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut out = PathBuf::new();
    for part in joined.components() {
        match part {
            std::path::Component::ParentDir => {
                out.pop();
            }
            std::path::Component::CurDir => {}
            other => out.push(other),
        }
    }
    out
}

/// Whether a folder on the import path holds Warp.
fn is_warp_root(dir: &Path) -> bool {
    dir.join("warp/_src/context.py").is_file()
}

/// The directory of an installed `warp` package.
fn find_warp(options: &SessionOptions) -> Option<PathBuf> {
    let mut candidates: Vec<PathBuf> = options.python_path.clone();
    candidates.extend(options.site_packages.clone());
    candidates.extend(std::env::var_os("WARPGEN_SITE_PACKAGES").map(PathBuf::from));
    for variable in ["VIRTUAL_ENV", "CONDA_PREFIX"] {
        if let Some(prefix) = std::env::var_os(variable) {
            candidates.extend(site_packages_of(Path::new(&prefix)));
        }
    }
    candidates.into_iter().find(|dir| is_warp_root(dir)).map(|dir| absolute_path(&dir).join("warp"))
}

/// `lib/python3.*/site-packages` under a prefix, newest Python first.
fn site_packages_of(prefix: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(prefix.join("lib")) else {
        return vec![prefix.join("Lib/site-packages")];
    };
    let mut found: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .filter(|e| e.file_name().to_string_lossy().starts_with("python3"))
        .map(|e| e.path().join("site-packages"))
        .collect();
    found.sort();
    found.reverse();
    found
}

/// Converts between the tree's names and the model's.
pub(super) fn rc(name: &Name) -> Rc<str> {
    Rc::from(&**name)
}
