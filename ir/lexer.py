"""Tokens of CLIF text.

One regular expression finds the tokens; what a word means is looked up in a table:

    v2 = iadd.i32 v0, v1 ; note      VALUE(2) "=" OP_BINARY(60) "." TYPE(3) VALUE(0) "," VALUE(1)

Tokens are parallel columns (kind, value, start, end: 17 bytes a token), not objects. The value of an entity
reference is its number, of an opcode its number, of a type its code; numbers and strings are read
from the source by whoever knows what they must be (`immediates.py`). Comments are kept beside the
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
    T_HEX_SEQUENCE,
    T_IDENTIFIER,
    T_INTEGER,
    T_MEMORY_FLAG,
    T_NAME,
    T_OP_MINMAX,
    T_RMW_OP,
    T_SOURCE_LOC,
    T_STRING,
    T_TRAP_CODE,
    T_TYPE,
)
from .opcodes import FLOATCC, INTCC, OPS, RMW_OPS, TRAP_CODES, trap_code
from .types import DYNAMIC, parse_type

#: Value of the memory flag `notrap`; the other flags are their bits.
FLAG_NOTRAP: Final = -1

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
    """The tokens of one text, by token index."""

    def __init__(self, source: str, file: str = "") -> None:
        self.source = source
        self.file = file
        self.kind: vec[u8] = vec[u8]()
        """Terminal number (`grammar_gen`)."""
        self.value: vec[i64] = vec[i64]()
        self.start: vec[i32] = vec[i32]()
        self.end: vec[i32] = vec[i32]()
        self.comment_token: vec[i32] = vec[i32]()
        """By comment: index of the token that it precedes."""
        self.comment_start: vec[i32] = vec[i32]()
        """By comment: where its `;` is."""
        self.line_starts: vec[i32] = vec[i32]([0])
        """Offset of the first character of each line."""
        position = source.find("\n")
        while position >= 0:
            self.line_starts = append(self.line_starts, i32(position + 1))
            position = source.find("\n", position + 1)

    def text(self, token: i64) -> str:
        """The characters of a token."""
        return self.source[int(self.start[token]) : int(self.end[token])]

    def line_of(self, offset: int) -> int:
        """Number of the line that holds an offset, from 0."""
        starts = self.line_starts
        low: int = 0
        high: int = len(starts)
        while high - low > 1:
            middle = (low + high) // 2
            if starts[middle] <= offset:
                low = middle
            else:
                high = middle
        return low

    def line_column(self, offset: int) -> tuple[int, int]:
        """1-based line and column of an offset."""
        line = self.line_of(offset)
        return (line + 1, offset - int(self.line_starts[line]) + 1)

    def comment_text(self, offset: int) -> str:
        """A comment from its `;` to the end of its line."""
        end = self.source.find("\n", offset)
        return (self.source[offset:] if end < 0 else self.source[offset:end]).rstrip("\r")


def tokenize(source: str, file: str = "", offset: int = 0) -> Tokens:
    """The tokens of `source` from `offset` on. A character that starts no token becomes a token of kind
    BAD_CHARACTER, which no rule of the grammar takes. Raises `LimitError` for a text of 2 GiB."""
    if len(source) > _MAX_LENGTH:
        raise LimitError(f"texts of more than {_MAX_LENGTH} characters are not read", Place(0, 0, file))
    tokens = Tokens(source, file)
    meanings = dict(_FIXED_WORDS)
    kinds: vec[u8] = vec[u8]()
    values: vec[i64] = vec[i64]()
    starts: vec[i32] = vec[i32]()
    ends: vec[i32] = vec[i32]()
    kind: i64
    value: i64
    for match in _TOKEN.finditer(source, offset):
        group = match.lastindex
        assert group is not None
        value = 0
        if group == _GROUP_WORD or group == _GROUP_PUNCTUATION:
            word = match.group(group)
            meaning = meanings.get(word)
            if meaning is None:
                meaning = _word_meaning(word)
                meanings[word] = meaning
            packed: i64 = meaning
            kind = packed & 255
            value = packed >> _KIND_BITS
        elif group == _GROUP_NUMBER:
            kind = T_FLOAT if "." in match.group(group) else T_INTEGER
        elif group == _GROUP_COMMENT:
            tokens.comment_token = append(tokens.comment_token, i32(len(kinds)))
            tokens.comment_start = append(tokens.comment_start, i32(match.start(group)))
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
        else:
            kind = T_BAD_CHARACTER
        kinds = append(kinds, u8(kind))
        values = append(values, value)
        starts = append(starts, i32(match.start(group)))
        ends = append(ends, i32(match.end()))
    tokens.kind = kinds
    tokens.value = values
    tokens.start = starts
    tokens.end = ends
    return tokens
