import warp as wp


@wp.kernel
def k(x: wp.array(dtype=float), y: wp.array(dtype=float), n: int):
    s = float(0.0)
    for i in range(n):
        if x[i] > 2.5:
            break
        s = s + x[i]
    y[0] = s
