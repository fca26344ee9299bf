"""Data objects of a `JitModule`: bytes, zeros, and addresses of other objects and of functions.

    | read-only objects, each at its alignment | to a page | writable objects | zeros that nobody has
    touched |

The objects that are placed together share pages, which live as long as one of them; the read-only ones cannot
be written once they are filled in.
"""

import ctypes
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import NamedTuple

from ..ir.errors import IrtoolError, LimitError, UnsupportedError
from .at_end import at_end
from .memory import PAGE, map_pages, page_round, protect_pages, unmap_pages


class Pointer(NamedTuple):
    """An address in a data object."""

    offset: int
    symbol: str
    addend: int


class Content(NamedTuple):
    """What is in a data object."""

    data: bytes
    size: int
    """Bytes; what is not in `data` is zero."""
    pointers: tuple[Pointer, ...]
    align: int


def make_content(
    name: str, data: bytes, size: int, pointers: Mapping[int, str | tuple[str, int]], align: int
) -> Content:
    """The content of an object. Raises `IrtoolError` when something of it is not possible."""
    if align < 1 or align & (align - 1) or align > PAGE:
        raise IrtoolError(f"%{name}: alignment {align} is no power of two up to {PAGE}")
    if size < 0:
        raise IrtoolError(f"%{name}: size {size} is negative")
    rows = []
    for offset, target in pointers.items():
        if not 0 <= offset <= size - 8:
            raise IrtoolError(f"%{name}: the pointer at {offset} is outside of {size} bytes")
        symbol, addend = target if isinstance(target, tuple) else (target, 0)
        rows.append(Pointer(offset, symbol, addend))
    return Content(data, size, tuple(sorted(rows)), align)


class _Pages:
    """Pages that objects share."""

    def __init__(self, size: int) -> None:
        self.address = map_pages(size)
        self.size = size
        if not self.address:
            raise LimitError(f"no memory for {size} bytes of data")
        self._end = at_end(partial(unmap_pages, self.address, size))


class DataObject:
    """A data object; it has no address before `place`."""

    __slots__ = ("_pages", "address", "content", "name", "writable")

    def __init__(self, name: str, content: Content, writable: bool) -> None:
        self.name = name
        self.content = content
        self.writable = writable
        self.address = 0
        self._pages: _Pages | None = None

    def view(self) -> memoryview:
        """The bytes, without a copy; they keep the memory."""
        array = (ctypes.c_ubyte * self.content.size).from_address(self.address)
        array._owner = self._pages  # type: ignore[attr-defined]
        view = memoryview(array).cast("B")
        return view if self.writable else view.toreadonly()


def place(objects: Iterable[DataObject], address_of: Callable[[str], int]) -> None:
    """Give memory to objects that have none and fill them in; `address_of` says where others are, those
    that are just being placed included. Nothing is changed when it fails. Raises `LimitError` and what
    `address_of` raises."""
    new = [data for data in objects if not data.address]
    if not new:
        return
    new.sort(key=lambda data: (data.writable, data.writable and not data.content.data))
    offsets, end, sealed = [], 0, 0
    for data in new:
        if data.writable and not sealed:
            sealed = end = page_round(end)
        end = -(-end // data.content.align) * data.content.align
        offsets.append(end)
        end += max(data.content.size, 1)
    if not new[-1].writable:
        sealed = page_round(end)
    pages = _Pages(page_round(end))
    try:
        for data, offset in zip(new, offsets, strict=True):
            data.address = pages.address + offset
            data._pages = pages
        for data in new:
            ctypes.memmove(data.address, data.content.data, len(data.content.data))
            for pointer in data.content.pointers:
                value = address_of(pointer.symbol) + pointer.addend & (1 << 64) - 1
                ctypes.memmove(data.address + pointer.offset, value.to_bytes(8, "little"), 8)
        if sealed and not protect_pages(pages.address, sealed):
            raise UnsupportedError("the system refuses to make data read-only")
    except BaseException:
        for data in new:
            data.address = 0
            data._pages = None
        raise
