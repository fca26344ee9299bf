"""Compiled modules that run in this process."""

from ..backends.text import TextSection
from ..object.eh_frame import append_frames
from .arena import CodeBlock
from .link import Linker, resolve_in
from .signals import runtime
from .traps import CodeMap, Describe, TrapTable, make_trap


class NativeImage:
    """A text section in executable memory of this process."""

    def __init__(
        self,
        section: TextSection,
        symbols: dict[str, int],
        describe: Describe = make_trap,
        code_map: CodeMap | None = None,
        shared: dict[str, int] | None = None,
        entry: str = "",
        interruptible: bool = False,
    ) -> None:
        """`symbols` are the addresses of what is outside of the section; calls of a symbol in `shared` go
        through the word at its address there. With `entry` there is a word for the address of that function.
        `interruptible` is that of `TrapRuntime.add_text`. Raises `UndefinedSymbolError` and `LimitError`."""
        self._traps = runtime()
        frames = append_frames(section)
        linker = Linker(section, shared)
        self.block = CodeBlock(linker.text_size, linker.slots_size + (8 if entry else 0))
        text, slots = linker.image(self.block.address, self.block.words, resolve_in(symbols))
        if entry:
            slots += (self.block.address + section.starts[entry]).to_bytes(8, "little")
        self.block.write_words(0, slots)
        self.block.write(text)
        if frames >= 0:
            self.block.tell_unwinders(self.block.address + frames)
        self._starts = section.starts
        self.slots = {name: self.block.words + 8 * number for name, number in linker.slots.items()}
        """Addresses of the words through which functions outside of the section are called, by symbol."""
        self.keep: object = None
        """What the code needs to stay alive."""
        self.word = self.block.words + linker.slots_size
        """Address of the word of `entry`."""
        self._closed = False
        self._end = self._traps.remove_at_end(self.block)
        size = linker.text_size
        self._traps.add_text(
            self.block.address, size, TrapTable.of_section(section), describe, code_map, interruptible
        )

    def address(self, name: str) -> int:
        """Where a function is; KeyError for an unknown name."""
        return self.block.address + self._starts[name]

    def close(self) -> None:
        """Free the code as soon as it is not running; nothing may call it any more."""
        if not self._closed:
            self._closed = True
            self._end.cancel()
            self._traps.retire(self.block, self.keep)
            self._traps.free_dead()
