"""Compare a generated module text with real Warp's and say where, in Warp's terms, it first differs.

A text is cut into its header and segments: one for each struct, each function (forward and adjoint apart) and each part of
a kernel. Segments are matched by name, so that one missing function does not make everything after it different.
"""

from __future__ import annotations

import collections
import dataclasses
import re
from collections.abc import Iterable

# The first lines of segments. All start in column 0, where bodies have nothing but closing braces.
ARGUMENTS = re.compile(r"struct wp_args_(\w+) \{$")
CPU_KERNEL = re.compile(r"static void (\w+)_cpu_kernel_(forward|backward)\($")
CPU_WRAPPER = re.compile(r"static WP_FORCEINLINE void (\w+)_cpu_(forward|backward)_(tasks|dispatch)\($")
CPU_BLOCK = re.compile(r"(?:struct|static void) (\w+)_cpu_block_(payload|thunk)_(forward|backward)\(?$")
CUDA_KERNEL = re.compile(r'extern "C" .*?__global__ .*?(\w+)\(\)?$')
FUNCTION = re.compile(r"static .*?(\w+)\($")
STRUCT = re.compile(r"struct (\w+)$")
# Lines above a segment's first line that belong to it.
PRELUDE = re.compile(r"$|template ?<|// |#line ")
SECTION = re.compile(r"\s*// (argument vars|primal vars|dual vars|forward|reverse)$")
PYTHON_LINE = re.compile(r"\s*// (.*?)\s*<L (\d+)>$")


@dataclasses.dataclass(frozen=True)
class Segment:
    """A piece of module text: ``kind`` is ``struct``, ``function`` or ``kernel``; ``part`` tells the pieces of one thing apart."""

    kind: str
    name: str
    part: str
    lines: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Difference:
    """Where a module (or a part of it) first differs: the stage of generation, the thing, and both lines."""

    stage: str
    unit: str = ""
    python: str = ""
    expected: str = ""
    actual: str = ""


@dataclasses.dataclass
class Comparison:
    """How a module text compares with the expected one. The sets hold names of what is identical."""

    kernels: set[str] = dataclasses.field(default_factory=set)
    kernels_but_for_hash: set[str] = dataclasses.field(default_factory=set)
    hashes: set[str] = dataclasses.field(default_factory=set)
    functions: set[str] = dataclasses.field(default_factory=set)
    structs: set[str] = dataclasses.field(default_factory=set)
    first: Difference | None = None
    units: list[Difference] = dataclasses.field(default_factory=list)


def read_head(line: str) -> tuple[str, str, str] | None:
    """The kind, name and part of the segment that a line begins, if it begins one."""
    if line[:1] not in ("s", "e"):
        return None
    if match := ARGUMENTS.match(line):
        return "kernel", match[1], "arguments"
    if match := CPU_KERNEL.match(line):
        return "kernel", match[1], match[2]
    if match := CPU_WRAPPER.match(line):
        return "kernel", match[1], f"{match[2]} {match[3]}"
    if match := CPU_BLOCK.match(line):
        return "kernel", match[1], f"{match[3]} {match[2]}"
    if match := CUDA_KERNEL.match(line):
        name, separator, direction = match[1].rpartition("_cuda_kernel_")
        return ("kernel", name, direction) if separator else ("kernel", match[1], "forward")
    if match := STRUCT.match(line):
        return "struct", match[1], "definition"
    if match := FUNCTION.match(line):
        name = match[1]
        return ("function", name[4:], "adjoint") if name.startswith("adj_") else ("function", name, "forward")
    return None


def split(text: str) -> tuple[tuple[str, ...], list[Segment]]:
    """Cut a module text into its header lines and segments."""
    lines = text.split("\n")
    starts = []
    for number, line in enumerate(lines):
        head = read_head(line)
        if head:
            start = number
            while start and PRELUDE.match(lines[start - 1]):
                start -= 1
            starts.append((start, head))
    header = tuple(lines[: starts[0][0]] if starts else lines)
    ends = [start for start, _ in starts[1:]] + [len(lines)]
    return header, [Segment(*head, tuple(lines[start:end])) for (start, head), end in zip(starts, ends)]


def kernel_key(mangled: str) -> str:
    """A kernel's key from its mangled name."""
    return re.sub(r"_[0-9a-f]{8}$", "", mangled)


def stage_of(segment: Segment, index: int) -> tuple[str, str]:
    """The stage that wrote a line of a segment, and the last Python line that was echoed above it."""
    section, python = "", ""
    for line in segment.lines[: index + 1]:
        if match := SECTION.match(line):
            section = match[1]
        elif match := PYTHON_LINE.match(line):
            python = f"line {match[2]}: {match[1]}"
    if segment.kind == "struct":
        return "struct", python
    if segment.part not in ("forward", "backward", "adjoint"):
        return f"{segment.kind} wrapper", python
    names = {"": "signature", "argument vars": "declarations", "primal vars": "declarations", "dual vars": "declarations"}
    names |= {"forward": "forward" if segment.part == "forward" else "replay", "reverse": "reverse"}
    return f"{segment.kind} {names[section]}", python


def compare_segments(expected: Segment, actual: Segment) -> Difference | None:
    """The first difference between two segments of the same name."""
    if expected.lines == actual.lines:
        return None
    pairs = zip((*expected.lines, "<end>"), (*actual.lines, "<end>"))
    index, (ours, theirs) = next((i, pair) for i, pair in enumerate(pairs) if pair[0] != pair[1])
    stage, python = stage_of(expected, min(index, len(expected.lines) - 1))
    return Difference(stage, f"{expected.name} {expected.part}", python, ours, theirs)


def group(segments: Iterable[Segment]) -> dict[tuple[str, str], list[Segment]]:
    """Segments by the thing that they belong to."""
    groups = collections.defaultdict(list)
    for segment in segments:
        groups[segment.kind, segment.name].append(segment)
    return groups


def compare_unit(expected: list[Segment], actual: list[Segment]) -> Difference | None:
    """The first difference in a struct, function or kernel."""
    kind, name = expected[0].kind, expected[0].name
    if not actual:
        return Difference(f"missing {kind}", name)
    parts = [segment.part for segment in expected], [segment.part for segment in actual]
    if parts[0] != parts[1]:
        return Difference(f"{kind} parts", name, "", ", ".join(parts[0]), ", ".join(parts[1]))
    return next(filter(None, map(compare_segments, expected, actual)), None)


def compare_texts(expected: str, actual: str) -> Comparison:
    """Compare the text of one module with the expected one."""
    result = Comparison()
    header, segments = split(expected)
    groups = group(segments)
    kernels = [name for kind, name in groups if kind == "kernel"]

    # Kernels are known by their hash; where only that differs, call ours by the expected name and compare the rest.
    actual_kernels = list(dict.fromkeys(s.name for s in split(actual)[1] if s.kind == "kernel"))
    result.hashes = set(kernels) & set(actual_kernels)
    differences: list[Difference] = []
    renamed = actual
    spare = [name for name in actual_kernels if name not in result.hashes]
    for name in kernels:
        if name in result.hashes:
            continue
        twin = next((other for other in spare if kernel_key(other) == kernel_key(name)), None)
        if twin is None:
            differences.append(Difference("missing kernel", name))
        else:
            spare.remove(twin)
            renamed = re.sub(rf"\b(wp_args_)?{twin}(?=\b|_c)", rf"\g<1>{name}", renamed)
            differences.append(Difference("hash", name, "", name, twin))
    differences += [Difference("extra kernel", name) for name in spare]

    actual_header, actual_segments = split(renamed)
    actual_groups = group(actual_segments)
    if header != actual_header:
        difference = compare_segments(Segment("module", "", "", header), Segment("module", "", "", actual_header))
        differences.append(dataclasses.replace(difference, stage="header"))
    for (kind, name), unit in groups.items():
        difference = compare_unit(unit, actual_groups.get((kind, name), []))
        if difference is None:
            identical = {"struct": result.structs, "function": result.functions, "kernel": result.kernels_but_for_hash}[kind]
            identical.add(name)
        elif not difference.stage == "missing kernel":
            result.units.append(difference)
    result.kernels = result.kernels_but_for_hash & result.hashes
    differences += result.units
    for kind, name in actual_groups:
        if kind != "kernel" and (kind, name) not in groups:
            differences.append(Difference(f"extra {kind}", name))
    if expected != actual and not differences:
        order = [f"{kind} {name}" for kind, name in groups], [f"{kind} {name}" for kind, name in actual_groups]
        pairs = (pair for pair in zip(*order) if pair[0] != pair[1])
        differences.append(Difference("order", "", "", *next(pairs, ("", ""))))
    result.first = differences[0] if differences else None
    return result


def normalise(line: str) -> str:
    """A line without what differs between otherwise equal differences: numbers, hashes, spacing."""
    line = re.sub(r"\s*<L \d+>$", "", line.strip())
    line = re.sub(r"_[0-9a-f]{8}(?=\b|_)", "_H", line)
    return re.sub(r"\d+", "N", line)[:160]
