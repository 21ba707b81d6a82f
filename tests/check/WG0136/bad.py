import warp as wp


@wp.kernel
def k(x: wp.array(dtype=float), n: int):
    s = 0.0
    for i in range(n):
        s = s + x[i]
    x[0] = s
