"""Where the stack of a thread ends, for compiled code.

Functions that call others compare the stack pointer with the *limit cell*, one word of the process: below it
they trap. Code runs only while its thread holds the GIL, so one cell serves all threads: `arm`
(`backends/host.py`) sets it to the limit of the thread, `disarm` puts the former one back, and so does
whatever goes on behind a call out, during which another thread may have run. Code that runs without the GIL
asks for the limit of its thread instead (`LIMIT_OF_THREAD`).

A thread's limit is MARGIN above the end of its stack: room for callbacks to Python, for C functions, and for
functions that are not checked. It is computed once per thread. Frames that are larger than that touch the
pages that they pass over; the fault at the end of the stack is a trap as well, for which the thread gets a
stack for signal handlers, unless it has one.
"""

from __future__ import annotations

import ctypes
import os
import threading
from collections.abc import Callable
from typing import Final

from ..backends.host import BLOCK_LIMIT
from .addresses import NAMED
from .thread_words import ACTIVATION_KEY, BLOCK, LIMIT_KEY, function_address, make_key, set_word

MARGIN: Final = 256 << 10
#: Bytes of a stack for signal handlers; the handler before ours may be anyone's.
SIGNAL_STACK: Final = 64 << 10

_libc: Final = ctypes.CDLL(None)
_libc.pthread_self.restype = ctypes.c_void_p
_libc.pthread_getattr_np.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
_libc.pthread_attr_getstack.argtypes = [ctypes.c_void_p] * 3
_libc.pthread_attr_destroy.argtypes = [ctypes.c_void_p]
_libc.pthread_setspecific.argtypes = [ctypes.c_uint, ctypes.c_void_p]
_libc.malloc.restype = ctypes.c_void_p
_libc.malloc.argtypes = [ctypes.c_size_t]
#: More than `pthread_attr_t` has on any 64-bit Linux.
_ATTRIBUTES_SIZE: Final = 128
_SS_DISABLE: Final = 2

CELL_ADDRESS: Final = BLOCK + BLOCK_LIMIT
#: Its symbol, and that of `FIND_LIMIT` (`addresses.py`).
LIMIT: Final = "__irtool_limit"
FIND: Final = "__irtool_find_limit"


class _SignalStack(ctypes.Structure):
    """`stack_t`."""

    _fields_ = (("address", ctypes.c_void_p), ("flags", ctypes.c_int), ("size", ctypes.c_size_t))


#: At the end of a thread its signal stack is freed; nothing can fault in it any more.
_stack_key: Final = make_key(function_address(_libc.free))


#: Ends of the stacks of threads that ran compiled code, by their lowest address. Some may have ended.
STACKS: Final[dict[int, int]] = {}
#: Called when there is another stack, before code runs on it, and when some are gone.
ON_NEW_STACK: Final[list[Callable[[], None]]] = []
#: The system's numbers of their threads, where they are known.
_threads: Final[dict[int, int]] = {}
os.register_at_fork(after_in_child=_threads.clear)  # a child has other numbers


def add_stack(start: int, end: int, thread: int = 0) -> None:
    """Compiled code is about to run on a stack, that of a thread unless `thread` is 0."""
    STACKS[start] = end
    if thread:
        _threads[start] = thread
    _tell()


def drop_stack(start: int) -> None:
    """No compiled code runs on a stack any more."""
    del STACKS[start]
    _tell()


def forget_ended() -> None:
    """Forget the stacks of threads that have ended. The C library keeps some for threads to come, and what is
    left on them names objects that are long gone, or others at the same addresses."""
    tasks = "/proc/self/task"
    if not os.path.exists(f"{tasks}/{threading.get_native_id()}"):
        return  # a system that does not tell
    ended = [start for start, thread in _threads.items() if not os.path.exists(f"{tasks}/{thread}")]
    for start in ended:
        del _threads[start]
        STACKS.pop(start, None)
    if ended:
        _tell()


def _tell() -> None:
    for tell in ON_NEW_STACK:
        tell()


def _find_limit() -> int:
    """The limit of this thread, which has it from now on."""
    attributes = ctypes.create_string_buffer(_ATTRIBUTES_SIZE)
    address, size = ctypes.c_uint64(), ctypes.c_uint64()
    limit = 1  # not known: nothing is below it
    if _libc.pthread_getattr_np(_libc.pthread_self(), attributes) == 0:
        if _libc.pthread_attr_getstack(attributes, ctypes.byref(address), ctypes.byref(size)) == 0:
            limit = address.value + min(MARGIN, size.value // 4)
            add_stack(address.value, address.value + size.value, threading.get_native_id())
        _libc.pthread_attr_destroy(attributes)
    _give_signal_stack()
    # From now on the C library takes what `arm` stores without it for a value under the key.
    _libc.pthread_setspecific(ACTIVATION_KEY, None)
    set_word(LIMIT_KEY, limit)
    return limit


def _give_signal_stack() -> None:
    """A thread needs a stack for the handler of the fault at the end of its own."""
    present = _SignalStack()
    if _libc.sigaltstack(None, ctypes.byref(present)) != 0 or not present.flags & _SS_DISABLE:
        return
    memory = _libc.malloc(SIGNAL_STACK)
    if memory:
        made = _SignalStack(memory, 0, SIGNAL_STACK)
        if _libc.sigaltstack(ctypes.byref(made), None) == 0:
            _libc.pthread_setspecific(_stack_key, memory)
        else:
            _libc.free(ctypes.c_void_p(memory))


_callback: Final = ctypes.PYFUNCTYPE(ctypes.c_uint64)(_find_limit)

#: Address of a C function without parameters that finds the limit of a thread that has none yet. Its caller
#: holds the GIL.
FIND_LIMIT: Final = function_address(_callback)
NAMED[LIMIT] = lambda: CELL_ADDRESS
NAMED[FIND] = lambda: FIND_LIMIT
