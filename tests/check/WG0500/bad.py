import warp as wp


@wp.kernel
def product(x: wp.array(dtype=float), y: wp.array(dtype=float), n: int):
    s = float(1.0)
    for i in range(n):
        s = s * x[i]
    y[0] = s


@wp.kernel
def square_of_sum(x: wp.array(dtype=float), y: wp.array(dtype=float), n: int):
    s = float(0.0)
    for i in range(n):
        s = s + x[i]
    y[0] = s * s


@wp.kernel
def counted_by_hand(x: wp.array(dtype=float), y: wp.array(dtype=float), n: int):
    s = float(0.0)
    i = int(0)
    while i < n:
        s = s + x[i]
        i = i + 1
    y[0] = s


@wp.kernel
def every_other(x: wp.array(dtype=float), y: wp.array(dtype=float), n: int):
    flip = float(1.0)
    s = float(0.0)
    for i in range(n):
        if flip > 0.0:
            s = s + x[i]
        flip = 0.0 - flip
    y[0] = s
