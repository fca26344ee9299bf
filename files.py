"""Files: inputs of bounded size, outputs whole or not at all, modules made by generators.

What a name given for an output comes to, decided once for all commands:

    x.o, new or a file     a temporary file beside it is written, then takes its name
    link -> x.o            x.o is written that way and the link stays, also when x.o is not there yet
    a device, pipe, FIFO   written to as it is; so is /dev/stdout, whatever it leads to
    an input               refused: the same file by device and inode, so through links and hard links too
    a file without write permission, a folder      refused

Errors are `OSError`s with the name that was given, never that of the temporary file, which is gone when
they are raised. A file with several hard links becomes a file of its own, as with assemblers and linkers.
"""

import errno
import os
import re
import signal
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

#: Most bytes of an input: tables made from it have 32-bit columns, and `/dev/zero` has no end.
MOST_INPUT: Final = 1 << 29
_CHUNK: Final = 1 << 20

#: Links that are followed before they are taken for a circle; Linux has the same number.
_MOST_LINKS: Final = 40
#: Folder whose entries are the open files of a process.
_OPEN_FILES: Final = re.compile(r"/proc/\d+(/task/\d+)?/fd")
#: Signals that end a process: held back while a temporary file exists.
_HELD: Final = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}


def read_input(path: str) -> bytes:
    """The content of a file. Raises `OSError` with the name `path`, also for more than `MOST_INPUT` bytes."""
    with _errors_name(path), open(path, "rb") as file:
        return read_bounded(file)


def read_bounded(file: BinaryIO) -> bytes:
    """What is left to read. Raises `OSError`, also for more than `MOST_INPUT` bytes."""
    chunks: list[bytes] = []
    size = 0
    try:
        known = os.fstat(file.fileno()).st_size
    except OSError:  # not a file of the system
        known = 0
    while known <= MOST_INPUT and (chunk := file.read(_CHUNK)):
        chunks.append(chunk)
        size += len(chunk)
        known = max(known, size)
    if known > MOST_INPUT:
        raise OSError(errno.EFBIG, f"more than {MOST_INPUT >> 20} MiB, which is the most that is read")
    return b"".join(chunks)


def check_output(path: str, inputs: Iterable[str] = ()) -> None:
    """Refuse an output that is one of the inputs or that cannot be written, before the work is done.

    Raises `OSError` with the name `path`."""
    with _errors_name(path):
        try:
            found = os.stat(path)
        except FileNotFoundError:
            folder = os.path.dirname(_target(path)) or "."
            if not stat.S_ISDIR(os.stat(folder).st_mode):
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from None
            _need(folder, os.W_OK | os.X_OK)
            return
        if stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(found.st_mode):
            return
        for name in inputs:
            try:
                same = os.path.samestat(found, os.stat(name))
            except OSError:  # what reads it tells what is wrong
                continue
            if same:
                raise OSError(errno.EEXIST, f"this output is the input {name}, which is not overwritten")
        _need(path, os.W_OK)


def write_atomically(path: str, data: bytes, inputs: Iterable[str] = ()) -> None:
    """Write a whole file or, when something fails, leave what was there. `inputs` are the names of files
    that must not be overwritten.

    Raises `OSError` with the name `path`."""
    check_output(path, inputs)
    with _errors_name(path):
        target = _target(path)
        if not target or (os.path.exists(target) and not os.path.isfile(target)):
            with open(target or path, "wb") as device:
                device.write(data)
            return
        with _signals_held():
            _replace(target, data)


def _replace(target: str, data: bytes) -> None:
    """Put a new file in the place of `target`, which is no link."""
    mode = os.stat(target).st_mode & 0o777 if os.path.exists(target) else 0o666 & ~_umask()
    handle, temporary = tempfile.mkstemp(dir=os.path.dirname(target) or ".", prefix=".irtool-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, mode)
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise


def _target(path: str) -> str:
    """What a path comes to when the links at its end are followed; empty for an open file of a process
    (`/dev/stdout`), which has no name of its own.

    Raises `OSError` for links in a circle."""
    for _ in range(_MOST_LINKS):
        if not os.path.islink(path):
            return path
        folder = os.path.realpath(os.path.dirname(path))
        if _OPEN_FILES.fullmatch(folder):
            return ""
        path = os.path.join(folder, os.readlink(path))
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))


def _need(path: str, rights: int) -> None:
    if not os.access(path, rights):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


@contextmanager
def _errors_name(path: str) -> Iterator[None]:
    """Errors in here are about `path`, whatever file the system was asked for."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), path) from None


@contextmanager
def _signals_held() -> Iterator[None]:
    """Signals that would end the process come when this is over."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def update_generated(target: Path, text: str, argv: list[str]) -> int:
    """The command line of a generator of code: write `target`, or with `--check` only say when it is out
    of date. Returns the exit status."""
    if "--check" not in argv:
        target.write_text(text)
        return 0
    if target.exists() and target.read_text() == text:
        return 0
    print(f"{target}: error: out of date; run `make generate`", file=sys.stderr)
    return 1
