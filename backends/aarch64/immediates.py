"""Which constants fit into which immediate field.

- Add and subtract take 12 bits, optionally shifted left by 12.
- And, or and exclusive or take a *bitmask*: an element of 2, 4, 8, 16, 32 or 64 bits, repeated to
  the register width, that is one run of ones, rotated. `0x00ff00ff` is 16-bit elements with a run
  of 8; 0 and all ones are not bitmasks. The field is `N:immr:imms`: N and the top of imms give the
  element size, the rest of imms the run length minus one, immr the rotation to the right.
- `movz`, `movn`, `movk` set 16 bits of the register each.
- `fmov` takes floats with 4 bits of fraction and 3 of exponent.

Values are signed 64-bit numbers; nothing here relies on wrapping, so that interpreted and compiled
code agree. Source: DDI 0487, `DecodeBitMasks` and `VFPExpandImm`.
"""

from typing import Final

from mypy_extensions import i64

from ..rule_facts import count_ones, trailing_zeros

_MAX: Final = 0x7FFF_FFFF_FFFF_FFFF
_LOW32: Final = 0xFFFF_FFFF


def fits_add_imm(value: i64) -> bool:
    """`value` fits the 12-bit field of add and sub, plain or shifted by 12."""
    return 0 <= value <= 0xFFF or (0 < value <= 0xFFF000 and value & 0xFFF == 0)


def _one_run(value: i64) -> bool:
    """The ones of a positive number are adjacent."""
    while value & 1 == 0:
        value >>= 1
    return value == _MAX or value & (value + 1) == 0


def encode_bitmask(value: i64, sf: i64) -> i64:
    """The field `N:immr:imms` for `value` in a register of 64 (`sf` 1) or 32 bits, -1 if there is
    none. Of a 32-bit value only the low 32 bits count."""
    size: i64 = 64
    element = value
    if sf == 0:
        size = 32
        element = value & _LOW32
    elif (value >> 32) & _LOW32 == value & _LOW32:
        size = 32
        element = value & _LOW32
    if size == 32:
        half: i64 = 16
        while half > 1:
            mask = _MAX >> (63 - half)
            if (element >> half) & mask != element & mask:
                break
            element &= mask
            size = half
            half >>= 1
    ones: i64 = 0
    start: i64 = 0
    if element > 0 and _one_run(element):
        start = trailing_zeros(element)
        ones = count_ones(element)
    else:
        rest = ~element if size == 64 else element ^ (_MAX >> (63 - size))
        if element == 0 or rest <= 0 or not _one_run(rest):
            return -1
        zeros = count_ones(rest)
        start = trailing_zeros(rest) + zeros
        ones = size - zeros
    if ones == size:
        return -1
    n: i64 = 1 if size == 64 else 0
    imms = (-(2 * size) & 0x3F) | (ones - 1)
    return (n << 12) | (((size - start) & (size - 1)) << 6) | imms


def encode_float(bits: i64, double: bool) -> i64:
    """The 8-bit `fmov` immediate for a float given by its bits, -1 if there is none."""
    if double:
        if bits & 0x0000_FFFF_FFFF_FFFF != 0:
            return -1
        exponent = (bits >> 54) & 0x1FF
        if exponent != 0x100 and exponent != 0xFF:
            return -1
        return ((bits >> 56) & 0x80) | ((bits >> 48) & 0x3F) | (0x40 if exponent == 0xFF else 0)
    if bits & 0x7FFFF != 0:
        return -1
    exponent = (bits >> 25) & 0x3F
    if exponent != 0x20 and exponent != 0x1F:
        return -1
    return ((bits >> 24) & 0x80) | ((bits >> 19) & 0x3F) | (0x40 if exponent == 0x1F else 0)
