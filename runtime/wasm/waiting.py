"""`memory.atomic.wait` and `notify`: threads of Python that wait for an address.

Comparing and joining the queue happen while the thread holds the GIL, so no wake-up is lost in between.
"""

import threading
from collections import deque
from typing import Final

from ...frontend.wasm.traps import TRAP_UNALIGNED, TRAP_UNSHARED_WAIT
from .items import Memory
from .pending import host_trap

WOKEN: Final = 0
DIFFERS: Final = 1
TOO_LATE: Final = 2

_queues: Final[dict[int, deque[threading.Event]]] = {}


def wait(memory: Memory, at: int, expected: int, timeout: int, size: int) -> int:
    """Wait until `notify`, or for `timeout` nanoseconds (negative: for ever). Raises `Trap`."""
    if at % size:
        raise host_trap(TRAP_UNALIGNED)
    address = memory.range(at, size)
    if not memory.shared:
        raise host_trap(TRAP_UNSHARED_WAIT)
    event = threading.Event()
    if int.from_bytes(memory.read(at, size), "little") != expected:
        return DIFFERS
    queue = _queues.setdefault(address, deque())
    queue.append(event)
    seconds = None if timeout >> 63 else min(timeout / 1e9, threading.TIMEOUT_MAX)
    try:
        woken = event.wait(seconds)
    finally:
        if event in queue:
            queue.remove(event)
        if not queue:
            _queues.pop(address, None)
    return WOKEN if woken else TOO_LATE


def notify(memory: Memory, at: int, count: int) -> int:
    """Wake up to `count` threads that wait for an address; how many there were. Raises `Trap`."""
    if at % 4:
        raise host_trap(TRAP_UNALIGNED)
    queue = _queues.get(memory.range(at, 4))
    woken = 0
    while queue and woken < count:
        queue.popleft().set()
        woken += 1
    return woken
