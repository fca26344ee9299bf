"""Exceptions of Python on their way through compiled code.

A callback of compiled code must not return with an exception: it leaves it here and returns a status. If it
is one that WebAssembly may catch, the code throws it (`exceptions.py`); if not, or if nobody catches it, the
code traps with `TRAP_HOST`, and whoever entered it raises the exception again, unchanged, instead of a
`Trap`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

from ..frontend.wasm.traps import TRAP_INTERRUPT, trap_message
from ..ir.errors import IrtoolError
from ..ir.trap_codes import trap_name
from .addresses import NAMED
from .traps import ClosedError, Trap
from .wasm.interrupts import raised
from .wasm.memory_words import Block

#: Trap code of the stubs for "there is a pending exception".
TRAP_HOST: Final = 200
#: Trap code of what stands for code that was freed.
TRAP_CLOSED: Final = 201


#: What makes the exception for other codes of stubs; whoever has such stubs enters it.
MAKERS: Final[dict[int, Callable[[], BaseException]]] = {}


class _Pending(threading.local):
    exception: BaseException | None = None


_pending: Final = _Pending()

#: The address of `raise_out` (`exception_functions.py`), 0 until there are instances.
RAISE_OUT: Final = Block(8)
#: The symbol of that word (`addresses.py`).
RAISE_OUT_SYMBOL: Final = "__irtool_raise_out"
NAMED[RAISE_OUT_SYMBOL] = lambda: RAISE_OUT.address


class Uncatchable:
    """A base class of exceptions that WebAssembly does not catch."""


def is_catchable(exception: BaseException) -> bool:
    """Whether WebAssembly may catch an exception of a function that it calls: not a trap, the end of
    Python's stack, an error of irtool, or what is no `Exception`."""
    if isinstance(exception, Trap | IrtoolError | Uncatchable | RecursionError):
        return False
    return isinstance(exception, Exception)


def pending() -> BaseException:
    """The exception that was left."""
    assert _pending.exception is not None
    return _pending.exception


def take_pending() -> BaseException:
    """The exception that was left, which is left no longer."""
    exception = _pending.exception
    _pending.exception = None
    assert exception is not None
    return exception


def leave(exception: BaseException) -> None:
    """Keep an exception for whoever entered the code that is running in this thread."""
    _pending.exception = exception


def host_trap(code: int) -> Trap:
    """The exception for a trap that the runtime itself finds."""
    return Trap(trap_name(code), message=trap_message(code))


def take(code: int, offset: int, address: int) -> BaseException:
    """The exception for a trap in a stub (`traps.Describe`): the one that was left, or a trap of the stub's
    own."""
    if code == TRAP_CLOSED:
        return ClosedError("the function was freed, or its module was closed")
    if code == TRAP_INTERRUPT:
        return raised()
    if code in MAKERS:
        return MAKERS[code]()
    if code != TRAP_HOST:
        return host_trap(code)
    return take_pending()
