"""Linking compiled functions into one image that runs in place.

    text:   function a | function b | ... | stub of an outside function | ...
    slots:  address of x | address of y | ...                 (on pages of their own)

Calls between the functions are direct (resolved by `backends/text.py`). A call to an outside
function goes to a stub that jumps through a slot (`ObjectFormat.slot_jump`), since it may be further away
than a direct call reaches; a GOT-style access reads the slot itself. Everything else is filled with the
address it names.
"""

from collections.abc import Callable
from functools import cache

from ..backends.libcalls import c_symbol
from ..backends.text import TextSection
from ..ir.errors import IrtoolError


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
        for reloc in section.relocs:
            kind = section.form.relocs[reloc.kind]
            if kind.branch:
                if reloc.symbol not in self.stubs:
                    self.slots.setdefault(reloc.symbol, len(self.slots))
                    self.stubs[reloc.symbol] = text_size
                    text_size += len(section.form.slot_jump.code)
            elif kind.through_slot:
                self.slots.setdefault(reloc.symbol, len(self.slots))
        self.text_size = text_size
        self.slots_size = 8 * len(self.slots)
        self.slots_offset = max((text_size + page - 1) & -page, page)
        """Where the slots are, from the start of the text."""

    def image(self, address: int, resolve: Callable[[str], int]) -> tuple[bytes, bytes]:
        """Bytes of the text and of the slots for an image at `address`.

        `resolve` gives the addresses of outside symbols; it raises `UndefinedSymbolError`."""
        form = self.section.form
        places = {name: address + start for name, start in self.section.starts.items()}

        def place(symbol: str) -> int:
            if symbol not in places:
                places[symbol] = resolve(symbol)
            return places[symbol]

        text = bytearray(self.section.data)
        text += bytes(self.text_size - len(text))
        slots = b"".join(place(symbol).to_bytes(8, "little") for symbol in self.slots)
        for symbol, offset in self.stubs.items():
            text[offset : offset + len(form.slot_jump.code)] = form.slot_jump.code
            for at, number, addend in form.slot_jump.relocs:
                place_of_field = address + offset + at
                value = address + self._slot_offset(symbol) + addend
                form.apply_reloc(text, offset + at, number, place_of_field, value)
        for reloc in self.section.relocs:
            kind = form.relocs[reloc.kind]
            if kind.branch:
                target = address + self.stubs[reloc.symbol]
            elif kind.through_slot:
                target = address + self._slot_offset(reloc.symbol)
            else:
                target = place(reloc.symbol)
            form.apply_reloc(text, reloc.offset, reloc.kind, address + reloc.offset, target + reloc.addend)
        return bytes(text), slots

    def _slot_offset(self, symbol: str) -> int:
        """Where the slot of a symbol is, from the start of the text."""
        return self.slots_offset + 8 * self.slots[symbol]


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
