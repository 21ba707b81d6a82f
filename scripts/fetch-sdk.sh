#!/bin/sh
# Provides what `warpgen compile` and the compile tests need besides a C++ compiler:
#
#   .sdk/native/       Warp's native headers        (from the warp-lang wheel)
#   .sdk/nvrtc/        NVRTC and its built-ins      (from NVIDIA's wheel; needs no GPU and no driver)
#   .sdk/warp-clang.so Warp's LLVM, asked only for the name it gives CPU objects
#
# Usage: scripts/fetch-sdk.sh [--dir DIR] [--no-nvrtc] [--no-clang] [--force]
#
# Downloads with pip from whatever index pip is configured for. Safe to run again: what is there and whole is kept.
# PYTHON names the interpreter whose pip is used (default: python3).
set -eu

WARP_VERSION=1.19.0
NVRTC_PACKAGE=nvidia-cuda-nvrtc-cu12
NVRTC_VERSION=12.9.86

repo=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
sdk="$repo/.sdk"
want_nvrtc=1
want_clang=1
force=0
python=${PYTHON:-python3}

fail() {
    printf 'fetch-sdk: error: %s\n' "$1" >&2
    [ $# -lt 2 ] || printf 'fetch-sdk: help: %s\n' "$2" >&2
    exit 1
}

while [ $# -gt 0 ]; do
    case $1 in
        --dir) [ $# -ge 2 ] || fail "--dir needs a folder"; sdk=$2; shift ;;
        --no-nvrtc) want_nvrtc=0 ;;
        --no-clang) want_clang=0 ;;
        --force) force=1 ;;
        -h | --help) sed -n '2,11s/^# \{0,1\}//p' "$0"; exit 0 ;;
        *) fail "unknown argument '$1'" "see scripts/fetch-sdk.sh --help" ;;
    esac
    shift
done

# --- what "whole" means -------------------------------------------------------------------------------------------
native_ok() {
    [ -f "$sdk/native/builtin.h" ] && [ -f "$sdk/native/deterministic.h" ] && [ -f "$sdk/native/tile.h" ] &&
        [ -f "$sdk/native/nanovdb/PNanoVDB.h" ] && grep -q "\"$WARP_VERSION\"" "$sdk/native/version.h"
}
nvrtc_ok() {
    set -- "$sdk"/nvrtc/libnvrtc.so.*
    [ -f "$1" ] || return 1
    set -- "$sdk"/nvrtc/libnvrtc-builtins.so.*
    [ -f "$1" ] || return 1
    [ "$(cat "$sdk/nvrtc/VERSION" 2>/dev/null)" = "$NVRTC_VERSION" ]
}
clang_ok() { [ -f "$sdk/warp-clang.so" ]; }

[ "$force" = 0 ] || rm -rf "$sdk/native" "$sdk/nvrtc" "$sdk/warp-clang.so"

need_warp=0
native_ok || need_warp=1
[ "$want_clang" = 0 ] || clang_ok || need_warp=1
need_nvrtc=0
[ "$want_nvrtc" = 0 ] || nvrtc_ok || need_nvrtc=1

if [ "$need_warp$need_nvrtc" = 00 ]; then
    printf 'fetch-sdk: %s is complete (Warp %s' "$sdk" "$WARP_VERSION"
    [ "$want_nvrtc" = 0 ] || printf ', NVRTC %s' "$NVRTC_VERSION"
    printf ')\n'
    exit 0
fi

# --- tools --------------------------------------------------------------------------------------------------------
command -v "$python" >/dev/null 2>&1 ||
    fail "no Python interpreter named '$python'" "install Python 3 with pip, or name one: PYTHON=/path/to/python3 scripts/fetch-sdk.sh"
"$python" -m pip --version >/dev/null 2>&1 ||
    fail "'$python' has no pip" "run '$python -m ensurepip', or name another interpreter with PYTHON="

mkdir -p "$sdk"
tmp=$(mktemp -d "$sdk/.fetch.XXXXXX") || fail "cannot write to $sdk"
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT TERM

# download NAME VERSION -> path of the wheel in $wheel
download() {
    printf 'fetch-sdk: downloading %s %s\n' "$1" "$2"
    "$python" -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: \
        -d "$tmp/wheels" "$1==$2" >"$tmp/pip.log" 2>&1 || {
        sed 's/^/    /' "$tmp/pip.log" >&2
        fail "pip could not download $1==$2" "check that pip reaches its package index ('$python -m pip config list')"
    }
    set -- "$tmp"/wheels/*.whl
    wheel=$1
    [ -f "$wheel" ] || fail "pip reported success but left no wheel"
}

# extract PATTERN...: the matching members of $wheel into $tmp/x
extract() {
    rm -rf "$tmp/x"
    mkdir -p "$tmp/x"
    if command -v unzip >/dev/null 2>&1; then
        unzip -q -o "$wheel" "$@" -d "$tmp/x" || fail "cannot unpack $(basename "$wheel")"
    else
        "$python" -m zipfile -e "$wheel" "$tmp/x" || fail "cannot unpack $(basename "$wheel")"
    fi
    rm -rf "$tmp/wheels"
}

if [ "$need_warp" = 1 ]; then
    download warp-lang "$WARP_VERSION"
    extract 'warp/native/*' 'warp/bin/warp-clang.*'
    [ -d "$tmp/x/warp/native" ] || fail "the warp-lang wheel has no warp/native"
    rm -rf "$sdk/native"
    mv "$tmp/x/warp/native" "$sdk/native"
    if [ "$want_clang" = 1 ]; then
        for lib in "$tmp"/x/warp/bin/*warp-clang.*; do
            [ -f "$lib" ] && mv "$lib" "$sdk/warp-clang.so"
        done
    fi
    native_ok || fail "the headers in $sdk/native are incomplete or not of Warp $WARP_VERSION" "run scripts/fetch-sdk.sh --force"
fi

if [ "$need_nvrtc" = 1 ]; then
    download "$NVRTC_PACKAGE" "$NVRTC_VERSION"
    extract '*/libnvrtc.so.*' '*/libnvrtc-builtins.so.*'
    rm -rf "$sdk/nvrtc"
    mkdir -p "$tmp/nvrtc"
    find "$tmp/x" \( -name 'libnvrtc.so.*' -o -name 'libnvrtc-builtins.so.*' \) ! -name '*.alt.*' -exec mv {} "$tmp/nvrtc/" \;
    printf '%s\n' "$NVRTC_VERSION" >"$tmp/nvrtc/VERSION"
    mv "$tmp/nvrtc" "$sdk/nvrtc"
    nvrtc_ok || fail "the NVRTC wheel did not hold libnvrtc and its built-ins" "run scripts/fetch-sdk.sh --force"
fi

printf 'fetch-sdk: %s is ready:' "$sdk"
du -sh "$sdk" | awk '{ print " " $1 }'
