"""What does not pass, each with its reason: conformance files, and texts that take too much memory to read.
The tables may only shrink.

A row is `(file, command, target, reason)`; the file is relative to the `clif` folder of the conformance
data, the target is empty for commands that need none. The command `interpret` also stands for the run
lines of a file that has only `test run`. A row whose file passes makes its test fail: then the row goes,
and `LIMIT` with it.
"""

from typing import Final, NamedTuple


class Row(NamedTuple):
    """One expected failure or unsupported feature."""

    file: str
    command: str
    target: str
    reason: str
    lines: tuple[int, ...] = ()
    """The run lines that fail, where that is known to be all."""


#: Most rows that the table may have: lower it whenever a row goes.
LIMIT: Final = 3

_INTERPRETER_BITS = (
    "three lines expect fcvt_to_uint(_sat).i128 to stop at 2**127 - 1, a limit of Cranelift's interpreter "
    "and not of the instruction"
)
_MACHINE_NAN = "the file holds the NaN bits of one machine ({}); the interpreter has the rule of IEEE 754"

KNOWN_FAILURES: Final = (
    Row("runtests/i128-conversion.clif", "interpret", "", _INTERPRETER_BITS, (14, 28, 40)),
    Row(
        "runtests/simd-fmax-fmin-nondeterministic-x86_64.clif",
        "interpret",
        "",
        _MACHINE_NAN.format("x86-64"),
        (16, 29, 30, 31),
    ),
    Row(
        "runtests/simd-fmax-fmin-nondeterministic-riscv64.clif",
        "interpret",
        "",
        _MACHINE_NAN.format("riscv64"),
        (18, 19, 21, 28, 30, 31),
    ),
)


#: Inputs that are not compiled for a target, by file and target: words of the reason that the compiler gives.
REFUSED_INPUTS: Final[dict[tuple[str, str], str]] = {}
#: Most inputs that it may have: lower it whenever one goes.
REFUSED_LIMIT: Final = 0


class WasmRow(NamedTuple):
    """Commands of a WebAssembly script that do not come out as the script says."""

    file: str
    """Relative to the `wasm` folder of the conformance data."""
    lines: tuple[int, ...]
    reason: str


#: Most commands that `WASM_FAILURES` may name: lower it whenever one goes.
WASM_LIMIT: Final = 0

WASM_FAILURES: Final[tuple[WasmRow, ...]] = ()

#: Texts of `test_text_fuzz.py` that take more than 20 times their size, and how many times at most: the
#: shortest functions and instructions are smaller than a twentieth of their rows in the tables (31 columns
#: of a function, 68 bytes in the 15 columns of an instruction). One that takes less makes its test fail: then
#: the row goes.
HUNGRY_TEXTS: Final = {"nops": 23, "empty functions": 66, "functions of one block": 58}
HUNGRY_LIMIT: Final = 3
