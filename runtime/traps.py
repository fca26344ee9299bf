"""Traps of compiled code as Python exceptions, and the tables that say where they happened.

A text that is loaded has a `CodeMap`: which function is at an offset, and which place of its source the
instructions there come from. Only places where a trap can happen or a call returns to are kept, since nothing
else is ever asked for:

    functions  0: %f   64: %g          sources  0x1a: 4:10   0x5c: 9:5   ...

Which instructions may trap is in a `TrapTable`.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from ..ir.errors import IrtoolError, Place
from ..ir.trap_codes import TRAP_CODES, trap_code, trap_name

if TYPE_CHECKING:
    from ..backends.code import CompiledCode
    from ..backends.text import TextSection

#: Makes the exception for a trap: of its code, offset in the text, and address.
Describe: TypeAlias = Callable[[int, int, int], BaseException]


class Frame(NamedTuple):
    """A function that was running when compiled code trapped."""

    function: str
    """Its name."""
    place: Place | None = None
    """Line and column of the text that it was read from, if known."""
    byte: int = -1
    """Of a function of WebAssembly: offset of the instruction in the module, in bytes; -1 if not known."""
    offset: int = -1
    """Offset of the instruction in the machine code of its text, in bytes."""

    @property
    def line(self) -> int:
        """Line of the text, 0 if not known."""
        return self.place.line if self.place is not None else 0

    def __str__(self) -> str:
        if self.place is not None:
            return f"{self.function} at {self.place}"
        return f"{self.function} at byte {self.byte:#x}" if self.byte >= 0 else self.function


class Trap(IrtoolError):
    """Compiled code trapped.

    `code` is CLIF's name of the trap code (`heap_oob`, `int_divz`, `stk_ovf`, `user7`, ...); `message` says
    it in words, for WebAssembly in those of its specification. `place` is where in the text the instruction
    is that trapped, None if the function did not come from text; `byte` is that of WebAssembly. `str` has all
    of it: `7:3: int_divz (in function %f)`."""

    def __init__(
        self,
        code: str,
        offset: int = -1,
        address: int = 0,
        message: str = "",
        function: str = "",
        place: Place | None = None,
        backtrace: Iterable[Frame] = (),
    ) -> None:
        super().__init__(message or code, place)
        self.code = code
        """CLIF's name of the trap code: `heap_oob`, `int_divz`, `user7`, ...."""
        self.offset = offset
        """Place in the text of its module, in bytes; -1 if not known."""
        self.address = address
        """Address of memory that could not be accessed; 0 if not known, and for traps that are not of memory
        (where the code trapped is told by `offset`)."""
        self.function = function
        """Name of the function that trapped, empty if not known."""
        self.backtrace: list[Frame] = []
        """The functions that were running, the one that trapped first; at most 33, and without functions that
        are not of irtool."""
        self.set_backtrace(list(backtrace))

    def set_backtrace(self, frames: list[Frame]) -> None:
        """Say where it happened."""
        self.backtrace = frames
        if frames:
            self.function = self.function or frames[0].function
            self.place = frames[0].place

    @property
    def byte(self) -> int:
        """Offset of the instruction in the module of WebAssembly, in bytes; -1 if not known."""
        return self.backtrace[0].byte if self.backtrace else -1

    def __str__(self) -> str:
        text = super().__str__()
        if not self.function:
            return text
        where = f" at byte {self.byte:#x}" if self.byte >= 0 else ""
        return f"{text} (in function {self.function}{where})"

    @property
    def number(self) -> int:
        """Number of the code, 1 to 255."""
        return trap_code(self.code)

    def __reduce__(self) -> tuple[type["Trap"], tuple[object, ...]]:
        content = (self.code, self.offset, self.address, self.message, self.function, self.place)
        return (Trap, (*content, self.backtrace))


class ClosedError(IrtoolError):
    """A function was called, or a module used, that was freed or closed before."""


class TrapTable:
    """Instructions that may trap, as columns: ascending places in the text of 32 bits each, and trap codes.

    A place is twice the offset, plus 1 in a function without a frame: whoever walks frames from there has to
    know (`backends/emit.py`)."""

    __slots__ = ("codes", "places")

    def __init__(self, places: "array[int] | memoryview[int]", codes: bytes | memoryview) -> None:
        self.places = places
        self.codes = codes

    @classmethod
    def of_section(cls, section: "TextSection") -> "TrapTable":
        """The table of a section."""
        traps = {
            2 * (function.start + int(offset)) + (function.code.frame_size == 0): int(code)
            for function in section.functions
            for offset, code in zip(function.code.trap_offset, function.code.trap_code, strict=True)
        }
        return cls._of_places(traps)

    @classmethod
    def of_offsets(cls, traps: dict[int, int]) -> "TrapTable":
        """The table of functions that all have frames: trap codes by offset."""
        return cls._of_places({2 * offset: code for offset, code in traps.items()})

    @classmethod
    def _of_places(cls, traps: dict[int, int]) -> "TrapTable":
        places = array("I", sorted(traps))
        return cls(places, bytes(traps[place] for place in places))

    def __len__(self) -> int:
        return len(self.codes)

    def find(self, offset: int) -> int:
        """The row of an instruction, -1 if it may not trap."""
        row = bisect_left(self.places, 2 * offset)
        return row if row < len(self.places) and self.places[row] >> 1 == offset else -1

    def is_bare(self, row: int) -> bool:
        """Whether the function of a row has no frame."""
        return bool(self.places[row] & 1)


_NO_OFFSETS: Final = array("I")
_NO_SOURCES: Final = array("q")


class CodeMap:
    """Functions and sources by offset in a text; see the module docstring."""

    __slots__ = ("_lines", "_names", "_offsets", "_sources", "_starts")

    def __init__(self, lines: bool = False) -> None:
        """`lines` says that sources are packed lines and columns (`pack_place`), else they are byte
        offsets."""
        self._lines = lines
        self._starts = array("I")
        self._names: list[str] = []
        # There may be a map for each function of a process: those without sources share two arrays.
        self._offsets, self._sources = _NO_OFFSETS, _NO_SOURCES

    def add(
        self, start: int, name: str, code: "CompiledCode", resolve: Callable[[int], int] | None = None
    ) -> None:
        """The next function; its source locations are taken from its code. `resolve` makes packed places of
        them."""
        self.add_plain(start, name)
        if not len(code.srcloc):
            return
        points = sorted({int(at) for at in code.trap_offset} | {int(at) - 1 for at in code.call_sites})
        row, rows = -1, len(code.srcloc)
        for point in points:
            while row + 1 < rows and int(code.srcloc_offset[row + 1]) <= point:
                row += 1
            source = int(code.srcloc[row]) if row >= 0 else -1
            if source >= 0:
                if self._offsets is _NO_OFFSETS:
                    self._offsets, self._sources = array("I"), array("q")
                self._offsets.append(start + point)
                self._sources.append(resolve(source) if resolve is not None else source)

    def add_plain(self, start: int, name: str) -> None:
        """The next function, of which no sources are known."""
        self._starts.append(start)
        self._names.append(name)

    def functions(self) -> list[tuple[int, str]]:
        """Where each function starts, and its name as a symbol."""
        return [(at, name.removeprefix("%")) for at, name in zip(self._starts, self._names, strict=True)]

    def frame(self, offset: int) -> Frame:
        """The function that an instruction belongs to; `offset` is a place where one can trap, or the last
        byte of a call."""
        row = bisect_right(self._starts, offset) - 1
        name = self._names[row] if row >= 0 else "?"
        at = bisect_right(self._offsets, offset) - 1
        if at < 0 or self._offsets[at] != offset:
            return Frame(name, None, -1, offset)
        source = self._sources[at]
        if self._lines:
            return Frame(name, Place(source >> _COLUMN_BITS, source & _MAX_COLUMN), -1, offset)
        return Frame(name, None, source, offset)


_COLUMN_BITS: Final = 16
_MAX_COLUMN: Final = (1 << _COLUMN_BITS) - 1


def pack_place(line: int, column: int) -> int:
    """A place of a text as a source location."""
    return line << _COLUMN_BITS | min(column, _MAX_COLUMN)


def make_trap(number: int, offset: int, address: int = 0) -> Trap:
    """The exception for a trap code number."""
    return Trap(trap_name(number), offset, address)


HEAP_OOB = TRAP_CODES["heap_oob"]
