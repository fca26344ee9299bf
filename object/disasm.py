"""Listings of the functions of an ELF file, as `backends/disasm.py` writes them.

    f:                                   FUNC       0x00 .. 0x28
      0x0000  ...   instructions
      0x0018  ...               ; data   OBJECT     0x18 .. 0x20, or NOTYPE with a size
      0x0020  ...   instructions
      0x0028  ...               ; data   OBJECT     0x28 .. 0x30, behind the instructions

What lies under a symbol of an object, or of no type with a size, is data: jump tables and constants. Data
behind the end of a function, up to the next one, belongs to it; a function without a size goes up to the
next.

An executable or a shared library is listed by its symbols, or by those of the dynamic linker when the others
were stripped. Where its calls go is told by name; several names of one place are one listing, under a
global one. A file without symbols of functions is listed by its sections of code:

    .text:
      0x0000  ...
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import Final

from librt.vecs import append

from ..backends.code import CompiledCode
from ..backends.disasm import listing
from ..backends.object_format import ObjectFormat
from ..backends.registry import form_of_machine
from ..ir.errors import IrtoolError, UnsupportedError
from .elf_read import ET_REL, ElfObject, Relocation, Symbol, read_object

_STT_NOTYPE: Final = 0
_STT_OBJECT: Final = 1
_STT_FUNC: Final = 2
_STT_GNU_IFUNC: Final = 10
_STB_LOCAL: Final = 0
_SHF_EXECINSTR: Final = 4
#: Section numbers from here on mean something else (`SHN_LORESERVE`).
_RESERVED: Final = 0xFF00


def list_functions(data: bytes, name: str | None = None, with_bytes: bool = True) -> list[str]:
    """The listing of each function of an ELF file in the order of their places, or of that called `name`.

    Raises `IrtoolError` for a damaged file or without such a function, `UnsupportedError` for the code of a
    machine that no target makes."""
    elf = read_object(data)
    form = form_of_machine(elf.machine)
    if form is None:
        raise UnsupportedError(f"code for ELF machine {elf.machine}, which is that of no target")
    lister = _Lister(elf, form, with_bytes)
    if name is not None:
        shown = [symbol for symbol in lister.functions if symbol.name == name][:1]
        if not shown:
            raise IrtoolError(f"no function {name!r} in this file{lister.hint}")
    else:
        shown = lister.one_by_place()
        if not shown:
            raise IrtoolError(f"no code in this file{lister.hint}")
    return [lister.text(symbol) for symbol in shown]


class _Lister:
    """The symbols of a file, by place."""

    def __init__(self, elf: ElfObject, form: ObjectFormat, with_bytes: bool) -> None:
        self._elf = elf
        self._form = form
        self._with_bytes = with_bytes
        self.hint = ""
        """Why functions may be missing."""
        self._symbols = [_in_section(elf, symbol) for symbol in elf.symbols if _is_placed(symbol)]
        self.functions = _functions(self._symbols)
        if not self.functions:
            self._symbols = [_in_section(elf, symbol) for symbol in elf.dynamic_symbols if _is_placed(symbol)]
            self.functions = _functions(self._symbols)
        if not self.functions:
            self.hint = ", which has no symbols of functions"
            self._symbols = self.functions = _section_symbols(elf)
        if not elf.sections:
            self.hint = ", which has no section headers"
        self.functions.sort(key=lambda item: (item.section, item.value, -_rank(item), item.name))
        self._places = [(symbol.section, symbol.value) for symbol in self.functions]
        self._data = sorted(
            (symbol for symbol in self._symbols if _is_data(symbol)),
            key=lambda symbol: (symbol.section, symbol.value),
        )
        self._data_places = [(symbol.section, symbol.value) for symbol in self._data]
        self._kinds = {row.number: kind for kind, row in reversed(form.relocs.items())}
        self._relocations: dict[int, list[Relocation]] = {}
        """Sorted, by section."""
        self._addresses: list[tuple[int, int, int, str]] | None = None
        """Address, size, how local, and name of each function, sorted; made when asked for."""

    def one_by_place(self) -> list[Symbol]:
        """The functions, with one name for each place: a global one when there is one."""
        first: dict[tuple[int, int], Symbol] = {}
        for symbol in self.functions:
            first.setdefault((symbol.section, symbol.value), symbol)
        return list(first.values())

    def text(self, symbol: Symbol) -> str:
        """The listing of a function."""
        elf = self._elf
        if symbol.section >= len(elf.sections):
            raise IrtoolError(f"damaged ELF file: function {symbol.name} lies in no section")
        section = elf.sections[symbol.section]
        if not section.flags & _SHF_EXECINSTR:
            raise IrtoolError(f"damaged ELF file: function {symbol.name} lies in section {section.name}")
        start = symbol.value
        if not 0 <= start <= len(section.data):
            raise IrtoolError(f"damaged ELF file: function {symbol.name} lies outside section {section.name}")
        limit = len(section.data)
        following = bisect_right(self._places, (symbol.section, start))
        if following < len(self._places) and self._places[following][0] == symbol.section:
            limit = min(limit, self._places[following][1])
        data = self._data[
            bisect_left(self._data_places, (symbol.section, start)) : bisect_left(
                self._data_places, (symbol.section, limit)
            )
        ]
        end = max([start + symbol.size, *(item.value + item.size for item in data)]) if symbol.size else limit
        end = min(limit, end)
        code = CompiledCode()
        code.code = section.data[start:end]
        code.symbols = []
        self._add_data(code, data, start, end)
        self._add_relocations(code, symbol.section, start, end)
        name_at: Callable[[int], str] | None = None
        if elf.kind != ET_REL:
            name_at = lambda target: self._name_at(symbol.section, start + target)  # noqa: E731
        return listing(code, self._form, symbol.name, self._with_bytes, name_at)

    def _add_data(self, code: CompiledCode, data: list[Symbol], start: int, end: int) -> None:
        """Ranges of data; symbols of one place, or in another, are one range."""
        done = start
        for item in data:
            first, last = max(item.value, done), min(item.value + item.size, end)
            if first < last:
                code.data_start = append(code.data_start, first - start)
                code.data_end = append(code.data_end, last - start)
                done = last

    def _add_relocations(self, code: CompiledCode, section: int, start: int, end: int) -> None:
        if section not in self._relocations:
            rows = sorted(self._elf.relocations.get(section, []), key=lambda reloc: reloc.offset)
            self._relocations[section] = rows
        rows = self._relocations[section]
        for row in range(bisect_left(rows, start, key=lambda reloc: reloc.offset), len(rows)):
            reloc = rows[row]
            if reloc.offset >= end:
                break
            if reloc.kind in self._kinds:
                code.reloc_offset = append(code.reloc_offset, reloc.offset - start)
                code.reloc_kind = append(code.reloc_kind, self._kinds[reloc.kind])
                code.reloc_symbol = append(code.reloc_symbol, len(code.symbols))
                code.reloc_addend = append(code.reloc_addend, reloc.addend)
                code.symbols.append(reloc.symbol.name or self._section_name(reloc.symbol.section))

    def _section_name(self, number: int) -> str:
        return self._elf.sections[number].name if number < len(self._elf.sections) else f"section {number}"

    def _name_at(self, section: int, place: int) -> str:
        """What is at a place of a linked file: `f` or `f+0x10`; empty when that is no function."""
        address = self._elf.sections[section].address + place
        if self._addresses is None:
            self._addresses = sorted(
                (
                    self._elf.sections[symbol.section].address + symbol.value,
                    symbol.size,
                    -_rank(symbol),
                    symbol.name,
                )
                for symbol in self.functions
                if symbol.section < len(self._elf.sections)
            )
        row = bisect_left(self._addresses, (address + 1,)) - 1
        if row < 0:
            return ""
        start, size = self._addresses[row][:2]
        first = bisect_left(self._addresses, (start,))
        if address == start:
            return self._addresses[first][3]
        return f"{self._addresses[first][3]}+{address - start:#x}" if address < start + size else ""


def _rank(symbol: Symbol) -> int:
    """Which of several names of a place is told: global, then weak, then local."""
    return (0, 2, 1)[symbol.bind] if symbol.bind < 3 else 0


def _is_placed(symbol: Symbol) -> bool:
    return 0 < symbol.section < _RESERVED


def _is_data(symbol: Symbol) -> bool:
    return symbol.kind == _STT_OBJECT or (symbol.kind == _STT_NOTYPE and symbol.size > 0)


def _functions(symbols: list[Symbol]) -> list[Symbol]:
    return [symbol for symbol in symbols if symbol.kind in (_STT_FUNC, _STT_GNU_IFUNC)]


def _in_section(elf: ElfObject, symbol: Symbol) -> Symbol:
    """The symbol with its place in its section as value; in linked files it is the address."""
    if elf.kind == ET_REL or symbol.section >= len(elf.sections):
        return symbol
    return symbol._replace(value=symbol.value - elf.sections[symbol.section].address)


def _section_symbols(elf: ElfObject) -> list[Symbol]:
    """A symbol for each section with code, of its name."""
    return [
        Symbol(section.name, _STB_LOCAL, _STT_FUNC, number, 0, len(section.data))
        for number, section in enumerate(elf.sections)
        if section.flags & _SHF_EXECINSTR and section.data
    ]
