//! Builds modules: many at once, each artefact whole or absent, nothing twice.

use super::check::{job_count, lock, parallel};
use super::cpp::{Cpp, digest, stamp_headers};
use super::cpu::{self, CpuOptions, LOADER_SYMBOLS, Pch};
use super::cuda::{self, CudaOptions};
use super::elf::undefined_symbols;
use super::error::{Error, Result};
use super::layout::{self, Arch, Layout, place, temporary, write_atomic};
use super::manifest::{FileEntry, Manifest, ModuleEntry};
use super::nvrtc::Want;
use super::sdk::{Native, SdkQuery};
use super::target::CpuTarget;
use super::text::Device;
use super::worker::Pool;
use sha2::{Digest, Sha256};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// One module for one device, ready to be compiled.
#[derive(Clone, Debug)]
pub struct ModuleJob {
    /// Its description; `files` is filled in by the build.
    pub entry: ModuleEntry,
    /// The generated text.
    pub text: String,
    /// The content of its `.meta` file.
    pub meta: String,
    /// Options for the C++ compiler.
    pub cpu: CpuOptions,
    /// Options for NVRTC.
    pub cuda: CudaOptions,
    /// Only there so that `wp.load_aot_module` finds the block size that the file declares: no shared library, no headers.
    pub secondary: bool,
}

/// What is made of a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Emit {
    /// An object that Warp loads.
    Object,
    /// A shared library that needs no Warp.
    Shared,
    /// PTX, for each architecture.
    Ptx,
    /// A CUDA binary, for each architecture.
    Cubin,
}

/// What is wanted.
#[derive(Clone, Debug, Default)]
pub struct BuildPlan {
    /// Where artefacts go.
    pub out_dir: PathBuf,
    /// How they are laid out there.
    pub layout: Layout,
    /// What is made; kinds of the other device are ignored for a module.
    pub emit: Vec<Emit>,
    /// CUDA architectures.
    pub archs: Vec<Arch>,
    /// Compilers at work at once; 0 means one for each core.
    pub jobs: usize,
    /// Also write a C header and a Rust file for each module.
    pub header: bool,
    /// Say what would be made and make nothing.
    pub dry_run: bool,
}

/// What there is to compile with. Only what the plan needs is looked for.
#[derive(Debug)]
pub struct Toolchain {
    native: Native,
    native_stamp: String,
    cpp: Option<Cpp>,
    pool: Option<Pool>,
    target: Option<CpuTarget>,
}

impl Toolchain {
    /// Finds what `plan` needs for modules of these devices. NVRTC runs in processes of this executable, whose `main`
    /// must call [`super::worker::serve_if_asked`].
    pub fn find(query: &SdkQuery, plan: &BuildPlan, devices: &[Device], cache: PathBuf) -> Result<Toolchain> {
        let native = query.native()?;
        let wants = |kinds: [Emit; 2]| plan.emit.iter().any(|e| kinds.contains(e));
        let cpu = devices.contains(&Device::Cpu) && wants([Emit::Object, Emit::Shared]);
        let cuda = devices.contains(&Device::Cuda) && wants([Emit::Ptx, Emit::Cubin]);
        let cpp = if cpu { Some(Cpp::find(&native, cache)?) } else { None };
        let pool = if cuda && !plan.dry_run {
            Some(Pool::new(&query.nvrtc()?, job_count(plan.jobs))?)
        } else {
            None
        };
        let asked = || query.warp_clang(Some(&native)).and_then(|path| CpuTarget::ask(&path).ok());
        let target = if cpu { asked().or_else(CpuTarget::of_wheels) } else { None };
        let native_stamp = stamp_headers(&native.dir)?;
        Ok(Toolchain { native, native_stamp, cpp, pool, target })
    }

    /// Enters the compilers' versions in a manifest.
    pub fn describe(&self, manifest: &mut Manifest) {
        manifest.cpp = self.cpp.as_ref().map(|c| c.version().to_owned());
        manifest.nvrtc = self.pool.as_ref().map(|p| format!("{}.{}", p.version().0, p.version().1));
    }
}

/// What came of one module.
#[derive(Clone, Debug, Default)]
pub struct ModuleResult {
    /// Files that are in place now (or would be, for a dry run), with paths relative to the output folder.
    pub files: Vec<FileEntry>,
    /// Artefacts that were compiled.
    pub compiled: usize,
    /// Artefacts that were there already, made from the same text with the same options and compiler.
    pub unchanged: usize,
    /// What went wrong.
    pub problems: Vec<Problem>,
}

/// An artefact that could not be made.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Its file name.
    pub artifact: String,
    /// The compiler's messages, or the reason.
    pub why: String,
    /// The generated code is at fault, not the machine.
    pub rejected: bool,
}

impl Problem {
    fn new(artifact: impl Into<String>, error: &Error) -> Problem {
        Problem {
            artifact: artifact.into(),
            why: error.to_string(),
            rejected: matches!(error, Error::Rejected(_)),
        }
    }
}

/// One artefact to make.
struct Task {
    module: usize,
    emit: Emit,
    arch: Option<Arch>,
    path: PathBuf,
}

/// Builds all modules. A module that fails does not stop the others; its text and metadata are written all the same.
#[must_use]
pub fn build(jobs: &[ModuleJob], plan: &BuildPlan, tools: &Toolchain) -> Vec<ModuleResult> {
    let results: Vec<Mutex<ModuleResult>> =
        jobs.iter().map(|_| Mutex::new(ModuleResult::default())).collect();
    let mut tasks = Vec::new();
    for (index, job) in jobs.iter().enumerate() {
        match plan_module(index, job, plan, tools) {
            Ok(planned) => {
                tasks.extend(planned.tasks);
                lock(&results[index]).problems.extend(planned.problems);
            }
            Err(error) => {
                lock(&results[index]).problems.push(Problem::new(job.entry.identifier.clone(), &error))
            }
        }
    }
    if plan.dry_run {
        for task in &tasks {
            let entry = describe(plan, &task.path, task.emit, task.arch.as_ref(), None);
            lock(&results[task.module]).files.push(entry);
        }
    } else {
        // A precompiled header costs as much as four modules: built only when it pays.
        let cpu_tasks = tasks.iter().filter(|t| matches!(t.emit, Emit::Object | Emit::Shared)).count();
        let pch = if cpu_tasks >= 4 { Pch::Build } else { Pch::Existing };
        parallel(job_count(plan.jobs), &tasks, |task| {
            let outcome = make(&jobs[task.module], task, tools, pch);
            let mut result = lock(&results[task.module]);
            match outcome {
                Ok(fresh) => {
                    *(if fresh { &mut result.compiled } else { &mut result.unchanged }) += 1;
                    let content = std::fs::read(&task.path).unwrap_or_default();
                    result.files.push(describe(
                        plan,
                        &task.path,
                        task.emit,
                        task.arch.as_ref(),
                        Some(&content),
                    ));
                }
                Err(why) => {
                    let name = task.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    result.problems.push(Problem::new(name, &why));
                }
            }
        });
    }
    let mut done = Vec::new();
    for (job, result) in jobs.iter().zip(results) {
        let mut result = result.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Err(error) = write_texts(job, plan, &mut result) {
            result.problems.push(Problem::new(job.entry.identifier.clone(), &error));
        }
        result.files.sort_by(|a, b| a.path.cmp(&b.path));
        done.push(result);
    }
    done
}

/// The artefacts of one module, and those that cannot be.
#[derive(Default)]
struct Planned {
    tasks: Vec<Task>,
    problems: Vec<Problem>,
}

/// Plans one module.
fn plan_module(module: usize, job: &ModuleJob, plan: &BuildPlan, tools: &Toolchain) -> Result<Planned> {
    let id = &job.entry.identifier;
    let dir = plan.layout.dir(&plan.out_dir, id);
    let Planned { mut tasks, mut problems } = Planned::default();
    for emit in &plan.emit {
        let task =
            |name: String, arch: Option<Arch>| Task { module, emit: *emit, arch, path: dir.join(name) };
        match (job.entry.device, emit) {
            (Device::Cpu, Emit::Object) => {
                let native = job.cpu.native_cpu();
                let hash = tools.target.as_ref().map(|t| t.hash(native));
                let hash = match hash {
                    Some(Some(hash)) => Some(hash),
                    Some(None) => {
                        return Err(Error::unusable(
                            "-march=native",
                            "Warp's name for an object of this machine is known only to its warp-clang library, \
                             which was not found",
                            "run `scripts/fetch-sdk.sh` (it includes that library), or set cpu_compiler_flags to \"\"",
                        ));
                    }
                    None => None,
                };
                tasks.push(task(layout::object_name(id, hash.as_deref()), None));
            }
            (Device::Cpu, Emit::Shared) if job.secondary => {}
            (Device::Cpu, Emit::Shared) => tasks.push(task(format!("{id}.so"), None)),
            (Device::Cuda, Emit::Ptx | Emit::Cubin) => {
                let extension = if *emit == Emit::Ptx { "ptx" } else { "cubin" };
                for arch in &plan.archs {
                    let name = layout::cuda_name(id, arch, extension);
                    match cluster_problem(job, arch) {
                        Some(why) => problems.push(Problem { artifact: name, why, rejected: true }),
                        None => tasks.push(task(name, Some(arch.clone()))),
                    }
                }
            }
            _ => {}
        }
    }
    Ok(Planned { tasks, problems })
}

/// Clusters need sm_90; below it Warp refuses to build ahead of time, because the attribute would silently vanish.
fn cluster_problem(job: &ModuleJob, arch: &Arch) -> Option<String> {
    let kernel = job.entry.kernels.iter().find(|k| k.cluster_dim > 1).filter(|_| arch.number < 90)?;
    Some(format!(
        "kernel '{}' has cluster_dim={}, and sm_{} has no thread block clusters; compile for sm_90 or higher (--arch 90), \
         or remove cluster_dim",
        kernel.key, kernel.cluster_dim, arch.number
    ))
}

/// Makes one artefact unless it is there. True when it was compiled.
fn make(job: &ModuleJob, task: &Task, tools: &Toolchain, pch: Pch) -> Result<bool> {
    let recipe = recipe(job, task, tools)?;
    let stamp = stamp_path(&task.path);
    if is_current(&task.path, &stamp, &recipe) {
        return Ok(false);
    }
    let mut file = temporary(&task.path)?;
    let name = layout::source_name(&job.entry.identifier, job.entry.device);
    match task.emit {
        Emit::Object | Emit::Shared => {
            let Some(cpp) = &tools.cpp else { return Err(no_compiler("C++ compiler")) };
            if task.emit == Emit::Object {
                object(cpp, job, &name, pch, file.path())?;
            } else {
                let object_file = tempfile::Builder::new().suffix(".o").tempfile();
                let object_file = object_file.map_err(|e| Error::io("write in", &std::env::temp_dir(), e))?;
                cpu::object(cpp, &name, &job.text, &job.cpu, pch, object_file.path())?.map_err(rejected)?;
                cpu::shared_library(cpp, &[object_file.path()], file.path())?.map_err(rejected)?;
            }
        }
        Emit::Ptx | Emit::Cubin => {
            let (Some(pool), Some(arch)) = (&tools.pool, &task.arch) else {
                return Err(no_compiler("NVRTC"));
            };
            let want = if task.emit == Emit::Ptx { Want::Ptx } else { Want::Cubin };
            let made = cuda::artifact(pool, &tools.native, &name, &job.text, &job.cuda, arch, want)?;
            file.write_all(&made.map_err(rejected)?).map_err(|e| Error::io("write", &task.path, e))?;
        }
    }
    let content = std::fs::read(file.path()).map_err(|e| Error::io("read", file.path(), e))?;
    place(file, &task.path)?;
    write_atomic(&stamp, format!("{recipe} {}\n", sha256(&content)).as_bytes())?;
    Ok(true)
}

fn object(cpp: &Cpp, job: &ModuleJob, name: &str, pch: Pch, out: &Path) -> Result<()> {
    cpu::object(cpp, name, &job.text, &job.cpu, pch, out)?.map_err(rejected)?;
    let bytes = std::fs::read(out).map_err(|e| Error::io("read", out, e))?;
    let known: Vec<&str> = LOADER_SYMBOLS.split_whitespace().collect();
    let unknown: Vec<String> = undefined_symbols(&bytes)
        .unwrap_or_default()
        .into_iter()
        .filter(|s| !known.contains(&s.as_str()))
        .collect();
    if unknown.is_empty() {
        return Ok(());
    }
    Err(Error::Rejected(format!(
        "{name}: it calls functions that Warp's loader does not provide: {}\n\
         help: such a module can be built as a shared library (--emit so)",
        unknown.join(", ")
    )))
}

fn rejected(log: String) -> Error {
    Error::Rejected(log.trim_end().to_owned())
}

fn no_compiler(what: &str) -> Error {
    Error::Worker(format!("no {what} was prepared for this build"))
}

/// Everything that can change the artefact.
fn recipe(job: &ModuleJob, task: &Task, tools: &Toolchain) -> Result<String> {
    let how = match (&task.emit, &task.arch) {
        (Emit::Object | Emit::Shared, _) => {
            let Some(cpp) = &tools.cpp else { return Err(no_compiler("C++ compiler")) };
            format!("{}\n{:?}\n{}", cpp.identity(), task.emit, job.cpu.flags().join(" "))
        }
        (emit, Some(arch)) => {
            let Some(pool) = &tools.pool else { return Err(no_compiler("NVRTC")) };
            let want = if *emit == Emit::Ptx { Want::Ptx } else { Want::Cubin };
            let flags = job.cuda.flags(&tools.native, arch, want, pool.version());
            format!("{}\n{:?}\n{}", tools.native_stamp, pool.version(), flags.join(" "))
        }
        (_, None) => return Err(no_compiler("architecture")),
    };
    Ok(digest(&format!("{}\n{how}\n{}", env!("CARGO_PKG_VERSION"), job.text)))
}

/// Where it is written down what an artefact was made from: a hidden folder beside it, which Warp does not look at.
fn stamp_path(artifact: &Path) -> PathBuf {
    let name = artifact.file_name().unwrap_or_default().to_string_lossy().into_owned();
    artifact.parent().unwrap_or(Path::new(".")).join(".warpgen").join(name)
}

fn is_current(artifact: &Path, stamp: &Path, recipe: &str) -> bool {
    let Ok(stamp) = std::fs::read_to_string(stamp) else { return false };
    let Some((made_by, sum)) = stamp.trim().split_once(' ') else { return false };
    made_by == recipe && std::fs::read(artifact).is_ok_and(|content| sha256(&content) == sum)
}

/// Source, metadata and headers; written after the artefacts, so that what Warp takes for a finished build is one.
fn write_texts(job: &ModuleJob, plan: &BuildPlan, result: &mut ModuleResult) -> Result<()> {
    let id = &job.entry.identifier;
    let dir = plan.layout.dir(&plan.out_dir, id);
    let mut texts = vec![
        ("meta", layout::meta_name(id), job.meta.clone()),
        ("source", layout::source_name(id, job.entry.device), job.text.clone()),
    ];
    if plan.header && !job.secondary {
        texts.push((
            "header",
            format!("{id}.{}.h", job.entry.device.name()),
            super::header::c_header(&job.entry),
        ));
        texts.push((
            "rust",
            format!("{id}.{}.rs", job.entry.device.name()),
            super::rust_ext::rust_file(&job.entry),
        ));
    }
    for (kind, name, content) in texts {
        let path = dir.join(name);
        if !plan.dry_run {
            write_atomic(&path, content.as_bytes())?;
        }
        let mut entry = describe(plan, &path, Emit::Object, None, Some(content.as_bytes()));
        kind.clone_into(&mut entry.kind);
        result.files.push(entry);
    }
    Ok(())
}

fn describe(
    plan: &BuildPlan,
    path: &Path,
    emit: Emit,
    arch: Option<&Arch>,
    content: Option<&[u8]>,
) -> FileEntry {
    let kind = match emit {
        Emit::Object => "object",
        Emit::Shared => "shared",
        Emit::Ptx => "ptx",
        Emit::Cubin => "cubin",
    };
    FileEntry {
        kind: kind.to_owned(),
        path: path.strip_prefix(&plan.out_dir).unwrap_or(path).to_string_lossy().replace('\\', "/"),
        arch: arch.map(Arch::label),
        bytes: content.map_or(0, |c| c.len() as u64),
        sha256: content.map(sha256).unwrap_or_default(),
    }
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// The manifest of a build, with every module's files.
#[must_use]
pub fn manifest(jobs: &[ModuleJob], results: &[ModuleResult], tools: &Toolchain) -> Manifest {
    let mut manifest = Manifest::new();
    tools.describe(&mut manifest);
    for (job, result) in jobs.iter().zip(results) {
        let mut entry = job.entry.clone();
        entry.files.clone_from(&result.files);
        manifest.modules.push(entry);
    }
    manifest
}
