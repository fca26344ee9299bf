"""Reader of CLIF text: functions from text, with every error of every function.

    func = parse_function("function %f(i32) -> i32 { block0(v0: i32): return v0 }")

Stages: `lexer` makes the tokens of one function at a time, `lalr` runs the tables made from `clif.lark`
over them, and the actions of `reader_preamble` and `reader_body` build the tables of the `Function` as
they go. A syntax error ends its instruction, header or declaration and reading goes on at the next
(`recovery.py`); other errors are collected. Cost is linear in the text.
"""

from typing import Final

from ..errors import ErrorList, IrtoolError, ParseError, Place
from ..function import Function
from .grammar_gen import ACTIONS
from .lalr import Action, Parser, describe
from .lexer import Tokens
from .reader_body import BodyReader
from .reader_immediates import Literals
from .reader_preamble import MemoryFlags, PreambleReader
from .reader_state import KIND_FUNCTION, MAX_ERRORS, CommentColumns, ReadState, Shared

DEFAULT_CALL_CONV: Final = "fast"

#: By action number less one: which of the readers has the action, and its name there.
_METHODS: Final[list[tuple[int, str]]] = []


class ReadFunction:
    """A function and the comments of its text."""

    def __init__(self, func: Function, comments: CommentColumns | None) -> None:
        self.func = func
        self.comments = comments
        """In text order; None when there are none."""


class Readers:
    """The objects that have the actions."""

    def __init__(self, state: ReadState) -> None:
        self.literals = Literals(state)
        self.flags = MemoryFlags(state)
        self.preamble = PreambleReader(state, self.literals, self.flags)
        self.body = BodyReader(state, self.preamble, self.literals, self.flags)

    def actions(self) -> list[Action | None]:
        """The reader's actions by action number."""
        owners = (self.body, self.preamble, self.literals, self.flags)
        if not _METHODS:
            for name in ACTIONS[1:]:
                method = "on_" + name
                _METHODS.append((next(i for i, owner in enumerate(owners) if hasattr(owner, method)), method))
        actions: list[Action | None] = [None]
        for owner, method in _METHODS:
            actions.append(getattr(owners[owner], method))
        return actions

    def abandon(self) -> None:
        """Forget the item that is being read."""
        self.literals.clear()
        self.flags.take()
        self.preamble.abandon()
        self.body.abandon()


def error_position(error: ParseError) -> tuple[int, int]:
    """Sort key of an error."""
    place = error.place
    return (place.line, place.column) if place is not None else (0, 0)


def read_one(tokens: Tokens, call_conv: str, shared: Shared) -> ReadState:
    """Read the function whose tokens the table has. The state has it, and its errors."""
    state = ReadState(tokens, call_conv, shared)
    readers = Readers(state)
    parser = Parser(tokens, readers.actions())
    position = parser.run(0)
    while position >= 0 and len(state.errors) < MAX_ERRORS:
        state.errors.append(parser.syntax_error(position))
        readers.abandon()
        position = parser.resume(position, state.lost)
    if state.errors:
        state.errors.sort(key=error_position)
    # What comes before the closing brace belongs to the last entity, the rest to the function.
    state.attach_comments(tokens.count - 1)
    state.entity_kind = KIND_FUNCTION
    state.entity_row = 0
    state.attach_comments(tokens.count)
    return state


def read_functions(tokens: Tokens, call_conv: str = DEFAULT_CALL_CONV) -> list[ReadFunction]:
    """All functions of a text. The table has been advanced once: it has what stands before the first of them,
    which must be nothing. Raises `ErrorList` with every error found."""
    errors: list[IrtoolError] = []
    if tokens.count:
        line, column = tokens.line_column(int(tokens.start[0]))
        message = f"expected `function`, found {describe(tokens, 0)}"
        errors.append(ParseError(message, Place(line, column, tokens.file)))
    functions: list[ReadFunction] = []
    shared = Shared()
    while tokens.advance():
        state = read_one(tokens, call_conv, shared)
        if state.errors:
            errors += state.errors
            functions = []
            if len(errors) >= MAX_ERRORS:
                break
        if not errors:
            functions.append(ReadFunction(state.func, state.attached))
    if errors:
        raise ErrorList(errors)
    return functions


def parse_functions(text: str, file: str = "", call_conv: str = DEFAULT_CALL_CONV) -> list[Function]:
    """The functions of a text without filetest header, in text order.

    `file` is only for messages; `call_conv` is the convention of signatures that name none.
    Raises `ErrorList`."""
    tokens = Tokens(text, file)
    tokens.advance()
    return [item.func for item in read_functions(tokens, call_conv)]


def parse_function(text: str, file: str = "", call_conv: str = DEFAULT_CALL_CONV) -> Function:
    """The only function of a text.

    `file` is its name for messages, `call_conv` the convention of functions that say none. Raises `ErrorList`
    for errors in it, `ParseError` when the text has no function or several."""
    functions = parse_functions(text, file, call_conv)
    if len(functions) != 1:
        raise ParseError(f"expected one function, found {len(functions)}", Place(1, 1, file))
    return functions[0]
