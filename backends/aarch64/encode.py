"""From a row and its operands to the 32-bit word.

    encode(MOP_ADD_RS, 0, 1, 2, 0, 1, 0, 0, 0)     add x0, x1, x2

The tables say where each field goes; every field is masked to its width, so signed immediates may be
given as they are and FLOAT pregs (32..63) as they are numbered. What a row with an address has in its
`addr` bits is added by `with_offset` and `with_index`:

    bits        24  21  20-16  15-13   12  11-10   9-5
    offset * size 1   imm12 in bits 21-10           rn
    offset        0   0   imm9 in bits 20-12    00  rn
    index         0   1   rm   option  s       10   rn
"""

from typing import Final

from mypy_extensions import i64

from .encodings_gen import BASE, IMM_FIELDS, REG_FIELDS

_MAX: Final = 0x7FFF_FFFF_FFFF_FFFF
#: Loads and stores that take an offset or an index; the others take a register alone.
_FORM: Final = 0x3B20_0000
_LOAD_STORE: Final = 0x3800_0000
#: Bits of accesses of 16 bytes.
_QUAD: Final = 0x0480_0000


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


def access_log2(word: i64) -> i64:
    """Log2 of the bytes that a load or store accesses; the scale of its offset or index."""
    if word & _QUAD == _QUAD:
        return 4
    return (word >> 30) & 3


def fits_offset(log2: i64, offset: i64) -> bool:
    """`offset` fits an access of 2 ** log2 bytes, scaled or not."""
    scaled = offset >> log2
    return -256 <= offset <= 255 or (scaled << log2 == offset and 0 <= scaled <= 0xFFF)


def with_offset(word: i64, base: i64, offset: i64) -> i64:
    """A load or store of [base, #offset], which must fit; an access by a register alone ignores it."""
    word |= base << 5
    if word & _FORM != _LOAD_STORE:
        return word
    scaled = offset >> access_log2(word)
    if scaled << access_log2(word) == offset and 0 <= scaled <= 0xFFF:
        return word | (1 << 24) | (scaled << 10)
    return word | ((offset & 0x1FF) << 12)


def with_index(word: i64, base: i64, index: i64, extend: i64, scaled: i64) -> i64:
    """A load or store of [base, index], the index extended (3: not) and, if `scaled` is 1, multiplied by
    the size of the access."""
    return word | (1 << 21) | (index << 16) | (extend << 13) | (scaled << 12) | (2 << 10) | (base << 5)
