"""Atomic accesses of 128 bits: what rows for them have in common on both machines.

An i128 is two values by now, so operands and results of these instructions are read and set by `pairs.py` of
the machine, low half first, and not by the rules. A row is one access, with a number of `atomic_rmw` as `i0`,
or one of those here.
"""

from typing import Final

from mypy_extensions import i64

from ..ir.opcodes_gen import RMW_SMAX, RMW_UMIN
from .lower import Lower

#: `i0` of a `pair_atomic` row beside the numbers of `atomic_rmw`.
PAIR_LOAD: Final = 32
PAIR_CAS: Final = 33


def operand_at(ctx: Lower, index: i64) -> i64:
    """An operand of the instruction being lowered, a value."""
    return i64(ctx.func.pool[i64(ctx.func.arg_start[ctx.inst]) + index])


def is_choice(kind: i64) -> bool:
    """Whether `atomic_rmw` takes one of two values, the lesser or the greater."""
    return RMW_UMIN <= kind <= RMW_SMAX
