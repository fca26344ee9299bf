"""What each integer opcode gives, as plain arithmetic on Python's integers, and the values to try.

Written from the CLIF reference, not from irtool's own semantics, which these files test. Arguments
and results are unsigned (0 .. 2**bits - 1) unless a name says `signed`.
"""

from collections.abc import Callable
from typing import Final


def mask(bits: int) -> int:
    """All ones."""
    return (1 << bits) - 1


def signed(value: int, bits: int) -> int:
    """The two's-complement meaning of the low `bits` bits."""
    value &= mask(bits)
    return value - (1 << bits) if value >> (bits - 1) else value


def lowest(bits: int) -> int:
    """The minimum signed value."""
    return -(1 << (bits - 1))


def highest(bits: int) -> int:
    """The maximum signed value."""
    return (1 << (bits - 1)) - 1


def pattern(bits: int) -> int:
    """A value whose bytes all differ, with the top bit clear."""
    return 0x1A2B3C4D5E6F7081 >> (64 - bits)


def other_pattern(bits: int) -> int:
    """A value whose bytes all differ, with the top bit set."""
    return 0xF3E2D1C0B7A69584 >> (64 - bits)


def edges(bits: int) -> list[int]:
    """Signed boundary values and two patterns."""
    return [0, 1, -1, lowest(bits), highest(bits), pattern(bits), signed(other_pattern(bits), bits)]


def edge_pairs(bits: int) -> list[tuple[int, int]]:
    """Pairs of boundary values."""
    low, high, one, two = lowest(bits), highest(bits), pattern(bits), signed(other_pattern(bits), bits)
    return [
        (0, 0),
        (1, -1),
        (-1, -1),
        (low, -1),
        (low, low),
        (high, 1),
        (high, low),
        (one, two),
        (two, one),
        (3, 5),
    ]


# --- two operands -----------------------------------------------------------------------------

BinaryFormula = Callable[[int, int, int], int]

#: `formula(bits, x, y)`, results taken modulo 2**bits.
BINARY: Final[dict[str, BinaryFormula]] = {
    "iadd": lambda bits, x, y: x + y,
    "isub": lambda bits, x, y: x - y,
    "imul": lambda bits, x, y: x * y,
    "umulhi": lambda bits, x, y: (x * y) >> bits,
    "smulhi": lambda bits, x, y: (signed(x, bits) * signed(y, bits)) >> bits,
    "band": lambda bits, x, y: x & y,
    "bor": lambda bits, x, y: x | y,
    "bxor": lambda bits, x, y: x ^ y,
    "smin": lambda bits, x, y: min(signed(x, bits), signed(y, bits)),
    "smax": lambda bits, x, y: max(signed(x, bits), signed(y, bits)),
    "umin": lambda bits, x, y: min(x, y),
    "umax": lambda bits, x, y: max(x, y),
}

#: The same; the amount is any number, taken modulo the width.
SHIFTS: Final[dict[str, BinaryFormula]] = {
    "ishl": lambda bits, x, y: x << (y % bits),
    "ushr": lambda bits, x, y: x >> (y % bits),
    "sshr": lambda bits, x, y: signed(x, bits) >> (y % bits),
    "rotl": lambda bits, x, y: x << (y % bits) | x >> (bits - y % bits),
    "rotr": lambda bits, x, y: x >> (y % bits) | x << (bits - y % bits),
}


def binary(name: str, bits: int, x: int, y: int) -> int:
    """Result of a two-operand opcode without traps."""
    formula = BINARY.get(name) or SHIFTS[name]
    return (
        formula(bits, x & mask(bits), y & mask(64)) & mask(bits)
        if name in SHIFTS
        else formula(bits, x & mask(bits), y & mask(bits)) & mask(bits)
    )


def division(name: str, bits: int, x: int, y: int) -> "int | str":
    """Quotient or remainder, or the name of the trap. Rounds toward zero."""
    if y & mask(bits) == 0:
        return "int_divz"
    if name[0] == "u":
        x, y = x & mask(bits), y & mask(bits)
        return x // y if name == "udiv" else x % y
    x, y = signed(x, bits), signed(y, bits)
    quotient = abs(x) // abs(y) * (1 if (x < 0) == (y < 0) else -1)
    if name == "srem":
        return (x - quotient * y) & mask(bits)
    return "int_ovf" if quotient > highest(bits) else quotient & mask(bits)


# --- one operand ------------------------------------------------------------------------------


def _leading_zeros(bits: int, x: int) -> int:
    return bits - x.bit_length()


def _leading_signs(bits: int, x: int) -> int:
    return _leading_zeros(bits, x ^ (mask(bits) if x >> (bits - 1) else 0)) - 1


def _trailing_zeros(bits: int, x: int) -> int:
    return (x & -x).bit_length() - 1 if x else bits


#: `formula(bits, x)`, results taken modulo 2**bits.
UNARY: Final[dict[str, Callable[[int, int], int]]] = {
    "ineg": lambda bits, x: -x,
    "iabs": lambda bits, x: abs(signed(x, bits)),
    "bnot": lambda bits, x: ~x,
    "clz": _leading_zeros,
    "ctz": _trailing_zeros,
    "cls": _leading_signs,
    "popcnt": lambda bits, x: x.bit_count(),
    "bitrev": lambda bits, x: int(f"{x:0{bits}b}"[::-1], 2),
    "bswap": lambda bits, x: int.from_bytes(x.to_bytes(bits // 8, "little"), "big"),
}


def unary(name: str, bits: int, x: int) -> int:
    """Result of a one-operand opcode."""
    return UNARY[name](bits, x & mask(bits)) & mask(bits)


# --- compares and overflow --------------------------------------------------------------------

#: `formula(x, y)`; the operands are signed for conditions with `s`.
CONDITIONS: Final[dict[str, Callable[[int, int], bool]]] = {
    "eq": lambda x, y: x == y,
    "ne": lambda x, y: x != y,
    "slt": lambda x, y: x < y,
    "sge": lambda x, y: x >= y,
    "sgt": lambda x, y: x > y,
    "sle": lambda x, y: x <= y,
    "ult": lambda x, y: x < y,
    "uge": lambda x, y: x >= y,
    "ugt": lambda x, y: x > y,
    "ule": lambda x, y: x <= y,
}


def compare(cc: str, bits: int, x: int, y: int) -> int:
    """1 if the condition holds."""
    if cc[0] == "s":
        return int(CONDITIONS[cc](signed(x, bits), signed(y, bits)))
    return int(CONDITIONS[cc](x & mask(bits), y & mask(bits)))


#: Opcodes with a result and a flag that says that the result does not fit.
OVERFLOW: Final = (
    "uadd_overflow",
    "sadd_overflow",
    "usub_overflow",
    "ssub_overflow",
    "umul_overflow",
    "smul_overflow",
    "uadd_overflow_cin",
    "sadd_overflow_cin",
    "usub_overflow_bin",
    "ssub_overflow_bin",
)


def overflow(name: str, bits: int, x: int, y: int, carry: int = 0) -> tuple[int, int]:
    """Result and flag. A carry counts as 1 when it is not zero."""
    if name[0] == "s":
        x, y = signed(x, bits), signed(y, bits)
    else:
        x, y = x & mask(bits), y & mask(bits)
    step = int(carry != 0)
    exact = x + y + step if "add" in name else x - y - step if "sub" in name else x * y
    result = exact & mask(bits)
    meant = signed(result, bits) if name[0] == "s" else result
    return result, int(exact != meant)
