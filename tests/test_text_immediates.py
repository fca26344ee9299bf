"""Immediates: exact reading, canonical printing, and that each undoes the other."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from irtool.ir import types
from irtool.ir.immediates import (
    format_bytes,
    format_float,
    format_int,
    format_offset,
    format_value,
    parse_bytes,
    parse_float,
    parse_imm64,
    parse_lane_int,
    parse_lanes,
    parse_offset,
    parse_scalar,
    parse_unsigned,
    widen_bytes,
)

FLOATS = {types.F16: 16, types.F32: 32, types.F64: 64, types.F128: 128}
INTS = {types.I8: 8, types.I16: 16, types.I32: 32, types.I64: 64, types.I128: 128}


def bits_of(widths: dict[int, int]) -> st.SearchStrategy[tuple[int, int]]:
    return st.sampled_from(sorted(widths)).flatmap(
        lambda ty: st.tuples(st.just(ty), st.integers(0, (1 << widths[ty]) - 1))
    )


@given(bits_of(FLOATS))
def test_float_bits_survive_printing(item: tuple[int, int]) -> None:
    ty, bits = item
    assert parse_float(format_float(bits, ty), ty) == bits


@given(st.floats(width=64, allow_nan=False, allow_infinity=False))
def test_f64_literals_mean_what_python_says(value: float) -> None:
    text = value.hex()
    bits = struct.unpack("<Q", struct.pack("<d", value))[0]
    assert parse_float(text.replace("p+", "p"), types.F64) == bits


@given(st.integers(0, 0xFFFF))
def test_f16_literals_mean_what_struct_says(bits: int) -> None:
    value = struct.unpack("<e", struct.pack("<H", bits))[0]
    text = format_float(bits, types.F16)
    if value == value and abs(value) != float("inf"):
        assert float.fromhex(text) == value


@given(bits_of(INTS))
def test_int_bits_survive_printing(item: tuple[int, int]) -> None:
    ty, bits = item
    assert parse_scalar(format_value(bits, ty), ty) == bits


@given(st.binary(min_size=1, max_size=16))
def test_bytes_survive_printing(data: bytes) -> None:
    assert parse_bytes(format_bytes(data)) == data


@given(st.integers(-(1 << 31), (1 << 31) - 1))
def test_offsets_survive_printing(offset: int) -> None:
    text = format_offset(offset)
    assert (parse_offset(text, 32) if text else 0) == offset


@pytest.mark.parametrize(
    ("text", "ty", "bits"),
    [
        ("0.0", types.F32, 0),
        ("-0.0", types.F16, 0x8000),
        ("0x1.0", types.F32, 0x3F800000),
        ("0x.4", types.F64, 0x3FD0 << 48),
        ("0x4.", types.F64, 0x4010 << 48),
        ("0x13.0p-3", types.F16, 0x40C0),
        ("0x1.0p-149", types.F32, 1),
        ("0x0.000002p-126", types.F32, 1),
        ("-0x1.0p-1074", types.F64, 1 << 63 | 1),
        ("0x1.fffffep127", types.F32, 0x7F7FFFFF),
        ("Inf", types.F32, 0x7F800000),
        ("-Inf", types.F64, 0xFFF << 52),
        ("NaN", types.F32, 0x7FC00000),
        ("-NaN:0x1", types.F32, 0xFFC00001),
        ("+NaN:0x0", types.F32, 0x7FC00000),
        ("+sNaN:0x1", types.F64, 0x7FF << 52 | 1),
        ("0x0.0p9999", types.F64, 0),
    ],
)
def test_float_values(text: str, ty: int, bits: int) -> None:
    assert parse_float(text, ty) == bits


@pytest.mark.parametrize(
    ("text", "ty", "message"),
    [
        ("1.5", types.F32, "is not a floating-point number"),
        ("0x.", types.F32, "is not a floating-point number"),
        ("0x1.0000001p0", types.F32, "has more bits than f32 can represent"),
        ("0x1.0p-150", types.F32, "has more bits than f32 can represent"),
        ("0x1.0p128", types.F32, "is out of the range of f32"),
        ("0x1.0p99999999999999", types.F32, "is out of the range of f32"),
        ("0x1.0p-99999999999", types.F64, "has more bits than f64 can represent"),
        ("0x" + "1" * 32 + ".1", types.F128, "has more than 32 digits"),
        ("NaN:0x400000", types.F32, "has too many bits"),
        ("+sNaN:0x0", types.F32, "is not a signalling NaN"),
        ("NaN:", types.F32, "is not a floating-point number"),
        ("++Inf", types.F32, "is not a floating-point number"),
    ],
)
def test_bad_floats(text: str, ty: int, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_float(text, ty)


@pytest.mark.parametrize(
    ("bits", "ty", "text"),
    [
        (1, types.F16, "0x0.004p-14"),
        (0x3F800000, types.F32, "0x1.000000p0"),
        (0xBFF8 << 48, types.F64, "-0x1.8000000000000p0"),
        (1, types.F128, "0x0.0000000000000000000000000001p-16382"),
        (0x7F800000, types.F32, "+Inf"),
        (0xFFC00000, types.F32, "-NaN"),
        (0x7F800001, types.F32, "+sNaN:0x1"),
    ],
)
def test_float_spelling(bits: int, ty: int, text: str) -> None:
    assert format_float(bits, ty) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (9999, "9999"),
        (10000, "0x2710"),
        (65536, "0x0001_0000"),
        (-70000, "-70000"),
        (1 << 63, "0x8000_0000_0000_0000"),
    ],
)
def test_int_spelling(value: int, text: str) -> None:
    assert format_int(value) == text


def test_int_ranges() -> None:
    assert parse_lane_int("-1", 8) == parse_lane_int("0xff", 8) == parse_lane_int("255", 8) == 255
    assert parse_imm64("0xffff_ffff_ffff_ffff") == (1 << 64) - 1
    assert parse_lane_int("1_000", 64) == 1000
    assert parse_lane_int("0x1_0", 32) == 16
    assert parse_unsigned("7", 8) == 7
    for text, bits in (
        ("256", 8),
        ("-129", 8),
        ("1_000", 32),
        ("0x", 32),
        ("-", 32),
        ("0x10000000000000000", 64),
    ):
        with pytest.raises(ValueError):
            parse_lane_int(text, bits)
    for text in ("+1", "-1", "256"):
        with pytest.raises(ValueError):
            parse_unsigned(text, 8)
    with pytest.raises(ValueError, match="must begin with"):
        parse_offset("8", 32)
    with pytest.raises(ValueError, match="out of range"):
        parse_imm64("9" * 100000)


def test_bytes_and_lanes() -> None:
    assert parse_bytes("0x0102") == b"\x02\x01"
    assert widen_bytes(b"\x02\x01", types.I8X16) == b"\x02\x01" + bytes(14)
    assert parse_lanes(["1", "-1", "0x10", "255"], types.I8 | 2 << 4) == b"\x01\xff\x10\xff"
    assert parse_lanes(["0x1.0", "-0.0"], types.F32 | 1 << 4) == struct.pack("<ff", 1.0, -0.0)
    for text in ("0x123", "12", "0x", "0x" + "00" * 4097, "0xzz"):
        with pytest.raises(ValueError):
            parse_bytes(text)
    with pytest.raises(ValueError, match="4 lanes, 3 are written"):
        parse_lanes(["1", "2", "3"], types.I32X4)
    with pytest.raises(ValueError, match="too many"):
        widen_bytes(bytes(16), types.I8 | 3 << 4)
