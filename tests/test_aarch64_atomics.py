"""Atomic operations of all widths, by one instruction (`has_lse`) and by a loop, linked with C and run under
qemu. The emulator of the other tests (unicorn 2.1) takes the narrow `ldsmin` and `ldsmax` as unsigned.
"""

import shutil
import subprocess
from pathlib import Path

import pytest
from irtool.cli.main import main

OPERATIONS = ("add", "sub", "and", "nand", "or", "xor", "xchg", "umin", "umax", "smin", "smax")
WIDTHS = (8, 16, 32, 64)

MAIN = r"""
#include <stdint.h>
#include <stdio.h>
%(declarations)s
static uint64_t memory[3];
int main(void) {
%(calls)s
    return 0;
}
"""


def edges(width: int) -> list[int]:
    top = 1 << width - 1
    return [0, 1, 5, top - 1, top, top + 3, 2 * top - 1]


def signed(value: int, width: int) -> int:
    return value - (1 << width) if value >> width - 1 else value


def updated(operation: str, old: int, x: int, width: int) -> int:
    """What the memory holds afterwards."""
    if operation in ("smin", "smax"):
        choose = min if operation == "smin" else max
        return choose(old, x, key=lambda value: signed(value, width))
    results = {
        "add": old + x,
        "sub": old - x,
        "and": old & x,
        "nand": ~(old & x),
        "or": old | x,
        "xor": old ^ x,
        "xchg": x,
        "umin": min(old, x),
        "umax": max(old, x),
    }
    return results[operation] % (1 << width)


def module_text() -> str:
    """A function for each operation and width; the value has ones above its width."""
    functions = []
    for width in WIDTHS:
        narrow = f"v3 = ireduce.i{width} v1" if width < 64 else "v3 -> v1"
        other = f"v4 = ireduce.i{width} v2" if width < 64 else "v4 -> v2"
        wide = "v6 = uextend.i64 v5" if width < 64 else "v6 -> v5"
        for operation in OPERATIONS:
            functions.append(
                f"""function %{operation}{width}(i64, i64, i64) -> i64 system_v {{
block0(v0: i64, v1: i64, v2: i64):
    {narrow}
    v5 = atomic_rmw.i{width} {operation} v0, v3
    {wide}
    return v6
}}"""
            )
        functions.append(
            f"""function %cas{width}(i64, i64, i64) -> i64 system_v {{
block0(v0: i64, v1: i64, v2: i64):
    {narrow}
    {other}
    v5 = atomic_cas.i{width} v0, v3, v4
    {wide}
    return v6
}}"""
        )
    return "\n".join(functions)


def expected() -> list[tuple[str, int, int, int, int, int]]:
    """Function, old value, two arguments, result, memory afterwards."""
    cases = []
    for width in WIDTHS:
        junk = ~((1 << width) - 1) & (1 << 64) - 1
        for old in edges(width):
            for x in edges(width):
                for operation in OPERATIONS:
                    new = updated(operation, old, x, width)
                    cases.append((f"{operation}{width}", old, x | junk, 0, old, new))
                cases.append((f"cas{width}", old, x | junk, 3 | junk, old, 3 if x == old else old))
    return cases


@pytest.mark.parametrize("level", ["none", "speed"])
@pytest.mark.parametrize("lse", ["true", "false"])
def test_atomics_under_qemu(tmp_path: Path, lse: str, level: str) -> None:
    for tool in ("aarch64-linux-gnu-gcc", "qemu-aarch64"):
        if not shutil.which(tool):
            pytest.skip(f"{tool} is not installed")
    source = tmp_path / "atomics.clif"
    source.write_text(module_text())
    options = [
        "--target",
        "aarch64",
        "--set",
        f"has_lse={lse}",
        "-O",
        level,
        "--set",
        "regalloc_checker=true",
    ]
    assert main(["compile", *options, "-o", str(tmp_path / "atomics.o"), str(source)]) == 0
    cases = expected()
    names = sorted({case[0] for case in cases})
    calls = "\n".join(
        f'    memory[1] = {old}u; printf("%lu ", {name}(memory + 1, {x}u, {y}u)); '
        'printf("%lu %lu %lu\\n", memory[1], memory[0], memory[2]);'
        for name, old, x, y, _, _ in cases
    )
    declarations = "\n".join(f"uint64_t {name}(uint64_t *, uint64_t, uint64_t);" for name in names)
    (tmp_path / "main.c").write_text(MAIN % {"declarations": declarations, "calls": calls})
    build = ["aarch64-linux-gnu-gcc", "-static", "-w", "main.c", "atomics.o", "-o", "program"]
    subprocess.run(build, cwd=tmp_path, check=True)
    run = ["qemu-aarch64", "-cpu", "max", "./program"]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=600)
    found = [tuple(map(int, line.split())) for line in done.stdout.splitlines()]
    assert len(found) == len(cases)
    for case, line in zip(cases, found, strict=True):
        assert line == (*case[4:], 0, 0), f"{case}: {line}"
