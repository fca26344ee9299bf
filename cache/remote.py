"""A cache in a store that many machines share: anything that `fsspec` can reach.

    s3://bucket/folder   gs://...   memory://folder   http://...

Stores of objects show an object when it is whole, so an entry is written in one call. For other kinds a
reader may meet half an entry: the digest in it says so, and it counts as none. A store that cannot be
reached, or refuses, is an empty one: compilation goes on without it, and `failures` counts.

Such stores keep no time of the last read, so the entries that were *written* first go first. Listing a large
store is slow, so it is done by one of 256 writers (whose key begins with 00) and by who has itself written a
sixteenth of the limit.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from .stores import CacheError, Entry, is_key, oldest_over

_PART: Final = 16


class RemoteStore:
    """Entries as objects below a URL."""

    def __init__(self, url: str) -> None:
        """Raises `CacheError` for a URL that nothing can reach; the package `fsspec` is needed, and for most
        kinds of stores another one."""
        self.location = url
        self.failures = 0
        """Calls that the store refused or could not be reached for."""
        self._written = 0
        try:
            from fsspec.core import url_to_fs
        except ImportError:
            raise CacheError(f"cache {url}: this needs the Python package fsspec") from None
        try:
            self._system, self._root = url_to_fs(url)
        except (ImportError, ValueError, OSError) as error:
            raise CacheError(f"cache {url}: {error}") from None
        self._root = self._root.rstrip("/")

    def _name(self, key: str) -> str:
        return f"{self._root}/{key[:2]}/{key}"

    def path(self, key: str) -> None:
        """See `Store`."""

    def get(self, key: str) -> bytes | None:
        """See `Store`."""
        try:
            return bytes(self._system.cat_file(self._name(key)))
        except FileNotFoundError:
            return None
        except Exception:  # whatever a library of a store raises: it cannot be used now
            self.failures += 1
            return None

    def has(self, key: str) -> bool:
        """See `Store`."""
        try:
            return bool(self._system.exists(self._name(key)))
        except Exception:
            self.failures += 1
            return False

    def touch(self, key: str) -> None:
        """See `Store`."""

    def put(self, key: str, data: bytes, limit: int) -> None:
        """See `Store`."""
        name = self._name(key)
        try:
            self._system.makedirs(name.rpartition("/")[0], exist_ok=True)
            self._system.pipe_file(name, data)
        except Exception as error:
            self.failures += 1
            raise OSError(f"cache {self.location}: {error}") from None
        self._written += len(data)
        if key.startswith("00") or self._written > limit // _PART:
            self._written = 0
            for entry in oldest_over(list(self.entries()), limit):
                self.remove(entry.key)

    def remove(self, key: str) -> None:
        """See `Store`."""
        try:
            self._system.rm_file(self._name(key))
        except Exception:  # another machine removed it, or nobody may
            self.failures += 1

    def entries(self) -> Iterator[Entry]:
        """See `Store`."""
        try:
            self._system.invalidate_cache()
            found: dict[str, Any] = self._system.find(self._root, detail=True)
        except FileNotFoundError:
            return
        except Exception as error:
            raise CacheError(f"cache {self.location}: {error}") from None
        for name, row in found.items():
            key = name.rpartition("/")[2]
            if is_key(key):
                yield Entry(key, int(row.get("size") or 0), _time_of(row))


def _time_of(row: dict[str, Any]) -> float:
    """When an object was written: each kind of store has a name of its own for that."""
    for name in ("LastModified", "last_modified", "mtime", "updated", "created"):
        value = row.get(name)
        if isinstance(value, datetime):
            return value.timestamp()
        if isinstance(value, int | float):
            return float(value)
        if isinstance(value, str):
            try:
                return datetime.fromisoformat(value).timestamp()
            except ValueError:
                continue
    return 0.0
