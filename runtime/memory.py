"""Memory for machine code: writable while it is filled, then executable, never both.

Pages come from an anonymous private `mmap`; `seal` makes the text readable and executable and the
rest (the address slots) read-only. The pages are unmapped by `close`, or when the owner is
collected.
"""

import ctypes
import mmap
from typing import Final

from ..ir.errors import LimitError

PAGE: Final = mmap.PAGESIZE
_PROT_READ: Final = 1
_PROT_WRITE: Final = 2
_PROT_EXEC: Final = 4
_MAP_PRIVATE: Final = 2
_MAP_ANONYMOUS: Final = 0x20

_libc: Final = ctypes.CDLL(None, use_errno=True)
_libc.mmap.restype = ctypes.c_void_p
_libc.mmap.argtypes = [
    ctypes.c_void_p,
    ctypes.c_size_t,
    ctypes.c_int,
    ctypes.c_int,
    ctypes.c_int,
    ctypes.c_long,
]
_libc.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
_libc.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]


def page_round(size: int) -> int:
    """`size` rounded up to whole pages."""
    return (size + PAGE - 1) & ~(PAGE - 1)


class CodeMemory:
    """Pages for `text_size` bytes of code, then for `data_size` bytes that are not executable."""

    def __init__(self, text_size: int, data_size: int = 0) -> None:
        self.text_pages = max(page_round(text_size), PAGE)
        self.data_pages = page_round(data_size)
        size = self.text_pages + self.data_pages
        address = _libc.mmap(None, size, _PROT_READ | _PROT_WRITE, _MAP_PRIVATE | _MAP_ANONYMOUS, -1, 0)
        if address is None or address == ctypes.c_void_p(-1).value:
            raise LimitError(f"no memory for {size} bytes of code (errno {ctypes.get_errno()})")
        self.address: int = address
        """Start of the text, page-aligned; the data starts at `address + text_pages`."""
        self._size = size
        self._munmap = _libc.munmap  # a reference of our own: modules die before the last objects

    def write(self, offset: int, data: bytes | bytearray) -> None:
        """Copy bytes in, before `seal`."""
        assert 0 <= offset and offset + len(data) <= self.text_pages + self.data_pages
        ctypes.memmove(self.address + offset, bytes(data), len(data))

    def seal(self) -> None:
        """Make the text executable and everything unwritable.

        Raises `LimitError` when the system forbids executable memory."""
        if _libc.mprotect(self.address, self.text_pages, _PROT_READ | _PROT_EXEC) != 0:
            raise LimitError(f"the system refuses executable memory (errno {ctypes.get_errno()})")
        if self.data_pages:
            _libc.mprotect(self.address + self.text_pages, self.data_pages, _PROT_READ)

    def close(self) -> None:
        """Unmap the pages; nothing may use the code any more. May be called twice."""
        if self._size:
            self._munmap(self.address, self._size)
            self._size = 0

    def __del__(self) -> None:
        if getattr(self, "_size", 0):
            self.close()
