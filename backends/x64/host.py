"""The instructions of `backends/host_assembler.py` on x86-64.

The thread pointer is the base of `fs`, which Linux also keeps in the word that it points to (x86-64 psABI,
3.4.6).
"""

from typing import Final

from mypy_extensions import i64

from ..host import SystemCalls
from ..host_assembler import ABOVE, AT_LEAST, AT_MOST, BELOW, EQUAL, HostAssembler
from . import encodings_gen as gen
from .encode import encode_at, encode_mem, encode_plain, encode_reg, put_rel32
from .labels import X64Labels
from .object_format import CONTEXT
from .regs import R8, R9, R10, R11, R12, R13, R14, R15, RAX, RBP, RBX, RCX, RDI, RDX, RSI, RSP

#: Condition codes: carry, not (carry or zero), carry or zero, not carry, zero.
_CONDITIONS: Final = {BELOW: 2, ABOVE: 7, AT_MOST: 6, AT_LEAST: 3, EQUAL: 4}
_NOT_EQUAL: Final = 5
_FS: Final = 0x64
_KEPT: Final = (RBX, RBP, R12, R13, R14, R15)
#: The flags in `ucontext_t`, and the direction flag among them, which is clear at a call.
_FLAGS: Final = 0xB0
_DIRECTION: Final = 1 << 10


class X64HostAssembler(HostAssembler):
    """See the module docstring."""

    def __init__(self) -> None:
        super().__init__(X64Labels())
        self.args = (RDI, RSI, RDX)
        self.results = (RAX, RDX)
        self.temps = (RCX, R8, R9, R10, R11, RAX)
        self.saved = (RBX, R12, R13, R14)
        self.context = CONTEXT
        self.system_calls = SystemCalls(tgkill=234, timer_create=222, timer_settime=223)

    def load(self, to: int, base: int, offset: int) -> None:
        """`mov to, [base + offset]`"""
        encode_at(self.buf, gen.MOV_RM, 8, to, base, offset)

    def store(self, value: int, base: int, offset: int) -> None:
        """`mov [base + offset], value`"""
        encode_at(self.buf, gen.MOV_MR, 8, value, base, offset)

    def load_entry(self, to: int, base: int, index: int, size: int) -> None:
        """`mov to, [base + size * index]`"""
        encode_mem(self.buf, gen.MOV_RM, size, to, base, index, 3 if size == 8 else 2, 0, 0, 0)

    def count(self, base: int, offset: int, step: int, atomic: bool) -> None:
        """`add [base + offset], step`, or `lock xadd`."""
        if not atomic:
            encode_at(self.buf, gen.ADD_MI, 8, 0, base, offset, step)
            return
        self.constant(RAX, 1)
        if step < 0:
            encode_reg(self.buf, gen.NEG_M, 8, 0, RAX)
        encode_at(self.buf, gen.LOCK_XADD_MR, 8, RAX, base, offset)

    def load_thread(self, to: int, distance: int) -> None:
        """`mov to, fs:[distance]`"""
        self.buf.put1(_FS)
        encode_mem(self.buf, gen.MOV_RM, 8, to, -1, -1, 0, distance, 0, 0)

    def thread_pointer(self, to: int) -> None:
        """`mov to, fs:[0]`"""
        self.load_thread(to, 0)

    def store_thread(self, value: int, distance: int) -> None:
        """`mov fs:[distance], value`"""
        self.buf.put1(_FS)
        encode_mem(self.buf, gen.MOV_MR, 8, value, -1, -1, 0, distance, 0, 0)

    def move(self, to: int, value: int) -> None:
        """`mov`"""
        if to != value:
            encode_reg(self.buf, gen.MOV_RM, 8, to, value)

    def constant(self, to: int, value: int) -> None:
        """`xor`, or `mov` of 32 or 64 bits."""
        if value == 0:
            encode_reg(self.buf, gen.XOR_RM, 4, to, to)
        elif value >> 31 == 0:
            encode_plain(self.buf, gen.MOV_OI, 4, to, value)
        else:
            signed = value - (1 << 64) if value >> 63 else value
            encode_plain(self.buf, gen.MOVABS_OI, 8, to, signed)

    def add(self, to: int, number: int) -> None:
        """`add to, number`"""
        encode_reg(self.buf, gen.ADD_MI, 8, 0, to, number)

    def add_register(self, to: int, value: int) -> None:
        """`add to, value`"""
        encode_reg(self.buf, gen.ADD_RM, 8, to, value)

    def subtract(self, to: int, value: int) -> None:
        """`sub to, value`"""
        encode_reg(self.buf, gen.SUB_RM, 8, to, value)

    def halve(self, to: int) -> None:
        """`shr to, 1`"""
        encode_reg(self.buf, gen.SHR_MI, 8, 0, to, 1)

    def _jump_if(self, condition: i64, name: str) -> None:
        put_rel32(self.buf, gen.J_D, condition, self.label(name))

    def branch(self, comparison: str, left: int, right: int, name: str) -> None:
        """`cmp` and `jcc`"""
        encode_reg(self.buf, gen.CMP_RM, 8, left, right)
        self._jump_if(_CONDITIONS[comparison], name)

    def branch_if_zero(self, value: int, name: str) -> None:
        """`test` and `je`"""
        encode_reg(self.buf, gen.TEST_MR, 8, value, value)
        self._jump_if(_CONDITIONS[EQUAL], name)

    def branch_if_unaligned(self, value: int, name: str) -> None:
        """`test value, 7` and `jne`"""
        encode_reg(self.buf, gen.TEST_MI, 8, 0, value, 7)
        self._jump_if(_NOT_EQUAL, name)

    def jump(self, name: str) -> None:
        """`jmp`"""
        put_rel32(self.buf, gen.JMP_D, 0, self.label(name))

    def jump_to(self, address: int) -> None:
        """`jmp address`"""
        encode_reg(self.buf, gen.JMP_M, 4, 0, address)

    def call(self, address: int) -> None:
        """`call address`"""
        encode_reg(self.buf, gen.CALL_M, 4, 0, address)

    def ret(self) -> None:
        """`ret`"""
        encode_plain(self.buf, gen.RET)

    def push(self, value: int) -> None:
        """`push`, which also aligns the stack."""
        encode_plain(self.buf, gen.PUSH_O, 4, value)

    def pop(self, value: int) -> None:
        """`pop`"""
        encode_plain(self.buf, gen.POP_O, 4, value)

    def enter(self) -> None:
        """With `rbp` as frame pointer; the stack is aligned behind an even number of registers."""
        self.push(RBP)
        self.move(RBP, RSP)
        for register in self.saved:
            self.push(register)

    def leave(self) -> None:
        """`pop` all and `ret`."""
        for register in reversed(self.saved):
            self.pop(register)
        self.pop(RBP)
        self.ret()

    def save_registers(self, base: int, offset: int) -> None:
        """All of x86-64 psABI, 3.2.1, but `rsp`."""
        for index, register in enumerate(_KEPT):
            self.store(register, base, offset + 8 * index)

    def restore_registers(self, base: int, offset: int) -> None:
        """The same."""
        for index, register in enumerate(_KEPT):
            self.load(register, base, offset + 8 * index)

    def caller_sp(self, to: int) -> None:
        """`lea to, [rsp + 8]`"""
        encode_at(self.buf, gen.LEA_RM, 8, to, RSP, 8)

    def return_address(self, to: int) -> None:
        """`mov to, [rsp]`"""
        self.load(to, RSP, 0)

    def clean_context(self, context: int) -> None:
        """`and dword ptr [context + flags], ~direction`"""
        encode_at(self.buf, gen.AND_MI, 4, 0, context, _FLAGS, ~_DIRECTION)


ASSEMBLER: Final = X64HostAssembler
