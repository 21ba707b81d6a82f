//! The standard library, as far as kernels depend on it.

use std::rc::Rc;

use sha2::Digest as _;

use super::super::error::{PyError, PyResult};
use super::super::interp::builtins_args::Args;
use super::super::interp::{Frame, annotated_names_of, bound, native_with};
use super::super::session::Session;
use super::super::value::*;
use crate::frontend::ast::{Name, Operator};
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
    "hashlib": "sha256" "sha1" "md5" "sha512";
    "inspect": "signature" "getsource" "isclass" "isfunction" "getdoc";
    "os.path": "join" "dirname" "abspath" "basename" "exists" "isfile" "isdir" "realpath" "splitext" "normpath";
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

fn facade_value(name: &'static str) -> Value {
    Value::Module(Rc::new(PyModule {
        name: name.into(),
        globals: Default::default(),
        file: None,
        package_dir: None,
        facade: Some(name),
        done: std::cell::Cell::new(true),
    }))
}

fn os_path() -> Value {
    facade_value("os.path")
}

/// `sys.modules` as far as modules were imported.
fn modules(session: &Session) -> Value {
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
        "itertools" | "itertools.chain" => return call_itertools(session, f, name, &args),
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
            return Ok(native_with(
                "hashlib.object",
                vec![Value::Str(function.into()), Value::list(vec![Value::Bytes(data)])],
                Vec::new(),
            ));
        }
        "dataclasses" => return call_dataclasses(session, f, function, args),
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
        "collections.namedtuple" => named_tuple(session, f, &args),
        "types.SimpleNamespace" => {
            let class = simple_class(session, "SimpleNamespace")?;
            let mut dict = Namespace::default();
            dict.extend(args.keywords);
            Ok(Value::Instance(Rc::new(Instance { class, dict: dict.into() })))
        }
        "types.MappingProxyType" => Ok(first.unwrap_or(Value::None)),
        "copy.copy" | "copy.deepcopy" => {
            Ok(copy_value(&first.unwrap_or(Value::None), function == "deepcopy", 0))
        }
        "importlib.import_module" => {
            let Some(module) = first.as_ref().and_then(Value::as_str).filter(|m| !m.starts_with('.')) else {
                return unknown(session);
            };
            Ok(match session.load_module(module)? {
                Some(m) => Value::Module(m),
                None => session.unknown(format!("the module '{module}', which is not found or not known")),
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
            mark_dataclass(first.as_ref(), &b.kwargs);
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
        _ => return None,
    };
    Some(if b.name == "hashlib.object.digest" {
        Value::Bytes(digest.into())
    } else {
        Value::Str(digest.iter().map(|x| format!("{x:02x}")).collect::<String>().into())
    })
}

/// Attributes of natives with state.
pub(in crate::host) fn bound_attribute(b: &Rc<BoundNative>, object: &Value, name: &str) -> Option<Value> {
    Some(match (b.name, name) {
        ("hashlib.object", "update") => bound("hashlib.object.update", vec![object.clone()]),
        ("hashlib.object", "hexdigest") => bound("hashlib.object.hexdigest", vec![object.clone()]),
        ("hashlib.object", "digest") => bound("hashlib.object.digest", vec![object.clone()]),
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
        "basename" => first.rsplit('/').next().unwrap_or("").to_owned(),
        "abspath" | "realpath" | "normpath" if first.starts_with('/') => {
            super::super::session::absolute_path(std::path::Path::new(first)).display().to_string()
        }
        _ => return None,
    };
    Some(Value::Str(text.into()))
}

fn call_itertools(session: &mut Session, f: &mut Frame, name: &'static str, args: &Args) -> PyResult<Value> {
    let unknown = |s: &Session| Ok(s.unknown(format!("{name}(...)")));
    let int = |i: usize| args.positional.get(i).and_then(Value::as_int);
    let state = |s: IterState| Ok(Value::Iter(Rc::new(s.into())));
    match name {
        "itertools.count" => {
            return state(IterState::Count { next: int(0).unwrap_or(0), step: int(1).unwrap_or(1) });
        }
        "itertools.repeat" if args.positional.len() == 1 => {
            return state(IterState::Repeat(args.positional[0].clone()));
        }
        "itertools.repeat" => {
            let n = int(1).unwrap_or(0).clamp(0, 1_000_000) as usize;
            return Ok(Value::iter(vec![args.positional[0].clone(); n]));
        }
        _ => {}
    }
    if name == "itertools.islice" {
        let Some(mut it) = session.iterate(f, args.positional.first().unwrap_or(&Value::None))? else {
            return unknown(session);
        };
        let (start, stop) = match args.positional.len() {
            2 => (0, int(1)),
            _ => (int(1).unwrap_or(0), int(2)),
        };
        let step = int(3).unwrap_or(1).max(1);
        let Some(stop) = stop else { return unknown(session) };
        let mut out = Vec::new();
        let mut i = 0;
        while i < stop {
            let Some(item) = session.next_item(&mut it)? else { break };
            if i >= start && (i - start) % step == 0 {
                session.reserve(1)?;
                out.push(item);
            }
            i += 1;
        }
        return Ok(Value::iter(out));
    }
    let mut pools = Vec::new();
    for v in &args.positional {
        if matches!(v, Value::Int(_)) {
            continue;
        }
        match session.collect(f, v)? {
            Some(items) => pools.push(items),
            None => return unknown(session),
        }
    }
    let rows: Vec<Vec<Value>> = match name {
        "itertools.product" => {
            let repeat = args
                .keywords
                .iter()
                .find(|(n, _)| &**n == "repeat")
                .and_then(|(_, v)| v.as_int())
                .unwrap_or(1);
            let pools: Vec<Vec<Value>> = (0..repeat.clamp(0, 16)).flat_map(|_| pools.clone()).collect();
            session
                .reserve(pools.iter().map(Vec::len).product::<usize>().saturating_mul(pools.len().max(1)))?;
            product(&pools)
        }
        "itertools.chain" => return Ok(Value::iter(pools.concat())),
        "itertools.chain.from_iterable" => {
            let mut out = Vec::new();
            for item in pools.into_iter().flatten() {
                match session.collect(f, &item)? {
                    Some(items) => out.extend(items),
                    None => return unknown(session),
                }
            }
            return Ok(Value::iter(out));
        }
        "itertools.cycle" => {
            return state(IterState::Cycle { items: pools.into_iter().flatten().collect(), at: 0 });
        }
        "itertools.permutations" | "itertools.combinations" | "itertools.combinations_with_replacement" => {
            let pool = pools.first().cloned().unwrap_or_default();
            let n = pool.len();
            let r = int(1).map_or(n, |r| r.max(0) as usize);
            session.reserve(n.saturating_pow(r.min(32) as u32).saturating_mul(r.max(1)))?;
            let indices: Vec<Vec<Value>> = vec![(0..n as i128).map(Value::Int).collect(); r];
            product(&indices)
                .into_iter()
                .map(|row| row.iter().map(|v| v.as_int().unwrap_or(0) as usize).collect::<Vec<_>>())
                .filter(|row| match name {
                    "itertools.permutations" => (0..r).all(|i| !row[..i].contains(&row[i])),
                    "itertools.combinations" => row.windows(2).all(|w| w[0] < w[1]),
                    _ => row.windows(2).all(|w| w[0] <= w[1]),
                })
                .map(|row| row.into_iter().map(|i| pool[i].clone()).collect())
                .collect()
        }
        "itertools.pairwise" => {
            pools.first().cloned().unwrap_or_default().windows(2).map(<[Value]>::to_vec).collect()
        }
        "itertools.zip_longest" => {
            let fill = args
                .keywords
                .iter()
                .find(|(n, _)| &**n == "fillvalue")
                .map_or(Value::None, |(_, v)| v.clone());
            let n = pools.iter().map(Vec::len).max().unwrap_or(0);
            (0..n)
                .map(|i| pools.iter().map(|p| p.get(i).cloned().unwrap_or_else(|| fill.clone())).collect())
                .collect()
        }
        "itertools.accumulate" => {
            let mut out = Vec::new();
            let mut total: Option<Value> = None;
            for item in pools.into_iter().next().unwrap_or_default() {
                let next = match total {
                    Some(t) => session.binary_op(f, Operator::Add, &t, &item)?,
                    None => item,
                };
                out.push(next.clone());
                total = Some(next);
            }
            return Ok(Value::iter(out));
        }
        _ => return unknown(session),
    };
    Ok(Value::iter(rows.into_iter().map(Value::tuple).collect()))
}

fn product(pools: &[Vec<Value>]) -> Vec<Vec<Value>> {
    let mut rows: Vec<Vec<Value>> = vec![Vec::new()];
    for pool in pools {
        rows = rows
            .into_iter()
            .flat_map(|row| {
                pool.iter().map(move |v| {
                    let mut next = row.clone();
                    next.push(v.clone());
                    next
                })
            })
            .collect();
    }
    rows
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

fn mark_dataclass(class: Option<&Value>, kwargs: &[(Name, Value)]) {
    if let Some(Value::Class(c)) = class {
        c.kind.set(ClassKind::Dataclass);
        let flag = |n: &str| kwargs.iter().any(|(k, v)| &**k == n && matches!(v, Value::Bool(true)));
        if flag("frozen") || flag("unsafe_hash") {
            c.frozen.set(true);
        }
    }
}

fn call_dataclasses(session: &mut Session, f: &mut Frame, function: &str, args: Args) -> PyResult<Value> {
    let first = args.positional.first().cloned();
    match (function, &first) {
        ("dataclass", Some(class)) => {
            mark_dataclass(Some(class), &args.keywords);
            Ok(class.clone())
        }
        ("dataclass", None) => Ok(native_with("dataclasses.dataclass()", Vec::new(), args.keywords)),
        ("field", _) => Ok(Value::Bound(Rc::new(BoundNative {
            name: "dataclasses.field",
            args: Vec::new(),
            kwargs: args.keywords,
            cache: Default::default(),
        }))),
        ("replace", Some(Value::Instance(i))) => {
            let mut dict = i.dict.borrow().clone();
            dict.extend(args.keywords);
            let copy = Value::Instance(Rc::new(Instance { class: i.class.clone(), dict: dict.into() }));
            if super::super::interp::find_in_mro(&i.class, "__post_init__").is_some() {
                let post = session.get_attr(f, &copy, "__post_init__")?;
                session.call(f, &post, Vec::new(), Vec::new())?;
            }
            Ok(copy)
        }
        ("fields", Some(Value::Instance(_) | Value::Class(_))) => {
            let class = match &first {
                Some(Value::Instance(i)) => i.class.clone(),
                Some(Value::Class(c)) => c.clone(),
                _ => return Ok(Value::None),
            };
            let field_class = simple_class(session, "Field")?;
            let fields = annotated_names_of(&class).into_iter().map(|name| {
                let mut dict = Namespace::default();
                dict.insert("name".into(), Value::str(&name));
                Value::Instance(Rc::new(Instance { class: field_class.clone(), dict: dict.into() }))
            });
            Ok(Value::tuple(fields.collect()))
        }
        ("asdict", Some(Value::Instance(i))) => {
            let dict = Dict::default();
            i.dict.borrow().iter().for_each(|(k, v)| dict.set(Value::str(k), v.clone()));
            Ok(Value::Dict(Rc::new(dict)))
        }
        ("is_dataclass", Some(Value::Class(c))) => Ok(Value::Bool(c.kind.get() == ClassKind::Dataclass)),
        _ => Ok(session.unknown(format!("dataclasses.{function}(...)"))),
    }
}

fn simple_class(session: &mut Session, name: &'static str) -> PyResult<Rc<ClassObj>> {
    if let Some(c) = session.classes.get(name) {
        return Ok(c.clone());
    }
    let class =
        session.build_class(name, &name.into(), &"types".into(), Vec::new(), Namespace::default(), None)?;
    session.classes.insert(name, class.clone());
    Ok(class)
}

fn named_tuple(session: &mut Session, f: &mut Frame, args: &Args) -> PyResult<Value> {
    let (Some(Value::Str(name)), Some(fields)) = (args.positional.first(), args.positional.get(1)) else {
        return Ok(session.unknown("collections.namedtuple(...)"));
    };
    let fields: Vec<String> = match fields {
        Value::Str(s) => s.replace(',', " ").split_whitespace().map(str::to_owned).collect(),
        other => match session.collect(f, other)? {
            Some(items) => items.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect(),
            None => return Ok(session.unknown("collections.namedtuple(...)")),
        },
    };
    let annotations = Dict::default();
    fields.iter().for_each(|n| annotations.set(Value::str(n), Value::Type(Ty::ANY)));
    let mut ns = Namespace::default();
    ns.insert("__annotations__".into(), Value::Dict(Rc::new(annotations)));
    let defaults = args.keywords.iter().find(|(n, _)| &**n == "defaults").map(|(_, v)| v.clone());
    if let Some(defaults) = defaults
        && let Some(values) = session.collect(f, &defaults)?
    {
        let skip = fields.len().saturating_sub(values.len());
        for (n, v) in fields.iter().skip(skip).zip(values) {
            ns.insert(Name::from(&**n), v);
        }
    }
    let module = f.module.name.clone();
    let class = session.build_class(
        name,
        name,
        &module,
        vec![Value::Native(Native("typing.NamedTuple"))],
        ns,
        None,
    )?;
    Ok(Value::Class(class))
}

fn copy_value(value: &Value, deep: bool, depth: u32) -> Value {
    if depth > 64 {
        return Value::unknown("a deep copy");
    }
    let inner = |v: &Value| if deep { copy_value(v, true, depth + 1) } else { v.clone() };
    match value {
        Value::List(items) => Value::list(items.borrow().iter().map(inner).collect()),
        Value::Dict(d) => {
            let copy = Dict { default_factory: d.default_factory.clone(), ..Dict::default() };
            d.entries().into_iter().for_each(|(k, v)| copy.set(k, inner(&v)));
            Value::Dict(Rc::new(copy))
        }
        Value::Set(s) => {
            Value::Set(Rc::new(Set { items: s.items.borrow().clone().into(), frozen: s.frozen }))
        }
        Value::Composite(c) => Value::Composite(Rc::new(c.borrow().clone().into())),
        Value::Instance(i) => {
            let dict = i.dict.borrow().iter().map(|(k, v)| (k.clone(), inner(v))).collect::<Namespace>();
            Value::Instance(Rc::new(Instance { class: i.class.clone(), dict: dict.into() }))
        }
        other => other.clone(),
    }
}

/// An error for a call that is certainly wrong.
#[allow(dead_code)]
fn type_error(message: &str) -> PyError {
    PyError::new("TypeError", message)
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
