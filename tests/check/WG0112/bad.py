import warp as wp


@wp.kernel
def k(x: wp.array(dtype=float)):
    for i in range(0, 4, 0):
        x[i] = 1.0
