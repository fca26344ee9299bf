"""Which function and which line of the text a trap belongs to.

Code that an emulator runs is compiled `numbered` (`compile.Session`): its source locations are rows of
instructions, so the range of code in which an offset lies leads to an instruction, and from there to its
place in the text (code in this process has a `traps.CodeMap`, which knows callers as well):

    offset of the trap -> function of the section -> row in `srcloc` -> instruction -> line and column

All of it is looked up when a trap happens; before, nothing is made but two lists of the functions.
"""

from bisect import bisect_right
from collections.abc import Mapping

from ..backends.code import CompiledCode
from ..backends.text import TextSection
from ..ir.errors import Place
from ..ir.opcodes import trap_name
from ..ir.text.places import Places
from .traps import Trap


class TrapPlaces:
    """The functions of a text section, for `trap`."""

    def __init__(
        self,
        section: TextSection,
        codes: Mapping[str, CompiledCode],
        places: Mapping[str, tuple[str, Places]],
    ) -> None:
        """By symbol: the code of functions, and their names in CLIF with their places. What is in neither, as
        trampolines, has no place."""
        self._starts = [function.start for function in section.functions]
        self._names = [function.name for function in section.functions]
        self._codes = codes
        self._places = places

    def trap(self, number: int, offset: int, address: int) -> Trap:
        """The exception for a trap (`traps.Describe`)."""
        row = bisect_right(self._starts, offset) - 1
        name = self._names[row] if row >= 0 else ""
        if name not in self._codes:
            return Trap(trap_name(number), offset, address)
        if name not in self._places:
            return Trap(trap_name(number), offset, address, function=name)
        place = self._place(name, offset - self._starts[row])
        return Trap(trap_name(number), offset, address, function=self._places[name][0], place=place)

    def _place(self, name: str, offset: int) -> Place | None:
        """Line and column of the instruction whose code is at an offset of a function."""
        places = self._places[name][1]
        code = self._codes[name]
        row = bisect_right([int(start) for start in code.srcloc_offset], offset) - 1
        if row < 0 or code.srcloc[row] < 0:
            return None
        where = places.get(("inst", int(code.srcloc[row])))
        return Place(where[0], where[1]) if where is not None else None
