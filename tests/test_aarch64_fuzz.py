"""Random programs on aarch64 (under unicorn) give what the interpreter gives."""

import pytest
from irtool.backends.registry import lookup
from irtool.compile import CompiledFunction, compile_function, compile_module, default_settings
from irtool.filetests.programs.random_clif import random_program
from irtool.ir.errors import LimitError
from irtool.ir.function import Function
from irtool.ir.interp.interpreter import Interpreter
from irtool.ir.text.reader import parse_functions
from irtool.runtime.module import CompiledModule
from irtool.runtime.traps import Trap

pytest.importorskip("unicorn", reason="unicorn is not installed")

FUEL = 200_000


def check(seed: int, size: int, opt: str, traps: bool) -> None:
    program = random_program(seed, size=size, traps=traps)
    functions = parse_functions(program.text)
    settings = default_settings()
    settings.set("opt_level", opt)
    settings.set("regalloc_checker", "true")
    target = lookup("aarch64", {"has_lse": "true"} if seed % 2 else {})

    def trampoline(func: Function) -> CompiledFunction:
        return CompiledFunction(func, compile_function(func, target, settings))

    module = CompiledModule(compile_module(functions, target, settings), target, trampoline)
    interpreter = Interpreter(functions)
    for arguments in program.arguments:
        try:
            wanted = interpreter.call(program.entry, arguments, FUEL)
        except LimitError:
            continue  # ends, but after too long
        entry = program.entry.removeprefix("%")
        try:
            found = module.call(entry, list(arguments))
        except Trap as trap:
            assert trap.code == wanted.trap, (seed, arguments)
            continue
        assert not wanted.trap, (seed, arguments, wanted.trap)
        returns = module.signatures[entry].returns
        masks = [(1 << 8 * (1 << (ret.ty - 1))) - 1 for ret in returns]
        expected = [int(value) & mask for value, mask in zip(wanted.values, masks, strict=True)]
        assert found == expected, (seed, arguments)


@pytest.mark.parametrize("opt", ["none", "speed"])
@pytest.mark.parametrize("seed", range(60))
def test_random_programs(seed: int, opt: str) -> None:
    check(seed, 60 + 10 * (seed % 7), opt, seed % 3 == 0)
