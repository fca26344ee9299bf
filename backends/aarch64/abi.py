"""Calling conventions of aarch64.

`system_v` is AAPCS64; `fast` and `tail` are the same, whose eight integer and eight float result
registers are what an internal convention wants anyway, except that under `tail`, which only irtool's
functions call, the callee frees its stack arguments (backends/abi.py) and i32 arguments and results are
zero-extended.

AAPCS64 preserves only the low 64 bits of v8-v15. The allocator knows no halves of registers, so a
call is described as destroying them (a 128-bit value there would be cut in two), while a function
that writes them saves their low halves for its caller.

    x0-x7, v0-v7     arguments and results        x8    pointer of an explicit `sret` parameter

`windows_fastcall` has the same places on this machine. Under `apple_aarch64` what is in memory takes its
natural size, and an i128 may begin at any register. `preserve_all` restores all registers but those of its
results and x16-x18, vectors whole; `winch` restores none, and returns its last result in a register, the
others in memory.

Sources: "Procedure Call Standard for the Arm 64-bit Architecture" (AAPCS64), sections 6.1 and 6.8; "Writing
ARM64 code for Apple platforms".
"""

from typing import Final

from ...regalloc.contract import mask_of
from ..abi import AbiSpec
from .regs import CALLEE_SAVED_FLOATS, CALLEE_SAVED_INTS, FLOAT_SCRATCH, V0

_INT_REGS: Final = list(range(8))
_FLOAT_REGS: Final = [V0 + n for n in range(8)]
_FLOATS: Final = list(range(V0, FLOAT_SCRATCH + 1))
_CALLER_SAVED: Final = [*range(16), *_FLOATS]
_ALL: Final = [*range(16), *CALLEE_SAVED_INTS, *_FLOATS]


def conventions(pinned: int = -1) -> dict[str, AbiSpec]:
    """The conventions by name. A `pinned` register is nobody's to restore."""

    def mask(regs: list[int]) -> int:
        return mask_of([reg for reg in regs if reg != pinned])

    def spec(
        destroyed: list[int],
        saved: list[int],
        int_rets: list[int],
        float_rets: list[int],
        callee_pops: bool = False,
        apple: bool = False,
        float_bytes: int = 8,
        last_result: bool = False,
        tail_calls: bool = True,
    ) -> AbiSpec:
        return AbiSpec(
            _INT_REGS,
            _FLOAT_REGS,
            int_rets,
            float_rets,
            mask_of(destroyed),
            sret_reg=8,
            callee_pops=callee_pops,
            zero_extended_words=callee_pops,
            even_pairs=not apple,
            closing_pairs=True,
            saved=mask(saved),
            float_bytes=float_bytes,
            packed=apple,
            last_result=last_result,
            tail_calls=tail_calls,
        )

    usual = [*CALLEE_SAVED_INTS, *CALLEE_SAVED_FLOATS]
    system_v = spec(_CALLER_SAVED, usual, _INT_REGS, _FLOAT_REGS)
    return {
        "system_v": system_v,
        "fast": system_v,
        "tail": spec(_CALLER_SAVED, usual, _INT_REGS, _FLOAT_REGS, callee_pops=True),
        "windows_fastcall": system_v,
        "apple_aarch64": spec(_CALLER_SAVED, usual, _INT_REGS, _FLOAT_REGS, apple=True),
        "preserve_all": spec([], _ALL, _INT_REGS, _FLOAT_REGS, float_bytes=16, tail_calls=False),
        "winch": spec(_ALL, [], _INT_REGS[:1], _FLOAT_REGS[:1], last_result=True),
    }
