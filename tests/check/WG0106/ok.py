import warp as wp


@wp.kernel(enable_backward=False, module="unique", module_options={"deterministic": wp.DeterministicMode.RUN_TO_RUN})
def k(count: wp.array(dtype=int), out: wp.array(dtype=float)):
    i = wp.tid()
    slot = wp.atomic_add(count, 0, 1)
    out[slot] = float(i)
