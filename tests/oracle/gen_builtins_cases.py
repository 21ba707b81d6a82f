"""Write calls of built-ins and what real Warp makes of them, as JSON lines.

    python tests/oracle/gen_builtins_cases.py PATH [--per-rule N] [--seed N]

Every overload is called with arguments made up from its signature; overloads whose result or arguments are decided by a rule are called N
times, with variations some of which Warp rejects. A line holds the call and its outcome: the overload that resolution picked, the result
type, the C++ arguments and template arguments, and the tile types of the arguments afterwards; or the error. ``src/builtins/tests`` replays them.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import typing
from collections.abc import Callable
from pathlib import Path
from typing import Any

import warp as wp

wp.config.quiet = True
wp.config.log_level = 100
wp.init()

import warp._src.build as build  # noqa: E402
import warp._src.builtins as builtins_module  # noqa: E402
import warp._src.codegen as codegen  # noqa: E402
import warp._src.context as context  # noqa: E402
import warp._src.types as types  # noqa: E402

builtins_module.log_warning = lambda *args, **kwargs: None
# Only names are wanted, nothing is compiled.
build._build_lto_base = lambda symbol, compile_function, builder, extra: (True, b"", *(0 for _ in extra))
Var = codegen.Var


@wp.struct
class S:
    x: float
    n: int


class Resolver:
    """As much of an ``Adjoint`` as resolving a call needs."""

    resolve_func = codegen.Adjoint.resolve_func
    resolve_call = codegen.Adjoint.resolve_call


class Builder:
    target = None

    def __init__(self):
        self.ltoirs = {}
        self.ltoirs_decl = {}
        self.fatbins = {}
        self.shared_memory_bytes = {}


FLOATS = [wp.float32, wp.float32, wp.float64, wp.float16, wp.bfloat16]
INTS = [wp.int32, wp.int32, wp.int64, wp.uint32, wp.uint64, wp.int8, wp.uint8, wp.int16, wp.uint16]
FUNCTIONS = ["sin", "abs", "add", "mul", "min", "max", "length", "dot", "atan2", "clamp", "where", "lerp", "tile_sum", "norm_l1"]
FAMILIES = {types.array: "array", types.indexedarray: "indexedarray", types.fabricarray: "fabricarray", types.indexedfabricarray: "indexedfabricarray"}
CONSTRUCTORS = ("vector", "matrix", "quaternion", "transformation")


def named(t):
    """The class of that type that users have."""
    name = types.type_repr(t)
    found = getattr(wp, name, None)
    return found if isinstance(found, type) and found._wp_type_params_ == t._wp_type_params_ else t


def vec(n, d):
    return named(types.vector(n, d))


def mat(r, c, d):
    return named(types.matrix((r, c), d))


class Call:
    """A random call."""

    def __init__(self, rng, overload):
        self.rng = rng
        self.overload = overload
        self.vars = []
        self.dtype = rng.choice(FLOATS + INTS)
        self.float = rng.choice(FLOATS)
        self.n = rng.choice([2, 3, 3, 4, 5, 6])
        self.m = rng.choice([2, 3, 3, 4, 5])
        self.shape = [rng.choice([1, 2, 4, 8, 8]) for _ in range(rng.choice([1, 1, 2, 2, 3]))]
        names = [k for k, t in overload.input_types.items()]
        self.indices = sum(k in "ijklmn" for k in names)
        self.elem = self.element()
        self.uniform = rng.random() < 0.85

    def element(self):
        rng, d = self.rng, self.rng.choice([self.dtype, self.float, wp.float32, wp.int32])
        return rng.choice([d, d, d, vec(self.n, d), mat(self.n, self.m, d), types.quaternion(self.float), types.transformation(wp.float32), S, wp.bool])

    # -- variables ----------------------------------------------------------------------------------

    def var(self, t, constant=None):
        label = f"x{len(self.vars)}"
        if constant is None and self.rng.random() < 0.1 and not types.is_tile(t) and not types.is_tuple(t) and not types.is_slice(t):
            t = types.Reference(t)
        v = Var(label, t, constant=constant)
        self.vars.append(v)
        return v

    def number(self, t, value=None):
        """A variable of a scalar type, sometimes a constant."""
        rng = self.rng
        if rng.random() < 0.7 and value is None:
            return self.var(t)
        if t is wp.float32:
            return self.var(t, rng.choice([1.0, 0.5, 2.5, -1.0]) if value is None else value)
        if t is wp.int32:
            return self.var(t, rng.choice([0, 1, 2, 3, 5, -1]) if value is None else value)
        if t is wp.bool:
            return self.var(t, rng.choice([True, False]))
        raw = rng.choice([1, 2, 3]) if t in types.int_types else rng.choice([1.5, 2.0])
        return self.var(t, t(raw))

    def const(self, value):
        return self.var(type(value), value)

    def value(self, t):
        if t in types.scalar_types or t is wp.bool:
            return self.number(t)
        return self.var(t)

    def ints(self, count, low=0, high=8):
        """A tuple of ints, mostly constants."""
        rng = self.rng
        items = [
            self.const(rng.randint(low, high)) if rng.random() < 0.85 else self.var(rng.choice([wp.int32, wp.int32, wp.int64]))
            for _ in range(count)
        ]
        return self.tuple(items)

    def tuple(self, items):
        t = types.tuple_t(tuple(codegen.get_arg_type(x) for x in items), tuple(codegen.get_arg_value(x) for x in items))
        v = self.var(t)
        v.elements = items
        return v

    def dims(self, exact=None):
        shape = exact if exact is not None and self.rng.random() < 0.85 else [self.rng.choice([1, 2, 4, 8]) for _ in range(self.rng.choice([1, 2, 3]))]
        items = [self.const(n) if self.rng.random() < 0.97 else self.var(wp.int32) for n in shape]
        return self.tuple(items)

    def tile_type(self, dtype, shape):
        rng = self.rng
        storage = rng.choice(["register", "shared"])
        layout = rng.choice(["rowmajor"] * 5 + ["colmajor"])
        if self.overload.key == "tile_matmul" and rng.random() < 0.8:
            dtype = rng.choice([wp.float32, wp.float32, wp.float64])
        t = types.tile(dtype=dtype, shape=tuple(shape), storage=storage, layout=layout, owner=rng.random() < 0.8)
        if rng.random() < 0.1:
            t.strides = tuple(2 * s for s in t.strides)
        else:
            t.strides = tuple(t.strides)
        return t

    # -- parameters ---------------------------------------------------------------------------------

    def scalar(self, generic):
        rng = self.rng
        if generic is types.Float:
            return self.float if self.uniform else rng.choice(FLOATS)
        if generic is types.Int:
            return rng.choice([wp.int32, wp.int32, wp.int32, wp.int64, wp.uint32]) if self.rng.random() < 0.9 else wp.float32
        t = self.float if self.needs_float() else self.dtype
        return t if self.uniform else rng.choice(FLOATS + INTS)

    def needs_float(self):
        return any(
            p is types.Float or getattr(p, "_wp_scalar_type_", None) is types.Float or (types.is_tile(p) and p.dtype is types.Float)
            for p in self.overload.input_types.values()
        )

    def concrete(self, t):
        """A type that fits a parameter's."""
        rng = self.rng
        if t in (types.Scalar, types.Float, types.Int):
            return self.scalar(t)
        if types.type_is_composite(t):
            d = t._wp_scalar_type_
            d = self.scalar(d) if d in (types.Scalar, types.Float, types.Int) else d
            if types.type_is_vector(t):
                n = t._wp_type_params_[0]
                return vec((self.n if rng.random() < 0.9 else 4) if n is Any else n, d)
            if types.type_is_matrix(t):
                r, c = t._wp_type_params_[:2]
                square = rng.random() < 0.6
                return mat(self.n if r is Any else r, (self.n if square else self.m) if c is Any else c, d)
            return (types.quaternion if types.type_is_quaternion(t) else types.transformation)(d)
        return t

    def dtype_argument(self):
        rng = self.rng
        if self.needs_float() and rng.random() < 0.7:
            return rng.choice([self.float, self.float, float, wp.float64])
        return rng.choice([float, int, wp.float32, wp.float64, wp.int32, self.dtype, wp.vec2f, wp.vec3f, wp.vec4f, wp.mat33f, S, wp.uint8])

    def slice(self):
        rng = self.rng
        bounds = [rng.choice([0, 1, 2, -1, types.SLICE_BEGIN]), rng.choice([1, 2, 3, 8, -1, types.SLICE_END]), rng.choice([1, 1, 1, 2, -1])]
        t = types.slice_t(*bounds)
        if bounds[0] == types.SLICE_BEGIN:
            t.start_omitted = True
        if bounds[1] == types.SLICE_END:
            t.stop_omitted = True
        return self.var(t)

    def offset(self, for_tile=False):
        """The coordinates of a tile or array access."""
        rng = self.rng
        count = len(self.shape) if rng.random() < 0.85 else rng.randint(1, 3)
        if not for_tile:
            return self.ints(count)
        items = []
        index_tile = self.overload.key == "tile_slice_indexed"
        where = rng.randrange(count) if index_tile and rng.random() < 0.9 else None
        for i in range(count):
            roll = rng.random()
            if i == where:
                items.append(self.var(self.tile_type(rng.choice([wp.int32, wp.int32, wp.int64, wp.float32]), [rng.choice([2, 4])] if rng.random() < 0.9 else [2, 2])))
            elif index_tile and roll < 0.8:
                t = types.slice_t(types.SLICE_BEGIN, types.SLICE_END, 1)
                t.start_omitted = t.stop_omitted = True
                items.append(self.var(t))
            elif roll < 0.3:
                items.append(self.slice())
            elif roll < 0.8:
                items.append(self.const(rng.choice([0, 0, 1, 1, 3, -1])))
            else:
                items.append(self.var(rng.choice([wp.int32, wp.int32, wp.int64, wp.float32])))
        return tuple(items) if rng.random() < 0.5 else self.tuple(items)

    def argument(self, name, t):
        rng = self.rng
        key = self.overload.key
        if name == "dtype":
            return self.dtype_argument()
        if name == "length":
            return self.const(rng.choice([2, 3, 4, self.n]))
        if name == "shape":
            if key == "matrix":
                return self.tuple([self.const(self.n), self.const(self.m)])
            if t is int or t is wp.int32:
                return self.number(wp.int32, rng.choice([1, 4, 8]))
            exact = None
            if key == "tile_reshape" and rng.random() < 0.8:
                size = 1
                for n in self.shape:
                    size *= n
                return self.dims(rng.choice([[size], [-1], [1, size], [-1, 1], [size, 1, -1]]))
            if key == "tile_broadcast":
                return self.dims([rng.choice([2, 3])] * rng.randint(0, 2) + [n if n != 1 else 4 for n in self.shape])
            if key == "tile_view" or "load" in key:
                exact = self.shape
            return self.dims(exact)
        if name in ("offset", "indices") and (t is tuple or typing.get_origin(t) is tuple):
            return self.offset(for_tile=key in ("tile_view", "tile_slice_indexed"))
        if name == "axis":
            if typing.get_origin(t) is tuple:
                return self.ints(rng.randint(1, 2), -2, 2)
            return self.const(rng.choice([0, 0, 1, 1, 2, -1]))
        if name == "storage":
            return self.const(rng.choice(["register", "shared", "shared", "global"]))
        if name == "precision":
            return self.const(rng.choice(["default", "default", "tf32", "high"]))
        if name == "fill_mode":
            return self.const(rng.choice(["lower", "upper", "full"]))
        if name in ("bounds_check", "aligned", "atomic", "preserve_type"):
            return self.const(rng.random() < 0.5) if rng.random() < 0.95 else self.var(wp.bool)
        if name in ("min", "max") and key.startswith("tile_rand"):
            if key == "tile_randi":
                return self.const(rng.choice([0, 1, 10])) if rng.random() < 0.9 else self.var(wp.int32)
            return self.const(rng.choice([0.0, 0.1, 1.5])) if rng.random() < 0.9 else self.var(wp.float32)
        if name in ("n", "capacity") and t in (int, wp.int32):
            return self.const(rng.choice([1, 2, 3, 6, 0])) if key == "tile_stack" or rng.random() < 0.95 else self.var(wp.int32)
        if t is str:
            return self.const("hello %d\n")
        if t is Callable or typing.get_origin(t) is Callable:
            return context.builtin_functions[rng.choice(FUNCTIONS[:-1])]
        if types.is_tile(t):
            return self.var(self.tile_for(name, t))
        if types.is_array(t):
            return self.var(self.array_for(t))
        if t is Any:
            return self.any(name)
        if typing.get_origin(t) is tuple:
            return self.ints(rng.randint(1, 3))
        if t is tuple:
            return self.tuple([self.value(self.element()) for _ in range(rng.randint(1, 3))])
        return self.value(self.concrete(t))

    def tile_for(self, name, t):
        rng, key = self.rng, self.overload.key
        shape = list(self.shape) if rng.random() < 0.9 else [rng.choice([1, 2, 4]) for _ in range(rng.choice([1, 2, 3]))]
        if name == "indices":
            return self.tile_type(wp.int32, [rng.choice([*self.shape, 4])] if rng.random() < 0.9 else [2, 2])
        dtype = t.dtype
        if dtype is Any:
            dtype = self.elem if self.uniform or rng.random() < 0.5 else self.element()
        elif types.type_is_composite(dtype) or dtype in (types.Scalar, types.Float, types.Int):
            dtype = self.concrete(dtype)
        if key in ("tile_matmul",) and rng.random() < 0.9:
            shape = {"a": [8, 4], "b": [4, 16], "out": [8, 16]}[name]
        if key in ("tile_diag_add", *[k for k in context.builtin_functions if "cholesky" in k or "_solve" in k]) and rng.random() < 0.9:
            shape = {"a": [8, 8], "A": [8, 8], "L": [8, 8], "U": [8, 8], "d": [8], "y": rng.choice([[8], [8, 4]]), "z": rng.choice([[8], [8, 4]])}[name]
            if rng.random() < 0.8:
                dtype = rng.choice([wp.float32, wp.float64]) if name in ("a", "A", "L", "U") else self.last_dtype()
        if key in ("tile_fft", "tile_ifft"):
            dtype = rng.choice([wp.vec2f, wp.vec2d]) if rng.random() < 0.9 else wp.vec2h
            shape = rng.choice([[4, 256], [2, 512], [1, 16], [2, 3, 64], [2, 12], [64]])
        if key == "untile" and rng.random() < 0.9:
            shape = rng.choice([[64], [3, 64], [2, 3, 64]])
        if key == "tile_transpose" and rng.random() < 0.9:
            shape = [2, 8]
        if key == "tile_squeeze":
            shape = rng.choice([[1, 4], [1, 2, 1], [4, 1]])
        if key == "tile_sort" and name == "keys":
            dtype = rng.choice([wp.float32, wp.int32, wp.uint64, wp.int16])
        if self.indices and key.startswith(("tile_extract", "assign", "tile_scatter")) and rng.random() < 0.9:
            extra = 0
            if types.type_is_vector(dtype):
                extra = rng.choice([0, 1])
            elif types.type_is_matrix(dtype):
                extra = rng.choice([0, 1, 2])
            shape = [4] * max(1, self.indices - extra)
        return self.tile_type(dtype, shape)

    def last_dtype(self):
        for v in self.vars:
            if types.is_tile(v.type):
                return v.type.dtype
        return wp.float32

    def array_for(self, t):
        rng, key = self.rng, self.overload.key
        ndim = self.indices
        if ndim > 0 and key in ("view",):
            ndim = rng.randint(1, 4)
        if key.startswith("tile_"):
            ndim = len(self.shape)
        if not ndim:
            ndim = t.ndim if t.ndim is not Any else rng.choice([1, 2])
        if rng.random() < 0.1:
            ndim = rng.choice([1, 2, 3])
        dtype = self.elem if t.dtype is Any else self.concrete(t.dtype)
        if t.dtype is Any and rng.random() < 0.1:
            dtype = self.element()
        cls = types.concrete_array_type(t)
        if cls is types.fixedarray:
            return types.fixedarray(dtype=dtype, shape=tuple([4] * ndim))
        return cls(dtype=dtype, ndim=ndim)

    def any(self, name):
        rng, key = self.rng, self.overload.key
        if name in ("i", "j", "k", "l"):
            roll = rng.random()
            if roll < 0.35:
                return self.slice()
            return self.number(rng.choice([wp.int32, wp.int32, wp.int64, wp.float32])) if roll < 0.9 else self.var(wp.vec2f)
        if name == "s" and key.startswith("tile_stack"):
            return self.var(types.tile_stack(dtype=self.elem, capacity=16)) if rng.random() < 0.9 else self.var(wp.int32)
        if key == "where" and rng.random() < 0.3:
            return self.var(self.tile_type(wp.float32, [4]) if rng.random() < 0.6 else rng.choice([types.BvhQuery, types._BvhQueryAabb, types._BvhQueryRay]))
        if key == "copy" and rng.random() < 0.4:
            return self.var(self.tile_type(self.elem, self.shape))
        if name == "value" and key.endswith(("_inplace", "assign_copy")) and not key.startswith("tile_"):
            d = getattr(codegen.strip_reference(self.vars[0].type), "_wp_scalar_type_", wp.float32)
            return self.value(rng.choice([d, d, vec(rng.choice([1, 2, 3, self.n]), d), mat(2, 2, d), wp.float64]))
        if key in ("add", "sub", "mul", "div", "bit_and", "tile_map") and rng.random() < 0.6:
            d = self.last_dtype()
            return self.value(getattr(d, "_wp_scalar_type_", d))
        if key == "tile_map":
            return self.var(self.tile_type(self.elem, self.shape))
        if name in ("grad",):
            return self.value(rng.choice([wp.vec3f, wp.mat33f, wp.vec3d]))
        if key == "tile_axpy":
            return self.value(getattr(self.elem, "_wp_scalar_type_", self.elem))
        for v in self.vars:
            t = codegen.strip_reference(v.type)
            if name in ("value", "background", "src") and (types.is_tile(t) or types.is_array(t) or types.is_tile_stack(t)) and rng.random() < 0.85:
                return self.value(t.dtype)
        if name in ("value", "background", "b", "value_if_false", "value_if_true") and self.vars and rng.random() < 0.85 and name != "value_if_true":
            return self.value(self.elem)
        return self.value(self.elem if rng.random() < 0.8 else self.element())

    def rest(self, name, t):
        """Variadic arguments."""
        rng, key = self.rng, self.overload.key
        if key == "tile_map":
            return [self.var(self.tile_type(wp.float32, self.shape)) if rng.random() < 0.7 else self.number(wp.float32) for _ in range(rng.choice([1, 2, 2, 3]))]
        if key == "tile_arange":
            d = rng.choice([wp.int32, wp.float32])
            return [self.number(d, rng.choice([0, 1, 4, 10] if d is wp.int32 else [0.0, 0.5, 3.0, 10.0])) if rng.random() < 0.95 else self.var(wp.int32) for _ in range(rng.choice([1, 2, 3, 3]))]
        if key in ("printf", "tuple"):
            return [self.value(self.element()) for _ in range(rng.choice([0, 1, 2, 3, 40] if key == "printf" else [1, 2, 3]))]
        if key.startswith("matrix_from"):
            return [self.var(vec(self.n if rng.random() < 0.95 else 2, self.dtype)) for _ in range(rng.choice([2, 3, 4, self.n]))]
        counts = {"vector": [0, 1, 1, 3, self.n], "matrix": [0, 1, 1, self.n * self.m, self.n * self.m, 4], "transformation": [0, 1, 1, 7, 7, 3]}
        d = self.float if key == "transformation" else self.dtype
        n = rng.choice(counts.get(key, [1, 2]))
        if n == 1 and rng.random() < 0.5:
            return [self.value({"vector": vec(self.n, d), "matrix": mat(self.n, self.m, d), "transformation": types.transformation(d)}.get(key, d))]
        return [self.number(d if rng.random() < 0.97 or self.uniform else wp.int32) if rng.random() < 0.8 else self.number(rng.choice([wp.int32, wp.float32]), 1) for _ in range(n)]

    def build(self):
        """Positional arguments, keyword arguments, type arguments."""
        rng, overload = self.rng, self.overload
        args, kwargs = [], {}
        by_name = False
        for raw, t in overload.input_types.items():
            name = raw.lstrip("*")
            if raw.startswith("*"):
                args.extend(self.rest(name, t))
                by_name = True
                continue
            has_default = name in overload.defaults
            if has_default and rng.random() < 0.5:
                by_name = True
                continue
            if rng.random() < 0.1:
                by_name = True
            value = self.argument(name, t)
            if by_name:
                kwargs[name] = value
            else:
                args.append(value)
        type_args = {}
        if overload.key in CONSTRUCTORS and rng.random() < 0.7:
            d = rng.choice([self.float, self.float, wp.float32]) if overload.key in CONSTRUCTORS[2:] else rng.choice([self.dtype, self.dtype, wp.float32])
            cls = {"vector": vec(self.n, d), "matrix": mat(self.n, self.m, d), "quaternion": types.quaternion(d), "transformation": types.transformation(d)}[overload.key]
            type_args = dict(cls._wp_type_args_)
        roll = rng.random()
        if roll < 0.01 and args:
            args.pop(rng.randrange(len(args)))
        elif roll < 0.02 and kwargs:
            kwargs.pop(rng.choice(list(kwargs)))
        elif roll < 0.03:
            kwargs["nonsense"] = self.number(wp.int32)
        elif roll < 0.04:
            args.append(self.number(wp.float32))
        elif roll < 0.05 and args:
            name = next(iter(overload.input_types)).lstrip("*")
            kwargs[name] = args[0] if rng.random() < 0.5 else self.number(wp.int32)
        return args, kwargs, type_args


# -- encoding ---------------------------------------------------------------------------------------


def encode_type(t):
    for python, name in ((int, "py_int"), (float, "py_float"), (bool, "py_bool"), (str, "str")):
        if t is python:
            return name
    if types.is_reference(t):
        return ["ref", encode_type(t.value_type)]
    if t in types.scalar_and_bool_types or t is wp.handle:
        return t.__name__
    if isinstance(t, type) and types.type_is_composite(t):
        return [t._wp_generic_type_str_, *t._wp_type_params_[:-1], encode_type(t._wp_type_params_[-1])]
    if isinstance(t, types.fixedarray):
        return ["fixedarray", encode_type(t.dtype), list(t.shape)]
    if types.is_array(t):
        return [FAMILIES[types.concrete_array_type(t)], encode_type(t.dtype), t.ndim]
    if types.is_tile(t):
        return ["tile", encode_type(t.dtype), list(t.shape), t.storage, t.layout, list(t.strides), t.owner]
    if types.is_tile_stack(t):
        return ["tile_stack", encode_type(t.dtype), t.capacity]
    if types.is_slice(t):
        return ["slice", t.start, t.stop, t.step, t.start_omitted, t.stop_omitted]
    if isinstance(t, codegen.Struct):
        return ["struct", types.type_repr(t), t.native_name]
    if isinstance(t, type):
        return ["opaque", t.__name__]
    raise TypeError(f"no encoding for {t!r}")


def encode_const(value):
    if type(value) in types.scalar_types:
        return {"scalar": type(value).__name__, "value": value.value}
    if isinstance(value, type):
        return {"type": encode_type(value)}
    if isinstance(value, tuple):
        return {"tuple": [encode_const(v) for v in value]}
    return {"value": value}


def encode_arg(arg):
    if isinstance(arg, Var):
        if types.is_tuple(arg.type):
            return {"tuple": [int(e.label[1:]) for e in arg.elements], "label": int(arg.label[1:])}
        return {"var": int(arg.label[1:])}
    if isinstance(arg, tuple):
        return {"raw": [encode_arg(a) for a in arg]}
    if isinstance(arg, context.Function):
        return {"func": arg.key}
    return {"type": encode_type(arg)}


def encode_var(v):
    if types.is_tuple(v.type):
        return {"tuple": [int(e.label[1:]) for e in v.elements]}
    out = {"type": encode_type(v.type)}
    if v.constant is not None:
        out["const"] = encode_const(v.constant)
    return out


def spell(t):
    """A type as its variable is declared, with what the spelling of a tile leaves out."""
    if t is None:
        return "None"
    if types.is_slice(t):
        return f"slice({t.start}, {t.stop}, {t.step})"
    text = Var("v", t).ctype()
    if types.is_tile(t):
        text += f" {t.layout} {list(t.strides)} {t.owner}"
    if types.is_array(t):
        text += f" {t.ndim}"
    return text


def number(value):
    if isinstance(value, (bool, wp.bool)):
        return "1" if value else "0"
    if type(value) in types.scalar_types:
        value = value.value
    return repr(float(value)) if isinstance(value, float) else str(int(value))


def output_arg(arg):
    if isinstance(arg, types.Reference):
        return "&" + output_arg(arg.value_type)
    if isinstance(arg, context.Function):
        return f"func {arg.native_func}"
    if isinstance(arg, Var):
        if arg.label is None:
            constant = arg.constant
            if hasattr(constant, "_wp_scalar_type_"):
                text = str([float(x) for x in constant])
            elif isinstance(constant, str):
                text = repr(constant)
            elif isinstance(constant, type):
                text = "type"
            else:
                text = number(constant)
            return f"new {spell(arg.type)} {text}"
        return arg.label
    if isinstance(arg, (bool, int, float)):
        return f"raw {number(arg)}"
    raise TypeError(f"unexpected argument {arg!r}")


COMPOSITE = re.compile(r"<class 'warp\._src\.types\.(vector\.<locals>\.|matrix\.<locals>\.|quaternion\.<locals>\.|transformation\.<locals>\.)?(vec|mat|quat|transform|spatial)\w*'>")


def message(error):
    text = error.args[0] if isinstance(error, KeyError) and error.args else str(error)
    return re.sub(r" object at 0x[0-9a-f]+>", " object>", COMPOSITE.sub("<composite>", str(text)))


def run(call, key, args, kwargs, type_args, options, min_outputs):
    """What Warp makes of a call."""
    func = context.builtin_functions[key]
    codegen.options.clear() if isinstance(codegen.options, dict) else None
    codegen.options.update(options)
    func, bound, _ = Resolver().resolve_call(func, args, kwargs, type_args, min_outputs)
    index = context.builtin_functions[key].overloads.index(func)
    bound_types = {k: types.strip_reference(codegen.get_arg_type(v)) for k, v in bound.items()}
    bound_values = {k: codegen.get_arg_value(v) for k, v in bound.items()}
    ret = func.value_func(bound_types, bound_values)
    out = {"overload": index, "bound": list(bound)}
    if isinstance(ret, Var):
        return out | {"replace": f"{spell(ret.type)} {number(ret.constant)}"}
    if ret is None:
        outs, out["ret"] = [], []
    elif isinstance(ret, (list, tuple)):
        ret = ret[0] if len(ret) == 1 else ret
        outs = [Var(f"o{i}", t) for i, t in enumerate(ret if isinstance(ret, (list, tuple)) else [ret])]
    else:
        outs = [Var("o0", ret)]
    out["ret"] = [spell(v.type) for v in outs]
    if func.lto_dispatch_func is not None:
        builder = Builder()
        func_args, template, _, shared = func.lto_dispatch_func(func.input_types, ret, outs, bound, options=options, builder=builder)
        if builder.ltoirs_decl:
            out["decls"] = dict(sorted(builder.ltoirs_decl.items()))
        if shared:
            out["shared"] = shared
    elif func.dispatch_func is not None:
        func_args, template = func.dispatch_func(func.input_types, ret, bound)
    else:
        func_args, template = tuple(bound.values()), ()
    out["args"] = [output_arg(a) for a in func_args]
    out["call"] = codegen.compute_type_str(func.native_func, template)
    out["braces"] = bool(func.initializer_list_func(bound, ret))
    return out


def case(rng, key, overload, options):
    call = Call(rng, overload)
    args, kwargs, type_args = call.build()
    min_outputs = rng.choice([1, 2, 3]) if rng.random() < 0.03 else None
    entry = {
        "key": key,
        "vars": [encode_var(v) for v in call.vars],
        "args": [encode_arg(a) for a in args],
        "kwargs": {k: encode_arg(a) for k, a in kwargs.items()},
        "type_args": {k: encode_const(v) for k, v in type_args.items()},
        "block_dim": options["block_dim"],
    }
    if options["output_arch"] is not None:
        entry["arch"] = options["output_arch"]
    if not options["enable_backward"]:
        entry["enable_backward"] = False
    if min_outputs:
        entry["min_outputs"] = min_outputs
    try:
        outcome = run(call, key, args, kwargs, type_args, options, min_outputs)
    except Exception as error:
        outcome = {"error": type(error).__name__, "message": message(error)}
    tiles = {v.label: spell(v.type) for v in call.vars if types.is_tile(v.type)}
    if tiles:
        outcome["tiles"] = tiles
    if options["output_arch"] is not None:
        # What a library would have to be asked for is not answered here.
        halves = any(types.is_tile(v.type) and v.type.dtype in (wp.float16, wp.bfloat16) for v in call.vars)
        if "overload" in outcome and (halves or key in ("tile_fft", "tile_ifft")):
            return None
    return entry | {"outcome": outcome}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--per-rule", type=int, default=30)
    parser.add_argument("--per-row", type=float, default=1.0, help="probability of calling an overload without rules")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    lines = []
    for key, function in context.builtin_functions.items():
        if not function.is_builtin():
            continue
        seen = {}
        for overload in function.overloads:
            plain = overload.value_func.__qualname__ == "add_builtin.<locals>.value_func" if hasattr(overload.value_func, "__qualname__") else False
            plain = plain and overload.dispatch_func is None
            identity = (overload.value_func, overload.dispatch_func, len(overload.input_types))
            seen[identity] = seen.get(identity, 0) + 1
            if plain:
                count = 1 if rng.random() < arguments.per_row else 0
            else:
                count = arguments.per_rule if seen[identity] <= 2 else max(1, arguments.per_rule // 8)
            for _ in range(count):
                options = {"block_dim": rng.choice([64, 64, 256, 1]), "enable_backward": rng.random() < 0.8, "output_arch": None}
                if overload.lto_dispatch_func is not None and rng.random() < 0.4:
                    options |= {"output_arch": rng.choice([75, 90, 107, 130])}
                entry = case(rng, key, overload, options)
                if entry is not None:
                    lines.append(json.dumps(entry, separators=(",", ":")))
    arguments.path.write_text("\n".join(lines) + "\n")
    outcomes = [json.loads(line)["outcome"] for line in lines]
    errors = sum("error" in o for o in outcomes)
    print(f"{arguments.path}: {len(lines)} calls, {errors} errors, {sum(map(len, lines))} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
