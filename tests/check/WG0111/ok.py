import warp as wp


@wp.kernel
def k(x: wp.array(dtype=float)):
    for i in range(2):
        x[i] = 1.0
