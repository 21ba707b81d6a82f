import warp as wp


@wp.kernel(enable_backward=False, module="unique", module_options={"deterministic": wp.DeterministicMode.RUN_TO_RUN})
def k(count: wp.array(dtype=int), out: wp.array(dtype=float)):
    i = wp.tid()
    slot = wp.atomic_max(count, 0, i)
    out[slot] = float(i)
