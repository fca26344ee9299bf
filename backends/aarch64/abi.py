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

from ...ir.errors import UnsupportedError
from ...regalloc.contract import preg_bit
from ..abi import AbiSpec
from .regs import V0, mask_of

_INT_REGS: Final = list(range(8))
_FLOAT_REGS: Final = [V0 + n for n in range(8)]
CALLER_SAVED: Final = mask_of([*range(16), *range(V0, V0 + 31)]) | preg_bit(63)

CONVENTIONS: Final = ("system_v", "fast", "tail")


def abi_spec(call_conv: str) -> AbiSpec:
    """The convention of this name; raises `UnsupportedError` for the others."""
    if call_conv not in CONVENTIONS:
        raise UnsupportedError(f"calling convention {call_conv} is not supported on aarch64")
    return AbiSpec(
        int_args=_INT_REGS,
        float_args=_FLOAT_REGS,
        int_rets=_INT_REGS,
        float_rets=_FLOAT_REGS,
        caller_saved=CALLER_SAVED,
        sret_reg=8,
        callee_pops=call_conv == "tail",
        even_pairs=True,
    )
