//! `warpgen compile`: artefacts of the modules of Python files.

mod describe;

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::files::{self, Input};
use super::output::{self, Sink, WriteError};
use super::{MessageArgs, Status, status_of, with_help};
use crate::compile::build::{self, BuildPlan, Emit, ModuleJob, ModuleResult, Toolchain};
use crate::compile::cpp::default_cache;
use crate::compile::layout::{Arch, Layout, write_atomic};
use crate::compile::manifest::FileEntry;
use crate::compile::sdk::SdkQuery;
use crate::compile::{self};
use crate::diag::{Diagnostic, Severity, code};
use crate::emit::Device;
use crate::pipeline::{self, FileOutput, Importer, OptionValue, Request};

/// The file that `--manifest` writes.
pub const MANIFEST: &str = "warpgen-manifest.json";

/// Arguments of `warpgen compile`.
#[derive(Args, Debug)]
pub struct CompileArgs {
    /// Python files, folders to search for them, or `-` for stdin
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What to compile for
    #[arg(long, value_enum, default_value_t = DeviceArg::Cpu)]
    device: DeviceArg,
    /// CUDA compute capabilities, without the dot: 80,90,90a [default: 80,90]
    #[arg(long, value_name = "ARCH", value_delimiter = ',', value_parser = parse_arch)]
    arch: Vec<Arch>,
    /// What to make [default: obj on cpu, ptx on cuda]
    #[arg(long, value_enum, value_name = "KIND", value_delimiter = ',')]
    emit: Vec<EmitArg>,
    /// Folder to write to
    #[arg(long, value_name = "DIR", default_value = ".")]
    out_dir: PathBuf,
    /// How files lie there: as wp.load_aot_module, or as Warp's kernel cache wants them
    #[arg(long, value_enum, default_value_t = LayoutArg::Aot)]
    layout: LayoutArg,
    /// Also write a C header and a Rust file for each module
    #[arg(long)]
    header: bool,
    /// Also write warpgen-manifest.json: kernels, symbols, arguments, sizes, files
    #[arg(long)]
    manifest: bool,
    /// Print what would be made, and make nothing
    #[arg(long)]
    dry_run: bool,
    /// Warp's `native` folder with its headers [default: searched for]
    #[arg(long, value_name = "DIR")]
    warp_native: Option<PathBuf>,
    /// The NVRTC library, or the folder that holds it [default: searched for]
    #[arg(long, value_name = "FILE")]
    nvrtc: Option<PathBuf>,
    /// Name the file is imported under [default: its dotted path through packages, else its stem]
    #[arg(long, value_name = "NAME")]
    module_name: Option<String>,
    /// Search for imports here too
    #[arg(long, value_name = "DIR")]
    python_path: Vec<PathBuf>,
    /// Set a module option, as wp.set_module_options would after the import
    #[arg(long = "option", value_name = "KEY=VALUE", value_parser = pipeline::parse_option)]
    options: Vec<(String, OptionValue)>,
    /// Threads per block [default: 1 on cpu, 256 on cuda, and what the file declares]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    block_dim: Option<u32>,
    /// File name to show in comments [default: the absolute path]
    #[arg(long, value_name = "NAME")]
    source_path: Option<String>,
    /// Compilers at work at the same time [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    #[command(flatten)]
    messages: MessageArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
enum DeviceArg {
    Cpu,
    Cuda,
    Both,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
enum EmitArg {
    /// An object that Warp loads
    Obj,
    /// A shared library that needs no Warp
    So,
    /// PTX, per architecture
    Ptx,
    /// A CUDA binary, per architecture
    Cubin,
}

impl EmitArg {
    fn device(self) -> Device {
        match self {
            EmitArg::Obj | EmitArg::So => Device::Cpu,
            EmitArg::Ptx | EmitArg::Cubin => Device::Cuda,
        }
    }
}

#[derive(Clone, Copy, ValueEnum, Debug)]
enum LayoutArg {
    /// All in one folder
    Aot,
    /// DIR/1.19.0/MODULE/
    Cache,
}

fn parse_arch(text: &str) -> Result<Arch, String> {
    Arch::parse(text).map_err(|error| error.to_string())
}

/// Runs the command.
pub fn run(args: &CompileArgs) -> Status {
    let renderer = args.messages.renderer();
    let report = |diagnostics: &[Diagnostic]| {
        let text: String = diagnostics.iter().map(|diagnostic| renderer.render(diagnostic)).collect();
        output::to_stderr(&text);
    };
    let attempt = attempt(args);
    let (diagnostics, paths) = match attempt {
        Ok(done) => done,
        Err(diagnostic) => {
            report(&[*diagnostic]);
            return Status::Usage;
        }
    };
    report(&diagnostics);
    let status = status_of(&diagnostics);
    let text: String = paths.iter().map(|path| format!("{}\n", path.display())).collect();
    let mut sink = Sink::stdout();
    match sink.write(&text).and_then(|()| sink.finish()) {
        Ok(()) | Err(WriteError::Closed) => status,
        Err(WriteError::Failed(diagnostic)) => {
            report(&[*diagnostic]);
            status.max(Status::Usage)
        }
    }
}

fn usage(message: impl Into<String>) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(code::USAGE, message))
}

/// What is wanted, after the checks that single arguments cannot make.
fn plan(args: &CompileArgs) -> Result<(BuildPlan, Vec<Device>), Box<Diagnostic>> {
    let devices = match args.device {
        DeviceArg::Cpu => vec![Device::Cpu],
        DeviceArg::Cuda => vec![Device::Cuda],
        DeviceArg::Both => vec![Device::Cpu, Device::Cuda],
    };
    let cuda = devices.contains(&Device::Cuda);
    if !cuda && !args.arch.is_empty() {
        return Err(usage("--arch is for CUDA: it needs --device cuda or --device both"));
    }
    if let Some(wrong) = args.emit.iter().find(|emit| !devices.contains(&emit.device())) {
        let (kind, device) = match wrong {
            EmitArg::Obj => ("obj", "cpu"),
            EmitArg::So => ("so", "cpu"),
            EmitArg::Ptx => ("ptx", "cuda"),
            EmitArg::Cubin => ("cubin", "cuda"),
        };
        return Err(usage(format!("--emit {kind} needs --device {device} or --device both")));
    }
    let mut emit = args.emit.clone();
    for (device, default) in [(Device::Cpu, EmitArg::Obj), (Device::Cuda, EmitArg::Ptx)] {
        if devices.contains(&device) && !emit.iter().any(|e| e.device() == device) {
            emit.push(default);
        }
    }
    let mut archs = args.arch.clone();
    if archs.is_empty() && cuda {
        archs.extend(["80", "90"].iter().filter_map(|arch| Arch::parse(arch).ok()));
    }
    archs.sort();
    archs.dedup();
    let mut emit: Vec<Emit> = emit
        .into_iter()
        .map(|emit| match emit {
            EmitArg::Obj => Emit::Object,
            EmitArg::So => Emit::Shared,
            EmitArg::Ptx => Emit::Ptx,
            EmitArg::Cubin => Emit::Cubin,
        })
        .collect();
    emit.sort();
    emit.dedup();
    let plan = BuildPlan {
        out_dir: args.out_dir.clone(),
        layout: match args.layout {
            LayoutArg::Aot => Layout::Aot,
            LayoutArg::Cache => Layout::Cache,
        },
        emit,
        archs,
        jobs: args.jobs.map_or(0, usize::from),
        header: args.header,
        dry_run: args.dry_run,
    };
    Ok((plan, devices))
}

/// Diagnostics, and the files that are in place.
type Done = (Vec<Diagnostic>, Vec<PathBuf>);

fn attempt(args: &CompileArgs) -> Result<Done, Box<Diagnostic>> {
    let (plan, devices) = plan(args)?;
    let files::Inputs { files: inputs, unreadable } = files::collect(&args.files)?;
    if inputs.len() > 1 && (args.module_name.is_some() || args.source_path.is_some()) {
        return Err(usage("--module-name and --source-path can only be given with a single file"));
    }
    let query = SdkQuery {
        native: args.warp_native.clone(),
        nvrtc: args.nvrtc.clone(),
        python_path: args.python_path.clone(),
        start: None,
    };
    let for_devices: Vec<compile::Device> = devices
        .iter()
        .map(|device| match device {
            Device::Cpu => compile::Device::Cpu,
            Device::Cuda => compile::Device::Cuda,
        })
        .collect();
    let tools = Toolchain::find(&query, &plan, &for_devices, default_cache()).map_err(|e| toolchain(&e))?;

    let (mut diagnostics, jobs) = generate(args, &inputs, &devices, &plan)?;
    diagnostics.extend(unreadable);
    let results = build::build(&jobs, &plan, &tools);
    for (job, result) in jobs.iter().zip(&results) {
        diagnostics.extend(dropped_flags(job));
        diagnostics.extend(problems(job, result));
    }
    let mut paths: Vec<PathBuf> = results
        .iter()
        .flat_map(|r| &r.files)
        .filter(|f| is_result(f))
        .map(|f| plan.out_dir.join(&f.path))
        .collect();
    if args.manifest {
        let path = plan.out_dir.join(MANIFEST);
        if !plan.dry_run {
            let text = build::manifest(&jobs, &results, &tools).to_json();
            write_atomic(&path, text.as_bytes()).map_err(|e| Diagnostic::new(code::WRITE, e.to_string()))?;
        }
        paths.push(path);
    }
    summary(args, &results);
    Ok((diagnostics, paths))
}

/// Sources and metadata go with the artefacts; only what was asked for is listed.
fn is_result(file: &FileEntry) -> bool {
    !matches!(file.kind.as_str(), "source" | "meta")
}

fn toolchain(error: &compile::Error) -> Box<Diagnostic> {
    Box::new(with_help(code::TOOLCHAIN, &error.to_string()))
}

fn summary(args: &CompileArgs, results: &[ModuleResult]) {
    let count = |of: fn(&ModuleResult) -> usize| results.iter().map(of).sum::<usize>();
    let text = if args.dry_run {
        format!("{} modules, nothing made (dry run)\n", results.len())
    } else {
        format!(
            "{} modules: {} artefacts compiled, {} unchanged, {} failed\n",
            results.len(),
            count(|r| r.compiled),
            count(|r| r.unchanged),
            count(|r| r.problems.len())
        )
    };
    output::to_stderr(&text);
}

/// What went wrong with one module's artefacts.
fn problems<'a>(job: &'a ModuleJob, result: &'a ModuleResult) -> impl Iterator<Item = Diagnostic> + 'a {
    result.problems.iter().map(|problem| {
        let code = if problem.rejected { code::NOT_COMPILED } else { code::TOOLCHAIN };
        with_help(code, &format!("{}: {}", problem.artifact, problem.why))
            .concerning(Some(&job.entry.name), None)
    })
}

/// Flags of the module that the system's compiler does not get.
fn dropped_flags(job: &ModuleJob) -> Option<Diagnostic> {
    let dropped = job.cpu.dropped_flags();
    if job.entry.device != compile::Device::Cpu || dropped.is_empty() {
        return None;
    }
    let message = format!(
        "cpu_compiler_flags that are only for Warp's own compiler are left out: {}",
        dropped.join(" ")
    );
    let mut diagnostic = Diagnostic::new(code::TOOLCHAIN, message).concerning(Some(&job.entry.name), None);
    diagnostic.severity = crate::diag::Severity::Warning;
    Some(diagnostic)
}

/// What one file gave.
#[derive(Default)]
struct Generated {
    diagnostics: Vec<Diagnostic>,
    jobs: Vec<ModuleJob>,
}

/// Generates all modules, for each device, in the order of the files.
fn generate(
    args: &CompileArgs,
    inputs: &[Input],
    devices: &[Device],
    plan: &BuildPlan,
) -> Result<(Vec<Diagnostic>, Vec<ModuleJob>), Box<Diagnostic>> {
    let work = |importer: &mut Importer, _: usize, input: &Input| {
        let mut all = Generated::default();
        for &device in devices {
            of_file(importer, args, input, device, plan, &mut all);
        }
        all
    };
    let failed = |_: &Input, diagnostic| Generated { diagnostics: vec![diagnostic], jobs: Vec::new() };
    let done = super::work::each(inputs, args.jobs, work, failed)?;
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let mut jobs: Vec<ModuleJob> = Vec::new();
    for file in done {
        diagnostics.extend(file.diagnostics);
        for job in file.jobs {
            match jobs.iter().find(|j| same_place(j, &job)) {
                None => jobs.push(job),
                Some(first) if first.entry.hash == job.entry.hash => {}
                Some(first) => {
                    let (name, id) = (&job.entry.name, &first.entry.identifier);
                    return Err(usage(format!("two different modules `{name}` would be written as {id}")));
                }
            }
        }
    }
    Ok((diagnostics, jobs))
}

fn same_place(a: &ModuleJob, b: &ModuleJob) -> bool {
    a.entry.identifier == b.entry.identifier && a.entry.device == b.entry.device
}

/// The modules of one file for one device. `wp.launch` asks for blocks of one thread on the CPU and 256 on CUDA, but
/// `wp.load_aot_module` for the size that the module's options say: where they differ, both are made.
fn of_file(
    importer: &mut Importer,
    args: &CompileArgs,
    input: &Input,
    device: Device,
    plan: &BuildPlan,
    all: &mut Generated,
) {
    let mut declared: Vec<u32> = Vec::new();
    let request = request(args, input, device, args.block_dim);
    let launched = request.block_dim();
    let output = pipeline::run_observed(importer, &request, &mut |built| {
        all.jobs.push(describe::job(built, device));
        let size = built.declared_block_dim;
        if size != launched && !declared.contains(&size) {
            declared.push(size);
        }
    });
    all.diagnostics.extend(relevant(output, input, all));
    let loads = plan.layout == Layout::Aot && (device == Device::Cuda || plan.emit.contains(&Emit::Object));
    if args.block_dim.is_some() || !loads {
        return;
    }
    for size in declared {
        let request = self::request(args, input, device, Some(size));
        // What was said about the file and its modules need not be said twice.
        let _ = pipeline::run_observed(importer, &request, &mut |built| {
            if built.declared_block_dim == size {
                all.jobs.push(ModuleJob { secondary: true, ..describe::job(built, device) });
            }
        });
    }
}

/// Diagnostics without those that the other device's run has given, and without complaints about searched files that
/// hold no kernels.
fn relevant(output: FileOutput, input: &Input, all: &Generated) -> Vec<Diagnostic> {
    let silent = input.searched.is_some() && output.modules.is_empty();
    let known = |d: &Diagnostic| {
        all.diagnostics.iter().any(|k| {
            let place = |d: &Diagnostic| d.primary.as_ref().map(|l| (l.start, l.end));
            k.message == d.message && k.module == d.module && k.file == d.file && place(k) == place(d)
        })
    };
    let dropped = |d: &Diagnostic| known(d) || (silent && d.severity == Severity::Warning);
    output.diagnostics().filter(|d| !dropped(d)).cloned().collect()
}

fn request(args: &CompileArgs, input: &Input, device: Device, block_dim: Option<u32>) -> Request {
    let mut request = input.request_of_module(device, &args.python_path);
    if let Some(name) = &args.module_name {
        request.module_name.clone_from(name);
    }
    if args.source_path.is_some() {
        request.source_path.clone_from(&args.source_path);
    }
    request.block_dim = block_dim;
    request.options.clone_from(&args.options);
    request
}
