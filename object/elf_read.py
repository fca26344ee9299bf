"""A small reader of ELF files: sections, symbols and relocations.

Reads 64-bit little-endian files, which is all that `elf.py` writes and all that our targets use: objects, and
what linkers make of them. There a symbol's value is an address, and the symbols that are left when a
file is stripped are those of the dynamic table.
Everything is bounds-checked; a file that is not what it says is refused with an `IrtoolError`.
"""

import struct
from typing import Final, NamedTuple

from ..ir.errors import IrtoolError

_HEADER: Final = struct.Struct("<16sHHIQQQIHHHHHH")
_SECTION: Final = struct.Struct("<IIQQQQIIQQ")
_SYMBOL: Final = struct.Struct("<IBBHQQ")
_RELA: Final = struct.Struct("<QQq")

_SHT_SYMTAB: Final = 2
_SHT_RELA: Final = 4
_SHT_NOBITS: Final = 8
_SHT_DYNSYM: Final = 11

#: Kinds of file: `ElfObject.kind`.
ET_REL: Final = 1
ET_EXEC: Final = 2
ET_DYN: Final = 3


class Section(NamedTuple):
    """A section header and its contents."""

    name: str
    kind: int
    flags: int
    address: int
    offset: int
    data: bytes
    """Empty for `SHT_NOBITS`."""
    size: int
    link: int
    info: int
    align: int


class Symbol(NamedTuple):
    """A symbol."""

    name: str
    bind: int
    """0 local, 1 global, 2 weak."""
    kind: int
    """0 none, 1 object, 2 function, 3 section."""
    section: int
    """Number of its section; 0 = undefined."""
    value: int
    size: int


class Relocation(NamedTuple):
    """A relocation."""

    offset: int
    kind: int
    """ELF number for the machine."""
    symbol: Symbol
    addend: int


class ElfObject:
    """A file read by `read_object`."""

    def __init__(self, machine: int, kind: int) -> None:
        self.machine = machine
        self.kind = kind
        """`ET_REL`, `ET_EXEC` or `ET_DYN`; position-independent executables are shared, too."""
        self.sections: list[Section] = []
        self.symbols: list[Symbol] = []
        self.dynamic_symbols: list[Symbol] = []
        """Those that the dynamic linker knows."""
        self.relocations: dict[int, list[Relocation]] = {}
        """By number of the section that they apply to; of relocatable files only."""

    def section_number(self, name: str) -> int:
        """Number of the first section of this name, -1 if there is none."""
        for number, section in enumerate(self.sections):
            if section.name == name:
                return number
        return -1


def _slice(data: bytes, offset: int, size: int, what: str) -> bytes:
    if offset < 0 or size < 0 or offset + size > len(data):
        raise IrtoolError(f"damaged ELF file: {what} lies outside the file")
    return data[offset : offset + size]


def _string(table: bytes, offset: int) -> str:
    end = table.find(b"\0", offset)
    if offset > len(table) or end < 0:
        raise IrtoolError("damaged ELF file: a name lies outside its string table")
    return table[offset:end].decode("utf-8", "replace")


def read_object(data: bytes) -> ElfObject:
    """Read an ELF file. Raises `IrtoolError` for anything else and for damaged ones."""
    if data[:4] != b"\x7fELF":
        raise IrtoolError("not an ELF file")
    if len(data) < _HEADER.size or data[4:6] != b"\x02\x01":
        raise IrtoolError("not a 64-bit little-endian ELF file")
    fields = _HEADER.unpack_from(data)
    result = ElfObject(machine=fields[2], kind=fields[1])
    table_offset, entry_size, count, names_index = fields[6], fields[11], fields[12], fields[13]
    if count and (entry_size != _SECTION.size or names_index >= count):
        raise IrtoolError("damaged ELF file: bad section headers")
    headers = _slice(data, table_offset, entry_size * count, "the section table")
    rows = list(_SECTION.iter_unpack(headers))
    contents = [b"" if row[1] == _SHT_NOBITS else _slice(data, row[4], row[5], "a section") for row in rows]
    for row, content in zip(rows, contents, strict=True):
        name = _string(contents[names_index], row[0])
        result.sections.append(
            Section(name, row[1], row[2], row[3], row[4], content, row[5], row[6], row[7], row[8])
        )
    for section in result.sections:
        if section.kind == _SHT_SYMTAB:
            _read_symbols(result, section, result.symbols)
        elif section.kind == _SHT_DYNSYM:
            _read_symbols(result, section, result.dynamic_symbols)
    for section in result.sections:
        if section.kind == _SHT_RELA and result.kind == ET_REL:
            _read_relocations(result, section)
    return result


def _read_symbols(result: ElfObject, section: Section, symbols: list[Symbol]) -> None:
    if section.link >= len(result.sections) or len(section.data) % _SYMBOL.size:
        raise IrtoolError("damaged ELF file: bad symbol table")
    strings = result.sections[section.link].data
    for name, info, _, index, value, size in _SYMBOL.iter_unpack(section.data):
        symbols.append(Symbol(_string(strings, name), info >> 4, info & 15, index, value, size))


def _read_relocations(result: ElfObject, section: Section) -> None:
    if len(section.data) % _RELA.size:
        raise IrtoolError("damaged ELF file: bad relocation table")
    rows = result.relocations.setdefault(section.info, [])
    for offset, info, addend in _RELA.iter_unpack(section.data):
        if info >> 32 >= len(result.symbols):
            raise IrtoolError("damaged ELF file: a relocation names no symbol")
        rows.append(Relocation(offset, info & 0xFFFFFFFF, result.symbols[info >> 32], addend))
