"""x86-64 in files and in memory. Source: System V AMD64 psABI, sections 4.1 and 4.4.

abs64    S + A            pc32, plt32, gotpcrel, gotpcrelx    S + A - P, 32 bits
pc64     S + A - P, 64 bits
"""

from typing import Final

from ..object_format import ObjectFormat, RelocKind, Stub, put_pointer, put_word

RELOC_X64_ABS64: Final = 1
RELOC_X64_PC32: Final = 2
RELOC_X64_PLT32: Final = 4
RELOC_X64_GOTPCREL: Final = 9
RELOC_X64_PC64: Final = 24
RELOC_X64_GOTPCRELX: Final = 42

RELOCS: Final = {
    kind.number: kind
    for kind in (
        RelocKind("x64_abs64", RELOC_X64_ABS64),
        RelocKind("x64_pc32", RELOC_X64_PC32, pc_relative=True),
        RelocKind("x64_plt32", RELOC_X64_PLT32, pc_relative=True, branch=True),
        RelocKind("x64_gotpcrel", RELOC_X64_GOTPCREL, through_slot=True),
        RelocKind("x64_gotpcrelx", RELOC_X64_GOTPCRELX, through_slot=True),
        RelocKind("x64_pc64", RELOC_X64_PC64, pc_relative=True),
    )
}


class X64Format(ObjectFormat):
    """See `ObjectFormat`. A `call` reaches all of a section, so there are no veneers."""

    def __init__(self) -> None:
        super().__init__()
        self.elf_machine = 62
        self.padding = b"\xcc"  # int3
        self.relocs = RELOCS
        # jmp qword [rip + slot]; int3; int3
        self.slot_jump = Stub(b"\xff\x25\0\0\0\0\xcc\xcc", ((2, RELOC_X64_GOTPCREL, -4),))
        self.capstone = ("CS_ARCH_X86", "CS_MODE_64", ("j*", "call"))

    def apply_reloc(self, data: bytearray, offset: int, kind: int, place: int, value: int) -> None:
        """Absolute, or relative to the field."""
        if kind == RELOC_X64_ABS64:
            put_pointer(data, offset, value)
        elif kind == RELOC_X64_PC64:
            put_pointer(data, offset, self.signed_field(kind, value - place, 64))
        else:
            put_word(data, offset, self.signed_field(kind, value - place, 32))
