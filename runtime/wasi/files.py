"""`fd_...`: calls on an open descriptor. Files are read and written straight in the program's memory."""

from __future__ import annotations

import os
import time
from typing import Final

from ...frontend.wasm import wasi_numbers as rights
from ...frontend.wasm.wasi_numbers import BADF, INVAL, NAMETOOLONG, NOTCAPABLE, NOTSUP, PIPE, SPIPE, SUCCESS
from .descriptors import (
    FLAG_APPEND,
    FLAG_DSYNC,
    FLAG_NONBLOCK,
    FLAG_RSYNC,
    FLAG_SYNC,
    Descriptor,
    Directory,
    File,
    HostDescriptor,
    Socket,
    Stream,
    file_kind,
)
from .errors import WasiError
from .guest import Guest, offset_of

_ADVICE: Final = (
    "POSIX_FADV_NORMAL",
    "POSIX_FADV_SEQUENTIAL",
    "POSIX_FADV_RANDOM",
    "POSIX_FADV_WILLNEED",
    "POSIX_FADV_DONTNEED",
    "POSIX_FADV_NOREUSE",
)
_WHENCE: Final = (os.SEEK_SET, os.SEEK_CUR, os.SEEK_END)
_ALL_FLAGS: Final = 31
_SYNCHRONOUS: Final = FLAG_DSYNC | FLAG_RSYNC | FLAG_SYNC
_ATIME: Final = 1
_ATIME_NOW: Final = 2
_MTIME: Final = 4
_MTIME_NOW: Final = 8
_WORD: Final = (1 << 64) - 1


def host_flags(flags: int) -> int:
    """`open` flags of the host for `fdflags`."""
    host = os.O_APPEND if flags & FLAG_APPEND else 0
    host |= os.O_NONBLOCK if flags & FLAG_NONBLOCK else 0
    host |= os.O_DSYNC if flags & FLAG_DSYNC else 0
    return host | (os.O_SYNC if flags & (FLAG_SYNC | FLAG_RSYNC) else 0)


def filestat(facts: os.stat_result) -> bytes:
    """`filestat` of a file of the host."""
    numbers = (facts.st_dev, facts.st_ino, file_kind(facts.st_mode), facts.st_nlink, facts.st_size)
    times = (facts.st_atime_ns, facts.st_mtime_ns, facts.st_ctime_ns)
    return b"".join((number & _WORD).to_bytes(8, "little") for number in numbers + times)


def new_times(facts: os.stat_result, atime: int, mtime: int, flags: int) -> tuple[int, int]:
    """Both times in nanoseconds after a change by `fstflags`. Raises `WasiError`."""
    if flags > 15 or flags & 3 == 3 or flags & 12 == 12:
        raise WasiError(INVAL)
    now = time.time_ns()
    return (
        atime if flags & _ATIME else now if flags & _ATIME_NOW else facts.st_atime_ns,
        mtime if flags & _MTIME else now if flags & _MTIME_NOW else facts.st_mtime_ns,
    )


class FileCalls(Guest):
    """See the module."""

    def _seekable(self, fd: int, need: int) -> File:
        item = self.descriptors.file(fd)
        if not isinstance(item, File):
            raise WasiError(SPIPE)
        item.need(need)
        return item

    def _on_host(self, fd: int, need: int) -> HostDescriptor:
        item = self.descriptors.get(fd, need)
        if not isinstance(item, HostDescriptor):
            raise WasiError(INVAL)
        return item

    # --- reading and writing ------------------------------------------------------------------------

    def fd_read(self, fd: int, buffers: int, count: int, result: int) -> int:
        """Read what there is, as far as the buffers go."""
        item = self.descriptors.file(fd, rights.FD_READ)
        self.memory.range(result, 4)
        if isinstance(item, HostDescriptor):
            views = self._views(buffers, count)
            size = os.readv(item.fd, views) if views else 0
        else:
            found = self._buffers(buffers, count)
            data = _receive(item, sum(size for _, size in found))
            self._scatter(found, data)
            size = len(data)
        self._put(result, size, 4)
        return SUCCESS

    def fd_pread(self, fd: int, buffers: int, count: int, offset: int, result: int) -> int:
        """Read at a position, without moving the file's own."""
        item = self._seekable(fd, rights.FD_READ | rights.FD_SEEK)
        self.memory.range(result, 4)
        views = self._views(buffers, count)
        self._put(result, os.preadv(item.fd, views, offset_of(offset)) if views else 0, 4)
        return SUCCESS

    def fd_write(self, fd: int, buffers: int, count: int, result: int) -> int:
        """Write buffers."""
        item = self.descriptors.file(fd, rights.FD_WRITE)
        self.memory.range(result, 4)
        if isinstance(item, Stream):
            data = self._gather(buffers, count)
            item.stream.write(data)
            item.stream.flush()
            size = len(data)
        else:
            try:
                if isinstance(item, Socket):
                    size = item.sock.send(self._gather(buffers, count))
                else:
                    assert isinstance(item, HostDescriptor)
                    views = self._views(buffers, count)
                    size = os.writev(item.fd, views) if views else 0
            except BrokenPipeError:
                raise WasiError(PIPE) from None
        self._put(result, size, 4)
        return SUCCESS

    def fd_pwrite(self, fd: int, buffers: int, count: int, offset: int, result: int) -> int:
        """Write at a position, without moving the file's own; with `append` at the end all the same."""
        item = self._seekable(fd, rights.FD_WRITE | rights.FD_SEEK)
        self.memory.range(result, 4)
        views = self._views(buffers, count)
        self._put(result, os.pwritev(item.fd, views, offset_of(offset)) if views else 0, 4)
        return SUCCESS

    def fd_seek(self, fd: int, offset: int, whence: int, result: int) -> int:
        """Move the position; the new one."""
        moves = offset != 0 or whence != 1
        item = self._seekable(fd, rights.FD_SEEK if moves else rights.FD_TELL)
        if whence >= len(_WHENCE):
            return INVAL
        self.memory.range(result, 8)
        signed = offset - (1 << 64) if offset >> 63 else offset
        self._put(result, os.lseek(item.fd, signed, _WHENCE[whence]), 8)
        return SUCCESS

    def fd_tell(self, fd: int, result: int) -> int:
        """The position."""
        return self.fd_seek(fd, 0, 1, result)

    # --- the descriptor -------------------------------------------------------------------------------

    def fd_close(self, fd: int) -> int:
        """Free a descriptor; a standard stream is closed for the program only."""
        self.descriptors.close(fd)
        return SUCCESS

    def fd_renumber(self, fd: int, to: int) -> int:
        """Let one number stand for what the other stood for."""
        self.descriptors.move(fd, to)
        return SUCCESS

    def fd_fdstat_get(self, fd: int, result: int) -> int:
        """Kind, flags and rights."""
        item = self.descriptors.get(fd)
        head = bytes([item.kind, 0]) + item.flags.to_bytes(2, "little") + bytes(4)
        self._write(result, head + item.base.to_bytes(8, "little") + item.inheriting.to_bytes(8, "little"))
        return SUCCESS

    def fd_fdstat_set_flags(self, fd: int, flags: int) -> int:
        """Change `append` and `nonblock`; what makes writing synchronous stays as it was opened."""
        item = self.descriptors.get(fd, rights.FD_FDSTAT_SET_FLAGS)
        if flags > _ALL_FLAGS:
            return INVAL
        if isinstance(item, Socket):
            if flags & ~FLAG_NONBLOCK:
                return INVAL
            item.sock.setblocking(not flags)
        elif isinstance(item, File):
            if (flags ^ item.flags) & _SYNCHRONOUS:
                return NOTSUP
            import fcntl  # a shared object, and few programs change flags

            fcntl.fcntl(item.fd, fcntl.F_SETFL, host_flags(flags))
        elif flags:
            return NOTSUP
        item.flags = flags
        return SUCCESS

    def fd_fdstat_set_rights(self, fd: int, base: int, inheriting: int) -> int:
        """Take rights away."""
        item = self.descriptors.get(fd)
        if base & ~item.base or inheriting & ~item.inheriting:
            return NOTCAPABLE
        item.base, item.inheriting = base, inheriting
        return SUCCESS

    def fd_prestat_get(self, fd: int, result: int) -> int:
        """Length of the name of a directory that was given to the program."""
        self._write(result, bytes(4) + len(self._given(fd)).to_bytes(4, "little"))
        return SUCCESS

    def fd_prestat_dir_name(self, fd: int, path: int, size: int) -> int:
        """The name of a directory that was given to the program."""
        name = self._given(fd)
        if size < len(name):
            return NAMETOOLONG
        self._write(path, name)
        return SUCCESS

    def _given(self, fd: int) -> bytes:
        item = self.descriptors.get(fd)
        if not isinstance(item, Directory) or item.name is None:
            raise WasiError(BADF)
        return item.name

    # --- the file behind it -------------------------------------------------------------------------------

    def fd_filestat_get(self, fd: int, result: int) -> int:
        """Facts about a file; about a stream or socket only its kind."""
        item = self.descriptors.get(fd, rights.FD_FILESTAT_GET)
        if isinstance(item, HostDescriptor):
            self._write(result, filestat(os.fstat(item.fd)))
        else:
            self._write(
                result, bytes(16) + bytes([item.kind]) + bytes(7) + (1).to_bytes(8, "little") + bytes(32)
            )
        return SUCCESS

    def fd_filestat_set_size(self, fd: int, size: int) -> int:
        """Cut a file short, or lengthen it with zeros."""
        item = self._file(fd, rights.FD_FILESTAT_SET_SIZE)
        os.ftruncate(item.fd, offset_of(size))
        return SUCCESS

    def fd_filestat_set_times(self, fd: int, atime: int, mtime: int, flags: int) -> int:
        """Set the times of the last reading and writing."""
        item = self._on_host(fd, rights.FD_FILESTAT_SET_TIMES)
        os.utime(item.fd, ns=new_times(os.fstat(item.fd), atime, mtime, flags))
        return SUCCESS

    def fd_allocate(self, fd: int, offset: int, size: int) -> int:
        """Make sure that the disk has room for a range; a file that is shorter becomes longer."""
        item = self._file(fd, rights.FD_ALLOCATE)
        offset_of(offset + size)
        os.posix_fallocate(item.fd, offset, size)
        return SUCCESS

    def fd_advise(self, fd: int, offset: int, size: int, advice: int) -> int:
        """Say how a range is going to be used."""
        item = self._seekable(fd, rights.FD_ADVISE)
        if advice >= len(_ADVICE):
            return INVAL
        os.posix_fadvise(item.fd, offset_of(offset), offset_of(size), getattr(os, _ADVICE[advice]))
        return SUCCESS

    def fd_sync(self, fd: int) -> int:
        """Wait until what was written is on the disk."""
        return self._sync(fd, rights.FD_SYNC)

    def fd_datasync(self, fd: int) -> int:
        """The same, without what is only about the file."""
        return self._sync(fd, rights.FD_DATASYNC)

    def _sync(self, fd: int, need: int) -> int:
        item = self._on_host(fd, 0)
        item.need(need)
        (os.fsync if need == rights.FD_SYNC else os.fdatasync)(item.fd)
        return SUCCESS

    def _file(self, fd: int, need: int) -> File:
        item = self.descriptors.file(fd)
        if not isinstance(item, File):
            raise WasiError(INVAL)
        item.need(need)
        return item


def _receive(item: Descriptor, wanted: int) -> bytes:
    """What a stream or connection has, at most `wanted` bytes; waits for the first."""
    if isinstance(item, Socket):
        return item.sock.recv(wanted) if wanted else b""
    assert isinstance(item, Stream)
    read = getattr(item.stream, "read1", item.stream.read)
    data: bytes = read(wanted) if wanted else b""
    return data
