"""Scalar floats on aarch64 (under unicorn) against the interpreter, over special values."""

import struct

import pytest
from irtool.backends.registry import lookup
from irtool.compile import CompiledFunction, compile_function, compile_module, default_settings
from irtool.ir.function import Function
from irtool.ir.interp.interpreter import Interpreter
from irtool.ir.opcodes import FLOATCC
from irtool.ir.text.reader import parse_functions
from irtool.runtime.module import CompiledModule
from irtool.runtime.traps import Trap

pytest.importorskip("unicorn", reason="unicorn is not installed")

NUMBERS = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    -0.99,
    0.5,
    1.5,
    2.5,
    -2.5,
    3.7,
    127.0,
    127.9,
    128.0,
    -128.9,
    -129.0,
    255.5,
    256.0,
]
NUMBERS += [
    32767.5,
    -32768.5,
    -32769.0,
    65535.9,
    65536.0,
    2147483647.0,
    2147483648.0,
    -2147483648.0,
    -2147483649.0,
]
NUMBERS += [4294967295.0, 4294967296.0, 2.0**63, -(2.0**63), 2.0**64, 1e30, float("inf"), -float("inf")]
BINARY = ("fadd", "fsub", "fmul", "fdiv", "fmin", "fmax", "fcopysign", "band", "bor", "bxor")
UNARY = ("sqrt", "fneg", "fabs", "ceil", "floor", "trunc", "nearest", "bnot")


def pattern(value: float, ty: str) -> int:
    return int.from_bytes(struct.pack("<d" if ty == "f64" else "<f", value), "little")


def specials(ty: str) -> list[int]:
    top = 1 << (63 if ty == "f64" else 31)
    nan = 0x7FF8000000000000 if ty == "f64" else 0x7FC00000
    return [pattern(value, ty) for value in NUMBERS] + [1, top | 1, nan, nan | 5]


def is_nan(bits: int, ty: str) -> bool:
    if ty == "f64":
        return bits & (1 << 63) - 1 > 0x7FF << 52
    return bits & (1 << 31) - 1 > 0xFF << 23


class Pair:
    """The same functions compiled and interpreted."""

    def __init__(self, text: str, opt: str) -> None:
        settings = default_settings()
        settings.set("opt_level", opt)
        settings.set("regalloc_checker", "true")
        target = lookup("aarch64")

        def trampoline(func: Function) -> CompiledFunction:
            return CompiledFunction(func, compile_function(func, target, settings))

        functions = parse_functions(text)
        code = compile_module(functions, target, settings)
        self.module = CompiledModule(code, target, trampoline)
        self.interpreter = Interpreter(functions)

    def check(self, name: str, arguments: list[int], float_result: str = "") -> None:
        wanted = self.interpreter.call(name, list(arguments))
        try:
            found = self.module.call(name, list(arguments))
        except Trap as trap:
            assert trap.code == wanted.trap, (name, [hex(a) for a in arguments], wanted.trap)
            return
        assert not wanted.trap, (name, [hex(a) for a in arguments], found)
        (left,), (right,) = found, wanted.values
        assert isinstance(left, int) and isinstance(right, int)
        if float_result and is_nan(left, float_result) and is_nan(right, float_result):
            return  # which NaN is not fixed
        bits = 64 if float_result == "f64" else 32 if float_result else 64
        assert (left ^ right) % (1 << bits) == 0, (name, [hex(a) for a in arguments], hex(left), hex(right))


@pytest.mark.parametrize("opt", ["none", "speed"])
@pytest.mark.parametrize("ty", ["f32", "f64"])
def test_arithmetic(ty: str, opt: str) -> None:
    text = ""
    for op in BINARY:
        text += f"function %{op}({ty}, {ty}) -> {ty} {{\nblock0(v0: {ty}, v1: {ty}):\n"
        text += f"    v2 = {op} v0, v1\n    return v2\n}}\n"
    for op in UNARY:
        text += f"function %{op}({ty}) -> {ty} {{\nblock0(v0: {ty}):\n    v2 = {op} v0\n    return v2\n}}\n"
    text += f"function %fma({ty}, {ty}, {ty}) -> {ty} {{\nblock0(v0: {ty}, v1: {ty}, v2: {ty}):\n"
    text += f"    v3 = fma v0, v1, v2\n    return v3\n}}\nfunction %pick({ty}, {ty}, {ty}) -> {ty} {{\n"
    text += f"block0(v0: {ty}, v1: {ty}, v2: {ty}):\n"
    text += "    v3 = bitselect v0, v1, v2\n    v4 = bxor v3, v0\n    return v4\n}\n"
    pair = Pair(text, opt)
    values = specials(ty)
    for index, x in enumerate(values):
        for op in UNARY:
            pair.check(op, [x], ty)
        for step in (0, 1, 7, 12):
            y = values[(index + step) % len(values)]
            for op in BINARY:
                pair.check(op, [x, y], ty)
            pair.check("fma", [x, y, values[(index * 5 + step) % len(values)]], ty)
            pair.check("pick", [x, y, values[(index * 3 + step) % len(values)]], ty)


@pytest.mark.parametrize("opt", ["none", "speed"])
@pytest.mark.parametrize("ty", ["f32", "f64"])
def test_compares(ty: str, opt: str) -> None:
    """Every condition as a value, in a select, a branch and a trap."""
    head = f"({ty}, {ty}) -> i64 {{\nblock0(v0: {ty}, v1: {ty}):\n"
    text = ""
    for cc in FLOATCC:
        text += (
            f"function %set_{cc}{head}    v2 = fcmp {cc} v0, v1\n    v3 = uextend.i64 v2\n    return v3\n}}\n"
        )
        text += f"function %select_{cc}{head}    v2 = fcmp {cc} v0, v1\n"
        text += "    v3 = iconst.i64 3\n    v4 = iconst.i64 4\n    v5 = select v2, v3, v4\n    return v5\n}\n"
        text += f"function %branch_{cc}{head}    v2 = fcmp {cc} v0, v1\n    brif v2, block1, block2\n"
        text += "block1:\n    v3 = iconst.i64 3\n    return v3\n"
        text += "block2:\n    v4 = iconst.i64 4\n    return v4\n}\n"
        text += f"function %trap_{cc}{head}    v2 = fcmp {cc} v0, v1\n    trapnz v2, user1\n"
        text += "    v3 = iconst.i64 3\n    return v3\n}\n"
    pair = Pair(text, opt)
    values = specials(ty)[::2] + specials(ty)[-2:]
    for index, x in enumerate(values):
        for y in (x, values[index - 1], values[-1], values[0]):
            for cc in FLOATCC:
                for kind in ("set", "select", "branch", "trap"):
                    pair.check(f"{kind}_{cc}", [x, y])


@pytest.mark.parametrize("opt", ["none", "speed"])
@pytest.mark.parametrize("ty", ["f32", "f64"])
def test_conversions(ty: str, opt: str) -> None:
    text = ""
    for op in ("fcvt_to_sint", "fcvt_to_uint", "fcvt_to_sint_sat", "fcvt_to_uint_sat"):
        for to in ("i8", "i16", "i32", "i64"):
            wide = "    v2 = uextend.i64 v1\n    return v2" if to != "i64" else "    return v1"
            text += (
                f"function %{op}_{to}({ty}) -> i64 {{\nblock0(v0: {ty}):\n    v1 = {op}.{to} v0\n{wide}\n}}\n"
            )
    for op in ("fcvt_from_sint", "fcvt_from_uint"):
        for source in ("i8", "i16", "i32", "i64"):
            text += f"function %{op}_{source}({source}) -> {ty} {{\nblock0(v0: {source}):\n"
            text += f"    v1 = {op}.{ty} v0\n    return v1\n}}\n"
    other = "f64" if ty == "f32" else "f32"
    change = "fpromote" if ty == "f32" else "fdemote"
    text += f"function %change({ty}) -> {other} {{\nblock0(v0: {ty}):\n"
    text += f"    v1 = {change}.{other} v0\n    return v1\n}}\n"
    pair = Pair(text, opt)
    for x in specials(ty):
        pair.check("change", [x], other)
        for op in ("fcvt_to_sint", "fcvt_to_uint", "fcvt_to_sint_sat", "fcvt_to_uint_sat"):
            for to in ("i8", "i16", "i32", "i64"):
                pair.check(f"{op}_{to}", [x])
    for value in (
        0,
        1,
        127,
        128,
        255,
        32768,
        65535,
        0x7FFFFFFF,
        0x80000000,
        0xFFFFFFFF,
        (1 << 63) - 1,
        1 << 63,
        (1 << 64) - 1,
    ):
        for source, bits in (("i8", 8), ("i16", 16), ("i32", 32), ("i64", 64)):
            for op in ("fcvt_from_sint", "fcvt_from_uint"):
                pair.check(f"{op}_{source}", [value & (1 << bits) - 1], ty)
