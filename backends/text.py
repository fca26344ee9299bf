"""The text section: the code of several functions in one stretch of memory.

    function a | pad | function b | constants of b | pad | island | pad | function c ...

Each function starts at its alignment; the gaps are filled with trapping instructions. Direct calls
and PC-relative addresses between functions of the section are resolved here for good, whatever
address the section gets; everything else is left as a relocation that names a symbol.

Where a call does not reach all of a section (128 MiB on aarch64, say), calls that do not reach their
function yet wait in a queue, as inside a function (`islands.py`); before a function is appended, an
island is made if the first of them could not wait until behind it. The island lies between functions:

    call far      ->  call V  ...  V: jump to far, at any distance          (`ObjectFormat.near_veneer`)

A function of another object, which the linker places, is reached through its slot in the GOT
(`slot_jump`), with relocations that every linker takes for every kind of output. Linkers add such stubs
themselves, but between input sections only: they cannot help a call in the middle of a large one. Calls in
the last `threshold` bytes of the section are left to them.

`threshold` (`text_veneer_threshold`, 64 MiB unless set) is the distance from which on a call goes over a
veneer. The half between it and what the instruction reaches is room: for a function that is too large
to put an island before its end, and for the linker's own stubs.
"""

from collections import deque
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple, Protocol

from mypy_extensions import i64

from ..ir.errors import IrtoolError, LimitError
from .code import CompiledCode
from .object_format import MAX_TEXT, ObjectFormat

if TYPE_CHECKING:
    from ..settings import Settings


class TextOptions(NamedTuple):
    """How functions are laid out."""

    padding: int = 0
    """Bytes between functions."""
    threshold: int = 64 << 20
    """Greatest distance of a call without a veneer, in bytes."""
    force_veneers: bool = False
    """Lead every call over a veneer."""


def text_options(settings: "Settings | None") -> TextOptions:
    """The options that settings say."""
    if settings is None:
        return TextOptions()
    exponent = settings.get_int("function_padding_log2_minus_one")
    return TextOptions(
        padding=1 << (exponent - 1) if exponent else 0,
        threshold=settings.get_int("text_veneer_threshold"),
        force_veneers=settings.get_bool("force_veneers"),
    )


class NamedCode(Protocol):
    """A compiled function: anything with a symbol name and code."""

    @property
    def name(self) -> str:
        """Symbol."""

    @property
    def code(self) -> CompiledCode:
        """Machine code."""


class Function(NamedTuple):
    """A function in the section."""

    name: str
    start: int
    """Offset in the section, in bytes."""
    code: CompiledCode


class Reloc(NamedTuple):
    """A field of the section to be filled."""

    offset: int
    kind: int
    """A key of `ObjectFormat.relocs`."""
    symbol: str
    addend: int


#: A field that is not filled yet: what a `Reloc` has, without being one, since most are filled in the end.
_Field = tuple[int, int, str, int]


class Island(NamedTuple):
    """Veneers between two functions."""

    start: int
    size: int


class Veneer(NamedTuple):
    """Code that goes on to a symbol."""

    offset: int
    symbol: str
    addend: int


class TextSection:
    """Functions laid out one behind the other; see the module docstring."""

    def __init__(self, form: ObjectFormat, options: TextOptions | None = None) -> None:
        self.form = form
        self.options = options if options is not None else TextOptions()
        self.forward = min(self.options.threshold, form.branch_forward)
        """Greatest distance forward without a veneer."""
        self.veneer_size = len(form.near_veneer.code) if form.near_veneer is not None else 0
        self.data = bytearray()
        self.alignment = 16
        self.functions: list[Function] = []
        self.starts: dict[str, int] = {}
        """Offset by name."""
        self.relocs: list[Reloc] = []
        """What `resolve` leaves, ascending by offset."""
        self.islands: list[Island] = []
        self.veneers: list[Veneer] = []
        self.padding = 0
        """Bytes of padding that was asked for."""
        self._open: list[_Field] = []
        """Fields for which no island can do anything, of functions that come later or elsewhere."""
        self._waiting: deque[_Field] = deque()
        """Calls that do not reach their function yet, by offset."""
        self._relative = {kind for kind, row in form.relocs.items() if row.pc_relative}
        """Kinds of relocations that are resolved here."""
        self._branches = {kind for kind, row in form.relocs.items() if row.branch and self.veneer_size}
        """Those that can go over a veneer."""
        self._veneer_at: dict[tuple[str, int], int] = {}
        """The newest veneer by symbol and addend."""

    # --- functions ----------------------------------------------------------------------------

    def append(self, name: str, code: CompiledCode) -> None:
        """Add a function. Raises `IrtoolError` for a name that is taken, `LimitError` for a section
        that is too large."""
        if name in self.starts:
            raise IrtoolError(f"function {name!r} is defined twice")
        align = max(int(code.alignment), 4)
        self.alignment = max(self.alignment, align)
        padding = self.options.padding if self.functions else 0
        size = len(code.code)
        self._check_size(name, padding + align + size)
        # The padding comes first, so that an island for the next function is close to it.
        self._make_room(padding)
        self._fill(padding)
        self.padding += padding
        self._make_room(align + size)
        self._fill(-len(self.data) % align)
        start = len(self.data)
        self.data += code.code
        self.starts[name] = start
        self.functions.append(Function(name, start, code))
        self._add_relocs(start, code)

    def _add_relocs(self, start: int, code: CompiledCode) -> None:
        """Fill the fields of a function at `start`, or note them down."""
        offsets, kinds = code.reloc_offset, code.reloc_kind
        numbers, addends = code.reloc_symbol, code.reloc_addend
        symbols = code.symbols
        starts, relative, branches = self.starts, self._relative, self._branches
        i: i64 = 0
        count: i64 = len(offsets)
        while i < count:
            place = start + int(offsets[i])
            kind = int(kinds[i])
            name = symbols[int(numbers[i])]
            addend = int(addends[i])
            i += 1
            if kind in branches:
                call = (place, kind, name, addend)
                if self.options.force_veneers or not self._reaches(call):
                    self._waiting.append(call)
                continue
            target = starts.get(name) if kind in relative else None
            if target is None:
                self._open.append((place, kind, name, addend))
            else:
                self.form.apply_reloc(self.data, place, kind, place, target + addend)

    def _fill(self, size: int) -> None:
        padding = self.form.padding
        at = len(self.data) % len(padding)
        self.data += (padding * (size // len(padding) + 2))[at : at + size]

    def _check_size(self, name: str, more: int) -> None:
        total = len(self.data) + more + self.veneer_size * len(self._waiting)
        if total > MAX_TEXT:
            raise LimitError(f"function {name}: {total} bytes of text; the limit is {MAX_TEXT}")

    # --- calls ----------------------------------------------------------------------------------

    def _reaches(self, call: _Field) -> bool:
        """Fill a call whose function is known and not too far away."""
        offset, _, symbol, addend = call
        target = self.starts.get(symbol)
        if target is None:
            return False
        distance = target + addend - offset
        if not -self.options.threshold <= distance <= self.forward:
            return False
        self._branch(call, target + addend)
        return True

    def _branch(self, call: _Field, target: int) -> None:
        offset, kind, _, _ = call
        reach = self.form.branch_forward
        if not -self.form.branch_backward <= target - offset <= reach:
            raise self._too_long(offset)
        self.form.apply_reloc(self.data, offset, kind, offset, target)

    def _too_long(self, offset: int) -> LimitError:
        """The error for a call that reaches no veneer."""
        function = next(each for each in reversed(self.functions) if each.start <= offset)
        size = len(function.code.code)
        return LimitError(
            f"function {function.name}: {size} bytes of code, which its own calls cannot cross; the limit"
            f" is {self.form.branch_forward}"
        )

    def _make_room(self, size: int) -> None:
        """Make an island here if the first waiting call could not wait for one behind `size` bytes."""
        waiting = self._waiting
        if self.options.force_veneers:
            self._make_island(len(self.data) + size, True)
            return
        while waiting and self._reaches(waiting[0]):
            waiting.popleft()
        if not waiting:
            return
        worst_end = len(self.data) + size + 4 + self.veneer_size * len(waiting)
        if worst_end > waiting[0][0] + self.forward:
            self._make_island(worst_end + (self.forward >> 4), False)

    def _make_island(self, cut: int, everything: bool) -> None:
        """Lead calls that could not reach an island at `cut` over veneers here."""
        waiting = self._waiting
        before = len(self.data)
        self._fill(-before % 4)
        start = len(self.data)
        while waiting and (everything or waiting[0][0] + self.forward < cut):
            call = waiting.popleft()
            if everything or not self._reaches(call):
                self._lead_over_veneer(call)
        if len(self.data) == start:
            del self.data[before:]
        else:
            self.islands.append(Island(start, len(self.data) - start))

    def _lead_over_veneer(self, call: _Field) -> None:
        offset, _, symbol, addend = call
        key = (symbol, addend)
        place = self._veneer_at.get(key, -1)
        if place < 0 or offset - place > self.options.threshold:
            place = len(self.data)
            self._veneer_at[key] = place
            self.veneers.append(Veneer(place, symbol, addend))
            self.data += bytes(self.veneer_size)
        self._branch(call, place)

    # --- the end --------------------------------------------------------------------------------

    def resolve(self) -> None:
        """Fill what names functions of the section; the rest stays in `relocs`."""
        starts, data, apply = self.starts, self.data, self.form.apply_reloc
        rest: list[Reloc] = []
        if self.options.force_veneers:
            self._make_island(len(data), True)
        else:
            rest = [Reloc(*call) for call in self._waiting if call[2] not in starts]
            self._waiting = deque(call for call in self._waiting if call[2] in starts)
            self._make_island(2 * MAX_TEXT, False)
        for offset, kind, symbol, addend in self._open:
            target = starts.get(symbol) if kind in self._relative else None
            if target is not None:
                apply(data, offset, kind, offset, target + addend)
            else:
                rest.append(Reloc(offset, kind, symbol, addend))
        for veneer in self.veneers:
            rest += self._write_veneer(veneer)
        self.relocs = sorted(rest)
        if self.veneers:
            self.alignment = max(self.alignment, self.form.veneer_align)

    def _write_veneer(self, veneer: Veneer) -> list[Reloc]:
        """The instructions of a veneer, and relocations when its function is outside."""
        start, symbol, addend = veneer
        target = self.starts.get(symbol)
        stub = self.form.near_veneer if target is not None else self.form.slot_jump
        assert stub is not None and len(stub.code) == self.veneer_size
        self.data[start : start + self.veneer_size] = stub.code
        left = []
        for offset, kind, field_addend in stub.relocs:
            place = start + offset
            if target is None:
                left.append(Reloc(place, kind, symbol, field_addend))
            else:
                self.form.apply_reloc(self.data, place, kind, place, target + addend + field_addend)
        return left

    def traps(self) -> dict[int, int]:
        """Trap code by offset in the section."""
        return {
            function.start + int(offset): int(code)
            for function in self.functions
            for offset, code in zip(function.code.trap_offset, function.code.trap_code, strict=True)
        }


def lay_out(
    functions: Iterable[NamedCode], form: ObjectFormat, options: TextOptions | None = None
) -> TextSection:
    """A section with these functions in this order, internal references resolved.

    Raises `LimitError` naming the function with which the text gets too large, before it is built."""
    section = TextSection(form, options)
    functions = list(functions)
    total = -section.options.padding
    for function in functions:
        total += section.options.padding + len(function.code.code)
        if total > MAX_TEXT:
            raise LimitError(f"function {function.name}: {total} bytes of text; the limit is {MAX_TEXT}")
    for function in functions:
        section.append(function.name, function.code)
    section.resolve()
    return section
