"""Calling conventions of x86-64.

system_v as in the psABI (section 3.2.3). `fast` and `tail` are our own: arguments and saved registers
as in system_v, but eight results of each class in registers, so that multi-value functions rarely need
memory. Under `tail` the callee frees its stack arguments (backends/abi.py).

    fast   (i64, f64, i64) -> i64, i64, i64         rdi xmm0 rsi -> rax rdx rcx
"""

from typing import Final

from ...regalloc.contract import mask_of
from ..abi import AbiSpec
from .regs import R8, R9, R10, R11, RAX, RCX, RDI, RDX, RSI, XMM0

_INT_ARGS: Final = [RDI, RSI, RDX, RCX, R8, R9]
_FLOAT_ARGS: Final = list(range(XMM0, XMM0 + 8))
#: What a call destroys.
_CALLER_SAVED: Final = mask_of([RAX, RCX, RDX, RSI, RDI, R8, R9, R10, R11, *range(XMM0, XMM0 + 16)])


def _spec(int_rets: list[int], float_rets: list[int], callee_pops: bool = False) -> AbiSpec:
    return AbiSpec(
        _INT_ARGS,
        _FLOAT_ARGS,
        int_rets,
        float_rets,
        _CALLER_SAVED,
        return_sret=True,
        callee_pops=callee_pops,
    )


_MANY: Final = [RAX, RDX, RCX, RSI, RDI, R8, R9, R10]
CONVENTIONS: Final = {
    "system_v": _spec([RAX, RDX], [XMM0, XMM0 + 1]),
    "fast": _spec(_MANY, _FLOAT_ARGS),
    "tail": _spec(_MANY, _FLOAT_ARGS, callee_pops=True),
}
#: With LLVM's extensions, which returns structures of three words in registers: an i128 and an i64 fit.
CONVENTIONS_OF_LLVM: Final = {**CONVENTIONS, "system_v": _spec([RAX, RDX, RCX], [XMM0, XMM0 + 1])}
