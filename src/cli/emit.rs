//! `warpgen emit`.

use std::collections::HashMap;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::files::{self, Input};
use super::folder::Folder;
use super::output::{self, Sink};
use super::{MessageArgs, Status, status_of};
use crate::diag::{Diagnostic, Severity, code};
use crate::emit::{Device, Direction};
use crate::pipeline::{self, FileOutput, ModuleKind, OptionValue, Request, Stage};

/// Arguments of `warpgen emit`.
#[derive(Args, Debug)]
pub struct EmitArgs {
    /// Python files, folders to search for them, or `-` for stdin
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What to generate code for
    #[arg(long, value_enum, default_value_t = DeviceArg::Cpu)]
    device: DeviceArg,
    /// Write each module to a file of this folder, named as in Warp's cache, with its .meta
    #[arg(long, value_name = "DIR")]
    out_dir: Option<PathBuf>,
    /// What to write: generated code, or the SSA it is generated from
    #[arg(long, value_enum, default_value_t = StageArg::Code)]
    stage: StageArg,
    /// Name the file is imported under [default: its dotted path through packages, else its stem]
    #[arg(long, value_name = "NAME")]
    module_name: Option<String>,
    /// Search for imports here too
    #[arg(long, value_name = "DIR")]
    python_path: Vec<PathBuf>,
    /// Set a module option, as wp.set_module_options would after the import
    #[arg(long = "option", value_name = "KEY=VALUE", value_parser = pipeline::parse_option)]
    options: Vec<(String, OptionValue)>,
    /// Threads per block [default: 1 on cpu, 256 on cuda]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    block_dim: Option<u32>,
    /// Target architecture of CUDA code, for the names of library functions (90 for sm_90) [default: none]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(50..1000))]
    arch: Option<u32>,
    /// Only this kernel, and what it calls
    #[arg(long, value_name = "NAME")]
    kernel: Option<String>,
    /// Only one half of the code
    #[arg(long, value_enum, value_name = "HALF")]
    only: Option<OnlyArg>,
    /// File name to show in comments [default: the absolute path]
    #[arg(long, value_name = "NAME")]
    source_path: Option<String>,
    /// Files to work on at the same time [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    #[command(flatten)]
    messages: MessageArgs,
}

#[derive(Clone, Copy, ValueEnum, Debug)]
enum DeviceArg {
    Cpu,
    Cuda,
}

#[derive(Clone, Copy, ValueEnum, Debug)]
enum StageArg {
    /// C++ or CUDA
    Code,
    /// SSA as text
    Ssa,
    /// SSA as JSON
    SsaJson,
}

#[derive(Clone, Copy, ValueEnum, Debug)]
enum OnlyArg {
    /// Kernels and functions
    Forward,
    /// Their adjoints
    Backward,
}

/// What became of one input.
struct Done {
    output: FileOutput,
    file: String,
    /// Found in a folder rather than named.
    searched: bool,
    /// What became of its files in the folder that was asked for.
    written: Result<(), output::WriteError>,
}

/// Runs the command.
pub fn run(args: &EmitArgs) -> Status {
    let renderer = args.messages.renderer();
    let report = |diagnostics: &[Diagnostic]| {
        let text: String = diagnostics.iter().map(|diagnostic| renderer.render(diagnostic)).collect();
        output::to_stderr(&text);
    };
    let collected = files::collect(&args.files);
    let (inputs, unreadable) =
        match collected.and_then(|found| Ok((check_arguments(args, found.files)?, found.unreadable))) {
            Ok(inputs) => inputs,
            Err(diagnostic) => {
                report(&[*diagnostic]);
                return Status::Usage;
            }
        };
    let done = match work(args, &inputs) {
        Ok(done) => done,
        Err(diagnostic) => {
            report(&[*diagnostic]);
            return Status::Usage;
        }
    };

    let mut diagnostics: Vec<Diagnostic> = unreadable;
    for file in &done {
        // What is wrong with a file that was only found in a folder matters if it has kernels, or could have.
        let silent = file.searched && file.output.modules.is_empty();
        let of_file = file.output.diagnostics();
        diagnostics.extend(of_file.filter(|d| !(silent && d.severity == Severity::Warning)).cloned());
    }
    diagnostics.extend(repeated_modules(args, &done));
    if let Some(name) = &args.kernel
        && !done.iter().any(|file| file.output.modules.iter().any(|m| m.emitted.is_some() || m.rejected()))
        && status_of(&diagnostics) == Status::Success
    {
        let message = format!("no kernel is called `{name}`");
        diagnostics.push(Diagnostic::new(code::USAGE, message));
    }
    let mut status = status_of(&diagnostics);
    let written = match &args.out_dir {
        None => write(&done),
        Some(_) => done.into_iter().try_for_each(|file| file.written),
    };
    match written {
        Ok(()) | Err(output::WriteError::Closed) => {}
        Err(output::WriteError::Failed(diagnostic)) => {
            diagnostics.push(*diagnostic);
            status = status.max(Status::Usage);
        }
    }
    report(&diagnostics);
    status
}

/// A name for one file cannot serve several.
fn check_arguments(args: &EmitArgs, inputs: Vec<Input>) -> Result<Vec<Input>, Box<Diagnostic>> {
    let usage = |flag: &str| {
        let message = format!("{flag} can only be given with a single file");
        Err(Box::new(Diagnostic::new(code::USAGE, message)))
    };
    if args.arch.is_some() && matches!(args.device, DeviceArg::Cpu) {
        let message = "--arch names an architecture of --device cuda";
        return Err(Box::new(Diagnostic::new(code::USAGE, message)));
    }
    if inputs.len() > 1 && args.module_name.is_some() {
        return usage("--module-name");
    }
    if inputs.len() > 1 && args.source_path.is_some() {
        return usage("--source-path");
    }
    Ok(inputs)
}

/// Reads all files, and writes their modules if a folder is asked for.
fn work(args: &EmitArgs, inputs: &[Input]) -> Result<Vec<Done>, Box<Diagnostic>> {
    let folder = args.out_dir.as_ref().map(|path| Folder::new(path, extension(args)));
    let done = |input: &Input, output, written| Done {
        output,
        file: input.path.display().to_string(),
        searched: input.searched.is_some(),
        written,
    };
    super::work::each(
        inputs,
        args.jobs,
        |importer, at, input| {
            let mut output = pipeline::run_with(importer, &request(args, input));
            let written = folder.as_ref().map_or(Ok(()), |folder| folder.write(at, &mut output));
            done(input, output, written)
        },
        |input, diagnostic| done(input, FileOutput::failed(diagnostic), Ok(())),
    )
}

fn request(args: &EmitArgs, input: &Input) -> Request {
    let device = match args.device {
        DeviceArg::Cpu => Device::Cpu,
        DeviceArg::Cuda => Device::Cuda,
    };
    let mut request = input.request_of_module(device, &args.python_path);
    if let Some(name) = &args.module_name {
        request.module_name.clone_from(name);
    }
    if args.source_path.is_some() {
        request.source_path.clone_from(&args.source_path);
    }
    Request {
        stage: match args.stage {
            StageArg::Code => Stage::Code,
            StageArg::Ssa => Stage::Ssa,
            StageArg::SsaJson => Stage::SsaJson,
        },
        block_dim: args.block_dim,
        arch: args.arch,
        options: args.options.clone(),
        kernel: args.kernel.clone(),
        only: args.only.map(|only| match only {
            OnlyArg::Forward => Direction::Forward,
            OnlyArg::Backward => Direction::Backward,
        }),
        ..request
    }
}

/// Modules of several files that share a name. Files in a folder are named by module and digest, as in Warp's cache: where
/// those agree too, Warp would take the files that it finds, and the first are written.
fn repeated_modules(args: &EmitArgs, done: &[Done]) -> Vec<Diagnostic> {
    let mut warnings = Vec::new();
    let mut first: HashMap<&str, usize> = HashMap::new();
    let mut written: HashMap<&str, usize> = HashMap::new();
    for (at, file) in done.iter().enumerate() {
        for module in &file.output.modules {
            let Some(emitted) = &module.emitted else { continue };
            let same_files = *written.entry(&emitted.file_stem).or_insert(at);
            let other = *first.entry(&module.name).or_insert(at);
            // Unique modules are named by their content: the same name is the same module.
            let unique =
                file.output.registered.iter().any(|r| r.name == module.name && r.kind == ModuleKind::Unique);
            if other == at || unique {
                continue;
            }
            let message = format!("module `{}` is also defined by {}", module.name, done[other].file);
            let note = match (same_files != at, args.out_dir.is_some()) {
                (true, true) => "both have the same digest: only the first is written",
                (false, true) => "both are written: their files differ in the digest",
                _ => "a Python process can import only one of them",
            };
            let warning = Diagnostic::new(code::DUPLICATE_MODULE, message).in_file(file.file.clone());
            warnings.push(warning.note(note).concerning(Some(&module.name), None));
        }
    }
    warnings
}

/// Writes what was generated to stdout, in the order of the arguments.
fn write(done: &[Done]) -> Result<(), output::WriteError> {
    let modules = || done.iter().flat_map(|file| &file.output.modules);
    let headings = modules().count() > 1;
    let mut sink = Sink::stdout();
    for module in modules() {
        if let Some(emitted) = &module.emitted {
            if headings {
                sink.write(&format!("// module: {}\n", module.name))?;
            }
            sink.write(&emitted.text)?;
        }
    }
    sink.finish()
}

/// The ending of a module's file.
fn extension(args: &EmitArgs) -> &'static str {
    match args.stage {
        StageArg::Code => match args.device {
            DeviceArg::Cpu => Device::Cpu.extension(),
            DeviceArg::Cuda => Device::Cuda.extension(),
        },
        StageArg::Ssa => "ssa",
        StageArg::SsaJson => "ssa.json",
    }
}
