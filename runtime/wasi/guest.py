"""The memory of a program, its descriptors and its clocks: what all calls work on.

Guest pointers are checked against the memory: one that is out of bounds is a trap. Numbers of buffers are
limited, and a transfer is cut short, so that a program cannot make the host allocate without bound.
"""

from __future__ import annotations

import time
from typing import Final

from ...frontend.wasm.traps import TRAP_MEMORY
from ...frontend.wasm.wasi_numbers import INVAL, NAMETOOLONG
from ...ir.errors import IrtoolError
from ..pending import host_trap
from ..wasm.items import Memory
from .descriptors import Descriptors
from .errors import WasiError
from .paths import MAX_PATH

#: Most buffers of one call, and most bytes that one call reads or writes.
MAX_BUFFERS: Final = 1024
MAX_TRANSFER: Final = 1 << 26
_MAX_OFFSET: Final = (1 << 63) - 1
#: The clocks of WASI as the host numbers them.
CLOCKS: Final = {
    0: time.CLOCK_REALTIME,
    1: time.CLOCK_MONOTONIC,
    2: time.CLOCK_PROCESS_CPUTIME_ID,
    3: time.CLOCK_THREAD_CPUTIME_ID,
}


class Guest:
    """Base of the classes with the calls."""

    def __init__(self) -> None:
        self._memory: Memory | None = None
        self.descriptors = Descriptors()

    @property
    def memory(self) -> Memory:
        """The program's memory."""
        if self._memory is None:
            raise IrtoolError("WASI was called before the instance was bound")
        return self._memory

    def _read(self, at: int, size: int) -> bytes:
        if at + size > self.memory.byte_size:
            raise host_trap(TRAP_MEMORY)
        return self.memory.read(at, size)

    def _write(self, at: int, data: bytes) -> None:
        if at + len(data) > self.memory.byte_size:
            raise host_trap(TRAP_MEMORY)
        self.memory.write(at, data)

    def _put(self, at: int, value: int, size: int) -> None:
        self._write(at, value.to_bytes(size, "little"))

    def _path(self, at: int, size: int) -> bytes:
        """A path. Raises `WasiError` for one that is too long."""
        self.memory.range(at, size)
        if size > MAX_PATH:
            raise WasiError(NAMETOOLONG)
        return self._read(at, size)

    def _buffers(self, at: int, count: int) -> list[tuple[int, int]]:
        """Address and size of each buffer, all of them in the memory; what is beyond `MAX_TRANSFER` bytes is
        cut off. Raises `WasiError` for too many."""
        if count > MAX_BUFFERS:
            raise WasiError(INVAL)
        table = self._read(at, 8 * count)
        words = [int.from_bytes(table[i : i + 4], "little") for i in range(0, 8 * count, 4)]
        buffers = list(zip(words[::2], words[1::2], strict=True))
        for address, size in buffers:
            self.memory.range(address, size)
        if sum(size for _, size in buffers) <= MAX_TRANSFER:
            return buffers
        left, cut = MAX_TRANSFER, []
        for address, size in buffers:
            cut.append((address, min(size, left)))
            left -= min(size, left)
        return cut

    def _views(self, at: int, count: int) -> list[memoryview]:
        """The buffers as parts of the memory itself."""
        whole = self.memory.view()
        return [whole[address : address + size] for address, size in self._buffers(at, count)]

    def _gather(self, at: int, count: int) -> bytes:
        """What the buffers hold."""
        return b"".join(self._read(address, size) for address, size in self._buffers(at, count))

    def _scatter(self, buffers: list[tuple[int, int]], data: bytes) -> None:
        """Fill the buffers one after the other."""
        at = 0
        for address, size in buffers:
            self._write(address, data[at : at + size])
            at += size


def offset_of(number: int) -> int:
    """A position or size in a file. Raises `WasiError` for one that no host file can have."""
    if number > _MAX_OFFSET:
        raise WasiError(INVAL)
    return number
