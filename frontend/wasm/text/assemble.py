"""Text to the binary form, from which validation and everything else go on.

    assembled = assemble(b"(module (func nop))", "x.wat")
    assembled.binary                     b"\\0asm\\x01..."
    assembled.place(23)                  x.wat:1:15: where byte 23 comes from

Errors are `ParseError`s with line and column, in the words of the specification's test suite.
"""

from typing import Final

from mypy_extensions import i64

from ....ir.errors import Place
from ..features import DEFAULT_FEATURES, FEATURE_MEMORY64
from .annotations import FIRST, HINT_NOTE, LAST, SECTION_ORDER, Annotations, CustomSection
from .collect import Collector
from .cursor import Cursor
from .fields import FieldAssembler
from .lexer import END, Tokens
from .output import Output, leb_unsigned
from .sections import Section
from .spaces import Spaces

MAGIC: Final = b"\0asm\x01\0\0\0"
_CODE_RANK: Final = 11
_DATA_COUNT: Final = 12


class Assembled:
    """A module in the binary form, with a map back into its text."""

    def __init__(self, binary: bytes, tokens: Tokens | None, out: Output | None) -> None:
        self.binary = binary
        self.tokens = tokens
        self._out = out

    def place(self, offset: int) -> Place:
        """The place in the text of what stands at an offset in the binary form; without line and column for a
        module whose bytes are given in the text."""
        tokens = self.tokens
        out = self._out
        if tokens is None or out is None:
            return Place(0, 0, tokens.file if tokens is not None else "")
        low: i64 = 0
        high: i64 = len(out.mark_offset)
        wanted: i64 = offset
        if high == 0:
            return Place(0, 0, tokens.file)
        while high - low > 1:
            middle = (low + high) >> 1
            if i64(out.mark_offset[middle]) <= wanted:
                low = middle
            else:
                high = middle
        return tokens.place_of_offset(i64(out.mark_text[low]))


def assemble(text: bytes, file: str = "", names: bool = True, features: int = DEFAULT_FEATURES) -> Assembled:
    """Assemble a text that is one module: `(module ...)` in any of its forms, or only fields.

    `names` writes identifiers into a name section. `features` decides what the grammar depends on: without
    64-bit memories, sizes of memories and tables have 32 bits. Raises `ParseError`."""
    tokens = Tokens(text, file)
    cursor = Cursor(tokens)
    last: i64 = len(tokens.kind) - 1
    if not cursor.is_field(b"module"):
        return assemble_fields(tokens, 0, last, b"", names, features)
    end = i64(tokens.other[0])
    cursor.at = end + 1
    if cursor.kind_here() != END:
        raise cursor.unexpected("the end of the text")
    return assemble_module(tokens, 0, names, features)


def assemble_module(
    tokens: Tokens, begin: i64, names: bool = True, features: int = DEFAULT_FEATURES
) -> Assembled:
    """Assemble the `(module ...)` whose `(` is a token."""
    cursor = Cursor(tokens, begin)
    end = i64(tokens.other[begin])
    cursor.enter(b"module")
    cursor.skip_word(b"definition")
    name = cursor.optional_id()
    if cursor.is_word(b"binary") or cursor.is_word(b"quote"):
        quoted = cursor.word() == b"quote"
        place = tokens.place(cursor.at)
        parts = []
        while cursor.at < end:
            parts.append(cursor.string())
        if not quoted:
            return Assembled(b"".join(parts), tokens, None)
        # Line 1 of the quoted text is no line of the file.
        inner = f"{place.file}:{place.line}:{place.column}: quoted module"
        return assemble(b"".join(parts), inner, names, features)
    return assemble_fields(tokens, cursor.at, end, name, names, features)


def assemble_fields(
    tokens: Tokens, begin: i64, end: i64, name: bytes, with_names: bool, features: int = DEFAULT_FEATURES
) -> Assembled:
    """Assemble the fields from one token up to another, for a module with a name (or none)."""
    cursor = Cursor(tokens, begin)
    notes = Annotations(tokens, begin, end)
    spaces = Spaces()
    name = notes.names.get(int(begin), name)
    if name:
        spaces.names.module = name
    fields = Collector(cursor, spaces, notes).collect(end)
    assembler = FieldAssembler(cursor, spaces, notes, 64 if features & FEATURE_MEMORY64 else 32)
    assembler.assemble(fields)
    custom = list(notes.custom)
    if assembler.hints.count:
        hints = leb_unsigned(assembler.hints.count) + assembler.hints.getvalue()
        custom.append(CustomSection(HINT_NOTE.encode(), 2 * _CODE_RANK, hints))
    if with_names and all(section.name != b"name" for section in custom):
        payload = spaces.names.encode()
        if payload:
            # Before those that ask to be last, where LLVM puts it.
            custom.insert(0, CustomSection(b"name", LAST, payload))
    out = _layout(assembler, custom)
    return Assembled(out.getvalue(), tokens, out)


def _layout(assembler: FieldAssembler, custom: list[CustomSection]) -> Output:
    """The whole module: sections in their order, custom sections in their places."""
    types = Section()
    types.count = assembler.types.entries
    types.splice(assembler.types.section)
    data_count = Section()
    sections = {
        1: types,
        2: assembler.imports,
        3: assembler.funcs,
        4: assembler.tables,
        5: assembler.memories,
        13: assembler.tags,
        6: assembler.globals,
        7: assembler.exports,
        8: assembler.start,
        9: assembler.elems,
        _DATA_COUNT: data_count,
        10: assembler.code,
        11: assembler.datas,
    }
    needs_count = assembler.immediates.uses_data or assembler.notes.data_count
    if needs_count:
        data_count.count = assembler.datas.count
    out = Output()
    out.put_bytes(MAGIC)
    _put_custom(out, custom, FIRST)
    for rank, (_, number) in enumerate(SECTION_ORDER):
        _put_custom(out, custom, 2 * rank)
        section = sections[number]
        if section.count or (number == _DATA_COUNT and needs_count):
            out.put(number)
            # The start section has no count, the data count section nothing else.
            count = leb_unsigned(section.count) if number != 8 else b""
            out.put_u32(len(count) + section.size())
            out.put_bytes(count)
            out.splice(section)
        _put_custom(out, custom, 2 * rank + 1)
    _put_custom(out, custom, LAST)
    return out


def _put_custom(out: Output, custom: list[CustomSection], place: int) -> None:
    """The custom sections of a place."""
    for section in custom:
        if section.place == place:
            payload = leb_unsigned(len(section.name)) + section.name + section.data
            out.put(0)
            out.put_sized(payload)
