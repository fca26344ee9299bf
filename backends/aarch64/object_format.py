"""aarch64 in files and in memory. Source: "ELF for the Arm 64-bit Architecture", section 5.7.

    call26, jump26        (S + A - P) / 4                   prel32, prel64    S + A - P
    adr_prel_pg_hi21      (Page(S + A) - Page(P)) / 4096    abs64             S + A
    ..._lo12_nc           low 12 bits of S + A, divided by the access size

`bl` and `b` reach 128 MiB. A call that goes further is led over a veneer through x16, which is free at calls:

    adrp x16, far;   add x16, x16, far;     br x16         4 GiB either way
    adrp x16, slot;  ldr x16, [x16, slot];  br x16         to another object, through its GOT slot

`adrp` counts pages, so a section with veneers is aligned to one. `bti c`, with which a function begins under
`use_bti`, accepts `br x16`.
"""

from struct import pack
from typing import Final

from ..object_format import ObjectFormat, RelocKind, Stub, get_word, put_pointer, put_word

RELOC_A64_ABS64: Final = 257
RELOC_A64_PREL64: Final = 260
RELOC_A64_PREL32: Final = 261
RELOC_A64_ADR_PREL_PG_HI21: Final = 275
RELOC_A64_ADD_ABS_LO12_NC: Final = 277
RELOC_A64_LDST8_ABS_LO12_NC: Final = 278
RELOC_A64_JUMP26: Final = 282
RELOC_A64_CALL26: Final = 283
RELOC_A64_LDST16_ABS_LO12_NC: Final = 284
RELOC_A64_LDST32_ABS_LO12_NC: Final = 285
RELOC_A64_LDST64_ABS_LO12_NC: Final = 286
RELOC_A64_LDST128_ABS_LO12_NC: Final = 299
RELOC_A64_ADR_GOT_PAGE: Final = 311
RELOC_A64_LD64_GOT_LO12_NC: Final = 312

RELOCS: Final = {
    kind.number: kind
    for kind in (
        RelocKind("a64_abs64", RELOC_A64_ABS64),
        RelocKind("a64_prel64", RELOC_A64_PREL64, pc_relative=True),
        RelocKind("a64_prel32", RELOC_A64_PREL32, pc_relative=True),
        RelocKind("a64_adr_prel_pg_hi21", RELOC_A64_ADR_PREL_PG_HI21),
        RelocKind("a64_add_abs_lo12_nc", RELOC_A64_ADD_ABS_LO12_NC),
        RelocKind("a64_ldst8_abs_lo12_nc", RELOC_A64_LDST8_ABS_LO12_NC),
        RelocKind("a64_jump26", RELOC_A64_JUMP26, pc_relative=True, branch=True),
        RelocKind("a64_call26", RELOC_A64_CALL26, pc_relative=True, branch=True),
        RelocKind("a64_ldst16_abs_lo12_nc", RELOC_A64_LDST16_ABS_LO12_NC),
        RelocKind("a64_ldst32_abs_lo12_nc", RELOC_A64_LDST32_ABS_LO12_NC),
        RelocKind("a64_ldst64_abs_lo12_nc", RELOC_A64_LDST64_ABS_LO12_NC),
        RelocKind("a64_ldst128_abs_lo12_nc", RELOC_A64_LDST128_ABS_LO12_NC),
        RelocKind("a64_adr_got_page", RELOC_A64_ADR_GOT_PAGE, through_slot=True),
        RelocKind("a64_ld64_got_lo12_nc", RELOC_A64_LD64_GOT_LO12_NC, through_slot=True),
    )
}
#: log2 of the access size by kind.
_LO12_SHIFT: Final = {
    RELOC_A64_ADD_ABS_LO12_NC: 0,
    RELOC_A64_LDST8_ABS_LO12_NC: 0,
    RELOC_A64_LDST16_ABS_LO12_NC: 1,
    RELOC_A64_LDST32_ABS_LO12_NC: 2,
    RELOC_A64_LDST64_ABS_LO12_NC: 3,
    RELOC_A64_LD64_GOT_LO12_NC: 3,
    RELOC_A64_LDST128_ABS_LO12_NC: 4,
}

_ADRP_X16: Final = 0x90000010
_ADD_X16: Final = 0x91000210
_LDR_X16: Final = 0xF9400210
_BR_X16: Final = 0xD61F0200


class AArch64Format(ObjectFormat):
    """See `ObjectFormat`."""

    def __init__(self) -> None:
        super().__init__()
        self.elf_machine = 183
        self.padding = b"\0\0\0\0"  # udf #0
        self.relocs = RELOCS
        self.slot_jump = Stub(
            pack("<III", _ADRP_X16, _LDR_X16, _BR_X16),
            ((0, RELOC_A64_ADR_GOT_PAGE, 0), (4, RELOC_A64_LD64_GOT_LO12_NC, 0)),
        )
        self.near_veneer = Stub(
            pack("<III", _ADRP_X16, _ADD_X16, _BR_X16),
            ((0, RELOC_A64_ADR_PREL_PG_HI21, 0), (4, RELOC_A64_ADD_ABS_LO12_NC, 0)),
        )
        self.veneer_name = "call26"
        self.veneer_align = 4096
        self.branch_forward = (1 << 27) - 4
        self.branch_backward = 1 << 27
        self.mapping_symbols = ("$x", "$d")
        self.code_align = 4
        branches = ("b", "bl", "b.*", "cbz", "cbnz", "tbz", "tbnz")
        self.capstone = ("CS_ARCH_ARM64", "CS_MODE_ARM", branches)

    def apply_reloc(self, data: bytearray, offset: int, kind: int, place: int, value: int) -> None:
        """Data fields, or the bits of an instruction."""
        distance = value - place
        if kind == RELOC_A64_ABS64:
            put_pointer(data, offset, value)
        elif kind == RELOC_A64_PREL64:
            put_pointer(data, offset, self.signed_field(kind, distance, 64))
        elif kind == RELOC_A64_PREL32:
            put_word(data, offset, self.signed_field(kind, distance, 32))
        elif kind in (RELOC_A64_CALL26, RELOC_A64_JUMP26):
            if distance % 4:
                raise self.misaligned(kind)
            field = self.signed_field(kind, distance >> 2, 26)
            put_word(data, offset, get_word(data, offset) & ~0x3FFFFFF | field)
        elif kind in (RELOC_A64_ADR_PREL_PG_HI21, RELOC_A64_ADR_GOT_PAGE):
            pages = self.signed_field(kind, (value >> 12) - (place >> 12), 21)
            word = get_word(data, offset) & 0x9F00001F
            put_word(data, offset, word | (pages & 3) << 29 | pages >> 2 << 5)
        else:
            shift = _LO12_SHIFT[kind]
            if value & ((1 << shift) - 1):
                raise self.misaligned(kind)
            word = get_word(data, offset) & ~(0xFFF << 10)
            put_word(data, offset, word | (value & 0xFFF) >> shift << 10)

    def undecoded(self, piece: bytes) -> tuple[str, str]:
        """`udf`, which capstone does not know."""
        word = int.from_bytes(piece, "little")
        if len(piece) == 4 and word < 1 << 16:
            return "udf", f"#{word:#x}"
        return super().undecoded(piece)
