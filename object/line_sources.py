"""What source locations mean, by the language that was compiled: for line tables (`debug_lines.py`).

    lines = ClifLines(functions, "demo.clif", directory)
    compile_module(lines.functions, target)         # locations are offsets into the text

For a WebAssembly module the locations are offsets of the binary module. Of a module that was read from text
the lines are those of the text; of a binary one with DWARF of its own they are those that its `.debug_line`
says (`frontend/wasm/dwarf_lines.py`); of any other, the line is the offset itself.
"""

from collections.abc import Callable, Mapping, Sequence

from mypy_extensions import i64

from ..ir.clone import clone_function
from ..ir.function import Function
from .debug_lines import NOWHERE, LineSource, Place


class ClifLines(LineSource):
    """Functions that were read from one text."""

    def __init__(self, functions: Sequence[Function], name: str, directory: str = "") -> None:
        """`name` is that of the text's file."""
        super().__init__(name, directory)
        self._sources = {function.name.symbol(): function for function in functions}
        self.functions = [_located(function) for function in functions]
        """Copies to be compiled, whose source locations are offsets into the text."""

    def place(self, function: str, srcloc: int) -> Place:
        """See the base class."""
        lines = self._sources[function].places.lines
        return Place(0, *lines.line_column(srcloc)) if lines is not None else NOWHERE

    def start(self, function: str) -> Place:
        """See the base class; `NOWHERE` for functions that were added, and those that were not read."""
        source = self._sources.get(function)
        place = source.places.get(("function", 0)) if source is not None else None
        return Place(0, *place) if place is not None else NOWHERE


def _located(function: Function) -> Function:
    """A copy with offsets into the text as source locations."""
    work = clone_function(function)
    offsets = function.places.inst
    for inst in range(len(work.srcloc)):
        work.srcloc[inst] = i64(offsets[inst]) if inst < len(offsets) else i64(-1)
    return work


class WasmLines(LineSource):
    """Functions of a WebAssembly module."""

    def __init__(
        self,
        name: str,
        directory: str,
        starts: Mapping[str, int],
        text_place: Callable[[int], tuple[int, int]] | None = None,
        find: Callable[[int], tuple[str, int, int] | None] | None = None,
    ) -> None:
        """`starts` are the offsets in the module at which functions begin, by symbol. `text_place` says the
        line and column of an offset, for a module that was read from text; `find` says file, line
        and column of an offset, None for none, by the module's own line tables."""
        super().__init__(name, directory)
        self._starts = starts
        self._text_place = text_place
        self._find = find
        self._rows: dict[str, int] = {name: 0}

    def place(self, function: str, srcloc: int) -> Place:
        """See the base class."""
        if self._text_place is not None:
            return Place(0, *self._text_place(srcloc))
        if self._find is not None:
            found = self._find(srcloc)
            if found is None:
                return NOWHERE
            file, line, column = found
            return Place(self._row(file), line, column)
        return Place(0, srcloc, 0)

    def _row(self, file: str) -> int:
        """The number of a file, which is noted if it is new."""
        row = self._rows.get(file)
        if row is None:
            row = self._rows[file] = len(self.files)
            self.files.append(file)
        return row

    def start(self, function: str) -> Place:
        """See the base class."""
        offset = self._starts.get(function, -1)
        return self.place(function, offset) if offset >= 0 else NOWHERE
