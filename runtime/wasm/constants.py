"""Values of constant expressions, as bits."""

from collections.abc import Callable
from typing import Final

from ...frontend.wasm.binary import Cursor
from ...frontend.wasm.module import ConstExpr, Module
from ...frontend.wasm.opcodes import WASM_OPS
from ...frontend.wasm.skip import read_opcode
from ...ir.errors import UnsupportedError

_SIZES: Final = {"f32.const": 4, "f64.const": 8, "v128.const": 16}
_ARITHMETIC: Final[dict[str, Callable[[int, int], int]]] = {
    "add": lambda x, y: x + y,
    "sub": lambda x, y: x - y,
    "mul": lambda x, y: x * y,
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
        name = WASM_OPS[int(read_opcode(cursor))].name
        if name == "end":
            return stack.pop()
        if name == "i32.const" or name == "i64.const":
            bits = 32 if name == "i32.const" else 64
            number = int(cursor.s32()) if bits == 32 else int(cursor.s64())
            stack.append(number & (1 << bits) - 1)
        elif name in _SIZES:
            start = int(cursor.pos)
            stack.append(int.from_bytes(module.data[start : start + _SIZES[name]], "little"))
            cursor.skip(_SIZES[name])
        elif name == "ref.null":
            cursor.s33()
            stack.append(0)
        elif name == "ref.func":
            stack.append(record(int(cursor.u32())))
        elif name == "global.get":
            stack.append(global_bits(int(cursor.u32())))
        elif name[:4] in ("i32.", "i64.") and name[4:] in _ARITHMETIC:
            y, x = stack.pop(), stack.pop()
            stack.append(_ARITHMETIC[name[4:]](x, y) & (1 << int(name[1:3])) - 1)
        else:
            raise UnsupportedError(f"{name} in constant expressions is not implemented")
