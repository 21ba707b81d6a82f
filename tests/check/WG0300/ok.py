import warp as wp

TABLE = [0] * 10**3


@wp.kernel
def k(x: wp.array(dtype=float)):
    x[0] = 1.0
