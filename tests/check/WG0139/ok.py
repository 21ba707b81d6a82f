import warp as wp


@wp.func
def two(a: float):
    return a, 2.0 * a


@wp.kernel
def k(x: wp.array(dtype=float)):
    a, b = two(x[0])
    x[1] = b
