import warp as wp


@wp.func
def half(a: float):
    return 0.5 * a


@wp.kernel
def square(x: wp.array(dtype=float), y: wp.array(dtype=float)):
    i = wp.tid()
    y[i] = x[i] * x[i]


@wp.kernel
def linear(x: wp.array(dtype=float)):
    i = wp.tid()
    x[i] = half(2.0 * x[i] + 1.0)


@wp.kernel
def written_first(x: wp.array(dtype=float), y: wp.array(dtype=float)):
    i = wp.tid()
    y[i] = 2.0
    x[i] = x[i] + y[i] * y[i]
