"""Address space that is reserved once and used from its start: memories and tables that grow in place.

    |<- size: readable and writable ->|<- the rest: any access faults ->|
    address                                                             address + reserved

So the base never moves: neither compiled code nor a buffer that Python holds has to be told about growth, and
an access behind the end is a fault, which the signal handler makes a trap. Reserving costs no memory.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import threading
import weakref
from collections.abc import Callable
from functools import partial
from typing import Final

from ...ir.errors import LimitError
from ..at_end import at_end

_PROT_NONE: Final = 0
_PROT_READ_WRITE: Final = 3
#: MAP_PRIVATE, MAP_ANONYMOUS and MAP_NORESERVE of Linux.
_FLAGS: Final = 0x02 | 0x20 | 0x4000

_libc: Final = ctypes.CDLL(None, use_errno=True)
_mmap: Final = _libc.mmap
_mmap.restype = ctypes.c_void_p
_mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
_munmap: Final = _libc.munmap
_munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
_mprotect: Final = _libc.mprotect
_mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]

#: Held by whoever makes a memory or table larger: threads may run in the middle of that. Over a fork too, so
#: that a child never finds it in the hands of a thread that it does not have.
GROWING: Final = threading.RLock()
os.register_at_fork(before=GROWING.acquire, after_in_parent=GROWING.release, after_in_child=GROWING.release)


class AddressSpace:
    """A reservation; it is given back when the object dies."""

    def __init__(self, reserved: int) -> None:
        """Raises `LimitError` when the system refuses so much address space."""
        self.reserved = -(-max(reserved, 1) // mmap.PAGESIZE) * mmap.PAGESIZE
        address = _mmap(None, self.reserved, _PROT_NONE, _FLAGS, -1, 0)
        if address is None or address == ctypes.c_void_p(-1).value:
            self.reserved = 0
            raise LimitError(
                f"the system refuses {reserved} bytes of address space (errno {ctypes.get_errno()})"
            )
        self.address: int = address
        self.usable = 0
        """Bytes from its start that can be used."""
        _spaces.add(self)
        for watcher in _watchers:
            watcher(address, self.reserved)
        # With references of its own: modules die before the last objects.
        self._end = at_end(partial(_give_back, address, self.reserved, _watchers, _munmap))

    def make_usable(self, size: int) -> bool:
        """Let the first `size` bytes be used; what is new is zero. False when the system refuses."""
        size = -(-size // mmap.PAGESIZE) * mmap.PAGESIZE
        if size > self.reserved:
            return False
        if size > self.usable:
            if _mprotect(self.address + self.usable, size - self.usable, _PROT_READ_WRITE) != 0:
                return False
            self.usable = size
        return True


def _give_back(
    address: int,
    size: int,
    watchers: list[Callable[[int, int], None]],
    munmap: Callable[[int, int], int],
) -> None:
    for watcher in watchers:
        watcher(address, size)
    munmap(address, size)


_spaces: Final[weakref.WeakSet[AddressSpace]] = weakref.WeakSet()
_watchers: Final[list[Callable[[int, int], None]]] = []


def watch(watcher: Callable[[int, int], None]) -> None:
    """Call a function, from now on, with address and size of each reservation when it begins and when it
    ends. It may be called anywhere."""
    _watchers.append(watcher)


def space_at(address: int) -> AddressSpace | None:
    """The reservation that an address is in."""
    return next((space for space in list(_spaces) if 0 <= address - space.address < space.reserved), None)


def is_reserved(address: int) -> bool:
    """Whether an address is in a reservation: a fault elsewhere is no access out of bounds."""
    return space_at(address) is not None
