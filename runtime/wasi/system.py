"""The functions of WASI preview 1 that are done; see `__init__.py`.

Guest pointers are checked against the memory: one that is out of bounds is a trap. Numbers of buffers are
limited, so that a program cannot make the host allocate without bound.
"""

import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import BinaryIO, Final

from ...frontend.wasm.traps import TRAP_MEMORY
from ...ir.errors import IrtoolError, UnsupportedError
from ..wasm.instance import Instance
from ..wasm.items import Func, Memory, make_func
from ..wasm.module import Module
from ..wasm.pending import host_trap
from .signatures import BADF, INVAL, IO, NOTSUP, PARAMS, SPIPE, SUCCESS

MODULE: Final = "wasi_snapshot_preview1"
#: Most buffers of one call, and most bytes that one call reads or writes.
MAX_BUFFERS: Final = 1024
MAX_TRANSFER: Final = 1 << 26
MAX_SUBSCRIPTIONS: Final = 4096
#: Exit codes that a program may have; 126 and above are the shell's.
MAX_EXIT_CODE: Final = 125

_CLOCKS: Final = {
    0: time.CLOCK_REALTIME,
    1: time.CLOCK_MONOTONIC,
    2: time.CLOCK_PROCESS_CPUTIME_ID,
    3: time.CLOCK_THREAD_CPUTIME_ID,
}
_CHARACTER_DEVICE: Final = 2
_RIGHT_READ: Final = 1 << 1
_RIGHT_WRITE: Final = 1 << 6
_RIGHT_POLL: Final = 1 << 27
_EVENT_CLOCK: Final = 0
_ABSOLUTE_TIME: Final = 1
_TYPES: Final = {"i": "i32", "I": "i64"}


class WasiExit(Exception):
    """The program called `proc_exit`."""

    def __init__(self, code: int) -> None:
        super().__init__(f"exit code {code}")
        self.code = code


class Wasi:
    """One program's system."""

    def __init__(
        self,
        args: Sequence[str] = (),
        env: Mapping[str, str] | None = None,
        stdin: BinaryIO | None = None,
        stdout: BinaryIO | None = None,
        stderr: BinaryIO | None = None,
    ) -> None:
        """`args` begins with the program's name. Streams are those of this process unless given.

        Raises `ValueError` for a text with a NUL character."""
        environment = [f"{name}={value}" for name, value in (env or {}).items()]
        self._args = [_c_text(text) for text in args]
        self._environment = [_c_text(text) for text in environment]
        self._streams: dict[int, BinaryIO] = {
            0: stdin if stdin is not None else sys.stdin.buffer,
            1: stdout if stdout is not None else sys.stdout.buffer,
            2: stderr if stderr is not None else sys.stderr.buffer,
        }
        self._memory: Memory | None = None

    def run(self, module: Module) -> int:
        """Instantiate a program and call its `_start`; its exit code.

        Raises `LinkError`, `Trap`, and `IrtoolError` for a module that is no program."""
        instance = Instance(module, {MODULE: self.imports()})
        self.bind(instance)
        start = instance.exports["_start"] if "_start" in instance.exports else None
        if not isinstance(start, Func):
            raise IrtoolError("the module is no WASI program: it exports no function _start")
        try:
            start()
        except WasiExit as end:
            return end.code
        return 0

    def bind(self, instance: Instance) -> None:
        """Use the memory of an instance. Raises `IrtoolError` when it exports none."""
        exports = instance.exports
        memory = exports["memory"] if "memory" in exports else None
        if not isinstance(memory, Memory):
            raise IrtoolError("the module is no WASI program: it exports no memory")
        self._memory = memory

    def imports(self) -> dict[str, Func]:
        """All functions of preview 1, to be imported from `wasi_snapshot_preview1`."""
        functions = {}
        for name, letters in PARAMS.items():
            results = [] if name == "proc_exit" else ["i32"]
            call = getattr(self, name, None) or _not_implemented(name)
            functions[name] = make_func(_unsigned(call, letters), [_TYPES[c] for c in letters], results)
        return functions

    # --- guest memory -------------------------------------------------------------------------------

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

    def _number(self, at: int, size: int) -> int:
        return int.from_bytes(self._read(at, size), "little")

    def _buffers(self, at: int, count: int) -> list[tuple[int, int]] | None:
        """Address and size of each buffer, all of them in the memory; None for too many or too much."""
        if count > MAX_BUFFERS:
            return None
        table = self._read(at, 8 * count)
        words = [int.from_bytes(table[i : i + 4], "little") for i in range(0, 8 * count, 4)]
        buffers = list(zip(words[::2], words[1::2], strict=True))
        for address, size in buffers:
            self.memory.range(address, size)
        return buffers if sum(size for _, size in buffers) <= MAX_TRANSFER else None

    # --- arguments and environment --------------------------------------------------------------------

    def args_sizes_get(self, count: int, size: int) -> int:
        """Number of arguments, and bytes of all."""
        return self._sizes(self._args, count, size)

    def args_get(self, pointers: int, texts: int) -> int:
        """The arguments."""
        return self._texts(self._args, pointers, texts)

    def environ_sizes_get(self, count: int, size: int) -> int:
        """Number of variables, and bytes of all."""
        return self._sizes(self._environment, count, size)

    def environ_get(self, pointers: int, texts: int) -> int:
        """The variables, as NAME=VALUE."""
        return self._texts(self._environment, pointers, texts)

    def _sizes(self, texts: list[bytes], count: int, size: int) -> int:
        self._put(count, len(texts), 4)
        self._put(size, sum(map(len, texts)), 4)
        return SUCCESS

    def _texts(self, texts: list[bytes], pointers: int, at: int) -> int:
        for index, text in enumerate(texts):
            self._put(pointers + 4 * index, at, 4)
            self._write(at, text)
            at += len(text)
        return SUCCESS

    # --- time and chance --------------------------------------------------------------------------------

    def clock_res_get(self, clock: int, result: int) -> int:
        """Resolution in nanoseconds."""
        if clock not in _CLOCKS:
            return INVAL
        self._put(result, max(int(time.clock_getres(_CLOCKS[clock]) * 1e9), 1), 8)
        return SUCCESS

    def clock_time_get(self, clock: int, precision: int, result: int) -> int:
        """Time in nanoseconds."""
        if clock not in _CLOCKS:
            return INVAL
        self._put(result, time.clock_gettime_ns(_CLOCKS[clock]), 8)
        return SUCCESS

    def random_get(self, at: int, size: int) -> int:
        """Random bytes."""
        self.memory.range(at, size)
        for offset in range(0, size, 1 << 16):
            self._write(at + offset, os.urandom(min(size - offset, 1 << 16)))
        return SUCCESS

    def sched_yield(self) -> int:
        """Let others run."""
        time.sleep(0)
        return SUCCESS

    def poll_oneoff(self, subscriptions: int, events: int, count: int, result: int) -> int:
        """Wait for the first of some clocks; streams are always ready."""
        if count == 0 or count > MAX_SUBSCRIPTIONS:
            return INVAL
        rows = [self._read(subscriptions + 48 * i, 48) for i in range(count)]
        self.memory.range(events, 32 * count)
        waits = [self._seconds(row) for row in rows]
        shortest = min(waits)
        if shortest > 0:
            time.sleep(min(shortest, float(1 << 31)))
        ready = [(row, SUCCESS) for row, wait in zip(rows, waits, strict=True) if wait <= shortest]
        for index, (row, error) in enumerate(ready):
            if row[8] != _EVENT_CLOCK and int.from_bytes(row[16:20], "little") not in self._streams:
                error = BADF
            event = row[:8] + error.to_bytes(2, "little") + row[8:9] + bytes(21)
            self._write(events + 32 * index, event)
        self._put(result, len(ready), 4)
        return SUCCESS

    def _seconds(self, row: bytes) -> float:
        """How long a subscription has to wait."""
        if row[8] != _EVENT_CLOCK:
            return 0.0
        clock = int.from_bytes(row[16:20], "little")
        timeout = int.from_bytes(row[24:32], "little")
        if row[40] & _ABSOLUTE_TIME and clock in _CLOCKS:
            timeout = max(timeout - time.clock_gettime_ns(_CLOCKS[clock]), 0)
        return timeout / 1e9

    # --- streams ------------------------------------------------------------------------------------------

    def fd_write(self, fd: int, buffers: int, count: int, result: int) -> int:
        """Write buffers to a stream."""
        if fd not in self._streams or fd == 0:
            return BADF
        found = self._buffers(buffers, count)
        if found is None:
            return INVAL
        data = b"".join(self._read(address, size) for address, size in found)
        try:
            self._streams[fd].write(data)
            self._streams[fd].flush()
        except BrokenPipeError:
            raise
        except OSError:
            return IO
        self._put(result, len(data), 4)
        return SUCCESS

    def fd_read(self, fd: int, buffers: int, count: int, result: int) -> int:
        """Read what a stream has, as far as the buffers go."""
        if fd != 0 or fd not in self._streams:
            return BADF
        found = self._buffers(buffers, count)
        if found is None:
            return INVAL
        stream = self._streams[fd]
        wanted = sum(size for _, size in found)
        read = getattr(stream, "read1", stream.read)
        data = read(wanted) if wanted else b""
        at = 0
        for address, size in found:
            self._write(address, data[at : at + size])
            at += size
        self._put(result, len(data), 4)
        return SUCCESS

    def fd_close(self, fd: int) -> int:
        """Close a stream, for the program only."""
        return SUCCESS if self._streams.pop(fd, None) is not None else BADF

    def fd_fdstat_get(self, fd: int, result: int) -> int:
        """Kind and rights of a stream."""
        if fd not in self._streams:
            return BADF
        kind = _CHARACTER_DEVICE if self._streams[fd].isatty() else 0
        rights = (_RIGHT_READ if fd == 0 else _RIGHT_WRITE) | _RIGHT_POLL
        self._write(result, bytes([kind]) + bytes(7) + rights.to_bytes(8, "little") + bytes(8))
        return SUCCESS

    def fd_fdstat_set_flags(self, fd: int, flags: int) -> int:
        """Streams have no flags that could be changed."""
        if fd not in self._streams:
            return BADF
        return SUCCESS if flags == 0 else NOTSUP

    def fd_filestat_get(self, fd: int, result: int) -> int:
        """Facts about a stream: only its kind."""
        if fd not in self._streams:
            return BADF
        kind = _CHARACTER_DEVICE if self._streams[fd].isatty() else 0
        self._write(result, bytes(16) + bytes([kind]) + bytes(7) + (1).to_bytes(8, "little") + bytes(32))
        return SUCCESS

    def fd_seek(self, fd: int, offset: int, whence: int, result: int) -> int:
        """Streams have no position."""
        return SPIPE if fd in self._streams else BADF

    def fd_tell(self, fd: int, result: int) -> int:
        """Streams have no position."""
        return SPIPE if fd in self._streams else BADF

    def fd_prestat_get(self, fd: int, result: int) -> int:
        """No directory is open."""
        return BADF

    def fd_prestat_dir_name(self, fd: int, path: int, size: int) -> int:
        """No directory is open."""
        return BADF

    def proc_exit(self, code: int) -> None:
        """End the program."""
        if code > MAX_EXIT_CODE:
            raise IrtoolError(f"the program's exit code {code} is not from 0 to {MAX_EXIT_CODE}")
        raise WasiExit(code)


def _c_text(text: str) -> bytes:
    data = os.fsencode(text)
    if b"\0" in data:
        raise ValueError(f"a NUL character in {text!r}")
    return data + b"\0"


def _unsigned(function: Callable[..., int | None], letters: str) -> Callable[..., int | None]:
    """The function with arguments as WASI has them: without sign."""
    masks = [(1 << (32 if letter == "i" else 64)) - 1 for letter in letters]

    def call(*arguments: int) -> int | None:
        return function(*(number & mask for number, mask in zip(arguments, masks, strict=True)))

    return call


def _not_implemented(name: str) -> Callable[..., int | None]:
    def call(*arguments: int) -> int | None:
        raise UnsupportedError(f"the WASI function {name} is not implemented")

    return call
