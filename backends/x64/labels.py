"""Label uses of x86-64: displacements of 32 or 8 bits counted from their own end.

    kind        field = target - (use + size)     veneer
    rel32       [rip + disp32]                    none: it is data
    rel8        jcc rel8, jmp rel8                never: used when the distance is known, backward at once and
                                                  forward at the end (relax.py)
    branch32    jcc rel32, jmp rel32              jmp rel32 (far32)
    far32       jmp rel32 of a veneer             none

`use` is the offset of the field. When an immediate follows the displacement, the use carries a
negative addend of its size, because the machine counts from the end of the instruction.

A function is smaller than 2 GiB, so nothing is out of reach and no veneer is made, unless tests
shrink the range of `branch32` or force veneers: then the islands of aarch64 are made here too.
"""

from typing import Final

from mypy_extensions import i64

from ..codebuffer import CodeBuffer
from ..labels import FIRST_MACHINE_KIND, LabelKinds

KIND_REL32: Final = FIRST_MACHINE_KIND
KIND_REL8: Final = FIRST_MACHINE_KIND + 1
KIND_BRANCH32: Final = FIRST_MACHINE_KIND + 2
KIND_FAR32: Final = FIRST_MACHINE_KIND + 3


class X64Labels(LabelKinds):
    """Columns and patching for x86-64."""

    def __init__(self) -> None:
        super().__init__()
        self.add_kind("rel32", 0x7FFFFFFF, 0x7FFFFFFB, 1, 0, 1 << 11)
        self.add_kind("rel8", 128, 127, 1, -1)
        self.add_kind("branch32", 0x7FFFFFFF, 0x7FFFFFFB, 1, 5, 1 << 10, KIND_FAR32)
        self.add_kind("far32", 0x7FFFFFFF, 0x7FFFFFFB, 1, 0)
        self.jump_kind = KIND_FAR32
        self.trap_kind = KIND_BRANCH32
        self.trap_size = 2
        self.trap_call_size = 14
        self.constant_kind = KIND_REL32
        self.long_kind = KIND_BRANCH32
        self.short_kind = KIND_REL8

    def patch_machine(self, buf: CodeBuffer, kind: i64, use: i64, distance: i64) -> None:
        """Write the displacement."""
        if kind == KIND_REL8:
            buf.patch1(use, distance - 1)
        else:
            buf.patch4(use, distance - 4)

    def emit_trap(self, buf: CodeBuffer, code: i64) -> None:
        """`ud2`; the code is in the trap table."""
        buf.put1(0x0F)
        buf.put1(0x0B)

    def emit_trap_call(self, buf: CodeBuffer, code: i64, word: i64) -> None:
        """`mov edi, code; mov rax, [r15]; jmp [rax + 8*word]`."""
        buf.put1(0xBF)
        buf.put4(code)
        buf.put1(0x49)
        buf.put2(0x078B)
        buf.put2(0xA0FF)
        buf.put4(8 * word)

    def emit_jump(self, buf: CodeBuffer) -> i64:
        """`jmp rel32` with an empty field."""
        buf.put1(0xE9)
        use = buf.cur_offset()
        buf.put4(0)
        return use

    def emit_veneer(self, buf: CodeBuffer, kind: i64) -> i64:
        """`jmp rel32`."""
        return self.emit_jump(buf)

    def long_head(self, byte: i64) -> i64:
        """`e9` is jmp, `0f 80` to `0f 8f` are jcc; the short forms are `eb` and `70` to `7f`."""
        if byte == 0xE9:
            return 1
        if byte >> 4 == 8:
            return 2
        return 0

    def short_opcode(self, byte: i64) -> i64:
        """See there."""
        if byte == 0xE9:
            return 0xEB
        return byte - 0x10
