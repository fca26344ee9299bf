"""Values that cross the boundary of compiled code, as bytes in 16-byte slots.

A scalar is an `int`: the bit pattern, also of a float. Arguments may be signed or unsigned and are
taken modulo their width; results are unsigned. A vector is `bytes`, little-endian (lane 0 first); an
`int` of its width is accepted too.

`to_bits` and `from_bits` are the rules for Python callables: any number is an argument, results are signed
integers and floats.
"""

import ctypes
import math
import operator
import struct
from collections.abc import Sequence
from typing import Final

from ..ir import types
from ..ir.entities import AbiParam
from ..ir.errors import BuilderError
from ..ir.number_operands import constant_bytes
from .trampoline import SLOT

Value = int | bytes
_converters: Final[dict[tuple[str, int], object]] = {}


def pack_arguments(params: list[AbiParam], arguments: list[Value]) -> bytes:
    """The argument slots. Raises `TypeError` for a wrong number or kind of arguments."""
    if len(arguments) != len(params):
        raise TypeError(f"expected {len(params)} arguments, got {len(arguments)}")
    return b"".join(_pack(param.ty, value) for param, value in zip(params, arguments, strict=True))


def _pack(ty: int, value: Value) -> bytes:
    size = int(types.type_bytes(ty))
    if isinstance(value, (bytes, bytearray)):
        if len(value) != size:
            raise TypeError(f"{len(value)} bytes given for a value of type {types.type_name(ty)}")
        return bytes(value) + bytes(SLOT - size)
    if not isinstance(value, int):
        raise TypeError(f"{type(value).__name__} given for a value of type {types.type_name(ty)}")
    return (value & (1 << 8 * size) - 1).to_bytes(SLOT, "little")


def unpack_results(returns: list[AbiParam], slots: bytes) -> list[Value]:
    """The values in result slots."""
    values: list[Value] = []
    for index, result in enumerate(returns):
        data = slots[SLOT * index : SLOT * index + int(types.type_bytes(result.ty))]
        values.append(data if types.is_vector(result.ty) else int.from_bytes(data, "little"))
    return values


_FLOAT_FORMATS: Final = {types.F16: "<e", types.F32: "<f", types.F64: "<d"}


def to_bits(ty: int, value: "int | float | bytes | Sequence[int | float]") -> Value:
    """A Python argument as the runtime takes it. A vector may be a list or tuple of its lanes.

    Raises `TypeError` for a wrong kind."""
    if ty in _FLOAT_FORMATS:
        if isinstance(value, str | bytes):
            raise TypeError(f"must be real number, not {type(value).__name__}")
        number = float(value)  # type: ignore[arg-type]
        if ty == types.F32:
            number = ctypes.c_float(number).value
        try:
            data = struct.pack(_FLOAT_FORMATS[ty], number)
        except OverflowError:  # beyond f16
            data = struct.pack(_FLOAT_FORMATS[ty], math.copysign(math.inf, number))
        return int.from_bytes(data, "little")
    if types.is_vector(ty) and isinstance(value, bytes | bytearray):
        size = int(types.type_bytes(ty))
        if len(value) != size:
            raise TypeError(f"{size} bytes wanted for {types.type_name(ty)}, {len(value)} given")
        return bytes(value)
    if types.is_vector(ty) and isinstance(value, list | tuple):
        try:
            return constant_bytes(ty, value)
        except BuilderError as error:
            raise TypeError(error.message) from None
    return operator.index(value)  # type: ignore[arg-type]


def from_bits(ty: int, value: Value) -> object:
    """A result of the runtime as a Python object: integers signed, floats as numbers."""
    if isinstance(value, bytes):
        return value
    if ty in _FLOAT_FORMATS:
        size = int(types.type_bytes(ty))
        return struct.unpack(_FLOAT_FORMATS[ty], value.to_bytes(size, "little"))[0]
    bits = int(types.type_bits(ty))
    return value - (1 << bits) if types.is_int(ty) and value >> (bits - 1) else value


def to_slot(ty: int) -> object:
    """A function from a Python value to the bytes of a type, which lives as long as the process."""

    def convert(value: "int | float | bytes | list[int | float]") -> bytes:
        bits = to_bits(ty, value)
        size = int(types.type_bytes(ty))
        if isinstance(bits, bytes):
            return bits
        return (bits & (1 << 8 * size) - 1).to_bytes(size, "little")

    return _converters.setdefault(("to", ty), convert)


def from_slot(ty: int) -> object:
    """The way back."""

    def convert(data: bytes) -> object:
        return from_bits(ty, int.from_bytes(data, "little"))

    return _converters.setdefault(("from", ty), convert)
