#!/usr/bin/env bash
# What `make demo` shows: a WebAssembly program compiled for both machines, disassembled, run natively and under
# emulation and called from Python; then one CLIF file through the whole compiler.
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

echo "examples/tally.wasm, a C program that clang compiled to WebAssembly (examples/tally.c):"
sed -n '/^u32 crc32/,/^}/p' examples/tally.c
step wasm info examples/tally.wasm
for target in x86_64 aarch64; do
    step compile --target "$target" -O speed examples/tally.wasm -o "$out/tally-$target.o"
    step disasm "$out/tally-$target.o" --function tally.room
done
if [ "$(uname -m)" = x86_64 ]; then
    echo
    echo "the program on its own source: lines, words, bytes, CRC-32; native, then aarch64 under emulation:"
    step run examples/tally.wasm <examples/tally.c
    step run --target aarch64 examples/tally.wasm <examples/tally.c
    echo
    echo "its function crc32 from Python, beside zlib's (examples/tally.py):"
    "$1/python" examples/tally.py
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
