//! Our own syntax tree of a Python file, a mirror of CPython's `ast` (node kinds, field order, positions),
//! so that the parser behind it can be replaced.
//!
//! The tree is immutable and `Send + Sync`, so one parse serves all sessions that import a file.

use std::sync::Arc;

pub use super::body::Body;
use crate::ids::NodeId;

/// An identifier.
pub type Name = Arc<str>;

/// Where a node stands in the file. Byte offsets; lines count from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Line of the first byte (CPython's `lineno`).
    pub line: u32,
    /// Line of the last byte (CPython's `end_lineno`).
    pub end_line: u32,
}

/// A parsed file.
#[derive(Debug)]
pub struct Module {
    /// Statements at module level.
    pub body: Vec<Stmt>,
    /// One more than the largest [`NodeId`] in the file.
    pub node_count: u32,
}

/// A statement.
#[derive(Debug)]
pub struct Stmt {
    /// Unique within the file.
    pub id: NodeId,
    /// Position. As in CPython, a decorated definition starts at `def`/`class`, not at its decorators.
    pub span: Span,
    /// What it is.
    pub kind: StmtKind,
}

/// An expression.
#[derive(Debug)]
pub struct Expr {
    /// Unique within the file.
    pub id: NodeId,
    /// Position.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

/// Statement kinds, named as CPython names them. Rare and large parts are boxed: a list of statements has room for the
/// largest of all in each place.
#[derive(Debug)]
#[allow(missing_docs)]
pub enum StmtKind {
    /// `def` and `async def`. Shared, since functions outlive the walk that defines them.
    FunctionDef(Arc<FunctionDef>),
    ClassDef(Arc<ClassDef>),
    Return(Option<Expr>),
    Delete(Vec<Expr>),
    Assign {
        targets: Vec<Expr>,
        value: Expr,
    },
    AugAssign {
        target: Box<Expr>,
        op: Operator,
        value: Box<Expr>,
    },
    AnnAssign {
        target: Box<Expr>,
        annotation: Box<Expr>,
        value: Option<Box<Expr>>,
    },
    For(Box<For>),
    While {
        test: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    /// `elif` is an `If` alone in `orelse`, with its own position.
    If {
        test: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    With {
        items: Vec<WithItem>,
        body: Vec<Stmt>,
        is_async: bool,
    },
    Match {
        subject: Box<Expr>,
        cases: Vec<MatchCase>,
    },
    Raise {
        exc: Option<Box<Expr>>,
        cause: Option<Box<Expr>>,
    },
    Try {
        body: Vec<Stmt>,
        handlers: Vec<ExceptHandler>,
        orelse: Vec<Stmt>,
        finalbody: Vec<Stmt>,
        is_star: bool,
    },
    Assert {
        test: Box<Expr>,
        msg: Option<Box<Expr>>,
    },
    Import(Vec<Alias>),
    /// `level` counts leading dots.
    ImportFrom {
        module: Option<Name>,
        names: Vec<Alias>,
        level: u32,
    },
    Global(Vec<Name>),
    Nonlocal(Vec<Name>),
    Expr(Expr),
    Pass,
    Break,
    Continue,
    TypeAlias {
        name: Box<Expr>,
        value: Box<Expr>,
    },
}

/// A `for` statement.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct For {
    pub target: Expr,
    pub iter: Expr,
    pub body: Vec<Stmt>,
    pub orelse: Vec<Stmt>,
    pub is_async: bool,
}

/// A function definition.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct FunctionDef {
    pub id: NodeId,
    /// From `def`.
    pub span: Span,
    /// Line of the first decorator, or of `def` (CPython's `co_firstlineno`).
    pub first_line: u32,
    pub name: Name,
    pub args: Arguments,
    pub body: Body,
    pub decorators: Vec<Expr>,
    pub returns: Option<Expr>,
    pub is_async: bool,
}

/// A class definition.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct ClassDef {
    pub id: NodeId,
    pub span: Span,
    pub first_line: u32,
    pub name: Name,
    pub bases: Vec<Expr>,
    pub keywords: Vec<Keyword>,
    pub body: Vec<Stmt>,
    pub decorators: Vec<Expr>,
}

/// Parameters of a function or lambda.
#[derive(Debug, Default)]
#[allow(missing_docs)]
pub struct Arguments {
    pub posonly: Vec<Arg>,
    pub args: Vec<Arg>,
    pub vararg: Option<Box<Arg>>,
    pub kwonly: Vec<Arg>,
    pub kwarg: Option<Box<Arg>>,
}

/// One parameter.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Arg {
    pub name: Name,
    pub span: Span,
    pub annotation: Option<Box<Expr>>,
    pub default: Option<Box<Expr>>,
}

/// A keyword argument; `name: None` is `**value`.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Keyword {
    pub name: Option<Name>,
    pub span: Span,
    pub value: Expr,
}

/// An imported name.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Alias {
    pub name: Name,
    pub asname: Option<Name>,
    pub span: Span,
}

/// A `with` item.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct WithItem {
    pub context: Expr,
    pub target: Option<Expr>,
}

/// An `except` clause.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct ExceptHandler {
    pub span: Span,
    pub exc: Option<Expr>,
    pub name: Option<Name>,
    pub body: Vec<Stmt>,
}

/// A `case` of a `match`.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct MatchCase {
    pub pattern: Pattern,
    pub guard: Option<Expr>,
    pub body: Vec<Stmt>,
}

/// A `match` pattern.
#[derive(Debug)]
#[allow(missing_docs)]
pub enum Pattern {
    Value(Expr),
    Singleton(Constant),
    Sequence(Vec<Pattern>),
    Mapping { keys: Vec<Expr>, patterns: Vec<Pattern>, rest: Option<Name> },
    Class { cls: Expr, patterns: Vec<Pattern>, kwd_names: Vec<Name>, kwd_patterns: Vec<Pattern> },
    Star(Option<Name>),
    As { pattern: Option<Box<Pattern>>, name: Option<Name> },
    Or(Vec<Pattern>),
}

/// Expression kinds, named as CPython names them.
#[derive(Debug)]
#[allow(missing_docs)]
pub enum ExprKind {
    BoolOp {
        is_and: bool,
        values: Vec<Expr>,
    },
    NamedExpr {
        target: Box<Expr>,
        value: Box<Expr>,
    },
    BinOp {
        left: Box<Expr>,
        op: Operator,
        right: Box<Expr>,
    },
    UnaryOp {
        op: UnaryOp,
        operand: Box<Expr>,
    },
    Lambda(Arc<Lambda>),
    IfExp {
        test: Box<Expr>,
        body: Box<Expr>,
        orelse: Box<Expr>,
    },
    /// `None` keys are `**value`.
    Dict {
        keys: Vec<Option<Expr>>,
        values: Vec<Expr>,
    },
    Set(Vec<Expr>),
    ListComp {
        element: Box<Expr>,
        generators: Vec<Comprehension>,
    },
    SetComp {
        element: Box<Expr>,
        generators: Vec<Comprehension>,
    },
    DictComp {
        key: Box<Expr>,
        value: Box<Expr>,
        generators: Vec<Comprehension>,
    },
    GeneratorExp {
        element: Box<Expr>,
        generators: Vec<Comprehension>,
    },
    Await(Box<Expr>),
    Yield(Option<Box<Expr>>),
    YieldFrom(Box<Expr>),
    Compare {
        left: Box<Expr>,
        ops: Vec<CmpOp>,
        comparators: Vec<Expr>,
    },
    Call {
        func: Box<Expr>,
        args: Vec<Expr>,
        keywords: Vec<Keyword>,
    },
    FormattedValue {
        value: Box<Expr>,
        conversion: Option<char>,
        format_spec: Option<Box<Expr>>,
    },
    JoinedStr(Vec<Expr>),
    Constant(Constant),
    Attribute {
        value: Box<Expr>,
        attr: Name,
        ctx: ExprContext,
    },
    Subscript {
        value: Box<Expr>,
        slice: Box<Expr>,
        ctx: ExprContext,
    },
    Starred {
        value: Box<Expr>,
        ctx: ExprContext,
    },
    Name {
        id: Name,
        ctx: ExprContext,
    },
    List {
        elts: Vec<Expr>,
        ctx: ExprContext,
    },
    Tuple {
        elts: Vec<Expr>,
        ctx: ExprContext,
    },
    Slice {
        lower: Option<Box<Expr>>,
        upper: Option<Box<Expr>>,
        step: Option<Box<Expr>>,
    },
}

/// A lambda.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Lambda {
    pub id: NodeId,
    pub span: Span,
    pub args: Arguments,
    pub body: Expr,
}

/// One `for ... in ... if ...` of a comprehension.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Comprehension {
    pub target: Expr,
    pub iter: Expr,
    pub ifs: Vec<Expr>,
    pub is_async: bool,
}

/// A literal.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Constant {
    None,
    Bool(bool),
    /// Literals beyond 128 bits are [`Constant::BigInt`].
    Int(i128),
    /// Decimal digits of an integer that does not fit.
    BigInt(Name),
    Float(f64),
    Complex {
        real: f64,
        imag: f64,
    },
    Str(Name),
    Bytes(Arc<[u8]>),
    Ellipsis,
}

/// Load, store or delete.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum ExprContext {
    Load,
    Store,
    Del,
}

/// Binary operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Operator {
    Add,
    Sub,
    Mult,
    MatMult,
    Div,
    Mod,
    Pow,
    LShift,
    RShift,
    BitOr,
    BitXor,
    BitAnd,
    FloorDiv,
}

/// Unary operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum UnaryOp {
    Invert,
    Not,
    UAdd,
    USub,
}

/// Comparison operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum CmpOp {
    Eq,
    NotEq,
    Lt,
    LtE,
    Gt,
    GtE,
    Is,
    IsNot,
    In,
    NotIn,
}
