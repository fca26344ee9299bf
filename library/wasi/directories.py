"""`path_...` and `fd_readdir`: calls on directories. `paths.py` finds the place; here no link is followed."""

from typing import Final

from ...frontend.wasm import wasi_numbers as rights
from ...frontend.wasm.wasi_numbers import EXIST, INVAL, ISDIR, NAMETOOLONG, NOENT, NOTCAPABLE, NOTDIR, PERM
from .descriptors import (
    DIRECTORY,
    FILE,
    FLAGS,
    HEAD,
    KIND_DIRECTORY,
    KINDS,
    O_CLOEXEC,
    ROW,
    STAT_SIZE,
    add,
    error_of,
    find_directory,
    kind_of,
    last_error,
    table,
)
from .files import ALL_FLAGS, host_flags, new_times, put_filestat
from .language import data, given, i64, put8, put16, put32, put64, slot, u8, u16, u32
from .libc import (
    close,
    fstat,
    linkat,
    lseek,
    memmove,
    mkdirat,
    openat,
    readlinkat,
    renameat,
    strlen,
    symlinkat,
    syscall,
    unlinkat,
    utimensat,
)
from .paths import (
    AT_SYMLINK_NOFOLLOW,
    LINK,
    MAX_PATH,
    NAME,
    PARENT,
    PLACE,
    SLASH,
    is_directory,
    look,
    release,
    resolve,
    stat_place,
)

FOLLOW: Final = 1
CREATE: Final = 1
OPEN_DIRECTORY: Final = 2
EXCLUSIVE: Final = 4
TRUNCATE: Final = 8
ALL_OPEN_FLAGS: Final = 15

O_WRONLY: Final = 1
O_RDWR: Final = 2
O_CREAT: Final = 0o100
O_EXCL: Final = 0o200
O_TRUNC: Final = 0o1000
AT_REMOVEDIR: Final = 0x200

#: Of an entry as the program sees it, without its name.
RECORD: Final = 24
#: Entries that the host tells at a time.
CHUNK: Final = 8192
#: Of an entry that the host tells: where the next one is, its bytes, its type, its name.
D_OFF: Final = 8
D_RECLEN: Final = 16
D_TYPE: Final = 18
D_NAME: Final = 19


def find_place(number: int, need: int, path: int, size: int, slash_follows: int, place: int) -> int:
    """Find the place of a path that begins at the directory of a descriptor with the rights `need`, as
    `resolve` without `follow` does: 0 or an error."""
    row = find_directory(number, need)
    return -row if row < 0 else resolve(u32(row), path, size, 0, slash_follows, place)


# --- opening and listing ------------------------------------------------------------------------------


def open_place(place: int, how: int, base: int, flags: int) -> int:
    """Open what is at a place: a descriptor of the host, or an error."""
    writes = base & (rights.FD_WRITE | rights.FD_ALLOCATE)
    reads = base & (rights.FD_READ | rights.FD_READDIR)
    host = (O_RDWR if reads else O_WRONLY) if writes else 0
    host |= given("O_NOFOLLOW") | O_CLOEXEC | host_flags(flags)
    slash = i64(place + SLASH)
    if how & CREATE:
        if slash:
            error = stat_place(place, slot(STAT_SIZE))
            return -error if error else -ISDIR
        host |= O_CREAT | (O_EXCL if how & EXCLUSIVE else 0)
    elif slash or how & OPEN_DIRECTORY:
        host |= given("O_DIRECTORY")
    host |= O_TRUNC if how & TRUNCATE else 0
    fd = openat(i64(place + PARENT), place + NAME, host, 0o666)
    return -last_error() if fd < 0 else fd


def path_open(
    number: int,
    lookup: int,
    path: int,
    size: int,
    how: int,
    base: int,
    inheriting: int,
    flags: int,
    result: int,
) -> int:
    """Open or create a file, or open a directory."""
    need = rights.PATH_OPEN | (rights.PATH_CREATE_FILE if how & CREATE else 0)
    need |= rights.PATH_FILESTAT_SET_SIZE if how & TRUNCATE else 0
    row = find_directory(number, need)
    if row < 0:
        return -row
    if size > MAX_PATH:
        return NAMETOOLONG
    if how > ALL_OPEN_FLAGS or flags > ALL_FLAGS or lookup & ~FOLLOW:
        return INVAL
    if how & OPEN_DIRECTORY and how & (CREATE | EXCLUSIVE | TRUNCATE):
        return INVAL
    if (base | inheriting) & ~i64(row + 16):
        return NOTCAPABLE
    follow = lookup if how & (CREATE | EXCLUSIVE) != CREATE | EXCLUSIVE else 0
    place = slot(PLACE)
    error = resolve(u32(row), path, size, follow, 1, place)
    if error:
        return error
    fd = open_place(place, how, base, flags)
    release(place)
    if fd < 0:
        return -fd
    kind = kind_of(fd)
    if kind < 0:
        close(fd)
        return -kind
    if kind == KIND_DIRECTORY:
        made = add(fd, DIRECTORY, kind, base & rights.OF_DIRECTORY, inheriting)
    else:
        made = add(fd, FILE, kind, base & rights.OF_FILE, inheriting)
    if made < 0:
        return -made
    if kind != KIND_DIRECTORY:
        put16(table() + HEAD + ROW * made + FLAGS, flags)
    put32(result, made)
    return 0


def is_upper(name: int) -> int:
    """Whether a name is `..`."""
    return u8(name) == 0x2E and u8(name + 1) == 0x2E and u8(name + 2) == 0


def fd_readdir(number: int, buffer: int, size: int, cookie: int, result: int) -> int:
    """The entries from `cookie` on, as many as fit; the last one may be cut off. Fewer bytes than the buffer
    has room for means the end. Cookies are the host's positions in the directory."""
    row = find_directory(number, rights.FD_READDIR)
    if row < 0:
        return -row
    fd = u32(row)
    facts = slot(STAT_SIZE)
    if cookie < 0:  # no position of the host
        put32(result, 0)
        return 0
    if fstat(fd, facts) < 0 or lseek(fd, cookie, 0) < 0:
        return last_error()
    chunk = slot(CHUNK)
    record = slot(RECORD)
    used = 0
    while used < size:
        told = syscall(given("SYS_getdents64"), fd, chunk, CHUNK)
        if told < 0:
            return last_error()
        if told == 0:
            break
        at = chunk
        while at < chunk + told and used < size:
            name = at + D_NAME
            length = strlen(name)
            put64(record, i64(at + D_OFF))
            # The directory itself stands for `..` too: what is above is not the program's.
            put64(record + 8, i64(facts + 8) if is_upper(name) else i64(at))
            put32(record + 16, length)
            put32(record + 20, u8(data(KINDS) + (u8(at + D_TYPE) & 15)))
            left = size - used
            memmove(buffer + used, record, RECORD if RECORD < left else left)
            used += RECORD if RECORD < left else left
            left = size - used
            memmove(buffer + used, name, length if length < left else left)
            used += length if length < left else left
            at += u16(at + D_RECLEN)
    put32(result, used)
    return 0


# --- facts --------------------------------------------------------------------------------------------


def path_filestat_get(number: int, lookup: int, path: int, size: int, result: int) -> int:
    """Facts about a file."""
    row = find_directory(number, rights.PATH_FILESTAT_GET)
    if row < 0:
        return -row
    if lookup & ~FOLLOW:
        return INVAL
    place = slot(PLACE)
    error = resolve(u32(row), path, size, lookup, 1, place)
    if error:
        return error
    facts = slot(STAT_SIZE)
    error = look(place, facts)
    release(place)
    if error:
        return error
    put_filestat(result, facts)
    return 0


def path_filestat_set_times(
    number: int, lookup: int, path: int, size: int, atime: int, mtime: int, flags: int
) -> int:
    """Set the times of the last reading and writing."""
    row = find_directory(number, rights.PATH_FILESTAT_SET_TIMES)
    if row < 0:
        return -row
    if lookup & ~FOLLOW:
        return INVAL
    place = slot(PLACE)
    error = resolve(u32(row), path, size, lookup, 1, place)
    if error:
        return error
    times = slot(32)
    error = look(place, slot(STAT_SIZE))
    if error == 0:
        error = new_times(times, atime, mtime, flags)
    if error == 0:
        error = error_of(utimensat(i64(place + PARENT), place + NAME, times, AT_SYMLINK_NOFOLLOW))
    release(place)
    return error


def path_readlink(number: int, path: int, size: int, buffer: int, room: int, result: int) -> int:
    """What a symbolic link stands for, cut off where the buffer ends."""
    place = slot(PLACE)
    error = find_place(number, rights.PATH_READLINK, path, size, 1, place)
    if error:
        return error
    text = slot(LINK)
    length = readlinkat(i64(place + PARENT), place + NAME, text, LINK)
    error = error_of(length)
    release(place)
    if error:
        return error
    if u8(text) == 0x2F:
        return PERM  # a name of the host
    length = length if length < room else room
    memmove(buffer, text, length)
    put32(result, length)
    return 0


# --- changes ------------------------------------------------------------------------------------------


def path_create_directory(number: int, path: int, size: int) -> int:
    """Create a directory."""
    place = slot(PLACE)
    error = find_place(number, rights.PATH_CREATE_DIRECTORY, path, size, 0, place)
    if error:
        return error
    error = error_of(mkdirat(i64(place + PARENT), place + NAME, 0o777))
    release(place)
    return error


def path_remove_directory(number: int, path: int, size: int) -> int:
    """Remove an empty directory."""
    place = slot(PLACE)
    error = find_place(number, rights.PATH_REMOVE_DIRECTORY, path, size, 0, place)
    if error:
        return error
    error = error_of(unlinkat(i64(place + PARENT), place + NAME, AT_REMOVEDIR))
    release(place)
    return error


def path_unlink_file(number: int, path: int, size: int) -> int:
    """Remove a name of what is no directory."""
    place = slot(PLACE)
    error = find_place(number, rights.PATH_UNLINK_FILE, path, size, 0, place)
    if error:
        return error
    facts = slot(STAT_SIZE)
    error = look(place, facts)
    if error == 0:
        if is_directory(facts):
            error = ISDIR
        else:
            error = error_of(unlinkat(i64(place + PARENT), place + NAME, 0))
    release(place)
    return error


def taken(place: int) -> int:
    """0, or an error when a name is taken, and when its path ends in a slash, though it is not to be that of
    a directory."""
    error = stat_place(place, slot(STAT_SIZE))
    if error == 0:
        return EXIST
    return error if error != NOENT or i64(place + SLASH) else 0


def resolve_both(
    old: int, path: int, size: int, source: int, new: int, new_path: int, new_size: int, target: int
) -> int:
    """Find two places, neither at the end of a link; 0, or an error, and then nothing is to be released."""
    error = resolve(u32(old), path, size, 0, 0, source)
    if error:
        return error
    error = resolve(u32(new), new_path, new_size, 0, 0, target)
    if error:
        release(source)
    return error


def path_link(
    number: int, lookup: int, path: int, size: int, new_number: int, new_path: int, new_size: int
) -> int:
    """Give a file, or a symbolic link itself, another name."""
    old = find_directory(number, rights.PATH_LINK_SOURCE)
    if old < 0:
        return -old
    new = find_directory(new_number, rights.PATH_LINK_TARGET)
    if new < 0:
        return -new
    if lookup:
        return INVAL
    source = slot(PLACE)
    target = slot(PLACE)
    error = resolve_both(old, path, size, source, new, new_path, new_size, target)
    if error:
        return error
    error = look(source, slot(STAT_SIZE))
    if error == 0:
        error = taken(target)
    if error == 0:
        error = error_of(linkat(i64(source), source + NAME, i64(target), target + NAME, 0))
    release(source)
    release(target)
    return error


def path_symlink(path: int, size: int, number: int, new_path: int, new_size: int) -> int:
    """Create a symbolic link that stands for `path`, which need not exist but must be relative."""
    row = find_directory(number, rights.PATH_SYMLINK)
    if row < 0:
        return -row
    if size == 0:
        return NOENT
    if size >= MAX_PATH:
        return NAMETOOLONG
    if u8(path) == 0x2F:
        return PERM
    content = slot(MAX_PATH)
    memmove(content, path, size)
    put8(content + size, 0)
    if strlen(content) < size:
        return INVAL
    place = slot(PLACE)
    error = resolve(u32(row), new_path, new_size, 0, 0, place)
    if error:
        return error
    error = taken(place)
    if error == 0:
        error = error_of(symlinkat(content, i64(place + PARENT), place + NAME))
    release(place)
    return error


def path_rename(number: int, path: int, size: int, new_number: int, new_path: int, new_size: int) -> int:
    """Give a file or directory another name; a file or an empty directory that has it goes."""
    old = find_directory(number, rights.PATH_RENAME_SOURCE)
    if old < 0:
        return -old
    new = find_directory(new_number, rights.PATH_RENAME_TARGET)
    if new < 0:
        return -new
    source = slot(PLACE)
    target = slot(PLACE)
    error = resolve_both(old, path, size, source, new, new_path, new_size, target)
    if error:
        return error
    facts = slot(STAT_SIZE)
    error = look(source, facts)
    if error == 0 and i64(target + SLASH) and not is_directory(facts):
        error = NOTDIR
    if error == 0:
        error = error_of(renameat(i64(source), source + NAME, i64(target), target + NAME))
    release(source)
    release(target)
    return error
