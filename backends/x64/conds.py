"""Condition codes of x86-64 (`xcc`): the low four bits of jcc, setcc and cmovcc.

Flipping bit 0 inverts a condition. After `ucomis`, "above" and "below" tell the order and parity is
set for unordered; `float_conds` gives for each floatcc the condition(s) to test.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

X_O: Final = 0
X_NO: Final = 1
X_B: Final = 2
X_AE: Final = 3
X_E: Final = 4
X_NE: Final = 5
X_BE: Final = 6
X_A: Final = 7
X_S: Final = 8
X_NS: Final = 9
X_P: Final = 10
X_NP: Final = 11
X_L: Final = 12
X_GE: Final = 13
X_LE: Final = 14
X_G: Final = 15

NAMES: Final[tuple[str, ...]] = (
    "o",
    "no",
    "b",
    "ae",
    "e",
    "ne",
    "be",
    "a",
    "s",
    "ns",
    "p",
    "np",
    "l",
    "ge",
    "le",
    "g",
)

#                                            eq ne slt sge sgt sle ult uge ugt ule
_OF_INTCC: Final[vec[i64]] = vec[i64]([4, 5, 12, 13, 15, 14, 2, 3, 7, 6])


def icc(cc: i64) -> i64:
    """The machine condition of an integer condition, after `cmp x, y`."""
    return _OF_INTCC[cc]


def invert(xcc: i64) -> i64:
    """The opposite condition."""
    return xcc ^ 1
