//! Python values as host evaluation knows them.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use indexmap::IndexMap;
use num_bigint::BigInt;
use rustc_hash::FxBuildHasher;

use super::scope::Scope;
use crate::frontend::ParsedFile;
use crate::frontend::ast::{
    ClassDef, Constant, Expr, ExprKind, FunctionDef, Lambda, Name, Span, Stmt, StmtKind,
};
use crate::ids::{FuncRef, KernelId, ModuleId};
use crate::source::SourceFile;
use crate::types::{CompositeValue, Number, Scalar, ScalarValue, Ty};

/// Names and what they are bound to, in binding order.
pub type Namespace = IndexMap<Name, Value, FxBuildHasher>;

/// A variable that a closure shares with its defining scope; `None` while unbound.
pub type Cell_ = Rc<RefCell<Option<Value>>>;

/// A Python value.
#[derive(Clone)]
pub enum Value {
    /// `None`.
    None,
    /// `...`
    Ellipsis,
    /// `NotImplemented`.
    NotImplemented,
    /// `bool`.
    Bool(bool),
    /// `int`.
    Int(i128),
    /// An `int` beyond 128 bits.
    BigInt(Rc<BigInt>),
    /// `float` (and `numpy.float64`, which is one).
    Float(f64),
    /// `str`.
    Str(Rc<str>),
    /// `bytes`.
    Bytes(Rc<[u8]>),
    /// `tuple`.
    Tuple(Rc<[Value]>),
    /// `list`.
    List(Rc<RefCell<Vec<Value>>>),
    /// `dict` and its relatives.
    Dict(Rc<Dict>),
    /// `set`, `frozenset`.
    Set(Rc<Set>),
    /// `range`.
    Range(Rc<RangeObj>),
    /// `slice`.
    Slice(Rc<[Value; 3]>),
    /// An iterator (also what a generator call yields).
    Iter(Rc<RefCell<IterState>>),
    /// A type object that Warp knows: Python `int`/`float`/`bool`/`str`/`tuple`, scalars, composites, structs,
    /// array and tile annotations, `tuple[...]`, `wp.ref[T]`, `Any`.
    Type(Ty),
    /// A Warp scalar instance.
    Scalar(ScalarValue),
    /// A vector, matrix, quaternion or transformation instance.
    Composite(Rc<RefCell<CompositeValue>>),
    /// An instance of a `@wp.struct`.
    StructInstance(Rc<StructInstance>),
    /// A numpy scalar other than `float64`.
    Numpy(ScalarValue),
    /// A Warp `Function`: user or built-in.
    Function(FuncRef),
    /// What `wp.grad(f)` returns.
    Grad(FuncRef),
    /// A Warp `Kernel`. The handle counts references: a kernel nobody holds is gone.
    Kernel(KernelRef),
    /// A Warp `Module` object (`wp.get_module`).
    WarpModule(ModuleId),
    /// A Python module.
    Module(Rc<PyModule>),
    /// A `def` or `lambda`.
    PyFunction(Rc<PyFunction>),
    /// A class.
    Class(Rc<ClassObj>),
    /// An instance of a class, exceptions included.
    Instance(Rc<Instance>),
    /// A member of an `enum` class.
    EnumMember(Rc<EnumMember>),
    /// A method and the object it is bound to.
    BoundMethod(Rc<(Value, Value)>),
    /// `staticmethod`, `classmethod`, `property`.
    Descriptor(Rc<Descriptor>),
    /// A function or class of a module that is not interpreted, by dotted name (`warp.static`, `math.sin`).
    Native(Native),
    /// A native function with state: a decorator waiting for its function, `functools.partial`, a method.
    Bound(Rc<BoundNative>),
    /// A subscripted typing construct that is no Warp type (`Union[...]`, `Literal[...]`, `list[int]`).
    Alias(Rc<Alias>),
    /// A value that cannot be known.
    Unknown(Rc<Unknown>),
}

/// A named function or class of the standard library, numpy or Warp.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Native(pub &'static str);

/// A native function with state.
#[derive(Debug)]
pub struct BoundNative {
    /// What it is.
    pub name: &'static str,
    /// Positional state.
    pub args: Vec<Value>,
    /// Keyword state.
    pub kwargs: Vec<(Name, Value)>,
    /// For a memoised function: results by argument key.
    pub cache: RefCell<IndexMap<super::keys::Key, Value, FxBuildHasher>>,
}

/// A subscripted generic.
#[derive(Debug)]
pub struct Alias {
    /// `Union`, `Literal`, `list`, `Callable`, ...
    pub origin: Rc<str>,
    /// The class that was subscripted, for user generics.
    pub class: Option<Value>,
    /// What stands in the brackets.
    pub args: Vec<Value>,
}

/// Why a value is unknown.
#[derive(Debug)]
pub struct Unknown {
    /// One phrase.
    pub reason: String,
    /// Where the value was first lost.
    pub at: Option<(Arc<SourceFile>, Span)>,
    /// A function stands behind it that makes kernels: whoever calls it loses them.
    pub hides_kernels: bool,
    /// Its class, if that much is known and no instance of it is a value that kernels can hold.
    pub class: Option<KnownClass>,
}

/// What follows the name of a module in a reason.
const NOT_FOUND: &str = "', which is not found or not known";
const MODULE: &str = "the module '";

impl Unknown {
    /// Why a module of that name, and what is made of it, is unknown.
    #[must_use]
    pub fn missing_module(name: &str) -> String {
        format!("{MODULE}{name}{NOT_FOUND}")
    }

    /// The module that a reason goes back to, if that is not found.
    #[must_use]
    pub fn module_lacking(reason: &str) -> Option<&str> {
        let (before, _) = reason.split_once(NOT_FOUND)?;
        before.rsplit_once(MODULE).map(|(_, name)| name)
    }

    /// Nothing is known but why.
    #[must_use]
    pub fn new(reason: String, at: Option<(Arc<SourceFile>, Span)>) -> Self {
        Unknown { reason, at, hides_kernels: false, class: None }
    }
}

/// The class of an object of which nothing else is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KnownClass {
    /// Its name, as Python prints it.
    pub class: &'static str,
    /// The object is this method of an instance.
    pub method: Option<&'static str>,
    /// An array that is not a single element.
    pub has_axes: bool,
}

impl KnownClass {
    /// An instance of a class.
    #[must_use]
    pub fn of(class: &'static str) -> Self {
        KnownClass { class, method: None, has_axes: false }
    }
}

/// A `dict`.
#[derive(Default)]
pub struct Dict {
    /// Key and value by hashable key.
    pub items: RefCell<IndexMap<super::keys::Key, (Value, Value), FxBuildHasher>>,
    /// `collections.defaultdict`.
    pub default_factory: Option<Value>,
    /// Live view of a namespace (`globals()`, class `__dict__`).
    pub namespace: Option<Rc<PyModule>>,
}

/// A `set` or `frozenset`.
#[derive(Default)]
pub struct Set {
    /// Elements by hashable key.
    pub items: RefCell<IndexMap<super::keys::Key, Value, FxBuildHasher>>,
    /// `frozenset`.
    pub frozen: bool,
}

/// A `range`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct RangeObj {
    pub start: i128,
    pub stop: i128,
    pub step: i128,
}

impl RangeObj {
    /// `len(range)`.
    #[must_use]
    pub fn len(&self) -> u128 {
        let (lo, hi, step) = if self.step > 0 {
            (self.start, self.stop, self.step)
        } else {
            (self.stop, self.start, self.step.saturating_neg())
        };
        if lo >= hi || step == 0 { 0 } else { ((hi.saturating_sub(lo) - 1) / step + 1) as u128 }
    }

    /// Whether it yields nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What is left of an iteration.
#[derive(Debug)]
pub enum IterState {
    /// Values in hand.
    Items(VecDeque<Value>),
    /// `itertools.count`.
    Count {
        /// The next value.
        next: i128,
        /// What is added each time.
        step: i128,
    },
    /// `itertools.cycle`.
    Cycle {
        /// What is repeated.
        items: Vec<Value>,
        /// Index of the next value.
        at: usize,
    },
    /// `itertools.repeat` without a count.
    Repeat(Value),
}

/// An instance of a `@wp.struct`.
#[derive(Debug)]
pub struct StructInstance {
    /// Its struct type.
    pub ty: Ty,
    /// Field values in declaration order; [`Value::None`] for arrays never set.
    pub fields: RefCell<IndexMap<Name, Value, FxBuildHasher>>,
}

/// A counted reference to a kernel.
#[derive(Clone, Debug)]
pub struct KernelRef(pub Rc<KernelToken>);

/// What [`KernelRef`]s share.
#[derive(Debug)]
pub struct KernelToken {
    /// The kernel.
    pub id: KernelId,
    /// An instance keeps its generic kernel alive (`generic_parent`).
    pub parent: Option<KernelRef>,
}

impl KernelRef {
    /// The kernel.
    #[must_use]
    pub fn id(&self) -> KernelId {
        self.0.id
    }
}

/// A Python module: a file that is interpreted, or a facade over one that is not.
pub struct PyModule {
    /// Dotted name.
    pub name: Rc<str>,
    /// Its namespace.
    pub globals: RefCell<Namespace>,
    /// The file, if interpreted.
    pub file: Option<Arc<ParsedFile>>,
    /// Directory for submodules, if a package.
    pub package_dir: Option<std::path::PathBuf>,
    /// Attributes come from a facade table under this name.
    pub facade: Option<&'static str>,
    /// Its body has been run.
    pub done: Cell<bool>,
    /// It has taken `*` from a module that is not known: this is what any name that it lacks may be.
    pub open: RefCell<Option<Rc<Unknown>>>,
}

impl PyModule {
    /// What a name stands for that is not there, if anything could.
    #[must_use]
    pub fn open_value(&self, name: &str) -> Option<Value> {
        let open = self.open.borrow();
        let unknown = open.as_ref().filter(|_| !name.starts_with('_'))?;
        let reason = format!("'{name}', which may come from {}", unknown.reason);
        Some(Value::Unknown(Rc::new(Unknown::new(reason, unknown.at.clone()))))
    }

    /// A global by name.
    #[must_use]
    pub fn global(&self, name: &str) -> Option<Value> {
        self.globals.borrow().get(name).cloned()
    }

    /// Binds a global.
    pub fn set_global(&self, name: impl Into<Name>, value: Value) {
        self.globals.borrow_mut().insert(name.into(), value);
    }

    /// The source file.
    #[must_use]
    pub fn source(&self) -> Option<Arc<SourceFile>> {
        self.file.as_ref().map(|f| f.source.clone())
    }
}

/// The code of a function.
#[derive(Clone, Debug)]
pub enum FunctionCode {
    /// `def`.
    Def(Arc<FunctionDef>),
    /// `lambda`.
    Lambda(Arc<Lambda>),
}

/// An annotation, evaluated or not yet.
#[derive(Clone)]
pub enum Annotation {
    /// The value it had when the `def` ran (may be a string).
    Value(Value),
    /// Postponed by `from __future__ import annotations`: an index path into the definition.
    Deferred(Arc<FunctionDef>, AnnotationSlot),
}

/// Which annotation of a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnnotationSlot {
    /// Position-only parameter.
    PosOnly(usize),
    /// Ordinary parameter.
    Arg(usize),
    /// `*args`.
    VarArg,
    /// Keyword-only parameter.
    KwOnly(usize),
    /// `**kwargs`.
    KwArg,
    /// `->`.
    Return,
}

impl AnnotationSlot {
    /// The annotation's expression.
    #[must_use]
    pub fn expr(self, def: &FunctionDef) -> Option<&Expr> {
        match self {
            AnnotationSlot::PosOnly(i) => def.args.posonly.get(i)?.annotation.as_deref(),
            AnnotationSlot::Arg(i) => def.args.args.get(i)?.annotation.as_deref(),
            AnnotationSlot::VarArg => def.args.vararg.as_ref()?.annotation.as_deref(),
            AnnotationSlot::KwOnly(i) => def.args.kwonly.get(i)?.annotation.as_deref(),
            AnnotationSlot::KwArg => def.args.kwarg.as_ref()?.annotation.as_deref(),
            AnnotationSlot::Return => def.returns.as_ref(),
        }
    }
}

/// A Python function object.
pub struct PyFunction {
    /// Its code.
    pub code: FunctionCode,
    /// Names it binds, captures, yields; analysed when first needed.
    pub(super) scope: OnceCell<Rc<Scope>>,
    /// Closure cells by name (`__closure__`).
    pub cells: Rc<IndexMap<Name, Cell_, FxBuildHasher>>,
    /// Module whose globals it sees.
    pub module: Rc<PyModule>,
    /// Defaults by parameter name.
    pub defaults: Vec<(Name, Value)>,
    /// Annotations by parameter name, `return` last.
    pub annotations: RefCell<Vec<(Name, Annotation)>>,
    /// What was set on it; [`PyFunction::attr`] knows what every function has.
    pub attrs: RefCell<Namespace>,
    /// The qualified name it was defined under (nested definitions extend it).
    pub qualname: Rc<str>,
    /// The class whose body defined it (for `super()`).
    pub owner: RefCell<Option<Rc<ClassObj>>>,
}

impl PyFunction {
    /// An attribute that is set, or `__name__`, `__qualname__`, `__module__`, `__doc__` as the definition has them.
    #[must_use]
    pub fn attr(&self, name: &str) -> Option<Value> {
        if let Some(v) = self.attrs.borrow().get(name) {
            return Some(v.clone());
        }
        Some(match (name, &self.code) {
            ("__name__", FunctionCode::Def(def)) => Value::str(&def.name),
            ("__name__", FunctionCode::Lambda(_)) => Value::str("<lambda>"),
            ("__qualname__", _) => Value::Str(self.qualname.clone()),
            ("__module__", _) => Value::Str(self.module.name.clone()),
            ("__doc__", FunctionCode::Def(def)) => docstring(&def.body).map_or(Value::None, Value::str),
            ("__doc__", FunctionCode::Lambda(_)) => Value::None,
            _ => return None,
        })
    }

    /// A string attribute such as `__name__`.
    #[must_use]
    pub fn str_attr(&self, name: &str) -> Option<Rc<str>> {
        match self.attr(name) {
            Some(Value::Str(s)) => Some(s),
            _ => None,
        }
    }

    /// Closure and globals, as code generation looks names up.
    #[must_use]
    pub fn env(&self) -> Env {
        Env { cells: self.cells.clone(), globals: self.module.clone() }
    }
}

/// The docstring of a body.
fn docstring(body: &[Stmt]) -> Option<&str> {
    match &body.first()?.kind {
        StmtKind::Expr(Expr { kind: ExprKind::Constant(Constant::Str(s)), .. }) => Some(s),
        _ => None,
    }
}

/// Closure cells and globals of a function.
#[derive(Clone)]
pub struct Env {
    /// `__closure__`.
    pub cells: Rc<IndexMap<Name, Cell_, FxBuildHasher>>,
    /// `__globals__`.
    pub globals: Rc<PyModule>,
}

/// What kind of class.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ClassKind {
    /// An ordinary class.
    Plain,
    /// `enum.Enum` and descendants.
    Enum,
    /// Decorated with `@dataclass`.
    Dataclass,
    /// `typing.NamedTuple`, `collections.namedtuple`.
    NamedTuple,
}

/// A class object: user-defined, or one of the few built-in classes that are neither types nor functions.
pub struct ClassObj {
    /// `__name__`.
    pub name: Rc<str>,
    /// `__qualname__`.
    pub qualname: Rc<str>,
    /// `__module__`.
    pub module: Rc<str>,
    /// `__bases__`.
    pub bases: Vec<Value>,
    /// Method resolution order, itself first (interpreted classes only).
    pub mro: RefCell<Vec<Rc<ClassObj>>>,
    /// Class attributes.
    pub ns: RefCell<Namespace>,
    /// What kind.
    pub kind: Cell<ClassKind>,
    /// The Warp or Python type it derives from (`class V(wp.vec3)`).
    pub ty: Cell<Option<Ty>>,
    /// Some base is unknown, so attributes may exist that are not seen.
    pub open: bool,
    /// Enum members in order.
    pub members: RefCell<Vec<Rc<EnumMember>>>,
    /// For enums: members are `int`s.
    pub int_enum: bool,
    /// For enums: members are `str`s.
    pub str_enum: bool,
    /// For dataclasses: `frozen=True` (or `eq` with hash).
    pub frozen: Cell<bool>,
    /// Definition.
    pub def: Option<Arc<ClassDef>>,
}

impl ClassObj {
    /// The type, of a class that `wp.types.vector(...)` or one of its like has made.
    #[must_use]
    pub fn factory_type(&self) -> Option<Ty> {
        self.ty.get().filter(|_| self.def.is_none() && &*self.module == "warp._src.types")
    }
}

/// An instance.
pub struct Instance {
    /// Its class.
    pub class: Rc<ClassObj>,
    /// `__dict__`.
    pub dict: RefCell<Namespace>,
}

/// An enum member.
pub struct EnumMember {
    /// Its class.
    pub class: std::rc::Weak<ClassObj>,
    /// Kept so that a member outlives its class's name.
    pub class_name: Rc<str>,
    /// `name`.
    pub name: Rc<str>,
    /// `value`.
    pub value: Value,
    /// Members are `int`s (`IntEnum`, `IntFlag`).
    pub is_int: bool,
    /// Members are `str`s (`StrEnum`, `class E(str, Enum)`).
    pub is_str: bool,
}

/// A descriptor.
pub struct Descriptor {
    /// Which.
    pub kind: DescriptorKind,
    /// The function inside.
    pub func: Value,
}

/// Kinds of descriptors.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum DescriptorKind {
    Static,
    Class,
    Property,
    CachedProperty,
}

/// What a list of items becomes.
impl Value {
    /// A Python string.
    #[must_use]
    pub fn str(text: &str) -> Value {
        Value::Str(Rc::from(text))
    }

    /// A tuple.
    #[must_use]
    pub fn tuple(items: Vec<Value>) -> Value {
        Value::Tuple(items.into())
    }

    /// A list.
    #[must_use]
    pub fn list(items: Vec<Value>) -> Value {
        Value::List(Rc::new(RefCell::new(items)))
    }

    /// An iterator over items.
    #[must_use]
    pub fn iter(items: Vec<Value>) -> Value {
        Value::Iter(Rc::new(RefCell::new(IterState::Items(items.into()))))
    }

    /// A composite instance.
    #[must_use]
    pub fn composite(ty: Ty, elements: Vec<Number>) -> Value {
        Value::Composite(Rc::new(RefCell::new(CompositeValue { ty, elements })))
    }

    /// A Warp scalar.
    #[must_use]
    pub fn scalar(scalar: Scalar, number: Number) -> Value {
        Value::Scalar(ScalarValue::new(scalar, number))
    }

    /// An unknown value.
    #[must_use]
    pub fn unknown(reason: impl Into<String>) -> Value {
        Value::Unknown(Rc::new(Unknown::new(reason.into(), None)))
    }

    /// Whether the value is unknown.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        matches!(self, Value::Unknown(_))
    }

    /// Whether this is `None`.
    #[must_use]
    pub fn is_none(&self) -> bool {
        matches!(self, Value::None)
    }

    /// The string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::Str(s) => Some(s),
            Value::EnumMember(m) if m.is_str => m.value.as_str(),
            _ => None,
        }
    }

    /// The integer behind an `int`, `bool` or integer enum member.
    #[must_use]
    pub fn as_int(&self) -> Option<i128> {
        match self {
            Value::Bool(b) => Some(i128::from(*b)),
            Value::Int(i) => Some(*i),
            Value::EnumMember(m) if m.is_int => m.value.as_int(),
            Value::Numpy(s) if !s.scalar.is_float() => Some(s.number.as_i128()),
            Value::Scalar(s) if s.scalar.is_int() => Some(s.number.as_i128()),
            _ => None,
        }
    }

    /// The type object, classes derived from a Warp type included.
    #[must_use]
    pub fn as_type(&self) -> Option<Ty> {
        match self {
            Value::Type(ty) => Some(*ty),
            Value::Class(c) => c.ty.get(),
            _ => None,
        }
    }

    /// The Warp function.
    #[must_use]
    pub fn as_function(&self) -> Option<FuncRef> {
        match self {
            Value::Function(f) => Some(*f),
            _ => None,
        }
    }

    /// Whether this is the module `warp` itself.
    #[must_use]
    pub fn is_warp(&self) -> bool {
        matches!(self, Value::Module(m) if m.facade == Some("warp"))
    }

    /// Whether this is `wp.static`.
    #[must_use]
    pub fn is_wp_static(&self) -> bool {
        matches!(self, Value::Native(Native("warp.static")))
    }

    /// Whether this is `wp.grad`.
    #[must_use]
    pub fn is_wp_grad(&self) -> bool {
        matches!(self, Value::Native(Native("warp.grad")))
    }

    /// Whether this is `wp.address_of`.
    #[must_use]
    pub fn is_wp_address_of(&self) -> bool {
        matches!(self, Value::Native(Native("warp.address_of")))
    }

    /// Whether Python would call this an instance of `type` (a class).
    #[must_use]
    pub fn is_class_like(&self) -> bool {
        matches!(self, Value::Type(_) | Value::Class(_))
            || matches!(self, Value::Native(n) if super::facade::native_is_class(n.0))
    }
}
