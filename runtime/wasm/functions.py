"""Functions as Python objects: those of instances, and those of Python as WebAssembly sees them.

    add = instance.exports.add              a `Func`; add(1, 2)
    f = make_func(print, ["i32"])           a `Func` for a function of Python: a record, which is what code
                                            calls, and a `HostFunction`, the owner of its context

A function is known by the address of its record (`frontend/wasm/layout.py`). Whoever holds one keeps its
owner alive, and so the code and the record.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from ...frontend.wasm.layout import FUNCTION_SIZE
from ...frontend.wasm.value_types import type_text
from ...ir.errors import SettingError, UnsupportedError
from ..addresses import NAMED, OBJECTS
from ..function_object import SUPPORTED, FunctionObject, allow_vectorcall, set_fields
from ..pending import leave
from .externs import EXTERNS, LOCK, ExternStore, InFlight
from .machines import Machine
from .memory_words import Block, read_word, write_word
from .native_machine import NATIVE
from .python_calls import (
    CONVERT,
    SLOW,
    call_in_address,
    call_out_address,
    call_slowly_address,
    has_call_out,
    is_simple,
)
from .stubs import entry_address, exit_address, slots_buffer
from .time_limits import time_limit
from .type_ids import TYPES, function_text, function_type
from .values import (
    OWNERS,
    SLOT,
    FunctionOwner,
    FunctionReference,
    is_extern_type,
    owner_at,
    pack,
    passes_externs,
    to_bits,
    unpack,
    value_type,
)

if TYPE_CHECKING:
    from ..c_pointer import CPointer, OnTrap


class Func(FunctionReference, FunctionObject):  # type: ignore[misc]
    """A function of an instance, or one of Python in the form in which WebAssembly calls it.

    Calling it returns None, one value or a tuple, by the number of results. It raises `Trap`, what a function
    of Python raised that it called, and `TypeError` and `OverflowError` for arguments that do not fit. With
    the keyword `timeout`, seconds, it raises `TimeLimitError` when it takes longer; the module must have
    been made with `Tunables(interruptible=True)`."""

    __slots__ = ("__weakref__", "_pointer", "name", "owner", "type_number")

    def __init__(self, record: int, type_number: int, name: str, owner: FunctionOwner) -> None:
        self.type_number = type_number
        """Number of its function type."""
        self.name = name
        """Its name, for messages."""
        self.owner = owner
        """What keeps the code and the record alive."""
        self._pointer: CPointer | None = None
        # Python rarely calls functions of Python by way of this: theirs is made by the first call.
        way_in = _call_slowly() if isinstance(owner, HostFunction) else _call_in(type_number, owner)
        set_fields(self, way_in, record)

    @property
    def without_gil(self) -> bool:
        """Whether it may be called without the GIL."""
        return self.owner.without_gil

    @property
    def params(self) -> tuple[str, ...]:
        """Names of the parameter types."""
        return tuple(type_text(ty) for ty in TYPES.params(self.type_number))

    @property
    def results(self) -> tuple[str, ...]:
        """Names of the result types."""
        return tuple(type_text(ty) for ty in TYPES.results(self.type_number))

    @property
    def address(self) -> int:
        """A C function pointer for the function in its instance (`c_pointer`), valid as long as this
        object."""
        if self._pointer is None:
            self._pointer = self.c_pointer()
        return self._pointer.address

    def c_pointer(self, on_trap: OnTrap | None = None) -> CPointer:
        """A C function pointer that may be called from anywhere, with or without the GIL; parameters and
        results are those of WebAssembly's numbers, references are pointers.

        A trap, or an exception of a function of Python, cannot pass a C caller: `on_trap` is called with it
        (`sys.unraisablehook` if there is none), and the C caller gets zeros. Raises `UnsupportedError` for a
        function that runs under emulation."""
        if self.owner.machine.emulated:
            raise UnsupportedError(f"{self.name} runs under emulation: it has no address in this process")
        from ..c_pointer import CPointer
        from .stub_functions import signature_of

        signature = signature_of(self.type_number)
        return CPointer(
            self.record,
            signature,
            self.owner,
            on_trap,
            name=self.name,
            needs_gil=not self.without_gil,
            context=True,
        )

    def call_slowly(self, *arguments: object, **keywords: object) -> object:
        """Call it, with any types and with the errors for arguments that do not fit."""
        if keywords.keys() == {"timeout"}:
            return self._call_in_time(arguments, keywords["timeout"])
        if keywords:
            raise TypeError(f"{self.name}() takes no keyword arguments but timeout")
        if isinstance(self.owner, HostFunction):
            set_fields(self, _call_in(self.type_number, self.owner), self.record)
        params = TYPES.params(self.type_number)
        if len(arguments) != len(params):
            raise TypeError(f"{self.name}() takes {len(params)} arguments, got {len(arguments)}")
        results = TYPES.results(self.type_number)
        count = max(len(params), len(results), 1)
        buffer, address = slots_buffer(count)
        if passes_externs(self.type_number):
            EXTERNS.collect_if_due()
            with InFlight(arguments, address, count * SLOT // 8):
                found = self._call_packed(params, arguments, results, address)
        else:
            found = self._call_packed(params, arguments, results, address)
        del buffer
        if not found:
            return None
        return found[0] if len(found) == 1 else tuple(found)

    def _call_packed(
        self, params: Sequence[int], arguments: tuple[object, ...], results: Sequence[int], address: int
    ) -> list[object]:
        """Call it by way of slots at an address; the results."""
        try:
            slots = pack(params, arguments, self.owner.externs)
            for value in arguments:
                if isinstance(value, Func):
                    common_machine(self.owner.machine, value)
        except (TypeError, OverflowError) as error:
            raise type(error)(f"{self.name}(): {error}") from None
        ctypes.memmove(address, slots, len(slots))
        self._call_at(address)
        return unpack(results, ctypes.string_at(address, SLOT * len(results)))

    def _call_in_time(self, arguments: tuple[object, ...], seconds: object) -> object:
        if seconds is None:
            return self.call_slowly(*arguments)
        if not isinstance(seconds, int | float):
            raise TypeError(f"timeout must be seconds, not {type(seconds).__name__}")
        if not self.owner.interruptible:
            raise SettingError(
                f"{self.name}() cannot be stopped: make its module with tunables=Tunables(interruptible=True)"
            )
        with time_limit(seconds):
            return self.call_slowly(*arguments)

    def call_slots(self, slots: bytes, count: int) -> bytes:
        """Call it with arguments in slots; the slots of the `count` results."""
        buffer, address = slots_buffer(max(len(slots) // SLOT, count))
        ctypes.memmove(address, slots, len(slots))
        self._call_at(address)
        result = ctypes.string_at(address, SLOT * count)
        del buffer
        return result

    def _call_at(self, slots: int) -> None:
        code, context = read_word(self.record), read_word(self.record + 16)
        call_code(self.type_number, self.owner.machine, code, context, slots)

    def __repr__(self) -> str:
        return f"<WebAssembly function {self.name} {function_text(self.type_number)}>"


allow_vectorcall(Func)
OBJECTS[SLOW] = Func.call_slowly


def common_machine(machine: Machine | None, function: Func) -> Machine:
    """The machine of a function that comes to where functions of a machine are. Raises TypeError for another
    one."""
    if machine not in (None, function.owner.machine):
        raise TypeError(f"{function!r} {machine_problem(function.owner.machine, machine)}")
    return function.owner.machine


def machine_problem(found: Machine | None, wanted: Machine | None) -> str:
    """What is wrong with code of one machine for another, behind the name of who has it."""
    names = [
        f"{'emulated ' if each.emulated else ''}{each.name}" if each is not None else "no machine"
        for each in (found, wanted)
    ]
    return f"is for {names[0]}, where {names[1]} is wanted"


def _call_slowly() -> int:
    """Address of what CPython calls for a function of any type."""
    return call_slowly_address() if SUPPORTED else 0


def _call_in(type_number: int, owner: FunctionOwner) -> int:
    """Address of what CPython calls for a function of a type."""
    if SUPPORTED and is_simple(type_number) and not owner.machine.emulated:
        return call_in_address(type_number, owner.without_gil)
    return _call_slowly()


def call_code(type_number: int, machine: Machine, code: int, context: int, slots: int) -> None:
    """Run code of a function type in a context, with arguments and results in slots."""
    machine.call(entry_address(type_number, machine), code, context, slots)


class HostFunction(FunctionOwner):
    """A function of Python that WebAssembly can call. Its context is a block of its own."""

    def __init__(
        self,
        function: Callable[..., object],
        type_number: int,
        name: str,
        machine: Machine,
        without_gil: bool = False,
    ) -> None:
        """`without_gil` says that its callers may not hold the GIL."""
        self.without_gil = without_gil
        self.function = function
        self.machine = machine
        self.type_number = type_number
        self.externs = ExternStore(without_gil, machine.emulated)
        self.name = name
        self._params = TYPES.params(type_number)
        self._results = TYPES.results(type_number)
        self._block = Block(SLOT + FUNCTION_SIZE)
        context = self._block.address
        write_word(context, id(function))
        self.record = context + SLOT
        if has_call_out(type_number) and not machine.emulated and not without_gil:
            write_word(self.record, call_out_address(type_number))
        else:
            write_word(self.record, exit_address(type_number, _dispatch, machine, without_gil))
        write_word(self.record + 8, type_number)
        write_word(self.record + 16, context)
        write_word(self.record + 24, self.record)
        OWNERS[context] = self

    def function_at(self, record: int) -> FunctionReference:
        """The function as WebAssembly sees it."""
        return Func(self.record, self.type_number, self.name, self)

    def run(self, slots: int) -> None:
        """Call the function with the arguments in slots, and put its results there."""
        if passes_externs(self.type_number):
            EXTERNS.collect_if_due()  # those in the slots are found on the stack
        arguments = unpack(self._params, ctypes.string_at(slots, SLOT * len(self._params)))
        self.store_results(self.function(*arguments), slots)

    def store_results(self, returned: object, slots: int) -> None:
        """Put what the function returned into slots. Raises `TypeError` and `OverflowError`."""
        count = len(self._results)
        values: Sequence[object] = [returned] if count == 1 else []
        if count > 1:
            if not isinstance(returned, tuple | list) or len(returned) != count:
                raise TypeError(f"{self.name}() must return {count} values, it returned {returned!r}")
            values = returned
        for index, (ty, value) in enumerate(zip(self._results, values, strict=True)):
            try:
                if is_extern_type(ty):
                    with LOCK:
                        write_word(slots + SLOT * index, to_bits(ty, value, self.externs))
                    continue
                bits = to_bits(ty, value, self.externs)
                if isinstance(value, Func):
                    common_machine(self.machine, value)
            except (TypeError, OverflowError) as error:
                raise type(error)(f"result of {self.name}(): {error}") from None
            ctypes.memmove(slots + SLOT * index, bits.to_bytes(SLOT, "little"), SLOT)


def _dispatch(context: int, slots: int) -> int:
    """Called by exit stubs: 0, or 1 when an exception is pending."""
    try:
        owner = owner_at(context)
        assert isinstance(owner, HostFunction)
        owner.run(slots)
    except BaseException as error:
        leave(error)
        return 1
    return 0


def _convert(context: int, returned: int, slots: int) -> int:
    """Called by `call_out` for the object at address `returned`: 0, or 1 when an exception is pending."""
    try:
        owner = owner_at(context)
        assert isinstance(owner, HostFunction)
        owner.store_results(ctypes.cast(returned, ctypes.py_object).value, slots)
    except BaseException as error:
        leave(error)
        return 1
    return 0


_convert_callback: Final = ctypes.PYFUNCTYPE(ctypes.c_uint32, *[ctypes.c_uint64] * 3)(_convert)
NAMED[CONVERT] = lambda: ctypes.cast(_convert_callback, ctypes.c_void_p).value or 0


def host_func(
    function: Callable[..., object],
    type_number: int,
    name: str,
    machine: Machine = NATIVE,
    without_gil: bool = False,
) -> Func:
    """A function of Python as a `Func` of a function type, for code of a machine, and for callers that may
    not hold the GIL if that is said."""
    owner = HostFunction(function, type_number, name, machine, without_gil)
    return Func(owner.record, type_number, name, owner)


def make_func(
    function: Callable[..., object], params: Sequence[str] = (), results: Sequence[str] = ()
) -> Func:
    """A function of Python as a `Func` with parameters and results of these types."""
    number = function_type([value_type(name) for name in params], [value_type(name) for name in results])
    return host_func(function, number, getattr(function, "__name__", "function"))
