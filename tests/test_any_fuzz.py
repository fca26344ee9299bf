"""Random programs over all types and opcodes - vectors, i128, floats, atomics, memory, calls, exceptions -
machine code of both machines against the interpreter, as `test_compiler_fuzz.py`.

A program is two or three functions, called with four lists of arguments.
"""

import pytest
from irtool.compile import default_settings
from irtool.filetests.programs.random_vectors import random_any_program
from irtool.ir.interp.interpreter import interpret
from irtool.ir.text.reader import parse_functions
from irtool.runtime.module import load
from irtool.runtime.traps import Trap

Result = tuple[str, list[object]]
#: By the seed modulo 2; vectors want SSE4.1.
PRESETS = {"x86_64": (("sse42", "has_cmpxchg16b=true"), ("haswell",)), "aarch64": ((), ("has_lse=true",))}


def judge(seeds: range, target: str, size: int) -> int:
    """Run programs, every third with instructions that may trap; how many functions they had."""
    functions = 0
    for seed in seeds:
        program = random_any_program(seed, size, traps=seed % 3 == 0)
        funcs = parse_functions(program.text, f"seed {seed}")
        functions += len(funcs)
        outcomes = [interpret(funcs, program.entry, arguments) for arguments in program.arguments]
        expected: list[Result] = [(outcome.trap, list(outcome.values)) for outcome in outcomes]
        for level in ("none", "speed"):
            settings = default_settings()
            settings.target = target
            for change in PRESETS[target][seed & 1]:
                settings.apply(change)
            settings.apply(f"opt_level={level}")
            settings.apply("regalloc_checker=true")
            settings.apply("preserve_frame_pointers=true")
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
            assert results == expected, f"seed {seed}, {size=}, {target}, {level}"
    return functions


@pytest.mark.parametrize("target", ["x86_64", "aarch64"])
@pytest.mark.parametrize("chunk", range(3))
def test_random_functions(target: str, chunk: int) -> None:
    assert judge(range(100 * chunk, 100 * chunk + 25), target, 50) >= 100


@pytest.mark.slow
@pytest.mark.parametrize("target", ["x86_64", "aarch64"])
@pytest.mark.parametrize("chunk", range(20))
def test_many_random_functions(target: str, chunk: int) -> None:
    assert judge(range(10_000 + 1000 * chunk, 10_000 + 1000 * chunk + 250), target, 70) >= 1000
