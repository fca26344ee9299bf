"""The memory that an emulated processor sees: that of this process, page by page, at the same addresses.

So what a context says about memories, tables and functions holds in the emulator too, and Python reads and
writes everything in place. Pages are shown when code first touches them:

    in a reservation (`address_space.py`)    its usable part; the rest stays away and faults
    elsewhere                                what the process itself may write, in pieces of GRANULE

What is shown may outlive its memory. That does no harm while the code only touches what it may touch, but a
reservation that comes to lie there must fault beyond its usable part. So a watcher notes where reservations
begin and end, and what was shown there is hidden before code goes on.
"""

from bisect import bisect_left, bisect_right, insort
from collections import deque
from typing import Any, Final

from .address_space import space_at, watch

GRANULE: Final = 1 << 16
#: Nothing is below, in any process of Linux.
_LOWEST: Final = 1 << 16
_READ_WRITE: Final = 3
_READ_EXECUTE: Final = 5


class GuestMemory:
    """What one engine of unicorn sees."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine
        self._starts: list[int] = []
        """Of the pieces that are shown, ascending."""
        self._sizes: dict[int, int] = {}
        self._changes: deque[tuple[int, int]] = deque()
        watch(lambda address, size: self._changes.append((address, size)))

    def update(self) -> None:
        """Hide what lies where reservations began or ended. Before code runs, and between."""
        while self._changes:
            address, size = self._changes.popleft()
            self._hide(address, address + size)

    def _hide(self, start: int, end: int) -> None:
        first = bisect_right(self._starts, start) - 1
        if first < 0 or self._starts[first] + self._sizes[self._starts[first]] <= start:
            first += 1
        last = bisect_left(self._starts, end)
        for each in self._starts[first:last]:
            self._engine.mem_unmap(each, self._sizes.pop(each))
        del self._starts[first:last]

    def _show(self, start: int, end: int, rights: int) -> None:
        self._engine.mem_map_ptr(start, end - start, rights, start)
        insort(self._starts, start)
        self._sizes[start] = end - start

    def show_text(self, address: int, size: int) -> None:
        """Let code be run, of a reservation."""
        self.update()
        self._show(address, address + size, _READ_EXECUTE)

    def touch(self, address: int) -> bool:
        """Show what is at an address that code touched; False if it may not."""
        self.update()
        space = space_at(address)
        if space is not None:
            start, end = space.address, space.address + space.usable
        elif address >= _LOWEST:
            start, end = _writable(address)
            start, end = max(start, address & -GRANULE), min(end, (address & -GRANULE) + GRANULE)
        else:
            return False
        if not start <= address < end:
            return False
        row = bisect_right(self._starts, address)
        if row:  # the piece before may have been shown when less was usable
            start = max(start, self._starts[row - 1] + self._sizes[self._starts[row - 1]])
        if row < len(self._starts):
            end = min(end, self._starts[row])
        self._show(start, end, _READ_WRITE)
        return True


def _writable(address: int) -> tuple[int, int]:
    """The range around an address that this process may read and write; empty if there is none."""
    with open("/proc/self/maps", encoding="ascii", errors="replace") as file:
        for line in file:
            words = line.split(maxsplit=2)
            start, _, end = words[0].partition("-")
            if int(start, 16) <= address < int(end, 16):
                return (int(start, 16), int(end, 16)) if words[1].startswith("rw") else (0, 0)
    return 0, 0
