"""`memory.atomic.wait` and `notify`: threads of Python that wait for an address.

One lock covers all queues: comparing and joining one are a single step for whoever notifies, and so are
leaving it and throwing an empty one away. Code of an instance may store meanwhile; it notifies afterwards.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import Final

from ...frontend.wasm.traps import TRAP_UNALIGNED, TRAP_UNSHARED_WAIT
from ..pending import host_trap
from . import time_limits
from .items import Memory

WOKEN: Final = 0
DIFFERS: Final = 1
TOO_LATE: Final = 2

_lock: Final = threading.Lock()
_queues: Final[dict[int, deque[threading.Event]]] = {}
"""Who waits, by address; no empty ones."""


def wait(memory: Memory, at: int, expected: int, timeout: int, size: int) -> int:
    """Wait until `notify`, or for `timeout` nanoseconds (negative: for ever), but no longer than the
    time limit of this thread. Raises `Trap` and `TimeLimitError`."""
    if at % size:
        raise host_trap(TRAP_UNALIGNED)
    address = memory.range(at, size)
    if not memory.shared:
        raise host_trap(TRAP_UNSHARED_WAIT)
    limit = time_limits.check()
    event = threading.Event()
    with _lock:
        if int.from_bytes(memory.read(at, size), "little") != expected:
            return DIFFERS
        _queues.setdefault(address, deque()).append(event)
    seconds = None if timeout >> 63 else min(timeout / 1e9, threading.TIMEOUT_MAX)
    if limit is not None:
        seconds = limit if seconds is None else min(seconds, limit)
    try:
        event.wait(seconds)
    finally:
        with _lock:
            woken = event.is_set()  # perhaps just after the time was over
            if not woken:
                _leave(address, event)
    if woken:
        return WOKEN
    time_limits.check()
    return TOO_LATE


def _leave(address: int, event: threading.Event) -> None:
    queue = _queues[address]
    queue.remove(event)
    if not queue:
        del _queues[address]


def notify(memory: Memory, at: int, count: int) -> int:
    """Wake up to `count` threads that wait for an address; how many there were. Raises `Trap`."""
    if at % 4:
        raise host_trap(TRAP_UNALIGNED)
    address = memory.range(at, 4)
    woken = 0
    with _lock:
        queue = _queues.get(address)
        while queue and woken < count:
            queue.popleft().set()
            woken += 1
        if queue is not None and not queue:
            del _queues[address]
    return woken
