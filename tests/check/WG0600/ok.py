import warp as wp


@wp.kernel
def both(x: wp.array(dtype=float), y: wp.array(dtype=float)):
    i = wp.tid()
    if x[i] > 0.0:
        z = x[i] * 3.0
    else:
        z = 0.0
    y[i] = z


@wp.kernel
def returns(x: wp.array(dtype=float), y: wp.array(dtype=float)):
    i = wp.tid()
    if x[i] > 0.0:
        z = x[i] * 3.0
    else:
        return
    y[i] = z


@wp.kernel(enable_backward=False)
def unrolled(x: wp.array(dtype=float)):
    for j in range(3):
        if j == 2:
            last = 2.0 * x[j]
    x[0] = last


DOUBLE = wp.constant(True)


@wp.kernel
def static(x: wp.array(dtype=float)):
    i = wp.tid()
    if DOUBLE:
        z = x[i] * 2.0
    x[i] = z
