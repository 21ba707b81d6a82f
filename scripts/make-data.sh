#!/usr/bin/env bash
# Makes the data set anew, checks it, and writes everything about it that is kept in git: sample, manifest, data card, Croissant
# file, plots and state below jit/, and REPORT.md. Run it when the generated code or the generated programs have changed.
#
#   scripts/make-data.sh              as the specification asks: 1000 records against real Warp, 500 compiled on each device
#   WARP=100000 COMPILE=100000 scripts/make-data.sh      all of them; an hour or two
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

cargo build --release --locked
scripts/fetch-sdk.sh
python=$(tests/oracle/setup.sh)
warpgen=target/release/warpgen

"$warpgen" bulk --seed 1 --target-mb 200 --out jit/data --force
"$warpgen" verify jit/data --sample all --again 3 \
    --against-warp "${WARP:-1000}" --compile "${COMPILE:-500}" --python "$python"
"$warpgen" stats jit/data --report REPORT.md
"$python" tests/oracle/check_loading.py jit/data
