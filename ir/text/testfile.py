"""Filetests: the header of a `.clif` file, its functions with their comments, and run lines.

    test run                          commands [run]
    set opt_level=speed
    target x86_64 has_avx             targets [x86_64: settings opt_level=speed, flags has_avx]

    function %f(i32) -> i32 { ... }   functions [%f with its comments]
    ; run: %f(1) == 2                 run_commands(function): [run f [1] == [2]]

A comment belongs to the entity before it (an instruction, block header, preamble line, else the
function); comments before the first `function` belong to the file. Names and values of settings
are kept as text: what they mean is the business of those who apply them.
"""

import re
from typing import ClassVar, Final

from ..entities import AbiParam, Signature
from ..errors import ErrorList, IrtoolError, ParseError, Place
from ..function import Function
from ..immediates import parse_bytes, parse_lanes, parse_scalar, widen_bytes
from ..names import unquote_name
from ..types import is_int, is_vector, type_bits, type_name
from .grammar_gen import LITERALS, T_BAD_CHARACTER, T_FLOAT, T_INTEGER, T_NAME, T_TRAP_CODE
from .lalr import describe
from .lexer import Tokens, tokenize
from .places import LineTable
from .reader import DEFAULT_CALL_CONV, read_functions
from .reader_state import ENTITY_KINDS, KIND_FILE, CommentColumns

#: Default convention of files with a `test run` line: that of the host.
HOST_CALL_CONV: Final = "system_v"

_WORD: Final = re.compile(r"[^ \t\r\n\x0b\x0c]+")
_HEADER_WORDS: Final = ("test", "set", "target", "feature")
_RUN_LINE: Final = re.compile(r"[; ]*(run|print)(?![A-Za-z0-9_])")

_T_LPAR: Final = LITERALS["("]
_T_RPAR: Final = LITERALS[")"]
_T_LSQB: Final = LITERALS["["]
_T_RSQB: Final = LITERALS["]"]
_T_COMMA: Final = LITERALS[","]
_T_COLON: Final = LITERALS[":"]
_T_EQUAL: Final = LITERALS["="]


class Comment:
    """A comment with the entity it belongs to."""

    def __init__(self, text: str, line: int, column: int, entity: tuple[str, int]) -> None:
        self.text = text
        """From the `;` to the end of the line."""
        self.line = line
        self.column = column
        self.entity = entity
        """`(kind, row)` as in `Function.places`; `("file", 0)` before the first function."""


class Setting:
    """One word of a `set` line or behind the triple of a `target` line."""

    def __init__(self, name: str, value: str | None, line: int, column: int) -> None:
        self.name = name
        self.value = value
        """Text behind `=`; None for a bare name (a boolean turned on, or a preset)."""
        self.line = line
        self.column = column

    def __str__(self) -> str:
        return self.name if self.value is None else f"{self.name}={self.value}"


class Target:
    """A `target` line with the settings that hold for it."""

    def __init__(self, triple: str, settings: list[Setting], flags: list[Setting], line: int) -> None:
        self.triple = triple
        self._file_settings = settings  # all of the file: no copy for each target
        self._setting_count = len(settings)
        self.flags = flags
        """Flags of the machine, written on the line."""
        self.line = line

    @property
    def settings(self) -> list[Setting]:
        """Shared settings written above this line, in order."""
        return self._file_settings[: self._setting_count]


class Command:
    """A `test` line."""

    def __init__(self, name: str, options: list[str], line: int) -> None:
        self.name = name
        self.options = options
        self.line = line


class TestFunction:
    """A function of a filetest and its comments in text order."""

    __test__: ClassVar[bool] = False  # no class of pytest tests

    def __init__(self, func: Function, lines: LineTable, columns: CommentColumns | None) -> None:
        self.func = func
        self._lines = lines
        self._columns = columns

    @property
    def comments(self) -> list[Comment]:
        """The comments, made for whoever asks."""
        return _comments(self._lines, self._columns)


class TestFile:
    """A parsed `.clif` file."""

    __test__: ClassVar[bool] = False

    def __init__(self, file: str, lines: LineTable | None = None) -> None:
        self.file = file
        self._lines = lines if lines is not None else LineTable("")
        self._columns = CommentColumns()
        self.commands: list[Command] = []
        self.settings: list[Setting] = []
        """All `set` settings, in order."""
        self.targets: list[Target] = []
        self.features: list[tuple[str, bool]] = []
        """`(name, wanted)` of each `feature` line."""
        self.functions: list[TestFunction] = []

    def add_comment(self, offset: int) -> None:
        """Append a comment that begins at an offset."""
        self._columns.add(offset, KIND_FILE, 0)

    @property
    def comments(self) -> list[Comment]:
        """The comments before the first function, made for whoever asks."""
        return _comments(self._lines, self._columns)


# --- header ---------------------------------------------------------------------------------


class _HeaderReader:
    """Reads the lines before the first function."""

    def __init__(self, text: str, result: TestFile) -> None:
        self.text = text
        self.result = result
        self.errors: list[IrtoolError] = []
        self.late_set: Setting | None = None
        """The first setting behind the last target so far."""

    def error(self, line: int, column: int, message: str) -> None:
        """Record an error."""
        self.errors.append(ParseError(message, Place(line, column, self.result.file)))

    def read(self) -> int:
        """Read the header; returns the offset of the rest of the text."""
        offset = 0
        number = 0
        while offset < len(self.text):
            end = self.text.find("\n", offset)
            end = len(self.text) if end < 0 else end
            line = self.text[offset:end]
            number += 1
            first = _WORD.search(line)
            if first is None:
                pass
            elif first[0].startswith(";"):
                self.result.add_comment(offset + first.start())
            elif first[0] not in _HEADER_WORDS:
                break
            else:
                self.line([(match[0], match.start() + 1) for match in _WORD.finditer(line)], number)
            offset = end + 1
        if self.late_set is not None and self.result.targets:
            late = self.late_set
            self.error(late.line, late.column, f"setting `{late}` behind the last target has no effect")
        return min(offset, len(self.text))

    def line(self, words: list[tuple[str, int]], number: int) -> None:
        """One header line."""
        result = self.result
        keyword, column = words[0]
        if keyword == "test":
            if len(words) < 2:
                self.error(number, column, "expected a command after `test`")
            elif self.result.settings or self.result.targets:
                self.error(number, column, "`test` lines must come before `set` and `target` lines")
            else:
                result.commands.append(Command(words[1][0], [word for word, _ in words[2:]], number))
        elif keyword == "set":
            settings = self.settings(words[1:], number)
            if not settings:
                self.error(number, column, "expected a setting after `set`")
            elif self.late_set is None and result.targets:
                self.late_set = settings[0]
            result.settings += settings
        elif keyword == "target":
            if len(words) < 2:
                self.error(number, column, "expected an architecture after `target`")
            else:
                flags = self.settings(words[2:], number)
                result.targets.append(Target(words[1][0], result.settings, flags, number))
                self.late_set = None
        else:
            name = "".join(word for word, _ in words[1:])
            if not re.fullmatch('!?"[^"]*"', name):
                self.error(number, column, 'expected a quoted name after `feature`, as in `feature "x"`')
            else:
                result.features.append((name.strip('!"'), not name.startswith("!")))

    def settings(self, words: list[tuple[str, int]], number: int) -> list[Setting]:
        """`name` and `name=value` words."""
        settings = []
        for word, column in words:
            name, equals, value = word.partition("=")
            if not name or (equals and not value):
                self.error(number, column, f"expected `name` or `name=value`, found `{word}`")
            else:
                settings.append(Setting(name, value if equals else None, number, column))
        return settings


def parse_test_file(text: str, file: str = "") -> TestFile:
    """Read a `.clif` file, with or without a header. Raises `ErrorList` with every error found."""
    tokens = Tokens(text, file)
    result = TestFile(file, tokens.lines)
    header = _HeaderReader(text, result)
    tokens.begin(header.read())
    tokens.advance()
    runs = any(command.name == "run" for command in result.commands)
    for start in tokens.comment_start:
        result.add_comment(int(start))
    try:
        functions = read_functions(tokens, HOST_CALL_CONV if runs else DEFAULT_CALL_CONV)
    except ErrorList as error:
        raise ErrorList(header.errors + error.errors) from None
    if header.errors:
        raise ErrorList(header.errors)
    result.functions = [TestFunction(item.func, tokens.lines, item.comments) for item in functions]
    return result


def _comments(lines: LineTable, columns: CommentColumns | None) -> list[Comment]:
    comments: list[Comment] = []
    if columns is not None:
        for index in range(len(columns.start)):
            start = int(columns.start[index])
            line, column = lines.line_column(start)
            entity = (ENTITY_KINDS[columns.kind[index]], int(columns.row[index]))
            comments.append(Comment(lines.rest_of_line(start), line, column, entity))
    return comments


# --- run lines ------------------------------------------------------------------------------

#: Integers as unsigned bits of their width, floats as bits, vectors as little-endian bytes.
DataValue = int | bytes


class RunCommand:
    """`; run: %name(args) == expected`, `; run: %name(args) traps: code` or `; print: %name(args)`."""

    def __init__(self, kind: str, line: int) -> None:
        self.kind = kind
        """`run` or `print`."""
        self.line = line
        self.name = ""
        """Name without `%`; empty for a bare `run` or `print`. A bare `run` compares with an i8 zero:
        it passes unless the result is an i8 that is 0."""
        self.args: list[DataValue] = []
        self.comparison = ""
        """`==`, `!=`, `traps`, or empty for `print`."""
        self.expected: list[DataValue] = []
        """Integers as unsigned bits of their width, floats as bits, vectors as little-endian bytes."""
        self.trap = ""
        """Name of the expected trap code, for `traps`."""


def run_commands(function: TestFunction, file: str = "") -> list[RunCommand]:
    """The run and print lines among the comments of a function. Raises `ErrorList`."""
    commands: list[RunCommand] = []
    errors: list[IrtoolError] = []
    for comment in function.comments:
        match = _RUN_LINE.match(comment.text)
        if match is None:
            continue
        reader = _RunLineReader(comment, match.end(), file)
        try:
            commands.append(reader.command(match[1], function.func.signature))
        except ParseError as error:
            errors.append(error)
    if errors:
        raise ErrorList(errors)
    return commands


class _RunLineReader:
    """Reads one run line."""

    def __init__(self, comment: Comment, offset: int, file: str) -> None:
        self.comment = comment
        self.file = file
        self.tokens = tokenize(comment.text, file, offset)
        self.position = 0

    def error(self, message: str, token: int) -> ParseError:
        """An error at a token, or at the end of the line."""
        tokens = self.tokens
        offset = int(tokens.start[token]) if token < tokens.count else len(self.comment.text)
        return ParseError(message, Place(self.comment.line, self.comment.column + offset, self.file))

    def kind(self) -> int:
        """Kind of the next token, that of a bad character at the end."""
        return int(self.tokens.kind[self.position]) if self.position < self.tokens.count else T_BAD_CHARACTER

    def take(self, kind: int, what: str) -> str:
        """The text of the next token, which must be of a kind."""
        if self.kind() != kind or self.position >= self.tokens.count:
            raise self.error(f"expected {what}, found {self.found()}", self.position)
        self.position += 1
        return self.tokens.text(self.position - 1)

    def found(self) -> str:
        """The next token in words."""
        if self.position >= self.tokens.count:
            return "the end of the line"
        return describe(self.tokens, self.position)

    def optional(self, kind: int) -> bool:
        """Skip the next token if it is of a kind."""
        if self.position < self.tokens.count and self.kind() == kind:
            self.position += 1
            return True
        return False

    def command(self, kind: str, signature: Signature) -> RunCommand:
        """The command after its first word."""
        result = RunCommand(kind, self.comment.line)
        if not self.optional(_T_COLON):
            if kind == "run":
                self.bare_run(result, signature)
            return result
        token = self.position
        try:
            result.name = unquote_name(self.take(T_NAME, "a function name"))
        except ValueError as problem:
            raise self.error(str(problem), token) from None
        self.take(_T_LPAR, "`(`")
        result.args = self.values(signature.params)
        self.take(_T_RPAR, "`)`")
        if kind == "print":
            return result
        if self.position < self.tokens.count and self.tokens.text(self.position) == "traps":
            return self.expected_trap(result)
        negated = self.tokens.text(self.position) == "!" if self.position < self.tokens.count else False
        self.position += negated
        if negated:
            self.take(_T_EQUAL, "`=`")
        else:
            self.take(_T_EQUAL, "`==` or `!=`")
            self.take(_T_EQUAL, "`==` or `!=`")
        result.comparison = "!=" if negated else "=="
        if len(signature.returns) == 1:
            result.expected = self.values(signature.returns)
        else:
            self.take(_T_LSQB, "`[`")
            result.expected = self.values(signature.returns)
            self.take(_T_RSQB, "`]`")
        return result

    def expected_trap(self, result: RunCommand) -> RunCommand:
        """`traps: code` (ours; the rest of the format is Cranelift's)."""
        self.position += 1
        self.take(_T_COLON, "`:`")
        code = self.take(T_TRAP_CODE, "a trap code")
        result.comparison = "traps"
        result.trap = code
        return result

    def bare_run(self, result: RunCommand, signature: Signature) -> None:
        """`run` alone: the function takes nothing and returns an integer that is not i8 0."""
        returns = signature.returns
        if signature.params or len(returns) != 1 or not is_int(returns[0].ty):
            raise self.error("a bare `run` needs a function without parameters that returns an integer", 0)
        result.comparison = "!="
        result.expected = [0]

    def values(self, params: list[AbiParam]) -> list[DataValue]:
        """Comma-separated values of the given types."""
        values: list[DataValue] = []
        for index, param in enumerate(params):
            if index:
                self.take(_T_COMMA, "`,`")
            values.append(self.value(param.ty))
        return values

    def value(self, ty: int) -> DataValue:
        """A value of a type."""
        token = self.position
        try:
            if is_vector(ty):
                return self.vector(ty)
            if is_int(ty):
                return parse_scalar(self.take(T_INTEGER, f"an integer ({type_name(ty)})"), ty)
            return parse_scalar(self.take(T_FLOAT, f"a floating-point number ({type_name(ty)})"), ty)
        except ValueError as problem:
            raise self.error(str(problem), token) from None

    def vector(self, ty: int) -> bytes:
        """Vector bytes or a lane list."""
        if type_bits(ty) > 128:
            raise self.error(
                f"run lines have vectors of at most 128 bits, not {type_name(ty)}", self.position
            )
        if not self.optional(_T_LSQB):
            return widen_bytes(parse_bytes(self.take(T_INTEGER, "`[` or hexadecimal bytes")), ty)
        lanes: list[str] = []
        while not self.optional(_T_RSQB):
            if self.kind() not in (T_INTEGER, T_FLOAT):
                raise self.error(f"expected a lane or `]`, found {self.found()}", self.position)
            lanes.append(self.tokens.text(self.position))
            self.position += 1
        return parse_lanes(lanes, ty)
