import warp as wp


@wp.func
def own(x: wp.array(dtype=float), i: int):
    return x[i]


@wp.kernel
def k(x: wp.array(dtype=float)):
    i = wp.tid()
    x[i] = own(x, i)
