//! `warpgen builtins`: the table of Warp's built-ins.

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::Status;
use super::output::{Sink, WriteError, to_stderr};
use crate::builtins::{self, Overload, TyTerm, coverage};
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

/// A rule's name: what stands before its parameters.
fn rule_name(rule: &impl std::fmt::Debug) -> String {
    let text = format!("{rule:?}");
    text.split(['(', '{', ' ']).next().unwrap_or_default().to_owned()
}

/// A type as signatures show it.
fn type_text(term: &TyTerm) -> String {
    let dim = |n: u32| if n == 0 { "Any".to_owned() } else { n.to_string() };
    match term {
        TyTerm::Num(scalar) => scalar.name().to_owned(),
        TyTerm::PyInt => "int".to_owned(),
        TyTerm::PyFloat => "float".to_owned(),
        TyTerm::PyBool => "bool".to_owned(),
        TyTerm::Str => "str".to_owned(),
        TyTerm::Vec(len, dtype) => format!("vector({}, {})", dim(*len), type_text(dtype)),
        TyTerm::Mat(rows, cols, dtype) => {
            format!("matrix({}, {}, {})", dim(*rows), dim(*cols), type_text(dtype))
        }
        TyTerm::Quat(dtype) => format!("quaternion({})", type_text(dtype)),
        TyTerm::Transform(dtype) => format!("transformation({})", type_text(dtype)),
        TyTerm::Array(family, dtype, ndim) => {
            let ndim = ndim.map_or_else(|| "Any".to_owned(), |n| n.to_string());
            format!("{}({}, ndim={ndim})", family.name(), type_text(dtype))
        }
        TyTerm::TupleOf(items) => {
            let items: Vec<String> = items.iter().map(type_text).collect();
            format!("tuple[{}]", items.join(", "))
        }
        TyTerm::Ref(value) => format!("ref[{}]", type_text(value)),
        TyTerm::Opaque(name) => (*name).to_owned(),
        other => rule_name(other),
    }
}

fn signature(overload: &Overload) -> String {
    let params: Vec<String> = overload
        .params
        .iter()
        .map(|p| {
            let star = if p.star { "*" } else { "" };
            let default = if p.default.is_some() { " = ..." } else { "" };
            format!("{star}{}: {}{default}", p.name, type_text(&p.ty))
        })
        .collect();
    format!("{}({})", overload.key, params.join(", "))
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
