# Made by tests/oracle/sweep.py.

from typing import Any

import warp as wp

vec3_float32 = wp.types.vector(length=3, dtype=wp.float32)

vec3_float64 = wp.types.vector(length=3, dtype=wp.float64)

@wp.func
def combine_float32(x: wp.float32, y: wp.float32):
    return x + y

@wp.func
def map3_vec3(p: wp.vec3, q: wp.vec3, v: wp.vec3):
    return p + q + v


@wp.kernel(module="unique")
def tile_randf_0_v1(out: wp.array(dtype=wp.float32)):
    row = wp.tid()
    rng = wp.rand_init(42, row)
    t = wp.tile_randf((8,), rng, storage="shared")
    wp.tile_store(out, t)


@wp.kernel(module="unique")
def tile_arange_0_v13(out: wp.array(dtype=wp.uint8)):
    t = wp.tile_arange(1, 9, dtype=wp.uint8, storage="shared")
    wp.tile_store(out, t)


@wp.kernel(module="unique")
def tile_load_1(a: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.float32)):
    i = wp.tid()
    t = wp.tile_load(a, shape=8)
    wp.tile_store(out, t)


@wp.kernel(module="unique")
def tile_load_indexed_0_v34(a: wp.array(dtype=wp.mat33, ndim=4), out: wp.array(dtype=wp.mat33, ndim=4), ind: wp.array(dtype=wp.int32)):
    i = wp.tid()
    where = wp.tile_load(ind, shape=2)
    t = wp.tile_load_indexed(a, indices=where, shape=(2, 2, 3, 2), offset=(i, i, i, i), axis=1)
    wp.tile_store(out, t)


@wp.kernel(module="unique")
def tile_store_0_v18(a: wp.array(dtype=wp.vec3), out: wp.array(dtype=wp.vec3)):
    i = wp.tid()
    t = wp.tile_load(a, shape=(8,), offset=(i,), bounds_check=False)
    wp.tile_store(out, t, (i,), bounds_check=False)


@wp.kernel(module="unique")
def tile_store_indexed_0(a: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.float32), ind: wp.array(dtype=wp.int32)):
    i = wp.tid()
    where = wp.tile_load(ind, shape=8)
    t = wp.tile_load(a, shape=(8,))
    wp.tile_store_indexed(out, where, t, offset=(i,), axis=0)


@wp.kernel(module="unique")
def tile_atomic_add_0_v7(a: wp.array(dtype=wp.int32), out: wp.array(dtype=wp.int32)):
    i = wp.tid()
    t = wp.tile_load(a, shape=(8,))
    wp.tile_atomic_add(out, t)


@wp.kernel(module="unique")
def tile_atomic_add_indexed_0_v20(a: wp.array(dtype=wp.float32, ndim=4), out: wp.array(dtype=wp.float32, ndim=4), ind: wp.array(dtype=wp.int32)):
    i = wp.tid()
    where = wp.tile_load(ind, shape=3)
    t = wp.tile_load(a, shape=(2, 2, 3, 2))
    wp.tile_atomic_add_indexed(out, indices=where, t=t, offset=(i, i, i, i), axis=2)


@wp.kernel(module="unique")
def tile_view_0_v6(a: wp.array(dtype=wp.float32, ndim=2), row_out: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.float32, ndim=2), n: wp.int32, ind: wp.array(dtype=wp.int32)):
    t = wp.tile_load(a, shape=(8, 4))
    v = t[1:5, 0:2]
    wp.tile_store(out, v)


@wp.kernel(module="unique")
def tile_slice_indexed_0_v1(a: wp.array(dtype=wp.float32, ndim=2), row_out: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.float32, ndim=2), n: wp.int32, ind: wp.array(dtype=wp.int32)):
    t = wp.tile_load(a, shape=(8, 4))
    where = wp.tile_load(ind, shape=5)
    v = t[where]
    wp.tile_store(out, v)


@wp.kernel(module="unique")
def tile_squeeze_0_v6(a: wp.array(dtype=wp.vec2, ndim=2), row_out: wp.array(dtype=wp.vec2), out: wp.array(dtype=wp.vec2, ndim=2), n: wp.int32, ind: wp.array(dtype=wp.int32)):
    t = wp.tile_load(a, shape=(4, 1))
    v = wp.tile_squeeze(t, axis=(1,))
    wp.tile_store(row_out, v)


@wp.kernel(module="unique")
def tile_reshape_0_v1(a: wp.array(dtype=wp.float32, ndim=2), row_out: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.float32, ndim=2), n: wp.int32, ind: wp.array(dtype=wp.int32)):
    t = wp.tile_load(a, shape=(8, 4))
    v = wp.tile_reshape(t, shape=(32,))
    wp.tile_store(row_out, v)


@wp.kernel(module="unique")
def tile_astype_0_v2(a: wp.array(dtype=wp.float16, ndim=2), out: wp.array(dtype=wp.float32, ndim=2)):
    t = wp.tile_load(a, shape=(4, 4))
    wp.tile_store(out, wp.tile_astype(t, dtype=wp.float32))


@wp.kernel(module="unique")
def tile_assign_0_v3(a: wp.array(dtype=wp.float32, ndim=2), row_out: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.float32, ndim=2), n: wp.int32, ind: wp.array(dtype=wp.int32)):
    t = wp.tile_load(a, shape=(8, 4))
    v = wp.tile_load(a, shape=(2, 2))
    wp.tile_assign(t, v)
    wp.tile_store(out, t)


@wp.kernel(module="unique")
def assign_0_v4(a: wp.array(dtype=wp.uint32), b: wp.array(dtype=wp.uint32), out: wp.array(dtype=wp.uint32), c: wp.bool):
    i = wp.tid()
    t = wp.tile_load(a, shape=(8,))
    t[i] = b[i]
    wp.tile_store(out, t)


@wp.kernel(module="unique")
def tile_0_v2(x_in: wp.array(dtype=wp.int32)):
    row = wp.tid()
    x = x_in[row]
    r = wp.tile(x)


@wp.kernel(module="unique")
def untile_0(a: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.float32)):
    row = wp.tid()
    x = a[row]
    t = wp.tile(x)
    u = t + t
    y = wp.untile(u)
    out[row] = y


@wp.kernel(module="unique")
def tile_extract_0_v24(a_in: wp.array(dtype=wp.float32), i: wp.array(dtype=wp.int32), out: wp.array(dtype=wp.float32)):
    row = wp.tid()
    a = wp.tile_load(a_in, shape=4)
    out[row] = wp.tile_extract(a, i[row])


@wp.kernel(module="unique")
def tile_scatter_add_0_v23(a: wp.array(dtype=wp.float16), b: wp.array(dtype=wp.float16), out: wp.array(dtype=wp.float16), c: wp.bool):
    i = wp.tid()
    t = wp.tile_load(a, shape=(8,), storage="shared")
    wp.tile_scatter_add(t, i, b[i], i > 2, atomic=False)
    wp.tile_store(out, t)


@wp.kernel(module="unique")
def tile_scatter_masked_3(a: wp.array(dtype=wp.float32, ndim=4), b: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.float32, ndim=4), c: wp.bool):
    i, j, k, l = wp.tid()
    t = wp.tile_load(a, shape=(2, 2, 3, 2))
    wp.tile_scatter_masked(t, i, j, k, l, b[i], c)
    wp.tile_store(out, t)


@wp.kernel(module="unique")
def tile_add_inplace_0_v7(a: wp.array(dtype=wp.vec3), b: wp.array(dtype=wp.vec3), out: wp.array(dtype=wp.vec3), c: wp.bool):
    i = wp.tid()
    t = wp.tile_load(a, shape=(8,), storage="shared")
    t[i] += b[i]
    wp.tile_store(out, t)


@wp.kernel(module="unique")
def tile_sub_inplace_2(a: wp.array(dtype=wp.float32, ndim=3), b: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.float32, ndim=3), c: wp.bool):
    i, j, k = wp.tid()
    t = wp.tile_load(a, shape=(2, 3, 4))
    t[i, j, k] -= b[i]
    wp.tile_store(out, t)


@wp.kernel(module="unique")
def tile_bit_and_inplace_0_v13(a_in: wp.array(dtype=vec3_float64), i: wp.int32, value: vec3_float64):
    row = wp.tid()
    a = wp.tile_load(a_in, shape=4)
    wp.tile_bit_and_inplace(a, i, value)


@wp.kernel(module="unique")
def tile_bit_or_inplace_3_v1(a: wp.array(dtype=wp.float32, ndim=4), b: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.float32, ndim=4), c: wp.bool):
    i, j, k, l = wp.tid()
    t = wp.tile_load(a, shape=(2, 2, 3, 2), storage="shared")
    t[i, j, k, l] |= b[i]
    wp.tile_store(out, t)


@wp.kernel(module="unique")
def tile_bit_xor_inplace_3_v6(a: wp.array(dtype=wp.vec3, ndim=4), b: wp.array(dtype=wp.vec3), out: wp.array(dtype=wp.vec3, ndim=4), c: wp.bool):
    i, j, k, l = wp.tid()
    t = wp.tile_load(a, shape=(2, 2, 3, 2))
    t[i, j, k, l] ^= b[i]
    wp.tile_store(out, t)


@wp.kernel(module="unique")
def tile_transpose_0(a: wp.array(dtype=wp.float32, ndim=2), row_out: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.float32, ndim=2), n: wp.int32, ind: wp.array(dtype=wp.int32)):
    t = wp.tile_load(a, shape=(8, 4))
    wp.tile_store(out, wp.tile_transpose(t))


@wp.kernel(module="unique")
def tile_broadcast_0(a: wp.array(dtype=wp.float32, ndim=2), row_out: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.float32, ndim=2), n: wp.int32, ind: wp.array(dtype=wp.int32)):
    t = wp.tile_load(row_out, shape=4)
    v = wp.tile_broadcast(t, shape=(8, 4))
    wp.tile_store(out, v)


@wp.kernel(module="unique")
def tile_sum_1_v10(a: wp.array(dtype=wp.float64, ndim=2), c: wp.array(dtype=wp.float64), out: wp.array(dtype=wp.float64), plane: wp.array(dtype=wp.float64, ndim=2), where: wp.array(dtype=wp.int32)):
    t = wp.tile_load(a, shape=(8, 4), storage="shared")
    u = wp.tile_load(c, shape=16, storage="shared")
    wp.tile_store(out, wp.tile_sum(t), offset=1)
    wp.tile_store(out, wp.tile_sum(u))


@wp.kernel(module="unique")
def tile_dot_0_v13(a: wp.array(dtype=wp.uint32), out: wp.array(dtype=wp.uint32)):
    t = wp.tile_load(a, shape=8)
    x = wp.tile_dot(t, t)
    out[0] = x[0]


@wp.kernel(module="unique")
def tile_axpy_0_v3(a: wp.array(dtype=wp.float32, ndim=2), b: wp.array(dtype=wp.float32, ndim=2), out: wp.array(dtype=wp.float32, ndim=2), s: wp.array(dtype=wp.float32), f: wp.float32):
    x = wp.tile_load(a, shape=(4, 4), storage="shared")
    y = wp.tile_load(b, shape=(4, 4))
    wp.tile_axpy(2.0, x, y)
    wp.tile_store(out, y)


@wp.kernel(module="unique")
def tile_sort_0_v4(a: wp.array(dtype=wp.uint32, ndim=2), c: wp.array(dtype=wp.uint32), out: wp.array(dtype=wp.uint32), plane: wp.array(dtype=wp.uint32, ndim=2), where: wp.array(dtype=wp.int32)):
    t = wp.tile_load(a, shape=(8, 4))
    u = wp.tile_load(c, shape=16)
    v = wp.tile_load(where, shape=16)
    wp.tile_sort(u, v)
    wp.tile_store(out, u)
    wp.tile_store(where, v)


@wp.kernel(module="unique")
def tile_min_0_v2(a: wp.array(dtype=wp.float32, ndim=2), c: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.float32), plane: wp.array(dtype=wp.float32, ndim=2), where: wp.array(dtype=wp.int32)):
    t = wp.tile_load(a, shape=(8, 4), storage="shared")
    u = wp.tile_load(c, shape=16, storage="shared")
    wp.tile_store(out, wp.tile_min(t), offset=1)
    wp.tile_store(out, wp.tile_min(u))


@wp.kernel(module="unique")
def tile_argmin_0_v3(a: wp.array(dtype=wp.int32, ndim=2), c: wp.array(dtype=wp.int32), out: wp.array(dtype=wp.int32), plane: wp.array(dtype=wp.int32, ndim=2), where: wp.array(dtype=wp.int32)):
    t = wp.tile_load(a, shape=(8, 4), storage="shared")
    u = wp.tile_load(c, shape=16, storage="shared")
    wp.tile_store(where, wp.tile_argmin(t))


@wp.kernel(module="unique")
def tile_max_0_v2(a: wp.array(dtype=wp.float32, ndim=2), c: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.float32), plane: wp.array(dtype=wp.float32, ndim=2), where: wp.array(dtype=wp.int32)):
    t = wp.tile_load(a, shape=(8, 4), storage="shared")
    u = wp.tile_load(c, shape=16, storage="shared")
    wp.tile_store(out, wp.tile_max(t), offset=1)
    wp.tile_store(out, wp.tile_max(u))


@wp.kernel(module="unique")
def tile_argmax_0_v10(a_in: wp.array(dtype=wp.float32, ndim=2)):
    row = wp.tid()
    a = wp.tile_load(a_in, shape=(4, 4))
    r = wp.tile_argmax(a)


@wp.kernel(module="unique")
def tile_reduce_1_v17(a: wp.array(dtype=wp.float32, ndim=2), c: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.float32), plane: wp.array(dtype=wp.float32, ndim=2), where: wp.array(dtype=wp.int32)):
    t = wp.tile_load(a, shape=(8, 4), storage="shared")
    u = wp.tile_load(c, shape=16, storage="shared")
    wp.tile_store(out, wp.tile_reduce(combine_float32, t, axis=1))


@wp.kernel(module="unique")
def tile_scan_inclusive_0_v5(a: wp.array(dtype=wp.uint32, ndim=2), c: wp.array(dtype=wp.uint32), out: wp.array(dtype=wp.uint32), plane: wp.array(dtype=wp.uint32, ndim=2), where: wp.array(dtype=wp.int32)):
    t = wp.tile_load(a, shape=(8, 4), storage="shared")
    u = wp.tile_load(c, shape=16, storage="shared")
    wp.tile_store(out, wp.tile_scan_inclusive(u))
    wp.tile_store(plane, wp.tile_scan_inclusive(t))


@wp.kernel(module="unique")
def tile_scan_exclusive_0_v6(a_in: wp.array(dtype=wp.float32, ndim=2)):
    row = wp.tid()
    a = wp.tile_load(a_in, shape=(4, 4))
    r = wp.tile_scan_exclusive(a)


@wp.kernel(module="unique")
def tile_scan_max_inclusive_0_v2(a: wp.array(dtype=wp.int32, ndim=2), c: wp.array(dtype=wp.int32), out: wp.array(dtype=wp.int32), plane: wp.array(dtype=wp.int32, ndim=2), where: wp.array(dtype=wp.int32)):
    t = wp.tile_load(a, shape=(8, 4))
    u = wp.tile_load(c, shape=16)
    wp.tile_store(out, wp.tile_scan_max_inclusive(u))
    wp.tile_store(plane, wp.tile_scan_max_inclusive(t))


@wp.kernel(module="unique")
def tile_scan_min_inclusive_0(a: wp.array(dtype=wp.float32, ndim=2), c: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.float32), plane: wp.array(dtype=wp.float32, ndim=2), where: wp.array(dtype=wp.int32)):
    t = wp.tile_load(a, shape=(8, 4))
    u = wp.tile_load(c, shape=16)
    wp.tile_store(out, wp.tile_scan_min_inclusive(u))
    wp.tile_store(plane, wp.tile_scan_min_inclusive(t))


@wp.kernel(module="unique")
def tile_map_2_v17(a: wp.array(dtype=wp.vec3, ndim=2), b: wp.array(dtype=wp.vec3, ndim=2), out: wp.array(dtype=wp.vec3, ndim=2), s: wp.vec3):
    x = wp.tile_load(a, shape=(4, 4))
    y = wp.tile_load(b, shape=(4, 4))
    wp.tile_store(out, wp.tile_map(map3_vec3, x, y, x))


@wp.kernel(module="unique")
def dense_gemm_0(m: wp.array(dtype=wp.int32), n: wp.array(dtype=wp.int32), p: wp.array(dtype=wp.int32), t1: wp.array(dtype=wp.int32), t2: wp.array(dtype=wp.int32), A: wp.array(dtype=wp.float32, ndim=2), B: wp.array(dtype=wp.float32, ndim=2), C: wp.array(dtype=wp.float32, ndim=2)):
    row = wp.tid()
    wp.dense_gemm(m[row], n[row], p[row], t1[row], t2[row], A, B, C)


@wp.kernel(module="unique")
def dense_gemm_batched_0(m: wp.array(dtype=wp.int32), n: wp.array(dtype=wp.int32), p: wp.array(dtype=wp.int32), t1: wp.array(dtype=wp.int32), t2: wp.array(dtype=wp.int32), A_start: wp.array(dtype=wp.int32), B_start: wp.array(dtype=wp.int32), C_start: wp.array(dtype=wp.int32), A: wp.array(dtype=wp.float32), B: wp.array(dtype=wp.float32), C: wp.array(dtype=wp.float32)):
    row = wp.tid()
    wp.dense_gemm_batched(m, n, p, t1[row], t2[row], A_start, B_start, C_start, A, B, C)


@wp.kernel(module="unique")
def dense_chol_0(n: wp.array(dtype=wp.int32), A: wp.array(dtype=wp.float32), regularization: wp.array(dtype=wp.float32), L: wp.array(dtype=wp.float32)):
    row = wp.tid()
    wp.dense_chol(n[row], A, regularization[row], L)


@wp.kernel(module="unique")
def dense_chol_batched_0(A_start: wp.array(dtype=wp.int32), A_dim: wp.array(dtype=wp.int32), A: wp.array(dtype=wp.float32), regularization: wp.array(dtype=wp.float32), L: wp.array(dtype=wp.float32)):
    row = wp.tid()
    wp.dense_chol_batched(A_start, A_dim, A, regularization[row], L)


@wp.kernel(module="unique")
def dense_subs_0(n: wp.array(dtype=wp.int32), L: wp.array(dtype=wp.float32), b: wp.array(dtype=wp.float32), x: wp.array(dtype=wp.float32)):
    row = wp.tid()
    wp.dense_subs(n[row], L, b, x)


@wp.kernel(module="unique")
def dense_solve_0(n: wp.array(dtype=wp.int32), A: wp.array(dtype=wp.float32), L: wp.array(dtype=wp.float32), b: wp.array(dtype=wp.float32), x: wp.array(dtype=wp.float32)):
    row = wp.tid()
    wp.dense_solve(n[row], A, L, b, x)


@wp.kernel(module="unique")
def dense_solve_batched_0(b_start: wp.array(dtype=wp.int32), A_start: wp.array(dtype=wp.int32), A_dim: wp.array(dtype=wp.int32), A: wp.array(dtype=wp.float32), L: wp.array(dtype=wp.float32), b: wp.array(dtype=wp.float32), x: wp.array(dtype=wp.float32)):
    row = wp.tid()
    wp.dense_solve_batched(b_start, A_start, A_dim, A, L, b, x)


@wp.kernel(module="unique")
def bvh_query_aabb_0_v1(id: wp.uint64, low: wp.array(dtype=vec3_float32), high: wp.array(dtype=vec3_float32), root: wp.array(dtype=wp.int32)):
    row = wp.tid()
    r = wp.bvh_query_aabb(id, low[row], high[row], root[row])


@wp.kernel(module="unique")
def bvh_query_ray_0(id: wp.uint64, start: wp.array(dtype=vec3_float32), dir: wp.array(dtype=vec3_float32)):
    row = wp.tid()
    r = wp.bvh_query_ray(id, start[row], dir[row])


@wp.kernel(module="unique")
def bvh_query_capsule_0(id: wp.uint64, start: wp.array(dtype=vec3_float32), dir: wp.array(dtype=vec3_float32), radius: wp.array(dtype=wp.float32)):
    row = wp.tid()
    r = wp.bvh_query_capsule(id, start[row], dir[row], radius[row])


@wp.kernel(module="unique")
def bvh_query_sphere_0(id: wp.uint64, center: wp.array(dtype=vec3_float32), radius: wp.array(dtype=wp.float32)):
    row = wp.tid()
    r = wp.bvh_query_sphere(id, center[row], radius[row])


@wp.kernel(module="unique")
def bvh_query_next_1_v1(id: wp.uint64, p: wp.vec3, q: wp.vec3, out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    query = wp.bvh_query_ray(id, p, q, 3)
    index = int(0)
    while wp.bvh_query_next(query, index, 5.0):
        out[row] = index


@wp.kernel(module="unique")
def bvh_query_aabb_tiled_0(id: wp.uint64, p: wp.vec3, q: wp.vec3, out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    query = wp.bvh_query_aabb_tiled(id, p, q)
    while wp.tile_query_valid(query):
        found = wp.bvh_query_next_tiled(query)
        index = wp.untile(found)
        out[row] = index


@wp.kernel(module="unique")
def bvh_query_ray_tiled_0_v1(id: wp.uint64, start: wp.array(dtype=vec3_float32), dir: wp.array(dtype=vec3_float32)):
    row = wp.tid()
    r = wp.bvh_query_ray_tiled(id, start[row], dir[row])


@wp.kernel(module="unique")
def bvh_query_next_tiled_0_v2(id: wp.uint64, low_in: wp.vec3, high_in: wp.vec3):
    row = wp.tid()
    query = wp.tile_bvh_query_aabb(id, low_in, high_in)
    r = wp.bvh_query_next_tiled(query)


@wp.kernel(module="unique")
def tile_bvh_query_aabb_0_v1(id: wp.uint64, low: wp.array(dtype=vec3_float32), high: wp.array(dtype=vec3_float32)):
    row = wp.tid()
    r = wp.tile_bvh_query_aabb(id, low[row], high[row])


@wp.kernel(module="unique")
def tile_bvh_query_ray_0(id: wp.uint64, p: wp.vec3, q: wp.vec3, out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    query = wp.tile_bvh_query_ray(id, p, q)
    while wp.tile_query_valid(query):
        found = wp.tile_bvh_query_next(query)
        index = wp.untile(found)
        out[row] = index


@wp.kernel(module="unique")
def tile_bvh_query_next_0_v2(id: wp.uint64, low_in: wp.vec3, high_in: wp.vec3):
    row = wp.tid()
    query = wp.tile_bvh_query_aabb(id, low_in, high_in)
    r = wp.tile_bvh_query_next(query)


@wp.kernel(module="unique")
def tile_query_valid_1_v2(id: wp.uint64, low_in: wp.vec3, high_in: wp.vec3, out: wp.array(dtype=wp.bool)):
    row = wp.tid()
    query = wp.tile_mesh_query_aabb(id, low_in, high_in)
    out[row] = wp.tile_query_valid(query)
