"""What the functions of a library return: 0, the code of a trap, or one of these."""

from typing import Final

from ..frontend.wasm.traps import TRAP_MESSAGES

STATUS_NO_MEMORY: Final = 200
STATUS_MISSING_IMPORT: Final = 201
STATUS_EXIT: Final = 202
STATUS_INCOMPATIBLE_IMPORT: Final = 203
STATUS_FOREIGN_FUNCTION: Final = 204
STATUS_EXCEPTION: Final = 205
STATUS_NO_DIRECTORY: Final = 206

OWN_MESSAGES: Final = {
    STATUS_NO_MEMORY: "out of memory",
    STATUS_MISSING_IMPORT: "an import is missing",
    STATUS_EXIT: "the program has ended (proc_exit)",
    STATUS_INCOMPATIBLE_IMPORT: "an import is not of the type that the module wants",
    STATUS_FOREIGN_FUNCTION: "a function of another instance",
    STATUS_EXCEPTION: "an exception that nothing caught",
    STATUS_NO_DIRECTORY: "a directory for the program cannot be opened",
}


def status_texts() -> dict[int, str]:
    """What each status means."""
    return {0: "no error", **TRAP_MESSAGES, **OWN_MESSAGES}
