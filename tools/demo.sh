#!/usr/bin/env bash
# What `make demo` shows: a WebAssembly module run, and one CLIF file through the whole compiler, for both machines.
#
#   tools/demo.sh BIN       BIN: the directory of the `irtool` command
set -euo pipefail
cd "$(dirname "$0")/.."
irtool=$1/irtool
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

step() {
    printf '\n$ irtool'
    printf ' %s' "$@"
    printf '\n'
    "$irtool" "$@"
}

if [ "$(uname -m)" = x86_64 ]; then
    echo "examples/fib.wat, a WebAssembly module:"
    cat examples/fib.wat
    step run examples/fib.wat --invoke fib 30
    echo
fi

echo "examples/demo.clif, its first function:"
sed -n '/^function %fib/,/^}/p' examples/demo.clif

for target in x86_64 aarch64; do
    step compile --target "$target" -O speed examples/demo.clif -o "$out/demo-$target.o"
    step disasm "$out/demo-$target.o" --function fib
done
step interpret examples/demo.clif --invoke fib 30
if [ "$(uname -m)" = x86_64 ]; then
    step run --target x86_64 -O speed examples/demo.clif --invoke fib 30
fi
step run --target aarch64 -O speed examples/demo.clif --invoke fib 30

if command -v gcc >/dev/null && [ "$(uname -m)" = x86_64 ]; then
    echo
    echo "linked into a C program:"
    gcc -o "$out/demo" examples/demo.c "$out/demo-x86_64.o" && "$out/demo"
fi
if command -v aarch64-linux-gnu-gcc >/dev/null && command -v qemu-aarch64 >/dev/null; then
    echo "the same for aarch64, run by qemu:"
    aarch64-linux-gnu-gcc -static -o "$out/demo-arm" examples/demo.c "$out/demo-aarch64.o" && qemu-aarch64 "$out/demo-arm"
fi
