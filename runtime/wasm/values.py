"""Python values to the bits that compiled code works on, and back.

    i32, i64     int, or anything with __index__ (NumPy's integers too), from -2^(N-1) to 2^N - 1; results are
                 signed
    f32, f64     float, or anything with __float__ or __index__; an f32 is rounded
    v128         16 bytes, or an int from 0 to 2^128 - 1; results are bytes
    funcref      a `Func` or None
    externref    any object, None for null
    exnref       an `ExceptionReference`, which only WebAssembly makes, or None

A reference to a function is the address of its record, a reference to an object of Python its address (`id`).
How long such an object lives is in `externs.py`.
"""

from __future__ import annotations

import ctypes
import operator
import struct
import weakref
from collections.abc import Sequence
from functools import cache
from typing import Final

from ...frontend.wasm.types import KIND_FUNC
from ...frontend.wasm.value_types import (
    CONCRETE,
    EXNREF,
    EXTERNREF,
    F32,
    F64,
    FUNCREF,
    HEAP_EXN,
    HEAP_EXTERN,
    HEAP_FUNC,
    HEAP_NOFUNC,
    HEAP_SHIFT,
    I32,
    NULLABLE,
    REF,
    V128,
    type_text,
)
from ...frontend.wasm.value_types import I64 as WASM_I64
from ..traps import ClosedError
from .exception_cells import ExceptionReference
from .externs import ExternStore
from .machines import Machine
from .memory_words import read_word
from .type_ids import TYPES, function_text, is_subtype

#: Bytes of a value in a list of arguments or results.
SLOT: Final = 16
VALUE_TYPES: Final = {
    "i32": I32,
    "i64": WASM_I64,
    "f32": F32,
    "f64": F64,
    "v128": V128,
    "funcref": FUNCREF,
    "externref": EXTERNREF,
    "exnref": EXNREF,
}


def value_type(name: str) -> int:
    """The value type of a name. Raises `ValueError`."""
    if name not in VALUE_TYPES:
        raise ValueError(f"unknown value type {name!r}; known: {', '.join(VALUE_TYPES)}")
    return VALUE_TYPES[name]


class FunctionReference:
    """A function as a reference: the address of its record, and its common type number."""

    __slots__ = ()
    record: int
    """Address of the record that compiled code calls it by."""
    type_number: int

    @property
    def without_gil(self) -> bool:
        """Whether it may be called without the GIL."""
        raise NotImplementedError

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FunctionReference) and self.record == other.record

    def __hash__(self) -> int:
        return hash(self.record)


class FunctionOwner:
    """Whoever has function records: finds the object for one. `OWNERS` has all by context."""

    externs: ExternStore
    """Of what its functions are given."""
    machine: Machine
    """What runs their code."""
    without_gil: bool = False
    """Its functions may run without the GIL (`Tunables.release_gil`)."""
    interruptible: bool = False
    """Its code looks at the interruption word (`Tunables.interruptible`)."""
    reads_exceptions: bool = False
    """Its code may read exceptions of Python (`exceptions.PYTHON_TAG`)."""

    def function_at(self, record: int) -> FunctionReference:
        """The function whose record is at this address."""
        raise NotImplementedError


#: By address of the context that stands in the records.
OWNERS: Final[weakref.WeakValueDictionary[int, FunctionOwner]] = weakref.WeakValueDictionary()


def owner_at(context: int) -> FunctionOwner:
    """The one with a context. Raises `ClosedError` for one that is just dying: a finalizer has called it."""
    owner = OWNERS.get(context)
    if owner is None:
        raise ClosedError("the instance is being freed")
    return owner


def is_function_type(ty: int) -> bool:
    """Whether a common value type is a reference to functions."""
    heap = ty >> HEAP_SHIFT
    if heap >= CONCRETE:
        return int(TYPES.kind[heap - CONCRETE]) == KIND_FUNC
    return bool(ty & REF) and heap in (HEAP_FUNC, HEAP_NOFUNC)


def is_exception_type(ty: int) -> bool:
    """Whether a common value type is a reference to exceptions."""
    return bool(ty & REF) and ty >> HEAP_SHIFT == HEAP_EXN


_LETTERS: Final = {I32: "i", WASM_I64: "I", F32: "f", F64: "F", V128: "v"}


def type_letters(type_number: int) -> str:
    """A function type as code at the borders sees it: numbers, vectors `v`, references to exceptions `x`, and
    other references `r`. `iI:f` has two parameters and a result."""
    params, results = (
        "".join(_LETTERS.get(ty) or ("x" if is_exception_type(ty) else "r") for ty in types)
        for types in (TYPES.params(type_number), TYPES.results(type_number))
    )
    return f"{params}:{results}"


def is_extern_type(ty: int) -> bool:
    """Whether a common value type is a reference to objects of Python."""
    return bool(ty & REF) and ty >> HEAP_SHIFT == HEAP_EXTERN


@cache
def passes_externs(type_number: int) -> bool:
    """Whether references to objects of Python are among the parameters or results of a function type."""
    return any(map(is_extern_type, [*TYPES.params(type_number), *TYPES.results(type_number)]))


def to_bits(ty: int, value: object, externs: ExternStore) -> int:
    """Bits of a value for a common value type; `externs` is that of whoever gets it. See `ExternStore.keep`.

    Raises `TypeError` for a wrong kind of value, `OverflowError` for a number out of range."""
    if ty == I32 or ty == WASM_I64:
        return _integer_bits(32 if ty == I32 else 64, value)
    if ty == F32 or ty == F64:
        return _float_bits(ty, value)
    if ty == V128:
        return _vector_bits(value)
    return _reference_bits(ty, value, externs)


def _integer_bits(bits: int, value: object) -> int:
    try:
        number = operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        raise TypeError(f"i{bits} wanted, {type(value).__name__} given") from None
    if not -(1 << (bits - 1)) <= number < 1 << bits:
        raise OverflowError(f"{number} is out of range for i{bits}")
    return number & (1 << bits) - 1


def _float_bits(ty: int, value: object) -> int:
    name = type_text(ty)
    try:
        number = float(value) if not isinstance(value, str | bytes) else None  # type: ignore[arg-type]
    except TypeError:
        number = None
    if number is None:
        raise TypeError(f"{name} wanted, {type(value).__name__} given")
    try:
        data = struct.pack("<f" if ty == F32 else "<d", number)
    except OverflowError:
        raise OverflowError(f"{number} is out of range for {name}") from None
    return int.from_bytes(data, "little")


def _vector_bits(value: object) -> int:
    if isinstance(value, bytes | bytearray):
        if len(value) != SLOT:
            raise TypeError(f"16 bytes wanted for v128, {len(value)} given")
        return int.from_bytes(value, "little")
    if not isinstance(value, int):
        raise TypeError(f"v128 wanted (16 bytes or an int), {type(value).__name__} given")
    if not 0 <= value < 1 << 128:
        raise OverflowError(f"{value} is out of range for v128")
    return value


def _reference_bits(ty: int, value: object, externs: ExternStore) -> int:
    heap = ty >> HEAP_SHIFT
    if value is None:
        if not ty & NULLABLE:
            raise TypeError(f"{type_text(ty)} wanted, None given")
        return 0
    if is_function_type(ty):
        if not isinstance(value, FunctionReference):
            raise TypeError(f"a function of WebAssembly wanted, {type(value).__name__} given")
        if heap == HEAP_NOFUNC or (heap >= CONCRETE and not is_subtype(value.type_number, heap - CONCRETE)):
            wanted = function_text(heap - CONCRETE) if heap >= CONCRETE else "null"
            raise TypeError(f"a function {wanted} wanted, one {function_text(value.type_number)} given")
        if externs.without_gil and not value.without_gil:
            raise TypeError(
                "a function of a module that releases the GIL wanted, one that needs the GIL given"
            )
        return value.record
    if heap == HEAP_EXTERN:
        return externs.keep(value)
    if heap == HEAP_EXN:
        if not isinstance(value, ExceptionReference):
            raise TypeError(f"{type_text(ty)} wanted, {type(value).__name__} given")
        return value.cell
    raise TypeError(f"values of type {type_text(ty)} cannot be given from Python")


def from_bits(ty: int, bits: int) -> object:
    """The Python value of bits of a common value type."""
    if ty == I32 or ty == WASM_I64:
        width = 32 if ty == I32 else 64
        return bits - (1 << width) if bits >> (width - 1) else bits
    if ty == F32:
        return struct.unpack("<f", bits.to_bytes(4, "little"))[0]
    if ty == F64:
        return struct.unpack("<d", bits.to_bytes(8, "little"))[0]
    if ty == V128:
        return bits.to_bytes(SLOT, "little")
    if bits == 0:
        return None
    if is_function_type(ty):
        return function_of(bits)
    if ty >> HEAP_SHIFT == HEAP_EXTERN:
        return ctypes.cast(bits, ctypes.py_object).value
    if ty >> HEAP_SHIFT == HEAP_EXN:
        return ExceptionReference(bits)
    raise TypeError(f"values of type {type_text(ty)} cannot be taken to Python")


def function_of(reference: int) -> FunctionReference:
    """The function that a reference (not null) refers to."""
    record = read_word(reference + 24)  # of an import the record of the function itself
    return owner_at(read_word(record + 16)).function_at(record)


def value_size(ty: int) -> int:
    """Bytes of a value."""
    if ty == V128:
        return 16
    return 4 if ty in (I32, F32) else 8


def pack(types: Sequence[int], values: Sequence[object], externs: ExternStore) -> bytes:
    """Slots with these values. Raises `TypeError` and `OverflowError`, which say which argument it was."""
    slots = []
    for index, (ty, value) in enumerate(zip(types, values, strict=True)):
        try:
            slots.append(to_bits(ty, value, externs).to_bytes(SLOT, "little"))
        except (TypeError, OverflowError) as error:
            raise type(error)(f"argument {index + 1}: {error}") from None
    return b"".join(slots)


def unpack(types: Sequence[int], slots: bytes) -> list[object]:
    """The values in slots."""
    return [
        from_bits(ty, int.from_bytes(slots[SLOT * i : SLOT * i + value_size(ty)], "little"))
        for i, ty in enumerate(types)
    ]
