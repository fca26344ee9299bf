"""The text section: the code of several functions in one stretch of memory.

    function a | pad | function b | constants of b | pad | island | pad | function c ...

Each function starts at its alignment; the gaps are filled with trapping instructions. Direct calls
and PC-relative addresses between functions of the section are resolved here for good, whatever
address the section gets; everything else is left as a relocation that names a symbol.

A `bl` or `b` of aarch64 reaches 128 MiB. So, as inside a function (`islands.py`), calls that do not
reach their function yet wait in a queue; before a function is appended, an island is made if the
first of them could not wait until behind it. The island lies between functions:

    bl far        ->  bl V  ...  V: adrp x16, far;  add x16, x16, far;  br x16       4 GiB either way

A function of another object, which the linker places, gets `adrp x16, slot; ldr x16, [x16, slot]; br x16`
through its GOT slot, with relocations that every linker takes for every kind of output. Linkers add
such stubs themselves, but between input sections only: they cannot help a call in the middle of a large
one. Calls in the last `threshold` bytes of the section are left to them.

`threshold` (`text_veneer_threshold`, 64 MiB unless set) is the distance from which on a call goes over a
veneer. The half between it and what the instruction reaches is room: for a function that is too large
to put an island before its end, and for the linker's own stubs. `adrp` counts pages, so a section with
veneers is aligned to one. x16 is free at calls by the platform's convention, and `bti c`, with which a
function begins under `use_bti`, accepts `br x16`. Text of x86-64 has no veneers: `call` reaches all of it.
"""

from collections import deque
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from ..ir.errors import IrtoolError, LimitError
from .code import CompiledCode
from .labels import (
    RELOC_A64_ADD_ABS_LO12_NC,
    RELOC_A64_ADR_GOT_PAGE,
    RELOC_A64_ADR_PREL_PG_HI21,
    RELOC_A64_CALL26,
    RELOC_A64_JUMP26,
    RELOC_A64_LD64_GOT_LO12_NC,
)
from .reloc import PC_RELATIVE, apply_reloc

if TYPE_CHECKING:
    from ..settings import Settings

EM_X86_64: Final = 62
EM_AARCH64: Final = 183

#: What fills gaps, by ELF machine: `int3`, `udf #0`.
_PADDING: Final = {EM_X86_64: b"\xcc", EM_AARCH64: b"\0"}
#: PC-relative fields of 32 bits must reach every place.
MAX_TEXT: Final = 0x7FFF0000
#: What `b` and `bl` reach, forward; backward it is 4 bytes more.
BRANCH26: Final = (1 << 27) - 4
PAGE: Final = 4096

_VENEER_KINDS: Final = frozenset({RELOC_A64_CALL26, RELOC_A64_JUMP26})
_VENEER_SIZE: Final = 12
_ADRP_X16: Final = 0x90000010
_ADD_X16: Final = 0x91000210
_LDR_X16: Final = 0xF9400210
_BR_X16: Final = 0xD61F0200


class TextOptions(NamedTuple):
    """How functions are laid out."""

    padding: int = 0
    """Bytes between functions."""
    threshold: int = 64 << 20
    """Greatest distance of a call without a veneer, in bytes; at most 128 MiB."""
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
    """`labels.RELOC_*`."""
    symbol: str
    addend: int


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

    def __init__(self, elf_machine: int, options: TextOptions | None = None) -> None:
        self.elf_machine = elf_machine
        self.options = options if options is not None else TextOptions()
        self.forward = min(self.options.threshold, BRANCH26)
        """Greatest distance forward without a veneer."""
        self.data = bytearray()
        self.alignment = 16
        self.functions: list[Function] = []
        self.starts: dict[str, int] = {}
        """Offset by name."""
        self.relocs: list[Reloc] = []
        """Ascending by offset once `resolve` has been called."""
        self.islands: list[Island] = []
        self.veneers: list[Veneer] = []
        self.padding = 0
        """Bytes of padding that was asked for."""
        self._waiting: deque[Reloc] = deque()
        """Calls that do not reach their function yet, by offset."""
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
        for offset, kind, symbol, addend in zip(
            code.reloc_offset, code.reloc_kind, code.reloc_symbol, code.reloc_addend, strict=True
        ):
            reloc = Reloc(start + offset, int(kind), code.symbols[symbol], int(addend))
            if reloc.kind not in _VENEER_KINDS:
                self.relocs.append(reloc)
            elif self.options.force_veneers or not self._reaches(reloc):
                self._waiting.append(reloc)

    def _fill(self, size: int) -> None:
        self.data += _PADDING[self.elf_machine] * size

    def _check_size(self, name: str, more: int) -> None:
        total = len(self.data) + more + _VENEER_SIZE * len(self._waiting)
        if total > MAX_TEXT:
            raise LimitError(f"function {name}: {total} bytes of text; the limit is {MAX_TEXT}")

    # --- calls ----------------------------------------------------------------------------------

    def _reaches(self, call: Reloc) -> bool:
        """Fill a call whose function is known and not too far away."""
        target = self.starts.get(call.symbol)
        if target is None:
            return False
        distance = target + call.addend - call.offset
        if not -self.options.threshold <= distance <= self.forward:
            return False
        self._branch(call, target + call.addend)
        return True

    def _branch(self, call: Reloc, target: int) -> None:
        if not -BRANCH26 - 4 <= target - call.offset <= BRANCH26:
            function = next(each for each in reversed(self.functions) if each.start <= call.offset)
            size = len(function.code.code)
            raise LimitError(
                f"function {function.name}: {size} bytes of code, which its own calls cannot cross; the limit"
                f" is {BRANCH26}"
            )
        apply_reloc(self.data, call.offset, call.kind, call.offset, target)

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
        worst_end = len(self.data) + size + 4 + _VENEER_SIZE * len(waiting)
        if worst_end > waiting[0].offset + self.forward:
            self._make_island(worst_end + (self.forward >> 4), False)

    def _make_island(self, cut: int, everything: bool) -> None:
        """Lead calls that could not reach an island at `cut` over veneers here."""
        waiting = self._waiting
        before = len(self.data)
        self._fill(-before % 4)
        start = len(self.data)
        while waiting and (everything or waiting[0].offset + self.forward < cut):
            call = waiting.popleft()
            if everything or not self._reaches(call):
                self._lead_over_veneer(call)
        if len(self.data) == start:
            del self.data[before:]
        else:
            self.islands.append(Island(start, len(self.data) - start))

    def _lead_over_veneer(self, call: Reloc) -> None:
        key = (call.symbol, call.addend)
        place = self._veneer_at.get(key, -1)
        if place < 0 or call.offset - place > self.options.threshold:
            place = len(self.data)
            self._veneer_at[key] = place
            self.veneers.append(Veneer(place, call.symbol, call.addend))
            self.data += bytes(_VENEER_SIZE)
        self._branch(call, place)

    # --- the end --------------------------------------------------------------------------------

    def resolve(self) -> None:
        """Fill what names functions of the section; the rest stays in `relocs`."""
        left: list[Reloc] = []
        if self.options.force_veneers:
            self._make_island(len(self.data), True)
        else:
            left = [call for call in self._waiting if call.symbol not in self.starts]
            self._waiting = deque(call for call in self._waiting if call.symbol in self.starts)
            self._make_island(2 * MAX_TEXT, False)
        rest = []
        for reloc in self.relocs:
            target = self.starts.get(reloc.symbol)
            if target is not None and reloc.kind in PC_RELATIVE:
                apply_reloc(self.data, reloc.offset, reloc.kind, reloc.offset, target + reloc.addend)
            else:
                rest.append(reloc)
        for veneer in self.veneers:
            rest += self._write_veneer(veneer)
        self.relocs = sorted(rest + left)
        if self.veneers:
            self.alignment = max(self.alignment, PAGE)

    def _write_veneer(self, veneer: Veneer) -> list[Reloc]:
        """The instructions of a veneer, and relocations when its function is outside."""
        offset, symbol, addend = veneer
        target = self.starts.get(symbol)
        second = _ADD_X16 if target is not None else _LDR_X16
        code = b"".join(word.to_bytes(4, "little") for word in (_ADRP_X16, second, _BR_X16))
        self.data[offset : offset + _VENEER_SIZE] = code
        if target is None:
            return [
                Reloc(offset, RELOC_A64_ADR_GOT_PAGE, symbol, 0),
                Reloc(offset + 4, RELOC_A64_LD64_GOT_LO12_NC, symbol, 0),
            ]
        apply_reloc(self.data, offset, RELOC_A64_ADR_PREL_PG_HI21, offset, target + addend)
        apply_reloc(self.data, offset + 4, RELOC_A64_ADD_ABS_LO12_NC, offset + 4, target + addend)
        return []

    def traps(self) -> dict[int, int]:
        """Trap code by offset in the section."""
        return {
            function.start + int(offset): int(code)
            for function in self.functions
            for offset, code in zip(function.code.trap_offset, function.code.trap_code, strict=True)
        }


def lay_out(
    functions: Iterable[NamedCode], elf_machine: int, options: TextOptions | None = None
) -> TextSection:
    """A section with these functions in this order, internal references resolved.

    Raises `LimitError` naming the function with which the text gets too large, before it is built."""
    if elf_machine not in _PADDING:
        raise IrtoolError(f"no text section for ELF machine {elf_machine}")
    section = TextSection(elf_machine, options)
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
