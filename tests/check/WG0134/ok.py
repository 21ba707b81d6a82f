import warp as wp


@wp.struct
class Particle:
    mass: float


@wp.kernel
def k(x: wp.array(dtype=float)):
    i = wp.tid()
    a = 1.0
    a = x[i]
    p = Particle()
    p.mass = 1.0
    x[i] = a + p.mass
