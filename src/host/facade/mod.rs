//! Modules that are not interpreted: what `warp`, the standard library and numpy look like to a file.

mod classes;
pub(super) mod config;
mod construct;
pub(super) mod ctypes;
mod external;
mod host_builtins;
mod host_math;
mod itertools;
mod names;
pub(super) mod ndarray;
mod numpy;
pub(super) mod objects;
mod pickle;
mod regex;
mod standard;
pub(super) mod types;
mod warp;

pub(super) use warp::array_class;

use std::rc::Rc;
use std::sync::LazyLock;

use aho_corasick::packed::Searcher;

use super::error::PyResult;
use super::interp::Frame;
use super::interp::builtins_args::Args;
use super::session::Session;
use super::value::*;
use crate::types::{Ty, TyKind};

pub(super) use numpy::numpy_name;
pub(super) use types::register_opaques;

/// The source of `warp/_src/math.py` in Warp 1.19.0, for when no installed package is found.
pub(super) const MATH_SOURCE: &str = include_str!("../../../codegen_templates/warp_math/math.py");

/// The function of `warp/_src/utils.py` that is a member of `warp`.
pub(super) const QUAT_BETWEEN_VECTORS: &str = "quat_between_vectors";

/// That function, where it stands in `warp/_src/utils.py` of Warp 1.19.0, for when no installed package is found.
pub(super) const UTILS_SOURCE: &str = include_str!("../../../codegen_templates/warp_math/utils.py");

/// Modules that exist without a file.
const MODULES: &[&str] = &[
    "warp",
    "warp.types",
    "warp.build_experimental",
    "warp._src",
    "warp._src.types",
    "warp._src.codegen",
    "warp._src.context",
    "warp._src.constants",
    "warp._src.builtins",
    "warp._src.logger",
    "warp._src.fabric",
    "warp._src.texture",
    "warp._src.tape",
    "warp._src.torch",
    "warp._src.jax",
    "warp._src.dlpack",
    "warp._src.build",
    "warp._src.deterministic",
    "warp._src.external_build",
    "warp._src.generated_files",
    "warp._src.module_registry",
    "warp._src.lang",
    "warp._src.thirdparty",
    "math",
    "numpy",
    "numpy.linalg",
    "numpy.random",
    "numpy.typing",
    "typing",
    "typing_extensions",
    "enum",
    "functools",
    "itertools",
    "dataclasses",
    "collections",
    "collections.abc",
    "operator",
    "sys",
    "os",
    "os.path",
    "types",
    "copy",
    "importlib",
    "importlib.util",
    "abc",
    "contextlib",
    "hashlib",
    "inspect",
    "re",
    "string",
    "time",
    "warnings",
    "platform",
    "pathlib",
    "textwrap",
    "struct",
    "ctypes",
    "json",
    "random",
    "unittest",
    "unittest.mock",
    "logging",
    "argparse",
    "builtins",
    "numbers",
    "weakref",
    "threading",
    "tempfile",
    "shutil",
    "subprocess",
    "io",
    "gc",
    "ast",
    "traceback",
    "datetime",
    "glob",
    "cmath",
    "statistics",
    "fractions",
    "decimal",
    "multiprocessing",
    "concurrent",
    "concurrent.futures",
    "queue",
    "csv",
    "pickle",
    "pprint",
    "signal",
    "socket",
    "uuid",
    "zipfile",
    "urllib",
    "urllib.request",
    "atexit",
    "bisect",
    "heapq",
    "array",
    "dis",
    "linecache",
    "locale",
    "operator",
    "secrets",
    "select",
    "stat",
    "timeit",
    "tokenize",
    "unicodedata",
];

/// Facade of that module name.
pub(super) fn module(name: &str) -> Option<&'static str> {
    if let Some(known) = MODULES.iter().find(|m| **m == name) {
        return Some(known);
    }
    // Of other modules of the standard library nothing is known but that they exist.
    let top = name.split('.').next().unwrap_or(name);
    names::STDLIB.binary_search(&top).is_ok().then_some("stdlib")
}

/// `__builtins__.get(name)`, exceptions aside.
pub(super) fn python_builtin(name: &str) -> Option<Value> {
    Some(match name {
        "int" => Value::Type(Ty::PY_INT),
        "float" => Value::Type(Ty::PY_FLOAT),
        "bool" => Value::Type(Ty::PY_BOOL),
        "str" => Value::Type(Ty::STR),
        "tuple" => Value::Type(Ty::TUPLE_ANY),
        "Ellipsis" => Value::Ellipsis,
        "NotImplemented" => Value::NotImplemented,
        "None" => Value::None,
        "True" => Value::Bool(true),
        "False" => Value::Bool(false),
        "__debug__" => Value::Bool(true),
        "__name__" => Value::str("builtins"),
        _ => {
            let at = names::PY_BUILTINS.binary_search(&name).ok()?;
            let name = names::PY_BUILTINS[at];
            // Exceptions are classes of their own.
            if name.starts_with(|c: char| c.is_ascii_uppercase()) {
                return None;
            }
            Value::Native(Native(name))
        }
    })
}

/// Whether a native is a class.
pub(super) fn native_is_class(name: &str) -> bool {
    match name.strip_prefix("warp.") {
        Some(rest) => names::WARP_CLASSES.binary_search(&rest).is_ok(),
        None if !name.contains('.') => names::PY_CLASSES.binary_search(&name).is_ok(),
        None => {
            name.starts_with("numpy.")
                || name.starts_with("enum.")
                || matches!(name, "collections.OrderedDict" | "collections.defaultdict" | "collections.deque")
        }
    }
}

/// Whether a native may have attributes that are not listed.
pub(super) fn native_is_open(name: &str) -> bool {
    // Python's own functions, and the classes that have no constants, have no attribute a kernel could name.
    !matches!(
        name,
        "abs"
            | "all"
            | "any"
            | "enumerate"
            | "filter"
            | "hash"
            | "id"
            | "input"
            | "iter"
            | "len"
            | "map"
            | "max"
            | "min"
            | "next"
            | "open"
            | "pow"
            | "print"
            | "range"
            | "repr"
            | "reversed"
            | "round"
            | "slice"
            | "sorted"
            | "sum"
            | "vars"
            | "zip"
    )
}

/// `repr` of a native where it is known.
pub(super) fn native_repr(name: &str) -> Option<String> {
    if name.starts_with("numpy.") || (native_is_class(name) && !name.contains('.')) {
        return Some(format!("<class '{name}'>"));
    }
    None
}

/// An attribute of a native function or class.
pub(super) fn native_attr(name: &'static str, attr: &str) -> Option<Value> {
    let last = name.rsplit('.').next().unwrap_or(name);
    let known: Option<Value> = match (name, attr) {
        (_, "__name__" | "__qualname__") => Some(Value::str(last)),
        (_, "__module__") => Some(Value::str(name.rsplit_once('.').map_or("builtins", |(m, _)| m))),
        (_, "__doc__") => Some(Value::None),
        ("warp.Volume", "CLOSEST" | "REBUILD_SUCCESS") => Some(Value::Int(0)),
        ("warp.Volume", "LINEAR" | "REBUILD_LEAF_CAPACITY_EXCEEDED") => Some(Value::Int(1)),
        ("warp.Volume", "REBUILD_LOWER_CAPACITY_EXCEEDED") => Some(Value::Int(2)),
        ("warp.Volume", "REBUILD_UPPER_CAPACITY_EXCEEDED") => Some(Value::Int(4)),
        ("warp.Volume", "REBUILD_VOXEL_CAPACITY_EXCEEDED") => Some(Value::Int(8)),
        ("warp.Volume", "REBUILD_INVALID_INPUT") => Some(Value::Int(16)),
        ("itertools.chain", "from_iterable") => Some(Value::Native(Native("itertools.chain.from_iterable"))),
        ("dict", "fromkeys") => Some(Value::Native(Native("dict.fromkeys"))),
        ("str", "join") => Some(Value::Native(Native("str.join"))),
        ("sys.version_info", "major") => Some(Value::Int(3)),
        ("sys.version_info", "minor") => Some(Value::Int(11)),
        ("object", "__init__" | "__setattr__" | "__new__") => Some(Value::Native(Native("object.__init__"))),
        _ => None,
    };
    known.or_else(|| numpy::dtype_attr(name, attr))
}

/// `isinstance(value, native class)`.
pub(super) fn native_is_instance(session: &Session, value: &Value, class: &str) -> Option<bool> {
    Some(match class {
        "object" => true,
        "list" => matches!(value, Value::List(_)),
        "dict" | "collections.abc.Mapping" | "typing.Mapping" => matches!(value, Value::Dict(_)),
        "set" => matches!(value, Value::Set(s) if !s.frozen),
        "frozenset" => matches!(value, Value::Set(s) if s.frozen),
        "range" => matches!(value, Value::Range(_)),
        "slice" => matches!(value, Value::Slice(_)),
        "bytes" => matches!(value, Value::Bytes(_)),
        "type" => match value {
            Value::Type(ty) => is_python_type(session, *ty),
            Value::Class(_) => true,
            Value::Native(n) => native_is_class(n.0),
            _ => false,
        },
        "collections.abc.Sequence" | "typing.Sequence" => match value {
            Value::List(_) | Value::Tuple(_) | Value::Str(_) | Value::Range(_) | Value::Bytes(_) => true,
            Value::Instance(i) => i.class.kind.get() == ClassKind::NamedTuple,
            _ => false,
        },
        "collections.abc.Iterable" | "typing.Iterable" => matches!(
            value,
            Value::List(_)
                | Value::Tuple(_)
                | Value::Str(_)
                | Value::Dict(_)
                | Value::Set(_)
                | Value::Range(_)
        ),
        "collections.abc.Callable" | "typing.Callable" => matches!(
            value,
            Value::PyFunction(_) | Value::Function(_) | Value::Kernel(_) | Value::Native(_) | Value::Class(_)
        ),
        "types.FunctionType" | "types.LambdaType" => matches!(value, Value::PyFunction(_)),
        "types.ModuleType" => matches!(value, Value::Module(_)),
        "warp.Kernel" | "warp._src.context.Kernel" => matches!(value, Value::Kernel(_)),
        "warp.Module" | "warp._src.context.Module" => matches!(value, Value::WarpModule(_)),
        "warp._src.codegen.Struct" => matches!(value, Value::Type(ty) if session.types.is_struct(*ty)),
        "warp._src.codegen.StructInstance" => matches!(value, Value::StructInstance(_)),
        "warp.array" | "warp._src.types.array" => match value {
            Value::Type(ty) => session.types.is_regular_array(*ty),
            _ => false,
        },
        "enum.Enum" => matches!(value, Value::EnumMember(_)),
        "enum.IntEnum" => matches!(value, Value::EnumMember(m) if m.is_int),
        "numpy.ndarray" => matches!(value, Value::Bound(b) if b.name == "numpy.ndarray"),
        "numpy.dtype" => matches!(value, Value::Bound(b) if b.name == "numpy.dtype"),
        _ if class.starts_with("numpy.") => return numpy::is_instance(value, class),
        _ => match value {
            Value::Instance(i) if i.class.open => return None,
            Value::Bound(_) | Value::Native(_) => return None,
            _ => false,
        },
    })
}

/// Whether `isinstance(object, type)` holds for a type handle: annotations and structs are objects, not classes.
fn is_python_type(session: &Session, ty: Ty) -> bool {
    !matches!(
        &*session.types.kind(ty),
        TyKind::Array { .. }
            | TyKind::FixedArray { .. }
            | TyKind::Struct(_)
            | TyKind::Tile(_)
            | TyKind::TileStack { .. }
            | TyKind::Ref(_)
            | TyKind::TupleOf(_)
            | TyKind::GenericScalar
            | TyKind::GenericFloat
            | TyKind::GenericInt
    )
}

/// Methods of type objects.
pub(super) fn type_method(kind: &TyKind, name: &str) -> Option<&'static str> {
    match (kind, name) {
        (TyKind::PyInt, "from_bytes") => Some("int.from_bytes"),
        (TyKind::Str, "join") => Some("str.join"),
        (TyKind::Struct(_), "initializer" | "numpy_dtype") => Some("type.method"),
        (
            TyKind::Vec { .. } | TyKind::Quat { .. } | TyKind::Transform { .. } | TyKind::Mat { .. },
            "from_buffer_copy",
        ) => Some("type.method"),
        _ => None,
    }
}

/// Names that `from module import *` binds.
pub(super) fn public_names(facade: &str) -> Vec<&'static str> {
    let table = match facade {
        "warp" => names::WARP,
        "warp.types" => names::WARP_TYPES,
        "warp._src.types" => names::SRC_TYPES,
        "math" => host_math::NAMES,
        "typing" => standard::TYPING,
        "enum" => &["Enum", "IntEnum", "Flag", "IntFlag", "StrEnum", "auto", "unique"],
        "numpy" => numpy::NAMES,
        _ => &[],
    };
    // Some tables hold full names.
    let names = table.iter().map(|n| n.rsplit('.').next().unwrap_or(n));
    names.filter(|n| !n.starts_with('_')).collect()
}

/// Whether a text holds one of [`math_names`], or [`QUAT_BETWEEN_VECTORS`].
pub(super) fn mentions_math(text: &str) -> bool {
    let names = || math_names().iter().chain(&[QUAT_BETWEEN_VECTORS]);
    static NAMES: LazyLock<Option<Searcher>> =
        LazyLock::new(|| Searcher::new(math_names().iter().chain(&[QUAT_BETWEEN_VECTORS])));
    match &*NAMES {
        Some(searcher) => searcher.find(text).is_some(),
        None => names().any(|name| text.contains(name)),
    }
}

/// Whether a text names [`QUAT_BETWEEN_VECTORS`].
pub(super) fn mentions_quat_between_vectors(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), QUAT_BETWEEN_VECTORS.as_bytes()).is_some()
}

/// The built-ins that Warp implements in Python, all in `warp/_src/math.py`.
pub(super) fn math_names() -> &'static [&'static str] {
    &[
        "norm_l1",
        "norm_l2",
        "norm_huber",
        "norm_pseudo_huber",
        "smooth_normalize",
        "velocity_at_point",
        "quat_twist",
        "quat_twist_angle",
        "quat_twist_angle_signed",
        "quat_to_rpy",
        "quat_to_euler",
        "quat_from_euler",
        "transform_twist",
        "transform_wrench",
        "transform_from_matrix",
        "transform_to_matrix",
        "transform_compose",
        "transform_decompose",
    ]
}

impl Session {
    /// An attribute of a facade module, without loading anything.
    pub(super) fn facade_attr(&self, facade: &'static str, name: &str) -> Option<Value> {
        if name == "__name__" {
            return Some(Value::str(facade));
        }
        let warp_like = facade == "warp" || facade.starts_with("warp.");
        if warp_like {
            return self.warp_module_value(facade, name);
        }
        if facade.starts_with("numpy") {
            return numpy::attribute(facade, name).or_else(|| self.open_attr(facade, name));
        }
        standard::attribute(self, facade, name).or_else(|| self.open_attr(facade, name))
    }

    /// Modules of which only parts are known: any other attribute is unknown, not missing.
    fn open_attr(&self, facade: &str, name: &str) -> Option<Value> {
        let listed = match facade {
            "math" | "builtins" => false,
            "sys" => names::SYS.binary_search(&name).is_ok(),
            "numpy" => names::NUMPY.binary_search(&name).is_ok(),
            _ => true,
        };
        if !listed || name.starts_with("__") {
            return None;
        }
        Some(self.unknown(format!("{facade}.{name}")))
    }
}

/// Calls a named native of some module.
pub(super) fn call(session: &mut Session, f: &mut Frame, name: &'static str, args: Args) -> PyResult<Value> {
    match name.split('.').next() {
        Some("warp") => {
            // It may make a type or another object that lives as long as the session.
            session.reserve_object()?;
            session.call_warp(f, name, args)
        }
        Some("math") => {
            Ok(host_math::call(name, &args).unwrap_or_else(|| session.unknown(format!("{name}(...)"))))
        }
        Some("numpy") => numpy::call(session, f, name, args),
        _ => standard::call(session, f, name, args),
    }
}

/// Calls a native with state.
pub(super) fn call_bound(
    session: &mut Session,
    f: &mut Frame,
    b: &Rc<BoundNative>,
    args: Args,
) -> PyResult<Value> {
    if b.name.starts_with("warp.") {
        return session.call_warp_bound(f, b, args);
    }
    if b.name.starts_with("numpy.") {
        return numpy::call_bound(session, b, args);
    }
    standard::call_bound(session, f, b, args)
}

/// An attribute of a native with state.
pub(super) fn bound_attribute(b: &Rc<BoundNative>, object: &Value, name: &str) -> Option<Value> {
    if b.name == "numpy.ndarray" {
        return ndarray::attribute(object, name);
    }
    standard::bound_attribute(b, object, name).or_else(|| numpy::bound_attribute(b, name))
}
