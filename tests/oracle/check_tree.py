"""Compare ``warpgen check`` on whole folders with what real Warp rejects.

    python tests/oracle/check_tree.py               Warp's own examples and tests
    python tests/oracle/check_tree.py PATH...       any folders and files

One run of ``warpgen check`` over everything is compared with real Warp's answers, each file read in a fresh process (kept in
``.oracle/cache``, as for ``parity.py``):

* no false errors: every error stands in a file of which real Warp rejects something, for one device at least;
* nothing is missed: every rejection of real Warp is among the problems, with the same message. Rejections that hang on the block size of the
  harness are warnings in a check, since launches choose block sizes.

Files that real Warp cannot import here are left out. The exit code is 1 if anything is false or missed, or if the run took longer than
``--limit`` seconds.
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

from harness import DEVICES, REPOSITORY, Job, OracleError, load_warp, run_cached, warp_root
from parity import CACHE, find_files


def check(program: Path, paths: list[Path]) -> tuple[dict[str, list[dict]], float]:
    """The problems that ``warpgen check`` reports, by file, and how many seconds it took."""
    environment = os.environ | {"WARPGEN_SITE_PACKAGES": str(warp_root()), "NO_COLOR": "1"}
    command = [str(program), "check", "--isolated", "--output-format", "json", *map(str, paths)]
    start = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", env=environment)
    seconds = time.monotonic() - start
    if done.returncode not in (0, 1):
        sys.exit(f"warpgen check ended with {done.returncode}: {done.stderr}")
    by_file = collections.defaultdict(list)
    for line in done.stdout.splitlines():
        problem = json.loads(line)
        by_file[problem["file"] if problem["file"].startswith("/") else "/" + problem["file"]].append(problem)
    return by_file, seconds


def plain(message: str) -> str:
    """A message without prefixes, quotes of ``repr`` and line breaks."""
    message = message.replace("\\n", "\n").replace("\\'", "'").strip("'\"")
    while message.startswith("Error while parsing function") and "\n;" in message:
        message = message.split("\n;", 1)[1]
    return " ".join(re.sub(r"/\S*/", "", message).split())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("paths", nargs="*", default=["examples", "tests"], metavar="PATH")
    parser.add_argument("--warpgen", type=Path, default=REPOSITORY / "target" / "release" / "warpgen", metavar="PROGRAM")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes of real Warp at a time (2)")
    parser.add_argument("--limit", type=float, default=0.0, metavar="SECONDS", help="the time that the check may take")
    options = parser.parse_args()

    load_warp()
    files = find_files(options.paths, None)
    problems, seconds = check(options.warpgen, list(files))
    jobs = [Job(file=file, module_name=module, devices=DEVICES) for file, (module, _) in files.items()]
    # Errors of functions stand where the function is.
    everywhere = [plain(p["message"]) for list_ in problems.values() for p in list_]
    asked = missed = false = rejections = 0
    for job, result in run_cached(jobs, CACHE, workers=options.jobs):
        if isinstance(result, OracleError) or ("import_error" in result and not result["import_error"]["verdict"]):
            continue  # No answer: nothing can be false.
        asked += 1
        of_file = problems.get(str(job.file), [])
        real = {}
        if "import_error" in result:
            real[result["import_error"]["message"]] = "import"
        for device, modules in result["devices"].items():
            for module in modules:
                if "rejected" in module:
                    real[module["rejected"]["message"]] = f"{device} {module['name']}"
        rejections += len(real)
        for message, where in real.items():
            if not any(found and found in plain(message) or plain(message) in found for found in everywhere):
                missed += 1
                print(f"missed: {job.file}: {where}: {message}")
        if not real:
            for problem in of_file:
                if problem["severity"] == "error":
                    false += 1
                    print(f"false: {job.file}:{problem['line']}: {problem['message']}")
    known = {str(file) for file in files}
    for file, of_file in problems.items():
        if file not in known:
            for problem in of_file:
                if problem["severity"] == "error":
                    false += 1
                    print(f"false: {file}:{problem['line']}: {problem['message']}")
    print(f"{len(files)} files, {asked} of them answered by real Warp; {rejections} rejections, {missed} missed; {false} false errors")
    print(f"warpgen check took {seconds:.2f} s")
    return 1 if missed or false or (options.limit and seconds > options.limit) else 0


if __name__ == "__main__":
    sys.exit(main())
