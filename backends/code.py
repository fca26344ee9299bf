"""The machine code of one function with everything that is known about it."""

from typing import TYPE_CHECKING, Final

from librt.vecs import vec
from mypy_extensions import i64, mypyc_attr

if TYPE_CHECKING:  # only for annotations: it imports the IR, which a run of compiled code has no use for
    from .notes import Notes

#: The symbols of code without relocations.
NO_SYMBOLS: Final[list[str]] = []


class IslandCounts:
    """What islands did to one function (`islands.py`)."""

    def __init__(self, num_kinds: int) -> None:
        self.islands: i64 = 0
        self.island_bytes: i64 = 0
        """Bytes of all islands: jumps round them, veneers, and the traps and constants in them."""
        self.veneers: vec[i64] = vec[i64]([0] * num_kinds)
        """Number of veneers by kind of label use."""
        self.veneer_bytes: i64 = 0


@mypyc_attr(acyclic=True)
class ExceptionSites:
    """The calls of one function that have handlers (`try_call`), in ascending order, and the handlers.

    An unwinder that finds a return address here and a handler that fits sets the frame pointer to that of the
    function's frame, the stack pointer to `frame_offset` below it, the payload registers, and jumps."""

    def __init__(self) -> None:
        self.frame_offset: i64 = 0
        """Bytes from the stack pointer up to the frame pointer while a call is under way."""
        self.returns: vec[i64] = vec[i64]()
        """By call: its return address, as an offset in the code."""
        self.handler_end: vec[i64] = vec[i64]()
        """By call: its handlers are the rows from that of the call before up to here, tried in this order."""
        self.tags: vec[i64] = vec[i64]()
        """By handler: the tag that it takes, or `ANY_TAG`."""
        self.landings: vec[i64] = vec[i64]()
        """By handler: where it begins, as an offset in the code."""
        self.contexts: vec[i64] = vec[i64]()
        """By handler: where its context value is, in bytes above the stack pointer; -1 when it has none."""


#: `ExceptionSites.tags` of `default`.
ANY_TAG: Final = -1


@mypyc_attr(acyclic=True)
class CompiledCode:
    """Result of emitting one function. Offsets are bytes from the start of `code`; all tables are
    in ascending order of offset."""

    def __init__(self) -> None:
        self.code: bytes = b""
        """Instructions, trap stubs, then constants (in large functions stubs and constants lie in islands
        too, see `data_start`)."""
        self.alignment: i64 = 16
        """Bytes, a power of two: the start of `code` must be a multiple of it."""
        self.insts_size: i64 = 0
        """Bytes of instructions and stubs: constants start at or behind this offset."""

        self.symbols: list[str] = NO_SYMBOLS
        """Names that relocations refer to, by symbol number; replaced as a whole, never changed."""
        self.reloc_offset: vec[i64] = vec[i64]()
        """Offset of each relocated field."""
        self.reloc_kind: vec[i64] = vec[i64]()
        """`labels.RELOC_*`."""
        self.reloc_symbol: vec[i64] = vec[i64]()
        """Row of `symbols`."""
        self.reloc_addend: vec[i64] = vec[i64]()
        """What is added to the address of the symbol."""

        self.trap_offset: vec[i64] = vec[i64]()
        """Offset of each instruction that may trap."""
        self.trap_code: vec[i64] = vec[i64]()
        """Number of its trap code, 1 to 255."""

        self.srcloc_offset: vec[i64] = vec[i64]()
        """The code from here to the next row (or the end) comes from `srcloc`."""
        self.srcloc: vec[i64] = vec[i64]()
        """Source location, -1 for none."""

        self.call_sites: vec[i64] = vec[i64]()
        """Return offset of each call."""

        self.exceptions: ExceptionSites | None = None
        """None when no call has handlers."""
        self.notes: Notes | None = None
        """Stack maps, debug tags and patchable calls; None when there are none."""

        self.cfi_offset: vec[i64] = vec[i64]()
        """Offset from which on each rule for unwinders holds; none without the setting `unwind_info`."""
        self.cfi: vec[i64] = vec[i64]()
        """The rules (`unwind.py`), several at the same offset in the order in which they are to be taken."""

        self.data_start: vec[i64] = vec[i64]()
        """Ranges of `code` that are data (jump tables, the constant pool), for disassemblers."""
        self.data_end: vec[i64] = vec[i64]()
        """Their ends, each one behind the last byte."""

        self.block_offset: vec[i64] = vec[i64]()
        """By block label (those of `reserve_labels`): offset of its first instruction; that of
        another block when it was empty and threaded away; -1 when never bound. Empty when not
        asked for."""

        self.island_counts: IslandCounts | None = None
        """None when nobody counted."""
        self.padding: i64 = 0
        """Bytes of `bb_padding_log2_minus_one`."""

        self.frame_size: i64 = 0
        """Bytes of stack below the return address; filled in by the emitter. 0: there are none, and no frame
        pointer either (`emit.py`)."""
