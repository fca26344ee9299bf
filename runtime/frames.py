"""Frames of code in memory, for unwinders in this process: exceptions of C++ and `backtrace` pass through it.

The frames of a text lie behind it (`object/eh_frame.py`). `register` tells the run-time library of the C
compiler (libgcc_s) where; `unregister`, before the memory is given back. Debuggers and profilers that read
files do not see them.

What is told to libgcc_s is a matter of its version. From GCC 13 on it keeps a balanced tree by address: each
text is an entry. Before that it keeps a list that it walks for each frame of an exception, and at each
deregistration, so thousands of texts would cost a quadratic time. There, texts of one *window* of addresses
are told together, as one table of pointers:

    window 0x7f12_3456_8000  ->  table: frames of text a, frames of text b, ..., 0

A change of a window makes a new table, which is told before the old one is forgotten, so an exception of
another thread finds its frames at any time. Which of the two it is shows in what it does with a range told
twice.

Calls come from finalizers too, even in the middle of another call here: changes are queued, and who is
at work does them. Source: interfaces of libgcc as in `unwind-dw2-fde.c` of GCC 12 and 13 (`__register_frame`,
`__register_frame_table`, `__deregister_frame`, `_Unwind_Find_FDE`).
"""

from __future__ import annotations

import ctypes
import os
import struct
import threading
from array import array
from collections import deque
from typing import Any, Final

from .platform import host_form

#: log2 of the bytes of a window.
WINDOW_LOG2: Final = 14
_LIBRARY: Final = "libgcc_s.so.1"


class _Library:
    """The functions of libgcc_s."""

    def __init__(self) -> None:
        """Raises OSError where there is no such library, AttributeError for one without these functions."""
        library = ctypes.CDLL(_LIBRARY)
        self.register = self._function(library, "__register_frame")
        self.register_table = self._function(library, "__register_frame_table")
        self.deregister = self._function(library, "__deregister_frame")
        self.find = self._function(library, "_Unwind_Find_FDE", 2)
        self.keep: list[object] = []

    @staticmethod
    def _function(library: ctypes.CDLL, name: str, count: int = 1) -> Any:
        address = ctypes.cast(getattr(library, name), ctypes.c_void_p).value
        # The GIL is kept: a call takes less than giving it back would.
        return ctypes.PYFUNCTYPE(ctypes.c_void_p, *[ctypes.c_void_p] * count)(address or 0)

    def has_tree(self) -> bool:
        """Whether it keeps each text by itself in a tree: there a range that is told a second time is not
        taken, so it is gone with the first."""
        first, second = self._example(), self._example()
        place = ctypes.addressof(self.keep[0])  # type: ignore[arg-type]
        self.register(first)
        self.register(second)
        self.deregister(first)
        bases = ctypes.create_string_buffer(24)
        found = self.find(place + 1, ctypes.addressof(bases))
        if found:
            self.deregister(second)
        return not found

    def _example(self) -> int:
        """Frames of 16 bytes of memory that is no code; they stay, and so does that memory."""
        if not self.keep:
            self.keep.append(ctypes.create_string_buffer(16))
        place = ctypes.addressof(self.keep[0])  # type: ignore[arg-type]
        form = host_form()
        unwind = form.unwind
        assert unwind is not None
        # CIE with absolute addresses; FDE with the place and its size; the end.
        cie = struct.pack("<II4sBBB", 12, 0, b"\1\0\1\x78", int(unwind.return_address), 0, 0) + b"\0"
        fde = struct.pack("<IIQQ", 20, len(cie) + 4, place, 16)
        buffer = ctypes.create_string_buffer(cie + fde + bytes(4))
        self.keep.append(buffer)
        return ctypes.addressof(buffer)


class _Trees:
    """Registration with a library that keeps a tree."""

    def __init__(self, library: _Library) -> None:
        self._library = library

    def add(self, frames: int) -> None:
        """Tell it."""
        self._library.register(frames)

    def remove(self, frames: int) -> None:
        """Forget it."""
        self._library.deregister(frames)


class _Windows:
    """Registration with a library that keeps a list."""

    def __init__(self, library: _Library) -> None:
        self._library = library
        self._tables: dict[int, array[int]] = {}
        """By number of the window: addresses of frames, then 0."""

    def add(self, frames: int) -> None:
        """Tell it."""
        window = frames >> WINDOW_LOG2
        old = self._tables.get(window)
        new = array("Q", old) if old is not None else array("Q", [0])
        new[-1] = frames
        new.append(0)
        self._change(window, old, new)

    def remove(self, frames: int) -> None:
        """Forget it."""
        window = frames >> WINDOW_LOG2
        old = self._tables[window]
        new = array("Q", old)
        new.remove(frames)
        self._change(window, old, new)

    def _change(self, window: int, old: array[int] | None, new: array[int]) -> None:
        if len(new) > 1:
            self._tables[window] = new
            self._library.register_table(new.buffer_info()[0])
        else:
            del self._tables[window]
        if old is not None:
            self._library.deregister(old.buffer_info()[0])


class _Registry:
    """All frames of this process; see the module docstring."""

    def __init__(self) -> None:
        self._queue: deque[tuple[bool, int]] = deque()
        self._busy = False
        self._way: _Trees | _Windows | None = None
        self._asked = False
        self.lock = threading.RLock()

    def change(self, is_new: bool, frames: int) -> None:
        """Register frames, or forget them."""
        self._queue.append((is_new, frames))
        with self.lock:
            if self._busy:
                return  # a finalizer, called by who is at work
            self._busy = True
            try:
                while self._queue:
                    self._do(*self._queue.popleft())
            finally:
                self._busy = False

    def _do(self, is_new: bool, frames: int) -> None:
        if not self._asked:
            self._asked = True
            try:
                library = _Library()
            except (OSError, AttributeError):
                return  # nobody here unwinds in this way
            self._way = _Trees(library) if library.has_tree() else _Windows(library)
        if self._way is None:
            return
        if is_new:
            self._way.add(frames)
        else:
            self._way.remove(frames)


_registry: Final = _Registry()


def register(frames: int) -> None:
    """Let unwinders see the code that frames at this address describe; they must stay until `unregister`.
    Does nothing where the library is missing."""
    _registry.change(True, frames)


def unregister(frames: int) -> None:
    """Forget frames that were registered."""
    _registry.change(False, frames)


os.register_at_fork(
    before=_registry.lock.acquire,
    after_in_parent=_registry.lock.release,
    after_in_child=_registry.lock.release,
)
