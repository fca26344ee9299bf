"""Memory for machine code of many small owners.

A *region* is one reservation of address space, in which code and the words that it reads are near each other:

    | code, chunk after chunk, readable and executable | free |         | words, readable and writable |

The pages of code are those of a memory file that is mapped executable only. Code is stored by writing to
the file, so no page is ever writable and executable, pages in use can be filled up, and another thread may
run code on a page meanwhile. Blocks are multiples of 64 bytes; one that was given up serves again for the
same size. A freed block is filled with instructions that trap.

After a fork both processes would write to the same file: the child leaves the old regions as they are, and
takes new ones for what it adds. Where memory files or their execution are forbidden, and for large texts, a
block has pages of its own (`memory.py`).
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from collections.abc import Callable
from typing import Final

from ..ir.errors import LimitError
from .frames import register, unregister
from .memory import CodeMemory, page_round, reserve_pages, use_pages
from .platform import host_form

#: Address space of a region for code and for words, in bytes; and of one where so much is refused.
_SIZES: Final = ((192 << 20, 64 << 20), (6 << 20, 2 << 20))
#: Bytes that the file grows by.
_CHUNK: Final = 1 << 18
#: Larger blocks have pages of their own.
_LARGEST: Final = 1 << 16
_GRAIN: Final = 64
_WORDS_GRAIN: Final = 16


class CodeBlock:
    """Code in memory, and words for it to read and write; `close`, or the end of the object, gives it
    back."""

    __slots__ = ("_memory", "_region", "address", "frames", "size", "words", "words_size")

    def __init__(self, size: int, words_size: int = 0) -> None:
        """Room for `size` bytes of code and for zeroed words. Raises `LimitError`."""
        self.size = -(-max(size, 1) // _GRAIN) * _GRAIN
        self.words_size = -(-words_size // _WORDS_GRAIN) * _WORDS_GRAIN
        self._memory: CodeMemory | None = None
        self._region: _Region | None = None
        self.address = 0
        """Of the code."""
        self.words = 0
        """Address of the words."""
        self.frames = 0
        """Address of what unwinders were told of the code; 0 for nothing."""
        if not _take(self):
            self._memory = memory = CodeMemory(size, words_size, writable=True)
            self.address = memory.address
            self.words = memory.address + memory.text_pages

    def write(self, code: bytes | bytearray) -> None:
        """Store the code; it can be run from then on. Raises `LimitError` when the system forbids that."""
        if self._region is not None:
            self._region.write(self.address, bytes(code))
        elif self._memory is not None:
            self._memory.write(0, code)
            self._memory.seal()

    def write_words(self, offset: int, data: bytes | bytearray) -> None:
        """Store words."""
        ctypes.memmove(self.words + offset, bytes(data), len(data))

    def tell_unwinders(self, frames: int) -> None:
        """Register frames that lie in the block (`frames.py`), for as long as it is there."""
        self.frames = frames
        register(frames)

    def forget_frames(self) -> None:
        """Unwinders are to forget the code. May be called twice."""
        frames, self.frames = self.frames, 0
        if frames:
            unregister(frames)

    def close(self) -> None:
        """Give the memory back; nothing may run the code any more. May be called twice."""
        self.forget_frames()
        region, memory = self._region, self._memory
        self._region = self._memory = None
        if region is not None:
            region.give_back(self)
        elif memory is not None:
            memory.close()

    def __del__(self, finalizing: Callable[[], bool] = sys.is_finalizing) -> None:
        if finalizing():
            return  # modules are gone, and so will be the process
        if getattr(self, "_region", None) is not None or getattr(self, "_memory", None) is not None:
            self.close()


class _Region:
    """See the module docstring. Regions stay for as long as the process."""

    def __init__(self) -> None:
        """Raises `OSError` and `LimitError` where this is not possible."""
        self.file = os.memfd_create("irtool-code", os.MFD_CLOEXEC)
        try:
            self.address, self.code_size, self.words_size = self._reserve()
        except LimitError:
            os.close(self.file)
            raise
        self.words_start = self.address + self.code_size
        self.grown = 0
        self.used = 0
        self.words_grown = 0
        self.words_used = 0
        self.free: dict[int, list[int]] = {}
        """Addresses of free blocks by size."""
        self.free_words: dict[int, list[int]] = {}
        self.padding = host_form().padding
        self.writable = True
        """False in a child of the process that made it."""

    @staticmethod
    def _reserve() -> tuple[int, int, int]:
        for code, words in _SIZES:
            address = reserve_pages(code + words)
            if address:
                return address, code, words
        raise LimitError("no address space for code")

    def take(self, block: CodeBlock) -> bool:
        """Give a block its memory; False when there is none left."""
        free = self.free.get(block.size)
        if free:
            address = free.pop()
        else:
            if self.used + block.size > self.grown and not self._grow():
                return False
            address = self.address + self.used
            self.used += block.size
        words = 0
        if block.words_size:
            words = self._take_words(block.words_size)
            if not words:
                self.free.setdefault(block.size, []).append(address)
                return False
        block.address, block.words = address, words
        return True

    def _take_words(self, size: int) -> int:
        free = self.free_words.get(size)
        if free:
            return free.pop()
        end = self.words_used + size
        if end > self.words_grown:
            more = page_round(max(end - self.words_grown, _LARGEST))
            if self.words_grown + more > self.words_size or not use_pages(
                self.words_start + self.words_grown, more
            ):
                return 0
            self.words_grown += more
        address = self.words_start + self.words_used
        self.words_used = end
        return address

    def _grow(self) -> bool:
        """Map more of the file, executable."""
        if self.grown + _CHUNK > self.code_size:
            return False
        try:
            os.ftruncate(self.file, self.grown + _CHUNK)
        except OSError:
            return False
        if not use_pages(self.address + self.grown, _CHUNK, self.file, self.grown):
            return False
        self.used = self.grown  # what was left of the chunk before is too small to matter
        self.grown += _CHUNK
        return True

    def write(self, address: int, code: bytes) -> None:
        """Store code through the file."""
        if os.pwrite(self.file, code, address - self.address) != len(code):
            raise LimitError("no memory for code")

    def give_back(self, block: CodeBlock) -> None:
        """A block is free again."""
        if not self.writable:
            return
        try:
            self.write(block.address, (self.padding * block.size)[: block.size])
        except (OSError, LimitError):
            return
        if block.words_size:
            ctypes.memset(block.words, 0, block.words_size)
            self.free_words.setdefault(block.words_size, []).append(block.words)
        self.free.setdefault(block.size, []).append(block.address)


_regions: Final[list[_Region]] = []
_old: Final[list[_Region]] = []
"""Of the parent process."""
_lock: Final = threading.RLock()
_own_pages: list[bool] = [False]


def use_own_pages(always: bool) -> None:
    """Whether every block gets pages of its own, which profilers know how to name."""
    _own_pages[0] = always


def _take(block: CodeBlock) -> bool:
    """Memory of a region for a block; False where it must have pages of its own."""
    if block.size > _LARGEST or block.words_size > _LARGEST or _own_pages[0]:
        return False
    with _lock:
        for region in _regions:
            if region.take(block):
                block._region = region
                return True
        try:
            region = _Region()
            if region.take(block):
                _regions.insert(0, region)
                block._region = region
                return True
        except (OSError, LimitError):
            pass
        _own_pages[0] = True
        return False


def _after_fork() -> None:
    for region in _regions:
        region.writable = False
    _old.extend(_regions)
    _regions.clear()
    _lock.release()


os.register_at_fork(before=_lock.acquire, after_in_parent=_lock.release, after_in_child=_after_fork)
