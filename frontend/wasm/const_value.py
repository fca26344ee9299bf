"""Constant expressions that are one constant."""

from .binary import Cursor
from .module import ConstExpr, Module
from .opcodes_gen import WOP_END, WOP_F32_CONST, WOP_F64_CONST, WOP_I32_CONST, WOP_I64_CONST
from .skip import read_opcode


def constant_bits(module: Module, expression: ConstExpr) -> int | None:
    """The constant as the immediate of the IR instruction for it (i32 zero-extended), None when the
    expression is anything but a number constant."""
    cursor = Cursor(module.data, expression.start, expression.end)
    wop = read_opcode(cursor)
    if wop == WOP_I32_CONST:
        bits = int(cursor.s32()) & 0xFFFF_FFFF
    elif wop == WOP_I64_CONST:
        bits = int(cursor.s64())
    elif wop == WOP_F32_CONST or wop == WOP_F64_CONST:
        size = 4 if wop == WOP_F32_CONST else 8
        start = int(cursor.pos)
        bits = int.from_bytes(module.data[start : start + size], "little", signed=size == 8)
        cursor.skip(size)
    else:
        return None
    return bits if read_opcode(cursor) == WOP_END else None
