"""Does real Warp load and launch what ``warpgen compile`` built, forward and backward, with the results of its own build?

    python tests/oracle/check_launch.py [--warpgen PATH] [--jobs N] [--only TEXT] [--floor-kernels N] [--max-skipped N] [--json FILE]

The files are the programs and a choice of other fixtures (``fixtures/``) and modules of Warp's own tests; both lists are in ``launch_files.txt``.
``warpgen compile`` builds all of them for the CPU, laid out for ``wp.load_aot_module``. Then, for each file, in a fork of its own:

1. real Warp compiles the module with its own compiler, and each kernel is launched, forward and backward (through a ``wp.Tape``), in a fork:
   arguments are made from the signature (``launch_inputs.py``), the same ones every time;
2. ``wp.load_aot_module`` loads warpgen's build (it must: Warp's own is unloaded, and the binary's path is checked), and the same launches are made;
3. every byte of every array and gradient must agree; NaN agrees with NaN.

A kernel that cannot be launched with made-up arguments even by Warp's own build (it crashes, does not end, or takes an argument that we cannot make) is
skipped, with the reason. So is one whose results are not defined: Warp's own build gives others when memory lies elsewhere, or the list says why. Skips are counted and listed; ``--max-skipped`` and ``--floor-kernels`` keep them from growing silently.
"""

from __future__ import annotations

import argparse
import collections
import concurrent.futures
import json
import os
import pickle
import resource
import select
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import harness
from harness import REPOSITORY, Job

LIST = Path(__file__).with_name("launch_files.txt")
BLOCK_DIM = 1
# Processor time, so that a busy machine changes no answer. What waits for ever uses none: for that there is a limit on the time passed.
PROCESSOR_SECONDS_PER_LAUNCH = 20
SECONDS_PER_LAUNCH = 300.0
SECONDS_PER_FILE = 900.0


def listed_files(only: str | None) -> list[tuple[str, Path]]:
    """Name and path of every file in the list: fixtures by ``area/case``, Warp's by their dotted name."""
    files = []
    for line in LIST.read_text().splitlines():
        name = line.split("#")[0].strip()
        if not name or name.startswith("!") or (only and only not in name):
            continue
        if name.endswith("/*"):
            folder = REPOSITORY / "fixtures" / name[:-2]
            files += [(f"{name[:-2]}/{path.stem}", path) for path in sorted(folder.glob("*.py"))]
        elif "/" in name:
            files.append((name, REPOSITORY / "fixtures" / f"{name}.py"))
        else:
            files.append((name, harness.warp_root() / (name.replace(".", "/") + ".py")))
    missing = [str(path) for _, path in files if not path.is_file()]
    if missing:
        raise SystemExit(f"files of {LIST.name} that do not exist: {', '.join(missing)}")
    return files


def compile_all(warpgen: Path, files: list[tuple[str, Path]], folder: Path, jobs: int) -> str:
    """Builds everything with one command; what is rejected is found out later, module by module."""
    command = [warpgen, "compile", "--device", "cpu", "--block-dim", str(BLOCK_DIM), "--out-dir", folder]
    command += ["--jobs", str(jobs), "--message-format", "concise", *(path for _, path in files)]
    environment = os.environ | {"WARPGEN_SITE_PACKAGES": str(harness.warp_root())}
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, cwd=REPOSITORY, env=environment)
    if done.returncode not in (0, 1):
        raise SystemExit(f"warpgen compile failed with status {done.returncode}:\n{done.stderr}")
    return done.stderr


# ----------------------------------------------------------------------------------------------------------------------
# One file, in a fork of its own
# ----------------------------------------------------------------------------------------------------------------------


def in_fork(work, seconds: float, processor_seconds: int | None = None):
    """The pickled result of ``work()`` in a fork that sees no output, or the reason why there is none."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(reading)
            if processor_seconds is not None:
                resource.setrlimit(resource.RLIMIT_CPU, (processor_seconds, processor_seconds + 1))
            null = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(null, stream)
            try:
                answer = ("done", work())
            except Exception as error:  # the parent reports it
                answer = ("raised", f"{type(error).__name__}: {error}")
            with os.fdopen(writing, "wb") as pipe:
                pickle.dump(answer, pipe, protocol=5)
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    chunks, end = [], time.monotonic() + seconds
    late = False
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        while True:
            ready, _, _ = select.select([pipe], [], [], max(0.0, end - time.monotonic()))
            if not ready:
                late = True
                os.kill(child, signal.SIGKILL)
                break
            chunk = os.read(pipe.fileno(), 1 << 20)
            if not chunk:
                break
            chunks.append(chunk)
    _, status = os.waitpid(child, 0)
    if late or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU):
        return ("crashed", "does not end")
    if status != 0 or not chunks:
        what = signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else f"status {status}"
        return ("crashed", f"crashes ({what})")
    return pickle.loads(b"".join(chunks))


def launch(kernel, moved: bool = False) -> dict:
    """All memory that the kernel could reach, after a forward and after a backward launch."""
    import launch_inputs
    import warp as wp

    inputs = launch_inputs.Inputs(kernel, moved)
    dim = (launch_inputs.LAUNCH[max(kernel.adj.kernel_dim, 1)],) * max(kernel.adj.kernel_dim, 1)
    tape = wp.Tape()
    with tape:
        wp.launch(kernel, dim, inputs=inputs.values, device="cpu", block_dim=BLOCK_DIM)
    result = {"forward": {name: buffer.copy() for name, buffer in inputs.buffers.items()}, "backward": None}
    options = kernel.module.resolved_options[BLOCK_DIM] | kernel.options
    if options.get("enable_backward", True):
        tape.backward()
        result["backward"] = {name: buffer.copy() for name, buffer in inputs.buffers.items()}
    result["types"] = {name: scalar_type(inputs, name) for name in inputs.buffers}
    return result


def scalar_type(inputs, name: str) -> str | None:
    """The floating-point type that a buffer holds, if it holds nothing else."""
    import launch_inputs
    import numpy as np
    import warp._src.types as types

    label = name.removesuffix(" gradient").split(".")[0]
    for arg in inputs.kernel.adj.args:
        if arg.label == label and types.is_array(arg.type) and not launch_inputs.is_struct(arg.type.dtype):
            scalar = types.type_scalar_type(arg.type.dtype)
            if scalar in types.float_types and scalar.__name__ != "bfloat16":
                return np.dtype(types.warp_type_to_np_dtype[scalar]).str
    return None


def unique_kernels(module) -> list:
    """The kernels that the module's text holds."""
    module.get_module_hash(BLOCK_DIM)
    return list(module.hashers[BLOCK_DIM].get_unique_kernels())


def run_kernels(kernels, moved: bool = False) -> dict:
    def run(kernel):
        return in_fork(lambda: launch(kernel, moved), SECONDS_PER_LAUNCH, PROCESSOR_SECONDS_PER_LAUNCH)

    return {kernel.get_mangled_name(): run(kernel) for kernel in kernels}


def difference(ours: dict, warps: dict, types: dict) -> str | None:
    """The first buffer that differs, and by how much."""
    import numpy as np

    for name, expected in warps.items():
        got = ours[name]
        if np.array_equal(got, expected):
            continue
        kind = types[name]
        if kind is None:
            at = int(np.nonzero(got != expected)[0][0])
            return f"{name}: byte {at} of {got.size} is {got[at]}, not {expected[at]}"
        a, b = got.view(kind), expected.view(kind)
        same = (a == b) | (np.isnan(a) & np.isnan(b))
        if same.all() and np.array_equal(np.signbit(a[~np.isnan(a)]), np.signbit(b[~np.isnan(b)])):
            continue
        same &= (np.signbit(a) == np.signbit(b)) | np.isnan(a)
        places = np.nonzero(~same)[0]
        with np.errstate(all="ignore"):
            relative = np.nanmax(np.abs((a - b)[places] / np.where(b[places] == 0, 1, b[places])).astype(np.float64))
        at = int(places[0])
        return f"{name}: {places.size} numbers differ, by up to {relative:.1e} relative; number {at} is {a[at]!r}, not {b[at]!r}"
    return None


def undefined_results() -> dict[str, str]:
    """Kernels whose results are not defined, by key, with the reason: lines ``! KEY: REASON`` of the list."""
    lines = [line[1:].split(":", 1) for line in LIST.read_text().splitlines() if line.startswith("!")]
    return {key.strip(): reason.strip() for key, reason in lines}


def compare(ours, warps, moved) -> tuple[str, str]:
    """State and reason for one kernel: ``same``, ``differs`` or ``skipped``."""
    if warps[0] != "done":
        return ("skipped", f"Warp's own build {warps[1]}" if warps[0] == "crashed" else warps[1])
    halves = ("forward", "backward")
    if moved[0] != "done" or any(warps[1][half] and difference(moved[1][half], warps[1][half], warps[1]["types"]) for half in halves):
        return ("skipped", "the results of Warp's own build depend on where memory lies")
    if ours[0] != "done":
        return ("differs", f"warpgen's build {ours[1]}")
    ours, warps = ours[1], warps[1]
    for half in ("forward", "backward"):
        if (ours[half] is None) != (warps[half] is None):
            return ("differs", f"{half}: only one of the builds has it")
        if warps[half] is not None and (why := difference(ours[half], warps[half], warps["types"])):
            return ("differs", f"{half}: {why}")
    return ("same", "forward and backward" if warps["backward"] is not None else "forward only")


def first_line(text) -> str:
    """The start of a message's first line."""
    return str(text).split("\n")[0][:150]


def check_module(module, folder: str) -> dict:
    """State of every kernel of a module."""
    import warp as wp

    # What `wp.load_aot_module` goes by; launches on the CPU use blocks of one thread.
    module.options["block_dim"] = BLOCK_DIM
    undefined = undefined_results()

    def run_own_build():
        """The launches with Warp's own build. In a fork: building a module changes the hash that Warp gives it from then on."""
        module.load("cpu", BLOCK_DIM)
        kernels = [kernel for kernel in unique_kernels(module) if kernel.key not in undefined]
        return run_kernels(kernels), run_kernels(kernels, moved=True)

    try:
        kernels = unique_kernels(module)
    except Exception as error:
        return {"state": "skipped", "why": f"Warp's own build fails: {type(error).__name__}: {first_line(error)}", "kernels": {}}
    if not kernels:
        return {"state": "empty", "why": "no kernel that is not generic", "kernels": {}}
    state, answer = in_fork(run_own_build, SECONDS_PER_FILE)
    if state != "done":
        return {"state": "skipped", "why": f"Warp's own build fails: {first_line(answer)}", "kernels": {}}
    warps, moved = answer
    reasons = {kernel.get_mangled_name(): undefined[kernel.key] for kernel in kernels if kernel.key in undefined}
    try:
        wp.load_aot_module(module, "cpu", module_dir=folder)
        paths = {execution.binary_path for execution in module.execs.values()}
        assert paths and all(path.startswith(folder) for path in paths), paths
    except Exception as error:
        return {"state": "differs", "why": f"warpgen's build is not loaded: {type(error).__name__}: {error}", "kernels": {}}
    ours = run_kernels(unique_kernels(module))
    states = {name: compare(ours.get(name, ("crashed", "has no such kernel")), warps[name], moved[name]) for name in warps}
    states |= {name: ("skipped", f"not defined: {reason}") for name, reason in reasons.items()}
    return {"state": "checked", "why": "", "kernels": states}


def check_file(file: Path, folder: Path, cache: Path) -> dict:
    """Every module of a file. Runs in a fork: whatever the import leaves behind stays there."""
    import warp as wp

    job = Job(file)
    wp.config.kernel_cache_dir = str(cache)
    harness.order_live_kernels()
    harness.import_file(job)
    wp.init()
    modules = [module for kind, module in harness.owned_modules(job) if kind in harness.EMITTED_KINDS]
    return {module.name: check_module(module, str(folder)) for module in modules}


# ----------------------------------------------------------------------------------------------------------------------
# All files
# ----------------------------------------------------------------------------------------------------------------------


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--warpgen", type=Path, default=REPOSITORY / "target" / "release" / "warpgen")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--only", help="only files whose name holds this")
    parser.add_argument("--cache", type=Path, default=REPOSITORY / ".oracle" / "launch-cache", help="Warp's own builds are kept here")
    parser.add_argument("--floor-kernels", type=int, default=0, help="fail if fewer kernels agree")
    parser.add_argument("--floor-fixtures", type=int, default=0, help="fail if fewer fixtures have a kernel that agrees")
    parser.add_argument("--floor-modules", type=int, default=0, help="fail if fewer modules of Warp's tests have a kernel that agrees")
    parser.add_argument("--max-skipped", type=int, default=None, help="fail if more kernels are skipped")
    parser.add_argument("--json", type=Path, help="write everything here")
    args = parser.parse_args()

    files = listed_files(args.only)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="warpgen-launch-") as scratch:
        folder = Path(scratch).resolve()
        messages = compile_all(args.warpgen.resolve(), files, folder, args.jobs)
        compiled = time.monotonic() - started
        # Warp is imported once; every file then starts from that state, in a fork.
        harness.load_warp()
        import launch_inputs  # noqa: F401  before a file's own folder comes first on the path

        with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
            answers = list(pool.map(lambda item: in_fork(lambda: check_file(item[1], folder, args.cache), SECONDS_PER_FILE), files))
    return report(args, files, answers, messages, compiled, time.monotonic() - started)


def report(args, files, answers, messages: str, compiled: float, seconds: float) -> int:
    counts = collections.Counter()
    good = {"fixture": set(), "module": set()}
    skipped, differing = [], []
    for (name, _), (state, answer) in zip(files, answers):
        if state != "done":
            differing.append(f"{name}: {answer}")
            continue
        for module, found in answer.items():
            if found["state"] != "checked":
                counts[f"modules {found['state']}"] += 1
                if found["state"] == "differs":
                    differing.append(f"{name} [{module}]: {found['why']}")
                elif found["state"] == "skipped":
                    skipped.append(f"{name} [{module}]: {found['why']}")
                continue
            counts["modules checked"] += 1
            for kernel, (state, why) in found["kernels"].items():
                counts[f"kernels {state}"] += 1
                if state == "same":
                    counts[f"kernels same, {why}"] += 1
                    good["fixture" if "/" in name else "module"].add(name)
                else:
                    (skipped if state == "skipped" else differing).append(f"{name} [{kernel}]: {why}")
    print(f"{len(files)} files: {compiled:.0f} s for warpgen compile, {seconds:.0f} s in all")
    for key in sorted(counts):
        print(f"  {counts[key]:5} {key}")
    print(f"  {len(good['fixture']):5} fixtures and {len(good['module'])} modules of Warp's tests with at least one kernel that agrees")
    if skipped:
        print(f"\nskipped ({len(skipped)}):")
        print("\n".join(f"  {line}" for line in skipped))
    if differing:
        print(f"\nDIFFERENT ({len(differing)}):")
        print("\n".join(f"  {line}" for line in differing))
        print("\nwarpgen compile said:\n" + messages)
    if args.json:
        args.json.write_text(json.dumps({"counts": counts, "skipped": skipped, "different": differing}, indent=1))
    failures = []
    if differing:
        failures.append(f"{len(differing)} differences")
    for what, have, floor in (
        ("kernels agree", counts["kernels same"], args.floor_kernels),
        ("fixtures agree", len(good["fixture"]), args.floor_fixtures),
        ("modules of Warp's tests agree", len(good["module"]), args.floor_modules),
    ):
        if have < floor:
            failures.append(f"only {have} {what}, the floor is {floor}")
    if args.max_skipped is not None and len(skipped) > args.max_skipped:
        failures.append(f"{len(skipped)} skipped, more than {args.max_skipped}")
    print("\n" + ("FAILED: " + "; ".join(failures) if failures else "ok"))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
