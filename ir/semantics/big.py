"""Meaning of the integer opcodes at any width, with Python's unbounded integers.

The same opcodes as `scalar.py`, for values that do not fit one machine word (i128) and for
vector lanes. A value is the unsigned number with its bits, `0 <= x < 2**bits`:

    binary("sdiv", 8, 0xF8, 2) == 0xFC          -8 / 2 == -4

Tests hold the word-sized functions of `scalar.py` against these formulas.
"""

from collections.abc import Callable
from typing import Final


def signed(bits: int, x: int) -> int:
    """The number that `x` means as a two's-complement integer."""
    return x - (1 << bits) if x >> (bits - 1) else x


def unsigned(bits: int, x: int) -> int:
    """`x` modulo `2**bits`."""
    return x & ((1 << bits) - 1)


def _div_toward_zero(x: int, y: int) -> int:
    quotient = abs(x) // abs(y)
    return quotient if (x < 0) == (y < 0) else -quotient


def _rotate_left(bits: int, x: int, amount: int) -> int:
    amount %= bits
    return unsigned(bits, x << amount) | x >> (bits - amount)


def _leading_zeros(bits: int, x: int) -> int:
    return bits - x.bit_length()


def _clamp(x: int, low: int, high: int) -> int:
    return max(low, min(high, x))


def _fixed_point_product(bits: int, x: int, y: int) -> int:
    """Product of two numbers in Q format (`bits - 1` fraction bits), rounded."""
    return (signed(bits, x) * signed(bits, y) + (1 << (bits - 2))) >> (bits - 1)


_UNARY: Final[dict[str, Callable[[int, int], int]]] = {
    "ineg": lambda bits, x: -x,
    "iabs": lambda bits, x: abs(signed(bits, x)),
    "bnot": lambda bits, x: ~x,
    "bitrev": lambda bits, x: int(f"{x:0{bits}b}"[::-1], 2),
    "bswap": lambda bits, x: int.from_bytes(x.to_bytes(bits // 8, "little"), "big"),
    "clz": _leading_zeros,
    "ctz": lambda bits, x: (x & -x).bit_length() - 1 if x else bits,
    "cls": lambda bits, x: _leading_zeros(bits, unsigned(bits, ~x) if x >> (bits - 1) else x) - 1,
    "popcnt": lambda bits, x: x.bit_count(),
}

_BINARY: Final[dict[str, Callable[[int, int, int], int]]] = {
    "iadd": lambda bits, x, y: x + y,
    "isub": lambda bits, x, y: x - y,
    "imul": lambda bits, x, y: x * y,
    "umulhi": lambda bits, x, y: (x * y) >> bits,
    "smulhi": lambda bits, x, y: (signed(bits, x) * signed(bits, y)) >> bits,
    "udiv": lambda bits, x, y: x // y,
    "sdiv": lambda bits, x, y: _div_toward_zero(signed(bits, x), signed(bits, y)),
    "urem": lambda bits, x, y: x % y,
    "srem": lambda bits, x, y: (
        signed(bits, x) - signed(bits, y) * _div_toward_zero(signed(bits, x), signed(bits, y))
    ),
    "smin": lambda bits, x, y: min(signed(bits, x), signed(bits, y)),
    "smax": lambda bits, x, y: max(signed(bits, x), signed(bits, y)),
    "umin": lambda bits, x, y: min(x, y),
    "umax": lambda bits, x, y: max(x, y),
    "band": lambda bits, x, y: x & y,
    "bor": lambda bits, x, y: x | y,
    "bxor": lambda bits, x, y: x ^ y,
    "ishl": lambda bits, x, y: x << y % bits,
    "ushr": lambda bits, x, y: x >> y % bits,
    "sshr": lambda bits, x, y: signed(bits, x) >> y % bits,
    "rotl": _rotate_left,
    "rotr": lambda bits, x, y: _rotate_left(bits, x, -y),
    # vector lanes only
    "uadd_sat": lambda bits, x, y: min(x + y, (1 << bits) - 1),
    "sadd_sat": lambda bits, x, y: _clamp(
        signed(bits, x) + signed(bits, y), -(1 << (bits - 1)), (1 << (bits - 1)) - 1
    ),
    "usub_sat": lambda bits, x, y: max(x - y, 0),
    "ssub_sat": lambda bits, x, y: _clamp(
        signed(bits, x) - signed(bits, y), -(1 << (bits - 1)), (1 << (bits - 1)) - 1
    ),
    "avg_round": lambda bits, x, y: (x + y + 1) >> 1,
    "sqmul_round_sat": lambda bits, x, y: min(_fixed_point_product(bits, x, y), (1 << (bits - 1)) - 1),
    "x86_pmulhrsw": _fixed_point_product,
}

#: By name of a two-result opcode: the exact result, from which value and overflow follow.
_EXACT: Final[dict[str, Callable[[int, int, int], int]]] = {
    "add": lambda x, y, carry: x + y + carry,
    "sub": lambda x, y, carry: x - y - carry,
    "mul": lambda x, y, carry: x * y,
}

_COMPARE: Final[dict[str, Callable[[int, int], bool]]] = {
    "eq": lambda x, y: x == y,
    "ne": lambda x, y: x != y,
    "lt": lambda x, y: x < y,
    "ge": lambda x, y: x >= y,
    "gt": lambda x, y: x > y,
    "le": lambda x, y: x <= y,
}


def unary(name: str, bits: int, x: int) -> int:
    """Result of a unary opcode whose operand has the type of the result."""
    return unsigned(bits, _UNARY[name](bits, x))


def is_unary(name: str) -> bool:
    """Whether `unary` computes this opcode."""
    return name in _UNARY


def binary(name: str, bits: int, x: int, y: int) -> int:
    """Result of a binary opcode that does not trap on these operands; `y` of a shift is unsigned."""
    return unsigned(bits, _BINARY[name](bits, x, y))


def is_binary(name: str) -> bool:
    """Whether `binary` computes this opcode."""
    return name in _BINARY


def division_trap(name: str, bits: int, x: int, y: int) -> str:
    """Trap code with which a division ends, `""` when it does not trap."""
    if name not in ("udiv", "sdiv", "urem", "srem"):
        return ""
    if y == 0:
        return "int_divz"
    if name == "sdiv" and x == 1 << (bits - 1) and y == (1 << bits) - 1:
        return "int_ovf"
    return ""


def overflow(name: str, bits: int, x: int, y: int, carry: int = 0) -> tuple[int, int]:
    """Value and overflow flag of `uadd_overflow`, `ssub_overflow_bin`, `smul_overflow`, ..."""
    exact = _EXACT[name[1:4]]
    if name[0] == "s":
        result = exact(signed(bits, x), signed(bits, y), carry)
        fits = -(1 << (bits - 1)) <= result < 1 << (bits - 1)
    else:
        result = exact(x, y, carry)
        fits = 0 <= result < 1 << bits
    return unsigned(bits, result), 0 if fits else 1


def compare(cc: str, bits: int, x: int, y: int) -> bool:
    """Meaning of `icmp` with the condition code spelled `cc`."""
    if cc in ("eq", "ne"):
        return _COMPARE[cc](x, y)
    if cc[0] == "s":
        x, y = signed(bits, x), signed(bits, y)
    return _COMPARE[cc[1:]](x, y)
