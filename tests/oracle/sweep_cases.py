"""Candidate kernels for ``sweep.py``: what a call of each native built-in overload may look like.

A ``Case`` is one kernel that calls one built-in. ``automatic_cases`` derives cases from an overload's parameters; ``sweep_recipes.py`` adds
handwritten ones where parameters alone do not tell what is legal (tiles, tuples, callables, constructors, statements that call built-ins
implicitly). Nothing here decides whether a case is any good: ``sweep.py`` builds each one with real Warp and keeps those that resolve to the overload.
"""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Callable, Iterator
from typing import Any

# Built-ins that are written as operators, with the operand names of the automatic cases.
BINARY = {
    "add": "+", "sub": "-", "mul": "*", "div": "/", "mod": "%", "floordiv": "//",
    "bit_and": "&", "bit_or": "|", "bit_xor": "^", "lshift": "<<", "rshift": ">>",
}  # fmt: skip
UNARY = {"neg": "-", "pos": "+", "invert": "~", "unot": "not "}
# Built-ins that are called by a bare name, as Python's function of that name is.
BARE = ("int", "float", "bool")
# The names of indices; those of unknown type are given int32.
INDICES = ("i", "j", "k", "l", "m", "n")

FLOATS = ("float32", "float64", "float16", "bfloat16")
INTS = ("int32", "uint32", "int64", "uint64", "int8", "uint8", "int16", "uint16")

# Ways of passing an argument: an element of an array parameter, a parameter, a local variable.
STYLES = ("element", "value", "local")


@dataclasses.dataclass(frozen=True)
class Case:
    """One kernel.

    Attributes:
        key: The built-in that it is about.
        params: The kernel's parameters, as ``name: annotation``.
        setup: Statements before the call.
        call: The expression whose result is consumed (stored if an array can hold it, else bound to a name); empty if ``setup`` says all.
        operator: The same call written with an operator, if there is one.
        needs: Definitions above the kernel, see ``Definitions``.
        group: Cases of one overload that differ in what is worth telling apart have different groups.
        options: Keyword arguments of the decorator besides ``module``.
    """

    key: str
    params: tuple[str, ...] = ()
    setup: tuple[str, ...] = ()
    call: str = ""
    operator: str = ""
    needs: tuple[str, ...] = ()
    group: str = ""
    options: str = ""


class Definitions:
    """The module-level definitions that kernels may need, each a name and its source text, in the order of their registration."""

    def __init__(self):
        self.source: dict[str, str] = {}
        self.order: dict[str, tuple] = {}

    def add(self, name: str, source: str, order: tuple = (1,)) -> str:
        """Register a definition once; returns its name. Definitions are written by ``order``, then as they were registered."""
        self.order.setdefault(name, (*order, len(self.source)))
        present = self.source.setdefault(name, source)
        if present != source:
            raise ValueError(f"two definitions of {name}")
        return name

    def text(self, names: set[str]) -> str:
        """The source of some definitions."""
        return "".join(self.source[name].rstrip() + "\n\n" for name in sorted(names, key=lambda name: self.order[name]))


class Spelling:
    """Writes Warp types as Python expressions, and collects the definitions that they need."""

    def __init__(self, definitions: Definitions):
        import warp as wp
        import warp._src.types as types

        self.wp = wp
        self.types = types
        self.definitions = definitions
        self.names: dict[type, str] = {bool: "wp.bool", int: "int", float: "float"}
        for scalar in types.scalar_and_bool_types:
            self.names[scalar] = f"wp.{scalar.__name__}"
        for name in sorted(vars(wp), key=lambda name: (len(name), name)):
            value = getattr(wp, name)
            if isinstance(value, type) and types.type_is_composite(value) and not types.type_is_generic(value):
                self.names.setdefault(value, f"wp.{name}")

    def composite(self, kind: str, *parameters: Any) -> type:
        """A vector (length, dtype), matrix (rows, columns, dtype), quaternion or transformation (dtype) type."""
        types = self.types
        *shape, dtype = parameters
        if kind == "vec_t":
            return types.vector(shape[0], dtype)
        if kind == "mat_t":
            return types.matrix(tuple(shape), dtype)
        return (types.quaternion if kind == "quat_t" else types.transformation)(dtype)

    def spell(self, value: type) -> tuple[str, tuple[str, ...]]:
        """The expression for a type and the definitions that it needs; raises ``KeyError`` for types that have no spelling."""
        if value in self.names:
            return self.names[value], ()
        if not self.types.type_is_composite(value):
            raise KeyError(value)
        kind = value._wp_generic_type_str_
        *shape, dtype = value._wp_type_params_
        scalar = self.names[dtype]
        short = scalar.removeprefix("wp.")
        if kind == "vec_t":
            name, source = f"vec{shape[0]}_{short}", f"wp.types.vector(length={shape[0]}, dtype={scalar})"
        elif kind == "mat_t":
            name, source = f"mat{shape[0]}x{shape[1]}_{short}", f"wp.types.matrix(shape=({shape[0]}, {shape[1]}), dtype={scalar})"
        elif kind == "quat_t":
            name, source = f"quat_{short}", f"wp.types.quaternion(dtype={scalar})"
        else:
            name, source = f"transform_{short}", f"wp.types.transformation(dtype={scalar})"
        return name, (self.definitions.add(name, f"{name} = {source}", (0, name)),)

    def storable(self, value: Any) -> bool:
        """Whether values of the type can be elements of an array."""
        types = self.types
        return isinstance(value, type) and (value in self.names or types.type_is_composite(value) and not types.type_is_generic(value))


@dataclasses.dataclass(frozen=True)
class Choice:
    """What generic parameters are instantiated with."""

    scalar: str
    length: int
    shape: tuple[int, int]
    kind: str  # what Any stands for: scalar, vec_t, mat_t, quat_t, transform_t

    def __str__(self) -> str:
        return f"{self.scalar} {self.length} {self.shape[0]}x{self.shape[1]} {self.kind}"


# In the order of preference: the sweep takes the first few that work and differ in their scalar type.
CHOICES = (
    Choice("float32", 5, (5, 5), "scalar"),
    Choice("float64", 3, (3, 3), "vec_t"),
    Choice("int32", 7, (7, 7), "scalar"),
    Choice("float16", 6, (2, 2), "mat_t"),
    Choice("float32", 3, (2, 3), "vec_t"),
    Choice("bfloat16", 3, (3, 3), "scalar"),
    Choice("bfloat16", 2, (2, 2), "quat_t"),
    Choice("bfloat16", 4, (4, 4), "transform_t"),
    Choice("bfloat16", 6, (6, 6), "scalar"),
    Choice("uint32", 5, (5, 3), "scalar"),
    Choice("int64", 9, (3, 5), "scalar"),
    Choice("uint64", 2, (6, 6), "vec_t"),
    Choice("int8", 5, (5, 5), "scalar"),
    Choice("uint8", 6, (3, 4), "scalar"),
    Choice("int16", 8, (4, 2), "scalar"),
    Choice("uint16", 1, (1, 1), "scalar"),
    Choice("bool", 3, (3, 3), "scalar"),
)


class Unsupported(Exception):
    """Parameters alone do not tell how to call this overload."""


class AutomaticCases:
    """Derives cases from the parameters of overloads."""

    def __init__(self, spelling: Spelling):
        import warp as wp
        import warp._src.types as types

        self.wp = wp
        self.types = types
        self.spelling = spelling
        self.generic = {Any, types.Scalar, types.Float, types.Int}
        box = ("id: wp.uint64", "low_in: wp.vec3", "high_in: wp.vec3")
        ball = ("id: wp.uint64", "low_in: wp.vec3")
        # Types that only certain calls give, or that only a parameter has: parameters, and the call (none: the first parameter is the value).
        self.opaque: dict[str, tuple[tuple[str, ...], str]] = {
            "Texture1D": (("tex: wp.Texture1D",), ""),
            "Texture2D": (("tex: wp.Texture2D",), ""),
            "Texture3D": (("tex: wp.Texture3D",), ""),
            "_BvhQueryAabb": (box, "wp.bvh_query_aabb(id, low_in, high_in)"),
            "_BvhQueryRay": (box, "wp.bvh_query_ray(id, low_in, high_in)"),
            "_BvhQuerySphere": (ball, "wp.bvh_query_sphere(id, low_in, 1.5)"),
            "_BvhQueryCapsule": (box, "wp.bvh_query_capsule(id, low_in, high_in, 1.5)"),
            "BvhQueryTiled": (box, "wp.tile_bvh_query_aabb(id, low_in, high_in)"),
            "MeshQueryAABB": (box, "wp.mesh_query_aabb(id, low_in, high_in)"),
            "_MeshQuerySphere": (ball, "wp.mesh_query_sphere(id, low_in, 1.5)"),
            "MeshQueryAABBTiled": (box, "wp.tile_mesh_query_aabb(id, low_in, high_in)"),
            "HashGridQuery": (ball, "wp.hash_grid_query(id, low_in, 1.5)"),
            "_HashGridQueryH": (("id: wp.uint64", "low_in: wp.vec3h", "dist_in: wp.float16"), "wp.hash_grid_query(id, low_in, dist_in)"),
            "_HashGridQueryD": (("id: wp.uint64", "low_in: wp.vec3d", "dist_in: wp.float64"), "wp.hash_grid_query(id, low_in, dist_in)"),
        }

    def cases(self, key: str, number: int, overload) -> Iterator[Case]:
        """Cases for one overload, the preferred ones first."""
        generic = any(self.is_generic(value) for value in overload.input_types.values())
        for position, choice in enumerate(CHOICES if generic else CHOICES[:1]):
            for given in (False, True) if overload.defaults else (True,):
                try:
                    yield self.case(key, overload, choice, STYLES[(number + position) % len(STYLES)], given, generic)
                except Unsupported:
                    continue

    def is_generic(self, value: Any) -> bool:
        """Whether a parameter type leaves anything open."""
        types = self.types
        if isinstance(value, (tuple, list)):
            return False
        if value in self.generic:
            return True
        if types.is_array(value):
            return self.is_generic(value.dtype)
        if types.is_tile(value):
            return True
        return isinstance(value, type) and types.type_is_composite(value) and types.type_is_generic(value)

    def concrete(self, value: Any, choice: Choice, name: str = "") -> type:
        """A concrete scalar or composite type that a parameter type stands for under a choice."""
        types = self.types
        scalar = getattr(types, choice.scalar)
        if value is Any:
            if choice.kind == "scalar":
                return scalar
            parameters = {"vec_t": (choice.length, scalar), "mat_t": (*choice.shape, scalar)}.get(choice.kind, (scalar,))
            if choice.kind in ("quat_t", "transform_t") and choice.scalar not in FLOATS:
                raise Unsupported
            return self.spelling.composite(choice.kind, *parameters)
        if value is types.Scalar:
            if choice.scalar == "bool":
                raise Unsupported
            return scalar
        if value is types.Int and name in INDICES and choice.scalar not in INTS:
            return types.int32
        if value in (types.Float, types.Int):
            if choice.scalar not in (FLOATS if value is types.Float else INTS):
                raise Unsupported
            return scalar
        if isinstance(value, type) and types.type_is_composite(value):
            kind = value._wp_generic_type_str_
            *shape, dtype = value._wp_type_params_
            if dtype in self.generic:
                dtype = self.concrete(dtype, choice)
            open_shape = {"vec_t": (choice.length,), "mat_t": choice.shape}.get(kind, ())
            return self.spelling.composite(kind, *(s if isinstance(s, int) and s else o for s, o in zip(shape, open_shape)), dtype)
        if value in self.spelling.names:
            return value
        raise Unsupported

    def case(self, key: str, overload, choice: Choice, style: str, given: bool, generic: bool) -> Case:
        """One case; ``given`` says whether parameters with defaults are given."""
        types, spell = self.types, self.spelling.spell
        params, setup, arguments, needs, shared = [], [], [], [], []
        names = list(overload.input_types)
        ndim = sum(name in INDICES and not types.is_array(overload.input_types[name]) for name in names)
        if "*args" in names:
            raise Unsupported
        dtype_name = None

        def value_type(value, name: str = "") -> str:
            text, required = spell(self.concrete(value, choice, name))
            needs.extend(required)
            return text

        for name, value in overload.input_types.items():
            keyword = ""
            if name in overload.defaults:
                if not given or value is str:
                    shared.append(name)
                    continue
                keyword = f"{name}=" if shared else ""
            if isinstance(value, (tuple, list)) or typing.get_origin(value) is tuple or value in (tuple, str) or value is Callable:
                raise Unsupported
            if typing.get_origin(value) is not None and not isinstance(value, type):
                raise Unsupported
            if name == "dtype":
                dtype_name = value_type(value)
                arguments.append(f"dtype={dtype_name}")
                shared.append(name)
                continue
            if types.is_array(value):
                family = types.concrete_array_type(value).__name__
                dtype = value_type(value.dtype)
                dims = ndim or 1
                if family == "fixedarray":
                    setup.append(f"{name} = wp.zeros(shape={(4,) * dims}, dtype={dtype})")
                else:
                    params.append(f"{name}: wp.{family}(dtype={dtype}{f', ndim={dims}' if dims > 1 else ''})")
                arguments.append(keyword + name)
                continue
            if types.is_tile(value):
                dtype = value_type(value.dtype)
                shape = value.shape
                extents = typing.get_args(shape)
                count = ndim or (2 if Ellipsis in extents or not extents else len(extents))
                params.append(f"{name}_in: wp.array(dtype={dtype}{f', ndim={count}' if count > 1 else ''})")
                extent = ", ".join(["4"] * count)
                setup.append(f"{name} = wp.tile_load({name}_in, shape={f'({extent})' if count > 1 else extent})")
                arguments.append(keyword + name)
                continue
            if types.is_tuple(value):
                raise Unsupported
            if isinstance(value, type) and value.__name__ in self.opaque:
                parameters, expression = self.opaque[value.__name__]
                params += [parameter for parameter in parameters if parameter not in params]
                if expression:
                    setup.append(f"{name} = {expression}")
                arguments.append(keyword + (name if expression else parameters[0].split(":")[0]))
                continue
            text = "wp.int32" if value is Any and name in INDICES else value_type(value, name)
            if name == "id" or name == "state" and style != "element":
                params.append(f"{name}: {text}")
                arguments.append(keyword + name)
            elif style == "value":
                params.append(f"{name}: {text}")
                arguments.append(keyword + name)
            elif style == "local":
                params.append(f"{name}_in: wp.array(dtype={text})")
                setup.append(f"{name} = {name}_in[row]")
                arguments.append(keyword + name)
            else:
                params.append(f"{name}: wp.array(dtype={text})")
                arguments.append(f"{keyword}{name}[row]")
        if any(not self.is_plain_name(parameter.split(":")[0]) for parameter in params):
            raise Unsupported
        called = key if key in BARE else f"wp.{key}"
        operator = ""
        if key in BINARY and len(arguments) == 2:
            operator = f"{arguments[0]} {BINARY[key]} {arguments[1]}"
        elif key in UNARY and len(arguments) == 1:
            operator = UNARY[key] + arguments[0]
        return Case(
            key=key,
            params=tuple(params),
            setup=("row = wp.tid()", *setup),
            call=f"{called}({', '.join(arguments)})",
            operator=operator,
            needs=tuple(dict.fromkeys(needs)),
            group=f"{choice.scalar if generic else ''}{' defaults given' if given and overload.defaults else ''}",
        )

    @staticmethod
    def is_plain_name(name: str) -> bool:
        """Whether a parameter can be called that."""
        return name.isidentifier() and name not in ("lambda", "out", "row")
