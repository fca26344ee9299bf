"""Memory for machine code: writable while it is filled, then executable, never both.

Pages come from an anonymous private `mmap`; `seal` makes the text readable and executable and the
rest (the address slots) read-only. The pages are unmapped by `close`, or when the owner is
collected.
"""

from __future__ import annotations

import ctypes
import mmap
from typing import Any, Final

from ..ir.errors import LimitError

PAGE: Final = mmap.PAGESIZE
_PROT_READ: Final = 1
_PROT_WRITE: Final = 2
_PROT_EXEC: Final = 4
_MAP_SHARED: Final = 1
_MAP_PRIVATE: Final = 2
_MAP_FIXED: Final = 0x10
_MAP_NORESERVE: Final = 0x4000
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


def reserve_pages(size: int) -> int:
    """Address of `size` bytes of address space without memory, 0 when the system refuses."""
    address = _libc.mmap(None, size, 0, _MAP_PRIVATE | _MAP_ANONYMOUS | _MAP_NORESERVE, -1, 0)
    return 0 if address is None or address == ctypes.c_void_p(-1).value else address


def map_pages(size: int) -> int:
    """Address of `size` zeroed bytes, readable and writable; 0 when the system refuses."""
    flags = _MAP_PRIVATE | _MAP_ANONYMOUS | _MAP_NORESERVE
    address = _libc.mmap(None, size, _PROT_READ | _PROT_WRITE, flags, -1, 0)
    return 0 if address is None or address == ctypes.c_void_p(-1).value else address


def protect_pages(address: int, size: int) -> bool:
    """Make pages read-only; False when the system refuses."""
    return bool(_libc.mprotect(address, size, _PROT_READ) == 0)


def execute_pages(address: int, size: int) -> None:
    """Make pages executable, and no longer writable. Raises `LimitError` when the system forbids that."""
    if _libc.mprotect(address, size, _PROT_READ | _PROT_EXEC) != 0:
        raise LimitError(f"the system refuses executable memory (errno {ctypes.get_errno()})")


def use_pages(address: int, size: int, file: int = -1, offset: int = 0) -> bool:
    """Put memory into reserved address space: zeroed, readable and writable, or pages of a file, readable and
    executable. False when the system refuses."""
    rights, flags = _PROT_READ | _PROT_WRITE, _MAP_PRIVATE | _MAP_ANONYMOUS | _MAP_FIXED
    if file >= 0:
        rights, flags = _PROT_READ | _PROT_EXEC, _MAP_SHARED | _MAP_FIXED
    return bool(_libc.mmap(address, size, rights, flags, file, offset) == address)


def unmap_pages(address: int, size: int, munmap: Any = _libc.munmap) -> None:
    """Give address space back."""
    munmap(address, size)


class CodeMemory:
    """Pages for `text_size` bytes of code, then for `data_size` bytes that are not executable."""

    def __init__(self, text_size: int, data_size: int = 0, writable: bool = False) -> None:
        """`writable` says that the data stays so. Raises `LimitError` when there is no memory."""
        self._writable = writable
        self.text_pages = max(page_round(text_size), PAGE)
        self.data_pages = page_round(data_size)
        size = self.text_pages + self.data_pages
        self.address = map_pages(size)
        """Start of the text, page-aligned; the data starts at `address + text_pages`."""
        if not self.address:
            raise LimitError(f"no memory for {size} bytes of code (errno {ctypes.get_errno()})")
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
        if self.data_pages and not self._writable:
            _libc.mprotect(self.address + self.text_pages, self.data_pages, _PROT_READ)

    def close(self) -> None:
        """Unmap the pages; nothing may use the code any more. May be called twice."""
        if self._size:
            self._munmap(self.address, self._size)
            self._size = 0

    def __del__(self) -> None:
        if getattr(self, "_size", 0):
            self.close()
