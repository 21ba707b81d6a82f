import warp as wp


@wp.kernel
def k(v: wp.array(dtype=wp.vec3)):
    a = v[0]
    b = a[0:2]
    v[0] = wp.vec3(b[0], b[1], 3.0)
