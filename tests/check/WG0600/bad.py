import warp as wp


@wp.kernel
def branch(x: wp.array(dtype=float), y: wp.array(dtype=float)):
    i = wp.tid()
    if x[i] > 0.0:
        z = x[i] * 3.0
    y[i] = z


@wp.kernel(enable_backward=False)
def loop(x: wp.array(dtype=float), n: int):
    for j in range(n):
        last = 2.0 * x[j]
    x[0] = last
