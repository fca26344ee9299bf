"""From a path of the program to a directory of the host and one name in it.

    a/link/../b     a, link -> "x/y"        open a; open x in a; open y in x; `..`: back to x; b in x

The host is never given more than one name at a time, and never one that is a symbolic link or `..`:
directories are opened one by one, each in the one before and without following links; links are read and
their names put in front of what is left; `..` goes back to the directory that was open before. So a path
cannot leave the directory at which it begins, no matter what others rename or replace meanwhile: whoever
swaps a directory for a link in between only gets an error. What is then done with the name must not follow
links either.

An absolute path, an absolute link and a `..` above the beginning are PERM; more than 40 links are LOOP.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from ...frontend.wasm.wasi_numbers import ILSEQ, INVAL, LOOP, NAMETOOLONG, NOENT, NOTDIR, PERM
from .errors import WasiError

MAX_PATH: Final = 4096
MAX_LINKS: Final = 40
#: Most directories that a path may be deep, each of which is open on the host meanwhile.
MAX_DEPTH: Final = 512
_OPEN: Final = getattr(os, "O_PATH", os.O_RDONLY) | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


class Place:
    """A name (`.` for the directory itself) in an open directory. `directory`: the path ends in a slash, so
    that the name must be that of a directory."""

    def __init__(self, parent: int, name: bytes, directory: bool) -> None:
        self.parent = parent
        self.name = name
        self.directory = directory

    def stat(self) -> os.stat_result | None:
        """Facts about what is there, links not followed; None for nothing."""
        try:
            return os.stat(self.name, dir_fd=self.parent, follow_symlinks=False)
        except FileNotFoundError:
            return None


@contextmanager
def resolve(root: int, path: bytes, *, follow: bool, slash_follows: bool = True) -> Iterator[Place]:
    """The place of a path that begins at the directory `root`.

    `follow`: a link at the end is followed. `slash_follows`: also without `follow` when the path ends in a
    slash. Raises `WasiError` and `OSError`."""
    check(path)
    walk = _Walk(root, path)
    try:
        yield walk.to_end(follow, slash_follows)
    finally:
        walk.close()


def check(path: bytes) -> None:
    """Raises `WasiError` for what is no relative path."""
    if not path:
        raise WasiError(NOENT)
    if len(path) > MAX_PATH:
        raise WasiError(NAMETOOLONG)
    if b"\0" in path:
        raise WasiError(INVAL)
    try:
        path.decode()
    except UnicodeDecodeError:
        raise WasiError(ILSEQ) from None
    if path.startswith(b"/"):
        raise WasiError(PERM)


class _Walk:
    def __init__(self, root: int, path: bytes) -> None:
        self.open = [root]
        """The directories on the way; the first belongs to someone else."""
        self.left = path.split(b"/")[::-1]
        """Names that are still to come, the next one last."""
        self.links = 0

    def close(self) -> None:
        for fd in self.open[1:]:
            os.close(fd)

    def to_end(self, follow: bool, slash_follows: bool) -> Place:
        while self.left:
            name = self.left.pop()
            if name in (b"", b"."):
                continue
            if name == b"..":
                self._up()
                continue
            if any(rest != b"" for rest in self.left):
                self._enter(name)
                continue
            slash = bool(self.left)
            if (follow or (slash and slash_follows)) and self._expand(name):
                continue
            return Place(self.open[-1], name, slash)
        return Place(self.open[-1], b".", True)

    def _up(self) -> None:
        if len(self.open) == 1:
            raise WasiError(PERM)
        os.close(self.open.pop())

    def _enter(self, name: bytes) -> None:
        if len(self.open) > MAX_DEPTH:
            raise WasiError(NAMETOOLONG)
        try:
            self.open.append(os.open(name, _OPEN, dir_fd=self.open[-1]))
        except OSError as error:
            if error.errno not in (errno.ENOTDIR, errno.ELOOP):
                raise
            if not self._expand(name):
                raise WasiError(NOTDIR) from None

    def _expand(self, name: bytes) -> bool:
        """Put what a link stands for in front of what is left; False when the name is no link."""
        target = None
        with suppress(OSError):
            target = os.readlink(name, dir_fd=self.open[-1])
        if target is None:
            return False
        self.links += 1
        if self.links > MAX_LINKS:
            raise WasiError(LOOP)
        if target.startswith(b"/"):
            raise WasiError(PERM)
        self.left += target.split(b"/")[::-1]
        return True
