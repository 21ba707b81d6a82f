import warp as wp


@wp.struct
class Particle:
    mass: float


@wp.kernel
def k(x: wp.array(dtype=float), v: wp.array(dtype=wp.vec3)):
    i = wp.tid()
    p = Particle()
    x[i] = p.weight
    x[i] = v[i].q
    x[i] = wp.config.frobnicate
