"""RV64 in files and in memory. Source: "RISC-V ABIs Specification", chapter "ELF Object Files".

    call_plt      auipc and jalr       S + A - P over both
    pcrel_hi20    auipc                high part of S + A - P          got_hi20: of the symbol's slot
    pcrel_lo12    the one behind it    the rest of that distance       got_lo12: likewise

In a file the low half names the place of the high half, whose symbol the linker looks up there.
"""

from struct import pack
from typing import Final

from irtool.backends.object_format import ObjectFormat, RelocKind, Stub, get_word, put_pointer, put_word

from .labels import high_part

RELOC_ABS64: Final = 2
RELOC_CALL_PLT: Final = 19
RELOC_GOT_HI20: Final = 20
RELOC_PCREL_HI20: Final = 23
RELOC_PCREL_LO12: Final = 24
RELOC_PCREL32: Final = 57
#: The low half of a pair with GOT_HI20, which in files is a PCREL_LO12 too.
RELOC_GOT_LO12: Final = 0x100 | RELOC_PCREL_LO12

_RVC: Final = 1
_FLOAT_ABI_DOUBLE: Final = 4


class RiscvFormat(ObjectFormat):
    """See `ObjectFormat`. A call reaches all of a section, so there are no veneers between functions."""

    def __init__(self) -> None:
        super().__init__()
        self.elf_machine = 243
        # Code without floats goes with that of any float convention; linkers compare all the same.
        self.elf_flags = _RVC | _FLOAT_ABI_DOUBLE
        self.padding = b"\0\0"  # c.unimp
        self.relocs = {
            RELOC_ABS64: RelocKind("riscv_64", 2),
            RELOC_CALL_PLT: RelocKind("riscv_call_plt", 19, pc_relative=True, branch=True),
            RELOC_GOT_HI20: RelocKind("riscv_got_hi20", 20, through_slot=True),
            RELOC_PCREL_HI20: RelocKind("riscv_pcrel_hi20", 23, pc_relative=True),
            RELOC_PCREL_LO12: RelocKind("riscv_pcrel_lo12_i", 24, pc_relative=True, anchor=-4),
            RELOC_PCREL32: RelocKind("riscv_32_pcrel", 57, pc_relative=True),
            RELOC_GOT_LO12: RelocKind("riscv_got_lo12_i", 24, through_slot=True, anchor=-4),
        }
        # auipc t5, slot; ld t5, slot(t5); jr t5
        self.slot_jump = Stub(
            pack("<III", 0x00000F17, 0x000F3F03, 0x000F0067), ((0, RELOC_GOT_HI20, 0), (4, RELOC_GOT_LO12, 0))
        )
        self.data_relative = RELOC_PCREL32
        # mv s0, a0; mv sp, a1; mv a0, a3; mv a1, a4; jr a2
        self.resume = pack("<IIIII", 0x00050413, 0x00058113, 0x00068513, 0x00070593, 0x00060067)
        self.mapping_symbols = ("$x", "$d")
        self.code_align = 2
        branches = ("j", "jal", "b*")
        self.capstone = ("CS_ARCH_RISCV", "CS_MODE_RISCV64 CS_MODE_RISCVC", branches)
        self.relative_branches = True

    def apply_reloc(self, data: bytearray, offset: int, kind: int, place: int, value: int) -> None:
        """Fill the high half, the low half, or both."""
        if kind == RELOC_ABS64:
            put_pointer(data, offset, value)
            return
        low_half = kind in (RELOC_PCREL_LO12, RELOC_GOT_LO12)
        distance = value - (place - 4 if low_half else place)
        self.signed_field(kind, distance + 0x800, 32)
        if not low_half:
            word = get_word(data, offset) & 0xFFF
            put_word(data, offset, word | high_part(distance))
        if low_half or kind == RELOC_CALL_PLT:
            at = offset if low_half else offset + 4
            put_word(data, at, get_word(data, at) & 0xFFFFF | (distance & 0xFFF) << 20)
