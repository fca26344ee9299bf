"""Where the stack of a thread ends, for compiled code.

The prologue of a function compares the stack pointer with the number in the *limit cell*, one word of the
process whose address is in every context: below it the function traps. Compiled code runs only while its
thread holds the GIL, so one cell serves all threads: entering code sets it to the limit of the thread, and so
does whatever goes on behind a call out, during which another thread may have run.

A thread's limit is MARGIN above the end of its stack: room for callbacks to Python, for the signal handler,
and for functions that are not checked. It is computed once per thread and kept under a pthread key.
"""

import ctypes
from typing import Final

from ...ir.errors import UnsupportedError

MARGIN: Final = 256 << 10

_libc: Final = ctypes.CDLL(None)
_libc.pthread_self.restype = ctypes.c_void_p
_libc.pthread_getattr_np.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
_libc.pthread_attr_getstack.argtypes = [ctypes.c_void_p] * 3
_libc.pthread_attr_destroy.argtypes = [ctypes.c_void_p]
_libc.pthread_setspecific.argtypes = [ctypes.c_uint, ctypes.c_void_p]
#: More than `pthread_attr_t` has on any 64-bit Linux.
_ATTRIBUTES_SIZE: Final = 128

_cell: Final = ctypes.c_uint64(0)
CELL_ADDRESS: Final = ctypes.addressof(_cell)


def _make_key() -> int:
    key = ctypes.c_uint()
    if _libc.pthread_key_create(ctypes.byref(key), None) != 0:
        raise UnsupportedError("no pthread key is left for the stack limit")
    return key.value


KEY: Final = _make_key()


def _find_limit() -> int:
    """The limit of this thread, kept under KEY from now on."""
    attributes = ctypes.create_string_buffer(_ATTRIBUTES_SIZE)
    address, size = ctypes.c_uint64(), ctypes.c_uint64()
    limit = 1  # not known: nothing is below it
    if _libc.pthread_getattr_np(_libc.pthread_self(), attributes) == 0:
        if _libc.pthread_attr_getstack(attributes, ctypes.byref(address), ctypes.byref(size)) == 0:
            limit = address.value + min(MARGIN, size.value // 4)
        _libc.pthread_attr_destroy(attributes)
    _libc.pthread_setspecific(KEY, limit)
    return limit


_callback: Final = ctypes.PYFUNCTYPE(ctypes.c_uint64)(_find_limit)


def _address(function: object) -> int:
    return ctypes.cast(function, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


#: Address of a C function without parameters that returns the limit of a thread that KEY does not have yet.
FIND_LIMIT: Final = _address(_callback)
GET_SPECIFIC: Final = _address(_libc.pthread_getspecific)
