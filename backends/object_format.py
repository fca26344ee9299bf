"""What a machine says of its code in files and in memory: relocations, padding, stubs, ELF numbers,
disassembly.

A *relocation* is a field whose target lies outside the function. Its addend follows the ELF rule: with S
the symbol's address, A the addend and P the place of the field, a PC-relative field holds `S + A - P`, so
x86-64's `call rel32` has addend -4. Kinds are numbers of the machine, those of its ELF supplement
wherever a kind has one (those of Mach-O above `MACHO`):

    kind   name        pc_relative  branch  through_slot
    283    call26      yes          yes                     bl
    311    got_page                         yes             adrp of the page of the symbol's slot

Three facts of a kind decide what the framework does with it (`RelocKind`); only writing the field needs
the machine (`ObjectFormat.apply_reloc`). `text.py` resolves what it can inside the text section,
`object/elf.py` writes the rest down for a linker, and `runtime/link.py` fills it for an image in memory.
"""

import struct
from abc import ABC, abstractmethod
from typing import Final, NamedTuple

from mypy_extensions import mypyc_attr

from ..ir.errors import LimitError
from .unwind import UnwindFormat

#: PC-relative fields of 32 bits must reach every place of a text section.
MAX_TEXT: Final = 0x7FFF0000
#: Bytes of the fields of ABS64 and the like.
POINTER: Final = 8
_WORD: Final = struct.Struct("<I")


#: Added to the numbers of relocations of Mach-O, which no ELF file has.
MACHO: Final = 1 << 16


class RelocKind(NamedTuple):
    """A relocation kind."""

    name: str
    """For listings."""
    number: int
    """`r_type` of the ELF relocation."""
    pc_relative: bool = False
    """The value is the same wherever the text section is, and names the symbol itself: between two
    places of one section it is resolved for good."""
    branch: bool = False
    """A direct call or jump: its target may be a veneer or a stub that jumps on."""
    through_slot: bool = False
    """The symbol's address is read from a slot (of the GOT): S is the address of the slot."""
    anchor: int = 0
    """For the second half of a pair: distance of the first half from this field, in bytes. In an ELF file
    such a relocation names the place of the first one (RISC-V's `%pcrel_lo`)."""
    thread_local: bool = False
    """The symbol is a variable of each thread: only a linker and a dynamic loader can fill the field."""


class Stub(NamedTuple):
    """Code that goes on to a symbol; registers that the convention leaves to linkers may change."""

    code: bytes
    relocs: tuple[tuple[int, int, int], ...]
    """Offset in `code`, kind and addend of each field, which all name the symbol."""


class ContextWords(NamedTuple):
    """Where a signal handler finds the registers of the code that it interrupted: offsets in `ucontext_t`
    of 64-bit Linux."""

    pc: int
    sp: int
    fp: int
    argument: int
    """The register of a C function's first argument."""
    link: int = -1
    """The register in which a call leaves the return address; -1: it is on the stack."""


@mypyc_attr(allow_interpreted_subclasses=True)
class ObjectFormat(ABC):
    """The facts of one machine. A subclass sets what differs after `super().__init__()`."""

    def __init__(self) -> None:
        self.elf_machine: int = 0
        """`e_machine`."""
        self.elf_flags: int = 0
        """`e_flags`."""
        self.padding: bytes = b"\0"
        """What fills gaps between functions, repeated: instructions that trap."""
        self.relocs: dict[int, RelocKind] = {}
        """By kind."""
        self.slot_jump: Stub = Stub(b"", ())
        """A jump to a symbol through its slot: relocations of kinds `through_slot`."""
        self.absolute_fields: dict[int, int] = {}
        """`r_type` of fields of debug sections that hold `S + A`, by their size, 4 and 8 bytes; empty where
        there are no line tables."""
        self.data_relative: int = -1
        """The kind of 32 bits of data that hold `S + A - P`."""
        self.dynamic_slot: int = -1
        """`r_type` of the dynamic relocation that fills a slot with the address of a symbol; -1: shared
        libraries are made by linkers only."""
        self.dynamic_base: int = -1
        """`r_type` of the dynamic relocation that adds the address of the library."""
        self.resume: bytes = b""
        """Code of a function `resume(fp, sp, pc, payload0, payload1)`, which sets frame and stack pointer,
        the first two integer result registers, and jumps; without landing pads at `pc`. Empty: nothing is
        caught."""
        self.signal_context: ContextWords | None = None
        """Where a signal handler finds the registers of the code that it interrupted; None: no faults are
        caught."""
        self.linux: dict[str, int] = {}
        """Numbers of Linux that are not the same on all machines, by their names in C: flags of `open`
        (O_DIRECTORY, O_NOFOLLOW), offsets in `struct stat` (st_mode, st_nlink), system calls (SYS_...)."""
        self.near_veneer: Stub | None = None
        """A jump to a symbol of the same section at any distance, as long as `slot_jump`; None when
        branches reach all of a section."""
        self.veneer_name: str = "call"
        """What counts of such veneers are called."""
        self.veneer_align: int = 1
        """Alignment of a section with veneers, in bytes."""
        self.branch_forward: int = MAX_TEXT
        """Greatest distance of a `branch` kind forward, in bytes."""
        self.branch_backward: int = MAX_TEXT
        self.mapping_symbols: tuple[str, str] | None = None
        """Names of the symbols that mark where code and data start, for disassemblers that need them."""
        self.code_align: int = 1
        """Alignment of instructions, in bytes."""
        self.unwind: UnwindFormat | None = None
        """How unwinders see the machine; None when nothing is said to them."""
        self.unwind_augmentation: str = ""
        """Letters behind `zR` in the augmentation of its frames."""
        self.page_log2: int = 16
        """Log2 of the largest pages that systems of the machine have, in bytes: code that is mapped from a
        file begins at a multiple."""
        self.whole_stores: bool = False
        """A store of which some bytes are in a page that faults changes no byte of the others."""
        self.capstone: tuple[str, str, tuple[str, ...]] = ("", "", ())
        """For listings: names of capstone's architecture and of its modes (with blanks between them), and
        mnemonics of direct branches and calls; one with a `*` at its end stands for all that begin so. Empty
        names: there is no disassembler."""
        self.relative_branches: bool = False
        """Capstone gives the targets of branches as distances from them."""

    @abstractmethod
    def apply_reloc(self, data: bytearray, offset: int, kind: int, place: int, value: int) -> None:
        """Fill the field at `data[offset]`, whose address is `place`; `value` is S + A.

        Raises `LimitError` when the value does not fit (`signed_field`, `misaligned`)."""

    def properties(self, handlers: bool) -> tuple[tuple[int, int], ...]:
        """What object files say of all their code in `.note.gnu.property`: types and bits, ascending.
        `handlers`: functions have places that are jumped to when something is thrown."""
        return ()

    def undecoded(self, piece: bytes) -> tuple[str, str]:
        """Mnemonic and operands of `code_align` bytes that the disassembler does not know."""
        directive = ".word" if len(piece) == 4 else ".byte"
        return directive, f"{int.from_bytes(piece, 'little'):#x}"

    def signed_field(self, kind: int, value: int, bits: int) -> int:
        """`value` as an unsigned field of `bits` bits; raises `LimitError` if it does not fit."""
        if not -(1 << (bits - 1)) <= value < 1 << (bits - 1):
            raise LimitError(f"relocation {self.relocs[kind].name} out of range: distance {value}")
        return value & ((1 << bits) - 1)

    def misaligned(self, kind: int) -> LimitError:
        """The error for a target that the field cannot express."""
        return LimitError(f"relocation {self.relocs[kind].name} to a misaligned place")


def put_pointer(data: bytearray, offset: int, value: int) -> None:
    """Write a field of 8 bytes."""
    data[offset : offset + POINTER] = (value & (1 << 64) - 1).to_bytes(POINTER, "little")


def put_word(data: bytearray, offset: int, value: int) -> None:
    """Write a field of 4 bytes, an unsigned number."""
    _WORD.pack_into(data, offset, value)


def get_word(data: bytearray, offset: int) -> int:
    """Four bytes as an unsigned number."""
    return int.from_bytes(data[offset : offset + 4], "little")
