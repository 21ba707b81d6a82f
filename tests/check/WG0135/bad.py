import warp as wp


@wp.kernel
def k(x: wp.array(dtype=float), s):
    x[0] = s
