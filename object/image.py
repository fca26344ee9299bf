"""One file for a compiled module: an ELF relocatable file that is mapped and runs in place.

    ELF header | note | needs | header sections | .shstrtab | section headers      the header
    .text, at whole pages | other sections | .symtab .strtab                       the content

It is a file of its own, or in an object file that linkers take (`image_section.py`).

The note (owner `irtool`) is right behind the ELF header, so that it can be checked before anything else is
believed: version of the format, log2 of the page size that the text is aligned to, sizes of file and header,
and two digests. That of the header is over all of it (with zeros in its own place), so also over the second
one, which is that of the content: one chain. *Needs* says what the file needs of whoever runs it; its bytes
are compared with those of a machine, and read only to say what differs.

`check_header` costs the same for any size of file: it reads the first page or two. `check_content` reads all
the rest. `read_image` does both unless the content is told to be trusted: the content of a file in one's own
folder may be, bytes from elsewhere should be checked. Digests say that a file is whole, not who made it: an
image is machine code, and loading one from somebody else is running his program.

Standard tools read such a file: `objdump -d` shows the functions by name, `readelf -a` finds nothing wrong.
"""

from __future__ import annotations

import importlib
import struct
import sys
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from ..ir.errors import IrtoolError

#: Version of the format: of the sections too.
VERSION: Final = 5
#: Log2 of the sizes that pages may have.
_PAGES: Final = range(12, 17)

#: Numbers of ELF that a reader needs; a writer has them from `elf.py`, which comes with much else.
_ET_REL: Final = 1
_HEADER: Final = struct.Struct("<16sHHIQQQIHHHHHH")
_SECTION: Final = struct.Struct("<IIQQQQIIQQ")
_SYMBOL: Final = struct.Struct("<IBBHQQ")
#: Sizes of owner and rest, type; owner; version, page; sizes of file, header and needs; the two digests.
_NOTE: Final = struct.Struct("<III8sIIQII32s32s")
_NOTE_AT: Final = _HEADER.size
_NOTE_END: Final = _NOTE_AT + _NOTE.size
_CONTENT_DIGEST_AT: Final = _NOTE_END - 64
_DIGEST_AT: Final = _NOTE_END - 32
_OWNER: Final = b"irtool\0\0"
_NOTE_TYPE: Final = 1
_SHT_NOTE: Final = 7
_TEXT: Final = ".text"
_NEEDS: Final = ".irtool.needs"
_ELF: Final = b"\x7fELF\x02\x01\x01"
_ZEROS: Final = bytes(32)
#: Bytes from which on the faster digest is the faster one, with the time that it takes to load.
_LARGE: Final = 1 << 19
_digested: Final = [0]
"""Bytes of all files so far."""


def _sha256(size: int) -> Any:
    """The function for so many bytes. That of OpenSSL is several times as fast, and takes milliseconds to
    load, which would be most of the time that a small program takes to start."""
    _digested[0] += size
    if _digested[0] < _LARGE and "hashlib" not in sys.modules:
        name = "_sha2" if sys.version_info >= (3, 12) else "_sha256"  # an import that fails takes long
        try:
            return importlib.import_module(name).sha256
        except ImportError:  # not CPython
            pass
    return importlib.import_module("hashlib").sha256


class ImageError(IrtoolError):
    """A file is no image, not a whole one, or not one for this machine and this version."""


class ImageFunction:
    """A function in the text."""

    __slots__ = ("name", "size", "start")

    def __init__(self, name: str, start: int, size: int) -> None:
        self.name = name
        self.start = start
        self.size = size


class Image:
    """What is in a file."""

    __slots__ = ("machine", "sections", "text_offset")

    def __init__(self, machine: int, text_offset: int, sections: dict[str, memoryview]) -> None:
        self.machine = machine
        """ELF's number of the machine."""
        self.text_offset = text_offset
        """Of the text in the file."""
        self.sections = sections


class _Rows:
    """Section headers and their strings, while a file is put together."""

    def __init__(self) -> None:
        self.headers = [bytes(_SECTION.size)]
        self.strings = bytearray(b"\0")

    def add(self, name: str, kind: int, flags: int, at: int, size: int, *rest: int) -> None:
        """A section; `rest` is link, info, alignment and size of an entry."""
        self.headers.append(_SECTION.pack(len(self.strings), kind, flags, 0, at, size, *rest))
        self.strings += name.encode() + b"\0"


def write_image(
    machine: int,
    flags: int,
    text: bytes | bytearray,
    padding: bytes,
    functions: Iterable[ImageFunction],
    sections: Mapping[str, bytes | bytearray],
    needs: bytes = b"",
    header: Mapping[str, bytes] = MappingProxyType({}),
    page_log2: int = 16,
) -> bytes:
    """The file. `padding` fills the last page of the text; `sections` come behind it, by name. `needs` is
    what `check_header` returns, `header` are small sections that are checked with it. Pages are the largest
    that systems of the machine have."""
    from .elf import SHF_ALLOC, SHF_EXECINSTR, SHT_PROGBITS, SHT_STRTAB, SHT_SYMTAB, STT_FUNC

    page = 1 << page_log2
    filler = (padding * (page // len(padding) + 1))[: -len(text) % page]
    rows = _Rows()
    file = bytearray(_NOTE_END)
    rows.add(".note.irtool", _SHT_NOTE, SHF_ALLOC, _NOTE_AT, _NOTE.size, 0, 0, 4, 0)
    rows.add(_NEEDS, SHT_PROGBITS, SHF_ALLOC, _NOTE_END, len(needs), 0, 0, 1, 0)
    file += needs
    for name, data in header.items():
        rows.add(name, SHT_PROGBITS, SHF_ALLOC, len(file), len(data), 0, 0, 1, 0)
        file += data
    # The rest of the header has a size that is known: it depends on how many sections there are.
    count = len(rows.headers) + 1 + len(sections) + 4
    names_size = len(rows.strings) + sum(
        len(name.encode()) + 1
        for name in (_TEXT, *sections, ".note.GNU-stack", ".symtab", ".strtab", ".shstrtab")
    )
    names_at = len(file)
    start = -(-(names_at + names_size) // 8) * 8
    header_size = start + count * _SECTION.size
    symbols, names = bytearray(_SYMBOL.size), bytearray(b"\0")
    number = len(rows.headers)  # of the text
    for function in functions:
        symbols += _SYMBOL.pack(len(names), STT_FUNC, 0, number, function.start, function.size)
        names += function.name.encode() + b"\0"
    file += bytes(-(-header_size // page) * page - len(file))
    size = len(text) + len(filler)
    rows.add(_TEXT, SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR, len(file), size, 0, 0, page, 0)
    file += text
    file += filler
    for name, content in sections.items():
        file += bytes(-len(file) % 8)
        rows.add(name, SHT_PROGBITS, SHF_ALLOC, len(file), len(content), 0, 0, 8, 0)
        file += content
    rows.add(".note.GNU-stack", SHT_PROGBITS, 0, len(file), 0, 0, 0, 1, 0)
    file += bytes(-len(file) % 8)
    link = len(rows.headers) + 1
    local = len(symbols) // _SYMBOL.size
    rows.add(".symtab", SHT_SYMTAB, 0, len(file), len(symbols), link, local, 8, _SYMBOL.size)
    file += symbols
    rows.add(".strtab", SHT_STRTAB, 0, len(file), len(names), 0, 0, 1, 0)
    file += names
    rows.add(".shstrtab", SHT_STRTAB, 0, names_at, names_size, 0, 0, 1, 0)
    file[names_at : names_at + names_size] = rows.strings
    file[start:header_size] = b"".join(rows.headers)
    sizes = (_HEADER.size, 0, 0, _SECTION.size, count, count - 1)
    file[:_NOTE_AT] = _HEADER.pack(_ELF + bytes(9), _ET_REL, machine, 1, 0, 0, start, flags, *sizes)
    note = (len(_OWNER) - 1, _NOTE.size - 20, _NOTE_TYPE, _OWNER, VERSION, page_log2)
    counts = (len(file), header_size, len(needs))
    file[_NOTE_AT:_NOTE_END] = _NOTE.pack(*note, *counts, _ZEROS, _ZEROS)
    seal(file)
    return bytes(file)


def seal(file: bytearray) -> None:
    """Fill in the digests of a file whose note has the right sizes."""
    size = _NOTE.unpack_from(file, _NOTE_AT)[7]
    file[_CONTENT_DIGEST_AT:_DIGEST_AT] = _sha256(len(file))(memoryview(file)[size:]).digest()
    file[_DIGEST_AT:_NOTE_END] = _header_digest(memoryview(file)[:size])


def _header_digest(header: memoryview) -> bytes:
    """SHA-256 of a header with zeros in place of its own digest."""
    made = _sha256(len(header))(header[:_DIGEST_AT])
    made.update(_ZEROS)
    made.update(header[_NOTE_END:])
    digest: bytes = made.digest()
    return digest


def image_in(view: memoryview) -> tuple[int, int]:
    """Place and size of the image in a file: all of the file, or a section of an object file. Raises
    `ImageError` for object files without one."""
    if bytes(view[:7]) != _ELF or len(view) < _NOTE_END:
        return 0, len(view)  # which the check refuses
    if _NOTE.unpack_from(view, _NOTE_AT)[2:4] == (_NOTE_TYPE, _OWNER):
        return 0, len(view)
    from .image_section import listed, noted

    note = noted(view)
    if note is not None:
        place, size, file_size = note
        if file_size == len(view) and place + size <= file_size:
            return place, size
    found = listed(view)
    if found is not None:
        place, size = found
        if size >= _NOTE_END and _NOTE.unpack_from(view, place + _NOTE_AT)[6] < size:
            raise ImageError("the object file has compiled modules of several files, which `ld -r` made one")
        return found
    if note is not None and file_size != len(view):
        raise ImageError(f"the object file is not whole: {len(view)} bytes of {file_size}")
    raise ImageError(
        "this is no compiled module: the ELF file has no note of irtool. `irtool compile FILE.wasm` writes"
        " one, but not for another machine, with --no-image, or with --set of more than the processor's"
        " features"
    )


def page_size(view: memoryview) -> int:
    """Bytes of the pages that an image is laid out for; of one that has passed `check_header`."""
    page: int = 1 << _NOTE.unpack_from(view, _NOTE_AT)[5]
    return page


def check_header(view: memoryview) -> bytes:
    """What a file needs of whoever runs it. Only the header is read: what it says of the file is right then,
    whatever the content is. Raises `ImageError`."""
    length = len(view)
    if length < _NOTE_END or bytes(view[:7]) != _ELF:
        raise ImageError("this is no compiled module: it is no ELF file, or cut off")
    _, _, kind, owner, version, page_log2, size, header, needs, _, digest = _NOTE.unpack_from(view, _NOTE_AT)
    if owner != _OWNER or kind != _NOTE_TYPE:
        raise ImageError(
            "this is no compiled module: the ELF file has no note of irtool, as the files of"
            " `irtool compile --emit image` have"
        )
    if version != VERSION:
        raise ImageError(f"the compiled module has format {version}, this irtool reads {VERSION}")
    if size != length:
        raise ImageError(f"the compiled module is not whole: {length} bytes of {size}")
    if not _NOTE_END + needs <= header <= size or _header_digest(view[:header]) != digest:
        raise ImageError("the compiled module was changed or damaged: its digest is wrong")
    if page_log2 not in _PAGES:
        raise ImageError(f"the compiled module is laid out for pages of 2**{page_log2} bytes")
    return bytes(view[_NOTE_END : _NOTE_END + needs])


def check_content(view: memoryview) -> None:
    """Compare the content of a file that has passed `check_header` with its digest, which reads all of it.
    Raises `ImageError`."""
    header = _NOTE.unpack_from(view, _NOTE_AT)[7]
    if _sha256(len(view))(view[header:]).digest() != view[_CONTENT_DIGEST_AT:_DIGEST_AT]:
        raise ImageError("the compiled module was changed or damaged: its digest is wrong")


def read_image(data: bytes | memoryview) -> Image:
    """What is in a file, checked as a whole. Raises `ImageError`."""
    view = memoryview(data)
    check_header(view)
    check_content(view)
    return sections_of(view)


def sections_of(view: memoryview) -> Image:
    """What is in a file that has passed `check_header`. Raises `ImageError`."""
    size = len(view)
    _, file_kind, machine, _, _, _, start, _, _, _, _, entry, count, names = _HEADER.unpack_from(view, 0)
    if file_kind != _ET_REL or entry != _SECTION.size or start + entry * count > size or names >= count:
        raise ImageError("the compiled module has no section headers")
    rows = [_SECTION.unpack_from(view, start + entry * number) for number in range(count)]
    if any(row[4] + row[5] > size for row in rows):
        raise ImageError("a section of the compiled module is outside of the file")
    strings = bytes(view[rows[names][4] : rows[names][4] + rows[names][5]])
    sections = {}
    offset = 0
    for row in rows[1:]:
        name = strings[row[0] :].split(b"\0", 1)[0].decode("utf-8", "replace")
        sections[name] = view[row[4] : row[4] + row[5]]
        offset = row[4] if name == _TEXT else offset
    if _TEXT not in sections or offset % page_size(view):
        raise ImageError("the compiled module has no text at whole pages")
    return Image(machine, offset, sections)
