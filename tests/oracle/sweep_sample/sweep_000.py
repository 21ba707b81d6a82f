# Made by tests/oracle/sweep.py.

from typing import Any

import warp as wp

mat2x2_float32 = wp.types.matrix(shape=(2, 2), dtype=wp.float32)

mat3x3_bfloat16 = wp.types.matrix(shape=(3, 3), dtype=wp.bfloat16)

mat3x3_float32 = wp.types.matrix(shape=(3, 3), dtype=wp.float32)

mat4x4_float16 = wp.types.matrix(shape=(4, 4), dtype=wp.float16)

mat4x4_float32 = wp.types.matrix(shape=(4, 4), dtype=wp.float32)

mat4x4_float64 = wp.types.matrix(shape=(4, 4), dtype=wp.float64)

quat_float16 = wp.types.quaternion(dtype=wp.float16)

quat_float64 = wp.types.quaternion(dtype=wp.float64)

vec2_float16 = wp.types.vector(length=2, dtype=wp.float16)

vec2_float32 = wp.types.vector(length=2, dtype=wp.float32)

vec2_float64 = wp.types.vector(length=2, dtype=wp.float64)

vec2_int16 = wp.types.vector(length=2, dtype=wp.int16)

vec3_bfloat16 = wp.types.vector(length=3, dtype=wp.bfloat16)

vec3_float32 = wp.types.vector(length=3, dtype=wp.float32)

vec3_float64 = wp.types.vector(length=3, dtype=wp.float64)

vec4_float16 = wp.types.vector(length=4, dtype=wp.float16)

vec4_int16 = wp.types.vector(length=4, dtype=wp.int16)

vec4_int64 = wp.types.vector(length=4, dtype=wp.int64)

vec5_float32 = wp.types.vector(length=5, dtype=wp.float32)

vec6_float16 = wp.types.vector(length=6, dtype=wp.float16)

vec6_float32 = wp.types.vector(length=6, dtype=wp.float32)

vec6_float64 = wp.types.vector(length=6, dtype=wp.float64)


@wp.kernel(module="unique")
def min_49(a: vec5_float32, b: vec5_float32, out: wp.array(dtype=vec5_float32)):
    row = wp.tid()
    out[row] = wp.min(a, b)


@wp.kernel(module="unique")
def max_52(a: vec4_float16, out: wp.array(dtype=wp.float16)):
    row = wp.tid()
    out[row] = wp.max(a)


@wp.kernel(module="unique")
def clamp_0(x: wp.array(dtype=wp.bfloat16), low: wp.array(dtype=wp.bfloat16), high: wp.array(dtype=wp.bfloat16), out: wp.array(dtype=wp.bfloat16)):
    row = wp.tid()
    out[row] = wp.clamp(x[row], low[row], high[row])


@wp.kernel(module="unique")
def abs_17(x_in: wp.array(dtype=vec2_float32), out: wp.array(dtype=wp.vec2)):
    row = wp.tid()
    x = x_in[row]
    out[row] = wp.abs(x)


@wp.kernel(module="unique")
def sign_33(x: wp.array(dtype=vec4_int64), out: wp.array(dtype=wp.vec4l)):
    row = wp.tid()
    out[row] = wp.sign(x[row])


@wp.kernel(module="unique")
def copysign_3(x: wp.array(dtype=wp.float64), y: wp.array(dtype=wp.float64), out: wp.array(dtype=wp.float64)):
    row = wp.tid()
    out[row] = wp.copysign(x[row], y[row])


@wp.kernel(module="unique")
def step_6(x: wp.array(dtype=wp.int64), out: wp.array(dtype=wp.int64)):
    row = wp.tid()
    out[row] = wp.step(x[row])


@wp.kernel(module="unique")
def nonzero_4(x: wp.int16, out: wp.array(dtype=wp.int16)):
    row = wp.tid()
    out[row] = wp.nonzero(x)


@wp.kernel(module="unique")
def bit_count_7(x: wp.uint8, out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    out[row] = wp.bit_count(x)


@wp.kernel(module="unique")
def sin_2(x_in: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.float32)):
    row = wp.tid()
    x = x_in[row]
    out[row] = wp.sin(x)


@wp.kernel(module="unique")
def cos_1(x: wp.float16, out: wp.array(dtype=wp.float16)):
    row = wp.tid()
    out[row] = wp.cos(x)


@wp.kernel(module="unique")
def acos_1(x: wp.float16, out: wp.array(dtype=wp.float16)):
    row = wp.tid()
    out[row] = wp.acos(x)


@wp.kernel(module="unique")
def asin_2(x_in: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.float32)):
    row = wp.tid()
    x = x_in[row]
    out[row] = wp.asin(x)


@wp.kernel(module="unique")
def sqrt_1(x: wp.float16, out: wp.array(dtype=wp.float16)):
    row = wp.tid()
    out[row] = wp.sqrt(x)


@wp.kernel(module="unique")
def cbrt_0(x: wp.array(dtype=wp.bfloat16), out: wp.array(dtype=wp.bfloat16)):
    row = wp.tid()
    out[row] = wp.cbrt(x[row])


@wp.kernel(module="unique")
def tan_2(x_in: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.float32)):
    row = wp.tid()
    x = x_in[row]
    out[row] = wp.tan(x)


@wp.kernel(module="unique")
def atan_1(x: wp.float16, out: wp.array(dtype=wp.float16)):
    row = wp.tid()
    out[row] = wp.atan(x)


@wp.kernel(module="unique")
def atan2_2(y_in: wp.array(dtype=wp.float32), x_in: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.float32)):
    row = wp.tid()
    y = y_in[row]
    x = x_in[row]
    out[row] = wp.atan2(y, x)


@wp.kernel(module="unique")
def sinh_0(x: wp.array(dtype=wp.bfloat16), out: wp.array(dtype=wp.bfloat16)):
    row = wp.tid()
    out[row] = wp.sinh(x[row])


@wp.kernel(module="unique")
def cosh_0(x: wp.array(dtype=wp.bfloat16), out: wp.array(dtype=wp.bfloat16)):
    row = wp.tid()
    out[row] = wp.cosh(x[row])


@wp.kernel(module="unique")
def tanh_2(x_in: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.float32)):
    row = wp.tid()
    x = x_in[row]
    out[row] = wp.tanh(x)


@wp.kernel(module="unique")
def degrees_3(x: wp.array(dtype=wp.float64), out: wp.array(dtype=wp.float64)):
    row = wp.tid()
    out[row] = wp.degrees(x[row])


@wp.kernel(module="unique")
def radians_0(x: wp.array(dtype=wp.bfloat16), out: wp.array(dtype=wp.bfloat16)):
    row = wp.tid()
    out[row] = wp.radians(x[row])


@wp.kernel(module="unique")
def log_2(x_in: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.float32)):
    row = wp.tid()
    x = x_in[row]
    out[row] = wp.log(x)


@wp.kernel(module="unique")
def log2_3(x: wp.array(dtype=wp.float64), out: wp.array(dtype=wp.float64)):
    row = wp.tid()
    out[row] = wp.log2(x[row])


@wp.kernel(module="unique")
def log10_2(x_in: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.float32)):
    row = wp.tid()
    x = x_in[row]
    out[row] = wp.log10(x)


@wp.kernel(module="unique")
def exp_1(x: wp.float16, out: wp.array(dtype=wp.float16)):
    row = wp.tid()
    out[row] = wp.exp(x)


@wp.kernel(module="unique")
def pow_3(x: wp.array(dtype=wp.float64), y: wp.array(dtype=wp.float64), out: wp.array(dtype=wp.float64)):
    row = wp.tid()
    out[row] = wp.pow(x[row], y[row])


@wp.kernel(module="unique")
def erf_3(x: wp.array(dtype=wp.float64), out: wp.array(dtype=wp.float64)):
    row = wp.tid()
    out[row] = wp.erf(x[row])


@wp.kernel(module="unique")
def erfc_3(x: wp.array(dtype=wp.float64), out: wp.array(dtype=wp.float64)):
    row = wp.tid()
    out[row] = wp.erfc(x[row])


@wp.kernel(module="unique")
def erfinv_2(x_in: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.float32)):
    row = wp.tid()
    x = x_in[row]
    out[row] = wp.erfinv(x)


@wp.kernel(module="unique")
def erfcinv_0(x: wp.array(dtype=wp.bfloat16), out: wp.array(dtype=wp.bfloat16)):
    row = wp.tid()
    out[row] = wp.erfcinv(x[row])


@wp.kernel(module="unique")
def round_0(x: wp.array(dtype=wp.bfloat16), out: wp.array(dtype=wp.bfloat16)):
    row = wp.tid()
    out[row] = wp.round(x[row])


@wp.kernel(module="unique")
def rint_0(x: wp.array(dtype=wp.bfloat16), out: wp.array(dtype=wp.bfloat16)):
    row = wp.tid()
    out[row] = wp.rint(x[row])


@wp.kernel(module="unique")
def trunc_3(x: wp.array(dtype=wp.float64), out: wp.array(dtype=wp.float64)):
    row = wp.tid()
    out[row] = wp.trunc(x[row])


@wp.kernel(module="unique")
def floor_0(x: wp.array(dtype=wp.bfloat16), out: wp.array(dtype=wp.bfloat16)):
    row = wp.tid()
    out[row] = wp.floor(x[row])


@wp.kernel(module="unique")
def ceil_3(x: wp.array(dtype=wp.float64), out: wp.array(dtype=wp.float64)):
    row = wp.tid()
    out[row] = wp.ceil(x[row])


@wp.kernel(module="unique")
def frac_2(x_in: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.float32)):
    row = wp.tid()
    x = x_in[row]
    out[row] = wp.frac(x)


@wp.kernel(module="unique")
def isfinite_16(a: vec6_float64, out: wp.array(dtype=wp.bool)):
    row = wp.tid()
    out[row] = wp.isfinite(a)


@wp.kernel(module="unique")
def isnan_20(a_in: wp.array(dtype=quat_float64), out: wp.array(dtype=wp.bool)):
    row = wp.tid()
    a = a_in[row]
    out[row] = wp.isnan(a)


@wp.kernel(module="unique")
def isinf_5(a_in: wp.array(dtype=vec2_float16), out: wp.array(dtype=wp.bool)):
    row = wp.tid()
    a = a_in[row]
    out[row] = wp.isinf(a)


@wp.kernel(module="unique")
def dot_12(a: wp.array(dtype=vec2_int16), b: wp.array(dtype=vec2_int16), out: wp.array(dtype=wp.int16)):
    row = wp.tid()
    out[row] = wp.dot(a[row], b[row])


@wp.kernel(module="unique")
def ddot_12_v2(a_in: wp.array(dtype=mat3x3_bfloat16), b_in: wp.array(dtype=mat3x3_bfloat16), out: wp.array(dtype=wp.bfloat16)):
    row = wp.tid()
    a = a_in[row]
    b = b_in[row]
    out[row] = wp.ddot(a, b)


@wp.kernel(module="unique")
def argmin_36(a: wp.array(dtype=vec5_float32), out: wp.array(dtype=wp.uint32)):
    row = wp.tid()
    out[row] = wp.argmin(a[row])


@wp.kernel(module="unique")
def argmax_14(a_in: wp.array(dtype=vec4_int16), out: wp.array(dtype=wp.uint32)):
    row = wp.tid()
    a = a_in[row]
    out[row] = wp.argmax(a)


@wp.kernel(module="unique")
def outer_3(a: wp.array(dtype=vec6_float16), b: wp.array(dtype=vec6_float16), out: wp.array(dtype=wp.spatial_matrixh)):
    row = wp.tid()
    out[row] = wp.outer(a[row], b[row])


@wp.kernel(module="unique")
def cross_2(a_in: wp.array(dtype=vec3_float64), b_in: wp.array(dtype=vec3_float64), out: wp.array(dtype=wp.vec3d)):
    row = wp.tid()
    a = a_in[row]
    b = b_in[row]
    out[row] = wp.cross(a, b)


@wp.kernel(module="unique")
def skew_3_v1(vec: wp.array(dtype=vec3_bfloat16), out: wp.array(dtype=mat3x3_bfloat16)):
    row = wp.tid()
    out[row] = wp.skew(vec[row])


@wp.kernel(module="unique")
def length_13(a: quat_float16, out: wp.array(dtype=wp.float16)):
    row = wp.tid()
    out[row] = wp.length(a)


@wp.kernel(module="unique")
def length_sq_5(a_in: wp.array(dtype=vec3_float32), out: wp.array(dtype=wp.float32)):
    row = wp.tid()
    a = a_in[row]
    out[row] = wp.length_sq(a)


@wp.kernel(module="unique")
def normalize_2(a_in: wp.array(dtype=vec4_float16), out: wp.array(dtype=wp.vec4h)):
    row = wp.tid()
    a = a_in[row]
    out[row] = wp.normalize(a)


@wp.kernel(module="unique")
def transpose_5(a_in: wp.array(dtype=mat3x3_float32), out: wp.array(dtype=wp.mat33)):
    row = wp.tid()
    a = a_in[row]
    out[row] = wp.transpose(a)


@wp.kernel(module="unique")
def inverse_8(a_in: wp.array(dtype=mat4x4_float16), out: wp.array(dtype=wp.mat44h)):
    row = wp.tid()
    a = a_in[row]
    out[row] = wp.inverse(a)


@wp.kernel(module="unique")
def inverse_approx_2_v1(a: wp.array(dtype=mat4x4_float64), out: wp.array(dtype=mat4x4_float64)):
    row = wp.tid()
    out[row] = wp.inverse_approx(a[row])


@wp.kernel(module="unique")
def determinant_1(a: mat2x2_float32, out: wp.array(dtype=wp.float32)):
    row = wp.tid()
    out[row] = wp.determinant(a)


@wp.kernel(module="unique")
def trace_4(a: mat2x2_float32, out: wp.array(dtype=wp.float32)):
    row = wp.tid()
    out[row] = wp.trace(a)


@wp.kernel(module="unique")
def diag_8(vec_in: wp.array(dtype=vec2_float64), out: wp.array(dtype=wp.mat22d)):
    row = wp.tid()
    vec = vec_in[row]
    out[row] = wp.diag(vec)


@wp.kernel(module="unique")
def get_diag_4(mat: mat2x2_float32, out: wp.array(dtype=wp.vec2)):
    row = wp.tid()
    out[row] = wp.get_diag(mat)


@wp.kernel(module="unique")
def cw_mul_43(a: mat4x4_float32, b: mat4x4_float32, out: wp.array(dtype=wp.mat44)):
    row = wp.tid()
    out[row] = wp.cw_mul(a, b)


@wp.kernel(module="unique")
def cw_div_7(a: vec6_float32, b: vec6_float32, out: wp.array(dtype=wp.spatial_vector)):
    row = wp.tid()
    out[row] = wp.cw_div(a, b)
