import warp as wp


@wp.func
def mix(a: float, b: float, t: float):
    return a + (b - a) * t


@wp.kernel
def k(x: wp.array(dtype=float), y: wp.array(dtype=float), v: wp.array(dtype=wp.vec3)):
    i = wp.tid()
    a = wp.clamp(x[i], 0.0, 1.0)
    b = mix(x[i], 1.0, 0.5)
    y[i] = a + b + wp.dot(v[i], v[i])
