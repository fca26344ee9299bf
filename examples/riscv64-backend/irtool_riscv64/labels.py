"""Label fields, counted from the start of their instruction.

kind        instruction             reach       veneer
branch12    beq bne blt bge ...     +-4 KiB     jal
jal20       jal                     +-1 MiB     auipc t5; jalr
pcrel32     auipc and the next      +-2 GiB     none

Explicit traps are `unimp`, which is `csrrw x0, cycle, x0`: a write to a register that cannot be written.
"""

from typing import Final

from irtool.backends.codebuffer import CodeBuffer
from irtool.backends.labels import LabelKinds
from mypy_extensions import i64

from .regs import EMIT_TEMP

KIND_BRANCH12: Final = 1
KIND_JAL20: Final = 2
KIND_PCREL32: Final = 3

UNIMP: Final = 0xC0001073
_JAL: Final = 0x6F
_AUIPC_TEMP: Final = 0x17 | EMIT_TEMP << 7
_JALR_TEMP: Final = 0x67 | EMIT_TEMP << 15


def branch_field(distance: int) -> int:
    """The distance of a branch, in its scattered bits."""
    high = (distance >> 12 & 1) << 31 | (distance >> 5 & 63) << 25
    return high | (distance >> 1 & 15) << 8 | (distance >> 11 & 1) << 7


def jal_field(distance: int) -> int:
    """The distance of a `jal`, in its scattered bits."""
    high = (distance >> 20 & 1) << 31 | (distance >> 1 & 0x3FF) << 21
    return high | (distance >> 11 & 1) << 20 | (distance >> 12 & 0xFF) << 12


def high_part(distance: int) -> int:
    """Field of `auipc` and `lui` for a number whose low 12 bits are added, as a signed number, later."""
    return distance + 0x800 & 0xFFFFF000


class RiscvLabels(LabelKinds):
    """See the module docstring."""

    def __init__(self, compressed: bool = False) -> None:
        super().__init__()
        self.add_kind("branch12", (1 << 12) - 2, 1 << 12, 2, 4, 1 << 10, KIND_JAL20)
        self.add_kind("jal20", (1 << 20) - 2, 1 << 20, 2, 8, 1 << 13, KIND_PCREL32)
        self.add_kind("pcrel32", 0x7FFFF7FF, 0x7FFFF800, 1, 0)
        self.function_align = 4
        self.code_align = 2 if compressed else 4
        self.max_code = 1 << 30
        self.jump_kind = KIND_JAL20
        self.trap_kind = KIND_BRANCH12
        self.constant_kind = KIND_PCREL32

    def patch_machine(self, buf: CodeBuffer, kind: i64, use: i64, distance: i64) -> None:
        """Write the field of one use."""
        word = buf.read4(use)
        if kind == KIND_BRANCH12:
            buf.patch4(use, word & 0x01FFF07F | branch_field(distance))
        elif kind == KIND_JAL20:
            buf.patch4(use, word & 0xFFF | jal_field(distance))
        else:
            buf.patch4(use, word & 0xFFF | high_part(distance))
            buf.patch4(use + 4, buf.read4(use + 4) & 0xFFFFF | (distance & 0xFFF) << 20)

    def emit_trap(self, buf: CodeBuffer, code: i64) -> None:
        """`unimp`; the code is in the trap table."""
        buf.put4(UNIMP)

    def emit_jump(self, buf: CodeBuffer) -> i64:
        """`jal` with an empty field."""
        use = buf.cur_offset()
        buf.put4(_JAL)
        return use

    def emit_veneer(self, buf: CodeBuffer, kind: i64) -> i64:
        """`jal`, or `auipc` and `jalr`."""
        if kind == KIND_BRANCH12:
            return self.emit_jump(buf)
        use = buf.cur_offset()
        buf.put4(_AUIPC_TEMP)
        buf.put4(_JALR_TEMP)
        return use
