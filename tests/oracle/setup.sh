#!/bin/sh
# Makes the virtual environment of the oracle, <repository>/.oracle/venv, with the packages of requirements.txt.
#
#   tests/oracle/setup.sh            quick when the environment is already there and up to date
#   PYTHON=/path/to/python3.12 tests/oracle/setup.sh
#
# Prints the path of the environment's Python on standard output and everything else on standard error, so that
#   "$(tests/oracle/setup.sh)" tests/oracle/regen.py --check
# works from scripts.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/../.." && pwd)
venv=$root/.oracle/venv
requirements=$here/requirements.txt
stamp=$venv/requirements.installed

fail() {
    printf 'setup.sh: %s\n' "$1" >&2
    exit 1
}

if [ -x "$venv/bin/python" ] && cmp -s "$requirements" "$stamp"; then
    printf '%s\n' "$venv/bin/python"
    exit 0
fi

is_recent() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

python=
for candidate in ${PYTHON:-python3.11 python3.12 python3.13 python3}; do
    if is_recent "$candidate"; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || fail "no Python 3.11 or newer was found (tried: ${PYTHON:-python3.11 python3.12 python3.13 python3}).
Install one, or name it: PYTHON=/path/to/python3.11 $0"

printf 'setup.sh: making %s with %s\n' "$venv" "$("$python" --version 2>&1)" >&2
rm -rf "$venv"
mkdir -p "$(dirname "$venv")"
"$python" -m venv "$venv" >&2 ||
    fail "'$python -m venv' failed. On Debian and Ubuntu the module is a package of its own: apt install python3-venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$requirements" >&2 ||
    fail "pip could not install $requirements. It needs PyPI (about 170 MB, once); behind a proxy set HTTPS_PROXY or PIP_INDEX_URL."
# Imported from the root folder: a file named types.py or struct.py in the current one would shadow a standard module.
(cd / && "$venv/bin/python" -c 'import warp, sys; sys.exit(warp.config.version != "1.19.0")') ||
    fail "the installed warp does not import, or is not 1.19.0: remove $venv and run this script again"
cp "$requirements" "$stamp"
printf '%s\n' "$venv/bin/python"
