"""Machine code that lets this process run compiled code, and come back from its traps.

`runtime/signals.py` says what the pieces are for; `runtime/` loads them. They share a block of words in
memory, at an address that each piece is given:

    0 registry   1 key   2 pthread_getspecific   3 pthread_setspecific   4 sigaction   5 raise
    32 .. 50     a zeroed `struct sigaction`: the default action

The registry is the address of an array: a count, then four words for each text: its start, its size, the
address of the ascending 32-bit offsets of its instructions that may trap, and their number.

Compiled code is entered with an *activation record* on the stack, published under the pthread key:

    +0   previous activation      +24  signal number
    +8   pc of the trap           +32  where the caller wants pc, address and signal
    +16  faulting address         +40  landing pad
"""

from abc import ABC, abstractmethod

from mypy_extensions import mypyc_attr

from ..ir.entities import Signature


@mypyc_attr(allow_interpreted_subclasses=True)
class HostCode(ABC):
    """The pieces for one machine. Each is position-independent code."""

    @abstractmethod
    def enter(self, data: int) -> bytes:
        """`int enter(callee, a0, a1, a2, u64 fault[3])`, in the C convention: call `callee(a0, a1, a2)`; 0
        when it returned, 1 when it trapped and `fault` holds pc, address and signal. `data` is the address
        of the block of words."""

    @abstractmethod
    def handler(self, data: int, old_handlers: int) -> bytes:
        """`void handler(int signal, siginfo_t *, ucontext_t *)`: a fault at an instruction of the registry
        goes on at the landing pad of the activation; any other is handed to the handler before, found in
        the table at `old_handlers` by signal number."""

    @abstractmethod
    def is_simple(self, signature: Signature) -> bool:
        """Python can call functions of this signature (under the C convention) through `python_entry`."""

    @abstractmethod
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
        """A function with the signature of CPython's vectorcall protocol that calls the one at address
        `function`.

        `on_trap` and `on_misuse` are addresses of Python callables taking (pc, address) and (number of
        arguments, -1 for keywords), which must raise; `formats` are the addresses of the C strings "n" and
        "KK". A function that cannot trap (`may_trap` False) needs no activation."""
