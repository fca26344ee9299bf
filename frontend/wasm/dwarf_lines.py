"""The line tables of a module's own DWARF: which place of its source each offset of the module comes from.

    lines = read_lines(module)                # None when the module has none
    lines.find(offset)                        # SourceLine("demo.c", 12, 5), None for no line

Addresses of DWARF in a module count from the content of the code section. A table that is malformed is read
up to there, since a custom section cannot make a module wrong.

Names of files are as the tables have them: those of version 5 begin with the directory of the compilation,
those of earlier versions may be relative to it.

Sources: DWARF 5, section 6.2 (versions 2 to 4 too); "DWARF for WebAssembly", section 2.
"""

from typing import Final, NamedTuple

from librt.vecs import append, vec
from mypy_extensions import i64

from .module import CustomSection, Module

_FORM_BLOCK: Final = 0x09
_FORM_DATA1: Final = 0x0B
_FORM_DATA2: Final = 0x05
_FORM_DATA4: Final = 0x06
_FORM_DATA8: Final = 0x07
_FORM_DATA16: Final = 0x1E
_FORM_STRING: Final = 0x08
_FORM_UDATA: Final = 0x0F
_FORM_STRP: Final = 0x0E
_FORM_LINE_STRP: Final = 0x1F
_CONTENT_PATH: Final = 1
_CONTENT_DIRECTORY: Final = 2
#: Largest address, line and column.
_LARGEST: Final = 0xFFFF_FFFF
#: Most rows of all tables, files of one, and entries in a header.
_MOST_ROWS: Final = 1 << 24
_MOST_FILES: Final = 1 << 20


class SourceLine(NamedTuple):
    """A place in a source of the module."""

    file: str
    line: int
    column: int


class _Malformed(Exception):
    """A table is not as it should be."""


class ModuleLines:
    """Rows of all tables; an address belongs to the last row at or before it."""

    def __init__(self, code_offset: int) -> None:
        self._code_offset = code_offset
        self.files: list[str] = []
        self._starts: vec[i64] = vec[i64]()
        self._rows: list[tuple[int, int, int, int, int]] = []
        """Address, order (the end of a sequence comes before the start of the next), file, line (0 at the end
        of a sequence) and column."""

    def add(self, address: int, file: int, line: int, column: int, is_end: bool) -> None:
        """A row."""
        if len(self._rows) >= _MOST_ROWS:
            raise _Malformed
        address &= _LARGEST
        if not 0 <= line <= _LARGEST or column > _LARGEST:
            line = column = 0
        self._rows.append(
            (address, 0 if is_end else 1 + len(self._rows), file, 0 if is_end else line, column)
        )

    def finish(self) -> None:
        """Behind the last row."""
        self._rows.sort()
        starts: vec[i64] = vec[i64](capacity=len(self._rows))
        for row in self._rows:
            starts = append(starts, i64(row[0]))
        self._starts = starts

    def __len__(self) -> int:
        return len(self._rows)

    def find(self, offset: int) -> SourceLine | None:
        """The place of an offset in the module; None when the tables know of none."""
        wanted: i64 = offset - self._code_offset
        starts = self._starts
        low: i64 = 0
        high: i64 = len(starts)
        while low < high:
            middle = (low + high) >> 1
            if starts[middle] <= wanted:
                low = middle + 1
            else:
                high = middle
        if low == 0:
            return None
        _, _, file, line, column = self._rows[int(low - 1)]
        if line == 0:
            return None
        return SourceLine(self.files[file], line, column)


class _Bytes:
    """A place in the bytes of a section."""

    def __init__(self, data: bytes, at: int, end: int) -> None:
        self.data = data
        self.at = at
        self.end = end

    def number(self, size: int) -> int:
        """Little-endian, unsigned."""
        self.at += size
        if self.at > self.end:
            raise _Malformed
        return int.from_bytes(self.data[self.at - size : self.at], "little")

    def uleb(self) -> int:
        """Unsigned LEB128, of up to 64 bits."""
        value = shift = 0
        while True:
            byte = self.number(1)
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value & 0xFFFF_FFFF_FFFF_FFFF
            if shift > 63:
                raise _Malformed

    def sleb(self) -> int:
        """Signed LEB128, of up to 64 bits."""
        start = self.at
        value = self.uleb()
        bits = 7 * (self.at - start)
        if self.data[self.at - 1] & 0x40 and bits < 64:
            value -= 1 << bits
        return value - (1 << 64) if value >= 1 << 63 else value

    def string(self) -> str:
        """Up to a zero byte."""
        stop = self.data.find(b"\0", self.at, self.end)
        if stop < 0:
            raise _Malformed
        text = self.data[self.at : stop].decode("utf-8", "surrogateescape")
        self.at = stop + 1
        return text

    def skip(self, size: int) -> None:
        """Pass over bytes."""
        if size > self.end - self.at:
            raise _Malformed
        self.at += size


def read_lines(module: Module) -> ModuleLines | None:
    """The lines of a module; None when it has none that can be read."""
    section = module.custom(".debug_line")
    if section is None:
        return None
    lines = ModuleLines(module.code_offset)
    strings = (_content(module, ".debug_line_str"), _content(module, ".debug_str"))
    source = _Bytes(module.data, section.start, section.end)
    try:
        while source.at < source.end:
            size = source.number(4)
            if size >= 0xFFFF_FFF0 or size > source.end - source.at:
                break  # DWARF of 64 bits is for files of gigabytes
            _read_unit(_Bytes(module.data, source.at, source.at + size), strings, lines)
            source.skip(size)
    except _Malformed:
        pass
    lines.finish()
    return lines if len(lines) else None


def _content(module: Module, name: str) -> bytes:
    section: CustomSection | None = module.custom(name)
    return module.data[section.start : section.end] if section is not None else b""


def _read_unit(unit: _Bytes, strings: tuple[bytes, bytes], lines: ModuleLines) -> None:
    """The table of one compile unit."""
    version = unit.number(2)
    if not 2 <= version <= 5:
        return
    if version == 5:
        unit.skip(2)  # sizes of addresses and selectors
    header_size = unit.number(4)
    program = unit.at + header_size
    least = unit.number(1)
    if version >= 4:
        unit.skip(1)  # operations of an instruction: one
    unit.skip(1)
    line_base = unit.number(1)
    if line_base > 127:
        line_base -= 256
    line_range = unit.number(1)
    opcode_base = unit.number(1)
    operands = [unit.number(1) for _ in range(1, opcode_base)]
    if line_range == 0 or program > unit.end:
        raise _Malformed
    first = len(lines.files)
    if version == 5:
        directories = [path for path, _ in _entries(unit, strings)]
        named = _entries(unit, strings)
        lines.files += [_join(path, directories, directory) for path, directory in named]
    else:
        _old_names(unit, lines)
        first -= 1  # they count from 1
    unit.at = program
    _run(unit, lines, _Shape(least, line_base, line_range, opcode_base, operands, first))


def _join(path: str, directories: list[str], directory: int) -> str:
    """A file in a directory, which may itself be relative to the first."""
    if path.startswith("/") or directory >= len(directories):
        return path
    found = directories[directory]
    if directory and directories and not found.startswith("/") and directories[0]:
        found = f"{directories[0]}/{found}"
    return f"{found}/{path}" if found else path


def _entries(unit: _Bytes, strings: tuple[bytes, bytes]) -> list[tuple[str, int]]:
    """Names and directories of an entry list of version 5."""
    kinds = [(unit.uleb(), unit.uleb()) for _ in range(unit.number(1))]
    count = unit.uleb()
    if count > _MOST_FILES or (count and not kinds):
        raise _Malformed
    found = []
    for _ in range(count):
        path, directory = "", 0
        for content, form in kinds:
            value = _form(unit, form, strings)
            if content == _CONTENT_PATH and isinstance(value, str):
                path = value
            elif content == _CONTENT_DIRECTORY and isinstance(value, int):
                directory = value
        found.append((path, directory))
    return found


def _form(unit: _Bytes, form: int, strings: tuple[bytes, bytes]) -> int | str:
    """A value of a form that may be in a header."""
    if form == _FORM_STRING:
        return unit.string()
    if form in (_FORM_LINE_STRP, _FORM_STRP):
        data = strings[0 if form == _FORM_LINE_STRP else 1]
        return _Bytes(data, unit.number(4), len(data)).string()
    if form == _FORM_UDATA:
        return unit.uleb()
    if form == _FORM_BLOCK:
        unit.skip(unit.uleb())
        return 0
    sizes = {_FORM_DATA1: 1, _FORM_DATA2: 2, _FORM_DATA4: 4, _FORM_DATA8: 8, _FORM_DATA16: 16}
    if form not in sizes:
        raise _Malformed
    return unit.number(sizes[form])


def _old_names(unit: _Bytes, lines: ModuleLines) -> None:
    """Directories and files before version 5."""
    directories = [""]
    while text := unit.string():
        directories.append(text)
    while text := unit.string():
        directory = unit.uleb()
        unit.uleb()
        unit.uleb()
        lines.files.append(_join(text, directories, directory))


class _Shape(NamedTuple):
    """What a header says of its program."""

    least: int
    """Bytes of the shortest instruction."""
    line_base: int
    line_range: int
    opcode_base: int
    operands: list[int]
    first: int
    """Row of `ModuleLines.files` of file number 0."""


class _State:
    """The registers of the machine that runs a program."""

    def __init__(self) -> None:
        self.address = 0
        self.file = 1
        self.line = 1
        self.column = 0


def _run(unit: _Bytes, lines: ModuleLines, shape: _Shape) -> None:
    """Run a program."""
    state = _State()
    files = len(lines.files)

    def emit(is_end: bool) -> None:
        row = shape.first + state.file
        if 0 <= row < files:
            lines.add(state.address, row, state.line, state.column, is_end)

    while unit.at < unit.end:
        opcode = unit.number(1)
        if opcode >= shape.opcode_base:
            special = opcode - shape.opcode_base
            state.address += shape.least * (special // shape.line_range)
            state.line += shape.line_base + special % shape.line_range
            emit(False)
        elif opcode == 0:
            size = unit.uleb()
            after = unit.at + size
            if size == 0 or after > unit.end:
                raise _Malformed
            kind = unit.number(1)
            if kind == 1:
                emit(True)
                state = _State()
            elif kind == 2:
                state.address = unit.number(size - 1)
            unit.at = after
        elif opcode == 1:
            emit(False)
        elif opcode == 2:
            state.address += shape.least * unit.uleb()
        elif opcode == 3:
            state.line += unit.sleb()
        elif opcode == 4:
            state.file = unit.uleb()
        elif opcode == 5:
            state.column = unit.uleb()
        elif opcode == 8:
            state.address += shape.least * ((255 - shape.opcode_base) // shape.line_range)
        elif opcode == 9:
            state.address += unit.number(2)
        else:
            for _ in range(shape.operands[opcode - 1]):
                unit.uleb()
