#!/usr/bin/env bash
# Run tests on the other CPythons of this machine: each that irtool supports, but the one of PYTHON.
#
#   tools/test-pythons.sh --smoke [PYTHON]      a quick part, plain form (`make test`)
#   tools/test-pythons.sh --all [PYTHON]        everything, plain and compiled form (`make test-long`)
#   tools/test-pythons.sh --list [PYTHON]       only say which there are
#
# They are looked for on PATH, in ~/.pyenv/versions, /usr/local/bin, /usr/bin and /opt/python*/bin. Each gets a
# virtual environment .venv-X.Y. A machine without others passes, and says so.
set -euo pipefail
cd "$(dirname "$0")/.."
mode=${1:---smoke}
own=$("${2:-python3}" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
jobs=${JOBS:-2}
# What depends on the version of Python: object layouts, calls, signals, processes, imports.
smoke=(tests/test_packaging.py tests/test_settings.py tests/test_ir_names.py tests/test_runtime_callable.py
       tests/test_runtime_native.py tests/test_builder_handles.py tests/test_filetests_runner.py)

# The first interpreter of a version that starts (the shims of pyenv are there for versions that are not).
find_python() {
    local version=$1 candidate
    for candidate in "$(command -v "python$version" || true)" ~/.pyenv/versions/"$version".*/bin/python3 \
        /usr/local/bin/python"$version" /usr/bin/python"$version" /opt/python*/bin/python"$version"; do
        if [ -x "$candidate" ] && [ "$("$candidate" -c 'import sys, venv, ensurepip
print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" = "$version" ]; then
            echo "$candidate"
            return
        fi
    done
}

# Without the isolation of a build environment, which would be downloaded anew each time.
install() {
    local python=$1/bin/python
    shift
    local build=("setuptools>=77" "mypy[mypyc]>=2.4,<2.6")
    [ -n "${IRTOOL_PURE:-}" ] && build=("setuptools>=77")
    "$python" -m pip --disable-pip-version-check --quiet install "${build[@]}"
    "$python" -m pip --disable-pip-version-check --quiet install --no-build-isolation "$@"
}

# Whether a source is newer than what a stamp stands for.
stale() {
    [ ! -e "$1" ] || [ -n "$(find . \( -name .git -o -name build -o -name '.venv*' -o -name docs -o -name tests \) -prune \
        -o \( -name '*.py' -o -name pyproject.toml \) -newer "$1" -print -quit)" ]
}

found=0
for version in 3.11 3.12 3.13 3.14; do
    [ "$version" = "$own" ] && continue
    python=$(find_python "$version")
    [ -z "$python" ] && continue
    found=$((found + 1))
    echo "--- CPython $version: $python"
    [ "$mode" = --list ] && continue
    venv=.venv-$version
    [ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
    if [ "$mode" = --smoke ]; then
        if stale "$venv/smoke"; then
            IRTOOL_PURE=1 install "$venv" . "pytest>=9,<10" pytest-xdist hypothesis numpy
            touch "$venv/smoke"
        fi
        "$venv/bin/python" -m pytest -q -n "$jobs" -W error::DeprecationWarning \
            -m "not slow and not compiled_only and not builds" "${smoke[@]}"
    else
        rm -f "$venv/smoke"
        IRTOOL_PURE=1 install "$venv" '.[test]'
        "$venv/bin/python" -m pytest -q -n "$jobs" -m "not compiled_only and not builds"
        install "$venv" '.[test]'
        "$venv/bin/python" -m pytest -q -n "$jobs" -m "not builds"
    fi
done
if [ "$found" = 0 ]; then echo "no other CPython that irtool supports is on this machine"; fi
