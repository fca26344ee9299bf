"""aarch64 code run by unicorn against formulas on Python integers.

For every opcode and width one function computes the operation on registers, on equal operands and on
constants on either side, and stores every result twice: at its own width, and zero-extended to 64
bits (which is free only where the backend believes that the register is clean). Arguments come with
junk above their width.
"""

import random
from collections.abc import Callable, Iterator

import pytest
from aarch64_machine import DATA, Machine, build

TYPES = {"i8": 8, "i16": 16, "i32": 32, "i64": 64}


@pytest.fixture(scope="module")
def machine() -> Machine:
    return Machine()


def signed(value: int, bits: int) -> int:
    value &= (1 << bits) - 1
    return value - (1 << bits) if value >> bits - 1 else value


def interesting(bits: int) -> list[int]:
    mask = (1 << bits) - 1
    values = {0, 1, 2, 3, 7, 8, 15, bits - 1, bits, bits + 1, 0x55, 0x80, 0xFF, mask, mask - 1}
    values |= {mask >> 1, (mask >> 1) + 1, (mask >> 1) + 2, mask // 3, mask ^ 0xFF}
    if bits >= 32:
        values |= {0xFFF, 0x1000, 0x1234000, 0xFFFF, 0x10000, 0x12345678, mask - 0xFFF, mask - 0xFFFE}
    if bits == 64:
        values |= {0xFFFFFFFF, 0x100000000, 0xFFFF0000FFFF0000, 0x8000000080000000, 0xFEDCBA9876543210}
    return sorted(value & mask for value in values)


# --- formulas -------------------------------------------------------------------------------------


def clz(x: int, b: int) -> int:
    return b - x.bit_length()


def ctz(x: int, b: int) -> int:
    return (x & -x).bit_length() - 1 if x else b


def cls(x: int, b: int) -> int:
    return clz(x ^ (1 << b) - 1 if x >> b - 1 else x, b) - 1


Formula = Callable[[int, int, int], int]
BINARY: dict[str, Formula] = {
    "iadd": lambda x, y, b: x + y,
    "isub": lambda x, y, b: x - y,
    "imul": lambda x, y, b: x * y,
    "umulhi": lambda x, y, b: x * y >> b,
    "smulhi": lambda x, y, b: signed(x, b) * signed(y, b) >> b,
    "smin": lambda x, y, b: min(signed(x, b), signed(y, b)),
    "umin": lambda x, y, b: min(x, y),
    "smax": lambda x, y, b: max(signed(x, b), signed(y, b)),
    "umax": lambda x, y, b: max(x, y),
    "band": lambda x, y, b: x & y,
    "bor": lambda x, y, b: x | y,
    "bxor": lambda x, y, b: x ^ y,
    "ishl": lambda x, y, b: x << y % b,
    "ushr": lambda x, y, b: x >> y % b,
    "sshr": lambda x, y, b: signed(x, b) >> y % b,
    "rotl": lambda x, y, b: x << y % b | x >> b - y % b,
    "rotr": lambda x, y, b: x >> y % b | x << b - y % b,
}
UNARY: dict[str, Callable[[int, int], int]] = {
    "ineg": lambda x, b: -x,
    "iabs": lambda x, b: abs(signed(x, b)),
    "bnot": lambda x, b: ~x,
    "bitrev": lambda x, b: int(f"{x:0{b}b}"[::-1], 2),
    "bswap": lambda x, b: int.from_bytes(x.to_bytes(b // 8, "little"), "big"),
    "clz": clz,
    "ctz": ctz,
    "cls": cls,
    "popcnt": lambda x, b: x.bit_count(),
}
CONDITIONS: dict[str, Formula] = {
    "eq": lambda x, y, b: x == y,
    "ne": lambda x, y, b: x != y,
    "slt": lambda x, y, b: signed(x, b) < signed(y, b),
    "sge": lambda x, y, b: signed(x, b) >= signed(y, b),
    "sgt": lambda x, y, b: signed(x, b) > signed(y, b),
    "sle": lambda x, y, b: signed(x, b) <= signed(y, b),
    "ult": lambda x, y, b: x < y,
    "uge": lambda x, y, b: x >= y,
    "ugt": lambda x, y, b: x > y,
    "ule": lambda x, y, b: x <= y,
}
OVERFLOW: dict[str, tuple[Formula, bool]] = {
    "uadd_overflow": (lambda x, y, b: x + y, False),
    "sadd_overflow": (lambda x, y, b: signed(x, b) + signed(y, b), True),
    "usub_overflow": (lambda x, y, b: x - y, False),
    "ssub_overflow": (lambda x, y, b: signed(x, b) - signed(y, b), True),
    "umul_overflow": (lambda x, y, b: x * y, False),
    "smul_overflow": (lambda x, y, b: signed(x, b) * signed(y, b), True),
}


class Body:
    """Text of a function `(p, x, y)` that stores results to p, and what they should be."""

    def __init__(self, ty: str, second: str = "") -> None:
        self.ty = ty
        self.second = second or ty
        self.lines: list[str] = []
        self.next = 10
        self.stored: list[tuple[int, int, Callable[[int, int], int]]] = []
        self.offset = 0

    def add(self, text: str) -> str:
        name = f"v{self.next}"
        self.next += 1
        self.lines.append(f"    {name} = {text}")
        return name

    def const(self, ty: str, value: int) -> str:
        return self.add(f"iconst.{ty} {signed(value, TYPES[ty])}")

    def store(self, name: str, ty: str, formula: Callable[[int, int], int]) -> None:
        bits = TYPES[ty]
        self.lines.append(f"    store notrap aligned {name}, v0+{self.offset}")
        self.stored.append((self.offset, bits, formula))
        self.offset += 8
        if bits < 64:
            wide = self.add(f"uextend.i64 {name}")
            self.lines.append(f"    store notrap aligned {wide}, v0+{self.offset}")
            self.stored.append((self.offset, 64, lambda x, y: formula(x, y) & (1 << bits) - 1))
            self.offset += 8

    def text(self) -> str:
        head = f"function %f(i64, {self.ty}, {self.second}) system_v {{\n"
        head += f"block0(v0: i64, v1: {self.ty}, v2: {self.second}):\n"
        return head + "\n".join(self.lines) + "\n    return\n}\n"

    def check(
        self, machine: Machine, opt: str, pairs: Iterator[tuple[int, int]] | list[tuple[int, int]]
    ) -> None:
        text = self.text()
        machine.load(build(text, opt))
        rng = random.Random(7)
        bits, bits2 = TYPES[self.ty], TYPES[self.second]
        for x, y in pairs:
            junk_x = rng.getrandbits(64) << bits
            junk_y = rng.getrandbits(64) << bits2
            machine.engine.mem_write(DATA, b"\xee" * self.offset)
            result = machine.run(DATA, x | junk_x, y | junk_y)
            assert result >= 0
            data = machine.engine.mem_read(DATA, self.offset + 8)
            for index, (offset, width, formula) in enumerate(self.stored):
                found = int.from_bytes(data[offset : offset + width // 8], "little")
                wanted = int(formula(x, y)) & (1 << width) - 1
                assert found == wanted, (
                    f"result {index} for {x:#x}, {y:#x}: {found:#x}, not {wanted:#x}\n{text}"
                )


def pairs(bits: int, bits2: int = 0) -> list[tuple[int, int]]:
    left = interesting(bits)
    right = interesting(bits2 or bits)
    rng = random.Random(bits)
    chosen = [(x, y) for x in left for y in right]
    chosen = rng.sample(chosen, 40) + [(x, x & (1 << (bits2 or bits)) - 1) for x in left[::3]]
    return chosen + [(rng.getrandbits(bits), rng.getrandbits(bits2 or bits)) for _ in range(6)]


LEVELS = ("none", "speed")


@pytest.mark.parametrize("opt", LEVELS)
@pytest.mark.parametrize("ty", TYPES)
@pytest.mark.parametrize("op", BINARY)
def test_binary(machine: Machine, op: str, ty: str, opt: str) -> None:
    bits = TYPES[ty]
    formula = BINARY[op]
    body = Body(ty)
    body.store(body.add(f"{op} v1, v2"), ty, lambda x, y: formula(x, y, bits))
    body.store(body.add(f"{op} v2, v1"), ty, lambda x, y: formula(y, x, bits))
    body.store(body.add(f"{op} v1, v1"), ty, lambda x, y: formula(x, x, bits))
    for k in interesting(bits):
        body.store(body.add(f"{op} v1, {body.const(ty, k)}"), ty, lambda x, y, k=k: formula(x, k, bits))
        body.store(body.add(f"{op} {body.const(ty, k)}, v2"), ty, lambda x, y, k=k: formula(k, y, bits))
    body.check(machine, opt, pairs(bits))


@pytest.mark.parametrize("opt", LEVELS)
@pytest.mark.parametrize("ty", TYPES)
@pytest.mark.parametrize("op", ["ishl", "ushr", "sshr", "rotl", "rotr"])
def test_shift_amounts_of_other_types(machine: Machine, op: str, ty: str, opt: str) -> None:
    bits = TYPES[ty]
    for amount, bits2 in TYPES.items():
        body = Body(ty, amount)
        body.store(body.add(f"{op} v1, v2"), ty, lambda x, y: BINARY[op](x, y, bits))
        for k in (0, 1, bits - 1, bits, 100):
            text = f"{op} v1, {body.const(amount, k)}"
            body.store(body.add(text), ty, lambda x, y, k=k: BINARY[op](x, k, bits))
        body.check(machine, opt, pairs(bits, bits2)[:20])


@pytest.mark.parametrize("opt", LEVELS)
@pytest.mark.parametrize("ty", TYPES)
def test_unary_and_width(machine: Machine, ty: str, opt: str) -> None:
    bits = TYPES[ty]
    body = Body(ty)
    for op, formula in UNARY.items():
        if op == "bswap" and bits == 8:
            continue
        body.store(body.add(f"{op} v1"), ty, lambda x, y, f=formula: f(x, bits))
        for k in interesting(bits)[::5]:
            body.store(body.add(f"{op} {body.const(ty, k)}"), ty, lambda x, y, f=formula, k=k: f(k, bits))
    for other, wide in TYPES.items():
        body.store(body.add(f"bmask.{other} v1"), other, lambda x, y: -1 if x else 0)
        if wide > bits:
            body.store(body.add(f"uextend.{other} v1"), other, lambda x, y: x)
            body.store(body.add(f"sextend.{other} v1"), other, lambda x, y: signed(x, bits))
        if wide < bits:
            body.store(body.add(f"ireduce.{other} v1"), other, lambda x, y: x)
    if bits > 8:
        half = f"i{bits // 2}"
        low = body.add("isplit v1")
        name = body.lines.pop().replace(low, f"{low}, v{body.next}", 1)
        body.lines.append(name)
        high = f"v{body.next}"
        body.next += 1
        body.store(low, half, lambda x, y: x)
        body.store(high, half, lambda x, y: x >> bits // 2)
        body.store(body.add(f"iconcat {high}, {low}"), ty, lambda x, y: x >> bits // 2 | x << bits // 2)
    body.check(machine, opt, pairs(bits))


@pytest.mark.parametrize("opt", LEVELS)
@pytest.mark.parametrize("ty", TYPES)
@pytest.mark.parametrize("cc", CONDITIONS)
def test_compares(machine: Machine, cc: str, ty: str, opt: str) -> None:
    bits = TYPES[ty]
    formula = CONDITIONS[cc]
    body = Body(ty)
    cases: list[tuple[str, Callable[[int, int], int]]] = [("v1, v2", lambda x, y: formula(x, y, bits))]
    cases.append(("v1, v1", lambda x, y: formula(x, x, bits)))
    for k in interesting(bits):
        cases.append((f"v1, {body.const(ty, k)}", lambda x, y, k=k: formula(x, k, bits)))
        cases.append((f"{body.const(ty, k)}, v2", lambda x, y, k=k: formula(k, y, bits)))
    mask = body.const(ty, 0x18)
    zero = body.const(ty, 0)
    cases.append((f"{body.add(f'band v1, {mask}')}, {zero}", lambda x, y: formula(x & 0x18, 0, bits)))
    cases.append((f"{body.add('band v1, v2')}, {zero}", lambda x, y: formula(x & y, 0, bits)))
    three = body.const(ty, 3)
    shifted = body.add(f"ishl v2, {three}")
    cases.append((f"v1, {shifted}", lambda x, y: formula(x, y << 3 & (1 << bits) - 1, bits)))
    for operands, wanted in cases:
        # Consumers: a set, two selects, a branch is tested below.
        body.store(body.add(f"icmp {cc} {operands}"), "i8", wanted)
        flag = body.add(f"icmp {cc} {operands}")
        body.store(body.add(f"select {flag}, v1, v2"), ty, lambda x, y, w=wanted: x if w(x, y) else y)
        body.store(body.add(f"select {flag}, v2, {zero}"), ty, lambda x, y, w=wanted: y if w(x, y) else 0)
    body.check(machine, opt, pairs(bits))


@pytest.mark.parametrize("opt", LEVELS)
@pytest.mark.parametrize("ty", TYPES)
def test_branches(machine: Machine, ty: str, opt: str) -> None:
    """A chain of blocks, each adding a bit when its condition holds."""
    bits = TYPES[ty]
    conditions: list[tuple[str, str, Callable[[int, int], int]]] = []
    for cc, formula in CONDITIONS.items():
        conditions.append(("", f"icmp {cc} v1, v2", lambda x, y, f=formula: f(x, y, bits)))
        for k in (0, 1, -1, 0x7F):
            prefix = f"iconst.{ty} {k}"
            value = k & (1 << bits) - 1
            conditions.append((prefix, f"icmp {cc} v1, K", lambda x, y, f=formula, v=value: f(x, v, bits)))
    for k in (1, 2, 0x40, -1 << bits - 1, 6):
        conditions.append((f"iconst.{ty} {k}", "band v1, K", lambda x, y, k=k: x & k & (1 << bits) - 1))
    conditions.append(("", "bxor v1, v2", lambda x, y: x ^ y))
    for start in range(0, len(conditions), 50):
        part = conditions[start : start + 50]
        lines = [
            f"function %f({ty}, {ty}) -> i64 system_v {{",
            f"block0(v1: {ty}, v2: {ty}):",
            "    v3 = iconst.i64 0",
        ]
        lines.append("    jump block1(v3)")
        number, block = 100, 1
        for index, (prefix, text, _) in enumerate(part):
            lines.append(f"block{block}(v{number}: i64):")
            if prefix:
                lines.append(f"    v{number + 1} = {prefix}")
            lines.append(f"    v{number + 2} = {text.replace('K', f'v{number + 1}')}")
            lines.append(f"    brif v{number + 2}, block{block + 1}, block{block + 2}(v{number})")
            lines.append(f"block{block + 1}:")
            lines.append(f"    v{number + 3} = iconst.i64 {1 << index}")
            lines.append(f"    v{number + 4} = bor v{number}, v{number + 3}")
            lines.append(f"    jump block{block + 2}(v{number + 4})")
            number += 10
            block += 2
        lines += [f"block{block}(v{number}: i64):", f"    return v{number}", "}"]
        machine.load(build("\n".join(lines), opt))
        rng = random.Random(3)
        for x, y in pairs(bits):
            wanted = sum(1 << index for index, (_, _, formula) in enumerate(part) if formula(x, y))
            found = machine.run(x | rng.getrandbits(64) << bits, y | rng.getrandbits(64) << bits)
            assert found == wanted, (
                x,
                y,
                [part[i][1] for i in range(len(part)) if (found ^ wanted) >> i & 1],
            )


@pytest.mark.parametrize("opt", LEVELS)
@pytest.mark.parametrize("ty", TYPES)
def test_overflow(machine: Machine, ty: str, opt: str) -> None:
    bits = TYPES[ty]
    mask = (1 << bits) - 1
    body = Body(ty)

    def two(text: str, exact: Callable[[int, int], int], is_signed: bool) -> None:
        name = body.add(text)
        flag = f"v{body.next}"
        body.next += 1
        body.lines[-1] = body.lines[-1].replace(f"{name} =", f"{name}, {flag} =")
        body.store(name, ty, exact)
        body.store(
            flag,
            "i8",
            lambda x, y: exact(x, y) != (signed(exact(x, y), bits) if is_signed else exact(x, y) & mask),
        )

    for op, (formula, is_signed) in OVERFLOW.items():
        two(f"{op} v1, v2", lambda x, y, f=formula: f(x, y, bits), is_signed)
        for k in interesting(bits)[::4]:
            two(f"{op} v1, {body.const(ty, k)}", lambda x, y, f=formula, k=k: f(x, k, bits), is_signed)
    carry = body.add("icmp ult v1, v2")
    big = body.const("i8", 128)
    for op, sign in (
        ("uadd_overflow_cin", 0),
        ("sadd_overflow_cin", 1),
        ("usub_overflow_bin", 0),
        ("ssub_overflow_bin", 1),
    ):
        formula = OVERFLOW[op[:-4]][0]
        step = 1 if "add" in op else -1
        two(f"{op} v1, v2, {carry}", lambda x, y, f=formula, s=step: f(x, y, bits) + s * (x < y), bool(sign))
        two(f"{op} v2, v1, {big}", lambda x, y, f=formula, s=step: f(y, x, bits) + s, bool(sign))
    body.check(machine, opt, pairs(bits))


DIVISION: dict[str, Formula] = {
    "udiv": lambda x, y, b: x // y,
    "urem": lambda x, y, b: x % y,
    "sdiv": lambda x, y, b: (abs(signed(x, b)) // abs(signed(y, b))) * (-1 if (x ^ y) >> b - 1 else 1),
    "srem": lambda x, y, b: (abs(signed(x, b)) % abs(signed(y, b))) * (-1 if x >> b - 1 else 1),
}


def division(op: str, x: int, y: int, bits: int) -> int:
    """Result, or minus a trap code."""
    if y == 0:
        return -254
    if op == "sdiv" and x == 1 << bits - 1 and y == (1 << bits) - 1:
        return -252
    return DIVISION[op](x, y, bits) & (1 << bits) - 1


@pytest.mark.parametrize("opt", LEVELS)
@pytest.mark.parametrize("ty", TYPES)
@pytest.mark.parametrize("op", DIVISION)
def test_division(machine: Machine, op: str, ty: str, opt: str) -> None:
    bits = TYPES[ty]
    mask = (1 << bits) - 1
    rng = random.Random(5)

    def run(x: int, y: int) -> int:
        result = machine.run(x | rng.getrandbits(64) << bits, y | rng.getrandbits(64) << bits)
        return result if result < 0 else result & mask

    head = f"function %f({ty}, {ty}) -> {ty} system_v {{\nblock0(v0: {ty}, v1: {ty}):\n"
    machine.load(build(head + f"    v2 = {op} v0, v1\n    return v2\n}}", opt))
    least = 1 << bits - 1
    for x, y in [*pairs(bits), (5, 0), (least, mask), (least, 1), (0, mask), (least, 0), (least, least)]:
        assert run(x, y) == division(op, x, y, bits), (x, y)
    for k in (0, 1, -1, 2, -2, 7, 64, -1 << bits - 1):
        machine.load(build(head + f"    v2 = iconst.{ty} {k}\n    v3 = {op} v0, v2\n    return v3\n}}", opt))
        for x in [*interesting(bits)[::3], least, mask]:
            assert run(x, 0) == division(op, x, k & mask, bits), (x, k)


@pytest.mark.parametrize("opt", LEVELS)
def test_fused_operands(machine: Machine, opt: str) -> None:
    """Shifted, extended, negated and multiplied operands."""
    body = Body("i64", "i32")
    m64 = (1 << 64) - 1
    for k in (0, 1, 3, 4, 5, 31, 63):
        amount = body.const("i8", k)
        shifted = {
            "ishl": (body.add(f"ishl v1, {amount}"), lambda x, k=k: x << k & m64),
            "ushr": (body.add(f"ushr v1, {amount}"), lambda x, k=k: x >> k),
            "sshr": (body.add(f"sshr v1, {amount}"), lambda x, k=k: signed(x, 64) >> k & m64),
        }
        for name, part in shifted.values():
            for op in ("iadd", "isub", "band", "bor", "bxor"):
                f = BINARY[op]
                body.store(body.add(f"{op} v1, {name}"), "i64", lambda x, y, f=f, p=part: f(x, p(x), 64))
    for extend, value in (("uextend", lambda y: y), ("sextend", lambda y: signed(y, 32))):
        wide = body.add(f"{extend}.i64 v2")
        for op in ("iadd", "isub"):
            f = BINARY[op]
            body.store(body.add(f"{op} v1, {wide}"), "i64", lambda x, y, f=f, v=value: f(x, v(y), 64))
            for k in (1, 3, 4, 5, 40):
                scaled = body.add(f"ishl {wide}, {body.const('i64', k)}")
                text = f"{op} v1, {scaled}"
                body.store(body.add(text), "i64", lambda x, y, f=f, v=value, k=k: f(x, v(y) << k, 64))
        product = body.add(f"imul {wide}, {wide}")
        body.store(product, "i64", lambda x, y, v=value: v(y) * v(y))
        again = body.add(f"imul {wide}, {wide}")
        body.store(body.add(f"iadd v1, {again}"), "i64", lambda x, y, v=value: x + v(y) * v(y))
        body.store(body.add(f"icmp ult v1, {wide}"), "i8", lambda x, y, v=value: x < v(y) & m64)
    inverted = body.add("bnot v1")
    other = body.add("rotl v1, v2")
    rot = BINARY["rotl"]
    for op in ("band", "bor", "bxor"):
        f = BINARY[op]
        body.store(
            body.add(f"{op} {other}, {inverted}"),
            "i64",
            lambda x, y, f=f: f(rot(x, y, 64) & m64, x ^ m64, 64),
        )
    product = body.add(f"imul v1, {other}")
    body.store(body.add(f"iadd v1, {product}"), "i64", lambda x, y: x + x * rot(x, y, 64))
    product = body.add(f"imul v1, {other}")
    body.store(body.add(f"isub v1, {product}"), "i64", lambda x, y: x - x * rot(x, y, 64))
    product = body.add(f"imul v1, {other}")
    body.store(body.add(f"ineg {product}"), "i64", lambda x, y: -x * rot(x, y, 64))
    for shift, mask in ((3, 0xFF), (60, 0xFF), (0, 1), (32, 0xFFFFFFFF)):
        part = body.add(f"ushr v1, {body.const('i64', shift)}")
        body.store(
            body.add(f"band {part}, {body.const('i64', mask)}"),
            "i64",
            lambda x, y, s=shift, m=mask: x >> s & m,
        )
        part = body.add(f"ishl v1, {body.const('i64', shift)}")
        value = mask << shift & m64
        body.store(
            body.add(f"band {part}, {body.const('i64', value)}"),
            "i64",
            lambda x, y, s=shift, m=value: x << s & m,
        )
    flags = body.add("bxor v1, v1")
    body.store(body.add(f"bitselect v1, {other}, {flags}"), "i64", lambda x, y: x & rot(x, y, 64))
    body.check(machine, opt, pairs(64, 32))


LOADS = {
    "load.i8": (1, 8, False), "load.i16": (2, 16, False),
    "load.i32": (4, 32, False), "load.i64": (8, 64, False),
    "uload8.i16": (1, 16, False), "uload8.i32": (1, 32, False), "uload8.i64": (1, 64, False),
    "sload8.i16": (1, 16, True), "sload8.i32": (1, 32, True), "sload8.i64": (1, 64, True),
    "uload16.i32": (2, 32, False), "uload16.i64": (2, 64, False),
    "sload16.i32": (2, 32, True), "sload16.i64": (2, 64, True),
    "uload32.i64": (4, 64, False), "sload32.i64": (4, 64, True),
}  # fmt: skip


@pytest.mark.parametrize("opt", LEVELS)
@pytest.mark.parametrize("op", LOADS)
def test_loads(machine: Machine, op: str, opt: str) -> None:
    """Every load through every shape of address; memory holds a known pattern."""
    size, bits, sign = LOADS[op]
    source = DATA + 0x10000
    pattern = random.Random(9).randbytes(0x8000)
    machine.engine.mem_write(source - 0x4000, pattern)

    def at(address: int) -> int:
        offset = address - source + 0x4000
        raw = int.from_bytes(pattern[offset : offset + size], "little")
        return signed(raw, 8 * size) if sign else raw

    name = op if not op.startswith(("uload32", "sload32")) else op.split(".")[0]
    body = Body("i64", "i32")
    ty = f"i{bits}"
    for offset in (
        0,
        size,
        -1,
        -256,
        -257,
        255,
        256,
        4095 * size if size < 4 else 0x1000,
        3,
        0x2000,
        -0x3000,
    ):
        body.store(
            body.add(f"{name} v1+{offset}" if offset >= 0 else f"{name} v1{offset}"),
            ty,
            lambda x, y, o=offset: at(x + o),
        )
    for k in (8, -8, 0xFF8):
        sum_ = body.add(f"iadd v1, {body.const('i64', k)}")
        body.store(body.add(f"{name} {sum_}+16"), ty, lambda x, y, k=k: at(x + k + 16))
    for extend, value in (("uextend", lambda y: y), ("sextend", lambda y: signed(y, 32))):
        wide = body.add(f"{extend}.i64 v2")
        small = body.add(f"sshr {wide}, {body.const('i64', 20)}") if extend == "sextend" else wide
        index = (lambda y: signed(y, 32) >> 20) if extend == "sextend" else value
        sum_ = body.add(f"iadd v1, {small}")
        if extend == "sextend":
            body.store(body.add(f"{name} {sum_}"), ty, lambda x, y, f=index: at(x + f(y)))
            continue
        low = body.add(f"band v2, {body.const('i32', 0x1F8)}")
        wide = body.add(f"{extend}.i64 {low}")
        sum_ = body.add(f"iadd v1, {wide}")
        body.store(body.add(f"{name} {sum_}"), ty, lambda x, y: at(x + (y & 0x1F8)))
        body.store(body.add(f"{name} {sum_}+8"), ty, lambda x, y: at(x + (y & 0x1F8) + 8))
        for k in (1, 2, 3):
            scaled = body.add(f"ishl {wide}, {body.const('i8', k)}")
            sum_ = body.add(f"iadd {scaled}, v1")
            body.store(body.add(f"{name} {sum_}"), ty, lambda x, y, k=k: at(x + ((y & 0x1F8) << k)))
        # A shift in 32 bits wraps there: it must not become part of the address.
        high = body.add(f"ishl v2, {body.const('i32', 29)}")
        back = body.add(f"ushr {high}, {body.const('i32', 26)}")
        wide = body.add(f"uextend.i64 {back}")
        sum_ = body.add(f"iadd v1, {wide}")
        body.store(body.add(f"{name} {sum_}"), ty, lambda x, y: at(x + ((y & 7) << 3)))
    values = [(source, y) for y in (0, 8, 0xFFFFFFFF, 0x80000000, 0x7FFFFFFF, 0x12345678, 0xFFFFFF00)]
    body.check(machine, opt, values)


@pytest.mark.parametrize("opt", LEVELS)
def test_loads_keep_32_bit_wrap(machine: Machine, opt: str) -> None:
    """`uextend(ishl.i32 ..)` and `uextend(iadd.i32 ..)` in an address wrap at 32 bits."""
    text = """function %f(i64, i32) -> i64 system_v {
block0(v0: i64, v1: i32):
    v2 = iconst.i32 3
    v3 = OP v1, v2
    v4 = uextend.i64 v3
    v5 = iadd v0, v4
    v6 = load.i64 v5
    return v6
}"""
    pattern = bytes(range(64))
    machine.engine.mem_write(DATA, pattern)
    for op, cases in (("ishl", {1: 8, 0x20000001: 8, 0xE0000002: 16}), ("iadd", {5: 8, 0xFFFFFFFD: 0})):
        machine.load(build(text.replace("OP", op), opt))
        for index, offset in cases.items():
            wanted = int.from_bytes(pattern[offset : offset + 8], "little")
            assert machine.run(DATA, index | 0x1234 << 32) == wanted, (op, index)


@pytest.mark.parametrize("opt", LEVELS)
def test_stores(machine: Machine, opt: str) -> None:
    body = [
        "function %f(i64, i64) system_v {",
        "    ss0 = explicit_slot 64, align = 16",
        "block0(v0: i64, v1: i64):",
    ]
    body += [
        "    v2 = ireduce.i8 v1",
        "    v3 = ireduce.i16 v1",
        "    v4 = ireduce.i32 v1",
        "    v5 = iconst.i64 0",
    ]
    wanted = {}
    offset = 0
    for name, size in (("store v2", 1), ("store v3", 2), ("store v4", 4), ("store v1", 8), ("istore8 v1", 1),
                       ("istore16 v1", 2), ("istore32 v1", 4), ("istore8 v4", 1)):  # fmt: skip
        body.append(f"    {name}, v0+{offset}")
        wanted[offset] = size
        offset += 16
    body += [
        f"    store v5, v0+{offset}",
        "    v6 = stack_addr.i64 ss0+8",
        "    store v1, v6",
        "    v7 = load.i64 v6+0",
    ]
    body += [f"    store v7, v0+{offset + 16}", "    istore16 v1, v6+10", "    v8 = uload32 v6+8"]
    body += [f"    store v8, v0+{offset + 32}", "    return", "}"]
    machine.load(build("\n".join(body), opt))
    value = 0xFEDCBA9876543210
    machine.engine.mem_write(DATA, b"\xee" * 512)
    machine.run(DATA, value)
    data = machine.engine.mem_read(DATA, 512)
    for at, size in wanted.items():
        expected = (value & (1 << 8 * size) - 1).to_bytes(size, "little") + b"\xee" * (16 - size)
        assert data[at : at + 16] == expected, at
    assert data[offset : offset + 8] == bytes(8)
    assert data[offset + 16 : offset + 24] == value.to_bytes(8, "little")
    assert data[offset + 34 : offset + 36] == (value & 0xFFFF).to_bytes(2, "little")


@pytest.mark.parametrize("opt", LEVELS)
@pytest.mark.parametrize("flags", [{}, {"use_bti": "true"}, {"use_csdb": "true", "use_bti": "true"}])
def test_br_table(machine: Machine, opt: str, flags: dict[str, str]) -> None:
    text = """function %f(i32, i64) -> i64 system_v {
block0(v0: i32, v9: i64):
    br_table v0, block4(v9), [block1, block2, block1, block3]
block1:
    v1 = iconst.i64 10
    return v1
block2:
    v2 = iconst.i64 20
    return v2
block3:
    v3 = iconst.i64 30
    return v3
block4(v4: i64):
    return v4
}"""
    machine.load(build(text, opt, flags))
    for index, wanted in ((0, 10), (1, 20), (2, 10), (3, 30), (4, 99), (0xFFFFFFFF, 99), (0x80000000, 99)):
        assert machine.run(index | 0xABCD << 32, 99) == wanted


@pytest.mark.parametrize("opt", LEVELS)
def test_traps(machine: Machine, opt: str) -> None:
    for text, values in (
        ("trapz v0, user7", {0: -7, 1: 5}),
        ("trapnz v0, user9", {0: 5, 1: -9, 1 << 31: -9}),
        ("v9 = uadd_overflow_trap v0, v0, user3", {1: 5, 1 << 31: -3}),
        ("v9 = iconst.i32 100\n    v8 = icmp ugt v0, v9\n    trapnz v8, heap_oob", {100: 5, 101: -253}),
        ("v9 = iconst.i32 100\n    v8 = icmp ugt v0, v9\n    trapz v8, heap_oob", {100: -253, 101: 5}),
        ("trap stk_ovf\n}\nfunction %g() -> i32 {\nblock0:", {0: -251}),
    ):
        head = "function %f(i32) -> i32 system_v {\nblock0(v0: i32):\n    "
        tail = "\n    v7 = iconst.i32 5\n    return v7\n}"
        source = head + text + tail if "trap stk" not in text else head + "trap stk_ovf\n}"
        machine.load(build(source, opt))
        for value, wanted in values.items():
            assert machine.run(value) == wanted, text


RMW = {
    "add": lambda m, x, b: m + x,
    "sub": lambda m, x, b: m - x,
    "and": lambda m, x, b: m & x,
    "nand": lambda m, x, b: ~(m & x),
    "or": lambda m, x, b: m | x,
    "xor": lambda m, x, b: m ^ x,
    "xchg": lambda m, x, b: x,
    "umin": lambda m, x, b: min(m, x),
    "umax": lambda m, x, b: max(m, x),
    "smin": lambda m, x, b: min(m, x, key=lambda v: signed(v, b)),
    "smax": lambda m, x, b: max(m, x, key=lambda v: signed(v, b)),
}


@pytest.mark.parametrize("ty", TYPES)
def test_atomics(machine: Machine, ty: str) -> None:
    bits = TYPES[ty]
    mask = (1 << bits) - 1
    size = bits // 8

    def memory(value: int) -> None:
        machine.engine.mem_write(DATA, value.to_bytes(size, "little"))

    def read() -> int:
        return int.from_bytes(machine.engine.mem_read(DATA, size), "little")

    values = interesting(bits)[::3]
    for op, formula in RMW.items():
        text = f"""function %f(i64, {ty}) -> {ty} system_v {{
block0(v0: i64, v1: {ty}):
    v2 = atomic_rmw.{ty} {op} v0, v1
    return v2
}}"""
        machine.load(build(text, "none"))
        for m in values:
            for x in values:
                memory(m)
                old = machine.run(DATA, x | 0x5A5A5A5A5A5A5A5A << bits)
                assert old & mask == m and read() == formula(m, x, bits) & mask, (op, m, x)
    text = f"""function %f(i64, {ty}, {ty}) -> {ty} system_v {{
block0(v0: i64, v1: {ty}, v2: {ty}):
    v3 = atomic_cas v0, v1, v2
    v4 = atomic_load.{ty} v0
    atomic_store v4, v0
    fence
    return v3
}}"""
    machine.load(build(text, "none"))
    for m, e in ((1, 1), (mask, mask), (1, 2), (mask, 0)):
        memory(m)
        old = machine.run(DATA, e | 0x77 << bits if bits < 64 else e, 5)
        assert old & mask == m and read() == (5 if m == e else m)
