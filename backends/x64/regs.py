"""Registers of x86-64.

A preg is 0..15 for the general registers in hardware order (rax rcx rdx rbx rsp rbp rsi rdi r8..r15)
and 32..47 for xmm0..xmm15, so the low four bits of a preg are the hardware number.

rsp and rbp hold the frame. r11 and xmm15 are kept free: the allocator breaks move cycles with them,
and the emission of one instruction may use them as it likes, since no move sequence is under way then.
"""

from typing import Final

from mypy_extensions import i64

RAX: Final = 0
RCX: Final = 1
RDX: Final = 2
RBX: Final = 3
RSP: Final = 4
RBP: Final = 5
RSI: Final = 6
RDI: Final = 7
R8: Final = 8
R9: Final = 9
R10: Final = 10
R11: Final = 11
R12: Final = 12
R13: Final = 13
R14: Final = 14
R15: Final = 15
XMM0: Final = 32
XMM15: Final = 47

SCRATCH: Final = R11
FLOAT_SCRATCH: Final = XMM15
#: Register of `get_pinned_reg`, taken from the allocator when pinning is enabled.
PINNED: Final = R15

#: Integer registers that a call keeps (rbp is kept by the frame).
CALLEE_SAVED: Final = (RBX, R12, R13, R14, R15)
#: Allocatable integer registers, those that cost no save first.
INT_ORDER: Final = (RAX, RCX, RDX, RSI, RDI, R8, R9, R10, RBX, R12, R13, R14, R15)
FLOAT_ORDER: Final = tuple(range(XMM0, XMM15))

_NAMES: Final[tuple[str, ...]] = ("rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi")


def preg_name(preg: i64) -> str:
    """Name of a register at full size: `rcx`, `r9`, `xmm3`."""
    if preg >= XMM0:
        return f"xmm{preg - XMM0}"
    return f"r{preg}" if preg >= R8 else _NAMES[preg]
