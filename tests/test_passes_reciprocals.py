"""The reciprocals of `passes/reciprocals.py` divide exactly.

At 8 bits every divisor divides every dividend, at 16 bits every divisor divides edge cases and random
dividends, by what the simplifier makes of the instruction. At 32 and 64 bits, where a solver cannot follow
products, each multiplier is also proved by the inequality that the rounding theorem asks for, exactly.
"""

import random
from functools import cache

import pytest
from irtool.ir.function import Function
from irtool.ir.opcodes import OP_BY_NAME, OPS
from irtool.ir.semantics import big
from irtool.ir.types import I8, I16, I32, I64, lane_bits
from irtool.passes import reciprocals
from irtool.passes.pipeline import run_passes

NAMES = ("udiv", "sdiv", "urem", "srem")


def carried(number: int, bits: int) -> int:
    """The constant as the `imm` column holds it."""
    low = number & ((1 << bits) - 1)
    return big.signed(64, low) if bits == 64 else low


class Quotient:
    """One instruction with a constant divisor after `simplify`."""

    def __init__(self, name: str, ty: int, divisor: int) -> None:
        self.bits = int(lane_bits(ty))
        self.func = func = Function()
        block = func.make_block()
        func.append_block(block)
        self.param = int(func.append_block_param(block, ty))
        constant = func.make_inst(OP_BY_NAME["iconst"], ty, carried(divisor, self.bits), -1, 0)
        func.append_inst(constant, block)
        inst = func.make_inst(OP_BY_NAME[name], ty, 0, -1, 0)
        func.push_arg(inst, self.param)
        func.push_arg(inst, func.make_result(constant, ty))
        func.append_inst(inst, block)
        result = func.make_result(inst, ty)
        end = func.make_inst(OP_BY_NAME["return"], 0, 0, -1, 0)
        func.push_arg(end, result)
        func.append_inst(end, block)
        run_passes(func, ["simplify"])
        self.rows: list[tuple[int, str, int, list[int]]] = []
        at = int(func.block_first[block])
        while at != end:
            start = int(func.arg_start[at])
            args = [int(func.resolve(func.pool[start + i])) for i in range(func.arg_count[at])]
            number = int(func.imm[at]) & ((1 << self.bits) - 1)
            self.rows.append((int(func.result_start[at]), OPS[func.op[at]].name, number, args))
            at = int(func.inst_next[at])
        self.result = int(func.resolve(func.pool[func.arg_start[end]]))

    def __call__(self, x: int) -> int:
        values = {self.param: x}
        for result, name, number, args in self.rows:
            if name == "iconst":
                values[result] = number
            elif len(args) == 1:
                values[result] = big.unary(name, self.bits, values[args[0]])
            else:
                values[result] = big.binary(name, self.bits, values[args[0]], values[args[1]])
        return values[self.result]

    def divides(self) -> bool:
        """Whether a division is left."""
        return any(name in NAMES for _, name, _, _ in self.rows)


def kept(name: str, bits: int, divisor: int) -> bool:
    """Divisions that stay: by zero, and signed ones by the least number and (quotients) by -1."""
    low = divisor & ((1 << bits) - 1)
    least = 1 << (bits - 1)
    if name[0] == "u":
        return low == 0
    return low in (0, least) or (name == "sdiv" and low == 2 * least - 1)


def agrees(name: str, ty: int, divisor: int, dividends: list[int]) -> None:
    bits = int(lane_bits(ty))
    low = divisor & ((1 << bits) - 1)
    quotient = Quotient(name, ty, low)
    assert quotient.divides() == kept(name, bits, low), (name, bits, low)
    if quotient.divides():
        return
    for x in dividends:
        x &= (1 << bits) - 1
        assert quotient(x) == big.binary(name, bits, x, low), (name, bits, x, low)


@pytest.mark.parametrize("name", NAMES)
def test_all_dividends_by_all_divisors_at_8_bits(name: str) -> None:
    for divisor in range(256):
        agrees(name, I8, divisor, list(range(256)))


@cache
def edges(bits: int) -> list[int]:
    """Numbers around powers of two, of both signs."""
    near = {sign * (1 << i) + j for i in range(bits) for j in (-1, 0, 1) for sign in (1, -1)}
    return sorted({x & ((1 << bits) - 1) for x in near})


def dividends_for(rng: random.Random, bits: int, divisor: int, count: int) -> list[int]:
    """Edge cases, random numbers, and numbers where the quotient steps: about multiples of the divisor."""
    size = 1 << bits
    top = size // 2
    found = [0, 1, size - 1, top, top - 1, top + 1, divisor, divisor - 1]
    for number in (divisor, size - divisor):
        if number > 0:
            last = (size - 1) // number * number
            found += [last, last - 1, last + 1, top // number * number, top // number * number - 1]
    for _ in range(count):
        multiple = rng.randrange(size) // max(divisor, 1) * divisor
        found += [rng.randrange(size), multiple, multiple - 1]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_all_divisors_at_16_bits(name: str) -> None:
    rng = random.Random(16)
    for divisor in range(1 << 16):
        agrees(name, I16, divisor, dividends_for(rng, 16, divisor, 2))


@pytest.mark.parametrize("ty", [I16, I32, I64], ids=["i16", "i32", "i64"])
@pytest.mark.parametrize("name", NAMES)
def test_edge_cases_and_random_numbers(name: str, ty: int) -> None:
    bits = int(lane_bits(ty))
    rng = random.Random(bits)
    numbers = [rng.getrandbits(rng.randrange(1, bits + 1)) for _ in range(150)]
    for divisor in [*edges(bits), *range(3, 50), *numbers]:
        agrees(name, ty, divisor, dividends_for(rng, bits, divisor, 4))


@pytest.mark.parametrize("bits", [8, 16, 32, 64])
def test_multipliers_satisfy_the_theorem(bits: int) -> None:
    """m * d = 2**(w + s) + e with 0 < e <= 2**(s + z) for dividends of w - z bits."""
    rng = random.Random(bits)
    size = 1 << bits
    some = [rng.getrandbits(rng.randrange(2, bits + 1)) for _ in range(20_000)]
    for divisor in [*edges(bits), *range(3, 1 << min(bits, 13)), *some]:
        if divisor & (divisor - 1) == 0:
            continue
        found = reciprocals.unsigned_reciprocal(bits, divisor)
        number = int(found.multiplier) % (1 << 64)
        shift, before = int(found.shift), int(found.before)
        if found.form == reciprocals.UNSIGNED_ADD:
            number, shift = number + size, shift + 1
        error = number * (divisor >> before) - (1 << (bits + shift))
        assert 0 < error <= 1 << (shift + before)
        assert divisor % (1 << before) == 0
        assert number < size or found.form == reciprocals.UNSIGNED_ADD
        if divisor >= size // 2:
            continue
        found = reciprocals.signed_reciprocal(bits, divisor)
        number, shift = int(found.multiplier) % (1 << 64), int(found.shift)
        assert 0 < number * divisor - (1 << (bits + shift)) <= 1 << (shift + 1)
        assert (number >= size // 2) == (found.form == reciprocals.SIGNED_ADD)
        assert number < size
