"""From a row and its operands to the 32-bit word.

    encode(MOP_ADD_RS, 0, 1, 2, 0, 1, 0, 0, 0)     add x0, x1, x2

The tables say where each field goes; every field is masked to its width, so signed immediates may be
given as they are and FLOAT pregs (32..63) as they are numbered.
"""

from typing import Final

from mypy_extensions import i64

from .encodings_gen import BASE, IMM_FIELDS, REG_FIELDS

_MAX: Final = 0x7FFF_FFFF_FFFF_FFFF


def place_immediates(mop: i64, i0: i64, i1: i64, i2: i64, i3: i64) -> i64:
    """The fixed bits and the immediate fields of a row."""
    word = BASE[mop]
    fields = IMM_FIELDS[mop]
    while fields != 0:
        index = fields & 3
        value = i0
        if index == 1:
            value = i1
        elif index == 2:
            value = i2
        elif index == 3:
            value = i3
        word |= (value & (_MAX >> (63 - ((fields >> 7) & 31)))) << ((fields >> 2) & 31)
        fields >>= 12
    return word


def encode(mop: i64, r0: i64, r1: i64, r2: i64, r3: i64, i0: i64, i1: i64, i2: i64, i3: i64) -> i64:
    """The word of a row with register operands `r0`.. and immediates `i0`.. in the order of the
    row; those it does not have are ignored."""
    word = place_immediates(mop, i0, i1, i2, i3)
    fields = REG_FIELDS[mop]
    value = r0
    index: i64 = 0
    while fields != 0:
        word |= (value & 31) << ((fields & 0xFF) - 1)
        fields >>= 8
        index += 1
        value = r1
        if index == 2:
            value = r2
        elif index == 3:
            value = r3
    return word


def encode_r(mop: i64, r0: i64, r1: i64, r2: i64) -> i64:
    """A row with registers only."""
    return encode(mop, r0, r1, r2, 0, 0, 0, 0, 0)


def encode_rri(mop: i64, r0: i64, r1: i64, i0: i64, i1: i64, i2: i64) -> i64:
    """A row with two registers and up to three immediates."""
    return encode(mop, r0, r1, 0, 0, i0, i1, i2, 0)
