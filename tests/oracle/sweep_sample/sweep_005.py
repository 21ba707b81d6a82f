# Made by tests/oracle/sweep.py.

from typing import Any

import warp as wp

mat3x5_int64 = wp.types.matrix(shape=(3, 5), dtype=wp.int64)

mat6x6_float32 = wp.types.matrix(shape=(6, 6), dtype=wp.float32)

transform_float64 = wp.types.transformation(dtype=wp.float64)

vec2_float64 = wp.types.vector(length=2, dtype=wp.float64)

vec2_int64 = wp.types.vector(length=2, dtype=wp.int64)

vec2_uint16 = wp.types.vector(length=2, dtype=wp.uint16)

vec2_uint32 = wp.types.vector(length=2, dtype=wp.uint32)

vec3_int16 = wp.types.vector(length=3, dtype=wp.int16)

vec3_int8 = wp.types.vector(length=3, dtype=wp.int8)

vec4_int16 = wp.types.vector(length=4, dtype=wp.int16)

vec4_uint32 = wp.types.vector(length=4, dtype=wp.uint32)

vec5_float32 = wp.types.vector(length=5, dtype=wp.float32)

vec6_float32 = wp.types.vector(length=6, dtype=wp.float32)


@wp.kernel(module="unique")
def smoothstep_0(a: wp.array(dtype=wp.bfloat16), b: wp.array(dtype=wp.bfloat16), x: wp.array(dtype=wp.bfloat16), out: wp.array(dtype=wp.bfloat16)):
    row = wp.tid()
    out[row] = wp.smoothstep(a[row], b[row], x[row])


@wp.kernel(module="unique")
def expect_near_13(a: vec2_float64, b: vec2_float64, tolerance: wp.float64):
    row = wp.tid()
    wp.expect_near(a, b, tolerance)


@wp.kernel(module="unique")
def lower_bound_1_v1(arr: wp.array(dtype=wp.float64), value_in: wp.array(dtype=wp.float16), out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    value = value_in[row]
    out[row] = wp.lower_bound(arr, value)


@wp.kernel(module="unique")
def add_5(a_in: wp.array(dtype=wp.int32), b_in: wp.array(dtype=wp.int32), out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    a = a_in[row]
    b = b_in[row]
    out[row] = wp.add(a, b)
    out[row] = a + b


@wp.kernel(module="unique")
def sub_35(a_in: wp.array(dtype=vec3_int8), b_in: wp.array(dtype=vec3_int8), out: wp.array(dtype=wp.vec3b)):
    row = wp.tid()
    a = a_in[row]
    b = b_in[row]
    out[row] = wp.sub(a, b)
    out[row] = a - b


@wp.kernel(module="unique")
def bit_and_11(a_in: wp.array(dtype=vec4_int16), b_in: wp.array(dtype=vec4_int16), out: wp.array(dtype=wp.vec4s)):
    row = wp.tid()
    a = a_in[row]
    b = b_in[row]
    out[row] = wp.bit_and(a, b)
    out[row] = a & b


@wp.kernel(module="unique")
def bit_or_10(a: vec3_int16, b: vec3_int16, out: wp.array(dtype=wp.vec3s)):
    row = wp.tid()
    out[row] = wp.bit_or(a, b)
    out[row] = a | b


@wp.kernel(module="unique")
def bit_xor_34_v2(a_in: wp.array(dtype=mat3x5_int64), b_in: wp.array(dtype=mat3x5_int64), out: wp.array(dtype=mat3x5_int64)):
    row = wp.tid()
    a = a_in[row]
    b = b_in[row]
    out[row] = wp.bit_xor(a, b)
    out[row] = a ^ b


@wp.kernel(module="unique")
def lshift_19(a: vec3_int8, b: vec3_int8, out: wp.array(dtype=wp.vec3b)):
    row = wp.tid()
    out[row] = wp.lshift(a, b)
    out[row] = a << b


@wp.kernel(module="unique")
def rshift_24(a: wp.array(dtype=vec2_uint32), b: wp.array(dtype=vec2_uint32), out: wp.array(dtype=wp.vec2ui)):
    row = wp.tid()
    out[row] = wp.rshift(a[row], b[row])
    out[row] = a[row] >> b[row]


@wp.kernel(module="unique")
def invert_26(a_in: wp.array(dtype=vec4_uint32), out: wp.array(dtype=wp.vec4ui)):
    row = wp.tid()
    a = a_in[row]
    out[row] = wp.invert(a)
    out[row] = ~a


@wp.kernel(module="unique")
def mul_132(a: wp.array(dtype=mat6x6_float32), b: wp.array(dtype=vec6_float32), out: wp.array(dtype=wp.spatial_vector)):
    row = wp.tid()
    out[row] = wp.mul(a[row], b[row])
    out[row] = a[row] * b[row]


@wp.kernel(module="unique")
def mod_8(a_in: wp.array(dtype=wp.uint16), b_in: wp.array(dtype=wp.uint16), out: wp.array(dtype=wp.uint16)):
    row = wp.tid()
    a = a_in[row]
    b = b_in[row]
    out[row] = wp.mod(a, b)
    out[row] = a % b


@wp.kernel(module="unique")
def div_74(a_in: wp.array(dtype=wp.uint16), b_in: wp.array(dtype=vec2_uint16), out: wp.array(dtype=wp.vec2us)):
    row = wp.tid()
    a = a_in[row]
    b = b_in[row]
    out[row] = wp.div(a, b)
    out[row] = a / b


@wp.kernel(module="unique")
def div_approx_1(a: vec5_float32, b: wp.float32, out: wp.array(dtype=vec5_float32)):
    row = wp.tid()
    out[row] = wp.div_approx(a, b)


@wp.kernel(module="unique")
def floordiv_7(a: wp.int8, b: wp.int8, out: wp.array(dtype=wp.int8)):
    row = wp.tid()
    out[row] = wp.floordiv(a, b)
    out[row] = a // b


@wp.kernel(module="unique")
def pos_31(x: vec2_int64, out: wp.array(dtype=wp.vec2l)):
    row = wp.tid()
    out[row] = wp.pos(x)
    out[row] = +x


@wp.kernel(module="unique")
def neg_6(x: wp.array(dtype=wp.int64), out: wp.array(dtype=wp.int64)):
    row = wp.tid()
    out[row] = wp.neg(x[row])
    out[row] = -x[row]


@wp.kernel(module="unique")
def unot_4(a: wp.uint16, out: wp.array(dtype=wp.bool)):
    row = wp.tid()
    out[row] = wp.unot(a)
    out[row] = not a


@wp.kernel(module="unique")
def tile_diag_add_0_v1(a: wp.array(dtype=wp.float64, ndim=2), b: wp.array(dtype=wp.float64, ndim=2), out: wp.array(dtype=wp.float64, ndim=2), v: wp.array(dtype=wp.float64)):
    x = wp.tile_load(a, shape=(8, 8))
    y = wp.tile_load(b, shape=(8, 8))
    w = wp.tile_load(v, shape=8)
    wp.tile_store(out, wp.tile_diag_add(x, w))


@wp.kernel(module="unique")
def tile_matmul_1_v7(a: wp.array(dtype=wp.float16, ndim=2), b: wp.array(dtype=wp.float16, ndim=2), out: wp.array(dtype=wp.float16, ndim=2), v: wp.array(dtype=wp.float16)):
    x = wp.tile_load(a, shape=(8, 8))
    y = wp.tile_load(b, shape=(8, 8))
    w = wp.tile_load(v, shape=8)
    z = wp.tile_matmul(x, y, alpha=2.0)
    wp.tile_store(out, z)


@wp.kernel(module="unique")
def tile_fft_0_v5(a: wp.array(dtype=wp.vec2d, ndim=2), out: wp.array(dtype=wp.vec2d, ndim=2)):
    t = wp.tile_load(a, shape=(2, 1024))
    wp.tile_fft(t)
    wp.tile_store(out, t)


@wp.kernel(module="unique")
def tile_ifft_0(a: wp.array(dtype=wp.vec2f, ndim=2), out: wp.array(dtype=wp.vec2f, ndim=2)):
    t = wp.tile_load(a, shape=(4, 256))
    wp.tile_ifft(t)
    wp.tile_store(out, t)


@wp.kernel(module="unique")
def tile_cholesky_0_v4(a: wp.array(dtype=wp.float64, ndim=2), b: wp.array(dtype=wp.float64, ndim=2), out: wp.array(dtype=wp.float64, ndim=2), v: wp.array(dtype=wp.float64)):
    x = wp.tile_load(a, shape=(8, 8))
    y = wp.tile_load(b, shape=(8, 8))
    w = wp.tile_load(v, shape=8)
    wp.tile_store(out, wp.tile_cholesky(x, fill_mode="upper"))


@wp.kernel(module="unique")
def tile_cholesky_inplace_0_v6(A_in: wp.array(dtype=wp.float32, ndim=2)):
    row = wp.tid()
    A = wp.tile_load(A_in, shape=(4, 4))
    wp.tile_cholesky_inplace(A)


@wp.kernel(module="unique")
def tile_cholesky_solve_0_v13(L_in: wp.array(dtype=wp.float32, ndim=2), y_in: wp.array(dtype=wp.float32, ndim=2)):
    row = wp.tid()
    L = wp.tile_load(L_in, shape=(4, 4))
    y = wp.tile_load(y_in, shape=(4, 4))
    r = wp.tile_cholesky_solve(L, y)


@wp.kernel(module="unique")
def tile_cholesky_solve_inplace_0_v5(a: wp.array(dtype=wp.float32, ndim=2), b: wp.array(dtype=wp.float32, ndim=2), out: wp.array(dtype=wp.float32, ndim=2), v: wp.array(dtype=wp.float32)):
    x = wp.tile_load(a, shape=(8, 8))
    y = wp.tile_load(b, shape=(8, 8))
    w = wp.tile_load(v, shape=8)
    wp.tile_cholesky_solve_inplace(x, y, fill_mode="lower")
    wp.tile_store(out, y)


@wp.kernel(module="unique")
def tile_lower_solve_0_v2(a: wp.array(dtype=wp.float64, ndim=2), b: wp.array(dtype=wp.float64, ndim=2), out: wp.array(dtype=wp.float64, ndim=2), v: wp.array(dtype=wp.float64)):
    x = wp.tile_load(a, shape=(8, 8))
    y = wp.tile_load(b, shape=(8, 8))
    w = wp.tile_load(v, shape=8)
    wp.tile_store(v, wp.tile_lower_solve(x, w))


@wp.kernel(module="unique")
def tile_lower_solve_inplace_0_v3(a: wp.array(dtype=wp.float64, ndim=2), b: wp.array(dtype=wp.float64, ndim=2), out: wp.array(dtype=wp.float64, ndim=2), v: wp.array(dtype=wp.float64)):
    x = wp.tile_load(a, shape=(8, 8))
    y = wp.tile_load(b, shape=(8, 8))
    w = wp.tile_load(v, shape=8)
    wp.tile_lower_solve_inplace(x, y)
    wp.tile_store(out, y)


@wp.kernel(module="unique")
def tile_upper_solve_0(a: wp.array(dtype=wp.float32, ndim=2), b: wp.array(dtype=wp.float32, ndim=2), out: wp.array(dtype=wp.float32, ndim=2), v: wp.array(dtype=wp.float32)):
    x = wp.tile_load(a, shape=(8, 8))
    y = wp.tile_load(b, shape=(8, 8))
    w = wp.tile_load(v, shape=8)
    wp.tile_store(v, wp.tile_upper_solve(x, w))


@wp.kernel(module="unique")
def tile_upper_solve_inplace_0(a: wp.array(dtype=wp.float32, ndim=2), b: wp.array(dtype=wp.float32, ndim=2), out: wp.array(dtype=wp.float32, ndim=2), v: wp.array(dtype=wp.float32)):
    x = wp.tile_load(a, shape=(8, 8))
    y = wp.tile_load(b, shape=(8, 8))
    w = wp.tile_load(v, shape=8)
    wp.tile_upper_solve_inplace(x, w)
    wp.tile_store(v, w)


@wp.kernel(module="unique")
def static_0(out: wp.array(dtype=wp.int32)):
    out[wp.tid()] = wp.static(3 + 4)


@wp.kernel(module="unique")
def len_3_v5(a: transform_float64, out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    out[row] = wp.len(a)


@wp.kernel(module="unique")
def cast_0_v5(a: wp.array(dtype=wp.vec3), out: wp.array(dtype=wp.vec3i)):
    row = wp.tid()
    x = a[row]
    y = wp.cast(x, dtype=wp.vec3i)
    out[row] = y


@wp.kernel(module="unique")
def tuple_0_v1(a: wp.array(dtype=wp.float32), n: wp.int32, out: wp.array(dtype=wp.float32)):
    row = wp.tid()
    t = tuple(a[row], n)
    out[row] = t[0]


@wp.kernel(module="unique")
def slice_0_v1(a: wp.array(dtype=wp.vec3, ndim=2), n: wp.int32, out: wp.array(dtype=wp.vec3)):
    row = wp.tid()
    part = a[row, :4]
    out[row] = part[0]
