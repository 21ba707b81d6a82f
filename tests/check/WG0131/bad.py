import warp as wp


def half(a: float):
    return 0.5 * a


@wp.kernel
def k(x: wp.array(dtype=float)):
    x[0] = half(x[1])
    x[1] = wp.normalise(x[2])
    x[2] = wp.lenght(x[3])
