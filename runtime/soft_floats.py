"""The run-time library's functions on binary16 and binary128, for emulated machines.

They are made from the table by which legalisation calls them (`backends/legalize/library.py`): what a row's
opcode means is computed as the interpreter does. Floats come and go in float registers, integers in integer
registers.
"""

from typing import Final

from ..backends.legalize.library import QUAD_COMPARISONS, half_rows, quad_rows
from ..ir.opcodes import OPS
from ..ir.semantics import floats
from ..ir.types import F128, is_float, type_bits
from .host_call import HostCall, HostFunction

#: What each comparison gives for less, equal, greater and unordered.
_COMPARISONS: Final = {
    "unord": (0, 0, 0, 1),
    "eq": (1, 0, 1, 1),
    "ne": (1, 0, 1, 1),
    "lt": (-1, 0, 1, 1),
    "le": (-1, 0, 1, 1),
    "gt": (-1, 0, 1, -1),
    "ge": (-1, 0, 1, -1),
}


def _argument(image: HostCall, args: list[int], ty: int, index: int) -> int:
    """The bits of an argument; an integer is the first one."""
    bits = int(type_bits(ty))
    if is_float(ty):
        return int.from_bytes(image.float_argument(index, bits // 8), "little")
    return (args[0] | args[1] << 64) & (1 << bits) - 1


def _compute(name: str, ty: int, operand: int, values: list[int]) -> int:
    """The bits of the result of an opcode."""
    if name.startswith("fcvt_from"):
        bits = int(type_bits(operand))
        number = values[0]
        if "sint" in name and number >> (bits - 1):
            number -= 1 << bits
        return floats.from_int(ty, number)
    if name.startswith("fcvt_to"):
        whole = floats.to_int(operand, values[0]) or 0
        return whole & (1 << int(type_bits(ty))) - 1
    if name in ("fpromote", "fdemote"):
        return floats.convert(operand, ty, values[0])
    return floats.float_function(name)(ty, *values)


def _function(name: str, ty: int, operand: int, count: int) -> HostFunction:
    def call(image: HostCall, args: list[int]) -> None:
        values = [_argument(image, args, operand, index) for index in range(count)]
        result = _compute(name, ty, operand, values)
        if is_float(ty):
            image.set_float_result(result.to_bytes(int(type_bits(ty)) // 8, "little"))
        else:
            image.set_wide_result(result)

    return call


def _comparison(kind: str) -> HostFunction:
    less, equal, greater, unordered = _COMPARISONS[kind]

    def call(image: HostCall, args: list[int]) -> int:
        x, y = (_argument(image, args, F128, index) for index in range(2))
        if floats.fcmp("uno", F128, x, y):
            return unordered
        if floats.fcmp("lt", F128, x, y):
            return less
        return equal if floats.fcmp("eq", F128, x, y) else greater

    return call


def _functions() -> dict[str, HostFunction]:
    functions: dict[str, HostFunction] = {}
    for (op, ty, operand), row in (quad_rows() | half_rows()).items():
        functions[row.name.name] = _function(OPS[op].name, ty, operand, len(row.signature.params))
    for kind, row in QUAD_COMPARISONS.items():
        functions[row.name.name] = _comparison(kind)
    return functions


#: By C name.
SOFT_FLOATS: Final = _functions()
