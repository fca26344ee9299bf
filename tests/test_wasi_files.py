"""Files and directories of WASI: each function, its errors, and rights."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from irtool.backends.registry import host_name
from irtool.frontend.wasm import wasi_numbers as rights
from irtool.frontend.wasm.wasi_numbers import (
    BADF,
    EXIST,
    ILSEQ,
    INVAL,
    ISDIR,
    LOOP,
    NAMETOOLONG,
    NOENT,
    NOTCAPABLE,
    NOTDIR,
    NOTSOCK,
    PERM,
    SPIPE,
)
from irtool.runtime.platform import supported
from irtool.runtime.wasi.errors import NAMES
from irtool.runtime.wasi.system import Wasi
from test_wasi import BUFFER, RESULT, Guest

pytestmark = pytest.mark.skipif(not supported(), reason=f"no native execution on {host_name()}")
NOTEMPTY = NAMES.index("NOTEMPTY")
CREATE, DIRECTORY, EXCLUSIVE, TRUNCATE = 1, 2, 4, 8
FILE = rights.OF_FILE


def make_root(folder: Path) -> Path:
    """A directory with a file, a directory and links; beside it is something secret."""
    root = folder / "root"
    (root / "d" / "e").mkdir(parents=True)
    (folder / "secret").write_bytes(b"secret")
    (root / "f").write_bytes(b"0123456789")
    (root / "d" / "g").write_bytes(b"g")
    (root / "to_f").symlink_to("f")
    (root / "to_d").symlink_to("d")
    (root / "d" / "up").symlink_to("../f")
    (root / "out").symlink_to("../secret")
    (root / "out_dir").symlink_to("..")
    (root / "absolute").symlink_to(folder / "secret")
    (root / "dangling").symlink_to("nothing")
    (root / "loop").symlink_to("loop")
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_root(tmp_path)


@pytest.fixture
def guest(root: Path) -> Iterator[Guest]:
    with Wasi(["p"], dirs={"/": root}, read_only_dirs={"/ro": root}) as wasi:
        yield Guest(wasi)


def test_given_directories(guest: Guest) -> None:
    assert guest.call("fd_prestat_get", 3, RESULT) == 0
    assert (guest.number(RESULT), guest.number(RESULT + 4)) == (0, 1)
    assert guest.call("fd_prestat_dir_name", 4, BUFFER, 4) == 0
    assert guest.memory.read(BUFFER, 4) == b"/ro\0"
    assert guest.call("fd_prestat_dir_name", 4, BUFFER, 2) == NAMETOOLONG
    assert guest.call("fd_prestat_get", 5, RESULT) == BADF
    assert guest.call("fd_prestat_get", guest.open("d"), RESULT) == BADF
    assert guest.call("fd_prestat_get", 0, RESULT) == BADF


def test_reading_and_writing(guest: Guest, root: Path) -> None:
    fd = guest.open("new", CREATE, FILE)
    assert fd == 5
    assert guest.write(fd, b"hello world") == 11
    assert guest.call("fd_tell", fd, RESULT) == 0
    assert guest.number(RESULT, 8) == 11
    assert guest.call("fd_seek", fd, -5, 2, RESULT) == 0
    assert guest.number(RESULT, 8) == 6
    assert guest.read(fd, 100) == b"world"
    assert guest.read(fd, 100) == b""
    assert guest.call("fd_seek", fd, -1, 0, RESULT) == INVAL
    assert guest.call("fd_seek", fd, 0, 3, RESULT) == INVAL
    vector = guest._vector(3, b"HEY")
    assert guest.call("fd_pwrite", fd, vector, 1, 2, RESULT) == 0
    assert (root / "new").read_bytes() == b"heHEY world"
    assert guest.call("fd_pread", fd, guest._vector(4), 1, 1, RESULT) == 0
    assert guest.memory.read(BUFFER, 4) == b"eHEY"
    assert guest.call("fd_pread", fd, guest._vector(4), 1, 1 << 63, RESULT) == INVAL
    assert guest.call("fd_pread", 0, guest._vector(4), 1, 0, RESULT) == SPIPE
    assert guest.call("fd_sync", fd) == guest.call("fd_datasync", fd) == 0
    assert guest.call("fd_filestat_set_size", fd, 3) == 0
    assert (root / "new").read_bytes() == b"heH"
    assert guest.call("fd_filestat_set_size", fd, -1) == INVAL
    assert guest.call("fd_allocate", fd, 0, 10) == 0
    assert (root / "new").read_bytes() == b"heH".ljust(10, b"\0")
    assert guest.call("fd_allocate", fd, -1, 10) == INVAL
    assert guest.call("fd_advise", fd, 0, 10, 3) == 0
    assert guest.call("fd_advise", fd, 0, 10, 6) == INVAL
    assert guest.call("fd_close", fd) == 0
    assert guest.read(fd, 1) == -BADF


def test_append(guest: Guest, root: Path) -> None:
    fd = guest.open("f", 0, FILE, flags=1)
    assert guest.call("fd_fdstat_get", fd, RESULT) == 0
    assert (guest.number(RESULT, 1), guest.number(RESULT + 2, 2)) == (4, 1)
    guest.call("fd_seek", fd, 0, 0, RESULT)
    assert guest.write(fd, b"A") == 1
    assert guest.call("fd_pwrite", fd, guest._vector(1, b"B"), 1, 0, RESULT) == 0
    assert (root / "f").read_bytes() == b"0123456789AB"
    assert guest.call("fd_fdstat_set_flags", fd, 0) == 0
    guest.call("fd_seek", fd, 0, 0, RESULT)
    assert guest.write(fd, b"C") == 1
    assert (root / "f").read_bytes() == b"C123456789AB"
    assert guest.call("fd_fdstat_set_flags", fd, 32) == INVAL


@pytest.mark.parametrize(
    ("path", "how", "base", "error"),
    [
        ("", 0, 0, NOENT),
        ("missing", 0, 0, NOENT),
        ("missing/x", CREATE, 0, NOENT),
        ("f/x", 0, 0, NOTDIR),
        ("f/", 0, 0, NOTDIR),
        ("f/.", 0, 0, NOTDIR),
        ("f/..", 0, 0, NOTDIR),
        ("f", DIRECTORY, 0, NOTDIR),
        ("f", CREATE | EXCLUSIVE, 0, EXIST),
        ("dangling", CREATE | EXCLUSIVE, 0, EXIST),
        ("d", CREATE, 0, ISDIR),
        ("d", 0, FILE, ISDIR),
        ("new/", CREATE, 0, NOENT),
        ("d", CREATE | DIRECTORY, 0, INVAL),
        ("f", 16, 0, INVAL),
        ("f\0", 0, 0, INVAL),
        (b"\xff", 0, 0, ILSEQ),
        ("x" * 256, 0, 0, NAMETOOLONG),
        ("d/" * 2049, 0, 0, NAMETOOLONG),
        ("dangling", 0, 0, NOENT),
        ("loop", 0, 0, LOOP),
        ("loop/x", 0, 0, LOOP),
        ("/", 0, 0, PERM),
        ("/f", 0, 0, PERM),
        ("..", 0, 0, PERM),
        ("../root/f", 0, 0, PERM),
        ("d/../..", 0, 0, PERM),
        ("d/e/../../../secret", 0, 0, PERM),
        ("out", 0, 0, PERM),
        ("out/", 0, 0, PERM),
        ("out_dir", 0, 0, PERM),
        ("out_dir/", 0, 0, PERM),
        ("out_dir/secret", 0, 0, PERM),
        ("out_dir/root/f", 0, 0, PERM),
        ("to_d/../../secret", 0, 0, PERM),
        ("absolute", 0, 0, PERM),
        ("absolute", CREATE | TRUNCATE, FILE, PERM),
    ],
)
def test_paths_that_cannot_be_opened(
    guest: Guest, path: str | bytes, how: int, base: int, error: int, root: Path
) -> None:
    assert guest.open(path, how, base) == -error
    assert (root.parent / "secret").read_bytes() == b"secret"


@pytest.mark.parametrize(
    "path",
    [
        "f",
        "./f",
        "d/../f",
        "d/.//e/../..//to_f",
        "to_d/up",
        "d/e/../up",
        "to_d/e/../../f",
        "to_d/../f",
        "to_f",
    ],
)
def test_paths_that_can(guest: Guest, path: str) -> None:
    fd = guest.open(path, 0, rights.FD_READ)
    assert guest.read(fd, 100) == b"0123456789"


@pytest.mark.parametrize("path", [".", "d/..", "d", "d/", "d//", "to_d/", "to_d/.", "d/e/.."])
def test_directories_are_opened_as_such(guest: Guest, path: str) -> None:
    fd = guest.open(path, DIRECTORY, rights.FD_READDIR, follow=0)
    assert fd > 0
    assert guest.call("fd_fdstat_get", fd, RESULT) == 0
    assert guest.number(RESULT, 1) == 3
    assert guest.read(fd, 1) == guest.write(fd, b"") == -ISDIR
    assert guest.call("fd_seek", fd, 0, 0, RESULT) == guest.call("fd_allocate", fd, 0, 0) == ISDIR


def test_links_are_followed_when_asked(guest: Guest, root: Path) -> None:
    assert guest.open("to_f", follow=0) == guest.open("dangling", follow=0) == -LOOP
    assert guest.open("dangling", CREATE, FILE) > 0
    assert (root / "nothing").exists()
    assert guest.call("path_filestat_get", 3, 0, "to_f", RESULT) == 0
    assert guest.number(RESULT + 16, 1) == 7
    assert guest.call("path_filestat_get", 3, 1, "to_f", RESULT) == 0
    assert (guest.number(RESULT + 16, 1), guest.number(RESULT + 32, 8)) == (4, 10)
    assert guest.call("path_filestat_get", 3, 0, "to_f/", RESULT) == NOTDIR
    assert guest.call("path_filestat_get", 3, 1, "out", RESULT) == PERM
    assert guest.call("path_filestat_get", 3, 0, "out", RESULT) == 0
    assert guest.call("path_filestat_get", 3, 2, "f", RESULT) == INVAL


def test_facts_and_times(guest: Guest, root: Path) -> None:
    fd = guest.open("f", 0, FILE)
    assert guest.call("fd_filestat_set_times", fd, 10**9 + 1, 2 * 10**9 + 2, 1 | 4) == 0
    assert guest.call("fd_filestat_get", fd, RESULT) == 0
    facts = os.stat(root / "f")
    expected = (facts.st_dev, facts.st_ino, 4, 1, 10, 10**9 + 1, 2 * 10**9 + 2, facts.st_ctime_ns)
    assert tuple(guest.number(RESULT + 8 * i, 8) for i in range(8)) == expected
    assert guest.call("path_filestat_set_times", 3, 0, "f", 5, 0, 1) == 0
    facts = os.stat(root / "f")
    assert (facts.st_atime_ns, facts.st_mtime_ns) == (5, 2 * 10**9 + 2)
    assert guest.call("path_filestat_set_times", 3, 0, "f", 0, 0, 8) == 0
    assert os.stat(root / "f").st_mtime_ns > 10**18
    before = os.stat(root / "f").st_mtime_ns
    assert guest.call("path_filestat_set_times", 3, 0, "to_f", 0, 7, 4) == 0
    assert os.stat(root / "f").st_mtime_ns == before
    assert os.lstat(root / "to_f").st_mtime_ns == 7
    for flags in (3, 12, 16):
        assert guest.call("path_filestat_set_times", 3, 0, "f", 0, 0, flags) == INVAL
    assert guest.call("path_filestat_set_times", 3, 1, "out", 0, 0, 4) == PERM


def test_creating_and_removing(guest: Guest, root: Path) -> None:
    assert guest.call("path_create_directory", 3, "n") == 0
    assert guest.call("path_create_directory", 3, "n/m/") == 0
    assert guest.call("path_create_directory", 3, "n") == guest.call("path_create_directory", 3, ".") == EXIST
    assert guest.call("path_create_directory", 3, "dangling/") == EXIST
    assert guest.call("path_remove_directory", 3, "n") == NOTEMPTY
    assert guest.call("path_remove_directory", 3, "n/m") == 0
    assert guest.call("path_remove_directory", 3, "n/") == 0
    assert guest.call("path_remove_directory", 3, "f") == NOTDIR
    assert guest.call("path_remove_directory", 3, "to_d") == NOTDIR
    assert guest.call("path_remove_directory", 3, "to_d/") == NOTDIR
    assert guest.call("path_remove_directory", 3, "..") == PERM
    assert guest.call("path_unlink_file", 3, "d") == guest.call("path_unlink_file", 3, "d/") == ISDIR
    assert guest.call("path_unlink_file", 3, "f/") == guest.call("path_unlink_file", 3, "to_d/") == NOTDIR
    assert guest.call("path_unlink_file", 3, "x") == NOENT
    assert guest.call("path_unlink_file", 3, "to_f") == 0
    assert guest.call("path_unlink_file", 3, "f") == 0
    assert guest.call("path_unlink_file", 3, "out") == 0
    assert guest.call("path_unlink_file", 3, "out_dir/secret") == PERM
    assert sorted(os.listdir(root)) == ["absolute", "d", "dangling", "loop", "out_dir", "to_d"]
    assert (root.parent / "secret").exists()


def test_links(guest: Guest, root: Path) -> None:
    assert guest.call("path_symlink", "e/../g", 3, "d/s") == 0
    assert os.readlink(root / "d" / "s") == "e/../g"
    assert guest.call("path_symlink", "x", 3, "f") == guest.call("path_symlink", "x", 3, "d/") == EXIST
    assert guest.call("path_symlink", "x", 3, "new/") == guest.call("path_symlink", "", 3, "new") == NOENT
    assert guest.call("path_symlink", "/etc", 3, "new") == PERM
    assert guest.call("path_symlink", "x", 3, "out_dir/new") == PERM
    assert guest.call("path_readlink", 3, "d/s", BUFFER, 100, RESULT) == 0
    assert guest.memory.read(BUFFER, guest.number(RESULT)) == b"e/../g"
    assert guest.call("path_readlink", 3, "d/s", BUFFER, 2, RESULT) == 0
    assert guest.number(RESULT) == 2
    assert guest.call("path_readlink", 3, "f", BUFFER, 9, RESULT) == INVAL
    assert guest.call("path_readlink", 3, "absolute", BUFFER, 9, RESULT) == PERM
    assert guest.call("path_link", 3, 0, "f", 3, "d/h") == 0
    assert os.path.samefile(root / "f", root / "d" / "h")
    assert (
        guest.call("path_link", 3, 0, "f", 3, "d/h")
        == guest.call("path_link", 3, 0, "f", 3, "dangling")
        == EXIST
    )
    assert guest.call("path_link", 3, 0, "d", 3, "new") == PERM
    assert guest.call("path_link", 3, 0, "f", 3, "new/") == NOENT
    assert guest.call("path_link", 3, 0, "f/", 3, "new") == NOTDIR
    assert guest.call("path_link", 3, 1, "to_f", 3, "new") == INVAL
    assert guest.call("path_link", 3, 0, "out_dir/secret", 3, "new") == PERM
    assert guest.call("path_link", 3, 0, "out", 3, "new") == 0  # the link itself
    assert guest.open("new") == -PERM


def test_renaming(guest: Guest, root: Path) -> None:
    assert guest.call("path_rename", 3, "f", 3, "d/f2") == 0
    assert guest.call("path_rename", 3, "d/f2", 3, "d/g") == 0
    assert (root / "d" / "g").read_bytes() == b"0123456789"
    assert guest.call("path_create_directory", 3, "empty") == 0
    assert guest.call("path_rename", 3, "d/e", 3, "empty/") == 0
    assert guest.call("path_create_directory", 3, "empty2") == 0
    assert guest.call("path_rename", 3, "empty2", 3, "d") == NOTEMPTY
    assert guest.call("path_rename", 3, "d/g", 3, "empty") == ISDIR
    assert guest.call("path_rename", 3, "empty", 3, "d/g") == NOTDIR
    assert guest.call("path_rename", 3, "d/g", 3, "new/") == NOTDIR
    assert guest.call("path_rename", 3, "x", 3, "y") == NOENT
    assert guest.call("path_rename", 3, "out_dir/secret", 3, "y") == PERM
    assert guest.call("path_rename", 3, "d/g", 3, "out_dir/y") == PERM
    assert guest.call("path_rename", 3, "d/g", 3, "out") == 0  # replaces the link
    assert (root.parent / "secret").read_bytes() == b"secret"


def entries(guest: Guest, fd: int, size: int) -> list[tuple[bytes, int]]:
    """All entries with a buffer of a size, as a program reads them."""
    found, cookie = [], 0
    while True:
        assert guest.call("fd_readdir", fd, BUFFER, size, cookie, RESULT) == 0
        used = guest.number(RESULT)
        assert used <= size
        at = 0
        while at + 24 <= used:
            following, length = guest.number(BUFFER + at, 8), guest.number(BUFFER + at + 16)
            if at + 24 + length > used:
                break
            found.append((guest.memory.read(BUFFER + at + 24, length), guest.number(BUFFER + at + 20, 1)))
            cookie, at = following, at + 24 + length
        if used < size:
            return found
        assert at, "no entry fits"


@pytest.mark.parametrize("size", [64, 100, 128, 4096])
def test_listing(guest: Guest, size: int, root: Path) -> None:
    for index in range(30):
        (root / "d" / f"file{index}").touch()
    fd = guest.open("d", DIRECTORY, rights.FD_READDIR)
    expected = [(b".", 3), (b"..", 3), (b"e", 3), (b"g", 4), (b"up", 7)]
    expected += [(b"file%d" % index, 4) for index in range(30)]
    assert sorted(entries(guest, fd, size)) == sorted(expected)
    (root / "d" / "late").touch()
    assert (b"late", 4) in entries(guest, fd, size)
    assert guest.call("fd_readdir", fd, BUFFER, 100, -1, RESULT) == 0
    assert guest.number(RESULT) == 0
    assert guest.call("fd_readdir", fd, BUFFER, 10, 0, RESULT) == 0
    assert guest.number(RESULT) == 10
    assert guest.call("fd_readdir", guest.open("f", 0, FILE), BUFFER, 100, 0, RESULT) == NOTDIR


def test_the_directory_above_is_not_shown(guest: Guest, root: Path) -> None:
    assert guest.call("fd_readdir", 3, BUFFER, 4096, 0, RESULT) == 0
    inodes, at = {}, BUFFER
    while at < BUFFER + guest.number(RESULT):
        length = guest.number(at + 16)
        inodes[guest.memory.read(at + 24, length)] = guest.number(at + 8, 8)
        at += 24 + length
    assert inodes[b"."] == inodes[b".."] == root.stat().st_ino
    assert inodes[b"f"] == (root / "f").stat().st_ino


def test_rights(guest: Guest, root: Path) -> None:
    reading = guest.open("f", 0, rights.FD_READ)
    assert guest.write(reading, b"x") == -BADF
    assert guest.call("fd_tell", reading, RESULT) == NOTCAPABLE
    writing = guest.open("f", 0, rights.FD_WRITE)
    assert guest.read(writing, 1) == -BADF
    assert guest.call("fd_fdstat_set_rights", writing, rights.FD_READ, 0) == NOTCAPABLE
    assert guest.call("fd_fdstat_set_rights", writing, 0, 0) == 0
    assert guest.write(writing, b"x") == -BADF
    some = rights.PATH_OPEN | rights.PATH_CREATE_FILE
    directory = guest.open("d", DIRECTORY, some, inheriting=rights.FD_READ)
    assert guest.open("g", 0, rights.FD_WRITE, fd=directory) == -NOTCAPABLE
    assert guest.open("g", TRUNCATE, rights.FD_READ, fd=directory) == -NOTCAPABLE
    assert guest.read(guest.open("g", 0, rights.FD_READ, fd=directory), 9) == b"g"
    assert guest.open("../f", 0, rights.FD_READ, fd=directory) == -PERM
    assert guest.open("up", 0, rights.FD_READ, fd=directory) == -PERM
    assert guest.call("path_create_directory", directory, "x") == NOTCAPABLE
    assert guest.call("sock_shutdown", reading, 1) == NOTSOCK


def test_directories_that_are_only_read(guest: Guest, root: Path) -> None:
    assert guest.read(guest.open("f", 0, rights.FD_READ, fd=4), 3) == b"012"
    assert guest.open("f", 0, rights.FD_WRITE, fd=4) == -NOTCAPABLE
    assert guest.open("f", TRUNCATE, 0, fd=4) == guest.open("new", CREATE, 0, fd=4) == -NOTCAPABLE
    calls: list[tuple[str, tuple[int | str, ...]]] = [
        ("path_create_directory", (4, "n")),
        ("path_remove_directory", (4, "d/e")),
        ("path_unlink_file", (4, "f")),
        ("path_symlink", ("f", 4, "n")),
        ("path_link", (4, 0, "f", 3, "n")),
        ("path_link", (3, 0, "f", 4, "n")),
        ("path_rename", (4, "f", 3, "n")),
        ("path_rename", (3, "f", 4, "n")),
        ("path_filestat_set_times", (4, 0, "f", 0, 0, 4)),
    ]
    for name, arguments in calls:
        assert guest.call(name, *arguments) == NOTCAPABLE, name
    assert not (root / "n").exists()
    assert (root / "f").read_bytes() == b"0123456789"


def test_numbers(guest: Guest) -> None:
    first, second = guest.open("f", 0, rights.FD_READ), guest.open("d/g", 0, rights.FD_READ)
    assert (first, second) == (5, 6)
    assert guest.call("fd_renumber", second, 7) == guest.call("fd_renumber", 9, 9) == BADF
    assert guest.call("fd_renumber", second, second) == 0
    assert guest.call("fd_renumber", second, first) == 0
    assert guest.read(first, 9) == b"g"
    assert guest.read(second, 9) == -BADF
    assert guest.open("f") == second
    assert guest.call("fd_close", 3) == 0
    assert guest.open("f") == -BADF


def test_nothing_stays_open(root: Path) -> None:
    before = len(os.listdir("/proc/self/fd"))
    with Wasi(["p"], dirs={"/": root}) as wasi:
        guest = Guest(wasi)
        for _ in range(50):
            guest.open("d/e/../../out")
            guest.open("d/e/missing")
            guest.open("to_d/e/x/y")
            guest.call("path_rename", 3, "d/e/q", 3, "d/e/z")
        assert len(os.listdir("/proc/self/fd")) == before + 1
        guest.open("f")
        guest.call("fd_renumber", guest.open("f"), 4)
        assert len(os.listdir("/proc/self/fd")) == before + 2
    assert len(os.listdir("/proc/self/fd")) == before
