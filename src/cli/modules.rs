//! `warpgen modules`: what a file defines, and what stayed unknown.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::files::Input;
use super::output::{Sink, WriteError, to_stderr};
use super::{MessageArgs, Status, status_of, work};
use crate::diag::Diagnostic;
use crate::emit::Device;
use crate::pipeline::{self, FileOutput, Importer, ModuleOutput, RegisteredModule, Request};

/// Arguments of `warpgen modules`.
#[derive(Args, Debug)]
pub struct ModulesArgs {
    /// Python files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How to print them
    #[arg(long, value_enum, default_value_t = ListFormat::Text, value_name = "FORMAT")]
    format: ListFormat,
    /// Name the file is imported under [default: its dotted path through packages, else its stem]
    #[arg(long, value_name = "NAME")]
    module_name: Option<String>,
    /// Search for imports here too
    #[arg(long, value_name = "DIR")]
    python_path: Vec<PathBuf>,
    #[command(flatten)]
    messages: MessageArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
enum ListFormat {
    /// Indented lines
    Text,
    /// One JSON array
    Json,
}

/// Runs the command.
pub fn run(args: &ModulesArgs) -> Status {
    let renderer = args.messages.renderer();
    let mut text = String::new();
    let mut rows = Vec::new();
    let mut status = Status::Success;
    let input = |path: &PathBuf| Input { path: path.clone(), text: None, searched: None };
    let inputs: Vec<Input> = args.files.iter().map(input).collect();
    let one = |importer: &mut Importer, _: usize, input: &Input| {
        pipeline::run_with(importer, &request(args, input))
    };
    let outputs = match work::each(&inputs, None, one, |_, bug| FileOutput::failed(bug)) {
        Ok(outputs) => outputs,
        Err(diagnostic) => {
            to_stderr(&renderer.render(&diagnostic));
            return Status::Usage;
        }
    };
    for (input, output) in inputs.iter().zip(outputs) {
        let name = input.path.display().to_string();
        match args.format {
            ListFormat::Text => write_text(&name, &output, &mut text),
            ListFormat::Json => rows.push(json_of(&name, &output)),
        }
        let shown: String = output.diagnostics().map(|d: &Diagnostic| renderer.render(d)).collect();
        to_stderr(&shown);
        status = status.max(status_of(output.diagnostics()));
    }
    if args.format == ListFormat::Json {
        text = serde_json::to_string_pretty(&rows).unwrap_or_default();
        text.push('\n');
    }
    let mut sink = Sink::stdout();
    match sink.write(&text).and_then(|()| sink.finish()) {
        Ok(()) | Err(WriteError::Closed) => status,
        Err(WriteError::Failed(diagnostic)) => {
            to_stderr(&renderer.render(&diagnostic));
            Status::Usage
        }
    }
}

fn request(args: &ModulesArgs, input: &Input) -> Request {
    let mut request = input.request(Device::Cpu, &args.python_path);
    if let Some(name) = &args.module_name {
        request.module_name.clone_from(name);
    }
    request
}

fn state(module: &ModuleOutput) -> &'static str {
    if module.rejected() { "rejected" } else { "ok" }
}

fn write_text(file: &str, output: &FileOutput, out: &mut String) {
    out.push_str(&format!("{file}\n"));
    for module in &output.modules {
        let hash = module.hash.as_deref().map_or("", |h| &h[..7.min(h.len())]);
        out.push_str(&format!("  module {} {hash} {}\n", module.name, state(module)));
        for kernel in &module.kernels {
            out.push_str(&format!("    kernel {} {}\n", kernel.key, kernel.mangled));
        }
        if let Some(emitted) = &module.emitted {
            for function in &emitted.functions {
                out.push_str(&format!("    function {function}\n"));
            }
            for name in &emitted.structs {
                out.push_str(&format!("    struct {name}\n"));
            }
        }
    }
}

fn json_of(file: &str, output: &FileOutput) -> Value {
    let modules: Vec<Value> = output
        .modules
        .iter()
        .map(|module| {
            let kernels: Vec<Value> = module
                .kernels
                .iter()
                .map(|k| json!({ "key": k.key, "mangled": k.mangled, "hash": k.hash }))
                .collect();
            let problems: Vec<&String> = module.diagnostics.iter().map(|d| &d.message).collect();
            json!({
                "name": module.name,
                "hash": module.hash,
                "state": state(module),
                "kernels": kernels,
                "functions": module.emitted.as_ref().map(|e| &e.functions),
                "structs": module.emitted.as_ref().map(|e| &e.structs),
                "problems": problems,
            })
        })
        .collect();
    let registered: Vec<Value> = output.registered.iter().map(registered_json).collect();
    let unknown: Vec<Value> = output
        .unknown
        .iter()
        .map(|u| json!({ "what": u.what, "kernel": u.kernel, "reason": u.reason, "file": u.file, "line": u.line }))
        .collect();
    let problems: Vec<&String> = output.file_diagnostics.iter().map(|d| &d.message).collect();
    json!({
        "file": file,
        "registered": registered,
        "modules": modules,
        "unknown": unknown,
        "problems": problems,
    })
}

fn registered_json(module: &RegisteredModule) -> Value {
    let kernels: Vec<Value> = module
        .kernels
        .iter()
        .map(|k| {
            json!({
                "key": k.key,
                "function": k.function,
                "line": k.line,
                "generic": k.generic,
                "overloads": k.overloads,
            })
        })
        .collect();
    json!({ "name": module.name, "kind": module.kind.name(), "kernels": kernels })
}
