"""Scalar floating point on x86-64 against Python's floats (binary64; binary32 by rounding, which is exact
for one operation on binary32 operands)."""

import math
import struct
from collections.abc import Callable
from itertools import product

import pytest
from x64_machine import JUNK, Machine

INF = math.inf
NAN = math.nan
VALUES = (0.0, -0.0, 1.0, -1.5, 3.0, 1e-40, 1e30, -INF, INF, NAN)
FLOATS = {"f32": ("i32", "<f", "<I"), "f64": ("i64", "<d", "<Q")}


def bits_of(ty: str, value: float) -> int:
    """The bit pattern; too large values become infinite."""
    _, float_code, int_code = FLOATS[ty]
    try:
        packed = struct.pack(float_code, value)
    except OverflowError:
        packed = struct.pack(float_code, math.copysign(INF, value))
    return int(struct.unpack(int_code, packed)[0])


def value_of(ty: str, bits: int) -> float:
    _, float_code, int_code = FLOATS[ty]
    size = struct.calcsize(int_code)
    return float(struct.unpack(float_code, (bits & (1 << 8 * size) - 1).to_bytes(size, "little"))[0])


def rounded(ty: str, value: float) -> float:
    return value_of(ty, bits_of(ty, value))


def same(ty: str, bits: int, wanted: float) -> bool:
    """Equal bits, or both NaN (whose pattern is the machine's affair)."""
    if math.isnan(wanted):
        return math.isnan(value_of(ty, bits))
    return bits & (1 << (32 if ty == "f32" else 64)) - 1 == bits_of(ty, wanted)


def function(ty: str, body: str, result: str = "") -> Machine:
    """%f of two floats v0, v1, passed and returned as integers; the body defines v9."""
    number = FLOATS[ty][0]
    text = (
        f"function %f({number}, {number}) -> {result or number} system_v {{\n"
        f"block0(v20: {number}, v21: {number}):\n v0 = bitcast.{ty} v20\n v1 = bitcast.{ty} v21\n{body}\n"
    )
    if not result:
        text += f" v22 = bitcast.{number} v9\n return v22\n}}\n"
    else:
        text += " return v9\n}\n"
    return Machine(text)


def run(machine: Machine, ty: str, x: float, y: float) -> int:
    junk = JUNK & ~0xFFFFFFFF if ty == "f32" else 0
    found = machine.run([bits_of(ty, x) | junk, bits_of(ty, y) | junk])
    assert not isinstance(found, str)
    return found[0]


def divide(x: float, y: float) -> float:
    if y == 0:
        return NAN if x == 0 or math.isnan(x) else math.copysign(INF, x) * math.copysign(1.0, y)
    return x / y


ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "fadd": lambda x, y: x + y,
    "fsub": lambda x, y: x - y,
    "fmul": lambda x, y: x * y,
    "fdiv": divide,
}
UNARY: dict[str, Callable[[float], float]] = {
    "sqrt": lambda x: math.sqrt(x) if x > 0 else x if x == 0 else NAN if x < 0 else x,
    "fneg": lambda x: -x,
    "fabs": abs,
}
COMPARE: dict[str, Callable[[float, float], bool]] = {
    "ord": lambda x, y: x == x and y == y,
    "uno": lambda x, y: x != x or y != y,
    "eq": lambda x, y: x == y,
    "ne": lambda x, y: x != y,
    "one": lambda x, y: x < y or x > y,
    "ueq": lambda x, y: not (x < y or x > y),
    "lt": lambda x, y: x < y,
    "le": lambda x, y: x <= y,
    "gt": lambda x, y: x > y,
    "ge": lambda x, y: x >= y,
    "ult": lambda x, y: not x >= y,
    "ule": lambda x, y: not x > y,
    "ugt": lambda x, y: not x <= y,
    "uge": lambda x, y: not x < y,
}


@pytest.mark.parametrize("ty", FLOATS)
@pytest.mark.parametrize("op", ARITHMETIC)
def test_arithmetic(op: str, ty: str) -> None:
    machine = function(ty, f" v9 = {op} v0, v1")
    for x, y in product(VALUES, VALUES):
        x, y = rounded(ty, x), rounded(ty, y)
        assert same(ty, run(machine, ty, x, y), ARITHMETIC[op](x, y)), (x, y)


@pytest.mark.parametrize("ty", FLOATS)
@pytest.mark.parametrize("op", UNARY)
def test_unary_operations(op: str, ty: str) -> None:
    machine = function(ty, f" v9 = {op} v0")
    for x in VALUES:
        x = rounded(ty, x)
        assert same(ty, run(machine, ty, x, 0.0), UNARY[op](x)), x


@pytest.mark.parametrize("ty", FLOATS)
def test_sign_operations_keep_nan_payloads(ty: str) -> None:
    top = 31 if ty == "f32" else 63
    pattern = (0x7F800123 if ty == "f32" else 0x7FF0000000000123) | 1 << top
    for op, wanted in (("fneg", pattern ^ 1 << top), ("fabs", pattern & ~(1 << top))):
        found = function(ty, f" v9 = {op} v0").run([pattern, 0])
        assert not isinstance(found, str) and found[0] & (2 << top) - 1 == wanted


@pytest.mark.parametrize("ty", FLOATS)
@pytest.mark.parametrize("cc", COMPARE)
def test_compares_and_their_users(cc: str, ty: str) -> None:
    compare = f" v2 = fcmp {cc} v0, v1\n"
    value = function(ty, compare.replace("v2", "v9"), "i8")
    ints = function(ty, f"{compare} v9 = select v2, v20, v21", FLOATS[ty][0])
    floats = function(ty, f"{compare} v9 = select v2, v0, v1")
    branch = function(
        ty,
        f"{compare} brif v2, block1, block2\nblock1:\n v3 = iconst.i32 1\n jump block3(v3)\n"
        "block2:\n v4 = iconst.i32 2\n jump block3(v4)\nblock3(v9: i32):",
        "i32",
    )
    mask = 0xFFFFFFFF if ty == "f32" else (1 << 64) - 1
    for x, y in product(VALUES, VALUES):
        x, y = rounded(ty, x), rounded(ty, y)
        holds = COMPARE[cc](x, y)
        chosen = bits_of(ty, x if holds else y)
        assert run(value, ty, x, y) & 0xFF == int(holds), (x, y)
        assert run(ints, ty, x, y) & mask == chosen, (x, y)
        assert run(floats, ty, x, y) & mask == chosen, (x, y)
        assert run(branch, ty, x, y) & 0xFFFFFFFF == (1 if holds else 2), (x, y)


@pytest.mark.parametrize("ty", FLOATS)
def test_constants(ty: str) -> None:
    for text, wanted in (("0.0", 0.0), ("-0.0", -0.0), ("0x1.8p1", 3.0), ("-Inf", -INF)):
        assert same(ty, run(function(ty, f" v9 = {ty}const {text}"), ty, 0.0, 0.0), wanted)


@pytest.mark.parametrize("ty", FLOATS)
@pytest.mark.parametrize("bits", [8, 16, 32, 64])
def test_conversions_from_integers(bits: int, ty: str) -> None:
    for sign in ("sint", "uint"):
        if sign == "uint" and bits == 64:
            continue
        number = FLOATS[ty][0]
        machine = Machine(
            f"function %f(i{bits}) -> {number} system_v {{\nblock0(v0: i{bits}):\n"
            f" v1 = fcvt_from_{sign}.{ty} v0\n v2 = bitcast.{number} v1\n return v2\n}}\n"
        )
        mask = (1 << bits) - 1
        for x in (0, 1, mask, mask >> 1, (mask >> 1) + 1, 0x5A96C3 & mask, 0x1FFFFFF & mask):
            found = machine.run([x | JUNK & ~mask])
            number_value = x - (mask + 1) if sign == "sint" and x >> (bits - 1) else x
            assert not isinstance(found, str)
            wanted = number_value if ty == "f64" or abs(number_value) < 1 << 53 else None
            if wanted is not None:
                assert same(ty, found[0], float(wanted)), x


def test_conversions_between_formats() -> None:
    machine = Machine(
        "function %up(i32) -> i64 system_v {\nblock0(v0: i32):\n v1 = bitcast.f32 v0\n v2 = fpromote.f64 v1\n"
        " v3 = bitcast.i64 v2\n return v3\n}\n"
        "function %down(i64) -> i32 system_v {\nblock0(v0: i64):\n v1 = bitcast.f64 v0\n"
        " v2 = fdemote.f32 v1\n"
        " v3 = bitcast.i32 v2\n return v3\n}\n"
    )
    for x in (0.0, -0.0, 1.5, 1 / 3, 1e300, -INF, 1e-300):
        down = machine.run([bits_of("f64", x)], "down")
        assert not isinstance(down, str) and same("f32", down[0], x)
        up = machine.run([bits_of("f32", x)], "up")
        assert not isinstance(up, str) and same("f64", up[0], rounded("f32", x))


def test_floats_live_across_calls_and_under_pressure() -> None:
    live = 20
    body = "".join(f" v{k + 40} = fmul v0, v{k + 39}\n" for k in range(1, live))
    tail = "".join(f" v{k + 71} = fadd v{k + 70}, v{k + 40}\n" for k in range(live))
    machine = Machine(
        "function %g(f64) -> f64 system_v {\nblock0(v0: f64):\n return v0\n}\n"
        "function %f(i64) -> i64 system_v {\n fn0 = %g(f64) -> f64 system_v\nblock0(v1: i64):\n"
        f" v0 = bitcast.f64 v1\n v40 = fadd v0, v0\n{body} v70 = call fn0(v0)\n{tail}"
        f" v99 = bitcast.i64 v{70 + live}\n return v99\n}}\n"
    )
    values = [3.0]
    for _ in range(1, live):
        values.append(1.5 * values[-1])
    total = 1.5
    for value in values:
        total += value
    found = machine.run([bits_of("f64", 1.5)])
    assert not isinstance(found, str) and same("f64", found[0], total)
