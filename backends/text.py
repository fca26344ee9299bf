"""The text section: the code of several functions in one stretch of memory.

    function a | pad | function b | constants of b | pad | function c ...

Each function starts at its alignment; the gaps are filled with trapping instructions. Direct calls
and PC-relative addresses between functions of the section are resolved here for good, whatever
address the section gets; everything else is left as a relocation that names a symbol.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple, Protocol

from ..ir.errors import IrtoolError, LimitError
from .code import CompiledCode
from .reloc import PC_RELATIVE, apply_reloc

EM_X86_64: Final = 62
EM_AARCH64: Final = 183

#: What fills gaps, by ELF machine: `int3`, `udf #0`.
_PADDING: Final = {EM_X86_64: b"\xcc", EM_AARCH64: b"\0"}
#: PC-relative fields of 32 bits must reach every place.
MAX_TEXT: Final = 0x7FFF0000


class NamedCode(Protocol):
    """A compiled function: anything with a symbol name and code."""

    @property
    def name(self) -> str:
        """Symbol."""

    @property
    def code(self) -> CompiledCode:
        """Machine code."""


class Function(NamedTuple):
    """A function in the section."""

    name: str
    start: int
    """Offset in the section, in bytes."""
    code: CompiledCode


class Reloc(NamedTuple):
    """A field of the section to be filled."""

    offset: int
    kind: int
    """`labels.RELOC_*`."""
    symbol: str
    addend: int


class TextSection:
    """Functions laid out one behind the other; see the module docstring."""

    def __init__(self, elf_machine: int) -> None:
        self.elf_machine = elf_machine
        self.data = bytearray()
        self.alignment = 16
        self.functions: list[Function] = []
        self.starts: dict[str, int] = {}
        """Offset by name."""
        self.relocs: list[Reloc] = []
        """Ascending by offset."""

    def append(self, name: str, code: CompiledCode) -> None:
        """Add a function. Raises `IrtoolError` for a name that is taken, `LimitError` for a section
        that is too large."""
        if name in self.starts:
            raise IrtoolError(f"function {name!r} is defined twice")
        align = max(int(code.alignment), 4)
        self.alignment = max(self.alignment, align)
        self.data += _PADDING[self.elf_machine] * (-len(self.data) % align)
        start = len(self.data)
        self.data += code.code
        if len(self.data) > MAX_TEXT:
            raise LimitError(f"code too large: more than {MAX_TEXT} bytes of text")
        self.starts[name] = start
        self.functions.append(Function(name, start, code))
        for offset, kind, symbol, addend in zip(
            code.reloc_offset, code.reloc_kind, code.reloc_symbol, code.reloc_addend, strict=True
        ):
            self.relocs.append(Reloc(start + offset, int(kind), code.symbols[symbol], int(addend)))

    def resolve_internal(self) -> None:
        """Fill the PC-relative fields that name functions of the section; the others stay in
        `relocs`."""
        rest = []
        for reloc in self.relocs:
            target = self.starts.get(reloc.symbol)
            if target is not None and reloc.kind in PC_RELATIVE:
                apply_reloc(self.data, reloc.offset, reloc.kind, reloc.offset, target + reloc.addend)
            else:
                rest.append(reloc)
        self.relocs = rest

    def traps(self) -> dict[int, int]:
        """Trap code by offset in the section."""
        return {
            function.start + int(offset): int(code)
            for function in self.functions
            for offset, code in zip(function.code.trap_offset, function.code.trap_code, strict=True)
        }


def lay_out(functions: Iterable[NamedCode], elf_machine: int) -> TextSection:
    """A section with these functions in this order, internal references resolved."""
    if elf_machine not in _PADDING:
        raise IrtoolError(f"no text section for ELF machine {elf_machine}")
    section = TextSection(elf_machine)
    for function in functions:
        section.append(function.name, function.code)
    section.resolve_internal()
    return section
