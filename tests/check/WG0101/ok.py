import warp as wp


@wp.kernel
def k(v: wp.array(dtype=wp.vec3)):
    v[0].x = 1.0
