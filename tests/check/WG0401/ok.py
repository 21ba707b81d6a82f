import warp as wp

SIZES = {"small": 4}
SIZE = SIZES["small"]


@wp.kernel
def k(x: wp.array(dtype=float)):
    x[0] = 1.0
