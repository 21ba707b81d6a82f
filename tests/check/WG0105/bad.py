import warp as wp


@wp.kernel
def k(v: wp.array(dtype=wp.vec3), n: int):
    i = wp.tid()
    a = v[i]
    b = a[:n]
    v[i] = wp.vec3(b[0], 0.0, 0.0)
