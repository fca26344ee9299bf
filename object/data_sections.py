"""Data objects laid out as sections of an object file: constants, variables, and variables that begin as
zero.

    .rodata   objects that are not writable      .data   writable ones      .bss   writable, all bytes zero

Sections without objects are left out. Each object starts at a multiple of its alignment; objects stay in the
order of their definition.
"""

from typing import Final, NamedTuple

from ..ir.data import DataObject, DataSection


class DataSymbol(NamedTuple):
    """Where an object is."""

    name: str
    section: int
    """Number of the section."""
    offset: int
    size: int
    local: bool


class DataPart(NamedTuple):
    """One section."""

    name: str
    content: bytes
    """Empty in a section of zeros."""
    size: int
    align: int
    writable: bool
    zero: bool


class DataContents:
    """The data sections of an object file, numbered from `first` on."""

    def __init__(self, section: DataSection | None, first: int) -> None:
        self.parts: list[DataPart] = []
        self.symbols: list[DataSymbol] = []
        objects = list(section.objects.values()) if section is not None else []
        for name, writable, zero in _KINDS:
            if writable:
                chosen = [data for data in objects if data.writable and _is_zero(data) == zero]
            else:
                chosen = [data for data in objects if not data.writable]
            if chosen:
                self._add(name, chosen, first + len(self.parts), zero)

    def _add(self, name: str, objects: list[DataObject], number: int, zero: bool) -> None:
        pieces: list[bytes] = []
        end = 0
        for data in objects:
            gap = -end % data.align
            offset = end + gap
            pieces += [bytes(gap), data.content]
            end = offset + len(data.content)
            self.symbols.append(DataSymbol(data.name, number, offset, len(data.content), data.local))
        align = max(data.align for data in objects)
        content = b"" if zero else b"".join(pieces)
        self.parts.append(DataPart(name, content, end, align, objects[0].writable, zero))


#: Name, whether it is writable, whether it is all zero.
_KINDS: Final = ((".rodata", False, False), (".data", True, False), (".bss", True, True))


def _is_zero(data: DataObject) -> bool:
    return not any(data.content)
