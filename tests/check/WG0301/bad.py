import os

import warp as wp

KIND = os.environ["KIND"]


@wp.kernel
def k(x: wp.array(dtype=getattr(wp, KIND))):
    x[0] = x[1]
