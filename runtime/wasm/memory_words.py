"""Words of this process's memory by address."""

from __future__ import annotations

import ctypes
from typing import Final

_word: Final = ctypes.c_uint64.from_address
_MASK: Final = (1 << 64) - 1


def read_word(address: int) -> int:
    """The 8 bytes at an address."""
    return _word(address).value


def write_word(address: int, value: int) -> None:
    """Store 8 bytes."""
    _word(address).value = value & _MASK


class Block:
    """Zeroed words of the process, aligned to 16 bytes, that live as long as the object."""

    def __init__(self, size: int) -> None:
        self.size = size
        """In bytes."""
        self._buffer = (ctypes.c_char * (size + 16))()
        self.address = ctypes.addressof(self._buffer) + 15 & ~15

    def write(self, offset: int, data: bytes) -> None:
        """Copy bytes in."""
        ctypes.memmove(self.address + offset, data, len(data))

    def read(self, offset: int, size: int) -> bytes:
        """A copy of bytes of it."""
        return ctypes.string_at(self.address + offset, size)
