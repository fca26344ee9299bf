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

from ...regalloc.contract import MachineEnv, preg_bit

SP: Final = 31
"""Stack pointer, or zero register, by context."""
ZR: Final = 31
FP: Final = 29
LR: Final = 30
PLATFORM: Final = 18
PINNED: Final = 21
"""Register of `get_pinned_reg`, taken from the allocator when pinning is enabled."""
MOVE_SCRATCH: Final = 16
EMIT_TEMP: Final = 17
TAIL_TARGET: Final = 9
"""Holds the callee of an indirect tail call: no argument, not restored by the epilogue."""
V0: Final = 32
FLOAT_SCRATCH: Final = 63

_CALLER_SAVED_INTS: Final = list(range(16))
_CALLEE_SAVED_INTS: Final = list(range(19, 29))
_CALLER_SAVED_FLOATS: Final = [V0 + n for n in range(31) if not 8 <= n <= 15]
_CALLEE_SAVED_FLOATS: Final = [V0 + n for n in range(8, 16)]


def mask_of(regs: list[int]) -> i64:
    """The set of these pregs as a signed 64-bit mask."""
    mask: i64 = 0
    for reg in regs:
        mask = mask | preg_bit(reg)
    return mask


def machine_env(pinned: int = -1) -> MachineEnv:
    """Registers for the allocator; `pinned` is kept out of its hands."""
    ints = [reg for reg in _CALLER_SAVED_INTS + _CALLEE_SAVED_INTS if reg != pinned]
    return MachineEnv(
        int_order=ints,
        float_order=_CALLER_SAVED_FLOATS + _CALLEE_SAVED_FLOATS,
        callee_saved=mask_of([reg for reg in _CALLEE_SAVED_INTS if reg != pinned] + _CALLEE_SAVED_FLOATS),
        int_scratch=MOVE_SCRATCH,
        float_scratch=FLOAT_SCRATCH,
    )


def int_name(reg: i64, bits: i64, sp: bool) -> str:
    """`x3`, `w3`, `sp`, `xzr`: the INT preg as a register of 32 or 64 bits; `sp` says what 31 is."""
    number = int(reg)
    if number == 31:
        if sp:
            return "sp" if bits == 64 else "wsp"
        return "xzr" if bits == 64 else "wzr"
    return f"{'x' if bits == 64 else 'w'}{number}"


def preg_name(reg: i64) -> str:
    """Name of a preg at full size: `x3`, `v5`."""
    return f"v{int(reg) - V0}" if reg >= V0 else int_name(reg, 64, True)
