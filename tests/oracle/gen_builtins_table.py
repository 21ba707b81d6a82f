"""Write ``src/builtins/table/`` from real Warp: its registry of built-ins as Rust statics.

    python tests/oracle/gen_builtins_table.py DIR            write the files
    python tests/oracle/gen_builtins_table.py --check DIR    exit code 1, naming the first difference, if DIR is not what Warp gives

Overloads keep Warp's order (resolution is first match). Each row names its rules: what Warp's ``value_func``, ``dispatch_func``,
``lto_dispatch_func`` and ``initializer_list_func`` do is written by hand in ``src/builtins/rules``. A rule function that this script does
not know stops it, so a new version of Warp cannot slip in unnoticed.
"""

from __future__ import annotations

import argparse
import ast
import collections
import functools
import inspect
import re
import sys
import typing
from collections.abc import Callable
from pathlib import Path
from typing import Any

import warp as wp

wp.config.quiet = True

import warp._src.builtins as builtins_module  # noqa: E402
import warp._src.context as context  # noqa: E402
import warp._src.types as types  # noqa: E402

WARP_VERSION = "1.19.0"

FAMILIES = {
    "array": "Array",
    "indexedarray": "Indexed",
    "fabricarray": "Fabric",
    "indexedfabricarray": "IndexedFabric",
    "fixedarray": "Fixed",
}

SCALAR_NAMES = {
    "bool": "Bool",
    "int8": "Int8",
    "uint8": "UInt8",
    "int16": "Int16",
    "uint16": "UInt16",
    "int32": "Int32",
    "uint32": "UInt32",
    "int64": "Int64",
    "uint64": "UInt64",
    "handle": "Handle",
    "float16": "Float16",
    "bfloat16": "BFloat16",
    "float32": "Float32",
    "float64": "Float64",
}

# Value functions whose result is what they give for (None, None), with the element type of the first argument.
OVER_DTYPE = {"svd3_value_func", "svd2_value_func", "qr3_value_func", "eig3_value_func", "quat_to_axis_angle_value_func"}

# Value functions that are the same rule under another name.
SAME_RULE = {
    "float_sametypes_value_func": "ScalarSametypes",
    "scalar_sametypes_value_func": "ScalarSametypes",
    "texture_sample_1d_value_func": "TextureSample",
    "texture_sample_2d_value_func": "TextureSample",
    "texture_sample_3d_value_func": "TextureSample",
    "volume_value_func": "VolumeDtype",
    "volume_lookup_value_func": "VolumeDtype",
    "bvh_query_next_tiled_value_func": "QueryNextTiled",
    "mesh_query_aabb_next_tiled_value_func": "QueryNextTiled",
    "inverse_value_func": "SameAsA",
    "vector_assign_copy_value_func": "SameAsA",
    "matrix_assign_copy_value_func": "SameAsA",
    "vector_index_value_func": "ElementRef",
    "matrix_index_value_func": "ElementRef",
    "matrix_ij_value_func": "ElementRef",
    "quat_identity_value_func": "IdentityOverDtype { transform: false }",
    "transform_identity_value_func": "IdentityOverDtype { transform: true }",
    **{f"tile_{name}_value_func": f'TileFill("tile_{name}")' for name in ("zeros", "ones", "empty")},
    **{f"tile_{name}_value_func": f'TileWhole("tile_{name}")' for name in ("sum", "min", "max", "argmin", "argmax")},
    **{f"tile_scan_{name}_value_func": f'TileScan("tile_scan_{name}")' for name in ("inclusive", "exclusive", "max_inclusive", "min_inclusive")},
    **{f"tile_rand{name}_value_func": f"TileRand {{ float: {str(name == 'f').lower()} }}" for name in "if"},
    "tile_inplace_value_func": "TileElementInplace { bitwise: false }",
    "tile_inplace_bitwise_value_func": "TileElementInplace { bitwise: true }",
    "tile_inplace_tile_value_func": "TileInplace { bitwise: false }",
    "tile_inplace_tile_bitwise_value_func": "TileInplace { bitwise: true }",
    "tile_binary_map_value_func": "TileBinaryMap { bitwise: false }",
    "tile_binary_bitwise_value_func": "TileBinaryMap { bitwise: true }",
    "tile_mul_value_func": "TileMulDiv { div: false }",
    "tile_div_value_func": "TileMulDiv { div: true }",
    "_tile_matmul_out_complex_value_func": "TileMatmulComplex",
    "_tile_matmul_complex_value_func": "TileMatmulComplex",
    **{
        f"tile_{name}_{suffix}generic_value_func": f"{camel} {{ inplace: {str(bool(suffix)).lower()} }}"
        for name, camel in (
            ("cholesky", "TileCholesky"),
            ("cholesky_solve", "TileCholeskySolve"),
            ("lower_solve", "TileLowerSolve"),
            ("upper_solve", "TileUpperSolve"),
        )
        for suffix in ("", "inplace_")
    },
}

# Dispatch functions that are the same rule under another name.
SAME_DISPATCH = {
    "tile_zeros_dispatch_func": "TileDtypeShape",
    "tile_ones_dispatch_func": "TileDtypeShape",
    "tile_empty_dispatch_func": "TileDtypeShape",
    "bvh_query_next_tiled_dispatch_func": "First",
    "mesh_query_aabb_next_tiled_dispatch_func": "First",
    "tile_stack_pop_dispatch_func": "First",
    "tile_stack_clear_dispatch_func": "First",
    "tile_stack_count_dispatch_func": "First",
    "tile_stack_push_dispatch_func": "AllArgs",
    "tile_randi_dispatch_func": "TileRand { float: false }",
    "tile_randf_dispatch_func": "TileRand { float: true }",
    "atomic_op_dispatch_func": "AllArgs",
    "volume_dispatch_func": "DtypeTemplate",
    "volume_sample_grad_dispatch_func": "DtypeTemplate",
    "volume_lookup_dispatch_func": "DtypeTemplate",
    "texture_sample_1d_dispatch_func": "DtypeTemplate",
    "texture_sample_2d_dispatch_func": "DtypeTemplate",
    "texture_sample_3d_dispatch_func": "DtypeTemplate",
    "tile_squeeze_dispatch_func": "TileResultTemplate",
    "tile_reshape_dispatch_func": "TileResultTemplate",
    "tile_astype_dispatch_func": "TileResultTemplate",
    "quat_identity_dispatch_func": "DtypeOnly",
    "transform_identity_dispatch_func": "DtypeOnly",
}


# The types of rules, and what they are called in the generated files.
RULE_TYPES = [("AtomicOp", ""), ("BracesRule", ""), ("DispatchRule", ""), ("LtoRule", ""), ("Returns", "R"), ("ValueRule", "V")]


class TableError(Exception):
    """Warp has something that the table has no room for."""


def camel(name: str) -> str:
    """``tile_zeros_value_func`` to ``TileZeros``."""
    name = re.sub(r"_(generic_)?(value|lto_dispatch|dispatch|initializer_list)_func$", "", name.strip("_"))
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


def quote(text: str) -> str:
    """A Rust string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Terms:
    """The distinct type terms, each a named Rust constant."""

    def __init__(self):
        self.constants: dict[str, str] = {}
        self.opaques: dict[str, type] = {}

    def define(self, name: str, body: str) -> str:
        if self.constants.setdefault(name, body) != body:
            raise TableError(f"two terms named {name}: {self.constants[name]} and {body}")
        return name

    def term(self, t: Any, infer: bool = False) -> str:
        """The constant for a type of a signature. ``infer``: generic scalars stand for the inferred element type."""
        generic = {types.Scalar: "SCALAR", types.Float: "FLOAT", types.Int: "INT"}
        if infer and t in generic:
            return self.define("INFER", "TyTerm::Infer")
        if t is Any:
            return self.define("ANY", "TyTerm::Any")
        if t in generic:
            return self.define(generic[t], f"TyTerm::{generic[t].capitalize()}")
        if t is Callable or typing.get_origin(t) is Callable:
            return self.define("CALLABLE", "TyTerm::Callable")
        if t is str:
            return self.define("STR", "TyTerm::Str")
        if t is tuple:
            return self.define("TUPLE", "TyTerm::Tuple")
        if t is Ellipsis:
            return self.define("ELLIPSIS", "TyTerm::Ellipsis")
        for python, name in ((int, "PyInt"), (float, "PyFloat"), (bool, "PyBool")):
            if t is python:
                return self.define(re.sub("Py", "PY_", name).upper(), f"TyTerm::{name}")
        if typing.get_origin(t) is tuple:
            items = [self.term(item, infer) for item in typing.get_args(t)]
            return self.define("TUPLE_" + "_".join(items), f"TyTerm::TupleOf(&[{', '.join(items)}])")
        if types.is_array(t):
            family = FAMILIES[types.concrete_array_type(t).__name__]
            dtype = self.term(t.dtype, infer)
            ndim = "None" if t.ndim is Any else f"Some({t.ndim})"
            suffix = "" if t.ndim in (Any, 1) else f"_{t.ndim}D"
            return self.define(f"{family.upper()}_{dtype}{suffix}", f"TyTerm::Array(Family::{family}, &{dtype}, {ndim})")
        if types.is_tile(t):
            dtype = self.term(t.dtype, infer)
            shape = str(t.shape).replace("typing.", "")
            suffix = "" if shape == "tuple[int, ...]" else "_" + re.sub(r"\W+", "_", shape).strip("_").upper()
            return self.define(f"TILE_{dtype}{suffix}", f"TyTerm::Tile(&{dtype}, {quote(shape)})")
        if types.is_tile_stack(t):
            return self.define("TILE_STACK", f"TyTerm::TileStack(&{self.term(t.dtype)})")
        if types.is_reference(t):
            value = self.term(t.value_type, infer)
            return self.define(f"REF_{value}", f"TyTerm::Ref(&{value})")
        if isinstance(t, type):
            return self.class_term(t, infer)
        raise TableError(f"no term for the type {t!r}")

    def class_term(self, t: type, infer: bool) -> str:
        if t in types.scalar_and_bool_types or t.__name__ == "handle":
            name = SCALAR_NAMES[t.__name__]
            return self.define(t.__name__.upper(), f"TyTerm::Num(Scalar::{name})")
        if types.type_is_composite(t):
            kind = t._wp_generic_type_str_
            dims = [0 if p is Any else p for p in t._wp_type_params_[:-1]]
            dtype = self.term(t._wp_type_params_[-1], infer)
            rust = {"vec_t": "Vec", "mat_t": "Mat", "quat_t": "Quat", "transform_t": "Transform"}[kind]
            shape = "".join(str(d) if d else "X" for d in dims)
            return self.define(f"{rust.upper()}{shape}_{dtype}", f"TyTerm::{rust}({', '.join([*map(str, dims), '&' + dtype])})")
        if t.__module__ in ("warp._src.types", "warp._src.texture"):
            snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", t.__name__.strip("_")).upper()
            if self.opaques.setdefault(t.__name__, t) is not t:
                raise TableError(f"two opaque classes named {t.__name__}")
            return self.define(f"O_{snake}", f"TyTerm::Opaque({quote(t.__name__)})")
        raise TableError(f"no term for the class {t!r}")

    def returns(self, t: Any, infer: bool = False) -> str:
        if t is None:
            return "R::None"
        if isinstance(t, (list, tuple)):
            return f"R::Many(&[{', '.join(self.term(item, infer) for item in t)}])"
        return f"R::One({self.term(t, infer)})"


class Table:
    """Rows of the table."""

    def __init__(self):
        self.terms = Terms()
        source = Path(builtins_module.__file__).read_text()
        self.lambdas = {node.lineno: ast.unparse(node.body) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Lambda)}
        self.used: dict[str, set[str]] = collections.defaultdict(set)

    @staticmethod
    def captured(function) -> dict[str, Any]:
        cells = function.__closure__ or ()
        return {key: cell.cell_contents for key, cell in zip(function.__code__.co_freevars, cells, strict=True)}

    def value_rule(self, overload) -> str:
        """The rule for an overload's result."""
        function = overload.value_func
        if isinstance(function, functools.partial):
            return f"V::{camel(function.func.__name__)}({quote(function.keywords['func_name'])})"
        name = function.__qualname__
        captured = self.captured(function)
        if name == "add_builtin.<locals>.value_func":
            return f"V::Fixed({self.terms.returns(function(None, None))})"
        if name == "_deprecated_tiled_alias_value_func.<locals>.wrapper":
            function = captured["value_func"]
            name, captured = function.__qualname__, self.captured(function)
        if name == "sametypes_create_value_func.<locals>.fn":
            return "V::Sametypes"
        if name == "matrix_from_vecs_create_value_func.<locals>.fn":
            return f"V::MatrixFromVecs {{ cols: {str(captured['cols']).lower()} }}"
        if name == "create_atomic_op_value_func.<locals>.fn":
            return f"V::Atomic(AtomicOp::{captured['op'].capitalize()})"
        if name == "lerp_create_value_func.<locals>.fn":
            return "V::Lerp"
        if name == "scalar_mul_create_value_func.<locals>.fn":
            return "V::ScalarMul"
        if "<lambda>" in name:
            return self.lambda_rule(function)
        if name in OVER_DTYPE:
            return f"V::OverDtype({self.terms.returns(function(None, None), infer=True)})"
        if captured or "<locals>" in name:
            raise TableError(f"unknown value function {name} of {overload.key}")
        return f"V::{SAME_RULE.get(name) or camel(name)}"

    def lambda_rule(self, function) -> str:
        text = self.lambdas[function.__code__.co_firstlineno]
        if "float_infer_type(arg_types)" in text:
            return f"V::OverFloat({self.terms.returns(function(None, None), infer=True)})"
        if re.fullmatch(r"warp\.uint32|\w+Tiled", text):
            return f"V::Fixed({self.terms.returns(function(None, None))})"
        if re.search(r"else (matrix\(shape=\(3, 3\)|vector\(length=3), dtype=arg_types\['\w+'\]\._wp_scalar_type_\)$", text):
            return f"V::OverDtype({self.terms.returns(function(None, None), infer=True)})"
        if text == "arg_types['address']":
            return "V::Load"
        if "arg_types['a']._shape_[1], arg_types['a']._shape_[0]" in text:
            return "V::Transpose"
        raise TableError(f"unknown value function: lambda {text}")

    @staticmethod
    def dispatch_rule(function) -> str | None:
        if function is None:
            return None
        return f"DispatchRule::{SAME_DISPATCH.get(function.__name__) or camel(function.__name__)}"

    @staticmethod
    def lto_rule(function) -> str | None:
        if function is None:
            return None
        if isinstance(function, functools.partial):
            forward = function.keywords["direction"] == "forward"
            return f"LtoRule::TileFft {{ forward: {str(forward).lower()} }}"
        name = function.__name__
        rule = camel(name.replace("_inplace", ""))
        if rule in ("TileDiagAdd", "TileMatmul"):
            return f"LtoRule::{rule}"
        return f"LtoRule::{rule} {{ inplace: {str('_inplace' in name).lower()} }}"

    def braces_rule(self, overload) -> str | None:
        function = overload.initializer_list_func
        if function.__qualname__ == "add_builtin.<locals>.initializer_list_func":
            return None
        if "<lambda>" in function.__qualname__:
            text = self.lambdas[function.__code__.co_firstlineno]
            more = re.fullmatch(r"len\(arg_types\.get\('args', \(\)\)\) > (\d+)", text)
            if more:
                return f"BracesRule::MoreThan({more[1]})"
            if text == "True":
                return "BracesRule::Always"
            raise TableError(f"unknown initializer list function: lambda {text}")
        return f"BracesRule::{camel(function.__name__)}"

    def default(self, value: Any) -> str:
        if value is None:
            return "D::None"
        if isinstance(value, type):
            return f"D::Type({self.terms.term(value)})"
        if type(value) in types.scalar_types:
            return f"D::Scalar(Scalar::{SCALAR_NAMES[type(value).__name__]}, {value.value})"
        if isinstance(value, bool):
            return f"D::Bool({str(value).lower()})"
        if isinstance(value, int):
            return f"D::Int({value})"
        if isinstance(value, float):
            return f"D::Float({'f64::INFINITY' if value == float('inf') else repr(value)})"
        if isinstance(value, str):
            return f"D::Str({quote(value)})"
        raise TableError(f"no term for the default {value!r}")

    def param(self, overload, raw: str, t: Any) -> str:
        if raw.startswith("**"):
            raise TableError("a built-in with **kwargs")
        name = raw.lstrip("*")
        if raw.startswith("*"):
            return f"star({quote(name)}, {self.terms.term(t)})"
        if name in overload.defaults:
            return f"opt({quote(name)}, {self.terms.term(t)}, {self.default(overload.defaults[name])})"
        return f"p({quote(name)}, {self.terms.term(t)})"

    @staticmethod
    def none_call(overload) -> dict[str, str]:
        """What ``value_func(None, None)`` is: Warp asks when the call is unpacked."""
        try:
            result = overload.value_func(None, None)
        except Exception as error:
            if type(error) is not TypeError:
                raise TableError(f"{overload.key}: value_func(None, None) raises {type(error).__name__}") from error
            return {"none_error": f"Some({quote(str(error))})"}
        return {"none_arity": f"Some({len(result)})"} if isinstance(result, collections.abc.Sequence) else {}

    def row(self, key: str, overload) -> dict[str, str]:
        """The fields of an overload that are not the default."""
        params = ", ".join(self.param(overload, name, t) for name, t in overload.input_types.items())
        fields = {"key": quote(key), "native": quote(overload.native_func), "group": quote(overload.group)}
        for field, rule in (
            ("dispatch", self.dispatch_rule(overload.dispatch_func)),
            ("lto", self.lto_rule(overload.lto_dispatch_func)),
            ("braces", self.braces_rule(overload)),
        ):
            if rule:
                fields[field] = f"Some({rule})"
        if overload.namespace != "wp::":
            fields["namespace"] = quote(overload.namespace)
        flags = {
            "variadic": overload.variadic,
            "skip_replay": overload.skip_replay,
            "require_original_output": overload.require_original_output_arg,
            "adjoint_uses_template_args": overload.adjoint_uses_template_args,
            "generic": overload.generic,
            "hidden": overload.hidden,
            "exported": overload.export,
            "differentiable": overload.is_differentiable,
        }
        defaults = {"exported": True, "differentiable": True}
        fields |= {name: str(value).lower() for name, value in flags.items() if value != defaults.get(name, False)}
        if overload.value_type in (types.float64, types.int64, types.uint64) and overload.native_func == overload.value_type.__name__:
            fields["value_type"] = f"Some(Scalar::{SCALAR_NAMES[overload.value_type.__name__]})"
        fields |= self.none_call(overload)
        fields["value"] = self.value_rule(overload)
        fields["params"] = f"&[{params}]"
        return fields

    def rows(self, key: str, overloads: list) -> str:
        """The statics of a name: what its overloads share, then the overloads."""
        rows = [self.row(key, overload) for overload in overloads]
        shared = {}
        for field in rows[0].keys() & set.union(*({*row} for row in rows)) | {"group", "hidden"}:
            values = collections.Counter(row.get(field, "false" if field == "hidden" else None) for row in rows)
            value, count = values.most_common(1)[0]
            if field != "params" and value is not None and (count == len(rows) or field in ("group", "hidden")):
                shared[field] = value
        if shared["hidden"] == "true":
            rows = [{"hidden": "false"} | row for row in rows]
        else:
            del shared["hidden"]
        shared = {field: shared[field] for field in ("key", "native", "group", *sorted(shared)) if field in shared}
        name = rust_name(key)
        base = ", ".join(f"{field}: {value}" for field, value in shared.items())
        lines = [
            "    O { " + ", ".join(f"{field}: {value}" for field, value in row.items() if shared.get(field) != value) + f", ..{name}_0 }},"
            for row in rows
        ]
        return f"const {name}_0: O = O {{ {base}, ..O0 }};\npub(super) static {name}: [O; {len(rows)}] = [\n" + "\n".join(lines) + "\n];\n"


def rust_name(key: str) -> str:
    return "B_" + re.sub(r"\W", "_", key).upper()


HEADER = "//! {doc}\n//!\n//! Written by `tests/oracle/gen_builtins_table.py` from Warp {version}; do not edit.\n\n"


def opaque_classes(terms: Terms) -> str:
    """The opaque classes that signatures mention, and what they erase to."""
    found: dict[str, type] = {}

    def add(cls: type):
        if cls.__name__ in found:
            return
        parent = getattr(cls, "_wp_erase_to_", None)
        if parent is not None and parent is not cls:
            add(parent)
        found[cls.__name__] = cls

    for cls in sorted(types.simple_type_codes, key=lambda c: c.__name__):
        if isinstance(cls, type) and cls.__module__ in ("warp._src.types", "warp._src.texture") and cls not in types.scalar_and_bool_types and cls.__name__ != "handle":
            add(cls)
    for name in ("shape_t", "range_t"):
        add(getattr(types, name))
    for _, cls in sorted(terms.opaques.items()):
        add(cls)
    rows = []
    for name, cls in found.items():
        parent = getattr(cls, "_wp_erase_to_", None)
        fields = ", ".join(f"({quote(n)}, {terms.term(v.type)})" for n, v in getattr(cls, "vars", {}).items())
        rows.append(
            f"    OpaqueRow {{ name: {quote(name)}, qualified: {quote(cls.__module__ + '.' + cls.__qualname__)}, "
            f"native: {quote(getattr(cls, '_wp_native_name_', None) or name)}, code: {quote(types.simple_type_codes.get(cls, ''))}, "
            f"erase_to: {f'Some({quote(parent.__name__)})' if parent is not None else 'None'}, fields: &[{fields}] }},"
        )
    return "\n".join(rows)


def generate() -> dict[str, str]:
    """The files, by name."""
    if wp.config.version != WARP_VERSION:
        raise TableError(f"Warp {WARP_VERSION} is needed, this is {wp.config.version}")
    table = Table()
    files: dict[str, list[str]] = collections.defaultdict(list)
    entries = {}
    for key, function in context.builtin_functions.items():
        if not function.is_builtin():
            overloads = [*function.user_overloads.values(), *function.user_templates.values()]
            natives = ", ".join(quote(o.native_func) for o in overloads)
            entries[key] = (
                f"Entry {{ name: {quote(key)}, overloads: &[], head: 0, "
                f"python: Some(PythonImpl {{ module: {quote(function.func.__module__)}, qualname: {quote(function.func.__qualname__)}, "
                f"natives: &[{natives}] }}) }}"
            )
            continue
        file = re.sub(r"\W+", "_", function.overloads[0].group.lower())
        if not all(overload.is_builtin() for overload in function.overloads):
            raise TableError(f"mixed overloads of {key}")
        name = rust_name(key)
        files[file].append(table.rows(key, function.overloads))
        head = function.overloads.index(function)
        entries[key] = f"Entry {{ name: {quote(key)}, overloads: &{file}::{name}, head: {head}, python: None }}"

    opaques = opaque_classes(table.terms)
    out = {}
    for file, parts in sorted(files.items()):
        text = "\n".join(parts)
        used = sorted({word for word in re.findall(r"\b[A-Z][A-Z0-9_a-z]*\b", text)})
        rules = [f"{w} as {a}" if a else w for w, a in RULE_TYPES if (a or w) + "::" in text]
        terms = [w for w in used if w in table.terms.constants]
        scalar = "use crate::types::Scalar;\n" if "Scalar" in used else ""
        helpers = [w for w in ("opt", "p", "star") if re.search(rf"\b{w}\(", text)]
        uses = (
            f"use super::super::row::{{DefaultTerm as D, Overload as O, OVERLOAD as O0, {', '.join(helpers)}}};\n"
            f"use super::super::rule::{{{', '.join(rules)}}};\n"
            f"use super::terms::{{{', '.join(terms)}}};\n{scalar}\n"
        )
        if "D::" not in text:
            uses = uses.replace("DefaultTerm as D, ", "")
        out[f"{file}.rs"] = HEADER.format(doc=f"Built-ins of the group `{file}`.", version=WARP_VERSION) + uses + text
    out["terms.rs"] = (
        HEADER.format(doc="The types that signatures mention.", version=WARP_VERSION)
        + "use super::super::row::TyTerm;\nuse crate::types::{Family, Scalar};\n\n"
        + "".join(f"pub(super) const {name}: TyTerm = {body};\n" for name, body in table.terms.constants.items())
    )
    modules = "".join(f"mod {file};\n" for file in sorted([*files, "terms"]))
    out["mod.rs"] = (
        HEADER.format(doc="The built-in table: every name, sorted, with its overloads in Warp's order.", version=WARP_VERSION)
        + f"{modules}\n"
        + "use super::row::{Entry, OpaqueRow, PythonImpl};\nuse terms::*;\n\n"
        + "/// Every built-in name, sorted.\n"
        + f"pub(super) static ENTRIES: [Entry; {len(entries)}] = [\n"
        + "".join(f"    {entries[key]},\n" for key in sorted(entries))
        + "];\n\n/// The opaque classes of the kernel language, parents before what erases to them.\n"
        + f"pub(super) static OPAQUES: [OpaqueRow; {len(opaques.splitlines())}] = [\n{opaques}\n];\n"
    )
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    arguments = parser.parse_args()
    try:
        files = generate()
    except TableError as error:
        print(f"gen_builtins_table.py: {error}", file=sys.stderr)
        return 2
    for name, text in files.items():
        path = arguments.directory / name
        if not arguments.check:
            path.write_text(text)
        elif not path.exists() or path.read_text() != text:
            print(f"{path} is not what Warp gives", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
