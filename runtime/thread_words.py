"""Words that each thread has for itself, and those that all share (`backends/host.py` says which).

A thread's words are kept under pthread keys. The C library keeps the values of the first keys inside the
structure that begins (x86-64) or ends (aarch64) at the thread pointer, so machine code can reach them at a
fixed distance. Where, is found out by trying: a value is set under the key and looked for there, twice. Words
that are not found (another C library, too many keys) are reached by `pthread_getspecific`: a call.
"""

from __future__ import annotations

import ctypes
from typing import Final

from ..backends.host import (
    BLOCK_ACTIVE,
    BLOCK_GETSPECIFIC,
    BLOCK_KEY,
    BLOCK_LIMIT,
    BLOCK_LIMIT_KEY,
    BLOCK_RAISE,
    BLOCK_SETSPECIFIC,
    BLOCK_SHARED,
    BLOCK_SIGACTION,
    BLOCK_SIZE,
    ThreadWords,
)
from ..backends.host_machine import RefusedError, run_code
from ..ir.errors import UnsupportedError
from .platform import host_code

_libc: Final = ctypes.CDLL(None, use_errno=True)
_libc.pthread_self.restype = ctypes.c_uint64
_libc.pthread_setspecific.argtypes = [ctypes.c_uint, ctypes.c_uint64]
_libc.pthread_key_create.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
#: Where to look, in bytes from the start of the structure. It is at least `_LAST` long where it does not end
#: at the thread pointer, and at most `_LONGEST`.
_FIRST: Final = 0x100
_LAST: Final = 0x800
_LONGEST: Final = 0x2000


def function_address(function: object) -> int:
    """Address of a C function that ctypes has."""
    return ctypes.cast(function, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


def make_key(destructor: int = 0) -> int:
    """A new pthread key; at its end a thread calls the C function `destructor` with a value that is not 0.

    Raises `UnsupportedError` when none is left."""
    key = ctypes.c_uint()
    if _libc.pthread_key_create(ctypes.byref(key), destructor or None) != 0:
        raise UnsupportedError("no pthread key is left for running compiled code")
    return key.value


def set_word(key: int, value: int) -> None:
    """Set a word of this thread."""
    address = word_address(key, _libc.pthread_self())
    if address is None:
        _libc.pthread_setspecific(key, value)
    else:
        ctypes.c_uint64.from_address(address).value = value


def word_address(key: int, thread: int) -> int | None:
    """Address of a word of the thread that `pthread_self` calls `thread`; None if it is not known."""
    distance = _distances.get(key)
    return None if distance is None else thread + (_pointer or 0) + distance


def _find_pointer() -> int | None:
    """Distance of the thread pointer from the start of the structure, the same in all threads; None if it is
    not known."""
    host = host_code()
    if host is None:
        return None
    try:
        low, high = run_code(host.thread_pointer(), 2)
    except RefusedError:
        return None
    distance = (low | high << 32) - int(_libc.pthread_self())
    # The structure begins with the thread pointer, which is its address too, or ends at it.
    return distance if distance == 0 or _FIRST < distance <= _LONGEST else None


def _find(key: int) -> int | None:
    """Distance of a word from the thread pointer, None if it is not known."""
    if _pointer is None:
        return None
    start = _libc.pthread_self()
    end = _LAST if _pointer == 0 else _pointer
    found = []
    for value in (0x5AFE_C0DE_0000_0001, 0x0B5E_55ED_0000_0002):
        _libc.pthread_setspecific(key, value)
        words = (ctypes.c_uint64 * ((end - _FIRST) // 8)).from_address(start + _FIRST)
        found.append([_FIRST + 8 * index for index, word in enumerate(words) if word == value])
    _libc.pthread_setspecific(key, 0)
    return found[0][0] - _pointer if found[0] == found[1] and len(found[0]) == 1 else None


_pointer: Final = _find_pointer()
ACTIVATION_KEY: Final = make_key()
LIMIT_KEY: Final = make_key()
_distances: Final = {key: _find(key) for key in (ACTIVATION_KEY, LIMIT_KEY)}
WORDS: Final = ThreadWords(_distances[ACTIVATION_KEY], _distances[LIMIT_KEY])

_block: Final = (ctypes.c_uint64 * (BLOCK_SIZE // 8))()
#: Address of the block of words that all threads share.
BLOCK: Final = ctypes.addressof(_block)


def set_shared(offset: int, value: int) -> None:
    """Set a word of the block."""
    _block[offset // 8] = value


for _offset, _value in (
    (BLOCK_KEY, ACTIVATION_KEY),
    (BLOCK_LIMIT_KEY, LIMIT_KEY),
    (BLOCK_GETSPECIFIC, function_address(_libc.pthread_getspecific)),
    (BLOCK_SETSPECIFIC, function_address(_libc.pthread_setspecific)),
    (BLOCK_SIGACTION, function_address(_libc.sigaction)),
    (BLOCK_RAISE, function_address(getattr(_libc, "raise"))),
    (BLOCK_LIMIT, 1),
):
    set_shared(_offset, _value)


def is_quiet() -> bool:
    """No thread is inside of compiled code."""
    return _block[BLOCK_ACTIVE // 8] == 0 and _block[BLOCK_SHARED // 8] == 0
