import os

import warp as wp

LIMIT = len(os.path.join("a", "b"))


@wp.kernel
def k(x: wp.array(dtype=float)):
    x[0] = float(LIMIT)
