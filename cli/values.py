"""Arguments and results of functions on the command line."""

from typing import TYPE_CHECKING

from ..ir import types
from ..ir.entities import AbiParam
from .common import UsageError

if TYPE_CHECKING:
    from ..ir.text.testfile import DataValue


def parse_arguments(params: list[AbiParam], texts: list[str], name: str) -> "list[DataValue]":
    """Values for the parameters. Raises `UsageError`."""
    if len(texts) != len(params):
        kinds = ", ".join(types.type_name(param.ty) for param in params)
        raise UsageError(f"{name} takes {len(params)} arguments ({kinds}), got {len(texts)}")
    return [parse_value(param.ty, text) for param, text in zip(params, texts, strict=True)]


def parse_value(ty: int, text: str) -> "DataValue":
    """An integer as in CLIF; a float as in CLIF or as in Python; a vector as hexadecimal bytes or as a
    lane list `[1 2 3 4]`."""
    from ..ir.immediates import parse_bytes, parse_lanes, parse_scalar, widen_bytes

    try:
        if types.is_vector(ty):
            if text.startswith("[") and text.endswith("]"):
                return parse_lanes(text[1:-1].split(), ty)
            return widen_bytes(parse_bytes(text), ty)
        if ty in (types.F32, types.F64) and "x" not in text.lower() and ":" not in text:
            return _float_bits(ty, text)
        return parse_scalar(text, ty)
    except ValueError as error:
        raise UsageError(f"argument {text!r}: {error}") from None


def _float_bits(ty: int, text: str) -> int:
    import struct

    try:
        data = struct.pack("<f" if ty == types.F32 else "<d", float(text))
    except OverflowError:
        raise ValueError("too large for f32") from None
    return int.from_bytes(data, "little")


def result_text(ty: int, value: "DataValue") -> str:
    """Integers as signed numbers, floats as Python prints them, vectors as hexadecimal bytes."""
    if isinstance(value, bytes):
        return "0x" + value[::-1].hex()
    if ty in (types.F32, types.F64):
        import struct

        size = 4 if ty == types.F32 else 8
        return repr(struct.unpack("<f" if size == 4 else "<d", value.to_bytes(size, "little"))[0])
    if types.is_int(ty):
        bits = int(types.type_bits(ty))
        return str(value - (1 << bits) if value >> (bits - 1) else value)
    return f"{value:#x}"


def clif_text(ty: int, value: "DataValue") -> str:
    """A value as CLIF text and as an argument: integers as signed decimal numbers, floats as CLIF's
    hexadecimal ones (every bit of a NaN shows), vectors as bytes, the most significant one first."""
    from ..ir.immediates import format_bytes, format_float

    if isinstance(value, bytes):
        return format_bytes(value)
    return format_float(value, ty) if types.is_float(ty) else result_text(ty, value)
