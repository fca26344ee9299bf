"""Address space that is reserved once and used from its start: memories and tables that grow in place.

    |<- size: readable and writable ->|<- the rest: any access faults ->|
    address                                                             address + reserved

So the base never moves: neither compiled code nor a buffer that Python holds has to be told about growth, and
an access behind the end is a fault, which the signal handler makes a trap. Reserving costs no memory.
"""

import ctypes
import mmap
import weakref
from typing import Final

from ...ir.errors import LimitError

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
        self._usable = 0
        _spaces.add(self)
        self._munmap = _munmap  # a reference of our own: modules die before the last objects

    def make_usable(self, size: int) -> bool:
        """Let the first `size` bytes be used; what is new is zero. False when the system refuses."""
        size = -(-size // mmap.PAGESIZE) * mmap.PAGESIZE
        if size > self.reserved:
            return False
        if size > self._usable:
            if _mprotect(self.address + self._usable, size - self._usable, _PROT_READ_WRITE) != 0:
                return False
            self._usable = size
        return True

    def __del__(self) -> None:
        if getattr(self, "reserved", 0):
            self._munmap(self.address, self.reserved)
            self.reserved = 0


_spaces: Final[weakref.WeakSet[AddressSpace]] = weakref.WeakSet()


def is_reserved(address: int) -> bool:
    """Whether an address is in a reservation: a fault elsewhere is no access out of bounds."""
    return any(0 <= address - space.address < space.reserved for space in list(_spaces))
