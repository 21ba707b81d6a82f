"""Real Warp's generated text for Python files, one fresh process per file.

This is the library under ``regen.py``, ``parity.py`` and ``speed.py``, and a small command of its own::

    python tests/oracle/harness.py FILE [--module-name NAME] [--device cpu|cuda|both] [--option KEY=VALUE]...
                                        [--block-dim N] [--source-path NAME] [--python-path DIR]... [--json]

What it reproduces
------------------
A file is treated as ``import NAME`` in a fresh Python process would treat it, followed by a launch of one of its
kernels: ``Module.load(device, block_dim)``, without the native compiler and without a device. In Warp 1.19 that is

1. ``import NAME``, then ``wp.init()`` (a launch initialises Warp; importing does not),
2. ``module.get_module_hash(block_dim)``, which first resolves deferred ``wp.static`` expressions with a throw-away build,
3. ``module.resolved_options[block_dim] | {"output_arch": None}`` (or the architecture that a job names),
4. ``ModuleBuilder(module, options, hasher=module.hashers[block_dim], target=device)``, ``codegen(device)``, ``build_meta()``,

with ``block_dim`` 1 on cpu and 256 on cuda, as ``warp.launch`` has them when it is not told otherwise.

Processes
---------
``run_jobs`` imports Warp once and forks: every job starts from exactly the state that ``import warp`` leaves (function ids,
modules, configuration), so no file can pollute the next one. Inside a job the file is imported once, and each pair of
module and device is then built in a fork of its own, because builds leave traces (a tile parameter that was given shared storage,
helper functions that were already built). A module's text is therefore what a process that launches nothing else writes.
``--in-process`` on the command line does the same for one device without any fork, to show that forking changes nothing.

Which modules a file owns
-------------------------
``own``
    the Warp module named after the file (if it has a live kernel), always first;
``unique``
    every ``module="unique"`` module with a kernel whose function was defined in the file, in registration order;
``named``
    modules that such kernels name themselves (``module="x"`` or a ``Module`` object), with what this import puts into them.

A module whose kernels are all generic and not instantiated is reported with ``kernels: []``; its text is the bare header.

Source paths
------------
Text and messages contain file names. Without ``source_path`` they are the absolute ones that Python sees. With it, the file is
called exactly that; other files under the same folder keep their place beside it; files of the installed Warp package are
called ``warp/...``. The names are replaced in ``Adjoint.filename``, from where Warp takes all of them.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import ctypes
import dataclasses
import gc
import gzip
import hashlib
import importlib
import importlib.util
import io
import itertools
import json
import os
import re
import selectors
import shutil
import signal
import sys
import sysconfig
import tempfile
import time
import traceback
import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

WARP_VERSION = "1.19.0"
DEVICES = ("cpu", "cuda")
EXTENSIONS = {"cpu": "cpp", "cuda": "cu"}
DEFAULT_BLOCK_DIM = {"cpu": 1, "cuda": 256}
EMITTED_KINDS = ("own", "unique", "named")

# Functions of Warp that run when kernels, functions and structs are declared.
DECLARING = {"wrapper", "kernel", "func", "snippet_func", "func_grad", "func_replay", "struct", "overload"}

REPOSITORY = Path(__file__).resolve().parents[2]
ORACLE_FOLDER = Path(__file__).resolve().parent

# Bumped when the shape or meaning of results changes, so that caches made by an older harness are not used.
RESULT_FORMAT = 3


class OracleError(Exception):
    """A request that cannot be answered; the message says why and what to do."""


@dataclasses.dataclass(frozen=True)
class Job:
    """One file to be read by real Warp."""

    file: Path
    module_name: str = ""
    devices: tuple[str, ...] = DEVICES
    options: tuple[tuple[str, Any], ...] = ()
    block_dim: int | None = None
    source_path: str | None = None
    python_path: tuple[Path, ...] = ()
    arch: int | None = None
    """Target architecture of the CUDA text; mathdx libraries are then really asked, which takes a GPU toolchain's time."""

    def __post_init__(self):
        object.__setattr__(self, "file", Path(os.path.abspath(self.file)))
        object.__setattr__(self, "module_name", self.module_name or default_module_name(self.file))


# ----------------------------------------------------------------------------------------------------------------------
# Names, options
# ----------------------------------------------------------------------------------------------------------------------


def default_module_name(file: Path) -> str:
    """The dotted path of a file through the ``__init__.py`` packages above it, else its stem.

    Between two packages there may be one folder without ``__init__.py``, if the outer package imports from it.
    """
    parts = [file.stem]
    folder = file.parent
    while folder.name.isidentifier():
        if not (folder / "__init__.py").exists() and (len(parts) == 1 or not imports_from(folder.parent, folder.name)):
            break
        parts.insert(0, folder.name)
        folder = folder.parent
    return ".".join(parts)


def imports_from(package: Path, folder: str) -> bool:
    """Whether a package's ``__init__.py`` imports from a folder in it, as far as its words tell."""
    init = package / "__init__.py"
    if not package.name.isidentifier() or not init.exists():
        return False
    lines = (line.strip() for line in init.read_text().splitlines())
    return any(line.startswith(("f", "i")) and "import " in line and folder in re.split(r"\W", line) for line in lines)


def parse_options(assignments: Iterable[str]) -> dict[str, Any]:
    """Read ``KEY=VALUE`` arguments. Values are Python literals, ``true``/``false``/``none`` in any case, or plain text."""
    options = {}
    for assignment in assignments:
        key, separator, value = assignment.partition("=")
        if not separator or not key:
            raise OracleError(f"option '{assignment}' is not of the form KEY=VALUE")
        words = {"true": True, "false": False, "none": None}
        if value.lower() in words:
            options[key] = words[value.lower()]
        else:
            try:
                options[key] = ast.literal_eval(value)
            except (ValueError, SyntaxError):
                options[key] = value
    return options


def requested_devices(device: str) -> tuple[str, ...]:
    """Expand a ``--device`` argument (``cpu``, ``cuda`` or ``both``)."""
    return DEVICES if device == "both" else (device,)


def emit_text(modules: Iterable[dict], module_count: int) -> str:
    """Join module texts as ``warpgen emit`` prints them: a ``// module: NAME`` line before each if the file owns several."""
    texts = []
    for module in modules:
        heading = f"// module: {module['name']}\n" if module_count > 1 else ""
        texts.append(heading + module["text"])
    return "".join(texts)


# ----------------------------------------------------------------------------------------------------------------------
# Inside the process that belongs to one file
# ----------------------------------------------------------------------------------------------------------------------


def load_warp() -> None:
    """Import Warp, check its version, and map its native libraries so that forked processes need not load them again."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.dont_write_bytecode = True
    try:
        import warp
    except ImportError as error:
        raise OracleError(f"cannot import warp ({error}): run tests/oracle/setup.sh and use .oracle/venv/bin/python") from error
    if warp.config.version != WARP_VERSION:
        raise OracleError(f"this is Warp {warp.config.version}; the project follows {WARP_VERSION} (see tests/oracle/setup.sh)")
    for library in sorted((Path(warp.__file__).parent / "bin").glob("*.so")):
        ctypes.CDLL(str(library))


def warp_root() -> Path:
    """The folder that holds the installed ``warp`` package."""
    import warp

    return Path(warp.__file__).parent.parent


def import_file(job: Job):
    """Import the job's file under its module name, as ``import NAME`` would."""
    name_parts = job.module_name.split(".")
    file_parts = job.file.with_suffix("").parts
    reachable = file_parts[-len(name_parts) :] == tuple(name_parts)
    root = job.file.parents[len(name_parts) - 1] if reachable else job.file.parent

    sys.argv = [str(job.file)]
    sys.path[:] = [
        str(root),
        *(os.path.abspath(path) for path in job.python_path),
        *(entry for entry in sys.path if entry and Path(entry) != ORACLE_FOLDER),
    ]

    present = sys.modules.get(job.module_name)
    if present is not None and os.path.abspath(getattr(present, "__file__", None) or "") != str(job.file):
        raise OracleError(f"module name '{job.module_name}' is taken by a module that Python or Warp has loaded: choose another")

    if reachable:
        return importlib.import_module(job.module_name)
    spec = importlib.util.spec_from_file_location(job.module_name, job.file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[job.module_name] = module
    spec.loader.exec_module(module)
    return module


def order_live_kernels() -> None:
    """Make a module hand out its live kernels in the order of their registration.

    Warp keeps them in a ``WeakSet``, whose order depends on addresses. That shows in two places: the digest of mutually recursive functions depends
    on which kernel is hashed first, and of several kernels with one digest the last is the one that is printed. Of the orders that real Warp
    may take, registration order is the one that is the same in every run.
    """
    import warp._src.context as context

    register, live = context.Module.register_kernel, context.Module._get_live_kernels
    positions, numbers = weakref.WeakKeyDictionary(), itertools.count()

    def register_kernel(module, kernel):
        positions[kernel] = next(numbers)
        register(module, kernel)

    def get_live_kernels(module):
        return sorted(live(module), key=lambda kernel: positions.get(kernel, -1))

    context.Module.register_kernel = register_kernel
    context.Module._get_live_kernels = get_live_kernels


def rename_sources(job: Job) -> None:
    """Make Warp see the names that ``source_path`` asks for instead of absolute paths."""
    import warp._src.codegen as codegen

    folder, installed = job.file.parent, warp_root()
    folder_name = os.path.dirname(job.source_path)

    def renamed(filename: str) -> str:
        path = Path(filename)
        if path == job.file:
            return job.source_path
        if path.is_relative_to(folder):
            return "/".join(filter(None, (folder_name, path.relative_to(folder).as_posix())))
        if path.is_relative_to(installed):
            return path.relative_to(installed).as_posix()
        return filename

    original = codegen.Adjoint.__init__

    def init(adj, *args, **kwargs):
        original(adj, *args, **kwargs)
        adj.filename = renamed(adj.filename)

    codegen.Adjoint.__init__ = init
    for module in known_modules():
        for function in module.functions.values():
            for overload in all_overloads(function):
                overload.adj.filename = renamed(overload.adj.filename)


def known_modules() -> list:
    """All Warp modules of this process, in the order of their creation."""
    import warp._src.context as context

    return list(context.user_modules.values())


def all_overloads(function) -> list:
    """A user function's own overloads, concrete ones first, as Warp orders them."""
    return [*function.user_overloads.values(), *function.user_templates.values()]


def module_kind(job: Job, module) -> str | None:
    """What a Warp module is to the imported file: ``own``, ``unique``, ``named`` (see the top of this file), or None."""
    from warp._src.module_registry import resolve_module_name

    kernels = module._get_live_kernels()
    if kernels and module.name == resolve_module_name(job.module_name):
        return "own"
    if not any(kernel.func.__module__ == job.module_name for kernel in kernels):
        return None
    return "unique" if any(module.name[:-8] == f"{kernel.key}_" for kernel in kernels) else "named"


def owned_modules(job: Job) -> list[tuple[str, Any]]:
    """The ``(kind, module)`` pairs that the imported file owns, in the order of their text."""
    pairs = [(module_kind(job, module), module) for module in known_modules()]
    return [(kind, module) for wanted in ("own", "unique", "named") for kind, module in pairs if kind == wanted]


def imported_sources(modules_before: set[str]) -> dict[str, str]:
    """The source files that were imported from outside of Python's and Warp's own folders, with the digest of each."""
    pinned = (sysconfig.get_paths()["stdlib"], str(warp_root()))
    sources = {}
    for name in set(sys.modules) - modules_before:
        file = getattr(sys.modules[name], "__file__", None)
        if file and file.endswith(".py") and not file.startswith(pinned):
            sources[file] = file_digest(Path(file))
    return dict(sorted(sources.items()))


def file_digest(file: Path) -> str:
    """The SHA-256 of a file's content."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def describe_registration(kind: str, module) -> dict:
    """What Warp holds about a module before anything is hashed or built."""
    kernels = [
        {
            "key": kernel.key,
            "function": kernel.func.__qualname__,
            "line": kernel.adj.fun_lineno,
            "generic": kernel.is_generic,
            "overloads": sorted(kernel.overloads),
            "options": {key: str(value) for key, value in sorted(kernel.options.items())},
        }
        for kernel in module._get_live_kernels()
    ]
    return {
        "name": module.name,
        "kind": kind,
        "kernels": sorted(kernels, key=lambda kernel: (kernel["line"], json.dumps(kernel))),
        "functions": [
            {"key": key, "native": [overload.native_func for overload in all_overloads(function)]}
            for key, function in module.functions.items()
        ],
        "structs": [{"key": key, "native": struct.native_name} for key, struct in module.structs.items()],
    }


def describe_exception(error: BaseException, stage: str) -> dict:
    """An exception as class and message, with the kernel (or function) that Warp was working on as far as the traceback tells.

    ``verdict`` is false for exceptions that are the imported file's own affair: a missing package, a failed assertion. An
    exception while something was being declared, or from Warp's types (annotations), is Warp's verdict on the file.
    """
    import warp._src.codegen as codegen
    import warp._src.context as context
    import warp._src.fabric as fabric
    import warp._src.types as types

    kernel, declaring, file = None, False, ""
    for frame, _ in traceback.walk_tb(error.__traceback__):
        file = frame.f_code.co_filename
        if frame.f_code in (context.ModuleBuilder.build_kernel.__code__, codegen.codegen_kernel.__code__):
            kernel = frame.f_locals["kernel"].key
        elif file == context.__file__ and frame.f_code.co_name in DECLARING:
            declaring = True
            kernel = frame.f_locals.get("key") or kernel
    verdict = stage != "import" or declaring or file in (codegen.__file__, types.__file__, fabric.__file__)
    # Addresses in reprs differ from run to run, and where modules are installed from machine to machine.
    message = re.sub(r"\b0x[0-9a-f]{6,}\b", "0x0", str(error))
    message = re.sub(r"(<module '[\w.]+') from '[^']*/lib/python3[^']*'>", r"\1>", message)
    return {"stage": stage, "class": type(error).__name__, "message": message, "kernel": kernel, "verdict": verdict}


def set_options(module, options: dict[str, Any]) -> None:
    """Apply ``--option`` as ``wp.set_module_options`` would after the file has been imported."""
    import warp as wp

    converted = dict(options)
    mode = converted.get("deterministic")
    if isinstance(mode, str):
        converted["deterministic"] = wp.config.DeterministicMode[mode.upper()]
    elif isinstance(mode, int):
        converted["deterministic"] = wp.config.DeterministicMode(mode)
    wp.set_module_options(converted, module=module)


def generate(kind: str, module, device: str, block_dim: int | None, arch: int | None) -> dict:
    """Hash, build and print one module for one device. A rejection is part of the result, never raised."""
    import warp._src.context as context

    block_dim = DEFAULT_BLOCK_DIM[device] if block_dim is None else block_dim
    result = {"name": module.name, "kind": kind, "device": device, "block_dim": block_dim}
    stage = "hash"
    try:
        result["hash"] = module.get_module_hash(block_dim).hex()
        result["identifier"] = module.get_module_identifier(block_dim)
        hasher = module.hashers[block_dim]
        result["kernels"] = [
            {"key": kernel.key, "mangled": kernel.get_mangled_name(kernel_hash=digest), "hash": digest.hex()}
            for digest, kernel in hasher.unique_kernels.items()
        ]
        stage = "build"
        options = module.resolved_options[block_dim] | {"output_arch": arch if device == "cuda" else None}
        builder = context.ModuleBuilder(module, options, hasher=hasher, target=device)
        result["functions"] = [{"key": f.key, "native": f.native_func} for f in builder.functions]
        result["structs"] = list(dict.fromkeys(struct.native_name for struct in builder.structs))
        stage = "codegen"
        result["text"] = builder.codegen(device)
        stage = "meta"
        result["meta"] = json.dumps(builder.build_meta(), sort_keys=True)  # as Module._write_meta does
    except Exception as error:
        result.pop("text", None)
        result["rejected"] = describe_exception(error, stage)
    return result


def run_file(job: Job, isolate: bool) -> dict:
    """Import the file and generate every module it owns. Returns a JSON-able result.

    Args:
        job: What to do.
        isolate: Whether each module and device is built in a forked process. Without it the builds follow one another here.
    """
    import warp as wp
    import warp._src.context as context

    ids_before = dict(context.function_key_counts)
    modules_before = set(sys.modules)
    result: dict[str, Any] = {"file": str(job.file), "module_name": job.module_name}
    order_live_kernels()
    if job.source_path is not None:
        rename_sources(job)
    try:
        import_file(job)
    except OracleError:
        raise
    except BaseException as error:
        result["import_error"] = describe_exception(error, "import")
        return result

    wp.init()
    gc.collect()
    modules = owned_modules(job)
    if job.options:
        for _, module in modules:
            set_options(module, dict(job.options))
    result["sources"] = imported_sources(modules_before)
    result["registered"] = [describe_registration(kind, module) for kind, module in modules]
    result["function_ids"] = {
        key: count for key, count in sorted(context.function_key_counts.items()) if ids_before.get(key) != count
    }
    result["devices"] = {}
    for device in job.devices:
        build = (lambda *args: in_fork(generate, *args)) if isolate else generate
        result["devices"][device] = [build(kind, module, device, job.block_dim, job.arch) for kind, module in modules]
    return result


# ----------------------------------------------------------------------------------------------------------------------
# Processes
# ----------------------------------------------------------------------------------------------------------------------


def fork_writer(work) -> tuple[int, int]:
    """Fork a process that runs ``work()`` and writes its JSON-able result to a pipe. Returns its id and the reading end."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    status = 1
    try:
        os.close(reading)
        try:
            answer = {"result": work()}
        except OracleError as error:
            answer = {"refused": str(error)}
        except BaseException:
            answer = {"crashed": traceback.format_exc()}
        with os.fdopen(writing, "wb") as stream:
            stream.write(json.dumps(answer).encode())
        status = 0
    finally:
        os._exit(status)


def read_answer(data: bytes, status: int, what: str) -> dict:
    """Unpack what a forked process wrote; turn everything but a result into an OracleError."""
    if not data:
        raise OracleError(f"{what}: the process ended without an answer (wait status {status})")
    answer = json.loads(data)
    if "result" not in answer:
        raise OracleError(f"{what}: {answer.get('refused') or answer['crashed']}")
    return answer["result"]


def in_fork(function, *args) -> Any:
    """Call a function in a forked copy of this process and return its (JSON-able) result."""
    pid, reading = fork_writer(lambda: function(*args))
    with os.fdopen(reading, "rb") as stream:
        data = stream.read()
    _, status = os.waitpid(pid, 0)
    return read_answer(data, status, function.__name__)


def enter_scratch(scratch: Path) -> None:
    """Turn this (just forked) process into a quiet, killable one that works in a folder of its own."""
    os.setsid()
    os.chdir(scratch)
    os.environ["WARP_CACHE_PATH"] = str(scratch / "cache")
    null = os.open(os.devnull, os.O_RDONLY)
    log = os.open(scratch / "log", os.O_WRONLY | os.O_CREAT, 0o644)
    os.dup2(null, 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    sys.stdout = io.TextIOWrapper(os.fdopen(1, "wb", closefd=False), write_through=True)
    sys.stderr = io.TextIOWrapper(os.fdopen(2, "wb", closefd=False), write_through=True)


@dataclasses.dataclass
class _Running:
    """A forked job that has not answered yet."""

    job: Job
    pid: int
    scratch: Path
    deadline: float
    data: bytearray


def run_jobs(jobs: Iterable[Job], workers: int = 2, timeout: float = 900.0) -> Iterator[tuple[Job, dict | OracleError]]:
    """Run jobs in fresh processes and yield ``(job, result)`` as they finish, in no particular order.

    Args:
        jobs: The files to read.
        workers: How many processes work at the same time.
        timeout: Seconds after which a file is given up.

    Yields:
        Each job with its result (see ``run_file``; ``result["log"]`` holds what the file and Warp printed), or with an
        ``OracleError`` that says why there is none.
    """
    load_warp()
    waiting = iter(jobs)
    selector = selectors.DefaultSelector()
    running = 0

    def start() -> bool:
        job = next(waiting, None)
        if job is None:
            return False
        scratch = Path(tempfile.mkdtemp(prefix="warp-oracle-"))

        def work():
            enter_scratch(scratch)
            return run_file(job, isolate=True)

        pid, reading = fork_writer(work)
        selector.register(reading, selectors.EVENT_READ, _Running(job, pid, scratch, time.monotonic() + timeout, bytearray()))
        return True

    def finish(reading: int, process: _Running) -> dict | OracleError:
        selector.unregister(reading)
        os.close(reading)
        _, status = os.waitpid(process.pid, 0)
        try:
            result = read_answer(bytes(process.data), status, str(process.job.file))
            result["log"] = (process.scratch / "log").read_text(errors="replace")
            return result
        except OracleError as error:
            return error
        finally:
            shutil.rmtree(process.scratch, ignore_errors=True)

    try:
        while running < max(workers, 1) and start():
            running += 1
        while running:
            for key, _ in selector.select(timeout=1.0):
                chunk = os.read(key.fd, 1 << 20)
                if chunk:
                    key.data.data += chunk
                else:
                    answer = finish(key.fd, key.data)
                    running += start() - 1
                    yield key.data.job, answer
            for key in list(selector.get_map().values()):
                if time.monotonic() > key.data.deadline:
                    os.killpg(key.data.pid, signal.SIGKILL)
                    key.data.deadline = float("inf")
    finally:
        for key in list(selector.get_map().values()):
            os.killpg(key.data.pid, signal.SIGKILL)
            finish(key.fd, key.data)


# ----------------------------------------------------------------------------------------------------------------------
# Results on disk
# ----------------------------------------------------------------------------------------------------------------------


def cache_file(job: Job, folder: Path) -> Path:
    """Where the result of a job is kept: the name depends on the file's content and place, and on all that the job says."""
    fields = dataclasses.astuple(job)
    identity = [RESULT_FORMAT, WARP_VERSION, sys.version, str(warp_root()), file_digest(job.file), repr(fields if job.arch is not None else fields[:-1])]
    return folder / f"{hashlib.sha256(repr(identity).encode()).hexdigest()}.json.gz"


def read_cached(path: Path) -> dict | None:
    """A result that was kept, unless a file that it came from has changed since."""
    if not path.exists():
        return None
    with gzip.open(path, "rt") as stream:
        result = json.load(stream)
    for source, digest in result.get("sources", {}).items():
        if not Path(source).exists() or file_digest(Path(source)) != digest:
            return None
    return result


def run_cached(jobs: Iterable[Job], folder: Path, workers: int = 2) -> Iterator[tuple[Job, dict | OracleError]]:
    """As ``run_jobs``, but results are kept in a folder and taken from there. Failed imports are never kept."""
    load_warp()
    folder.mkdir(parents=True, exist_ok=True)
    missing = []
    for job in jobs:
        result = read_cached(cache_file(job, folder))
        if result is None:
            missing.append(job)
        else:
            yield job, result
    for job, result in run_jobs(missing, workers=workers):
        if isinstance(result, dict) and "import_error" not in result:
            path = cache_file(job, folder)
            partial = path.with_suffix(f".{os.getpid()}")
            with gzip.open(partial, "wt", compresslevel=4) as stream:
                json.dump(result, stream)
            partial.replace(path)
        yield job, result


# ----------------------------------------------------------------------------------------------------------------------
# Command line
# ----------------------------------------------------------------------------------------------------------------------


def add_job_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments that say how a file is to be read; shared by the commands of this folder."""
    parser.add_argument("--device", choices=(*DEVICES, "both"), default="both")
    parser.add_argument("--option", action="append", default=[], metavar="KEY=VALUE", help="as wp.set_module_options after import")
    parser.add_argument("--block-dim", type=int, metavar="N", help="instead of 1 (cpu) and 256 (cuda)")
    parser.add_argument("--arch", type=int, metavar="N", help="target architecture of the CUDA text (90 for sm_90)")
    parser.add_argument("--python-path", action="append", default=[], type=Path, metavar="DIR")


def main() -> int:
    """Print real Warp's text (or, with ``--json``, everything known) for one file."""
    parser = argparse.ArgumentParser(description="Real Warp's generated text for one Python file.")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--module-name", default="", metavar="NAME")
    parser.add_argument("--source-path", metavar="NAME", help="the name of the file in generated text and messages")
    parser.add_argument("--json", action="store_true", help="print the whole result")
    parser.add_argument("--in-process", action="store_true", help="without any fork; modules are built one after the other")
    add_job_arguments(parser)
    arguments = parser.parse_args()
    try:
        job = Job(
            file=arguments.file,
            module_name=arguments.module_name,
            devices=requested_devices(arguments.device),
            options=tuple(parse_options(arguments.option).items()),
            block_dim=arguments.block_dim,
            source_path=arguments.source_path,
            python_path=tuple(arguments.python_path),
            arch=arguments.arch,
        )
        if arguments.in_process:
            load_warp()
            with contextlib.redirect_stdout(sys.stderr):
                result = run_file(job, isolate=False)
        else:
            [(_, result)] = run_jobs([job])
            if isinstance(result, OracleError):
                raise result
    except OracleError as error:
        print(f"harness.py: {error}", file=sys.stderr)
        return 2

    if arguments.json:
        json.dump(result, sys.stdout, indent=1)
        print()
        return 0
    rejections = [result["import_error"]] if "import_error" in result else []
    for device, modules in result.get("devices", {}).items():
        emitted = [module for module in modules if module["kind"] in EMITTED_KINDS]
        sys.stdout.write(emit_text((module for module in emitted if "text" in module), len(emitted)))
        rejections += [module["rejected"] | {"module": module["name"], "device": device} for module in emitted if "rejected" in module]
    for rejection in rejections:
        print(json.dumps(rejection, indent=1), file=sys.stderr)
    return 1 if rejections else 0


if __name__ == "__main__":
    sys.exit(main())
