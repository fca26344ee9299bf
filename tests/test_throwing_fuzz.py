"""Random programs that throw and catch: machine code against the interpreter, as `test_compiler_fuzz.py`."""

import pytest
from irtool.compile import default_settings
from irtool.filetests.programs.random_throws import random_throwing_program
from irtool.ir.interp.interpreter import interpret
from irtool.ir.text.reader import parse_functions
from irtool.runtime.module import load
from irtool.runtime.traps import Trap

Result = tuple[str, list[object]]


def judge(seeds: range, target: str, traps: bool, size: int, wide: bool = False) -> int:
    """Run programs; how many calls ended with an exception that reached the outermost handler."""
    thrown = 0
    for seed in seeds:
        program = random_throwing_program(seed, size, traps, wide=wide)
        funcs = parse_functions(program.text, f"seed {seed}")
        outcomes = [interpret(funcs, program.entry, arguments) for arguments in program.arguments]
        expected: list[Result] = [(outcome.trap, list(outcome.values)) for outcome in outcomes]
        thrown += sum(1 for trap, values in expected if not trap and values[-1] != 0)
        for level in ("none", "speed"):
            settings = default_settings()
            settings.apply(f"opt_level={level}")
            settings.apply("regalloc_checker=true")
            settings.apply("preserve_frame_pointers=true")
            module = load(funcs, target, settings)
            try:
                for arguments, wanted in zip(program.arguments, expected, strict=True):
                    try:
                        got: Result = ("", list(module.call(program.entry, list(arguments))))
                    except Trap as trap:
                        got = (trap.code, [])
                    assert got == wanted, f"seed {seed}, {traps=}, {size=}, {wide=}, {target}, {level}"
            finally:
                module.close()
    return thrown


@pytest.mark.parametrize("wide", [False, True], ids=["i64", "i128"])
@pytest.mark.parametrize("target", ["x86_64", "aarch64"])
def test_random_programs(target: str, wide: bool) -> None:
    assert judge(range(12), target, False, 50, wide) > 5


@pytest.mark.parametrize("target", ["x86_64", "aarch64"])
def test_random_programs_with_traps(target: str) -> None:
    judge(range(1000, 1006), target, True, 50)


@pytest.mark.slow
@pytest.mark.parametrize("wide", [False, True], ids=["i64", "i128"])
@pytest.mark.parametrize("traps", [False, True], ids=["values", "traps"])
@pytest.mark.parametrize("target", ["x86_64", "aarch64"])
@pytest.mark.parametrize("chunk", range(10))
def test_many_random_programs(target: str, traps: bool, wide: bool, chunk: int) -> None:
    judge(range(10_000 + 1000 * chunk, 10_000 + 1000 * chunk + 100), target, traps, 80, wide)
