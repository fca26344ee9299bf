"""`fd_...`: calls on an open descriptor."""

from typing import Final

from ...frontend.wasm import wasi_numbers as rights
from ...frontend.wasm.wasi_numbers import INVAL, NAMETOOLONG, NOTSUP
from .descriptors import (
    FILE,
    FLAGS,
    KIND,
    STAT_SIZE,
    STREAM,
    USE,
    error_of,
    find,
    find_file,
    find_no_directory,
    find_on_host,
    find_seekable,
    given_name,
    kind_of_mode,
    last_error,
)
from .errors import ERRNOS
from .guest import VECTORS, gather
from .language import data, given, i64, put16, put32, put64, slot, u8, u16, u32
from .libc import (
    fcntl,
    fdatasync,
    fstat,
    fsync,
    ftruncate,
    futimens,
    lseek,
    memmove,
    posix_fadvise,
    posix_fallocate,
    preadv,
    pwritev,
    readv,
    strlen,
    writev,
)

APPEND: Final = 1
DSYNC: Final = 2
NONBLOCK: Final = 4
RSYNC: Final = 8
SYNC: Final = 16
ALL_FLAGS: Final = 31

O_APPEND: Final = 0o2000
O_NONBLOCK: Final = 0o4000
O_DSYNC: Final = 0o10000
O_SYNC: Final = 0o4010000
F_SETFL: Final = 4

SECOND: Final = 1_000_000_000
UTIME_NOW: Final = 0x3FFF_FFFF
UTIME_OMIT: Final = 0x3FFF_FFFE


def host_flags(flags: int) -> int:
    """`open` flags of the host for `fdflags`."""
    host = O_APPEND if flags & APPEND else 0
    host |= O_NONBLOCK if flags & NONBLOCK else 0
    host |= O_DSYNC if flags & DSYNC else 0
    return host | (O_SYNC if flags & (SYNC | RSYNC) else 0)


def put_nanoseconds(target: int, time: int) -> None:
    """Store a `struct timespec` as nanoseconds."""
    put64(target, i64(time) * SECOND + i64(time + 8))


def put_filestat(result: int, facts: int) -> None:
    """Store a `struct stat` as WASI has it."""
    put64(result, i64(facts))
    put64(result + 8, i64(facts + 8))
    put64(result + 16, kind_of_mode(u32(facts + given("st_mode"))))
    put64(result + 24, u32(facts + given("st_nlink")))
    put64(result + 32, i64(facts + 48))
    put_nanoseconds(result + 40, facts + 72)
    put_nanoseconds(result + 48, facts + 88)
    put_nanoseconds(result + 56, facts + 104)


def put_time(target: int, time: int, flags: int) -> None:
    """Store one new time as a `struct timespec`; `flags` are 1 for `time`, 2 for now, else it stays."""
    put64(target, time // SECOND if flags & 1 else 0)
    put64(target + 8, time % SECOND if flags & 1 else UTIME_NOW if flags & 2 else UTIME_OMIT)


def new_times(times: int, atime: int, mtime: int, flags: int) -> int:
    """Store what `utimensat` needs for `fstflags`; 0 or an error."""
    if flags > 15 or flags & 3 == 3 or flags & 12 == 12:
        return INVAL
    put_time(times, atime, flags)
    put_time(times + 16, mtime, flags >> 2)
    return 0


# --- reading and writing ------------------------------------------------------------------------------


def moved(count: int, result: int) -> int:
    """The end of a transfer: bytes that were moved, or -1."""
    if count < 0:
        return last_error()
    put32(result, count)
    return 0


def fd_read(number: int, buffers: int, count: int, result: int) -> int:
    """Read what there is, as far as the buffers go."""
    row = find_no_directory(number, rights.FD_READ)
    if row < 0:
        return -row
    vectors = slot(VECTORS)
    error = gather(buffers, count, vectors)
    return error if error else moved(readv(u32(row), vectors, count), result)


def fd_write(number: int, buffers: int, count: int, result: int) -> int:
    """Write buffers."""
    row = find_no_directory(number, rights.FD_WRITE)
    if row < 0:
        return -row
    vectors = slot(VECTORS)
    error = gather(buffers, count, vectors)
    return error if error else moved(writev(u32(row), vectors, count), result)


def fd_pread(number: int, buffers: int, count: int, offset: int, result: int) -> int:
    """Read at a position, without moving the file's own."""
    row = find_seekable(number, rights.FD_READ | rights.FD_SEEK)
    if row < 0:
        return -row
    vectors = slot(VECTORS)
    error = gather(buffers, count, vectors)
    return error if error else moved(preadv(u32(row), vectors, count, offset), result)


def fd_pwrite(number: int, buffers: int, count: int, offset: int, result: int) -> int:
    """Write at a position, without moving the file's own; with `append` at the end all the same."""
    row = find_seekable(number, rights.FD_WRITE | rights.FD_SEEK)
    if row < 0:
        return -row
    vectors = slot(VECTORS)
    error = gather(buffers, count, vectors)
    return error if error else moved(pwritev(u32(row), vectors, count, offset), result)


def fd_seek(number: int, offset: int, whence: int, result: int) -> int:
    """Move the position; the new one."""
    row = find_seekable(number, rights.FD_SEEK if offset or whence != 1 else rights.FD_TELL)
    if row < 0:
        return -row
    if whence > 2:
        return INVAL
    at = lseek(u32(row), offset, whence)
    if at < 0:
        return last_error()
    put64(result, at)
    return 0


def fd_tell(number: int, result: int) -> int:
    """The position."""
    return fd_seek(number, 0, 1, result)


# --- the descriptor -----------------------------------------------------------------------------------


def fd_fdstat_set_flags(number: int, flags: int) -> int:
    """Change `append` and `nonblock`; what makes writing synchronous stays as it was opened."""
    row = find(number, rights.FD_FDSTAT_SET_FLAGS)
    if row < 0:
        return -row
    if flags > ALL_FLAGS:
        return INVAL
    if u8(row + USE) == FILE:
        if (flags ^ u16(row + FLAGS)) & (DSYNC | RSYNC | SYNC):
            return NOTSUP
        if fcntl(u32(row), F_SETFL, host_flags(flags)) < 0:
            return last_error()
    elif flags:
        return NOTSUP
    put16(row + FLAGS, flags)
    return 0


def fd_prestat_dir_name(number: int, path: int, size: int) -> int:
    """The name of a directory that was given to the program."""
    name = given_name(number)
    if name < 0:
        return -name
    length = strlen(name)
    if size < length:
        return NAMETOOLONG
    memmove(path, name, length)
    return 0


# --- the file behind it -------------------------------------------------------------------------------


def fd_filestat_get(number: int, result: int) -> int:
    """Facts about a file; about a stream only its kind."""
    row = find(number, rights.FD_FILESTAT_GET)
    if row < 0:
        return -row
    if u8(row + USE) == STREAM:
        for at in range(8):
            put64(result + 8 * at, 0)
        put64(result + 16, u8(row + KIND))
        put64(result + 24, 1)
        return 0
    facts = slot(STAT_SIZE)
    if fstat(u32(row), facts) < 0:
        return last_error()
    put_filestat(result, facts)
    return 0


def fd_filestat_set_size(number: int, size: int) -> int:
    """Cut a file short, or lengthen it with zeros."""
    row = find_file(number, rights.FD_FILESTAT_SET_SIZE, INVAL)
    return -row if row < 0 else error_of(ftruncate(u32(row), size))


def fd_filestat_set_times(number: int, atime: int, mtime: int, flags: int) -> int:
    """Set the times of the last reading and writing."""
    row = find_on_host(number, rights.FD_FILESTAT_SET_TIMES)
    if row < 0:
        return -row
    times = slot(32)
    error = new_times(times, atime, mtime, flags)
    return error if error else error_of(futimens(u32(row), times))


def fd_allocate(number: int, offset: int, size: int) -> int:
    """Make sure that the disk has room for a range; a file that is shorter becomes longer."""
    row = find_file(number, rights.FD_ALLOCATE, INVAL)
    if row < 0:
        return -row
    # These two return the error.
    return u8(data(ERRNOS) + posix_fallocate(u32(row), offset, size))


def fd_advise(number: int, offset: int, size: int, advice: int) -> int:
    """Say how a range is going to be used."""
    row = find_seekable(number, rights.FD_ADVISE)
    if row < 0:
        return -row
    if advice > 5 or offset < 0 or size < 0:
        return INVAL
    # In WASI's order: normal, sequential, random, willneed, dontneed, noreuse.
    host = 2 if advice == 1 else 1 if advice == 2 else advice
    return u8(data(ERRNOS) + posix_fadvise(u32(row), offset, size, host))


def fd_sync(number: int) -> int:
    """Wait until what was written is on the disk."""
    row = find_on_host(number, rights.FD_SYNC)
    return -row if row < 0 else error_of(fsync(u32(row)))


def fd_datasync(number: int) -> int:
    """The same, without what is only about the file."""
    row = find_on_host(number, rights.FD_DATASYNC)
    return -row if row < 0 else error_of(fdatasync(u32(row)))
