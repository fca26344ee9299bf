"""What the parts of the reader share while one function is read.

Numbers of the text are sparse, rows are dense: `NumberMap` leads from one to the other. Problems
that do not stop the parser (an undefined value, an integer out of range) are collected here, so that
one run reports all of them.
"""

from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i64

from .entities import EntityLabels
from .errors import ParseError, Place
from .function import Function
from .lexer import Tokens

#: Numbers up to this many times the entities defined so far are mapped by a column.
_DENSITY: Final = 8
_SMALL: Final = 1024
#: Lines that `packed_place` walks before it searches.
_NEAR: Final = 16

#: After this many errors in one function the rest is not reported.
MAX_ERRORS: Final = 100


class NumberMap:
    """Row by number of the text, -1 for numbers without a row. A column for dense numbers, a dict
    for those far out (`v4000000000`)."""

    def __init__(self) -> None:
        self.column: vec[i64] = vec[i64]()
        self.sparse: dict[int, int] = {}
        self.count: i64 = 0

    def get(self, number: i64) -> i64:
        """The row of a number, -1 if it has none."""
        if number < len(self.column):
            row = self.column[number]
            if row >= 0:
                return row
        if self.sparse:
            return self.sparse.get(number, -1)
        return -1

    def put(self, number: i64, row: i64) -> None:
        """Give a number its row."""
        self.count += 1
        if number < len(self.column):
            self.column[number] = row
        elif number < self.count * _DENSITY + _SMALL:
            while len(self.column) < number:
                self.column = append(self.column, -1)
            self.column = append(self.column, row)
        else:
            self.sparse[number] = row


class ReadState:
    """One function being read."""

    def __init__(self, tokens: Tokens, default_call_conv: str) -> None:
        self.tokens = tokens
        self.default_call_conv = default_call_conv
        self.func = Function()
        self.labels = EntityLabels()
        self.func.labels = self.labels
        self.errors: list[ParseError] = []
        self.slots = NumberMap()
        self.dynamic_slots = NumberMap()
        self.dynamic_types = NumberMap()
        self.global_values = NumberMap()
        self.signatures = NumberMap()
        self.functions = NumberMap()
        self.constants = NumberMap()
        self.blocks = NumberMap()
        self.values = NumberMap()
        self.constant_numbers: list[int] = []
        """By row of the constant pool: its `constN`, -1 for rows that have none (yet)."""
        self.free_constant: i64 = 0
        """No `constN` below this number is free."""

        self.line: i64 = 0
        """Index of the line that `packed_place` found last; places are asked in text order."""
        self.entity_kind: str = "function"
        """The entity whose comments come next; no kind after an alias."""
        self.entity_row: i64 = 0
        self.comment: int = 0
        """Next comment of the tokens that is not attached yet."""
        self.attached: list[tuple[tuple[str, int], int]] = []
        """`(entity, offset)` of each attached comment."""

    def error(self, token: i64, message: str) -> None:
        """Record a problem at a token."""
        if len(self.errors) < MAX_ERRORS:
            line, column = self.tokens.line_column(int(self.tokens.start[token]))
            self.errors.append(ParseError(message, Place(line, column, self.tokens.file)))

    def packed_place(self, token: i64) -> i64:
        """`line << 32 | column` of a token; tokens are asked for in ascending order (nearly)."""
        offset = i64(self.tokens.start[token])
        starts = self.tokens.line_starts
        count: i64 = len(starts)
        line = self.line
        steps: i64 = 0
        while line > 0 and i64(starts[line]) > offset and steps < _NEAR:
            line -= 1
            steps += 1
        while line + 1 < count and i64(starts[line + 1]) <= offset and steps < _NEAR:
            line += 1
            steps += 1
        if steps == _NEAR:
            line = self.tokens.line_of(int(offset))
        self.line = line
        packed: i64 = line + 1
        return packed << 32 | (offset - i64(starts[line]) + 1)

    def begin_entity(self, token: i64, kind: str, row: i64) -> None:
        """An entity whose text starts at `token`: comments before it belong to the one before."""
        comments = self.tokens.comment_token
        if self.comment < len(comments) and i64(comments[self.comment]) <= token:
            self.attach_comments(token)
        self.entity_kind = kind
        self.entity_row = row

    def attach_comments(self, token: i64) -> None:
        """Give the comments before `token` to the current entity."""
        comments = self.tokens.comment_token
        entity = (self.entity_kind, int(self.entity_row))
        while self.comment < len(comments) and i64(comments[self.comment]) <= token:
            if self.entity_kind:
                self.attached.append((entity, int(self.tokens.comment_start[self.comment])))
            self.comment += 1

    def place_entity(self, token: i64, kind: str, row: int) -> None:
        """A preamble entity: record its place and that comments may follow."""
        packed = int(self.packed_place(token))
        self.func.places.other[(kind, row)] = (packed >> 32, packed & 0xFFFFFFFF)
        self.begin_entity(token, kind, row)

    def define(self, token: i64, prefix: str, rows: NumberMap, row: int) -> None:
        """Bind the number of an entity token to a new row; a second definition is an error."""
        number = self.tokens.value[token]
        if rows.get(number) >= 0:
            self.error(token, f"{prefix}{number} is declared twice")
        else:
            rows.put(number, row)
        self.labels.bind(prefix, row, int(number))
        self.place_entity(token, prefix, row)
