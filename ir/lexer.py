"""Tokens of CLIF text.

One regular expression finds the tokens; what a word means is looked up in a table:

    v2 = iadd.i32 v0, v1 ; note      VALUE(2) "=" OP_BINARY(60) "." TYPE(3) VALUE(0) "," VALUE(1)

Tokens are parallel columns (10 bytes a token), not objects, and a table holds the tokens of one function
at a time: `function` is a word of its own that stands nowhere else, so it begins the next one. The number of
an entity reference is its N, of an opcode its number, of a type its code; integers, floats and strings are
read from the source by whoever knows what they must be (`immediates.py`). Comments are kept beside the
tokens, each with the index of the token it precedes, because test directives live in them.

Rules that surprise: a number is an optional sign and any run of letters, digits, `_`, `.`, `-`; a
leading sign belongs to the number, so `v0-72` is two tokens; `v01` is no value, `v1` is.
"""

import re
from typing import Final

from librt.vecs import append, vec
from mypy_extensions import i32, i64, u8

from .entities import (
    CALL_CONVS,
    MEM_ALIGNED,
    MEM_BIG,
    MEM_CAN_MOVE,
    MEM_LITTLE,
    MEM_READONLY,
)
from .errors import LimitError, Place
from .grammar_gen import (
    CLASSES,
    LITERALS,
    T_BAD_CHARACTER,
    T_CALL_CONV,
    T_CC_BOTH,
    T_CC_FLOAT,
    T_CC_INT,
    T_FLOAT,
    T_FUNCTION,
    T_HEX_SEQUENCE,
    T_IDENTIFIER,
    T_INTEGER,
    T_LOAD,
    T_MEMORY_FLAG,
    T_NAME,
    T_OP_ADD_TRAP,
    T_OP_MINMAX,
    T_OP_UNARY_IMM,
    T_RMW_OP,
    T_SOURCE_LOC,
    T_STRING,
    T_TRAP_CODE,
    T_TYPE,
)
from .opcodes import FLOATCC, INTCC, OPS, RMW_OPS, TRAP_CODES, trap_code
from .places import LineTable
from .types import DYNAMIC, parse_type

#: Value of the memory flag `notrap`; the other flags are their bits.
FLAG_NOTRAP: Final = 1 << 20

_MEMORY_FLAGS: Final = {
    "notrap": FLAG_NOTRAP,
    "aligned": MEM_ALIGNED,
    "readonly": MEM_READONLY,
    "can_move": MEM_CAN_MOVE,
    "little": MEM_LITTLE,
    "big": MEM_BIG,
}

#: Token class of each entity prefix (`extable` and `mt` are prefixes that nothing uses).
_ENTITY_CLASSES: Final = {
    "v": "VALUE", "block": "BLOCK", "ss": "SS", "dss": "DSS", "dt": "DT", "gv": "GV", "const": "CONST",
    "fn": "FN", "sig": "SIG", "u": "USER", "userextname": "USER_NAME", "tag": "TAG", "region": "REGION",
    "ret": "RET", "exn": "EXN",
}  # fmt: skip
_ENTITY_KINDS: Final = {prefix: CLASSES[name] for prefix, name in _ENTITY_CLASSES.items()}

_MAX_ENTITY: Final = 0xFFFFFFFF
#: Offsets in the text are 32-bit columns.
_MAX_LENGTH: Final = 0x7FFFFFFE
#: No word with a number in it is longer ("userextname4294967295").
_MAX_NUMBERED: Final = 24

#: A packed word meaning is `value << 8 | kind`.
_KIND_BITS: Final = 8

_GROUP_WORD: Final = 1
_GROUP_PUNCTUATION: Final = 2
_GROUP_NUMBER: Final = 3
_GROUP_COMMENT: Final = 4
_GROUP_FLOAT_WORD: Final = 5
_GROUP_NAME: Final = 6
_GROUP_SOURCE_LOC: Final = 7
_GROUP_STRING: Final = 8
_GROUP_HEX: Final = 9
_GROUP_END: Final = 11

#: Columns grow by a quarter, not to the double, so that little of them is empty.
_FIRST_CAPACITY: Final = 256
_FUNCTION_LENGTH: Final = len("function")
#: So many words are remembered with their meaning.
_MAX_MEANINGS: Final = 4096
#: Length of a token that does not fit in its column.
_LONG: Final = 255

_TOKEN: Final = re.compile(
    r"""[ \t-\r]*(?:
      ((?!NaN|Inf)[A-Za-z][A-Za-z0-9_]*)
    | (->|[(){}\[\]<>,.:=!*] | [+\-](?![0-9.+\-]|NaN|Inf|sNaN:) | @(?![0-9A-Fa-f]))
    | ([0-9][A-Za-z0-9_.\-]* | [+\-][0-9.+\-][A-Za-z0-9_.\-]*)
    | (;[^\n]*)
    | ([+\-]?(?:NaN:|NaN|Inf)[A-Za-z0-9_.\-]* | [+\-]sNaN:[A-Za-z0-9_.\-]*)
    | (%[A-Za-z0-9_]*)
    | (@[0-9A-Fa-f]+)
    | ("[^"]*")
    | (\#[0-9A-Fa-f]*)
    | ([^ \t-\r])
    | (\Z)
    )""",
    re.VERBOSE,
)
_ENTITY: Final = re.compile(r"([a-z]+)(0|[1-9][0-9]*)")


def _fixed_words() -> dict[str, int]:
    """Packed meaning of every word that is not an entity reference."""
    words = dict(LITERALS.items())
    rmw_opcodes = set(RMW_OPS)
    for opcode, row in enumerate(OPS):
        kind = CLASSES["OP_" + row.format.upper()]
        if row.name in LITERALS:
            kind = LITERALS[row.name]
        elif row.name in rmw_opcodes:
            kind = T_OP_MINMAX
        words[row.name] = opcode << _KIND_BITS | kind
    for number, name in enumerate(CALL_CONVS):
        words[name] = number << _KIND_BITS | T_CALL_CONV
    for name, bits in _MEMORY_FLAGS.items():
        words[name] = bits << _KIND_BITS | T_MEMORY_FLAG
    for name, code in TRAP_CODES.items():
        words[name] = code << _KIND_BITS | T_TRAP_CODE
    for number, name in enumerate(RMW_OPS):
        if name not in words:
            words[name] = number << _KIND_BITS | T_RMW_OP
    for number, name in enumerate(INTCC):
        words[name] = number << _KIND_BITS | T_CC_INT
    for number, name in enumerate(FLOATCC):
        if name in INTCC:
            words[name] = (number << 8 | INTCC.index(name)) << _KIND_BITS | T_CC_BOTH
        else:
            words[name] = number << _KIND_BITS | T_CC_FLOAT
    return words


_FIXED_WORDS: Final = _fixed_words()


def _word_meaning(word: str) -> int:
    """Packed meaning of an entity reference, type, trap code or unknown word (or punctuation)."""
    if not word[0].isalpha():
        return T_BAD_CHARACTER
    if len(word) > _MAX_NUMBERED:
        return T_IDENTIFIER
    match = _ENTITY.fullmatch(word)
    if match is not None:
        kind = _ENTITY_KINDS.get(match[1])
        if kind is not None:
            number = int(match[2])
            if number <= _MAX_ENTITY:
                return number << _KIND_BITS | kind
    ty = parse_type(word[:-2]) | DYNAMIC if word.endswith("xN") else parse_type(word)
    if ty & ~DYNAMIC:
        return ty << _KIND_BITS | T_TYPE
    code = trap_code(word)
    if code:
        return code << _KIND_BITS | T_TRAP_CODE
    return T_IDENTIFIER


class Tokens:
    """The tokens of one function at a time, by token index: `advance` goes on to the next function. Text
    before the first `function` comes before it, as if it were a function. Raises `LimitError` for a text
    of 2 GiB."""

    def __init__(self, source: str, file: str = "") -> None:
        if len(source) > _MAX_LENGTH:
            raise LimitError(f"texts of more than {_MAX_LENGTH} characters are not read", Place(0, 0, file))
        self.source = source
        self.file = file
        self.lines = LineTable(source)
        self.count: i64 = 0
        """Number of tokens; the columns may be longer."""
        self.kind: vec[u8] = vec[u8]()
        """Terminal number (`grammar_gen`)."""
        self.value: vec[i32] = vec[i32]()
        """What `number` returns, as a signed number."""
        self.start: vec[i32] = vec[i32]()
        self.length: vec[u8] = vec[u8]()
        """Characters; `_LONG` for those that have as many or more."""
        self.comment_token: vec[i32] = vec[i32]()
        """By comment: index of the token that it precedes."""
        self.comment_start: vec[i32] = vec[i32]()
        """By comment: where its `;` is."""
        self.opcodes: i64 = 0
        """How many of the tokens are opcodes: no function has more instructions."""
        self.at_end: bool = False
        """No function follows."""
        self._matches = _TOKEN.finditer(source)
        self._meanings = dict(_FIXED_WORDS)
        self._next_function: i64 = -1
        """Offset of the word `function` that ended the tokens."""

    def begin(self, offset: int) -> None:
        """Start at an offset instead of the beginning of the text."""
        self._matches = _TOKEN.finditer(self.source, offset)

    def number(self, token: i64) -> i64:
        """Number of an entity reference or opcode, code of a type, and so on."""
        return i64(self.value[token]) & 0xFFFFFFFF

    def end(self, token: i64) -> i64:
        """Offset behind a token."""
        start = i64(self.start[token])
        length = i64(self.length[token])
        if length < _LONG:
            return start + length
        match = _TOKEN.match(self.source, int(start))
        assert match is not None
        return match.end()

    def text(self, token: i64) -> str:
        """The characters of a token."""
        return self.source[int(self.start[token]) : int(self.end(token))]

    def line_column(self, offset: int) -> tuple[int, int]:
        """1-based line and column of an offset."""
        return self.lines.line_column(offset)

    def comment_text(self, offset: int) -> str:
        """A comment from its `;` to the end of its line."""
        return self.lines.rest_of_line(offset)

    def advance(self, whole: bool = False) -> bool:
        """Replace the tokens by those of the next function, from its `function` up to that of the one after
        it; False when there is none. With `whole`, take all that are left. A character that starts no
        token becomes a token of kind BAD_CHARACTER, which no rule of the grammar takes."""
        if self.at_end:
            return False
        meanings = self._meanings
        kinds = self.kind
        values = self.value
        starts = self.start
        lengths = self.length
        comment_token: vec[i32] = vec[i32]()
        comment_start: vec[i32] = vec[i32]()
        capacity: i64 = len(kinds)
        count: i64 = 0
        opcodes: i64 = 0
        kind: i64
        value: i64
        begin: i64
        length: i64
        if self._next_function >= 0:
            kinds[0] = T_FUNCTION
            values[0] = 0
            starts[0] = i32(self._next_function)
            lengths[0] = _FUNCTION_LENGTH
            count = 1
            self._next_function = -1
        for match in self._matches:
            group = match.lastindex
            assert group is not None
            value = 0
            if group == _GROUP_WORD or group == _GROUP_PUNCTUATION:
                word = match.group(group)
                meaning = meanings.get(word)
                if meaning is None:
                    meaning = _word_meaning(word)
                    if len(meanings) < _MAX_MEANINGS:
                        meanings[word] = meaning
                packed: i64 = meaning
                kind = packed & 255
                value = packed >> _KIND_BITS
                if kind >= T_OP_ADD_TRAP and kind <= T_OP_UNARY_IMM or kind == T_LOAD:
                    opcodes += 1
            elif group == _GROUP_NUMBER:
                kind = T_FLOAT if "." in match.group(group) else T_INTEGER
            elif group == _GROUP_COMMENT:
                comment_token = append(comment_token, i32(count))
                comment_start = append(comment_start, i32(match.start(group)))
                continue
            elif group == _GROUP_FLOAT_WORD:
                kind = T_FLOAT
            elif group == _GROUP_NAME:
                kind = T_NAME
            elif group == _GROUP_SOURCE_LOC:
                kind = T_SOURCE_LOC
            elif group == _GROUP_STRING:
                kind = T_STRING
            elif group == _GROUP_HEX:
                kind = T_HEX_SEQUENCE
            elif group == _GROUP_END:
                break
            else:
                kind = T_BAD_CHARACTER
            begin = match.start(group)
            length = match.end() - begin
            if count == capacity:
                capacity += (capacity >> 2) + _FIRST_CAPACITY
                # One after the other: each old column is freed before the next is copied.
                kinds = _longer_u8(kinds, capacity)
                self.kind = kinds
                values = _longer_i32(values, capacity)
                self.value = values
                starts = _longer_i32(starts, capacity)
                self.start = starts
                lengths = _longer_u8(lengths, capacity)
                self.length = lengths
            if kind == T_FUNCTION and not whole:
                self._next_function = begin
                break
            kinds[count] = u8(kind)
            values[count] = i32(value if value < 0x8000_0000 else value - 0x1_0000_0000)
            starts[count] = i32(begin)
            lengths[count] = u8(length if length < _LONG else _LONG)
            count += 1
        self.at_end = self._next_function < 0
        self.count = count
        self.opcodes = opcodes
        self.comment_token = comment_token
        self.comment_start = comment_start
        return True


def _longer_u8(column: vec[u8], capacity: i64) -> vec[u8]:
    """A longer copy of a column."""
    new: vec[u8] = vec[u8]([0] * capacity)
    i: i64 = 0
    for item in column:
        new[i] = item
        i += 1
    return new


def _longer_i32(column: vec[i32], capacity: i64) -> vec[i32]:
    """A longer copy of a column."""
    new: vec[i32] = vec[i32]([0] * capacity)
    i: i64 = 0
    for item in column:
        new[i] = item
        i += 1
    return new


def tokenize(source: str, file: str = "", offset: int = 0) -> Tokens:
    """All tokens of `source` from `offset` on as one table."""
    tokens = Tokens(source, file)
    tokens.begin(offset)
    tokens.advance(whole=True)
    return tokens
