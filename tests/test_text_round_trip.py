"""Reading, printing and reading again gives the same tables, for generated functions of every kind."""

import random

import pytest
from function_content import content
from hypothesis import given, settings
from hypothesis import strategies as st
from irtool.ir.opcodes import OPS
from irtool.ir.text.printer import print_function
from irtool.ir.text.reader import parse_function
from text_functions import function_text


def check(text: str) -> None:
    """Two round trips: the printed text is the canonical one and says what the first text says."""
    func = parse_function(text)
    printed = print_function(func)
    again = parse_function(printed)
    assert content(again) == content(func), f"{text}\n{printed}"
    assert print_function(again) == printed


@settings(max_examples=150)
@given(st.integers(min_value=0), st.integers(min_value=1, max_value=20))
def test_round_trip(seed: int, size: int) -> None:
    check(function_text(random.Random(seed), size))


@pytest.mark.slow
def test_round_trip_at_length() -> None:
    for seed in range(5000):
        check(function_text(random.Random(seed)))


def test_the_generator_makes_everything() -> None:
    """All opcodes, and every construct of the preamble and the margin, come up soon."""
    texts = [function_text(random.Random(seed)) for seed in range(150)]
    names = {OPS[int(op)].name for text in texts for op in parse_function(text).op}
    assert names == {row.name for row in OPS}
    together = "".join(texts)
    for word in (
        *("explicit_slot", "align =", "key =", "explicit_dynamic_slot", "vmctx", "iadd_imm", "symbol"),
        *("dyn_scale_target_const", "colocated", "patchable", "tls", "userextname", "stack_limit", "region1"),
        *("cold", "stack_map", " -> v", "default:", "context", "exn", "ret", "sarg", "sret", "uext", "u0:7"),
        *("sNaN", "Inf", "big", "little", "4294967295", "@c7", "@ffffffff", "<", "x256", "i32x4xN", "f128x"),
    ):
        assert word in together, word
