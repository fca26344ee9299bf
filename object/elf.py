"""ELF relocatable objects: what `cc` links and `objdump -d` reads.

    ELF header | .text | .rela.text | .symtab | .strtab | .shstrtab | section headers

`.note.GNU-stack` is there too, empty: it says that the stack need not be executable. Calls between
functions of one object are already resolved (as with `-fvisibility=hidden`: they cannot be
interposed); the rest is in `.rela.text`, by symbol. A text that calls do not reach across has veneers in
it (`backends/text.py`), so no linker is asked to bridge a distance inside it.

Symbols: the locals first, as the format demands. A `STT_OBJECT` lies over each stretch of data in
the code (jump tables, constants). On machines with mapping symbols (`$x` and `$d`) these mark where code
and data start, so that disassemblers do not decode data (there, data between instructions has a
symbol without type). Each function is a `STT_FUNC` with its size, global unless it is named in `local`.
The second half of a pair of relocations names the place of the first (`RelocKind.anchor`), as `.Lpair0`,
`.Lpair1`, ....

The output depends on the input alone. Source: System V ABI chapter 4 (object files); what a machine adds is
in its `object_format.py`.
"""

import struct
from collections.abc import Collection, Iterable
from typing import Final, NamedTuple

from ..backends.libcalls import c_symbol
from ..backends.object_format import ObjectFormat
from ..backends.text import NamedCode, Reloc, TextOptions, TextSection, lay_out

SHT_PROGBITS: Final = 1
SHT_SYMTAB: Final = 2
SHT_STRTAB: Final = 3
SHT_RELA: Final = 4
SHF_ALLOC: Final = 2
SHF_EXECINSTR: Final = 4
SHF_INFO_LINK: Final = 0x40
STB_LOCAL: Final = 0
STB_GLOBAL: Final = 1
STT_NOTYPE: Final = 0
STT_OBJECT: Final = 1
STT_FUNC: Final = 2
STT_SECTION: Final = 3
ET_REL: Final = 1

_HEADER: Final = struct.Struct("<16sHHIQQQIHHHHHH")
_SECTION: Final = struct.Struct("<IIQQQQIIQQ")
_SYMBOL: Final = struct.Struct("<IBBHQQ")
_RELA: Final = struct.Struct("<QQq")


class _StringTable:
    """NUL-terminated strings; equal ones share a place."""

    def __init__(self) -> None:
        self.data = bytearray(b"\0")
        self.places: dict[str, int] = {"": 0}

    def add(self, text: str) -> int:
        """Offset of a string."""
        place = self.places.get(text)
        if place is None:
            place = len(self.data)
            self.places[text] = place
            self.data += text.encode() + b"\0"
        return place


class _SymbolTable:
    """Symbols in the order in which they are added: locals, then globals."""

    def __init__(self) -> None:
        self.strings = _StringTable()
        self.data = bytearray(_SYMBOL.size)
        self.num_locals = 1
        self.rows: dict[str, int] = {}
        """Row by name, functions and undefined symbols only."""
        self.anchors: dict[int, int] = {}
        """Row of the symbol for the first half of a pair, by its offset."""

    def add(self, name: str, bind: int, kind: int, section: int, value: int, size: int) -> int:
        """Append a symbol; returns its row."""
        row = len(self.data) // _SYMBOL.size
        self.data += _SYMBOL.pack(self.strings.add(name), bind << 4 | kind, 0, section, value, size)
        if bind == STB_LOCAL:
            self.num_locals = row + 1
        return row


class _Section(NamedTuple):
    name: str
    kind: int
    flags: int
    data: bytes | bytearray
    link: int = 0
    info: int = 0
    align: int = 1
    entry_size: int = 0


_TEXT: Final = 1  # section numbers, in the order in which `write_object` lists them
_SYMTAB: Final = 4
_STRTAB: Final = 5


def _symbols(text: TextSection, local: Collection[str]) -> _SymbolTable:
    table = _SymbolTable()
    table.add("", STB_LOCAL, STT_SECTION, _TEXT, 0, 0)
    mapping = text.form.mapping_symbols
    for function in text.functions:
        code = function.code
        start = function.start
        if mapping:
            table.add(mapping[0], STB_LOCAL, STT_NOTYPE, _TEXT, start, 0)
        for number, (first, end) in enumerate(zip(code.data_start, code.data_end, strict=True)):
            name = f"{function.name}.data{number}"
            # Behind an object, objdump shows code as data too, up to the next symbol; where mapping
            # symbols say what is data, code may go on.
            kind = STT_NOTYPE if mapping and end < len(code.code) else STT_OBJECT
            table.add(name, STB_LOCAL, kind, _TEXT, start + int(first), int(end - first))
            if mapping:
                table.add(mapping[1], STB_LOCAL, STT_NOTYPE, _TEXT, start + int(first), 0)
                if end < len(code.code):
                    table.add(mapping[0], STB_LOCAL, STT_NOTYPE, _TEXT, start + int(end), 0)
    for number, island in enumerate(text.islands):
        if mapping:
            table.add(mapping[0], STB_LOCAL, STT_NOTYPE, _TEXT, island.start, 0)
        table.add(f"island{number}", STB_LOCAL, STT_FUNC, _TEXT, island.start, island.size)
    for reloc in text.relocs:
        anchor = text.form.relocs[reloc.kind].anchor
        place = reloc.offset + anchor
        if anchor and place not in table.anchors:
            name = f".Lpair{len(table.anchors)}"
            table.anchors[place] = table.add(name, STB_LOCAL, STT_NOTYPE, _TEXT, place, 0)
    for bind in (STB_LOCAL, STB_GLOBAL):
        for function in text.functions:
            if (function.name in local) == (bind == STB_LOCAL):
                size = int(function.code.insts_size)
                row = table.add(function.name, bind, STT_FUNC, _TEXT, function.start, size)
                table.rows[function.name] = row
    for reloc in text.relocs:
        if reloc.symbol not in table.rows:
            name = c_symbol(reloc.symbol)
            if name not in table.rows:
                table.rows[name] = table.add(name, STB_GLOBAL, STT_NOTYPE, 0, 0, 0)
            table.rows[reloc.symbol] = table.rows[name]
    return table


def write_object(
    functions: Iterable[NamedCode],
    form: ObjectFormat,
    local: Collection[str] = (),
    options: TextOptions | None = None,
) -> bytes:
    """An object file with these functions (anything with `name` and `code`), in this order.

    `local` names those that are not visible outside. Raises `IrtoolError` for a name defined twice,
    `LimitError` for too much text."""
    return object_of(lay_out(functions, form, options), local)


def object_of(text: TextSection, local: Collection[str] = ()) -> bytes:
    """The object file of a text section."""
    table = _symbols(text, local)
    rela = b"".join(_rela_entry(text, table, reloc) for reloc in text.relocs)
    sections = [
        _Section(".text", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR, text.data, align=text.alignment),
        _Section(".rela.text", SHT_RELA, SHF_INFO_LINK, rela, _SYMTAB, _TEXT, 8, _RELA.size),
        _Section(".note.GNU-stack", SHT_PROGBITS, 0, b""),
        _Section(".symtab", SHT_SYMTAB, 0, table.data, _STRTAB, table.num_locals, 8, _SYMBOL.size),
        _Section(".strtab", SHT_STRTAB, 0, table.strings.data),
    ]
    return _assemble(sections, text.form)


def _rela_entry(text: TextSection, table: _SymbolTable, reloc: Reloc) -> bytes:
    """One row of `.rela.text`."""
    row = text.form.relocs[reloc.kind]
    symbol, addend = table.rows[reloc.symbol], reloc.addend
    if row.anchor:
        symbol, addend = table.anchors[reloc.offset + row.anchor], 0
    return _RELA.pack(reloc.offset, symbol << 32 | row.number, addend)


def _assemble(sections: list[_Section], form: ObjectFormat) -> bytes:
    """Header, contents and section headers; adds the null section and `.shstrtab`.

    The pieces are joined once: a text of hundreds of MiB is copied no more often than it must be."""
    names = _StringTable()
    name_offsets = [names.add(section.name) for section in sections]
    name_offsets.append(names.add(".shstrtab"))
    sections = [*sections, _Section(".shstrtab", SHT_STRTAB, 0, names.data)]
    pieces: list[bytes | bytearray] = []
    size = _HEADER.size
    headers = [_SECTION.pack(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)]
    for name, section in zip(name_offsets, sections, strict=True):
        gap = -size % section.align
        pieces += [bytes(gap), section.data]
        size += gap
        headers.append(
            _SECTION.pack(
                name,
                section.kind,
                section.flags,
                0,
                size,
                len(section.data),
                section.link,
                section.info,
                section.align,
                section.entry_size,
            )
        )
        size += len(section.data)
    gap = -size % 8
    size += gap
    ident = b"\x7fELF\x02\x01\x01" + bytes(9)
    header = _HEADER.pack(
        ident,
        ET_REL,
        form.elf_machine,
        1,
        0,
        0,
        size,
        form.elf_flags,
        _HEADER.size,
        0,
        0,
        _SECTION.size,
        len(headers),
        len(headers) - 1,
    )
    return b"".join([header, *pieces, bytes(gap), *headers])
