"""Error numbers of WASI preview 1, and what the host's errors are among them.

    with host errors: OSError(ENOENT)  ->  NOENT (44)

Source: WebAssembly/WASI, legacy/preview1/docs.md, `errno`.
"""

from __future__ import annotations

import errno
from typing import Final

from ...frontend.wasm.wasi_numbers import IO

#: Names in the order of their numbers, which begin at 0.
NAMES: Final = (
    "SUCCESS 2BIG ACCES ADDRINUSE ADDRNOTAVAIL AFNOSUPPORT AGAIN ALREADY BADF BADMSG BUSY CANCELED CHILD "
    "CONNABORTED CONNREFUSED CONNRESET DEADLK DESTADDRREQ DOM DQUOT EXIST FAULT FBIG HOSTUNREACH IDRM ILSEQ "
    "INPROGRESS INTR INVAL IO ISCONN ISDIR LOOP MFILE MLINK MSGSIZE MULTIHOP NAMETOOLONG NETDOWN NETRESET "
    "NETUNREACH NFILE NOBUFS NODEV NOENT NOEXEC NOLCK NOLINK NOMEM NOMSG NOPROTOOPT NOSPC NOSYS NOTCONN "
    "NOTDIR NOTEMPTY NOTRECOVERABLE NOTSOCK NOTSUP NOTTY NXIO OVERFLOW OWNERDEAD PERM PIPE PROTO "
    "PROTONOSUPPORT PROTOTYPE RANGE ROFS SPIPE SRCH STALE TIMEDOUT TXTBSY XDEV NOTCAPABLE"
).split()


_FROM_HOST: Final = {
    getattr(errno, "E" + name): number for number, name in enumerate(NAMES) if hasattr(errno, "E" + name)
}


class WasiError(Exception):
    """A call ends with this error number."""

    def __init__(self, number: int) -> None:
        super().__init__(NAMES[number])
        self.number = number


def from_host(error: OSError) -> int:
    """The number for an error of the host; `IO` for one that WASI does not know."""
    return _FROM_HOST.get(error.errno or 0, IO)
