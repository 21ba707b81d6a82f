import warp as wp


@wp.kernel
def k(v: wp.array(dtype=wp.vec3)):
    v[0] = wp.vec3(1.0, 2.0)
