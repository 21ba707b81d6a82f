import warp as wp


@wp.kernel
def k(x: wp.array(dtype=float)):
    i = wp.tid()
    a = float(1.0)
    b = wp.vec2(1.0, 2.0)
    if i == 1 or i == 2:
        x[i] = a
    if not x:
        return
    print(i)
    assert i < 100
    x[i] = b[0]
