"""Who compiles, from `-j`: processes of this machine, or the workers of a Dask cluster."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from .common import UsageError

if TYPE_CHECKING:
    from concurrent.futures import Executor

_DASK: Final = "dask://"
#: Seconds to wait for a scheduler.
_CONNECT: Final = 10


def parse_jobs(text: str) -> tuple[int, str]:
    """Number of processes, and the address of a scheduler, empty for none. Raises `UsageError`."""
    if text.startswith(_DASK):
        host, colon, port = text[len(_DASK) :].rpartition(":")
        if not (host and colon and port.isdecimal()):
            raise UsageError(f"-j {_DASK} needs HOST:PORT of a scheduler, not {text[len(_DASK) :]!r}")
        return 1, f"tcp://{host}:{port}"
    if not (text.isascii() and text.isdecimal() and len(text) < 6 and int(text)):
        raise UsageError(f"-j needs a number of processes from 1 on, or {_DASK}HOST:PORT")
    return int(text), ""


@contextmanager
def executor_of(address: str) -> "Iterator[Executor | None]":
    """An executor whose work is done by the workers of a scheduler; None for no address.

    Raises `IrtoolError` when the scheduler cannot be reached or has no workers, and ModuleNotFoundError
    without the package `distributed`."""
    if not address:
        yield None
        return
    import distributed

    from ..ir.errors import IrtoolError

    connect: Any = distributed.Client  # which is not annotated
    try:
        client = connect(address, timeout=_CONNECT, set_as_default=False)
    except (OSError, TimeoutError) as error:
        raise IrtoolError(f"no scheduler of Dask at {address}: {error}") from None
    with client:
        if not client.scheduler_info()["workers"]:
            raise IrtoolError(f"the scheduler at {address} has no workers")
        yield client.get_executor()
