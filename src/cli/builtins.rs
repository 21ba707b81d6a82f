//! `warpgen builtins`: the table of Warp's built-ins.

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::Status;
use super::output::{Sink, WriteError, to_stderr};
use crate::builtins::text::{rule_name, signature};
use crate::builtins::{self, Overload, coverage};
use crate::ids::BuiltinId;

/// Arguments of `warpgen builtins`.
#[derive(Args, Debug)]
pub struct BuiltinsArgs {
    /// Only the built-ins of these names
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// How to print them
    #[arg(long, value_enum, default_value_t = TableFormat::Text, value_name = "FORMAT")]
    format: TableFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
enum TableFormat {
    /// One line per overload
    Text,
    /// One JSON array
    Json,
}

/// Runs the command.
pub fn run(args: &BuiltinsArgs) -> Status {
    let mut ids: Vec<BuiltinId> = Vec::new();
    for name in &args.names {
        match builtins::find(name.strip_prefix("wp.").unwrap_or(name)) {
            Some(id) => ids.push(id),
            None => {
                to_stderr(&format!("error: no built-in of Warp 1.19.0 is called `{name}`\n"));
                return Status::Usage;
            }
        }
    }
    if ids.is_empty() {
        ids.extend(builtins::all());
    }
    let text = match args.format {
        TableFormat::Text => ids.iter().map(|&id| lines(id)).collect(),
        TableFormat::Json => {
            let rows: Vec<Value> = ids.iter().flat_map(|&id| rows(id)).collect();
            let mut text = serde_json::to_string_pretty(&rows).unwrap_or_default();
            text.push('\n');
            text
        }
    };
    let mut sink = Sink::stdout();
    match sink.write(&text).and_then(|()| sink.finish()) {
        Ok(()) | Err(WriteError::Closed) => Status::Success,
        Err(WriteError::Failed(_)) => Status::Usage,
    }
}

fn lines(id: BuiltinId) -> String {
    let mut out = String::new();
    if let Some(python) = builtins::python_impl(id) {
        out.push_str(&format!("{}  [written in Python: {}]\n", builtins::name(id), python.module));
    }
    for (index, overload) in builtins::overloads(id).iter().enumerate() {
        out.push_str(&format!("{}[{index}]  {}", overload.key, signature(overload)));
        out.push_str(&format!("  result {}", rule_name(&overload.value)));
        if let Some(rule) = &overload.dispatch {
            out.push_str(&format!(", arguments {}", rule_name(rule)));
        }
        if let Some(rule) = &overload.lto {
            out.push_str(&format!(", mathdx {}", rule_name(rule)));
        }
        if !overload.differentiable {
            out.push_str(", no adjoint");
        }
        if coverage::in_fixture(id, index) {
            out.push_str(", in a fixture");
        }
        if let Some(outcome) = coverage::in_sweep(id, index) {
            out.push_str(&format!(", sweep {outcome}"));
        }
        out.push('\n');
    }
    out
}

fn rows(id: BuiltinId) -> Vec<Value> {
    if let Some(python) = builtins::python_impl(id) {
        return vec![
            json!({ "name": builtins::name(id), "python": python.module, "native": python.natives }),
        ];
    }
    let row = |(index, o): (usize, &Overload)| {
        json!({
            "name": o.key,
            "overload": index,
            "signature": signature(o),
            "native": format!("{}{}", o.namespace, o.native),
            "result_rule": rule_name(&o.value),
            "argument_rule": o.dispatch.as_ref().map(rule_name),
            "mathdx_rule": o.lto.as_ref().map(rule_name),
            "fixture": coverage::in_fixture(id, index),
            "sweep": coverage::in_sweep(id, index),
            "differentiable": o.differentiable,
            "skip_replay": o.skip_replay,
            "variadic": o.variadic,
            "generic": o.generic,
            "group": o.group,
        })
    };
    builtins::overloads(id).iter().enumerate().map(row).collect()
}
