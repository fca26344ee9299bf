"""Condition codes: the code of the swapped and of the inverted comparison.

Numbers are those of `opcodes.INTCC` and `opcodes.FLOATCC`.

    swap:   x < y  ==  y > x            invert:   x < y  ==  not (x >= y)

The inverse of a float condition includes the unordered case: `lt` inverts to `uge`.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

from .kinds import Cc

#           eq ne slt sge sgt sle ult uge ugt ule
_SWAP_INT: Final[vec[i64]] = vec[i64]([0, 1, 4, 5, 2, 3, 8, 9, 6, 7])
#           ord uno eq ne one ueq lt le gt ge ult ule ugt uge
_SWAP_FLOAT: Final[vec[i64]] = vec[i64]([0, 1, 2, 3, 4, 5, 8, 9, 6, 7, 12, 13, 10, 11])
_INVERT_FLOAT: Final[vec[i64]] = vec[i64]([1, 0, 3, 2, 5, 4, 13, 12, 11, 10, 9, 8, 7, 6])


def swap_intcc(cc: i64) -> i64:
    """The condition on (y, x) that equals `cc` on (x, y)."""
    return _SWAP_INT[cc]


def invert_intcc(cc: Cc) -> Cc:
    """The condition that holds exactly when `cc` does not."""
    return cc ^ 1


def swap_floatcc(cc: i64) -> i64:
    """The float condition on (y, x) that equals `cc` on (x, y)."""
    return _SWAP_FLOAT[cc]


def invert_floatcc(cc: i64) -> i64:
    """The float condition that holds exactly when `cc` does not."""
    return _INVERT_FLOAT[cc]
