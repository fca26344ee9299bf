"""What the dynamic loader and unwinders read of a shared library: symbols, their hash table, the dynamic
table, and the table of frames.

The hash table is that of GNU (`DT_GNU_HASH`). Symbols of others come first in the symbol table and are not
in it; the rest stand in the order of their buckets, so that a bucket is a row of symbols:

    buckets, first symbol in the table, words of the filter, shift        4 words
    filter      64-bit words, two bits for each symbol: most names that are not there are known by them
    buckets     the first symbol of each, 0 for none
    hashes      of each symbol, the lowest bit set at the end of a bucket

The table of frames (`.eh_frame_hdr`) has where each function begins and where its FDE is, sorted, as
distances from the table itself, so that an unwinder finds a frame by bisection.

Sources: System V ABI, chapter 5; Linux Standard Base Core 5.0, section 10.6.2. The hash table is as in the
documentation of GNU's and LLVM's linkers.
"""

import struct
from collections.abc import Callable, Sequence
from typing import Final

from ..ir.errors import IrtoolError
from .elf import STT_NOTYPE, SYMBOL, StringTable
from .elf_read import Symbol

DYNAMIC_ENTRY: Final = struct.Struct("<qQ")
_DT_STRTAB: Final = 5
_DT_SYMTAB: Final = 6
_DT_RELA: Final = 7
_DT_RELASZ: Final = 8
_DT_RELAENT: Final = 9
_DT_STRSZ: Final = 10
_DT_SYMENT: Final = 11
_DT_SONAME: Final = 14
_DT_FLAGS: Final = 30
_DT_GNU_HASH: Final = 0x6FFFFEF5
_DT_RELACOUNT: Final = 0x6FFFFFF9
_DT_FLAGS_1: Final = 0x6FFFFFFB
_DF_BIND_NOW: Final = 8
_DF_1_NOW: Final = 1
_RELA_SIZE: Final = 24

_FILTER_BITS: Final = 64
_SHIFT: Final = 26

#: Version, then how pointers are written: to the frames, the count, and in the table.
_FRAME_TABLE: Final = bytes([1, 0x1B, 0x03, 0x3B])
_FRAME_ROW: Final = struct.Struct("<ii")


def gnu_hash(name: str) -> int:
    """The hash of a symbol's name, 32 bits."""
    value = 5381
    for byte in name.encode():
        value = (value * 33 + byte) & 0xFFFFFFFF
    return value


class DynamicSymbols:
    """The symbol table of the loader."""

    def __init__(self, outside: Sequence[Symbol], exported: Sequence[Symbol]) -> None:
        hashes = {symbol: gnu_hash(symbol.name) for symbol in exported}
        buckets = max(len(exported) // 4, 1)
        ordered = sorted(exported, key=lambda symbol: hashes[symbol] % buckets)
        self._symbols = [*outside, *ordered]
        self.rows = {symbol: row for row, symbol in enumerate(self._symbols, 1)}
        """Number of each symbol."""
        self.strings = StringTable()
        self._names = [self.strings.add(symbol.name) for symbol in self._symbols]
        self.size = SYMBOL.size * (len(self._symbols) + 1)
        """Bytes of the table."""
        self.hash = _hash_table([hashes[symbol] for symbol in ordered], buckets, len(outside) + 1)
        """The hash table."""

    def table(self, place: Callable[[Symbol], tuple[int, int]]) -> bytes:
        """The table; `place` gives section and address of a symbol that is defined."""
        pieces = [bytes(SYMBOL.size)]
        for symbol, name in zip(self._symbols, self._names, strict=True):
            if symbol.section:
                kind, (section, address), size = symbol.kind, place(symbol), symbol.size
            else:
                kind, section, address, size = STT_NOTYPE, 0, 0, 0
            pieces.append(SYMBOL.pack(name, symbol.bind << 4 | kind, 0, section, address, size))
        return b"".join(pieces)


def _hash_table(hashes: list[int], buckets: int, first: int) -> bytearray:
    """The hash table of symbols in the order of their buckets, numbered from `first` on."""
    words = 1
    while words * _FILTER_BITS < len(hashes) * 8:
        words *= 2
    bloom = [0] * words
    starts, chain = [0] * buckets, []
    for row, value in enumerate(hashes):
        bloom[value // _FILTER_BITS % words] |= (
            1 << value % _FILTER_BITS | 1 << (value >> _SHIFT) % _FILTER_BITS
        )
        bucket = value % buckets
        starts[bucket] = starts[bucket] or first + row
        last = row + 1 == len(hashes) or hashes[row + 1] % buckets != bucket
        chain.append(value & ~1 | last)
    return bytearray(
        struct.pack(
            f"<4I{words}Q{buckets}I{len(chain)}I", buckets, first, words, _SHIFT, *bloom, *starts, *chain
        )
    )


def dynamic_section(
    hash_at: int,
    strings: tuple[int, int],
    symbols_at: int,
    relocations: tuple[int, int, int],
    soname: int,
) -> bytes:
    """The dynamic table. `strings` are address and size; `relocations` too, and how many count from the base
    of the library, which come first; `soname` is a place in the strings, 0 for none. Its size does not depend
    on the addresses."""
    rela_at, rela_size, relative = relocations
    entries = [(_DT_SONAME, soname)] if soname else []
    entries += [
        (_DT_GNU_HASH, hash_at),
        (_DT_STRTAB, strings[0]),
        (_DT_SYMTAB, symbols_at),
        (_DT_STRSZ, strings[1]),
        (_DT_SYMENT, SYMBOL.size),
    ]
    if rela_size:
        entries += [
            (_DT_RELA, rela_at),
            (_DT_RELASZ, rela_size),
            (_DT_RELAENT, _RELA_SIZE),
            (_DT_RELACOUNT, relative),
        ]
    entries += [(_DT_FLAGS, _DF_BIND_NOW), (_DT_FLAGS_1, _DF_1_NOW), (0, 0)]
    return b"".join(DYNAMIC_ENTRY.pack(*entry) for entry in entries)


def _frame_entries(frames: bytes | bytearray) -> list[int]:
    """Where the FDEs are in a section of frames."""
    found = []
    at = 0
    while at + 4 <= len(frames):
        size = int.from_bytes(frames[at : at + 4], "little")
        if size == 0 or at + 4 + size > len(frames) or size < 4:
            raise IrtoolError("damaged ELF file: the frames are cut off")
        if frames[at + 4 : at + 8] != bytes(4):
            found.append(at)
        at += 4 + size
    return found


def frame_table_size(frames: bytes) -> int:
    """Bytes of the table for a section of frames. Raises `IrtoolError` for a damaged one."""
    return len(_FRAME_TABLE) + 8 + _FRAME_ROW.size * len(_frame_entries(frames))


def frame_table(address: int, frames_at: int, frames: bytes | bytearray) -> bytes:
    """The table of frames at an address, for frames whose fields are filled (`eh_frame.py` writes them)."""
    rows = []
    for entry in _frame_entries(frames):
        field = entry + 8
        distance = int.from_bytes(frames[field : field + 4], "little", signed=True)
        rows.append((frames_at + field + distance - address, frames_at + entry - address))
    head = struct.pack("<iI", frames_at - (address + len(_FRAME_TABLE)), len(rows))
    return _FRAME_TABLE + head + b"".join(_FRAME_ROW.pack(*row) for row in sorted(rows))
