import warp as wp


@wp.kernel
def k(x: wp.array(dtype=float)):
    i = wp.tid()
    x[i] = i
    y = x[i] + i
    x[i] = wp.where(i > 3, 1.0, 0)
