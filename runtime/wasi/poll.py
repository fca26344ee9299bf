"""`poll_oneoff`: wait for the first of some clocks, and for descriptors on which something can be done.

The subscriptions are read, and waited for, by `subscriptions.py`.
"""

from __future__ import annotations

from typing import Final

from ...frontend.wasm.wasi_numbers import INVAL, SUCCESS
from .guest import Guest

MAX_SUBSCRIPTIONS: Final = 4096
_SUBSCRIPTION: Final = 48
_EVENT: Final = 32


class PollCalls(Guest):
    """See the module."""

    def poll_oneoff(self, subscriptions: int, events: int, count: int, result: int) -> int:
        """Wait until at least one of the subscriptions has an event."""
        from .subscriptions import wait_for  # with `select` and `math`, shared objects: few programs wait

        if count == 0 or count > MAX_SUBSCRIPTIONS:
            return INVAL
        rows = self._read(subscriptions, _SUBSCRIPTION * count)
        self.memory.range(events, _EVENT * count)
        self.memory.range(result, 4)
        ready = wait_for(
            self.descriptors, [rows[i : i + _SUBSCRIPTION] for i in range(0, len(rows), _SUBSCRIPTION)]
        )
        self._write(events, b"".join(ready))
        self._put(result, len(ready), 4)
        return SUCCESS
