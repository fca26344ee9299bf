"""Where CPython keeps what generated code reads from objects and writes to them in line (`c_api.py`).

It is found out by looking at objects of known value; what is elsewhere in some Python is left to calls.

    >3.11   +0 refcount  +8 type  +16 number of digits, with the sign of the int     +24 digits of 30 bits
    3.12+                         +16 number of digits << 3, 0 or 2 (negative) in the low bits; 1 is zero
            float  +16 the number          tuple  +16 length  +24 items          bytes  +16 length  +32 bytes

A bool is laid out like an int. The ints from -5 to 256 are there once for all, side by side. From 3.12 on a
reference count whose low 32 bits are negative belongs to an object that is never freed and not counted, as
these are. Freeing an `int` whose last reference goes is giving its memory back to the object allocator, up to
3.13; later it is kept for reuse.
"""

from __future__ import annotations

import ctypes
import struct
import sys
from typing import Final

TYPE: Final = 8
SIZE: Final = 16
DIGIT: Final = 24
DIGIT_BITS: Final = 30
FLOAT: Final = 16
#: -1 times the smallest int that there is once for all, and the int behind the largest.
SMALLEST: Final = 5
SMALL_END: Final = 257


def _read(value: object, offset: int, size: int) -> bytes:
    return ctypes.string_at(id(value) + offset, size)


def _plain_objects() -> bool:
    """Objects begin with a word of reference count and one of type."""
    known = sys.implementation.name == "cpython" and "t" not in getattr(sys, "abiflags", "")
    return known and object.__basicsize__ == 16


def _sizes(number: int) -> tuple[int, int]:
    """The word and the digit of a small int."""
    size, digit = struct.unpack("<qI", _read(number, SIZE, 12))
    return int(size), int(digit)


def _int_layout() -> str:
    """How ints of one digit are stored: `sized`, `tagged` or unknown (empty)."""
    if not _plain_objects() or sys.int_info.bits_per_digit != DIGIT_BITS:
        return ""
    samples = (1, True, -1, 77, -300, 123456, (1 << 30) - 1, -(1 << 30) + 1)
    zeros = {_sizes(0)[0], _sizes(False)[0]}
    if all(_sizes(n) == ((n > 0) - (n < 0), abs(n)) for n in samples) and zeros == {0}:
        return "sized"
    if all(_sizes(n) == (8 | 2 * (n < 0), abs(n)) for n in samples) and zeros == {1}:
        return "tagged"
    return ""


INT_LAYOUT: Final = _int_layout()
FLOAT_INSIDE: Final = _plain_objects() and all(
    _read(number, FLOAT, 8) == struct.pack("<d", number) for number in (1.5, -3.25e300)
)


def _bytes_inside() -> bool:
    samples = (b"", b"a", b"0123456789abcdef" * 3)
    offset = bytes.__basicsize__ - 1  # a zero byte follows
    return _plain_objects() and all(
        _read(data, SIZE, 8) == struct.pack("<q", len(data))
        and _read(data, offset, len(data) + 1) == data + b"\0"
        for data in samples
    )


BYTES: Final = bytes.__basicsize__ - 1 if _bytes_inside() else 0
"""Offset of the bytes of a `bytes`, whose number is at `SIZE`; 0 if it is not known."""


def _items_inside() -> bool:
    pair = (object(), object())
    found = struct.unpack("<qQQ", _read(pair, SIZE, 24)) if _plain_objects() else ()
    return found == (2, id(pair[0]), id(pair[1]))


ITEMS: Final = 24 if _items_inside() else 0
"""Offset of the items of a tuple, 0 if it is not known."""


def _counts() -> bool:
    """The first word of an object is its reference count, on which nobody else keeps books."""
    if not _plain_objects() or hasattr(sys, "gettotalrefcount") or sys.version_info >= (3, 14):
        return False
    thing = object()
    others = [thing] * 100
    count = ctypes.c_int64.from_address(id(thing)).value
    return count == sys.getrefcount(thing) - 1 == len(others) + 1


def _small_step() -> int:
    """The bytes from one small int to the next, 0 if they do not lie side by side."""
    zero, step = id(0), id(1) - id(0)
    side_by_side = all(id(int(str(n))) == zero + step * n for n in range(-SMALLEST, SMALL_END))
    return step if side_by_side and step in (32, 64) else 0


def _makes_ints() -> bool:
    """An int is memory of the object allocator, filled in."""
    fits = (int.__basicsize__, int.__itemsize__) == (DIGIT, 4)
    return bool(INT_LAYOUT) and fits and _counts() and _small_step() > 0


COUNTS: Final = _counts()
IMMORTAL: Final = COUNTS and ctypes.c_int32.from_address(id(None)).value < 0
"""References to some objects, as None and the small ints, are not counted."""
SMALL_STEP: Final = _small_step()
MAKES_INTS: Final = _makes_ints()
"""Ints are made and freed in line, small ones are at `id(0) + SMALL_STEP * number`."""

#: All of that: code that was made for one layout fits a Python with the same.
LAYOUT_NAME: Final = "-".join(
    (
        INT_LAYOUT,
        "float" if FLOAT_INSIDE else "",
        f"bytes {BYTES}",
        str(ITEMS),
        f"counts{' immortal' if IMMORTAL else ''}" if COUNTS else "",
        f"small {-SMALLEST}..{SMALL_END} {SMALL_STEP}",
        "makes" if MAKES_INTS else "",
    )
)
