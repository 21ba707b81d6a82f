"""Open a data set as its users do: one line of ``datasets``, one of pandas.

    tests/oracle/check_loading.py [DIR]         DIR: a set's folder (default: jit/data)

Runs in an environment of its own, ``.oracle/loading`` (requirements-loading.txt), which the script makes on first use. Checks that the samples and,
where they are, the shards open; that both give the same rows, as many as the manifest says; that every program parses; that section ranges cut
where they should. Nothing is downloaded but the packages. Exit status 0: all is well.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE.parents[1] / ".oracle" / "loading"
REQUIREMENTS = HERE / "requirements-loading.txt"


def in_environment() -> None:
    """Start this script again in its environment, unless it runs there already."""
    if Path(sys.prefix).resolve() == ENVIRONMENT.resolve():
        return
    python, stamp = ENVIRONMENT / "bin" / "python", ENVIRONMENT / "requirements.installed"
    if not stamp.exists() or stamp.read_text() != REQUIREMENTS.read_text():
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", REQUIREMENTS], check=True)
        stamp.write_text(REQUIREMENTS.read_text())
    os.execv(python, [str(python), __file__, *sys.argv[1:]])


def check_rows(what: str, dataset, frame, expected: int | None) -> None:
    """Both readers must give the same rows, and the rows must be what the data card says."""
    assert len(dataset) == len(frame) > 0, f"{what}: {len(dataset)} rows in datasets, {len(frame)} in pandas"
    assert expected is None or len(dataset) == expected, f"{what}: {len(dataset)} rows, the manifest says {expected}"
    assert list(dataset["id"]) == list(frame["id"]), f"{what}: ids differ"
    assert list(dataset["code"]) == list(frame["code"]), f"{what}: code differs"
    for row in dataset:
        ast.parse(row["python"])
        code = row["code"].encode()
        for start, end in row["sections"]["forward"]:
            assert b"_kernel_forward(" in code[start:end].split(b"\n{", 1)[0], f"{what}: {row['id']}: the forward section starts elsewhere"
        assert row["has_backward"] == bool(row["sections"]["backward"]), f"{what}: {row['id']}: has_backward"
    print(f"{what}: {len(dataset)} rows, {sum(map(len, dataset['code'])) / 1e6:.1f} MB of code, columns {', '.join(dataset.column_names)}")


def main() -> int:
    """Open everything in the folder."""
    in_environment()
    import pandas
    from datasets import disable_progress_bars, load_dataset

    disable_progress_bars()

    root = Path(sys.argv[1] if len(sys.argv) > 1 else HERE.parents[1] / "jit" / "data").resolve()
    manifest = json.loads((root / "manifest.json").read_text())
    form = manifest["options"]["form"]
    with tempfile.TemporaryDirectory() as cache:
        for device in manifest["options"]["devices"]:
            sample = root / device / "sample.jsonl"
            rows = load_dataset("json", data_files=str(sample), split="train", cache_dir=cache)
            check_rows(f"{device} sample", rows, pandas.read_json(sample, lines=True, dtype=False), None)
            shards = [root / shard["path"] for shard in manifest["shards"] if shard["device"] == device]
            if not all(shard.exists() for shard in shards):
                print(f"{device}: the shards are not here")
                continue
            parquet = form["format"] == "parquet"
            rows = load_dataset("parquet" if parquet else "json", data_files=[str(s) for s in shards], split="train", cache_dir=cache)
            read = pandas.read_parquet if parquet else lambda path: pandas.read_json(path, lines=True, dtype=False)
            frame = pandas.concat([read(shard) for shard in shards], ignore_index=True)
            check_rows(device, rows, frame, manifest["records"][device])
    return 0


if __name__ == "__main__":
    sys.exit(main())
