"""x86-64 in files and in memory. Source: System V AMD64 psABI, sections 3.1.1 (levels), 4.1 and 4.4; Linux
Extensions to gABI, section 2.1.8 (properties).

abs64    S + A            pc32, plt32, gotpcrel, gotpcrelx    S + A - P, 32 bits
pc64     S + A - P, 64 bits
tlsgd    P-relative, a pair of GOT slots for __tls_get_addr; tpoff32 distance from the thread pointer
macho_tlv    P-relative, a slot with the address of a descriptor (X86_64_RELOC_TLV of Mach-O)
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

from ..machbuffer import MachBuffer
from ..object_format import MACHO, ContextWords, ObjectFormat, RelocKind, Stub, put_pointer, put_word
from ..unwind import UnwindFormat
from . import features
from .encode import encode_reg
from .encodings_gen import JMP_M, MOV_RM
from .labels import X64Labels
from .regs import R8, RAX, RBP, RCX, RDI, RDX, RSI, RSP

RELOC_X64_ABS64: Final = 1
RELOC_X64_PC32: Final = 2
RELOC_X64_PLT32: Final = 4
RELOC_X64_GOTPCREL: Final = 9
RELOC_X64_TLSGD: Final = 19
RELOC_X64_TPOFF32: Final = 23
RELOC_X64_PC64: Final = 24
RELOC_X64_GOTPCRELX: Final = 42
RELOC_X64_MACHO_TLV: Final = MACHO | 9

RELOCS: Final = {
    kind.number: kind
    for kind in (
        RelocKind("x64_abs64", RELOC_X64_ABS64),
        RelocKind("x64_pc32", RELOC_X64_PC32, pc_relative=True),
        RelocKind("x64_plt32", RELOC_X64_PLT32, pc_relative=True, branch=True),
        RelocKind("x64_gotpcrel", RELOC_X64_GOTPCREL, through_slot=True),
        RelocKind("x64_gotpcrelx", RELOC_X64_GOTPCRELX, through_slot=True),
        RelocKind("x64_tlsgd", RELOC_X64_TLSGD, thread_local=True),
        RelocKind("x64_tpoff32", RELOC_X64_TPOFF32, thread_local=True),
        RelocKind("x64_macho_tlv", RELOC_X64_MACHO_TLV, thread_local=True),
        RelocKind("x64_pc64", RELOC_X64_PC64, pc_relative=True),
    )
}
#: `ucontext_t`: 40 bytes, then the registers in the order of `REG_R8` and following.
CONTEXT: Final = ContextWords(pc=40 + 8 * 16, sp=40 + 8 * 15, fp=40 + 8 * 10, argument=40 + 8 * 8)


def _resume() -> bytes:
    """Its arguments are rdi, rsi, rdx, rcx and r8."""
    buf = MachBuffer(X64Labels())
    for target, source in ((RBP, RDI), (RSP, RSI), (RAX, RCX), (RCX, RDX), (RDX, R8)):
        encode_reg(buf, MOV_RM, 8, target, source)
    encode_reg(buf, JMP_M, 4, 0, RCX)
    return buf.finish().code


_ISA_NEEDED: Final = 0xC0008002  # GNU_PROPERTY_X86_ISA_1_NEEDED
_ISA_USED: Final = 0xC0010002  # GNU_PROPERTY_X86_ISA_1_USED
_V2: Final = (
    features.HAS_SSE3
    | features.HAS_SSSE3
    | features.HAS_SSE41
    | features.HAS_SSE42
    | features.HAS_CMPXCHG16B
    | features.HAS_POPCNT
)
_V3: Final = (
    features.HAS_AVX
    | features.HAS_AVX2
    | features.HAS_BMI1
    | features.HAS_BMI2
    | features.HAS_FMA
    | features.HAS_LZCNT
)
_V4: Final = features.HAS_AVX512F | features.HAS_AVX512VL | features.HAS_AVX512DQ
#: What each level adds: x86-64-v2, -v3, -v4.
_LEVELS: Final = (_V2, _V3, _V4)


class X64Format(ObjectFormat):
    """See `ObjectFormat`. A `call` reaches all of a section, so there are no veneers."""

    def __init__(self, bits: int = 0) -> None:
        """`bits` are the features that code may use (`features.py`)."""
        super().__init__()
        self._features = bits
        self.elf_machine = 62
        self.padding = b"\xcc"  # int3
        self.page_log2 = 12
        self.whole_stores = True
        self.relocs = RELOCS
        # jmp qword [rip + slot]; int3; int3
        self.slot_jump = Stub(b"\xff\x25\0\0\0\0\xcc\xcc", ((2, RELOC_X64_GOTPCREL, -4),))
        self.absolute_fields = {4: 10, 8: RELOC_X64_ABS64}  # R_X86_64_32
        self.data_relative = RELOC_X64_PC32
        self.dynamic_slot, self.dynamic_base = 6, 8  # R_X86_64_GLOB_DAT, R_X86_64_RELATIVE
        # rax rcx rdx rbx rsp rbp rsi rdi r8 ... r15, xmm0 ... from preg 32 on
        numbers = [0, 2, 1, 3, 7, 6, 4, 5, *range(8, 16), *[0] * 16, *range(17, 33)]
        self.unwind = UnwindFormat(vec[i64](numbers), 6, 7, 16, 8)
        self.resume = _resume()
        self.signal_context = CONTEXT
        self.linux = {
            "O_DIRECTORY": 0o200000,
            "O_NOFOLLOW": 0o400000,
            "st_mode": 24,
            "st_nlink": 16,
            "SYS_getdents64": 217,
        }
        self.capstone = ("CS_ARCH_X86", "CS_MODE_64", ("j*", "call"))

    def properties(self, handlers: bool) -> tuple[tuple[int, int], ...]:
        """Levels of the psABI: *needed* those whose features are all on, since the processor has them only
        together; *used* those which have the features that are on. Nothing when no level is above the
        baseline. The bits of a level have those of the levels below it."""
        needed = used = 1
        for level, wanted in enumerate(_LEVELS, 1):
            if needed >> (level - 1) and self._features & wanted == wanted:
                needed |= 1 << level
            if self._features & wanted:
                used = (2 << level) - 1
        return () if used == 1 else ((_ISA_NEEDED, needed), (_ISA_USED, used))

    def apply_reloc(self, data: bytearray, offset: int, kind: int, place: int, value: int) -> None:
        """Absolute, or relative to the field."""
        if kind == RELOC_X64_ABS64:
            put_pointer(data, offset, value)
        elif kind == RELOC_X64_PC64:
            put_pointer(data, offset, self.signed_field(kind, value - place, 64))
        else:
            put_word(data, offset, self.signed_field(kind, value - place, 32))


FORMAT: Final = X64Format
