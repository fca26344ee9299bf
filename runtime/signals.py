"""Native traps on x86-64 Linux: hardware faults in compiled code become a return to the caller.

Compiled code is entered through `enter`, machine code that leaves an *activation record* on the
stack and publishes it under a pthread key, so that each thread has its own, and nested entries
(Python -> code -> Python -> code) restore the outer one:

    +0   previous activation      +24  signal number
    +8   pc of the trap           +32  where the caller wants pc, address and signal
    +16  faulting address         +40  landing pad

The signal handler is machine code as well (a Python function cannot run inside a fault). It reads
the interrupted pc and looks for it in the registry: the text ranges of all loaded modules, each with
the sorted offsets of the instructions that may trap. Found, it stores the facts in the activation and
makes the interrupted context continue at the landing pad with rsp at the activation; the landing pad
restores what `enter` saved and returns 1. Any other fault - not our text, or an instruction of ours
that must not fault - is handed to the previous handler, and so ends as it would without us.

The registry is an array that is replaced as a whole by one pointer store; the array before is kept
alive until the next change, since a handler of another thread may be reading it.

Offsets of `ucontext_t` and `struct sigaction` are those of 64-bit Linux with glibc. `rbp` and the other
callee-saved registers are restored from the frame of `enter`, so compiled code may use them freely.
"""

import bisect
import ctypes
import platform
import sys
import threading
from typing import Final

from ..ir.errors import UnsupportedError
from .memory import CodeMemory
from .stubs import StubWriter
from .traps import Trap, make_trap

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


def write_enter(stub: StubWriter, data: int) -> None:
    """`int enter(callee, a0, a1, a2, u64 fault[3])`: call `callee(a0, a1, a2)`; 0 when it returned,
    1 when it trapped and `fault` holds pc, address and signal."""
    stub.label("enter")
    stub.put("55", "push rbp")
    stub.put("4889e5", "mov rbp, rsp")
    stub.put("53", "push rbx")
    stub.put("4154", "push r12")
    stub.put("4155", "push r13")
    stub.put("4156", "push r14")
    stub.put("4157", "push r15")
    stub.put("4883ec38", "sub rsp, 0x38")
    stub.put("4c89442420", "mov qword ptr [rsp + 0x20], r8")
    stub.put("4889fb", "mov rbx, rdi")
    stub.put("4989f4", "mov r12, rsi")
    stub.put("4989d5", "mov r13, rdx")
    stub.put("4989ce", "mov r14, rcx")
    stub.lea("rcx", "landing")
    stub.put("48894c2428", "mov qword ptr [rsp + 0x28], rcx")
    stub.address("r15", data)
    stub.put("498b7f08", "mov rdi, qword ptr [r15 + 8]")
    stub.put("41ff5710", "call qword ptr [r15 + 0x10]")
    stub.put("48890424", "mov qword ptr [rsp], rax")
    stub.put("498b7f08", "mov rdi, qword ptr [r15 + 8]")
    stub.put("4889e6", "mov rsi, rsp")
    stub.put("41ff5718", "call qword ptr [r15 + 0x18]")
    stub.put("4c89e7", "mov rdi, r12")
    stub.put("4c89ee", "mov rsi, r13")
    stub.put("4c89f2", "mov rdx, r14")
    stub.put("ffd3", "call rbx")
    stub.put("31db", "xor ebx, ebx")
    stub.label("leave")
    stub.address("r15", data)
    stub.put("498b7f08", "mov rdi, qword ptr [r15 + 8]")
    stub.put("488b3424", "mov rsi, qword ptr [rsp]")
    stub.put("41ff5718", "call qword ptr [r15 + 0x18]")
    stub.put("89d8", "mov eax, ebx")
    stub.put("488d65d8", "lea rsp, [rbp - 0x28]")
    stub.put("415f", "pop r15")
    stub.put("415e", "pop r14")
    stub.put("415d", "pop r13")
    stub.put("415c", "pop r12")
    stub.put("5b", "pop rbx")
    stub.put("5d", "pop rbp")
    stub.put("c3", "ret")
    stub.label("landing")  # rsp = the activation
    stub.put("488d6c2460", "lea rbp, [rsp + 0x60]")
    stub.put("488b542420", "mov rdx, qword ptr [rsp + 0x20]")
    stub.put("488b4c2408", "mov rcx, qword ptr [rsp + 8]")
    stub.put("48890a", "mov qword ptr [rdx], rcx")
    stub.put("488b4c2410", "mov rcx, qword ptr [rsp + 0x10]")
    stub.put("48894a08", "mov qword ptr [rdx + 8], rcx")
    stub.put("488b4c2418", "mov rcx, qword ptr [rsp + 0x18]")
    stub.put("48894a10", "mov qword ptr [rdx + 0x10], rcx")
    stub.put("bb01000000", "mov ebx, 1")
    stub.jump("jmp", "leave")


def write_handler(stub: StubWriter, data: int, old_handlers: int) -> None:
    """`void handler(int signal, siginfo_t *, ucontext_t *)`; see the module docstring.

    `old_handlers` is the address of a table of the handlers before, by signal number."""
    stub.label("handler")
    stub.put("55", "push rbp")
    stub.put("4889e5", "mov rbp, rsp")
    stub.put("53", "push rbx")
    stub.put("4154", "push r12")
    stub.put("4155", "push r13")
    stub.put("4156", "push r14")
    stub.put("4889fb", "mov rbx, rdi")
    stub.put("4989f4", "mov r12, rsi")
    stub.put("4989d5", "mov r13, rdx")
    stub.address("r14", data)
    # The registry: a count, then rows of text start, text size, trap offsets, their number.
    stub.put("488b82a8000000", "mov rax, qword ptr [rdx + 0xa8]")  # the interrupted pc
    stub.put("498b0e", "mov rcx, qword ptr [r14]")
    stub.put("4885c9", "test rcx, rcx")
    stub.jump("je", "chain")
    stub.put("4c8b01", "mov r8, qword ptr [rcx]")
    stub.put("4883c108", "add rcx, 8")
    stub.label("scan")
    stub.put("4d85c0", "test r8, r8")
    stub.jump("je", "chain")
    stub.put("4989c1", "mov r9, rax")
    stub.put("4c2b09", "sub r9, qword ptr [rcx]")
    stub.put("4c3b4908", "cmp r9, qword ptr [rcx + 8]")
    stub.jump("jb", "found")
    stub.put("4883c120", "add rcx, 0x20")
    stub.put("49ffc8", "dec r8")
    stub.jump("jmp", "scan")
    # Binary search of offset r9 among the 32-bit offsets at r10: between r8 and r11.
    stub.label("found")
    stub.put("4c8b5110", "mov r10, qword ptr [rcx + 0x10]")
    stub.put("4c8b5918", "mov r11, qword ptr [rcx + 0x18]")
    stub.put("4531c0", "xor r8d, r8d")
    stub.label("search")
    stub.put("4d39d8", "cmp r8, r11")
    stub.jump("jae", "chain")
    stub.put("4b8d3418", "lea rsi, [r8 + r11]")
    stub.put("48d1ee", "shr rsi, 1")
    stub.put("418b3cb2", "mov edi, dword ptr [r10 + rsi*4]")
    stub.put("4c39cf", "cmp rdi, r9")
    stub.jump("je", "trap")
    stub.jump("jb", "right")
    stub.put("4989f3", "mov r11, rsi")
    stub.jump("jmp", "search")
    stub.label("right")
    stub.put("4c8d4601", "lea r8, [rsi + 1]")
    stub.jump("jmp", "search")
    stub.label("trap")
    stub.put("498b7e08", "mov rdi, qword ptr [r14 + 8]")
    stub.put("41ff5610", "call qword ptr [r14 + 0x10]")
    stub.put("4885c0", "test rax, rax")  # the activation
    stub.jump("je", "chain")
    stub.put("498b8da8000000", "mov rcx, qword ptr [r13 + 0xa8]")
    stub.put("48894808", "mov qword ptr [rax + 8], rcx")
    stub.put("498b4c2410", "mov rcx, qword ptr [r12 + 0x10]")
    stub.put("48894810", "mov qword ptr [rax + 0x10], rcx")
    stub.put("48895818", "mov qword ptr [rax + 0x18], rbx")
    stub.put("488b4828", "mov rcx, qword ptr [rax + 0x28]")
    stub.put("49898da8000000", "mov qword ptr [r13 + 0xa8], rcx")  # pc = landing pad
    stub.put("498985a0000000", "mov qword ptr [r13 + 0xa0], rax")  # rsp = activation
    stub.put("4181a5b0000000fffbffff", "and dword ptr [r13 + 0xb0], 0xfffffbff")  # cld
    stub.jump("jmp", "out")
    # Not ours: the handler before.
    stub.label("chain")
    stub.address("rcx", old_handlers)
    stub.put("488b0cd9", "mov rcx, qword ptr [rcx + rbx*8]")
    stub.put("4883f901", "cmp rcx, 1")  # SIG_DFL, SIG_IGN
    stub.jump("jbe", "default")
    stub.put("4889df", "mov rdi, rbx")
    stub.put("4c89e6", "mov rsi, r12")
    stub.put("4c89ea", "mov rdx, r13")
    stub.put("ffd1", "call rcx")
    stub.jump("jmp", "out")
    # The default action: restore it and raise the signal, which is blocked until we return. (A fault
    # would repeat by itself, a signal sent by another process would not.)
    stub.label("default")
    stub.put("4889df", "mov rdi, rbx")
    stub.put("498db600010000", "lea rsi, [r14 + 0x100]")
    stub.put("31d2", "xor edx, edx")
    stub.put("41ff5620", "call qword ptr [r14 + 0x20]")
    stub.put("4889df", "mov rdi, rbx")
    stub.put("41ff5628", "call qword ptr [r14 + 0x28]")
    stub.label("out")
    stub.put("415e", "pop r14")
    stub.put("415d", "pop r13")
    stub.put("415c", "pop r12")
    stub.put("5b", "pop rbx")
    stub.put("5d", "pop rbp")
    stub.put("c3", "ret")


class _Text:
    """A registered text range."""

    def __init__(self, size: int, offsets: list[int], codes: list[int]) -> None:
        self.size = size
        self.offsets = offsets
        self.codes = codes
        self.array = (ctypes.c_uint32 * max(len(offsets), 1))(*offsets)
        """The offsets, for the handler."""


class _Layer:
    """One handler and what was there before it.

    When others have put their handler over ours, a second one of ours goes over theirs, with its own
    predecessor: were it the same one, it and theirs would be each other's predecessors."""

    def __init__(self, data: int) -> None:
        self.old_handlers = (ctypes.c_uint64 * 65)()
        """By signal number."""
        stub = StubWriter()
        write_handler(stub, data, ctypes.addressof(self.old_handlers))
        self._memory = _load(stub)
        self.address = self._memory.address


def _load(stub: StubWriter) -> CodeMemory:
    """The code of a stub in executable memory."""
    code, _ = stub.finish()
    memory = CodeMemory(len(code))
    memory.write(0, code)
    memory.seal()
    return memory


class TrapRuntime:
    """The handler, the entry stub and the registry of this process. Made by `runtime`."""

    def __init__(self) -> None:
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
        stub = StubWriter()
        write_enter(stub, self.data_address)
        self._memory = _load(stub)
        self.enter_address = self._memory.address
        self._layers: list[_Layer] = []
        # PYFUNCTYPE keeps the GIL: a switch to another thread while code runs is not needed, and
        # host functions called back need it.
        prototype = ctypes.PYFUNCTYPE(ctypes.c_int, *[ctypes.c_void_p] * 5)
        self._enter = prototype(self.enter_address)
        self._modules: dict[int, _Text] = {}
        self._lock = threading.Lock()
        self._arrays: list[object] = []

    def _function(self, name: str) -> int:
        address = ctypes.cast(getattr(self._libc, name), ctypes.c_void_p).value
        assert address
        return address

    def install(self) -> None:
        """Put a handler in place for all signals where it is not (any more)."""
        current = {number: self._current_handler(number) for number in SIGNALS}
        if self._layers and all(handler == self._layers[-1].address for handler in current.values()):
            return
        layer = _Layer(self.data_address)
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

    def add_text(self, address: int, size: int, traps: dict[int, int]) -> None:
        """Register a text range, with the trap code of each instruction that may trap by offset."""
        offsets = sorted(traps)
        codes = [traps[offset] for offset in offsets]
        with self._lock:
            self._modules[address] = _Text(size, offsets, codes)
            self._publish()
        self.install()

    def remove_text(self, address: int) -> None:
        """Forget a text range."""
        with self._lock:
            if self._modules.pop(address, None) is not None:
                self._publish()

    def _publish(self) -> None:
        """Replace the registry array."""
        array = (ctypes.c_uint64 * (1 + 4 * len(self._modules)))()
        array[0] = len(self._modules)
        for row, (address, text) in enumerate(self._modules.items()):
            array[1 + 4 * row] = address
            array[2 + 4 * row] = text.size
            array[3 + 4 * row] = ctypes.addressof(text.array)
            array[4 + 4 * row] = len(text.offsets)
        self._block[_REGISTRY] = ctypes.addressof(array)
        self._arrays = [*self._arrays[-1:], (array, dict(self._modules))]

    def call(self, callee: int, a0: int, a1: int, a2: int) -> None:
        """Run `callee(a0, a1, a2)`, machine code in a registered text. Raises `Trap`."""
        fault = (ctypes.c_uint64 * 3)()
        if self._enter(callee, a0, a1, a2, ctypes.addressof(fault)) != 0:
            raise self.trap_at(fault[0], fault[1])

    def trap_at(self, pc: int, address: int) -> Trap:
        """The exception for a trap at `pc` with fault address `address`."""
        with self._lock:
            for start, text in self._modules.items():
                if 0 <= pc - start < text.size:
                    row = bisect.bisect_left(text.offsets, pc - start)
                    return make_trap(text.codes[row], pc - start, address)
        raise AssertionError(f"trap at {pc:#x}, outside of all modules")


_runtime: TrapRuntime | None = None
_runtime_lock: Final = threading.Lock()


def supported() -> bool:
    """Compiled code can run natively in this process."""
    return platform.machine() in ("x86_64", "AMD64") and sys.platform == "linux"


def runtime() -> TrapRuntime:
    """The one `TrapRuntime` of the process, made at first use.

    Raises `UnsupportedError` on any system but x86-64 Linux."""
    global _runtime
    if not supported():
        raise UnsupportedError(f"native execution is not supported on {platform.machine()} {sys.platform}")
    with _runtime_lock:
        if _runtime is None:
            _runtime = TrapRuntime()
        return _runtime
