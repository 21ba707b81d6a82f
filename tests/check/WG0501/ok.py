import warp as wp


@wp.kernel
def k(x: wp.array(dtype=float), y: wp.array(dtype=float), n: int):
    s = float(0.0)
    for i in range(n):
        if x[i] > 2.5:
            continue
        s = s + x[i]
    y[0] = s


@wp.kernel
def search(x: wp.array(dtype=float), out: wp.array(dtype=int), n: int):
    found = int(-1)
    for i in range(n):
        if x[i] > 2.5:
            found = i
            break
    out[0] = found
