"""What the parts of the reader share while one function is read.

Numbers of the text are sparse, rows are dense: `NumberMap` leads from one to the other. Problems
that do not stop the parser (an undefined value, an integer out of range) are collected here, so that
one run reports all of them.
"""

from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i32, i64, u8

from ..entities import AbiParam, EntityLabels, ExtName, Signature
from ..errors import ParseError, Place
from ..function import Function
from .lexer import Tokens
from .places import Places
from .recovery import lost_key

#: Numbers up to this many times the entities defined so far are mapped by a column.
_DENSITY: Final = 8
_SMALL: Final = 1024
#: So many signatures and parameters with flags are remembered.
_MAX_SHARED: Final = 256
#: Longer signatures are not looked up among those that were read.
_MAX_SHARED_PARAMS: Final = 8

#: Kinds of entities that comments may belong to, by number.
ENTITY_KINDS: Final[tuple[str, ...]] = (
    "", "function", "block", "inst", "ss", "dss", "dt", "gv", "sig", "fn", "const", "region", "stack_limit",
    "file",
)  # fmt: skip
KIND_NONE: Final = 0
KIND_FUNCTION: Final = 1
KIND_BLOCK: Final = 2
KIND_INST: Final = 3
KIND_FILE: Final = 13
_KIND_NUMBERS: Final = {kind: number for number, kind in enumerate(ENTITY_KINDS)}

#: After this many errors in a function the rest of it is not reported, and after so many in a text no
#: function that follows.
MAX_ERRORS: Final = 100


class NumberMap:
    """Row by number of the text, -1 for numbers without a row. A column for dense numbers, a dict
    for those far out (`v4000000000`)."""

    def __init__(self) -> None:
        self.column: vec[i32] = vec[i32]()
        self.sparse: dict[int, int] = {}
        self.count: i64 = 0

    def get(self, number: i64) -> i64:
        """The row of a number, -1 if it has none."""
        if number < len(self.column):
            row = i64(self.column[number])
            if row >= 0:
                return row
        if self.sparse:
            return self.sparse.get(number, -1)
        return -1

    def put(self, number: i64, row: i64) -> None:
        """Give a number its row."""
        self.count += 1
        if number < len(self.column):
            self.column[number] = i32(row)
        elif number < self.count * _DENSITY + _SMALL:
            while len(self.column) < number:
                self.column = append(self.column, i32(-1))
            self.column = append(self.column, i32(row))
        else:
            self.sparse[number] = row


class CommentColumns:
    """The comments of a function: offset, and the entity each belongs to (see `ENTITY_KINDS`)."""

    def __init__(self) -> None:
        self.start: vec[i32] = vec[i32]()
        self.kind: vec[u8] = vec[u8]()
        self.row: vec[i32] = vec[i32]()

    def add(self, start: i64, kind: i64, row: i64) -> None:
        """Append a comment."""
        self.start = append(self.start, i32(start))
        self.kind = append(self.kind, u8(kind))
        self.row = append(self.row, i32(row))


class Shared:
    """What the functions of one text share: signatures, parameters and names that are equal are one
    object (they are never changed once they stand in a function). The tables are bounded."""

    def __init__(self) -> None:
        self.params: dict[int, AbiParam] = {}
        """By type: parameters without flags."""
        self.flagged: dict[tuple[AbiParam, str], AbiParam] = {}
        """By parameter and the flag added to it."""
        self.signatures: dict[tuple[object, ...], Signature] = {}
        """By convention, parameters and returns."""
        self.names: dict[str, ExtName] = {}
        """By text."""

    def param(self, ty: int) -> AbiParam:
        """A parameter of a type."""
        param = self.params.get(ty)
        if param is None:
            param = self.params[ty] = AbiParam(ty)
        return param

    def with_flag(self, param: AbiParam, flag: str) -> AbiParam:
        """A parameter with an extension or purpose added to it."""
        key = (param, flag)
        found = self.flagged.get(key)
        if found is None:
            extension = flag if flag in ("uext", "sext") else param.extension
            purpose = param.purpose if flag in ("uext", "sext") else flag
            found = AbiParam(param.ty, extension, purpose, param.size)
            if len(self.flagged) < _MAX_SHARED:
                self.flagged[key] = found
        return found

    def name(self, text: str) -> ExtName:
        """A name `%text`."""
        name = self.names.get(text)
        if name is None:
            name = ExtName(text)
            if len(self.names) < _MAX_SHARED:
                self.names[text] = name
        return name

    def signature(self, signature: Signature) -> Signature:
        """The first one that was equal, else `signature` itself."""
        if len(signature.params) + len(signature.returns) > _MAX_SHARED_PARAMS:
            return signature
        params = signature.params
        key = (signature.call_conv, len(params), *params, *signature.returns)
        found = self.signatures.get(key)
        if found is not None:
            return found
        if len(self.signatures) < _MAX_SHARED:
            self.signatures[key] = signature
        return signature


class ReadState:
    """One function being read."""

    def __init__(self, tokens: Tokens, default_call_conv: str, shared: Shared) -> None:
        self.tokens = tokens
        self.default_call_conv = default_call_conv
        self.shared = shared
        self.func = Function(places=Places(tokens.lines))
        self.func.reserve(tokens.opcodes)
        self.places = self.func.places
        self.labels = EntityLabels()
        self.func.labels = self.labels
        self.errors: list[ParseError] = []
        self.lost: set[int] = set()
        """What syntax errors left undefined, as `recovery.lost_key`: not worth further errors."""
        self.slots = NumberMap()
        self.dynamic_slots = NumberMap()
        self.dynamic_types = NumberMap()
        self.global_values = NumberMap()
        self.signatures = NumberMap()
        self.functions = NumberMap()
        self.constants = NumberMap()
        self.blocks = NumberMap()
        self.values = NumberMap()
        self.constant_numbers: vec[i64] = vec[i64]()
        """By row of the constant pool: its `constN`, -1 for rows that have none (yet)."""
        self.free_constant: i64 = 0
        """No `constN` below this number is free."""

        self.entity_kind: i64 = KIND_FUNCTION
        """The entity whose comments come next; `KIND_NONE` after an alias."""
        self.entity_row: i64 = 0
        self.comment: i64 = 0
        """Next comment of the tokens that is not attached yet."""
        self.attached: CommentColumns | None = None
        """The comments that are."""

    def error(self, token: i64, message: str) -> None:
        """Record a problem at a token."""
        if len(self.errors) < MAX_ERRORS:
            line, column = self.tokens.line_column(int(self.tokens.start[token]))
            self.errors.append(ParseError(message, Place(line, column, self.tokens.file)))

    def is_lost(self, token: i64) -> bool:
        """Whether the entity of a token would be defined but for a syntax error."""
        return len(self.lost) > 0 and lost_key(self.tokens, token) in self.lost

    def begin_entity(self, token: i64, kind: i64, row: i64) -> None:
        """An entity whose text starts at `token`: comments before it belong to the one before."""
        comments = self.tokens.comment_token
        if self.comment < len(comments) and i64(comments[self.comment]) <= token:
            self.attach_comments(token)
        self.entity_kind = kind
        self.entity_row = row

    def attach_comments(self, token: i64) -> None:
        """Give the comments before `token` to the current entity."""
        comments = self.tokens.comment_token
        while self.comment < len(comments) and i64(comments[self.comment]) <= token:
            if self.entity_kind != KIND_NONE:
                if self.attached is None:
                    self.attached = CommentColumns()
                start = i64(self.tokens.comment_start[self.comment])
                self.attached.add(start, self.entity_kind, self.entity_row)
            self.comment += 1

    def place_entity(self, token: i64, kind: str, row: i64) -> None:
        """A preamble entity: record its place and that comments may follow."""
        self.places.note(kind, row, i64(self.tokens.start[token]))
        self.begin_entity(token, _KIND_NUMBERS[kind], row)

    def define(self, token: i64, prefix: str, rows: NumberMap, row: int) -> None:
        """Bind the number of an entity token to a new row; a second definition is an error."""
        number = self.tokens.number(token)
        if rows.get(number) >= 0:
            self.error(token, f"{prefix}{number} is declared twice")
        else:
            rows.put(number, row)
        self.labels.bind(prefix, row, int(number))
        self.place_entity(token, prefix, row)
