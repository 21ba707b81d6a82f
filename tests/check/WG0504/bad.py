import warp as wp


@wp.kernel
def k(x: wp.array(dtype=float), y: wp.array(dtype=float)):
    i = wp.tid()
    v = wp.vec3(x[i], 1.0, 2.0)
    a = v[0] * v[0]
    v[0] = 5.0
    y[i] = a + v[0]
