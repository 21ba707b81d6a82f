"""Compare the time that real Warp's generator and warpgen take for the same kernels, on one core.

    python tests/oracle/speed.py [examples|tests|FILE|DIR...] [--device cuda] [--runs 5]

Real Warp is timed from the inside, in a fresh process per file and device: constructing adjoints (reading and parsing the source of kernels and
functions), hashing, building and printing. Importing Warp and running the file's own code is not counted, nor is what the generator does for
kernels and functions of other files (an example that imports ``warp.fem`` makes hundreds); that is printed beside it. warpgen is timed from the
outside, everything included: one process ``warpgen emit FILE... --out-dir DIR --jobs 1`` for all files, of which the best of several runs counts.
Both times are processor time on one core, the same one, so that a busy machine disturbs them little. To see what a single small file costs,
the wall time of one warpgen process per file is printed too.

A third pair of numbers is what a user waits for: the processor time of whole processes, one per file, with starting up, importing and
generating on both sides.

Only files for which both write the same bytes are timed, so that it is about the same work.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import dataclasses
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from harness import (
    EMITTED_KINDS,
    REPOSITORY,
    Job,
    OracleError,
    add_job_arguments,
    load_warp,
    module_kind,
    parse_options,
    requested_devices,
    run_file,
)
from parity import Warpgen, emit_arguments, find_files

PHASES = ("adjoints", "hash", "build", "codegen")
ELSEWHERE = "other files"


@dataclasses.dataclass
class Measurement:
    """Times of one file on one device, in seconds: real Warp's by phase, and the wall time of a warpgen process of its own."""

    job: Job
    modules: int
    kernels: int
    size: int
    phases: dict[str, float]
    process: float
    warpgen: float
    warpgen_process: float
    same: bool

    @property
    def warp(self) -> float:
        """Real Warp's time for the file's own modules."""
        return sum(self.phases.get(phase, 0.0) for phase in PHASES)


class PhaseTimer:
    """Times the phases of Warp's generator; work that one phase does inside another is counted once, for the inner one."""

    def __init__(self):
        self.seconds: collections.Counter = collections.Counter()
        self.active: list[str] = []
        self.since = 0.0

    def switch(self) -> None:
        """Charge the time since the last switch to the phase that is active."""
        now = time.process_time()
        if self.active:
            self.seconds[self.active[-1]] += now - self.since
        self.since = now

    def install(self, phase: str, owner: type, name: str, counts: Callable[..., bool]) -> None:
        """Time a method of Warp as belonging to a phase, or to other files where ``counts`` of its arguments is false."""
        original = getattr(owner, name)

        def timed(*args, **kwargs):
            self.switch()
            self.active.append(phase if counts(*args) else ELSEWHERE)
            try:
                return original(*args, **kwargs)
            finally:
                self.switch()
                self.active.pop()

        setattr(owner, name, timed)


def time_warp(job: Job) -> dict:
    """Run a job with one device in this process, which must be fresh: real Warp's phases and texts."""
    load_warp()
    import warp._src.codegen as codegen
    import warp._src.context as context

    def is_from_file(obj) -> bool:
        return obj.__module__ == job.module_name

    def is_emitted(module) -> bool:
        return module_kind(job, module) in EMITTED_KINDS

    timer = PhaseTimer()
    timer.install("adjoints", codegen.Adjoint, "__init__", lambda adj, func, *_: is_from_file(func))
    timer.install("hash", context.ModuleHasher, "__init__", lambda _, kernels, *__: any(is_from_file(k.func) for k in kernels))
    timer.install("build", context.ModuleBuilder, "__init__", lambda _, module, *__: is_emitted(module))
    timer.install("codegen", context.ModuleBuilder, "codegen", lambda builder, *_: is_emitted(builder.module))
    with contextlib.redirect_stdout(sys.stderr):
        result = run_file(job, isolate=False)
    # Before the texts are written out for this script, which is not Warp's work.
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return {"phases": timer.seconds, "process": usage.ru_utime + usage.ru_stime, "result": result}


def run_worker(job: Job) -> dict:
    """``time_warp`` in a fresh process."""
    description = {"file": str(job.file), "module_name": job.module_name, "devices": job.devices, "options": job.options}
    description |= {"block_dim": job.block_dim, "python_path": [str(path) for path in job.python_path]}
    command = [sys.executable, __file__, "--worker", json.dumps(description)]
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=REPOSITORY, text=True, check=False)
    if run.returncode:
        raise OracleError(f"{job.file}: {run.stderr.strip().splitlines()[-1] if run.stderr.strip() else 'the worker failed'}")
    return json.loads(run.stdout)


def job_from(description: dict) -> Job:
    """The job that a worker was given on its command line."""
    return Job(
        file=Path(description["file"]),
        module_name=description["module_name"],
        devices=tuple(description["devices"]),
        options=tuple((key, value) for key, value in description["options"]),
        block_dim=description["block_dim"],
        python_path=tuple(Path(path) for path in description["python_path"]),
    )


def measure(job: Job, warpgen: Warpgen, runs: int) -> Measurement | None:
    """Time both generators on a job with one device. None if there is nothing to generate."""
    answer = run_worker(job)
    [device] = job.devices
    modules = [module for module in answer["result"].get("devices", {}).get(device, []) if module["kind"] in EMITTED_KINDS]
    texts = {module["name"]: module["text"] for module in modules if "text" in module}
    if not texts:
        return None
    emitted, spent = [], []
    for _ in range(runs):
        before = spent_by_children()
        emitted.append(warpgen.emit(job, device, "--jobs", "1"))
        spent.append(spent_by_children() - before)
    return Measurement(
        job=job,
        modules=len(texts),
        kernels=sum(len(module["kernels"]) for module in modules if "text" in module),
        size=sum(len(text.encode()) for text in texts.values()),
        phases=answer["phases"],
        process=answer["process"],
        warpgen=min(run.seconds for run in emitted),
        warpgen_process=min(spent),
        same={name: text for name, (text, _) in emitted[0].modules.items() if name in texts} == texts,
    )


def spent_by_children() -> float:
    """Processor seconds of this process's children that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def time_batch(jobs: list[Job], warpgen: Warpgen, runs: int) -> float:
    """The least processor time of warpgen for many files in one process. The jobs differ in nothing but their file."""
    seconds = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory(prefix="warpgen-") as folder:
            before = spent_by_children()
            warpgen.run([job.file for job in jobs], jobs[0].devices[0], folder, *emit_arguments(jobs[0]), "--jobs", "1")
            seconds.append(spent_by_children() - before)
    return min(seconds)


def report(same: list[Measurement], batch: float) -> None:
    """Print the sums over the files of one device that have the same text."""
    warp, size = sum(m.warp for m in same), sum(m.size for m in same)
    phases = ", ".join(f"{phase} {sum(m.phases.get(phase, 0.0) for m in same):.3f}" for phase in PHASES)
    print(f"    {sum(m.modules for m in same)} modules, {sum(m.kernels for m in same)} kernels, {size} bytes")
    elsewhere = sum(m.phases.get(ELSEWHERE, 0.0) for m in same)
    print(f"    Warp     {warp:9.3f} s {size / warp / 1e6:9.2f} MB/s   ({phases}; and for other files {elsewhere:.3f})")
    print(f"    warpgen  {batch:9.3f} s {size / batch / 1e6:9.2f} MB/s   (one process)")
    print(f"    ratio    {warp / batch:9.1f}   (with Warp's time for other files, {(warp + elsewhere) / batch:.1f})")
    whole, ours = sum(m.process for m in same), sum(m.warpgen_process for m in same)
    print(f"    whole processes, one per file: Warp {whole:.2f} s, warpgen {ours:.3f} s, ratio {whole / ours:.0f}")
    singles = sorted(m.warpgen * 1e3 for m in same)
    print(f"    one process per file: median {statistics.median(singles):.1f} ms, least {singles[0]:.1f} ms, most {singles[-1]:.1f} ms")


def pin_to_one_core() -> None:
    """Keep this process and its children on the last core that it may use, where the system can do that."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def main() -> int:
    """Measure and report; see the top of this file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0], epilog="The full description is at the top of speed.py.")
    parser.add_argument("paths", nargs="*", default=["examples"], metavar="PATH", help="a folder, a file, 'examples' or 'tests' (Warp's own)")
    parser.add_argument("--filter", metavar="GLOB", help="only files whose path contains this")
    parser.add_argument("--warpgen", type=Path, default=REPOSITORY / "target" / "release" / "warpgen", metavar="PROGRAM")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="runs of warpgen, of which the best counts (5)")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write all measurements there")
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    add_job_arguments(parser)
    arguments = parser.parse_args()
    if arguments.worker:
        json.dump(time_warp(job_from(json.loads(arguments.worker))), sys.stdout)
        return 0
    measurements = []
    try:
        pin_to_one_core()
        load_warp()
        warpgen = Warpgen(arguments.warpgen, timeout=60.0)
        for file, (module, _) in find_files(arguments.paths, arguments.filter).items():
            for device in requested_devices(arguments.device):
                job = Job(
                    file=file,
                    module_name=module,
                    devices=(device,),
                    options=tuple(parse_options(arguments.option).items()),
                    block_dim=arguments.block_dim,
                    python_path=tuple(path.resolve() for path in arguments.python_path),
                )
                measurement = measure(job, warpgen, arguments.runs)
                if measurement:
                    measurements.append(measurement)
    except OracleError as error:
        print(f"speed.py: {error}", file=sys.stderr)
        return 2
    for device in requested_devices(arguments.device):
        same = [m for m in measurements if m.job.devices == (device,) and m.same]
        others = sum(m.job.devices == (device,) and not m.same for m in measurements)
        print(f"{device}: {len(same)} files with the same text; {others} others are left out")
        if same:
            report(same, time_batch([m.job for m in same], warpgen, arguments.runs))
    if arguments.json:
        entries = [
            {"file": str(m.job.file), "device": m.job.devices[0], "same": m.same, "modules": m.modules, "kernels": m.kernels}
            | {"bytes": m.size, "warp": m.warp, "phases": m.phases, "process": m.process}
            | {"warpgen": m.warpgen, "warpgen_process": m.warpgen_process}
            for m in measurements
        ]
        arguments.json.write_text(json.dumps(entries, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
