//! What a row of the table holds.

use super::rule::{BracesRule, DispatchRule, LtoRule, Returns, ValueRule};
use crate::types::{Family, Scalar};

/// A type in a signature. Rows are statics, so these are interned only when a rule needs the type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum TyTerm {
    Any,
    /// Any of Warp's `scalar_types`.
    Scalar,
    Float,
    Int,
    Callable,
    Str,
    /// Bare `tuple`.
    Tuple,
    Ellipsis,
    PyInt,
    PyFloat,
    PyBool,
    Num(Scalar),
    /// The element type that the value rule infers (results only).
    Infer,
    /// Length 0 means any.
    Vec(u32, &'static TyTerm),
    /// 0 means any.
    Mat(u32, u32, &'static TyTerm),
    Quat(&'static TyTerm),
    Transform(&'static TyTerm),
    Array(Family, &'static TyTerm, Option<u8>),
    /// Element type and Python's text of the shape pattern; tiles match by element type only.
    Tile(&'static TyTerm, &'static str),
    TileStack(&'static TyTerm),
    TupleOf(&'static [TyTerm]),
    Ref(&'static TyTerm),
    /// An opaque class by Python name.
    Opaque(&'static str),
}

/// The default value of a parameter.
#[derive(Clone, Copy, PartialEq, Debug)]
#[allow(missing_docs)]
pub enum DefaultTerm {
    /// Python `None`: the parameter is left out of the bound arguments.
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(&'static str),
    Type(TyTerm),
    /// A Warp integer scalar.
    Scalar(Scalar, i64),
}

/// A parameter.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Param {
    /// Name, without the star.
    pub name: &'static str,
    /// Type as registered; Python numbers are canonicalised at the top level.
    pub ty: TyTerm,
    /// Default value.
    pub default: Option<DefaultTerm>,
    /// `*args`: takes the remaining positional arguments; parameters after it are keyword-only.
    pub star: bool,
}

/// A required parameter.
pub(super) const fn p(name: &'static str, ty: TyTerm) -> Param {
    Param { name, ty, default: None, star: false }
}

/// A parameter with a default.
pub(super) const fn opt(name: &'static str, ty: TyTerm, default: DefaultTerm) -> Param {
    Param { name, ty, default: Some(default), star: false }
}

/// `*args`.
pub(super) const fn star(name: &'static str, ty: TyTerm) -> Param {
    Param { name, ty, default: None, star: true }
}

/// One overload of a native built-in (Warp's `Function`).
#[derive(Debug)]
pub struct Overload {
    /// Name in Python.
    pub key: &'static str,
    /// Name in C++.
    pub native: &'static str,
    /// Parameters in order.
    pub params: &'static [Param],
    /// Namespace prefix of calls: `wp::` or nothing.
    pub namespace: &'static str,
    /// Accepted without checking argument types.
    pub variadic: bool,
    /// The replay statement is commented out.
    pub skip_replay: bool,
    /// It has an adjoint.
    pub differentiable: bool,
    /// The adjoint takes the original output.
    pub require_original_output: bool,
    /// The adjoint is called with the template arguments.
    pub adjoint_uses_template_args: bool,
    /// Its signature has generic types.
    pub generic: bool,
    /// Left out of Warp's documentation.
    pub hidden: bool,
    /// An attribute of the `warp` module.
    pub exported: bool,
    /// `float64`, `int64` and `uint64` where this is a cast to that type: the only case in which
    /// `add_call` reads `Function.value_type`.
    pub value_type: Option<Scalar>,
    /// Length of `value_func(None, None)` where that is a sequence: what an unpacked call is matched against.
    pub none_arity: Option<u8>,
    /// Text of the `TypeError` that `value_func(None, None)` raises instead.
    pub none_error: Option<&'static str>,
    /// Documentation group.
    pub group: &'static str,
    /// Result.
    pub value: ValueRule,
    /// Arguments and template arguments of the C++ call, where they are not the bound arguments.
    pub dispatch: Option<DispatchRule>,
    /// The same for built-ins that may call into a mathdx library.
    pub lto: Option<LtoRule>,
    /// When the arguments are wrapped in braces.
    pub braces: Option<BracesRule>,
}

/// The field values of a plain overload.
pub(super) const OVERLOAD: Overload = Overload {
    key: "",
    native: "",
    params: &[],
    namespace: "wp::",
    variadic: false,
    skip_replay: false,
    differentiable: true,
    require_original_output: false,
    adjoint_uses_template_args: false,
    generic: false,
    hidden: false,
    exported: true,
    value_type: None,
    none_arity: None,
    none_error: None,
    group: "",
    value: ValueRule::Fixed(Returns::None),
    dispatch: None,
    lto: None,
    braces: None,
};

/// A built-in that Warp writes in Python, as an ordinary `@wp.func`.
#[derive(Debug)]
pub struct PythonImpl {
    /// Python module.
    pub module: &'static str,
    /// Qualified name of the function in it; overloads are definitions of the same name.
    pub qualname: &'static str,
    /// C++ names that `import warp` allots to the overloads: concrete ones, then generic ones.
    pub natives: &'static [&'static str],
}

/// A name of the table.
#[derive(Debug)]
pub(super) struct Entry {
    /// Name.
    pub name: &'static str,
    /// Overloads in resolution order.
    pub overloads: &'static [Overload],
    /// Which of them was registered first: the object that stands for the name.
    pub head: usize,
    /// Set where it is written in Python.
    pub python: Option<PythonImpl>,
}

/// An opaque class.
#[derive(Debug)]
pub(super) struct OpaqueRow {
    /// Python name.
    pub name: &'static str,
    /// `module.qualname`.
    pub qualified: &'static str,
    /// C++ name without `wp::`.
    pub native: &'static str,
    /// Type code, empty where there is none.
    pub code: &'static str,
    /// `_wp_erase_to_`.
    pub erase_to: Option<&'static str>,
    /// Readable fields.
    pub fields: &'static [(&'static str, TyTerm)],
}
