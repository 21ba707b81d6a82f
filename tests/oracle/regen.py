"""Write what real Warp gives for our fixtures, or check that it has not changed.

    python tests/oracle/regen.py [PATH...]           write; PATHs are fixture files or folders, all of fixtures/ by default
    python tests/oracle/regen.py --check [PATH...]   write nothing; list every file that differs, exit code 1 if any does

Fixtures
--------
``fixtures/<area>/<case>.py`` is a fixture unless its name begins with an underscore (helpers to be imported by others).
Beside it ``<case>.toml`` may say how it is read; everything in it is optional::

    module_name = "pkg.name"          # the stem by default
    devices = ["cpu", "cuda"]         # both by default
    block_dim = 64                    # 1 (cpu) and 256 (cuda) by default
    arch = 90                         # target architecture of the CUDA text; none by default
    python_path = ["lib"]             # further import folders, relative to the fixture's
    [options]                         # as wp.set_module_options after the import: warpgen's --option
    fast_math = true
    [variants.lean]                   # the same file read in another way; the keys above, options are merged
    block_dim = 32
    options = { default_grid_stride = false }

Expectations
------------
For each case, and for each variant with ``<case>.<variant>`` in place of ``<case>``:

``<case>.cpp``, ``<case>.cu``
    generated text, as ``warpgen emit --source-path <path of the .py from the repository's root>`` prints it: the own module
    first, then unique modules in registration order, then those that kernels name. If the file owns several modules, rejected ones counted, each text
    is preceded by a line ``// module: NAME``.
``<case>.cpu.meta``, ``<case>.cuda.meta``
    what Warp writes to the module's ``.meta`` (no newline at the end). If the file owns several modules, each is
    preceded by a ``// module: NAME`` line and followed by a newline.
``<case>.error``
    only if something was rejected: a JSON list of ``{"devices", "module", "kernel", "stage", "class", "message"}``, one per
    rejection; ``stage`` is ``import`` (then ``module`` is null and there is no other output), ``hash``, ``build`` or ``codegen``.
    Addresses in messages are written ``0x0``, and where modules are installed is left out.
``<case>.oracle.json``
    everything else that is known: what was registered at import, function ids, and per device the modules with their hash,
    kernels (key, mangled name, hash, in the order of the text), functions and structs.

Fixtures in ``fixtures/errors/`` must be rejected on at least one device and no other fixture may be.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from harness import DEVICES, EMITTED_KINDS, EXTENSIONS, REPOSITORY, WARP_VERSION, Job, OracleError, emit_text, run_jobs

FIXTURES = REPOSITORY / "fixtures"
OUTPUT_SUFFIX = re.compile(r"(\.[\w-]+)?\.(cpp|cu|cpu\.meta|cuda\.meta|error|oracle\.json)")
SETTINGS = {"module_name", "devices", "block_dim", "python_path", "options", "arch"}


def fixture_files(paths: list[Path]) -> list[Path]:
    """The fixture files among and below the given paths, sorted."""
    files = set()
    for path in paths:
        if not path.exists():
            raise OracleError(f"{path} does not exist")
        files.update(path.rglob("*.py") if path.is_dir() else [path])
    return sorted(file.resolve() for file in files if not file.name.startswith("_"))


def read_settings(file: Path) -> dict[str, dict]:
    """The settings of a fixture by variant; the fixture itself is the variant ``""``."""
    toml = file.with_suffix(".toml")
    base = tomllib.loads(toml.read_text()) if toml.exists() else {}
    variants = base.pop("variants", {})
    settings = {"": base} | {
        name: base | variant | {"options": base.get("options", {}) | variant.get("options", {})}
        for name, variant in variants.items()
    }
    unknown = sorted(set().union(*settings.values()) - SETTINGS)
    if unknown:
        raise OracleError(f"{toml}: unknown settings: {', '.join(unknown)}")
    return settings


def fixture_job(file: Path, settings: dict) -> Job:
    """The harness job of a fixture under the given settings."""
    return Job(
        file=file,
        module_name=settings.get("module_name", file.stem),
        devices=tuple(settings.get("devices", DEVICES)),
        options=tuple(settings.get("options", {}).items()),
        block_dim=settings.get("block_dim"),
        source_path=file.relative_to(REPOSITORY).as_posix(),
        python_path=tuple(file.parent / folder for folder in settings.get("python_path", [])),
        arch=settings.get("arch"),
    )


def verdict(exception: dict) -> dict:
    """What Warp says of a module, or an error if the file could not even be read."""
    if exception["class"] in ("ImportError", "ModuleNotFoundError", "SyntaxError"):
        raise OracleError(f"the import fails: {exception['class']}: {exception['message']}")
    return {key: exception[key] for key in ("kernel", "stage", "class", "message")}


def rejections(result: dict, devices: tuple[str, ...]) -> list[dict]:
    """Everything that was rejected, the same rejection on both devices joined."""
    if "import_error" in result:
        return [{"devices": list(devices), "module": None} | verdict(result["import_error"])]
    found = []
    for device, modules in result["devices"].items():
        for module in modules:
            if "rejected" in module:
                rejection = {"module": module["name"]} | verdict(module["rejected"])
                same = next((entry for entry in found if entry == {"devices": entry["devices"]} | rejection), None)
                if same:
                    same["devices"].append(device)
                else:
                    found.append({"devices": [device]} | rejection)
    return found


def meta_text(modules: list[dict]) -> str:
    """The ``.meta`` expectation of one device."""
    if len(modules) == 1:
        return modules[0]["meta"]
    return "".join(f"// module: {module['name']}\n{module['meta']}\n" for module in modules if "meta" in module)


def expectations(stem: Path, job: Job, result: dict) -> dict[Path, str]:
    """All files that a result gives: path -> content."""

    def output(suffix: str) -> Path:
        return stem.with_name(f"{stem.name}.{suffix}")

    files = {}
    rejected = rejections(result, job.devices)
    for device, all_modules in result.get("devices", {}).items():
        modules = [module for module in all_modules if module["kind"] in EMITTED_KINDS]
        accepted = [module for module in modules if "text" in module]
        if accepted:
            files[output(EXTENSIONS[device])] = emit_text(accepted, len(modules))
            files[output(f"{device}.meta")] = meta_text(modules)
    if rejected:
        files[output("error")] = json.dumps(rejected, indent=2) + "\n"

    known = {"warp": WARP_VERSION, "module_name": job.module_name, "source_path": job.source_path}
    known |= {key: result[key] for key in ("registered", "function_ids") if key in result}
    known["devices"] = {
        device: [described(module) for module in modules] for device, modules in result.get("devices", {}).items()
    }
    files[output("oracle.json")] = json.dumps(known, indent=1) + "\n"
    return files


def described(module: dict) -> dict:
    """A module's entry in ``.oracle.json``."""
    entry = {key: value for key, value in module.items() if key not in ("device", "text")}
    if "rejected" in entry:
        entry["rejected"] = verdict(entry["rejected"])
    return entry


def misplaced(file: Path, rejected: list[dict]) -> str | None:
    """Why a fixture does not belong where it is, if so."""
    is_error = file.is_relative_to(FIXTURES / "errors")
    if rejected and not is_error:
        return f"real Warp rejects it, but it is not in fixtures/errors/: {rejected[0]['class']}: {rejected[0]['message']}"
    if is_error and not rejected:
        return "real Warp accepts it, but it is in fixtures/errors/"
    return None


def existing_outputs(file: Path) -> Iterator[Path]:
    """The expectation files of a fixture that are on disk."""
    for path in file.parent.glob(f"{file.stem}.*"):
        if OUTPUT_SUFFIX.fullmatch(path.name[len(file.stem) :]):
            yield path


def first_difference(expected: str, path: Path) -> str:
    """Say how a file on disk differs from what it should hold."""
    if not path.exists():
        return "missing"
    present = path.read_bytes().decode(errors="replace")
    for number, (new, old) in enumerate(zip(expected.split("\n"), present.split("\n")), start=1):
        if new != old:
            return f"line {number}: real Warp gives {new!r}, the file has {old!r}"
    return "the files differ in length"


def main() -> int:
    """Regenerate or check fixtures; see the top of this file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0], epilog="The full description is at the top of regen.py.")
    parser.add_argument("paths", nargs="*", type=Path, default=[FIXTURES], metavar="PATH")
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 if anything would change")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes at a time (2)")
    arguments = parser.parse_args()

    problems: list[str] = []
    wanted: dict[Path, dict[Path, str]] = {}
    rejected: dict[Path, list[dict]] = {}
    failed: set[Path] = set()
    try:
        files = fixture_files(arguments.paths)
        stems = {}
        for file in files:
            for variant, settings in read_settings(file).items():
                stem = file.with_name(f"{file.stem}.{variant}" if variant else file.stem)
                stems.setdefault(fixture_job(file, settings), []).append(stem)
        for job, result in run_jobs(stems, workers=arguments.jobs):
            try:
                if isinstance(result, OracleError):
                    raise result
                for stem in stems[job]:
                    wanted.setdefault(job.file, {}).update(expectations(stem, job, result))
                rejected.setdefault(job.file, []).extend(rejections(result, job.devices))
            except OracleError as error:
                problems.append(f"{job.source_path}: {error}")
                failed.add(job.file)
    except OracleError as error:
        print(f"regen.py: {error}", file=sys.stderr)
        return 2

    changed = 0
    for file in files:
        if file in failed:
            continue
        complaint = misplaced(file, rejected[file])
        if complaint:
            problems.append(f"{file.relative_to(REPOSITORY)}: {complaint}")
        for path, text in sorted(wanted[file].items()):
            if path.exists() and path.read_bytes() == text.encode():
                continue
            changed += 1
            if arguments.check:
                problems.append(f"{path.relative_to(REPOSITORY)}: {first_difference(text, path)}")
            else:
                path.write_bytes(text.encode())
        for path in sorted(set(existing_outputs(file)) - set(wanted[file])):
            changed += 1
            if arguments.check:
                problems.append(f"{path.relative_to(REPOSITORY)}: real Warp gives no such output")
            else:
                path.unlink()

    for problem in problems:
        print(f"regen.py: {problem}", file=sys.stderr)
    verb = "differ" if arguments.check else "written or removed"
    print(f"{len(files)} fixtures, {changed} files {verb}, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
