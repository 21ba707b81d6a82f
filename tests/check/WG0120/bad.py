import warp as wp


@wp.func
def power(x: float, n: int):
    if n == 0:
        return 1.0
    return x * power(x, n - 1)


@wp.kernel
def k(x: wp.array(dtype=float)):
    x[0] = power(x[0], 3)
