"""Numbers and strings of the WebAssembly text format against exact arithmetic."""

import math
import struct
import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from irtool.frontend.wasm.text.literals import (
    FRACTION_BITS,
    MALFORMED,
    OUT_OF_RANGE,
    is_number,
    parse_float,
    parse_int,
    parse_unsigned,
    string_bytes,
)
from irtool.frontend.wasm.text.print_literals import bytes_text, float_text, id_text, name_text

# --- integers -------------------------------------------------------------------------------


@given(st.integers(-(2**66), 2**66), st.sampled_from([8, 16, 32, 64]), st.booleans(), st.booleans())
def test_integers(value: int, bits: int, hexadecimal: bool, underscores: bool) -> None:
    digits = f"{abs(value):x}" if hexadecimal else str(abs(value))
    if underscores:
        digits = "_".join(digits)
    text = ("-" if value < 0 else "") + ("0x" if hexadecimal else "") + digits
    if -(2 ** (bits - 1)) <= value < 2**bits:
        assert parse_int(text.encode(), bits) == value % 2**bits
    else:
        with pytest.raises(ValueError, match=OUT_OF_RANGE):
            parse_int(text.encode(), bits)
    if 0 <= value < 2**bits:
        assert parse_unsigned(text.encode(), bits) == value


@pytest.mark.parametrize(
    "text", ["", "_1", "1_", "1__0", "0x", "0x_1", "x", "1x", "0xg", "+-1", "1.0", "--1", "0X1", "1 "]
)
def test_malformed_integers(text: str) -> None:
    with pytest.raises(ValueError, match=MALFORMED):
        parse_int(text.encode(), 32)


def test_unsigned_numbers_have_no_sign() -> None:
    for text in (b"+1", b"-0"):
        with pytest.raises(ValueError, match=MALFORMED):
            parse_unsigned(text, 32)


def test_huge_numbers_take_no_long_time() -> None:
    start = time.perf_counter()
    with pytest.raises(ValueError, match=OUT_OF_RANGE):
        parse_int(b"9" * 1_000_000, 64)
    with pytest.raises(ValueError, match=OUT_OF_RANGE):
        parse_float(b"9" * 1_000_000, 64)
    assert parse_float(b"0." + b"0" * 1_000_000 + b"1", 64) == 0
    assert parse_float(b"1" + b"0" * 500_000 + b"e-500000", 32) == parse_float(b"1", 32)
    assert parse_float(b"1e-999999999999999999999", 64) == 0
    assert parse_float(b"0x0p9999999999999999999", 64) == 0
    with pytest.raises(ValueError, match=OUT_OF_RANGE):
        parse_float(b"0x1p99999999999999999999999", 32)
    assert time.perf_counter() - start < 20


# --- floats ---------------------------------------------------------------------------------


def exact(value: Fraction, bits: int) -> int | None:
    """The bits of the float nearest to a number, ties to even; None beyond the largest one. Found by
    bisection over the floats as they are ordered."""

    def number(pattern: int) -> Fraction:
        fraction = pattern & ((1 << FRACTION_BITS[bits]) - 1)
        exponent = pattern >> FRACTION_BITS[bits]
        bias = (1 << (bits - 2 - FRACTION_BITS[bits])) - 1
        if exponent:
            fraction |= 1 << FRACTION_BITS[bits]
        return fraction * Fraction(2) ** (max(exponent, 1) - bias - FRACTION_BITS[bits])

    magnitude = abs(value)
    infinity = ((1 << (bits - 1 - FRACTION_BITS[bits])) - 1) << FRACTION_BITS[bits]
    low, high = 0, infinity
    while high - low > 1:
        middle = (low + high) // 2
        if number(middle) <= magnitude:
            low = middle
        else:
            high = middle
    below, above = number(low), number(high)
    if magnitude - below > above - magnitude or (magnitude - below == above - magnitude and low & 1):
        low = high
    return None if low == infinity else low | (1 << (bits - 1) if value < 0 else 0)


def check_float(text: str, value: Fraction, bits: int) -> None:
    expected = exact(value, bits)
    if expected is None:
        with pytest.raises(ValueError, match=OUT_OF_RANGE):
            parse_float(text.encode(), bits)
    else:
        assert parse_float(text.encode(), bits) & ((1 << (bits - 1)) - 1) == expected & (
            (1 << (bits - 1)) - 1
        )


@given(
    st.integers(0, 10**40), st.integers(0, 45), st.integers(-70, 70), st.sampled_from([32, 64]), st.booleans()
)
def test_decimal_floats(digits: int, point: int, exponent: int, bits: int, negative: bool) -> None:
    text = str(digits).rjust(point + 1, "0")
    whole, fraction = text[: len(text) - point], text[len(text) - point :]
    sign = "-" if negative else ""
    value = Fraction(digits) / 10**point * Fraction(10) ** exponent
    check_float(f"{sign}{whole}.{fraction}e{exponent}", -value if negative else value, bits)


@given(st.integers(0, 2**140), st.integers(0, 40), st.integers(-1200, 1200), st.sampled_from([32, 64]))
def test_hexadecimal_floats(digits: int, point: int, exponent: int, bits: int) -> None:
    text = f"{digits:x}".rjust(point + 1, "0")
    whole, fraction = text[: len(text) - point], text[len(text) - point :]
    value = Fraction(digits) / 16**point * Fraction(2) ** exponent
    check_float(f"0x{whole}.{fraction}p{exponent:+}", value, bits)


@given(st.integers(0, 2**31 - 2**24), st.sampled_from([32, 64]), st.integers(-1, 1))
def test_halfway_cases_with_many_digits(pattern: int, bits: int, nudge: int) -> None:
    """The middle between two floats, and a little beside it, in decimal digits."""
    if bits == 64:
        pattern <<= 32
    low = struct.unpack("<d", pattern.to_bytes(8, "little"))[0] if bits == 64 else None
    values = []
    for item in (pattern, pattern + 1):
        data = item.to_bytes(bits // 8, "little")
        values.append(Fraction(struct.unpack("<d" if bits == 64 else "<f", data)[0]))
    assert low is None or math.isfinite(low)
    middle = (values[0] + values[1]) / 2 + nudge * (values[1] - values[0]) / 10**30
    scale = max(0, middle.denominator.bit_length() + 5)
    digits = middle * 10**scale
    assert digits.denominator == 1
    text = str(digits.numerator)
    if len(text) < 4000:  # Python converts no longer ones here
        check_float(f"{text}e-{scale}", middle, bits)


@given(st.integers(0, 2**64 - 1))
def test_doubles_as_python_reads_them(pattern: int) -> None:
    value = struct.unpack("<d", pattern.to_bytes(8, "little"))[0]
    if math.isfinite(value):
        assert parse_float(repr(value).encode(), 64) == pattern
        assert parse_float(value.hex().encode(), 64) == pattern


@pytest.mark.parametrize(
    ("text", "bits", "expected"),
    [
        ("0x1.fffffefffp127", 32, 0x7F7FFFFF),
        ("0x1.fffffeffffffffffffffffp127", 32, 0x7F7FFFFF),
        ("1.00000017881393432617187499", 32, 0x3F800001),
        ("0x1.p4", 32, 0x41800000),
        ("1.", 32, 0x3F800000),
        ("7", 64, 0x401C000000000000),
        ("-0", 32, 0x80000000),
        ("0x0.0p-5", 64, 0),
        ("inf", 32, 0x7F800000),
        ("-inf", 64, 0xFFF0000000000000),
        ("nan", 32, 0x7FC00000),
        ("-nan", 64, 0xFFF8000000000000),
        ("+nan:0x1", 32, 0x7F800001),
        ("nan:0x7f_ffff", 32, 0x7FFFFFFF),
        ("-nan:0x8_0000_0000_0000", 64, 0xFFF8000000000000),
        ("0x1p-149", 32, 1),
        ("0x1p-150", 32, 0),
        ("0x1.000000000001p-150", 32, 1),
        ("4.9e-324", 64, 1),
        ("2.4703282292062327e-324", 64, 0),
        ("2.4703282292062328e-324", 64, 1),
    ],
)
def test_floats(text: str, bits: int, expected: int) -> None:
    assert parse_float(text.encode(), bits) == expected


@pytest.mark.parametrize(
    ("text", "bits", "message"),
    [
        ("0x1.ffffffp127", 32, OUT_OF_RANGE),
        ("1e39", 32, OUT_OF_RANGE),
        ("1e309", 64, OUT_OF_RANGE),
        ("nan:0x0", 32, OUT_OF_RANGE),
        ("nan:0x80_0000", 32, OUT_OF_RANGE),
        ("nan:0x10_0000_0000_0000", 64, OUT_OF_RANGE),
        ("nan:1", 32, MALFORMED),
        ("inf:0x1", 32, MALFORMED),
        (".5", 32, MALFORMED),
        ("1e", 32, MALFORMED),
        ("1_.0", 32, MALFORMED),
        ("1._0", 32, MALFORMED),
        ("1e_1", 32, MALFORMED),
        ("0x1.0e+5", 32, MALFORMED),
        ("0x1p0x1", 32, MALFORMED),
        ("0x.8", 32, MALFORMED),
    ],
)
def test_wrong_floats(text: str, bits: int, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_float(text.encode(), bits)
    assert is_number(text.encode()) == (message == OUT_OF_RANGE)


@given(st.integers(0, 2**32 - 1))
def test_printed_singles_read_back(pattern: int) -> None:
    assert parse_float(float_text(pattern, 32).encode(), 32) == pattern


@given(st.integers(0, 2**64 - 1))
def test_printed_doubles_read_back(pattern: int) -> None:
    assert parse_float(float_text(pattern, 64).encode(), 64) == pattern


def test_printed_floats_are_short() -> None:
    assert float_text(0x3DCCCCCD, 32) == "0.1"
    assert float_text(0x3FB999999999999A, 64) == "0.1"
    assert float_text(0x40000000, 32) == "2"
    assert float_text(0x7F800001, 32) == "nan:0x1"
    assert float_text(0xFFC00000, 32) == "-nan"


# --- strings --------------------------------------------------------------------------------


def test_strings() -> None:
    assert string_bytes(rb'"a\t\n\r\"\'\\\00\Ff\u{48}\u{1F_600}"') == b"a\t\n\r\"'\\\x00\xffH\xf0\x9f\x98\x80"


@given(st.binary())
def test_printed_bytes_read_back(data: bytes) -> None:
    assert string_bytes(bytes_text(data).encode()) == data


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_printed_names_read_back(name: str) -> None:
    text = name_text(name)
    assert "\n" not in text
    assert string_bytes(text.encode()) == name.encode()


def test_identifiers() -> None:
    assert id_text("a.b") == "$a.b"
    assert id_text("a b") == '$"a b"'
    assert id_text("é") == '$"é"'
