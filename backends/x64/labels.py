"""Label uses of x86-64: displacements of 32 or 8 bits counted from their own end.

    jcc rel32, jmp rel32, [rip + disp32]        field = target - (use + 4)
    jcc rel8, jmp rel8                          field = target - (use + 1)

`use` is the offset of the field. The short kind serves backward branches only, whose distance is known
when they are emitted. When an immediate follows the displacement, the use carries a
negative addend of its size, because the machine counts from the end of the instruction.
"""

from typing import TYPE_CHECKING, Final

from mypy_extensions import i64

from ..labels import FIRST_MACHINE_KIND, LabelKinds

if TYPE_CHECKING:
    from ..machbuffer import MachBuffer

KIND_REL32: Final = FIRST_MACHINE_KIND
KIND_REL8: Final = FIRST_MACHINE_KIND + 1


class X64Labels(LabelKinds):
    """Columns and patching for x86-64."""

    def __init__(self) -> None:
        super().__init__()
        self.add_kind("rel32", 0x7FFFFFFF, 0x7FFFFFFB, 1, 0)
        self.add_kind("rel8", 128, 127, 1, 0)

    def patch_machine(self, buf: "MachBuffer", kind: i64, use: i64, distance: i64) -> None:
        """Write the displacement."""
        if kind == KIND_REL8:
            buf.patch1(use, distance - 1)
        else:
            buf.patch4(use, distance - 4)

    def emit_trap(self, buf: "MachBuffer", code: i64) -> None:
        """`ud2`; the code is in the trap table."""
        buf.put1(0x0F)
        buf.put1(0x0B)
