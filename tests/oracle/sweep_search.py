"""Finds the kernels of ``sweep.py``: tries candidates with real Warp, watches what their calls resolve to, and chooses.

``load_sweep`` is the way in. The search builds every candidate as a module of its own, in this process, on the way of a real launch (see
``harness.py``); it keeps those that Warp accepts on both devices, at least one for each overload that is reached, and a few more, with different
types, for overloads that are generic. The outcome is kept in ``.oracle/sweep``, under a name that depends on the sources of the search.
"""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import hashlib
import importlib.util
import itertools
import json
import multiprocessing
import os
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import sweep_recipes
from harness import DEFAULT_BLOCK_DIM, DEVICES, ORACLE_FOLDER, REPOSITORY, WARP_VERSION, OracleError, load_warp
from parity import strip_prefixes
from sweep_cases import AutomaticCases, Case, Definitions, Spelling

# How many kernels an overload is given, besides handwritten ones, if it is generic or has defaults (they differ in that); otherwise it is given one.
VARIANTS = 3
FOLDER = REPOSITORY / ".oracle" / "sweep"
SOURCES = ("sweep_search.py", "sweep_cases.py", "sweep_recipes.py")

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
        return Chosen(
            entry["name"], Kernel(case, params, body, needs), tuple(entry["target"]), [tuple(hit) for hit in entry["hits"]], entry.get("error")
        )

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


def write_sweep(path: Path) -> None:
    """Search, and keep what was found."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with quiet(FOLDER / "search.log"):
        load_warp()
        found = as_dictionary(Search().run())
    partial = path.with_suffix(f".{os.getpid()}")
    partial.write_text(json.dumps(found))
    for outdated in FOLDER.glob("sweep-*.json"):
        outdated.unlink()
    partial.replace(path)


def load_sweep(afresh: bool = False) -> Sweep:
    """The sweep of these sources, from ``.oracle/sweep`` if it is there."""
    sources = b"".join((ORACLE_FOLDER / name).read_bytes() for name in SOURCES)
    path = FOLDER / f"sweep-{hashlib.sha256(sources + WARP_VERSION.encode()).hexdigest()[:16]}.json"
    if afresh or not path.exists():
        # In a process of its own: the functions that are made there count in the names of those that follow.
        search = multiprocessing.Process(target=write_sweep, args=(path,))
        search.start()
        search.join()
        if search.exitcode:
            raise OracleError(f"the search for kernels ended with status {search.exitcode}; see {FOLDER / 'search.log'}")
    return from_dictionary(json.loads(path.read_text()))
