"""What the words of CLIF text mean.

    iadd      opcode 72        meaning 72 << 8 | OP_BINARY
    i32x4     a type           meaning code << 8 | TYPE
    block12   an entity        meaning 12 << 8 | BLOCK

Nearly all words have at most eight characters. Such a word is a number, its characters as bytes, and the
numbers of all short words that are known beforehand stand in a small hash table (`short_word`), so that
the lexer needs no string to find out what it has read. `word_meaning` knows all others.
"""

import re
from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

from ..entities import (
    CALL_CONVS,
    MEM_ALIGNED,
    MEM_BIG,
    MEM_CAN_MOVE,
    MEM_LITTLE,
    MEM_READONLY,
)
from ..opcodes import FLOATCC, INTCC, OPS, RMW_OPS, TRAP_CODES, trap_code
from ..types import DYNAMIC, parse_type
from .grammar_gen import (
    CLASSES,
    LITERALS,
    T_BAD_CHARACTER,
    T_CALL_CONV,
    T_CC_BOTH,
    T_CC_FLOAT,
    T_CC_INT,
    T_IDENTIFIER,
    T_MEMORY_FLAG,
    T_OP_MINMAX,
    T_RMW_OP,
    T_TRAP_CODE,
    T_TYPE,
)

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

MAX_ENTITY: Final = 0xFFFFFFFF
#: No word with a number in it is longer ("userextname4294967295").
_MAX_NUMBERED: Final = 24

#: A packed word meaning is `value << 8 | kind`.
KIND_BITS: Final = 8

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
        words[row.name] = opcode << KIND_BITS | kind
    for number, name in enumerate(CALL_CONVS):
        words[name] = number << KIND_BITS | T_CALL_CONV
    for name, bits in _MEMORY_FLAGS.items():
        words[name] = bits << KIND_BITS | T_MEMORY_FLAG
    for name, code in TRAP_CODES.items():
        words[name] = code << KIND_BITS | T_TRAP_CODE
    for number, name in enumerate(RMW_OPS):
        if name not in words:
            words[name] = number << KIND_BITS | T_RMW_OP
    for number, name in enumerate(INTCC):
        words[name] = number << KIND_BITS | T_CC_INT
    for number, name in enumerate(FLOATCC):
        if name in INTCC:
            words[name] = (number << 8 | INTCC.index(name)) << KIND_BITS | T_CC_BOTH
        else:
            words[name] = number << KIND_BITS | T_CC_FLOAT
    return words


FIXED_WORDS: Final = _fixed_words()


def word_meaning(word: str) -> int:
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
            if number <= MAX_ENTITY:
                return number << KIND_BITS | kind
    ty = parse_type(word[:-2]) | DYNAMIC if word.endswith("xN") else parse_type(word)
    if ty & ~DYNAMIC:
        return ty << KIND_BITS | T_TYPE
    code = trap_code(word)
    if code:
        return code << KIND_BITS | T_TRAP_CODE
    return T_IDENTIFIER


# --- short words as numbers ---

#: Most characters of a short word.
SHORT: Final = 8
#: Rows of the hash table, a power of two more than twice as large as the number of words.
_ROWS: Final = 1024


def short_key(word: str) -> int:
    """A word of at most `SHORT` ASCII characters as a number."""
    return int.from_bytes(word.encode(), "big")


def _row_of(key: i64) -> i64:
    """Where the search for a key begins; no product passes 63 bits."""
    return ((((key ^ (key >> 31)) & 0x7FFF_FFFF) * 0x5BD1_E995) >> 24) & (_ROWS - 1)


def _known_words() -> dict[str, int]:
    """Short words with their meaning: fixed ones, types, and entity prefixes, which are followed by `#`."""
    words = {word: meaning for word, meaning in FIXED_WORDS.items() if len(word) <= SHORT}
    words |= {prefix + "#": kind for prefix, kind in _ENTITY_KINDS.items() if len(prefix) < SHORT}
    for lane in ("i8", "i16", "i32", "i64", "i128", "f16", "f32", "f64", "f128"):
        for suffix in ("", *(f"x{1 << log2}" for log2 in range(1, 9))):
            for dynamic in ("", "xN"):
                word = lane + suffix + dynamic
                if len(word) <= SHORT and word_meaning(word) & 255 == T_TYPE:
                    words[word] = word_meaning(word)
    return words


_KEYS: Final[vec[i64]] = vec[i64]([0] * _ROWS)
_MEANINGS: Final[vec[i64]] = vec[i64]([-1] * _ROWS)


def _fill() -> None:
    for word, meaning in _known_words().items():
        key: i64 = short_key(word)
        row = _row_of(key)
        while _MEANINGS[row] >= 0:
            row = (row + 1) & (_ROWS - 1)
        _KEYS[row] = key
        _MEANINGS[row] = meaning


_fill()


def short_word(key: i64) -> i64:
    """The packed meaning of a short word that is known beforehand, the class of an entity prefix and `#`, or
    -1."""
    row = _row_of(key)
    while _MEANINGS[row] >= 0:
        if _KEYS[row] == key:
            return _MEANINGS[row]
        row = (row + 1) & (_ROWS - 1)
    return -1
