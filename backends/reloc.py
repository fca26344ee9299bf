"""Filling relocated fields: the arithmetic of each relocation kind.

With S the symbol's address, A the addend and P the place of the field, as in the ELF supplements
("System V AMD64 psABI" section 4.4, "ELF for the Arm 64-bit Architecture" section 5.7):

    abs64                 S + A                       pc32, plt32, prel32     S + A - P
    call26, jump26        (S + A - P) / 4             adr_prel_pg_hi21        Page(S + A) - Page(P)
    ..._lo12_nc           low 12 bits of S + A, divided by the access size

For the GOT kinds S is the address of the slot that holds the symbol's address.
"""

from typing import Final

from ..ir.errors import LimitError
from . import labels

#: Kinds whose value does not change when the whole text section moves, and which name the symbol
#: itself: between two places of one section they are resolved for good.
PC_RELATIVE: Final = frozenset(
    {
        labels.RELOC_X64_PC32,
        labels.RELOC_X64_PLT32,
        labels.RELOC_X64_PC64,
        labels.RELOC_A64_CALL26,
        labels.RELOC_A64_JUMP26,
        labels.RELOC_A64_PREL32,
        labels.RELOC_A64_PREL64,
    }
)
#: Direct calls and jumps: their target may be a stub that jumps on.
BRANCHES: Final = frozenset({labels.RELOC_X64_PLT32, labels.RELOC_A64_CALL26, labels.RELOC_A64_JUMP26})
#: Kinds that read the symbol's address from a slot.
THROUGH_SLOT: Final = frozenset(
    {
        labels.RELOC_X64_GOTPCREL,
        labels.RELOC_X64_GOTPCRELX,
        labels.RELOC_A64_ADR_GOT_PAGE,
        labels.RELOC_A64_LD64_GOT_LO12_NC,
    }
)

_PC32: Final = frozenset(
    {
        labels.RELOC_X64_PC32,
        labels.RELOC_X64_PLT32,
        labels.RELOC_X64_GOTPCREL,
        labels.RELOC_X64_GOTPCRELX,
        labels.RELOC_A64_PREL32,
    }
)
_LO12_SHIFT: Final = {
    labels.RELOC_A64_ADD_ABS_LO12_NC: 0,
    labels.RELOC_A64_LDST8_ABS_LO12_NC: 0,
    labels.RELOC_A64_LDST16_ABS_LO12_NC: 1,
    labels.RELOC_A64_LDST32_ABS_LO12_NC: 2,
    labels.RELOC_A64_LDST64_ABS_LO12_NC: 3,
    labels.RELOC_A64_LD64_GOT_LO12_NC: 3,
    labels.RELOC_A64_LDST128_ABS_LO12_NC: 4,
}


def _signed(kind: int, value: int, bits: int) -> int:
    """`value` as an unsigned field of `bits` bits; raises `LimitError` if it does not fit."""
    if not -(1 << (bits - 1)) <= value < 1 << (bits - 1):
        raise LimitError(f"relocation {labels.RELOC_NAMES[kind]} out of range: distance {value}")
    return value & ((1 << bits) - 1)


def apply_reloc(data: bytearray, offset: int, kind: int, place: int, value: int) -> None:
    """Fill the field at `data[offset]`, whose address is `place`; `value` is S + A.

    Raises `LimitError` when the value does not fit."""
    if kind in (labels.RELOC_X64_ABS64, labels.RELOC_A64_ABS64):
        data[offset : offset + 8] = (value & (1 << 64) - 1).to_bytes(8, "little")
        return
    if kind in (labels.RELOC_X64_PC64, labels.RELOC_A64_PREL64):
        data[offset : offset + 8] = _signed(kind, value - place, 64).to_bytes(8, "little")
        return
    if kind in _PC32:
        data[offset : offset + 4] = _signed(kind, value - place, 32).to_bytes(4, "little")
        return
    word = int.from_bytes(data[offset : offset + 4], "little")
    if kind in (labels.RELOC_A64_CALL26, labels.RELOC_A64_JUMP26):
        if (value - place) % 4:
            raise LimitError(f"relocation {labels.RELOC_NAMES[kind]} to a misaligned place")
        word = word & ~0x3FFFFFF | _signed(kind, (value - place) >> 2, 26)
    elif kind in (labels.RELOC_A64_ADR_PREL_PG_HI21, labels.RELOC_A64_ADR_GOT_PAGE):
        pages = _signed(kind, (value >> 12) - (place >> 12), 21)
        word = word & 0x9F00001F | (pages & 3) << 29 | pages >> 2 << 5
    elif kind in _LO12_SHIFT:
        shift = _LO12_SHIFT[kind]
        if value & ((1 << shift) - 1):
            raise LimitError(f"relocation {labels.RELOC_NAMES[kind]} to a misaligned place")
        word = word & ~(0xFFF << 10) | (value & 0xFFF) >> shift << 10
    else:
        raise LimitError(f"unknown relocation kind {kind}")
    data[offset : offset + 4] = word.to_bytes(4, "little")
