"""Legalisation: what it makes is valid IR that means the same, judged by the interpreter."""

import ctypes
from math import inf, nan

import pytest
from irtool.backends.legalize.legalize import RULES, legalize
from irtool.backends.legalize.library import COMMON_ROWS, LibraryCalls
from irtool.backends.legalize.pairs import with_split_signatures
from irtool.backends.limits import LIMITS
from irtool.backends.x64.library_calls import library_calls
from irtool.compile import compile_function, compile_object, default_settings, make_target
from irtool.filetests.programs.random_clif import random_program
from irtool.ir.clone import clone_function
from irtool.ir.errors import LimitError, UnsupportedError
from irtool.ir.function import Function
from irtool.ir.interp.interpreter import interpret
from irtool.ir.opcodes import OP_BY_NAME, OPS, TYPE_SETS
from irtool.ir.text.printer import print_function
from irtool.ir.text.reader import parse_function, parse_functions
from irtool.ir.types import F64, F128, I64, I128
from irtool.ir.verify.verifier import check
from irtool.passes.pipeline import optimize
from irtool.runtime.module import load
from irtool.runtime.values import Value

MACHINES = ("x86_64", "aarch64")
MASK = (1 << 64) - 1

#: The library functions of division, as the interpreter can call them from legalised functions.
DIVISION = "\n".join(
    f"""function %__{name}ti3(i64, i64, i64, i64) -> i64, i64 system_v {{
block0(v0: i64, v1: i64, v2: i64, v3: i64):
    v4 = iconcat v0, v1
    v5 = iconcat v2, v3
    v6 = {opcode} v4, v5
    v7, v8 = isplit v6
    return v7, v8
}}"""
    for name, opcode in (("udiv", "udiv"), ("div", "sdiv"), ("umod", "urem"), ("mod", "srem"))
)


def legalized(func: Function, machine: str = "x86_64") -> Function:
    """A copy, legalised."""
    copy = clone_function(func)
    legalize(copy, make_target(machine))
    return copy


def halves(func: Function, values: list[Value], of_results: bool) -> list[Value]:
    """Values of a signature as those of the split one."""
    split: list[Value] = []
    params = func.signature.returns if of_results else func.signature.params
    for param, value in zip(params, values, strict=True):
        if param.ty == I128:
            assert isinstance(value, int)
            split += [value & MASK, value >> 64 & MASK]
        else:
            split.append(value)
    return split


# --- meaning ------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", ["none", "speed"])
@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("chunk", range(3))
def test_random_programs_mean_the_same(machine: str, level: str, chunk: int) -> None:
    division = parse_functions(DIVISION)
    for seed in range(1000 * chunk, 1000 * chunk + 25):
        program = random_program(seed, size=40, traps=seed % 2 == 1, wide=True)
        funcs = parse_functions(program.text)
        ready = [clone_function(func) for func in funcs]
        for func in ready:
            optimize(func, level)
        ready = [with_split_signatures(legalized(func, machine)) for func in ready]
        for func in ready:
            check(func)
            assert all(ty != I128 for block in func.block_list() for ty in types_of(func, block))
        entry = next(func for func in funcs if func.name.name == program.entry)
        for arguments in program.arguments:
            expected = interpret(funcs, program.entry, arguments)
            got = interpret([*ready, *division], program.entry, halves(entry, list(arguments), False))
            assert got.trap == expected.trap, f"seed {seed}"
            if not got.trap:
                assert got.values == halves(entry, expected.values, True), f"seed {seed}"


def types_of(func: Function, block: int) -> list[int]:
    """Types of the parameters of a block and of the results of its instructions."""
    types = [func.value_type[func.block_param(block, index)] for index in range(func.param_count[block])]
    for inst in func.inst_list(block):
        first = func.result_start[inst]
        types += [func.value_type[first + index] for index in range(func.result_count[inst])]
    return [int(ty) for ty in types]


def test_a_function_with_nothing_to_do_is_not_touched() -> None:
    text = """function %f(i64, f64) -> f64 {
block0(v0: i64, v1: f64):
    v2 = fcvt_from_sint.f64 v0
    v3 = fadd v1, v2
    return v3
}"""
    func = parse_function(text)
    before = print_function(func)
    rows = len(func.op), len(func.value_type), len(func.pool)
    for machine in MACHINES:
        legalize(func, make_target(machine))
        assert print_function(func) == before
        assert rows == (len(func.op), len(func.value_type), len(func.pool))


def test_the_function_of_the_caller_is_not_changed() -> None:
    func = parse_function(
        "function %f(i128, i128) -> i128 { block0(v0: i128, v1: i128): v2 = udiv v0, v1 return v2 }"
    )
    before = print_function(func)
    for machine in MACHINES:
        compile_function(func, machine)
    assert print_function(func) == before


# --- what is refused ----------------------------------------------------------------------------

#: Opcodes on i128 that no machine compiles yet.
REFUSED = {
    "symbol_value",
    "tls_value",
    "x86_cvtt2dq",
}


def test_every_opcode_on_i128_has_a_rule_or_is_listed() -> None:
    for number, row in enumerate(OPS):
        control = row.control.split("/")[0].rstrip("!")
        takes = "i128" in TYPE_SETS.get(control, control).split()
        takes = takes or any("i128" in TYPE_SETS.get(ty, "").split() for _, ty in row.operand_list)
        if takes:
            assert (number in RULES) != (row.name in REFUSED), row.name
        elif number in RULES:
            assert "call" in row.name or row.name in ("return", "iconcat"), row.name
    assert set(OP_BY_NAME) >= REFUSED


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("v9 = x86_cvtt2dq.i128 v2", "x86_cvtt2dq.i128 of f64"),
    ],
)
def test_what_is_refused_is_named_with_its_place(machine: str, line: str, name: str) -> None:
    func = parse_function(
        f"function %f(i64, i128, f64) {{\nblock0(v0: i64, v1: i128, v2: f64):\n    {line}\n    return\n}}"
    )
    with pytest.raises(UnsupportedError, match=f"function %f: {name} is not supported on {machine}") as info:
        compile_function(func, machine)
    assert info.value.place is not None
    assert info.value.place.line == 3


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("v9 = atomic_load.i128 v0", "atomic_load.i128"),
        ("v9 = atomic_rmw.i128 add v0, v1", "atomic_rmw.i128"),
        ("v9 = atomic_cas.i128 v0, v1, v1", "atomic_cas.i128"),
        ("atomic_store v1, v0", "atomic_store.i128"),
    ],
)
def test_wide_atomics_need_an_instruction(line: str, name: str) -> None:
    func = parse_function(
        f"function %f(i64, i128) {{\nblock0(v0: i64, v1: i128):\n    {line}\n    return\n}}"
    )
    with pytest.raises(UnsupportedError, match=f"{name} on x86_64 needs the flag has_cmpxchg16b"):
        compile_function(func, "x86_64")
    compile_function(func, "aarch64")


# --- library functions --------------------------------------------------------------------------


def test_objects_name_the_functions_of_the_run_time_library() -> None:
    text = """function %f(i128, f64) -> i128, f64 {
block0(v0: i128, v1: f64):
    v2 = srem v0, v0
    v3 = fma v1, v1, v1
    return v2, v3
}"""
    func = parse_function(text)
    for machine in MACHINES:
        data = compile_object(func, machine)
        assert b"\0__modti3\0" in data
        assert (b"\0fma\0" in data) == (machine == "x86_64"), "aarch64 has an instruction for it"


def test_features_decide_what_is_called() -> None:
    text = "function %f(f32) -> f32 { block0(v0: f32): v1 = floor v0 return v1 }"
    settings = default_settings()
    settings.target = "x86_64"
    assert "%FloorF32" in print_function(legalized(parse_function(text)))
    settings.apply("has_sse41=true")
    func = parse_function(text)
    legalize(func, make_target("x86_64", settings))
    assert "floor" in print_function(func) and "%FloorF32" not in print_function(func)


def test_one_declaration_for_all_calls_of_a_function() -> None:
    lines = "\n".join(f"    v{n + 1} = udiv v{n}, v0" for n in range(5))
    text = f"function %f(i128) -> i128 {{\nblock0(v0: i128):\n{lines}\n    return v5\n}}"
    func = legalized(parse_function(text))
    assert len(func.ext_funcs) == 1
    assert len(func.signatures) == 1


def test_rows_say_at_which_types_an_opcode_may_be_a_call() -> None:
    calls = LibraryCalls({row: COMMON_ROWS[row] for row in COMMON_ROWS if I128 in row}, False)
    assert calls.types[OP_BY_NAME["udiv"]] == 0, "i128 is found by the types of values"
    assert not calls.may_change(OP_BY_NAME["fadd"], F128, F128)
    x64 = library_calls(0)
    for op, ty, operand in x64.rows:
        if I128 not in (ty, operand):
            assert x64.may_change(op, ty, operand)
    assert not x64.may_change(OP_BY_NAME["fadd"], F64, F64)
    assert not x64.may_change(OP_BY_NAME["fcvt_to_sint"], I64, F64)
    assert x64.may_change(OP_BY_NAME["fcvt_to_sint"], I64, F128)


FLOATS = (
    0.0,
    -0.0,
    1.5,
    -1.5,
    2.0**63,
    2.0**64,
    -(2.0**64),
    2.0**100 + 2.0**60,
    2.0**127,
    2.0**128,
    inf,
    -inf,
    nan,
)
INTEGERS = (0, 1, -1, 1 << 64, (1 << 64) - 1, (1 << 100) + (1 << 40), -(1 << 90), (1 << 127) - 1, -(1 << 127))


def test_the_emulator_s_functions_agree_with_those_of_the_c_compiler() -> None:
    """The same x86-64 code in this process, with libgcc, and emulated, with `runtime/wide_library.py`."""
    parts = []
    for ty in ("f32", "f64"):
        for sign in "us":
            parts.append(
                f"function %from_{sign}_{ty}(i128) -> {ty} {{ block0(v0: i128):"
                f" v1 = fcvt_from_{sign}int.{ty} v0 return v1 }}"
                f"function %to_{sign}_{ty}({ty}) -> i128 {{ block0(v0: {ty}):"
                f" v1 = fcvt_to_{sign}int_sat.i128 v0 return v1 }}"
            )
    for op in ("udiv", "sdiv", "urem", "srem"):
        parts.append(
            f"function %{op}(i128, i128) -> i128 {{ block0(v0: i128, v1: i128): v2 = {op} v0, v1 return v2 }}"
        )
    funcs = parse_functions("\n".join(parts))
    native, emulated = load(funcs, "x86_64"), load(funcs, "x86_64", emulate=True)
    try:
        if native.emulated:
            pytest.skip("this machine does not run x86-64 code")
        for func in funcs:
            name = func.name.name
            for arguments in samples(name):
                assert native.call(name, arguments) == emulated.call(name, arguments), (name, arguments)
    finally:
        native.close()
        emulated.close()


def samples(name: str) -> list[list[Value]]:
    """Argument lists for a function of the test above."""
    if name.startswith("from"):
        return [[number] for number in INTEGERS]
    if name.startswith("to"):
        kind = ctypes.c_float if name.endswith("f32") else ctypes.c_double
        return [[int.from_bytes(bytes(kind(number)), "little")] for number in FLOATS]
    return [[x, y] for x in INTEGERS for y in INTEGERS if y != 0 and (x, y) != (-(1 << 127), -1)]


def test_a_function_that_becomes_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "\n".join(f"    v{n + 1} = rotl v{n}, v0" for n in range(200))
    func = parse_function(f"function %f(i128) -> i128 {{\nblock0(v0: i128):\n{lines}\n    return v200\n}}")
    compile_function(func, "x86_64")
    monkeypatch.setattr(LIMITS, "instructions", 1000)
    with pytest.raises(
        LimitError, match="function %f: 10.. instructions, with i128 in two halves; the limit"
    ) as info:
        compile_function(func, "x86_64")
    assert info.value.place is not None
