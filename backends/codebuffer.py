"""Bytes of machine code under construction, and what is recorded about them.

    buf.add_trap(HEAP_OUT_OF_BOUNDS)      the next instruction may trap
    buf.put4(0xB9400000)                  ldr w0, [x0]
    buf.add_reloc(CALL26, symbol, 0, buf.cur_offset())
    buf.put4(0x94000000)                  bl symbol

Records are columns in ascending order of offset; offsets are bytes from the start of the function.
Labels and branches are added by `MachBuffer`, which is this class with more columns.
"""

from typing import Final

from librt.strings import BytesWriter, write_i16_le, write_i32_le, write_i64_le
from librt.vecs import append, vec
from mypy_extensions import i16, i32, i64, u8

from .code import ExceptionSites
from .unwind import pack_rule

#: Rows of the rooms for traps.
TRAP_ROOM: Final = 64
#: Rows of the first room for rules of unwinders: what a small function has.
CFI_ROOM: Final = 8


class CodeBuffer:
    """Code of one function: bytes, relocations, traps, source locations, calls, data ranges."""

    def __init__(self) -> None:
        self.writer: BytesWriter = BytesWriter()
        self.reloc_offset: vec[i64] = vec[i64]()
        self.reloc_kind: vec[i64] = vec[i64]()
        self.reloc_symbol: vec[i64] = vec[i64]()
        self.reloc_addend: vec[i64] = vec[i64]()
        self._trap_room: vec[i64] = vec[i64](capacity=TRAP_ROOM)
        self._code_room: vec[i64] = vec[i64](capacity=TRAP_ROOM)
        """Columns of length 0 in whose room those of small functions are filled."""
        self.trap_offset: vec[i64] = self._trap_room
        self.trap_code: vec[i64] = self._code_room
        self.srcloc_offset: vec[i64] = vec[i64]()
        self.srcloc: vec[i64] = vec[i64]()
        self.call_sites: vec[i64] = vec[i64]()
        self.exceptions: ExceptionSites | None = None
        """Landings are labels until the end."""
        self.unwind: bool = False
        """Note down rules for unwinders."""
        self.cfi_offset: vec[i64] = vec[i64]()
        self.cfi: vec[i64] = vec[i64]()
        self.data_start: vec[i64] = vec[i64]()
        self.data_end: vec[i64] = vec[i64]()
        self.access_at: i64 = -1
        """Offset of a load or store that a machine may still join with one that is emitted next; -1 for
        none."""
        self.access_code: i64 = 0
        """Its trap code."""

    def clear_code(self) -> None:
        """Forget bytes and records."""
        self.writer.truncate(0)
        self.reloc_offset = vec[i64]()
        self.reloc_kind = vec[i64]()
        self.reloc_symbol = vec[i64]()
        self.reloc_addend = vec[i64]()
        self.trap_offset = self._trap_room
        self.trap_code = self._code_room
        self.srcloc_offset = vec[i64]()
        self.srcloc = vec[i64]()
        self.call_sites = vec[i64]()
        self.exceptions = None
        self.cfi_offset = vec[i64]()
        self.cfi = vec[i64]()
        self.data_start = vec[i64]()
        self.data_end = vec[i64]()
        self.access_at = -1

    # --- bytes ----------------------------------------------------------------------------

    def cur_offset(self) -> i64:
        """Bytes emitted so far."""
        size: i64 = len(self.writer)
        return size

    def put1(self, value: i64) -> None:
        """Append the low 8 bits."""
        self.writer.append(u8(value & 0xFF))

    def put2(self, value: i64) -> None:
        """Append the low 16 bits, little-endian."""
        write_i16_le(self.writer, i16(((value & 0xFFFF) ^ 0x8000) - 0x8000))

    def put4(self, value: i64) -> None:
        """Append the low 32 bits, little-endian."""
        write_i32_le(self.writer, i32(((value & 0xFFFFFFFF) ^ 0x80000000) - 0x80000000))

    def put8(self, value: i64) -> None:
        """Append all 64 bits (a signed number), little-endian."""
        write_i64_le(self.writer, value)

    def put_bytes(self, data: bytes) -> None:
        """Append bytes as they are."""
        self.writer.write(data)

    def patch1(self, offset: i64, value: i64) -> None:
        """Overwrite one byte with the low 8 bits."""
        self.writer[offset] = u8(value & 0xFF)

    def patch4(self, offset: i64, value: i64) -> None:
        """Overwrite four bytes with the low 32 bits, little-endian."""
        writer = self.writer
        writer[offset] = u8(value & 0xFF)
        writer[offset + 1] = u8((value >> 8) & 0xFF)
        writer[offset + 2] = u8((value >> 16) & 0xFF)
        writer[offset + 3] = u8((value >> 24) & 0xFF)

    def read1(self, offset: i64) -> i64:
        """One emitted byte."""
        return i64(self.writer[offset])

    def read4(self, offset: i64) -> i64:
        """Four emitted bytes as an unsigned little-endian number."""
        writer = self.writer
        return (
            i64(writer[offset])
            | (i64(writer[offset + 1]) << 8)
            | (i64(writer[offset + 2]) << 16)
            | (i64(writer[offset + 3]) << 24)
        )

    # --- records --------------------------------------------------------------------------

    def add_trap(self, code: i64) -> None:
        """The next instruction may trap with `code`."""
        self.trap_offset = append(self.trap_offset, self.cur_offset())
        self.trap_code = append(self.trap_code, code)

    def add_reloc(self, kind: i64, symbol: i64, addend: i64, offset: i64) -> None:
        """The field at `offset` (of the instruction on aarch64) is filled when the place of symbol
        number `symbol` (of the names given to `finish`) is known."""
        self.reloc_offset = append(self.reloc_offset, offset)
        self.reloc_kind = append(self.reloc_kind, kind)
        self.reloc_symbol = append(self.reloc_symbol, symbol)
        self.reloc_addend = append(self.reloc_addend, addend)

    def add_srcloc(self, srcloc: i64) -> None:
        """The code from here on comes from `srcloc` (-1 = unknown)."""
        here = self.cur_offset()
        n: i64 = len(self.srcloc)
        if n > 0 and self.srcloc[n - 1] == srcloc:
            return
        if n == 0 and srcloc == -1:
            return
        if n > 0 and self.srcloc_offset[n - 1] == here:
            self.srcloc[n - 1] = srcloc
            return
        self.srcloc_offset = append(self.srcloc_offset, here)
        self.srcloc = append(self.srcloc, srcloc)

    def add_call_site(self) -> None:
        """The instruction that ends here is a call."""
        self.call_sites = append(self.call_sites, self.cur_offset())

    def add_cfi(self, rule: i64, reg: i64 = 0, value: i64 = 0) -> None:
        """From here on a rule for unwinders holds (`unwind.CFI_*`), with a preg and a number of bytes."""
        if not self.unwind:
            return
        if len(self.cfi) == 0:
            self.cfi_offset = vec[i64](capacity=CFI_ROOM)
            self.cfi = vec[i64](capacity=CFI_ROOM)
        self.cfi_offset = append(self.cfi_offset, self.cur_offset())
        self.cfi = append(self.cfi, pack_rule(rule, reg, value))

    def add_handler(self, tag: i64, label: i64, context: i64) -> None:
        """A handler of the call whose site is added next: tag (`code.ANY_TAG` for all), label, and offset of
        the context value from the stack pointer (-1 for none)."""
        sites = self.exceptions
        if sites is None:
            sites = ExceptionSites()
            self.exceptions = sites
        sites.tags = append(sites.tags, tag)
        sites.landings = append(sites.landings, label)
        sites.contexts = append(sites.contexts, context)

    def add_try_site(self) -> None:
        """The instruction that ends here is a call with the handlers added since the one before."""
        sites = self.exceptions
        if sites is not None:
            sites.returns = append(sites.returns, self.cur_offset())
            sites.handler_end = append(sites.handler_end, len(sites.tags))

    def add_data(self, start: i64) -> None:
        """The bytes from `start` to the cursor are data, not instructions."""
        self.data_start = append(self.data_start, start)
        self.data_end = append(self.data_end, self.cur_offset())
