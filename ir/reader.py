"""Reader of CLIF text: functions from text, with every error of every function.

    func = parse_function("function %f(i32) -> i32 { block0(v0: i32): return v0 }")

Stages: `lexer` makes the tokens of the whole text, `lalr` runs the tables made from `clif.lark` over
the tokens of one function at a time, and the actions of `reader_preamble` and `reader_body` build the
tables of the `Function` as they go. A syntax error ends its function and reading goes on at the next
`function`; other errors are collected. Cost is linear in the text.
"""

from typing import Final

from mypy_extensions import i64

from .errors import ErrorList, IrtoolError, ParseError, Place
from .function import Function
from .grammar_gen import ACTIONS, T_FUNCTION
from .lalr import Action, Parser, describe
from .lexer import Tokens, tokenize
from .reader_body import BodyReader
from .reader_immediates import Literals
from .reader_preamble import MemoryFlags, PreambleReader
from .reader_state import ReadState

DEFAULT_CALL_CONV: Final = "fast"

#: By action number less one: which of the readers has the action, and its name there.
_METHODS: Final[list[tuple[int, str]]] = []


class ReadFunction:
    """A function and the comments of its text."""

    def __init__(self, func: Function, comments: list[tuple[tuple[str, int], int]]) -> None:
        self.func = func
        self.comments = comments
        """`(entity, offset of the comment)` in text order."""


def actions_of(state: ReadState) -> list[Action | None]:
    """The reader's actions by action number."""
    literals = Literals(state)
    flags = MemoryFlags(state)
    preamble = PreambleReader(state, literals, flags)
    body = BodyReader(state, preamble, literals, flags)
    owners = (body, preamble, literals, flags)
    if not _METHODS:
        for name in ACTIONS[1:]:
            method = "on_" + name
            _METHODS.append((next(i for i, owner in enumerate(owners) if hasattr(owner, method)), method))
    actions: list[Action | None] = [None]
    for owner, method in _METHODS:
        actions.append(getattr(owners[owner], method))
    return actions


def error_position(error: ParseError) -> tuple[int, int]:
    """Sort key of an error."""
    place = error.place
    return (place.line, place.column) if place is not None else (0, 0)


def read_one(tokens: Tokens, begin: int, end: int, comment: int, call_conv: str) -> tuple[ReadState, int]:
    """Read the function whose tokens are `begin`..`end`; `comment` is the first comment after its
    `function`. Returns the state (its errors included) and the first comment behind the function."""
    state = ReadState(tokens, call_conv)
    state.comment = comment
    parser = Parser(tokens, actions_of(state))
    try:
        parser.parse(begin, end)
    except ParseError as error:
        state.errors.append(error)
    state.errors.sort(key=error_position)
    # What comes before the closing brace belongs to the last entity, the rest to the function.
    state.attach_comments(end - 1)
    state.entity_kind = "function"
    state.entity_row = 0
    state.attach_comments(end)
    return state, state.comment


def read_functions(tokens: Tokens, call_conv: str = DEFAULT_CALL_CONV) -> list[ReadFunction]:
    """All functions of a token table. Raises `ErrorList` with every error found."""
    kinds = tokens.kind
    count = len(kinds)
    starts: list[int] = []
    index: i64 = 0
    while index < count:
        if kinds[index] == T_FUNCTION:
            starts.append(int(index))
        index += 1
    errors: list[IrtoolError] = []
    if count and (not starts or starts[0] > 0):
        line, column = tokens.line_column(int(tokens.start[0]))
        message = f"expected `function`, found {describe(tokens, 0)}"
        errors.append(ParseError(message, Place(line, column, tokens.file)))
    functions: list[ReadFunction] = []
    comment = 0
    for number, begin in enumerate(starts):
        while comment < len(tokens.comment_token) and tokens.comment_token[comment] <= begin:
            comment += 1
        end = starts[number + 1] if number + 1 < len(starts) else count
        state, comment = read_one(tokens, begin, end, comment, call_conv)
        errors += state.errors
        functions.append(ReadFunction(state.func, state.attached))
    if errors:
        raise ErrorList(errors)
    return functions


def parse_functions(text: str, file: str = "", call_conv: str = DEFAULT_CALL_CONV) -> list[Function]:
    """The functions of a text without filetest header, in text order.

    `file` is only for messages; `call_conv` is the convention of signatures that name none.
    Raises `ErrorList`."""
    return [item.func for item in read_functions(tokenize(text, file), call_conv)]


def parse_function(text: str, file: str = "", call_conv: str = DEFAULT_CALL_CONV) -> Function:
    """The only function of a text. Raises `ErrorList` for errors in it, `ParseError` when the text
    has no function or several."""
    functions = parse_functions(text, file, call_conv)
    if len(functions) != 1:
        raise ParseError(f"expected one function, found {len(functions)}", Place(1, 1, file))
    return functions[0]
