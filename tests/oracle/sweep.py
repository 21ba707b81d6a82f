"""Call every native built-in overload of Warp that a kernel can call, and compare what warpgen makes of it with real Warp.

    python tests/oracle/sweep.py generate OUT_DIR [--layout unique|shared] [--rejections]
    python tests/oracle/sweep.py coverage [--json OUT]
    python tests/oracle/sweep.py run [--sample N] [--seed S] [--device cpu|cuda|both] [--rejections] [--json OUT]

Candidate kernels come from ``sweep_cases.py`` (derived from the parameters of each overload) and ``sweep_recipes.py`` (handwritten). Each is built
here by real Warp, on both devices, while ``Adjoint.resolve_func`` is watched; those that Warp accepts and that resolve to an overload that is not
yet covered (or not yet with such types) are kept. So whatever is written is legal, and the overloads that each kernel calls are known. The outcome
depends on nothing but Warp's version and these scripts; it is kept in ``.oracle/sweep`` (finding it takes two or three minutes).

``generate``
    writes files of about 60 kernels, and ``manifest.json``: per kernel its file, built-in, overload and all overloads that it resolves to.
    With ``--layout unique`` (the default) every kernel is a module of its own, so that one that is rejected takes no others with it; with
    ``--layout shared`` the kernels of a file share its module, which is better for compiling the output.
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
import contextlib
import dataclasses
import hashlib
import importlib.util
import itertools
import json
import os
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import compare
import parity
import sweep_recipes
from harness import (
    DEFAULT_BLOCK_DIM,
    DEVICES,
    ORACLE_FOLDER,
    REPOSITORY,
    WARP_VERSION,
    Job,
    OracleError,
    load_warp,
    requested_devices,
    run_cached,
)
from parity import strip_prefixes
from sweep_cases import AutomaticCases, Case, Definitions, Spelling

KERNELS_PER_FILE = 60
# How many kernels an overload is given if it is generic (they differ in their types), and if it is not.
VARIANTS = 3
FOLDER = REPOSITORY / ".oracle" / "sweep"
SOURCES = ("sweep.py", "sweep_cases.py", "sweep_recipes.py")

Overload = tuple[str, int]

# Called from kernels, but by a special form that looks no overload up. A kernel that Warp accepts counts as a hit.
UNRESOLVED = ("static",)


# ----------------------------------------------------------------------------------------------------------------------
# The table
# ----------------------------------------------------------------------------------------------------------------------


def native_overloads() -> dict[Overload, object]:
    """All native overloads by key and position, in Warp's order."""
    import warp._src.context as context

    return {
        (key, number): overload
        for key, function in context.builtin_functions.items()
        if function.is_builtin()
        for number, overload in enumerate(function.overloads)
    }


def signature(overload) -> str:
    """An overload's parameters as text."""
    import warp._src.codegen as codegen

    def text(value) -> str:
        try:
            return codegen.type_repr(value).replace("warp._src.types.", "").replace("warp._src.", "")
        except Exception:
            return repr(value)

    parameters = (f"{name}: {text(value)}{' = ...' if name in overload.defaults else ''}" for name, value in overload.input_types.items())
    return f"{overload.key}({', '.join(parameters)})"


# ----------------------------------------------------------------------------------------------------------------------
# Kernel text
# ----------------------------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Kernel:
    """The text of one kernel, without its name, and what it needs."""

    case: Case
    params: tuple[str, ...]
    body: tuple[str, ...]
    needs: tuple[str, ...]

    def text(self, name: str, unique: bool) -> str:
        """The kernel's definition."""
        options = ", ".join(filter(None, ('module="unique"' if unique else "", self.case.options)))
        body = "".join(f"    {line}\n" for line in self.body) or "    pass\n"
        return f"@wp.kernel{f'({options})' if options else ''}\ndef {name}({', '.join(self.params)}):\n{body}"


def bare_kernel(case: Case) -> Kernel:
    """The kernel that only tries a call."""
    body = (*case.setup, case.call) if case.call else case.setup
    return Kernel(case, case.params, body, case.needs)


def consuming_kernels(case: Case, results: list, spelling: Spelling) -> Iterator[Kernel]:
    """The kernels that consume the result of a call, the preferred one first.

    Args:
        case: The case.
        results: The types of the call's results, as real Warp has them.
        spelling: Writes them down.
    """
    if not case.call or not results:
        yield bare_kernel(case)
        return
    names = [f"out{number}" if len(results) > 1 else "out" for number in range(len(results))]
    params, needs, storable = [], [], True
    for name, result in zip(names, results):
        if not spelling.storable(result):
            storable = False
            break
        text, required = spelling.spell(result)
        params.append(f"{name}: wp.array(dtype={text})")
        needs += required
    if storable and "row = wp.tid()" in case.setup:
        if len(results) == 1:
            lines = [f"out[row] = {case.call}"]
            operators = [[*lines, f"out[row] = {case.operator}"]] if case.operator else []
        else:
            lines = [f"{', '.join(f'r{n}' for n in range(len(results)))} = {case.call}"]
            lines += [f"{name}[row] = r{number}" for number, name in enumerate(names)]
            operators = []
        for consumed in (*operators, lines):
            yield Kernel(case, (*case.params, *params), (*case.setup, *consumed), tuple(dict.fromkeys((*case.needs, *needs))))
    if len(results) == 1:
        operators = [f"s = {case.operator}"] if case.operator else []
        yield Kernel(case, case.params, (*case.setup, f"r = {case.call}", *operators), case.needs)
    yield bare_kernel(case)


def file_text(kernels: Iterable[tuple[str, Kernel]], definitions: Definitions, unique: bool) -> str:
    """A file of kernels."""
    kernels = list(kernels)
    head = "# Made by tests/oracle/sweep.py.\n\nfrom typing import Any\n\nimport warp as wp\n\n"
    needs = {need for _, kernel in kernels for need in kernel.needs}
    return head + definitions.text(needs) + "\n" + "\n\n".join(kernel.text(name, unique) for name, kernel in kernels)


# ----------------------------------------------------------------------------------------------------------------------
# Building with real Warp
# ----------------------------------------------------------------------------------------------------------------------


@dataclasses.dataclass
class Outcome:
    """What real Warp makes of a kernel.

    Attributes:
        error: Its exception, if it rejects the kernel.
        declared: Whether it got as far as building the kernel.
        hits: The overloads that calls resolve to, in order.
        results: The result types of the last call of the kernel's built-in.
    """

    error: str | None = None
    declared: bool = True
    hits: list[Overload] = dataclasses.field(default_factory=list)
    results: list | None = None


def describe(error: Exception) -> str:
    """An exception in one line, without Warp's prefixes."""
    lines = strip_prefixes(str(error)).strip().splitlines() or [""]
    return re.sub(r"\b0x[0-9a-f]{6,}\b", "0x0", f"{type(error).__name__}: {lines[-1].strip()}")


class Builder:
    """Builds kernels with real Warp in this process, and watches how calls are resolved."""

    def __init__(self, definitions: Definitions):
        import warp as wp
        import warp._src.codegen as codegen

        self.definitions = definitions
        self.identity = {id(overload): name for name, overload in native_overloads().items()}
        self.folder = tempfile.TemporaryDirectory(prefix="sweep-")
        self.counter = itertools.count()
        self.outcome = Outcome()
        self.key = ""
        wp.init()

        resolve_func, add_call = codegen.Adjoint.resolve_func, codegen.Adjoint.add_call

        def watched_resolve(adj, func, *args, **kwargs):
            found = resolve_func(adj, func, *args, **kwargs)
            name = self.identity.get(id(found))
            if name is not None:
                self.outcome.hits.append(name)
            return found

        def watched_call(adj, func, *args, **kwargs):
            result = add_call(adj, func, *args, **kwargs)
            if func.key == self.key:
                output = result[0] if kwargs.get("return_resolved") else result
                outputs = output if isinstance(output, (list, tuple)) else [output]
                self.outcome.results = [codegen.strip_reference(var.type) for var in outputs if isinstance(var, codegen.Var)]
            return result

        codegen.Adjoint.resolve_func = watched_resolve
        codegen.Adjoint.add_call = watched_call

    def build(self, kernels: list[Kernel], devices: tuple[str, ...] = ("cpu",)) -> list[Outcome]:
        """Build kernels, each as a module of its own."""
        outcomes = []
        for start in range(0, len(kernels), 200):
            outcomes += self.build_file(kernels[start : start + 200], devices)
        return outcomes

    def build_file(self, kernels: list[Kernel], devices: tuple[str, ...]) -> list[Outcome]:
        """Build kernels that stand in one file; a file that cannot be imported is cut in two."""
        name = f"sweep_probe_{next(self.counter)}"
        path = Path(self.folder.name) / f"{name}.py"
        path.write_text(file_text(((f"k{n}", kernel) for n, kernel in enumerate(kernels)), self.definitions, unique=True))
        specification = importlib.util.spec_from_file_location(name, path)
        module = importlib.util.module_from_spec(specification)
        sys.modules[name] = module
        try:
            specification.loader.exec_module(module)
        except Exception as error:
            if len(kernels) == 1:
                return [Outcome(error=describe(error), declared=False)]
            middle = len(kernels) // 2
            return self.build_file(kernels[:middle], devices) + self.build_file(kernels[middle:], devices)
        return [self.build_kernel(getattr(module, f"k{n}"), kernel, devices) for n, kernel in enumerate(kernels)]

    def build_kernel(self, kernel, text: Kernel, devices: tuple[str, ...]) -> Outcome:
        """Build one kernel for each device."""
        import warp._src.context as context

        self.key = text.case.key
        module = kernel.module
        try:
            for device in devices:
                self.outcome = Outcome()
                block_dim = DEFAULT_BLOCK_DIM[device]
                module.get_module_hash(block_dim)
                options = module.resolved_options[block_dim] | {"output_arch": None}
                context.ModuleBuilder(module, options, hasher=module.hashers[block_dim], target=device).codegen(device)
            if text.case.key in UNRESOLVED:
                self.outcome.hits.append((text.case.key, 0))
        except Exception as error:
            self.outcome.error = describe(error)
        return self.outcome


# ----------------------------------------------------------------------------------------------------------------------
# Choosing kernels
# ----------------------------------------------------------------------------------------------------------------------


@dataclasses.dataclass
class Chosen:
    """A kernel of the sweep: its name, its text, the overload that it is about, and all that it resolves to; or the error that it must give."""

    name: str
    kernel: Kernel
    target: Overload
    hits: list[Overload]
    error: str | None = None


@dataclasses.dataclass
class Sweep:
    """All kernels, and why overloads have none.

    Attributes:
        chosen: Kernels that real Warp accepts.
        rejected: Kernels that it rejects, one per built-in and message.
        missing: Reasons for overloads that no kernel resolves to.
        unused: Handwritten cases that Warp rejects, as ``key: error: text``.
    """

    definitions: Definitions
    chosen: list[Chosen]
    rejected: list[Chosen]
    missing: dict[Overload, str]
    unused: list[str]


class Search:
    """Tries candidates with real Warp and chooses among them."""

    def __init__(self):
        self.definitions = Definitions()
        self.spelling = Spelling(self.definitions)
        self.builder = Builder(self.definitions)
        self.overloads = native_overloads()
        self.taken: dict[Overload, dict[str, tuple[Case, list]]] = {name: {} for name in self.overloads}
        self.attempts: dict[Overload, list[Outcome]] = {name: [] for name in self.overloads}
        self.rejected: dict[tuple[str, str], tuple[Case, Outcome]] = {}
        self.unused: list[str] = []

    def run(self) -> Sweep:
        """The whole search."""
        self.try_recipes()
        self.try_automatic_cases()
        chosen = self.verify()
        hit = {name for kernel in chosen for name in kernel.hits}
        missing = {name: self.reason(name) for name in self.overloads if name not in hit}
        rejected, counts = [], collections.Counter()
        for (key, _), (case, outcome) in sorted(self.rejected.items(), key=lambda item: item[0]):
            name = f"{key}_rejected_{counts[key]}"
            counts[key] += 1
            rejected.append(Chosen(name, bare_kernel(case), (key, -1), list(dict.fromkeys(outcome.hits)), outcome.error))
        return Sweep(self.definitions, chosen, rejected, missing, self.unused)

    def note_rejection(self, case: Case, outcome: Outcome) -> None:
        """Remember what is rejected, once per message."""
        if outcome.declared:
            self.rejected.setdefault((case.key, re.sub(r"\d+", "N", outcome.error)), (case, outcome))

    def try_recipes(self) -> None:
        """Handwritten cases are all taken, for whatever overloads of their key they resolve to."""
        cases = list(dict.fromkeys(sweep_recipes.recipes(self.definitions, self.spelling)))
        for case, outcome in zip(cases, self.builder.build([bare_kernel(case) for case in cases])):
            if outcome.error is not None:
                self.note_rejection(case, outcome)
                self.unused.append(f"{case.key}: {outcome.error}: {'; '.join(case.setup)}")
                continue
            # A statement may well be legal without calling the built-in (Warp stores to parts of elements directly): it then counts for its last call.
            own = [hit for hit in outcome.hits if hit[0] == case.key] or outcome.hits[-1:]
            for hit in dict.fromkeys(own):
                self.taken[hit].setdefault(f"recipe {len(self.taken[hit])}", (case, []))

    def try_automatic_cases(self) -> None:
        """Of the cases that are derived from an overload the first few are taken that resolve to it and are of different groups."""
        automatic = AutomaticCases(self.spelling)
        pending = [(name, case) for name, overload in self.overloads.items() for case in automatic.cases(*name, overload)]
        wanted = {name: len(self.taken[name]) + 1 for name in self.overloads}
        wanted |= {name: len(self.taken[name]) + VARIANTS for name, case in pending if case.group}
        while pending:
            # Of each overload no more candidates are tried at once than are still wanted, so that few are built in vain.
            batch, later, slots = [], [], {name: wanted[name] - len(groups) for name, groups in self.taken.items()}
            for name, case in pending:
                if len(self.taken[name]) >= wanted[name] or case.group in self.taken[name]:
                    continue
                slots[name] -= 1
                (batch if slots[name] >= 0 else later).append((name, case))
            pending = later
            for (name, case), outcome in zip(batch, self.builder.build([bare_kernel(case) for _, case in batch])):
                if outcome.error is None and name in outcome.hits:
                    self.taken[name][case.group] = case, outcome.results or []
                    continue
                self.attempts[name].append(outcome)
                if outcome.error is not None:
                    self.note_rejection(case, outcome)

    def verify(self) -> list[Chosen]:
        """Give each case the best kernel that real Warp accepts on both devices; the same case is never taken twice."""
        targets: dict[Case, Overload] = {}
        waiting = []
        for target, groups in self.taken.items():
            for case, results in groups.values():
                if case not in targets:
                    targets[case] = target
                    waiting.append((case, list(consuming_kernels(case, results, self.spelling))))
        done: dict[Case, tuple[Kernel, list[Overload]]] = {}
        while waiting:
            following = []
            for (case, kernels), outcome in zip(waiting, self.builder.build([kernels[0] for _, kernels in waiting], DEVICES)):
                if outcome.error is None and targets[case] in outcome.hits:
                    done[case] = kernels[0], list(dict.fromkeys(outcome.hits))
                elif kernels[1:]:
                    following.append((case, kernels[1:]))
                else:
                    self.attempts[targets[case]].append(outcome)
                    self.unused.append(f"{case.key}: {outcome.error}: {'; '.join(kernels[0].body)}")
            waiting = following
        chosen, counts = [], collections.Counter()
        for case, target in targets.items():
            if case in done:
                name = f"{target[0]}_{target[1]}{f'_v{counts[target]}' if counts[target] else ''}"
                counts[target] += 1
                chosen.append(Chosen(name, done[case][0], target, done[case][1]))
        return chosen

    def reason(self, name: Overload) -> str:
        """Why no kernel resolves to an overload."""
        attempts = self.attempts[name]
        reached = [outcome.error for outcome in attempts if name in outcome.hits and outcome.error]
        if reached:
            return f"always rejected: {reached[0]}"
        others = sorted({number for outcome in attempts for key, number in outcome.hits if key == name[0]})
        if others and others[-1] < name[1]:
            return f"shadowed by {', '.join(map(str, others))}"
        errors = collections.Counter(outcome.error for outcome in attempts)
        return f"not reached: {errors.most_common(1)[0][0] if errors else 'nothing tried'}"


# ----------------------------------------------------------------------------------------------------------------------
# Keeping the outcome
# ----------------------------------------------------------------------------------------------------------------------


def as_dictionary(sweep: Sweep) -> dict:
    """The outcome of the search as JSON."""

    def kernel(chosen: Chosen) -> dict:
        text = chosen.kernel
        entry = {"name": chosen.name, "target": chosen.target, "hits": chosen.hits, "params": text.params, "body": text.body, "needs": text.needs}
        return entry | ({"options": text.case.options} if text.case.options else {}) | ({"error": chosen.error} if chosen.error else {})

    return {
        "warp": WARP_VERSION,
        "definitions": [[name, sweep.definitions.order[name], source] for name, source in sweep.definitions.source.items()],
        "kernels": [kernel(chosen) for chosen in sweep.chosen],
        "rejected": [kernel(chosen) for chosen in sweep.rejected],
        "missing": [[*name, reason] for name, reason in sweep.missing.items()],
        "unused": sweep.unused,
    }


def from_dictionary(data: dict) -> Sweep:
    """The inverse of ``as_dictionary``."""
    definitions = Definitions()
    for name, order, source in data["definitions"]:
        definitions.source[name] = source
        definitions.order[name] = tuple(order)

    def chosen(entry: dict) -> Chosen:
        params, body, needs = (tuple(entry[field]) for field in ("params", "body", "needs"))
        case = Case(entry["target"][0], params, body, needs=needs, options=entry.get("options", ""))
        return Chosen(entry["name"], Kernel(case, params, body, needs), tuple(entry["target"]), [tuple(hit) for hit in entry["hits"]], entry.get("error"))

    missing = {(key, number): reason for key, number, reason in data["missing"]}
    return Sweep(definitions, [chosen(entry) for entry in data["kernels"]], [chosen(entry) for entry in data["rejected"]], missing, data["unused"])


@contextlib.contextmanager
def quiet(log: Path):
    """Send everything that is printed, also by Warp's logger and native code, to a file."""
    sys.stdout.flush()
    sys.stderr.flush()
    kept = [os.dup(1), os.dup(2)]
    try:
        with log.open("w") as stream:
            os.dup2(stream.fileno(), 1)
            os.dup2(stream.fileno(), 2)
            yield
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        for number, descriptor in enumerate(kept, 1):
            os.dup2(descriptor, number)
            os.close(descriptor)


def load_sweep(afresh: bool = False) -> Sweep:
    """The sweep of these sources, from ``.oracle/sweep`` if it is there."""
    sources = b"".join((ORACLE_FOLDER / name).read_bytes() for name in SOURCES)
    path = FOLDER / f"sweep-{hashlib.sha256(sources + WARP_VERSION.encode()).hexdigest()[:16]}.json"
    if afresh or not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        with quiet(FOLDER / "search.log"):
            load_warp()
            found = as_dictionary(Search().run())
        partial = path.with_suffix(f".{os.getpid()}")
        partial.write_text(json.dumps(found))
        partial.replace(path)
    return from_dictionary(json.loads(path.read_text()))


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


def generate(arguments: argparse.Namespace) -> int:
    """Write the files."""
    sweep = load_sweep(arguments.afresh)
    unique = arguments.layout == "unique"
    files = write_files(sweep.chosen, sweep.definitions, arguments.folder, unique)
    if arguments.rejections:
        files |= write_files(sweep.rejected, sweep.definitions, arguments.folder, True, "rejected")
    entries = manifest(files)
    (arguments.folder / "manifest.json").write_text(json.dumps(entries, indent=0) + "\n")
    print(f"{len(entries)} kernels in {len(files)} files")
    return 0


# ----------------------------------------------------------------------------------------------------------------------
# Coverage
# ----------------------------------------------------------------------------------------------------------------------


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
    print(f"{len(overloads)} native overloads; {callable_} can be called from a kernel; {hit} are hit ({100 * hit / callable_:.2f} %), {own} by kernels of their own")
    print(f"{len(sweep.chosen)} kernels that Warp accepts on both devices, {len(sweep.rejected)} that it rejects; {len(sweep.unused)} handwritten cases are not used")
    for kind in ("not reached", "always rejected", "shadowed"):
        print(f"\n{kind}: {len(kinds[kind])}")
        for name in kinds[kind]:
            print(f"    {name[0]}[{name[1]}]  {signature(overloads[name])[:110]}  -- {sweep.missing[name][:150]}")
    if arguments.unused:
        print("\nhandwritten cases that are not used:", *sweep.unused, sep="\n    ")
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
    jobs = [Job(file=path, devices=devices) for path in files]
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        for job, result in run_cached(jobs, FOLDER / "cache", workers=arguments.jobs):
            names = [chosen.name for chosen in files[job.file]]
            if isinstance(result, OracleError) or "import_error" in result:
                reason = str(result) if isinstance(result, OracleError) else result["import_error"]["message"]
                outcome |= {(name, device): f"real Warp: {reason}" for name in names for device in devices}
                continue
            for device, emitted in zip(devices, pool.map(lambda device, job=job: warpgen.emit(job, device), devices)):
                report = parity.compare_file("", job, device, result, emitted)
                built = {compare.kernel_key(module["name"]) for module in result["devices"][device]}
                outcome |= {(name, device): None if name in built else "real Warp: no such module" for name in names}
                outcome |= {(compare.kernel_key(cause.module), device): cause for cause in report.causes}
                for module in result["devices"][device]:
                    twin = module["name"]
                    if twin in emitted.modules and "meta" in module and emitted.modules[twin][1] != module["meta"]:
                        key = compare.kernel_key(twin), device
                        difference = compare.Difference("meta", "", "", module["meta"], emitted.modules[twin][1] or "")
                        outcome[key] = outcome[key] or parity.Cause("meta", compare.normalise(emitted.modules[twin][1] or "none"), twin, difference)
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
    print(f"{len(kernels)} kernels, {len(touched)} overloads; {len(identical)} overloads are in a kernel that is identical on {' and '.join(devices)}")
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
    command.set_defaults(function=generate)

    command = commands.add_parser("coverage", parents=[common], help="which overloads are hit")
    command.add_argument("--unused", action="store_true", help="list the handwritten cases that Warp rejects")
    command.add_argument("--json", type=Path, metavar="OUT")
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
    try:
        return arguments.function(arguments)
    except OracleError as error:
        print(f"sweep.py: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
