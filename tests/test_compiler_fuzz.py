"""The whole compiler against the interpreter, on random programs.

Every program is interpreted, then compiled for both machines at `none` and `speed` with the
allocation checker on, run with the same arguments, and must give the same values or the same trap.
A failure prints the seed; `random_program(seed, ...)` gives the text. The long run is
`make test-long`.
"""

import pytest
from irtool.compile import default_settings
from irtool.filetests.programs.random_clif import RandomProgram, random_program
from irtool.filetests.programs.random_floats import random_float_program
from irtool.ir.function import Function
from irtool.ir.interp.interpreter import interpret
from irtool.ir.text.reader import parse_functions
from irtool.runtime.module import load
from irtool.runtime.traps import Trap

Result = tuple[str, list[object]]


def interpreted(funcs: list[Function], program: RandomProgram) -> list[Result]:
    outcomes = [interpret(funcs, program.entry, arguments) for arguments in program.arguments]
    return [(outcome.trap, list(outcome.values)) for outcome in outcomes]


def compiled(funcs: list[Function], program: RandomProgram, target: str, level: str) -> list[Result]:
    settings = default_settings()
    settings.apply(f"opt_level={level}")
    settings.apply("regalloc_checker=true")
    module = load(funcs, target, settings)
    results: list[Result] = []
    try:
        for arguments in program.arguments:
            try:
                results.append(("", list(module.call(program.entry, list(arguments)))))
            except Trap as trap:
                results.append((trap.code, []))
    finally:
        module.close()
    return results


def judge(
    seeds: range, target: str, traps: bool, size: int, wide: bool = False, floats: bool = False
) -> None:
    for seed in seeds:
        if floats:
            program = random_float_program(seed, size=size, traps=traps)
        else:
            program = random_program(seed, size=size, traps=traps, wide=wide)
        funcs = parse_functions(program.text, f"seed {seed}")
        expected = interpreted(funcs, program)
        for level in ("none", "speed"):
            got = compiled(funcs, program, target, level)
            assert got == expected, f"seed {seed}, {traps=}, {size=}, {wide=}, {floats=}, {target}, {level}"


@pytest.mark.parametrize("traps", [False, True], ids=["values", "traps"])
@pytest.mark.parametrize("target", ["x86_64", "aarch64"])
@pytest.mark.parametrize("chunk", range(4))
def test_random_programs(target: str, traps: bool, chunk: int) -> None:
    judge(range(100 * chunk, 100 * chunk + 40), target, traps, 50)


@pytest.mark.parametrize("target", ["x86_64", "aarch64"])
def test_a_large_program(target: str) -> None:
    judge(range(7, 9), target, False, 600)


@pytest.mark.parametrize("traps", [False, True], ids=["values", "traps"])
@pytest.mark.parametrize("target", ["x86_64", "aarch64"])
@pytest.mark.parametrize("chunk", range(2))
def test_random_programs_with_i128(target: str, traps: bool, chunk: int) -> None:
    judge(range(100 * chunk, 100 * chunk + 30), target, traps, 40, wide=True)


@pytest.mark.parametrize("traps", [False, True], ids=["values", "traps"])
@pytest.mark.parametrize("target", ["x86_64", "aarch64"])
@pytest.mark.parametrize("chunk", range(2))
def test_random_programs_with_floats(target: str, traps: bool, chunk: int) -> None:
    judge(range(100 * chunk, 100 * chunk + 30), target, traps, 40, floats=True)


@pytest.mark.slow
@pytest.mark.parametrize("traps", [False, True], ids=["values", "traps"])
@pytest.mark.parametrize("target", ["x86_64", "aarch64"])
@pytest.mark.parametrize("chunk", range(10))
def test_many_random_programs_with_floats(target: str, traps: bool, chunk: int) -> None:
    judge(range(60_000 + 1000 * chunk, 60_000 + 1000 * chunk + 100), target, traps, 70, floats=True)


@pytest.mark.slow
@pytest.mark.parametrize("traps", [False, True], ids=["values", "traps"])
@pytest.mark.parametrize("target", ["x86_64", "aarch64"])
@pytest.mark.parametrize("chunk", range(10))
def test_many_random_programs_with_i128(target: str, traps: bool, chunk: int) -> None:
    judge(range(50_000 + 1000 * chunk, 50_000 + 1000 * chunk + 100), target, traps, 70, wide=True)


@pytest.mark.slow
@pytest.mark.parametrize("traps", [False, True], ids=["values", "traps"])
@pytest.mark.parametrize("target", ["x86_64", "aarch64"])
@pytest.mark.parametrize("chunk", range(20))
def test_many_random_programs(target: str, traps: bool, chunk: int) -> None:
    judge(range(10_000 + 1000 * chunk, 10_000 + 1000 * chunk + 100), target, traps, 80)
