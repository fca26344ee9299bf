"""Code of a module in an emulated machine: what `LoadedCode` is natively."""

import weakref

from ...backends.text import TextSection
from ..traps import CodeMap, Describe
from . import exception_texts
from .emulated_machine import EmulatedMachine, EmulatedText
from .image import CodeImage
from .machines import Machine


class EmulatedCode:
    """It is given back with the object."""

    def __init__(self, machine: Machine, image: CodeImage, describe: Describe, code_map: CodeMap) -> None:
        """`machine` is an `EmulatedMachine`."""
        assert isinstance(machine, EmulatedMachine)
        section = TextSection(machine.form)
        section.data = bytearray(image.text)
        section.relocs = image.relocs
        self._text = EmulatedText(machine, section, image.traps, describe, code_map)
        self._starts = dict(zip(image.indices, image.starts, strict=True))
        start = self._text.start
        if image.table >= 0:
            exception_texts.add_text(start, self._text.size, start + image.table)
            weakref.finalize(self, exception_texts.remove_text, start)

    def address(self, index: int) -> int:
        """Address of the code of an own function."""
        return self._text.start + self._starts[index]
