"""What a machine says of its code in files and in memory: relocations, padding, stubs, ELF numbers,
disassembly.

A *relocation* is a field whose target lies outside the function. Its addend follows the ELF rule: with S
the symbol's address, A the addend and P the place of the field, a PC-relative field holds `S + A - P`, so
x86-64's `call rel32` has addend -4. Kinds are numbers of the machine, those of its ELF supplement
wherever a kind has one:

    kind   name        pc_relative  branch  through_slot
    283    call26      yes          yes                     bl
    311    got_page                         yes             adrp of the page of the symbol's slot

Three facts of a kind decide what the framework does with it (`RelocKind`); only writing the field needs
the machine (`ObjectFormat.apply_reloc`). `text.py` resolves what it can inside the text section,
`object/elf.py` writes the rest down for a linker, and `runtime/link.py` fills it for an image in memory.
"""

from abc import ABC, abstractmethod
from typing import Final, NamedTuple

from mypy_extensions import mypyc_attr

from ..ir.errors import LimitError

#: PC-relative fields of 32 bits must reach every place of a text section.
MAX_TEXT: Final = 0x7FFF0000
#: Bytes of the fields of ABS64 and the like.
POINTER: Final = 8


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


class Stub(NamedTuple):
    """Code that goes on to a symbol; registers that the convention leaves to linkers may change."""

    code: bytes
    relocs: tuple[tuple[int, int, int], ...]
    """Offset in `code`, kind and addend of each field, which all name the symbol."""


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
    data[offset : offset + 4] = value.to_bytes(4, "little")


def get_word(data: bytearray, offset: int) -> int:
    """Four bytes as an unsigned number."""
    return int.from_bytes(data[offset : offset + 4], "little")
