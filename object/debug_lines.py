"""Line tables of an object file: which place of a source each instruction comes from, for debuggers.

    .debug_abbrev   the shape of the two kinds of entries in .debug_info
    .debug_info     a compile unit (the file), a subprogram for each function: name, bytes, place
    .debug_line     a program that makes rows (address, file, line, column), a sequence for each function

A `LineSource` says what the source locations of the code (`CompiledCode.srcloc`) mean;
`object/line_sources.py` has those for CLIF and for WebAssembly. The row of a function's start is its own
line; where its first instruction begins the prologue ends. Code of no place has line 0.

Source: DWARF 4, sections 2.5, 3.1, 3.3, 6.2 and 7.
"""

import struct
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Final, NamedTuple

from ..backends.text import Function, TextSection
from ..ir.errors import UnsupportedError

ABBREV: Final = ".debug_abbrev"
INFO: Final = ".debug_info"
LINE: Final = ".debug_line"
#: In the order in which they stand in the file.
SECTIONS: Final = (ABBREV, INFO, LINE)

_VERSION: Final = 4
#: DW_LANG_Mips_Assembler: what debuggers take for "shows lines, has no types".
_LANGUAGE: Final = 0x8001
_POINTER: Final = 8

# Special opcodes: the line advances by -3 to 8, the address by up to 20.
_OPCODE_BASE: Final = 13
_LINE_BASE: Final = -3
_LINE_RANGE: Final = 12
#: Arguments of the standard opcodes.
_OPERANDS: Final = bytes((0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1))
_COPY: Final = b"\x01"
_ADVANCE_PC: Final = b"\x02"
_ADVANCE_LINE: Final = b"\x03"
_SET_FILE: Final = b"\x04"
_SET_COLUMN: Final = b"\x05"
_SET_PROLOGUE_END: Final = b"\x0a"
_END_SEQUENCE: Final = b"\0\1\1"
_SET_ADDRESS: Final = b"\0\x09\x02"

#: Two entries: attributes and forms.
_UNIT: Final = (
    (0x25, 0x08),  # producer, string
    (0x13, 0x05),  # language, data2
    (0x03, 0x08),  # name, string
    (0x1B, 0x08),  # comp_dir, string
    (0x10, 0x17),  # stmt_list, sec_offset
    (0x11, 0x01),  # low_pc, addr
    (0x12, 0x07),  # high_pc, data8: a size
)
_SUBPROGRAM: Final = (
    (0x3F, 0x0C),  # external, flag
    (0x03, 0x08),  # name, string
    (0x3A, 0x0F),  # decl_file, udata
    (0x3B, 0x0F),  # decl_line, udata
    (0x11, 0x01),  # low_pc, addr
    (0x12, 0x07),  # high_pc, data8
    (0x40, 0x18),  # frame_base, exprloc
)
_CALL_FRAME_CFA: Final = b"\1\x9c"


class Place(NamedTuple):
    """A place in a source."""

    file: int
    """Row of `LineSource.files`, from 0 on."""
    line: int
    """From 1 on; 0 for none."""
    column: int
    """From 1 on; 0 for none."""


#: The place of code that has none.
NOWHERE: Final = Place(0, 0, 0)


class LineSource(ABC):
    """What source locations of code mean."""

    def __init__(self, name: str, directory: str = "") -> None:
        """`name` is the file that was compiled, as debuggers are to look for it from `directory`."""
        self.name = name
        self.directory = directory
        self.files: list[str] = [name]
        """Names of all files, relative to the directory or absolute."""

    @abstractmethod
    def place(self, function: str, srcloc: int) -> Place:
        """The place that a source location of a function, by its symbol, means."""

    @abstractmethod
    def start(self, function: str) -> Place:
        """Where the function itself begins."""


class Fixup(NamedTuple):
    """A field that a linker fills: the address of a section plus `addend`."""

    offset: int
    size: int
    """4 or 8 bytes."""
    section: str
    """`.text` or one of `SECTIONS`."""
    addend: int


class DebugSection(NamedTuple):
    """One section and its fields."""

    name: str
    data: bytearray
    fixups: list[Fixup]


def debug_sections(
    text: TextSection, source: LineSource, local: Sequence[str] | set[str]
) -> list[DebugSection]:
    """The three sections for a text; `local` are the functions that are not visible outside.

    Raises `UnsupportedError` for a machine whose object format does not say how such fields are filled."""
    if not text.form.absolute_fields:
        raise UnsupportedError(f"line tables are not supported for ELF machine {text.form.elf_machine}")
    functions = [function for function in text.functions if function.code.insts_size]
    # The program notes files that places name, so it is made first.
    program = _programs(functions, source)
    return [
        DebugSection(ABBREV, _abbreviations(), []),
        _info(functions, text, source, local),
        _line(program, source),
    ]


def _uleb(value: int) -> bytes:
    """Unsigned LEB128."""
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _sleb(value: int) -> bytes:
    """Signed LEB128."""
    out = bytearray()
    while not -0x40 <= value < 0x40:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value & 0x7F)
    return bytes(out)


def _string(text: str) -> bytes:
    """A string with its end; a zero inside would end it early."""
    return text.encode("utf-8", "surrogateescape").replace(b"\0", b"?") + b"\0"


def _abbreviations() -> bytearray:
    out = bytearray()
    for code, tag, has_children, attributes in ((1, 0x11, 1, _UNIT), (2, 0x2E, 0, _SUBPROGRAM)):
        out += bytes((code, tag, has_children))
        for pair in attributes:
            out += bytes(pair)
        out += b"\0\0"
    return out + b"\0"


def _info(
    functions: Sequence[Function], text: TextSection, source: LineSource, local: Sequence[str] | set[str]
) -> DebugSection:
    """The compile unit and its subprograms."""
    out = bytearray(4) + struct.pack("<HIB", _VERSION, 0, _POINTER)
    fixups = [Fixup(6, 4, ABBREV, 0)]
    out += b"\1" + _string("irtool") + struct.pack("<H", _LANGUAGE)
    out += _string(source.name) + _string(source.directory)
    fixups.append(Fixup(len(out), 4, LINE, 0))
    fixups.append(Fixup(len(out) + 4, _POINTER, ".text", 0))
    out += bytes(4 + _POINTER) + len(text.data).to_bytes(8, "little")
    for function in functions:
        start = source.start(function.name)
        out += b"\2" + bytes([function.name not in local]) + _string(function.name)
        out += _uleb(start.file + 1) + _uleb(start.line)
        fixups.append(Fixup(len(out), _POINTER, ".text", function.start))
        out += bytes(_POINTER) + len(function.code.code).to_bytes(8, "little") + _CALL_FRAME_CFA
    out += b"\0"
    out[:4] = (len(out) - 4).to_bytes(4, "little")
    return DebugSection(INFO, out, fixups)


def _line(program: tuple[bytearray, list[Fixup]], source: LineSource) -> DebugSection:
    """The header, which names the files, and the program."""
    body, fixups = program
    names = bytearray(b"\0")  # no directories but the one of the unit
    for name in source.files:
        names += _string(name) + b"\0\0\0"
    names += b"\0"
    fields = struct.pack("<BBBbBB", 1, 1, 1, _LINE_BASE, _LINE_RANGE, _OPCODE_BASE)
    head = fields + _OPERANDS + names
    out = bytearray(struct.pack("<IHI", 6 + len(head) + len(body), _VERSION, len(head))) + head
    at = len(out)
    moved = [fixup._replace(offset=fixup.offset + at) for fixup in fixups]
    return DebugSection(LINE, out + body, moved)


def _programs(functions: Sequence[Function], source: LineSource) -> tuple[bytearray, list[Fixup]]:
    """A sequence of rows for each function."""
    out = bytearray()
    fixups: list[Fixup] = []
    for function in functions:
        code = function.code
        out += _SET_ADDRESS
        fixups.append(Fixup(len(out), _POINTER, ".text", function.start))
        out += bytes(_POINTER)
        # The registers of the machine that runs the program.
        address, last = 0, Place(0, 1, 0)
        rows = [(0, source.start(function.name))]
        for offset, srcloc in zip(code.srcloc_offset, code.srcloc, strict=True):
            place = source.place(function.name, int(srcloc)) if srcloc >= 0 else NOWHERE
            rows.append((int(offset), place))
        if len(rows) > 1 and rows[1][0] == 0:
            del rows[0]
        for number, (offset, place) in enumerate(rows):
            if place.line == 0:
                place = Place(last.file, 0, 0)
            if number and place == last:
                continue
            if place.file != last.file:
                out += _SET_FILE + _uleb(place.file + 1)
            if place.column != last.column:
                out += _SET_COLUMN + _uleb(place.column)
            if number == 1:
                out += _SET_PROLOGUE_END
            out += _row(offset - address, place.line - last.line)
            address, last = offset, place
        out += _ADVANCE_PC + _uleb(len(code.code) - address) + _END_SEQUENCE
    return out, fixups


def _row(distance: int, lines: int) -> bytes:
    """Advance address and line, and append a row."""
    shortest = lines - _LINE_BASE + _OPCODE_BASE
    if _LINE_BASE <= lines < _LINE_BASE + _LINE_RANGE and shortest + _LINE_RANGE * distance <= 255:
        return bytes([shortest + _LINE_RANGE * distance])
    out = _ADVANCE_PC + _uleb(distance) if distance else b""
    if lines:
        out += _ADVANCE_LINE + _sleb(lines)
    return out + _COPY
