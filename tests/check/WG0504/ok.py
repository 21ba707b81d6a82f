import warp as wp


@wp.kernel
def k(x: wp.array(dtype=float), y: wp.array(dtype=float)):
    i = wp.tid()
    v = wp.vec3()
    v[0] = x[i]
    v[1] = 2.0 * x[i]
    y[i] = v[0] + v[1]


@wp.kernel
def other_component(x: wp.array(dtype=float), y: wp.array(dtype=float)):
    i = wp.tid()
    v = wp.vec3(x[i], 1.0, 2.0)
    v[2] = x[i]
    y[i] = v[0] + v[2]
