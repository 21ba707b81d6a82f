"""Masses on springs: the kernels that the Rust examples launch."""

import warp as wp


@wp.func
def force(x: float, k: float):
    return -k * x - 0.1 * x * x * x


@wp.kernel
def step(x: wp.array(dtype=float), v: wp.array(dtype=float), k: float, dt: float):
    i = wp.tid()
    v[i] = v[i] + force(x[i], k) * dt
    x[i] = x[i] + v[i] * dt


@wp.kernel
def energy(x: wp.array(dtype=float), v: wp.array(dtype=float), k: float, total: wp.array(dtype=float)):
    i = wp.tid()
    wp.atomic_add(total, 0, 0.5 * v[i] * v[i] + 0.5 * k * x[i] * x[i])
