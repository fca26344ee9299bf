"""`sock_...`: calls on sockets. A program cannot make one; it accepts connections of those given to it."""

from __future__ import annotations

from typing import Final

from ...frontend.wasm import wasi_numbers as rights
from ...frontend.wasm.wasi_numbers import INVAL, NOTSOCK, PIPE, SUCCESS
from .descriptors import FLAG_NONBLOCK, Socket
from .errors import WasiError
from .guest import Guest

_PEEK: Final = 1
_WAIT_ALL: Final = 2
#: `SHUT_RD`, `SHUT_WR`, `SHUT_RDWR` of the host, which has no constants for them without `socket`.
_HOW: Final = {1: 0, 2: 1, 3: 2}
_TRUNCATED: Final = 1


class SocketCalls(Guest):
    """See the module."""

    def _socket(self, fd: int, need: int) -> Socket:
        item = self.descriptors.get(fd)
        if not isinstance(item, Socket):
            raise WasiError(NOTSOCK)
        item.need(need)
        return item

    def sock_accept(self, fd: int, flags: int, result: int) -> int:
        """Wait for a connection; its descriptor. `flags` may be `nonblock`, for the connection."""
        item = self._socket(fd, rights.SOCK_ACCEPT)
        self.memory.range(result, 4)
        if flags & ~FLAG_NONBLOCK:
            return INVAL
        connection, _ = item.sock.accept()
        connection.setblocking(not flags)
        self._put(result, self.descriptors.add(Socket(connection, flags)), 4)
        return SUCCESS

    def sock_recv(self, fd: int, buffers: int, count: int, flags: int, result: int, result_flags: int) -> int:
        """Receive what there is, as far as the buffers go, or with `waitall` until they are full."""
        item = self._socket(fd, rights.FD_READ)
        self.memory.range(result, 4)
        self.memory.range(result_flags, 2)
        if flags & ~(_PEEK | _WAIT_ALL):
            return INVAL
        import socket  # few programs need it, and it takes milliseconds

        host = socket.MSG_PEEK if flags & _PEEK else 0
        host |= socket.MSG_WAITALL if flags & _WAIT_ALL else 0
        views = self._views(buffers, count)
        size, _, got, _ = item.sock.recvmsg_into(views, 0, host)
        self._put(result, size, 4)
        self._put(result_flags, _TRUNCATED if got & socket.MSG_TRUNC else 0, 2)
        return SUCCESS

    def sock_send(self, fd: int, buffers: int, count: int, flags: int, result: int) -> int:
        """Send buffers; there are no flags."""
        item = self._socket(fd, rights.FD_WRITE)
        self.memory.range(result, 4)
        if flags:
            return INVAL
        try:
            size = item.sock.sendmsg(self._views(buffers, count))
        except BrokenPipeError:
            raise WasiError(PIPE) from None
        self._put(result, size, 4)
        return SUCCESS

    def sock_shutdown(self, fd: int, how: int) -> int:
        """End reading (1), writing (2) or both (3)."""
        item = self._socket(fd, rights.SOCK_SHUTDOWN)
        if how not in _HOW:
            return INVAL
        item.sock.shutdown(_HOW[how])
        return SUCCESS
