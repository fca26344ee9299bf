"""An image (`image.py`) that goes with an object file: one file for linkers and for `Module.load`.

    ELF header | note | .text and what else linkers want | the image, at whole pages | section headers

The image is there as it is, in a section that linkers leave out (`SHF_EXCLUDE`), so what they make is the
same with and without it. The note (owner `irtool`, type 0x1000) is right behind the ELF header, where images
have theirs (type 1):

    sizes of owner and rest | type | owner | place of the image | its size | size of the file

so a reader comes to the image from the first page of the file, whatever else is in it. Programs that rewrite
object files (`strip`, `objcopy`, `ld -r`) move sections, but know nothing of what is in notes. Then the size
of the file is another one, or something else is behind the header, and the image is looked for among the
section headers:

    x.o                 note: 0x4000, 0x2f10, 0x6f80 of 0x6f80 bytes           taken as it says
    strip x.o           note: 0x4000, 0x2f10, 0x6f80 of 0x5d40 bytes           .irtool.image at 0x3000

Nothing of this is believed: the image has digests of its own.
"""

import struct
from typing import Final

from ..ir.errors import IrtoolError

#: Names of the sections.
IMAGE: Final = ".irtool.image"
NOTE: Final = ".note.irtool.image"

_HEADER: Final = struct.Struct("<16sHHIQQQIHHHHHH")
_SECTION: Final = struct.Struct("<IIQQQQIIQQ")
_NOTE: Final = struct.Struct("<III8sQQQ")
_OWNER: Final = b"irtool\0\0"
_TYPE: Final = 0x1000
_SHT_PROGBITS: Final = 1

NOTE_SIZE: Final = _NOTE.size


def image_note(place: int, size: int, file_size: int) -> bytes:
    """The content of the note."""
    return _NOTE.pack(len(_OWNER) - 1, _NOTE.size - 20, _TYPE, _OWNER, place, size, file_size)


def check_machine(image: bytes, machine: int) -> None:
    """Raises `IrtoolError` unless an image is for the machine of this ELF number."""
    if len(image) < _HEADER.size or _HEADER.unpack_from(image)[2] != machine:
        raise IrtoolError("the compiled module is not for the machine of the object file")


def noted(view: memoryview) -> tuple[int, int, int] | None:
    """What the note of an ELF file says: place and size of the image, size of the file. None without one."""
    if len(view) < _HEADER.size + _NOTE.size:
        return None
    _, _, kind, owner, place, size, file_size = _NOTE.unpack_from(view, _HEADER.size)
    return (place, size, file_size) if kind == _TYPE and owner == _OWNER else None


def listed(view: memoryview) -> tuple[int, int] | None:
    """Place and size of the image by the section headers of an ELF file; None when they name none."""
    fields = _HEADER.unpack_from(view)
    start, entry, count, names = fields[6], *fields[11:14]
    if entry != _SECTION.size or start + entry * count > len(view) or names >= count:
        return None
    rows = list(_SECTION.iter_unpack(view[start : start + entry * count]))
    at, size = rows[names][4:6]
    strings = bytes(view[at : at + size])
    for name, kind, _, _, place, size, *_ in rows:
        if kind == _SHT_PROGBITS and strings[name:].split(b"\0", 1)[0] == IMAGE.encode():
            return (place, size) if place + size <= len(view) else None
    return None
