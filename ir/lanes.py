"""Vectors between Python sequences and the bytes that callables take and give.

    data = pack_lanes(I16X8, [1, 2, 3, 4, 5, 6, 7, -1])     16 bytes: 01 00 02 00 ... ff ff
    unpack_lanes(I16X8, data)                               [1, 2, 3, 4, 5, 6, 7, -1]
    unpack_lanes(I16X8, data, signed=False)                 [1, 2, 3, 4, 5, 6, 7, 65535]

Lane 0 comes first, each lane little-endian.
"""

import struct
from collections.abc import Sequence

from .errors import BuilderError
from .number_operands import constant_bytes
from .types import (
    F16,
    F32,
    F64,
    is_dynamic,
    is_float,
    is_type,
    is_vector,
    lane_bits,
    lane_type,
    type_bytes,
    type_name,
)


def pack_lanes(ty: int, lanes: Sequence[int | float]) -> bytes:
    """The little-endian bytes of a vector of type `ty` with these lanes, lane 0 first.

    Integers may be signed or unsigned; floats are rounded to the lane's format. Raises `BuilderError` when
    `ty` is no fixed vector, for another number of lanes, and for numbers that do not fit."""
    _check_vector("pack_lanes", ty)
    return constant_bytes(ty, lanes)


def unpack_lanes(ty: int, data: bytes, signed: bool = True) -> list[int | float]:
    """The lanes of a vector of type `ty`, lane 0 first: floats, or integers, `signed` or not.

    Lanes of f128 are integers with their bits. Raises `BuilderError` when `ty` is no fixed vector, and for
    another number of bytes."""
    _check_vector("unpack_lanes", ty)
    if len(data) != type_bytes(ty):
        raise BuilderError(f"unpack_lanes: {type_name(ty)} has {type_bytes(ty)} bytes, not {len(data)}")
    lane = int(lane_type(ty))
    size = int(lane_bits(lane)) // 8
    parts = [data[start : start + size] for start in range(0, len(data), size)]
    form = {F16: "<e", F32: "<f", F64: "<d"}.get(lane, "")
    if form:
        return [float(struct.unpack(form, part)[0]) for part in parts]
    return [int.from_bytes(part, "little", signed=signed and not is_float(lane)) for part in parts]


def _check_vector(name: str, ty: int) -> None:
    if not is_type(ty) or not is_vector(ty) or is_dynamic(ty):
        raise BuilderError(f"{name}: {type_name(ty) if is_type(ty) else ty} is no fixed vector type")
