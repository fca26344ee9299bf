"""Word-sized integer semantics against unbounded-integer formulas, and both against known values."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from irtool.ir.opcodes import INTCC, OP_BY_NAME, TRAP_CODES
from irtool.ir.semantics import big as semantics_big
from irtool.ir.semantics import fold, scalar
from irtool.ir.types import I8, I16, I32, I64, I128, lane_bits, type_name

TYPES = [I8, I16, I32, I64]
UNARY = ["ineg", "iabs", "bnot", "bitrev", "bswap", "clz", "ctz", "cls", "popcnt"]
BINARY = [
    "iadd", "isub", "imul", "umulhi", "smulhi", "udiv", "sdiv", "urem", "srem", "smin", "umin", "smax",
    "umax", "band", "bor", "bxor", "ishl", "ushr", "sshr", "rotl", "rotr",
]  # fmt: skip
OVERFLOW = ["uadd", "sadd", "usub", "ssub", "umul", "smul"]


def carried(ty: int, x: int) -> int:
    """The form in which `semantics` carries the value with the bits of `x`."""
    bits = lane_bits(ty)
    x = semantics_big.unsigned(bits, x)
    return semantics_big.signed(64, x) if bits == 64 else x


def bits_of(ty: int, x: int) -> int:
    """The unsigned number of a carried value; fails when it is not in carried form."""
    assert carried(ty, x) == x, f"{x} is no carried {type_name(ty)}"
    return semantics_big.unsigned(lane_bits(ty), x)


def values(bits: int) -> st.SearchStrategy[int]:
    """Numbers of a width with the edges well represented."""
    edges = sorted(
        {e % (1 << bits) for k in (0, 1, bits // 2, bits - 1) for e in ((1 << k) - 1, 1 << k, -(1 << k))}
    )
    return st.one_of(st.sampled_from(edges), st.integers(0, (1 << bits) - 1))


operands = st.sampled_from(TYPES).flatmap(
    lambda ty: st.tuples(st.just(ty), *[values(lane_bits(ty)) for _ in range(3)])
)
MANY = settings(max_examples=400, deadline=None)


@MANY
@given(operands)
def test_unary(case: tuple[int, int, int, int]) -> None:
    ty, x, _, _ = case
    for name in UNARY:
        if name == "bswap" and ty == I8:
            continue
        got = fold.fold_unary(OP_BY_NAME[name], ty, ty, carried(ty, x))
        assert bits_of(ty, got) == semantics_big.unary(name, lane_bits(ty), x), name


@MANY
@given(operands)
def test_binary(case: tuple[int, int, int, int]) -> None:
    ty, x, y, _ = case
    bits = lane_bits(ty)
    for name in BINARY:
        op = OP_BY_NAME[name]
        trap = fold.binary_trap(op, ty, carried(ty, x), carried(ty, y))
        assert trap == TRAP_CODES.get(semantics_big.division_trap(name, bits, x, y), 0), name
        if trap == 0:
            got = fold.fold_binary(op, ty, carried(ty, x), carried(ty, y))
            assert bits_of(ty, got) == semantics_big.binary(name, bits, x, y), name


@MANY
@given(operands)
def test_overflow(case: tuple[int, int, int, int]) -> None:
    ty, x, y, carry = case
    bits = lane_bits(ty)
    a, b = carried(ty, x), carried(ty, y)
    for name in OVERFLOW:
        op = OP_BY_NAME[name + "_overflow"]
        got = (bits_of(ty, fold.fold_binary(op, ty, a, b)), fold.fold_second(op, ty, a, b, 0))
        assert got == semantics_big.overflow(name, bits, x, y), name
    for name in ["uadd_overflow_cin", "sadd_overflow_cin", "usub_overflow_bin", "ssub_overflow_bin"]:
        op = OP_BY_NAME[name]
        got = (
            bits_of(ty, fold.fold_ternary(op, ty, a, b, carry & 255)),
            fold.fold_second(op, ty, a, b, carry & 255),
        )
        assert got == semantics_big.overflow(name, bits, x, y, 1 if carry & 255 else 0), name
    own = fold.binary_trap(OP_BY_NAME["uadd_overflow_trap"], ty, a, b)
    assert own == (scalar.OWN_CODE if x + y >= 1 << bits else 0)


@MANY
@given(operands)
def test_compare(case: tuple[int, int, int, int]) -> None:
    ty, x, y, _ = case
    for number, cc in enumerate(INTCC):
        for left, right in ((x, y), (x, x)):
            got = scalar.compare_int(number, ty, carried(ty, left), carried(ty, right))
            assert got == int(semantics_big.compare(cc, lane_bits(ty), left, right)), cc


@MANY
@given(operands, st.sampled_from(TYPES))
def test_conversions_and_selection(case: tuple[int, int, int, int], target: int) -> None:
    ty, x, y, z = case
    bits, wide = lane_bits(ty), lane_bits(target)
    a = carried(ty, x)

    def convert(name: str) -> int:
        return bits_of(target, fold.fold_unary(OP_BY_NAME[name], target, ty, a))

    assert convert("bmask") == ((1 << wide) - 1 if x else 0)
    if wide > bits:
        assert convert("uextend") == x
        assert convert("sextend") == semantics_big.unsigned(wide, semantics_big.signed(bits, x))
    if wide < bits:
        assert convert("ireduce") == x % (1 << wide)
    ternary = fold.fold_ternary
    b, c = carried(ty, y), carried(ty, z)
    assert ternary(OP_BY_NAME["select"], ty, a, b, c) == (b if x else c)
    assert bits_of(ty, ternary(OP_BY_NAME["bitselect"], ty, a, b, c)) == (x & y) | (~x & z)
    # A shift amount of another type counts modulo the width of the shifted value.
    shifted = fold.fold_binary(OP_BY_NAME["ishl"], ty, a, carried(I64, z - (1 << 63)))
    assert bits_of(ty, shifted) == semantics_big.unsigned(bits, x << z % bits)


@MANY
@given(operands)
def test_split_and_concat(case: tuple[int, int, int, int]) -> None:
    ty, x, y, _ = case
    bits = lane_bits(ty)
    if ty != I64:
        joined = fold.fold_binary(OP_BY_NAME["iconcat"], ty, carried(ty, x), carried(ty, y))
        assert bits_of(ty + 1, joined) == y << bits | x
    if ty != I8:
        op = OP_BY_NAME["isplit"]
        low = fold.fold_unary(op, ty, ty, carried(ty, x))
        high = fold.fold_second(op, ty, carried(ty, x), 0, 0)
        assert (bits_of(ty - 1, low), bits_of(ty - 1, high)) == (x % (1 << bits // 2), x >> bits // 2)


@pytest.mark.parametrize(
    ("name", "bits", "x", "y", "expected"),
    [
        ("sdiv", 8, 0xF9, 2, 0xFD),  # -7 / 2 == -3
        ("srem", 8, 0xF9, 2, 0xFF),  # -7 rem 2 == -1
        ("srem", 8, 0x80, 0xFF, 0),
        ("sdiv", 128, 1 << 127, 2, 3 << 126),
        ("umulhi", 64, 1 << 63, 6, 3),
        ("smulhi", 16, 0x8000, 0x8000, 0x4000),
        ("rotr", 8, 0b00000011, 1, 0b10000001),
        ("sshr", 16, 0x8000, 31, 0xFFFF),
        ("sqmul_round_sat", 16, 0x8000, 0x8000, 0x7FFF),
        ("x86_pmulhrsw", 16, 0x8000, 0x8000, 0x8000),
        ("avg_round", 8, 255, 254, 255),
    ],
)
def test_known_values(name: str, bits: int, x: int, y: int, expected: int) -> None:
    assert semantics_big.binary(name, bits, x, y) == expected


def test_what_can_be_folded() -> None:
    ops = OP_BY_NAME
    assert fold.can_fold(ops["iadd"], I32, 0)
    assert not fold.can_fold(ops["iadd"], I128, 0)
    assert not fold.can_fold(ops["iadd"], I32 | 2 << 4, 0)
    assert not fold.can_fold(ops["uextend"], I64, I128)
    assert fold.can_fold(ops["iconcat"], I32, 0)
    assert not fold.can_fold(ops["iconcat"], I64, 0)
    assert not fold.can_fold(ops["load"], I32, 0)
    assert not fold.can_fold(ops["ishl"], I32, I128)
