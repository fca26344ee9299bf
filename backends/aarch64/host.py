"""The instructions of `backends/host_assembler.py` on aarch64.

The thread pointer is `tpidr_el0`; the C library's thread structure lies below it (thread-local storage,
variant 1, in the ABI's ELF document).
"""

from typing import Final

from mypy_extensions import i64

from ..host import SystemCalls
from ..host_assembler import ABOVE, AT_LEAST, AT_MOST, BELOW, EQUAL, HostAssembler
from . import encodings_gen as enc
from .conds import EQ, HI, HS, LO, LS
from .encode import encode, encode_r, encode_rri, fits_offset, with_index, with_offset
from .frame import put_mov_imm
from .labels import KIND_BRANCH19, KIND_BRANCH26, AArch64Labels
from .object_format import CONTEXT
from .regs import CALLEE_SAVED_FLOATS, CALLEE_SAVED_INTS, EMIT_TEMP, FP, LR, MOVE_SCRATCH, SP

_CONDITIONS: Final = {BELOW: LO, ABOVE: HI, AT_MOST: LS, AT_LEAST: HS, EQUAL: EQ}
_WORD: Final = 3
"""Log2 of the bytes of a word."""
_UXTX: Final = 3
_FRAME: Final = 48
"""Bytes of the frame of `enter`: the frame record and the four registers."""


class AArch64HostAssembler(HostAssembler):
    """See the module docstring."""

    def __init__(self) -> None:
        super().__init__(AArch64Labels())
        self.args = (0, 1, 2)
        self.results = (0, 1)
        self.temps = (9, 10, 11, 12, 13, 14)
        self.saved = (19, 20, 21, 22)
        self.context = CONTEXT
        self.system_calls = SystemCalls(tgkill=131, timer_create=107, timer_settime=110)

    def _access(self, word: i64, base: i64, offset: i64) -> None:
        """A load or store of 8 bytes; through x17 when the offset fits no field."""
        if fits_offset(_WORD, offset):
            self.buf.put4(with_offset(word, base, offset))
            return
        put_mov_imm(self.buf, EMIT_TEMP, offset)
        self.buf.put4(with_index(word, base, EMIT_TEMP, _UXTX, 0))

    def load(self, to: int, base: int, offset: int) -> None:
        """`ldr to, [base, offset]`"""
        self._access(encode_rri(enc.MOP_LDR_R, to, 0, _WORD, 0, 0), base, offset)

    def store(self, value: int, base: int, offset: int) -> None:
        """`str value, [base, offset]`"""
        self._access(encode_rri(enc.MOP_STR_R, value, 0, _WORD, 0, 0), base, offset)

    def load_entry(self, to: int, base: int, index: int, size: int) -> None:
        """`ldr to, [base, index, lsl 3]`, or `ldr` of the lower half with `lsl 2`."""
        log2 = 3 if size == 8 else 2
        self.buf.put4(with_index(encode_rri(enc.MOP_LDR_R, to, 0, log2, 0, 0), base, index, _UXTX, 1))

    def count(self, base: int, offset: int, step: int, atomic: bool) -> None:
        """`ldr`, `add`, `str`, or the same with exclusive accesses until nobody came between."""
        word = self.temps[-1]
        if not atomic:
            self.load(word, base, offset)
            self.add(word, step)
            self.store(word, base, offset)
            return
        self.buf.put4(encode_rri(enc.MOP_ADD_I, EMIT_TEMP, base, 1, 0, offset))
        start = self.buf.cur_offset()
        self.buf.put4(with_offset(encode_rri(enc.MOP_LDAXR, word, 0, _WORD, 0, 0), EMIT_TEMP, 0))
        self.add(word, step)
        self.buf.put4(with_offset(encode_rri(enc.MOP_STLXR, MOVE_SCRATCH, word, _WORD, 0, 0), EMIT_TEMP, 0))
        back = (start - self.buf.cur_offset()) >> 2
        self.buf.put4(encode_rri(enc.MOP_CBNZ, MOVE_SCRATCH, 0, 0, back, 0))

    def load_thread(self, to: int, distance: int) -> None:
        """`mrs x16, tpidr_el0` and `ldr to, [x16, distance]`"""
        self.thread_pointer(MOVE_SCRATCH)
        self.load(to, MOVE_SCRATCH, distance)

    def thread_pointer(self, to: int) -> None:
        """`mrs to, tpidr_el0`"""
        self.buf.put4(encode_r(enc.MOP_MRS_TPIDR, to, 0, 0))

    def store_thread(self, value: int, distance: int) -> None:
        """`mrs x16, tpidr_el0` and `str value, [x16, distance]`"""
        self.thread_pointer(MOVE_SCRATCH)
        self.store(value, MOVE_SCRATCH, distance)

    def move(self, to: int, value: int) -> None:
        """`mov`"""
        if to != value:
            self.buf.put4(encode_rri(enc.MOP_MOV, to, value, 1, 0, 0))

    def constant(self, to: int, value: int) -> None:
        """`movz` and `movk`, or what is shorter."""
        put_mov_imm(self.buf, to, value - (1 << 64) if value >> 63 else value)

    def add(self, to: int, number: int) -> None:
        """`add` or `sub` of an immediate."""
        row = enc.MOP_ADD_I if number >= 0 else enc.MOP_SUB_I
        self.buf.put4(encode_rri(row, to, to, 1, 0, abs(number)))

    def add_register(self, to: int, value: int) -> None:
        """`add to, to, value`"""
        self.buf.put4(encode(enc.MOP_ADD, to, to, value, 0, 1, 0, 0, 0))

    def subtract(self, to: int, value: int) -> None:
        """`sub to, to, value`"""
        self.buf.put4(encode(enc.MOP_SUB, to, to, value, 0, 1, 0, 0, 0))

    def _shifted(self, to: i64, value: i64, first: i64, last: i64) -> None:
        """Bits `first` to `last` of `value`, moved down: `ubfm`."""
        self.buf.put4(encode_rri(enc.MOP_UBFM, to, value, 1, first, last))

    def halve(self, to: int) -> None:
        """`lsr to, to, 1`"""
        self._shifted(to, to, 1, 63)

    def _use(self, kind: i64, word: i64, name: str) -> None:
        self.buf.use_label(self.label(name), kind, self.buf.cur_offset())
        self.buf.put4(word)

    def branch(self, comparison: str, left: int, right: int, name: str) -> None:
        """`cmp` and `b.cond`"""
        self.buf.put4(encode_rri(enc.MOP_CMP, left, right, 1, 0, 0))
        self._use(KIND_BRANCH19, encode_rri(enc.MOP_B_COND, 0, 0, 0, _CONDITIONS[comparison], 0), name)

    def branch_if_zero(self, value: int, name: str) -> None:
        """`cbz`"""
        self._use(KIND_BRANCH19, encode_rri(enc.MOP_CBZ, value, 0, 1, 0, 0), name)

    def branch_if_unaligned(self, value: int, name: str) -> None:
        """`ubfx x16, value, 0, 3` and `cbnz`"""
        self._shifted(MOVE_SCRATCH, value, 0, 2)
        self._use(KIND_BRANCH19, encode_rri(enc.MOP_CBNZ, MOVE_SCRATCH, 0, 1, 0, 0), name)

    def jump(self, name: str) -> None:
        """`b`"""
        self._use(KIND_BRANCH26, encode_r(enc.MOP_B, 0, 0, 0), name)

    def jump_to(self, address: int) -> None:
        """`ret address`, which needs no landing pad there."""
        self.buf.put4(encode_r(enc.MOP_RET_TO, address, 0, 0))

    def call(self, address: int) -> None:
        """`blr`"""
        self.buf.put4(encode_r(enc.MOP_BLR, address, 0, 0))

    def ret(self) -> None:
        """`ret`"""
        self.buf.put4(encode_r(enc.MOP_RET, 0, 0, 0))

    def _pair(self, row: i64, first: i64, second: i64, offset: i64) -> None:
        """Two words at the stack pointer; `row` says whether that moves."""
        self.buf.put4(encode(row, first, second, SP, 0, offset >> 3, 0, 0, 0))

    def push(self, value: int) -> None:
        """`stp value, x30, [sp, -16]!`"""
        self._pair(enc.MOP_STP_X_PRE, value, LR, -16)

    def pop(self, value: int) -> None:
        """`ldp value, x30, [sp], 16`"""
        self._pair(enc.MOP_LDP_X_POST, value, LR, 16)

    def enter(self) -> None:
        """The frame record, with x29 as frame pointer, and two pairs behind it."""
        self._pair(enc.MOP_STP_X_PRE, FP, LR, -_FRAME)
        self.buf.put4(encode_r(enc.MOP_GET_SP, FP, 0, 0))
        self._pair(enc.MOP_STP_X, self.saved[0], self.saved[1], 16)
        self._pair(enc.MOP_STP_X, self.saved[2], self.saved[3], 32)

    def leave(self) -> None:
        """The same back, and `ret`."""
        self._pair(enc.MOP_LDP_X, self.saved[0], self.saved[1], 16)
        self._pair(enc.MOP_LDP_X, self.saved[2], self.saved[3], 32)
        self._pair(enc.MOP_LDP_X_POST, FP, LR, _FRAME)
        self.ret()

    def _kept(self, integer: i64, vector: i64, base: i64, offset: i64) -> None:
        """Each register that a C function keeps (AAPCS64, 6.1): x19 to x30, and d8 to d15."""
        for register in [*CALLEE_SAVED_INTS, FP, LR]:
            self._access(encode_rri(integer, register, 0, _WORD, 0, 0), base, offset)
            offset += 8
        for register in CALLEE_SAVED_FLOATS:
            self._access(encode_rri(vector, register, 0, _WORD, 0, 0), base, offset)
            offset += 8

    def save_registers(self, base: int, offset: int) -> None:
        """20 words."""
        self._kept(enc.MOP_STR_R, enc.MOP_STR_V, base, offset)

    def restore_registers(self, base: int, offset: int) -> None:
        """20 words."""
        self._kept(enc.MOP_LDR_R, enc.MOP_LDR_V, base, offset)

    def caller_sp(self, to: int) -> None:
        """`mov to, sp`"""
        self.buf.put4(encode_r(enc.MOP_GET_SP, to, 0, 0))

    def return_address(self, to: int) -> None:
        """`mov to, x30`"""
        self.move(to, LR)

    def clean_context(self, context: int) -> None:
        """No flag matters at a call."""


ASSEMBLER: Final = AArch64HostAssembler
