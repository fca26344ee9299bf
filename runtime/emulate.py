"""Compiled modules that run in an emulated machine (unicorn), described by a `UnicornMachine`: code of other
machines anywhere, code of this one as a second judge.

The emulated machine has the text and slots of the module, a stack, and one block for arguments and
results; nothing of the process is visible to it. Functions outside the module are *host calls*: their
address is a place in a page of their own; when the machine gets there, a Python function reads the
argument registers, does the work on the emulated memory, and sets the result.

    0x0001_0000_0000  text, slots        0x7000_0000  stack (grows down)
    0x6000_0000       arguments          0x5000_0000  host calls, return place

A run ends when the code returns to the return place, traps, or has used up its fuel, a number of
instructions. It is made in slices, between which Python sees to its signals, and to limits of time.
Exceptions and bad accesses whose pc is in the trap table are traps of the program;
others are bugs of the compiler and are raised as `EmulationError` with the pc.
"""

import ctypes
import ctypes.util
import importlib
import sys
from typing import Any, Final

from ..backends.emulator import UnicornMachine
from ..backends.libcalls import c_symbol
from ..backends.text import TextSection
from .host_call import HostCall, HostFunction
from .link import Linker, UndefinedSymbolError
from .soft_floats import SOFT_FLOATS
from .trampoline import SLOT
from .traps import Describe, make_trap
from .wide_library import WIDE_FUNCTIONS

PAGE: Final = 4096
TEXT_BASE: Final = 0x1_0000_0000
STACK_TOP: Final = 0x7000_0000
STACK_SIZE: Final = 8 << 20
DATA_BASE: Final = 0x6000_0000
HOST_BASE: Final = 0x5000_0000
#: Default most instructions of one call, as many as for the interpreter.
FUEL: Final = 100_000_000
#: Most instructions of a slice.
SLICE: Final = 500_000


class EmulationError(Exception):
    """The emulated code did something that is neither a trap nor allowed, or used up its fuel."""


def _import(name: str) -> Any:
    """A module of unicorn, which is not typed."""
    return importlib.import_module(name)


def seconds_left() -> float | None:
    """Seconds that this thread may go on, None for no limit. Raises `TimeLimitError` when it is over."""
    limits: Any = sys.modules.get(f"{__package__}.wasm.time_limits")  # not there: no limit is in force
    return None if limits is None else limits.check()


def _memcpy(image: HostCall, args: list[int]) -> int:
    image.write_memory(args[0], image.read_memory(args[1], args[2]))
    return args[0]


def _memset(image: HostCall, args: list[int]) -> int:
    image.write_memory(args[0], bytes([args[1] & 0xFF]) * args[2])
    return args[0]


def _memcmp(image: HostCall, args: list[int]) -> int:
    first = image.read_memory(args[0], args[2])
    second = image.read_memory(args[1], args[2])
    return (first > second) - (first < second)


def _float_function(name: str, count: int, size: int) -> HostFunction:
    """A function of the C mathematics library, `count` floats of `size` bytes to one."""
    kind: type[ctypes.c_float] | type[ctypes.c_double] = ctypes.c_float if size == 4 else ctypes.c_double

    def call(image: HostCall, args: list[int]) -> None:
        function = getattr(ctypes.CDLL(ctypes.util.find_library("m") or "libm.so.6"), name)
        function.restype = kind
        function.argtypes = [kind] * count
        values = [kind.from_buffer_copy(image.float_argument(index, size)) for index in range(count)]
        image.set_float_result(bytes(kind(function(*values))))

    return call


#: Functions that every emulated module may call, by C name. They get the integer arguments, and return the
#: integer result, if there is one.
HOST_FUNCTIONS: Final[dict[str, HostFunction]] = {
    "memcpy": _memcpy,
    "memmove": _memcpy,
    "memset": _memset,
    "memcmp": _memcmp,
    **WIDE_FUNCTIONS,
    **SOFT_FLOATS,
    **{
        name + suffix: _float_function(name + suffix, count, size)
        for name, count in (("ceil", 1), ("floor", 1), ("trunc", 1), ("nearbyint", 1), ("fma", 3))
        for suffix, size in (("f", 4), ("", 8))
    },
}


class _Registers:
    """Unicorn's register numbers that the calls here need."""

    def __init__(self, machine: UnicornMachine) -> None:
        names = _import(machine.constants)

        def number(name: str) -> int:
            found: int = getattr(names, machine.prefix + name)
            return found

        self.pc = number(machine.pc)
        self.sp = number(machine.sp)
        self.link = number(machine.link) if machine.link else -1
        self.result = number(machine.result)
        self.second = number(machine.second)
        self.args = [number(name) for name in machine.args]
        self.floats = [number(name) for name in machine.floats]
        self.setup = [(number(name), value) for name, value in machine.setup]


class EmulatedImage(HostCall):
    """A text section in an emulated machine."""

    def __init__(
        self,
        section: TextSection,
        machine: UnicornMachine,
        symbols: dict[str, HostFunction],
        fuel: int = FUEL,
        describe: Describe = make_trap,
    ) -> None:
        self.machine = machine
        self.fuel = fuel
        self._describe = describe
        self._section = section
        self._host = {**HOST_FUNCTIONS, **symbols}
        self._host_calls: list[HostFunction] = []
        linker = Linker(section)
        text_pages = _pages(linker.text_size)
        text, slots = linker.image(TEXT_BASE, TEXT_BASE + text_pages, self._resolve)
        self._text_size = len(text)
        self._traps = section.traps()
        self._regs = _Registers(machine)
        self._engine = self._make_engine()
        engine = self._engine
        engine.mem_map(TEXT_BASE, text_pages, 5)
        engine.mem_write(TEXT_BASE, text)
        if slots:
            engine.mem_map(TEXT_BASE + text_pages, _pages(len(slots)), 1)
            engine.mem_write(TEXT_BASE + text_pages, slots)
        engine.mem_map(STACK_TOP - STACK_SIZE, STACK_SIZE, 3)
        engine.mem_map(HOST_BASE, PAGE, 5)
        engine.mem_write(HOST_BASE, self._host_page())
        self._data_size = PAGE
        engine.mem_map(DATA_BASE, PAGE, 3)
        self._failure: EmulationError | Exception | None = None
        self._hook()

    def _make_engine(self) -> Any:
        unicorn = _import("unicorn")
        machine = self.machine
        engine = unicorn.Uc(getattr(unicorn, machine.architecture), getattr(unicorn, machine.mode))
        if machine.cpu:
            try:
                engine.ctl_set_cpu_model(getattr(_import(machine.constants), machine.cpu))
            except (unicorn.UcError, AttributeError):  # an older unicorn
                pass
        for reg, value in self._regs.setup:
            engine.reg_write(reg, value)
        return engine

    def _resolve(self, symbol: str) -> int:
        function = self._host.get(symbol) or self._host.get(c_symbol(symbol))
        if function is None:
            raise UndefinedSymbolError(f"undefined symbol {symbol!r} (not available under emulation)")
        self._host_calls.append(function)
        if 16 * len(self._host_calls) >= PAGE:
            raise UndefinedSymbolError("too many host functions for the emulator")
        return HOST_BASE + 16 * len(self._host_calls)

    def _host_page(self) -> bytes:
        """Returns all over: what runs after a host call did its work."""
        return self.machine.return_code * (PAGE // len(self.machine.return_code))

    def _hook(self) -> None:
        unicorn = _import("unicorn")

        def host_call(engine: Any, address: int, size: int, data: object) -> None:
            if address == HOST_BASE:
                engine.emu_stop()
            elif address % 16 == 0:
                self._run_host_call(address)

        self._engine.hook_add(unicorn.UC_HOOK_CODE, host_call, begin=HOST_BASE, end=HOST_BASE + PAGE - 1)

        # Without a hook for exceptions, `udf`, `brk` and division faults would restart forever or
        # be lost; the hook stops the run and leaves the pc at the instruction.
        def interrupt(engine: Any, number: int, data: object) -> None:
            self._exception = number
            engine.emu_stop()

        self._exception = -1
        self._engine.hook_add(unicorn.UC_HOOK_INTR, interrupt)

    def _run_host_call(self, address: int) -> None:
        """The Python side of a call to a function outside."""
        engine = self._engine
        function = self._host_calls[(address - HOST_BASE) // 16 - 1]
        try:
            result = function(self, [engine.reg_read(reg) for reg in self._regs.args])
            if result is not None:
                engine.reg_write(self._regs.result, result & (1 << 64) - 1)
        except Exception as error:
            self._failure = error
            engine.emu_stop()

    def float_argument(self, index: int, size: int) -> bytes:
        """The low `size` bytes of a float argument register, for host functions."""
        bits = self._engine.reg_read(self._regs.floats[index])
        return int(bits & (1 << 8 * size) - 1).to_bytes(size, "little")

    def set_float_result(self, data: bytes) -> None:
        """Set the float result register."""
        self._engine.reg_write(self._regs.floats[0], int.from_bytes(data, "little"))

    def set_wide_result(self, number: int) -> None:
        """Set the two result registers to a 128-bit integer."""
        self._engine.reg_write(self._regs.result, number & (1 << 64) - 1)
        self._engine.reg_write(self._regs.second, number >> 64 & (1 << 64) - 1)

    def read_memory(self, address: int, size: int) -> bytes:
        """Bytes of the emulated memory."""
        return bytes(self._engine.mem_read(address, size))

    def write_memory(self, address: int, data: bytes) -> None:
        """Change the emulated memory."""
        self._engine.mem_write(address, data)

    def address(self, name: str) -> int:
        """Where a function is in the emulated machine; KeyError for an unknown name."""
        return TEXT_BASE + self._section.starts[name]

    def call(self, trampoline: str, callee: str, arguments: bytes, num_results: int) -> bytes:
        """Call `callee` through a trampoline; returns the result slots.

        Raises `Trap`, or `EmulationError`."""
        size = len(arguments) + SLOT * num_results
        if size > self._data_size:
            self._engine.mem_unmap(DATA_BASE, self._data_size)
            self._data_size = _pages(size)
            self._engine.mem_map(DATA_BASE, self._data_size, 3)
        self.write_memory(DATA_BASE, arguments + bytes(SLOT * num_results))
        results = DATA_BASE + len(arguments)
        self._run(self.address(trampoline), [self.address(callee), DATA_BASE, results])
        return self.read_memory(results, SLOT * num_results)

    def _run(self, start: int, arguments: list[int]) -> None:
        """Call the function at `start`."""
        unicorn = _import("unicorn")
        engine = self._engine
        regs = self._regs
        stack = STACK_TOP - 64
        if regs.link >= 0:
            engine.reg_write(regs.link, HOST_BASE)
        else:
            stack -= 8
            self.write_memory(stack, HOST_BASE.to_bytes(8, "little"))
        engine.reg_write(regs.sp, stack)
        for reg, value in zip(regs.args, arguments, strict=False):
            engine.reg_write(reg, value)
        self._failure = None
        self._exception = -1
        problem = f"used up its fuel of {self.fuel} instructions"
        pc, left = start, self.fuel
        while left > 0:
            seconds_left()
            count = min(left, SLICE)
            try:
                engine.emu_start(pc, HOST_BASE, count=count)
            except unicorn.UcError as error:
                problem = str(error)
                left = 0
            if self._failure is not None:
                raise self._failure
            pc = int(engine.reg_read(regs.pc))
            if pc == HOST_BASE:
                return
            left = left - count if self._exception < 0 else 0
        for place in (pc, pc - self._section.form.code_align):  # it may be reported behind an exception
            if place - TEXT_BASE in self._traps and (place == pc or self._exception >= 0):
                raise self._describe(self._traps[place - TEXT_BASE], place - TEXT_BASE, 0)
        if self._exception >= 0:
            problem = f"exception {self._exception}"
        raise EmulationError(f"{problem} at text offset {pc - TEXT_BASE:#x}{self._where(pc)}")

    def _where(self, pc: int) -> str:
        """The function of a pc, for messages."""
        for function in reversed(self._section.functions):
            if function.start <= pc - TEXT_BASE < self._text_size:
                return f" ({function.name}+{pc - TEXT_BASE - function.start:#x})"
        return ""

    def close(self) -> None:
        """Free the machine."""
        self._engine = None


def _pages(size: int) -> int:
    return (size + PAGE - 1) & -PAGE
