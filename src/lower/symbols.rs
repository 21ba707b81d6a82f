//! The symbol map: names to what they are bound to, in order of first binding.

use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::Obj;
use crate::host::value::Value;
use crate::ids::{FuncRef, VarId};

/// What a local name is bound to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sym {
    /// A variable.
    Var(VarId),
    /// A function.
    Func(FuncRef),
    /// A Python number that tuple assignment has bound (`n, m = v.length, 2`).
    Number(i128),
    /// A `wp.grad` wrapper: its function, and a number that tells wrappers apart.
    Grad(FuncRef, u32),
}

impl Sym {
    /// The variable, if it is one.
    pub fn var(self) -> Option<VarId> {
        match self {
            Sym::Var(var) => Some(var),
            _ => None,
        }
    }

    /// As an evaluated object.
    pub fn obj(self) -> Obj {
        match self {
            Sym::Var(var) => Obj::Var(var),
            Sym::Func(func) => Obj::Func(func),
            Sym::Number(number) => Obj::Value(Value::Int(number)),
            Sym::Grad(func, _) => Obj::Grad(func),
        }
    }
}

/// Names in insertion order, as a Python dict keeps them.
pub type Symbols = IndexMap<Arc<str>, Sym, FxBuildHasher>;
