"""WASI without Python: the tests of files, waiting and escapes, on a library that has the functions in it."""

import ctypes
import errno
import os
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import test_wasi_files
from irtool.backends.registry import host_name
from irtool.compile import make_target
from irtool.frontend.wasm import wasi_numbers as rights
from irtool.frontend.wasm.wasi_numbers import BADF, INVAL, NOTCAPABLE, NOTSOCK, NOTSUP
from irtool.library.wasi.calls import CALLS
from irtool.library.wasi.errors import ERRNOS
from irtool.runtime.wasi.errors import from_host
from irtool.runtime.wasi.signatures import PARAMS
from irtool.runtime.wasi.system import Wasi
from library_guest import MEMORY, LibraryGuest, library
from test_wasi import BUFFER, RESULT, Guest
from test_wasi_files import make_root, root
from test_wasi_poll import SECOND, clock, poll, stream

#: The tests of `test_wasi_files.py` that are about a guest are tests here too, with the guest below.
_OTHERS = {"test_nothing_stays_open"}
globals().update(
    (name, test)
    for name, test in vars(test_wasi_files).items()
    if name.startswith("test_") and name not in _OTHERS
)
__all__ = ["library", "root"]

FAULT = 21


@pytest.fixture
def guest(library: ctypes.CDLL, root: Path) -> Iterator[Guest]:
    made = LibraryGuest(library, {"/": root, "/ro": root})
    reading = rights.ALL & ~rights.CHANGING
    assert made.call("fd_fdstat_set_rights", 4, reading & rights.OF_DIRECTORY, reading) == 0
    yield made
    made.close()


# --- tables ---------------------------------------------------------------------------------------------


def test_all_functions_are_there_with_their_types() -> None:
    assert {name: call.types.partition(":")[0] for name, call in CALLS.items()} == PARAMS


def test_errors_are_those_of_the_runtime() -> None:
    assert ERRNOS[0] == 0
    for number in errno.errorcode:
        assert ERRNOS[number] == from_host(OSError(number, "")), errno.errorcode[number]


def test_numbers_of_this_machine() -> None:
    target = make_target(host_name(), None)
    assert target.form.linux["O_DIRECTORY"] == os.O_DIRECTORY
    assert target.form.linux["O_NOFOLLOW"] == os.O_NOFOLLOW


# --- what the tests that are shared do not reach ------------------------------------------------------------


def open_files() -> int:
    return len(os.listdir("/proc/self/fd"))


def test_all_is_closed_with_the_instance(library: ctypes.CDLL, root: Path) -> None:
    before = open_files()
    guest = LibraryGuest(library, {"/": root, "/again": root})
    for _ in range(50):
        guest.open("d/e/../../out")
        guest.open("d/e/missing")
        guest.open("to_d/e/x/y")
        guest.call("path_rename", 3, "d/e/q", 3, "d/e/z")
    assert open_files() == before + 2
    guest.open("f")
    guest.call("fd_renumber", guest.open("f"), 4)
    assert open_files() == before + 3
    guest.close()
    assert open_files() == before


def test_the_table_grows_and_ends(library: ctypes.CDLL, root: Path) -> None:
    guest = LibraryGuest(library, {"/": root})
    numbers = [guest.open("f", 0, rights.FD_READ) for _ in range(200)]
    assert numbers == list(range(4, 204))
    assert guest.read(203, 4) == guest.read(4, 4) == b"0123"
    assert guest.call("fd_close", 77) == 0 and guest.open("f") == 77
    guest.close()


def test_directories_that_cannot_be_given(library: ctypes.CDLL, root: Path) -> None:
    guest = LibraryGuest(library, {})
    for name, error in (("missing", errno.ENOENT), ("f", errno.ENOTDIR)):
        given = library.w_give_directory(guest.instance, os.fsencode(root / name), b"/")
        assert given == from_host(OSError(error, ""))
    assert guest.call("fd_prestat_get", 3, RESULT) == BADF
    guest.close()


def test_pointers_are_checked(guest: Guest) -> None:
    end = MEMORY - 3
    assert guest.call("fd_prestat_get", 3, end) == FAULT
    assert guest.call("fd_prestat_dir_name", 3, end, 4) == FAULT
    assert guest.call("path_open", 3, 0, end, 4, 0, 0, 0, 0, 0) == FAULT
    assert guest.call("path_open", 3, 0, 1 << 31, (1 << 32) - 1, 0, 0, 0, 0, 0) == FAULT
    assert guest.call("fd_write", 1, end, 1, 0) == FAULT
    guest.memory.write(0, end.to_bytes(4, "little") + b"\4\0\0\0")
    assert guest.call("fd_write", 1, 0, 1, 0) == FAULT
    assert guest.call("fd_write", 1, 0, 1025, 0) == INVAL
    assert guest.call("fd_write", 1, 0, 0x2000_0001, 0) == FAULT
    assert guest.call("poll_oneoff", 0, 0, 1 << 31, 0) == FAULT
    assert guest.call("random_get", MEMORY, 1) == FAULT
    assert guest.call("random_get", MEMORY, 0) == 0


def test_the_process(guest: Guest) -> None:
    assert guest.call("args_sizes_get", 0, 4) == 0 and guest.number(0, 8) == 0  # a library has none
    assert guest.call("clock_time_get", 1, 0, 8) == 0
    assert abs(guest.number(8, 8) - time.monotonic_ns()) < 10 * SECOND
    assert guest.call("clock_res_get", 0, 8) == 0 and guest.number(8, 8) == 1
    assert guest.call("clock_time_get", 4, 0, 8) == INVAL
    assert guest.call("random_get", 1024, 32) == 0 and any(guest.memory.read(1024, 32))
    assert guest.call("sched_yield") == 0
    assert guest.call("proc_raise", 9) == NOTSUP
    assert guest.call("sock_accept", 3, 0, 0) == NOTSOCK
    assert guest.call("sock_recv", 9, 0, 0, 0, 0, 0) == BADF
    guest.call("proc_exit", 3)


# --- waiting --------------------------------------------------------------------------------------------


@contextmanager
def streams(stdin: int, stdout: int) -> Iterator[None]:
    """Let descriptors of the process be others for a while."""
    kept = [os.dup(0), os.dup(1)]
    os.dup2(stdin, 0)
    os.dup2(stdout, 1)
    try:
        yield
    finally:
        for number, fd in enumerate(kept):
            os.dup2(fd, number)
            os.close(fd)


def test_waiting(library: ctypes.CDLL, root: Path) -> None:
    read, write = os.pipe()
    out = os.open(root / "output", os.O_CREAT | os.O_WRONLY)
    guest = LibraryGuest(library, {"/": root})
    with streams(read, out):
        begin = time.monotonic_ns()
        assert poll(guest, clock(1, 100 * SECOND), clock(2, SECOND // 50)) == [(2, 0, 0, 0, 0)]
        assert time.monotonic_ns() - begin >= SECOND // 50
        assert poll(guest, clock(3, 0), clock(4, 0), clock(5, -1 & (1 << 64) - 1)) == [
            (3, 0, 0, 0, 0),
            (4, 0, 0, 0, 0),
        ]
        now = time.time_ns()
        assert poll(guest, clock(6, now + SECOND // 50, 0, 1)) == [(6, 0, 0, 0, 0)]
        assert time.time_ns() >= now + SECOND // 50
        assert poll(guest, clock(7, 1, 1, 1), clock(8, SECOND, 9)) == [(7, 0, 0, 0, 0), (8, INVAL, 0, 0, 0)]
        assert poll(guest, stream(1, 1, 0), clock(2, SECOND // 100)) == [(2, 0, 0, 0, 0)]
        threading.Timer(0.05, os.write, (write, b"x")).start()
        assert poll(guest, stream(1, 1, 0), clock(2, 100 * SECOND)) == [(1, 0, 1, 1, 0)]
        assert guest.read(0, 10) == b"x"
        os.close(write)
        assert poll(guest, stream(1, 1, 0)) == [(1, 0, 1, 1, 1)]
        assert guest.read(0, 10) == b""
        fd = guest.open("f", 0, rights.FD_READ | rights.FD_SEEK | rights.POLL_FD_READWRITE)
        guest.read(fd, 2)
        rows = (stream(1, 1, fd), stream(2, 2, 1), stream(3, 1, 99), stream(4, 2, 0), stream(5, 1, 3))
        assert poll(guest, *rows, clock(6, SECOND)) == [
            (1, 0, 1, 8, 0),
            (2, 0, 2, 0, 0),
            (3, BADF, 1, 0, 0),
            (4, BADF, 2, 0, 0),
            (5, NOTCAPABLE, 1, 0, 0),
        ]
        assert guest.write(1, b"said") == 4
        assert guest.call("poll_oneoff", 0, 0, 0, 0) == INVAL
    assert (root / "output").read_bytes() == b"said"
    os.close(read)
    os.close(out)
    guest.close()


# --- random calls -----------------------------------------------------------------------------------------

_PARTS = [
    "f",
    "d",
    "e",
    "g",
    "up",
    "to_f",
    "to_d",
    "out",
    "out_dir",
    "absolute",
    "dangling",
    "loop",
    "new",
    "n2",
]
_PARTS += ["..", "..", ".", "", "f\0", "x" * 256, "\u20ac"]


_PARTS += ["f", "d", "e", "g", "new", "n2", "to_d"] * 3
#: Names of one length: that of an absolute link is that of its path.
SIDES = ("python_", "library")


def random_call(chance: random.Random) -> tuple[str, list[int | str]]:
    """A function that works on files, and arguments."""

    def path() -> str:
        return "/".join(chance.choice(_PARTS) for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4, 0))))

    fd = chance.choice((3, 3, 3, 4, chance.randrange(5, 12), chance.randrange(13)))
    own = chance.randrange(5, 9)
    usual = chance.choice(("f", "new", "n2", "d/g", "d", "d/e", "e"))
    number, size = chance.randrange(20), chance.choice((0, 1, 9, 5000, 1 << 63))
    return chance.choice(
        [
            (
                "path_open",
                [fd, number & 1, path(), chance.choice((0, 0, 0, 1, 2, 5, 8, 9)), rights.OF_FILE, 0, 0],
            ),
            ("path_open", [fd, 1, path(), 2, rights.FD_READDIR | rights.PATH_OPEN, rights.FD_READ, 0]),
            ("path_open", [3, 1, usual, chance.choice((0, 1)), rights.OF_FILE, 0, 0]),
            ("path_open", [3, 1, usual, 1, rights.OF_FILE, 0, 0]),
            ("path_create_directory", [3, usual]),
            ("path_create_directory", [fd, path()]),
            ("path_remove_directory", [fd, path()]),
            ("path_unlink_file", [fd, path()]),
            ("path_rename", [fd, path(), chance.choice((3, fd)), path()]),
            ("path_link", [fd, 0, path(), chance.choice((3, fd)), path()]),
            ("path_symlink", [path(), fd, path()]),
            ("path_readlink", [fd, path(), BUFFER, 100]),
            ("path_filestat_get", [fd, number & 1, path()]),
            ("path_filestat_set_times", [fd, number & 1, path(), 5, 7, chance.choice((1, 4, 5, 3))]),
            ("fd_close", [own]),
            ("fd_renumber", [own, chance.randrange(5, 9)]),
            ("fd_seek", [own, chance.choice((0, 3, -3)) & (1 << 64) - 1, number & 3]),
            ("fd_filestat_set_size", [own, size % 6000]),
            ("fd_allocate", [own, size, number]),
            ("fd_advise", [own, number, size, number]),
            ("fd_fdstat_get", [own]),
            ("fd_fdstat_set_flags", [own, chance.choice((0, 1, 4, 2, 32))]),
            ("fd_tell", [own]),
            ("fd_sync", [own]),
            ("fd_prestat_get", [fd]),
        ]
    )


#: Those that store something, and how many bytes.
_STORED = {
    "path_open": 4,
    "path_readlink": 4,
    "path_filestat_get": 40,
    "fd_seek": 8,
    "fd_fdstat_get": 24,
    "fd_tell": 8,
    "fd_prestat_get": 8,
}


def one_step(guest: Guest, name: str, arguments: list[int | str]) -> tuple[object, bytes]:
    """The error of a call, and what it stores."""
    guest.memory.write(RESULT, bytes(64))
    stores = name in _STORED
    error = guest.call(name, *arguments, *([RESULT] if stores else []))
    stored = guest.memory.read(RESULT, _STORED[name]) if stores else b""
    if name == "path_filestat_get":  # the inode is another one, and directories have a size of their own
        kind = stored[16]
        stored = stored[16:24] if kind == 3 else stored[16:40]
    return error, stored


def tree(root: Path) -> list[tuple[str, str]]:
    """All names below a directory, and what they are."""
    found = []
    for path in sorted(root.rglob("*")):
        what = os.readlink(path) if path.is_symlink() else "/" if path.is_dir() else path.read_bytes().hex()
        found.append((str(path.relative_to(root)), what.replace(str(root.parent), "...")))
    return found


@pytest.mark.parametrize("seed", range(6))
def test_random_calls_do_the_same(library: ctypes.CDLL, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    roots = [make_root(tmp_path / side) for side in SIDES]
    counts: dict[object, int] = {}
    with Wasi(["p"], dirs={"/": roots[0], "/again": roots[0]}) as wasi:
        guests = [Guest(wasi), LibraryGuest(library, {"/": roots[1], "/again": roots[1]})]
        for number in range(700):
            name, arguments = random_call(chance)
            found = [one_step(guest, name, arguments) for guest in guests]
            assert found[0] == found[1], (number, name, arguments)
            counts[found[0][0]] = counts.get(found[0][0], 0) + 1
        guests[1].close()
    assert tree(roots[0]) == tree(roots[1])
    for side in SIDES:
        assert (tmp_path / side / "secret").read_bytes() == b"secret"
        assert sorted(os.listdir(tmp_path / side)) == ["root", "secret"]
    assert counts[0] > 100 and len(counts) > 8
