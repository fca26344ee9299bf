"""What float opcodes give, by exact fractions: independent of irtool.

A float is its bits. A finite one is a fraction, so results are exact before they are rounded, once.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import isqrt
from typing import Final

TYPES: Final = ("f16", "f32", "f64", "f128")
#: Bits of the format, and of its fraction.
FORMATS: Final = {"f16": (16, 10), "f32": (32, 23), "f64": (64, 52), "f128": (128, 112)}
#: By condition: whether it holds for less, equal, greater and unordered.
CONDITIONS: Final = {
    "ord": (1, 1, 1, 0),
    "uno": (0, 0, 0, 1),
    "eq": (0, 1, 0, 0),
    "ne": (1, 0, 1, 1),
    "one": (1, 0, 1, 0),
    "ueq": (0, 1, 0, 1),
    "lt": (1, 0, 0, 0),
    "le": (1, 1, 0, 0),
    "gt": (0, 0, 1, 0),
    "ge": (0, 1, 1, 0),
    "ult": (1, 0, 0, 1),
    "ule": (1, 1, 0, 1),
    "ugt": (0, 0, 1, 1),
    "uge": (0, 1, 1, 1),
}

#: A finite number and its sign, or infinity (`None`) and its sign; a NaN is no number at all.
Number = tuple[Fraction | None, int]


# --- bits and numbers ---------------------------------------------------------------------------


def bias(ty: str) -> int:
    bits, fraction = FORMATS[ty]
    return (1 << (bits - fraction - 2)) - 1


def sign_bit(ty: str) -> int:
    """The sign bit alone."""
    return 1 << (FORMATS[ty][0] - 1)


def infinity(ty: str) -> int:
    """Bits of positive infinity."""
    return (2 * bias(ty) + 1) << FORMATS[ty][1]


def quiet_nan(ty: str) -> int:
    """Bits of the NaN that stands for all."""
    return infinity(ty) | 1 << (FORMATS[ty][1] - 1)


def is_nan(ty: str, bits: int) -> bool:
    """Whether the bits are a NaN."""
    return bits & ~sign_bit(ty) > infinity(ty)


def read(ty: str, bits: int) -> Number:
    """The number that bits stand for, which must not be NaN."""
    fraction = FORMATS[ty][1]
    sign = int(bits & sign_bit(ty) != 0)
    bits &= ~sign_bit(ty)
    if bits == infinity(ty):
        return None, sign
    field = bits >> fraction
    digits = bits & ((1 << fraction) - 1)
    if field:
        digits |= 1 << fraction
    number = digits * Fraction(2) ** (max(field, 1) - bias(ty) - fraction)
    return (-number if sign else number), sign


def write(ty: str, number: Fraction | None, sign: int) -> int:
    """Bits of the nearest float, of two the even one; `sign` is that of a zero or infinity."""
    fraction = FORMATS[ty][1]
    if number:
        sign = int(number < 0)
    sign_bits = sign_bit(ty) if sign else 0
    if number is None:
        return sign_bits | infinity(ty)
    number = abs(number)
    if not number:
        return sign_bits
    exponent = number.numerator.bit_length() - number.denominator.bit_length()
    if Fraction(2) ** exponent > number:
        exponent -= 1
    least = 1 - bias(ty)
    exponent = max(exponent, least)
    digits = round(number / Fraction(2) ** (exponent - fraction))  # halves to even
    return sign_bits | min(((exponent - least) << fraction) + digits, infinity(ty))


# --- formulas -----------------------------------------------------------------------------------


def _sum(ty: str, x: Number, y: Number) -> int:
    (a, s), (b, t) = x, y
    if a is None or b is None:
        if a is None and b is None and s != t:
            return quiet_nan(ty)
        return write(ty, None, s if a is None else t)
    return write(ty, a + b, s & t)


def _product(ty: str, x: Number, y: Number) -> tuple[Number, int]:
    """The exact product, and 0 or the NaN of zero times infinity."""
    (a, s), (b, t) = x, y
    if a is None or b is None:
        nan = quiet_nan(ty) if a == 0 or b == 0 else 0
        return (None, s ^ t), nan
    return (a * b, s ^ t), 0


def _quotient(ty: str, x: Number, y: Number) -> int:
    (a, s), (b, t) = x, y
    if a is None:
        return quiet_nan(ty) if b is None else write(ty, None, s ^ t)
    if b is None:
        return write(ty, Fraction(0), s ^ t)
    if b == 0:
        return quiet_nan(ty) if a == 0 else write(ty, None, s ^ t)
    return write(ty, a / b, s ^ t)


def _root(ty: str, x: Number) -> int:
    a, sign = x
    if a == 0:
        return write(ty, a, sign)
    if sign:
        return quiet_nan(ty)
    if a is None:
        return infinity(ty)
    scale = 2 * FORMATS[ty][0] + bias(ty)
    square = (a.numerator << 2 * scale) // a.denominator
    root = isqrt(square)
    # A last bit for what is left, which rounding must see.
    rest = root * root * a.denominator != a.numerator << 2 * scale
    return write(ty, Fraction(2 * root + rest, 2 << scale), 0)


def _least_or_greatest(name: str, ty: str, x: int, y: int) -> int:
    def key(bits: int) -> tuple[int, Fraction, int]:
        number, sign = read(ty, bits)
        if number is None:
            return (-1 if sign else 1), Fraction(0), 0
        return 0, number, -sign

    return (min if name == "fmin" else max)(x, y, key=key)


def arithmetic(name: str, ty: str, *bits: int) -> int:
    """The result of an opcode on bits."""
    if any(is_nan(ty, x) for x in bits):
        return quiet_nan(ty)
    values = [read(ty, x) for x in bits]
    if name == "fadd":
        return _sum(ty, *values)
    if name == "fsub":
        number, sign = values[1]
        return _sum(ty, values[0], (None if number is None else -number, 1 - sign))
    if name == "fmul":
        (number, sign), nan = _product(ty, *values)
        return nan or write(ty, number, sign)
    if name == "fma":
        product_, nan = _product(ty, *values[:2])
        return nan or _sum(ty, product_, values[2])
    if name == "fdiv":
        return _quotient(ty, *values)
    if name == "sqrt":
        return _root(ty, *values)
    return _least_or_greatest(name, ty, *bits)


ROUNDING: Final[dict[str, Callable[[Fraction], int]]] = {
    "ceil": lambda x: -(-x // 1),
    "floor": lambda x: x // 1,
    "trunc": lambda x: int(x),
    "nearest": lambda x: round(x),
}


def rounded(name: str, ty: str, bits: int) -> int:
    """The result of a rounding to a whole number."""
    if is_nan(ty, bits):
        return quiet_nan(ty)
    number, sign = read(ty, bits)
    return write(ty, number if number is None else Fraction(ROUNDING[name](number)), sign)


def relation(ty: str, x: int, y: int) -> int:
    """0 less, 1 equal, 2 greater, 3 unordered."""
    if is_nan(ty, x) or is_nan(ty, y):
        return 3
    limit = Fraction(2) ** (2 * bias(ty) + 2)
    a, b = (
        number if number is not None else (-limit if sign else limit)
        for number, sign in (read(ty, x), read(ty, y))
    )
    return 1 + (a > b) - (a < b)


def to_integer(ty: str, bits: int, width: int, is_signed: bool, saturates: bool) -> int | str:
    """The result or trap of a conversion."""
    low, high = (-(1 << (width - 1)), (1 << (width - 1)) - 1) if is_signed else (0, (1 << width) - 1)
    if is_nan(ty, bits):
        return 0 if saturates else "bad_toint"
    number, sign = read(ty, bits)
    whole = int(number) if number is not None else (low if sign else high) * 2 - 1 + 2 * (1 - sign)
    if low <= whole <= high and number is not None:
        return whole
    if not saturates:
        return "int_ovf"
    return max(low, min(whole, high))


# --- operands -----------------------------------------------------------------------------------


def specials(ty: str) -> list[int]:
    """Zeros, ones, denormals, the greatest, infinity and NaNs, of both signs."""
    fraction = FORMATS[ty][1]
    one = bias(ty) << fraction
    values = [0, 1, (1 << fraction) - 1, 1 << fraction, one, one + 1, one + (3 << (fraction - 2))]
    values += [infinity(ty) - 1, infinity(ty), quiet_nan(ty) | 3, infinity(ty) | 1]
    return values + [x | sign_bit(ty) for x in values]


def halves(ty: str) -> list[int]:
    """Halves and their neighbours, and numbers at the borders of integers."""
    numbers = [Fraction(n, 2) for n in (1, 3, 5, 7)]
    numbers += [Fraction(2) ** n + d for n in (7, 8, 15, 16, 23, 31, 32, 52, 63, 64) for d in (-1, 0)]
    around = [write(ty, number, 0) for number in numbers]
    around += [around[0] - 1, around[0] + 1]
    around = list(dict.fromkeys(bits for bits in around if bits < infinity(ty)))
    return around + [x | sign_bit(ty) for x in around]


def few(values: Sequence[int], count: int) -> Sequence[int]:
    """About so many of the values."""
    return values[:: max(1, len(values) // count)]
