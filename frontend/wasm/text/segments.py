"""Data and element segments, and constant expressions: what the second walk (`fields.py`) starts from.

(elem (table $t) (offset i32.const 1) func $f $g)     flags, table, expression, indices in `elems`
"""

from typing import Final

from mypy_extensions import i64

from .annotations import Annotations
from .body import BodyAssembler
from .collect import Field
from .cursor import Cursor
from .immediates import Immediates
from .lexer import NUMBER, OPEN, STRING
from .names import Space
from .output import Output
from .sections import Section
from .spaces import Spaces

FUNCREF: Final = b"\x70"


class SegmentAssembler:
    """The sections of a module in the making, and what writes segments to them."""

    def __init__(self, cursor: Cursor, spaces: Spaces, notes: Annotations, limit_bits: int = 64) -> None:
        self.cursor = cursor
        self.spaces = spaces
        self.types = spaces.types
        self.notes = notes
        self.limit_bits = limit_bits
        """How large sizes of memories and tables may be: 32 bits before 64-bit memories."""
        self.body: BodyAssembler = BodyAssembler(cursor, spaces)
        self.body.hints = notes.hints
        self.immediates: Immediates = self.body.immediates
        self.imports: Section = Section()
        self.funcs: Section = Section()
        self.tables: Section = Section()
        self.memories: Section = Section()
        self.tags: Section = Section()
        self.globals: Section = Section()
        self.exports: Section = Section()
        self.start: Section = Section()
        self.elems: Section = Section()
        self.code: Section = Section()
        self.datas: Section = Section()
        self.hints: Section = Section()
        """Contents of the custom section for branch hints."""

    def offset(self, at: i64) -> i64:
        """Offset in the text of a field."""
        return i64(self.cursor.start[at])

    # --- expressions and segments -------------------------------------------------------------

    def expression(self, out: Output) -> None:
        """Instructions up to the next `)` that is not theirs."""
        self.immediates.locals = Space("local", "local")
        self.body.start(-1)
        self.body.sequence()
        out.splice(self.body.out)

    def _segment_offset(self) -> Output:
        """`(offset ...)` or one folded instruction."""
        self.immediates.locals = Space("local", "local")
        self.body.start(-1)
        if self.cursor.skip_field(b"offset"):
            self.body.sequence()
            self.cursor.close()
        else:
            self.body.folded()
        return self.body.out

    def use(self, word: bytes) -> int:
        """`(table x)` or `(memory x)`, or only a number as in old texts; -1 if there is none."""
        cursor = self.cursor
        if cursor.skip_field(word):
            index = self.immediates.index_of(word)
            cursor.close()
            return int(index)
        if cursor.kind_here() == NUMBER:
            return int(self.immediates.index_of(word))
        return -1

    def strings(self) -> bytes:
        """Strings up to the next other token, joined."""
        parts = []
        while self.cursor.kind_here() == STRING:
            parts.append(self.cursor.string())
        return b"".join(parts)

    def data_segment(self, field: Field) -> None:
        """A data segment."""
        cursor = self.cursor
        cursor.optional_id()
        out = self.datas
        out.entry(self.offset(field.at))
        memory = self.use(b"memory")
        if memory < 0 and cursor.kind_here() != OPEN:
            out.put(1)
        else:
            if memory > 0:
                out.put(2)
                out.put_u32(memory)
            else:
                out.put(0)
            out.splice(self._segment_offset())
        out.put_sized(self.strings())

    def element_segment(self, field: Field) -> None:
        """An element segment."""
        cursor = self.cursor
        cursor.optional_id()
        self.elems.entry(self.offset(field.at))
        declared = cursor.skip_word(b"declare")
        table = -1
        offset = b""
        active = False
        if not declared:
            table = self.use(b"table")
            if table >= 0 or (cursor.kind_here() == OPEN and not cursor.is_field(b"ref")):
                active = True
                offset = self._segment_offset().getvalue()
        items = Section()
        ref_type = FUNCREF
        plain = True
        if cursor.skip_word(b"func") or (active and not self.types.is_ref_type(cursor)):
            while not cursor.at_close():
                items.entry(self.offset(cursor.at))
                items.put_u32(self.immediates.index_of(b"func"))
        else:
            plain = False
            ref_type = self.types.ref_type(cursor)
            self.elem_expressions(items)
        self.write_elem(table, offset, declared, ref_type, plain, items)

    def elem_expressions(self, items: Section) -> None:
        """`(item ...)` or folded instructions, up to the next `)`."""
        cursor = self.cursor
        self.immediates.locals = Space("local", "local")
        while not cursor.at_close():
            items.entry(self.offset(cursor.at))
            self.body.start(-1)
            if cursor.skip_field(b"item"):
                self.body.sequence()
                cursor.close()
            else:
                self.body.folded()
            items.splice(self.body.out)

    def write_elem(
        self, table: int, offset: bytes, declared: bool, ref_type: bytes, plain: bool, items: Section
    ) -> None:
        """A segment: `table` is -1 if it is not given, `offset` empty for a passive or declared one, `plain`
        says that the items are function indices."""
        out = self.elems
        flags = 0 if plain else 4
        if not offset:
            flags |= 3 if declared else 1
        elif table >= 0 or ref_type != FUNCREF:
            flags |= 2
        out.put(flags)
        if flags & 3 == 2:
            out.put_u32(max(table, 0))
        out.put_bytes(offset)
        if flags & 3:
            out.put_bytes(b"\x00" if plain else ref_type)
        out.put_u32(items.count)
        out.splice(items)
