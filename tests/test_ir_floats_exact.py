"""Float arithmetic of all four formats against exact rational numbers, rounded here by definition.

The result of an operation is the number of the format nearest to the exact one, ties to the even
significand: this file finds it by comparing fractions, without any code of `ir/semantics/`. So the
narrow formats (f16) and the wide one (f128), which Python does not have, are judged like the others.
"""

from fractions import Fraction
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from irtool.ir.semantics import floats
from irtool.ir.types import F16, F32, F64, F128

#: Width, fraction bits and exponent bias by type.
SHAPES: Final = {F16: (16, 10, 15), F32: (32, 23, 127), F64: (64, 52, 1023), F128: (128, 112, 16383)}


def value_of(ty: int, bits: int) -> Fraction:
    """The number that a finite pattern means (both zeros are 0)."""
    width, fraction, bias = SHAPES[ty]
    field = bits >> fraction & ((1 << (width - 1 - fraction)) - 1)
    significand = bits & ((1 << fraction) - 1)
    if field:
        significand |= 1 << fraction
    result = significand * Fraction(2) ** (max(field, 1) - bias - fraction)
    return -result if bits >> (width - 1) else result


def nearest(ty: int, exact: Fraction) -> int:
    """The pattern nearest to a number that is not zero: patterns of one sign are ordered like their values,
    so the last one that is not above is found by bisection."""
    width, fraction, bias = SHAPES[ty]
    infinity = ((1 << (width - 1 - fraction)) - 1) << fraction
    magnitude = abs(exact)
    low, high = 0, infinity  # the pattern of infinity stands for the next power of two
    while high - low > 1:
        middle = (low + high) // 2
        if value_of(ty, middle) <= magnitude:
            low = middle
        else:
            high = middle
    above = value_of(ty, high) if high != infinity else Fraction(2) ** (bias + 1)
    below_distance, above_distance = magnitude - value_of(ty, low), above - magnitude
    if above_distance < below_distance or (above_distance == below_distance and high % 2 == 0):
        low = high
    return low | (1 << (width - 1) if exact < 0 else 0)


def finite(ty: int) -> st.SearchStrategy[int]:
    """Patterns of finite numbers: any, subnormal ones, and those near powers of two."""
    width, fraction, bias = SHAPES[ty]
    sign = st.sampled_from([0, 1 << (width - 1)])
    top = (((1 << (width - 1 - fraction)) - 1) << fraction) - 1
    near_one = st.integers((bias - 3) << fraction, (bias + 3) << fraction)
    subnormal = st.integers(0, 3 << fraction)
    large = st.integers(top - (3 << fraction), top)
    magnitude = st.one_of(st.integers(0, top), near_one, subnormal, large)
    return st.builds(lambda s, m: s | m, sign, magnitude)


ALL_TYPES = pytest.mark.parametrize("ty", [F16, F32, F64, F128], ids=["f16", "f32", "f64", "f128"])
FEW = settings(max_examples=40)


@ALL_TYPES
@FEW
@given(data=st.data())
def test_arithmetic(ty: int, data: st.DataObject) -> None:
    x, y, z = (data.draw(finite(ty)) for _ in range(3))
    a, b, c = value_of(ty, x), value_of(ty, y), value_of(ty, z)
    for name, exact in (("fadd", a + b), ("fsub", a - b), ("fmul", a * b)):
        if exact:
            assert floats.float_function(name)(ty, x, y) == nearest(ty, exact), name
    if a and b:
        assert floats.fdiv(ty, x, y) == nearest(ty, a / b)
    if a * b + c:
        assert floats.fma(ty, x, y, z) == nearest(ty, a * b + c)


@ALL_TYPES
@FEW
@given(data=st.data())
def test_square_root(ty: int, data: st.DataObject) -> None:
    """The root's neighbours' midpoints enclose the exact root."""
    width = SHAPES[ty][0]
    x = data.draw(finite(ty)) & ((1 << (width - 1)) - 1)
    if x == 0:
        return
    root = floats.sqrt(ty, x)
    low = (value_of(ty, root) + value_of(ty, root - 1)) / 2
    high = (value_of(ty, root) + value_of(ty, root + 1)) / 2
    assert low * low <= value_of(ty, x) <= high * high
    if root % 2:  # a tie goes to the even neighbour
        assert low * low < value_of(ty, x) < high * high


@ALL_TYPES
@FEW
@given(data=st.data())
def test_rounding_to_integers(ty: int, data: st.DataObject) -> None:
    x = data.draw(finite(ty))
    exact = value_of(ty, x)
    width = SHAPES[ty][0]
    whole = {
        "floor": exact.numerator // exact.denominator,
        "ceil": -(-exact.numerator // exact.denominator),
        "trunc": int(exact),
        "nearest": round(exact),
    }
    for name, integer in whole.items():
        result = floats.float_function(name)(ty, x)
        assert value_of(ty, result) == integer, name
        assert result >> (width - 1) == x >> (width - 1), f"{name} keeps the sign, also of zero"
    assert floats.to_int(ty, x) == whole["trunc"]


@ALL_TYPES
@FEW
@given(data=st.data())
def test_conversions(ty: int, data: st.DataObject) -> None:
    x = data.draw(finite(ty))
    exact = value_of(ty, x)
    for target in SHAPES:
        result = floats.convert(ty, target, x)
        if exact:
            assert result == nearest(target, exact)
        else:
            assert result == (x >> (SHAPES[ty][0] - 1)) << (SHAPES[target][0] - 1)
    number = data.draw(st.integers(-(1 << 127), (1 << 128) - 1))
    if number:
        assert floats.from_int(ty, number) == nearest(ty, Fraction(number))


def test_the_judge_knows_some_numbers() -> None:
    assert nearest(F16, Fraction(1, 3)) == 0x3555
    assert nearest(F16, Fraction(65520)) == 0x7C00  # halfway to 65536: to the even one, infinity
    assert nearest(F16, Fraction(65519)) == 0x7BFF
    assert nearest(F32, Fraction(1, 10)) == 0x3DCCCCCD
    assert nearest(F64, Fraction(-1, 3)) == 0xBFD5555555555555
    assert nearest(F128, Fraction(1, 3)) == 0x3FFD5555555555555555555555555555
    assert nearest(F16, Fraction(1, 1 << 25)) == 0  # half of the least number: to the even zero
    assert nearest(F16, Fraction(3, 1 << 26)) == 1
