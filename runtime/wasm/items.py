"""What modules import and export, as Python objects.

    memory = Memory(1, 10)                  pages of 64 KiB
    memory.write(0, b"abc");  memory.view()[0]
    table = Table(4, element="funcref")
    count = Global("i32", 0, mutable=True)

Each object knows the address of its *definition*, which compiled code reads (`frontend/wasm/layout.py`): of
an instance's own items it lies in the context, of items that Python makes in a block of their own. Objects
keep alive what they need.
"""

import ctypes
from collections.abc import Callable, Sequence
from typing import Final

from ...frontend.wasm.layout import FUNCTION_SIZE, NULL_SIGNATURE
from ...frontend.wasm.traps import TRAP_MEMORY, TRAP_TABLE
from ...frontend.wasm.tunables import RESERVATION
from ...frontend.wasm.value_types import EXTERNREF, F32, F64, FUNCREF, I32, V128, type_text
from ...frontend.wasm.value_types import I64 as WASM_I64
from ...ir.errors import LimitError
from ..signals import runtime
from .address_space import AddressSpace
from .function_object import SUPPORTED, FunctionObject, allow_vectorcall, set_fields
from .memory_words import Block, read_word, write_word
from .pending import host_trap, leave
from .python_calls import call_in_address, call_out_address, call_slowly_address, is_simple
from .stubs import entry_address, exit_address, slots_buffer
from .type_ids import TYPES, function_text, function_type
from .values import (
    OWNERS,
    SLOT,
    FunctionOwner,
    FunctionReference,
    from_bits,
    is_function_type,
    pack,
    to_bits,
    unpack,
    value_size,
)

#: Most elements of a table, as in the JavaScript API.
MAX_ELEMENTS: Final = 10_000_000
#: Address space of a memory with 64-bit indices.
RESERVATION_64: Final = 1 << 36
#: Address space behind a memory that is never used, so that accesses with an offset fault.
GUARD: Final = 1 << 31
_NULL_FUNCTION: Final = bytes(8) + NULL_SIGNATURE.to_bytes(8, "little") + bytes(16)

VALUE_TYPES: Final = {
    "i32": I32,
    "i64": WASM_I64,
    "f32": F32,
    "f64": F64,
    "v128": V128,
    "funcref": FUNCREF,
    "externref": EXTERNREF,
}


def value_type(name: str) -> int:
    """The value type of a name. Raises `ValueError`."""
    if name not in VALUE_TYPES:
        raise ValueError(f"unknown value type {name!r}; known: {', '.join(VALUE_TYPES)}")
    return VALUE_TYPES[name]


class Memory:
    """A linear memory; sizes in pages."""

    def __init__(
        self,
        minimum: int,
        maximum: int | None = None,
        *,
        shared: bool = False,
        is_64: bool = False,
        page_log2: int = 16,
        definition: int = 0,
        owner: object = None,
    ) -> None:
        """`definition` and `owner` are for instances: where the definition is, and what keeps it alive.

        Raises `LimitError` for a size that cannot be reserved."""
        self.minimum = minimum
        self.maximum = maximum
        self.shared = shared
        self.is_64 = is_64
        self.page_log2 = page_log2
        self._owner = owner
        if not definition:
            self._owner = block = Block(16)
            definition = block.address
        self.definition = definition
        self._limit = RESERVATION_64 if is_64 else RESERVATION
        if maximum is not None:
            self._limit = min(self._limit, maximum << page_log2)
        reserved = self._limit + GUARD if is_64 else RESERVATION + GUARD
        self._space = AddressSpace(reserved)
        write_word(definition, self._space.address)
        write_word(definition + 8, 0)
        if self.grow(minimum) < 0:
            raise LimitError(f"no memory of {minimum} pages")

    @property
    def address(self) -> int:
        """Address of byte 0; it never changes."""
        return self._space.address

    @property
    def byte_size(self) -> int:
        """Present size in bytes."""
        return read_word(self.definition + 8)

    @property
    def size(self) -> int:
        """Present size in pages."""
        return self.byte_size >> self.page_log2

    def grow(self, pages: int) -> int:
        """Make it larger; the former size, or -1 when that is not possible."""
        old = self.byte_size
        new = old + (pages << self.page_log2)
        if pages < 0 or new > self._limit or (self.page_log2 == 0 and not self.is_64 and new == 1 << 32):
            return -1
        if not self._space.make_usable(new):
            return -1
        write_word(self.definition + 8, new)
        return old >> self.page_log2

    def view(self) -> memoryview:
        """The present bytes, without a copy: writable, and valid for as long as it is referenced, growth
        included (what is added then needs a new view)."""
        array = (ctypes.c_ubyte * self.byte_size).from_address(self.address)
        array._owner = (self._space, self._owner)  # type: ignore[attr-defined]
        return memoryview(array).cast("B")

    def _check(self, offset: int, size: int) -> None:
        if offset < 0 or size < 0 or offset + size > self.byte_size:
            raise IndexError(f"bytes {offset} to {offset + size} are outside of a memory of {self.byte_size}")

    def read(self, offset: int, size: int) -> bytes:
        """A copy of `size` bytes. Raises IndexError."""
        self._check(offset, size)
        return ctypes.string_at(self.address + offset, size)

    def write(self, offset: int, data: bytes | bytearray | memoryview) -> None:
        """Store bytes. Raises IndexError."""
        content = bytes(data)
        self._check(offset, len(content))
        ctypes.memmove(self.address + offset, content, len(content))

    def range(self, offset: int, size: int) -> int:
        """Address of a range. Raises `Trap` when it is not in the memory."""
        if offset + size > self.byte_size:
            raise host_trap(TRAP_MEMORY)
        return self.address + offset

    def __repr__(self) -> str:
        return f"<memory of {self.size} pages>"


class Table:
    """A table of references."""

    def __init__(
        self,
        minimum: int,
        maximum: int | None = None,
        element: str | int = "funcref",
        initial: object = None,
        *,
        is_64: bool = False,
        definition: int = 0,
        owner: object = None,
    ) -> None:
        """`element` is the name of a reference type, or a common value type. Raises `LimitError`."""
        self.element = value_type(element) if isinstance(element, str) else element
        self.minimum = minimum
        self.maximum = maximum
        self.is_64 = is_64
        self.holds_functions = is_function_type(self.element)
        self.element_size = FUNCTION_SIZE if self.holds_functions else 8
        self.keep: list[object] = []
        """Whose functions may be in it."""
        self._owner = owner
        if not definition:
            self._owner = block = Block(16)
            definition = block.address
        self.definition = definition
        self._limit = MAX_ELEMENTS if maximum is None else min(maximum, MAX_ELEMENTS)
        if minimum > self._limit:
            raise LimitError(f"a table of {minimum} elements is too large; at most {MAX_ELEMENTS}")
        self._space = AddressSpace(self._limit * self.element_size)
        write_word(definition, self._space.address)
        write_word(definition + 8, 0)
        bits = initial if isinstance(initial, int) and owner is not None else to_bits(self.element, initial)
        if self.grow_bits(minimum, bits) < 0:
            raise LimitError(f"no memory for a table of {minimum} elements")

    def __len__(self) -> int:
        return read_word(self.definition + 8)

    def _address(self, index: int) -> int:
        if not 0 <= index < len(self):
            raise IndexError(f"there is no element {index} in a table of {len(self)}")
        return self._space.address + self.element_size * index

    def __getitem__(self, index: int) -> object:
        """An element. Raises IndexError."""
        return from_bits(self.element, self.get_bits(index))

    def __setitem__(self, index: int, value: object) -> None:
        """Set an element. Raises IndexError, TypeError."""
        bits = to_bits(self.element, value)
        self._address(index)
        if isinstance(value, FunctionReference):
            self.keep.append(value)
        self.fill_bits(index, bits, 1)

    def get_bits(self, index: int) -> int:
        """An element as bits."""
        at = self._address(index)
        return read_word(at + 24) if self.holds_functions else read_word(at)

    def element_bytes(self, bits: int) -> bytes:
        """An element as bytes."""
        if not self.holds_functions:
            return bits.to_bytes(8, "little")
        return ctypes.string_at(bits, FUNCTION_SIZE) if bits else _NULL_FUNCTION

    def fill_bits(self, index: int, bits: int, count: int) -> None:
        """Set elements that are known to be there."""
        at = self._space.address + self.element_size * index
        ctypes.memmove(at, self.element_bytes(bits) * count, self.element_size * count)

    def check(self, index: int, count: int) -> None:
        """Raises `Trap` when elements are not in the table."""
        if index + count > len(self):
            raise host_trap(TRAP_TABLE)

    def grow(self, count: int, value: object = None) -> int:
        """Append elements; the former size, or -1 when that is not possible."""
        if isinstance(value, FunctionReference):
            self.keep.append(value)
        return self.grow_bits(count, to_bits(self.element, value))

    def grow_bits(self, count: int, bits: int) -> int:
        """The same for a value given as bits."""
        old = len(self)
        if count < 0 or old + count > self._limit:
            return -1
        if not self._space.make_usable((old + count) * self.element_size):
            return -1
        self.fill_bits(old, bits, count)
        write_word(self.definition + 8, old + count)
        return old

    def __repr__(self) -> str:
        return f"<table of {len(self)} {type_text(self.element)}>"


class Global:
    """A global variable."""

    def __init__(
        self,
        ty: str | int,
        value: object = None,
        mutable: bool = False,
        *,
        definition: int = 0,
        owner: object = None,
    ) -> None:
        """`ty` is the name of a value type, or a common value type; a definition that is given has its
        value."""
        self.type = value_type(ty) if isinstance(ty, str) else ty
        self.mutable = mutable
        self._owner = owner
        self.keep: list[object] = []
        self.definition = definition
        if not definition:
            self._owner = block = Block(SLOT)
            self.definition = block.address
            self.bits = to_bits(self.type, value)

    @property
    def bits(self) -> int:
        """The value as bits."""
        size = value_size(self.type)
        return int.from_bytes(ctypes.string_at(self.definition, size), "little")

    @bits.setter
    def bits(self, bits: int) -> None:
        ctypes.memmove(self.definition, bits.to_bytes(SLOT, "little"), SLOT)

    @property
    def value(self) -> object:
        """The value; it can be set if the global is mutable."""
        return from_bits(self.type, self.bits)

    @value.setter
    def value(self, value: object) -> None:
        if not self.mutable:
            raise TypeError("the global is immutable")
        bits = to_bits(self.type, value)
        if isinstance(value, FunctionReference):
            self.keep.append(value)
        self.bits = bits

    def __repr__(self) -> str:
        return f"<{'mutable ' if self.mutable else ''}global {type_text(self.type)}>"


class Tag:
    """The identity of a kind of exceptions."""

    def __init__(self, type_number: int) -> None:
        """`type_number` is the common number of the type of its fields."""
        self.type_number = type_number
        self._block = Block(SLOT)
        self.definition = self._block.address

    def __repr__(self) -> str:
        return f"<tag {function_text(self.type_number)}>"


class Func(FunctionReference, FunctionObject):  # type: ignore[misc]
    """A function of an instance, or one of Python in the form in which WebAssembly calls it.

    Calling it returns None, one value or a tuple, by the number of results. It raises `Trap`, what a function
    of Python raised that it called, and `TypeError` and `OverflowError` for arguments that do not fit."""

    __slots__ = ("__weakref__", "name", "owner", "type_number")

    def __init__(self, record: int, type_number: int, name: str, owner: object) -> None:
        self.type_number = type_number
        self.name = name
        self.owner = owner
        """What keeps the code and the record alive."""
        set_fields(self, _call_in(type_number), record)

    @property
    def params(self) -> tuple[str, ...]:
        """Names of the parameter types."""
        return tuple(type_text(ty) for ty in TYPES.params(self.type_number))

    @property
    def results(self) -> tuple[str, ...]:
        """Names of the result types."""
        return tuple(type_text(ty) for ty in TYPES.results(self.type_number))

    def call_slowly(self, *arguments: object, **keywords: object) -> object:
        """Call it, with any types and with the errors for arguments that do not fit."""
        if keywords:
            raise TypeError(f"{self.name}() takes no keyword arguments")
        params = TYPES.params(self.type_number)
        if len(arguments) != len(params):
            raise TypeError(f"{self.name}() takes {len(params)} arguments, got {len(arguments)}")
        try:
            slots = pack(params, arguments)
        except (TypeError, OverflowError) as error:
            raise type(error)(f"{self.name}(): {error}") from None
        results = TYPES.results(self.type_number)
        found = unpack(results, self.call_slots(slots, len(results)))
        if not found:
            return None
        return found[0] if len(found) == 1 else tuple(found)

    def call_slots(self, slots: bytes, count: int) -> bytes:
        """Call it with arguments in slots; the slots of the `count` results."""
        buffer, address = slots_buffer(max(len(slots) // SLOT, count))
        ctypes.memmove(address, slots, len(slots))
        call_code(self.type_number, read_word(self.record), read_word(self.record + 16), address)
        result = ctypes.string_at(address, SLOT * count)
        del buffer
        return result

    def __repr__(self) -> str:
        return f"<WebAssembly function {self.name} {function_text(self.type_number)}>"


allow_vectorcall(Func)


def _raise_trap(pc: int, address: int) -> None:
    raise runtime().trap_at(pc, address)


def _call_in(type_number: int) -> int:
    """Address of what CPython calls for a function of a type."""
    if not SUPPORTED:
        return 0
    if is_simple(type_number):
        return call_in_address(type_number, Func.call_slowly, _raise_trap)
    return call_slowly_address(Func.call_slowly)


def call_code(type_number: int, code: int, context: int, slots: int) -> None:
    """Run code of a function type in a context, with arguments and results in slots."""
    runtime().call(entry_address(type_number), code, context, slots)


class HostFunction(FunctionOwner):
    """A function of Python that WebAssembly can call. Its context is a block of its own."""

    def __init__(self, function: Callable[..., object], type_number: int, name: str) -> None:
        self.function = function
        self.type_number = type_number
        self.name = name
        self._params = TYPES.params(type_number)
        self._results = TYPES.results(type_number)
        self._block = Block(SLOT + FUNCTION_SIZE)
        context = self._block.address
        write_word(context, id(function))
        self.record = context + SLOT
        if SUPPORTED and is_simple(type_number) and len(self._results) < 2:
            write_word(self.record, call_out_address(type_number, _CONVERT))
        else:
            write_word(self.record, exit_address(type_number, _DISPATCH))
        write_word(self.record + 8, type_number)
        write_word(self.record + 16, context)
        write_word(self.record + 24, self.record)
        OWNERS[context] = self

    def function_at(self, record: int) -> FunctionReference:
        """The function as WebAssembly sees it."""
        return Func(self.record, self.type_number, self.name, self)

    def run(self, slots: int) -> None:
        """Call the function with the arguments in slots, and put its results there."""
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
                bits = to_bits(ty, value)
            except (TypeError, OverflowError) as error:
                raise type(error)(f"result of {self.name}(): {error}") from None
            ctypes.memmove(slots + SLOT * index, bits.to_bytes(SLOT, "little"), SLOT)


def _dispatch(context: int, slots: int) -> int:
    """Called by exit stubs: 0, or 1 when an exception is pending."""
    try:
        owner = OWNERS[context]
        assert isinstance(owner, HostFunction)
        owner.run(slots)
    except BaseException as error:
        leave(error)
        return 1
    return 0


_dispatch_callback: Final = ctypes.PYFUNCTYPE(ctypes.c_uint32, ctypes.c_uint64, ctypes.c_uint64)(_dispatch)
_DISPATCH: Final = ctypes.cast(_dispatch_callback, ctypes.c_void_p).value or 0


def _convert(context: int, returned: int, slots: int) -> int:
    """Called by `call_out` for the object at address `returned`: 0, or 1 when an exception is pending."""
    try:
        owner = OWNERS[context]
        assert isinstance(owner, HostFunction)
        owner.store_results(ctypes.cast(returned, ctypes.py_object).value, slots)
    except BaseException as error:
        leave(error)
        return 1
    return 0


_convert_callback: Final = ctypes.PYFUNCTYPE(ctypes.c_uint32, *[ctypes.c_uint64] * 3)(_convert)
_CONVERT: Final = ctypes.cast(_convert_callback, ctypes.c_void_p).value or 0


def host_func(function: Callable[..., object], type_number: int, name: str) -> Func:
    """A function of Python as a `Func` of a function type."""
    owner = HostFunction(function, type_number, name)
    return Func(owner.record, type_number, name, owner)


def make_func(
    function: Callable[..., object], params: Sequence[str] = (), results: Sequence[str] = ()
) -> Func:
    """A function of Python as a `Func` with parameters and results of these types."""
    number = function_type([value_type(name) for name in params], [value_type(name) for name in results])
    return host_func(function, number, getattr(function, "__name__", "function"))
