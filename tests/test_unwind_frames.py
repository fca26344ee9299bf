"""`.eh_frame`: unwinding from every instruction, by single steps; what readelf and linkers say of it."""

from pathlib import Path

import pytest
from irtool.ir.text.testfile import parse_test_file
from irtool.settings import Settings
from unwind_walk import walk

MACHINES = ("x86_64", "aarch64")
RUN = Path(__file__).parents[1] / "filetests" / "run"

#: Files, and settings that they are compiled with beside `opt_level=speed`.
FILES = [
    ("call-arguments.clif", ()),
    ("call-indirect.clif", ()),
    ("conventions.clif", ()),
    ("across-calls.clif", ()),
    ("br_table.clif", ()),
    ("spill-fixed.clif", ()),
    ("exceptions.clif", ("preserve_frame_pointers",)),
    ("tail-calls.clif", ()),
    ("stack-slots.clif", ()),
    ("i128-division.clif", ()),
    ("traps-sdiv.clif", ()),
    ("across-calls.clif", ("force_veneers",)),
    ("br_table.clif", ("chaos_seed=7",)),
]


def _walk(text: str, machine: str, settings: tuple[str, ...], least: int = 1, file: str = "") -> int:
    chosen = Settings(machine)
    for setting in settings:
        chosen.apply(setting)
    return walk(parse_test_file(text, file), machine, chosen, least)


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize(("name", "settings"), FILES)
def test_every_instruction_of_files_can_be_unwound(
    machine: str, name: str, settings: tuple[str, ...]
) -> None:
    text = (RUN / name).read_text()
    assert _walk(text, machine, ("opt_level=speed", *settings), 100, name) >= 100


def _calls_through(count: int, to_count: int) -> str:
    """A function of the C convention that calls one of `tail` with `count` arguments, which jumps to one with
    another number."""
    types = ", ".join(["i64"] * count)
    more = ", ".join(["i64"] * to_count)
    params = ", ".join(f"v{n}: i64" for n in range(count))
    passed = ", ".join(f"v{n % count}" for n in range(to_count))
    callee = ", ".join(f"v{n}: i64" for n in range(to_count))
    given = ", ".join(["v0"] * count)
    return f"""
function %last({more}) -> i64 tail {{
block0({callee}):
    v900000 = iadd v0, v{to_count - 1}
    return v900000
}}
function %middle({types}) -> i64 tail {{
    fn0 = %last({more}) -> i64 tail
block0({params}):
    return_call fn0({passed})
}}
function %first(i64) -> i64 system_v {{
    fn0 = %middle({types}) -> i64 tail
block0(v0: i64):
    v1 = call fn0({given})
    v2 = iadd v1, v0
    return v2
}}
; run: %first(7) == 21
"""


#: More and fewer arguments; so many that stack probes are in front of the frame, in a row and as a loop, and
#: that `ret` of x86-64 cannot pop them.
COUNTS = [(9, 30), (30, 9), (9, 1200), (9, 3000), (3000, 9)]
MOVES = [*((machine, counts) for machine in MACHINES for counts in COUNTS), ("x86_64", (9, 9000))]


@pytest.mark.parametrize(("machine", "counts"), MOVES)
def test_tail_calls_that_move_the_return_address(machine: str, counts: tuple[int, int]) -> None:
    assert _walk(_calls_through(*counts), machine, (), 50) >= 50


LIMIT = """
function %inner(i64 vmctx, i64) -> i64 system_v {
    gv0 = vmctx
    gv1 = load.i64 notrap aligned gv0
    stack_limit = gv1
    fn0 = %leaf(i64) -> i64 system_v
block0(v0: i64, v1: i64):
    v2 = call fn0(v1)
    trapz v1, stk_ovf
    v3 = iadd v2, v1
    return v3
}
function %leaf(i64) -> i64 system_v {
block0(v0: i64):
    return v0
}
function %outer(i64, i64) -> i64 system_v {
    ss0 = explicit_slot 8
    fn0 = %inner(i64 vmctx, i64) -> i64 system_v
block0(v0: i64, v1: i64):
    v2 = stack_addr.i64 ss0
    store v0, v2
    v3 = call fn0(v2, v1)
    v4 = iadd v3, v1
    return v4
}
; run: %outer(0, 5) == 15
; run: %outer(-1, 5) traps: stk_ovf
; run: %outer(0, 0) traps: stk_ovf
"""


@pytest.mark.parametrize("machine", MACHINES)
def test_traps_in_front_of_the_frame(machine: str) -> None:
    assert _walk(LIMIT, machine, (), 40) >= 40


KEEPS_ALL = """
function %callee(i64, i64) preserve_all {
    ss0 = explicit_slot 48
    fn0 = %leaf(i64) -> i64 system_v
block0(v0: i64, v1: i64):
    v2 = call fn0(v1)
    v3 = iadd v2, v1
    store v3, v0
    return
}
function %leaf(i64) -> i64 system_v {
block0(v0: i64):
    v1 = iadd v0, v0
    return v1
}
function %entry(i64) -> i64 system_v {
    ss0 = explicit_slot 8
    fn0 = %callee(i64, i64) preserve_all
block0(v0: i64):
    v1 = stack_addr.i64 ss0
    call fn0(v1, v0)
    v2 = load.i64 v1
    return v2
}
; run: %entry(5) == 15
"""


@pytest.mark.parametrize("machine", MACHINES)
def test_a_function_that_saves_all_registers(machine: str) -> None:
    assert _walk(KEEPS_ALL, machine, (), 50) >= 50


FRAME = """
function %callee(i64) -> i64 {convention} {{
    ss0 = explicit_slot {size}
    fn0 = %leaf(f64) -> f64 system_v
block0(v0: i64):
    v1 = stack_addr.i64 ss0
    store v0, v1
    v2 = fcvt_from_sint.f64 v0
    v3 = call fn0(v2)
    v4 = fadd v3, v2
    v5 = fcvt_to_sint.i64 v4
    v6 = load.i64 v1
    v7 = iadd v5, v6
    v8 = iadd v7, v0
    return v8
}}
function %leaf(f64) -> f64 system_v {{
block0(v0: f64):
    v1 = fadd v0, v0
    return v1
}}
function %entry(i64) -> i64 system_v {{
    fn0 = %callee(i64) -> i64 {convention}
block0(v0: i64):
    v1 = call fn0(v0)
    v2 = iadd v1, v0
    return v2
}}
; run: %entry(3) == 18
"""


@pytest.mark.parametrize("size", [16, 10_000, 100_000])
@pytest.mark.parametrize("convention", ["system_v", "tail", "winch", "windows_fastcall"])
@pytest.mark.parametrize("machine", MACHINES)
def test_frames_of_all_sizes_and_conventions(machine: str, convention: str, size: int) -> None:
    if machine == "aarch64" and convention == "windows_fastcall":
        pytest.skip("not a convention of the machine")
    assert _walk(FRAME.format(convention=convention, size=size), machine, ("opt_level=speed",), 40) >= 40


@pytest.mark.parametrize(
    "keys", [("sign_return_address",), ("sign_return_address", "sign_return_address_with_bkey")]
)
def test_signed_return_addresses(keys: tuple[str, ...]) -> None:
    settings = (*keys, "sign_return_address_all", "use_bti")
    assert _walk(FRAME.format(convention="system_v", size=64), "aarch64", settings, 40) >= 40
    assert _walk(_calls_through(9, 30), "aarch64", settings, 40) >= 40
