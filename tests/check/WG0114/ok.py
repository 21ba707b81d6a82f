import warp as wp


@wp.struct
class Particle:
    mass: float


@wp.kernel
def k(x: wp.array(dtype=float)):
    p = Particle()
    p.mass = 2.0
    x[0] = p.mass
