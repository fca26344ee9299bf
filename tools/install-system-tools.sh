#!/usr/bin/env bash
# Installs the system tools that the tests use, on Debian and Ubuntu, through apt (as root):
#
#   gcc, g++, libc6-dev       compile irtool's modules; link objects with C programs
#   python3-venv, python3-dev virtual environments; headers for the compiled modules
#   binutils                  readelf, objdump and ld for x86-64
#   binutils-aarch64-linux-gnu, gcc-aarch64-linux-gnu, g++-aarch64-linux-gnu, libc6-dev-arm64-cross
#                             the same and compilers of C and C++ with their libraries for aarch64
#   gdb                       shows lines and frames of linked programs
#   llvm                      llvm-dwarfdump checks line tables
#   lld                       another linker for both machines
#   qemu-user                 runs aarch64 programs
#   wabt                      tools for WebAssembly text and binaries
#   clang, wasi-libc, libclang-rt-dev-wasm32
#                             compile C to WebAssembly
#   gcc-riscv64-linux-gnu, libc6-dev-riscv64-cross
#                             link code of the example backend
#   graphviz                  draws `irtool cfg --format svg`
#
# Nothing but graphviz is needed to use irtool itself. A test whose tool is missing is skipped and says so.
#
#   tools/install-system-tools.sh             install what is missing
#   tools/install-system-tools.sh --check     only list what is missing; status 1 if anything is
#   tools/install-system-tools.sh --if-root   install when that is possible, else as --check
set -euo pipefail

declare -A package_of=(
    [gcc]=gcc
    [g++]=g++
    [gdb]=gdb
    [llvm-dwarfdump]=llvm
    [readelf]=binutils
    [objdump]=binutils
    [aarch64-linux-gnu-gcc]=gcc-aarch64-linux-gnu
    [aarch64-linux-gnu-g++]=g++-aarch64-linux-gnu
    [aarch64-linux-gnu-objdump]=binutils-aarch64-linux-gnu
    [ld.lld]=lld
    [qemu-aarch64]=qemu-user
    [wat2wasm]=wabt
    [clang]=clang
    [riscv64-linux-gnu-gcc]=gcc-riscv64-linux-gnu
    [dot]=graphviz
)

missing=()
for tool in "${!package_of[@]}"; do
    command -v "$tool" >/dev/null 2>&1 || missing+=("${package_of[$tool]}")
done
# Headers and libraries have no command to look for.
have_file() { compgen -G "$1" >/dev/null; }
have_file '/usr/include/*/sys/types.h' || have_file '/usr/include/sys/types.h' || missing+=(libc6-dev)
have_file '/usr/aarch64-linux-gnu/lib/libc.so*' || missing+=(libc6-dev-arm64-cross)
have_file '/usr/riscv64-linux-gnu/lib/libc.so*' || missing+=(libc6-dev-riscv64-cross)
have_file '/usr/lib/wasm32-wasi/libc.a' || missing+=(wasi-libc libclang-rt-dev-wasm32)
python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
python3 -c 'import os, sysconfig, sys; sys.exit(not os.path.exists(sysconfig.get_paths()["include"] + "/Python.h"))' \
    2>/dev/null || missing+=(python3-dev)

if [ "${#missing[@]}" -eq 0 ]; then
    echo "system tools: all there"
    exit 0
fi
mapfile -t missing < <(printf '%s\n' "${missing[@]}" | sort -u)
echo "system tools missing, by package: ${missing[*]}"

mode=${1:-install}
if [ "$mode" = --check ]; then
    exit 1
fi
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "as root on Debian or Ubuntu: apt-get install ${missing[*]}"
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# One by one when together fails: a package that this system does not have must not keep out the rest.
if ! apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null; then
    for package in "${missing[@]}"; do
        apt-get install -y -qq --no-install-recommends "$package" >/dev/null || echo "not installed: $package"
    done
fi
