"""NaN results become one NaN: what the pass writes, and that interpreted results are those NaNs."""

import pytest
from irtool.compile import LOWER, Session, default_settings, make_target
from irtool.ir.interp.interpreter import interpret
from irtool.ir.opcodes import OPS
from irtool.ir.text.printer import print_function
from irtool.ir.text.reader import parse_function
from irtool.ir.verify.verifier import check
from irtool.passes.canonicalize_nans import canonicalize_nans

#: By type: the canonical NaN, another NaN, and 1.
BITS = {
    "f16": (0x7E00, 0xFE01, 0x3C00),
    "f32": (0x7FC0_0000, 0xFFC0_0001, 0x3F80_0000),
    "f64": (0x7FF8 << 48, 0xFFF8 << 48 | 1, 0x3FF0 << 48),
    "f128": (0x7FFF8 << 108, 0xFFFF8 << 108 | 1, 0x3FFF << 112),
}
ARITHMETIC = (
    "fadd",
    "fsub",
    "fmul",
    "fdiv",
    "fma",
    "sqrt",
    "ceil",
    "floor",
    "trunc",
    "nearest",
    "fmin",
    "fmax",
)
OPERANDS = {"fma": 3, **dict.fromkeys(("sqrt", "ceil", "floor", "trunc", "nearest"), 1)}


def one_instruction(opcode: str, ty: str, count: int) -> str:
    """A function that is one instruction."""
    params = ", ".join(f"v{at}: {ty}" for at in range(count))
    return f"""function %f({", ".join([ty] * count)}) -> {ty} {{
block0({params}):
    v9 = {opcode} {", ".join(f"v{at}" for at in range(count))}
    return v9
}}
"""


@pytest.mark.parametrize("ty", BITS)
@pytest.mark.parametrize("opcode", ARITHMETIC)
def test_arithmetic_gives_the_canonical_nan(opcode: str, ty: str) -> None:
    canonical, other, one = BITS[ty]
    count = OPERANDS.get(opcode, 2)
    func = parse_function(one_instruction(opcode, ty, count))
    assert interpret([func], "f", [other] * count).values[0] != canonical, "or the test shows nothing"
    plain = interpret([func], "f", [one] * count).values
    assert canonicalize_nans(func)
    check(func)
    assert interpret([func], "f", [other] * count).values == [canonical]
    assert interpret([func], "f", [one] * count).values == plain


@pytest.mark.parametrize("opcode", ["fneg", "fabs", "bnot"])
def test_moves_of_bits_stay(opcode: str) -> None:
    func = parse_function(one_instruction(opcode, "f64", 1))
    before = print_function(func)
    assert not canonicalize_nans(func)
    assert print_function(func) == before


def test_lanes_are_chosen_by_a_mask() -> None:
    func = parse_function(one_instruction("fadd", "f64x2", 2))
    assert canonicalize_nans(func)
    check(func)
    names = [OPS[func.op[inst]].name for inst in func.inst_list(func.first_block)]
    assert names == ["fadd", "vconst", "fcmp", "bitcast", "bitselect", "return"]
    _, other, one = BITS["f64"]
    result = interpret([func], "f", [(x << 64 | one).to_bytes(16, "little") for x in (other, one)]).values
    assert result == [(BITS["f64"][0] << 64 | 0x4000 << 48).to_bytes(16, "little")]


def test_the_setting_turns_it_on() -> None:
    func = parse_function(one_instruction("fadd", "f64", 2))
    settings = default_settings()
    rows: list[int] = []
    for value in ("false", "true"):
        settings.apply(f"enable_nan_canonicalization={value}")
        session = Session(make_target("x86_64", settings), settings)
        rows.append(int(session.compile_until(func, LOWER).vcode.rows))
    assert rows[1] > rows[0]
