import warp as wp


@wp.kernel
def linear_sum(x: wp.array(dtype=float), y: wp.array(dtype=float), n: int):
    s = float(0.0)
    for i in range(n):
        s = s + x[i] * x[i]
    y[0] = 2.0 * s


@wp.kernel
def unrolled(x: wp.array(dtype=float), y: wp.array(dtype=float), n: int):
    s = float(1.0)
    for i in range(4):
        s = s * x[i]
    y[0] = s * s


@wp.kernel(enable_backward=False)
def forward_only(x: wp.array(dtype=float), y: wp.array(dtype=float), n: int):
    s = float(1.0)
    for i in range(n):
        s = s * x[i]
    y[0] = s


@wp.kernel
def integers(out: wp.array(dtype=int), n: int):
    count = int(0)
    for i in range(n):
        count = count + i * i
    out[0] = count
