"""Bits that mean nothing change nothing: those above narrow arguments and results, and bytes behind buffers.

A caller that takes a function for one of i64 arguments leaves in their registers what it likes:

    function %junk(i64, i64) -> i64 {              ; calls %f(i8, i32) -> i16
        v2 = func_addr.i64 fn0
        v3 = call_indirect sig1, v2(v0, v1)        ; sig1 = (i64, i64) -> i64
"""

import random

import pytest
from irtool.compile import default_settings
from irtool.filetests.programs.random_clif import random_program
from irtool.ir.function import Function
from irtool.ir.interp.interpreter import interpret
from irtool.ir.text.reader import parse_functions
from irtool.ir.types import I64, is_int, type_bits, type_name
from irtool.runtime.module import load
from irtool.runtime.traps import Trap

MACHINES = ("x86_64", "aarch64")


def wrapper(entry: Function) -> str:
    """A caller that takes all integers for i64."""

    def seen(types: list[int]) -> str:
        return ", ".join("i64" if is_int(ty) else type_name(ty) for ty in types)

    def own(types: list[int]) -> str:
        return ", ".join(type_name(ty) for ty in types)

    params = [int(param.ty) for param in entry.signature.params]
    returns = [int(ret.ty) for ret in entry.signature.returns]
    conv = entry.signature.call_conv
    types = seen(params).split(", ") if params else []
    values = ", ".join(f"v{at}" for at in range(len(params)))
    header = ", ".join(f"v{at}: {ty}" for at, ty in enumerate(types))
    results = ", ".join(f"v{100 + at}" for at in range(len(returns)))
    block = f"block0({header}):" if header else "block0:"
    return f"""
function %junk({seen(params)}) -> {seen(returns)} {conv} {{
    sig0 = ({own(params)}) -> {own(returns)} {conv}
    sig1 = ({seen(params)}) -> {seen(returns)} {conv}
    fn0 = colocated {entry.name} sig0
{block}
    v99 = func_addr.i64 fn0
    {results} = call_indirect sig1, v99({values})
    return {results}
}}
"""


def masked(values: list[object], entry: Function) -> list[object]:
    """Results with the bits of their types."""
    types = [int(ret.ty) for ret in entry.signature.returns]
    return [
        int(value) & (1 << type_bits(ty)) - 1 if is_int(ty) else value  # type: ignore[call-overload]
        for value, ty in zip(values, types, strict=True)
    ]


@pytest.mark.parametrize("traps", [False, True], ids=["values", "traps"])
@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("chunk", range(2))
def test_junk_above_narrow_arguments(machine: str, traps: bool, chunk: int) -> None:
    rng = random.Random(chunk)
    tried = 0
    for seed in range(1000 * chunk + 500, 1000 * chunk + 520):
        program = random_program(seed, size=40, traps=traps)
        funcs = parse_functions(program.text, f"seed {seed}")
        entry = next(func for func in funcs if str(func.name).removeprefix("%") == program.entry)
        params = [int(param.ty) for param in entry.signature.params]
        narrow = any(is_int(ty) and ty < I64 for ty in params)
        if not narrow or not all(is_int(ty) and ty <= I64 for ty in params) or not entry.signature.returns:
            continue
        settings = default_settings()
        settings.set("opt_level", "speed" if seed & 1 else "none")
        settings.set("regalloc_checker", "true")
        module = load([*funcs, *parse_functions(wrapper(entry))], machine, settings)
        for arguments in program.arguments:
            outcome = interpret(funcs, program.entry, arguments)
            junk = []
            for value, ty in zip(arguments, params, strict=True):
                bits = int(type_bits(ty))
                high = rng.choice((rng.getrandbits(64), (1 << 64) - 1)) << bits
                junk.append((int(value) & (1 << bits) - 1 | high) & (1 << 64) - 1)
            try:
                found = masked(list(module.call("junk", junk)), entry)
            except Trap as trap:
                assert trap.code == outcome.trap, f"seed {seed}"
            else:
                assert not outcome.trap and found == masked(list(outcome.values), entry), f"seed {seed}"
        module.close()
        tried += 1
    assert tried >= 5


@pytest.mark.parametrize("level", ["none", "speed"])
@pytest.mark.parametrize("machine", MACHINES)
def test_junk_above_narrow_results(machine: str, level: str) -> None:
    """A callee that gives i64 is taken for one that gives i8, i16 or i32; a result may be anything above
    that."""
    text = """
function %same(i64) -> i64 system_v {
block0(v0: i64):
    return v0
}
function %f(i64) -> i64, i64, i64, i64 system_v {
    sig0 = (i64) -> i64 system_v
    sig1 = (i64) -> i8 system_v
    sig2 = (i64) -> i16 system_v
    sig3 = (i64) -> i32 system_v
    fn0 = colocated %same sig0
block0(v0: i64):
    v1 = func_addr.i64 fn0
    v2 = call_indirect sig1, v1(v0)
    v3 = uextend.i64 v2
    v4 = call_indirect sig2, v1(v0)
    v5 = uextend.i64 v4
    v6 = call_indirect sig3, v1(v0)
    v7 = uextend.i64 v6
    v8 = call_indirect sig3, v1(v0)
    v9 = call_indirect sig3, v1(v0)
    v10 = udiv v8, v9
    v11 = uextend.i64 v10
    return v3, v5, v7, v11
}
"""
    settings = default_settings()
    settings.set("opt_level", level)
    settings.set("regalloc_checker", "true")
    module = load(parse_functions(text), machine, settings)
    word = 0xA5C3_96E1_7B2D_F08F
    found = [int(value) & (1 << 64) - 1 for value in module.call("f", [word])]  # type: ignore[call-overload]
    assert found == [word & 0xFF, word & 0xFFFF, word & 0xFFFF_FFFF, 1]
    module.close()


#: What may take in a load: v1 is an argument, v2 a constant, `LOAD` what was loaded.
USERS = (
    *("iadd v1, LOAD", "isub v1, LOAD", "imul v1, LOAD", "band v1, LOAD", "bxor LOAD, v1", "udiv v1, LOAD"),
    *("sdiv v1, LOAD", "ishl v1, LOAD", "ushr v1, LOAD", "sshr v1, LOAD", "rotl v1, LOAD", "umin v1, LOAD"),
    *("smax LOAD, v1", "popcnt LOAD", "clz LOAD", "ctz LOAD", "iabs LOAD", "select LOAD, v1, LOAD"),
    *("icmp slt v1, LOAD", "icmp ugt v1, LOAD", "icmp eq LOAD, v1", "icmp ult LOAD, v2", "icmp sgt LOAD, v2"),
)


def loads(ty: str) -> str:
    """A function that does all that with a value in front of the junk in the second argument."""
    lines = []
    total = "v4"
    for at, line in enumerate(USERS):
        loaded, used, wide, both, turned, after, last = (f"v{10 * at + k}" for k in range(10, 17))
        lines += [
            f"{loaded} = load.{ty} notrap v3",
            f"{used} = {line.replace('LOAD', loaded)}",
            f"{wide} = uextend.i64 {used}",
            f"{both} = sextend.i64 {loaded}",
            f"{turned} = rotl {total}, v6",
            f"{after} = iadd {wide}, {turned}",
            f"{last} = bxor {after}, {both}",
        ]
        total = last
    text = "\n    ".join(lines)
    return f"""
function %f({ty}, i64, {ty}) -> i64 system_v {{
    ss0 = explicit_slot 8
block0(v1: {ty}, v4: i64, v5: {ty}):
    v2 = iconst.{ty} 7
    v6 = iconst.i64 7
    v3 = stack_addr.i64 ss0
    store notrap v4, v3
    store notrap v5, v3
    {text}
    return {total}
}}
"""


@pytest.mark.parametrize("level", ["none", "speed"])
@pytest.mark.parametrize("ty", ["i8", "i16", "i32"])
@pytest.mark.parametrize("machine", MACHINES)
def test_bytes_behind_a_value_in_memory(machine: str, ty: str, level: str) -> None:
    """No load that an instruction takes in reads more than its bytes, whatever stands behind them."""
    funcs = parse_functions(loads(ty))
    settings = default_settings()
    settings.set("opt_level", level)
    settings.set("regalloc_checker", "true")
    module = load(funcs, machine, settings)
    for x, junk, y in ((5, 0xA5C3_96E1_7B2D_F08F, 3), (-1, -1, 1), (-7, 1 << 63, 2), (6, 0xFF00, -2)):
        (wanted,) = interpret(funcs, "%f", [x, junk, y]).values
        (found,) = module.call("f", [x, junk, y])
        assert int(found) & (1 << 64) - 1 == int(wanted) & (1 << 64) - 1  # type: ignore[call-overload]
    module.close()
