"""Subscriptions of `poll_oneoff` (`poll.py`): rows of the program's memory, and the events that come of them.

    clock in 5 ms, fd 0 to read     poll([0], 5)     input comes after 2: an event of fd 0, no other

Files and streams in memory are always ready. A subscription that cannot be waited for is an event at once,
with its error. Clocks that end together with the first are reported with it.
"""

from __future__ import annotations

import math
import os
import select
import time
from typing import Final

from ...frontend.wasm import wasi_numbers as rights
from ...frontend.wasm.wasi_numbers import BADF, INVAL, NOTCAPABLE, SUCCESS
from .descriptors import REGULAR_FILE, Descriptors, File, Stream
from .errors import WasiError
from .guest import CLOCKS

#: Those that run on while the program waits.
_RUNNING: Final = (0, 1)
_CLOCK: Final = 0
_READ: Final = 1
_WRITE: Final = 2
_ABSOLUTE: Final = 1
_HANGUP: Final = 1
#: Longest single wait of the host, in nanoseconds: a day.
_LONGEST: Final = 86_400_000_000_000


class _Wish:
    """A subscription, and what came of it."""

    def __init__(
        self, user: bytes, kind: int, wait: int | None = None, fd: int | None = None, error: int = SUCCESS
    ) -> None:
        self.user = user
        self.kind = kind
        self.wait = wait
        """Nanoseconds, for a clock."""
        self.fd = fd
        """Descriptor of the host, for what can be waited for."""
        self.error = error
        self.ready = False
        self.size = 0
        self.hangup = False

    def event(self) -> bytes:
        head = self.user + self.error.to_bytes(2, "little") + bytes([self.kind]) + bytes(5)
        return head + self.size.to_bytes(8, "little") + bytes([_HANGUP if self.hangup else 0]) + bytes(7)


def wait_for(descriptors: Descriptors, rows: list[bytes]) -> list[bytes]:
    """The events of these subscriptions, when there is at least one."""
    wishes = [_wish(descriptors, row) for row in rows]
    _wait(wishes)
    return [wish.event() for wish in wishes if wish.ready]


def _wish(descriptors: Descriptors, row: bytes) -> _Wish:
    wish = _Wish(row[:8], row[8])
    try:
        if wish.kind == _CLOCK:
            wish.wait = _wait_time(row)
        elif wish.kind in (_READ, _WRITE):
            _look_at(descriptors, wish, int.from_bytes(row[16:20], "little"))
        else:
            raise WasiError(INVAL)
    except WasiError as error:
        wish.ready, wish.error = True, error.number
    return wish


def _look_at(descriptors: Descriptors, wish: _Wish, number: int) -> None:
    item = descriptors.get(number)
    if not item.base & rights.POLL_FD_READWRITE:
        raise WasiError(NOTCAPABLE)
    if isinstance(item, Stream) and not item.base & (
        rights.FD_READ if wish.kind == _READ else rights.FD_WRITE
    ):
        raise WasiError(BADF)
    wish.fd = item.waitable()
    wish.ready = wish.fd is None
    if isinstance(item, File) and item.kind == REGULAR_FILE and wish.kind == _READ:
        wish.size = max(os.fstat(item.fd).st_size - os.lseek(item.fd, 0, os.SEEK_CUR), 0)


def _wait_time(row: bytes) -> int:
    """Nanoseconds that a subscription to a clock has to wait. Raises `WasiError`."""
    clock = int.from_bytes(row[16:20], "little")
    timeout = int.from_bytes(row[24:32], "little")
    if clock not in _RUNNING:
        raise WasiError(INVAL)
    if int.from_bytes(row[40:42], "little") & _ABSOLUTE:
        return max(timeout - time.clock_gettime_ns(CLOCKS[clock]), 0)
    return timeout


def _wait(wishes: list[_Wish]) -> None:
    """Wait until one is ready, and find all that are."""
    begin = time.monotonic_ns()
    poll, on_host = select.poll(), False
    masks: dict[int, int] = {}
    for wish in wishes:
        if wish.fd is not None:
            masks[wish.fd] = masks.get(wish.fd, 0) | _mask(wish)
    for fd, mask in masks.items():
        poll.register(fd, mask)
        on_host = True
    waits = [wish.wait for wish in wishes if wish.wait is not None]
    shortest = 0 if any(wish.ready for wish in wishes) else min(waits, default=None)
    while True:
        left = (
            _LONGEST if shortest is None else min(max(shortest - (time.monotonic_ns() - begin), 0), _LONGEST)
        )
        if on_host:
            found = dict(poll.poll(math.ceil(left / 1e6)))
            for wish in wishes:
                if wish.fd is not None and (got := found.get(wish.fd, 0)):
                    _take(wish, got)
        elif left:
            time.sleep(left / 1e9)
        passed = time.monotonic_ns() - begin
        for wish in wishes:
            wish.ready |= wish.wait is not None and wish.wait <= passed
        if any(wish.ready for wish in wishes):
            return


def _mask(wish: _Wish) -> int:
    return select.POLLIN if wish.kind == _READ else select.POLLOUT


def _take(wish: _Wish, got: int) -> None:
    """What the host reports about the descriptor of a wish."""
    over = got & (select.POLLHUP | select.POLLERR | select.POLLNVAL)
    if not got & _mask(wish) and not over:
        return
    wish.ready = True
    wish.hangup = bool(got & select.POLLHUP)
    wish.size = 1  # at least; how many the host does not say
    if got & select.POLLNVAL:
        wish.error = BADF
