import os

import warp as wp

LIMIT = os.cpu_count()


@wp.kernel
def k(x: wp.array(dtype=float)):
    x[0] = float(LIMIT)
