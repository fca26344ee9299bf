"""Tokens of the text format (`.wat`, `.wast`).

All tokens of a text are columns of one table, so that a module can be walked twice: first for the names,
then for what they mean. Each parenthesis knows its partner, which makes skipping a field one step:

    (func $f nop)       kind   ( KEYWORD ID KEYWORD )
                        other  4                    0

A token has no value: whoever reads it knows what it must be (`literals.py`). Comments are dropped.
Annotations `(@id ...)` are dropped too, after a check that they consist of tokens and balance; those of
the few kinds that mean something here are noted with the token they precede (`HONOURED`).

Raises `ParseError` with line and column, in the specification's words.
"""

from typing import Final

from librt.vecs import append, pop, vec
from mypy_extensions import i32, i64, u8

from ....ir.errors import LimitError, ParseError, Place
from .characters import (
    AT,
    CLASSES,
    DOLLAR,
    IDCHAR,
    LEFT,
    LETTER,
    NUMERIC,
    QUOTE,
    RESERVED,
    RIGHT,
    SEMICOLON,
    SPACE,
    STRING_PROBLEMS,
    comment_end,
    id_end,
    line_end,
    string_end,
)
from .literals import string_bytes

#: Kinds of tokens. END is behind the last one.
END: Final = 0
OPEN: Final = 1
CLOSE: Final = 2
KEYWORD: Final = 3
NUMBER: Final = 4
"""Begins with a digit or sign; whether it is a number is seen when it is read."""
STRING: Final = 5
ID: Final = 6
"""`$name`"""
QUOTED_ID: Final = 7
"""`$"name"`"""

#: Offsets in the text are 32-bit columns.
_MAX_LENGTH: Final = 0x7FFFFFFE

#: Annotations that are kept; `annotations.py` says what they mean.
HONOURED: Final = (b"custom", b"name", b"metadata.code.branch_hint", b"irtool.data_count")


class Tokens:
    """The tokens of a text or of a part of it. `data` must be UTF-8."""

    def __init__(self, data: bytes, file: str = "", begin: int = 0, end: int = -1) -> None:
        if len(data) > _MAX_LENGTH:
            raise LimitError(f"texts of more than {_MAX_LENGTH} bytes are not read", Place(0, 0, file))
        self.data = data
        self.file = file
        self.kind: vec[u8] = vec[u8]()
        self.start: vec[i32] = vec[i32]()
        """Offset of the first byte."""
        self.end: vec[i32] = vec[i32]()
        """Offset behind the last byte."""
        self.other: vec[i32] = vec[i32]()
        """Of a parenthesis: token index of its partner; -1 for other tokens."""
        self.note_token: vec[i32] = vec[i32]()
        """By honoured annotation: index of the token that it precedes."""
        self.note_start: vec[i32] = vec[i32]()
        """By honoured annotation: offset of its `(`."""
        self.note_end: vec[i32] = vec[i32]()
        """By honoured annotation: offset behind its `)`."""
        self._line_starts: vec[i32] = vec[i32]()
        self._last_offset: i64 = -1
        self._last_column: i64 = 1
        self._limit: i64 = end
        if end < 0:
            self._limit = len(data)
        if begin == 0:
            self._check_utf8()
        self._scan(begin)

    # --- access -----------------------------------------------------------------------------

    def text(self, token: i64) -> bytes:
        """The bytes of a token."""
        return self.data[int(self.start[token]) : int(self.end[token])]

    def place(self, token: i64) -> Place:
        """Line and column of a token."""
        return self.place_of_offset(i64(self.start[token]))

    def place_of_offset(self, offset: i64) -> Place:
        """1-based line and column (in characters) of a byte offset."""
        if len(self._line_starts) == 0:
            self._find_lines()
        starts = self._line_starts
        low: i64 = 0
        high: i64 = len(starts)
        while high - low > 1:
            middle = (low + high) >> 1
            if i64(starts[middle]) <= offset:
                low = middle
            else:
                high = middle
        return Place(int(low) + 1, self._column(i64(starts[low]), offset), self.file)

    def _column(self, line_start: i64, offset: i64) -> int:
        """Column in characters. A whole script may be one line, so counting goes on from the last place that
        was asked for, if it is in this line."""
        if self._last_offset < line_start or self._last_offset > offset:
            self._last_offset = line_start
            self._last_column = 1
        between = self.data[int(self._last_offset) : int(offset)]
        self._last_column += len(between.decode("utf-8", "replace"))
        self._last_offset = offset
        return int(self._last_column)

    def error(self, message: str, offset: i64) -> ParseError:
        """An error at a byte offset."""
        return ParseError(message, self.place_of_offset(offset))

    def _find_lines(self) -> None:
        """Lines end with a line feed, as editors count them."""
        data = self.data
        starts: vec[i32] = append(vec[i32](), i32(0))
        position = data.find(b"\n")
        while position >= 0:
            starts = append(starts, i32(position + 1))
            position = data.find(b"\n", position + 1)
        self._line_starts = starts

    def _check_utf8(self) -> None:
        try:
            self.data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise self.error("malformed UTF-8 encoding", error.start) from None

    # --- scanning ---------------------------------------------------------------------------

    def _push(self, kind: i64, start: i64, end: i64) -> None:
        self.kind = append(self.kind, u8(kind))
        self.start = append(self.start, i32(start))
        self.end = append(self.end, i32(end))
        self.other = append(self.other, i32(-1))

    def _scan(self, begin: i64) -> None:
        """Fill the columns from an offset on."""
        data = self.data
        limit = self._limit
        open_tokens: vec[i32] = vec[i32]()
        i = begin
        while True:
            i = self._skip_space(i)
            if i >= limit:
                break
            c: i64 = data[i]
            token: i64 = len(self.kind)
            if c == LEFT:
                if i + 1 < limit and data[i + 1] == AT:
                    i = self._annotation(i, token)
                    continue
                open_tokens = append(open_tokens, i32(token))
                self._push(OPEN, i, i + 1)
                i += 1
            elif c == RIGHT:
                if len(open_tokens) == 0:
                    raise self.error("unexpected token ')': nothing is open here", i)
                open_tokens, partner = pop(open_tokens)
                self._push(CLOSE, i, i + 1)
                self.other[token] = partner
                self.other[i64(partner)] = i32(token)
                i += 1
            else:
                end = self._token_end(i)
                kind = self._kind(i, end)
                if kind == END:
                    raise self.error(f"unknown operator {self._shown(i, end)}", i)
                self._push(kind, i, end)
                i = end
        if len(open_tokens) != 0:
            place = self.place(i64(open_tokens[len(open_tokens) - 1]))
            opened = f"line {place.line}, column {place.column}"
            raise self.error(f"unexpected token: the text ends, and the '(' of {opened} is not closed", limit)
        self._push(END, limit, limit)

    def _skip_space(self, i: i64) -> i64:
        """The offset of the next token."""
        data = self.data
        limit = self._limit
        while i < limit:
            c: i64 = data[i]
            if CLASSES[c] & SPACE != 0:
                i += 1
            elif c == SEMICOLON and i + 1 < limit and data[i + 1] == SEMICOLON:
                i = line_end(data, i, limit)
            elif c == LEFT and i + 1 < limit and data[i + 1] == SEMICOLON:
                end = comment_end(data, i, limit)
                if end < 0:
                    raise self.error("unclosed comment", i)
                i = end
            else:
                break
        return i

    def _token_end(self, begin: i64) -> i64:
        """The offset behind the longest token that begins at an offset and is no parenthesis."""
        data = self.data
        limit = self._limit
        i = begin
        while i < limit:
            c: i64 = data[i]
            row = CLASSES[c]
            if row & (IDCHAR | RESERVED) != 0:
                i += 1
            elif c == QUOTE:
                end = string_end(data, i, limit)
                if end < 0:
                    if i == begin + 1 and data[begin] == DOLLAR:
                        raise self.error("empty identifier", begin)
                    raise self.error(STRING_PROBLEMS[int(end)], i)
                i = end
            elif c == SEMICOLON and (i + 1 >= limit or data[i + 1] != SEMICOLON):
                i += 1
            else:
                break
        if i == begin:
            raise self._illegal_character(begin)
        return i

    def _illegal_character(self, i: i64) -> ParseError:
        character = self.data[int(i) : int(i) + 4].decode("utf-8", "ignore")[:1]
        detail = "; characters beyond ASCII stand in strings and comments only" if character > "\x7f" else ""
        return self.error(f"illegal character {character!r}{detail}", i)

    def _shown(self, begin: i64, end: i64) -> str:
        """A token in a message, cut when it is long."""
        text = self.data[int(begin) : int(end)].decode("utf-8", "replace")
        return text if len(text) <= 60 else text[:57] + "..."

    def _kind(self, begin: i64, end: i64) -> i64:
        """The kind of the token in a stretch, END for a token that means nothing."""
        data = self.data
        c: i64 = data[begin]
        if c == QUOTE:
            if string_end(data, begin, end) == end:
                return STRING
            return END
        if c == DOLLAR and begin + 1 < end and data[begin + 1] == QUOTE:
            if string_end(data, begin + 1, end) != end:
                return END
            name = string_bytes(data[int(begin) + 1 : int(end)])
            if not name:
                raise self.error("empty identifier", begin)
            self._check_name(name, begin + 1)
            return QUOTED_ID
        if id_end(data, begin, end) != end:
            return END
        if c == DOLLAR:
            if end == begin + 1:
                raise self.error("empty identifier", begin)
            return ID
        row = CLASSES[c]
        if row & LETTER != 0:
            return KEYWORD
        if row & NUMERIC != 0:
            return NUMBER
        return END

    def _check_name(self, name: bytes, offset: i64) -> None:
        try:
            name.decode("utf-8")
        except UnicodeDecodeError:
            raise self.error("malformed UTF-8 encoding", offset) from None

    # --- annotations ------------------------------------------------------------------------

    def _annotation(self, begin: i64, token: i64) -> i64:
        """Skip an annotation whose `(@` is at an offset; returns the offset behind its `)`."""
        data = self.data
        limit = self._limit
        name_end = self._annotation_name_end(begin)
        depth: i64 = 1
        i = name_end
        while depth > 0:
            i = self._skip_space(i)
            if i >= limit:
                raise self.error("unclosed annotation", begin)
            c: i64 = data[i]
            if c == LEFT:  # `(@` is nothing special in here
                depth += 1
                i += 1
            elif c == RIGHT:
                depth -= 1
                i += 1
            else:
                i = self._token_end(i)
        if data[int(begin) + 2 : int(name_end)] in HONOURED:
            self.note_token = append(self.note_token, i32(token))
            self.note_start = append(self.note_start, i32(begin))
            self.note_end = append(self.note_end, i32(i))
        return i

    def _annotation_name_end(self, begin: i64) -> i64:
        """The offset behind the name of an annotation whose `(@` is at an offset."""
        data = self.data
        name = begin + 2
        if name < self._limit and data[name] == QUOTE:
            end = string_end(data, name, self._limit)
            if end > name + 2:
                self._check_name(string_bytes(data[int(name) : int(end)]), name)
                return end
        else:
            end = id_end(data, name, self._limit)
            if end > name:
                return end
        raise self.error("empty annotation id", begin)
