import warp as wp


@wp.struct
class Particle:
    mass: float


@wp.kernel
def k(x: wp.array(dtype=float)):
    i = wp.tid()
    a = 1
    a = x[i]
    b = float(a) * 2.0
    p = Particle()
    p.mass = 1
    x[i] = b
