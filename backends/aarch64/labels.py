"""Label uses of aarch64: branch and address fields, all counted from the instruction itself.

kind        field                              reach
branch14    bits 18:5, in words                +-32 KiB    tbz tbnz
branch19    bits 23:5, in words                +-1 MiB     b.cond cbz cbnz, ldr (literal)
branch26    bits 25:0, in words                +-128 MiB   b bl
adr21       bits 30:29 low, 23:5 high          +-1 MiB     adr
"""

from typing import TYPE_CHECKING, Final

from mypy_extensions import i64

from ..labels import LabelKinds
from .encode import place_immediates
from .encodings_gen import MOP_UDF

if TYPE_CHECKING:
    from ..machbuffer import MachBuffer

KIND_BRANCH14: Final = 1
KIND_BRANCH19: Final = 2
KIND_LITERAL19: Final = 3
KIND_BRANCH26: Final = 4
KIND_ADR21: Final = 5

#: Explicit traps are `udf #(TRAP_BASE | code)`, which a reader of a dump can tell from padding.
TRAP_BASE: Final = 0xC100


class AArch64Labels(LabelKinds):
    """See the module docstring."""

    def __init__(self) -> None:
        super().__init__()
        self.add_kind("branch14", (1 << 15) - 4, 1 << 15, 4, 4)
        self.add_kind("branch19", (1 << 20) - 4, 1 << 20, 4, 4)
        self.add_kind("literal19", (1 << 20) - 4, 1 << 20, 4, 0)
        self.add_kind("branch26", (1 << 27) - 4, 1 << 27, 4, 20)
        self.add_kind("adr21", (1 << 20) - 1, 1 << 20, 1, 0)

    def patch_machine(self, buf: "MachBuffer", kind: i64, use: i64, distance: i64) -> None:
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

    def emit_trap(self, buf: "MachBuffer", code: i64) -> None:
        """Append `udf` with the trap code."""
        buf.put4(place_immediates(MOP_UDF, TRAP_BASE | code, 0, 0, 0))
