"""Ask real Warp about the files behind the codes of ``warpgen check``.

    python tests/oracle/check_rules.py              rejections, and what warnings claim
    python tests/oracle/check_rules.py --rejections tests/check/CODE/{bad,ok}.py only

Two things are looked at:

* Of the files under ``tests/check``, real Warp rejects ``bad.py`` of every error (``WG01xx``) and accepts everything else: ``ok.py``, and all
  files of warnings. Codes about files that are no Python or cannot be imported are left out.
* The surprises that warnings speak of are real: each kernel below is run on the CPU, and its result or gradient compared with what Python, or
  the derivative taken by differences, says. The kernel that a warning is about must differ, its counterpart must agree.

The exit code is 1 if anything is not as said.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import harness

ROOT = Path(__file__).resolve().parents[2]

# Not Python, not importable, or not known without running Python: real Warp is not asked.
SKIPPED = {"WG0001", "WG0200", "WG0300", "WG0301", "WG0400", "WG0401"}


def rejections() -> int:
    """Compare real Warp's verdict on every file with what its code claims; return how many differ."""
    jobs = []
    for folder in sorted((ROOT / "tests/check").iterdir()):
        if folder.name in SKIPPED or not folder.is_dir():
            continue
        for name in ("bad", "ok"):
            file = folder / f"{name}.py"
            jobs.append(harness.Job(file=file, module_name=name, source_path=str(file.relative_to(ROOT))))
    wrong = 0
    for job, result in harness.run_jobs(jobs):
        code, name = Path(job.file).parent.name, Path(job.file).stem
        expected = name == "bad" and code.startswith("WG01")
        if isinstance(result, harness.OracleError):
            rejected, text = True, str(result)
        else:
            text = next(found(result), "")
            rejected = bool(text)
        if rejected != expected:
            wrong += 1
            print(f"{code}/{name}.py: {'rejected: ' + text if rejected else 'accepted'}")
    print(f"{len(jobs)} files asked about, {wrong} not as claimed")
    return wrong


def found(value):
    """Yield the messages of all rejections anywhere in a result."""
    if isinstance(value, dict):
        if isinstance(value.get("rejected"), dict):
            yield value["rejected"]["message"]
        if isinstance(value.get("import_error"), dict):
            yield value["import_error"]["message"]
        for item in value.values():
            yield from found(item)
    elif isinstance(value, list):
        for item in value:
            yield from found(item)


def surprises() -> int:
    """Run the kernels that warnings are about; return how many behave otherwise than claimed."""
    import numpy as np
    import surprise_kernels as k
    import warp as wp

    def array(values):
        return wp.array(np.array(values, dtype=np.float32), requires_grad=True, device="cpu")

    def gradient(kernel, x, extra, y, dim):
        xs, ys = array(x), array(y)
        with wp.Tape() as tape:
            wp.launch(kernel, dim=dim, inputs=[xs, ys, *extra], device="cpu")
        tape.backward(grads={ys: wp.ones_like(ys, requires_grad=False)})
        return xs.grad.numpy()

    def differences(kernel, x, extra, y, dim):
        def total(values):
            xs, ys = array(values), array(y)
            wp.launch(kernel, dim=dim, inputs=[xs, ys, *extra], device="cpu")
            return float(ys.numpy().sum())

        out = []
        for i in range(len(x)):
            up, down = list(x), list(x)
            up[i] += 0.01
            down[i] -= 0.01
            out.append((total(up) - total(down)) / 0.02)
        return np.array(out)

    wrong = 0

    def claim(name, holds):
        nonlocal wrong
        wrong += not holds
        print(f"{'ok ' if holds else 'NO '} {name}")

    for code, kernel, agrees, x, extra, y, dim in k.GRADIENTS:
        real = gradient(kernel, x, extra, y, dim)
        true = differences(kernel, x, extra, y, dim)
        claim(f"{code} {kernel.key}: {real} where differences say {true.round(2)}", np.allclose(real, true, atol=0.05) == agrees)

    out = wp.zeros(4, dtype=wp.float32, device="cpu")
    wp.launch(k.arithmetic, dim=1, inputs=[out, 1, 2, 3], device="cpu")
    quotient, remainder, otherwise, _ = out.numpy()
    claim(f"WG0601 1 / 2 is {quotient}", quotient == 0.0)
    claim(f"WG0602 (1 - 2) % 3 is {remainder}", remainder == -1.0)
    claim(f"WG0603 `else` of a loop leaves {otherwise}", otherwise == 0.0)
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rejections", action="store_true", help="leave the kernels out that must be compiled")
    options = parser.parse_args()
    wrong = rejections()
    if not options.rejections:
        wrong += surprises()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
