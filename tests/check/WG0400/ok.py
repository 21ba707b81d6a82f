import warp as wp

try:
    import package_that_nobody_has
except ImportError:
    package_that_nobody_has = None


@wp.kernel
def k(x: wp.array(dtype=float)):
    x[0] = 1.0
