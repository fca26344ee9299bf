"""Zeros in the upper bits of a register that rules rely on: the machine-code verifier proves the claims about
i32, running code with junk everywhere shows those about i8 and i16, and a false claim is found."""

import random

import pytest
from aarch64_machine import Machine, build
from irtool.backends import check_vcode
from irtool.backends.aarch64 import conds
from irtool.backends.legalize.legalize import legalize
from irtool.backends.registry import lookup
from irtool.backends.select import lower_function
from irtool.backends.target import Target
from irtool.backends.vcode import VCode
from irtool.backends.x64 import insts
from irtool.ir.interp.interpreter import interpret
from irtool.ir.opcodes import OP_BY_NAME, OPS
from irtool.ir.text.reader import parse_function
from irtool.regalloc import contract
from librt.vecs import append, vec
from mypy_extensions import i32, u8

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


CASES = [
    *(("x86_64", name, "i32") for name in marked(insts._CLEARS)),
    *(("aarch64", name, "i32") for name in marked(conds._CLEARS_I32)),
    *(("aarch64", name, ty) for name in marked(conds._CLEARS_SMALL) for ty in ("i8", "i16")),
]


def possible(name: str, ty: str) -> bool:
    """Loads and extensions need a wider type than what they read."""
    return not (ty == "i8" and name in ("uload8", "uextend", "sextend"))


@pytest.mark.parametrize(("machine", "name", "ty"), [case for case in CASES if possible(*case[1:])])
def test_claims_are_true(machine: str, name: str, ty: str) -> None:
    text = text_of(name, ty)
    func = parse_function(text)
    target = lookup(machine)
    legalize(func, target)
    vc = lower_function(func, target)
    assert check_vcode.check(vc, target) == []
    assert int(vc.claims) > 0, "no rule relied on it"
    if machine != "aarch64":
        return
    engine = Machine()
    rng = random.Random(name)
    for level in ("none", "speed"):
        engine.load(build(text, level))
        for _ in range(20):
            x, y = rng.getrandbits(64), rng.getrandbits(64) | 1
            (wanted,) = interpret([parse_function(text)], "f", [x, y]).values
            assert engine.run(x, y) == wanted, (level, hex(x), hex(y))


def lowered(machine: str) -> tuple[VCode, Target]:
    """`v1` is a sum of 64 bits, whose low half is extended."""
    func = parse_function(
        """
function %f(i64) -> i64 system_v {
block0(v0: i64):
    v1 = iadd v0, v0
    v2 = ireduce.i32 v1
    v3 = uextend.i64 v2
    return v3
}
"""
    )
    target = lookup(machine)
    legalize(func, target)
    return lower_function(func, target), target


MACHINES = ("x86_64", "aarch64")


@pytest.mark.parametrize("machine", MACHINES)
def test_a_claim_that_no_row_keeps_is_found(machine: str) -> None:
    """The sum of 64 bits and the argument clear nothing, the extension does."""
    vc, target = lowered(machine)
    found = {}
    for inst in range(int(vc.ra.num_insts())):
        for at in range(int(vc.ra.operand_start[inst]), int(vc.ra.operand_start[inst + 1])):
            packed = vc.ra.operands[at]
            if contract.operand_is_def(packed):
                vreg = int(contract.operand_vreg(packed))
                vc.claimed = append(vec[i32](), i32(vreg))
                vc.claims = 1
                problems = check_vcode.check(vc, target)
                found[target.rows()[int(vc.mop[vc.order[inst]])].name] = problems
                assert problems in (
                    [],
                    [f"v{vreg} is taken to have zeros in its upper half, which nothing clears"],
                )
    kept = [name for name, problems in found.items() if not problems]
    lost = [name for name, problems in found.items() if problems]
    if machine == "x86_64":
        assert (lost, kept) == (["args", "add3"], ["mov_rm"])
    else:
        assert (lost, kept) == (["args", "add"], ["mov"])


@pytest.mark.skipif(not insts.__file__.endswith(".py"), reason="compiled code has its own tables")
@pytest.mark.parametrize("machine", MACHINES)
def test_a_table_that_claims_too_much_is_found(machine: str) -> None:
    table = insts._CLEARS if machine == "x86_64" else conds._CLEARS_I32
    table[OP_BY_NAME["ireduce"]] = u8(1)
    try:
        vc, target = lowered(machine)
    finally:
        table[OP_BY_NAME["ireduce"]] = u8(0)
    with pytest.raises(check_vcode.VCodeError, match="is taken to have zeros in its upper half"):
        check_vcode.verify_vcode("%f", vc, target)
