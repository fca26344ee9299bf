"""Python values to the bits that compiled code works on, and back.

    i32, i64     int, or anything with __index__ (NumPy's integers too), from -2^(N-1) to 2^N - 1; results are
                 signed
    f32, f64     float, or anything with __float__ or __index__; an f32 is rounded
    v128         16 bytes, or an int from 0 to 2^128 - 1; results are bytes
    funcref      a `Func` or None
    externref    any object, None for null

A reference to a function is the address of its record, a reference to an object of Python its address (`id`).
Objects that were ever given to WebAssembly this way are kept alive until the process ends: who may still hold
one is not tracked.
"""

import operator
import struct
import weakref
from collections.abc import Sequence
from typing import Final

from ...frontend.wasm.types import KIND_FUNC
from ...frontend.wasm.value_types import (
    CONCRETE,
    F32,
    F64,
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
from .memory_words import read_word
from .type_ids import TYPES, function_text, is_subtype

#: Bytes of a value in a list of arguments or results.
SLOT: Final = 16

_externs: Final[dict[int, object]] = {}


class FunctionReference:
    """A function as a reference: the address of its record, and its common type number."""

    __slots__ = ()
    record: int
    type_number: int

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FunctionReference) and self.record == other.record

    def __hash__(self) -> int:
        return hash(self.record)


class FunctionOwner:
    """Whoever has function records: finds the object for one. `OWNERS` has all by context."""

    def function_at(self, record: int) -> FunctionReference:
        """The function whose record is at this address."""
        raise NotImplementedError


#: By address of the context that stands in the records.
OWNERS: Final[weakref.WeakValueDictionary[int, FunctionOwner]] = weakref.WeakValueDictionary()


def is_function_type(ty: int) -> bool:
    """Whether a common value type is a reference to functions."""
    heap = ty >> HEAP_SHIFT
    if heap >= CONCRETE:
        return int(TYPES.kind[heap - CONCRETE]) == KIND_FUNC
    return bool(ty & REF) and heap in (HEAP_FUNC, HEAP_NOFUNC)


def to_bits(ty: int, value: object) -> int:
    """Bits of a value for a common value type.

    Raises `TypeError` for a wrong kind of value, `OverflowError` for a number out of range."""
    if ty == I32 or ty == WASM_I64:
        return _integer_bits(32 if ty == I32 else 64, value)
    if ty == F32 or ty == F64:
        return _float_bits(ty, value)
    if ty == V128:
        return _vector_bits(value)
    return _reference_bits(ty, value)


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


def _reference_bits(ty: int, value: object) -> int:
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
        return value.record
    if heap == HEAP_EXTERN:
        _externs[id(value)] = value
        return id(value)
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
        return _externs[bits]
    raise TypeError(f"values of type {type_text(ty)} cannot be taken to Python")


def function_of(reference: int) -> FunctionReference:
    """The function that a reference (not null) refers to."""
    record = read_word(reference + 24)  # of an import the record of the function itself
    return OWNERS[read_word(record + 16)].function_at(record)


def value_size(ty: int) -> int:
    """Bytes of a value."""
    if ty == V128:
        return 16
    return 4 if ty in (I32, F32) else 8


def pack(types: Sequence[int], values: Sequence[object]) -> bytes:
    """Slots with these values. Raises `TypeError` and `OverflowError`, which say which argument it was."""
    slots = []
    for index, (ty, value) in enumerate(zip(types, values, strict=True)):
        try:
            slots.append(to_bits(ty, value).to_bytes(SLOT, "little"))
        except (TypeError, OverflowError) as error:
            raise type(error)(f"argument {index + 1}: {error}") from None
    return b"".join(slots)


def unpack(types: Sequence[int], slots: bytes) -> list[object]:
    """The values in slots."""
    return [
        from_bits(ty, int.from_bytes(slots[SLOT * i : SLOT * i + value_size(ty)], "little"))
        for i, ty in enumerate(types)
    ]
