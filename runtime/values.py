"""Values that cross the boundary of compiled code, as bytes in 16-byte slots.

A scalar is an `int`: the bit pattern, also of a float. Arguments may be signed or unsigned and are
taken modulo their width; results are unsigned. A vector is `bytes`, little-endian (lane 0 first); an
`int` of its width is accepted too.
"""

from ..ir import types
from ..ir.entities import AbiParam
from .trampoline import SLOT

Value = int | bytes


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
