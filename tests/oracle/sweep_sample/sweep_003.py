# Made by tests/oracle/sweep.py.

from typing import Any

import warp as wp

vec3_float32 = wp.types.vector(length=3, dtype=wp.float32)

vec3_float64 = wp.types.vector(length=3, dtype=wp.float64)

@wp.func
def walk_mesh_old(query: wp.MeshQuery):
    index = int(0)
    n = int(0)
    while wp.mesh_query_aabb_next(query, index):
        n += 1
    return n

mat4x3_float32 = wp.types.matrix(shape=(4, 3), dtype=wp.float32)


@wp.kernel(module="unique")
def tile_stack_0_v1(a: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.float32), n: wp.array(dtype=wp.int32)):
    row = wp.tid()
    s = wp.tile_stack(capacity=64, dtype=wp.float32)
    wp.tile_stack_push(s, a[row], row < 10)
    value, valid = wp.tile_stack_pop(s)
    out[row] = value
    n[row] = wp.tile_stack_count(s)
    wp.tile_stack_clear(s)


@wp.kernel(module="unique")
def tile_stack_push_0(a: wp.array(dtype=int), out: wp.array(dtype=int), n: wp.array(dtype=wp.int32)):
    row = wp.tid()
    s = wp.tile_stack(capacity=64, dtype=int)
    wp.tile_stack_push(s, a[row], row < 10)
    value, valid = wp.tile_stack_pop(s)
    out[row] = value
    n[row] = wp.tile_stack_count(s)
    wp.tile_stack_clear(s)


@wp.kernel(module="unique")
def tile_stack_pop_0_v3(a: wp.array(dtype=wp.uint64), out: wp.array(dtype=wp.uint64), n: wp.array(dtype=wp.int32)):
    row = wp.tid()
    s = wp.tile_stack(capacity=64, dtype=wp.uint64)
    wp.tile_stack_push(s, a[row], row < 10)
    value, valid = wp.tile_stack_pop(s)
    out[row] = value
    n[row] = wp.tile_stack_count(s)
    wp.tile_stack_clear(s)


@wp.kernel(module="unique")
def tile_stack_clear_0_v3(a: wp.array(dtype=wp.uint64), out: wp.array(dtype=wp.uint64), n: wp.array(dtype=wp.int32)):
    row = wp.tid()
    s = wp.tile_stack(capacity=64, dtype=wp.uint64)
    wp.tile_stack_push(s, a[row], row < 10)
    value, valid = wp.tile_stack_pop(s)
    out[row] = value
    n[row] = wp.tile_stack_count(s)
    wp.tile_stack_clear(s)


@wp.kernel(module="unique")
def tile_stack_count_0_v4(a: wp.array(dtype=wp.mat22), out: wp.array(dtype=wp.mat22), n: wp.array(dtype=wp.int32)):
    row = wp.tid()
    s = wp.tile_stack(capacity=64, dtype=wp.mat22)
    wp.tile_stack_push(s, a[row], row < 10)
    value, valid = wp.tile_stack_pop(s)
    out[row] = value
    n[row] = wp.tile_stack_count(s)
    wp.tile_stack_clear(s)


@wp.kernel(module="unique")
def bvh_get_group_root_0(id: wp.uint64, group: wp.array(dtype=wp.int32), out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    out[row] = wp.bvh_get_group_root(id, group[row])


@wp.kernel(module="unique")
def mesh_get_group_root_0(id: wp.uint64, group: wp.array(dtype=wp.int32), out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    out[row] = wp.mesh_get_group_root(id, group[row])


@wp.kernel(module="unique")
def mesh_query_point_1(id: wp.uint64, p: wp.vec3, out: wp.array(dtype=wp.vec3), s: wp.array(dtype=wp.float32)):
    row = wp.tid()
    query = wp.mesh_query_point(id, p, 10.0)
    if query.result:
        out[row] = wp.mesh_eval_position(id, query.face, query.u, query.v)
        s[row] = query.sign


@wp.kernel(module="unique")
def mesh_query_point_sign_parity_1(id: wp.uint64, point: vec3_float32, max_dist: wp.float32):
    row = wp.tid()
    r = wp.mesh_query_point_sign_parity(id, point, max_dist)


@wp.kernel(module="unique")
def mesh_query_point_no_sign_0(id: wp.uint64, point: wp.array(dtype=vec3_float32), max_dist: wp.array(dtype=wp.float32), face: wp.array(dtype=wp.int32), bary_u: wp.array(dtype=wp.float32), bary_v: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.bool)):
    row = wp.tid()
    out[row] = wp.mesh_query_point_no_sign(id, point[row], max_dist[row], face[row], bary_u[row], bary_v[row])


@wp.kernel(module="unique")
def mesh_query_furthest_point_no_sign_0(id: wp.uint64, point: wp.array(dtype=vec3_float32), min_dist: wp.array(dtype=wp.float32), face: wp.array(dtype=wp.int32), bary_u: wp.array(dtype=wp.float32), bary_v: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.bool)):
    row = wp.tid()
    out[row] = wp.mesh_query_furthest_point_no_sign(id, point[row], min_dist[row], face[row], bary_u[row], bary_v[row])


@wp.kernel(module="unique")
def mesh_query_point_sign_normal_1_v1(id: wp.uint64, point: vec3_float32, max_dist: wp.float32, epsilon: wp.float32):
    row = wp.tid()
    r = wp.mesh_query_point_sign_normal(id, point, max_dist, epsilon)


@wp.kernel(module="unique")
def mesh_query_point_sign_winding_number_0(id: wp.uint64, point: wp.array(dtype=vec3_float32), max_dist: wp.array(dtype=wp.float32), inside: wp.array(dtype=wp.float32), face: wp.array(dtype=wp.int32), bary_u: wp.array(dtype=wp.float32), bary_v: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.bool)):
    row = wp.tid()
    out[row] = wp.mesh_query_point_sign_winding_number(id, point[row], max_dist[row], inside[row], face[row], bary_u[row], bary_v[row])


@wp.kernel(module="unique")
def mesh_query_ray_1(id: wp.uint64, p: wp.vec3, q: wp.vec3, out: wp.array(dtype=wp.vec3), s: wp.array(dtype=wp.float32)):
    row = wp.tid()
    query = wp.mesh_query_ray(id, p, q, 10.0)
    if query.result:
        out[row] = query.normal * query.t
        s[row] = query.sign + query.u + query.v + float(query.face)


@wp.kernel(module="unique")
def mesh_query_ray_anyhit_0(id: wp.uint64, start: wp.array(dtype=vec3_float32), dir: wp.array(dtype=vec3_float32), max_t: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.bool)):
    row = wp.tid()
    out[row] = wp.mesh_query_ray_anyhit(id, start[row], dir[row], max_t[row])


@wp.kernel(module="unique")
def mesh_query_ray_count_intersections_0_v1(id: wp.uint64, start: wp.array(dtype=vec3_float32), dir: wp.array(dtype=vec3_float32), root: wp.array(dtype=wp.int32), out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    out[row] = wp.mesh_query_ray_count_intersections(id, start[row], dir[row], root[row])


@wp.kernel(module="unique")
def mesh_get_bvh_0(id: wp.uint64, out: wp.array(dtype=wp.uint64)):
    row = wp.tid()
    out[row] = wp.mesh_get_bvh(id)


@wp.kernel(module="unique")
def mesh_query_aabb_0(id: wp.uint64, low: wp.array(dtype=vec3_float32), high: wp.array(dtype=vec3_float32)):
    row = wp.tid()
    r = wp.mesh_query_aabb(id, low[row], high[row])


@wp.kernel(module="unique")
def mesh_query_sphere_0(id: wp.uint64, center: wp.array(dtype=vec3_float32), radius: wp.array(dtype=wp.float32)):
    row = wp.tid()
    r = wp.mesh_query_sphere(id, center[row], radius[row])


@wp.kernel(module="unique")
def mesh_query_next_1(id: wp.uint64, p: wp.vec3, q: wp.vec3, out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    query = wp.mesh_query_sphere(id, p, 2.0)
    index = int(0)
    while wp.mesh_query_next(query, index):
        wp.atomic_add(out, row, index)


@wp.kernel(module="unique")
def mesh_query_aabb_next_2(id: wp.uint64, p: wp.vec3, q: wp.vec3, out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    out[row] = walk_mesh_old(wp.mesh_query_aabb(id, p, q))


@wp.kernel(module="unique")
def mesh_query_aabb_tiled_0_v1(id: wp.uint64, low: wp.array(dtype=vec3_float32), high: wp.array(dtype=vec3_float32)):
    row = wp.tid()
    r = wp.mesh_query_aabb_tiled(id, low[row], high[row])


@wp.kernel(module="unique")
def mesh_query_aabb_next_tiled_0_v1(id: wp.uint64, low_in: wp.vec3, high_in: wp.vec3):
    row = wp.tid()
    query = wp.tile_mesh_query_aabb(id, low_in, high_in)
    r = wp.mesh_query_aabb_next_tiled(query)


@wp.kernel(module="unique")
def tile_mesh_query_aabb_0(id: wp.uint64, p: wp.vec3, q: wp.vec3, out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    query = wp.tile_mesh_query_aabb(id, p, q)
    while wp.tile_query_valid(query):
        found = wp.tile_mesh_query_aabb_next(query)
        index = wp.untile(found)
        out[row] = index


@wp.kernel(module="unique")
def tile_mesh_query_aabb_next_0_v1(id: wp.uint64, low_in: wp.vec3, high_in: wp.vec3):
    row = wp.tid()
    query = wp.tile_mesh_query_aabb(id, low_in, high_in)
    r = wp.tile_mesh_query_aabb_next(query)


@wp.kernel(module="unique")
def mesh_eval_position_0(id: wp.uint64, face: wp.array(dtype=wp.int32), bary_u: wp.array(dtype=wp.float32), bary_v: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.vec3)):
    row = wp.tid()
    out[row] = wp.mesh_eval_position(id, face[row], bary_u[row], bary_v[row])


@wp.kernel(module="unique")
def mesh_eval_velocity_0(id: wp.uint64, face: wp.array(dtype=wp.int32), bary_u: wp.array(dtype=wp.float32), bary_v: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.vec3)):
    row = wp.tid()
    out[row] = wp.mesh_eval_velocity(id, face[row], bary_u[row], bary_v[row])


@wp.kernel(module="unique")
def hash_grid_query_5(id: wp.uint64, point_in: wp.array(dtype=vec3_float64), max_dist_in: wp.array(dtype=wp.float64), group_in: wp.array(dtype=wp.int32)):
    row = wp.tid()
    point = point_in[row]
    max_dist = max_dist_in[row]
    group = group_in[row]
    r = wp.hash_grid_query(id, point, max_dist, group)


@wp.kernel(module="unique")
def hash_grid_query_next_0(id: wp.uint64, p: wp.vec3f, d: wp.float32, out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    query = wp.hash_grid_query(id, p, d, 3)
    index = int(0)
    while wp.hash_grid_query_next(query, index):
        out[row] += index


@wp.kernel(module="unique")
def hash_grid_point_id_0(id: wp.uint64, index: wp.array(dtype=wp.int32), out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    out[row] = wp.hash_grid_point_id(id, index[row])


@wp.kernel(module="unique")
def intersect_tri_tri_0(v0: wp.array(dtype=vec3_float32), v1: wp.array(dtype=vec3_float32), v2: wp.array(dtype=vec3_float32), u0: wp.array(dtype=vec3_float32), u1: wp.array(dtype=vec3_float32), u2: wp.array(dtype=vec3_float32), out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    out[row] = wp.intersect_tri_tri(v0[row], v1[row], v2[row], u0[row], u1[row], u2[row])


@wp.kernel(module="unique")
def mesh_get_0_v1(id: wp.uint64):
    row = wp.tid()
    r = wp.mesh_get(id)


@wp.kernel(module="unique")
def mesh_eval_face_normal_0(id: wp.uint64, face: wp.array(dtype=wp.int32), out: wp.array(dtype=wp.vec3)):
    row = wp.tid()
    out[row] = wp.mesh_eval_face_normal(id, face[row])


@wp.kernel(module="unique")
def mesh_get_point_0(id: wp.uint64, index: wp.array(dtype=wp.int32), out: wp.array(dtype=wp.vec3)):
    row = wp.tid()
    out[row] = wp.mesh_get_point(id, index[row])


@wp.kernel(module="unique")
def mesh_get_velocity_0(id: wp.uint64, index: wp.array(dtype=wp.int32), out: wp.array(dtype=wp.vec3)):
    row = wp.tid()
    out[row] = wp.mesh_get_velocity(id, index[row])


@wp.kernel(module="unique")
def mesh_get_index_0(id: wp.uint64, index: wp.array(dtype=wp.int32), out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    out[row] = wp.mesh_get_index(id, index[row])


@wp.kernel(module="unique")
def closest_point_edge_edge_0(p1: wp.array(dtype=vec3_float32), q1: wp.array(dtype=vec3_float32), p2: wp.array(dtype=vec3_float32), q2: wp.array(dtype=vec3_float32), epsilon: wp.array(dtype=wp.float32), out: wp.array(dtype=wp.vec3)):
    row = wp.tid()
    out[row] = wp.closest_point_edge_edge(p1[row], q1[row], p2[row], q2[row], epsilon[row])


@wp.kernel(module="unique")
def range_2(n: wp.array(dtype=wp.int32), out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    for i in range(n[row], n[row + 1], 3):
        out[row] += i
        if i > 100:
            break


@wp.kernel(module="unique")
def iter_next_4_v2(id: wp.uint64, p: wp.vec3, q: wp.vec3, out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    for found in wp.mesh_query_sphere(id, p, 2.0):
        wp.atomic_add(out, row, found)


@wp.kernel(module="unique")
def reversed_0_v1(n: wp.int32, out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    for i in wp.reversed(range(1, n, 2)):
        out[row] -= i


@wp.kernel(module="unique")
def volume_sample_0(id: wp.uint64, uvw: wp.vec3, out: wp.array(dtype=wp.float32), gout: wp.array(dtype=wp.vec3), data: wp.array(dtype=wp.float32), background: wp.float32):
    row = wp.tid()
    out[row] = wp.volume_sample(id, uvw, wp.Volume.LINEAR, dtype=wp.float32)


@wp.kernel(module="unique")
def volume_sample_grad_0_v3(id: wp.uint64, uvw: wp.vec3, out: wp.array(dtype=wp.vec4), gout: wp.array(dtype=mat4x3_float32), data: wp.array(dtype=wp.vec4), background: wp.vec4):
    row = wp.tid()
    g = mat4x3_float32()
    out[row] = wp.volume_sample_grad(id, uvw, wp.Volume.LINEAR, g, dtype=wp.vec4)
    gout[row] = g


@wp.kernel(module="unique")
def volume_lookup_0_v6(id: wp.uint64, i: wp.array(dtype=wp.int32), j: wp.array(dtype=wp.int32), k: wp.array(dtype=wp.int32), out: wp.array(dtype=wp.float32)):
    row = wp.tid()
    out[row] = wp.volume_lookup(id, i[row], j[row], k[row], dtype=wp.float32)


@wp.kernel(module="unique")
def volume_store_0(id: wp.uint64, uvw: wp.vec3, out: wp.array(dtype=wp.float32), gout: wp.array(dtype=wp.vec3), data: wp.array(dtype=wp.float32), background: wp.float32):
    row = wp.tid()
    wp.volume_store(id, row, 1, 2, data[row])


@wp.kernel(module="unique")
def volume_sample_f_0(id: wp.uint64, uvw: wp.array(dtype=vec3_float32), sampling_mode: wp.array(dtype=wp.int32), out: wp.array(dtype=wp.float32)):
    row = wp.tid()
    out[row] = wp.volume_sample_f(id, uvw[row], sampling_mode[row])


@wp.kernel(module="unique")
def volume_sample_grad_f_0(id: wp.uint64, uvw: wp.array(dtype=vec3_float32), sampling_mode: wp.array(dtype=wp.int32), grad: wp.array(dtype=vec3_float32), out: wp.array(dtype=wp.float32)):
    row = wp.tid()
    out[row] = wp.volume_sample_grad_f(id, uvw[row], sampling_mode[row], grad[row])


@wp.kernel(module="unique")
def volume_lookup_f_0(id: wp.uint64, i: wp.array(dtype=wp.int32), j: wp.array(dtype=wp.int32), k: wp.array(dtype=wp.int32), out: wp.array(dtype=wp.float32)):
    row = wp.tid()
    out[row] = wp.volume_lookup_f(id, i[row], j[row], k[row])


@wp.kernel(module="unique")
def volume_store_f_0(id: wp.uint64, i: wp.array(dtype=wp.int32), j: wp.array(dtype=wp.int32), k: wp.array(dtype=wp.int32), value: wp.array(dtype=wp.float32)):
    row = wp.tid()
    wp.volume_store_f(id, i[row], j[row], k[row], value[row])


@wp.kernel(module="unique")
def volume_sample_v_0(id: wp.uint64, uvw: wp.array(dtype=vec3_float32), sampling_mode: wp.array(dtype=wp.int32), out: wp.array(dtype=wp.vec3)):
    row = wp.tid()
    out[row] = wp.volume_sample_v(id, uvw[row], sampling_mode[row])


@wp.kernel(module="unique")
def volume_lookup_v_0(id: wp.uint64, i: wp.array(dtype=wp.int32), j: wp.array(dtype=wp.int32), k: wp.array(dtype=wp.int32), out: wp.array(dtype=wp.vec3)):
    row = wp.tid()
    out[row] = wp.volume_lookup_v(id, i[row], j[row], k[row])


@wp.kernel(module="unique")
def volume_store_v_0(id: wp.uint64, i: wp.array(dtype=wp.int32), j: wp.array(dtype=wp.int32), k: wp.array(dtype=wp.int32), value: wp.array(dtype=vec3_float32)):
    row = wp.tid()
    wp.volume_store_v(id, i[row], j[row], k[row], value[row])


@wp.kernel(module="unique")
def volume_sample_i_0(id: wp.uint64, uvw: wp.array(dtype=vec3_float32), out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    out[row] = wp.volume_sample_i(id, uvw[row])


@wp.kernel(module="unique")
def volume_lookup_i_0(id: wp.uint64, i: wp.array(dtype=wp.int32), j: wp.array(dtype=wp.int32), k: wp.array(dtype=wp.int32), out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    out[row] = wp.volume_lookup_i(id, i[row], j[row], k[row])


@wp.kernel(module="unique")
def volume_store_i_0(id: wp.uint64, i: wp.array(dtype=wp.int32), j: wp.array(dtype=wp.int32), k: wp.array(dtype=wp.int32), value: wp.array(dtype=wp.int32)):
    row = wp.tid()
    wp.volume_store_i(id, i[row], j[row], k[row], value[row])


@wp.kernel(module="unique")
def volume_sample_index_0_v5(id: wp.uint64, uvw: wp.vec3, out: wp.array(dtype=wp.int32), gout: wp.array(dtype=wp.vec3), data: wp.array(dtype=wp.int32), background: wp.int32):
    row = wp.tid()
    out[row] = wp.volume_sample_index(id, uvw, wp.Volume.CLOSEST, data, background)


@wp.kernel(module="unique")
def volume_sample_grad_index_0_v2(id: wp.uint64, uvw: wp.vec3, out: wp.array(dtype=wp.vec3), gout: wp.array(dtype=wp.mat33), data: wp.array(dtype=wp.vec3), background: wp.vec3):
    row = wp.tid()
    g = wp.mat33()
    out[row] = wp.volume_sample_grad_index(id, uvw, 1, data, background, g)
    gout[row] = g


@wp.kernel(module="unique")
def volume_lookup_index_0(id: wp.uint64, i: wp.array(dtype=wp.int32), j: wp.array(dtype=wp.int32), k: wp.array(dtype=wp.int32), out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    out[row] = wp.volume_lookup_index(id, i[row], j[row], k[row])


@wp.kernel(module="unique")
def volume_voxel_count_0(id: wp.uint64, out: wp.array(dtype=wp.int32)):
    row = wp.tid()
    out[row] = wp.volume_voxel_count(id)


@wp.kernel(module="unique")
def volume_index_to_world_1(id: wp.uint64, uvw: vec3_float64, out: wp.array(dtype=wp.vec3d)):
    row = wp.tid()
    out[row] = wp.volume_index_to_world(id, uvw)


@wp.kernel(module="unique")
def volume_world_to_index_0(id: wp.uint64, xyz: wp.array(dtype=vec3_float32), out: wp.array(dtype=wp.vec3)):
    row = wp.tid()
    out[row] = wp.volume_world_to_index(id, xyz[row])
