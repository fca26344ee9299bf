"""ELF files for debuggers: what says where generated code is, and what a debugger is told of it by.

    symbol_file      functions at absolute addresses, without their code, which is in memory already
    shared_object    a library for `dlopen` with exported functions and data

The library is as small as one can be: three segments (tables, code, data), a hash table of one bucket. The
output depends on the input alone. Source: System V ABI, chapters 4 and 5.
"""

import struct
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from ..backends.object_format import ObjectFormat

_HEADER: Final = struct.Struct("<16sHHIQQQIHHHHHH")
_SEGMENT: Final = struct.Struct("<IIQQQQQQ")
_SECTION: Final = struct.Struct("<IIQQQQIIQQ")
_SYMBOL: Final = struct.Struct("<IBBHQQ")
_DYNAMIC: Final = struct.Struct("<QQ")
_IDENT: Final = b"\x7fELF\x02\x01\x01" + bytes(9)
_ET_EXEC: Final = 2
_ET_DYN: Final = 3
_PROGBITS, _SYMTAB, _STRTAB, _HASH, _DYNAMIC_TYPE, _NOBITS, _DYNSYM = 1, 2, 3, 5, 6, 8, 11
_WRITE, _ALLOC, _EXECUTE = 1, 2, 4
_GLOBAL_OBJECT: Final = 0x11
_GLOBAL_FUNCTION: Final = 0x12
_PT_LOAD: Final = 1
_PT_DYNAMIC: Final = 2
_PT_GNU_STACK: Final = 0x6474E551
_DT_HASH, _DT_STRTAB, _DT_SYMTAB, _DT_STRSZ, _DT_SYMENT, _DT_SONAME = 4, 5, 6, 10, 11, 14
#: The largest page of Linux on any machine: segments begin on pages of their own.
_PAGE: Final = 1 << 16


class DebugFunction(NamedTuple):
    """A function in memory."""

    name: str
    start: int
    """Bytes from the start of its text."""
    size: int


class _Section(NamedTuple):
    name: str
    kind: int
    flags: int
    address: int
    offset: int
    size: int
    link: int = 0
    info: int = 0
    align: int = 1
    entry_size: int = 0


def _strings(names: Iterable[str]) -> tuple[bytes, dict[str, int]]:
    """A table of strings, and where each is."""
    data, places = bytearray(b"\0"), {"": 0}
    for name in names:
        if name not in places:
            places[name] = len(data)
            data += name.encode() + b"\0"
    return bytes(data), places


def _finished(
    data: bytearray, sections: list[_Section], kind: int, form: ObjectFormat, segments: int
) -> bytes:
    """The file: `data` has room for the header at its start, and lacks section names and headers. The first
    section is the null section, the last the table of names."""
    names, places = _strings(section.name for section in sections)
    sections[-1] = sections[-1]._replace(offset=len(data), size=len(names))
    data += names
    data += bytes(-len(data) % 8)
    start = len(data)
    for section in sections:
        data += _SECTION.pack(places[section.name], *section[1:])
    data[: _HEADER.size] = _HEADER.pack(
        _IDENT,
        kind,
        form.elf_machine,
        1,
        0,
        _HEADER.size if segments else 0,
        start,
        form.elf_flags,
        _HEADER.size,
        _SEGMENT.size if segments else 0,
        segments,
        _SECTION.size,
        len(sections),
        len(sections) - 1,
    )
    return bytes(data)


def symbol_file(form: ObjectFormat, address: int, size: int, functions: Sequence[DebugFunction]) -> bytes:
    """An ELF file that names the functions of a text of `size` bytes at an address of this process."""
    strings, places = _strings(function.name for function in functions)
    data = bytearray(_HEADER.size)
    symbols = len(data)
    data += bytes(_SYMBOL.size)
    for function in functions:
        place = address + function.start
        data += _SYMBOL.pack(places[function.name], _GLOBAL_FUNCTION, 0, 1, place, function.size)
    symbols_size = len(data) - symbols
    data += strings
    sections = [
        _Section("", 0, 0, 0, 0, 0, align=0),
        _Section(".text", _NOBITS, _ALLOC | _EXECUTE, address, symbols, size, align=16),
        _Section(".symtab", _SYMTAB, 0, 0, symbols, symbols_size, 3, 1, 8, _SYMBOL.size),
        _Section(".strtab", _STRTAB, 0, 0, symbols + symbols_size, len(strings)),
        _Section(".shstrtab", _STRTAB, 0, 0, 0, 0),
    ]
    return _finished(data, sections, _ET_EXEC, form, 0)


def shared_object(form: ObjectFormat, name: str, functions: dict[str, bytes], data: dict[str, int]) -> bytes:
    """A library with these functions, position-independent code without relocations, and zeroed data
    objects of so many bytes."""
    strings, places = _strings([*functions, *data, name])
    count = len(functions) + len(data)
    text = bytearray()
    symbols = bytearray(_SYMBOL.size)
    for symbol, code in functions.items():
        at = _PAGE + len(text)
        symbols += _SYMBOL.pack(places[symbol], _GLOBAL_FUNCTION, 0, 4, at, len(code))
        text += code + bytes(-len(code) % 16)
    dynamic_size = 7 * _DYNAMIC.size
    end = 2 * _PAGE + dynamic_size
    for symbol, size in data.items():
        symbols += _SYMBOL.pack(places[symbol], _GLOBAL_OBJECT, 0, 6, end, size)
        end += -(-size // 16) * 16
    # One bucket: symbol 1, whose chain goes on to the next, and so on.
    hashes = struct.pack(f"<{count + 4}I", 1, count + 1, 1, 0, *range(2, count + 1), 0)
    segments = 5
    out = bytearray(_HEADER.size + segments * _SEGMENT.size)
    hash_at = len(out)
    out += hashes + bytes(-len(hashes) % 8)
    symbols_at = len(out)
    out += symbols
    strings_at = len(out)
    out += strings
    head_size = len(out)
    out += bytes(_PAGE - len(out)) + text
    out += bytes(2 * _PAGE - len(out))
    for tag, value in (
        (_DT_HASH, hash_at),
        (_DT_SYMTAB, symbols_at),
        (_DT_STRTAB, strings_at),
        (_DT_STRSZ, len(strings)),
        (_DT_SYMENT, _SYMBOL.size),
        (_DT_SONAME, places[name]),
        (0, 0),
    ):
        out += _DYNAMIC.pack(tag, value)
    out += bytes(end - len(out))
    writable = end - 2 * _PAGE
    rows = [
        (_PT_LOAD, 4, 0, head_size, _PAGE),
        (_PT_LOAD, 5, _PAGE, len(text), _PAGE),
        (_PT_LOAD, 6, 2 * _PAGE, writable, _PAGE),
        (_PT_DYNAMIC, 6, 2 * _PAGE, dynamic_size, 8),
        (_PT_GNU_STACK, 6, 0, 0, 16),
    ]
    for row, (kind, rights, at, size, align) in enumerate(rows):
        place = _HEADER.size + row * _SEGMENT.size
        out[place : place + _SEGMENT.size] = _SEGMENT.pack(kind, rights, at, at, at, size, size, align)
    sections = [
        _Section("", 0, 0, 0, 0, 0, align=0),
        _Section(".hash", _HASH, _ALLOC, hash_at, hash_at, len(hashes), 2, 0, 8, 4),
        _Section(".dynsym", _DYNSYM, _ALLOC, symbols_at, symbols_at, len(symbols), 3, 1, 8, _SYMBOL.size),
        _Section(".dynstr", _STRTAB, _ALLOC, strings_at, strings_at, len(strings)),
        _Section(".text", _PROGBITS, _ALLOC | _EXECUTE, _PAGE, _PAGE, len(text), align=16),
        _Section(".dynamic", _DYNAMIC_TYPE, _ALLOC | _WRITE, 2 * _PAGE, 2 * _PAGE, dynamic_size, 3, 0, 8, 16),
        _Section(
            ".data",
            _PROGBITS,
            _ALLOC | _WRITE,
            2 * _PAGE + dynamic_size,
            2 * _PAGE + dynamic_size,
            writable - dynamic_size,
            align=16,
        ),
        _Section(".shstrtab", _STRTAB, 0, 0, 0, 0),
    ]
    return _finished(out, sections, _ET_DYN, form, segments)
