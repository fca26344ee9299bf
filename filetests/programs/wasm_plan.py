"""What a random WebAssembly module has, and constants and accesses for its code (`wasm_modules.py`)."""

import random
from typing import Final

from ...frontend.wasm.opcodes import WASM_OPS
from ...frontend.wasm.opcodes_gen import WOP_SIZE_LOG2
from .wasm_syntax import U32, U64, Atom, Instr, instr, raw

FUEL: Final = 150
TABLE_SIZE: Final = 12
_CONSTANTS: Final = {
    32: (0, 1, 2, -1, 7, 31, 32, 255, 65535, -(1 << 31), (1 << 31) - 1),
    64: (0, 1, -1, 63, 64, 1 << 32, (1 << 32) - 1, -(1 << 63), (1 << 63) - 1),
}
#: Bits of floats at edges: zeros, ones, infinities, the smallest, the largest, a NaN with a payload.
_FLOATS: Final = {
    "f": (0, 0x8000_0000, 0x3F80_0000, 0xBF80_0000, 0x7F80_0000, 0xFF80_0000, 1, 0x4F00_0000, 0x7FE0_0001),
    "F": (0, 1 << 63, 0x3FF << 52, 0xBFF << 52, 0x7FF << 52, 0xFFF << 52, 1, 0x43E << 52, 0x7FFC << 48 | 1),
}
#: Which feature of a plan a feature of an opcode stands for; others are always on.
_OPTIONAL: Final = frozenset({"simd", "relaxed_simd", "threads", "wide_arithmetic"})


class Plan:
    """What a module has that code may use."""

    def __init__(self, rng: random.Random, features: frozenset[str], size: int) -> None:
        self.random = rng
        self.features = features
        self.size = size
        self.letters: str = "iIfFv" if "simd" in features else "iIfF"
        self.types: list[str] = []
        """Signatures, `iI>I`; the type of tag 0 is the last but one."""
        self.functions: list[int] = []
        """Type of each function."""
        self.second_memory: str = ""
        """Empty for none, `wide` for 64-bit indices, `bytes` for pages of one byte."""
        self.tables: int = 1
        self.value_ops: dict[str, list[int]] = {letter: [] for letter in self.letters}
        """Rows by the one type that they leave."""
        self.loads: dict[str, list[int]] = {letter: [] for letter in self.letters}
        """Those with a memory operand."""
        self.stores: list[int] = []
        self.pairs: list[int] = []
        """Rows that leave two i64."""
        self._sort_rows()

    def _sort_rows(self) -> None:
        for op, row in enumerate(WASM_OPS):
            missing = row.features in _OPTIONAL and row.features not in self.features
            if missing or row.signature == "*" or not (row.lowering or row.name == "i8x16.shuffle"):
                continue
            if any(letter not in self.letters for letter in (row.operands + row.results).replace("A", "")):
                continue
            if "A" in row.operands:
                if row.results:
                    self.loads[row.results].append(op)
                else:
                    self.stores.append(op)
            elif row.results == "II":
                self.pairs.append(op)
            elif len(row.results) == 1:
                self.value_ops[row.results].append(op)

    def callable(self, results: str) -> list[int]:
        """Functions whose first results are these."""
        return [
            i for i, n in enumerate(self.functions) if self.types[n].partition(">")[2].startswith(results)
        ]


def constant(letter: str, rng: random.Random) -> Instr:
    """A constant, often one at an edge."""
    if letter in "iI":
        bits = 32 if letter == "i" else 64
        number = rng.getrandbits(bits) - (1 << (bits - 1))
        if rng.random() < 0.6:
            number = rng.choice(_CONSTANTS[bits])
        return instr(f"i{bits}.const", number)
    if letter == "v":
        return instr("v128.const", rng.choice((bytes(16), b"\xff" * 16, rng.randbytes(16))))
    size = 4 if letter == "f" else 8
    number = rng.choice(_FLOATS[letter])
    if rng.random() < 0.3:
        number = rng.getrandbits(8 * size) & ~(1 << (8 * size - 2))
    return instr(f"f{8 * size}.const", number.to_bytes(size, "little"))


def access(op: int, offset: int, memory: int = 0, lane: int = -1, align: int = -1) -> Instr:
    """A load or store, with the natural alignment if none is given."""
    align = int(WOP_SIZE_LOG2[op]) if align < 0 else align
    atoms = [Atom(U32, align | (64 if memory else 0))]
    if memory:
        atoms.append(Atom("memory", memory))
    atoms.append(Atom(U64, offset))
    if lane >= 0:
        atoms.append(raw(lane))
    return Instr(op, atoms)
