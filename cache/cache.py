"""The compile cache: what was compiled once is not compiled again, by nobody who shares the store.

    cache = Cache("/var/tmp/code")                      or Cache("s3://bucket/code"), or Cache() for
    module = Module.from_file("prog.wasm", cache=cache)                          what IRTOOL_CACHE says
    Module.is_cached(data, cache=cache)                                          is this compiled?

An entry is found by the content of what was compiled and all that the code depends on (`keys.py`), and
holds a digest of itself: a damaged entry is none, and is replaced. What is in a cache is machine code, and
whoever can write to its store can run programs here.

`IRTOOL_CACHE` is a folder or a URL, or `off`; without it the folder is `irtool` in `$XDG_CACHE_HOME` or
`~/.cache`. `IRTOOL_CACHE_LIMIT` is the most bytes of all entries, as in `500M`; without it 2G.
"""

import hashlib
import os
import re
from typing import Final, NamedTuple, TypeAlias

from .stores import CacheError, Entry, FolderStore, Store

DEFAULT_LIMIT: Final = 2 << 30
_UNITS: Final = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}
_OFF: Final = ("off", "0", "no", "false")
_DIGEST: Final = 32


class CacheInfo(NamedTuple):
    """What is in a cache."""

    location: str
    """Folder or URL."""
    entries: int
    """How many there are."""
    size: int
    """Bytes of all entries."""
    limit: int
    """The most bytes there may be."""


class Cache:
    """A cache of compiled code; see the module docstring. It can be used by several threads, and pickled."""

    def __init__(self, location: "str | os.PathLike[str]" = "", limit: int = 0) -> None:
        """`location` is a folder or a URL that `fsspec` understands, empty for what IRTOOL_CACHE says;
        `limit` is the most bytes of all entries, 0 for what IRTOOL_CACHE_LIMIT says.

        Raises `CacheError` for a place that cannot be used, or that others can write to."""
        where = os.fspath(location) or default_location()
        if not where:
            raise CacheError("IRTOOL_CACHE says that there is no cache")
        if limit < 0:
            raise CacheError(f"a cache cannot have a limit of {limit} bytes")
        self.limit = limit or parse_size(os.environ.get("IRTOOL_CACHE_LIMIT", "")) or DEFAULT_LIMIT
        """The most bytes of all entries."""
        self._store = _open_store(where)

    def __reduce__(self) -> tuple[object, ...]:
        return Cache, (self.location, self.limit)

    def __repr__(self) -> str:
        return f"<cache {self.location}>"

    @property
    def location(self) -> str:
        """Folder or URL."""
        return self._store.location

    # --- entries --------------------------------------------------------------------------------

    def get(self, key: str) -> bytes | None:
        """What `put` stored under a key; None when there is nothing, or something damaged."""
        data = self._store.get(key)
        if data is None:
            return None
        if hashlib.sha256(memoryview(data)[_DIGEST:]).digest() != data[:_DIGEST]:
            self._store.remove(key)
            return None
        return data[_DIGEST:]

    def put(self, key: str, data: bytes) -> bool:
        """Store bytes under a key (`keys.entry_key`); whether that was possible. A store that is full, or
        that cannot be reached, does not keep anybody from working."""
        return self._put(key, hashlib.sha256(data).digest() + data)

    def _put(self, key: str, data: bytes) -> bool:
        if len(data) > self.limit:
            return False
        try:
            self._store.put(key, data, self.limit)
        except OSError:
            return False
        return True

    def info(self) -> CacheInfo:
        """How much there is. Raises `CacheError` when the store cannot be reached."""
        sizes = [entry.size for entry in self._store.entries()]
        return CacheInfo(self.location, len(sizes), sum(sizes), self.limit)

    def clear(self) -> int:
        """Remove all entries; how many there were. Raises `CacheError` when the store cannot be reached."""
        entries: list[Entry] = list(self._store.entries())
        for entry in entries:
            self._store.remove(entry.key)
        return len(entries)

    # --- entries that are files with digests of their own -----------------------------------------

    def has(self, key: str) -> bool:
        """Whether there is an entry. It is not read."""
        return self._store.has(key)

    def path(self, key: str) -> str | None:
        """The file of an entry, which is there; None when there is none or the store has no files here. It
        is used from now on: its time is set."""
        path = self._store.path(key)
        if path is None or not self._store.has(key):
            return None
        self._store.touch(key)
        return path

    def read(self, key: str) -> bytes | None:
        """An entry as `store` got it, for who looks at its digest himself."""
        return self._store.get(key)

    def store(self, key: str, data: bytes) -> bool:
        """Store a file that has digests of its own; whether that was possible."""
        return self._put(key, data)

    def remove(self, key: str) -> None:
        """Remove an entry, such as one that turned out to be damaged."""
        self._store.remove(key)


#: What programs may say where a cache is wanted: one, its location, True for that of IRTOOL_CACHE.
CacheOption: TypeAlias = "Cache | str | os.PathLike[str] | bool | None"


def open_cache(option: CacheOption) -> Cache | None:
    """The cache that is meant. Raises `CacheError`."""
    if isinstance(option, Cache):
        return option
    if option is None or option is False:
        return None
    return (Cache() if default_location() else None) if option is True else Cache(option)


def run_cache() -> Cache | None:
    """The cache of the command line: none when IRTOOL_CACHE is not set and the folder cannot be used, in a
    system that is read-only for example. Raises `CacheError` for a place that IRTOOL_CACHE names."""
    try:
        return open_cache(True)
    except CacheError:
        if os.environ.get("IRTOOL_CACHE"):
            raise
        return None


def default_location() -> str:
    """Where the cache is unless something else is said; empty for nowhere."""
    given = os.environ.get("IRTOOL_CACHE", "")
    if given:
        return "" if given.lower() in _OFF else given
    home = os.environ.get("XDG_CACHE_HOME", "") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(home, "irtool")


def parse_size(text: str) -> int:
    """A number of bytes, as in `500M`; 0 for an empty text. Raises `CacheError`."""
    found = re.fullmatch(r"(\d{1,12})([KMGT]?)", text.strip().upper())
    if text and (found is None or not int(found[1])):
        raise CacheError(f"a size is a number of bytes, or one with K, M, G or T behind it, not {text!r}")
    return int(found[1]) * _UNITS[found[2]] if found is not None else 0


def _open_store(where: str) -> Store:
    scheme, colon, rest = where.partition("://")
    if colon and scheme == "file":
        return FolderStore(rest)
    if colon:
        from .remote import RemoteStore

        return RemoteStore(where)
    return FolderStore(os.path.abspath(os.path.expanduser(where)))
