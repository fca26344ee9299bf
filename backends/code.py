"""The machine code of one function with everything that is known about it."""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64, mypyc_attr

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
        self.reloc_kind: vec[i64] = vec[i64]()
        """`labels.RELOC_*`."""
        self.reloc_symbol: vec[i64] = vec[i64]()
        """Row of `symbols`."""
        self.reloc_addend: vec[i64] = vec[i64]()

        self.trap_offset: vec[i64] = vec[i64]()
        """Offset of each instruction that may trap."""
        self.trap_code: vec[i64] = vec[i64]()

        self.srcloc_offset: vec[i64] = vec[i64]()
        """The code from here to the next row (or the end) comes from `srcloc`."""
        self.srcloc: vec[i64] = vec[i64]()
        """Source location, -1 for none."""

        self.call_sites: vec[i64] = vec[i64]()
        """Return offset of each call."""

        self.data_start: vec[i64] = vec[i64]()
        """Ranges of `code` that are data (jump tables, the constant pool), for disassemblers."""
        self.data_end: vec[i64] = vec[i64]()

        self.block_offset: vec[i64] = vec[i64]()
        """By block label (those of `reserve_labels`): offset of its first instruction; that of
        another block when it was empty and threaded away; -1 when never bound. Empty when not
        asked for."""

        self.island_counts: IslandCounts | None = None
        """None when nobody counted."""
        self.padding: i64 = 0
        """Bytes of `bb_padding_log2_minus_one`."""

        self.frame_size: i64 = 0
        """Bytes of stack below the return address; filled in by the emitter, 0 if unknown."""
