"""One program's system: what it is given, and the calls that are about the process.

The calls on descriptors are in `files.py`, `directories.py`, `sockets.py` and `poll.py`, what they share in
`guest.py`. A call that fails ends with an error number (`errors.py`); an error of the host becomes one, but
for a standard stream that nobody reads any more, which is `BrokenPipeError` for whoever runs the program.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO, Final, Self

from ...frontend.wasm import wasi_numbers as rights
from ...frontend.wasm.wasi_numbers import INVAL, NOTSUP, SUCCESS
from ...ir.errors import IrtoolError
from ..pending import Uncatchable
from ..wasm.fuel import Fuel
from ..wasm.functions import Func, make_func
from ..wasm.instance import Instance
from ..wasm.items import Memory
from ..wasm.module import Module
from .descriptors import Directory, Socket, Stream
from .directories import DirectoryCalls
from .errors import WasiError, from_host
from .files import FileCalls
from .guest import CLOCKS
from .poll import PollCalls
from .signatures import PARAMS
from .sockets import SocketCalls

if TYPE_CHECKING:
    import socket

MODULE: Final = "wasi_snapshot_preview1"
#: Exit codes that a program may have; 126 and above are the shell's.
MAX_EXIT_CODE: Final = 125

_TYPES: Final = {"i": "i32", "I": "i64"}


class WasiExit(Uncatchable, Exception):
    """The program called `proc_exit`."""

    def __init__(self, code: int) -> None:
        super().__init__(f"exit code {code}")
        self.code = code


class Wasi(FileCalls, DirectoryCalls, SocketCalls, PollCalls):
    """One program's system, for one run. Host descriptors are closed by `close`, at the end of `run`, of a
    `with` statement, or with the object."""

    def __init__(
        self,
        args: Sequence[str] = (),
        env: Mapping[str, str] | None = None,
        stdin: BinaryIO | None = None,
        stdout: BinaryIO | None = None,
        stderr: BinaryIO | None = None,
        *,
        dirs: Mapping[str, str | os.PathLike[str]] | None = None,
        read_only_dirs: Mapping[str, str | os.PathLike[str]] | None = None,
        sockets: Sequence[socket.socket] = (),
    ) -> None:
        """`args` begins with the program's name. Streams are those of this process unless given.

        `dirs` are the directories that the program may use with all that is in them, from its name for each
        to that of the host; it can neither list nor change what is outside, and in `read_only_dirs` change
        nothing. `sockets` (listening ones or connections) are given to it as the descriptors after the
        directories; this process keeps its own objects for them.

        Raises `ValueError` for a text with a NUL character, and `OSError` for a directory that cannot be
        opened."""
        super().__init__()
        environment = [f"{name}={value}" for name, value in (env or {}).items()]
        self._args = [_c_text(text) for text in args]
        self._environment = [_c_text(text) for text in environment]
        add = self.descriptors.add
        add(Stream(stdin if stdin is not None else sys.stdin.buffer, rights.FD_READ))
        add(Stream(stdout if stdout is not None else sys.stdout.buffer, rights.FD_WRITE))
        add(Stream(stderr if stderr is not None else sys.stderr.buffer, rights.FD_WRITE))
        for given, allowed in ((dirs, rights.ALL), (read_only_dirs, rights.ALL & ~rights.CHANGING)):
            for name, host in (given or {}).items():
                text = _c_text(name)[:-1]
                fd = os.open(host, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
                add(Directory(fd, allowed, allowed, text))
        for sock in sockets:
            add(Socket(sock.dup()))

    def close(self) -> None:
        """Close all descriptors. The program must not be called any more."""
        self.descriptors.close_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def run(
        self,
        module: Module,
        fuel: int | Fuel | None = None,
        imports: Mapping[str, object] | None = None,
    ) -> int:
        """Instantiate a program, with the fuel that one that counts its instructions needs and with what it
        imports beside WASI (as for `Instance`), and call its `_start`; its exit code. Closes all descriptors
        at the end.

        Raises `LinkError`, `Trap`, `SettingError` as `Instance` does, and `IrtoolError` for a module that is
        no program."""
        with self:
            instance = Instance(module, {**(imports or {}), MODULE: self.imports()}, fuel=fuel)
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

    def imports(self) -> Mapping[str, Func]:
        """All functions of preview 1, to be imported from `wasi_snapshot_preview1`."""
        return _Functions(self)

    def function(self, name: str) -> Func:
        """A function of preview 1. Raises KeyError for a name that is none."""
        letters = PARAMS[name]
        results = [] if name == "proc_exit" else ["i32"]
        return make_func(_guarded(getattr(self, name), letters), [_TYPES[c] for c in letters], results)

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
        if clock not in CLOCKS:
            return INVAL
        self._put(result, max(int(time.clock_getres(CLOCKS[clock]) * 1e9), 1), 8)
        return SUCCESS

    def clock_time_get(self, clock: int, precision: int, result: int) -> int:
        """Time in nanoseconds."""
        if clock not in CLOCKS:
            return INVAL
        self._put(result, time.clock_gettime_ns(CLOCKS[clock]), 8)
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

    # --- the process --------------------------------------------------------------------------------------

    def proc_raise(self, signal: int) -> int:
        """There are no signals."""
        return NOTSUP

    def proc_exit(self, code: int) -> None:
        """End the program."""
        if code > MAX_EXIT_CODE:
            raise IrtoolError(f"the program's exit code {code} is not from 0 to {MAX_EXIT_CODE}")
        raise WasiExit(code)


class _Functions(Mapping[str, Func]):
    """The functions by name, each made when it is asked for: programs import few of them, and each needs
    code that calls it."""

    def __init__(self, system: Wasi) -> None:
        self._system = system
        self._made: dict[str, Func] = {}

    def __getitem__(self, name: str) -> Func:
        if name not in self._made:
            self._made[name] = self._system.function(name)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(PARAMS)

    def __len__(self) -> int:
        return len(PARAMS)

    def __contains__(self, name: object) -> bool:
        return name in PARAMS


def _c_text(text: str) -> bytes:
    data = os.fsencode(text)
    if b"\0" in data:
        raise ValueError(f"a NUL character in {text!r}")
    return data + b"\0"


def _guarded(function: Callable[..., int | None], letters: str) -> Callable[..., int | None]:
    """The function with arguments as WASI has them, without sign, and errors as numbers."""
    masks = [(1 << (32 if letter == "i" else 64)) - 1 for letter in letters]

    def call(*arguments: int) -> int | None:
        try:
            return function(*(number & mask for number, mask in zip(arguments, masks, strict=True)))
        except WasiError as error:
            return error.number
        except BrokenPipeError:
            raise
        except OSError as error:
            return from_host(error)

    return call
