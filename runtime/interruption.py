"""Leaving compiled code at any instruction: what Ctrl-C and limits of time do to functions of CLIF.

Their code has no checks, so loops pay nothing for it. When it is to be looked whether code has to end, the
thread that runs it gets a signal, the *poke*. Its handler (`interruption_functions.py`) looks where the
thread is:

    in code that may be left anywhere (`TrapRuntime.add_text`)
                        nothing of Python is half done, so the handler takes the GIL, if it is not held, and
                        has Python see to its signals and to limits of time (`look`). If that raises, the
                        interrupted context goes on at the landing pad, as after a trap, with the exception
                        set; else it goes on where it was, all registers as they were (the system keeps them)
    in a C function, in glue, in Python, or in code that C has called
                        the poke comes again, until the thread has left compiled code; besides, code looks by
                        itself when calls of C functions and of Python return (`poke.py`)

    SIGINT -> `on_interrupt` (`wasm/interrupt_handler.py`) -> Python's: a note -> poke -> `look` -> exception

The handler runs on the stack of the code, not on one for signals, as it runs Python; there is room for that
below the stack limit. The poke is blocked while it looks, and let through again while Python runs, so that
code which a handler of the program calls can be left too.

Pokes that come again, of the main thread, come from a timer: at first many, after a few microseconds each,
since code that is mostly in C functions is in its own instructions only for moments; then ever more rarely. A
limit of time pokes by itself (`wasm/time_limits.py`). A poke also ends waits of the system (`EINTR`).
"""

from __future__ import annotations

import ctypes
import os
import threading
from typing import Final

from ..ir.errors import UnsupportedError
from . import poke
from .glue_code import Recipe, stubs

#: The handler's code.
ON_POKE: Final = Recipe("on_poke", f"{__package__}.interruption_functions", "handler_glue")
_SA_SIGINFO: Final = 4
_SIGACTION_FLAGS: Final = 136

_libc: Final = ctypes.CDLL(None, use_errno=True)
_lock: Final = threading.RLock()
_installed: Final[list[int]] = []


def install() -> None:
    """Put the handler for the poke in place. Raises `UnsupportedError` when that is not possible."""
    with _lock:
        if _installed:
            return
        number = poke.poke_signal()
        poke.know_machine()
        poke.know_main_thread()
        action = (ctypes.c_uint64 * (poke.SIGACTION_SIZE // 8))()
        action[0] = stubs(ON_POKE)["on_poke"]
        action[1 + (number - 1) // 64] = 1 << (number - 1) % 64
        ctypes.c_int.from_buffer(action, _SIGACTION_FLAGS).value = _SA_SIGINFO
        if _libc.sigaction(number, action, None) != 0:
            raise UnsupportedError("the system refuses a handler for interrupting compiled code")
        os.register_at_fork(after_in_child=poke.know_after_fork)
        _installed.append(number)
