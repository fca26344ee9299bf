"""Calling conventions of x86-64.

system_v as in the psABI (section 3.2.3). `fast` and `tail` are our own: arguments and saved registers
as in system_v, but eight results of each class in registers, so that multi-value functions rarely need
memory. Under `tail` the callee frees its stack arguments (backends/abi.py).

    fast   (i64, f64, i64) -> i64, i64, i64         rdi xmm0 rsi -> rax rdx rcx
"""

from typing import Final

from ...ir.errors import UnsupportedError
from ..abi import AbiSpec
from .regs import R8, R9, R10, R11, RAX, RCX, RDI, RDX, RSI, XMM0, mask_of

INT_ARGS: Final = (RDI, RSI, RDX, RCX, R8, R9)
FLOAT_ARGS: Final = tuple(range(XMM0, XMM0 + 8))
#: What a call destroys.
CALLER_SAVED: Final = mask_of((RAX, RCX, RDX, RSI, RDI, R8, R9, R10, R11, *range(XMM0, XMM0 + 16)))


def _system_v(results: list[int]) -> AbiSpec:
    return AbiSpec(
        list(INT_ARGS), list(FLOAT_ARGS), results, [XMM0, XMM0 + 1], CALLER_SAVED, return_sret=True
    )


_SYSTEM_V: Final = _system_v([RAX, RDX])
#: As LLVM returns structures of three words: an i128 and an i64 fit.
_SYSTEM_V_OF_LLVM: Final = _system_v([RAX, RDX, RCX])


def _internal(callee_pops: bool) -> AbiSpec:
    return AbiSpec(
        list(INT_ARGS),
        list(FLOAT_ARGS),
        [RAX, RDX, RCX, RSI, RDI, R8, R9, R10],
        list(FLOAT_ARGS),
        CALLER_SAVED,
        return_sret=True,
        callee_pops=callee_pops,
    )


_FAST: Final = _internal(False)
_TAIL: Final = _internal(True)


def abi_spec(call_conv: str, llvm_abi: bool = False) -> AbiSpec:
    """The convention of this name, with LLVM's extensions or without.

    Raises `UnsupportedError` for those not supported."""
    if call_conv == "system_v":
        return _SYSTEM_V_OF_LLVM if llvm_abi else _SYSTEM_V
    if call_conv == "fast":
        return _FAST
    if call_conv == "tail":
        return _TAIL
    raise UnsupportedError(f"calling convention {call_conv} is not supported on x86_64")
