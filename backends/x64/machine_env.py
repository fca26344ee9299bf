"""Which registers of x86-64 the allocator may use."""

from ...regalloc.contract import MachineEnv, mask_of
from .regs import CALLEE_SAVED, FLOAT_ORDER, FLOAT_SCRATCH, INT_ORDER, PINNED, SCRATCH


def machine_env(pinned: bool) -> MachineEnv:
    """What the allocator is told; `pinned` takes r15 away from it."""
    order = [reg for reg in INT_ORDER if not (pinned and reg == PINNED)]
    saved = [reg for reg in CALLEE_SAVED if not (pinned and reg == PINNED)]
    return MachineEnv(order, list(FLOAT_ORDER), mask_of(saved), SCRATCH, FLOAT_SCRATCH)
