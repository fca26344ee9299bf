"""Linking compiled functions into one image that runs in place.

    text:   function a | function b | ... | stub of an outside function | ...
    slots:  address of x | address of y | ...                 (on pages of their own)

Calls between the functions are direct (resolved by `backends/text.py`). A call to an outside
function goes to a stub `jmp [slot]`, since it may be further away than a direct call reaches; a
GOT-style access reads the slot itself. Everything else is filled with the address it names.
"""

import struct
from collections.abc import Callable
from functools import cache
from typing import Final

from ..backends.libcalls import c_symbol
from ..backends.reloc import BRANCHES, THROUGH_SLOT, apply_reloc
from ..backends.text import EM_AARCH64, EM_X86_64, TextSection
from ..ir.errors import IrtoolError

#: jmp qword [rip + slot]; padded with int3.
_X64_STUB: Final = b"\xff\x25\0\0\0\0\xcc\xcc"
#: adrp x16, slot; ldr x16, [x16, slot]; br x16
_A64_STUB: Final = struct.pack("<III", 0x90000010, 0xF9400210, 0xD61F0200)


class UndefinedSymbolError(IrtoolError):
    """A name that neither the module nor its surroundings define."""


class Linker:
    """The image of a text section; its layout is known before its address is."""

    def __init__(self, section: TextSection, page: int) -> None:
        self.section = section
        self.slots: dict[str, int] = {}
        """Number of the address slot, by symbol."""
        self.stubs: dict[str, int] = {}
        """Offset of the stub in the text, by symbol."""
        text_size = len(section.data) + (-len(section.data) % 16)
        stub_size = len(_X64_STUB) if section.elf_machine == EM_X86_64 else len(_A64_STUB)
        for reloc in section.relocs:
            if reloc.kind in BRANCHES:
                if reloc.symbol not in self.stubs:
                    self.slots.setdefault(reloc.symbol, len(self.slots))
                    self.stubs[reloc.symbol] = text_size
                    text_size += stub_size
            elif reloc.kind in THROUGH_SLOT:
                self.slots.setdefault(reloc.symbol, len(self.slots))
        self.text_size = text_size
        self.slots_size = 8 * len(self.slots)
        self.slots_offset = max((text_size + page - 1) & -page, page)
        """Where the slots are, from the start of the text."""

    def image(self, address: int, resolve: Callable[[str], int]) -> tuple[bytes, bytes]:
        """Bytes of the text and of the slots for an image at `address`.

        `resolve` gives the addresses of outside symbols; it raises `UndefinedSymbolError`."""
        places = {name: address + start for name, start in self.section.starts.items()}

        def place(symbol: str) -> int:
            if symbol not in places:
                places[symbol] = resolve(symbol)
            return places[symbol]

        text = bytearray(self.section.data)
        text += bytes(self.text_size - len(text))
        slots = b"".join(place(symbol).to_bytes(8, "little") for symbol in self.slots)
        for symbol, offset in self.stubs.items():
            self._write_stub(text, offset, address, self.slots[symbol])
        for reloc in self.section.relocs:
            if reloc.kind in BRANCHES:
                target = address + self.stubs[reloc.symbol]
            elif reloc.kind in THROUGH_SLOT:
                target = address + self.slots_offset + 8 * self.slots[reloc.symbol]
            else:
                target = place(reloc.symbol)
            apply_reloc(text, reloc.offset, reloc.kind, address + reloc.offset, target + reloc.addend)
        return bytes(text), slots

    def _write_stub(self, text: bytearray, offset: int, address: int, slot: int) -> None:
        """A jump through a slot."""
        slot_offset = self.slots_offset + 8 * slot
        if self.section.elf_machine == EM_X86_64:
            text[offset : offset + len(_X64_STUB)] = _X64_STUB
            text[offset + 2 : offset + 6] = (slot_offset - offset - 6).to_bytes(4, "little", signed=True)
            return
        assert self.section.elf_machine == EM_AARCH64
        pages = ((address + slot_offset) >> 12) - ((address + offset) >> 12)
        first = 0x90000010 | (pages & 3) << 29 | (pages >> 2 & 0x7FFFF) << 5
        second = 0xF9400210 | ((address + slot_offset) & 0xFFF) >> 3 << 10
        text[offset : offset + len(_A64_STUB)] = struct.pack("<III", first, second, 0xD61F0200)


def resolve_in(symbols: dict[str, int]) -> Callable[[str], int]:
    """A resolver: the given addresses first, then the C library of this process (libcalls under
    their C names)."""

    def resolve(symbol: str) -> int:
        if symbol in symbols:
            return symbols[symbol]
        return c_library_address(c_symbol(symbol))

    return resolve


@cache
def _libraries() -> tuple[str, ...]:
    """Libraries that hold what generated code may call."""
    import ctypes.util

    usual = {"m": "libm.so.6", "gcc_s": "libgcc_s.so.1"}
    return tuple(ctypes.util.find_library(name) or usual[name] for name in usual)


def c_library_address(symbol: str) -> int:
    """Address of a C function of this process, of the C mathematics library, or of the run-time library of
    the C compiler (128-bit division and the like).

    Raises `UndefinedSymbolError`."""
    import ctypes

    for library in (None, *_libraries()):
        try:
            function = getattr(ctypes.CDLL(library), symbol)
        except (OSError, AttributeError):
            continue
        address = ctypes.cast(function, ctypes.c_void_p).value
        if address:
            return address
    raise UndefinedSymbolError(f"undefined symbol {symbol!r}")
