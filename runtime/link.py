"""Linking compiled functions into one image that runs in place.

    text:   function a | function b | ... | stub of an outside function | ...
    slots:  address of x | address of y | ...                 (elsewhere, not executable)

Calls between the functions are direct (resolved by `backends/text.py`). A call to an outside
function goes to a stub that jumps through a slot (`ObjectFormat.slot_jump`), since it may be further away
than a direct call reaches; a GOT-style access reads the slot itself. Everything else is filled with the
address it names.
"""

from collections.abc import Callable

from ..backends.libcalls import c_symbol
from ..backends.text import TextSection
from ..ir.errors import UnsupportedError
from .addresses import address_of, is_address
from .c_library import UndefinedSymbolError as UndefinedSymbolError
from .c_library import c_library_address as c_library_address


class Linker:
    """The image of a text section; its layout is known before its address is."""

    def __init__(self, section: TextSection, shared: dict[str, int] | None = None) -> None:
        """`shared` has addresses of words that hold addresses of functions: calls of these go there."""
        self.section = section
        self.shared = shared if shared is not None else {}
        self.slots: dict[str, int] = {}
        """Number of the address slot, by symbol."""
        self.stubs: dict[str, int] = {}
        """Offset of the stub in the text, by symbol."""
        text_size = len(section.data) + (-len(section.data) % 16)
        for reloc in section.relocs:
            kind = section.form.relocs[reloc.kind]
            if kind.thread_local:
                raise UnsupportedError(f"the thread-local variable {reloc.symbol} needs a linker")
            if kind.branch:
                if reloc.symbol not in self.stubs:
                    if reloc.symbol not in self.shared:
                        self.slots.setdefault(reloc.symbol, len(self.slots))
                    self.stubs[reloc.symbol] = text_size
                    text_size += len(section.form.slot_jump.code)
            elif kind.through_slot:
                self.slots.setdefault(reloc.symbol, len(self.slots))
        self.text_size = text_size
        self.slots_size = 8 * len(self.slots)

    def image(self, address: int, slots_address: int, resolve: Callable[[str], int]) -> tuple[bytes, bytes]:
        """Bytes of the text and of the slots for an image at `address`, its slots at another.

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
                value = self.shared.get(symbol, slots_address + 8 * self.slots.get(symbol, 0)) + addend
                form.apply_reloc(text, offset + at, number, place_of_field, value)
        for reloc in self.section.relocs:
            kind = form.relocs[reloc.kind]
            if kind.branch:
                target = address + self.stubs[reloc.symbol]
            elif kind.through_slot:
                target = slots_address + 8 * self.slots[reloc.symbol]
            else:
                target = place(reloc.symbol)
            form.apply_reloc(text, reloc.offset, reloc.kind, address + reloc.offset, target + reloc.addend)
        return bytes(text), slots


def resolve_in(symbols: dict[str, int]) -> Callable[[str], int]:
    """A resolver: the given addresses first, then those of the runtime (`addresses.py`), then the C library
    of this process (libcalls under their C names)."""

    def resolve(symbol: str) -> int:
        if symbol in symbols:
            return symbols[symbol]
        if is_address(symbol):
            return address_of(symbol)
        return c_library_address(c_symbol(symbol))

    return resolve
