"""Filecheck: directives in comments that are looked for in the output of a command, in order.

    ; check: v2 = iadd        first match behind the furthest match so far
    ; sameln: v0              later in the same line
    ; nextln: return v2       in the next line
    ; not: imul               not between here and the next ordered match
    ; unordered: $V = iconst  anywhere behind the last ordered match, may overlap, moves nothing
    ; regex: V=\\bv\\d+\\b       names a regular expression

A pattern is literal text except `$$` (a dollar), `$()` (nothing), `$NAME` or `$(NAME)` (the value of
a variable or a named regex), `$(=RX)` (a regex), `$(NAME=RX)` and `$(NAME=$RXNAME)` (match and bind).
Where it starts or ends with a literal letter or digit, a word boundary is required.

Source: CLIF reference, section "Comments and filecheck".
"""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

_DIRECTIVE: Final = re.compile(r"\b(check|sameln|nextln|unordered|not|regex):\s+(.*)")
_PART: Final = re.compile(r"\$(?:\$|([A-Za-z_][A-Za-z0-9_]*)|\()")
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class FilecheckError(Exception):
    """A directive did not match, or is wrong in itself."""


class Directive(NamedTuple):
    """One directive."""

    kind: str
    text: str


class _Variable(NamedTuple):
    value: str
    position: int
    """End of the match that bound it."""


class Checker:
    """Directives being matched against one output text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.variables: dict[str, _Variable] = {}
        self.regexes: dict[str, str] = {}
        self.last = 0
        """End of the last ordered match."""
        self.furthest = 0
        """End of the furthest match, unordered ones included."""
        self.nots: list[tuple[str, int]] = []
        """Pending `not` patterns with the position from which they count."""

    def run(self, directives: Iterable[Directive]) -> None:
        """Match all; raises `FilecheckError` at the first that fails."""
        for directive in directives:
            getattr(self, "_" + directive.kind)(directive.text)
        self._settle_nots(len(self.text))

    # --- directives -----------------------------------------------------------------------

    def _regex(self, text: str) -> None:
        name, equals, pattern = text.partition("=")
        if not equals or not _NAME.fullmatch(name.strip()):
            raise FilecheckError(f"regex: {text}: expected NAME=REGEX")
        self.regexes[name.strip()] = pattern.strip()

    def _check(self, text: str) -> None:
        self._ordered("check", text, self.furthest, len(self.text))

    def _sameln(self, text: str) -> None:
        self._ordered("sameln", text, self.furthest, self._line_end(self.furthest))

    def _nextln(self, text: str) -> None:
        start = min(self._line_end(self.furthest) + 1, len(self.text))
        self._ordered("nextln", text, start, self._line_end(start))

    def _unordered(self, text: str) -> None:
        pattern, used = self._compile(text, True)
        start = max([self.last, *(self.variables[name].position for name in used if name in self.variables)])
        match = pattern.search(self.text, start)
        if match is None:
            raise FilecheckError(f"unordered: {text}: no match behind line {self._line(start)}")
        self._bind(match)
        self.furthest = max(self.furthest, match.end())

    def _not(self, text: str) -> None:
        pattern, used = self._compile(text, False)
        start = max([self.last, *(self.variables[name].position for name in used if name in self.variables)])
        self.nots.append((pattern.pattern, start))

    # --- matching -------------------------------------------------------------------------

    def _ordered(self, kind: str, text: str, start: int, end: int) -> None:
        pattern, _ = self._compile(text, True)
        match = pattern.search(self.text, start, end)
        if match is None:
            raise FilecheckError(f"{kind}: {text}: no match from line {self._line(start)} on")
        self._settle_nots(match.start())
        self._bind(match)
        self.last = self.furthest = match.end()

    def _settle_nots(self, end: int) -> None:
        for pattern, start in self.nots:
            match = re.compile(pattern, re.MULTILINE).search(self.text, start, end)
            if match is not None:
                raise FilecheckError(f"not: {match[0]!r} occurs in line {self._line(match.start())}")
        self.nots.clear()

    def _bind(self, match: re.Match[str]) -> None:
        for name, value in match.groupdict().items():
            self.variables[name] = _Variable(value, match.end())

    def _line_end(self, position: int) -> int:
        end = self.text.find("\n", position)
        return len(self.text) if end < 0 else end

    def _line(self, position: int) -> int:
        return self.text.count("\n", 0, position) + 1

    # --- patterns -------------------------------------------------------------------------

    def _compile(self, text: str, may_bind: bool) -> tuple[re.Pattern[str], list[str]]:
        """The regular expression of a pattern, and the variables it uses."""
        parts: list[str] = []
        used: list[str] = []
        bound: list[str] = []
        literal_start = literal_end = False
        position = 0
        while position < len(text):
            match = _PART.search(text, position)
            literal = text[position : match.start() if match else len(text)]
            if literal:
                literal_start = literal_start or (not parts and literal[0].isalnum())
                literal_end = literal[-1].isalnum()
                parts.append(re.escape(literal))
            if match is None:
                break
            position = match.end()
            literal_end = False
            if match[0] == "$$":
                parts.append(r"\$")
            elif match[1]:
                parts.append(self._value(match[1], used, bound))
            else:
                inner, position = _balanced(text, position)
                parts.append(self._group(inner, used, bound, may_bind))
        pattern = ("\\b" if literal_start else "") + "".join(parts) + ("\\b" if literal_end else "")
        try:
            return re.compile(pattern, re.MULTILINE), used
        except re.error as error:
            raise FilecheckError(f"{text}: {error}") from None

    def _group(self, inner: str, used: list[str], bound: list[str], may_bind: bool) -> str:
        """What stands in `$(...)`."""
        name, equals, pattern = inner.partition("=")
        if not equals:
            return self._value(inner, used, bound) if inner else ""
        if pattern.startswith("$"):
            if pattern[1:] not in self.regexes:
                raise FilecheckError(f"unknown regex {pattern}")
            pattern = self.regexes[pattern[1:]]
        if not name:
            return f"(?:{pattern})"
        if not may_bind:
            raise FilecheckError(f"not: cannot bind {name}")
        if name in self.regexes or name in bound:
            raise FilecheckError(f"{name} is defined twice")
        bound.append(name)
        return f"(?P<{name}>{pattern})"

    def _value(self, name: str, used: list[str], bound: list[str]) -> str:
        """A variable's text or a named regex."""
        if name in bound:
            raise FilecheckError(f"${name} is bound in the same pattern")
        if name in self.variables:
            used.append(name)
            return re.escape(self.variables[name].value)
        if name in self.regexes:
            return f"(?:{self.regexes[name]})"
        raise FilecheckError(f"unknown variable ${name}")


def _balanced(text: str, start: int) -> tuple[str, int]:
    """The text up to the parenthesis that closes one opened before `start`, and where it ends."""
    depth = 1
    position = start
    while position < len(text):
        if text[position] == "\\":
            position += 1
        elif text[position] == "(":
            depth += 1
        elif text[position] == ")":
            depth -= 1
            if depth == 0:
                return text[start:position], position + 1
        position += 1
    raise FilecheckError(f"{text}: unbalanced parentheses")


def find_directives(comments: Iterable[str]) -> list[Directive]:
    """The directives in comments (one at most in each)."""
    found = (_DIRECTIVE.search(comment) for comment in comments)
    return [Directive(match[1], match[2].strip()) for match in found if match is not None]


def filecheck(comments: Iterable[str], text: str) -> bool:
    """Run the directives of comments over an output text; whether there were any.

    Raises `FilecheckError`."""
    directives = find_directives(comments)
    Checker(text).run(directives)
    return bool(directives)
