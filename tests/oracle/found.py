"""Measure whether ``warpgen modules`` finds the kernels that real Warp registers when a file is imported.

    python tests/oracle/found.py tests examples          Warp's own tests and examples, from the installed wheel
    python tests/oracle/found.py DIR_OR_FILE...          any Python files

Every file that can be imported here is read by real Warp in a fresh process (``harness.py``; results are kept in ``.oracle/cache``) and by
``warpgen modules --format json``. Compared is what is registered after the import: the names of the modules that belong to the file (its own,
``module="unique"`` ones, and those that its kernels name), and in each the kernels: key, generic or not, and the signatures of all instances.

A module is *found* if all of that is the same. A kernel that real Warp has and warpgen has not is either *reported* (``warpgen modules`` lists
it as unknown, with a reason; or the file as a whole is refused, with a reason) or *silent*, which is a bug.

The exit code is 0 unless a floor is given and missed (1), or something could not be run at all (2).
"""

from __future__ import annotations

import argparse
import collections
import concurrent.futures
import dataclasses
import json
import re
import subprocess
import sys
from pathlib import Path

from harness import REPOSITORY, Job, OracleError, load_warp, run_cached, warp_root
from parity import CACHE, find_files

UNIQUE_SUFFIX = re.compile(r"_[0-9a-f]{8}$")


@dataclasses.dataclass
class Report:
    """The outcome for one file."""

    file: str
    modules: int = 0
    found: int = 0
    kernels: int = 0
    kernels_found: int = 0
    reported: int = 0
    silent: list[str] = dataclasses.field(default_factory=list)
    missing: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    extra: list[str] = dataclasses.field(default_factory=list)
    differences: list[str] = dataclasses.field(default_factory=list)


def instances(kernels: list[dict]) -> collections.Counter:
    """Kernels of a module as a multiset: generic kernels once for themselves and once for each instance."""
    counted = collections.Counter()
    for kernel in kernels:
        counted[kernel["key"] + (" (generic)" if kernel["generic"] else "")] += 1
        for signature in kernel["overloads"]:
            counted[f"{kernel['key']}[{signature}]"] += 1
    return counted


def by_name(modules: list[dict]) -> dict[str, dict]:
    """Modules by name. A name may occur twice where two module objects share it; their kernels are taken together."""
    named: dict[str, dict] = {}
    for module in modules:
        if module["name"] in named:
            named[module["name"]]["kernels"] += module["kernels"]
        else:
            named[module["name"]] = {"kind": module["kind"], "kernels": list(module["kernels"])}
    return named


def compare(file: str, expected: list[dict], answer: dict, problems: list[str]) -> Report:
    """Compare what one file registers."""
    report = Report(file)
    mine, theirs = by_name(answer.get("registered", [])), by_name(expected)
    unknown = [(entry["what"], entry["reason"], f"{Path(entry['file']).name}:{entry['line']}") for entry in answer.get("unknown", []) if entry["kernel"]]
    reasons = [f"{what}: {reason} ({place})" for what, reason, place in unknown] or problems
    missing = collections.Counter()
    for name, module in theirs.items():
        wanted = instances(module["kernels"])
        have = instances(mine[name]["kernels"]) if name in mine else collections.Counter()
        report.modules += 1
        report.kernels += wanted.total()
        report.kernels_found += (wanted & have).total()
        if wanted == have and mine[name]["kind"] == module["kind"]:
            report.found += 1
        else:
            report.differences.append(f"{module['kind']} {name}: {dict(wanted - have)} not found, {dict(have - wanted)} too many")
        missing += wanted - have
        report.extra += [f"{name}: {kernel}" for kernel in have - wanted]
    for name in mine.keys() - theirs.keys():
        report.extra += [f"{name}: {kernel}" for kernel in instances(mine[name]["kernels"])]
        report.differences.append(f"{mine[name]['kind']} {name}: not in real Warp")
    for kernel, count in missing.items():
        for _ in range(count):
            if reasons:
                report.reported += 1
                report.missing.append((kernel, reasons[0]))
            else:
                report.silent.append(kernel)
    return report


def ask(program: Path, job: Job, timeout: float) -> tuple[dict, list[str]]:
    """What ``warpgen modules`` says about a file, and its error messages."""
    command = [program, "modules", job.file, "--module-name", job.module_name, "--format", "json", "--message-format", "json", "--python-path", warp_root()]
    run = subprocess.run(command, capture_output=True, timeout=timeout, check=False)
    problems = []
    for line in run.stderr.decode(errors="replace").splitlines():
        if line.startswith("{"):
            entry = json.loads(line)
            if entry.get("severity", "error") == "error":
                problems.append(entry["message"].splitlines()[0])
        elif "panicked" in line:
            problems.append(f"panic: {line}")
    try:
        return json.loads(run.stdout)[0], problems
    except (ValueError, IndexError):
        raise OracleError(f"{job.file}: warpgen ended with {run.returncode}: {run.stderr.decode(errors='replace')[:300]}") from None


def arguments_parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0], epilog="The full description is at the top of found.py.")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a folder, a file, 'examples' or 'tests' (Warp's own)")
    parser.add_argument("--filter", metavar="GLOB", help="only files whose path contains this")
    parser.add_argument("--warpgen", type=Path, default=REPOSITORY / "target" / "release" / "warpgen", metavar="PROGRAM")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes at a time (2)")
    parser.add_argument("--timeout", type=float, default=120.0, metavar="SECONDS", help="for one run of warpgen (120)")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write everything there")
    parser.add_argument("--floor-found", type=float, default=0.0, metavar="PERCENT", help="fail if a smaller part of the modules is found")
    parser.add_argument("--silent", type=int, metavar="N", help="fail if more kernels are absent without a diagnostic")
    return parser


def measure(arguments: argparse.Namespace) -> tuple[list[Report], dict[str, str]]:
    """Run both over all files. Returns the reports and why files were left out."""
    load_warp()
    if not arguments.warpgen.exists():
        raise OracleError(f"{arguments.warpgen} does not exist: build it (cargo build --release) or name it with --warpgen")
    files = find_files(arguments.paths, arguments.filter)
    jobs = [Job(file=file, module_name=module) for file, (module, _) in files.items()]
    reports, skipped, readable = [], {}, []
    for job, result in run_cached(jobs, CACHE, workers=arguments.jobs):
        if isinstance(result, OracleError):
            skipped[str(job.file)] = str(result)
        elif "import_error" in result:
            skipped[str(job.file)] = f"{result['import_error']['class']}: {result['import_error']['message']}"
        else:
            readable.append((job, result))
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        answers = pool.map(lambda pair: ask(arguments.warpgen.resolve(), pair[0], arguments.timeout), readable)
        for (job, result), (answer, problems) in zip(readable, answers):
            reports.append(compare(str(job.file), result["registered"], answer, problems))
    return sorted(reports, key=lambda report: report.file), skipped


def main() -> int:
    """Measure what is found; see the top of this file."""
    arguments = arguments_parser().parse_args()
    try:
        reports, skipped = measure(arguments)
    except (OracleError, subprocess.TimeoutExpired) as error:
        print(f"found.py: {error}", file=sys.stderr)
        return 2
    modules, found = sum(r.modules for r in reports), sum(r.found for r in reports)
    kernels, have = sum(r.kernels for r in reports), sum(r.kernels_found for r in reports)
    reported, silent = sum(r.reported for r in reports), sum(len(r.silent) for r in reports)
    extra = sum(len(r.extra) for r in reports)
    share = 100 * found / modules if modules else 100.0
    print(f"{len(reports)} files, {sum(bool(r.modules) for r in reports)} with kernels; {len(skipped)} cannot be imported here")
    print(f"modules found: {found} of {modules} ({share:.2f} %)")
    print(f"kernels and instances: {kernels}; found {have} + reported {reported} + silently absent {silent}; too many {extra}")
    for report in reports:
        if report.differences:
            print(f"\n{report.file}: {report.found} of {report.modules} modules")
            for difference in report.differences[:6]:
                print(f"    {difference[:400]}")
            for kernel, reason in report.missing[:4]:
                print(f"    reported: {kernel}: {reason[:300]}")
            if report.silent:
                print(f"    SILENT: {', '.join(report.silent)[:300]}")
    if arguments.json:
        arguments.json.write_text(json.dumps({"files": [dataclasses.asdict(r) for r in reports], "not_importable": skipped}, indent=1))
    missed = []
    if share < arguments.floor_found:
        missed.append(f"{share:.2f} % of the modules are found, the floor is {arguments.floor_found} %")
    if arguments.silent is not None and silent > arguments.silent:
        missed.append(f"{silent} kernels are silently absent")
    for miss in missed:
        print(f"found.py: {miss}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
