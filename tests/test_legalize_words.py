"""Counts, orders and rotations of bits without instructions for them: the same meaning, and nothing left."""

import pytest
from irtool.backends.legalize.legalize import legalize
from irtool.backends.legalize.library import COMMON_ROWS, LibraryCalls
from irtool.backends.legalize.pairs import with_split_signatures
from irtool.backends.legalize.words import WORD_OPS
from irtool.compile import make_target
from irtool.ir.clone import clone_function
from irtool.ir.interp.interpreter import interpret
from irtool.ir.opcodes import OPS
from irtool.ir.text.reader import parse_function

WIDTHS = (8, 16, 32, 64)
UNARY = ("bitrev", "cls", "clz", "ctz", "popcnt")


def values(width: int) -> list[int]:
    ones = (1 << width) - 1
    return [
        0,
        1,
        2,
        ones,
        ones - 1,
        1 << (width - 1),
        (1 << (width - 1)) - 1,
        0x0123456789ABCDEF & ones,
        0x5A & ones,
    ]


def judge(text: str, arguments: list[list[int]]) -> None:
    func = parse_function(text)
    work = clone_function(func)
    target = make_target("aarch64")
    target.library = LibraryCalls(COMMON_ROWS, False, WORD_OPS)
    legalize(work, target)
    left = {OPS[int(work.op[inst])].name for inst in range(len(work.op)) if work.inst_block[inst] >= 0}
    assert not left & {OPS[op].name for op in WORD_OPS}, text
    work = with_split_signatures(work)
    for given in arguments:
        expected = interpret([func], "f", given).values
        assert interpret([work], "f", given).values == expected, (text, given)


@pytest.mark.parametrize("width", WIDTHS)
def test_counts_and_orders(width: int) -> None:
    for op in UNARY if width == 8 else (*UNARY, "bswap"):
        text = f"function %f(i{width}) -> i{width} {{ block0(v0: i{width}): v1 = {op} v0 return v1 }}"
        judge(text, [[value] for value in values(width)])


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("op", ["rotl", "rotr"])
def test_rotations(op: str, width: int) -> None:
    for amount in WIDTHS:
        types = f"i{width}, i{amount}"
        params = f"v0: i{width}, v1: i{amount}"
        text = f"function %f({types}) -> i{width} {{ block0({params}): v2 = {op} v0, v1 return v2 }}"
        numbers = (0, 1, 7, 8, width - 1, width, width + 3, (1 << amount) - 1)
        judge(text, [[value, number % (1 << amount)] for value in values(width) for number in numbers])


def test_constants_are_folded() -> None:
    text = "function %f() -> i32 { block0: v0 = iconst.i32 0x0f00 v1 = clz v0 v2 = rotl v0, v1 return v2 }"
    judge(text, [[]])


@pytest.mark.parametrize("op", UNARY)
def test_of_i128(op: str) -> None:
    """Its halves are taken apart again."""
    func = f"function %f(i64) -> i64 {{ block0(v0: i64): v1 = iconst.i64 5 v2 = iconcat v0, v1 v3 = {op} v2 "
    judge(func + "v4, v5 = isplit v3 v6 = bxor v4, v5 return v6 }", [[value] for value in values(64)])
