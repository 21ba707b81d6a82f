"""Kernels whose behaviour ``warpgen check`` warns of, and counterparts that behave; see ``check_rules.py``."""

import warp as wp


@wp.kernel
def product(x: wp.array(dtype=float), y: wp.array(dtype=float), n: int):
    s = float(1.0)
    for i in range(n):
        s = s * x[i]
    y[0] = s


@wp.kernel
def square_of_sum(x: wp.array(dtype=float), y: wp.array(dtype=float), n: int):
    s = float(0.0)
    for i in range(n):
        s = s + x[i]
    y[0] = s * s


@wp.kernel
def counted_by_hand(x: wp.array(dtype=float), y: wp.array(dtype=float), n: int):
    s = float(0.0)
    i = int(0)
    while i < n:
        s = s + x[i]
        i = i + 1
    y[0] = s


@wp.kernel
def sum_of_squares(x: wp.array(dtype=float), y: wp.array(dtype=float), n: int):
    s = float(0.0)
    for i in range(n):
        s = s + x[i] * x[i]
    y[0] = 2.0 * s


@wp.kernel
def unrolled_product(x: wp.array(dtype=float), y: wp.array(dtype=float)):
    s = float(1.0)
    for i in range(3):
        s = s * x[i]
    y[0] = s * s


@wp.kernel
def left_early(x: wp.array(dtype=float), y: wp.array(dtype=float), n: int):
    s = float(0.0)
    for i in range(n):
        if x[i] > 3.5:
            break
        s = s + x[i]
    y[0] = s


@wp.kernel
def continued(x: wp.array(dtype=float), y: wp.array(dtype=float), n: int):
    s = float(0.0)
    for i in range(n):
        if x[i] > 3.5:
            continue
        s = s + x[i]
    y[0] = s


@wp.kernel
def multiplied_in_place(x: wp.array(dtype=float), y: wp.array(dtype=float)):
    i = wp.tid()
    y[i] *= x[i]


@wp.kernel
def written_elsewhere(x: wp.array(dtype=float), y: wp.array(dtype=float)):
    i = wp.tid()
    y[i] = x[i] * x[i]


@wp.kernel
def fraction(x: wp.array(dtype=float), y: wp.array(dtype=float)):
    i = wp.tid()
    y[i] = wp.frac(x[i])


@wp.kernel
def fraction_by_floor(x: wp.array(dtype=float), y: wp.array(dtype=float)):
    i = wp.tid()
    y[i] = x[i] - wp.floor(x[i])


@wp.kernel
def overwritten_component(x: wp.array(dtype=float), y: wp.array(dtype=float)):
    i = wp.tid()
    v = wp.vec3(x[i], 1.0, 2.0)
    a = v[0] * v[0]
    v[0] = 5.0
    y[i] = a + v[0]


@wp.kernel
def filled_component(x: wp.array(dtype=float), y: wp.array(dtype=float)):
    i = wp.tid()
    v = wp.vec3()
    v[0] = x[i]
    v[1] = 2.0 * x[i]
    y[i] = v[0] + v[1]


THREE = [2.2, 3.3, 4.4]

# Code, kernel, whether its gradient is right, x, further arguments, y, launch size.
GRADIENTS = [
    ("WG0500", product, False, THREE, [3], [0.0], 1),
    ("WG0500", square_of_sum, False, THREE, [3], [0.0], 1),
    ("WG0500", counted_by_hand, False, THREE, [3], [0.0], 1),
    ("WG0500", sum_of_squares, True, THREE, [3], [0.0], 1),
    ("WG0500", unrolled_product, True, [1.2, 0.7, 1.1], [], [0.0], 1),
    ("WG0501", left_early, False, THREE, [3], [0.0], 1),
    ("WG0501", continued, True, THREE, [3], [0.0], 1),
    ("WG0502", multiplied_in_place, False, THREE, [], [2.0, 3.0, 4.0], 3),
    ("WG0502", written_elsewhere, True, THREE, [], [0.0, 0.0, 0.0], 3),
    ("WG0503", fraction, False, THREE, [], [0.0, 0.0, 0.0], 3),
    ("WG0503", fraction_by_floor, True, THREE, [], [0.0, 0.0, 0.0], 3),
    ("WG0504", overwritten_component, False, THREE, [], [0.0, 0.0, 0.0], 3),
    ("WG0504", filled_component, True, THREE, [], [0.0, 0.0, 0.0], 3),
]


@wp.kernel
def arithmetic(out: wp.array(dtype=float), a: int, b: int, n: int):
    out[0] = float(a / b)
    out[1] = float((a - b) % n)
    for i in range(n):
        out[3] = float(i)
    else:
        out[2] = 7.0
