"""Errors of WebAssembly modules: the message of the specification and the offset of the byte it is about.

    prog.wasm:0x2a: error: type mismatch: expected i32, found f64

Malformed bytes follow no grammar (the specification's "malformed"); an invalid module can be read but breaks
a rule of validation. What irtool can check but not compile is an `UnsupportedError`, as elsewhere.
"""

from ...ir.errors import IrtoolError, Place


class WasmError(IrtoolError):
    """A module that is malformed or invalid; `offset` counts bytes from the start of the module."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset
        """Bytes from the start of the module."""

    def render(self, file: str = "") -> str:
        """`file:0xOFFSET: error: message`; with a place in text instead of the offset where one is known."""
        if self.place is not None:
            return super().render(file)
        where = f"{file}:0x{self.offset:x}" if file else f"at 0x{self.offset:x}"
        return f"{where}: error: {self.message}"


class MalformedError(WasmError):
    """The bytes follow no grammar."""


class InvalidError(WasmError):
    """The module breaks a rule of validation."""


class WasmLimitError(WasmError):
    """More of something than this implementation takes (`limits.py`)."""


def at_place(error: WasmError, place: Place) -> WasmError:
    """The same error, which then points into the text that the module was assembled from."""
    error.place = place
    return error
