"""Folding on all types: every opcode at every type gives what the interpreter gives, and what both
machines give where they have the type; a function that compiles unfolded compiles folded."""

import random

import pytest
from constant_programs import NAMES, cases, has_small_types, last_operation, random_chain
from irtool.compile import compile_function, default_settings
from irtool.ir.clone import clone_function
from irtool.ir.errors import UnsupportedError
from irtool.ir.function import Function
from irtool.ir.interp.interpreter import Interpreter
from irtool.ir.opcodes import OPS
from irtool.ir.opcodes_gen import EFFECT_MERGEABLE, EFFECT_TRAP, OP_EFFECTS
from irtool.ir.semantics.wide import has_open_nan
from irtool.ir.text.printer import print_function
from irtool.ir.text.reader import parse_function, parse_functions
from irtool.ir.text.testfile import DataValue
from irtool.ir.types import is_float, is_vector
from irtool.passes.constants import is_constant
from irtool.passes.fold import FOLDS
from irtool.passes.pipeline import Options, optimize, run_passes
from irtool.runtime.module import load
from irtool.runtime.traps import Trap

TARGETS = ["x86_64", "aarch64"]
Result = tuple[str, list[DataValue]]


def interpreted(func: Function) -> Result:
    outcome = Interpreter([func]).call(str(func.name), [])
    return outcome.trap, outcome.values


def open_nan(func: Function, values: list[DataValue]) -> bool:
    """Whether the function's last operation gives a NaN that machines may give otherwise."""
    name = OPS[func.op[last_operation(func)]].name
    numbers = [int.from_bytes(v, "little") if isinstance(v, bytes) else v for v in values]
    returns = func.signature.returns
    return any(has_open_nan(name, r.ty, bits) for r, bits in zip(returns, numbers, strict=True))


def stays_cast(func: Function) -> bool:
    """A `bitcast` of a float, or of a vector that is such a bitcast, to a vector."""
    inst = last_operation(func)
    source = func.value_def[func.arg(inst, 0)]
    from_float = is_float(func.value_type[func.arg(inst, 0)]) or OPS[func.op[source]].name == "bitcast"
    return OPS[func.op[inst]].name == "bitcast" and from_float and is_vector(func.ty[inst])


def returns_constants(func: Function) -> bool:
    inst = func.block_last[func.first_block]
    return all(is_constant(func, func.arg(inst, i)) for i in range(func.arg_count[inst]))


@pytest.mark.parametrize("name", NAMES)
def test_every_opcode_at_every_type(name: str) -> None:
    """It folds, to what the interpreter computes, exactly if it neither traps nor makes a NaN."""
    folded = 0
    for func in cases(name, random.Random(name), 3):
        expected = interpreted(func)
        text = print_function(func)
        copy = clone_function(func)
        run_passes(copy, ["fold"], Options(verify=True))
        assert interpreted(copy) == expected, text
        can = not expected[0] and not open_nan(func, expected[1]) and not stays_cast(func)
        assert returns_constants(copy) == can or stays_cast(func), text
        folded += can
        assert not run_passes(copy, ["fold"]), text
        optimize(copy, "speed", Options(verify=True))
        assert interpreted(copy) == expected, text
        assert interpreted(parse_function(print_function(copy))) == expected, text
    assert folded > 0


@pytest.mark.parametrize("target", TARGETS)
def test_machines_compute_the_same(target: str) -> None:
    """Unfolded code gives the folded values, for all operations that the machine has."""
    settings = {}
    for level in ("none", "speed"):
        settings[level] = default_settings()
        settings[level].set("opt_level", level)
    kept: list[Function] = []
    for name in NAMES:
        for func in cases(name, random.Random(f"{name} on a machine"), 8):
            if not has_small_types(func):
                continue
            try:
                compile_function(clone_function(func), target, settings["none"])
            except UnsupportedError:
                continue
            func.name.name = f"f{len(kept)}"
            kept.append(func)
    assert len(kept) > 1000
    for level in ("none", "speed"):
        module = load([clone_function(func) for func in kept], target, settings[level])
        try:
            for func in kept:
                expected = interpreted(func)
                try:
                    found: Result = "", list(module.call(func.name.symbol(), []))
                except Trap as trap:
                    found = trap.code, []
                assert found == expected or open_nan(func, expected[1]), (level, print_function(func))
        finally:
            module.close()


@pytest.mark.parametrize("target", TARGETS)
def test_folding_keeps_functions_compilable(target: str) -> None:
    """No machine loses a function because it has no such constant."""
    none, speed = default_settings(), default_settings()
    none.set("opt_level", "none")
    speed.set("opt_level", "speed")
    for name in NAMES:
        for func in cases(name, random.Random(f"{name} compiles"), 2):
            try:
                compile_function(clone_function(func), target, none)
            except UnsupportedError:
                continue
            try:
                compile_function(func, target, speed)
            except UnsupportedError as error:
                # Vector constants are what the rules do not have yet; i128 gets into vectors through memory.
                assert name == "bitcast" and "vconst" in error.message, error.message


@pytest.mark.parametrize("seed", range(60))
def test_random_chains(seed: int) -> None:
    func = random_chain(random.Random(seed), 80)
    text = print_function(func)
    expected = interpreted(func)
    for names in (["fold"], ["simplify"], ["gvn", "fold", "dce"]):
        copy = clone_function(func)
        assert run_passes(copy, names, Options(verify=True))
        assert interpreted(copy) == expected, text
    assert optimize(func, "speed", Options(verify=True))
    assert interpreted(func) == expected, text


def test_only_pure_opcodes_fold() -> None:
    """Nothing that reads memory or has an effect beside a trap."""
    for op, row in enumerate(OPS):
        if FOLDS[op]:
            assert OP_EFFECTS[op] & ~(EFFECT_TRAP | EFFECT_MERGEABLE) == 0, row.name


def test_nans_of_arithmetic_stay_and_moved_ones_fold() -> None:
    func = parse_function(
        """function %f() -> f32, f64, f64, f32x4, f32, f64, f32x4, i8, i32 {
block0:
    v0 = f32const 0.0
    v1 = fdiv v0, v0
    v2 = f64const +sNaN:0x1
    v3 = fadd v2, v2
    v4 = f32const +NaN
    v5 = fpromote.f64 v4
    v6 = splat.f32x4 v4
    v7 = fsub v6, v6
    v8 = fneg v4
    v9 = fabs v2
    v10 = fneg v6
    v11 = fcmp uno v4, v4
    v12 = fcvt_to_sint_sat.i32 v2
    return v1, v3, v5, v7, v8, v9, v10, v11, v12
}
"""
    )
    run_passes(func, ["fold"], Options(verify=True))
    names = [OPS[func.op[inst]].name for inst in func.inst_list(func.first_block)]
    assert [name for name in names if "const" not in name] == [
        *("fdiv", "fadd", "fpromote", "splat", "fsub", "return")
    ]


def chain(ty: str, op: str, constant: str, size: int) -> Function:
    lines = [f"    v{n + 1} = {op} v{n}, v{0 if n else n}" for n in range(size)]
    head = f"function %f() -> {ty} {{\nblock0:\n    {constant}\n"
    return parse_function(head + "\n".join(lines) + f"\n    return v{size}\n}}\n")


@pytest.mark.parametrize(
    ("ty", "op", "constant"),
    [
        ("i32x4", "iadd", "v0 = vconst.i32x4 [1 2 3 4]"),
        ("f128", "fadd", "v0 = f128const 0x1.0p0"),
        ("i128", "iadd", "v1000000 = iconst.i64 -1\n    v0 = uextend.i128 v1000000"),
    ],
)
def test_a_long_chain_leaves_one_constant(ty: str, op: str, constant: str) -> None:
    """Neither the pool nor the tables grow beyond a constant per operation, and the end has no more."""
    size = 5000
    func = chain(ty, op, constant, size)
    expected = interpreted(func)
    before = len(func.op)
    optimize(func, "speed", Options(verify=True))
    assert interpreted(func) == expected
    assert len(func.constants) <= 2
    assert len(func.op) <= before + 2 * size
    assert len(func.inst_list(func.first_block)) <= 4


def test_equal_constants_share_an_entry() -> None:
    func = parse_function(
        """function %f(i64) -> i32x4, i32x4 {
block0(v0: i64):
    v1 = vconst.i32x4 [1 2 3 4]
    v2 = iadd v1, v1
    v3 = isub v2, v1
    v4 = bnot v3
    v5 = bnot v4
    return v2, v5
}
"""
    )
    run_passes(func, ["fold"], Options(verify=True))
    assert len(func.constants) == 3
    assert len(set(func.constants)) == 3


def test_unused_constants_leave_the_pool_but_not_numbered_ones() -> None:
    """Masks of `shuffle` and what the text numbers keep their bytes when rows move."""
    text = """function %f(i8x16) -> i8x16, i8x16 {
    const3 = 0x11111111111111111111111111111111

block0(v0: i8x16):
    v1 = vconst.i8x16 const3
    v2 = iadd v1, v1
    v3 = iadd v2, v2
    v4 = shuffle v0, v3, 0x0f0e0d0c0b0a09080706050403020100
    v5 = shuffle v0, v0, 0x000102030405060708090a0b0c0d0e0f
    return v4, v5
}
"""
    (func,) = parse_functions(text)
    argument = bytes(range(100, 116))
    expected = Interpreter([clone_function(func)]).call("f", [argument]).values
    optimize(func, "speed", Options(verify=True))
    assert Interpreter([func]).call("f", [argument]).values == expected
    assert len(func.constants) == 4
    printed = print_function(func)
    assert "const3 = 0x" + "11" * 16 in printed
    assert "0x" + "44" * 16 in printed
    assert "22" * 16 not in printed
    assert print_function(parse_function(printed)) == printed


def test_checks_on_i128() -> None:
    func = parse_function(
        """function %f() {
block0:
    v0 = iconst.i64 0
    v1 = iconst.i64 1
    v2 = iconcat v0, v1
    trapz v2, user1
    trapnz v2, user2
    return
}
"""
    )
    assert run_passes(func, ["fold"], Options(verify=True))
    assert [OPS[func.op[inst]].name for inst in func.inst_list(func.first_block)][-2:] == ["trapnz", "return"]


def test_what_stays() -> None:
    """Byte order of another machine, vectors wider than any, dynamic vectors; their lanes are numbers."""
    func = parse_function(
        """function %f() -> f64, i16x4, i64x16, i64, i32x4xN {
    gv0 = dyn_scale_target_const.i32x4
    dt0 = i32x4*gv0

block0:
    v0 = f64const 0x1.0p0
    v1 = bitcast.i32x2 big v0
    v2 = bitcast.f64 big v1
    v3 = vconst.i32x2 [1 2]
    v4 = bitcast.i16x4 big v3
    v5 = iconst.i64 7
    v6 = splat.i64x16 v5
    v7 = iadd v6, v6
    v8 = extractlane v6, 9
    v9 = iconst.i32 1
    v10 = splat.dt0 v9
    v11 = iadd v10, v10
    return v2, v4, v7, v8, v11
}
"""
    )
    assert run_passes(func, ["fold"], Options(verify=True))
    names = [OPS[func.op[inst]].name for inst in func.inst_list(func.first_block)]
    assert names == [
        *("f64const", "bitcast", "bitcast", "vconst", "bitcast", "iconst", "splat", "iadd", "iconst"),
        *("iconst", "splat", "iadd", "return"),
    ]
