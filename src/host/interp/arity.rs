//! Which arguments of built-in functions are looked at: a call with others has an unknown result, not one without them.

use crate::frontend::ast::Name;

/// Any number of positional arguments.
const ANY: usize = usize::MAX;

/// How many positional arguments, and which keywords, are looked at; `None` for functions that judge for themselves.
fn arguments(function: &str) -> Option<(usize, &'static [&'static str])> {
    Some(match function {
        "len" | "abs" | "any" | "all" | "list" | "tuple" | "set" | "frozenset" | "bool" | "float" | "str"
        | "repr" | "chr" | "ord" | "hex" | "oct" | "bin" | "reversed" | "iter" | "callable" | "id"
        | "hash" => (1, &[]),
        "round" => (2, &[]),
        "sum" => (2, &["start"]),
        "int" => (2, &["base"]),
        "enumerate" => (2, &["start"]),
        "divmod" | "pow" | "next" | "isinstance" | "issubclass" | "hasattr" | "filter" => (2, &[]),
        "getattr" | "range" => (3, &[]),
        "sorted" => (1, &["key", "reverse"]),
        "min" | "max" => (ANY, &["key", "default"]),
        "zip" => (ANY, &["strict"]),
        "map" => (ANY, &[]),
        "itertools.accumulate" => (1, &[]),
        "itertools.combinations" | "itertools.permutations" | "itertools.combinations_with_replacement" => {
            (2, &[])
        }
        "itertools.product" => (ANY, &["repeat"]),
        "itertools.zip_longest" => (ANY, &["fillvalue"]),
        "itertools.chain" => (ANY, &[]),
        "collections.defaultdict" | "collections.deque" => (1, &[]),
        "math.log" | "math.pow" | "math.atan2" | "math.fmod" | "math.copysign" | "math.comb" => (2, &[]),
        "math.hypot" | "math.gcd" | "math.lcm" => (ANY, &[]),
        _ if function.starts_with("math.") => (1, &[]),
        _ => return None,
    })
}

/// The same for methods that change nothing, without the object itself.
fn method_arguments(method: &str) -> Option<(usize, &'static [&'static str])> {
    Some(match method {
        "str.find" | "str.rfind" | "str.index" | "str.count" | "str.startswith" | "str.endswith"
        | "str.join" | "str.strip" | "str.lstrip" | "str.rstrip" | "str.zfill" | "str.removeprefix"
        | "str.removesuffix" | "str.partition" | "str.rpartition" | "list.index" | "list.count"
        | "tuple.index" | "tuple.count" => (1, &[]),
        "str.splitlines" | "str.lower" | "str.upper" | "str.title" | "str.capitalize" => (0, &[]),
        "str.split" | "str.rsplit" => (2, &["sep", "maxsplit"]),
        "str.replace" => (3, &[]),
        "str.ljust" | "str.rjust" | "str.center" | "dict.get" => (2, &[]),
        _ => return None,
    })
}

fn fits(known: Option<(usize, &[&str])>, positional: usize, keywords: &[(Name, super::Value)]) -> bool {
    known.is_none_or(|(most, names)| {
        positional <= most && keywords.iter().all(|(name, _)| names.contains(&&**name))
    })
}

/// Whether all arguments of a call are looked at.
pub(super) fn is_understood(function: &str, positional: usize, keywords: &[(Name, super::Value)]) -> bool {
    fits(arguments(function), positional, keywords)
}

/// Whether all arguments of a method's call are looked at.
pub(super) fn is_method_understood(
    method: &str,
    positional: usize,
    keywords: &[(Name, super::Value)],
) -> bool {
    fits(method_arguments(method), positional, keywords)
}
