"""Native traps on Linux: hardware faults in compiled code become a return to the caller.

Compiled code is entered through `enter`, machine code that leaves an *activation record* on the
stack and publishes it under a pthread key, so that each thread has its own, and nested entries
(Python -> code -> Python -> code) restore the outer one.

The signal handler is machine code as well (a Python function cannot run inside a fault). It reads
the interrupted pc and looks for it in the registry: the text ranges of all loaded modules, each with
the sorted offsets of the instructions that may trap. Found, it stores the facts in the activation and
makes the interrupted context continue at the landing pad with the stack pointer at the activation; the
landing pad restores what `enter` saved and returns 1. Any other fault - not our text, or an instruction of
ours that must not fault - is handed to the previous handler, and so ends as it would without us.

The registry is an array whose rows are filled in and emptied in place; when it is full, it is replaced by one
of twice the length by one pointer store. So entering a text takes the same time however many there are. What
a handler of another thread may still be reading is kept alive until the next change.

The machine code, and what it shares with this module, is described in `backends/host.py`. The layout of
`struct sigaction` is that of 64-bit Linux with glibc.
"""

import bisect
import ctypes
import platform
import sys
import threading
from collections.abc import Callable
from typing import Final, TypeAlias

from ..backends.host import HostCode
from ..backends.registry import host_name, lookup, target_names
from ..ir.errors import UnsupportedError
from .memory import CodeMemory
from .traps import make_trap

#: SIGILL, SIGBUS, SIGFPE, SIGSEGV.
SIGNALS: Final = (4, 7, 8, 11)

# Words of the data block that the machine code reads.
_REGISTRY: Final = 0
_KEY: Final = 1
_GETSPECIFIC: Final = 2
_SETSPECIFIC: Final = 3
_SIGACTION: Final = 4
_RAISE: Final = 5
_DEFAULT_ACTION: Final = 32  # a zeroed struct sigaction, at 0x100
_WORDS: Final = 64

_SIGACTION_SIZE: Final = 152
_SIGACTION_FLAGS: Final = 136
_SA_SIGINFO: Final = 4
_SA_ONSTACK: Final = 0x08000000


#: Makes the exception for a trap: of its code, offset in the text, and fault address.
Describe: TypeAlias = Callable[[int, int, int], BaseException]


class _Text:
    """A registered text range."""

    def __init__(self, size: int, offsets: list[int], codes: list[int], describe: Describe) -> None:
        self.size = size
        self.describe = describe
        self.offsets = offsets
        self.codes = codes
        self.array = (ctypes.c_uint32 * max(len(offsets), 1))(*offsets)
        """The offsets, for the handler."""


class _Layer:
    """One handler and what was there before it.

    When others have put their handler over ours, a second one of ours goes over theirs, with its own
    predecessor: were it the same one, it and theirs would be each other's predecessors."""

    def __init__(self, host: HostCode, data: int) -> None:
        self.old_handlers = (ctypes.c_uint64 * 65)()
        """By signal number."""
        self._memory = load_code(host.handler(data, ctypes.addressof(self.old_handlers)))
        self.address = self._memory.address


def load_code(code: bytes) -> CodeMemory:
    """Position-independent code in executable memory."""
    memory = CodeMemory(len(code))
    memory.write(0, code)
    memory.seal()
    return memory


class TrapRuntime:
    """The handler, the entry stub and the registry of this process. Made by `runtime`."""

    def __init__(self, host: HostCode) -> None:
        self.host = host
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._block = (ctypes.c_uint64 * _WORDS)()
        self.data_address = ctypes.addressof(self._block)
        assert 8 * _DEFAULT_ACTION + _SIGACTION_SIZE <= 8 * _WORDS
        key = ctypes.c_uint()
        if self._libc.pthread_key_create(ctypes.byref(key), None) != 0:
            raise UnsupportedError("no pthread key is left for the trap handler")
        self._block[_KEY] = key.value
        self._block[_GETSPECIFIC] = self._function("pthread_getspecific")
        self._block[_SETSPECIFIC] = self._function("pthread_setspecific")
        self._block[_RAISE] = self._function("raise")
        self._block[_SIGACTION] = self._function("sigaction")
        self._memory = load_code(host.enter(self.data_address))
        self.enter_address = self._memory.address
        self._layers: list[_Layer] = []
        # PYFUNCTYPE keeps the GIL: a switch to another thread while code runs is not needed, and
        # host functions called back need it.
        prototype = ctypes.PYFUNCTYPE(ctypes.c_int, *[ctypes.c_void_p] * 5)
        self._enter = prototype(self.enter_address)
        self._modules: dict[int, _Text] = {}
        self._rows: dict[int, int] = {}
        """Row of the registry by address of the text."""
        self._free: list[int] = []
        self._capacity = 0
        self._registry = (ctypes.c_uint64 * 1)()
        self._retired: list[object] = []
        """What a handler of another thread may be reading still."""
        self._dead: list[CodeMemory] = []
        """Texts whose owners have died."""
        self._lock = threading.Lock()

    def _function(self, name: str) -> int:
        address = ctypes.cast(getattr(self._libc, name), ctypes.c_void_p).value
        assert address
        return address

    def install(self) -> None:
        """Put a handler in place for all signals where it is not (any more)."""
        current = {number: self._current_handler(number) for number in SIGNALS}
        if self._layers and all(handler == self._layers[-1].address for handler in current.values()):
            return
        layer = _Layer(self.host, self.data_address)
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
        self, address: int, size: int, traps: dict[int, int], describe: Describe = make_trap
    ) -> None:
        """Register a text range, with the trap code of each instruction that may trap by offset. `describe`
        makes the exception for a trap in it."""
        offsets = sorted(traps)
        codes = [traps[offset] for offset in offsets]
        while self._dead:
            memory = self._dead.pop()
            self.remove_text(memory.address)
            memory.close()
        with self._lock:
            self._modules[address] = text = _Text(size, offsets, codes, describe)
            row = self._rows.get(address)
            self._fill_row(row if row is not None else self._new_row(), address, text)
        self.install()

    def remove_text(self, address: int) -> None:
        """Forget a text range."""
        with self._lock:
            text = self._modules.pop(address, None)
            if text is not None:
                row = self._rows.pop(address)
                self._registry[2 + 4 * row] = 0  # a text of no size has no pc
                self._free.append(row)
                self._retired = [*self._retired[-1:], text]

    def remove_later(self, memory: CodeMemory) -> None:
        """Forget a text and free its memory before the next one is added. For finalizers, which may run
        anywhere, also while this thread is in a method of this object."""
        self._dead.append(memory)

    def _new_row(self) -> int:
        """A row of the registry that nothing is in. Its size is 0."""
        if self._free:
            return self._free.pop()
        row = self._registry[0]
        if row == self._capacity:
            self._capacity = max(2 * self._capacity, 16)
            array = (ctypes.c_uint64 * (1 + 4 * self._capacity))()
            ctypes.memmove(array, self._registry, ctypes.sizeof(self._registry))
            self._block[_REGISTRY] = ctypes.addressof(array)
            self._retired = [*self._retired[-1:], self._registry]
            self._registry = array
        self._registry[0] = row + 1
        return row

    def _fill_row(self, row: int, address: int, text: _Text) -> None:
        """Enter a text; its size, which makes it count, comes last."""
        self._rows[address] = row
        self._registry[1 + 4 * row] = address
        self._registry[3 + 4 * row] = ctypes.addressof(text.array)
        self._registry[4 + 4 * row] = len(text.offsets)
        self._registry[2 + 4 * row] = text.size

    def call(self, callee: int, a0: int, a1: int, a2: int) -> None:
        """Run `callee(a0, a1, a2)`, machine code in a registered text. Raises `Trap`, or what `describe`
        made."""
        fault = (ctypes.c_uint64 * 3)()
        if self._enter(callee, a0, a1, a2, ctypes.addressof(fault)) != 0:
            raise self.trap_at(fault[0], fault[1])

    def trap_at(self, pc: int, address: int) -> BaseException:
        """The exception for a trap at `pc` with fault address `address`."""
        with self._lock:
            for start, text in self._modules.items():
                if 0 <= pc - start < text.size:
                    row = bisect.bisect_left(text.offsets, pc - start)
                    return text.describe(text.codes[row], pc - start, address)
        raise AssertionError(f"trap at {pc:#x}, outside of all modules")


_runtime: TrapRuntime | None = None
_runtime_lock: Final = threading.Lock()


def host_code() -> HostCode | None:
    """The machine code for processes like this one; None where there is none."""
    if sys.platform != "linux" or host_name() not in target_names():
        return None
    return lookup(host_name()).host_code()


def supported() -> bool:
    """Compiled code can run natively in this process."""
    return _runtime is not None or host_code() is not None


def runtime() -> TrapRuntime:
    """The one `TrapRuntime` of the process, made at first use.

    Raises `UnsupportedError` where compiled code cannot run natively."""
    global _runtime
    with _runtime_lock:
        if _runtime is None:
            host = host_code()
            if host is None:
                where = f"{platform.machine()} {sys.platform}"
                raise UnsupportedError(f"native execution is not supported on {where}")
            _runtime = TrapRuntime(host)
        return _runtime
