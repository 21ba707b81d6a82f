import warp as wp


@wp.kernel
def square(x: wp.array(dtype=float)):
    i = wp.tid()
    x[i] = x[i] * x[i]


@wp.kernel
def scale_in_place(x: wp.array(dtype=float), y: wp.array(dtype=float)):
    i = wp.tid()
    y[i] *= x[i]


@wp.kernel
def branch(x: wp.array(dtype=float)):
    i = wp.tid()
    if x[i] > 1.0:
        z = 2.0 * x[i]
    else:
        z = 3.0 * x[i]
    x[i] = z
