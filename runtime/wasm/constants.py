"""Values of constant expressions, as bits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ...frontend.wasm import opcodes_gen as ops
from ...frontend.wasm.binary import Cursor
from ...frontend.wasm.module import ConstExpr, Module
from ...frontend.wasm.skip import read_opcode
from ...ir.errors import UnsupportedError

#: Bytes of constants that stand in the module as they are.
_SIZES: Final = {ops.WOP_F32_CONST: 4, ops.WOP_F64_CONST: 8, ops.WOP_V128_CONST: 16}
#: Bits, and what is done.
_ARITHMETIC: Final[dict[int, tuple[int, Callable[[int, int], int]]]] = {
    ops.WOP_I32_ADD: (32, lambda x, y: x + y),
    ops.WOP_I32_SUB: (32, lambda x, y: x - y),
    ops.WOP_I32_MUL: (32, lambda x, y: x * y),
    ops.WOP_I64_ADD: (64, lambda x, y: x + y),
    ops.WOP_I64_SUB: (64, lambda x, y: x - y),
    ops.WOP_I64_MUL: (64, lambda x, y: x * y),
}


def evaluate(
    module: Module, expression: ConstExpr, global_bits: Callable[[int], int], record: Callable[[int], int]
) -> int:
    """The value of an expression that was validated. `global_bits` gives the value of a global, `record` the
    reference to a function.

    Raises `UnsupportedError` for an instruction that is not carried out yet."""
    cursor = Cursor(module.data, expression.start, expression.end)
    stack: list[int] = []
    while True:
        op = int(read_opcode(cursor))
        if op == ops.WOP_END:
            return stack.pop()
        if op == ops.WOP_I32_CONST:
            stack.append(int(cursor.s32()) & 0xFFFF_FFFF)
        elif op == ops.WOP_I64_CONST:
            stack.append(int(cursor.s64()) & 0xFFFF_FFFF_FFFF_FFFF)
        elif op in _SIZES:
            start = int(cursor.pos)
            stack.append(int.from_bytes(module.data[start : start + _SIZES[op]], "little"))
            cursor.skip(_SIZES[op])
        elif op == ops.WOP_REF_NULL:
            cursor.s33()
            stack.append(0)
        elif op == ops.WOP_REF_FUNC:
            stack.append(record(int(cursor.u32())))
        elif op == ops.WOP_GLOBAL_GET:
            stack.append(global_bits(int(cursor.u32())))
        elif op in _ARITHMETIC:
            bits, operation = _ARITHMETIC[op]
            y, x = stack.pop(), stack.pop()
            stack.append(operation(x, y) & (1 << bits) - 1)
        else:
            from ...frontend.wasm.opcodes import WASM_OPS

            raise UnsupportedError(f"{WASM_OPS[op].name} in constant expressions is not implemented")
