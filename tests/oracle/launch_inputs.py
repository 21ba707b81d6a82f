"""Arguments for any kernel, made from its signature alone: seeded content, small sizes, indices that stay in range.

A kernel may index its arrays with anything it was given. Three things keep that harmless without knowing the kernel:

* launches are small (:data:`LAUNCH` threads in each dimension) and arrays are much larger;
* integers, in arrays and as scalars, are small and not negative, so that they can serve as indices, sizes and counts;
* every array lies in the middle of a larger buffer (:data:`MARGIN` bytes on both sides) with content of its own, and the whole buffer is compared.

64-bit handles become real meshes, BVHs, hash grids or volumes where the kernel's source hands the argument to such a built-in.
What cannot be made raises :class:`Unsupported`, whose message is the reason that is printed.
"""

from __future__ import annotations

import hashlib
import inspect
import re

import numpy as np

LAUNCH = {1: 3, 2: 3, 3: 2, 4: 2}
SIDES = {1: 512, 2: 64, 3: 16, 4: 8}
MARGIN = 1 << 16
HANDLES = ("mesh", "bvh", "hash_grid", "volume")


def is_struct(type_) -> bool:
    """Whether it is what ``@wp.struct`` makes of a class."""
    import warp._src.codegen as codegen

    return isinstance(type_, codegen.Struct)


class Unsupported(Exception):
    """An argument that this script does not know how to make."""


class Inputs:
    """The arguments of one kernel and the memory behind them."""

    def __init__(self, kernel, moved: bool = False):
        """``moved`` puts all arrays elsewhere in memory; nothing else changes."""
        self.kernel = kernel
        self.pad = 4096 if moved else 0
        self.buffers: dict[str, np.ndarray] = {}
        self.arrays: list = []
        self.kept: list = []
        self.source = inspect.getsource(kernel.func) if kernel.func is not None else ""
        self.values = [self.value(arg.type, arg.label) for arg in kernel.adj.args]

    def random(self, name: str) -> np.random.Generator:
        """Numbers that depend on the kernel's key and the argument's name only."""
        digest = hashlib.sha256(f"{self.kernel.key} {name}".encode()).digest()
        return np.random.default_rng(int.from_bytes(digest[:8], "little"))

    def value(self, type_, name: str):
        """One argument, or one field of a struct."""
        import warp as wp
        import warp._src.types as types

        rng = self.random(name)
        if types.is_array(type_):
            return self.array(type_, name)
        if is_struct(type_):
            instance = type_()
            for field, variable in type_.vars.items():
                setattr(instance, field, self.value(variable.type, f"{name}.{field}"))
            return instance
        if type_ in (bool, wp.bool):
            return True
        if type_ is wp.uint64 and (kind := self.handle_kind(name)):
            return self.handle(kind)
        if type_ in (int, *types.int_types):
            return type_(int(rng.integers(1, 3)))
        if type_ in (float, *types.float_types):
            return type_(float(np.float32(rng.uniform(0.25, 1.5))))
        if types.type_is_value(type_):
            return type_(*self.components(type_, rng))
        raise Unsupported(f"an argument of type {getattr(type_, '__name__', type_)}")

    def components(self, type_, rng) -> list:
        """The numbers of a vector, matrix, quaternion or transformation."""
        import warp._src.types as types

        count = types.type_size(type_)
        scalar = types.type_scalar_type(type_)
        if scalar not in types.float_types:
            return [scalar(int(n)) for n in rng.integers(1, 4, count)]
        numbers = rng.uniform(0.25, 1.5, count).astype(np.float32).astype(np.float64)
        if types.type_is_quaternion(type_):
            numbers /= np.linalg.norm(numbers)
        elif types.type_is_transformation(type_):
            numbers[3:] /= np.linalg.norm(numbers[3:])
        return [float(n) for n in numbers]

    # ------------------------------------------------------------------------------------------------------------------
    # Arrays
    # ------------------------------------------------------------------------------------------------------------------

    def array(self, type_, name: str):
        """An array in the middle of a buffer, with a gradient of the same kind; indexed ones with small indices."""
        import warp as wp
        import warp._src.types as types

        if isinstance(type_, wp.indexedarray):
            base = self.plain_array(type_.dtype, type_.ndim, name)
            rng = self.random(f"{name} indices")
            side = SIDES[type_.ndim]
            indices = [wp.array(rng.integers(0, side, side).astype(np.int32), device="cpu") for _ in range(type_.ndim)]
            self.kept += [base, *indices]
            return wp.indexedarray(base, indices)
        if not types.matches_array_class(type_, wp.array) or isinstance(type_, wp.fixedarray):
            raise Unsupported(f"an argument of type {type(type_).__name__}")
        return self.plain_array(type_.dtype, type_.ndim, name)

    def plain_array(self, dtype, ndim: int, name: str):
        import warp as wp
        import warp._src.types as types

        shape = (SIDES[ndim],) * ndim
        array = self.view(dtype, shape, name)
        scalar = None if is_struct(dtype) else types.type_scalar_type(dtype)
        if scalar in types.float_types or scalar is None:
            array.grad = self.view(dtype, shape, f"{name} gradient")
            array.requires_grad = True
        self.arrays.append(array)
        assert isinstance(array, wp.array)
        return array

    def view(self, dtype, shape: tuple, name: str):
        import warp as wp
        import warp._src.types as types

        size = types.type_size_in_bytes(dtype)
        margin = (MARGIN // size) * size
        bytes_ = int(np.prod(shape)) * size + 2 * margin
        buffer = self.content(dtype, bytes_ // size, name)
        assert buffer.nbytes == bytes_, (buffer.nbytes, bytes_)
        if self.pad:
            roomy = np.empty(bytes_ + self.pad, dtype=np.uint8)
            roomy[self.pad :] = buffer
            buffer = roomy[self.pad :]
        self.buffers[name] = buffer
        return wp.array(ptr=buffer.ctypes.data + margin, dtype=dtype, shape=shape, device="cpu", copy=False)

    def content(self, dtype, count: int, name: str) -> np.ndarray:
        """Bytes for so many elements."""
        import warp._src.types as types

        rng = self.random(name)
        if is_struct(dtype):
            record = dtype.numpy_dtype()
            buffer = np.zeros(count, dtype=np.dtype(record))
            self.fill_struct(dtype, buffer, rng)
            return buffer.view(np.uint8)
        scalar, per = types.type_scalar_type(dtype), types.type_size(dtype)
        return self.numbers(scalar, count * per, rng).view(np.uint8)

    def numbers(self, scalar, count: int, rng) -> np.ndarray:
        import warp as wp
        import warp._src.types as types

        if scalar is wp.bool or scalar is bool:
            return rng.integers(0, 2, count).astype(np.uint8)
        if scalar is wp.bfloat16:
            return (rng.uniform(0.25, 1.5, count).astype(np.float32).view(np.uint32) >> 16).astype(np.uint16)
        numpy_type = np.dtype(types.warp_type_to_np_dtype[scalar])
        if scalar in types.float_types:
            return rng.uniform(0.25, 1.5, count).astype(numpy_type)
        return rng.integers(0, 4, count).astype(numpy_type)

    def fill_struct(self, struct, records: np.ndarray, rng) -> None:
        import warp._src.types as types

        for field, variable in struct.vars.items():
            type_ = variable.type
            if is_struct(type_):
                self.fill_struct(type_, records[field], rng)
            elif types.is_array(type_):
                raise Unsupported("an array of structs that hold arrays")
            elif type_ in (bool, int, float) or type_ in types.scalar_types:
                scalar = {bool: types.bool, int: types.int32, float: types.float32}.get(type_, type_)
                records[field] = self.numbers(scalar, records.size, rng).view(records[field].dtype).reshape(records[field].shape)
            elif types.type_is_value(type_):
                scalar = types.type_scalar_type(type_)
                numbers = self.numbers(scalar, records[field].size, rng)
                records[field] = numbers.view(records[field].dtype).reshape(records[field].shape)
            else:
                raise Unsupported(f"a struct field of type {getattr(type_, '__name__', type_)}")

    # ------------------------------------------------------------------------------------------------------------------
    # Handles
    # ------------------------------------------------------------------------------------------------------------------

    def handle_kind(self, name: str) -> str | None:
        """Which kind of object the kernel's source takes this argument for."""
        for kind in HANDLES:
            if re.search(rf"\b{kind}_\w+\(\s*{re.escape(name)}\b", self.source):
                return kind
        return None

    def handle(self, kind: str):
        """A small object; both builds see the same one."""
        import warp as wp

        rng = self.random(kind)
        points = rng.uniform(-1.0, 1.0, (30, 3)).astype(np.float32)
        vectors = wp.array(points, dtype=wp.vec3, device="cpu")
        if kind == "mesh":
            indices = wp.array(np.arange(30, dtype=np.int32), device="cpu")
            velocities = wp.array(points[::-1].copy(), dtype=wp.vec3, device="cpu")
            made = wp.Mesh(points=vectors, velocities=velocities, indices=indices, support_winding_number=True)
        elif kind == "bvh":
            uppers = wp.array(points + 0.5, dtype=wp.vec3, device="cpu")
            made = wp.Bvh(vectors, uppers)
        elif kind == "hash_grid":
            made = wp.HashGrid(8, 8, 8, device="cpu")
            made.build(vectors, 0.5)
        else:
            made = wp.Volume.load_from_numpy(rng.uniform(-1.0, 1.0, (8, 8, 8)).astype(np.float32), device="cpu")
        self.kept += [made, vectors]
        return made.id
