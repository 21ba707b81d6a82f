//! The command line. Results go to stdout, everything else to stderr.

mod builtins;
mod check;
mod compile;
mod config;
mod dataset;
mod emit;
mod files;
mod folder;
mod modules;
mod output;
mod queue;
mod sdk;
mod work;

use std::io::IsTerminal as _;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::diag::{Diagnostic, Format, Renderer};

/// The process's exit status.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub enum Status {
    /// Everything asked for was written.
    Success = 0,
    /// Some kernel code was rejected, or is not supported.
    Rejected = 1,
    /// Wrong arguments, an unreadable file, a missing import.
    Usage = 2,
    /// A bug in warpgen.
    Bug = 101,
}

/// NVIDIA Warp's code generator: Python kernels in, the C++ and CUDA that Warp 1.19.0 writes out.
#[derive(Parser, Debug)]
#[command(name = "warpgen", version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Write the code that Warp generates for Python files
    Emit(emit::EmitArgs),
    /// Compile the modules of Python files: objects, shared libraries, PTX, CUBIN
    Compile(compile::CompileArgs),
    /// Fetch what compiling needs: Warp's headers and NVRTC
    Sdk(sdk::SdkArgs),
    /// Find what Warp rejects in Python files, and what it gets wrong without a word
    Check(check::CheckArgs),
    /// Say what codes mean
    Explain(check::ExplainArgs),
    /// List what Python files define: modules, kernels, functions, structs, hashes
    Modules(modules::ModulesArgs),
    /// List Warp's built-ins, their overloads and rules
    Builtins(builtins::BuiltinsArgs),
    /// Make a data set of Python → C++/CUDA pairs
    Bulk(dataset::BulkArgs),
    /// Measure a data set
    Stats(dataset::StatsArgs),
    /// Check a data set
    Verify(dataset::VerifyArgs),
}

/// How diagnostics are shown.
#[derive(Args, Clone, Copy, Debug)]
struct MessageArgs {
    /// How diagnostics are written to stderr
    #[arg(long, value_enum, default_value_t = MessageFormat::Full, value_name = "FORMAT")]
    message_format: MessageFormat,
    /// Colours in diagnostics
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto, value_name = "WHEN")]
    color: ColorChoice,
}

impl MessageArgs {
    fn renderer(self) -> Renderer {
        let format = match self.message_format {
            MessageFormat::Full => Format::Full,
            MessageFormat::Concise => Format::Concise,
            MessageFormat::Json => Format::Json,
        };
        let colour = self.color.wanted(std::io::stderr().is_terminal());
        Renderer { format, colour, base: None }
    }
}

#[derive(Clone, Copy, ValueEnum, Debug)]
enum MessageFormat {
    /// With source lines, underlined
    Full,
    /// One line each
    Concise,
    /// One JSON object per line
    Json,
}

#[derive(Clone, Copy, ValueEnum, Debug)]
enum ColorChoice {
    Auto,
    Always,
    Never,
}

impl ColorChoice {
    /// Whether to write colours to a stream that is a terminal or not.
    fn wanted(self, is_terminal: bool) -> bool {
        match self {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => {
                is_terminal
                    && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
                    && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
            }
        }
    }
}

/// Runs the program with the process's arguments.
#[must_use]
pub fn run() -> Status {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are results, not errors. A closed pipe is nobody's fault.
            let status = if error.use_stderr() { Status::Usage } else { Status::Success };
            let _ = error.print();
            return status;
        }
    };
    match cli.command {
        Command::Emit(args) => emit::run(&args),
        Command::Compile(args) => compile::run(&args),
        Command::Sdk(args) => sdk::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Explain(args) => check::run_explain(&args),
        Command::Modules(args) => modules::run(&args),
        Command::Builtins(args) => builtins::run(&args),
        Command::Bulk(args) => dataset::run_bulk(&args),
        Command::Stats(args) => dataset::run_stats(&args),
        Command::Verify(args) => dataset::run_verify(&args),
    }
}

/// A diagnostic of a text that may end in a line of help.
fn with_help(code: crate::diag::Code, text: &str) -> Diagnostic {
    match text.split_once("\nhelp: ") {
        Some((message, help)) if !help.is_empty() => Diagnostic::new(code, message).help(help),
        Some((message, _)) => Diagnostic::new(code, message),
        None => Diagnostic::new(code, text),
    }
}

/// The status that a set of diagnostics asks for.
fn status_of<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> Status {
    let status = |diagnostic: &Diagnostic| match diagnostic.exit_status() {
        0 => Status::Success,
        1 => Status::Rejected,
        2 => Status::Usage,
        _ => Status::Bug,
    };
    diagnostics.into_iter().map(status).max().unwrap_or(Status::Success)
}
