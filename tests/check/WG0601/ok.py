import warp as wp


@wp.kernel
def k(x: wp.array(dtype=float), n: int):
    i = wp.tid()
    x[i] = float(i) / float(n) + float(i // n) + float(int(i / n))
