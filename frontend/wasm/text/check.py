"""Checking modules and scripts without running them.

    check_text(b"(module (func (result i32)))", "x.wat")
        x.wat:1:28: error: type mismatch: ...

A text is assembled and its bytes are validated; what validation finds is shown where it stands in the
text. Of a script (`check_script`) this decides which modules are malformed, invalid or valid. Commands that
need something to run are skipped, with the reason, and count as nothing else.
"""

from typing import Final, NamedTuple

from ....ir.errors import IrtoolError, ParseError
from ..errors import MalformedError, WasmError, WasmLimitError, at_place
from ..features import DEFAULT_FEATURES
from ..module import Module
from ..validation import validate
from .assemble import Assembled, assemble
from .script import AssertModule, Command, ModuleCommand, ScriptModule, parse_script

PASS: Final = "passed"
FAIL: Final = "failed"
SKIP: Final = "skipped"

#: Why a command is skipped.
NO_RUNTIME: Final = "it needs a runtime, which this version does not have"


class Record(NamedTuple):
    """What a command of a script came to."""

    file: str
    line: int
    column: int
    kind: str
    """The command's keyword."""
    outcome: str
    """`PASS`, `FAIL` or `SKIP`."""
    message: str
    """Why it failed or was skipped."""


def check_binary(data: bytes, features: int = DEFAULT_FEATURES) -> Module:
    """Read and validate a binary module. Raises `WasmError`."""
    return validate(data, features)


def check_assembled(assembled: Assembled, features: int = DEFAULT_FEATURES) -> Module:
    """Validate an assembled module. Raises `WasmError` with the place in the text."""
    try:
        return check_binary(assembled.binary, features)
    except WasmError as error:
        place = assembled.place(error.offset)
        if place.line:
            raise at_place(error, place) from None
        raise


def check_text(text: bytes, file: str = "", features: int = DEFAULT_FEATURES) -> Module:
    """Assemble and validate a text. Raises `ParseError` and `WasmError`."""
    return check_assembled(assemble(text, file, True, features), features)


# --- scripts --------------------------------------------------------------------------------


def check_script(text: bytes, file: str = "", features: int = DEFAULT_FEATURES) -> list[Record]:
    """A record for each command of a script; one failure for a script that cannot be read."""
    try:
        commands = parse_script(text, file)
    except ParseError as error:
        line = error.place.line if error.place is not None else 0
        column = error.place.column if error.place is not None else 0
        return [Record(file, line, column, "script", FAIL, error.message)]
    return [check_command(command, file, features) for command in commands]


def check_command(command: Command, file: str = "", features: int = DEFAULT_FEATURES) -> Record:
    """The record of one command."""
    outcome, message = SKIP, NO_RUNTIME
    if isinstance(command, ModuleCommand):
        error = module_error(command.module, features)
        outcome, message = (PASS, "") if error is None else (FAIL, _shown(error))
    elif isinstance(command, AssertModule):
        error = module_error(command.module, features)
        if command.kind == "assert_malformed" or command.kind == "assert_invalid":
            message = refusal_problem(command.kind, command.message, error)
            outcome = FAIL if message else PASS
        elif error is not None:
            outcome, message = FAIL, _shown(error)
    return Record(file, command.place.line, command.place.column, command.kind, outcome, message)


def module_error(module: ScriptModule, features: int = DEFAULT_FEATURES) -> IrtoolError | None:
    """Why a module of a script is not valid, None if it is."""
    try:
        check_assembled(module.assemble(False, features), features)
    except (ParseError, WasmError) as error:
        return error
    return None


def refusal_problem(kind: str, wanted: str, error: IrtoolError | None) -> str:
    """What is wrong with the outcome of `assert_malformed` or `assert_invalid`, empty if nothing is. The
    message must contain the one that is wanted, and the error must be of the right kind."""
    if error is None:
        return f"expected {wanted!r}, but the module is valid"
    if wanted not in error.message:
        return f"expected {wanted!r}, got {_shown(error)}"
    malformed = isinstance(error, ParseError | MalformedError | WasmLimitError)
    if malformed != (kind == "assert_malformed"):
        found = "malformed" if malformed else "invalid"
        return f"expected the module to be {kind.removeprefix('assert_')}, but it is {found}: {_shown(error)}"
    return ""


def _shown(error: IrtoolError) -> str:
    """An error with as much of its place as is known."""
    return error.render().replace("error: ", "", 1)
