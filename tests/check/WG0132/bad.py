import warp as wp


@wp.func
def mix(a: float, b: float, t: float):
    return a + (b - a) * t


@wp.kernel
def k(x: wp.array(dtype=float), v: wp.array(dtype=wp.vec3)):
    i = wp.tid()
    a = wp.clamp(x[i], 0, 1.0)
    b = mix(x[i], 1, 0.5)
    c = mix(x[i], 0.5)
    d = wp.sin(x[i], 2.0)
    x[i] = a + b + c + d + wp.dot(v[i], 2.0)
