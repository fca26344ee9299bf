"""Compiled modules that run in this process."""

import ctypes

from ..backends.text import TextSection
from .link import Linker, resolve_in
from .memory import PAGE, CodeMemory
from .signals import Describe, runtime
from .trampoline import SLOT
from .traps import make_trap


class NativeImage:
    """A text section in executable memory of this process."""

    def __init__(self, section: TextSection, symbols: dict[str, int], describe: Describe = make_trap) -> None:
        self._traps = runtime()
        linker = Linker(section, PAGE)
        self.memory = CodeMemory(linker.text_size, linker.slots_size)
        assert linker.slots_offset == self.memory.text_pages
        text, slots = linker.image(self.memory.address, resolve_in(symbols))
        self.memory.write(0, text)
        self.memory.write(linker.slots_offset, slots)
        self.memory.seal()
        self._starts = section.starts
        self._closed = False
        self._traps.add_text(self.memory.address, linker.text_size, section.traps(), describe)

    def address(self, name: str) -> int:
        """Where a function is; KeyError for an unknown name."""
        return self.memory.address + self._starts[name]

    def call(self, trampoline: str, callee: str, arguments: bytes, num_results: int) -> bytes:
        """Call `callee` through a trampoline; returns the result slots. Raises `Trap`."""
        size = len(arguments) + SLOT * num_results
        buffer = ctypes.create_string_buffer(size + SLOT)
        start = (ctypes.addressof(buffer) + SLOT - 1) & -SLOT  # slots are aligned
        ctypes.memmove(start, arguments, len(arguments))
        results = start + len(arguments)
        self._traps.call(self.address(trampoline), self.address(callee), start, results)
        return ctypes.string_at(results, SLOT * num_results)

    def close(self) -> None:
        """Free the code. Nothing may use it any more."""
        if not self._closed:
            self._closed = True
            self._traps.remove_text(self.memory.address)
            self.memory.close()

    def __del__(self) -> None:
        if not getattr(self, "_closed", True):
            self._closed = True
            self._traps.remove_later(self.memory)
