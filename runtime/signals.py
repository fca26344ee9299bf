"""Native traps on Linux: hardware faults in compiled code become a return to the caller.

Compiled code is entered with an *activation record*, published in a word of the thread, so that each thread
has its own, and nested entries (Python -> code -> Python -> code) restore the outer one
(`backends/host.py`).

The signal handler is machine code (a Python function cannot run inside a fault). It reads the interrupted pc
and looks for it in the registry: the text ranges of all loaded modules, each with the sorted offsets of the
instructions that may trap. Found, it stores the facts and the return addresses of the frames in the
activation and makes the interrupted context continue at the landing pad; that restores what `arm` saved and
returns from it a second time. Any other fault - not our text, or an instruction of ours that must not fault
- is handed to the previous handler, and so ends as it would without us.

Texts that may be left at any instruction are in the registry too, with or without traps: a handler for
another signal looks for them (`interruption.py`).

The registry is an array whose rows are filled in and emptied in place; when it is full, it is replaced by one
of twice the length by one pointer store. So entering a text takes the same time however many there are. What
a handler of another thread may still be reading is kept alive until the next change.

The layout of `struct sigaction` is that of 64-bit Linux with glibc.
"""

from __future__ import annotations

import bisect
import ctypes
import faulthandler
import functools
import sys
import threading
from array import array
from collections.abc import Callable
from typing import Any, Final

from ..backends.host import (
    ACT_ADDRESS,
    ACT_COUNT,
    ACT_FRAMES,
    ACT_PC,
    BLOCK_LANDING,
    BLOCK_REGISTRY,
    MAX_FRAMES,
    ROW_WORDS,
)
from ..backends.host_machine import host_name
from ..backends.host_traps import HostCode
from ..ir.errors import InternalError, UnsupportedError
from .addresses import NAMED
from .arena import CodeBlock
from .at_end import calling
from .memory import CodeMemory
from .platform import host_code
from .thread_words import BLOCK, WORDS, is_quiet, set_shared
from .traps import CodeMap, Describe, Frame, Trap, TrapTable, make_trap

#: Bits of a return address that are one; above them aarch64 may have a signature.
_ADDRESS: Final = (1 << 48) - 1
#: SIGILL, SIGBUS, SIGFPE, SIGSEGV.
SIGNALS: Final = (4, 7, 8, 11)

_SIGACTION_SIZE: Final = 152
_SIGACTION_FLAGS: Final = 136
_SA_SIGINFO: Final = 4
_SA_ONSTACK: Final = 0x08000000


class Listener:
    """Who wants to know of each function that can be run: a profiler, or a debugger."""

    def added(self, address: int, size: int, name: str) -> None:
        """A function is at an address."""

    def text_added(self, address: int, size: int, functions: list[tuple[int, int, str]]) -> None:
        """A text is at an address; start and end of its functions in it, and their names."""
        for start, end, name in functions:
            self.added(address + start, end - start, name)

    def text_removed(self, address: int) -> None:
        """The text at an address is gone."""


class _Text:
    """A registered text range."""

    __slots__ = ("array", "describe", "interruptible", "map", "size", "traps")

    def __init__(
        self,
        size: int,
        traps: TrapTable,
        describe: Describe,
        code_map: CodeMap | None,
        interruptible: bool,
    ) -> None:
        self.size = size
        self.interruptible = interruptible
        self.describe = describe
        self.map = code_map
        self.array = array("I")
        """Places of instructions that may trap, for the handler too."""
        self.array.frombytes(memoryview(traps.places).cast("B"))
        self.traps = TrapTable(self.array, bytes(traps.codes))


class _Layer:
    """One handler and what was there before it.

    When others have put their handler over ours, a second one of ours goes over theirs, with its own
    predecessor: were it the same one, it and theirs would be each other's predecessors."""

    def __init__(self, host: HostCode) -> None:
        self.old_handlers = (ctypes.c_uint64 * 65)()
        """By signal number."""
        self.address = load_code(host.handler(BLOCK, WORDS, ctypes.addressof(self.old_handlers)))


_codes: Final[list[CodeMemory]] = []


def load_code(*pieces: bytes) -> int:
    """Position-independent code in executable memory, for as long as the process; the address of the first
    piece, each of which takes a multiple of 64 bytes."""
    code = b"".join(piece + bytes(-len(piece) % 64) for piece in pieces)
    memory = CodeMemory(len(code))
    memory.write(0, code)
    memory.seal()
    _codes.append(memory)
    return memory.address


class TrapRuntime:
    """The handler and the registry of this process. Made by `runtime`."""

    def __init__(self, host: HostCode) -> None:
        self.host = host
        self._libc = ctypes.CDLL(None, use_errno=True)
        set_shared(BLOCK_LANDING, load_code(host.landing()))
        self._arms: dict[bool, tuple[int, int]] = {}
        self._layers: list[_Layer] = []
        self._texts: dict[int, _Text] = {}
        self._starts: list[int] | None = []
        """Addresses of the texts in ascending order; None when there are new ones."""
        self._rows: dict[int, int] = {}
        """Row of the registry by address of the text."""
        self._free: list[int] = []
        self._capacity = 0
        self._registry = (ctypes.c_uint64 * 1)()
        self._retired: list[object] = []
        """What a handler of another thread may be reading still."""
        self._dead: list[CodeBlock] = []
        """Texts that nobody can use any more."""
        self._closed: list[CodeBlock] = []
        """Texts that nobody may call any more; some may be running."""
        self._kept: list[object] = []
        """What those need."""
        self._listeners: list[Listener] = []
        self.remove_at_end = calling(self.remove_later)
        """Makes what calls `remove_later` for a block when its owner is cleared (`at_end.py`)."""
        self._lock = threading.RLock()

    def arm_address(self, shared: bool = False) -> int:
        """Address of `arm` (`backends/host.py`)."""
        return self._arm(shared)[0]

    def disarm_address(self, shared: bool = False) -> int:
        """Address of `disarm`."""
        return self._arm(shared)[1]

    def _arm(self, shared: bool) -> tuple[int, int]:
        if shared not in self._arms:
            arm = self.host.arm(BLOCK, WORDS, shared)
            disarm = self.host.disarm(BLOCK, WORDS, shared)
            address = load_code(arm, disarm)
            self._arms[shared] = (address, address + -(-len(arm) // 64) * 64)
        return self._arms[shared]

    @functools.cached_property
    def limit_address(self) -> int:
        """Address of the C function that returns the stack limit of the thread."""
        return load_code(self.host.limit(BLOCK, WORDS))

    @functools.cached_property
    def entered_address(self) -> int:
        """Address of the C function `entered` (`backends/host.py`)."""
        return load_code(self.host.entered(BLOCK, WORDS))

    def install(self) -> None:
        """Put a handler in place for all signals where it is not (any more)."""
        current = {number: self._current_handler(number) for number in SIGNALS}
        if self._layers and all(handler == self._layers[-1].address for handler in current.values()):
            return
        layer = _Layer(self.host)
        self._layers.append(layer)
        for number in SIGNALS:
            # Where our newest layer is still in place, the new one stands before it.
            layer.old_handlers[number] = current[number]
            new = (ctypes.c_uint64 * (_SIGACTION_SIZE // 8))()
            new[0] = layer.address
            ctypes.c_int.from_buffer(new, _SIGACTION_FLAGS).value = _SA_SIGINFO | _SA_ONSTACK
            if self._libc.sigaction(number, new, None) != 0:
                raise UnsupportedError(f"the system refuses a handler for signal {number}")

    def _current_handler(self, number: int) -> int:
        old = (ctypes.c_uint64 * (_SIGACTION_SIZE // 8))()
        self._libc.sigaction(number, None, old)
        return int(old[0])

    def add_text(
        self,
        address: int,
        size: int,
        traps: TrapTable,
        describe: Describe = make_trap,
        code_map: CodeMap | None = None,
        interruptible: bool = False,
    ) -> None:
        """Register a text range, with its instructions that may trap. `describe`
        makes the exception for a trap in it. `interruptible` says that the text may be left at any
        instruction, as by a trap, and that all who call it have armed (`interruption.py`)."""
        self.free_dead()
        with self._lock:
            self._texts[address] = text = _Text(size, traps, describe, code_map, interruptible)
            self._starts = None
            if traps or interruptible:
                row = self._rows.get(address)
                self._fill_row(row if row is not None else self._new_row(), address, text)
        self.install()
        for listener in self._listeners:
            self._tell(listener, address, text)

    def listen(self, listener: Listener) -> None:
        """Tell a listener of all functions, those that are there already first."""
        with self._lock:
            self._listeners.append(listener)
            texts = list(self._texts.items())
        for address, text in texts:
            self._tell(listener, address, text)

    def _tell(self, listener: Listener, address: int, text: _Text) -> None:
        functions = text.map.functions() if text.map is not None else [(0, "irtool glue")]
        ends = [start for start, _ in functions[1:]] + [text.size]
        rows = [(start, end, name) for (start, name), end in zip(functions, ends, strict=True)]
        listener.text_added(address, text.size, rows)

    def remove_text(self, address: int) -> None:
        """Forget a text range."""
        with self._lock:
            text = self._texts.pop(address, None)
            self._starts = None
            row = self._rows.pop(address, None)
            if row is not None:
                self._registry[2 + ROW_WORDS * row] = 0  # a text of no size has no pc
                self._free.append(row)
                self._retired = [*self._retired[-1:], text]
        for listener in self._listeners:
            listener.text_removed(address)

    def remove_later(self, block: CodeBlock) -> None:
        """Forget a text that nobody can use any more, and free its memory, when another text is added or
        `free_dead` is called. For finalizers too, which may run anywhere, also while this thread is in a
        method of this object."""
        self._dead.append(block)

    def retire(self, block: CodeBlock, keep: object) -> None:
        """The same for a text that may be running: it is freed, and what it needs let go, when no thread is
        inside of compiled code."""
        self._kept.append(keep)
        self._closed.append(block)

    def free_dead(self) -> None:
        """Free texts that were given up and cannot run any more."""
        for blocks in (self._dead, self._closed):
            while blocks and (blocks is self._dead or is_quiet()):
                try:
                    block = blocks.pop()
                except IndexError:  # another thread was faster
                    break
                self.remove_text(block.address)
                block.close()
        if self._kept and not self._closed and is_quiet():
            self._kept.clear()

    def _new_row(self) -> int:
        """A row of the registry that nothing is in. Its size is 0."""
        if self._free:
            return self._free.pop()
        row = self._registry[0]
        if row == self._capacity:
            self._capacity = max(2 * self._capacity, 16)
            larger = (ctypes.c_uint64 * (1 + ROW_WORDS * self._capacity))()
            ctypes.memmove(larger, self._registry, ctypes.sizeof(self._registry))
            set_shared(BLOCK_REGISTRY, ctypes.addressof(larger))
            self._retired = [*self._retired[-1:], self._registry]
            self._registry = larger
        self._registry[0] = row + 1
        return row

    def _fill_row(self, row: int, address: int, text: _Text) -> None:
        """Enter a text; its size, which makes it count, comes last."""
        self._rows[address] = row
        first = 1 + ROW_WORDS * row
        self._registry[first] = address
        self._registry[first + 2], self._registry[first + 3] = text.array.buffer_info()
        self._registry[first + 4] = text.interruptible
        self._registry[first + 1] = text.size

    def _find(self, pc: int) -> tuple[int, _Text] | None:
        """The text that a pc is in, and where it starts."""
        with self._lock:
            if self._starts is None:
                self._starts = sorted(self._texts)
            row = bisect.bisect_right(self._starts, pc) - 1
            if row < 0:
                return None
            start = self._starts[row]
            text = self._texts[start]
            return (start, text) if pc - start < text.size else None

    def trap_of(self, activation: int) -> BaseException:
        """The exception for what an activation record says."""
        words = (ctypes.c_uint64 * ((ACT_FRAMES + 8 * MAX_FRAMES) // 8)).from_address(activation)
        pc = words[ACT_PC // 8]
        found = self._find(pc)
        if found is None:
            return InternalError(f"trap at {pc:#x}, outside of all modules")
        start, text = found
        row = text.traps.find(pc - start)
        address = words[ACT_ADDRESS // 8]
        if address == pc:  # a trap instruction: the system gives its own address, there was no access
            address = 0
        exception = text.describe(text.traps.codes[row], pc - start, address)
        if isinstance(exception, Trap):
            first = ACT_FRAMES // 8
            returns = words[first : first + words[ACT_COUNT // 8]]
            exception.set_backtrace(self._frames([pc, *((place & _ADDRESS) - 1 for place in returns)]))
        return exception

    def _frames(self, places: list[int]) -> list[Frame]:
        """The frames of these places that are in texts of functions."""
        frames = []
        for place in places:
            found = self._find(place)
            if found is not None and found[1].map is not None:
                frames.append(found[1].map.frame(place - found[0]))
        return frames


#: Symbols of `arm`, `disarm` and `entered` (`addresses.py`); the two of code without the GIL.
ARM: Final = "__irtool_arm"
DISARM: Final = "__irtool_disarm"
ARM_SHARED: Final = "__irtool_arm_shared"
DISARM_SHARED: Final = "__irtool_disarm_shared"
ENTERED: Final = "__irtool_entered"
#: And that of the block of words.
WORD_BLOCK: Final = "__irtool_block"
NAMED[ARM] = lambda: runtime().arm_address()
NAMED[DISARM] = lambda: runtime().disarm_address()
NAMED[ARM_SHARED] = lambda: runtime().arm_address(True)
NAMED[DISARM_SHARED] = lambda: runtime().disarm_address(True)
NAMED[ENTERED] = lambda: runtime().entered_address
NAMED[WORD_BLOCK] = lambda: BLOCK

_runtime: TrapRuntime | None = None
_runtime_lock: Final = threading.Lock()


def _follow_faulthandler(traps: TrapRuntime) -> None:
    """Let `faulthandler`'s handlers never stand before ours: it takes every fault for fatal. Those that it
    installed before are called by ours, for what is not a trap."""
    for name in ("enable", "disable"):
        original = getattr(faulthandler, name)

        @functools.wraps(original)
        def changed(*args: Any, original: Callable[..., Any] = original, **keywords: Any) -> Any:
            result = original(*args, **keywords)
            traps.install()
            return result

        setattr(faulthandler, name, changed)


def runtime() -> TrapRuntime:
    """The one `TrapRuntime` of the process, made at first use.

    Raises `UnsupportedError` where compiled code cannot run natively, and in subinterpreters: the callbacks
    of ctypes that it needs always run in the main interpreter."""
    global _runtime
    with _runtime_lock:
        if _runtime is None:
            host = host_code()
            if host is None:
                where = f"{host_name()} {sys.platform}"
                raise UnsupportedError(f"native execution is not supported on {where}")
            if ctypes.pythonapi.PyInterpreterState_Get() != ctypes.pythonapi.PyInterpreterState_Main():
                raise UnsupportedError("compiled code can only run in the main interpreter of the process")
            if not getattr(sys, "_is_gil_enabled", lambda: True)():
                raise UnsupportedError("compiled code needs the global interpreter lock, which is off")
            _runtime = TrapRuntime(host)
            _follow_faulthandler(_runtime)
        return _runtime
