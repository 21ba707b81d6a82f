# Made by tests/oracle/sweep.py.

from typing import Any

import warp as wp

mat2x2_float16 = wp.types.matrix(shape=(2, 2), dtype=wp.float16)

mat2x2_float64 = wp.types.matrix(shape=(2, 2), dtype=wp.float64)

mat2x2_int32 = wp.types.matrix(shape=(2, 2), dtype=wp.int32)

mat2x3_bfloat16 = wp.types.matrix(shape=(2, 3), dtype=wp.bfloat16)

mat3x3_float32 = wp.types.matrix(shape=(3, 3), dtype=wp.float32)

transform_bfloat16 = wp.types.transformation(dtype=wp.bfloat16)

transform_float16 = wp.types.transformation(dtype=wp.float16)

transform_float32 = wp.types.transformation(dtype=wp.float32)

transform_float64 = wp.types.transformation(dtype=wp.float64)

vec2_bfloat16 = wp.types.vector(length=2, dtype=wp.bfloat16)

vec2_float16 = wp.types.vector(length=2, dtype=wp.float16)

vec2_float64 = wp.types.vector(length=2, dtype=wp.float64)

vec2_int32 = wp.types.vector(length=2, dtype=wp.int32)

vec2_uint16 = wp.types.vector(length=2, dtype=wp.uint16)

vec3_bfloat16 = wp.types.vector(length=3, dtype=wp.bfloat16)

vec3_float32 = wp.types.vector(length=3, dtype=wp.float32)

vec3_float64 = wp.types.vector(length=3, dtype=wp.float64)

vec4_float32 = wp.types.vector(length=4, dtype=wp.float32)

vec4_int8 = wp.types.vector(length=4, dtype=wp.int8)

vec5_bool = wp.types.vector(length=5, dtype=wp.bool)

vec5_float32 = wp.types.vector(length=5, dtype=wp.float32)

vec5_uint8 = wp.types.vector(length=5, dtype=wp.uint8)


@wp.kernel(module="unique")
def volume_index_to_world_dir_0(id: wp.uint64, uvw: wp.array(dtype=vec3_float32), out: wp.array(dtype=wp.vec3)):
    row = wp.tid()
    out[row] = wp.volume_index_to_world_dir(id, uvw[row])


@wp.kernel(module="unique")
def volume_world_to_index_dir_0(id: wp.uint64, xyz: wp.array(dtype=vec3_float32), out: wp.array(dtype=wp.vec3)):
    row = wp.tid()
    out[row] = wp.volume_world_to_index_dir(id, xyz[row])


@wp.kernel(module="unique")
def texture_sample_0(tex: wp.Texture1D, u: wp.array(dtype=wp.float32), uv: wp.array(dtype=wp.vec2), uvw: wp.array(dtype=wp.vec3), out: wp.array(dtype=float)):
    row = wp.tid()
    out[row] = wp.texture_sample(tex, u[row], dtype=float)


@wp.kernel(module="unique")
def rand_init_1(seed: wp.int32, offset: wp.int32, out: wp.array(dtype=wp.uint32)):
    row = wp.tid()
    out[row] = wp.rand_init(seed, offset)


@wp.kernel(module="unique")
def randi_1(state: wp.uint32, low: wp.int32, high: wp.int32, out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    out[row] = wp.randi(state, low, high)


@wp.kernel(module="unique")
def randu_1(state: wp.uint32, low: wp.uint32, high: wp.uint32, out: wp.array(dtype=wp.uint32)):
    row = wp.tid()
    out[row] = wp.randu(state, low, high)


@wp.kernel(module="unique")
def randf_0(state: wp.array(dtype=wp.uint32), out: wp.array(dtype=wp.float32)):
    row = wp.tid()
    out[row] = wp.randf(state[row])


@wp.kernel(module="unique")
def randn_0(state: wp.array(dtype=wp.uint32), out: wp.array(dtype=wp.float32)):
    row = wp.tid()
    out[row] = wp.randn(state[row])


@wp.kernel(module="unique")
def sample_cdf_0(state: wp.array(dtype=wp.uint32), cdf: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    out[row] = wp.sample_cdf(state[row], cdf)


@wp.kernel(module="unique")
def sample_triangle_0(state: wp.array(dtype=wp.uint32), out: wp.array(dtype=wp.vec2)):
    row = wp.tid()
    out[row] = wp.sample_triangle(state[row])


@wp.kernel(module="unique")
def sample_unit_ring_0(state: wp.array(dtype=wp.uint32), out: wp.array(dtype=wp.vec2)):
    row = wp.tid()
    out[row] = wp.sample_unit_ring(state[row])


@wp.kernel(module="unique")
def sample_unit_disk_0(state: wp.array(dtype=wp.uint32), out: wp.array(dtype=wp.vec2)):
    row = wp.tid()
    out[row] = wp.sample_unit_disk(state[row])


@wp.kernel(module="unique")
def sample_unit_sphere_surface_0(state: wp.array(dtype=wp.uint32), out: wp.array(dtype=wp.vec3)):
    row = wp.tid()
    out[row] = wp.sample_unit_sphere_surface(state[row])


@wp.kernel(module="unique")
def sample_unit_sphere_0(state: wp.array(dtype=wp.uint32), out: wp.array(dtype=wp.vec3)):
    row = wp.tid()
    out[row] = wp.sample_unit_sphere(state[row])


@wp.kernel(module="unique")
def sample_unit_hemisphere_surface_0(state: wp.array(dtype=wp.uint32), out: wp.array(dtype=wp.vec3)):
    row = wp.tid()
    out[row] = wp.sample_unit_hemisphere_surface(state[row])


@wp.kernel(module="unique")
def sample_unit_hemisphere_0(state: wp.array(dtype=wp.uint32), out: wp.array(dtype=wp.vec3)):
    row = wp.tid()
    out[row] = wp.sample_unit_hemisphere(state[row])


@wp.kernel(module="unique")
def sample_unit_square_0(state: wp.array(dtype=wp.uint32), out: wp.array(dtype=wp.vec2)):
    row = wp.tid()
    out[row] = wp.sample_unit_square(state[row])


@wp.kernel(module="unique")
def sample_unit_cube_0(state: wp.array(dtype=wp.uint32), out: wp.array(dtype=wp.vec3)):
    row = wp.tid()
    out[row] = wp.sample_unit_cube(state[row])


@wp.kernel(module="unique")
def poisson_0(state: wp.array(dtype=wp.uint32), lam: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.uint32)):
    row = wp.tid()
    out[row] = wp.poisson(state[row], lam[row])


@wp.kernel(module="unique")
def noise_3(state: wp.array(dtype=wp.uint32), xyzt: wp.array(dtype=vec4_float32), out: wp.array(dtype=wp.float32)):
    row = wp.tid()
    out[row] = wp.noise(state[row], xyzt[row])


@wp.kernel(module="unique")
def pnoise_0(state: wp.array(dtype=wp.uint32), x: wp.array(dtype=wp.float32), px: wp.array(dtype=wp.int32), out: wp.array(dtype=wp.float32)):
    row = wp.tid()
    out[row] = wp.pnoise(state[row], x[row], px[row])


@wp.kernel(module="unique")
def curlnoise_0(s: wp.uint32, out: wp.array(dtype=wp.vec2), a: wp.array(dtype=wp.vec2)):
    row = wp.tid()
    out[row] = wp.curlnoise(s, a[row], wp.uint32(3), gain=0.25)


@wp.kernel(module="unique")
def printf_0_v1():
    wp.printf("nothing\\n")


@wp.kernel(module="unique")
def print_0_v14(value: wp.array(dtype=wp.float32)):
    row = wp.tid()
    wp.print(value[row])


@wp.kernel(module="unique")
def breakpoint_0():
    breakpoint()


@wp.kernel(module="unique")
def tid_0_v4(out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    out[row] = wp.tid()


@wp.kernel(module="unique")
def block_dim_0(out: wp.array(dtype=wp.int32)):
    out[wp.tid()] = wp.block_dim()


@wp.kernel(module="unique")
def copy_0_v10(a_in: wp.array(dtype=wp.int32), out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    a = a_in[row]
    out[row] = wp.copy(a)


@wp.kernel(module="unique")
def where_5_v2(cond: wp.int32, value_if_true: wp.int32, value_if_false: wp.int32, out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    out[row] = wp.where(cond, value_if_true, value_if_false)


@wp.kernel(module="unique")
def array_0_v2(b: wp.array(dtype=wp.int32, ndim=2), out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    a = wp.array(ptr=b.ptr, shape=(b.shape[0], b.shape[1]), dtype=wp.int32)
    out[row] = a[row, 0]


@wp.kernel(module="unique")
def zeros_0_v11(b: wp.array(dtype=wp.int32)):
    row = wp.tid()
    a = wp.zeros(shape=(2, 2, 2), dtype=wp.int32)
    a[1, 1, 1] = b[row]
    b[row] = a[0, 0, 0]
    x = a[1, 1, 1]
    b[row] += x


@wp.kernel(module="unique")
def address_0_v14(a: wp.array(dtype=wp.int32, ndim=3), b: wp.array(dtype=wp.int32, ndim=3)):
    i, j, k = wp.tid()
    a[i, j, k] = b[i, j, k]


@wp.kernel(module="unique")
def view_0_v9(a: wp.array(dtype=wp.vec3, ndim=2), n: wp.int32, out: wp.array(dtype=wp.vec3)):
    row = wp.tid()
    part = a[:4, row]
    out[row] = part[0]


@wp.kernel(module="unique")
def array_store_5_v6(a: wp.indexedarray(dtype=wp.uint8, ndim=2), b: wp.indexedarray(dtype=wp.uint8, ndim=2)):
    i, j = wp.tid()
    a[i, j] += b[i, j]


@wp.kernel(module="unique")
def store_0(address: wp.array(dtype=wp.float32), value: wp.array(dtype=wp.float32)):
    row = wp.tid()
    wp.store(address[row], value[row])


@wp.kernel(module="unique")
def load_0_v5(a: wp.array(dtype=vec5_float32), b: wp.array(dtype=wp.float32), out: wp.array(dtype=vec5_float32), n: wp.int32):
    row = wp.tid()
    out[row][n] = b[row]


@wp.kernel(module="unique")
def atomic_add_1_v7(arr: wp.array(dtype=wp.int32), i: wp.array(dtype=wp.int32), value: wp.array(dtype=wp.int32), out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    out[row] = wp.atomic_add(arr, i[row], value[row])


@wp.kernel(module="unique")
def atomic_sub_11_v7(arr: wp.array(dtype=wp.int32, ndim=4), i: wp.int32, j: wp.int32, k: wp.int32, l: wp.int32, value: wp.int32, out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    out[row] = wp.atomic_sub(arr, i, j, k, l, value)


@wp.kernel(module="unique")
def atomic_min_24(arr: wp.fabricarray(dtype=wp.float32), i: wp.array(dtype=wp.int16), value: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.float32)):
    row = wp.tid()
    out[row] = wp.atomic_min(arr, i[row], value[row])


@wp.kernel(module="unique")
def atomic_max_28_v2(arr: wp.fabricarray(dtype=wp.int32), i: wp.array(dtype=wp.uint16), value: wp.array(dtype=wp.int32), out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    out[row] = wp.atomic_max(arr, i[row], value[row])


@wp.kernel(module="unique")
def atomic_cas_34(arr: wp.fabricarray(dtype=wp.float32, ndim=3), i: wp.int32, j: wp.int32, k: wp.int32, compare: wp.float32, value: wp.float32, out: wp.array(dtype=wp.float32)):
    row = wp.tid()
    out[row] = wp.atomic_cas(arr, i, j, k, compare, value)


@wp.kernel(module="unique")
def atomic_exch_3_v1(arr: wp.array(dtype=vec3_float64), i: wp.int8, value: vec3_float64, out: wp.array(dtype=vec3_float64)):
    row = wp.tid()
    out[row] = wp.atomic_exch(arr, i, value)


@wp.kernel(module="unique")
def atomic_and_40_v2(arr: wp.indexedfabricarray(dtype=wp.int64), i_in: wp.array(dtype=wp.uint16), value_in: wp.array(dtype=wp.int64), out: wp.array(dtype=wp.int64)):
    row = wp.tid()
    i = i_in[row]
    value = value_in[row]
    out[row] = wp.atomic_and(arr, i, value)


@wp.kernel(module="unique")
def atomic_or_37_v3(arr: wp.indexedfabricarray(dtype=wp.int64), i_in: wp.array(dtype=wp.int32), value_in: wp.array(dtype=wp.int64), out: wp.array(dtype=wp.int64)):
    row = wp.tid()
    i = i_in[row]
    value = value_in[row]
    out[row] = wp.atomic_or(arr, i, value)


@wp.kernel(module="unique")
def atomic_xor_36(arr: wp.indexedfabricarray(dtype=wp.int32), i_in: wp.array(dtype=wp.int16), value_in: wp.array(dtype=wp.int32), out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    i = i_in[row]
    value = value_in[row]
    out[row] = wp.atomic_xor(arr, i, value)


@wp.kernel(module="unique")
def extract_0_v47(a: wp.array(dtype=mat2x3_bfloat16), b: wp.array(dtype=wp.bfloat16), out: wp.array(dtype=mat2x3_bfloat16), n: wp.int32, rows: wp.array(dtype=vec3_bfloat16), columns: wp.array(dtype=vec2_bfloat16)):
    row = wp.tid()
    x = a[row]
    y = x[:, 0]
    z = x[0:1, 0:2]
    w = x[n, :]
    b[row] = w[0]
    b[row] = y[1]
    b[row] = z[0, 1]


@wp.kernel(module="unique")
def index_36(a: wp.array(dtype=mat2x2_float64), b: wp.array(dtype=wp.float64), out: wp.array(dtype=mat2x2_float64), n: wp.int32, rows: wp.array(dtype=vec2_float64), columns: wp.array(dtype=vec2_float64)):
    row = wp.tid()
    b[row] = a[row][0, 1]
    b[row] = a[row][n][0]
    rows[row] = wp.index(a[row], 1)


@wp.kernel(module="unique")
def indexref_11(a_in: wp.array(dtype=vec4_int8), i_in: wp.array(dtype=wp.int8), out: wp.array(dtype=wp.int8)):
    row = wp.tid()
    a = a_in[row]
    i = i_in[row]
    out[row] = wp.indexref(a, i)


@wp.kernel(module="unique")
def assign_inplace_3_v4(a: wp.array(dtype=transform_float16), b: wp.array(dtype=wp.float16), out: wp.array(dtype=transform_float16), n: wp.int32):
    row = wp.tid()
    x = a[row]
    x[1] = wp.float16(1)
    out[row] = x


@wp.kernel(module="unique")
def assign_copy_3_v6(a: wp.array(dtype=transform_bfloat16), b: wp.array(dtype=wp.bfloat16), out: wp.array(dtype=transform_bfloat16), n: wp.int32):
    row = wp.tid()
    x = a[row]
    out[row] = wp.assign_copy(x, 1, wp.bfloat16(1))


@wp.kernel(module="unique")
def add_inplace_3_v11(a: wp.array(dtype=mat2x3_bfloat16), b: wp.array(dtype=wp.bfloat16), out: wp.array(dtype=mat2x3_bfloat16), n: wp.int32, rows: wp.array(dtype=vec3_bfloat16), columns: wp.array(dtype=vec2_bfloat16)):
    row = wp.tid()
    x = a[row]
    x[0, 1] += b[row]
    x[1] += rows[row]
    out[row] = x


@wp.kernel(module="unique")
def transform_add_inplace_0_v1(a: transform_float64, value: vec3_float64):
    row = wp.tid()
    wp.transform_add_inplace(a, value)


@wp.kernel(module="unique")
def sub_inplace_0(a: wp.array(dtype=vec3_float32), b: wp.array(dtype=wp.float32), out: wp.array(dtype=vec3_float32), n: wp.int32):
    row = wp.tid()
    x = a[row]
    x[1] -= b[row]
    x[n] -= wp.float32(1)
    out[row] = x


@wp.kernel(module="unique")
def transform_sub_inplace_0(a: wp.array(dtype=transform_float32), value: wp.array(dtype=vec3_float32)):
    row = wp.tid()
    wp.transform_sub_inplace(a[row], value[row])


@wp.kernel(module="unique")
def bit_and_inplace_0_v9(a: wp.array(dtype=vec5_uint8), b: wp.array(dtype=wp.uint8), out: wp.array(dtype=vec5_uint8), n: wp.int32):
    row = wp.tid()
    x = a[row]
    x[1] &= b[row]
    x[n] &= wp.uint8(1)
    out[row] = x


@wp.kernel(module="unique")
def bit_or_inplace_1_v2(a: wp.array(dtype=mat2x2_int32), b: wp.array(dtype=wp.int32), out: wp.array(dtype=mat2x2_int32), n: wp.int32, rows: wp.array(dtype=vec2_int32), columns: wp.array(dtype=vec2_int32)):
    row = wp.tid()
    x = a[row]
    x[0, 1] |= b[row]
    x[1] |= rows[row]
    out[row] = x


@wp.kernel(module="unique")
def bit_xor_inplace_1_v6(a: wp.array(dtype=mat2x2_float16), b: wp.array(dtype=wp.float16), out: wp.array(dtype=mat2x2_float16), n: wp.int32, rows: wp.array(dtype=vec2_float16), columns: wp.array(dtype=vec2_float16)):
    row = wp.tid()
    x = a[row]
    x[0, 1] ^= b[row]
    x[1] ^= rows[row]
    out[row] = x


@wp.kernel(module="unique")
def expect_eq_43(a: vec2_uint16, b: vec2_uint16):
    row = wp.tid()
    wp.expect_eq(a, b)


@wp.kernel(module="unique")
def expect_neq_21(a: wp.array(dtype=vec5_bool), b: wp.array(dtype=vec5_bool)):
    row = wp.tid()
    wp.expect_neq(a[row], b[row])


@wp.kernel(module="unique")
def lerp_23(a_in: wp.array(dtype=mat3x3_float32), b_in: wp.array(dtype=mat3x3_float32), t_in: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.mat33)):
    row = wp.tid()
    a = a_in[row]
    b = b_in[row]
    t = t_in[row]
    out[row] = wp.lerp(a, b, t)
