"""Handwritten cases for ``sweep.py``: calls whose legal arguments parameters alone do not tell, and statements that call built-ins implicitly.

A recipe names the built-in that it is about; which overloads it resolves to is found out by building it. What real Warp rejects is left out (and
reported by ``sweep.py coverage``), so a loop over types may well ask for more than is legal.
"""

from __future__ import annotations

import textwrap

from sweep_cases import FLOATS, INTS, Case, Definitions, Spelling

SCALARS = (*FLOATS, *INTS)
SOME_TYPES = ("wp.float32", "wp.int32", "wp.float64", "wp.float16", "wp.vec3", "wp.mat22", "wp.uint8")


class Recipes:
    """Collects cases."""

    def __init__(self, definitions: Definitions, spelling: Spelling):
        self.definitions = definitions
        self.spelling = spelling
        self.cases: list[Case] = []

    def add(self, key: str, params: str, body: str, needs: tuple[str, ...] = (), options: str = "") -> None:
        """Add a case. ``params`` are separated by semicolons, with ``T[]`` for ``wp.array(dtype=T)``, ``T[,]`` for two dimensions and so on."""
        parameters = []
        for parameter in filter(None, (part.strip() for part in params.split(";"))):
            if parameter.endswith("]") and "[" in parameter:
                name, _, rest = parameter.partition(":")
                dtype, _, commas = rest.strip()[:-1].rpartition("[")
                ndim = commas.count(",") + 1
                parameter = f"{name}: wp.array(dtype={dtype}{f', ndim={ndim}' if ndim > 1 else ''})"
            parameters.append(parameter)
        lines = tuple(textwrap.dedent(body).strip("\n").splitlines())
        self.cases.append(Case(key, tuple(parameters), lines, needs=needs, options=options))

    def define(self, name: str, source: str) -> tuple[str, ...]:
        """Register a definition above kernels."""
        return (self.definitions.add(name, textwrap.dedent(source).strip("\n")),)


def recipes(definitions: Definitions, spelling: Spelling) -> list[Case]:
    """All handwritten cases."""
    collected = Recipes(definitions, spelling)
    for part in (
        casts, constructors, structures, queries, sampling, control, arrays, components, utilities,
        tile_constructors, tile_memory, tile_shapes, tile_elements, tile_arithmetic, tile_reductions, tile_maps, tile_stacks, tile_algebra,
    ):  # fmt: skip
        part(collected)
    return collected.cases


# ----------------------------------------------------------------------------------------------------------------------
# Scalars, vectors, matrices
# ----------------------------------------------------------------------------------------------------------------------


def casts(r: Recipes) -> None:
    """Casts of literals, which have rules of their own (64-bit targets), and ``wp.cast``."""
    for target in (*SCALARS, "bool", "int", "float"):
        called = target if target in ("int", "float", "bool") else f"wp.{target}"
        dtype = {"int": "wp.int32", "float": "wp.float32", "bool": "wp.bool"}.get(target, called)
        for literal in ("3", "-2.75", "True", "1e10"):
            r.add(target, f"out: {dtype}[]", f"x = {called}({literal})\nout[wp.tid()] = x")
        r.add(target, f"out: {dtype}[]; a: {dtype}[]", f"row = wp.tid()\nx = {called}(1)\nfor i in range(3):\n    x += a[i]\nout[row] = x")
    for source, target in (
        ("wp.float32", "wp.int32"),
        ("wp.int64", "wp.float64"),
        ("wp.vec3", "wp.vec3i"),
        ("wp.mat22", "wp.mat22d"),
        ("wp.uint64", "wp.vec2f"),
    ):
        r.add("cast", f"a: {source}[]; out: {target}[]", f"row = wp.tid()\nout[row] = wp.cast(a[row], {target})")
        r.add("cast", f"a: {source}[]; out: {target}[]", f"row = wp.tid()\nx = a[row]\ny = wp.cast(x, dtype={target})\nout[row] = y")


def constructors(r: Recipes) -> None:
    """Vectors, matrices, quaternions, transformations from all that they can be made of."""
    for length in (1, 2, 3, 4, 5, 6, 7, 9):
        for scalar in SCALARS if length in (2, 3, 5) else ("float32", "int32", "float64"):
            vector, needs = r.spelling.spell(r.spelling.composite("vec_t", length, getattr(r.spelling.types, scalar)))
            elements = ", ".join(["x"] * length)
            literals = ", ".join(str(n + 1) for n in range(length))
            fractions = ", ".join(f"{n}.5" for n in range(length))
            setup = "row = wp.tid()\nx = a[row]\n"
            params = f"a: wp.{scalar}[]; out: {vector}[]"
            r.add("vector", params, setup + f"out[row] = {vector}({elements})", needs)
            r.add("vector", params, setup + f"z = {vector}()\nf = {vector}(x)\nc = {vector}(f)\nout[row] = z + f + c", needs)
            r.add("vector", params, f"row = wp.tid()\nout[row] = {vector}({literals if scalar in INTS else fractions})", needs)
        r.add("vector", f"a: wp.float32[]; out: {vector}[]", f"row = wp.tid()\nv = wp.vector(a[row], length={length})\nout[row] = {vector}(v)", needs)
    r.add("vector", "a: wp.float32[]; out: wp.vec3[]", "row = wp.tid()\nx = a[row]\nout[row] = wp.vector(x, x, x)")
    r.add("vector", "out: wp.vec3d[]", "row = wp.tid()\nout[row] = wp.vector(1.0, 2.0, 3.0, dtype=wp.float64)")
    r.add("vector", "out: wp.vec4[]", "row = wp.tid()\nv = wp.vector(length=4, dtype=wp.float32)\nout[row] = v + wp.vec4(1, 2.0, 3, 4.5)")
    r.add("vector", "a: wp.vec3[]; out: wp.vec3d[]", "row = wp.tid()\nout[row] = wp.vec3d(a[row])")
    r.add("vector", "a: wp.vec3h[]; out: wp.vec3i[]", "row = wp.tid()\nv = a[row]\nout[row] = wp.vec3i(v)")

    for rows, columns in ((1, 1), (2, 2), (3, 3), (4, 4), (2, 3), (3, 2), (5, 5), (6, 6), (1, 4)):
        for scalar in SCALARS if (rows, columns) in ((2, 2), (2, 3)) else ("float32", "float64", "int16"):
            matrix, needs = r.spelling.spell(r.spelling.composite("mat_t", rows, columns, getattr(r.spelling.types, scalar)))
            elements = ", ".join(["x"] * (rows * columns))
            setup = "row = wp.tid()\nx = a[row]\n"
            params = f"a: wp.{scalar}[]; out: {matrix}[]"
            r.add("matrix", params, setup + f"out[row] = {matrix}({elements})", needs)
            r.add("matrix", params, setup + f"z = {matrix}()\nf = {matrix}(x)\nc = {matrix}(f)\nout[row] = z + f - c", needs)
        vector, more = r.spelling.spell(r.spelling.composite("vec_t", rows, r.spelling.types.float32))
        matrix, needs = r.spelling.spell(r.spelling.composite("mat_t", rows, columns, r.spelling.types.float32))
        parameters = f"a: {vector}[]; out: {matrix}[]"
        r.add(
            "matrix_from_cols",
            parameters,
            f"row = wp.tid()\nv = a[row]\nout[row] = wp.matrix_from_cols({', '.join(['v'] * columns)})",
            (*needs, *more),
        )
        vector, more = r.spelling.spell(r.spelling.composite("vec_t", columns, r.spelling.types.float32))
        parameters = f"a: {vector}[]; out: {matrix}[]"
        r.add(
            "matrix_from_rows", parameters, f"row = wp.tid()\nv = a[row]\nout[row] = wp.matrix_from_rows({', '.join(['v'] * rows)})", (*needs, *more)
        )
    r.add("matrix", "out: wp.mat22d[]", "row = wp.tid()\nout[row] = wp.mat22d(1.0, 2.0, 3.0, 4.0)")
    r.add("matrix", "out: wp.mat22[]", "row = wp.tid()\nm = wp.matrix(shape=(2, 2), dtype=wp.float32)\nout[row] = m + wp.matrix(1.0, shape=(2, 2))")
    r.add("matrix_from_cols", "a: wp.vec3d[]; out: wp.mat33d[]", "row = wp.tid()\nout[row] = wp.matrix_from_cols(a[row], a[row + 1], a[row + 2])")
    r.add("matrix_from_rows", "a: wp.vec2h[]; out: wp.mat22h[]", "row = wp.tid()\nout[row] = wp.matrix_from_rows(a[row], a[row + 1])")

    for size, dtype in ((1, "float32"), (2, "float32"), (3, "float64"), (4, "float16"), (5, "int32"), (6, "float32")):
        matrix, needs = r.spelling.spell(r.spelling.composite("mat_t", size, size, getattr(r.spelling.types, dtype)))
        r.add("identity", f"out: {matrix}[]", f"row = wp.tid()\nout[row] = wp.identity(n={size}, dtype=wp.{dtype})", needs)
        r.add("identity", f"out: {matrix}[]", f"row = wp.tid()\nm = wp.identity({size}, wp.{dtype})\nout[row] = m * m", needs)

    for suffix, scalar in (("", "float32"), ("h", "float16"), ("d", "float64")):
        quat, vec3, transform = f"wp.quat{suffix or 'f'}", f"wp.vec3{suffix or 'f'}", f"wp.transform{suffix or 'f'}"
        params = f"a: wp.{scalar}[]; v: {vec3}[]; q: {quat}[]; out: {quat}[]"
        r.add("quaternion", params, f"row = wp.tid()\nx = a[row]\nout[row] = {quat}(x, x, x, x) + {quat}(v[row], x) + {quat}(q[row]) + {quat}()")
        r.add("quaternion", params, f"row = wp.tid()\nout[row] = {quat}(0.0, 0.0, 0.0, 1.0)")
        r.add("quat_identity", params, f"row = wp.tid()\nout[row] = wp.quat_identity(dtype=wp.{scalar})")
        params = f"a: wp.{scalar}[]; v: {vec3}[]; q: {quat}[]; t: {transform}[]; out: {transform}[]"
        setup = "row = wp.tid()\nx = a[row]\n"
        for arguments in (
            "",
            "x",
            "x, x, x, x, x, x, x",
            "t[row]",
            "v[row], q[row]",
            "v[row]",
            "p=v[row], q=q[row]",
            "1.0, 2.0, 3.0, 0.0, 0.0, 0.0, 1.0",
        ):
            r.add("transformation", params, setup + f"out[row] = {transform}({arguments})")
        r.add("transform_identity", params, f"row = wp.tid()\nout[row] = wp.transform_identity(dtype=wp.{scalar})")
        spatial = f"wp.spatial_vector{suffix or 'f'}"
        params = f"a: wp.{scalar}[]; v: {vec3}[]; out: {spatial}[]"
        for arguments in (
            f"v[row], v[row], dtype=wp.{scalar}",
            f"x, x, x, x, x, x, dtype=wp.{scalar}",
            f"dtype=wp.{scalar}",
            f"w=v[row], v=v[row + 1], dtype=wp.{scalar}",
        ):
            r.add("spatial_vector", params, setup + f"out[row] = wp.spatial_vector({arguments})")
        r.add("vector", params, setup + f"out[row] = {spatial}(x, x, x, x, x, x) + {spatial}()")
    r.add("quat_identity", "out: wp.quat[]", "row = wp.tid()\nout[row] = wp.quat_identity()")
    r.add("transform_identity", "out: wp.transform[]", "row = wp.tid()\nout[row] = wp.transform_identity()")
    r.add(
        "spatial_vector",
        "out: wp.spatial_vector[]",
        "row = wp.tid()\nout[row] = wp.spatial_vector() + wp.spatial_vector(1.0, 2.0, 3.0, 4.0, 5.0, 6.0)",
    )


STRUCT = """
    @wp.struct
    class Particle:
        position: wp.vec3
        mass: float
        neighbours: wp.array(dtype=wp.int32)
        frame: wp.mat33
"""


def structures(r: Recipes) -> None:
    """Built-ins on structs and their fields."""
    needs = r.define("Particle", STRUCT)
    r.add("copy", "a: Particle[]; out: Particle[]", "row = wp.tid()\ns = a[row]\nt = s\nt.mass = 2.0\nout[row] = t", needs)
    r.add("where", "a: Particle[]; out: Particle[]; c: wp.bool", "row = wp.tid()\nout[row] = wp.where(c, a[row], a[row + 1])", needs)
    r.add("array_store", "a: Particle[,]", "i, j = wp.tid()\np = Particle()\np.position = wp.vec3(1.0, 2.0, 3.0)\np.mass = 1.5\na[i, j] = p", needs)
    r.add("address", "a: Particle[,]; out: wp.float32[]", "i, j = wp.tid()\nout[i] = a[i, j].mass + a[i, j].position[1] + a[j, i].frame[0, 2]", needs)
    r.add(
        "store",
        "a: Particle[]",
        "row = wp.tid()\na[row].mass = 2.0\na[row].position = wp.vec3(0.0)\na[row].position[1] = 4.0\na[row].mass += 1.0",
        needs,
    )
    r.add("load", "a: Particle[]; out: wp.int32[]", "row = wp.tid()\np = a[row]\nout[row] = p.neighbours[0] + a[row].neighbours[1]", needs)
    r.add("print", "a: Particle[]", "row = wp.tid()\nprint(a[row].position)\nprint(a[row].mass)", needs)


# ----------------------------------------------------------------------------------------------------------------------
# Queries, volumes, textures
# ----------------------------------------------------------------------------------------------------------------------


WALK = """
    @wp.func
    def {name}(query: wp.{query}):
        index = int(0)
        n = int(0)
        while wp.{next}(query, index):
            n += 1
        return n
"""


def queries(r: Recipes) -> None:
    """Loops over queries, erased query kinds, results of mesh queries."""
    ids = "id: wp.uint64; p: wp.vec3; q: wp.vec3; out: wp.int32[]"
    calls = (
        "wp.bvh_query_aabb(id, p, q)",
        "wp.bvh_query_ray(id, p, q, 3)",
        "wp.bvh_query_sphere(id, p, 2.0)",
        "wp.bvh_query_capsule(id, p, q, 2.0, root=1)",
    )
    for call in calls:
        r.add(
            "bvh_query_next",
            ids,
            f"row = wp.tid()\nquery = {call}\nindex = int(0)\nwhile wp.bvh_query_next(query, index):\n    wp.atomic_add(out, row, index)",
        )
        r.add(
            "bvh_query_next",
            ids,
            f"row = wp.tid()\nquery = {call}\nindex = int(0)\nwhile wp.bvh_query_next(query, index, 5.0):\n    out[row] = index",
        )
    r.add(
        "bvh_query_next", f"{ids}; c: wp.int32",
        """
        row = wp.tid()
        query = wp.bvh_query_aabb(id, p, q)
        if c > 0:
            query = wp.bvh_query_sphere(id, p, 2.0)
        index = int(0)
        while wp.bvh_query_next(query, index):
            out[row] = index
        """,
    )  # fmt: skip
    walk = r.define(
        "walk_bvh",
        WALK.format(name="walk_bvh", query="BvhQuery", next="bvh_query_next"),
    )
    r.add("bvh_query_next", ids, "row = wp.tid()\nout[row] = walk_bvh(wp.bvh_query_aabb(id, p, q)) + walk_bvh(wp.bvh_query_ray(id, p, q))", walk)
    walk = r.define(
        "walk_mesh",
        WALK.format(name="walk_mesh", query="MeshQuery", next="mesh_query_next"),
    )
    r.add(
        "mesh_query_next",
        ids,
        "row = wp.tid()\nout[row] = walk_mesh(wp.mesh_query_aabb(id, p, q)) + walk_mesh(wp.mesh_query_sphere(id, p, 1.0))",
        walk,
    )
    walk = r.define(
        "walk_mesh_old",
        WALK.format(name="walk_mesh_old", query="MeshQuery", next="mesh_query_aabb_next"),
    )
    r.add("mesh_query_aabb_next", ids, "row = wp.tid()\nout[row] = walk_mesh_old(wp.mesh_query_aabb(id, p, q))", walk)
    iterate = r.define(
        "iterate_mesh", "@wp.func\ndef iterate_mesh(query: wp.MeshQuery):\n    n = int(0)\n    for face in query:\n        n += face\n    return n"
    )
    r.add("iter_next", ids, "row = wp.tid()\nout[row] = iterate_mesh(wp.mesh_query_aabb(id, p, q))", iterate)
    for key in ("mesh_query_next", "mesh_query_aabb_next"):
        for call in ("wp.mesh_query_aabb(id, p, q)", "wp.mesh_query_sphere(id, p, 2.0)"):
            r.add(key, ids, f"row = wp.tid()\nquery = {call}\nindex = int(0)\nwhile wp.{key}(query, index):\n    wp.atomic_add(out, row, index)")
        r.add(
            key, f"{ids}; c: wp.bool",
            f"""
            row = wp.tid()
            query = wp.mesh_query_aabb(id, p, q)
            if c:
                query = wp.mesh_query_sphere(id, p, 2.0)
            index = int(0)
            while wp.{key}(query, index):
                out[row] = index
            """,
        )  # fmt: skip
    for call in ("wp.mesh_query_aabb(id, p, q)", "wp.mesh_query_sphere(id, p, 2.0)", "wp.hash_grid_query(id, p, 2.0)", "wp.bvh_query_aabb(id, p, q)"):
        r.add("iter_next", ids, f"row = wp.tid()\nfor found in {call}:\n    wp.atomic_add(out, row, found)")
    for suffix, scalar in (("h", "float16"), ("f", "float32"), ("d", "float64")):
        params = f"id: wp.uint64; p: wp.vec3{suffix}; d: wp.{scalar}; out: wp.int32[]"
        r.add("iter_next", params, "row = wp.tid()\nquery = wp.hash_grid_query(id, p, d)\nfor found in query:\n    out[found] = row")
        r.add(
            "hash_grid_query_next",
            params,
            "row = wp.tid()\nquery = wp.hash_grid_query(id, p, d, 3)\nindex = int(0)\nwhile wp.hash_grid_query_next(query, index):\n    out[row] += index",
        )
    r.add(
        "mesh_query_point", "id: wp.uint64; p: wp.vec3; out: wp.vec3[]; s: wp.float32[]",
        """
        row = wp.tid()
        query = wp.mesh_query_point(id, p, 10.0)
        if query.result:
            out[row] = wp.mesh_eval_position(id, query.face, query.u, query.v)
            s[row] = query.sign
        """,
    )  # fmt: skip
    r.add(
        "mesh_query_ray", "id: wp.uint64; p: wp.vec3; q: wp.vec3; out: wp.vec3[]; s: wp.float32[]",
        """
        row = wp.tid()
        query = wp.mesh_query_ray(id, p, q, 10.0)
        if query.result:
            out[row] = query.normal * query.t
            s[row] = query.sign + query.u + query.v + float(query.face)
        """,
    )  # fmt: skip
    r.add(
        "mesh_get",
        "id: wp.uint64; out: wp.vec3[]",
        "row = wp.tid()\nmesh = wp.mesh_get(id)\nout[row] = mesh.points[mesh.indices[row]] + mesh.velocities[row]",
    )
    tiled = (
        ("bvh_query_next_tiled", "bvh_query_aabb_tiled(id, p, q)"),
        ("bvh_query_next_tiled", "bvh_query_ray_tiled(id, p, q)"),
        ("tile_bvh_query_next", "tile_bvh_query_aabb(id, p, q)"),
    )
    tiled += (
        ("tile_bvh_query_next", "tile_bvh_query_ray(id, p, q)"),
        ("mesh_query_aabb_next_tiled", "mesh_query_aabb_tiled(id, p, q)"),
        ("tile_mesh_query_aabb_next", "tile_mesh_query_aabb(id, p, q)"),
    )
    for key, call in tiled:
        for target in (key, "tile_query_valid", call.split("(")[0]):
            body = f"row = wp.tid()\nquery = wp.{call}\nwhile wp.tile_query_valid(query):\n    found = wp.{key}(query)\n    index = wp.untile(found)\n    out[row] = index"
            r.add(target, ids, body)


def sampling(r: Recipes) -> None:
    """Volumes and textures of all types."""
    base = "id: wp.uint64; uvw: wp.vec3"
    for dtype, gradient in (
        ("wp.float32", "wp.vec3"),
        ("wp.float64", "wp.vec3d"),
        ("wp.vec3", "wp.mat33"),
        ("wp.vec4", "wp.types.matrix((4, 3), wp.float32)"),
        ("wp.vec3d", "wp.mat33d"),
        ("wp.int32", "wp.vec3"),
    ):
        needs = ()
        if "types" in gradient:
            needs = r.define("mat4x3_float32", "mat4x3_float32 = wp.types.matrix(shape=(4, 3), dtype=wp.float32)")
            gradient = "mat4x3_float32"
        params = f"{base}; out: {dtype}[]; gout: {gradient}[]; data: {dtype}[]; background: {dtype}"
        r.add("volume_sample", params, f"row = wp.tid()\nout[row] = wp.volume_sample(id, uvw, wp.Volume.LINEAR, dtype={dtype})", needs)
        r.add("volume_lookup", params, f"row = wp.tid()\nout[row] = wp.volume_lookup(id, row, 1, 2, dtype={dtype})", needs)
        r.add("volume_store", params, "row = wp.tid()\nwp.volume_store(id, row, 1, 2, data[row])", needs)
        r.add(
            "volume_sample_grad",
            params,
            f"row = wp.tid()\ng = {gradient}()\nout[row] = wp.volume_sample_grad(id, uvw, wp.Volume.LINEAR, g, dtype={dtype})\ngout[row] = g",
            needs,
        )
        r.add("volume_sample_index", params, "row = wp.tid()\nout[row] = wp.volume_sample_index(id, uvw, wp.Volume.CLOSEST, data, background)", needs)
        r.add(
            "volume_sample_grad_index",
            params,
            f"row = wp.tid()\ng = {gradient}()\nout[row] = wp.volume_sample_grad_index(id, uvw, 1, data, background, g)\ngout[row] = g",
            needs,
        )
    for dtype in ("float", "wp.float32", "wp.vec2f", "wp.vec4f", "wp.vec4", "int", "wp.vec2"):
        for texture, coordinates in (("1D", ("u[row]",)), ("2D", ("uv[row]", "u[row], u[row + 1]")), ("3D", ("uvw[row]", "u[row], u[row + 1], 0.5"))):
            for coordinate in coordinates:
                for lod in ("", ", lod=1.5"):
                    params = f"tex: wp.Texture{texture}; u: wp.float32[]; uv: wp.vec2[]; uvw: wp.vec3[]; out: {dtype}[]"
                    r.add("texture_sample", params, f"row = wp.tid()\nout[row] = wp.texture_sample(tex, {coordinate}, dtype={dtype}{lod})")


# ----------------------------------------------------------------------------------------------------------------------
# Control flow, arrays, components, utilities
# ----------------------------------------------------------------------------------------------------------------------


def control(r: Recipes) -> None:
    """Thread ids, ranges, iteration, choices."""
    r.add("tid", "out: wp.int32[]", "i = wp.tid()\nout[i] = i")
    r.add("tid", "out: wp.int32[,]", "i, j = wp.tid()\nout[i, j] = i + j")
    r.add("tid", "out: wp.int32[,,]", "i, j, k = wp.tid()\nout[i, j, k] = i + j * k")
    r.add("tid", "out: wp.int32[,,,]", "i, j, k, l = wp.tid()\nout[i, j, k, l] = i + j * k - l")
    r.add("block_dim", "out: wp.int32[]", "out[wp.tid()] = wp.block_dim()")
    r.add("range", "n: wp.int32; out: wp.int32[]", "row = wp.tid()\nfor i in range(n):\n    out[row] += i")
    r.add("range", "n: wp.int32; out: wp.int32[]", "row = wp.tid()\nfor i in range(2, n):\n    out[row] += i")
    r.add(
        "range",
        "n: wp.int32[]; out: wp.int32[]",
        "row = wp.tid()\nfor i in range(n[row], n[row + 1], 3):\n    out[row] += i\n    if i > 100:\n        break",
    )
    r.add("range", "n: wp.int32; out: wp.int32[]", "row = wp.tid()\nfor i in wp.range(n):\n    out[row] += i")
    r.add("reversed", "n: wp.int32; out: wp.int32[]", "row = wp.tid()\nfor i in reversed(range(n)):\n    out[row] += i")
    r.add("reversed", "n: wp.int32; out: wp.int32[]", "row = wp.tid()\nfor i in wp.reversed(range(1, n, 2)):\n    out[row] -= i")
    r.add(
        "iter_next",
        "n: wp.int32; out: wp.float32[]",
        "row = wp.tid()\nx = float(0.0)\nfor i in range(n):\n    if i % 2 == 0:\n        continue\n    x += float(i)\nout[row] = x",
    )
    r.add("breakpoint", "", "breakpoint()")
    r.add("static", "out: wp.int32[]", "out[wp.tid()] = wp.static(3 + 4)")
    for dtype in ("wp.float32", "wp.int32", "wp.vec3", "wp.quat", "wp.transform", "wp.mat33"):
        r.add("where", f"c: wp.int32[]; a: {dtype}[]; out: {dtype}[]", "row = wp.tid()\nx = a[row]\nif c[row] > 0:\n    x = a[row + 1]\nout[row] = x")
        r.add("where", f"c: wp.int32[]; a: {dtype}[]; out: {dtype}[]", "row = wp.tid()\nout[row] = a[row] if c[row] == 2 else a[row + 1]")


def arrays(r: Recipes) -> None:
    """Element access, views, slices, atomics by statement, arrays made in kernels."""
    letters = ("i", "j", "k", "l")
    for family in ("array", "indexedarray", "fabricarray", "indexedfabricarray"):
        for ndim in (1, 2, 3, 4):
            index = ", ".join(letters[:ndim])
            for dtype in ("wp.float32", "wp.int32", "wp.vec3", "wp.mat22", "wp.quat", "wp.uint8"):
                annotation = f"wp.{family}(dtype={dtype}{f', ndim={ndim}' if ndim > 1 else ''})"
                setup = f"{index} = wp.tid()\n"
                r.add("address", f"a: {annotation}; b: {annotation}", setup + f"a[{index}] = b[{index}]")
                r.add("array_store", f"a: {annotation}; b: {annotation}", setup + f"x = b[{index}]\na[{index}] = x + x")
                r.add("atomic_add", f"a: {annotation}; b: {annotation}", setup + f"a[{index}] += b[{index}]")
                r.add("atomic_sub", f"a: {annotation}; b: {annotation}", setup + f"a[{index}] -= b[{index}]")
            annotation = annotation.replace("wp.uint8", "wp.uint32")
            for key, operator in (("atomic_and", "&="), ("atomic_or", "|="), ("atomic_xor", "^=")):
                r.add(key, f"a: {annotation}; b: {annotation}", setup + f"a[{index}] {operator} b[{index}]")
            if ndim > 1:
                for count in range(1, ndim):
                    leading, trailing = ", ".join(letters[:count]), ", ".join(letters[count:ndim])
                    r.add("view", f"a: {annotation}; out: wp.uint32[]", setup + f"part = a[{leading}]\nout[i] = part[{trailing}]")
    for subscript in ("1:3", ":4", "2:", "::2", "::-1", "1:n", "n:0:-2"):
        r.add("view", "a: wp.float32[]; n: wp.int32; out: wp.float32[]", f"row = wp.tid()\npart = a[{subscript}]\nout[row] = part[row]")
        r.add("view", "a: wp.vec3[,]; n: wp.int32; out: wp.vec3[]", f"row = wp.tid()\npart = a[{subscript}, row]\nout[row] = part[0]")
        r.add("slice", "a: wp.vec3[,]; n: wp.int32; out: wp.vec3[]", f"row = wp.tid()\npart = a[row, {subscript}]\nout[row] = part[0]")
    for shape in ("4", "(4,)", "(2, 3)", "shape=(2, 2, 2)"):
        for dtype in ("wp.float32", "wp.int32", "wp.vec3", "float"):
            ndim = max(shape.count(",") + 1 - shape.endswith(",)"), 1)
            index = ", ".join(["1"] * ndim)
            body = f"row = wp.tid()\na = wp.zeros({shape}, dtype={dtype})\na[{index}] = b[row]\nb[row] = a[{', '.join(['0'] * ndim)}]\nx = a[{index}]\nb[row] += x"
            for key in ("zeros", "address", "array_store"):
                r.add(key, f"b: {dtype}[]", body)
        r.add(
            "zeros", "b: wp.float32[]", f"row = wp.tid()\na = wp.zeros({shape}, dtype=float)\nwp.atomic_add(a, {index}, b[row])\nb[row] = a[{index}]"
        )
    r.add("array", "p: wp.uint64; out: wp.float32[]", "row = wp.tid()\na = wp.array(ptr=p, shape=(10,), dtype=wp.float32)\nout[row] = a[row]")
    r.add("array", "p: wp.uint64; n: wp.int32; out: wp.vec3[]", "row = wp.tid()\na = wp.array(p, (n, 3), wp.vec3)\nout[row] = a[row, 1]")
    r.add(
        "array",
        "b: wp.int32[,]; out: wp.int32[]",
        "row = wp.tid()\na = wp.array(ptr=b.ptr, shape=(b.shape[0], b.shape[1]), dtype=wp.int32)\nout[row] = a[row, 0]",
    )
    r.add("extract", "a: wp.float32[,]; out: wp.int32[]", "row = wp.tid()\nout[row] = a.shape[0] * a.shape[1]")
    r.add("extract", "a: wp.float32[,]; out: wp.int32[]; n: wp.int32", "row = wp.tid()\ns = a.shape\nout[row] = s[n] + s[1]")
    for condition in ("a", "not a"):
        r.add("unot", "a: wp.float32[]; out: wp.int32[]", f"if {condition}:\n    out[wp.tid()] = 1")
    r.add("where", "a: wp.float32[]; out: wp.float32[]", "row = wp.tid()\nout[row] = wp.where(a, 1.0, 2.0)")
    r.add("len", "a: wp.float32[,]; out: wp.int32[]", "out[wp.tid()] = len(a)")


def components(r: Recipes) -> None:
    """Reading and writing components of locals and of array elements, by index, slice and name."""
    for scalar in ("float32", "int32", "float64", "float16", "uint8", "bool", "bfloat16"):
        types = r.spelling.types
        dtype = getattr(types, scalar)
        one = {"bool": "True"}.get(scalar, f"wp.{scalar}(1)")
        for kind, parameters in (("vec_t", (3,)), ("vec_t", (5,)), ("mat_t", (2, 2)), ("mat_t", (2, 3)), ("quat_t", ()), ("transform_t", ())):
            if kind in ("quat_t", "transform_t") and scalar not in FLOATS:
                continue
            name, needs = r.spelling.spell(r.spelling.composite(kind, *parameters, dtype))
            params = f"a: {name}[]; b: wp.{scalar}[]; out: {name}[]; n: wp.int32"
            local = "row = wp.tid()\nx = a[row]\n"
            if kind == "mat_t":
                row_type, more = r.spelling.spell(r.spelling.composite("vec_t", parameters[1], dtype))
                column_type, others = r.spelling.spell(r.spelling.composite("vec_t", parameters[0], dtype))
                needs = tuple(dict.fromkeys((*needs, *more, *others)))
                params += f"; rows: {row_type}[]; columns: {column_type}[]"
                r.add(
                    "extract",
                    params,
                    local + "b[row] = x[0, 1]\nb[row + 1] = x[n, n]\nrows[row] = x[1]\nrows[row + 1] = x[n]\nb[row] = x[-1, -1]",
                    needs,
                )
                r.add("extract", params, local + "y = x[:, 0]\nz = x[0:1, 0:2]\nw = x[n, :]\nb[row] = w[0]\nb[row] = y[1]\nb[row] = z[0, 1]", needs)
                for index, value in (("0, 1", one), ("n, n", "b[row]"), ("1", "rows[row]"), ("n", "rows[row]"), (":, 0", "columns[row]")):
                    r.add("assign_inplace", params, local + f"x[{index}] = {value}\nout[row] = x", needs)
                    r.add("indexref", params, f"row = wp.tid()\nout[row][{index}] = {value}\nout[row + 1] = a[row]", needs)
                r.add(
                    "assign_copy",
                    params,
                    local + f"y = wp.assign_copy(x, 1, rows[row])\nz = wp.assign_copy(x, 0, 1, {one})\nout[row] = y\nout[row + 1] = z",
                    needs,
                )
                for key, operator in (
                    ("add_inplace", "+="),
                    ("sub_inplace", "-="),
                    ("bit_and_inplace", "&="),
                    ("bit_or_inplace", "|="),
                    ("bit_xor_inplace", "^="),
                ):
                    r.add(key, params, local + f"x[0, 1] {operator} b[row]\nx[1] {operator} rows[row]\nout[row] = x", needs)
                    r.add(key, params, f"row = wp.tid()\nout[row][0, 1] {operator} b[row]\nout[row][1] {operator} rows[row]", needs)
                r.add("index", params, "row = wp.tid()\nb[row] = a[row][0, 1]\nb[row] = a[row][n][0]\nrows[row] = wp.index(a[row], 1)", needs)
                continue
            r.add("extract", params, local + "b[row] = x[1]\nb[row + 1] = x[n]\nb[row + 2] = x[-1]", needs)
            r.add("extract", params, local + "y = x[0:2]\nz = x[1:]\nb[row] = y[1]\nb[row] = z[0]", needs)
            r.add("index", params, "row = wp.tid()\nb[row] = a[row][1]\nb[row] = a[row][n]\nb[row] = wp.index(a[row], n)", needs)
            for index, value in (("1", one), ("n", "b[row]"), ("0:2", one), (":", "b[row]")):
                r.add("assign_inplace", params, local + f"x[{index}] = {value}\nout[row] = x", needs)
                r.add("indexref", params, f"row = wp.tid()\nout[row][{index}] = {value}", needs)
                if ":" not in index:
                    r.add("assign_copy", params, local + f"out[row] = wp.assign_copy(x, {index}, {value})", needs)
            for key, operator in (
                ("add_inplace", "+="),
                ("sub_inplace", "-="),
                ("bit_and_inplace", "&="),
                ("bit_or_inplace", "|="),
                ("bit_xor_inplace", "^="),
            ):
                r.add(key, params, local + f"x[1] {operator} b[row]\nx[n] {operator} {one}\nout[row] = x", needs)
                r.add(key, params, f"row = wp.tid()\nout[row][1] {operator} b[row]", needs)
            if kind == "vec_t" and parameters == (3,):
                r.add("extract", params, local + "b[row] = x.x\nb[row] = x.z\nb[row] = a[row].y", needs)
                r.add("assign_inplace", params, local + "x.x = b[row]\nx.y = x.z\nout[row] = x", needs)
                r.add("indexref", params, "row = wp.tid()\nout[row].x = b[row]\nout[row].z += b[row]", needs)
            if kind == "quat_t":
                r.add("indexref", params, "row = wp.tid()\nx = a[row]\nout[row].w = b[row]\nx.x = b[row]\nout[row] = x", needs)
            r.add("len", params, local + "y = len(x)\nout[y] = x", needs)
    params = "a: wp.transform[]; q: wp.quat[]; v: wp.vec3[]; out: wp.transform[]"
    r.add("transform_set_translation", params, "row = wp.tid()\nx = a[row]\nx.p = v[row]\nx.q = q[row]\nout[row] = x\nv[row] = x.p\nq[row] = x.q")
    r.add("transform_add_inplace", params, "row = wp.tid()\nx = a[row]\nx.p += v[row]\nout[row] = x")
    r.add("transform_sub_inplace", params, "row = wp.tid()\nx = a[row]\nx.p -= v[row]\nout[row] = x")
    r.add("load", params, "row = wp.tid()\nv[row] = a[row].p\nout[row].p = v[row]\nout[row].q = q[row]")


def utilities(r: Recipes) -> None:
    """Printing, tuples, expectations, references."""
    r.add("printf", "a: wp.float32[]", 'row = wp.tid()\nwp.printf("row %d: %f\\\\n", row, a[row])')
    r.add("printf", "", 'wp.printf("nothing\\\\n")')
    r.add("printf", "a: wp.int64[]; b: wp.uint8[]", 'row = wp.tid()\nwp.printf("%lld %d %s %.3f\\\\n", a[row], b[row], "text", 1.5)')
    for dtype in (*SOME_TYPES, "wp.quat", "wp.transform", "wp.bool", "wp.uint64", "wp.int16"):
        r.add("print", f"a: {dtype}[]", "row = wp.tid()\nprint(a[row])\nx = a[row]\nprint(x)")
    r.add("print", "", 'print("text")')
    pair = "a: wp.float32[]; n: wp.int32; out: wp.float32[]"
    r.add("tuple", pair, "row = wp.tid()\nt = (a[row], n, wp.vec3(1.0, 2.0, 3.0))\nx, y, z = t\nout[row] = x + float(y) + z[0]")
    r.add("extract", pair, "row = wp.tid()\nt = (a[row], n, 2.0)\nout[row] = t[0] + t[2] + float(t[1])")
    r.add("len", pair, "row = wp.tid()\nt = (a[row], n, 2.0)\nout[len(t)] = t[0]")
    r.add("tuple", pair, "row = wp.tid()\nt = tuple(a[row], n)\nout[row] = t[0]")
    two = r.define("pair_of", "@wp.func\ndef pair_of(x: float, y: int):\n    return (x, y)")
    r.add("tuple", pair, "row = wp.tid()\nx, y = pair_of(a[row], n)\nout[row] = x + float(y)", two)
    typed = r.define("typed_pair", "@wp.func\ndef typed_pair(x: float, y: int) -> tuple[float, int]:\n    return (x, y)")
    r.add("extract", pair, "row = wp.tid()\nt = typed_pair(a[row], n)\nout[row] = t[0] + float(t[1])", typed)
    r.add("copy", "a: wp.vec3[]; out: wp.vec3[]", "row = wp.tid()\nx = a[row]\ny = x\ny[0] = 1.0\nout[row] = y\nout[row + 1] = wp.copy(x)")
    r.add("assign", "n: wp.int32; out: wp.float32[]", "row = wp.tid()\nx = float(0.0)\nfor i in range(n):\n    x = x + 1.0\nout[row] = x")
    r.add("store", "a: wp.vec3[]", "row = wp.tid()\na[row][1] = 2.0")
    r.add("store", "a: wp.vec3[]", "row = wp.tid()\na[row].z *= 3.0", options="enable_backward=False")
    r.add("load", "a: wp.vec3[]; out: wp.vec3[]", "row = wp.tid()\nx = a[row]\nout[row] = x + a[row + 1]")
    ref = r.define("increment", "@wp.func\ndef increment(x: wp.ref[float], y: float):\n    x = x + y")
    r.add("store", "out: wp.float32[]", "row = wp.tid()\nx = float(1.0)\nincrement(x, 2.0)\nincrement(out[row], x)", ref, "enable_backward=False")
    r.add(
        "min",
        "out: wp.float32[]; a: wp.float32[]",
        "row = wp.tid()\nout[row] = min(a[row], 1.0) + max(a[row], abs(a[row + 1])) + pow(a[row], 2.0) + round(a[row])",
    )
    r.add("pow", "out: wp.float32[]; a: wp.float32[]", "row = wp.tid()\nout[row] = a[row] ** 2.0")
    r.add("curlnoise", "s: wp.uint32; out: wp.vec2[]; a: wp.vec2[]", "row = wp.tid()\nout[row] = wp.curlnoise(s, a[row], wp.uint32(3), gain=0.25)")
    r.add(
        "expect_near",
        "a: wp.vec3[]",
        "row = wp.tid()\nwp.expect_near(a[row], a[row + 1])\nwp.expect_near(a[row], a[row + 1], 1.0e-3)\nwp.expect_near(a[row], a[row + 1], tolerance=0.5)",
    )


# ----------------------------------------------------------------------------------------------------------------------
# Tiles
# ----------------------------------------------------------------------------------------------------------------------

SHAPES = (("8", "[]"), ("(8,)", "[]"), ("(4, 8)", "[,]"), ("(2, 3, 4)", "[,,]"), ("(2, 2, 3, 2)", "[,,,]"))


def tile_constructors(r: Recipes) -> None:
    """Tiles from nothing."""
    for key in ("tile_zeros", "tile_ones", "tile_empty"):
        for shape, brackets in SHAPES:
            r.add(key, f"out: wp.float32{brackets}", f"t = wp.{key}(shape={shape})\nwp.tile_store(out, t)")
            r.add(key, f"out: wp.float32{brackets}", f't = wp.{key}({shape}, float, "shared")\nwp.tile_store(out, t)')
        for dtype in SOME_TYPES:
            r.add(key, f"out: {dtype}[,]", f't = wp.{key}(shape=(4, 4), dtype={dtype}, storage="shared")\nwp.tile_store(out, t)')
            r.add(key, f"out: {dtype}[]", f"t = wp.{key}(shape=16, dtype={dtype})\nwp.tile_store(out, t, offset=2)")
    for shape, brackets in SHAPES:
        for dtype in SOME_TYPES[:5]:
            params = f"a: {dtype}[]; out: {dtype}{brackets}"
            r.add("tile_full", params, f"row = wp.tid()\nt = wp.tile_full(shape={shape}, value=a[row], dtype={dtype})\nwp.tile_store(out, t)")
            r.add("tile_full", params, f'row = wp.tid()\nt = wp.tile_full({shape}, a[row], storage="shared")\nwp.tile_store(out, t)')
            r.add(
                "tile_from_thread",
                params,
                f"row = wp.tid()\nx = a[row]\nt = wp.tile_from_thread(shape={shape}, value=x, thread_idx=3)\nwp.tile_store(out, t)",
            )
            r.add(
                "tile_from_thread", params, f'row = wp.tid()\nt = wp.tile_from_thread({shape}, a[row], row, storage="shared")\nwp.tile_store(out, t)'
            )
        setup = "row = wp.tid()\nrng = wp.rand_init(42, row)\n"
        for storage in ("", ', storage="shared"'):
            for key, dtype, low, high in (("tile_randi", "wp.int32", "-3", "9"), ("tile_randf", "wp.float32", "-1.0", "2.5")):
                params = f"out: {dtype}{brackets}"
                r.add(key, params, setup + f"t = wp.{key}({shape}, rng{storage})\nwp.tile_store(out, t)")
                r.add(key, params, setup + f"t = wp.{key}(shape={shape}, rng=rng, min={low}, max={high}{storage})\nwp.tile_store(out, t)")
    r.add("tile_full", "out: wp.int32[]", "t = wp.tile_full(8, 3, dtype=wp.int32)\nu = wp.tile_full(8, 3)\nwp.tile_store(out, t + u)")
    for arguments, dtype in (
        ("16", "float"),
        ("2, 18", "wp.float32"),
        ("0, 32, 2", "wp.int32"),
        ("16, 0, -1", "wp.float64"),
        ("0.0, 1.0, 0.25", "wp.float32"),
        ("0.0, 1.0, 0.125", "wp.float16"),
        ("1, 9", "wp.uint8"),
    ):
        for storage in ("", ', storage="shared"'):
            r.add("tile_arange", f"out: {dtype}[]", f"t = wp.tile_arange({arguments}, dtype={dtype}{storage})\nwp.tile_store(out, t)")
    for dtype in SOME_TYPES:
        r.add("tile", f"a: {dtype}[]; out: {dtype}[]", "row = wp.tid()\nt = wp.tile(a[row], preserve_type=True)\nwp.tile_store(out, t)")
        for preserve in ("", ", preserve_type=True"):
            r.add("untile", f"a: {dtype}[]; out: {dtype}[]", f"row = wp.tid()\nt = wp.tile(a[row]{preserve})\nout[row] = wp.untile(t)")
        r.add("untile", f"a: {dtype}[]; out: {dtype}[]", "row = wp.tid()\nx = a[row]\nt = wp.tile(x)\nu = t + t\ny = wp.untile(u)\nout[row] = y")


def tile_memory(r: Recipes) -> None:
    """Loads, stores and atomics, also by index tiles."""
    for shape, brackets in SHAPES:
        ndim = max(brackets.count(",") + 1, 1)
        tuple_shape = shape if ndim > 1 or shape.startswith("(") else None
        zeros = f"({', '.join(['i'] * ndim)}{',' if ndim == 1 else ''})" if tuple_shape else "i"
        for dtype in ("wp.float32", "wp.int32", "wp.vec3", "wp.float64") if ndim < 3 else ("wp.float32", "wp.mat33"):
            params = f"a: {dtype}{brackets}; out: {dtype}{brackets}"
            for key in ("tile_load", "tile_store", "tile_atomic_add"):
                store = "tile_store" if key == "tile_load" else key
                r.add(key, params, f"i = wp.tid()\nt = wp.tile_load(a, shape={shape})\nwp.{store}(out, t)")
                r.add(
                    key, params, f'i = wp.tid()\nt = wp.tile_load(a, {shape}, offset={zeros}, storage="shared")\nwp.{store}(out, t, offset={zeros})'
                )
                r.add(
                    key,
                    params,
                    f"i = wp.tid()\nt = wp.tile_load(a, shape={shape}, offset={zeros}, bounds_check=False)\nwp.{store}(out, t, {zeros}, bounds_check=False)",
                )
            r.add(
                "tile_store",
                params,
                f"i = wp.tid()\nt = wp.tile_load(a, shape={shape}, aligned=True, bounds_check=False)\nwp.tile_store(out, t, aligned=True)",
            )
            if not tuple_shape:
                continue
            offset = f"({', '.join(['i'] * ndim)}{',' if ndim == 1 else ''})"
            for axis in range(ndim):
                size = shape.strip("()").replace(" ", "").split(",")[axis]
                setup = f"i = wp.tid()\nwhere = wp.tile_load(ind, shape={size})\n"
                more = f"{params}; ind: wp.int32[]"
                r.add(
                    "tile_load_indexed",
                    more,
                    setup + f"t = wp.tile_load_indexed(a, indices=where, shape={shape}, offset={offset}, axis={axis})\nwp.tile_store(out, t)",
                )
                r.add(
                    "tile_store_indexed",
                    more,
                    setup + f"t = wp.tile_load(a, shape={shape})\nwp.tile_store_indexed(out, where, t, offset={offset}, axis={axis})",
                )
                r.add(
                    "tile_atomic_add_indexed",
                    more,
                    setup + f"t = wp.tile_load(a, shape={shape})\nwp.tile_atomic_add_indexed(out, indices=where, t=t, offset={offset}, axis={axis})",
                )
            r.add(
                "tile_load_indexed",
                more,
                setup.replace(size, shape.strip("()").split(",")[0])
                + f't = wp.tile_load_indexed(a, where, {shape}, storage="shared")\nwp.tile_store(out, t)',
            )


def tile_shapes(r: Recipes) -> None:
    """Views, slices, reshaping, casts."""
    for dtype in ("wp.float32", "wp.vec2", "wp.int32"):
        params = f"a: {dtype}[,]; row_out: {dtype}[]; out: {dtype}[,]; n: wp.int32; ind: wp.int32[]"
        load = "t = wp.tile_load(a, shape=(8, 4))\n"
        for statement, target in (
            ("v = wp.tile_view(t, offset=(2, 0), shape=(4, 4))", "out"), ("v = wp.tile_view(t, offset=(n, 1), shape=(2, 2))", "out"), ("v = wp.tile_view(t, (3,))", "row_out"),
            ("v = wp.tile_view(t, offset=(1, 2), shape=(1, 2))", "out"), ("v = t[3]", "row_out"), ("v = t[n]", "row_out"), ("v = t[1:5, 0:2]", "out"), ("v = t[2:4]", "out"),
            ("v = t[:, 1]", "row_out"), ("v = t[0:8:2, :]", "out"),
        ):  # fmt: skip
            r.add("tile_view", params, load + f"{statement}\nwp.tile_store({target}, v)")
        for statement in ("v = t[where, :]", "v = t[where]"):
            r.add("tile_slice_indexed", params, load + f"where = wp.tile_load(ind, shape=5)\n{statement}\nwp.tile_store(out, v)")
        r.add("tile_slice_indexed", params, load + "where = wp.tile_load(ind, shape=3)\nv = t[:, where]\nwp.tile_store(out, v)")
        r.add("tile_transpose", params, load + "wp.tile_store(out, wp.tile_transpose(t))")
        for shape, target in (("(4, 8)", "out"), ("(32,)", "row_out"), ("(2, -1)", "out"), ("(-1,)", "row_out")):
            r.add("tile_reshape", params, load + f"v = wp.tile_reshape(t, shape={shape})\nwp.tile_store({target}, v)")
        for source, shape in (
            ("t = wp.tile_load(row_out, shape=4)", "(8, 4)"),
            ("t = wp.tile_load(a, shape=(8, 1))", "(8, 4)"),
            ("t = wp.tile_load(a, shape=(1, 4))", "(8, 4)"),
        ):
            r.add("tile_broadcast", params, f"{source}\nv = wp.tile_broadcast(t, shape={shape})\nwp.tile_store(out, v)")
        for source, axis, target in (
            ("(1, 4)", "", "row_out"),
            ("(1, 4)", ", axis=(0,)", "row_out"),
            ("(4, 1)", ", axis=(1,)", "row_out"),
            ("(1, 4)", ", axis=(-2,)", "row_out"),
        ):
            r.add("tile_squeeze", params, f"t = wp.tile_load(a, shape={source})\nv = wp.tile_squeeze(t{axis})\nwp.tile_store({target}, v)")
        for statement in ("wp.tile_assign(t, v, offset=(1, 1))", "wp.tile_assign(t, v, (n, 0))", "t[1:3, 0:2] = v", "wp.tile_assign(t, v)"):
            r.add("tile_assign", params, load + f"v = wp.tile_load(a, shape=(2, 2))\n{statement}\nwp.tile_store(out, t)")
        r.add("tile_assign", params, load + "v = wp.tile_load(row_out, shape=4)\nt[2] = v\nwp.tile_store(out, t)")
        r.add("copy", params, load + "u = t\nwp.tile_store(out, u)")
        r.add("copy", params, 't = wp.tile_load(a, shape=(8, 4), storage="shared")\nu = t\nu += t\nwp.tile_store(out, u)')
        r.add("len", params, load + "row_out[len(t)] = t[0, 0]")
        r.add("where", f"{params}; c: wp.bool", load + "if c:\n    t = t + t\nwp.tile_store(out, t)")
    for source, target in (("wp.float32", "wp.int32"), ("wp.int32", "wp.float64"), ("wp.float16", "wp.float32"), ("wp.uint8", "wp.float32")):
        r.add(
            "tile_astype",
            f"a: {source}[,]; out: {target}[,]",
            f"t = wp.tile_load(a, shape=(4, 4))\nwp.tile_store(out, wp.tile_astype(t, dtype={target}))",
        )


def tile_elements(r: Recipes) -> None:
    """Reading and writing single elements."""
    letters = ("i", "j", "k", "l")
    for shape, brackets in SHAPES[1:]:
        ndim = brackets.count(",") + 1
        index = ", ".join(letters[:ndim])
        for dtype in ("wp.float32", "wp.int32", "wp.uint32", "wp.vec3", "wp.mat22", "wp.float16"):
            params = f"a: {dtype}{brackets}; b: {dtype}[]; out: {dtype}{brackets}; c: wp.bool"
            for storage in ("", ', storage="shared"'):
                setup = f"{index} = wp.tid()\nt = wp.tile_load(a, shape={shape}{storage})\n"
                finish = "\nwp.tile_store(out, t)"
                r.add("tile_extract", params, setup + f"b[i] = t[{index}]")
                r.add("tile_extract", params, setup + f"b[i] = wp.tile_extract(t, {index})")
                r.add("assign", params, setup + f"t[{index}] = b[i]" + finish)
                for key, operator in (
                    ("tile_add_inplace", "+="),
                    ("tile_sub_inplace", "-="),
                    ("tile_bit_and_inplace", "&="),
                    ("tile_bit_or_inplace", "|="),
                    ("tile_bit_xor_inplace", "^="),
                ):
                    r.add(key, params, setup + f"t[{index}] {operator} b[i]" + finish)
                r.add("tile_scatter_add", params, setup + f"wp.tile_scatter_add(t, {index}, b[i], c)" + finish)
                r.add("tile_scatter_add", params, setup + f"wp.tile_scatter_add(t, {index}, b[i], i > 2, atomic=False)" + finish)
                r.add("tile_scatter_masked", params, setup + f"wp.tile_scatter_masked(t, {index}, b[i], c)" + finish)
    for dtype in ("wp.vec3", "wp.vec2d"):
        params = f"a: {dtype}[]; b: wp.{'float64' if dtype.endswith('d') else 'float32'}[]; out: {dtype}[]; m: wp.mat22[]"
        setup = "i, j, k, l = wp.tid()\nt = wp.tile_load(a, shape=8)\n"
        r.add("tile_extract", params, setup + "b[i] = t[i, 1]\nb[j] = t[i][0]")
        r.add("tile_extract", params, "i = wp.tid()\nt = wp.tile_load(m, shape=4)\nx = t[i, 1, 0]\nm[i] = wp.mat22(x)")
        r.add("assign", params, setup + "t[i][1] = b[i]\nwp.tile_store(out, t)")
        r.add("assign", params, setup + "t[i, 1] = b[i]\nwp.tile_store(out, t)")
        r.add("tile_add_inplace", params, setup + "t[i][1] += b[i]\nwp.tile_store(out, t)")


FUNCTIONS = """
    @wp.func
    def {name}_{suffix}({params}):
        return {result}
"""


def tile_arithmetic(r: Recipes) -> None:
    """Operators on whole tiles."""
    for dtype in ("wp.float32", "wp.int32", "wp.float64", "wp.vec3", "wp.uint32", "wp.mat22"):
        params = f"a: {dtype}[,]; b: {dtype}[,]; out: {dtype}[,]; s: {dtype}[]; f: wp.float32"
        for storage in ("", ', storage="shared"'):
            setup = f"x = wp.tile_load(a, shape=(4, 4){storage})\ny = wp.tile_load(b, shape=(4, 4))\n"
            for key, operator in (("add", "+"), ("sub", "-"), ("mul", "*"), ("div", "/"), ("bit_and", "&"), ("bit_or", "|"), ("bit_xor", "^")):
                r.add(key, params, setup + f"wp.tile_store(out, x {operator} y)")
            for key, operator in (
                ("tile_add_inplace", "+="),
                ("tile_sub_inplace", "-="),
                ("tile_bit_and_inplace", "&="),
                ("tile_bit_or_inplace", "|="),
                ("tile_bit_xor_inplace", "^="),
            ):
                r.add(key, params, setup + f"x {operator} y\nwp.tile_store(out, x)")
            r.add("neg", params, setup + "wp.tile_store(out, -x)")
            for expression in ("x * s[0]", "s[0] * x", "x * 2.0", "2.0 * x", "x * f", "f * x"):
                r.add("mul", params, setup + f"wp.tile_store(out, {expression})")
            for expression in ("x / s[0]", "s[0] / x", "x / 2.0", "2.0 / x"):
                r.add("div", params, setup + f"wp.tile_store(out, {expression})")
            r.add("tile_axpy", params, setup + "wp.tile_axpy(s[0], x, y)\nwp.tile_store(out, y)")
            r.add("tile_axpy", params, setup + "wp.tile_axpy(2.0, x, y)\nwp.tile_store(out, y)")


def tile_reductions(r: Recipes) -> None:
    """Sums, extrema, scans, sorting, reductions with functions."""
    for dtype in ("wp.float32", "wp.int32", "wp.float64", "wp.uint32", "wp.vec3", "wp.float16"):
        scalar_params = f"a: {dtype}[,]; c: {dtype}[]; out: {dtype}[]; plane: {dtype}[,]; where: wp.int32[]"
        for storage in ("", ', storage="shared"'):
            setup = f"t = wp.tile_load(a, shape=(8, 4){storage})\nu = wp.tile_load(c, shape=16{storage})\n"
            for key in ("tile_sum", "tile_min", "tile_max"):
                r.add(key, scalar_params, setup + f"wp.tile_store(out, wp.{key}(t), offset=1)\nwp.tile_store(out, wp.{key}(u))")
                r.add(key, scalar_params, setup + f"x = wp.{key}(t)\nout[0] = x[0]")
            for axis in ("0", "1"):
                r.add("tile_sum", scalar_params, setup + f"wp.tile_store(out, wp.tile_sum(t, axis={axis}))")
            for key in ("tile_argmin", "tile_argmax"):
                r.add(key, scalar_params, setup + f"wp.tile_store(where, wp.{key}(t))")
            for key in ("tile_scan_inclusive", "tile_scan_exclusive", "tile_scan_max_inclusive", "tile_scan_min_inclusive"):
                r.add(key, scalar_params, setup + f"wp.tile_store(out, wp.{key}(u))\nwp.tile_store(plane, wp.{key}(t))")
            r.add("tile_dot", scalar_params, setup + "wp.tile_store(out, wp.tile_dot(u, u))")
            r.add(
                "tile_dot",
                f"a: {dtype}[]; out: {'wp.float32' if dtype == 'wp.vec3' else dtype}[]",
                f"t = wp.tile_load(a, shape=8{storage})\nx = wp.tile_dot(t, t)\nout[0] = x[0]",
            )
            r.add(
                "tile_sort",
                scalar_params,
                setup + "v = wp.tile_load(where, shape=16)\nwp.tile_sort(u, v)\nwp.tile_store(out, u)\nwp.tile_store(where, v)",
            )
            for operator in ("wp.add", "wp.min", "wp.max", "wp.mul"):
                r.add(
                    "tile_reduce",
                    scalar_params,
                    setup + f"wp.tile_store(out, wp.tile_reduce({operator}, t))\nwp.tile_store(out, wp.tile_reduce({operator}, u))",
                )
                for axis in (0, 1):
                    r.add("tile_reduce", scalar_params, setup + f"wp.tile_store(out, wp.tile_reduce({operator}, t, axis={axis}))")
            short = dtype.removeprefix("wp.")
            function = r.define(f"combine_{short}", FUNCTIONS.format(name="combine", suffix=short, params=f"x: {dtype}, y: {dtype}", result="x + y"))
            r.add("tile_reduce", scalar_params, setup + f"wp.tile_store(out, wp.tile_reduce(combine_{short}, t))", function)
            r.add("tile_reduce", scalar_params, setup + f"wp.tile_store(out, wp.tile_reduce(combine_{short}, t, axis=1))", function)


def tile_maps(r: Recipes) -> None:
    """``tile_map`` with built-ins, user functions, one to four operands."""
    for dtype in ("wp.float32", "wp.int32", "wp.float64", "wp.vec3"):
        params = f"a: {dtype}[,]; b: {dtype}[,]; out: {dtype}[,]; s: {dtype}"
        setup = "x = wp.tile_load(a, shape=(4, 4))\ny = wp.tile_load(b, shape=(4, 4))\n"
        for operator in ("wp.sin", "wp.neg", "wp.abs", "wp.sqrt"):
            r.add("tile_map", params, setup + f"wp.tile_store(out, wp.tile_map({operator}, x))")
        for operator in ("wp.add", "wp.mul", "wp.min", "wp.atan2"):
            r.add("tile_map", params, setup + f"wp.tile_store(out, wp.tile_map({operator}, x, y))")
            r.add("tile_map", params, setup + f"wp.tile_store(out, wp.tile_map({operator}, x, s))")
        r.add("tile_map", params, setup + "wp.tile_store(out, wp.tile_map(wp.clamp, x, y, y))")
        r.add("tile_map", params, setup + "wp.tile_store(out, wp.tile_map(wp.clamp, x, s, s))")
        r.add("tile_map", params, setup + "wp.tile_store(out, wp.tile_map(wp.lerp, x, y, 0.5))")
        short = dtype.removeprefix("wp.")
        names = ("p", "q", "v", "w")
        for count in (1, 2, 3, 4):
            parameters = ", ".join(f"{name}: {dtype}" for name in names[:count])
            function = r.define(
                f"map{count}_{short}", FUNCTIONS.format(name=f"map{count}", suffix=short, params=parameters, result=" + ".join(names[:count]))
            )
            operands = ", ".join(("x", "y", "x", "s")[:count])
            r.add("tile_map", params, setup + f"wp.tile_store(out, wp.tile_map(map{count}_{short}, {operands}))", function)
            tiles = ", ".join(("x", "y", "x", "y")[:count])
            r.add("tile_map", params, setup + f"wp.tile_store(out, wp.tile_map(map{count}_{short}, {tiles}))", function)
    other = r.define("to_float", "@wp.func\ndef to_float(x: wp.int32, y: wp.vec3):\n    return float(x) * y[0]")
    r.add(
        "tile_map",
        "a: wp.int32[]; b: wp.vec3[]; out: wp.float32[]",
        "x = wp.tile_load(a, shape=8)\ny = wp.tile_load(b, shape=8)\nwp.tile_store(out, wp.tile_map(to_float, x, y))",
        other,
    )


def tile_stacks(r: Recipes) -> None:
    """Stacks of values in shared memory."""
    for dtype in ("int", "wp.float32", "wp.vec3", "wp.uint64", "wp.mat22"):
        params = f"a: {dtype}[]; out: {dtype}[]; n: wp.int32[]"
        body = f"""
            row = wp.tid()
            s = wp.tile_stack(capacity=64, dtype={dtype})
            wp.tile_stack_push(s, a[row], row < 10)
            value, valid = wp.tile_stack_pop(s)
            out[row] = value
            n[row] = wp.tile_stack_count(s)
            wp.tile_stack_clear(s)
        """
        for key in ("tile_stack", "tile_stack_push", "tile_stack_pop", "tile_stack_count", "tile_stack_clear"):
            r.add(key, params, body)
        r.add("tile_stack_push", params, f"row = wp.tid()\ns = wp.tile_stack(16, {dtype})\nslot = wp.tile_stack_push(s, a[row], True)\nn[row] = slot")


def tile_algebra(r: Recipes) -> None:
    """Matrix products, transforms, factorisations, solves."""
    for dtype in ("wp.float32", "wp.float64", "wp.float16", "wp.bfloat16"):
        matrices = f"a: {dtype}[,]; b: {dtype}[,]; out: {dtype}[,]; v: {dtype}[]"
        setup = "x = wp.tile_load(a, shape=(8, 8))\ny = wp.tile_load(b, shape=(8, 8))\nw = wp.tile_load(v, shape=8)\n"
        for statement in (
            "z = wp.tile_matmul(x, y)", "z = wp.tile_matmul(x, y, alpha=2.0)", "z = wp.tile_zeros(shape=(8, 8), dtype=DTYPE)\nwp.tile_matmul(x, y, z)",
            "z = wp.tile_load(out, shape=(8, 8))\nwp.tile_matmul(x, wp.tile_transpose(y), z, alpha=0.5, beta=2.0)", "z = x @ y",
        ):  # fmt: skip
            r.add("tile_matmul", matrices, setup + statement.replace("DTYPE", dtype) + "\nwp.tile_store(out, z)")
        r.add(
            "tile_matmul",
            matrices,
            "x = wp.tile_load(a, shape=(4, 8))\ny = wp.tile_load(b, shape=(8, 16))\nz = wp.tile_matmul(x, y)\nwp.tile_store(out, z)",
        )
        r.add("tile_diag_add", matrices, setup + "wp.tile_store(out, wp.tile_diag_add(x, w))")
        for mode in ("", ', fill_mode="upper"', ', fill_mode="lower"'):
            r.add("tile_cholesky", matrices, setup + f"wp.tile_store(out, wp.tile_cholesky(x{mode}))")
            r.add("tile_cholesky_inplace", matrices, setup + f"wp.tile_cholesky_inplace(x{mode})\nwp.tile_store(out, x)")
            for operand, target in (("w", "v"), ("y", "out")):
                r.add("tile_cholesky_solve", matrices, setup + f"wp.tile_store({target}, wp.tile_cholesky_solve(x, {operand}{mode}))")
                r.add(
                    "tile_cholesky_solve_inplace",
                    matrices,
                    setup + f"wp.tile_cholesky_solve_inplace(x, {operand}{mode})\nwp.tile_store({target}, {operand})",
                )
        for operand, target in (("w", "v"), ("y", "out")):
            for key in ("tile_lower_solve", "tile_upper_solve"):
                r.add(key, matrices, setup + f"wp.tile_store({target}, wp.{key}(x, {operand}))")
                r.add(f"{key}_inplace", matrices, setup + f"wp.{key}_inplace(x, {operand})\nwp.tile_store({target}, {operand})")
    for dtype in ("wp.vec2f", "wp.vec2d"):
        for key in ("tile_fft", "tile_ifft"):
            for shape, brackets in (("(4, 256)", "[,]"), ("(1, 512)", "[,]"), ("(2, 1024)", "[,]"), ("16", "[]")):
                r.add(key, f"a: {dtype}{brackets}; out: {dtype}{brackets}", f"t = wp.tile_load(a, shape={shape})\nwp.{key}(t)\nwp.tile_store(out, t)")
