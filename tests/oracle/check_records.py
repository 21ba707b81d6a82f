"""Compare records of the data set with real Warp.

    python tests/oracle/check_records.py DIR

DIR holds a folder per record, with ``kernels.py`` and the code to compare: ``kernels.cpp``, ``kernels.cu``; and, maybe, ``programs.json``, a list
of (id, text) of programs that CPython must parse. Differences go to stderr; the last line of stdout is a JSON object with the counts that
``warpgen verify --against-warp`` reads.
"""

from __future__ import annotations

import ast
import json
import os
import sys
from pathlib import Path

from harness import EXTENSIONS, Job, run_jobs


def main() -> int:
    """Check every folder."""
    folder = Path(sys.argv[1])
    records = sorted(path.parent for path in folder.glob("*/kernels.py"))
    parsed = texts = equal = 0
    different = []
    listed = folder / "programs.json"
    programs = json.loads(listed.read_text()) if listed.exists() else [(record.name, (record / "kernels.py").read_text()) for record in records]
    for name, text in programs:
        try:
            ast.parse(text)
            parsed += 1
        except SyntaxError as error:
            different.append(f"{name}: {error}")
    jobs = [Job(file=record / "kernels.py", module_name="kernels", source_path="kernels.py") for record in records]
    for job, result in run_jobs(jobs, workers=os.cpu_count() or 1):
        name = job.file.parent.name
        devices = result.get("devices", {}) if isinstance(result, dict) else {}
        for device, extension in EXTENSIONS.items():
            path = job.file.with_suffix(f".{extension}")
            if not path.exists():
                continue
            texts += 1
            modules = [module for module in devices.get(device, []) if "text" in module]
            if len(modules) == 1 and modules[0]["text"] == path.read_text():
                equal += 1
            else:
                reason = "differs" if modules else json.dumps(result if isinstance(result, dict) and "import_error" in result else str(devices)[:300])
                different.append(f"{name} ({device}): {reason}")
                print(different[-1], file=sys.stderr)
    print(json.dumps({"files": len(programs), "parsed": parsed, "texts": texts, "equal": equal, "different": different[:40]}))
    return 0 if equal == texts and parsed == len(programs) else 1


if __name__ == "__main__":
    sys.exit(main())
