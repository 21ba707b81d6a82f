"""Call every native built-in overload of Warp that a kernel can call, and compare what warpgen makes of it with real Warp.

    python tests/oracle/sweep.py generate OUT_DIR [--layout unique|shared]
    python tests/oracle/sweep.py coverage [--json OUT]
    python tests/oracle/sweep.py run [--sample N] [--seed S] [--device cpu|cuda|both] [--json OUT]

Candidate kernels come from ``sweep_cases.py`` (derived from the parameters of each overload) and ``sweep_recipes.py`` (handwritten). Each is built
here by real Warp, on both devices, while ``Adjoint.resolve_func`` is watched; those that Warp accepts and that resolve to an overload that is not
yet covered (or not yet with such types) are kept. So whatever is written is legal, and the overload that each kernel calls is known. The outcome
depends on nothing but Warp's version and these scripts.

``generate``
    writes files of about 60 kernels, and ``manifest.json``: per kernel its file, built-in, overload and all overloads that it resolves to.
    With ``--layout unique`` (the default) every kernel is a module of its own, so that one that is rejected takes no others with it; with
    ``--layout shared`` the kernels of a file share its module, which is better for compiling the output.
``coverage``
    reports overloads hit, callable and not callable, with reasons.
``run``
    compares warpgen with real Warp over the kernels, or a sample of them: per built-in, how many kernels are identical, different, or not generated,
    grouped by cause. The exit code is 0 unless ``--floor`` is given and missed (1) or something could not be run at all (2).
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import dataclasses
import hashlib
import importlib.util
import io
import itertools
import json
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from harness import DEFAULT_BLOCK_DIM, DEVICES, REPOSITORY, WARP_VERSION, OracleError, load_warp, requested_devices
from sweep_cases import AutomaticCases, Case, Definitions, Spelling

KERNELS_PER_FILE = 60
# How many kernels an overload is given if it is generic (they differ in their types), and if it is not.
VARIANTS = 3
FOLDER = REPOSITORY / ".oracle" / "sweep"
SOURCES = ("sweep.py", "sweep_cases.py", "sweep_recipes.py")

Overload = tuple[str, int]


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
    """What real Warp makes of a kernel: an error, or the overloads that its calls resolve to, in order, and the results of the last call of its key."""

    error: str | None = None
    hits: list[Overload] = dataclasses.field(default_factory=list)
    results: list | None = None


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
                return [Outcome(error=f"{type(error).__name__}: {error}")]
            middle = len(kernels) // 2
            return self.build_file(kernels[:middle], devices) + self.build_file(kernels[middle:], devices)
        return [self.build_kernel(getattr(module, f"k{n}"), kernel, devices) for n, kernel in enumerate(kernels)]

    def build_kernel(self, kernel, text: Kernel, devices: tuple[str, ...]) -> Outcome:
        """Build one kernel for each device."""
        import warp._src.context as context

        self.key = text.case.key
        try:
            for device in devices:
                block_dim = DEFAULT_BLOCK_DIM[device]
                module = kernel.module
                module.get_module_hash(block_dim)
                self.outcome = Outcome()
                options = module.resolved_options[block_dim] | {"output_arch": None}
                context.ModuleBuilder(module, options, hasher=module.hashers[block_dim], target=device).codegen(device)
        except Exception as error:
            lines = str(error).strip().splitlines() or [""]
            self.outcome.error = f"{type(error).__name__}: {lines[-1]}"
        return self.outcome


# ----------------------------------------------------------------------------------------------------------------------
# Choosing kernels
# ----------------------------------------------------------------------------------------------------------------------


@dataclasses.dataclass
class Chosen:
    """A kernel of the sweep: its name, its text, the overload that it is about, and all that it resolves to."""

    name: str
    kernel: Kernel
    target: Overload
    hits: list[Overload]


@dataclasses.dataclass
class Sweep:
    """The kernels, and what is known about overloads that have none."""

    chosen: list[Chosen]
    definitions: Definitions
    attempts: dict[Overload, collections.Counter]

    def hit(self) -> set[Overload]:
        """All overloads that some kernel resolves to."""
        return {name for chosen in self.chosen for name in chosen.hits}


def make_sweep() -> Sweep:
    """Try all candidates with real Warp and choose."""
    import sweep_recipes

    definitions = Definitions()
    spelling = Spelling(definitions)
    automatic = AutomaticCases(spelling)
    builder = Builder(definitions)
    overloads = native_overloads()

    candidates: list[tuple[Overload | None, Case]] = [(None, case) for case in sweep_recipes.recipes(definitions, spelling)]
    for (key, number), overload in overloads.items():
        candidates += [((key, number), case) for case in automatic.cases(key, number, overload)]

    wanted = {name: 1 for name in overloads}
    for name, case in candidates:
        if name and case.group:
            wanted[name] = VARIANTS
    taken: dict[Overload, dict[str, list]] = {name: {} for name in overloads}
    attempts = {name: collections.Counter() for name in overloads}
    pending = candidates
    while pending:
        # Candidates of one overload are tried in turn: no more than are still wanted, so that few are built in vain.
        batch, later, open_slots = [], [], {name: wanted[name] - len(groups) for name, groups in taken.items()}
        for name, case in pending:
            if name is None:
                batch.append((name, case))
            elif len(taken[name]) >= wanted[name] or case.group in taken[name]:
                continue
            elif open_slots[name] > 0:
                open_slots[name] -= 1
                batch.append((name, case))
            else:
                later.append((name, case))
        pending = later
        for (name, case), outcome in zip(batch, builder.build([bare_kernel(case) for _, case in batch])):
            own = [hit for hit in outcome.hits if hit[0] == case.key]
            if outcome.error is not None:
                if name is None:
                    attempts.setdefault((case.key, -1), collections.Counter())[outcome.error + "   " + " ; ".join(bare_kernel(case).body)] += 1
                else:
                    attempts[name][f"rejected: {outcome.error}"] += 1
            elif name is None:
                for hit in dict.fromkeys(own):
                    taken[hit].setdefault(f"recipe {len(taken[hit])}", (case, outcome.results))
            elif name in own:
                taken[name][case.group] = (case, outcome.results)
            else:
                attempts[name][f"resolves to overload {', '.join(str(number) for _, number in dict.fromkeys(own))}"] += 1

    chosen = verify(builder, spelling, taken)
    return Sweep(chosen, definitions, attempts)


def verify(builder: Builder, spelling: Spelling, taken: dict) -> list[Chosen]:
    """Give each case the best kernel that real Warp accepts on both devices; the same text is never taken twice."""
    open_cases, seen = [], set()
    for target, groups in taken.items():
        for case, results in groups.values():
            if case not in seen:
                seen.add(case)
                open_cases.append((target, case, list(consuming_kernels(case, results or [], spelling))))
    done: dict[Case, tuple[Overload, Kernel, list]] = {}
    order = [case for _, case, _ in open_cases]
    while open_cases:
        tried = [kernels[0] for _, _, kernels in open_cases]
        following = []
        for (target, case, kernels), outcome in zip(open_cases, builder.build(tried, DEVICES)):
            if outcome.error is None and target in outcome.hits:
                done[case] = target, kernels[0], list(dict.fromkeys(outcome.hits))
            elif kernels[1:]:
                following.append((target, case, kernels[1:]))
        open_cases = following
    chosen, counts = [], collections.Counter()
    for case in order:
        if case in done:
            target, kernel, hits = done[case]
            variant = counts[target]
            counts[target] += 1
            chosen.append(Chosen(f"{target[0]}_{target[1]}{f'_v{variant}' if variant else ''}", kernel, target, hits))
    return chosen
