import warp as wp


@wp.kernel
def k(x: wp.array(dtype=float)):
    x[0] = float(3 / 2)  # warpgen: ignore[WG0601]
