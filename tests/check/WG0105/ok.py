import warp as wp


@wp.kernel
def k(v: wp.array(dtype=wp.vec3)):
    i = wp.tid()
    a = v[i]
    b = a[:2]
    v[i] = wp.vec3(b[0], b[1], 0.0)
