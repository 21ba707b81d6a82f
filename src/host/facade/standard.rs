//! The standard library, as far as kernels depend on it.

use std::rc::Rc;

use rustc_hash::FxHashMap;
use sha2::Digest as _;

use super::super::error::PyResult;
use super::super::interp::builtins_args::Args;
use super::super::interp::{Frame, bound, native_with};
use super::super::session::Session;
use super::super::value::*;
use crate::frontend::ast::Operator;
use crate::types::Ty;

/// Typing constructs that are accepted everywhere.
pub(super) const TYPING: &[&str] = &[
    "Any",
    "Callable",
    "ClassVar",
    "Dict",
    "Final",
    "FrozenSet",
    "Generic",
    "Iterable",
    "Iterator",
    "List",
    "Literal",
    "Mapping",
    "NamedTuple",
    "NewType",
    "NoReturn",
    "Optional",
    "ParamSpec",
    "Protocol",
    "Self",
    "Sequence",
    "Set",
    "Tuple",
    "Type",
    "TypeAlias",
    "TypeVar",
    "TypedDict",
    "Union",
    "cast",
    "final",
    "get_args",
    "get_origin",
    "get_type_hints",
    "no_type_check",
    "overload",
    "runtime_checkable",
    "TYPE_CHECKING",
];

macro_rules! natives {
    ($($module:literal: $($name:literal)*;)*) => {
        fn native(module: &str, name: &str) -> Option<&'static str> {
            match (module, name) {
                $($(($module, $name) => Some(concat!($module, ".", $name)),)*)*
                _ => None,
            }
        }
    };
}

natives! {
    "typing": "ClassVar" "Dict" "Final" "FrozenSet" "Generic" "Iterable" "Iterator" "List" "Literal" "Mapping" "NamedTuple" "NewType" "Optional" "ParamSpec" "Protocol" "Self" "Sequence" "Set" "Type" "TypeAlias" "TypeVar" "TypedDict" "Union" "cast" "final" "get_args" "get_origin" "no_type_check" "overload" "runtime_checkable" "Annotated" "override" "NoReturn" "Callable";
    "enum": "Enum" "IntEnum" "Flag" "IntFlag" "StrEnum" "auto" "unique";
    "functools": "partial" "wraps" "update_wrapper" "reduce" "lru_cache" "cache" "cached_property" "partialmethod" "cmp_to_key" "total_ordering" "singledispatch";
    "itertools": "product" "chain" "permutations" "combinations" "combinations_with_replacement" "count" "cycle" "repeat" "accumulate" "islice" "zip_longest" "starmap" "takewhile" "dropwhile" "groupby" "pairwise";
    "dataclasses": "dataclass" "field" "replace" "fields" "asdict" "astuple" "is_dataclass";
    "collections": "OrderedDict" "defaultdict" "namedtuple" "deque" "Counter" "ChainMap";
    "collections.abc": "Sequence" "Mapping" "Iterable" "Callable" "Iterator" "Hashable" "MutableMapping" "MutableSequence";
    "operator": "add" "sub" "mul" "truediv" "floordiv" "mod" "pow" "neg" "itemgetter" "attrgetter" "index" "and_" "or_" "xor" "lshift" "rshift" "matmul" "eq" "ne" "lt" "le" "gt" "ge" "not_" "truth" "getitem" "methodcaller";
    "types": "SimpleNamespace" "FunctionType" "LambdaType" "ModuleType" "MappingProxyType" "MethodType" "NoneType" "GenericAlias" "UnionType";
    "copy": "copy" "deepcopy";
    "importlib": "import_module" "reload";
    "abc": "ABC" "ABCMeta" "abstractmethod" "abstractproperty";
    "contextlib": "contextmanager" "suppress" "nullcontext" "ExitStack" "redirect_stdout";
    "hashlib": "sha256" "sha1" "md5" "sha512" "blake2b";
    "re": "compile" "sub";
    "pickle": "dumps";
    "inspect": "signature" "getsource" "isclass" "isfunction" "getdoc";
    "os.path": "join" "dirname" "abspath" "basename" "exists" "isfile" "isdir" "realpath" "split" "splitext" "normpath";
    "os": "getenv" "getcwd" "listdir" "makedirs";
    "textwrap": "dedent" "indent";
    "weakref": "ref" "WeakKeyDictionary" "WeakValueDictionary";
    "string": "Template";
}

/// An attribute of a module of the standard library.
pub(super) fn attribute(session: &Session, module: &'static str, name: &str) -> Option<Value> {
    let module = if module == "typing_extensions" { "typing" } else { module };
    Some(match (module, name) {
        ("ctypes", _) => return super::ctypes::attribute(name),
        ("math", _) => return super::host_math::attribute(name),
        ("builtins", _) => return super::python_builtin(name),
        ("typing", "Any") => Value::Type(Ty::ANY),
        ("typing", "Callable") | ("collections.abc", "Callable") => Value::Type(Ty::CALLABLE),
        ("typing", "Tuple") => Value::Type(Ty::TUPLE_ANY),
        ("typing", "TYPE_CHECKING") => Value::Bool(false),
        ("sys", "maxsize") => Value::Int(i128::from(i64::MAX)),
        ("sys", "platform") => Value::str("linux"),
        ("sys", "byteorder") => Value::str("little"),
        ("sys", "version_info") => Value::tuple(vec![
            Value::Int(3),
            Value::Int(11),
            Value::Int(7),
            Value::str("final"),
            Value::Int(0),
        ]),
        ("sys", "float_info") => bound("sys.float_info", Vec::new()),
        ("sys", "modules") => modules(session),
        ("sys", "argv") => Value::list(vec![Value::str("warpgen")]),
        ("sys", "path") => Value::list(Vec::new()),
        ("os", "path") => {
            return session
                .python_modules
                .get("os.path")
                .cloned()
                .map(Value::Module)
                .or_else(|| Some(os_path()));
        }
        ("os", "sep") => Value::str("/"),
        ("os", "name") => Value::str("posix"),
        ("os", "environ") => Value::Dict(Rc::default()),
        ("collections", "abc") => facade_value("collections.abc"),
        ("importlib", "util") => facade_value("importlib.util"),
        ("string", "ascii_lowercase") => Value::str("abcdefghijklmnopqrstuvwxyz"),
        ("string", "ascii_uppercase") => Value::str("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        ("string", "digits") => Value::str("0123456789"),
        ("types", "NoneType") => Value::Type(Ty::NONE),
        _ => Value::Native(Native(native(module, name)?)),
    })
}

pub(super) fn facade_value(name: &'static str) -> Value {
    Value::Module(Rc::new(PyModule {
        name: name.into(),
        globals: Default::default(),
        file: None,
        package_dir: None,
        facade: Some(name),
        done: std::cell::Cell::new(true),
        open: Default::default(),
    }))
}

fn os_path() -> Value {
    facade_value("os.path")
}

/// `sys.modules` as far as modules were imported.
fn modules(session: &Session) -> Value {
    session.looked_around.set(true);
    let dict = Dict::default();
    let mut names: Vec<_> = session.python_modules.iter().collect();
    names.sort_by(|a, b| a.0.cmp(b.0));
    for (name, module) in names {
        dict.set(Value::Str(name.clone()), Value::Module(module.clone()));
    }
    Value::Dict(Rc::new(dict))
}

/// Calls a function or class of the standard library.
pub(super) fn call(
    session: &mut Session,
    f: &mut Frame,
    name: &'static str,
    mut args: Args,
) -> PyResult<Value> {
    let unknown = |s: &Session| Ok(s.unknown(format!("{name}(...)")));
    let (module, function) = name.rsplit_once('.').unwrap_or(("", name));
    match module {
        "itertools" | "itertools.chain" => return super::itertools::call_itertools(session, f, name, &args),
        "operator" => return call_operator(session, f, function, args),
        "os.path" => {
            return Ok(call_path(function, &args).unwrap_or_else(|| session.unknown(format!("{name}(...)"))));
        }
        "hashlib" => {
            let data = match args.positional.first() {
                None => Rc::from(&b""[..]),
                Some(Value::Bytes(b)) => b.clone(),
                Some(_) => return unknown(session),
            };
            let kind = match (function, &args.keywords[..]) {
                ("blake2b", [(name, Value::Int(size @ 1..=64))]) if &**name == "digest_size" => {
                    format!("blake2b {size}")
                }
                ("blake2b", []) => "blake2b 64".to_owned(),
                ("blake2b", _) => return unknown(session),
                _ => function.to_owned(),
            };
            return Ok(native_with(
                "hashlib.object",
                vec![Value::str(&kind), Value::list(vec![Value::Bytes(data)])],
                Vec::new(),
            ));
        }
        "re" => {
            let result = match (function, &args.positional[..], args.keywords.is_empty()) {
                ("compile", [pattern @ Value::Str(_)], true) => {
                    Some(bound("re.Pattern", vec![pattern.clone()]))
                }
                ("sub", [pattern, by, text], true) => super::regex::sub(pattern, by, text),
                _ => None,
            };
            return result.map_or_else(|| unknown(session), Ok);
        }
        "pickle" => {
            let result = match (&args.positional[..], args.keywords.is_empty()) {
                ([value], true) => super::pickle::dumps(value),
                _ => None,
            };
            return result.map_or_else(|| unknown(session), Ok);
        }
        "dataclasses" => return super::classes::call_dataclasses(session, f, function, args),
        _ => {}
    }
    let first = args.positional.first().cloned();
    match name {
        "typing.cast" => Ok(args.positional.get(1).cloned().unwrap_or(Value::None)),
        "typing.overload"
        | "typing.final"
        | "typing.runtime_checkable"
        | "typing.no_type_check"
        | "typing.override"
        | "abc.abstractmethod"
        | "enum.unique"
        | "functools.total_ordering" => Ok(first.unwrap_or(Value::None)),
        "typing.TypeVar" => {
            let bound_to = args.take(usize::MAX, "bound");
            let named = first.unwrap_or(Value::None);
            let mut parts = vec![named];
            parts.extend(args.positional.iter().skip(1).cloned());
            parts.extend(bound_to);
            Ok(Value::Alias(Rc::new(Alias { origin: "TypeVar".into(), class: None, args: parts })))
        }
        "typing.NewType" => Ok(args.positional.get(1).cloned().unwrap_or(Value::None)),
        "typing.get_args" | "typing.get_origin" => {
            let attribute = if function == "get_args" { "__args__" } else { "__origin__" };
            match first.map(|v| session.attr(&v, attribute)) {
                Some(super::super::interp::Attr::Found(v)) => Ok(v),
                _ if function == "get_args" => Ok(Value::tuple(Vec::new())),
                _ => Ok(Value::None),
            }
        }
        "enum.auto" => Ok(native_with("enum.auto", Vec::new(), Vec::new())),
        "functools.lru_cache" | "functools.cache" => match first {
            Some(function @ (Value::PyFunction(_) | Value::Native(_) | Value::Bound(_))) => {
                Ok(native_with("memo", vec![function], Vec::new()))
            }
            _ => Ok(native_with("functools.lru_cache()", Vec::new(), Vec::new())),
        },
        "functools.partial" | "functools.partialmethod" => {
            Ok(native_with("functools.partial", args.positional, args.keywords))
        }
        "functools.wraps" => Ok(native_with("functools.wraps()", first.into_iter().collect(), Vec::new())),
        "functools.update_wrapper" => {
            let (Some(wrapper), Some(wrapped)) = (first, args.positional.get(1).cloned()) else {
                return unknown(session);
            };
            session.update_wrapper(&wrapper, &wrapped);
            Ok(wrapper)
        }
        "functools.cached_property" => Ok(Value::Descriptor(Rc::new(Descriptor {
            kind: DescriptorKind::CachedProperty,
            func: first.unwrap_or(Value::None),
        }))),
        "functools.reduce" => {
            let function = first.unwrap_or(Value::None);
            let Some(items) = session.collect(f, args.positional.get(1).unwrap_or(&Value::None))? else {
                return unknown(session);
            };
            let mut items = items.into_iter();
            let Some(mut total) = args.positional.get(2).cloned().or_else(|| items.next()) else {
                return unknown(session);
            };
            for item in items {
                total = session.call(f, &function, vec![total, item], Vec::new())?;
            }
            Ok(total)
        }
        "collections.OrderedDict" => session.call_native(f, "dict", args.positional, args.keywords),
        "collections.defaultdict" => {
            let dict = Dict { default_factory: first.filter(|v| !v.is_none()), ..Dict::default() };
            Ok(Value::Dict(Rc::new(dict)))
        }
        "collections.deque" => {
            session.call_native(f, "list", args.positional.into_iter().take(1).collect(), Vec::new())
        }
        "collections.namedtuple" => super::classes::named_tuple(session, f, &args),
        "types.SimpleNamespace" => {
            let class = super::classes::simple_class(session, "SimpleNamespace")?;
            let mut dict = Namespace::default();
            dict.extend(args.keywords);
            Ok(Value::Instance(Rc::new(Instance { class, dict: dict.into() })))
        }
        "types.MappingProxyType" => Ok(first.unwrap_or(Value::None)),
        "copy.copy" | "copy.deepcopy" => Ok(super::classes::copy_value(
            &first.unwrap_or(Value::None),
            function == "deepcopy",
            &mut FxHashMap::default(),
            0,
        )),
        "importlib.import_module" => {
            let Some(module) = first.as_ref().and_then(Value::as_str).filter(|m| !m.starts_with('.')) else {
                return unknown(session);
            };
            Ok(match session.load_module(module)? {
                Some(m) => Value::Module(m),
                None => session.unknown(Unknown::missing_module(module)),
            })
        }
        "contextlib.contextmanager" => {
            Ok(native_with("contextlib.contextmanager()", first.into_iter().collect(), Vec::new()))
        }
        "contextlib.suppress" => Ok(native_with("contextlib.suppress", args.positional, Vec::new())),
        "textwrap.dedent" => Ok(match first.as_ref().and_then(Value::as_str) {
            Some(text) => Value::Str(crate::frontend::text::dedent(text).0.into()),
            None => session.unknown("textwrap.dedent()"),
        }),
        "dict.fromkeys" => {
            let Some(keys) = session.collect(f, &first.unwrap_or(Value::None))? else {
                return unknown(session);
            };
            let value = args.positional.get(1).cloned().unwrap_or(Value::None);
            let dict = Dict::default();
            keys.into_iter().for_each(|k| dict.set(k, value.clone()));
            Ok(Value::Dict(Rc::new(dict)))
        }
        "object.__init__" => Ok(Value::None),
        "os.getenv" => Ok(args.positional.get(1).cloned().unwrap_or(Value::None)),
        _ => unknown(session),
    }
}

/// Calls a native with state.
pub(super) fn call_bound(
    session: &mut Session,
    f: &mut Frame,
    b: &Rc<BoundNative>,
    args: Args,
) -> PyResult<Value> {
    let first = args.positional.first().cloned();
    match b.name {
        "functools.lru_cache()" => Ok(native_with("memo", first.into_iter().collect(), Vec::new())),
        "functools.wraps()" => {
            let Some(wrapper) = first else { return Ok(Value::None) };
            if let Some(wrapped) = b.args.first() {
                session.update_wrapper(&wrapper, wrapped);
            }
            Ok(wrapper)
        }
        "functools.cache_clear" => Ok(Value::None),
        "dataclasses.dataclass()" => {
            super::classes::mark_dataclass(first.as_ref(), &b.kwargs);
            Ok(first.unwrap_or(Value::None))
        }
        "contextlib.contextmanager()" => Ok(session.unknown("a context manager")),
        "operator.itemgetter()" => {
            let object = first.unwrap_or(Value::None);
            let mut items = Vec::new();
            for index in &b.args {
                items.push(session.get_item(f, &object, index)?);
            }
            Ok(if items.len() == 1 { items.remove(0) } else { Value::tuple(items) })
        }
        "operator.attrgetter()" => {
            let mut object = first.unwrap_or(Value::None);
            for name in b.args.first().and_then(Value::as_str).unwrap_or("").split('.') {
                object = session.get_attr(f, &object, name)?;
            }
            Ok(object)
        }
        "hashlib.object.update" | "hashlib.object.hexdigest" | "hashlib.object.digest" => {
            Ok(call_hash(b, first.as_ref()).unwrap_or_else(|| session.unknown(b.name)))
        }
        "re.Pattern.sub" => {
            let result = match (&b.args[..], &args.positional[..], args.keywords.is_empty()) {
                ([pattern], [by, text], true) => super::regex::sub(pattern, by, text),
                _ => None,
            };
            Ok(result.unwrap_or_else(|| session.unknown("re.Pattern.sub(...)")))
        }
        "namedtuple._replace" => {
            let Some(Value::Instance(i)) = b.args.first() else { return Ok(Value::None) };
            let mut dict = i.dict.borrow().clone();
            dict.extend(args.keywords);
            Ok(Value::Instance(Rc::new(Instance { class: i.class.clone(), dict: dict.into() })))
        }
        "namedtuple._asdict" => {
            let Some(Value::Instance(i)) = b.args.first() else { return Ok(Value::None) };
            let dict = Dict::default();
            i.dict.borrow().iter().for_each(|(k, v)| dict.set(Value::str(k), v.clone()));
            Ok(Value::Dict(Rc::new(dict)))
        }
        "super.property" => {
            let getter = b.args.first().cloned().unwrap_or(Value::None);
            session.call(f, &getter, b.args[1..].to_vec(), Vec::new())
        }
        "namedtuple()" => session.call(f, &b.args[0].clone(), args.positional, args.keywords),
        _ => Ok(session.unknown(format!("{}(...)", b.name))),
    }
}

fn call_hash(b: &Rc<BoundNative>, data: Option<&Value>) -> Option<Value> {
    let Some(Value::Bound(object)) = b.args.first() else { return None };
    let [Value::Str(kind), Value::List(chunks)] = &object.args[..] else { return None };
    if b.name == "hashlib.object.update" {
        chunks.borrow_mut().push(data.filter(|v| matches!(v, Value::Bytes(_)))?.clone());
        return Some(Value::None);
    }
    let mut bytes = Vec::new();
    for chunk in chunks.borrow().iter() {
        let Value::Bytes(part) = chunk else { return None };
        bytes.extend_from_slice(part);
    }
    let digest: Vec<u8> = match &**kind {
        "sha256" => sha2::Sha256::digest(&bytes).to_vec(),
        "sha512" => sha2::Sha512::digest(&bytes).to_vec(),
        "sha1" => sha1::Sha1::digest(&bytes).to_vec(),
        "md5" => md5::Md5::digest(&bytes).to_vec(),
        kind => blake2b(kind.strip_prefix("blake2b ")?.parse().ok()?, &bytes)?,
    };
    Some(if b.name == "hashlib.object.digest" {
        Value::Bytes(digest.into())
    } else {
        Value::Str(digest.iter().map(|x| format!("{x:02x}")).collect::<String>().into())
    })
}

/// BLAKE2b with a digest of so many bytes.
fn blake2b(size: usize, bytes: &[u8]) -> Option<Vec<u8>> {
    use blake2::digest::{Update as _, VariableOutput as _};
    let mut hasher = blake2::Blake2bVar::new(size).ok()?;
    hasher.update(bytes);
    let mut digest = vec![0; size];
    hasher.finalize_variable(&mut digest).ok()?;
    Some(digest)
}

/// Attributes of natives with state.
pub(in crate::host) fn bound_attribute(b: &Rc<BoundNative>, object: &Value, name: &str) -> Option<Value> {
    Some(match (b.name, name) {
        ("hashlib.object", "update") => bound("hashlib.object.update", vec![object.clone()]),
        ("hashlib.object", "hexdigest") => bound("hashlib.object.hexdigest", vec![object.clone()]),
        ("hashlib.object", "digest") => bound("hashlib.object.digest", vec![object.clone()]),
        ("re.Pattern", "sub") => bound("re.Pattern.sub", b.args.clone()),
        ("re.Pattern", "pattern") => b.args.first()?.clone(),
        ("sys.float_info", "epsilon") => Value::Float(f64::EPSILON),
        ("sys.float_info", "max") => Value::Float(f64::MAX),
        ("sys.float_info", "min") => Value::Float(f64::MIN_POSITIVE),
        ("warp.ModuleBuildOptions()", _) => b.kwargs.iter().find(|(n, _)| &**n == name)?.1.clone(),
        _ => return None,
    })
}

fn call_path(function: &str, args: &Args) -> Option<Value> {
    let parts: Vec<&str> = args.positional.iter().map(Value::as_str).collect::<Option<_>>()?;
    let first = *parts.first()?;
    let text = match function {
        "join" => {
            let mut out = String::new();
            for part in parts {
                if part.starts_with('/') {
                    out = part.to_owned();
                } else {
                    if !out.is_empty() && !out.ends_with('/') {
                        out.push('/');
                    }
                    out.push_str(part);
                }
            }
            out
        }
        "dirname" => {
            first.rsplit_once('/').map_or("", |(d, _)| if d.is_empty() { "/" } else { d }).to_owned()
        }
        "splitext" => {
            // A dot at the beginning of a file's name does not start an extension.
            let name_at = first.rfind('/').map_or(0, |at| at + 1);
            let leading = first[name_at..].chars().take_while(|c| *c == '.').count();
            let dot = first[name_at + leading..].rfind('.').map(|at| name_at + leading + at);
            let (root, extension) = first.split_at(dot.unwrap_or(first.len()));
            return Some(Value::tuple(vec![Value::str(root), Value::str(extension)]));
        }
        "split" => {
            let at = first.rfind('/').map_or(0, |at| at + 1);
            let (head, tail) = first.split_at(at);
            let trimmed = head.trim_end_matches('/');
            let head = if trimmed.is_empty() { head } else { trimmed };
            return Some(Value::tuple(vec![Value::str(head), Value::str(tail)]));
        }
        "basename" => first.rsplit('/').next().unwrap_or("").to_owned(),
        "abspath" | "realpath" | "normpath" if first.starts_with('/') => {
            super::super::session::absolute_path(std::path::Path::new(first)).display().to_string()
        }
        _ => return None,
    };
    Some(Value::Str(text.into()))
}

fn call_operator(session: &mut Session, f: &mut Frame, function: &str, args: Args) -> PyResult<Value> {
    let op = match function {
        "add" => Operator::Add,
        "sub" => Operator::Sub,
        "mul" => Operator::Mult,
        "truediv" => Operator::Div,
        "floordiv" => Operator::FloorDiv,
        "mod" => Operator::Mod,
        "pow" => Operator::Pow,
        "and_" => Operator::BitAnd,
        "or_" => Operator::BitOr,
        "xor" => Operator::BitXor,
        "lshift" => Operator::LShift,
        "rshift" => Operator::RShift,
        "itemgetter" => return Ok(native_with("operator.itemgetter()", args.positional, Vec::new())),
        "attrgetter" => return Ok(native_with("operator.attrgetter()", args.positional, Vec::new())),
        "index" => {
            return Ok(args
                .positional
                .first()
                .and_then(Value::as_int)
                .map_or_else(|| session.unknown("operator.index"), Value::Int));
        }
        "getitem" => {
            let [object, index] = &args.positional[..] else { return Ok(Value::None) };
            return session.get_item(f, object, index);
        }
        _ => return Ok(session.unknown(format!("operator.{function}(...)"))),
    };
    match &args.positional[..] {
        [a, b] => session.binary_op(f, op, a, b),
        _ => Ok(session.unknown(format!("operator.{function}(...)"))),
    }
}

impl Session {
    /// `functools.update_wrapper(wrapper, wrapped)` between functions.
    pub(in crate::host) fn update_wrapper(&mut self, wrapper: &Value, wrapped: &Value) {
        let Value::PyFunction(w) = wrapper else { return };
        for name in ["__module__", "__name__", "__qualname__", "__doc__"] {
            if let super::super::interp::Attr::Found(v) = self.attr(wrapped, name)
                && !v.is_unknown()
            {
                w.attrs.borrow_mut().insert(name.into(), v);
            }
        }
        let inner = match wrapped {
            Value::PyFunction(p) => Some(p.clone()),
            Value::Function(crate::ids::FuncRef::User(id)) => Some(self.function_objects[id.index()].clone()),
            Value::Kernel(k) => Some(self.kernel_states[k.id().index()].func.clone()),
            _ => None,
        };
        if let Some(p) = inner {
            let annotations = p.annotations.borrow().clone();
            *w.annotations.borrow_mut() = annotations;
        }
        w.attrs.borrow_mut().insert("__wrapped__".into(), wrapped.clone());
    }
}
