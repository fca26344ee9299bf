"""What the pieces of machine code share that let this process run compiled code and come back from traps.

`host_traps.py` has the pieces, `runtime/signals.py` says what they are for; `runtime/` loads them. They have
a block of words in memory, at an address that each piece is given (`BLOCK_*`, offsets in bytes):

    registry    address of an array: a count, then five words for each text: its start, its size, the address
                of the ascending places of its instructions that may trap, their number, and whether it may
                be left at any instruction (`runtime/interruption.py`). A place has 32 bits: twice the offset,
                plus 1 in a function without a frame (`emit.py`)
    landing     where the handler lets a trapped activation go on (`landing`)
    limit       the stack limit of whoever runs compiled code under the GIL (`runtime/stack_limit.py`)
    active      activations under the GIL;  shared: those of threads without it

Compiled code is entered with an *activation record*, memory of the caller that is published in a word of
the thread for as long as the code runs (`ACT_*`, offsets in bytes). Entering is like `setjmp`:

    again:  status = arm(activation)        0: armed    1: it trapped (second return)    2: no stack limit yet
    0:      code(...);  disarm(activation)
    1:      disarm(activation); it says what happened
    2:      find the limit of this thread, then again

Between `arm` and `disarm` nothing that is needed after a trap may be in a place that code in between can
change: whoever is compiled around it reads only memory of its own, the activation included.
"""

from typing import Final, NamedTuple

BLOCK_REGISTRY: Final = 0x00
BLOCK_KEY: Final = 0x08
BLOCK_GETSPECIFIC: Final = 0x10
BLOCK_SETSPECIFIC: Final = 0x18
BLOCK_SIGACTION: Final = 0x20
BLOCK_RAISE: Final = 0x28
BLOCK_LIMIT_KEY: Final = 0x30
BLOCK_LIMIT: Final = 0x38
BLOCK_ACTIVE: Final = 0x40
BLOCK_SHARED: Final = 0x48
BLOCK_LANDING: Final = 0x50
#: A zeroed `struct sigaction`: the default action.
BLOCK_DEFAULT_ACTION: Final = 0x100
BLOCK_SIZE: Final = 0x200

#: Words of a row of the registry, and what is in them, as offsets in bytes.
ROW_WORDS: Final = 5
ROW_START: Final = 0
ROW_SIZE: Final = 8
ROW_PLACES: Final = 16
ROW_COUNT: Final = 24
ROW_INTERRUPTIBLE: Final = 32

ACT_PREVIOUS: Final = 0
ACT_PC: Final = 8
"""Of the trap."""
ACT_ADDRESS: Final = 16
"""Faulting address."""
ACT_SIGNAL: Final = 24
ACT_LIMIT: Final = 32
"""The stack limit before."""
ACT_COUNT: Final = 40
"""Frames that were found; their return addresses follow, from the innermost."""
ACT_FROM_C: Final = 48
"""Not 0 when the caller is C code, through which nothing can be raised; set by whoever calls `arm`."""
ACT_FRAMES: Final = 56
MAX_FRAMES: Final = 32
ACT_SP: Final = ACT_FRAMES + 8 * MAX_FRAMES
"""Stack pointer of `arm`'s caller behind the call."""
ACT_RETURN: Final = ACT_SP + 8
"""Where `arm` returns to."""
ACT_SAVED: Final = ACT_RETURN + 8
"""Registers that the caller of `arm` expects back."""
ACTIVATION_SIZE: Final = ACT_SAVED + 8 * 24


class ThreadWords(NamedTuple):
    """Where a thread keeps its words: distances from the thread pointer, None if they can only be had through
    `pthread_getspecific`."""

    activation: int | None = None
    limit: int | None = None


class SystemCalls(NamedTuple):
    """Numbers of calls of Linux."""

    tgkill: int
    timer_create: int
    timer_settime: int
