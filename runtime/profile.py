"""Telling profilers where the functions are: perf's map file and its dump of generated code.

    IRTOOL_PERF=map python program.py           perf report then names functions, by /tmp/perf-PID.map
    IRTOOL_PERF=jitdump python program.py       for perf inject --jit: their code too, to be annotated

or `enable("map")`, `enable("jitdump")` at any time; functions that are there already are written too. Code
gets pages of its own while a profiler listens, since perf looks into the map for anonymous memory only.

The map has a line `start size name` for each function, in hexadecimal. The dump begins with a header, and
has a record for each function with its code; one page of it is mapped executable, which is how perf comes
to know the file. Record with `perf record -k mono` for the dump: times are of CLOCK_MONOTONIC. Source:
Linux, tools/perf/Documentation (jit-interface.txt, jitdump-specification.txt).
"""

import ctypes
import mmap
import os
import struct
import tempfile
import threading
import time
from pathlib import Path
from typing import Final

from ..backends.registry import host_name, lookup
from ..ir.errors import SettingError
from .arena import use_own_pages
from .signals import Listener, runtime

_DUMP_HEADER: Final = struct.Struct("<IIIIIIQQ")
_DUMP_MAGIC: Final = 0x4A695444
_LOAD: Final = struct.Struct("<IIQIIQQQQ")

_enabled: Final[dict[str, Listener]] = {}


def enable(kind: str, folder: str | Path | None = None) -> Path:
    """Write a `map` or a `jitdump` for this process from now on, into the folder for temporary files if no
    other is given; the path of the file. Raises `ValueError` for another kind, OSError."""
    if kind not in ("map", "jitdump"):
        raise ValueError(f"unknown kind of profile {kind!r}; known: map, jitdump")
    place = Path(folder if folder is not None else tempfile.gettempdir())
    name = f"perf-{os.getpid()}.map" if kind == "map" else f"jit-{os.getpid()}.dump"
    if kind not in _enabled:
        use_own_pages(True)
        listener = _MapFile(place / name) if kind == "map" else _DumpFile(place / name)
        _enabled[kind] = listener
        runtime().listen(listener)
    return place / name


def enable_of_environment() -> None:
    """What `IRTOOL_PERF` says. Raises `SettingError` for a kind that there is not, OSError."""
    try:
        enable(os.environ["IRTOOL_PERF"])
    except ValueError as error:
        raise SettingError(f"IRTOOL_PERF: {error}") from None


class _MapFile(Listener):
    """perf's map."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a")

    def added(self, address: int, size: int, name: str) -> None:
        """See the base class."""
        self._file.write(f"{address:x} {size:x} {name}\n")
        self._file.flush()


class _DumpFile(Listener):
    """perf's dump."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w+b")
        self._number = 0
        self._lock = threading.Lock()
        machine = lookup(host_name()).form.elf_machine
        header = (_DUMP_MAGIC, 1, _DUMP_HEADER.size, machine, 0, os.getpid(), time.monotonic_ns(), 0)
        self._file.write(_DUMP_HEADER.pack(*header))
        self._file.flush()
        # The mapping is never used: its event tells perf about the file.
        self._mark = mmap.mmap(
            self._file.fileno(),
            _DUMP_HEADER.size,
            flags=mmap.MAP_PRIVATE,
            prot=mmap.PROT_READ | mmap.PROT_EXEC,
        )

    def added(self, address: int, size: int, name: str) -> None:
        """See the base class."""
        text = name.encode() + b"\0"
        with self._lock:
            total = _LOAD.size + len(text) + size
            number = self._number
            self._number += 1
            ids = (os.getpid(), threading.get_native_id())
            record = _LOAD.pack(0, total, time.monotonic_ns(), *ids, address, address, size, number)
            self._file.write(record + text + ctypes.string_at(address, size))
            self._file.flush()
