"""The C handler for SIGINT: it sets the interruption word (`interrupts.py`), and pokes the main thread if
that runs compiled code (`runtime/poke.py`). IR, compiled for this machine.

It is put in place when there is code that it can interrupt, and only over a handler of Python. A later
`signal.signal` takes its place; it is followed, so that ours stands before the new one. (One that was
imported from `signal` before is not: then ours is put in place again with the next code.)
"""

from __future__ import annotations

import ctypes
import functools
import signal
import threading
from typing import Any, Final

from .. import poke
from ..glue_code import Recipe, stubs
from .interrupts import FORMER

#: The handler's code.
HANDLER: Final = Recipe("on_interrupt", f"{__package__}.system_glue", "handler_glue")

#: C handlers that are none: the default action, and to ignore the signal.
_NO_HANDLERS: Final = (0, 1)
#: Words; more than `struct sigaction` has on any 64-bit Linux. The first one is the handler, then comes the
#: set of signals that are blocked meanwhile.
_SIGACTION_WORDS: Final = 32

_libc: Final = ctypes.CDLL(None)
_installed: Final[dict[int, int]] = {}
"""Addresses of our handlers by their predecessors."""
_lock: Final = threading.RLock()


def install() -> None:
    """Put our handler in place, where Python has one and ours is not there (any more)."""
    action = (ctypes.c_uint64 * _SIGACTION_WORDS)()
    if not callable(signal.getsignal(signal.SIGINT)) or _libc.sigaction(signal.SIGINT, None, action) != 0:
        return
    former = int(action[0])
    if former in _NO_HANDLERS or former in _installed.values():
        return
    from .. import interruption

    with _lock:
        interruption.install()
        if not _installed:
            _follow_python()
        if former not in _installed:
            _installed[former] = stubs(HANDLER, {FORMER: former})["on_interrupt"]
        action[0] = _installed[former]
        # The poke comes when this handler has returned, so that its own finds the code that runs.
        number = poke.poke_signal() - 1
        action[1 + number // 64] |= 1 << number % 64
        _libc.sigaction(signal.SIGINT, action, None)


def _follow_python() -> None:
    """Stand before each new handler."""
    original = signal.signal

    @functools.wraps(original)
    def changed(*args: Any, **keywords: Any) -> Any:
        result = original(*args, **keywords)
        install()
        return result

    signal.signal = changed
