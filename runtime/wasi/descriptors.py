"""The descriptors of a program: what its small numbers stand for.

    0, 1, 2   the standard streams         Stream
    3 ...     the directories given to it  Directory, with the name by which the program knows it
    ...       the sockets given to it      Socket
    then      what it opens itself         File, Directory, Socket

A number is free again after `close`; the lowest free one is given out next. A host descriptor belongs to
exactly one object here and is closed with it, at the latest when the object goes.
"""

from __future__ import annotations

import os
import stat
import weakref
from typing import TYPE_CHECKING, BinaryIO, Final

from ...frontend.wasm import wasi_numbers as rights
from ...frontend.wasm.wasi_numbers import BADF, ISDIR, MFILE, NOTCAPABLE
from .errors import WasiError

if TYPE_CHECKING:
    import socket

#: Most descriptors of one program.
MAX_DESCRIPTORS: Final = 4096

UNKNOWN: Final = 0
BLOCK_DEVICE: Final = 1
CHARACTER_DEVICE: Final = 2
DIRECTORY: Final = 3
REGULAR_FILE: Final = 4
SOCKET_DGRAM: Final = 5
SOCKET_STREAM: Final = 6
SYMBOLIC_LINK: Final = 7

FLAG_APPEND: Final = 1
FLAG_DSYNC: Final = 2
FLAG_NONBLOCK: Final = 4
FLAG_RSYNC: Final = 8
FLAG_SYNC: Final = 16

_KINDS: Final = {
    stat.S_IFBLK: BLOCK_DEVICE,
    stat.S_IFCHR: CHARACTER_DEVICE,
    stat.S_IFDIR: DIRECTORY,
    stat.S_IFREG: REGULAR_FILE,
    stat.S_IFSOCK: SOCKET_STREAM,
    stat.S_IFLNK: SYMBOLIC_LINK,
}


def file_kind(mode: int) -> int:
    """The file type of WASI for a mode of the host; pipes have none."""
    return _KINDS.get(stat.S_IFMT(mode), UNKNOWN)


class Descriptor:
    """What a number stands for; `base` and `inheriting` are its rights, `flags` its `fdflags`."""

    kind = UNKNOWN

    def __init__(self, base: int, inheriting: int = 0, flags: int = 0) -> None:
        self.base = base
        self.inheriting = inheriting
        self.flags = flags

    def need(self, wanted: int) -> None:
        """Raises `WasiError` unless it has all rights of `wanted`. To read or write what is not open for that
        is a bad descriptor, as everywhere."""
        missing = wanted & ~self.base
        if missing & (rights.FD_READ | rights.FD_WRITE):
            raise WasiError(BADF)
        if missing:
            raise WasiError(NOTCAPABLE)

    def waitable(self) -> int | None:
        """The host descriptor on which the host can wait; None for what is always ready."""
        return None

    def close(self) -> None:
        """Give back what it holds."""


class Stream(Descriptor):
    """A standard stream. The Python object stays open when the program closes it."""

    def __init__(self, stream: BinaryIO, right: int) -> None:
        super().__init__(
            right | rights.POLL_FD_READWRITE | rights.FD_FILESTAT_GET | rights.FD_FDSTAT_SET_FLAGS
        )
        self.stream = stream
        self.kind = CHARACTER_DEVICE if stream.isatty() else UNKNOWN

    def waitable(self) -> int | None:
        try:
            number = self.stream.fileno()
            return None if stat.S_ISREG(os.fstat(number).st_mode) else number
        except (OSError, ValueError, AttributeError):  # an object in memory
            return None


class HostDescriptor(Descriptor):
    """One that has a descriptor of the host."""

    def __init__(self, fd: int, base: int, inheriting: int, flags: int) -> None:
        super().__init__(base, inheriting, flags)
        self.fd = fd
        self._close = weakref.finalize(self, os.close, fd)

    def close(self) -> None:
        self._close()


class File(HostDescriptor):
    """An open file or device."""

    def __init__(self, fd: int, kind: int, base: int, inheriting: int, flags: int) -> None:
        super().__init__(fd, base & rights.OF_FILE, inheriting, flags)
        self.kind = kind

    def waitable(self) -> int | None:
        return None if self.kind == REGULAR_FILE else self.fd


class Directory(HostDescriptor):
    """An open directory; `name` is that of one which was given to the program, and `listing` what
    `fd_readdir` reads from: inode, kind and name of each entry."""

    kind = DIRECTORY

    def __init__(self, fd: int, base: int, inheriting: int, name: bytes | None = None) -> None:
        super().__init__(fd, base & rights.OF_DIRECTORY, inheriting, 0)
        self.name = name
        self.listing: list[tuple[int, int, bytes]] | None = None


class Socket(Descriptor):
    """A connection or a listening socket."""

    def __init__(self, sock: socket.socket, flags: int = 0) -> None:
        import socket

        listens = bool(sock.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
        own = (
            rights.SOCK_ACCEPT
            | rights.POLL_FD_READWRITE
            | rights.FD_FDSTAT_SET_FLAGS
            | rights.FD_FILESTAT_GET
        )
        super().__init__(
            own if listens else rights.OF_CONNECTION, rights.OF_CONNECTION if listens else 0, flags
        )
        self.sock = sock
        self.kind = SOCKET_DGRAM if sock.type == socket.SOCK_DGRAM else SOCKET_STREAM

    def waitable(self) -> int | None:
        return self.sock.fileno()

    def close(self) -> None:
        self.sock.close()


class Descriptors:
    """The table."""

    def __init__(self) -> None:
        self._items: dict[int, Descriptor] = {}

    def add(self, item: Descriptor) -> int:
        """Give an object the lowest free number. Raises `WasiError`, and closes the object, when the table is
        full."""
        if len(self._items) >= MAX_DESCRIPTORS:
            item.close()
            raise WasiError(MFILE)
        number = 0
        while number in self._items:
            number += 1
        self._items[number] = item
        return number

    def get(self, number: int, need: int = 0) -> Descriptor:
        """What a number stands for, which has the rights of `need`. Raises `WasiError`."""
        item = self._items.get(number)
        if item is None:
            raise WasiError(BADF)
        item.need(need)
        return item

    def file(self, number: int, need: int = 0) -> Descriptor:
        """The same for calls that no directory can answer. Raises `WasiError`."""
        item = self.get(number)
        if isinstance(item, Directory):
            raise WasiError(ISDIR)
        item.need(need)
        return item

    def close(self, number: int) -> None:
        """Free a number. Raises `WasiError`."""
        self.get(number).close()
        del self._items[number]

    def move(self, number: int, to: int) -> None:
        """Let `to`, which is closed first, stand for what `number` stands for. Raises `WasiError`."""
        item, old = self.get(number), self.get(to)
        if number == to:
            return
        old.close()
        self._items[to] = item
        del self._items[number]

    def close_all(self) -> None:
        """Free all numbers."""
        for number in list(self._items):
            self.close(number)
