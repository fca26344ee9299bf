"""Families: one line that stands for several rules.

    rule (<band|bor|bxor>.int x y)  => <and|orr|eor>(ty, x, y)

A group `<a|b|c>` lists words (or parts of words, some perhaps empty). All groups of an item have equally
many; the first alternatives of all groups make the first rule, the second ones the second, and so on:

    rule (band.int x y)  => and(ty, x, y)
    rule (bor.int x y)   => orr(ty, x, y)
    rule (bxor.int x y)  => eor(ty, x, y)

The text is expanded before it is parsed. `Text` remembers where each piece came from, so that errors
are reported where they were written.
"""

import re
from bisect import bisect_right
from pathlib import Path
from typing import Final

from ..ir.errors import ParseError, Place

#: An item of a file begins with one of these words at the start of a line.
_ITEM: Final = re.compile(
    r"^(?=(?:import|context|constants|class|term|rule|unsupported|driver)\b)", re.MULTILINE
)
#: A group; or what only looks like one.
_GROUP: Final = re.compile(r'#[^\n]*|"[^"\n]*"|<(?P<words>[\w.:]*(?:\|[\w.:]*)+)>')


class Text:
    """Expanded text, and the text it was made from."""

    def __init__(self, source: str, path: Path) -> None:
        self.source = source
        self.path = path
        self.text = ""
        self._starts: list[int] = []
        """Where each piece begins in `text`."""
        self._origins: list[int] = []
        """Where it came from in `source`."""
        self._lines = [0, *(match.end() for match in re.finditer("\n", source))]
        parts: list[str] = []
        length = 0
        for piece, origin in self._pieces():
            self._starts.append(length)
            self._origins.append(origin)
            parts.append(piece)
            length += len(piece)
        self.text = "".join(parts)

    def place(self, offset: int) -> Place:
        """Where in the file something at an offset of `text` was written."""
        piece = max(bisect_right(self._starts, offset) - 1, 0)
        origin = self._origins[piece] + offset - self._starts[piece] if self._starts else 0
        line = bisect_right(self._lines, origin)
        return Place(line, origin - self._lines[line - 1] + 1, str(self.path))

    def _pieces(self) -> list[tuple[str, int]]:
        """Pieces of the expanded text with their offsets in the source."""
        bounds = [0, *(match.start() for match in _ITEM.finditer(self.source)), len(self.source)]
        pieces: list[tuple[str, int]] = []
        for start, end in zip(bounds, bounds[1:], strict=False):
            groups = [match for match in _GROUP.finditer(self.source, start, end) if match["words"]]
            if groups:
                pieces += self._copies(start, end, groups)
            else:
                pieces.append((self.source[start:end], start))
        return pieces

    def _copies(self, start: int, end: int, groups: list[re.Match[str]]) -> list[tuple[str, int]]:
        """An item once for each alternative."""
        choices = [match["words"].split("|") for match in groups]
        count = len(choices[0])
        for match, words in zip(groups, choices, strict=True):
            if len(words) != count:
                line = bisect_right(self._lines, match.start())
                place = Place(line, match.start() - self._lines[line - 1] + 1, str(self.path))
                raise ParseError(f"{len(words)} alternatives here, {count} in the first group", place)
        pieces: list[tuple[str, int]] = []
        for number in range(count):
            at = start
            for match, words in zip(groups, choices, strict=True):
                pieces.append((self.source[at : match.start()], at))
                before = sum(len(word) + 1 for word in words[:number])
                pieces.append((words[number], match.start("words") + before))
                at = match.end()
            pieces.append((self.source[at:end] + "\n", at))
        return pieces
