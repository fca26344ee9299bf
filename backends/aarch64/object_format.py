"""aarch64 in files and in memory. Source: "ELF for the Arm 64-bit Architecture", sections 5.7 and 6.2
(properties).

    call26, jump26        (S + A - P) / 4                   prel32, prel64    S + A - P
    adr_prel_pg_hi21      (Page(S + A) - Page(P)) / 4096    abs64             S + A
    ..._lo12_nc           low 12 bits of S + A, divided by the access size

`bl` and `b` reach 128 MiB. A call that goes further is led over a veneer through x16, which is free at calls:

    adrp x16, far;   add x16, x16, far;     br x16         4 GiB either way
    adrp x16, slot;  ldr x16, [x16, slot];  br x16         to another object, through its GOT slot

Of thread-local symbols (tlsdesc_*, tlsle_*) only linkers know where they are. `adrp` counts pages, so a
section with veneers is aligned to one. `bti c`, with which a function begins under `use_bti`, accepts `br
x16`.
"""

from struct import pack
from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

from ..object_format import (
    MACHO,
    ContextWords,
    ObjectFormat,
    RelocKind,
    Stub,
    get_word,
    put_pointer,
    put_word,
)
from ..unwind import UnwindFormat
from . import encodings_gen as enc
from .encode import encode_r, encode_rri
from .regs import FP, LR, SP

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
RELOC_A64_TLSLE_ADD_TPREL_HI12: Final = 549
RELOC_A64_TLSLE_ADD_TPREL_LO12_NC: Final = 551
RELOC_A64_TLSDESC_ADR_PAGE21: Final = 562
RELOC_A64_TLSDESC_LD64_LO12: Final = 563
RELOC_A64_TLSDESC_ADD_LO12: Final = 564
RELOC_A64_TLSDESC_CALL: Final = 569
RELOC_A64_MACHO_TLVP_PAGE21: Final = MACHO | 8
RELOC_A64_MACHO_TLVP_PAGEOFF12: Final = MACHO | 9

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
        RelocKind("a64_tlsle_add_tprel_hi12", RELOC_A64_TLSLE_ADD_TPREL_HI12, thread_local=True),
        RelocKind("a64_tlsle_add_tprel_lo12_nc", RELOC_A64_TLSLE_ADD_TPREL_LO12_NC, thread_local=True),
        RelocKind("a64_tlsdesc_adr_page21", RELOC_A64_TLSDESC_ADR_PAGE21, thread_local=True),
        RelocKind("a64_tlsdesc_ld64_lo12", RELOC_A64_TLSDESC_LD64_LO12, thread_local=True),
        RelocKind("a64_tlsdesc_add_lo12", RELOC_A64_TLSDESC_ADD_LO12, thread_local=True),
        RelocKind("a64_tlsdesc_call", RELOC_A64_TLSDESC_CALL, thread_local=True),
        RelocKind("a64_macho_tlvp_page21", RELOC_A64_MACHO_TLVP_PAGE21, thread_local=True),
        RelocKind("a64_macho_tlvp_pageoff12", RELOC_A64_MACHO_TLVP_PAGEOFF12, thread_local=True),
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

_FEATURES: Final = 0xC0000000  # GNU_PROPERTY_AARCH64_FEATURE_1_AND
_BTI: Final = 1
_PAC: Final = 2

_ADRP_X16: Final = 0x90000010
_ADD_X16: Final = 0x91000210
_LDR_X16: Final = 0xF9400210
_BR_X16: Final = 0xD61F0200
#: `ucontext_t`: 176 bytes, then the faulting address, x0 to x30, the stack pointer and the pc.
CONTEXT: Final = ContextWords(pc=440, sp=432, fp=184 + 8 * FP, argument=184, link=184 + 8 * LR)


def _resume() -> bytes:
    """Its arguments are x0 to x4. `br` would want a landing pad where it goes to, `ret` does not."""
    words = (
        encode_rri(enc.MOP_MOV, FP, 0, 1, 0, 0),
        encode_rri(enc.MOP_ADD_I, SP, 1, 1, 0, 0),
        encode_rri(enc.MOP_MOV, 0, 3, 1, 0, 0),
        encode_rri(enc.MOP_MOV, 1, 4, 1, 0, 0),
        encode_r(enc.MOP_RET_TO, 2, 0, 0),
    )
    return pack("<5I", *words)


class AArch64Format(ObjectFormat):
    """See `ObjectFormat`."""

    def __init__(self, key_b: bool = False, signed: bool = False, pads: bool = False) -> None:
        """`signed`: return addresses are, with key B if `key_b`; `pads`: what is jumped to begins with a
        landing pad."""
        super().__init__()
        self._signs_returns = signed
        self._has_pads = pads
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
        self.absolute_fields = {4: 258, 8: RELOC_A64_ABS64}  # R_AARCH64_ABS32
        self.data_relative = RELOC_A64_PREL32
        self.dynamic_slot, self.dynamic_base = 1025, 1027  # R_AARCH64_GLOB_DAT, R_AARCH64_RELATIVE
        # x0 ... x30 sp, v0 ... v31 from preg 32 on
        dwarf = [preg if preg < 32 else preg + 32 for preg in range(64)]
        self.unwind = UnwindFormat(vec[i64](dwarf), 29, 31, 30, 0)
        if key_b:
            self.unwind_augmentation = "B"
        self.resume = _resume()
        self.mapping_symbols = ("$x", "$d")
        self.code_align = 4
        branches = ("b", "bl", "b.*", "cbz", "cbnz", "tbz", "tbnz")
        self.signal_context = CONTEXT
        self.linux = {
            "O_DIRECTORY": 0o40000,
            "O_NOFOLLOW": 0o100000,
            "st_mode": 16,
            "st_nlink": 20,
            "SYS_getdents64": 61,
        }
        self.capstone = ("CS_ARCH_ARM64", "CS_MODE_ARM", branches)

    def properties(self, handlers: bool) -> tuple[tuple[int, int], ...]:
        """Whether all code has landing pads, and whether return addresses are signed. Handlers of `try_call`
        have no pads."""
        bits = (_BTI if self._has_pads and not handlers else 0) | (_PAC if self._signs_returns else 0)
        return ((_FEATURES, bits),) if bits else ()

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


FORMAT: Final = AArch64Format
