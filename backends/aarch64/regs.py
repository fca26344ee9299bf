"""Registers of aarch64.

INT pregs 0..30 are x0..x30; number 31 is `sp` or the zero register, whichever the instruction means
there. It is not allocatable: operands FIXED to it pass through the allocator. FLOAT pregs 32..63
are v0..v31.

    x0-x7    arguments and results        x16      moves of the allocator (`int_scratch`)
    x8       hidden result pointer        x17      temporary while one row is emitted
    x9-x15   temporaries                  x18      platform register: never touched
    x19-x28  saved by the callee          x29 x30  frame pointer, link register

x16 and x17 are also what linkers and veneers may overwrite at any branch, so nothing lives in them
across one. v8-v15 are saved by the callee in their low 64 bits only: a call is described as
destroying them when a value of more than 8 bytes might be there (see `abi.py`).
"""

from typing import Final

from mypy_extensions import i64

SP: Final = 31
"""Stack pointer, or zero register, by context."""
ZR: Final = 31
FP: Final = 29
LR: Final = 30
PINNED: Final = 21
"""Register of `get_pinned_reg`, taken from the allocator when pinning is enabled."""
MOVE_SCRATCH: Final = 16
EMIT_TEMP: Final = 17
TAIL_TARGET: Final = 9
"""Holds the callee of an indirect tail call: no argument, not restored by the epilogue."""
V0: Final = 32
FLOAT_SCRATCH: Final = 63

CALLER_SAVED_INTS: Final = list(range(16))
CALLEE_SAVED_INTS: Final = list(range(19, 29))
CALLER_SAVED_FLOATS: Final = [V0 + n for n in range(31) if not 8 <= n <= 15]
CALLEE_SAVED_FLOATS: Final = [V0 + n for n in range(8, 16)]


def preg_name(reg: i64) -> str:
    """Name of a preg at full size: `x3`, `v5`."""
    if reg >= V0:
        return f"v{reg - V0}"
    return "sp" if reg == SP else f"x{reg}"
