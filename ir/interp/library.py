"""Functions that an interpreted program may call although no text defines them.

    fn0 = %CeilF32(f32) -> f32              the opcode of that name
    fn1 = %Memcpy(i64, i64, i64) -> i64     on the interpreter's memory
    fn2 = %__cranelift_throw(...)           unwinds to a handler: see `Machine`

A row says what the name takes and gives; a call with another signature is an error. The other names of
the format (`Probestack`, `ElfTlsGetAddr`, ...) belong to machines and are refused by name.
"""

from typing import Final

from ..semantics.floats import float_function
from ..semantics.wide import pshufb
from ..types import F32, F64, I8X16, I32, I64
from .access import MemoryAccess


class LibraryRow:
    """One library function: types of its parameters and of its result, 0 for none."""

    def __init__(self, name: str, opcode: str, params: list[int], result: int) -> None:
        self.name = name
        self.opcode = opcode
        """Float opcode that it computes; empty for the others."""
        self.params = params
        self.result = result


def _float_rows() -> list[LibraryRow]:
    rows: list[LibraryRow] = []
    for bits, ty in ((32, F32), (64, F64)):
        for name in ("Ceil", "Floor", "Trunc", "Nearest"):
            rows.append(LibraryRow(f"{name}F{bits}", name.lower(), [ty], ty))
        rows.append(LibraryRow(f"FmaF{bits}", "fma", [ty, ty, ty], ty))
    return rows


#: Name of the function that throws an exception, in the test runs of the format's authors.
THROW: Final = "__cranelift_throw"

LIBRARY: Final = [
    *_float_rows(),
    LibraryRow("Memcpy", "", [I64, I64, I64], I64),
    LibraryRow("Memmove", "", [I64, I64, I64], I64),
    LibraryRow("Memset", "", [I64, I32, I64], I64),
    LibraryRow("Memcmp", "", [I64, I64, I64], I32),
    LibraryRow("X86Pshufb", "", [I8X16, I8X16], I8X16),
    # Frame pointer of the oldest frame, frame pointer and code address to begin at, tag, payloads.
    LibraryRow(THROW, "", [I64, I64, I64, I32, I64, I64], 0),
]
LIBRARY_NUMBER: Final = {row.name: number for number, row in enumerate(LIBRARY)}


class Library(MemoryAccess):
    """The library functions of one run; a fault sets `trap`."""

    def call_library(self, row: LibraryRow, args: list[int]) -> int:
        """The result of a library function on these bits."""
        if row.opcode:
            return int(float_function(row.opcode)(row.params[0], *args))
        if row.name == "X86Pshufb":
            return pshufb(args[0], args[1])
        if row.name == "Memset":
            return self._memset(args)
        if row.name == "Memcmp":
            return self._memcmp(args)
        return self._memmove(args)  # also Memcpy: what overlaps has no meaning there

    def _span(self, address: int, count: int, writes: bool) -> int:
        """An address as a signed number if its bytes can be accessed; else the run ends in a trap."""
        signed = address - (1 << 64) if address >> 63 else address
        if count and (count >> 62 or not (self.writable if writes else self.readable)(signed, count)):
            self.fault()
        return signed

    def _memmove(self, args: list[int]) -> int:
        source = self._span(args[1], args[2], False)
        target = self._span(args[0], args[2], True)
        if self.trap == 0 and args[2]:
            self.write_bytes(target, self.read_bytes(source, args[2]))
        return args[0]

    def _memset(self, args: list[int]) -> int:
        target = self._span(args[0], args[2], True)
        if self.trap == 0 and args[2]:
            self.write_bytes(target, bytes([args[1] & 255]) * args[2])
        return args[0]

    def _memcmp(self, args: list[int]) -> int:
        left = self._span(args[0], args[2], False)
        right = self._span(args[1], args[2], False)
        if self.trap != 0 or not args[2]:
            return 0
        a, b = self.read_bytes(left, args[2]), self.read_bytes(right, args[2])
        if a == b:
            return 0
        return 1 if a > b else 0xFFFFFFFF
