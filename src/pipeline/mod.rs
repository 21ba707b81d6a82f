//! From a Python file to the text of its Warp modules: the one path that the command line, tests,
//! benchmarks and the data set share.
//!
//! A file is imported in a fresh [`Session`]; each module it owns is hashed, lowered and printed. One
//! module that is rejected does not hide the others.

mod importer;
mod options;
mod program;
mod registered;
mod report;
mod rounds;
mod survey;

use std::path::{Path, PathBuf};

pub use importer::Importer;
pub use options::{OptionValue, parse_option};
pub use program::SessionProgram;
pub use registered::{ModuleKind, RegisteredKernel, RegisteredModule, UnknownItem};
pub use survey::{Survey, SurveyedModule, survey};

use crate::diag::{Diagnostic, WarpError, code};
use crate::emit::{self, Device, Direction, EmitOptions};
use crate::hash::{self, Options};
use crate::host::Session;
use crate::ids::{KernelId, ModuleId};
use crate::ir::ModuleIr;
use crate::ir::verify::verify_module;

/// What to write.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Stage {
    /// Generated code.
    #[default]
    Code,
    /// SSA as text.
    Ssa,
    /// SSA as JSON.
    SsaJson,
}

/// Where a file's text comes from.
#[derive(Clone, Debug)]
pub enum Source {
    /// Read from disk.
    File(PathBuf),
    /// In hand; imports resolve as if it stood at `path`.
    Text {
        /// The text.
        text: String,
        /// Where it pretends to be.
        path: PathBuf,
    },
}

impl Source {
    /// The file's path as given.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Source::File(path) | Source::Text { path, .. } => path.display().to_string(),
        }
    }
}

/// One file to generate code for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The file.
    pub source: Source,
    /// Name it is imported under.
    pub module_name: String,
    /// Device.
    pub device: Device,
    /// What to write.
    pub stage: Stage,
    /// Threads per block; that of a launch by default.
    pub block_dim: Option<u32>,
    /// Target architecture of CUDA code (90 for `sm_90`). Without one Warp asks no vendor library for tile products,
    /// solvers and transforms; CPU code never has one.
    pub arch: Option<u32>,
    /// Module options to set after the import.
    pub options: Vec<(String, OptionValue)>,
    /// Folders to search for imports, after the file's own.
    pub python_path: Vec<PathBuf>,
    /// File name for comments and messages instead of the absolute path.
    pub source_path: Option<String>,
    /// Only this kernel.
    pub kernel: Option<String>,
    /// Only one half.
    pub only: Option<Direction>,
    /// The folder that holds an installed `warp`, where it should not be searched for.
    pub site_packages: Option<PathBuf>,
}

impl Request {
    /// Code for a file on disk, under the name its place gives it, everything else as in a launch.
    #[must_use]
    pub fn new(file: impl Into<PathBuf>, device: Device) -> Self {
        let file = file.into();
        Request {
            module_name: default_module_name(&file),
            source: Source::File(file),
            device,
            stage: Stage::Code,
            block_dim: None,
            arch: None,
            options: Vec::new(),
            python_path: Vec::new(),
            source_path: None,
            kernel: None,
            only: None,
            site_packages: None,
        }
    }

    /// Threads per block: Warp launches single CPU threads, and CUDA blocks of 256.
    #[must_use]
    pub fn block_dim(&self) -> u32 {
        self.block_dim_on(self.device)
    }

    /// The same for another device.
    pub(crate) fn block_dim_on(&self, device: Device) -> u32 {
        self.block_dim.unwrap_or(launch_block_dim(device))
    }
}

/// Threads per block in a launch that names none.
pub(crate) fn launch_block_dim(device: Device) -> u32 {
    match device {
        Device::Cpu => 1,
        Device::Cuda => 256,
    }
}

/// A module's generated files.
#[derive(Clone, Debug)]
pub struct Emitted {
    /// Code (or SSA).
    pub text: String,
    /// What Warp writes beside the code: shared-memory sizes. Not for SSA.
    pub meta: Option<String>,
    /// File name in Warp's cache, without extension.
    pub file_stem: String,
    /// C++ names of the functions, in the order of the text.
    pub functions: Vec<String>,
    /// C++ names of the structs, in the order of the text.
    pub structs: Vec<String>,
}

/// A kernel of a module.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KernelSummary {
    /// Its key.
    pub key: String,
    /// Its C++ name.
    pub mangled: String,
    /// Its digest, in hexadecimal digits.
    pub hash: String,
}

/// What became of a module.
#[derive(Clone, Debug, Default)]
pub struct ModuleOutput {
    /// Name.
    pub name: String,
    /// Digest in hexadecimal digits, once known.
    pub hash: Option<String>,
    /// Kernels in the order of the text, once hashed.
    pub kernels: Vec<KernelSummary>,
    /// The text, unless it was rejected (or left out by [`Request::kernel`]).
    pub emitted: Option<Emitted>,
    /// Why it was rejected, and warnings.
    pub diagnostics: Vec<Diagnostic>,
}

impl ModuleOutput {
    /// Whether it has errors.
    #[must_use]
    pub fn rejected(&self) -> bool {
        self.diagnostics.iter().any(|d| d.severity == crate::diag::Severity::Error)
    }
}

/// What became of a file.
#[derive(Clone, Debug, Default)]
pub struct FileOutput {
    /// Modules it owns, rejected ones included, in Warp's order.
    pub modules: Vec<ModuleOutput>,
    /// Problems that concern no single module.
    pub file_diagnostics: Vec<Diagnostic>,
    /// Kernels that are alive after the import, by module, whether or not their modules can be generated.
    pub registered: Vec<RegisteredModule>,
    /// What could not be evaluated.
    pub unknown: Vec<UnknownItem>,
}

impl FileOutput {
    /// A file without output.
    #[must_use]
    pub fn failed(diagnostic: Diagnostic) -> Self {
        FileOutput { file_diagnostics: vec![diagnostic], ..Default::default() }
    }

    /// All diagnostics, those of the file first.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.file_diagnostics.iter().chain(self.modules.iter().flat_map(|m| &m.diagnostics))
    }

    /// The text as `warpgen emit` prints it to stdout for this file alone.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        for module in &self.modules {
            if let Some(emitted) = &module.emitted {
                if self.modules.len() > 1 {
                    out.push_str("// module: ");
                    out.push_str(&module.name);
                    out.push('\n');
                }
                out.push_str(&emitted.text);
            }
        }
        out
    }
}

/// The dotted path of a file through the `__init__.py` packages above it, else its stem.
///
/// Between two packages there may be one folder without `__init__.py`, if the outer package imports from it: Python takes
/// such a folder for a part of the package.
#[must_use]
pub fn default_module_name(file: &Path) -> String {
    let absolute = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let stem = absolute.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let mut parts = vec![stem];
    let mut folder = absolute.parent();
    while let Some(dir) = folder {
        let Some(name) = package_part(dir) else { break };
        let outer = dir.parent();
        if !dir.join("__init__.py").exists() {
            let is_part = |outer: &Path| package_part(outer).is_some() && imports_from(outer, &name);
            if parts.len() == 1 || !outer.is_some_and(is_part) {
                break;
            }
        }
        parts.insert(0, name);
        folder = outer;
    }
    // `pkg/__init__.py` is the package itself.
    if parts.len() > 1 && parts.last().is_some_and(|last| last == "__init__") {
        parts.pop();
    }
    parts.join(".")
}

/// A folder's name, if a package can have it.
fn package_part(folder: &Path) -> Option<String> {
    folder.file_name().map(|name| name.to_string_lossy().into_owned()).filter(|name| is_identifier(name))
}

/// Whether a package's `__init__.py` imports from a folder in it, as far as its words tell.
fn imports_from(package: &Path, folder: &str) -> bool {
    let Ok(text) = std::fs::read_to_string(package.join("__init__.py")) else { return false };
    let names =
        |line: &str| line.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|word| word == folder);
    text.lines()
        .any(|line| line.trim_start().starts_with(['f', 'i']) && line.contains("import ") && names(line))
}

fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c.is_alphabetic() || c == '_')
        && chars.all(|c| c.is_alphanumeric() || c == '_')
}

/// A module that has just been printed, for those who want to know more than its text.
pub struct Built<'a> {
    /// The import it belongs to.
    pub session: &'a Session,
    /// Its SSA.
    pub module: &'a ModuleIr,
    /// Its resolved options.
    pub options: &'a Options,
    /// The `block_dim` option that the file itself sets, 256 if it sets none: `wp.load_aot_module` asks for that one.
    pub declared_block_dim: u32,
    /// What was written.
    pub emitted: &'a Emitted,
}

/// Generates code for one file.
#[must_use]
pub fn run(request: &Request) -> FileOutput {
    run_with(&mut Importer::new(), request)
}

/// As [`run`], as one of many files.
pub fn run_with(importer: &mut Importer, request: &Request) -> FileOutput {
    run_observed(importer, request, &mut |_| {})
}

/// As [`run_with`]; `observe` is shown each module that was printed, in order.
pub fn run_observed(
    importer: &mut Importer,
    request: &Request,
    observe: &mut dyn FnMut(&Built<'_>),
) -> FileOutput {
    let (mut session, lent) = match importer.borrow(request) {
        Ok(borrowed) => borrowed,
        Err(diagnostic) => return FileOutput::failed(*diagnostic),
    };
    let mut is_first = true;
    let output = generate_all(importer, request, &mut session, &mut is_first, observe);
    if let Some(lent) = lent.filter(|_| is_first) {
        importer.give_back(lent, session);
    }
    output
}

/// Generates the modules of an imported file. `is_first` says whether the session is still the one that was given.
fn generate_all(
    importer: &mut Importer,
    request: &Request,
    session: &mut Session,
    is_first: &mut bool,
    observe: &mut dyn FnMut(&Built<'_>),
) -> FileOutput {
    let mut output = FileOutput::default();
    let report = report::import_report(session, rounds::unnamed());
    output.file_diagnostics.extend(report.diagnostics);
    if report.fatal {
        return output;
    }
    output.registered = registered::modules(session);
    output.unknown = registered::unknown(session);
    let mut modules = session.owned_modules();
    let own = modules.iter().copied().find(|m| !session.modules[m.index()].is_unique);
    modules.extend(session.named_modules());
    if own.is_none() {
        output.file_diagnostics.extend(report.kernels.iter().cloned());
    }
    if modules.is_empty() && output.file_diagnostics.is_empty() {
        let nothing = Diagnostic::new(code::NO_KERNELS, "the file defines no kernel");
        output.file_diagnostics.push(nothing.in_file(request.source.name()));
    }
    let mut pristine = rounds::Snapshot::of(session);
    let mut spare: Option<Session> = None;
    for (index, &module) in modules.iter().enumerate() {
        // Real builds leave traces in shared functions. Each module is generated as a process that
        // launches nothing else would.
        if index > 0 && !pristine.restore(session) {
            match again(importer, request, &mut spare, modules.len() - index) {
                Ok(new) => (*session, *is_first) = (new, false),
                Err(diagnostic) => {
                    output.file_diagnostics.push(*diagnostic);
                    return output;
                }
            }
            pristine = rounds::Snapshot::of(session);
        }
        if own == Some(module) && !report.kernels.is_empty() {
            output.modules.push(incomplete(session, module, &report.kernels));
        } else if let Some(module) = one_module(session, module, request, observe) {
            output.modules.push(module);
        }
    }
    output
}

/// The state right after the import once more: imported, and copied if it is asked for again.
fn again(
    importer: &mut Importer,
    request: &Request,
    spare: &mut Option<Session>,
    modules_left: usize,
) -> Result<Session, Box<Diagnostic>> {
    if let Some(spare) = spare {
        return Ok(spare.duplicate());
    }
    let session = importer.import(request)?;
    if modules_left > 1 {
        *spare = Some(session.duplicate());
    }
    Ok(session)
}

/// A module that lacks kernels which could not be evaluated: its digest, hence its name, is not known.
fn incomplete(session: &Session, module: ModuleId, kernels: &[Diagnostic]) -> ModuleOutput {
    let name = session.modules[module.index()].name.to_string();
    let diagnostics = kernels.iter().map(|d| d.clone().concerning(Some(&name), None)).collect();
    ModuleOutput { name, diagnostics, ..Default::default() }
}

/// Imports the file into a fresh session, as the first half of [`run`] does.
///
/// # Errors
/// The file cannot be read or parsed.
pub fn import(request: &Request) -> Result<Session, Box<Diagnostic>> {
    Importer::new().import(request)
}

/// A module ready to be printed.
pub struct Prepared {
    /// The import it belongs to.
    pub session: Session,
    /// Its SSA.
    pub module: ModuleIr,
    /// Its resolved options.
    pub options: Options,
    /// What it is printed for.
    pub device: Device,
}

impl Prepared {
    /// The session as emission sees it.
    #[must_use]
    pub fn program(&self) -> SessionProgram<'_> {
        SessionProgram::new(&self.session, &self.options, self.device)
    }
}

/// Hashes and lowers the first module of an imported file.
///
/// # Errors
/// The file owns no module, or the module is rejected.
pub fn lower(mut session: Session, request: &Request) -> Result<Prepared, Box<Diagnostic>> {
    let Some(&module) = session.owned_modules().first() else {
        return Err(Box::new(Diagnostic::new(code::NO_KERNELS, "the file defines no kernel")));
    };
    let mut output = ModuleOutput::default();
    let (module, options) = lower_module(&mut session, module, request, &mut output)?;
    Ok(Prepared { session, module, options, device: request.device })
}

/// Imports a file and lowers its first module.
///
/// # Errors
/// As [`import`] and [`lower`].
pub fn prepare(request: &Request) -> Result<Prepared, Box<Diagnostic>> {
    lower(import(request)?, request)
}

/// Hashes, lowers and prints one module. `None` when it does not hold the kernel asked for.
fn one_module(
    session: &mut Session,
    module: ModuleId,
    request: &Request,
    observe: &mut dyn FnMut(&Built<'_>),
) -> Option<ModuleOutput> {
    let mut output =
        ModuleOutput { name: session.modules[module.index()].name.to_string(), ..Default::default() };
    let selected = match &request.kernel {
        None => None,
        Some(name) => Some(find_kernel(session, module, name)?),
    };
    let declared_block_dim = options::declared_block_dim(session, module);
    match generate(session, module, request, selected, &mut output) {
        Ok((ir, resolved)) => {
            if let Some(emitted) = &output.emitted {
                let (module, options) = (&ir, &resolved);
                observe(&Built { session, module, options, declared_block_dim, emitted });
            }
        }
        Err(diagnostic) => {
            let diagnostics = rejected(session, module, request, *diagnostic);
            output
                .diagnostics
                .extend(diagnostics.into_iter().map(|d| d.concerning(Some(&output.name), None)));
        }
    }
    Some(output)
}

/// What there is to say of a module that is not written. Where warpgen is to blame and not the kernel, that is all its
/// kernels that need something unknown, and which kernels are lost with them.
fn rejected(
    session: &mut Session,
    module: ModuleId,
    request: &Request,
    diagnostic: Diagnostic,
) -> Vec<Diagnostic> {
    if diagnostic.code != code::UNSUPPORTED {
        return vec![diagnostic];
    }
    let mut diagnostics = vec![diagnostic.note(report::lost_kernels(session, module))];
    if let Ok(resolved) = options::resolve(session, module, request.block_dim()) {
        let traces = rounds::declared_traces(module).unwrap_or_default();
        let (_, errors) = hash::plan_kernels(session, module, &resolved, &traces);
        for error in errors.iter().filter(|error| error.lost.is_some()) {
            let error = report::hash_error(session, error);
            if !diagnostics.iter().any(|said| said.is_at(&error)) {
                diagnostics.push(error);
            }
        }
    }
    diagnostics
}

/// A kernel of a module by key, or by the name of its function.
fn find_kernel(session: &Session, module: ModuleId, name: &str) -> Option<KernelId> {
    let kernels = &session.modules[module.index()].kernels;
    let by_key = kernels.iter().find(|id| &*session.kernels[id.index()].key == name);
    by_key
        .or_else(|| kernels.iter().find(|id| &*session.kernels[id.index()].decl.def().name == name))
        .copied()
}

/// Hashes and lowers one module; names and digests are kept even if lowering fails.
fn lower_module(
    session: &mut Session,
    module: ModuleId,
    request: &Request,
    output: &mut ModuleOutput,
) -> Result<(ModuleIr, Options), Box<Diagnostic>> {
    options::apply(session, module, &request.options);
    let resolved = options::resolve(session, module, request.block_dim())
        .map_err(|error| Diagnostic::from_warp(&error))?;
    let mut build_options = options::build_options(&resolved);

    let mut traces = rounds::declared_traces(module);
    let plan = rounds::plan(session, module, &resolved, &build_options, &mut traces)?;
    output.hash = Some(hash::hex(&plan.hash));
    output.kernels = summaries(session, &plan.kernels, build_options.strip_hash);

    // Builds for hashing know no architecture.
    build_options.output_arch = request.arch.filter(|_| request.device == Device::Cuda);
    let built = crate::lower::build_module(session, module, plan.hash, &build_options, plan.kernels)
        .map_err(|error| report::build_error(session, &error))?;
    if cfg!(debug_assertions) {
        let problems = verify_module(&built.module);
        if !problems.is_empty() {
            let message = format!("internal error: malformed SSA: {}", problems.join("; "));
            return Err(Box::new(Diagnostic::new(code::INTERNAL, message)));
        }
    }
    Ok((built.module, resolved))
}

fn generate(
    session: &mut Session,
    module: ModuleId,
    request: &Request,
    selected: Option<KernelId>,
    output: &mut ModuleOutput,
) -> Result<(ModuleIr, Options), Box<Diagnostic>> {
    let (ir, resolved) = lower_module(session, module, request, output)?;
    let program = SessionProgram::new(session, &resolved, request.device);
    // What is refused only while it is printed has no place.
    let file = session.main_file();
    let refused = |error: WarpError| {
        let diagnostic = Diagnostic::from_warp(&error);
        Box::new(match &file {
            Some(file) => diagnostic.in_file(&*file.name),
            None => diagnostic,
        })
    };
    let (text, meta) = match request.stage {
        Stage::Code => {
            let options = EmitOptions { device: request.device, kernel: selected, only: request.only };
            let text = emit::emit_module(&program, &ir, options).map_err(refused)?;
            let meta = emit::emit_meta(&program, &ir).map_err(refused)?;
            (text, Some(meta))
        }
        Stage::Ssa => (emit::emit_ssa(&program, &ir), None),
        Stage::SsaJson => {
            let text = emit::emit_ssa_json(&program, &ir).map_err(refused)?;
            (text, None)
        }
    };
    output.emitted = Some(Emitted {
        text,
        meta,
        file_stem: emit::module_file_stem(&output.name, &ir.hash, ir.options.strip_hash),
        functions: function_names(session, &ir),
        structs: struct_names(session, &ir),
    });
    Ok((ir, resolved))
}

fn summaries(session: &Session, plans: &[crate::ir::KernelPlan], strip_hash: bool) -> Vec<KernelSummary> {
    plans
        .iter()
        .map(|plan| {
            let key = session.kernels[plan.id.index()].key.to_string();
            let hash = hash::hex(&plan.hash);
            let mangled = if strip_hash { key.clone() } else { format!("{key}_{}", &hash[..8]) };
            KernelSummary { key, mangled, hash }
        })
        .collect()
}

fn function_names(session: &Session, ir: &ModuleIr) -> Vec<String> {
    ir.functions.iter().map(|f| session.functions[f.id.index()].native_name.to_string()).collect()
}

/// Distinct names: structs with equal hashes are printed once.
fn struct_names(session: &Session, ir: &ModuleIr) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for &id in &ir.structs {
        let name = session.types.struct_data(id).native_name.to_string();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
