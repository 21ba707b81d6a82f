import warp as wp


@wp.kernel
def k(x: wp.array(dtype=float), n: int):
    for i in range(16):
        x[i] = 1.0
    for j in range(n):
        x[j] = 1.0
