"""Integer operations on x86-64 against formulas over Python's integers.

Each operation runs at every width over boundary values, with junk above the width of each argument, with
operands in registers, constant, in memory and equal.
"""

import itertools
from collections.abc import Callable
from itertools import product

import pytest
from x64_machine import ALL_FEATURES, DATA, Machine

WIDTHS = (8, 16, 32, 64)
JUNK = (0xA5C3_96E1_7B2D_F08F, 0x5A3C_691E_84D2_0F70, 0)
#: Pass from one value of JUNK to the next with each run.
junks = itertools.cycle(JUNK)

Value = int | str


def edges(bits: int) -> list[int]:
    """Boundary values of a width, unsigned."""
    top = 1 << (bits - 1)
    mask = 2 * top - 1
    return sorted({0, 1, 2, 3, 7, top - 1, top, top + 1, mask - 1, mask, 0x5A96C3 & mask, bits, bits - 1})


def signed(value: int, bits: int) -> int:
    value &= (1 << bits) - 1
    return value - (1 << bits) if value >> (bits - 1) else value


def quotient(x: int, y: int, bits: int) -> Value:
    if y == 0:
        return "int_divz"
    if y == -1 and x == -(1 << (bits - 1)):
        return "int_ovf"
    return abs(x) // abs(y) * (1 if (x < 0) == (y < 0) else -1)


def remainder(x: int, y: int) -> Value:
    if y == 0:
        return "int_divz"
    return abs(x) % abs(y) * (-1 if x < 0 else 1)


def rotate(x: int, amount: int, bits: int) -> int:
    amount %= bits
    return (x << amount | x >> (bits - amount)) & ((1 << bits) - 1)


def of_signed(formula: Callable[[int, int], Value]) -> Callable[[int, int, int], Value]:
    return lambda x, y, bits: formula(signed(x, bits), signed(y, bits))


BINARY: dict[str, Callable[[int, int, int], Value]] = {
    "iadd": lambda x, y, bits: x + y,
    "isub": lambda x, y, bits: x - y,
    "imul": lambda x, y, bits: x * y,
    "umulhi": lambda x, y, bits: x * y >> bits,
    "smulhi": lambda x, y, bits: signed(x, bits) * signed(y, bits) >> bits,
    "udiv": lambda x, y, bits: x // y if y else "int_divz",
    "urem": lambda x, y, bits: x % y if y else "int_divz",
    "sdiv": lambda x, y, bits: quotient(signed(x, bits), signed(y, bits), bits),
    "srem": lambda x, y, bits: remainder(signed(x, bits), signed(y, bits)),
    "smin": of_signed(min),
    "smax": of_signed(max),
    "umin": lambda x, y, bits: min(x, y),
    "umax": lambda x, y, bits: max(x, y),
    "band": lambda x, y, bits: x & y,
    "bor": lambda x, y, bits: x | y,
    "bxor": lambda x, y, bits: x ^ y,
    "ishl": lambda x, y, bits: x << y % bits,
    "ushr": lambda x, y, bits: x >> y % bits,
    "sshr": lambda x, y, bits: signed(x, bits) >> y % bits,
    "rotl": lambda x, y, bits: rotate(x, y, bits),
    "rotr": lambda x, y, bits: rotate(x, -y, bits),
}
UNARY: dict[str, Callable[[int, int], int]] = {
    "ineg": lambda x, bits: -x,
    "iabs": lambda x, bits: abs(signed(x, bits)),
    "bnot": lambda x, bits: ~x,
    "bitrev": lambda x, bits: int(f"{x:0{bits}b}"[::-1], 2),
    "bswap": lambda x, bits: int.from_bytes(x.to_bytes(bits // 8, "little"), "big"),
    "clz": lambda x, bits: bits - x.bit_length(),
    "ctz": lambda x, bits: (x & -x).bit_length() - 1 if x else bits,
    "cls": lambda x, bits: (
        bits - 1 - (signed(x, bits) if signed(x, bits) >= 0 else ~signed(x, bits)).bit_length()
    ),
    "popcnt": lambda x, bits: x.bit_count(),
}
COMPARE: dict[str, Callable[[int, int, int], bool]] = {
    "eq": lambda x, y, bits: x == y,
    "ne": lambda x, y, bits: x != y,
    "slt": lambda x, y, bits: signed(x, bits) < signed(y, bits),
    "sge": lambda x, y, bits: signed(x, bits) >= signed(y, bits),
    "sgt": lambda x, y, bits: signed(x, bits) > signed(y, bits),
    "sle": lambda x, y, bits: signed(x, bits) <= signed(y, bits),
    "ult": lambda x, y, bits: x < y,
    "uge": lambda x, y, bits: x >= y,
    "ugt": lambda x, y, bits: x > y,
    "ule": lambda x, y, bits: x <= y,
}


def function(name: str, bits: int, params: int, body: str, result: str = "") -> str:
    """A function of `params` values of the width and a pointer, returning v9."""
    types = ", ".join([f"i{bits}"] * params + ["i64"])
    args = ", ".join([*(f"v{k}: i{bits}" for k in range(params)), "v8: i64"])
    return (
        f"function %{name}({types}) -> {result or f'i{bits}'} system_v {{\n"
        f"block0({args}):\n{body}\n    return v9\n}}\n"
    )


def expect(machine: Machine, name: str, args: list[int], bits: int, wanted: Value, result_bits: int) -> None:
    """Run with junk above the width of the arguments and compare the low bits of the result."""
    mask = (1 << bits) - 1
    junk = next(junks) & ~mask
    found = machine.run([*(arg | junk for arg in args), DATA], name)
    if isinstance(wanted, str) or isinstance(found, str):
        assert found == wanted, (name, args, hex(junk))
    else:
        low = (1 << result_bits) - 1
        assert found[0] & low == wanted & low, (name, [hex(arg) for arg in args], hex(junk))


@pytest.mark.parametrize("bits", WIDTHS)
@pytest.mark.parametrize("op", BINARY)
def test_binary_operations(op: str, bits: int) -> None:
    formula = BINARY[op]
    values = edges(bits)
    constants = [values[k] for k in (0, 1, 3, 5, 6, 8, 10, 12) if k < len(values)]
    text = function("rr", bits, 2, f"    v9 = {op} v0, v1")
    text += function("same", bits, 1, f"    v9 = {op} v0, v0")
    text += function("rm", bits, 1, f"    v1 = load.i{bits} v8\n    v9 = {op} v0, v1")
    text += function("mr", bits, 1, f"    v1 = load.i{bits} v8\n    v9 = {op} v1, v0")
    for k in constants:
        text += function(f"ri{k}", bits, 1, f"    v1 = iconst.i{bits} {k:#x}\n    v9 = {op} v0, v1")
        text += function(f"ir{k}", bits, 1, f"    v1 = iconst.i{bits} {k:#x}\n    v9 = {op} v1, v0")
    machine = Machine(text)
    for x, y in product(values, values):
        expect(machine, "rr", [x, y], bits, formula(x, y, bits), bits)
    for x in values:
        expect(machine, "same", [x], bits, formula(x, x, bits), bits)
        for k in constants:
            expect(machine, f"ri{k}", [x], bits, formula(x, k, bits), bits)
            expect(machine, f"ir{k}", [x], bits, formula(k, x, bits), bits)
            machine.uc.mem_write(DATA, k.to_bytes(bits // 8, "little") + b"\xee" * 8)
            expect(machine, "rm", [x], bits, formula(x, k, bits), bits)
            expect(machine, "mr", [x], bits, formula(k, x, bits), bits)


@pytest.mark.parametrize("features", [{}, ALL_FEATURES], ids=["baseline", "features"])
@pytest.mark.parametrize("bits", WIDTHS)
def test_unary_operations(bits: int, features: dict[str, str]) -> None:
    names = [name for name in UNARY if not (name == "bswap" and bits == 8)]
    machine = Machine("".join(function(name, bits, 1, f"    v9 = {name} v0") for name in names), features)
    for name in names:
        for x in edges(bits):
            expect(machine, name, [x], bits, UNARY[name](x, bits), bits)


@pytest.mark.parametrize("bits", WIDTHS)
@pytest.mark.parametrize("op", ["ishl", "ushr", "sshr", "rotl", "rotr"])
def test_shifts_with_bmi2_and_amounts_of_every_type(op: str, bits: int) -> None:
    text = ""
    for other in WIDTHS:
        body = f"    v1 = load.i{other} v8\n    v9 = {op} v0, v1"
        text += function(f"by{other}", bits, 1, body)
    for features in ({}, ALL_FEATURES):
        machine = Machine(text, features)
        for other in WIDTHS:
            for amount in (0, 1, bits - 1, bits, bits + 1, 0xFF):
                machine.uc.mem_write(DATA, amount.to_bytes(other // 8, "little") + b"\xee" * 8)
                for x in (1, edges(bits)[-1], 0x5A96C3 & ((1 << bits) - 1)):
                    expect(machine, f"by{other}", [x], bits, BINARY[op](x, amount, bits), bits)


@pytest.mark.parametrize("bits", WIDTHS)
@pytest.mark.parametrize("cc", COMPARE)
def test_compares_and_their_users(cc: str, bits: int) -> None:
    formula = COMPARE[cc]
    values = edges(bits)
    compare = f"    v4 = icmp {cc} v0, v1"
    uses = {
        "icmp": (f"{compare}\n    v9 = uextend.i64 v4", "i64", lambda c: int(c)),
        "raw": (compare.replace("v4", "v9"), "i8", lambda c: int(c)),
        "select": (f"{compare}\n    v9 = select v4, v0, v1", f"i{bits}", None),
        "guard": (f"{compare}\n    v9 = select_spectre_guard v4, v0, v1", f"i{bits}", None),
        "mask": (f"{compare}\n    v9 = bmask.i64 v4", "i64", lambda c: -int(c)),
        "branch": (
            f"{compare}\n    brif v4, block1, block2\nblock1:\n    v5 = iconst.i32 11\n    jump block3(v5)\n"
            f"block2:\n    v6 = iconst.i32 22\n    jump block3(v6)\nblock3(v9: i32):",
            "i32",
            lambda c: 11 if c else 22,
        ),
        "trapnz": (
            f"{compare}\n    trapnz v4, user7\n    v9 = iconst.i32 1",
            "i32",
            lambda c: "user7" if c else 1,
        ),
        "trapz": (
            f"{compare}\n    trapz v4, user8\n    v9 = iconst.i32 1",
            "i32",
            lambda c: 1 if c else "user8",
        ),
    }
    constants = [values[0], values[1], values[-1], values[len(values) // 2], values[4]]
    text = ""
    for name, (body, result, _) in uses.items():
        text += function(name, bits, 2, body, result)
        for k in constants:
            constant = f"    v1 = iconst.i{bits} {k:#x}\n"
            text += function(f"{name}k{k}", bits, 1, constant + body, result)
        text += function(f"{name}m", bits, 1, f"    v1 = load.i{bits} v8\n" + body, result)
    machine = Machine(text)

    def check(name: str, variant: str, args: list[int], x: int, y: int) -> None:
        _, result, effect = uses[name]
        holds = formula(x, y, bits)
        wanted: Value = effect(holds) if effect is not None else (x if holds else y)
        expect(machine, name + variant, args, bits, wanted, int(result[1:]))

    for name in uses:
        pairs = (
            list(product(values, values))
            if name in ("icmp", "branch")
            else [(x, y) for x in values[::3] for y in values[::2]]
        )
        for x, y in pairs:
            check(name, "", [x, y], x, y)
        for k in constants:
            machine.uc.mem_write(DATA, k.to_bytes(bits // 8, "little") + b"\xee" * 8)
            for x in values:
                check(name, f"k{k}", [x], x, k)
                check(name, "m", [x], x, k)


@pytest.mark.parametrize("bits", WIDTHS)
@pytest.mark.parametrize("kind", ["uadd", "sadd", "usub", "ssub", "umul", "smul"])
def test_overflow_flags(kind: str, bits: int) -> None:
    values = edges(bits)
    constants = [values[0], values[1], values[-1], values[5]]
    head = f"(i{bits}, i{bits}) -> i{bits}, i8 fast {{\nblock0(v0: i{bits}, v1: i{bits}):\n"
    text = f"function %rr{head}    v2, v3 = {kind}_overflow v0, v1\n    return v2, v3\n}}\n"
    for k in constants:
        text += (
            f"function %ri{k}{head}    v4 = iconst.i{bits} {k:#x}\n"
            f"    v2, v3 = {kind}_overflow v0, v4\n    return v2, v3\n}}\n"
        )
    machine = Machine(text)
    as_number = (lambda v: signed(v, bits)) if kind[0] == "s" else (lambda v: v)
    low = (1 << bits) - 1

    def check(name: str, x: int, y: int) -> None:
        a, b = as_number(x), as_number(y)
        exact = {"add": a + b, "sub": a - b, "mul": a * b}[kind[1:]]
        for junk in JUNK:
            found = machine.run([x | junk & ~low, y | junk & ~low], name)
            assert not isinstance(found, str)
            assert found[0] & low == exact & low, (name, x, y)
            assert found[1] & 0xFF == int(as_number(exact & low) != exact), (name, x, y)

    for x in values:
        for y in values:
            check("rr", x, y)
        for k in constants:
            check(f"ri{k}", x, k)


@pytest.mark.parametrize("bits", WIDTHS)
@pytest.mark.parametrize(
    "op", ["uadd_overflow_cin", "sadd_overflow_cin", "usub_overflow_bin", "ssub_overflow_bin"]
)
def test_overflow_with_carry_in(op: str, bits: int) -> None:
    machine = Machine(
        f"function %f(i{bits}, i{bits}, i8) -> i{bits}, i8 fast {{\n"
        f"block0(v0: i{bits}, v1: i{bits}, v2: i8):\n    v3, v4 = {op} v0, v1, v2\n    return v3, v4\n}}\n"
    )
    as_number = (lambda v: signed(v, bits)) if op[0] == "s" else (lambda v: v)
    low = (1 << bits) - 1
    for x, y, carry in product(edges(bits), edges(bits), (0, 1, 2)):
        step = int(carry != 0)
        a, b = as_number(x), as_number(y)
        exact = a + b + step if "add" in op else a - b - step
        found = machine.run([x | JUNK[0] & ~low, y | JUNK[1] & ~low, carry | 0xFF00])
        assert not isinstance(found, str)
        assert found[0] & low == exact & low, (x, y, carry)
        assert found[1] & 0xFF == int(as_number(exact & low) != exact), (x, y, carry)


@pytest.mark.parametrize("bits", (32, 64))
def test_add_that_traps_on_carry(bits: int) -> None:
    text = function("rr", bits, 2, "    v9 = uadd_overflow_trap v0, v1, user3")
    text += function("ri", bits, 1, f"    v1 = iconst.i{bits} 5\n    v9 = uadd_overflow_trap v0, v1, user3")
    machine = Machine(text)
    for x in edges(bits):
        for y in edges(bits):
            expect(machine, "rr", [x, y], bits, x + y if x + y < 1 << bits else "user3", bits)
        expect(machine, "ri", [x], bits, x + 5 if x + 5 < 1 << bits else "user3", bits)


@pytest.mark.parametrize("source", WIDTHS)
def test_conversions(source: int) -> None:
    text = ""
    for to in WIDTHS:
        if to > source:
            text += function(f"u{to}", source, 1, f"    v9 = uextend.i{to} v0", f"i{to}")
            text += function(f"s{to}", source, 1, f"    v9 = sextend.i{to} v0", f"i{to}")
            load = f"    v1 = load.i{source} v8\n"
            text += function(f"um{to}", source, 1, f"{load}    v9 = uextend.i{to} v1", f"i{to}")
            text += function(f"sm{to}", source, 1, f"{load}    v9 = sextend.i{to} v1", f"i{to}")
            summed = "    v1 = iadd v0, v0\n"
            text += function(f"ua{to}", source, 1, f"{summed}    v9 = uextend.i{to} v1", f"i{to}")
        if to < source:
            text += function(f"r{to}", source, 1, f"    v9 = ireduce.i{to} v0", f"i{to}")
            text += function(
                f"rx{to}", source, 1, f"    v1 = ireduce.i{to} v0\n    v9 = uextend.i{source} v1"
            )
        text += function(f"b{to}", source, 1, f"    v9 = bmask.i{to} v0", f"i{to}")
    machine = Machine(text)
    for x in edges(source):
        machine.uc.mem_write(DATA, x.to_bytes(source // 8, "little") + b"\xee" * 8)
        for to in WIDTHS:
            expect(machine, f"b{to}", [x], source, -int(x != 0), to)
            if to > source:
                for name, wanted in (("u", x), ("s", signed(x, source))):
                    expect(machine, f"{name}{to}", [x], source, wanted, to)
                    expect(machine, f"{name}m{to}", [x], source, wanted, to)
                expect(machine, f"ua{to}", [x], source, 2 * x % (1 << source), to)
            if to < source:
                expect(machine, f"r{to}", [x], source, x, to)
                expect(machine, f"rx{to}", [x], source, x % (1 << to), source)


@pytest.mark.parametrize("features", [{}, ALL_FEATURES], ids=["baseline", "features"])
@pytest.mark.parametrize("bits", WIDTHS)
def test_bit_selection_and_and_not(bits: int, features: dict[str, str]) -> None:
    text = function("sel", bits, 3, "    v9 = bitselect v0, v1, v2")
    text += function("andn", bits, 2, "    v3 = bnot v1\n    v9 = band v0, v3")
    text += function(
        "tst", bits, 2, f"    v3 = band v0, v1\n    v4 = iconst.i{bits} 0\n    v9 = icmp ne v3, v4", "i8"
    )
    text += function(
        "tsti",
        bits,
        1,
        f"    v1 = iconst.i{bits} 0x{'80' * (bits // 8)}\n    v3 = band v0, v1\n"
        f"    v4 = iconst.i{bits} 0\n    v9 = icmp eq v3, v4",
        "i8",
    )
    machine = Machine(text, features)
    values = edges(bits)
    for x, y in product(values, values):
        expect(machine, "sel", [x, y, values[-3]], bits, x & y | ~x & values[-3], bits)
        expect(machine, "andn", [x, y], bits, x & ~y, bits)
        expect(machine, "tst", [x, y], bits, int(x & y != 0), 8)
        expect(machine, "tsti", [x], bits, int(x & int("80" * (bits // 8), 16) == 0), 8)
