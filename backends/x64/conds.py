"""Condition codes of x86-64 (`xcc`): the low four bits of jcc, setcc and cmovcc.

Flipping bit 0 inverts a condition. `ucomis x, y` sets carry, zero and parity together when the operands
are unordered: "above" and "above or equal" are false for NaN, "less" is "greater" with the operands
exchanged, and `eq` and `ne` need the parity flag as well. Source: Intel SDM volume 2, UCOMISD.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

from ...ir.kinds import Cc, Fcc
from ...ir.opcodes_gen import CC_SLE, CC_SLT, CC_ULT, FCC_EQ, FCC_NE
from .kinds import Xcc

X_O: Final[Xcc] = 0
X_NO: Final[Xcc] = 1
X_B: Final[Xcc] = 2
X_AE: Final[Xcc] = 3
X_E: Final[Xcc] = 4
X_NE: Final[Xcc] = 5
X_BE: Final[Xcc] = 6
X_A: Final[Xcc] = 7
X_S: Final[Xcc] = 8
X_NS: Final[Xcc] = 9
X_P: Final[Xcc] = 10
X_NP: Final[Xcc] = 11
X_L: Final[Xcc] = 12
X_GE: Final[Xcc] = 13
X_LE: Final[Xcc] = 14
X_G: Final[Xcc] = 15

NAMES: Final[tuple[str, ...]] = tuple("o no b ae e ne be a s ns p np l ge le g".split())
#: Flags that each condition looks at.
FLAGS_OF: Final[tuple[str, ...]] = tuple("o o c c z z zc zc s s p p so so zso zso".split())

#                                            eq ne slt sge sgt sle ult uge ugt ule
_OF_INTCC: Final[vec[i64]] = vec[i64]([4, 5, 12, 13, 15, 14, 2, 3, 7, 6])
# By floatcc:                               ord uno eq ne one ueq lt le gt ge ult ule ugt uge
_OF_FLOATCC: Final[vec[i64]] = vec[i64]([11, 10, 4, 5, 5, 4, 7, 3, 7, 3, 2, 6, 2, 6])
_EXCHANGED: Final[vec[i64]] = vec[i64]([0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1])


def unsigned(cc: Cc) -> Cc:
    """The condition on unsigned numbers that says the same of numbers without a sign bit."""
    if CC_SLT <= cc <= CC_SLE:
        return cc + CC_ULT - CC_SLT
    return cc


def icc(cc: Cc) -> Xcc:
    """The machine condition of an integer condition, after `cmp x, y`."""
    return _OF_INTCC[cc]


def fcc(cc: Fcc) -> Xcc:
    """The machine condition of a float condition, after `ucomis x, y` or, when `exchanged`, `ucomis y, x`."""
    return _OF_FLOATCC[cc]


def exchanged(cc: Fcc) -> bool:
    """Whether the operands of `ucomis` are exchanged."""
    return _EXCHANGED[cc] != 0


def one_condition(cc: Fcc) -> bool:
    """Whether `fcc` is all there is to test."""
    return cc != FCC_EQ and cc != FCC_NE


def invert(xcc: Xcc) -> Xcc:
    """The opposite condition."""
    return xcc ^ 1
