"""Rewriting the expected text of filetests (`irtool test --bless`).

The expectation of precise output is the comments of a function; they stand behind its closing
brace. Comments there are replaced, except those that start with `;;`, which are for people.
"""

from ...files import write_atomically
from ...ir.text.testfile import TestFile


class BlessError(Exception):
    """The file has comments where expected text cannot be put."""


def bless_file(path: str, text: str, file: TestFile, blessed: dict[int, list[str]]) -> None:
    """Write the file with new expected text for the functions in `blessed` (by index)."""
    lines = text.split("\n")
    starts = [_start_line(file, index) for index in range(len(file.functions))]
    ends = [*(start - 1 for start in starts[1:]), len(lines)]
    for index in sorted(blessed, reverse=True):
        brace = _brace_line(lines, starts[index], ends[index])
        for comment in file.functions[index].comments:
            if comment.line <= brace and not comment.text.startswith(";;"):
                raise BlessError(f"line {comment.line}: comments inside the function must start with ;;")
        new = [f"; {line}".rstrip() for line in blessed[index]]
        lines[brace : ends[index]] = _with_expectation(lines[brace : ends[index]], new)
    write_atomically(path, "\n".join(lines).rstrip("\n").encode() + b"\n")


def _with_expectation(tail: list[str], new: list[str]) -> list[str]:
    """What follows a function with new expected text in the place of the old; all else stays as it was."""
    old = [row for row, line in enumerate(tail) if line.startswith(";") and not line.startswith(";;")]
    if not old:
        return ["", *new, *(tail if any(tail) else [""])]
    kept = [line for line in tail[old[0] : old[-1]] if line.startswith(";;")]
    return [*tail[: old[0]], *new, *kept, *tail[old[-1] + 1 :]]


def _start_line(file: TestFile, index: int) -> int:
    """1-based line of a function's first line."""
    place = file.functions[index].func.places.get(("function", 0))
    if place is None:
        raise BlessError("the place of a function is not known")
    return place[0]


def _brace_line(lines: list[str], start: int, end: int) -> int:
    """1-based line of the closing brace: the last line that is neither blank nor a comment."""
    number = end
    while number > start and (not lines[number - 1].strip() or lines[number - 1].lstrip().startswith(";")):
        number -= 1
    return number
