import warp as wp


@wp.kernel
def k(x: wp.array(dtype=float)):
    x[0] = (1.0)
