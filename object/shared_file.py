"""The file of a shared library while it is put together: sections in segments, then the headers.

    out = SharedFile(machine, flags)
    out.begin_segment(SHF_EXECINSTR)                   the next page of memory
    text = out.add(".text", ...)                       has its place at once, `text.address`
    out.end_segments()                                 what follows is not loaded
    data = out.file()

Contents may be changed until `file`, sizes may not. A segment begins in the file where the one before it
ends, at the next address that is as far into a page: nothing is padded, and a page of the file that two
segments share is mapped twice.
"""

import struct
from typing import Final

from .elf import (
    FILE_HEADER,
    SECTION_HEADER,
    SHF_ALLOC,
    SHF_EXECINSTR,
    SHF_WRITE,
    SHT_NOBITS,
    SHT_STRTAB,
    StringTable,
)
from .elf_read import ET_DYN

#: Bytes of the largest pages of our machines.
PAGE: Final = 1 << 16
RELRO_PADDING: Final = ".relro_padding"
_SEGMENT: Final = struct.Struct("<IIQQQQQQ")
_PT_LOAD: Final = 1
_PT_DYNAMIC: Final = 2
_PT_NOTE: Final = 4
_PT_GNU_EH_FRAME: Final = 0x6474E550
_PT_GNU_STACK: Final = 0x6474E551
_PT_GNU_RELRO: Final = 0x6474E552
_PT_GNU_PROPERTY: Final = 0x6474E553
_PF_X: Final = 1
_PF_W: Final = 2
_PF_R: Final = 4
#: Segments that are one section each: name, kind, flags.
_SPECIAL: Final = (
    (".dynamic", (_PT_DYNAMIC,), _PF_R | _PF_W),
    (".note.gnu.property", (_PT_NOTE, _PT_GNU_PROPERTY), _PF_R),
    (".eh_frame_hdr", (_PT_GNU_EH_FRAME,), _PF_R),
)
#: Room for program headers: at most four to load, one per kind of `_SPECIAL`, stack, relro.
_MOST_SEGMENTS: Final = 10


class Part:
    """A section of the library."""

    def __init__(self, name: str, kind: int, flags: int) -> None:
        self.name = name
        self.kind = kind
        self.flags = flags
        self.number = 0
        self.address = 0
        self.offset = 0
        self.data = bytearray()
        self.size = 0
        self.align = 1
        self.entry_size = 0
        self.link = 0
        self.info = 0


class _Segment:
    """Sections that are loaded together."""

    def __init__(self, flags: int, relro: bool, offset: int, address: int) -> None:
        self.flags = _PF_R | (_PF_X if flags & SHF_EXECINSTR else 0) | (_PF_W if flags & SHF_WRITE else 0)
        self.relro = relro
        self.offset = offset
        self.address = address
        self.file_size = 0
        self.size = 0


class SharedFile:
    """See the module docstring."""

    def __init__(self, machine: int, flags: int) -> None:
        self._machine = machine
        self._flags = flags
        self._parts: list[Part] = []
        self._segments: list[_Segment] = []
        self._loading = True
        self._offset = FILE_HEADER.size + _MOST_SEGMENTS * _SEGMENT.size
        """Where the next section goes in the file."""
        self._address = self._offset
        """And in memory."""

    def begin_segment(self, flags: int, relro: bool = False) -> None:
        """What follows is loaded with the access that `flags` of sections say; with `relro` it is written by
        the loader only. The first one has the headers in it."""
        if not self._segments:
            self._segments.append(_Segment(flags, relro, 0, 0))
            return
        self._close()
        page = -(-self._address // PAGE) * PAGE
        self._address = page + self._offset % PAGE
        self._segments.append(_Segment(flags, relro, self._offset, self._address))

    def end_segments(self) -> int:
        """What follows is not loaded. Returns the size in memory."""
        self._close()
        self._loading = False
        return self._address

    def _close(self) -> None:
        segment = self._segments[-1]
        segment.file_size = self._offset - segment.offset
        segment.size = self._address - segment.address

    def add(
        self, name: str, kind: int, flags: int, data: bytearray, align: int = 1, entry_size: int = 0
    ) -> Part:
        """A section with contents."""
        part = Part(name, kind, flags)
        gap = -self._offset % align
        self._offset += gap
        part.offset, part.data, part.size = self._offset, data, len(data)
        self._offset += part.size
        if self._loading:
            self._address += gap
            part.address = self._address
            self._address += part.size
        part.align, part.entry_size = align, entry_size
        self._parts.append(part)
        part.number = len(self._parts)
        return part

    def add_zeros(self, name: str, size: int, align: int) -> Part:
        """A section of zeros at the end of a segment that is written to: it is not in the file."""
        part = Part(name, SHT_NOBITS, SHF_ALLOC | SHF_WRITE)
        self._address += -self._address % align
        part.offset, part.address, part.size, part.align = self._offset, self._address, size, align
        self._address += size
        self._parts.append(part)
        part.number = len(self._parts)
        return part

    def rest_of_page(self) -> int:
        """Bytes from here to the end of the page in memory."""
        return -self._address % PAGE

    def file(self) -> bytes:
        """The file. Not to be changed afterwards."""
        names = StringTable()
        texts = [names.add(part.name) for part in self._parts]
        texts.append(names.add(".shstrtab"))
        self.add(".shstrtab", SHT_STRTAB, 0, names.data)
        segments = self._program_headers()
        headers = [bytes(SECTION_HEADER.size)]
        start = FILE_HEADER.size + len(segments) * _SEGMENT.size
        pieces: list[bytes | bytearray] = []
        for name, part in zip(texts, self._parts, strict=True):
            if part.kind != SHT_NOBITS:
                pieces += [bytes(part.offset - start), part.data]
                start = part.offset + part.size
            places = (part.flags, part.address, part.offset, part.size)
            rest = (part.link, part.info, part.align, part.entry_size)
            headers.append(SECTION_HEADER.pack(name, part.kind, *places, *rest))
        gap = -start % 8
        header = FILE_HEADER.pack(
            b"\x7fELF\x02\x01\x01" + bytes(9),
            ET_DYN,
            self._machine,
            1,
            0,
            FILE_HEADER.size,
            start + gap,
            self._flags,
            FILE_HEADER.size,
            _SEGMENT.size,
            len(segments),
            SECTION_HEADER.size,
            len(headers),
            len(headers) - 1,
        )
        return b"".join([header, *segments, *pieces, bytes(gap), *headers])

    def _program_headers(self) -> list[bytes]:
        """What the loader maps, and where it finds special things."""
        rows = []
        for each in self._segments:
            place = (each.offset, each.address, each.address, each.file_size, each.size)
            rows.append(_SEGMENT.pack(_PT_LOAD, each.flags, *place, PAGE))
        for name, kinds, flags in _SPECIAL:
            for part in self._parts:
                if part.name == name:
                    place = (part.offset, part.address, part.address, part.size, part.size)
                    rows += [_SEGMENT.pack(kind, flags, *place, part.align) for kind in kinds]
        rows.append(_SEGMENT.pack(_PT_GNU_STACK, _PF_R | _PF_W, 0, 0, 0, 0, 0, 16))
        for each in self._segments:
            if each.relro:
                place = (each.offset, each.address, each.address, each.file_size, each.size)
                rows.append(_SEGMENT.pack(_PT_GNU_RELRO, _PF_R, *place, 1))
        return rows
