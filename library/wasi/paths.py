"""From a path of the program to a directory of the host and one name in it.

    a/link/../b     a, link -> "x/y"        open a; open x in a; open y in x; `..`: back to x; b in x

The way of `runtime/wasi/paths.py`, with the same errors: the host is never given more than one name at a
time, and never one that is a symbolic link or `..`, so that a path cannot leave the directory at which it
begins, no matter what others rename or replace meanwhile. What is then done with the name must not follow
links either.

The names to come lie at the end of a buffer. What a link stands for is put in front of what is left:

    buffer   ......................link/../b        a is open, link is read: "x/y"
             ......................x/y/../b

A place is memory of the caller: the open directory, whether it is to be closed, whether the path ends in a
slash, the name. `release` closes what a place holds.
"""

from typing import Final

from ...frontend.wasm.wasi_numbers import ILSEQ, INVAL, LOOP, NAMETOOLONG, NOENT, NOTDIR, PERM
from .descriptors import error_of, host_errno, last_error
from .errors import LINUX_ELOOP, LINUX_ENOTDIR
from .language import given, i32, i64, put8, put32, put64, slot, u8, u32
from .libc import close, fstatat, memmove, openat, readlinkat

MAX_PATH: Final = 4096
MAX_LINKS: Final = 40
#: Most directories that a path may be deep, each of which is open meanwhile.
MAX_DEPTH: Final = 512
#: Bytes of their descriptors.
OPENED: Final = 4 * (MAX_DEPTH + 1)
#: Room for the names to come, and for what a link stands for.
BUFFER: Final = 3 * 4096
LINK: Final = 4096

#: Of a place.
PARENT: Final = 0
OWNED: Final = 8
SLASH: Final = 16
NAME: Final = 24
#: Bytes of a place; the name has room for a path that is one name, which the host then finds too long.
PLACE: Final = NAME + MAX_PATH + 8

AT_SYMLINK_NOFOLLOW: Final = 0x100
#: O_PATH and O_CLOEXEC.
ON_THE_WAY: Final = 0o12000000


def check_utf8(start: int, size: int) -> int:
    """0, or an error for bytes that are not UTF-8."""
    at = 0
    while at < size:
        first = u8(start + at)
        more = 0 if first < 0x80 else 1 if first < 0xE0 else 2 if first < 0xF0 else 3
        if first >= 0x80 and (first < 0xC2 or first > 0xF4 or at + more >= size):
            return ILSEQ
        for number in range(1, more + 1):
            byte = u8(start + at + number)
            low = 0x80
            high = 0xBF
            if number == 1:  # no longer form than needed, no surrogates, nothing beyond U+10FFFF
                low = 0xA0 if first == 0xE0 else 0x90 if first == 0xF0 else 0x80
                high = 0x9F if first == 0xED else 0x8F if first == 0xF4 else 0xBF
            if byte < low or byte > high:
                return ILSEQ
        at += more + 1
    return 0


def check(path: int, size: int) -> int:
    """0, or an error for what is no relative path."""
    if size == 0:
        return NOENT
    if size > MAX_PATH:
        return NAMETOOLONG
    for number in range(size):
        if u8(path + number) == 0:
            return INVAL
    if check_utf8(path, size):
        return ILSEQ
    return PERM if u8(path) == 0x2F else 0


def after_slashes(at: int, end: int) -> int:
    """Behind the slashes at an address."""
    while at < end and u8(at) == 0x2F:
        at += 1
    return at


def expand(directory: int, name: int, buffer: int, at: int) -> int:
    """Put what a link stands for in front of the names at `at`: where they begin then; 0 when the name is no
    link; or an error."""
    text = slot(LINK)
    size = readlinkat(directory, name, text, LINK)
    if size < 0:
        return 0
    if size == LINK or at - size < buffer:
        return -NAMETOOLONG
    if u8(text) == 0x2F:
        return -PERM
    memmove(at - size, text, size)
    return at - size


def resolve(root: int, path: int, size: int, follow: int, slash_follows: int, place: int) -> int:
    """Find the place of a path that begins at the directory `root`: 0 or an error.

    `follow`: a link at the end is followed. `slash_follows`: also without `follow` when the path ends in a
    slash."""
    put64(place + OWNED, 0)
    error = check(path, size)
    if error:
        return error
    opened = slot(OPENED)
    put32(opened, root)
    depth = 0
    links = 0
    buffer = slot(BUFFER)
    stop = buffer + BUFFER
    at = stop - size
    memmove(at, path, size)
    name = place + NAME
    found = 0
    while error == 0 and found == 0:
        at = after_slashes(at, stop)
        behind = at
        while behind < stop and u8(behind) != 0x2F:
            behind += 1
        length = behind - at
        if length == 0:  # the directory itself
            put8(name, 0x2E)
            put8(name + 1, 0)
            put64(place + SLASH, 1)
            found = 1
        elif length == 1 and u8(at) == 0x2E:
            at = behind
        elif length == 2 and u8(at) == 0x2E and u8(at + 1) == 0x2E:
            if depth == 0:
                error = PERM
            else:
                close(u32(opened + 4 * depth))
                depth -= 1
                at = behind
        else:
            memmove(name, at, length)
            put8(name + length, 0)
            directory = i32(opened + 4 * depth)
            at = 0
            if after_slashes(behind, stop) < stop:  # others come behind it: enter
                if depth == MAX_DEPTH:
                    error = NAMETOOLONG
                else:
                    fd = openat(directory, name, ON_THE_WAY | given("O_DIRECTORY") | given("O_NOFOLLOW"), 0)
                    if fd >= 0:
                        depth += 1
                        put32(opened + 4 * depth, fd)
                        at = behind
                    elif host_errno() == LINUX_ENOTDIR or host_errno() == LINUX_ELOOP:
                        at = expand(directory, name, buffer, behind)
                        links += 1
                        error = NOTDIR if at == 0 else 0
                    else:
                        error = last_error()
            else:
                slash = behind < stop
                if follow or (slash and slash_follows):
                    at = expand(directory, name, buffer, behind)
                    links += at != 0
                if at == 0:
                    put64(place + SLASH, slash)
                    found = 1
            if at < 0:
                error = -at
            elif error == 0 and links > MAX_LINKS:
                error = LOOP
    put64(place + PARENT, i32(opened + 4 * depth))
    if found and depth:
        put64(place + OWNED, 1)
        depth -= 1
    while depth:
        close(u32(opened + 4 * depth))
        depth -= 1
    return error


def release(place: int) -> None:
    """Close what a place holds."""
    if i64(place + OWNED):
        close(i64(place + PARENT))


def stat_place(place: int, facts: int) -> int:
    """Facts about what is at a place, links not followed, in a `struct stat`: 0 or an error."""
    return error_of(fstatat(i64(place + PARENT), place + NAME, facts, AT_SYMLINK_NOFOLLOW))


def look(place: int, facts: int) -> int:
    """The same, and an error for what is no directory where the path ends in a slash."""
    error = stat_place(place, facts)
    if error == 0 and i64(place + SLASH) and not is_directory(facts):
        return NOTDIR
    return error


def is_directory(facts: int) -> int:
    """Whether facts are those of a directory."""
    return (u32(facts + given("st_mode")) & 0o170000) == 0o040000
