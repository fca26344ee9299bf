"""Small programs whose loops are what compiled code spends its time in.

Each is CLIF text with one entry function, whose arguments are integers and whose result is one i64. What
its loops need at once is a matter of the machine: but for those in `TIGHT` all fit in the registers of both
machines, so that no loop may hold a spill or a reload. The texts are in `kernel_texts.py`; those with many
values of one kind are made by `kernel_shapes.py`.
"""

import re
from typing import Final, NamedTuple

from .generate import generate
from .kernel_shapes import chacha, fir, idle
from .kernel_texts import COLD, CONSTANTS, CRC, DIVISION, FIB, HOT_CALL, MATMUL, POLY, SIEVE, SORT, SUM

_IMMEDIATE: Final = re.compile(r"v(\d+) = (\w+?)_imm(\.i32)? (\w+ )?(v\d+), (\S+)")


def expand(text: str) -> str:
    """The text with `v2 = iadd_imm v1, 8` (`iadd_imm.i32`) written out as a constant and an `iadd`."""

    def both(match: re.Match[str]) -> str:
        number, op, ty, condition, value, constant = match.groups()
        name = f"v{1000 + int(number)}"
        return (
            f"{name} = iconst{ty or '.i64'} {constant}\n    v{number} = {op} {condition or ''}{value}, {name}"
        )

    return _IMMEDIATE.sub(both, text)


class Kernel(NamedTuple):
    """A program and the call to measure."""

    name: str
    text: str
    arguments: tuple[int, ...]
    about: str
    scratch: int = 0
    """Bytes of memory that the first argument points to; 0: the first argument is a number."""

    @property
    def entry(self) -> str:
        """Name of the function to call."""
        return self.name


def _locals(size: int) -> Kernel:
    """A generated function: straight code, branches, switches, loops over six locals."""
    text = generate(size)
    return Kernel(f"bench{size}", text, (0, 3, 5), "generated code over six locals", 4096)


KERNELS: Final = (
    Kernel("sum", expand(SUM), (100, 7), "fill an array and add it up"),
    Kernel("matmul", expand(MATMUL), (8,), "three nested loops over f64"),
    Kernel("sieve", expand(SIEVE), (1500,), "primes below n"),
    Kernel("crc32", expand(CRC), (0x1234567, 9), "bit by bit in a nested loop"),
    Kernel("sort", expand(SORT), (40,), "insertion sort"),
    Kernel("poly", expand(POLY), (300,), "a polynomial in f64, coefficients in registers"),
    Kernel("cold_call", expand(COLD), (500, 3), "a loop with a call on a cold path"),
    Kernel("hot_call", expand(HOT_CALL), (200, 3), "a loop with two calls and six values across them"),
    Kernel("fib", expand(FIB), (13,), "recursion"),
    Kernel("division", expand(DIVISION), (0x123456789ABCDEF, 12345), "division and shifts: fixed registers"),
    Kernel("fir", expand(fir()), (200, 5), "eight taps, a window of eight: 18 values at once"),
    Kernel("chacha", expand(chacha()), (20, 11), "17 values at once, all in use"),
    Kernel("idle", expand(idle()), (20, 3), "22 values that an inner loop does not use"),
    Kernel("constants", expand(CONSTANTS), (100,), "constants alive across calls"),
    _locals(300),
    _locals(3000),
)

#: Kernels that want more values at once in a loop than x86-64 has registers (13), or keep too many across
#: calls; aarch64 has enough for all.
TIGHT: Final = ("hot_call", "fir", "chacha", "idle")
