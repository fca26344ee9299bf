"""The few instructions that the pieces of `host_traps.py` are written with, on any machine.

Those pieces save and restore registers, read words of their thread and change what a signal handler returns
to: no IR says that. They are written once, with the operations below, which each machine encodes from
its instruction rows:

    code = target.host_assembler()
    code.load(code.temps[0], code.args[0], 16)
    code.branch_if_zero(code.temps[0], "none")
    code.store(code.temps[0], code.args[0], 24)
    code.place("none")
    code.ret()
    code.finish()                                   # position-independent bytes

All registers have 64 bits; `base` and `offset` are an address. An operation changes the registers that it
says, and may change the flags and what a machine has for itself (`x16` and `x17`), nothing else.
"""

from abc import ABC, abstractmethod
from typing import Final

from mypy_extensions import i64, mypyc_attr

from .host import SystemCalls
from .labels import LabelKinds
from .machbuffer import MachBuffer
from .object_format import ContextWords

#: Unsigned comparisons of `branch`.
BELOW: Final = "below"
ABOVE: Final = "above"
AT_MOST: Final = "at most"
AT_LEAST: Final = "at least"
EQUAL: Final = "equal"


@mypyc_attr(allow_interpreted_subclasses=True)
class HostAssembler(ABC):
    """Code under construction; a subclass has the registers and the instructions of one machine."""

    args: tuple[int, ...]
    """Registers of the first three arguments of a C function."""
    results: tuple[int, ...]
    """Registers of its two results; they may be among `args`."""
    temps: tuple[int, ...]
    """Six registers that a C function may change, none of them among `args`."""
    saved: tuple[int, ...]
    """Four that `enter` saves and `leave` restores."""
    context: ContextWords
    system_calls: SystemCalls

    def __init__(self, kinds: LabelKinds) -> None:
        self.buf = MachBuffer(kinds)
        self.places: dict[str, int] = {}

    def label(self, name: str) -> i64:
        """The label of a named place."""
        if name not in self.places:
            self.places[name] = int(self.buf.new_label())
        return self.places[name]

    def place(self, name: str) -> None:
        """A named place."""
        self.buf.bind_label(self.label(name))

    def finish(self) -> bytes:
        """The code."""
        return self.buf.finish().code

    # --- memory ---

    @abstractmethod
    def load(self, to: int, base: int, offset: int) -> None:
        """A word."""

    @abstractmethod
    def store(self, value: int, base: int, offset: int) -> None:
        """A word."""

    @abstractmethod
    def load_entry(self, to: int, base: int, index: int, size: int) -> None:
        """`base[index]`, unsigned, of `size` 4 or 8 bytes."""

    @abstractmethod
    def count(self, base: int, offset: int, step: int, atomic: bool) -> None:
        """Add `step`, 1 or -1, to a word in memory; changes the last of `temps`."""

    @abstractmethod
    def load_thread(self, to: int, distance: int) -> None:
        """The word at a distance from the thread pointer."""

    @abstractmethod
    def thread_pointer(self, to: int) -> None:
        """What those distances are counted from."""

    @abstractmethod
    def store_thread(self, value: int, distance: int) -> None:
        """Store there."""

    # --- registers ---

    @abstractmethod
    def move(self, to: int, value: int) -> None:
        """`to = value`."""

    @abstractmethod
    def constant(self, to: int, value: int) -> None:
        """`to` = an unsigned number of 64 bits."""

    @abstractmethod
    def add(self, to: int, number: int) -> None:
        """`to += number`, from -2048 to 2047."""

    @abstractmethod
    def add_register(self, to: int, value: int) -> None:
        """`to += value`."""

    @abstractmethod
    def subtract(self, to: int, value: int) -> None:
        """`to -= value`."""

    @abstractmethod
    def halve(self, to: int) -> None:
        """`to >>= 1`, unsigned."""

    # --- control ---

    @abstractmethod
    def branch(self, comparison: str, left: int, right: int, name: str) -> None:
        """To a named place if the unsigned comparison holds."""

    @abstractmethod
    def branch_if_zero(self, value: int, name: str) -> None:
        """To a named place if a register is 0."""

    @abstractmethod
    def branch_if_unaligned(self, value: int, name: str) -> None:
        """To a named place if a register is no multiple of 8."""

    @abstractmethod
    def jump(self, name: str) -> None:
        """To a named place."""

    @abstractmethod
    def jump_to(self, address: int) -> None:
        """To the address in a register."""

    @abstractmethod
    def call(self, address: int) -> None:
        """A C function at the address in a register."""

    @abstractmethod
    def ret(self) -> None:
        """Return."""

    # --- frames ---

    @abstractmethod
    def push(self, value: int) -> None:
        """At the start of a function without a frame: put a register by, and the return address with it, so
        that `call` may follow."""

    @abstractmethod
    def pop(self, value: int) -> None:
        """Undo `push`."""

    @abstractmethod
    def enter(self) -> None:
        """Make a frame that keeps `saved`."""

    @abstractmethod
    def leave(self) -> None:
        """Undo `enter` and return."""

    @abstractmethod
    def save_registers(self, base: int, offset: int) -> None:
        """Store all registers that a C function must keep but the stack pointer, words from an address on."""

    @abstractmethod
    def restore_registers(self, base: int, offset: int) -> None:
        """Load them."""

    @abstractmethod
    def caller_sp(self, to: int) -> None:
        """At the start of a function: the stack pointer when it will have returned."""

    @abstractmethod
    def return_address(self, to: int) -> None:
        """At the start of a function: where it returns to."""

    @abstractmethod
    def clean_context(self, context: int) -> None:
        """Make the `ucontext_t` at an address that of code which starts a C function: flags that matter
        to it as a call has them."""
