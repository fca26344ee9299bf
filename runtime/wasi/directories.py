"""`path_...` and `fd_readdir`: calls on directories. `paths.py` finds the place; here no link is followed."""

from __future__ import annotations

import os
import stat
from typing import Final

from ...frontend.wasm import wasi_numbers as rights
from ...frontend.wasm.wasi_numbers import EXIST, INVAL, ISDIR, NOENT, NOTCAPABLE, NOTDIR, PERM, SUCCESS
from .descriptors import DIRECTORY, Directory, File, file_kind
from .errors import WasiError
from .files import filestat, host_flags, new_times
from .guest import Guest
from .paths import Place, resolve

_FOLLOW: Final = 1
_CREATE: Final = 1
_DIRECTORY: Final = 2
_EXCLUSIVE: Final = 4
_TRUNCATE: Final = 8
_ALL_OPEN_FLAGS: Final = 15
_ALL_FLAGS: Final = 31
_RECORD: Final = 24
_WORD: Final = (1 << 64) - 1


class DirectoryCalls(Guest):
    """See the module."""

    def _directory(self, fd: int, need: int) -> Directory:
        item = self.descriptors.get(fd)
        if not isinstance(item, Directory):
            raise WasiError(NOTDIR)
        item.need(need)
        return item

    # --- opening and listing --------------------------------------------------------------------------

    def path_open(
        self,
        fd: int,
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
        need = rights.PATH_OPEN
        need |= rights.PATH_CREATE_FILE if how & _CREATE else 0
        need |= rights.PATH_FILESTAT_SET_SIZE if how & _TRUNCATE else 0
        directory = self._directory(fd, need)
        name = self._path(path, size)
        self.memory.range(result, 4)
        if how > _ALL_OPEN_FLAGS or flags > _ALL_FLAGS or lookup & ~_FOLLOW:
            return INVAL
        if how & _DIRECTORY and how & (_CREATE | _EXCLUSIVE | _TRUNCATE):
            return INVAL
        if (base | inheriting) & ~directory.inheriting:
            return NOTCAPABLE
        follow = bool(lookup & _FOLLOW) and not (how & _CREATE and how & _EXCLUSIVE)
        with resolve(directory.fd, name, follow=follow) as place:
            opened = _open(place, how, base, flags)
        kind = file_kind(os.fstat(opened).st_mode)
        item = (
            Directory(opened, base, inheriting)
            if kind == DIRECTORY
            else File(opened, kind, base, inheriting, flags)
        )
        self._put(result, self.descriptors.add(item), 4)
        return SUCCESS

    def fd_readdir(self, fd: int, buffer: int, size: int, cookie: int, result: int) -> int:
        """The entries from `cookie` on, as many as fit; the last one may be cut off. Fewer bytes than the
        buffer has room for means the end. What is listed is what was there when the listing was begun
        (cookie 0)."""
        directory = self._directory(fd, rights.FD_READDIR)
        self.memory.range(buffer, size)
        self.memory.range(result, 4)
        if cookie == 0 or directory.listing is None:
            directory.listing = _listing(directory.fd)
        used = 0
        while used < size and cookie < len(directory.listing):
            inode, kind, name = directory.listing[cookie]
            cookie += 1
            record = cookie.to_bytes(8, "little") + (inode & _WORD).to_bytes(8, "little")
            record += len(name).to_bytes(4, "little") + bytes([kind, 0, 0, 0]) + name
            record = record[: size - used]
            self._write(buffer + used, record)
            used += len(record)
        self._put(result, used, 4)
        return SUCCESS

    # --- facts --------------------------------------------------------------------------------------------

    def path_filestat_get(self, fd: int, lookup: int, path: int, size: int, result: int) -> int:
        """Facts about a file."""
        directory = self._directory(fd, rights.PATH_FILESTAT_GET)
        name = self._path(path, size)
        if lookup & ~_FOLLOW:
            return INVAL
        with resolve(directory.fd, name, follow=bool(lookup & _FOLLOW)) as place:
            self._write(result, filestat(_existing(place)))
        return SUCCESS

    def path_filestat_set_times(
        self, fd: int, lookup: int, path: int, size: int, atime: int, mtime: int, flags: int
    ) -> int:
        """Set the times of the last reading and writing."""
        directory = self._directory(fd, rights.PATH_FILESTAT_SET_TIMES)
        name = self._path(path, size)
        if lookup & ~_FOLLOW:
            return INVAL
        with resolve(directory.fd, name, follow=bool(lookup & _FOLLOW)) as place:
            times = new_times(_existing(place), atime, mtime, flags)
            os.utime(place.name, ns=times, dir_fd=place.parent, follow_symlinks=False)
        return SUCCESS

    def path_readlink(self, fd: int, path: int, size: int, buffer: int, room: int, result: int) -> int:
        """What a symbolic link stands for, cut off where the buffer ends."""
        directory = self._directory(fd, rights.PATH_READLINK)
        name = self._path(path, size)
        self.memory.range(buffer, room)
        self.memory.range(result, 4)
        with resolve(directory.fd, name, follow=False) as place:
            target = os.readlink(place.name, dir_fd=place.parent)
        if target.startswith(b"/"):
            return PERM  # a name of the host
        self._write(buffer, target[:room])
        self._put(result, min(len(target), room), 4)
        return SUCCESS

    # --- changes ------------------------------------------------------------------------------------------

    def path_create_directory(self, fd: int, path: int, size: int) -> int:
        """Create a directory."""
        directory = self._directory(fd, rights.PATH_CREATE_DIRECTORY)
        with resolve(directory.fd, self._path(path, size), follow=False, slash_follows=False) as place:
            os.mkdir(place.name, dir_fd=place.parent)
        return SUCCESS

    def path_remove_directory(self, fd: int, path: int, size: int) -> int:
        """Remove an empty directory."""
        directory = self._directory(fd, rights.PATH_REMOVE_DIRECTORY)
        with resolve(directory.fd, self._path(path, size), follow=False, slash_follows=False) as place:
            os.rmdir(place.name, dir_fd=place.parent)
        return SUCCESS

    def path_unlink_file(self, fd: int, path: int, size: int) -> int:
        """Remove a name of what is no directory."""
        directory = self._directory(fd, rights.PATH_UNLINK_FILE)
        with resolve(directory.fd, self._path(path, size), follow=False, slash_follows=False) as place:
            facts = _existing(place)
            if stat.S_ISDIR(facts.st_mode):
                return ISDIR
            os.unlink(place.name, dir_fd=place.parent)
        return SUCCESS

    def path_link(
        self, fd: int, lookup: int, path: int, size: int, new_fd: int, new_path: int, new_size: int
    ) -> int:
        """Give a file, or a symbolic link itself, another name."""
        old, new = (
            self._directory(fd, rights.PATH_LINK_SOURCE),
            self._directory(new_fd, rights.PATH_LINK_TARGET),
        )
        name, new_name = self._path(path, size), self._path(new_path, new_size)
        if lookup:
            return INVAL
        with (
            resolve(old.fd, name, follow=False, slash_follows=False) as source,
            resolve(new.fd, new_name, follow=False, slash_follows=False) as target,
        ):
            _existing(source)
            _free(target)
            os.link(
                source.name,
                target.name,
                src_dir_fd=source.parent,
                dst_dir_fd=target.parent,
                follow_symlinks=False,
            )
        return SUCCESS

    def path_symlink(self, path: int, size: int, fd: int, new_path: int, new_size: int) -> int:
        """Create a symbolic link that stands for `path`, which need not exist but must be relative."""
        directory = self._directory(fd, rights.PATH_SYMLINK)
        content, name = self._path(path, size), self._path(new_path, new_size)
        if not content:
            return NOENT
        if content.startswith(b"/"):
            return PERM
        if b"\0" in content:
            return INVAL
        with resolve(directory.fd, name, follow=False, slash_follows=False) as place:
            _free(place)
            os.symlink(content, place.name, dir_fd=place.parent)
        return SUCCESS

    def path_rename(self, fd: int, path: int, size: int, new_fd: int, new_path: int, new_size: int) -> int:
        """Give a file or directory another name; a file or an empty directory that has it goes."""
        old, new = (
            self._directory(fd, rights.PATH_RENAME_SOURCE),
            self._directory(new_fd, rights.PATH_RENAME_TARGET),
        )
        name, new_name = self._path(path, size), self._path(new_path, new_size)
        with (
            resolve(old.fd, name, follow=False, slash_follows=False) as source,
            resolve(new.fd, new_name, follow=False, slash_follows=False) as target,
        ):
            facts = _existing(source)
            if target.directory and not stat.S_ISDIR(facts.st_mode):
                return NOTDIR
            os.rename(source.name, target.name, src_dir_fd=source.parent, dst_dir_fd=target.parent)
        return SUCCESS


def _existing(place: Place) -> os.stat_result:
    """Facts about what is at a place. Raises `WasiError` for nothing, and for no directory where the path
    ends in a slash."""
    facts = place.stat()
    if facts is None:
        raise WasiError(NOENT)
    if place.directory and not stat.S_ISDIR(facts.st_mode):
        raise WasiError(NOTDIR)
    return facts


def _free(place: Place) -> None:
    """Raises `WasiError` when a name is taken, and when its path ends in a slash, though it is not to be that
    of a directory."""
    if place.stat() is not None:
        raise WasiError(EXIST)
    if place.directory:
        raise WasiError(NOENT)


def _open(place: Place, how: int, base: int, flags: int) -> int:
    """Open what is at a place: a descriptor of the host. Raises `OSError` and `WasiError`."""
    reads, writes = base & (rights.FD_READ | rights.FD_READDIR), base & (rights.FD_WRITE | rights.FD_ALLOCATE)
    host = os.O_RDWR if reads and writes else os.O_WRONLY if writes else os.O_RDONLY
    host |= os.O_NOFOLLOW | os.O_CLOEXEC | host_flags(flags)
    if how & _CREATE:
        if place.directory and place.stat() is None:
            raise WasiError(NOENT)
        host |= os.O_CREAT | (os.O_EXCL if how & _EXCLUSIVE else 0)
    elif place.directory or how & _DIRECTORY:
        host |= os.O_DIRECTORY
    host |= os.O_TRUNC if how & _TRUNCATE else 0
    if host & os.O_CREAT and place.directory:
        raise WasiError(ISDIR)
    return os.open(place.name, host, 0o666, dir_fd=place.parent)


def _listing(fd: int) -> list[tuple[int, int, bytes]]:
    """Inode, kind and name of all entries. The directory itself stands for `..` too: what is above is not the
    program's."""
    own = os.fstat(fd).st_ino
    entries = [(own, DIRECTORY, b"."), (own, DIRECTORY, b"..")]
    os.lseek(fd, 0, os.SEEK_SET)
    with os.scandir(fd) as found:
        for entry in found:
            mode = (
                stat.S_IFLNK
                if entry.is_symlink()
                else stat.S_IFDIR
                if entry.is_dir(follow_symlinks=False)
                else 0
            )
            if not mode:
                mode = stat.S_IFREG if entry.is_file(follow_symlinks=False) else 0
            entries.append((entry.inode(), file_kind(mode), os.fsencode(entry.name)))
    return entries
