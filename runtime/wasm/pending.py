"""Exceptions of Python on their way through compiled code.

A callback of compiled code must not return with an exception: it leaves it here and returns a status, upon
which the code traps with `TRAP_HOST`; whoever entered the code raises it again, unchanged, instead of a
`Trap`.
"""

import threading
from typing import Final

from ...frontend.wasm.traps import trap_message
from ...ir.opcodes import trap_name
from ..traps import Trap

#: Trap code of the stubs for "there is a pending exception".
TRAP_HOST: Final = 200


class _Pending(threading.local):
    exception: BaseException | None = None


_pending: Final = _Pending()


def leave(exception: BaseException) -> None:
    """Keep an exception for whoever entered the code that is running in this thread."""
    _pending.exception = exception


def host_trap(code: int) -> Trap:
    """The exception for a trap that the runtime itself finds."""
    return Trap(trap_name(code), message=trap_message(code))


def take(code: int, offset: int, address: int) -> BaseException:
    """The exception for a trap in a stub (`signals.Describe`): the one that was left, or a trap of the stub's
    own."""
    if code != TRAP_HOST:
        return host_trap(code)
    exception = _pending.exception
    _pending.exception = None
    assert exception is not None
    return exception
