"""The poke: a signal to a thread that runs compiled code, which makes it look whether the code has to end.

`interruption.py` says what it is for; here are its number, and the words that tell code of it and of the main
thread. Code reads them when it runs, as it may come from a file (`glue_code.py`). The pieces of IR that send
the poke and that look are in `poke_functions.py`.

Glue looks by itself when the interruption word is set (`glue.look_if_wanted`): when a call has armed, as a
poke before that finds no code that runs; and when a call of a Python function returns. Compiled code looks
when a call of a C function returns (`prepare.py`). A poke would seldom meet the few instructions around such
calls.
"""

from __future__ import annotations

import ctypes
import signal
import threading
from collections.abc import Callable
from functools import cache
from typing import Final

from ..ir.errors import UnsupportedError
from .addresses import NAMED, OBJECTS
from .glue_code import Recipe, stubs
from .signals import runtime
from .thread_words import ACTIVATION_KEY, word_address
from .wasm.memory_words import Block, write_word

_SIGEV_THREAD_ID: Final = 4
_CLOCK_MONOTONIC: Final = 1
SIGACTION_SIZE: Final = 152

# The words of the main thread, as offsets in bytes.
ACTIVATION: Final = 0
"""Address of the word with its activation."""
THREAD: Final = 8
"""What `pthread_self` says in it."""
TID: Final = 16
WANTED: Final = 24
"""Not 0 from SIGINT on until Python has seen to it."""
TIMER: Final = 32
"""-1 for none."""
ROUND: Final = 40
"""Pokes since SIGINT."""
PAUSE: Final = 48
"""Nanoseconds of the next long pause between pokes."""
CHANCE: Final = 56
"""For the length of the short ones."""
SPEC: Final = 64
"""`struct itimerspec`: all but the nanoseconds until it expires stays 0."""
NANOSECONDS: Final = SPEC + 24
#: Stands for the activation where its place is not known: always not 0.
_UNKNOWN: Final = 96
#: An empty set of signals with the poke in it.
POKE_SET: Final = 104
# What handlers need to know of the machine and of this process.
SIGNAL: Final = POKE_SET + 128
"""Number of the poke."""
TGKILL: Final = SIGNAL + 8
"""Numbers of calls of the system."""
TIMER_SETTIME: Final = SIGNAL + 16
CONTEXT_PC: Final = SIGNAL + 24
"""Where registers are in `ucontext_t`: pc, stack pointer, first argument."""
CONTEXT_SP: Final = SIGNAL + 32
CONTEXT_ARGUMENT: Final = SIGNAL + 40
_MAIN_SIZE: Final = SIGNAL + 48

FIRST_PAUSE: Final = 1_000_000

MAIN: Final = Block(_MAIN_SIZE)
_libc: Final = ctypes.CDLL(None, use_errno=True)
#: What raises for a limit of time.
_limits: Final[list[Callable[[], object]]] = []
LIMITS: Final = Block(8)
"""The head of the list of limits of time (`wasm/time_limits.py`)."""
_FUNCTIONS: Final = f"{__package__}.poke_functions"
LOOKER: Final = Recipe("look", _FUNCTIONS, "look_glue")
#: Symbols of the words, of that list and of the C function `look` (`addresses.py`).
MAIN_WORDS: Final = "__irtool_main_thread"
LIMIT_LIST: Final = "__irtool_time_limits"
LOOK: Final = "__irtool_look"
NAMED[MAIN_WORDS] = lambda: MAIN.address
NAMED[LIMIT_LIST] = lambda: LIMITS.address
NAMED[LOOK] = lambda: stubs(LOOKER)["look"]


@cache
def poke_signal() -> int:
    """Number of the signal: the last real-time one that nobody uses and that can be sent. (Under an emulator
    of user mode some cannot.)

    Raises `UnsupportedError` when there is none."""
    action = (ctypes.c_uint64 * (SIGACTION_SIZE // 8))()
    for number in range(signal.SIGRTMAX, signal.SIGRTMIN - 1, -1):
        if _libc.sigaction(number, None, action) == 0 and action[0] == 0 and _can_be_sent(number):
            return number
    raise UnsupportedError("no real-time signal is free for interrupting compiled code")


def _can_be_sent(number: int) -> bool:
    """Whether a signal that nobody uses can be sent in this process."""
    default, ignore = ((ctypes.c_uint64 * (SIGACTION_SIZE // 8))(handler) for handler in (0, 1))
    if _libc.sigaction(number, ignore, None) != 0:
        return False
    sent: bool = getattr(_libc, "raise")(number) == 0
    _libc.sigaction(number, ignore, None)  # again: where the signal is blocked, it is dropped now
    _libc.sigaction(number, default, None)
    return sent


def know_machine() -> None:
    """Find out what the handlers need to know besides. Raises `UnsupportedError`."""
    host, number = runtime().host, poke_signal()
    for offset, value in (
        (POKE_SET + (number - 1) // 64 * 8, 1 << (number - 1) % 64),
        (SIGNAL, number),
        (TGKILL, host.system_calls.tgkill),
        (TIMER_SETTIME, host.system_calls.timer_settime),
        (CONTEXT_PC, host.context.pc),
        (CONTEXT_SP, host.context.sp),
        (CONTEXT_ARGUMENT, host.context.argument),
    ):
        write_word(MAIN.address + offset, value)


def know_main_thread() -> None:
    """Find out what the handlers need to know of the main thread."""
    main = threading.main_thread()
    _set_main_thread(main.ident or 0, main.native_id or 0)


def know_after_fork() -> None:
    """The same in a child, whose main thread is the one that forked."""
    _set_main_thread(threading.get_ident(), threading.get_native_id())


def _set_main_thread(thread: int, tid: int) -> None:
    at = MAIN.address
    write_word(at + _UNKNOWN, 1)
    write_word(at + ACTIVATION, word_address(ACTIVATION_KEY, thread) or at + _UNKNOWN)
    write_word(at + THREAD, thread)
    write_word(at + TID, tid)
    write_word(at + WANTED, 0)
    event = ctypes.create_string_buffer(64)  # `struct sigevent`: value, signal, kind, thread
    ctypes.memmove(event, (ctypes.c_int * 5)(0, 0, poke_signal(), _SIGEV_THREAD_ID, tid), 20)
    timer = ctypes.c_int(-1)
    _libc.syscall(runtime().host.system_calls.timer_create, _CLOCK_MONOTONIC, event, ctypes.byref(timer))
    write_word(at + TIMER, timer.value)


def set_limits(check: Callable[[], object]) -> None:
    """Let `look` call a function while there are limits of time; it raises what is to be raised."""
    if not _limits:
        _limits.append(check)


def allow_poke() -> None:
    """Let the poke through to this thread."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [poke_signal()])


@cache
def look_compiled_address(without_gil: bool) -> int:
    """Address of `void look_compiled(void)`, for compiled code: look, and trap if that raises."""
    recipe = Recipe(f"look_compiled {without_gil}", _FUNCTIONS, "look_compiled_glue", without_gil)
    return stubs(recipe)["look_compiled"]


def _check_limits() -> None:
    _limits[0]()


OBJECTS["check_limits"] = _check_limits
