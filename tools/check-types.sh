#!/usr/bin/env bash
# mypy --strict over the package. The repository's root is the package `irtool`, so mypy is given a
# link of that name outside the tree.
#
#   tools/check-types.sh [PYTHON] [mypy arguments, default: -p irtool]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
python=${1:-python3}
shift || true
case $python in */*) python=$(cd "$(dirname "$python")" && pwd)/$(basename "$python") ;; esac
link=$(mktemp -d)
trap 'rm -rf "$link"' EXIT
ln -s "$root" "$link/irtool"
cd "$link"
if [ $# -eq 0 ]; then set -- -p irtool; fi
"$python" -m mypy --config-file "$root/pyproject.toml" --cache-dir "$root/build/mypy-cache" --strict "$@"
