"""Arithmetic on constants for `simplify.rules`.

Constants are carried as in `ir/semantics/scalar.py`: zero-extended from their type. Results are wrapped
to the type by whoever makes the constant.
"""

from mypy_extensions import i64

from ..ir.kinds import Cc, Type
from ..ir.types import I8, I16, I32, bit, int_mask, lane_bits, zero_extend


def is_power(ty: Type, k: i64) -> bool:
    """`k` is a power of two of type `ty`, 1 included; unsigned."""
    low = zero_extend(k, ty)
    if low < 0:  # i64 with the top bit set: `low - 1` would pass 64 bits
        return (low & 0x7FFF_FFFF_FFFF_FFFF) == 0
    return low != 0 and (low & (low - 1)) == 0


def log2(ty: Type, k: i64) -> i64:
    """Exponent of a power of two."""
    low = zero_extend(k, ty)
    exponent: i64 = 0
    while exponent < 63 and low != bit(exponent):
        exponent += 1
    return exponent


def in_width(ty: Type, k: i64) -> bool:
    """A shift amount that needs no reduction: 0 <= k < width."""
    return 0 <= k < lane_bits(ty)


def amount(ty: Type, k: i64) -> i64:
    """A shift amount modulo the width."""
    return k & (lane_bits(ty) - 1)


def fits_together(ty: Type, a: i64, b: i64) -> bool:
    """Two shift amounts, each below the width, whose sum is below it too."""
    return 0 <= a < lane_bits(ty) and 0 <= b < lane_bits(ty) and a + b < lane_bits(ty)


def shift_out(ty: Type, a: i64, b: i64) -> bool:
    """Two shift amounts, each below the width, that together shift everything out."""
    return 0 <= a < lane_bits(ty) and 0 <= b < lane_bits(ty) and a + b >= lane_bits(ty)


def top_amount(ty: Type) -> i64:
    """Width - 1."""
    return lane_bits(ty) - 1


def low_mask(ty: Type, k: i64) -> i64:
    """Mask of the bits that survive `(x << k) >> k`, logical; 0 <= k < width."""
    bits = lane_bits(ty) - k
    if bits >= 64:
        return -1
    if bits == 63:
        return 0x7FFF_FFFF_FFFF_FFFF
    return bit(bits) - 1


def high_mask(ty: Type, k: i64) -> i64:
    """Mask of the bits that survive `(x >> k) << k`, logical; 0 <= k < width."""
    return int_mask(ty) & ~low_mask(ty, lane_bits(ty) - k) if k > 0 else int_mask(ty)


def covers_width(narrow: Type, k: i64) -> bool:
    """The mask `k` keeps every bit of the type `narrow`."""
    return (k & int_mask(narrow)) == int_mask(narrow)


def kept_type(ty: Type, k: i64) -> Type:
    """The type that `(x << k) >> k` of type `ty` sign-extends from, 0 when there is none."""
    bits = lane_bits(ty) - k
    if k <= 0:
        return 0
    if bits == 8:
        return I8
    if bits == 16:
        return I16
    return I32 if bits == 32 else 0


def reflexive(cc: Cc) -> i64:
    """`x cc x`: 1 for the conditions that include equality."""
    # eq ne slt sge sgt sle ult uge ugt ule are 0..9
    return 1 if cc == 0 or cc == 3 or cc == 5 or cc == 7 or cc == 9 else 0
