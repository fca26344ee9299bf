"""Calling conventions of aarch64.

`system_v` is AAPCS64; `fast` and `tail` are the same, whose eight integer and eight float result
registers are what an internal convention wants anyway, except that under `tail` the callee frees its
stack arguments (backends/abi.py).

AAPCS64 preserves only the low 64 bits of v8-v15. The allocator knows no halves of registers, so a
call is described as destroying them (a 128-bit value there would be cut in two), while a function
that writes them saves their low halves for its caller.

    x0-x7, v0-v7     arguments and results        x8    pointer of an explicit `sret` parameter

Source: "Procedure Call Standard for the Arm 64-bit Architecture" (AAPCS64), sections 6.1 and 6.8.
"""

from typing import Final

from ...regalloc.contract import mask_of
from ..abi import AbiSpec
from .regs import FLOAT_SCRATCH, V0

_INT_REGS: Final = list(range(8))
_FLOAT_REGS: Final = [V0 + n for n in range(8)]
_CALLER_SAVED: Final = mask_of([*range(16), *range(V0, FLOAT_SCRATCH + 1)])


def _spec(callee_pops: bool = False) -> AbiSpec:
    return AbiSpec(
        _INT_REGS,
        _FLOAT_REGS,
        _INT_REGS,
        _FLOAT_REGS,
        _CALLER_SAVED,
        sret_reg=8,
        callee_pops=callee_pops,
        even_pairs=True,
    )


CONVENTIONS: Final = {"system_v": _spec(), "fast": _spec(), "tail": _spec(callee_pops=True)}
