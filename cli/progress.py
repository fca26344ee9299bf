"""How far a compilation is, on a terminal."""

import sys
from time import monotonic
from typing import Final

#: Seconds between two lines of progress.
_INTERVAL: Final = 0.1


class Progress:
    """A line on a terminal that says how far the compilation is; nothing elsewhere."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._next = 0.0

    def __enter__(self) -> "Progress":
        self._next = monotonic() + _INTERVAL
        return self

    def __exit__(self, *_: object) -> None:
        self._line("")

    def __call__(self, done: int, total: int) -> None:
        """So many bytes of code are compiled."""
        if self._shown and monotonic() >= self._next:
            self._next = monotonic() + _INTERVAL
            self._line(f"compiled {100 * done // max(total, 1)}% of {total:,} bytes")

    def _line(self, text: str) -> None:
        if self._shown:
            sys.stderr.write(f"\r\x1b[K{text}")
            sys.stderr.flush()
