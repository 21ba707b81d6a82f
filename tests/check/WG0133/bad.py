import warp as wp


@wp.kernel
def k(x: wp.array(dtype=float)):
    i = wp.tid()
    a: float = 1.0
    b = [1.0, 2.0]
    c = {"x": 1.0}
    d = e = 2.0
    if i in (1, 2):
        x[i] = 1.0
    if x is None:
        x[i] = [u for u in range(3)]
    try:
        x[i] = undefined_in_try
    except ValueError:
        pass
    with x:
        x[i] = 3.0
    print(f"{i}")
    match i:
        case 1:
            pass
    raise ValueError
