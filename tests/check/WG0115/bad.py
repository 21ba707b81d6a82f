import warp as wp


@wp.func
def clear(x: wp.array(dtype=float)):
    x[0] = 0.0


@wp.kernel
def k(x: wp.array(dtype=float)):
    a = clear(x)
    x[1] = a
