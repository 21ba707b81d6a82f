import warp as wp


@wp.kernel(enable_backward=False)
def k(x: wp.array(dtype=float)):
    i = wp.tid()
    velocity = x[i]
    y = velocity * 2.0
    x[i + 1] = wp.sin(y)
