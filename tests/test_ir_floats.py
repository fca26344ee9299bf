"""Exact float arithmetic against the machine's binary64 and binary32, and known cases of the others."""

import math
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from irtool.ir.opcodes import FLOATCC
from irtool.ir.semantics import floats
from irtool.ir.types import F16, F32, F64, F128

MANY = settings(max_examples=500, deadline=None)


def bits64(value: float) -> int:
    return int.from_bytes(struct.pack("<d", value), "little")


def bits32(value: float) -> int:
    try:
        return int.from_bytes(struct.pack("<f", value), "little")
    except OverflowError:
        return 0xFF800000 if value < 0 else 0x7F800000


def value64(bits: int) -> float:
    return float(struct.unpack("<d", bits.to_bytes(8, "little"))[0])


def value32(bits: int) -> float:
    return float(struct.unpack("<f", bits.to_bytes(4, "little"))[0])


patterns64 = st.one_of(
    st.floats(allow_nan=False).map(bits64),
    st.integers(0, 2**64 - 1).filter(lambda b: not floats.is_nan(F64, b)),
)
patterns32 = st.integers(0, 2**32 - 1).filter(lambda b: not floats.is_nan(F32, b))


def same(ty: int, got: int, wanted: float) -> bool:
    """Equal bits, any NaN for a NaN."""
    if math.isnan(wanted):
        return got == floats.FORMATS[ty].default_nan
    return got == (bits64(wanted) if ty == F64 else bits32(wanted))


def quotient(a: float, b: float) -> float:
    if b == 0:
        return math.nan if a == 0 or math.isnan(a) else math.copysign(math.inf, a) * math.copysign(1, b)
    return a / b


@MANY
@given(patterns64, patterns64)
def test_binary64(x: int, y: int) -> None:
    a, b = value64(x), value64(y)
    assert same(F64, floats.fadd(F64, x, y), a + b)
    assert same(F64, floats.fsub(F64, x, y), a - b)
    assert same(F64, floats.fmul(F64, x, y), a * b)
    assert same(F64, floats.fdiv(F64, x, y), quotient(a, b))
    assert same(F64, floats.sqrt(F64, x), math.sqrt(a) if a >= 0 else math.nan)


@MANY
@given(patterns32, patterns32)
def test_binary32(x: int, y: int) -> None:
    """Rounding the binary64 result again is exact for these operations on binary32 operands."""
    a, b = value32(x), value32(y)
    assert same(F32, floats.fadd(F32, x, y), a + b)
    assert same(F32, floats.fmul(F32, x, y), a * b)
    assert same(F32, floats.fdiv(F32, x, y), quotient(a, b))
    assert same(F32, floats.sqrt(F32, x), math.sqrt(a) if a >= 0 else math.nan)


@MANY
@given(patterns64, patterns64)
def test_order(x: int, y: int) -> None:
    a, b = value64(x), value64(y)
    outcomes = {"lt": a < b, "le": a <= b, "gt": a > b, "ge": a >= b, "eq": a == b}
    outcomes |= {"u" + cc: outcome for cc, outcome in outcomes.items()}
    outcomes |= {"ord": True, "uno": False, "ne": a != b, "one": a != b}
    for cc in FLOATCC:
        assert floats.fcmp(cc, F64, x, y) == outcomes[cc], cc
        assert floats.fcmp(cc, F64, x, 0x7FF8 << 48) == (cc[0] == "u" or cc == "ne"), cc
    assert value64(floats.fmin(F64, x, y)) == min(a, b)
    assert value64(floats.fmax(F64, x, y)) == max(a, b)


@MANY
@given(patterns64)
def test_rounding_and_conversion(x: int) -> None:
    a = value64(x)
    if math.isinf(a):
        assert floats.ceil(F64, x) == x
        return
    for name, function in (
        ("ceil", math.ceil),
        ("floor", math.floor),
        ("trunc", math.trunc),
        ("nearest", round),
    ):
        got = value64(floats.float_function(name)(F64, x))
        assert got == function(a)
        assert math.copysign(1, got) == math.copysign(1, a), "the sign of a zero is kept"
    assert floats.to_int(F64, x) == math.trunc(a)
    assert floats.convert(F64, F32, x) == bits32(a)
    assert floats.convert(F64, F128, x) != 0 or a == 0
    assert floats.convert(F128, F64, floats.convert(F64, F128, x)) == x
    half = floats.convert(F64, F16, x)
    try:
        assert half == int.from_bytes(struct.pack("<e", a), "little")
    except OverflowError:
        assert half & 0x7FFF == 0x7C00


@MANY
@given(st.integers(-(2**130), 2**130))
def test_from_int(value: int) -> None:
    assert value64(floats.from_int(F64, value)) == float(value)


@MANY
@given(patterns64, patterns64, patterns64)
def test_fma_rounds_once(x: int, y: int, z: int) -> None:
    a, b, c = (floats.unpack(F64, bits) for bits in (x, y, z))
    if any(part.kind != floats.FINITE for part in (a, b, c)):
        return
    wide = floats.fadd(F128, floats.convert(F64, F128, x), 0)  # exact product needs 106 of 113 bits
    product = floats.fmul(F128, wide, floats.convert(F64, F128, y))
    if z & (2**63 - 1) == 0:
        assert floats.fma(F64, x, y, z) & (2**63 - 1) == floats.convert(F128, F64, product) & (2**63 - 1)


@pytest.mark.parametrize(
    ("ty", "nan", "quiet"),
    [(F16, 0x7C01, 0x7E01), (F32, 0xFF800001, 0xFFC00001), (F64, 0x7FF0000000000042, 0x7FF8000000000042)],
)
def test_nan_results(ty: int, nan: int, quiet: int) -> None:
    one = floats.from_int(ty, 1)
    for name in ("fadd", "fsub", "fmul", "fdiv", "fmin", "fmax"):
        function = floats.float_function(name)
        assert function(ty, nan, one) == function(ty, one, nan) == quiet, name
    assert floats.sqrt(ty, nan) == floats.ceil(ty, nan) == floats.fma(ty, one, one, nan) == quiet
    infinity, default = floats.FORMATS[ty].infinity, floats.FORMATS[ty].default_nan
    assert (
        floats.fsub(ty, infinity, infinity)
        == floats.fmul(ty, infinity, 0)
        == floats.fdiv(ty, 0, 0)
        == default
    )
    assert floats.sqrt(ty, floats.fneg(ty, one)) == floats.fma(ty, infinity, 0, one) == default
    assert floats.fneg(ty, nan) == nan ^ floats.FORMATS[ty].sign_bit
    assert floats.to_int(ty, nan) is None


def test_nan_payloads_move_with_the_width() -> None:
    assert floats.convert(F32, F64, 0x7F800001) == 0x7FF8000020000000
    assert floats.convert(F64, F32, 0xFFF0000000000001) == 0xFFC00000


def test_signed_zeros() -> None:
    minus = 1 << 63
    assert floats.fadd(F64, minus, minus) == minus
    assert floats.fadd(F64, minus, 0) == floats.fsub(F64, 0, 0) == 0
    assert floats.fmin(F64, 0, minus) == floats.fmin(F64, minus, 0) == minus
    assert floats.fmax(F64, 0, minus) == floats.fmax(F64, minus, 0) == 0
    assert floats.sqrt(F64, minus) == minus


@pytest.mark.parametrize("ty", [F16, F32, F64, F128])
def test_infinities_are_beyond_every_integer(ty: int) -> None:
    fmt = floats.FORMATS[ty]
    up, down = floats.to_int(ty, fmt.infinity), floats.to_int(ty, fmt.infinity | fmt.sign_bit)
    assert up is not None and up >= 1 << 128
    assert down is not None and down <= -(1 << 128)
