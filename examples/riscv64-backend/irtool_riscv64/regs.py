"""Registers of RV64. INT pregs 0..31 are x0..x31; there are no FLOAT ones.

x0       always zero                      x10-x17  a0-a7: arguments, results a0 and a1
x1       return address                   x8       frame pointer
x2       stack pointer                    x9 x18-x27  saved by the callee
x3 x4    of the system: never touched     x5-x7 x28 x29  temporaries
x30      while one row is emitted, and in veneers
x31      moves of the allocator, and while one row is emitted
"""

from typing import Final

from irtool.regalloc.contract import MachineEnv, mask_of
from mypy_extensions import i64

ZERO: Final = 0
RA: Final = 1
SP: Final = 2
FP: Final = 8
TAIL_TARGET: Final = 7
"""Holds the callee of an indirect tail call: no argument, not restored by the epilogue."""
EMIT_TEMP: Final = 30
SECOND_TEMP: Final = 31

ARGUMENTS: Final = list(range(10, 18))
_TEMPORARIES: Final = [5, 6, 7, 28, 29]
_SAVED: Final = [9, *range(18, 28)]
_NAMES: Final[tuple[str, ...]] = (
    *"zero ra sp gp tp t0 t1 t2 s0 s1 a0 a1 a2 a3 a4 a5 a6 a7".split(),
    *"s2 s3 s4 s5 s6 s7 s8 s9 s10 s11 t3 t4 t5 t6".split(),
)


CALLER_SAVED: Final = mask_of([*ARGUMENTS, *_TEMPORARIES])


def machine_env() -> MachineEnv:
    """Registers for the allocator."""
    return MachineEnv(
        int_order=[*reversed(ARGUMENTS), *_TEMPORARIES, *_SAVED],
        float_order=[],
        callee_saved=mask_of(_SAVED),
        int_scratch=SECOND_TEMP,
        float_scratch=32,  # for which there are no moves
    )


def preg_name(preg: i64) -> str:
    """Its name in the calling convention."""
    return _NAMES[preg] if preg < 32 else f"f{preg - 32}"
