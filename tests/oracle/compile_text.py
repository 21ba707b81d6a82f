"""Does what warpgen writes for the built-ins sweep, or for Warp's own examples and tests, compile with ``cc`` and NVRTC?

    python tests/oracle/compile_text.py sweep|examples|tests [--out DIR] [--ptx] [--bless] [--jobs N]

``warpgen emit`` writes the text of every file for both devices to a folder; ``cargo test --test compile`` then compiles that folder, in packs, with the
C++ compiler and for sm_80 and sm_90, one test for each module. Text that does not compile in real Warp either is named, with the compiler's first error, in
``tests/compile.SET.known`` (``--bless`` rewrites it: only after a look at each new line, and at Warp's own text). With ``--ptx`` compilation goes all the way.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import harness
from harness import DEVICES, EXTENSIONS, REPOSITORY


def files_of(name: str, scratch: Path) -> list[tuple[str, Path]]:
    """The set's Python files, each with the name that its text goes by."""
    if name == "sweep":
        script = Path(__file__).with_name("sweep.py")
        subprocess.run([sys.executable, script, "generate", scratch, "--layout", "unique"], check=True, stdout=subprocess.DEVNULL)
        return [(path.stem, path) for path in sorted(scratch.glob("*.py"))]
    root = harness.warp_root()
    folder = root / "warp" / name
    return [(harness.default_module_name(path), path) for path in sorted(folder.rglob("*.py")) if "@wp." in path.read_text()]


def emit(warpgen: Path, name: str, path: Path, device: str, out: Path) -> int:
    """Writes what is generated; 1 where the file gave none."""
    shown = path.name if "sweep" in path.name else path.relative_to(harness.warp_root()).as_posix()
    command = [warpgen, "emit", path, "--device", device, "--source-path", shown, "--module-name", name]
    done = subprocess.run([str(part) for part in command], capture_output=True)
    if done.returncode not in (0, 1):
        # An import that this machine lacks, for example: parity.py speaks of those.
        return 1
    if not done.stdout:
        return 1
    (out / f"{name}.{EXTENSIONS[device]}").write_bytes(done.stdout)
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("set", choices=("sweep", "examples", "tests"))
    parser.add_argument("--warpgen", type=Path, default=REPOSITORY / "target" / "release" / "warpgen")
    parser.add_argument("--out", type=Path, help="keep the text in DIR/SET")
    parser.add_argument("--ptx", action="store_true", help="compile to PTX, not only for validity")
    parser.add_argument("--bless", action="store_true", help="rewrite the list of known failures")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--floor", type=int, default=1, help="fail if fewer files have text")
    args = parser.parse_args()

    with tempfile.TemporaryDirectory(prefix="warpgen-text-") as scratch:
        out = (args.out or Path(scratch)).resolve() / args.set
        out.mkdir(parents=True, exist_ok=True)
        for old in out.iterdir():
            old.unlink()
        files = files_of(args.set, Path(scratch) / "python")
        with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
            work = [(name, path, device) for name, path in files for device in DEVICES]
            silent = sum(pool.map(lambda item: emit(args.warpgen.resolve(), *item, out), work))
        print(f"{args.set}: text of {len(work) - silent} of {len(work)} (file, device) pairs; the others define no kernels", flush=True)
        if len(work) - silent < args.floor:
            print(f"FAILED: the floor is {args.floor}")
            return 1
        environment = os.environ | {"WARPGEN_COMPILE_EXTRA": str(out), "WARPGEN_REQUIRE_SDK": "1"}
        if args.ptx:
            environment["WARPGEN_PTX"] = "1"
        if args.bless:
            environment["WARPGEN_BLESS"] = "1"
        command = ["cargo", "test", "--locked", "--quiet", "--test", "compile", "--", f"{args.set}-"]
        return subprocess.run(command, cwd=REPOSITORY, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
