"""Measure how much of what real Warp generates ``warpgen emit`` generates, byte for byte.

    python tests/oracle/parity.py examples              Warp's own examples, from the installed wheel
    python tests/oracle/parity.py tests --device cpu    Warp's own tests
    python tests/oracle/parity.py DIR_OR_FILE...        any Python files

Every file is read by real Warp in a fresh process (see ``harness.py``; results are kept in ``.oracle/cache``) and by ``warpgen emit
--out-dir``, under the same module name and with the same options. Counted per device and area (the sub folder, or the beginning of the
file's name) are

* modules found, and identical to the byte; of these, how many hold no concrete kernel (a bare header, which is easily identical);
* kernels, functions and structs whose whole text is identical; kernels identical but for the hash in their name;
* kernels whose mangled name, hence hash, is that of real Warp; ``.meta`` files that are identical;
* rejections: modules that real Warp rejects and warpgen rejects with the same class and message. The message agrees if it does so after Warp's
  ``Error while parsing function ...`` prefixes; those that agree with the prefixes too are counted as exact.

Files that cannot be imported here (packages that are not installed) are left out and counted. For each module that is not identical the first
difference is reported, grouped by cause: the stage that wrote the line and the pair of lines without their numbers. What warpgen says it does
not support is grouped by its message.

The exit code is 0 unless a floor is given and missed (1), or something could not be run at all (2).
"""

from __future__ import annotations

import argparse
import ast
import collections
import concurrent.futures
import dataclasses
import fnmatch
import json
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import compare
from harness import (
    DEFAULT_BLOCK_DIM,
    DEVICES,
    EMITTED_KINDS,
    EXTENSIONS,
    REPOSITORY,
    Job,
    OracleError,
    add_job_arguments,
    default_module_name,
    load_warp,
    parse_options,
    requested_devices,
    run_cached,
    warp_root,
)

CACHE = REPOSITORY / ".oracle" / "cache"
COLLECTIONS = {"examples": "warp/examples", "tests": "warp/tests"}
COUNTED = ("modules", "kernels", "functions", "structs", "hashes", "meta", "rejections")
PREFIX = re.compile(r'Error while parsing function "[^"\n]*" at [^\n]*:\d+:\n[^\n]*\n;')


# ----------------------------------------------------------------------------------------------------------------------
# What to compare
# ----------------------------------------------------------------------------------------------------------------------


def find_files(paths: Iterable[str], pattern: str | None) -> dict[Path, tuple[str, str]]:
    """The Python files that are asked for: file -> (module name, area)."""
    files = {}
    for name in paths:
        root = warp_root() / COLLECTIONS[name] if name in COLLECTIONS else Path(name).resolve()
        if not root.exists():
            raise OracleError(f"{name} does not exist")
        for file in sorted(root.rglob("*.py")) if root.is_dir() else [root]:
            if file.name.startswith("__") or pattern and not fnmatch.fnmatch(str(file), f"*{pattern}*"):
                continue
            if file.is_relative_to(warp_root()):
                module = ".".join(file.relative_to(warp_root()).with_suffix("").parts)
            else:
                module = default_module_name(file)
            folder = file.parent.relative_to(root).as_posix() if root.is_dir() else "."
            files[file] = module, "_".join(file.stem.split("_")[:2]) if folder == "." else folder
    return files


# ----------------------------------------------------------------------------------------------------------------------
# Running warpgen
# ----------------------------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Diagnostic:
    """One error that warpgen reported. ``warp_class`` and ``warp_message`` are set where it says what Warp raises."""

    message: str
    code: str = ""
    module: str | None = None
    warp_class: str = ""
    warp_message: str = ""

    def cause(self) -> str:
        """The diagnostic without names and numbers, to group by."""
        text = strip_prefixes(self.warp_message) if self.warp_message else self.message
        text = re.sub(r"\d+", "N", re.sub(r"`[^`]*`", "`_`", text))
        return f"{self.code + ': ' if self.code else ''}{text.splitlines()[0] if text else ''}"[:160]


@dataclasses.dataclass
class Emitted:
    """What one run of ``warpgen emit`` gave: module name -> (text, meta), diagnostics, how it ended, and its time."""

    modules: dict[str, tuple[str, str | None]]
    diagnostics: list[Diagnostic]
    failure: str | None
    seconds: float


def read_diagnostics(stderr: str) -> list[Diagnostic]:
    """Diagnostics from JSON lines, or from ``error[CODE]: message`` lines where there is no JSON."""
    found = []
    for line in stderr.splitlines():
        if line.startswith("{"):
            entry = json.loads(line)
            if entry.get("severity", "error") == "error":
                warp = entry.get("warp") or {}
                found.append(
                    Diagnostic(
                        message=entry["message"],
                        code=entry.get("code") or "",
                        module=entry.get("module"),
                        warp_class=warp.get("class") or "",
                        warp_message=warp.get("message") or "",
                    )
                )
        elif match := re.match(r"(?:\S+: )?error(?:\[(\w+)\])?: (.*)", line):
            found.append(Diagnostic(message=match[2], code=match[1] or ""))
    return found


def emit_arguments(job: Job) -> list[str | Path]:
    """How warpgen is told what a job says about options and import folders."""
    arguments: list[str | Path] = []
    for path in job.python_path:
        arguments += ["--python-path", path]
    for key, value in job.options:
        arguments += ["--option", f"{key}={value}"]
    if job.block_dim is not None:
        arguments += ["--block-dim", str(job.block_dim)]
    return arguments


class Warpgen:
    """The program under test."""

    def __init__(self, program: Path, timeout: float):
        if not program.exists():
            raise OracleError(f"{program} does not exist: build it (cargo build --release) or name it with --warpgen")
        self.program = program.resolve()
        self.timeout = timeout
        usage = subprocess.run([self.program, "emit", "--help"], capture_output=True, text=True, timeout=timeout, check=False)
        self.json = ["--message-format", "json"] if "--message-format" in usage.stdout + usage.stderr else []

    def run(self, files: list[Path], device: str, folder: str, *arguments: str | Path) -> tuple[subprocess.CompletedProcess, float]:
        """Run ``warpgen emit`` into a folder. Returns the finished process and its time in seconds."""
        command = [self.program, "emit", *files, "--device", device, "--out-dir", folder, "--python-path", warp_root(), *arguments]
        started = time.perf_counter()
        run = subprocess.run([*command, *self.json], capture_output=True, timeout=self.timeout, check=False)
        return run, time.perf_counter() - started

    def emit(self, job: Job, device: str, *further: str) -> Emitted:
        """Run ``warpgen emit`` as a job asks for, with further arguments, and read what it wrote."""
        arguments = ["--module-name", job.module_name, *emit_arguments(job), *further]
        if job.arch is not None and device == "cuda":
            arguments += ["--arch", str(job.arch)]
        with tempfile.TemporaryDirectory(prefix="warpgen-") as folder:
            try:
                run, seconds = self.run([job.file], device, folder, *arguments)
            except subprocess.TimeoutExpired:
                return Emitted({}, [], f"no answer in {self.timeout:.0f} s", self.timeout)
            modules = {}
            for path in Path(folder).glob(f"*.{EXTENSIONS[device]}"):
                name = re.sub(r"_[0-9a-f]{7}$", "", path.stem.removeprefix("wp_"))
                meta = path.with_suffix(".meta")
                modules[name] = path.read_bytes().decode(errors="replace"), meta.read_text() if meta.exists() else None
        stderr = run.stderr.decode(errors="replace")
        failure = None
        if run.returncode not in (0, 1):
            lines = [line for line in stderr.splitlines() if line.strip()]
            panic = next((" ".join(lines[i : i + 2]) for i, line in enumerate(lines) if "panicked at" in line), None)
            failure = f"exit code {run.returncode}: {panic or (lines[0] if lines else '')}"
        return Emitted(modules, read_diagnostics(stderr), failure, seconds)


# ----------------------------------------------------------------------------------------------------------------------
# Comparing
# ----------------------------------------------------------------------------------------------------------------------


@dataclasses.dataclass
class Cause:
    """Why a module is not identical."""

    stage: str
    what: str
    module: str
    difference: compare.Difference | None = None


@dataclasses.dataclass
class FileReport:
    """The outcome for one file and device: expected and reached counts, and causes."""

    file: str
    area: str
    device: str
    expected: collections.Counter = dataclasses.field(default_factory=collections.Counter)
    reached: collections.Counter = dataclasses.field(default_factory=collections.Counter)
    causes: list[Cause] = dataclasses.field(default_factory=list)
    units: list[compare.Difference] = dataclasses.field(default_factory=list)


def strip_prefixes(message: str) -> str:
    """Warp's message without the ``Error while parsing function`` prefixes, however many there are."""
    if message.startswith(("'Error while", '"Error while')):  # str() of a KeyError is a repr
        message = ast.literal_eval(message)
    while match := PREFIX.match(message):
        message = message[match.end() :]
    return message


def pair_modules(expected: list[dict], found: dict) -> dict[str, str]:
    """Which emitted module stands for which expected one: by name, then (unique modules with another hash) by the name without it."""
    pairs = {module["name"]: module["name"] for module in expected if module["name"] in found}
    spare = [name for name in found if name not in pairs]
    for module in expected:
        name = module["name"]
        if name not in pairs and module["kind"] == "unique":
            twin = next((other for other in spare if compare.kernel_key(other) == compare.kernel_key(name)), None)
            if twin is not None:
                pairs[name] = twin
                spare.remove(twin)
    return pairs


def relevant(diagnostics: list[Diagnostic], module: str) -> list[Diagnostic]:
    """The diagnostics of a module; those that name no module may be about any."""
    own = [diagnostic for diagnostic in diagnostics if diagnostic.module == module]
    return own or [diagnostic for diagnostic in diagnostics if diagnostic.module is None]


def compare_rejection(report: FileReport, module: str, rejected: dict, written: bool, diagnostics: list[Diagnostic]) -> None:
    """Compare the rejection of a module by real Warp with what warpgen made of it."""
    report.expected["rejections"] += 1
    core = strip_prefixes(rejected["message"])
    mine = relevant(diagnostics, module)
    same_class = [d for d in mine if d.warp_class == rejected["class"] or not d.warp_class and rejected["class"] in d.message]
    same = [d for d in same_class if strip_prefixes(d.warp_message) == core or not d.warp_class and core in d.message]
    if same and not written:
        report.reached["rejections"] += 1
        exact = any(d.warp_message == rejected["message"] for d in same)
        report.reached["rejections_exact"] += exact
        if not exact:
            difference = compare.Difference("", "", "", rejected["message"], same[0].warp_message or same[0].message)
            report.causes.append(Cause("rejections that differ in the prefix", rejected["class"], module, difference))
        return
    wanted = f"{rejected['class']}: {core}".splitlines()[0][:160]
    if written:
        report.causes.append(Cause("accepted, but Warp rejects it", wanted, module))
    elif not mine:
        report.causes.append(Cause("no diagnostic for a rejection", wanted, module))
    else:
        stage = "another message" if same_class else "another rejection"
        difference = compare.Difference(stage, rejected["kernel"] or "", "", wanted, mine[0].warp_message or mine[0].message)
        report.causes.append(Cause(stage, f"{wanted} | {mine[0].cause()}", module, difference))


def compare_module(report: FileReport, module: dict, emitted: Emitted, twin: str | None) -> None:
    """Compare a module that real Warp accepts with what warpgen wrote for it."""
    expected = report.expected
    expected["kernels"] += len(module["kernels"])
    expected["hashes"] += len(module["kernels"])
    expected["functions"] += len({function["native"] for function in module["functions"]})
    expected["structs"] += len(module["structs"])
    expected["meta"] += 1
    expected["empty"] += not module["kernels"]
    if twin is None:
        mine = relevant(emitted.diagnostics, module["name"])
        if mine:
            stage = "wrongly rejected" if mine[0].warp_class else "unsupported"
            difference = compare.Difference(stage, "", "", "", mine[0].warp_message or mine[0].message)
            report.causes.append(Cause(stage, mine[0].cause(), module["name"], difference))
        elif emitted.failure:
            report.causes.append(Cause("failure", re.sub(r"\d+", "N", emitted.failure)[:200], module["name"]))
        else:
            report.causes.append(Cause("missing module", module["kind"], module["name"]))
        return

    reached = report.reached
    text, meta = emitted.modules[twin]
    reached["found"] += 1
    reached["meta"] += meta == module["meta"]
    comparison = compare.compare_texts(module["text"], text)
    for counted in ("kernels", "functions", "structs", "hashes", "kernels_but_for_hash"):
        reached[counted] += len(getattr(comparison, counted))
    report.units += comparison.units
    if twin != module["name"]:
        difference = compare.Difference("module name", "", "", module["name"], twin)
        report.causes.append(Cause("module name", "hash of a unique module", module["name"], difference))
    elif text == module["text"]:
        reached["modules"] += 1
        reached["empty"] += not module["kernels"]
    else:
        first = comparison.first
        what = " | ".join(filter(None, (compare.normalise(first.expected), compare.normalise(first.actual)))) or "-"
        report.causes.append(Cause(first.stage, what if first.stage != "hash" else "kernel", module["name"], first))


def compare_file(area: str, job: Job, device: str, result: dict, emitted: Emitted) -> FileReport:
    """Compare everything that one file gives for one device."""
    report = FileReport(str(job.file), area, device)
    if "import_error" in result:
        written = bool(emitted.modules)
        diagnostics = [dataclasses.replace(diagnostic, module=None) for diagnostic in emitted.diagnostics]
        compare_rejection(report, job.module_name, result["import_error"], written, diagnostics)
        return report
    modules = [m for m in result["devices"][device] if m["kind"] in EMITTED_KINDS or m["name"] in emitted.modules]
    pairs = pair_modules(modules, emitted.modules)
    for module in modules:
        twin = pairs.get(module["name"])
        if "rejected" in module:
            compare_rejection(report, module["name"], module["rejected"], twin is not None, emitted.diagnostics)
        else:
            report.expected["modules"] += 1
            compare_module(report, module, emitted, twin)
    for name in set(emitted.modules) - set(pairs.values()):
        report.causes.append(Cause("extra module", "-", name))
    return report


# ----------------------------------------------------------------------------------------------------------------------
# Reporting
# ----------------------------------------------------------------------------------------------------------------------


def totals(reports: Iterable[FileReport]) -> tuple[collections.Counter, collections.Counter]:
    """Summed expected and reached counts."""
    expected, reached = collections.Counter(), collections.Counter()
    for report in reports:
        expected += report.expected
        reached += report.reached
    return expected, reached


def row(name: str, expected: collections.Counter, reached: collections.Counter) -> str:
    """One line of the table."""
    cells = "".join(f"{f'{reached[key]}/{expected[key]}':>12}" for key in COUNTED)
    return f"{name:24}{cells}"


def print_tables(reports: list[FileReport], devices: Iterable[str]) -> None:
    """The summary per device, then areas that are not complete."""
    print(f"{'':24}" + "".join(f"{key:>12}" for key in COUNTED))
    for device in devices:
        expected, reached = totals(report for report in reports if report.device == device)
        print(row(device, expected, reached))
        print(
            f"    found {reached['found']} modules; identical without kernels: {reached['empty']}/{expected['empty']}; kernels identical but for "
            f"the hash: {reached['kernels_but_for_hash']}; rejections exact: {reached['rejections_exact']}"
        )
    complete = 0
    for area in sorted({report.area for report in reports}):
        for device in devices:
            expected, reached = totals(report for report in reports if report.device == device and report.area == area)
            if all(reached[key] == expected[key] for key in COUNTED):
                complete += 1
            else:
                print(row(f"  {area} {device}", expected, reached))
    print(f"  ({complete} areas x devices complete)")


def grouped_causes(reports: Iterable[FileReport]) -> list[tuple[tuple[str, str], list[tuple[FileReport, Cause]]]]:
    """Causes with their occurrences, the most frequent first."""
    groups = collections.defaultdict(list)
    for report in reports:
        for cause in report.causes:
            groups[cause.stage, cause.what].append((report, cause))
    return sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))


def one_line(text: str) -> str:
    """A text for the right of a label."""
    return text.rstrip().replace("\n", "\\n")[:240]


def print_causes(reports: list[FileReport], limit: int) -> None:
    """The grouped causes, each with an example."""
    groups = grouped_causes(reports)
    stages = collections.Counter()
    for (stage, _), members in groups:
        stages[stage] += len(members)
    print("\nmodules by the stage of their first difference: " + (", ".join(f"{stage} {count}" for stage, count in stages.most_common()) or "none"))
    for (stage, what), members in groups[:limit]:
        report, cause = members[0]
        print(f"\n{len(members):5} x {stage}: {what}")
        files = sorted({Path(member.file).name for member, _ in members})
        print(f"        in {', '.join(files[:4])}{' ...' if len(files) > 4 else ''}")
        difference = cause.difference or compare.Difference(stage)
        place = [f"{cause.module} ({report.device})", difference.unit.strip(), difference.python]
        print(f"        {', '.join(filter(None, place))}")
        for label, text in (("Warp:   ", difference.expected), ("warpgen:", difference.actual)):
            if text:
                print(f"          {label} {one_line(text)}")
    if len(groups) > limit:
        print(f"\n... and {len(groups) - limit} more causes (--causes N)")


def as_json(reports: list[FileReport], skipped: dict[str, str], devices: Iterable[str]) -> dict:
    """The whole outcome for machines."""

    def counts(expected: collections.Counter, reached: collections.Counter) -> dict:
        return {"expected": dict(expected), "reached": dict(reached)}

    summary = {device: counts(*totals(report for report in reports if report.device == device)) for device in devices}
    causes = [
        {
            "stage": stage,
            "what": what,
            "count": len(members),
            "members": [{"file": report.file, "device": report.device, **dataclasses.asdict(cause)} for report, cause in members],
        }
        for (stage, what), members in grouped_causes(reports)
    ]
    files = [
        {"file": report.file, "area": report.area, "device": report.device}
        | counts(report.expected, report.reached)
        | {"causes": [dataclasses.asdict(cause) for cause in report.causes], "units": [dataclasses.asdict(unit) for unit in report.units]}
        for report in reports
    ]
    return {"summary": summary, "causes": causes, "not_importable": skipped, "files": files}


# ----------------------------------------------------------------------------------------------------------------------
# Command line
# ----------------------------------------------------------------------------------------------------------------------


def arguments_parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0], epilog="The full description is at the top of parity.py.")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a folder, a file, 'examples' or 'tests' (Warp's own)")
    parser.add_argument("--filter", metavar="GLOB", help="only files whose path contains this")
    parser.add_argument("--warpgen", type=Path, default=REPOSITORY / "target" / "release" / "warpgen", metavar="PROGRAM")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes at a time (2)")
    parser.add_argument("--timeout", type=float, default=60.0, metavar="SECONDS", help="for one run of warpgen (60)")
    parser.add_argument("--causes", type=int, default=25, metavar="N", help="how many groups of differences to print (25)")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write everything there")
    parser.add_argument("--floor-modules", type=int, default=0, metavar="N", help="fail if fewer modules are identical, all devices together")
    parser.add_argument("--floor-kernels", type=int, default=0, metavar="N", help="fail if fewer kernels are identical, all devices together")
    add_job_arguments(parser)
    return parser


def measure(arguments: argparse.Namespace) -> tuple[list[FileReport], dict[str, str]]:
    """Run both generators over all files. Returns the reports and why files were left out."""
    load_warp()
    warpgen = Warpgen(arguments.warpgen, arguments.timeout)
    devices = requested_devices(arguments.device)
    areas, jobs = {}, []
    for file, (module, area) in find_files(arguments.paths, arguments.filter).items():
        job = Job(
            file=file,
            module_name=module,
            devices=DEVICES,
            options=tuple(parse_options(arguments.option).items()),
            block_dim=arguments.block_dim,
            python_path=tuple(path.resolve() for path in arguments.python_path),
            arch=arguments.arch,
        )
        areas[job] = area
        jobs.append(job)

    reports, skipped = [], {}
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        for job, result in list(run_cached(jobs, CACHE, workers=arguments.jobs)):
            if isinstance(result, OracleError):
                skipped[str(job.file)] = str(result)
            elif "import_error" in result and not result["import_error"]["verdict"]:
                skipped[str(job.file)] = f"{result['import_error']['class']}: {result['import_error']['message']}"
            else:
                for device, emitted in zip(devices, pool.map(lambda d, j=job: warpgen.emit(j, d), devices)):
                    reports.append(compare_file(areas[job], job, device, result, emitted))
    return sorted(reports, key=lambda report: (report.file, report.device)), skipped


def main() -> int:
    """Measure parity; see the top of this file."""
    arguments = arguments_parser().parse_args()
    try:
        reports, skipped = measure(arguments)
    except OracleError as error:
        print(f"parity.py: {error}", file=sys.stderr)
        return 2
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `parity.py ... | head` is no error
    devices = requested_devices(arguments.device)
    block_dims = ", ".join(f"{device} {DEFAULT_BLOCK_DIM[device] if arguments.block_dim is None else arguments.block_dim}" for device in devices)
    with_modules = len({report.file for report in reports if report.expected["modules"] or report.expected["rejections"]})
    files = len({report.file for report in reports})
    print(f"{' '.join(arguments.paths)}: {files} files, {with_modules} with kernels; {len(skipped)} cannot be imported here; block_dim {block_dims}")
    print_tables(reports, devices)
    print_causes(reports, arguments.causes)
    if arguments.json:
        arguments.json.write_text(json.dumps(as_json(reports, skipped, devices), indent=1))

    _, reached = totals(reports)
    missed = [
        f"{reached[key]} {key} are identical, the floor is {floor}"
        for key, floor in (("modules", arguments.floor_modules), ("kernels", arguments.floor_kernels))
        if reached[key] < floor
    ]
    for miss in missed:
        print(f"parity.py: {miss}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
