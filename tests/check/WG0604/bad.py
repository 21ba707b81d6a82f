import warp as wp


@wp.kernel
def k(x: wp.array(dtype=float)):
    for i in range(20):
        x[i] = 1.0
    for j in range(4):
        if x[j] > 0.0:
            break
        x[j] = 1.0
