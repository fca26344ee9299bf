"""Calling conventions of x86-64.

system_v as in the psABI (section 3.2.3). `fast` and `tail` are our own: arguments and saved registers
as in system_v, but eight results of each class in registers, so that multi-value functions rarely need
memory. Under `tail`, which only irtool's functions call, the callee frees its stack arguments
(backends/abi.py) and i32 arguments and results are zero-extended.

    fast              (i64, f64, i64) -> i64, i64, i64         rdi xmm0 rsi -> rax rdx rcx
    windows_fastcall  (i64, f64, i64) -> i64                   rcx xmm1 r8 -> rax
    winch             (i64) -> i64, f64                        rsi -> [rdi], xmm0

windows_fastcall is Microsoft's x64 convention: four arguments in registers by position, 32 bytes of shadow
space, xmm6-xmm15 saved. Vectors and i128 are passed in registers; a C compiler passes them there by
address, which is for the front end to say. `preserve_all` has the places of system_v, and the function
restores all registers but those of its results and r11. `winch` restores none, and returns its last result
in a register, the others in memory.

Sources: "System V Application Binary Interface: AMD64 Architecture Processor Supplement"; "x64 calling
convention" of Microsoft's C++ documentation; LLVM's language reference, "Calling Conventions"
(preserve_allcc).
"""

from typing import Final

from ...regalloc.contract import mask_of
from ..abi import AbiSpec
from .regs import (
    CALLEE_SAVED,
    PINNED,
    R8,
    R9,
    R10,
    R11,
    R12,
    R13,
    R14,
    R15,
    RAX,
    RBX,
    RCX,
    RDI,
    RDX,
    RSI,
    XMM0,
)

_INT_ARGS: Final = [RDI, RSI, RDX, RCX, R8, R9]
_FLOAT_ARGS: Final = list(range(XMM0, XMM0 + 8))
_FLOATS: Final = list(range(XMM0, XMM0 + 16))
#: What a call under system_v destroys.
_CALLER_SAVED: Final = [RAX, RCX, RDX, RSI, RDI, R8, R9, R10, R11, *_FLOATS]
_WINDOWS_SAVED: Final = [RBX, RSI, RDI, R12, R13, R14, R15, *range(XMM0 + 6, XMM0 + 16)]
_ALL: Final = [*_CALLER_SAVED, *CALLEE_SAVED]
_MANY: Final = [RAX, RDX, RCX, RSI, RDI, R8, R9, R10]


def conventions(pinned: bool, llvm_extensions: bool) -> dict[str, AbiSpec]:
    """The conventions by name. A `pinned` register is nobody's to restore. With LLVM's extensions system_v
    returns structures of three words in registers: an i128 and an i64 fit."""
    int_rets = [RAX, RDX, RCX] if llvm_extensions else [RAX, RDX]

    def mask(regs: list[int] | tuple[int, ...]) -> int:
        return mask_of([reg for reg in regs if not (pinned and reg == PINNED)])

    def like_system_v(
        int_rets: list[int],
        float_rets: list[int],
        destroyed: list[int],
        saved: list[int] | tuple[int, ...],
        callee_pops: bool = False,
        float_bytes: int = 8,
        last_result: bool = False,
        tail_calls: bool = True,
    ) -> AbiSpec:
        return AbiSpec(
            _INT_ARGS,
            _FLOAT_ARGS,
            int_rets,
            float_rets,
            mask_of(destroyed),
            return_sret=True,
            callee_pops=callee_pops,
            zero_extended_words=callee_pops,
            saved=mask(saved),
            float_bytes=float_bytes,
            last_result=last_result,
            tail_calls=tail_calls,
        )

    floats = [XMM0, XMM0 + 1]
    everything = [reg for reg in _ALL if reg != R11]
    return {
        "system_v": like_system_v(int_rets, floats, _CALLER_SAVED, CALLEE_SAVED),
        "fast": like_system_v(_MANY, _FLOAT_ARGS, _CALLER_SAVED, CALLEE_SAVED),
        "tail": like_system_v(_MANY, _FLOAT_ARGS, _CALLER_SAVED, CALLEE_SAVED, callee_pops=True),
        "preserve_all": like_system_v(int_rets, floats, [R11], everything, float_bytes=16, tail_calls=False),
        "winch": like_system_v([RAX], [XMM0], _ALL, [], last_result=True),
        "windows_fastcall": AbiSpec(
            [RCX, RDX, R8, R9],
            _FLOATS[:4],
            [RAX, RDX],
            [XMM0],
            mask_of([reg for reg in _ALL if reg not in _WINDOWS_SAVED]),
            return_sret=True,
            closing_pairs=True,
            saved=mask(_WINDOWS_SAVED),
            float_bytes=16,
            positional=True,
            shadow=32,
        ),
    }
