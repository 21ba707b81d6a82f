//! Atomic operations on array elements.

use super::array::{array_type, check_integers, index_types};
use super::call::{Call, RuleResult, runtime_error};
use crate::builtins::rule::AtomicOp;
use crate::ir::Ret;
use crate::types::Scalar;

impl AtomicOp {
    /// The name after `atomic_`.
    fn name(self) -> &'static str {
        match self {
            AtomicOp::Add => "add",
            AtomicOp::Sub => "sub",
            AtomicOp::Min => "min",
            AtomicOp::Max => "max",
            AtomicOp::Cas => "cas",
            AtomicOp::Exch => "exch",
            AtomicOp::And => "and",
            AtomicOp::Or => "or",
            AtomicOp::Xor => "xor",
        }
    }

    /// The scalar types it works on, and how messages list them.
    fn supports(self, scalar: Option<Scalar>) -> (bool, &'static str) {
        use Scalar as S;
        let integer = matches!(scalar, Some(S::Int32 | S::Int64 | S::UInt32 | S::UInt64 | S::Handle));
        let wide = integer || matches!(scalar, Some(S::Float32 | S::Float64));
        let is = |s: Scalar| scalar == Some(s);
        match self {
            AtomicOp::Add | AtomicOp::Sub => (
                wide || is(S::Float16) || is(S::BFloat16),
                "[u]int32, [u]int64, float16, bfloat16, float32, or float64",
            ),
            AtomicOp::Min | AtomicOp::Max => {
                (wide || is(S::BFloat16), "[u]int32, [u]int64, bfloat16, float32, or float64")
            }
            AtomicOp::Cas | AtomicOp::Exch => (wide, "[u]int32, [u]int64, float32, or float64"),
            AtomicOp::And | AtomicOp::Or | AtomicOp::Xor => (integer, "[u]int32 or [u]int64"),
        }
    }
}

/// `create_atomic_op_value_func`.
pub fn atomic(c: &Call, op: AtomicOp) -> RuleResult {
    let what = format!("atomic_{}", op.name());
    let (_, dtype, ndim) = array_type(c, &what)?;
    let value = c.ty("value")?;
    let indices = index_types(c);
    let count = indices.len();
    if count < ndim {
        return Err(runtime_error(format!(
            "Num indices < num dimensions for {what}(), this is a codegen error, should have generated a view instead"
        )));
    }
    if count > ndim {
        return Err(runtime_error(format!(
            "Num indices > num dimensions for {what}(), received {count}, but array only has {ndim}"
        )));
    }
    check_integers(c, &indices, &what)?;
    let types = c.types();
    if !types.equal(dtype, value) {
        return Err(runtime_error(format!(
            "{what}() value argument type ({}) must be of the same type as the array ({})",
            types.repr(value),
            types.repr(dtype)
        )));
    }
    let scalar = types.scalar_of(dtype);
    let (supported, list) = op.supports(types.as_scalar(scalar));
    if !supported {
        return Err(runtime_error(format!(
            "{what}() operations only work on arrays with {list} as the underlying scalar types, but got {} (with \
             scalar type {})",
            types.repr(dtype),
            types.repr(scalar)
        )));
    }
    Ok(Ret::One(dtype))
}
