"""Text sections whose functions are called from Python, whatever their signatures, through trampolines."""

import ctypes

from ..backends.text import TextSection
from .enter import call
from .native import NativeImage
from .trampoline import SLOT
from .traps import CodeMap, Describe, make_trap
from .wasm import interrupt_handler


class CallableImage(NativeImage):
    """A text section whose functions are called through trampolines in it."""

    def __init__(
        self,
        section: TextSection,
        symbols: dict[str, int],
        code_map: CodeMap | None = None,
        describe: Describe = make_trap,
    ) -> None:
        """See the base class."""
        super().__init__(section, symbols, describe, code_map, interruptible=True)
        interrupt_handler.install()

    def call(self, trampoline: str, callee: str, arguments: bytes, num_results: int) -> bytes:
        """Call `callee` through a trampoline; returns the result slots. Raises `Trap`."""
        size = len(arguments) + SLOT * num_results
        buffer = ctypes.create_string_buffer(size + SLOT)
        start = (ctypes.addressof(buffer) + SLOT - 1) & -SLOT  # slots are aligned
        ctypes.memmove(start, arguments, len(arguments))
        results = start + len(arguments)
        call(self.address(trampoline), self.address(callee), start, results)
        return ctypes.string_at(results, SLOT * num_results)
