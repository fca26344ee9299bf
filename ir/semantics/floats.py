"""Binary floating point by exact integer arithmetic, for f16, f32, f64 and f128 alike.

A float is its bit pattern. A finite one is taken apart into sign, significand and exponent, the
exact result is computed with unbounded integers and rounded once, to nearest, ties to even:

    fadd(F32, 1.0, 2**-24):  0x800000 * 2**-23 + 1 * 2**-24 = 0x1000001 * 2**-24   rounds to 1.0

Quotients and square roots carry a sticky lowest bit instead of the bits that never end.
A NaN result is the first NaN operand made quiet, or the positive quiet NaN without payload when
there is none. Source: IEEE 754-2019, sections 3.4 (formats), 4.3 (rounding), 5-6 (operations, NaNs).
"""

import math
from collections.abc import Callable
from typing import Final

from ..types import F16, F32, F64, F128

#: Kinds of an unpacked float.
FINITE: Final = 0
INFINITE: Final = 1
NAN: Final = 2


class Format:
    """Widths and special patterns of a binary interchange format."""

    def __init__(self, width: int, fraction: int) -> None:
        self.width = width
        self.fraction = fraction
        """Stored significand bits."""
        self.bias = (1 << (width - fraction - 2)) - 1
        self.max_field = (1 << (width - fraction - 1)) - 1
        """The exponent field of infinities and NaNs."""
        self.sign_bit = 1 << (width - 1)
        self.quiet_bit = 1 << (fraction - 1)
        """The top significand bit, which is set in quiet NaNs."""
        self.infinity = self.max_field << fraction
        """Positive infinity."""
        self.default_nan = self.infinity | self.quiet_bit
        """The positive quiet NaN without payload."""


FORMATS: Final = {F16: Format(16, 10), F32: Format(32, 23), F64: Format(64, 52), F128: Format(128, 112)}


class Unpacked:
    """A float taken apart: a finite value is (-1)**sign * significand * 2**exponent."""

    def __init__(self, kind: int, sign: int, significand: int, exponent: int) -> None:
        self.kind = kind
        self.sign = sign
        self.significand = significand
        self.exponent = exponent


def unpack(ty: int, bits: int) -> Unpacked:
    """Take a bit pattern apart."""
    form = FORMATS[ty]
    sign = bits >> (form.width - 1)
    field = bits >> form.fraction & form.max_field
    fraction = bits & ((1 << form.fraction) - 1)
    if field == form.max_field:
        return Unpacked(NAN if fraction else INFINITE, sign, fraction, 0)
    if field == 0:
        return Unpacked(FINITE, sign, fraction, 1 - form.bias - form.fraction)
    return Unpacked(FINITE, sign, fraction | 1 << form.fraction, field - form.bias - form.fraction)


def pack(ty: int, sign: int, significand: int, exponent: int) -> int:
    """Round (-1)**sign * significand * 2**exponent to the format."""
    form = FORMATS[ty]
    result = sign << (form.width - 1)
    if significand == 0:
        return result
    least = 1 - form.bias - form.fraction
    # The exponent at which the significand has `fraction + 1` bits, or the subnormal one.
    target = max(exponent + significand.bit_length() - form.fraction - 1, least)
    shift = target - exponent
    if shift > 0:
        rest = significand & ((1 << shift) - 1)
        significand >>= shift
        half = 1 << (shift - 1)
        if rest > half or (rest == half and significand & 1):
            significand += 1
    else:
        significand <<= -shift
    if significand >> (form.fraction + 1):  # rounding carried into a new bit
        significand >>= 1
        target += 1
    if not significand >> form.fraction:
        return result | significand  # subnormal: field 0
    field = target - least + 1
    if field >= form.max_field:
        return result | form.infinity
    return result | field << form.fraction | (significand & ((1 << form.fraction) - 1))


def is_nan(ty: int, bits: int) -> bool:
    """Whether the pattern is a NaN."""
    form = FORMATS[ty]
    return bits & (form.sign_bit - 1) > form.infinity


def _nan(ty: int, *operands: int) -> int:
    """The NaN that an operation on these operands gives."""
    form = FORMATS[ty]
    for bits in operands:
        if is_nan(ty, bits):
            return bits | form.quiet_bit
    return form.default_nan


def _infinity(ty: int, sign: int) -> int:
    form = FORMATS[ty]
    return form.infinity | (form.sign_bit if sign else 0)


# --- arithmetic -----------------------------------------------------------------------------


def _add_exact(ty: int, a: Unpacked, b: Unpacked) -> int:
    """Rounded sum of two finite numbers."""
    exponent = min(a.exponent, b.exponent)
    left = a.significand << (a.exponent - exponent)
    right = b.significand << (b.exponent - exponent)
    total = (-left if a.sign else left) + (-right if b.sign else right)
    if total == 0:  # exact zero: negative only when both are
        return pack(ty, a.sign & b.sign, 0, 0)
    return pack(ty, int(total < 0), abs(total), exponent)


def fadd(ty: int, x: int, y: int) -> int:
    """Sum."""
    a, b = unpack(ty, x), unpack(ty, y)
    if NAN in (a.kind, b.kind):
        return _nan(ty, x, y)
    if a.kind == INFINITE:
        return _nan(ty) if b.kind == INFINITE and a.sign != b.sign else x
    if b.kind == INFINITE:
        return y
    return _add_exact(ty, a, b)


def fsub(ty: int, x: int, y: int) -> int:
    """Difference."""
    return _nan(ty, x, y) if is_nan(ty, y) else fadd(ty, x, y ^ FORMATS[ty].sign_bit)


def fmul(ty: int, x: int, y: int) -> int:
    """Product."""
    a, b = unpack(ty, x), unpack(ty, y)
    if NAN in (a.kind, b.kind):
        return _nan(ty, x, y)
    sign = a.sign ^ b.sign
    if INFINITE in (a.kind, b.kind):
        zero = (a.kind == FINITE and a.significand == 0) or (b.kind == FINITE and b.significand == 0)
        return _nan(ty) if zero else _infinity(ty, sign)
    return pack(ty, sign, a.significand * b.significand, a.exponent + b.exponent)


def fdiv(ty: int, x: int, y: int) -> int:
    """Quotient."""
    a, b = unpack(ty, x), unpack(ty, y)
    if NAN in (a.kind, b.kind):
        return _nan(ty, x, y)
    sign = a.sign ^ b.sign
    if a.kind == INFINITE:
        return _nan(ty) if b.kind == INFINITE else _infinity(ty, sign)
    if b.kind == INFINITE:
        return pack(ty, sign, 0, 0)
    if b.significand == 0:
        return _nan(ty) if a.significand == 0 else _infinity(ty, sign)
    # Enough quotient bits for rounding, and one more that says whether anything is left.
    extra = max(0, FORMATS[ty].fraction + 3 + b.significand.bit_length() - a.significand.bit_length())
    quotient, rest = divmod(a.significand << extra, b.significand)
    return pack(ty, sign, quotient << 1 | (rest != 0), a.exponent - b.exponent - extra - 1)


def sqrt(ty: int, x: int) -> int:
    """Square root."""
    a = unpack(ty, x)
    if a.kind == NAN:
        return _nan(ty, x)
    if a.kind == FINITE and a.significand == 0:
        return x
    if a.sign:
        return _nan(ty)
    if a.kind == INFINITE:
        return x
    shift = 2 * FORMATS[ty].fraction + 6
    shift += (a.exponent - shift) & 1  # an even exponent has an exact half
    scaled = a.significand << shift
    root = math.isqrt(scaled)
    return pack(ty, 0, root << 1 | (root * root != scaled), (a.exponent - shift) // 2 - 1)


def fma(ty: int, x: int, y: int, z: int) -> int:
    """x * y + z, rounded once."""
    a, b, c = unpack(ty, x), unpack(ty, y), unpack(ty, z)
    if NAN in (a.kind, b.kind, c.kind):
        return _nan(ty, x, y, z)
    sign = a.sign ^ b.sign
    if INFINITE in (a.kind, b.kind):
        zero = (a.kind == FINITE and a.significand == 0) or (b.kind == FINITE and b.significand == 0)
        if zero or (c.kind == INFINITE and c.sign != sign):
            return _nan(ty)
        return _infinity(ty, sign)
    if c.kind == INFINITE:
        return z
    product = Unpacked(FINITE, sign, a.significand * b.significand, a.exponent + b.exponent)
    return _add_exact(ty, product, c)


# --- sign, order ------------------------------------------------------------------------------


def fneg(ty: int, x: int) -> int:
    """Sign bit flipped."""
    return x ^ FORMATS[ty].sign_bit


def fabs(ty: int, x: int) -> int:
    """Sign bit cleared."""
    return x & ~FORMATS[ty].sign_bit


def fcopysign(ty: int, x: int, y: int) -> int:
    """Magnitude of `x`, sign of `y`."""
    return fabs(ty, x) | (y & FORMATS[ty].sign_bit)


def _order_key(ty: int, x: int) -> int:
    """An integer that orders numbers as their values, -0 and +0 alike."""
    form = FORMATS[ty]
    return -(x ^ form.sign_bit) if x & form.sign_bit else x


def fcmp(cc: str, ty: int, x: int, y: int) -> bool:
    """Whether the relation of `x` and `y` is one of those that the float condition code names."""
    if is_nan(ty, x) or is_nan(ty, y):
        return cc[0] == "u" or cc == "ne"
    a, b = _order_key(ty, x), _order_key(ty, y)
    if cc in ("ord", "uno"):
        return cc == "ord"
    if cc in ("eq", "ueq"):
        return a == b
    if cc in ("ne", "one"):
        return a != b
    relation = cc[-2:]
    if relation == "lt":
        return a < b
    if relation == "le":
        return a <= b
    return a > b if relation == "gt" else a >= b


def _rank(ty: int, x: int) -> int:
    """`_order_key` with -0 just below +0."""
    sign = FORMATS[ty].sign_bit
    return -(x ^ sign) - 1 if x & sign else x


def _minmax(ty: int, x: int, y: int, greater: bool) -> int:
    if is_nan(ty, x) or is_nan(ty, y):
        return _nan(ty, x, y)
    return x if (_rank(ty, x) >= _rank(ty, y)) == greater else y


def fmin(ty: int, x: int, y: int) -> int:
    """Lesser; NaN if either is NaN; -0 below +0."""
    return _minmax(ty, x, y, False)


def fmax(ty: int, x: int, y: int) -> int:
    """Greater; NaN if either is NaN; +0 above -0."""
    return _minmax(ty, x, y, True)


# --- rounding to integers, conversions --------------------------------------------------------


def _to_integral(ty: int, x: int, mode: str) -> int:
    a = unpack(ty, x)
    if a.kind == NAN:
        return _nan(ty, x)
    if a.kind == INFINITE or a.exponent >= 0:
        return x
    if -a.exponent > a.significand.bit_length() + 1:  # below one half: only whether it is zero counts
        whole, rest, half = 0, int(a.significand != 0), 2
    else:
        whole = a.significand >> -a.exponent
        rest = a.significand & ((1 << -a.exponent) - 1)
        half = 1 << (-a.exponent - 1)
    up = (mode == "ceil" and not a.sign) or (mode == "floor" and a.sign)
    if rest and (up or (mode == "nearest" and (rest > half or (rest == half and whole & 1)))):
        whole += 1
    return pack(ty, a.sign, whole, 0)


def ceil(ty: int, x: int) -> int:
    """Integral value upward."""
    return _to_integral(ty, x, "ceil")


def floor(ty: int, x: int) -> int:
    """Integral value downward."""
    return _to_integral(ty, x, "floor")


def trunc(ty: int, x: int) -> int:
    """Integral value toward zero."""
    return _to_integral(ty, x, "trunc")


def nearest(ty: int, x: int) -> int:
    """Nearest integral value, ties to even."""
    return _to_integral(ty, x, "nearest")


def convert(source: int, target: int, x: int) -> int:
    """`fpromote` and `fdemote`: the same number in another format; a NaN keeps the top of its payload."""
    a = unpack(source, x)
    if a.kind == INFINITE:
        return _infinity(target, a.sign)
    if a.kind == NAN:
        old, new = FORMATS[source], FORMATS[target]
        shift = new.fraction - old.fraction
        payload = a.significand << shift if shift >= 0 else a.significand >> -shift
        return _infinity(target, a.sign) | new.quiet_bit | payload
    return pack(target, a.sign, a.significand, a.exponent)


def from_int(ty: int, value: int) -> int:
    """The float nearest to an integer."""
    return pack(ty, int(value < 0), abs(value), 0)


def to_int(ty: int, x: int) -> int | None:
    """The integer toward zero; None for a NaN. Infinities give an integer beyond every type."""
    a = unpack(ty, x)
    if a.kind == NAN:
        return None
    if a.kind == INFINITE:
        whole = 1 << FORMATS[F64].max_field  # not a literal: mypyc crashes folding a huge one
    else:
        whole = a.significand << a.exponent if a.exponent >= 0 else a.significand >> -a.exponent
    return -whole if a.sign else whole


_FUNCTIONS: Final[dict[str, Callable[..., int]]] = {
    "fadd": fadd, "fsub": fsub, "fmul": fmul, "fdiv": fdiv, "sqrt": sqrt, "fma": fma,
    "fneg": fneg, "fabs": fabs, "fcopysign": fcopysign, "fmin": fmin, "fmax": fmax,
    "ceil": ceil, "floor": floor, "trunc": trunc, "nearest": nearest,
}  # fmt: skip


def float_function(name: str) -> Callable[..., int]:
    """The function of an opcode whose operands and result have one float type: `f(ty, x, ...)`."""
    return _FUNCTIONS[name]


def is_float_function(name: str) -> bool:
    """Whether `float_function` has the opcode."""
    return name in _FUNCTIONS
