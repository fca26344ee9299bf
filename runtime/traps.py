"""Traps of compiled code as Python exceptions, and the table that says which code a place has."""

from ..ir.errors import IrtoolError
from ..ir.opcodes import TRAP_CODES, trap_code, trap_name


class Trap(IrtoolError):
    """Compiled code trapped.

    `code` is CLIF's name of the trap code (`heap_oob`, `int_divz`, `user7`, ...); `message` says it in words,
    for WebAssembly in those of its specification."""

    def __init__(
        self, code: str, offset: int = -1, address: int = 0, message: str = "", function: str = ""
    ) -> None:
        super().__init__(message or code)
        self.code = code
        self.offset = offset
        """Place in the text of its module, in bytes; -1 if not known."""
        self.address = address
        """Faulting address of a memory trap, 0 if not known."""
        self.function = function
        """Name of the function that trapped, empty if not known."""

    def __str__(self) -> str:
        return f"{self.message} (in function {self.function})" if self.function else self.message

    @property
    def number(self) -> int:
        """Number of the code, 1 to 255."""
        return trap_code(self.code)

    def __reduce__(self) -> tuple[type["Trap"], tuple[str, int, int, str, str]]:
        return (Trap, (self.code, self.offset, self.address, self.message, self.function))


def make_trap(number: int, offset: int, address: int = 0) -> Trap:
    """The exception for a trap code number."""
    return Trap(trap_name(number), offset, address)


HEAP_OOB = TRAP_CODES["heap_oob"]
