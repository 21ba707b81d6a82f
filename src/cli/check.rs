//! `warpgen check` and `warpgen explain`.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::config::Config;
use super::files::{self, Input};
use super::output::{self, Sink, WriteError};
use super::{ColorChoice, Status, work};
use crate::check::{self, Selection, Settings};
use crate::diag::{self, Diagnostic, Format, Renderer, Severity, code};
use crate::emit::Device;
use crate::pipeline::Importer;
use clap::{Args, ValueEnum};

/// Arguments of `warpgen check`.
#[derive(Args, Debug)]
pub struct CheckArgs {
    /// Python files, folders to search for them, or `-` for stdin
    #[arg(default_value = ".", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Codes to report, or beginnings of codes, or ALL [default: all but those that must be asked for]
    #[arg(long, value_delimiter = ',', value_name = "CODES")]
    select: Vec<String>,
    /// Codes to leave out, or beginnings of codes
    #[arg(long, value_delimiter = ',', value_name = "CODES")]
    ignore: Vec<String>,
    /// Files and folders to leave out: names, paths, patterns with `*`
    #[arg(long, value_delimiter = ',', value_name = "PATTERNS")]
    exclude: Vec<String>,
    /// How problems are written to stdout
    #[arg(long, value_enum, default_value_t = OutputFormat::Full, value_name = "FORMAT")]
    output_format: OutputFormat,
    /// Devices that the kernels are meant for [default: both]
    #[arg(long, value_enum)]
    device: Option<DevicesArg>,
    /// Search for imports here too
    #[arg(long, value_name = "DIR")]
    python_path: Vec<PathBuf>,
    /// Settings from this file instead of the nearest warpgen.toml or pyproject.toml
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    config: Option<PathBuf>,
    /// Read no settings from files
    #[arg(long)]
    isolated: bool,
    /// Exit with 1 for warnings too
    #[arg(long)]
    deny_warnings: bool,
    /// Exit with 0 whatever is found
    #[arg(long)]
    exit_zero: bool,
    /// Count problems by code instead of showing them
    #[arg(long)]
    statistics: bool,
    /// Write problems only, no summary
    #[arg(short, long)]
    quiet: bool,
    /// Files to work on at the same time [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// Colours
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto, value_name = "WHEN")]
    color: ColorChoice,
}

/// Arguments of `warpgen explain`.
#[derive(Args, Debug)]
pub struct ExplainArgs {
    /// A code, such as WG0500; all codes in one line each without
    #[arg(value_name = "CODE")]
    codes: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
enum OutputFormat {
    /// With source lines, underlined
    Full,
    /// One line each
    Concise,
    /// One JSON object per line
    Json,
    /// Annotations of GitHub Actions
    Github,
    /// A SARIF 2.1.0 document
    Sarif,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
enum DevicesArg {
    Cpu,
    Cuda,
    Both,
}

impl DevicesArg {
    fn devices(self) -> Vec<Device> {
        match self {
            DevicesArg::Cpu => vec![Device::Cpu],
            DevicesArg::Cuda => vec![Device::Cuda],
            DevicesArg::Both => vec![Device::Cuda, Device::Cpu],
        }
    }
}

/// Everything that decides what is checked and reported.
struct Plan {
    config: Config,
    settings: Settings,
    per_file: Vec<(String, Selection)>,
    exclude: Vec<String>,
    python_path: Vec<PathBuf>,
    deny_warnings: bool,
}

/// Runs `warpgen check`.
pub fn run(args: &CheckArgs) -> Status {
    let renderer = renderer(args);
    let fail = |diagnostic: Box<Diagnostic>| {
        let full = Renderer { format: Format::Full, ..renderer.clone() };
        output::to_stderr(&full.render(&diagnostic));
        Status::Usage
    };
    let plan = match plan(args) {
        Ok(plan) => plan,
        Err(diagnostic) => return fail(diagnostic),
    };
    let is_excluded = |path: &Path| plan.exclude.iter().any(|pattern| plan.config.means(pattern, path));
    let (inputs, unreadable) = match files::collect_but(&args.paths, &is_excluded) {
        Ok(inputs) => (inputs.files, inputs.unreadable),
        Err(diagnostic) => return fail(diagnostic),
    };
    let found = match work::each(
        &inputs,
        args.jobs,
        |importer, _, input| one(importer, &plan, input),
        |_, bug| vec![bug],
    ) {
        Ok(found) => unreadable.into_iter().chain(found.into_iter().flatten()).collect(),
        Err(diagnostic) => return fail(diagnostic),
    };
    let found = distinct(found);
    let status = status(args, &plan, &found);
    match write(args, &renderer, &found, inputs.len()) {
        Ok(()) | Err(WriteError::Closed) => status,
        Err(WriteError::Failed(diagnostic)) => fail(diagnostic),
    }
}

fn renderer(args: &CheckArgs) -> Renderer {
    let format = match args.output_format {
        OutputFormat::Full | OutputFormat::Sarif => Format::Full,
        OutputFormat::Concise => Format::Concise,
        OutputFormat::Json => Format::Json,
        OutputFormat::Github => Format::Github,
    };
    let colour = args.color.wanted(std::io::stdout().is_terminal());
    let base = std::env::current_dir().ok().map(|dir| Arc::from(dir.to_string_lossy().as_ref()));
    Renderer { format, colour, base }
}

fn plan(args: &CheckArgs) -> Result<Plan, Box<Diagnostic>> {
    let usage = |text: String| Box::new(Diagnostic::new(code::USAGE, text));
    let config = match &args.config {
        _ if args.isolated => Config::default(),
        Some(path) => Config::read(path)?
            .ok_or_else(|| usage(format!("{} has no section [tool.warpgen]", path.display())))?,
        None => Config::discover(&std::env::current_dir().unwrap_or_default())?,
    };
    let check = &config.check;
    // What is given on the command line replaces `select`, and adds to everything else.
    let select = if args.select.is_empty() { &check.select } else { &args.select };
    let ignore: Vec<String> = check.ignore.iter().chain(&args.ignore).cloned().collect();
    let selection = Selection::new(select, &ignore).map_err(usage)?;
    let mut per_file = Vec::new();
    for (pattern, codes) in &check.per_file_ignores {
        let all = ["ALL".to_owned()];
        per_file.push((pattern.clone(), Selection::new(&all, codes).map_err(usage)?));
    }
    let device = match (args.device, check.device.as_deref()) {
        (Some(device), _) => device,
        (None, None) => DevicesArg::Both,
        (None, Some(name)) => DevicesArg::from_str(name, true)
            .map_err(|_| usage(format!("`device` must be cpu, cuda or both, not `{name}`")))?,
    };
    let from_config = config.python_path.iter().map(|path| config.root.join(path));
    Ok(Plan {
        settings: Settings { devices: device.devices(), selection },
        per_file,
        exclude: check.exclude.iter().chain(&args.exclude).cloned().collect(),
        python_path: args.python_path.iter().cloned().chain(from_config).collect(),
        deny_warnings: args.deny_warnings || check.deny_warnings,
        config,
    })
}

/// Checks one file.
fn one(importer: &mut Importer, plan: &Plan, input: &Input) -> Vec<Diagnostic> {
    let request = input.request(Device::Cuda, &plan.python_path);
    let mut found = check::check_file_with(importer, &request, &plan.settings);
    for (pattern, selection) in &plan.per_file {
        found.retain(|diagnostic| {
            let path = diagnostic.file_name().map_or(input.path.as_path(), Path::new);
            selection.includes(diagnostic.code) || !plan.config.means(pattern, path)
        });
    }
    found
}

/// Files that several others import are reported once.
fn distinct(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut seen = std::collections::HashSet::new();
    let key = |d: &Diagnostic| {
        let place = d.primary.as_ref().map(|l| (l.file.name.to_string(), l.start, l.end));
        (d.code.name, place, d.message.clone())
    };
    found.into_iter().filter(|d| d.primary.is_none() || seen.insert(key(d))).collect()
}

fn count(found: &[Diagnostic], severity: Severity) -> usize {
    found.iter().filter(|diagnostic| diagnostic.severity == severity).count()
}

fn status(args: &CheckArgs, plan: &Plan, found: &[Diagnostic]) -> Status {
    if found.iter().any(|d| d.code == code::INTERNAL) {
        return Status::Bug;
    }
    if found.iter().any(|d| d.code == code::READ) {
        return Status::Usage;
    }
    let counts = count(found, Severity::Error) > 0 || (plan.deny_warnings && !found.is_empty());
    if counts && !args.exit_zero { Status::Rejected } else { Status::Success }
}

fn write(
    args: &CheckArgs,
    renderer: &Renderer,
    found: &[Diagnostic],
    files: usize,
) -> Result<(), WriteError> {
    let mut sink = Sink::stdout();
    if args.statistics {
        sink.write(&statistics(found))?;
    } else if args.output_format == OutputFormat::Sarif {
        let all: Vec<&Diagnostic> = found.iter().collect();
        let help = |code| check::explain(code).map(|e| format!("{}\n\n{}", e.meaning, e.fix));
        sink.write(&diag::sarif(&all, renderer, env!("CARGO_PKG_VERSION"), help))?;
    } else {
        for diagnostic in found {
            sink.write(&renderer.render(diagnostic))?;
        }
    }
    let people = matches!(args.output_format, OutputFormat::Full | OutputFormat::Concise);
    if people && !args.quiet {
        sink.write(&summary(found, files))?;
    }
    sink.finish()
}

fn plural(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

fn summary(found: &[Diagnostic], files: usize) -> String {
    let (errors, warnings) = (count(found, Severity::Error), count(found, Severity::Warning));
    let files = plural(files, "file");
    if found.is_empty() {
        return format!("All checks passed ({files}).\n");
    }
    let what = match (errors, warnings) {
        (_, 0) => plural(errors, "error"),
        (0, _) => plural(warnings, "warning"),
        _ => format!("{} and {}", plural(errors, "error"), plural(warnings, "warning")),
    };
    format!("Found {what} ({files}). `warpgen explain CODE` says more.\n")
}

fn statistics(found: &[Diagnostic]) -> String {
    let mut counts = std::collections::BTreeMap::new();
    for diagnostic in found {
        *counts.entry((diagnostic.code.name, diagnostic.code.title)).or_insert(0usize) += 1;
    }
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    rows.into_iter().map(|((name, title), count)| format!("{count:>6}  {name}  {title}\n")).collect()
}

/// Runs `warpgen explain`.
pub fn run_explain(args: &ExplainArgs) -> Status {
    let mut text = String::new();
    if args.codes.is_empty() {
        for code in code::ALL {
            text.push_str(&format!("{}  {:<7}  {}\n", code.name, code.severity.name(), code.title));
        }
    }
    for (index, name) in args.codes.iter().enumerate() {
        let Some(code) = code::find(name) else {
            let message = format!("no code is called `{name}`; `warpgen explain` lists them");
            output::to_stderr(&Renderer::default().render(&Diagnostic::new(code::USAGE, message)));
            return Status::Usage;
        };
        if index > 0 {
            text.push('\n');
        }
        text.push_str(&check::explanation_text(code));
    }
    let mut sink = Sink::stdout();
    match sink.write(&text).and_then(|()| sink.finish()) {
        Ok(()) | Err(WriteError::Closed) => Status::Success,
        Err(WriteError::Failed(_)) => Status::Usage,
    }
}
