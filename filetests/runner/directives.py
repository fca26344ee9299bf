"""Comments that nearly are directives: a directive with a slip of the pen is a comment, and checks nothing.

    ; chek: v2 = iadd         did you mean `check:`?
    ; Check: v2               written in lower case
    ; check:v2                a space must follow the colon
    ; run %f() == 5           a colon is missing
    ; run: %f(1) == 2         in a file whose commands do not look at it

The first word of a comment is compared with the directives by edit distance: 1, for words of six letters and
more 2. Opcodes and words of prose that are as near are no slips (`_PROSE`). Comments that begin with `;;`,
and those of files in which comments are expected output, are not looked at.
"""

import re
from collections.abc import Iterator
from typing import Final

from ...ir.errors import Place
from ...ir.opcodes import OPS
from ...ir.text.testfile import Comment, TestFile

_FILECHECK: Final = ("check", "sameln", "nextln", "unordered", "not", "regex")
#: Who reads a directive. Filecheck ones are read by all commands that make text.
_TEXTS: Final = frozenset(
    ("cat", "print-cfg", "domtree", "alias-analysis", "optimize", "legalize", "compile", "regalloc")
)
_READERS: Final = {
    **dict.fromkeys(_FILECHECK, _TEXTS),
    "run": frozenset(("run", "interpret")),
    "print": frozenset(("run", "interpret")),
    "error": frozenset(("verifier", "regalloc-program")),
    "dominates": frozenset(("domtree",)),
}
#: Words that are as near to a directive as a misspelling, and mean something.
_PROSE: Final = frozenset(("note", "nor", "now", "nut", "ran", "sun", "prints", "points", "paint", "terror"))
_OPCODES: Final = frozenset(row.name for row in OPS)
_FIRST: Final = re.compile(r"[; ]*([A-Za-z][A-Za-z-]*)(\s*:)?(.*)")
#: Commands of the format that irtool does not have read directives of their own.
_UNKNOWN_READERS: Final = frozenset(("inline", "safepoint", "unwind"))


def near_directives(file: TestFile) -> Iterator[tuple[Place, str]]:
    """Place and message of each comment that nearly is a directive."""
    if any(
        command.name == "regalloc-program" or "precise-output" in command.options for command in file.commands
    ):
        return
    commands = {command.name for command in file.commands}
    comments = [*file.comments, *(comment for function in file.functions for comment in function.comments)]
    for comment in comments:
        message = _problem(comment, commands)
        if message:
            yield Place(comment.line, comment.column, file.file), message


def _problem(comment: Comment, commands: set[str]) -> str:
    """What is wrong with a comment, empty when nothing is."""
    match = _FIRST.match(comment.text)
    if match is None or comment.text.startswith(";;"):
        return ""
    word, colon, rest = match[1], match[2] or "", match[3]
    if word in _READERS:
        return _known(word, colon, rest, commands)
    if not colon:
        return ""
    near = _nearest(word.lower())
    return f"`{word}:` is no directive; did you mean `{near}:`?" if near else ""


def _known(word: str, colon: str, rest: str, commands: set[str]) -> str:
    """What is wrong with a comment that begins with the name of a directive."""
    if not colon:
        if word in ("run", "print") and rest.strip():
            return f"`{word}` without a colon" if rest.lstrip().startswith("%") else ""
        return ""
    if colon != ":":
        return f"a space before the colon of `{word}:`"
    if word in _FILECHECK and not rest[:1].isspace():
        return f"no text behind `{word}:`" if not rest.strip() else f"no space behind `{word}:`"
    if not commands & (_READERS[word] | _UNKNOWN_READERS):
        return f"`{word}:` means nothing to the commands of this file"
    return ""


def _nearest(word: str) -> str:
    """The directive that a word may be meant to be; empty when there is none."""
    if word in _READERS:
        return word
    if word in _PROSE or word in _OPCODES:
        return ""
    for name in _READERS:
        limit = 2 if len(name) >= 6 else 1
        if abs(len(name) - len(word)) <= limit and edit_distance(word, name) <= limit:
            return name
    return ""


def edit_distance(first: str, second: str) -> int:
    """The least number of letters that are inserted, removed, replaced or swapped with their neighbour (the
    restricted Damerau-Levenshtein distance)."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(second, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == second[j - 2] and b == first[i - 2]:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]
