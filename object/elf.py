"""ELF relocatable objects: what `cc` links and `objdump -d` reads.

    ELF header | .text | .rela.text | .symtab | .strtab | .rodata | .data | .bss | .shstrtab | section headers

The data sections are those of the data objects, where there are any. `.note.GNU-stack` is there too, empty:
it says that the stack need not be executable. Calls between functions of one object are already resolved
(as with `-fvisibility=hidden`: they cannot be interposed); the rest is in `.rela.text`, by symbol. A text
that calls do not reach across has veneers in it (`backends/text.py`), so no linker is asked to bridge a
distance inside it.

Symbols: the locals first, as the format demands. A `STT_OBJECT` lies over each stretch of data in
the code (jump tables, constants). On machines with mapping symbols (`$x` and `$d`) these mark where code
and data start, so that disassemblers do not decode data (there, data between instructions has a
symbol without type). Each function is a `STT_FUNC` with its size, global unless it is named in `local`.
The second half of a pair of relocations names the place of the first (`RelocKind.anchor`), as `.Lpair0`,
`.Lpair1`, ....

`.note.gnu.property` says what the code needs or keeps to, when there is anything to say: the level of the
processor on x86-64, landing pads and signed return addresses on aarch64 (`ObjectFormat.properties`).

`.eh_frame` says how to unwind the functions (`eh_frame.py`), unless `unwind_info` is off. Line tables are
there when they are asked for (`debug_lines.py`). Functions with handlers add the section `irtool_exceptions`
(`backends/exceptions.py`). An image that goes with the object is the last section but one, at whole pages,
and a note right behind the ELF header says where (`image_section.py`).

The output depends on the input alone. Source: System V ABI chapter 4 (object files); what a machine adds is
in its `object_format.py`.
"""

import struct
from collections.abc import Collection, Iterable, Sequence
from typing import Final, NamedTuple

from ..backends.exceptions import DISTANCE_AT, exception_table, table_size
from ..backends.exceptions import SECTION as EXCEPTIONS
from ..backends.libcalls import c_symbol
from ..backends.object_format import MACHO, ObjectFormat
from ..backends.text import NamedCode, Reloc, TextOptions, TextSection, lay_out
from ..ir.data import DataSection
from ..ir.errors import IrtoolError, UnsupportedError
from .data_sections import DataContents, DataSymbol
from .debug_lines import SECTIONS as DEBUG_SECTIONS
from .debug_lines import Fixup, LineSource, debug_sections
from .eh_frame import SECTION as EH_FRAME
from .eh_frame import frames
from .image_section import IMAGE, NOTE, NOTE_SIZE, check_machine, image_note

SHT_PROGBITS: Final = 1
SHT_SYMTAB: Final = 2
SHT_STRTAB: Final = 3
SHT_RELA: Final = 4
SHT_NOTE: Final = 7
SHT_NOBITS: Final = 8
SHF_WRITE: Final = 1
SHF_ALLOC: Final = 2
SHF_EXECINSTR: Final = 4
SHF_INFO_LINK: Final = 0x40
#: Linkers leave the section out.
SHF_EXCLUDE: Final = 1 << 31
#: Linkers that drop what nothing refers to keep the section (of GNU; others do not look at the bit).
SHF_GNU_RETAIN: Final = 0x200000
STB_LOCAL: Final = 0
STB_GLOBAL: Final = 1
STT_NOTYPE: Final = 0
STT_OBJECT: Final = 1
STT_FUNC: Final = 2
STT_SECTION: Final = 3
STT_TLS: Final = 6
ET_REL: Final = 1

FILE_HEADER: Final = struct.Struct("<16sHHIQQQIHHHHHH")
SECTION_HEADER: Final = struct.Struct("<IIQQQQIIQQ")
SYMBOL: Final = struct.Struct("<IBBHQQ")
RELA: Final = struct.Struct("<QQq")
#: Sizes of owner and rest, type, owner.
_NOTE: Final = struct.Struct("<III4s")
_NOTE_OWNER: Final = b"GNU\0"
_NOTE_PROPERTIES: Final = 5
#: Type, size of the bits, the bits, and filling up to 8 bytes.
_PROPERTY: Final = struct.Struct("<4I")


class StringTable:
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
        self.strings = StringTable()
        self.data = bytearray(SYMBOL.size)
        self.num_locals = 1
        self.rows: dict[str, int] = {}
        """Row by name, functions and undefined symbols only."""
        self.anchors: dict[int, int] = {}
        """Row of the symbol for the first half of a pair, by its offset."""

    def add(self, name: str, bind: int, kind: int, section: int, value: int, size: int) -> int:
        """Append a symbol; returns its row."""
        row = len(self.data) // SYMBOL.size
        self.data += SYMBOL.pack(self.strings.add(name), bind << 4 | kind, 0, section, value, size)
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
    size: int = -1
    """Bytes in memory where that is not the length of `data`."""


_TEXT: Final = 1  # section numbers, in the order in which `write_object` lists them
_SYMTAB: Final = 4
_STRTAB: Final = 5
_FIRST_FREE: Final = 6


def _symbols(
    text: TextSection, local: Collection[str], data: Sequence[DataSymbol], sections: Sequence[int]
) -> _SymbolTable:
    """The table. It begins with symbols of the text and of other sections, by number."""
    table = _SymbolTable()
    for section in (_TEXT, *sections):
        table.add("", STB_LOCAL, STT_SECTION, section, 0, 0)
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
        for symbol in data:
            if symbol.local == (bind == STB_LOCAL):
                if symbol.name in text.starts:
                    raise IrtoolError(f"{symbol.name!r} is defined twice: as a function and as data")
                row = table.add(symbol.name, bind, STT_OBJECT, symbol.section, symbol.offset, symbol.size)
                table.rows[symbol.name] = row
    for reloc in text.relocs:
        if reloc.kind >= MACHO:
            what = f"relocation {text.form.relocs[reloc.kind].name} of {reloc.symbol}"
            raise UnsupportedError(f"the {what} is one of Mach-O; only ELF object files are written")
        if reloc.symbol not in table.rows:
            name = c_symbol(reloc.symbol)
            if name not in table.rows:
                kind = STT_TLS if text.form.relocs[reloc.kind].thread_local else STT_NOTYPE
                table.rows[name] = table.add(name, STB_GLOBAL, kind, 0, 0, 0)
            table.rows[reloc.symbol] = table.rows[name]
    return table


def write_object(
    functions: Iterable[NamedCode],
    form: ObjectFormat,
    local: Collection[str] = (),
    options: TextOptions | None = None,
    data: DataSection | None = None,
    lines: LineSource | None = None,
) -> bytes:
    """An object file with these functions (anything with `name` and `code`), in this order.

    `local` names those that are not visible outside; `data` are data objects of the file; `lines` says what
    the source locations of the code mean, for line tables. Raises `IrtoolError` for a name defined twice,
    `LimitError` for too much text, `UnsupportedError` for a machine without line tables."""
    return object_of(lay_out(functions, form, options), local, data, lines)


def object_of(
    text: TextSection,
    local: Collection[str] = (),
    data: DataSection | None = None,
    lines: LineSource | None = None,
    image: bytes = b"",
) -> bytes:
    """The object file of a text section, and of data objects; `image` is one that the file has too
    (`image.py`). Other arguments and errors as for `write_object`; also `IrtoolError` for an image of another
    machine."""
    more: list[_Section] = []
    if table_size(function.code for function in text.functions):
        # `S + A - P` with the start of the text as symbol.
        entry = RELA.pack(DISTANCE_AT, 1 << 32 | text.form.relocs[text.form.data_relative].number, 0)
        more = [
            _Section(EXCEPTIONS, SHT_PROGBITS, SHF_ALLOC | SHF_GNU_RETAIN, exception_table(text, 0), align=4),
            _Section(
                ".rela." + EXCEPTIONS, SHT_RELA, SHF_INFO_LINK, entry, _SYMTAB, _FIRST_FREE, 8, RELA.size
            ),
        ]
    made = frames(text)
    if made is not None:
        number = _FIRST_FREE + len(more)
        kind = text.form.relocs[text.form.data_relative].number
        entries = b"".join(RELA.pack(field, 1 << 32 | kind, place) for field, place in made.fields)
        more += [
            _Section(EH_FRAME, SHT_PROGBITS, SHF_ALLOC, made.data, align=8),
            _Section(".rela" + EH_FRAME, SHT_RELA, SHF_INFO_LINK, entries, _SYMTAB, number, 8, RELA.size),
        ]
    debug = debug_sections(text, lines, set(local)) if lines is not None else []
    numbers = []
    for section in debug:
        numbers.append(_FIRST_FREE + len(more))
        more.append(_Section(section.name, SHT_PROGBITS, 0, section.data))
        if section.fixups:
            entries = b"".join(_fixup_entry(text, fixup) for fixup in section.fixups)
            name = ".rela" + section.name
            more.append(_Section(name, SHT_RELA, SHF_INFO_LINK, entries, _SYMTAB, numbers[-1], 8, RELA.size))
    note = _property_note(text)
    if note:
        more.append(_Section(".note.gnu.property", SHT_NOTE, SHF_ALLOC, note, align=8))
    contents = DataContents(data, _FIRST_FREE + len(more))
    table = _symbols(text, local, contents.symbols, numbers)
    rela = b"".join(_rela_entry(text, table, reloc) for reloc in text.relocs)
    sections = [
        _Section(".text", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR, text.data, align=text.alignment),
        _Section(".rela.text", SHT_RELA, SHF_INFO_LINK, rela, _SYMTAB, _TEXT, 8, RELA.size),
        _Section(".note.GNU-stack", SHT_PROGBITS, 0, b""),
        _Section(".symtab", SHT_SYMTAB, 0, table.data, _STRTAB, table.num_locals, 8, SYMBOL.size),
        _Section(".strtab", SHT_STRTAB, 0, table.strings.data),
        *more,
    ]
    for part in contents.parts:
        kind = SHT_NOBITS if part.zero else SHT_PROGBITS
        flags = SHF_ALLOC | SHF_WRITE if part.writable else SHF_ALLOC
        sections.append(_Section(part.name, kind, flags, part.content, align=part.align, size=part.size))
    if image:
        check_machine(image, text.form.elf_machine)
        page = 1 << text.form.page_log2
        sections.append(_Section(NOTE, SHT_NOTE, SHF_EXCLUDE, bytes(NOTE_SIZE), align=4))
        sections.append(_Section(IMAGE, SHT_PROGBITS, SHF_EXCLUDE, image, align=page))
    return _assemble(sections, text.form)


def _property_note(text: TextSection) -> bytes:
    """`.note.gnu.property`: what linkers and loaders are told of all code; empty when there is nothing to
    tell."""
    properties = text.form.properties(
        any(function.code.exceptions is not None for function in text.functions)
    )
    if not properties:
        return b""
    rows = b"".join(_PROPERTY.pack(kind, 4, bits, 0) for kind, bits in properties)
    return _NOTE.pack(len(_NOTE_OWNER), len(rows), _NOTE_PROPERTIES, _NOTE_OWNER) + rows


def _rela_entry(text: TextSection, table: _SymbolTable, reloc: Reloc) -> bytes:
    """One row of `.rela.text`."""
    row = text.form.relocs[reloc.kind]
    symbol, addend = table.rows[reloc.symbol], reloc.addend
    if row.anchor:
        symbol, addend = table.anchors[reloc.offset + row.anchor], 0
    return RELA.pack(reloc.offset, symbol << 32 | row.number, addend)


def _fixup_entry(text: TextSection, fixup: Fixup) -> bytes:
    """A relocation of a field of a debug section, against the symbol of a section: those are the first."""
    symbol = 1 if fixup.section == ".text" else 2 + DEBUG_SECTIONS.index(fixup.section)
    kind = text.form.absolute_fields[fixup.size]
    return RELA.pack(fixup.offset, symbol << 32 | kind, fixup.addend)


def _assemble(sections: list[_Section], form: ObjectFormat) -> bytes:
    """Header, contents and section headers; adds the null section and `.shstrtab`. A section `NOTE` is the
    first in the file, whatever its number, and gets its content.

    The pieces are joined once: a text of hundreds of MiB is copied no more often than it must be."""
    names = StringTable()
    name_offsets = [names.add(section.name) for section in sections]
    name_offsets.append(names.add(".shstrtab"))
    sections = [*sections, _Section(".shstrtab", SHT_STRTAB, 0, names.data)]
    pieces: list[bytes | bytearray] = []
    size = FILE_HEADER.size
    places = [0] * len(sections)
    for row in sorted(range(len(sections)), key=lambda row: sections[row].name != NOTE):
        gap = -size % sections[row].align
        pieces += [bytes(gap), sections[row].data]
        places[row] = size + gap
        size = places[row] + len(sections[row].data)
    headers = [SECTION_HEADER.pack(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)]
    for name, place, section in zip(name_offsets, places, sections, strict=True):
        headers.append(
            SECTION_HEADER.pack(
                name,
                section.kind,
                section.flags,
                0,
                place,
                section.size if section.size >= 0 else len(section.data),
                section.link,
                section.info,
                section.align,
                section.entry_size,
            )
        )
    gap = -size % 8
    size += gap
    for place, section in zip(places, sections, strict=True):
        if section.name == IMAGE:
            total = size + len(headers) * SECTION_HEADER.size
            pieces[1] = image_note(place, len(section.data), total)
    ident = b"\x7fELF\x02\x01\x01" + bytes(9)
    header = FILE_HEADER.pack(
        ident,
        ET_REL,
        form.elf_machine,
        1,
        0,
        0,
        size,
        form.elf_flags,
        FILE_HEADER.size,
        0,
        0,
        SECTION_HEADER.size,
        len(headers),
        len(headers) - 1,
    )
    return b"".join([header, *pieces, bytes(gap), *headers])
