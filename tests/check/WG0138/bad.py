import warp as wp


@wp.func
def pick(a: float) -> int:
    return a


@wp.func
def sign(a: float):
    if a > 0.0:
        return 1.0
    return 0


@wp.kernel
def k(x: wp.array(dtype=float)):
    x[0] = sign(x[0])
    x[1] = float(pick(x[1]))
