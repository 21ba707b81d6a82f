import warp as wp

KIND = "float32"


@wp.kernel
def k(x: wp.array(dtype=getattr(wp, KIND))):
    x[0] = x[1]
