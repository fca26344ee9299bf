"""Limits of time for compiled code.

    with time_limit(2.5):
        exports.run()                       TimeLimitError when it is not done after 2.5 seconds
    exports.run(timeout=2.5)                the same

Code that runs holds the GIL, so nothing written in Python can stop it. A limit is a thread of the system that
runs a function of IR: it sleeps, then sets the interruption word (`interrupts.py`), and again every
millisecond until it is told to end, since another thread of Python may have read and cleared the word. And
it pokes the thread (`runtime/poke.py`). The code that finds the word set looks through the list of limits for
one of its own thread that is over:

    limit's record   +0 fd, events (a pollfd)   +8 milliseconds   +16 is it over   +24 thread   +32 next
                     +40 number of the thread for the system

The list, whose head is at HEAD_ADDRESS, is changed and read under the GIL. Code of CLIF is stopped, and code
that looks: that of modules made with `Tunables(interruptible=True)`. Functions of Python that it calls are
not; when they return, the code is.
"""

from __future__ import annotations

import ctypes
import os
import signal
import threading
import time
from functools import cache
from typing import Final, Self

from ...frontend.wasm.traps import TRAP_TIME
from ...ir.errors import UnsupportedError
from .. import poke
from ..glue_code import Recipe, stubs
from ..pending import MAKERS, Uncatchable
from .memory_words import Block, read_word, write_word

_POLL_EVENTS: Final = 4
MILLISECONDS: Final = 8
OVER_OFFSET: Final = 16
THREAD_OFFSET: Final = 24
NEXT_OFFSET: Final = 32
TID_OFFSET: Final = 40
_RECORD_SIZE: Final = 48
_POLLIN: Final = 1
#: Most seconds: milliseconds are a C int.
MAX_SECONDS: Final = 2_000_000

HEAD_ADDRESS: Final = poke.LIMITS.address
#: The code that a limit's thread runs.
WATCH: Final = Recipe("watch", f"{__package__}.system_glue", "watch_glue")
_libc: Final = ctypes.CDLL(None)
_libc.pthread_create.argtypes = [ctypes.c_void_p] * 4
_libc.pthread_join.argtypes = [ctypes.c_uint64, ctypes.c_void_p]


class TimeLimitError(Uncatchable, TimeoutError):
    """The code ran for longer than it was given; WebAssembly cannot catch it."""


class time_limit:  # noqa: N801  it is used like a function
    """A limit for what this thread runs in a `with` statement; see the module docstring."""

    def __init__(self, seconds: float) -> None:
        """Raises `ValueError` for seconds that are not from 0 to `MAX_SECONDS` (23 days)."""
        if not 0 <= seconds <= MAX_SECONDS:
            raise ValueError(f"a time limit must be from 0 to {MAX_SECONDS} seconds, not {seconds}")
        self.seconds = seconds
        """The limit."""
        self._thread = ctypes.c_uint64()
        self._process = 0
        self._event = -1
        self.record = 0
        """Address of its record while it is in force."""
        self.end = 0.0
        """When it is over, by `time.monotonic`."""

    def __enter__(self) -> Self:
        """Raises `UnsupportedError` when the system has no thread left."""
        if self.record:
            raise RuntimeError("the time limit is in force already")
        self._block = Block(_RECORD_SIZE)
        self.record = self._block.address
        try:
            self._start()
        except BaseException:  # Ctrl-C, perhaps: `__exit__` will not be called
            self._stop()
            raise
        return self

    def __exit__(self, *exception: object) -> None:
        self._stop()

    def _start(self) -> None:
        import math  # a shared object, which only a limit of time has a use for

        from .. import interruption

        record = self.record
        interruption.install()
        poke.allow_poke()
        watch = _watch_address()
        self._process = os.getpid()
        self._event = os.eventfd(0)
        write_word(record, self._event | _POLLIN << 8 * _POLL_EVENTS)
        write_word(record + MILLISECONDS, math.ceil(self.seconds * 1000))
        write_word(record + THREAD_OFFSET, threading.get_ident())
        write_word(record + TID_OFFSET, threading.get_native_id())
        self.end = time.monotonic() + self.seconds
        write_word(record + NEXT_OFFSET, read_word(HEAD_ADDRESS))
        write_word(HEAD_ADDRESS, record)
        _limits[record] = self
        # The new thread inherits that it gets no signals: a handler of Python's must not run there.
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        try:
            failed = _libc.pthread_create(ctypes.byref(self._thread), None, watch, record)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        if failed:
            raise UnsupportedError("no thread for a time limit can be started")

    def _stop(self) -> None:
        """End the thread, as far as there is one, and take the record off the list."""
        record, self.record = self.record, 0
        if _limits.pop(record, None) is not None:
            at = HEAD_ADDRESS
            while (found := read_word(at)) != record:
                at = found + NEXT_OFFSET
            write_word(at, read_word(record + NEXT_OFFSET))
        if self._thread.value and os.getpid() == self._process:  # a child of `fork` has no such thread
            os.eventfd_write(self._event, 1)
            _libc.pthread_join(self._thread, None)
        self._thread.value = 0
        if self._event >= 0:
            os.close(self._event)
        self._event = -1


_limits: Final[dict[int, time_limit]] = {}
"""Those that are in force, by record."""


def check() -> float | None:
    """Seconds that this thread may go on, None for no limit. Raises `TimeLimitError` when it is over."""
    own = threading.get_ident()
    process = os.getpid()  # a child of `fork` has no limit
    ends = [
        limit.end
        for limit in _limits.values()
        if read_word(limit.record + THREAD_OFFSET) == own and limit._process == process
    ]
    if not ends:
        return None
    left = min(ends) - time.monotonic()
    if left <= 0:
        raise time_is_over()
    return left


def time_is_over() -> TimeLimitError:
    """The exception for a limit of this thread that is over."""
    own = threading.get_ident()
    now = time.monotonic()
    for limit in _limits.values():
        if read_word(limit.record + THREAD_OFFSET) == own and limit.end <= now + 0.001:
            return TimeLimitError(f"the time limit of {limit.seconds:g} seconds is over")
    return TimeLimitError("the time limit is over")


MAKERS[TRAP_TIME] = time_is_over
poke.set_limits(check)


@cache
def _watch_address() -> int:
    """Address of the function that a limit's thread runs; its parameter is the record."""
    return stubs(WATCH)["watch"]
