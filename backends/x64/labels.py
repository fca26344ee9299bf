"""Label uses of x86-64: one kind, a 32-bit displacement counted from its own end.

    jcc rel32, jmp rel32, [rip + disp32]        field = target - (use + 4)

`use` is the offset of the field. When an immediate follows the displacement, the use carries a
negative addend of its size, because the machine counts from the end of the instruction.
"""

from typing import TYPE_CHECKING, Final

from mypy_extensions import i64

from ..labels import FIRST_MACHINE_KIND, LabelKinds

if TYPE_CHECKING:
    from ..machbuffer import MachBuffer

KIND_REL32: Final = FIRST_MACHINE_KIND


class X64Labels(LabelKinds):
    """Columns and patching for x86-64."""

    def __init__(self) -> None:
        super().__init__()
        self.add_kind("rel32", 0x7FFFFFFF, 0x7FFFFFFB, 1, 0)

    def patch_machine(self, buf: "MachBuffer", kind: i64, use: i64, distance: i64) -> None:
        """Write the displacement."""
        buf.patch4(use, distance - 4)

    def emit_trap(self, buf: "MachBuffer", code: i64) -> None:
        """`ud2`; the code is in the trap table."""
        buf.put1(0x0F)
        buf.put1(0x0B)
