"""Which registers of aarch64 the allocator may use."""

from ...regalloc.contract import MachineEnv, mask_of
from .regs import (
    CALLEE_SAVED_FLOATS,
    CALLEE_SAVED_INTS,
    CALLER_SAVED_FLOATS,
    CALLER_SAVED_INTS,
    FLOAT_SCRATCH,
    MOVE_SCRATCH,
)


def machine_env(pinned: int = -1) -> MachineEnv:
    """Registers for the allocator; `pinned` is kept out of its hands."""
    ints = [reg for reg in CALLER_SAVED_INTS + CALLEE_SAVED_INTS if reg != pinned]
    return MachineEnv(
        int_order=ints,
        float_order=CALLER_SAVED_FLOATS + CALLEE_SAVED_FLOATS,
        callee_saved=mask_of([reg for reg in CALLEE_SAVED_INTS if reg != pinned] + CALLEE_SAVED_FLOATS),
        int_scratch=MOVE_SCRATCH,
        float_scratch=FLOAT_SCRATCH,
    )
