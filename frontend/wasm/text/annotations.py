"""Annotations that mean something: custom sections, names, branch hints.

    (@custom "producers" (after data) "\\00")          a custom section and where it stands
    (func $f (@name "a b") ...)                        a name that differs from the identifier
    (@metadata.code.branch_hint "\\00") (br_if $l)     how likely the branch is taken
    (@irtool.data_count)                               write a data count section, needed or not

All other annotations were dropped by the lexer. Source: specification 3.0, 7.6; proposal branch-hinting.
"""

from typing import Final

from mypy_extensions import i64

from .cursor import Cursor
from .lexer import END, HONOURED, OPEN, STRING, Tokens

#: Sections in their order in a module, as annotations and `irtool wasm info` call them, with their ids.
SECTION_ORDER: Final[tuple[tuple[str, int], ...]] = (
    ("type", 1),
    ("import", 2),
    ("func", 3),
    ("table", 4),
    ("memory", 5),
    ("tag", 13),
    ("global", 6),
    ("export", 7),
    ("start", 8),
    ("elem", 9),
    ("datacount", 12),
    ("code", 10),
    ("data", 11),
)

#: Annotation and custom section for branch hints.
HINT_NOTE: Final = "metadata.code.branch_hint"
#: What the printer writes for a data count section that no instruction needs. Others skip it.
DATA_COUNT_NOTE: Final = "irtool.data_count"

#: Places of custom sections: `2 * k` before the k-th section of the order, `2 * k + 1` behind it.
FIRST: Final = -1
LAST: Final = 2 * len(SECTION_ORDER)

_RANK: Final[dict[bytes, int]] = {name.encode(): rank for rank, (name, _) in enumerate(SECTION_ORDER)}


class CustomSection:
    """A custom section and its place among the others."""

    def __init__(self, name: bytes, place: int, data: bytes) -> None:
        self.name = name
        self.place = place
        self.data = data


class Annotations:
    """The annotations among the tokens of a module."""

    def __init__(self, tokens: Tokens, begin: i64, end: i64) -> None:
        self.custom: list[CustomSection] = []
        self.names: dict[int, bytes] = {}
        """By token that they precede."""
        self.hints: dict[int, int] = {}
        """The same."""
        self.data_count: bool = False
        count: i64 = len(tokens.note_token)
        i = _first_note(tokens, begin)
        while i < count and i64(tokens.note_token[i]) <= end:
            self._read(tokens, i, int(tokens.note_token[i]))
            i += 1

    def _read(self, tokens: Tokens, note: i64, token: int) -> None:
        """Read one; its words are scanned as if it began with `(@` and a blank."""
        start = i64(tokens.note_start[note])
        end = i64(tokens.note_end[note])
        name_end = start
        for word in HONOURED:
            if tokens.data.startswith(word, int(start) + 2):
                name_end = start + 2 + len(word)
                break
        cursor = Cursor(Tokens(tokens.data, tokens.file, name_end, end - 1))
        word = tokens.data[int(start) + 2 : int(name_end)]
        if word == b"custom":
            self._custom(cursor)
        elif word == b"name":
            self.names[token] = cursor.name()
        elif word == DATA_COUNT_NOTE.encode():
            self.data_count = True
        else:
            value = cursor.string()
            if value not in (b"\x00", b"\x01"):
                raise cursor.error("malformed branch hint: the value is one byte, 0 or 1", 0)
            self.hints[token] = value[0]
        if cursor.kind_here() != END:
            raise cursor.unexpected("the end of the annotation")

    def _custom(self, cursor: Cursor) -> None:
        """`"name" (before section)? "data"*`"""
        name = cursor.name()
        place = LAST
        if cursor.kind_here() == OPEN:
            cursor.at += 1
            before = cursor.skip_word(b"before")
            if not before and not cursor.skip_word(b"after"):
                raise cursor.unexpected("before or after")
            if cursor.skip_word(b"first" if before else b"last"):
                place = FIRST if before else LAST
            else:
                rank = _RANK.get(cursor.text_here(), -1)
                if rank < 0:
                    raise cursor.unexpected("the name of a section")
                cursor.at += 1
                place = 2 * rank + (0 if before else 1)
            cursor.close()
        data = []
        while cursor.kind_here() == STRING:
            data.append(cursor.string())
        self.custom.append(CustomSection(name, place, b"".join(data)))


def _first_note(tokens: Tokens, begin: i64) -> i64:
    """The first annotation that precedes no token before `begin`: a script has many modules."""
    low: i64 = 0
    high: i64 = len(tokens.note_token)
    while low < high:
        middle = (low + high) >> 1
        if i64(tokens.note_token[middle]) < begin:
            low = middle + 1
        else:
            high = middle
    return low
