import warp as wp


@wp.func
def half(a: float):
    return 0.5 * a


@wp.kernel
def k(x: wp.array(dtype=float), y: wp.array(dtype=float)):
    y[0] = half(x[1])
    y[2] = wp.sqrt(x[3])
