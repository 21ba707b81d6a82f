# Made by tests/oracle/sweep.py.

from typing import Any

import warp as wp

mat1x1_float32 = wp.types.matrix(shape=(1, 1), dtype=wp.float32)

mat2x2_bfloat16 = wp.types.matrix(shape=(2, 2), dtype=wp.bfloat16)

mat2x2_int8 = wp.types.matrix(shape=(2, 2), dtype=wp.int8)

mat3x3_float16 = wp.types.matrix(shape=(3, 3), dtype=wp.float16)

mat3x3_float32 = wp.types.matrix(shape=(3, 3), dtype=wp.float32)

mat3x3_float64 = wp.types.matrix(shape=(3, 3), dtype=wp.float64)

mat6x6_float32 = wp.types.matrix(shape=(6, 6), dtype=wp.float32)

mat6x6_float64 = wp.types.matrix(shape=(6, 6), dtype=wp.float64)

quat_bfloat16 = wp.types.quaternion(dtype=wp.bfloat16)

quat_float16 = wp.types.quaternion(dtype=wp.float16)

quat_float32 = wp.types.quaternion(dtype=wp.float32)

quat_float64 = wp.types.quaternion(dtype=wp.float64)

transform_bfloat16 = wp.types.transformation(dtype=wp.bfloat16)

transform_float16 = wp.types.transformation(dtype=wp.float16)

transform_float32 = wp.types.transformation(dtype=wp.float32)

transform_float64 = wp.types.transformation(dtype=wp.float64)

vec1_float32 = wp.types.vector(length=1, dtype=wp.float32)

vec2_bfloat16 = wp.types.vector(length=2, dtype=wp.bfloat16)

vec3_bfloat16 = wp.types.vector(length=3, dtype=wp.bfloat16)

vec3_float16 = wp.types.vector(length=3, dtype=wp.float16)

vec3_float32 = wp.types.vector(length=3, dtype=wp.float32)

vec3_float64 = wp.types.vector(length=3, dtype=wp.float64)

vec6_float16 = wp.types.vector(length=6, dtype=wp.float16)

vec6_float32 = wp.types.vector(length=6, dtype=wp.float32)

vec6_float64 = wp.types.vector(length=6, dtype=wp.float64)


@wp.kernel(module="unique")
def int8_12_v1(a: wp.array(dtype=wp.bool), out: wp.array(dtype=wp.int8)):
    row = wp.tid()
    out[row] = wp.int8(a[row])


@wp.kernel(module="unique")
def uint8_6(a: wp.array(dtype=wp.int64), out: wp.array(dtype=wp.uint8)):
    row = wp.tid()
    out[row] = wp.uint8(a[row])


@wp.kernel(module="unique")
def int16_12_v1(a: wp.array(dtype=wp.bool), out: wp.array(dtype=wp.int16)):
    row = wp.tid()
    out[row] = wp.int16(a[row])


@wp.kernel(module="unique")
def uint16_4_v2(a: wp.int32, out: wp.array(dtype=wp.uint16)):
    row = wp.tid()
    out[row] = wp.uint16(a)


@wp.kernel(module="unique")
def int32_12_v1(a: wp.array(dtype=wp.bool), out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    out[row] = wp.int32(a[row])


@wp.kernel(module="unique")
def uint32_12_v1(a: wp.array(dtype=wp.bool), out: wp.array(dtype=wp.uint32)):
    row = wp.tid()
    out[row] = wp.uint32(a[row])


@wp.kernel(module="unique")
def int64_7(a: wp.uint64, out: wp.array(dtype=wp.int64)):
    row = wp.tid()
    out[row] = wp.int64(a)


@wp.kernel(module="unique")
def uint64_10_v2(a: wp.float32, out: wp.array(dtype=wp.uint64)):
    row = wp.tid()
    out[row] = wp.uint64(a)


@wp.kernel(module="unique")
def float16_2(a_in: wp.array(dtype=wp.int16), out: wp.array(dtype=wp.float16)):
    row = wp.tid()
    a = a_in[row]
    out[row] = wp.float16(a)


@wp.kernel(module="unique")
def bfloat16_11(a_in: wp.array(dtype=wp.float64), out: wp.array(dtype=wp.bfloat16)):
    row = wp.tid()
    a = a_in[row]
    out[row] = wp.bfloat16(a)


@wp.kernel(module="unique")
def float32_6(a: wp.array(dtype=wp.int64), out: wp.array(dtype=wp.float32)):
    row = wp.tid()
    out[row] = wp.float32(a[row])


@wp.kernel(module="unique")
def float64_4_v6(a: wp.int32, out: wp.array(dtype=wp.float64)):
    row = wp.tid()
    out[row] = wp.float64(a)


@wp.kernel(module="unique")
def bool_6(a: wp.array(dtype=wp.int64), out: wp.array(dtype=wp.bool)):
    row = wp.tid()
    out[row] = bool(a[row])


@wp.kernel(module="unique")
def int_7(a: wp.uint64, out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    out[row] = int(a)


@wp.kernel(module="unique")
def float_4_v1(out: wp.array(dtype=wp.float32), a: wp.array(dtype=wp.float32)):
    row = wp.tid()
    x = float(1)
    for i in range(3):
        x += a[i]
    out[row] = x


@wp.kernel(module="unique")
def vector_0_v48(a: wp.array(dtype=wp.float32), out: wp.array(dtype=vec3_float32)):
    row = wp.tid()
    x = a[row]
    z = vec3_float32()
    f = vec3_float32(x)
    c = vec3_float32(f)
    out[row] = z + f + c


@wp.kernel(module="unique")
def matrix_1_v23(a: wp.array(dtype=wp.int8), out: wp.array(dtype=mat2x2_int8)):
    row = wp.tid()
    x = a[row]
    z = mat2x2_int8()
    f = mat2x2_int8(x)
    c = mat2x2_int8(f)
    out[row] = z + f - c


@wp.kernel(module="unique")
def matrix_from_cols_0(a: wp.array(dtype=vec1_float32), out: wp.array(dtype=mat1x1_float32)):
    row = wp.tid()
    v = a[row]
    out[row] = wp.matrix_from_cols(v)


@wp.kernel(module="unique")
def matrix_from_rows_0_v9(a: wp.array(dtype=wp.vec2h), out: wp.array(dtype=wp.mat22h)):
    row = wp.tid()
    out[row] = wp.matrix_from_rows(a[row], a[row + 1])


@wp.kernel(module="unique")
def identity_0_v10(out: wp.array(dtype=mat6x6_float32)):
    row = wp.tid()
    out[row] = wp.identity(n=6, dtype=wp.float32)


@wp.kernel(module="unique")
def svd3_2(A_in: wp.array(dtype=mat3x3_float64), out0: wp.array(dtype=wp.mat33d), out1: wp.array(dtype=wp.vec3d), out2: wp.array(dtype=wp.mat33d)):
    row = wp.tid()
    A = A_in[row]
    r0, r1, r2 = wp.svd3(A)
    out0[row] = r0
    out1[row] = r1
    out2[row] = r2


@wp.kernel(module="unique")
def svd2_3(A: wp.array(dtype=mat2x2_bfloat16), out0: wp.array(dtype=mat2x2_bfloat16), out1: wp.array(dtype=vec2_bfloat16), out2: wp.array(dtype=mat2x2_bfloat16)):
    row = wp.tid()
    r0, r1, r2 = wp.svd2(A[row])
    out0[row] = r0
    out1[row] = r1
    out2[row] = r2


@wp.kernel(module="unique")
def qr3_0(A: wp.array(dtype=mat3x3_float16), out0: wp.array(dtype=wp.mat33h), out1: wp.array(dtype=wp.mat33h)):
    row = wp.tid()
    r0, r1 = wp.qr3(A[row])
    out0[row] = r0
    out1[row] = r1


@wp.kernel(module="unique")
def eig3_0(A: wp.array(dtype=mat3x3_float16), out0: wp.array(dtype=wp.mat33h), out1: wp.array(dtype=wp.vec3h)):
    row = wp.tid()
    r0, r1 = wp.eig3(A[row])
    out0[row] = r0
    out1[row] = r1


@wp.kernel(module="unique")
def quaternion_0_v4(out: wp.array(dtype=quat_float32)):
    row = wp.tid()
    out[row] = wp.quaternion(dtype=wp.float32)


@wp.kernel(module="unique")
def quat_identity_0_v1(a: wp.array(dtype=wp.float16), v: wp.array(dtype=wp.vec3h), q: wp.array(dtype=wp.quath), out: wp.array(dtype=wp.quath)):
    row = wp.tid()
    out[row] = wp.quat_identity(dtype=wp.float16)


@wp.kernel(module="unique")
def quat_from_axis_angle_0(axis: wp.array(dtype=vec3_float16), angle: wp.array(dtype=wp.float16), out: wp.array(dtype=wp.quath)):
    row = wp.tid()
    out[row] = wp.quat_from_axis_angle(axis[row], angle[row])


@wp.kernel(module="unique")
def quat_to_axis_angle_4_v2(quat: quat_float16, axis: vec3_float16, angle: wp.float16):
    row = wp.tid()
    wp.quat_to_axis_angle(quat, axis, angle)


@wp.kernel(module="unique")
def quat_from_matrix_1(mat: mat3x3_float32, out: wp.array(dtype=wp.quat)):
    row = wp.tid()
    out[row] = wp.quat_from_matrix(mat)


@wp.kernel(module="unique")
def quat_rpy_3(roll: wp.array(dtype=wp.bfloat16), pitch: wp.array(dtype=wp.bfloat16), yaw: wp.array(dtype=wp.bfloat16), out: wp.array(dtype=quat_bfloat16)):
    row = wp.tid()
    out[row] = wp.quat_rpy(roll[row], pitch[row], yaw[row])


@wp.kernel(module="unique")
def quat_inverse_2(quat_in: wp.array(dtype=quat_float64), out: wp.array(dtype=wp.quatd)):
    row = wp.tid()
    quat = quat_in[row]
    out[row] = wp.quat_inverse(quat)


@wp.kernel(module="unique")
def quat_rotate_1(quat: quat_float32, vec: vec3_float32, out: wp.array(dtype=wp.vec3)):
    row = wp.tid()
    out[row] = wp.quat_rotate(quat, vec)


@wp.kernel(module="unique")
def quat_rotate_inv_1(quat: quat_float32, vec: vec3_float32, out: wp.array(dtype=wp.vec3)):
    row = wp.tid()
    out[row] = wp.quat_rotate_inv(quat, vec)


@wp.kernel(module="unique")
def quat_slerp_3(a: wp.array(dtype=quat_bfloat16), b: wp.array(dtype=quat_bfloat16), t: wp.array(dtype=wp.bfloat16), out: wp.array(dtype=quat_bfloat16)):
    row = wp.tid()
    out[row] = wp.quat_slerp(a[row], b[row], t[row])


@wp.kernel(module="unique")
def quat_to_matrix_2(quat_in: wp.array(dtype=quat_float64), out: wp.array(dtype=wp.mat33d)):
    row = wp.tid()
    quat = quat_in[row]
    out[row] = wp.quat_to_matrix(quat)


@wp.kernel(module="unique")
def transformation_1_v2(a: wp.array(dtype=wp.float32), v: wp.array(dtype=wp.vec3f), q: wp.array(dtype=wp.quatf), t: wp.array(dtype=wp.transformf), out: wp.array(dtype=wp.transformf)):
    row = wp.tid()
    x = a[row]
    out[row] = wp.transformf(x, x, x, x, x, x, x)


@wp.kernel(module="unique")
def transform_identity_0_v3(out: wp.array(dtype=wp.transform)):
    row = wp.tid()
    out[row] = wp.transform_identity()


@wp.kernel(module="unique")
def transform_get_translation_2(xform_in: wp.array(dtype=transform_float64), out: wp.array(dtype=wp.vec3d)):
    row = wp.tid()
    xform = xform_in[row]
    out[row] = wp.transform_get_translation(xform)


@wp.kernel(module="unique")
def transform_get_rotation_0(xform: wp.array(dtype=transform_float16), out: wp.array(dtype=wp.quath)):
    row = wp.tid()
    out[row] = wp.transform_get_rotation(xform[row])


@wp.kernel(module="unique")
def transform_set_translation_1_v1(xform: transform_float32, p: vec3_float32):
    row = wp.tid()
    wp.transform_set_translation(xform, p)


@wp.kernel(module="unique")
def transform_set_rotation_0(xform: wp.array(dtype=transform_float16), q: wp.array(dtype=quat_float16)):
    row = wp.tid()
    wp.transform_set_rotation(xform[row], q[row])


@wp.kernel(module="unique")
def transform_set_translation_copy_0_v1(xform: transform_float64, p: vec3_float64):
    row = wp.tid()
    r = wp.transform_set_translation_copy(xform, p)


@wp.kernel(module="unique")
def transform_set_rotation_copy_0_v2(xform: wp.array(dtype=transform_float16), q: wp.array(dtype=quat_float16)):
    row = wp.tid()
    r = wp.transform_set_rotation_copy(xform[row], q[row])


@wp.kernel(module="unique")
def transform_multiply_2(a_in: wp.array(dtype=transform_float64), b_in: wp.array(dtype=transform_float64), out: wp.array(dtype=wp.transformd)):
    row = wp.tid()
    a = a_in[row]
    b = b_in[row]
    out[row] = wp.transform_multiply(a, b)


@wp.kernel(module="unique")
def transform_point_3(xform: wp.array(dtype=transform_bfloat16), point: wp.array(dtype=vec3_bfloat16), out: wp.array(dtype=vec3_bfloat16)):
    row = wp.tid()
    out[row] = wp.transform_point(xform[row], point[row])


@wp.kernel(module="unique")
def transform_vector_3(xform: wp.array(dtype=transform_bfloat16), vec: wp.array(dtype=vec3_bfloat16), out: wp.array(dtype=vec3_bfloat16)):
    row = wp.tid()
    out[row] = wp.transform_vector(xform[row], vec[row])


@wp.kernel(module="unique")
def transform_inverse_0(xform: wp.array(dtype=transform_float16), out: wp.array(dtype=wp.transformh)):
    row = wp.tid()
    out[row] = wp.transform_inverse(xform[row])


@wp.kernel(module="unique")
def spatial_vector_2_v2(wx_in: wp.array(dtype=wp.float32), wy_in: wp.array(dtype=wp.float32), wz_in: wp.array(dtype=wp.float32), vx_in: wp.array(dtype=wp.float32), vy_in: wp.array(dtype=wp.float32), vz_in: wp.array(dtype=wp.float32), out: wp.array(dtype=vec6_float32)):
    row = wp.tid()
    wx = wx_in[row]
    wy = wy_in[row]
    wz = wz_in[row]
    vx = vx_in[row]
    vy = vy_in[row]
    vz = vz_in[row]
    out[row] = wp.spatial_vector(wx, wy, wz, vx, vy, vz, dtype=wp.float32)


@wp.kernel(module="unique")
def spatial_adjoint_0_v1(r: mat3x3_float64, s: mat3x3_float64, out: wp.array(dtype=mat6x6_float64)):
    row = wp.tid()
    out[row] = wp.spatial_adjoint(r, s)


@wp.kernel(module="unique")
def spatial_dot_0(a: wp.array(dtype=vec6_float16), b: wp.array(dtype=vec6_float16), out: wp.array(dtype=wp.float16)):
    row = wp.tid()
    out[row] = wp.spatial_dot(a[row], b[row])


@wp.kernel(module="unique")
def spatial_cross_1(a: vec6_float32, b: vec6_float32, out: wp.array(dtype=wp.spatial_vector)):
    row = wp.tid()
    out[row] = wp.spatial_cross(a, b)


@wp.kernel(module="unique")
def spatial_cross_dual_2(a_in: wp.array(dtype=vec6_float64), b_in: wp.array(dtype=vec6_float64), out: wp.array(dtype=wp.spatial_vectord)):
    row = wp.tid()
    a = a_in[row]
    b = b_in[row]
    out[row] = wp.spatial_cross_dual(a, b)


@wp.kernel(module="unique")
def spatial_top_1(svec: vec6_float32, out: wp.array(dtype=wp.vec3)):
    row = wp.tid()
    out[row] = wp.spatial_top(svec)


@wp.kernel(module="unique")
def spatial_bottom_2(svec_in: wp.array(dtype=vec6_float64), out: wp.array(dtype=wp.vec3d)):
    row = wp.tid()
    svec = svec_in[row]
    out[row] = wp.spatial_bottom(svec)


@wp.kernel(module="unique")
def tile_zeros_0_v13(out: wp.array(dtype=wp.mat22, ndim=2)):
    t = wp.tile_zeros(shape=(4, 4), dtype=wp.mat22, storage="shared")
    wp.tile_store(out, t)


@wp.kernel(module="unique")
def tile_ones_0_v1(out: wp.array(dtype=wp.float32)):
    t = wp.tile_ones((8,), float, "shared")
    wp.tile_store(out, t)


@wp.kernel(module="unique")
def tile_empty_0_v3(out: wp.array(dtype=wp.float32, ndim=2)):
    t = wp.tile_empty((4, 8), float, "shared")
    wp.tile_store(out, t)


@wp.kernel(module="unique")
def tile_full_1_v10(out: wp.array(dtype=wp.int32)):
    t = wp.tile_full(8, 3, dtype=wp.int32)
    u = wp.tile_full(8, 3)
    wp.tile_store(out, t + u)


@wp.kernel(module="unique")
def tile_from_thread_0_v9(a: wp.array(dtype=wp.vec3), out: wp.array(dtype=wp.vec3)):
    row = wp.tid()
    t = wp.tile_from_thread((8,), a[row], row, storage="shared")
    wp.tile_store(out, t)


@wp.kernel(module="unique")
def tile_randi_0_v7(out: wp.array(dtype=wp.int32, ndim=4)):
    row = wp.tid()
    rng = wp.rand_init(42, row)
    t = wp.tile_randi((2, 2, 3, 2), rng, storage="shared")
    wp.tile_store(out, t)
