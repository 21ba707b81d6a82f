"""Call every native built-in overload of Warp that a kernel can call, and compare what warpgen makes of it with real Warp.

    python tests/oracle/sweep.py generate OUT_DIR [--layout unique|shared] [--rejections] [--one-per-builtin [--seed S]]
    python tests/oracle/sweep.py coverage [--json OUT] [--table src/builtins/coverage/sweep.txt]
    python tests/oracle/sweep.py run [--sample N] [--seed S] [--device cpu|cuda|both] [--rejections] [--json OUT]

Candidate kernels come from ``sweep_cases.py`` (derived from the parameters of each overload) and ``sweep_recipes.py`` (handwritten). Each is built
here by real Warp, on both devices, while ``Adjoint.resolve_func`` is watched; those that Warp accepts and that resolve to an overload that is not
yet covered (or not yet with such types) are kept. So whatever is written is legal, and the overloads that each kernel calls are known. The outcome
depends on nothing but Warp's version and these scripts; it is kept in ``.oracle/sweep`` (finding it takes two or three minutes).

``generate``
    writes files of about 60 kernels, and ``manifest.json``: per kernel its file, built-in, overload and all overloads that it resolves to.
    With ``--layout unique`` (the default) every kernel is a module of its own, so that one that is rejected takes no others with it; with
    ``--layout shared`` the kernels of a file share its module, which is better for compiling the output.
    ``sweep_sample/`` holds what ``--one-per-builtin`` writes: CI compares it by ``parity.py``, without the search.
``coverage``
    reports overloads that are hit, and those that no kernel can call, with reasons: ``shadowed`` (whatever is legal resolves to an overload
    before it) or ``always rejected`` (Warp resolves to it and raises). What is neither is ``not reached``: a gap of the sweep.
``run``
    compares warpgen with real Warp over the kernels, or a sample of them: per built-in, how many kernels are identical, different, or not generated,
    grouped by cause. The exit code is 0 unless ``--floor`` is given and missed (1) or something could not be run at all (2).

With ``--rejections`` kernels that real Warp rejects are written too, one for each built-in and message: warpgen must reject them likewise.
"""

from __future__ import annotations

import argparse
import collections
import concurrent.futures
import dataclasses
import hashlib
import json
import random
import shutil
import signal
import sys
from collections.abc import Iterable
from pathlib import Path

import compare
import parity
from harness import DEVICES, REPOSITORY, Job, OracleError, load_warp, requested_devices, run_cached
from sweep_cases import Definitions
from sweep_search import FOLDER, Chosen, file_text, load_sweep, native_overloads, quiet, signature

KERNELS_PER_FILE = 60


# ----------------------------------------------------------------------------------------------------------------------
# Files
# ----------------------------------------------------------------------------------------------------------------------


def write_files(kernels: list[Chosen], definitions: Definitions, folder: Path, unique: bool, stem: str = "sweep") -> dict[Path, list[Chosen]]:
    """Write kernels to files, in their order. Returns what is in each file."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for number, start in enumerate(range(0, len(kernels), KERNELS_PER_FILE)):
        part = kernels[start : start + KERNELS_PER_FILE]
        path = folder / f"{stem}_{number:03}.py"
        path.write_text(file_text(((chosen.name, chosen.kernel) for chosen in part), definitions, unique))
        files[path] = part
    return files


def manifest(files: dict[Path, list[Chosen]]) -> list[dict]:
    """What is in which file."""
    return [
        {"file": path.name, "kernel": chosen.name, "builtin": chosen.target[0], "overload": chosen.target[1], "resolves_to": chosen.hits}
        | ({"rejected": chosen.error} if chosen.error else {})
        for path, part in files.items()
        for chosen in part
    ]


def one_per_builtin(kernels: list[Chosen], seed: int) -> list[Chosen]:
    """A sample: one kernel about each built-in."""
    by_name = collections.defaultdict(list)
    for chosen in kernels:
        by_name[chosen.target[0]].append(chosen)
    draw = random.Random(seed)
    return [draw.choice(group) for group in by_name.values()]


def generate(arguments: argparse.Namespace) -> int:
    """Write the files."""
    sweep = load_sweep(arguments.afresh)
    unique = arguments.layout == "unique"
    kernels = one_per_builtin(sweep.chosen, arguments.seed) if arguments.one_per_builtin else sweep.chosen
    files = write_files(kernels, sweep.definitions, arguments.folder, unique)
    if arguments.rejections:
        files |= write_files(sweep.rejected, sweep.definitions, arguments.folder, True, "rejected")
    entries = manifest(files)
    (arguments.folder / "manifest.json").write_text(json.dumps(entries, indent=0) + "\n")
    print(f"{len(entries)} kernels in {len(files)} files")
    return 0


# ----------------------------------------------------------------------------------------------------------------------
# Coverage
# ----------------------------------------------------------------------------------------------------------------------


def ranges(numbers: list[int]) -> str:
    """Ascending numbers as ``0-3,7``."""
    parts = []
    for number in numbers:
        if parts and parts[-1][1] == number - 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in parts)


def write_table(path: Path, overloads: Iterable[tuple[str, int]], missing: dict[tuple[str, int], str]) -> None:
    """Write what the sweep makes of each overload, as ``warpgen builtins`` shows it: per built-in the overloads by outcome."""
    outcomes: dict[str, dict[str, list[int]]] = collections.defaultdict(lambda: collections.defaultdict(list))
    for key, number in overloads:
        reason = missing.get((key, number), "compared")
        outcomes[key][reason.split(":")[0].split(" by ")[0].replace(" ", "-")].append(number)
    lines = ["# Overloads by what the sweep makes of them; written by tests/oracle/sweep.py coverage --table"]
    for key, by_outcome in sorted(outcomes.items()):
        lines.append(" ".join([key, *(f"{outcome}:{ranges(numbers)}" for outcome, numbers in sorted(by_outcome.items()))]))
    path.write_text("\n".join(lines) + "\n")


def coverage(arguments: argparse.Namespace) -> int:
    """Report which overloads are hit."""
    sweep = load_sweep(arguments.afresh)
    with quiet(FOLDER / "log"):
        load_warp()
        overloads = native_overloads()
    kinds = collections.defaultdict(list)
    for name, reason in sweep.missing.items():
        kinds[reason.split(":")[0].split(" by ")[0]].append(name)
    hit = len(overloads) - len(sweep.missing)
    callable_ = hit + len(kinds["not reached"])
    own = len({chosen.target for chosen in sweep.chosen})
    print(
        f"{len(overloads)} native overloads; {callable_} can be called from a kernel; {hit} are hit ({100 * hit / callable_:.2f} %), "
        f"{own} by kernels of their own"
    )
    print(
        f"{len(sweep.chosen)} kernels that Warp accepts on both devices, {len(sweep.rejected)} that it rejects; "
        f"{len(sweep.unused)} handwritten cases are not used"
    )
    for kind in ("not reached", "always rejected", "shadowed"):
        print(f"\n{kind}: {len(kinds[kind])}")
        for name in kinds[kind]:
            print(f"    {name[0]}[{name[1]}]  {signature(overloads[name])[:110]}  -- {sweep.missing[name][:150]}")
    if arguments.unused:
        print("\nhandwritten cases that are not used:", *sweep.unused, sep="\n    ")
    if arguments.table:
        write_table(arguments.table, overloads, sweep.missing)
    if arguments.json:
        hits = collections.defaultdict(list)
        for chosen in sweep.chosen:
            for name in chosen.hits:
                hits[name].append(chosen.name)
        entries = [
            {"builtin": name[0], "overload": name[1], "signature": signature(overload), "kernels": hits[name], "missing": sweep.missing.get(name)}
            for name, overload in overloads.items()
        ]
        arguments.json.write_text(json.dumps({"overloads": len(overloads), "callable": callable_, "hit": hit, "entries": entries}, indent=0) + "\n")
    return 0


# ----------------------------------------------------------------------------------------------------------------------
# Comparing with warpgen
# ----------------------------------------------------------------------------------------------------------------------

# How the stages of ``parity.py`` are summed up; all others are ``different``.
NOT_GENERATED = ("unsupported", "wrongly rejected", "failure", "missing module")


def compare_files(files: dict[Path, list[Chosen]], arguments: argparse.Namespace) -> dict[tuple[str, str], parity.Cause | str | None]:
    """Compare every kernel on every device: ``None`` where it is identical, a cause where it is not, a text where it could not be compared."""
    devices = requested_devices(arguments.device)
    warpgen = parity.Warpgen(arguments.warpgen, arguments.timeout)
    outcome: dict[tuple[str, str], parity.Cause | str | None] = {}
    jobs = [Job(file=path) for path in files]
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        for job, result in run_cached(jobs, FOLDER / "cache", workers=arguments.jobs):
            if isinstance(result, OracleError) or "import_error" in result:
                reason = str(result) if isinstance(result, OracleError) else result["import_error"]["message"]
                outcome |= {(chosen.name, device): f"real Warp: {reason}" for chosen in files[job.file] for device in devices}
                continue
            for device, emitted in zip(devices, pool.map(lambda device, job=job: warpgen.emit(job, device), devices)):
                outcome |= {(name, device): cause for name, cause in compare_kernels(files[job.file], job, device, result, emitted).items()}
    return outcome


def compare_kernels(kernels: list[Chosen], job: Job, device: str, result: dict, emitted: parity.Emitted) -> dict[str, parity.Cause | str | None]:
    """The same for one file and device; every kernel is a module of its own."""
    modules = {compare.kernel_key(module["name"]): module for module in result["devices"][device]}
    outcome: dict[str, parity.Cause | str | None] = {}
    for chosen in kernels:
        module = modules.get(chosen.name)
        expected = module is not None and ("rejected" in module) == (chosen.error is not None)
        outcome[chosen.name] = None if expected else f"real Warp now {'accepts' if chosen.error else 'rejects'} it"
    for cause in parity.compare_file("", job, device, result, emitted).causes:
        name = compare.kernel_key(cause.module)
        if outcome.get(name) is None:
            outcome[name] = cause
    for name, module in modules.items():
        text_and_meta = emitted.modules.get(module["name"])
        if outcome[name] is None and text_and_meta and text_and_meta[1] != module.get("meta"):
            difference = compare.Difference("meta", "", "", module["meta"], text_and_meta[1] or "")
            outcome[name] = parity.Cause("meta", compare.normalise(difference.actual or "none"), module["name"], difference)
    return outcome


def status(cause: parity.Cause | str | None) -> str:
    """One word for an outcome."""
    if cause is None:
        return "identical"
    if isinstance(cause, str):
        return "not compared"
    return "rejected" if cause.stage in NOT_GENERATED else "different"


def run(arguments: argparse.Namespace) -> int:
    """Compare warpgen with real Warp over the sweep."""
    sweep = load_sweep(arguments.afresh)
    kernels = sweep.chosen + (sweep.rejected if arguments.rejections else [])
    if arguments.builtin:
        kernels = [chosen for chosen in kernels if chosen.target[0] in arguments.builtin]
    label = "all" if len(kernels) == len(sweep.chosen) else f"part-{hashlib.sha256(repr([k.name for k in kernels]).encode()).hexdigest()[:8]}"
    if arguments.sample is not None and arguments.sample < len(kernels):
        picked = set(random.Random(arguments.seed).sample(range(len(kernels)), arguments.sample))
        kernels = [chosen for number, chosen in enumerate(kernels) if number in picked]
        label += f"-{arguments.sample}-{arguments.seed}"
    folder = FOLDER / "files" / label
    shutil.rmtree(folder, ignore_errors=True)
    files = write_files(kernels, sweep.definitions, folder, unique=True)
    with quiet(FOLDER / "log"):
        load_warp()
    outcome = compare_files(files, arguments)
    devices = requested_devices(arguments.device)

    table: dict[str, dict[str, collections.Counter]] = collections.defaultdict(lambda: {device: collections.Counter() for device in devices})
    causes: dict[tuple[str, str, str], list[str]] = collections.defaultdict(list)
    for chosen in kernels:
        for device in devices:
            cause = outcome[chosen.name, device]
            table[chosen.target[0]][device][status(cause)] += 1
            if isinstance(cause, str):
                causes["not compared", "", cause].append(f"{chosen.name} ({device})")
            elif cause is not None:
                causes[status(cause), cause.stage, cause.what].append(f"{chosen.name} ({device})")
    totals = {device: sum((row[device] for row in table.values()), collections.Counter()) for device in devices}
    identical = {name for chosen in kernels for name in chosen.hits if all(outcome[chosen.name, device] is None for device in devices)}
    touched = {name for chosen in kernels for name in chosen.hits}

    words = ("identical", "different", "rejected", "not compared")
    print(
        f"{len(kernels)} kernels, {len(touched)} overloads; {len(identical)} overloads are in a kernel that is identical on {' and '.join(devices)}"
    )
    print(f"{'':32}" + "".join(f"{f'{word} {device}':>20}" for device in devices for word in words[:3]))
    complete = 0
    for key, row in [("all", totals), *sorted(table.items())]:
        if key != "all" and all(set(row[device]) == {"identical"} for device in devices):
            complete += 1
            continue
        print(f"{key:32}" + "".join(f"{row[device][word]:>20}" for device in devices for word in words[:3]))
    print(f"({complete} of {len(table)} built-ins are identical in all kernels)")
    ordered = sorted(causes.items(), key=lambda item: (-len(item[1]), item[0]))
    for (word, stage, what), members in ordered[: arguments.causes]:
        print(f"\n{len(members):5} x {word}: {stage}: {what}")
        print(f"        {', '.join(members[:4])}{' ...' if len(members) > 4 else ''}")
        name, _, device = members[0].partition(" (")
        cause = outcome[name, device[:-1]]
        if isinstance(cause, parity.Cause) and cause.difference:
            print(f"          Warp:    {parity.one_line(cause.difference.expected)}\n          warpgen: {parity.one_line(cause.difference.actual)}")
    if len(ordered) > arguments.causes:
        print(f"\n... and {len(ordered) - arguments.causes} more causes (--causes N)")

    if arguments.json:
        entries = []
        for chosen in kernels:
            for device in devices:
                cause = outcome[chosen.name, device]
                entry = {"kernel": chosen.name, "builtin": chosen.target[0], "overload": chosen.target[1], "device": device, "status": status(cause)}
                entries.append(entry | ({"cause": dataclasses.asdict(cause) if isinstance(cause, parity.Cause) else cause} if cause else {}))
        data = {
            "totals": totals,
            "overloads": {"touched": len(touched), "identical": len(identical)},
            "builtins": table,
            "causes": [{"status": w, "stage": s, "what": t, "count": len(m), "kernels": m} for (w, s, t), m in ordered],
            "kernels": entries,
        }
        arguments.json.write_text(json.dumps(data, indent=0) + "\n")
    share = 100 * sum(total["identical"] for total in totals.values()) / max(len(kernels) * len(devices), 1)
    if arguments.floor is not None and share < arguments.floor:
        print(f"sweep.py: {share:.2f} % are identical, the floor is {arguments.floor} %", file=sys.stderr)
        return 1
    return 0


# ----------------------------------------------------------------------------------------------------------------------
# Command line
# ----------------------------------------------------------------------------------------------------------------------


def main() -> int:
    """See the top of this file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0], epilog="The full description is at the top of sweep.py.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--afresh", action="store_true", help="try all candidates again, whatever .oracle/sweep holds")

    command = commands.add_parser("generate", parents=[common], help="write the kernels")
    command.add_argument("folder", type=Path, metavar="OUT_DIR")
    command.add_argument("--layout", choices=("unique", "shared"), default="unique", help="a module for each kernel, or for each file")
    command.add_argument("--rejections", action="store_true", help="also what Warp rejects")
    command.add_argument("--one-per-builtin", action="store_true", help="only a sample: one kernel about each built-in")
    command.add_argument("--seed", type=int, default=0, metavar="S", help="which ones (0)")
    command.set_defaults(function=generate)

    command = commands.add_parser("coverage", parents=[common], help="which overloads are hit")
    command.add_argument("--unused", action="store_true", help="list the handwritten cases that Warp rejects")
    command.add_argument("--json", type=Path, metavar="OUT")
    command.add_argument("--table", type=Path, metavar="OUT", help="write the table that `warpgen builtins` shows (src/builtins/coverage/sweep.txt)")
    command.set_defaults(function=coverage)

    command = commands.add_parser("run", parents=[common], help="compare warpgen with real Warp")
    command.add_argument("--sample", type=int, metavar="N", help="only N kernels")
    command.add_argument("--seed", type=int, default=0, metavar="S", help="which ones (0)")
    command.add_argument("--builtin", action="append", default=[], metavar="NAME", help="only kernels about this built-in; may be repeated")
    command.add_argument("--rejections", action="store_true", help="also what Warp rejects")
    command.add_argument("--device", choices=(*DEVICES, "both"), default="both")
    command.add_argument("--warpgen", type=Path, default=REPOSITORY / "target" / "release" / "warpgen", metavar="PROGRAM")
    command.add_argument("--jobs", type=int, default=2, metavar="N", help="processes at a time (2)")
    command.add_argument("--timeout", type=float, default=60.0, metavar="SECONDS", help="for one run of warpgen (60)")
    command.add_argument("--causes", type=int, default=25, metavar="N", help="how many groups of differences to print (25)")
    command.add_argument("--floor", type=float, metavar="PERCENT", help="fail if fewer kernels are identical, all devices together")
    command.add_argument("--json", type=Path, metavar="OUT", help="write everything there")
    command.set_defaults(function=run)
    arguments = parser.parse_args()
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `sweep.py ... | head` is no error
    try:
        return arguments.function(arguments)
    except OracleError as error:
        print(f"sweep.py: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
