"""Compiled functions as bytes, to be sent from one process to another.

    writer = CodeWriter()
    writer.put(code)                         # as often as wanted
    data = writer.getvalue()
    read_codes(data, form)                   # the same codes again

A function is a header of lengths, its symbols and its code, then its columns with 4 bytes a row; source
locations and addends have 8. Numbers are little-endian. The format is private to one version of irtool: both
ends are processes of one compilation. `island_counts` and `block_offset` are kept where there are any, so
that what is read back cannot be told from what was written.
"""

import marshal
from typing import Final

from librt.strings import BytesWriter, read_i32_le, read_i64_le, write_i32_le, write_i64_le
from librt.vecs import append, vec
from mypy_extensions import i32, i64

from .code import NO_SYMBOLS, CompiledCode, ExceptionSites, IslandCounts
from .notes import DebugTags, Notes, StackMap

#: Numbers in a header: sizes of code and symbols, alignment, insts_size, padding, frame_size, nine lengths,
#: whether there are counts of islands, and the numbers of calls with handlers and of handlers.
_HEADER: Final = 17


def _put(writer: BytesWriter, column: vec[i64]) -> None:
    """Append a column of numbers of 32 bits."""
    i: i64 = 0
    count: i64 = len(column)
    while i < count:
        write_i32_le(writer, i32(column[i]))
        i += 1


def _put_wide(writer: BytesWriter, column: vec[i64]) -> None:
    """Append a column of numbers of 64 bits."""
    i: i64 = 0
    count: i64 = len(column)
    while i < count:
        write_i64_le(writer, column[i])
        i += 1


def _notes_bytes(notes: Notes | None) -> bytes:
    """Notes, of which there are few: nothing for none."""
    if notes is None:
        return b""
    maps = [(row.offset, row.values) for row in notes.stack_maps]
    tags = [(row.offset, row.tags) for row in notes.debug_tags]
    return marshal.dumps((maps, tags, notes.patchable_calls))


def _notes_of(data: bytes) -> Notes | None:
    """The notes again."""
    if not data:
        return None
    maps, tags, calls = marshal.loads(data)
    notes = Notes()
    notes.stack_maps = [StackMap(offset, values) for offset, values in maps]
    notes.debug_tags = [DebugTags(offset, values) for offset, values in tags]
    notes.patchable_calls = calls
    return notes


class CodeWriter:
    """Collects functions."""

    def __init__(self) -> None:
        self._writer: BytesWriter = BytesWriter()

    def put(self, code: CompiledCode) -> None:
        """Append a function."""
        writer = self._writer
        symbols = "\0".join(code.symbols).encode("utf-8", "surrogatepass")
        symbols_size: i64 = -1
        if code.symbols:
            symbols_size = len(symbols)
        counts = code.island_counts
        kinds: i64 = -1
        if counts is not None:
            kinds = len(counts.veneers)
        write_i32_le(writer, i32(i64(len(code.code))))
        write_i32_le(writer, i32(symbols_size))
        write_i32_le(writer, i32(code.alignment))
        write_i32_le(writer, i32(code.insts_size))
        write_i32_le(writer, i32(code.padding))
        write_i32_le(writer, i32(code.frame_size))
        write_i32_le(writer, i32(i64(len(code.reloc_offset))))
        write_i32_le(writer, i32(i64(len(code.trap_offset))))
        write_i32_le(writer, i32(i64(len(code.srcloc_offset))))
        write_i32_le(writer, i32(i64(len(code.call_sites))))
        write_i32_le(writer, i32(i64(len(code.data_start))))
        write_i32_le(writer, i32(i64(len(code.block_offset))))
        write_i32_le(writer, i32(i64(len(code.cfi))))
        write_i32_le(writer, i32(kinds))
        notes = _notes_bytes(code.notes)
        write_i32_le(writer, i32(i64(len(notes))))
        sites = code.exceptions
        if sites is None:
            write_i32_le(writer, -1)
            write_i32_le(writer, 0)
        else:
            write_i32_le(writer, i32(i64(len(sites.returns))))
            write_i32_le(writer, i32(i64(len(sites.tags))))
        writer.write(symbols)
        writer.write(notes)
        writer.write(code.code)
        _put(writer, code.reloc_offset)
        _put(writer, code.reloc_kind)
        _put(writer, code.reloc_symbol)
        _put_wide(writer, code.reloc_addend)
        _put(writer, code.trap_offset)
        _put(writer, code.trap_code)
        _put(writer, code.srcloc_offset)
        _put_wide(writer, code.srcloc)
        _put(writer, code.call_sites)
        _put(writer, code.cfi_offset)
        _put_wide(writer, code.cfi)
        _put(writer, code.data_start)
        _put(writer, code.data_end)
        _put(writer, code.block_offset)
        if sites is not None:
            write_i64_le(writer, sites.frame_offset)
            _put(writer, sites.returns)
            _put(writer, sites.handler_end)
            _put_wide(writer, sites.tags)
            _put(writer, sites.landings)
            _put_wide(writer, sites.contexts)
        if counts is not None:
            _put_wide(writer, counts.veneers)
            write_i64_le(writer, counts.islands)
            write_i64_le(writer, counts.island_bytes)
            write_i64_le(writer, counts.veneer_bytes)

    def getvalue(self) -> bytes:
        """All that was put."""
        return self._writer.getvalue()


class _Reader:
    """A place in the bytes."""

    def __init__(self, data: bytes) -> None:
        self.data: bytes = data
        self.pos: i64 = 0

    def number(self) -> i64:
        """The next 4 bytes."""
        self.pos += 4
        return i64(read_i32_le(self.data, self.pos - 4))

    def wide(self) -> i64:
        """The next 8 bytes."""
        self.pos += 8
        return read_i64_le(self.data, self.pos - 8)

    def piece(self, size: i64) -> bytes:
        """The next bytes."""
        self.pos += size
        return self.data[int(self.pos - size) : int(self.pos)]

    def column(self, count: i64) -> vec[i64]:
        """So many numbers of 32 bits."""
        data = self.data
        pos = self.pos
        column = vec[i64](capacity=count)
        end = pos + 4 * count
        while pos < end:
            column = append(column, i64(read_i32_le(data, pos)))
            pos += 4
        self.pos = end
        return column

    def wide_column(self, count: i64) -> vec[i64]:
        """So many numbers of 64 bits."""
        data = self.data
        pos = self.pos
        column = vec[i64](capacity=count)
        end = pos + 8 * count
        while pos < end:
            column = append(column, read_i64_le(data, pos))
            pos += 8
        self.pos = end
        return column

    def code(self) -> CompiledCode:
        """The next function."""
        code = CompiledCode()
        size = self.number()
        symbols = self.number()
        code.alignment = self.number()
        code.insts_size = self.number()
        code.padding = self.number()
        code.frame_size = self.number()
        relocs = self.number()
        traps = self.number()
        srclocs = self.number()
        calls = self.number()
        ranges = self.number()
        blocks = self.number()
        rules = self.number()
        kinds = self.number()
        notes = self.number()
        calls_with_handlers = self.number()
        handlers = self.number()
        code.symbols = NO_SYMBOLS
        if symbols >= 0:
            code.symbols = self.piece(symbols).decode("utf-8", "surrogatepass").split("\0")
        code.notes = _notes_of(self.piece(notes))
        code.code = self.piece(size)
        code.reloc_offset = self.column(relocs)
        code.reloc_kind = self.column(relocs)
        code.reloc_symbol = self.column(relocs)
        code.reloc_addend = self.wide_column(relocs)
        code.trap_offset = self.column(traps)
        code.trap_code = self.column(traps)
        code.srcloc_offset = self.column(srclocs)
        code.srcloc = self.wide_column(srclocs)
        code.call_sites = self.column(calls)
        code.cfi_offset = self.column(rules)
        code.cfi = self.wide_column(rules)
        code.data_start = self.column(ranges)
        code.data_end = self.column(ranges)
        code.block_offset = self.column(blocks)
        if calls_with_handlers >= 0:
            sites = ExceptionSites()
            sites.frame_offset = self.wide()
            sites.returns = self.column(calls_with_handlers)
            sites.handler_end = self.column(calls_with_handlers)
            sites.tags = self.wide_column(handlers)
            sites.landings = self.column(handlers)
            sites.contexts = self.wide_column(handlers)
            code.exceptions = sites
        if kinds >= 0:
            counts = IslandCounts(int(kinds))
            counts.veneers = self.wide_column(kinds)
            counts.islands = self.wide()
            counts.island_bytes = self.wide()
            counts.veneer_bytes = self.wide()
            code.island_counts = counts
        return code


def read_codes(data: bytes) -> list[CompiledCode]:
    """The functions that a `CodeWriter` has put into these bytes, in order."""
    reader = _Reader(data)
    codes: list[CompiledCode] = []
    end: i64 = len(data)
    while reader.pos < end:
        codes.append(reader.code())
    return codes
