"""Programs cannot leave their directories while someone else swaps directories and files for links."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from irtool.backends.registry import host_name
from irtool.frontend.wasm import wasi_numbers as rights
from irtool.frontend.wasm.wasi_numbers import LOOP, NOTDIR, PERM
from irtool.runtime.platform import supported
from irtool.runtime.wasi.system import Wasi
from test_wasi import RESULT, Guest

pytestmark = pytest.mark.skipif(not supported(), reason=f"no native execution on {host_name()}")
TRUNCATE = 8
ROUNDS = 800


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """The directory above the program's `root`, with a secret, and one of its own in `root/real`."""
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "root" / "real").mkdir(parents=True)
    (tmp_path / "root" / "real" / "secret").write_bytes(b"mine")
    return tmp_path


@pytest.fixture
def guest(outside: Path) -> Iterator[Guest]:
    with Wasi(["p"], dirs={"/": outside / "root"}) as wasi:
        yield Guest(wasi)


@contextmanager
def swapping(swap: Callable[[], None]) -> Iterator[None]:
    """Another thread does something over and over."""
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            swap()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def test_a_directory_swapped_for_a_link(guest: Guest, outside: Path) -> None:
    root = outside / "root"
    here, aside, link = root / "here", root / "aside", root / "link"
    (root / "real").rename(here)
    link.symlink_to("..")

    def swap() -> None:
        here.rename(aside)
        link.rename(here)
        here.rename(link)
        aside.rename(here)

    results = set()
    with swapping(swap):
        for _ in range(ROUNDS):
            fd = guest.open("here/secret", 0, rights.FD_READ)
            if fd > 0:
                assert guest.read(fd, 10) == b"mine"
                guest.call("fd_close", fd)
            results.add(min(fd, 0))
            guest.call("path_unlink_file", 3, "here/stray")
            guest.call("path_link", 3, 0, "here/secret", 3, "here/stray")
            guest.call("path_filestat_set_times", 3, 1, "here/secret", 0, 7, 4)
    assert len(results) > 1, "nothing was swapped"
    assert sorted(os.listdir(outside)) == ["root", "secret"]
    assert (outside / "secret").read_bytes() == b"secret"
    assert (outside / "secret").stat().st_mtime_ns != 7


def test_a_file_swapped_for_a_link(guest: Guest, outside: Path) -> None:
    root = outside / "root"
    file, aside, link = root / "file", root / "aside", root / "link"
    file.write_bytes(b"mine")
    link.symlink_to("../secret")

    def swap() -> None:
        file.rename(aside)
        link.rename(file)
        file.rename(link)
        aside.rename(file)

    with swapping(swap):
        for _ in range(ROUNDS):
            fd = guest.open("file", TRUNCATE, rights.FD_READ | rights.FD_WRITE)
            if fd > 0:
                guest.write(fd, b"mine")
                guest.call("fd_close", fd)
            guest.call("path_filestat_set_times", 3, 1, "file", 0, 7, 4)
    assert (outside / "secret").read_bytes() == b"secret"
    assert (outside / "secret").stat().st_mtime_ns != 7


def test_swapped_just_before_the_file_is_opened(
    guest: Guest, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = outside / "root" / "file"
    look = os.readlink

    def and_swap(name: bytes, *, dir_fd: int) -> bytes:
        try:
            return look(name, dir_fd=dir_fd)
        finally:
            file.unlink()
            file.symlink_to("../secret")

    for base in (0, rights.FD_READ, rights.FD_READ | rights.FD_WRITE):
        file.unlink(missing_ok=True)
        file.write_bytes(b"mine")
        monkeypatch.setattr(os, "readlink", and_swap)
        assert guest.open("file", TRUNCATE, base) == -LOOP
        monkeypatch.undo()
    assert (outside / "secret").read_bytes() == b"secret"


def test_swapped_just_before_a_directory_is_entered(
    guest: Guest, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = outside / "root" / "here"
    enter = os.open

    def swap_first(name: bytes, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if name == b"here" and not here.is_symlink():
            here.rmdir()
            here.symlink_to("..")
        return enter(name, flags, mode, dir_fd=dir_fd)

    for path, error in (("here/secret", PERM), ("here/../real", PERM), ("here/", NOTDIR)):
        here.unlink(missing_ok=True)
        here.mkdir()
        monkeypatch.setattr(os, "open", swap_first)
        assert guest.open(path, 0, rights.FD_READ) == -error
        monkeypatch.undo()


def test_a_directory_that_is_moved_out(guest: Guest, outside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`..` goes back to where the path came from, not to where the directory is by now."""
    root = outside / "root"
    (root / "a" / "b").mkdir(parents=True)
    enter = os.open

    def move(name: bytes, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        fd = enter(name, flags, mode, dir_fd=dir_fd)
        if name == b"b":
            (root / "a" / "b").rename(outside / "b")
        return fd

    monkeypatch.setattr(os, "open", move)
    assert guest.call("path_filestat_get", 3, 1, "a/b/../secret", RESULT) == 44  # not that of `outside`
    (outside / "b").rename(root / "a" / "b")
    assert guest.call("path_filestat_get", 3, 1, "a/b/../../real", RESULT) == 0
