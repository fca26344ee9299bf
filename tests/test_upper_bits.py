"""Zeros in the upper bits of registers: an i32 is zero-extended in its register, which the machine-code
verifier proves and running code with junk everywhere shows; so do i8 and i16 where rules rely on their
definition. Each kind of planted fault is found."""

import random
from collections.abc import Callable

import pytest
from aarch64_machine import Machine, build
from irtool.backends import check_vcode, lower
from irtool.backends.aarch64 import conds
from irtool.backends.aarch64 import encodings_gen as a64
from irtool.backends.legalize.legalize import legalize
from irtool.backends.registry import lookup
from irtool.backends.select import lower_function
from irtool.backends.target import Target
from irtool.backends.vcode import VCode
from irtool.backends.x64 import encodings_gen as x64
from irtool.ir.interp.interpreter import interpret
from irtool.ir.opcodes import OP_BY_NAME, OPS
from irtool.ir.text.reader import parse_function, parse_functions
from irtool.regalloc import contract
from librt.vecs import vec
from mypy_extensions import u8
from x64_machine import Machine as X64Machine

DATA = 0x1000000
#: How the opcodes of the tables are written, with operands that have junk above; `{n}` is the type.
FORMS = {
    "load": "load.{n} v5",
    "uload8": "uload8.{n} v5",
    "sload8": "sload8.{n} v5",
    "uload16": "uload16.{n} v5",
    "sload16": "sload16.{n} v5",
    "iconst": "iconst.{n} -1",
    "select": "select v2, v2, v3",
    "icmp": "icmp slt v2, v3",
    "fcmp": "fcmp lt v6, v6",
    "uextend": "uextend.{n} v4",
    "sextend": "sextend.{n} v4",
}


def marked(table: "vec[u8]") -> list[str]:
    return [op.name for op, mark in zip(OPS, table, strict=True) if mark]


def text_of(name: str, ty: str) -> str:
    """A function of two numbers with junk above their type; the result of the opcode is zero-extended."""
    narrow = {"i32": "i16", "i16": "i8", "i8": "i8"}[ty]
    form = FORMS.get(name)
    if form is None:
        form = f"{name} v2" if OPS[OP_BY_NAME[name]].operands.count(":") == 1 else f"{name} v2, v3"
    return f"""
function %f(i64, i64) -> i64 system_v {{
    ss0 = explicit_slot 8
block0(v0: i64, v1: i64):
    v2 = ireduce.{ty} v0
    v3 = ireduce.{ty} v1
    v4 = ireduce.{narrow} v1
    v5 = stack_addr.i64 ss0
    v6 = bitcast.f64 v1
    store v0, v5
    v7 = {form.format(n=ty)}
    v8 = uextend.i64 v7
    return v8
}}
"""


CASES = [(name, ty) for name in marked(conds._CLEARS_SMALL) for ty in ("i8", "i16")]
MACHINES = ("x86_64", "aarch64")
JUNK = 0xA5C3_96E1_7B2D_F08F


def possible(name: str, ty: str) -> bool:
    """Loads and extensions need a wider type than what they read."""
    return not (ty == "i8" and name in ("uload8", "uextend", "sextend"))


@pytest.mark.parametrize(("name", "ty"), [case for case in CASES if possible(*case)])
def test_claims_about_narrow_values_are_true(name: str, ty: str) -> None:
    text = text_of(name, ty)
    func = parse_function(text)
    target = lookup("aarch64")
    legalize(func, target)
    vc = lower_function(func, target)
    assert check_vcode.check(vc, target) == []
    assert int(vc.claims) > 0, "no rule relied on it"
    engine = Machine()
    rng = random.Random(name)
    for level in ("none", "speed"):
        engine.load(build(text, level))
        for _ in range(20):
            x, y = rng.getrandbits(64), rng.getrandbits(64) | 1
            (wanted,) = interpret([parse_function(text)], "f", [x, y]).values
            assert engine.run(x, y) == wanted, (level, hex(x), hex(y))


# --- i32 ---

#: Instructions that give an i32, by operands: v0 and v1 are i32 arguments with junk above, v2 and v3 i64, v4
#: an address with junk behind the bytes that are loaded, v5 the i8 that `icmp` gives, v6 an f64, v7 an f32.
WORDS = """
ireduce.i32 v2
iadd v0, v1; isub v0, v1; imul v0, v1; ineg v0; iabs v0; udiv v0, v1; sdiv v0, v1; urem v0, v1; srem v0, v1
umulhi v0, v1; smulhi v0, v1; umin v0, v1; smax v0, v1; band v0, v1; bor v0, v1; bxor v0, v1; bnot v0
ishl v0, v1; ushr v0, v1; sshr v0, v1; rotl v0, v1; rotr v0, v1; clz v0; ctz v0; cls v0; popcnt v0; bitrev v0
bswap v0; bitselect v0, v1, v0; select v5, v0, v1; select_spectre_guard v5, v1, v0; bmask.i32 v2
sextend.i32 v5; uextend.i32 v5; bitcast.i32 v0; bitcast.i32 v7
load.i32 v4; uload8.i32 v4; sload8.i32 v4; uload16.i32 v4; sload16.i32 v4
atomic_load.i32 v4; atomic_rmw.i32 add v4, v0; atomic_rmw.i32 xchg v4, v0; atomic_rmw.i32 sub v4, v0
atomic_rmw.i32 and v4, v0; atomic_rmw.i32 nand v4, v0; atomic_rmw.i32 umin v4, v0; atomic_rmw.i32 smax v4, v0
atomic_cas.i32 v4, v0, v1; atomic_cas.i32 v4, v8, v1
fcvt_to_sint_sat.i32 v6; fcvt_to_uint_sat.i32 v6; fcvt_to_sint_sat.i32 v7; fcvt_to_uint_sat.i32 v7
"""
#: The same with two results, of which the first that is an i32 is looked at.
PAIRS = """
v10, v11 = isplit v2; v11, v10 = isplit v2; v10, v11 = uadd_overflow v0, v1; v10, v11 = umul_overflow v0, v1
v10, v11 = smul_overflow v0, v1; v10, v11 = ssub_overflow v0, v1
"""


def word_texts() -> list[str]:
    lines = [line for line in WORDS.replace("\n", ";").split(";") if line.strip()]
    pairs = [line.strip() for line in PAIRS.replace("\n", ";").split(";") if line.strip()]
    return [f"v10 = {line.strip()}" for line in lines] + pairs


def word_function(line: str) -> str:
    """A function whose result is the whole register of the i32 that `line` gives."""
    return f"""
function %f(i32, i32, i64, i64) -> i64 system_v {{
    ss0 = explicit_slot 16
block0(v0: i32, v1: i32, v2: i64, v3: i64):
    v4 = stack_addr.i64 ss0
    v20 = iconst.i64 {JUNK - (1 << 64)}
    store v20, v4
    store v3, v4+8
    v21 = ireduce.i32 v3
    store v21, v4
    v5 = icmp slt v0, v1
    v6 = fcvt_from_sint.f64 v2
    v7 = fcvt_from_sint.f32 v0
    v8 = load.i32 v4
    {line}
    v12 = uextend.i64 v10
    return v12
}}
"""


@pytest.mark.parametrize("line", word_texts())
def test_every_i32_is_zero_extended(line: str) -> None:
    text = word_function(line)
    rng = random.Random(line)
    cases = [
        [rng.getrandbits(64), rng.getrandbits(64) | 1, rng.getrandbits(64), rng.getrandbits(64)]
        for _ in range(8)
    ]
    cases += [[JUNK << 32 | 5, JUNK << 32 | 5, (1 << 64) - 1, 5], [1 << 63, 1 << 32 | 1, 1 << 31, 1 << 31]]
    wanted = []
    for args in cases:
        seen = [args[0] & 0xFFFF_FFFF, args[1] & 0xFFFF_FFFF, *args[2:]]
        wanted.append(int(interpret([parse_function(text)], "f", seen).values[0]) & (1 << 64) - 1)
    engine = Machine()
    engine.load(build(text, "none"))
    assert [engine.run(*args) for args in cases] == wanted
    build(text, "none", {"has_lse": "true"})  # verified; unicorn does not run it
    for flags in ({}, {"has_bmi1": "true", "has_bmi2": "true", "has_lzcnt": "true", "has_popcnt": "true"}):
        machine = X64Machine(text, flags)
        found = [machine.run(args) for args in cases]
        assert [each if isinstance(each, str) else each[0] for each in found] == wanted


BORDERS = """
function %f(i64, i32) -> i64 system_v {
    sig0 = (i32) -> i32 system_v
    sig1 = (i32, i32) -> i32 tail
    fn0 = %g sig0
    fn1 = %h sig1
block0(v0: i64, v1: i32):
    v2 = ireduce.i32 v0
    v3 = call fn0(v2)
    v4 = uextend.i64 v3
    v5 = bxor v4, v0
    jump block1(v1, v2)
block1(v6: i32, v7: i32):
    v8 = uextend.i64 v6
    v9 = iadd v5, v8
    v10 = call fn1(v7, v6)
    brif v10, block1(v7, v10), block2
block2:
    return v9
}
"""


def lowered(machine: str, text: str = BORDERS) -> tuple[VCode, Target]:
    (func,) = parse_functions(text)
    target = lookup(machine)
    legalize(func, target)
    return lower_function(func, target), target


MOVES = {"x86_64": x64.MOP_MOV_RM, "aarch64": a64.MOP_MOV}


def extending_rows(machine: str, vc: VCode) -> list[int]:
    """The rows that clear an upper half and do nothing else."""
    rows = (int(vc.order[inst]) for inst in range(int(vc.ra.num_insts())))
    return [row for row in rows if vc.mop[row] == MOVES[machine] and vc.row_mem[row] < 0]


@pytest.mark.parametrize("machine", MACHINES)
def test_borders_pay_where_somebody_reads_the_register(machine: str) -> None:
    """An argument, the low half of an i64 and the result of a call; not what a convention of our own
    extends."""
    vc, target = lowered(machine)
    assert check_vcode.check(vc, target) == []
    assert len(extending_rows(machine, vc)) == 3
    unread = "\n".join(line for line in BORDERS.splitlines() if "uextend" not in line and "tail" not in line)
    for old, new in (("v5 = bxor v4, v0", "v5 = iadd v0, v0"), ("v9 = iadd v5, v8", "v9 = iadd v5, v5")):
        unread = unread.replace(old, new)
    unread = unread.replace("v10 = call fn1(v7, v6)", "v10 = iadd v7, v6").replace("    fn1 = %h sig1\n", "")
    vc, target = lowered(machine, unread)
    assert check_vcode.check(vc, target) == []
    assert extending_rows(machine, vc) == []


def test_an_argument_of_a_loop_that_keeps_its_zeros_pays_nothing() -> None:
    """Nobody reads the whole registers of parameters that change places."""
    text = """
function %gcd(i32, i32) -> i32 system_v {
block0(v0: i32, v1: i32):
    jump block1(v0, v1)
block1(v2: i32, v3: i32):
    v4 = urem v2, v3
    brif v4, block1(v3, v4), block2
block2:
    return v3
}
"""
    for machine in MACHINES:
        vc, target = lowered(machine, text)
        assert check_vcode.check(vc, target) == []
        assert extending_rows(machine, vc) == []


def test_parameters_that_change_places_want_what_their_successors_want() -> None:
    text = """
function %f(i32, i32, i32) -> i64 system_v {
block0(v0: i32, v1: i32, v2: i32):
    jump block1(v0, v1, v2)
block1(v3: i32, v4: i32, v5: i32):
    v6 = icmp ult v3, v4
    brif v6, block1(v4, v5, v3), block2
block2:
    v7 = uextend.i64 v3
    return v7
}
"""
    for machine in MACHINES:
        vc, target = lowered(machine, text)
        assert check_vcode.check(vc, target) == []
        assert len(extending_rows(machine, vc)) == 3


def test_a_sign_that_a_signature_wants_is_junk() -> None:
    """Under `tail`, too: what comes is sign-extended, so it is a border."""
    text = """
function %f(i32 sext, i32) -> i32 sext tail {
    sig0 = (i32 sext, i32) -> i32 sext tail
    fn0 = colocated %f sig0
block0(v0: i32, v1: i32):
    v2 = call fn0(v1, v0)
    v3 = uextend.i64 v2
    v4 = uextend.i64 v0
    v5 = iadd v3, v4
    v6 = ireduce.i32 v5
    return v6
}
"""
    for machine in MACHINES:
        vc, target = lowered(machine, text)
        assert check_vcode.check(vc, target) == []
        assert len(extending_rows(machine, vc)) == 2


Fault = Callable[[str, VCode], None]


def wider_move(machine: str, vc: VCode, at: int) -> None:
    row = extending_rows(machine, vc)[at]
    vc.i0[row] = 8 if machine == "x86_64" else 1


def argument_left(machine: str, vc: VCode) -> None:
    wider_move(machine, vc, 0)


def low_half_left(machine: str, vc: VCode) -> None:
    wider_move(machine, vc, 1)


def result_left(machine: str, vc: VCode) -> None:
    wider_move(machine, vc, 2)


def convention_forgets(machine: str, vc: VCode) -> None:
    """The mask of the call under `tail` is empty."""
    for inst in range(int(vc.ra.num_insts())):
        vc.i2[vc.order[inst]] = 0


def edge_passes_another(machine: str, vc: VCode) -> None:
    """The back edge passes the i64 sum."""
    last = int(vc.ra.edge_arg_start[vc.ra.num_edges()]) - 1
    inst = next(at for at in range(int(vc.ra.num_insts())) if vc.order[at] == extending_rows(machine, vc)[1])
    source = int(vc.ra.operand_start[inst]) + 1
    vc.ra.edge_args[last - 1] = contract.operand_vreg(vc.ra.operands[source])


FAULTS: list[Fault] = [argument_left, low_half_left, result_left, convention_forgets, edge_passes_another]


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("machine", MACHINES)
def test_a_planted_fault_is_found(machine: str, fault: Fault) -> None:
    vc, target = lowered(machine)
    fault(machine, vc)
    problems = check_vcode.check(vc, target)
    assert problems
    assert all("is taken to have zeros in its upper half, which nothing clears" in each for each in problems)


@pytest.mark.parametrize("machine", MACHINES)
def test_a_wide_row_is_found(machine: str) -> None:
    """A sum of 32 bits that is done in 64, with nobody reading the upper half."""
    text = """
function %f(i32, i32) -> i32 system_v {
block0(v0: i32, v1: i32):
    v2 = iadd v0, v1
    return v2
}
"""
    vc, target = lowered(machine, text)
    mops = {"x86_64": x64.MOP_ADD3, "aarch64": a64.MOP_ADD}
    for row in range(int(vc.rows)):
        if vc.mop[row] == mops[machine]:
            vc.i0[row] = 8 if machine == "x86_64" else 1
    (problem,) = check_vcode.check(vc, target)
    assert "is taken to have zeros in its upper half, which nothing clears" in problem


def test_a_compare_and_swap_keeps_the_junk_of_what_it_expected() -> None:
    """On x86-64 the register stays as it was when the value was there."""
    text = """
function %f(i64, i64, i32) -> i64 system_v {
block0(v0: i64, v1: i64, v2: i32):
    v3 = ireduce.i32 v1
    v4 = atomic_cas.i32 v0, v3, v2
    v5 = uextend.i64 v4
    return v5
}
"""
    vc, target = lowered("x86_64", text)
    assert check_vcode.check(vc, target) == []
    (row,) = extending_rows("x86_64", vc)
    vc.i0[row] = 8
    assert len(check_vcode.check(vc, target)) == 2  # of what was expected, and of what was there


@pytest.mark.skipif(not lower.__file__.endswith(".py"), reason="compiled code has its own tables")
def test_a_table_that_claims_too_much_is_found() -> None:
    table = conds._CLEARS_SMALL
    text = """
function %f(i64) -> i64 system_v {
block0(v0: i64):
    v1 = iadd v0, v0
    v2 = ireduce.i16 v1
    v3 = uextend.i64 v2
    return v3
}
"""
    table[OP_BY_NAME["ireduce"]] = u8(1)
    try:
        vc, target = lowered("aarch64", text)
    finally:
        table[OP_BY_NAME["ireduce"]] = u8(0)
    with pytest.raises(check_vcode.VCodeError, match="is taken to have zeros in its upper half"):
        check_vcode.verify_vcode("%f", vc, target)
