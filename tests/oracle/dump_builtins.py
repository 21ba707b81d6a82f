"""Dump real Warp's built-in table and the state that ``import warp`` leaves behind, as JSON.

    python tests/oracle/dump_builtins.py PATH            write
    python tests/oracle/dump_builtins.py --check PATH    exit code 1, naming the first difference, if PATH is not what Warp gives

The output is the same in every run: lists keep Warp's registration order (overload resolution is first match, so order matters),
and nothing in it depends on addresses, hash seeds or the machine.

``builtins``: one entry per name in ``builtin_functions``
    Native ones have ``overloads``, in resolution order. An overload has ``in`` (list of ``[name, type]``) and, where they are not
    the default (false, the key, ``wp::``, empty), ``native``, ``namespace``, ``defaults``, ``dispatch``, ``lto_dispatch``,
    ``initializer_list``, ``export_func``, ``variadic``, ``skip_replay``, ``not_differentiable``, ``require_original_output_arg``,
    ``adjoint_uses_template_args``, ``generic``, ``hidden``, ``not_exported``; always ``group``. Its result is ``ret``, a fixed type, or
    ``value_func``, a rule, together with ``for_none``: the type that the rule gives for ``(None, None)`` (Warp asks that when a call is
    unpacked), or ``{"raises": class}``.
    Those written in Python have ``module``, ``python`` (where the function is) and ``overloads`` with ``native``, ``in`` and ``ret``
    (null: the function has no return annotation).

Rules are named by an identifier: the qualified name of the Python function, ``lambda:LINE`` (a line of ``warp/_src/builtins.py``), each followed
by ``(parameter=value, ...)`` for what the function has captured or, for ``functools.partial``, was given. ``rules`` lists every rule with
what it is used as, its file and line, how many overloads use it, and the first key that does.

Types are strings (``Any Scalar Float Int Callable str bool float32`` ...), or lists: ``[array class, dtype, ndim]``, ``["vec_t" | "mat_t" | "quat_t" |
"transform_t", parameters...]``, ``["tile", dtype, shape]``, ``["tile_stack", dtype]``, ``["ref", type]``, ``["tuple", types]``, ``["tuple*"]`` (a bare
``tuple``), ``["multi", types]`` (several results), ``["opaque", Python name, native name, type code]``.

``type_codes``, ``config``, ``module_options``, ``resolved_options``
    the simple type codes; ``wp.config`` after import; a new module's options, and what they resolve to (the ``str`` that is hashed).
``namespace``
    public attributes of ``warp`` and its public submodules ``types``, ``config`` and so on, by kind: constants, types, enums, built-ins, functions, modules.
``state``
    by name, for ``warp`` and for each other public module of the package, imported into a fresh ``import warp``: the Python modules that
    it loads, and the function ids that each of them takes, ``{key: count}``, both in order; for ``import warp`` the Warp modules with
    their contents. Modules that load what their parent package loads are left out.
"""

from __future__ import annotations

import argparse
import collections
import enum
import functools
import inspect
import json
import sys
import typing
from collections.abc import Callable
from pathlib import Path
from typing import Any

from harness import WARP_VERSION, OracleError, all_overloads, in_fork, known_modules, load_warp, warp_root

RULE_FIELDS = {
    "value_func": "value_func",
    "dispatch_func": "dispatch",
    "lto_dispatch_func": "lto_dispatch",
    "initializer_list_func": "initializer_list",
    "export_func": "export_func",
}
FLAGS = ("variadic", "skip_replay", "require_original_output_arg", "adjoint_uses_template_args", "generic", "hidden")


class Encoder:
    """Turns Warp's types, defaults and rule functions into JSON values, and collects the rules it meets."""

    def __init__(self):
        import warp._src.context as context
        import warp._src.types as types

        self.types = types
        self.context = context
        self.rules: dict[tuple[str, str], dict] = {}
        self.variables = {
            Any: "Any",
            types.Scalar: "Scalar",
            types.Float: "Float",
            types.Int: "Int",
            Callable: "Callable",
            str: "str",
            tuple: ["tuple*"],
            type(None): "None",
        }

    def type(self, value: Any) -> Any:
        """Encode a type, or a sequence of types."""
        types = self.types
        if value is None:
            return None
        if isinstance(value, (list, tuple)):
            return ["multi", [self.type(item) for item in value]]
        if value in self.variables:
            return self.variables[value]
        if typing.get_origin(value) is Callable:
            return "Callable"
        if typing.get_origin(value) is tuple:
            return ["tuple", ["..." if item is Ellipsis else self.type(item) for item in typing.get_args(value)]]
        if types.is_array(value):
            return [types.concrete_array_type(value).__name__, self.type(value.dtype), self.extent(value.ndim)]
        if types.is_tile(value):
            shape = value.shape
            return ["tile", self.type(value.dtype), [self.extent(n) for n in shape] if isinstance(shape, (list, tuple)) else self.type(shape)]
        if types.is_tile_stack(value):
            return ["tile_stack", self.type(value.dtype)]
        if types.is_reference(value):
            return ["ref", self.type(value.value_type)]
        if isinstance(value, type):
            return self.class_type(types.type_to_warp(value))
        raise TypeError(f"no encoding for the type {value!r}")

    def class_type(self, value: type) -> Any:
        """Encode a Warp scalar, composite or opaque class."""
        types = self.types
        if types.type_is_composite(value):
            return [value._wp_generic_type_str_, *(self.extent(p) if isinstance(p, int) else self.type(p) for p in value._wp_type_params_)]
        if value in types.scalar_and_bool_types:
            return value.__name__
        return ["opaque", value.__name__, getattr(value, "_wp_native_name_", None), types.simple_type_codes.get(value)]

    @staticmethod
    def extent(value: Any) -> Any:
        """Encode a dimension: a number, or ``Any``."""
        return "Any" if value is Any else value

    def default(self, value: Any) -> Any:
        """Encode the default value of a parameter."""
        if isinstance(value, type):
            return {"type": self.type(value)}
        if type(value) in self.types.scalar_types:
            return {"scalar": type(value).__name__, "value": value.value}
        if value is None or isinstance(value, (bool, int, float, str)):
            return value
        if isinstance(value, (tuple, list)):
            return [self.default(item) for item in value]
        raise TypeError(f"no encoding for the default value {value!r}")

    def captured(self, value: Any) -> str:
        """Write down one value that a rule function has captured."""
        if inspect.isfunction(value) or isinstance(value, functools.partial):
            return self.function_name(value)
        if value is None or isinstance(value, (bool, int, float, str)):
            return repr(value)
        encoded = self.type(value)
        return encoded if isinstance(encoded, str) else json.dumps(encoded)

    def function_name(self, function: Any) -> str:
        """The identifier of a rule function."""
        if isinstance(function, functools.partial):
            name, captured = self.function_name(function.func), dict(function.keywords)
        else:
            name = function.__qualname__.replace(".<locals>", "")
            if function.__name__ == "<lambda>":
                name = f"lambda:{function.__code__.co_firstlineno}"
            cells = function.__closure__ or ()
            captured = {key: cell.cell_contents for key, cell in zip(function.__code__.co_freevars, cells, strict=True)}
        if not captured:
            return name
        return f"{name}({', '.join(f'{key}={self.captured(value)}' for key, value in captured.items())})"

    def rule(self, use: str, function: Any, key: str) -> str:
        """The identifier of a rule function, which is entered in the list of rules."""
        name = self.function_name(function)
        code = (function.func if isinstance(function, functools.partial) else function).__code__
        entry = self.rules.setdefault(
            (use, name),
            {
                "use": use,
                "rule": name,
                "file": Path(code.co_filename).relative_to(warp_root()).as_posix(),
                "line": code.co_firstlineno,
                "overloads": 0,
                "first_key": key,
            },
        )
        entry["overloads"] += 1
        return name

    def is_default(self, function: Any) -> bool:
        """Whether a rule function is the one that Warp supplies when a built-in is registered without any."""
        return inspect.isfunction(function) and function.__module__ == self.context.__name__

    def result(self, function) -> dict:
        """The result type of a native overload, or its rule."""
        if self.is_default(function.value_func):
            return {"ret": self.type(function.value_func(None, None))}
        try:
            for_none = self.type(function.value_func(None, None))
        except Exception as error:
            for_none = {"raises": type(error).__name__}
        return {"value_func": self.rule("value_func", function.value_func, function.key), "for_none": for_none}

    def overload(self, function) -> dict:
        """One overload of a native built-in."""
        entry: dict[str, Any] = {"in": [[name, self.type(value)] for name, value in function.input_types.items()]}
        entry |= self.result(function)
        for attribute, field in RULE_FIELDS.items():
            rule = getattr(function, attribute)
            if attribute != "value_func" and rule is not None and not self.is_default(rule):
                entry[field] = self.rule(attribute, rule, function.key)
        if function.native_func != function.key:
            entry["native"] = function.native_func
        if function.namespace != "wp::":
            entry["namespace"] = function.namespace
        if function.defaults:
            entry["defaults"] = {name: self.default(value) for name, value in function.defaults.items()}
        entry |= {flag: True for flag in FLAGS if getattr(function, flag)}
        if not function.is_differentiable:
            entry["not_differentiable"] = True
        if not function.export:
            entry["not_exported"] = True
        entry["group"] = function.group
        return entry

    def python_overload(self, function) -> dict:
        """One overload of a built-in that is written in Python."""
        returned = function.adj.arg_types.get("return")
        return {
            "native": function.native_func,
            "in": [[name, self.type(value)] for name, value in function.input_types.items()],
            "ret": self.type(returned),
        }

    def builtin(self, key: str, function) -> dict:
        """One name of the built-in table."""
        if function.is_builtin():
            return {"key": key, "overloads": [self.overload(overload) for overload in function.overloads]}
        return {
            "key": key,
            "module": function.module.name,
            "python": f"{function.func.__module__}.{function.func.__qualname__}",
            "overloads": [self.python_overload(overload) for overload in all_overloads(function)],
        }

    def attribute(self, value: Any) -> tuple[str, Any] | None:
        """The kind and description of a public attribute of a module, or None for things that are of no interest to kernels."""
        if value is None or isinstance(value, (bool, int, float, str, enum.Enum)):
            return "constants", setting(value)
        if isinstance(value, enum.EnumType):
            return "enums", {member.name: member.value for member in value}
        if isinstance(value, self.context.Function):
            return "builtins" if self.context.builtin_functions.get(value.key) is value else "user_functions", value.key
        if inspect.ismodule(value):
            return "modules", value.__name__
        if inspect.isfunction(value):
            return "functions", f"{value.__module__}.{value.__qualname__}"
        if isinstance(value, typing.TypeVar):
            return "types", self.type(value)
        if isinstance(value, type):
            encoded = self.type(value)
            is_plain_class = encoded[0] == "opaque" and encoded[2:] == [None, None]
            return ("classes", f"{value.__module__}.{value.__qualname__}") if is_plain_class else ("types", encoded)
        return None


def setting(value: Any) -> Any:
    """Encode a constant or the value of an option. Floats are written as Python prints them (JSON has no infinity)."""
    if isinstance(value, enum.Enum):
        return {"enum": type(value).__name__, "member": value.name}
    return {"float": repr(value)} if isinstance(value, float) else value


def namespace(encoder: Encoder, module) -> dict[str, dict]:
    """The public attributes of a module by kind, sorted by name."""
    kinds: dict[str, dict] = collections.defaultdict(dict)
    for name in sorted(vars(module)):
        described = None if name.startswith("_") else encoder.attribute(getattr(module, name))
        if described:
            kinds[described[0]][name] = described[1]
    return dict(sorted(kinds.items()))


def public_modules() -> list[str]:
    """The public modules of the Warp package other than its tests and examples. Nothing is imported to find them."""
    root = warp_root()
    found = []
    for file in (root / "warp").rglob("*.py"):
        parts = file.relative_to(root).with_suffix("").parts
        parts = parts[:-1] if parts[-1] == "__init__" else parts
        if len(parts) > 1 and not any(part[0] == "_" or part in ("tests", "examples", "native") for part in parts):
            found.append(".".join(parts))
    return sorted(found)


def imported_state(name: str) -> dict:
    """What importing a module adds to a process that has imported Warp. Call it in a fork."""
    import importlib

    import warp._src.context as context

    taken: dict[str, collections.Counter] = collections.defaultdict(collections.Counter)
    original = context.generate_unique_function_identifier

    def counting(key: str) -> str:
        taken[sys._getframe(1).f_locals["func"].__module__][key] += 1
        return original(key)

    context.generate_unique_function_identifier = counting
    before = set(sys.modules)
    try:
        importlib.import_module(name)
    except ImportError as error:
        return {"fails": f"{type(error).__name__}: {error}"}
    loaded = [module for module in sys.modules if module not in before and module.split(".")[0] == "warp"]
    return {"loads": loaded, "function_ids": {module: dict(counts) for module, counts in taken.items()}}


def warp_state() -> dict:
    """What ``import warp`` leaves behind."""
    import warp._src.context as context

    taken: dict[str, collections.Counter] = collections.defaultdict(collections.Counter)
    for module in known_modules():
        for function in module.functions.values():
            for overload in all_overloads(function):
                taken[overload.func.__module__][overload.key] += 1
    total = sum(taken.values(), collections.Counter())
    if total != context.function_key_counts:
        raise OracleError("function ids were taken by functions that no module holds any more")
    return {
        "loads": [module for module in sys.modules if module.split(".")[0] == "warp"],
        "function_ids": {module: dict(counts) for module, counts in taken.items()},
        "modules": [
            {"name": module.name, "kernels": list(module.kernels), "functions": list(module.functions), "structs": list(module.structs)}
            for module in known_modules()
        ],
    }


def dump() -> dict:
    """Everything that this script knows about the installed Warp."""
    import warp as wp
    import warp._src.context as context

    encoder = Encoder()
    state = {"warp": warp_state()} | {name: in_fork(imported_state, name) for name in public_modules()}
    for name in [name for name in state if state.get(name.rpartition(".")[0]) == state[name]]:
        del state[name]
    module = context.Module("new", None)
    return {
        "warp": WARP_VERSION,
        "builtins": [encoder.builtin(key, function) for key, function in context.builtin_functions.items()],
        "rules": list(encoder.rules.values()),
        "type_codes": [[encoder.type(value), value.__name__, code] for value, code in encoder.types.simple_type_codes.items()],
        "config": {
            name: setting(value)
            for name, value in sorted(vars(wp.config).items())
            if not name.startswith("_") and not isinstance(value, type)
        },
        "module_options": {name: setting(value) for name, value in sorted(module.options.items())},
        "resolved_options": {name: str(value) for name, value in sorted(module.resolve_options(wp.config).items())},
        "namespace": {"warp": namespace(encoder, wp), "warp.types": namespace(encoder, wp.types)},
        "state": state,
    }


def to_text(value: Any, depth: int = 0) -> str:
    """JSON with the outer levels (down to a built-in's overload) broken into lines: compact, and readable in a diff."""
    if depth < 4 and isinstance(value, (dict, list)) and value and len(json.dumps(value)) > 140:
        inner = " " * (depth + 1)
        if isinstance(value, dict):
            lines = [f"{inner}{json.dumps(key)}: {to_text(item, depth + 1)}" for key, item in value.items()]
            return "{\n" + ",\n".join(lines) + "\n" + " " * depth + "}"
        return "[\n" + ",\n".join(inner + to_text(item, depth + 1) for item in value) + "\n" + " " * depth + "]"
    return json.dumps(value)


def main() -> int:
    """Write or check the dump; see the top of this file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0], epilog="The format is described at the top of dump_builtins.py.")
    parser.add_argument("path", type=Path, metavar="PATH")
    parser.add_argument("--check", action="store_true", help="compare with PATH instead of writing it")
    arguments = parser.parse_args()
    try:
        load_warp()
        result = dump()
    except OracleError as error:
        print(f"dump_builtins.py: {error}", file=sys.stderr)
        return 2
    text = to_text(result) + "\n"
    if not arguments.check:
        arguments.path.write_text(text)
        overloads = sum(len(entry["overloads"]) for entry in result["builtins"] if "python" not in entry)
        print(f"{arguments.path}: {len(result['builtins'])} names, {overloads} native overloads, {len(result['rules'])} rules, {len(text)} bytes")
        return 0
    present = arguments.path.read_text() if arguments.path.exists() else ""
    if present == text:
        return 0
    pairs = zip(text.split("\n"), present.split("\n"))
    number, (new, old) = next(((n, pair) for n, pair in enumerate(pairs, start=1) if pair[0] != pair[1]), (0, ("", "")))
    print(f"{arguments.path} is not what Warp gives; line {number}:\n  Warp: {new[:400]}\n  file: {old[:400]}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
