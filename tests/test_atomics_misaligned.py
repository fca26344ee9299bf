"""An atomic access traps, with its trap code, where its address is not a multiple of its size: in the
interpreter and on both machines, whatever the hardware would do."""

import aarch64_machine
import pytest
import x64_machine
from irtool.backends.registry import lookup
from irtool.compile import compile_function, default_settings
from irtool.ir.interp.interpreter import interpret
from irtool.ir.opcodes import TRAP_CODES, trap_code
from irtool.ir.text.reader import parse_function

SIZES = {"i8": 1, "i16": 2, "i32": 4, "i64": 8}
ACCESSES = {
    "load": "v5 = atomic_load.{ty} {flags} v4",
    "store": "v5 -> v1\n    atomic_store.{ty} {flags} v1, v4",
    "add": "v5 = atomic_rmw.{ty} {flags} add v4, v1",
    "nand": "v5 = atomic_rmw.{ty} {flags} nand v4, v1",
    "umax": "v5 = atomic_rmw.{ty} {flags} umax v4, v1",
    "cas": "v5 = atomic_cas.{ty} {flags} v4, v1, v1",
}


def text_of(access: str, ty: str, flags: str) -> str:
    """The access at offset v0 of a stack slot that is 7."""
    body = ACCESSES[access].format(ty=ty, flags=flags).replace("  ", " ")
    return f"""
function %f(i64) -> i64 system_v {{
    ss0 = explicit_slot 32, align = 16
block0(v0: i64):
    v1 = iconst.{ty} 7
    v2 = iconst.i64 7
    v3 = stack_addr.i64 ss0
    store v2, v3
    store v2, v3+8
    v4 = iadd v3, v0
    {body}
    v6 = {"uextend.i64 v5" if ty != "i64" else "iadd_zero"}
    return v6
}}
""".replace("v6 = iadd_zero", "v6 -> v5")


CASES = [(access, ty) for access in ACCESSES for ty in SIZES]
LEVELS = ("none", "speed")


@pytest.mark.parametrize(("access", "ty"), CASES)
def test_interpreter(access: str, ty: str) -> None:
    for flags, name in (("", "heap_oob"), ("user9", "user9")):
        func = parse_function(text_of(access, ty, flags))
        for offset in range(9):
            outcome = interpret([func], "f", [offset])
            assert outcome.trap == (name if offset % SIZES[ty] else ""), offset


@pytest.mark.parametrize(("access", "ty"), CASES)
def test_x86_64(access: str, ty: str) -> None:
    for flags, name in (("", "heap_oob"), ("user9", "user9")):
        machine = x64_machine.Machine(text_of(access, ty, flags))
        for offset in range(9):
            trap = machine.run([offset])
            assert (trap == name) == (offset % SIZES[ty] != 0), (offset, trap)


@pytest.mark.parametrize(("access", "ty"), CASES)
def test_aarch64(access: str, ty: str) -> None:
    machine = aarch64_machine.Machine()
    for flags, code in (("", TRAP_CODES["heap_oob"]), ("user9", trap_code("user9"))):
        machine.load(aarch64_machine.build(text_of(access, ty, flags), "speed"))
        for offset in range(9):
            assert (machine.run(offset) == -code) == (offset % SIZES[ty] != 0), offset


@pytest.mark.parametrize(("machine", "flag"), [("x86_64", ""), ("aarch64", ""), ("aarch64", "has_lse")])
@pytest.mark.parametrize("level", LEVELS)
def test_a_promise_needs_no_check(machine: str, flag: str, level: str) -> None:
    settings = default_settings()
    settings.set("opt_level", level)
    target = lookup(machine, {flag: "true"} if flag else {})
    sizes = []
    for flags in ("", "aligned", "notrap"):
        func = parse_function(text_of("add", "i32", flags))
        sizes.append(len(compile_function(func, target, settings).code))
    assert sizes[1] == sizes[2] < sizes[0]
