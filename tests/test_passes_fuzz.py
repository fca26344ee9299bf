"""Random functions mean the same after every pass alone, after random pass sequences, and after the
whole pipeline; every pass leaves IR that verifies. The interpreter judges."""

import random

import pytest
from irtool.filetests.programs.random_clif import RandomProgram, random_program
from irtool.ir.analysis.cfg import compute_cfg
from irtool.ir.analysis.facts import KEEPS_CFG
from irtool.ir.clone import clone_function
from irtool.ir.function import Function
from irtool.ir.interp.interpreter import Interpreter
from irtool.ir.text.printer import print_function
from irtool.ir.text.reader import parse_functions
from irtool.passes.pipeline import PASSES, Options, optimize, run_passes

FUEL = 2_000_000


def outcomes(functions: list[Function], program: RandomProgram) -> list[tuple[list[object], str]]:
    interpreter = Interpreter(functions)
    runs = [interpreter.call(program.entry, arguments, FUEL) for arguments in program.arguments]
    return [(list(run.values), run.trap) for run in runs]


def changed_by(functions: list[Function], names: list[str]) -> tuple[list[Function], bool]:
    copies = [clone_function(func) for func in functions]
    changes = [run_passes(func, names, Options(verify=True)) for func in copies]
    return copies, any(changes)


@pytest.mark.parametrize("seed", range(30))
def test_passes_keep_the_meaning(seed: int) -> None:
    program = random_program(seed, size=60, traps=seed % 3 == 0)
    functions = parse_functions(program.text)
    expected = outcomes(functions, program)
    rng = random.Random(seed)
    names = list(PASSES)
    for sequence in [*([name] for name in names), rng.choices(names, k=6), rng.choices(names, k=12)]:
        copies, changed = changed_by(functions, sequence)
        assert outcomes(copies, program) == expected, sequence
        if not changed:
            before = [print_function(func) for func in functions]
            assert [print_function(func) for func in copies] == before, sequence


@pytest.mark.parametrize("seed", range(1000, 1050))
def test_pipeline_keeps_the_meaning(seed: int) -> None:
    program = random_program(seed, size=150, traps=seed % 4 == 0)
    functions = parse_functions(program.text)
    expected = outcomes(functions, program)
    for func in functions:
        optimize(func, "speed", Options(verify=True))
    assert outcomes(functions, program) == expected
    # What was optimised is at rest, but for what unreachable code and dead code uncovered.
    for _ in range(4):
        changes = [optimize(func, "speed", Options(verify=True)) for func in functions]
        if not any(changes):
            break
    assert not any(changes)
    assert outcomes(functions, program) == expected


@pytest.mark.parametrize("name", [step.name for step in PASSES.values() if step.keeps & KEEPS_CFG])
def test_passes_keep_what_they_say(name: str) -> None:
    """A pass that keeps the CFG changes no edge: not its number, source or target."""
    for seed in range(1000, 1020):
        for func in parse_functions(random_program(seed, size=100).text):
            before = compute_cfg(func)
            run_passes(func, [name])
            after = compute_cfg(func)
            for column in ("succ_start", "succ_block", "succ_edge", "pred_block", "pred_edge", "rpo"):
                assert list(getattr(before, column)) == list(getattr(after, column)), (seed, column)


def test_output_depends_on_nothing_else() -> None:
    texts = []
    for _ in range(2):
        functions = parse_functions(random_program(7, size=200).text)
        for func in functions:
            optimize(func)
        texts.append([print_function(func) for func in functions])
    assert texts[0] == texts[1]
