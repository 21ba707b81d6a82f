import warp as wp


@wp.kernel
def k(x: wp.array(dtype=float)):
    i = wp.tid()
    velocity = x[i]
    y = velocty * 2.0
    z = y + velocity
    x[i] = velocity + tid()
    x[i + 1] = sin(velocity)
