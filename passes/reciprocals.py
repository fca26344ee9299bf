"""Constants that turn division by a constant into multiplication, for `simplify.rules`.

A quotient `floor(x / d)` of width w is `(x * m) >> (w + s)` with `m = floor(2**(w + s) / d) + 1`,
when the error `e = m * d - 2**(w + s)`, which is positive, is small enough: x * e must stay below
2**(w + s) for all x. So for x of `w - z` bits `e <= 2**(s + z)` suffices (Granlund and Montgomery,
"Division by invariant integers using multiplication", 1994). The high half of a product is
`umulhi`, so for d = 10 at 32 bits:

    udiv x, 10      m = 0xcccccccd, s = 3, e = 2 <= 8:     ushr (umulhi x, 0xcccccccd), 3

The smallest such s is taken. For some divisors (7 at 32 bits) m has w + 1 bits. An even one is
halved together with x until it is odd, which leaves x with z leading zeros; then m fits. An odd one
is multiplied by the low w bits of m, and x is added with care for the carry:

    t = umulhi x, m - 2**w;    q = (((x - t) >> 1) + t) >> (s - 1)

Signed, x has w - 1 bits and a sign, so z is 1 and m always fits into w bits. Seen as a signed
number it may be negative; then x is added to the product. The arithmetic shift rounds down, and for
negative x one is added to round to zero.
"""

from typing import Final

from mypy_extensions import i64

from ..ir.kinds import Type
from ..ir.types import lane_bits, sign_extend, zero_extend
from .algebra import is_power, log2

UNSIGNED_PLAIN: Final = 1
UNSIGNED_HALVED: Final = 2
UNSIGNED_ADD: Final = 3
SIGNED_PLAIN: Final = 4
SIGNED_ADD: Final = 5


class Reciprocal:
    """How to divide by a constant."""

    def __init__(self, form: i64, multiplier: int, shift: i64, before: i64) -> None:
        self.form: i64 = form
        """One of the forms above."""
        self.multiplier: i64 = multiplier - (1 << 64) if multiplier >= 1 << 63 else multiplier
        """Its low bits, carried as in an `iconst` of 64 bits."""
        self.shift: i64 = shift
        """Shift of the high half, or of the corrected sum."""
        self.before: i64 = before
        """Shift of the dividend."""


def _search(bits: int, divisor: int, zeros: int) -> tuple[int, int]:
    """The multiplier with the smallest shift for dividends of `bits - zeros` bits."""
    shift = 0
    while True:
        power = 1 << (bits + shift)
        multiplier = power // divisor + 1
        if multiplier * divisor - power <= 1 << (shift + zeros):
            return multiplier, shift
        shift += 1


def unsigned_reciprocal(bits: int, divisor: int) -> Reciprocal:
    """For an unsigned divisor that is no power of two."""
    multiplier, shift = _search(bits, divisor, 0)
    if multiplier < 1 << bits:
        return Reciprocal(UNSIGNED_PLAIN, multiplier, shift, 0)
    if divisor & 1:
        return Reciprocal(UNSIGNED_ADD, multiplier - (1 << bits), shift - 1, 0)
    zeros = (divisor & -divisor).bit_length() - 1
    multiplier, shift = _search(bits, divisor >> zeros, zeros)
    return Reciprocal(UNSIGNED_HALVED, multiplier, shift, zeros)


def signed_reciprocal(bits: int, divisor: int) -> Reciprocal:
    """For a positive signed divisor that is no power of two."""
    multiplier, shift = _search(bits, divisor, 1)
    return Reciprocal(SIGNED_ADD if multiplier >> (bits - 1) else SIGNED_PLAIN, multiplier, shift, 0)


#: Reciprocals by 2 * divisor + signedness, of each width: they cost some divisions of long integers.
_KNOWN: Final[dict[int, dict[int, Reciprocal]]] = {8: {}, 16: {}, 32: {}, 64: {}}
_KEPT: Final = 1000


def _reciprocal(ty: Type, k: i64, signed: bool) -> Reciprocal:
    bits = int(lane_bits(ty))
    divisor = int(zero_extend(k, ty)) & 0xFFFF_FFFF_FFFF_FFFF
    known = _KNOWN[bits]
    key = 2 * divisor + int(signed)
    found = known.get(key)
    if found is None:
        if len(known) >= _KEPT:
            known.clear()
        found = signed_reciprocal(bits, divisor) if signed else unsigned_reciprocal(bits, divisor)
        known[key] = found
    return found


def unsigned_form(ty: Type, k: i64) -> i64:
    """How to divide by an unsigned `k`: an `UNSIGNED_` form, 0 for powers of two and zero."""
    if k == 0 or is_power(ty, k):
        return 0
    return _reciprocal(ty, k, False).form


def signed_form(ty: Type, k: i64) -> i64:
    """How to divide by a signed `k`: a `SIGNED_` form, 0 unless it is positive and no power of two."""
    if sign_extend(k, ty) <= 0 or is_power(ty, k):
        return 0
    return _reciprocal(ty, k, True).form


def unsigned_multiplier(ty: Type, k: i64) -> i64:
    """Factor of the dividend for a divisor with an `UNSIGNED_` form."""
    return _reciprocal(ty, k, False).multiplier


def unsigned_shift(ty: Type, k: i64) -> i64:
    """Shift of the product."""
    return _reciprocal(ty, k, False).shift


def unsigned_before(ty: Type, k: i64) -> i64:
    """Shift of the dividend."""
    return _reciprocal(ty, k, False).before


def signed_multiplier(ty: Type, k: i64) -> i64:
    """Factor of the dividend for a divisor with a `SIGNED_` form."""
    return _reciprocal(ty, k, True).multiplier


def signed_shift(ty: Type, k: i64) -> i64:
    """Shift of the product."""
    return _reciprocal(ty, k, True).shift


def signed_power(ty: Type, k: i64) -> i64:
    """Exponent of a positive signed power of two from 2 on, 0 for others."""
    if not positive(ty, k) or not is_power(ty, k):
        return 0
    return log2(ty, k)


def negatable(ty: Type, k: i64) -> bool:
    """A negative divisor that is neither -1, by which the least number overflows, nor the least number."""
    return sign_extend(k, ty) < -1 and not is_power(ty, k)


def positive(ty: Type, k: i64) -> bool:
    """A signed divisor from 2 on."""
    return sign_extend(k, ty) > 1
