"""Errors that a user may see, each with the place it concerns.

Every problem with the input - text, IR, settings, unsupported features - is an `IrtoolError`; the
command line prints them as `file:line:column: error: message` and exits with status 1. Anything
else that escapes is a bug of irtool; one that a check of irtool found is an `InternalError`.
"""


class Place:
    """Where in the input: 1-based line and column (0 = unknown) and the file's name if known."""

    def __init__(self, line: int = 0, column: int = 0, file: str = "") -> None:
        self.line = line
        """Line, from 1; 0 when it is not known."""
        self.column = column
        """Column, from 1; 0 when it is not known."""
        self.file = file
        """Name of the file, empty when it is not known."""

    def __str__(self) -> str:
        parts = [self.file] if self.file else []
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


class IrtoolError(Exception):
    """Base of all errors caused by the input; `str()` is `place: message`, so that an uncaught error says
    where."""

    def __init__(self, message: str, place: Place | None = None) -> None:
        super().__init__(message)
        self.message = message
        """What is wrong, without the place."""
        self.place = place
        """Where in the input, if that is known."""

    def __str__(self) -> str:
        where = str(self.place) if self.place is not None else ""
        return f"{where}: {self.text()}" if where else self.text()

    def text(self) -> str:
        """All but the place: the message, and whom it is about when the message does not say that."""
        return self.message

    def complete(self, where: str, place: Place | None) -> None:
        """Add what the raiser did not know: whom the message is about, and the place."""
        self.message = f"{where}: {self.message}"
        self.args = (self.message,)
        self.place = place

    def render(self, file: str = "") -> str:
        """`file:line:column: error: message`, as much of the place as is known."""
        place = self.place if self.place is not None else Place()
        if file and not place.file:
            place = Place(place.line, place.column, file)
        where = str(place)
        return f"{where}: error: {self.text()}" if where else f"error: {self.text()}"


class ErrorList(IrtoolError):
    """Several errors found in one input."""

    def __init__(self, errors: list[IrtoolError]) -> None:
        super().__init__("\n".join(error.message for error in errors))
        self.errors = errors
        """The errors, in the order of their places."""

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)

    def render(self, file: str = "") -> str:
        """One rendered line per error."""
        return "\n".join(error.render(file) for error in self.errors)


class ParseError(IrtoolError):
    """The text does not follow the format."""


class VerifierError(IrtoolError):
    """The IR breaks a rule; `entity` names the entity it is bound to, e.g. `inst3`, `block0`."""

    def __init__(
        self, message: str, entity: tuple[str, int], place: Place | None = None, function: str = ""
    ) -> None:
        super().__init__(message, place)
        self.entity = entity
        """Kind and row: `("inst", 3)`, `("block", 0)`, `("gv", 1)`, `("function", 0)`, ..."""
        self.function = function
        """Name of the function, empty if not known."""

    def text(self) -> str:
        """The message with the function's name."""
        return f"function {self.function}: {self.message}" if self.function else self.message


class UnsupportedError(IrtoolError):
    """Correct input that this version cannot compile; the message names the feature."""


class BuilderError(IrtoolError):
    """Wrong use of a builder: the message says which call and why."""


class SettingError(IrtoolError):
    """Unknown setting, or a value of the wrong kind."""


class LimitError(IrtoolError):
    """An implementation limit (entity count, frame size, code size, ...) is exceeded."""


class InternalError(IrtoolError):
    """A check found a bug of irtool; it says nothing about the input."""

    def __init__(self, message: str, place: Place | None = None) -> None:
        super().__init__(f"bug of irtool: {message}", place)
