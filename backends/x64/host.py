"""Running compiled code in a process of this machine; see `backends/host.py`."""

from ...ir.entities import Signature
from ..host import HostCode
from .host_entry import is_simple, write_entry
from .host_stubs import StubWriter
from .host_traps import write_enter, write_handler


class X64Host(HostCode):
    """The hand-written pieces."""

    def enter(self, data: int) -> bytes:
        """`host_traps.py`."""
        stub = StubWriter()
        write_enter(stub, data)
        return stub.finish()[0]

    def handler(self, data: int, old_handlers: int) -> bytes:
        """`host_traps.py`."""
        stub = StubWriter()
        write_handler(stub, data, old_handlers)
        return stub.finish()[0]

    def is_simple(self, signature: Signature) -> bool:
        """Scalars in registers, one result."""
        return is_simple(signature)

    def python_entry(
        self,
        signature: Signature,
        function: int,
        data: int,
        on_trap: int,
        on_misuse: int,
        formats: tuple[int, int],
        may_trap: bool,
    ) -> bytes:
        """`host_entry.py`."""
        stub = write_entry(signature, function, data, on_trap, on_misuse, formats, may_trap)
        return stub.finish()[0]
