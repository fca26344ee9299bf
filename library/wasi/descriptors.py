"""What a number of the program stands for: a row of a table that belongs to the instance.

    instance.files -> capacity (u64), number of rows in use (u64), rows of 48 bytes:
        fd          u32   descriptor of the host
        use         u8    FREE, STREAM, FILE or DIRECTORY
        kind        u8    file type of WASI
        flags       u16   fdflags
        base        u64   rights
        inheriting  u64
        name        u64   of a directory that was given to the program: its name, a C string
        next        u64   of a directory: the cookie at which the host's position is

The standard streams are 0, 1 and 2; the directories that are given come next. The lowest free number is given
out. A descriptor of the host belongs to one row and is closed with it, but for the streams, which are the
process's. Functions that can fail return an error of WASI below 0.
"""

from typing import Final

from ...frontend.wasm import wasi_numbers as rights
from ...frontend.wasm.wasi_numbers import BADF, INVAL, ISDIR, MFILE, NOTCAPABLE, NOTDIR, SPIPE
from ..statuses import STATUS_NO_DIRECTORY, STATUS_NO_MEMORY
from .errors import ERRNOS
from .language import data, given, i32, i64, instance, put8, put16, put32, put64, slot, u8, u16, u32
from .libc import (
    __errno_location,
    calloc,
    close,
    free,
    fstat,
    isatty,
    memmove,
    openat,
    realloc,
    strdup,
    strerror,
    strlen,
    write,
)

MAX_DESCRIPTORS: Final = 4096
#: Rows of a new table.
FIRST_ROWS: Final = 64
HEAD: Final = 16
ROW: Final = 48

FREE: Final = 0
STREAM: Final = 1
FILE: Final = 2
DIRECTORY: Final = 3

USE: Final = 4
KIND: Final = 5
FLAGS: Final = 6
BASE: Final = 8
INHERITING: Final = 16
NAME: Final = 24
NEXT: Final = 32

KIND_CHARACTER_DEVICE: Final = 2
KIND_DIRECTORY: Final = 3
KIND_REGULAR_FILE: Final = 4
#: File types of WASI by bits 12 to 15 of a mode, or by the type of an entry that `getdents64` tells.
KINDS: Final = bytes([0, 0, 2, 0, 3, 0, 1, 0, 4, 0, 7, 0, 6, 0, 0, 0])

STREAM_RIGHTS: Final = rights.POLL_FD_READWRITE | rights.FD_FILESTAT_GET | rights.FD_FDSTAT_SET_FLAGS
READ_OR_WRITE: Final = rights.FD_READ | rights.FD_WRITE

AT_FDCWD: Final = -100
O_CLOEXEC: Final = 0o2000000
#: Bytes of `struct stat` on any machine, at least.
STAT_SIZE: Final = 256


def host_errno() -> int:
    """The error of the last call of the C library."""
    return i32(__errno_location())


def last_error() -> int:
    """The same as a number of WASI."""
    return u8(data(ERRNOS) + (host_errno() & 255))


def error_of(result: int) -> int:
    """The error of a call that returned -1, else 0."""
    return last_error() if result < 0 else 0


def table() -> int:
    """The table of the instance whose code runs."""
    return i64(instance() + given("files"))


# --- looking up ---------------------------------------------------------------------------------------


def missing_rights(row: int, need: int) -> int:
    """What lacks of the rights `need`: 0 or an error. To read or write what is not open for that is a bad
    descriptor, as everywhere."""
    lacking = need & ~i64(row + BASE)
    if lacking & READ_OR_WRITE:
        return BADF
    return NOTCAPABLE if lacking else 0


def find(number: int, need: int) -> int:
    """The row of a number that has the rights `need`, or an error."""
    rows = table()
    if number >= i64(rows + 8):
        return -BADF
    row = rows + HEAD + ROW * number
    if u8(row + USE) == FREE:
        return -BADF
    error = missing_rights(row, need)
    return -error if error else row


def find_use(number: int, use: int, need: int, error: int) -> int:
    """The row of a number with a use and rights; `error` for another use."""
    row = find(number, 0)
    if row < 0:
        return row
    if u8(row + USE) != use:
        return -error
    lacking = missing_rights(row, need)
    return -lacking if lacking else row


def find_directory(number: int, need: int) -> int:
    """The row of a directory."""
    return find_use(number, DIRECTORY, need, NOTDIR)


def find_no_directory(number: int, need: int) -> int:
    """The row of a stream or file."""
    row = find(number, 0)
    if row >= 0 and u8(row + USE) == DIRECTORY:
        return -ISDIR
    return find(number, need)


def find_file(number: int, need: int, otherwise: int) -> int:
    """The row of a file; `otherwise` is the error for a stream."""
    row = find_no_directory(number, 0)
    return row if row < 0 else find_use(number, FILE, need, otherwise)


def find_seekable(number: int, need: int) -> int:
    """The row of a file that has a position."""
    return find_file(number, need, SPIPE)


def find_on_host(number: int, need: int) -> int:
    """The row of a file or directory."""
    row = find(number, need)
    if row >= 0 and u8(row + USE) == STREAM:
        return -INVAL
    return row


# --- adding and removing ------------------------------------------------------------------------------


def new_table() -> int:
    """An empty table, or 0."""
    made = calloc(1, HEAD + ROW * FIRST_ROWS)
    if made:
        put64(made, FIRST_ROWS)
    return made


def free_row(place: int) -> int:
    """The lowest free number of the table to which the word at `place` points, whose row is made; or an
    error."""
    rows = i64(place)
    capacity = i64(rows)
    count = i64(rows + 8)
    number = 0
    while number < count and u8(rows + HEAD + ROW * number + USE) != FREE:
        number += 1
    if number == MAX_DESCRIPTORS:
        return -MFILE
    if number == capacity:
        rows = realloc(rows, HEAD + ROW * capacity * 2)
        if rows == 0:
            return -MFILE
        put64(rows, capacity * 2)
        put64(place, rows)
    if number == count:
        put64(rows + 8, count + 1)
    return number


def fill_row(row: int, fd: int, use: int, kind: int, base: int, inheriting: int) -> None:
    """Let a row stand for something."""
    put32(row, fd)
    put8(row + USE, use)
    put8(row + KIND, kind)
    put16(row + FLAGS, 0)
    put64(row + BASE, base)
    put64(row + INHERITING, inheriting)
    put64(row + NAME, 0)
    put64(row + NEXT, 0)


def add(fd: int, use: int, kind: int, base: int, inheriting: int) -> int:
    """A number for a descriptor of the host, or an error, and then that is closed."""
    number = free_row(instance() + given("files"))
    if number < 0:
        close(fd)
        return number
    fill_row(table() + HEAD + ROW * number, fd, use, kind, base, inheriting)
    return number


def clear_row(row: int) -> None:
    """Free a row, and what it holds."""
    if u8(row + USE) >= FILE:
        close(u32(row))
    free(i64(row + NAME))
    put64(row + NAME, 0)
    put8(row + USE, FREE)


def fd_close(number: int) -> int:
    """Free a descriptor; a standard stream is closed for the program only."""
    row = find(number, 0)
    if row < 0:
        return -row
    clear_row(row)
    return 0


def fd_renumber(number: int, to: int) -> int:
    """Let one number stand for what the other stood for."""
    row = find(number, 0)
    if row < 0:
        return -row
    target = find(to, 0)
    if target < 0:
        return -target
    if row != target:
        clear_row(target)
        memmove(target, row, ROW)
        put8(row + USE, FREE)
        put64(row + NAME, 0)
    return 0


# --- begin and end of an instance ---------------------------------------------------------------------


def begin(place: int) -> int:
    """Make the table to which the word at `place` is to point, with the standard streams; 0 or
    STATUS_NO_MEMORY."""
    rows = new_table()
    if rows == 0:
        return STATUS_NO_MEMORY
    put64(place, rows)
    for fd in range(3):
        kind = KIND_CHARACTER_DEVICE if isatty(fd) else 0
        right = rights.FD_WRITE if fd else rights.FD_READ
        fill_row(rows + HEAD + ROW * free_row(place), fd, STREAM, kind, right | STREAM_RIGHTS, 0)
    return 0


def end(place: int) -> None:
    """Close what the table holds, and free it."""
    rows = i64(place)
    if rows:
        for number in range(i64(rows + 8)):
            clear_row(rows + HEAD + ROW * number)
        free(rows)
        put64(place, 0)


def give_directory(place: int, host: int, name: int, allowed: int) -> int:
    """Give the program a directory of the host: its number, or an error. `name` is what the program calls
    it, `allowed` its rights."""
    fd = openat(AT_FDCWD, host, given("O_DIRECTORY") | O_CLOEXEC, 0)
    if fd < 0:
        return -last_error()
    copy = strdup(name)
    number = free_row(place) if copy else -MFILE
    if number < 0:
        close(fd)
        free(copy)
        return number
    row = i64(place) + HEAD + ROW * number
    fill_row(row, fd, DIRECTORY, KIND_DIRECTORY, allowed & rights.OF_DIRECTORY, allowed)
    put64(row + NAME, copy)
    return number


def kind_of_mode(mode: int) -> int:
    """The file type of WASI for a mode of the host; pipes have none."""
    return u8(data(KINDS) + ((mode >> 12) & 15))


def kind_of(fd: int) -> int:
    """The file type of an open descriptor of the host, or an error."""
    facts = slot(STAT_SIZE)
    if fstat(fd, facts) < 0:
        return -last_error()
    return kind_of_mode(u32(facts + given("st_mode")))


# --- the directories of a program ---------------------------------------------------------------------


def complain(start: int, host: int) -> int:
    """Say that a directory cannot be opened, and why; STATUS_NO_DIRECTORY."""
    why = strerror(host_errno())
    write(2, start, strlen(start))
    write(2, host, strlen(host))
    write(2, data(b": \0"), 2)
    write(2, why, strlen(why))
    write(2, data(b"\n\0"), 1)
    return STATUS_NO_DIRECTORY


def give_list(place: int, text: int) -> int:
    """Give the program the directories of a list, HOST or HOST::GUEST, one behind the other with commas in
    between; 0 or STATUS_NO_DIRECTORY."""
    copy = strdup(text)
    if copy == 0:
        return STATUS_NO_MEMORY
    at = copy
    status = 0
    while status == 0 and u8(at):
        host = at
        name = at
        while u8(at) and u8(at) != 0x2C:  # ,
            if name == host and u8(at) == 0x3A and u8(at + 1) == 0x3A:  # ::
                put8(at, 0)
                at += 1
                name = at + 1
            at += 1
        if u8(at):
            put8(at, 0)
            at += 1
        if u8(host):
            number = give_directory(place, host, name if u8(name) else host, rights.ALL)
            if number < 0:
                status = complain(data(b"cannot open the directory \0"), host)
    free(copy)
    return status


def variable(environment: int, name: int) -> int:
    """The value of a variable, a text in a list of NAME=VALUE that ends in null, or 0."""
    length = strlen(name)
    while i64(environment):
        text = i64(environment)
        same = 0
        while same < length and u8(text + same) == u8(name + same):
            same += 1
        if same == length and u8(text + length) == 0x3D:  # =
            return text + length + 1
        environment += 8
    return 0


def begin_program(place: int, environment: int, baked: int) -> int:
    """`begin`, and the directories that the variable IRTOOL_DIRS lists; without it those of `baked`, which
    the program was made with."""
    status = begin(place)
    if status:
        return status
    found = variable(environment, data(b"IRTOOL_DIRS\0"))
    return give_list(place, found if found else baked)


# --- what a descriptor tells --------------------------------------------------------------------------


def fd_fdstat_get(number: int, result: int) -> int:
    """Kind, flags and rights."""
    row = find(number, 0)
    if row < 0:
        return -row
    put64(result, u8(row + KIND) | u16(row + FLAGS) << 16)
    put64(result + 8, i64(row + BASE))
    put64(result + 16, i64(row + INHERITING))
    return 0


def fd_fdstat_set_rights(number: int, base: int, inheriting: int) -> int:
    """Take rights away."""
    row = find(number, 0)
    if row < 0:
        return -row
    if base & ~i64(row + BASE) or inheriting & ~i64(row + INHERITING):
        return NOTCAPABLE
    put64(row + BASE, base)
    put64(row + INHERITING, inheriting)
    return 0


def given_name(number: int) -> int:
    """The name of a directory that was given to the program, or an error."""
    row = find(number, 0)
    if row < 0:
        return row
    return i64(row + NAME) if i64(row + NAME) else -BADF


def fd_prestat_get(number: int, result: int) -> int:
    """Length of the name of a directory that was given to the program."""
    name = given_name(number)
    if name < 0:
        return -name
    put32(result, 0)
    put32(result + 4, strlen(name))
    return 0
