"""A processor of another kind, emulated in this process by unicorn, that runs modules of WebAssembly.

The emulated processor sees the memory of this process at the same addresses (`guest_memory.py`), so all but
the code itself is as it is natively. Functions of Python that code calls are *places*: addresses in a
reservation that is never shown. A call of one is a fault that ends the emulator's run; Python then does the
work with no emulator below it, so that exceptions, threads and calls back into code need no care of their
own, and the processor goes on behind the call:

    run:  emulate ... fault at place 7 -> registers saved, lock let go -> function 7 -> registers put back
          emulate ... fault at place 0, which is where the first caller returns to: done

All emulated machines of a kind are one processor with one lock. Each thread has a stack, calls back into code
go on below the frames that are there. A fault or an exception of the processor at an instruction that may
trap is a `Trap`; any other is a bug of the compiler, an `EmulationError`.

While the emulator runs, the global interpreter lock is free: other threads go on. Only the lists of free
exceptions (`exception_cells.py`), which all code in the process shares, are not made for that: code of two
machines may throw at the same time only in one thread.
"""

import ctypes
import importlib
import threading
from bisect import bisect_right, insort
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any, Final

from ...backends.emulator import UnicornMachine
from ...backends.host_features import NATIVE
from ...backends.libcalls import c_symbol
from ...backends.registry import lookup
from ...backends.text import TextSection, lay_out
from ...compile import compile_module, make_target
from ...ir.errors import UnsupportedError
from ...settings import Settings
from ..addresses import PYTHON, address_of, is_address
from ..at_end import at_end
from ..emulate import HOST_FUNCTIONS, EmulationError
from ..glue import add_features
from ..glue_code import Recipe
from ..host_call import HostCall, HostFunction
from ..link import Linker, UndefinedSymbolError
from ..pending import RAISE_OUT_SYMBOL, take
from ..signals import ENTERED
from ..stack_limit import LIMIT, add_stack, drop_stack
from ..traps import CodeMap, Describe, Frame, Trap, TrapTable
from .address_space import AddressSpace
from .externs import EXTERNS, LOCK
from .guest_memory import GuestMemory
from .machines import Callback, LoadedText, Machine
from .memory_words import Block, read_word, write_word

#: Bytes of a thread's stack, and what is left of it when functions trap.
STACK_SIZE: Final = 8 << 20
MARGIN: Final = 64 << 10
#: Places for functions of Python, and the bytes of one.
_PLACES: Final = 1 << 16
_PLACE: Final = 16
#: Bytes below the stack pointer that a function may use without moving it.
_RED_ZONE: Final = 256
_MAX_FRAMES: Final = 33
_PAGE: Final = 4096
_WORD: Final = (1 << 64) - 1


class _Thread(threading.local):
    """What a thread has in the machine."""

    def __init__(self) -> None:
        self.stack = AddressSpace(STACK_SIZE)
        self.stack.make_usable(STACK_SIZE)
        start = self.stack.address
        self.pointer = start + STACK_SIZE - 64
        """The stack pointer, while it is not in code."""
        self.entered = self.pointer
        """The one of the last entry."""
        self.calls = 0
        """Those that are running."""

    def enter(self) -> None:
        """A call begins. References on the stack count as long as there is one; afterwards what is left there
        would only be looked through, all of it where a recursion was deep."""
        if not self.calls:
            add_stack(self.stack.address, self.stack.address + STACK_SIZE)
        self.calls += 1

    def leave(self) -> None:
        """A call has ended."""
        self.calls -= 1
        if not self.calls:
            drop_stack(self.stack.address)


class _Text:
    """Code that is there."""

    def __init__(self, size: int, traps: TrapTable, describe: Describe, code_map: CodeMap | None) -> None:
        self.size = size
        self.traps = traps
        self.describe = describe
        self.map = code_map


class _Registers:
    """Unicorn's numbers of the registers that are needed."""

    def __init__(self, machine: UnicornMachine) -> None:
        names = importlib.import_module(machine.constants)

        def number(name: str) -> int:
            return int(getattr(names, machine.prefix + name))

        self.pc, self.sp, self.fp = number(machine.pc), number(machine.sp), number(machine.fp)
        self.link = number(machine.link) if machine.link else -1
        self.result, self.second = number(machine.result), number(machine.second)
        self.args = [number(name) for name in machine.args]
        self.floats = [number(name) for name in machine.floats]


class EmulatedMachine(Machine, HostCall):
    """See the module docstring."""

    emulated = True

    def __init__(self, name: str) -> None:
        """Raises `UnsupportedError` for a target that cannot be emulated in this process."""
        super().__init__(name, Block(8))
        self._cell = Block(8)
        self._lock = threading.RLock()
        self._texts: dict[int, _Text] = {}
        self._starts: list[int] = []
        self._stubs: list[EmulatedText] = []
        self._ended: list[int] = []
        """Texts that nobody can use any more."""
        description = lookup(name).emulator()
        if not isinstance(description, UnicornMachine):
            raise UnsupportedError(f"WebAssembly for {name} cannot be run here: no emulator in this process")
        self._align = self.form.code_align
        self._engine = engine = _make_engine(description)
        self._regs = _Registers(description)
        self._memory = GuestMemory(engine)
        self._places = AddressSpace(_PLACES * _PLACE)
        self._functions: list[Callable[[], int | None]] = []
        self._symbols: dict[str, int] = {}
        self._return = self._add_place(lambda: None)
        self._thread = _Thread()
        self._fault = 0
        """The address of the last bad access."""
        self._exception = -1
        """The number of the last exception of the processor."""
        self._hook()

    def _hook(self) -> None:
        unicorn = importlib.import_module("unicorn")

        def touched(engine: Any, access: int, address: int, size: int, value: int, data: object) -> bool:
            shown = self._memory.touch(address)
            self._fault = 0 if shown else address
            return shown

        def interrupted(engine: Any, number: int, data: object) -> None:
            self._exception = number
            engine.emu_stop()

        accesses = unicorn.UC_HOOK_MEM_READ_UNMAPPED | unicorn.UC_HOOK_MEM_WRITE_UNMAPPED
        self._engine.hook_add(accesses, touched)
        self._engine.hook_add(unicorn.UC_HOOK_INTR, interrupted)
        self._error: type[Exception] = unicorn.UcError

    # --- what a machine is asked for --------------------------------------------------------------------

    @property
    def limit_cell(self) -> int:
        """See the base class."""
        return self._cell.address

    @property
    def entered(self) -> int:
        """Address of `u64 entered()` (`backends/host.py`)."""
        return self.callback(self._entered, "I", "")

    def _entered(self) -> int:
        return self._thread.entered

    def settings(self, level: str, cpu: str = NATIVE) -> Settings:
        """See the base class."""
        settings = Settings(self.name)
        if cpu != NATIVE:
            add_features(settings, cpu)
        settings.set("enable_pinned_reg", True)
        settings.set("opt_level", level)
        return settings

    def load_stubs(self, recipe: Recipe, symbols: Mapping[str, int] | None = None) -> dict[str, int]:
        """See the base class."""
        settings = self.settings("speed")
        settings.set("preserve_frame_pointers", True)
        target = make_target(self.name, settings)
        functions, more = recipe.make()
        section = lay_out([*compile_module(functions, target, settings), *more], target.form)
        text = EmulatedText(self, section, TrapTable.of_section(section), take, None, dict(symbols or {}))
        self._stubs.append(text)
        names = [function.name.symbol() for function in functions]
        return {name: text.address(name) for name in names}

    def load_text(
        self,
        section: TextSection,
        describe: Describe,
        code_map: CodeMap | None,
        symbols: dict[str, int],
    ) -> LoadedText:
        """See the base class."""
        return EmulatedText(self, section, TrapTable.of_section(section), describe, code_map, symbols)

    def _address_of(self, symbol: str) -> int:
        """The address for a symbol of `addresses.py`. Python has no exception set when a place is left, so
        what is done with one is never called."""
        if symbol == LIMIT:
            return self.limit_cell
        if symbol == ENTERED:
            return self.entered
        if symbol == RAISE_OUT_SYMBOL:
            return self.raise_out.address
        if symbol == PYTHON + "Py_DecRef":
            return self.callback(_decref, "", "I")
        if symbol == PYTHON + "Py_IncRef":
            return self.callback(_incref, "", "I")
        if symbol.startswith(PYTHON):
            return self.callback(_nothing_set, "I", "")
        return address_of(symbol)

    def _make_callback(self, function: Callback, result: str, params: str) -> int:
        regs, engine = self._regs, self._engine
        masks = [0xFFFF_FFFF if letter == "i" else _WORD for letter in params]
        registers = regs.args[: len(params)]
        if len(params) > len(regs.args):
            raise UnsupportedError(f"a callback of {len(params)} arguments in an emulated machine")

        def run() -> int | None:
            arguments = [
                engine.reg_read(register) & mask for register, mask in zip(registers, masks, strict=True)
            ]
            found = self._outside(lambda: function(*arguments))
            return found if result else None

        return self._add_place(run)

    def _add_place(self, function: Callable[[], int | None]) -> int:
        if len(self._functions) == _PLACES:
            raise UnsupportedError("too many functions of Python for an emulated machine")
        self._functions.append(function)
        return self._places.address + _PLACE * (len(self._functions) - 1)

    # --- running --------------------------------------------------------------------------------------------

    def call(self, entry: int, code: int, context: int, slots: int) -> None:
        """See the base class."""
        thread, regs, engine = self._thread, self._regs, self._engine
        pointer, entered = thread.pointer, thread.entered
        stack = (pointer - _RED_ZONE) & -64
        with LOCK:
            EXTERNS.emulated_calls += 1
            thread.enter()
        try:
            with self._lock:
                self._forget_texts()
                if regs.link >= 0:
                    engine.reg_write(regs.link, self._return)
                else:
                    stack -= 8
                    write_word(stack, self._return)
                engine.reg_write(regs.sp, stack)
                engine.reg_write(regs.fp, stack)
                for register, value in zip(regs.args, (code, context, slots), strict=False):
                    engine.reg_write(register, value)
                thread.entered = stack
                self._run(entry, thread)
        finally:
            thread.pointer, thread.entered = pointer, entered
            with LOCK:
                thread.leave()
                EXTERNS.emulated_calls -= 1

    def _run(self, pc: int, thread: _Thread) -> None:
        """Run from a place on until the code returns to its caller."""
        regs, engine = self._regs, self._engine
        while True:
            self._memory.update()
            write_word(self._cell.address, thread.stack.address + MARGIN)
            self._fault, self._exception = 0, -1
            problem = ""
            try:
                engine.emu_start(pc, self._return)
            except self._error as error:
                problem = str(error)
            pc = int(engine.reg_read(regs.pc))
            number, rest = divmod(pc - self._places.address, _PLACE)
            if rest or not 0 <= number < len(self._functions):
                raise self._problem(pc, problem)
            if number == 0:
                return
            thread.pointer = int(engine.reg_read(regs.sp))
            found = self._functions[number]()
            if found is not None:
                engine.reg_write(regs.result, found & _WORD)
            if regs.link >= 0:
                pc = int(engine.reg_read(regs.link))
            else:
                stack = int(engine.reg_read(regs.sp))
                pc = read_word(stack)
                engine.reg_write(regs.sp, stack + 8)

    def _outside(self, function: Callable[[], int | None]) -> int | None:
        """Do something else meanwhile: other threads may use the processor, and so may this one."""
        saved = self._engine.context_save()
        self._lock.release()
        try:
            return function()
        finally:
            self._lock.acquire()
            self._engine.context_restore(saved)

    # --- texts ------------------------------------------------------------------------------------------

    def add_text(self, address: int, size: int, text: _Text) -> None:
        """Code is at an address."""
        with self._lock:
            self._forget_texts()
            self._texts[address] = text
            insort(self._starts, address)
            self._memory.show_text(address, size)

    def remove_later(self, address: int) -> None:
        """It is not needed any more. For finalizers too, which may run anywhere."""
        self._ended.append(address)

    def _forget_texts(self) -> None:
        while self._ended:
            address = self._ended.pop()
            del self._texts[address]
            del self._starts[bisect_right(self._starts, address) - 1]

    def _find(self, pc: int) -> tuple[int, _Text] | None:
        row = bisect_right(self._starts, pc) - 1
        if row < 0 or pc - self._starts[row] >= self._texts[self._starts[row]].size:
            return None
        return self._starts[row], self._texts[self._starts[row]]

    def _problem(self, pc: int, problem: str) -> BaseException:
        """The exception for a run that ended at a place of code."""
        for place in (pc, pc - self._align):  # it may be reported behind an exception
            found = self._find(place)
            if found is None or (place != pc and self._exception < 0):
                continue
            start, text = found
            row = text.traps.find(place - start)
            if row >= 0:
                exception = text.describe(text.traps.codes[row], place - start, self._fault)
                if isinstance(exception, Trap):
                    exception.set_backtrace(self._frames(place, text.traps.is_bare(row)))
                return exception
        where = ""
        found = self._find(pc)
        if found is not None and found[1].map is not None:
            where = f" ({found[1].map.frame(pc - found[0])})"
        what = problem or f"exception {self._exception}"
        return EmulationError(f"{what} at {pc:#x}{where}, address {self._fault:#x}")

    def _frames(self, place: int, bare: bool) -> list[Frame]:
        """The functions that were running, the one of `place` first. They have a frame chain, which that one
        is not in when it is `bare`."""
        places = [place]
        engine, regs = self._engine, self._regs
        if bare:
            back = engine.reg_read(regs.link) if regs.link >= 0 else read_word(int(engine.reg_read(regs.sp)))
            places.append(int(back) - 1)
        frame, entered = int(engine.reg_read(regs.fp)), self._thread.entered
        while self._thread.stack.address <= frame < entered and len(places) < _MAX_FRAMES:
            places.append(read_word(frame + 8) - 1)
            following = read_word(frame)
            if following <= frame:
                break
            frame = following
        found = ((each, self._find(each)) for each in places)
        return [
            hit[1].map.frame(each - hit[0])
            for each, hit in found
            if hit is not None and hit[1].map is not None
        ]

    # --- functions of libraries -------------------------------------------------------------------------

    def resolve(self, symbol: str) -> int:
        """Address of something of the runtime, or of a library function. Raises `UndefinedSymbolError`."""
        if is_address(symbol):
            return self._address_of(symbol)
        if symbol not in self._symbols:
            function = _LIBRARY.get(symbol) or _LIBRARY.get(c_symbol(symbol))
            if function is None:
                raise UndefinedSymbolError(f"undefined symbol {symbol!r} (not available under emulation)")
            self._symbols[symbol] = self._add_place(self._library_call(function))
        return self._symbols[symbol]

    def _library_call(self, function: HostFunction) -> Callable[[], int | None]:
        return lambda: function(self, [self._engine.reg_read(register) for register in self._regs.args])

    def float_argument(self, index: int, size: int) -> bytes:
        """See the base class."""
        bits = self._engine.reg_read(self._regs.floats[index])
        return int(bits & (1 << 8 * size) - 1).to_bytes(size, "little")

    def set_float_result(self, data: bytes) -> None:
        """See the base class."""
        self._engine.reg_write(self._regs.floats[0], int.from_bytes(data, "little"))

    def set_wide_result(self, number: int) -> None:
        """See the base class."""
        self._engine.reg_write(self._regs.result, number & _WORD)
        self._engine.reg_write(self._regs.second, number >> 64 & _WORD)

    def read_memory(self, address: int, size: int) -> bytes:
        """See the base class."""
        return ctypes.string_at(address, size)

    def write_memory(self, address: int, data: bytes) -> None:
        """See the base class."""
        ctypes.memmove(address, data, len(data))


@cache
def emulated_machine(name: str) -> EmulatedMachine:
    """The emulated machine of a target, the same for all modules.

    Raises `UnsupportedError` for one that cannot be emulated in this process, `SettingError` for no
    target."""
    return EmulatedMachine(name)


class EmulatedText:
    """A text section in the memory of an emulated machine; it is given back with the object."""

    def __init__(
        self,
        machine: EmulatedMachine,
        section: TextSection,
        traps: TrapTable,
        describe: Describe,
        code_map: CodeMap | None,
        symbols: dict[str, int] | None = None,
    ) -> None:
        """For `symbols` see `Machine.load_text`."""
        self._machine = machine
        linker = Linker(section)
        slots_at = -(-linker.text_size // _PAGE) * _PAGE
        self._space = AddressSpace(max(slots_at + linker.slots_size, 1))
        self._space.make_usable(self._space.reserved)
        self.start = address = self._space.address
        """Of the text."""
        outside = symbols or {}
        text, slots = linker.image(
            address, address + slots_at, lambda name: outside.get(name) or machine.resolve(name)
        )
        ctypes.memmove(address, text, len(text))
        ctypes.memmove(address + slots_at, slots, len(slots))
        self.size = linker.text_size
        """Bytes of the text."""
        self.slots = {name: address + slots_at + 8 * number for name, number in linker.slots.items()}
        """See `LoadedText`."""
        self._starts = section.starts
        machine.add_text(address, self._space.reserved, _Text(self.size, traps, describe, code_map))
        self._end = at_end(partial(machine.remove_later, address))

    def address(self, name: str) -> int:
        """Where a function is; KeyError for an unknown name."""
        return self.start + self._starts[name]


def _make_engine(description: UnicornMachine) -> Any:
    try:
        unicorn = importlib.import_module("unicorn")
    except ImportError:
        raise UnsupportedError("running code of another machine needs the package unicorn") from None
    engine = unicorn.Uc(getattr(unicorn, description.architecture), getattr(unicorn, description.mode))
    constants = importlib.import_module(description.constants)
    if description.cpu:
        try:
            engine.ctl_set_cpu_model(getattr(constants, description.cpu))
        except (unicorn.UcError, AttributeError):  # an older unicorn
            pass
    for name, value in description.setup:
        engine.reg_write(getattr(constants, description.prefix + name), value)
    return engine


def _decref(address: int) -> None:
    ctypes.pythonapi.Py_DecRef(ctypes.c_void_p(address))


def _incref(address: int) -> None:
    ctypes.pythonapi.Py_IncRef(ctypes.c_void_p(address))


def _nothing_set() -> int:
    return 0


def _memmove(image: HostCall, args: list[int]) -> int:
    ctypes.memmove(args[0], args[1], args[2])
    return args[0]


def _memset(image: HostCall, args: list[int]) -> int:
    ctypes.memset(args[0], args[1] & 0xFF, args[2])
    return args[0]


#: Functions that code may call, by C name.
_LIBRARY: Final[dict[str, HostFunction]] = {
    **HOST_FUNCTIONS,
    "memcpy": _memmove,
    "memmove": _memmove,
    "memset": _memset,
}
