"""Where entries of a cache are kept: a folder of this machine (`remote.py` has the others).

    <folder>/CACHEDIR.TAG           for programs that make backups
    <folder>/added                  bytes that were added since entries were last counted, a number per line
    <folder>/3f/3f09c1...           an entry: its key is its name

*Many processes.* An entry is written beside its place and then takes its name, so a reader finds a whole one
or none, and the last of two writers of the same entry wins, which had the same content. Nothing is locked. A
file that is removed while a process has it mapped stays until that process lets go.

*Size.* Reading an entry sets its time, and when there is too much, the ones with the oldest times go (down to
15/16 of the limit). All entries are looked at only when a sixteenth of the limit was added since the last
time, so adding n entries costs n writes and few scans. Two processes that count at the same time can leave
the sum a little above the limit until the next one.

*Trust.* Entries are machine code, so a folder that somebody else can write to is refused.
"""

import os
import stat
import tempfile
import time
from collections.abc import Iterator
from typing import Final, NamedTuple, Protocol

from ..ir.errors import IrtoolError

#: Seconds within which an entry that is read again keeps its time: fewer writes, the same order in effect.
_FRESH: Final = 60.0
#: Part of the limit that may be added between two counts, and that is freed at least.
_PART: Final = 16
#: Most bytes of the file `added`.
_MOST_ADDED: Final = 1 << 16
_TAG: Final = b"Signature: 8a477f597d28d172789f06886806bc55\n# Compiled code of irtool, safe to delete.\n"


class CacheError(IrtoolError):
    """A cache cannot be used where it was asked for."""


class Entry(NamedTuple):
    """An entry as a store lists it."""

    key: str
    size: int
    """Bytes."""
    used: float
    """When it was last read or written, in seconds since 1970."""


class Store(Protocol):
    """What a cache needs of a place. Keys are hexadecimal digits."""

    location: str
    """For people, and to open it again."""

    def get(self, key: str) -> bytes | None:
        """The content of an entry, None when there is none."""

    def path(self, key: str) -> str | None:
        """The file of an entry, which may not exist; None where entries are no files here."""

    def has(self, key: str) -> bool:
        """Whether there is an entry."""

    def touch(self, key: str) -> None:
        """An entry was used, where times of that are kept."""

    def put(self, key: str, data: bytes, limit: int) -> None:
        """Add or replace an entry, then remove old ones until all have at most `limit` bytes. Raises
        OSError."""

    def remove(self, key: str) -> None:
        """Remove an entry if it is there."""

    def entries(self) -> Iterator[Entry]:
        """All entries, in no order."""


def is_key(name: str) -> bool:
    """Whether the name of a file is that of an entry."""
    return len(name) == 64 and all(digit in "0123456789abcdef" for digit in name)


def oldest_over(entries: list[Entry], limit: int) -> list[Entry]:
    """The entries to remove, the longest unused first, so that the others have at most 15/16 of `limit`
    bytes; none when all have no more than `limit`."""
    total = sum(entry.size for entry in entries)
    if total <= limit:
        return []
    found = []
    for entry in sorted(entries, key=lambda entry: (entry.used, entry.key)):
        if total <= limit - limit // _PART:
            break
        found.append(entry)
        total -= entry.size
    return found


class FolderStore:
    """Entries as files of a folder."""

    def __init__(self, folder: str) -> None:
        """Make the folder if it is not there. Raises `CacheError`."""
        self.location = folder
        try:
            os.makedirs(folder, mode=0o700, exist_ok=True)
            found = os.stat(folder)
        except OSError as error:
            raise CacheError(f"cache {folder}: {error.strerror}") from None
        if not stat.S_ISDIR(found.st_mode):
            raise CacheError(f"cache {folder}: not a folder")
        if found.st_uid not in (os.getuid(), 0) or found.st_mode & 0o022:
            raise CacheError(
                f"cache {folder}: others can write to it, and what is in it is run; "
                f"it must be your own, with chmod go-w"
            )
        self._added = os.path.join(folder, "added")

    def path(self, key: str) -> str:
        """See `Store`."""
        return os.path.join(self.location, key[:2], key)

    def get(self, key: str) -> bytes | None:
        """See `Store`."""
        try:
            with open(self.path(key), "rb") as file:
                data = file.read()
        except OSError:
            return None
        self.touch(key)
        return data

    def has(self, key: str) -> bool:
        """See `Store`."""
        return os.path.isfile(self.path(key))

    def touch(self, key: str) -> None:
        """See `Store`."""
        path = self.path(key)
        try:
            if time.time() - os.stat(path).st_mtime > _FRESH:
                os.utime(path)
        except OSError:  # it was removed, or the folder is read-only
            pass

    def put(self, key: str, data: bytes, limit: int) -> None:
        """See `Store`."""
        folder = os.path.join(self.location, key[:2])
        if not os.path.isdir(folder):
            os.makedirs(folder, mode=0o700, exist_ok=True)
            self._write_tag()
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.replace(temporary, self.path(key))
        except BaseException:
            try:
                os.unlink(temporary)
            except OSError:
                pass
            raise
        self._count(len(data), limit)

    def _write_tag(self) -> None:
        path = os.path.join(self.location, "CACHEDIR.TAG")
        if not os.path.exists(path):
            with open(path, "wb") as file:
                file.write(_TAG)

    def _count(self, size: int, limit: int) -> None:
        """So many bytes were added: remove old entries now and then."""
        line = f"{size} {limit}\n".encode()
        handle = os.open(self._added, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            os.write(handle, line)  # one write at the end: lines of two processes do not mix
            text = os.pread(handle, _MOST_ADDED + 1, 0)
        finally:
            os.close(handle)
        added, same = 0, True
        for row in text.split(b"\n"):
            number, _, other = row.partition(b" ")
            same = same and other in (b"", str(limit).encode())
            added += int(number) if number.isdigit() else 0
        # The first line is there from the last count on: without one nobody has counted yet.
        if added > limit // _PART or not same or len(text) > _MOST_ADDED or text == line:
            self._evict(limit)

    def _evict(self, limit: int) -> None:
        entries = list(self.entries())
        for entry in oldest_over(entries, limit - limit // _PART):
            self.remove(entry.key)
        self._remove_left_over()
        handle, temporary = tempfile.mkstemp(dir=self.location, prefix=".new-")
        with os.fdopen(handle, "wb") as file:
            file.write(f"0 {limit}\n".encode())
        os.replace(temporary, self._added)

    def _remove_left_over(self) -> None:
        """Files of writers that were killed, an hour after."""
        for folder in self._folders():
            for item in _scan(folder):
                if item.name.startswith(".new-"):
                    try:
                        if time.time() - item.stat().st_mtime > 3600:
                            os.unlink(item.path)
                    except OSError:
                        pass

    def remove(self, key: str) -> None:
        """See `Store`."""
        try:
            os.unlink(self.path(key))
        except OSError:
            pass

    def _folders(self) -> Iterator[str]:
        for item in _scan(self.location):
            if len(item.name) == 2 and item.is_dir(follow_symlinks=False):
                yield item.path

    def entries(self) -> Iterator[Entry]:
        """See `Store`."""
        for folder in self._folders():
            for item in _scan(folder):
                if is_key(item.name):
                    try:
                        found = item.stat()
                    except OSError:  # another process removed it
                        continue
                    yield Entry(item.name, found.st_size, found.st_mtime)


def _scan(folder: str) -> list["os.DirEntry[str]"]:
    """What is in a folder; nothing when it is gone."""
    try:
        with os.scandir(folder) as items:
            return list(items)
    except OSError:
        return []
