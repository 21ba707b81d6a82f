import warp as wp


@wp.kernel
def k(x: wp.array(dtype=float)):
    i = wp.tid()
    y = x[i] + float(i)
    x[i] = wp.where(i > 3, y, 0.0)
