"""Write the list of legal calls of plain built-ins that ``src/dataset/generate/calls.tsv`` holds.

    python tests/oracle/dump_calls.py PATH

One line per call that real Warp resolves: name, ordinal of the overload, result, arguments, in Warp's type codes
(`f4`, `v3f4`, `m33f4`, `qf4`, `tf4`, `a1f4`; `-` for no result, `,` between several). Concrete overloads give one line.
Generic ones are instantiated with types that no earlier overload takes, up to a few lines each. Built-ins that need more than
values of given types (tiles, queries, volumes, textures, constructors, syntax) are left out: the generator has code for them.
"""

import itertools
import re
import sys
import typing

import warp as wp

wp.config.quiet = True
import warp._src.codegen as cg
import warp._src.context as context
import warp._src.types as T

LEFT_OUT = re.compile(
    r"tile.*|untile|dense_.*|.*query.*|bvh_.*|mesh_.*|hash_grid.*|volume.*|texture.*|range|iter_next|reversed|printf?|breakpoint|tid|block_dim|copy"
    r"|array|zeros|address|view|array_store|store|load|extract|index|indexref|assign.*|.*_inplace|len|cast|tuple|slice|static|select|vector|matrix.*"
    r"|identity|quaternion|quat_identity|transformation|transform_identity|spatial_vector|transform_set_.*|unot"
)
SCALARS = {
    wp.float32: "f4", wp.float64: "f8", wp.float16: "f2", wp.bfloat16: "bf2", wp.int8: "i1", wp.int16: "i2", wp.int32: "i4", wp.int64: "i8",
    wp.uint8: "u1", wp.uint16: "u2", wp.uint32: "u4", wp.uint64: "u8", wp.bool: "b", bool: "b", int: "i4", float: "f4",
}
FLOATS = [wp.float32, wp.float64, wp.float16, wp.bfloat16]
INTS = [wp.int32, wp.int64, wp.uint32, wp.uint64, wp.int16, wp.uint8, wp.int8, wp.uint16]


def code(t):
    if t in SCALARS:
        return SCALARS[t]
    if T.is_array(t):
        return f"a{t.ndim}{code(t.dtype)}"
    if isinstance(t, type) and T.type_is_composite(t):
        kind, params = t._wp_generic_type_str_, t._wp_type_params_
        dims = "".join(str(p) for p in params if isinstance(p, int))
        if any(isinstance(p, int) and p > 9 for p in params):
            raise TypeError(t)
        return f"{kind[0]}{dims}{code(t._wp_scalar_type_)}"
    raise TypeError(repr(t))


def choices(param, scalar, dims):
    """Types that a parameter may take, for one scalar type and one choice of dimensions."""
    n, m = dims
    if param is typing.Any:
        return [scalar, T.vector(n, scalar), T.matrix((n, m), scalar), wp.bool] + ([T.quaternion(scalar), T.transformation(scalar)] if scalar in FLOATS else [])
    if param in (T.Scalar, T.Float, T.Int):
        return [scalar]
    if T.is_array(param):
        if T.concrete_array_type(param) is not wp.array:
            return []
        kinds = choices(param.dtype, scalar, dims) if is_generic(param.dtype) else [param.dtype]
        sizes = [1, 2, 3, 4] if param.ndim in (None, typing.Any) else [param.ndim]
        return [wp.array(dtype=k, ndim=s) for k in kinds for s in sizes]
    if isinstance(param, type) and T.type_is_composite(param) and is_generic(param):
        kind, params = param._wp_generic_type_str_, param._wp_type_params_
        s = scalar if params[-1] in (typing.Any, T.Scalar, T.Float, T.Int) else params[-1]
        if kind == "quat_t":
            return [T.quaternion(s)]
        if kind == "transform_t":
            return [T.transformation(s)]
        if kind == "vec_t":
            lengths = [params[0]] if params[0] is not typing.Any else sorted({n, m})
            return [T.vector(k, s) for k in lengths]
        rows = [params[0]] if params[0] is not typing.Any else sorted({n, m})
        cols = [params[1]] if params[1] is not typing.Any else sorted({n, m})
        return [T.matrix((r, c), s) for r in rows for c in cols]
    return [param]


def is_generic(t):
    if t in (typing.Any, T.Scalar, T.Float, T.Int):
        return True
    if T.is_array(t):
        return is_generic(t.dtype) or t.ndim in (None, typing.Any)
    return isinstance(t, type) and T.type_is_composite(t) and any(p in (typing.Any, T.Scalar, T.Float, T.Int) for p in t._wp_type_params_)


def resolve(function, args):
    for allow in (False, True):
        for o in function.overloads:
            if not o.variadic and len(o.input_types) < len(args):
                continue
            if cg.func_match_args(o, args, {}, allow_erasure=allow):
                return o
    return None


def result(o, args):
    bound = o.signature.bind(*args).arguments
    values = {}
    for k, v in o.defaults.items():
        if k not in bound and v is not None:
            bound[k] = cg.get_arg_type(v)
            values[k] = v
    r = o.value_func(dict(bound), values)
    if r is None:
        return "-"
    if isinstance(r, (list, tuple)):
        return ",".join(code(x) for x in r)
    return code(r)


def instances(function, o):
    params = [t for k, t in o.input_types.items()]
    required = len([k for k in o.input_types if k not in o.defaults])
    seen, found = set(), 0
    limit = 1 if not any(is_generic(p) for p in params) else 14
    for count in sorted({required, len(params)}):
        some = [p for p in params[:count]]
        scalars = [None] if limit == 1 else FLOATS + INTS
        for scalar in scalars:
            for dims in [(3, 2)] if limit == 1 else [(3, 2), (5, 5), (2, 4), (4, 6), (3, 3), (2, 2), (4, 4)]:
                for args in itertools.islice(itertools.product(*(choices(p, scalar or wp.float32, dims) for p in some)), 400):
                    try:
                        key = tuple(code(a) for a in args)
                        if key in seen or resolve(function, args) is not o:
                            continue
                        r = result(o, args)
                    except Exception:
                        continue
                    seen.add(key)
                    per_scalar[scalar] = per_scalar.get(scalar, 0) + 1
                    if per_scalar[scalar] > 3 and limit > 1:
                        continue
                    found += 1
                    yield r, key
                    if found >= limit * 3:
                        return


lines, missed, total = [], [], 0
for name, function in sorted(context.builtin_functions.items()):
    if LEFT_OUT.fullmatch(name):
        continue
    if not function.is_builtin():
        for i, o in enumerate([*function.user_overloads.values()]):
            try:
                ret = o.adj.arg_types.get("return")
                args = [code(t) for t in o.input_types.values()]
                o.adj.build(None, {"enable_backward": False, "max_unroll": 16}) if ret is None else None
                lines.append((name, i, code(ret) if ret is not None else "?", args))
            except Exception as e:
                print("py", name, e)
        continue
    for i, o in enumerate(function.overloads):
        total += 1
        per_scalar = {}
        rows = list(instances(function, o))
        if not rows:
            names = ", ".join(getattr(t, "__name__", type(t).__name__) for t in o.input_types.values())
            missed.append(f"{name}/{i}({names})")
        lines += [(name, i, r, list(k)) for r, k in rows]
with open(sys.argv[1], "w") as f:
    for name, i, r, args in lines:
        f.write(f"{name}\t{i}\t{r}\t{' '.join(args)}\n")
print(total, "overloads", len({(n, i) for n, i, _, _ in lines}), "covered", len(lines), "lines; missed", len(missed))
import collections
print(collections.Counter(m.split("/")[0] for m in missed))
print(missed[:40])
