"""Label uses of aarch64: branch and address fields, all counted from the instruction itself.

kind        field                              reach       veneer
branch14    bits 18:5, in words                +-32 KiB    b              tbz tbnz
branch19    bits 23:5, in words                +-1 MiB     b              b.cond cbz cbnz
literal19   bits 23:5, in words                +-1 MiB     none           ldr (literal)
branch26    bits 25:0, in words                +-128 MiB   through x16    b bl
adr21       bits 30:29 low, 23:5 high          +-1 MiB     none           adr

The veneer through x16 works at any address, since a function does not know its own:

    ldrsw x16, 1f;  adr x17, 1f;  add x16, x16, x17;  br x16;  1: .word label - 1b

x16 and x17 hold nothing across a branch (`regs.py`). Inside a function it is needed only when tests
shrink the range of `b`: a function is smaller than 128 MiB. With branch target identification (`bti`)
the last instruction is `ret x16`, which needs no landing pad at the label. Calls between functions
have veneers of their own (`backends/text.py`).
"""

from typing import Final

from mypy_extensions import i64

from ..codebuffer import CodeBuffer
from ..labels import KIND_REL32_DATA, LabelKinds
from .encode import encode, encode_r, encode_rri, place_immediates
from .encodings_gen import BASE, MOP_ADD_RS, MOP_ADR, MOP_B, MOP_BR, MOP_RET_TO, MOP_UDF
from .regs import EMIT_TEMP, MOVE_SCRATCH

KIND_BRANCH14: Final = 1
KIND_BRANCH19: Final = 2
KIND_LITERAL19: Final = 3
KIND_BRANCH26: Final = 4
KIND_ADR21: Final = 5

#: Explicit traps are `udf #(TRAP_BASE | code)`, which a reader of a dump can tell from padding.
TRAP_BASE: Final = 0xC100


#: ldrsw x16, 16: the word behind the four instructions of a veneer.
_LDRSW_X16: Final = 0x98000090
#: movz w0, 0;  ldr x16, [x21];  ldr x16, [x16]
_MOVZ_W0: Final = 0x52800000
_LDR_X16_PINNED: Final = 0xF94002B0
_LDR_X16_X16: Final = 0xF9400210
#: Most bytes of one function: half a branch less, so that every branch inside it reaches.
_MAX_CODE: Final = (1 << 27) - 4096


class AArch64Labels(LabelKinds):
    """See the module docstring."""

    def __init__(self, bti: bool = False) -> None:
        super().__init__()
        self.bti: bool = bti
        self.add_kind("branch14", (1 << 15) - 4, 1 << 15, 4, 4, 1 << 10, KIND_BRANCH26)
        self.add_kind("branch19", (1 << 20) - 4, 1 << 20, 4, 4, 1 << 10, KIND_BRANCH26)
        self.add_kind("literal19", (1 << 20) - 4, 1 << 20, 4, 0, 1 << 11)
        self.add_kind("branch26", (1 << 27) - 4, 1 << 27, 4, 20, 1 << 14, KIND_REL32_DATA)
        self.add_kind("adr21", (1 << 20) - 1, 1 << 20, 1, 0)
        self.code_align = 4
        self.max_code = _MAX_CODE
        self.jump_kind = KIND_BRANCH26
        self.trap_kind = KIND_BRANCH19
        self.trap_call_size = 16
        self.constant_kind = KIND_LITERAL19

    def patch_machine(self, buf: CodeBuffer, kind: i64, use: i64, distance: i64) -> None:
        """Write the field of one use."""
        word = buf.read4(use)
        if kind == KIND_BRANCH26:
            word = (word & 0xFC000000) | ((distance >> 2) & 0x3FFFFFF)
        elif kind == KIND_BRANCH14:
            word = (word & 0xFFF8001F) | (((distance >> 2) & 0x3FFF) << 5)
        elif kind == KIND_ADR21:
            word = (word & 0x9F00001F) | ((distance & 3) << 29) | (((distance >> 2) & 0x7FFFF) << 5)
        else:
            word = (word & 0xFF00001F) | (((distance >> 2) & 0x7FFFF) << 5)
        buf.patch4(use, word)

    def emit_trap(self, buf: CodeBuffer, code: i64) -> None:
        """Append `udf` with the trap code."""
        buf.put4(place_immediates(MOP_UDF, TRAP_BASE | code, 0, 0, 0))

    def emit_trap_call(self, buf: CodeBuffer, code: i64, word: i64) -> None:
        """`mov w0, code; ldr x16, [x21]; ldr x16, [x16, 8*word]; br x16`."""
        buf.put4(_MOVZ_W0 | code << 5)
        buf.put4(_LDR_X16_PINNED)
        buf.put4(_LDR_X16_X16 | word << 10)
        buf.put4(encode_r(MOP_BR, MOVE_SCRATCH, 0, 0))

    def emit_jump(self, buf: CodeBuffer) -> i64:
        """`b` with an empty field."""
        use = buf.cur_offset()
        buf.put4(BASE[MOP_B])
        return use

    def emit_veneer(self, buf: CodeBuffer, kind: i64) -> i64:
        """`b`, or the jump through x16."""
        if kind != KIND_BRANCH26:
            return self.emit_jump(buf)
        buf.put4(_LDRSW_X16)
        buf.put4(encode_rri(MOP_ADR, EMIT_TEMP, 0, 0, 3, 0))
        buf.put4(encode(MOP_ADD_RS, MOVE_SCRATCH, MOVE_SCRATCH, EMIT_TEMP, 0, 1, 0, 0, 0))
        buf.put4(encode_r(MOP_RET_TO if self.bti else MOP_BR, MOVE_SCRATCH, 0, 0))
        word = buf.cur_offset()
        buf.put4(0)
        buf.add_data(word)
        return word
