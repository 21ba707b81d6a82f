//! Module options: what `--option` sets, and what builds read of the resolved ones.

use std::rc::Rc;

use crate::diag::WarpError;
use crate::frontend;
use crate::frontend::ast::{Constant, Expr, ExprKind, UnaryOp};
use crate::hash::Options;
use crate::host::Session;
use crate::host::value::Value;
use crate::ids::ModuleId;
use crate::ir::BuildOptions;

/// The value of an option.
#[derive(Clone, PartialEq, Debug)]
pub enum OptionValue {
    /// `None`.
    None,
    /// `True`, `False`.
    Bool(bool),
    /// An integer.
    Int(i128),
    /// A float.
    Float(f64),
    /// A string.
    Str(String),
    /// A tuple.
    Tuple(Vec<OptionValue>),
}

/// Reads `KEY=VALUE`. Values are Python literals, `true`/`false`/`none` in any case, or plain text.
///
/// # Errors
/// The argument has no `=`, or nothing before it.
pub fn parse_option(argument: &str) -> Result<(String, OptionValue), String> {
    match argument.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), OptionValue::parse(value))),
        _ => Err("it is not of the form KEY=VALUE".to_owned()),
    }
}

impl OptionValue {
    /// Reads a value as [`parse_option`] does.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        match text.to_ascii_lowercase().as_str() {
            "true" => return OptionValue::Bool(true),
            "false" => return OptionValue::Bool(false),
            "none" => return OptionValue::None,
            _ => {}
        }
        let literal = frontend::parse_expression(text).ok().and_then(|(_, expr)| literal(&expr));
        literal.unwrap_or_else(|| OptionValue::Str(text.to_owned()))
    }

    fn to_value(&self) -> Value {
        match self {
            OptionValue::None => Value::None,
            OptionValue::Bool(b) => Value::Bool(*b),
            OptionValue::Int(i) => Value::Int(*i),
            OptionValue::Float(f) => Value::Float(*f),
            OptionValue::Str(s) => Value::str(s),
            OptionValue::Tuple(items) => Value::tuple(items.iter().map(OptionValue::to_value).collect()),
        }
    }
}

/// The literals that options have.
fn literal(expr: &Expr) -> Option<OptionValue> {
    Some(match &expr.kind {
        ExprKind::Constant(Constant::None) => OptionValue::None,
        ExprKind::Constant(Constant::Bool(b)) => OptionValue::Bool(*b),
        ExprKind::Constant(Constant::Int(i)) => OptionValue::Int(*i),
        ExprKind::Constant(Constant::Float(f)) => OptionValue::Float(*f),
        ExprKind::Constant(Constant::Str(s)) => OptionValue::Str(s.to_string()),
        ExprKind::Tuple { elts, .. } => OptionValue::Tuple(elts.iter().map(literal).collect::<Option<_>>()?),
        ExprKind::UnaryOp { op: UnaryOp::USub, operand } => match literal(operand)? {
            OptionValue::Int(i) => OptionValue::Int(-i),
            OptionValue::Float(f) => OptionValue::Float(-f),
            _ => return None,
        },
        _ => return None,
    })
}

/// Sets options on a module as `wp.set_module_options` would.
pub(super) fn apply(session: &mut Session, module: ModuleId, options: &[(String, OptionValue)]) {
    for (key, value) in options {
        let mode = match (key.as_str(), value) {
            ("deterministic", OptionValue::Str(name)) => session.deterministic_mode(name),
            ("deterministic", OptionValue::Int(number)) => session.deterministic_mode_number(*number),
            _ => None,
        };
        let value = mode.unwrap_or_else(|| value.to_value());
        session.modules[module.index()].options.insert(Rc::from(key.as_str()), value);
    }
}

/// The module's options resolved for one block size.
pub(super) fn resolve(session: &Session, module: ModuleId, block_dim: u32) -> Result<Options, WarpError> {
    session.resolved_options(module, Some(block_dim))
}

/// The block size a module is hashed with when no launch has asked for another.
pub(super) fn declared_block_dim(session: &Session, module: ModuleId) -> u32 {
    let declared = session.modules[module.index()].options.get("block_dim").and_then(Value::as_int);
    declared.and_then(|n| u32::try_from(n).ok()).unwrap_or(256)
}

/// What lowering and emission read.
pub(super) fn build_options(options: &Options) -> BuildOptions {
    let int = |name: &str| options.get(name).and_then(Value::as_int);
    let flag = |name: &str| int(name).is_some_and(|i| i != 0);
    let text = |name: &str| options.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    BuildOptions {
        block_dim: int("block_dim").and_then(|n| u32::try_from(n).ok()).unwrap_or(256),
        enable_backward: flag("enable_backward"),
        max_unroll: int("max_unroll").and_then(|n| i64::try_from(n).ok()).unwrap_or(16),
        lineinfo: flag("lineinfo"),
        debug: text("mode") == "debug",
        line_directives: flag("line_directives"),
        default_grid_stride: flag("default_grid_stride"),
        deterministic: int("deterministic").and_then(|n| u8::try_from(n).ok()).unwrap_or(0),
        enable_vector_component_overwrites: flag("enable_vector_component_overwrites"),
        extra_cpu_preamble: text("extra_cpu_preamble"),
        extra_cuda_preamble: text("extra_cuda_preamble"),
        output_arch: None,
        enable_mathdx_gemm: flag("enable_mathdx_gemm"),
        enable_mathdx_solver: flag("enable_mathdx_solver"),
        enable_mathdx_fft: flag("enable_mathdx_fft"),
        strip_hash: flag("strip_hash"),
        llvm_cuda: flag("llvm_cuda"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_python_literals_or_text() {
        let parse = |text| parse_option(text).map(|(_, value)| value);
        assert_eq!(parse("a=TRUE"), Ok(OptionValue::Bool(true)));
        assert_eq!(parse("a=none"), Ok(OptionValue::None));
        assert_eq!(parse("a=-3"), Ok(OptionValue::Int(-3)));
        assert_eq!(parse("a=1e-3"), Ok(OptionValue::Float(1e-3)));
        assert_eq!(parse("a='x'"), Ok(OptionValue::Str("x".to_owned())));
        assert_eq!(parse("a=debug"), Ok(OptionValue::Str("debug".to_owned())));
        let bounds = OptionValue::Tuple(vec![OptionValue::Int(256), OptionValue::Int(1)]);
        assert_eq!(parse("a=(256, 1)"), Ok(bounds));
        assert_eq!(parse("a=b=c"), Ok(OptionValue::Str("b=c".to_owned())));
        assert!(parse_option("a").is_err() && parse_option("=1").is_err());
    }
}
