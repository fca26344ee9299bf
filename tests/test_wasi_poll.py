"""Waiting and sockets of WASI."""

import io
import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from irtool.backends.registry import host_name
from irtool.frontend.wasm import wasi_numbers as rights
from irtool.frontend.wasm.wasi_numbers import AGAIN, BADF, INVAL, NOTCAPABLE, NOTSOCK, PIPE
from irtool.runtime.platform import supported
from irtool.runtime.wasi.system import Wasi
from test_wasi import BUFFER, RESULT, Guest

pytestmark = pytest.mark.skipif(not supported(), reason=f"no native execution on {host_name()}")
SECOND = 10**9
AT, EVENTS = 16384, 32768
FLAGS = RESULT + 16


def clock(user: int, timeout: int, number: int = 1, flags: int = 0) -> bytes:
    row = user.to_bytes(8, "little") + bytes(8) + number.to_bytes(8, "little") + timeout.to_bytes(8, "little")
    return row + bytes(8) + flags.to_bytes(8, "little")


def stream(user: int, kind: int, fd: int) -> bytes:
    return (user.to_bytes(8, "little") + bytes([kind]) + bytes(7) + fd.to_bytes(4, "little")).ljust(48, b"\0")


def poll(guest: Guest, *rows: bytes) -> list[tuple[int, int, int, int, int]]:
    """User data, error, kind, size, flags of each event."""
    guest.memory.write(AT, b"".join(rows))
    assert guest.call("poll_oneoff", AT, EVENTS, len(rows), RESULT) == 0
    fields = ((0, 8), (8, 2), (10, 1), (16, 8), (24, 2))
    found = []
    for at in range(EVENTS, EVENTS + 32 * guest.number(RESULT), 32):
        a, b, c, d, e = (guest.number(at + offset, size) for offset, size in fields)
        found.append((a, b, c, d, e))
    return found


@pytest.fixture
def pipe(tmp_path: Path) -> Iterator[tuple[Guest, int]]:
    """A guest whose standard input is a pipe, and the pipe's other end."""
    (tmp_path / "f").write_bytes(b"12345")
    read, write = os.pipe()
    with (
        os.fdopen(read, "rb") as stdin,
        Wasi(["p"], stdin=stdin, stdout=io.BytesIO(), dirs={"/": tmp_path}) as wasi,
    ):
        yield Guest(wasi), write


def test_clocks(pipe: tuple[Guest, int]) -> None:
    guest, _ = pipe
    begin = time.monotonic_ns()
    assert poll(guest, clock(1, 100 * SECOND), clock(2, SECOND // 50)) == [(2, 0, 0, 0, 0)]
    assert time.monotonic_ns() - begin >= SECOND // 50
    assert poll(guest, clock(3, 0), clock(4, 0), clock(5, SECOND)) == [(3, 0, 0, 0, 0), (4, 0, 0, 0, 0)]
    now = time.time_ns()
    assert poll(guest, clock(6, now + SECOND // 50, 0, 1)) == [(6, 0, 0, 0, 0)]
    assert time.time_ns() >= now + SECOND // 50
    assert poll(guest, clock(7, 1, 1, 1), clock(8, SECOND, 9)) == [(7, 0, 0, 0, 0), (8, INVAL, 0, 0, 0)]


def test_pipes(pipe: tuple[Guest, int]) -> None:
    guest, write = pipe
    assert poll(guest, stream(1, 1, 0), clock(2, SECOND // 100)) == [(2, 0, 0, 0, 0)]
    threading.Timer(0.05, os.write, (write, b"x")).start()
    assert poll(guest, stream(1, 1, 0), clock(2, 100 * SECOND)) == [(1, 0, 1, 1, 0)]
    assert guest.read(0, 10) == b"x"
    os.close(write)
    assert poll(guest, stream(1, 1, 0)) == [(1, 0, 1, 1, 1)]
    assert guest.read(0, 10) == b""


def test_what_is_always_ready_and_what_never(pipe: tuple[Guest, int]) -> None:
    guest, _ = pipe
    fd = guest.open("f", 0, rights.FD_READ | rights.FD_SEEK | rights.POLL_FD_READWRITE)
    guest.read(fd, 2)
    rows = (
        stream(1, 1, fd),
        stream(2, 2, 1),
        stream(3, 1, 99),
        stream(4, 2, 0),
        stream(5, 1, 3),
        clock(6, SECOND),
    )
    expected = [
        (1, 0, 1, 3, 0),
        (2, 0, 2, 0, 0),
        (3, BADF, 1, 0, 0),
        (4, BADF, 2, 0, 0),
        (5, NOTCAPABLE, 1, 0, 0),
    ]
    assert poll(guest, *rows) == expected
    assert poll(guest, stream(1, 3, 0)) == [(1, INVAL, 3, 0, 0)]
    assert guest.call("poll_oneoff", AT, EVENTS, 0, RESULT) == INVAL
    assert guest.call("poll_oneoff", AT, EVENTS, 4097, RESULT) == INVAL


def test_sockets() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        with Wasi(["p"], sockets=[listener]) as wasi:
            guest = Guest(wasi)
            with socket.create_connection(listener.getsockname()) as peer:
                check_connection(guest, peer)
        assert listener.fileno() >= 0  # this process's own stays open


def check_connection(guest: Guest, peer: socket.socket) -> None:
    assert poll(guest, stream(1, 1, 3)) == [(1, 0, 1, 1, 0)]
    assert guest.call("sock_accept", 3, 4, RESULT) == 0
    fd = guest.number(RESULT)
    assert fd == 4
    assert guest.call("fd_fdstat_get", fd, RESULT) == 0
    assert (guest.number(RESULT, 1), guest.number(RESULT + 2, 2)) == (6, 4)
    vector = guest._vector(5)
    assert guest.call("sock_recv", fd, vector, 1, 0, RESULT, FLAGS) == AGAIN
    assert guest.call("fd_fdstat_set_flags", fd, 0) == 0
    assert guest.call("fd_fdstat_set_flags", fd, 1) == INVAL
    peer.sendall(b"hello world")
    for flags in (1, 2):  # peek, then wait for all
        assert guest.call("sock_recv", fd, vector, 1, flags, RESULT, FLAGS) == 0
        assert guest.memory.read(BUFFER, guest.number(RESULT)) == b"hello"
    assert guest.read(fd, 100) == b" world"
    assert guest.call("sock_recv", fd, vector, 1, 4, RESULT, FLAGS) == INVAL
    assert guest.call("sock_send", fd, guest._vector(2, b"ab"), 1, 0, RESULT) == 0
    assert guest.write(fd, b"cd") == guest.number(RESULT) == 2
    assert guest.call("sock_send", fd, vector, 1, 1, RESULT) == INVAL
    assert guest.call("sock_shutdown", fd, 0) == guest.call("sock_shutdown", fd, 4) == INVAL
    assert guest.call("sock_shutdown", fd, 2) == 0
    received = b""
    while part := peer.recv(10):
        received += part
    assert received == b"abcd"
    assert guest.call("sock_send", fd, vector, 1, 0, RESULT) == PIPE
    assert guest.write(fd, b"x") == -PIPE
    assert guest.call("sock_shutdown", 3, 1) == NOTCAPABLE
    assert guest.call("sock_recv", 0, vector, 1, 0, RESULT, FLAGS) == NOTSOCK
    assert guest.call("sock_accept", fd, 0, RESULT) == NOTCAPABLE
    assert guest.call("fd_close", fd) == 0
    assert guest.call("sock_send", fd, vector, 1, 0, RESULT) == BADF
