"""Compare the time of ``warpgen emit DIR`` for whole folders with the time that real Warp's generator needs for the same files on one core.

    python tests/oracle/tree.py [tests] [examples] [DIR...] [--python-path DIR] [--device cuda] [--runs 3] [--floor 50]

Real Warp reads each file that can be imported here in a fresh process, on one core. Its processor time is given three times: that of the generator for
the modules that belong to the file, as ``speed.py`` takes it (constructing adjoints, hashing, building and printing); with what it does for the libraries
that the files import (``warp.fem``), which warpgen has to evaluate as well; and that of the processes as a whole. The floor is for the first.

warpgen is given the files that real Warp could import, for the ratios, and the folders, where it finds the files itself and generates everything, also
for files that cannot be imported here. Taken are the wall time with all cores and, with ``--jobs 1`` on one core, the processor time of the whole process;
the best of several runs counts. Files of one run are compared with real Warp's texts to the byte, and the modules that are the same are counted.

The exit code is 0 unless a ratio is below the floor (1) or something could not be run (2).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from harness import EMITTED_KINDS, EXTENSIONS, REPOSITORY, Job, OracleError, default_module_name, load_warp, warp_root
from parity import COLLECTIONS, find_files
from speed import ELSEWHERE, PHASES, run_worker, spent_by_children


def folders(paths: list[str]) -> list[Path]:
    """The folders that are asked for."""
    found = [warp_root() / COLLECTIONS[name] if name in COLLECTIONS else Path(name).resolve() for name in paths]
    for folder in found:
        if not folder.is_dir():
            raise OracleError(f"{folder} is not a folder")
    return found


def run_warp(paths: list[str], device: str, cores: set[int], python_path: tuple[Path, ...]) -> tuple[dict[str, float], dict[str, str], dict[str, int], list[str]]:
    """Real Warp's times for all files, its texts by file name in the cache, counts, and the files that it could import."""
    seconds = {"own": 0.0, "elsewhere": 0.0, "processes": 0.0}
    texts = {}
    importable = []
    counts = {"files": 0, "with kernels": 0, "not importable": 0, "kernels": 0}
    os.sched_setaffinity(0, {max(cores)})
    try:
        for file in find_files(paths, None):
            # As warpgen names them, which is not told.
            answer = run_worker(Job(file=file, module_name=default_module_name(file), devices=(device,), python_path=(warp_root(), *python_path)))
            counts["files"] += 1
            if "import_error" in answer["result"]:
                counts["not importable"] += 1
                continue
            importable.append(str(file))
            modules = [m for m in answer["result"]["devices"][device] if m["kind"] in EMITTED_KINDS and "text" in m]
            texts |= {module["identifier"]: module["text"] for module in modules}
            counts["with kernels"] += bool(modules)
            counts["kernels"] += sum(len(module["kernels"]) for module in modules)
            seconds["own"] += sum(answer["phases"].get(phase, 0.0) for phase in PHASES)
            seconds["elsewhere"] += answer["phases"].get(ELSEWHERE, 0.0)
            seconds["processes"] += answer["process"]
    finally:
        os.sched_setaffinity(0, cores)
    return seconds, texts, counts, importable


def run_warpgen(command: list[str], runs: int, cores: set[int], scratch: Path) -> tuple[float, float, Path]:
    """The least wall time and the least processor time of some runs, and where the last one's files are."""
    walls, spent = [], []
    os.sched_setaffinity(0, cores)
    for _ in range(runs):
        # Removed when all is measured: a file system that has just removed files is slower at making some.
        out = Path(tempfile.mkdtemp(dir=scratch))
        before, start = spent_by_children(), time.perf_counter()
        run = subprocess.run([*command, "--out-dir", str(out)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        walls.append(time.perf_counter() - start)
        spent.append(spent_by_children() - before)
        # Rejected kernels are expected, and so are files that are no Python.
        if run.returncode not in (0, 1, 2):
            raise OracleError(f"warpgen ended with {run.returncode}: {run.stderr.decode(errors='replace')[-300:]}")
    return min(walls), min(spent), out


def main() -> int:
    """Measure and report; see the top of this file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0], epilog="The full description is at the top of tree.py.")
    parser.add_argument("paths", nargs="*", default=["tests", "examples"], metavar="PATH", help="a folder, 'examples' or 'tests' (Warp's own)")
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cuda")
    parser.add_argument("--python-path", type=Path, action="append", default=[], metavar="DIR", help="a folder that imports are searched in")
    parser.add_argument("--warpgen", type=Path, default=REPOSITORY / "target" / "release" / "warpgen", metavar="PROGRAM")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="runs of warpgen, of which the best counts (3)")
    parser.add_argument("--floor", type=float, metavar="RATIO", help="fail if real Warp's time is not that many times warpgen's wall time")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the numbers there")
    arguments = parser.parse_args()
    try:
        load_warp()
        roots, cores = folders(arguments.paths), os.sched_getaffinity(0)
        command = [str(arguments.warpgen.resolve()), "emit", "--device", arguments.device]
        seconds, texts, counts, importable = run_warp(arguments.paths, arguments.device, cores, tuple(arguments.python_path))
        beside = [word for folder in (*roots, *arguments.python_path) for word in ("--python-path", str(folder))]
        elsewhere = [word for folder in arguments.python_path for word in ("--python-path", str(folder))]
        with tempfile.TemporaryDirectory(prefix="warpgen-") as scratch:
            wall, total, out = run_warpgen([*command, *beside, *importable], arguments.runs, cores, Path(scratch))
            _, single, _ = run_warpgen([*command, *beside, *importable, "--jobs", "1"], arguments.runs, {max(cores)}, Path(scratch))
            whole, _, _ = run_warpgen([*command, *elsewhere, *map(str, roots)], arguments.runs, cores, Path(scratch))
            extension = EXTENSIONS[arguments.device]
            written = {path.stem: path.read_text() for path in out.glob(f"*.{extension.lstrip('.')}")}
    except OracleError as error:
        print(f"tree.py: {error}", file=sys.stderr)
        return 2
    same = sum(written.get(name) == text for name, text in texts.items())
    size = sum(len(text.encode()) for text in texts.values())
    print(f"{counts['files']} files, {counts['not importable']} cannot be imported here, {counts['with kernels']} with kernels on {arguments.device}")
    print(f"{len(texts)} modules, {counts['kernels']} kernels, {size} bytes; warpgen wrote {len(written)} modules, of these {same} the same to the byte")
    print(f"warpgen: {wall:.3f} s wall time on {len(cores)} cores ({total:.3f} s of processor time); {single:.3f} s of processor time on one")
    print(f"the folders with the files that cannot be imported here: {whole:.3f} s wall time")
    rows = {
        "own": "Warp's generator, the files' own modules",
        "generator": "the same with kernels and functions of the libraries that they import",
        "processes": "whole Python processes",
    }
    seconds["generator"] = seconds["own"] + seconds["elsewhere"]
    for key, name in rows.items():
        print(f"{seconds[key]:9.2f} s  ratio {seconds[key] / wall:7.1f}, on one core {seconds[key] / single:7.1f}  {name}")
    if arguments.json:
        numbers = counts | {"modules": len(texts), "same": same, "bytes": size, "warp": seconds, "wall": wall, "folders": whole, "processor": total, "single": single}
        arguments.json.write_text(json.dumps(numbers, indent=1))
    if arguments.floor is not None and seconds["own"] / wall < arguments.floor:
        print(f"tree.py: the ratio is {seconds['own'] / wall:.1f}, the floor is {arguments.floor}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
