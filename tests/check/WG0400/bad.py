import warp as wp

try:
    import package_that_nobody_has
except ImportError:
    raise ImportError("this file needs a package that nobody has")


@wp.kernel
def k(x: wp.array(dtype=float)):
    x[0] = 1.0
