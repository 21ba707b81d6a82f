import warp as wp


@wp.func
def power(x: float, n: int):
    p = float(1.0)
    for i in range(n):
        p = p * x
    return p


@wp.kernel(enable_backward=False)
def k(x: wp.array(dtype=float)):
    x[0] = power(2.0, 3)
