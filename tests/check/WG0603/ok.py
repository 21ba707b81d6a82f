import warp as wp


@wp.kernel
def k(x: wp.array(dtype=float), n: int):
    found = int(0)
    for i in range(n):
        if x[i] > 0.0:
            found = 1
    if found == 0:
        x[0] = -1.0
